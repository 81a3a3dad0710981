//! A visit: one request with all a handler needs, and the ways to answer it.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq as _;

use super::page::{Html, Me, NavItem, Page};
use super::session;
use crate::access::{Actor, Door};
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Db, Reader, Tx};
use crate::failure::{Failure, Said};
use crate::organisation::Organisation;
use crate::slice::Deed;
use crate::words::Lang;

/// What the hall learned about who is asking.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    pub actor: Option<Actor>,
    pub session: Option<String>,
    /// When this session's person last proved who they are.
    pub proved: Option<Moment>,
    /// The only pages open to this session, while something must be done there first.
    pub confined_to: Option<String>,
    pub lang: Lang,
    /// `light`, `dark` or `auto`.
    pub theme: &'static str,
    pub flash: Option<String>,
    pub request_id: String,
    pub path: String,
    /// Where the page asked for can be asked for again: path and query of a request that only looks, else empty.
    pub address: String,
    /// The page of ours it came from.
    pub came_from: Option<String>,
    /// Whether a form that cannot be taken now may wait in the answer.
    pub may_wait: bool,
    /// When the request came; one request has one now.
    pub at: Option<Moment>,
    /// Who is on the line, or whom a declared proxy named; `None` where there is no network (tests).
    pub from: Option<IpAddr>,
}

impl Visitor {
    /// The token every form of this session carries.
    pub(crate) fn token(&self, app: &App) -> Result<String, Failure> {
        session::form_token(app, self.session.as_deref())
    }

    /// Whether the last proof of who it is is too old for what can hurt.
    pub(crate) fn must_prove_again(&self, now: Moment) -> bool {
        self.proved.is_none_or(|proved| now.0 - proved.0 > session::PROOF)
    }

    pub(crate) fn check_token(&self, app: &App, given: &str) -> Result<(), Failure> {
        let expected = self.token(app)?;
        if bool::from(expected.as_bytes().ct_eq(given.as_bytes())) { Ok(()) } else { Err(Failure::Unfit(StatusCode::BAD_REQUEST)) }
    }
}

/// The request, the application and who asks, in one.
#[derive(Clone)]
pub struct Visit {
    pub app: App,
    pub visitor: Arc<Visitor>,
    query: String,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visitor = parts.extensions.get::<Visitor>().cloned().unwrap_or_default();
        Ok(Self { app: app.clone(), visitor: Arc::new(visitor), query: parts.uri.query().unwrap_or("").to_owned() })
    }
}

impl Visit {
    pub(crate) fn of(app: &App, visitor: &Visitor) -> Self {
        Self { app: app.clone(), visitor: Arc::new(visitor.clone()), query: String::new() }
    }

    /// The person asking.
    ///
    /// # Errors
    /// [`Failure::SignedOut`] when nobody is signed in.
    pub fn actor(&self) -> Result<&Actor, Failure> {
        self.visitor.actor.as_ref().ok_or(Failure::SignedOut)
    }

    #[must_use]
    pub fn lang(&self) -> Lang {
        self.visitor.lang
    }

    /// The same visit in another language.
    #[must_use]
    pub fn speaking(&self, lang: Lang) -> Self {
        let visitor = Visitor { lang, ..Visitor::clone(&self.visitor) };
        Self { visitor: Arc::new(visitor), ..self.clone() }
    }

