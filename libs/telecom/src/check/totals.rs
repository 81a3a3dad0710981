//! B01: the rows add up to what the bill prints.

use std::collections::HashMap;

use super::finding::{Check, Evidence, Finding, Severity, both};
use crate::bill::{Amount, Bill, Row, Scope};
use crate::money::Money;
use crate::words::{Lang, count, money};

/// A printed total beside what its rows add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Position in [`Bill::totals`].
    pub total: usize,
    /// What the rows add up to.
    pub found: Amount,
    /// How many rows were added.
    pub rows: u64,
    /// How many of them print no amount.
    pub without: u64,
    /// Whether it is what the bill prints, within the rounding of parts of a cent.
    pub right: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    money: Money,
    distance: Money,
    airtime: Money,
    minutes: u64,
    kilobytes: u64,
    rows: u64,
    without: u64,
    fractions: u64,
}

impl Sums {
    fn add(&mut self, row: &Row) {
        let amount = row.charges.amount();
        self.rows += 1;
        self.without += u64::from(amount.is_none());
        self.money += amount.unwrap_or_default();
        self.distance += row.charges.long_distance.unwrap_or_default();
        self.airtime += row.charges.airtime.unwrap_or_default();
        self.minutes += u64::from(row.used.minutes.unwrap_or(0));
        self.kilobytes = self.kilobytes.saturating_add(row.used.kilobytes.unwrap_or(0));
        self.fractions += u64::from(amount.is_some_and(|a| a != a.to_cents()));
    }

    fn like(&self, printed: Amount) -> Amount {
        match printed {
            Amount::Money(_) => Amount::Money(self.money),
            Amount::LongDistance(_) => Amount::LongDistance(self.distance),
            Amount::Airtime(_) => Amount::Airtime(self.airtime),
            Amount::Minutes(_) => Amount::Minutes(self.minutes),
            Amount::Kilobytes(_) => Amount::Kilobytes(self.kilobytes),
            Amount::Rows(_) => Amount::Rows(self.rows),
        }
    }
}

/// Adds up the rows for every total the bill prints.
#[must_use]
pub fn add_up(bill: &Bill) -> Vec<Added> {
    let mut sums: HashMap<Scope, Sums> = bill.totals.iter().map(|t| (t.of, Sums::default())).collect();
    for row in &bill.rows {
        let of_line = row.line.into_iter().flat_map(|line| [Scope::Line(line), Scope::LineKind(line, row.kind)]);
        let scopes = [Scope::Bill, Scope::Kind(row.kind)].into_iter().chain(row.section.map(Scope::Section)).chain(of_line);
        for scope in scopes {
            if let Some(sum) = sums.get_mut(&scope) {
                sum.add(row);
            }
        }
    }
    let added = bill.totals.iter().enumerate().map(|(total, printed)| {
        let sum = sums.get(&printed.of).copied().unwrap_or_default();
        let found = sum.like(printed.printed);
        Added { total, found, rows: sum.rows, without: sum.without, right: equal(found, printed.printed, sum.fractions) }
    });
    added.collect()
}

fn amount_of(amount: Amount) -> Option<Money> {
    match amount {
        Amount::Money(m) | Amount::LongDistance(m) | Amount::Airtime(m) => Some(m),
        Amount::Minutes(_) | Amount::Kilobytes(_) | Amount::Rows(_) => None,
    }
}

/// Whole cents must agree exactly; parts of a cent may have been rounded, a cent a row and five at most.
fn equal(found: Amount, printed: Amount, fractions: u64) -> bool {
    match (amount_of(found), amount_of(printed)) {
        (Some(found), Some(printed)) => (found - printed).abs() <= Money::cents(i64::try_from(fractions.min(5)).unwrap_or(5)),
        _ => found == printed,
    }
}

