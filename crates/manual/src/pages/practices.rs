//! From practice to policy: a tool on trial, what people learn, and the decision (T-008 to T-012).

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Day, Db, Failure, Said};

use super::EDIT;
use crate::deeds::{EDITION_DRAFTED, LEARNING_NOTED, PRACTICE_ADOPTED, PRACTICE_BEGUN, PRACTICE_EXTENDED, PRACTICE_STOPPED};
use crate::model::{Clause, Draft, Refusal, Stage};
use crate::store::practices::{Learning, Practice};
use crate::store::{self, practices};

/// What should be so before a tool is tried; each may be answered yes.
const READY: [&str; 5] = ["policy", "client", "people", "help", "stop"];
/// The ways to say what one learned.
const KINDS: [&str; 3] = ["worked", "hard", "idea"];

struct Line {
    id: String,
    tool: String,
    purpose: String,
    ends: String,
    outcome: String,
    outcome_words: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "pages/practices.html")]
struct List {
    page: Page,
    all: Vec<Line>,
    may_edit: bool,
}

const fn tone(outcome: &str, over: bool) -> &'static str {
    match outcome.as_bytes() {
        b"adopted" => "met",
        b"open" if over => "soon",
        b"open" => "pending",
        _ => "",
    }
}

/// GET /manual/practices
pub(super) async fn list(visit: Visit) -> Result<Response, Failure> {
    let page = visit.page("manual-practices-title")?;
    let today = visit.now().day(&visit.app.zone());
    let all = practices::all(&mut *visit.read().await?).await?.into_iter().map(|p| Line {
        ends: page.date(&p.ends_on),
        outcome_words: visit.say(&format!("manual-practice-{}", p.outcome), &[]),
        tone: tone(&p.outcome, p.ends_on < today),
        id: p.id, tool: p.tool, purpose: p.purpose, outcome: p.outcome,
    }).collect();
    Ok(Html::draw(&List { may_edit: visit.may(EDIT, &[]), all, page })?.into_response())
}

