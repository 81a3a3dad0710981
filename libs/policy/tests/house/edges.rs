//! The definition at its edges: the first and the last instant, the half of a period,
//! the change of the clock, days of rest.

use policy::Status;

use super::world::{BEN, House, PHONE};

const TRIP: &str = "phone.taken-off-site";
const CHANGE: &str = "passcode.changed";

/// One day has 23 hours and one 25; 24 hours elapse all the same, the last instant included.
#[test]
fn hours_elapse_while_the_clock_changes() {
    for (trip, last, late) in [
        ("2026-03-07T12:00", "2026-03-08T13:00", "2026-03-08T13:01"),
        ("2026-10-31T12:00", "2026-11-01T11:00", "2026-11-01T11:01"),
    ] {
        for (change, word) in [(last, "met"), (late, "missed")] {
            let mut house = House::running("within 24 hours of a trip off site: passcode changed");
            house.does(trip, "ben", TRIP, &[PHONE]);
            house.does(change, "ben", CHANGE, &[PHONE]);
            assert_eq!(house.words("2026-12-01"), [word], "{trip} {change}");
        }
    }
}

/// The first working day counted is the one after the day of the trip.
#[test]
fn working_days_begin_with_the_next_one_to_the_minute() {
    for (trip, due) in [
        ("2026-03-06T23:59", "2026-03-09"),
        ("2026-03-07T00:00", "2026-03-09"),
        ("2026-03-08T23:59", "2026-03-09"),
        ("2026-03-09T00:00", "2026-03-10"),
        // Good Friday, and the weekend after it.
        ("2026-04-02T08:00", "2026-04-06"),
        // New Year's Day is a Friday.
        ("2026-12-31T08:00", "2027-01-04"),
    ] {
        let mut house = House::running("within 1 working day of a trip off site: passcode changed");
        house.does(trip, "ben", TRIP, &[PHONE]);
        assert_eq!(house.dues(trip), [due], "{trip}");
    }
}

/// April has thirty days: who comes on the 16th is there for half of it and owes it.
#[test]
fn half_a_period_is_owed_and_a_minute_less_is_not() {
    let line = "once each calendar month: passcode changed, for each phone in service";
    for (came, word) in [
        ("2026-04-16T00:00", "missed"),
        ("2026-04-16T00:01", "excused"),
    ] {
        let mut house = House::running(line);
        house.does(came, "cleo", "custody.began", &[PHONE, BEN]);
        let words = house.words("2026-05-01T00:00");
        assert_eq!(words.first(), Some(&word), "{came}");
    }
}

#[test]
fn what_is_done_before_the_phone_counts_is_not_done_for_it() {
    let mut house =
        House::running("once each calendar month: passcode changed, for each phone in service");
    house.does("2026-04-01T09:00", "ben", CHANGE, &[PHONE]);
    house.does("2026-04-02T09:00", "cleo", "custody.began", &[PHONE, BEN]);
    assert_eq!(house.words("2026-04-30"), ["pending"]);
    house.does("2026-04-30T23:59", "ben", CHANGE, &[PHONE]);
    assert_eq!(house.words("2026-05-01T00:00"), ["met", "pending"]);
}

/// An exception holds at its first instant and no longer at its last.
#[test]
fn an_exception_holds_from_its_beginning_up_to_its_end() {
    for line in [
        "within 2 days of a trip off site: passcode changed; except while an accessibility need",
        "before a phone is taken off site: permission; except while an accessibility need",
    ] {
        for (trip, excused) in [
            ("2026-03-03T08:59", false),
            ("2026-03-03T09:00", true),
            ("2026-03-03T16:59", true),
            ("2026-03-03T17:00", false),
        ] {
            let mut house = House::running(line);
            // The trip is written down first: within an instant, what excuses counts first.
            house.does(trip, "ben", TRIP, &[PHONE]);
            house.does("2026-03-03T09:00", "cleo", "need.began", &[PHONE]);
            house.does("2026-03-03T17:00", "cleo", "need.ended", &[PHONE]);
            let words = house.words("2026-03-10");
            assert_eq!(words == ["excused"], excused, "{line} {trip} {words:?}");
        }
    }
}

