//! One row: cells to values, by what the profile says of the columns.

use super::build::Seen;
use super::code::{self, Code};
use super::dates::Book;
use super::profile::{Column, Field, Profile, Table};
use super::values::{self, Mark};
use crate::bill::{Charges, Clock, Days, Kind, Row, Used};
use crate::money::Money;
use crate::number::{E164, Number};

/// The cells of a line.
pub(super) trait Cells {
    /// The cell at this position from 0; `None` when the line ends before.
    fn cell(&self, at: usize) -> Option<&str>;
}

impl Cells for Vec<String> {
    fn cell(&self, at: usize) -> Option<&str> {
        self.get(at).map(String::as_str)
    }
}

impl Cells for csv::StringRecord {
    fn cell(&self, at: usize) -> Option<&str> {
        self.get(at)
    }
}

/// Why a line is no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    pub field: Option<Field>,
    pub code: Code,
}

impl Fault {
    pub(super) const fn whole(code: Code) -> Self {
        Self { field: None, code }
    }

    const fn at(field: Field, code: Code) -> Self {
        Self { field: Some(field), code }
    }
}

/// Which charge of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charge {
    Airtime,
    LongDistance,
    Additional,
    Tax,
    Total,
}

impl Charge {
    pub(super) fn of(self, charges: &mut Charges) -> &mut Option<Money> {
        match self {
            Self::Airtime => &mut charges.airtime,
            Self::LongDistance => &mut charges.long_distance,
            Self::Additional => &mut charges.additional,
            Self::Tax => &mut charges.tax,
            Self::Total => &mut charges.total,
        }
    }
}

/// A fact of the whole bill that stands on a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FactOf {
    Account,
    Invoice,
    BillDate,
    Period(String, String),
}

/// A row, and what only the whole file can settle.
pub(super) struct Made {
    pub row: Row,
    pub date: Option<u32>,
    pub unsettled: Vec<(Charge, Money, Money, Mark)>,
    pub seen: Seen,
    pub facts: Vec<(FactOf, String)>,
}

/// Where the values of a table stand among the cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    fields: Vec<Option<usize>>,
    when: Vec<Option<usize>>,
    group: Vec<usize>,
    join: Vec<usize>,
    only: Vec<Option<usize>>,
    /// How many cells a full row has; 0 when that is not known.
    pub width: usize,
    /// The last cell that must be there.
    needed: usize,
}

impl Layout {
    /// For columns by position, or under these names; the first name that is not found.
    pub(super) fn find(table: &Table, header: &[String]) -> Result<Self, String> {
        let at = |column: &Column| match column {
            Column::At(number) => Some(number - 1),
            Column::Named(names) => names.iter().find_map(|name| {
                let name = plain(name);
                header.iter().position(|cell| *cell == name)
            }),
        };
        let mut layout = Self { fields: vec![None; Field::ALL.len()], width: header.len(), ..Self::default() };
        for (field, column) in &table.columns {
            let found = at(column);
            if found.is_none() && !table.optional.contains(field) {
                return Err(named(column));
            }
            if let Some(found) = found {
                if !table.optional.contains(field) && !table.blank.contains(field) {
                    layout.needed = layout.needed.max(found + 1);
                }
                if let Some(slot) = layout.fields.get_mut(*field as usize) {
                    *slot = Some(found);
                }
            }
        }
        layout.when = table.when.iter().map(|when| at(&when.column)).collect();
        layout.only = table.only.iter().map(|(column, _)| at(column)).collect();
        layout.group = table.group.iter().filter_map(at).collect();
        layout.join = table.join.iter().filter_map(at).collect();
        Ok(layout)
    }

