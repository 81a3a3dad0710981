//! A filed conversation: reading it, taking its text along, and saying that the phone's copy is gone.
//!
//! Reading and copying are written on the trail, once a viewing.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::web::form::Typed;
use base::web::page::{Html, Page};
use base::web::visit::Visit;
use base::{Failure, Moment, Tx};
use chatlog::render::{Heading, text_block};

use super::uploads::{Seen, seen};
use super::{client_for, clients, download, moving, questions};
use crate::model::{Client, Conversation, MayReadConversation};
use crate::reader::Look;
use crate::show;
use crate::store::entries::{Shown, Which};
use crate::store::uploads::Kept;
use crate::{acts, deeds, store};

/// A viewing ends after this long without being written down again.
const VIEWING: i64 = 15 * Moment::MINUTE;
/// The longest text that is shown for copying; a longer one is a file to download.
const LONGEST_SHOWN: usize = 1024 * 1024;

/// The conversation, its client, and the permit, from the loaded row.
async fn opened(visit: &Visit, tx: &mut Tx, permit: &'static str, id: &str) -> Result<(Conversation, Client, MayReadConversation), Failure> {
    let row = store::conversations::find(tx, id).await?.ok_or(Failure::Missing)?;
    let (client, granted) = client_for(visit, tx, permit, &row.client).await?;
    let may = MayReadConversation::filed(&granted, &row)?;
    Ok((row, client, may))
}

/// Writes the reading down, unless this viewing was.
async fn note_reading(visit: &Visit, tx: &mut Tx, row: &Conversation) -> Result<(), Failure> {
    let actor = &visit.actor()?.id;
    if store::conversations::begins_viewing(tx, &row.id, actor, "read", visit.now(), VIEWING).await? {
        visit.record(tx, &deeds::READ, &[("client", &row.client), ("conversation", &row.id)], &[]).await?;
    }
    Ok(())
}

/// What the file said of itself, for what a reader should be told of it.
async fn look(visit: &Visit, tx: &mut Tx, row: &Conversation) -> Result<Look, Failure> {
    let Some(upload) = store::uploads::find(tx, &row.upload).await? else { return Ok(Look::default()) };
    Ok(store::uploads::kept(&visit.app, tx, &upload, Kept::Survey).await?.unwrap_or_default())
}

#[derive(Template)]
#[template(path = "conversation.html")]
struct ConversationPage {
    page: Page,
    row: Conversation,
    client_href: String,
    text_href: String,
    client: String,
    period: String,
    by: String,
    filed: String,
    deleted: String,
    counts: String,
    /// In the file, and held by earlier conversations already.
    before: i64,
    may_copy: bool,
    may_move: bool,
    move_href: String,
    truncated: u64,
    warnings: Vec<String>,
    seen: Seen,
}

pub(super) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Html, Failure> {
    let mut tx = visit.begin().await?;
    let (row, client, may) = opened(&visit, &mut tx, "read-conversation", &id).await?;
    note_reading(&visit, &mut tx, &row).await?;
    let (entries, _) = store::entries::count(&mut tx, &row.upload).await?;
    let seen = seen(&visit, &mut tx, &may, entries).await?;
    let look = look(&visit, &mut tx, &row).await?;
    let may_move = moving::may_move(&visit, &mut tx, &row).await?;
    let face = store::clients::face(&visit.app, &mut tx, &client).await?;
    let names = people::names(&mut tx, std::slice::from_ref(&row.filed_by)).await?;
    tx.commit().await?;
    let [messages, added, problems] = [row.messages, row.added, row.problems].map(|n| n.to_string());
    let relations = crate::model::relations(visit.actor()?, true);
    Html::draw(&ConversationPage {
        page: visit.page_titled(&visit.say("clients-conversation-title", &[("client", face.shown())]))?,
        client_href: format!("/clients/{}", row.client),
        text_href: format!("/conversations/{id}/text"),
        client: face.shown().to_owned(),
        period: clients::period(&visit, row.first_at, row.last_at),
        by: names.get(&row.filed_by).cloned().unwrap_or_default(),
        filed: visit.moment(row.filed_at),
        deleted: row.deleted_at.map(|at| visit.moment(at)).unwrap_or_default(),
        counts: visit.say("clients-conversation-counts", &[("messages", &messages), ("added", &added), ("problems", &problems)]),
        before: row.messages.saturating_sub(row.added),
        may_copy: visit.may("copy-conversation", &relations),
        may_move,
        move_href: format!("/conversations/{id}/wrong-client"),
        truncated: questions::truncated(&look),
        warnings: questions::warnings(&visit, &look),
        seen,
        row,
    })
}

