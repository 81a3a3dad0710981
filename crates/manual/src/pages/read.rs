//! Reading the manual, accepting it, and saying that it was gone through.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::access::Role;
use base::slice::{RoleIs, Term};
use base::web::form::Typed;
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{App, Db, Failure, Moment, trail};

use super::between::Called;
use super::{ACCEPT_FOR_OTHERS, EDIT, Names, PUBLISH, iso, reading};
use crate::deeds::POLICY_REVIEWED;
use crate::link::{self, Linked};
use crate::model::agreed::{Agreed, agreed};
use crate::model::{Document, Edition, PROGRAMME, Stage, State};
use crate::show::{self, ShownClause};
use crate::store;

/// A document on the shelf.
struct Cover {
    id: String,
    title: String,
    opening: String,
    number: i64,
    since: String,
    clauses: usize,
    rules: usize,
    accepted: Option<String>,
    /// Accepted before, and something material changed since.
    again: bool,
    has_draft: bool,
}

#[derive(Template)]
#[template(path = "pages/index.html")]
struct Index {
    page: Page,
    covers: Vec<Cover>,
    /// Documents that were never published: id, title. For those who may edit.
    begun: Vec<(String, String)>,
    may_edit: bool,
    /// Documents not accepted yet, to be accepted at once: `technology:2`, title. Empty unless there are several.
    several: Vec<(String, String)>,
    /// Address, icon, title, words.
    more: [(&'static str, &'static str, String, String); 4],
}

/// GET /manual
pub(super) async fn index(visit: Visit) -> Result<Response, Failure> {
    let page = visit.page("manual-title")?;
    let lang = visit.lang();
    let mut db = visit.read().await?;
    let me = visit.actor()?.id.clone();
    let may_edit = visit.may(EDIT, &[]);
    let mut covers = Vec::new();
    for edition in store::documents(&mut db, visit.now()).await? {
        let words = store::content(&mut db, &edition.id).await?;
        let state = standing(&mut db, &edition, &me).await?;
        let has_draft = may_edit && store::draft(&mut db, &edition.document_id).await?.is_some();
        let asks = |c: &&crate::model::Clause| c.facts.stage != Stage::Retired;
        covers.push(Cover {
            title: words.title.of(lang).to_owned(),
            opening: show::opening(words.intro.of(lang)),
            number: edition.number.unwrap_or(0),
            since: edition.effective_at.map(|at| page.day(&at)).unwrap_or_default(),
            clauses: words.clauses().filter(asks).count(),
            rules: words.clauses().filter(asks).map(|c| c.rules.len()).sum(),
            accepted: if let Agreed::Yes(at) = state { Some(page.day(&at)) } else { None },
            again: matches!(state, Agreed::Before(_)),
            has_draft,
            id: words.id,
        });
    }
    let mut begun = Vec::new();
    for id in if may_edit { store::unpublished(&mut db).await? } else { Vec::new() } {
        begun.extend(store::draft(&mut db, &id).await?.map(|draft| (id, draft.edition().title.of(lang).to_owned())));
    }
    drop(db);
    let open: Vec<&Cover> = covers.iter().filter(|c| c.accepted.is_none()).collect();
    let several = if open.len() > 1 { open.iter().map(|c| (format!("{}:{}", c.id, c.number), c.title.clone())).collect() } else { Vec::new() };
    let line = |href, icon, title: &str, lede: &str| (href, icon, page.t(title), page.t(lede));
    let more = [
        line("/manual/practices", "school", "manual-practices-title", "manual-practices-lede"),
        line("/manual/changes", "flag", "manual-changes-title", "manual-changes-lede"),
        line("/manual/facts", "info", "manual-facts-title", "manual-facts-lede"),
        line("/manual/devices", "phone", "manual-devices-title", "manual-devices-lede"),
    ];
    Ok(Html::draw(&Index { page, covers, begun, may_edit, several, more })?.into_response())
}

/// Where somebody stands with an edition in force.
async fn standing(db: &mut Db, edition: &Edition, person: &str) -> Result<Agreed, Failure> {
    let editions = store::editions(db, &edition.document_id).await?;
    let accepted = store::agreed::of_person(db, &edition.document_id, person).await?;
    Ok(agreed(&accepted, &editions, edition.number.unwrap_or(0)))
}

