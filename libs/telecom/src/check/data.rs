//! B16, B17: data. A shared allowance is judged as a whole, never by phone.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::finding::{Check, Evidence, Finding, Severity, both};
use super::look::{Look, charged, phone};
use crate::bill::{Service, Zone};
use crate::money::Money;
use crate::number::E164;
use crate::plan::{Allowance, Members, Pool, PoolSize, Quantity, Rate, Scope, Unit};
use crate::rate::{Expected, Status, prices};
use crate::words::{Lang, count, money};

/// What one pool had, gave and cost.
#[derive(Debug, Default)]
struct Drawn {
    rows: Vec<usize>,
    used: u64,
    billed: Money,
    charged: i64,
    rate: Option<usize>,
}

/// B16.
pub(super) fn pool(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for allowance in &look.plan.allowance {
        let (Scope::Pool(id), Quantity::Of(own)) = (&allowance.scope, allowance.amount) else { continue };
        let Some(pool) = look.plan.pool.iter().find(|p| &p.id == id) else { continue };
        let drawn = draw(look, allowance);
        if !drawn.rows.is_empty() {
            found.extend(judge(look, pool, allowance, size(look, pool, own), &drawn));
        }
    }
    found
}

fn size(look: &Look<'_>, pool: &Pool, own: u64) -> u64 {
    match pool.size {
        PoolSize::Fixed(size) => size,
        PoolSize::SumOfMembers => {
            let members = if let Members::These(lines) = &pool.members { lines.len() } else { look.lines.len() };
            own.saturating_mul(u64::try_from(members.max(1)).unwrap_or(u64::MAX))
        }
    }
}

fn draw(look: &Look<'_>, allowance: &Allowance) -> Drawn {
    let mut drawn = Drawn::default();
    for (at, row, rated) in look.usage().filter(|(_, _, rated)| rated.pooled) {
        let Some(rule) = rated.rule.and_then(|at| look.plan.rule.get(at as usize)).filter(|r| r.allowance.as_ref() == Some(&allowance.id)) else { continue };
        drawn.rows.push(at);
        drawn.used = drawn.used.saturating_add(rated.amount);
        drawn.billed += row.charges.amount().unwrap_or_default();
        drawn.charged += i64::from(charged(row).is_some());
        drawn.rate = drawn.rate.or_else(|| look.plan.rate.iter().position(|r| rule.overage.as_ref() == Some(&r.id)));
    }
    drawn
}

/// What so much over costs, from the least to the most; each row may have been rounded by itself.
fn cost(rate: Option<&Rate>, over: u64, rows: i64) -> Option<(Money, Money)> {
    if over == 0 {
        return Some((Money::ZERO, Money::ZERO));
    }
    let all = prices(rate?, over);
    let slack = Money::cents(rows.clamp(0, 5));
    Some((*all.first()? - slack, *all.last()? + slack))
}

fn judge(look: &Look<'_>, pool: &Pool, allowance: &Allowance, size: u64, drawn: &Drawn) -> Option<Finding> {
    let rate = drawn.rate.and_then(|at| look.plan.rate.get(at));
    let over = drawn.used.saturating_sub(size);
    let fits = |over: u64| cost(rate, over, drawn.charged).is_some_and(|(least, most)| least <= drawn.billed && drawn.billed <= most);
    // Some carriers count a gigabyte as a million kilobytes.
    let small = u64::try_from(u128::from(size) * 1_000_000 / 1_048_576).unwrap_or(size);
    let over_small = drawn.used.saturating_sub(small);
    let sum = sums(allowance, size, over, drawn, rate);
    let (used, billed) = (drawn.used, drawn.billed);
    let finding = if fits(over) {
        if over == 0 {
            return None;
        }
        let what = both!(|l| "The phones together used {over} more than they share, and that is billed at {billed}, as the plan says.", "Les téléphones ensemble ont utilisé {over} de plus que ce qu’ils partagent, facturé {billed}, comme le dit le forfait."; over = units(allowance, over, l), billed = money(billed, l));
        Finding::new(Check::B16, Severity::Explain, what).stake(billed).close(both!(|_l| "Ask which phone used most and why; a larger share may cost less.", "Demandez quel téléphone a le plus utilisé et pourquoi; un plus grand partage peut coûter moins."))
    } else if allowance.unit == Unit::Kilobyte && fits(over_small) {
        let what = both!(|l| "The charge of {billed} is right if a gigabyte has 1,000,000 KB, and not if it has 1,048,576 KB as the plan here says.", "Les frais de {billed} sont justes si un gigaoctet compte 1 000 000 Ko, mais pas s’il en compte 1 048 576 comme le dit ce forfait."; billed = money(billed, l));
        Finding::new(Check::B16, Severity::Explain, what).stake(billed).close(both!(|_l| "Look in the contract how a gigabyte is counted, and write it in the plan.", "Voyez dans le contrat comment un gigaoctet est compté, et notez-le dans le forfait."))
    } else if over == 0 {
        let what = both!(|l| "{billed} were billed for data while the phones together had room: {used} of {size} used.", "{billed} ont été facturés pour des données alors qu’il restait de la place dans le partage\u{a0}: {used} sur {size}."; billed = money(billed, l), used = units(allowance, used, l), size = units(allowance, size, l));
        Finding::new(Check::B16, Severity::Error, what).stake(billed).close(both!(|l| "Ask the carrier for {billed} back: what one phone uses too much is nothing while the others leave room.", "Demandez le remboursement de {billed}\u{a0}: le surplus d’un téléphone ne compte pas tant que les autres laissent de la place."; billed = money(billed, l)))
    } else {
        let (least, most) = cost(rate, over, 0).unwrap_or_default();
        let nearest = if billed > most { most } else { least };
        let what = both!(|l| "The phones together used {over} more than they share. That should cost about {fair}, and {billed} were billed.", "Les téléphones ensemble ont utilisé {over} de plus que leur partage. Cela devrait coûter environ {fair}, et {billed} ont été facturés."; over = units(allowance, over, l), fair = money(nearest, l), billed = money(billed, l));
        let severity = if billed > most { Severity::Error } else { Severity::Info };
        Finding::new(Check::B16, severity, what).stake(billed - nearest).close(both!(|_l| "Ask the carrier how it counted.", "Demandez au fournisseur comment il a compté."))
    };
    Some(finding.rows(drawn.rows.iter().copied()).clause(&pool.id).sum(sum))
}

