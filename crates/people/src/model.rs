//! What a person is, and the rules about names, e-mails, roles and passphrases.

pub mod apart;
pub mod belonging;
pub mod days;
pub mod factors;
pub mod import;
pub mod import_teams;
pub mod known;
mod passphrase;
pub mod places;
pub mod unit;

use std::collections::BTreeSet;

use base::access::Role;
use base::words::Lang;
use base::{Day, Failure, Moment, Said};

pub use base::words::fold;
use belonging::Kind;
pub use passphrase::{Passphrase, normal};

/// Somebody who works here, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub email: String,
    pub lang: Lang,
    pub supervisor: Option<String>,
    pub roles: BTreeSet<Role>,
    pub joined: Day,
    pub left_at: Option<Moment>,
}

impl Person {
    /// Whether they did not leave.
    #[must_use]
    pub const fn is_here(&self) -> bool {
        self.left_at.is_none()
    }

    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// Somebody about to be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Only where the id is known beforehand (the cast).
    pub id: Option<String>,
    pub name: PersonName,
    pub email: Email,
    pub lang: Lang,
    pub roles: BTreeSet<Role>,
    /// `None` where nobody said: their roles tell the likely one.
    pub kind: Option<Kind>,
    pub joined: Day,
}

/// The name people use at work: 1 to 80 letters on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// # Errors
    /// [`Refusal::BadName`], [`Refusal::HiddenInName`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if text.trim().chars().any(is_hidden) {
            return Err(Refusal::HiddenInName);
        }
        let text = text.split_whitespace().map(|word| word.trim_matches(JOINERS)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        match text.chars().count() {
            1..=80 => Ok(Self(text)),
            _ => Err(Refusal::BadName),
        }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// The zero-width non-joiner and joiner: Persian and Indian names are spelt with them, and families of emoji made of
/// them. They count inside a word only: at its edge they would make one name look like another.
const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];

/// Control and direction-changing characters, line breaks too: a name that looks like another.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t') || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A work e-mail: plain, one `@`, no blanks. It is how one person differs from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// # Errors
    /// [`Refusal::BadEmail`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let fine = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
        let (name, domain) = text.split_once('@').ok_or(Refusal::BadEmail)?;
        let name_is = fine(name) && name.len() <= 64 && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
        let domain_is = fine(domain) && domain.contains('.') && domain.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
        if name_is && domain_is && text.len() <= 254 { Ok(Self(text.to_owned())) } else { Err(Refusal::BadEmail) }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The form by which two e-mails are compared.
    #[must_use]
    pub fn folded(&self) -> String {
        fold_email(&self.0)
    }
}

/// The roles that open what others may not see, or are asked about what others do: whoever could give one alone
/// could make a second self with it.
#[must_use]
pub const fn is_given_by_directors(role: Role) -> bool {
    matches!(role, Role::Manager | Role::Director | Role::It | Role::Board | Role::Privacy)
}

/// The form by which two e-mails are compared.
#[must_use]
pub fn fold_email(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Why this slice says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("a name has 1 to 80 letters")]
    BadName,
    #[error("a sign in the name that cannot be seen")]
    HiddenInName,
    #[error("that is not an e-mail")]
    BadEmail,
    #[error("too short a passphrase")]
    ShortPassphrase,
    #[error("too short a passphrase even beside a second factor")]
    ShortEvenWithSecond,
    #[error("too long a passphrase")]
    LongPassphrase,
    #[error("too well known a passphrase")]
    KnownPassphrase,
    #[error("a passphrase made of the person's own name or e-mail")]
    OwnPassphrase,
    #[error("the e-mail is taken")]
    EmailTaken,
    #[error("they left already")]
    LeftAlready,
    #[error("they are here")]
    IsHere,
    #[error("nobody supervises themselves")]
    OwnSupervisor,
    /// The names on the way up.
    #[error("a circle of supervisors: {0}")]
    Circle(String),
    #[error("two people hold {} and {} in a larger agency", .0.id(), .1.id())]
    RolesApart(Role, Role),
    #[error("the name is taken")]
    NameTaken,
    #[error("an agency phone and a device of one's own")]
    BothPhones,
    #[error("the passphrase alone would be too short")]
    PassphraseTooShortAlone,
    #[error("they have no second factor")]
    NoSecondFactor,
    #[error("they have a passphrase, so no slip")]
    HasPassphrase,
}

impl Refusal {
    /// The sentence for the person who asked.
    #[must_use]
    pub fn said(&self) -> Said {
        Said::plain(match self {
            Self::Circle(way) => return Said::plain("people-refused-circle").with("way", way.as_str()),
            Self::RolesApart(one, other) => return Said::plain("people-refused-apart").with("one", one.id()).with("other", other.id()),
            Self::OwnSupervisor => "people-problem-own-supervisor",
            Self::NameTaken => "people-refused-name-taken",
            Self::BothPhones => "people-refused-both-phones",
            Self::BadName => "people-refused-name",
            Self::HiddenInName => "people-refused-name-sign",
            Self::BadEmail => "people-refused-email",
            Self::ShortPassphrase => "people-refused-passphrase-short",
            Self::ShortEvenWithSecond => "people-refused-passphrase-short-second",
            Self::LongPassphrase => "people-refused-passphrase-long",
            Self::KnownPassphrase => "people-refused-passphrase-known",
            Self::OwnPassphrase => "people-refused-passphrase-own",
            Self::EmailTaken => "people-refused-email-taken",
            Self::LeftAlready => "people-refused-left",
            Self::IsHere => "people-refused-here",
            Self::PassphraseTooShortAlone => "people-refused-short-alone",
            Self::NoSecondFactor => "people-refused-no-second",
            Self::HasPassphrase => "people-refused-has-passphrase",
        })
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.said())
    }
}

#[cfg(test)]
mod tests {
    use super::{Email, PersonName, Refusal};

    #[test]
    fn an_email_is_one_or_is_refused() {
        for good in ["ana@example.org", " o'neil+work@mail.example.ca ", "é"].iter().zip([true, true, false]) {
            assert_eq!(Email::parse(good.0).is_ok(), good.1, "{}", good.0);
        }
        for bad in ["", "ana", "ana@", "@example.org", "a b@example.org", "ana@example", "a@b@c.org", "ana@.org", "a..b@example.org", "ana@example.org\nbcc: x@y.z"] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_name_keeps_its_letters_and_loses_its_extra_blanks() {
        assert_eq!(PersonName::parse("  Élodie   Roy ").unwrap().text(), "Élodie Roy");
        assert!(PersonName::parse(" \t ").is_err());
        for spelt in ["علی‌رضا کریمی", "👩‍👩‍👧 Kim", "O’Neil", "क्‍ष"] {
            assert_eq!(PersonName::parse(spelt).unwrap().text(), spelt);
        }
        assert_eq!(PersonName::parse("\u{200d}Ana\u{200c} Roy \u{200d}").unwrap().text(), "Ana Roy");
        for hidden in ["Ana\u{202e}yoR", "Ana\nRoy", "Ana\u{7}Roy", "Ana\u{200b}Roy", "Ana\u{2028}Roy", "Ana\u{2066}Roy"] {
            assert_eq!(PersonName::parse(hidden), Err(Refusal::HiddenInName), "{hidden:?}");
        }
        assert_eq!(PersonName::parse("\u{200c}\u{200d}"), Err(Refusal::BadName));
        assert!(PersonName::parse(&"a".repeat(81)).is_err());
    }
}