fn said(amount: Amount, lang: Lang) -> String {
    let unit = |n: u64, en: &str, fr: &str| format!("{} {}", count(n, lang), if lang == Lang::En { en } else { fr });
    match amount {
        Amount::Money(m) | Amount::LongDistance(m) | Amount::Airtime(m) => money(m, lang),
        Amount::Minutes(n) => unit(n, "minutes", "minutes"),
        Amount::Kilobytes(n) => unit(n, "KB", "Ko"),
        Amount::Rows(n) => unit(n, "rows", "lignes"),
    }
}

fn doubled(found: Amount, printed: Amount) -> bool {
    match (found, printed) {
        (Amount::Minutes(f), Amount::Minutes(p)) | (Amount::Kilobytes(f), Amount::Kilobytes(p)) | (Amount::Rows(f), Amount::Rows(p)) => p > 0 && f == 2 * p,
        (found, printed) => amount_of(found).zip(amount_of(printed)).is_some_and(|(f, p)| !p.is_zero() && f == p + p),
    }
}

/// B01. Its errors stop the other checks.
pub(super) fn totals(bill: &Bill) -> Vec<Finding> {
    if bill.totals.is_empty() {
        let what = both!(|_l| "The bill as it was read prints no totals, so nothing shows that all of it was read.", "La facture telle que lue n’imprime aucun total; rien ne montre donc qu’elle a été lue en entier.");
        let close = both!(|_l| "Compare the number of rows and the sum with the paper or PDF bill.", "Comparez le nombre de lignes et la somme avec la facture papier ou PDF.");
        return vec![Finding::new(Check::B01, Severity::Info, what).close(close)];
    }
    add_up(bill).iter().filter(|added| !added.right).filter_map(|added| short(bill, added)).collect()
}

fn short(bill: &Bill, added: &Added) -> Option<Finding> {
    let total = bill.totals.get(added.total)?;
    let label = if total.label.trim().is_empty() { "Total" } else { total.label.trim() };
    let off = amount_of(added.found).zip(amount_of(total.printed)).map(|(f, p)| f - p).unwrap_or_default();
    let (rows, place) = (added.rows, total.at);
    let what = if doubled(added.found, total.printed) {
        both!(|l| "“{label}”: the rows add up to {found}, exactly twice the printed {printed}. Each row may be there twice.",
            "«\u{a0}{label}\u{a0}»\u{a0}: les lignes donnent {found}, exactement le double des {printed} imprimés. Chaque ligne y est peut-être deux fois.";
            found = said(added.found, l), printed = said(total.printed, l))
    } else {
        both!(|l| "“{label}”: the rows add up to {found}, and the bill prints {printed}.", "«\u{a0}{label}\u{a0}»\u{a0}: les lignes donnent {found}, et la facture imprime {printed}.";
            found = said(added.found, l), printed = said(total.printed, l))
    };
    let without = added.without;
    let sum = both!(|l| "{rows} rows = {found}; printed: {printed}; {without} rows without an amount; page {page}, row {row}",
        "{rows} lignes = {found}; imprimé\u{a0}: {printed}; {without} lignes sans montant; page {page}, ligne {row}";
        found = said(added.found, l), printed = said(total.printed, l), page = place.page, row = place.row);
    let close = both!(|_l| "Nothing else is checked until this adds up. Look whether a page is missing or was read twice; if the bill itself is wrong, ask the carrier for a right one.",
        "Rien d’autre n’est vérifié tant que le total n’est pas juste. Voyez s’il manque une page ou si une page a été lue deux fois; si la facture elle-même est fausse, demandez-en une autre au fournisseur.");
    let line = match total.of {
        Scope::Line(line) | Scope::LineKind(line, _) => Some(line),
        Scope::Section(at) => bill.sections.get(at as usize).and_then(|s| s.line),
        Scope::Kind(_) | Scope::Bill => None,
    };
    Some(Finding::new(Check::B01, Severity::Error, what).line(line).also(Evidence::Totals).stake(off).sum(sum).close(close))
}
