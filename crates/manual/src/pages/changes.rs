//! Something changed: a service, an app, a plan, a fact of a vendor. The clauses concerned
//! are looked at again (T-001), and what came of it is kept.

use std::collections::HashMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::telling::labels;
use base::web::{Html, Page, Visit};
use base::words::fold;
use base::{Day, Db, Failure, Said};

use super::{EDIT, at_most};
use crate::deeds::{FACT_RETIRED, FACT_WRITTEN, REVIEW_CLOSED, REVIEW_OPENED};
use crate::model::trials::furthest;
use crate::model::{Both, Clause, Stage};
use crate::letters;
use crate::reviews::{REVIEW_LETTER, called};
use crate::store::practices::{Fact, Review};
use crate::store::{self, practices};

/// What a person may say has changed.
const CAUSES: [&str; 7] = ["new-service", "service-ended", "new-app", "app-retired", "plan-changed", "way-of-working", "other"];

struct ShownReview {
    id: String,
    document: String,
    cause: String,
    about: String,
    clauses: Vec<(String, String)>,
    when: String,
    iso: String,
    who: String,
    open: bool,
    outcome: String,
    closed: String,
}

#[derive(Template)]
#[template(path = "pages/changes.html")]
struct Changes {
    page: Page,
    errors: Vec<(&'static str, String)>,
    cause: Field,
    causes: Vec<(String, String)>,
    about: Field,
    clause: Field,
    /// Shown once it is known what changed: those that mention it are ticked.
    clauses: Vec<(String, String, String, bool)>,
    all: Vec<ShownReview>,
    may_edit: bool,
}

/// GET /manual/changes
pub(super) async fn show(visit: Visit) -> Result<Response, Failure> {
    Ok(page(&visit, &FormState::default()).await?.into_response())
}

/// Every clause in force: document, clause.
pub(crate) async fn in_force(db: &mut Db, now: base::Moment) -> Result<Vec<(String, Clause)>, Failure> {
    let mut all = Vec::new();
    for edition in store::documents(db, now).await? {
        let words = store::content(db, &edition.id).await?;
        all.extend(words.clauses().filter(|c| c.facts.stage != Stage::Retired).map(|c| (edition.document_id.clone(), c.clone())));
    }
    Ok(all)
}

/// Whether a clause speaks of something, by any of its longer words.
pub(crate) fn mentions(clause: &Clause, about: &str) -> bool {
    let parts = [&clause.title.en, &clause.title.fr, &clause.text.en, &clause.text.fr];
    let text = parts.into_iter().map(|t| fold(t)).collect::<Vec<_>>().join(" ");
    fold(about).split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3).any(|word| text.contains(word))
}

async fn page(visit: &Visit, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let (lang, page) = (visit.lang(), visit.page("manual-changes-title")?);
    let clauses = in_force(&mut db, visit.now()).await?;
    let titles: HashMap<(String, String), String> =
        clauses.iter().map(|(d, c)| ((d.clone(), c.id.clone()), c.title.of(lang).to_owned())).collect();
    let all = practices::reviews(&mut db).await?;
    let shown = reviews(visit, &mut db, &page, all, &titles).await?;
    drop(db);
    let about = form.text("about");
    let chosen: Vec<&str> = form.all("clause").collect();
    let offered = if about.is_empty() { Vec::new() } else { clauses };
    let mut offered: Vec<(String, String, String, bool)> = offered.into_iter().map(|(document, c)| {
        let id = format!("{document}:{}", c.id);
        let ticked = if chosen.is_empty() { mentions(&c, about) } else { chosen.contains(&id.as_str()) };
        (id, c.title.of(lang).to_owned(), String::new(), ticked)
    }).collect();
    offered.sort_by_key(|(.., ticked)| !ticked);
    let field = |name| form.field(&visit.app.words, lang, name);
    Html::draw(&Changes {
        errors: form.errors(&visit.app.words, lang),
        cause: field("cause"),
        causes: CAUSES.iter().map(|c| ((*c).to_owned(), visit.say(&format!("manual-cause-{c}"), &[]))).collect(),
        about: field("about"),
        clause: field("clause"),
        clauses: offered,
        all: shown,
        may_edit: visit.may(EDIT, &[]),
        page,
    })
}

/// What a review is about, where that is an id: an app, a programme, a decision on own devices.
pub(super) async fn abouts(visit: &Visit, db: &mut Db, all: &[Review]) -> Result<HashMap<String, String>, Failure> {
    let mut named = HashMap::new();
    for (slot, mark) in [("app", "app:"), ("programme", "programme:")] {
        let of: Vec<&Review> = all.iter().filter(|r| r.source.starts_with(mark)).collect();
        let ids: Vec<String> = of.iter().map(|r| r.about.clone()).collect();
        let names = labels(&visit.app, db, visit.lang(), slot, &ids).await?;
        named.extend(of.iter().map(|r| (r.id.clone(), names.get(&r.about).cloned().unwrap_or_default())));
    }
    let devices = all.iter().filter(|r| r.source.starts_with("devices:"));
    let decided = |r: &Review| visit.say("manual-pair", &[("first", &visit.say("manual-devices-title", &[])), ("second", &visit.say(&format!("manual-devices-{}", r.about), &[]))]);
    named.extend(devices.map(|r| (r.id.clone(), decided(r))));
    Ok(named)
}

