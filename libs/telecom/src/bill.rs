//! What a carrier sent: rows, the sections they stand in, and the totals it prints.
//!
//! The readers make it, the checks look at it, and nothing changes it in between.
//! Beside every parsed row stands the text it came from, with page and row, so
//! that a person can put a finger on it.
//!
//! Moments on a bill are civil: the date and time it prints, in the zone it was
//! printed in ([`Bill::zone`] when a profile or a plan says which). They are never
//! subtracted from each other without that zone.

use std::borrow::Cow;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::number::{E164, Number};

/// A carrier's bill for one account and one period.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Bill {
    /// Which profile read it, or `by hand`.
    pub profile: String,
    /// As printed; `None` when the bill or the profile does not say.
    pub carrier: Option<String>,
    /// The account's number as printed.
    pub account: Option<String>,
    /// The invoice's number as printed.
    pub invoice: Option<String>,
    /// ISO 4217, `CAD` unless the bill says otherwise; empty when nothing says.
    pub currency: String,
    /// The day printed as the bill's own: with some carriers the last of the period.
    pub bill_date: Option<Date>,
    /// The days of use it bills.
    pub period: Option<Days>,
    /// IANA name of the zone its times are printed in; `None` when nobody said.
    pub zone: Option<String>,
    /// Parts of the bill, in the order printed.
    pub sections: Vec<Section>,
    /// All rows, in the order printed.
    pub rows: Vec<Row>,
    /// All totals it prints, in the order printed.
    pub totals: Vec<ControlTotal>,
    /// What could not be read, or was read with a doubt.
    pub problems: Vec<Problem>,
}

/// Days from `first` to `last`, both of them included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day; never before the first.
    pub last: Date,
}

impl Days {
    /// The days from `first` to `last`; `None` when they end before they begin.
    #[must_use]
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Whether `day` is one of them.
    #[must_use]
    pub fn contain(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// How many days.
    #[must_use]
    pub fn count(self) -> i64 {
        days_between(self.first, self.last) + 1
    }
}

/// How many days from `from` to `to`; negative when `to` is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// Where something stands in the file a person has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Place {
    /// The page of a PDF or the sheet of a workbook, counted from 1; 0 when there are none.
    pub page: u32,
    /// The row on that page or in that file, counted from 1; 0 when entered by hand.
    pub row: u32,
}

/// A part of a bill with a heading, most often about one phone.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Section {
    /// The heading as printed.
    pub title: String,
    /// The phone it is about; `None` for account-wide sections.
    pub line: Option<E164>,
    /// Where it begins.
    pub at: Place,
}

/// One row of a bill: a call, a text, some data, a fee, a credit, a tax.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Row {
    /// Where it stands.
    pub at: Place,
    /// The row as it was in the file, before anything was understood.
    pub raw: Box<str>,
    /// Position in [`Bill::sections`].
    pub section: Option<u32>,
    /// What kind of row it is.
    pub kind: Kind,
    /// The organisation's phone it is about; `None` for the account as a whole.
    pub line: Option<E164>,
    /// What was used; for fees and taxes [`Service::Other`].
    pub service: Service,
    /// Which way; `None` when the bill does not say (data never has one).
    pub direction: Option<Direction>,
    /// The day of use, or of the charge.
    pub date: Option<Date>,
    /// The time of day printed beside it.
    pub time: Option<Clock>,
    /// The other party: who was called, or who called. `None` when nothing is printed.
    pub other: Option<Number>,
    /// The other party's text, kept only when [`Number`] could not hold it (`Unknown`, `Withheld`).
    pub other_text: Option<Box<str>>,
    /// Where our phone was ("call from"), as printed.
    pub place_from: Option<Box<str>>,
    /// Where the other party was ("call to"), as printed; never `INCOMING`.
    pub place_to: Option<Box<str>>,
    /// Where our phone was, by country; unknown unless the bill says.
    pub zone: Zone,
    /// Whether the bill marks it as roaming; `None` when it does not say.
    pub roaming: Option<bool>,
    /// Whether the bill marks it as a forwarded call.
    pub forwarded: bool,
    /// How much was used.
    pub used: Used,
    /// What it cost.
    pub charges: Charges,
    /// What the row says of itself: a fee's name, a feature code, `EASY TAB`.
    pub description: Option<Box<str>>,
    /// For a fee over part of a period or a credit: the days it covers, as printed.
    pub covers: Option<Days>,
    /// The time is off the clock or the day off the calendar by reading alone (a year was added, both orders fit).
    pub doubtful_date: bool,
}

