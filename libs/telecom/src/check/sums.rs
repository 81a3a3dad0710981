//! B01: the rows add up to what the bill prints.

use super::finding::{Check, Evidence, Finding, Severity, both};
use crate::bill::{Amount, Bill, Scope};
use crate::totals::{self, Sum, Verdict, add_up};
use crate::words::{Lang, count, money};

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
    let money = totals::money(found).zip(totals::money(printed));
    let things = totals::count(found).zip(totals::count(printed));
    money.is_some_and(|(f, p)| !p.is_zero() && f == p + p) || things.is_some_and(|(f, p)| p > 0 && f == 2 * p)
}

/// B01. Its errors stop the other checks.
pub(super) fn adding_up(bill: &Bill) -> Vec<Finding> {
    if bill.totals.is_empty() {
        let what = both!(|_l| "The bill as it was read prints no totals, so nothing shows that all of it was read.", "La facture telle que lue n’imprime aucun total; rien ne montre donc qu’elle a été lue en entier.");
        let close = both!(|_l| "Compare the number of rows and the sum with the paper or PDF bill.", "Comparez le nombre de lignes et la somme avec la facture papier ou PDF.");
        return vec![Finding::new(Check::B01, Severity::Info, what).close(close)];
    }
    add_up(bill).iter().filter(|sum| !sum.holds()).filter_map(|sum| short(bill, sum)).collect()
}

fn short(bill: &Bill, added: &Sum) -> Option<Finding> {
    let total = bill.totals.get(added.total)?;
    let label = if total.label.trim().is_empty() { "Total" } else { total.label.trim() };
    let off = totals::money(added.found).zip(totals::money(total.printed)).map(|(f, p)| f - p).unwrap_or_default();
    let (rows, place) = (added.rows, total.at);
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
