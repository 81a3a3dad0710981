//! The list of people: search, roles, supervisor; and links sent to several at once.

use std::collections::HashMap;

use axum::response::Response;
use base::access::Role;
use base::web::confirm::{self, Question};
use base::listing::{Act, Cell, Column, Files, Filter, Key, List, Listing, Mark, Row};
use base::web::{Page, Typed, Visit};
use base::{Db, Failure};

use super::person::{here, permitted, relations};
use super::{letters, role_word};
use crate::deeds::PEOPLE_EXPORTED;
use crate::model::{Person, fold};
use crate::store::{self, Looked};

/// The columns, on the page and in files.
const COLUMNS: &[Column] = &[
    Column::new("name", "people-name").by(&["p.name_folded"]),
    Column::new("roles", "people-roles"),
    Column::new("supervisor", "people-supervisor").by(&["coalesce(s.name_folded, '')", "p.name_folded"]),
    Column::new("email", "people-email").by(&["p.email_folded"]),
    Column::new("joined", "people-joined").by(&["p.joined_on", "p.name_folded"]),
    Column::new("language", "people-language").file_only(),
];

/// For who may not see more of a person ([permit.see-person]).
const FEW: &[Column] = &[Column::new("name", "people-name").by(&["p.name_folded"]), Column::new("roles", "people-roles")];

#[derive(askama::Template)]
#[template(path = "pages/list.html")]
struct ListPage {
    page: Page,
    list: Listing,
    may_add: bool,
}

/// What the search of this person may look at.
fn looked(visit: &Visit) -> Looked {
    Looked::of(visit.may("see-person", &[]))
}

fn list(visit: &Visit) -> List {
    let words = |id: &str| visit.say(id, &[]);
    let roles = Role::ALL.map(|role| (role.id().to_owned(), role_word(visit, role)));
    let waiting = visit.may("see-account", &[]).then(|| Filter::chip("waiting", words("people-waiting")));
    let again = Act { action: "/people/links", label: words("people-links-send"), symbol: "send", question: words("people-links-question") };
    List {
        search: if looked(visit) == Looked::Names { "people-search-names" } else { "people-search" },
        filters: [Some(Filter::one_of("role", words("people-role"), words("people-role-any"), roles.into())), waiting, Some(Filter::chip("left", words("people-show-left")))]
            .into_iter()
            .flatten()
            .collect(),
        files: Files::Recorded(&PEOPLE_EXPORTED),
        acts: if visit.may("make-links", &[]) { vec![again] } else { Vec::new() },
        ..List::new("people", "/people", "people-title", if visit.may("see-person", &[]) { COLUMNS } else { FEW }, "name")
    }
}

pub async fn show(visit: Visit) -> Result<Response, Failure> {
    let list = list(&visit);
    let mut want = list.wanted(&visit);
    let mut read = visit.read().await?;
    let (people, count) = store::listed(&mut read, &list, &mut want, looked(&visit)).await?;
    let supervisors = supervisors(&mut read, &people).await?;
    drop(read);
    let rows = people.iter().map(|person| row(&visit, person, &supervisors)).collect::<Result<_, _>>()?;
    let page = |list| Ok(ListPage { page: visit.page("people-title")?, list, may_add: visit.may("bring-in-people", &[]) });
    list.answer(&visit, want, rows, count, page).await
}

/// Everybody who supervises one of these, by id.
async fn supervisors(db: &mut Db, people: &[Person]) -> Result<HashMap<String, Person>, Failure> {
    let ids: std::collections::BTreeSet<String> = people.iter().filter_map(|p| p.supervisor.clone()).collect();
    let found = store::by_ids(db, &ids.into_iter().collect::<Vec<_>>()).await?;
    Ok(found.into_iter().map(|p| (p.id.clone(), p)).collect())
}

fn row(visit: &Visit, person: &Person, supervisors: &HashMap<String, Person>) -> Result<Row, Failure> {
    let mark = |role: &Role| Mark { words: role_word(visit, *role), tone: "", symbol: "id" };
    let roles = if person.roles.is_empty() {
        Cell::none(visit.say("people-no-role", &[]))
    } else {
        // By the alphabet: read back, "coordinator volunteer" are two roles, the other way round they are one.
        let mut ids: Vec<String> = person.roles.iter().map(|r| r.id().to_owned()).collect();
        ids.sort_unstable();
        Cell::marks(person.roles.iter().map(mark).collect(), ids)
    };
    // A file says the e-mail: that is how one person differs from another, and what an import reads.
    let supervisor = person.supervisor.as_ref().and_then(|s| supervisors.get(s)).map_or_else(
        || Cell::none(visit.say("people-supervisor-none", &[])),
        |s| Cell::text(&s.name).in_file(&s.email).sorted_by(Key::Text(fold(&s.name))),
    );
    let mut cells = vec![
        Cell::person(&person.name).to(format!("/people/{}", person.id)),
        roles,
        supervisor,
        Cell::text(&person.email),
        Cell::day(visit, person.joined),
        Cell::text(person.lang.id()),
    ];
    if !visit.may("see-person", &[]) {
        cells.truncate(FEW.len());
    }
    let may_send = person.is_here() && visit.may("make-links", &relations(visit, person)?);
    Ok(Row::new(if may_send { person.id.as_str() } else { "" }, cells))
}

/// Sends links again, to everybody ticked or to nobody: by letter only, never on the page.
pub async fn send_links(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let ids: Vec<&str> = form.all("id").collect();
    if ids.is_empty() {
        return Ok(visit.go("/people", "people-links-nobody"));
    }
    let mut tx = visit.begin().await?;
    let mut people = Vec::with_capacity(ids.len());
    for id in ids {
        people.push(here(permitted(&visit, &mut tx, "make-links", id).await?)?);
    }
    if !confirm::is_sure(&form) {
        let question = Question {
            title: visit.say("people-links-send", &[]),
            words: visit.say("people-links-question", &[]),
            about: people.into_iter().map(|p| p.name).collect(),
            action: "/people/links".to_owned(),
            yes: visit.say("people-links-send", &[]),
            back: "/people".to_owned(),
            careful: false,
        };
        return confirm::ask(&visit, &form, &question);
    }
    for person in &people {
        letters::send_again(&visit.app, &mut tx, &visit.actor()?.id, person).await?;
    }
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go("/people", letters::flash(&visit, "people-links-sent", "people-links-sent-by-hand")))
}
