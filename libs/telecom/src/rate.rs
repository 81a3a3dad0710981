//! What each row should have cost under a plan.
//!
//! A [`Rater`] goes through the rows of one bill in the order printed. For each it
//! finds the first rule that fits, draws on the rule's allowance, and says which
//! amounts the plan allows: several where the plan leaves a price open. What is
//! not known on the row fits no rule that asks for it, except that a place the
//! bill does not print may be taken as the plan says ([`Rated::zone_assumed`]).
//!
//! ```
//! use telecom::bill::{Direction, Row, Service, Used};
//! use telecom::plan::{Plan, SAMPLE};
//! use telecom::rate::{Rater, Verdict, working};
//! use telecom::words::Lang;
//! use telecom::{E164, Money, Number};
//!
//! let plan = Plan::read(SAMPLE).unwrap();
//! let row = Row {
//!     line: E164::read("613-555-0101"),
//!     service: Service::Voice,
//!     direction: Some(Direction::Out),
//!     other: Some(Number::read("416-555-0101")),
//!     used: Used { seconds: Some(185), ..Used::default() },
//!     ..Row::default()
//! };
//! let rated = Rater::new(&plan, 1).rate(&row);
//! assert_eq!(rated.verdict(Some(Money::cents(80))), Verdict::OutsidePlan);
//! assert_eq!(rated.verdict(Some(Money::cents(100))), Verdict::WrongRate);
//! assert_eq!(working(&plan, &row, &rated, Lang::En), "185 s → 4 min; 4 × $0.10 = $0.40 or 4 × $0.20 = $0.80");
//! ```

mod price;
mod ready;
mod working;

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::bill::{Kind, Row, Service, Zone};
use crate::money::Money;
use crate::number::E164;
use crate::plan::reach::Homes;
use crate::plan::{Members, Outcome, Plan, Pool, PoolSize, Quantity, Reach, Scope, Unit};

pub(crate) use price::{prices, rounded};
pub use working::working;

use ready::Ready;

/// Rates the rows of one bill, one after the other.
#[derive(Debug)]
pub struct Rater<'p> {
    plan: &'p Plan,
    homes: Homes,
    rules: Vec<Ready<'p>>,
    /// What was used of an allowance, by phone or (none) by all who share it.
    used: HashMap<(u32, Option<E164>), u64>,
    days: HashSet<(u32, Option<E164>, Option<Date>)>,
    capped: HashMap<(u32, Option<E164>), Money>,
    /// How many phones share the pools.
    members: u64,
}

/// What a row should have cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Rated {
    /// Position in [`Plan::rule`]; none when no rule fits, or the row is no use at all.
    pub rule: Option<u32>,
    /// How far the other number is.
    pub reach: Reach,
    /// Where the phone was, as printed or as the plan takes it.
    pub zone: Zone,
    /// The bill prints no place: the plan's word was taken.
    pub zone_assumed: bool,
    /// What it is.
    pub status: Status,
    /// What it may cost.
    pub expected: Expected,
    /// Seconds, kilobytes or messages that count.
    pub amount: u64,
    /// How much of that is over an allowance.
    pub over: u64,
    /// It draws on a pool: its own charge says nothing, only the pool's does.
    pub pooled: bool,
}

/// What a use is under the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Part of the plan.
    Included,
    /// More than an allowance.
    Overage,
    /// Must be explained.
    OutsidePlan,
    /// No rule of the plan speaks of it.
    NoRule,
    /// A fee, a credit, a tax: no use.
    NotUse,
}

/// What a use may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Free,
    /// One of these, in cents, smallest first.
    Any(Vec<Money>),
    /// The plan has no price for it.
    NoPrice,
    /// The bill does not print how much was used.
    NotSaid,
}

/// A charge beside what it should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Part of the plan, charged as it should be.
    Included,
    /// Charged as it should be, and must be explained.
    OutsidePlan,
    /// Over an allowance, charged as it should be.
    Overage,
    /// None of the amounts the plan allows.
    WrongRate,
    /// The plan has no price for it.
    NoRate,
    /// No rule of the plan speaks of it.
    NoRule,
    /// The bill does not print the use or the charge.
    NotSaid,
    /// A fee, a credit, a tax.
    NotUse,
}