/// The words of an audience this person belongs to now.
pub(crate) async fn audience_of(app: &App, db: &mut Db, person: &str, roles: &BTreeSet<Role>, now: Moment) -> Result<Vec<String>, Failure> {
    let mut all: Vec<String> = Vec::new();
    for role in roles {
        let words: &[&str] = match role {
            Role::Worker => &["staff"],
            Role::Supervisor => &["staff", "supervisors"],
            Role::Manager => &["staff", "managers"],
            Role::Director => &["staff", "directors"],
            Role::It => &["it"],
            Role::Coordinator => &["staff", "coordinators"],
            Role::Volunteer => &["volunteers"],
            Role::Board => &["board"],
            Role::Privacy => &["staff"],
        };
        all.extend(words.iter().map(|w| (*w).to_owned()));
    }
    if holds(app, db, person, now).await? {
        all.push("phone-holders".to_owned());
    }
    all.extend(people::programme_at(db, person, now).await?.into_iter().map(|id| format!("{PROGRAMME}{id}")));
    Ok(all)
}

/// Whoever gave the phone back so lately still reads what is said to holders.
const LATELY: i64 = 30 * Moment::DAY;

/// Whether somebody holds an agency phone, or held one lately: as the trail has it, by the deeds
/// that begin and end what the rule language calls the worker.
async fn holds(app: &App, db: &mut Db, person: &str, now: Moment) -> Result<bool, Failure> {
    let mut terms = app.slices.iter().flat_map(|s| s.terms);
    let Some((began, ended)) = terms.find_map(|term| match term {
        Term::Role { id: "worker", is: RoleIs::Beside { began, ended, .. }, .. } => Some((*began, *ended)),
        _ => None,
    }) else { return Ok(false) };
    let [began, ended] = trail::tally(db, ("person", person), [began, ended], now).await?;
    Ok(began.0 > ended.0 || (ended.0 > 0 && ended.1 >= now.plus(-LATELY)))
}

struct ShownSection {
    id: String,
    title: String,
    html: String,
    clauses: Vec<ShownClause>,
}

struct ShownWords {
    title: String,
    rows: Vec<(String, String)>,
    /// The notes that the linked words open.
    notes: Vec<Linked>,
}

#[derive(Template)]
#[template(path = "pages/document.html")]
struct Read {
    page: Page,
    id: String,
    /// The language of the text itself.
    text_lang: &'static str,
    other_href: String,
    other_name: &'static str,
    title: String,
    intro: String,
    number: i64,
    since: String,
    since_iso: String,
    by: String,
    /// Set when this is not the edition in force.
    old: bool,
    /// It begins later.
    coming: bool,
    /// An edition that was published and begins later: its number and day.
    next: Option<(i64, String)>,
    /// Only the parts that speak to the reader are shown.
    for_me: bool,
    hidden: usize,
    retired: Vec<ShownClause>,
    again: bool,
    may_see_accepted: bool,
    sections: Vec<ShownSection>,
    glossary: Option<ShownWords>,
    accepted: Option<String>,
    may_edit: bool,
    may_review: bool,
    has_draft: bool,
}

/// GET /manual/{document}: the edition in force, or `?edition=1`; `?for=me` leaves out what is for others.
pub(super) async fn document(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let now = visit.now();
    let mut db = visit.read().await?;
    let edition = wanted(&visit, &mut db, &id).await?;
    let words = store::content(&mut db, &edition.id).await?;
    let names = Names::load(&visit, &mut db, [&edition]).await?;
    let state = standing(&mut db, &edition, &visit.actor()?.id).await?;
    let in_force = edition.state(now) == State::InForce;
    let may_edit = visit.may(EDIT, &[]) && in_force;
    let has_draft = may_edit && store::draft(&mut db, &id).await?.is_some();
    let next = store::newest(&mut db, &id).await?.filter(|e| e.state(now) == State::Coming && e.id != edition.id);
    let me = audience_of(&visit.app, &mut db, &visit.actor()?.id, &visit.actor()?.roles, now).await?;
    let called = Called::load(&visit, &mut db, [&words]).await?;
    drop(db);
    let lang = reading(&visit);
    let for_me = visit.query("for").as_deref() == Some("me");
    let shown = Shown::of(&visit, &words, lang, if for_me { Some(&me) } else { None }, &called)?;
    let page = visit.page_titled(words.title.of(lang))?;
    let html = Html::draw(&Read {
        text_lang: lang.id(),
        other_href: other_href(&edition, in_force, lang.other().id()),
        other_name: if lang.id() == "fr" { "English" } else { "Français" },
        title: words.title.of(lang).to_owned(),
        intro: show::markdown(words.intro.of(lang)),
        number: edition.number.unwrap_or(0),
        since: edition.effective_at.map(|at| page.day(&at)).unwrap_or_default(),
        since_iso: edition.effective_at.map(iso).unwrap_or_default(),
        by: names.of(edition.published_by.as_ref()).to_owned(),
        old: edition.state(now) == State::Superseded,
        coming: edition.state(now) == State::Coming,
        next: next.and_then(|e| Some((e.number?, page.day(&e.effective_at?)))),
        for_me,
        hidden: shown.hidden,
        retired: shown.retired,
        glossary: super::glossary::sorted(words.glossary.as_ref(), lang).map(|(title, rows)| ShownWords { title, rows, notes: linked(&words, lang) }),
        accepted: if let Agreed::Yes(at) = state { Some(page.day(&at)) } else { None },
        again: matches!(state, Agreed::Before(_)),
        may_review: visit.may(PUBLISH, &[]) && in_force,
        may_see_accepted: visit.may(ACCEPT_FOR_OTHERS, &[]) && in_force,
        sections: shown.sections, may_edit, has_draft, id, page,
    })?;
    Ok(html.into_response())
}

