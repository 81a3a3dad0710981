//! Rows with named cells, out of CSV or TOML, and everything that is wrong with them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use crate::words::Lang;

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A table with names above its columns.
    Csv,
    /// `[[row]]` for each line.
    Toml,
}

/// A column: what it is called, our own name first.
pub(super) type Name = &'static [&'static str];

/// A longer list of faults helps nobody.
const MOST_FAULTS: usize = 20;

/// One thing that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1; 0 when it is about the whole file.
    pub line: usize,
    /// The cell of the line, or in TOML the sign in it, from 1; 0 when it is about the whole line.
    pub column: usize,
    /// The column's name, when it is about one.
    pub field: String,
    en: String,
    fr: String,
}

impl Fault {
    fn new(at: (usize, usize), field: &str, en: String, fr: String) -> Self {
        Self { line: at.0, column: at.1, field: field.to_owned(), en, fr }
    }

    /// Where, what, and what to write instead.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let (line, column, colon) = if lang == Lang::En { ("line", "column", ":") } else { ("ligne", "colonne", "\u{a0}:") };
        let mut place = Vec::new();
        if self.line > 0 {
            place.push(format!("{line} {}", self.line));
        }
        if self.column > 0 {
            place.push(format!("{column} {}", self.column));
        }
        let field = if self.field.is_empty() { String::new() } else { format!(" ({})", self.field) };
        let place = place.join(", ") + &field;
        let what = if lang == Lang::En { &self.en } else { &self.fr };
        if place.is_empty() { what.clone() } else { format!("{}{colon} {what}", place.trim()) }
    }
}

struct Cell {
    text: String,
    at: (usize, usize),
}

/// A line of a list.
pub(super) struct Line<'f> {
    cells: BTreeMap<&'static str, Cell>,
    at: usize,
    faults: &'f RefCell<Vec<Fault>>,
}

