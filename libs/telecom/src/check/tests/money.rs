//! B07 to B17: calls, messages, data and what they cost.

use super::*;

fn out(number: &str, when: (i8, i8, i8), seconds: u32, charge: i64) -> Row {
    call('A', Direction::Out, number, when, seconds, charge)
}

/// Findings of these checks only: extra charges also want a note (B22), strangers are told (B20).
fn only(world: &World, checks: &[&str]) -> Vec<String> {
    world.found().into_iter().filter(|f| checks.iter().any(|c| f.starts_with(c))).collect()
}

const PRICES: [&str; 4] = ["B07", "B08", "B12", "B13"];

#[test]
fn b07_a_price_the_plan_does_not_allow() {
    let found = |charge| only(&World::with([out("416-555-0101", (10, 9, 0), 185, charge)]), &PRICES);
    assert_eq!(found(40), [""; 0]);
    assert_eq!(found(80), [""; 0]);
    assert_eq!(found(100), ["B07 error 20"]);
    assert_eq!(found(30), ["B07 info 0"], "less than expected is told, and nothing is at stake");

    let world = World::with([out("416-555-0101", (10, 9, 0), 185, 100)]);
    let report = world.report();
    let finding = report.of(Check::B07).next().unwrap();
    assert_eq!(finding.clause.as_deref(), Some("long-distance-call"));
    assert!(finding.evidence.contains(&Evidence::PlaceAssumed) && !finding.evidence.contains(&Evidence::MinutesOnly));
    assert!(finding.what.en().contains("…0101") && !finding.what.en().contains("416-555"), "{}", finding.what.en());
    assert_eq!(finding.close.fr(), "Demandez au fournisseur de rembourser 0,20\u{a0}$, ou le prix qu’il a appliqué.");
    assert_eq!(only(&World::with([out("1-800-555-0199", (10, 9, 0), 60, 25)]), &PRICES), ["B07 error 25"]);
}

#[test]
fn b07_what_has_no_price_must_be_explained() {
    assert_eq!(only(&World::with([out("876-555-0100", (10, 9, 0), 60, 110)]), &PRICES), ["B07 explain 110", "B13 explain 110"]);
    assert_eq!(only(&World::with([out("876-555-0100", (10, 9, 0), 60, 0)]), &PRICES), ["B13 info 0"]);
    let new_area = out("222-555-0100", (10, 9, 0), 60, 50);
    assert_eq!(only(&World::with([new_area]), &PRICES), ["B07 explain 50"], "a new area code is not known, and not foreign");
}

#[test]
fn b08_one_bill_uses_one_of_two_open_prices() {
    let at = |minute, charge| out("416-555-0101", (10, 9, minute), 60, charge);
    assert_eq!(only(&World::with([at(0, 10), at(10, 10)]), &["B08"]), [""; 0]);
    let world = World::with([at(0, 10), at(10, 20), at(20, 20)]);
    assert_eq!(only(&world, &["B08"]), ["B08 explain 20"]);
    assert!(world.report().of(Check::B08).next().unwrap().what.en().contains("1 × $0.10, 2 × $0.20"));
    // Twenty cents for two minutes fits the lower price; for one minute the upper. Forty for two fits the upper only.
    let two = out("416-555-0101", (10, 9, 0), 120, 20);
    assert_eq!(only(&World::with([two, at(10, 20)]), &["B08"]), ["B08 explain 10"]);

    let texts = [text('A', "212-555-0100", 10, 30), text('A', "212-555-0101", 11, 40)];
    assert_eq!(only(&World::with(texts), &["B08"]), ["B08 explain 0"]);
}

