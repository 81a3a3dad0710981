//! The quick counts and the monitor count alike, and as the published table says.
#![cfg(test)]

mod common;

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, LazyLock};

use common::house;
use jiff::civil::date;
use policy::calendar::Calendar;
use policy::vocabulary::{Deed, Role, State, Subject};
use policy::{
    Counts, Event, Lang, Ledger, Line, Monitor, Pairs, Row, Rule, Shift, Stale, Status, Tally,
    Vocabulary, Word, parse,
};

static DAYS: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::new("America/Toronto")
        .unwrap()
        .closed_on([date(2026, 4, 3)])
});

fn words() -> Vocabulary {
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
        .deed(Deed::new("trip.permitted", &["phone"]).en(
            "permission",
            "permission is given",
            "permission given",
        ))
        .deed(Deed::new("trip.begun", &["phone"]).en("trip", "a trip begins", "trip begun"))
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
        .unwrap()
}

const LINES: &[&str] = &[
    "every 10 days: passcode changed, for each phone in service",
    "every 1 month: passcode changed, for each phone in service",
    "every 100 hours: passcode changed, for each phone in service",
    "within 48 hours of a contact: note written by the same worker",
    "within 2 working days of a contact: note written",
    "before a trip begins: permission given (valid 24 hours)",
    "before a trip begins: permission given (valid 2 days, one use)",
    "before a trip begins: permission given",
];

/// A random log, in order of time.
fn log(roll: &mut impl FnMut(u64) -> u64) -> Vec<Event> {
    let kinds = [
        "service.began",
        "service.ended",
        "passcode.changed",
        "passcode.changed",
        "contact.made",
        "note.written",
        "trip.permitted",
        "trip.begun",
    ];
    let mut event = |id: u64| {
        let kind = kinds[usize::try_from(roll(8)).unwrap()];
        let at = 1_772_000_000_000 + i64::try_from(roll(400)).unwrap() * 6 * 3_600_000;
        let with_client = kind.starts_with("contact") || kind.starts_with("note");
        let slot = if with_client { "client" } else { "phone" };
        let by = format!("w{}", roll(2));
        Event::new(id, kind, at)
            .by(&by)
            .about(slot, &roll(3).to_string())
    };
    let mut events: Vec<Event> = (1..=120).map(&mut event).collect();
    events.sort_by_key(|event| (event.at, event.id));
    events
}

fn tallied(rule: &Rule, words: &Vocabulary, events: &[Event], now: i64) -> Counts {
    let mut tally = Tally::new(rule, words, &DAYS).unwrap();
    feed_all(&mut tally, events);
    tally.counts(now)
}

fn feed_all(tally: &mut Tally, events: &[Event]) {
    for event in events {
        let Some(part) = tally.part(&event.kind) else {
            continue;
        };
        let actor = event.by.as_ref().filter(|_| tally.by_actor());
        let by: u64 = actor.map_or(0, |by| by[1..].parse().unwrap());
        let about: u64 = event.subjects[0].1.parse().unwrap();
        tally.feed(part, by << 32 | about, event.at);
    }
}

#[test]
fn counts_alone_and_the_full_monitor_agree() {
    let words = Arc::new(words());
    let mut state = 7_u64;
    let mut roll = move |sides: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    for round in 0..200 {
        let events = log(&mut roll);
        let now = events.last().unwrap().at;
        for line in LINES {
            let rule = parse(line, Lang::En, &words).unwrap();
            let counts = tallied(&rule, &words, &events, now);
            let lines = vec![Line::new("it", rule, 0)];
            let mut monitor = Monitor::new(words.clone(), Arc::new(DAYS.clone()), lines);
            monitor.load(&events, now);
            let full = monitor.counts(now).first().map(|(_, counts)| *counts);
            assert_eq!(counts, full.unwrap_or_default(), "round {round}: {line}");
        }
    }
}

