//! The second half of the traps, each by its number, and what the lasting forms say.

use std::sync::Arc;

use jiff::civil::date;
use policy::{Clash, Event, Lang, Line, Shift, Status, Tally, conflicts};

use super::common::house;
use super::world::{House, PHONE, calendar, names, rule};

/// The numbered traps of this half.
pub const ALL: &[(u32, fn())] = &[
    (20, trap_20_other_working_days),
    (
        21,
        super::days::a_contact_on_friday_or_saturday_and_2_working_days,
    ),
    (22, trap_22_within_nothing),
    (23, super::lines::next_friday),
    (24, trap_24_a_day_without_an_hour),
    (25, trap_25_an_entry_from_the_future_waits),
    (26, trap_26_late_turns_missed_into_met),
    (27, trap_27_the_same_entry_twice),
    (28, trap_28_corrections_of_corrections),
    (29, trap_29_a_rule_changed_in_mid_period),
    (30, trap_30_two_versions_overlap),
    (31, trap_31_approval_withdrawn_later),
    (32, trap_32_never_observed),
    (33, trap_33_a_gap_in_the_record),
    (34, trap_34_warning_before_it_opens),
    (35, super::lines::rules_that_follow_each_other_are_in_layers),
    (36, trap_36_rules_that_contradict),
    (37, trap_37_nobody_and_oneself),
    (38, trap_38_percentages),
    (39, trap_39_a_name_used_again),
    (40, trap_40_keys_of_two_halves),
];

const TRIP: &str = "phone.taken-off-site";
const CHANGE: &str = "passcode.changed";

/// Others rest on other days, a closure is declared late, a holiday on a Saturday is
/// observed on Monday, and next year's holidays are not loaded.
#[test]
pub fn trap_20_other_working_days() {
    let mut house = House::running("within 2 working days of a trip off site: passcode changed");
    house.does("2026-03-03", "ben", TRIP, &[PHONE]);
    let now = house.at("2026-03-06");
    assert_eq!(house.words("2026-03-06"), ["missed"]);
    let closed = Arc::new(calendar().closed_on([date(2026, 3, 4), date(2026, 3, 5)]));
    let shifts = house.monitor.what_if_on(closed, house.monitor.lines(), now);
    assert_eq!(shifts[0].shift, Shift::Restands);
    // 26 December 2026 is a Saturday: Ontario rests on the Monday after.
    assert!(!calendar().works_on(date(2026, 12, 28)));
    super::days::beyond_the_last_holidays_it_is_due_about();
}

#[test]
pub fn trap_22_within_nothing() {
    let no = policy::parse(
        "within 0 days of a trip off site: passcode changed",
        Lang::En,
        &house(),
    )
    .unwrap_err();
    assert_eq!(
        no.message(Lang::En),
        "Column 8: write a whole number from 1 to 10000 here, not “0 days of a trip off site”."
    );
}

#[test]
pub fn trap_24_a_day_without_an_hour() {
    let mut house = House::running("within 4 hours of a trip off site: passcode changed");
    house.does("2026-03-03T09:00", "ben", TRIP, &[PHONE]);
    let recorded = house.at("2026-03-09");
    let paper = house
        .event("2026-03-03", "ben", CHANGE, &[PHONE])
        .recorded(recorded);
    house.monitor.feed(&paper.some_time_that_day());
    let duty = house.only("2026-03-10");
    assert_eq!(
        (duty.status.word(), duty.depends_on_the_hour),
        ("met", true)
    );
}

#[test]
pub fn trap_25_an_entry_from_the_future_waits() {
    let mut house = House::running("within 1 day of a trip off site: passcode changed");
    let recorded = house.at("2026-03-01");
    let ahead = house
        .event("2026-03-05", "ben", TRIP, &[PHONE])
        .recorded(recorded);
    house.monitor.feed(&ahead);
    assert!(house.duties("2026-03-04").is_empty());
    assert_eq!(house.words("2026-03-05T13:00"), ["pending"]);
}

#[test]
pub fn trap_26_late_turns_missed_into_met() {
    let mut house = House::running("within 1 day of a trip off site: passcode changed");
    house.does("2026-03-03", "ben", TRIP, &[PHONE]);
    let (before, after) = (house.at("2026-03-06"), house.at("2026-03-10"));
    house.monitor.advance(before);
    let late = house
        .event("2026-03-04", "ben", CHANGE, &[PHONE])
        .recorded(after);
    let changes = house.monitor.feed(&late);
    let stands = |duty: &Option<policy::Duty>| duty.as_ref().unwrap().status.word();
    assert_eq!(
        (stands(&changes[0].before), stands(&changes[0].after)),
        ("missed", "met")
    );
    assert!(
        matches!(house.only("2026-03-11").status, Status::Met { recorded, .. } if recorded == after)
    );
    let then = house.monitor.as_of(before, before);
    assert_eq!(
        then[0].status.word(),
        "missed",
        "what was known then stays known"
    );
}

