//! The hall itself: one layer around every route, and one doorplate at each.

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use futures::FutureExt as _;

use super::crowd::Crowd;
use super::page::{Html, Page};
use super::{host, session, unsent};
use super::visit::{Visit, Visitor, is_under, to};
use crate::access::Door;
use crate::app::App;
use crate::denied;
use crate::failure::Failure;
use crate::slice::{Nav, OPEN_TO_ALL};
use crate::words::Lang;

/// Longest time a page may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Longest time an upload may take.
const UPLOAD_PATIENCE: Duration = Duration::from_secs(15 * 60);

/// Every route of every slice, behind its doorplate, inside the hall.
pub fn router(app: App) -> Router {
    let mut router: Router<App> = Router::new();
    for route in app.slices.iter().flat_map(|s| &s.routes) {
        let plate = (app.clone(), route.permit);
        let handler = route.handler.clone().layer(DefaultBodyLimit::max(route.limit)).layer(from_fn_with_state(plate, doorplate));
        router = router.route(route.path, handler);
    }
    router
        .fallback(async || Failure::Missing)
        .method_not_allowed_fallback(async || Failure::Unfit(StatusCode::METHOD_NOT_ALLOWED))
        .layer(from_fn_with_state(app.clone(), hall))
        .with_state(app)
}

async fn doorplate(State((app, permit)): State<(App, &'static str)>, request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>();
    let actor = visitor.and_then(|v| v.actor.as_ref());
    let who = actor.map(|actor| actor.id.clone());
    let answer = match (app.matrix.door(permit, actor), actor) {
        (Door::Shut, None) => {
            let may_wait = visitor.is_some_and(|v| v.may_wait);
            return unsent::signed_out(may_wait, request).await;
        }
        (Door::Shut, Some(_)) => app.matrix.shut(permit).into_response(),
        (Door::Open | Door::AsksTheRow, _) => match visitor.and_then(|v| elsewhere_first(&app, permit, v, &request)) {
            Some(answer) => answer,
            None => next.run(request).await,
        },
    };
    let shut = app.matrix.shut(permit).status();
    match who {
        Some(who) if app.matrix.permit.contains_key(permit) && [shut, StatusCode::FORBIDDEN].contains(&answer.status()) => {
            match counted(&app, &who, permit).await {
                Ok(()) => answer,
                Err(failure) => failure.into_response(),
            }
        }
        _ => answer,
    }
}

/// Whoever is turned away is counted before the answer leaves.
async fn counted(app: &App, who: &str, permit: &str) -> Result<(), Failure> {
    let (now, mut tx) = (app.now(), app.db.begin().await?);
    denied::count(&mut tx, who, permit, now.day(&app.zone()), now).await?;
    tx.commit().await
}

/// Where a session that is confined, or not freshly proved, goes before it may go here.
fn elsewhere_first(app: &App, permit: &str, visitor: &Visitor, request: &Request) -> Option<Response> {
    let path = request.uri().path();
    if let Some(only) = visitor.confined_to.as_deref()
        && permit != OPEN_TO_ALL && path != "/sign-out" && !path.starts_with("/prove") && !is_under(path, only)
    {
        return Some(if request.method().is_safe() { to(only) } else { Failure::Forbidden.into_response() });
    }
    if !app.matrix.steps_up(permit) || !visitor.must_prove_again(app.now()) {
        return None;
    }
    if request.method().is_safe() {
        let back = request.uri().path_and_query().map_or(path, |p| p.as_str());
        return Some(to(&format!("/prove?back={}", super::form::encode(back))));
    }
    // 307: the browser sends the same form there, so that nothing typed is lost.
    let mut response = to(&format!("/prove/for?to={}", super::form::encode(path)));
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    Some(response)
}

async fn hall(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if host::ours(&app.config.address, request.uri(), request.headers()).is_ok()
        && let Some(asset) = app.assets.serve(request.uri().path(), request.headers())
    {
        return with_headers(app.config.secure(), "", asset);
    }
    let mut visitor = stranger(&app, &request);
    let admitted = admit(&app, &mut visitor, request.method().clone(), request.uri().clone(), request.headers().clone()).await;
    let method = request.method().clone();
    request.extensions_mut().insert(visitor.clone());
    // Only somebody who is signed in may take long, and only with a file.
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let is_upload = visitor.actor.is_some() && kind.starts_with(b"multipart/form-data");
    let patience = if is_upload { UPLOAD_PATIENCE } else { PATIENCE };
    let response = match admitted {
        Err(failure) => failure.into_response(),
        Ok(()) => match tokio::time::timeout(patience, AssertUnwindSafe(next.run(request)).catch_unwind()).await {
            Ok(Ok(response)) => response,
            Ok(Err(_)) => Failure::broken("handling a request", "it panicked").into_response(),
            Err(_) => Failure::Unfit(StatusCode::SERVICE_UNAVAILABLE).into_response(),
        },
    };
    let response = explain(&app, &visitor, &method, response);
    with_headers(app.config.secure(), &visitor.request_id, without_flash(&app, &visitor, response))
}

/// What is known of every caller before anything is asked, so that a refusal too has a number and a language.
fn stranger(app: &App, request: &Request) -> Visitor {
    let headers = request.headers();
    let chosen = session::cookie(headers, "kw_lang").and_then(Lang::parse);
    let accepted = || headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Lang::accepted);
    let lang = chosen.or_else(accepted).or_else(|| app.organisation().map(|o| o.lang)).unwrap_or_default();
    let theme = match session::cookie(headers, "kw_theme") {
        Some("light") => "light",
        Some("dark") => "dark",
        _ => "auto",
    };
    Visitor {
        lang,
        theme,
        request_id: app.id().unwrap_or_default(),
        path: request.uri().path().to_owned(),
        address: if request.method().is_safe() { request.uri().path_and_query().map_or_else(String::new, |at| at.as_str().to_owned()) } else { String::new() },
        came_from: unsent::came_from(headers),
        may_wait: unsent::may_wait(app, request.method(), headers),
        at: Some(app.now()),
        from: request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip()),
        ..Visitor::default()
    }
}

