//! Merges a conversation with itself: N messages, then the same N again, as a
//! second export of the same chat would bring them. Prints how long both took.
//!
//! `cargo run --release -p chatlog --example merge -- N`

use chatlog::merge::{Decision, Merger};
use chatlog::{Message, Precision};
use std::io::{self, Write};

type Anything = Box<dyn std::error::Error>;

/// Every tenth message is one of a few words, said again and again.
const OFTEN: [&str; 4] = ["ok", "<Media omitted>", "merci", "👍🏽"];

fn message(number: u64) -> Message {
    let often = usize::try_from(number / 10 % 4)
        .ok()
        .and_then(|place| OFTEN.get(place));
    let body = match (number % 10, often) {
        (0, Some(text)) => (*text).to_owned(),
        _ => format!("see you at {number}, bring the form"),
    };
    let minute = i64::try_from(number / 3).unwrap_or(0);
    let civil = jiff::civil::date(2012, 1, 1).at(0, 0, 0, 0);
    Message {
        ordinal: number + 1,
        civil: civil
            .checked_add(jiff::SignedDuration::from_mins(minute))
            .ok(),
        precision: Precision::Minute,
        sender: Some(
            if number.is_multiple_of(2) {
                "Ann Roy"
            } else {
                "R."
            }
            .to_owned(),
        ),
        body,
        ..Message::default()
    }
}

fn main() -> Result<(), Anything> {
    let many: u64 = std::env::args().nth(1).ok_or("how many?")?.parse()?;
    let mut merger = Merger::default();
    let mut out = io::stdout().lock();
    for export in ["first", "again"] {
        let before = cpu_seconds();
        let decisions = merger.add((0..many).map(message));
        let seconds = cpu_seconds() - before;
        let same = decisions
            .iter()
            .filter(|d| matches!(d, Decision::Same { .. }))
            .count();
        writeln!(
            out,
            "{export}\t{} messages\t{same} there already\t{} kept\t{seconds:.2} CPU s\t{:.0} messages per CPU s",
            decisions.len(),
            merger.messages().len(),
            f64::from(u32::try_from(many)?) / seconds
        )?;
    }
    writeln!(out, "memory\t{}", peak_memory())?;
    Ok(())
}

/// CPU seconds of this process so far, from the system.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|n| n.parse::<u64>().ok());
    let micros = u32::try_from(nanoseconds.unwrap_or(0) / 1000).unwrap_or(u32::MAX);
    (f64::from(micros) / 1e6).max(1e-6)
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or("not known".to_owned(), |line| {
        line.trim_start_matches("VmHWM:").trim().to_owned()
    })
}
