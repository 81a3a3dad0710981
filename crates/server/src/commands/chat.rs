//! `keepwell chat read`: what is in exported conversations, for a person or
//! another program. Keeps nothing and needs no server.
//!
//! This process reads none of it. It starts another ([`child`]) that opens the
//! files, raises the wall, and only then looks at the first byte; what that one
//! says is passed on. The password of a backup goes through a pipe: it is never
//! an argument, never in the environment.

mod child;
mod gather;
mod names;
mod report;
mod show;

use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{ChildStderr, Command, ExitStatus, Stdio};

use base::Failure;
use base::clock::Clock;
use chatlog::Language;
use chatlog::table::Mapping;
use chatlog::whatsapp::{Choices, DateOrder};
use clap::{Args, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, Zeroizing};

use super::Outcome;
use crate::keys;

pub(crate) use child::ReadChat;

#[derive(Debug, Subcommand)]
pub(crate) enum Chat {
    /// Read exported conversations of any kind
    Read(Box<Read>),
}

/// Exit codes: 0 everything was read; 1 something was not understood or not read, and it was said what; 2 a flag is wrong or does not fit the files; 3 it could not be done.
#[derive(Debug, Args)]
pub(crate) struct Read {
    /// Files as the phone or the account made them, the folder of an iPhone backup, or - for what comes through a pipe
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// One JSON object a line: layers, conversations, messages, problems
    #[arg(long, group = "form")]
    json: bool,
    /// Plain text (the default)
    #[arg(long, group = "form")]
    text: bool,
    /// A table for a spreadsheet
    #[arg(long, group = "form")]
    csv: bool,
    /// Counts instead of messages: by kind, problems, bytes left over, how dates were decided
    #[arg(long)]
    report: bool,
    /// The files are exports of the same conversations: leave out what an earlier file has already
    #[arg(long)]
    merge: bool,
    /// Two names of one person, for --merge: "Ann Roy=+1 555 0100"
    #[arg(long, value_name = "NAME=NAME", value_parser = parse_same, requires = "merge")]
    same: Vec<(String, String)>,
    /// Who the owner of the phone is, as printed in the messages
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// What stands first in a date, where a file does not say it
    #[arg(long, value_enum)]
    dates: Option<Dates>,
    /// A table of no known form: which column holds what, from 1: "date=1,sender=2,text=4"
    #[arg(long, value_name = "WHAT=COLUMN,…", value_parser = parse_columns)]
    columns: Option<Mapping>,
    /// The password of an iPhone backup: a file only you can read, or - to type it
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// The language of what is said about the files: en or fr
    #[arg(long, value_enum, default_value = "en")]
    lang: Lang,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Dates {
    Day,
    Month,
    Year,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    En,
    Fr,
}

/// The form of what comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Form {
    Text,
    Csv,
    Json,
}

/// What the reading process is told, on its standard input.
#[derive(Serialize, Deserialize)]
struct Request {
    files: Vec<PathBuf>,
    form: Form,
    report: bool,
    merge: bool,
    same: Vec<(String, String)>,
    language: Language,
    choices: Choices,
    columns: Option<Mapping>,
    /// No message is later than this day.
    not_after: String,
    password: Option<String>,
}

fn parse_same(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(one, other)| !one.is_empty() && !other.is_empty());
    pair.map(|(one, other)| (one.to_owned(), other.to_owned())).ok_or_else(|| format!("“{text}” is not two names. Write \"Ann Roy=+1 555 0100\"."))
}

fn parse_columns(text: &str) -> Result<Mapping, String> {
    let wrong = |part: &str| format!("“{part}” says no column. Write for instance \"date=1,sender=2,text=4\"; one may name date, time, sender, address, to, text, direction, conversation, attachment.");
    let mut columns = Mapping::default();
    for part in text.split(',') {
        let (what, number) = part.split_once('=').ok_or_else(|| wrong(part))?;
        let number: usize = number.trim().parse().map_err(|_| wrong(part))?;
        let place = match what.trim() {
            "date" => &mut columns.date,
            "time" => &mut columns.time,
            "sender" => &mut columns.sender,
            "address" => &mut columns.address,
            "to" => &mut columns.to,
            "text" => &mut columns.text,
            "direction" => &mut columns.direction,
            "conversation" => &mut columns.conversation,
            "attachment" => &mut columns.attachment,
            _ => return Err(wrong(part)),
        };
        *place = Some(number.checked_sub(1).ok_or_else(|| wrong(part))?);
    }
    columns.text.map(|_| columns).ok_or_else(|| "Say which column holds the text: text=4.".to_owned())
}

impl Chat {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        let Self::Read(read) = self;
        let mut request = read.request()?;
        let mut told = Zeroizing::new(serde_json::to_vec(&request).map_err(|e| Failure::broken("asking the reader", e))?);
        told.push(b'\n');
        request.password.zeroize();
        apart(&told, request.files.iter().any(|file| is_stdin(file)), request.language)
    }
}

