//! What a whole policy says once for all its rules.
//!
//! `deadlines roll to the next working day` moves what is due in days, weeks,
//! months or years and falls on a day of rest; hours and working days never move.
//! `immediately means 1 working day` lets rules begin with `immediately after …`,
//! which otherwise means nothing that can be checked and is refused.

use crate::calendar::Calendar;
use crate::lang::{Lang, fold};
use crate::parse::{Complaint, Expected, cursor, span};
use crate::rule::Span;
use crate::vocabulary::Vocabulary;

/// The sentences at the head of a policy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Header {
    /// What is due on a day of rest is due on the next working day.
    pub rolls: bool,
    /// How soon `immediately` is.
    pub immediately: Option<Span>,
}

const ROLL: (&str, &str) = (
    "deadlines roll to the next working day",
    "les échéances passent au prochain jour ouvrable",
);
const SOON: (&str, &str) = ("immediately means", "immédiatement veut dire");

impl Header {
    /// Reads sentences that end with a semicolon, a full stop or the line.
    ///
    /// # Errors
    /// The [`Complaint`] says where, counted from the beginning of the text, what
    /// was expected, and what to write instead.
    pub fn parse(text: &str, lang: Lang) -> Result<Self, Complaint> {
        let words = Vocabulary::default();
        let text = text.replace(['\n', '\r'], ";");
        let mut cursor = cursor::Cursor::new(&text, lang, &words);
        let mut made = Self::default();
        loop {
            while cursor.eat_any(&[";", "."]) {}
            if cursor.done() {
                return Ok(made);
            }
            let found = cursor.found();
            let said_before = if cursor.eat(lang.pick(ROLL.0, ROLL.1)) {
                std::mem::replace(&mut made.rolls, true)
            } else if cursor.eat(lang.pick(SOON.0, SOON.1)) {
                made.immediately.replace(span(&mut cursor)?).is_some()
            } else {
                return Err(cursor.complain_at(found, Expected::Header));
            };
            if said_before {
                return Err(cursor.complain_at(found, Expected::Once));
            }
            if !cursor.done() && !cursor.eat_any(&[";", "."]) {
                return Err(cursor.complain(Expected::End));
            }
        }
    }

    /// Finds the sentences in the opening text of a policy: a line that says one of them,
    /// and nothing else, counts; so does it as an item of a list. Other lines are prose.
    ///
    /// # Errors
    /// The line and the [`Complaint`] about it, where a line begins as such a sentence or
    /// comes near to one and cannot be read, or says again what was said.
    pub fn find(text: &str, lang: Lang) -> Result<Self, (usize, Complaint)> {
        let mut made = Self::default();
        for (place, line) in text.lines().enumerate() {
            let marks = |c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '_' | '>');
            let said = line.trim_matches(marks);
            match Self::parse(said, lang) {
                Ok(one) => {
                    let again = (made.rolls && one.rolls)
                        || (made.immediately.is_some() && one.immediately.is_some());
                    if again {
                        let words = Vocabulary::default();
                        let mut cursor = cursor::Cursor::new(said, lang, &words);
                        return Err((place + 1, cursor.complain(Expected::Once)));
                    }
                    made.rolls |= one.rolls;
                    made.immediately = made.immediately.or(one.immediately);
                }
                Err(complaint) if is_meant(said, lang, &complaint) => {
                    return Err((place + 1, complaint));
                }
                Err(_) => {}
            }
        }
        Ok(made)
    }

    /// The sentences, as [`Header::parse`] reads them back.
    pub fn text(self, lang: Lang) -> String {
        let roll = self.rolls.then(|| lang.pick(ROLL.0, ROLL.1).to_owned());
        let soon = self
            .immediately
            .map(|span| format!("{} {}", lang.pick(SOON.0, SOON.1), span.text(lang)));
        let all: Vec<String> = roll.into_iter().chain(soon).collect();
        all.join("; ")
    }
}

/// Whether a line that does not read was meant as a sentence of a header.
fn is_meant(line: &str, lang: Lang, complaint: &Complaint) -> bool {
    let said = fold(line);
    let begins = ["deadlines roll", "les échéances passent", SOON.0, SOON.1];
    let near = |words: &String| {
        let words = fold(words);
        words.starts_with(lang.pick(ROLL.0, ROLL.1)) || words.starts_with(lang.pick(SOON.0, SOON.1))
    };
    begins.iter().any(|words| said.starts_with(words)) || complaint.suggestions.iter().any(near)
}

impl Calendar {
    /// As a policy with this header counts its days.
    #[must_use]
    pub fn under(self, header: Header) -> Self {
        if header.rolls { self.rolling() } else { self }
    }
}
