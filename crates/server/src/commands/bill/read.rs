//! `keepwell bill read BILL`: hands the file to a process of its own, and shows what came back.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base::Failure;
use clap::ValueEnum;
use telecom::bill::Days;
use telecom::read::apart::{Answer, Done, Request};
use telecom::read::{Given, Profile};

use super::show;
use crate::commands::{Outcome, say};

/// A larger file is no bill.
const LARGEST: u64 = 512 * 1024 * 1024;
/// What an answer may grow to.
const LONGEST_ANSWER: u64 = 4 * 1024 * 1024 * 1024;

/// Show the rows of a bill
#[derive(Debug, clap::Args)]
pub struct Read {
    /// The bill: CSV, XLSX or PDF
    bill: PathBuf,
    /// The name of a profile (see `bill profile`), or a file with one; without it, the one that fits best
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
    /// csv or json
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// The days the bill is for, when it does not say them: 2025-03-01..2025-03-31
    #[arg(long, value_name = "FROM..TO", value_parser = parse_period)]
    period: Option<Days>,
    /// What stands first in a date, when neither the file nor the period tells
    #[arg(long, value_enum)]
    dates: Option<Dates>,
}

/// Print a profile
#[derive(Debug, clap::Args)]
pub struct ShowProfile {
    /// Which one
    name: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Dates {
    Day,
    Month,
}

fn parse_period(text: &str) -> Result<Days, String> {
    let days = text.split_once("..").and_then(|(first, last)| Days::new(first.parse().ok()?, last.parse().ok()?));
    days.ok_or_else(|| format!("“{text}” is no period. Write it as 2025-03-01..2025-03-31."))
}

impl Read {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        let given = Given { period: self.period, day_first: self.dates.map(|dates| dates == Dates::Day) };
        let done = file(&self.bill, self.profile.as_deref(), given)?;
        match self.format {
            Format::Csv => show::csv(&done),
            Format::Json => show::json(&done),
        }
    }
}

/// Reads a carrier's file in a process of its own.
///
/// # Errors
/// When the file or the profile cannot be read; the sentence says where and why.
pub(super) fn file(bill: &Path, profile: Option<&str>, given: Given) -> Result<Box<Done>, Failure> {
    let profiles = profile.into_iter().map(profile_text).collect::<Result<Vec<_>, _>>()?;
    let request = Request { profiles, given, most: None };
    let name = bill.display();
    let fail = |e: io::Error| Failure::broken("opening the bill", format!("{name}: {e}"));
    let file = std::fs::File::open(bill).map_err(fail)?;
    if file.metadata().map_err(fail)?.len() > LARGEST {
        return Err(Failure::broken("opening the bill", format!("{name}: larger than any bill (512 MB)")));
    }
    match apart(&request, file)? {
        Answer::Read(done) => Ok(done),
        Answer::Unread(unread) => Err(Failure::broken("reading the bill", format!("{name}: {unread}"))),
        Answer::BadProfile(line, message) => Err(Failure::broken("reading the profile", format!("line {line}: {message}"))),
    }
}

impl ShowProfile {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        let Some(name) = &self.name else {
            for profile in Profile::shipped() {
                let made_up = if profile.made_up { " (made up: copy it and change the names)" } else { "" };
                say(&format!("{:<18} {}{made_up}", profile.id, profile.name));
            }
            return Ok(Outcome::Done);
        };
        say(Profile::text(name).ok_or_else(|| unknown(name))?.trim_end());
        Ok(Outcome::Done)
    }
}

/// The text of a profile: one that comes with the program, or a file.
fn profile_text(name: &str) -> Result<String, Failure> {
    if let Some(text) = Profile::text(name) {
        return Ok(text.to_owned());
    }
    let path = PathBuf::from(name);
    if !path.exists() {
        return Err(unknown(name));
    }
    std::fs::read_to_string(&path).map_err(|e| Failure::broken("reading the profile", format!("{name}: {e}")))
}

fn unknown(name: &str) -> Failure {
    let known: Vec<String> = Profile::shipped().into_iter().map(|profile| profile.id).collect();
    Failure::broken("looking for the profile", format!("“{name}” is neither a file nor one of {}", known.join(", ")))
}

/// Asks a process that may nothing but read: a file that takes it over, or breaks it, stays there.
fn apart(request: &Request, mut file: std::fs::File) -> Result<Answer, Failure> {
    let fail = |e: io::Error| Failure::broken("starting the reader", e);
    let mut command = Command::new(std::env::current_exe().map_err(fail)?);
    command.arg("read-bill").env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(fail)?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Failure::broken("starting the reader", "it has no pipes"));
    };
    let mut first = serde_json::to_vec(request).map_err(|e| Failure::broken("asking the reader", e))?;
    first.push(b'\n');
    // A reader that ends before it has the whole file says why by its end.
    let feeder = std::thread::spawn(move || stdin.write_all(&first).and_then(|()| io::copy(&mut file, &mut stdin)));
    let mut said = Vec::new();
    let heard = stdout.take(LONGEST_ANSWER).read_to_end(&mut said);
    if heard.is_err() {
        let _ = child.kill();
    }
    let ended = child.wait().map_err(fail)?;
    let _ = feeder.join();
    let answer = heard.ok().filter(|_| ended.success()).and_then(|_| serde_json::from_slice(&said).ok());
    answer.ok_or_else(|| {
        let why = "the reader was ended: the file is damaged, or made to do harm, or needs more memory or time than one bill may. Enter the bill by hand";
        Failure::broken("reading the bill", why)
    })
}
