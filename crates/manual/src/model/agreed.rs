//! Who accepted what: an edition in a language, by oneself or on paper; and whether a
//! newer edition asks again.

use base::Moment;

use super::{ChangeKind, Edition};

/// How somebody accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By themselves, here.
    Own,
    /// On paper; somebody else wrote it down.
    Paper,
    /// By word of mouth; somebody else wrote it down.
    Behalf,
}

impl How {
    /// The ways somebody else writes it down.
    pub const FOR_OTHERS: [Self; 2] = [Self::Paper, Self::Behalf];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Own => "self",
            Self::Paper => "paper",
            Self::Behalf => "behalf",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Own, Self::Paper, Self::Behalf].into_iter().find(|h| h.id() == text)
    }
}

/// Somebody accepted an edition.
#[derive(Debug, Clone)]
pub struct Acknowledgement {
    pub person: String,
    pub at: Moment,
    /// `en` or `fr`; "" for what was accepted before Keepwell asked.
    pub language: &'static str,
    /// SHA-256 of the exported file of that edition in that language, in hex.
    pub text_hash: String,
    pub how: How,
    /// Who wrote it down, when it was not the person.
    pub by: Option<String>,
    pub remark: String,
}

/// Where somebody stands with an edition in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreed {
    /// They never accepted an edition of this document.
    Never,
    /// They accepted this one, or one since which there were only minor changes.
    Yes(Moment),
    /// They accepted the edition with this number; something material changed since.
    Before(i64),
}

/// Whether `accepted` (numbers of editions, oldest first) covers the edition `now`, given
/// all editions of the document.
#[must_use]
pub fn agreed(accepted: &[(i64, Moment)], editions: &[Edition], now: i64) -> Agreed {
    let Some((last, at)) = accepted.iter().rfind(|(number, _)| *number <= now) else { return Agreed::Never };
    let material = editions.iter().any(|e| e.kind == ChangeKind::Material && e.number.is_some_and(|n| n > *last && n <= now));
    if material { Agreed::Before(*last) } else { Agreed::Yes(*at) }
}

/// Whether a request to accept an edition (its number, and when it was made) still waits, given what
/// was `accepted` and when the person last left, if they did. One acceptance answers every request
/// before it, so while one waits there is no second.
#[must_use]
pub fn still_asked(request: (i64, Moment), accepted: &[(i64, Moment)], left: Moment) -> bool {
    let (number, at) = request;
    left < at && !accepted.iter().any(|(n, when)| *n >= number || *when > at)
}
