//! The worked examples of a plan, run.

use jiff::civil::{Date, Time};
use serde::Deserialize;

use super::{DirectionWord, Plan, ServiceWord, ZoneWord, values};
use crate::bill::{Clock, Row, Used};
use crate::money::Money;
use crate::number::{E164, Number};
use crate::rate::{Rated, Rater, Verdict};

/// A bill of a few rows, with what each of them is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows, in a sentence.
    pub name: String,
    /// How many phones share the pools.
    #[serde(default = "values::one")]
    pub members: u64,
    /// The rows, in order: each draws on what those before it left.
    pub rows: Vec<ExampleRow>,
}

/// A row of an example.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleRow {
    /// Our phone.
    pub line: Option<String>,
    /// What was used.
    pub service: ServiceWord,
    /// Which way.
    pub direction: Option<DirectionWord>,
    /// The other party.
    pub number: Option<String>,
    /// How long.
    pub seconds: Option<u32>,
    /// How long, as billed.
    pub minutes: Option<u32>,
    /// How much data.
    pub kilobytes: Option<u64>,
    /// How many messages.
    pub messages: Option<u32>,
    /// Where our phone was.
    #[serde(default)]
    pub zone: ZoneWord,
    /// Whether the bill marks it as roaming.
    pub roaming: Option<bool>,
    /// Whether the call was forwarded.
    #[serde(default)]
    pub forwarded: bool,
    /// The day.
    #[serde(default, deserialize_with = "values::maybe_day")]
    pub date: Option<Date>,
    /// The time, `18:05`.
    pub time: Option<String>,
    /// What was charged.
    pub charged: Money,
    /// What it is: `included`, `outside-plan`, `overage`, `wrong-rate`, `no-rate`, `no-rule`, `not-said`.
    pub verdict: String,
    /// The rule that applies, when the example says.
    pub rule: Option<String>,
}

/// One row of an example, tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// The example's name.
    pub example: String,
    /// Which row of it, from 1.
    pub row: usize,
    /// The row as it would stand on a bill.
    pub as_row: Row,
    /// What was charged.
    pub charged: Money,
    /// What the example says it is.
    pub said: String,
    /// What it is.
    pub is: Verdict,
    /// The rule that applies.
    pub rule: Option<String>,
    /// The rule the example says applies.
    pub said_rule: Option<String>,
    /// All of it.
    pub rated: Rated,
}

impl Tried {
    /// Whether it is what the example says.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.said == self.is.word() && self.said_rule.as_ref().is_none_or(|said| self.rule.as_ref() == Some(said))
    }
}

/// Each example is a bill of its own.
pub(super) fn run(plan: &Plan) -> Vec<Tried> {
    let mut tried = Vec::new();
    for example in &plan.example {
        let mut rater = Rater::new(plan, example.members);
        for (at, given) in example.rows.iter().enumerate() {
            let as_row = given.as_row();
            let rated = rater.rate(&as_row);
            tried.push(Tried {
                example: example.name.clone(),
                row: at + 1,
                as_row,
                charged: given.charged,
                said: given.verdict.clone(),
                is: rated.verdict(Some(given.charged)),
                rule: rated.rule.and_then(|at| plan.rule.get(at as usize)).map(|rule| rule.id.clone()),
                said_rule: given.rule.clone(),
                rated,
            });
        }
    }
    tried
}

impl ExampleRow {
    fn as_row(&self) -> Row {
        let time = self.time.as_ref().and_then(|text| Time::strptime("%H:%M", text).ok());
        Row {
            line: self.line.as_ref().and_then(|text| E164::read(text)),
            service: self.service.into(),
            direction: self.direction.map(Into::into),
            date: self.date,
            time: time.map(|time| Clock { time, seconds: false }),
            other: self.number.as_ref().map(|text| Number::read(text)),
            zone: self.zone.into(),
            roaming: self.roaming,
            forwarded: self.forwarded,
            used: Used { seconds: self.seconds, minutes: self.minutes, kilobytes: self.kilobytes, units: self.messages },
            charges: crate::bill::Charges { total: Some(self.charged), ..Default::default() },
            ..Row::default()
        }
    }
}
