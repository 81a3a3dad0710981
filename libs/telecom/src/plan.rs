//! What was promised: a plan as a file a person can read and a program can run.
//!
//! A plan is TOML. It says what a carrier promised for a period of prices
//! (`[plan]`, `[cycle]`, `[home]`, `[[recurring]]`, `[[allowance]]`, `[[pool]]`,
//! `[[rate]]`, `[[rule]]`, `[tax]`), apart from that what the organisation itself
//! wants (`[policy]`), and shows what it means by worked examples (`[[example]]`),
//! which [`Plan::try_examples`] runs. A change of price is a new file, never an
//! edit: an old bill is checked against the plan of its day.
//!
//! A key that is not known is refused, with its line and the nearest key that is:
//!
//! ```
//! let text = telecom::plan::SAMPLE.replace("increment = 60", "incremnt = 60");
//! let faults = telecom::plan::Plan::read(&text).unwrap_err();
//! assert_eq!(faults[0].suggestion.as_deref(), Some("increment"));
//! assert!(faults[0].to_string().starts_with("line "));
//! ```
//!
//! What the source does not say stays unsaid: a fee may be `"unknown"` (then it
//! is compared with last month's), and two prices printed without saying which is
//! which are `price_any_of`: either is accepted, and one bill may not use both.
//!
//! Reading order: this file has the nouns; `check` refuses what makes no sense;
//! [`prorate`] and [`tax`] calculate; `examples` runs the examples.

mod check;
mod examples;
mod fault;
mod policy;
pub mod prorate;
pub(crate) mod reach;
pub mod tax;
mod values;
mod when;

use jiff::civil::Date;
use serde::Deserialize;

pub use examples::{Example, ExampleRow, Tried};
pub use fault::Fault;
pub use policy::{Extenuating, Need, Policy, PreferWifi, Review};
pub use reach::Reach;
pub use values::{Daytime, Many, MaybeMoney, Members, PoolSize, Quantity, Scope, Weekday};

pub use when::{DirectionWord, ServiceWord, When, ZoneWord};

use crate::money::Money;

/// The founding policy's sample plan (S-041 to S-058), its unlabelled rates left unlabelled.
pub const SAMPLE: &str = include_str!("plan/sample.toml");

/// A plan for one carrier and one period of prices.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The version of this grammar: 1.
    pub format: u32,
    /// What it is.
    #[serde(rename = "plan")]
    pub about: About,
    /// When it bills.
    pub cycle: Cycle,
    /// Where home is.
    pub home: Home,
    /// Fees that come back, and features that must cost nothing.
    #[serde(default)]
    pub recurring: Vec<Fee>,
    /// Charges that may come once.
    #[serde(default)]
    pub one_time: Vec<Fee>,
    /// What is included.
    #[serde(default)]
    pub allowance: Vec<Allowance>,
    /// Allowances that phones share.
    #[serde(default)]
    pub pool: Vec<Pool>,
    /// Prices.
    #[serde(default)]
    pub rate: Vec<Rate>,
    /// What applies to which use; the first that fits.
    #[serde(default)]
    pub rule: Vec<Rule>,
    /// Taxes; without it taxes are not checked.
    pub tax: Option<TaxRule>,
    /// The organisation's own rules: no business of the carrier's.
    #[serde(default)]
    pub policy: Policy,
    /// Worked examples.
    #[serde(default)]
    pub example: Vec<Example>,
}

/// What a plan is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// A short word for it.
    pub id: String,
    /// Its name on the bill.
    pub name: String,
    /// Whose it is.
    pub carrier: String,
    /// ISO 4217.
    pub currency: String,
    /// The first day of these prices.
    #[serde(deserialize_with = "values::day")]
    pub effective_from: Date,
    /// The last day of these prices; none while they hold.
    #[serde(default, deserialize_with = "values::maybe_day")]
    pub effective_to: Option<Date>,
    /// Where it is written: a contract, a page, a clause.
    pub source: String,
}

