//! What is wrong with a plan's file, where, and what would be right.

use std::fmt;

use crate::tomls;
use crate::words::{Lang, Said};

/// A fault in a plan's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong, in words.
    pub what: Said,
    /// The nearest word that would be right.
    pub suggestion: Option<String>,
}

impl Fault {
    /// A fault at a place in the text, in bytes.
    pub(super) fn at(text: &str, offset: usize, what: Said) -> Self {
        let (line, column) = tomls::place(text, offset);
        Self { line, column, what, suggestion: None }
    }

    /// The same, with the nearest of the words that would be right.
    pub(super) fn nearest<'a>(mut self, to: &str, words: impl Iterator<Item = &'a str>) -> Self {
        self.suggestion = tomls::nearest(to, words);
        self
    }

    /// What the reader of TOML says, with its place, and the nearest of the words it would have taken.
    pub(super) fn of_toml(text: &str, error: &toml::de::Error) -> Self {
        let tomls::Refused { line, column, what, suggestion } = tomls::refused(text, error);
        Self { line, column, what, suggestion }
    }

    /// Where, what, and what would be right, in that language.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let (line, column, what, meant) = (self.line, self.column, self.what.in_lang(lang), tomls::did_you_mean(self.suggestion.as_deref(), lang));
        match lang {
            Lang::En => format!("line {line}, column {column}: {what}{meant}"),
            Lang::Fr => format!("ligne {line}, colonne {column}\u{a0}: {what}{meant}"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Lang::En))
    }
}