#[test]
fn b09_a_begun_minute_is_a_minute_and_no_more() {
    let billed = |minutes, charge| {
        let mut row = out("416-555-0101", (10, 9, 0), 185, charge);
        row.used.minutes = Some(minutes);
        row
    };
    assert_eq!(only(&World::with([billed(4, 40)]), &["B09"]), [""; 0]);
    assert_eq!(only(&World::with([billed(5, 50)]), &["B09"]), ["B09 error 10"]);
    assert_eq!(only(&World::with([billed(3, 30)]), &["B09"]), ["B09 info 0"]);
    assert_eq!(only(&World::with([billed(5, 0)]), &["B09"]), ["B09 info 0"]);
    let ringing = |text: &str| text.replace("dispute_days = 90", "dispute_days = 90\nringing_counts = true");
    assert_eq!(only(&World::with([billed(5, 50)]).plan(ringing), &["B09"]), [""; 0]);
}

#[test]
fn b10_the_same_call_twice_and_calls_that_only_look_like_it() {
    let twice = |row: Row| World::with([row.clone(), row]);
    assert_eq!(only(&twice(out("416-555-0101", (10, 9, 0), 185, 40)), &["B10", "B11"]), ["B10 error 40"]);
    assert_eq!(only(&twice(out("613-555-0190", (10, 9, 0), 185, 0)), &["B10", "B11"]), ["B10 info 0"]);

    let mut vague = out("416-555-0101", (10, 9, 0), 30, 10);
    vague.time = vague.time.map(|t| Clock { seconds: false, ..t });
    assert_eq!(only(&twice(vague), &["B10", "B11"]), ["B10 explain 10"], "two short calls in one minute are possible");
    assert_eq!(only(&twice(text('A', "212-555-0100", 10, 30)), &["B10"]), ["B10 explain 30"]);
    assert_eq!(only(&twice(text('A', "613-555-0190", 10, 0)), &["B10"]), [""; 0], "a long text goes in parts");
}

#[test]
fn b10_a_conference_is_no_fault() {
    let conference = [out("613-555-0190", (10, 9, 0), 900, 0), out("613-555-0191", (10, 9, 5), 300, 0)];
    assert_eq!(only(&World::with(conference), &["B10", "B11"]), ["B10 info 0"]);
    let after = [out("613-555-0190", (10, 9, 0), 240, 0), out("613-555-0191", (10, 9, 5), 300, 0)];
    assert_eq!(only(&World::with(after), &["B10", "B11"]), [""; 0]);
    // Minutes only: 9:00 for "5 minutes" may have ended before 9:05 began.
    let vague = |minute, minutes| {
        let mut row = out("613-555-0190", (10, 9, minute), 0, 0);
        row.used = Used { minutes: Some(minutes), ..Used::default() };
        row.time = row.time.map(|t| Clock { seconds: false, ..t });
        row
    };
    assert_eq!(only(&World::with([vague(0, 5), vague(4, 3)]), &["B10", "B11"]), [""; 0]);
    assert_eq!(only(&World::with([vague(0, 9), vague(4, 3)]), &["B10", "B11"]), ["B10 info 0"]);
}

#[test]
fn b10_a_call_between_two_of_our_phones_is_on_the_bill_twice() {
    let pair = [call('A', Direction::Out, "613-555-0101", (10, 9, 0), 60, 0), call('B', Direction::In, "613-555-0100", (10, 9, 0), 60, 0)];
    let world = World::with(pair);
    assert_eq!(world.found(), ["B10 info 0"]);
    assert!(world.report().findings[0].what.en().contains("They are not copies"));
}

#[test]
fn b11_what_one_phone_cannot_do() {
    let same_second = [out("613-555-0190", (10, 9, 0), 60, 0), out("613-555-0191", (10, 9, 0), 60, 0)];
    assert_eq!(only(&World::with(same_second), &["B11"]), ["B11 error 0"]);

    let crowd: Vec<Row> = (0..6).map(|n| out("613-555-0190", (10, 9, n), 1_200, 0)).collect();
    assert_eq!(only(&World::with(crowd.clone()), &["B10", "B11"]), ["B11 error 0"], "six others are more than a conference of six holds");
    assert_eq!(only(&World::with(crowd.into_iter().take(5)), &["B10", "B11"]), ["B10 info 0"]);

    let placed = |zone, hour, day| Row { zone, ..call('A', Direction::In, "613-555-0190", (day, hour, 0), 60, 0) };
    let there = |zone, hour, day| only(&World::with([placed(Zone::Canada, 9, 10), placed(zone, hour, day)]), &["B11"]);
    assert_eq!(there(Zone::International, 10, 10), ["B11 explain 0"]);
    assert_eq!(there(Zone::International, 20, 10), [""; 0]);
    assert_eq!(there(Zone::UnitedStates, 10, 10), [""; 0], "a border can be crossed in an hour");
}

