//! Every check of the catalogue has a world in which it finds something, and one as like it as can be
//! in which it does not. The match is complete: a new check without both does not compile.

use super::*;
use crate::plan::Need;

/// A bill on which the check finds something, and the same bill without that.
fn pair(check: Check) -> (World, World) {
    match check {
        Check::B01 | Check::B02 | Check::B03 | Check::B04 | Check::B25 | Check::B26 | Check::B27 => of_bills(check),
        Check::B05 | Check::B06 | Check::B23 | Check::B24 => of_fees(check),
        Check::B07 | Check::B08 | Check::B09 | Check::B10 | Check::B11 | Check::B12 | Check::B13 | Check::B14 => of_calls(check),
        Check::B15 | Check::B16 | Check::B17 => of_data(check),
        Check::B18 | Check::B19 | Check::B20 | Check::B21 | Check::B22 => of_people(check),
    }
}

fn changed(mut world: World, change: impl FnOnce(&mut World)) -> World {
    change(&mut world);
    world
}

fn of_bills(check: Check) -> (World, World) {
    let idle = || good_rows().into_iter().filter(|r| !(r.kind == Kind::Usage && r.line == Some(line('B')))).collect::<Vec<_>>();
    match check {
        Check::B01 => (changed(World::new(), |w| drop(w.bill.rows.remove(0))), World::new()),
        Check::B02 => (changed(World::new().history(2), |w| w.earlier.last_mut().unwrap().period = Days::new(date(2026, 2, 1), date(2026, 3, 4))), World::new().history(2)),
        Check::B03 => (World::with([fee('C', Kind::Recurring, "Voice and Data - 1", 4_500)]), World::new()),
        Check::B04 => {
            let unused = |world: World| changed(world, |w| w.earlier.iter_mut().for_each(|b| b.rows = bill_of(idle()).rows));
            (unused(World::of(idle()).history(2)), World::of(idle()).history(2))
        }
        Check::B25 => {
            let talk = |calls: i8| World::with((0..calls).map(|n| call('A', Direction::Out, "613-555-0190", (10 + n / 4, 9 + n % 4, 0), 1_800, 0))).history(6);
            (talk(20), talk(0))
        }
        Check::B26 => {
            let other = |price: &str| changed(World::new().history(1), |w| w.others.push(Plan::read(&plan_text().replace("\"45.00\"", price)).unwrap()));
            (other("\"30.00\""), other("\"60.00\""))
        }
        _ => {
            let on = |today| changed(World::with([fee('A', Kind::Recurring, "Voicemail", 700)]), |w| w.today = today);
            (on(date(2026, 6, 1)), on(date(2026, 4, 2)))
        }
    }
}

fn of_fees(check: Check) -> (World, World) {
    let with = |words: &str, kind, cents| World::with([fee('A', kind, words, cents)]);
    match check {
        Check::B05 => {
            let costs = |price| World::of(good_rows().into_iter().enumerate().map(|(at, row)| if at == 0 { fee('A', Kind::Recurring, "Voice and Data - 1", price) } else { row }).collect());
            (costs(5_000), costs(4_500))
        }
        Check::B06 => (with("Voicemail", Kind::Recurring, 700), with("Voicemail", Kind::Recurring, 0)),
        Check::B23 => {
            let part = |cents| World::with([Row { covers: Days::new(date(2026, 3, 26), date(2026, 3, 31)), ..fee('A', Kind::Partial, "Voice and Data - 1", cents) }]);
            (part(1_333), part(900))
        }
        _ => {
            let tax = |cents| World::of(good_rows().into_iter().chain([Row { line: None, ..fee('A', Kind::Tax, "HST", cents) }]).collect());
            (tax(1_350), tax(1_170))
        }
    }
}

