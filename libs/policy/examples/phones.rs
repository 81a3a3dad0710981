//! Runs three rules over a log of phones and prints their counts.
//!
//! `cargo run --release -p policy --example phones -- EVENTS.csv [--full]`
//!
//! Each line of the log is `seconds,kind,a,b`, in order of time: S and R put a
//! phone in and out of service, P changes its passcode, M permits a trip and O
//! is one, C is a contact of worker a with client b and N its note. Prints
//! `rule met missed pending`, tab separated, then entries a second and peak
//! memory. A renewal that ended with the service is counted as met here, as the
//! tools it is compared with count it.
//!
//! `--full` runs the monitor too, which keeps every duty, and compares. `--table OUT.tsv`
//! writes every duty of the three rules, one a line, while the log is read: rule, key,
//! opening entry and moment, due moment, how it stands, when and by which entry it was
//! closed. `--what-if` compares each rule with a stricter one, duty by duty, and prints
//! how many would stand or be due otherwise.
#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example that measures needs a clock"
)]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use policy::calendar::Calendar;
use policy::vocabulary::{Deed, Role, State, Subject};
use policy::{
    Counts, Event, Lang, Ledger, Line, Monitor, Paired, Pairs, Part, Row, Shift, Tally, Vocabulary,
    parse,
};

const RULES: [(&str, &str); 3] = [
    (
        "response",
        "within 48 hours of a contact: note written by the same worker",
    ),
    (
        "renewal",
        "every 2160 hours: passcode changed, for each phone in service",
    ),
    (
        "precedence",
        "before a phone is taken off site: permission given (valid 24 hours)",
    ),
];

const KINDS: [(u8, &str, &[&str]); 7] = [
    (b'S', "service.began", &["phone"]),
    (b'R', "service.ended", &["phone"]),
    (b'P', "passcode.changed", &["phone"]),
    (b'C', "contact.made", &["client"]),
    (b'N', "note.written", &["client"]),
    (b'M', "offsite.permitted", &["phone"]),
    (b'O', "phone.taken-off-site", &["phone"]),
];

fn vocabulary() -> Result<Vocabulary, policy::vocabulary::Flaws> {
    Vocabulary::builder()
        .deed(Deed::new("service.began", &["phone"]))
        .deed(Deed::new("service.ended", &["phone"]))
        .deed(Deed::new("passcode.changed", &["phone"]).en(
            "passcode change",
            "a passcode is changed",
            "passcode changed",
        ))
        .deed(Deed::new("contact.made", &["client"]).en(
            "contact",
            "a client is contacted",
            "client contacted",
        ))
        .deed(Deed::new("note.written", &["client"]).en(
            "note",
            "a note is written",
            "note written",
        ))
        .deed(Deed::new("offsite.permitted", &["phone"]).en(
            "permission",
            "permission is given",
            "permission given",
        ))
        .deed(Deed::new("phone.taken-off-site", &["phone"]).en(
            "trip",
            "a phone is taken off site",
            "phone taken off site",
        ))
        .state(
            State::new("in-service", "phone", "in service", "en service")
                .between(&["service.began"], &["service.ended"]),
        )
        .subject(Subject::new("phone", "phone", "phone", "téléphone"))
        .role(Role::actor(
            "same-worker",
            "the same worker",
            "la même personne",
        ))
        .build()
}

/// One entry: when, which kind, and the two numbers.
#[derive(Clone, Copy)]
struct Entry {
    at: i64,
    kind: u8,
    a: u32,
    b: u32,
}

/// Reads a log a piece at a time, so that memory does not grow with it.
struct Log {
    file: File,
    buffer: Vec<u8>,
    filled: usize,
}

impl Log {
    fn open(path: &str) -> std::io::Result<Self> {
        Ok(Self {
            file: File::open(path)?,
            buffer: vec![0; 1 << 20],
            filled: 0,
        })
    }

    /// The next piece; empty at the end.
    fn piece(&mut self, into: &mut Vec<Entry>) -> std::io::Result<()> {
        into.clear();
        let Some(space) = self.buffer.get_mut(self.filled..) else {
            return Ok(());
        };
        let read = self.file.read(space)?;
        self.filled += read;
        let bytes = self.buffer.get(..self.filled).unwrap_or_default();
        let end = bytes
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |place| place + 1);
        let (whole, _) = bytes.split_at(end);
        let mut fields = whole.iter();
        while let Some(entry) = entry(&mut fields) {
            into.push(entry);
        }
        self.buffer.copy_within(end..self.filled, 0);
        self.filled -= end;
        Ok(())
    }
}

