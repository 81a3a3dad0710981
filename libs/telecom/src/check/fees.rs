//! B05, B06, B23: what is charged without being used.

use std::collections::BTreeSet;

use super::finding::{Check, Evidence, Finding, Severity, both};
use super::look::{Look, phone};
use crate::bill::{Bill, Kind, Row};
use crate::money::Money;
use crate::number::E164;
use crate::plan::{Fee, MaybeMoney, prorate};
use crate::words::money;

/// The bill's words for a row.
fn words(row: &Row) -> &str {
    row.description.as_deref().unwrap_or(&row.raw).trim()
}

/// Words without what changes from bill to bill: digits, amounts, dates, case of letters.
fn stem(row: &Row) -> String {
    words(row).to_lowercase().split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 2).collect::<Vec<_>>().join(" ")
}

/// B05: the fee is what the plan says, or else what it was last month.
pub(super) fn plan_fee(look: &Look<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = other_day(look).into_iter().collect();
    for (at, row) in look.fees().filter(|(_, r)| r.kind == Kind::Recurring) {
        let (Some(amount), Some(fee)) = (row.charges.amount(), look.plan.fee(words(row))) else { continue };
        found.extend(off_plan(look, at, row, amount, fee));
    }
    found.extend(missing_fee(look));
    found.extend(lost_discounts(look));
    found
}

/// The plan's prices are those of another time.
fn other_day(look: &Look<'_>) -> Option<Finding> {
    let day = look.period()?.first;
    if look.plan.holds_on(day) {
        return None;
    }
    let from = look.plan.about.effective_from;
    let what = both!(|_l| "The prices of this plan do not hold on {day}; they hold from {from}.", "Les prix de ce forfait ne valent pas le {day}; ils valent à partir du {from}.");
    let close = both!(|_l| "Check the bill against the plan of its day.", "Vérifiez la facture avec le forfait de sa période.");
    Some(Finding::new(Check::B05, Severity::Explain, what).clause("plan").close(close))
}

fn off_plan(look: &Look<'_>, at: usize, row: &Row, amount: Money, fee: &Fee) -> Option<Finding> {
    let name = words(row).to_owned();
    let finding = match (fee.amount, fee.amount_max) {
        (Some(MaybeMoney::Known(price)), _) if !price.is_zero() && amount != price => {
            let what = both!(|l| "“{name}” is billed at {amount}, and the plan says {price}.", "«\u{a0}{name}\u{a0}» est facturé {amount}, et le forfait dit {price}."; amount = money(amount, l), price = money(price, l));
            let sum = both!(|l| "{a} − {b} = {c}", "{a} − {b} = {c}"; a = money(amount, l), b = money(price, l), c = money(amount - price, l));
            let severity = if amount > price { Severity::Error } else { Severity::Explain };
            Finding::new(Check::B05, severity, what).stake(amount - price).sum(sum)
        }
        (None, Some(most)) if amount > most => {
            let what = both!(|l| "“{name}” is billed at {amount}, and may cost {most} at most.", "«\u{a0}{name}\u{a0}» est facturé {amount}, et peut coûter au plus {most}."; amount = money(amount, l), most = money(most, l));
            Finding::new(Check::B05, Severity::Error, what).stake(amount - most)
        }
        (Some(MaybeMoney::Unknown), _) => {
            let before = last_month(look, row, fee)?;
            if before == amount {
                return None;
            }
            let what = both!(|l| "“{name}” cost {before} last time and {amount} now; the plan does not say what is right.", "«\u{a0}{name}\u{a0}» coûtait {before} la dernière fois et coûte {amount} maintenant; le forfait ne dit pas ce qui est juste."; before = money(before, l), amount = money(amount, l));
            Finding::new(Check::B05, Severity::Explain, what).stake(amount - before).also(Evidence::Earlier)
        }
        _ => return None,
    };
    let close = both!(|_l| "Compare with the contract; ask for the difference back, or write the new price in a new plan.", "Comparez avec le contrat; demandez la différence, ou notez le nouveau prix dans un nouveau forfait.");
    Some(finding.rows([at]).line(row.line).clause(&fee.id).close(close))
}

fn last_month(look: &Look<'_>, row: &Row, fee: &Fee) -> Option<Money> {
    let last = look.given.earlier.last()?;
    let same = |r: &&Row| r.kind == Kind::Recurring && r.line == row.line && look.plan.fee(words(r)).is_some_and(|f| f.id == fee.id);
    last.rows.iter().find(same)?.charges.amount()
}

/// A fee that must be there, on a phone that has other fees.
fn missing_fee(look: &Look<'_>) -> Vec<Finding> {
    let has_fees: BTreeSet<E164> = look.fees().filter(|(_, r)| r.kind == Kind::Recurring).filter_map(|(_, r)| r.line).collect();
    let mut found = Vec::new();
    for fee in look.plan.recurring.iter().filter(|f| !f.optional && f.per == crate::plan::Per::Line) {
        let paid: BTreeSet<E164> = look.fees().filter(|(_, r)| look.plan.fee(words(r)).is_some_and(|f| f.id == fee.id)).filter_map(|(_, r)| r.line).collect();
        for line in has_fees.difference(&paid) {
            let (id, number) = (fee.id.clone(), line.plain());
            let what = both!(|_l| "The bill shows no “{id}” for {number}.", "La facture ne montre pas «\u{a0}{id}\u{a0}» pour le {number}.");
            let close = both!(|_l| "Look whether the plan of this phone was changed.", "Voyez si le forfait de ce téléphone a changé.");
            found.push(Finding::new(Check::B05, Severity::Info, what).line(Some(*line)).clause(&fee.id).close(close));
        }
    }
    found
}

