//! From practice to policy: a tool on trial, what people learn, and the decision (T-008 to T-012).

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Day, Db, Failure, Said};

use super::decide::stands;
use super::{EDIT, at_most};
use crate::deeds::{LEARNING_NOTED, PRACTICE_BEGUN};
use crate::letters::{self, Note};
use crate::model::trials::{KINDS, Stands, furthest, may_be_tried};
use crate::model::{Clause, Stage};
use crate::store::practices::{Learning, Practice};
use crate::store::{self, practices};

/// What should be so before a tool is tried; each may be answered yes.
const READY: [&str; 5] = ["policy", "client", "people", "help", "stop"];

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

/// How a trial stands, in words: on trial, decided, or decided and put aside with its draft.
pub(super) fn outcome_words(visit: &Visit, practice: &Practice, stands: Option<Stands>) -> String {
    let suffix = stands.map_or("", Stands::suffix);
    visit.say(&format!("manual-practice-{}{suffix}", practice.outcome), &[])
}

/// GET /manual/practices
pub(super) async fn list(visit: Visit) -> Result<Response, Failure> {
    let page = visit.page("manual-practices-title")?;
    let today = visit.now().day(&visit.app.zone());
    let mut db = visit.read().await?;
    let mut all = Vec::new();
    for p in practices::all(&mut db).await? {
        all.push(Line {
            ends: page.date(&p.ends_on),
            outcome_words: outcome_words(&visit, &p, stands(&mut db, &p).await?),
            tone: tone(&p.outcome, p.ends_on < today),
            id: p.id, tool: p.tool, purpose: p.purpose, outcome: p.outcome,
        });
    }
    drop(db);
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

/// Every clause, in the draft or else in force: `document:clause`, the clause, its document's title.
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
            all.extend(words.clauses().map(|c| (format!("{id}:{}", c.id), c.clone(), title.clone())));
        }
    }
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
        clauses: clauses.into_iter().filter(|(_, c, _)| may_be_tried(c)).map(|(id, c, title)| {
            let ticked = form.has("clause", &id);
            (id, c.title.of(lang).to_owned(), title, ticked)
        }).collect(),
        person: field("person"),
        people: here.into_iter().map(|p| { let ticked = form.has("person", &p.id); (p.id, p.name, String::new(), ticked) }).collect(),
    })
}

/// The last day of a trial as it was typed: after today (and after `later_than`), within two years.
pub(super) fn last_day(visit: &Visit, form: &mut FormState, field: &'static str, later_than: Option<Day>) -> Option<Day> {
    let today = visit.now().day(&visit.app.zone());
    let wrong = match Day::parse(form.text(field)) {
        Some(day) if day > furthest(today) => "manual-day-too-far",
        Some(day) if later_than.is_some_and(|last| day <= last) => "manual-practice-ends-later",
        Some(day) if day > today => return Some(day),
        _ => "manual-practice-ends-bad",
    };
    form.wrong(field, Said::plain(wrong));
    None
}

/// The title of a chosen clause that is not on trial, or is not there.
async fn not_on_trial(visit: &Visit, chosen: &[(String, String)]) -> Result<Option<String>, Failure> {
    let all = live(visit, &mut *visit.read().await?).await?;
    Ok(chosen.iter().find_map(|(document, id)| match all.iter().find(|(known, ..)| *known == format!("{document}:{id}")) {
        Some((_, clause, _)) if may_be_tried(clause) => None,
        Some((_, clause, _)) => Some(clause.title.of(visit.lang()).to_owned()),
        None => Some(id.clone()),
    }))
}

/// POST /manual/practices/new
pub(super) async fn begin(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let (tool, purpose) = (form.needed("tool"), form.needed("purpose"));
    for (field, most) in [("tool", 80), ("purpose", 500), ("ready_note", 1000)] {
        at_most(&mut form, field, most);
    }
    let ends_on = last_day(&visit, &mut form, "ends_on", None);
    let chosen: Vec<(String, String)> = form.all("clause").filter_map(|c| c.split_once(':')).map(|(d, c)| (d.to_owned(), c.to_owned())).collect();
    let document = chosen.first().map(|(d, _)| d.clone());
    if document.is_none() || chosen.iter().any(|(d, _)| Some(d) != document.as_ref()) {
        form.wrong("clause", Said::plain("manual-practice-clauses"));
    }
    if let Some(title) = not_on_trial(&visit, &chosen).await? {
        form.wrong("clause", Said::plain("manual-practice-not-tried").with("clause", title));
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
        people: form.all("person").map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect(),
    };
    practices::begin(&mut tx, &new).await?;
    visit.record(&mut tx, &PRACTICE_BEGUN, &[("practice", &new.id), ("document", &new.document)], &[]).await?;
    tell_those_who_take_part(&visit, &mut tx, &new).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&format!("/manual/practices/{}", new.id), "manual-flash-practice-begun"))
}

