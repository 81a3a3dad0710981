//! Values of a plan's file that TOML has no type for.

use jiff::civil::{Date, Time};
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use crate::money::Money;
use crate::number::E164;

/// Defaults that serde wants as functions.
pub(super) const fn yes() -> bool {
    true
}
pub(super) const fn one() -> u64 {
    1
}
pub(super) const fn kb() -> u64 {
    1024
}
pub(super) const fn n<const N: u32>() -> u32 {
    N
}
pub(super) const fn two_cents() -> Money {
    Money::cents(2)
}

/// A day: `2025-01-01`, without quotation marks.
pub(super) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(from)?;
    let date = written.date.filter(|_| written.time.is_none()).ok_or_else(|| D::Error::custom("this is not a day: write it like 2025-01-31"))?;
    let (year, month, day) = (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day));
    match (year, month, day) {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).map_err(D::Error::custom),
        _ => Err(D::Error::custom("there is no such day")),
    }
}

pub(super) fn maybe_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    day(from).map(Some)
}

const MONEY: &str = "an amount in quotation marks, like \"0.10\": a number without them would not be exact";

struct MoneyText;

impl Visitor<'_> for MoneyText {
    type Value = Money;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(MONEY)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Money, E> {
        Money::parse(text).map_err(E::custom)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(MoneyText)
    }
}

/// An amount, or that nobody has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaybeMoney {
    /// So much.
    Known(Money),
    /// Not said: compared with last month's instead.
    Unknown,
}

impl<'de> Deserialize<'de> for MaybeMoney {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if text == "unknown" { Ok(Self::Unknown) } else { Money::parse(&text).map(Self::Known).map_err(D::Error::custom) }
    }
}

/// A number of units, or no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// So many.
    Of(u64),
    /// As many as one likes.
    Unlimited,
}

struct QuantityText;

impl Visitor<'_> for QuantityText {
    type Value = Quantity;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a whole number of units, or \"unlimited\"")
    }

    fn visit_i64<E: Error>(self, units: i64) -> Result<Quantity, E> {
        u64::try_from(units).map(Quantity::Of).map_err(|_| E::invalid_value(Unexpected::Signed(units), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Quantity, E> {
        if text == "unlimited" { Ok(Quantity::Unlimited) } else { Err(E::invalid_value(Unexpected::Str(text), &self)) }
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(QuantityText)
    }
}

/// How large a pool is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PoolSize {
    /// Each phone brings its own allowance.
    #[default]
    SumOfMembers,
    /// So many units, however many phones.
    Fixed(u64),
}

struct PoolSizeText;

impl Visitor<'_> for PoolSizeText {
    type Value = PoolSize;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("\"sum-of-members\", or a whole number of units")
    }

    fn visit_i64<E: Error>(self, units: i64) -> Result<PoolSize, E> {
        u64::try_from(units).map(PoolSize::Fixed).map_err(|_| E::invalid_value(Unexpected::Signed(units), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<PoolSize, E> {
        if text == "sum-of-members" { Ok(PoolSize::SumOfMembers) } else { Err(E::invalid_value(Unexpected::Str(text), &self)) }
    }
}

impl<'de> Deserialize<'de> for PoolSize {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(PoolSizeText)
    }
}

/// Whose an allowance is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// Each phone's own.
    #[default]
    Line,
    /// Shared in the pool of this name.
    Pool(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InPool {
    pool: String,
}

struct ScopeText;

impl<'de> Visitor<'de> for ScopeText {
    type Value = Scope;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("\"line\", or { pool = \"its id\" }")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scope, E> {
        if text == "line" { Ok(Scope::Line) } else { Err(E::invalid_value(Unexpected::Str(text), &self)) }
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Scope, A::Error> {
        InPool::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(|s| Scope::Pool(s.pool))
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ScopeText)
    }
}

/// Who shares a pool.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Members {
    /// Every phone on the bill.
    #[default]
    All,
    /// These phones.
    These(Vec<E164>),
}

impl Members {
    /// Whether that phone is one of them.
    #[must_use]
    pub fn has(&self, line: E164) -> bool {
        match self {
            Self::All => true,
            Self::These(lines) => lines.contains(&line),
        }
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Many(words) = Many::<String>::deserialize(from)?;
        if words.iter().any(|w| w == "all") {
            return Ok(Self::All);
        }
        let read = |text: &String| E164::read(text).ok_or_else(|| D::Error::custom(format!("“{text}” is not a phone number")));
        words.iter().map(read).collect::<Result<_, _>>().map(Self::These)
    }
}

/// One value, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Many<T>(pub Vec<T>);

struct ManyOf<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyOf<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a word in quotation marks, or a list of words")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Many<T>, E> {
        T::deserialize(serde::de::value::StrDeserializer::new(text)).map(|one| Many(vec![one]))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, list: A) -> Result<Many<T>, A::Error> {
        Vec::deserialize(serde::de::value::SeqAccessDeserializer::new(list)).map(Many)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ManyOf(std::marker::PhantomData))
    }
}

/// A part of the day, over midnight when it ends before it begins; the end is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Daytime {
    /// `18:00`.
    #[serde(deserialize_with = "clock")]
    pub from: Time,
    /// `07:00`.
    #[serde(deserialize_with = "clock")]
    pub to: Time,
}

impl Daytime {
    /// Whether it is that time of day.
    #[must_use]
    pub fn has(&self, time: Time) -> bool {
        if self.from <= self.to { self.from <= time && time < self.to } else { time >= self.from || time < self.to }
    }
}

fn clock<'de, D: Deserializer<'de>>(from: D) -> Result<Time, D::Error> {
    let text = String::deserialize(from)?;
    Time::strptime("%H:%M", &text).map_err(|_| D::Error::custom(format!("“{text}” is not a time of day: write it like 18:00")))
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// 1 for Monday to 7 for Sunday.
    #[must_use]
    pub const fn number(self) -> i8 {
        self as i8 + 1
    }
}
