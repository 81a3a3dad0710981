//! Coming in: half with the passphrase where a second factor is awaited, then whole.
//!
//! Whoever comes in gets a new session. Where their role asks for a second factor
//! they do not have, they are told so, and after a while they can go nowhere but
//! to the page where they get one.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use axum::response::Response;
use base::access::Role;
use base::web::{Visit, form, session, to};
use base::{App, Db, Failure, Moment, organisation};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{door, letters, with_cookie};
use crate::deeds::{SESSION_BEGAN, SESSION_ENDED};
use crate::model::factors::{Gate, STARTER, gate};
use crate::model::{Person, fold_email};
use crate::store;

/// How long the second factor may take.
const HALF_LASTS: i64 = 10 * Moment::MINUTE;
/// Where second factors are kept, and the only page open to who must have one.
pub const SECURITY: &str = "/me/security";
/// The setting that names the roles which need a second factor.
pub const ASKED: &str = "sign-in.second-factor";

/// What a browser gets whose person came in, or half in.
pub struct Arrived {
    cookies: Vec<String>,
    /// Where they must go first.
    first: Option<&'static str>,
    flash: Option<&'static str>,
}

impl Arrived {
    /// Sends the browser to `back`, or where it must go first, with a sentence to show there.
    pub fn go(self, visit: &Visit, back: &str, flash: Option<&'static str>) -> Response {
        let mut response = match (self.first, self.flash, flash.or(self.flash)) {
            (Some("/sign-in/second"), ..) => to(&format!("/sign-in/second?back={}", form::encode(back))),
            (Some(first), Some(must), _) => visit.go(first, must),
            (_, _, Some(flash)) => visit.go(back, flash),
            (_, _, None) => to(back),
        };
        for cookie in &self.cookies {
            response = with_cookie(response, cookie);
        }
        response
    }
}

/// The roles that need a second factor here.
pub async fn asked(db: &mut Db) -> Result<Vec<Role>, Failure> {
    let kept = organisation::get(db, ASKED).await?;
    Ok(kept.map_or_else(|| STARTER.to_vec(), |text| text.split_whitespace().filter_map(Role::parse).collect()))
}

/// What is asked of this person now.
pub async fn gate_of(db: &mut Db, person: &Person, now: Moment) -> Result<Gate, Failure> {
    let factors = store::factors::of(db, &person.id).await?;
    let short = store::keys::is_short(db, &person.id).await?;
    let told = store::factors::told(db, &person.id).await?;
    Ok(gate(factors, short, &person.roles, &asked(db).await?, told, now))
}

/// The passphrase (or a link) was right: whole, unless a second factor is awaited.
pub async fn by_passphrase(visit: &Visit, db: &mut Db, person: &Person, headers: &HeaderMap) -> Result<Arrived, Failure> {
    if !store::factors::of(db, &person.id).await?.has_second() {
        return whole(visit, db, person, headers).await;
    }
    let token = URL_SAFE_NO_PAD.encode(visit.app.dice.throw::<32>()?);
    let now = visit.now();
    store::factors::begin_half(db, &letters::hash(&token), &person.id, now.plus(HALF_LASTS), now).await?;
    let cookie = session::set_cookie(&visit.app, half_cookie(&visit.app), &token, HALF_LASTS / Moment::SECOND);
    Ok(Arrived { cookies: vec![cookie], first: Some("/sign-in/second"), flash: None })
}

/// Begins a session for this person, and ends the one this browser had.
pub async fn whole(visit: &Visit, db: &mut Db, person: &Person, headers: &HeaderMap) -> Result<Arrived, Failure> {
    let (app, id, now) = (&visit.app, person.id.as_str(), visit.now());
    if let Some(before) = &visit.visitor.session {
        session::end(db, before).await?;
        let whose = visit.actor().map_or(id, |a| a.id.as_str());
        app.record(db, Some(whose), &SESSION_ENDED, &[("person", whose)], &[]).await?;
    }
    let agent = headers.get(USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or("");
    let token = session::begin(app, db, id, agent).await?;
    app.record(db, Some(id), &SESSION_BEGAN, &[("person", id)], &[]).await?;
    let (first, flash) = match gate_of(db, person, now).await? {
        Gate::Open => (None, None),
        Gate::Soon(_) => (None, Some("people-second-soon")),
        Gate::Second => (Some(SECURITY), Some("people-second-now")),
        Gate::Longer => (Some(SECURITY), Some("people-second-longer")),
    };
    if flash == Some("people-second-soon") {
        store::factors::tell(db, id, now).await?;
    }
    if first.is_some() {
        session::confine(db, &session::hash(&token), first).await?;
    }
    let cookies = vec![
        session::set_cookie(app, session::cookie_name(app), &token, session::ABSOLUTE / Moment::SECOND),
        session::set_cookie(app, door::KNOWN, &door::known_mark(visit, &fold_email(&person.email))?, door::KNOWN_FOR),
        session::set_cookie(app, half_cookie(app), "", 0),
    ];
    Ok(Arrived { cookies, first, flash })
}

/// Opens the whole house again to a session that was held at [`SECURITY`], once nothing holds it.
pub async fn release(visit: &Visit, db: &mut Db, person: &Person) -> Result<(), Failure> {
    if visit.is_confined()
        && let (Gate::Open | Gate::Soon(_), Some(session)) = (gate_of(db, person, visit.now()).await?, &visit.visitor.session)
    {
        session::confine(db, session, None).await?;
    }
    Ok(())
}

/// Gives this browser's session a new id after its person proved who they are; the cookie.
pub async fn renew(visit: &Visit, db: &mut Db) -> Result<String, Failure> {
    let session = visit.visitor.session.as_deref().ok_or(Failure::SignedOut)?;
    let token = session::renew(&visit.app, db, session).await?.ok_or(Failure::SignedOut)?;
    Ok(session::set_cookie(&visit.app, session::cookie_name(&visit.app), &token, session::ABSOLUTE / Moment::SECOND))
}

/// The cookie of a half: `__Host-` where the address is https.
pub fn half_cookie(app: &App) -> &'static str {
    if app.config.secure() { "__Host-keepwell-half" } else { "keepwell-half" }
}
