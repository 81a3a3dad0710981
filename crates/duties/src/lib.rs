//! What is owed: the manual's rules, run over the trail.
//!
//! A **duty** is what a rule demands of one person about one subject by one
//! moment. Duties are f(manual, trail, now), and nothing else makes one: this
//! slice has no tables. **Today** shows a person theirs, **standing** shows all
//! of them from above, **what-if** compares a draft with what is in force.
//!
//! Reading order: [`model`] groups and counts, `engine` keeps the monitor,
//! `view` says duties in words, `pages` shows.
//!
//! Not here: what a rule means (`policy`), what the clauses say (`manual`).

mod engine;
mod find;
pub mod model;
mod pages;
mod view;

use base::slice::{Nav, SIGNED_IN, Slice, Texts};
use base::web::nav;
use base::words::Lang;
use base::{App, Failure, Moment};

static NAV: &[Nav] = &[
    nav("/", "duties-nav-today", "home", SIGNED_IN, 10),
    nav("/standing", "duties-nav-standing", "scale", "see-standing", 60),
    nav("/trail", "duties-nav-trail", "history", "see-trail", 70),
];

/// The slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "duties",
        deeds: &[pages::TRAIL_EXPORTED],
        routes: pages::routes(),
        texts: Texts { en: include_str!("texts.en.ftl"), fr: include_str!("texts.fr.ftl") },
        finds: Some(|db, app, actor, sought| Box::pin(find::duties(db, app, actor, sought))),
        nav: NAV,
        ..Slice::default()
    }
}

/// Standing as of `moment`, as lines of text: for the command line.
///
/// # Errors
/// When the database does.
pub async fn standing_lines(app: &App, lang: Lang, moment: Moment) -> Result<Vec<String>, Failure> {
    pages::standing_lines(app, lang, moment).await
}

/// Reads the trail once, so that the first visitor does not wait for it.
///
/// # Errors
/// When the database does.
pub async fn warm(app: &App) -> Result<(), Failure> {
    engine::with(app, &mut *app.db.read().await?, app.now(), |_| ()).await
}