#[test]
fn a_tally_put_away_and_taken_out_again_goes_on_as_if_nothing_had_been() {
    let words = words();
    let mut state = 11_u64;
    let mut roll = move |sides: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    for round in 0..100 {
        let events = log(&mut roll);
        let now = events.last().unwrap().at;
        let cut = usize::try_from(roll(events.len() as u64)).unwrap();
        // Everything of one instant lies on one side.
        let cut = events.partition_point(|event| event.at < events[cut].at);
        for line in LINES {
            let rule = parse(line, Lang::En, &words).unwrap();
            let mut first = Tally::new(&rule, &words, &DAYS).unwrap();
            feed_all(&mut first, &events[..cut]);
            let bytes = first.save();
            let mut second = Tally::new(&rule, &words, &DAYS).unwrap();
            second.restore(&bytes).unwrap();
            feed_all(&mut second, &events[cut..]);
            let whole = tallied(&rule, &words, &events, now);
            assert_eq!(second.counts(now), whole, "round {round}: {line}");
            assert_eq!(second.restore(&bytes[..bytes.len() - 1]), Err(Stale));
            assert_eq!(second.counts(now), whole, "refused bytes change nothing");
        }
    }
    let of =
        |line: &str| Tally::new(&parse(line, Lang::En, &words).unwrap(), &words, &DAYS).unwrap();
    assert_eq!(of(LINES[0]).restore(&of(LINES[1]).save()), Err(Stale));
}

#[test]
fn rules_that_need_people_or_exceptions_are_left_to_the_monitor() {
    let words = house();
    for line in [
        "every 3 months: passcode changed by the manager, for each phone in service",
        "every 3 months: passcode changed, for each phone in service; except while an accessibility need",
        "only approved apps on each phone",
        "once each calendar year: policy reviewed, for each policy",
        "before a phone is taken off site: permission by the supervisor",
    ] {
        assert!(
            Tally::new(&parse(line, Lang::En, &words).unwrap(), &words, &DAYS).is_none(),
            "{line}"
        );
    }
}

/// The log of the published table, made anew by its own generator.
fn published() -> Option<String> {
    let fixtures = std::env::var_os("KEEPWELL_FIXTURES").map(PathBuf::from);
    let near = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let source = fixtures.unwrap_or_else(near).join("policy/generate.rs");
    if !source.is_file() {
        eprintln!(
            "skipped: {} is missing; set KEEPWELL_FIXTURES",
            source.display()
        );
        return None;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let program = folder.join("generate");
    let built = Command::new("rustc")
        .args(["-O", "-o"])
        .arg(&program)
        .arg(&source)
        .status()
        .unwrap();
    assert!(built.success());
    let numbers = ["100000", "1000", "42"];
    let made = Command::new(&program)
        .args(numbers)
        .arg(&folder)
        .output()
        .unwrap();
    assert!(made.status.success());
    Some(std::fs::read_to_string(folder.join("events.csv")).unwrap())
}

fn kind(letter: &str) -> &'static str {
    match letter {
        "S" => "service.began",
        "R" => "service.ended",
        "P" => "passcode.changed",
        "C" => "contact.made",
        "N" => "note.written",
        "M" => "trip.permitted",
        _ => "trip.begun",
    }
}

#[test]
fn the_counts_are_those_of_the_published_table() {
    let Some(log) = published() else { return };
    let words = words();
    let rules = [
        (
            "within 48 hours of a contact: note written by the same worker",
            1_554,
        ),
        (
            "every 2160 hours: passcode changed, for each phone in service",
            447,
        ),
        (
            "before a trip begins: permission given (valid 24 hours)",
            625,
        ),
    ];
    for (line, missed) in rules {
        let mut tally = Tally::new(&parse(line, Lang::En, &words).unwrap(), &words, &DAYS).unwrap();
        let mut last = 0;
        for entry in log.lines() {
            let fields: Vec<&str> = entry.split(',').collect();
            let number = |place: usize| -> u64 { fields[place].parse().unwrap() };
            last = i64::try_from(number(0)).unwrap() * 1_000;
            if let Some(part) = tally.part(kind(fields[1])) {
                let key = if tally.by_actor() {
                    number(2) << 32 | number(3)
                } else {
                    number(2)
                };
                tally.feed(part, key, last);
            }
        }
        assert_eq!(tally.counts(last).missed, missed, "{line}");
    }
}

