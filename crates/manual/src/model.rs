//! What a manual is made of, and what may be done with it. Decides; touches nothing.

use std::collections::BTreeSet;

use base::words::Lang;
use base::{Failure, Moment, Said};

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Both {
    pub en: String,
    pub fr: String,
}

impl Both {
    #[must_use]
    pub fn new(en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self { en: en.into(), fr: fr.into() }
    }

    #[must_use]
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }

    /// English, then French.
    #[must_use]
    pub fn pair(&self) -> [String; 2] {
        [self.en.clone(), self.fr.clone()]
    }
}

/// How firm a clause is (V-003, V-004, V-013, V-014).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    Option,
    Recommendation,
    Requirement,
}

impl Strength {
    pub const ALL: [Self; 3] = [Self::Option, Self::Recommendation, Self::Requirement];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Option => "option",
            Self::Recommendation => "recommendation",
            Self::Requirement => "requirement",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == text)
    }
}

/// On trial, or agreed (T-008 to T-012). A practice is watched and nobody is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Practice,
    Policy,
}

impl Stage {
    pub const ALL: [Self; 2] = [Self::Practice, Self::Policy];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Policy => "policy",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == text)
    }
}

/// One document with all its words, as an edition holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    pub id: String,
    pub title: Both,
    pub intro: Both,
    pub sections: Vec<Section>,
    pub glossary: Option<Glossary>,
}

impl Document {
    /// Every clause, in order.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.sections.iter().flat_map(|s| &s.clauses)
    }

    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses().find(|c| c.id == id)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub id: String,
    pub title: Both,
    pub intro: Both,
    pub clauses: Vec<Clause>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub id: String,
    pub title: Both,
    /// Markdown.
    pub text: Both,
    pub facts: Facts,
    pub rules: Vec<RuleLine>,
}

/// What stands in the `~~~clause` block, the same in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Ids of the founding clauses: `S-039`.
    pub sources: Vec<String>,
    pub strength: Strength,
    pub stage: Stage,
    pub audience: Vec<String>,
}

/// A rule as it is written: one line, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLine {
    pub id: String,
    pub line: Both,
}

/// The word list of a document (T-005, T-006, T-007).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    pub title: Both,
    /// The heads of the two columns: term, meaning.
    pub heads: [Both; 2],
    pub words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub term: Both,
    pub meaning: Both,
}

/// Where an edition stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Draft,
    Published,
    Superseded,
    Discarded,
}

impl State {
    const ALL: [Self; 4] = [Self::Draft, Self::Published, Self::Superseded, Self::Discarded];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Superseded => "superseded",
            Self::Discarded => "discarded",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == text)
    }
}

/// An edition without its text.
#[derive(Debug, Clone)]
pub struct Edition {
    pub id: String,
    pub document_id: String,
    pub state: State,
    /// From 1; none while it is a draft.
    pub number: Option<i64>,
    pub created_at: Moment,
    pub created_by: Option<String>,
    pub published_at: Option<Moment>,
    pub published_by: Option<String>,
    pub effective_at: Option<Moment>,
    pub reason: String,
    pub waiver_reason: Option<String>,
    pub title: Both,
    pub authors: BTreeSet<String>,
}

/// The draft of a document. Only a loaded row in state draft becomes one, and
/// only a draft can be written in: published text has no way to change.
#[derive(Debug, Clone)]
pub struct Draft(Edition);

impl Draft {
    #[must_use]
    pub fn of(edition: Edition) -> Option<Self> {
        (edition.state == State::Draft).then_some(Self(edition))
    }

    #[must_use]
    pub const fn edition(&self) -> &Edition {
        &self.0
    }

    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Whether `person` alone wrote it, so that publishing it needs a waiver.
    #[must_use]
    pub fn is_only_by(&self, person: &str) -> bool {
        self.0.authors.iter().all(|author| author == person)
    }

    /// Decides whether `publisher` may publish it so.
    ///
    /// # Errors
    /// [`Refusal`] says what is missing.
    pub fn publish(&self, publisher: &str, reason: &str, waiver: Option<&str>) -> Result<(), Refusal> {
        if reason.trim().is_empty() {
            return Err(Refusal::NoReason);
        }
        match waiver {
            _ if !self.is_only_by(publisher) => Ok(()),
            None => Err(Refusal::OnlyAuthor),
            Some(why) if why.trim().is_empty() => Err(Refusal::NoWaiverReason),
            Some(_) => Ok(()),
        }
    }
}

/// Why this slice says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A new edition says in a line what changed and why.
    NoReason,
    /// Whoever alone wrote the draft says so before publishing it.
    OnlyAuthor,
    NoWaiverReason,
    /// The draft says what the published edition says.
    NothingChanged,
    /// A rule of this clause cannot be read; it is mended before publishing.
    BrokenRule(String),
    /// The box of the acknowledgement was not ticked.
    NotTicked,
}

impl Refusal {
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::NoReason => Said::plain("manual-refusal-no-reason"),
            Self::OnlyAuthor => Said::plain("manual-refusal-only-author"),
            Self::NoWaiverReason => Said::plain("manual-refusal-no-waiver-reason"),
            Self::NothingChanged => Said::plain("manual-refusal-nothing-changed"),
            Self::BrokenRule(clause) => Said::plain("manual-refusal-broken-rule").with("clause", clause.clone()),
            Self::NotTicked => Said::plain("manual-refusal-not-ticked"),
        }
    }

    /// The field the refusal belongs to.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NoReason | Self::NothingChanged | Self::BrokenRule(_) => "reason",
            Self::OnlyAuthor => "waiver",
            Self::NoWaiverReason => "waiver_reason",
            Self::NotTicked => "agree",
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.said())
    }
}

/// A rule that stands, or stood, in a published edition (or would, in a draft).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedRule {
    /// The rule's own id, kept through all editions: `passcode-age`.
    pub id: String,
    pub clause_id: String,
    /// English, French.
    pub clause_title: [String; 2],
    /// English, French.
    pub line: [String; 2],
    pub document_id: String,
    /// The number of the edition that brought this line in.
    pub edition: i64,
    pub effective_from: Moment,
    pub effective_to: Option<Moment>,
    pub stage: Stage,
}

/// Joins what each edition says, oldest first, into lines with the time each
/// was in force: an edition that leaves a line as it was does not begin it anew.
#[must_use]
pub fn in_force(each: Vec<PublishedRule>) -> Vec<PublishedRule> {
    let mut lines: Vec<PublishedRule> = Vec::with_capacity(each.len());
    for rule in each {
        let same = lines.iter_mut().find(|kept| {
            kept.document_id == rule.document_id && kept.id == rule.id && kept.line == rule.line && kept.stage == rule.stage
                && kept.effective_to == Some(rule.effective_from)
        });
        if let Some(kept) = same {
            kept.effective_to = rule.effective_to;
            kept.clause_id = rule.clause_id;
            kept.clause_title = rule.clause_title;
        } else {
            lines.push(rule);
        }
    }
    lines
}
