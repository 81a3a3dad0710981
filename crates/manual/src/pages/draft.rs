//! The draft: begun from the edition in force, written in, then published or put aside.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Db, Failure};

use super::{EDIT, Names, PUBLISH};
use crate::deeds::{DRAFT_DISCARDED, EDITION_DRAFTED, EDITION_PUBLISHED, POLICY_REVIEWED};
use crate::model::{Document, Draft, Edition, Refusal};
use crate::rules;
use crate::store::{self, Publication};

/// A section and its clauses, with the places that changed.
struct Part {
    title: String,
    clauses: Vec<Line>,
}

struct Line {
    id: String,
    title: String,
    rules: usize,
    changed: bool,
}

#[derive(Template)]
#[template(path = "pages/draft.html")]
struct Shown {
    page: Page,
    errors: Vec<(&'static str, String)>,
    reason: Field,
    waiver: Field,
    waiver_reason: Field,
    id: String,
    title: String,
    /// The edition in force.
    number: i64,
    begun: String,
    begun_by: String,
    authors: String,
    changed: usize,
    parts: Vec<Part>,
    only_author: bool,
    may_publish: bool,
}

#[derive(Template)]
#[template(path = "pages/draft_none.html")]
struct NoDraft {
    page: Page,
    id: String,
    title: String,
}

/// What a draft's page and its publication both need.
struct Desk {
    edition: Edition,
    draft: Draft,
    old: Document,
    new: Document,
}

impl Desk {
    async fn load(db: &mut Db, document: &str) -> Result<Option<Self>, Failure> {
        let edition = store::published(db, document).await?.ok_or(Failure::Missing)?;
        let Some(draft) = store::draft(db, document).await? else { return Ok(None) };
        let old = store::content(db, &edition.id).await?;
        let new = store::content(db, draft.id()).await?;
        Ok(Some(Self { edition, draft, old, new }))
    }
}

/// GET /manual/{document}/draft
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    Ok(draft_page(&visit, &id, &FormState::default()).await?.into_response())
}

async fn draft_page(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let page = visit.page("manual-draft-title")?;
    let lang = visit.lang();
    let Some(desk) = Desk::load(&mut db, id).await? else {
        let edition = store::published(&mut db, id).await?.ok_or(Failure::Missing)?;
        return Html::draw(&NoDraft { page, id: id.to_owned(), title: edition.title.of(lang).to_owned() });
    };
    let names = Names::load(visit, &mut db, [desk.draft.edition()]).await?;
    drop(db);
    let parts: Vec<Part> = desk.new.sections.iter().map(|section| Part {
        title: section.title.of(lang).to_owned(),
        clauses: section.clauses.iter().map(|c| Line {
            id: c.id.clone(), title: c.title.of(lang).to_owned(), rules: c.rules.len(), changed: desk.old.clause(&c.id) != Some(c),
        }).collect(),
    }).collect();
    let field = |name| form.field(&visit.app.words, lang, name);
    let draft = desk.draft.edition();
    Html::draw(&Shown {
        errors: form.errors(&visit.app.words, lang),
        reason: field("reason"),
        waiver: field("waiver"),
        waiver_reason: field("waiver_reason"),
        id: id.to_owned(),
        title: desk.new.title.of(lang).to_owned(),
        number: desk.edition.number.unwrap_or(0),
        begun: page.moment(&draft.created_at),
        begun_by: names.of(draft.created_by.as_ref()).to_owned(),
        authors: names.list(&draft.authors),
        changed: parts.iter().flat_map(|p| &p.clauses).filter(|c| c.changed).count(),
        parts,
        only_author: desk.draft.is_only_by(&visit.actor()?.id),
        may_publish: visit.may(PUBLISH, &[]),
        page,
    })
}

/// POST /manual/{document}/draft: begins a draft, or finds the one there is;
/// with `clause`, goes on to that clause.
pub(super) async fn begin(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let actor = visit.actor()?.id.clone();
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let mut tx = visit.begin().await?;
    let edition = store::published(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let clause = form.text("clause").to_owned();
    let words = store::content(&mut tx, &edition.id).await?;
    let there = store::draft(&mut tx, &id).await?.is_some();
    if !there {
        let draft = store::begin_draft(&mut tx, &visit.app.id()?, &edition, &actor, visit.now()).await?;
        visit.record(&mut tx, &EDITION_DRAFTED, &[("document", &id), ("edition", draft.id())], &[]).await?;
    }
    tx.commit().await?;
    let flash = if there { "manual-flash-draft-there" } else { "manual-flash-drafted" };
    let path = if words.clause(&clause).is_some() { format!("/manual/{id}/draft/{clause}") } else { format!("/manual/{id}/draft") };
    Ok(visit.go(&path, flash))
}

/// POST /manual/{document}/publish
pub(super) async fn publish(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(PUBLISH, visit.actor()?, &[])?;
    let actor = visit.actor()?.id.clone();
    let vocabulary = crate::vocabulary(&visit.app)?;
    let mut tx = visit.begin().await?;
    let desk = Desk::load(&mut tx, &id).await?.ok_or(Failure::Stale)?;
    let (reason, waiver_reason) = (form.text("reason").to_owned(), form.text("waiver_reason").to_owned());
    let waiver = form.ticked("waiver").then_some(waiver_reason.as_str());
    let decided = match rules::first_broken(&desk.new, &vocabulary) {
        _ if desk.new == desk.old => Err(Refusal::NothingChanged),
        Some(clause) => Err(Refusal::BrokenRule(clause.title.of(visit.lang()).to_owned())),
        None => desk.draft.publish(&actor, &reason, waiver),
    };
    if let Err(refusal) = decided {
        drop(tx);
        form.wrong(refusal.field(), refusal.said());
        return Ok(visit.again(draft_page(&visit, &id, &form).await?));
    }
    let waived = desk.draft.is_only_by(&actor).then_some(waiver_reason.as_str());
    let publication = Publication { by: Some(&actor), reason: &reason, waiver_reason: waived, now: visit.now() };
    let number = store::publish(&mut tx, &desk.draft, publication).await?.to_string();
    let mut detail = vec![("number", number.as_str())];
    detail.extend(waived.map(|_| ("waiver", "1")));
    visit.record(&mut tx, &EDITION_PUBLISHED, &[("document", &id), ("edition", desk.draft.id())], &detail).await?;
    visit.record(&mut tx, &POLICY_REVIEWED, &[("document", &id)], &[("number", &number)]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}"), "manual-flash-published"))
}

/// POST /manual/{document}/discard
pub(super) async fn discard(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(PUBLISH, visit.actor()?, &[])?;
    let mut tx = visit.begin().await?;
    let draft = store::draft(&mut tx, &id).await?.ok_or(Failure::Stale)?;
    store::discard(&mut tx, &draft).await?;
    visit.record(&mut tx, &DRAFT_DISCARDED, &[("document", &id), ("edition", draft.id())], &[]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}"), "manual-flash-discarded"))
}
