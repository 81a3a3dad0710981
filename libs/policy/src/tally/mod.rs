//! Counts only, one entry at a time, in order: for long logs and plain rules.
//!
//! A [`Tally`] keeps what is open for each subject and nothing of what is
//! decided, so its memory grows with subjects and not with entries. It takes
//! renewals, responses and precedences without roles (other than the one who
//! acted), exceptions and later versions; [`Tally::new`] says no to the others,
//! and a [`Monitor`](crate::Monitor) runs them. Both count alike.

mod keep;

pub use keep::Stale;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::calendar::{Calendar, Instant};
use crate::monitor::Counts;
use crate::rule::{Form, Name, Rule, Span, Trigger};
use crate::vocabulary::{Means, Vocabulary};

/// What an entry is to a rule, in the order it counts within an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The subject begins to count.
    Begins,
    /// The subject no longer counts.
    Ends,
    /// What has to come before.
    Permits,
    /// What opens a duty.
    Opens,
    /// What discharges it.
    Discharges,
}

/// A few moments.
type Moments = SmallVec<[Instant; 2]>;

#[derive(Debug, Clone, Copy)]
struct Renewal {
    anchor: Instant,
    last: Instant,
}

#[derive(Debug, Clone)]
enum Kept {
    Every(FxHashMap<u64, Renewal>),
    Within(FxHashMap<u64, Moments>),
    Before {
        permits: FxHashMap<u64, Moments>,
        one_use: bool,
    },
}

/// The counts of one rule, brought up to date entry by entry.
#[derive(Debug, Clone)]
pub struct Tally {
    calendar: Calendar,
    span: Option<Span>,
    parts: Vec<(Name, Part)>,
    slots: Vec<Name>,
    by_actor: bool,
    kept: Kept,
    counts: Counts,
    at: Instant,
    instant: Vec<(Part, u64)>,
}

impl Tally {
    /// A tally of a rule, or none when the rule needs a monitor.
    pub fn new(rule: &Rule, vocabulary: &Vocabulary, calendar: &Calendar) -> Option<Self> {
        let how = &rule.modifiers;
        let plain = how.except.is_empty()
            && how.first_by.is_none()
            && how.recorded.is_none()
            && !(how.fixed || how.carry || how.each || how.first)
            && vocabulary.exceptions().is_none();
        let acts = rule
            .form
            .acts()
            .filter(|acts| plain && acts.done.len() == 1)?;
        let act = acts.done.first()?;
        let by_actor = match &acts.by {
            Some(role) => matches!(vocabulary.role(role)?.means, Means::Actor).then_some(true)?,
            None => false,
        };
        let (span, parts, kept) = parts(&rule.form, act, vocabulary)?;
        Some(Self {
            calendar: calendar.clone(),
            span,
            parts,
            slots: slots(&rule.form, act, vocabulary)?,
            by_actor,
            kept,
            counts: Counts::default(),
            at: Instant::MIN,
            instant: Vec::new(),
        })
    }

    /// A tally of the same rule that has seen nothing.
    fn empty(&self) -> Self {
        Self {
            calendar: self.calendar.clone(),
            span: self.span,
            parts: self.parts.clone(),
            slots: self.slots.clone(),
            by_actor: self.by_actor,
            kept: match &self.kept {
                Kept::Every(_) => Kept::Every(FxHashMap::default()),
                Kept::Within(_) => Kept::Within(FxHashMap::default()),
                Kept::Before { one_use, .. } => Kept::Before {
                    permits: FxHashMap::default(),
                    one_use: *one_use,
                },
            },
            counts: Counts::default(),
            at: Instant::MIN,
            instant: Vec::new(),
        }
    }

    /// What an entry of this deed is to the rule.
    pub fn part(&self, kind: &str) -> Option<Part> {
        self.parts
            .iter()
            .find(|(of, _)| &**of == kind)
            .map(|(_, part)| *part)
    }

    /// The slots whose symbols, made one number, are an entry's key.
    pub fn slots(&self) -> &[Name] {
        &self.slots
    }

    /// Whether whoever acted is part of the key too.
    pub fn by_actor(&self) -> bool {
        self.by_actor
    }

    /// Takes in an entry. Entries come in order of time; those of one instant in any order.
    pub fn feed(&mut self, part: Part, key: u64, at: Instant) {
        if at != self.at {
            self.flush();
            self.at = at;
        }
        self.instant.push((part, key));
    }

    fn flush(&mut self) {
        if let [(part, key)] = self.instant.as_slice() {
            let (part, key) = (*part, *key);
            self.instant.clear();
            self.apply(part, key);
            return;
        }
        let mut instant = std::mem::take(&mut self.instant);
        let scopes = |part: Part| matches!(part, Part::Begins | Part::Ends);
        instant.sort_by_key(|(part, _)| if scopes(*part) { Part::Begins } else { *part });
        for (place, (part, key)) in instant.iter().enumerate() {
            // Of what begins and ends in one instant, the last counts.
            let mut later = instant
                .iter()
                .skip(place + 1)
                .take_while(|(other, _)| scopes(*other));
            if !scopes(*part) || !later.any(|(_, other)| other == key) {
                self.apply(*part, *key);
            }
        }
        instant.clear();
        self.instant = instant;
    }

