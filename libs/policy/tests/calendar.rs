//! Every calendar example of the plan, and the vectors computed elsewhere.
#![cfg(test)]

use jiff::civil::{Date, Weekday, date};
use policy::calendar::{Calendar, Province, canada};
use policy::{Span, Unit};

fn span(count: u32, unit: Unit) -> Span {
    Span { count, unit }
}

fn toronto() -> Calendar {
    let closed = [
        (4, 3),
        (5, 18),
        (7, 1),
        (9, 7),
        (10, 12),
        (12, 25),
        (12, 28),
    ];
    Calendar::new("America/Toronto")
        .unwrap()
        .closed_on(closed.map(|(month, day)| date(2026, month, day)))
}

fn months(day: Date, count: u32) -> String {
    toronto().add(day, span(count, Unit::Months)).to_string()
}

#[test]
fn months_from_the_31st_are_counted_from_the_anchor() {
    let anchored: Vec<String> = (1..=6)
        .map(|count| months(date(2026, 1, 31), count))
        .collect();

    assert_eq!(
        anchored,
        [
            "2026-02-28",
            "2026-03-31",
            "2026-04-30",
            "2026-05-31",
            "2026-06-30",
            "2026-07-31"
        ]
    );
}

#[test]
fn a_month_without_that_day_ends_on_its_last() {
    assert_eq!(months(date(2024, 1, 31), 1), "2024-02-29");
    assert_eq!(months(date(2025, 11, 30), 3), "2026-02-28");
    assert_eq!(months(date(2024, 2, 29), 12), "2025-02-28");
    assert_eq!(months(date(2024, 2, 29), 48), "2028-02-29");
    for day in 28..=31 {
        assert_eq!(months(date(2026, 1, day), 1), "2026-02-28");
    }
}

#[test]
fn adding_a_month_twice_is_not_adding_two() {
    let once = toronto().add(date(2026, 3, 31), span(1, Unit::Months));

    assert_eq!(months(once, 1), "2026-05-30");
    assert_eq!(months(date(2026, 3, 31), 2), "2026-05-31");
}

#[test]
fn three_months_are_not_ninety_days() {
    let calendar = toronto();

    assert_eq!(months(date(2026, 7, 1), 3), "2026-10-01");
    assert_eq!(
        calendar.add(date(2026, 7, 1), span(90, Unit::Days)),
        date(2026, 9, 29)
    );
    assert_eq!(months(date(2025, 12, 1), 3), "2026-03-01");
    assert_eq!(
        calendar.add(date(2025, 12, 1), span(90, Unit::Days)),
        date(2026, 3, 1)
    );
}

#[test]
fn working_days_start_on_the_next_one_and_skip_holidays() {
    let calendar = toronto();
    let vectors = [
        ((2026, 3, 6), (2026, 3, 10)),
        ((2026, 3, 7), (2026, 3, 10)),
        ((2026, 4, 2), (2026, 4, 7)),
        ((2026, 4, 3), (2026, 4, 7)),
        ((2026, 12, 24), (2026, 12, 30)),
    ];
    for ((year, month, day), due) in vectors {
        let found = calendar.add(date(year, month, day), span(2, Unit::WorkingDays));
        assert_eq!(
            found,
            date(due.0, due.1, due.2),
            "from {year}-{month}-{day}"
        );
    }
}

#[test]
fn a_contact_on_friday_is_due_at_the_end_of_tuesday() {
    let calendar = toronto();
    let contact = calendar.instant(2026, 3, 6, 15, 10).unwrap();

    let due = calendar.due(contact, span(2, Unit::WorkingDays));

    assert!(due.whole_day && !due.about);
    assert_eq!(calendar.wall(due.last), "2026-03-10T23:59");
    assert_eq!(due.last + 1, calendar.start_of_day(date(2026, 3, 11)));
}

#[test]
fn hours_elapse_through_the_change_of_the_clock() {
    let calendar = toronto();
    let spring = calendar.due(
        calendar.instant(2026, 3, 7, 12, 0).unwrap(),
        span(24, Unit::Hours),
    );
    let autumn = calendar.due(
        calendar.instant(2026, 10, 31, 12, 0).unwrap(),
        span(24, Unit::Hours),
    );

    assert_eq!(calendar.wall(spring.last), "2026-03-08T13:00");
    assert_eq!(calendar.wall(autumn.last), "2026-11-01T11:00");
    let day = calendar.due(
        calendar.instant(2026, 3, 7, 12, 0).unwrap(),
        span(1, Unit::Days),
    );
    assert_eq!(calendar.wall(day.last), "2026-03-08T23:59");
}

#[test]
fn civil_days_last_23_or_25_hours_twice_a_year() {
    let calendar = toronto();
    let hours = |day: Date| (calendar.end_of_day(day) + 1 - calendar.start_of_day(day)) / 3_600_000;

    assert_eq!(hours(date(2026, 3, 8)), 23);
    assert_eq!(hours(date(2026, 11, 1)), 25);
    assert_eq!(hours(date(2026, 6, 1)), 24);
}

