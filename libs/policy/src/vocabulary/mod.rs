//! The closed vocabulary of a house: the only words a rule may use.
//!
//! Slices declare what they know; [`Builder::build`] checks that every name is
//! there once and that no two entries share their words.

mod build;
mod check;
mod words;

pub use build::{Builder, Flaw, Flaws};
pub use words::{Deed, Exceptions, Means, Outages, Phrases, Relation, Role, Set, State, Subject};

use rustc_hash::FxHashMap;

use crate::header::Header;
use crate::lang::Lang;
use crate::rule::{Name, Span};

/// What a phrase can stand for in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Category {
    Noun,
    Clause,
    Done,
    State,
    Set,
    Relation,
    Subject,
    Role,
}

impl Category {
    pub(crate) const ALL: [Self; 8] = [
        Self::Noun,
        Self::Clause,
        Self::Done,
        Self::State,
        Self::Set,
        Self::Relation,
        Self::Subject,
        Self::Role,
    ];
}

/// Whose French a vocabulary speaks: *jours ouvrables* are Monday to Friday in Canada,
/// Monday to Saturday in France, so the word is read only where it has one meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum French {
    /// Working days are *jours ouvrables*.
    #[default]
    Canada,
    /// Working days are *jours ouvrés*; *jours ouvrables* is refused, with the choices.
    Europe,
}

/// One spelling, folded, and the entry it names.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    pub(crate) folded: Vec<char>,
    pub(crate) shown: String,
    pub(crate) name: Name,
}

/// Everything that rules may speak of. Built once, then only read.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    deeds: Vec<Deed>,
    states: Vec<State>,
    sets: Vec<Set>,
    relations: Vec<Relation>,
    subjects: Vec<Subject>,
    roles: Vec<Role>,
    person_slot: Option<Name>,
    fallback: Option<Name>,
    worker: Option<Name>,
    exceptions: Option<Exceptions>,
    immediately: Option<Span>,
    french: French,
    placed: Option<(Name, Name)>,
    outages: Option<Outages>,
    phrases: FxHashMap<(Lang, Category), Vec<Phrase>>,
    places: FxHashMap<Name, usize>,
}

impl Vocabulary {
    /// Starts an empty vocabulary.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The same words, for the rules of a policy with this header.
    #[must_use]
    pub fn under(mut self, header: Header) -> Self {
        self.immediately = header.immediately;
        self
    }

    /// How soon `immediately` is, if the policy says so.
    pub fn immediately(&self) -> Option<Span> {
        self.immediately
    }

    /// The deed that says where something is, and its slot that names the site.
    /// Everything that duties depend on, in words of its own.
    pub(crate) fn mark(&self) -> String {
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            self.deeds,
            self.states,
            self.sets,
            self.relations,
            self.subjects,
            self.roles,
            self.person_slot,
            self.fallback,
            self.worker,
            self.exceptions,
            self.placed,
            self.outages
        )
    }

    pub(crate) fn placed(&self) -> Option<&(Name, Name)> {
        self.placed.as_ref()
    }

    /// The deeds that begin and end an outage of a source of entries.
    pub(crate) fn outages(&self) -> Option<&Outages> {
        self.outages.as_ref()
    }

    /// Whose French it speaks.
    pub fn french(&self) -> French {
        self.french
    }

    /// Finds a deed by its kind.
    pub fn deed(&self, kind: &str) -> Option<&Deed> {
        self.deed_place(kind)
            .and_then(|place| self.deeds.get(place))
    }

    /// All deeds, in the order of declaration.
    pub fn deed_kinds(&self) -> impl Iterator<Item = &Name> {
        self.deeds.iter().map(|deed| &deed.kind)
    }

    pub(crate) fn deed_place(&self, kind: &str) -> Option<usize> {
        self.places.get(kind).copied()
    }

    pub(crate) fn state(&self, name: &str) -> Option<&State> {
        self.states.iter().find(|state| &*state.name == name)
    }

    pub(crate) fn set(&self, name: &str) -> Option<&Set> {
        self.sets.iter().find(|set| &*set.name == name)
    }

    pub(crate) fn relation(&self, name: &str) -> Option<&Relation> {
        self.relations
            .iter()
            .find(|relation| &*relation.name == name)
    }

    pub(crate) fn subject(&self, name: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| &*subject.name == name)
    }

    /// The subject that a slot names, if one was declared.
    pub(crate) fn subject_of_slot(&self, slot: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| &*subject.slot == slot)
    }

    pub(crate) fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| &*role.name == name)
    }

    pub(crate) fn role_names(&self) -> impl Iterator<Item = &Name> {
        self.roles.iter().map(|role| &role.name)
    }

    /// The slot that names people.
    pub fn person_slot(&self) -> Option<&Name> {
        self.person_slot.as_ref()
    }

    /// The role that answers when nobody else does.
    pub(crate) fn fallback(&self) -> Option<&Name> {
        self.fallback.as_ref()
    }

    /// The role that answers where a rule names none.
    pub(crate) fn worker(&self) -> Option<&Name> {
        self.worker.as_ref()
    }

    /// Whether a role is whoever did the deed that triggers the rule.
    pub(crate) fn is_actor(&self, role: &str) -> bool {
        self.role(role)
            .is_some_and(|role| matches!(role.means, Means::Actor))
    }

    /// The deeds that begin and that end a state.
    pub(crate) fn turns(&self, state: &str) -> (&[Name], &[Name]) {
        self.state(state)
            .map_or((&[], &[]), |state| (&state.begins, &state.ends))
    }

    /// The deeds that excuse one subject from one rule.
    pub fn exceptions(&self) -> Option<&Exceptions> {
        self.exceptions.as_ref()
    }

    /// The words printed for an entry: `the manager`, `in service`, `passcode changed`.
    pub fn words(&self, category: Category, name: &str, lang: Lang) -> &str {
        let phrases = match category {
            Category::Noun => self.deed(name).map(|deed| &deed.noun),
            Category::Clause => self.deed(name).map(|deed| &deed.clause),
            Category::Done => self.deed(name).map(|deed| &deed.done),
            Category::State => self.state(name).map(|state| &state.words),
            Category::Set => self.set(name).map(|set| &set.words),
            Category::Relation => self.relation(name).map(|relation| &relation.words),
            Category::Subject => self.subject(name).map(|subject| &subject.words),
            Category::Role => self.role(name).map(|role| &role.words),
        };
        phrases.map_or("", |phrases| phrases.first(lang))
    }

    /// Every spelling of a category, the longest first: for completion and for parsing.
    pub(crate) fn phrases(&self, lang: Lang, category: Category) -> &[Phrase] {
        self.phrases
            .get(&(lang, category))
            .map_or(&[], Vec::as_slice)
    }

    /// The words an author may write in this place, for an editor that offers them.
    pub fn choices(&self, lang: Lang, category: Category) -> impl Iterator<Item = &str> {
        self.phrases(lang, category)
            .iter()
            .map(|phrase| phrase.shown.as_str())
    }
}
