//! Five hundred rules over a hundred thousand subjects, taken up again from what was
//! put away and brought up to date with a day's entries.
//!
//! `cargo run --release -p policy --example many -- [RULES] [SUBJECTS]`
//!
//! Every rule has an open renewal for every subject. One rule after the other is
//! restored, fed and counted, which is what is timed; making the day before is not.
#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example that measures needs a clock"
)]
#![expect(clippy::unwrap_used, reason = "an example may stop")]

use std::time::{Duration, Instant};

use policy::calendar::Calendar;
use policy::vocabulary::{Deed, State, Subject};
use policy::{Lang, Part, Tally, Vocabulary, parse};

const START: i64 = 1_767_243_600_000;
const HOUR: i64 = 3_600_000;

fn words() -> Vocabulary {
    Vocabulary::builder()
        .deed(Deed::new("service.began", &["phone"]))
        .deed(Deed::new("service.ended", &["phone"]))
        .deed(Deed::new("passcode.changed", &["phone"]).en(
            "passcode change",
            "a passcode is changed",
            "passcode changed",
        ))
        .state(
            State::new("in-service", "phone", "in service", "en service")
                .between(&["service.began"], &["service.ended"]),
        )
        .subject(Subject::new("phone", "phone", "phone", "téléphone"))
        .build()
        .unwrap()
}

fn main() {
    let mut numbers = std::env::args()
        .skip(1)
        .filter_map(|text| text.parse().ok());
    let (rules, subjects) = (
        numbers.next().unwrap_or(500_u64),
        numbers.next().unwrap_or(100_000_u64),
    );
    let (words, calendar) = (words(), Calendar::new("America/Toronto").unwrap());
    // A day on which one subject in a hundred renews.
    let day: Vec<(u64, i64)> = (0..subjects / 100)
        .map(|place| {
            let at = START + 2_000 * HOUR + i64::try_from(place % 24).unwrap() * HOUR;
            (place * 97 % subjects, at)
        })
        .collect();
    let mut day = day;
    day.sort_by_key(|(_, at)| *at);
    let now = START + 2_024 * HOUR;
    let mut took = Duration::ZERO;
    let (mut bytes, mut pending, mut missed) = (0, 0, 0);
    for rule in 0..rules {
        let line = format!(
            "every {} days: passcode changed, for each phone in service",
            30 + rule
        );
        let rule = parse(&line, Lang::En, &words).unwrap();
        let mut before = Tally::new(&rule, &words, &calendar).unwrap();
        for phone in 0..subjects {
            let at = START + i64::try_from(phone * 1_000 / subjects).unwrap() * HOUR;
            before.feed(Part::Begins, phone, at);
        }
        let kept = before.save();
        bytes += kept.len();
        let mut tally = Tally::new(&rule, &words, &calendar).unwrap();
        let start = Instant::now();
        tally.restore(&kept).unwrap();
        for (phone, at) in &day {
            tally.feed(Part::Discharges, *phone, *at);
        }
        let counts = tally.counts(now);
        took += start.elapsed();
        pending += counts.pending;
        missed += counts.missed;
    }
    println!(
        "rules\t{rules}\tsubjects\t{subjects}\topen\t{}",
        pending + missed
    );
    println!("put away\t{} MB", bytes / 1_000_000);
    println!(
        "taken out and brought up to date\t{:.0} ms",
        took.as_secs_f64() * 1e3
    );
}
