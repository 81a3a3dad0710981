//! B10, B11: the same call twice, and calls that cannot both be.
//!
//! Two calls at once are nothing strange: a conference, a call waiting, a
//! transfer. What is strange is more people than a conference holds, two numbers
//! dialled in the same second, or a phone in two countries.

use std::collections::BTreeSet;

use super::finding::{Check, Finding, Severity, both, later};
use super::look::{Call, Look, charged, moment, phone, seconds, when};
use crate::bill::{Direction, Row, Service, Zone};
use crate::money::Money;
use crate::number::{E164, Number};
use crate::words::{money, things};

/// What makes a row the same as another.
type Same = (E164, i64, Option<Direction>, Option<Number>, Option<u32>, Option<u32>, Option<Money>, bool);

/// B10: exact copies; then, as information only, calls at once and calls between our own phones.
pub(super) fn twice(look: &Look<'_>) -> Vec<Finding> {
    let mut found = copies(look);
    found.extend(at_once(look).into_iter().filter(|group| !too_many(look, group)).map(|group| conference(look, &group)));
    found.extend(between_ours(look));
    found
}

fn copies(look: &Look<'_>) -> Vec<Finding> {
    let mut keys: Vec<(Same, usize)> = look.calls.iter().filter_map(|call| Some((same(look.row(call.row)?, call.line, call.start), call.row))).collect();
    let texts = look.usage().filter(|(_, row, _)| matches!(row.service, Service::Sms | Service::Mms) && charged(row).is_some());
    keys.extend(texts.filter_map(|(at, row, _)| Some((same(row, row.line?, seconds(moment(row)?)), at))));
    keys.sort_unstable();
    let groups = keys.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    groups.filter_map(|group| copy(look, &group.iter().map(|(_, at)| *at).collect::<Vec<_>>())).collect()
}

fn same(row: &Row, line: E164, start: i64) -> Same {
    (line, start, row.direction, row.other, row.used.seconds, row.used.minutes, row.charges.amount(), row.service == Service::Voice)
}

fn copy(look: &Look<'_>, rows: &[usize]) -> Option<Finding> {
    let row = look.row(*rows.first()?)?;
    let each = row.charges.amount().unwrap_or_default();
    let (exact, extra) = (row.time.is_some_and(|t| t.seconds) && row.service == Service::Voice, rows.len() - 1);
    let stake = each.times(i64::try_from(extra).unwrap_or(1), 1);
    let (moment, other, times) = (when(row), look.shown(row.other), rows.len());
    let what = if exact {
        later!(|_l| "{moment}, {other}: this call is on the bill {times} times, the same to the second.", "{moment}, {other}\u{a0}: cet appel est {times} fois sur la facture, à la seconde près.")
    } else {
        later!(|_l| "{moment}, {other}: {times} rows look the same. The bill prints no seconds, so they may be {times} short ones in one minute.", "{moment}, {other}\u{a0}: {times} lignes semblent identiques. La facture n’imprime pas les secondes\u{a0}: il peut y en avoir eu {times} dans la même minute.")
    };
    let sum = later!(|l| "{extra} too many × {each} = {stake}", "{extra} de trop × {each} = {stake}"; each = money(each, l), stake = money(stake, l));
    let close = both!(|_l| "Ask the carrier to pay back all but one of them.", "Demandez au fournisseur de rembourser tous sauf un.");
    let severity = match (exact, each > Money::ZERO) {
        (true, true) => Severity::Error,
        (false, true) => Severity::Explain,
        (_, false) => Severity::Info,
    };
    Some(Finding::new(Check::B10, severity, what).rows(rows.iter().copied()).line(row.line).stake(stake).sum(sum).close(close))
}

/// Groups of different calls of one phone that surely overlap, in order of time.
fn at_once(look: &Look<'_>) -> Vec<Vec<Call>> {
    let mut groups: Vec<Vec<Call>> = Vec::new();
    let mut open: Vec<Call> = Vec::new();
    let mut ends = i64::MIN;
    for call in &look.calls {
        let joins = open.last().is_some_and(|last| last.line == call.line) && call.start + call.slack < ends;
        if !joins {
            if open.len() > 1 {
                groups.push(std::mem::take(&mut open));
            }
            open.clear();
            ends = i64::MIN;
        }
        if !open.iter().any(|other| is_copy(look, *other, *call)) {
            open.push(*call);
            ends = ends.max(call.start + call.lasts);
        }
    }
    if open.len() > 1 {
        groups.push(open);
    }
    groups
}

fn is_copy(look: &Look<'_>, a: Call, b: Call) -> bool {
    a.start == b.start && look.row(a.row).zip(look.row(b.row)).is_some_and(|(x, y)| same(x, a.line, a.start) == same(y, b.line, b.start))
}

fn conference(look: &Look<'_>, group: &[Call]) -> Finding {
    let rows = group.iter().map(|c| c.row);
    let first = group.first().and_then(|c| look.row(c.row));
    let (moment, many) = (first.map(when).unwrap_or_default(), group.len());
    let line = group.first().map(|c| c.line);
    let what = later!(|l| "{moment}, {number}: {many} calls at once. That may be a conference, a call waiting or a transfer.", "{moment}, {number}\u{a0}: {many} appels en même temps. C’est peut-être une conférence, un appel en attente ou un transfert."; number = phone(line, l));
    let close = both!(|_l| "Nothing to do, unless the person who had the phone does not remember it.", "Rien à faire, sauf si la personne qui avait le téléphone ne s’en souvient pas.");
    Finding::new(Check::B10, Severity::Info, what).rows(rows).line(line).close(close)
}

