//! What is at stake in a report: each loss once, however many findings speak of it.

use super::finding::{Check, Finding, Severity};
use crate::bill::Bill;
use crate::money::Money;

/// The money in findings, a charge that stands in several of them counted once, under the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stakes {
    /// In what is wrong.
    pub error: Money,
    /// In what must be explained, on top of that.
    pub explain: Money,
}

impl Stakes {
    /// Both together.
    #[must_use]
    pub fn all(self) -> Money {
        self.error + self.explain
    }
}

/// Adds the findings up: those that are wrong, then those to be explained. What is against our own rules or
/// good to know is no money to get back; the time to question a bill (B27) only repeats the others.
pub(super) fn once(bill: &Bill, findings: &[Finding]) -> Stakes {
    let mut counted = vec![Money::ZERO; bill.rows.len()];
    let mut count = |severity| findings.iter().filter(|f| f.severity == severity && f.check != Check::B27).map(|finding| more(bill, finding, &mut counted)).sum();
    let error = count(Severity::Error);
    Stakes { error, explain: count(Severity::Explain) }
}

/// What this finding adds to what its rows have been counted for already.
fn more(bill: &Bill, finding: &Finding, counted: &mut [Money]) -> Money {
    if finding.stake.is_zero() {
        return Money::ZERO;
    }
    // The same bill again: all of its charges are in question.
    let whole = finding.check == Check::B02;
    let rows: Vec<usize> = if whole { (0..bill.rows.len()).collect() } else { finding.rows.iter().map(|row| *row as usize).collect() };
    let before: Money = rows.iter().filter_map(|row| counted.get(*row)).copied().sum();
    let mut left = if finding.stake > before { finding.stake - before } else { Money::ZERO };
    let added = left;
    for row in &rows {
        let charge = bill.rows.get(*row).and_then(|row| row.charges.amount()).unwrap_or_default().abs();
        let Some(known) = counted.get_mut(*row) else { continue };
        let room = if charge > *known { charge - *known } else { Money::ZERO };
        let part = room.min(left);
        *known += part;
        left -= part;
    }
    if let Some(known) = rows.first().and_then(|row| counted.get_mut(*row)) {
        *known += left;
    }
    added
}

#[cfg(test)]
mod tests {
    use super::super::finding::both;
    use super::*;
    use crate::bill::{Charges, Row};

    fn of(check: Check, severity: Severity, rows: &[usize], cents: i64) -> Finding {
        Finding::new(check, severity, both!(|_l| "a", "b")).rows(rows.iter().copied()).stake(Money::cents(cents))
    }

    #[test]
    fn a_charge_in_several_findings_is_counted_once_under_the_worst() {
        let row = |cents| Row { charges: Charges { total: Some(Money::cents(cents)), ..Charges::default() }, ..Row::default() };
        let bill = Bill { rows: vec![row(100), row(500), row(700)], ..Bill::default() };
        let sum = |findings: &[Finding]| {
            let stakes = once(&bill, findings);
            (stakes.error, stakes.explain)
        };
        let wrong = of(Check::B07, Severity::Error, &[0], 20);
        let asked = of(Check::B12, Severity::Explain, &[0], 100);
        assert_eq!(sum(&[asked.clone(), wrong.clone()]), (Money::cents(20), Money::cents(80)), "a dollar, of which twenty cents are wrong");
        assert_eq!(sum(&[asked.clone(), of(Check::B15, Severity::Explain, &[0, 1], 600)]), (Money::ZERO, Money::cents(600)));
        assert_eq!(sum(&[of(Check::B05, Severity::Explain, &[], 300), asked.clone()]), (Money::ZERO, Money::cents(400)), "what is on no row");
        assert_eq!(sum(&[wrong, of(Check::B27, Severity::Explain, &[], 20), of(Check::B26, Severity::Info, &[], 900), of(Check::B21, Severity::Policy, &[2], 700)]), (Money::cents(20), Money::ZERO));
        assert_eq!(sum(&[of(Check::B02, Severity::Error, &[], 1_300), asked]), (Money::cents(1_300), Money::ZERO), "the whole bill again");
    }
}
