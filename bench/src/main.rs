//! Today for Ben among 1,000 people and 100,000 trail entries: how long the server takes.
//!
//! Fills a database of its own (SQLite, or the one in `KEEPWELL_TEST_POSTGRES`), then
//! opens Ben's Today many times through the router and prints the quantiles.

use std::io::Write as _;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use axum::body::Body;
use axum::http::Request;
use base::clock::Clock;
use base::{App, Moment};
use http_body_util::BodyExt as _;
use server::config::Settings;
use server::start::{As, start};
use tower::ServiceExt as _;

const PEOPLE: usize = 1_000;
/// People in the list that is measured by `bench people`.
const MANY: usize = 10_000;
const ENTRIES: i64 = 100_000;
const VISITS: usize = 300;
/// 2026-01-05, a Monday, 14:00 UTC.
const BEGINNING: Moment = Moment(1_767_621_600_000);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let database = std::env::var("KEEPWELL_TEST_POSTGRES").ok().filter(|d| !d.is_empty());
    let engine = if database.is_some() { "PostgreSQL" } else { "SQLite" };
    let mut settings = Settings::in_folder(&folder.path().join("data"))?;
    settings.database = database;
    let clock = Clock::held(BEGINNING);
    let started = start(&settings, clock, As::TheServer).await.context("starting")?;
    let app = started.app;
    if std::env::args().nth(1).as_deref() == Some("people") {
        return people_list(&app, engine).await;
    }
    let entries = fill(&app).await?;
    measure(&app, engine, entries).await
}

/// Ben, 999 others, a phone each, and a year of ordinary work.
async fn fill(app: &App) -> anyhow::Result<i64> {
    let mut tx = app.db.begin().await?;
    people::cast::settle(app, &mut tx).await?;
    manual::install_starter(app, &mut tx, Some("ana"), app.now()).await?;
    tx.commit().await?;
    app.organisation_changed().await?;
    let mut workers = vec!["ben".to_owned()];
    let mut tx = app.db.begin().await?;
    for n in 0..PEOPLE - 8 {
        workers.push(add_person(app, &mut tx, n).await?);
    }
    for (n, worker) in workers.iter().enumerate() {
        let phone = format!("phone-{n}");
        app.record(&mut tx, Some("cleo"), app.deed("phone.added")?, &[("phone", &phone)], &[]).await?;
        app.record(&mut tx, Some("cleo"), app.deed("custody.began")?, &[("phone", &phone), ("person", worker)], &[]).await?;
    }
    tx.commit().await?;
    let mut seq = 0;
    let mut round = 0_i64;
    while seq < ENTRIES {
        round += 1;
        // Three working hours later; a round is a deed or two by each worker.
        app.clock.set(BEGINNING.plus(round * 3 * Moment::DAY));
        let mut tx = app.db.begin().await?;
        for (n, worker) in workers.iter().enumerate() {
            seq = work(app, &mut tx, round, n, worker).await?;
            if seq >= ENTRIES {
                break;
            }
        }
        tx.commit().await?;
    }
    Ok(seq)
}

async fn add_person(app: &App, tx: &mut base::Db, n: usize) -> anyhow::Result<String> {
    let person = people::NewPerson {
        id: None,
        name: people::model::PersonName::parse(&format!("Worker {n}")).map_err(base::Failure::from)?,
        email: people::model::Email::parse(&format!("worker{n}@example.org")).map_err(base::Failure::from)?,
        lang: base::words::Lang::En,
        kind: None,
        roles: [base::access::Role::Worker].into(),
        joined: app.now().day(&app.zone()),
    };
    Ok(people::take_in(app, tx, Some("ana"), &person).await?)
}

