//! Keeps entries once, as numbers, found by deed and by what they are about.
//!
//! A **view** is a deed together with some of its slots; under each view the
//! entries lie by the symbols in those slots, in order of time. Entries that
//! were corrected or retracted are kept but lie under no view.

mod groups;
mod keep;

use std::sync::Arc;

use groups::Groups;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::event::{Amends, Event};
use super::shared::{List, Table};
use crate::calendar::Instant;
use crate::rule::Name;
use crate::vocabulary::Vocabulary;

/// A symbol, a slot or a person, as a number.
pub(crate) type Sym = u32;
/// The symbols that name a cell or a view's group.
pub(crate) type Key = SmallVec<[Sym; 3]>;
/// A view, as a number.
pub(crate) type View = usize;
/// An entry, as a number.
pub(crate) type Entry = u32;

/// Strings outside, numbers inside.
#[derive(Debug, Clone, Default)]
pub(crate) struct Symbols {
    names: List<Name>,
    numbers: Table<Name, Sym>,
}

impl Symbols {
    pub(crate) fn number(&mut self, name: &str) -> Sym {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = Sym::try_from(self.names.len()).unwrap_or(Sym::MAX);
        let name: Name = Arc::from(name);
        self.names.push(name.clone());
        self.numbers.insert(name, number);
        number
    }

    pub(crate) fn known(&self, name: &str) -> Option<Sym> {
        self.numbers.get(name).copied()
    }

    pub(crate) fn name(&self, number: Sym) -> Name {
        usize::try_from(number)
            .ok()
            .and_then(|place| self.names.get(place))
            .cloned()
            .unwrap_or_else(|| "".into())
    }
}

/// An entry inside.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    pub(crate) id: u64,
    /// The entry it stands for: itself, or the one it corrects.
    pub(crate) root: u64,
    /// The deed's place in the vocabulary; none when rules cannot know it.
    pub(crate) kind: Option<usize>,
    pub(crate) at: Instant,
    /// The latest it can have happened: `at`, unless only the day is known.
    pub(crate) until: Instant,
    /// The civil day that was written down, where the hour is not known.
    pub(crate) day: Option<i64>,
    pub(crate) recorded: Instant,
    pub(crate) by: Option<Sym>,
    pub(crate) subjects: SmallVec<[(Sym, Sym); 2]>,
    pub(crate) amends: Option<Amends>,
    pub(crate) answers: Option<u64>,
}

impl Record {
    pub(crate) fn symbol(&self, slot: Sym) -> Option<Sym> {
        self.subjects
            .iter()
            .find(|(of, _)| *of == slot)
            .map(|(_, symbol)| *symbol)
    }

    pub(crate) fn key(&self, slots: &[Sym]) -> Option<Key> {
        slots.iter().map(|slot| self.symbol(*slot)).collect()
    }
}

#[derive(Debug, Clone)]
struct ViewOf {
    kind: usize,
    slots: SmallVec<[Sym; 3]>,
    groups: Groups,
}

/// All entries, and the views on them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store {
    pub(crate) symbols: Symbols,
    records: List<Record>,
    nothing: Record,
    places: Table<u64, Entry>,
    /// The same of what was put away, sorted.
    ids: Arc<Vec<(u64, Entry)>>,
    amendments: Table<u64, Vec<Entry>>,
    standing: Table<u64, Option<Entry>>,
    views: Vec<ViewOf>,
    views_of: Arc<FxHashMap<usize, Vec<View>>>,
    /// Deeds of which an entry says the day and not the hour.
    rough: Vec<usize>,
    /// Those entries, by the slot and the symbol of what they are about.
    of_some_day: Table<(Sym, Sym), Vec<Entry>>,
    pub(crate) last_at: Instant,
    pub(crate) last_recorded: Instant,
}

/// What an entry is worth, all amendments considered.
enum Worth {
    Deed(Entry),
    Retraction,
    Nothing,
}

impl Store {
    pub(crate) fn new() -> Self {
        Self {
            last_at: Instant::MIN,
            last_recorded: Instant::MIN,
            ..Self::default()
        }
    }

    /// An empty store that knows the same symbols.
    pub(crate) fn sibling(&self) -> Self {
        Self {
            symbols: self.symbols.clone(),
            ..Self::new()
        }
    }

