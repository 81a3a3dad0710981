//! Who was turned away: persons, what they were after, how often on which day.
//! What exactly they asked for is not kept, so nothing here names a client.

use askama::Template;
use axum::response::Response;
use base::listing::{Cell, Column, List, Listing, Row, arrange};
use base::web::{Page, Visit};
use base::words::Lang;
use base::{Failure, denied};

/// So many of the latest days.
const MOST: i64 = 1_000;

const COLUMNS: &[Column] =
    &[Column::new("last", "duties-denied-last").sorted(), Column::new("who", "duties-trail-who").sorted(), Column::new("what", "duties-denied-what").sorted(), Column::new("times", "duties-denied-times").sorted()];

#[derive(Template)]
#[template(path = "pages/denied.html")]
struct DeniedPage {
    page: Page,
    list: Listing,
}

/// `GET /trail/denied`.
pub(super) async fn index(visit: Visit) -> Result<Response, Failure> {
    let list = List { search: "duties-denied-search", ..List::new("denied", "/trail/denied", "duties-denied-title", COLUMNS, "-last") };
    let mut want = list.wanted(&visit);
    let mut db = visit.read().await?;
    let all = denied::list(&mut db, MOST).await?;
    let ids: Vec<String> = all.iter().map(|line| line.person.clone()).collect();
    let names = base::web::telling::labels(&visit.app, &mut db, visit.lang(), "person", &ids).await?;
    drop(db);
    let row = |line: denied::Denied| {
        let permit = visit.app.matrix.permit.get(&line.permit);
        let what = permit.map_or(line.permit.clone(), |p| if visit.lang() == Lang::Fr { p.fr.clone() } else { p.en.clone() });
        let who = names.get(&line.person).cloned().unwrap_or_else(|| line.person.clone());
        let cells = vec![Cell::moment(&visit, line.last_at), Cell::person(&who), Cell::text(what), Cell::number(&visit, line.times)];
        Row::new("", cells)
    };
    let (rows, count) = arrange(&list, &mut want, all.into_iter().map(row).collect());
    list.answer(&visit, want, rows, count, |list| Ok(DeniedPage { page: visit.page("duties-denied-title")?, list })).await
}
