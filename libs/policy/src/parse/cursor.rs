//! Reads a line from left to right: blanks, keywords, numbers, phrases.

use super::complaint::{Complaint, Expected, Found};
use super::suggest;
use crate::lang::{Lang, plain};
use crate::rule::Name;
use crate::vocabulary::{Category, Vocabulary};

/// The line, folded, with the column each letter came from.
pub(crate) struct Cursor<'a> {
    pub(crate) lang: Lang,
    pub(crate) vocabulary: &'a Vocabulary,
    chars: Vec<char>,
    columns: Vec<usize>,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(line: &str, lang: Lang, vocabulary: &'a Vocabulary) -> Self {
        let mut chars = Vec::new();
        let mut columns = Vec::new();
        for (place, c) in line.chars().enumerate() {
            let c = plain(c);
            if c == ' ' && chars.last().is_none_or(|last| *last == ' ') {
                continue;
            }
            for lower in c.to_lowercase() {
                chars.push(lower);
                columns.push(place + 1);
            }
        }
        while chars.last() == Some(&' ') {
            chars.pop();
            columns.pop();
        }
        Self {
            lang,
            vocabulary,
            chars,
            columns,
            at: 0,
        }
    }

    fn skip_blank(&mut self) {
        while self.chars.get(self.at) == Some(&' ') {
            self.at += 1;
        }
    }

    /// Whether everything is read.
    pub(crate) fn done(&mut self) -> bool {
        self.skip_blank();
        self.at >= self.chars.len()
    }

    /// What is not read yet.
    pub(crate) fn rest(&self) -> &[char] {
        self.chars.get(self.at..).unwrap_or(&[])
    }

    /// The column, from 1, of the next letter.
    pub(crate) fn column(&mut self) -> usize {
        self.skip_blank();
        let after_end = self.columns.last().map_or(1, |last| last + 1);
        self.columns.get(self.at).copied().unwrap_or(after_end)
    }

    fn starts(&self, words: &[char]) -> bool {
        let rest = self.rest();
        let ends_in_letter = words.last().is_some_and(|c| c.is_alphanumeric());
        rest.starts_with(words)
            && !(ends_in_letter
                && rest
                    .get(words.len())
                    .is_some_and(|c| c.is_alphanumeric() || *c == '-'))
    }

    /// Reads `words` if they come next.
    pub(crate) fn eat(&mut self, words: &str) -> bool {
        self.skip_blank();
        let words: Vec<char> = words.chars().collect();
        let found = self.starts(&words);
        if found {
            self.at += words.len();
        }
        found
    }

    /// Reads one of several keywords: the first of `(en, fr)` that comes next.
    pub(crate) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// Reads the keyword of the language or complains.
    pub(crate) fn need(&mut self, en: &'static str, fr: &'static str) -> Result<(), Complaint> {
        let word = self.lang.pick(en, fr);
        if self.eat(word) {
            Ok(())
        } else {
            Err(self.complain(Expected::Keyword(word)))
        }
    }

    /// Reads a whole number if one comes next.
    pub(crate) fn number(&mut self) -> Option<u32> {
        self.skip_blank();
        let digits: String = self
            .rest()
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .collect();
        let number = digits.parse().ok()?;
        self.at += digits.len();
        Some(number)
    }

    /// Reads the id of a rule if one comes next: letters, digits and hyphens.
    pub(crate) fn id(&mut self) -> Option<Name> {
        self.skip_blank();
        let id: String = self
            .rest()
            .iter()
            .take_while(|c| c.is_ascii_alphanumeric() || **c == '-')
            .collect();
        self.at += id.len();
        (!id.is_empty()).then(|| id.into())
    }

    /// Reads the longest phrase of a category that comes next.
    pub(crate) fn phrase(&mut self, category: Category) -> Option<Name> {
        self.skip_blank();
        let vocabulary = self.vocabulary;
        let phrases = vocabulary.phrases(self.lang, category);
        let found = phrases
            .iter()
            .find(|phrase| !phrase.folded.is_empty() && self.starts(&phrase.folded))?;
        self.at += found.folded.len();
        Some(found.name.clone())
    }

    /// Reads a phrase of a category or complains, with the nearest one.
    pub(crate) fn need_phrase(&mut self, category: Category) -> Result<Name, Complaint> {
        match self.phrase(category) {
            Some(name) => Ok(name),
            None => Err(self.complain(Expected::Phrase(category))),
        }
    }

    /// What stands here, up to the next sign that ends a phrase.
    pub(crate) fn found(&mut self) -> Found {
        let column = self.column();
        let text: String = self
            .rest()
            .iter()
            .take_while(|c| !matches!(c, ':' | ';' | ',' | '(' | ')' | ']'))
            .collect();
        let text = text.trim_end().to_owned();
        Found {
            column,
            width: text.chars().count().max(1),
            text,
        }
    }

    /// A complaint about what comes next.
    pub(crate) fn complain(&mut self, expected: Expected) -> Complaint {
        let found = self.found();
        self.complain_at(found, expected)
    }

    /// A complaint about something already read.
    pub(crate) fn complain_at(&self, found: Found, expected: Expected) -> Complaint {
        let suggestions = suggest::suggestions(&found, &expected, self.lang, self.vocabulary);
        Complaint {
            found,
            expected,
            suggestions,
            lang: self.lang,
        }
    }
}