    /// The view of a deed by some of its slots, made if new. Only before entries come in.
    pub(crate) fn view(&mut self, kind: usize, slots: &[Sym]) -> View {
        let known = self
            .views
            .iter()
            .position(|view| view.kind == kind && view.slots.as_slice() == slots);
        known.unwrap_or_else(|| {
            let view = self.views.len();
            self.views.push(ViewOf {
                kind,
                slots: SmallVec::from_slice(slots),
                groups: Groups::default(),
            });
            Arc::make_mut(&mut self.views_of)
                .entry(kind)
                .or_default()
                .push(view);
            view
        })
    }

    pub(crate) fn record(&self, entry: Entry) -> &Record {
        usize::try_from(entry)
            .ok()
            .and_then(|place| self.records.get(place))
            .unwrap_or(&self.nothing)
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// The entries of a view's group, in order of time.
    pub(crate) fn entries(&self, view: View, key: &[Sym]) -> &[Entry] {
        let group = self.views.get(view).and_then(|view| view.groups.get(key));
        group.unwrap_or_default()
    }

    /// All groups of a view.
    pub(crate) fn groups(&self, view: View) -> impl Iterator<Item = (Key, &[Entry])> {
        let view = self.views.get(view);
        view.into_iter().flat_map(|view| view.groups.iter())
    }

    /// Makes a record of an event; unknown deeds are kept for what they amend.
    pub(crate) fn take(&mut self, event: &Event, vocabulary: &Vocabulary) -> Record {
        Record {
            id: event.id,
            root: event.id,
            kind: vocabulary.deed_place(&event.kind),
            at: event.at,
            until: event.at,
            day: None,
            recorded: event.recorded,
            by: event.by.as_ref().map(|person| self.symbols.number(person)),
            subjects: event
                .subjects
                .iter()
                .map(|(slot, symbol)| (self.symbols.number(slot), self.symbols.number(symbol)))
                .collect(),
            amends: event.amends,
            answers: event.answers,
        }
    }

    /// Whether the hour of some deed of this kind is not known.
    pub(crate) fn is_rough(&self, kind: usize) -> bool {
        self.rough.contains(&kind)
    }

    /// The entries about something of which only the day is known.
    pub(crate) fn of_some_day(&self, about: (Sym, Sym)) -> &[Entry] {
        self.of_some_day.get(&about).map_or(&[], Vec::as_slice)
    }

    /// Puts an entry at another time.
    pub(crate) fn move_to(&mut self, entry: Entry, (at, until): (Instant, Instant)) {
        let laid = self.is_laid(entry);
        if laid {
            self.lift(entry);
        }
        if let Some(record) = usize::try_from(entry)
            .ok()
            .and_then(|place| self.records.get_mut(place))
        {
            (record.at, record.until) = (at, until);
        }
        self.last_at = self.last_at.max(at);
        if laid {
            self.lay(entry);
        }
    }

    /// Puts a record in; answers which entries lie differently now. An id that
    /// is already there changes nothing.
    pub(crate) fn insert(&mut self, record: Record) -> SmallVec<[Entry; 2]> {
        let mut moved = SmallVec::new();
        if self.place(record.id).is_some() {
            return moved;
        }
        let entry = Entry::try_from(self.records.len()).unwrap_or(Entry::MAX);
        let (id, amends) = (record.id, record.amends);
        self.last_at = self.last_at.max(record.at);
        self.last_recorded = self.last_recorded.max(record.recorded);
        self.note(entry, &record);
        self.places.insert(id, entry);
        self.records.push(record);
        if let Some(amends) = amends {
            self.amendments
                .change(amends.target(), |all| all.push(entry));
        } else if !self.amendments.contains_key(&id) {
            self.lay(entry);
            moved.push(entry);
            return moved;
        }
        if let Some(root) = self.root(id) {
            self.settle(root, &mut moved);
        }
        moved
    }

    fn place(&self, id: u64) -> Option<Entry> {
        let new = self.places.get(&id).copied();
        new.or_else(|| {
            let place = self.ids.binary_search_by_key(&id, |(id, _)| *id).ok()?;
            self.ids.get(place).map(|(_, entry)| *entry)
        })
    }

    /// Notes what is found by its day.
    fn note(&mut self, entry: Entry, record: &Record) {
        if record.day.is_some() {
            if let Some(kind) = record.kind.filter(|kind| !self.rough.contains(kind)) {
                self.rough.push(kind);
            }
            for about in &record.subjects {
                self.of_some_day.change(*about, |all| all.push(entry));
            }
        }
    }

    /// The first entry of a chain of amendments, if it is there.
    fn root(&self, mut id: u64) -> Option<u64> {
        for _ in 0..1_000 {
            let record = self.record(self.place(id)?);
            match record.amends {
                None => return Some(id),
                Some(amends) if amends.target() < id => id = amends.target(),
                Some(_) => return None,
            }
        }
        None
    }

    /// Lays the right one of a chain of amendments, and takes the wrong one away.
    fn settle(&mut self, root: u64, moved: &mut SmallVec<[Entry; 2]>) {
        let Some(first) = self.place(root) else {
            return;
        };
        let before = self
            .standing
            .get(&root)
            .copied()
            .unwrap_or_else(|| self.is_laid(first).then_some(first));
        let after = match self.worth(first, 0) {
            Worth::Deed(entry) => Some(entry),
            Worth::Retraction | Worth::Nothing => None,
        };
        self.standing.insert(root, after);
        if before == after {
            return;
        }
        if let Some(entry) = before {
            self.lift(entry);
            moved.push(entry);
        }
        if let Some(entry) = after {
            if let Some(record) = usize::try_from(entry)
                .ok()
                .and_then(|place| self.records.get_mut(place))
            {
                record.root = root;
            }
            self.lay(entry);
            moved.push(entry);
        }
    }

    fn worth(&self, entry: Entry, depth: usize) -> Worth {
        let record = self.record(entry);
        let mut later: Vec<Entry> = self.amendments.get(&record.id).cloned().unwrap_or_default();
        later.retain(|other| self.record(*other).id > record.id);
        later.sort_by_key(|other| {
            std::cmp::Reverse((self.record(*other).recorded, self.record(*other).id))
        });
        if depth < 1_000 {
            for other in later {
                match self.worth(other, depth + 1) {
                    Worth::Nothing => {}
                    Worth::Retraction => return Worth::Nothing,
                    Worth::Deed(instead) => return Worth::Deed(instead),
                }
            }
        }
        if matches!(record.amends, Some(Amends::Retracts(_))) {
            Worth::Retraction
        } else {
            Worth::Deed(entry)
        }
    }

    fn is_laid(&self, entry: Entry) -> bool {
        let record = self.record(entry);
        let views = record
            .kind
            .and_then(|kind| self.views_of.get(&kind))
            .map(Vec::as_slice)
            .unwrap_or_default();
        views
            .iter()
            .filter_map(|view| self.views.get(*view))
            .any(|view| {
                let group = record
                    .key(&view.slots)
                    .and_then(|key| view.groups.get(&key));
                group.is_some_and(|group| group.contains(&entry))
            })
    }

    fn lay(&mut self, entry: Entry) {
        self.change(entry, |group, place, there| {
            if !there {
                group.insert(place, entry);
            }
        });
    }

    fn lift(&mut self, entry: Entry) {
        self.change(entry, |group, place, there| {
            if there {
                group.remove(place);
            }
        });
    }

    /// Finds the place of an entry in each group it belongs to.
    fn change(&mut self, entry: Entry, act: impl Fn(&mut Vec<Entry>, usize, bool)) {
        let Some(record) = usize::try_from(entry)
            .ok()
            .and_then(|place| self.records.get(place))
        else {
            return;
        };
        let views = record
            .kind
            .and_then(|kind| self.views_of.get(&kind))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let order = |other: Entry| {
            let other = usize::try_from(other)
                .ok()
                .and_then(|place| self.records.get(place));
            other.map(|other| (other.at, other.id))
        };
        let mine = Some((record.at, record.id));
        for view in views {
            let Some(view) = self.views.get_mut(*view) else {
                continue;
            };
            let Some(key) = record.key(&view.slots) else {
                continue;
            };
            view.groups.change(key, |group| {
                let in_order = group.last().is_none_or(|last| order(*last) < mine);
                let place = if in_order {
                    group.len()
                } else {
                    group.partition_point(|other| order(*other) < mine)
                };
                let there = group.get(place) == Some(&entry);
                act(group, place, there);
            });
        }
    }
}
