//! Letters: "something awaits you", and a link. Never content, never a passcode.
//!
//! A letter is a row written in the transaction of the deed it tells of; a job
//! hands it to the SMTP server. Without one it becomes an `.eml` file in the
//! outbox folder. A letter may carry a deed to record once it was handed over
//! (`manager.informed`), so that being told is proved, not assumed.

use std::collections::HashMap;
use std::path::PathBuf;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;
use crate::ids::new_id;
use crate::jobs::{self, Job};
use crate::slice::OPEN_TO_ALL;
use crate::words::Lang;

pub(crate) const JOB: &str = "mail.deliver";

/// A letter to write. Its link may let somebody in: it is never printed.
pub struct Letter<'a> {
    pub to: &'a str,
    pub lang: Lang,
    /// Fluent ids of subject and body; both may use `args`.
    pub subject: &'a str,
    pub body: &'a str,
    pub args: &'a [(&'a str, &'a str)],
    /// A path of ours, e.g. `/phones/…`.
    pub link: &'a str,
    /// Recorded once the letter was handed over.
    pub then: Option<Receipt>,
}

impl std::fmt::Debug for Letter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter").field("subject", &self.subject).finish_non_exhaustive()
    }
}

/// A deed to record when a letter was handed over.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Receipt {
    pub deed: String,
    pub actor: Option<String>,
    pub subjects: Vec<(String, String)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    mail: String,
    receipt: Option<Receipt>,
    /// Its link lets somebody in: nothing of it is kept.
    #[serde(default = "yes")]
    key: bool,
}

/// Of a letter from before this was asked.
const fn yes() -> bool {
    true
}

/// How letters leave. The address of a mail server holds its password: it is never printed.
#[derive(Clone)]
pub enum Post {
    /// `smtp://user:pass@host:port` or `smtps://…`, and the address we write from.
    Smtp { url: String, from: String },
    /// Into files: no mail server is configured.
    Outbox { folder: PathBuf, from: String },
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Smtp { from, .. } => f.debug_struct("Smtp").field("from", from).finish_non_exhaustive(),
            Self::Outbox { folder, from } => f.debug_struct("Outbox").field("folder", folder).field("from", from).finish(),
        }
    }
}

/// Writes a letter in the caller's transaction. Call [`App::wake`] after the commit.
///
/// # Errors
/// When the database does.
pub async fn send(app: &App, db: &mut Db, letter: Letter<'_>, now: Moment) -> Result<(), Failure> {
    let id = new_id(now, &app.dice)?;
    let subject = app.words.say(letter.lang, letter.subject, letter.args);
    let text = app.words.say(letter.lang, letter.body, letter.args);
    let closing = app.words.say(letter.lang, "base-mail-closing", &[]);
    let body = format!("{text}\n\n{}{}\n\n{closing}\n", app.config.address, letter.link);
    sqlx::query("insert into mail (id, to_address, subject, body, created_at) values ($1, $2, $3, $4, $5)")
        .bind(&id).bind(letter.to).bind(&subject).bind(&body).bind(now.0)
        .execute(&mut *db)
        .await?;
    let payload = Payload { mail: id, receipt: letter.then, key: lets_in(app, letter.link) };
    let payload = serde_json::to_string(&payload).map_err(|e| Failure::broken("writing a letter", e))?;
    jobs::push(db, &app.dice, JOB, &payload, None, now).await
}

/// Hands a letter over, then records its receipt in one transaction with the fact.
pub(crate) async fn deliver(app: &App, job: &Job) -> Result<(), Failure> {
    let payload: Payload = serde_json::from_str(&job.payload).map_err(|e| Failure::broken("reading a letter", e))?;
    let mut read = app.db.read().await?;
    let row: Option<(String, String, String, Option<i64>)> =
        sqlx::query_as("select to_address, subject, body, sent_at from mail where id = $1").bind(&payload.mail).fetch_optional(&mut *read).await?;
    drop(read);
    let Some((to, subject, body, sent_at)) = row else { return Ok(()) };
    if sent_at.is_some() {
        return Ok(());
    }
    let way = hand_over(&app.config.post, &payload.mail, &to, &subject, &body).await?;
    let now = app.now();
    let mut tx = app.db.begin().await?;
    // What was handed over is not kept. Without a mail server it is, to be printed; never a link that lets somebody in.
    let kept = if way == "outbox" && !payload.key { body.as_str() } else { "" };
    let sent = sqlx::query("update mail set sent_at = $2, way = $3, body = $4 where id = $1 and sent_at is null")
        .bind(&payload.mail).bind(now.0).bind(way).bind(kept)
        .execute(&mut *tx)
        .await?;
    // A job may run twice; a receipt is recorded once.
    if let Some(receipt) = payload.receipt.filter(|_| sent.rows_affected() == 1) {
        let deed = app.deed(&receipt.deed)?;
        let subjects: Vec<(&str, &str)> = receipt.subjects.iter().map(|(s, i)| (s.as_str(), i.as_str())).collect();
        app.record_at(&mut tx, receipt.actor.as_deref(), deed, now, &subjects, &[]).await?;
    }
    tx.commit().await
}