/// The words of the list, to be linked in the text.
fn linked(words: &Document, lang: Lang) -> Vec<Linked> {
    let list = words.glossary.iter().flat_map(|g| &g.words).enumerate();
    list.map(|(n, w)| Linked { term: w.term.of(lang).to_owned(), meaning: w.meaning.of(lang).to_owned(), id: format!("note-{n}") }).collect()
}

/// The words of a document as they are shown.
struct Shown {
    sections: Vec<ShownSection>,
    retired: Vec<ShownClause>,
    /// So many clauses are for others.
    hidden: usize,
}

impl Shown {
    fn of(visit: &Visit, words: &Document, lang: Lang, only_for: Option<&Vec<String>>, called: &Called<'_>) -> Result<Self, Failure> {
        let vocabulary = crate::rules::words_here(&visit.app, words)?;
        let notes = linked(words, lang);
        let mine = |c: &&crate::model::Clause| only_for.is_none_or(|me| c.facts.speaks_to(me));
        let asks = |c: &&crate::model::Clause| c.facts.stage != Stage::Retired;
        let told = |c: &crate::model::Clause| {
            let mut told = show::clause(c, lang, &vocabulary);
            told.html = link::link(&told.html, &notes);
            told.practices = called.trials(c);
            told.tried = called.tried(&words.id, &c.id);
            told.audience = called.audience(c);
            told
        };
        let sections = words.sections.iter().map(|section| ShownSection {
            id: section.id.clone(),
            title: section.title.of(lang).to_owned(),
            html: show::markdown(section.intro.of(lang)),
            clauses: section.clauses.iter().filter(asks).filter(mine).map(told).collect(),
        }).filter(|s| !s.clauses.is_empty() || (only_for.is_none() && !s.html.is_empty())).collect();
        Ok(Self {
            sections,
            retired: words.clauses().filter(|c| !asks(c)).map(told).collect(),
            hidden: words.clauses().filter(asks).filter(|c| !mine(c)).count(),
        })
    }
}

/// The edition the address asks for.
async fn wanted(visit: &Visit, db: &mut base::Db, id: &str) -> Result<Edition, Failure> {
    match visit.query("edition").and_then(|n| n.parse::<i64>().ok()) {
        Some(number) => store::editions(db, id).await?.into_iter().find(|e| e.number == Some(number)),
        None => store::published(db, id, visit.now()).await?,
    }
    .ok_or(Failure::Missing)
}

fn other_href(edition: &Edition, in_force: bool, other: &str) -> String {
    match (in_force, edition.number) {
        (false, Some(number)) => format!("/manual/{}?edition={number}&in={other}", edition.document_id),
        _ => format!("/manual/{}?in={other}", edition.document_id),
    }
}

/// POST /manual/{document}/reviewed: gone through, nothing to change (T-001, S-003).
pub(super) async fn reviewed(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(PUBLISH, visit.actor()?, &[])?;
    let mut tx = visit.begin().await?;
    let edition = store::published(&mut tx, &id, visit.now()).await?.ok_or(Failure::Missing)?;
    let number = edition.number.unwrap_or(0).to_string();
    visit.record(&mut tx, &POLICY_REVIEWED, &[("document", &id)], &[("number", &number)]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}"), "manual-flash-reviewed"))
}