/// One round of one worker: a passcode now and then, else a conversation held and (mostly) filed and deleted.
async fn work(app: &App, tx: &mut base::Db, round: i64, n: usize, worker: &str) -> anyhow::Result<i64> {
    let by = Some(worker);
    let phone = format!("phone-{n}");
    if round % 20 == 0 {
        return Ok(app.record(tx, by, app.deed("passcode.changed")?, &[("phone", &phone)], &[]).await?);
    }
    let client = format!("client-{n}-{}", round % 10);
    let conversation = format!("talk-{n}-{round}");
    let mut seq = app.record(tx, by, app.deed("conversation.held")?, &[("client", &client)], &[]).await?;
    if (round + i64::try_from(n)?) % 9 != 0 {
        let about = [("client", client.as_str()), ("conversation", conversation.as_str())];
        app.record(tx, by, app.deed("conversation.filed")?, &about, &[]).await?;
        seq = app.record(tx, by, app.deed("phone-copy.deleted")?, &about, &[]).await?;
    }
    Ok(seq)
}

async fn measure(app: &App, engine: &str, entries: i64) -> anyhow::Result<()> {
    // Standing holds eight past moments beside the day itself.
    for (name, who, path, visits) in [("today", "ben", "/", VISITS), ("standing", "ana", "/standing", VISITS / 10), ("board", "dara", "/standing/board", VISITS / 10)] {
        let mut tx = app.db.begin().await?;
        let token = base::web::session::begin(app, &mut tx, who, "bench").await?;
        tx.commit().await?;
        let router = base::web::router(app.clone());
        let mut times = Vec::with_capacity(visits);
        let first = visit(&router, &token, path).await?;
        for _ in 0..visits {
            times.push(visit(&router, &token, path).await?);
        }
        times.sort_unstable();
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
        writeln!(
            std::io::stdout(),
            "{name}\t{engine}\t{PEOPLE} people\t{entries} entries\tfirst {:.1} ms\tp50 {:.2} ms\tp99 {:.2} ms",
            millis(first), millis(at(50)), millis(at(99))
        )?;
    }
    Ok(())
}

/// The list of 10,000 people: one page in the usual order, far down, by supervisor, narrowed, searched.
async fn people_list(app: &App, engine: &str) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    people::cast::settle(app, &mut tx).await?;
    for n in 0..MANY - 8 {
        let id = add_person(app, &mut tx, n).await?;
        people::put_under(app, &mut tx, Some("ana"), &id, Some("ana")).await?;
    }
    tx.commit().await?;
    app.organisation_changed().await?;
    let mut tx = app.db.begin().await?;
    let token = base::web::session::begin(app, &mut tx, "ana", "bench").await?;
    tx.commit().await?;
    let router = base::web::router(app.clone());
    for path in ["/people", "/people?page=150", "/people?sort=-supervisor", "/people?role=worker&sort=-joined", "/people?q=worker%2077", "/search?q=worker%2077"] {
        let mut times = Vec::with_capacity(VISITS);
        for _ in 0..VISITS {
            times.push(visit(&router, &token, path).await?);
        }
        times.sort_unstable();
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
        writeln!(std::io::stdout(), "list\t{engine}\t{MANY} people\t{path}\tp50 {:.2} ms\tp99 {:.2} ms", millis(at(50)), millis(at(99)))?;
    }
    Ok(())
}

fn millis(micros: u128) -> f64 {
    f64::from(u32::try_from(micros).unwrap_or(u32::MAX)) / 1000.0
}

#[expect(clippy::disallowed_methods, reason = "this is where time is measured")]
async fn visit(router: &axum::Router, token: &str, path: &str) -> anyhow::Result<u128> {
    let request = Request::builder().uri(path).header("host", "127.0.0.1:8750").header("cookie", format!("keepwell={token}")).body(Body::empty())?;
    let begin = Instant::now();
    let answer = router.clone().oneshot(request).await?;
    let status = answer.status();
    let body = answer.into_body().collect().await?.to_bytes();
    let took = begin.elapsed().as_micros();
    ensure!(status.is_success(), "{path} answered {status}");
    ensure!(body.len() > 2_000, "{path} is empty");
    Ok(took)
}
