//! The monitor agrees with the oracle: loaded at once, fed one by one in any
//! order, as of any moment, by what was known at any other.
#![cfg(test)]

mod common;
#[path = "agreement/kept.rs"]
mod kept;
mod oracle;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::civil::date;
use oracle::random::{Dice, rule, trail};
use oracle::{Verdict, World, about_it, forms, lasting, verdict};
use policy::calendar::Calendar;
use policy::{Change, Duty, DutyId, Event, Form, Gap, Line, Monitor, Precision, View, Vocabulary};

/// How many cases (rules, history, moment); `POLICY_CASES` asks for more.
fn cases() -> u64 {
    std::env::var("POLICY_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(100_000)
}

const MOMENTS: u64 = 4;

static WORDS: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| Arc::new(common::house()));
static DAYS: LazyLock<Arc<Calendar>> = LazyLock::new(|| {
    let calendar = Calendar::new("America/Toronto").unwrap();
    Arc::new(
        calendar
            .closed_on([date(2026, 4, 3), date(2026, 4, 6)])
            .known_until(date(2026, 12, 31))
            .with_site("vancouver", site("America/Vancouver"))
            .with_site("st-johns", site("America/St_Johns")),
    )
});

static ROLLED: LazyLock<Calendar> = LazyLock::new(|| Calendar::clone(&DAYS).rolling());

/// Somewhere else, where 17 March is a holiday.
fn site(zone: &str) -> Calendar {
    Calendar::new(zone).unwrap().closed_on([date(2026, 3, 17)])
}

fn sorted(duties: &[Duty]) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = duties
        .iter()
        .map(|duty| {
            let mut verdict = verdict(duty);
            // The oracle gives no due moment to what an exception excuses in forms 4 and 5.
            if verdict.status == "excused" && duty.due.is_none() {
                verdict.warn_at = None;
            }
            verdict
        })
        .collect();
    verdicts.sort();
    verdicts
}

fn monitor(lines: &[Line]) -> Monitor {
    Monitor::new(WORDS.clone(), DAYS.clone(), lines.to_vec())
}

fn shuffled(trail: &[Event], dice: &mut Dice) -> Vec<Event> {
    let mut trail = trail.to_vec();
    for place in (1..trail.len()).rev() {
        let other = usize::try_from(dice.roll(place as u64 + 1)).unwrap();
        trail.swap(place, other);
    }
    trail
}

fn story(lines: &[Line], trail: &[Event]) -> String {
    let mut text = String::new();
    for line in lines {
        text += &format!(
            "{:?}..{:?} {}\n",
            line.from,
            line.until,
            line.rule.text(policy::Lang::En, &WORDS)
        );
    }
    let mut trail = trail.to_vec();
    trail.sort_by_key(|event| (event.at, event.id));
    for event in trail {
        let about: Vec<String> = event
            .subjects
            .iter()
            .map(|(_, symbol)| symbol.to_string())
            .collect();
        text += &format!(
            "{} #{} {} {} by {:?} rec {} {:?} answers {:?} {:?}\n",
            event.at,
            event.id,
            event.kind,
            about.join(" "),
            event.by,
            event.recorded,
            event.amends,
            event.answers,
            event.precision
        );
    }
    text
}