fn number(bytes: &mut std::slice::Iter<'_, u8>) -> Option<i64> {
    let mut number = 0_i64;
    let mut any = false;
    for byte in bytes.by_ref() {
        if !byte.is_ascii_digit() {
            break;
        }
        number = number * 10 + i64::from(byte - b'0');
        any = true;
    }
    any.then_some(number)
}

fn entry(bytes: &mut std::slice::Iter<'_, u8>) -> Option<Entry> {
    let at = number(bytes)? * 1_000;
    let kind = *bytes.next()?;
    bytes.next()?;
    let a = u32::try_from(number(bytes)?).ok()?;
    let b = u32::try_from(number(bytes)?).ok()?;
    Some(Entry { at, kind, a, b })
}

/// A tally, what each kind is to it, and the time it took.
struct Runner {
    name: &'static str,
    tally: Tally,
    parts: [Option<Part>; 256],
    took: Duration,
}

impl Runner {
    fn feed(&mut self, piece: &[Entry]) {
        let start = Instant::now();
        let with_client = self.tally.by_actor();
        for entry in piece {
            let Some(part) = self.parts.get(usize::from(entry.kind)).copied().flatten() else {
                continue;
            };
            let key = if with_client {
                u64::from(entry.a) << 32 | u64::from(entry.b)
            } else {
                u64::from(entry.a)
            };
            self.tally.feed(part, key, entry.at);
        }
        self.took += start.elapsed();
    }
}

fn runners(words: &Vocabulary, calendar: &Calendar) -> Vec<Runner> {
    let mut runners = Vec::new();
    for (name, line) in RULES {
        let tally = parse(line, Lang::En, words)
            .ok()
            .and_then(|rule| Tally::new(&rule, words, calendar));
        let Some(tally) = tally else { continue };
        let mut parts = [None; 256];
        for (letter, kind, _) in KINDS {
            if let Some(part) = parts.get_mut(usize::from(letter)) {
                *part = tally.part(kind);
            }
        }
        runners.push(Runner {
            name,
            tally,
            parts,
            took: Duration::ZERO,
        });
    }
    runners
}

fn row(name: &str, counts: Counts) -> String {
    format!(
        "{name}\t{}\t{}\t{}",
        counts.met + counts.excused,
        counts.missed,
        counts.pending
    )
}

fn peak_megabytes() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: f64 = line
        .and_then(|line| line.split_whitespace().next())
        .and_then(|text| text.parse().ok())
        .unwrap_or(0.0);
    format!("{:.1}", kilobytes / 1024.0)
}

fn rate(count: usize, took: Duration) -> String {
    let count = u32::try_from(count).map_or(f64::MAX, f64::from);
    format!("{:.2} M/s", count / took.as_secs_f64() / 1e6)
}

fn tally(
    path: &str,
    words: &Vocabulary,
    calendar: &Calendar,
) -> std::io::Result<Vec<(String, Counts)>> {
    let start = Instant::now();
    let mut runners = runners(words, calendar);
    let mut log = Log::open(path)?;
    let mut piece = Vec::new();
    let mut count = 0;
    let mut last = i64::MIN;
    loop {
        log.piece(&mut piece)?;
        let Some(end) = piece.last() else { break };
        last = end.at;
        count += piece.len();
        runners.iter_mut().for_each(|runner| runner.feed(&piece));
    }
    let counts: Vec<(String, Counts)> = runners
        .iter_mut()
        .map(|runner| (runner.name.to_owned(), runner.tally.counts(last)))
        .collect();
    for (name, counts) in &counts {
        println!("{}", row(name, *counts));
    }
    for runner in &runners {
        println!(
            "{}\t{} entries\t{}",
            runner.name,
            count,
            rate(count, runner.took)
        );
    }
    println!(
        "all with reading\t{count} entries\t{}",
        rate(count, start.elapsed())
    );
    println!("peak memory\t{} MB", peak_megabytes());
    Ok(counts)
}