/// What kind of row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A call, a message, some data.
    #[default]
    Usage,
    /// A fee that comes back each period.
    Recurring,
    /// A fee for part of a period, after a change.
    Partial,
    /// A charge that comes once: a purchase, a setup, an event, a third party's item.
    OneTime,
    /// Money back; its total is negative.
    Credit,
    /// A tax; its code stands in the description (`HST`, `TVQ`).
    Tax,
}

/// What was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// A call.
    Voice,
    /// A text message.
    Sms,
    /// A message with a picture or to a group.
    Mms,
    /// Data.
    Data,
    /// Anything else: fees, taxes, downloads, ring tones.
    #[default]
    Other,
}

/// Which way a call or message went, seen from the organisation's phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From our phone.
    Out,
    /// To our phone.
    In,
}

/// Where the organisation's phone was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Zone {
    /// The bill does not say, or not clearly.
    #[default]
    Unknown,
    /// In Canada.
    Canada,
    /// In the United States.
    UnitedStates,
    /// Anywhere else.
    International,
}

/// A time of day as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clock {
    /// The time.
    pub time: Time,
    /// Whether seconds were printed; if not, the call began within that minute.
    pub seconds: bool,
}

/// How much was used, in whole units; `None` is "not printed", never nought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Used {
    /// Exact duration.
    pub seconds: Option<u32>,
    /// Minutes as billed, rounded by the carrier.
    pub minutes: Option<u32>,
    /// Data, in kilobytes.
    pub kilobytes: Option<u64>,
    /// Messages, days, items.
    pub units: Option<u32>,
}

/// What a row cost, as printed; `None` is "not printed", never nought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Charges {
    /// For air time.
    pub airtime: Option<Money>,
    /// For long distance.
    pub long_distance: Option<Money>,
    /// For roaming, features and the like.
    pub additional: Option<Money>,
    /// Tax printed on the row itself.
    pub tax: Option<Money>,
    /// The row's own total, tax left out unless the profile says otherwise.
    pub total: Option<Money>,
}

impl Charges {
    /// What the row costs: its total, or the sum of its parts (tax left out) when no total is printed.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.total.or_else(|| {
            let parts = [self.airtime, self.long_distance, self.additional];
            parts.iter().any(Option::is_some).then(|| parts.into_iter().flatten().sum())
        })
    }
}

/// A total the bill prints, against which rows are added up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlTotal {
    /// Where it stands.
    pub at: Place,
    /// The words beside it.
    pub label: String,
    /// What it adds up.
    pub of: Scope,
    /// What is added: money or use.
    pub printed: Amount,
}

/// What rows a total adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The rows of one section, by position in [`Bill::sections`].
    Section(u32),
    /// All rows of one phone.
    Line(E164),
    /// All rows of one phone that are of one kind.
    LineKind(E164, Kind),
    /// All rows of one kind.
    Kind(Kind),
    /// All rows of the bill, taxes among them.
    Bill,
}

/// What a total counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Amount {
    /// Money: adds up [`Charges::amount`].
    Money(Money),
    /// Money for long distance alone.
    LongDistance(Money),
    /// Money for air time alone.
    Airtime(Money),
    /// Billed minutes.
    Minutes(u64),
    /// Kilobytes.
    Kilobytes(u64),
    /// How many rows.
    Rows(u64),
}

/// Something in the file that was not understood, or only with a doubt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// Where.
    pub at: Place,
    /// What stood there.
    pub raw: String,
    /// Which column of the profile, when it is one field.
    pub field: Option<String>,
    /// Why, in plain English; the code beside it is for translation.
    pub why: String,
    /// A stable word for it: `date-unreadable`.
    pub code: Cow<'static, str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bill_survives_the_way_between_two_processes() {
        let row = Row {
            line: E164::new(16_135_550_123),
            other: E164::new(14_165_550_108).map(Number::E164),
            date: Some(jiff::civil::date(2025, 3, 3)),
            time: Some(Clock { time: jiff::civil::time(9, 2, 0, 0), seconds: false }),
            charges: Charges { total: Some(Money::cents(-30)), ..Charges::default() },
            kind: Kind::OneTime,
            ..Row::default()
        };
        let problem = Problem { at: Place { page: 1, row: 2 }, raw: "?".into(), field: None, why: "?".into(), code: "odd".into() };
        let total = ControlTotal { at: Place::default(), label: "Total".into(), of: Scope::Section(0), printed: Amount::Rows(1) };
        let bill = Bill { rows: vec![row], problems: vec![problem], totals: vec![total], ..Bill::default() };

        let text = serde_json::to_string(&bill).unwrap();

        assert_eq!(serde_json::from_str::<Bill>(&text).unwrap(), bill);
        assert!(text.contains(r#""kind":"one-time""#) && text.contains(r#""total":"-0.30""#) && text.contains(r#""+16135550123""#), "{text}");
    }
}
