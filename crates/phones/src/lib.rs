//! The phones the organisation owns, and who answers for each.
//!
//! A **phone** is on the shelf, in the locked drawer, with its holder, or off
//! site. Whose hands it is in is its **custody**; custody never changes hands
//! directly: it ends, and another begins, so the trail shows every gap. A phone
//! has a **passcode**, sealed for its holder and the manager; leaves the house
//! by **permission** of somebody who did not ask for it; and carries **apps**,
//! of which some are approved.
//!
//! The surprising rule: what happened is recorded even where it should not have
//! (a trip nobody allowed, an app nobody approved). The page warns kindly; it is
//! the manual's rules that say what they think of it.
//!
//! Reading order: [`model`] decides, `permits` prove, `store` keeps, `pages` show.
//!
//! Not here: what was said on a phone (`clients`), what it cost (`bills`), when
//! a passcode is due (`duties`, by the manual's rules).

mod asks;
pub mod deeds;
mod find;
pub mod model;
mod pages;
mod permits;
mod store;
#[cfg(test)]
mod tests;

use base::slice::{Labels, Nav, Slice, Texts};
use base::web::nav;
use base::{Db, Failure, Moment};

static NAV: &[Nav] = &[nav("/phones", "phones-nav", "phone", "see-phones", 20)];

static LABELS: &[Labels] = &[
    Labels { slot: "phone", names: |db, _, ids| Box::pin(store::labels(db, ids)) },
    Labels { slot: "request", names: |db, _, ids| Box::pin(store::off_site::labels(db, ids)) },
    Labels { slot: "app", names: |db, _, ids| Box::pin(store::apps::names(db, ids)) },
];

/// This slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "phones",
        tables: &["phone", "custody", "passcode", "off_site_request", "app", "app_on_phone"],
        deeds: &deeds::DEEDS,
        terms: &deeds::TERMS,
        routes: pages::routes(),
        texts: Texts { en: include_str!("texts.en.ftl"), fr: include_str!("texts.fr.ftl") },
        labels: LABELS,
        asks: Some(|db, app, actor, now| Box::pin(asks::waiting(db, app, actor, now))),
        holds: Some(|db, app, actor, person| Box::pin(asks::held(db, app, actor, person))),
        looks: Some(|db, person, before, most| Box::pin(store::passcodes::readings(db, person, before, most))),
        finds: Some(|db, app, actor, sought| Box::pin(find::phones(db, app, actor, sought))),
        nav: NAV,
        ..Slice::default()
    }
}

/// A phone, as another slice may speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneSummary {
    pub id: String,
    pub label: String,
    /// `416-555-0114`
    pub number: String,
    pub platform: model::Platform,
}

/// Says who held the phone at `moment`, if anyone did.
///
/// A custody covers its first instant and not its last, so at a handover the
/// new holder answers.
///
/// # Errors
/// When the database does.
pub async fn holder_at(db: &mut Db, phone_id: &str, moment: Moment) -> Result<Option<String>, Failure> {
    store::holder_at(db, phone_id, moment).await
}

/// The phones in this person's hands now, by label.
///
/// # Errors
/// When the database does.
pub async fn held_by(db: &mut Db, person_id: &str) -> Result<Vec<PhoneSummary>, Failure> {
    let phones = store::held_by(db, person_id).await?;
    let summary = |p: model::Phone| PhoneSummary { label: p.label.as_str().to_owned(), number: p.number.shown(), platform: p.platform, id: p.id };
    Ok(phones.into_iter().map(summary).collect())
}
