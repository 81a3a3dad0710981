//! The one list: sort, filter, search, pages, several rows at once, CSV and JSON, cards on a phone.
//!
//! A page declares a [`List`] (its columns, filters, files and acts), asks it what the
//! visitor **wanted**, loads only those rows, and gives them back as [`Row`]s of typed
//! [`Cell`]s. The same cells become the table, the cards, the CSV and the JSON, so they
//! cannot disagree. Nothing typed in an address reaches SQL: columns and choices are
//! looked up in the declaration, values are bound.
//!
//! * rows in a table of ours: [`Query`] filters, sorts and pages in SQL;
//! * rows that are computed or sealed: [`arrange`] does the same in memory.
//!
//! The address says everything (`?q=ben&role=worker&sort=-joined&page=2`), so a list
//! works without script and can be sent to a colleague. `&as=csv` is the same list as a
//! file, whole, behind the same permit as the page.

mod cell;
mod file;
mod memory;
mod query;
mod view;
mod wanted;

pub use cell::{Cell, Key, Kind, Mark, Row};
pub use file::no_formula;
pub use memory::arrange;
pub use query::{Query, Value, containing};
pub use view::Listing;
pub use wanted::{Form, Wanted};

use crate::slice::Deed;

/// Rows on one page.
pub const PAGE: i64 = 50;

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in the address, in JSON, and (`column-…`) for whoever tests.
    pub id: &'static str,
    /// The text of its head.
    pub head: &'static str,
    /// What SQL sorts by, most important first; empty where it cannot be sorted by.
    pub by: &'static [&'static str],
    /// Numbers stand at the end of their cell.
    pub number: bool,
    /// In files only.
    pub hidden: bool,
}

impl Column {
    /// A column nobody sorts by.
    #[must_use]
    pub const fn new(id: &'static str, head: &'static str) -> Self {
        Self { id, head, by: &[], number: false, hidden: false }
    }

    /// Sorted in SQL by these expressions. They are never null: write `coalesce`.
    #[must_use]
    pub const fn by(mut self, by: &'static [&'static str]) -> Self {
        self.by = by;
        self
    }

    /// Sorted in memory, by the cells' own keys.
    #[must_use]
    pub const fn sorted(self) -> Self {
        self.by(&[""])
    }

    #[must_use]
    pub const fn number(mut self) -> Self {
        self.number = true;
        self
    }

    /// Not on the page, only in files.
    #[must_use]
    pub const fn file_only(mut self) -> Self {
        self.hidden = true;
        self
    }
}

/// What a visitor may narrow a list by.
#[derive(Debug, Clone)]
pub struct Filter {
    pub id: &'static str,
    /// Already in the reader's language.
    pub label: String,
    pub kind: Narrowing,
}

/// How a filter is chosen.
#[derive(Debug, Clone)]
pub enum Narrowing {
    /// One of these (value, words), or any.
    OneOf { any: String, options: Vec<(String, String)> },
    /// On or off.
    Chip,
    /// A day of the calendar.
    Day,
}

impl Filter {
    /// One of `options` (value, words); `any` is what no choice is called.
    #[must_use]
    pub fn one_of(id: &'static str, label: String, any: String, options: Vec<(String, String)>) -> Self {
        Self { id, label, kind: Narrowing::OneOf { any, options } }
    }

    /// On or off, off at first.
    #[must_use]
    pub const fn chip(id: &'static str, label: String) -> Self {
        Self { id, label, kind: Narrowing::Chip }
    }

    #[must_use]
    pub const fn day(id: &'static str, label: String) -> Self {
        Self { id, label, kind: Narrowing::Day }
    }
}

/// Something to do with several rows at once: a button under the list.
#[derive(Debug, Clone)]
pub struct Act {
    /// Where the ticked rows are sent, as many `id`.
    pub action: &'static str,
    pub label: String,
    pub symbol: &'static str,
    /// What is asked first; empty for what is done at once.
    pub question: String,
}

/// Which files a list gives.
#[derive(Debug, Clone, Copy)]
pub enum Files {
    None,
    /// Nothing about persons: not recorded.
    Plain,
    /// Facts about persons: taking it is this deed, with the details `form` and `count`.
    Recorded(&'static Deed),
}

/// A list, declared.
#[derive(Debug, Clone)]
pub struct List {
    /// Names the file, the parts of the page and the deed: `people`.
    pub id: &'static str,
    pub path: &'static str,
    /// The text that says what these rows are.
    pub caption: &'static str,
    pub columns: &'static [Column],
    /// The column it is sorted by at first; `-` before it for the largest first.
    pub sort: &'static str,
    /// The text on the search box; empty where nothing is searched.
    pub search: &'static str,
    pub filters: Vec<Filter>,
    pub files: Files,
    pub acts: Vec<Act>,
    /// What stays in the address whatever is chosen.
    pub fixed: Vec<(&'static str, String)>,
}

impl List {
    /// A list without search, filters, files or acts.
    #[must_use]
    pub const fn new(id: &'static str, path: &'static str, caption: &'static str, columns: &'static [Column], sort: &'static str) -> Self {
        Self { id, path, caption, columns, sort, search: "", filters: Vec::new(), files: Files::None, acts: Vec::new(), fixed: Vec::new() }
    }

    fn column(&self, id: &str) -> Option<(usize, &Column)> {
        self.columns.iter().enumerate().find(|(_, c)| c.id == id)
    }

    const fn gives_files(&self) -> bool {
        !matches!(self.files, Files::None)
    }

    /// The column it is sorted by at first, and whether downwards.
    fn first(&self) -> (&'static str, bool) {
        self.sort.strip_prefix('-').map_or((self.sort, false), |id| (id, true))
    }
}

#[cfg(test)]
mod tests;
