//! What comes again: passcodes and reviews, and what a changed rule does to them.

use policy::{Duty, Excuse, Lang, Line, Shift, Status};

use super::world::{BEN, House, PHONE, names, rule, starter};

#[test]
fn ben_owes_a_new_passcode_three_months_after_the_last() {
    let mut house = House::of("passcode-age");
    house.does("2026-11-01", "cleo", "custody.began", &[PHONE, BEN]);
    let changed = house.does("2026-11-30", "ben", "passcode.changed", &[PHONE]);

    let duty = house.duties("2026-12-01").pop().unwrap();

    assert_eq!(duty.due.unwrap().date.to_string(), "2027-02-28");
    assert_eq!(
        house.calendar.wall(duty.warn_at.unwrap()),
        "2027-02-21T00:00"
    );
    assert_eq!(names(&duty.responsible), ["ben"]);
    assert_eq!(names(&duty.inform), ["cleo"]);
    assert_eq!(
        (duty.opened_by.clone(), &*duty.discharged_by[0]),
        (vec![changed], "passcode.changed")
    );
    assert_eq!(
        duty.why(Lang::En),
        "“passcode changed” (PH-014) is due by the end of 28 February 2027: every 3 months, counted from 30 November 2026."
    );
    assert!(duty.why(Lang::Fr).starts_with(
        "«\u{a0}code changé\u{a0}» (PH-014) est attendu avant la fin du 28 février 2027"
    ));
    assert!(!duty.is_warned() && house.duties("2027-02-22").pop().unwrap().is_warned());
}

#[test]
fn a_late_passcode_stays_one_missed_duty_until_it_is_changed() {
    let mut house = House::of("passcode-age");
    house.does("2026-02-01", "cleo", "custody.began", &[PHONE, BEN]);

    let late = house.only("2026-09-15");
    assert!(
        late.overdue && late.days_overdue() == 137,
        "{}",
        late.days_overdue()
    );
    assert!(
        late.why(Lang::En)
            .ends_with("There is no record of it in time; it is overdue for 137 days.")
    );

    house.does("2026-09-15", "ben", "passcode.changed", &[PHONE]);
    let duties = house.duties("2026-09-16");
    assert!(matches!(
        duties[0].status,
        Status::Missed {
            made_good_at: Some(_),
            ..
        }
    ));
    assert_eq!((duties[0].id, duties[0].overdue), (late.id, false));
    assert_eq!(duties[1].due.unwrap().date.to_string(), "2026-12-15");
}

#[test]
fn a_phone_given_back_before_the_day_owes_nothing_and_starts_anew_with_the_next_person() {
    let mut house = House::of("passcode-age");
    house.does("2026-02-01", "cleo", "custody.began", &[PHONE, BEN]);
    house.does("2026-03-01", "cleo", "custody.ended", &[PHONE, BEN]);
    house.does(
        "2026-03-15",
        "cleo",
        "custody.began",
        &[PHONE, ("person", "eli")],
    );

    let duties = house.duties("2026-04-01");

    assert!(matches!(
        duties[0].status,
        Status::Excused {
            why: Excuse::SubjectGone,
            ..
        }
    ));
    assert_eq!(
        (
            duties[1].due.unwrap().date.to_string(),
            names(&duties[1].responsible)
        ),
        ("2026-06-15".to_owned(), vec!["eli"])
    );
}

#[test]
fn an_exception_moves_a_due_day_but_never_the_clock() {
    let mut house = House::running(
        "every 3 months: passcode changed, for each phone in service; except while an accessibility need",
    );
    house.does("2026-02-01", "cleo", "custody.began", &[PHONE, BEN]);
    house.does("2026-04-30T09:00", "cleo", "need.began", &[PHONE]);

    assert_eq!(house.only("2026-05-02").due, None);
    house.does("2026-05-04T10:00", "cleo", "need.ended", &[PHONE]);
    assert_eq!(
        house.only("2026-05-04").due.unwrap().date.to_string(),
        "2026-05-04"
    );
    assert!(house.only("2026-05-05").overdue);
}

