//! Small lists that people keep in a spreadsheet or a text file, read as what checks and matching take.
//!
//! Who had which phone, what was lost, what was noted, what a carrier promised; contacts and records
//! to be matched. Each is a table with names above its columns (CSV, cells parted by `,` `;` or tabs),
//! or TOML with a `[[row]]` for each line. Names are known in English and French, in any case.
//! Everything that cannot be read is told at once: line, column, what to write instead.
//!
//! A day without an hour: something begins at its midnight, and something ends when the day is over;
//! a phone lost on a day is lost from the next day on, so that nobody is accused for the hours before.
//!
//! ```
//! use telecom::lists::{Form, held, lost};
//! use telecom::words::Lang;
//!
//! let held = held("phone;who;from;to\n613-555-0123;ben;2026-03-01;2026-03-15 12:00\n", Form::Csv)?;
//! assert_eq!((held[0].who.as_str(), held[0].to.unwrap().to_string().as_str()), ("ben", "2026-03-15T12:00:00"));
//!
//! let wrong = lost("phone,what,at\n613-555-0123,gone,9 March\n", Form::Csv).unwrap_err();
//! assert_eq!(wrong[0].said(Lang::En), "line 2, column 2 (what): “gone” is not one of lost, stolen, cancelled.");
//! assert_eq!((wrong[1].line, wrong[1].column), (2, 3));
//! # Ok::<(), Vec<telecom::lists::Fault>>(())
//! ```

mod matching;
mod table;

use jiff::civil::DateTime;

use crate::check::{Assignment, Loss, Lost, Note, Promise};
use crate::money::Money;
use crate::number::E164;
use crate::plan::Need;

pub use matching::{ClientLine, ContactKind, ContactLine, RecordLine, RecordWhen, Word, WordLine, clients, contacts, is_contacts, records, words};
pub use table::{Fault, Form};
use table::{Line, Name, rows};

/// The text of a list, whatever letters a spreadsheet wrote it in.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    crate::read::decode::text(bytes, None).text.into_owned()
}

/// The names of the columns, in English first.
const PHONE: Name = &["phone", "line", "téléphone", "telephone", "ligne"];
const WHO: Name = &["who", "person", "qui", "personne"];
const FROM: Name = &["from", "du", "depuis"];
const TO: Name = &["to", "au", "fin"];
const WHAT: Name = &["what", "quoi"];
const AT: Name = &["at", "when", "on", "le", "date", "quand", "moment"];
const UNTIL: Name = &["until", "jusqu’au", "jusqu'au"];
const KIND: Name = &["kind", "sorte", "genre"];
const NUMBER: Name = &["number", "numéro", "numero"];
const AMOUNT: Name = &["amount", "montant"];
const PROMISED: Name = &["promised", "promis"];
const BY: Name = &["by", "avant"];
const REFERENCE: Name = &["reference", "référence"];

/// Who had which phone: `phone`, `who`, `from`, and `to` where it has ended.
///
/// # Errors
/// Everything that cannot be read.
pub fn held(text: &str, form: Form) -> Result<Vec<Assignment>, Vec<Fault>> {
    rows(text, form, &[PHONE, WHO, FROM], &[TO], |line| {
        let (phone, who, from, to) = (line.phone(PHONE), line.text(WHO), line.begins(FROM), line.ends(TO));
        Some(Assignment { line: phone?, who: who?, from: from?, to: to? })
    })
}

