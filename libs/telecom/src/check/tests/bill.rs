//! B01 to B06, B23 to B27: the bill as a whole, fees, taxes, time.

use super::*;
use crate::plan::tax;
use crate::totals::add_up;

#[test]
fn b01_rows_that_do_not_add_up_stop_everything_else() {
    let mut world = World::with([call('A', Direction::Out, "416-555-0101", (10, 9, 0), 185, 100)]);
    world.bill.rows.remove(4);
    world.bill.rows.retain(|r| r.charges.amount() != cents(100));

    let report = world.report();
    assert!(report.stopped);
    assert!(report.findings.iter().all(|f| f.check == Check::B01));
    assert_eq!(world.found(), ["B01 error 0", "B01 error 0", "B01 error 100"], "the same dollar is missing under each total, and at stake once");
    assert_eq!((report.not_run.len(), report.stake()), (26, Money::cents(100)));
    let of_line = report.findings.iter().find(|f| f.line == Some(line('A'))).unwrap();
    assert!(of_line.what.en().contains("add up to $45.00, and the bill prints $46.00"), "{}", of_line.what.en());
}

fn problem(code: &'static str, raw: &str, page: u32, row: u32) -> Problem {
    let why = crate::read::CODES.iter().find(|(known, ..)| *known == code).map_or("A worm ate it.", |(_, why, _)| why);
    Problem { at: Place { page, row }, raw: raw.to_owned(), field: None, why: why.to_owned(), code: code.into() }
}

#[test]
fn b01_a_bill_that_was_not_read_whole_accuses_nobody() {
    for code in ["page-missing", "page-order", "page-twice", "total-missing", "file-twice", "quote-open", "year-unknown", "eaten-by-worms"] {
        let mut world = World::with([call('A', Direction::Out, "416-555-0101", (10, 9, 0), 185, 100)]);
        world.bill.problems.push(problem(code, "2 / 3", 0, 0));
        let report = world.report();
        assert!(report.stopped, "{code}");
        assert_eq!(world.found(), ["B01 error 0"], "{code}");
        assert!(report.not_run.contains(&(Check::B07, Missing::RightTotals)));
    }
    let mut world = World::new();
    world.bill.problems = vec![problem("page-order", "1 / 2", 0, 0)];
    let told = world.report().findings[0].clone();
    assert_eq!(told.what.en(), "The bill was not read as it should be: The pages are not in order, so rows may be counted to the wrong phone. (1 / 2)");
    assert!(told.close.en().contains("until the pages are in order") && told.close.fr().contains("dans l’ordre"));
}

#[test]
fn b01_rows_that_were_not_read_are_told_in_one_finding_without_the_strangers_in_them() {
    let mut world = World::with([call('A', Direction::Out, "416-555-0101", (10, 9, 0), 185, 100)]);
    world.bill.problems = (1..=15).map(|row| problem("use-unreadable", "416-555-0199 four", 0, row)).collect();
    let report = world.report();
    let told = report.of(Check::B01).next().unwrap();
    assert!(!report.stopped && report.of(Check::B07).count() == 1, "the totals hold: nothing that costs money is missing");
    assert_eq!((told.severity, report.worst()), (Severity::Error, Some(Severity::Error)));
    assert!(told.sum.en().starts_with("15\u{a0}places: line 1; line 2;") && told.sum.en().ends_with("; line 12; +3"), "{}", told.sum.en());
    assert!(!told.what.en().contains("416") && told.what.fr().contains("Ce n’est pas un nombre de minutes"), "{}", told.what.fr());

    assert!(told.close.en().contains("so the rest was checked"));
    // Cut off as well: nothing was checked, and no finding says it was.
    world.bill.problems.push(problem("bill-total-missing", "", 0, 0));
    assert!(world.report().stopped && world.report().findings.iter().all(|f| f.close.en().starts_with("Nothing else is checked")));
    world.bill.problems.pop();

    world.bill.totals.clear();
    assert!(world.report().stopped, "nothing vouches for the rest");

    let mut doubted = World::new();
    doubted.bill.problems = vec![problem("text-damaged", "", 0, 0)];
    assert_eq!((doubted.found(), doubted.report().stopped), (vec!["B01 explain 0".to_owned()], false));
}

