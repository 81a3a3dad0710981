//! Teams, programmes and positions: the list, as a file too, and making one.

use std::collections::HashMap;

use axum::response::Response;
use base::listing::{Cell, Column, Files, List, Row};
use base::web::{FormState, Html, Page, Typed, Visit};
use base::{Db, Failure, Moment, Said};

use super::{FormView, beside};
use crate::acts;
use crate::deeds::TEAMS_EXPORTED;
use crate::model::{Person, Refusal};
use crate::model::belonging::What;
use crate::model::unit::{Face, Unit, UnitKind};
use crate::store;

struct Line {
    id: String,
    name: String,
    count: i64,
    lead: String,
    phone: &'static str,
}

struct Shelf {
    kind: &'static str,
    lines: Vec<Line>,
}

#[derive(askama::Template)]
#[template(path = "pages/units.html")]
struct UnitsPage {
    page: Page,
    shelves: Vec<Shelf>,
    may_make: bool,
    may_past: bool,
    /// Whether there is anything to save as a file.
    any: bool,
}

/// The columns of the file: one line for everybody who is in something.
const COLUMNS: &[Column] = &[
    Column::new("kind", "people-unit-which"),
    Column::new("name", "people-unit-name"),
    Column::new("name-fr", "people-unit-name-fr"),
    Column::new("lead", "people-column-lead"),
    Column::new("member", "people-member"),
    Column::new("email", "people-email"),
    Column::new("since", "people-member-since"),
];

/// The page, or (`?as=csv`, `?as=json`) who is in what as a file.
pub async fn list(visit: Visit) -> Result<Response, Failure> {
    // The file says e-mails: not for who sees names and roles only.
    let may_take = visit.may("see-person", &[]);
    let list = List { files: if may_take { Files::Recorded(&TEAMS_EXPORTED) } else { Files::None }, ..List::new("teams", "/teams", "people-units-title", COLUMNS, "name") };
    let want = list.wanted(&visit);
    let mut read = visit.read().await?;
    let rows = if want.is_file() { rows(&visit, &mut read).await? } else { Vec::new() };
    let shelves = shelves(&visit, &mut read).await?;
    drop(read);
    let any = may_take && shelves.iter().any(|s| !s.lines.is_empty());
    let page = |_| Ok(UnitsPage { page: visit.page("people-units-title")?, shelves, may_make: visit.may("keep-teams", &[]), may_past: visit.may("see-past", &[]), any });
    list.answer(&visit, want, rows, 0, page).await
}

async fn rows(visit: &Visit, db: &mut Db) -> Result<Vec<Row>, Failure> {
    let now = visit.now();
    let people: HashMap<String, Person> = store::present(db).await?.into_iter().map(|p| (p.id.clone(), p)).collect();
    let email = |id: &String| people.get(id).map_or("", |p| p.email.as_str()).to_owned();
    let mut rows = Vec::new();
    for unit in store::units::open(db).await? {
        let lead = if unit.kind == UnitKind::Team { acts::leads(db, &unit.id, now).await?.first().map(&email).unwrap_or_default() } else { String::new() };
        let members = store::spans::members_at(db, unit.kind.what(), &unit.id, now).await?;
        let line = |who: Option<(&String, Moment)>| {
            let person = who.and_then(|(id, _)| people.get(id));
            let text = |of: fn(&Person) -> &str| Cell::text(person.map_or("", of));
            let since = who.map_or_else(|| Cell::text(""), |(_, at)| Cell::day_of(visit, at));
            let kind = visit.say(&format!("people-unit-{}", unit.kind.id()), &[]);
            let cells = vec![Cell::text(kind), Cell::text(&unit.face.name), Cell::text(&unit.face.name_fr), Cell::text(&lead), text(|p| &p.name), text(|p| &p.email), since];
            Row::new("", cells)
        };
        if members.is_empty() {
            rows.push(line(None));
        }
        rows.extend(members.iter().map(|m| line(Some((&m.person, m.began)))));
    }
    Ok(rows)
}