/// How far a letter got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It will be tried (again) at `next`; `error` says what went wrong, in our words only.
    Waiting { tries: i64, next: Moment, error: Option<String> },
    /// Nobody tries any more.
    Failed { error: Option<String> },
    /// Handed to the mail server.
    Sent,
    /// Written to the outbox folder: no mail server is named.
    InOutbox,
}

/// A letter as the outbox page shows it.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: String,
    pub to: String,
    pub subject: String,
    /// What it says, to print; `None` where it left us, or lets somebody in.
    pub body: Option<String>,
    pub created_at: Moment,
    pub state: State,
}

/// The last `most` letters, newest first.
///
/// # Errors
/// When the database does.
pub async fn list(db: &mut Db, most: i64) -> Result<Vec<Kept>, Failure> {
    type Row = (String, String, String, String, i64, Option<i64>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as("select id, to_address, subject, body, created_at, sent_at, way from mail order by created_at desc, id desc limit $1")
        .bind(most)
        .fetch_all(&mut *db)
        .await?;
    let mut waiting = waiting(db).await?;
    let kept = rows.into_iter().map(|(id, to, subject, body, created_at, sent_at, way)| {
        let state = match (sent_at, way.as_deref(), waiting.remove(&id)) {
            (Some(_), Some("outbox"), _) => State::InOutbox,
            (Some(_), _, _) => State::Sent,
            (None, _, Some(state)) => state,
            (None, _, None) => State::Failed { error: None },
        };
        let body = Some(body).filter(|b| !b.is_empty() && state == State::InOutbox);
        Kept { id, to, subject, body, created_at: Moment(created_at), state }
    });
    Ok(kept.collect())
}

/// How far the letters are that did not leave yet, by their ids.
async fn waiting(db: &mut Db) -> Result<HashMap<String, State>, Failure> {
    type Row = (String, i64, i64, Option<i64>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as("select payload, attempts, run_at, given_up_at, last_error from job where kind = $1 and done_at is null")
        .bind(JOB)
        .fetch_all(db)
        .await?;
    let one = |(payload, tries, next, given_up, error): Row| {
        let payload: Payload = serde_json::from_str(&payload).ok()?;
        let state = if given_up.is_some() { State::Failed { error } } else { State::Waiting { tries, next: Moment(next), error } };
        Some((payload.mail, state))
    };
    Ok(rows.into_iter().filter_map(one).collect())
}

/// Whether the page at `link` lets in whoever holds the link.
fn lets_in(app: &App, link: &str) -> bool {
    let open = app.slices.iter().flat_map(|s| &s.routes).filter(|r| r.permit == OPEN_TO_ALL);
    open.filter_map(|r| r.path.split_once('{')).any(|(before, _)| link.starts_with(before))
}

/// Whether the SMTP server at `url` answers and lets us in, within `patience`.
///
/// # Errors
/// Why not.
pub async fn answers(url: &str, patience: std::time::Duration) -> Result<(), Failure> {
    let transport: AsyncSmtpTransport<Tokio1Executor> = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|e| Failure::broken("reading the SMTP address", e))?.timeout(Some(patience)).build();
    match tokio::time::timeout(patience, transport.test_connection()).await {
        Err(_) => Err(Failure::broken("asking the mail server", "it does not answer")),
        Ok(Err(e)) => Err(Failure::broken("asking the mail server", e)),
        Ok(Ok(false)) => Err(Failure::broken("asking the mail server", "it hung up")),
        Ok(Ok(true)) => Ok(()),
    }
}

async fn hand_over(post: &Post, id: &str, to: &str, subject: &str, body: &str) -> Result<&'static str, Failure> {
    let (Post::Smtp { from, .. } | Post::Outbox { from, .. }) = post;
    let message = compose(from, to, subject, body)?;
    match post {
        Post::Outbox { folder, .. } => {
            std::fs::create_dir_all(folder).map_err(|e| Failure::broken("making the outbox", e))?;
            let path = folder.join(format!("{id}.eml"));
            // A job may run twice: what the first time left, whole or half, makes room.
            match std::fs::remove_file(&path) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Failure::broken("writing to the outbox", e)),
                _ => crate::vault::write_private(&path, &message.formatted())?,
            }
            Ok("outbox")
        }
        Post::Smtp { url, .. } => {
            let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|e| Failure::broken("reading the SMTP address", e))?.build();
            transport.send(message).await.map_err(|e| Failure::broken("sending mail", e))?;
            Ok("smtp")
        }
    }
}

fn compose(from: &str, to: &str, subject: &str, body: &str) -> Result<Message, Failure> {
    let mailbox = |address: &str| address.parse::<Mailbox>().map_err(|e| Failure::broken("reading a mail address", e));
    let html = format!("<p>{}</p>", link_lines(&escape(body)).replace("\n\n", "</p><p>").replace('\n', "<br>"));
    Message::builder()
        .from(mailbox(from)?)
        .to(mailbox(to)?)
        .subject(subject)
        // RFC 3834: nobody's holiday answer comes back to us.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .multipart(
            MultiPart::alternative()
                .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(body.to_owned()))
                .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(html)),
        )
        .map_err(|e| Failure::broken("composing mail", e))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Makes lines that are an address into links.
fn link_lines(escaped: &str) -> String {
    escaped
        .lines()
        .map(|line| if line.starts_with("http") { format!("<a href=\"{line}\">{line}</a>") } else { line.to_owned() })
        .collect::<Vec<_>>()
        .join("\n")
}
