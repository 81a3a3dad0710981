//! What is owed: the manual's rules, run over the trail.
//!
//! A **duty** is what a rule demands of one person about one subject by one
//! moment. Duties are f(manual, trail, now), and nothing else makes one: no table
//! holds them. **Today** shows a person theirs, **standing** shows all of them
//! from above, **what-if** compares a draft with what is in force. What this slice
//! keeps is what people say about duties: put off, done elsewhere, and the
//! **exceptions** that somebody else granted.
//!
//! Reading order: [`model`] groups, counts and decides, `engine` keeps the monitor,
//! `look` counts by clause, person, team, programme and phone, `view` and `why` say
//! duties in words, `store` keeps what people said, `pages` shows.
//!
//! Not here: what a rule means (`policy`), what the clauses say (`manual`).

mod asks;
mod deeds;
mod engine;
mod find;
mod ics;
mod jobs;
mod look;
pub mod model;
mod pages;
mod permits;
mod rows;
mod store;
mod view;
mod why;

use std::collections::HashMap;

use base::slice::{Labels, Nav, SIGNED_IN, Slice, Soon, Texts};
use base::web::nav;
use base::words::Lang;
use base::{App, Db, Failure, Moment};

pub use rows::Row;

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
        tables: &["duty_put_off", "elsewhere_rule", "elsewhere_note", "rule_exception", "reminder_choice", "reminder_sent", "calendar_feed"],
        deeds: deeds::DEEDS,
        labels: &[Labels { slot: "rule", names: rules }],
        asks: Some(|db, app, actor, _| Box::pin(asks::waiting(db, app, actor))),
        routes: pages::routes(),
        texts: Texts { en: include_str!("texts.en.ftl"), fr: include_str!("texts.fr.ftl") },
        finds: Some(|db, app, actor, sought| Box::pin(find::duties(db, app, actor, sought))),
        jobs: jobs::JOBS,
        repeats: jobs::REPEATS,
        nav: NAV,
        ..Slice::default()
    }
}

/// A rule is called by the clause it stands in.
fn rules<'a>(db: &'a mut Db, lang: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(async move {
        let rules = manual::published_rules(db).await?;
        let title = |id: &String| rules.iter().rev().find(|r| r.id == *id).and_then(|r| r.clause_title.get(usize::from(lang == Lang::Fr)).cloned());
        Ok(ids.iter().filter_map(|id| Some((id.clone(), title(id)?))).collect())
    })
}

/// Every duty as of `moment`, one row each, always in the same order.
///
/// # Errors
/// When the database does.
pub async fn standing_rows(app: &App, lang: Lang, moment: Moment) -> Result<Vec<Row>, Failure> {
    rows::rows(app, lang, moment).await
}

/// Sends this morning's letters; the job that repeats does the same. For stories.
///
/// # Errors
/// When the database does.
pub async fn remind(app: &App) -> Result<(), Failure> {
    jobs::remind(app.clone()).await
}

/// Throws away what is kept in memory: the next question builds it again from the trail and the manual.
pub async fn forget(app: &App) {
    engine::forget(app).await;
}

/// Standing as of `moment`, as lines of text: for the command line. The last says what it
/// was counted from, and by which version of the time zones.
///
/// # Errors
/// When the database does.
pub async fn standing_lines(app: &App, lang: Lang, moment: Moment) -> Result<Vec<String>, Failure> {
    let mut lines = pages::standing_lines(app, lang, moment).await?;
    let mut db = app.db.read().await?;
    let (_, basis) = engine::study(app, &mut db, app.now(), move |all| all.basis(moment.0)).await?;
    let entries = basis.entries.to_string();
    lines.push(app.words.say(lang, "duties-basis", &[("entries", &entries), ("zone", &basis.zone), ("tzdb", basis.tzdb)]));
    Ok(lines)
}

/// Reads the trail once, so that the first visitor does not wait for it.
///
/// # Errors
/// When the database does.
pub async fn warm(app: &App) -> Result<(), Failure> {
    engine::with(app, &mut *app.db.read().await?, app.now(), |_| ()).await
}
