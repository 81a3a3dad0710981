//! Telephone numbers as whole numbers, and what a number alone can tell.
//!
//! A number says where it was *issued*, never where a person is: it may be
//! carried to another place, or ring on the internet. So the words are "Canadian
//! number", never "in Canada".

/// An international number without its `+`, as in ITU-T E.164: 8 to 15 digits.
///
/// ```
/// let number = telecom::E164::new(1_613_555_0123).unwrap();
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
}

impl std::fmt::Display for E164 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "+{}", self.0)
    }
}

/// What stands in a bill's or a phone's column for the other party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// A short number: at most eight digits, perhaps behind a star or a number sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Short {
    /// `*`, `#`, or nothing.
    pub sign: Option<char>,
    /// Its digits as a number.
    pub digits: u32,
    /// How many digits, so that a leading nought is not lost.
    pub length: u8,
}
