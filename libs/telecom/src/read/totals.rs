//! Control totals: do the rows add up to what the bill prints?
//!
//! This comes before anything else is made of a bill. It finds most of what can go
//! wrong between a carrier's file and ours: rows that were lost, cut off, doubled,
//! or read out of the wrong column.

use crate::bill::{Amount, Bill, Row, Scope};
use crate::money::Money;

/// Carriers round at different levels: one cent for each row, and never more than this.
const MOST_ROUNDING: Money = Money::cents(5);

/// A printed total, and what the rows come to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sum {
    /// Position in [`Bill::totals`].
    pub total: usize,
    /// The title of the section, or the words beside the total.
    pub what: String,
    /// What is printed.
    pub printed: Amount,
    /// What the rows come to, in the same unit.
    pub found: Amount,
    /// How many rows were added.
    pub rows: usize,
    /// What that means.
    pub verdict: Verdict,
}

/// Whether a total holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// To the cent.
    Agrees,
    /// Within what rounding can do: a cent a row, five at most.
    Rounding,
    /// The rows come to less: some are missing, or were read too low.
    Short,
    /// The bill lists no row at all for it: it may not itemise such use, or a part is lost.
    Unlisted,
    /// The rows come to more: some stand twice, or were read too high.
    Over,
}

impl Sum {
    /// Whether the rows may be used.
    #[must_use]
    pub fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Agrees | Verdict::Rounding)
    }

    /// What is missing: printed less found. Money as money, counts as counts.
    #[must_use]
    pub fn missing(&self) -> String {
        match (self.printed, self.found) {
            (Amount::Money(a) | Amount::LongDistance(a) | Amount::Airtime(a), Amount::Money(b) | Amount::LongDistance(b) | Amount::Airtime(b)) => (a - b).to_string(),
            (Amount::Minutes(a) | Amount::Kilobytes(a) | Amount::Rows(a), Amount::Minutes(b) | Amount::Kilobytes(b) | Amount::Rows(b)) => (i128::from(a) - i128::from(b)).to_string(),
            _ => String::new(),
        }
    }
}

/// Adds up the rows under each printed total, in the order printed.
#[must_use]
pub fn add_up(bill: &Bill) -> Vec<Sum> {
    bill.totals.iter().enumerate().map(|(index, total)| one(bill, index, total.of, total.printed)).collect()
}

fn one(bill: &Bill, index: usize, of: Scope, printed: Amount) -> Sum {
    let rows: Vec<&Row> = bill.rows.iter().filter(|row| within(row, of)).collect();
    let money = |part: fn(&Row) -> Option<Money>| rows.iter().filter_map(|row| part(row)).sum::<Money>();
    let count = |part: fn(&Row) -> u64| rows.iter().map(|row| part(row)).fold(0, u64::saturating_add);
    let found = match printed {
        Amount::Money(_) => Amount::Money(money(|row| row.charges.amount())),
        Amount::LongDistance(_) => Amount::LongDistance(money(|row| row.charges.long_distance)),
        Amount::Airtime(_) => Amount::Airtime(money(|row| row.charges.airtime)),
        Amount::Minutes(_) => Amount::Minutes(count(|row| row.used.minutes.unwrap_or(0).into())),
        Amount::Kilobytes(_) => Amount::Kilobytes(count(|row| row.used.kilobytes.unwrap_or(0))),
        Amount::Rows(_) => Amount::Rows(rows.len() as u64),
    };
    let what = match of {
        Scope::Section(at) => bill.sections.get(at as usize).map(|section| section.title.clone()),
        _ => None,
    };
    let what = what.or_else(|| bill.totals.get(index).map(|total| total.label.clone())).unwrap_or_default();
    Sum { total: index, what, printed, found, rows: rows.len(), verdict: verdict(printed, found, rows.len()) }
}

fn within(row: &Row, of: Scope) -> bool {
    match of {
        Scope::Section(at) => row.section == Some(at),
        Scope::Line(line) => row.line == Some(line),
        Scope::LineKind(line, kind) => row.line == Some(line) && row.kind == kind,
        Scope::Kind(kind) => row.kind == kind,
        Scope::Bill => true,
    }
}

fn verdict(printed: Amount, found: Amount, rows: usize) -> Verdict {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let (order, near) = match (printed, found) {
        (Amount::Money(a) | Amount::LongDistance(a) | Amount::Airtime(a), Amount::Money(b) | Amount::LongDistance(b) | Amount::Airtime(b)) => {
            let allowed = Money::cents(i64::try_from(rows).unwrap_or(i64::MAX)).min(MOST_ROUNDING);
            (b.cmp(&a), (a - b).abs() <= allowed)
        }
        (Amount::Minutes(a) | Amount::Kilobytes(a) | Amount::Rows(a), Amount::Minutes(b) | Amount::Kilobytes(b) | Amount::Rows(b)) => (b.cmp(&a), false),
        _ => (Less, false),
    };
    match order {
        Equal => Verdict::Agrees,
        _ if rows == 0 => Verdict::Unlisted,
        _ if near => Verdict::Rounding,
        Less => Verdict::Short,
        Greater => Verdict::Over,
    }
}
