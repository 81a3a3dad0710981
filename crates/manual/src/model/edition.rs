//! Editions: where one stands, and when a draft may become the next.

use std::collections::BTreeSet;

use base::Moment;

use super::{Both, Refusal};

/// Where an edition stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Draft,
    /// A draft that waits for somebody to read it; nobody writes in it meanwhile.
    InReview,
    /// Published; it begins later.
    Coming,
    InForce,
    Superseded,
    Discarded,
}

impl State {
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "review",
            Self::Coming => "coming",
            Self::InForce => "in-force",
            Self::Superseded => "superseded",
            Self::Discarded => "discarded",
        }
    }
}

/// What a new edition does to what people accepted before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Spelling and such: who accepted the edition before need not do it again.
    Minor,
    /// Everybody reads what changed and accepts again.
    Material,
}

impl ChangeKind {
    pub const ALL: [Self; 2] = [Self::Material, Self::Minor];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Material => "material",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.id() == text)
    }
}

/// An edition without its text.
#[derive(Debug, Clone)]
pub struct Edition {
    pub id: String,
    pub document_id: String,
    /// From 1; none while it is a draft.
    pub number: Option<i64>,
    pub discarded: bool,
    pub kind: ChangeKind,
    pub review_asked_at: Option<Moment>,
    pub review_asked_by: Option<String>,
    pub created_at: Moment,
    pub created_by: Option<String>,
    pub published_at: Option<Moment>,
    pub published_by: Option<String>,
    pub effective_at: Option<Moment>,
    /// When the next edition begins, or began.
    pub superseded_at: Option<Moment>,
    pub reason: String,
    pub waiver_reason: Option<String>,
    pub title: Both,
    pub authors: BTreeSet<String>,
}

impl Edition {
    /// Where it stands at `now`.
    #[must_use]
    pub fn state(&self, now: Moment) -> State {
        match (self.number, self.effective_at) {
            _ if self.discarded => State::Discarded,
            (Some(_), Some(from)) if from > now => State::Coming,
            (Some(_), _) if self.superseded_at.is_some_and(|at| at <= now) => State::Superseded,
            (Some(_), _) => State::InForce,
            (None, _) if self.review_asked_at.is_some() => State::InReview,
            (None, _) => State::Draft,
        }
    }
}

/// The draft of a document. Only a loaded row in state draft becomes one, and
/// only a draft can be written in: published text has no way to change.
#[derive(Debug, Clone)]
pub struct Draft(Edition);

impl Draft {
    #[must_use]
    pub fn of(edition: Edition) -> Option<Self> {
        (edition.number.is_none() && !edition.discarded).then_some(Self(edition))
    }

    #[must_use]
    pub const fn edition(&self) -> &Edition {
        &self.0
    }

    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    #[must_use]
    pub const fn in_review(&self) -> bool {
        self.0.review_asked_at.is_some()
    }

    /// Whether `person` alone wrote it, so that publishing it needs a waiver.
    #[must_use]
    pub fn is_only_by(&self, person: &str) -> bool {
        self.0.authors.iter().all(|author| author == person)
    }

    /// Whether `person` alone saw these words: they wrote the draft alone, and nobody of those who
    /// read it read the text as it stands. It stands still while it is in review.
    #[must_use]
    pub fn is_alone(&self, person: &str, readers: &[String]) -> bool {
        self.is_only_by(person) && !(self.in_review() && readers.iter().any(|reader| reader != person))
    }

    /// Everything that keeps it from being published so; nothing when it may be.
    #[must_use]
    pub fn publish(&self, how: &Publishing<'_>) -> Vec<Refusal> {
        let mut all = Vec::new();
        if how.reason.trim().is_empty() {
            all.push(Refusal::NoReason);
        }
        if how.begins.zip(how.last).is_some_and(|(begins, last)| begins < last) {
            all.push(Refusal::BeginsBeforeTheLast);
        }
        match how.waiver {
            _ if !self.is_alone(how.publisher, how.readers) => {}
            None => all.push(Refusal::OnlyAuthor),
            Some(why) if why.trim().is_empty() => all.push(Refusal::NoWaiverReason),
            Some(_) => {}
        }
        all
    }
}

/// How a draft is to be published.
#[derive(Debug, Clone, Copy)]
pub struct Publishing<'a> {
    pub publisher: &'a str,
    /// Who read the draft in review.
    pub readers: &'a [String],
    pub reason: &'a str,
    /// Why nobody else can look at it, where the box was ticked.
    pub waiver: Option<&'a str>,
    /// When it begins, where that can be read.
    pub begins: Option<Moment>,
    /// The beginning of the edition before.
    pub last: Option<Moment>,
}
