//! What everybody may choose without an account: the language and the light; and whether the server is well.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::form::Typed;
use super::session;
use super::visit::{Visit, is_ours, to};
use crate::app::App;
use crate::failure::Failure;
use crate::slice::{OPEN_TO_ALL, SIGNED_IN, Slice, Texts, get, post};
use crate::words::Lang;

/// The ground floor's own routes and texts.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "base",
        tables: &["setting", "trail", "trail_subject", "trail_head", "trail_checkpoint", "denied", "session", "attempt", "data_key", "blob", "job", "mail", "migration"],
        deeds: crate::vault::rotation::DEEDS,
        jobs: crate::vault::rotation::JOBS,
        routes: vec![post("/language", OPEN_TO_ALL, choose), post("/theme", OPEN_TO_ALL, choose), get("/health", OPEN_TO_ALL, health), get("/search", SIGNED_IN, crate::search::show)],
        texts: Texts { en: include_str!("../texts/hall.en.ftl"), fr: include_str!("../texts/hall.fr.ftl") },
        ..Slice::default()
    }
}

/// A year, in seconds.
const LONG: i64 = 365 * 24 * 60 * 60;

/// Keeps the language somebody chose, in their browser.
#[must_use]
pub fn language_cookie(app: &App, lang: Lang) -> String {
    session::set_cookie(app, "kw_lang", lang.id(), LONG)
}

async fn choose(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    // Only a path of ours: "//elsewhere" and "/\elsewhere" are addresses of others.
    let back = Some(form.text("back")).filter(|back| is_ours(back)).unwrap_or("/");
    let mut response = to(back);
    let mut keep = |cookie: String| {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    };
    if let Some(lang) = Lang::parse(form.text("lang")) {
        keep(language_cookie(&visit.app, lang));
    }
    if let theme @ ("light" | "dark" | "auto") = form.text("theme") {
        keep(session::set_cookie(&visit.app, "kw_theme", theme, LONG));
    }
    Ok(response)
}

async fn health(visit: Visit) -> Result<Response, Failure> {
    let _: i64 = sqlx::query_scalar("select one from trail_head").fetch_one(&mut *visit.read().await?).await?;
    Ok((StatusCode::OK, [("content-type", "application/json")], "{\"well\":true}").into_response())
}
