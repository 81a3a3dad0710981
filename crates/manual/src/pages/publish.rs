//! From draft to edition: sent for review, read by others, published by a director.

use axum::extract::Path;
use axum::response::Response;
use base::web::Visit;
use base::web::form::{FormState, Typed};
use base::{Day, Db, Failure, Moment, Said};

use super::draft::{Desk, draft_page};
use super::{EDIT, LOOK_OVER, PUBLISH, at_most, onwards};
use crate::deeds::{DOCUMENT_ADOPTED, DRAFT_READ, DRAFT_SENT, DRAFT_TAKEN_BACK, EDITION_PUBLISHED, POLICY_REVIEWED};
use crate::model::heavy::heavy;
use crate::model::trials::furthest;
use crate::model::{ChangeKind, Publishing, Refusal};
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
pub(super) async fn looked(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    at_most(&mut form, "look", 2000);
    if !form.is_fine() {
        return Ok(visit.again(draft_page(&visit, &id, &form).await?));
    }
    let mut tx = visit.begin().await?;
    let draft = store::draft(&mut tx, &id).await?.filter(crate::model::Draft::in_review).ok_or(Failure::Stale)?;
    let look = Look { person: visit.actor()?.id.clone(), at: visit.now(), words: form.text("look").to_owned() };
    store::add_look(&mut tx, &draft, &look).await?;
    visit.record(&mut tx, &DRAFT_READ, &[("document", &id), ("edition", draft.id())], &[]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}/draft"), "manual-flash-looked"))
}

/// What the form of publication says, read and found fit.
struct Wanted {
    desk: Desk,
    reason: String,
    /// Why one person published what one person wrote; none where a second one saw it.
    waived: Option<String>,
    kind: ChangeKind,
    begins: Moment,
    /// The day it begins, when that is to come.
    day: Option<Day>,
}

/// When the edition is to begin: the day, and its first moment or now. An error beside the field
/// when that cannot be: in the past, unreadable, or years away.
fn beginning(visit: &Visit, form: &mut FormState) -> Option<(Moment, Option<Day>)> {
    let (now, zone) = (visit.now(), visit.app.zone());
    let today = now.day(&zone);
    let typed = form.text("begins").to_owned();
    match Day::parse(&typed) {
        None if typed.is_empty() => return Some((now, None)),
        Some(day) if day == today => return Some((now, None)),
        Some(day) if day > today && day <= furthest(today) => return Some((day.start(&zone), Some(day))),
        Some(day) if day > today => form.wrong("begins", Said::plain("manual-day-too-far")),
        _ => form.wrong("begins", Said::plain("manual-begins-bad")),
    }
    None
}

/// Reads the form of publication. Everything that keeps the draft from being published is said at once.
async fn wanted(visit: &Visit, db: &mut Db, id: &str, form: &mut FormState) -> Result<Option<Wanted>, Failure> {
    let desk = Desk::load(db, id).await?.ok_or(Failure::Stale)?;
    let readers: Vec<String> = store::looks(db, desk.draft.id()).await?.into_iter().map(|l| l.person).collect();
    let publisher = visit.actor()?.id.clone();
    let kind = ChangeKind::parse(form.text("kind")).unwrap_or(ChangeKind::Material);
    let (reason, waiver) = (form.text("reason").to_owned(), form.ticked("waiver").then(|| form.text("waiver_reason").to_owned()));
    let begins = beginning(visit, form);
    let how = Publishing {
        publisher: &publisher, readers: &readers, reason: &reason, waiver: waiver.as_deref(), begins: begins.map(|(at, _)| at),
        last: desk.edition.as_ref().and_then(|e| e.effective_at),
    };
    for refusal in unfit(visit, &desk)?.into_iter().chain(desk.draft.publish(&how)) {
        form.wrong(refusal.field(), refusal.said());
    }
    for (field, most) in [("reason", 300), ("waiver_reason", 500)] {
        at_most(form, field, most);
    }
    let heavy = told_heavy(visit, &desk);
    if kind == ChangeKind::Minor && !heavy.is_empty() && !form.ticked("small") {
        form.wrong("small", Said::plain("manual-small-but").with("clauses", heavy));
    }
    let waived = waiver.filter(|_| desk.draft.is_alone(&publisher, &readers));
    Ok(begins.filter(|_| form.is_fine()).map(|(begins, day)| Wanted { desk, reason, waived, kind, begins, day }))
}

