//! What a slice declares: deeds, states, sets, relations, subjects and roles,
//! each with its words in both languages.

use crate::lang::Lang;
use crate::rule::Name;

/// The words of an entry; the first of each list is the one printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrases {
    /// English spellings.
    pub en: Vec<String>,
    /// French spellings.
    pub fr: Vec<String>,
}

impl Phrases {
    pub(crate) fn new(en: &str, fr: &str) -> Self {
        Self {
            en: vec![en.to_owned()],
            fr: vec![fr.to_owned()],
        }
    }

    /// The spellings of one language.
    pub fn of(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }

    /// The spelling that is printed; empty when none was declared.
    pub fn first(&self, lang: Lang) -> &str {
        self.of(lang).first().map_or("", String::as_str)
    }
}

/// A kind of trail entry: `passcode.changed`, and what it is about.
#[derive(Debug, Clone)]
pub struct Deed {
    pub(crate) kind: Name,
    pub(crate) slots: Vec<Name>,
    pub(crate) noun: Phrases,
    pub(crate) clause: Phrases,
    pub(crate) done: Phrases,
    pub(crate) revoked_by: Vec<Name>,
    pub(crate) source: Option<Name>,
}

impl Deed {
    /// A deed without words: rules cannot name it, but states and roles can use it.
    pub fn new(kind: &str, slots: &[&str]) -> Self {
        Self {
            kind: kind.into(),
            slots: slots.iter().map(|slot| (*slot).into()).collect(),
            noun: Phrases::default(),
            clause: Phrases::default(),
            done: Phrases::default(),
            revoked_by: Vec::new(),
            source: None,
        }
    }

    /// English: after `of a`, after `before`, and as something done.
    #[must_use]
    pub fn en(mut self, noun: &str, clause: &str, done: &str) -> Self {
        self.noun.en.push(noun.to_owned());
        self.clause.en.push(clause.to_owned());
        self.done.en.push(done.to_owned());
        self
    }

    /// French: the noun with its article, and the deed as something done.
    #[must_use]
    pub fn fr(mut self, noun: &str, done: &str) -> Self {
        self.noun.fr.push(noun.to_owned());
        self.clause.fr.push(noun.to_owned());
        self.done.fr.push(done.to_owned());
        self
    }

    /// A second way to say it is done.
    #[must_use]
    pub fn also_done(mut self, lang: Lang, done: &str) -> Self {
        match lang {
            Lang::En => self.done.en.push(done.to_owned()),
            Lang::Fr => self.done.fr.push(done.to_owned()),
        }
        self
    }

    /// The deed that takes this one back, for `before` rules.
    #[must_use]
    pub fn revoked_by(mut self, kind: &str) -> Self {
        self.revoked_by.push(kind.into());
        self
    }

    /// The source its entries come from, such as the scan of phones: while that is out,
    /// nothing on record does not mean not done.
    #[must_use]
    pub fn from_source(mut self, source: &str) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What it is about.
    pub fn slots(&self) -> &[Name] {
        &self.slots
    }

    /// As a noun: `passcode change`, `un changement de code`.
    pub fn noun(&self, lang: Lang) -> &str {
        self.noun.first(lang)
    }

    /// As a thing done: `passcode changed`, `code changé`.
    pub fn done(&self, lang: Lang) -> &str {
        self.done.first(lang)
    }

    /// As a clause: `a passcode is changed`; in French, the noun.
    pub fn clause(&self, lang: Lang) -> &str {
        self.clause.first(lang)
    }
}

/// Something that holds from one deed to another: `in service`.
#[derive(Debug, Clone)]
pub struct State {
    pub(crate) name: Name,
    pub(crate) slot: Name,
    pub(crate) begins: Vec<Name>,
    pub(crate) ends: Vec<Name>,
    pub(crate) observed: bool,
    pub(crate) words: Phrases,
}

impl State {
    /// A state of whatever `slot` names.
    pub fn new(name: &str, slot: &str, en: &str, fr: &str) -> Self {
        Self {
            name: name.into(),
            slot: slot.into(),
            begins: Vec::new(),
            ends: Vec::new(),
            observed: false,
            words: Phrases::new(en, fr),
        }
    }

    /// The deeds that begin and end it.
    #[must_use]
    pub fn between(mut self, begins: &[&str], ends: &[&str]) -> Self {
        self.begins
            .extend(begins.iter().map(|kind| Name::from(*kind)));
        self.ends.extend(ends.iter().map(|kind| Name::from(*kind)));
        self
    }

    /// Nothing is known about it until the first deed says so.
    #[must_use]
    pub fn observed(mut self) -> Self {
        self.observed = true;
        self
    }
}

/// The deeds with which one subject is excused from one rule for a while.
#[derive(Debug, Clone)]
pub struct Exceptions {
    pub(crate) begins: Name,
    pub(crate) ends: Name,
    pub(crate) rule: Name,
}

/// The deeds with which a source of entries fails and is back.
#[derive(Debug, Clone)]
pub struct Outages {
    pub(crate) begins: Name,
    pub(crate) ends: Name,
    pub(crate) source: Name,
}

/// A set that changes over time: `approved apps`.
#[derive(Debug, Clone)]
pub struct Set {
    pub(crate) name: Name,
    pub(crate) slot: Name,
    pub(crate) adds: Vec<Name>,
    pub(crate) removes: Vec<Name>,
    pub(crate) words: Phrases,
}

impl Set {
    /// A set of whatever `slot` names.
    pub fn new(name: &str, slot: &str, en: &str, fr: &str) -> Self {
        Self {
            name: name.into(),
            slot: slot.into(),
            adds: Vec::new(),
            removes: Vec::new(),
            words: Phrases::new(en, fr),
        }
    }

