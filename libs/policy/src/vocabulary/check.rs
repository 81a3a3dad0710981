//! What a vocabulary must hold to: every name once and known, no words twice.

use rustc_hash::FxHashMap;

use super::build::Flaw;
use super::{Category, Means, Phrase, Phrases, Vocabulary};
use crate::lang::{Lang, fold};
use crate::rule::Name;

impl Vocabulary {
    /// Leaving a set takes back the deed that put the element in.
    pub(super) fn revoke_approvals(&mut self, place: usize) {
        let Some(set) = self.sets.get(place) else {
            return;
        };
        for deed in &mut self.deeds {
            if set.adds.contains(&deed.kind) {
                deed.revoked_by.extend(set.removes.iter().cloned());
            }
        }
    }

    pub(super) fn check_names(&self, flaws: &mut Vec<Flaw>) {
        twice("deed", self.deeds.iter().map(|deed| &deed.kind), flaws);
        twice("state", self.states.iter().map(|state| &state.name), flaws);
        twice("set", self.sets.iter().map(|set| &set.name), flaws);
        twice(
            "relation",
            self.relations.iter().map(|relation| &relation.name),
            flaws,
        );
        twice(
            "subject",
            self.subjects.iter().map(|subject| &subject.name),
            flaws,
        );
        twice("role", self.roles.iter().map(|role| &role.name), flaws);
    }

    pub(super) fn check_uses(&self, flaws: &mut Vec<Flaw>) {
        for state in &self.states {
            self.check_pair(
                &state.name,
                &state.begins,
                &state.ends,
                &[&state.slot],
                flaws,
            );
        }
        for set in &self.sets {
            self.check_pair(&set.name, &set.adds, &set.removes, &[&set.slot], flaws);
        }
        for relation in &self.relations {
            let slots = [&relation.slot, &relation.element];
            self.check_pair(
                &relation.name,
                &relation.installs,
                &relation.removes,
                &slots,
                flaws,
            );
            if let Some(kind) = &relation.inventory {
                self.check_deed(&relation.name, kind, &[&relation.slot], flaws);
            }
        }
        for subject in &self.subjects {
            self.check_pair(
                &subject.name,
                &subject.appears,
                &subject.disappears,
                &[&subject.slot],
                flaws,
            );
        }
        if let Some(how) = &self.exceptions {
            for kind in [&how.begins, &how.ends] {
                self.check_deed(&"exceptions".into(), kind, &[&how.rule], flaws);
            }
        }
        if let Some((kind, site)) = &self.placed {
            self.check_deed(&"placed".into(), kind, &[site], flaws);
        }
        if let Some(how) = &self.outages {
            for kind in [&how.begins, &how.ends] {
                self.check_deed(&"outages".into(), kind, &[&how.source], flaws);
            }
        }
        for deed in &self.deeds {
            for kind in &deed.revoked_by {
                self.check_deed(&deed.kind, kind, &[], flaws);
            }
        }
    }

    pub(super) fn check_roles(&self, flaws: &mut Vec<Flaw>) {
        for role in &self.roles {
            match &role.means {
                Means::Held {
                    granted,
                    ended,
                    slot,
                    ..
                } => {
                    let mut slots = vec![slot];
                    slots.extend(self.person_slot.as_ref());
                    self.check_deed(&role.name, granted, &slots, flaws);
                    self.check_deed(&role.name, ended, &slots, flaws);
                }
                Means::Relation {
                    began,
                    ended,
                    of,
                    is,
                    otherwise,
                } => {
                    self.check_deed(&role.name, began, &[of, is], flaws);
                    self.check_deed(&role.name, ended, &[of], flaws);
                    self.check_role(&role.name, otherwise.as_ref(), flaws);
                }
                Means::Actor => {}
            }
        }
        for subject in &self.subjects {
            self.check_role(&subject.name, subject.kept_by.as_ref(), flaws);
        }
        self.check_role(&"fallback".into(), self.fallback.as_ref(), flaws);
        self.check_role(&"worker".into(), self.worker.as_ref(), flaws);
    }

