//! Sessions: an opaque 256-bit token in a cookie, only its hash in the table.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;
use crate::ids::hex;

/// Signed out after this long without a request.
pub const IDLE: i64 = 30 * Moment::MINUTE;
/// Signed out after this long in any case.
pub const ABSOLUTE: i64 = 12 * Moment::HOUR;
/// `seen_at` is written at most this often.
const SEEN_EVERY: i64 = 2 * Moment::MINUTE;

/// A session found by its cookie.
#[derive(Debug, Clone)]
pub struct Session {
    pub token_hash: String,
    pub person_id: String,
}

/// The cookie's name: `__Host-` binds it to the host, where the address is https.
#[must_use]
pub fn cookie_name(app: &App) -> &'static str {
    if app.config.secure() { "__Host-keepwell" } else { "keepwell" }
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` value; `seconds` 0 takes the cookie back.
#[must_use]
pub fn set_cookie(app: &App, name: &str, value: &str, seconds: i64) -> String {
    let secure = if app.config.secure() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

/// Begins a session and gives the token for the cookie.
///
/// # Errors
/// When the database or the dice fail.
pub async fn begin(app: &App, db: &mut Db, person_id: &str, agent: &str) -> Result<String, Failure> {
    let now = app.now();
    let token = URL_SAFE_NO_PAD.encode(app.dice.throw::<32>()?);
    sqlx::query("delete from session where expires_at <= $1").bind(now.0).execute(&mut *db).await?;
    sqlx::query("insert into session (token_hash, person_id, created_at, seen_at, expires_at, agent) values ($1, $2, $3, $3, $4, $5)")
        .bind(hash(&token)).bind(person_id).bind(now.0).bind(now.plus(ABSOLUTE).0)
        .bind(agent.chars().take(200).collect::<String>())
        .execute(db)
        .await?;
    Ok(token)
}

/// A living session, as its owner may see it.
#[derive(Debug, Clone)]
pub struct Listed {
    pub token_hash: String,
    pub began: Moment,
    pub seen: Moment,
    pub agent: String,
}

/// The living sessions of a person, the latest seen first.
///
/// # Errors
/// When the database does.
pub async fn list(db: &mut Db, person_id: &str, now: Moment) -> Result<Vec<Listed>, Failure> {
    let rows: Vec<(String, i64, i64, String)> = sqlx::query_as(
        "select token_hash, created_at, seen_at, agent from session
         where person_id = $1 and expires_at > $2 and seen_at > $3 order by seen_at desc, token_hash",
    )
    .bind(person_id).bind(now.0).bind(now.plus(-IDLE).0)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(token_hash, began, seen, agent)| Listed { token_hash, began: Moment(began), seen: Moment(seen), agent }).collect())
}

/// Ends one session.
///
/// # Errors
/// When the database does.
pub async fn end(db: &mut Db, token_hash: &str) -> Result<(), Failure> {
    sqlx::query("delete from session where token_hash = $1").bind(token_hash).execute(db).await?;
    Ok(())
}

/// Ends every session of a person.
///
/// # Errors
/// When the database does.
pub async fn end_all(db: &mut Db, person_id: &str) -> Result<(), Failure> {
    sqlx::query("delete from session where person_id = $1").bind(person_id).execute(db).await?;
    Ok(())
}

/// Finds the live session of a token; when somebody is `there`, marks it as seen now and then.
pub(crate) async fn find(app: &App, token: &str, there: bool) -> Result<Option<Session>, Failure> {
    let now = app.now();
    let token_hash = hash(token);
    let mut read = app.db.read().await?;
    let row: Option<(String, i64)> =
        sqlx::query_as("select person_id, seen_at from session where token_hash = $1 and expires_at > $2 and seen_at > $3")
            .bind(&token_hash).bind(now.0).bind(now.plus(-IDLE).0)
            .fetch_optional(&mut *read)
            .await?;
    drop(read);
    let Some((person_id, seen_at)) = row else { return Ok(None) };
    if there && now.0 - seen_at > SEEN_EVERY {
        let mut tx = app.db.begin().await?;
        sqlx::query("update session set seen_at = $2 where token_hash = $1").bind(&token_hash).bind(now.0).execute(&mut *tx).await?;
        tx.commit().await?;
    }
    Ok(Some(Session { token_hash, person_id }))
}

/// The token every form of a session carries; `token_hash` is `None` for somebody not signed in.
///
/// # Errors
/// Never in practice; the key has the right length.
pub fn form_token(app: &App, token_hash: Option<&str>) -> Result<String, Failure> {
    app.vault.mark("form", &[token_hash.unwrap_or("nobody").as_bytes()])
}

/// What the table keeps of a session's token.
#[must_use]
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}
