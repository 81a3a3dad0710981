//! B07, B08, B09: prices and minutes.

use std::collections::BTreeMap;

use super::finding::{Check, Evidence, Finding, Severity, both, later};
use super::look::{Look, asks_local, charged, when};
use crate::bill::{Row, Service};
use crate::money::Money;
use crate::plan::Rate;
use crate::rate::{Rated, Status, Verdict, prices, working};
use crate::words::{Lang, count, money};

/// B07: each charge is one the plan allows.
pub(super) fn wrong(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, row, rated) in look.usage() {
        let Some(billed) = row.charges.amount() else { continue };
        let finding = match rated.verdict(Some(billed)) {
            Verdict::WrongRate if !rated.pooled && !asks_local(row, rated) && !pays_for_included_data(row, rated) => off(look, row, rated, billed),
            Verdict::NoRate | Verdict::NoRule if !billed.is_zero() => no_price(look, row, rated, billed),
            _ => continue,
        };
        found.push(finding.rows([at]).line(row.line).also_if(rated.zone_assumed, Evidence::PlaceAssumed).also_if(row.service == Service::Voice && row.used.seconds.is_none(), Evidence::MinutesOnly));
    }
    found
}

/// Looked at in B17.
fn pays_for_included_data(row: &Row, rated: &Rated) -> bool {
    row.service == Service::Data && rated.status == Status::Included
}

fn off(look: &Look<'_>, row: &Row, rated: &Rated, billed: Money) -> Finding {
    let (least, most) = rated.expected.range().unwrap_or_default();
    let nearest = if billed > most { most } else { least };
    let (moment, other) = (when(row), look.shown(row.other));
    let much = billed > most;
    let what = later!(|l| "{moment}, {other}: billed at {billed}, and the plan allows {allowed}.", "{moment}, {other}\u{a0}: facturé {billed}, et le forfait permet {allowed}."; billed = money(billed, l), allowed = range(least, most, l));
    let sum = both!(|l| "{working}; the bill says {billed}", "{working}; la facture dit {billed}"; working = working(look.plan, row, rated, l), billed = money(billed, l));
    let close = if much {
        later!(|l| "Ask the carrier for {off} back, or for the price it used.", "Demandez au fournisseur de rembourser {off}, ou le prix qu’il a appliqué."; off = money(billed - nearest, l))
    } else {
        both!(|_l| "It is less than the plan says: ask which price holds, and write it in the plan.", "C’est moins que ne dit le forfait\u{a0}: demandez quel prix est le bon, et notez-le dans le forfait.")
    };
    let severity = if much { Severity::Error } else { Severity::Info };
    Finding::new(Check::B07, severity, what).clause(look.rule(rated)).stake(if much { billed - nearest } else { Money::ZERO }).sum(sum).close(close)
}

fn range(least: Money, most: Money, lang: Lang) -> String {
    match (least == most, lang) {
        (true, _) => money(most, lang),
        (false, Lang::En) => format!("{} or {}", money(least, lang), money(most, lang)),
        (false, Lang::Fr) => format!("{} ou {}", money(least, lang), money(most, lang)),
    }
}

fn no_price(look: &Look<'_>, row: &Row, rated: &Rated, billed: Money) -> Finding {
    let (moment, other) = (when(row), look.shown(row.other));
    let what = later!(|l| "{moment}, {other}: billed at {billed}, and the plan has no price for it.", "{moment}, {other}\u{a0}: facturé {billed}, et le forfait n’a pas de prix pour cela."; billed = money(billed, l));
    let close = both!(|_l| "Ask the carrier which price it used and where that price is written. Then write it in the plan.", "Demandez au fournisseur quel prix il a appliqué et où ce prix est écrit. Notez-le ensuite dans le forfait.");
    let finding = Finding::new(Check::B07, Severity::Explain, what).stake(billed).close(close);
    if rated.rule.is_some() { finding.clause(look.rule(rated)) } else { finding.also(Evidence::Plan) }
}

/// B08: the plan leaves a price open; one bill may use only one of them.
pub(super) fn two_rates(look: &Look<'_>) -> Vec<Finding> {
    let open: Vec<(usize, &Rate)> = look.plan.rate.iter().enumerate().filter(|(_, r)| r.price_any_of.len() > 1).collect();
    open.into_iter().filter_map(|(_, rate)| split(look, rate)).chain(other_prices(look)).collect()
}

