//! Five hundred rules of every kind over a hundred thousand phones, taken up again from
//! what was put away and brought up to date with a day's entries.
//!
//! `cargo run --release -p policy --example kept -- [RULES] [PHONES] [AT-A-TIME]`
//!
//! The rules are renewals, grids, responses, precedences, inventories, standing states
//! and rules about misses, with roles, exceptions and grace; the house has sites, outages
//! and corrections. The phones come a share at a time, and the monitor is put away and
//! taken out after each, so that it never takes more memory than its bytes and one share.
#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example that measures needs a clock"
)]
#![expect(clippy::unwrap_used, reason = "an example may stop")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::sync::Arc;
use std::time::{Duration, Instant};

use policy::calendar::Calendar;
use policy::{Event, Lang, Line, Monitor, Vocabulary, parse};

const START: i64 = 1_767_243_600_000;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// When the monitor is put away: 40 days after the first phone.
const EVENING: i64 = START + 40 * DAY;

/// Rules of every kind, each with its own times.
fn line(place: u64) -> String {
    let days = 20 + place / 10;
    match place % 10 {
        0 => {
            format!("every {days} days: passcode changed by the worker, for each phone in service")
        }
        1 => format!(
            "every {days} days: passcode changed and manager informed, for each phone; warn 7 days before; except while an accessibility need"
        ),
        2 => "once each calendar month: passcode changed, for each phone in service".to_owned(),
        3 => format!(
            "within {days} hours of a trip off site: passcode changed by the same worker; inform the supervisor"
        ),
        4 => format!(
            "within {days} days of a phone issue: rules acknowledged by the worker; counts if recorded within 30 days"
        ),
        5 => format!(
            "before a phone is taken off site: permission by the supervisor (valid {days} hours, one use)"
        ),
        6 => format!(
            "only approved apps on each phone; grace {days} hours; checked every {days} days"
        ),
        7 => format!("always a passcode on each phone in service; stale after {days} days"),
        8 => format!(
            "always locked drawer storage on each phone not in use; grace {days} minutes; responsible: the manager"
        ),
        _ => format!(
            "within 2 working days of a miss of [rule-{}]: manager informed by the supervisor",
            place - 9
        ),
    }
}

fn lines(count: u64, words: &Vocabulary) -> Vec<Line> {
    let made = (0..count).map(|place| {
        let rule = parse(&line(place), Lang::En, words).unwrap();
        Line::new(&format!("rule-{place}"), rule, START)
    });
    made.collect()
}

/// Entries, each with the next number.
#[derive(Default)]
struct Trail {
    events: Vec<Event>,
    next: u64,
}

impl Trail {
    fn add(&mut self, kind: &str, at: i64, by: &str, about: &[(&str, &str)]) -> u64 {
        self.next += 1;
        let event = Event::new(self.next, kind, at).by(by);
        let about = about.iter();
        let event = about.fold(event, |event, (slot, symbol)| event.about(slot, symbol));
        self.events.push(event);
        self.next
    }

    fn house(&mut self) {
        for (person, role) in [("ana", "director"), ("cleo", "manager")] {
            self.add("person.joined", START, "ana", &[("person", person)]);
            self.add(
                "role.granted",
                START,
                "ana",
                &[("person", person), ("role", role)],
            );
        }
        self.add("app.approved", START, "cleo", &[("app", "chat")]);
        self.add(
            "source.failed",
            START + 20 * DAY,
            "ivy",
            &[("source", "scan")],
        );
        self.add(
            "source.back",
            START + 22 * DAY,
            "ivy",
            &[("source", "scan")],
        );
    }

    /// What happens with one phone in its first three days; each share has days of its own.
    fn phone(&mut self, place: u64, share: u64) {
        let (phone, person) = (format!("PH-{place:06}"), format!("w{place}"));
        let boss = format!("w{}", place / 10);
        let of = [("phone", &*phone)];
        let hours = place / share * 84 + place % 36;
        let at = START + i64::try_from(hours).unwrap() * HOUR;
        self.add("person.joined", at, "ana", &[("person", &person)]);
        self.add(
            "supervision.began",
            at,
            "ana",
            &[("person", &person), ("supervisor", &boss)],
        );
        self.add("phone.added", at, "cleo", &of);
        self.add(
            "custody.began",
            at + HOUR,
            "cleo",
            &[of[0], ("person", &person)],
        );
        self.add("code.seen", at + 2 * HOUR, "ivy", &of);
        self.add("passcode.changed", at + 3 * HOUR, &person, &of);
        self.add(
            "app.installed",
            at + 4 * HOUR,
            &person,
            &[of[0], ("app", "chat")],
        );
        self.add("apps.checked", at + 5 * HOUR, "ivy", &of);
        self.add(
            "offsite.permitted",
            at + 30 * HOUR,
            &boss,
            &[of[0], ("request", &phone)],
        );
        let trip = self.add("phone.taken-off-site", at + 31 * HOUR, &person, &of);
        if place.is_multiple_of(10) {
            self.add("need.began", at + 2 * DAY, "cleo", &of);
            self.add(
                "phone.placed",
                at + 2 * DAY,
                "cleo",
                &[of[0], ("site", "vancouver")],
            );
        }
        if place.is_multiple_of(20) {
            let corrected = self.add("phone.taken-off-site", at + 33 * HOUR, &person, &of);
            self.events.last_mut().unwrap().amends = Some(policy::Amends::Corrects(trip));
            assert!(corrected > trip);
        }
    }

