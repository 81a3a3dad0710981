//! A duty as the outside sees it: names, moments, people, and how it stands.

use std::fmt;
use std::sync::Arc;

use super::core::{Unknown, Why};
use super::outages::Gap;
use super::plan::{Line, Stage};
use super::spans::Close;
use crate::calendar::{Calendar, Due, Instant};
use crate::lang::Lang;
use crate::rule::{Form, Name, Span};
use crate::vocabulary::Vocabulary;

/// The name of a duty. The same duty has the same name however often it is
/// computed, so a notice or a comment stays attached to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DutyId(pub u64);

impl fmt::Display for DutyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl DutyId {
    /// Reads what [`fmt::Display`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 16 && text.chars().all(|c| c.is_ascii_hexdigit());
        plain
            .then(|| u64::from_str_radix(text, 16).ok())
            .flatten()
            .map(Self)
    }
}

/// Words and days: what a duty needs to speak.
#[derive(Debug, Clone)]
pub(crate) struct House {
    pub(crate) vocabulary: Arc<Vocabulary>,
    pub(crate) calendar: Arc<Calendar>,
}

/// What a rule demands of somebody about something by a moment.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Its name, stable under recomputation.
    pub id: DutyId,
    /// The version of the rule that opened it.
    pub line: Arc<Line>,
    /// What it is about: slot and symbol.
    pub subjects: Vec<(Name, Name)>,
    /// The person whose deed opened it, if the rule has a trigger.
    pub actor: Option<Name>,
    /// Whether it is the duty to look at all there is, of an `only` rule with `checked every`.
    pub check: bool,
    /// The deeds that would discharge it; empty when none can any more.
    pub discharged_by: Vec<Name>,
    /// The entries that opened it.
    pub opened_by: Vec<u64>,
    /// When it opened.
    pub opened_at: Instant,
    /// When it is due; none while an exception holds it or nothing is known.
    pub due: Option<Due>,
    /// When it will be due, while an exception holds it and its end is on record.
    pub planned: Option<Due>,
    /// When to warn, if the rule says so; never before it opened.
    pub warn_at: Option<Instant>,
    /// How it stands.
    pub status: Status,
    /// Missed, and somebody can and should still make it good.
    pub overdue: bool,
    /// Who answers for it at that moment.
    pub responsible: Vec<Name>,
    /// The role they answer in: what to show when nobody holds it.
    pub responsible_role: Option<Name>,
    /// Who is to be told.
    pub inform: Vec<Name>,
    /// In which roles.
    pub inform_roles: Vec<Name>,
    /// It would stand otherwise had something of which only the day is known been
    /// done at another hour; it is shown in favour of whoever owes it.
    pub depends_on_the_hour: bool,
    /// Of a state: that nobody knows whether it is as asked, and why.
    pub unknown: Option<Unknown>,
    /// Of a missed duty: when a source that could have told otherwise was out, the first
    /// time that it was.
    pub gap: Option<Gap>,
    /// What came near to meeting it.
    pub nearest: Option<(u64, Why)>,
    /// The moment at which all this was so.
    pub as_of: Instant,
    pub(crate) house: House,
}

/// How a duty stands. There is no fifth way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Not done, not late.
    Pending,
    /// Done in time.
    Met {
        /// When.
        at: Instant,
        /// When the last of the evidence was written down.
        recorded: Instant,
        /// The entries that prove it.
        evidence: Vec<u64>,
        /// Written down only after the deed it had to precede.
        afterwards: bool,
    },
    /// There is no record of it in time.
    Missed {
        /// When it was done after all.
        made_good_at: Option<Instant>,
        /// The entries that prove it.
        evidence: Vec<u64>,
        /// When it stopped being owed without being done.
        over_at: Option<Instant>,
    },
    /// Not owed after all.
    Excused {
        /// Why.
        why: Excuse,
        /// The entry that says so.
        entry: Option<u64>,
    },
}

/// Why a duty is not owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Excuse {
    /// An exception held.
    Exception,
    /// The subject went, or no longer counts.
    SubjectGone,
    /// The rule was withdrawn.
    RuleEnded,
    /// The subject came too late in the period.
    TooShort,
}

impl From<Close> for Excuse {
    fn from(close: Close) -> Self {
        match close {
            Close::Excepted => Self::Exception,
            Close::Repealed => Self::RuleEnded,
            Close::Gone | Close::Mended => Self::SubjectGone,
        }
    }
}

impl Status {
    /// One of four words, for storing and for translating.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Met { .. } => "met",
            Self::Missed { .. } => "missed",
            Self::Excused { .. } => "excused",
        }
    }
}

impl Duty {
    /// The rule's id.
    pub fn rule(&self) -> &Name {
        &self.line.id
    }

    /// On trial or binding.
    pub fn stage(&self) -> Stage {
        self.line.stage
    }

    /// Whether somebody still has to do something.
    pub fn is_open(&self) -> bool {
        self.overdue || self.status == Status::Pending
    }

    /// Whether the warning has come and the due moment has not.
    pub fn is_warned(&self) -> bool {
        self.status == Status::Pending && self.warn_at.is_some_and(|at| at <= self.as_of)
    }

    /// How many civil days it is overdue; 0 when it is not.
    pub fn days_overdue(&self) -> i64 {
        match (self.overdue, self.due) {
            (true, Some(due)) => {
                (self.house.calendar.day_of(self.as_of) - Calendar::number(due.date)).max(0)
            }
            _ => 0,
        }
    }

    /// How many whole periods of a renewal have gone by without it; 0 when it is not
    /// overdue. It stays one duty all the while.
    pub fn periods_missed(&self) -> u32 {
        let (Form::Every { span, .. }, Some(due), true) =
            (&self.line.rule.form, self.due, self.overdue)
        else {
            return 0;
        };
        let calendar = &self.house.calendar;
        let again = |times: u32| Span {
            count: span.count.saturating_mul(times),
            ..*span
        };
        let later = (1..10_000).find(|times| calendar.last(due.last, again(*times)) >= self.as_of);
        later.unwrap_or(10_000)
    }

    /// The symbol in a slot it is about.
    pub fn subject(&self, slot: &str) -> Option<&Name> {
        self.subjects
            .iter()
            .find(|(of, _)| &**of == slot)
            .map(|(_, symbol)| symbol)
    }

    /// Whether this person answers for it.
    pub fn is_of(&self, person: &str) -> bool {
        self.responsible.iter().any(|other| &**other == person)
    }

    /// Why it is there and how it stands, in a sentence or two. Symbols and
    /// entries are named by their ids.
    pub fn why(&self, lang: Lang) -> String {
        super::why::why(self, lang, |_, symbol| symbol.to_owned())
    }

    /// The same, with names of one's own for what is in a slot.
    pub fn why_named(&self, lang: Lang, name: impl Fn(&str, &str) -> String) -> String {
        super::why::why(self, lang, name)
    }
}
