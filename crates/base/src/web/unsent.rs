//! A form that came too late, because its person is signed out or signed in anew, waits in the
//! answer: nothing that was typed is lost.

use std::sync::Arc;

use askama::Template;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, HOST, HeaderMap, HeaderValue, REFERER};
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Response};

use super::form::{self, FormState, TOKEN_FIELD};
use super::page::{Html, Page};
use super::visit::{Visit, Visitor, is_ours};
use super::host;
use crate::app::App;
use crate::failure::Failure;
use crate::slice::FORM_LIMIT;

/// What waits: where it was going, and what was typed. It is never printed.
#[derive(Debug, Clone)]
pub struct Unsent {
    /// Nobody is signed in. Otherwise the page was of another session.
    pub signed_out: bool,
    place: String,
    form: Arc<FormState>,
}

impl Unsent {
    /// The form with this address, when it may be offered once more.
    pub(crate) fn of(signed_out: bool, uri: &Uri, form: FormState) -> Self {
        let place = uri.path_and_query().map_or_else(|| uri.path().to_owned(), |at| at.as_str().to_owned());
        Self { signed_out, place, form: Arc::new(form) }
    }
}

/// Whether a form may wait: a person sent it from a page that is surely ours. One button sends it,
/// so nobody else's page may fill it.
pub(super) fn may_wait(app: &App, method: &Method, headers: &HeaderMap) -> bool {
    let is_form = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    method == Method::POST && is_form && !headers.contains_key("hx-request") && host::is_surely_ours(&app.config.address, headers)
}

/// The answer to a request that nobody signed in has made.
pub(super) async fn signed_out(may_wait: bool, request: Request) -> Response {
    if !may_wait || request.uri().path() == "/sign-out" {
        return Failure::SignedOut.into_response();
    }
    let uri = request.uri().clone();
    let read = to_bytes(request.into_body(), FORM_LIMIT).await.ok().and_then(|body| form::read(&body));
    read.map_or(Failure::SignedOut, |values| Failure::Unsent(Unsent::of(true, &uri, FormState::of(values)))).into_response()
}

/// The page of ours that a request came from, to go back to.
pub(super) fn came_from(headers: &HeaderMap) -> Option<String> {
    let from: Uri = headers.get(REFERER).and_then(|v: &HeaderValue| v.to_str().ok())?.parse().ok()?;
    let place = from.path_and_query()?.as_str();
    let here = from.authority().zip(headers.get(HOST)).is_some_and(|(a, host)| a.as_str().as_bytes().eq_ignore_ascii_case(host.as_bytes()));
    (here && is_ours(place)).then(|| place.to_owned())
}

#[derive(Template)]
#[template(path = "unsent.html")]
struct UnsentPage {
    page: Page,
    signed_out: bool,
    who: String,
    place: String,
    fields: Vec<(String, String)>,
}

/// The form once more, with one button: a browser does not send a form again by itself.
pub(super) fn draw(app: &App, visitor: &Visitor, unsent: &Unsent) -> Result<Html, Failure> {
    let visit = Visit::of(app, visitor);
    let fields = unsent.form.pairs().filter(|(name, _)| *name != TOKEN_FIELD).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let who = visitor.actor.as_ref().map_or_else(String::new, |actor| visit.say("hall-unsent-who", &[("name", &actor.name)]));
    let page = visit.page(if unsent.signed_out { "hall-unsent-out-title" } else { "hall-unsent-title" })?;
    Html::draw(&UnsentPage { page, signed_out: unsent.signed_out, who, place: unsent.place.clone(), fields })
}
