//! Entries that come late, are corrected or taken back; and how duties speak.

use std::sync::Arc;

use policy::{Event, Lang, Line, Monitor};

use super::world::{BEN, House, PHONE, calendar, rule, starter};
use crate::common::house;
use crate::rules::RULES;

#[test]
fn a_record_that_comes_late_turns_missed_into_met_and_what_was_known_stays_known() {
    let mut house = House::of("conversation-filed");
    house.does(
        "2026-03-06T15:10",
        "ben",
        "conversation.held",
        &[("client", "R")],
    );
    let filed = house.event(
        "2026-03-09",
        "ben",
        "conversation.filed",
        &[("client", "R"), ("conversation", "1")],
    );
    let then = house.at("2026-03-20");
    house.monitor.advance(then);

    let changes = house.monitor.feed(&filed.recorded(then));

    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].before.as_ref().unwrap().status.word(), "missed");
    assert_eq!(changes[0].after.as_ref().unwrap().status.word(), "met");
    let known = |known: &str| {
        house.monitor.as_of(house.at("2026-03-19"), house.at(known))[0]
            .status
            .word()
    };
    assert_eq!(
        (known("2026-03-19"), known("2026-03-20T12:00")),
        ("missed", "met")
    );
}

#[test]
fn a_corrected_entry_keeps_the_duty_and_a_retracted_one_takes_it_away() {
    let mut house = House::of("conversation-filed");
    let held = house.does("2026-03-06", "ben", "conversation.held", &[("client", "R")]);
    let before = house.only("2026-03-07");

    let right = house
        .event("2026-03-04", "ben", "conversation.held", &[("client", "R")])
        .corrects(held);
    house.monitor.feed(&right);
    let after = house.only("2026-03-07");
    assert_eq!(
        (
            after.id,
            after.due.unwrap().date.to_string(),
            after.opened_by.clone()
        ),
        (before.id, "2026-03-06".to_owned(), vec![right.id])
    );

    let never = house
        .event("2026-03-08", "ben", "conversation.held", &[])
        .retracts(right.id);
    let changes = house.monitor.feed(&never);
    assert!(
        changes
            .iter()
            .any(|change| change.after.is_none() || change.id == before.id)
    );
    assert_eq!(
        house.only("2026-03-09").due.unwrap().date.to_string(),
        "2026-03-10",
        "the correction is gone, the first entry stands"
    );
    let gone = house
        .event("2026-03-08", "ben", "conversation.held", &[])
        .retracts(held);
    house.monitor.feed(&gone);
    assert!(house.duties("2026-03-09").is_empty());
}

#[test]
fn an_entry_fed_twice_counts_once_and_one_from_the_future_waits() {
    let mut house = House::of("conversation-filed");
    let held = house.event("2026-03-06", "ben", "conversation.held", &[("client", "R")]);
    let soon = house.event("2026-03-20", "ben", "conversation.held", &[("client", "S")]);
    let now = held.at;
    house.monitor.feed(&held);
    assert!(house.monitor.feed(&held).is_empty());
    assert!(house.monitor.feed(&soon.recorded(now)).is_empty());

    assert_eq!(house.duties("2026-03-07").len(), 1);
    assert_eq!(house.duties("2026-03-21").len(), 2);
    assert_eq!(
        house.monitor.duties_of("ben", house.at("2026-03-21")).len(),
        2
    );
    assert!(
        house
            .monitor
            .advance(house.at("2026-03-21"))
            .iter()
            .any(|change| change.before.is_none())
    );
}

#[test]
fn where_nobody_holds_the_role_the_role_is_shown() {
    let words = Arc::new(house());
    let line = Line::new("review", starter("policy-review"), 0).on_trial();
    let mut monitor = Monitor::new(words, Arc::new(calendar()), vec![line]);
    let at = calendar().instant(2026, 3, 1, 9, 0).unwrap();
    monitor.load(
        &[Event::new(1, "document.adopted", at).about("document", "phones")],
        at,
    );

    let duty = monitor.duties(at).pop().unwrap();

    assert!(duty.responsible.is_empty());
    assert_eq!(duty.responsible_role.as_deref(), Some("director"));
    assert_eq!(duty.stage(), policy::Stage::Practice);
    assert_eq!(policy::DutyId::parse(&duty.id.to_string()), Some(duty.id));
    assert_eq!(monitor.duty(duty.id, at).unwrap().opened_at, duty.opened_at);
    assert_eq!(monitor.counts(at)[0].1.pending, 1);
}

#[test]
fn every_duty_of_the_starter_rules_says_why_in_both_languages() {
    let lines = RULES
        .iter()
        .map(|(id, en, _)| Line::new(id, rule(en), 0))
        .collect();
    let mut house = House::with(lines);
    house.does(
        "2026-02-02",
        "ana",
        "document.adopted",
        &[("document", "phones")],
    );
    house.does("2026-02-02", "cleo", "custody.began", &[PHONE, BEN]);
    house.does("2026-02-03", "ben", "passcode.changed", &[PHONE]);
    house.does("2026-02-03", "ben", "phone.taken-off-site", &[PHONE]);
    house.does(
        "2026-02-04",
        "ben",
        "app.installed",
        &[PHONE, ("app", "game")],
    );
    house.does("2026-02-04", "ben", "backup.turned-on", &[PHONE]);
    house.does("2026-02-04", "ben", "conversation.held", &[("client", "R")]);
    house.does(
        "2026-02-05",
        "ben",
        "conversation.filed",
        &[("client", "R"), ("conversation", "1")],
    );

    let duties = house.duties("2026-12-01");

    for (id, ..) in RULES {
        let duty = duties
            .iter()
            .find(|duty| &**duty.rule() == *id)
            .unwrap_or_else(|| panic!("{id}"));
        for lang in Lang::BOTH {
            let why = duty.why_named(lang, |_, symbol| format!("<{symbol}>"));
            assert!(
                why.ends_with('.') && why.contains('<') && !why.contains("  "),
                "{id}: {why}"
            );
        }
    }
}
