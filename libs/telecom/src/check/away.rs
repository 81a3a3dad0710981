//! B15: away from home, day passes, and use that comes late.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::finding::{Check, Evidence, Finding, Severity, both};
use super::look::{Look, charged, phone};
use crate::bill::{Kind, Row, Service, Zone, days_between};
use crate::money::Money;
use crate::number::E164;
use crate::words::{Lang, money, things};

/// Whether the bill itself says the phone was away.
fn away(row: &Row) -> bool {
    row.roaming == Some(true) || matches!(row.zone, Zone::UnitedStates | Zone::International)
}

/// B15.
pub(super) fn roaming(look: &Look<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = look.by_line(|row, _| away(row)).into_iter().map(|(line, rows)| trip(look, line, rows)).collect();
    found.extend(passes(look));
    found.extend(outside(look));
    found
}

fn trip(look: &Look<'_>, line: Option<E164>, rows: Vec<usize>) -> Finding {
    let cost = look.cost(&rows);
    let days: BTreeSet<Date> = rows.iter().filter_map(|at| look.row(*at)?.date).collect();
    let of = |service: fn(Service) -> bool| rows.iter().filter_map(|at| look.row(*at)).filter(|r| service(r.service)).count();
    let (calls, texts, data) = (of(|s| s == Service::Voice), of(|s| matches!(s, Service::Sms | Service::Mms)), of(|s| s == Service::Data));
    let span = days.first().zip(days.last()).map(|(a, b)| format!("{a} … {b}")).unwrap_or_default();
    let what = both!(|l| "{number} was used away from home ({span}): {calls} calls, {texts} messages, {data} rows of data, {cost} in all.", "Le {number} a servi en itinérance ({span})\u{a0}: {calls} appels, {texts} messages, {data} lignes de données, {cost} en tout.";
        number = phone(line, l), cost = money(cost, l));
    let close = both!(|_l| "Was this trip known, and was there a travel plan for it? Note it. If not, ask the person, and the carrier about a plan for next time.", "Ce voyage était-il connu, avec un forfait voyage? Notez-le. Sinon, demandez à la personne, et au fournisseur un forfait pour la prochaine fois.");
    let severity = if cost > Money::ZERO { Severity::Explain } else { Severity::Info };
    Finding::new(Check::B15, severity, what).rows(rows).line(line).stake(cost).close(close)
}

/// Words for a pass of a day abroad.
const PASS: [&str; 7] = ["day pass", "daily roaming", "roam like", "roam better", "easy roam", "passe d’un jour", "itinérance quotidienne"];

fn is_pass(row: &Row) -> bool {
    let words = row.description.as_deref().unwrap_or_default().to_lowercase();
    row.service == Service::Other && PASS.iter().any(|part| words.contains(part))
}

/// A day that has a pass, and is charged by use as well.
fn passes(look: &Look<'_>) -> Vec<Finding> {
    let paid: BTreeSet<(E164, Date)> = look.bill.rows.iter().filter(|r| is_pass(r) && r.kind != Kind::Credit).filter_map(|r| Some((r.line?, r.date?))).collect();
    let mut twice: BTreeMap<(E164, Date), Vec<usize>> = BTreeMap::new();
    for (at, row, _) in look.usage().filter(|(_, row, _)| away(row) && charged(row).is_some() && !is_pass(row)) {
        if let Some(key) = row.line.zip(row.date).filter(|key| paid.contains(key)) {
            twice.entry(key).or_default().push(at);
        }
    }
    twice.into_iter().map(|((line, day), rows)| {
        let (cost, number) = (look.cost(&rows), line.plain());
        let what = both!(|l| "{number}, {day}: a day pass was paid, and {cost} by use as well.", "{number}, {day}\u{a0}: un laissez-passer d’un jour a été payé, et {cost} à l’usage en plus."; cost = money(cost, l));
        let close = both!(|_l| "Ask the carrier which of the two holds, and for the other back.", "Demandez au fournisseur lequel des deux vaut, et le remboursement de l’autre.");
        Finding::new(Check::B15, Severity::Error, what).rows(rows).line(Some(line)).stake(cost).close(close)
    })
    .collect()
}

/// Use of days that are not of the period.
fn outside(look: &Look<'_>) -> Vec<Finding> {
    let Some(period) = look.period() else { return Vec::new() };
    let limit = i64::from(look.plan.cycle.late_usage_days);
    let late = |row: &Row, wanted: bool| row.date.is_some_and(|d| d < period.first && (days_between(d, period.last) > limit) == wanted);
    let mut found = Vec::new();
    for (line, rows) in look.by_line(|row, _| late(row, false)) {
        let oldest = rows.iter().filter_map(|at| look.row(*at)?.date).min().map(|d| d.to_string()).unwrap_or_default();
        let home = rows.iter().filter_map(|at| look.row(*at)).any(|r| !away(r));
        let what = both!(|l| "{number}: {rows} from before the period, since {oldest}. Use abroad may come up to {limit} days late{home}.", "{number}\u{a0}: {rows} d’avant la période, depuis le {oldest}. L’usage à l’étranger peut arriver jusqu’à {limit} jours plus tard{home}.";
            number = phone(line, l), rows = things(rows.len(), l, ("row", "rows"), ("ligne", "lignes")), home = match (home, l) { (false, _) => "", (true, Lang::En) => ", and some of this is not marked as abroad", (true, Lang::Fr) => ", et une partie n’est pas marquée comme telle" });
        let close = both!(|_l| "Check against the earlier bill that it was not charged before.", "Vérifiez sur la facture précédente que ce n’était pas déjà facturé.");
        let severity = if home { Severity::Explain } else { Severity::Info };
        let stake = look.cost(&rows);
        found.push(Finding::new(Check::B15, severity, what).rows(rows).line(line).clause("cycle").stake(stake).close(close));
    }
    for (line, rows) in look.by_line(|row, _| late(row, true)) {
        let stake = look.cost(&rows);
        let what = both!(|l| "{number}: {rows} are older than {limit} days, the most the plan allows.", "{number}\u{a0}: {rows} ont plus de {limit} jours, le maximum permis par le forfait."; number = phone(line, l), rows = things(rows.len(), l, ("row", "rows"), ("ligne", "lignes")));
        let close = both!(|_l| "Tell the carrier that it is too late to charge for this.", "Dites au fournisseur qu’il est trop tard pour facturer cela.");
        found.push(Finding::new(Check::B15, Severity::Error, what).rows(rows).line(line).clause("cycle").stake(stake).close(close));
    }
    for (line, rows) in look.by_line(|row, _| row.date.is_some_and(|d| d > period.last)) {
        let what = both!(|l| "{number}: {rows} of days after the period.", "{number}\u{a0}: {rows} de jours après la période."; number = phone(line, l), rows = things(rows.len(), l, ("row", "rows"), ("ligne", "lignes")));
        let close = both!(|_l| "Look whether the day and the month were read in the right order, and expect no second charge next month.", "Voyez si le jour et le mois ont été lus dans le bon ordre, et n’attendez pas de second débit le mois prochain.");
        found.push(Finding::new(Check::B15, Severity::Explain, what).rows(rows).line(line).also(Evidence::Plan).close(close));
    }
    found
}
