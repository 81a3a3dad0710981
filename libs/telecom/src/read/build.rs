//! Rows, headings, totals and everything else, as they come, into a bill.
//!
//! Each line that comes is counted once under what it turned out to be
//! ([`Tally`]), so that nothing is dropped: the parts add up to the whole.

use std::collections::HashMap;

use super::code::{self, Code};
use super::dates::Book;
use super::pattern::Pattern;
use super::profile::{Fact, FactKind, Of, Profile, Total};
use super::row::{Cells, Fault, Layout, Made};
use super::seen::{Columns, Guess};
use super::values::{self, Mark};
use super::{Given, Tally};
use crate::bill::{Amount, Bill, ControlTotal, Days, Place, Problem, Row, Scope, Section};
use crate::money::Money;
use crate::number::E164;

/// An amount that the rest of the file must settle.
pub(super) struct Unsettled {
    pub row: usize,
    pub which: super::row::Charge,
    pub decimals: Money,
    pub thousands: Money,
    pub mark: Mark,
}

/// A bill in the making.
pub(super) struct Builder<'a> {
    pub profile: &'a Profile,
    pub given: &'a Given,
    pub bill: Bill,
    pub tally: Tally,
    pub passed: Vec<(Place, String)>,
    pub book: Book,
    /// For each row, the number of its day's text in `book`.
    pub row_dates: Vec<Option<u32>>,
    pub unsettled: Vec<Unsettled>,
    pub seen: Seen,
    pub section: Option<u32>,
    pub line: Option<E164>,
    pub keyed: HashMap<String, u32>,
    pub notes: HashMap<String, (Box<str>, Option<Days>)>,
    pub pages: Option<(u32, Vec<u32>)>,
    /// The tables whose heading was seen last: several kinds of rows may stand under one.
    pub headed: Vec<usize>,
    pub columns: Columns,
    pub order_guess: Option<Guess>,
}

/// Which decimal marks the file was seen to use.
#[derive(Default)]
pub(super) struct Seen {
    pub point: bool,
    pub comma: bool,
}

impl Seen {
    pub(super) fn note(&mut self, mark: Option<Mark>) {
        match mark {
            Some(Mark::Point) => self.point = true,
            Some(Mark::Comma) => self.comma = true,
            None => {}
        }
    }
}

/// Most samples of lines that were passed over.
const SAMPLES: usize = 20;

impl<'a> Builder<'a> {
    pub(super) fn new(profile: &'a Profile, given: &'a Given) -> Self {
        let bill = Bill {
            profile: profile.id.clone(),
            carrier: profile.carrier.clone(),
            currency: profile.currency.clone(),
            zone: profile.zone.clone(),
            period: given.period,
            ..Bill::default()
        };
        Self {
            profile,
            given,
            bill,
            tally: Tally::default(),
            passed: Vec::new(),
            book: Book::default(),
            row_dates: Vec::new(),
            unsettled: Vec::new(),
            seen: Seen::default(),
            section: None,
            line: None,
            keyed: HashMap::new(),
            notes: HashMap::new(),
            pages: None,
            headed: Vec::new(),
            columns: Columns::default(),
            order_guess: None,
        }
    }

    /// A line whose cells fit a table: it becomes a row, or says why not.
    ///
    /// # Errors
    /// The [`Fault`], and nothing was added.
    pub(super) fn row<C: Cells>(&mut self, at: Place, raw: &str, table: usize, layout: &Layout, cells: &C) -> Result<(), Fault> {
        let profile = self.profile;
        let number = table;
        let Some(table) = profile.tables.get(table) else { return Err(Fault::whole(code::ROW)) };
        let Made { mut row, date, unsettled, seen, facts } = super::row::make(profile, table, layout, cells, &mut self.book)?;
        self.columns.row(number, layout, cells);
        if table.note {
            if let Some(key) = layout.join_key(cells) {
                self.notes.insert(key, (row.description.unwrap_or_default(), row.covers));
            }
            self.tally.notes += 1;
            return Ok(());
        }
        if row.description.is_none()
            && let Some((text, covers)) = layout.join_key(cells).and_then(|key| self.notes.get(&key))
        {
            (row.description, row.covers) = (Some(text.clone()), row.covers.or(*covers));
        }
        if let Some(key) = layout.group_key(cells) {
            row.section = Some(self.keyed_section(key, row.line, at));
        } else {
            row.section = self.section;
        }
        if row.line.is_none() {
            row.line = row.section.and_then(|at| self.bill.sections.get(at as usize)).and_then(|section| section.line).or(self.line);
        }
        row.at = at;
        row.raw = raw.into();
        let index = self.bill.rows.len();
        self.unsettled.extend(unsettled.into_iter().map(|(which, decimals, thousands, mark)| Unsettled { row: index, which, decimals, thousands, mark }));
        self.seen.point |= seen.point;
        self.seen.comma |= seen.comma;
        if !facts.is_empty() {
            for (what, text) in facts {
                self.fact_value(what, &text, at);
            }
        }
        self.push(row, date);
        Ok(())
    }

