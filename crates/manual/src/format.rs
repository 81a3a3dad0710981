//! The file format of a manual: Markdown with ids, read exactly and written exactly.
//!
//! ```text
//! # Title {#document}            the title; text after it opens the document
//! ## Section {#id}               text after it opens the section
//! ### Clause {#id}
//! ~~~clause                      TOML: sources, strength, stage, audience; and, where
//!                                they are known, decided_by, decided_on, decided_why,
//!                                counsel, law, practices
//! ~~~
//! Text in Markdown.
//!
//! ~~~rule id                     one line of the rule language
//! ~~~
//! ~~~question id                 TOML: ask, choices, right (the number of the right one)
//! ~~~
//! ## Words we use {#glossary}    the last: a table of two columns, or three
//!                                (the third is what it means in the words for clients)
//! ```
//!
//! A document is two files, English and French, paired by their ids: the same
//! parts in the same order. What does not fit is a [`Problem`] with its line;
//! nothing is skipped and nothing is guessed. What was read is written back
//! letter for letter.

mod pair;
mod read;
mod write;

use base::Said;
use base::words::Lang;

use crate::model::Document;

pub use write::write;

/// The heading id of the word list.
pub const GLOSSARY: &str = "glossary";

/// Something in a file that does not fit, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub lang: Lang,
    /// From 1.
    pub line: usize,
    pub what: Said,
}

/// Reads a document from its two files.
///
/// # Errors
/// Every problem found, in the order of the lines.
pub fn read(en: &str, fr: &str) -> Result<Document, Vec<Problem>> {
    let (en_sheet, mut problems) = read::sheet(en, Lang::En);
    let (fr_sheet, more) = read::sheet(fr, Lang::Fr);
    problems.extend(more);
    if !problems.is_empty() {
        return Err(problems);
    }
    pair::pair(en_sheet, fr_sheet)
}

/// Whether `text` can stand under a heading: no heading of ours, no fence of ours.
#[must_use]
pub fn is_plain_text(text: &str) -> bool {
    text.lines().all(|line| read::heading_level(line).is_none() && !line.starts_with(FENCE))
}

/// Whether `id` may be an id: small letters, digits, single hyphens.
#[must_use]
pub fn is_id(id: &str) -> bool {
    !id.is_empty() && id.split('-').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

const FENCE: &str = "~~~";
