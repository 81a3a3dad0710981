//! B18 to B22: phones in people's hands, and the organisation's own rules.
//!
//! These are prompts to talk and to write down, not scores: a finding counts
//! rows and shows no number that nobody here knows.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::finding::{Check, Evidence, Finding, Severity, both};
use super::given::{Assignment, Loss, Lost, Note};
use super::look::{Look, asks_local, charged, moment, phone, when};
use crate::bill::{Direction, Kind, Row, Service, days_between};
use crate::money::Money;
use crate::number::{Class, E164, Number};
use crate::plan::Need;
use crate::rate::{Rated, Verdict};
use crate::words::{Lang, money, things};

/// B18: the highest of all: somebody else may have the phone.
pub(super) fn lost(look: &Look<'_>) -> Vec<Finding> {
    let losses = look.given.losses.unwrap_or_default();
    losses.iter().flat_map(|loss| after(look, loss)).collect()
}

/// Whether a row is after a loss: surely, or on the same day at a time that is not printed.
fn is_after(row: &Row, loss: &Loss) -> Option<bool> {
    let date = row.date?;
    let before_end = |at| loss.until.is_none_or(|until| at < until);
    match row.time {
        Some(clock) => Some(true).filter(|_| date.to_datetime(clock.time) >= loss.at && before_end(date.to_datetime(clock.time))),
        None if date > loss.at.date() => Some(true).filter(|_| loss.until.is_none_or(|until| date < until.date())),
        None if date == loss.at.date() => Some(false),
        None => None,
    }
}

fn after(look: &Look<'_>, loss: &Loss) -> Vec<Finding> {
    let mine = |row: &&Row| row.line == Some(loss.line);
    let rows = look.bill.rows.iter().enumerate().filter(|(_, row)| mine(row));
    let use_of = |row: &Row| row.kind == Kind::Usage && !(row.direction == Some(Direction::In) && row.used.seconds.or(row.used.minutes) == Some(0));
    let (mut sure, mut perhaps, mut fees) = (Vec::new(), Vec::new(), Vec::new());
    for (at, row) in rows {
        match is_after(row, loss) {
            Some(true) if use_of(row) => sure.push(at),
            Some(false) if use_of(row) => perhaps.push(at),
            _ if loss.what == Lost::Cancelled && row.kind == Kind::Recurring && fee_after(look, row, loss) => fees.push(at),
            _ => {}
        }
    }
    let at = |l: Lang| reported(loss, l);
    let number = loss.line.plain();
    let happened = |l: Lang| match (loss.what, l) {
        (Lost::Lost, Lang::En) => "reported lost or stolen",
        (Lost::Lost, Lang::Fr) => "signalé perdu ou volé",
        (Lost::Cancelled, Lang::En) => "cancelled",
        (Lost::Cancelled, Lang::Fr) => "annulé",
    };
    let close = both!(|_l| "Have the line blocked at once if it is not. Tell the carrier the day and time it was reported, and ask for all charges after it back.", "Faites bloquer la ligne tout de suite si ce n’est pas fait. Donnez au fournisseur le jour et l’heure du signalement, et demandez le remboursement de tout ce qui suit.");
    let mut found = Vec::new();
    if !sure.is_empty() {
        let first = sure.iter().filter_map(|at| look.row(*at)).map(when).min().unwrap_or_default();
        let what = both!(|l| "{number} was {happened} on {at} and used after it: {rows}, the first on {first}.", "Le {number} a été {happened} le {at} et a servi ensuite\u{a0}: {rows}, la première le {first}."; happened = happened(l), at = at(l), rows = things(sure.len(), l, ("row", "rows"), ("ligne", "lignes")));
        found.push(finding(look, Severity::Error, what, sure, loss.line).close(close.clone()));
    }
    if !perhaps.is_empty() {
        let what = both!(|l| "{number} was {happened} on {at}; {rows} of that day print no time.", "Le {number} a été {happened} le {at}; {rows} de ce jour n’ont pas d’heure."; happened = happened(l), at = at(l), rows = things(perhaps.len(), l, ("row", "rows"), ("ligne", "lignes")));
        found.push(finding(look, Severity::Explain, what, perhaps, loss.line).close(close.clone()));
    }
    if !fees.is_empty() {
        let what = both!(|l| "{number} was cancelled on {at} and its fees are still billed.", "Le {number} a été annulé le {at} et ses frais sont encore facturés."; at = at(l));
        found.push(finding(look, Severity::Error, what, fees, loss.line).close(close));
    }
    found
}

