//! What is wrong with a bill: one small question each, with the arithmetic shown.
//!
//! [`run`] asks all the questions B01 to B27 that can be asked with what is
//! [`Given`], and says which could not be asked and what they need. A
//! **[`Finding`]** names its rows, the evidence it rests on, the arithmetic, the
//! amount at stake, and what would close it, in English and French.
//!
//! Three surprising rules. Rows that do not add up to the printed totals (B01)
//! stop everything else: a bill that was read wrongly accuses nobody. A call that
//! is not on the bill proves nothing, and a place that is not printed is asked
//! for, not guessed. And numbers that are in nobody's register show their last
//! four digits: a bill lists people who were never asked.
//!
//! ```
//! use telecom::bill::{Charges, Direction, Row, Service, Used};
//! use telecom::check::{Check, Given, run};
//! use telecom::plan::{Plan, SAMPLE};
//! use telecom::{Bill, E164, Money, Number};
//!
//! let plan = Plan::read(SAMPLE).unwrap();
//! let call = Row {
//!     line: E164::read("613-555-0101"),
//!     service: Service::Voice,
//!     direction: Some(Direction::Out),
//!     other: Some(Number::read("416-555-0101")),
//!     used: Used { seconds: Some(185), ..Used::default() },
//!     charges: Charges { total: Some(Money::cents(100)), ..Charges::default() },
//!     ..Row::default()
//! };
//! let bill = Bill { rows: vec![call], ..Bill::default() };
//! let report = run(&Given::new(&bill, &plan));
//! let wrong = report.of(Check::B07).next().unwrap();
//! assert_eq!(wrong.stake, Money::cents(20));
//! assert_eq!(wrong.sum.en(), "185 s → 4 min; 4 × $0.10 = $0.40 or 4 × $0.20 = $0.80; the bill says $1.00");
//! ```
//!
//! Reading order: `finding`, `given`, `look` (the bill, rated and sorted once),
//! then any file of checks.

mod away;
mod bills;
mod calls;
mod data;
mod fees;
mod finding;
mod fit;
mod given;
mod look;
pub mod out;
mod people;
mod plans;
mod rates;
mod reach;
mod reading;
mod stakes;
mod sums;
mod taxes;
mod trend;

pub(crate) use finding::both;
pub use finding::{Check, Evidence, Finding, Severity};
pub use given::{Assignment, Given, Loss, Lost, Note, Promise, Register};
pub use reach::block_request;
pub use stakes::Stakes;
pub use sums::{Sound, sound};

use crate::bill::Bill;
use crate::money::Money;
use look::Look;

/// All that was found, and what could not be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The worst first, then in the order of the checks and of the bill.
    pub findings: Vec<Finding>,
    /// Checks that could not be made, with what each of them needs.
    pub not_run: Vec<(Check, Missing)>,
    /// The bill was not read whole, does not add up, or is not of this plan: nothing but B01, B02 and that was asked.
    pub stopped: bool,
    /// The money in the findings, each charge once.
    pub stakes: Stakes,
}

/// What a check needs and was not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// A bill that was read whole, and rows that add up (B01).
    RightTotals,
    /// A plan in the currency of the bill (B05).
    PlanOfBill,
    /// An earlier bill.
    Earlier,
    /// Several earlier bills.
    History,
    /// The list of known phones or numbers.
    Register,
    /// Who had which phone when.
    Assignments,
    /// What was lost, stolen or cancelled.
    Losses,
    /// Case notes and letters.
    Notes,
    /// A tax section in the plan.
    TaxRule,
    /// Other plans to compare with.
    OtherPlans,
    /// Today's date.
    Today,
}

impl Report {
    /// The worst severity; `None` when nothing was found.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|f| f.severity).max()
    }

    /// The findings of one check.
    pub fn of(&self, check: Check) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |f| f.check == check)
    }

    /// How many findings are of that severity.
    #[must_use]
    pub fn of_severity(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity).count()
    }

    /// All money at stake, in what is wrong and in what must be explained; a charge in several findings once.
    #[must_use]
    pub fn stake(&self) -> Money {
        self.stakes.all()
    }
}

