//! The list of one's clients, one client's file, a new one, and who works with whom.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::listing::{Cell, Column, List, Listing, Row, arrange};
use base::web::form::{Field, FormState, Typed};
use base::web::page::{Html, Page};
use base::web::visit::{Visit, initials};
use base::{Day, Db, Failure, Moment};

use super::client_for;
use crate::model::{self, Client, Conversation, Face, NewClient, Refusal, State, Upload};
use crate::reader::Look;
use crate::store::uploads::Kept;
use crate::{acts, deeds, show, store};

/// An upload that is not finished.
pub(super) struct UploadLine {
    pub href: String,
    /// With whom, or as long as that is not said, what the file is called.
    pub what: String,
    /// The app, and the code: people ask about it aloud.
    pub kind: String,
    pub state: String,
    pub tone: &'static str,
    pub when: String,
}

/// Uploads of the actor that are not finished; `faces` are their own clients.
pub(super) async fn upload_lines(visit: &Visit, db: &mut Db, uploads: &[Upload], faces: &[Face]) -> Result<Vec<UploadLine>, Failure> {
    let mut lines = Vec::with_capacity(uploads.len());
    for upload in uploads {
        let with = faces.iter().find(|face| upload.client.as_ref() == Some(&face.id));
        let what = match with {
            Some(face) => visit.say("clients-conversation-title", &[("client", face.shown())]),
            None => store::uploads::name(&visit.app, db, upload).await?.to_string(),
        };
        let look: Option<Look> = store::uploads::kept(&visit.app, db, upload, Kept::Survey).await?;
        let app = look.map(|look| look.channel.unwrap_or(chatlog::Channel::WhatsApp).words(show::language(visit.lang())));
        let kind = [app, Some(upload.code.as_str())].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        lines.push(upload_line(visit, upload, what, kind));
    }
    Ok(lines)
}

fn upload_line(visit: &Visit, upload: &Upload, what: String, kind: String) -> UploadLine {
    let tone = match upload.state {
        State::Asking | State::Read => "soon",
        State::Failed => "overdue",
        _ => "pending",
    };
    UploadLine {
        href: format!("/uploads/{}", upload.id),
        what,
        kind,
        state: visit.say(&format!("clients-state-{}", upload.state.id()), &[]),
        tone,
        when: visit.moment(upload.at),
    }
}

const COLUMNS: &[Column] = &[
    Column::new("client", "clients-head-client").sorted(),
    Column::new("code", "clients-head-code").sorted(),
    Column::new("since", "clients-head-since").sorted(),
];

#[derive(Template)]
#[template(path = "clients.html")]
struct ListPage {
    page: Page,
    list: Listing,
    uploads: Vec<UploadLine>,
    may_open: bool,
    may_upload: bool,
}

/// One's own clients. Their names lie sealed, so the few that are one's own are opened
/// and searched in memory; no file is made of them.
pub(super) async fn list(visit: Visit) -> Result<Response, Failure> {
    let actor = visit.actor()?;
    let list = List { search: "clients-search", ..List::new("clients", "/clients", "clients-title", COLUMNS, "client") };
    let mut want = list.wanted(&visit);
    let mut db = visit.read().await?;
    let faces = faces(&visit, &mut db, &actor.id).await?;
    let uploads = store::uploads::unfinished(&mut db, &actor.id).await?;
    let uploads = upload_lines(&visit, &mut db, &uploads, &faces).await?;
    drop(db);
    let (rows, count) = arrange(&list, &mut want, faces.iter().map(|face| row(&visit, face)).collect());
    let page = |list| {
        Ok(ListPage {
            page: visit.page("clients-title")?,
            list,
            uploads,
            may_open: visit.may("open-client", &[]),
            may_upload: visit.may("upload-conversation", &[]),
        })
    };
    list.answer(&visit, want, rows, count, page).await
}