/// Learns who asks; refuses what cannot come from our own pages.
async fn admit(app: &App, visitor: &mut Visitor, method: Method, uri: Uri, headers: HeaderMap) -> Result<(), Failure> {
    let headers = &headers;
    host::ours(&app.config.address, &uri, headers).map_err(Failure::Unfit)?;
    // No id of ours has a NUL, and PostgreSQL refuses to look for one.
    if uri.path().contains("%00") {
        return Err(Failure::Missing);
    }
    if !method.is_safe() && !host::is_same_origin(&app.config.address, headers) {
        return Err(Failure::Forbidden);
    }
    let (found, actor) = who(app, headers).await?;
    if session::cookie(headers, "kw_lang").and_then(Lang::parse).is_none()
        && let Some(actor) = &actor
    {
        visitor.lang = actor.lang;
    }
    visitor.flash = session::cookie(headers, "kw_said").filter(|id| app.words.has(visitor.lang, id)).map(str::to_owned);
    visitor.actor = actor;
    if let Some(found) = found {
        (visitor.session, visitor.proved, visitor.confined_to) = (Some(found.token_hash), Some(found.proved), found.confined_to);
    }
    // Whoever is not known yet may send only so much from one place, whatever it is.
    if let Some(from) = visitor.from.filter(|_| visitor.actor.is_none() && !method.is_safe())
        && !app.room(Crowd::default).count(from, app.now())
    {
        return Err(Failure::Unfit(StatusCode::TOO_MANY_REQUESTS));
    }
    Ok(())
}

async fn who(app: &App, headers: &HeaderMap) -> Result<(Option<session::Session>, Option<crate::access::Actor>), Failure> {
    let Some(token) = session::cookie(headers, session::cookie_name(app)) else { return Ok((None, None)) };
    // A page that looks again by itself is nobody being there.
    let by_itself = headers.contains_key("x-refresh");
    let Some(found) = session::find(app, token, !by_itself).await? else { return Ok((None, None)) };
    let Some(identify) = app.slices.iter().find_map(|s| s.identify) else { return Ok((None, None)) };
    let actor = identify(&mut *app.db.read().await?, &found.person_id).await?;
    Ok(actor.map_or((None, None), |actor| (Some(found), Some(actor))))
}

