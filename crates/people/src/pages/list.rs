//! The list of people: search, roles, supervisor.

use base::Failure;
use base::web::visit::initials;
use base::web::{Html, Page, Visit, form};

use super::role_word;
use crate::store;

/// People on one page.
const SIZE: i64 = 50;

pub struct Line {
    pub id: String,
    pub name: String,
    pub initials: String,
    pub email: String,
    pub roles: Vec<String>,
    pub supervisor: String,
}

#[derive(askama::Template)]
#[template(path = "pages/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    heads: Vec<String>,
    words: String,
    left: bool,
    may_add: bool,
    count: i64,
    now: u64,
    last: u64,
    href: String,
}

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    let words = visit.query("q").unwrap_or_default();
    let left = visit.query("left").is_some();
    let now = visit.query("page").and_then(|p| p.parse::<u32>().ok()).unwrap_or(1).max(1);
    let mut read = visit.read().await?;
    let (people, count) = store::page(&mut read, &words, left, SIZE, i64::from(now - 1) * SIZE).await?;
    let supervisors: Vec<String> = people.iter().filter_map(|p| p.supervisor.clone()).collect();
    let names = store::names(&mut read, &supervisors).await?;
    drop(read);
    let lines = people.into_iter().map(|p| Line {
        initials: initials(&p.name),
        roles: p.roles.iter().map(|r| role_word(&visit, *r)).collect(),
        supervisor: p.supervisor.and_then(|s| names.get(&s).cloned()).unwrap_or_default(),
        id: p.id,
        name: p.name,
        email: p.email,
    });
    let heads = ["people-name", "people-roles", "people-supervisor", "people-email"].map(|id| visit.say(id, &[]));
    let href = format!("/people?q={}{}&page=", form::encode(&words), if left { "&left=yes" } else { "" });
    Html::draw(&ListPage {
        page: visit.page("people-title")?,
        lines: lines.collect(),
        heads: heads.into(),
        words,
        left,
        may_add: visit.may("bring-in-people", &[]),
        count,
        now: now.into(),
        last: u64::try_from(count).unwrap_or(0).div_ceil(SIZE.unsigned_abs()),
        href,
    })
}