#[test]
fn b01_an_earlier_bill_that_was_not_read_whole_is_compared_with_nothing() {
    let mut world = World::new().history(6);
    let last = world.earlier.last_mut().unwrap();
    last.totals = bill_of(good_rows()).totals;
    last.rows.remove(0);
    assert_eq!(world.found(), ["B01 explain 0", "B02 explain 0"], "and February is on no other bill");
    assert!(world.report().findings[0].what.en().contains("(2026-02-01 – 2026-02-28) was not read whole"));
}

#[test]
fn b01_a_whole_record_is_no_title_and_a_file_without_pages_has_no_page_0() {
    let mut world = World::new();
    for total in &mut world.bill.totals {
        (total.label, total.at) = ("DT,1234567890,".repeat(20), Place { page: 0, row: 9 });
    }
    world.bill.rows.pop();
    let told = world.report().findings[0].clone();
    assert!(told.what.en().chars().count() < 160 && told.what.en().contains('…'), "{}", told.what.en());
    assert!(told.sum.en().ends_with("; line 9") && told.sum.fr().ends_with("; ligne 9"), "{}", told.sum.en());
}

#[test]
fn b01_a_bill_without_totals_says_so_and_is_checked_all_the_same() {
    let mut world = World::with([call('A', Direction::Out, "416-555-0101", (10, 9, 0), 185, 100)]);
    world.bill.totals.clear();

    let found = world.found();
    assert_eq!(found[0], "B01 info 0");
    assert!(found.contains(&"B07 error 20".to_owned()), "{found:?}");
}

#[test]
fn b01_parts_of_a_cent_may_have_been_rounded_and_whole_cents_not() {
    let quarter = |n: i64| Row { charges: Charges { total: Some(Money::micros(n)), ..Charges::default() }, ..fee('A', Kind::OneTime, "x", 0) };
    let mut bill = bill_of(vec![quarter(12_500), quarter(12_500), quarter(12_500), fee('B', Kind::Tax, "HST", 0)]);
    let total = |bill: &Bill| add_up(bill)[0].holds();
    bill.totals[0].printed = Amount::Money(Money::cents(4));
    assert!(total(&bill));
    bill.totals[0].printed = Amount::Money(Money::cents(7));
    assert!(!total(&bill));
    let mut whole = bill_of(good_rows());
    whole.totals[0].printed = Amount::Money(Money::cents(10_171));
    assert!(!total(&whole));
}

#[test]
fn b02_no_day_is_billed_twice_or_never() {
    let with = |change: fn(&mut Bill)| {
        let mut world = World::new().history(6);
        change(world.earlier.last_mut().unwrap());
        world.found()
    };
    assert_eq!(with(|b| b.period = Days::new(date(2026, 2, 1), date(2026, 2, 26))), ["B02 explain 0"]);
    assert_eq!(with(|b| b.period = Days::new(date(2026, 2, 1), date(2026, 3, 2))), ["B02 error 0"]);
    assert_eq!(with(|b| b.invoice = Some("INV-3".to_owned())), ["B02 error 10170"]);
    assert_eq!(with(|_| ()), [""; 0]);

    let mut moved = World::new();
    moved.bill.period = Days::new(date(2026, 3, 3), date(2026, 3, 31));
    assert_eq!(moved.found(), ["B02 explain 0"]);
    assert!(moved.report().findings[0].what.fr().contains("ne commence pas le 1 du mois"));
}

#[test]
fn b03_a_phone_nobody_knows_and_a_known_one_that_is_missing() {
    let world = World::with([fee('C', Kind::Recurring, "Voice and Data - 1", 4_500)]);
    assert_eq!(world.found(), ["B03 explain 4500"]);

    let mut world = World::new();
    world.register.lines.insert(line('D'));
    assert_eq!(world.found(), ["B03 info 0"]);
}

