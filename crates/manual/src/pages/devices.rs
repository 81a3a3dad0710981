//! Personal devices: a guided decision, and the positions and postings that must say so (T-024 to T-034).

use std::collections::HashMap;

use askama::Template;
use axum::http::StatusCode;
use axum::extract::Multipart;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::multipart::{self, FILES_AWAY};
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{Db, Failure, Said, blobs};
use people::{Unit, UnitKind};

use super::clause::with;
use super::{DECIDE_DEVICES, EDIT, LOOK_OVER, at_most, in_force, onwards};
use crate::deeds::{DEVICE_DECISION_MADE, DEVICE_QUESTION_OPENED, DEVICE_TEXT_ASKED, DEVICE_TEXT_CONFIRMED};
use crate::asks::answers;
use crate::model::{Clause, quoted};
use crate::reviews::devices_decided;
use crate::store;
use crate::positions::{self, By};
use crate::store::devices::{self, Considered, Decision};

/// The questions, in order: the four risks, alternatives, who was heard.
const QUESTIONS: [&str; 7] = ["staff_safety", "client_safety", "work_life", "fairness", "alternatives", "staff_heard", "board_heard"];
const OUTCOMES: [&str; 3] = ["not-used", "may", "must"];
/// The rows of the founding documents that a clause on postings comes from.
const POSTINGS: [&str; 2] = ["T-033", "T-034"];
/// The largest minute, in bytes.
pub(super) const MINUTE_LIMIT: usize = 10 * 1024 * 1024;

struct ShownText {
    id: String,
    kind: String,
    which: String,
    confirmed: String,
    place: String,
}

