//! B26: what these bills would have cost under another plan, where that can be told.

use super::finding::{Check, Evidence, Finding, Severity, both};
use super::look::{Look, lines_of};
use crate::bill::{Bill, Kind};
use crate::money::Money;
use crate::plan::{MaybeMoney, Per, Plan};
use crate::rate::{Expected, Rater};
use crate::words::money;

/// What a bill costs under a plan, fees and use, tax left out; `None` when any price is not known.
pub(super) fn under(plan: &Plan, bill: &Bill) -> Option<Money> {
    let lines = u64::try_from(lines_of(bill).len()).ok()?.max(1);
    let mut sum = Money::ZERO;
    for fee in plan.recurring.iter().filter(|f| !f.optional) {
        let Some(MaybeMoney::Known(price)) = fee.amount else { return None };
        sum += if fee.per == Per::Line { price.times(i64::try_from(lines).ok()?, 1) } else { price };
    }
    let mut rater = Rater::new(plan, lines);
    for row in bill.rows.iter().filter(|row| row.kind == Kind::Usage) {
        match rater.rate(row).expected {
            Expected::Free => {}
            Expected::Any(prices) => match prices.as_slice() {
                [one] => sum += *one,
                _ => return None,
            },
            // Nothing was charged for it and the plan has no price: it would cost nothing there either, as far as is known.
            Expected::NoPrice | Expected::NotSaid if row.charges.amount().is_none_or(Money::is_zero) => {}
            Expected::NoPrice | Expected::NotSaid => return None,
        }
    }
    Some(sum)
}

/// Fees that come back and use, as billed.
fn billed(bill: &Bill) -> Money {
    bill.rows.iter().filter(|r| matches!(r.kind, Kind::Usage | Kind::Recurring)).filter_map(|r| r.charges.amount()).sum()
}

/// B26.
pub(super) fn better(look: &Look<'_>) -> Vec<Finding> {
    let mut bills: Vec<&Bill> = look.given.earlier.iter().rev().take(5).collect();
    bills.push(look.bill);
    let now: Money = bills.iter().map(|b| billed(b)).sum();
    let mut found = Vec::new();
    for plan in look.given.other_plans {
        let name = plan.about.name.clone();
        let Some(there) = bills.iter().map(|b| under(plan, b)).collect::<Option<Vec<Money>>>().map(|all| all.into_iter().sum::<Money>()) else {
            let what = both!(|_l| "What these bills would cost under “{name}” cannot be told: not all of its prices are known.", "On ne peut pas dire ce que coûteraient ces factures avec «\u{a0}{name}\u{a0}»\u{a0}: tous ses prix ne sont pas connus.");
            let close = both!(|_l| "Write the missing prices into that plan.", "Notez les prix manquants dans ce forfait.");
            found.push(Finding::new(Check::B26, Severity::Info, what).also(Evidence::Plan).close(close));
            continue;
        };
        if there >= now {
            continue;
        }
        let many = bills.len();
        let what = both!(|l| "With “{name}”, the last {many} bills would have cost {there} in fees and use, before tax, and not {now}.", "Avec «\u{a0}{name}\u{a0}», les {many} dernières factures auraient coûté {there} en frais et usage, avant taxes, et non {now}."; there = money(there, l), now = money(now, l));
        let sum = both!(|l| "{now} − {there} = {less} less", "{now} − {there} = {less} de moins"; less = money(now - there, l), now = money(now, l), there = money(there, l));
        let close = both!(|_l| "Ask the carrier for this plan. Bills that list only what costs money may hide use that the other plan charges for.", "Demandez ce forfait au fournisseur. Une facture qui n’énumère que ce qui coûte peut cacher un usage que l’autre forfait facture.");
        found.push(Finding::new(Check::B26, Severity::Info, what).also(Evidence::Plan).also_if(many > 1, Evidence::Earlier).stake(now - there).sum(sum).close(close));
    }
    found
}
