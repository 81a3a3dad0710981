//! Client files that nobody can see any more: codes, and who takes them over.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::Failure;
use base::web::form::Typed;
use base::web::page::{Html, Page};
use base::web::visit::Visit;

use crate::acts;
use crate::model::may_care;

/// So many at once; the others come when these are handed over.
const MOST: usize = 50;

/// A file by its code: whoever hands it over does not learn whose it is.
struct FileLine {
    id: String,
    code: String,
}

#[derive(Template)]
#[template(path = "hand_over.html")]
struct HandOverPage {
    page: Page,
    files: Vec<FileLine>,
    more: usize,
    carers: Vec<(String, String)>,
}

pub(super) async fn list(visit: Visit) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let alone = acts::alone(&mut db).await?;
    let carers = people::list(&mut db).await?.into_iter().filter(|p| may_care(&p.roles));
    let carers = carers.map(|p| (p.id, p.name)).collect();
    drop(db);
    Html::draw(&HandOverPage {
        page: visit.page("clients-hand-over-title")?,
        more: alone.len().saturating_sub(MOST),
        files: alone.into_iter().take(MOST).map(|(client, _)| FileLine { id: client.id, code: client.code }).collect(),
        carers,
    })
}

pub(super) async fn give(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let granted = visit.app.matrix.grant("hand-over-client", visit.actor()?, &[])?;
    acts::hand_over(&visit.app, &granted, &id, form.text("person")).await?;
    Ok(visit.go("/clients/hand-over", "clients-said-handed-over"))
}