/// When the carrier bills.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// The day of the month a period begins; the one before it is the last of a period.
    pub bill_day: Option<i8>,
    /// IANA name of the zone times are printed in.
    pub timezone: String,
    /// Whether fees are billed before or after the period.
    #[serde(default)]
    pub recurring: Billed,
    /// How part of a period is calculated.
    #[serde(default)]
    pub proration: prorate::Method,
    /// So many days after it happened, use abroad may still be billed.
    #[serde(default = "values::n::<120>")]
    pub late_usage_days: u32,
    /// So many days after the bill, a charge may be questioned.
    #[serde(default = "values::n::<90>")]
    pub dispute_days: u32,
    /// Whether ringing counts as talking, as with some carriers: billed minutes may then be one more than the call.
    #[serde(default)]
    pub ringing_counts: bool,
}

/// Before or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Billed {
    /// For the period to come.
    #[default]
    Advance,
    /// For the period that was.
    Arrears,
}

/// Where home is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// `CA`.
    pub country: String,
    /// Whole area codes taken to be local: coarse, for want of better.
    #[serde(default)]
    pub local_npa: Vec<String>,
    /// Beginnings of local numbers, `613-2`; the longest that fits decides.
    #[serde(default)]
    pub local_exchanges: Vec<String>,
    /// Beginnings that are not local within those that are.
    #[serde(default)]
    pub not_local_exchanges: Vec<String>,
    /// What a row is taken to be whose place the bill does not print and that it does not mark as roaming.
    #[serde(default)]
    pub unmarked_zone: ZoneWord,
}

/// A fee, or a feature that must cost nothing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// A short word for it.
    pub id: String,
    /// Parts of the bill's words for it, in any case of letters.
    #[serde(rename = "match")]
    pub words: Vec<String>,
    /// What it costs; `"unknown"` when nobody has said.
    pub amount: Option<MaybeMoney>,
    /// What it costs at most.
    pub amount_max: Option<Money>,
    /// Once a phone, or once an account.
    #[serde(default)]
    pub per: Per,
    /// Whether tax is added.
    #[serde(default = "values::yes")]
    pub taxable: bool,
    /// Whether it may be missing from the bill.
    #[serde(default)]
    pub optional: bool,
}

/// For whom a fee is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Each phone.
    #[default]
    Line,
    /// The account.
    Account,
}

/// What is included in a period.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// A short word for it.
    pub id: String,
    /// What is counted.
    pub unit: Unit,
    /// How much; a number of units, or `"unlimited"`.
    pub amount: Quantity,
    /// Whose it is: each `"line"`, or `{ pool = "id" }`.
    #[serde(default)]
    pub scope: Scope,
    /// Each use is rounded up to a multiple of this before it is counted; a minute for seconds, else one unit.
    pub increment: Option<u64>,
    /// Whether part of a period has part of the allowance.
    #[serde(default)]
    pub prorate: bool,
}

/// What an allowance counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Of talk.
    Second,
    /// A text or picture message.
    Message,
    /// Of data.
    Kilobyte,
}

/// An allowance that phones share: too much on one phone is nothing while the others leave room.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// A short word for it.
    pub id: String,
    /// `"all"`, or the phones' numbers.
    #[serde(default)]
    pub members: Members,
    /// Where it holds.
    #[serde(default)]
    pub zone: ZoneWord,
    /// `"sum-of-members"`, or so many units.
    #[serde(default)]
    pub size: PoolSize,
    /// How the carrier splits what is over; any split that adds up is accepted.
    #[serde(default)]
    pub settle: Settle,
}

