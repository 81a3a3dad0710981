//! `keepwell bill read BILL`: hands the file to a process of its own, and shows what came back.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base::Failure;
use clap::ValueEnum;
use telecom::bill::Days;
use telecom::read::apart::{Answer, Done, Request};
use telecom::read::{Given, Profile};
use telecom::words::Lang;

use super::{show, typed};
use crate::commands::Outcome;
use crate::commands::plan::LangArg;

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
    #[command(flatten)]
    known: Known,
    /// The language of what is said about the bill: en or fr
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Json,
}

/// What the person knows that the bill may not say.
#[derive(Debug, clap::Args)]
pub(super) struct Known {
    /// The days the bill is for, when it does not say them: 2025-03-01..2025-03-31
    #[arg(long, value_name = "FROM..TO", value_parser = parse_period)]
    period: Option<Days>,
    /// What stands first in a date, when neither the file nor the period tells
    #[arg(long, value_enum)]
    dates: Option<Dates>,
}

impl Known {
    pub(super) fn given(&self) -> Given {
        Given { period: self.period, day_first: self.dates.map(|dates| dates == Dates::Day) }
    }
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
        let lang = self.lang.into();
        let done = file(&self.bill, self.profile.as_deref(), self.known.given(), None, lang)?;
        match self.format {
            Format::Csv => show::csv(&done, lang),
            Format::Json => show::json(&done),
        }
    }
}

/// Reads a carrier's file in a process of its own; a form filled in by hand (`.toml`) right here. `most`: keep
/// only so many rows and problems.
///
/// # Errors
/// When the file or the profile cannot be read; the sentence says where and why.
pub(super) fn file(bill: &Path, profile: Option<&str>, given: Given, most: Option<usize>, lang: Lang) -> Result<Box<Done>, Failure> {
    let name = bill.display();
    let (opening, reading) = if lang == Lang::En { ("opening the bill", "reading the bill") } else { ("ouverture de la facture", "lecture de la facture") };
    let fail = |e: io::Error| Failure::broken(opening, format!("{name}: {e}"));
    if bill.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        return typed::read(bill, lang);
    }
    let profiles = profile.into_iter().map(|name| profile_text(name, lang)).collect::<Result<Vec<_>, _>>()?;
    let request = Request { profiles, given, most };
    let file = std::fs::File::open(bill).map_err(fail)?;
    if file.metadata().map_err(fail)?.is_dir() {
        let why = if lang == Lang::En { "this is a folder. Name one file in it; a bill on paper is typed into a form: keepwell bill form" } else { "ceci est un dossier. Nommez un fichier qu’il contient; une facture sur papier s’entre dans un formulaire\u{a0}: keepwell bill form" };
        return Err(Failure::broken(opening, format!("{name}: {why}")));
    }
    if file.metadata().map_err(fail)?.len() > LARGEST {
        let why = if lang == Lang::En { "larger than any bill (512 MB)" } else { "plus grand que n’importe quelle facture (512 Mo)" };
        return Err(Failure::broken(opening, format!("{name}: {why}")));
    }
    match apart(&request, file, lang)? {
        Answer::Read(done) => Ok(done),
        Answer::Unread(unread) => Err(Failure::broken(reading, format!("{name}: {}", unread.said(lang)))),
        Answer::BadProfile(bad) => {
            let what = if lang == Lang::En { "reading the profile" } else { "lecture du profil" };
            Err(Failure::broken(what, format!("{}, {}", profile.unwrap_or_default(), bad.said(lang))))
        }
    }
}

/// A text that people write, in UTF-8.
///
/// # Errors
/// What to do, when it is in other letters or cannot be opened.
pub(crate) fn text_of(path: &Path, what: &'static str, lang: Lang) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|e| Failure::broken(what, format!("{}: {e}", path.display())))?;
    // Plain letters in UTF-16 are valid UTF-8 with a zero after each.
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).ok_or_else(|| {
        Failure::broken(what, match lang {
            Lang::En => format!("{}: this file is not written in UTF-8. Open it in a text editor and save it again as UTF-8", path.display()),
            Lang::Fr => format!("{}\u{a0}: ce fichier n’est pas écrit en UTF-8. Ouvrez-le dans un éditeur de texte et enregistrez-le de nouveau en UTF-8", path.display()),
        })
    })
}

/// The text of a profile: one that comes with the program, or a file.
fn profile_text(name: &str, lang: Lang) -> Result<String, Failure> {
    if let Some(text) = Profile::text(name) {
        return Ok(text.to_owned());
    }
    let path = PathBuf::from(name);
    if !path.exists() {
        return Err(unknown(name, lang));
    }
    let what = if lang == Lang::En { "reading the profile" } else { "lecture du profil" };
    text_of(&path, what, lang)
}

pub(super) fn unknown(name: &str, lang: Lang) -> Failure {
    let known = Profile::shipped().into_iter().map(|profile| profile.id).collect::<Vec<_>>().join(", ");
    match lang {
        Lang::En => Failure::broken("looking for the profile", format!("“{name}” is neither a file nor one of {known}")),
        Lang::Fr => Failure::broken("recherche du profil", format!("«\u{a0}{name}\u{a0}» n’est ni un fichier ni l’un de {known}")),
    }
}

/// Asks a process that may nothing but read: a file that takes it over, or breaks it, stays there.
fn apart(request: &Request, mut file: std::fs::File, lang: Lang) -> Result<Answer, Failure> {
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
        match lang {
            Lang::En => Failure::broken("reading the bill", "the reader was ended: the file is damaged, or made to do harm, or needs more memory or time than one bill may. Enter the bill by hand: keepwell bill form"),
            Lang::Fr => Failure::broken("lecture de la facture", "le lecteur a été arrêté\u{a0}: le fichier est abîmé, ou fait pour nuire, ou demande plus de mémoire ou de temps qu’une facture. Entrez la facture à la main\u{a0}: keepwell bill form"),
        }
    })
}
