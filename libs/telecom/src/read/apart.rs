//! Reading in a process of its own: what goes in, what comes back.
//!
//! The process gets one line of JSON ([`Request`]) and then the bytes of the file
//! on its standard input, and answers with one JSON document ([`Answer`]). It
//! opens no file and knows no clock; limits on memory and time are raised around
//! it by the program that starts it. What comes back is not believed further than
//! a bill is: it is data.

use std::io::{self, BufRead, Read, Write};

use serde::{Deserialize, Serialize};

use super::{BadProfile, Given, Profile, Reading, Sum, Unread};

/// The longest first line: a few profiles.
const LONGEST_REQUEST: u64 = 4 * 1024 * 1024;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The texts of the profiles that may be used; none for those that come with the program.
    pub profiles: Vec<String>,
    /// What a person knows.
    pub given: Given,
    /// Keep only so many rows and problems, for a preview.
    pub most: Option<usize>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The bill.
    Read(Box<Done>),
    /// The file cannot be read.
    Unread(Unread),
    /// The profile cannot be used: where, and why.
    BadProfile(BadProfile),
}

/// A bill, and whether its rows add up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// The bill, and how it was read.
    pub reading: Reading,
    /// Each printed total against its rows.
    pub sums: Vec<Sum>,
    /// How many rows there are in all, when only some were kept.
    pub rows: usize,
    /// How many problems there are in all.
    pub problems: usize,
    /// Other profiles that fit, the best first.
    pub others: Vec<String>,
}

/// Asks the system once what a library under the reader wants to know of it (`regex`: how
/// many processors there are), so that a process that may ask nothing later can read.
pub fn make_ready() {
    drop(regex::Regex::new("a"));
}

/// Reads one bill from `input`, answers on `output`. Whatever the file holds is answered.
///
/// # Errors
/// When `input` cannot be read, holds no request, or `output` cannot be written.
pub fn run(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut first = Vec::new();
    input.by_ref().take(LONGEST_REQUEST).read_until(b'\n', &mut first)?;
    let request: Request = serde_json::from_slice(&first)?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    serde_json::to_writer(&mut output, &answer(&request, &bytes))?;
    output.flush()
}

/// The same without pipes.
#[must_use]
pub fn answer(request: &Request, bytes: &[u8]) -> Answer {
    let parsed: Result<Vec<Profile>, BadProfile> = request.profiles.iter().map(|text| Profile::parse(text)).collect();
    let profiles = match parsed {
        Ok(profiles) if profiles.is_empty() => Profile::shipped(),
        Ok(profiles) => profiles,
        Err(bad) => return Answer::BadProfile(bad),
    };
    match chosen(request, bytes, &profiles) {
        Ok(done) => Answer::Read(Box::new(done)),
        Err(unread) => Answer::Unread(unread),
    }
}

fn chosen(request: &Request, bytes: &[u8], profiles: &[Profile]) -> Result<Done, Unread> {
    if super::kind(bytes).is_none() {
        return Err(super::no_kind(bytes));
    }
    let fit = match profiles {
        [only] => vec![only],
        several => super::recognise(bytes, several),
    };
    let Some((best, others)) = fit.split_first() else {
        // One of them may say why, when no letter of the file can be read.
        let why = profiles.iter().filter(|profile| super::kind(bytes).is_some_and(|kind| profile.reads(kind))).find_map(|profile| super::read(bytes, profile, &request.given).err());
        let told = why.filter(|why| matches!(why, Unread::Empty | Unread::Scan | Unread::Locked | Unread::BrokenPdf | Unread::BrokenWorkbook));
        return Err(told.unwrap_or(Unread::NoProfile));
    };
    let preview = super::preview(bytes, best, &request.given, request.most.unwrap_or(usize::MAX))?;
    let others = others.iter().map(|profile| profile.id.clone()).collect();
    Ok(Done { reading: preview.reading, sums: preview.sums, rows: preview.rows, problems: preview.problems, others })
}
