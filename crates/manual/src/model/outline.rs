//! The outline of a draft: sections and clauses are added, named, moved, retired.
//!
//! An id is given once and never changes: duties, records and links hold on to
//! it. An id that was ever used is not given again.

use std::collections::BTreeSet;

use super::{Both, Clause, Decision, Document, Facts, Refusal, Section, Stage, Strength};
use crate::format::GLOSSARY;

/// One change of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    NameDocument { title: Both, intro: Both },
    AddSection { title: Both },
    NameSection { id: String, title: Both, intro: Both },
    /// One place up, or down.
    MoveSection { id: String, up: bool },
    RemoveSection { id: String },
    AddClause { section: String, title: Both },
    MoveClause { id: String, up: bool },
    /// To the end of another section.
    PutClause { id: String, section: String },
    RetireClause { id: String },
    /// A retired clause asks again, on trial.
    ReviveClause { id: String },
    /// Only one that was never published.
    RemoveClause { id: String },
}

/// What is known beside the draft.
pub struct Known<'a> {
    /// Every id of a section, clause or rule that was ever used.
    pub taken: &'a BTreeSet<String>,
    /// The clauses that were ever published.
    pub published: &'a BTreeSet<String>,
}

impl Document {
    /// Takes one step. Gives the id of the part it is about.
    ///
    /// # Errors
    /// [`Refusal`] says why not; nothing is changed then.
    pub fn step(&mut self, step: Step, known: &Known<'_>) -> Result<String, Refusal> {
        match step {
            Step::NameDocument { title, intro } => {
                self.title = named(&title)?;
                self.intro = intro;
                Ok(self.id.clone())
            }
            Step::AddSection { title } => {
                let title = named(&title)?;
                let id = self.new_id(&title.en, known.taken);
                self.sections.push(Section { id: id.clone(), title, intro: Both::default(), clauses: Vec::new() });
                Ok(id)
            }
            Step::NameSection { id, title, intro } => {
                let title = named(&title)?;
                let section = self.section_mut(&id)?;
                section.title = title;
                section.intro = intro;
                Ok(id)
            }
            Step::MoveSection { id, up } => {
                let place = self.sections.iter().position(|s| s.id == id).ok_or(Refusal::NoSuchPart)?;
                swap(&mut self.sections, place, up);
                Ok(id)
            }
            Step::RemoveSection { id } => {
                if !self.section_mut(&id)?.clauses.is_empty() {
                    return Err(Refusal::SectionNotEmpty);
                }
                self.sections.retain(|s| s.id != id);
                Ok(id)
            }
            clause => self.step_of_a_clause(clause, known),
        }
    }

    fn step_of_a_clause(&mut self, step: Step, known: &Known<'_>) -> Result<String, Refusal> {
        match step {
            Step::AddClause { section, title } => {
                let title = named(&title)?;
                let id = self.new_id(&title.en, known.taken);
                self.section_mut(&section)?.clauses.push(new_clause(id.clone(), title));
                Ok(id)
            }
            Step::MoveClause { id, up } => self.move_clause(id, up),
            Step::PutClause { id, section } => {
                self.section_mut(&section)?;
                let clause = self.take_clause(&id)?;
                self.section_mut(&section)?.clauses.push(clause);
                Ok(id)
            }
            Step::RetireClause { id } => {
                self.clause_mut(&id)?.facts.stage = Stage::Retired;
                Ok(id)
            }
            Step::ReviveClause { id } => {
                self.clause_mut(&id)?.facts.stage = Stage::Practice;
                Ok(id)
            }
            Step::RemoveClause { id } => {
                if known.published.contains(&id) {
                    return Err(Refusal::ClauseWasPublished);
                }
                self.take_clause(&id)?;
                Ok(id)
            }
            _ => Err(Refusal::NoSuchPart),
        }
    }

    /// One place up or down; over the edge of a section it goes to the next one.
    fn move_clause(&mut self, id: String, up: bool) -> Result<String, Refusal> {
        let at = self.sections.iter().position(|s| s.clauses.iter().any(|c| c.id == id)).ok_or(Refusal::NoSuchPart)?;
        let Some(section) = self.sections.get_mut(at) else { return Err(Refusal::NoSuchPart) };
        let place = section.clauses.iter().position(|c| c.id == id).ok_or(Refusal::NoSuchPart)?;
        let inside = if up { place > 0 } else { place + 1 < section.clauses.len() };
        if inside {
            swap(&mut section.clauses, place, up);
            return Ok(id);
        }
        let next = if up { at.checked_sub(1) } else { Some(at + 1).filter(|n| *n < self.sections.len()) };
        if let Some(next) = next {
            let clause = self.take_clause(&id)?;
            if let Some(section) = self.sections.get_mut(next) {
                let place = if up { section.clauses.len() } else { 0 };
                section.clauses.insert(place, clause);
            }
        }
        Ok(id)
    }

    fn section_mut(&mut self, id: &str) -> Result<&mut Section, Refusal> {
        self.sections.iter_mut().find(|s| s.id == id).ok_or(Refusal::NoSuchPart)
    }

    /// # Errors
    /// When there is no such clause.
    pub fn clause_mut(&mut self, id: &str) -> Result<&mut Clause, Refusal> {
        self.sections.iter_mut().flat_map(|s| &mut s.clauses).find(|c| c.id == id).ok_or(Refusal::NoSuchPart)
    }