    /// The deeds that add to it and remove from it.
    #[must_use]
    pub fn between(mut self, adds: &[&str], removes: &[&str]) -> Self {
        self.adds.extend(adds.iter().map(|kind| Name::from(*kind)));
        self.removes
            .extend(removes.iter().map(|kind| Name::from(*kind)));
        self
    }
}

/// How elements come to a subject: apps `on` a phone.
#[derive(Debug, Clone)]
pub struct Relation {
    pub(crate) name: Name,
    pub(crate) slot: Name,
    pub(crate) element: Name,
    pub(crate) installs: Vec<Name>,
    pub(crate) removes: Vec<Name>,
    pub(crate) inventory: Option<Name>,
    pub(crate) words: Phrases,
}

impl Relation {
    /// A relation between a subject slot and an element slot.
    pub fn new(name: &str, slot: &str, element: &str, en: &str, fr: &str) -> Self {
        Self {
            name: name.into(),
            slot: slot.into(),
            element: element.into(),
            installs: Vec::new(),
            removes: Vec::new(),
            inventory: None,
            words: Phrases::new(en, fr),
        }
    }

    /// The deeds that put an element there and take it away.
    #[must_use]
    pub fn between(mut self, installs: &[&str], removes: &[&str]) -> Self {
        self.installs
            .extend(installs.iter().map(|kind| Name::from(*kind)));
        self.removes
            .extend(removes.iter().map(|kind| Name::from(*kind)));
        self
    }

    /// The deed of having looked at all of them.
    #[must_use]
    pub fn inventory(mut self, kind: &str) -> Self {
        self.inventory = Some(kind.into());
        self
    }
}

/// What a rule can be about: `each phone`.
#[derive(Debug, Clone)]
pub struct Subject {
    pub(crate) name: Name,
    pub(crate) slot: Name,
    pub(crate) appears: Vec<Name>,
    pub(crate) disappears: Vec<Name>,
    pub(crate) kept_by: Option<Name>,
    pub(crate) words: Phrases,
}

impl Subject {
    /// A subject named by `slot` in trail entries. Without deeds that make it
    /// appear it is there from the first entry of the rule's own deeds.
    pub fn new(name: &str, slot: &str, en: &str, fr: &str) -> Self {
        Self {
            name: name.into(),
            slot: slot.into(),
            appears: Vec::new(),
            disappears: Vec::new(),
            kept_by: None,
            words: Phrases::new(en, fr),
        }
    }

    /// The deeds with which it comes and goes.
    #[must_use]
    pub fn between(mut self, appears: &[&str], disappears: &[&str]) -> Self {
        self.appears
            .extend(appears.iter().map(|kind| Name::from(*kind)));
        self.disappears
            .extend(disappears.iter().map(|kind| Name::from(*kind)));
        self
    }

    /// The role that answers for it when no person can be found.
    #[must_use]
    pub fn kept_by(mut self, role: &str) -> Self {
        self.kept_by = Some(role.into());
        self
    }
}

/// Who: `the supervisor`, `the same worker`.
#[derive(Debug, Clone)]
pub struct Role {
    pub(crate) name: Name,
    pub(crate) means: Means,
    pub(crate) words: Phrases,
}

/// How a role finds its people.
#[derive(Debug, Clone)]
pub enum Means {
    /// Whoever was granted the role `id` and has it still.
    Held {
        /// The deed that grants.
        granted: Name,
        /// The deed that ends.
        ended: Name,
        /// The slot that names the role.
        slot: Name,
        /// The role's id in that slot.
        id: Name,
    },
    /// Whoever stands in a relation to the subject: holds the phone, supervises the person.
    Relation {
        /// The deed that begins it.
        began: Name,
        /// The deed that ends it.
        ended: Name,
        /// The slot it goes out from.
        of: Name,
        /// The slot that names the person found.
        is: Name,
        /// The role asked when nobody is on record.
        otherwise: Option<Name>,
    },
    /// Whoever did the deed that triggers the rule.
    Actor,
}

impl Role {
    /// `the manager`: granted and ended by deeds whose `slot` names `id`.
    pub fn held(
        name: &str,
        granted: &str,
        ended: &str,
        slot: &str,
        id: &str,
        en: &str,
        fr: &str,
    ) -> Self {
        let means = Means::Held {
            granted: granted.into(),
            ended: ended.into(),
            slot: slot.into(),
            id: id.into(),
        };
        Self {
            name: name.into(),
            means,
            words: Phrases::new(en, fr),
        }
    }

    /// `the supervisor`: found by a relation from slot `of` to slot `is`.
    pub fn relation(
        name: &str,
        began: &str,
        ended: &str,
        of: &str,
        is: &str,
        en: &str,
        fr: &str,
    ) -> Self {
        let means = Means::Relation {
            began: began.into(),
            ended: ended.into(),
            of: of.into(),
            is: is.into(),
            otherwise: None,
        };
        Self {
            name: name.into(),
            means,
            words: Phrases::new(en, fr),
        }
    }

    /// `the same worker`.
    pub fn actor(name: &str, en: &str, fr: &str) -> Self {
        Self {
            name: name.into(),
            means: Means::Actor,
            words: Phrases::new(en, fr),
        }
    }

    /// The role to ask when the relation finds nobody.
    #[must_use]
    pub fn otherwise(mut self, role: &str) -> Self {
        if let Means::Relation { otherwise, .. } = &mut self.means {
            *otherwise = Some(role.into());
        }
        self
    }
}
