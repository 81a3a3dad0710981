//! Tickets: what a page gives out and must get back unaltered, for a few minutes.
//!
//! The state between asking a browser for a passkey and its answer travels in
//! the form, signed for one purpose and one person, so that a page can be shown
//! to anybody without writing a row. What must not be answered twice is noted
//! when it is answered.

use base::web::Visit;
use base::{Failure, Moment};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

/// How long a ticket is good.
const LASTS: i64 = 10 * Moment::MINUTE;

/// A ticket that came back good.
pub struct Ticket {
    pub payload: String,
    /// What names it, for noting that it was used.
    pub mark: String,
    pub expires: Moment,
}

/// Writes `payload` for one purpose and one person.
pub fn write(visit: &Visit, purpose: &str, who: &str, payload: &str) -> Result<String, Failure> {
    let text = format!("{}.{}", visit.now().plus(LASTS).0, URL_SAFE_NO_PAD.encode(payload));
    let mark = mark(visit, purpose, who, &text)?;
    Ok(format!("{text}.{mark}"))
}

/// Reads a ticket; `None` when it is altered, for something or somebody else, or too old.
pub fn read(visit: &Visit, purpose: &str, who: &str, ticket: &str) -> Result<Option<Ticket>, Failure> {
    let Some((text, given)) = ticket.rsplit_once('.') else { return Ok(None) };
    let mark = mark(visit, purpose, who, text)?;
    if !bool::from(mark.as_bytes().ct_eq(given.as_bytes())) {
        return Ok(None);
    }
    let Some((expires, payload)) = text.split_once('.') else { return Ok(None) };
    let expires = expires.parse().map(Moment).unwrap_or(Moment(0));
    let payload = URL_SAFE_NO_PAD.decode(payload).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(payload.filter(|_| expires > visit.now()).map(|payload| Ticket { payload, mark, expires }))
}

fn mark(visit: &Visit, purpose: &str, who: &str, text: &str) -> Result<String, Failure> {
    visit.app.vault.mark("ticket", &[purpose.as_bytes(), who.as_bytes(), text.as_bytes()])
}
