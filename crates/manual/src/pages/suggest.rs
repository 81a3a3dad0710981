//! Suggestions on any clause by any reader, with an answer to each (S-004).

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Failure, Said};

use super::{EDIT, at_most};
use crate::deeds::{SUGGESTION_ANSWERED, SUGGESTION_MADE};
use crate::letters::{self, Note};
use crate::store;
use crate::store::suggestions::Suggestion;

/// How a suggestion may be answered.
const OUTCOMES: [&str; 3] = ["taken", "later", "not"];

struct Shown {
    id: String,
    who: String,
    when: String,
    iso: String,
    clause: String,
    clause_title: String,
    words: String,
    outcome: String,
    outcome_words: String,
    tone: &'static str,
    answer: String,
    answered: String,
    /// What was typed as an answer, and what is wrong with it.
    typed: String,
    error: String,
}

#[derive(Template)]
#[template(path = "pages/suggestions.html")]
struct Suggestions {
    page: Page,
    id: String,
    title: String,
    all: Vec<Shown>,
    may_answer: bool,
    outcomes: Vec<(String, String)>,
    errors: Vec<(&'static str, String)>,
    /// A suggestion that came back, and the clause it is about.
    words: Field,
    clause: String,
}

/// GET /manual/{document}/suggestions: one's own; all of them for whoever may edit.
pub(super) async fn list(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let shown = page(&visit, &id, &FormState::default()).await?;
    let me = visit.actor()?.id.clone();
    if store::suggestions::unread(&mut *visit.read().await?, &me).await?.iter().any(|(document, ..)| *document == id) {
        let mut tx = visit.begin().await?;
        store::suggestions::mark_read(&mut tx, &id, &me, visit.now()).await?;
        tx.commit().await?;
    }
    Ok(shown.into_response())
}

async fn page(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let edition = store::published(&mut db, id, visit.now()).await?.ok_or(Failure::Missing)?;
    let words = store::content(&mut db, &edition.id).await?;
    let (me, may_answer) = (visit.actor()?.id.clone(), visit.may(EDIT, &[]));
    let all: Vec<Suggestion> = store::suggestions::list(&mut db, id).await?.into_iter().filter(|s| may_answer || s.person == me).collect();
    let ids: Vec<String> = all.iter().flat_map(|s| std::iter::once(&s.person).chain(&s.answered_by)).cloned().collect();
    let names: HashMap<String, String> = people::names(&mut db, &ids).await?;
    drop(db);
    let lang = visit.lang();
    let page = visit.page("manual-suggestions-title")?;
    let called = |id: &String| names.get(id).cloned().unwrap_or_else(|| page.t("manual-somebody"));
    let outcome = |id: &str| visit.say(&format!("manual-outcome-{id}"), &[]);
    let shown = all.iter().map(|s| Shown {
        id: s.id.clone(),
        who: called(&s.person),
        when: page.moment(&s.at),
        iso: visit.iso(s.at),
        clause_title: words.clause(&s.clause).map(|c| c.title.of(lang).to_owned()).unwrap_or_default(),
        clause: s.clause.clone(),
        words: s.words.clone(),
        outcome: s.outcome.clone(),
        outcome_words: outcome(&s.outcome),
        tone: match s.outcome.as_str() { "taken" => "met", "open" => "pending", "later" => "soon", _ => "" },
        answer: s.answer.clone(),
        answered: match (&s.answered_by, s.answered_at) {
            (Some(by), Some(at)) => page.t2("manual-answered-by", "name", called(by), "when", page.moment(&at)),
            _ => String::new(),
        },
        typed: if form.text("suggestion") == s.id { form.value("answer").to_owned() } else { String::new() },
        error: if form.text("suggestion") == s.id { form.field(&visit.app.words, lang, "answer").error.unwrap_or_default() } else { String::new() },
    }).collect();
    Html::draw(&Suggestions {
        id: id.to_owned(),
        title: words.title.of(lang).to_owned(),
        all: shown,
        may_answer,
        outcomes: OUTCOMES.iter().map(|o| ((*o).to_owned(), outcome(o))).collect(),
        errors: form.errors(&visit.app.words, lang),
        words: form.field(&visit.app.words, lang, "words"),
        clause: form.text("clause").to_owned(),
        page,
    })
}

/// POST /manual/{document}/suggest
pub(super) async fn make(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    at_most(&mut form, "words", 2000);
    if !form.is_fine() {
        return Ok(visit.again(page(&visit, &id, &form).await?));
    }
    let mut tx = visit.begin().await?;
    let edition = store::published(&mut tx, &id, visit.now()).await?.ok_or(Failure::Missing)?;
    let words = store::content(&mut tx, &edition.id).await?;
    let clause = form.text("clause").to_owned();
    if !clause.is_empty() && words.clause(&clause).is_none() {
        return Err(Failure::Missing);
    }
    if form.text("words").is_empty() {
        return Ok(visit.go(&format!("/manual/{id}#{clause}"), "manual-flash-no-words"));
    }
    let new = Suggestion {
        id: visit.app.id()?,
        document: id.clone(),
        clause,
        person: visit.actor()?.id.clone(),
        at: visit.now(),
        words: form.text("words").to_owned(),
        outcome: "open".to_owned(),
        answer: String::new(),
        answered_by: None,
        answered_at: None,
    };
    // One letter until they are answered; the morning letter counts the rest.
    let first = store::suggestions::waiting(&mut tx).await?.is_empty();
    store::suggestions::add(&mut tx, &new).await?;
    visit.record(&mut tx, &SUGGESTION_MADE, &[("document", &id), ("suggestion", &new.id)], &[]).await?;
    if first {
        let note = Note { subject: "manual-mail-suggested-subject", body: "manual-mail-suggested", link: &format!("/manual/{id}/suggestions") };
        letters::to_editors(&visit.app, &mut tx, Some(&new.person), &note, visit.now()).await?;
    }
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&format!("/manual/{id}/suggestions"), "manual-flash-suggested"))
}