    fn take_clause(&mut self, id: &str) -> Result<Clause, Refusal> {
        let section = self.sections.iter_mut().find(|s| s.clauses.iter().any(|c| c.id == id)).ok_or(Refusal::NoSuchPart)?;
        let place = section.clauses.iter().position(|c| c.id == id).ok_or(Refusal::NoSuchPart)?;
        Ok(section.clauses.remove(place))
    }

    /// An id from the words of a title, not used before.
    #[must_use]
    pub fn new_id(&self, title: &str, taken: &BTreeSet<String>) -> String {
        let own = |id: &str| id == self.id || self.sections.iter().any(|s| s.id == id) || self.clauses().any(|c| c.id == id);
        free_id(title, |id| id == GLOSSARY || taken.contains(id) || own(id))
    }
}

fn new_clause(id: String, title: Both) -> Clause {
    let facts = Facts {
        sources: Vec::new(),
        strength: Strength::Recommendation,
        stage: Stage::Practice,
        audience: vec!["everyone".to_owned()],
        decision: Decision::default(),
        practices: Vec::new(),
    };
    Clause { id, title, text: Both::default(), facts, rules: Vec::new(), questions: Vec::new() }
}

/// A title in both languages, each one line; a language left empty takes the other's words.
fn named(title: &Both) -> Result<Both, Refusal> {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace("{#", "(#");
    match (line(&title.en), line(&title.fr)) {
        (en, fr) if en.is_empty() && fr.is_empty() => Err(Refusal::NoTitle),
        (en, fr) if fr.is_empty() => Ok(Both::new(en.clone(), en)),
        (en, fr) if en.is_empty() => Ok(Both::new(fr.clone(), fr)),
        (en, fr) => Ok(Both::new(en, fr)),
    }
}

fn swap<T>(all: &mut [T], place: usize, up: bool) {
    let other = if up { place.checked_sub(1) } else { Some(place + 1).filter(|n| *n < all.len()) };
    if let Some(other) = other {
        all.swap(place, other);
    }
}

/// `Keep it locked!` becomes `keep-it-locked`, or `keep-it-locked-2` when that is taken.
#[must_use]
pub fn free_id(title: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let plain: String = title.to_lowercase().chars().map(without_accent).collect();
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).take(6).collect();
    let first = if words.is_empty() { "part".to_owned() } else { words.join("-") };
    let numbered = (2_u32..).map(|n| format!("{first}-{n}"));
    std::iter::once(first.clone()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

/// A letter of English or French without its accent.
#[must_use]
pub const fn without_accent(c: char) -> char {
    match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Known, Step, free_id};
    use crate::model::{Both, Document, Refusal, Stage};

    fn small() -> Document {
        let none = BTreeSet::new();
        let known = Known { taken: &none, published: &none };
        let mut document = Document { id: "doc".into(), title: Both::new("D", "D"), ..Document::default() };
        for title in ["One", "Two", "Three"] {
            let section = document.step(Step::AddSection { title: Both::new(title, "") }, &known).unwrap();
            for n in ["a", "b"] {
                document.step(Step::AddClause { section: section.clone(), title: Both::new(format!("{title} {n}"), "") }, &known).unwrap();
            }
        }
        document
    }

    fn ids(document: &Document) -> BTreeSet<String> {
        document.clauses().map(|c| c.id.clone()).collect()
    }

    #[test]
    fn a_title_becomes_an_id_and_is_not_given_twice() {
        assert_eq!(free_id("Keep it locked!", |_| false), "keep-it-locked");
        assert_eq!(free_id("Été à la plage", |_| false), "ete-a-la-plage");
        assert_eq!(free_id("Keep it locked", |id| id == "keep-it-locked"), "keep-it-locked-2");
        assert_eq!(free_id("!!!", |_| false), "part");
    }

    #[test]
    fn what_was_published_is_retired_and_what_was_not_may_go() {
        let mut document = small();
        let published = BTreeSet::from(["one-a".to_owned()]);
        let none = BTreeSet::new();
        let known = Known { taken: &none, published: &published };

        assert_eq!(document.step(Step::RemoveClause { id: "one-a".into() }, &known), Err(Refusal::ClauseWasPublished));
        document.step(Step::RetireClause { id: "one-a".into() }, &known).unwrap();
        assert_eq!(document.clause("one-a").unwrap().facts.stage, Stage::Retired);
        document.step(Step::RemoveClause { id: "one-b".into() }, &known).unwrap();
        assert_eq!(document.step(Step::RemoveSection { id: "one".into() }, &known), Err(Refusal::SectionNotEmpty));
    }

    proptest! {
        #[test]
        fn moving_loses_and_doubles_no_clause(moves in proptest::collection::vec((0_usize..6, any::<bool>(), 0_usize..3), 0..40)) {
            let mut document = small();
            let all = ids(&document);
            let none = BTreeSet::new();
            let known = Known { taken: &none, published: &none };
            for (clause, up, section) in moves {
                let id = all.iter().nth(clause).unwrap().clone();
                let to = document.sections[section].id.clone();
                let step = if section == 0 { Step::PutClause { id, section: to } } else { Step::MoveClause { id, up } };
                document.step(step, &known).unwrap();
            }
            prop_assert_eq!(ids(&document), all);
            prop_assert_eq!(document.clauses().count(), 6);
        }
    }
}
