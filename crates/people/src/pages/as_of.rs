//! Who was who on a day: roles, supervisor, teams, programmes and positions as they were.

use std::collections::{BTreeSet, HashMap};

use base::access::Role;
use base::web::{Html, Page, Visit};
use base::{Day, Failure, Moment};

use super::role_word;
use super::unit::asked_day;
use crate::model::belonging::{Span, What};
use crate::store;

/// People on one page.
const SIZE: i64 = 50;

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

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    let (day, today, at) = asked_day(&visit);
    let now = visit.query("page").and_then(|p| p.parse::<u32>().ok()).unwrap_or(1).max(1);
    let (lines, count) = were(&visit, at, SIZE, i64::from(now - 1) * SIZE).await?;
    let heads = ["name", "roles", "supervisor", "team", "programme", "position", "kind"].map(|c| visit.say(&format!("people-column-{c}"), &[]));
    Html::draw(&AsOfPage {
        page: visit.page("people-as-of-title")?,
        is_today: day == today,
        lines,
        heads: heads.into(),
        count,
        now: now.into(),
        last: u64::try_from(count).unwrap_or(0).div_ceil(SIZE.unsigned_abs()),
        href: format!("/people/as-of?day={day}&page="),
        day,
        today,
    })
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
