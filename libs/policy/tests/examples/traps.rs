//! What the forms say, and the first half of the traps, each by its number.

use policy::{Duty, Event, Excuse, Line, Status, Why};

use super::world::{BEN, House, PHONE, names, rule};

/// The numbered traps of this half.
pub const ALL: &[(u32, fn())] = &[
    (1, trap_1_overdue_without_another_entry),
    (2, trap_2_pending_is_not_missed),
    (3, trap_3_a_deed_does_not_fulfil_itself),
    (4, trap_4_one_note_for_several_contacts),
    (5, trap_5_a_note_before_the_contact),
    (6, trap_6_by_a_colleague),
    (7, trap_7_whose_permission),
    (8, trap_8_permission_used_twice),
    (9, trap_9_expired_during_the_trip),
    (10, trap_10_valid_to_the_last_minute),
    (11, trap_11_the_31st_does_not_drift),
    (12, trap_12_months_days_and_quarters),
    (13, trap_13_fixed_or_restarting),
    (14, trap_14_early_renewal_shortens_the_next),
    (15, trap_15_a_phone_that_returns),
    (16, trap_16_an_exception_never_resets_the_clock),
    (17, trap_17_exceptions_that_overlap),
    (18, super::days::the_zone_of_a_site_and_of_which_database),
    (19, super::days::a_day_that_starts_at_one),
];

const TRIP: &str = "phone.taken-off-site";
const CHANGE: &str = "passcode.changed";

fn yes(house: &mut House, wall: &str, by: &str, phone: &str) -> u64 {
    house.does(
        wall,
        by,
        "offsite.permitted",
        &[("phone", phone), ("request", wall)],
    )
}

fn near(duty: &Duty) -> Option<Why> {
    duty.nearest.map(|(_, why)| why)
}

#[test]
pub fn trap_1_overdue_without_another_entry() {
    let mut house = House::running("within 1 day of a trip off site: passcode changed");
    house.does("2026-03-03", "ben", TRIP, &[PHONE]);
    let now = house.at("2026-03-05T00:00");
    let changes = house.monitor.advance(now);
    assert_eq!((changes.len(), changes[0].cause), (1, None));
    assert!(changes[0].after.as_ref().unwrap().overdue);
}

#[test]
pub fn trap_2_pending_is_not_missed() {
    let mut house = House::running("within 1 day of a trip off site: passcode changed");
    house.does("2026-03-03", "ben", TRIP, &[PHONE]);
    assert_eq!(house.words("2026-03-04T23:59"), ["pending"]);
    let counts = house.monitor.counts(house.at("2026-03-04T23:59"))[0].1;
    assert_eq!((counts.pending, counts.missed), (1, 0));
}

#[test]
pub fn trap_3_a_deed_does_not_fulfil_itself() {
    let mut house = House::running("within 1 day of a passcode change: passcode changed");
    house.does("2026-03-03", "ben", CHANGE, &[PHONE]);
    assert_eq!(house.words("2026-03-03T13:00"), ["pending"]);
    let mut house = House::running("every 1 month: passcode changed, for each phone");
    house.does("2026-01-15", "ben", CHANGE, &[PHONE]);
    assert_eq!(house.words("2026-01-16"), ["met", "pending"]);
}

#[test]
pub fn trap_4_one_note_for_several_contacts() {
    for (modifier, stands, says) in [
        (
            "",
            ["met", "met"],
            "done once, it counts for all the times before",
        ),
        (
            "; one record each",
            ["met", "pending"],
            "each time needs a record of its own",
        ),
    ] {
        let line = format!("within 5 days of a client contact: contact recorded{modifier}");
        assert!(
            policy::explain(&rule(&line), policy::Lang::En, &super::common::house()).contains(says)
        );
        let mut house = House::running(&line);
        house.does("2026-03-02", "ben", "client.contacted", &[("client", "R")]);
        house.does("2026-03-03", "ben", "client.contacted", &[("client", "R")]);
        house.does("2026-03-04", "ben", "contact.recorded", &[("client", "R")]);
        assert_eq!(house.words("2026-03-05"), stands);
    }
}

#[test]
pub fn trap_5_a_note_before_the_contact() {
    let mut house =
        House::running("within 2 days of a client contact: contact recorded by the same worker");
    house.does(
        "2026-03-02T09:00",
        "ben",
        "contact.recorded",
        &[("client", "R")],
    );
    house.does(
        "2026-03-02T10:00",
        "ben",
        "client.contacted",
        &[("client", "R")],
    );
    let duty = house.only("2026-03-06");
    assert_eq!(
        (duty.status.word(), near(&duty)),
        ("missed", Some(Why::TooEarly))
    );
}