#[test]
fn b04_a_phone_that_nobody_uses() {
    let idle = |rows: Vec<Row>| rows.into_iter().filter(|r| !(r.kind == Kind::Usage && r.line == Some(line('B')))).collect::<Vec<_>>();
    let mut world = World::of(idle(good_rows())).history(2);
    assert_eq!(world.found(), [""; 0], "it was used last month");

    for bill in &mut world.earlier {
        bill.rows = idle(std::mem::take(&mut bill.rows));
    }
    assert_eq!(world.found(), ["B04 info 4500"]);
    world.earlier.remove(0);
    assert_eq!(world.found(), [""; 0], "two bills are too few to say");
}

#[test]
fn b05_the_fee_is_what_the_plan_says() {
    let rows = |price| {
        let mut rows = good_rows();
        rows[0] = fee('A', Kind::Recurring, "Voice and Data - 1", price);
        rows
    };
    assert_eq!(World::of(rows(5_000)).found(), ["B05 error 500"]);
    assert_eq!(World::of(rows(4_000)).found(), ["B05 explain 500"]);
    assert_eq!(World::of(rows(4_500)).found(), [""; 0]);

    let unsaid = |text: &str| text.replace("amount = \"45.00\"", "amount = \"unknown\"");
    assert_eq!(World::of(rows(5_000)).plan(unsaid).found(), [""; 0], "nothing to compare with");
    assert_eq!(World::of(rows(5_000)).plan(unsaid).history(1).found(), ["B05 explain 500"]);
    let most = |text: &str| text.replace("amount = \"45.00\"", "amount_max = \"46.00\"");
    assert_eq!(World::of(rows(5_000)).plan(most).found(), ["B05 error 400"]);

    let mut without = good_rows();
    without.remove(0);
    assert_eq!(World::of(without).found(), ["B05 info 0"], "phone A has other fees and no plan");
    assert_eq!(World::new().plan(|t| t.replace("effective_from = 2025-01-01", "effective_from = 2026-03-15")).found(), ["B05 explain 0"]);
}

#[test]
fn b05_a_discount_that_is_gone() {
    let mut world = World::new().history(6);
    let discount = fee('A', Kind::Recurring, "Loyalty credit 5 of 24", -500);
    world.earlier.last_mut().unwrap().rows.push(discount.clone());
    assert_eq!(world.found(), ["B05 explain 500"]);

    let mut kept = World::with([Row { description: Some("Loyalty credit 6 of 24".into()), ..discount.clone() }]).history(6);
    kept.earlier.last_mut().unwrap().rows.push(discount);
    assert_eq!(kept.found(), [""; 0]);
}

#[test]
fn b06_what_is_included_costs_nothing_and_nobody_ordered_the_rest() {
    assert_eq!(World::with([fee('A', Kind::Recurring, "Voicemail", 700)]).found(), ["B06 error 700"]);
    assert_eq!(World::with([fee('A', Kind::OneTime, "Smart security pack", 999)]).found(), ["B06 explain 999"]);

    let mut seen = World::with([fee('A', Kind::Recurring, "Device payment 3 of 24", 1_000)]).history(6);
    assert_eq!(seen.found(), ["B06 explain 1000"]);
    for bill in &mut seen.earlier {
        bill.rows.push(fee('A', Kind::Recurring, "Device payment 2 of 24", 1_000));
    }
    assert_eq!(seen.report().of(Check::B06).count(), 0, "it was on an earlier bill");
}

#[test]
fn b23_parts_of_a_month_show_their_working() {
    let part = |cents, first, last| Row { covers: Days::new(date(2026, 3, first), date(2026, 3, last)), ..fee('A', Kind::Partial, "Voice and Data - 1", cents) };
    assert_eq!(World::with([part(900, 26, 31)]).found(), [""; 0], "45 ÷ 30 × 6 = 9");
    assert_eq!(World::with([part(871, 26, 31)]).found(), ["B23 info 29"], "45 ÷ 31 × 6");
    assert_eq!(World::with([part(750, 26, 31)]).found(), ["B23 info 150"], "five days were counted");
    assert_eq!(World::with([part(1_333, 26, 31)]).found(), ["B23 explain 433"]);
    let found = World::with([part(1_333, 26, 31)]).report().findings[0].sum.en().into_owned();
    assert_eq!(found, "$45.00 ÷ 30 × 6 = $9.00; billed: $13.33");
}

