//! The words we use, open to all: staff, the Board, volunteers, clients (T-006, T-007).

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use base::Failure;
use base::web::{Html, Page, Visit};
use base::words::Lang;

use crate::model::Glossary;
use crate::model::outline::without_accent;
use crate::store;

#[derive(Template)]
#[template(path = "pages/glossary.html")]
struct Inside {
    page: Page,
    rows: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pages/glossary_open.html")]
struct Outside {
    page: Page,
    rows: Vec<(String, String)>,
}

/// GET /glossary
pub(super) async fn glossary(visit: Visit) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let mut rows = Vec::new();
    for edition in store::documents(&mut db, visit.now()).await? {
        let words = store::content(&mut db, &edition.id).await?;
        rows.extend(sorted(words.glossary.as_ref(), visit.lang()).map(|(_, rows)| rows).unwrap_or_default());
    }
    drop(db);
    rows.sort_by_cached_key(|(term, _)| folded(term));
    rows.dedup();
    let page = visit.page("manual-glossary-title")?;
    let html = if visit.visitor.actor.is_some() { Html::draw(&Inside { page, rows })? } else { Html::draw(&Outside { page, rows })? };
    Ok(html.into_response())
}

/// The heading and the words of a glossary in alphabetical order.
pub(super) fn sorted(glossary: Option<&Glossary>, lang: Lang) -> Option<(String, Vec<(String, String)>)> {
    let glossary = glossary?;
    let mut rows: Vec<(String, String)> =
        glossary.words.iter().map(|w| (w.term.of(lang).to_owned(), w.meaning.of(lang).to_owned())).collect();
    rows.sort_by_cached_key(|(term, _)| folded(term));
    Some((glossary.title.of(lang).to_owned(), rows))
}

/// Small letters without accents: how a dictionary orders words in both languages.
pub(super) fn folded(term: &str) -> String {
    term.to_lowercase().replace('œ', "oe").chars().map(without_accent).collect()
}
