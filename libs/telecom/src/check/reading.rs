//! B01 for the file itself: what the reader could not read, or read with a doubt.
//!
//! A bill that was not read whole accuses nobody: a call can look like a fee when
//! pages are in the wrong order, and a lost page hides what explains a charge. So
//! most of what a reader says stops the other checks. Single rows that could not
//! be read stop them only where no printed total vouches for the rest.

use super::finding::{Check, Evidence, Finding, Severity, both};
use crate::bill::{Amount, Bill, Problem};
use crate::totals::Sum;
use crate::words::{place, short, things};

/// What a problem of the reader means for the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// The file is cut off, doubled or out of order, or its days are not known: nothing can be said.
    Whole,
    /// One row was not read.
    Row,
    /// Read, with a doubt.
    Doubt,
}

fn weight(code: &str) -> Weight {
    match code {
        "order-by-span" | "text-damaged" | "text-nul" | "fact-differs" | "column-twice" | "days-outside" => Weight::Doubt,
        "amount-unreadable" | "amount-unclear" | "amount-outside" | "date-unreadable" | "date-missing" | "time-unreadable" | "use-unreadable"
        | "line-unreadable" | "number-shortened" | "row-unknown" | "row-short" | "row-long" | "row-empty" => Weight::Row,
        // Of a word that is not known here, the worst is thought.
        _ => Weight::Whole,
    }
}

/// What stands beside these problems is ours to show: page numbers, headings, days. Rows hold numbers of strangers.
fn shows_text(code: &str) -> bool {
    matches!(code, "page-missing" | "page-twice" | "page-order" | "total-missing" | "section-twice" | "days-outside")
}

/// Most places that are listed.
const PLACES: usize = 12;

/// What the reader said, a finding for each kind of problem, and whether anything else may be checked.
pub(super) fn problems(bill: &Bill, sums: &[Sum]) -> (Vec<Finding>, bool) {
    let mut kinds: Vec<(&str, Vec<&Problem>)> = Vec::new();
    for problem in &bill.problems {
        match kinds.iter_mut().find(|(code, _)| *code == problem.code) {
            Some((_, all)) => all.push(problem),
            None => kinds.push((&problem.code, vec![problem])),
        }
    }
    let money = bill.totals.iter().any(|total| matches!(total.printed, Amount::Money(_)));
    let vouched = money && sums.iter().all(Sum::holds);
    let stops = |code: &str| match weight(code) {
        Weight::Whole => true,
        Weight::Row => !vouched,
        Weight::Doubt => false,
    };
    let stopped = kinds.iter().any(|(code, _)| stops(code));
    (kinds.iter().filter_map(|(code, all)| finding(code, all, stopped)).collect(), stopped)
}

fn finding(code: &str, all: &[&Problem], stopped: bool) -> Option<Finding> {
    let first = *all.first()?;
    let text = if shows_text(code) { short(&first.raw, 60) } else { String::new() };
    let text = if text.is_empty() { text } else { format!(" ({text})") };
    let severity = if weight(code) == Weight::Doubt { Severity::Explain } else { Severity::Error };
    let what = if severity == Severity::Error {
        both!(|l| "The bill was not read as it should be: {why}{text}", "La facture n’a pas été lue comme il faut\u{a0}: {why}{text}"; why = crate::read::said(first, l))
    } else {
        both!(|l| "The bill was read with a doubt: {why}{text}", "La facture a été lue avec un doute\u{a0}: {why}{text}"; why = crate::read::said(first, l))
    };
    let more = all.len().saturating_sub(PLACES);
    let sum = both!(|l| "{number}: {places}{more}", "{number}\u{a0}: {places}{more}";
        number = things(all.len(), l, ("place", "places"), ("endroit", "endroits")),
        places = all.iter().take(PLACES).map(|problem| place(problem.at, l)).collect::<Vec<_>>().join("; "),
        more = if more > 0 { format!("; +{more}") } else { String::new() });
    Some(Finding::new(Check::B01, severity, what).also(Evidence::Reading).sum(sum).close(close(code, stopped)))
}

fn close(code: &str, stopped: bool) -> crate::words::Said {
    match code {
        "year-unknown" => both!(|_l| "Nothing else is checked until the days are known. Say which days the bill is for: --period 2025-03-01..2025-03-31, beside the carrier’s own file.",
            "Rien d’autre n’est vérifié tant que les jours ne sont pas connus. Dites quels jours couvre la facture\u{a0}: --period 2025-03-01..2025-03-31, avec le fichier du fournisseur."),
        "order-unclear" => both!(|_l| "Nothing else is checked until the days are known. Say what stands first: --dates day or --dates month, or the days of the bill: --period 2025-03-01..2025-03-31.",
            "Rien d’autre n’est vérifié tant que les jours ne sont pas connus. Dites ce qui vient d’abord\u{a0}: --dates day ou --dates month, ou les jours de la facture\u{a0}: --period 2025-03-01..2025-03-31."),
        "page-order" => both!(|_l| "Nothing else is checked until the pages are in order: what stands on one page may belong to the phone or the part on another. Put them in order, or ask the carrier for the bill again.",
            "Rien d’autre n’est vérifié tant que les pages ne sont pas dans l’ordre\u{a0}: ce qui est sur une page peut appartenir au téléphone ou à la partie d’une autre. Remettez-les dans l’ordre, ou redemandez la facture au fournisseur."),
        "days-outside" => both!(|_l| "See that the days given with --period are those of this bill.", "Voyez si les jours donnés avec --period sont ceux de cette facture."),
        _ if stopped => both!(|_l| "Nothing else is checked until the bill is read whole. Ask the carrier for the file again; if the file is whole, correct the profile.",
            "Rien d’autre n’est vérifié tant que la facture n’est pas lue en entier. Redemandez le fichier au fournisseur; si le fichier est entier, corrigez le profil."),
        _ => both!(|_l| "The printed totals hold, so the rest was checked. Look at these places on the bill, or correct the profile.",
            "Les totaux imprimés sont justes; le reste a donc été vérifié. Regardez ces endroits sur la facture, ou corrigez le profil."),
    }
}