struct Past {
    outcome: String,
    reason: String,
    when: String,
    minute: String,
    said: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pages/devices.html")]
struct Devices {
    page: Page,
    errors: Vec<(&'static str, String)>,
    open: bool,
    /// Question id, words, hint; with what was typed.
    questions: Vec<(Field, String, String)>,
    minute: Field,
    minute_name: String,
    outcome: Field,
    outcomes: Vec<(String, String, String)>,
    reason: Field,
    /// Positions that may be marked: id, name, hint, ticked.
    position: Field,
    positions: Vec<(String, String, String, bool)>,
    past: Vec<Past>,
    /// Set when devices must be used: the sentence in both languages, and the texts.
    sentence: Option<[String; 2]>,
    texts: Vec<ShownText>,
    to_confirm: usize,
    /// No rule in force makes a duty of them.
    no_rule: bool,
    posting: Field,
    place: Field,
    may_edit: bool,
    may_decide: bool,
}

/// GET /manual/devices
pub(super) async fn show(visit: Visit) -> Result<Response, Failure> {
    let form = devices::all(&mut *visit.read().await?).await?.into_iter().find(|d| d.outcome == "open").map_or_else(FormState::default, |d| {
        let c = &d.considered;
        let values = [&c.staff_safety, &c.client_safety, &c.work_life, &c.fairness, &c.alternatives, &c.staff_heard, &c.board_heard];
        FormState::showing(&QUESTIONS.into_iter().zip(values.map(String::as_str)).collect::<Vec<_>>())
    });
    Ok(page(&visit, &form).await?.into_response())
}

async fn page(visit: &Visit, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let all = devices::all(&mut db).await?;
    let counts = all.iter().find(|d| d.outcome != "open");
    let texts = match counts.filter(|d| d.outcome == "must") {
        Some(decision) => devices::texts(&mut db, &decision.id).await?,
        None => Vec::new(),
    };
    let here = people::units(&mut db).await?;
    let units: HashMap<String, String> = here.iter().map(|u| (u.id.clone(), u.face.called(visit.lang()).to_owned())).collect();
    let ids: Vec<String> = all.iter().flat_map(|d| &d.decided_by).chain(texts.iter().flat_map(|t| &t.confirmed_by)).cloned().collect();
    let names = people::names(&mut db, &ids).await?;
    let rules = store::published_rules(&mut db).await?;
    let said_so = sentence_of(&in_force(&mut db, visit.now()).await?);
    drop(db);
    let no_rule = !answers(&rules, &*crate::vocabulary(&visit.app)?, visit.now()).iter().any(|a| a.to == DEVICE_TEXT_ASKED.name);
    let (lang, page) = (visit.lang(), visit.page("manual-devices-title")?);
    let called = |id: &Option<String>| id.as_ref().and_then(|id| names.get(id)).cloned().unwrap_or_else(|| page.t("manual-somebody"));
    let field = |name| form.field(&visit.app.words, lang, name);
    let open = all.iter().find(|d| d.outcome == "open");
    let must = counts.is_some_and(|d| d.outcome == "must");
    Html::draw(&Devices {
        errors: form.errors(&visit.app.words, lang),
        open: open.is_some(),
        questions: QUESTIONS.iter().map(|q| {
            let id = q.replace('_', "-");
            (field(q), visit.say(&format!("manual-device-{id}"), &[]), visit.say(&format!("manual-device-{id}-hint"), &[]))
        }).collect(),
        minute: field("minute"),
        minute_name: open.map(|d| d.minute.1.clone()).unwrap_or_default(),
        outcome: field("outcome"),
        outcomes: OUTCOMES.iter().map(|o| ((*o).to_owned(), visit.say(&format!("manual-devices-{o}"), &[]), visit.say(&format!("manual-devices-{o}-hint"), &[]))).collect(),
        reason: field("reason"),
        position: field("position"),
        positions: here.iter().filter(|u| may_be_marked(u)).map(|u| {
            // As they are marked, until somebody sent the form.
            let ticked = if form.has("which", "asked") { form.has("position", &u.id) } else { u.face.own_device };
            (u.id.clone(), u.face.called(lang).to_owned(), String::new(), ticked)
        }).collect(),
        past: all.iter().filter(|d| d.outcome != "open").map(|d| past(visit, &page, d, called(&d.decided_by))).collect(),
        sentence: must.then(|| said_so.unwrap_or_else(|| Lang::ALL.map(|lang| visit.app.words.say(lang, "manual-device-sentence", &[])))),
        no_rule,
        to_confirm: texts.iter().filter(|t| t.confirmed_at.is_none()).count(),
        texts: texts.into_iter().map(|t| ShownText {
            kind: visit.say(&format!("manual-device-{}", t.kind), &[]),
            which: if t.kind == "position" { units.get(&t.which).cloned().unwrap_or_else(|| t.which.clone()) } else { t.which },
            confirmed: t.confirmed_at.map(|at| page.t2("manual-answered-by", "name", called(&t.confirmed_by), "when", page.day(&at))).unwrap_or_default(),
            id: t.id, place: t.place,
        }).collect(),
        posting: field("posting"),
        place: field("place"),
        may_edit: visit.may(EDIT, &[]),
        may_decide: visit.may(DECIDE_DEVICES, &[]),
        page,
    })
}

/// The sentence that the clause on postings quotes, in both languages: what the manual says is what is pasted.
fn sentence_of(all: &[(String, Clause)]) -> Option<[String; 2]> {
    let clause = all.iter().map(|(_, c)| c).find(|c| POSTINGS.iter().any(|row| c.facts.sources.iter().any(|s| s == row)))?;
    Some([quoted(&clause.text.en)?, quoted(&clause.text.fr)?])
}

fn past(visit: &Visit, page: &Page, d: &Decision, by: String) -> Past {
    let c = &d.considered;
    let values = [&c.staff_safety, &c.client_safety, &c.work_life, &c.fairness, &c.alternatives, &c.staff_heard, &c.board_heard];
    Past {
        outcome: visit.say(&format!("manual-devices-{}", d.outcome), &[]),
        reason: d.reason.clone(),
        when: d.decided_at.map(|at| page.t2("manual-answered-by", "name", by, "when", page.day(&at))).unwrap_or_default(),
        minute: if d.minute.0.is_empty() { String::new() } else { format!("/manual/devices/minute?of={}", d.id) },
        said: QUESTIONS.iter().zip(values).map(|(q, said)| (visit.say(&format!("manual-device-{}", q.replace('_', "-")), &[]), said.clone())).collect(),
    }
}

/// POST /manual/devices: begins to consider, or keeps what was said, with a minute or without.
pub(super) async fn consider(visit: Visit, parts: Multipart) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let uploaded = multipart::take(&visit, parts, "minute").await?;
    let mut form = uploaded.form;
    if uploaded.away {
        form.wrong("minute", FILES_AWAY);
        return Ok(visit.again(page(&visit, &form).await?));
    }
    if uploaded.too_large {
        return Err(Failure::Unfit(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let mut tx = visit.begin().await?;
    let open = devices::all(&mut tx).await?.into_iter().find(|d| d.outcome == "open");
    let id = match open {
        Some(open) => open.id,
        None => {
            let id = visit.app.id()?;
            devices::begin(&mut tx, &id, &visit.actor()?.id, visit.now()).await?;
            visit.record(&mut tx, &DEVICE_QUESTION_OPENED, &[("decision", &id)], &[]).await?;
            id
        }
    };
    let text = |name: &str| form.text(name).to_owned();
    let said = Considered {
        staff_safety: text("staff_safety"), client_safety: text("client_safety"), work_life: text("work_life"), fairness: text("fairness"),
        alternatives: text("alternatives"), staff_heard: text("staff_heard"), board_heard: text("board_heard"),
    };
    devices::keep(&mut tx, &id, &said, uploaded.file.as_ref().map(|f| (f.blob.id.as_str(), f.name.as_str()))).await?;
    tx.commit().await?;
    Ok(visit.go("/manual/devices", "manual-flash-devices-kept"))
}

/// Whether people in a position could be asked to use their own device: not where the agency gives one.
fn may_be_marked(unit: &Unit) -> bool {
    unit.kind == UnitKind::Position && !unit.face.agency_phone
}

/// A decision that may be made.
struct Decided {
    open: Decision,
    outcome: &'static str,
    reason: String,
    /// Each position that may be marked, and whether it is to be.
    positions: Vec<(Unit, bool)>,
}

/// Reads the form of the decision; what is missing, in it or in what was said before, is said beside its field.
async fn decided(db: &mut Db, form: &mut FormState) -> Result<Option<Decided>, Failure> {
    let reason = form.needed("reason");
    at_most(form, "reason", 1000);
    let outcome = OUTCOMES.into_iter().find(|o| *o == form.text("outcome"));
    if outcome.is_none() {
        form.wrong("outcome", Said::plain("base-form-needed"));
    }
    let open = devices::all(db).await?.into_iter().find(|d| d.outcome == "open").ok_or(Failure::Stale)?;
    let c = &open.considered;
    let said = [&c.staff_safety, &c.client_safety, &c.work_life, &c.fairness, &c.alternatives, &c.staff_heard, &c.board_heard];
    for (question, said) in QUESTIONS.into_iter().zip(said) {
        if form.text(question).is_empty() {
            *form = with(form, question, said);
        }
        if said.is_empty() {
            form.wrong(question, Said::plain("manual-device-say-first"));
        }
    }
    if open.minute.0.is_empty() {
        form.wrong("minute", Said::plain("manual-device-minute-first"));
    }
    let here = people::units(db).await?.into_iter().filter(may_be_marked);
    let positions: Vec<(Unit, bool)> = here.map(|u| { let ticked = form.has("position", &u.id); (u, ticked) }).collect();
    if outcome == Some("must") && !positions.is_empty() && !positions.iter().any(|(_, ticked)| *ticked) {
        form.wrong("position", Said::plain("manual-device-position-needed"));
    }
    Ok(outcome.filter(|_| form.is_fine()).map(|outcome| Decided { open, outcome, reason, positions }))
}

/// POST /manual/devices/check: looks the decision over before anybody is asked for a proof of who they are.
pub(super) async fn check(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(LOOK_OVER, visit.actor()?, &[])?;
    if decided(&mut *visit.read().await?, &mut form).await?.is_none() {
        return Ok(visit.again(page(&visit, &form).await?));
    }
    Ok(onwards("/manual/devices/decide"))
}

/// POST /manual/devices/decide
pub(super) async fn decide(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(DECIDE_DEVICES, visit.actor()?, &[])?;
    let mut tx = visit.begin().await?;
    let Some(Decided { open, outcome, reason, positions }) = decided(&mut tx, &mut form).await? else {
        drop(tx);
        return Ok(visit.again(page(&visit, &form).await?));
    };
    devices::decide(&mut tx, &open.id, (outcome, &reason), &visit.actor()?.id, visit.now()).await?;
    visit.record(&mut tx, &DEVICE_DECISION_MADE, &[("decision", &open.id)], &[("outcome", outcome)]).await?;
    devices_decided(&visit.app, &mut tx, (&open.id, outcome), &visit.actor()?.id, visit.now()).await?;
    let by = By { actor: Some(&visit.actor()?.id), now: visit.now() };
    positions::take_back_of_before(&visit.app, &mut tx, &open.id, by).await?;
    if outcome == "must" {
        // The mark of a position and the decision say the same.
        for (position, must) in positions {
            people::mark_own_device(&visit.app, &mut tx, by.actor, &position, must).await?;
        }
        positions::follow_marks(&visit.app, &mut tx, by).await?;
    }
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go("/manual/devices", "manual-flash-devices-decided"))
}

/// POST /manual/devices/texts: adds a posting, or confirms that a text carries the sentence.
pub(super) async fn texts(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let adds = form.text("step") == "posting";
    let typed = form.needed(if adds { "posting" } else { "place" });
    if !form.is_fine() {
        return Ok(visit.again(page(&visit, &form).await?));
    }
    let mut tx = visit.begin().await?;
    let decision = devices::counting(&mut tx).await?.filter(|d| d.outcome == "must").ok_or(Failure::Stale)?;
    if adds {
        let by = By { actor: Some(&visit.actor()?.id), now: visit.now() };
        positions::ask(&visit.app, &mut tx, &decision.id, ("posting", &typed), by).await?;
    } else {
        let id = form.text("text").to_owned();
        devices::confirm(&mut tx, &id, &typed, &visit.actor()?.id, visit.now()).await?;
        visit.record(&mut tx, &DEVICE_TEXT_CONFIRMED, &[("text", &id)], &[]).await?;
    }
    tx.commit().await?;
    Ok(visit.go("/manual/devices", if adds { "manual-flash-posting-added" } else { "manual-flash-text-confirmed" }))
}

/// GET /manual/devices/minute?of=ID: the attached minute, as it was attached.
pub(super) async fn minute(visit: Visit) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let wanted = visit.query("of").unwrap_or_default();
    let mut db = visit.read().await?;
    let decision = devices::all(&mut db).await?.into_iter().find(|d| d.id == wanted);
    let Some(decision) = decision.filter(|d| !d.minute.0.is_empty()) else {
        return Ok(base::web::to("/manual/devices"));
    };
    let blob = blobs::find(&mut db, &decision.minute.0).await?.ok_or(Failure::Missing)?;
    let key = visit.app.vault.key(&mut db, &blob.key_id).await?;
    drop(db);
    let mut opened = visit.app.blobs.open(&blob.id, &key).await?;
    let (mut bytes, mut piece) = (Vec::new(), vec![0_u8; 64 * 1024]);
    loop {
        let read = opened.read_from(&blob.id, &mut piece).map_err(|e| Failure::broken("reading a minute", e))?;
        let Some(more) = piece.get(..read).filter(|more| !more.is_empty()) else { break };
        bytes.extend_from_slice(more);
    }
    // Given as a file to keep, never shown: whoever attached it chose what is in it.
    let headers = [(CONTENT_TYPE, "application/octet-stream"), (CONTENT_DISPOSITION, "attachment; filename=\"minute\""), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    Ok((headers, bytes).into_response())
}
