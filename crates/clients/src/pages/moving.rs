//! "Filed with the wrong client": which one is right, and why.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::access::Granted;
use base::web::form::{Field, FormState, Typed};
use base::web::page::{Html, Page};
use base::web::visit::Visit;
use base::{Db, Failure};

use super::{client_for, clients};
use crate::model::{Client, Conversation, Refusal, WhyWrong, relations_to_filing};
use crate::{moving, store};

#[derive(Template)]
#[template(path = "moving.html")]
struct MovingPage {
    page: Page,
    row: Conversation,
    back: String,
    client: String,
    errors: Vec<(&'static str, String)>,
    right: Field,
    clients: Vec<(String, String)>,
    why: Field,
    whys: Vec<(String, String, String)>,
    /// Messages that an earlier conversation of the wrong client holds.
    before: i64,
}

/// Whether the actor may put the filing right.
pub(super) async fn may_move(visit: &Visit, db: &mut Db, row: &Conversation) -> Result<bool, Failure> {
    let actor = visit.actor()?;
    let assigned = store::clients::is_assigned(db, &row.client, &actor.id).await?;
    Ok(visit.may("move-conversation", &relations_to_filing(actor, assigned, &row.filed_by)))
}

/// The conversation, its client and the permit, from the loaded row.
async fn filing(visit: &Visit, db: &mut Db, id: &str) -> Result<(Conversation, Client, Granted), Failure> {
    let actor = visit.actor()?;
    let row = store::conversations::find(db, id).await?.ok_or(Failure::Missing)?;
    let assigned = store::clients::is_assigned(db, &row.client, &actor.id).await?;
    let granted = visit.app.matrix.grant("move-conversation", actor, &relations_to_filing(actor, assigned, &row.filed_by))?;
    let client = store::clients::find(db, &row.client).await?.ok_or(Failure::Missing)?;
    Ok((row, client, granted))
}

async fn drawn(visit: &Visit, db: &mut Db, row: Conversation, client: &Client, form: &FormState) -> Result<Html, Failure> {
    let faces = clients::faces(visit, db, &visit.actor()?.id).await?;
    let name = store::clients::face(&visit.app, db, client).await?.shown().to_owned();
    let others = faces.iter().filter(|face| face.id != client.id);
    let field = |name| form.field(&visit.app.words, visit.lang(), name);
    let why = |why: WhyWrong| (why.id().to_owned(), visit.say(&format!("clients-moving-{}", why.id()), &[]), String::new());
    Html::draw(&MovingPage {
        page: visit.page("clients-moving-title")?,
        back: format!("/conversations/{}", row.id),
        client: name,
        errors: form.errors(&visit.app.words, visit.lang()),
        right: field("client"),
        clients: others.map(|face| (face.id.clone(), face.shown().to_owned())).collect(),
        why: field("why"),
        whys: WhyWrong::ALL.into_iter().map(why).collect(),
        before: row.messages.saturating_sub(row.added),
        row,
    })
}

pub(super) async fn asked(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let (row, client, _) = filing(&visit, &mut db, &id).await?;
    Ok(drawn(&visit, &mut db, row, &client, &FormState::default()).await?.into_response())
}

pub(super) async fn moved(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let (row, client, granted) = filing(&visit, &mut db, &id).await?;
    let chosen = form.text("client").to_owned();
    let right = match client_for(&visit, &mut db, "file-conversation", &chosen).await {
        Ok((right, _)) if right.id == client.id => Err(Refusal::SameClient),
        Ok((right, _)) => Ok(right),
        Err(Failure::Missing | Failure::Forbidden) => Err(Refusal::ChooseClient),
        Err(failure) => return Err(failure),
    };
    let why = WhyWrong::parse(form.text("why")).ok_or(Refusal::ChooseReason);
    match (right, why) {
        (Ok(right), Ok(why)) => {
            drop(db);
            moving::move_over(&visit.app, &granted, &row, &right, why).await?;
            Ok(visit.go(&format!("/conversations/{id}"), "clients-said-moved"))
        }
        (right, why) => {
            for (field, refusal) in [("client", right.err()), ("why", why.err())] {
                if let Some(refusal) = refusal {
                    form.wrong(field, refusal.said());
                }
            }
            let page = drawn(&visit, &mut db, row, &client, &form).await?;
            Ok(visit.again(page))
        }
    }
}
