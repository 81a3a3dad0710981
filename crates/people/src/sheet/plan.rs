//! What a file would do: every row with its fate, every problem by line and column.

use base::Said;

use super::Row;

/// Something wrong with one cell (or, where the column is "", with the row).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub line: u64,
    /// The id of one of our columns.
    pub column: &'static str,
    pub said: Said,
}

/// What one row would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate<T> {
    New(T),
    /// About somebody or something that is here: nothing changes.
    Here,
    Wrong,
}

impl<T> Fate<T> {
    /// `new`, `here`, `wrong`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::New(_) => "new",
            Self::Here => "here",
            Self::Wrong => "wrong",
        }
    }
}

/// One row with its fate. The cells as they were typed, in the order of our columns.
#[derive(Debug, Clone)]
pub struct Planned<T> {
    pub row: Row,
    pub fate: Fate<T>,
}

/// The whole file, planned.
#[derive(Debug, Clone)]
pub struct Plan<T> {
    pub rows: Vec<Planned<T>>,
    pub problems: Vec<Problem>,
}

impl<T> Plan<T> {
    /// What it would bring in.
    pub fn news(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().filter_map(|r| match &r.fate {
            Fate::New(new) => Some(new),
            Fate::Here | Fate::Wrong => None,
        })
    }

    /// Whether every row is good and there is something to bring in.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.problems.is_empty() && self.news().next().is_some()
    }
}