fn units(allowance: &Allowance, amount: u64, lang: Lang) -> String {
    let unit = match (allowance.unit, lang) {
        (Unit::Kilobyte, Lang::En) => "KB",
        (Unit::Kilobyte, Lang::Fr) => "Ko",
        (Unit::Second, _) => "s",
        (Unit::Message, _) => "messages",
    };
    format!("{}\u{a0}{unit}", count(amount, lang))
}

fn sums(allowance: &Allowance, size: u64, over: u64, drawn: &Drawn, rate: Option<&Rate>) -> crate::words::Said {
    crate::words::Said::both(|l| {
        let left = if over > 0 { units(allowance, over, l) } else { units(allowance, size - drawn.used, l) };
        let fair = cost(rate, over, 0).filter(|_| over > 0).and_then(|_| prices(rate?, over).first().copied()).unwrap_or_default();
        let (used, size) = (units(allowance, drawn.used, l), units(allowance, size, l));
        match (over > 0, l) {
            (true, Lang::En) => format!("{used} − {size} = {left} over → {}; billed: {}", money(fair, l), money(drawn.billed, l)),
            (true, Lang::Fr) => format!("{used} − {size} = {left} de trop → {}; facturé\u{a0}: {}", money(fair, l), money(drawn.billed, l)),
            (false, Lang::En) => format!("{size} − {used} = {left} left → {}; billed: {}", money(Money::ZERO, l), money(drawn.billed, l)),
            (false, Lang::Fr) => format!("{size} − {used} = {left} de reste → {}; facturé\u{a0}: {}", money(Money::ZERO, l), money(drawn.billed, l)),
        }
    })
}

/// B17: paid for what is included; and much cellular data where Wi-Fi is the rule.
pub(super) fn pay_per_use(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, row, rated) in look.usage().filter(|(_, row, rated)| row.service == Service::Data && !rated.pooled && rated.status == Status::Included && rated.expected == Expected::Free && charged(row).is_some()) {
        let billed = row.charges.amount().unwrap_or_default();
        let what = both!(|l| "Data of {number} was billed at {billed} though the plan includes it.", "Des données du {number} ont été facturées {billed} alors que le forfait les comprend."; number = phone(row.line, l), billed = money(billed, l));
        let close = both!(|l| "Ask the carrier for {billed} back.", "Demandez le remboursement de {billed}."; billed = money(billed, l));
        found.push(Finding::new(Check::B17, Severity::Error, what).rows([at]).line(row.line).clause(look.rule(rated)).also_if(rated.zone_assumed, Evidence::PlaceAssumed).stake(billed).close(close));
    }
    found.extend(much(look));
    found
}

fn much(look: &Look<'_>) -> Vec<Finding> {
    let Some(wifi) = &look.plan.policy.prefer_wifi else { return Vec::new() };
    let limit = wifi.note_when_cell_mb_per_day_over;
    let mut days: BTreeMap<(Option<E164>, Date), (u64, Vec<usize>)> = BTreeMap::new();
    for (at, row, rated) in look.usage().filter(|(_, row, _)| row.service == Service::Data) {
        if let (Some(date), Some(kilobytes), Zone::Canada) = (row.date, row.used.kilobytes, rated.zone) {
            let day = days.entry((row.line, date)).or_default();
            day.0 = day.0.saturating_add(kilobytes);
            day.1.push(at);
        }
    }
    let mut lines: BTreeMap<Option<E164>, (Vec<usize>, u64, usize)> = BTreeMap::new();
    for ((line, _), (kilobytes, rows)) in days.into_iter().filter(|(_, (kilobytes, _))| *kilobytes > limit * 1_024) {
        let entry = lines.entry(line).or_default();
        entry.0.extend(rows);
        entry.1 = entry.1.max(kilobytes);
        entry.2 += 1;
    }
    lines.into_iter().map(|(line, (rows, most, days))| {
        let top = most / 1_024;
        let what = both!(|l| "{number} used more than {limit} MB of cellular data on {days} days, {top} MB on the busiest. Our rule is Wi-Fi where there is a safe one.", "Le {number} a utilisé plus de {limit} Mo de données cellulaires sur {days} jours, {top} Mo le jour le plus chargé. Notre règle\u{a0}: le Wi-Fi quand il y en a un sûr."; number = phone(line, l));
        let close = both!(|_l| "Ask whether there was no safe Wi-Fi, and whether an app uses data in the background.", "Demandez s’il n’y avait pas de Wi-Fi sûr, et si une application utilise des données en arrière-plan.");
        Finding::new(Check::B17, Severity::Policy, what).rows(rows).line(line).close(close)
    })
    .collect()
}