#[test]
fn b12_the_four_cases_of_local_and_long_distance() {
    let at = |row: Row, place: &str| Row { place_from: Some(place.into()), ..row };
    // Agree: expected local, nothing charged.
    assert_eq!(only(&World::with([at(out("613-555-0190", (10, 9, 0), 60, 0), "OTTAWA ON")]), &["B07", "B12"]), [""; 0]);
    // Expected local and charged: asked, not accused.
    let world = World::with([at(out("613-555-0190", (10, 9, 0), 60, 10), "KINGSTON ON")]);
    assert_eq!(only(&world, &["B07", "B12"]), ["B12 explain 10"]);
    let report = world.report();
    let asked = report.of(Check::B12).next().unwrap();
    assert!(asked.what.en().contains("the phone was in KINGSTON ON") && asked.close.en().starts_with("Was the phone away from home"));
    assert!(!asked.evidence.contains(&Evidence::NoPlace));
    // No place printed: it says so.
    let report = World::with([out("613-555-0190", (10, 9, 0), 60, 10)]).report();
    let asked = report.of(Check::B12).next().unwrap();
    assert!(asked.evidence.contains(&Evidence::NoPlace) && asked.what.fr().contains("n’indique pas de lieu"));
    // Expected long distance and free: no money is wrong, our own rule may be.
    assert_eq!(only(&World::with([out("416-555-0101", (10, 9, 0), 60, 0)]), &["B12"]), ["B12 policy 0"]);
    // An incoming call costs nothing at home, whoever calls; away each is long distance.
    assert_eq!(only(&World::with([call('A', Direction::In, "416-555-0101", (10, 9, 0), 60, 10)]), &["B07", "B12"]), ["B12 explain 10"]);
}

#[test]
fn b13_jamaica_looks_like_home() {
    let world = World::with([out("876-555-0100", (10, 9, 0), 60, 220), out("011 33 1 42 68 53 00", (11, 9, 0), 60, 90)]);
    assert_eq!(only(&world, &["B13"]), ["B13 explain 220", "B13 explain 90"]);
    let report = world.report();
    let said: Vec<String> = report.of(Check::B13).map(|f| f.what.en().into_owned()).collect();
    assert!(said[0].contains("a number of Jamaica") && said[0].contains("looks like any long distance number"), "{said:?}");
    assert!(said[1].contains("another country (FR)"), "{said:?}");
    assert_eq!(only(&World::with([out("212-555-0100", (10, 9, 0), 60, 20)]), &["B13"]), [""; 0]);
}

#[test]
fn b14_services_that_cost_extra() {
    let found = |row| only(&World::with([row]), &["B14"]);
    assert_eq!(found(out("900-555-0100", (10, 9, 0), 60, 499)), ["B14 explain 499"]);
    assert_eq!(found(out("613-976-0100", (10, 9, 0), 60, 0)), ["B14 info 0"]);
    assert_eq!(found(text('A', "55555", 10, 200)), ["B14 explain 200"]);
    assert_eq!(found(text('A', "55555", 10, 0)), [""; 0]);
    assert_eq!(found(fee('A', Kind::OneTime, "Events: game download", 500)), ["B14 explain 500"]);
    assert_eq!(found(out("1-800-555-0199", (10, 9, 0), 60, 0)), [""; 0]);
    let letter = block_request(&[line('A')], "000000", crate::words::Lang::Fr);
    assert!(letter.contains("900 et 976") && letter.contains("613-555-0100"));
}