    fn apply(&mut self, part: Part, key: u64) {
        let at = self.at;
        match &mut self.kept {
            Kept::Every(open) => renew(
                open,
                (&self.calendar, self.span),
                (part, key, at),
                &mut self.counts,
            ),
            Kept::Within(open) => respond(
                open,
                (&self.calendar, self.span),
                (part, key, at),
                &mut self.counts,
            ),
            Kept::Before { permits, one_use } => {
                let last = |at: Instant| {
                    self.span
                        .map_or(Instant::MAX, |span| self.calendar.last(at, span))
                };
                match part {
                    Part::Permits => {
                        let kept = permits.entry(key).or_default();
                        if *one_use {
                            kept.retain(|permit| last(*permit) >= at);
                        } else {
                            kept.clear();
                        }
                        kept.push(at);
                    }
                    Part::Opens => {
                        let kept = permits.get_mut(&key);
                        let good = kept
                            .as_ref()
                            .and_then(|kept| kept.iter().position(|permit| last(*permit) >= at));
                        match (kept, good) {
                            (Some(kept), Some(place)) => {
                                self.counts.met += 1;
                                if *one_use {
                                    kept.remove(place);
                                }
                            }
                            _ => self.counts.missed += 1,
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// The counts as of `now`, which is not before the last entry.
    pub fn counts(&mut self, now: Instant) -> Counts {
        self.flush();
        let mut counts = self.counts;
        let mut add = |last: Instant| {
            if last >= now {
                counts.pending += 1;
            } else {
                counts.missed += 1;
            }
        };
        match &self.kept {
            Kept::Every(open) => open.values().for_each(|renewal| add(renewal.last)),
            Kept::Within(open) => open.values().flatten().for_each(|last| add(*last)),
            Kept::Before { .. } => {}
        }
        counts
    }
}

type Parts = Vec<(Name, Part)>;

fn parts(form: &Form, act: &Name, vocabulary: &Vocabulary) -> Option<(Option<Span>, Parts, Kept)> {
    match form {
        Form::Every { span, each, .. } => {
            let state = vocabulary.state(each.state.as_ref()?)?;
            vocabulary
                .subject(&each.subject)
                .filter(|subject| subject.appears.is_empty())?;
            let mut parts: Parts = state
                .begins
                .iter()
                .map(|kind| (kind.clone(), Part::Begins))
                .collect();
            parts.extend(state.ends.iter().map(|kind| (kind.clone(), Part::Ends)));
            parts.push((act.clone(), Part::Discharges));
            Some((Some(*span), parts, Kept::Every(FxHashMap::default())))
        }
        Form::Within {
            span,
            of: Trigger::Deed(of),
            ..
        } if of != act => {
            let parts = vec![(of.clone(), Part::Opens), (act.clone(), Part::Discharges)];
            Some((Some(*span), parts, Kept::Within(FxHashMap::default())))
        }
        Form::Before {
            what,
            valid,
            one_use,
            ..
        } if vocabulary.deed(act)?.revoked_by.is_empty() && what != act => {
            let parts = vec![(act.clone(), Part::Permits), (what.clone(), Part::Opens)];
            Some((
                *valid,
                parts,
                Kept::Before {
                    permits: FxHashMap::default(),
                    one_use: *one_use,
                },
            ))
        }
        _ => None,
    }
}

fn slots(form: &Form, act: &Name, vocabulary: &Vocabulary) -> Option<Vec<Name>> {
    let of_act = &vocabulary.deed(act)?.slots;
    match (form.trigger(), form.each()) {
        (Some(trigger), _) => {
            let about = &vocabulary.deed(trigger)?.slots;
            Some(
                about
                    .iter()
                    .filter(|slot| of_act.contains(slot))
                    .cloned()
                    .collect(),
            )
        }
        (None, each) => Some(vec![vocabulary.subject(&each?.subject)?.slot.clone()]),
    }
}

type When<'a> = (&'a Calendar, Option<Span>);

fn renew(
    open: &mut FxHashMap<u64, Renewal>,
    (calendar, span): When<'_>,
    (part, key, at): (Part, u64, Instant),
    counts: &mut Counts,
) {
    let Some(span) = span else { return };
    match part {
        Part::Begins => {
            open.entry(key).or_insert_with(|| Renewal {
                anchor: at,
                last: calendar.last(at, span),
            });
        }
        Part::Ends => {
            if let Some(renewal) = open.remove(&key).filter(|renewal| renewal.anchor < at) {
                if at <= renewal.last {
                    counts.excused += 1;
                } else {
                    counts.missed += 1;
                }
            }
        }
        _ => {
            if let Some(renewal) = open.get_mut(&key).filter(|renewal| renewal.anchor < at) {
                if at <= renewal.last {
                    counts.met += 1;
                } else {
                    counts.missed += 1;
                }
                *renewal = Renewal {
                    anchor: at,
                    last: calendar.last(at, span),
                };
            }
        }
    }
}

fn respond(
    open: &mut FxHashMap<u64, Moments>,
    (calendar, span): When<'_>,
    (part, key, at): (Part, u64, Instant),
    counts: &mut Counts,
) {
    let Some(span) = span else { return };
    match part {
        Part::Opens => {
            let kept = open.entry(key).or_default();
            let before = kept.len();
            kept.retain(|last| *last >= at);
            counts.missed += (before - kept.len()) as u64;
            kept.push(calendar.last(at, span));
        }
        _ => {
            for last in open.remove(&key).into_iter().flatten() {
                if at <= last {
                    counts.met += 1;
                } else {
                    counts.missed += 1;
                }
            }
        }
    }
}