/// A duty that an exception holds has no day yet; the day it will have is told when the
/// exception's end is on record, and not before.
#[test]
fn the_day_after_an_exception_is_planned() {
    let mut house = House::running("every 3 months: passcode changed, for each phone");
    let granted = [("rule", "it"), PHONE];
    house.does("2026-02-10", "cleo", "exception.began", &granted);
    assert_eq!(
        house.only("2026-02-11").planned,
        None,
        "nobody said until when"
    );
    let mut end = house.event("2026-03-01T12:00", "cleo", "exception.ended", &granted);
    end.recorded = house.at("2026-02-12");
    house.monitor.feed(&end);

    let held = house.only("2026-02-13");
    assert_eq!(
        (held.due, held.planned.unwrap().date.to_string()),
        (None, "2026-04-01".to_owned())
    );
    let after = house.only("2026-03-02");
    assert_eq!(
        (after.due.unwrap().date.to_string(), after.planned),
        ("2026-04-01".to_owned(), None)
    );
}

/// Two exceptions without a gap between them are one.
#[test]
fn exceptions_that_touch_are_one() {
    let mut house = House::running(
        "within 2 days of a trip off site: passcode changed; except while an accessibility need",
    );
    house.does("2026-03-02", "ben", TRIP, &[PHONE]);
    let rule = ("rule", "it");
    house.does("2026-03-04", "cleo", "need.began", &[PHONE]);
    house.does("2026-03-05T12:00", "cleo", "need.ended", &[PHONE]);
    let granted = [rule, PHONE];
    house.does("2026-03-05T12:00", "cleo", "exception.began", &granted);
    house.does("2026-03-09T12:00", "cleo", "exception.ended", &granted);
    assert_eq!(house.dues("2026-03-10"), ["2026-03-09"]);
}

/// Closed: put right in the last instant of the grace is in time.
#[test]
fn a_breach_may_last_as_long_as_its_grace_and_no_longer() {
    let line = "always locked drawer storage on each phone not in use; grace 30 minutes";
    for (stored, word) in [("2026-03-03T09:30", "met"), ("2026-03-03T09:31", "missed")] {
        let mut house = House::running(line);
        house.does("2026-01-02", "ben", "phone.put-in-drawer", &[PHONE]);
        house.does("2026-03-03T08:00", "ben", TRIP, &[PHONE]);
        house.does("2026-03-03T09:00", "ben", "phone.brought-back", &[PHONE]);
        house.does(stored, "ben", "phone.put-in-drawer", &[PHONE]);
        let duty = house.duties("2026-03-04").pop().unwrap();
        assert_eq!(duty.status.word(), word, "{stored}");
    }
}

/// A record that comes late undoes a miss, and with it what followed from the miss.
#[test]
fn a_miss_that_never_was_takes_back_what_followed_it() {
    let line = |id, text| policy::Line::new(id, super::world::rule(text), 0);
    let mut house = House::with(vec![
        line("first", "within 1 day of a trip off site: passcode changed"),
        line(
            "then",
            "within 1 working day of a miss of [first]: manager informed",
        ),
    ]);
    house.does("2026-03-03", "ben", TRIP, &[PHONE]);
    let now = house.at("2026-03-06");
    house.monitor.advance(now);
    // Missed as Thursday begins; the working day after it is Friday.
    assert_eq!(house.words("2026-03-06"), ["missed", "pending"]);
    assert_eq!(house.dues("2026-03-06"), ["2026-03-04", "2026-03-06"]);

    let late = house.event("2026-03-04T23:59", "ben", CHANGE, &[PHONE]);
    let changes = house.monitor.feed(&late.recorded(now));
    let after: Vec<Option<&str>> = changes
        .iter()
        .map(|change| change.after.as_ref().map(|duty| duty.status.word()))
        .collect();
    assert_eq!(after, [Some("met"), None], "withdrawn, not excused");
    let then = house.monitor.as_of(now, now - 1);
    assert_eq!(then.len(), 2, "what was known before stays known");
}

/// One note for each contact, the first for the first; a note serves nobody before it.
#[test]
fn one_record_each_goes_in_order() {
    let line = "within 2 days of a client contact: contact recorded; one record each";
    let mut house = House::running(line);
    let of = [("client", "R")];
    let note = "contact.recorded";
    house.does("2026-03-02T09:00", "ben", note, &of);
    house.does("2026-03-02T10:00", "ben", "client.contacted", &of);
    house.does("2026-03-02T11:00", "ben", "client.contacted", &of);
    let first = house.does("2026-03-02T12:00", "ben", note, &of);
    let second = house.does("2026-03-03T12:00", "ben", note, &of);
    house.does("2026-03-03T13:00", "ben", "client.contacted", &of);
    let duties = house.duties("2026-03-10");
    let proofs: Vec<Vec<u64>> = duties
        .iter()
        .map(|duty| match &duty.status {
            Status::Met { evidence, .. } => evidence.clone(),
            _ => Vec::new(),
        })
        .collect();
    assert_eq!(proofs, [vec![first], vec![second], Vec::new()]);
}