#[test]
fn b15_away_from_home_late_and_twice() {
    let away = |day, charge| Row { zone: Zone::UnitedStates, date: Some(date(2026, 3, day)), ..data('A', day, 5_120, charge) };
    assert_eq!(only(&World::with([away(10, 500)]), &["B07", "B15"]), ["B15 explain 500"]);

    let pass = Row { date: Some(date(2026, 3, 10)), kind: Kind::OneTime, ..fee('A', Kind::OneTime, "US day pass", 1_200) };
    assert_eq!(only(&World::with([away(10, 500), pass.clone()]), &["B15"]), ["B15 error 500", "B15 explain 500"]);
    assert_eq!(only(&World::with([away(11, 500), pass]), &["B15"]), ["B15 explain 500"], "the pass was for another day");

    let on = |year, month, day| Row { date: Some(date(year, month, day)), ..away(1, 500) };
    assert_eq!(only(&World::with([on(2026, 1, 10)]), &["B15"]), ["B15 explain 500", "B15 info 500"], "late, and within 120 days");
    assert_eq!(only(&World::with([on(2025, 10, 1)]), &["B15"]), ["B15 error 500", "B15 explain 500"]);
    let home_late = Row { date: Some(date(2026, 2, 10)), ..out("613-555-0190", (1, 9, 0), 60, 0) };
    assert_eq!(only(&World::with([home_late]), &["B15"]), ["B15 explain 0"]);
    let early = Row { date: Some(date(2026, 4, 2)), ..out("613-555-0190", (1, 9, 0), 60, 0) };
    assert_eq!(only(&World::with([early]), &["B15"]), ["B15 explain 0"]);
}

#[test]
fn b16_a_pool_is_judged_as_a_whole() {
    let gb = 1_048_576;
    let pool = |rows: Vec<Row>| only(&World::with(rows), &["B07", "B16"]);
    // The good bill uses 50,000 KB of 2 GB. One phone over its gigabyte is nothing while the other leaves room.
    assert_eq!(pool(vec![data('A', 12, gb + 500_000, 0)]), [""; 0]);
    assert_eq!(pool(vec![data('A', 12, gb + 500_000, 0), data('A', 13, 1_024, 100)]), ["B16 error 100"]);
    // 10 MB over, billed right, on whichever phone.
    let full = 2 * gb - 50_000;
    assert_eq!(pool(vec![data('A', 12, full, 0), data('B', 13, 10_240, 1_000)]), ["B16 explain 1000"]);
    assert_eq!(pool(vec![data('A', 12, full, 700), data('B', 13, 10_240, 300)]), ["B16 explain 1000"], "the carrier may split it as it likes");
    assert_eq!(pool(vec![data('A', 12, full, 0), data('B', 13, 10_240, 2_500)]), ["B16 error 1500"]);
    assert_eq!(pool(vec![data('A', 12, full, 0), data('B', 13, 10_240, 0)]), ["B16 info 1000"], "less than the plan says");
    // A gigabyte of a million kilobytes: 2,097,152 − 2,000,000 = 97,152 KB = 94.875 MB.
    let small = World::with([data('A', 12, full, 9_488)]);
    assert_eq!(only(&small, &["B16"]), ["B16 explain 9488"]);
    assert!(small.report().of(Check::B16).next().unwrap().what.en().contains("1,000,000 KB"));
}

#[test]
fn b17_paid_though_included_and_much() {
    let alone = |text: &str| text.replace("scope = { pool = \"domestic-data\" }", "");
    assert_eq!(only(&World::with([data('A', 12, 10_240, 1_000)]).plan(alone), &["B07", "B17"]), ["B17 error 1000"]);
    assert_eq!(only(&World::with([data('A', 12, 10_240, 0)]).plan(alone), &["B07", "B17"]), [""; 0]);
    let busy = World::with([data('A', 12, 40_000, 0), data('A', 12, 40_000, 0), data('B', 12, 40_000, 0)]);
    assert_eq!(only(&busy, &["B17"]), ["B17 policy 0"]);
    assert!(busy.report().of(Check::B17).next().unwrap().what.en().contains("on 1 days, 78 MB"));
}