#[test]
fn a_new_version_of_a_rule_shortens_open_duties_but_asks_for_nothing_in_the_past() {
    let publish = House::of("passcode-age").at("2026-11-22");
    let shorter =
        rule("every 60 days: passcode changed, for each phone in service; responsible: the worker");
    let lines = |from: i64| {
        vec![
            Line::new("age", starter("passcode-age"), 0).until(from),
            Line::new("age", shorter.clone(), from),
        ]
    };
    let mut house = House::with(vec![Line::new("age", starter("passcode-age"), 0)]);
    house.does("2026-09-05", "cleo", "custody.began", &[PHONE, BEN]);
    let before = house.only("2026-11-22");
    assert_eq!(before.due.unwrap().date.to_string(), "2026-12-05");

    // 60 days after 5 September have passed; the new rule cannot have been missed before it was there.
    let shifts = house.monitor.what_if(&lines(publish), publish);
    assert_eq!(shifts.len(), 0);

    house.does("2026-11-20", "ben", "passcode.changed", &[PHONE]);
    let shifts = house.monitor.what_if(&lines(publish), publish);
    let [shift] = shifts.as_slice() else {
        panic!("{shifts:#?}")
    };
    let day = |duty: &Option<Duty>| duty.as_ref().unwrap().due.unwrap().date.to_string();
    assert_eq!(
        (shift.shift, day(&shift.before), day(&shift.after)),
        (
            Shift::Moves,
            "2027-02-20".to_owned(),
            "2027-01-21".to_owned()
        )
    );
}

#[test]
fn had_the_rule_always_been_stricter_ben_would_be_late() {
    let mut house = House::of("passcode-age");
    house.does("2026-09-05", "cleo", "custody.began", &[PHONE, BEN]);
    let now = house.at("2026-11-22");
    let stricter = vec![Line::new(
        "passcode-age",
        rule("every 60 days: passcode changed, for each phone in service"),
        0,
    )];

    let shifts = house.monitor.what_if(&stricter, now);

    assert_eq!(
        shifts.iter().map(|shift| shift.shift).collect::<Vec<_>>(),
        [Shift::BecomesOverdue]
    );
    let nothing = house.monitor.what_if(&[], now);
    assert_eq!(
        nothing.iter().map(|shift| shift.shift).collect::<Vec<_>>(),
        [Shift::Vanishes]
    );
    assert!(house.monitor.what_if(house.monitor.lines(), now).is_empty());
}

#[test]
fn the_policy_is_reviewed_once_each_year_apart_from_other_years() {
    let mut house = House::of("policy-review");
    house.does(
        "2026-03-01",
        "ana",
        "document.adopted",
        &[("document", "phones")],
    );

    assert_eq!(
        house.only("2026-06-01").due.unwrap().date.to_string(),
        "2026-12-31"
    );
    assert_eq!(
        house
            .calendar
            .wall(house.only("2026-06-01").warn_at.unwrap()),
        "2026-11-30T00:00"
    );
    assert_eq!(house.words("2027-02-01"), ["missed", "pending"]);
    house.does(
        "2027-02-10",
        "ana",
        "policy.reviewed",
        &[("document", "phones")],
    );
    assert_eq!(house.words("2027-03-01"), ["missed", "met"]);
    assert_eq!(names(&house.duties("2027-03-01")[1].responsible), ["ana"]);
}

/// The first day of the old version is long past when the new one begins: nobody is late
/// at once by a rule that was not there.
#[test]
fn a_first_day_that_is_past_makes_nobody_late_by_a_newer_version() {
    let text = |span: &str| {
        rule(&format!(
            "every {span}: passcode changed, for each phone; first by 31 March 2026"
        ))
    };
    let days = House::with(Vec::new());
    let (from, change) = (days.at("2026-01-01"), days.at("2026-05-01T00:00"));
    let mut house = House::with(vec![
        Line::new("it", text("6 months"), from).until(change),
        Line::new("it", text("1 month"), change),
    ]);
    house.does("2026-03-01", "ben", "passcode.changed", &[PHONE]);
    assert_eq!(house.dues("2026-04-30").last().unwrap(), "2026-09-01");
    assert_eq!(house.dues("2026-05-02").last().unwrap(), "2026-06-01");
}