/// When it was reported, as it was reported; and apart from that, from when on it is counted.
fn reported(loss: &Loss, lang: Lang) -> String {
    match (loss.day, lang) {
        (None, _) => loss.at.strftime("%Y-%m-%d %H:%M").to_string(),
        (Some(day), Lang::En) => format!("{day} (no hour was said, so only use from {} on is counted)", loss.at.date()),
        (Some(day), Lang::Fr) => format!("{day} (sans heure\u{a0}: seul l’usage à partir du {} est compté)", loss.at.date()),
    }
}

fn finding(look: &Look<'_>, severity: Severity, what: crate::words::Said, rows: Vec<usize>, line: E164) -> Finding {
    let stake = look.cost(&rows);
    Finding::new(Check::B18, severity, what).rows(rows).line(Some(line)).also(Evidence::Losses).stake(stake)
}

/// A fee for days after the cancellation.
fn fee_after(look: &Look<'_>, row: &Row, loss: &Loss) -> bool {
    let first = row.covers.map(|c| c.first).or(look.period().map(|p| p.first));
    row.charges.amount().is_some_and(|a| a > Money::ZERO) && first.is_some_and(|day| day > loss.at.date()) && loss.until.is_none()
}

/// B19: used while nobody had it, and at night.
pub(super) fn custody(look: &Look<'_>) -> Vec<Finding> {
    let assignments = look.given.assignments.unwrap_or_default();
    let mut of: BTreeMap<E164, Vec<&Assignment>> = BTreeMap::new();
    for assignment in assignments {
        of.entry(assignment.line).or_default().push(assignment);
    }
    let (mut nobody, mut night) = (BTreeMap::<E164, Vec<usize>>::new(), BTreeMap::<E164, Vec<usize>>::new());
    let mut several: BTreeMap<E164, Shared> = BTreeMap::new();
    for (at, row, _) in look.usage().filter(|(_, row, _)| row.direction == Some(Direction::Out) || row.service == Service::Voice) {
        let (Some(line), Some(moment)) = (row.line, moment(row)) else { continue };
        let hands: BTreeSet<&str> = of.get(&line).into_iter().flatten().filter(|a| a.at(moment)).map(|a| a.who.as_str()).collect();
        match hands.len() {
            0 if row.direction == Some(Direction::Out) => nobody.entry(line).or_default().push(at),
            0 | 1 => {}
            _ => {
                let shared = several.entry(line).or_default();
                shared.rows.push(at);
                shared.who.extend(hands.iter().map(|who| (*who).to_owned()));
            }
        }
        if row.direction == Some(Direction::Out) && look.plan.policy.quiet_hours.is_some_and(|quiet| quiet.has(moment.time())) {
            night.entry(line).or_default().push(at);
        }
    }
    let mut found: Vec<Finding> = nobody.into_iter().map(|(line, rows)| nobody_had(look, line, rows)).collect();
    found.extend(several.into_iter().map(|(line, shared)| somebody_of(line, shared)));
    found.extend(night.into_iter().map(|(line, rows)| at_night(line, rows)));
    found
}

#[derive(Default)]
struct Shared {
    rows: Vec<usize>,
    who: BTreeSet<String>,
}

fn nobody_had(look: &Look<'_>, line: E164, rows: Vec<usize>) -> Finding {
    let (number, stake) = (line.plain(), look.cost(&rows));
    let what = both!(|l| "{number} was used {times} while nobody had it on record.", "Le {number} a servi {times} alors que personne ne l’avait au registre."; times = things(rows.len(), l, ("time", "times"), ("fois", "fois")));
    let close = both!(|_l| "Find out who had it, and write the hand-over down.", "Trouvez qui l’avait, et notez la remise.");
    Finding::new(Check::B19, Severity::Policy, what).rows(rows).line(Some(line)).also(Evidence::Assignments).stake(stake).close(close)
}

