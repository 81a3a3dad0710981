//! What follows a deed, and what has to come before one.

use policy::{Lang, Status, Why};

use super::world::{BEN, House, PHONE, names};

#[test]
fn a_conversation_is_filed_within_two_working_days_by_whoever_held_it() {
    let mut house = House::of("conversation-filed");
    let held = house.does(
        "2026-03-06T15:10",
        "ben",
        "conversation.held",
        &[("client", "R")],
    );
    house.does(
        "2026-03-09",
        "eli",
        "conversation.filed",
        &[("client", "R"), ("conversation", "1")],
    );

    let duty = house.only("2026-03-10T23:59");
    assert_eq!(
        (duty.status.clone(), duty.due.unwrap().date.to_string()),
        (Status::Pending, "2026-03-10".to_owned())
    );
    assert_eq!(
        (
            names(&duty.responsible),
            names(&duty.inform),
            duty.opened_by.clone()
        ),
        (vec!["ben"], vec!["ana"], vec![held])
    );
    let late = house.only("2026-03-11T00:00");
    assert!(late.overdue && matches!(late.nearest, Some((_, Why::ByAnother))));
    assert!(
        late.why(Lang::En)
            .contains("nearest: somebody else did it (entry 10)"),
        "{}",
        late.why(Lang::En)
    );

    let filed = house.does(
        "2026-03-11T09:00",
        "ben",
        "conversation.filed",
        &[("client", "R"), ("conversation", "1")],
    );
    let made_good = house.only("2026-03-12").status;
    assert!(
        matches!(made_good, Status::Missed { made_good_at: Some(_), evidence, .. } if evidence == [filed])
    );
}

#[test]
fn time_alone_makes_a_duty_late_and_the_monitor_says_so() {
    let mut house = House::of("conversation-filed");
    house.does(
        "2026-03-06T15:10",
        "ben",
        "conversation.held",
        &[("client", "R")],
    );

    assert!(
        house
            .monitor
            .advance(house.at("2026-03-10T23:59"))
            .is_empty()
    );
    let changes = house.monitor.advance(house.at("2026-03-11T00:00"));

    assert_eq!(
        (changes.len(), changes[0].after.as_ref().unwrap().overdue),
        (1, true)
    );
}

#[test]
fn when_the_worker_has_left_the_duty_passes_on() {
    let mut house = House::of("conversation-filed");
    house.does(
        "2026-03-06T15:10",
        "ben",
        "conversation.held",
        &[("client", "R")],
    );
    house.does("2026-03-09T09:00", "ana", "person.left", &[BEN]);

    assert_eq!(names(&house.only("2026-03-10").responsible), ["ana"]);
    house.does(
        "2026-03-10",
        "ana",
        "conversation.filed",
        &[("client", "R"), ("conversation", "1")],
    );
    assert_eq!(house.words("2026-03-11"), ["met"]);
}

#[test]
fn one_permission_serves_one_trip_and_nobody_permits_themselves() {
    let mut house = House::of("off-site");
    house.does(
        "2026-03-02T09:00",
        "ana",
        "offsite.permitted",
        &[PHONE, ("request", "1")],
    );
    house.does("2026-03-02T10:00", "ben", "phone.taken-off-site", &[PHONE]);
    house.does("2026-03-02T15:00", "ben", "phone.taken-off-site", &[PHONE]);
    house.does(
        "2026-03-04T09:00",
        "ana",
        "offsite.permitted",
        &[PHONE, ("request", "2")],
    );
    house.does("2026-03-05T09:01", "ben", "phone.taken-off-site", &[PHONE]);
    house.does(
        "2026-03-06T09:00",
        "ana",
        "offsite.permitted",
        &[PHONE, ("request", "3")],
    );
    house.does("2026-03-06T10:00", "ana", "phone.taken-off-site", &[PHONE]);

    let duties = house.duties("2026-03-07");

    assert_eq!(
        house.words("2026-03-07"),
        ["met", "missed", "missed", "missed"]
    );
    let near: Vec<Option<Why>> = duties
        .iter()
        .map(|duty| duty.nearest.map(|(_, why)| why))
        .collect();
    assert_eq!(
        near,
        [
            None,
            Some(Why::UsedUp),
            Some(Why::Expired),
            Some(Why::ByAnother)
        ]
    );
    assert!(
        duties
            .iter()
            .all(|duty| !duty.overdue && duty.discharged_by.is_empty())
    );
    assert_eq!(
        (names(&duties[0].responsible), names(&duties[0].inform)),
        (vec!["ben"], vec!["ana"])
    );
}

#[test]
fn a_permission_counts_by_who_supervised_at_that_moment_and_until_its_last_minute() {
    let mut house = House::of("off-site");
    house.does(
        "2026-03-02T09:00",
        "cleo",
        "offsite.permitted",
        &[PHONE, ("request", "1")],
    );
    house.does(
        "2026-03-02T10:00",
        "ana",
        "supervision.ended",
        &[BEN, ("supervisor", "ana")],
    );
    house.does(
        "2026-03-02T10:00",
        "ana",
        "supervision.began",
        &[BEN, ("supervisor", "cleo")],
    );
    house.does("2026-03-02T11:00", "ben", "phone.taken-off-site", &[PHONE]);
    house.does(
        "2026-03-03T12:00",
        "cleo",
        "offsite.permitted",
        &[PHONE, ("request", "2")],
    );
    house.does("2026-03-04T12:00", "ben", "phone.taken-off-site", &[PHONE]);

    assert_eq!(house.words("2026-03-05"), ["missed", "met"]);
}

#[test]
fn a_permission_refused_again_does_not_count_and_one_written_down_later_is_marked() {
    let mut house = House::of("off-site");
    house.does(
        "2026-03-02T09:00",
        "ana",
        "offsite.permitted",
        &[PHONE, ("request", "1")],
    );
    house.does(
        "2026-03-02T09:30",
        "ana",
        "offsite.refused",
        &[PHONE, ("request", "1")],
    );
    house.does("2026-03-02T10:00", "ben", "phone.taken-off-site", &[PHONE]);
    house.does("2026-03-03T10:00", "ben", "phone.taken-off-site", &[PHONE]);
    let later = house.at("2026-03-03T12:00");
    let permit = house
        .event(
            "2026-03-03T09:00",
            "ana",
            "offsite.permitted",
            &[PHONE, ("request", "2")],
        )
        .recorded(later);
    house.monitor.feed(&permit);

    let duties = house.duties("2026-03-04");

    assert!(matches!(duties[0].nearest, Some((_, Why::Revoked))));
    assert!(matches!(
        duties[1].status,
        Status::Met {
            afterwards: true,
            ..
        }
    ));
}

#[test]
fn the_rules_are_acknowledged_by_whoever_got_the_phone() {
    let mut house = House::of("acknowledged");
    house.does("2026-03-02", "cleo", "custody.began", &[PHONE, BEN]);

    let duty = house.only("2026-03-03");
    assert_eq!(
        (names(&duty.responsible), duty.due.unwrap().date.to_string()),
        (vec!["ben"], "2026-03-09".to_owned())
    );
    house.does(
        "2026-03-04",
        "cleo",
        "rules.acknowledged",
        &[BEN, ("document", "phones")],
    );
    assert_eq!(house.words("2026-03-05"), ["pending"]);
    house.does(
        "2026-03-06",
        "ben",
        "rules.acknowledged",
        &[BEN, ("document", "phones")],
    );
    assert_eq!(house.words("2026-03-07"), ["met"]);
}