    pub(super) fn push(&mut self, row: Row, date: Option<u32>) {
        self.bill.rows.push(row);
        self.row_dates.push(date);
        self.tally.rows += 1;
    }

    /// The section of these rows, made when it is new.
    pub(super) fn keyed_section(&mut self, key: String, line: Option<E164>, at: Place) -> u32 {
        if let Some(&known) = self.keyed.get(&key) {
            return known;
        }
        let position = self.begin(key.clone(), line, at);
        self.keyed.insert(key, position);
        position
    }

    fn begin(&mut self, title: String, line: Option<E164>, at: Place) -> u32 {
        let position = u32::try_from(self.bill.sections.len()).unwrap_or(u32::MAX);
        self.bill.sections.push(Section { title, line, at });
        position
    }

    pub(super) fn problem(&mut self, at: Place, raw: &str, field: Option<&str>, code: Code) {
        let raw = raw.chars().take(400).collect();
        self.bill.problems.push(Problem { at, raw, field: field.map(str::to_owned), why: code.1.to_owned(), code: code.0.into() });
    }

    /// A line that became nothing but a problem.
    pub(super) fn fault(&mut self, at: Place, raw: &str, fault: &Fault) {
        self.problem(at, raw, fault.field.map(super::profile::Field::key), fault.code);
        self.tally.problems += 1;
    }

    /// A line as text: a fact, a total, a heading, something to skip, or a row described as text.
    /// False when it is none of these.
    pub(super) fn text(&mut self, at: Place, raw: &str, text: &str) -> bool {
        self.is_fact(at, text) || self.is_total(at, text) || self.is_heading(at, text) || self.is_skipped(text) || self.is_text_row(at, raw, text)
    }

    /// Whether the line is described anywhere as a whole, without taking it.
    pub(super) fn described(&self, text: &str) -> bool {
        let profile = self.profile;
        profile.bill.iter().any(|fact| fact.text.is(text))
            || profile.totals.iter().flat_map(|total| &total.text).any(|pattern| pattern.is(text))
            || profile.tables.iter().flat_map(|table| &table.heading).any(|pattern| pattern.is(text))
            || profile.skip.iter().any(|pattern| pattern.is(text))
    }

    /// The table that this line is a heading of.
    pub(super) fn heading_of(&self, text: &str) -> Option<usize> {
        self.profile.tables.iter().position(|table| table.heading.iter().any(|pattern| pattern.is(text)))
    }

    /// A line that nothing describes. Prose is counted; an amount is never passed over in silence.
    pub(super) fn prose(&mut self, at: Place, raw: &str, text: &str) {
        if has_amount(text) {
            self.fault(at, raw, &Fault::whole(code::AMOUNT_OUTSIDE));
            return;
        }
        self.tally.passed_over += 1;
        if self.passed.len() < SAMPLES {
            self.passed.push((at, raw.chars().take(200).collect()));
        }
    }

    fn is_fact(&mut self, at: Place, text: &str) -> bool {
        let profile = self.profile;
        let mut found = false;
        for Fact { what, text: pattern } in &profile.bill {
            let Some(values) = pattern.take(text) else { continue };
            found = true;
            match what {
                FactKind::Page => self.page(&values),
                FactKind::Period => {
                    let (from, to) = (value(&values, "from"), value(&values, "to"));
                    self.period(at, text, from, to);
                }
                FactKind::Account => self.fact_value(super::row::FactOf::Account, value(&values, "account"), at),
                FactKind::Invoice => self.fact_value(super::row::FactOf::Invoice, value(&values, "invoice"), at),
                FactKind::BillDate => self.fact_value(super::row::FactOf::BillDate, value(&values, "date"), at),
                FactKind::Line => self.line = super::row::our(profile, value(&values, "line")),
            }
        }
        if found {
            self.tally.facts += 1;
        }
        found
    }

