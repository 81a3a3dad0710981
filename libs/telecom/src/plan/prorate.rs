//! Part of a fee for part of a period, both ways carriers calculate it.
//!
//! Some always count 30 days, others the days of the month; and they do not
//! agree whether the first and the last day count. So a working is shown for each
//! way, and a day more or less is said, never decided.

use serde::Deserialize;

use crate::bill::Days;
use crate::money::Money;

/// How a carrier counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Method {
    /// By the days of the period itself.
    #[default]
    CalendarDays,
    /// By a month of always so many days.
    FixedDays {
        /// 30.
        days: u32,
    },
}

impl Method {
    /// So many days are a whole period.
    #[must_use]
    pub fn whole(self, period: Days) -> i64 {
        match self {
            Self::CalendarDays => period.count(),
            Self::FixedDays { days } => i64::from(days.max(1)),
        }
    }
}

/// One way to arrive at an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Working {
    /// The days that were counted.
    pub days: i64,
    /// The days of a whole period.
    pub of: i64,
    /// What comes out, in cents.
    pub amount: Money,
    /// How many days it is away from counting both ends.
    pub off: i64,
}

/// A part of `fee` for the days `covered` in `period`, as the plan says.
///
/// ```
/// use telecom::Money;
/// use telecom::bill::Days;
/// use telecom::plan::prorate::{Method, share};
///
/// let day = |d| jiff::civil::date(2026, 9, d);
/// let (covered, period) = (Days::new(day(9), day(22)).unwrap(), Days::new(day(1), day(30)).unwrap());
/// let thirty = share(Money::cents(7_000), covered, period, Method::FixedDays { days: 30 });
/// assert_eq!(thirty.amount.to_string(), "32.67"); // 14 days, both ends counted
/// ```
#[must_use]
pub fn share(fee: Money, covered: Days, period: Days, method: Method) -> Working {
    working(fee, covered.count(), 0, method.whole(period))
}

/// The working that gives `billed`, among both methods and up to two days fewer or one more; the plan's own first.
///
/// `None` when no way of counting gives it.
#[must_use]
pub fn explain(billed: Money, fee: Money, covered: Days, period: Days, method: Method) -> Option<Working> {
    let ways = [method, Method::CalendarDays, Method::FixedDays { days: 30 }];
    let counts = [0, -1, -2, 1];
    let all = ways.iter().flat_map(|way| counts.iter().map(move |off| working(fee, covered.count() + off, *off, way.whole(period))));
    all.into_iter().find(|w| w.amount == billed.to_cents())
}

fn working(fee: Money, days: i64, off: i64, of: i64) -> Working {
    Working { days, of, amount: fee.share(days.max(0), of), off }
}
