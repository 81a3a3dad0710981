//! Rows under a plan: the vectors of the prototype and every kind of price.

use proptest::prelude::*;

use super::*;
use crate::bill::{Charges, Clock, Direction, Used};
use crate::number::Number;
use crate::plan::SAMPLE;

fn sample() -> Plan {
    Plan::read(SAMPLE).unwrap()
}

fn line(letter: char) -> Option<E164> {
    E164::new(16_135_550_100 + u64::from(u32::from(letter) - u32::from('A')))
}

fn voice(letter: char, direction: Direction, number: &str, seconds: u32) -> Row {
    let used = Used { seconds: Some(seconds), ..Used::default() };
    Row { line: line(letter), service: Service::Voice, direction: Some(direction), other: Some(Number::read(number)), used, ..Row::default() }
}

fn out(number: &str, seconds: u32) -> Row {
    voice('A', Direction::Out, number, seconds)
}

fn forwarded(letter: char, seconds: u32) -> Row {
    Row { forwarded: true, ..voice(letter, Direction::In, "613-555-0123", seconds) }
}

fn text(number: &str) -> Row {
    Row { line: line('A'), service: Service::Sms, direction: Some(Direction::Out), other: Some(Number::read(number)), ..Row::default() }
}

fn data(letter: char, kilobytes: u64, zone: Zone) -> Row {
    Row { line: line(letter), service: Service::Data, zone, used: Used { kilobytes: Some(kilobytes), ..Used::default() }, ..Row::default() }
}

#[test]
fn the_nineteen_vectors_of_the_prototype() {
    use Verdict::{Included, NoRate, OutsidePlan, Overage, WrongRate};
    let vectors = [
        (out("613-555-0123", 185), "0.00", Included),
        (out("416-555-0101", 185), "0.40", OutsidePlan),
        (out("416-555-0101", 185), "0.80", OutsidePlan),
        (out("416-555-0101", 185), "1.00", WrongRate),
        (out("212-555-0101", 61), "0.40", OutsidePlan),
        (out("1-800-555-0199", 600), "0.00", Included),
        (out("876-555-0100", 60), "1.10", NoRate),
        (out("900-555-0100", 60), "4.99", NoRate),
        (forwarded('A', 60), "0.00", Included),
        (forwarded('B', 150_000), "0.00", Included),
        (forwarded('B', 60), "0.25", Overage),
        (Row { zone: Zone::UnitedStates, ..out("613-555-0123", 120) }, "0.50", OutsidePlan),
        (text("514-555-0100"), "0.00", Included),
        (text("212-555-0100"), "0.30", NoRate),
        (data('A', 1_048_576, Zone::Unknown), "0.00", Included),
        (data('B', 2_097_152, Zone::Unknown), "0.00", Included),
        (data('C', 10_240, Zone::Unknown), "10.00", Overage),
        (data('C', 1, Zone::Unknown), "0.00", Overage),
        (data('C', 5_120, Zone::UnitedStates), "5.00", OutsidePlan),
    ];
    let plan = sample();
    let mut rater = Rater::new(&plan, 3);

    for (nth, (row, charged, verdict)) in vectors.iter().enumerate() {
        let rated = rater.rate(row);
        assert_eq!(rated.verdict(Some(Money::parse(charged).unwrap())), *verdict, "vector {}: {rated:?}", nth + 1);
    }
}

#[test]
fn who_calls_in_does_not_matter_at_home() {
    let plan = sample();
    let rated = Rater::new(&plan, 1).rate(&voice('A', Direction::In, "416-555-0101", 300));
    assert_eq!((rated.status, rated.expected), (Status::Included, Expected::Free));
}

#[test]
fn what_the_bill_does_not_say_is_not_made_up() {
    let plan = Plan::read(&SAMPLE.replace("unmarked_zone = \"CA\"", "unmarked_zone = \"unknown\"")).unwrap();
    let mut rater = Rater::new(&plan, 1);

    let data = rater.rate(&data('A', 100, Zone::Unknown));
    assert_eq!((data.status, data.zone_assumed), (Status::NoRule, false));
    let mut long = out("416-555-0101", 0);
    long.used = Used::default();
    assert_eq!(rater.rate(&long).verdict(Some(Money::cents(40))), Verdict::NotSaid);
    assert_eq!(rater.rate(&out("416-555-0101", 60)).verdict(None), Verdict::NotSaid);

    let said = sample();
    let mut rater = Rater::new(&said, 1);
    assert!(rater.rate(&out("613-555-0101", 60)).zone_assumed);
    // A row marked as roaming is not taken to be at home.
    let roaming = Row { roaming: Some(true), ..self::data('A', 100, Zone::Unknown) };
    assert_eq!(rater.rate(&roaming).status, Status::NoRule);
}

