//! A duty inside: what a rule demands, before anybody asks how it stands.

use smallvec::SmallVec;

use super::spans::Close;
use super::store::{Entry, Sym};
use crate::calendar::{Due, Instant};

/// A few entries.
pub(crate) type Entries = SmallVec<[Entry; 2]>;
/// What a duty is about: slot and symbol.
pub(crate) type About = SmallVec<[(Sym, Sym); 3]>;

/// One duty. How it stands follows from it and the moment alone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Core {
    /// The version, in its plan, that opened it.
    pub(crate) line: usize,
    pub(crate) about: About,
    pub(crate) actor: Option<Sym>,
    pub(crate) opener: Opener,
    pub(crate) opened_by: Entries,
    pub(crate) opened_at: Instant,
    /// None while an exception holds it, or while nothing is known.
    pub(crate) due: Option<Due>,
    /// Missed from its first instant, however soon it is put right.
    pub(crate) at_once: bool,
    pub(crate) end: End,
    pub(crate) nearest: Option<Nearest>,
    /// It would stand otherwise had something been done at another hour of its day.
    pub(crate) unsure: bool,
    /// Of a state: that nobody knows whether it is as asked, and why.
    pub(crate) unknown: Option<Unknown>,
}

/// Why nobody knows how a state is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unknown {
    /// Nobody has ever seen it.
    NeverSeen,
    /// It was last seen longer ago than the rule trusts.
    SeenTooLongAgo,
}

/// What a duty's identity hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Opener {
    /// The first entry of its chain of corrections.
    Entry(u64),
    /// The first day of a calendar period.
    Period(i64),
    /// Nothing on record.
    Unknown,
}

/// How a duty ended, if it did.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum End {
    Open,
    Done {
        at: Instant,
        evidence: Entries,
        afterwards: bool,
    },
    Gone {
        at: Instant,
        entry: Option<Entry>,
        why: Close,
    },
    Excused {
        why: Close,
        entry: Option<Entry>,
    },
    /// A `before` rule without what it needs: missed, and past mending.
    Refused,
    /// A `once` rule whose subject came too late in the period.
    TooShort,
}

/// What almost met a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Nearest {
    pub(crate) entry: Entry,
    pub(crate) why: Why,
}

/// Why an entry was not good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// It came before what it should follow.
    TooEarly,
    /// It came after what it should precede.
    TooLate,
    /// It was too old.
    Expired,
    /// Somebody else did it.
    ByAnother,
    /// It served once already.
    UsedUp,
    /// It was taken back.
    Revoked,
    /// It was written down after the deed it should precede.
    WrittenAfter,
    /// It was written down too long after it was done.
    WrittenLate,
}

/// How a duty stands, at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Pending,
    Met,
    /// `owed`: nobody has made it good and it can still be.
    Missed {
        owed: bool,
    },
    Excused,
}

impl Core {
    pub(crate) fn standing(&self, now: Instant) -> Standing {
        let in_time = |at: Instant| !self.at_once && self.due.is_none_or(|due| at <= due.last);
        match &self.end {
            End::Open if in_time(now) => Standing::Pending,
            End::Open => Standing::Missed { owed: true },
            End::Done { at, .. } if in_time(*at) => Standing::Met,
            End::Done { .. } | End::Refused => Standing::Missed { owed: false },
            End::Gone { at, .. } if !self.at_once && self.due.is_none_or(|due| *at <= due.last) => {
                Standing::Excused
            }
            End::Gone { .. } => Standing::Missed { owed: false },
            End::Excused { .. } | End::TooShort => Standing::Excused,
        }
    }

    /// The next moment at which it stands differently without any entry.
    pub(crate) fn turns_at(&self, now: Instant) -> Option<Instant> {
        match (&self.end, self.due) {
            (End::Open, Some(due)) if !self.at_once && due.last >= now => {
                Some(due.last.saturating_add(1))
            }
            _ => None,
        }
    }

    /// From when on it counts as missed, if it ever will without another entry.
    pub(crate) fn missed_at(&self) -> Option<Instant> {
        let after = self.due.map(|due| due.last.saturating_add(1));
        match &self.end {
            End::Refused => Some(self.opened_at),
            End::Excused { .. } | End::TooShort => None,
            _ if self.at_once => Some(self.opened_at),
            End::Open => after,
            End::Done { at, .. } | End::Gone { at, .. } => after.filter(|after| at >= after),
        }
    }

    pub(crate) fn is_live(&self) -> bool {
        matches!(self.end, End::Open)
    }
}
