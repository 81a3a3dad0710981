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
/// So long after a passphrase, a passkey or a code, a permit with `step_up` asks for nothing more.
pub const PROOF: i64 = 10 * Moment::MINUTE;
/// `seen_at` is written at most this often.
const SEEN_EVERY: i64 = 2 * Moment::MINUTE;

/// A session found by its cookie.
#[derive(Debug, Clone)]
pub struct Session {
    pub token_hash: String,
    pub person_id: String,
    /// When its person last proved who they are.
    pub proved: Moment,
    /// Only pages under this path are open to it: something must be done there first.
    pub confined_to: Option<String>,
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
    let token = new_token(app)?;
    sqlx::query("delete from session where expires_at <= $1").bind(now.0).execute(&mut *db).await?;
    sqlx::query("insert into session (token_hash, person_id, created_at, seen_at, expires_at, agent) values ($1, $2, $3, $3, $4, $5)")
        .bind(hash(&token)).bind(person_id).bind(now.0).bind(now.plus(ABSOLUTE).0)
        .bind(agent.chars().take(200).collect::<String>())
        .execute(db)
        .await?;
    Ok(token)
}

fn new_token(app: &App) -> Result<String, Failure> {
    Ok(URL_SAFE_NO_PAD.encode(app.dice.throw::<32>()?))
}

/// Gives a session another token, after its person proved again who they are. It
/// ends when it would have ended. `None` when it ended meanwhile.
///
/// # Errors
/// When the database or the dice fail.
pub async fn renew(app: &App, db: &mut Db, token_hash: &str) -> Result<Option<String>, Failure> {
    let token = new_token(app)?;
    let done = sqlx::query("update session set token_hash = $2, proved_at = $3, seen_at = $3 where token_hash = $1")
        .bind(token_hash).bind(hash(&token)).bind(app.now().0)
        .execute(db)
        .await?;
    Ok((done.rows_affected() == 1).then_some(token))
}

/// Opens to this session only the pages under `path`, or all of them again.
///
/// # Errors
/// When the database does.
pub async fn confine(db: &mut Db, token_hash: &str, path: Option<&str>) -> Result<(), Failure> {
    sqlx::query("update session set confined_to = $2 where token_hash = $1").bind(token_hash).bind(path).execute(db).await?;
    Ok(())
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

/// Ends every session of a person but this one.
///
/// # Errors
/// When the database does.
pub async fn end_others(db: &mut Db, person_id: &str, but: &str) -> Result<(), Failure> {
    sqlx::query("delete from session where person_id = $1 and token_hash <> $2").bind(person_id).bind(but).execute(db).await?;
    Ok(())
}

/// Finds the live session of a token; when somebody is `there`, marks it as seen now and then.
pub(crate) async fn find(app: &App, token: &str, there: bool) -> Result<Option<Session>, Failure> {
    let now = app.now();
    let token_hash = hash(token);
    let mut read = app.db.read().await?;
    let row: Option<(String, i64, i64, Option<String>)> = sqlx::query_as(
        "select person_id, seen_at, coalesce(proved_at, created_at), confined_to from session
         where token_hash = $1 and expires_at > $2 and seen_at > $3",
    )
    .bind(&token_hash).bind(now.0).bind(now.plus(-IDLE).0)
    .fetch_optional(&mut *read)
    .await?;
    drop(read);
    let Some((person_id, seen_at, proved, confined_to)) = row else { return Ok(None) };
    if there && now.0 - seen_at > SEEN_EVERY {
        let mut tx = app.db.begin().await?;
        sqlx::query("update session set seen_at = $2 where token_hash = $1").bind(&token_hash).bind(now.0).execute(&mut *tx).await?;
        tx.commit().await?;
    }
    Ok(Some(Session { token_hash, person_id, proved: Moment(proved), confined_to }))
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
