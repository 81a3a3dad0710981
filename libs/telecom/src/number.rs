//! Telephone numbers as whole numbers, and what a number alone can tell.
//!
//! A number says where it was *issued*, never where a person is: it may be
//! carried to another place, or ring on the internet. So the words are "Canadian
//! number", never "in Canada"; and a number whose area code is not in the table
//! is not known, which is not the same as not Canadian.
//!
//! ```
//! use telecom::number::{Class, Number};
//!
//! let number = Number::read("(613) 555-0123");
//! assert_eq!(number.to_string(), "613-555-0123");
//! assert_eq!(number.is_canadian(), Some(true));
//! assert_eq!(Number::read("1 800 555 0199").is_canadian(), None); // of no country
//! assert_eq!(Number::read("876-555-0100").country().unwrap().code(), "JM");
//! assert_eq!(Number::read("Unavailable").class(), Class::Withheld);
//! ```
//!
//! `nanp.txt` is the table of area codes, `world.txt` that of country codes, both
//! with the day they were checked. `rlibphonenumber` is the oracle of their tests
//! and no part of the program: it costs 95 crates and 60 MB of memory, and no
//! question asked here needs it.
//!
//! Source: ITU-T E.164; the North American Numbering Plan (area codes).

mod nanp;
mod read;
mod words;
mod world;

use std::fmt;

pub use nanp::{CHECKED, Class, Country, Province};

/// An international number without its `+`, as in ITU-T E.164: 8 to 15 digits.
///
/// ```
/// let number = telecom::E164::new(16_135_550_123).unwrap();
/// assert_eq!(number.to_string(), "+16135550123");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct E164(u64);

impl E164 {
    /// The number whose digits these are, country code first; `None` when too short or too long.
    #[must_use]
    pub const fn new(digits: u64) -> Option<Self> {
        if digits >= 10_000_000 && digits < 1_000_000_000_000_000 { Some(Self(digits)) } else { None }
    }

    /// Reads a full number in any spelling; `None` for short, withheld and unreadable ones.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Number::read(text).e164()
    }

    /// Its digits, country code first.
    #[must_use]
    pub const fn digits(self) -> u64 {
        self.0
    }

    /// Its last four digits: all that is shown of a number nobody knows.
    #[must_use]
    pub fn last_four(self) -> String {
        format!("{:04}", self.0 % 10_000)
    }

    /// For `+1` numbers: the area code, the exchange behind it, the rest.
    #[must_use]
    pub fn nanp(self) -> Option<(u16, u16, u16)> {
        let inner = self.0.checked_sub(10_000_000_000).filter(|n| *n < 10_000_000_000)?;
        let part = |n: u64| u16::try_from(n).unwrap_or_default();
        Some((part(inner / 10_000_000), part(inner / 10_000 % 1_000), part(inner % 10_000)))
    }

    /// As people at home write it: `613-555-0123`, `+33 142685300`.
    #[must_use]
    pub fn plain(self) -> String {
        match self.nanp() {
            Some((area, exchange, rest)) => format!("{area:03}-{exchange:03}-{rest:04}"),
            None => match world::split(self.0) {
                Some((code, rest)) => format!("+{code} {rest}"),
                None => self.to_string(),
            },
        }
    }
}

impl fmt::Display for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}", self.0)
    }
}

impl serde::Serialize for E164 {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for E164 {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        let digits = text.strip_prefix('+').and_then(|digits| digits.parse().ok()).and_then(Self::new);
        digits.ok_or_else(|| serde::de::Error::custom("a number is + and 8 to 15 digits"))
    }
}

/// What stands in a bill's or a phone's column for the other party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Number {
    /// A full number.
    E164(E164),
    /// `310-XXXX`, Canada's seven-digit numbers without an area code; the last four digits.
    ThreeTen(u16),
    /// 911, 211, `*98`, the five and six digits of a text service.
    Short(Short),
    /// The caller's number was kept back: `Unavailable`, `Restricted`, `Private`.
    Withheld,
    /// Something else; the row keeps the text.
    Unknown,
}

