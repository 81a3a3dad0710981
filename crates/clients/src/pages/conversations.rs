//! A filed conversation: reading it, taking its text along, and saying that the phone's copy is gone.
//!
//! Reading and copying are written on the trail, once a viewing.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::web::form::Typed;
use base::web::page::{Html, Page};
use base::web::visit::Visit;
use base::words::number_in_words;
use base::{Db, Failure, Moment, Tx};
use chatlog::Channel;
use chatlog::render::{Heading, text_block};

use super::uploads::{Seen, odds, seen};
use super::{client_for, clients, download, moving, questions, view_of};
use crate::model::{Client, Conversation, Counts, MayReadConversation, Upload};
use crate::reader::Look;
use crate::show::{self, View};
use crate::store::entries::{Shown, Which};
use crate::{acts, deeds, store, table};

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
    copies: Copies,
    /// What the app is called, where it is not WhatsApp.
    app: &'static str,
    delete_title: &'static str,
    delete_button: &'static str,
    delete_done: &'static str,
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
    let upload = upload_of(&mut tx, &row).await?;
    let (view, look) = view_of(&visit, &mut tx, &upload).await?;
    let copies = Copies::of(&look);
    let counts = Counts { messages: row.messages, problems: row.problems, damaged: row.damaged, ..Counts::default() };
    let seen = seen(&visit, &mut tx, &may, &view, counts).await?;
    let may_move = moving::may_move(&visit, &mut tx, &row).await?;
    let face = store::clients::face(&visit.app, &mut tx, &client).await?;
    let names = people::names(&mut tx, std::slice::from_ref(&row.filed_by)).await?;
    tx.commit().await?;
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
        counts: counts_of(&visit, &row, counts),
        copies,
        delete_title: if row.damaged > 0 { "clients-delete-damaged-title" } else { copies.texts().0 },
        delete_button: copies.texts().1,
        delete_done: copies.texts().2,
        app: look.channel.map(|channel| channel.words(show::language(visit.lang()))).unwrap_or_default(),
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

/// The file a conversation came in.
async fn upload_of(db: &mut Db, row: &Conversation) -> Result<Upload, Failure> {
    store::uploads::find(db, &row.upload).await?.ok_or(Failure::Missing)
}

/// What is in it, in a sentence or two.
fn counts_of(visit: &Visit, row: &Conversation, counts: Counts) -> String {
    let words = |n: i64| number_in_words(visit.lang(), n);
    let id = if row.added == row.messages { "clients-conversation-whole" } else { "clients-conversation-counts" };
    let args = [("added", &*row.added.to_string()), ("n", &*words(row.added)), ("all", &*words(row.messages))];
    let mut said = visit.say(id, &args);
    if counts.odd() > 0 || counts.damaged == 0 {
        said.push(' ');
        said.push_str(&visit.say("clients-counts-odd", &[("count", &counts.odd().to_string()), ("n", &words(counts.odd()))]));
    }
    said
}

/// Where copies of a conversation may be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Copies {
    /// In WhatsApp, on the phone.
    WhatsApp,
    /// In another app, on the phone and perhaps on a computer.
    App,
    /// Only the file that was brought in, and the account it comes from.
    File,
}

impl Copies {
    fn of(look: &Look) -> Self {
        match look.channel {
            None | Some(Channel::WhatsApp) => Self::WhatsApp,
            Some(Channel::Messenger | Channel::Viber | Channel::Skype | Channel::TeamsFree | Channel::Messages | Channel::Sms | Channel::Calls) => Self::App,
            Some(Channel::Email | Channel::LinkedIn | Channel::Meeting | Channel::Table) => Self::File,
        }
    }
}

impl Copies {
    /// The title of what is to be done, its button, and what is said once it is done.
    const fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::WhatsApp | Self::App => ("clients-delete-title", "clients-delete-submit", "clients-phone-copy-gone"),
            Self::File => ("clients-delete-file-title", "clients-delete-file-submit", "clients-copy-gone"),
        }
    }
}

/// What leaves with somebody: the conversation, opened.
struct Copy<'a> {
    row: Conversation,
    entries: Vec<Shown>,
    client: String,
    view: View<'a>,
}

/// Everything of a conversation, and the copying written down.
async fn copied<'a>(visit: &'a Visit, id: &str, way: &'static str) -> Result<Copy<'a>, Failure> {
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
    let upload = upload_of(&mut db, &row).await?;
    let (view, _) = view_of(visit, &mut db, &upload).await?;
    let entries = store::entries::open(&visit.app, &mut db, &may, Which::New).await?;
    let client = store::clients::face(&visit.app, &mut db, &client).await?.shown().to_owned();
    Ok(Copy { row, entries, client, view })
}

/// The text block for the agency's own case system: a warning first where the file is
/// not whole, and at its end what nobody understood, each with its place and reason.
fn block(copy: &Copy<'_>) -> String {
    let Copy { row, entries, client, view } = copy;
    let title = view.say("clients-conversation-title", &[("client", client)]);
    let heading = Heading {
        title: Some(&title),
        language: show::language(view.lang),
        channel: view.channel,
        zone: Some(&view.zone),
        me: Some(&view.me),
        ..Heading::default()
    };
    let mut text = String::new();
    if row.damaged > 0 {
        text.push_str(&format!("{}\n\n", view.say("clients-text-damaged", &[])));
    }
    text.push_str(&text_block(show::messages(entries), heading));
    let damage = odds(view, entries, show::is_damage);
    let odd = odds(view, entries, |problem| !show::is_damage(problem));
    for (title, odds) in [(view.say("clients-damaged-title", &[]), damage), (odd_title(view, odd.len()), odd)] {
        if odds.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{title}\n"));
        for odd in odds {
            let parts = [odd.place.as_str(), odd.why, &odd.text.replace('\n', "\n    ")].map(str::to_owned);
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            text.push_str(&format!("{}\n", parts.join(" | ")));
        }
    }
    text
}

fn odd_title(view: &View<'_>, count: usize) -> String {
    view.say("clients-odd-title", &[("count", &count.to_string())])
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
    let copy = copied(&visit, &id, "page").await?;
    let text = block(&copy);
    let row = copy.row;
    let text = if text.len() > LONGEST_SHOWN { String::new() } else { text };
    let path = format!("/conversations/{id}");
    let [txt_href, csv_href] = ["txt", "csv"].map(|end| format!("{path}/text.{end}"));
    Html::draw(&TextPage { page: visit.page("clients-text-title")?, row, back: path, txt_href, csv_href, text })
}

pub(super) async fn text_file(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let copy = copied(&visit, &id, "txt").await?;
    Ok(download("text/plain; charset=utf-8", &format!("{}.txt", copy.row.code), block(&copy)))
}

pub(super) async fn csv_file(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let copy = copied(&visit, &id, "csv").await?;
    Ok(download("text/csv; charset=utf-8", &format!("{}.csv", copy.row.code), table::csv(&copy.view, &copy.entries)))
}

pub(super) async fn deleted(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let row = store::conversations::find(&mut db, &id).await?.ok_or(Failure::Missing)?;
    let (_, granted) = client_for(&visit, &mut db, "file-conversation", &row.client).await?;
    drop(db);
    acts::phone_copy_deleted(&visit.app, &granted, &row).await?;
    Ok(visit.go(&format!("/conversations/{id}"), "clients-said-deleted"))
}
