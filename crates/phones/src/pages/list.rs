//! The list of phones: all of them for who looks after them, one's team's, one's own.

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::response::{IntoResponse, Response};
use base::access::Role;
use base::web::{Html, Page, Visit};
use base::{Actor, Db, Failure};

use super::Where;
use crate::model::Phone;
use crate::store;

const SIZE: usize = 50;

struct Line {
    href: String,
    label: String,
    number: String,
    holder: String,
    place: Where,
    passcode: String,
}

#[derive(Template)]
#[template(path = "pages/list.html")]
struct List {
    page: Page,
    lines: Vec<Line>,
    heads: Vec<String>,
    caption: String,
    search: String,
    is_empty: bool,
    empty_words: &'static str,
    may_add: bool,
    may_see_apps: bool,
    now: u64,
    last: u64,
    href: String,
}

/// Which phones this person may see here: all, or those in these hands.
async fn visible(db: &mut Db, actor: &Actor) -> Result<Vec<Phone>, Failure> {
    if [Role::Manager, Role::Director, Role::It].iter().any(|r| actor.is(*r)) {
        return store::list(db).await;
    }
    if !actor.is(Role::Supervisor) && !actor.is(Role::Coordinator) {
        return store::held_by(db, &actor.id).await;
    }
    let team: BTreeSet<String> =
        people::list(&mut *db).await?.into_iter().filter(|p| p.id == actor.id || p.supervisor.as_deref() == Some(&actor.id)).map(|p| p.id).collect();
    Ok(store::list(db).await?.into_iter().filter(|p| p.holder().is_some_and(|h| team.contains(h))).collect())
}

fn matches(phone: &Phone, names: &HashMap<String, String>, search: &str) -> bool {
    let wanted = people::model::fold(search);
    let digits: String = search.chars().filter(char::is_ascii_digit).collect();
    let holder = phone.holder().and_then(|h| names.get(h)).map(|n| people::model::fold(n)).unwrap_or_default();
    wanted.is_empty()
        || phone.label.folded().contains(&wanted)
        || holder.contains(&wanted)
        || (digits.len() >= 3 && phone.number.dialled().contains(&digits))
}

fn line(visit: &Visit, page: &Page, phone: &Phone, names: &HashMap<String, String>) -> Line {
    Line {
        href: format!("/phones/{}", phone.id),
        label: phone.label.as_str().to_owned(),
        number: phone.number.shown(),
        holder: phone.holder().map_or_else(|| visit.say("phones-nobody", &[]), |h| names.get(h).cloned().unwrap_or_default()),
        place: Where::of(visit, phone),
        passcode: phone.passcode_changed.map_or_else(|| visit.say("phones-never", &[]), |at| page.day(&at)),
    }
}

pub(super) async fn show(visit: Visit) -> Result<Response, Failure> {
    let search = visit.query("q").unwrap_or_default();
    let mut db = visit.read().await?;
    let phones = visible(&mut db, visit.actor()?).await?;
    let holders: Vec<String> = phones.iter().filter_map(|p| p.holder().map(str::to_owned)).collect();
    let names = people::names(&mut db, &holders).await?;
    drop(db);
    let found: Vec<&Phone> = phones.iter().filter(|p| matches(p, &names, &search)).collect();
    let last = found.len().div_ceil(SIZE).max(1);
    let now = visit.query("page").and_then(|p| p.parse().ok()).unwrap_or(1_usize).clamp(1, last);
    let page = visit.page("phones-title")?;
    let lines = found.into_iter().skip((now - 1) * SIZE).take(SIZE).map(|p| line(&visit, &page, p, &names)).collect();
    let may_add = visit.may("add-phones", &[]);
    let heads = ["phones-label", "phones-number", "phones-holder", "phones-where", "phones-passcode-changed-head"].map(|id| visit.say(id, &[]));
    let drawn = Html::draw(&List {
        lines,
        heads: heads.to_vec(),
        caption: visit.say("phones-title", &[]),
        is_empty: phones.is_empty(),
        empty_words: if may_add { "phones-empty-add" } else { "phones-empty-ask" },
        may_add,
        may_see_apps: visit.may("see-apps", &[]),
        now: now as u64,
        last: last as u64,
        href: format!("/phones?q={}&page=", base::web::form::encode(&search)),
        search,
        page,
    })?;
    Ok(drawn.into_response())
}