    /// For values taken from text: each under its own name.
    pub(super) fn of_names<'n>(names: impl Iterator<Item = &'n str>, table: &Table) -> Self {
        let mut layout = Self { fields: vec![None; Field::ALL.len()], ..Self::default() };
        let mut described = None;
        for (at, name) in names.enumerate() {
            let key = match name {
                "amount" => "total",
                "from" => "covers_from",
                "to" => "covers_to",
                "name" => "description",
                other => other,
            };
            if key == "description" {
                described = Some(at);
            }
            if let Some(slot) = Field::ALL.iter().find(|field| field.key() == key).and_then(|field| layout.fields.get_mut(*field as usize)) {
                *slot = Some(at);
            }
        }
        layout.when = table.when.iter().map(|_| described).collect();
        layout.only = table.only.iter().map(|_| described).collect();
        layout
    }

    pub(super) fn get(&self, field: Field) -> Option<usize> {
        self.fields.get(field as usize).copied().flatten()
    }

    /// Where the cells stand that decide whether a row is of this table.
    pub(super) fn only(&self) -> &[Option<usize>] {
        &self.only
    }

    /// Every position that is read.
    pub(super) fn used(&self) -> impl Iterator<Item = usize> + '_ {
        self.fields.iter().chain(&self.when).chain(&self.only).flatten().chain(&self.group).chain(&self.join).copied()
    }

    pub(super) fn group_key<C: Cells>(&self, cells: &C) -> Option<String> {
        key(&self.group, cells)
    }

    pub(super) fn join_key<C: Cells>(&self, cells: &C) -> Option<String> {
        key(&self.join, cells)
    }
}

fn key<C: Cells>(columns: &[usize], cells: &C) -> Option<String> {
    if columns.is_empty() {
        return None;
    }
    let texts: Vec<&str> = columns.iter().map(|at| cells.cell(*at).unwrap_or("").trim()).filter(|text| !text.is_empty()).collect();
    Some(texts.join(" "))
}

/// A column's name without case and double blanks, as headers are compared.
pub(super) fn plain(name: &str) -> String {
    name.split(|c: char| c.is_whitespace() || c == '\u{feff}').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

fn named(column: &Column) -> String {
    match column {
        Column::Named(names) => names.join(" / "),
        Column::At(number) => format!("column {number}"),
    }
}

/// Whether the cells say what a table or a total asks of them.
pub(super) fn only<C: Cells>(only: &[(Column, Vec<super::pattern::Pattern>)], at: &[Option<usize>], cells: &C) -> bool {
    only.iter().zip(at).all(|((_, patterns), at)| {
        let text = at.and_then(|at| cells.cell(at)).unwrap_or("");
        patterns.iter().any(|pattern| pattern.is(text))
    })
}

/// The organisation's own number, in the country of the bill.
pub(super) fn our(profile: &Profile, text: &str) -> Option<E164> {
    E164::read(&abroad(profile, text))
}

/// `0355551492` of a country with the code 61 is `+61355551492`.
fn abroad<'t>(profile: &Profile, text: &'t str) -> std::borrow::Cow<'t, str> {
    let text = text.trim();
    match (&profile.country_code, text.strip_prefix('0')) {
        (Some(code), Some(rest)) if text.len() >= 9 && !rest.starts_with('0') => format!("+{code}{rest}").into(),
        _ => text.into(),
    }
}

struct Reader<'a, C> {
    profile: &'a Profile,
    layout: &'a Layout,
    cells: &'a C,
    made: Made,
}

/// Makes a row of cells.
///
/// # Errors
/// Which value is missing or cannot be read.
pub(super) fn make<C: Cells>(profile: &Profile, table: &Table, layout: &Layout, cells: &C, book: &mut Book) -> Result<Made, Fault> {
    if layout.needed > 0 && cells.cell(layout.needed - 1).is_none() {
        return Err(Fault::whole(code::ROW_SHORT));
    }
    if layout.width > 0 && cells.cell(layout.width).is_some_and(|extra| !extra.trim().is_empty()) {
        return Err(Fault::whole(code::ROW_LONG));
    }
    if !only(&table.only, &layout.only, cells) {
        return Err(Fault::whole(code::ROW));
    }
    let row = Row { kind: table.kind, service: table.service, direction: table.direction, ..Row::default() };
    let made = Made { row, date: None, unsettled: Vec::new(), seen: Seen::default(), facts: Vec::new() };
    let mut reader = Reader { profile, layout, cells, made };
    reader.moment(table, book)?;
    reader.parties()?;
    reader.meaning(table);
    reader.used()?;
    reader.charges()?;
    reader.words(table)?;
    let made = reader.made;
    let empty = made.row.charges == Charges::default() && made.row.used == Used::default() && made.unsettled.is_empty();
    if empty && !table.note && made.row.kind != Kind::Usage {
        return Err(Fault::whole(code::EMPTY));
    }
    Ok(made)
}

