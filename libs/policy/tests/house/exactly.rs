//! How exactly the record must show it, misses that call for something, and
//! exceptions granted to one.

use policy::{Clash, Event, Excuse, Lang, Line, Status, Why, conflicts};

use super::common::house;
use super::world::{BEN, House, PHONE, names, rule};

impl House {
    /// A deed written down later than it was done.
    fn late(
        &mut self,
        wall: &str,
        written: &str,
        by: &str,
        kind: &str,
        about: &[(&str, &str)],
    ) -> u64 {
        let recorded = self.at(written);
        let event: Event = self.event(wall, by, kind, about).recorded(recorded);
        self.monitor.feed(&event);
        event.id
    }
}

#[test]
fn a_fixed_schedule_keeps_its_dates_however_early_or_late_it_is_done() {
    let mut house =
        House::running("every 1 month: passcode changed, for each phone; on a fixed schedule");
    house.does("2026-01-20", "ben", "passcode.changed", &[PHONE]);
    house.does("2026-03-15", "ben", "passcode.changed", &[PHONE]);

    assert_eq!(
        house.dues("2026-03-16"),
        ["2026-02-01", "2026-03-01", "2026-04-01"]
    );
    assert_eq!(house.words("2026-03-16"), ["met", "missed", "pending"]);
}

#[test]
fn done_twice_in_a_period_serves_the_next_one_too() {
    let mut house =
        House::running("every 1 month: passcode changed, for each phone; on a fixed schedule");
    house.does("2026-01-20", "ben", "passcode.changed", &[PHONE]);
    house.does("2026-01-21", "ben", "passcode.changed", &[PHONE]);

    assert_eq!(
        house.dues("2026-01-22"),
        ["2026-02-01", "2026-03-01", "2026-04-01"]
    );
}

#[test]
fn one_note_does_for_two_contacts_unless_each_needs_its_own() {
    let line = "within 5 working days of a text conversation with a client: conversation filed";
    for (modifier, words) in [
        ("", ["met", "met"]),
        ("; one record each", ["met", "pending"]),
    ] {
        let mut house = House::running(&format!("{line}{modifier}"));
        house.does("2026-03-02", "ben", "conversation.held", &[("client", "R")]);
        house.does("2026-03-03", "ben", "conversation.held", &[("client", "R")]);
        house.does(
            "2026-03-04",
            "ben",
            "conversation.filed",
            &[("client", "R"), ("conversation", "c1")],
        );

        assert_eq!(house.words("2026-03-05"), words, "{modifier}");
    }
}

