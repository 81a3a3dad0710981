//! The three ways a request does not go as asked, and only these.
//!
//! A **refusal** is an answer: a slice's rule says no and what to do next; it
//! arrives here as [`Said`] (a message id with its arguments, so it can be said
//! in the reader's language). A **failure** is one of five meanings HTTP has.
//! Odd imported data is neither: it is a Problem row, and lives in its slice.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::web::unsent::Unsent;

/// A sentence to say in the reader's language: message id and arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub id: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl Said {
    #[must_use]
    pub const fn plain(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// Why a request was not done. Only [`Failure::Broken`] is logged, once, at the edge.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// 404: not there, or not for you to know of.
    #[error("not found")]
    Missing,
    /// 403: you may know of it, but this is not yours to do.
    #[error("not allowed")]
    Forbidden,
    /// 303 to sign-in for a page, 401 for anything else.
    #[error("not signed in")]
    SignedOut,
    /// 401 or 400: a form came when nobody was signed in any more, or from a page of another session. It waits in the answer.
    #[error("not sent")]
    Unsent(Unsent),
    /// 422: the house says no, in words.
    #[error("refused: {}", .0.id)]
    Refused(Said),
    /// 409: somebody was faster; look again.
    #[error("changed meanwhile")]
    Stale,
    /// 400, 413, 429, 503: the request itself cannot be taken.
    #[error("cannot be taken: {0}")]
    Unfit(StatusCode),
    /// 503: the place the files lie in does not answer; nothing is lost, and it may answer soon.
    #[error("away: {cause}")]
    Away { cause: Arc<str> },
    /// 500: ours to mend.
    #[error("broken: {what}")]
    Broken { what: &'static str, cause: Arc<str> },
}

impl Failure {
    /// Something failed that should not have; `what` says what we were doing.
    pub fn broken(what: &'static str, cause: impl std::fmt::Display) -> Self {
        Self::Broken { what, cause: cause.to_string().into() }
    }

    /// The store for files does not answer; `cause` is for an operator.
    pub fn away(cause: impl std::fmt::Display) -> Self {
        Self::Away { cause: cause.to_string().into() }
    }

    /// Why, in one sentence, for an operator.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::Broken { cause, .. } | Self::Away { cause } => cause.to_string(),
            other => other.to_string(),
        }
    }

    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Unsent(unsent) if !unsent.signed_out => StatusCode::BAD_REQUEST,
            Self::SignedOut | Self::Unsent(_) => StatusCode::UNAUTHORIZED,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Stale => StatusCode::CONFLICT,
            Self::Unfit(status) => *status,
            Self::Away { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => Self::Stale,
            sqlx::Error::Database(inner) if is_damage(inner.as_ref()) => {
                Self::broken("asking the database", format!("it is damaged, or no database of Keepwell ({}). Keep it as it is, and bring the last backup back: keepwell restore", inner.message()))
            }
            _ => Self::broken("asking the database", error),
        }
    }
}

/// SQLite found its file broken (11, 26), or a table that every version has is not there (`PostgreSQL`: 42P01).
fn is_damage(error: &dyn sqlx::error::DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    matches!(code.parse::<u32>().map(|n| n & 0xff), Ok(11 | 26)) || code == "42P01" || error.message().starts_with("no such table")
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::broken("drawing a page", error)
    }
}

impl From<Said> for Failure {
    fn from(said: Said) -> Self {
        Self::Refused(said)
    }
}

/// The hall finds the failure in the extensions and draws the page in the
/// visitor's language; without the hall the status alone is the answer.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