fn somebody_of(line: E164, shared: Shared) -> Finding {
    let number = line.plain();
    let names = shared.who.into_iter().collect::<Vec<_>>().join(", ");
    let what = both!(|l| "{number}: {rows} are of one of {names}; the record does not say whose.", "{number}\u{a0}: {rows} sont de l’une de ces personnes, {names}; le registre ne dit pas laquelle."; rows = things(shared.rows.len(), l, ("row", "rows"), ("ligne", "lignes")));
    let close = both!(|_l| "All of them go through these rows and sign.", "Toutes passent ces lignes en revue et signent.");
    Finding::new(Check::B19, Severity::Info, what).rows(shared.rows).line(Some(line)).also(Evidence::Assignments).close(close)
}

fn at_night(line: E164, rows: Vec<usize>) -> Finding {
    let number = line.plain();
    let what = both!(|l| "{number} was used {times} during quiet hours.", "Le {number} a servi {times} pendant les heures de repos."; times = things(rows.len(), l, ("time", "times"), ("fois", "fois")));
    let close = both!(|_l| "Ask whether it was on call or urgent. This is a reason to talk, not a proof of anything.", "Demandez si c’était une garde ou une urgence. C’est une occasion d’en parler, pas une preuve.");
    Finding::new(Check::B19, Severity::Policy, what).rows(rows).line(Some(line)).clause("policy").close(close)
}

/// Why a call is with nobody known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stranger {
    Called,
    Answered,
    AnsweredWithheld,
}

/// B20: calls with numbers nobody wrote down.
pub(super) fn unknown_numbers(look: &Look<'_>) -> Vec<Finding> {
    let Some(register) = look.given.register.filter(|_| look.plan.policy.voice_known_local_only) else { return Vec::new() };
    let known = |number: E164| register.known.contains(&number) || register.lines.contains(&number) || look.lines.contains(&number);
    let mut groups: BTreeMap<(Option<E164>, Stranger), Vec<usize>> = BTreeMap::new();
    for (at, row, _) in look.usage().filter(|(_, row, _)| row.service == Service::Voice && !row.forwarded) {
        let answered = row.used.seconds.or(row.used.minutes).is_some_and(|n| n > 0);
        let person = |n: Number| matches!(n.class(), Class::Place | Class::Territory | Class::NoPlace | Class::Personal | Class::Foreign | Class::NewArea);
        let why = match (row.direction, row.other) {
            (Some(Direction::In), Some(Number::Withheld)) if answered => Stranger::AnsweredWithheld,
            (Some(Direction::In), Some(number)) if answered && person(number) && !number.e164().is_some_and(known) => Stranger::Answered,
            (Some(Direction::Out), Some(number)) if person(number) && !number.e164().is_some_and(known) => Stranger::Called,
            _ => continue,
        };
        groups.entry((row.line, why)).or_default().push(at);
    }
    groups.into_iter().map(|((line, why), rows)| strangers(look, line, why, rows)).collect()
}

fn strangers(look: &Look<'_>, line: Option<E164>, why: Stranger, rows: Vec<usize>) -> Finding {
    let others: BTreeSet<String> = rows.iter().filter_map(|at| look.row(*at)).map(|row| look.shown(row.other).to_string()).collect();
    let mut list = others.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
    if others.len() > 8 {
        list.push_str(", …");
    }
    let times = |l: Lang| things(rows.len(), l, ("time", "times"), ("fois", "fois"));
    let what = match why {
        Stranger::Called => both!(|l| "{number} called numbers that nobody here wrote down, {times}: {list}.", "Le {number} a appelé des numéros que personne ici n’a notés, {times}\u{a0}: {list}."; number = phone(line, l), times = times(l)),
        Stranger::Answered => both!(|l| "{number} answered calls from numbers that nobody here wrote down, {times}: {list}.", "Le {number} a répondu à des numéros que personne ici n’a notés, {times}\u{a0}: {list}."; number = phone(line, l), times = times(l)),
        Stranger::AnsweredWithheld => both!(|l| "{number} answered calls whose number was withheld, {times}. Volunteers who call with a blocked number may be among them.", "Le {number} a répondu à des appels masqués, {times}. Des bénévoles au numéro masqué peuvent en faire partie."; number = phone(line, l), times = times(l)),
    };
    let close = both!(|_l| "If they are clients or partners, add the numbers to the list. If not, talk about the rule.", "Si ce sont des personnes suivies ou des partenaires, ajoutez les numéros à la liste. Sinon, parlez de la règle.");
    Finding::new(Check::B20, Severity::Policy, what).rows(rows).line(line).also(Evidence::Register).close(close)
}