fn row(visit: &Visit, face: &Face) -> Row {
    let cells = vec![
        Cell::text(face.shown()).to(format!("/clients/{}", face.id)),
        Cell::code(face.code.as_str()),
        Cell::day_of(visit, face.opened_at),
    ];
    Row { also: face.name.to_string(), ..Row::new("", cells) }
}

/// The actor's own clients, opened. Somebody without a role in care has none, whatever the assignments say.
pub(super) async fn faces(visit: &Visit, db: &mut base::Db, person: &str) -> Result<Vec<Face>, Failure> {
    if model::relations(visit.actor()?, true).is_empty() {
        return Ok(Vec::new());
    }
    let mut faces = Vec::new();
    for client in store::clients::of(db, person).await? {
        faces.push(store::clients::face(&visit.app, db, &client).await?);
    }
    faces.sort_by_key(|face| face.shown().to_lowercase());
    Ok(faces)
}

#[derive(Template)]
#[template(path = "client_new.html")]
struct NewPage {
    page: Page,
    errors: Vec<(&'static str, String)>,
    name: Field,
    called: Field,
    contact: Field,
}

fn new_page(visit: &Visit, form: &FormState) -> Result<Html, Failure> {
    let field = |name| form.field(&visit.app.words, visit.lang(), name);
    Html::draw(&NewPage {
        page: visit.page("clients-new-title")?,
        errors: form.errors(&visit.app.words, visit.lang()),
        name: field("name"),
        called: field("called"),
        contact: field("contact"),
    })
}

pub(super) async fn new(visit: Visit) -> Result<Html, Failure> {
    new_page(&visit, &FormState::default())
}

pub(super) async fn open(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let new = match NewClient::parse(form.text("name"), form.text("called"), form.text("contact")) {
        Ok(new) => new,
        Err(refusal) => {
            let field = if refusal == Refusal::NameNeeded { "name" } else { "contact" };
            form.wrong(field, refusal.said());
            return Ok(visit.again(new_page(&visit, &form)?));
        }
    };
    let client = acts::open_client(&visit.app, visit.actor()?, &new).await?;
    Ok(visit.go(&format!("/clients/{}", client.id), "clients-said-opened"))
}

/// A conversation on the client's page.
struct ConversationLine {
    href: String,
    code: String,
    when: String,
    messages: i64,
    gone: bool,
}

/// Somebody assigned.
struct WorkerLine {
    id: String,
    name: String,
    initials: String,
}

#[derive(Template)]
#[template(path = "client.html")]
struct ClientPage {
    page: Page,
    face: Face,
    upload_href: String,
    since: String,
    conversations: Vec<ConversationLine>,
    workers: Vec<WorkerLine>,
    others: Vec<(String, String)>,
    may_assign: bool,
    may_upload: bool,
    errors: Vec<(&'static str, String)>,
    day: Field,
}

pub(super) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Html, Failure> {
    let today = visit.now().day(&visit.app.zone()).to_string();
    client_page(&visit, &id, &FormState::showing(&[("day", &today)])).await
}

/// A client's page; `form` is that of the day one wrote with them.
async fn client_page(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let (client, _) = client_for(visit, &mut db, "see-client", id).await?;
    let face = store::clients::face(&visit.app, &mut db, &client).await?;
    let assigned = store::clients::assigned(&mut db, id).await?;
    let names = people::names(&mut db, &assigned).await?;
    let everybody = people::list(&mut db).await?;
    let others = everybody.iter().filter(|p| model::assign(&p.roles, p.left_at.is_none(), &assigned, &p.id).is_ok());
    let others = others.map(|p| (p.id.clone(), p.name.clone())).collect();
    let conversations = store::conversations::of(&mut db, id).await?;
    let relations = model::relations(visit.actor()?, true);
    Html::draw(&ClientPage {
        page: visit.page_titled(face.shown())?,
        upload_href: format!("/conversations/new?client={id}"),
        since: base::words::day_in_words(visit.lang(), face.opened_at.day(&visit.app.zone())),
        conversations: conversations.iter().map(|c| conversation_line(visit, c)).collect(),
        workers: workers(assigned, &names),
        others,
        may_assign: visit.may("assign-client", &relations),
        may_upload: visit.may("upload-conversation", &[]),
        errors: form.errors(&visit.app.words, visit.lang()),
        day: form.field(&visit.app.words, visit.lang(), "day"),
        face,
    })
}

fn workers(assigned: Vec<String>, names: &std::collections::HashMap<String, String>) -> Vec<WorkerLine> {
    let line = |id: String| {
        let name = names.get(&id).cloned().unwrap_or_default();
        WorkerLine { initials: initials(&name), name, id }
    };
    assigned.into_iter().map(line).collect()
}

fn conversation_line(visit: &Visit, row: &Conversation) -> ConversationLine {
    ConversationLine {
        href: format!("/conversations/{}", row.id),
        code: row.code.clone(),
        when: period(visit, row.first_at, row.last_at),
        messages: row.added,
        gone: row.deleted_at.is_some(),
    }
}

/// `9 November 2026 to 13 November 2026`, or one day, or that the file says none.
pub(super) fn period(visit: &Visit, first: Option<Moment>, last: Option<Moment>) -> String {
    let zone = visit.app.zone();
    let day = |moment: Moment| base::words::day_in_words(visit.lang(), moment.day(&zone));
    match (first, last) {
        (Some(first), Some(last)) if first.day(&zone) == last.day(&zone) => day(first),
        (Some(first), Some(last)) => visit.say("clients-period", &[("first", &day(first)), ("last", &day(last))]),
        _ => visit.say("clients-period-unknown", &[]),
    }
}

pub(super) async fn assign(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let (client, _) = client_for(&visit, &mut tx, "assign-client", &id).await?;
    let person = people::find(&mut tx, form.text("person")).await?.ok_or(Refusal::NotForClients)?;
    let assigned = store::clients::assigned(&mut tx, &id).await?;
    model::assign(&person.roles, person.left_at.is_none(), &assigned, &person.id)?;
    store::clients::assign(&visit.app, &mut tx, &id, &person.id).await?;
    visit.record(&mut tx, &deeds::ASSIGNED, &[("client", &client.id), ("person", &person.id)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/clients/{id}"), "clients-said-assigned"))
}

pub(super) async fn unassign(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let (client, granted) = client_for(&visit, &mut tx, "assign-client", &id).await?;
    let person = form.text("person").to_owned();
    // Two who end each other's assignment at once leave one.
    store::clients::lock(&mut tx, &id).await?;
    model::unassign(&acts::assigned(&mut tx, &id).await?, &person)?;
    store::clients::unassign(&mut tx, &id, &person, visit.now()).await?;
    visit.record(&mut tx, &deeds::UNASSIGNED, &[("client", &client.id), ("person", &person)], &[]).await?;
    tx.commit().await?;
    // Whoever ended their own assignment does not see the client any more.
    let next = if granted.actor() == person { "/clients".to_owned() } else { format!("/clients/{id}") };
    Ok(visit.go(&next, "clients-said-unassigned"))
}

/// "I wrote with them on that day": the duty to file it opens.
pub(super) async fn held(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let (client, granted): (Client, _) = client_for(&visit, &mut db, "file-conversation", &id).await?;
    drop(db);
    let (now, zone) = (visit.now(), visit.app.zone());
    let Some(day) = Day::parse(form.text("day")).filter(|day| *day <= now.day(&zone)) else {
        form.wrong("day", Refusal::BadDay.said());
        return Ok(visit.again(client_page(&visit, &id, &form).await?));
    };
    acts::hold(&visit.app, &granted, &client.id, day.end(&zone).min(now)).await?;
    Ok(visit.go(&format!("/clients/{id}"), "clients-said-held"))
}
