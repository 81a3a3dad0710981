//! Who was who on a day: roles, supervisor, teams, programmes and positions as they were.

use std::collections::{BTreeSet, HashMap};

use base::access::Role;
use axum::response::Response;
use base::listing::{Cell, Column, Files, List, Row};
use base::web::{Page, Visit};
use base::{Day, Failure, Moment};

use super::role_word;
use super::unit::asked_day;
use crate::deeds::AS_OF_EXPORTED;
use crate::model::belonging::{Span, What};
use crate::store;

/// People on one page.
const SIZE: i64 = 50;

/// The columns, on the page and in files.
const COLUMNS: &[Column] = &[
    Column::new("name", "people-column-name"),
    Column::new("roles", "people-column-roles"),
    Column::new("supervisor", "people-column-supervisor"),
    Column::new("team", "people-column-team"),
    Column::new("programme", "people-column-programme"),
    Column::new("position", "people-column-position"),
    Column::new("kind", "people-column-kind"),
    Column::new("day", "people-as-of-day").file_only(),
];

/// One person as they were.
pub(super) struct Was {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub roles: String,
    pub supervisor: String,
    pub teams: String,
    pub programmes: String,
    pub positions: String,
}

#[derive(askama::Template)]
#[template(path = "pages/as_of.html")]
struct AsOfPage {
    page: Page,
    day: Day,
    today: Day,
    is_today: bool,
    lines: Vec<Was>,
    heads: Vec<String>,
    count: i64,
    now: u64,
    last: u64,
    href: String,
}

/// The page of a day, or (`?as=csv`, `?as=json`) everybody of that day as a file.
pub async fn show(visit: Visit) -> Result<Response, Failure> {
    let (day, today, at) = asked_day(&visit);
    let list = List { files: Files::Recorded(&AS_OF_EXPORTED), ..List::new("who-was-who", "/people/as-of", "people-as-of-title", COLUMNS, "name") };
    let want = list.wanted(&visit);
    let now = visit.query("page").and_then(|p| p.parse::<u32>().ok()).unwrap_or(1).max(1);
    let (size, skip) = if want.is_file() { (i64::MAX, 0) } else { (SIZE, i64::from(now - 1) * SIZE) };
    let (lines, count) = were(&visit, at, size, skip).await?;
    let rows = if want.is_file() { lines.iter().map(|was| row(&visit, was, day)).collect() } else { Vec::new() };
    let page = |_| {
        Ok(AsOfPage {
            page: visit.page("people-as-of-title")?,
            is_today: day == today,
            lines,
            heads: COLUMNS.iter().filter(|c| !c.hidden).map(|c| visit.say(c.head, &[])).collect(),
            count,
            now: now.into(),
            last: u64::try_from(count).unwrap_or(0).div_ceil(SIZE.unsigned_abs()),
            href: format!("/people/as-of?day={day}&page="),
            day,
            today,
        })
    };
    list.answer(&visit, want, rows, count, page).await
}

fn row(visit: &Visit, was: &Was, day: Day) -> Row {
    let words = [&was.name, &was.roles, &was.supervisor, &was.teams, &was.programmes, &was.positions, &was.kind];
    Row::new("", words.into_iter().map(Cell::text).chain([Cell::day(visit, day)]).collect())
}

/// Some of those who were here at a moment, as they were, and how many there were in all.
async fn were(visit: &Visit, at: Moment, size: i64, skip: i64) -> Result<(Vec<Was>, i64), Failure> {
    let mut read = visit.read().await?;
    let (people, count) = store::spans::here_at(&mut read, at, size, skip).await?;
    let mut all: Vec<(String, String, Vec<Span>)> = Vec::with_capacity(people.len());
    for (id, name) in people {
        let spans = store::spans::of_at(&mut read, &id, at).await?;
        all.push((id, name, spans));
    }
    let wanted: BTreeSet<String> = all.iter().flat_map(|(_, _, spans)| spans).filter(|s| s.what == What::Supervisor).map(|s| s.which.clone()).collect();
    let names = store::names(&mut read, &wanted.into_iter().collect::<Vec<_>>()).await?;
    let units: HashMap<String, String> =
        store::units::all(&mut read).await?.into_iter().map(|u| { let name = u.face.called(visit.lang()).to_owned(); (u.id, name) }).collect();
    drop(read);
    let called = |span: &Span| match span.what {
        What::Role => Role::parse(&span.which).map(|r| role_word(visit, r)),
        What::Kind => Some(visit.say(&format!("people-kind-{}", span.which), &[])),
        What::Supervisor => names.get(&span.which).cloned(),
        _ => units.get(&span.which).cloned(),
    };
    let words = |spans: &[Span], what: What| spans.iter().filter(|s| s.what == what).filter_map(called).collect::<Vec<_>>().join(", ");
    let was = |(id, name, spans): (String, String, Vec<Span>)| Was {
        id,
        name,
        kind: words(&spans, What::Kind),
        roles: words(&spans, What::Role),
        supervisor: words(&spans, What::Supervisor),
        teams: words(&spans, What::Team),
        programmes: words(&spans, What::Programme),
        positions: words(&spans, What::Position),
    };
    Ok((all.into_iter().map(was).collect(), count))
}