/// B21: texts with numbers that are not Canadian; a number of no country, or not known, is not one.
pub(super) fn foreign_texts(look: &Look<'_>) -> Vec<Finding> {
    if !look.plan.policy.text_canada_only {
        return Vec::new();
    }
    let foreign = |row: &Row, _: &Rated| matches!(row.service, Service::Sms | Service::Mms) && row.other.and_then(Number::is_canadian) == Some(false);
    look.by_line(foreign).into_iter().map(|(line, rows)| {
        let stake = look.cost(&rows);
        let others: BTreeSet<String> = rows.iter().filter_map(|at| look.row(*at)).map(|row| look.shown(row.other).to_string()).collect();
        let list = others.into_iter().take(8).collect::<Vec<_>>().join(", ");
        let what = both!(|l| "{number}: {texts} with numbers that are not Canadian ({list}), {cost} in all.", "{number}\u{a0}: {texts} avec des numéros non canadiens ({list}), {cost} en tout."; number = phone(line, l), texts = things(rows.len(), l, ("text", "texts"), ("texto", "textos")), cost = money(stake, l));
        let close = both!(|_l| "Ask whether e-mail or an approved app would do, and note why it was needed.", "Demandez si un courriel ou une application approuvée suffirait, et notez pourquoi c’était nécessaire.");
        Finding::new(Check::B21, Severity::Policy, what).rows(rows).line(line).also(Evidence::Numbers).stake(stake).close(close)
    })
    .collect()
}

/// Whether a charge is one the organisation's rule wants explained (S-066 to S-069).
fn extra(row: &Row, rated: &Rated) -> bool {
    let outside = matches!(rated.verdict(row.charges.amount()), Verdict::OutsidePlan | Verdict::Overage | Verdict::NoRate | Verdict::NoRule) && !rated.pooled;
    charged(row).is_some() && (outside || asks_local(row, rated))
}

/// B22: extra charges, each day of each phone, without what the rule asks for.
pub(super) fn not_noted(look: &Look<'_>) -> Vec<Finding> {
    let (Some(rule), Some(notes)) = (&look.plan.policy.extenuating, look.given.notes) else { return Vec::new() };
    let mut groups: BTreeMap<(E164, Date, Vec<Need>), Vec<usize>> = BTreeMap::new();
    for (at, row, _) in look.usage().filter(|(_, row, rated)| extra(row, rated)) {
        let (Some(line), Some(date)) = (row.line, row.date) else { continue };
        let number = row.other.and_then(Number::e164);
        let covers = |note: &Note, need: Need| note.kind == need && note.line == line && (0..=i64::from(rule.within_days)).contains(&days_between(date, note.on)) && note.number.is_none_or(|n| Some(n) == number);
        let missing: Vec<Need> = rule.needs.iter().copied().filter(|need| !notes.iter().any(|note| covers(note, *need))).collect();
        let waiting = look.given.today.is_some_and(|today| days_between(date, today) <= i64::from(rule.within_days));
        if !missing.is_empty() && !waiting {
            groups.entry((line, date, missing)).or_default().push(at);
        }
    }
    groups.into_iter().map(|((line, date, missing), rows)| {
        let (number, stake, days) = (line.plain(), look.cost(&rows), rule.within_days);
        let what = both!(|l| "{number}, {date}: extra charges of {stake}, and within {days} days no {missing}.", "{number}, {date}\u{a0}: frais supplémentaires de {stake}, et dans les {days} jours, pas de {missing}."; stake = money(stake, l), missing = needs(&missing, l));
        let close = both!(|_l| "Write down now what happened, and tell the manager by e-mail.", "Notez maintenant ce qui s’est passé, et prévenez la personne gestionnaire par courriel.");
        Finding::new(Check::B22, Severity::Policy, what).rows(rows).line(Some(line)).clause("policy").also(Evidence::Notes).stake(stake).close(close)
    })
    .collect()
}

fn needs(missing: &[Need], lang: Lang) -> String {
    let word = |need: &Need| match (need, lang) {
        (Need::CaseNote, Lang::En) => "case note",
        (Need::CaseNote, Lang::Fr) => "note de dossier",
        (Need::ManagerEmail, Lang::En) => "e-mail to the manager",
        (Need::ManagerEmail, Lang::Fr) => "courriel à la personne gestionnaire",
    };
    missing.iter().map(word).collect::<Vec<_>>().join(if lang == Lang::En { " and no " } else { " ni de " })
}
