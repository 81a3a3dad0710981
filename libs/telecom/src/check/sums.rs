//! B01: the bill was read whole, and its rows add up to what it prints.

use super::finding::{Check, Evidence, Finding, Severity, both};
use crate::bill::{Amount, Bill, Scope};
use crate::money::Money;
use crate::totals::{self, Sum, Verdict, add_up};
use crate::words::{Lang, count, money, place, short as cut, things};

/// Whether a bill may be judged at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    /// B01: what was not read, or does not add up.
    pub findings: Vec<Finding>,
    /// Whether nothing else may be said of the bill.
    pub stopped: bool,
}

/// B01 alone: what the reader could not read, and totals that do not hold.
#[must_use]
pub fn sound(bill: &Bill) -> Sound {
    let sums = add_up(bill);
    let (mut findings, stopped) = super::reading::problems(bill, &sums);
    let off = adding_up(bill, &sums);
    let stopped = stopped || off.iter().any(|finding| finding.severity == Severity::Error);
    findings.extend(off);
    Sound { findings, stopped }
}

fn said(amount: Amount, lang: Lang) -> String {
    let unit = |n: u64, en: &str, fr: &str| format!("{} {}", count(n, lang), if lang == Lang::En { en } else { fr });
    match amount {
        Amount::Money(m) | Amount::LongDistance(m) | Amount::Airtime(m) => money(m, lang),
        Amount::Minutes(n) => unit(n, "minutes", "minutes"),
        Amount::Kilobytes(n) => unit(n, "KB", "Ko"),
        Amount::Rows(n) => things(usize::try_from(n).unwrap_or(usize::MAX), lang, ("row", "rows"), ("ligne", "lignes")),
    }
}

/// A whole record of a file is no title.
const LONGEST_LABEL: usize = 60;

fn doubled(found: Amount, printed: Amount) -> bool {
    let money = totals::money(found).zip(totals::money(printed));
    let things = totals::count(found).zip(totals::count(printed));
    money.is_some_and(|(f, p)| !p.is_zero() && f == p + p) || things.is_some_and(|(f, p)| p > 0 && f == 2 * p)
}

/// The totals. Errors stop the other checks.
fn adding_up(bill: &Bill, sums: &[Sum]) -> Vec<Finding> {
    if bill.totals.is_empty() {
        let what = both!(|_l| "The bill as it was read prints no totals, so nothing shows that all of it was read.", "La facture telle que lue n’imprime aucun total; rien ne montre donc qu’elle a été lue en entier.");
        let close = both!(|_l| "Compare the number of rows and the sum with the paper or PDF bill.", "Comparez le nombre de lignes et la somme avec la facture papier ou PDF.");
        return vec![Finding::new(Check::B01, Severity::Info, what).close(close)];
    }
    let mut found: Vec<(Level, Finding)> = sums.iter().filter(|sum| !sum.holds()).filter_map(|sum| Some((level(bill, sum)?, short(bill, sum)?))).collect();
    once(&mut found);
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// Which rows a total is of, and what it adds: one missing row is missing on every level.
type Level = (u8, std::mem::Discriminant<Amount>);

fn level(bill: &Bill, added: &Sum) -> Option<Level> {
    let total = bill.totals.get(added.total)?;
    let scope = match total.of {
        Scope::Section(_) => 0,
        Scope::LineKind(..) => 1,
        Scope::Line(_) => 2,
        Scope::Kind(_) => 3,
        Scope::Bill => 4,
    };
    Some((scope, std::mem::discriminant(&total.printed)))
}

/// A loss is at stake once: on the level where most is missing, the nearest to the rows of those.
fn once(found: &mut [(Level, Finding)]) {
    let mut levels: Vec<(Level, Money)> = Vec::new();
    for (level, finding) in found.iter() {
        match levels.iter_mut().find(|(known, _)| known == level) {
            Some((_, sum)) => *sum += finding.stake,
            None => levels.push((*level, finding.stake)),
        }
    }
    levels.sort_by_key(|((scope, _), sum)| (std::cmp::Reverse(*sum), *scope));
    let Some((worst, _)) = levels.first() else { return };
    for (_, finding) in found.iter_mut().filter(|(level, _)| level != worst) {
        finding.stake = Money::ZERO;
    }
}

fn short(bill: &Bill, added: &Sum) -> Option<Finding> {
    let total = bill.totals.get(added.total)?;
    let label = if total.label.trim().is_empty() { "Total".to_owned() } else { cut(&total.label, LONGEST_LABEL) };
    let off = totals::money(added.found).zip(totals::money(total.printed)).map(|(f, p)| f - p).unwrap_or_default();
    let what = if added.verdict == Verdict::Unlisted {
        both!(|l| "“{label}”: the bill prints {printed} and lists no row for it. It may not itemise such use, or a part of it was lost.",
            "«\u{a0}{label}\u{a0}»\u{a0}: la facture imprime {printed} et n’énumère aucune ligne. Elle ne détaille peut-être pas cet usage, ou une partie est perdue.";
            printed = said(total.printed, l))
    } else if doubled(added.found, total.printed) {
        both!(|l| "“{label}”: the rows add up to {found}, exactly twice the printed {printed}. Each row may be there twice.",
            "«\u{a0}{label}\u{a0}»\u{a0}: les lignes donnent {found}, exactement le double des {printed} imprimés. Chaque ligne y est peut-être deux fois.";
            found = said(added.found, l), printed = said(total.printed, l))
    } else {
        both!(|l| "“{label}”: the rows add up to {found}, and the bill prints {printed}.", "«\u{a0}{label}\u{a0}»\u{a0}: les lignes donnent {found}, et la facture imprime {printed}.";
            found = said(added.found, l), printed = said(total.printed, l))
    };
    let of = |number, l| things(number, l, ("row", "rows"), ("ligne", "lignes"));
    let sum = both!(|l| "{rows} = {found}; printed: {printed}; {without} without an amount; {at}",
        "{rows} = {found}; imprimé\u{a0}: {printed}; {without} sans montant; {at}";
        rows = of(added.rows, l), without = of(added.without, l), found = said(added.found, l), printed = said(total.printed, l), at = place(total.at, l));
    let close = both!(|_l| "Nothing else is checked until this adds up. Look whether a page is missing or was read twice; if the bill itself is wrong, ask the carrier for a right one.",
        "Rien d’autre n’est vérifié tant que le total n’est pas juste. Voyez s’il manque une page ou si une page a été lue deux fois; si la facture elle-même est fausse, demandez-en une autre au fournisseur.");
    let line = match total.of {
        Scope::Line(line) | Scope::LineKind(line, _) => Some(line),
        Scope::Section(at) => bill.sections.get(at as usize).and_then(|s| s.line),
        Scope::Kind(_) | Scope::Bill => None,
    };
    Some(Finding::new(Check::B01, Severity::Error, what).line(line).also(Evidence::Totals).stake(off).sum(sum).close(close))
}
