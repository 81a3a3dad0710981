//! What stands in a list: typed cells, each of which can be drawn, sorted by and written to a file.

use crate::clock::{Day, Moment};
use crate::web::visit::{Visit, initials};
use crate::words::fold;

/// What a cell is compared by, in memory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Number(i64),
    Text(String),
}

/// A word with its look: a state, a role.
#[derive(Debug, Clone)]
pub struct Mark {
    pub words: String,
    /// `pending`, `soon`, `overdue`, `met` or empty.
    pub tone: &'static str,
    pub symbol: &'static str,
}

/// How a cell is drawn.
#[derive(Debug, Clone)]
pub enum Kind {
    Text,
    /// Grey: there is nothing, said in words.
    None,
    Number,
    /// Letters and digits that stay together: `PH-014`.
    Code,
    /// A name, with these initials in a circle.
    Person(String),
    Marks(Vec<Mark>),
    /// A moment or a day, for a `datetime` attribute.
    Time(String),
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    pub kind: Kind,
    /// What is shown.
    pub shown: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// What a file says, several for a list of them.
    pub file: Vec<String>,
    pub key: Key,
}

impl Cell {
    fn new(kind: Kind, shown: String) -> Self {
        Self { kind, key: Key::Text(fold(&shown)), file: vec![shown.clone()], href: String::new(), shown }
    }

    #[must_use]
    pub fn text(words: impl Into<String>) -> Self {
        Self::new(Kind::Text, words.into())
    }

    /// The value, or `nothing` in grey; a file says nothing at all then.
    #[must_use]
    pub fn maybe(words: impl Into<String>, nothing: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::none(nothing) } else { Self::text(words) }
    }

    /// Nothing, said in words. It sorts before everything.
    #[must_use]
    pub fn none(words: impl Into<String>) -> Self {
        Self { kind: Kind::None, shown: words.into(), href: String::new(), file: Vec::new(), key: Key::Text(String::new()) }
    }

    #[must_use]
    pub fn code(words: impl Into<String>) -> Self {
        Self::new(Kind::Code, words.into())
    }

    #[must_use]
    pub fn person(name: &str) -> Self {
        Self::new(Kind::Person(initials(name)), name.to_owned())
    }

    /// A count, in the reader's form.
    #[must_use]
    pub fn number(visit: &Visit, number: i64) -> Self {
        let shown = crate::words::number_in_words(visit.lang(), number);
        Self { kind: Kind::Number, shown, href: String::new(), file: vec![number.to_string()], key: Key::Number(number) }
    }

    /// A moment in words; a file says it in ISO 8601 with the organisation's offset.
    #[must_use]
    pub fn moment(visit: &Visit, moment: Moment) -> Self {
        let iso = visit.iso(moment);
        Self { shown: visit.moment(moment), href: String::new(), file: vec![iso.clone()], kind: Kind::Time(iso), key: Key::Number(moment.0) }
    }

    /// The day of a moment.
    #[must_use]
    pub fn day_of(visit: &Visit, moment: Moment) -> Self {
        Self { key: Key::Number(moment.0), ..Self::day(visit, moment.day(&visit.app.zone())) }
    }

    #[must_use]
    pub fn day(visit: &Visit, day: Day) -> Self {
        let iso = day.to_string();
        let shown = crate::words::day_in_words(visit.lang(), day);
        Self { shown, href: String::new(), file: vec![iso.clone()], key: Key::Text(iso.clone()), kind: Kind::Time(iso) }
    }

    /// States or roles; `file` is what a file says of each.
    #[must_use]
    pub fn marks(marks: Vec<Mark>, file: Vec<String>) -> Self {
        let shown = marks.iter().map(|m| m.words.as_str()).collect::<Vec<_>>().join(", ");
        Self { file, ..Self::new(Kind::Marks(marks), shown) }
    }

    /// One state.
    #[must_use]
    pub fn mark(words: impl Into<String>, tone: &'static str, symbol: &'static str) -> Self {
        let words = words.into();
        let file = vec![words.clone()];
        Self::marks(vec![Mark { words, tone, symbol }], file)
    }

    /// The name of its kind, for the template.
    #[must_use]
    pub const fn look(&self) -> &'static str {
        match self.kind {
            Kind::Text => "text",
            Kind::None => "none",
            Kind::Number => "number",
            Kind::Code => "code",
            Kind::Person(_) => "person",
            Kind::Marks(_) => "marks",
            Kind::Time(_) => "time",
        }
    }

    /// Whether it is the number nought.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.kind, Kind::Number) && self.shown == "0"
    }

    /// The initials of a person, the `datetime` of a time; empty for other kinds.
    #[must_use]
    pub fn extra(&self) -> &str {
        match &self.kind {
            Kind::Person(extra) | Kind::Time(extra) => extra,
            _ => "",
        }
    }

    #[must_use]
    pub fn all_marks(&self) -> &[Mark] {
        match &self.kind {
            Kind::Marks(marks) => marks,
            _ => &[],
        }
    }

    /// Leads to `href`.
    #[must_use]
    pub fn to(mut self, href: impl Into<String>) -> Self {
        self.href = href.into();
        self
    }

    /// A file says this instead of what is shown.
    #[must_use]
    pub fn in_file(mut self, words: impl Into<String>) -> Self {
        self.file = vec![words.into()];
        self
    }

    /// Sorted by this instead of what is shown.
    #[must_use]
    pub fn sorted_by(mut self, key: Key) -> Self {
        self.key = key;
        self
    }
}

/// One row: its cells in the order of the columns.
#[derive(Debug, Clone)]
pub struct Row {
    /// What is sent when it is ticked; empty where it cannot be.
    pub id: String,
    pub cells: Vec<Cell>,
    /// More that a search finds it by, though no cell shows it.
    pub also: String,
}

impl Row {
    #[must_use]
    pub fn new(id: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self { id: id.into(), cells, also: String::new() }
    }

    /// What the box to tick it is called: its first cell.
    #[must_use]
    pub fn name(&self) -> &str {
        self.cells.first().map_or("", |c| c.shown.as_str())
    }
}
