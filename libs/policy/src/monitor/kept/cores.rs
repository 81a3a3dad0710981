//! The duties of a cell as bytes: some twenty each, since most of what they say follows
//! from the rest.

use std::sync::Arc;

use smallvec::SmallVec;

use super::bytes::{Reader, Writer, flag};
use crate::calendar::{Calendar, Due, Instant};
use crate::monitor::core::{About, Core, End, Entries, Nearest, Opener, Unknown, Why};
use crate::monitor::facts::about;
use crate::monitor::people::People;
use crate::monitor::spans::Close;
use crate::monitor::store::{Entry, Sym};

const DAY: i64 = 86_400_000;

/// What is kept of a cell beside its key.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    pub(crate) holds_until: Instant,
    pub(crate) people: People,
    pub(crate) cores: Arc<Vec<Core>>,
}

pub(crate) fn write(
    out: &mut Writer,
    (slots, key): (&[Sym], &[Sym]),
    (holds_until, people, cores): (Instant, &People, &[Core]),
) {
    out.until(holds_until);
    out.count(people.len());
    people
        .iter()
        .for_each(|person| out.number((*person).into()));
    out.count(cores.len());
    let usual = about(slots, key);
    for core in cores {
        write_core(out, core, &usual);
    }
}

pub(crate) fn read(from: &mut Reader<'_>, (slots, key): (&[Sym], &[Sym])) -> Option<Kept> {
    let holds_until = from.until()?;
    let mut people = People::new();
    for _ in 0..from.count()? {
        people.push(from.small()?);
    }
    let usual = about(slots, key);
    let count = from.count()?;
    let mut cores = Vec::with_capacity(count);
    for _ in 0..count {
        cores.push(read_core(from, &usual)?);
    }
    Some(Kept {
        holds_until,
        people,
        cores: Arc::new(cores),
    })
}

// The first byte of a duty says what follows.
const OTHER_ABOUT: u8 = 1;
const ACTOR: u8 = 2;
const DUE: u8 = 4;
const AT_ONCE: u8 = 8;
const UNSURE: u8 = 16;
const OPEN: u8 = 32;
const OPENED_BY_ONE: u8 = 64;
const RARE: u8 = 128;

fn write_core(out: &mut Writer, core: &Core, usual: &About) {
    let rare = core.nearest.is_some() || core.unknown.is_some();
    out.byte(
        flag(core.about != *usual, OTHER_ABOUT)
            | flag(core.actor.is_some(), ACTOR)
            | flag(core.due.is_some(), DUE)
            | flag(core.at_once, AT_ONCE)
            | flag(core.unsure, UNSURE)
            | flag(core.end == End::Open, OPEN)
            | flag(core.opened_by.len() == 1, OPENED_BY_ONE)
            | flag(rare, RARE),
    );
    out.count(core.line);
    if core.about != *usual {
        out.pairs(&core.about);
    }
    if let Some(actor) = core.actor {
        out.number(actor.into());
    }
    match core.opener {
        Opener::Unknown => out.number(0),
        Opener::Period(day) => {
            out.number(1);
            out.signed(day);
        }
        Opener::Entry(id) => {
            out.number(2);
            out.number(id);
        }
    }
    if core.opened_by.len() != 1 {
        out.count(core.opened_by.len());
    }
    entries(out, &core.opened_by);
    out.signed(core.opened_at);
    if let Some(due) = core.due {
        out.signed(due.last.wrapping_sub(core.opened_at));
        let day = Calendar::number(due.date);
        let ends = due.last.div_euclid(DAY);
        out.signed(
            day.wrapping_sub(ends) * 4 + i64::from(due.whole_day) + 2 * i64::from(due.about),
        );
    }
    if core.end != End::Open {
        end(out, &core.end);
    }
    if rare {
        let near = core.nearest;
        out.maybe(near.map(|near| near.entry.into()));
        out.byte(near.map_or(0, |near| why(near.why)));
        out.byte(match core.unknown {
            None => 0,
            Some(Unknown::NeverSeen) => 1,
            Some(Unknown::SeenTooLongAgo) => 2,
        });
    }
}

