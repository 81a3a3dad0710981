//! A wrong, truncated, reordered or doubled bill gives exactly the stated answer; and money does not drift.

use proptest::prelude::*;

use super::*;
use crate::totals::{Verdict, add_up};

/// A bill with something of everything, all of it right under the plan or told as it is.
fn mixed(calls: &[(u8, u32, bool)]) -> Vec<Row> {
    let mut rows = good_rows();
    rows.extend(calls.iter().enumerate().map(|(nth, (day, seconds, far))| {
        let when = (i8::try_from(day % 28).unwrap() + 1, i8::try_from(nth % 12).unwrap() + 7, i8::try_from(nth / 12 % 60).unwrap());
        let number = if *far { "416-555-0101" } else { "613-555-0190" };
        let seconds = seconds % 3_000 + 1;
        let charge = if *far { 10 * i64::from(seconds.div_ceil(60)) } else { 0 };
        call(if nth % 2 == 0 { 'A' } else { 'B' }, Direction::Out, number, when, seconds, charge)
    }));
    rows
}

/// What was found, whatever the order of the rows.
fn answers(world: &World) -> Vec<String> {
    world.found()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_lines_of_a_bill_add_up_to_its_totals_however_they_are_cut(calls in prop::collection::vec((any::<u8>(), any::<u32>(), any::<bool>()), 0..60)) {
        let bill = bill_of(mixed(&calls));
        prop_assert!(add_up(&bill).iter().all(|sum| sum.verdict == Verdict::Agrees));
        let by_line: Money = ['A', 'B'].iter().flat_map(|l| bill.rows.iter().filter(move |r| r.line == Some(line(*l)))).filter_map(|r| r.charges.amount()).sum();
        let account: Money = bill.rows.iter().filter(|r| r.line.is_none()).filter_map(|r| r.charges.amount()).sum();
        let all: Money = bill.rows.iter().filter_map(|r| r.charges.amount()).sum();
        prop_assert_eq!(by_line + account, all);
        prop_assert_eq!(all, all.to_cents());
    }

    #[test]
    fn a_bill_in_another_order_gives_the_same_answers(calls in prop::collection::vec((any::<u8>(), any::<u32>(), any::<bool>()), 0..40), seed in any::<u64>()) {
        let rows = mixed(&calls);
        let straight = World::of(rows.clone());
        let mut shuffled = straight.bill.rows.clone();
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let mut other = World::of(rows);
        other.bill.rows = shuffled;
        prop_assert_eq!(answers(&straight), answers(&other));
    }

    #[test]
    fn a_bill_cut_short_is_told_and_accuses_nobody(calls in prop::collection::vec((any::<u8>(), any::<u32>(), any::<bool>()), 1..40), keep in 0usize..40) {
        let mut world = World::of(mixed(&calls));
        let before = world.bill.rows.len();
        world.bill.rows.truncate(keep.min(before - 1));
        let report = world.report();
        prop_assert!(report.stopped);
        prop_assert!(report.findings.iter().all(|f| f.check == Check::B01 && f.severity == Severity::Error));
    }

    #[test]
    fn a_doubled_bill_is_told_as_doubled(calls in prop::collection::vec((any::<u8>(), any::<u32>(), any::<bool>()), 0..40)) {
        let mut world = World::of(mixed(&calls));
        world.bill.rows.extend(world.bill.rows.clone());
        let report = world.report();
        prop_assert!(report.stopped);
        prop_assert_eq!(report.findings.len(), world.bill.totals.len());
        prop_assert!(report.findings.iter().all(|f| f.what.en().contains("exactly twice")));
    }

    #[test]
    fn one_wrong_charge_is_found_for_exactly_what_it_is_off(calls in prop::collection::vec((any::<u8>(), any::<u32>(), any::<bool>()), 0..20), minutes in 1u32..60, more in 1i64..500) {
        let right = 20 * i64::from(minutes);
        let mut rows = mixed(&calls);
        rows.push(call('A', Direction::Out, "212-555-0101", (30, 6, 30), minutes * 60, right + more));
        let report = World::of(rows).report();
        let wrong: Vec<&Finding> = report.of(Check::B07).collect();
        prop_assert_eq!(wrong.len(), 1);
        prop_assert_eq!(wrong[0].stake, Money::cents(more));
        prop_assert_eq!(wrong[0].severity, Severity::Error);
    }

    #[test]
    fn checks_never_panic_whatever_the_rows(raw in prop::collection::vec((0u8..6, 0u8..5, any::<u64>(), any::<i64>(), any::<u32>(), 0u8..4), 0..30)) {
        let rows: Vec<Row> = raw.iter().map(|(kind, service, number, charge, used, zone)| Row {
            kind: [Kind::Usage, Kind::Recurring, Kind::Partial, Kind::OneTime, Kind::Credit, Kind::Tax][usize::from(*kind)],
            service: [Service::Voice, Service::Sms, Service::Mms, Service::Data, Service::Other][usize::from(*service)],
            zone: [Zone::Unknown, Zone::Canada, Zone::UnitedStates, Zone::International][usize::from(*zone)],
            line: Some(line('A')),
            other: Some(Number::read(&number.to_string())),
            direction: (number % 2 == 0).then_some(Direction::Out),
            date: (number % 3 > 0).then(|| date(2026, 3, i8::try_from(number % 28).unwrap() + 1)),
            used: Used { seconds: Some(*used), minutes: Some(*used), kilobytes: Some(u64::from(*used).saturating_mul(*number)), units: Some(*used) },
            charges: Charges { total: Some(Money::micros(*charge)), ..Charges::default() },
            ..Row::default()
        }).collect();
        let mut world = World::of(rows).history(6);
        let _ = world.report();
        world.bill.totals.clear();
        let _ = world.report();
    }
}

#[test]
fn the_same_bill_again_is_told() {
    let mut world = World::new().history(2);
    world.earlier.push(world.bill.clone());
    assert_eq!(world.found(), ["B02 error 10170"]);
}
