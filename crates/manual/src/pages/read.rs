//! Reading the manual, accepting it, and saying that it was gone through.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Failure, Moment};

use super::{EDIT, Names, PUBLISH, iso, reading};
use crate::deeds::{POLICY_REVIEWED, RULES_ACKNOWLEDGED};
use crate::model::{Edition, Refusal, State};
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
    has_draft: bool,
}

#[derive(Template)]
#[template(path = "pages/index.html")]
struct Index {
    page: Page,
    covers: Vec<Cover>,
}

/// GET /manual
pub(super) async fn index(visit: Visit) -> Result<Response, Failure> {
    let page = visit.page("manual-title")?;
    let lang = visit.lang();
    let mut db = visit.read().await?;
    let mut covers = Vec::new();
    for edition in store::documents(&mut db).await? {
        let words = store::content(&mut db, &edition.id).await?;
        let accepted = store::acknowledged_at(&mut db, &visit.actor()?.id, &edition).await?;
        let has_draft = visit.may(EDIT, &[]) && store::draft(&mut db, &edition.document_id).await?.is_some();
        covers.push(Cover {
            title: words.title.of(lang).to_owned(),
            opening: show::opening(words.intro.of(lang)),
            number: edition.number.unwrap_or(0),
            since: edition.effective_at.map(|at| page.day(&at)).unwrap_or_default(),
            clauses: words.clauses().count(),
            rules: words.clauses().map(|c| c.rules.len()).sum(),
            accepted: accepted.map(|at| page.day(&at)),
            has_draft,
            id: words.id,
        });
    }
    Ok(Html::draw(&Index { page, covers })?.into_response())
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
    sections: Vec<ShownSection>,
    glossary: Option<ShownWords>,
    accepted: Option<String>,
    may_edit: bool,
    may_review: bool,
    has_draft: bool,
}

/// GET /manual/{document}: the edition in force, or `?edition=1`.
pub(super) async fn document(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let edition = wanted(&visit, &mut db, &id).await?;
    let words = store::content(&mut db, &edition.id).await?;
    let names = Names::load(&visit, &mut db, [&edition]).await?;
    let accepted = store::acknowledged_at(&mut db, &visit.actor()?.id, &edition).await?;
    let may_edit = visit.may(EDIT, &[]) && edition.state == State::Published;
    let has_draft = may_edit && store::draft(&mut db, &id).await?.is_some();
    drop(db);
    let lang = reading(&visit);
    let vocabulary = crate::vocabulary(&visit.app)?;
    let sections = words.sections.iter().map(|section| ShownSection {
        id: section.id.clone(),
        title: section.title.of(lang).to_owned(),
        html: show::markdown(section.intro.of(lang)),
        clauses: section.clauses.iter().map(|c| show::clause(c, lang, &vocabulary)).collect(),
    }).collect();
    let page = visit.page_titled(words.title.of(lang))?;
    let html = Html::draw(&Read {
        text_lang: lang.id(),
        other_href: other_href(&edition, lang.other().id()),
        other_name: if lang.id() == "fr" { "English" } else { "Français" },
        title: words.title.of(lang).to_owned(),
        intro: show::markdown(words.intro.of(lang)),
        number: edition.number.unwrap_or(0),
        since: edition.effective_at.map(|at| page.day(&at)).unwrap_or_default(),
        since_iso: edition.effective_at.map(iso).unwrap_or_default(),
        by: names.of(edition.published_by.as_ref()).to_owned(),
        old: edition.state != State::Published,
        glossary: super::glossary::sorted(words.glossary.as_ref(), lang).map(|(title, rows)| ShownWords { title, rows }),
        accepted: accepted.map(|at| page.day(&at)),
        may_review: visit.may(PUBLISH, &[]) && edition.state == State::Published,
        sections, may_edit, has_draft, id, page,
    })?;
    Ok(html.into_response())
}

/// The edition the address asks for.
async fn wanted(visit: &Visit, db: &mut base::Db, id: &str) -> Result<Edition, Failure> {
    match visit.query("edition").and_then(|n| n.parse::<i64>().ok()) {
        Some(number) => store::editions(db, id).await?.into_iter().find(|e| e.number == Some(number)),
        None => store::published(db, id).await?,
    }
    .ok_or(Failure::Missing)
}

fn other_href(edition: &Edition, other: &str) -> String {
    match (edition.state, edition.number) {
        (State::Superseded, Some(number)) => format!("/manual/{}?edition={number}&in={other}", edition.document_id),
        _ => format!("/manual/{}?in={other}", edition.document_id),
    }
}

#[derive(Template)]
#[template(path = "pages/acknowledge.html")]
struct Acknowledge {
    page: Page,
    errors: Vec<(&'static str, String)>,
    agree: Field,
    id: String,
    title: String,
    number: i64,
    accepted: Option<String>,
}

/// GET /manual/{document}/acknowledge
pub(super) async fn acknowledge_form(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    Ok(acknowledge_page(&visit, &id, &FormState::default()).await?.into_response())
}

async fn acknowledge_page(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let edition = store::published(&mut db, id).await?.ok_or(Failure::Missing)?;
    let accepted: Option<Moment> = store::acknowledged_at(&mut db, &visit.actor()?.id, &edition).await?;
    drop(db);
    let page = visit.page("manual-acknowledge-title")?;
    Html::draw(&Acknowledge {
        errors: form.errors(&visit.app.words, visit.lang()),
        agree: form.field(&visit.app.words, visit.lang(), "agree"),
        id: id.to_owned(),
        title: edition.title.of(visit.lang()).to_owned(),
        number: edition.number.unwrap_or(0),
        accepted: accepted.map(|at| page.day(&at)),
        page,
    })
}

/// POST /manual/{document}/acknowledge (S-006)
pub(super) async fn acknowledge(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    if !form.ticked("agree") {
        form.wrong(Refusal::NotTicked.field(), Refusal::NotTicked.said());
        return Ok(visit.again(acknowledge_page(&visit, &id, &form).await?));
    }
    let person = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    let edition = store::published(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let number = edition.number.unwrap_or(0).to_string();
    // Accepted is what was shown: an edition published meanwhile is read first.
    if !["", number.as_str()].contains(&form.text("number")) {
        return Err(Failure::Stale);
    }
    store::acknowledge(&mut tx, &person, &edition, visit.now()).await?;
    visit.record(&mut tx, &RULES_ACKNOWLEDGED, &[("person", &person), ("document", &id)], &[("number", &number)]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}"), "manual-flash-acknowledged"))
}

/// POST /manual/{document}/reviewed: gone through, nothing to change (T-001, S-003).
pub(super) async fn reviewed(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(PUBLISH, visit.actor()?, &[])?;
    let mut tx = visit.begin().await?;
    let edition = store::published(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let number = edition.number.unwrap_or(0).to_string();
    visit.record(&mut tx, &POLICY_REVIEWED, &[("document", &id)], &[("number", &number)]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}"), "manual-flash-reviewed"))
}