    /// The moment the request came: the same all through it.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.visitor.at.unwrap_or_else(|| self.app.now())
    }

    /// A value of the query, decoded.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        let found = self.query.split('&').filter_map(|p| p.split_once('=')).find(|(n, _)| *n == name);
        found.and_then(|(_, v)| super::form::as_typed(&super::form::decode(v)?))
    }

    /// All that stands behind the `?`.
    pub(crate) fn query_text(&self) -> &str {
        &self.query
    }

    /// The organisation.
    ///
    /// # Errors
    /// [`Failure::SignedOut`] before set-up.
    pub fn organisation(&self) -> Result<Arc<Organisation>, Failure> {
        self.app.organisation().ok_or(Failure::SignedOut)
    }

    /// # Errors
    /// As [`crate::db::Database::read`].
    pub async fn read(&self) -> Result<Reader, Failure> {
        self.app.db.read().await
    }

    /// # Errors
    /// As [`crate::db::Database::begin`].
    pub async fn begin(&self) -> Result<Tx, Failure> {
        self.app.db.begin().await
    }

    /// Records what this actor does now, in the transaction of the change.
    ///
    /// # Errors
    /// As [`crate::trail::record`].
    pub async fn record(&self, db: &mut Db, deed: &Deed, subjects: &[(&str, &str)], detail: &[(&str, &str)]) -> Result<i64, Failure> {
        self.app.record_at(db, Some(&self.actor()?.id), deed, self.now(), subjects, detail).await
    }

    /// Says `id` in the visitor's language.
    #[must_use]
    pub fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        self.app.words.say(self.lang(), id, args)
    }

    /// Whether something must be done first, on the only pages open to this session.
    #[must_use]
    pub fn is_confined(&self) -> bool {
        self.visitor.confined_to.is_some()
    }

    /// A moment for a `datetime` attribute, in the organisation's zone.
    #[must_use]
    pub fn iso(&self, moment: Moment) -> String {
        moment.iso(&self.app.zone())
    }

    /// A moment in the visitor's language and the organisation's zone.
    #[must_use]
    pub fn moment(&self, moment: Moment) -> String {
        crate::words::moment_in_words(self.lang(), moment, &self.app.zone())
    }

    /// The frame of a page titled by the text `title`.
    ///
    /// # Errors
    /// When the form token cannot be made.
    pub fn page(&self, title: &str) -> Result<Page, Failure> {
        self.page_titled(&self.say(title, &[]))
    }

    /// The frame of a page with this very title.
    ///
    /// # Errors
    /// When the form token cannot be made.
    pub fn page_titled(&self, title: &str) -> Result<Page, Failure> {
        let visitor = &self.visitor;
        let me = visitor.actor.as_ref().map(|actor| Me {
            name: actor.name.clone(),
            initials: initials(&actor.name),
            roles: actor.roles.iter().map(|r| self.say(&format!("base-role-{}", r.id()), &[])).collect::<Vec<_>>().join(", "),
        });
        Ok(Page {
            words: self.app.words.clone(),
            language: visitor.lang,
            app: self.app.clone(),
            lang: visitor.lang.id(),
            dir: "ltr",
            title: title.to_owned(),
            org: self.app.organisation().map_or_else(|| "Keepwell".to_owned(), |o| o.called(visitor.lang).to_owned()),
            theme: visitor.theme,
            nav: self.nav(),
            me,
            flash: visitor.flash.as_ref().map(|id| self.say(id, &[])),
            csrf: visitor.token(&self.app)?,
            back: self.again_at(),
            refresh: false,
        })
    }

    /// Where to go after the language or the light was changed: this very page. A page that a form drew may have
    /// no address of its own, or another page at it; then there is nowhere to go.
    fn again_at(&self) -> Option<String> {
        let visitor = &self.visitor;
        if !visitor.address.is_empty() {
            // A query in which somebody wrote an address of others is not repeated.
            let fine = is_ours(&visitor.address) && !visitor.address.contains("//");
            return Some(if fine { &visitor.address } else { &visitor.path }).filter(|at| is_ours(at)).cloned();
        }
        let looks = |r: &&crate::slice::Route| r.method == axum::http::Method::GET && fits(r.path, &visitor.path);
        self.app.slices.iter().flat_map(|s| &s.routes).find(looks).map(|_| visitor.path.clone())
    }

    fn nav(&self) -> Vec<NavItem> {
        let Some(actor) = &self.visitor.actor else { return Vec::new() };
        let mut lines: Vec<_> = self.app.slices.iter().flat_map(|s| s.nav).collect();
        lines.sort_by_key(|n| n.place);
        let path = self.visitor.path.as_str();
        let current = lines.iter().filter(|n| is_under(path, n.href)).map(|n| n.href.len()).max();
        lines
            .into_iter()
            .filter(|n| self.app.matrix.door(n.permit, Some(actor)) != Door::Shut)
            .map(|n| NavItem {
                href: n.href,
                label: self.say(n.label, &[]),
                icon: n.icon,
                current: is_under(path, n.href) && Some(n.href.len()) == current,
                badge: None,
            })
            .collect()
    }

    /// Sends the browser to `path` with a sentence to show there once.
    #[must_use]
    pub fn go(&self, path: &str, flash: &'static str) -> Response {
        let mut response = to(path);
        if let Ok(value) = HeaderValue::from_str(&session::set_cookie(&self.app, "kw_said", flash, 60)) {
            response.headers_mut().append(SET_COOKIE, value);
        }
        response
    }

    /// A form that comes back with words beside its fields: 422 and the page.
    #[must_use]
    pub fn again(&self, page: Html) -> Response {
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    }

    /// Whether a button for `permit` would work, given the relations to the row.
    #[must_use]
    pub fn may(&self, permit: &'static str, relations: &[&str]) -> bool {
        self.visitor.actor.as_ref().is_some_and(|actor| self.app.matrix.would_grant(permit, actor, relations))
    }

    /// The refusal as a sentence in the visitor's language.
    #[must_use]
    pub fn said(&self, said: &Said) -> String {
        self.app.words.said(self.lang(), said)
    }
}

/// Whether `path` is one of those that `pattern`, `/people/{id}`, means.
fn fits(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(w), Some(g)) if w == g || (w.starts_with('{') && !g.is_empty()) => {}
            _ => return false,
        }
    }
}

pub(crate) fn is_under(path: &str, href: &str) -> bool {
    path == href || (href != "/" && path.starts_with(href) && path.get(href.len()..).is_some_and(|rest| rest.starts_with('/')))
}

/// 303: what was done is not done again by reloading.
#[must_use]
pub fn to(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, value);
    }
    response
}

/// Whether `path` is an address of ours to go back to: `//elsewhere`, `/\elsewhere`
/// and what browsers make of a tab are addresses of others.
#[must_use]
pub fn is_ours(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && path.bytes().all(|b| b.is_ascii_graphic())
}

/// `BI` for Ben Ito: the first letters of the first and last words.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|w| w.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}
