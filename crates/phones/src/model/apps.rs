//! Apps: which are approved, which are on a phone, and WhatsApp's cloud backup
//! (S-014, S-073, S-074, S-084, S-144).

use base::Moment;

use super::Refusal;
use super::register::fold;

/// An app's name as people call it, 1 to 40 letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppName(String);

impl AppName {
    /// # Errors
    /// [`Refusal::BadAppName`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        match text.chars().count() {
            1..=40 if !text.chars().any(char::is_control) => Ok(Self(text)),
            _ => Err(Refusal::BadAppName),
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two names are compared.
    #[must_use]
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

/// What the house thinks of an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppStatus {
    /// Somebody has it; nobody asked.
    Seen,
    Asked,
    Approved,
    Refused,
    Withdrawn,
}

impl AppStatus {
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Asked => "asked",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Seen, Self::Asked, Self::Approved, Self::Refused, Self::Withdrawn].into_iter().find(|s| s.id() == text)
    }

    /// # Errors
    /// [`Refusal::ApprovedAlready`], [`Refusal::AppAskedAlready`].
    pub const fn ask(self) -> Result<(), Refusal> {
        match self {
            Self::Approved => Err(Refusal::ApprovedAlready),
            Self::Asked => Err(Refusal::AppAskedAlready),
            Self::Seen | Self::Refused | Self::Withdrawn => Ok(()),
        }
    }

    /// # Errors
    /// [`Refusal::ApprovedAlready`].
    pub const fn approve(self) -> Result<(), Refusal> {
        if matches!(self, Self::Approved) { Err(Refusal::ApprovedAlready) } else { Ok(()) }
    }

    /// # Errors
    /// [`Refusal::NotAsked`].
    pub const fn refuse(self) -> Result<(), Refusal> {
        if matches!(self, Self::Asked) { Ok(()) } else { Err(Refusal::NotAsked) }
    }

    /// # Errors
    /// [`Refusal::NotApproved`].
    pub const fn withdraw(self) -> Result<(), Refusal> {
        if matches!(self, Self::Approved) { Ok(()) } else { Err(Refusal::NotApproved) }
    }
}

/// An app the house has heard of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    pub id: String,
    pub name: String,
    pub status: AppStatus,
    pub asker: Option<String>,
    pub asked: Option<Moment>,
    pub decided: Option<Moment>,
}

/// WhatsApp's cloud backup as somebody last saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backup {
    /// Nobody looked.
    Unknown,
    On(Moment),
    Off(Moment),
}
