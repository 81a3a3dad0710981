//! Contacts become **encounters**: what one record would be about.
//!
//! Messages with the same person, close together, are one session. Attempts in a row are one bundle. A call is
//! one of its own. Somebody's own word splits a bundle or keeps it together; nothing else does.

use rustc_hash::{FxHashMap, FxHashSet};

use super::learn::Clocks;
use super::model::{Channel, Contact, ContactId, Direction, Input, Kind, Peer, RecordId, Says, Source, SourceId, WorkerId};

/// What is owed for an encounter depends on this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// They spoke.
    Talk,
    /// A session of messages.
    Session,
    /// Nobody answered, or too short to be a conversation.
    Attempt,
    /// A voicemail.
    Voicemail,
}

/// What a person said about a bundle, if anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) together: Option<RecordId>,
    pub(super) apart: Vec<RecordId>,
    pub(super) never: bool,
    pub(super) not_a_contact: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Encounter<'a> {
    /// In order of time; never empty.
    pub(super) contacts: Vec<&'a Contact>,
    /// Each one's moment by the corrected clock, in the same order.
    pub(super) moments: Vec<i64>,
    pub(super) class: Class,
    pub(super) source: Source,
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) peer: Option<Peer>,
    pub(super) workers: &'a [WorkerId],
    pub(super) direction: Option<Direction>,
    pub(super) channel: Channel,
    /// How long they spoke, in minutes, as near as the source lets one know.
    pub(super) length: Option<f64>,
    /// Another with the same person came so soon before or after that one note may cover both.
    pub(super) near: bool,
    pub(super) word: Word,
}

impl Encounter<'_> {
    pub(super) fn first(&self) -> ContactId {
        self.contacts.first().map_or(ContactId(0), |c| c.id)
    }

    /// Whether a record is owed for it.
    pub(super) fn owed(&self, input: &Input<'_>) -> bool {
        match self.class {
            Class::Talk | Class::Session => true,
            Class::Attempt => input.settings.attempts_count,
            Class::Voicemail => input.settings.voicemail_counts,
        }
    }
}

/// What was said last about each pair; a record that a contact belongs to rules out what is said before it.
pub(super) fn words(input: &Input<'_>) -> FxHashMap<ContactId, Word> {
    if input.verdicts.is_empty() {
        return FxHashMap::default();
    }
    let here: FxHashSet<RecordId> = input.records.iter().map(|r| r.id).collect();
    let known = |says: Says| match says {
        Says::Together(record) | Says::Apart(record) => here.contains(&record),
        Says::NeverRecorded | Says::NotAContact => true,
    };
    let mut said: Vec<_> = input.verdicts.iter().filter(|v| known(v.says)).collect();
    said.sort_by_key(|v| (v.order, v.contact, v.says));
    let mut words: FxHashMap<ContactId, Word> = FxHashMap::default();
    for verdict in said {
        let word = words.entry(verdict.contact).or_default();
        match verdict.says {
            Says::Together(record) => {
                *word = Word { together: Some(record), apart: std::mem::take(&mut word.apart), ..Word::default() };
                word.apart.retain(|r| *r != record);
            }
            Says::Apart(record) => {
                word.together = word.together.filter(|r| *r != record);
                word.apart.push(record);
            }
            Says::NeverRecorded => *word = Word { never: true, ..Word::default() },
            Says::NotAContact => *word = Word { not_a_contact: true, ..Word::default() },
        }
    }
    words
}

/// Bundles everything, in an order that depends on nothing but what is in it.
pub(super) fn bundle<'a>(input: &Input<'a>, clocks: &Clocks) -> Vec<Encounter<'a>> {
    let words = words(input);
    let sources: FxHashMap<SourceId, Source> = input.sources.iter().map(|s| (s.id, *s)).collect();
    let mut lines: Vec<Line<'a>> = input.contacts.iter().map(|c| Line::new(c, &sources, clocks, input)).collect();
    lines.sort_by(|a, b| a.key().cmp(&b.key()));
    let mut encounters = Vec::with_capacity(lines.len());
    let mut open: Vec<Line<'a>> = Vec::new();
    for line in lines {
        if open.last().is_some_and(|last| !last.goes_on(&line, input)) {
            close(&mut open, &words, &mut encounters);
        }
        open.push(line);
    }
    close(&mut open, &words, &mut encounters);
    encounters.sort_by_key(|a| (a.peer, a.start, a.first()));
    let mut encounters = join_twins(encounters);
    mark_near(&mut encounters, i64::from(input.settings.redial_gap_minutes) * 60);
    encounters
}