/// Calls inside the house are on the bill twice, once for each phone.
fn between_ours(look: &Look<'_>) -> Vec<Finding> {
    let mut out: BTreeSet<(E164, E164, i64)> = BTreeSet::new();
    let inside = |call: &Call| look.row(call.row).and_then(|row| Some((row.direction?, row.other?.e164().filter(|n| look.lines.contains(n))?)));
    for call in &look.calls {
        if let Some((Direction::Out, other)) = inside(call) {
            out.insert((call.line, other, call.start.div_euclid(60)));
        }
    }
    let pairs: Vec<usize> = look.calls.iter().filter(|call| matches!(inside(call), Some((Direction::In, other)) if (-1..=1).any(|off| out.contains(&(other, call.line, call.start.div_euclid(60) + off))))).map(|c| c.row).collect();
    if pairs.is_empty() {
        return Vec::new();
    }
    let what = both!(|l| "{calls} between our own phones are on the bill twice: once going out, once coming in. They are not copies.", "{calls} entre nos propres téléphones sont deux fois sur la facture\u{a0}: sortants et entrants. Ce ne sont pas des doublons."; calls = things(pairs.len(), l, ("call", "calls"), ("appel", "appels")));
    let close = both!(|_l| "Nothing to do.", "Rien à faire.");
    vec![Finding::new(Check::B10, Severity::Info, what).rows(pairs).close(close)]
}

/// More others than one call holds, at some moment.
fn too_many(look: &Look<'_>, group: &[Call]) -> bool {
    let most = look.plan.policy.conference.unwrap_or(2);
    let sure = |call: &Call, at: i64| call.start + call.slack <= at && at < call.start + call.lasts;
    group.iter().any(|c| group.iter().filter(|other| sure(other, c.start + c.slack)).count() > most)
}

/// B11: what one phone cannot do.
pub(super) fn impossible(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for group in at_once(look).into_iter().filter(|group| too_many(look, group)) {
        let (many, first) = (group.len(), group.first().and_then(|c| look.row(c.row)));
        let moment = first.map(when).unwrap_or_default();
        let what = later!(|_l| "{moment}: {many} calls of one phone at once, more than one conference can hold.", "{moment}\u{a0}: {many} appels d’un téléphone en même temps, plus qu’une conférence n’en permet.");
        found.push(accuse(look, what, &group));
    }
    for pair in look.calls.windows(2) {
        let [a, b] = pair else { continue };
        let (Some(x), Some(y)) = (look.row(a.row), look.row(b.row)) else { continue };
        let dialled = |row: &Row| row.direction == Some(Direction::Out) && !row.forwarded && row.time.is_some_and(|t| t.seconds);
        if a.line == b.line && a.start == b.start && dialled(x) && dialled(y) && x.other != y.other {
            let (moment, one, two) = (when(x), look.shown(x.other), look.shown(y.other));
            let what = later!(|_l| "{moment}: one phone dialled {one} and {two} in the same second.", "{moment}\u{a0}: un téléphone a composé le {one} et le {two} à la même seconde.");
            found.push(accuse(look, what, pair));
        }
    }
    found.extend(two_places(look));
    found
}

fn accuse(look: &Look<'_>, what: crate::words::Said, calls: &[Call]) -> Finding {
    let rows: Vec<usize> = calls.iter().map(|c| c.row).collect();
    let stake = look.cost(&rows);
    let close = both!(|_l| "Ask the person who had the phone. If it was not used so, tell the carrier that the number may have been copied.", "Demandez à la personne qui avait le téléphone. S’il n’a pas servi ainsi, signalez au fournisseur que le numéro a peut-être été copié.");
    Finding::new(Check::B11, Severity::Error, what).rows(rows).line(calls.first().map(|c| c.line)).stake(stake).close(close)
}

/// At home and across the sea within two hours, by places the bill prints.
fn two_places(look: &Look<'_>) -> Vec<Finding> {
    let mut placed: Vec<(E164, i64, Zone, usize)> = look
        .usage()
        .filter(|(_, row, _)| matches!(row.zone, Zone::Canada | Zone::International) && row.service != Service::Data)
        .filter_map(|(at, row, _)| Some((row.line?, seconds(moment(row)?), row.zone, at)))
        .collect();
    placed.sort_unstable();
    let hops = placed.windows(2).filter(|w| matches!(w, [a, b] if a.0 == b.0 && a.2 != b.2 && b.1 - a.1 < 7_200));
    hops.filter_map(|pair| {
        let [a, b] = pair else { return None };
        let (one, two) = (when(look.row(a.3)?), when(look.row(b.3)?));
        let what = both!(|_l| "One phone was in Canada and in a country across the sea within two hours ({one} and {two}).", "Un téléphone était au Canada et dans un pays outre-mer en moins de deux heures ({one} et {two}).");
        let rows = [a.3, b.3];
        let close = both!(|_l| "Look whether both times are in the same time zone. If they are, tell the carrier that the number may have been copied.", "Voyez si les deux heures sont dans le même fuseau. Si oui, signalez au fournisseur que le numéro a peut-être été copié.");
        Some(Finding::new(Check::B11, Severity::Explain, what).rows(rows).line(Some(a.0)).stake(look.cost(&rows)).close(close))
    })
    .collect()
}