/// POST /manual/{document}/answer
pub(super) async fn answer(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let outcome = OUTCOMES.into_iter().find(|o| *o == form.text("outcome"));
    at_most(&mut form, "answer", 2000);
    if form.text("answer").is_empty() || outcome.is_none() {
        form.wrong("answer", Said::plain("manual-answer-needed"));
    }
    if !form.is_fine() {
        return Ok(visit.again(page(&visit, &id, &form).await?));
    }
    let (outcome, suggestion) = (outcome.unwrap_or("not"), form.text("suggestion").to_owned());
    let mut tx = visit.begin().await?;
    match store::suggestions::answer(&mut tx, &id, &suggestion, (outcome, form.text("answer")), &visit.actor()?.id, visit.now()).await {
        // Somebody was faster: their answer is shown, and these words beside it.
        Err(Failure::Stale) => {
            drop(tx);
            form.wrong("answer", Said::plain("manual-answered-meanwhile"));
            return Ok((StatusCode::CONFLICT, page(&visit, &id, &form).await?).into_response());
        }
        done => done?,
    }
    visit.record(&mut tx, &SUGGESTION_ANSWERED, &[("document", &id), ("suggestion", &suggestion)], &[("outcome", outcome)]).await?;
    let asked = store::suggestions::list(&mut tx, &id).await?.into_iter().find(|s| s.id == suggestion).map(|s| s.person);
    if let Some(person) = asked.filter(|p| visit.actor().is_ok_and(|me| me.id != *p)) {
        let note = Note { subject: "manual-mail-answered-subject", body: "manual-mail-answered", link: &format!("/manual/{id}/suggestions") };
        letters::to_person(&visit.app, &mut tx, &person, &note, visit.now()).await?;
    }
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&format!("/manual/{id}/suggestions"), "manual-flash-answered"))
}
