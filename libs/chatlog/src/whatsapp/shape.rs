//! The shape of a header: everything about it that one formatter keeps the
//! same through a whole export. A line of another shape is quoted text.

use super::cursor::Digits;
use serde::{Deserialize, Serialize};

/// Where the year stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum YearForm {
    /// `2022-03-27`
    #[default]
    First,
    /// `27/03/2022`
    Last,
    /// `27/03/22`, `22-03-27`: two digits, the place is not said.
    Short,
}

/// What stands between day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateSeparator {
    /// `27/03/2022`
    #[default]
    Slash,
    /// `27.03.2022`
    Dot,
    /// `27-03-2022`
    Hyphen,
    /// `2022年3月27日`
    Cjk,
    /// `27 March 2022`: the month is a word.
    Word,
    /// `March 27, 2022`: it is, and stands first.
    WordFirst,
}

/// What stands between date and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// A comma.
    #[default]
    Comma,
    /// A comma of another script.
    OtherComma,
    /// Blanks only.
    Space,
    /// A word: `à`, `klo`, `u`.
    Word,
}

/// What stands between hour and minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeSeparator {
    /// `21:41`
    #[default]
    Colon,
    /// `21.41`
    Dot,
    /// `21 h 41`
    H,
    /// `21時41分`
    Cjk,
}

/// Where the day period stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// A 24-hour clock.
    #[default]
    None,
    /// `下午9:41`
    Before,
    /// `9:41 PM`
    After,
    /// A word stands there that is not known.
    Unknown,
}

/// What ends the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tail {
    /// `] `
    #[default]
    Bracket,
    /// ` - `
    Hyphen,
    /// ` – `
    EnDash,
    /// `: `, in old files
    Colon,
}

/// All of it. Zero-padding and the kind of blank are not part of the shape:
/// both vary inside real files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Shape {
    /// The header stands in square brackets (iPhone, WhatsApp Web).
    pub bracket: bool,
    /// The time stands before the date.
    pub time_first: bool,
    /// Where the year stands.
    pub year: YearForm,
    /// Between day, month and year.
    pub date_separator: DateSeparator,
    /// Between date and time.
    pub gap: Gap,
    /// Between hour and minute.
    pub time_separator: TimeSeparator,
    /// Whether seconds are printed.
    pub seconds: bool,
    /// Where the day period stands.
    pub period: Period,
    /// What ends the header.
    pub tail: Tail,
    /// The digits used.
    pub digits: Digits,
}

/// What made the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// Export from an iPhone.
    Iphone,
    /// Export from an Android phone.
    Android,
    /// Messages copied from WhatsApp Web or Desktop.
    Web,
    /// An export from before about 2015, `27.03.22 21.41.35: Ann: text`.
    Old,
}

impl Shape {
    /// The platform that prints headers of this shape.
    #[must_use]
    pub fn platform(&self) -> Platform {
        match self.tail {
            Tail::Bracket if self.time_first && !self.seconds => Platform::Web,
            Tail::Bracket => Platform::Iphone,
            Tail::Hyphen | Tail::EnDash => Platform::Android,
            Tail::Colon => Platform::Old,
        }
    }
}
