//! Builds a vocabulary and refuses one that could be misread.

use super::{Deed, Exceptions, French, Outages, Relation, Role, Set, State, Subject, Vocabulary};
use crate::rule::Name;

/// What is wrong with a declaration. The reader is the programmer of a slice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Two entries of one kind have the same name.
    #[error("{what} `{name}` is declared twice")]
    Twice {
        /// Deed, state …
        what: &'static str,
        /// Its name.
        name: Name,
    },
    /// Two entries would be read from the same words.
    #[error("“{words}” would mean both `{first}` and `{second}`")]
    Ambiguous {
        /// The words.
        words: String,
        /// The first entry with them.
        first: Name,
        /// The second.
        second: Name,
    },
    /// An entry names a deed that nobody declared.
    #[error("`{user}` names the deed `{deed}`, which is not declared")]
    NoDeed {
        /// The entry.
        user: Name,
        /// The deed it names.
        deed: Name,
    },
    /// A deed is used for something it is not about.
    #[error("`{user}` needs the deed `{deed}` to be about a `{slot}`")]
    NoSlot {
        /// The entry.
        user: Name,
        /// The deed.
        deed: Name,
        /// The slot it lacks.
        slot: Name,
    },
    /// An entry names a role that nobody declared.
    #[error("`{user}` names the role `{role}`, which is not declared")]
    NoRole {
        /// The entry.
        user: Name,
        /// The role it names.
        role: Name,
    },
    /// A deed both begins and ends the same thing.
    #[error("`{deed}` both begins and ends `{user}`")]
    BothWays {
        /// The entry.
        user: Name,
        /// The deed.
        deed: Name,
    },
}

/// Everything that is wrong, so that it can be mended at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the vocabulary does not hold together: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct Flaws(pub Vec<Flaw>);

/// Collects declarations; [`Builder::build`] checks them together.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    made: Vocabulary,
}

impl Builder {
    /// Adds a deed.
    #[must_use]
    pub fn deed(mut self, deed: Deed) -> Self {
        self.made.deeds.push(deed);
        self
    }

    /// Adds a state.
    #[must_use]
    pub fn state(mut self, state: State) -> Self {
        self.made.states.push(state);
        self
    }

    /// Adds a set.
    #[must_use]
    pub fn set(mut self, set: Set) -> Self {
        self.made.sets.push(set);
        self
    }

    /// Adds a relation.
    #[must_use]
    pub fn relation(mut self, relation: Relation) -> Self {
        self.made.relations.push(relation);
        self
    }

    /// Adds a subject.
    #[must_use]
    pub fn subject(mut self, subject: Subject) -> Self {
        self.made.subjects.push(subject);
        self
    }

    /// Adds a role.
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.made.roles.push(role);
        self
    }

    /// The slot that names people in every deed: `person`.
    #[must_use]
    pub fn person_slot(mut self, slot: &str) -> Self {
        self.made.person_slot = Some(slot.into());
        self
    }

    /// The role that answers when nobody else does.
    #[must_use]
    pub fn fallback(mut self, role: &str) -> Self {
        self.made.fallback = Some(role.into());
        self
    }

    /// The role that answers where a rule names none: `the worker`.
    #[must_use]
    pub fn worker(mut self, role: &str) -> Self {
        self.made.worker = Some(role.into());
        self
    }

    /// The deed that says where something is: its slot `site` names one of the sites of
    /// the [`Calendar`](crate::calendar::Calendar::with_site), whose days then count.
    #[must_use]
    pub fn placed(mut self, deed: &str, site: &str) -> Self {
        self.made.placed = Some((deed.into(), site.into()));
        self
    }

    /// The deeds with which a source of entries fails and is back: slot `source` names it,
    /// as [`Deed::from_source`] does. What was missed meanwhile is marked as a gap in the
    /// record.
    #[must_use]
    pub fn outages(mut self, begins: &str, ends: &str, source: &str) -> Self {
        self.made.outages = Some(Outages {
            begins: begins.into(),
            ends: ends.into(),
            source: source.into(),
        });
        self
    }

    /// Whose French its rules are written in; without, that of Canada.
    #[must_use]
    pub fn french(mut self, french: French) -> Self {
        self.made.french = french;
        self
    }

    /// The deeds that begin and end an exception: slot `rule` names the rule by
    /// its id, any other slot of both says who or what is excused.
    #[must_use]
    pub fn exceptions(mut self, begins: &str, ends: &str, rule: &str) -> Self {
        self.made.exceptions = Some(Exceptions {
            begins: begins.into(),
            ends: ends.into(),
            rule: rule.into(),
        });
        self
    }

    /// Checks the declarations and makes the vocabulary.
    ///
    /// # Errors
    /// [`Flaws`], all that were found.
    pub fn build(mut self) -> Result<Vocabulary, Flaws> {
        let made = &mut self.made;
        for place in 0..made.sets.len() {
            made.revoke_approvals(place);
        }
        made.places = made
            .deeds
            .iter()
            .enumerate()
            .map(|(place, deed)| (deed.kind.clone(), place))
            .collect();
        let mut flaws = Vec::new();
        made.check_names(&mut flaws);
        made.check_uses(&mut flaws);
        made.check_roles(&mut flaws);
        made.index_phrases(&mut flaws);
        if flaws.is_empty() {
            Ok(self.made)
        } else {
            Err(Flaws(flaws))
        }
    }
}