/// A log of the ledger's rows: each told once, as the monitor has it.
fn ledger_rows(rule: &Rule, words: &Vocabulary, events: &[Event], now: i64) -> (Vec<Row>, usize) {
    let mut ledger = Ledger::new(rule, words, &DAYS).unwrap();
    let (mut rows, mut open) = (Vec::new(), 0);
    for event in events {
        let Some(part) = ledger.part(&event.kind) else {
            continue;
        };
        let key = key(event, ledger.by_actor());
        ledger.feed(part, key, event.at, event.id, &mut |row| rows.push(row));
        open = open.max(ledger.open());
    }
    ledger.finish(now, &mut |row| rows.push(row));
    rows.sort_by_key(|row| (row.opened_at, row.key, row.opened_by));
    (rows, open)
}

fn key(event: &Event, by_actor: bool) -> u64 {
    let by: u64 = match event.by.as_ref().filter(|_| by_actor) {
        Some(by) => by[1..].parse().unwrap(),
        None => 0,
    };
    let about: u64 = event.subjects[0].1.parse().unwrap();
    by << 32 | about
}

#[test]
fn the_rows_of_a_ledger_are_the_duties_of_the_monitor() {
    let words = Arc::new(words());
    let mut state = 11_u64;
    let mut roll = |sides: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let (mut seen, mut most) = (0, 0);
    for round in 0..60 {
        let events = log(&mut roll);
        let last = events.last().unwrap().at;
        for line in LINES {
            let rule = parse(line, Lang::En, &words).unwrap();
            for now in [last, last + 30 * 86_400_000] {
                let days = Arc::new(DAYS.clone());
                let mut monitor = Monitor::new(
                    words.clone(),
                    days,
                    vec![Line::new("it", rule.clone(), i64::MIN)],
                );
                monitor.load(&events, now);
                let by_actor = Ledger::new(&rule, &words, &DAYS).unwrap().by_actor();
                let mut expected: Vec<Row> = monitor
                    .duties(now)
                    .iter()
                    .map(|duty| of_duty(duty, by_actor))
                    .collect();
                expected.sort_by_key(|row| (row.opened_at, row.key, row.opened_by));
                let (rows, open) = ledger_rows(&rule, &words, &events, now);
                let rows: Vec<Row> = rows.iter().map(|row| as_told(row, &events)).collect();
                most = most.max(open);
                assert_eq!(rows, expected, "round {round}: {line}");
                seen += rows.len();
            }
        }
    }
    assert!(seen > 10_000, "{seen}");
    assert!(most <= 40, "what is decided is not kept: {most}");
}

/// The monitor does not say which entry ended a service, nor when an excuse began.
fn as_told(row: &Row, events: &[Event]) -> Row {
    let ended = |id: u64| {
        events
            .iter()
            .any(|event| event.id == id && &*event.kind == "service.ended")
    };
    let closed = row.closed.map(|(at, id)| match row.word {
        Word::Excused => (i64::MIN, id),
        Word::Missed if ended(id) => (at, 0),
        _ => (at, id),
    });
    Row { closed, ..*row }
}

/// What the stricter rule changes, told row by row, and how many rows waited at most.
fn compared(
    (old, new): (&Rule, &Rule),
    words: &Vocabulary,
    events: &[Event],
    now: i64,
) -> (Vec<(Shift, u64)>, usize) {
    let mut ledgers = [old, new].map(|rule| Ledger::new(rule, words, &DAYS).unwrap());
    let (mut pairs, mut found, mut waited) = (Pairs::new(), Vec::new(), 0);
    for event in events.iter().map(Some).chain([None]) {
        for (place, ledger) in ledgers.iter_mut().enumerate() {
            let mut tell = |row: Row| {
                let one = if place == 0 {
                    pairs.before(row)
                } else {
                    pairs.after(row)
                };
                found.extend(one);
            };
            match event.map(|event| (event, ledger.part(&event.kind))) {
                Some((event, Some(part))) => {
                    let key = key(event, ledger.by_actor());
                    ledger.feed(part, key, event.at, event.id, &mut tell);
                }
                Some((_, None)) => {}
                None => ledger.finish(now, &mut tell),
            }
        }
        waited = waited.max(if event.is_some() { pairs.waiting() } else { 0 });
    }
    found.extend(pairs.rest());
    let found = found
        .iter()
        .map(|one| (one.shift, one.before.unwrap().opened_by));
    let mut found: Vec<(Shift, u64)> = found.collect();
    found.sort();
    (found, waited)
}