async fn reviews(visit: &Visit, db: &mut Db, page: &Page, all: Vec<Review>, titles: &HashMap<(String, String), String>) -> Result<Vec<ShownReview>, Failure> {
    let ids: Vec<String> = all.iter().flat_map(|r| r.opened_by.iter().chain(&r.closed_by)).cloned().collect();
    let names = people::names(db, &ids).await?;
    let called = |id: &Option<String>| id.as_ref().map_or_else(|| page.t("manual-keepwell"), |id| names.get(id).cloned().unwrap_or_else(|| page.t("manual-somebody")));
    let named = abouts(visit, db, &all).await?;
    Ok(all.into_iter().map(|r| ShownReview {
        cause: visit.say(&format!("manual-cause-{}", r.cause), &[]),
        about: named.get(&r.id).cloned().unwrap_or_else(|| r.about.clone()),
        clauses: r.clauses.iter().map(|c| {
            let title = titles.get(&(r.document.clone(), c.clone())).cloned().unwrap_or_else(|| c.clone());
            (format!("/manual/{}#{c}", r.document), title)
        }).collect(),
        when: page.moment(&r.opened_at),
        iso: visit.iso(r.opened_at),
        who: called(&r.opened_by),
        open: r.closed_at.is_none(),
        closed: r.closed_at.map(|at| page.t2("manual-answered-by", "name", called(&r.closed_by), "when", page.day(&at))).unwrap_or_default(),
        id: r.id, document: r.document, outcome: r.outcome,
    }).collect())
}

/// POST /manual/changes: says what changed; with clauses, opens a review of each document concerned.
pub(super) async fn open(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let about = form.needed("about");
    at_most(&mut form, "about", 120);
    let cause = CAUSES.into_iter().find(|c| *c == form.text("cause"));
    if cause.is_none() {
        form.wrong("cause", Said::plain("base-form-needed"));
    }
    let (Some(cause), true) = (cause, form.is_fine()) else { return Ok(visit.again(page(&visit, &form).await?)) };
    if form.text("step") != "open" {
        return Ok(page(&visit, &form).await?.into_response());
    }
    let mut by_document: HashMap<String, Vec<String>> = HashMap::new();
    for (document, clause) in form.all("clause").filter_map(|c| c.split_once(':')) {
        by_document.entry(document.to_owned()).or_default().push(clause.to_owned());
    }
    if by_document.is_empty() {
        form.wrong("clause", Said::plain("manual-changes-no-clause"));
        return Ok(visit.again(page(&visit, &form).await?));
    }
    let mut tx = visit.begin().await?;
    for (document, clauses) in by_document {
        let new = Review {
            id: visit.app.id()?, clauses, cause: cause.to_owned(), about: about.clone(), called: called(&visit.app, cause, &Both::new(&about, &about)), source: String::new(), opened_at: visit.now(),
            opened_by: Some(visit.actor()?.id.clone()), closed_at: None, closed_by: None, outcome: String::new(), document,
        };
        practices::open_review(&mut tx, &new).await?;
        visit.record(&mut tx, &REVIEW_OPENED, &[("document", &new.document), ("review", &new.id)], &[("cause", cause)]).await?;
    }
    letters::to_editors(&visit.app, &mut tx, Some(&visit.actor()?.id), &REVIEW_LETTER, visit.now()).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go("/manual/changes", "manual-flash-review-opened"))
}