/// Everything of a conversation, and the copying written down.
async fn copied(visit: &Visit, id: &str, way: &'static str) -> Result<(Conversation, Vec<Shown>, String), Failure> {
    let mut tx = visit.begin().await?;
    let (row, client, may) = opened(visit, &mut tx, "copy-conversation", id).await?;
    let actor = &visit.actor()?.id;
    // A page that is looked at again is one copying; each file that leaves is one of its own.
    let pause = if way == "page" { VIEWING } else { 0 };
    if store::conversations::begins_viewing(&mut tx, &row.id, actor, way, visit.now(), pause).await? {
        visit.record(&mut tx, &deeds::COPIED, &[("client", &row.client), ("conversation", &row.id)], &[("way", way)]).await?;
    }
    // Opened once the copying stands in the trail, and without keeping other writers waiting.
    tx.commit().await?;
    let mut db = visit.read().await?;
    let entries = store::entries::open(&visit.app, &mut db, &may, Which::New).await?;
    let name = store::clients::face(&visit.app, &mut db, &client).await?.shown().to_owned();
    Ok((row, entries, name))
}

/// The text block for the agency's own case system, with the lines nobody understood at its end.
fn block(visit: &Visit, entries: &[Shown], client: &str) -> String {
    let title = visit.say("clients-conversation-title", &[("client", client)]);
    let heading = Heading { owner: None, title: Some(&title), language: show::language(visit.lang()), channel: None };
    let mut text = text_block(show::messages(entries), heading);
    let odds: Vec<_> = entries.iter().filter_map(|shown| match &shown.entry {
        chatlog::Entry::Problem(problem) => Some(show::odd(&visit.app.words, visit.lang(), problem)),
        chatlog::Entry::Message(_) => None,
    }).collect();
    if !odds.is_empty() {
        text.push_str(&format!("\n{}\n", visit.say("clients-odd-title", &[("count", &odds.len().to_string())])));
        for odd in odds {
            text.push_str(&format!("{} | {}\n", odd.place, odd.text.replace('\n', "\n    ")));
        }
    }
    text
}

#[derive(Template)]
#[template(path = "conversation_text.html")]
struct TextPage {
    page: Page,
    row: Conversation,
    back: String,
    txt_href: String,
    csv_href: String,
    text: String,
}

pub(super) async fn text(visit: Visit, Path(id): Path<String>) -> Result<Html, Failure> {
    let (row, entries, client) = copied(&visit, &id, "page").await?;
    let text = block(&visit, &entries, &client);
    let text = if text.len() > LONGEST_SHOWN { String::new() } else { text };
    let path = format!("/conversations/{id}");
    let [txt_href, csv_href] = ["txt", "csv"].map(|end| format!("{path}/text.{end}"));
    Html::draw(&TextPage { page: visit.page("clients-text-title")?, row, back: path, txt_href, csv_href, text })
}

pub(super) async fn text_file(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let (row, entries, client) = copied(&visit, &id, "txt").await?;
    Ok(download("text/plain; charset=utf-8", &format!("{}.txt", row.code), block(&visit, &entries, &client)))
}

pub(super) async fn csv_file(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let (row, entries, _) = copied(&visit, &id, "csv").await?;
    let csv = show::csv(&visit.app.words, visit.lang(), &entries);
    Ok(download("text/csv; charset=utf-8", &format!("{}.csv", row.code), csv))
}

pub(super) async fn deleted(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let row = store::conversations::find(&mut db, &id).await?.ok_or(Failure::Missing)?;
    let (_, granted) = client_for(&visit, &mut db, "file-conversation", &row.client).await?;
    drop(db);
    acts::phone_copy_deleted(&visit.app, &granted, &row).await?;
    Ok(visit.go(&format!("/conversations/{id}"), "clients-said-deleted"))
}