fn check(seed: u64) {
    let mut dice = Dice(seed);
    let lines = rule(&mut dice, &WORDS);
    let trail = trail(&mut dice, &lines);
    let last = trail
        .iter()
        .map(|event| event.recorded.max(event.at))
        .max()
        .unwrap();
    let mut loaded = monitor(&lines);
    loaded.load(&trail, last);
    let mut fed = monitor(&lines);
    let mut told: BTreeMap<DutyId, Told> = BTreeMap::new();
    let order = shuffled(&trail, &mut dice);
    let half = usize::try_from(dice.roll(order.len() as u64 + 1)).unwrap();
    let (first, rest) = order.split_at(half);
    for event in first {
        follow(&mut told, fed.feed(event));
    }
    let view = fed.view();
    for event in rest {
        follow(&mut told, fed.feed(event));
    }
    follow(&mut told, fed.advance(last));
    unmoved(&lines, first, &view, last);
    let stands: BTreeMap<DutyId, Told> = fed
        .duties(last)
        .iter()
        .map(|duty| (duty.id, tell(duty)))
        .collect();
    assert_eq!(
        told,
        stands,
        "seed {seed}: the changes do not add up\n{}",
        story(&lines, &trail)
    );
    same_at_any_moment(&lines, &trail, [&loaded, &fed], (seed, last), &mut dice);
    assert_eq!(ids(&loaded, last), ids(&fed, last), "seed {seed}");
    same_for_each_person(&lines, &trail, [&fed, &loaded], (seed, last));
    same_inventories(&lines, &trail, [&fed, &loaded], last);
}

/// What an `only` rule finds on each phone, and when somebody last looked.
fn same_inventories(lines: &[Line], trail: &[Event], monitors: [&Monitor; 2], now: i64) {
    let rough = trail.iter().any(|event| event.precision == Precision::Day);
    if rough || !matches!(lines[0].rule.form, Form::Only { .. }) {
        return;
    }
    let world = World::new(trail, (&DAYS, &ROLLED), now, now).at(&BTreeMap::new());
    let versions: Vec<&Line> = lines.iter().filter(|line| &*line.id == "rule").collect();
    let in_force = forms::in_force(&versions, now);
    let mut expected = Vec::new();
    for phone in world.symbols("phone") {
        let Some(line) = in_force else { break };
        let scope = line.rule.form.each().unwrap().state.as_deref();
        if !world.in_scope(&phone, scope, now) {
            continue;
        }
        let amiss = world.symbols("app").into_iter().filter(|app| {
            let about = vec![
                ("phone".to_owned(), phone.clone()),
                ("app".to_owned(), app.clone()),
            ];
            lasting::bad(&world, &line.rule.form, &about, now) == Some(true)
                && !world.rests(line, &about, None, now)
        });
        let mut looks = world.events.iter().filter(|event| {
            &*event.kind == "apps.checked" && about_it(event, "phone") == Some(&phone)
        });
        let last = looks.next_back();
        let current = line.rule.modifiers.checked.is_none_or(|span| {
            let about = [("phone".to_owned(), phone.clone())];
            last.is_some_and(|event| {
                world.days(line, &about, event.at).due(event.at, span).last >= now
            })
        });
        expected.push((
            phone.clone(),
            amiss.count(),
            last.map(|event| event.id),
            current,
        ));
    }
    for monitor in monitors {
        let found = monitor.inventories(now).into_iter().map(|one| {
            let looked = one.looked.map(|(entry, _)| entry);
            (one.subject.1.to_string(), one.amiss, looked, one.current)
        });
        let mut found: Vec<_> = found.collect();
        found.sort();
        assert_eq!(found, expected, "{}", story(lines, trail));
    }
}

/// A view answers as if nothing had come after it.
fn unmoved(lines: &[Line], first: &[Event], view: &View, last: i64) {
    let mut half = monitor(lines);
    half.load(first, view.clock());
    for now in [view.clock(), last] {
        assert_eq!(sorted(&view.duties(now)), sorted(&half.duties(now)));
        assert_eq!(view.open(now).len(), half.open(now).len());
    }
    assert_eq!(view.len(), half.len());
}

/// As of the end, later, and any moment, by all that is known and by what was then.
fn same_at_any_moment(
    lines: &[Line],
    trail: &[Event],
    monitors: [&Monitor; 2],
    (seed, last): (u64, i64),
    dice: &mut Dice,
) {
    for turn in 0..MOMENTS {
        let (now, known) = match turn {
            0 => (last, last),
            1 => (last + 40 * 86_400_000, last + 40 * 86_400_000),
            2 => (dice.moment(), last),
            _ => {
                let now = dice.moment();
                (now, now)
            }
        };
        let expected = forms::duties(&World::new(trail, (&DAYS, &ROLLED), now, known), lines);
        for monitor in monitors {
            let found = sorted(&monitor.as_of(now, known));
            assert_eq!(
                found,
                expected,
                "seed {seed}, as of {now}, known {known}\n{}",
                story(lines, trail)
            );
        }
    }
}