impl Read {
    fn request(&self) -> Result<Request, Failure> {
        let order = self.dates.map(|dates| match dates {
            Dates::Day => DateOrder::DayMonthYear,
            Dates::Month => DateOrder::MonthDayYear,
            Dates::Year => DateOrder::YearMonthDay,
        });
        let stdin = self.files.iter().filter(|file| is_stdin(file)).count();
        let typed_too = self.password_file.as_deref() == Some(Path::new("-"));
        if stdin > 1 || (stdin == 1 && typed_too) {
            let words = ("one thing only comes through a pipe. Give the others as files.", "une seule chose passe par un tube. Donnez les autres comme fichiers.");
            return Err(Failure::broken("chat read", if self.lang == Lang::Fr { words.1 } else { words.0 }));
        }
        let password = match &self.password_file {
            None => None,
            Some(file) if file == Path::new("-") => Some(typed(self.lang)?),
            Some(file) => Some(keys::from(file)?),
        };
        // Wherever the phone was, its clock was not a day ahead of ours.
        let tomorrow = Clock::System.now().plus(base::Moment::DAY).day(&jiff::tz::TimeZone::UTC);
        Ok(Request {
            files: self.files.clone(),
            form: if self.json { Form::Json } else if self.csv { Form::Csv } else { Form::Text },
            report: self.report,
            merge: self.merge,
            same: self.same.clone(),
            language: if self.lang == Lang::Fr { Language::French } else { Language::English },
            choices: Choices { owner: self.owner.clone(), order, ..Choices::default() },
            columns: self.columns.clone().map(|columns| Mapping { order, ..columns }),
            not_after: tomorrow.to_string(),
            password: password.map(|word| word.as_str().to_owned()),
        })
    }
}

fn typed(lang: Lang) -> Result<Zeroizing<String>, Failure> {
    if io::stdin().is_terminal() {
        let _ = write!(io::stderr(), "{}", if lang == Lang::Fr { "(sauvegarde d’iPhone) " } else { "(iPhone backup) " });
    }
    keys::typed(if lang == Lang::Fr { "Mot de passe\u{a0}: " } else { "Password: " })
}

/// Starts the process that reads, and passes on what it says.
fn apart(request: &[u8], piped: bool, language: Language) -> Result<Outcome, Failure> {
    let fail = |e: io::Error| Failure::broken("starting the reader", e);
    let mut command = Command::new(std::env::current_exe().map_err(fail)?);
    command.arg("read-chat").env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(fail)?;
    let (Some(mut stdin), Some(stdout), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take()) else {
        return Err(Failure::broken("starting the reader", "it has no pipes"));
    };
    // A reader that ends before it was asked says why at its end.
    let _ = stdin.write_all(request);
    // What comes through our own pipe follows the question: unread, byte for byte. Nobody waits
    // for the rest of it once the reader has ended.
    let _after = piped.then(|| std::thread::spawn(move || io::copy(&mut io::stdin().lock(), &mut stdin).map(drop)));
    let beside = std::thread::spawn(move || pass_on(stderr));
    let passed = {
        let mut out = io::stdout().lock();
        io::copy(&mut io::BufReader::with_capacity(256 * 1024, stdout), &mut out).and_then(|_| out.flush())
    };
    if passed.is_err() {
        let _ = child.kill();
    }
    let ended = child.wait().map_err(fail)?;
    let _ = beside.join();
    match passed {
        Ok(()) => outcome(ended, language),
        // Whoever read our output has seen enough.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(Outcome::Done),
        Err(e) => Err(Failure::broken("writing what was read", e)),
    }
}

fn pass_on(mut from: ChildStderr) {
    let mut piece = [0; 8 * 1024];
    while let Ok(n @ 1..) = from.read(&mut piece) {
        let _ = io::stderr().write_all(piece.get(..n).unwrap_or_default());
    }
}

/// What became of it. A reader that was ended is said in words: no file may pass for read in half.
fn outcome(ended: ExitStatus, language: Language) -> Result<Outcome, Failure> {
    match (ended.code(), ended.signal()) {
        (Some(0), _) => return Ok(Outcome::Done),
        (Some(1), _) => return Ok(Outcome::No),
        (Some(2), _) => return Ok(Outcome::Code(2)),
        // It has said why.
        (Some(3), _) => return Err(Failure::broken("chat read", say(language, "nothing more was read.", "rien d’autre n’a été lu."))),
        _ => {}
    }
    let why = match ended.signal() {
        Some(libc::SIGXCPU | libc::SIGKILL) => say(language, "reading took more time than one reading may take. Give fewer or smaller files.", "la lecture a pris plus de temps que permis. Donnez moins de fichiers, ou de plus petits."),
        Some(libc::SIGABRT) => say(language, "reading needed more memory than one reading may have (1 GiB). Give fewer or smaller files; without --merge less is held.", "la lecture demandait plus de mémoire que permis (1 Gio). Donnez moins de fichiers, ou de plus petits\u{a0}; sans --merge, il en faut moins."),
        Some(libc::SIGSYS) => say(language, "the reader tried something that reading never needs, and was ended. One of the files may be made to do harm: do not open it elsewhere.", "le lecteur a tenté une chose dont lire n’a jamais besoin, et a été arrêté. L’un des fichiers est peut-être fait pour nuire\u{a0}: ne l’ouvrez pas ailleurs."),
        _ => say(language, "the reader ended before it was done. What was shown above is not all.", "le lecteur s’est arrêté avant la fin. Ce qui précède n’est pas tout."),
    };
    Err(Failure::broken("chat read", why))
}

/// Whether a name stands for what comes through the pipe of this command.
fn is_stdin(path: &Path) -> bool {
    ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].iter().any(|name| path == Path::new(name))
}

fn say(language: Language, en: &'static str, fr: &'static str) -> &'static str {
    match language {
        Language::English => en,
        Language::French => fr,
    }
}