type Question = fn(&Look<'_>) -> Vec<Finding>;

/// Every check but B01, B02 and B27, with what it cannot do without.
const QUESTIONS: [(Check, Question, Option<Missing>); 24] = [
    (Check::B03, bills::register, Some(Missing::Register)),
    (Check::B04, bills::unused, Some(Missing::History)),
    (Check::B05, fees::plan_fee, None),
    (Check::B06, fees::cramming, None),
    (Check::B07, rates::wrong, None),
    (Check::B08, rates::two_rates, None),
    (Check::B09, rates::minutes, None),
    (Check::B10, calls::twice, None),
    (Check::B11, calls::impossible, None),
    (Check::B12, reach::local, None),
    (Check::B13, reach::abroad, None),
    (Check::B14, reach::premium, None),
    (Check::B15, away::roaming, None),
    (Check::B16, data::pool, None),
    (Check::B17, data::pay_per_use, None),
    (Check::B18, people::lost, Some(Missing::Losses)),
    (Check::B19, people::custody, Some(Missing::Assignments)),
    (Check::B20, people::unknown_numbers, Some(Missing::Register)),
    (Check::B21, people::foreign_texts, None),
    (Check::B22, people::not_noted, Some(Missing::Notes)),
    (Check::B23, fees::parts_and_credits, None),
    (Check::B24, taxes::taxes, Some(Missing::TaxRule)),
    (Check::B25, trend::changed, Some(Missing::History)),
    (Check::B26, plans::better, Some(Missing::OtherPlans)),
];

/// Asks everything that can be asked.
#[must_use]
pub fn run(given: &Given<'_>) -> Report {
    let (earlier, mut findings) = sound_earlier(given.earlier);
    let given = &Given { earlier: earlier.as_deref().unwrap_or(given.earlier), ..*given };
    let sums::Sound { findings: unsound, stopped } = sound(given.bill);
    findings.extend(unsound);
    let other_money = fit::currency(given);
    let stops = if stopped { Some(Missing::RightTotals) } else { other_money.is_some().then_some(Missing::PlanOfBill) };
    findings.extend(other_money);
    findings.extend(bills::periods(given));
    let mut report = Report { findings, not_run: Vec::new(), stopped: stops.is_some(), stakes: Stakes::default() };
    if given.earlier.is_empty() {
        report.not_run.push((Check::B02, Missing::Earlier));
    }
    if let Some(missing) = stops {
        let rest = QUESTIONS.iter().map(|(check, ..)| *check).chain([Check::B27]);
        report.not_run.extend(rest.map(|check| (check, missing)));
    } else {
        ask(given, &mut report);
    }
    report.stakes = stakes::once(given.bill, &report.findings);
    report.findings.sort_by(|a, b| (b.severity, a.check, &a.rows).cmp(&(a.severity, b.check, &b.rows)));
    report
}

/// Earlier bills that may be compared with: `None` when all of them may. One that was not read whole would
/// make changes out of what is missing in it.
fn sound_earlier(earlier: &[Bill]) -> (Option<Vec<Bill>>, Vec<Finding>) {
    let unsound: Vec<bool> = earlier.iter().map(|bill| sound(bill).stopped).collect();
    let told = earlier.iter().zip(&unsound).filter(|(_, unsound)| **unsound).map(|(bill, _)| bills::left_out(bill)).collect();
    let kept = || earlier.iter().zip(&unsound).filter(|(_, unsound)| !**unsound).map(|(bill, _)| bill.clone()).collect();
    (unsound.contains(&true).then(kept), told)
}

fn ask(given: &Given<'_>, report: &mut Report) {
    report.findings.extend(fit::carrier(given));
    let look = Look::new(given);
    for (check, question, needs) in QUESTIONS {
        match needs.filter(|missing| !given.has(*missing)) {
            Some(missing) => report.not_run.push((check, missing)),
            None => report.findings.extend(question(&look)),
        }
    }
    match given.today {
        Some(today) => report.findings.extend(bills::closing(given, today, &report.findings)),
        None => report.not_run.push((Check::B27, Missing::Today)),
    }
}

#[cfg(test)]
mod tests;
