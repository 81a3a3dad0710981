//! The days of the definition, one by one.

use jiff::civil::{Date, date};
use policy::calendar::{Calendar, tzdb};
use policy::{Header, Lang, Span, Unit};

use super::world::{House, PHONE, calendar};

fn span(count: u32, unit: Unit) -> Span {
    Span { count, unit }
}

fn after(year: i16, month: i8, day: i8, count: u32, unit: Unit) -> String {
    calendar()
        .add(date(year, month, day), span(count, unit))
        .to_string()
}

fn months(day: Date, count: u32) -> Date {
    calendar().add(day, span(count, Unit::Months))
}

#[test]
pub fn twenty_four_hours_over_the_change_of_the_clock() {
    let days = calendar();
    let due = |month, day| {
        let from = days.instant(2026, month, day, 12, 0).unwrap();
        days.wall(days.due(from, span(24, Unit::Hours)).last)
    };
    assert_eq!(due(3, 7), "2026-03-08T13:00");
    assert_eq!(due(10, 31), "2026-11-01T11:00");
}

#[test]
pub fn minutes_and_hours_are_closed() {
    for (wall, word) in [("2026-03-04T09:00", "met"), ("2026-03-04T09:01", "missed")] {
        let mut house = House::running("within 24 hours of a trip off site: passcode changed");
        house.does("2026-03-03T09:00", "ben", "phone.taken-off-site", &[PHONE]);
        house.does(wall, "ben", "passcode.changed", &[PHONE]);
        assert_eq!(house.words("2026-03-05"), [word]);
    }
}

#[test]
pub fn a_day_that_starts_at_one() {
    let havana = Calendar::new("America/Havana").unwrap();
    assert_eq!(
        havana.wall(havana.start_of_day(date(2026, 3, 8))),
        "2026-03-08T01:00"
    );
}

#[test]
pub fn days_of_23_and_25_hours() {
    let days = calendar();
    let long = |month, day| {
        let day = date(2026, month, day);
        (days.end_of_day(day) + 1 - days.start_of_day(day)) / 3_600_000
    };
    assert_eq!((long(3, 8), long(11, 1), long(3, 9)), (23, 25, 24));
}

#[test]
pub fn days_count_from_the_next_and_run_to_the_end_of_the_last() {
    for (wall, word) in [("2026-03-04T23:59", "met"), ("2026-03-05T00:00", "missed")] {
        let mut house = House::running("within 1 day of a trip off site: passcode changed");
        house.does("2026-03-03T00:00", "ben", "phone.taken-off-site", &[PHONE]);
        house.does(wall, "ben", "passcode.changed", &[PHONE]);
        assert_eq!(house.words("2026-03-06"), [word]);
    }
}

#[test]
pub fn the_31st_goes_by_the_anchor() {
    let anchor = date(2026, 1, 31);
    let all: Vec<String> = (1..=3)
        .map(|count| months(anchor, count).to_string())
        .collect();
    assert_eq!(all, ["2026-02-28", "2026-03-31", "2026-04-30"]);
}

#[test]
pub fn thirty_november_and_three_months() {
    assert_eq!(after(2025, 11, 30, 3, Unit::Months), "2026-02-28");
}

#[test]
pub fn a_leap_day_and_12_or_48_months() {
    assert_eq!(after(2024, 2, 29, 12, Unit::Months), "2025-02-28");
    assert_eq!(after(2024, 2, 29, 48, Unit::Months), "2028-02-29");
}

#[test]
pub fn four_days_of_january_and_one_month() {
    for day in 28..=31 {
        assert_eq!(after(2026, 1, day, 1, Unit::Months), "2026-02-28");
    }
}

#[test]
pub fn one_and_one_month_are_not_two() {
    let march = date(2026, 3, 31);
    assert_eq!(months(months(march, 1), 1), date(2026, 5, 30));
    assert_eq!(months(march, 2), date(2026, 5, 31));
}

#[test]
pub fn three_months_are_not_90_days() {
    assert_eq!(after(2026, 7, 1, 3, Unit::Months), "2026-10-01");
    assert_eq!(after(2026, 7, 1, 90, Unit::Days), "2026-09-29");
}

fn two_working_days(days: &Calendar, month: i8, day: i8, hour: i8, minute: i8) -> String {
    let from = days.instant(2026, month, day, hour, minute).unwrap();
    let due = days.due(from, span(2, Unit::WorkingDays));
    assert!(due.whole_day && due.last == days.end_of_day(due.date));
    due.date.to_string()
}

#[test]
pub fn a_contact_on_friday_or_saturday_and_2_working_days() {
    assert_eq!(two_working_days(&calendar(), 3, 6, 15, 10), "2026-03-10");
    assert_eq!(two_working_days(&calendar(), 3, 7, 10, 0), "2026-03-10");
}

