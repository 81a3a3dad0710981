//! The outline of a draft: sections and clauses added, named, moved, retired; and new documents.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Failure, Said};

use super::EDIT;
use crate::deeds::{EDITION_DRAFTED, OUTLINE_CHANGED};
use crate::model::outline::{Known, Step, free_id};
use crate::model::{Both, Document, Refusal, Stage};
use crate::store;

/// Addresses under `/manual/` that are no documents.
const RESERVED: [&str; 8] = ["new", "changes", "practices", "facts", "devices", "public", "words", "registers"];

struct SectionRow {
    id: String,
    title: String,
    title_en: String,
    title_fr: String,
    intro_en: String,
    intro_fr: String,
    first: bool,
    last: bool,
    clauses: Vec<ClauseRow>,
}

struct ClauseRow {
    id: String,
    title: String,
    stage: &'static str,
    retired: bool,
    /// Never published: it may be taken out altogether.
    new: bool,
}

#[derive(Template)]
#[template(path = "pages/outline.html")]
struct Outline {
    page: Page,
    errors: Vec<(&'static str, String)>,
    document: String,
    title_en: Field,
    title_fr: Field,
    words: [String; 4],
    sections: Vec<SectionRow>,
    places: Vec<(String, String)>,
    /// Drafts in review are looked at, not changed.
    locked: bool,
}

/// GET /manual/{document}/outline
pub(super) async fn show(visit: Visit, Path(document): Path<String>) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    Ok(page(&visit, &document, &FormState::default()).await?.into_response())
}

async fn page(visit: &Visit, document: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let draft = store::draft(&mut db, document).await?.ok_or(Failure::Missing)?;
    let words = store::content(&mut db, draft.id()).await?;
    let (_, published) = store::ids_used(&mut db).await?;
    drop(db);
    let lang = visit.lang();
    let last = words.sections.len().saturating_sub(1);
    let sections = words.sections.iter().enumerate().map(|(place, s)| SectionRow {
        id: s.id.clone(),
        title: s.title.of(lang).to_owned(),
        title_en: s.title.en.clone(),
        title_fr: s.title.fr.clone(),
        intro_en: s.intro.en.clone(),
        intro_fr: s.intro.fr.clone(),
        first: place == 0,
        last: place == last,
        clauses: s.clauses.iter().map(|c| ClauseRow {
            id: c.id.clone(),
            title: c.title.of(lang).to_owned(),
            stage: c.facts.stage.id(),
            retired: c.facts.stage == Stage::Retired,
            new: !published.contains(&c.id),
        }).collect(),
    }).collect();
    let field = |name| form.field(&visit.app.words, lang, name);
    Html::draw(&Outline {
        page: visit.page("manual-outline-title")?,
        errors: form.errors(&visit.app.words, lang),
        document: document.to_owned(),
        title_en: field("title_en"),
        title_fr: field("title_fr"),
        places: words.sections.iter().map(|s| (s.id.clone(), s.title.of(lang).to_owned())).collect(),
        words: [words.title.en, words.title.fr, words.intro.en, words.intro.fr],
        sections,
        locked: draft.in_review(),
    })
}

/// The step a form asks for. `id` names the part, `title_*` and `intro_*` its words.
fn step(form: &FormState) -> Option<Step> {
    let id = form.text("id").to_owned();
    let title = Both::new(form.text("title_en"), form.text("title_fr"));
    let intro = Both::new(form.text("intro_en"), form.text("intro_fr"));
    Some(match form.text("step") {
        "name-document" => Step::NameDocument { title, intro },
        "add-section" => Step::AddSection { title },
        "name-section" => Step::NameSection { id, title, intro },
        "section-up" => Step::MoveSection { id, up: true },
        "section-down" => Step::MoveSection { id, up: false },
        "remove-section" => Step::RemoveSection { id },
        "add-clause" => Step::AddClause { section: id, title },
        "clause-up" => Step::MoveClause { id, up: true },
        "clause-down" => Step::MoveClause { id, up: false },
        "put-clause" => Step::PutClause { id, section: form.text("section").to_owned() },
        "retire-clause" => Step::RetireClause { id },
        "revive-clause" => Step::ReviveClause { id },
        "remove-clause" => Step::RemoveClause { id },
        _ => return None,
    })
}

/// POST /manual/{document}/outline
pub(super) async fn change(visit: Visit, Path(document): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let actor = visit.actor()?.id.clone();
    let Some(step) = step(&form) else {
        form.wrong("title_en", Said::plain("base-form-needed"));
        return Ok(visit.again(page(&visit, &document, &form).await?));
    };
    let adds_clause = matches!(step, Step::AddClause { .. });
    let mut tx = visit.begin().await?;
    let draft = store::draft(&mut tx, &document).await?.ok_or(Failure::Missing)?;
    let mut words = store::content(&mut tx, draft.id()).await?;
    let (taken, published) = store::ids_used(&mut tx).await?;
    let unfit = [&form.text("intro_en"), &form.text("intro_fr")].iter().any(|t| !crate::format::is_plain_text(t));
    let done = match draft.in_review() {
        true => Err(Refusal::InReview),
        false if unfit => Err(Refusal::TextUnfit),
        false => words.step(step, &Known { taken: &taken, published: &published }),
    };
    let part = match done {
        Ok(part) => part,
        Err(refusal) => {
            drop(tx);
            form.wrong(refusal.field(), refusal.said());
            return Ok(visit.again(page(&visit, &document, &form).await?));
        }
    };
    store::put_words(&mut tx, &draft, &words).await?;
    store::add_author(&mut tx, &draft, &actor).await?;
    let detail = [("step", form.text("step")), ("part", part.as_str())];
    visit.record(&mut tx, &OUTLINE_CHANGED, &[("document", &document), ("edition", draft.id())], &detail).await?;
    tx.commit().await?;
    if adds_clause {
        return Ok(visit.go(&format!("/manual/{document}/draft/{part}"), "manual-flash-clause-added"));
    }
    Ok(visit.go(&format!("/manual/{document}/outline#o-{part}"), "manual-flash-outline"))
}

#[derive(Template)]
#[template(path = "pages/new.html")]
struct New {
    page: Page,
    errors: Vec<(&'static str, String)>,
    title_en: Field,
    title_fr: Field,
}

fn new_page(visit: &Visit, form: &FormState) -> Result<Html, Failure> {
    let field = |name| form.field(&visit.app.words, visit.lang(), name);
    Html::draw(&New {
        page: visit.page("manual-new-title")?,
        errors: form.errors(&visit.app.words, visit.lang()),
        title_en: field("title_en"),
        title_fr: field("title_fr"),
    })
}

/// GET /manual/new
pub(super) async fn new_form(visit: Visit) -> Result<Response, Failure> {
    Ok(new_page(&visit, &FormState::default())?.into_response())
}

/// POST /manual/new: a document, to be written.
pub(super) async fn add(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let title = Both::new(form.needed("title_en"), form.needed("title_fr"));
    if !form.is_fine() {
        return Ok(visit.again(new_page(&visit, &form)?));
    }
    let actor = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    let (taken, _) = store::ids_used(&mut tx).await?;
    let id = free_id(&title.en, |id| RESERVED.contains(&id) || taken.contains(id));
    let document = Document { id: id.clone(), title, ..Document::default() };
    let draft = store::add_document(&mut tx, &visit.app.id()?, &document, Some(&actor), visit.now()).await?;
    store::add_author(&mut tx, &draft, &actor).await?;
    visit.record(&mut tx, &EDITION_DRAFTED, &[("document", &id), ("edition", draft.id())], &[]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}/outline"), "manual-flash-document-added"))
}
