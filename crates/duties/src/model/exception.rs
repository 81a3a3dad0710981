//! Exceptions: somebody or something is excused from a rule until a day.
//!
//! Whoever asks, or is spared a duty by it, never answers. An exception does not
//! begin a duty anew: what was due in it is due at its end.

use std::collections::BTreeSet;

use base::failure::Said;
use base::{Actor, Day, Moment};
use policy::{Duty, Form};

use crate::deeds::ABOUT;

/// Longest reason, in letters.
const LONGEST: usize = 1_000;
/// No exception lasts longer: what lasts is a change of the rule.
const MOST_DAYS: i32 = 366;

/// How it was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Granted,
    Refused,
    /// Whoever asked took it back.
    Dropped,
}

impl Answer {
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Granted, Self::Refused, Self::Dropped].into_iter().find(|a| a.id() == text)
    }
}

/// An exception, asked or answered. Its reason is sealed and not in here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    pub id: String,
    pub rule: String,
    pub duty: String,
    pub slot: String,
    pub subject: String,
    /// Whom it spares a duty.
    pub spares: Vec<String>,
    pub private: bool,
    /// Its last day.
    pub until: Day,
    pub asked_by: String,
    pub asked_at: Moment,
    pub answer: Option<(Answer, String, Moment)>,
    /// The trail entry that granted it.
    pub granted: Option<i64>,
    pub ended: Option<(Moment, String)>,
}

/// How an exception stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Waits,
    InForce,
    Over,
    Refused,
    Dropped,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Waits, Self::InForce, Self::Over, Self::Refused, Self::Dropped];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::InForce => "in-force",
            Self::Over => "over",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
        }
    }

    /// Asked and not answered, or in force.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Waits | Self::InForce)
    }

    /// The text of its word.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Waits => "duties-exception-waits",
            Self::InForce => "duties-exception-in-force",
            Self::Over => "duties-exception-over",
            Self::Refused => "duties-exception-refused",
            Self::Dropped => "duties-exception-dropped",
        }
    }
}

impl Exception {
    #[must_use]
    pub fn state(&self, today: Day) -> State {
        match &self.answer {
            None => State::Waits,
            Some((Answer::Refused, ..)) => State::Refused,
            Some((Answer::Dropped, ..)) => State::Dropped,
            Some((Answer::Granted, ..)) if self.ended.is_some() || today > self.until => State::Over,
            Some((Answer::Granted, ..)) => State::InForce,
        }
    }

    /// How somebody stands to it, for the access matrix.
    #[must_use]
    pub fn relations(&self, actor: &Actor) -> Vec<&'static str> {
        let answered = self.answer.as_ref().is_some_and(|(_, by, _)| *by == actor.id);
        let all = [("asker", self.asked_by == actor.id), ("spared", self.spares.contains(&actor.id)), ("answerer", answered)];
        all.into_iter().filter(|(_, so)| *so).map(|(name, _)| name).collect()
    }
}

/// What an exception from a duty's rule may name: what the duty is about; the person who acted, where it names none.
#[must_use]
pub fn named(duty: &Duty) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = duty.subjects.iter().filter(|(slot, _)| ABOUT.contains(&&**slot)).map(|(slot, id)| (slot.to_string(), id.to_string())).collect();
    let triggered = matches!(duty.line.rule.form, Form::Within { .. } | Form::Before { .. });
    if let Some(who) = duty.actor.as_ref().filter(|_| triggered && all.iter().all(|(slot, _)| slot != "person")) {
        all.push(("person".to_owned(), who.to_string()));
    }
    all
}

/// What an exception can be for, in a duty. A document only where nobody is named: to excuse
/// a document excuses everybody who should read it.
#[must_use]
pub fn choices(duty: &Duty) -> Vec<(String, String)> {
    let mut all = named(duty);
    if all.iter().any(|(slot, _)| slot == "person") {
        all.retain(|(slot, _)| slot != "document");
    }
    all
}

/// Whether an exception for this would hold this duty back.
#[must_use]
pub fn touches(duty: &Duty, rule: &str, slot: &str, subject: &str) -> bool {
    **duty.rule() == *rule && named(duty).iter().any(|(s, id)| s == slot && id == subject)
}

/// Whom an exception for this would spare a duty, of all that is open.
#[must_use]
pub fn spared(open: &[Duty], rule: &str, slot: &str, subject: &str) -> BTreeSet<String> {
    open.iter().filter(|d| touches(d, rule, slot, subject)).flat_map(|d| &d.responsible).map(ToString::to_string).collect()
}

/// Until when an exception holds this duty back, among those in force.
#[must_use]
pub fn held_until(duty: &Duty, in_force: &[Exception]) -> Option<Day> {
    in_force.iter().filter(|e| touches(duty, &e.rule, &e.slot, &e.subject)).map(|e| e.until).max()
}

/// Why the house says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("nothing chosen")]
    NoSubject,
    #[error("not a day to come")]
    BadDay,
    #[error("too long")]
    TooLong,
    #[error("no reason")]
    NoReason,
    #[error("the reason is too long")]
    LongReason,
    #[error("there is one already")]
    Already,
}

impl Refusal {
    /// The field it is about, and the words for it.
    #[must_use]
    pub fn said(&self) -> (&'static str, Said) {
        match self {
            Self::NoSubject => ("subject", Said::plain("duties-exception-no-subject")),
            Self::BadDay => ("until", Said::plain("duties-exception-bad-day")),
            Self::TooLong => ("until", Said::plain("duties-exception-too-long")),
            Self::NoReason => ("reason", Said::plain("duties-exception-no-reason")),
            Self::LongReason => ("reason", Said::plain("duties-exception-long-reason")),
            Self::Already => ("subject", Said::plain("duties-exception-already")),
        }
    }
}

/// What was asked, read from the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub slot: String,
    pub subject: String,
    pub until: Day,
    pub reason: String,
    pub private: bool,
}

/// Reads what was typed; `subject` is `slot:id`, one of [`choices`].
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(duty: &Duty, subject: &str, until: &str, reason: &str, private: bool, today: Day) -> Result<Asked, Vec<Refusal>> {
    let mut wrong = Vec::new();
    let chosen = choices(duty).into_iter().find(|(slot, id)| format!("{slot}:{id}") == subject);
    if chosen.is_none() {
        wrong.push(Refusal::NoSubject);
    }
    let until = Day::parse(until).filter(|day| *day >= today);
    match until {
        None => wrong.push(Refusal::BadDay),
        Some(day) if today.0.until(day.0).map_or(i32::MAX, |span| span.get_days()) > MOST_DAYS => wrong.push(Refusal::TooLong),
        Some(_) => {}
    }
    let reason = reason.trim();
    match reason.chars().count() {
        0 => wrong.push(Refusal::NoReason),
        n if n > LONGEST => wrong.push(Refusal::LongReason),
        _ => {}
    }
    match (chosen, until) {
        (Some((slot, subject)), Some(until)) if wrong.is_empty() => Ok(Asked { slot, subject, until, reason: reason.to_owned(), private }),
        _ => Err(wrong),
    }
}