#[derive(Template)]
#[template(path = "pages/practice_new.html")]
struct New {
    page: Page,
    errors: Vec<(&'static str, String)>,
    tool: Field,
    purpose: Field,
    ends_on: Field,
    ready: Field,
    readies: Vec<(String, String, String, bool)>,
    ready_note: Field,
    clause: Field,
    clauses: Vec<(String, String, String, bool)>,
    person: Field,
    people: Vec<(String, String, String, bool)>,
}

/// GET /manual/practices/new
pub(super) async fn new_form(visit: Visit) -> Result<Response, Failure> {
    Ok(new_page(&visit, &FormState::default()).await?.into_response())
}

/// Every clause that asks something, in force or in a draft: `document:clause`, title, document.
async fn live(visit: &Visit, db: &mut Db) -> Result<Vec<(String, Clause, String)>, Failure> {
    let mut all = Vec::new();
    for id in store::document_ids(db).await? {
        let edition = match store::draft(db, &id).await? {
            Some(draft) => Some(draft.id().to_owned()),
            None => store::published(db, &id, visit.now()).await?.map(|e| e.id),
        };
        if let Some(edition) = edition {
            let words = store::content(db, &edition).await?;
            let title = words.title.of(visit.lang()).to_owned();
            all.extend(words.clauses().filter(|c| c.facts.stage != Stage::Retired).map(|c| (format!("{id}:{}", c.id), c.clone(), title.clone())));
        }
    }
    // Those on trial come first.
    all.sort_by_key(|(_, c, _)| c.facts.stage != Stage::Practice);
    Ok(all)
}

async fn new_page(visit: &Visit, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let (clauses, here) = (live(visit, &mut db).await?, people::list(&mut db).await?);
    drop(db);
    let lang = visit.lang();
    let field = |name| form.field(&visit.app.words, lang, name);
    Html::draw(&New {
        page: visit.page("manual-practice-new")?,
        errors: form.errors(&visit.app.words, lang),
        tool: field("tool"),
        purpose: field("purpose"),
        ends_on: field("ends_on"),
        ready: field("ready"),
        readies: READY.iter().map(|r| ((*r).to_owned(), visit.say(&format!("manual-ready-{r}"), &[]), String::new(), form.has("ready", r))).collect(),
        ready_note: field("ready_note"),
        clause: field("clause"),
        clauses: clauses.into_iter().map(|(id, c, title)| {
            let hint = if c.facts.stage == Stage::Practice { visit.say("manual-stage-practice", &[]) } else { title };
            let ticked = form.has("clause", &id);
            (id, c.title.of(lang).to_owned(), hint, ticked)
        }).collect(),
        person: field("person"),
        people: here.into_iter().map(|p| { let ticked = form.has("person", &p.id); (p.id, p.name, String::new(), ticked) }).collect(),
    })
}

/// POST /manual/practices/new
pub(super) async fn begin(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let (tool, purpose) = (form.needed("tool"), form.needed("purpose"));
    let today = visit.now().day(&visit.app.zone());
    let ends_on = Day::parse(form.text("ends_on")).filter(|day| *day > today);
    if ends_on.is_none() {
        form.wrong("ends_on", Said::plain("manual-practice-ends-bad"));
    }
    let chosen: Vec<(String, String)> = form.all("clause").filter_map(|c| c.split_once(':')).map(|(d, c)| (d.to_owned(), c.to_owned())).collect();
    let document = chosen.first().map(|(d, _)| d.clone());
    if document.is_none() || chosen.iter().any(|(d, _)| Some(d) != document.as_ref()) {
        form.wrong("clause", Said::plain("manual-practice-clauses"));
    }
    let ready: Vec<String> = form.all("ready").filter(|r| READY.contains(r)).map(str::to_owned).collect();
    if ready.len() < READY.len() && form.text("ready_note").is_empty() {
        form.wrong("ready_note", Said::plain("manual-practice-not-ready"));
    }
    let (Some(ends_on), Some(document), true) = (ends_on, document, form.is_fine()) else {
        return Ok(visit.again(new_page(&visit, &form).await?));
    };
    let mut tx = visit.begin().await?;
    let new = Practice {
        id: visit.app.id()?, document, tool, purpose, ready, ends_on,
        clauses: chosen.into_iter().map(|(_, c)| c).collect(),
        ready_note: form.text("ready_note").to_owned(),
        begun_at: visit.now(),
        begun_by: visit.actor()?.id.clone(),
        outcome: "open".to_owned(),
        decided_at: None,
        decided_by: None,
        decision: String::new(),
        people: form.all("person").map(str::to_owned).collect(),
    };
    practices::begin(&mut tx, &new).await?;
    visit.record(&mut tx, &PRACTICE_BEGUN, &[("practice", &new.id), ("document", &new.document)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/practices/{}", new.id), "manual-flash-practice-begun"))
}

struct ShownLearning {
    kind: String,
    who: String,
    when: String,
    iso: String,
    words: String,
    symbol: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "pages/practice.html")]
struct Show {
    page: Page,
    errors: Vec<(&'static str, String)>,
    practice: Practice,
    ends: String,
    over: bool,
    begun: String,
    begun_by: String,
    people: String,
    clauses: Vec<(String, String)>,
    ready: Vec<(String, bool)>,
    counts: Vec<(String, usize)>,
    kinds: Vec<(String, String, &'static str)>,
    learnings: Vec<ShownLearning>,
    outcome: String,
    decided: String,
    tone: &'static str,
    why: Field,
    until: Field,
    may_edit: bool,
    may_see_standing: bool,
}

const fn symbol(kind: &str) -> (&'static str, &'static str) {
    match kind.as_bytes() {
        b"worked" => ("check", "met"),
        b"hard" => ("alert", "soon"),
        _ => ("star", ""),
    }
}

/// GET /manual/practices/{practice}
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    Ok(page(&visit, &id, &FormState::default()).await?.into_response())
}

async fn page(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let practice = practices::find(&mut db, id).await?.ok_or(Failure::Missing)?;
    let learnings = practices::learnings(&mut db, id).await?;
    let titles: HashMap<String, Clause> = live(visit, &mut db).await?.into_iter().map(|(id, c, _)| (id, c)).collect();
    let ids: Vec<String> = learnings.iter().map(|l| &l.person).chain(&practice.people).chain([&practice.begun_by]).chain(&practice.decided_by).cloned().collect();
    let names = people::names(&mut db, &ids).await?;
    drop(db);
    let lang = visit.lang();
    let page = visit.page_titled(&practice.tool)?;
    let called = |id: &String| names.get(id).cloned().unwrap_or_else(|| page.t("manual-somebody"));
    let over = practice.ends_on < visit.now().day(&visit.app.zone());
    let word = |kind: &str| visit.say(&format!("manual-learned-{kind}"), &[]);
    Html::draw(&Show {
        errors: form.errors(&visit.app.words, lang),
        ends: page.date(&practice.ends_on),
        begun: page.day(&practice.begun_at),
        begun_by: called(&practice.begun_by),
        people: practice.people.iter().map(called).collect::<Vec<_>>().join(", "),
        clauses: practice.clauses.iter().map(|c| {
            let title = titles.get(&format!("{}:{c}", practice.document)).map_or_else(|| c.clone(), |clause| clause.title.of(lang).to_owned());
            (format!("/manual/{}#{c}", practice.document), title)
        }).collect(),
        ready: READY.iter().map(|r| (visit.say(&format!("manual-ready-{r}"), &[]), practice.ready.iter().any(|done| done == r))).collect(),
        counts: KINDS.iter().map(|k| (word(k), learnings.iter().filter(|l| l.kind == *k).count())).collect(),
        kinds: KINDS.iter().map(|k| ((*k).to_owned(), word(k), symbol(k).0)).collect(),
        learnings: learnings.iter().map(|l| ShownLearning {
            kind: word(&l.kind), who: called(&l.person), when: page.moment(&l.at), iso: visit.iso(l.at), words: l.words.clone(),
            symbol: symbol(&l.kind).0, tone: symbol(&l.kind).1,
        }).collect(),
        outcome: visit.say(&format!("manual-practice-{}", practice.outcome), &[]),
        decided: match (&practice.decided_by, practice.decided_at) {
            (Some(by), Some(at)) => page.t2("manual-answered-by", "name", called(by), "when", page.day(&at)),
            _ => String::new(),
        },
        tone: tone(&practice.outcome, over),
        why: form.field(&visit.app.words, lang, "why"),
        until: form.field(&visit.app.words, lang, "until"),
        may_edit: visit.may(EDIT, &[]),
        may_see_standing: visit.may("see-standing", &[]),
        over, practice, page,
    })
}

/// POST /manual/practices/{practice}/learn: anybody, in two taps.
pub(super) async fn learn(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let Some(kind) = KINDS.into_iter().find(|k| *k == form.text("kind")) else {
        return Ok(visit.again(page(&visit, &id, &form).await?));
    };
    let mut tx = visit.begin().await?;
    let practice = practices::find(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let new = Learning {
        id: visit.app.id()?,
        person: visit.actor()?.id.clone(),
        at: visit.now(),
        kind: kind.to_owned(),
        words: form.text("words").chars().take(2000).collect(),
    };
    practices::learn(&mut tx, &practice.id, &new).await?;
    visit.record(&mut tx, &LEARNING_NOTED, &[("practice", &id)], &[("kind", kind)]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/practices/{id}"), "manual-flash-learned"))
}

/// POST /manual/practices/decide: adopt, extend or stop.
pub(super) async fn decide(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let id = form.text("practice").to_owned();
    let step = form.text("step").to_owned();
    let why = form.needed("why");
    let today = visit.now().day(&visit.app.zone());
    let until = Day::parse(form.text("until")).filter(|day| *day > today);
    if step == "extend" && until.is_none() {
        form.wrong("until", Said::plain("manual-practice-ends-bad"));
    }
    if !form.is_fine() || !["adopt", "extend", "stop"].contains(&step.as_str()) {
        return Ok(visit.again(page(&visit, &id, &form).await?));
    }
    let actor = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    let practice = practices::find(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let about = [("practice", id.as_str()), ("document", practice.document.as_str())];
    if let ("extend", Some(until)) = (step.as_str(), until) {
        practices::extend(&mut tx, &id, until).await?;
        visit.record(&mut tx, &PRACTICE_EXTENDED, &about, &[("until", &until.to_string())]).await?;
        tx.commit().await?;
        return Ok(visit.go(&format!("/manual/practices/{id}"), "manual-flash-practice-extended"));
    }
    let adopted = step == "adopt";
    practices::decide(&mut tx, &id, if adopted { "adopted" } else { "stopped" }, (&actor, visit.now()), &why).await?;
    let draft = draft_for(&visit, &mut tx, &practice.document).await?;
    let mut words = store::content(&mut tx, draft.id()).await?;
    for clause in &practice.clauses {
        if let Ok(clause) = words.clause_mut(clause) {
            clause.facts.stage = if adopted { Stage::Policy } else { Stage::Retired };
            if adopted && !clause.facts.practices.contains(&id) {
                clause.facts.practices.push(id.clone());
            }
        }
    }
    store::put_words(&mut tx, &draft, &words).await?;
    store::add_author(&mut tx, &draft, &actor).await?;
    visit.record(&mut tx, if adopted { &PRACTICE_ADOPTED } else { &PRACTICE_STOPPED }, &about, &[]).await?;
    tx.commit().await?;
    let flash = if adopted { "manual-flash-practice-adopted" } else { "manual-flash-practice-stopped" };
    Ok(visit.go(&format!("/manual/{}/draft", practice.document), flash))
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