fn split(look: &Look<'_>, rate: &Rate) -> Option<Finding> {
    let single: Vec<Rate> = rate.price_any_of.iter().map(|price| Rate { price: Some(*price), price_any_of: Vec::new(), ..rate.clone() }).collect();
    let mut only: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, row, rated) in look.usage() {
        let rule = rated.rule.and_then(|at| look.plan.rule.get(at as usize));
        let Some(billed) = charged(row).filter(|_| rule.is_some_and(|r| r.rate.as_ref() == Some(&rate.id) && r.add.is_empty())) else { continue };
        let fits: Vec<usize> = single.iter().enumerate().filter(|(_, r)| prices(r, rated.amount).contains(&billed)).map(|(nth, _)| nth).collect();
        if let [nth] = fits.as_slice() {
            only.entry(*nth).or_default().push(at);
        }
    }
    if only.len() < 2 {
        return None;
    }
    let list = |l: Lang| only.iter().filter_map(|(nth, rows)| Some(format!("{} × {}", rows.len(), money(*rate.price_any_of.get(*nth)?, l)))).collect::<Vec<_>>().join(", ");
    let least = rate.price_any_of.iter().min()?;
    let dear = only.iter().filter(|(nth, _)| rate.price_any_of.get(**nth) != Some(least)).flat_map(|(_, rows)| rows);
    let cheap = single.iter().find(|r| r.price == Some(*least))?;
    let stake: Money = dear.filter_map(|at| Some(look.row(*at)?.charges.amount()? - *prices(cheap, look.rated.get(*at)?.amount).first()?)).sum();
    let what = both!(|l| "The same kind of use is billed at different prices: {list}. The plan prints both and does not say which is which.", "Le même genre d’usage est facturé à des prix différents\u{a0}: {list}. Le forfait donne les deux sans dire lequel vaut quand."; list = list(l));
    let close = both!(|_l| "Ask the carrier which price holds for what, and write it in the plan as two rates.", "Demandez au fournisseur quel prix vaut pour quoi, et notez-le dans le forfait comme deux tarifs.");
    let sum = both!(|l| "all at the lower price: {stake} less", "tout au prix le plus bas\u{a0}: {stake} de moins"; stake = money(stake, l));
    Some(Finding::new(Check::B08, Severity::Explain, what).rows(only.into_values().flatten()).clause(&rate.id).stake(stake).sum(sum).close(close))
}

/// A service, a direction, a country.
type MessageKind = (Service, Option<crate::bill::Direction>, String);

/// Messages to one country at two prices, where the plan has none.
fn other_prices(look: &Look<'_>) -> Vec<Finding> {
    let mut by: BTreeMap<MessageKind, BTreeMap<Money, Vec<usize>>> = BTreeMap::new();
    for (at, row, rated) in look.usage().filter(|(_, row, _)| matches!(row.service, Service::Sms | Service::Mms)) {
        let country = row.other.and_then(crate::number::Number::country).map(|c| c.to_string());
        if let (Some(billed), Some(country), Verdict::NoRate) = (charged(row), country, rated.verdict(row.charges.amount())) {
            let each = billed.times(1, i64::from(row.used.units.unwrap_or(1)).max(1));
            by.entry((row.service, row.direction, country)).or_default().entry(each).or_default().push(at);
        }
    }
    by.into_iter().filter(|(_, prices)| prices.len() > 1).map(|((.., country), prices)| {
        let list = |l: Lang| prices.iter().map(|(price, rows)| format!("{} × {}", rows.len(), money(*price, l))).collect::<Vec<_>>().join(", ");
        let what = both!(|l| "Messages of one kind ({country}) are billed at different prices: {list}.", "Des messages du même genre ({country}) sont facturés à des prix différents\u{a0}: {list}."; list = list(l));
        let close = both!(|_l| "Ask the carrier which price holds.", "Demandez au fournisseur quel prix est le bon.");
        Finding::new(Check::B08, Severity::Explain, what).rows(prices.into_values().flatten()).close(close)
    })
    .collect()
}

/// B09: billed minutes are the begun minutes of the call.
pub(super) fn minutes(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, row, _) in look.usage().filter(|(_, row, _)| row.service == Service::Voice) {
        let (Some(seconds), Some(minutes)) = (row.used.seconds, row.used.minutes) else { continue };
        let right = seconds.div_ceil(60);
        if minutes == right || (minutes == right + 1 && look.plan.cycle.ringing_counts) || (seconds == 0 && minutes <= 1) {
            continue;
        }
        let (moment, more) = (when(row), minutes > right);
        let billed = charged(row).unwrap_or_default();
        let fair = billed.share(i64::from(right), i64::from(minutes.max(1)));
        let what = later!(|_l| "{moment}: {seconds} seconds are billed as {minutes} minutes, not {right}.", "{moment}\u{a0}: {seconds} secondes sont facturées comme {minutes} minutes, et non {right}.");
        let sum = later!(|l| "{seconds} s ÷ 60, rounded up = {right} min; billed: {minutes} min", "{seconds} s ÷ 60, arrondi vers le haut = {right} min; facturé\u{a0}: {minutes} min"; seconds = count(u64::from(seconds), l));
        let close = both!(|_l| "Ask the carrier how it counts; some count the ringing too.", "Demandez au fournisseur comment il compte; certains comptent aussi la sonnerie.");
        let severity = if more && !billed.is_zero() { Severity::Error } else { Severity::Info };
        found.push(Finding::new(Check::B09, severity, what).rows([at]).line(row.line).stake(if more { billed - fair } else { Money::ZERO }).sum(sum).close(close));
    }
    found
}
