//! Somebody who walks through the program as people do: signs in, fills forms, sends files.

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION};
use axum::http::request::Builder;
use axum::http::{Method, Request, Response};
use base::web::form::{TOKEN_FIELD, encode};
use base::web::session;
use base::{App, Failure, Moment, jobs};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// A walk on this application's clock.
pub(super) struct Walker<'a> {
    app: &'a App,
    router: Router,
}

/// A file to send: its name and its bytes.
pub(super) struct File<'a>(pub &'a str, pub &'a [u8]);

impl<'a> Walker<'a> {
    pub(super) fn new(app: &'a App) -> Self {
        Self { app, router: base::web::router(app.clone()) }
    }

    /// From here on it is this moment.
    pub(super) fn at(&self, moment: Moment) {
        self.app.clock.set(moment);
    }

    /// A session of `who`: their cookie and their form token.
    async fn seat(&self, who: &str) -> Result<(String, String), Failure> {
        let mut tx = self.app.db.begin().await?;
        let token = session::begin(self.app, &mut tx, who, "demo").await?;
        tx.commit().await?;
        let form_token = session::form_token(self.app, Some(&session::hash(&token)))?;
        Ok((format!("{}={token}", session::cookie_name(self.app)), form_token))
    }

    /// `who` sends a form; gives the address it led to. Background work is done before this returns.
    pub(super) async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Result<String, Failure> {
        let (cookie, token) = self.seat(who).await?;
        let body = fields.iter().copied().chain([(TOKEN_FIELD, token.as_str())])
            .map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect::<Vec<_>>().join("&");
        self.send(path, &cookie, "application/x-www-form-urlencoded", Body::from(body)).await
    }

    /// `who` sends a file; gives the address it led to.
    pub(super) async fn upload(&self, who: &str, path: &str, fields: &[(&str, &str)], file: File<'_>) -> Result<String, Failure> {
        let (cookie, token) = self.seat(who).await?;
        let mut body = Vec::new();
        for (name, value) in [(TOKEN_FIELD, token.as_str())].iter().chain(fields) {
            body.extend_from_slice(format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
        }
        let File(name, bytes) = file;
        body.extend_from_slice(format!("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--cut--\r\n");
        self.send(path, &cookie, "multipart/form-data; boundary=cut", Body::from(body)).await
    }

    /// The id of the request about `phone` that waits for `who`'s answer, as its page has it.
    pub(super) async fn waiting(&self, who: &str, phone: &str) -> Result<String, Failure> {
        self.found(who, &format!("{phone}/off-site"), &[&format!("action=\"{phone}/off-site/")]).await
    }

    /// What stands on a page that `who` opens, after these pieces of its HTML, one behind the other, up to the next quote.
    pub(super) async fn found(&self, who: &str, path: &str, after: &[&str]) -> Result<String, Failure> {
        let (cookie, _) = self.seat(who).await?;
        let response = self.ask(Request::builder().uri(path).header(COOKIE, cookie), Body::empty()).await?;
        let bytes = response.into_body().collect().await.map(|b| b.to_bytes()).unwrap_or_default();
        let page = String::from_utf8_lossy(&bytes);
        let rest = after.iter().try_fold(&*page, |rest, piece| rest.split_once(piece).map(|(_, rest)| rest));
        rest.and_then(|r| r.split('"').next()).map(str::to_owned).ok_or_else(|| Failure::broken("walking through the demo", format!("{path} has no {after:?}")))
    }

    /// Any request, at our own address.
    async fn ask(&self, request: Builder, body: Body) -> Result<Response<Body>, Failure> {
        let host = self.app.config.address.split_once("://").map_or("", |(_, host)| host);
        let request = request.header(HOST, host).body(body).map_err(|e| Failure::broken("walking through the demo", e))?;
        self.router.clone().oneshot(request).await.map_err(|e| Failure::broken("walking through the demo", e))
    }

    async fn send(&self, path: &str, cookie: &str, kind: &str, body: Body) -> Result<String, Failure> {
        let request = Request::builder().method(Method::POST).uri(path).header(COOKIE, cookie).header(CONTENT_TYPE, kind);
        let response = self.ask(request, body).await?;
        if response.status().is_redirection() {
            let led = response.headers().get(LOCATION).and_then(|l| l.to_str().ok()).unwrap_or("").to_owned();
            jobs::drain(self.app).await?;
            return Ok(led);
        }
        Err(Failure::broken("walking through the demo", format!("{path}: {}", said(response).await)))
    }
}

/// What a page that refused says, without its tags.
async fn said(response: Response<Body>) -> String {
    let status = response.status();
    let bytes = response.into_body().collect().await.map(|b| b.to_bytes()).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let main = text.split_once("<main").map_or("", |(_, main)| main);
    let words: String = main.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words).collect::<Vec<_>>().join(" ");
    format!("{status}: {}", words.split_whitespace().take(80).collect::<Vec<_>>().join(" "))
}
