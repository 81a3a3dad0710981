//! The editions of a document, and what changed between any two of them.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{Db, Failure};

use super::{EDIT, Names, iso, reading};
use crate::diff::{Piece, compare};
use crate::model::{Clause, Document, Edition, State};
use crate::store;

struct ShownEdition {
    number: i64,
    since: String,
    since_iso: String,
    by: String,
    reason: String,
    waiver: String,
    in_force: bool,
    tone: &'static str,
}

/// One clause that is not the same in both.
pub(super) struct Change {
    pub id: String,
    pub title: String,
    /// `added`, `removed` or `changed`.
    pub kind: &'static str,
    pub parts: Vec<Part>,
}

/// A part of a clause that changed: its text, a rule, how firm it is.
pub(super) struct Part {
    /// The Fluent id of what it is.
    pub what: &'static str,
    pub pieces: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "pages/editions.html")]
struct Editions {
    page: Page,
    id: String,
    title: String,
    text_lang: &'static str,
    editions: Vec<ShownEdition>,
    choices: Vec<(String, String)>,
    from: String,
    to: String,
    /// None until two are chosen.
    changes: Option<Vec<Change>>,
}

/// GET /manual/{document}/editions, with `?from=1&to=2` (or `to=draft`) compared.
pub(super) async fn editions(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let all = store::editions(&mut db, &id).await?;
    let newest = all.first().ok_or(Failure::Missing)?;
    let draft = if visit.may(EDIT, &[]) { store::draft(&mut db, &id).await? } else { None };
    let names = Names::load(&visit, &mut db, &all).await?;
    let (from, to) = (visit.query("from").unwrap_or_default(), visit.query("to").unwrap_or_default());
    let find = |name: &str| match name {
        "draft" => draft.as_ref().map(|d| d.id().to_owned()),
        number => all.iter().find(|e| e.number.is_some_and(|n| n.to_string() == number)).map(|e| e.id.clone()),
    };
    let lang = reading(&visit);
    let changes = match (find(&from), find(&to)) {
        (Some(from), Some(to)) => Some(changes(&mut db, &visit, lang, &from, &to).await?),
        (None, None) if from.is_empty() && to.is_empty() => None,
        _ => return Err(Failure::Missing),
    };
    drop(db);
    let page = visit.page("manual-editions-title")?;
    let mut choices: Vec<(String, String)> = all.iter().filter_map(|e| e.number)
        .map(|n| (n.to_string(), page.t1("manual-edition-n", "number", n))).collect();
    if draft.is_some() {
        choices.insert(0, ("draft".into(), page.t("manual-the-draft")));
    }
    let html = Html::draw(&Editions {
        title: newest.title.of(lang).to_owned(),
        text_lang: lang.id(),
        editions: all.iter().map(|e| shown(e, &page, &names)).collect(),
        id, choices, from, to, changes, page,
    })?;
    Ok(html.into_response())
}

fn shown(edition: &Edition, page: &Page, names: &Names) -> ShownEdition {
    let reason = if edition.reason.is_empty() { page.t("manual-adopted-starter") } else { edition.reason.clone() };
    let in_force = edition.state == State::Published;
    ShownEdition {
        number: edition.number.unwrap_or(0),
        since: edition.effective_at.map(|at| page.moment(&at)).unwrap_or_default(),
        since_iso: edition.effective_at.map(iso).unwrap_or_default(),
        by: names.of(edition.published_by.as_ref()).to_owned(),
        reason,
        waiver: edition.waiver_reason.clone().unwrap_or_default(),
        in_force,
        tone: if in_force { "met" } else { "" },
    }
}

async fn changes(db: &mut Db, visit: &Visit, lang: Lang, from: &str, to: &str) -> Result<Vec<Change>, Failure> {
    let (old, new) = (store::content(db, from).await?, store::content(db, to).await?);
    Ok(between(visit, lang, &old, &new))
}

/// The clauses that differ, in the order of the newer edition; those taken out come last.
pub(super) fn between(visit: &Visit, lang: Lang, old: &Document, new: &Document) -> Vec<Change> {
    let mut all: Vec<Change> = new.clauses().filter_map(|clause| change(visit, lang, old.clause(&clause.id), Some(clause))).collect();
    all.extend(old.clauses().filter(|c| new.clause(&c.id).is_none()).filter_map(|c| change(visit, lang, Some(c), None)));
    all
}

fn change(visit: &Visit, lang: Lang, old: Option<&Clause>, new: Option<&Clause>) -> Option<Change> {
    let clause = new.or(old)?;
    if old == new {
        return None;
    }
    let kind = match (old, new) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "changed",
    };
    let of = |read: &dyn Fn(&Clause) -> String| (old.map(read).unwrap_or_default(), new.map(read).unwrap_or_default());
    let mut parts = Vec::new();
    let mut part = |what: &'static str, (before, after): (String, String)| {
        if before != after {
            parts.push(Part { what, pieces: compare(&before, &after) });
        }
    };
    part("manual-part-title", of(&|c| c.title.of(lang).to_owned()));
    part("manual-part-strength", of(&|c| visit.say(&format!("manual-strength-{}", c.facts.strength.id()), &[])));
    part("manual-part-stage", of(&|c| visit.say(&format!("manual-stage-{}", c.facts.stage.id()), &[])));
    part("manual-part-text", of(&|c| c.text.of(lang).to_owned()));
    part("manual-part-sources", of(&|c| c.facts.sources.join(", ")));
    let ids = old.iter().chain(&new).flat_map(|c| c.rules.iter().map(|r| r.id.clone())).collect::<std::collections::BTreeSet<_>>();
    for id in ids {
        part("manual-part-rule", of(&|c| c.rules.iter().find(|r| r.id == id).map(|r| r.line.of(lang).to_owned()).unwrap_or_default()));
    }
    Some(Change { id: clause.id.clone(), title: clause.title.of(lang).to_owned(), kind, parts })
}
