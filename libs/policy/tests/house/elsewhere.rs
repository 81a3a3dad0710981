//! Logs on paper from another place, and sources of entries that were out.

use std::sync::Arc;

use policy::calendar::Calendar;
use policy::{Change, Event, Lang, Line, Monitor};

use super::common::house;
use super::world::{House, PHONE, calendar, rule};

const TRIP: &str = "phone.taken-off-site";
const CHANGE: &str = "passcode.changed";

/// A house with an office in Vancouver, three hours behind.
fn with_vancouver(line: &str) -> (Monitor, Arc<Calendar>) {
    let there = Calendar::new("America/Vancouver").unwrap();
    let days = Arc::new(calendar().with_site("vancouver", there));
    let lines = vec![Line::new("it", rule(line), 0)];
    let monitor = Monitor::new(Arc::new(house()), days.clone(), lines);
    (monitor, days)
}

fn about(event: Event) -> Event {
    event.about("phone", "PH-014")
}

/// 3 March in Vancouver ends at three o'clock in the morning of 4 March in Toronto.
#[test]
fn a_day_on_paper_is_the_day_of_the_site_where_the_phone_was() {
    let line = "within 4 hours of a trip off site: passcode changed";
    let (mut monitor, days) = with_vancouver(line);
    let at = |day, hour| days.instant(2026, 3, day, hour, 0).unwrap();
    let placed = about(Event::new(9, "phone.placed", at(1, 9))).about("site", "vancouver");
    let trip = about(Event::new(1, TRIP, at(4, 1))).by("ben");
    let paper = about(Event::new(2, CHANGE, at(3, 12))).recorded(at(9, 9));
    let paper = paper.some_time_that_day();

    // In Toronto 3 March is over when the phone goes out.
    monitor.load([&trip, &paper], at(10, 9));
    assert_eq!(monitor.duties(at(10, 9))[0].status.word(), "missed");

    // It was in Vancouver, says an entry that comes late: there it was ten in the evening.
    let changes = monitor.feed(&placed.clone().recorded(at(10, 9)));
    let told = |changes: &[Change]| -> Vec<(Option<u64>, &str)> {
        let after = changes.iter().filter_map(|change| change.after.as_ref());
        let words = after.map(|duty| duty.status.word());
        changes
            .iter()
            .map(|change| change.cause)
            .zip(words)
            .collect()
    };
    assert_eq!(told(&changes), [(Some(9), "met")]);
    let duty = &monitor.duties(at(10, 9))[0];
    assert!(duty.depends_on_the_hour, "it may have been before the trip");

    // It was not, says another.
    let taken_back = about(Event::new(10, "phone.placed", at(10, 10))).retracts(9);
    assert_eq!(told(&monitor.feed(&taken_back)), [(Some(10), "missed")]);
}

#[test]
fn a_phone_that_moves_keeps_the_days_of_where_it_was_when_they_began() {
    let line = "within 4 hours of a trip off site: passcode changed";
    let (mut monitor, days) = with_vancouver(line);
    let at = |day, hour| days.instant(2026, 3, day, hour, 0).unwrap();
    let moved = about(Event::new(1, "phone.placed", at(3, 9))).about("site", "vancouver");
    let trip = about(Event::new(2, TRIP, at(4, 1))).by("ben");
    let paper = about(Event::new(3, CHANGE, at(3, 12))).recorded(at(9, 9));
    monitor.load([&moved, &trip, &paper.some_time_that_day()], at(10, 9));
    assert_eq!(monitor.duties(at(10, 9))[0].status.word(), "missed");
}

/// What if the organisation itself were elsewhere: the day on paper is then a day there.
#[test]
fn another_zone_reads_the_days_on_paper_anew() {
    let line = "within 4 hours of a trip off site: passcode changed";
    let (mut monitor, days) = with_vancouver(line);
    let at = |day, hour| days.instant(2026, 3, day, hour, 0).unwrap();
    let trip = about(Event::new(2, TRIP, at(4, 1))).by("ben");
    let paper = about(Event::new(3, CHANGE, at(3, 12))).recorded(at(9, 9));
    monitor.load([&trip, &paper.some_time_that_day()], at(10, 9));
    let there = Arc::new(Calendar::new("America/Vancouver").unwrap());
    let shifts = monitor.what_if_on(there, monitor.lines(), at(10, 9));
    let after: Vec<&str> = shifts
        .iter()
        .filter_map(|shift| Some(shift.after.as_ref()?.status.word()))
        .collect();
    assert_eq!(after, ["met"]);
}

fn gaps(changes: &[Change]) -> Vec<(Option<u64>, bool, bool)> {
    let gap = |duty: &Option<policy::Duty>| duty.as_ref().is_some_and(|duty| duty.gap.is_some());
    let told = changes.iter();
    told.map(|change| (change.cause, gap(&change.before), gap(&change.after)))
        .collect()
}

#[test]
fn an_outage_that_is_told_of_late_is_told_with_the_duties_it_may_explain() {
    let mut house = House::running("within 2 days of a trip off site: passcode changed");
    house.does("2026-03-02", "ben", TRIP, &[PHONE]);
    house.does("2026-03-08", "ben", TRIP, &[PHONE]);
    let now = house.at("2026-03-09");
    house.monitor.advance(now);
    let scan = [("source", "scan")];
    let mut tell = |wall: &str, kind: &str| {
        let event = house.event(wall, "ivy", kind, &scan).recorded(now);
        (event.id, house.monitor.feed(&event))
    };

    let (failed, changes) = tell("2026-03-03", "source.failed");
    assert_eq!(
        gaps(&changes),
        [(Some(failed), false, true)],
        "the missed one alone"
    );
    let (back, changes) = tell("2026-03-04", "source.back");
    assert_eq!(gaps(&changes), [(Some(back), true, true)]);
    let until = changes[0]
        .after
        .as_ref()
        .unwrap()
        .gap
        .clone()
        .unwrap()
        .until;
    assert_eq!(until, Some(house.at("2026-03-04")));

    // Another source explains nothing, and an outage that never was neither.
    let other = house.event("2026-03-03", "ivy", "source.failed", &[("source", "mail")]);
    assert!(house.monitor.feed(&other.recorded(now)).is_empty());
    let never = house.event("2026-03-09", "ivy", "source.failed", &scan);
    let changes = house.monitor.feed(&never.retracts(failed));
    assert_eq!(gaps(&changes).len(), 1);
    assert!(!gaps(&changes)[0].2);
}

#[test]
fn an_outage_that_begins_while_something_is_amiss_is_told_when_it_begins() {
    let mut house = House::running("always a passcode on each phone");
    house.does("2026-03-02", "ivy", "code.missing", &[PHONE]);
    let scan = [("source", "scan")];
    let now = house.at("2026-03-03");
    let planned = house.event("2026-03-05", "ivy", "source.failed", &scan);
    assert!(
        house.monitor.feed(&planned.recorded(now)).is_empty(),
        "not yet"
    );

    let then = house.at("2026-03-06");
    let changes = house.monitor.advance(then);
    assert_eq!(gaps(&changes), [(None, false, true)]);
    let why = changes[0].after.as_ref().unwrap().why(Lang::En);
    assert!(why.contains("The record may have a gap"), "{why}");
}
