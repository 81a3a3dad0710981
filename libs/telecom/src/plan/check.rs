//! What TOML cannot refuse: names of nothing, prices twice or never, examples that cannot be run.

use toml::de::DeTable;

use crate::check::both;
use crate::words::{Lang, Said};

use super::{Fault, Measure, Plan, Rule, Scope, Unit, reach, tax};

/// One step towards a value: a key, or a place in a list.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    At(usize),
}

struct Faults<'t> {
    text: &'t str,
    found: Vec<Fault>,
}

impl Faults<'_> {
    fn add(&mut self, path: &[Step<'_>], what: Said) {
        let offset = offset(self.text, path).unwrap_or(0);
        self.found.push(Fault::at(self.text, offset, what));
    }

    /// A name that must be one of these.
    fn name<'n>(&mut self, path: &[Step<'_>], kind: &str, name: &str, known: impl Iterator<Item = &'n str> + Clone) {
        if !known.clone().any(|k| k == name) {
            let offset = offset(self.text, path).unwrap_or(0);
            let fault = Fault::at(self.text, offset, both!(|l| "there is no {kind} “{name}” in this plan", "il n’y a pas {kind} «\u{a0}{name}\u{a0}» dans ce forfait"; kind = noun(kind, l)));
            self.found.push(fault.nearest(name, known));
        }
    }

    fn twice<'n>(&mut self, table: &'static str, ids: impl Iterator<Item = &'n str>) {
        let mut seen = std::collections::BTreeSet::new();
        for (at, id) in ids.enumerate() {
            if !seen.insert(id) {
                self.add(&[Step::Key(table), Step::At(at), Step::Key("id")], both!(|_l| "“{id}” is the id of another {table} already", "«\u{a0}{id}\u{a0}» est déjà le nom (id) d’un autre [[{table}]]"));
            }
        }
    }
}

/// What a name is of.
fn noun(kind: &str, lang: Lang) -> &str {
    match (kind, lang) {
        ("pool", Lang::Fr) => "de partage (pool)",
        ("rate", Lang::Fr) => "de prix (rate)",
        ("allowance", Lang::Fr) => "d’inclus (allowance)",
        (other, _) => other,
    }
}

