//! What a server shows that has not got its keys yet: a page to unlock it, whether
//! it is well, and 503 with a plain sentence for everything else.
//!
//! There is no application behind it, so nothing can leak: it is made when the
//! passphrase was said. Tries are few and all wrong ones get the same answer.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::sync::{Mutex, Notify};
use zeroize::Zeroizing;

use super::assets::Assets;
use super::{crowd, form, hall, host};
use crate::clock::{Clock, Moment};
use crate::failure::Failure;
use crate::vault::Keyring;
use crate::vault::envelope::Envelope;
use crate::words::{Lang, Words};

/// So many tries in a minute from one place.
const TRIES: usize = 10;
/// So many wrong tries in a minute from everywhere; beyond it a place that failed in this minute waits. One that did not never does.
const TRIES_OF_ALL: usize = 60;
/// Longer than any passphrase as a form sends it.
const LONGEST: usize = 8 * 1024;

/// A locked door, until somebody says the passphrase.
pub struct Gate {
    envelope: Envelope,
    address: String,
    words: Words,
    assets: Assets,
    clock: Clock,
    /// Held while a try is made: one at a time, since each takes much memory.
    state: Mutex<Tries>,
    bell: Notify,
}

#[derive(Default)]
struct Tries {
    /// When, and from where, in the last minute.
    lately: Vec<(Moment, Option<IpAddr>)>,
    wrong: u32,
    opened: Option<Keyring>,
}

/// What came of a try.
enum Answer {
    Opened,
    Wrong,
    TooMany,
}

#[derive(Template)]
#[template(path = "locked.html")]
struct LockedPage<'g> {
    gate: &'g Gate,
    lang: Lang,
    /// Whether the form is shown, or only the explanation.
    form: bool,
    opened: bool,
    error: String,
}

impl LockedPage<'_> {
    fn t(&self, id: &str) -> String {
        self.gate.words.say(self.lang, id, &[])
    }

    fn other(&self, id: &str) -> String {
        self.gate.words.say(self.lang.other(), id, &[])
    }
}

impl Gate {
    /// # Errors
    /// When the texts cannot be read.
    pub fn new(envelope: Envelope, address: &str, clock: Clock) -> Result<Arc<Self>, Failure> {
        let words = Words::new(&[super::preferences::slice().texts])?;
        let state = Mutex::default();
        Ok(Arc::new(Self { envelope, address: address.to_owned(), words, assets: Assets::new(), clock, state, bell: Notify::new() }))
    }

    /// Waits until somebody said the passphrase: the keys, and how many tries were wrong before.
    pub async fn opened(&self) -> (Keyring, u32) {
        loop {
            let rung = self.bell.notified();
            {
                let mut state = self.state.lock().await;
                if let Some(ring) = state.opened.take() {
                    return (ring, state.wrong);
                }
            }
            rung.await;
        }
    }

    async fn attempt(&self, from: Option<IpAddr>, passphrase: Zeroizing<String>) -> Answer {
        let from = from.map(crowd::place);
        let mut state = self.state.lock().await;
        let now = self.clock.now();
        state.lately.retain(|(at, _)| now.0 - at.0 < Moment::MINUTE);
        let here = state.lately.iter().filter(|(_, place)| *place == from).count();
        if here >= TRIES || (here > 0 && state.lately.len() >= TRIES_OF_ALL) {
            return Answer::TooMany;
        }
        state.lately.push((now, from));
        let envelope = self.envelope.clone();
        let opened = tokio::task::spawn_blocking(move || envelope.open(&passphrase)).await;
        match opened {
            Ok(Ok(Some(ring))) => {
                state.opened = Some(ring);
                self.bell.notify_one();
                return Answer::Opened;
            }
            Ok(Ok(None)) => {}
            Ok(Err(e)) => tracing::error!(error = ?e, "opening the key file"),
            Err(e) => tracing::error!(error = %e, "opening the key file"),
        }
        state.wrong = state.wrong.saturating_add(1);
        tracing::warn!(wrong = state.wrong, "a passphrase that does not unlock this server");
        Answer::Wrong
    }

