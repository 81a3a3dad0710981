//! What an amount of use costs at a rate: rounded up once, multiplied exactly, rounded to cents once.

use crate::money::Money;
use crate::plan::{Measure, Rate};

/// The least multiple of `increment` that holds the amount and the minimum.
pub(crate) fn rounded(amount: u64, minimum: u64, increment: u64) -> u64 {
    let increment = increment.max(1);
    amount.max(minimum).div_ceil(increment).saturating_mul(increment)
}

/// How many of what the price is for, as a fraction.
pub(crate) fn quantity(rate: &Rate, amount: u64) -> (i64, i64) {
    let whole = rounded(amount, rate.minimum, rate.increment);
    let (count, per) = match rate.per {
        Measure::Unit | Measure::Day => (1, 1),
        Measure::Second | Measure::Message | Measure::Kilobyte => (whole, 1),
        Measure::Minute => (whole, 60),
        Measure::Megabyte => (whole, rate.kb_per_mb.max(1)),
        Measure::Package => (whole.div_ceil(rate.package.unwrap_or(1).max(1)), 1),
    };
    (signed(count), signed(per))
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// All that this amount may cost, in cents, smallest first.
pub(crate) fn prices(rate: &Rate, amount: u64) -> Vec<Money> {
    let (count, per) = quantity(rate, amount);
    let mut all: Vec<Money> = if rate.tiers.is_empty() {
        rate.prices().iter().map(|price| finish(rate, times(*price, count), per)).collect()
    } else {
        vec![finish(rate, steps(rate, count, per), per)]
    };
    all.sort_unstable();
    all.dedup();
    all
}

fn times(price: Money, count: i64) -> Money {
    Money::micros(price.as_micros().saturating_mul(count))
}

/// Each unit at the price of its step. `up_to` is in what the price is for: minutes, megabytes, messages.
fn steps(rate: &Rate, count: i64, per: i64) -> Money {
    let (mut from, mut sum) = (0, Money::ZERO);
    for step in &rate.tiers {
        let to = step.up_to.map_or(i64::MAX, |units| signed(units).saturating_mul(per));
        sum += times(step.price, count.min(to).saturating_sub(from).max(0));
        from = to;
    }
    sum
}

/// With what is added to each use, and within its least and its most.
fn finish(rate: &Rate, product: Money, per: i64) -> Money {
    let exact = times(rate.connect, per) + product;
    let cents = exact.share(1, per).max(rate.min_charge);
    rate.cap.map_or(cents, |cap| cents.min(cap))
}