#[test]
fn a_day_without_midnight_starts_at_one() {
    let havana = Calendar::new("America/Havana").unwrap();

    assert_eq!(
        havana.wall(havana.start_of_day(date(2026, 3, 8))),
        "2026-03-08T01:00"
    );
    assert_eq!(
        havana.date(havana.start_of_day(date(2026, 3, 8)) - 1),
        date(2026, 3, 7)
    );
}

#[test]
fn the_ready_table_of_days_agrees_with_the_zone() {
    for zone in [
        "America/Toronto",
        "America/Havana",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "UTC",
        "Pacific/Apia",
    ] {
        let calendar = Calendar::new(zone).unwrap();
        let tz = jiff::tz::TimeZone::get(zone).unwrap();
        let mut day = date(2010, 1, 1);
        while day < date(2045, 1, 1) {
            let asked = tz
                .to_timestamp(day.at(0, 0, 0, 0))
                .unwrap()
                .as_millisecond();
            assert_eq!(calendar.start_of_day(day), asked, "{zone} {day}");
            day = day.tomorrow().unwrap();
        }
    }
}

#[test]
fn a_due_day_beyond_the_known_holidays_is_only_about_right() {
    let calendar = toronto().known_until(date(2026, 12, 31));
    let late = calendar.instant(2026, 12, 30, 9, 0).unwrap();

    assert!(calendar.due(late, span(2, Unit::WorkingDays)).about);
    assert!(!calendar.due(late, span(1, Unit::WorkingDays)).about);
    assert!(!calendar.due(late, span(1, Unit::Months)).about);
}

#[test]
fn deadlines_roll_to_a_working_day_only_where_the_policy_says_so() {
    let calendar = toronto();
    let from = calendar.instant(2026, 6, 28, 9, 0).unwrap();

    assert_eq!(
        calendar.due(from, span(3, Unit::Days)).date,
        date(2026, 7, 1)
    );
    assert_eq!(
        calendar
            .clone()
            .rolling()
            .due(from, span(3, Unit::Days))
            .date,
        date(2026, 7, 2)
    );
    assert_eq!(
        calendar.rolling().due(from, span(72, Unit::Hours)).date,
        date(2026, 7, 1)
    );
}

#[test]
fn a_warning_comes_at_the_start_of_its_day() {
    let calendar = toronto();
    let due = calendar.due(
        calendar.instant(2025, 11, 30, 10, 0).unwrap(),
        span(3, Unit::Months),
    );

    assert_eq!(
        calendar.wall(calendar.warn(due, span(7, Unit::Days))),
        "2026-02-21T00:00"
    );
    assert_eq!(
        calendar.wall(calendar.warn(due, span(1, Unit::WorkingDays))),
        "2026-02-27T00:00"
    );
    assert_eq!(
        calendar.wall(calendar.warn(due, span(2, Unit::Hours))),
        "2026-02-28T21:59"
    );
}

#[test]
fn another_weekend_makes_other_working_days() {
    let calendar = Calendar::new("Asia/Jerusalem")
        .unwrap()
        .resting_on(&[Weekday::Friday, Weekday::Saturday]);

    assert_eq!(
        calendar.add(date(2026, 3, 5), span(1, Unit::WorkingDays)),
        date(2026, 3, 8)
    );
}

#[test]
fn an_unknown_zone_is_refused() {
    assert!(
        Calendar::new("Canada/Nowhere")
            .unwrap_err()
            .to_string()
            .contains("Canada/Nowhere")
    );
}

fn days_off(province: Province, year: i16) -> Vec<String> {
    canada(province, year..=year)
        .iter()
        .map(|holiday| holiday.observed.strftime("%m-%d").to_string())
        .collect()
}

#[test]
fn ontario_rests_on_its_nine_holidays() {
    let expected = [
        "01-01", "02-16", "04-03", "05-18", "07-01", "09-07", "10-12", "12-25", "12-28",
    ];

    assert_eq!(days_off(Province::Ontario, 2026), expected);
}

#[test]
fn quebec_has_its_national_holiday_and_no_family_day() {
    let expected = [
        "01-01", "04-03", "05-18", "06-24", "07-01", "09-07", "10-12", "12-25",
    ];

    assert_eq!(days_off(Province::Quebec, 2026), expected);
    assert_eq!(
        canada(Province::Quebec, 2026..=2026)[3].name(policy::Lang::Fr),
        "fête nationale"
    );
}

#[test]
fn easter_moves_and_holidays_on_a_weekend_are_observed_after_it() {
    let good_friday = |year| canada(Province::Yukon, year..=year)[1].date;

    assert_eq!(
        [2024, 2025, 2027, 2038].map(good_friday),
        [
            date(2024, 3, 29),
            date(2025, 4, 18),
            date(2027, 3, 26),
            date(2038, 4, 23)
        ]
    );
    assert_eq!(days_off(Province::Ontario, 2027)[7..], ["12-27", "12-28"]);
    assert_eq!(days_off(Province::Manitoba, 2026).len(), 9);
    assert_eq!(Province::from_code("ON"), Some(Province::Ontario));
}