#[test]
pub fn trap_27_the_same_entry_twice() {
    let mut house = House::running("within 1 day of a trip off site: passcode changed");
    let trip: Event = house.event("2026-03-03", "ben", TRIP, &[PHONE]);
    assert_eq!(house.monitor.feed(&trip).len(), 1);
    assert!(house.monitor.feed(&trip).is_empty());
    assert_eq!(house.words("2026-03-03T13:00").len(), 1);
}

#[test]
pub fn trap_28_corrections_of_corrections() {
    let mut house = House::running("within 1 day of a trip off site: passcode changed");
    house.does("2026-03-03T09:00", "ben", TRIP, &[PHONE]);
    house.does("2026-03-03T10:00", "ben", TRIP, &[PHONE]);
    let proof = house.does("2026-03-04", "ben", CHANGE, &[PHONE]);
    assert_eq!(house.words("2026-03-05"), ["met", "met"]);
    // Taken back, what it proved is missed twice.
    let back = house
        .event("2026-03-05", "ben", CHANGE, &[])
        .retracts(proof);
    assert_eq!(house.monitor.feed(&back).len(), 2);
    assert_eq!(house.words("2026-03-06"), ["missed", "missed"]);
    // The retraction was wrong: taken back itself.
    let again = house
        .event("2026-03-07", "ben", CHANGE, &[])
        .retracts(back.id);
    house.monitor.feed(&again);
    assert_eq!(house.words("2026-03-08"), ["met", "met"]);
    // Corrected twice, the last stands.
    let one = house
        .event("2026-03-09", "ben", CHANGE, &[PHONE])
        .corrects(proof);
    house.monitor.feed(&one);
    let recorded = house.at("2026-03-10");
    let two = house
        .event("2026-03-03T11:00", "ben", CHANGE, &[PHONE])
        .corrects(one.id)
        .recorded(recorded);
    house.monitor.feed(&two);
    assert_eq!(house.words("2026-03-11"), ["met", "met"]);
    // The trip itself never was: its duty is withdrawn, not excused.
    let never = house
        .event("2026-03-12", "ben", TRIP, &[])
        .retracts(proof - 1);
    let changes = house.monitor.feed(&never);
    assert!(changes.iter().any(|change| change.after.is_none()));
    assert_eq!(house.words("2026-03-13"), ["met"]);
}

#[test]
pub fn trap_29_a_rule_changed_in_mid_period() {
    let change = House::with(Vec::new()).at("2026-02-15");
    let line = |text: &str, from| Line::new("it", rule(text), from);
    let mut house = House::with(vec![
        line("every 3 months: passcode changed, for each phone", 0).until(change),
        line("every 1 month: passcode changed, for each phone", change),
    ]);
    house.does("2026-01-10", "ben", CHANGE, &[PHONE]);
    // A month from the change at the soonest: nothing was owed under a law not yet there.
    assert_eq!(house.dues("2026-02-20"), ["2026-04-01", "2026-03-15"]);
    assert_eq!(house.duties("2026-02-20")[1].line.from, change);
}

#[test]
pub fn trap_30_two_versions_overlap() {
    let second = House::with(Vec::new()).at("2026-03-02");
    let line = |days: u32, from| {
        Line::new(
            "it",
            rule(&format!(
                "within {days} days of a trip off site: passcode changed"
            )),
            from,
        )
    };
    let mut house = House::with(vec![line(9, 0), line(1, second)]);
    house.does("2026-03-01", "ben", TRIP, &[PHONE]);
    house.does("2026-03-02T12:00", "ben", TRIP, &[PHONE]);
    assert_eq!(
        house.dues("2026-03-02T13:00"),
        ["2026-03-10", "2026-03-03"],
        "from its first instant the newer"
    );
}

#[test]
pub fn trap_31_approval_withdrawn_later() {
    let mut house = House::running("only approved apps on each phone");
    house.does("2026-02-01", "ana", "app.approved", &[("app", "chat")]);
    house.does(
        "2026-02-02",
        "ben",
        "app.installed",
        &[PHONE, ("app", "chat")],
    );
    assert!(house.duties("2026-02-03").is_empty());
    house.does("2026-02-10", "ana", "app.withdrawn", &[("app", "chat")]);
    let duty = house.only("2026-02-11");
    assert_eq!(
        (duty.status.word(), duty.opened_at),
        ("missed", house.at("2026-02-10"))
    );
}

