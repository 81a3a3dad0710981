//! Control totals: do the rows add up to what the bill prints?
//!
//! This comes before anything else is made of a bill. It finds most of what can go
//! wrong between a carrier's file and ours: rows that were lost, cut off, doubled,
//! or read out of the wrong column. There is one way to add up, for the reader, the
//! command line and check B01 alike.
//!
//! ```
//! use telecom::bill::{Amount, Charges, ControlTotal, Place, Row, Scope};
//! use telecom::totals::{Verdict, add_up};
//! use telecom::{Bill, Money};
//!
//! let row = |cents| Row { charges: Charges { total: Some(Money::cents(cents)), ..Charges::default() }, ..Row::default() };
//! let total = ControlTotal { at: Place::default(), label: "Total".into(), of: Scope::Bill, printed: Amount::Money(Money::cents(95)) };
//! let bill = Bill { rows: vec![row(40), row(50)], totals: vec![total], ..Bill::default() };
//! let sums = add_up(&bill);
//! assert_eq!((sums[0].verdict, sums[0].missing().as_str()), (Verdict::Short, "0.05"));
//! ```

use std::collections::HashMap;

use crate::bill::{Amount, Bill, Row, Scope};
use crate::money::Money;

/// Where rows print parts of a cent, a carrier rounds at another level: a cent for each such row, and never more than this.
const MOST_ROUNDING: u64 = 5;

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
    /// How many of them print no amount.
    pub without: usize,
    /// What that means.
    pub verdict: Verdict,
}

/// Whether a total holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// To the cent.
    Agrees,
    /// Within what rounding parts of a cent can do: a cent for each row that prints some, five at most.
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
        match (money(self.printed).zip(money(self.found)), count(self.printed).zip(count(self.found))) {
            (Some((printed, found)), _) => (printed - found).to_string(),
            (None, Some((printed, found))) => (i128::from(printed) - i128::from(found)).to_string(),
            (None, None) => String::new(),
        }
    }
}

/// What the rows of one scope come to.
#[derive(Debug, Clone, Copy, Default)]
struct Heap {
    money: Money,
    distance: Money,
    airtime: Money,
    minutes: u64,
    kilobytes: u64,
    rows: usize,
    without: usize,
    fractions: u64,
}

impl Heap {
    fn add(&mut self, row: &Row) {
        let charges = &row.charges;
        let amount = charges.amount();
        let broken = |money: Option<Money>| money.is_some_and(|money| money != money.to_cents());
        self.rows += 1;
        self.without += usize::from(amount.is_none());
        self.money += amount.unwrap_or_default();
        self.distance += charges.long_distance.unwrap_or_default();
        self.airtime += charges.airtime.unwrap_or_default();
        self.minutes = self.minutes.saturating_add(u64::from(row.used.minutes.unwrap_or(0)));
        self.kilobytes = self.kilobytes.saturating_add(row.used.kilobytes.unwrap_or(0));
        self.fractions += u64::from(broken(amount) || broken(charges.long_distance) || broken(charges.airtime));
    }

    fn like(&self, printed: Amount) -> Amount {
        match printed {
            Amount::Money(_) => Amount::Money(self.money),
            Amount::LongDistance(_) => Amount::LongDistance(self.distance),
            Amount::Airtime(_) => Amount::Airtime(self.airtime),
            Amount::Minutes(_) => Amount::Minutes(self.minutes),
            Amount::Kilobytes(_) => Amount::Kilobytes(self.kilobytes),
            Amount::Rows(_) => Amount::Rows(self.rows as u64),
        }
    }

    fn verdict(&self, printed: Amount) -> Verdict {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let found = self.like(printed);
        let (order, near) = match (money(found), money(printed)) {
            (Some(found), Some(printed)) => {
                let allowed = Money::cents(i64::try_from(self.fractions.min(MOST_ROUNDING)).unwrap_or(0));
                (found.cmp(&printed), (found - printed).abs() <= allowed)
            }
            _ => (count(found).cmp(&count(printed)), false),
        };
        match order {
            Equal => Verdict::Agrees,
            _ if self.rows == 0 => Verdict::Unlisted,
            _ if near => Verdict::Rounding,
            Less => Verdict::Short,
            Greater => Verdict::Over,
        }
    }
}

/// The money of a total that is one of money.
pub(crate) fn money(amount: Amount) -> Option<Money> {
    match amount {
        Amount::Money(money) | Amount::LongDistance(money) | Amount::Airtime(money) => Some(money),
        Amount::Minutes(_) | Amount::Kilobytes(_) | Amount::Rows(_) => None,
    }
}

/// The number of a total that is one of things.
pub(crate) fn count(amount: Amount) -> Option<u64> {
    match amount {
        Amount::Minutes(number) | Amount::Kilobytes(number) | Amount::Rows(number) => Some(number),
        Amount::Money(_) | Amount::LongDistance(_) | Amount::Airtime(_) => None,
    }
}

/// Adds up the rows under each printed total, in the order printed. Each row is looked at once.
#[must_use]
pub fn add_up(bill: &Bill) -> Vec<Sum> {
    let mut heaps: HashMap<Scope, Heap> = bill.totals.iter().map(|total| (total.of, Heap::default())).collect();
    let asked = |kind: fn(&Scope) -> bool| bill.totals.iter().any(|total| kind(&total.of));
    let (by_section, by_line, by_kind) = (asked(|s| matches!(s, Scope::Section(_))), asked(|s| matches!(s, Scope::Line(_) | Scope::LineKind(..))), asked(|s| matches!(s, Scope::Kind(_))));
    let mut all = Heap::default();
    for row in &bill.rows {
        all.add(row);
        let section = row.section.filter(|_| by_section).map(Scope::Section);
        let line = row.line.filter(|_| by_line);
        let scopes = [section, line.map(Scope::Line), line.map(|line| Scope::LineKind(line, row.kind)), by_kind.then_some(Scope::Kind(row.kind))];
        for scope in scopes.into_iter().flatten() {
            if let Some(heap) = heaps.get_mut(&scope) {
                heap.add(row);
            }
        }
    }
    heaps.insert(Scope::Bill, all);
    bill.totals.iter().enumerate().map(|(index, total)| {
        let heap = heaps.get(&total.of).copied().unwrap_or_default();
        let title = match total.of {
            Scope::Section(at) => bill.sections.get(at as usize).map(|section| section.title.clone()),
            _ => None,
        };
        let (what, printed) = (title.unwrap_or_else(|| total.label.clone()), total.printed);
        Sum { total: index, what, printed, found: heap.like(printed), rows: heap.rows, without: heap.without, verdict: heap.verdict(printed) }
    })
    .collect()
}
