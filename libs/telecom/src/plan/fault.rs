//! What is wrong with a plan's file, where, and what would be right.

use std::fmt;

/// A fault in a plan's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong, in words.
    pub what: String,
    /// The nearest word that would be right.
    pub suggestion: Option<String>,
}

impl Fault {
    /// A fault at a place in the text, in bytes.
    pub(super) fn at(text: &str, offset: usize, what: String) -> Self {
        let before = text.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self { line, column, what, suggestion: None }
    }

    /// The same, with the nearest of the words that would be right.
    pub(super) fn nearest<'a>(mut self, to: &str, words: impl Iterator<Item = &'a str>) -> Self {
        let near = words.map(|w| (strsim::damerau_levenshtein(to, w), w)).min();
        self.suggestion = near.filter(|(distance, word)| *distance <= 3.max(word.len() / 2)).map(|(_, word)| word.to_owned());
        self
    }

    /// What the reader of TOML says, with its place, and the nearest of the words it would have taken.
    pub(super) fn of_toml(text: &str, error: &toml::de::Error) -> Self {
        let what = error.message().lines().next().unwrap_or_default().to_owned();
        let offset = error.span().map_or(0, |span| span.start);
        let quoted: Vec<&str> = what.split('`').skip(1).step_by(2).collect();
        let fault = Self::at(text, offset, what.clone());
        match quoted.split_first() {
            Some((found, words)) if what.starts_with("unknown ") => fault.nearest(found, words.iter().copied()),
            _ => fault,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.what)?;
        match &self.suggestion {
            Some(word) => write!(f, ". Did you mean “{word}”?"),
            None => Ok(()),
        }
    }
}
