//! The checkpoints page: what was sealed of the trail, to be saved somewhere else.

use askama::Template;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::Failure;
use base::trail::{self, seal};
use base::web::{Html, Page, Visit};

/// Checkpoints on one page.
const PAGE: i64 = 50;

struct Row {
    number: i64,
    entries: i64,
    when: String,
    when_iso: String,
    href: String,
}

#[derive(Template)]
#[template(path = "pages/checkpoints.html")]
struct Checkpoints {
    page: Page,
    rows: Vec<Row>,
    /// The newest one, as text to copy; empty while there is none, and on older pages.
    newest: String,
    newest_href: String,
    /// So many entries wait, longer than they should.
    waiting: i64,
    older: Option<i64>,
    public: String,
}

fn href(size: i64) -> String {
    format!("/trail/checkpoints/{size}")
}

/// `GET /trail/checkpoints`, with `?before=` for older ones.
pub(super) async fn index(visit: Visit) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let before: Option<i64> = visit.query("before").and_then(|b| b.parse().ok());
    let kept = seal::newest(&mut db, before.unwrap_or(i64::MAX), PAGE).await?;
    let first = kept.first().filter(|_| before.is_none());
    let sealed = first.map_or(0, |k| k.size);
    let waiting = if before.is_none() { waiting(&visit, &mut db, sealed).await? } else { 0 };
    let (newest, newest_href) = first.map(|k| (k.note.clone(), href(k.size))).unwrap_or_default();
    let older = kept.last().filter(|k| k.number > 1).map(|k| k.size);
    let rows = kept
        .iter()
        .map(|k| Row { number: k.number, entries: k.size, when: visit.moment(k.made_at), when_iso: visit.iso(k.made_at), href: href(k.size) })
        .collect();
    let public = visit.app.vault.chain_key().signer().public();
    Html::draw(&Checkpoints { page: visit.page("duties-checkpoints-title")?, rows, newest, newest_href, waiting, older, public })
}

/// So many entries have no checkpoint yet, when the oldest of them has waited twice as long as it should.
async fn waiting(visit: &Visit, db: &mut base::Db, sealed: i64) -> Result<i64, Failure> {
    let late = trail::find(&mut *db, sealed + 1).await?.is_some_and(|oldest| visit.now().0 - oldest.recorded_at.0 > 2 * seal::AGE);
    let end = trail::newest(db, i64::MAX, 1).await?.first().map_or(0, |e| e.seq);
    Ok(if late { end - sealed } else { 0 })
}

/// `GET /trail/checkpoints/{size}`: one checkpoint as a file.
pub(super) async fn file(visit: Visit, Path(size): Path<i64>) -> Result<Response, Failure> {
    let kept = seal::find(&mut *visit.read().await?, size).await?.ok_or(Failure::Missing)?;
    let name = format!("attachment; filename=\"keepwell-checkpoint-{size}.txt\"");
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], kept.note).into_response())
}
