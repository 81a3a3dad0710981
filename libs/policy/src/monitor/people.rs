//! Who holds a role, at any moment.

use smallvec::SmallVec;

use super::store::{Store, Sym, View};
use crate::calendar::Instant;
use crate::rule::Name;
use crate::vocabulary::{Means, Vocabulary};

/// A few people.
pub(crate) type People = SmallVec<[Sym; 4]>;

/// A role made ready: the views to look in.
#[derive(Debug, Clone)]
enum Finds {
    Held {
        granted: View,
        ended: View,
        id: Sym,
    },
    Relation {
        began: View,
        ended: View,
        of: Sym,
        is: Sym,
        otherwise: Option<usize>,
    },
    Actor,
}

#[derive(Debug, Clone)]
struct Found {
    name: Name,
    finds: Finds,
    deeds: Vec<usize>,
}

/// All roles of a vocabulary.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roles {
    roles: Vec<Found>,
    person: Option<Sym>,
    worker: Option<usize>,
    fallback: Option<usize>,
    came: Vec<View>,
    left: Vec<View>,
    leaving: Vec<usize>,
}

/// Whom a duty is about: what the trigger named and who did it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whose<'a> {
    pub(crate) subjects: &'a [(Sym, Sym)],
    pub(crate) actor: Option<Sym>,
}

impl Whose<'_> {
    fn symbol(&self, slot: Sym) -> Option<Sym> {
        self.subjects
            .iter()
            .find(|(of, _)| *of == slot)
            .map(|(_, symbol)| *symbol)
    }
}

impl Roles {
    /// Whether this role is the person a duty is about: nobody else can do what is asked of them.
    pub(crate) fn is_oneself(&self, role: usize) -> bool {
        matches!(
            self.roles.get(role).map(|role| &role.finds),
            Some(Finds::Relation { of, is, .. }) if of == is
        )
    }

    pub(crate) fn new(vocabulary: &Vocabulary, store: &mut Store) -> Self {
        let mut made = Self {
            person: vocabulary
                .person_slot()
                .map(|slot| store.symbols.number(slot)),
            ..Self::default()
        };
        let names: Vec<Name> = vocabulary.role_names().cloned().collect();
        let place = |name: &Name| names.iter().position(|other| other == name);
        for name in &names {
            let Some(role) = vocabulary.role(name) else {
                continue;
            };
            let mut deeds = Vec::new();
            let mut view = |kind: &Name, slot: &Name, store: &mut Store| {
                let kind = vocabulary.deed_place(kind).unwrap_or(usize::MAX);
                deeds.push(kind);
                let slot = store.symbols.number(slot);
                store.view(kind, &[slot])
            };
            let finds = match &role.means {
                Means::Held {
                    granted,
                    ended,
                    slot,
                    id,
                } => Finds::Held {
                    granted: view(granted, slot, store),
                    ended: view(ended, slot, store),
                    id: store.symbols.number(id),
                },
                Means::Relation {
                    began,
                    ended,
                    of,
                    is,
                    otherwise,
                } => Finds::Relation {
                    began: view(began, of, store),
                    ended: view(ended, of, store),
                    of: store.symbols.number(of),
                    is: store.symbols.number(is),
                    otherwise: otherwise.as_ref().and_then(place),
                },
                Means::Actor => Finds::Actor,
            };
            made.roles.push(Found {
                name: name.clone(),
                finds,
                deeds,
            });
        }
        made.worker = vocabulary.worker().and_then(place);
        made.fallback = vocabulary.fallback().and_then(place);
        made.leavers(vocabulary, store);
        made
    }

    fn leavers(&mut self, vocabulary: &Vocabulary, store: &mut Store) {
        let (Some(slot), Some(name)) = (self.person, vocabulary.person_slot()) else {
            return;
        };
        let Some(person) = vocabulary.subject_of_slot(name) else {
            return;
        };
        for (kinds, views) in [
            (&person.appears, &mut self.came),
            (&person.disappears, &mut self.left),
        ] {
            for kind in kinds.iter().filter_map(|kind| vocabulary.deed_place(kind)) {
                views.push(store.view(kind, &[slot]));
                self.leaving.push(kind);
            }
        }
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.roles.iter().position(|role| &*role.name == name)
    }

    pub(crate) fn name(&self, role: usize) -> Option<&Name> {
        self.roles.get(role).map(|role| &role.name)
    }

    pub(crate) fn worker(&self) -> Option<usize> {
        self.worker
    }

    pub(crate) fn fallback(&self) -> Option<usize> {
        self.fallback
    }

    pub(crate) fn is_actor(&self, role: usize) -> bool {
        self.roles
            .get(role)
            .is_some_and(|role| matches!(role.finds, Finds::Actor))
    }

    /// Whether the role is found from a person, as a supervisor is.
    pub(crate) fn is_over_person(&self, role: usize) -> bool {
        let finds = self.roles.get(role).map(|role| &role.finds);
        matches!(finds, Some(Finds::Relation { of, .. }) if Some(*of) == self.person)
    }

