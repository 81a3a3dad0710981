//! The list of phones: all of them for who looks after them, one's team's, one's own.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use base::access::Role;
use base::listing::{Act, Cell, Column, Files, Filter, Key, List, Listing, Row};
use base::web::confirm::{self, Question};
use base::web::{Page, Typed, Visit};
use base::{Failure, Moment};

use super::{Seen, Where, walk};
use crate::deeds::PHONES_EXPORTED;
use crate::model::{Phone, Place};
use crate::permits::sight;
use crate::store;

const COLUMNS: &[Column] = &[
    Column::new("label", "phones-label").by(&["p.folded"]),
    Column::new("number", "phones-number").by(&["p.number"]),
    Column::new("holder", "phones-holder").by(&["coalesce(h.name_folded, '')", "p.folded"]),
    Column::new("place", "phones-where").by(&["p.place", "p.folded"]),
    Column::new("passcode", "phones-passcode-changed-head").by(&["coalesce(s.changed_at, 0)", "p.folded"]),
    Column::new("platform", "phones-platform").file_only(),
    Column::new("carrier", "phones-carrier").file_only(),
];

#[derive(Template)]
#[template(path = "pages/list.html")]
struct ListPage {
    page: Page,
    list: Listing,
    empty_words: &'static str,
    may_add: bool,
    may_see_apps: bool,
}

fn list(visit: &Visit) -> List {
    let words = |id: &str| visit.say(id, &[]);
    let places = [(Place::Holder, "phones-place-holder"), (Place::OffSite, "phones-place-off-site"), (Place::Drawer, "phones-place-drawer"), (Place::Shelf, "phones-place-shelf")];
    let rest = Act { action: "/phones/drawer", label: words("phones-act-drawer-many"), symbol: "drawer", question: words("phones-drawer-many-question") };
    List {
        search: "phones-search",
        filters: vec![
            Filter::one_of("place", words("phones-where"), words("phones-where-any"), places.map(|(place, id)| (place.id().to_owned(), words(id))).into()),
            Filter::chip("free", words("phones-free")),
        ],
        files: Files::Recorded(&PHONES_EXPORTED),
        acts: if visit.may("move-phone", &[]) { vec![rest] } else { Vec::new() },
        ..List::new("phones", "/phones", "phones-title", COLUMNS, "label")
    }
}

fn row(visit: &Visit, phone: &Phone, names: &HashMap<String, String>) -> Row {
    let place = Where::of(visit, phone);
    let holder = phone.holder().and_then(|h| names.get(h)).cloned().unwrap_or_default();
    let changed = |at: Moment| Cell::day_of(visit, at);
    let cells = vec![
        Cell::code(phone.label.as_str()).to(format!("/phones/{}", phone.id)),
        Cell::code(phone.number.shown()),
        Cell::maybe(holder, visit.say("phones-nobody", &[])),
        Cell::mark(place.words, place.tone, place.symbol),
        phone.passcode_changed.map_or_else(|| Cell::none(visit.say("phones-never", &[])).sorted_by(Key::Number(0)), changed),
        Cell::text(phone.platform.id()),
        Cell::text(phone.carrier.as_str()),
    ];
    Row::new(if phone.put_in_drawer().is_ok() { phone.id.as_str() } else { "" }, cells)
}

pub(super) async fn show(visit: Visit) -> Result<Response, Failure> {
    let list = list(&visit);
    let mut want = list.wanted(&visit);
    let mut db = visit.read().await?;
    let (phones, count) = store::listed(&mut db, &list, &mut want, sight(visit.actor()?)).await?;
    let holders: Vec<String> = phones.iter().filter_map(|p| p.holder().map(str::to_owned)).collect();
    let names = people::names(&mut db, &holders).await?;
    let may_add = visit.may("add-phones", &[]);
    // Whoever may name a manager is told that there is none, where nothing else is to be seen.
    let no_manager = count == 0 && !may_add && visit.may("change-roles", &[]) && people::with_role(&mut db, Role::Manager).await?.is_empty();
    drop(db);
    let rows = phones.iter().map(|phone| row(&visit, phone, &names)).collect();
    let page = |list| {
        let empty_words = match (may_add, no_manager) {
            (true, _) => "phones-empty-add",
            (false, true) => "phones-empty-no-manager",
            (false, false) => "phones-empty-ask",
        };
        Ok(ListPage { page: visit.page("phones-title")?, list, empty_words, may_add, may_see_apps: visit.may("see-apps", &[]) })
    };
    list.answer(&visit, want, rows, count, page).await
}

/// The evening round: everything ticked is in the locked drawer now, or nothing is said of any.
pub(super) async fn all_in_drawer(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let ids: Vec<&str> = form.all("id").collect();
    if ids.is_empty() {
        return Ok(visit.go("/phones", "phones-none-chosen"));
    }
    let mut tx = visit.begin().await?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let seen = Seen::load(&visit, &mut tx, id).await?;
        seen.grant(&visit, "move-phone")?;
        let moves = seen.phone.put_in_drawer()?;
        all.push((seen.phone, moves));
    }
    if !confirm::is_sure(&form) {
        let question = Question {
            title: visit.say("phones-act-drawer-many", &[]),
            words: visit.say("phones-drawer-many-question", &[]),
            about: all.into_iter().map(|(phone, _)| phone.label.as_str().to_owned()).collect(),
            action: "/phones/drawer".to_owned(),
            yes: visit.say("phones-act-drawer-many", &[]),
            back: "/phones".to_owned(),
            careful: false,
        };
        return confirm::ask(&visit, &form, &question);
    }
    for (phone, moves) in all {
        walk(&visit, &mut tx, &phone, moves, visit.now()).await?;
    }
    tx.commit().await?;
    Ok(visit.go("/phones", "phones-all-in-drawer"))
}
