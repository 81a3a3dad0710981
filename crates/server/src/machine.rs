//! The machine room, for IT: what runs, what waits, what failed, and the buttons
//! for it. And the outbox: which letters left, for whoever invites people.
//!
//! No content and no client's name is on these pages: a job is shown by its kind, its tries
//! and its number, under which the log says why it failed. A letter that lets somebody in is shown
//! to nobody: it is listed, and a new link is made on the person's page.
//!
//! Not here: what a job does (its slice), how a letter leaves (`base::mail`).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::jobs::{self, Listed};
use base::mail::{self, Kept, Post, State};
use base::slice::{Deed, Nav, Texts, get, post};
use base::web::{Html, Page, Typed, Visit, nav, telling};
use base::{Failure, Moment, Slice, db};

const RETRIED: Deed = Deed { name: "job.retried", slots: &["job"], details: &["kind"], words: None, act: None };
const GIVEN_UP: Deed = Deed { name: "job.given-up", slots: &["job"], details: &["kind"], words: None, act: None };
static DEEDS: [Deed; 2] = [RETRIED, GIVEN_UP];
static NAV: &[Nav] = &[nav("/outbox", "machine-nav-outbox", "send", "see-outbox", 75), nav("/machine", "machine-nav", "settings", "see-machine-room", 80)];

/// Jobs in the machine room.
const JOBS: i64 = 200;
/// Letters on the outbox page.
const LETTERS: i64 = 100;
/// Less than this is too little to go on with, in bytes.
const LITTLE: u64 = 1024 * 1024 * 1024;

/// The machine room and the outbox as a slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "machine",
        deeds: &DEEDS,
        routes: vec![
            get("/machine", "see-machine-room", room),
            post("/machine/jobs/{job}/retry", "tend-jobs", retry),
            post("/machine/jobs/{job}/give-up", "tend-jobs", give_up),
            get("/outbox", "see-outbox", outbox),
            get("/outbox/{letter}", "see-outbox", letter),
        ],
        texts: Texts { en: include_str!("machine.en.ftl"), fr: include_str!("machine.fr.ftl") },
        nav: NAV,
        ..Slice::default()
    }
}

/// A job as it is shown.
struct JobLine {
    id: String,
    kind: String,
    state: String,
    tone: &'static str,
    symbol: &'static str,
    is_left: bool,
    repeats: bool,
    next: String,
    next_iso: String,
    /// Why is in the log, under the id: a cause may quote an address or a file name.
    failed: bool,
}

#[derive(Template)]
#[template(path = "machine.html")]
struct Room {
    page: Page,
    /// Pairs (term, words).
    facts: Vec<(String, String)>,
    disk_is_low: bool,
    jobs: Vec<JobLine>,
    heads: Vec<String>,
    left: i64,
    may_tend: bool,
}

async fn room(visit: Visit) -> Result<Html, Failure> {
    let mut read = visit.read().await?;
    let standing = jobs::list(&mut read, visit.now(), JOBS).await?;
    let left = jobs::counts(&mut read, visit.now()).await?.given_up;
    let (done, given_up) = jobs::done_since(&mut read, visit.now().plus(-Moment::DAY)).await?;
    let engine = db::engine(&mut read).await?;
    let letters = mail::list(&mut read, LETTERS).await?;
    let backup = db::last(&mut read, "backup.made").await?;
    drop(read);
    let free = free(&visit);
    let facts = vec![
        (visit.say("machine-version", &[]), env!("CARGO_PKG_VERSION").to_owned()),
        (visit.say("machine-database", &[]), engine),
        (visit.say("machine-address", &[]), visit.app.config.address.clone()),
        (visit.say("machine-disk", &[]), free.map_or_else(|| visit.say("machine-unknown", &[]), |bytes| visit.say("machine-gigabytes", &[("count", &(bytes / LITTLE).to_string())]))),
        (visit.say("machine-backup", &[]), backup.map_or_else(|| visit.say("machine-backup-never", &[]), |at| visit.moment(at))),
        (visit.say("machine-post", &[]), visit.say(if matches!(visit.app.config.post, Post::Smtp { .. }) { "machine-post-smtp" } else { "machine-post-outbox" }, &[])),
        (visit.say("machine-letters", &[]), letters_in_words(&visit, &letters)),
        (visit.say("machine-jobs-done", &[]), visit.say("machine-jobs-done-words", &[("done", &done.to_string()), ("given-up", &given_up.to_string())])),
    ];
    let page = visit.page("machine-title")?;
    let heads = ["machine-head-job", "machine-head-state", "machine-head-next", "machine-head-error"].map(|id| visit.say(id, &[])).to_vec();
    let jobs = standing.into_iter().map(|job| line(&visit, job)).collect();
    let may_tend = visit.may("tend-jobs", &[]);
    Html::draw(&Room { page, facts, disk_is_low: free.is_some_and(|bytes| bytes < LITTLE), jobs, heads, left, may_tend })
}

/// "3 sent, 1 failed": how the last letters fared, nobody named.
fn letters_in_words(visit: &Visit, letters: &[Kept]) -> String {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for letter in letters {
        *counts.entry(state_id(&letter.state)).or_default() += 1;
    }
    let words: Vec<String> = counts.into_iter().map(|(id, count)| visit.say("machine-count", &[("what", &visit.say(id, &[])), ("count", &count.to_string())])).collect();
    if words.is_empty() { visit.say("machine-letters-none", &[]) } else { words.join(" · ") }
}