/// Where in the text the value at that path stands.
fn offset(text: &str, path: &[Step<'_>]) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let (first, rest) = path.split_first()?;
    let Step::Key(key) = first else { return None };
    let mut value = table.get_ref().get(*key)?;
    let mut found = value.span().start;
    for step in rest {
        let next = match step {
            Step::Key(key) => value.get_ref().get(*key),
            Step::At(at) => value.get_ref().get(*at),
        };
        let Some(next) = next else { break };
        value = next;
        found = value.span().start;
    }
    Some(found)
}

/// All that makes no sense in a plan.
pub(super) fn faults(plan: &Plan, text: &str) -> Vec<Fault> {
    let mut faults = Faults { text, found: Vec::new() };
    if plan.format != 1 {
        faults.add(&[Step::Key("format")], both!(|_l| "this program reads format 1, and this is {format}", "ce programme lit le format 1, et ceci est le {format}"; format = plan.format));
    }
    heads(plan, &mut faults);
    faults.twice("recurring", plan.recurring.iter().map(|f| f.id.as_str()));
    faults.twice("one_time", plan.one_time.iter().map(|f| f.id.as_str()));
    faults.twice("allowance", plan.allowance.iter().map(|a| a.id.as_str()));
    faults.twice("pool", plan.pool.iter().map(|p| p.id.as_str()));
    faults.twice("rate", plan.rate.iter().map(|r| r.id.as_str()));
    faults.twice("rule", plan.rule.iter().map(|r| r.id.as_str()));
    fees(plan, &mut faults);
    rates(plan, &mut faults);
    for (at, allowance) in plan.allowance.iter().enumerate() {
        if let Scope::Pool(pool) = &allowance.scope {
            faults.name(&[Step::Key("allowance"), Step::At(at), Step::Key("scope")], "pool", pool, plan.pool.iter().map(|p| p.id.as_str()));
        }
    }
    for (at, rule) in plan.rule.iter().enumerate() {
        names(plan, at, rule, &mut faults);
    }
    faults.found
}

fn heads(plan: &Plan, faults: &mut Faults<'_>) {
    if plan.about.effective_to.is_some_and(|to| to < plan.about.effective_from) {
        faults.add(&[Step::Key("plan"), Step::Key("effective_to")], both!(|_l| "these prices end before they begin", "ces prix finissent avant de commencer"));
    }
    if plan.cycle.bill_day.is_some_and(|day| !(1..=31).contains(&day)) {
        faults.add(&[Step::Key("cycle"), Step::Key("bill_day")], both!(|_l| "a month has days 1 to 31", "un mois a les jours 1 à 31"));
    }
    if !crate::tomls::is_zone(&plan.cycle.timezone) {
        let name = &plan.cycle.timezone;
        faults.add(&[Step::Key("cycle"), Step::Key("timezone")], both!(|_l| "“{name}” is no time zone: write the city it is named after, like America/Toronto", "«\u{a0}{name}\u{a0}» n’est pas un fuseau horaire\u{a0}: écrivez la ville dont il porte le nom, comme America/Toronto"));
    }
    let home = &plan.home;
    for (key, list) in [("local_npa", &home.local_npa), ("local_exchanges", &home.local_exchanges), ("not_local_exchanges", &home.not_local_exchanges)] {
        for (at, text) in list.iter().enumerate().filter(|(_, text)| reach::digits(text).is_none()) {
            faults.add(&[Step::Key("home"), Step::Key(key), Step::At(at)], both!(|_l| "“{text}” is not the beginning of a number: write it like 613-5", "«\u{a0}{text}\u{a0}» n’est pas le début d’un numéro\u{a0}: écrivez-le comme 613-5"));
        }
    }
    if let Some(rule) = plan.tax.as_ref().filter(|rule| rule.lines.is_empty() && !tax::has(&rule.province)) {
        faults.add(&[Step::Key("tax"), Step::Key("province")], both!(|_l| "the table of taxes has no province “{province}”: write ON, QC, …, or give lines", "la table des taxes n’a pas de province «\u{a0}{province}\u{a0}»\u{a0}: écrivez ON, QC, …, ou donnez lines"; province = &rule.province));
    }
}

fn fees(plan: &Plan, faults: &mut Faults<'_>) {
    for (table, fees) in [("recurring", &plan.recurring), ("one_time", &plan.one_time)] {
        for (at, fee) in fees.iter().enumerate() {
            let path = [Step::Key(table), Step::At(at)];
            if fee.words.iter().all(|w| w.trim().is_empty()) || fee.words.iter().any(|w| w.trim().is_empty()) {
                faults.add(&path, both!(|_l| "“{id}” needs the bill’s words for it: match = [\"…\"]", "«\u{a0}{id}\u{a0}» a besoin des mots de la facture\u{a0}: match = [\"…\"]"; id = &fee.id));
            }
            if fee.amount.is_some() == fee.amount_max.is_some() {
                faults.add(&path, both!(|_l| "“{id}” needs one of amount and amount_max; amount = \"unknown\" when nobody has said", "«\u{a0}{id}\u{a0}» a besoin de amount ou de amount_max\u{a0}; amount = \"unknown\" si personne ne l’a dit"; id = &fee.id));
            }
            if fee.amount_max.is_some_and(|most| most < crate::Money::ZERO) {
                faults.add(&path, both!(|_l| "“{id}”: the most it may cost cannot be less than nothing", "«\u{a0}{id}\u{a0}»\u{a0}: le plus que cela peut coûter n’est pas inférieur à zéro"; id = &fee.id));
            }
        }
    }
}

fn rates(plan: &Plan, faults: &mut Faults<'_>) {
    for (at, rate) in plan.rate.iter().enumerate() {
        let path = [Step::Key("rate"), Step::At(at)];
        let prices = [rate.price, Some(rate.connect), Some(rate.min_charge), rate.cap, rate.cap_cycle].into_iter().flatten();
        if prices.chain(rate.price_any_of.iter().copied()).chain(rate.tiers.iter().map(|tier| tier.price)).any(|price| price < crate::Money::ZERO) {
            faults.add(&path, both!(|_l| "“{id}”: a price cannot be less than nothing; money back is a credit on the bill, or a fee with a minus", "«\u{a0}{id}\u{a0}»\u{a0}: un prix n’est pas inférieur à zéro\u{a0}; de l’argent rendu est un crédit sur la facture, ou des frais avec un moins"; id = &rate.id));
        }
        let ways = usize::from(rate.price.is_some()) + usize::from(!rate.price_any_of.is_empty()) + usize::from(!rate.tiers.is_empty());
        if ways != 1 {
            faults.add(&path, both!(|_l| "“{id}” needs one of price, price_any_of and tiers", "«\u{a0}{id}\u{a0}» a besoin de price, de price_any_of ou de tiers"; id = &rate.id));
        }
        if rate.increment == 0 || rate.kb_per_mb == 0 || rate.package == Some(0) {
            faults.add(&path, both!(|_l| "“{id}”: increment, package and kb_per_mb are at least 1", "«\u{a0}{id}\u{a0}»\u{a0}: increment, package et kb_per_mb valent au moins 1"; id = &rate.id));
        }
        if (rate.per == Measure::Package) != rate.package.is_some() {
            faults.add(&path, both!(|_l| "“{id}”: per = \"package\" and package = SIZE go together", "«\u{a0}{id}\u{a0}»\u{a0}: per = \"package\" et package = TAILLE vont ensemble"; id = &rate.id));
        }
        let steps: Vec<u64> = rate.tiers.iter().map(|t| t.up_to.unwrap_or(u64::MAX)).collect();
        if steps.windows(2).any(|w| matches!(w, [a, b] if a >= b)) || steps.last().is_some_and(|last| *last != u64::MAX) {
            faults.add(&path, both!(|_l| "“{id}”: each step of tiers goes further than the one before, and the last has no up_to", "«\u{a0}{id}\u{a0}»\u{a0}: chaque palier de tiers va plus loin que le précédent, et le dernier n’a pas de up_to"; id = &rate.id));
        }
    }
}

fn names(plan: &Plan, at: usize, rule: &Rule, faults: &mut Faults<'_>) {
    let rates = plan.rate.iter().map(|r| r.id.as_str());
    let here = |key| [Step::Key("rule"), Step::At(at), Step::Key(key)];
    if let Some(name) = &rule.allowance {
        faults.name(&here("allowance"), "allowance", name, plan.allowance.iter().map(|a| a.id.as_str()));
    }
    for (key, name) in [("overage", &rule.overage), ("rate", &rule.rate)] {
        if let Some(name) = name {
            faults.name(&here(key), "rate", name, rates.clone());
        }
    }
    for (nth, add) in rule.add.iter().enumerate() {
        faults.name(&[Step::Key("rule"), Step::At(at), Step::Key("add"), Step::At(nth), Step::Key("rate")], "rate", &add.rate, rates.clone());
    }
    if rule.overage.is_some() && rule.allowance.is_none() {
        faults.add(&here("overage"), both!(|_l| "“{id}” has a rate for what is over, and no allowance", "«\u{a0}{id}\u{a0}» a un prix pour le surplus (overage), et rien d’inclus (allowance)"; id = &rule.id));
    }
    if rule.allowance.is_some() && rule.rate.is_some() {
        faults.add(&here("rate"), both!(|_l| "“{id}” has both an allowance and a rate: the rate of what is over is called overage", "«\u{a0}{id}\u{a0}» a à la fois allowance et rate\u{a0}: le prix du surplus s’appelle overage"; id = &rule.id));
    }
    units(plan, at, rule, faults);
}

/// An allowance of seconds and a price per megabyte do not go together.
fn units(plan: &Plan, at: usize, rule: &Rule, faults: &mut Faults<'_>) {
    let allowance = rule.allowance.as_ref().and_then(|id| plan.allowance.iter().find(|a| &a.id == id));
    let overage = rule.overage.as_ref().and_then(|id| plan.rate.iter().find(|r| &r.id == id));
    let (Some(allowance), Some(overage)) = (allowance, overage) else { return };
    let fits = match overage.per {
        Measure::Second | Measure::Minute => allowance.unit == Unit::Second,
        Measure::Message => allowance.unit == Unit::Message,
        Measure::Kilobyte | Measure::Megabyte => allowance.unit == Unit::Kilobyte,
        Measure::Unit | Measure::Package | Measure::Day => true,
    };
    if !fits {
        faults.add(&[Step::Key("rule"), Step::At(at), Step::Key("overage")], both!(|_l| "“{a}” counts one thing and “{b}” has a price for another", "«\u{a0}{a}\u{a0}» compte une chose, et «\u{a0}{b}\u{a0}» a un prix pour une autre"; a = &allowance.id, b = &overage.id));
    }
}