/// What was taken off last month and is not any more.
fn lost_discounts(look: &Look<'_>) -> Vec<Finding> {
    let Some(last) = look.given.earlier.last() else { return Vec::new() };
    let is_discount = |r: &&Row| r.kind == Kind::Recurring && r.charges.amount().is_some_and(|a| a < Money::ZERO);
    let now: BTreeSet<(Option<E164>, String)> = look.bill.rows.iter().filter(|r| r.charges.amount().is_some_and(|a| a < Money::ZERO)).map(|r| (r.line, stem(r))).collect();
    let gone = last.rows.iter().filter(is_discount).filter(|r| r.line.is_none_or(|l| look.lines.contains(&l)) && !now.contains(&(r.line, stem(r))));
    gone.map(|row| {
        let (name, amount) = (words(row).to_owned(), row.charges.amount().unwrap_or_default());
        let what = both!(|l| "“{name}” ({amount}) was on the last bill and is not on this one ({whose}).", "«\u{a0}{name}\u{a0}» ({amount}) était sur la dernière facture et n’est plus sur celle-ci ({whose})."; amount = money(amount, l), whose = phone(row.line, l));
        let close = both!(|_l| "Look until when the discount was promised, and ask for it back if that day has not come.", "Voyez jusqu’à quand le rabais était promis, et redemandez-le si ce jour n’est pas venu.");
        Finding::new(Check::B05, Severity::Explain, what).line(row.line).also(Evidence::Earlier).stake(amount).close(close)
    })
    .collect()
}

/// B06: an included feature that costs money, and a charge nobody has seen before.
pub(super) fn cramming(look: &Look<'_>) -> Vec<Finding> {
    let seen: BTreeSet<String> = look.given.earlier.iter().flat_map(|bill| bill.rows.iter()).filter(|r| is_fee(r)).map(stem).collect();
    let history = !look.given.earlier.is_empty();
    let mut found = Vec::new();
    for (at, row) in look.fees().filter(|(_, r)| is_fee(r)) {
        let Some(amount) = row.charges.amount().filter(|a| *a > Money::ZERO) else { continue };
        let name = words(row).to_owned();
        match look.plan.fee(&name) {
            Some(fee) if fee.amount == Some(MaybeMoney::Known(Money::ZERO)) => {
                let what = both!(|l| "“{name}” is part of the plan and is billed at {amount}.", "«\u{a0}{name}\u{a0}» fait partie du forfait et est facturé {amount}."; amount = money(amount, l));
                let close = both!(|_l| "Ask the carrier to take it off and to pay it back.", "Demandez au fournisseur de l’enlever et de le rembourser.");
                found.push(Finding::new(Check::B06, Severity::Error, what).rows([at]).line(row.line).clause(&fee.id).stake(amount).close(close));
            }
            None if !seen.contains(&stem(row)) => {
                let what = both!(|l| "“{name}” ({amount}) is not in the plan{before}.", "«\u{a0}{name}\u{a0}» ({amount}) n’est pas dans le forfait{before}.";
                    amount = money(amount, l), before = if !history { "" } else if l == crate::words::Lang::En { " and was on no earlier bill" } else { " et n’était sur aucune facture précédente" });
                let close = both!(|_l| "Ask who ordered it. If nobody did, ask the carrier to take it off and to pay it back.", "Demandez qui l’a commandé. Si c’est personne, demandez au fournisseur de l’enlever et de le rembourser.");
                found.push(Finding::new(Check::B06, Severity::Explain, what).rows([at]).line(row.line).also(Evidence::Plan).also_if(history, Evidence::Earlier).stake(amount).close(close));
            }
            _ => {}
        }
    }
    found
}

fn is_fee(row: &Row) -> bool {
    matches!(row.kind, Kind::Recurring | Kind::OneTime)
}

/// B23: parts of a month, promised credits, credits given twice.
pub(super) fn parts_and_credits(look: &Look<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = look.fees().filter(|(_, r)| r.kind == Kind::Partial).filter_map(|(at, row)| part(look, at, row)).collect();
    found.extend(promised(look));
    found.extend(credited_twice(look));
    found
}

