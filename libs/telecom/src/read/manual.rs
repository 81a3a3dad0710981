//! A bill entered by hand: a small form, the same [`Bill`].
//!
//! For scans, paper, and carriers nobody has a profile for. Everything typed is
//! text until [`Form::check`] has read it; what is wrong is told field by field,
//! all at once, and nothing typed is lost.

use serde::{Deserialize, Serialize};

use super::dates::{Form as DateForm, one};
use super::values;
use crate::bill::{Amount, Bill, Charges, ControlTotal, Days, Direction, Kind, Place, Row, Scope, Service, Used};
use crate::money::Money;
use crate::number::{E164, Number};
use crate::words::Lang;

/// What stands in [`Bill::profile`].
pub const BY_HAND: &str = "by hand";
/// More rows than anybody types.
const MOST_ROWS: usize = 500;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Form {
    /// Whose bill it is.
    pub carrier: String,
    /// The account's number.
    pub account: String,
    /// The invoice's number.
    pub invoice: String,
    /// First day of the period, `YYYY-MM-DD`.
    pub period_from: String,
    /// Last day of the period.
    pub period_to: String,
    /// What the bill asks for in all, taxes among it.
    pub total: String,
    /// The charges, one line each. Lines where nothing but the kind is typed are left out.
    pub rows: Vec<Line>,
}

/// One charge as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Line {
    /// What it is: `voice`, `text`, `picture`, `data`, `recurring`, `partial`, `one-time`, `credit`, `tax`.
    pub kind: String,
    /// Our phone; empty for the account as a whole.
    pub phone: String,
    /// What the bill calls it.
    pub description: String,
    /// The day, `YYYY-MM-DD`; may stay empty.
    pub date: String,
    /// The other party.
    pub number: String,
    /// `in`, `out`, or empty.
    pub direction: String,
    /// Minutes as billed.
    pub minutes: String,
    /// Megabytes.
    pub megabytes: String,
    /// What it costs; a credit may be typed with or without its minus.
    pub amount: String,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// Which line, counted from 1; 0 for the bill itself.
    pub row: usize,
    /// Which field.
    pub field: &'static str,
    /// A stable word, for translation.
    pub code: &'static str,
    /// The same in English.
    pub why: &'static str,
}

impl Wrong {
    /// What is wrong, and what to write instead.
    #[must_use]
    pub fn said(&self, lang: Lang) -> &'static str {
        if lang == Lang::En {
            return self.why;
        }
        match self.code {
            "date" => "Écrivez le jour comme ceci\u{a0}: 2025-03-31.",
            "amount" => "Écrivez le montant comme ceci\u{a0}: 12,34.",
            "period" => "La période finit avant de commencer.",
            "phone" => "Écrivez le numéro complet, comme 613-555-0123.",
            "whole-number" => "Écrivez un nombre entier.",
            "kind" => "Choisissez de quelle sorte de frais il s’agit.",
            "direction" => "Choisissez in ou out, ou laissez ouvert.",
            "many" => "On peut entrer à la main au plus 500 lignes.",
            _ => "Ceci est requis.",
        }
    }
}

const DATE: (&str, &str) = ("date", "Write the day like 2025-03-31.");
const AMOUNT: (&str, &str) = ("amount", "Write the amount like 12.34.");
const NEEDED: (&str, &str) = ("needed", "This is needed.");
const PERIOD: (&str, &str) = ("period", "The period ends before it begins.");
const PHONE: (&str, &str) = ("phone", "Write the whole number, like 613-555-0123.");
const NUMBER: (&str, &str) = ("whole-number", "Write a whole number.");
const KIND: (&str, &str) = ("kind", "Choose what kind of charge it is.");
const WAY: (&str, &str) = ("direction", "Choose in or out, or leave it open.");
const MANY: (&str, &str) = ("many", "At most 500 lines can be entered by hand.");

impl Form {
    /// Reads the form.
    ///
    /// # Errors
    /// All fields that are wrong, from top to bottom.
    pub fn check(&self) -> Result<Bill, Vec<Wrong>> {
        let mut faults = Faults::default();
        let mut bill = Bill { profile: BY_HAND.into(), currency: "CAD".into(), ..Bill::default() };
        bill.carrier = filled(&self.carrier);
        bill.account = filled(&self.account);
        bill.invoice = filled(&self.invoice);
        bill.period = self.period(&mut faults);
        if self.rows.len() > MOST_ROWS {
            faults.add(0, "rows", MANY);
        }
        for (row, line) in (1..).zip(self.rows.iter().take(MOST_ROWS)).filter(|(_, line)| line.is_filled()) {
            bill.rows.push(line.check(row, &mut faults));
        }
        match filled(&self.total) {
            Some(text) => {
                if let Some(total) = faults.money(0, "total", &text) {
                    bill.totals.push(ControlTotal { at: Place::default(), label: "Total".into(), of: Scope::Bill, printed: Amount::Money(total) });
                }
            }
            None => faults.add(0, "total", NEEDED),
        }
        if faults.0.is_empty() { Ok(bill) } else { Err(faults.0) }
    }