/// How a carrier splits what a pool is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Settle {
    /// By what each phone used.
    #[default]
    Proportional,
    /// On the phones that used more than their share.
    PerLine,
    /// On the account.
    Account,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// A short word for it.
    pub id: String,
    /// What the price is for.
    pub per: Measure,
    /// The price.
    pub price: Option<Money>,
    /// Several prices, when the source does not say which holds: each is accepted.
    #[serde(default)]
    pub price_any_of: Vec<Money>,
    /// Prices by amount, the first units at the first; each unit at the price of its step.
    #[serde(default)]
    pub tiers: Vec<Tier>,
    /// Kilobytes (seconds, messages) in one package, for `per = "package"`.
    pub package: Option<u64>,
    /// Each use is rounded up to a multiple of this (seconds, kilobytes, messages).
    #[serde(default = "values::one")]
    pub increment: u64,
    /// Each use counts at least so much.
    #[serde(default)]
    pub minimum: u64,
    /// Added to each use.
    #[serde(default)]
    pub connect: Money,
    /// Each use costs at least this.
    #[serde(default)]
    pub min_charge: Money,
    /// Each use costs at most this.
    pub cap: Option<Money>,
    /// All uses of a period by one phone cost at most this.
    pub cap_cycle: Option<Money>,
    /// 1024 or 1000.
    #[serde(default = "values::kb")]
    pub kb_per_mb: u64,
}

/// A step of a price.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Up to so many of what the price is for (minutes, megabytes, messages); the last step has none.
    pub up_to: Option<u64>,
    /// The price within it.
    pub price: Money,
}

/// What a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// One use, however long.
    Unit,
    /// A second of talk.
    Second,
    /// A minute of talk.
    Minute,
    /// A message.
    Message,
    /// A kilobyte.
    Kilobyte,
    /// A megabyte.
    Megabyte,
    /// A begun package of `package` units.
    Package,
    /// A day with any use, as day passes abroad are.
    Day,
}

/// What applies to some kind of use.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// A short word for it.
    pub id: String,
    /// Which use; all that is said must fit.
    #[serde(default)]
    pub when: When,
    /// The allowance it draws on.
    pub allowance: Option<String>,
    /// The rate for what is over that allowance.
    pub overage: Option<String>,
    /// The rate, where there is no allowance.
    pub rate: Option<String>,
    /// What comes on top.
    #[serde(default)]
    pub add: Vec<Add>,
    /// Whether it is part of the plan, or must be explained.
    #[serde(default)]
    pub outcome: Outcome,
}

/// A charge on top of a rule's own.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Add {
    /// Which use.
    #[serde(default)]
    pub when: When,
    /// At which rate.
    pub rate: String,
    /// What the use becomes by it.
    #[serde(default)]
    pub outcome: Outcome,
}

/// Whether some use is part of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Part of the plan.
    #[default]
    Included,
    /// May happen for a good reason, and must be explained (S-066).
    OutsidePlan,
}

/// Which taxes apply.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxRule {
    /// The account's province, two letters.
    pub province: String,
    /// Other taxes than those of the province's dated table.
    #[serde(default)]
    pub lines: Vec<tax::Line>,
    /// Where the carrier rounds.
    #[serde(default)]
    pub round: tax::Rounding,
    /// How far a tax may be off on top of rounding.
    #[serde(default = "values::two_cents")]
    pub tolerance: Money,
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// All faults found, each with its line: what is there, and what would be right.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        let plan: Self = toml::from_str(text).map_err(|e| vec![Fault::of_toml(text, &e)])?;
        let faults = check::faults(&plan, text);
        if faults.is_empty() { Ok(plan) } else { Err(faults) }
    }

    /// Whether its prices hold on that day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.about.effective_from <= day && self.about.effective_to.is_none_or(|last| day <= last)
    }

    /// The fee that a bill's words name, if the plan knows one; recurring before one-time.
    #[must_use]
    pub fn fee(&self, words: &str) -> Option<&Fee> {
        let words = words.to_lowercase();
        let fits = |fee: &&Fee| fee.words.iter().any(|part| words.contains(&part.to_lowercase()));
        self.recurring.iter().find(fits).or_else(|| self.one_time.iter().find(fits))
    }

    /// Runs the worked examples: what each row was said to be, and what it is.
    #[must_use]
    pub fn try_examples(&self) -> Vec<Tried> {
        examples::run(self)
    }
}

impl Rate {
    /// All prices it may have; empty when its price goes by tiers.
    #[must_use]
    pub fn prices(&self) -> &[Money] {
        match &self.price {
            Some(price) => std::slice::from_ref(price),
            None => &self.price_any_of,
        }
    }
}

#[cfg(test)]
mod tests;