/// What was lost: `phone`, `what` (`lost`, `stolen`, `cancelled`), `at`, and `until` where it was found again or renewed.
///
/// # Errors
/// Everything that cannot be read.
pub fn lost(text: &str, form: Form) -> Result<Vec<Loss>, Vec<Fault>> {
    const WORDS: &[(&str, &[&str], Lost)] = &[
        ("lost", &["lost", "perdu", "perdue"], Lost::Lost),
        ("stolen", &["stolen", "volé", "volée"], Lost::Lost),
        ("cancelled", &["cancelled", "canceled", "annulé", "annulée"], Lost::Cancelled),
    ];
    rows(text, form, &[PHONE, WHAT, AT], &[UNTIL], |line| {
        let (phone, what, day, at) = (line.phone(PHONE), line.word(WHAT, WORDS), line.day_alone(AT), line.after(AT));
        Some(Loss { line: phone?, what: what?, at: at?, day, until: line.maybe_begins(UNTIL)? })
    })
}

/// What was written down about charges: `phone`, `kind` (`case-note`, `manager-email`), `at`, and the `number` it speaks of.
///
/// # Errors
/// Everything that cannot be read.
pub fn notes(text: &str, form: Form) -> Result<Vec<Note>, Vec<Fault>> {
    const WORDS: &[(&str, &[&str], Need)] = &[
        ("case-note", &["case-note", "case note", "note", "note de dossier"], Need::CaseNote),
        ("manager-email", &["manager-email", "manager email", "email", "e-mail", "courriel"], Need::ManagerEmail),
    ];
    rows(text, form, &[PHONE, KIND, AT], &[NUMBER], |line| {
        let (phone, kind, on, number) = (line.phone(PHONE), line.word(KIND, WORDS), line.begins(AT), line.maybe_phone(NUMBER));
        Some(Note { line: phone?, kind: kind?, on: on?.date(), number: number? })
    })
}

/// Credits the carrier promised: `amount`, `promised` (the day), `by` (the first bill on or after it has it),
/// and the `phone` and the carrier's `reference` where there are any.
///
/// # Errors
/// Everything that cannot be read.
pub fn promises(text: &str, form: Form) -> Result<Vec<Promise>, Vec<Fault>> {
    rows(text, form, &[AMOUNT, PROMISED, BY], &[PHONE, REFERENCE], |line| {
        let (phone, amount, on, by) = (line.maybe_phone(PHONE), line.money(AMOUNT), line.begins(PROMISED), line.begins(BY));
        Some(Promise { line: phone?, amount: amount?.abs(), on: on?.date(), by: by?.date(), reference: line.maybe(REFERENCE).unwrap_or_default() })
    })
}

/// Values of a line that need the rules of bills.
impl Line<'_> {
    fn phone(&self, name: Name) -> Option<E164> {
        self.read(name, E164::read, &["a full number, like 613-555-0123", "un numéro complet, comme 613-555-0123"])
    }

    fn maybe_phone(&self, name: Name) -> Option<Option<E164>> {
        if self.maybe(name).is_none() { Some(None) } else { self.phone(name).map(Some) }
    }

    fn money(&self, name: Name) -> Option<Money> {
        let read = |text: &str| Money::parse(&text.replace(',', ".").replace(['$', ' ', '\u{a0}'], "")).ok();
        self.read(name, read, &["an amount, like 12.34", "un montant, comme 12,34"])
    }

    fn begins(&self, name: Name) -> Option<DateTime> {
        self.moment(name, |day| Some(day.at(0, 0, 0, 0)))
    }

    fn maybe_begins(&self, name: Name) -> Option<Option<DateTime>> {
        if self.maybe(name).is_none() { Some(None) } else { self.begins(name).map(Some) }
    }

    fn after(&self, name: Name) -> Option<DateTime> {
        self.moment(name, |day| Some(day.tomorrow().ok()?.at(0, 0, 0, 0)))
    }

    /// The day, where no hour was said beside it.
    fn day_alone(&self, name: Name) -> Option<jiff::civil::Date> {
        self.maybe(name).filter(|text| text.trim().len() <= 10)?.trim().parse().ok()
    }

    fn ends(&self, name: Name) -> Option<Option<DateTime>> {
        if self.maybe(name).is_none() { Some(None) } else { self.after(name).map(Some) }
    }
}

#[cfg(test)]
mod tests;