#[test]
fn billed_minutes_stand_in_for_seconds_that_are_not_printed() {
    let plan = sample();
    let mut row = out("416-555-0101", 0);
    row.used = Used { minutes: Some(4), ..Used::default() };
    let rated = Rater::new(&plan, 1).rate(&row);
    assert_eq!(rated.expected, Expected::Any(vec![Money::cents(40), Money::cents(80)]));
}

/// A plan with one rate for all calls and messages.
fn with_rate(rate: &str) -> Plan {
    let head = SAMPLE.split("# --- what the monthly fee").next().unwrap();
    Plan::read(&format!("{head}\n[[rate]]\nid = \"r\"\n{rate}\n[[rule]]\nid = \"all\"\nrate = \"r\"\n")).unwrap()
}

fn cost(rate: &str, rows: &[Row]) -> Vec<String> {
    let plan = with_rate(rate);
    let mut rater = Rater::new(&plan, 1);
    rows.iter().map(|row| rater.rate(row).expected.range().map_or("-".to_owned(), |(least, _)| least.to_string())).collect()
}

#[test]
fn every_kind_of_price() {
    let calls = [out("613-555-0123", 1), out("613-555-0123", 31), out("613-555-0123", 61)];
    assert_eq!(cost("per = \"minute\"\nprice = \"0.60\"\nincrement = 6\nminimum = 30\nmin_charge = \"0.01\"", &calls), ["0.30", "0.36", "0.66"]);
    assert_eq!(cost("per = \"second\"\nprice = \"0.01\"", &calls), ["0.01", "0.31", "0.61"]);
    assert_eq!(cost("per = \"minute\"\nprice = \"0.10\"\nincrement = 60\nconnect = \"0.05\"\ncap = \"0.20\"", &calls), ["0.15", "0.15", "0.20"]);
    assert_eq!(cost("per = \"unit\"\nprice = \"1.50\"", &calls), ["1.50", "1.50", "1.50"]);
    assert_eq!(cost("per = \"minute\"\nincrement = 60\ntiers = [{ up_to = 1, price = \"0.50\" }, { price = \"0.10\" }]", &calls), ["0.50", "0.50", "0.60"]);
    assert_eq!(cost("per = \"message\"\nprice = \"0.40\"", &[text("212-555-0100")]), ["0.40"]);

    let megabytes = [data('A', 1, Zone::Canada), data('A', 102_400, Zone::Canada), data('A', 102_401, Zone::Canada)];
    assert_eq!(cost("per = \"package\"\npackage = 102_400\nprice = \"10\"", &megabytes), ["10.00", "10.00", "20.00"]);
    assert_eq!(cost("per = \"kilobyte\"\nprice = \"0.0001\"", &megabytes), ["0.00", "10.24", "10.24"]);
}

#[test]
fn a_day_pass_is_paid_once_a_day_and_only_so_often() {
    let on = |day| Row { date: Some(jiff::civil::date(2026, 3, day)), ..data('A', 10, Zone::UnitedStates) };
    let rows = [on(1), on(1), on(2), on(3), on(4)];
    assert_eq!(cost("per = \"day\"\nprice = \"12\"\ncap_cycle = \"30\"", &rows), ["12.00", "0.00", "12.00", "6.00", "0.00"]);
}

#[test]
fn evenings_and_weekends_may_have_a_price_of_their_own() {
    let plan = with_rate("per = \"minute\"\nprice = \"0.50\"\nincrement = 60");
    let text = SAMPLE.split("# --- what the monthly fee").next().unwrap().to_owned()
        + "[[rate]]\nid = \"r\"\nper = \"minute\"\nprice = \"0.50\"\n[[rule]]\nid = \"evening\"\nwhen = { time = { from = \"18:00\", to = \"07:00\" } }\n[[rule]]\nid = \"weekend\"\nwhen = { weekday = [\"sat\", \"sun\"] }\n[[rule]]\nid = \"day\"\nrate = \"r\"\n";
    let evenings = Plan::read(&text).unwrap();
    let at = |day, hour| Row {
        date: Some(jiff::civil::date(2026, 3, day)),
        time: Some(Clock { time: jiff::civil::time(hour, 0, 0, 0), seconds: false }),
        ..out("613-555-0123", 60)
    };
    let rule = |row: &Row| evenings.rule[Rater::new(&evenings, 1).rate(row).rule.unwrap() as usize].id.clone();
    assert_eq!([rule(&at(2, 20)), rule(&at(1, 12)), rule(&at(2, 12))], ["evening", "weekend", "day"]);
    assert_eq!(plan.rule.len(), 1);
}

