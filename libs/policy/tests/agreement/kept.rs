//! A monitor that was put away and taken out again answers, tells and goes on as one
//! that never was.

use std::collections::BTreeMap;
use std::sync::Arc;

use policy::calendar::Calendar;
use policy::{Change, Duty, Event, Lang, Line, Monitor, Unfit};

use super::oracle::random::{Dice, rule, trail};
use super::oracle::{Verdict, verdict};
use super::{DAYS, MOMENTS, ROLLED, WORDS, cases, monitor, shuffled, story};

/// Everything a duty says.
type Said = (String, Verdict, String, String, String);

fn said(duty: &Duty) -> Said {
    let people = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        duty.responsible,
        duty.responsible_role,
        duty.inform,
        duty.nearest,
        duty.unknown,
        duty.discharged_by
    );
    let (en, fr) = (duty.why(Lang::En), duty.why(Lang::Fr));
    (duty.id.to_string(), verdict(duty), people, en, fr)
}

fn all_said(duties: &[Duty]) -> Vec<Said> {
    let mut all: Vec<Said> = duties.iter().map(said).collect();
    all.sort();
    all
}

/// A change: which duty, because of what, before and after.
type Told = (String, Option<u64>, Option<Said>, Option<Said>);

fn told(changes: &[Change]) -> Vec<Told> {
    let one = |change: &Change| {
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        (
            change.id.to_string(),
            change.cause,
            before.map(said),
            after.map(said),
        )
    };
    let mut all: Vec<Told> = changes.iter().map(one).collect();
    all.sort();
    let twice = all
        .windows(2)
        .any(|two| (&two[0].0, two[0].1) == (&two[1].0, two[1].1));
    assert!(!twice, "told twice");
    all
}

fn again(monitor: &Monitor) -> Monitor {
    let lines = monitor.lines().to_vec();
    Monitor::restore(WORDS.clone(), DAYS.clone(), lines, monitor.save()).unwrap()
}

fn same(never: &Monitor, kept: &Monitor, now: i64, what: &dyn Fn() -> String) {
    let said = all_said(&never.duties(now));
    assert_eq!(
        all_said(&kept.duties(now)),
        said,
        "duties at {now}\n{}",
        what()
    );
    let view = kept.view();
    assert_eq!(all_said(&view.duties(now)), said, "in a view\n{}", what());
    let open = |monitor: &Monitor| all_said(&monitor.open(now));
    assert_eq!(open(kept), open(never), "open at {now}\n{}", what());
    let counts = |monitor: &Monitor| -> BTreeMap<_, _> {
        let counts = monitor.counts(now).into_iter();
        counts
            .map(|(id, counts)| (id, format!("{counts:?}")))
            .collect()
    };
    assert_eq!(counts(kept), counts(never), "{}", what());
    for person in ["ana", "ben", "cleo", "eli"] {
        let of = |monitor: &Monitor| all_said(&monitor.duties_of(person, now));
        assert_eq!(of(kept), of(never), "of {person} at {now}\n{}", what());
    }
    let inventories = |monitor: &Monitor| {
        let mut all = monitor.inventories(now);
        all.sort_by(|a, b| a.subject.cmp(&b.subject));
        all
    };
    assert_eq!(inventories(kept), inventories(never), "{}", what());
    assert_eq!(kept.unused(now), never.unused(now), "{}", what());
    assert_eq!(kept.basis(now), never.basis(now));
}

/// What other rules, and other days, would change.
fn same_what_if(never: &Monitor, kept: &Monitor, other: &[Line], now: i64) {
    let shifts = |monitor: &Monitor| {
        let rolled = Arc::new(Calendar::clone(&ROLLED));
        let days = monitor.what_if_on(rolled, monitor.lines(), now);
        let all = monitor.what_if(other, now).into_iter().chain(days);
        let said = |duty: &Option<Duty>| duty.as_ref().map(said);
        let mut all: Vec<String> = all
            .map(|one| {
                format!(
                    "{:?} {:?} {:?}",
                    one.shift,
                    said(&one.before),
                    said(&one.after)
                )
            })
            .collect();
        all.sort();
        all
    };
    assert_eq!(shifts(kept), shifts(never));
}

fn check(seed: u64) {
    let mut dice = Dice(seed);
    let lines = rule(&mut dice, &WORDS);
    let trail = trail(&mut dice, &lines);
    let other = rule(&mut dice, &WORDS);
    let order = shuffled(&trail, &mut dice);
    let what = || format!("seed {seed}\n{}", story(&lines, &trail));
    let mut never = monitor(&lines);
    let mut kept = monitor(&lines);
    // Sometimes what comes before is loaded at once, which begins otherwise.
    let loaded = usize::try_from(dice.roll(order.len() as u64 + 1)).unwrap();
    let (first, rest) = order.split_at(if dice.roll(2) == 0 { loaded } else { 0 });
    let begins = first.iter().map(|event| event.recorded).max().unwrap_or(0);
    never.load(first, begins);
    kept.load(first, begins);
    for event in rest {
        if dice.roll(6) == 0 {
            kept = again(&kept);
        }
        let (fresh, old) = (never.feed(event), kept.feed(event));
        assert_eq!(told(&old), told(&fresh), "{}", what());
    }
    let last = never.clock();
    kept = again(&kept);
    same(&never, &kept, last, &what);
    let (now, known) = (dice.moment(), dice.moment());
    same(&never, &kept, now, &what);
    let looked = |monitor: &Monitor| all_said(&monitor.as_of(now, known));
    assert_eq!(looked(&kept), looked(&never), "{}", what());
    same_what_if(&never, &kept, &other, last);
    // Time goes on without entries, and entries come together.
    let later = last + 40 * 86_400_000;
    assert_eq!(
        told(&kept.advance(later)),
        told(&never.advance(later)),
        "{}",
        what()
    );
    kept = again(&kept);
    let more: Vec<Event> = again_later(&trail, later);
    never.load(&more, later);
    kept.load(&more, later);
    same(&never, &kept, later, &what);
    assert_eq!(
        again(&kept).save(),
        kept.save(),
        "the same bytes\n{}",
        what()
    );
}