async fn shelves(visit: &Visit, read: &mut Db) -> Result<Vec<Shelf>, Failure> {
    let units = store::units::open(read).await?;
    let mut shelves = Vec::new();
    for kind in UnitKind::ALL {
        let counts = store::spans::counts(read, kind.what()).await?;
        let mut lines = Vec::new();
        for unit in units.iter().filter(|u| u.kind == kind) {
            let lead = if kind == UnitKind::Team { lead_name(read, &unit.id, visit.now()).await? } else { String::new() };
            lines.push(Line {
                id: unit.id.clone(),
                name: unit.face.called(visit.lang()).to_owned(),
                count: counts.get(&unit.id).copied().unwrap_or(0),
                lead,
                phone: phone_id(unit),
            });
        }
        shelves.push(Shelf { kind: kind.id(), lines });
    }
    Ok(shelves)
}

/// What a position asks for, as the end of a text's id.
pub(super) const fn phone_id(unit: &Unit) -> &'static str {
    if unit.face.agency_phone {
        "agency"
    } else if unit.face.own_device {
        "own"
    } else {
        "none"
    }
}

pub(super) async fn lead_name(db: &mut Db, team: &str, at: base::Moment) -> Result<String, Failure> {
    let leads = store::spans::members_at(&mut *db, What::Lead, team, at).await?;
    let ids: Vec<String> = leads.into_iter().map(|s| s.person).collect();
    Ok(store::names(db, &ids).await?.into_values().collect::<Vec<_>>().join(", "))
}

#[derive(askama::Template)]
#[template(path = "pages/unit_new.html")]
struct NewPage {
    page: Page,
    form: FormView,
    kinds: Vec<(&'static str, String, String)>,
    phones: Vec<(&'static str, String, String)>,
}

/// Value, words, hint: what a position may ask for.
pub(super) fn phone_choices(visit: &Visit) -> Vec<(&'static str, String, String)> {
    ["none", "agency", "own"].map(|id| (id, visit.say(&format!("people-phone-{id}"), &[]), visit.say(&format!("people-phone-hint-{id}"), &[]))).into()
}

pub async fn ask(visit: Visit) -> Result<Html, Failure> {
    let kind = visit.query("kind").and_then(|k| UnitKind::parse(&k)).unwrap_or(UnitKind::Team);
    draw(&visit, FormState::showing(&[("kind", kind.id()), ("phone", "none")]))
}

fn draw(visit: &Visit, form: FormState) -> Result<Html, Failure> {
    let kinds = UnitKind::ALL.map(|k| (k.id(), visit.say(&format!("people-unit-{}", k.id()), &[]), visit.say(&format!("people-unit-hint-{}", k.id()), &[])));
    Html::draw(&NewPage { page: visit.page("people-unit-new-title")?, form: FormView::of(visit, form), kinds: kinds.into(), phones: phone_choices(visit) })
}

/// What a form says of a unit, or words beside its fields.
pub(super) fn face(form: &mut FormState, kind: UnitKind) -> Option<Face> {
    let (agency, own) = (form.text("phone") == "agency", form.text("phone") == "own");
    let read = Face::parse(kind, form.text("name"), form.text("name-fr"), agency, own);
    let field = if form.text("name-fr").chars().count() > 80 { "name-fr" } else { "name" };
    beside(form, field, read)
}

pub async fn make(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let kind = UnitKind::parse(form.text("kind"));
    if kind.is_none() {
        form.wrong("kind", Said::plain("people-setup-choose"));
    }
    let face = kind.and_then(|kind| face(&mut form, kind));
    let (Some(kind), Some(face)) = (kind, face) else { return Ok(visit.again(draw(&visit, form)?)) };
    let by = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    if store::units::by_name(&mut tx, kind, &face.name).await?.is_some() {
        drop(tx);
        form.wrong("name", Refusal::NameTaken.said());
        return Ok(visit.again(draw(&visit, form)?));
    }
    let id = acts::make_unit(&visit.app, &mut tx, Some(&by), kind, &face).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/teams/{id}"), "people-unit-made"))
}
