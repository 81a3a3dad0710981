//! The manual: the policy itself, in words that people read and rules that run.
//!
//! A **document** has **editions**; exactly one is in force, at most one is a
//! **draft**. An edition has sections, **clauses** (an option, a recommendation
//! or a requirement; in practice or policy) and a glossary, in English and in
//! French. A clause may carry **rules**: one line each, the same tree in both
//! languages. Publishing a draft begins a new edition now; the old one keeps
//! its words and its dates, so the law in force at any past moment is known.
//!
//! The surprising rule: published text has no way to change. Only a
//! [`model::Draft`] can be written in, and only a row in state draft becomes one.
//!
//! Reading order: [`model`] decides, [`mod@format`] reads and writes the files,
//! [`vocabulary()`] collects the words of rules from all slices, `store` keeps,
//! `pages` shows.
//!
//! Not here: what the rules demand of whom (`duties`).

mod asks;
pub mod deeds;
mod diff;
pub mod exchange;
mod find;
pub mod format;
mod letters;
mod link;
pub mod model;
mod offers;
mod pages;
mod positions;
mod reviews;
mod rules;
mod show;
mod stale;
pub mod starter;
mod store;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::collections::HashMap;

use base::slice::{JobKind, Labels, Listens, Nav, Repeat, SIGNED_IN, Slice, Soon, Texts};
use base::words::Lang;
use base::{App, Db, Failure, Moment};

pub use model::{PublishedRule, Stage, Strength};
pub use vocabulary::{lang, of as vocabulary_of, vocabulary};

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "manual",
        tables: &["manual_document", "manual_edition", "manual_author", "manual_section", "manual_clause", "manual_rule", "manual_word", "manual_acknowledgement", "manual_question", "manual_look", "manual_suggestion", "manual_asked",
            "manual_practice", "manual_practice_person", "manual_learning", "manual_review", "manual_fact", "manual_language", "manual_word_other", "manual_notice",
            "manual_device_decision", "manual_device_text"],
        deeds: deeds::DEEDS,
        terms: deeds::TERMS,
        routes: pages::routes(),
        texts: Texts {
            en: concat!(include_str!("texts.en.ftl"), "\n", include_str!("authoring.en.ftl"), "\n", include_str!("practice.en.ftl")),
            fr: concat!(include_str!("texts.fr.ftl"), "\n", include_str!("authoring.fr.ftl"), "\n", include_str!("practice.fr.ftl")),
        },
        labels: &[
            Labels { slot: "document", names: documents },
            Labels { slot: "edition", names: editions },
            Labels { slot: "clause", names: clauses },
            Labels { slot: "practice", names: practices },
            Labels { slot: "review", names: reviews_called },
            Labels { slot: "text", names: texts },
        ],
        finds: Some(|db, app, _, sought| Box::pin(find::in_the_manual(db, app.now(), sought))),
        asks: Some(|db, app, actor, now| Box::pin(asks::waiting(db, app, actor, now))),
        offers: Some(|db, _, actor, _| Box::pin(offers::trials(db, actor))),
        jobs: &[
            JobKind { name: asks::ASK_READERS, run: asks::ask_readers },
            JobKind { name: asks::ASK_READER, run: asks::ask_reader },
            JobKind { name: positions::POSITION_CHANGED, run: positions::changed },
            JobKind { name: asks::FORGET_READER, run: asks::forget_reader },
            JobKind { name: reviews::FACTS_EXPIRE, run: reviews::facts_expire },
            JobKind { name: reviews::APP_CHANGED, run: reviews::app_changed },
            JobKind { name: reviews::SERVICE_CHANGED, run: reviews::service_changed },
        ],
        repeats: &[
            Repeat { job: asks::ASK_READERS, every: 6 * 60 * 60 * 1000 },
            Repeat { job: reviews::FACTS_EXPIRE, every: 6 * 60 * 60 * 1000 },
        ],
        listens: &[
            Listens { deed: "edition.published", job: asks::ASK_READERS },
            Listens { deed: "person.joined", job: asks::ASK_READER },
            Listens { deed: "custody.began", job: asks::ASK_READER },
            Listens { deed: "position.made", job: positions::POSITION_CHANGED },
            Listens { deed: "position.changed", job: positions::POSITION_CHANGED },
            Listens { deed: "position.closed", job: positions::POSITION_CHANGED },
            Listens { deed: "person.withdrawn", job: asks::FORGET_READER },
            Listens { deed: "app.approved", job: reviews::APP_CHANGED },
            Listens { deed: "app.withdrawn", job: reviews::APP_CHANGED },
            Listens { deed: "programme.made", job: reviews::SERVICE_CHANGED },
            Listens { deed: "programme.closed", job: reviews::SERVICE_CHANGED },
        ],
        nav: NAV,
        ..Slice::default()
    }
}

static NAV: &[Nav] = &[base::web::nav("/manual", "manual-nav", "book", SIGNED_IN, 40)];

fn documents<'a>(db: &'a mut Db, lang: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::names::documents(db, lang, ids))
}

fn editions<'a>(db: &'a mut Db, lang: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::names::editions(db, lang, ids))
}

fn practices<'a>(db: &'a mut Db, _: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::names::practices(db, ids))
}

fn reviews_called<'a>(db: &'a mut Db, lang: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::names::reviews(db, lang, ids))
}

fn texts<'a>(db: &'a mut Db, lang: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::names::texts(db, lang, ids))
}

fn clauses<'a>(db: &'a mut Db, lang: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::names::clauses(db, lang, ids))
}

/// Every rule of every published edition, with the time each line was in force:
/// the law at the moment a duty began is known.
///
/// # Errors
/// When the database does.
pub async fn published_rules(db: &mut Db) -> Result<Vec<PublishedRule>, Failure> {
    store::published_rules(db).await
}

/// What [`published_rules`] would say if the draft of this document had been
/// published at `now`: a line the draft leaves alone keeps its dates. `None`
/// when there is no draft.
///
/// # Errors
/// When the database does.
pub async fn draft_rules(db: &mut Db, document: &str, now: Moment) -> Result<Option<Vec<PublishedRule>>, Failure> {
    match store::draft(db, document).await? {
        Some(draft) => store::rules_with_draft(db, &draft, now).await.map(Some),
        None => Ok(None),
    }
}

/// Adopts the starter manual in the caller's transaction: edition 1, in force from `now`.
///
/// # Errors
/// [`Failure::Stale`] when it was adopted before.
pub async fn install_starter(app: &App, tx: &mut Db, actor: Option<&str>, now: Moment) -> Result<(), Failure> {
    starter::install(app, tx, actor, now).await
}

/// Asks one person to read and accept what is in force, in the caller's transaction: the first page of
/// whoever set everything up shows it. Who was asked is not asked again.
///
/// # Errors
/// When the database does.
pub async fn ask_to_accept(app: &App, tx: &mut Db, person: &str) -> Result<(), Failure> {
    asks::ask_one(app, tx, person).await
}

/// What a trial is, for whoever counts how its rules are kept.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The tool or way of working.
    pub tool: String,
    pub document: String,
    /// The ids of the clauses tried out.
    pub clauses: Vec<String>,
    /// When it was decided on; none while it runs.
    pub decided_at: Option<Moment>,
}

/// The trial with this id.
///
/// # Errors
/// When the database does.
pub async fn trial(db: &mut Db, id: &str) -> Result<Option<Trial>, Failure> {
    let found = store::practices::find(db, id).await?;
    Ok(found.map(|p| Trial { tool: p.tool, document: p.document, clauses: p.clauses, decided_at: p.decided_at }))
}
