//! The editions of a document, and what changed between any two of them.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{Db, Failure, Moment};

use super::between::{Called, Change, between};
use super::{EDIT, Names, iso, reading};
use crate::diff::Piece;
use crate::model::{Edition, State};
use crate::store;

struct ShownEdition {
    number: i64,
    since: String,
    since_iso: String,
    by: String,
    reason: String,
    waiver: String,
    in_force: bool,
    /// It begins later.
    coming: bool,
    /// "" for the first edition, `minor` or `material` after that.
    kind: &'static str,
    tone: &'static str,
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
        editions: all.iter().map(|e| shown(e, visit.now(), &page, &names)).collect(),
        id, choices, from, to, changes, page,
    })?;
    Ok(html.into_response())
}

fn shown(edition: &Edition, now: Moment, page: &Page, names: &Names) -> ShownEdition {
    let reason = if edition.reason.is_empty() { page.t("manual-adopted-starter") } else { edition.reason.clone() };
    let state = edition.state(now);
    let in_force = state == State::InForce;
    ShownEdition {
        number: edition.number.unwrap_or(0),
        since: edition.effective_at.map(|at| page.moment(&at)).unwrap_or_default(),
        since_iso: edition.effective_at.map(iso).unwrap_or_default(),
        by: names.of(edition.published_by.as_ref()).to_owned(),
        reason,
        waiver: edition.waiver_reason.clone().unwrap_or_default(),
        in_force,
        coming: state == State::Coming,
        kind: if edition.number == Some(1) { "" } else { edition.kind.id() },
        tone: if in_force { "met" } else { "" },
    }
}

async fn changes(db: &mut Db, visit: &Visit, lang: Lang, from: &str, to: &str) -> Result<Vec<Change>, Failure> {
    let (old, new) = (store::content(db, from).await?, store::content(db, to).await?);
    let called = Called::load(visit, db, [&old, &new]).await?;
    Ok(between(&called, lang, &old, &new))
}