impl Verdict {
    /// The word plans use in their examples.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Included => "included",
            Self::OutsidePlan => "outside-plan",
            Self::Overage => "overage",
            Self::WrongRate => "wrong-rate",
            Self::NoRate => "no-rate",
            Self::NoRule => "no-rule",
            Self::NotSaid => "not-said",
            Self::NotUse => "not-use",
        }
    }
}

impl Rated {
    /// What `billed` is beside what was expected.
    #[must_use]
    pub fn verdict(&self, billed: Option<Money>) -> Verdict {
        match (self.status, &self.expected, billed) {
            (Status::NotUse, ..) => Verdict::NotUse,
            (Status::NoRule, ..) => Verdict::NoRule,
            (_, Expected::NoPrice, _) => Verdict::NoRate,
            (_, Expected::NotSaid, _) | (.., None) => Verdict::NotSaid,
            (_, expected, Some(billed)) if !expected.allows(billed) => Verdict::WrongRate,
            (Status::Included, ..) => Verdict::Included,
            (Status::Overage, ..) => Verdict::Overage,
            (Status::OutsidePlan, ..) => Verdict::OutsidePlan,
        }
    }

    const fn new(reach: Reach, zone: Zone, zone_assumed: bool) -> Self {
        Self { rule: None, reach, zone, zone_assumed, status: Status::NoRule, expected: Expected::NotSaid, amount: 0, over: 0, pooled: false }
    }
}

impl Expected {
    /// Whether this charge is one of them.
    #[must_use]
    pub fn allows(&self, billed: Money) -> bool {
        match self {
            Self::Free => billed.is_zero(),
            Self::Any(amounts) => amounts.contains(&billed.to_cents()),
            Self::NoPrice | Self::NotSaid => false,
        }
    }

    /// The least and the most it may cost; `None` when there is no price.
    #[must_use]
    pub fn range(&self) -> Option<(Money, Money)> {
        match self {
            Self::Free => Some((Money::ZERO, Money::ZERO)),
            Self::Any(amounts) => Some((*amounts.first()?, *amounts.last()?)),
            Self::NoPrice | Self::NotSaid => None,
        }
    }
}

/// How much a row uses, in its own unit: seconds (billed minutes when no seconds are printed), kilobytes, messages.
#[must_use]
pub fn amount(row: &Row) -> Option<u64> {
    match row.service {
        Service::Voice => row.used.seconds.map(u64::from).or_else(|| row.used.minutes.map(|m| u64::from(m) * 60)),
        Service::Data => row.used.kilobytes,
        Service::Sms | Service::Mms | Service::Other => Some(u64::from(row.used.units.unwrap_or(1))),
    }
}

impl<'p> Rater<'p> {
    /// Ready for a bill with so many phones that share the pools.
    #[must_use]
    pub fn new(plan: &'p Plan, members: u64) -> Self {
        let rules = plan.rule.iter().map(|rule| Ready::new(plan, rule)).collect();
        let homes = Homes::new(&plan.home, &plan.policy);
        Self { plan, homes, rules, used: HashMap::new(), days: HashSet::new(), capped: HashMap::new(), members: members.max(1) }
    }

    /// What this row should have cost, after those before it.
    pub fn rate(&mut self, row: &Row) -> Rated {
        let reach = self.homes.reach(row.other);
        let assumed = row.zone == Zone::Unknown && row.roaming != Some(true);
        let zone = if assumed { self.plan.home.unmarked_zone.into() } else { row.zone };
        let mut rated = Rated::new(reach, zone, assumed && zone != Zone::Unknown);
        if row.kind != Kind::Usage {
            rated.status = Status::NotUse;
            return rated;
        }
        let facts = ready::Facts::new(row, reach, zone);
        let Some(at) = self.rules.iter().position(|rule| rule.when.fits(&facts)) else { return rated };
        rated.rule = u32::try_from(at).ok();
        self.apply(at, row, &facts, &mut rated);
        rated
    }