#[test]
fn what_would_change_is_the_same_row_by_row() {
    let words = Arc::new(words());
    let mut state = 13_u64;
    let mut roll = |sides: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let pairs = [
        (LINES[0], LINES[1]),
        (LINES[1], LINES[2]),
        (
            LINES[3],
            "within 100 hours of a contact: note written by the same worker",
        ),
        (LINES[4], "within 1 day of a contact: note written"),
        (
            LINES[5],
            "before a trip begins: permission given (valid 6 hours)",
        ),
        (
            LINES[6],
            "before a trip begins: permission given (valid 2 days)",
        ),
    ];
    let (mut differ, mut most) = (0, 0);
    for round in 0..60 {
        let events = log(&mut roll);
        let now = events.last().unwrap().at;
        for (old, new) in pairs {
            let [old, new] = [old, new].map(|line| parse(line, Lang::En, &words).unwrap());
            let line = |rule: &Rule| vec![Line::new("it", rule.clone(), i64::MIN)];
            let mut monitor = Monitor::new(words.clone(), Arc::new(DAYS.clone()), line(&old));
            monitor.load(&events, now);
            let shifts = monitor.what_if(&line(&new), now);
            let mut expected: Vec<(Shift, u64)> = shifts
                .iter()
                .map(|one| (one.shift, one.before.as_ref().unwrap().opened_by[0]))
                .collect();
            expected.sort();
            let (found, waited) = compared((&old, &new), &words, &events, now);
            assert_eq!(found, expected, "round {round}");
            (differ, most) = (differ + found.len(), most.max(waited));
        }
    }
    assert!(differ > 500 && most <= 4, "{differ} differ, {most} waited");
}

#[test]
fn a_ledger_put_away_and_taken_out_again_tells_the_same_rows() {
    let words = words();
    let mut state = 17_u64;
    let mut roll = |sides: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    for _ in 0..40 {
        let events = log(&mut roll);
        let now = events.last().unwrap().at;
        let middle = events[events.len() / 2].at;
        let cut = events.partition_point(|event| event.at < middle);
        for line in LINES {
            let rule = parse(line, Lang::En, &words).unwrap();
            let (whole, _) = ledger_rows(&rule, &words, &events, now);
            let mut rows = Vec::new();
            let mut tell = |row: Row| rows.push(row);
            let mut feed = |ledger: &mut Ledger, events: &[Event]| {
                for event in events {
                    if let Some(part) = ledger.part(&event.kind) {
                        let key = key(event, ledger.by_actor());
                        ledger.feed(part, key, event.at, event.id, &mut tell);
                    }
                }
            };
            let mut first = Ledger::new(&rule, &words, &DAYS).unwrap();
            feed(&mut first, &events[..cut]);
            let mut told = Vec::new();
            let bytes = first.save(&mut |row| told.push(row));
            let mut second = Ledger::new(&rule, &words, &DAYS).unwrap();
            second.restore(&bytes).unwrap();
            feed(&mut second, &events[cut..]);
            second.finish(now, &mut |row| told.push(row));
            rows.extend(told);
            rows.sort_by_key(|row| (row.opened_at, row.key, row.opened_by));
            assert_eq!(rows, whole, "{line}");
        }
    }
}

fn of_duty(duty: &policy::Duty, by_actor: bool) -> Row {
    let by: u64 = match duty.actor.as_ref().filter(|_| by_actor) {
        Some(by) => by[1..].parse().unwrap(),
        None => 0,
    };
    let about: u64 = duty.subjects[0].1.parse().unwrap();
    let (word, closed) = match &duty.status {
        Status::Pending => (Word::Pending, None),
        Status::Met { at, evidence, .. } => (Word::Met, Some((*at, evidence[0]))),
        Status::Excused { entry, .. } => (Word::Excused, Some((i64::MIN, entry.unwrap()))),
        Status::Missed {
            made_good_at: Some(at),
            evidence,
            ..
        } => (Word::Missed, Some((*at, evidence[0]))),
        Status::Missed { over_at, .. } => (Word::Missed, over_at.map(|at| (at, 0))),
    };
    Row {
        key: by << 32 | about,
        opened_by: duty.opened_by[0],
        opened_at: duty.opened_at,
        due: duty.due.unwrap().last,
        word,
        closed,
        overdue: duty.overdue,
    }
}