/// One contact with what was worked out about it.
#[derive(Clone, Copy)]
struct Line<'a> {
    contact: &'a Contact,
    class: Class,
    source: Source,
    at: i64,
}

impl<'a> Line<'a> {
    fn new(contact: &'a Contact, sources: &FxHashMap<SourceId, Source>, clocks: &Clocks, input: &Input<'_>) -> Self {
        let unknown = Source {
            id: contact.source,
            clock: super::model::Clock::Estimate,
            minutes_only: false,
            increment: 1,
            rings: false,
        };
        let source = sources.get(&contact.source).copied().unwrap_or(unknown);
        let class = match contact.kind {
            Kind::Message => Class::Session,
            Kind::Voicemail => Class::Voicemail,
            Kind::Call { answered: Some(false), .. } => Class::Attempt,
            Kind::Call { seconds: Some(s), .. } if s <= input.settings.attempt_seconds => Class::Attempt,
            Kind::Call { .. } => Class::Talk,
        };
        let half = if source.minutes_only { 30 } else { 0 };
        Self { contact, class, source, at: clocks.corrected(contact.source, contact.at.as_second()) + half }
    }

    fn thread(&self) -> (Option<Peer>, Class, SourceId, Channel, &'a [WorkerId]) {
        (self.contact.peer, self.class, self.source.id, self.contact.channel, &self.contact.workers)
    }

    #[expect(clippy::type_complexity, reason = "a key to sort by")]
    fn key(&self) -> ((Option<Peer>, Class, SourceId, Channel, &'a [WorkerId]), i64, ContactId) {
        (self.thread(), self.at, self.contact.id)
    }

    fn goes_on(&self, next: &Line<'_>, input: &Input<'_>) -> bool {
        let bundled = matches!(self.class, Class::Session | Class::Attempt) && self.contact.peer.is_some();
        bundled
            && self.thread() == next.thread()
            && next.at - self.at <= i64::from(input.settings.session_gap_minutes) * 60
    }
}

/// Makes one encounter of the open lines, or several where a person's words say so.
fn close<'a>(open: &mut Vec<Line<'a>>, words: &FxHashMap<ContactId, Word>, out: &mut Vec<Encounter<'a>>) {
    let lines = std::mem::take(open);
    if !lines.iter().any(|l| words.contains_key(&l.contact.id)) {
        out.extend(encounter(&lines, Word::default()));
        return;
    }
    let silent = Word::default();
    let word = |l: &Line<'_>| words.get(&l.contact.id).unwrap_or(&silent);
    let mut rest: Vec<Line<'a>> = Vec::new();
    for line in lines {
        let said = word(&line);
        if said.never || said.not_a_contact || (said.together.is_none() && !said.apart.is_empty()) {
            out.extend(encounter(&[line], said.clone()));
        } else {
            rest.push(line);
        }
    }
    let pinned: Vec<(i64, RecordId)> = rest.iter().filter_map(|l| word(l).together.map(|r| (l.at, r))).collect();
    let mut groups: Vec<(Option<RecordId>, Vec<Line<'a>>)> = Vec::new();
    for line in rest {
        // Without a word of its own it goes with whatever is nearest and has one.
        let record = word(&line).together.or_else(|| {
            pinned.iter().min_by_key(|(at, record)| ((at - line.at).abs(), *at, *record)).map(|p| p.1)
        });
        match groups.iter_mut().find(|g| g.0 == record) {
            Some(group) => group.1.push(line),
            None => groups.push((record, vec![line])),
        }
    }
    for (together, lines) in groups {
        out.extend(encounter(&lines, Word { together, ..Word::default() }));
    }
}

/// Of lines in order of time.
fn encounter<'a>(of: &[Line<'a>], word: Word) -> Option<Encounter<'a>> {
    let (first, last) = (*of.first()?, *of.last()?);
    let length = if of.len() == 1 { length(&first) } else { None };
    #[expect(clippy::cast_possible_truncation, reason = "a length in minutes, rounded to seconds")]
    let seconds = length.map_or(0, |m| (m * 60.0) as i64);
    Some(Encounter {
        start: first.at,
        end: last.at + seconds,
        class: first.class,
        source: first.source,
        peer: first.contact.peer,
        workers: &first.contact.workers,
        direction: first.contact.direction,
        channel: first.contact.channel,
        length,
        near: false,
        word,
        moments: of.iter().map(|l| l.at).collect(),
        contacts: of.iter().map(|l| l.contact).collect(),
    })
}