/// A page that says what went wrong.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    status: u16,
    heading: String,
    text: String,
    /// The page one came from; empty where that is not known.
    back: String,
    request_id: String,
}

/// Turns a failure into words in the visitor's language.
fn explain(app: &App, visitor: &Visitor, method: &Method, response: Response) -> Response {
    let status = response.status();
    let is_page = response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).is_some_and(|v| !v.starts_with("text/plain"));
    let failure = match response.extensions().get::<Failure>() {
        Some(failure) => failure.clone(),
        None if status.is_client_error() || status.is_server_error() => {
            if is_page {
                return response;
            }
            // An address that is none of ours, such as words where a number stands.
            if status == StatusCode::BAD_REQUEST && method.is_safe() { Failure::Missing } else { Failure::Unfit(status) }
        }
        None => return response,
    };
    if let Failure::Broken { what, cause } = &failure {
        tracing::error!(request = %visitor.request_id, what, %cause, "broken");
    }
    if let Failure::Away { cause } = &failure {
        tracing::warn!(request = %visitor.request_id, %cause, "the store for files is away");
    }
    if matches!(failure, Failure::SignedOut) && method == Method::GET {
        return to(&format!("/sign-in?back={}", super::form::encode(&visitor.path)));
    }
    error_page(app, visitor, &failure).unwrap_or_else(|_| status.into_response())
}

fn error_page(app: &App, visitor: &Visitor, failure: &Failure) -> Result<Response, Failure> {
    let status = failure.status();
    if let Failure::Unsent(unsent) = failure {
        return Ok((status, unsent::draw(app, visitor, unsent)?).into_response());
    }
    let visit = Visit::of(app, visitor);
    let id = |end: &str| {
        let id = format!("hall-error-{}-{end}", status.as_u16());
        if app.words.has(visitor.lang, &id) { id } else { format!("hall-error-other-{end}") }
    };
    let (heading, text) = match failure {
        Failure::Refused(said) => (visit.say("hall-error-refused-title", &[]), visit.said(said)),
        Failure::Away { .. } => (visit.say("hall-error-away-title", &[]), visit.say("hall-error-away-text", &[])),
        _ => (visit.say(&id("title"), &[]), visit.say(&id("text"), &[])),
    };
    let page = visit.page_titled(&heading)?;
    let back = visitor.came_from.clone().filter(|from| status.is_client_error() && *from != visitor.path).unwrap_or_default();
    let html = Html::draw(&ErrorPage { page, status: status.as_u16(), heading, text, back, request_id: visitor.request_id.clone() })?;
    Ok((status, html).into_response())
}

/// What was said once is not said again.
fn without_flash(app: &App, visitor: &Visitor, mut response: Response) -> Response {
    let drawn = response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    if visitor.flash.is_some() && drawn
        && let Ok(value) = HeaderValue::from_str(&session::set_cookie(app, "kw_said", "", 0))
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"),
    ("x-robots-tag", "noindex, nofollow"),
];

pub(super) fn with_headers(secure: bool, request_id: &str, mut response: Response) -> Response {
    let status = response.status();
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(request_id)
        && !request_id.is_empty()
    {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    if [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&status) {
        headers.entry(header::RETRY_AFTER).or_insert(HeaderValue::from_static("60"));
    }
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// The menu line of a page that every signed-in person sees.
#[must_use]
pub const fn nav(href: &'static str, label: &'static str, icon: &'static str, permit: &'static str, place: u8) -> Nav {
    Nav { href, label, icon, permit, place }
}

#[cfg(test)]
#[tokio::test]
async fn a_store_that_is_away_is_said_in_words_and_its_cause_is_not() {
    let world = crate::world::World::new(vec![]).await;
    for (lang, words) in [(Lang::En, "The files cannot be reached"), (Lang::Fr, "Impossible d’atteindre les fichiers")] {
        let visitor = Visitor { lang, ..Visitor::default() };
        let response = error_page(&world.app, &visitor, &Failure::away("bucket-of-ours")).unwrap();
        assert_eq!(response.status(), axum::http::StatusCode::SERVICE_UNAVAILABLE);
        let page = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let page = String::from_utf8_lossy(&page);
        assert!(page.contains(words) && !page.contains("bucket-of-ours"), "{page}");
    }
}