    fn page(&self, lang: Lang, status: StatusCode, form: bool, error: &str) -> Response {
        let opened = form && status == StatusCode::OK && error == "opened";
        let error = if opened || error.is_empty() { String::new() } else { self.words.say(lang, error, &[]) };
        let page = LockedPage { gate: self, lang, form, opened, error };
        let mut response = match super::Html::draw(&page) {
            Ok(html) => (status, html).into_response(),
            Err(_) => status.into_response(),
        };
        if opened {
            response.headers_mut().insert("refresh", HeaderValue::from_static("3; url=/"));
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response
    }
}

/// The routes of a locked server.
pub fn router(gate: Arc<Gate>) -> Router {
    Router::new().fallback(answer).with_state(gate)
}

async fn answer(State(gate): State<Arc<Gate>>, request: Request) -> Response {
    let secure = gate.address.starts_with("https://");
    let response = match gate.assets.serve(request.uri().path(), request.headers()) {
        Some(asset) => asset,
        None => inside(&gate, request).await,
    };
    hall::with_headers(secure, "", response)
}

fn language(headers: &HeaderMap) -> Lang {
    let chosen = super::session::cookie(headers, "kw_lang").and_then(Lang::parse);
    chosen.or_else(|| headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Lang::accepted)).unwrap_or_default()
}

async fn inside(gate: &Gate, request: Request) -> Response {
    let lang = language(request.headers());
    if host::ours(&gate.address, request.uri(), request.headers()).is_err() {
        return gate.page(lang, StatusCode::MISDIRECTED_REQUEST, false, "");
    }
    match (request.method().clone(), request.uri().path()) {
        (Method::GET | Method::HEAD, "/health") => (StatusCode::OK, [(header::CONTENT_TYPE, "application/json")], "{\"well\":true,\"locked\":true}").into_response(),
        (Method::GET | Method::HEAD, "/unlock") => gate.page(lang, StatusCode::OK, true, ""),
        (Method::POST, "/unlock") if host::is_same_origin(&gate.address, request.headers()) => unlock(gate, lang, request).await,
        _ => gate.page(lang, StatusCode::SERVICE_UNAVAILABLE, false, ""),
    }
}

