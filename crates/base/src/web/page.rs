//! What every page's template may use, and the answer a page becomes.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::clock::{Day, Moment};
use crate::failure::Failure;
use crate::words::{self, Lang, Words};

/// A line of the menu.
#[derive(Debug, Clone)]
pub struct NavItem {
    pub href: &'static str,
    pub label: String,
    pub icon: &'static str,
    pub current: bool,
    pub badge: Option<u64>,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Me {
    pub name: String,
    pub initials: String,
    pub roles: String,
}

/// The frame of a page: words, menu, person, form token.
#[derive(Clone)]
pub struct Page {
    pub(crate) words: Words,
    pub(crate) language: Lang,
    pub(crate) app: App,
    pub lang: &'static str,
    pub dir: &'static str,
    pub title: String,
    pub org: String,
    pub theme: &'static str,
    pub nav: Vec<NavItem>,
    pub me: Option<Me>,
    pub flash: Option<String>,
    pub csrf: String,
    /// Where this page is, to come back to after the language or the light was changed. `None`: nowhere, so neither can be.
    pub back: Option<String>,
    /// Ask the browser to look again in two seconds (something is being read).
    pub refresh: bool,
}

impl Page {
    /// Says a text.
    #[must_use]
    pub fn t(&self, id: &str) -> String {
        self.words.say(self.language, id, &[])
    }

    /// Says a text with one argument.
    #[must_use]
    pub fn t1(&self, id: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.words.say(self.language, id, &[(name, &value.to_string())])
    }

    /// Says a text with two arguments.
    #[must_use]
    pub fn t2(&self, id: &str, one: &str, first: impl std::fmt::Display, two: &str, second: impl std::fmt::Display) -> String {
        self.words.say(self.language, id, &[(one, &first.to_string()), (two, &second.to_string())])
    }

    /// The address of an embedded file.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.app.assets.url(name)
    }

    /// A moment as people say it, in the organisation's zone.
    #[must_use]
    pub fn moment(&self, moment: &Moment) -> String {
        words::moment_in_words(self.language, *moment, &self.app.zone())
    }

    /// The day of a moment as people say it, in the organisation's zone.
    #[must_use]
    pub fn day(&self, moment: &Moment) -> String {
        words::day_in_words(self.language, moment.day(&self.app.zone()))
    }

    /// A civil day as people say it.
    #[must_use]
    pub fn date(&self, day: &Day) -> String {
        words::day_in_words(self.language, *day)
    }

    #[must_use]
    pub fn is_french(&self) -> bool {
        self.language == Lang::Fr
    }

    /// The language one may switch to.
    #[must_use]
    pub fn other_lang(&self) -> &'static str {
        self.language.other().id()
    }
}

/// A drawn page.
#[derive(Debug)]
pub struct Html(pub String);

impl Html {
    /// Draws a template.
    ///
    /// # Errors
    /// When the template does.
    pub fn draw(template: &impl askama::Template) -> Result<Self, Failure> {
        Ok(Self(template.render()?))
    }
}

impl IntoResponse for Html {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, "text/html; charset=utf-8")], self.0).into_response()
    }
}
