//! Which instants the day of an entry is of which only the day is known.
//!
//! Whoever wrote the entry down named a civil day. What happened at a site happened on
//! that day there: 3 March in Vancouver ends three hours after 3 March in Toronto. So
//! [`Event::at`](super::Event) names the day by the organisation's calendar, and the same
//! day is meant where the thing was when that day began for the organisation. Where a
//! thing is put is itself read by the organisation's days. An entry about where a thing
//! is that comes late, or is set right, moves the days of what is already on record.

use smallvec::SmallVec;

use super::Monitor;
use super::places::{self, Place};
use super::store::{Entry, Record, Store, Sym};
use crate::calendar::Calendar;
use crate::vocabulary::Vocabulary;

/// The things that may be somewhere, and the deed that says where.
#[derive(Debug, Clone)]
pub(crate) struct Whereabouts {
    kind: usize,
    things: Vec<Place>,
}

impl Whereabouts {
    pub(crate) fn new(vocabulary: &Vocabulary, store: &mut Store) -> Option<Self> {
        let (kind, site) = vocabulary.placed()?;
        let (deed, place) = (vocabulary.deed(kind)?, vocabulary.deed_place(kind)?);
        let site_slot = store.symbols.number(site);
        let things = deed.slots.iter().filter(|slot| *slot != site);
        let things = things.map(|name| {
            let slot = store.symbols.number(name);
            let view = store.view(place, &[slot]);
            Place::new(slot, site_slot, view)
        });
        Some(Self {
            kind: place,
            things: things.collect(),
        })
    }

    /// What an entry is about that may be somewhere.
    fn things<'r>(&'r self, record: &'r Record) -> impl Iterator<Item = (Sym, Sym)> + 'r {
        let named = self.things.iter();
        named.filter_map(|place| Some((place.slot(), record.symbol(place.slot())?)))
    }
}

impl Monitor {
    /// Puts an entry of which only the day is known at the instants of that day.
    pub(super) fn at_its_day(&self, record: &mut Record) {
        let Some(day) = record.day else { return };
        let home = &*self.house.calendar;
        let calendar = self.calendar_of_day(record, home, day);
        record.at = calendar.day_start(day);
        // Nothing is written down before it happens.
        record.until = calendar.day_end(day).min(record.recorded.max(record.at));
    }

    fn calendar_of_day<'a>(&self, record: &Record, home: &'a Calendar, day: i64) -> &'a Calendar {
        let Some(places) = self.whereabouts.as_deref() else {
            return home;
        };
        if record.kind == Some(places.kind) {
            return home;
        }
        let subjects = &record.subjects;
        places::site_among(
            (&self.store, home),
            &places.things,
            subjects,
            home.day_start(day),
        )
        .map_or(home, |site| &**site)
    }

    /// The entries whose day may be another one now that `entry` says where something is.
    pub(super) fn days_moved_by(&self, entry: Entry) -> SmallVec<[Entry; 2]> {
        let record = self.store.record(entry);
        let Some(places) = self.whereabouts.as_deref() else {
            return SmallVec::new();
        };
        if record.kind != Some(places.kind) {
            return SmallVec::new();
        }
        let about = places.things(record);
        about
            .flat_map(|thing| self.store.of_some_day(thing))
            .copied()
            .filter(|other| self.store.record(*other).kind != record.kind)
            .collect()
    }

    /// Reads the day of an entry again; whether it is another one now.
    pub(super) fn read_day_again(&mut self, entry: Entry) -> bool {
        let mut record = self.store.record(entry).clone();
        let before = (record.at, record.until);
        self.at_its_day(&mut record);
        let after = (record.at, record.until);
        before != after && {
            self.store.move_to(entry, after);
            true
        }
    }
}
