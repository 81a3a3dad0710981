//! Who is in the files, for whoever said whose phone it is: a name that nobody
//! there has would turn every message into one that was received.

use std::collections::HashSet;

use chatlog::{Answers, Entry, Item, Kind, Language, Party};

use super::child::Given;

/// More names than a person reads or a chat has.
const MOST: usize = 10_000;
/// So many are shown.
const SHOWN: usize = 12;

/// The names in a few files.
#[derive(Default)]
pub(super) struct Names {
    /// Everything that may be the owner: names, numbers, addresses.
    all: HashSet<String>,
    /// Who says something, in the order of the files.
    speak: Vec<String>,
}

impl Names {
    /// Reads every file once. What cannot be read is told when it is read for good.
    pub(super) fn of(given: &mut [Given], answers: &Answers) -> Self {
        let mut names = Self::default();
        for given in given {
            let _ = given.hand_out(answers, &mut |item| {
                names.take(&item);
                Ok(())
            });
        }
        names
    }

    fn take(&mut self, item: &Item) {
        match item {
            Item::Entry(Entry::Message(message)) => {
                let who = message.sender.as_ref().or(message.more.from.as_ref());
                let new = who.filter(|who| !self.all.contains(*who) && !matches!(message.kind, Kind::System { .. }));
                if let Some(who) = new.filter(|_| self.speak.len() < MOST) {
                    self.speak.push(who.clone());
                }
                self.know(message.sender.as_ref());
                self.know(message.more.from.as_ref());
                message.more.to.iter().for_each(|party| self.party(party));
            }
            Item::Conversation(conversation) => {
                for one in &conversation.participants {
                    self.know(one.name.as_ref());
                    one.ids.iter().for_each(|id| self.know(Some(id)));
                }
            }
            _ => {}
        }
    }

    fn party(&mut self, party: &Party) {
        self.know(party.name.as_ref());
        self.know(party.id.as_ref());
    }

    fn know(&mut self, name: Option<&String>) {
        if let Some(name) = name
            && self.all.len() < MOST * 2
            && !self.all.contains(name)
        {
            self.all.insert(name.clone());
        }
    }

    /// Why this cannot be the owner. None when somebody has the name, or nobody has any.
    pub(super) fn refuse(&self, owner: &str, language: Language) -> Option<String> {
        // An address is one whatever its letters are.
        let same = |name: &String| name == owner || (owner.contains('@') && name.eq_ignore_ascii_case(owner));
        if self.all.is_empty() || self.all.iter().any(same) {
            return None;
        }
        let quoted = |name: &str| match language {
            Language::English => format!("“{name}”"),
            Language::French => format!("«\u{a0}{name}\u{a0}»"),
        };
        let mut known = self.speak.clone();
        if known.is_empty() {
            known.extend(self.all.iter().cloned());
            known.sort();
        }
        let shown: Vec<String> = known.iter().take(SHOWN).map(|name| quoted(name)).collect();
        let (shown, owner_word, rest) = (shown.join(", "), quoted(owner), known.len().saturating_sub(SHOWN));
        let near = nearest(owner, &known).map(quoted);
        Some(match language {
            Language::English => {
                let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
                let near = near.map_or_else(String::new, |near| format!(" Did you mean {near}?"));
                format!("Nobody in these files is called {owner_word}. There are: {shown}{more}.{near}")
            }
            Language::French => {
                let more = if rest > 0 { format!(" et {rest} de plus") } else { String::new() };
                let near = near.map_or_else(String::new, |near| format!(" Vouliez-vous dire {near}\u{a0}?"));
                format!("Personne dans ces fichiers ne s’appelle {owner_word}. Il y a\u{a0}: {shown}{more}.{near}")
            }
        })
    }
}

/// The name that was probably meant: the same in other letters, a part of it, or a few letters away.
fn nearest<'a>(owner: &str, known: &'a [String]) -> Option<&'a str> {
    let small = |text: &str| text.trim().to_lowercase();
    let meant = small(owner);
    let far = |name: &String| {
        let name = small(name);
        let part = meant.len() > 2 && (name.contains(&meant) || (name.len() > 2 && meant.contains(&name)));
        if part { 0 } else { strsim::damerau_levenshtein(&meant, &name) }
    };
    let near = known.iter().filter(|name| name.trim().len() > 1).min_by_key(|name| far(name))?;
    (far(near) <= (meant.chars().count() / 3).max(1)).then_some(near.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(known: &[&str]) -> Names {
        let speak: Vec<String> = known.iter().map(|&name| name.to_owned()).collect();
        Names { all: speak.iter().cloned().collect(), speak }
    }

    #[test]
    fn a_name_that_nobody_has_is_refused_with_those_that_are_there() {
        let there = names(&["Ben Ito", "R."]);
        assert_eq!(there.refuse("Ben Ito", Language::English), None);
        let told = there.refuse("ben ito", Language::English).unwrap();
        assert_eq!(told, "Nobody in these files is called “ben ito”. There are: “Ben Ito”, “R.”. Did you mean “Ben Ito”?");
        let told = there.refuse("Bne Itto", Language::French).unwrap();
        assert!(told.ends_with("Vouliez-vous dire «\u{a0}Ben Ito\u{a0}»\u{a0}?"), "{told}");
        assert!(!there.refuse("Nobody", Language::English).unwrap().contains("Did you mean"));
        assert_eq!(names(&[]).refuse("Ann", Language::English), None, "what has no names is told otherwise");
        assert_eq!(names(&["ana@example.org"]).refuse("Ana@Example.org", Language::English), None);
    }
}
