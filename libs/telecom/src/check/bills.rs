//! B02, B03, B04, B27: this bill beside the last ones, the register and the calendar.

use jiff::ToSpan;
use jiff::civil::Date;

use super::finding::{Check, Evidence, Finding, Severity, both};
use super::given::Given;
use super::look::{Look, lines_of};
use crate::bill::{Bill, Kind, days_between};
use crate::money::Money;
use crate::words::{Lang, money, things};

/// B02: no day is billed twice or never, and the period begins when the plan says.
pub(super) fn periods(given: &Given<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(period) = given.bill.period else { return found };
    if let Some(earlier) = given.earlier.iter().rev().find(|b| b.period.is_some_and(|p| p.first <= period.last)) {
        found.extend(beside(given.bill, earlier));
    }
    let asked = given.plan.cycle.bill_day.map(|day| day.min(period.first.days_in_month()));
    if let Some(day) = asked.filter(|day| *day != period.first.day()) {
        let (first, last) = (period.first, period.last);
        let what = both!(|_l| "The period {first} to {last} does not begin on day {day} of the month, as the plan says.", "La période du {first} au {last} ne commence pas le {day} du mois, comme le dit le forfait.");
        let close = both!(|_l| "Ask the carrier whether the bill day changed, and write it in the plan.", "Demandez au fournisseur si la date de facturation a changé, et notez-le dans le forfait.");
        found.push(Finding::new(Check::B02, Severity::Explain, what).clause("cycle").close(close));
    }
    found
}

fn beside(bill: &Bill, earlier: &Bill) -> Option<Finding> {
    let (this, last) = (bill.period?, earlier.period?);
    let same_paper = bill.invoice.is_some() && bill.invoice == earlier.invoice;
    let gap = days_between(last.last, this.first) - 1;
    let (a, b, c, d) = (last.first, last.last, this.first, this.last);
    let finding = if same_paper || this == last {
        let what = both!(|_l| "This is the same bill as one that was checked before ({c} to {d}).", "C’est la même facture qu’une autre déjà vérifiée ({c} au {d}).");
        let close = both!(|_l| "Take one of the two away. If they differ, ask the carrier which one holds.", "Retirez l’une des deux. Si elles diffèrent, demandez au fournisseur laquelle est valable.");
        Finding::new(Check::B02, Severity::Error, what).stake(total(bill)).close(close)
    } else if gap > 0 {
        let what = both!(|l| "{days} are on no bill: the last one ends on {b}, this one begins on {c}.", "{days} ne sont sur aucune facture\u{a0}: la précédente finit le {b}, celle-ci commence le {c}."; days = things(usize::try_from(gap).unwrap_or(0), l, ("day", "days"), ("jour", "jours")));
        let close = both!(|_l| "Look for the bill between, or expect these days on a later one.", "Cherchez la facture entre les deux, ou attendez ces jours sur une prochaine facture.");
        Finding::new(Check::B02, Severity::Explain, what).close(close)
    } else if gap < 0 {
        let what = both!(|_l| "This bill ({c} to {d}) and the last one ({a} to {b}) have days in common.", "Cette facture ({c} au {d}) et la précédente ({a} au {b}) ont des jours en commun.");
        let close = both!(|_l| "Ask the carrier that no day is charged twice.", "Demandez au fournisseur qu’aucun jour ne soit facturé deux fois.");
        Finding::new(Check::B02, Severity::Error, what).close(close)
    } else {
        return None;
    };
    Some(finding.also(Evidence::Earlier))
}

fn total(bill: &Bill) -> Money {
    bill.rows.iter().filter_map(|r| r.charges.amount()).sum()
}

/// B03: phones on the bill that nobody knows, and the reverse.
pub(super) fn register(look: &Look<'_>) -> Vec<Finding> {
    let Some(register) = look.given.register else { return Vec::new() };
    let ghosts = look.lines.iter().filter(|line| !register.lines.contains(line)).map(|line| {
        let rows: Vec<usize> = look.bill.rows.iter().enumerate().filter(|(_, r)| r.line == Some(*line)).map(|(at, _)| at).collect();
        let (cost, number) = (look.cost(&rows), line.plain());
        let what = both!(|l| "{number} is billed ({cost}) and is not in our list of phones.", "Le {number} est facturé ({cost}) et n’est pas dans notre liste de téléphones."; cost = money(cost, l));
        let close = both!(|_l| "Find out whose phone it is and add it to the list, or cancel it and ask for the money back.", "Trouvez à qui est ce téléphone et ajoutez-le à la liste, ou annulez-le et demandez un remboursement.");
        Finding::new(Check::B03, Severity::Explain, what).line(Some(*line)).rows(rows).also(Evidence::Register).stake(cost).close(close)
    });
    let missing = register.lines.iter().filter(|line| !look.lines.contains(line)).map(|line| {
        let number = line.plain();
        let what = both!(|_l| "{number} is in our list of phones and not on this bill.", "Le {number} est dans notre liste de téléphones, mais pas sur cette facture.");
        let close = both!(|_l| "Look whether it is on another account, or was cancelled.", "Voyez s’il est sur un autre compte ou s’il a été annulé.");
        Finding::new(Check::B03, Severity::Info, what).line(Some(*line)).also(Evidence::Register).close(close)
    });
    ghosts.chain(missing).collect()
}

