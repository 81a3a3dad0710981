//! Counts what came out of a file, and checks that nothing was left out.

use crate::{Basis, Entry, Kind, Note, Reason};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// How many messages there are of each kind.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, u64>", into = "BTreeMap<String, u64>")]
pub struct Kinds([u64; Kind::NAMES.len()]);

impl Kinds {
    #[inline]
    fn add(&mut self, kind: &Kind) {
        if let Some(count) = self.0.get_mut(kind.index()) {
            *count += 1;
        }
    }

    /// Of the kind with this name ([`Kind::name`]).
    #[must_use]
    pub fn of(&self, name: &str) -> u64 {
        self.iter()
            .find(|(kind, _)| *kind == name)
            .map_or(0, |(_, count)| count)
    }

    /// Every kind there is, by name, with its count.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let all = Kind::NAMES.into_iter().zip(self.0);
        all.filter(|(_, count)| *count > 0)
    }
}

impl From<Kinds> for BTreeMap<String, u64> {
    fn from(kinds: Kinds) -> Self {
        kinds
            .iter()
            .map(|(name, count)| (name.to_owned(), count))
            .collect()
    }
}

impl From<BTreeMap<String, u64>> for Kinds {
    fn from(map: BTreeMap<String, u64>) -> Self {
        Self(Kind::NAMES.map(|name| map.get(name).copied().unwrap_or(0)))
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Counts of one file. Feed it every entry, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// Messages, system lines included.
    pub messages: u64,
    /// Messages by kind ([`crate::Kind::name`]).
    pub kinds: Kinds,
    /// Messages marked as edited.
    pub edited: u64,
    /// Messages without a certain date and time.
    pub undated: u64,
    /// Messages whose kind was told by form alone.
    pub by_form: u64,
    /// Lines in texts that look like headers and are quoted.
    pub quoted_headers: u64,
    /// Messages that may be quoted text.
    pub maybe_quoted: u64,
    /// Entries with bytes that are not UTF-8.
    pub not_utf8: u64,
    /// Problems by reason.
    pub problems: BTreeMap<Reason, u64>,
    /// Bytes that belong to an entry.
    pub bytes_accounted: u64,
    /// Bytes that two entries claim or none does, between the entries seen.
    pub bytes_astray: u64,
    #[serde(skip)]
    next: u64,
}

impl Report {
    /// Takes one entry in.
    pub fn add(&mut self, entry: &Entry) {
        let bytes = entry.bytes();
        self.bytes_astray += bytes.start.abs_diff(self.next);
        self.bytes_accounted += bytes.end.saturating_sub(bytes.start);
        self.next = bytes.end;
        self.count(entry);
    }

    /// Counts an entry without looking at where its bytes are.
    pub(crate) fn count(&mut self, entry: &Entry) {
        match entry {
            Entry::Message(message) => {
                self.messages += 1;
                self.kinds.add(&message.kind);
                self.edited += u64::from(message.edited);
                self.undated += u64::from(message.civil.is_none());
                self.by_form += u64::from(message.basis == Basis::Form);
                self.not_utf8 += u64::from(message.original.is_some());
                for note in &message.notes {
                    self.quoted_headers += u64::from(matches!(note, Note::QuotedHeader { .. }));
                    self.maybe_quoted += u64::from(*note == Note::MaybeQuoted);
                }
            }
            Entry::Problem(problem) => {
                *self.problems.entry(problem.reason).or_default() += 1;
                self.not_utf8 += u64::from(problem.original.is_some());
            }
        }
    }

    /// How many bytes of a file of this length no entry accounts for. Always 0;
    /// it is printed so that nobody has to believe it.
    #[must_use]
    pub fn unaccounted(&self, file_bytes: u64) -> u64 {
        self.bytes_astray + file_bytes.abs_diff(self.next)
    }

    /// How many messages are of this kind.
    #[must_use]
    pub fn of_kind(&self, name: &str) -> u64 {
        self.kinds.of(name)
    }

    /// How many Problems there are.
    #[must_use]
    pub fn problem_count(&self) -> u64 {
        self.problems.values().sum()
    }
}