const fn state_id(state: &State) -> &'static str {
    match state {
        State::Waiting { error: None, .. } => "machine-letter-waiting",
        State::Waiting { .. } => "machine-letter-again",
        State::Failed { .. } => "machine-letter-failed",
        State::Sent => "machine-letter-sent",
        State::InOutbox => "machine-letter-outbox",
    }
}

/// Bytes that are free where the data lies.
fn free(visit: &Visit) -> Option<u64> {
    #[cfg(unix)]
    {
        let stat = rustix::fs::statvfs(&visit.app.config.data).ok()?;
        Some(stat.f_bavail.saturating_mul(stat.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = visit;
        None
    }
}

fn line(visit: &Visit, job: Listed) -> JobLine {
    let (state, tone, symbol) = match job.state {
        jobs::State::GivenUp => (visit.say("machine-job-left", &[]), "overdue", "alert-circle"),
        jobs::State::Running => (visit.say("machine-job-running", &[]), "met", "refresh"),
        jobs::State::Waiting => (visit.say("machine-job-waiting", &[]), "pending", "clock"),
        jobs::State::Retrying => (visit.say("machine-job-again", &[("tries", &job.attempts.to_string())]), "soon", "refresh"),
    };
    // A job of a version before this one has no words any more.
    let kind = telling::detail_in_words(&visit.app, visit.lang(), "kind", &job.kind);
    let repeats = job.every.is_some();
    JobLine {
        kind, state, tone, symbol, repeats,
        is_left: job.state == jobs::State::GivenUp && !repeats,
        next: visit.moment(job.run_at),
        next_iso: visit.iso(job.run_at),
        failed: job.last_error.is_some(),
        id: job.id,
    }
}

async fn retry(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    tend(&visit, &id, true).await?;
    visit.app.wake();
    Ok(visit.go("/machine", "machine-retried"))
}

async fn give_up(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    tend(&visit, &id, false).await?;
    Ok(visit.go("/machine", "machine-given-up"))
}

async fn tend(visit: &Visit, id: &str, again: bool) -> Result<(), Failure> {
    let mut tx = visit.begin().await?;
    let job = jobs::list(&mut tx, visit.now(), i64::MAX).await?.into_iter().find(|j| j.id == id).ok_or(Failure::Missing)?;
    let (deed, done) = if again { (&RETRIED, jobs::retry(&mut tx, id, visit.now()).await?) } else { (&GIVEN_UP, jobs::dismiss(&mut tx, id, visit.now()).await?) };
    // It is being run right now.
    if !done {
        return Err(Failure::Stale);
    }
    visit.record(&mut tx, deed, &[("job", id)], &[("kind", &job.kind)]).await?;
    tx.commit().await
}

/// A letter as it is listed.
struct LetterLine {
    id: String,
    to: String,
    subject: String,
    when: String,
    when_iso: String,
    state: String,
    tone: &'static str,
    symbol: &'static str,
    error: String,
    can_be_printed: bool,
}

#[derive(Template)]
#[template(path = "outbox.html")]
struct Outbox {
    page: Page,
    lines: Vec<LetterLine>,
    heads: Vec<String>,
    has_server: bool,
}

async fn outbox(visit: Visit) -> Result<Html, Failure> {
    let letters = mail::list(&mut *visit.read().await?, LETTERS).await?;
    let page = visit.page("machine-outbox-title")?;
    let heads = ["machine-head-to", "machine-head-subject", "machine-head-when", "machine-head-letter-state"].map(|id| visit.say(id, &[])).to_vec();
    let lines = letters.into_iter().map(|letter| letter_line(&visit, letter)).collect();
    Html::draw(&Outbox { page, lines, heads, has_server: matches!(visit.app.config.post, Post::Smtp { .. }) })
}

fn letter_line(visit: &Visit, letter: Kept) -> LetterLine {
    let (tone, symbol) = match &letter.state {
        State::Sent => ("met", "check"),
        State::InOutbox => ("pending", "printer"),
        State::Failed { .. } => ("overdue", "alert-circle"),
        State::Waiting { error: Some(_), .. } => ("soon", "refresh"),
        State::Waiting { .. } => ("pending", "clock"),
    };
    let error = match &letter.state {
        State::Waiting { error: Some(_), next, .. } => visit.say("machine-letter-next", &[("when", &visit.moment(*next))]),
        State::Failed { .. } => visit.say("machine-letter-failed-hint", &[]),
        _ => String::new(),
    };
    LetterLine {
        state: visit.say(state_id(&letter.state), &[]),
        when: visit.moment(letter.created_at),
        when_iso: visit.iso(letter.created_at),
        can_be_printed: letter.body.is_some(),
        id: letter.id, to: letter.to, subject: letter.subject, tone, symbol, error,
    }
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Print {
    page: Page,
    to: String,
    subject: String,
    paragraphs: Vec<String>,
}

async fn letter(visit: Visit, Path(id): Path<String>) -> Result<Html, Failure> {
    let letters = mail::list(&mut *visit.read().await?, LETTERS).await?;
    let letter = letters.into_iter().find(|l| l.id == id).ok_or(Failure::Missing)?;
    // Sent on, or it lets somebody in: there is nothing to print.
    let body = letter.body.ok_or(Failure::Missing)?;
    let page = visit.page("machine-letter-title")?;
    let paragraphs = body.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect();
    Html::draw(&Print { page, to: letter.to, subject: letter.subject, paragraphs })
}
