//! The decision on a trial: make it policy, try longer, stop. It is written in the draft, and
//! counts once an edition says it (T-011, T-012).

use axum::response::{IntoResponse as _, Response};
use base::web::Visit;
use base::web::form::Typed;
use base::{Db, Failure, Said};

use super::practices::{last_day, page};
use super::{EDIT, at_most};
use crate::deeds::{EDITION_DRAFTED, PRACTICE_ADOPTED, PRACTICE_EXTENDED, PRACTICE_STOPPED};
use crate::model::trials::{Stands, adopted, is_settled, stopped};
use crate::model::{Clause, Draft, Refusal, Stage};
use crate::store::practices::Practice;
use crate::store::{self, practices};

/// What may be decided; `again` puts a decision in the draft that was put aside with another one.
const STEPS: [&str; 4] = ["adopt", "extend", "stop", "again"];

/// POST /manual/practices/decide
pub(super) async fn decide(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let (id, step) = (form.text("practice").to_owned(), form.text("step").to_owned());
    let found = practices::find(&mut *visit.read().await?, &id).await?.ok_or(Failure::Missing)?;
    let until = match step.as_str() {
        "extend" => last_day(&visit, &mut form, "until", Some(found.ends_on)),
        _ => None,
    };
    let why = if step == "again" { String::new() } else { form.needed("why") };
    at_most(&mut form, "why", 1000);
    // Somebody else decided while this form was open: what they decided is shown.
    if form.is_fine() && (found.outcome == "open") == (step == "again") {
        form.wrong("why", Said::plain("manual-practice-decided-already"));
        return Ok((axum::http::StatusCode::CONFLICT, page(&visit, &id, &form).await?).into_response());
    }
    if !form.is_fine() || !STEPS.contains(&step.as_str()) {
        return Ok(visit.again(page(&visit, &id, &form).await?));
    }
    let actor = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    let mut practice = practices::find(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let about = [("practice", id.as_str()), ("document", found.document.as_str())];
    if let Some(until) = until {
        practices::extend(&mut tx, &id, until).await?;
        visit.record(&mut tx, &PRACTICE_EXTENDED, &about, &[("until", &until.to_string())]).await?;
        tx.commit().await?;
        return Ok(visit.go(&format!("/manual/practices/{id}"), "manual-flash-practice-extended"));
    }
    if step != "again" {
        practice.outcome = if step == "adopt" { "adopted" } else { "stopped" }.to_owned();
        practices::decide(&mut tx, &id, &practice.outcome, (&actor, visit.now()), &why).await?;
    }
    let changed = write_in_draft(&visit, &mut tx, &practice).await?;
    if step != "again" {
        visit.record(&mut tx, if step == "adopt" { &PRACTICE_ADOPTED } else { &PRACTICE_STOPPED }, &about, &[]).await?;
    }
    tx.commit().await?;
    Ok(match (changed, practice.outcome.as_str()) {
        (false, _) => visit.go(&format!("/manual/practices/{id}"), "manual-flash-practice-nothing"),
        (true, "adopted") => visit.go(&format!("/manual/{}/draft", practice.document), "manual-flash-practice-adopted"),
        (true, _) => visit.go(&format!("/manual/{}/draft", practice.document), "manual-flash-practice-stopped"),
    })
}

/// Writes a decision in the draft, which is begun when there is none. Whether there was anything to write.
async fn write_in_draft(visit: &Visit, db: &mut Db, practice: &Practice) -> Result<bool, Failure> {
    let draft = store::draft(db, &practice.document).await?;
    let from = match &draft {
        Some(draft) => draft.id().to_owned(),
        None => store::newest(db, &practice.document).await?.ok_or(Failure::Missing)?.id,
    };
    let mut words = store::content(db, &from).await?;
    let mut changed = false;
    for id in &practice.clauses {
        let Some(now) = words.clause(id).cloned() else { continue };
        let then = if practice.outcome == "adopted" { adopted(&now, &practice.id) } else { stopped(&now, agreed_last(db, &practice.document, id).await?.as_ref()) };
        changed |= words.put_back(then);
    }
    if changed {
        let draft = draft_for(visit, db, &practice.document).await?;
        store::put_words(db, &draft, &words).await?;
        store::add_author(db, &draft, &visit.actor()?.id).await?;
    }
    Ok(changed)
}

/// The clause as the newest edition has it in which it was agreed on.
async fn agreed_last(db: &mut Db, document: &str, clause: &str) -> Result<Option<Clause>, Failure> {
    for edition in store::editions(db, document).await? {
        let found = store::content(db, &edition.id).await?.clause(clause).filter(|c| c.facts.stage == Stage::Policy).cloned();
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// Where a decision stands; none while the trial runs.
pub(super) async fn stands(db: &mut Db, practice: &Practice) -> Result<Option<Stands>, Failure> {
    let Some(decided_at) = practice.decided_at.filter(|_| practice.outcome != "open") else { return Ok(None) };
    let editions = store::editions(db, &practice.document).await?;
    // The newest says what holds; an older one said it once, before it was changed again.
    for (_, edition) in editions.iter().enumerate().filter(|(place, e)| *place == 0 || e.published_at >= Some(decided_at)) {
        let words = store::content(db, &edition.id).await?;
        if is_settled(&practice.outcome, &practice.id, &practice.clauses, &words) {
            return Ok(Some(Stands::Published));
        }
    }
    let Some(draft) = store::draft(db, &practice.document).await? else { return Ok(Some(Stands::Aside)) };
    let words = store::content(db, draft.id()).await?;
    let settled = is_settled(&practice.outcome, &practice.id, &practice.clauses, &words);
    Ok(Some(if settled { Stands::InDraft } else { Stands::Aside }))
}

/// The draft of a document, begun when there is none.
pub(super) async fn draft_for(visit: &Visit, db: &mut Db, document: &str) -> Result<Draft, Failure> {
    if let Some(draft) = store::draft(db, document).await? {
        return if draft.in_review() { Err(Refusal::InReview.into()) } else { Ok(draft) };
    }
    let newest = store::newest(db, document).await?.ok_or(Failure::Missing)?;
    let draft = store::begin_draft(db, &visit.app.id()?, &newest, Some(&visit.actor()?.id), visit.now()).await?;
    visit.record(db, &EDITION_DRAFTED, &[("document", document), ("edition", draft.id())], &[]).await?;
    Ok(draft)
}
