//! Reads a line from left to right: blanks, keywords, numbers, phrases.

use super::complaint::{Complaint, Expected, Found};
use super::suggest;
use crate::lang::{Lang, plain};
use crate::rule::Name;
use crate::vocabulary::{Category, Vocabulary};

/// Words that could have come at some place.
#[derive(Debug, Clone)]
pub(crate) enum Choice {
    Word(String),
    Words(Category),
    Unit,
}

/// The line, folded, with the column each letter came from.
pub(crate) struct Cursor<'a> {
    pub(crate) lang: Lang,
    pub(crate) vocabulary: &'a Vocabulary,
    chars: Vec<char>,
    columns: Vec<usize>,
    at: usize,
    /// What was looked for in vain, and where.
    tried: Vec<(usize, Choice)>,
    /// The words read last: from where, to where, and what they are.
    last: Option<(usize, usize, Choice)>,
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
            tried: Vec::new(),
            last: None,
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
        let letters: Vec<char> = words.chars().flat_map(char::to_lowercase).collect();
        let found = self.starts(&letters);
        if found {
            self.at += letters.len();
        } else {
            self.tried.push((self.at, Choice::Word(words.to_owned())));
        }
        found
    }

    /// Notes that the last `words` read are a unit of time.
    pub(crate) fn read_unit(&mut self, words: &str) {
        let start = self.at.saturating_sub(words.chars().count());
        self.last = Some((start, self.at, Choice::Unit));
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
            .find(|phrase| !phrase.folded.is_empty() && self.starts(&phrase.folded));
        let Some(found) = found else {
            self.tried.push((self.at, Choice::Words(category)));
            return None;
        };
        let start = self.at;
        self.at += found.folded.len();
        self.last = Some((start, self.at, Choice::Words(category)));
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
        self.skip_blank();
        self.found_at(self.at)
    }

    fn found_at(&self, at: usize) -> Found {
        let text: String = self
            .chars
            .iter()
            .skip(at)
            .take_while(|c| !matches!(c, ':' | ';' | ',' | '(' | ')' | ']'))
            .collect();
        // A sign that ends a phrase is what is found where nothing comes before it.
        let sign = || self.chars.get(at).map(ToString::to_string);
        let text = match text.trim_end() {
            "" => sign().unwrap_or_default(),
            text => text.to_owned(),
        };
        let after_end = self.columns.last().map_or(1, |last| last + 1);
        Found {
            column: self.columns.get(at).copied().unwrap_or(after_end),
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
        let mut complaint = Complaint {
            suggestions: Vec::new(),
            found,
            expected,
            lang: self.lang,
        };
        complaint.suggestions = suggest::suggestions(&complaint, &self.choices(&complaint), self);
        if complaint.suggestions.is_empty()
            && let Some((found, longer)) = self.longer(&complaint)
        {
            complaint.found = found;
            complaint.suggestions = longer;
        }
        complaint
    }

    /// All that was looked for where a complaint points.
    fn choices(&self, complaint: &Complaint) -> Vec<&Choice> {
        let there = |at: &usize| self.columns.get(*at) == Some(&complaint.found.column);
        let tried = self.tried.iter().filter(|(at, _)| there(at));
        tried.map(|(_, choice)| choice).collect()
    }

    /// Words that begin as the last ones read and go on: `permission givem` after
    /// `permission` was read.
    fn longer(&self, complaint: &Complaint) -> Option<(Found, Vec<String>)> {
        let (start, end, choice) = self.last.as_ref()?;
        let mut next = *end;
        while self.chars.get(next) == Some(&' ') {
            next += 1;
        }
        if self.columns.get(next) != Some(&complaint.found.column) {
            return None;
        }
        let read: String = self.chars.get(*start..*end)?.iter().collect();
        let found = self.found_at(*start);
        let words = suggest::near(&found.text, &[choice], self, |words| {
            words.len() > read.len() && words.starts_with(&read)
        });
        (!words.is_empty()).then_some((found, words))
    }
}
