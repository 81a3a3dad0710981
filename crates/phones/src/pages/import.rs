//! Many phones from one file: every row shown, all rows taken or none.

use askama::Template;
use axum::extract::Multipart;
use axum::response::{IntoResponse, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::multipart::take_small;
use base::web::{Html, Page, Visit};
use base::{Db, Failure};
use people::sheet;

use super::{errors, field};
use crate::model::Refusal;
use crate::model::import::{COLUMNS, Incoming, MOST, check};
use crate::model::{Place, Kept};
use crate::{deeds, store};

/// The largest file, in bytes.
pub(super) const LIMIT: usize = 512 * 1024;

struct Line {
    number: u64,
    cells: [String; 5],
    problems: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/import.html")]
struct Import {
    page: Page,
    errors: Vec<(&'static str, String)>,
    file: Field,
    file_label: &'static str,
    heads: Vec<String>,
    lines: Vec<Line>,
    count: usize,
    bad: usize,
    unknown: String,
    text: String,
}

/// What the file says: its rows and the columns nobody asked for.
struct Read {
    rows: Vec<Incoming>,
    unknown: Vec<String>,
}

impl Read {
    fn is_good(&self) -> bool {
        self.rows.iter().all(|r| r.problems.is_empty())
    }
}

async fn read(visit: &Visit, db: &mut Db, text: &str) -> Result<Result<Read, sheet::Unreadable>, Failure> {
    let table = match sheet::read(text, &COLUMNS, MOST) {
        Ok(table) => table,
        Err(unreadable) => return Ok(Err(unreadable)),
    };
    let taken = store::taken(db).await?;
    let rows = check(&table.rows, &taken, visit.now().day(&visit.app.zone()));
    Ok(Ok(Read { rows, unknown: table.unknown }))
}

fn draw(visit: &Visit, form: &FormState, found: Option<&Read>, text: &str) -> Result<Html, Failure> {
    let rows = found.map_or(&[][..], |f| &f.rows);
    let line = |r: &Incoming| Line { number: r.line, cells: r.cells.clone(), problems: r.problems.iter().map(|p| visit.said(p)).collect() };
    let heads = ["phones-line", "phones-label", "phones-number", "phones-platform", "phones-carrier", "phones-added-day", "phones-row-state"];
    Html::draw(&Import {
        page: visit.page("phones-import-title")?,
        errors: errors(visit, form),
        file: field(visit, form, "file"),
        file_label: if rows.is_empty() { "phones-import-file" } else { "phones-import-file-again" },
        heads: heads.map(|id| visit.say(id, &[])).to_vec(),
        lines: rows.iter().map(line).collect(),
        count: rows.len(),
        bad: rows.iter().filter(|r| !r.problems.is_empty()).count(),
        unknown: found.map(|f| f.unknown.join(", ")).unwrap_or_default(),
        text: text.to_owned(),
    })
}

pub(super) async fn ask(visit: Visit) -> Result<Response, Failure> {
    Ok(draw(&visit, &FormState::default(), None, "")?.into_response())
}

pub(super) async fn preview(visit: Visit, parts: Multipart) -> Result<Response, Failure> {
    let (mut form, file) = take_small(&visit, parts, LIMIT).await?;
    let text = match file.as_deref().map(sheet::text) {
        None => Err(Refusal::NoFile.said()),
        Some(read) => read.map_err(|u| u.said()),
    };
    let text = match text {
        Ok(text) => text,
        Err(said) => {
            form.wrong("file", said);
            return Ok(visit.again(draw(&visit, &form, None, "")?));
        }
    };
    again(&visit, form, &text).await
}

/// Shows every row of `text`, or why it is not a table.
async fn again(visit: &Visit, mut form: FormState, text: &str) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let found = read(visit, &mut db, text).await?;
    drop(db);
    match found {
        Ok(found) if found.is_good() => Ok(draw(visit, &form, Some(&found), text)?.into_response()),
        Ok(found) => Ok(visit.again(draw(visit, &form, Some(&found), text)?)),
        Err(unreadable) => {
            form.wrong("file", unreadable.said());
            Ok(visit.again(draw(visit, &form, None, "")?))
        }
    }
}

pub(super) async fn confirm(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let text = form.value("text").to_owned();
    let mut tx = visit.begin().await?;
    let found = read(&visit, &mut tx, &text).await?;
    let phones: Vec<(Kept, base::Day)> = match &found {
        Ok(found) if found.is_good() => found.rows.iter().filter_map(|r| r.phone.clone()).collect(),
        _ => {
            drop(tx);
            return again(&visit, form, &text).await;
        }
    };
    for (phone, day) in &phones {
        take_in(&visit, &mut tx, phone, *day).await?;
    }
    visit.record(&mut tx, &deeds::PHONES_IMPORTED, &[], &[("count", &phones.len().to_string())]).await?;
    tx.commit().await?;
    Ok(visit.go("/phones", "phones-imported"))
}

/// One phone, in the drawer from the day it came (or from now, when it came today).
async fn take_in(visit: &Visit, db: &mut Db, phone: &Kept, day: base::Day) -> Result<(), Failure> {
    let (id, now, zone) = (visit.app.id()?, visit.now(), visit.app.zone());
    let at = day.start(&zone).min(now);
    store::insert(&mut *db, &id, phone, Place::Drawer, at).await?;
    let by = visit.actor()?.id.as_str();
    for deed in [&deeds::PHONE_ADDED, &deeds::PUT_IN_DRAWER] {
        visit.app.record_at(&mut *db, Some(by), deed, at, &[("phone", &id)], &[]).await?;
    }
    Ok(())
}