#[test]
pub fn trap_6_by_a_colleague() {
    let mut house =
        House::running("within 2 days of a client contact: contact recorded by the same worker");
    house.does("2026-03-02", "ben", "client.contacted", &[("client", "R")]);
    house.does("2026-03-03", "eli", "contact.recorded", &[("client", "R")]);
    let duty = house.only("2026-03-06");
    assert_eq!(
        (duty.status.word(), near(&duty)),
        ("missed", Some(Why::ByAnother))
    );
    assert_eq!(names(&duty.responsible), ["ben"]);
    // Who leaves is not excused: whoever answers in their place owes it.
    house.does("2026-03-07", "ana", "person.left", &[BEN]);
    let duty = house.only("2026-03-08");
    assert!(duty.overdue);
    assert_eq!(names(&duty.responsible), ["ana"]);
}

#[test]
pub fn trap_7_whose_permission() {
    let line = "before a phone is taken off site: permission by the supervisor (valid 24 hours)";
    for (by, phone, trip_by, word) in [
        ("ana", "PH-014", "ben", "met"),
        ("ana", "PH-015", "ben", "missed"),
        ("cleo", "PH-014", "ben", "missed"),
        ("ana", "PH-014", "ana", "missed"),
    ] {
        let mut house = House::running(line);
        house.does("2026-03-01", "cleo", "custody.began", &[PHONE, BEN]);
        yes(&mut house, "2026-03-02T09:00", by, phone);
        house.does("2026-03-02T10:00", trip_by, TRIP, &[PHONE]);
        assert_eq!(house.words("2026-03-03"), [word], "{by} {phone} {trip_by}");
    }
    // Cleo supervises Ben only from the next day on.
    let mut house = House::running(line);
    yes(&mut house, "2026-03-02T09:00", "cleo", "PH-014");
    house.does("2026-03-02T10:00", "ben", TRIP, &[PHONE]);
    house.does(
        "2026-03-03T09:00",
        "ana",
        "supervision.began",
        &[BEN, ("supervisor", "cleo")],
    );
    assert_eq!(house.words("2026-03-04"), ["missed"]);
}

#[test]
pub fn trap_8_permission_used_twice() {
    let mut house = House::running(
        "before a phone is taken off site: permission by the supervisor (valid 24 hours, one use)",
    );
    yes(&mut house, "2026-03-02T09:00", "ana", "PH-014");
    house.does("2026-03-02T10:00", "ben", TRIP, &[PHONE]);
    house.does("2026-03-02T15:00", "ben", TRIP, &[PHONE]);
    let duties = house.duties("2026-03-03");
    assert_eq!(house.words("2026-03-03"), ["met", "missed"]);
    assert_eq!(near(&duties[1]), Some(Why::UsedUp));
}

#[test]
pub fn trap_9_expired_during_the_trip() {
    let mut house = House::running("before a phone is taken off site: permission (valid 2 hours)");
    yes(&mut house, "2026-03-02T09:00", "ana", "PH-014");
    house.does("2026-03-02T10:59", "ben", TRIP, &[PHONE]);
    house.does("2026-03-02T18:00", "ben", "phone.brought-back", &[PHONE]);
    assert_eq!(house.words("2026-03-03"), ["met"]);
}

#[test]
pub fn trap_10_valid_to_the_last_minute() {
    for (trip, word) in [("2026-03-03T09:00", "met"), ("2026-03-03T09:01", "missed")] {
        let mut house =
            House::running("before a phone is taken off site: permission (valid 24 hours)");
        yes(&mut house, "2026-03-02T09:00", "ana", "PH-014");
        house.does(trip, "ben", TRIP, &[PHONE]);
        assert_eq!(house.words("2026-03-04"), [word]);
    }
}

#[test]
pub fn trap_11_the_31st_does_not_drift() {
    let mut house = House::running(
        "every 1 month: passcode changed, for each phone in service; on a fixed schedule",
    );
    house.does("2026-01-31", "cleo", "custody.began", &[PHONE, BEN]);
    for day in ["2026-02-20", "2026-03-20", "2026-04-20"] {
        house.does(day, "ben", CHANGE, &[PHONE]);
    }
    assert_eq!(
        house.dues("2026-04-21"),
        ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]
    );
}

#[test]
pub fn trap_12_months_days_and_quarters() {
    for (line, due) in [
        (
            "every 3 months: passcode changed, for each phone in service",
            "2026-10-01",
        ),
        (
            "every 90 days: passcode changed, for each phone in service",
            "2026-09-29",
        ),
        (
            "once each calendar quarter: passcode changed, for each phone in service",
            "2026-09-30",
        ),
    ] {
        let mut house = House::running(line);
        house.does("2026-07-01", "cleo", "custody.began", &[PHONE, BEN]);
        assert_eq!(house.dues("2026-07-02"), [due]);
    }
}

