//! The test world: an application of its own, made in milliseconds.
//!
//! A temporary folder, a database of its own (SQLite, or a schema of its own on
//! the PostgreSQL named by `KEEPWELL_TEST_POSTGRES`), a held clock, loaded dice,
//! and the router without a port. Stories speak to it as people do: somebody
//! gets a page, somebody posts a form.

#![expect(clippy::expect_used, reason = "stories only: a world that cannot be made is a test that fails")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::app::{App, Config, Ground};
use crate::blobs::{Blobs, Store};
use crate::clock::{Clock, Moment};
use crate::db::{Database, Durability, sqlite_url};
use crate::ids::{Dice, hex};
use crate::mail::Post;
use crate::slice::Slice;
use crate::vault::{Key, Keyring, Vault};
use crate::{jobs, trail, web};

/// Somebody who is not signed in.
pub const NOBODY: &str = "nobody";
const HOST_NAME: &str = "keepwell.test";

/// An application for one story.
pub struct World {
    pub app: App,
    router: Router,
    tokens: Mutex<HashMap<String, String>>,
    pub folder: TempDir,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub body: String,
    pub location: String,
    pub cookies: Vec<String>,
    pub headers: axum::http::HeaderMap,
}

impl Answer {
    /// Whether the page says this (entities for quotes and apostrophes are undone).
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        self.plain().contains(text)
    }

    /// The page with the usual entities undone.
    #[must_use]
    pub fn plain(&self) -> String {
        self.body.replace("&#39;", "'").replace("&#34;", "\"").replace("&quot;", "\"").replace("&amp;", "&").replace("&#38;", "&").replace("&lt;", "<").replace("&gt;", ">")
    }

    /// The page's words alone: no tags, blanks made one.
    #[must_use]
    pub fn words(&self) -> String {
        let mut out = String::new();
        let mut inside = false;
        for c in self.plain().chars() {
            match c {
                '<' => inside = true,
                '>' => { inside = false; out.push(' ') }
                c if !inside => out.push(c),
                _ => {}
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl World {
    /// A world of these slices (the ground floor's own is added), at noon UTC on 2026-11-23, a Monday.
    pub async fn new(slices: Vec<Slice>) -> Self {
        Self::with(slices, |_| {}).await
    }

    /// [`World::new`], with another configuration.
    pub async fn with(slices: Vec<Slice>, change: impl FnOnce(&mut Config)) -> Self {
        Self::build(slices, change, |blobs| blobs).await
    }

    /// [`World::new`], with its files in this store.
    pub async fn in_store(slices: Vec<Slice>, store: Arc<dyn Store>) -> Self {
        Self::build(slices, |_| {}, |blobs| blobs.in_store(store)).await
    }

    async fn build(mut slices: Vec<Slice>, change: impl FnOnce(&mut Config), files: impl FnOnce(Blobs) -> Blobs) -> Self {
        let folder = TempDir::with_prefix("keepwell-world-").expect("a temporary folder");
        let dice = Dice::loaded(1);
        slices.insert(0, web::preferences::slice());
        let mut config = Config {
            data: folder.path().to_owned(),
            address: format!("http://{HOST_NAME}"),
            post: Post::Outbox { folder: folder.path().join("outbox"), from: "keepwell@example.org".into() },
            reader: None,
            setup_token: None,
        };
        change(&mut config);
        let ground = Ground {
            db: open_database(&folder).await,
            clock: Clock::held(moment("2026-11-23T12:00:00Z")),
            vault: Vault::new(&master_key(), dice.clone()).expect("a vault"),
            blobs: files(Blobs::new(&folder.path().join("blobs")).expect("a folder for files")),
            dice,
            slices,
            config,
        };
        let app = App::new(ground).await.expect("parts that agree");
        let router = web::router(app.clone());
        Self { app, router, tokens: Mutex::default(), folder }
    }

    /// Moves the clock to `at`, RFC 3339.
    pub fn set_clock(&self, at: &str) {
        self.app.clock.set(moment(at));
    }

    /// Lets time pass.
    pub fn pass(&self, ms: i64) {
        self.app.clock.set(self.app.now().plus(ms));
    }

    /// The token of this person's session; a new session when they have none (that lives).
    pub async fn token(&self, who: &str) -> String {
        let kept = self.tokens.lock().expect("no test panicked here").get(who).cloned();
        if let Some(token) = kept
            && web::session::find(&self.app, &token, true).await.expect("a session row").is_some()
        {
            return token;
        }
        let mut tx = self.app.db.begin().await.expect("a transaction");
        let token = web::session::begin(&self.app, &mut tx, who, "story").await.expect("a session");
        tx.commit().await.expect("a commit");
        self.tokens.lock().expect("no test panicked here").insert(who.to_owned(), token.clone());
        token
    }

    /// Somebody's browser keeps the session cookie it is given.
    fn keep_cookie(&self, who: &str, answer: &Answer) {
        let given = answer.cookies.iter().filter_map(|c| c.strip_prefix("keepwell=")).filter_map(|c| c.split(';').next()).find(|c| !c.is_empty());
        if let Some(token) = given.filter(|_| who != NOBODY) {
            self.tokens.lock().expect("no test panicked here").insert(who.to_owned(), token.to_owned());
        }
    }

    /// Puts a session of `who` into the browser the story uses for them.
    pub fn adopt(&self, who: &str, token: &str) {
        self.tokens.lock().expect("no test panicked here").insert(who.to_owned(), token.to_owned());
    }

    /// Signs somebody out without a word (their next request begins a new session).
    pub fn forget(&self, who: &str) {
        self.tokens.lock().expect("no test panicked here").remove(who);
    }

    async fn cookie_and_form_token(&self, who: &str) -> (String, String) {
        let form_token = |session: Option<&str>| web::session::form_token(&self.app, session).expect("a form token");
        if who == NOBODY {
            return (String::new(), form_token(None));
        }
        let token = self.token(who).await;
        (format!("{}={token}", web::session::cookie_name(&self.app)), form_token(Some(&web::session::hash(&token))))
    }

    /// `who` opens a page, in English.
    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.get_in("en", who, path).await
    }

    /// `who` opens a page in a language.
    pub async fn get_in(&self, lang: &str, who: &str, path: &str) -> Answer {
        let (cookie, _) = self.cookie_and_form_token(who).await;
        let request = Request::builder().uri(path).header(HOST, HOST_NAME).header(COOKIE, format!("{cookie}; kw_lang={lang}"));
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// `who` sends a form; its hidden token is filled in as the page would.
    pub async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let (cookie, token) = self.cookie_and_form_token(who).await;
        let body = fields.iter().copied().chain([(web::form::TOKEN_FIELD, token.as_str())])
            .map(|(n, v)| format!("{}={}", web::form::encode(n), web::form::encode(v))).collect::<Vec<_>>().join("&");
        let request = Request::builder().method(Method::POST).uri(path).header(HOST, HOST_NAME)
            .header(COOKIE, format!("{cookie}; kw_lang=en")).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.send(request.body(Body::from(body)).expect("a request")).await;
        self.keep_cookie(who, &answer);
        answer
    }

    /// `who` sends a form with a file.
    pub async fn upload(&self, who: &str, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Answer {
        let (cookie, token) = self.cookie_and_form_token(who).await;
        let mut body = Vec::new();
        for (name, value) in [(web::form::TOKEN_FIELD, token.as_str())].iter().chain(fields) {
            body.extend_from_slice(format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
        }
        let (field, name, bytes) = file;
        body.extend_from_slice(format!("--cut\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--cut--\r\n");
        let request = Request::builder().method(Method::POST).uri(path).header(HOST, HOST_NAME)
            .header(COOKIE, format!("{cookie}; kw_lang=en")).header(CONTENT_TYPE, "multipart/form-data; boundary=cut");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        let text = |name| parts.headers.get(name).and_then(|v: &axum::http::HeaderValue| v.to_str().ok()).unwrap_or("").to_owned();
        let cookies = parts.headers.get_all(SET_COOKIE).iter().filter_map(|v| v.to_str().ok()).map(str::to_owned).collect();
        Answer { status: parts.status, body: String::from_utf8_lossy(&bytes).into_owned(), location: text(LOCATION), cookies, headers: parts.headers }
    }

    /// Runs every job that is due.
    pub async fn run_jobs(&self) -> usize {
        jobs::drain(&self.app).await.expect("a readable queue")
    }

    /// The names of all deeds so far, oldest first.
    pub async fn deeds(&self) -> Vec<String> {
        self.trail().await.into_iter().map(|e| e.deed).collect()
    }

    /// The whole trail, oldest first.
    pub async fn trail(&self) -> Vec<trail::Entry> {
        let mut read = self.app.db.read().await.expect("a reader");
        trail::after(&mut read, 0, 1_000_000).await.expect("a trail")
    }

    /// The letters in the outbox, as text.
    pub fn letters(&self) -> Vec<String> {
        let folder = self.folder.path().join("outbox");
        let mut files: Vec<_> = std::fs::read_dir(folder).map(|d| d.filter_map(Result::ok).map(|e| e.path()).collect()).unwrap_or_default();
        files.sort();
        files.iter().map(|f| std::fs::read_to_string(f).expect("a letter")).collect()
    }
}

/// The master key of every world.
#[must_use]
pub fn master_key() -> Keyring {
    Keyring::of(&Key::new([7; 32])).expect("a ring of keys")
}

/// A moment from RFC 3339.
#[must_use]
pub fn moment(text: &str) -> Moment {
    Moment(text.parse::<jiff::Timestamp>().expect("an RFC 3339 moment").as_millisecond())
}

async fn open_database(folder: &TempDir) -> Database {
    Database::open(&empty_database(folder).await, Durability::Whatever).await.expect("a database")
}

/// The address of a database of its own for this folder, on the engine of this run: nothing is in it.
pub async fn empty_database(folder: &TempDir) -> String {
    match std::env::var("KEEPWELL_TEST_POSTGRES") {
        Ok(server) if !server.is_empty() => own_schema(&server, folder).await,
        _ => sqlite_url(folder.path()),
    }
}

/// A schema of its own: one organisation is one schema, so one story is too.
async fn own_schema(server: &str, folder: &TempDir) -> String {
    use sqlx::Connection as _;
    sqlx::any::install_default_drivers();
    let name = folder.path().file_name().and_then(|n| n.to_str()).unwrap_or("story").to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    // The folder's random name keeps stories apart; case is folded, so add its hash.
    let name = format!("{name}_{}", &hex(&Sha256::digest(folder.path().as_os_str().as_encoded_bytes()))[..8]);
    let mut conn = crate::db::Db::connect(server).await.expect("PostgreSQL at KEEPWELL_TEST_POSTGRES");
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create schema {name}"))).execute(&mut conn).await.expect("a schema");
    let joint = if server.contains('?') { '&' } else { '?' };
    format!("{server}{joint}options=-c%20search_path%3D{name}")
}
