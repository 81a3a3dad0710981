//! From draft to edition: sent for review, read by others, published by a director.

use axum::extract::Path;
use axum::response::Response;
use base::web::Visit;
use base::web::form::{FormState, Typed};
use base::{Day, Failure, Moment, Said};

use super::draft::{Desk, draft_page};
use super::{EDIT, PUBLISH};
use crate::deeds::{DOCUMENT_ADOPTED, DRAFT_READ, DRAFT_SENT, DRAFT_TAKEN_BACK, EDITION_PUBLISHED, POLICY_REVIEWED};
use crate::model::{ChangeKind, Refusal};
use crate::rules;
use crate::store::{self, Look, Publication};

/// POST /manual/{document}/review: sends the draft for review, or takes it back.
pub(super) async fn review(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let actor = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    let draft = store::draft(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let about = [("document", id.as_str()), ("edition", draft.id())];
    let back = form.text("step") == "back";
    store::ask_review(&mut tx, &draft, (!back).then_some((actor.as_str(), visit.now()))).await?;
    visit.record(&mut tx, if back { &DRAFT_TAKEN_BACK } else { &DRAFT_SENT }, &about, &[]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}/draft"), if back { "manual-flash-taken-back" } else { "manual-flash-sent" }))
}

/// POST /manual/{document}/looked: somebody read the draft in review, and says what they think.
pub(super) async fn looked(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let mut tx = visit.begin().await?;
    let draft = store::draft(&mut tx, &id).await?.filter(crate::model::Draft::in_review).ok_or(Failure::Stale)?;
    let look = Look { person: visit.actor()?.id.clone(), at: visit.now(), words: form.text("look").to_owned() };
    store::add_look(&mut tx, &draft, &look).await?;
    visit.record(&mut tx, &DRAFT_READ, &[("document", &id), ("edition", draft.id())], &[]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}/draft"), "manual-flash-looked"))
}

/// What the form of publication says, read.
struct Wanted {
    reason: String,
    waiver: Option<String>,
    kind: ChangeKind,
    begins: Moment,
    /// The day it begins, when that is to come.
    day: Option<Day>,
}

fn wanted(visit: &Visit, form: &mut FormState) -> Option<Wanted> {
    let now = visit.now();
    let kind = ChangeKind::parse(form.text("kind")).unwrap_or(ChangeKind::Material);
    let typed = form.text("begins").to_owned();
    let zone = visit.app.zone();
    let day = if typed.is_empty() { None } else { Day::parse(&typed) };
    let begins = day.map_or(now, |day| day.start(&zone).max(now));
    if (day.is_none() && !typed.is_empty()) || day.is_some_and(|day| day < now.day(&zone)) {
        form.wrong("begins", Said::plain("manual-begins-bad"));
        return None;
    }
    let waiver = form.ticked("waiver").then(|| form.text("waiver_reason").to_owned());
    Some(Wanted { reason: form.text("reason").to_owned(), waiver, kind, begins, day: day.filter(|_| begins > now) })
}

/// POST /manual/{document}/publish
pub(super) async fn publish(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(PUBLISH, visit.actor()?, &[])?;
    let actor = visit.actor()?.id.clone();
    let Some(wanted) = wanted(&visit, &mut form) else { return Ok(visit.again(draft_page(&visit, &id, &form).await?)) };
    let vocabulary = crate::vocabulary(&visit.app)?;
    let mut tx = visit.begin().await?;
    let desk = Desk::load(&mut tx, &id).await?.ok_or(Failure::Stale)?;
    let lang = visit.lang();
    let unfinished = desk.new.clauses().find(|c| c.text.en.is_empty() || c.text.fr.is_empty());
    let last = desk.edition.as_ref().and_then(|e| e.effective_at);
    let decided = match (rules::first_broken(&desk.new, &vocabulary), unfinished) {
        _ if desk.new == desk.old || desk.new.clauses().next().is_none() => Err(Refusal::NothingChanged),
        _ if rules::header_of(&desk.new.intro).is_err() => Err(Refusal::BrokenRule(desk.new.title.of(lang).to_owned())),
        (Some(clause), _) => Err(Refusal::BrokenRule(clause.title.of(lang).to_owned())),
        (_, Some(clause)) => Err(Refusal::NoText(clause.title.of(lang).to_owned())),
        _ => desk.draft.publish(&actor, &wanted.reason, wanted.waiver.as_deref(), wanted.begins, last),
    };
    if let Err(refusal) = decided {
        drop(tx);
        form.wrong(refusal.field(), refusal.said());
        return Ok(visit.again(draft_page(&visit, &id, &form).await?));
    }
    let waived = if desk.draft.is_only_by(&actor) { wanted.waiver.as_deref() } else { None };
    let publication = Publication {
        by: Some(&actor), reason: &wanted.reason, waiver_reason: waived, kind: wanted.kind, now: visit.now(), begins: wanted.begins,
    };
    let number = store::publish(&mut tx, &desk.draft, publication).await?.to_string();
    if desk.edition.is_none() {
        visit.record(&mut tx, &DOCUMENT_ADOPTED, &[("document", &id)], &[]).await?;
    }
    let mut detail = vec![("number", number.as_str()), ("kind", wanted.kind.id())];
    detail.extend(waived.map(|_| ("waiver", "1")));
    let day = wanted.day.map(|d| d.to_string());
    detail.extend(day.as_deref().map(|d| ("begins", d)));
    visit.record(&mut tx, &EDITION_PUBLISHED, &[("document", &id), ("edition", desk.draft.id())], &detail).await?;
    visit.record(&mut tx, &POLICY_REVIEWED, &[("document", &id)], &[("number", &number)]).await?;
    tx.commit().await?;
    let flash = if wanted.day.is_some() { "manual-flash-published-later" } else { "manual-flash-published" };
    let first_to_come = wanted.day.is_some() && desk.edition.is_none();
    Ok(visit.go(&if first_to_come { format!("/manual/{id}/editions") } else { format!("/manual/{id}") }, flash))
}