#[test]
pub fn trap_13_fixed_or_restarting() {
    for (modifier, next) in [("", "2026-04-15"), ("; on a fixed schedule", "2026-04-01")] {
        let mut house = House::running(&format!(
            "every 1 month: passcode changed, for each phone{modifier}"
        ));
        house.does("2026-01-20", "ben", CHANGE, &[PHONE]);
        house.does("2026-03-15", "ben", CHANGE, &[PHONE]);
        assert_eq!(house.dues("2026-03-16").last().unwrap(), next);
    }
}

#[test]
pub fn trap_14_early_renewal_shortens_the_next() {
    let mut house = House::running("every 3 months: passcode changed, for each phone");
    house.does("2026-01-10", "ben", CHANGE, &[PHONE]);
    assert_eq!(house.dues("2026-01-11"), ["2026-04-01", "2026-04-10"]);
}

#[test]
pub fn trap_15_a_phone_that_returns() {
    let mut house = House::running("every 1 month: passcode changed, for each phone in service");
    house.does("2026-01-05", "cleo", "custody.began", &[PHONE, BEN]);
    house.does("2026-01-20", "cleo", "custody.ended", &[PHONE, BEN]);
    house.does(
        "2026-03-02",
        "cleo",
        "custody.began",
        &[PHONE, ("person", "eli")],
    );
    let duties = house.duties("2026-03-03");
    assert_eq!(house.dues("2026-03-03"), ["2026-02-05", "2026-04-02"]);
    assert!(matches!(
        duties[0].status,
        Status::Excused {
            why: Excuse::SubjectGone,
            ..
        }
    ));
    assert_eq!(names(&duties[1].responsible), ["eli"]);
}

#[test]
pub fn trap_16_an_exception_never_resets_the_clock() {
    let mut house = House::running(
        "every 3 months: passcode changed, for each phone; except while an accessibility need",
    );
    house.does("2026-02-10", "ana", "need.began", &[PHONE]);
    house.does("2026-02-11", "ana", "need.ended", &[PHONE]);
    assert_eq!(house.dues("2026-02-12"), ["2026-04-01"]);
}

#[test]
pub fn trap_17_exceptions_that_overlap() {
    // One is granted to the phone, one is a state; they hold together until the later ends.
    let line =
        "every 1 month: passcode changed, for each phone; except while an accessibility need";
    let mut house = House::running(line);
    house.does("2026-01-30", "ana", "need.began", &[PHONE]);
    house.does(
        "2026-02-03",
        "ana",
        "exception.began",
        &[("rule", "it"), PHONE],
    );
    house.does("2026-02-05", "ana", "need.ended", &[PHONE]);
    house.does(
        "2026-02-09",
        "ana",
        "exception.ended",
        &[("rule", "it"), PHONE],
    );
    assert_eq!(house.dues("2026-02-10"), ["2026-02-09"]);
    // One that begins at the due instant itself moves it.
    let mut house = House::running(
        "within 24 hours of a trip off site: passcode changed; except while an accessibility need",
    );
    house.does("2026-03-02T09:00", "ben", TRIP, &[PHONE]);
    house.does("2026-03-03T09:00", "ana", "need.began", &[PHONE]);
    house.does("2026-03-04T10:00", "ana", "need.ended", &[PHONE]);
    assert_eq!(house.dues("2026-03-04T11:00"), ["2026-03-04"]);
}

#[test]
pub fn half_open_scopes() {
    let mut house = House::running("every 1 month: passcode changed, for each phone in service");
    house.does("2026-01-05", "cleo", "custody.began", &[PHONE, BEN]);
    house.does("2026-01-20T09:00", "cleo", "custody.ended", &[PHONE, BEN]);
    house.does("2026-01-20T09:00", "ben", CHANGE, &[PHONE]);
    assert_eq!(house.words("2026-01-21"), ["excused"], "at the end is out");
}

#[test]
pub fn carry_over() {
    for (modifier, due) in [("", "2026-04-20"), ("; carry over", "2026-04-10")] {
        let mut house = House::running(&format!(
            "every 3 months: passcode changed, for each phone in service{modifier}"
        ));
        house.does("2026-01-10", "ben", CHANGE, &[PHONE]);
        house.does("2026-01-20", "cleo", "custody.began", &[PHONE, BEN]);
        assert_eq!(house.dues("2026-01-21"), [due]);
    }
}

#[test]
pub fn a_grid_has_separate_cells() {
    for (period, count) in [("month", 3), ("quarter", 1), ("year", 1)] {
        let mut house = House::running(&format!(
            "once each calendar {period}: passcode changed, for each phone"
        ));
        house.does("2026-02-10", "ben", CHANGE, &[PHONE]);
        assert_eq!(house.words("2026-03-15").len(), count, "{period}");
    }
}