/// What is wrong with the words of the draft itself.
fn unfit(visit: &Visit, desk: &Desk) -> Result<Vec<Refusal>, Failure> {
    let (vocabulary, lang) = (crate::vocabulary(&visit.app)?, visit.lang());
    if desk.new == desk.old || desk.new.clauses().next().is_none() {
        return Ok(vec![Refusal::NothingChanged]);
    }
    let broken = if rules::header_of(&desk.new.intro).is_err() {
        Some(desk.new.title.of(lang).to_owned())
    } else {
        rules::first_broken(&desk.new, &vocabulary).map(|c| c.title.of(lang).to_owned())
    };
    let unfinished = desk.new.clauses().find(|c| c.text.en.is_empty() || c.text.fr.is_empty()).map(|c| c.title.of(lang).to_owned());
    Ok(broken.map(Refusal::BrokenRule).into_iter().chain(unfinished.map(Refusal::NoText)).collect())
}

/// The clauses in which more changed than words, each with what: “A new passcode” (rule, how firm). Empty in a first edition.
fn told_heavy(visit: &Visit, desk: &Desk) -> String {
    if desk.edition.is_none() {
        return String::new();
    }
    let told = heavy(&desk.old, &desk.new).into_iter().map(|(clause, what)| {
        let what = what.into_iter().map(|w| visit.say(w.what(), &[])).collect::<Vec<_>>().join(", ");
        visit.say("manual-heavy-clause", &[("clause", clause.title.of(visit.lang())), ("what", &what)])
    });
    told.collect::<Vec<_>>().join("; ")
}

/// POST /manual/{document}/check: looks the form of publication over before anybody is asked for a
/// proof of who they are, then sends it on as it is.
pub(super) async fn check(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(LOOK_OVER, visit.actor()?, &[])?;
    let fine = wanted(&visit, &mut *visit.read().await?, &id, &mut form).await?.is_some();
    if !fine {
        return Ok(visit.again(draft_page(&visit, &id, &form).await?));
    }
    Ok(onwards(&format!("/manual/{id}/publish")))
}

/// POST /manual/{document}/publish
pub(super) async fn publish(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(PUBLISH, visit.actor()?, &[])?;
    let actor = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    let Some(wanted) = wanted(&visit, &mut tx, &id, &mut form).await? else {
        drop(tx);
        return Ok(visit.again(draft_page(&visit, &id, &form).await?));
    };
    let desk = &wanted.desk;
    let publication = Publication {
        by: Some(&actor), reason: &wanted.reason, waiver_reason: wanted.waived.as_deref(), kind: wanted.kind, now: visit.now(), begins: wanted.begins,
    };
    let number = store::publish(&mut tx, &desk.draft, publication).await?.to_string();
    if desk.edition.is_none() {
        visit.record(&mut tx, &DOCUMENT_ADOPTED, &[("document", &id)], &[]).await?;
    }
    let mut detail = vec![("number", number.as_str()), ("kind", wanted.kind.id())];
    detail.extend(wanted.waived.as_ref().map(|_| ("waiver", "1")));
    let day = wanted.day.map(|d| d.to_string());
    detail.extend(day.as_deref().map(|d| ("begins", d)));
    visit.record(&mut tx, &EDITION_PUBLISHED, &[("document", &id), ("edition", desk.draft.id())], &detail).await?;
    visit.record(&mut tx, &POLICY_REVIEWED, &[("document", &id)], &[("number", &number)]).await?;
    tx.commit().await?;
    let flash = if wanted.day.is_some() { "manual-flash-published-later" } else { "manual-flash-published" };
    let first_to_come = wanted.day.is_some() && desk.edition.is_none();
    Ok(visit.go(&if first_to_come { format!("/manual/{id}/editions") } else { format!("/manual/{id}") }, flash))
}
