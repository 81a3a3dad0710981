//! B18 to B22: phones in people's hands, and our own rules.

use super::*;
use crate::plan::Need;

fn lost(what: Lost, day: i8, hour: i8) -> Loss {
    Loss { line: line('A'), what, at: date(2026, 3, day).at(hour, 0, 0, 0), day: None, until: None }
}

#[test]
fn b18_use_after_a_loss_is_the_first_thing_to_read() {
    let mut world = World::with([call('A', Direction::Out, "876-555-0100", (10, 9, 0), 60, 110)]);
    world.losses.push(lost(Lost::Lost, 9, 12));
    let report = world.report();
    assert_eq!((report.findings[0].check, report.findings[0].severity), (Check::B18, Severity::Error));
    assert_eq!(report.findings[0].stake, Money::cents(110));
    assert!(report.findings[0].what.en().contains("reported lost or stolen on 2026-03-09 12:00") && report.findings[0].what.en().contains("2026-03-10 09:00:11"));

    // Only the day was reported: it is said as it was, and the hours before are nobody's fault.
    world.losses[0] = Loss { at: date(2026, 3, 10).at(0, 0, 0, 0), day: Some(date(2026, 3, 9)), ..lost(Lost::Lost, 9, 0) };
    let told = world.report().findings[0].what.clone();
    assert!(told.en().contains("lost or stolen on 2026-03-09 (no hour was said, so only use from 2026-03-10 on is counted) and used after it"), "{}", told.en());
    assert!(told.fr().contains("le 2026-03-09 (sans heure\u{a0}: seul l’usage à partir du 2026-03-10 est compté)"), "{}", told.fr());
    world.losses[0] = lost(Lost::Lost, 9, 12);

    world.losses[0].at = date(2026, 3, 11).at(0, 0, 0, 0);
    assert_eq!(world.report().of(Check::B18).count(), 0);
    world.losses[0] = Loss { until: Some(date(2026, 3, 9).at(18, 0, 0, 0)), ..lost(Lost::Lost, 9, 12) };
    assert_eq!(world.report().of(Check::B18).count(), 0, "it was found again");
    // Data prints a day and no time: on the day itself nobody can say.
    world.losses[0] = lost(Lost::Lost, 8, 12);
    world.bill = bill_of(good_rows());
    assert_eq!(world.found(), ["B18 explain 0"]);
    // A missed call proves nothing.
    let mut missed = World::with([call('A', Direction::In, "613-555-0190", (20, 9, 0), 0, 0)]);
    missed.losses.push(lost(Lost::Lost, 19, 12));
    assert_eq!(missed.found(), [""; 0]);
}

#[test]
fn b18_a_cancelled_phone_costs_nothing_more() {
    let mut world = World::of(good_rows().into_iter().filter(|r| r.kind != Kind::Usage || r.line == Some(line('B'))).collect());
    world.losses.push(Loss { at: date(2026, 2, 20).at(9, 0, 0, 0), ..lost(Lost::Cancelled, 1, 0) });
    assert_eq!(world.found(), ["B18 error 4500"]);
    world.losses[0].at = date(2026, 3, 20).at(9, 0, 0, 0);
    assert_eq!(world.found(), [""; 0], "it was cancelled within the period");
}

#[test]
fn b19_whose_hands_it_was_in() {
    let mut world = World::new();
    world.assignments[0].to = Some(date(2026, 3, 3).at(12, 0, 0, 0));
    assert_eq!(world.found(), ["B19 policy 0"], "A texted on the 7th with nobody");
    let shared = Assignment { who: "fern".to_owned(), ..world.assignments[1].clone() };
    let mut world = World::new();
    world.assignments.push(shared);
    assert_eq!(world.found(), ["B19 info 0"]);
    assert!(world.report().findings[0].what.en().contains("one of eli, fern"));

    let night = World::with([call('A', Direction::Out, "613-555-0190", (10, 23, 30), 60, 0)]);
    assert_eq!(night.found(), ["B19 policy 0"]);
    assert!(night.report().findings[0].what.en().contains("quiet hours"));
    assert_eq!(World::with([call('A', Direction::In, "613-555-0190", (10, 23, 30), 60, 0)]).found(), [""; 0], "who is called at night did nothing");
    let unset = |text: &str| text.replace("quiet_hours", "# quiet_hours");
    assert_eq!(World::with([call('A', Direction::Out, "613-555-0190", (10, 23, 30), 60, 0)]).plan(unset).found(), [""; 0]);
}

