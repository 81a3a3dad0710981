//! "It was done elsewhere": for which duties that can be said, and what is said.

use base::failure::Said;
use base::{Day, Moment};
use jiff::tz::TimeZone;
use policy::{Duty, Form, Name};

use crate::deeds::ABOUT;

/// Longest note, in letters.
const LONGEST: usize = 500;

/// Whether a rule of this form asks for deeds that could be done in another place:
/// not a state that must hold, and not a yes that must come first.
#[must_use]
pub const fn can_be(form: &Form) -> bool {
    matches!(form, Form::Every { .. } | Form::Once { .. } | Form::Within { .. })
}

/// The deeds this duty waits for, when all it is about can be named for them.
#[must_use]
pub fn deeds(duty: &Duty) -> Option<&[Name]> {
    let form = &duty.line.rule.form;
    let named = duty.subjects.iter().all(|(slot, _)| ABOUT.contains(&&**slot));
    form.acts().filter(|_| duty.is_open() && named && can_be(form)).map(|acts| acts.done.as_slice())
}

/// What a deed done elsewhere may bring into being, of which Keepwell has nothing.
pub const MADE: &str = "conversation";
const ELSEWHERE: &str = "elsewhere-";

/// How it is called: by the entry that says so.
#[must_use]
pub fn made(entry: u64) -> String {
    format!("{ELSEWHERE}{entry}")
}

/// Whether this is the name of something that is not in Keepwell.
#[must_use]
pub fn is_elsewhere(id: &str) -> bool {
    id.starts_with(ELSEWHERE)
}

/// Whether it can only be done elsewhere: it is about something that is not in Keepwell.
#[must_use]
pub fn must_be(duty: &Duty) -> bool {
    duty.subjects.iter().any(|(_, id)| is_elsewhere(id))
}

/// What is said: when it was done, and a word on where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub at: Moment,
    pub note: String,
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("not a day")]
    BadDay,
    #[error("that day has not come")]
    NotYet,
    #[error("before anybody owed it")]
    TooEarly,
    #[error("no note")]
    NoNote,
    #[error("the note is too long")]
    LongNote,
}

impl Refusal {
    /// The field it is about, and the words for it.
    #[must_use]
    pub fn said(&self) -> (&'static str, Said) {
        match self {
            Self::BadDay => ("day", Said::plain("duties-elsewhere-bad-day")),
            Self::NotYet => ("day", Said::plain("duties-elsewhere-not-yet")),
            Self::TooEarly => ("day", Said::plain("duties-elsewhere-too-early")),
            Self::NoNote => ("note", Said::plain("duties-elsewhere-no-note")),
            Self::LongNote => ("note", Said::plain("duties-elsewhere-long-note")),
        }
    }
}

/// Reads what was typed. A day counts as its first moment at which the duty was owed:
/// nobody is late by an hour they did not write down.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(day: &str, note: &str, duty: &Duty, now: Moment, zone: &TimeZone) -> Result<Elsewhere, Vec<Refusal>> {
    let mut wrong = Vec::new();
    let at = match Day::parse(day) {
        None => Err(Refusal::BadDay),
        Some(day) if day > now.day(zone) => Err(Refusal::NotYet),
        Some(day) if day.end(zone).0 < duty.opened_at => Err(Refusal::TooEarly),
        Some(day) => Ok(Moment(day.start(zone).0.max(duty.opened_at.saturating_add(1)).min(now.0))),
    };
    let note = note.trim();
    if note.is_empty() {
        wrong.push(Refusal::NoNote);
    }
    if note.chars().count() > LONGEST {
        wrong.push(Refusal::LongNote);
    }
    match at {
        Ok(at) if wrong.is_empty() => Ok(Elsewhere { at, note: note.to_owned() }),
        Ok(_) => Err(wrong),
        Err(first) => Err(std::iter::once(first).chain(wrong).collect()),
    }
}
