//! What TOML cannot refuse: names of nothing, prices twice or never, examples that cannot be run.

use toml::de::DeTable;

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
    fn add(&mut self, path: &[Step<'_>], what: String) {
        let offset = offset(self.text, path).unwrap_or(0);
        self.found.push(Fault::at(self.text, offset, what));
    }

    /// A name that must be one of these.
    fn name<'n>(&mut self, path: &[Step<'_>], kind: &str, name: &str, known: impl Iterator<Item = &'n str> + Clone) {
        if !known.clone().any(|k| k == name) {
            let offset = offset(self.text, path).unwrap_or(0);
            let fault = Fault::at(self.text, offset, format!("there is no {kind} “{name}” in this plan"));
            self.found.push(fault.nearest(name, known));
        }
    }

    fn twice<'n>(&mut self, table: &'static str, ids: impl Iterator<Item = &'n str>) {
        let mut seen = std::collections::BTreeSet::new();
        for (at, id) in ids.enumerate() {
            if !seen.insert(id) {
                self.add(&[Step::Key(table), Step::At(at), Step::Key("id")], format!("“{id}” is the id of another {table} already"));
            }
        }
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
        faults.add(&[Step::Key("format")], format!("this program reads format 1, and this is {}", plan.format));
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
        faults.add(&[Step::Key("plan"), Step::Key("effective_to")], "these prices end before they begin".to_owned());
    }
    if plan.cycle.bill_day.is_some_and(|day| !(1..=31).contains(&day)) {
        faults.add(&[Step::Key("cycle"), Step::Key("bill_day")], "a month has days 1 to 31".to_owned());
    }
    let home = &plan.home;
    for (key, list) in [("local_npa", &home.local_npa), ("local_exchanges", &home.local_exchanges), ("not_local_exchanges", &home.not_local_exchanges)] {
        for (at, text) in list.iter().enumerate().filter(|(_, text)| reach::digits(text).is_none()) {
            faults.add(&[Step::Key("home"), Step::Key(key), Step::At(at)], format!("“{text}” is not the beginning of a number: write it like 613-5"));
        }
    }
    if let Some(rule) = plan.tax.as_ref().filter(|rule| rule.lines.is_empty() && !tax::has(&rule.province)) {
        faults.add(&[Step::Key("tax"), Step::Key("province")], format!("the table of taxes has no province “{}”: write ON, QC, …, or give lines", rule.province));
    }
}

fn fees(plan: &Plan, faults: &mut Faults<'_>) {
    for (table, fees) in [("recurring", &plan.recurring), ("one_time", &plan.one_time)] {
        for (at, fee) in fees.iter().enumerate() {
            let path = [Step::Key(table), Step::At(at)];
            if fee.words.iter().all(|w| w.trim().is_empty()) || fee.words.iter().any(|w| w.trim().is_empty()) {
                faults.add(&path, format!("“{}” needs the bill's words for it: match = [\"…\"]", fee.id));
            }
            if fee.amount.is_some() == fee.amount_max.is_some() {
                faults.add(&path, format!("“{}” needs one of amount and amount_max; amount = \"unknown\" when nobody has said", fee.id));
            }
            if fee.amount_max.is_some_and(|most| most < crate::Money::ZERO) {
                faults.add(&path, format!("“{}”: the most it may cost cannot be less than nothing", fee.id));
            }
        }
    }
}

fn rates(plan: &Plan, faults: &mut Faults<'_>) {
    for (at, rate) in plan.rate.iter().enumerate() {
        let path = [Step::Key("rate"), Step::At(at)];
        let ways = usize::from(rate.price.is_some()) + usize::from(!rate.price_any_of.is_empty()) + usize::from(!rate.tiers.is_empty());
        if ways != 1 {
            faults.add(&path, format!("“{}” needs one of price, price_any_of and tiers", rate.id));
        }
        if rate.increment == 0 || rate.kb_per_mb == 0 || rate.package == Some(0) {
            faults.add(&path, format!("“{}”: increment, package and kb_per_mb are at least 1", rate.id));
        }
        if (rate.per == Measure::Package) != rate.package.is_some() {
            faults.add(&path, format!("“{}”: per = \"package\" and package = SIZE go together", rate.id));
        }
        let steps: Vec<u64> = rate.tiers.iter().map(|t| t.up_to.unwrap_or(u64::MAX)).collect();
        if steps.windows(2).any(|w| matches!(w, [a, b] if a >= b)) || steps.last().is_some_and(|last| *last != u64::MAX) {
            faults.add(&path, format!("“{}”: each step of tiers goes further than the one before, and the last has no up_to", rate.id));
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
        faults.add(&here("overage"), format!("“{}” has a rate for what is over, and no allowance", rule.id));
    }
    if rule.allowance.is_some() && rule.rate.is_some() {
        faults.add(&here("rate"), format!("“{}” has both an allowance and a rate: the rate of what is over is called overage", rule.id));
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
        faults.add(&[Step::Key("rule"), Step::At(at), Step::Key("overage")], format!("“{}” counts one thing and “{}” has a price for another", allowance.id, overage.id));
    }
}