#[test]
fn b20_numbers_nobody_wrote_down_show_four_digits() {
    let stranger = "613-555-0177";
    let world = World::with([call('A', Direction::Out, stranger, (10, 9, 0), 60, 0), call('A', Direction::In, stranger, (11, 9, 0), 60, 0), call('A', Direction::In, "Unavailable", (12, 9, 0), 60, 0)]);
    assert_eq!(world.found(), ["B20 policy 0", "B20 policy 0", "B20 policy 0"]);
    for finding in &world.report().findings {
        assert!(!finding.what.en().contains(stranger) && !finding.what.fr().contains("555-0177"), "{}", finding.what.en());
    }
    assert!(world.report().findings[0].what.en().contains("…0177"));

    assert_eq!(World::with([call('A', Direction::In, stranger, (11, 9, 0), 0, 0)]).found(), [""; 0], "not answered");
    assert_eq!(World::with([call('A', Direction::Out, "1-800-555-0101", (11, 9, 0), 60, 0)]).found(), [""; 0]);
    assert_eq!(World::with([call('A', Direction::Out, "911", (11, 9, 0), 60, 0)]).found(), [""; 0]);
    let free = |text: &str| text.replace("voice_known_local_only = true", "voice_known_local_only = false");
    assert_eq!(World::with([call('A', Direction::Out, stranger, (10, 9, 0), 60, 0)]).plan(free).found(), [""; 0]);
}

#[test]
fn b21_texts_are_with_canadian_numbers() {
    let foreign = |number: &str| World::with([text('A', number, 10, 0)]).report().of(Check::B21).count();
    assert_eq!(foreign("212-555-0100"), 1);
    assert_eq!(foreign("876-555-0100"), 1);
    assert_eq!(foreign("514-555-0100"), 0);
    assert_eq!(foreign("800-555-0199"), 0, "toll-free is of no country");
    assert_eq!(foreign("55555"), 0);
    assert_eq!(foreign("222-555-0100"), 0, "a new area code is not known, and not foreign");
    let free = |text: &str| text.replace("text_canada_only = true", "text_canada_only = false");
    assert_eq!(World::with([text('A', "212-555-0100", 10, 0)]).plan(free).report().of(Check::B21).count(), 0);
}

#[test]
fn b22_an_extra_charge_wants_a_note_and_a_letter() {
    let charged = || World::with([call('A', Direction::Out, "416-555-0101", (10, 9, 0), 60, 10)]);
    let note = |kind, day| Note { line: line('A'), kind, on: date(2026, 3, day), number: None };
    let found = |notes: &[Note]| {
        let mut world = charged();
        world.notes = notes.to_vec();
        world.report().of(Check::B22).map(|f| f.what.en().into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["613-555-0100, 2026-03-10: extra charges of $0.10, and within 2 days no case note and no e-mail to the manager."]);
    assert_eq!(found(&[note(Need::CaseNote, 11)]), ["613-555-0100, 2026-03-10: extra charges of $0.10, and within 2 days no e-mail to the manager."]);
    assert_eq!(found(&[note(Need::CaseNote, 11), note(Need::ManagerEmail, 12)]), [""; 0]);
    assert_eq!(found(&[note(Need::CaseNote, 11), note(Need::ManagerEmail, 14)]).len(), 1, "too late");
    let of_another = Note { number: E164::read("613-555-0190"), ..note(Need::CaseNote, 11) };
    assert_eq!(found(&[of_another, note(Need::ManagerEmail, 11)]).len(), 1);

    let mut early = charged();
    early.today = date(2026, 3, 11);
    assert_eq!(early.report().of(Check::B22).count(), 0, "the two days are not over");
    assert_eq!(World::with([call('A', Direction::Out, "416-555-0101", (10, 9, 0), 60, 0)]).report().of(Check::B22).count(), 0);
}