    fn period(&self, faults: &mut Faults) -> Option<Days> {
        let first = faults.day(0, "period_from", &self.period_from, true);
        let last = faults.day(0, "period_to", &self.period_to, true);
        let (first, last) = first.zip(last)?;
        let days = Days::new(first, last);
        if days.is_none() {
            faults.add(0, "period_to", PERIOD);
        }
        days
    }
}

impl Line {
    fn check(&self, row: usize, faults: &mut Faults) -> Row {
        let (kind, service) = self.kind(row, faults);
        let direction = match self.direction.trim() {
            "" => None,
            "in" => Some(Direction::In),
            "out" => Some(Direction::Out),
            _ => {
                faults.add(row, "direction", WAY);
                None
            }
        };
        let total = match filled(&self.amount) {
            Some(text) => faults.money(row, "amount", &text).map(|money| if kind == Kind::Credit { -money.abs() } else { money }),
            None => {
                faults.add(row, "amount", NEEDED);
                None
            }
        };
        let line = filled(&self.phone).and_then(|text| {
            let number = E164::read(&text);
            if number.is_none() {
                faults.add(row, "phone", PHONE);
            }
            number
        });
        let other = filled(&self.number).map(|text| Number::read(&text));
        let kept = matches!(other, Some(Number::Unknown | Number::Withheld)).then(|| self.number.trim().into());
        let description = filled(&self.description);
        if description.is_none() && kind != Kind::Usage {
            faults.add(row, "description", NEEDED);
        }
        Row {
            at: Place { page: 0, row: u32::try_from(row).unwrap_or(u32::MAX) },
            raw: self.typed().into(),
            kind,
            service,
            line,
            direction,
            date: faults.day(row, "date", &self.date, false),
            other,
            other_text: kept,
            used: Used {
                minutes: faults.count(row, "minutes", &self.minutes, values::whole).and_then(|minutes| u32::try_from(minutes).ok()),
                kilobytes: faults.count(row, "megabytes", &self.megabytes, |text| values::scaled(text, 1024)),
                ..Used::default()
            },
            charges: Charges { total, ..Charges::default() },
            description: description.map(Into::into),
            ..Row::default()
        }
    }

    fn kind(&self, row: usize, faults: &mut Faults) -> (Kind, Service) {
        match self.kind.as_str() {
            "voice" => (Kind::Usage, Service::Voice),
            "text" => (Kind::Usage, Service::Sms),
            "picture" => (Kind::Usage, Service::Mms),
            "data" => (Kind::Usage, Service::Data),
            "recurring" => (Kind::Recurring, Service::Other),
            "partial" => (Kind::Partial, Service::Other),
            "one-time" => (Kind::OneTime, Service::Other),
            "credit" => (Kind::Credit, Service::Other),
            "tax" => (Kind::Tax, Service::Other),
            _ => {
                faults.add(row, "kind", KIND);
                (Kind::Usage, Service::Other)
            }
        }
    }

    /// Whether anything but the kind was typed.
    fn is_filled(&self) -> bool {
        [&self.phone, &self.description, &self.date, &self.number, &self.direction, &self.minutes, &self.megabytes, &self.amount].iter().any(|text| !text.trim().is_empty())
    }

    /// What was typed, side by side.
    fn typed(&self) -> String {
        let all = [&self.kind, &self.phone, &self.description, &self.date, &self.number, &self.direction, &self.minutes, &self.megabytes, &self.amount];
        all.into_iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ")
    }
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.chars().take(400).collect())
}

#[derive(Default)]
struct Faults(Vec<Wrong>);

impl Faults {
    fn add(&mut self, row: usize, field: &'static str, (code, why): (&'static str, &'static str)) {
        self.0.push(Wrong { row, field, code, why });
    }

    fn money(&mut self, row: usize, field: &'static str, text: &str) -> Option<Money> {
        match values::amount(text, None) {
            Some(values::Amount::Sure { money, .. }) => Some(money),
            _ => {
                self.add(row, field, AMOUNT);
                None
            }
        }
    }

    fn day(&mut self, row: usize, field: &'static str, text: &str, needed: bool) -> Option<jiff::civil::Date> {
        if text.trim().is_empty() {
            if needed {
                self.add(row, field, NEEDED);
            }
            return None;
        }
        let form: Vec<DateForm> = DateForm::parse("%Y-%m-%d").into_iter().collect();
        let day = one(text, &form, None);
        if day.is_none() {
            self.add(row, field, DATE);
        }
        day
    }

    fn count(&mut self, row: usize, field: &'static str, text: &str, read: fn(&str) -> Option<u64>) -> Option<u64> {
        if text.trim().is_empty() {
            return None;
        }
        let number = read(text.trim()).filter(|number| *number <= u64::from(u32::MAX) * 1024);
        if number.is_none() {
            self.add(row, field, NUMBER);
        }
        number
    }
}
