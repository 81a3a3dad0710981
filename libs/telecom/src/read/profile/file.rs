//! The keys of a profile file, as they are written.

use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};

use super::{Column, FileKind};

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $key:ident)*) => {
        /// A value a column can hold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($(#[$doc])* $name),* }

        impl Field {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// How it is called in a profile.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => stringify!($key)),* }
            }
        }

        /// `[table.columns]`.
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct Columns { $($key: Option<Column>),* }

        impl Columns {
            pub(super) fn each(self) -> Vec<(Field, Column)> {
                [$((Field::$name, self.$key)),*].into_iter().filter_map(|(field, column)| Some((field, column?))).collect()
            }
        }
    };
}

fields! {
    /// The organisation's own phone.
    Line line
    /// The day.
    Date date
    /// The time of day.
    Time time
    /// Day and time in one cell.
    DateTime date_time
    /// The other party's number.
    Number number
    /// Where the other party was.
    PlaceTo place_to
    /// Where our phone was.
    PlaceFrom place_from
    /// Minutes as billed.
    Minutes minutes
    /// Seconds.
    Seconds seconds
    /// `3:05`, `0:03:05`, `3m 5s`.
    Duration duration
    /// Data.
    Bytes bytes
    /// Data.
    Kilobytes kilobytes
    /// Data, in 1,024 kilobytes.
    Megabytes megabytes
    /// Data, in 1,024 megabytes.
    Gigabytes gigabytes
    /// Messages, days, items.
    Units units
    /// Charge for air time.
    Airtime airtime
    /// Charge for long distance.
    LongDistance long_distance
    /// Charge for roaming, features and the like.
    Additional additional
    /// Tax printed on the row.
    Tax tax
    /// What the row costs in all.
    Total total
    /// What it is for.
    Description description
    /// First day a fee covers.
    CoversFrom covers_from
    /// Last day a fee covers.
    CoversTo covers_to
    /// The account, the same on every row.
    Account account
    /// The invoice, the same on every row.
    Invoice invoice
    /// The day of the bill, the same on every row.
    BillDate bill_date
    /// First day of the period, the same on every row.
    PeriodFrom period_from
    /// Last day of the period, the same on every row.
    PeriodTo period_to
    /// How many rows a total is of.
    Rows rows
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub format: u32,
    pub profile: Head,
    #[serde(default)]
    pub recognise: Recognise,
    #[serde(default)]
    pub file: Written,
    #[serde(default)]
    pub dates: Dates,
    #[serde(default)]
    pub bill: Facts,
    #[serde(default)]
    pub table: Vec<Table>,
    #[serde(default)]
    pub total: Vec<Total>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub id: String,
    pub name: String,
    pub carrier: Option<String>,
    pub files: Vec<FileKind>,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub made_up: bool,
    pub currency: Option<String>,
    pub country_code: Option<String>,
    pub zone: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recognise {
    #[serde(default)]
    pub header_has: Many,
    #[serde(default)]
    pub text_has: Many,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub encoding: Option<String>,
    pub delimiter: Option<String>,
    pub decimal: Option<String>,
    pub sheet: Option<String>,
    pub quotes: Option<bool>,
    #[serde(default)]
    pub skip: Many,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dates {
    #[serde(default)]
    pub date: Many,
    #[serde(default)]
    pub time: Many,
    pub order: Option<Order>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Order {
    Auto,
    DayFirst,
    MonthFirst,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    #[serde(default)]
    pub account: Many,
    #[serde(default)]
    pub invoice: Many,
    #[serde(default)]
    pub bill_date: Many,
    #[serde(default)]
    pub period: Many,
    #[serde(default)]
    pub line: Many,
    #[serde(default)]
    pub page: Many,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub id: Option<String>,
    pub kind: KindWord,
    pub direction: Option<DirectionWord>,
    #[serde(default)]
    pub heading: Many,
    #[serde(default)]
    pub row: Many,
    pub first_cell: Option<String>,
    pub header_lines: Option<usize>,
    #[serde(default)]
    pub wraps: bool,
    #[serde(default)]
    pub whole_account: bool,
    #[serde(default)]
    pub columns: Columns,
    #[serde(default)]
    pub optional: Vec<Field>,
    #[serde(default)]
    pub may_be_blank: Vec<Field>,
    #[serde(default)]
    pub group: Vec<Column>,
    #[serde(default)]
    pub join: Vec<Column>,
    #[serde(default)]
    pub when: Vec<When>,
    #[serde(default)]
    pub only: Vec<Only>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum KindWord {
    Voice,
    Text,
    Picture,
    Data,
    Usage,
    Recurring,
    Partial,
    OneTime,
    Credit,
    Tax,
    Note,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum DirectionWord {
    In,
    Out,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ZoneWord {
    Canada,
    UnitedStates,
    International,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct When {
    pub column: Column,
    pub is: Many,
    pub direction: Option<DirectionWord>,
    pub kind: Option<KindWord>,
    pub roaming: Option<bool>,
    pub forwarded: Option<bool>,
    pub zone: Option<ZoneWord>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Total {
    #[serde(default)]
    pub text: Many,
    pub of: Option<OfWord>,
    pub kind: Option<KindWord>,
    pub first_cell: Option<String>,
    #[serde(default)]
    pub columns: Columns,
    #[serde(default)]
    pub group: Vec<Column>,
    #[serde(default)]
    pub only: Vec<Only>,
    #[serde(default)]
    pub required: bool,
}

/// Only rows whose cell says so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Only {
    pub column: Column,
    pub is: Many,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum OfWord {
    Section,
    Line,
    Kind,
    Bill,
}

/// One text, or a list of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Many(pub Vec<String>);

impl<'de> Deserialize<'de> for Many {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Texts;
        impl<'de> Visitor<'de> for Texts {
            type Value = Many;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text, or a list of texts")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Many, E> {
                Ok(Many(vec![text.to_owned()]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Many, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = all.next_element()? {
                    texts.push(text);
                }
                Ok(Many(texts))
            }
        }
        from.deserialize_any(Texts)
    }
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Place;
        impl<'de> Visitor<'de> for Place {
            type Value = Column;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a column: its name, a list of names, or its position from 1")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Column, E> {
                Ok(Column::Named(vec![text.to_owned()]))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Column, E> {
                usize::try_from(number).ok().filter(|n| (1..=1000).contains(n)).map(Column::At).ok_or_else(|| E::custom("columns are counted from 1"))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Column, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = all.next_element()? {
                    names.push(name);
                }
                Ok(Column::Named(names))
            }
        }
        from.deserialize_any(Place)
    }
}