/// POST /manual/changes/close
pub(super) async fn close(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let (id, outcome) = (form.text("review").to_owned(), form.text("outcome").to_owned());
    at_most(&mut form, "outcome", 1000);
    if outcome.is_empty() {
        form.wrong("outcome", Said::plain("manual-changes-no-outcome"));
    }
    if !form.is_fine() {
        return Ok(visit.again(page(&visit, &form).await?));
    }
    let mut tx = visit.begin().await?;
    let review = practices::reviews(&mut tx).await?.into_iter().find(|r| r.id == id).ok_or(Failure::Missing)?;
    match practices::close_review(&mut tx, &id, (&visit.actor()?.id, visit.now()), &outcome).await {
        Err(Failure::Stale) => {
            drop(tx);
            form.wrong("outcome", Said::plain("manual-review-closed-meanwhile").with("words", outcome));
            return Ok((StatusCode::CONFLICT, page(&visit, &form).await?).into_response());
        }
        done => done?,
    }
    visit.record(&mut tx, &REVIEW_CLOSED, &[("document", &review.document), ("review", &id)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go("/manual/changes", "manual-flash-review-closed"))
}

struct ShownFact {
    id: String,
    subject: String,
    statement: String,
    source: String,
    checked: String,
    review: String,
    due: bool,
    clauses: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pages/facts.html")]
struct Facts {
    page: Page,
    errors: Vec<(&'static str, String)>,
    all: Vec<ShownFact>,
    may_edit: bool,
    editing: bool,
    id: String,
    subject: Field,
    statement_en: Field,
    statement_fr: Field,
    source: Field,
    checked_on: Field,
    review_by: Field,
    clause: Field,
    clauses: Vec<(String, String, String, bool)>,
}

/// GET /manual/facts: `?edit=ID` fills the form.
pub(super) async fn facts(visit: Visit) -> Result<Response, Failure> {
    let wanted = visit.query("edit").unwrap_or_default();
    let found = practices::facts(&mut *visit.read().await?).await?.into_iter().find(|f| f.id == wanted);
    let form = found.map_or_else(FormState::default, |f| {
        let (checked, review) = (f.checked_on.to_string(), f.review_by.to_string());
        let mut values = vec![
            ("id", f.id.as_str()), ("subject", &f.subject), ("statement_en", &f.statement.en), ("statement_fr", &f.statement.fr),
            ("source", &f.source), ("checked_on", &checked), ("review_by", &review),
        ];
        values.extend(f.clauses.iter().map(|c| ("clause", c.as_str())));
        FormState::showing(&values)
    });
    Ok(facts_page(&visit, &form).await?.into_response())
}

async fn facts_page(visit: &Visit, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let all = practices::facts(&mut db).await?;
    let clauses = in_force(&mut db, visit.now()).await?;
    drop(db);
    let (lang, page) = (visit.lang(), visit.page("manual-facts-title")?);
    let today = visit.now().day(&visit.app.zone());
    let title = |id: &str| clauses.iter().find(|(d, c)| format!("{d}:{}", c.id) == id).map(|(_, c)| c.title.of(lang).to_owned());
    let field = |name| form.field(&visit.app.words, lang, name);
    Html::draw(&Facts {
        errors: form.errors(&visit.app.words, lang),
        all: all.into_iter().map(|f| ShownFact {
            statement: f.statement.of(lang).to_owned(),
            checked: page.date(&f.checked_on),
            review: page.date(&f.review_by),
            due: f.review_by < today,
            clauses: f.clauses.iter().filter_map(|id| Some((format!("/manual/{}", id.replacen(':', "#", 1)), title(id)?))).collect(),
            id: f.id, subject: f.subject, source: f.source,
        }).collect(),
        may_edit: visit.may(EDIT, &[]),
        editing: !form.text("id").is_empty(),
        id: form.text("id").to_owned(),
        subject: field("subject"),
        statement_en: field("statement_en"),
        statement_fr: field("statement_fr"),
        source: field("source"),
        checked_on: field("checked_on"),
        review_by: field("review_by"),
        clause: field("clause"),
        clauses: clauses.iter().map(|(d, c)| {
            let id = format!("{d}:{}", c.id);
            let ticked = form.has("clause", &id);
            (id, c.title.of(lang).to_owned(), String::new(), ticked)
        }).collect(),
        page,
    })
}

/// POST /manual/facts: writes a fact down, or that it counts no more.
pub(super) async fn write_fact(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let id = form.text("id").to_owned();
    if form.text("step") == "retire" {
        let mut tx = visit.begin().await?;
        practices::retire_fact(&mut tx, &id, visit.now()).await?;
        visit.record(&mut tx, &FACT_RETIRED, &[("fact", &id)], &[]).await?;
        tx.commit().await?;
        return Ok(visit.go("/manual/facts", "manual-flash-fact-retired"));
    }
    let (subject, source) = (form.needed("subject"), form.needed("source"));
    let statement = Both::new(form.needed("statement_en"), form.needed("statement_fr"));
    let today = visit.now().day(&visit.app.zone());
    let checked_on = Day::parse(form.text("checked_on")).filter(|day| *day <= today);
    let review_by = Day::parse(form.text("review_by")).filter(|day| *day > today);
    if review_by.is_some_and(|day| day > furthest(today)) {
        form.wrong("review_by", Said::plain("manual-day-too-far"));
    }
    for (field, most) in [("subject", 120), ("source", 300), ("statement_en", 1000), ("statement_fr", 1000)] {
        at_most(&mut form, field, most);
    }
    if checked_on.is_none() {
        form.wrong("checked_on", Said::plain("manual-fact-checked-bad"));
    }
    if review_by.is_none() {
        form.wrong("review_by", Said::plain("manual-fact-review-bad"));
    }
    let (Some(checked_on), Some(review_by), true) = (checked_on, review_by, form.is_fine()) else {
        return Ok(visit.again(facts_page(&visit, &form).await?));
    };
    let mut tx = visit.begin().await?;
    let known = practices::facts(&mut tx).await?.into_iter().any(|f| f.id == id);
    let fact = Fact {
        id: if known { id } else { visit.app.id()? },
        clauses: form.all("clause").filter(|c| c.contains(':')).map(str::to_owned).collect(),
        written_by: visit.actor()?.id.clone(),
        subject, statement, source, checked_on, review_by,
    };
    practices::put_fact(&mut tx, &fact).await?;
    visit.record(&mut tx, &FACT_WRITTEN, &[("fact", &fact.id)], &[("review_by", &fact.review_by.to_string())]).await?;
    tx.commit().await?;
    Ok(visit.go("/manual/facts", "manual-flash-fact-written"))
}
