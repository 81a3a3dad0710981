//! Every check, where it is present and where it is absent.
//!
//! The world: a bill of March for two phones on which nothing is wrong, with
//! everything the organisation knows beside it. A test changes one thing and says
//! exactly which findings that makes.

mod bill;
mod catalogue;
mod conduct;
mod money;
mod whole;

use jiff::civil::{Date, date, time};

use super::*;
use crate::bill::*;
use crate::number::{E164, Number};
use crate::plan::{Plan, SAMPLE};

pub fn line(letter: char) -> E164 {
    E164::new(16_135_550_100 + u64::from(u32::from(letter) - u32::from('A'))).unwrap()
}

/// The sample plan with what an organisation has filled in: price, bill day, province, quiet hours.
pub fn plan_text() -> String {
    SAMPLE
        .replace("amount = \"unknown\"", "amount = \"45.00\"")
        .replace("# bill_day = 1 ", "bill_day = 1 ")
        .replace("# [tax]\n# province", "[tax]\nprovince")
        .replace("conference = 5", "conference = 5\nquiet_hours = { from = \"22:00\", to = \"06:00\" }")
}

pub fn cents(n: i64) -> Option<Money> {
    Some(Money::cents(n))
}

fn at(day: i8, hour: i8, minute: i8, second: i8) -> (Option<Date>, Option<Clock>) {
    (Some(date(2026, 3, day)), Some(Clock { time: time(hour, minute, second, 0), seconds: true }))
}

pub fn call(letter: char, direction: Direction, number: &str, (day, hour, minute): (i8, i8, i8), seconds: u32, charge: i64) -> Row {
    let (date, time) = at(day, hour, minute, 11);
    Row {
        line: Some(line(letter)),
        service: Service::Voice,
        direction: Some(direction),
        date,
        time,
        other: Some(Number::read(number)),
        used: Used { seconds: Some(seconds), minutes: Some(seconds.div_ceil(60)), ..Used::default() },
        charges: Charges { total: cents(charge), ..Charges::default() },
        ..Row::default()
    }
}

pub fn text(letter: char, number: &str, day: i8, charge: i64) -> Row {
    Row { service: Service::Sms, used: Used { units: Some(1), ..Used::default() }, ..call(letter, Direction::Out, number, (day, 10, 0), 0, charge) }
}

pub fn data(letter: char, day: i8, kilobytes: u64, charge: i64) -> Row {
    Row {
        service: Service::Data,
        direction: None,
        other: None,
        time: None,
        used: Used { kilobytes: Some(kilobytes), ..Used::default() },
        ..call(letter, Direction::Out, "", (day, 0, 0), 0, charge)
    }
}

pub fn fee(letter: char, kind: Kind, words: &str, charge: i64) -> Row {
    Row { kind, line: Some(line(letter)), description: Some(words.into()), charges: Charges { total: cents(charge), ..Charges::default() }, ..Row::default() }
}

/// The account's tax: 13 % of all that is there.
pub fn hst(rows: &[Row]) -> Row {
    let base: Money = rows.iter().filter_map(|r| r.charges.amount()).sum();
    Row { kind: Kind::Tax, description: Some("HST 13%".into()), charges: Charges { total: Some(base.share(13, 100)), ..Charges::default() }, ..Row::default() }
}

/// A bill whose totals and tax are right, whatever its rows.
pub fn bill_of(mut rows: Vec<Row>) -> Bill {
    if !rows.iter().any(|r| r.kind == Kind::Tax) {
        rows.push(hst(&rows));
    }
    for (nth, row) in rows.iter_mut().enumerate() {
        row.at = Place { page: 1, row: u32::try_from(nth).unwrap() + 1 };
    }
    let all: Money = rows.iter().filter_map(|r| r.charges.amount()).sum();
    let total = |of, printed| ControlTotal { at: Place { page: 9, row: 1 }, label: "Total".to_owned(), of, printed };
    let used = |letter| rows.iter().filter(|r| r.line == Some(line(letter))).filter_map(|r| r.charges.amount()).sum();
    let mut totals = vec![total(Scope::Bill, Amount::Money(all))];
    totals.extend(['A', 'B'].map(|letter| total(Scope::Line(line(letter)), Amount::Money(used(letter)))));
    totals.push(total(Scope::Kind(Kind::Usage), Amount::Rows(rows.iter().filter(|r| r.kind == Kind::Usage).count() as u64)));
    Bill {
        invoice: Some("INV-3".to_owned()),
        currency: "CAD".to_owned(),
        bill_date: Some(date(2026, 3, 31)),
        period: Days::new(date(2026, 3, 1), date(2026, 3, 31)),
        rows,
        totals,
        ..Bill::default()
    }
}