    /// The deeds that change who holds a role, and so whose deeds count.
    pub(crate) fn deeds(&self, role: usize, into: &mut Vec<usize>) {
        let Some(found) = self.roles.get(role) else {
            return;
        };
        into.extend(&found.deeds);
        match &found.finds {
            Finds::Relation { of, otherwise, .. } => {
                if let Some(other) = otherwise {
                    self.deeds(*other, into);
                }
                if Some(*of) == self.person
                    && let Some(worker) = self.worker.and_then(|worker| self.roles.get(worker))
                {
                    into.extend(&worker.deeds);
                }
            }
            // Someone else's deed counts once the actor has left.
            Finds::Actor => {
                into.extend(&self.leaving);
                into.extend(self.roles.iter().flat_map(|role| &role.deeds));
            }
            Finds::Held { .. } => {}
        }
    }

    /// Whether a deed changes who holds any role, or who is here.
    pub(crate) fn concerns(&self, kind: usize) -> bool {
        self.leaving.contains(&kind) || self.roles.iter().any(|role| role.deeds.contains(&kind))
    }

    /// The people of a role at `at`, as seen from a duty.
    pub(crate) fn people(
        &self,
        store: &Store,
        role: usize,
        whose: Whose<'_>,
        at: Instant,
    ) -> People {
        match self.roles.get(role).map(|role| &role.finds) {
            Some(Finds::Held { granted, ended, id }) => {
                let slot = self.person.unwrap_or(Sym::MAX);
                standing(store, (*granted, *ended), *id, slot, at)
            }
            Some(Finds::Relation {
                began,
                ended,
                of,
                is,
                otherwise,
            }) => {
                let found = if Some(*of) == self.person {
                    let mut found = People::new();
                    for person in self.concerned(store, whose, at) {
                        add(
                            &mut found,
                            standing(store, (*began, *ended), person, *is, at),
                        );
                    }
                    found
                } else if let Some(person) = self
                    .person
                    .filter(|slot| slot == is)
                    .and_then(|slot| whose.symbol(slot))
                {
                    SmallVec::from_slice(&[person])
                } else if let Some(subject) = whose.symbol(*of) {
                    standing(store, (*began, *ended), subject, *is, at)
                } else {
                    whose.actor.into_iter().collect()
                };
                match otherwise {
                    Some(other) if found.is_empty() && *other != role => {
                        self.people(store, *other, whose, at)
                    }
                    _ => found,
                }
            }
            Some(Finds::Actor) => whose.actor.into_iter().collect(),
            None => People::new(),
        }
    }

    /// The person a duty concerns: named by it, or who acted, or who holds the thing.
    fn concerned(&self, store: &Store, whose: Whose<'_>, at: Instant) -> People {
        if let Some(person) = self
            .person
            .and_then(|slot| whose.symbol(slot))
            .or(whose.actor)
        {
            return SmallVec::from_slice(&[person]);
        }
        match self.worker {
            Some(worker) if !self.is_over_person(worker) => self.people(store, worker, whose, at),
            _ => People::new(),
        }
    }

    /// Whether a person came and has left again by `at`.
    pub(crate) fn has_left(&self, store: &Store, person: Sym, at: Instant) -> bool {
        let last = |views: &[View]| {
            let entries = views
                .iter()
                .flat_map(|view| store.entries(*view, &[person]));
            entries
                .map(|entry| store.record(*entry))
                .filter(|record| record.at <= at)
                .map(|record| (record.at, record.id))
                .max()
        };
        last(&self.left).is_some_and(|left| last(&self.came).is_none_or(|came| came < left))
    }
}

fn add(people: &mut People, more: People) {
    for person in more {
        if !people.contains(&person) {
            people.push(person);
        }
    }
}

/// Who was put in and not taken out again, by `at`. An entry that takes out
/// without saying whom takes out all.
fn standing(
    store: &Store,
    (began, ended): (View, View),
    key: Sym,
    slot: Sym,
    at: Instant,
) -> People {
    let mut people = People::new();
    let (mut on, mut off) = (
        store.entries(began, &[key]).iter().peekable(),
        store.entries(ended, &[key]).iter().peekable(),
    );
    loop {
        let time = |entry: Option<&&u32>| {
            entry
                .map(|entry| store.record(**entry))
                .map(|record| (record.at, record.id))
        };
        let (next_on, next_off) = (time(on.peek()), time(off.peek()));
        let puts_in = match (next_on, next_off) {
            (None, None) => break,
            (Some(a), Some(b)) => a < b,
            (a, _) => a.is_some(),
        };
        let Some(record) =
            (if puts_in { on.next() } else { off.next() }).map(|entry| store.record(*entry))
        else {
            break;
        };
        if record.at > at {
            break;
        }
        match (puts_in, record.symbol(slot)) {
            (true, Some(person)) if !people.contains(&person) => people.push(person),
            (false, Some(person)) => people.retain(|other| *other != person),
            (false, None) => people.clear(),
            _ => {}
        }
    }
    people
}