fn part(look: &Look<'_>, at: usize, row: &Row) -> Option<Finding> {
    let (covers, period, billed) = (row.covers?, look.period()?, row.charges.amount()?);
    let fee = look.plan.fee(words(row))?;
    let Some(MaybeMoney::Known(price)) = fee.amount else { return None };
    let whole = crate::bill::Days::new(covers.first.first_of_month(), covers.first.last_of_month()).filter(|month| !period.contain(covers.first) && month.contain(covers.last)).unwrap_or(period);
    let method = look.plan.cycle.proration;
    let sign = if billed < Money::ZERO { -price } else { price };
    let ours = prorate::share(sign, covers, whole, method);
    let name = words(row).to_owned();
    let sum = both!(|l| "{price} ÷ {of} × {days} = {ours}; billed: {billed}", "{price} ÷ {of} × {days} = {ours}; facturé\u{a0}: {billed}"; price = money(sign, l), of = ours.of, days = ours.days, ours = money(ours.amount, l), billed = money(billed, l));
    let finding = match prorate::explain(billed, sign, covers, whole, method) {
        Some(way) if way == ours => return None,
        Some(way) => {
            let (days, of, asked) = (way.days, way.of, ours.days);
            let what = both!(|_l| "“{name}” comes out if {days} of {of} days are counted; the dates say {asked}.", "«\u{a0}{name}\u{a0}» est juste si on compte {days} jours sur {of}; les dates en donnent {asked}.");
            let close = both!(|_l| "Accept it, or ask the carrier how it counts days.", "Acceptez-le, ou demandez au fournisseur comment il compte les jours.");
            Finding::new(Check::B23, Severity::Info, what).close(close)
        }
        None => {
            let what = both!(|l| "“{name}”: no way of counting days gives {billed}.", "«\u{a0}{name}\u{a0}»\u{a0}: aucune façon de compter les jours ne donne {billed}."; billed = money(billed, l));
            let close = both!(|_l| "Ask the carrier for its calculation.", "Demandez son calcul au fournisseur.");
            Finding::new(Check::B23, Severity::Explain, what).close(close)
        }
    };
    Some(finding.rows([at]).line(row.line).clause(&fee.id).stake(billed - ours.amount).sum(sum))
}

fn credits(bill: &Bill) -> impl Iterator<Item = (usize, &Row, Money)> {
    let negative = |row: &Row| row.charges.amount().filter(|a| *a < Money::ZERO && row.kind != Kind::Tax && row.kind != Kind::Recurring);
    bill.rows.iter().enumerate().filter_map(move |(at, row)| Some((at, row, -negative(row)?)))
}

/// A promised credit is on this bill or an earlier one, once.
fn promised(look: &Look<'_>) -> Vec<Finding> {
    let Some(issued) = look.bill.bill_date.or(look.period().map(|p| p.last)) else { return Vec::new() };
    let mut found = Vec::new();
    for promise in look.given.promises {
        let fits = |row: &Row, amount: Money| amount == promise.amount && (promise.line.is_none() || row.line.is_none() || row.line == promise.line);
        let before = look.given.earlier.iter().filter(|b| b.bill_date.or(b.period.map(|p| p.last)).is_none_or(|day| day >= promise.on));
        let given = before.flat_map(credits).filter(|(_, row, amount)| fits(row, *amount)).count();
        let now: Vec<usize> = credits(look.bill).filter(|(_, row, amount)| fits(row, *amount)).map(|(at, ..)| at).collect();
        let (reference, on) = (promise.reference.clone(), promise.on);
        if given + now.len() == 0 && issued >= promise.by {
            let what = both!(|l| "The credit of {amount} promised on {on} ({reference}) is not on this bill.", "Le crédit de {amount} promis le {on} ({reference}) n’est pas sur cette facture."; amount = money(promise.amount, l));
            let close = both!(|_l| "Remind the carrier, with the reference.", "Rappelez-le au fournisseur, avec la référence.");
            found.push(Finding::new(Check::B23, Severity::Error, what).line(promise.line).stake(promise.amount).close(close));
        } else if given + now.len() > 1 && !now.is_empty() {
            let what = both!(|l| "The credit of {amount} promised on {on} ({reference}) was given more than once.", "Le crédit de {amount} promis le {on} ({reference}) a été donné plus d’une fois."; amount = money(promise.amount, l));
            let close = both!(|_l| "Expect the carrier to take one back.", "Attendez-vous à ce que le fournisseur en reprenne un.");
            found.push(Finding::new(Check::B23, Severity::Info, what).line(promise.line).rows(now).stake(promise.amount).close(close));
        }
    }
    found
}

fn credited_twice(look: &Look<'_>) -> Vec<Finding> {
    if !look.given.promises.is_empty() {
        return Vec::new();
    }
    let mut all: Vec<_> = credits(look.bill).map(|(at, row, amount)| ((row.line, amount, row.date, words(row)), at)).collect();
    all.sort_unstable();
    let twice = all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
    twice.filter_map(|same| {
        let ((line, amount, _, name), _) = *same.first()?;
        let what = both!(|l| "The credit “{name}” ({amount}) is there more than once.", "Le crédit «\u{a0}{name}\u{a0}» ({amount}) y est plus d’une fois."; amount = money(amount, l));
        let close = both!(|_l| "Expect the carrier to take one back.", "Attendez-vous à ce que le fournisseur en reprenne un.");
        Some(Finding::new(Check::B23, Severity::Info, what).line(line).rows(same.iter().map(|(_, at)| *at)).stake(amount).close(close))
    })
    .collect()
}