    fn page(&mut self, values: &[(&str, &str)]) {
        let number = |name| value(values, name).parse::<u32>().ok();
        let (Some(page), Some(pages)) = (number("page"), number("pages")) else { return };
        let known = self.pages.get_or_insert_with(|| (pages, Vec::new()));
        known.1.push(page);
    }

    fn period(&mut self, at: Place, text: &str, from: &str, to: &str) {
        if self.given.period.is_some() {
            return;
        }
        let day = |text: &str| super::dates::one(text, &self.profile.dates, self.given.day_first.or(self.profile.day_first));
        let to_day = day(to);
        // `March 1 to March 31, 2025`: the year stands once.
        let with_year = to_day.map(|last| format!("{from}, {}", last.year()));
        let first = day(from).or_else(|| with_year.as_deref().and_then(day)).map(|first| match to_day {
            Some(last) if first > last => first.checked_sub(jiff::Span::new().years(1)).unwrap_or(first),
            _ => first,
        });
        match first.zip(to_day).and_then(|(first, last)| Days::new(first, last)) {
            Some(days) if self.bill.period.is_none_or(|known| known == days) => self.bill.period = Some(days),
            Some(_) => self.problem(at, text, Some("period"), code::FACT),
            None => self.problem(at, text, Some("period"), code::PERIOD),
        }
    }

    pub(super) fn fact_value(&mut self, what: super::row::FactOf, text: &str, at: Place) {
        use super::row::FactOf;
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let day = || super::dates::one(text, &self.profile.dates, self.given.day_first.or(self.profile.day_first));
        let differs = match what {
            FactOf::Account => keep(&mut self.bill.account, text),
            FactOf::Invoice => keep(&mut self.bill.invoice, text),
            FactOf::BillDate => match day() {
                Some(day) => *self.bill.bill_date.get_or_insert(day) != day,
                None => {
                    self.problem(at, text, Some("bill_date"), code::DATE);
                    false
                }
            },
            FactOf::Period(first, last) => {
                self.period(at, text, &first, &last);
                false
            }
        };
        if differs {
            self.problem(at, text, None, code::FACT);
        }
    }

    fn is_total(&mut self, at: Place, text: &str) -> bool {
        let profile = self.profile;
        for total in &profile.totals {
            let Some(values) = total.text.iter().find_map(|pattern| pattern.take(text)) else { continue };
            let line = super::row::our(profile, value(&values, "line"));
            let printed: Option<Vec<Amount>> = values.iter().filter_map(|(name, text)| self.summed(name, text)).collect();
            self.total(at, text, total, line, None, printed);
            return true;
        }
        false
    }

    /// What one value of a total counts; `None` when it counts nothing, `Some(None)` when it cannot be read.
    pub(super) fn summed(&mut self, name: &str, text: &str) -> Option<Option<Amount>> {
        let mut money = || match values::amount(text, self.profile.decimal)? {
            values::Amount::Sure { money, mark } => {
                self.seen.note(mark);
                Some(money)
            }
            // Rows print cents; a sum with three decimals is a sum of thousands.
            values::Amount::Either { thousands, .. } => Some(thousands),
        };
        Some(match name {
            "amount" | "total" => money().map(Amount::Money),
            "airtime" => money().map(Amount::Airtime),
            "long_distance" => money().map(Amount::LongDistance),
            "minutes" => values::whole(text).map(Amount::Minutes),
            "kilobytes" => values::whole(text).map(Amount::Kilobytes),
            "rows" => values::whole(text).map(Amount::Rows),
            _ => return None,
        })
    }

    /// Keeps a total that is printed; which rows it is of is known from where it stands.
    pub(super) fn total(&mut self, at: Place, text: &str, total: &Total, line: Option<E164>, section: Option<u32>, printed: Option<Vec<Amount>>) {
        let here = self.section.filter(|at| self.bill.sections.get(*at as usize).is_some_and(|known| line.is_none() || known.line.is_none() || known.line == line));
        let section = section.or(here).or_else(|| {
            let found = self.bill.sections.iter().rposition(|known| line.is_some() && known.line == line)?;
            u32::try_from(found).ok()
        });
        let of = match (total.of, section, line.or(self.line)) {
            (Of::Bill, ..) => Some(Scope::Bill),
            (Of::Kind(kind), ..) => Some(Scope::Kind(kind)),
            (Of::Line, _, Some(line)) => Some(Scope::Line(line)),
            (Of::LineKind(kind), _, Some(line)) => Some(Scope::LineKind(line, kind)),
            (Of::Section, Some(section), _) => Some(Scope::Section(section)),
            (Of::Section, None, Some(line)) => Some(Scope::Line(line)),
            (Of::Section, None, None) => Some(Scope::Bill),
            (Of::Line | Of::LineKind(_), _, None) => None,
        };
        match (of, printed) {
            (Some(of), Some(printed)) if !printed.is_empty() => {
                let label = text.chars().take(200).collect::<String>();
                self.bill.totals.extend(printed.into_iter().map(|printed| ControlTotal { at, label: label.clone(), of, printed }));
                self.tally.totals += 1;
            }
            _ => self.fault(at, text, &Fault::whole(code::TOTAL)),
        }
    }

