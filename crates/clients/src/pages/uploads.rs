//! Handing a file in, watching it being read, looking at it, filing it or giving it up.

use askama::Template;
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::multipart::{self, FILES_AWAY};
use base::web::page::{Html, Page};
use base::web::visit::{Visit, to};
use base::words::{Lang, number_in_words};
use base::{Db, Failure, Said};

use super::questions::{self, Questions};
use super::{LARGEST_MEGABYTES, client_for, clients, upload_for, view_of};
use crate::acts::{self, Received};
use crate::model::{Client, Counts, MayReadConversation, Refusal, State, Upload};
use crate::reader::{Look, Why};
use crate::show::{self, Item, Odd, View};
use crate::store;
use crate::store::entries::{Shown, Which};
use crate::store::uploads::Kept;

/// Entries on one page.
pub(super) const PAGE: i64 = 200;
/// Lines not understood that are listed together.
pub(super) const ODDS: i64 = 100;

#[derive(Template)]
#[template(path = "upload_new.html")]
struct NewPage {
    page: Page,
    errors: Vec<(&'static str, String)>,
    clients: Vec<(String, String)>,
    client: Field,
    pasted: Field,
    file_error: String,
    uploads: Vec<clients::UploadLine>,
    may_open: bool,
}

async fn new_page(visit: &Visit, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let actor = visit.actor()?;
    let faces = clients::faces(visit, &mut db, &actor.id).await?;
    let uploads = store::uploads::unfinished(&mut db, &actor.id).await?;
    let uploads = clients::upload_lines(visit, &mut db, &uploads, &faces).await?;
    let field = |name| form.field(&visit.app.words, visit.lang(), name);
    Html::draw(&NewPage {
        page: visit.page("clients-upload-title")?,
        errors: form.errors(&visit.app.words, visit.lang()),
        clients: faces.iter().map(|face| (face.id.clone(), face.shown().to_owned())).collect(),
        client: field("client"),
        pasted: field("pasted"),
        file_error: field("file").error.unwrap_or_default(),
        uploads,
        may_open: visit.may("open-client", &[]),
    })
}

pub(super) async fn new(visit: Visit) -> Result<Html, Failure> {
    let client = visit.query("client").unwrap_or_default();
    new_page(&visit, &FormState::showing(&[("client", &client)])).await
}

pub(super) async fn take(visit: Visit, parts: Multipart) -> Result<Response, Failure> {
    let uploaded = multipart::take(&visit, parts, "file").await?;
    let mut form = uploaded.form;
    let Some(file) = uploaded.file else {
        form.wrong("file", match (uploaded.away, uploaded.too_large) {
            (true, _) => FILES_AWAY,
            (_, true) => Said::plain("clients-refusal-too-large").with("most", LARGEST_MEGABYTES.to_string()),
            _ => Refusal::NoFile.said(),
        });
        return Ok(visit.again(new_page(&visit, &form).await?));
    };
    let client = suggested(&visit, form.text("client")).await?;
    match acts::receive(&visit.app, visit.actor()?, &file.blob, &file.name, client.as_deref()).await {
        Ok(received) => Ok(went(&visit, &received)),
        Err(Failure::Refused(said)) => {
            form.wrong("file", said);
            Ok(visit.again(new_page(&visit, &form).await?))
        }
        Err(failure) => Err(failure),
    }
}

pub(super) async fn paste(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    if form.text("pasted").is_empty() {
        form.wrong("pasted", Refusal::NothingPasted.said());
        return Ok(visit.again(new_page(&visit, &form).await?));
    }
    let client = suggested(&visit, form.text("client")).await?;
    let name = visit.say("clients-pasted-name", &[]);
    let received = acts::receive_bytes(&visit.app, visit.actor()?, form.value("pasted").as_bytes(), &name, client.as_deref()).await;
    match received {
        Ok(received) => Ok(went(&visit, &received)),
        Err(Failure::Away { cause }) => {
            tracing::warn!(%cause, "the store for files is away");
            form.wrong("pasted", FILES_AWAY);
            Ok(visit.again(new_page(&visit, &form).await?))
        }
        Err(Failure::Refused(said)) => {
            form.wrong("pasted", said);
            Ok(visit.again(new_page(&visit, &form).await?))
        }
        Err(failure) => Err(failure),
    }
}

/// The client named beforehand, if it is one of the actor's own; else none, and nothing is said.
async fn suggested(visit: &Visit, id: &str) -> Result<Option<String>, Failure> {
    if id.is_empty() {
        return Ok(None);
    }
    let mut db = visit.read().await?;
    match client_for(visit, &mut db, "see-client", id).await {
        Ok((client, _)) => Ok(Some(client.id)),
        Err(Failure::Missing | Failure::Forbidden) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn went(visit: &Visit, received: &Received) -> Response {
    let path = format!("/uploads/{}", received.upload());
    match received {
        Received::New(_) => visit.go(&path, "clients-said-received"),
        Received::Before(_) => visit.go(&path, "clients-said-received-before"),
        Received::WithThisClient(_) => visit.go(&path, "clients-said-received-with"),
    }
}

/// What was read, for looking over before it is filed.
pub(super) struct Seen {
    pub items: Vec<Item>,
    /// What is damaged or cut off: a warning of its own.
    pub damage: Vec<Odd>,
    pub damaged: bool,
    pub odds: Vec<Odd>,
    /// So many were not understood in all.
    pub all_odds: i64,
    /// Of them, shown where they stand only.
    pub more_odds: i64,
    /// Whose clock the times are of.
    pub clocks: String,
    pub now: u64,
    pub last: u64,
}

#[derive(Template)]
#[template(path = "upload.html")]
struct UploadPage {
    page: Page,
    upload: Upload,
    discard_href: String,
    name: String,
    sent: String,
    steps: Vec<String>,
    step: usize,
    busy: bool,
    reason: String,
    questions: Option<Questions>,
    client: String,
    counts: String,
    period: String,
    files: u64,
    truncated: u64,
    warnings: Vec<String>,
    seen: Option<Seen>,
    /// How large the file is, in words.
    size: String,
    nothing_new: &'static str,
}

pub(super) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    upload_page(&visit, &id, FormState::default()).await
}

/// The page of an upload, whatever it waits for; a filed one is its conversation.
pub(super) async fn upload_page(visit: &Visit, id: &str, form: FormState) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let (upload, granted) = upload_for(visit, &mut db, id).await?;
    if upload.state == State::Discarded {
        return Err(Failure::Missing);
    }
    if let Some(conversation) = store::conversations::made_from(&mut db, id).await? {
        return Ok(to(&format!("/conversations/{conversation}")));
    }
    let fine = form.is_fine();
    let client = chosen(visit, &mut db, &upload).await?;
    let (view, look) = view_of(visit, &mut db, &upload).await?;
    let questions = match upload.state {
        State::Asking => Some(questions::of(visit, &mut db, &upload, &look, form).await?),
        _ => None,
    };
    let seen = match (&client, upload.state) {
        (Some((client, _)), State::Read) => {
            let may = MayReadConversation::uploaded(&granted, &upload, &client.key_id)?;
            Some(seen(visit, &mut db, &may, &view, upload.counts).await?)
        }
        _ => None,
    };
    let name = store::uploads::name(&visit.app, &mut db, &upload).await?.to_string();
    let reason: Option<String> = store::uploads::kept(&visit.app, &mut db, &upload, Kept::Reason).await?;
    drop(db);
    let drawn = draw(visit, upload, Parts { name, reason, look, questions, client: client.map(|(_, name)| name).unwrap_or_default(), seen })?;
    Ok(if fine { drawn.into_response() } else { visit.again(drawn) })
}

/// What [`draw`] puts together.
struct Parts {
    name: String,
    reason: Option<String>,
    look: Look,
    questions: Option<Questions>,
    client: String,
    seen: Option<Seen>,
}

fn draw(visit: &Visit, upload: Upload, parts: Parts) -> Result<Html, Failure> {
    let Parts { name, reason, look, questions, client, seen } = parts;
    let mut page = visit.page("clients-upload-one-title")?;
    page.refresh = upload.state.is_busy();
    Html::draw(&UploadPage {
        page,
        discard_href: format!("/uploads/{}/discard", upload.id),
        name,
        sent: visit.moment(upload.at),
        steps: ["clients-step-read", "clients-step-answer", "clients-step-check", "clients-step-file"].iter().map(|s| visit.say(s, &[])).collect(),
        step: match upload.state {
            State::Asking => 2,
            // While it is read it is read, also after the questions were answered.
            State::Read => 3,
            _ => 1,
        },
        busy: upload.state.is_busy(),
        reason: reason.map(|kept| Why::of(&kept).words(&visit.app.words, visit.lang())).unwrap_or_default(),
        questions,
        client,
        counts: counts(visit, &upload),
        period: clients::period(visit, upload.counts.first_at, upload.counts.last_at),
        files: look.files,
        truncated: questions::truncated(&look),
        warnings: questions::warnings(visit, &look),
        seen,
        size: size(visit, upload.size),
        nothing_new: if upload.counts.damaged > 0 { "clients-nothing-new-damaged" } else { "clients-nothing-new-words" },
        upload,
    })
}

/// The chosen client and what they are called, if the actor may know.
async fn chosen(visit: &Visit, db: &mut Db, upload: &Upload) -> Result<Option<(Client, String)>, Failure> {
    let Some(id) = &upload.client else { return Ok(None) };
    match client_for(visit, db, "see-client", id).await {
        Ok((client, _)) => {
            let name = store::clients::face(&visit.app, db, &client).await?.shown().to_owned();
            Ok(Some((client, name)))
        }
        Err(Failure::Missing | Failure::Forbidden) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// `4.7 kB`; `4,7 ko`.
fn size(visit: &Visit, bytes: i64) -> String {
    let (id, unit) = match bytes {
        i64::MIN..1_000 => return visit.say("clients-upload-bytes", &[("bytes", &bytes.to_string())]),
        1_000..1_000_000 => ("clients-upload-kilobytes", 1_000),
        _ => ("clients-upload-megabytes", 1_000_000),
    };
    let tenths = bytes.saturating_mul(10) / unit;
    let point = if visit.lang() == Lang::Fr { ',' } else { '.' };
    let number = number_in_words(visit.lang(), tenths / 10);
    let words = if tenths >= 1_000 { number } else { format!("{number}{point}{}", tenths % 10) };
    visit.say(id, &[("n", &words)])
}

/// What was read, in a sentence or two.
fn counts(visit: &Visit, upload: &Upload) -> String {
    let counts = upload.counts;
    let mut said = visit.say("clients-counts", &[("messages", &counts.messages.to_string()), ("n", &number_in_words(visit.lang(), counts.messages))]);
    if counts.odd() > 0 || counts.damaged == 0 {
        said.push(' ');
        said.push_str(&visit.say("clients-counts-odd", &[("count", &counts.odd().to_string()), ("n", &number_in_words(visit.lang(), counts.odd()))]));
    }
    said
}

/// Opens one page of entries and the first lines nobody understood.
pub(super) async fn seen(visit: &Visit, db: &mut Db, may: &MayReadConversation, view: &View<'_>, counts: Counts) -> Result<Seen, Failure> {
    let app = &visit.app;
    let (entries, _) = store::entries::count(db, may.upload()).await?;
    let last = u64::try_from(entries).unwrap_or(0).div_ceil(PAGE.unsigned_abs()).max(1);
    let now = visit.query("page").and_then(|p| p.parse().ok()).unwrap_or(1_u64).clamp(1, last);
    let skip = i64::try_from(now - 1).unwrap_or(0).saturating_mul(PAGE);
    let shown = store::entries::open(app, db, may, Which::Page { skip, most: PAGE }).await?;
    let problems = store::entries::open(app, db, may, Which::Problems { most: ODDS }).await?;
    let told = odds(view, &problems, |_| true);
    let odds_alone = odds(view, &problems, |problem| !show::is_damage(problem));
    Ok(Seen {
        items: view.items(&shown, &told),
        damage: odds(view, &problems, show::is_damage),
        damaged: counts.damaged > 0,
        all_odds: counts.odd(),
        more_odds: counts.odd().saturating_sub(i64::try_from(odds_alone.len()).unwrap_or(i64::MAX)).max(0),
        odds: odds_alone,
        clocks: view.clocks(&shown),
        now,
        last,
    })
}

/// The problems among entries that are wanted, ready to be shown.
pub(super) fn odds(view: &View<'_>, entries: &[Shown], wanted: impl Fn(&chatlog::Problem) -> bool) -> Vec<Odd> {
    let odd = |shown: &Shown| match &shown.entry {
        chatlog::Entry::Problem(problem) if wanted(problem) => Some(view.odd(problem)),
        _ => None,
    };
    entries.iter().filter_map(odd).collect()
}

pub(super) async fn again(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    upload_for(&visit, &mut *visit.read().await?, &id).await?;
    acts::ask_again(&visit.app, visit.actor()?, &id).await?;
    Ok(to(&format!("/uploads/{id}")))
}

pub(super) async fn discard(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    upload_for(&visit, &mut *visit.read().await?, &id).await?;
    acts::discard(&visit.app, visit.actor()?, &id).await?;
    Ok(visit.go("/clients", "clients-said-discarded"))
}

pub(super) async fn file(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let (upload, _) = upload_for(&visit, &mut db, &id).await?;
    let client = upload.client.clone().ok_or(Refusal::NotThatFar)?;
    let (_, granted) = client_for(&visit, &mut db, "file-conversation", &client).await?;
    drop(db);
    let conversation = acts::file(&visit.app, &granted, &id).await?;
    Ok(visit.go(&format!("/conversations/{conversation}"), "clients-said-filed"))
}