impl<C: Cells> Reader<'_, C> {
    /// The text of a value; `None` when there is no such column, or it is blank.
    fn text(&self, field: Field) -> Option<&str> {
        let text = self.cells.cell(self.layout.get(field)?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn moment(&mut self, table: &Table, book: &mut Book) -> Result<(), Fault> {
        let (forms, times) = (&self.profile.dates, &self.profile.times);
        if let Some(text) = self.text(Field::DateTime) {
            // A day and a time side by side; the day may hold blanks, the time stands last.
            let (day, clock) = split(text, times).ok_or(Fault::at(Field::DateTime, code::DATE))?;
            let (id, fits) = book.keep(day, forms);
            if !fits {
                return Err(Fault::at(Field::DateTime, code::DATE));
            }
            (self.made.date, self.made.row.time) = (Some(id), Some(clock));
        }
        match self.text(Field::Date) {
            Some(text) => {
                let (id, fits) = book.keep(text, forms);
                if !fits {
                    return Err(Fault::at(Field::Date, code::DATE));
                }
                self.made.date = Some(id);
            }
            None if self.made.date.is_none() => {
                let wanted = [Field::Date, Field::DateTime].into_iter().find(|field| self.layout.get(*field).is_some());
                if let Some(field) = wanted.filter(|field| !table.blank.contains(field)) {
                    return Err(Fault::at(field, code::DATE_MISSING));
                }
            }
            None => {}
        }
        if let Some(text) = self.text(Field::Time) {
            let clock = clock(text, times).ok_or(Fault::at(Field::Time, code::TIME))?;
            self.made.row.time = Some(clock);
        }
        Ok(())
    }

    fn parties(&mut self) -> Result<(), Fault> {
        if let Some(text) = self.text(Field::Line) {
            if shortened(text) {
                return Err(Fault::at(Field::Line, code::FLOAT));
            }
            let line = our(self.profile, text).ok_or(Fault::at(Field::Line, code::LINE))?;
            self.made.row.line = Some(line);
        }
        if let Some(text) = self.text(Field::Number) {
            if shortened(text) {
                return Err(Fault::at(Field::Number, code::FLOAT));
            }
            let number = Number::read(&abroad(self.profile, text));
            let kept: Option<Box<str>> = matches!(number, Number::Unknown | Number::Withheld).then(|| text.into());
            (self.made.row.other, self.made.row.other_text) = (Some(number), kept);
        }
        Ok(())
    }

    /// What values in certain columns mean.
    fn meaning(&mut self, table: &Table) {
        let place = self.layout.get(Field::PlaceTo);
        let mut no_place = false;
        for (when, at) in table.when.iter().zip(&self.layout.when) {
            let text = at.and_then(|at| self.cells.cell(at)).unwrap_or("");
            if !when.is.iter().any(|pattern| pattern.is(text)) {
                continue;
            }
            let row = &mut self.made.row;
            row.direction = when.then.direction.or(row.direction);
            if let Some((kind, service)) = when.then.kind {
                (row.kind, row.service) = (kind, service);
            }
            row.roaming = when.then.roaming.or(row.roaming);
            row.forwarded = when.then.forwarded.unwrap_or(row.forwarded);
            row.zone = when.then.zone.unwrap_or(row.zone);
            no_place |= when.then.not_a_place && *at == place;
        }
        if !no_place {
            let to = self.text(Field::PlaceTo).map(Into::into);
            self.made.row.place_to = to;
        }
        let from = self.text(Field::PlaceFrom).map(Into::into);
        self.made.row.place_from = from;
    }

    fn used(&mut self) -> Result<(), Fault> {
        let wrong = |field| Fault::at(field, code::USE);
        let small = |field: Field, number: u64| u32::try_from(number).map_err(|_| wrong(field));
        for (field, read) in [
            (Field::Minutes, values::whole as fn(&str) -> Option<u64>),
            (Field::Seconds, values::whole),
            (Field::Duration, values::duration),
            (Field::Units, values::whole),
            (Field::Kilobytes, |text| values::scaled(text, 1)),
            (Field::Bytes, |text| values::whole(text).map(|bytes| bytes.div_ceil(1024))),
            (Field::Megabytes, |text| values::scaled(text, 1024)),
            (Field::Gigabytes, |text| values::scaled(text, 1024 * 1024)),
        ] {
            let Some(text) = self.text(field) else { continue };
            let number = read(text).ok_or(wrong(field))?;
            let used = &mut self.made.row.used;
            match field {
                Field::Minutes => used.minutes = Some(small(field, number)?),
                Field::Seconds | Field::Duration => used.seconds = Some(small(field, number)?),
                Field::Units => used.units = Some(small(field, number)?),
                _ => used.kilobytes = Some(number),
            }
        }
        Ok(())
    }

    fn charges(&mut self) -> Result<(), Fault> {
        for (field, charge) in [
            (Field::Airtime, Charge::Airtime),
            (Field::LongDistance, Charge::LongDistance),
            (Field::Additional, Charge::Additional),
            (Field::Tax, Charge::Tax),
            (Field::Total, Charge::Total),
        ] {
            let Some(text) = self.text(field) else { continue };
            match values::amount(text, self.profile.decimal).ok_or(Fault::at(field, code::AMOUNT))? {
                values::Amount::Sure { money, mark } => {
                    *charge.of(&mut self.made.row.charges) = Some(money);
                    self.made.seen.note(mark);
                }
                values::Amount::Either { decimals, thousands, mark } => self.made.unsettled.push((charge, decimals, thousands, mark)),
            }
        }
        Ok(())
    }

    fn words(&mut self, table: &Table) -> Result<(), Fault> {
        let description = self.text(Field::Description).map(Into::into);
        self.made.row.description = description;
        let day = |text: &str| super::dates::one(text, &self.profile.dates, self.profile.day_first);
        if let Some((from, to)) = self.text(Field::CoversFrom).zip(self.text(Field::CoversTo)) {
            let days = day(from).zip(day(to)).and_then(|(first, last)| Days::new(first, last));
            self.made.row.covers = Some(days.ok_or(Fault::at(Field::CoversFrom, code::DATE))?);
        }
        for (field, fact) in [(Field::Account, FactOf::Account), (Field::Invoice, FactOf::Invoice), (Field::BillDate, FactOf::BillDate)] {
            if let Some(text) = self.text(field).map(str::to_owned) {
                self.made.facts.push((fact, text));
            }
        }
        if let Some((from, to)) = self.text(Field::PeriodFrom).zip(self.text(Field::PeriodTo)) {
            let (from, to) = (from.to_owned(), to.to_owned());
            self.made.facts.push((FactOf::Period(from.clone(), to.clone()), format!("{from} {to}")));
        }
        let told = self.made.row.description.is_some() || table.kind == Kind::Usage || table.note || !table.join.is_empty();
        if told { Ok(()) } else { self.without_words(table) }
    }

    /// A charge that says nothing of itself is named after its table, unless that column must be there.
    fn without_words(&mut self, table: &Table) -> Result<(), Fault> {
        if self.layout.get(Field::Description).is_some() && !table.blank.contains(&Field::Description) {
            return Err(Fault::at(Field::Description, code::ROW));
        }
        self.made.row.description = Some(table.name.as_str().into());
        Ok(())
    }
}

/// `6.13E+09`: what a spreadsheet makes of a number.
fn shortened(text: &str) -> bool {
    text.contains("E+") || text.contains("e+")
}

fn clock(text: &str, times: &[super::dates::Form]) -> Option<Clock> {
    // By far the most common spelling, without a form.
    if let [h1, h2, b':', m1, m2, b':', s1, s2] = *text.as_bytes() {
        let two = |a: u8, b: u8| (a.is_ascii_digit() && b.is_ascii_digit()).then(|| (a - b'0') * 10 + (b - b'0')).and_then(|n| i8::try_from(n).ok());
        let time = jiff::civil::Time::new(two(h1, h2)?, two(m1, m2)?, two(s1, s2)?, 0).ok()?;
        return Some(Clock { time, seconds: true });
    }
    times.iter().find_map(|form| form.read(text).and_then(super::dates::Parts::clock))
}

/// The day and the time of `2025-03-03 09:02:11` or `2025-03-03T09:02:11Z`.
fn split<'t>(text: &'t str, times: &[super::dates::Form]) -> Option<(&'t str, Clock)> {
    let cut = |at: usize| Some((text.get(..at)?.trim(), text.get(at + 1..)?.trim_start().trim_end_matches('Z')));
    let places = text.char_indices().filter(|(_, c)| *c == ' ' || *c == 'T').map(|(at, _)| at);
    places.filter_map(cut).find_map(|(day, rest)| clock(rest, times).map(|clock| (day, clock)))
}