#[test]
pub fn trap_32_never_observed() {
    let house = House::running("always a passcode on each phone");
    let duty = house.only("2026-02-01");
    assert_eq!((&duty.status, duty.due), (&Status::Pending, None));
    assert!(
        duty.why(Lang::En).contains("Nothing is on record yet"),
        "{}",
        duty.why(Lang::En)
    );
}

#[test]
pub fn trap_33_a_gap_in_the_record() {
    let mut house = House::running("within 2 days of a trip off site: passcode changed");
    house.does("2026-03-02", "ben", TRIP, &[PHONE]);
    assert!(house.only("2026-03-10").gap.is_none());
    assert!(
        house
            .only("2026-03-10")
            .why(Lang::En)
            .contains("There is no record of it"),
        "no record is not: not done"
    );
    let failed = house.does("2026-03-04", "ivy", "source.failed", &[("source", "scan")]);
    house.does("2026-03-06", "ivy", "source.back", &[("source", "scan")]);
    let duty = house.only("2026-03-10");
    let gap = duty.gap.as_ref().unwrap();
    assert_eq!(
        (&*gap.source, gap.entry, gap.from),
        ("scan", failed, house.at("2026-03-04"))
    );
    assert!(duty.why(Lang::En).ends_with("The record may have a gap: nothing came from scan between 4 March 2026 at 12:00 and 6 March 2026 at 12:00."), "{}", duty.why(Lang::En));
    assert!(duty.why(Lang::Fr).contains("Le registre a peut-être un trou\u{a0}: rien n'est venu de scan entre le 4 mars 2026 à 12\u{a0}h\u{a0}00"), "{}", duty.why(Lang::Fr));
    // Another source, or another time, explains nothing.
    let mut house = House::running("within 2 days of a trip off site: passcode changed");
    house.does("2026-03-02", "ben", TRIP, &[PHONE]);
    house.does("2026-03-03", "ivy", "source.failed", &[("source", "mail")]);
    house.does("2026-03-05", "ivy", "source.failed", &[("source", "scan")]);
    assert!(house.only("2026-03-10").gap.is_none());
}

#[test]
pub fn trap_34_warning_before_it_opens() {
    let mut house =
        House::running("within 1 day of a trip off site: passcode changed; warn 30 days before");
    house.does("2026-03-03", "ben", TRIP, &[PHONE]);
    let duty = house.only("2026-03-03T12:00");
    assert_eq!(duty.warn_at, Some(duty.opened_at));
    assert!(duty.is_warned() && duty.due.is_some());
}

#[test]
pub fn trap_36_rules_that_contradict() {
    let line = |id: &str, text: &str| Line::new(id, rule(text), 0);
    let both = [
        line(
            "drawer",
            "always locked drawer storage on each phone not in use",
        ),
        line("never", "never locked drawer storage on each phone"),
    ];
    let found: Vec<Clash> = conflicts(&both, &house())
        .iter()
        .map(|one| one.what)
        .collect();
    assert_eq!(found, [Clash::Opposite]);
}

#[test]
pub fn trap_37_nobody_and_oneself() {
    let mut house = House::running(
        "every 1 month: passcode changed, for each phone; responsible: the IT service",
    );
    let duty = house.only("2026-01-05");
    assert_eq!(
        names(&duty.responsible),
        ["cleo"],
        "who keeps the phones answers where nobody holds the role"
    );
    house.does(
        "2026-01-06",
        "ana",
        "role.granted",
        &[("person", "eli"), ("role", "it")],
    );
    assert_eq!(names(&house.only("2026-01-07").responsible), ["eli"]);
    let itself = rule(
        "every 3 months: passcode changed, for each phone; responsible: the manager; inform the manager",
    );
    let found = conflicts(&[Line::new("it", itself, 0)], &super::common::house());
    assert_eq!(found[0].what, Clash::TellsItself);
}

#[test]
pub fn trap_38_percentages() {
    let mut house = House::running(
        "within 1 day of a trip off site: passcode changed; except while an accessibility need",
    );
    house.does("2026-03-02", "ben", TRIP, &[PHONE]);
    house.does("2026-03-03", "ben", CHANGE, &[PHONE]);
    house.does("2026-03-05", "ben", TRIP, &[PHONE]);
    house.does("2026-03-08", "ana", "need.began", &[PHONE]);
    house.does("2026-03-09", "ben", TRIP, &[PHONE]);
    house.does("2026-03-10", "ana", "need.ended", &[PHONE]);
    house.does("2026-03-11", "ben", TRIP, &[PHONE]);
    assert_eq!(
        house.words("2026-03-11T13:00"),
        ["met", "missed", "excused", "pending"]
    );
    let counts = house.monitor.counts(house.at("2026-03-11T13:00"))[0].1;
    assert_eq!(counts.share(), Some(0.5));
}