/// B04: a phone that is paid for and used in none of the last bills.
pub(super) fn unused(look: &Look<'_>) -> Vec<Finding> {
    let wanted = look.plan.policy.unused_after_bills.unwrap_or(3).max(1);
    let before = look.given.earlier.len();
    if before + 1 < wanted {
        return Vec::new();
    }
    let mut bills: Vec<&Bill> = look.given.earlier.iter().skip(before + 1 - wanted).collect();
    bills.push(look.bill);
    let used: Vec<_> = bills.iter().map(|b| used_lines(b)).collect();
    let listed: Vec<_> = bills.iter().map(|b| lines_of(b)).collect();
    let idle = look.lines.iter().filter(|line| used.iter().all(|u| !u.contains(line)) && listed.iter().all(|l| l.contains(line)));
    idle.map(|line| {
        let rows: Vec<usize> = look.fees().filter(|(_, r)| r.line == Some(*line) && r.kind == Kind::Recurring).map(|(at, _)| at).collect();
        let (cost, number) = (look.cost(&rows), line.plain());
        let what = both!(|l| "No use of {number} is on the last {wanted} bills; it costs {cost} a month.", "Aucun usage du {number} ne figure sur les {wanted} dernières factures; il coûte {cost} par mois."; cost = money(cost, l));
        let close = both!(|_l| "Ask whether anybody needs it; many bills do not list what is free. If not, have it suspended or cancelled.", "Demandez si quelqu’un en a besoin; bien des factures n’énumèrent pas ce qui est gratuit. Sinon, faites-le suspendre ou annuler.");
        Finding::new(Check::B04, Severity::Info, what).line(Some(*line)).rows(rows).also(Evidence::Earlier).stake(cost).close(close)
    })
    .collect()
}

fn used_lines(bill: &Bill) -> std::collections::BTreeSet<crate::number::E164> {
    bill.rows.iter().filter(|r| r.kind == Kind::Usage).filter_map(|r| r.line).collect()
}

fn left_days(left: i64, lang: Lang) -> String {
    let days = things(usize::try_from(left).unwrap_or(0), lang, ("day", "days"), ("jour", "jours"));
    match (lang, left) {
        (Lang::En, 1) => format!("{days} is left"),
        (Lang::En, _) => format!("{days} are left"),
        (Lang::Fr, _) => days,
    }
}

/// B01 of an earlier bill: it is compared with nothing.
pub(super) fn left_out(bill: &Bill) -> Finding {
    let name = bill.period.map(|days| format!(" ({} – {})", days.first, days.last)).unwrap_or_default();
    let what = both!(|_l| "An earlier bill{name} was not read whole, or does not add up. It was left out.", "Une facture précédente{name} n’a pas été lue en entier, ou ses totaux ne sont pas justes. Elle a été laissée de côté.");
    let close = both!(|_l| "Check that bill by itself first: it is said there what is wrong.", "Vérifiez d’abord cette facture seule\u{a0}: on y dit ce qui ne va pas.");
    Finding::new(Check::B01, Severity::Explain, what).also(Evidence::Earlier).close(close)
}

/// B27: findings with money in them, and the last day to question the bill.
pub(super) fn closing(given: &Given<'_>, today: Date, findings: &[Finding]) -> Vec<Finding> {
    let open: Vec<&Finding> = findings.iter().filter(|f| f.severity >= Severity::Explain && !f.stake.is_zero()).collect();
    let issued = given.bill.bill_date.or(given.bill.period.map(|p| p.last));
    let Some(last) = issued.and_then(|day| day.checked_add(i64::from(given.plan.cycle.dispute_days).days()).ok()) else { return Vec::new() };
    if open.is_empty() {
        return Vec::new();
    }
    let (number, left) = (open.len(), days_between(today, last));
    let stake = super::stakes::once(given.bill, findings).all();
    let finding = if left < 0 {
        let what = both!(|l| "The time to question this bill ended on {last}, and {open} with {stake} are open.", "Le délai pour contester cette facture a pris fin le {last}, et il reste {open} ({stake}).";
            open = things(number, l, ("finding", "findings"), ("constat", "constats")), stake = money(stake, l));
        Finding::new(Check::B27, Severity::Info, what)
    } else if left <= 30 {
        let what = both!(|l| "This bill can be questioned until {last}: {left}, and {open} with {stake} are open.", "Cette facture peut être contestée jusqu’au {last}\u{a0}: il reste {left} et {open} ({stake}).";
            left = left_days(left, l), open = things(number, l, ("finding", "findings"), ("constat", "constats")), stake = money(stake, l));
        Finding::new(Check::B27, Severity::Explain, what)
    } else {
        return Vec::new();
    };
    let close = both!(|_l| "Write to the carrier before that day, or close the findings.", "Écrivez au fournisseur avant cette date, ou fermez les constats.");
    vec![finding.clause("cycle").stake(stake).close(close)]
}
