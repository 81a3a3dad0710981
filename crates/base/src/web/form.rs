//! Forms that keep what was typed: values and errors, beside their fields.

use std::fmt;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use zeroize::{Zeroize as _, Zeroizing};

use crate::app::App;
use crate::failure::{Failure, Said};
use crate::web::unsent::Unsent;
use crate::web::visit::Visitor;
use crate::words::{Lang, Words};

/// The name of the hidden field every form carries.
pub const TOKEN_FIELD: &str = "csrf";

/// What a form holds while it goes back and forth: values typed, errors found.
/// Passphrases are among the values: they are never printed, and wiped at the end.
#[derive(Clone, Default)]
pub struct FormState {
    values: Vec<(String, String)>,
    errors: Vec<(&'static str, Said)>,
}

impl fmt::Debug for FormState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.values.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("FormState").field("names", &names).field("errors", &self.errors).finish()
    }
}

impl Drop for FormState {
    fn drop(&mut self) {
        self.values.iter_mut().for_each(|(_, value)| value.zeroize());
    }
}

impl FormState {
    /// A form that shows `values` before anybody typed.
    #[must_use]
    pub fn showing(values: &[(&str, &str)]) -> Self {
        Self { values: values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(), errors: Vec::new() }
    }

    #[must_use]
    pub fn of(values: Vec<(String, String)>) -> Self {
        Self { values, errors: Vec::new() }
    }

    /// What was typed in `name`, as it was typed; empty when it was not there.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// What was typed, without blanks around.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.value(name).trim()
    }

    /// Every value sent under `name` (checkboxes).
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.values.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Every name and value, as they were sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// Whether `name` was sent with `value` (for showing a choice as chosen).
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(n, v)| n == name && v == value)
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        !self.value(name).is_empty()
    }

    /// Says what is wrong with a field.
    pub fn wrong(&mut self, field: &'static str, said: Said) {
        self.errors.push((field, said));
    }

    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.errors.is_empty()
    }

    /// The value, or an error beside the field when it is empty.
    pub fn needed(&mut self, field: &'static str) -> String {
        let text = self.text(field).to_owned();
        if text.is_empty() {
            self.wrong(field, Said::plain("base-form-needed"));
        }
        text
    }

    /// One field, ready to be drawn.
    #[must_use]
    pub fn field(&self, words: &Words, lang: Lang, name: &'static str) -> Field {
        let error = self.errors.iter().find(|(f, _)| *f == name).map(|(_, said)| words.said(lang, said));
        Field { name, value: self.value(name).to_owned(), error }
    }

    /// Every error as (field, sentence), for the summary on top.
    #[must_use]
    pub fn errors(&self, words: &Words, lang: Lang) -> Vec<(&'static str, String)> {
        self.errors.iter().map(|(f, said)| (*f, words.said(lang, said))).collect()
    }
}

/// A field with what was typed and what is wrong with it.
#[derive(Clone)]
pub struct Field {
    pub name: &'static str,
    pub value: String,
    pub error: Option<String>,
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field").field("name", &self.name).field("error", &self.error).finish_non_exhaustive()
    }
}

/// A posted form, its token checked.
#[derive(Debug)]
pub struct Typed(pub FormState);

impl FromRequest<App> for Typed {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let visitor = request.extensions().get::<Visitor>().cloned().unwrap_or_default();
        let uri = request.uri().clone();
        let body = Bytes::from_request(request, app).await.map_err(|e| Failure::Unfit(e.into_response_status()))?;
        let values = read(&body).ok_or(Failure::Unfit(StatusCode::BAD_REQUEST))?;
        let form = FormState::of(values);
        match visitor.check_token(app, form.value(TOKEN_FIELD)) {
            Ok(()) => Ok(Self(form)),
            // The page was drawn for another session: one signed out and in again meanwhile.
            Err(_) if visitor.may_wait && !form.value(TOKEN_FIELD).is_empty() => Err(Failure::Unsent(Unsent::of(false, &uri, form))),
            Err(no) => Err(no),
        }
    }
}

trait StatusOf {
    fn into_response_status(self) -> StatusCode;
}

impl<T: axum::response::IntoResponse> StatusOf for T {
    fn into_response_status(self) -> StatusCode {
        self.into_response().status()
    }
}

/// Reads `application/x-www-form-urlencoded`; `None` when it is not that, or has a NUL.
#[must_use]
pub fn read(body: &[u8]) -> Option<Vec<(String, String)>> {
    let text = std::str::from_utf8(body).ok()?;
    text.split('&').filter(|p| !p.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decode(name)?, as_typed(&Zeroizing::new(decode(value)?))?))
    }).collect()
}

/// CR LF becomes LF. `None` for a NUL, which nobody types and PostgreSQL does not keep.
pub(super) fn as_typed(text: &str) -> Option<String> {
    (!text.contains('\0')).then(|| text.replace("\r\n", "\n"))
}

/// Percent-decodes one part; `None` when it is not UTF-8 or the escape is broken.
#[must_use]
pub fn decode(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let (high, low) = (rest.next()?, rest.next()?);
                let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
                digit(high)? * 16 + digit(low)?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// Percent-encodes `text` for a query or a form.
#[must_use]
pub fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn what_is_encoded_is_decoded_again() {
        for text in ["", "a b+c", "Été & fils = 100 %", "日本"] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        }
        assert_eq!(decode("%zz"), None);
        assert_eq!(decode("%f"), None);
    }
}
