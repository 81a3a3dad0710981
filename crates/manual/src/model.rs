//! What a manual is made of, and what may be done with it. Decides; touches nothing.

pub mod agreed;
mod edition;
mod facts;
pub mod heavy;
pub mod outline;
pub mod trials;

use base::words::Lang;
use base::{Failure, Moment, Said};

pub use edition::{ChangeKind, Draft, Edition, Publishing, State};
pub use facts::{AUDIENCES, Decision, Facts, PROGRAMME, Stage, Strength, quoted};

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
    pub questions: Vec<Question>,
}

/// Whether a reader knows what the clause asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub id: String,
    pub ask: Both,
    pub choices: Vec<Both>,
    /// The number of the right choice, from 1.
    pub right: usize,
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
    /// The heads of the columns: term, meaning, and what it means in the words for clients;
    /// the last is empty where no word has a meaning of its own for clients.
    pub heads: [Both; 3],
    pub words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub term: Both,
    pub meaning: Both,
    /// For clients, where it is said otherwise; else empty.
    pub clients: Both,
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
    /// An edition does not begin before the one published before it.
    BeginsBeforeTheLast,
    /// A draft in review is not written in.
    InReview,
    /// A section with clauses is not taken out.
    SectionNotEmpty,
    /// A clause that was published is retired, not taken out.
    ClauseWasPublished,
    /// There is no such part any more.
    NoSuchPart,
    NoTitle,
    /// A clause has no words in one of the languages.
    NoText(String),
    /// A line begins with a mark of the file format.
    TextUnfit,
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
            Self::BeginsBeforeTheLast => Said::plain("manual-refusal-begins-before"),
            Self::InReview => Said::plain("manual-refusal-in-review"),
            Self::SectionNotEmpty => Said::plain("manual-refusal-section-not-empty"),
            Self::ClauseWasPublished => Said::plain("manual-refusal-clause-was-published"),
            Self::NoSuchPart => Said::plain("manual-refusal-no-such-part"),
            Self::NoTitle => Said::plain("manual-refusal-no-title"),
            Self::NoText(clause) => Said::plain("manual-refusal-no-text").with("clause", clause.clone()),
            Self::TextUnfit => Said::plain("manual-text-unfit"),
        }
    }

    /// The field the refusal belongs to.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NoReason | Self::NothingChanged | Self::BrokenRule(_) | Self::NoText(_) => "reason",
            Self::OnlyAuthor => "waiver",
            Self::NoWaiverReason => "waiver_reason",
            Self::NotTicked => "agree",
            Self::BeginsBeforeTheLast => "begins",
            Self::InReview | Self::SectionNotEmpty | Self::ClauseWasPublished | Self::NoSuchPart => "step",
            Self::NoTitle | Self::TextUnfit => "title_en",
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
    /// How firm its clause is.
    pub strength: Strength,
    /// What its document says once for all its rules.
    pub header: policy::Header,
}

/// Joins what each edition says, oldest first, into lines with the time each
/// was in force: an edition that leaves a line as it was does not begin it anew.
#[must_use]
pub fn in_force(each: Vec<PublishedRule>) -> Vec<PublishedRule> {
    let mut lines: Vec<PublishedRule> = Vec::with_capacity(each.len());
    for rule in each {
        let same = lines.iter_mut().find(|kept| {
            kept.document_id == rule.document_id && kept.id == rule.id && kept.line == rule.line && kept.stage == rule.stage && kept.header == rule.header
                && kept.effective_to == Some(rule.effective_from)
        });
        if let Some(kept) = same {
            kept.effective_to = rule.effective_to;
            kept.clause_id = rule.clause_id;
            kept.clause_title = rule.clause_title;
            kept.strength = rule.strength;
        } else {
            lines.push(rule);
        }
    }
    lines
}