/// Reads every line by `make`. All columns of `needed` must be there; those of `other` may be.
///
/// # Errors
/// Everything that cannot be read.
pub(super) fn rows<T>(text: &str, form: Form, needed: &[Name], other: &[Name], make: impl Fn(&Line<'_>) -> Option<T>) -> Result<Vec<T>, Vec<Fault>> {
    let names: Vec<Name> = needed.iter().chain(other).copied().collect();
    let faults = RefCell::new(Vec::new());
    let lines = match form {
        Form::Csv => of_csv(text, needed, &names, &faults),
        Form::Toml => of_toml(text, &names, &faults),
    };
    // With wrong names above the columns, every line would be told wrong.
    let lines = if form == Form::Csv && faults.borrow().iter().any(|fault| fault.field.is_empty() && names_are_wrong(fault, &lines)) { Vec::new() } else { lines };
    let mut made = Vec::with_capacity(lines.len());
    for (at, cells) in lines {
        if faults.borrow().len() >= MOST_FAULTS {
            break;
        }
        let line = Line { cells, at, faults: &faults };
        made.extend(make(&line));
    }
    let mut faults = faults.into_inner();
    faults.sort_by_key(|fault| (fault.line, fault.column));
    if faults.is_empty() { Ok(made) } else { Err(faults) }
}

/// Whether a fault is about the first line, that of the names.
fn names_are_wrong(fault: &Fault, lines: &Lines) -> bool {
    lines.first().is_none_or(|(first, _)| fault.line < *first)
}

/// The sign between cells: the one that stands most often in the first line.
pub(super) fn delimiter(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: u8| head.bytes().filter(|byte| *byte == sign).count();
    [b';', b'\t', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

fn plain(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase()
}

fn known(names: &[Name], name: &str) -> Option<&'static str> {
    let name = plain(name);
    names.iter().find(|all| all.contains(&name.as_str())).and_then(|all| all.first()).copied()
}

/// A name that is no column's; `taken` are those that are there already.
fn strange(names: &[Name], name: &str, at: (usize, usize), taken: &[Option<&'static str>]) -> Fault {
    let plain = plain(name);
    let free = names.iter().filter(|all| !taken.contains(&all.first().copied()));
    let near = free.copied().flatten().map(|known| (strsim::osa_distance(known, &plain), *known)).filter(|(far, _)| *far <= 2).min();
    let list = names.iter().filter_map(|all| all.first()).copied().collect::<Vec<_>>().join(", ");
    let (en, fr) = match near {
        Some((_, near)) => (format!("Do you mean “{near}”?"), format!("Vouliez-vous dire «\u{a0}{near}\u{a0}»?")),
        None => (format!("Known are: {list}."), format!("Sont connus\u{a0}: {list}.")),
    };
    Fault::new(at, "", format!("“{}” is no column of this list. {en}", name.trim()), format!("«\u{a0}{}\u{a0}» n’est pas une colonne de cette liste. {fr}", name.trim()))
}

type Lines = Vec<(usize, BTreeMap<&'static str, Cell>)>;

fn of_csv(text: &str, needed: &[Name], names: &[Name], faults: &RefCell<Vec<Fault>>) -> Lines {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let mut header: Option<Vec<Option<&'static str>>> = None;
    let mut lines = Lines::new();
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let at = record.position().map_or(0, |place| usize::try_from(place.line()).unwrap_or(0));
        if record.iter().all(|cell| cell.trim().is_empty()) || record.get(0).is_some_and(|cell| cell.trim_start().starts_with('#')) {
            continue;
        }
        let Some(columns) = &header else {
            header = Some(head(&record, at, needed, names, faults));
            continue;
        };
        let mut cells = BTreeMap::new();
        for (column, text) in record.iter().enumerate() {
            match columns.get(column) {
                Some(Some(name)) if !text.trim().is_empty() => {
                    cells.insert(*name, Cell { text: text.trim().to_owned(), at: (at, column + 1) });
                }
                None if !text.trim().is_empty() => {
                    let (en, fr) = (format!("“{}” stands in no column. Put text that holds the sign between cells in quotation marks.", text.trim()), format!("«\u{a0}{}\u{a0}» n’est dans aucune colonne. Mettez entre guillemets le texte qui contient le signe entre les cases.", text.trim()));
                    faults.borrow_mut().push(Fault::new((at, column + 1), "", en, fr));
                }
                _ => {}
            }
        }
        lines.push((at, cells));
    }
    if header.is_none() {
        faults.borrow_mut().push(Fault::new((0, 0), "", "The list is empty. Its first line names the columns.".to_owned(), "La liste est vide. Sa première ligne nomme les colonnes.".to_owned()));
    }
    lines
}

fn head(record: &csv::StringRecord, at: usize, needed: &[Name], names: &[Name], faults: &RefCell<Vec<Fault>>) -> Vec<Option<&'static str>> {
    let columns: Vec<Option<&'static str>> = record.iter().map(|cell| known(names, cell)).collect();
    let mut faults = faults.borrow_mut();
    for (column, (cell, found)) in record.iter().zip(&columns).enumerate() {
        if found.is_none() && !cell.trim().is_empty() {
            faults.push(strange(names, cell, (at, column + 1), &columns));
        }
    }
    for name in needed.iter().filter_map(|all| all.first()).filter(|name| !columns.contains(&Some(**name))) {
        faults.push(Fault::new((at, 0), "", format!("The column “{name}” is missing."), format!("Il manque la colonne «\u{a0}{name}\u{a0}».")));
    }
    columns
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    #[serde(default)]
    row: Vec<toml::Spanned<BTreeMap<toml::Spanned<String>, toml::Spanned<toml::Value>>>>,
}

/// Line and sign of a place in a text, from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
}

fn of_toml(text: &str, names: &[Name], faults: &RefCell<Vec<Fault>>) -> Lines {
    let read: Result<Rows, _> = toml::from_str(text);
    let rows = match read {
        Ok(rows) => rows.row,
        Err(wrong) => {
            let at = wrong.span().map_or((0, 0), |span| place(text, span.start));
            let en = format!("{} Write [[row]] for each line, and below it name = \"value\".", wrong.message());
            let fr = format!("{} Écrivez [[row]] pour chaque ligne, et dessous nom = \"valeur\".", wrong.message());
            faults.borrow_mut().push(Fault::new(at, "", en, fr));
            return Lines::new();
        }
    };
    let mut lines = Lines::new();
    for row in rows {
        let at = place(text, row.span().start).0;
        let mut cells = BTreeMap::new();
        for (key, value) in row.into_inner() {
            let (key_at, value_at) = (place(text, key.span().start), place(text, value.span().start));
            let text = match value.into_inner() {
                toml::Value::String(text) => text,
                other => other.to_string(),
            };
            match known(names, key.as_ref()) {
                Some(name) if !text.trim().is_empty() => drop(cells.insert(name, Cell { text: text.trim().to_owned(), at: value_at })),
                Some(_) => {}
                None => faults.borrow_mut().push(strange(names, key.as_ref(), key_at, &[])),
            }
        }
        lines.push((at, cells));
    }
    lines
}

impl Line<'_> {
    /// Where the line stands, from 1.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The text of a cell that may be empty.
    pub(super) fn maybe(&self, name: Name) -> Option<String> {
        self.cells.get(name.first()?).map(|cell| cell.text.clone())
    }

    /// The text of a cell that must not be empty.
    pub(super) fn text(&self, name: Name) -> Option<String> {
        self.read(name, |text| Some(text.to_owned()), &["", ""])
    }

    /// A value of a cell that must not be empty; `what` says in both languages what it should be.
    pub(super) fn read<T>(&self, name: Name, read: impl Fn(&str) -> Option<T>, what: &[&str; 2]) -> Option<T> {
        let field = name.first()?;
        let Some(cell) = self.cells.get(field) else {
            self.faults.borrow_mut().push(Fault::new((self.at, 0), field, "This is needed.".to_owned(), "Ceci est requis.".to_owned()));
            return None;
        };
        let value = read(&cell.text);
        if value.is_none() {
            let [en, fr] = what;
            self.faults.borrow_mut().push(Fault::new(cell.at, field, format!("“{}” is not {en}.", cell.text), format!("«\u{a0}{}\u{a0}» n’est pas {fr}.", cell.text)));
        }
        value
    }

    /// As [`Self::read`], of a cell that may be empty. The outer `None`: it cannot be read.
    pub(super) fn maybe_read<T>(&self, name: Name, read: impl Fn(&str) -> Option<T>, what: &[&str; 2]) -> Option<Option<T>> {
        if self.maybe(name).is_none() { Some(None) } else { self.read(name, read, what).map(Some) }
    }

    /// One of some words; each with the ways it may be written.
    pub(super) fn word<T: Copy>(&self, name: Name, words: &[(&str, &[&str], T)]) -> Option<T> {
        let list = words.iter().map(|(word, ..)| *word).collect::<Vec<_>>().join(", ");
        let find = |text: &str| words.iter().find(|(_, ways, _)| ways.contains(&plain(text).as_str())).map(|(.., value)| *value);
        self.read(name, find, &[&format!("one of {list}"), &format!("un de ces mots\u{a0}: {list}")])
    }

    /// A day, with or without an hour; `alone` says what moment a day without one means.
    pub(super) fn moment(&self, name: Name, alone: impl Fn(Date) -> Option<DateTime>) -> Option<DateTime> {
        let read = |text: &str| match text.parse::<Date>() {
            Ok(day) if text.len() <= 10 => alone(day),
            _ => DateTime::strptime("%Y-%m-%d %H:%M", text).or_else(|_| text.replace(' ', "T").parse::<DateTime>()).ok(),
        };
        self.read(name, read, &["a day or a moment, like 2026-03-09 or 2026-03-09 14:05", "un jour ou un moment, comme 2026-03-09 ou 2026-03-09 14:05"])
    }
}