/// What a person owes, found at once, is what is theirs of all that is open.
fn same_for_each_person(
    lines: &[Line],
    trail: &[Event],
    monitors: [&Monitor; 2],
    (seed, last): (u64, i64),
) {
    for person in ["ana", "ben", "cleo", "eli"] {
        for now in [last, last + 40 * 86_400_000] {
            let all = monitors[0].duties(now);
            let mut mine: Vec<DutyId> = all
                .iter()
                .filter(|duty| duty.is_open() && duty.is_of(person))
                .map(|duty| duty.id)
                .collect();
            mine.sort();
            for monitor in monitors {
                let mut found: Vec<DutyId> = monitor
                    .duties_of(person, now)
                    .iter()
                    .map(|duty| duty.id)
                    .collect();
                found.sort();
                assert_eq!(
                    found,
                    mine,
                    "seed {seed}: what {person} owes at {now}\n{}",
                    story(lines, trail)
                );
            }
        }
    }
}

/// How a duty was last told to stand.
type Told = (String, Option<i64>, bool, Option<Gap>);

fn tell(duty: &Duty) -> Told {
    (
        duty.status.word().to_owned(),
        duty.due.map(|due| due.last),
        duty.overdue,
        duty.gap.clone(),
    )
}

/// Keeps up with what the monitor says has changed.
fn follow(told: &mut BTreeMap<DutyId, Told>, changes: Vec<Change>) {
    for change in changes {
        let before = change.before.as_ref().map(tell);
        assert_eq!(
            told.get(&change.id).cloned(),
            before,
            "a change starts from what was told"
        );
        match change.after {
            Some(duty) => told.insert(change.id, tell(&duty)),
            None => told.remove(&change.id),
        };
    }
}

/// Names of duties: the same by either way, and none given twice.
fn ids(monitor: &Monitor, now: i64) -> Vec<String> {
    let mut ids: Vec<String> = monitor
        .duties(now)
        .iter()
        .map(|duty| duty.id.to_string())
        .collect();
    ids.sort();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "two duties with one name");
    ids
}

fn sweep(part: u64) {
    let seeds = cases() / MOMENTS / 2;
    for seed in 0..seeds {
        check(seed * 2 + part);
    }
}

#[test]
fn the_monitor_agrees_with_the_oracle_on_even_seeds() {
    sweep(0);
}

#[test]
fn the_monitor_agrees_with_the_oracle_on_odd_seeds() {
    sweep(1);
}

#[test]
fn the_random_cases_meet_every_form_in_every_standing() {
    let mut met: BTreeMap<(String, String), u64> = BTreeMap::new();
    for seed in 0..10_000 {
        let mut dice = Dice(seed);
        let lines = rule(&mut dice, &WORDS);
        let trail = trail(&mut dice, &lines);
        let last = trail.iter().map(|event| event.at).max().unwrap();
        let mut monitor = monitor(&lines);
        monitor.load(&trail, last);
        for duty in monitor.duties(last) {
            let form = duty.line.rule.form.keyword().to_owned();
            let made_good = matches!(
                duty.status,
                policy::Status::Missed {
                    made_good_at: Some(_),
                    ..
                }
            );
            *met.entry((
                form,
                format!(
                    "{}{}",
                    duty.status.word(),
                    if made_good { ", made good" } else { "" }
                ),
            ))
            .or_default() += 1;
        }
    }
    for form in ["every", "once", "within", "only", "always", "never"] {
        for standing in ["pending", "met", "missed", "missed, made good", "excused"] {
            let count = met
                .get(&(form.to_owned(), standing.to_owned()))
                .copied()
                .unwrap_or_default();
            assert!(count >= 15, "{form} {standing}: {count} of {met:?}");
        }
    }
    for standing in ["met", "missed", "excused"] {
        assert!(
            met.get(&("before".to_owned(), standing.to_owned()))
                .is_some_and(|count| *count >= 15),
            "{standing} {met:?}"
        );
    }
}

