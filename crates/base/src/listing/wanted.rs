//! What a visitor asked of a list, read from the address; whatever the list does not know is not asked.

use super::{Filter, List, Narrowing};
use crate::clock::Day;
use crate::web::form::encode;
use crate::web::visit::Visit;
use crate::words::fold;

/// Longest text looked for.
const LONGEST: usize = 200;

/// What the answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Page,
    Csv,
    Json,
}

impl Form {
    /// Its name in the address and in the trail.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// What was asked.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub(super) search: String,
    pub(super) sort: &'static str,
    pub(super) down: bool,
    /// From 1.
    pub(super) page: i64,
    pub(super) chosen: Vec<(&'static str, String)>,
    pub(super) form: Form,
}

impl List {
    /// Reads what the visitor wants.
    #[must_use]
    pub fn wanted(&self, visit: &Visit) -> Wanted {
        let asked = visit.query("sort").unwrap_or_default();
        let (id, down) = asked.strip_prefix('-').map_or((asked.as_str(), false), |id| (id, true));
        let (sort, down) = self.column(id).filter(|(_, c)| !c.by.is_empty()).map_or_else(|| self.first(), |(_, c)| (c.id, down));
        let search = if self.search.is_empty() { String::new() } else { visit.query("q").unwrap_or_default() };
        Wanted {
            search: search.trim().chars().take(LONGEST).collect(),
            sort,
            down,
            page: visit.query("page").and_then(|p| p.parse().ok()).unwrap_or(1).clamp(1, 1_000_000),
            chosen: self.filters.iter().filter_map(|f| Some((f.id, f.fits(visit.query(f.id)?.trim())?))).collect(),
            form: match visit.query("as").as_deref() {
                Some("csv") if self.gives_files() => Form::Csv,
                Some("json") if self.gives_files() => Form::Json,
                _ => Form::Page,
            },
        }
    }
}

impl Filter {
    /// The value, when it is one this filter knows.
    pub(super) fn fits(&self, value: &str) -> Option<String> {
        let fits = match &self.kind {
            Narrowing::OneOf { options, .. } => options.iter().any(|(v, _)| v == value),
            Narrowing::Chip => value == "yes",
            Narrowing::Day => Day::parse(value).is_some(),
        };
        (fits && !value.is_empty()).then(|| value.to_owned())
    }
}

impl Wanted {
    /// Whether a file was asked for, which holds the whole list.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.form != Form::Page
    }

    /// What was looked for, as it was typed.
    #[must_use]
    pub fn search(&self) -> &str {
        &self.search
    }

    /// What was looked for, in the form by which texts are compared.
    #[must_use]
    pub fn folded(&self) -> String {
        fold(&self.search)
    }

    /// The digits of what was looked for: a telephone number in any writing.
    #[must_use]
    pub fn digits(&self) -> String {
        self.search.chars().filter(char::is_ascii_digit).collect()
    }

    /// The choice made in a filter: always one of its options.
    #[must_use]
    pub fn choice(&self, filter: &str) -> Option<&str> {
        self.chosen.iter().find(|(id, _)| *id == filter).map(|(_, v)| v.as_str())
    }

    /// Whether a chip is on.
    #[must_use]
    pub fn on(&self, filter: &str) -> bool {
        self.choice(filter).is_some()
    }

    /// The day chosen.
    #[must_use]
    pub fn day(&self, filter: &str) -> Option<Day> {
        self.choice(filter).and_then(Day::parse)
    }

    #[must_use]
    pub const fn form(&self) -> Form {
        self.form
    }

    /// Whether anything but the order was asked.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || !self.chosen.is_empty()
    }

    /// The first page, or the last there is, whichever is asked beyond.
    pub(super) fn stay_within(&mut self, count: i64) {
        self.page = self.page.min(pages(count)).max(1);
    }

    /// How many rows to take and how many to skip; a file takes them all.
    pub(super) const fn window(&self) -> (i64, i64) {
        match self.form {
            Form::Page => (super::PAGE, (self.page - 1) * super::PAGE),
            Form::Csv | Form::Json => (i64::MAX, 0),
        }
    }

    /// The query of an address that asks the same, but for `change`.
    pub(super) fn query(&self, list: &List, change: &[(&str, &str)]) -> String {
        let sort = if self.down { format!("-{}", self.sort) } else { self.sort.to_owned() };
        let first = if sort == list.sort { String::new() } else { sort };
        let mut pairs: Vec<(&str, String)> = list.fixed.iter().map(|(n, v)| (*n, v.clone())).collect();
        pairs.push(("q", self.search.clone()));
        pairs.extend(self.chosen.iter().map(|(id, v)| (*id, v.clone())));
        pairs.push(("sort", first));
        for (name, value) in change {
            pairs.retain(|(n, _)| n != name);
            pairs.push((name, (*value).to_owned()));
        }
        let said: Vec<String> = pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", encode(v))).collect();
        if said.is_empty() { list.path.to_owned() } else { format!("{}?{}", list.path, said.join("&")) }
    }
}

/// How many pages so many rows fill.
pub(super) fn pages(count: i64) -> i64 {
    (count.max(1) + super::PAGE - 1) / super::PAGE
}