/// The middle of what the length may have been: rounding takes half a step off, ringing a quarter of a minute.
fn length(line: &Line<'_>) -> Option<f64> {
    let Kind::Call { seconds: Some(seconds), .. } = line.contact.kind else { return None };
    let step = f64::from(line.source.increment.max(1) - 1) / 120.0;
    let ring = if line.source.rings { 0.25 } else { 0.0 };
    Some((f64::from(seconds) / 60.0 - step - ring).max(0.2))
}

/// How far two clocks may be apart, in seconds, when two sources show one and the same call.
const TWIN: i64 = 150;

/// One call on the bill and in the call history is one encounter; the finer source says what it was.
fn join_twins(encounters: Vec<Encounter<'_>>) -> Vec<Encounter<'_>> {
    let mut out: Vec<Encounter<'_>> = Vec::with_capacity(encounters.len());
    for next in encounters {
        let from = out.partition_point(|e| (e.peer, e.start) < (next.peer, next.start - TWIN));
        let twin = out.iter_mut().skip(from).find(|e| twins(e, &next));
        match twin {
            Some(kept) => join(kept, next),
            None => out.push(next),
        }
    }
    out
}

fn twins(a: &Encounter<'_>, b: &Encounter<'_>) -> bool {
    let call = |e: &Encounter<'_>| matches!(e.class, Class::Talk | Class::Attempt) && e.contacts.len() == 1;
    let compatible = |x: Option<Direction>, y: Option<Direction>| x.is_none() || y.is_none() || x == y;
    a.source.id != b.source.id
        && a.peer.is_some()
        && a.peer == b.peer
        && a.channel == b.channel
        && call(a)
        && call(b)
        && (a.start - b.start).abs() <= TWIN
        && compatible(a.direction, b.direction)
        && a.length.zip(b.length).is_none_or(|(x, y)| (x - y).abs() <= 2.0)
        && (a.workers.is_empty() || b.workers.is_empty() || a.workers.iter().any(|w| b.workers.contains(w)))
        && (a.word == b.word || a.word == Word::default() || b.word == Word::default())
}

fn join<'a>(kept: &mut Encounter<'a>, next: Encounter<'a>) {
    let word = if kept.word == Word::default() { next.word.clone() } else { kept.word.clone() };
    let (mut finer, coarser) = if next.source.increment < kept.source.increment {
        let start = kept.start;
        // The list stays in order of time.
        let mut finer = next;
        let coarser = std::mem::replace(kept, finer.clone());
        finer.start = start;
        (finer, coarser)
    } else {
        (kept.clone(), next)
    };
    finer.word = word;
    finer.contacts.extend(coarser.contacts);
    finer.moments = vec![finer.moments.first().copied().unwrap_or(finer.start)];
    *kept = finer;
}

/// Marks calls (and sessions) with one person so near each other that a single note may cover them.
fn mark_near(encounters: &mut [Encounter<'_>], gap: i64) {
    if gap == 0 {
        return;
    }
    let mut last: Option<usize> = None;
    for at in 0..encounters.len() {
        let Some(this) = encounters.get(at) else { break };
        if this.class != Class::Talk && this.class != Class::Session || this.peer.is_none() {
            continue;
        }
        let before = last.and_then(|i| encounters.get(i));
        let near = before.is_some_and(|b| follows(b, this, gap));
        if near {
            for i in [last, Some(at)].into_iter().flatten() {
                if let Some(e) = encounters.get_mut(i) {
                    e.near = true;
                }
            }
        }
        last = Some(at);
    }
}

/// Whether `next` began within `gap` seconds of the end of `this`, between the same two.
pub(super) fn follows(this: &Encounter<'_>, next: &Encounter<'_>, gap: i64) -> bool {
    this.peer == next.peer && this.workers == next.workers && next.start >= this.start && next.start - this.end <= gap
}