#[test]
fn a_yes_written_down_after_the_trip_counts_unless_it_must_be_on_record_first() {
    let line = "before a phone is taken off site: permission by the supervisor";
    for (modifier, met) in [("", true), ("; on record first", false)] {
        let mut house = House::running(&format!("{line}{modifier}"));
        let trip = [PHONE];
        house.does("2026-03-02T09:00", "cleo", "custody.began", &[PHONE, BEN]);
        house.does("2026-03-02T12:00", "ben", "phone.taken-off-site", &trip);
        let yes = house.late(
            "2026-03-02T11:00",
            "2026-03-02T18:00",
            "ana",
            "offsite.permitted",
            &[PHONE, ("request", "q1")],
        );

        let duty = house.only("2026-03-03");
        match (met, &duty.status) {
            (true, Status::Met { afterwards, .. }) => assert!(afterwards),
            (false, Status::Missed { .. }) => {
                assert_eq!(duty.nearest, Some((yes, Why::WrittenAfter)));
            }
            (_, other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_is_written_down_much_too_late_is_no_proof() {
    let mut house = House::running(
        "within 2 working days of a passcode change: manager informed; counts if recorded within 30 days",
    );
    house.does("2026-01-05", "ben", "passcode.changed", &[PHONE]);
    let told = house.late(
        "2026-01-06",
        "2026-03-01",
        "ben",
        "manager.informed",
        &[PHONE],
    );

    let duty = house.only("2026-03-02");
    assert_eq!(
        (duty.status.word(), duty.nearest),
        ("missed", Some((told, Why::WrittenLate)))
    );
    assert!(
        duty.why(Lang::Fr).contains("inscrit trop tard"),
        "{}",
        duty.why(Lang::Fr)
    );
}

#[test]
fn a_passcode_seen_long_ago_is_not_known_to_be_there_any_more() {
    let mut house = House::running("always a passcode on each phone; stale after 7 days");
    house.does("2026-03-02", "ivy", "code.seen", &[PHONE]);

    assert!(house.duties("2026-03-09T23:59").is_empty());
    let unsure = house.only("2026-03-10T00:00");
    assert_eq!((unsure.status.clone(), unsure.due), (Status::Pending, None));
    assert_eq!(names(&unsure.discharged_by), ["code.seen"]);
    assert!(
        unsure.why(Lang::En).contains("too long ago"),
        "{}",
        unsure.why(Lang::En)
    );
    house.does("2026-03-11", "ivy", "code.seen", &[PHONE]);
    assert!(house.duties("2026-03-12").is_empty());
}

#[test]
fn a_passcode_seen_to_be_missing_stays_missing_however_long_ago() {
    let mut house = House::running("always a passcode on each phone; stale after 7 days");
    house.does("2026-03-02", "ivy", "code.missing", &[PHONE]);

    assert!(house.only("2026-06-01").overdue);
}

#[test]
fn somebody_looks_at_the_apps_of_each_phone_every_month() {
    let mut house = House::running("only approved apps on each phone; checked every 1 month");
    let look = house.only("2026-01-02");
    assert!(look.check);
    assert_eq!(look.due.unwrap().date.to_string(), "2026-02-01");
    assert_eq!(names(&look.discharged_by), ["apps.checked"]);
    house.does("2026-01-20", "ben", "apps.checked", &[PHONE]);
    house.does(
        "2026-01-21",
        "ben",
        "app.installed",
        &[PHONE, ("app", "game")],
    );

    let duties = house.duties("2026-01-22");
    let told: Vec<(bool, &str)> = duties
        .iter()
        .map(|duty| (duty.check, duty.status.word()))
        .collect();
    assert_eq!(told, [(true, "met"), (true, "pending"), (false, "missed")]);
}

fn line(id: &str, text: &str) -> Line {
    Line::new(id, rule(text), 0)
}

#[test]
fn a_missed_change_is_told_to_the_manager_by_a_rule_of_its_own() {
    let mut house = House::with(vec![
        line(
            "told",
            "within 1 working day of a miss of [age]: manager informed by the supervisor",
        ),
        line(
            "age",
            "every 1 month: passcode changed, for each phone in service",
        ),
    ]);
    house.does("2026-01-05", "cleo", "custody.began", &[PHONE, BEN]);

    // 5 February is a Thursday: missed from Friday on, so the notice is due on Monday.
    let told = |house: &House, wall: &str| {
        house
            .duties(wall)
            .into_iter()
            .find(|duty| &**duty.rule() == "told")
    };
    assert!(told(&house, "2026-02-05T23:59").is_none());
    let duty = told(&house, "2026-02-06T00:01").unwrap();
    assert_eq!(duty.due.unwrap().date.to_string(), "2026-02-09");
    assert_eq!(names(&duty.responsible), ["ana"]);
    assert!(
        duty.why(Lang::En)
            .starts_with("After a miss of [age] (PH-014)"),
        "{}",
        duty.why(Lang::En)
    );
    house.does("2026-02-09", "ana", "manager.informed", &[PHONE]);
    assert_eq!(told(&house, "2026-02-10").unwrap().status.word(), "met");

    // The change comes to light later: nothing was missed, so nothing was to be told.
    house.late(
        "2026-02-03",
        "2026-02-12",
        "ben",
        "passcode.changed",
        &[PHONE],
    );
    assert!(told(&house, "2026-02-13").is_none());
}

#[test]
fn rules_that_follow_each_other_in_a_circle_open_nothing_and_are_named() {
    let lines = vec![
        line("a", "within 1 day of a miss of [b]: manager informed"),
        line("b", "within 1 day of a miss of [a]: manager informed"),
        line(
            "c",
            "within 1 day of a miss of [nothing]: manager informed by the same worker",
        ),
    ];
    let found: Vec<(String, Clash)> = conflicts(&lines, &house())
        .iter()
        .map(|one| (one.rule.to_string(), one.what))
        .collect();

    assert_eq!(
        found,
        [
            ("a".into(), Clash::Circle),
            ("b".into(), Clash::Circle),
            ("c".into(), Clash::NoSuchRule)
        ]
    );
    assert!(House::with(lines).duties("2026-06-01").is_empty());
}

#[test]
fn rules_that_ask_for_opposite_things_are_told_to_their_author() {
    let lines = vec![
        line(
            "drawer",
            "always locked drawer storage on each phone not in use",
        ),
        line("no-drawer", "never locked drawer storage on each phone"),
        line(
            "out",
            "every 1 week: phone taken off site, for each phone; warn 7 days before",
        ),
        line(
            "age",
            "every 3 months: passcode changed, for each phone in service",
        ),
        line(
            "age-again",
            "every 60 days: passcode changed, for each phone",
        ),
        line(
            "acted",
            "within 1 day of a miss of [age]: manager informed by the same worker",
        ),
    ];
    let found: Vec<(&str, Option<&str>, Clash)> = Vec::from_iter(conflicts(&lines, &house()))
        .leak()
        .iter()
        .map(|one| (&*one.rule, one.with.as_deref(), one.what))
        .collect();

    assert_eq!(
        found,
        [
            ("out", None, Clash::WarnsTooSoon),
            ("acted", Some("age"), Clash::NobodyActed),
            ("no-drawer", Some("drawer"), Clash::Opposite),
            ("out", Some("drawer"), Clash::Breaks),
            ("age-again", Some("age"), Clash::SameTwice),
        ]
    );
    let starter: Vec<Line> = super::rules::RULES
        .iter()
        .map(|(id, en, _)| line(id, en))
        .collect();
    assert_eq!(conflicts(&starter, &house()), []);
}

#[test]
fn an_exception_from_one_rule_for_one_phone_excuses_nothing_else() {
    let mut house = House::with(vec![
        line("age", "every 1 month: passcode changed, for each phone"),
        line(
            "told",
            "within 1 working day of a phone issue: rules acknowledged by the worker",
        ),
    ]);
    house.does("2026-01-05", "cleo", "phone.added", &[("phone", "PH-015")]);
    let granted = house.does(
        "2026-01-10",
        "ana",
        "exception.began",
        &[("rule", "age"), PHONE],
    );
    assert_eq!(
        house
            .duties("2026-03-01")
            .iter()
            .map(|duty| duty.due.is_some())
            .collect::<Vec<_>>(),
        [false, true]
    );
    house.does(
        "2026-03-10",
        "ana",
        "exception.ended",
        &[("rule", "age"), PHONE],
    );

    assert_eq!(house.dues("2026-03-11"), ["2026-03-10", "2026-02-05"]);

    // One person is excused from acknowledging; the other is not.
    let person = house.does(
        "2026-04-01",
        "ana",
        "exception.began",
        &[("rule", "told"), BEN],
    );
    house.does("2026-04-02", "cleo", "custody.began", &[PHONE, BEN]);
    house.does(
        "2026-04-02",
        "cleo",
        "custody.began",
        &[("phone", "PH-015"), ("person", "eli")],
    );
    let told: Vec<Status> = house
        .duties("2026-04-02T13:00")
        .into_iter()
        .filter(|duty| &**duty.rule() == "told")
        .map(|duty| duty.status)
        .collect();
    assert!(
        told.contains(&Status::Excused {
            why: Excuse::Exception,
            entry: Some(person)
        }),
        "{told:?}"
    );
    assert!(told.contains(&Status::Pending));
    assert_ne!(granted, person);
}