/// The same by the monitor: every duty, with its evidence.
fn full(
    path: &str,
    words: Vocabulary,
    calendar: Calendar,
) -> std::io::Result<Vec<(String, Counts)>> {
    let mut log = Log::open(path)?;
    let lines = RULES
        .iter()
        .filter_map(|(name, line)| Some(Line::new(name, parse(line, Lang::En, &words).ok()?, 0)))
        .collect();
    let mut monitor = Monitor::new(Arc::new(words), Arc::new(calendar), lines);
    let mut piece = Vec::new();
    let mut events = Vec::new();
    loop {
        log.piece(&mut piece)?;
        if piece.is_empty() {
            break;
        }
        for entry in &piece {
            let Some((_, kind, slots)) = KINDS.iter().find(|(letter, ..)| *letter == entry.kind)
            else {
                continue;
            };
            let with_client = slots.contains(&"client");
            let about = if with_client { entry.b } else { entry.a };
            let id = events.len() as u64 + 1;
            let event = Event::new(id, kind, entry.at).by(&format!("w{}", entry.a));
            events.push(
                slots
                    .iter()
                    .fold(event, |event, slot| event.about(slot, &about.to_string())),
            );
        }
    }
    let last = events.last().map_or(0, |event| event.at);
    let start = Instant::now();
    monitor.load(&events, last);
    println!(
        "monitor\t{} entries\t{}",
        events.len(),
        rate(events.len(), start.elapsed())
    );
    println!("peak memory\t{} MB", peak_megabytes());
    Ok(monitor
        .counts(last)
        .into_iter()
        .map(|(name, counts)| (name.to_string(), counts))
        .collect())
}

/// What a ledger is fed with: its part of an entry, and the key.
struct Teller {
    name: &'static str,
    ledger: Ledger,
    parts: [Option<Part>; 256],
}

impl Teller {
    fn new(
        name: &'static str,
        line: &str,
        words: &Vocabulary,
        calendar: &Calendar,
    ) -> Option<Self> {
        let rule = parse(line, Lang::En, words).ok()?;
        let ledger = Ledger::new(&rule, words, calendar)?;
        let mut parts = [None; 256];
        for (letter, kind, _) in KINDS {
            if let Some(part) = parts.get_mut(usize::from(letter)) {
                *part = ledger.part(kind);
            }
        }
        Some(Self {
            name,
            ledger,
            parts,
        })
    }

    fn feed(&mut self, entry: Entry, number: u64, tell: &mut impl FnMut(Row)) {
        let Some(part) = self.parts.get(usize::from(entry.kind)).copied().flatten() else {
            return;
        };
        let key = if self.ledger.by_actor() {
            u64::from(entry.a) << 32 | u64::from(entry.b)
        } else {
            u64::from(entry.a)
        };
        self.ledger.feed(part, key, entry.at, number, tell);
    }
}

/// Appends a number and a tab.
fn put(out: &mut Vec<u8>, number: i64) {
    let mut digits = [0_u8; 20];
    let mut rest = number.unsigned_abs();
    let mut long = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        long += 1;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend(digits.iter().skip(digits.len() - long));
    out.push(b'\t');
}

fn put_row(out: &mut Vec<u8>, name: &str, row: Row) {
    out.extend(name.bytes());
    out.push(b'\t');
    put(out, row.key.cast_signed());
    put(out, row.opened_by.cast_signed());
    put(out, row.opened_at / 1_000);
    put(out, row.due / 1_000);
    out.extend(row.word.text().bytes());
    if let Some((at, by)) = row.closed {
        out.push(b'\t');
        put(out, at / 1_000);
        put(out, by.cast_signed());
        out.pop();
    }
    out.push(b'\n');
}