/// Once, that they take part: not in what.
async fn tell_those_who_take_part(visit: &Visit, db: &mut Db, new: &Practice) -> Result<(), Failure> {
    let note = Note { subject: "manual-mail-trial-subject", body: "manual-mail-trial", link: &format!("/manual/practices/{}#learn", new.id) };
    for person in new.people.iter().filter(|p| **p != new.begun_by) {
        letters::to_person(&visit.app, db, person, &note, visit.now()).await?;
    }
    Ok(())
}

/// What somebody learned; without their name: it is nobody's fault.
struct ShownLearning {
    kind: String,
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
    /// Titles of clauses that are agreed on: what is late there counts.
    counting: String,
    /// The same, but in the draft they are on trial.
    counting_yet: bool,
    /// The decision stands in the draft, or was put aside with it.
    in_draft: bool,
    aside: bool,
    words: Field,
    tone: &'static str,
    why: Field,
    until: Field,
    may_edit: bool,
    may_see_standing: bool,
}

/// Words, icon and colour of what was learned.
fn told(visit: &Visit, kind: &str) -> (String, &'static str, &'static str) {
    let (_, words, icon) = KINDS.into_iter().find(|(id, ..)| *id == kind).unwrap_or(KINDS[2]);
    (visit.say(words, &[]), icon, match kind { "worked" => "met", "hard" => "soon", _ => "" })
}

/// GET /manual/practices/{practice}
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    Ok(page(&visit, &id, &FormState::default()).await?.into_response())
}

pub(super) async fn page(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let practice = practices::find(&mut db, id).await?.ok_or(Failure::Missing)?;
    let learnings = practices::learnings(&mut db, id).await?;
    let titles: HashMap<String, Clause> = live(visit, &mut db).await?.into_iter().map(|(id, c, _)| (id, c)).collect();
    let ids: Vec<String> = practice.people.iter().chain([&practice.begun_by]).chain(&practice.decided_by).cloned().collect();
    let names = people::names(&mut db, &ids).await?;
    let counting = counting(visit, &mut db, &practice).await?;
    let stands = stands(&mut db, &practice).await?;
    let outcome = outcome_words(visit, &practice, stands);
    drop(db);
    let lang = visit.lang();
    let page = visit.page_titled(&practice.tool)?;
    let called = |id: &String| names.get(id).cloned().unwrap_or_else(|| page.t("manual-somebody"));
    let over = practice.ends_on < visit.now().day(&visit.app.zone());
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
        counts: KINDS.iter().map(|(k, words, _)| (visit.say(words, &[]), learnings.iter().filter(|l| l.kind == *k).count())).collect(),
        kinds: KINDS.iter().map(|(k, words, icon)| ((*k).to_owned(), visit.say(words, &[]), *icon)).collect(),
        learnings: learnings.iter().map(|l| {
            let (kind, symbol, tone) = told(visit, &l.kind);
            ShownLearning { kind, when: page.moment(&l.at), iso: visit.iso(l.at), words: l.words.clone(), symbol, tone }
        }).collect(),
        outcome,
        counting_yet: practice.clauses.iter().filter_map(|c| titles.get(&format!("{}:{c}", practice.document))).all(may_be_tried),
        counting,
        in_draft: stands == Some(Stands::InDraft),
        aside: stands == Some(Stands::Aside),
        words: form.field(&visit.app.words, lang, "words"),
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

/// The titles of those clauses of a running trial that are agreed on in the edition in force.
async fn counting(visit: &Visit, db: &mut Db, practice: &Practice) -> Result<String, Failure> {
    let Some(edition) = store::published(db, &practice.document, visit.now()).await?.filter(|_| practice.outcome == "open") else { return Ok(String::new()) };
    let words = store::content(db, &edition.id).await?;
    let agreed = practice.clauses.iter().filter_map(|id| words.clause(id)).filter(|c| c.facts.stage == Stage::Policy);
    Ok(agreed.map(|c| c.title.of(visit.lang())).collect::<Vec<_>>().join(", "))
}

/// POST /manual/practices/{practice}/learn: anybody, in two taps.
pub(super) async fn learn(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    at_most(&mut form, "words", 2000);
    if form.text("kind") == "idea" && form.text("words").is_empty() {
        form.wrong("words", Said::plain("manual-learn-which-idea"));
    }
    let kind = KINDS.into_iter().map(|(kind, ..)| kind).find(|k| *k == form.text("kind"));
    let (Some(kind), true) = (kind, form.is_fine()) else { return Ok(visit.again(page(&visit, &id, &form).await?)) };
    let mut tx = visit.begin().await?;
    let practice = practices::find(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let new = Learning {
        id: visit.app.id()?,
        person: visit.actor()?.id.clone(),
        at: visit.now(),
        kind: kind.to_owned(),
        words: form.text("words").to_owned(),
    };
    practices::learn(&mut tx, &practice.id, &new).await?;
    visit.record(&mut tx, &LEARNING_NOTED, &[("practice", &id)], &[("kind", kind)]).await?;
    tx.commit().await?;
    // Whoever said it on Today goes on there.
    let to = if form.text("from") == "today" { "/".to_owned() } else { format!("/manual/practices/{id}") };
    Ok(visit.go(&to, "manual-flash-learned"))
}