/// The same entries once more under other numbers, some of them setting the first right.
fn again_later(trail: &[Event], recorded: i64) -> Vec<Event> {
    let more = trail.iter().take(6).map(|event| {
        let id = event.id + 1_000;
        let more = Event {
            id,
            ..event.clone()
        }
        .recorded(recorded);
        match event.id % 3 {
            0 => more.retracts(event.id),
            1 => more.corrects(event.id),
            _ => more,
        }
    });
    more.collect()
}

fn sweep(part: u64) {
    for seed in 0..cases() / MOMENTS / 8 {
        check(seed * 2 + part);
    }
}

#[test]
fn what_was_put_away_goes_on_as_if_it_never_was_on_even_seeds() {
    sweep(0);
}

#[test]
fn what_was_put_away_goes_on_as_if_it_never_was_on_odd_seeds() {
    sweep(1);
}

fn some_monitor(seed: u64) -> Monitor {
    let mut dice = Dice(seed);
    let lines = rule(&mut dice, &WORDS);
    let trail = trail(&mut dice, &lines);
    let mut monitor = monitor(&lines);
    let last = trail.iter().map(|event| event.recorded).max().unwrap();
    monitor.load(&trail, last);
    monitor
}

fn taken(lines: Vec<Line>, bytes: Vec<u8>) -> Result<Monitor, Unfit> {
    Monitor::restore(WORDS.clone(), DAYS.clone(), lines, bytes)
}

#[test]
fn what_does_not_fit_is_refused_with_the_reason() {
    let monitor = some_monitor(11);
    let (lines, bytes) = (monitor.lines().to_vec(), monitor.save());
    assert!(taken(lines.clone(), bytes.clone()).is_ok());

    let no = |found: Result<Monitor, Unfit>| found.map(|_| ()).unwrap_err();
    assert_eq!(no(taken(lines.clone(), Vec::new())), Unfit::NotAMonitor);
    assert_eq!(
        no(taken(lines.clone(), b"%PDF-1.7 and so on".to_vec())),
        Unfit::NotAMonitor
    );
    let mut newer = bytes.clone();
    newer[8] = 9;
    assert_eq!(no(taken(lines.clone(), newer)), Unfit::Version(9));
    assert_eq!(
        Unfit::Version(9).to_string(),
        "the monitor was put away by version 9 and this is version 1; load the entries instead"
    );

    let mut other = lines.clone();
    other[0].from += 1;
    assert_eq!(no(taken(other, bytes.clone())), Unfit::OtherRules);
    assert_eq!(no(taken(Vec::new(), bytes.clone())), Unfit::OtherRules);
    let toronto = Arc::new(Calendar::new("America/Toronto").unwrap());
    let found = Monitor::restore(WORDS.clone(), toronto, lines.clone(), bytes.clone());
    assert_eq!(no(found), Unfit::OtherDays);
    let words = Arc::new(policy::Vocabulary::builder().build().unwrap());
    let found = Monitor::restore(words, DAYS.clone(), lines, bytes);
    assert_eq!(no(found), Unfit::OtherWords);
}

/// However bytes are damaged, that is said; and what a checksum cannot find stops nothing.
#[test]
fn damage_is_found_and_stops_nothing() {
    let mut dice = Dice(7);
    for seed in 0..300 {
        let monitor = some_monitor(seed);
        let (lines, bytes) = (monitor.lines().to_vec(), monitor.save());
        for _ in 0..20 {
            let mut cut = bytes.clone();
            cut.truncate(usize::try_from(dice.roll(bytes.len() as u64)).unwrap());
            assert!(taken(lines.clone(), cut).is_err());
            let mut bent = bytes.clone();
            let place = 12 + usize::try_from(dice.roll(bytes.len() as u64 - 12)).unwrap();
            bent[place] ^= 1 << dice.roll(8);
            let found = taken(lines.clone(), bent.clone());
            assert_eq!(found.map(|_| ()).unwrap_err(), Unfit::Damaged);
            // As if somebody had written it so.
            let more = usize::try_from(dice.roll(4)).unwrap();
            for _ in 0..more {
                let place = 40 + usize::try_from(dice.roll(bytes.len() as u64 - 40)).unwrap();
                bent[place] = u8::try_from(dice.roll(256)).unwrap();
            }
            let sum = crc32fast::hash(&bent[16..]);
            bent[12..16].copy_from_slice(&sum.to_le_bytes());
            if let Ok(mut found) = taken(lines.clone(), bent) {
                let now = monitor.clock();
                let _ = (
                    found.duties(now).len(),
                    found.open(now).len(),
                    found.save().len(),
                );
                let _ = found.duties_of("ben", now);
                let _ = found.advance(now + 100 * 86_400_000).len();
                let event = Event::new(9_999, "passcode.changed", now).about("phone", "p1");
                let _ = found.feed(&event).len();
            }
        }
    }
}
