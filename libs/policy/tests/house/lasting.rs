//! What must always or never be so.

use policy::Status;

use super::world::{House, PHONE, names};

#[test]
fn a_phone_not_in_use_belongs_in_the_drawer_within_half_an_hour() {
    let mut house = House::of("drawer");
    house.does("2026-03-02T09:00", "cleo", "phone.put-in-drawer", &[PHONE]);
    house.does("2026-03-02T10:00", "ben", "phone.taken-off-site", &[PHONE]);
    house.does("2026-03-02T16:00", "ben", "phone.brought-back", &[PHONE]);

    let pending = house.duties("2026-03-02T16:30").pop().unwrap();
    assert_eq!(
        (
            pending.status.clone(),
            house.calendar.wall(pending.due.unwrap().last)
        ),
        (Status::Pending, "2026-03-02T16:30".to_owned())
    );
    assert_eq!(
        (names(&pending.responsible), names(&pending.discharged_by)),
        (vec!["cleo"], vec!["phone.put-in-drawer"])
    );
    assert!(house.duties("2026-03-02T16:31").pop().unwrap().overdue);
    house.does("2026-03-02T16:29", "ben", "phone.put-in-drawer", &[PHONE]);
    assert_eq!(
        house.duties("2026-03-03").pop().unwrap().status.word(),
        "met"
    );
}

#[test]
fn an_app_taken_off_the_list_is_a_breach_on_every_phone_that_has_it() {
    let mut house = House::of("approved-apps");
    house.does("2026-03-02", "cleo", "app.approved", &[("app", "chat")]);
    house.does(
        "2026-03-03",
        "ben",
        "app.installed",
        &[PHONE, ("app", "chat")],
    );
    assert!(house.duties("2026-03-04").is_empty());

    let withdrawn = house.does("2026-03-05", "cleo", "app.withdrawn", &[("app", "chat")]);
    let breach = house.only("2026-03-06");
    assert!(breach.overdue && breach.opened_by == [withdrawn]);
    assert_eq!(
        names(&breach.discharged_by),
        ["app.removed", "app.approved"]
    );
    assert_eq!(breach.subject("app").map(|app| &**app), Some("chat"));

    house.does(
        "2026-03-07",
        "ben",
        "app.removed",
        &[PHONE, ("app", "chat")],
    );
    assert!(matches!(
        house.only("2026-03-08").status,
        Status::Missed {
            made_good_at: Some(_),
            ..
        }
    ));
}

#[test]
fn a_state_never_observed_is_unknown_and_not_a_breach() {
    let mut house = House::running("always a passcode on each phone");

    let unknown = house.only("2026-03-01");
    assert_eq!(
        (unknown.status.clone(), unknown.due, unknown.overdue),
        (Status::Pending, None, false)
    );
    house.does("2026-03-02", "cleo", "code.missing", &[PHONE]);
    assert!(house.only("2026-03-02").overdue);
}