/// A short number: at most six digits, perhaps behind a star or a number sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Short {
    /// `*`, `#`, or nothing.
    pub sign: Option<char>,
    /// Its digits as a number.
    pub digits: u32,
    /// How many digits, so that a leading nought is not lost.
    pub length: u8,
}

impl Number {
    /// Reads what is printed, as seen from a phone in Canada; never fails, see [`Number::Unknown`].
    ///
    /// Digits of any script, marks of direction, brackets, points and dashes are
    /// understood; `011` begins an international number, seven digits are not
    /// completed by a guess (but `310-XXXX` is a number of its own), and letters
    /// are not turned into digits.
    #[must_use]
    pub fn read(text: &str) -> Self {
        read::read(text)
    }

    /// The full number, when it is one.
    #[must_use]
    pub const fn e164(self) -> Option<E164> {
        if let Self::E164(number) = self { Some(number) } else { None }
    }

    /// What kind of number it is, as far as the number tells.
    #[must_use]
    pub fn class(self) -> Class {
        match self {
            Self::E164(number) => match number.nanp() {
                Some((area, exchange, _)) => nanp::class(area, exchange),
                None => world::class(number.0),
            },
            Self::ThreeTen(_) => Class::ThreeTen,
            Self::Short(short) => short.class(),
            Self::Withheld => Class::Withheld,
            Self::Unknown => Class::Unknown,
        }
    }

    /// The country it was issued in; `None` when it has none, or when that is not known.
    #[must_use]
    pub fn country(self) -> Option<Country> {
        match self {
            Self::E164(number) => match number.nanp() {
                Some((area, _, _)) => nanp::country(area),
                None => world::country(number.0),
            },
            Self::ThreeTen(_) => Some(Country::CANADA),
            Self::Short(_) | Self::Withheld | Self::Unknown => None,
        }
    }

    /// The province or provinces it was issued in, for Canadian numbers of a place.
    #[must_use]
    pub fn province(self) -> Option<Province> {
        nanp::province(self.e164()?.nanp()?.0)
    }

    /// Whether it is a Canadian number; `None` when it is of no country, or when that is not known.
    #[must_use]
    pub fn is_canadian(self) -> Option<bool> {
        self.country().map(|country| country == Country::CANADA)
    }

    /// The number when anybody may see it, else all but its last four digits hidden.
    ///
    /// A bill lists third parties who were never asked. What is of no person
    /// (toll-free, short) is shown as it is.
    #[must_use]
    pub fn hidden(self) -> String {
        match self {
            Self::E164(number) if !matches!(self.class(), Class::TollFree | Class::Premium) => format!("…{}", number.last_four()),
            other => other.to_string(),
        }
    }
}

impl From<E164> for Number {
    fn from(number: E164) -> Self {
        Self::E164(number)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::E164(number) => f.pad(&number.plain()),
            Self::ThreeTen(rest) => f.pad(&format!("310-{rest:04}")),
            Self::Short(short) => f.pad(&short.to_string()),
            Self::Withheld => f.pad("withheld"),
            Self::Unknown => f.pad("unknown"),
        }
    }
}

impl Short {
    fn class(self) -> Class {
        match (self.sign, self.length, self.digits) {
            (Some(_), ..) => Class::Star,
            (None, 3, 911 | 112) => Class::Emergency,
            (None, 3, 988) => Class::Crisis,
            (None, 3, 211 | 311 | 511 | 711 | 811) => Class::Community,
            (None, 3, 411) => Class::Directory,
            (None, 3, 611) | (None, 1, 0) => Class::Carrier,
            (None, 5 | 6, _) => Class::TextService,
            _ => Class::Unknown,
        }
    }
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sign) = self.sign {
            write!(f, "{sign}")?;
        }
        write!(f, "{:0width$}", self.digits, width = usize::from(self.length))
    }
}

#[cfg(test)]
mod tests;