    fn check_role(&self, user: &Name, role: Option<&Name>, flaws: &mut Vec<Flaw>) {
        if let Some(role) = role
            && self.role(role).is_none()
        {
            flaws.push(Flaw::NoRole {
                user: user.clone(),
                role: role.clone(),
            });
        }
    }

    fn check_pair(
        &self,
        user: &Name,
        begins: &[Name],
        ends: &[Name],
        slots: &[&Name],
        flaws: &mut Vec<Flaw>,
    ) {
        for kind in begins.iter().chain(ends) {
            self.check_deed(user, kind, slots, flaws);
        }
        for deed in begins.iter().filter(|kind| ends.contains(kind)) {
            flaws.push(Flaw::BothWays {
                user: user.clone(),
                deed: deed.clone(),
            });
        }
    }

    fn check_deed(&self, user: &Name, kind: &Name, slots: &[&Name], flaws: &mut Vec<Flaw>) {
        let Some(deed) = self.deed(kind) else {
            flaws.push(Flaw::NoDeed {
                user: user.clone(),
                deed: kind.clone(),
            });
            return;
        };
        for slot in slots.iter().filter(|slot| !deed.slots.contains(slot)) {
            flaws.push(Flaw::NoSlot {
                user: user.clone(),
                deed: kind.clone(),
                slot: (*slot).clone(),
            });
        }
    }

    pub(super) fn index_phrases(&mut self, flaws: &mut Vec<Flaw>) {
        for lang in Lang::BOTH {
            for category in Category::ALL {
                let mut seen: FxHashMap<String, Name> = FxHashMap::default();
                let mut phrases = Vec::new();
                for (name, spellings) in self.entries(category) {
                    for shown in spellings.of(lang) {
                        let folded = fold(shown);
                        if let Some(first) = seen.insert(folded.clone(), name.clone())
                            && first != *name
                        {
                            flaws.push(Flaw::Ambiguous {
                                words: shown.clone(),
                                first,
                                second: name.clone(),
                            });
                        }
                        phrases.push(Phrase {
                            folded: folded.chars().collect(),
                            shown: shown.clone(),
                            name: name.clone(),
                        });
                    }
                }
                phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.folded.len()));
                self.phrases.insert((lang, category), phrases);
            }
        }
    }

    fn entries(&self, category: Category) -> Vec<(&Name, &Phrases)> {
        match category {
            Category::Noun => self
                .deeds
                .iter()
                .map(|deed| (&deed.kind, &deed.noun))
                .collect(),
            Category::Clause => self
                .deeds
                .iter()
                .map(|deed| (&deed.kind, &deed.clause))
                .collect(),
            Category::Done => self
                .deeds
                .iter()
                .map(|deed| (&deed.kind, &deed.done))
                .collect(),
            Category::State => self
                .states
                .iter()
                .map(|state| (&state.name, &state.words))
                .collect(),
            Category::Set => self
                .sets
                .iter()
                .map(|set| (&set.name, &set.words))
                .collect(),
            Category::Relation => self
                .relations
                .iter()
                .map(|relation| (&relation.name, &relation.words))
                .collect(),
            Category::Subject => self
                .subjects
                .iter()
                .map(|subject| (&subject.name, &subject.words))
                .collect(),
            Category::Role => self
                .roles
                .iter()
                .map(|role| (&role.name, &role.words))
                .collect(),
        }
    }
}

fn twice<'a>(what: &'static str, names: impl Iterator<Item = &'a Name>, flaws: &mut Vec<Flaw>) {
    let mut seen: Vec<&Name> = Vec::new();
    for name in names {
        if seen.contains(&name) {
            flaws.push(Flaw::Twice {
                what,
                name: name.clone(),
            });
        }
        seen.push(name);
    }
}