/// Good Friday is no working day; nor are Saturday and Sunday.
#[test]
pub fn the_thursday_before_good_friday_and_2_working_days() {
    assert_eq!(two_working_days(&calendar(), 4, 2, 10, 0), "2026-04-07");
}

#[test]
pub fn deadlines_roll_to_the_next_working_day() {
    let header = Header::parse("deadlines roll to the next working day", Lang::En).unwrap();
    assert_eq!(
        Header::parse("les échéances passent au prochain jour ouvrable", Lang::Fr).unwrap(),
        header
    );
    let (stays, rolls) = (calendar(), calendar().under(header));
    // 7 March 2026 is a Saturday.
    let from = stays.instant(2026, 2, 28, 12, 0).unwrap();
    for (unit, count) in [(Unit::Days, 7), (Unit::Weeks, 1)] {
        let due = |days: &Calendar| days.due(from, span(count, unit)).date.to_string();
        assert_eq!(
            (due(&stays).as_str(), due(&rolls).as_str()),
            ("2026-03-07", "2026-03-09")
        );
    }
    let months = |days: &Calendar| days.due(from, span(1, Unit::Months)).date.to_string();
    assert_eq!(
        (months(&stays).as_str(), months(&rolls).as_str()),
        ("2026-03-28", "2026-03-30")
    );
    let years = |days: &Calendar| days.due(from, span(1, Unit::Years)).date.to_string();
    assert_eq!(
        (years(&stays).as_str(), years(&rolls).as_str()),
        ("2027-02-28", "2027-03-01")
    );
    for (unit, count) in [
        (Unit::Hours, 168),
        (Unit::WorkingDays, 5),
        (Unit::Minutes, 10_000),
    ] {
        assert_eq!(
            stays.due(from, span(count, unit)),
            rolls.due(from, span(count, unit))
        );
    }
}

#[test]
pub fn beyond_the_last_holidays_it_is_due_about() {
    let days = calendar().known_until(date(2026, 3, 9));
    let from = days.instant(2026, 3, 6, 12, 0).unwrap();
    assert!(!days.due(from, span(1, Unit::WorkingDays)).about);
    assert!(days.due(from, span(2, Unit::WorkingDays)).about);
    assert!(!days.due(from, span(40, Unit::Days)).about);
}

/// A phone in Vancouver is due by Vancouver's days, from when it is there; and every
/// evaluation says by which database of zones.
#[test]
pub fn the_zone_of_a_site_and_of_which_database() {
    let vancouver = Calendar::new("America/Vancouver").unwrap();
    let days = std::sync::Arc::new(calendar().with_site("vancouver", vancouver.clone()));
    let line = super::world::rule("within 1 day of a trip off site: passcode changed");
    let lines = vec![policy::Line::new("it", line, 0)];
    let mut monitor = policy::Monitor::new(
        std::sync::Arc::new(super::common::house()),
        days.clone(),
        lines,
    );
    let at = |month, day, hour| days.instant(2026, month, day, hour, 0).unwrap();
    let trip = |id, at| policy::Event::new(id, "phone.taken-off-site", at).about("phone", "PH-014");
    monitor.feed(&trip(1, at(3, 3, 12)));
    monitor.feed(
        &policy::Event::new(2, "phone.placed", at(3, 10, 9))
            .about("phone", "PH-014")
            .about("site", "vancouver"),
    );
    monitor.feed(&trip(3, at(3, 10, 12)));
    // Half past one in Toronto is half past ten in Vancouver, the day before.
    let late = |day| days.instant(2026, 3, day, 1, 30).unwrap();
    monitor.feed(&policy::Event::new(4, "passcode.changed", late(12)).about("phone", "PH-014"));
    let mut duties = monitor.duties(late(13));
    duties.sort_by_key(|duty| duty.opened_at);
    let stands: Vec<(&str, String)> = duties
        .iter()
        .map(|duty| (duty.status.word(), duty.due.unwrap().date.to_string()))
        .collect();
    assert_eq!(
        stands,
        [
            ("missed", "2026-03-04".to_owned()),
            ("met", "2026-03-11".to_owned())
        ]
    );
    assert!(
        duties[1]
            .why(Lang::En)
            .contains("on 11 March 2026 at 22:30"),
        "{}",
        duties[1].why(Lang::En)
    );

    let basis = monitor.basis(late(13));
    assert_eq!((basis.tzdb, &*basis.zone), (tzdb(), "America/Toronto"));
    assert!(tzdb().starts_with("20"));
    assert_eq!(basis.entries, 4);
    assert_ne!(
        basis.calendar,
        House::running("within 1 day of a trip off site: passcode changed")
            .monitor
            .basis(0)
            .calendar
    );
}