/// A way to loosen a rule, named by what it takes away.
type Loosened = (&'static str, fn(&mut policy::Modifiers));

type Verdicts = Vec<Verdict>;

/// Whether verdicts differ where the trail or the policy says less.
fn otherwise(
    lines: &[Line],
    trail: &[Event],
    strict: &[Verdict],
    verdicts: &dyn Fn(&[Line], &[Event]) -> Verdicts,
) -> Vec<(&'static str, bool)> {
    let mut to_any = trail.to_vec();
    to_any.iter_mut().for_each(|event| event.answers = None);
    let mut plain = trail.to_vec();
    plain.retain(|event| !event.kind.starts_with("exception."));
    let mut unrolled = lines.to_vec();
    unrolled.iter_mut().for_each(|line| line.rolls = false);
    let mut at_home = trail.to_vec();
    at_home.retain(|event| &*event.kind != "phone.placed");
    vec![
        ("answers", verdicts(lines, &to_any) != strict),
        ("exceptions", verdicts(lines, &plain) != strict),
        (
            "depends on the hour",
            strict.iter().any(|verdict| verdict.depends_on_the_hour),
        ),
        (
            "a gap in the record",
            strict.iter().any(|verdict| verdict.gap.is_some()),
        ),
        ("deadlines roll", verdicts(&unrolled, trail) != strict),
        ("another place", verdicts(lines, &at_home) != strict),
        (
            "a miss of a miss",
            strict.iter().any(|verdict| verdict.rule == "then"),
        ),
    ]
}

#[test]
fn each_word_about_how_exactly_changes_verdicts_somewhere() {
    let ways: [Loosened; 8] = [
        ("on a fixed schedule", |how| how.fixed = false),
        ("carry over", |how| how.carry = false),
        ("one record each", |how| how.each = false),
        ("on record first", |how| how.first = false),
        ("counts if recorded within", |how| how.recorded = None),
        ("stale after", |how| how.stale = None),
        ("checked every", |how| how.checked = None),
        ("owed from", |how| how.part = None),
    ];
    let mut differ: BTreeMap<&str, u64> = BTreeMap::new();
    for seed in 0..30_000 {
        let mut dice = Dice(seed);
        let lines = rule(&mut dice, &WORDS);
        let trail = trail(&mut dice, &lines);
        let last = trail.iter().map(|event| event.recorded).max().unwrap();
        let verdicts = |lines: &[Line], trail: &[Event]| {
            let mut monitor = monitor(lines);
            monitor.load(trail, last);
            sorted(&monitor.duties(last))
        };
        let strict = verdicts(&lines, &trail);
        for (name, loosen) in ways {
            let mut loose = lines.clone();
            loose
                .iter_mut()
                .for_each(|line| loosen(&mut line.rule.modifiers));
            if loose != lines && verdicts(&loose, &trail) != strict {
                *differ.entry(name).or_default() += 1;
            }
        }
        for (name, differs) in otherwise(&lines, &trail, &strict, &verdicts) {
            *differ.entry(name).or_default() += u64::from(differs);
        }
    }
    for name in ways.map(|(name, _)| name).into_iter().chain([
        "exceptions",
        "a miss of a miss",
        "depends on the hour",
        "a gap in the record",
        "another place",
        "deadlines roll",
        "answers",
    ]) {
        let count = differ.get(name).copied().unwrap_or_default();
        assert!(count >= 8, "{name}: {differ:?}");
    }
}