    fn is_heading(&mut self, at: Place, text: &str) -> bool {
        let profile = self.profile;
        for (index, table) in profile.tables.iter().enumerate() {
            let Some(values) = table.heading.iter().find_map(|pattern| pattern.take(text)) else { continue };
            let line = super::row::our(profile, value(&values, "line"));
            let same = |other: &super::profile::Table| other.heading.iter().any(|pattern| pattern.is(text));
            self.headed = profile.tables.iter().enumerate().filter(|(at, other)| *at == index || same(other)).map(|(at, _)| at).collect();
            if table.whole_account {
                self.line = None;
            }
            self.tally.headings += 1;
            let title = text.trim();
            let again = self.section.and_then(|at| self.bill.sections.get(at as usize)).is_some_and(|known| same_title(&known.title, title));
            if !again {
                self.section = Some(self.begin(title.to_owned(), line.or(self.line), at));
            }
            return true;
        }
        false
    }

    fn is_skipped(&mut self, text: &str) -> bool {
        let skipped = self.profile.skip.iter().any(|pattern| pattern.is(text));
        self.tally.skipped += u64::from(skipped);
        skipped
    }

    /// A row described as text belongs under its table's heading, when it has one. Of several tables under
    /// one heading, the first that can read it.
    fn is_text_row(&mut self, at: Place, raw: &str, text: &str) -> bool {
        let profile = self.profile;
        let mut unread = None;
        for (index, table) in profile.tables.iter().enumerate() {
            if table.row.is_empty() || (!table.heading.is_empty() && !self.headed.contains(&index)) {
                continue;
            }
            let Some(values) = table.row.iter().find_map(|pattern: &Pattern| pattern.take(text)) else { continue };
            let cells: Vec<String> = values.iter().map(|(_, text)| (*text).to_owned()).collect();
            let layout = Layout::of_names(values.iter().map(|(name, _)| *name), table);
            match self.row(at, raw, index, &layout, &cells) {
                Ok(()) => return true,
                Err(fault) => unread = unread.or(Some(fault)),
            }
        }
        unread.is_some_and(|fault| {
            self.fault(at, raw, &fault);
            true
        })
    }
}

/// The value of that name; empty when there is none.
fn value<'v>(values: &[(&str, &'v str)], name: &str) -> &'v str {
    values.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text)
}

/// Keeps the first value; whether a later one differs.
fn keep(known: &mut Option<String>, text: &str) -> bool {
    known.get_or_insert_with(|| text.to_owned()) != text
}

/// The same heading again, as at the top of each page.
fn same_title(known: &str, again: &str) -> bool {
    let plain = |text: &str| {
        let mut text = text.to_lowercase();
        for word in ["(continued)", "(cont'd)", "(cont’d)", "(suite)", "continued", "suite"] {
            text = text.replace(word, "");
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    plain(known) == plain(again)
}

/// Whether the line ends in money, or has a currency sign before a digit.
fn has_amount(text: &str) -> bool {
    let text = text.trim();
    let money = |word: &str| {
        let cents = word.trim_end_matches(['$', '-', ')']).trim_end_matches("CR").trim_end();
        let marked = cents.len() > 3 && cents.as_bytes().get(cents.len() - 3).is_some_and(|mark| matches!(mark, b'.' | b','));
        marked && matches!(values::amount(word, None), Some(values::Amount::Sure { .. }))
    };
    let dollars = text.char_indices().any(|(at, c)| c == '$' && text.get(at + 1..).is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit())));
    dollars || text.rsplit_once(char::is_whitespace).map_or(text, |(_, last)| last).split_whitespace().any(money) || text.strip_suffix('$').is_some_and(|rest| rest.trim_end().rsplit(char::is_whitespace).next().is_some_and(money))
}