#[test]
pub fn a_late_comer_owes_half_a_period_or_what_the_rule_says() {
    for (modifier, came, word) in [
        ("", "2026-04-14", "pending"),
        ("", "2026-04-18", "excused"),
        (
            "; owed from 25 percent of the period",
            "2026-04-18",
            "pending",
        ),
        (
            "; owed from 25 percent of the period",
            "2026-04-24",
            "excused",
        ),
        (
            "; owed from 100 percent of the period",
            "2026-04-02",
            "excused",
        ),
    ] {
        let mut house = House::running(&format!(
            "once each calendar month: passcode changed, for each phone in service{modifier}"
        ));
        house.does(came, "cleo", "custody.began", &[PHONE, BEN]);
        assert_eq!(house.words("2026-04-25"), [word], "{modifier} {came}");
    }
}

#[test]
pub fn overdue_for_so_many_days_and_periods() {
    let mut house = House::running("every 1 month: passcode changed, for each phone in service");
    house.does("2026-01-15", "cleo", "custody.began", &[PHONE, BEN]);
    let duty = house.only("2026-04-20");
    assert_eq!((duty.days_overdue(), duty.periods_missed()), (64, 3));
}

#[test]
pub fn a_rule_younger_than_its_subject() {
    for (modifier, due) in [
        ("", "2026-05-01"),
        ("; first by 10 April 2026", "2026-04-10"),
        // A day before the rule existed asks for nothing then.
        ("; first by 10 March 2026", "2026-05-01"),
    ] {
        let line = rule(&format!(
            "every 1 month: passcode changed, for each phone{modifier}"
        ));
        let start = House::with(Vec::new()).at("2026-04-01");
        let mut house = House::with(vec![Line::new("it", line, start)]);
        house.does("2026-01-02", "ben", CHANGE, &[PHONE]);
        assert_eq!(
            house.dues("2026-04-02"),
            [due],
            "nothing was due before the rule was there"
        );
    }
}

#[test]
pub fn a_record_that_names_its_trigger() {
    let mut house = House::running("within 2 days of a client contact: contact recorded");
    house.does("2026-03-02", "ben", "client.contacted", &[("client", "R")]);
    let second = house.does("2026-03-03", "ben", "client.contacted", &[("client", "R")]);
    let note: Event = house.event("2026-03-04", "ben", "contact.recorded", &[("client", "R")]);
    house.monitor.feed(&note.answering(second));
    assert_eq!(house.words("2026-03-10"), ["missed", "met"]);
}

#[test]
pub fn both_are_needed() {
    let mut house =
        House::running("within 2 days of a trip off site: passcode changed and manager informed");
    house.does("2026-03-02", "ben", TRIP, &[PHONE]);
    let first = house.does("2026-03-03T09:00", "ben", CHANGE, &[PHONE]);
    assert_eq!(house.words("2026-03-03T10:00"), ["pending"]);
    let second = house.does("2026-03-04T09:00", "ben", "manager.informed", &[PHONE]);
    let at = house.at("2026-03-04T09:00");
    let Status::Met {
        at: met, evidence, ..
    } = house.only("2026-03-05").status
    else {
        panic!("met")
    };
    assert_eq!((met, evidence), (at, vec![first, second]));
}

#[test]
pub fn a_permission_recorded_afterwards() {
    let mut house = House::running("before a phone is taken off site: permission");
    house.does("2026-03-02T10:00", "ben", TRIP, &[PHONE]);
    let recorded = house.at("2026-03-02T18:00");
    let yes = house.event(
        "2026-03-02T09:00",
        "ana",
        "offsite.permitted",
        &[PHONE, ("request", "q")],
    );
    house.monitor.feed(&yes.recorded(recorded));
    assert!(matches!(
        house.only("2026-03-03").status,
        Status::Met {
            afterwards: true,
            ..
        }
    ));
}

#[test]
pub fn an_unused_permission_is_information() {
    let mut house = House::running("before a phone is taken off site: permission (valid 24 hours)");
    let entry = yes(&mut house, "2026-03-02T09:00", "ana", "PH-014");
    let unused = house.monitor.unused(house.at("2026-03-02T12:00"));
    assert_eq!(
        (unused[0].entry, unused[0].until),
        (entry, house.at("2026-03-03T09:00"))
    );
    assert!(house.duties("2026-03-05").is_empty());
}

#[test]
pub fn two_at_one_instant_count_once() {
    let mut house = House::running("every 1 month: passcode changed, for each phone");
    house.does("2026-01-15", "ben", CHANGE, &[PHONE]);
    house.does("2026-01-15", "eli", CHANGE, &[PHONE]);
    assert_eq!(house.words("2026-01-16"), ["met", "pending"]);
}