fn read_core(from: &mut Reader<'_>, usual: &About) -> Option<Core> {
    let flags = from.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let line = usize::try_from(from.number()?).ok()?;
    let about = if has(OTHER_ABOUT) {
        from.pairs()?
    } else {
        usual.clone()
    };
    let actor = if has(ACTOR) {
        Some(from.small()?)
    } else {
        None
    };
    let opener = match from.number()? {
        0 => Opener::Unknown,
        1 => Opener::Period(from.signed()?),
        2 => Opener::Entry(from.number()?),
        _ => return None,
    };
    let opened = if has(OPENED_BY_ONE) { 1 } else { from.count()? };
    let opened_by = some_entries(from, opened)?;
    let opened_at = from.signed()?;
    let due = if has(DUE) {
        Some(due(from, opened_at)?)
    } else {
        None
    };
    let end = if has(OPEN) {
        End::Open
    } else {
        some_end(from)?
    };
    let mut core = Core {
        line,
        about,
        actor,
        opener,
        opened_by,
        opened_at,
        due,
        at_once: has(AT_ONCE),
        end,
        nearest: None,
        unsure: has(UNSURE),
        unknown: None,
    };
    if has(RARE) {
        (core.nearest, core.unknown) = rare(from)?;
    }
    Some(core)
}

/// What came near to meeting it, and why nothing is known.
fn rare(from: &mut Reader<'_>) -> Option<(Option<Nearest>, Option<Unknown>)> {
    let (entry, why) = (from.maybe()?, some_why(from.byte()?));
    let nearest = match entry {
        None => None,
        Some(entry) => Some(Nearest {
            entry: Entry::try_from(entry).ok()?,
            why: why?,
        }),
    };
    let unknown = match from.byte()? {
        0 => None,
        1 => Some(Unknown::NeverSeen),
        2 => Some(Unknown::SeenTooLongAgo),
        _ => return None,
    };
    Some((nearest, unknown))
}

fn due(from: &mut Reader<'_>, opened_at: Instant) -> Option<Due> {
    let last = opened_at.wrapping_add(from.signed()?);
    let told = from.signed()?;
    let day = last.div_euclid(DAY).checked_add(told.div_euclid(4))?;
    // Before the first and after the last year there are no days.
    let in_calendar = (-4_371_587..=2_932_896).contains(&day);
    in_calendar.then(|| Due {
        last,
        date: Calendar::day(day),
        whole_day: told & 1 != 0,
        about: told & 2 != 0,
    })
}

fn entries(out: &mut Writer, entries: &Entries) {
    entries.iter().for_each(|entry| out.number((*entry).into()));
}

fn some_entries(from: &mut Reader<'_>, count: usize) -> Option<Entries> {
    (0..count)
        .map(|_| from.small())
        .collect::<Option<SmallVec<_>>>()
}

fn end(out: &mut Writer, end: &End) {
    match end {
        End::Open => out.byte(0),
        End::Done {
            at,
            evidence,
            afterwards,
        } => {
            out.byte(if *afterwards { 2 } else { 1 });
            out.signed(*at);
            out.count(evidence.len());
            entries(out, evidence);
        }
        End::Gone { at, entry, why } => {
            out.byte(8 + close(*why));
            out.signed(*at);
            out.maybe(entry.map(Into::into));
        }
        End::Excused { why, entry } => {
            out.byte(16 + close(*why));
            out.maybe(entry.map(Into::into));
        }
        End::Refused => out.byte(3),
        End::TooShort => out.byte(4),
    }
}

fn some_end(from: &mut Reader<'_>) -> Option<End> {
    let entry = |from: &mut Reader<'_>| match from.maybe()? {
        None => Some(None),
        Some(entry) => Entry::try_from(entry).ok().map(Some),
    };
    Some(match from.byte()? {
        0 => End::Open,
        tag @ (1 | 2) => {
            let at = from.signed()?;
            let count = from.count()?;
            End::Done {
                at,
                evidence: some_entries(from, count)?,
                afterwards: tag == 2,
            }
        }
        3 => End::Refused,
        4 => End::TooShort,
        tag @ 8..=11 => End::Gone {
            at: from.signed()?,
            entry: entry(from)?,
            why: some_close(tag - 8)?,
        },
        tag => End::Excused {
            why: some_close(tag.checked_sub(16)?)?,
            entry: entry(from)?,
        },
    })
}

fn close(why: Close) -> u8 {
    match why {
        Close::Mended => 0,
        Close::Gone => 1,
        Close::Excepted => 2,
        Close::Repealed => 3,
    }
}

fn some_close(number: u8) -> Option<Close> {
    let all = [Close::Mended, Close::Gone, Close::Excepted, Close::Repealed];
    all.get(usize::from(number)).copied()
}

const WHY: [Why; 8] = [
    Why::TooEarly,
    Why::TooLate,
    Why::Expired,
    Why::ByAnother,
    Why::UsedUp,
    Why::Revoked,
    Why::WrittenAfter,
    Why::WrittenLate,
];

fn why(why: Why) -> u8 {
    let place = WHY.iter().position(|other| *other == why).unwrap_or(0);
    u8::try_from(place).unwrap_or(0)
}

fn some_why(number: u8) -> Option<Why> {
    WHY.get(usize::from(number)).copied()
}