#[test]
pub fn trap_39_a_name_used_again() {
    let mut house = House::running("every 1 month: passcode changed, for each phone");
    house.does("2026-01-20", "cleo", "phone.retired", &[PHONE]);
    house.does("2026-03-02", "cleo", "phone.added", &[PHONE]);
    let duties = house.duties("2026-03-03");
    assert_eq!(house.dues("2026-03-03"), ["2026-02-01", "2026-04-02"]);
    assert_ne!(duties[0].id, duties[1].id);
}

/// Keys made of two numbers, one above the other, are counted apart, and quickly.
#[test]
pub fn trap_40_keys_of_two_halves() {
    let rule = rule("within 1 day of a trip off site: passcode changed");
    let plain = policy::Vocabulary::builder()
        .deed(policy::vocabulary::Deed::new(TRIP, &["phone"]))
        .deed(policy::vocabulary::Deed::new(CHANGE, &["phone"]))
        .build()
        .unwrap();
    let mut tally = Tally::new(&rule, &plain, &calendar()).unwrap();
    for worker in 0..2_000_u64 {
        for client in 0..50 {
            tally.feed(
                policy::Part::Opens,
                worker << 32 | client,
                i64::try_from(worker).unwrap(),
            );
        }
    }
    assert_eq!(tally.counts(3_000).pending, 100_000);
}

#[test]
pub fn an_episode_shorter_than_its_grace() {
    let drawer = House::of("drawer");
    let words = ["2026-01-01T09:30", "2026-01-01T09:31"].map(|wall| drawer.words(wall));
    assert_eq!(words, [["pending"], ["missed"]]);
    let mut house = House::running("never fingerprint unlock on each phone; grace 30 minutes");
    house.does("2026-02-01T09:00", "ben", "unlock.fingerprint-on", &[PHONE]);
    house.does(
        "2026-02-01T09:30",
        "ben",
        "unlock.fingerprint-off",
        &[PHONE],
    );
    house.does("2026-02-02T09:00", "ben", "unlock.fingerprint-on", &[PHONE]);
    house.does(
        "2026-02-02T09:31",
        "ben",
        "unlock.fingerprint-off",
        &[PHONE],
    );
    assert_eq!(house.words("2026-02-03"), ["met", "missed"]);
}

#[test]
pub fn nothing_else_on_record() {
    let mut house = House::running("only approved apps on each phone; checked every 1 month");
    let look = |house: &House, wall: &str| house.monitor.inventories(house.at(wall)).remove(0);
    let before = look(&house, "2026-01-10");
    assert_eq!((before.word(), before.looked), ("pending", None));
    assert_eq!(
        before.says(Lang::En),
        "Nothing else on record; nobody has looked yet; it is time to look again."
    );
    let entry = house.does("2026-01-20", "ben", "apps.checked", &[PHONE]);
    let after = look(&house, "2026-02-20");
    assert_eq!(
        (after.word(), after.looked),
        ("met", Some((entry, house.at("2026-01-20"))))
    );
    assert_eq!(
        after.says(Lang::En),
        "Nothing else on record; last looked at on 20 January 2026."
    );
    assert_eq!(
        after.says(Lang::Fr),
        "Rien d'autre au registre\u{a0}; dernière vérification le 20 janvier 2026."
    );
    assert_eq!(look(&house, "2026-02-21").word(), "pending");
    house.does(
        "2026-02-22",
        "ben",
        "app.installed",
        &[PHONE, ("app", "game")],
    );
    let amiss = look(&house, "2026-02-23");
    assert_eq!((amiss.word(), amiss.amiss), ("missed", 1));
}

#[test]
pub fn a_state_grows_stale() {
    let mut house = House::running("always a passcode on each phone; stale after 7 days");
    house.does("2026-03-02", "ivy", "code.seen", &[PHONE]);
    assert!(house.duties("2026-03-09").is_empty());
    assert_eq!(house.only("2026-03-10").status, Status::Pending);
}

#[test]
pub fn evidence_too_late_to_trust() {
    for (written, word) in [("2026-02-03", "met"), ("2026-03-15", "missed")] {
        let mut house = House::running(
            "within 2 days of a client contact: contact recorded; counts if recorded within 30 days",
        );
        house.does("2026-02-02", "ben", "client.contacted", &[("client", "R")]);
        let recorded = house.at(written);
        let note = house
            .event("2026-02-03", "ben", "contact.recorded", &[("client", "R")])
            .recorded(recorded);
        house.monitor.feed(&note);
        assert_eq!(house.words("2026-03-16"), [word]);
    }
}
