//! The tree of a rule: what both languages mean when they say the same.
//!
//! Names are the vocabulary's names (`passcode.changed`, `phone`), so a tree
//! can be kept, compared and printed in either language.

use std::sync::Arc;

use jiff::civil::Date;

/// The name of a vocabulary entry.
pub type Name = Arc<str>;

/// One rule: a form and its modifiers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Which of the five things is asked.
    pub form: Form,
    /// What follows the semicolons.
    pub modifiers: Modifiers,
}

/// The five forms. `Every` and `Once` are both renewals: the first restarts at
/// the real deed, the second keeps to the calendar's own periods.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Form {
    /// `every 3 months: passcode changed, for each phone in service`
    Every {
        /// How long after the last time.
        span: Span,
        /// What must be done.
        acts: Acts,
        /// For whom or what.
        each: Each,
    },
    /// `once each calendar year: policy reviewed, for each policy`
    Once {
        /// The calendar's period.
        period: Period,
        /// What must be done in it.
        acts: Acts,
        /// For whom or what.
        each: Each,
    },
    /// `within 2 working days of a client contact: contact recorded`
    Within {
        /// How long after the trigger.
        span: Span,
        /// What triggers.
        of: Trigger,
        /// What must be done.
        acts: Acts,
    },
    /// `before a phone is taken off site: permission by the supervisor`
    Before {
        /// The deed that needs something before it.
        what: Name,
        /// What must have been done.
        acts: Acts,
        /// How long it counts; without, until revoked.
        valid: Option<Span>,
        /// Whether it counts for one time only.
        one_use: bool,
    },
    /// `only approved apps on each phone`
    Only {
        /// The set that is allowed.
        set: Name,
        /// How its elements come to a subject.
        relation: Name,
        /// On whom or what.
        each: Each,
    },
    /// `always …` or `never …`
    Standing {
        /// `always` (true) or `never` (false).
        always: bool,
        /// The state that must or must not hold.
        state: Name,
        /// On whom or what.
        each: Each,
    },
}

/// What a `within` rule follows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// A deed: `of a client contact`.
    Deed(Name),
    /// The miss of another rule, by its id: `of a miss of [passcode-age]`.
    Miss(Name),
}

/// The deeds asked for, and who must do them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Acts {
    /// One or more deeds; all are needed.
    pub done: Vec<Name>,
    /// The role that must do them, if it matters.
    pub by: Option<Name>,
}

/// `each phone in service`: a subject, narrowed by a state if there is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Each {
    /// The subject.
    pub subject: Name,
    /// The state it must be in to count.
    pub state: Option<Name>,
}

/// A length of time as a rule says it; `3 months` is not `90 days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// The units of time. Minutes and hours elapse; the others are civil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Unit {
    Minutes,
    Hours,
    Days,
    WorkingDays,
    Weeks,
    Months,
    Years,
}

/// The periods of `once each calendar …`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Period {
    Week,
    Month,
    Quarter,
    Year,
}

/// What may follow the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Modifiers {
    /// Who answers for it.
    pub responsible: Option<Name>,
    /// Who is told.
    pub inform: Vec<Name>,
    /// How long before the due moment to warn.
    pub warn: Option<Span>,
    /// How long a breach may last before it counts.
    pub grace: Option<Span>,
    /// When the first renewal is due at the latest.
    pub first_by: Option<Date>,
    /// States during which the rule rests.
    pub except: Vec<Name>,
    /// A renewal keeps to its first dates, however early or late it is done.
    pub fixed: bool,
    /// What was done before the subject counted serves its first time.
    pub carry: bool,
    /// Each trigger needs a record of its own; otherwise one serves all before it.
    pub each: bool,
    /// What must come before must also have been written down before.
    pub first: bool,
    /// A record counts only if written down so soon after what it records.
    pub recorded: Option<Span>,
    /// A state seen to hold is not known to hold any more so long after.
    pub stale: Option<Span>,
    /// How often somebody must look at all there is.
    pub checked: Option<Span>,
    /// In percent, how much of a calendar period a subject that came during it must be
    /// there for to owe it; without, half.
    pub part: Option<u32>,
}

impl Form {
    /// The subject after `each`, for the forms that have one.
    pub fn each(&self) -> Option<&Each> {
        match self {
            Self::Every { each, .. }
            | Self::Once { each, .. }
            | Self::Only { each, .. }
            | Self::Standing { each, .. } => Some(each),
            Self::Within { .. } | Self::Before { .. } => None,
        }
    }

    /// The deeds asked for, for the forms that ask for deeds.
    pub fn acts(&self) -> Option<&Acts> {
        match self {
            Self::Every { acts, .. }
            | Self::Once { acts, .. }
            | Self::Within { acts, .. }
            | Self::Before { acts, .. } => Some(acts),
            Self::Only { .. } | Self::Standing { .. } => None,
        }
    }

    /// The deed that opens a duty, for the two forms that can have one.
    pub fn trigger(&self) -> Option<&Name> {
        match self {
            Self::Within {
                of: Trigger::Deed(of),
                ..
            } => Some(of),
            Self::Before { what, .. } => Some(what),
            _ => None,
        }
    }

    /// The rule whose miss opens a duty.
    pub fn miss_of(&self) -> Option<&Name> {
        match self {
            Self::Within {
                of: Trigger::Miss(rule),
                ..
            } => Some(rule),
            _ => None,
        }
    }

    /// The keyword that begins it in English: stable, for storing.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::Every { .. } => "every",
            Self::Once { .. } => "once",
            Self::Within { .. } => "within",
            Self::Before { .. } => "before",
            Self::Only { .. } => "only",
            Self::Standing { always: true, .. } => "always",
            Self::Standing { always: false, .. } => "never",
        }
    }
}
