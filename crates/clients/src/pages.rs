//! Routes, forms, handlers. No rule lives here.

mod clients;
mod conversations;
mod hand_over;
mod moving;
mod questions;
mod uploads;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use base::access::Granted;
use base::slice::{Route, get, post};
use base::web::visit::Visit;
use base::{Db, Failure};

use crate::model::{Client, Upload, may_care, relations};
use crate::reader::Look;
use crate::show::View;
use crate::store;
use crate::store::uploads::Kept;

/// The largest export taken, in megabytes as people count them.
const LARGEST_MEGABYTES: usize = 200;
/// The same in bytes.
const LARGEST_FILE: usize = LARGEST_MEGABYTES * 1024 * 1024;
/// The largest text pasted.
const LARGEST_PASTE: usize = 4 * 1024 * 1024;

/// Every door of this slice.
pub fn routes() -> Vec<Route> {
    vec![
        get("/clients", "see-clients", clients::list),
        get("/clients/new", "open-client", clients::new),
        post("/clients/new", "open-client", clients::open),
        get("/clients/hand-over", "hand-over-client", hand_over::list),
        post("/clients/{client}/hand-over", "hand-over-client", hand_over::give),
        get("/clients/{client}", "see-client", clients::one),
        post("/clients/{client}/workers", "assign-client", clients::assign),
        post("/clients/{client}/workers/end", "assign-client", clients::unassign),
        post("/clients/{client}/held", "file-conversation", clients::held),
        get("/conversations/new", "upload-conversation", uploads::new),
        post("/conversations/new", "upload-conversation", uploads::take).taking(LARGEST_FILE),
        post("/conversations/pasted", "upload-conversation", uploads::paste).taking(LARGEST_PASTE),
        get("/uploads/{upload}", "answer-upload", uploads::one),
        post("/uploads/{upload}/answers", "answer-upload", questions::answer),
        post("/uploads/{upload}/again", "answer-upload", uploads::again),
        post("/uploads/{upload}/discard", "answer-upload", uploads::discard),
        post("/uploads/{upload}/file", "file-conversation", uploads::file),
        get("/conversations/{conversation}", "read-conversation", conversations::one),
        get("/conversations/{conversation}/text", "copy-conversation", conversations::text),
        get("/conversations/{conversation}/text.txt", "copy-conversation", conversations::text_file),
        get("/conversations/{conversation}/text.csv", "copy-conversation", conversations::csv_file),
        post("/conversations/{conversation}/deleted", "file-conversation", conversations::deleted),
        get("/conversations/{conversation}/wrong-client", "move-conversation", moving::asked),
        post("/conversations/{conversation}/wrong-client", "move-conversation", moving::moved),
    ]
}

/// The client and the permit for them, from the loaded row.
async fn client_for(visit: &Visit, db: &mut Db, permit: &'static str, id: &str) -> Result<(Client, Granted), Failure> {
    let actor = visit.actor()?;
    let Some(client) = store::clients::find(db, id).await? else {
        return Err(visit.app.matrix.shut(permit));
    };
    let assigned = store::clients::is_assigned(db, id, &actor.id).await?;
    let granted = visit.app.matrix.grant(permit, actor, &relations(actor, assigned))?;
    Ok((client, granted))
}

/// The upload and the permit for it, from the loaded row.
async fn upload_for(visit: &Visit, db: &mut Db, id: &str) -> Result<(Upload, Granted), Failure> {
    let actor = visit.actor()?;
    let upload = store::uploads::find(db, id).await?.ok_or(Failure::Missing)?;
    let mine = upload.by == actor.id && may_care(&actor.roles);
    let granted = visit.app.matrix.grant("answer-upload", actor, if mine { &["uploader"] } else { &[] })?;
    Ok((upload, granted))
}

/// How the messages of an upload are read: by which clock, in which words, and who its owner is; and what its file is.
async fn view_of<'a>(visit: &'a Visit, db: &mut Db, upload: &Upload) -> Result<(View<'a>, Look), Failure> {
    let look: Look = store::uploads::kept(&visit.app, db, upload, Kept::Survey).await?.unwrap_or_default();
    let names = people::names(db, std::slice::from_ref(&upload.by)).await?;
    let me = names.get(&upload.by).cloned().unwrap_or_default();
    let view = View { words: &visit.app.words, lang: visit.lang(), zone: visit.app.zone(), channel: look.channel, me };
    Ok((view, look))
}

/// A file to keep, never shown in the browser as a page.
fn download(kind: &'static str, name: &str, body: String) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
