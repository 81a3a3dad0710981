//! "Are you sure?", on a page of its own for whoever has no script.
//!
//! With script the question is asked in a dialog and the form arrives with `sure=yes`.
//! Without it the form arrives as it is: the handler answers with this page, whose
//! button sends the same fields again, and `sure=yes`.

use axum::response::{IntoResponse, Response};

use super::form::{FormState, TOKEN_FIELD};
use super::page::{Html, Page};
use super::visit::Visit;
use crate::failure::Failure;

/// A question before something is done.
#[derive(Debug)]
pub struct Question {
    /// In the reader's language, as all words here.
    pub title: String,
    pub words: String,
    /// Whom or what it is about, one a line.
    pub about: Vec<String>,
    /// Where the answer yes is sent.
    pub action: String,
    pub yes: String,
    /// Where no leads.
    pub back: String,
    /// It destroys or ends something.
    pub careful: bool,
}

#[derive(askama::Template)]
#[template(path = "confirm.html")]
struct ConfirmPage<'a> {
    page: Page,
    question: &'a Question,
    fields: Vec<(&'a str, &'a str)>,
}

/// Whether the person said yes.
#[must_use]
pub fn is_sure(form: &FormState) -> bool {
    form.has("sure", "yes")
}

/// The page that asks, carrying what was sent.
///
/// # Errors
/// When the page cannot be drawn.
pub fn ask(visit: &Visit, form: &FormState, question: &Question) -> Result<Response, Failure> {
    let fields = form.pairs().filter(|(name, _)| *name != TOKEN_FIELD && *name != "sure").collect();
    Ok(Html::draw(&ConfirmPage { page: visit.page_titled(&question.title)?, question, fields })?.into_response())
}
