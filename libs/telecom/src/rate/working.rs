//! The arithmetic of a row, in one line.

use super::price::quantity;
use super::{Expected, Rated, Status};
use crate::bill::{Row, Service};
use crate::money::Money;
use crate::plan::{Measure, Plan, Rate, Rule};
use crate::words::{Lang, count, money};

/// How the amounts that are allowed come about: `185 s → 4 min; 4 × $0.10 = $0.40 or 4 × $0.20 = $0.80`.
#[must_use]
pub fn working(plan: &Plan, row: &Row, rated: &Rated, lang: Lang) -> String {
    let rule = rated.rule.and_then(|at| plan.rule.get(at as usize));
    let amount = if rated.status == Status::Overage { rated.over } else { rated.amount };
    match (&rated.expected, rule) {
        (Expected::Free, _) => match lang {
            Lang::En => format!("included: {}", money(Money::ZERO, lang)),
            Lang::Fr => format!("compris\u{a0}: {}", money(Money::ZERO, lang)),
        },
        (Expected::NoPrice, _) | (_, None) => match lang {
            Lang::En => "the plan has no price for this".to_owned(),
            Lang::Fr => "le forfait ne donne pas de prix pour cela".to_owned(),
        },
        (Expected::NotSaid, _) => match lang {
            Lang::En => "the bill does not say how much was used".to_owned(),
            Lang::Fr => "la facture ne dit pas combien a été utilisé".to_owned(),
        },
        (Expected::Any(amounts), Some(rule)) => match only_rate(plan, rule, rated) {
            Some(rate) => with_rate(rate, row, amount, amounts, lang),
            None => listed(amounts, lang),
        },
    }
}

/// The one rate that made the amounts; none when charges were added up.
fn only_rate<'p>(plan: &'p Plan, rule: &Rule, rated: &Rated) -> Option<&'p Rate> {
    let id = if rated.status == Status::Overage { rule.overage.as_ref() } else { rule.rate.as_ref() };
    let id = if rule.add.is_empty() { id? } else { return None };
    plan.rate.iter().find(|r| &r.id == id)
}

fn listed(amounts: &[Money], lang: Lang) -> String {
    let or = if lang == Lang::En { " or " } else { " ou " };
    amounts.iter().map(|a| money(*a, lang)).collect::<Vec<_>>().join(or)
}

fn with_rate(rate: &Rate, row: &Row, amount: u64, amounts: &[Money], lang: Lang) -> String {
    let (number, per) = quantity(rate, amount);
    let shown = if number % per == 0 { (number / per).to_string() } else { format!("{number}/{per}") };
    let simple = rate.tiers.is_empty() && rate.connect.is_zero() && rate.cap.is_none() && rate.cap_cycle.is_none() && rate.min_charge.is_zero();
    let or = if lang == Lang::En { " or " } else { " ou " };
    let sums = if simple && amounts.len() == rate.prices().len() {
        let mut prices = rate.prices().to_vec();
        prices.sort_unstable();
        prices.iter().zip(amounts).map(|(price, sum)| format!("{shown} × {} = {}", money(*price, lang), money(*sum, lang))).collect::<Vec<_>>().join(or)
    } else {
        listed(amounts, lang)
    };
    let used = match row.service {
        Service::Voice => format!("{} s", count(amount, lang)),
        Service::Data => format!("{} KB", count(amount, lang)).replace("KB", if lang == Lang::En { "KB" } else { "Ko" }),
        _ => count(amount, lang),
    };
    let unit = match (rate.per, lang) {
        (Measure::Minute, _) => "min",
        (Measure::Megabyte, Lang::En) => "MB",
        (Measure::Megabyte, Lang::Fr) => "Mo",
        (Measure::Package, Lang::En) => if shown == "1" { "package" } else { "packages" },
        (Measure::Package, Lang::Fr) => if shown == "1" { "bloc" } else { "blocs" },
        _ => return format!("{used}; {sums}"),
    };
    format!("{used} → {shown} {unit}; {sums}")
}
