//! How far the other number is from home, as far as numbers tell.
//!
//! An expectation, never a fact: what an outgoing call costs goes by where the
//! phone was, and an incoming one by the phone's own number.

use serde::Deserialize;

use super::{Home, Policy};
use crate::number::{Class, Country, E164, Number};

/// How far the other number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Begins like one of the plan's local numbers.
    Local,
    /// Another Canadian number.
    National,
    /// A number of the United States.
    Us,
    /// A number of a territory of theirs: carriers do not agree what that is.
    UsTerritory,
    /// Of another country, `+1` or not.
    International,
    /// The one who is called pays.
    TollFree,
    /// The caller pays extra: 900, 976.
    Premium,
    /// A short number.
    ShortCode,
    /// A short number the organisation knows to cost extra.
    ShortCodePremium,
    /// Withheld, unreadable, a new area code, or none printed.
    Unknown,
}

/// The beginnings of local numbers, ready for use.
#[derive(Debug, Clone)]
pub(crate) struct Homes {
    /// (digits, beginning, local), longest first.
    beginnings: Vec<(u32, Vec<(u64, bool)>)>,
    premium: Vec<Number>,
}

/// The digits of `613-5`.
pub(super) fn digits(text: &str) -> Option<(u32, u64)> {
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | ' ' | '.')).collect();
    let length = u32::try_from(digits.len()).ok().filter(|n| (3..=10).contains(n))?;
    Some((length, digits.parse().ok()?))
}

impl Homes {
    pub(crate) fn new(home: &Home, policy: &Policy) -> Self {
        let local = home.local_npa.iter().chain(&home.local_exchanges).map(|text| (text, true));
        let not = home.not_local_exchanges.iter().map(|text| (text, false));
        let mut beginnings: Vec<(u32, Vec<(u64, bool)>)> = Vec::new();
        for ((length, value), local) in local.chain(not).filter_map(|(text, local)| Some((digits(text)?, local))) {
            match beginnings.iter_mut().find(|(l, _)| *l == length) {
                Some((_, all)) => all.push((value, local)),
                None => beginnings.push((length, vec![(value, local)])),
            }
        }
        for (_, all) in &mut beginnings {
            all.sort_unstable();
        }
        beginnings.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        Self { beginnings, premium: policy.premium_short_codes.iter().map(|code| Number::read(code)).collect() }
    }

    fn local(&self, number: E164) -> bool {
        let Some(inner) = number.digits().checked_sub(10_000_000_000) else { return false };
        let found = self.beginnings.iter().find_map(|(length, all)| {
            let beginning = inner / 10_u64.pow(10 - length);
            let at = all.partition_point(|(value, _)| *value < beginning);
            all.get(at).filter(|(value, _)| *value == beginning)
        });
        found.is_some_and(|(_, local)| *local)
    }

    /// How far this number is.
    pub(crate) fn reach(&self, number: Option<Number>) -> Reach {
        let Some(number) = number else { return Reach::Unknown };
        match number.class() {
            Class::TollFree => Reach::TollFree,
            Class::Premium => Reach::Premium,
            Class::ThreeTen => Reach::Local,
            Class::NoPlace => Reach::National,
            Class::Territory => Reach::UsTerritory,
            Class::Foreign | Class::Worldwide => Reach::International,
            Class::Place => match (number.country(), number.e164()) {
                (Some(Country::CANADA), Some(full)) => {
                    if self.local(full) { Reach::Local } else { Reach::National }
                }
                (Some(Country::UNITED_STATES), _) => Reach::Us,
                _ => Reach::International,
            },
            Class::Emergency | Class::Crisis | Class::Community | Class::Directory | Class::Carrier | Class::TextService | Class::Star => {
                if self.premium.contains(&number) { Reach::ShortCodePremium } else { Reach::ShortCode }
            }
            Class::Personal | Class::NewArea | Class::Withheld | Class::Unknown => Reach::Unknown,
        }
    }
}