pub fn good_rows() -> Vec<Row> {
    vec![
        fee('A', Kind::Recurring, "Voice and Data - 1", 4_500),
        fee('B', Kind::Recurring, "Voice and Data - 1", 4_500),
        fee('A', Kind::Recurring, "Call Waiting", 0),
        call('A', Direction::Out, "613-555-0190", (3, 9, 2), 185, 0),
        call('A', Direction::In, "613-555-0190", (4, 11, 47), 61, 0),
        call('B', Direction::Out, "1-800-555-0199", (5, 14, 0), 600, 0),
        call('B', Direction::In, "613-555-0191", (6, 16, 30), 45, 0),
        text('A', "613-555-0190", 7, 0),
        data('A', 8, 20_000, 0),
        data('B', 9, 30_000, 0),
    ]
}

pub struct World {
    pub bill: Bill,
    pub plan: Plan,
    pub earlier: Vec<Bill>,
    pub register: Register,
    pub assignments: Vec<Assignment>,
    pub losses: Vec<Loss>,
    pub notes: Vec<Note>,
    pub promises: Vec<Promise>,
    pub others: Vec<Plan>,
    pub today: Date,
}

impl World {
    pub fn new() -> Self {
        Self::of(good_rows())
    }

    /// The good bill with more rows.
    pub fn with(more: impl IntoIterator<Item = Row>) -> Self {
        let mut rows = good_rows();
        rows.extend(more);
        Self::of(rows)
    }

    pub fn of(rows: Vec<Row>) -> Self {
        let who = |letter, who: &str| Assignment { line: line(letter), who: who.to_owned(), from: date(2025, 1, 1).at(0, 0, 0, 0), to: None };
        let known = ["613-555-0190", "613-555-0191"].map(|n| E164::read(n).unwrap());
        Self {
            bill: bill_of(rows),
            plan: Plan::read(&plan_text()).unwrap(),
            earlier: Vec::new(),
            register: Register { lines: [line('A'), line('B')].into(), known: known.into() },
            assignments: vec![who('A', "ben"), who('B', "eli")],
            losses: Vec::new(),
            notes: Vec::new(),
            promises: Vec::new(),
            others: Vec::new(),
            today: date(2026, 4, 2),
        }
    }

    /// With bills of the months before, each like the good one.
    pub fn history(mut self, months: i8) -> Self {
        self.earlier = (0..months).map(|back| month(3 - months + back)).collect();
        self
    }

    pub fn plan(mut self, change: impl Fn(&str) -> String) -> Self {
        self.plan = Plan::read(&change(&plan_text())).unwrap();
        self
    }

    pub fn report(&self) -> Report {
        run(&Given {
            earlier: &self.earlier,
            register: Some(&self.register),
            assignments: Some(&self.assignments),
            losses: Some(&self.losses),
            notes: Some(&self.notes),
            promises: &self.promises,
            other_plans: &self.others,
            today: Some(self.today),
            ..Given::new(&self.bill, &self.plan)
        })
    }

    /// `B07 error 20`: check, severity, cents at stake.
    pub fn found(&self) -> Vec<String> {
        let mut found: Vec<String> = self.report().findings.iter().map(|f| format!("{:?} {} {}", f.check, f.severity.word(), f.stake.as_micros() / 10_000)).collect();
        found.sort();
        found
    }
}

/// The good bill of another month of 2026 (nought and less: of 2025).
pub fn month(number: i8) -> Bill {
    let (year, number) = if number > 0 { (2026, number) } else { (2025, number + 12) };
    let first = date(year, number, 1);
    let mut bill = bill_of(good_rows());
    bill.period = Days::new(first, first.last_of_month());
    bill.bill_date = Some(first.last_of_month());
    bill.invoice = Some(format!("INV-{year}-{number}"));
    // Tests change its rows, and want nothing said about its sums.
    bill.totals.clear();
    for row in &mut bill.rows {
        row.date = row.date.map(|d| date(year, number, d.day()));
    }
    bill
}

#[test]
fn nothing_is_found_on_a_bill_on_which_nothing_is_wrong() {
    let world = World::new().history(6);

    assert_eq!(world.found(), [""; 0]);
    let report = world.report();
    assert_eq!(report.not_run, [(Check::B26, Missing::OtherPlans)]);
    assert_eq!((report.worst(), report.stopped, report.stake()), (None, false, Money::ZERO));
}

#[test]
fn what_could_not_be_asked_is_said() {
    let (bill, plan) = (bill_of(good_rows()), Plan::read(SAMPLE).unwrap());
    let report = run(&Given::new(&bill, &plan));

    let missing: Vec<String> = report.not_run.iter().map(|(check, _)| format!("{check:?}")).collect();
    assert_eq!(missing, ["B02", "B03", "B04", "B18", "B19", "B20", "B22", "B24", "B25", "B26", "B27"]);
}

#[test]
fn the_catalogue_has_27_checks_each_with_words_in_both_languages() {
    assert_eq!(Check::ALL.len(), 27);
    for (nth, check) in Check::ALL.iter().enumerate() {
        assert_eq!(check.id(), format!("B{:02}", nth + 1));
        assert!(!check.said(crate::words::Lang::En).is_empty() && !check.said(crate::words::Lang::Fr).is_empty(), "{check:?}");
    }
}
