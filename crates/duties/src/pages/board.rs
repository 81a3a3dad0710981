//! The Board's page: numbers by clause, none of which points at anybody; made to be printed.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use base::web::{Html, Page, Visit};
use base::words::{Lang, number_in_words};
use base::Failure;

use super::standing::{as_of, as_of_words, moment_of};
use crate::look::{By, Looked, Units, tallies};
use crate::model::Standing;
use crate::model::board::{Shown, total};

/// What the Board is told of each clause.
const TOLD: [Standing; 4] = [Standing::Open, Standing::Late, Standing::Met, Standing::Missed];

struct Line {
    name: String,
    href: String,
    cells: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pages/board.html")]
struct Board {
    page: Page,
    as_of: String,
    as_of_words: String,
    as_of_error: String,
    numbers: Vec<(String, String)>,
    heads: Vec<String>,
    lines: Vec<Line>,
}

/// `GET /standing/board?as-of=YYYY-MM-DD`
pub(super) async fn show(visit: Visit) -> Result<Response, Failure> {
    draw(&visit).await
}

pub(super) async fn draw(visit: &Visit) -> Result<Response, Failure> {
    let asked = as_of(visit);
    let day = asked.unwrap_or(None);
    let mut db = visit.read().await?;
    let looked = Looked::at(&visit.app, &mut db, moment_of(visit, day), visit.now()).await?;
    let units = Units::at(&mut db, looked.moment).await?;
    drop(db);
    let tallies = tallies(&looked, &units, By::Clause);
    let of = |clause: &str| TOLD.map(|s| Shown::of(tallies.get(clause).map_or(0, |t| t.of(s))));
    let all = looked.clauses().into_iter().map(|clause| (of(&clause), clause));
    let shown: Vec<(String, [Shown; 4])> = all.filter(|(cells, _)| cells.iter().any(|s| s.most > 0)).map(|(cells, clause)| (clause, cells)).collect();
    let heads = TOLD.map(|s| visit.say(s.words(), &[]));
    let column = |n: usize| total(shown.iter().filter_map(|(_, cells)| cells.get(n).copied()));
    let lines = shown.iter().map(|(clause, cells)| Line {
        name: looked.clause_title(clause, usize::from(visit.lang() == Lang::Fr)),
        href: looked.rules.iter().rev().find(|r| r.clause_id == *clause).map_or_else(String::new, |r| format!("/manual/{}#{clause}", r.document_id)),
        cells: heads.iter().cloned().zip(cells.iter().map(|s| words(visit, *s))).collect(),
    });
    Ok(Html::draw(&Board {
        page: visit.page("duties-board-title")?,
        as_of: day.map_or_else(String::new, |d| d.to_string()),
        as_of_words: as_of_words(visit, day),
        as_of_error: if asked.is_err() { visit.say("duties-standing-bad-day", &[]) } else { String::new() },
        numbers: heads.iter().cloned().zip((0..TOLD.len()).map(|n| words(visit, column(n)))).collect(),
        lines: lines.collect(),
        heads: std::iter::once(visit.say("duties-list-clause", &[])).chain(heads).collect(),
    })?
    .into_response())
}

/// "12", or "1 to 4".
fn words(visit: &Visit, shown: Shown) -> String {
    let number = |n: u64| number_in_words(visit.lang(), i64::try_from(n).unwrap_or(i64::MAX));
    if shown.is_exact() { number(shown.least) } else { visit.say("duties-board-between", &[("least", &number(shown.least)), ("most", &number(shown.most))]) }
}