fn of_calls(check: Check) -> (World, World) {
    let out = |number: &str, minute, seconds, charge| call('A', Direction::Out, number, (10, 9, minute), seconds, charge);
    let far = |charges: [i64; 2]| World::with(charges.into_iter().zip([0, 10]).map(|(charge, minute)| out("416-555-0101", minute, 60, charge)));
    match check {
        Check::B07 => (World::with([out("416-555-0101", 0, 185, 100)]), World::with([out("416-555-0101", 0, 185, 40)])),
        Check::B08 => (far([10, 20]), far([20, 20])),
        Check::B09 => {
            let billed = |minutes| World::with([Row { used: Used { seconds: Some(185), minutes: Some(minutes), ..Used::default() }, ..out("416-555-0101", 0, 185, 40) }]);
            (billed(5), billed(4))
        }
        Check::B10 => {
            let again = |minute| World::with([out("416-555-0101", 0, 185, 40), out("416-555-0101", minute, 185, 40)]);
            (again(0), again(30))
        }
        Check::B11 => {
            let two = |minute| World::with([out("613-555-0190", 0, 60, 0), out("613-555-0191", minute, 60, 0)]);
            (two(0), two(30))
        }
        Check::B12 => (World::with([out("613-555-0190", 0, 60, 10)]), World::with([out("613-555-0190", 0, 60, 0)])),
        Check::B13 => (World::with([out("876-555-0100", 0, 60, 220)]), World::with([out("416-555-0100", 0, 60, 20)])),
        _ => (World::with([out("900-555-0100", 0, 60, 499)]), World::with([out("800-555-0100", 0, 60, 0)])),
    }
}

fn of_data(check: Check) -> (World, World) {
    let gb = 1_048_576;
    match check {
        Check::B15 => (World::with([Row { zone: Zone::UnitedStates, ..data('A', 10, 5_120, 500) }]), World::with([Row { zone: Zone::Canada, ..data('A', 10, 5_120, 0) }])),
        Check::B16 => (World::with([data('A', 12, gb + 500_000, 0), data('A', 13, 1_024, 100)]), World::with([data('A', 12, gb + 500_000, 0), data('A', 13, 1_024, 0)])),
        _ => {
            let alone = |charge| World::with([data('A', 12, 10_240, charge)]).plan(|text| text.replace("scope = { pool = \"domestic-data\" }", ""));
            (alone(1_000), alone(0))
        }
    }
}

fn of_people(check: Check) -> (World, World) {
    let extra = |notes: &[Need]| {
        let note = |kind: &Need| Note { line: line('A'), kind: *kind, on: date(2026, 3, 11), number: None };
        changed(World::with([call('A', Direction::Out, "416-555-0101", (10, 9, 0), 60, 10)]), |w| w.notes = notes.iter().map(note).collect())
    };
    match check {
        Check::B18 => {
            let lost = |day| changed(World::new(), |w| w.losses.push(Loss { line: line('A'), what: Lost::Lost, at: date(2026, 3, day).at(0, 0, 0, 0), day: None, until: None }));
            (lost(2), lost(31))
        }
        Check::B19 => (changed(World::new(), |w| w.assignments[0].to = Some(date(2026, 3, 3).at(12, 0, 0, 0))), World::new()),
        Check::B20 => {
            let called = |number| World::with([call('A', Direction::Out, number, (10, 9, 0), 60, 0)]);
            (called("613-555-0177"), called("613-555-0191"))
        }
        Check::B21 => (World::with([text('A', "212-555-0100", 10, 0)]), World::with([text('A', "514-555-0100", 10, 0)])),
        _ => (extra(&[Need::CaseNote]), extra(&[Need::CaseNote, Need::ManagerEmail])),
    }
}

#[test]
fn every_check_has_a_bill_on_which_it_finds_something_and_one_on_which_it_does_not() {
    for check in Check::ALL {
        let (present, absent) = pair(*check);
        let found = present.report();
        assert!(found.of(*check).count() > 0, "{}: {:?}", check.id(), present.found());
        assert_eq!(absent.report().of(*check).count(), 0, "{}: {:?}", check.id(), absent.found());
        for finding in found.of(*check) {
            assert!(!finding.what.en().is_empty() && finding.what.en() != finding.what.fr(), "{}: {}", check.id(), finding.what.en());
            assert!(!finding.close.en().is_empty() && finding.close.en() != finding.close.fr(), "{}: what would close it", check.id());
            assert!(!finding.evidence.is_empty(), "{}", check.id());
        }
    }
}
