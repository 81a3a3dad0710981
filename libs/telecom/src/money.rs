//! Money as a whole number of millionths, so that sums are exact.
//!
//! Carriers print rates to four decimals and bills to two; tax rates have
//! three. A millionth holds all of them. What would need more is refused, never
//! rounded in silence; rounding is a verb of its own, [`Money::to_cents`].

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// Millionths in one dollar.
const ONE: i64 = 1_000_000;
/// Millionths in one cent.
const CENT: i64 = 10_000;

/// An amount in the bill's currency, exact to a millionth; may be negative.
///
/// Sums saturate at some nine million million dollars rather than wrap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotMoney {
    /// Not digits with at most one decimal mark.
    #[error("this is not an amount: write it like 12.34")]
    Unreadable,
    /// More than six decimals, or too large to hold.
    #[error("this amount has more than six decimals, or is too large")]
    TooFine,
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many whole cents.
    #[must_use]
    pub const fn cents(cents: i64) -> Self {
        Self(cents.saturating_mul(CENT))
    }

    /// So many millionths.
    #[must_use]
    pub const fn micros(micros: i64) -> Self {
        Self(micros)
    }

    /// The amount in millionths.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// Reads `12.34`, `-0.0125`, `12`: digits, at most one point, at most six decimals.
    ///
    /// The grammar of plans and of our own files. What carriers print (`$`,
    /// `1 234,56`, `(1.00)`, `1.00CR`) is the business of the bill readers.
    ///
    /// # Errors
    /// [`NotMoney`] when it is anything else.
    pub fn parse(text: &str) -> Result<Self, NotMoney> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || (digits.contains('.') && fraction.is_empty()) {
            return Err(NotMoney::Unreadable);
        }
        let mut micros: i64 = 0;
        for byte in whole.bytes() {
            micros = push(micros, byte)?;
        }
        for place in 0..6.max(fraction.len()) {
            let byte = fraction.as_bytes().get(place).copied().unwrap_or(b'0');
            if place < 6 {
                micros = push(micros, byte)?;
            } else if byte != b'0' {
                return Err(if byte.is_ascii_digit() { NotMoney::TooFine } else { NotMoney::Unreadable });
            }
        }
        Ok(Self(if negative { -micros } else { micros }))
    }

    /// Rounded to whole cents, halves away from nothing: what a bill prints.
    #[must_use]
    pub const fn to_cents(self) -> Self {
        let half = if self.0 < 0 { -CENT / 2 } else { CENT / 2 };
        Self(self.0.saturating_add(half) / CENT * CENT)
    }

    /// This price for `count` of `per` units, exactly to a millionth; halves away from nothing.
    ///
    /// `Money::parse("0.25")?.times(90, 60)` is a minute and a half at $0.25 a minute.
    #[must_use]
    pub fn times(self, count: i64, per: i64) -> Self {
        let per = i128::from(per.max(1));
        let product = i128::from(self.0) * i128::from(count);
        let half = if product < 0 { -per / 2 } else { per / 2 };
        Self(i64::try_from((product + half) / per).unwrap_or(if product < 0 { i64::MIN } else { i64::MAX }))
    }

    /// This amount times `numerator / denominator`, in whole cents; halves away from nothing, rounded once.
    #[must_use]
    pub fn share(self, numerator: i64, denominator: i64) -> Self {
        let unit = i128::from(denominator.max(1)) * i128::from(CENT);
        let product = i128::from(self.0) * i128::from(numerator);
        let half = if product < 0 { -unit / 2 } else { unit / 2 };
        let cents = (product + half) / unit;
        Self::cents(i64::try_from(cents).unwrap_or(if cents < 0 { i64::MIN } else { i64::MAX }))
    }

    /// Without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Whether there is nothing to pay and nothing to get back.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// One more digit behind what was read.
fn push(micros: i64, byte: u8) -> Result<i64, NotMoney> {
    if !byte.is_ascii_digit() {
        return Err(NotMoney::Unreadable);
    }
    micros.checked_mul(10).and_then(|m| m.checked_add(i64::from(byte - b'0'))).ok_or(NotMoney::TooFine)
}

impl fmt::Display for Money {
    /// `12.34`, `-0.0125`: two decimals, and more only where they are not nought.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (size / ONE.unsigned_abs(), size % ONE.unsigned_abs());
        let decimals = format!("{rest:06}");
        let kept = decimals.trim_end_matches('0').len().max(2);
        let decimals = decimals.get(..kept).unwrap_or(&decimals);
        f.pad(&format!("{sign}{whole}.{decimals}"))
    }
}

impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn m(text: &str) -> Money {
        Money::parse(text).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["0.00", "12.34", "-0.0125", "1000000.00", "0.000001", "-3.10"] {
            assert_eq!(m(text).to_string(), text);
        }
        assert_eq!(m("12"), m("12.000"));
        assert_eq!(m("0.10000000"), m("0.1"));
    }

    #[test]
    fn what_is_no_amount_is_refused_and_never_rounded() {
        for text in ["", "-", ".5", "5.", "1,50", "$1", "1e3", "1.2.3", "٣", "--1", "+1", "1.0000000x"] {
            assert_eq!(Money::parse(text), Err(NotMoney::Unreadable), "{text}");
        }
        assert_eq!(Money::parse("0.0000001"), Err(NotMoney::TooFine));
        assert_eq!(Money::parse("99999999999999"), Err(NotMoney::TooFine));
    }

    #[test]
    fn halves_round_away_from_nothing() {
        assert_eq!(m("0.005").to_cents(), m("0.01"));
        assert_eq!(m("0.004999").to_cents(), m("0"));
        assert_eq!(m("-0.005").to_cents(), m("-0.01"));
        assert_eq!(m("0.25").times(90, 60), m("0.375"));
        assert_eq!(m("40").times(6, 30), m("8"));
    }

    proptest! {
        #[test]
        fn any_amount_survives_text(micros in any::<i64>().prop_filter("fits", |n| n.unsigned_abs() < 1 << 60)) {
            prop_assert_eq!(Money::parse(&Money(micros).to_string()), Ok(Money(micros)));
        }

        #[test]
        fn the_order_of_adding_does_not_matter(mut all in prop::collection::vec(-1_000_000_000_000i64..1_000_000_000_000, 0..200)) {
            let there: Money = all.iter().copied().map(Money).sum();
            all.reverse();
            let back: Money = all.iter().copied().map(Money).sum();
            prop_assert_eq!(there, back);
        }
    }
}
