//! Client files, and the conversations that are filed with them.
//!
//! A **client** has a file that only the workers **assigned** to them can see:
//! not their supervisors, not IT, not the Board. What can hurt is sealed under a
//! key of that client's own. A **conversation** begins as an **upload**: the file
//! a phone exported, sealed as it comes in, read in a process of its own, every
//! byte of it a message or a line nobody understood. The person who handed it
//! in answers what the file cannot tell, looks at it, and files it with the
//! client (S-141, S-142); then the copy on the phone goes (S-139, S-140).
//!
//! The surprising rule: nothing is stored twice. An export that overlaps an
//! earlier one adds only what is new; the rest is shown as filed before.
//!
//! Reading order: [`model`] decides, `store` keeps, [`acts`] does, [`reader`]
//! keeps strangers' bytes at arm's length, `pages` shows.
//!
//! Not here: which phone was whose (`phones`), what is owed (`duties`).

pub mod acts;
mod deeds;
mod find;
mod jobs;
pub mod model;
pub mod moving;
mod order;
mod pages;
pub mod reader;
mod show;
mod store;
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use base::failure::Said;
use base::slice::{Ask, Held, Labels, Nav, OwnLabels, Slice, Soon, Texts};
use base::web::nav;
use base::words::Lang;
use base::{Actor, App, Db, Failure, Moment};

pub use deeds::{ASSIGNED, COPIED, DISCARDED, FILED, HELD, OPENED, PHONE_COPY_DELETED, READ, UNASSIGNED, UPLOADED, WITHDRAWN};
pub use reader::run_child;

use model::State;

static NAV: &[Nav] = &[nav("/clients", "clients-nav", "messages", "see-clients", 30)];

static LABELS: &[Labels] = &[
    Labels { slot: "client", names: client_codes },
    Labels { slot: "conversation", names: conversation_codes },
    Labels { slot: "upload", names: upload_codes },
];

static OWN_LABELS: &[OwnLabels] = &[OwnLabels { slot: "client", names: own_clients }];

/// This slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "clients",
        tables: &["client", "assignment", "upload", "entry", "conversation", "viewing"],
        deeds: deeds::ALL,
        terms: deeds::TERMS,
        routes: pages::routes(),
        texts: Texts { en: include_str!("texts.en.ftl"), fr: include_str!("texts.fr.ftl") },
        labels: LABELS,
        own_labels: OWN_LABELS,
        jobs: jobs::KINDS,
        listens: jobs::LISTENS,
        asks: Some(asks),
        holds: Some(holds),
        looks: Some(|db, person, before, most| Box::pin(store::conversations::readings(db, person, before, most))),
        finds: Some(|db, app, actor, sought| Box::pin(find::clients(db, app, actor, sought))),
        nav: NAV,
        ..Slice::default()
    }
}

/// Codes, never names: the trail is read by people who may not know who a client is.
fn client_codes<'a>(db: &'a mut Db, _: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::codes(db, "select code from client where id = $1", ids))
}

/// What a worker calls the clients they are assigned to.
fn own_clients<'a>(db: &'a mut Db, app: &'a App, actor: &'a Actor, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(async move {
        let mut names = HashMap::new();
        if model::relations(actor, true).is_empty() {
            return Ok(names);
        }
        for client in store::clients::of(&mut *db, &actor.id).await?.into_iter().filter(|c| ids.contains(&c.id)) {
            let face = store::clients::face(app, &mut *db, &client).await?;
            names.insert(client.id, face.shown().to_owned());
        }
        Ok(names)
    })
}

fn conversation_codes<'a>(db: &'a mut Db, _: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::codes(db, "select code from conversation where id = $1", ids))
}

fn upload_codes<'a>(db: &'a mut Db, _: Lang, ids: &'a [String]) -> Soon<'a, HashMap<String, String>> {
    Box::pin(store::codes(db, "select code from upload where id = $1", ids))
}

/// Uploads of this person that wait for them, and client files that nobody has.
fn asks<'a>(db: &'a mut Db, app: &'a App, actor: &'a Actor, _: Moment) -> Soon<'a, Vec<Ask>> {
    Box::pin(async move {
        let mut asks = waiting(db, actor).await?;
        asks.extend(to_hand_over(db, app, actor).await?);
        Ok(asks)
    })
}

/// One line, however many files there are: the page lists them.
async fn to_hand_over(db: &mut Db, app: &App, actor: &Actor) -> Result<Option<Ask>, Failure> {
    if !app.matrix.would_grant("hand-over-client", actor, &[]) {
        return Ok(None);
    }
    let alone = acts::alone(db).await?;
    let what = Said::plain("clients-ask-hand-over").with("count", alone.len().to_string());
    let since = alone.into_iter().map(|(_, since)| since).min();
    Ok(since.map(|since| Ask { what, button: Said::plain("clients-ask-hand-over-button"), href: "/clients/hand-over".into(), since }))
}

/// How many files somebody works with, for whoever hands files over: never whose.
fn holds<'a>(db: &'a mut Db, app: &'a App, actor: &'a Actor, person: &'a str) -> Soon<'a, Vec<Held>> {
    Box::pin(async move {
        if !app.matrix.would_grant("hand-over-client", actor, &[]) {
            return Ok(Vec::new());
        }
        let count = store::clients::of(db, person).await?.len();
        let what = Said::plain("clients-held").with("count", count.to_string());
        Ok((count > 0).then(|| Held { what, button: Said::plain("clients-held-button"), href: "/clients/hand-over".into() }).into_iter().collect())
    })
}

/// Questions to answer, messages to file.
async fn waiting(db: &mut Db, actor: &Actor) -> Result<Vec<Ask>, Failure> {
    let uploads = store::uploads::unfinished(db, &actor.id).await?;
    let ask = |upload: model::Upload| {
        let (what, button) = match upload.state {
            State::Asking => ("clients-ask-answer", "clients-ask-answer-button"),
            State::Read => ("clients-ask-file", "clients-ask-file-button"),
            State::Failed => ("clients-ask-failed", "clients-ask-failed-button"),
            _ => return None,
        };
        Some(Ask { what: Said::plain(what), button: Said::plain(button), href: format!("/uploads/{}", upload.id), since: upload.at })
    };
    Ok(uploads.into_iter().filter_map(ask).collect())
}