async fn unlock(gate: &Gate, lang: Lang, request: Request) -> Response {
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    let Ok(body) = to_bytes(request.into_body(), LONGEST).await else { return gate.page(lang, StatusCode::UNPROCESSABLE_ENTITY, true, "base-locked-wrong") };
    let body = Zeroizing::new(body.to_vec());
    let typed = std::str::from_utf8(&body).ok().and_then(|b| b.split('&').find_map(|pair| pair.strip_prefix("passphrase="))).and_then(form::decode);
    match gate.attempt(from, Zeroizing::new(typed.unwrap_or_default())).await {
        Answer::Opened => gate.page(lang, StatusCode::OK, true, "opened"),
        Answer::Wrong => gate.page(lang, StatusCode::UNPROCESSABLE_ENTITY, true, "base-locked-wrong"),
        Answer::TooMany => gate.page(lang, StatusCode::TOO_MANY_REQUESTS, true, "base-locked-too-many"),
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;
    use crate::ids::Dice;
    use crate::vault::Key;
    use crate::vault::envelope::Cost;

    const SAID: &str = "five small boats at noon";

    fn gate() -> Arc<Gate> {
        let ring = Keyring::of(&Key::new([7; 32])).unwrap();
        let envelope = Envelope::seal(&ring, SAID, Cost::LEAST, &Dice::loaded(3)).unwrap();
        Gate::new(envelope, "https://keepwell.test", Clock::held(Moment(0))).unwrap()
    }

    async fn ask(gate: &Arc<Gate>, method: Method, path: &str, body: &str, more: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::builder().method(method).uri(path).header("host", "keepwell.test");
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        let response = router(Arc::clone(gate)).oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap())
    }

    async fn say(gate: &Arc<Gate>, passphrase: &str) -> StatusCode {
        ask(gate, Method::POST, "/unlock", &format!("passphrase={}", form::encode(passphrase)), &[]).await.0
    }

    #[tokio::test]
    async fn a_locked_server_says_so_in_both_languages_and_shows_nothing_else() {
        let gate = gate();
        for path in ["/", "/sign-in", "/clients/c1", "/trail", "/set-up", "/nowhere"] {
            for method in [Method::GET, Method::POST] {
                let (status, headers, page) = ask(&gate, method, path, "", &[]).await;
                assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
                assert!(page.contains("Keepwell is locked") && page.contains("Keepwell est verrouillé"), "{page}");
                assert!(headers.contains_key("content-security-policy") && headers.contains_key("strict-transport-security"));
                assert_eq!(headers["cache-control"], "no-store");
            }
        }
        let (status, _, body) = ask(&gate, Method::GET, "/health", "", &[]).await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, "{\"well\":true,\"locked\":true}"));
        let (status, _, page) = ask(&gate, Method::GET, "/unlock", "", &[("accept-language", "fr-CA")]).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("lang=\"fr\"") && page.contains("type=\"password\""), "{page}");
        assert_eq!(ask(&gate, Method::GET, "/unlock", "", &[("host", "evil.test")]).await.0, StatusCode::MISDIRECTED_REQUEST);
    }

    #[tokio::test]
    async fn the_passphrase_opens_it_and_the_wrong_tries_are_told() {
        let gate = gate();
        let (status, _, wrong) = ask(&gate, Method::POST, "/unlock", "passphrase=six+small+boats+at+noon", &[]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!wrong.contains("six small boats"), "what was typed is not shown again");
        let (_, _, nonsense) = ask(&gate, Method::POST, "/unlock", "nothing", &[]).await;
        assert_eq!(wrong, nonsense, "every wrong try gets the same answer");

        assert_eq!(say(&gate, SAID).await, StatusCode::OK);

        let (ring, tries) = gate.opened().await;
        assert_eq!((ring.newest(), tries), (1, 2));
    }

    #[tokio::test]
    async fn tries_are_few_and_a_form_of_another_site_is_none() {
        let gate = gate();
        let elsewhere = ask(&gate, Method::POST, "/unlock", "passphrase=five+small+boats+at+noon", &[("sec-fetch-site", "cross-site")]).await;
        assert_eq!(elsewhere.0, StatusCode::SERVICE_UNAVAILABLE);
        for _ in 0..TRIES {
            assert_eq!(say(&gate, "wrong").await, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(say(&gate, SAID).await, StatusCode::TOO_MANY_REQUESTS, "also the right one");

        gate.clock.set(Moment(Moment::MINUTE));
        assert_eq!(say(&gate, SAID).await, StatusCode::OK, "after a minute");
    }

    #[tokio::test]
    async fn whoever_fails_on_purpose_does_not_keep_the_operator_out() {
        let gate = gate();
        let said = |words: &str| Zeroizing::new(words.to_owned());
        for stranger in 0..TRIES_OF_ALL {
            let from = std::net::Ipv4Addr::new(203, 0, 113, u8::try_from(stranger / TRIES).unwrap());
            assert!(matches!(gate.attempt(Some(from.into()), said("wrong")).await, Answer::Wrong));
        }
        let again = gate.attempt(Some([203, 0, 113, 0].into()), said("wrong")).await;
        assert!(matches!(again, Answer::TooMany));

        assert!(matches!(gate.attempt(Some([192, 0, 2, 1].into()), said(SAID)).await, Answer::Opened));
    }
}