    /// A day on which something happens with one phone in a hundred.
    fn day(&mut self, phones: u64) {
        for place in 0..phones / 100 {
            let which = place * 97 % phones;
            let (phone, person) = (format!("PH-{which:06}"), format!("w{which}"));
            let at = EVENING + i64::try_from(place % 24).unwrap() * HOUR;
            let of = [("phone", &*phone)];
            match place % 8 {
                0 | 1 => self.add("passcode.changed", at, &person, &of),
                2 => self.add("phone.taken-off-site", at, &person, &of),
                3 => self.add("manager.informed", at, "ana", &of),
                4 => self.add("app.installed", at, &person, &[of[0], ("app", "game")]),
                5 => self.add("code.seen", at, "ivy", &of),
                6 => self.add("apps.checked", at, "ivy", &of),
                _ => self.add("phone.put-in-drawer", at, &person, &of),
            };
        }
        self.events.sort_by_key(|event| (event.at, event.id));
    }
}

fn timed<T>(took: &mut Duration, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let made = run();
    *took += start.elapsed();
    made
}

/// How long this thread has had a processor, where the system says so.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|text| text.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

struct House {
    words: Arc<Vocabulary>,
    calendar: Arc<Calendar>,
    lines: Vec<Line>,
}

impl House {
    fn new(rules: u64) -> Self {
        let words = Arc::new(common::house());
        let vancouver = Calendar::new("America/Vancouver").unwrap();
        let calendar = Calendar::new("America/Toronto").unwrap();
        Self {
            lines: lines(rules, &words),
            calendar: Arc::new(calendar.with_site("vancouver", vancouver)),
            words,
        }
    }

    fn again(&self, bytes: Vec<u8>) -> Monitor {
        let (words, calendar) = (self.words.clone(), self.calendar.clone());
        Monitor::restore(words, calendar, self.lines.clone(), bytes).unwrap()
    }

    /// The first 40 days, a share of the phones at a time.
    fn made(&self, trail: &mut Trail, phones: u64, share: u64) -> Monitor {
        let (words, calendar) = (self.words.clone(), self.calendar.clone());
        let mut monitor = Monitor::new(words, calendar, self.lines.clone());
        trail.house();
        let mut took = Duration::ZERO;
        for from in (0..phones).step_by(usize::try_from(share).unwrap()) {
            let to = (from + share).min(phones);
            (from..to).for_each(|place| trail.phone(place, share));
            trail.events.sort_by_key(|event| (event.at, event.id));
            let events = std::mem::take(&mut trail.events);
            timed(&mut took, || monitor.load(&events, EVENING));
            let bytes = monitor.save();
            drop(monitor);
            monitor = self.again(bytes);
        }
        println!("making it, from entries\t{:.1} s", took.as_secs_f64());
        monitor
    }
}

fn main() {
    let mut numbers = std::env::args()
        .skip(1)
        .filter_map(|text| text.parse().ok());
    let (rules, phones, share) = (
        numbers.next().unwrap_or(500_u64),
        numbers.next().unwrap_or(100_000_u64),
        numbers.next().unwrap_or(10_000_u64),
    );
    let house = House::new(rules);
    let mut trail = Trail::default();
    let monitor = house.made(&mut trail, phones, share);
    let [mut save, mut restore, mut load] = [Duration::ZERO; 3];
    let bytes = timed(&mut save, || monitor.save());
    let (entries, size) = (monitor.len(), bytes.len());
    drop(monitor);
    trail.day(phones);
    let day = std::mem::take(&mut trail.events);
    let begin = worked();
    let mut monitor = timed(&mut restore, || house.again(bytes));
    timed(&mut load, || monitor.load(&day, EVENING + DAY));
    let cpu = worked().saturating_sub(begin);
    println!("rules\t{rules}\tphones\t{phones}\tentries\t{entries}");
    println!(
        "put away\t{} MB in {:.2} s",
        size / 1_000_000,
        save.as_secs_f64()
    );
    let ms = |took: Duration| took.as_secs_f64() * 1e3;
    println!("taken out\t{:.0} ms", ms(restore));
    println!(
        "brought up to date with {} entries\t{:.0} ms",
        day.len(),
        ms(load)
    );
    println!(
        "both\t{:.0} ms by the clock, {:.0} ms of a processor",
        ms(restore + load),
        ms(cpu)
    );
    count(&monitor);
}

/// How all duties stand, which has to read every one.
fn count(monitor: &Monitor) {
    let mut took = Duration::ZERO;
    let counts = timed(&mut took, || monitor.counts(EVENING + DAY));
    let all =
        |pick: fn(&policy::Counts) -> u64| -> u64 { counts.iter().map(|(_, one)| pick(one)).sum() };
    let (pending, met) = (all(|one| one.pending), all(|one| one.met));
    let (missed, excused) = (all(|one| one.missed), all(|one| one.excused));
    let duties = pending + met + missed + excused;
    println!("duties\t{duties}\tpending {pending}\tmet {met}\tmissed {missed}\texcused {excused}");
    println!("counting them all\t{:.1} s", took.as_secs_f64());
}
