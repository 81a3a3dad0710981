//! Whom a mail is with: the mails of a mailbox are as many conversations as there
//! are sets of other people in them.

use crate::item::{Conversation, Owner, Participant};
use crate::{Answers, Message};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// An id names so many addresses; the rest is told by a sum.
const NAMED: usize = 8;

/// Addresses in small letters, each with the name that stands beside it.
type People = BTreeMap<String, Option<String>>;

/// What the first pass over a mailbox gathers.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The addresses that are in every mail so far.
    always: Option<BTreeSet<String>>,
    /// Those of the owner, where somebody said who that is.
    declared: BTreeSet<String>,
    /// Sets of addresses, each by its sum.
    sets: HashSet<u64>,
}

/// How the mails of a mailbox are told apart.
#[derive(Debug, Default)]
pub(super) struct Sorting {
    several: bool,
    owner: BTreeSet<String>,
    declared: bool,
    told: HashSet<String>,
}

impl Survey {
    pub fn add(&mut self, message: &Message, answers: &Answers) {
        let people = people(message);
        let owner = answers.choices.owner.as_deref();
        if let Some(owner) = owner {
            let named = |(id, name): &(&String, &Option<String>)| {
                id.eq_ignore_ascii_case(owner) || name.as_deref() == Some(owner)
            };
            let theirs = people.iter().filter(named).map(|(id, _)| id.clone());
            self.declared.extend(theirs);
        }
        let mut sum = DefaultHasher::new();
        people.keys().for_each(|id| id.hash(&mut sum));
        self.sets.insert(sum.finish());
        match &mut self.always {
            Some(always) => always.retain(|id| people.contains_key(id)),
            None => self.always = Some(people.into_keys().collect()),
        }
    }

    pub fn sorting(self) -> Sorting {
        let declared = !self.declared.is_empty();
        let always = self.always.unwrap_or_default();
        // Two who are in every mail: which of them it is, nobody can say.
        let alone = Some(always).filter(|always| always.len() == 1);
        Sorting {
            several: self.sets.len() > 1,
            owner: if declared {
                self.declared
            } else {
                alone.unwrap_or_default()
            },
            declared,
            told: HashSet::new(),
        }
    }
}

impl Sorting {
    /// Says which conversation a mail is in; the conversation itself the first
    /// time. Nothing where all mails are one.
    pub fn sort(&mut self, message: &mut Message) -> Option<Conversation> {
        if !self.several {
            return None;
        }
        let all = people(message);
        let mut others = all.clone();
        others.retain(|id, _| !self.owner.contains(id));
        if others.is_empty() {
            others.clone_from(&all);
        }
        let id = id(&others);
        message.more.conversation = Some(id.clone());
        if !self.told.insert(id.clone()) {
            return None;
        }
        let shown =
            |(id, name): (&String, &Option<String>)| name.clone().unwrap_or_else(|| id.clone());
        let title: Vec<String> = others.iter().take(NAMED).map(shown).collect();
        let owner = |id: &String| match self.owner.contains(id) {
            true if self.declared => Owner::Declared,
            true => Owner::Likely,
            false if self.declared => Owner::No,
            false => Owner::Unknown,
        };
        let participants = all.iter().map(|(id, name)| Participant {
            name: name.clone(),
            ids: vec![id.clone()],
            owner: owner(id),
        });
        Some(Conversation {
            id,
            title: (!title.is_empty()).then(|| title.join(", ")),
            group: Some(others.len() > 1),
            participants: participants.collect(),
        })
    }
}

/// Everybody a mail is from or to.
fn people(message: &Message) -> People {
    let mut people = People::new();
    let mut put = |id: &str, name: Option<&String>| {
        let small = id.trim().to_lowercase();
        if small.is_empty() {
            return;
        }
        let name = name.filter(|name| !name.contains('@')).cloned();
        let known = people.entry(small).or_default();
        *known = known.take().or(name);
    };
    if let Some(from) = &message.more.from {
        put(from, message.sender.as_ref());
    }
    for party in &message.more.to {
        if let Some(id) = &party.id {
            put(id, party.name.as_ref());
        }
    }
    people
}

/// The same for the same people, whatever their names.
fn id(people: &People) -> String {
    let ids: Vec<&str> = people.keys().map(String::as_str).collect();
    if ids.is_empty() {
        return "?".to_owned();
    }
    if ids.len() <= NAMED {
        return ids.join(", ");
    }
    let sum = Sha256::digest(ids.join(", "));
    let sum: String = sum
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let first = ids.get(..NAMED).unwrap_or_default().join(", ");
    format!("{first} +{} {sum}", ids.len() - NAMED)
}