/// Every duty of the three rules, written while the log is read.
fn table(path: &str, to: &str, words: &Vocabulary, calendar: &Calendar) -> std::io::Result<()> {
    let start = Instant::now();
    let mut tellers: Vec<Teller> = RULES
        .iter()
        .filter_map(|(name, line)| Teller::new(name, line, words, calendar))
        .collect();
    let mut log = Log::open(path)?;
    let mut file = File::create(to)?;
    let (mut piece, mut out, mut rows) = (Vec::new(), Vec::new(), 0_usize);
    let (mut number, mut last) = (0, i64::MIN);
    let mut open = 0;
    loop {
        log.piece(&mut piece)?;
        let Some(end) = piece.last() else { break };
        last = end.at;
        for entry in &piece {
            number += 1;
            for teller in &mut tellers {
                let name = teller.name;
                teller.feed(*entry, number, &mut |row| {
                    rows += 1;
                    put_row(&mut out, name, row);
                });
            }
        }
        open = open.max(tellers.iter().map(|teller| teller.ledger.open()).sum());
        file.write_all(&out)?;
        out.clear();
    }
    for teller in &mut tellers {
        let name = teller.name;
        teller.ledger.finish(last, &mut |row| {
            rows += 1;
            put_row(&mut out, name, row);
        });
        file.write_all(&out)?;
        out.clear();
    }
    println!(
        "table\t{rows} duties\t{:.2} s",
        start.elapsed().as_secs_f64()
    );
    println!("open at once\t{open}\tpeak memory\t{} MB", peak_megabytes());
    Ok(())
}

/// Each rule and a stricter one, duty by duty.
const STRICTER: [&str; 3] = [
    "within 24 hours of a contact: note written by the same worker",
    "every 1440 hours: passcode changed, for each phone in service",
    "before a phone is taken off site: permission given (valid 12 hours)",
];

fn what_if(path: &str, words: &Vocabulary, calendar: &Calendar) -> std::io::Result<()> {
    for ((name, line), stricter) in RULES.iter().zip(STRICTER) {
        let start = Instant::now();
        let both = [line, stricter].map(|line| Teller::new(name, line, words, calendar));
        let [Some(mut old), Some(mut new)] = both else {
            continue;
        };
        let mut log = Log::open(path)?;
        let mut pairs = Pairs::new();
        let mut shifts: BTreeMap<Shift, u64> = BTreeMap::new();
        let mut count = |one: Option<Paired>| {
            if let Some(one) = one {
                *shifts.entry(one.shift).or_default() += 1;
            }
        };
        let (mut piece, mut number, mut last) = (Vec::new(), 0, i64::MIN);
        loop {
            log.piece(&mut piece)?;
            let Some(end) = piece.last() else { break };
            last = end.at;
            for entry in &piece {
                number += 1;
                old.feed(*entry, number, &mut |row| count(pairs.before(row)));
                new.feed(*entry, number, &mut |row| count(pairs.after(row)));
            }
        }
        old.ledger.finish(last, &mut |row| count(pairs.before(row)));
        new.ledger.finish(last, &mut |row| count(pairs.after(row)));
        pairs.rest().for_each(|one| count(Some(one)));
        println!(
            "what if {stricter}\t{shifts:?}\t{:.2} s",
            start.elapsed().as_secs_f64()
        );
    }
    println!("peak memory\t{} MB", peak_megabytes());
    Ok(())
}

/// The word after an option.
fn after<'a>(arguments: &'a [String], option: &str) -> Option<&'a String> {
    let place = arguments.iter().position(|argument| argument == option)?;
    arguments.get(place + 1)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = arguments.first() else {
        eprintln!("usage: phones EVENTS.csv [--full] [--table OUT.tsv] [--what-if]");
        return ExitCode::from(2);
    };
    let (Ok(words), Ok(calendar)) = (vocabulary(), Calendar::new("UTC")) else {
        return ExitCode::FAILURE;
    };
    let table = match after(&arguments, "--table") {
        Some(to) => Some(table(path, to, &words, &calendar)),
        None if arguments.iter().any(|argument| argument == "--what-if") => {
            Some(what_if(path, &words, &calendar))
        }
        None => None,
    };
    match table {
        Some(Ok(())) => return ExitCode::SUCCESS,
        Some(Err(error)) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
        None => {}
    }
    let tallied = match tally(path, &words, &calendar) {
        Ok(counts) => counts,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    if !arguments.iter().any(|argument| argument == "--full") {
        return ExitCode::SUCCESS;
    }
    match full(path, words, calendar) {
        Ok(counts) if counts == tallied => {
            println!("the monitor counts the same");
            ExitCode::SUCCESS
        }
        Ok(counts) => {
            println!("the monitor counts otherwise: {counts:?}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::FAILURE
        }
    }
}