#[test]
fn b23_promised_credits_come_once() {
    let promise = || Promise { line: Some(line('A')), amount: Money::cents(1_000), on: date(2026, 2, 10), by: date(2026, 3, 1), reference: "C-1".to_owned() };
    let credit = || fee('A', Kind::Credit, "Goodwill credit", -1_000);

    let mut world = World::new();
    world.promises.push(promise());
    assert_eq!(world.found(), ["B23 error 1000"]);
    world.promises[0].by = date(2026, 4, 15);
    assert_eq!(world.found(), [""; 0], "its day has not come");

    let mut world = World::with([credit()]);
    world.promises.push(promise());
    assert_eq!(world.found(), [""; 0]);
    let mut world = World::with([credit(), credit()]);
    assert_eq!(world.found(), ["B23 info 1000"]);
    world.promises.push(promise());
    assert_eq!(world.found(), ["B23 info 1000"]);
}

#[test]
fn b24_taxes_are_those_of_the_province() {
    let taxed = |words: &str, cents| {
        let mut rows = good_rows();
        rows.push(Row { line: None, ..fee('A', Kind::Tax, words, cents) });
        World::of(rows)
    };
    assert_eq!(taxed("HST 13%", 1_170).found(), [""; 0]);
    assert_eq!(taxed("TVH", 1_171).found(), [""; 0], "a cent of rounding");
    assert_eq!(taxed("HST", 1_350).found(), ["B24 error 180"]);
    assert!(taxed("HST", 1_350).report().findings[0].what.en().contains("fits a rate of 15 %"));
    assert_eq!(taxed("HST", 1_000).found(), ["B24 explain 170"]);
    assert_eq!(taxed("PST", 630).found(), ["B24 error 630", "B24 explain 1170"], "Ontario has none, and the HST is missing");

    let mut none = World::new();
    none.bill.rows.retain(|r| r.kind != Kind::Tax);
    none.bill.totals.clear();
    assert_eq!(none.found(), ["B01 info 0", "B24 info 0"]);
}

#[test]
fn b24_says_what_was_taxed_that_should_not_be() {
    let quebec = |text: &str| text.replace("province = \"ON\"", "province = \"QC\"");
    let mut rows = good_rows();
    rows.extend([fee('A', Kind::Tax, "GST", 450), fee('A', Kind::Tax, "QST", 943)]);
    let world = World::of(rows).plan(quebec);
    assert_eq!(world.found(), ["B24 error 45"]);
    assert!(world.report().findings[0].what.fr().contains("sur une autre taxe"));

    let free = |text: &str| text.replace("[[recurring]]\nid = \"included-features\"", "[[recurring]]\nid = \"911\"\nmatch = [\"911\"]\namount_max = \"2.00\"\noptional = true\ntaxable = false\n\n[[recurring]]\nid = \"included-features\"");
    let mut rows = good_rows();
    rows.push(fee('A', Kind::Recurring, "911 fee", 100));
    let world = World::of(rows.clone()).plan(free);
    assert_eq!(world.found(), ["B24 error 13"]);
    assert!(world.report().findings[0].what.en().contains("fees without tax were taxed"));
    rows.push(fee('B', Kind::Tax, "HST", 1_170));
    assert_eq!(World::of(rows).plan(free).found(), [""; 0]);

    let mut rows = good_rows();
    rows.push(fee('A', Kind::Credit, "Credit", -1_000));
    rows.push(fee('A', Kind::Tax, "HST", 1_300));
    let world = World::of(rows);
    assert_eq!(world.found(), ["B24 error 260"]);
    assert_eq!(tax::checked(), "2026-11-22");
}