    fn apply(&mut self, at: usize, row: &Row, facts: &ready::Facts, rated: &mut Rated) {
        let Some(rule) = self.rules.get(at).cloned() else { return };
        rated.status = if rule.outcome == Outcome::OutsidePlan { Status::OutsidePlan } else { Status::Included };
        let known = amount(row);
        rated.amount = known.unwrap_or(0);
        rated.expected = match (rule.allowance, rule.rate, known) {
            (Some(allowance), ..) if self.unlimited(allowance) => Expected::Free,
            (None, None, _) => Expected::NoPrice,
            (_, _, None) => Expected::NotSaid,
            (Some(allowance), _, Some(amount)) => self.draw(allowance, rule.overage, row, amount, rated),
            (None, Some(rate), Some(amount)) => self.price(rate, row, amount),
        };
        for add in rule.add.iter().filter(|add| add.when.fits(facts)) {
            if add.outcome == Outcome::OutsidePlan {
                rated.status = Status::OutsidePlan;
            }
            let on_top = self.price(add.rate, row, rated.amount);
            rated.expected = if known.is_some() { sum(&rated.expected, &on_top) } else { Expected::NotSaid };
        }
    }

    fn unlimited(&self, allowance: u32) -> bool {
        let allowance = usize::try_from(allowance).ok().and_then(|at| self.plan.allowance.get(at));
        allowance.is_some_and(|a| a.amount == Quantity::Unlimited)
    }

    /// Draws on an allowance; what is over costs the overage rate.
    fn draw(&mut self, at: u32, overage: Option<u32>, row: &Row, amount: u64, rated: &mut Rated) -> Expected {
        let Some(allowance) = self.plan.allowance.get(at as usize) else { return Expected::NoPrice };
        let Quantity::Of(own) = allowance.amount else { return Expected::Free };
        let increment = allowance.increment.unwrap_or(if allowance.unit == Unit::Second { 60 } else { 1 });
        let counted = rounded(amount, 0, increment);
        let pool = self.pool_of(&allowance.scope, row.line);
        rated.pooled = pool.is_some();
        let size = pool.map_or(own, |pool| self.size(pool, own));
        let used = self.used.entry((at, if rated.pooled { None } else { row.line })).or_default();
        let before = *used;
        *used = before.saturating_add(counted);
        rated.over = used.saturating_sub(size.max(before));
        if rated.over == 0 {
            return Expected::Free;
        }
        rated.status = Status::Overage;
        match overage {
            Some(rate) => self.price(rate, row, rated.over),
            None => Expected::NoPrice,
        }
    }

    /// The pool this phone shares in; one that is no member has the allowance to itself.
    fn pool_of(&self, scope: &Scope, line: Option<E164>) -> Option<&'p Pool> {
        let Scope::Pool(id) = scope else { return None };
        self.plan.pool.iter().find(|p| &p.id == id).filter(|p| line.is_none_or(|line| p.members.has(line)))
    }

    fn size(&self, pool: &Pool, own: u64) -> u64 {
        match (pool.size, &pool.members) {
            (PoolSize::Fixed(size), _) => size,
            (PoolSize::SumOfMembers, Members::All) => own.saturating_mul(self.members),
            (PoolSize::SumOfMembers, Members::These(lines)) => own.saturating_mul(u64::try_from(lines.len()).unwrap_or(u64::MAX)),
        }
    }

    fn price(&mut self, at: u32, row: &Row, amount: u64) -> Expected {
        let Some(rate) = self.plan.rate.get(at as usize) else { return Expected::NoPrice };
        if rate.per == crate::plan::Measure::Day && !self.days.insert((at, row.line, row.date)) {
            return Expected::Free;
        }
        let mut all = prices(rate, amount);
        if let Some(cap) = rate.cap_cycle {
            let spent = self.capped.entry((at, row.line)).or_default();
            let left = (cap - *spent).max(Money::ZERO);
            all = all.into_iter().map(|price| price.min(left)).collect();
            *spent += all.first().copied().unwrap_or_default();
        }
        Expected::Any(all)
    }
}

/// Every amount of one with every amount of the other.
fn sum(a: &Expected, b: &Expected) -> Expected {
    let list = |e: &Expected| match e {
        Expected::Free => Some(vec![Money::ZERO]),
        Expected::Any(all) => Some(all.clone()),
        Expected::NoPrice | Expected::NotSaid => None,
    };
    let (Some(a), Some(b)) = (list(a), list(b)) else { return Expected::NoPrice };
    let mut all: Vec<Money> = a.iter().flat_map(|a| b.iter().map(move |b| *a + *b)).collect();
    all.sort_unstable();
    all.dedup();
    Expected::Any(all)
}

#[cfg(test)]
mod tests;