#[test]
fn what_is_forwarded_far_costs_the_distance_on_top() {
    let plan = sample();
    let row = Row { forwarded: true, ..out("416-555-0101", 60) };
    let mut rater = Rater::new(&plan, 1);
    assert_eq!(rater.rate(&row).expected, Expected::Any(vec![Money::cents(10), Money::cents(20)]));
    rater.rate(&forwarded('A', 149_940));
    let over = rater.rate(&row);
    assert_eq!(over.expected, Expected::Any(vec![Money::cents(35), Money::cents(45)]));
}

#[test]
fn the_longest_beginning_decides_what_is_local() {
    let text = SAMPLE.replacen("unmarked_zone", "not_local_exchanges = [\"613-55\"]\nunmarked_zone", 1);
    let plan = Plan::read(&text).unwrap();
    let mut rater = Rater::new(&plan, 1);
    let mut reach = |number: &str| rater.rate(&out(number, 60)).reach;
    assert_eq!(reach("613-555-0123"), Reach::National);
    assert_eq!(reach("613-520-0123"), Reach::Local);
    assert_eq!(reach("613-999-0123"), Reach::Local); // by its area code
    assert_eq!(reach("819-770-0123"), Reach::Local);
    assert_eq!(reach("819-555-0123"), Reach::National);
    assert_eq!(reach("310-1234"), Reach::Local);
    assert_eq!(reach("787-555-0123"), Reach::UsTerritory);
    assert_eq!(reach("Unavailable"), Reach::Unknown);
    assert_eq!(reach("+33142685300"), Reach::International);
}

proptest! {
    /// However use is cut into rows, an allowance gives out at the same unit.
    #[test]
    fn what_is_over_does_not_depend_on_the_cuts(cuts in prop::collection::vec(1u64..400_000, 1..30)) {
        let plan = sample();
        let (mut rater, mut whole) = (Rater::new(&plan, 2), Rater::new(&plan, 2));
        let over: u64 = cuts.iter().map(|kb| rater.rate(&data('A', *kb, Zone::Canada)).over).sum();
        let once = whole.rate(&data('B', cuts.iter().sum(), Zone::Canada)).over;
        prop_assert_eq!(over, once);
        prop_assert_eq!(over, cuts.iter().sum::<u64>().saturating_sub(2 * 1_048_576));
    }

    /// No price is ever off by a part of a cent, and more use never costs less.
    #[test]
    fn prices_are_whole_cents_and_do_not_fall(seconds in 0u32..200_000, more in 0u32..200_000, tenths in 1i64..5_000) {
        let plan = with_rate(&format!("per = \"minute\"\nprice = \"{}\"\nincrement = 6", Money::micros(tenths * 100)));
        let mut rater = Rater::new(&plan, 1);
        let mut cost = |s| rater.rate(&out("613-555-0123", s)).expected.range().unwrap().0;
        let (a, b) = (cost(seconds), cost(seconds.saturating_add(more)));
        prop_assert_eq!(a, a.to_cents());
        prop_assert!(a <= b);
        // Against the definition, in whole numbers: ceil to six seconds, times the price, over sixty, half a cent up.
        let units = i128::from(seconds.div_ceil(6)) * 6 * i128::from(tenths) * 100;
        let cents = (units + 300_000) / 600_000;
        prop_assert_eq!(i128::from(a.as_micros()), cents * 10_000);
    }
}

#[test]
fn a_row_that_is_no_use_is_not_rated() {
    let plan = sample();
    let fee = Row { kind: Kind::Recurring, charges: Charges { total: Some(Money::cents(4_500)), ..Charges::default() }, ..Row::default() };
    assert_eq!(Rater::new(&plan, 1).rate(&fee).verdict(fee.charges.amount()), Verdict::NotUse);
}

#[test]
fn the_working_says_how_an_amount_comes_about() {
    use crate::words::Lang;
    let plan = sample();
    let mut rater = Rater::new(&plan, 1);
    let mut say = |row: &Row, lang| {
        let rated = rater.rate(row);
        working(&plan, row, &rated, lang)
    };
    assert_eq!(say(&out("416-555-0101", 185), Lang::Fr), "185 s → 4 min; 4 × 0,10\u{a0}$ = 0,40\u{a0}$ ou 4 × 0,20\u{a0}$ = 0,80\u{a0}$");
    assert_eq!(say(&data('A', 5_120, Zone::UnitedStates), Lang::En), "5,120 KB → 5 MB; 5 × $1.00 = $5.00");
    assert_eq!(say(&out("876-555-0100", 60), Lang::En), "the plan has no price for this");
    assert_eq!(say(&out("613-555-0123", 60), Lang::Fr), "compris\u{a0}: 0,00\u{a0}$");
}