#[test]
fn b24_every_province_says_where_its_rates_are_from_and_rates_have_no_gap() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    for (province, rates) in [
        ("AB", "GST 5"), ("BC", "GST 5 + PST 7"), ("MB", "GST 5 + RST 7"), ("NB", "HST 15"), ("NL", "HST 15"), ("NS", "HST 14"), ("NT", "GST 5"), ("NU", "GST 5"),
        ("ON", "HST 13"), ("PE", "HST 15"), ("QC", "GST 5 + QST 9.975"), ("SK", "GST 5 + PST 6"), ("YT", "GST 5"),
    ] {
        let (source, _) = tax::source(province).unwrap();
        assert!(source.len() > 20, "{province}");
        let of = |text: &str| tax::on(&[], province, day(text)).iter().map(|line| format!("{} {}", line.code, line.rate)).collect::<Vec<_>>().join(" + ");
        assert_eq!(of("2026-11-22"), rates, "{province}");
    }
    let of = |province: &str, text: &str| tax::on(&[], province, day(text)).last().unwrap().rate.to_string();
    assert_eq!((of("NS", "2025-03-31"), of("NS", "2025-04-01"), of("MB", "2019-06-30"), of("MB", "2019-07-01")), ("15".into(), "14".into(), "8".into(), "7".into()));
    assert!(tax::source("BC").unwrap().1 && tax::source("QC").unwrap().1 && !tax::source("NS").unwrap().1);
    assert_eq!(tax::source("XX"), None);
}

#[test]
fn b24_rounding_on_each_row_is_accepted_too() {
    let mut rows = good_rows();
    rows.extend((0..8).map(|n| call('A', Direction::Out, "416-555-0101", (10, 9, n * 5), 60, 20)));
    // 13 % of 91.60 is 11.91; row by row 11.70 + 8 × 0.03 = 11.94.
    rows.push(Row { line: None, ..fee('A', Kind::Tax, "HST", 1_194) });
    let world = World::of(rows);
    assert_eq!(world.report().of(Check::B24).count(), 0);
}

#[test]
fn b25_one_line_says_what_changed() {
    let many: Vec<Row> = (0..20).map(|n| call('A', Direction::Out, "613-555-0190", (10 + n / 4, 9 + n % 4, 0), 1_800, 0)).collect();
    let world = World::with(many).history(6);
    assert_eq!(world.found(), ["B25 info 0"]);
    assert_eq!(world.report().findings[0].what.en(), "What changed: 617 minutes (usually 17 minutes).");
    assert_eq!(World::new().history(2).report().of(Check::B25).count(), 0);
}

#[test]
fn b26_another_plan_is_named_only_where_its_cost_is_known() {
    let cheap = plan_text().replace("amount = \"45.00\"", "amount = \"30.00\"").replace("name = \"Voice and Data - 1\"", "name = \"Small\"");
    let mut world = World::new().history(1);
    world.others.push(Plan::read(&cheap).unwrap());
    assert_eq!(world.found(), ["B26 info 6000"]);
    assert!(world.report().findings[0].sum.en().ends_with("$60.00 less"));

    world.others = vec![Plan::read(SAMPLE).unwrap()];
    assert_eq!(world.found(), ["B26 info 0"], "its fee is not known, so nothing can be told");
    world.others = vec![Plan::read(&plan_text().replace("amount = \"45.00\"", "amount = \"60.00\"")).unwrap()];
    assert_eq!(world.found(), [""; 0], "it would cost more");
}

#[test]
fn b27_the_last_day_to_question_open_findings() {
    let mut world = World::with([fee('A', Kind::Recurring, "Voicemail", 700)]);
    world.today = date(2026, 6, 1);
    assert_eq!(world.found(), ["B06 error 700", "B27 explain 700"]);
    assert!(world.report().of(Check::B27).next().unwrap().what.en().contains("until 2026-06-29: 28\u{a0}days are left"));
    world.today = date(2026, 7, 1);
    assert_eq!(world.found(), ["B06 error 700", "B27 info 700"]);
    world.today = date(2026, 4, 1);
    assert_eq!(world.found(), ["B06 error 700"]);
    let mut quiet = World::new();
    quiet.today = date(2026, 6, 1);
    assert_eq!(quiet.found(), [""; 0]);
}
