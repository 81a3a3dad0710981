//! The rules about phones: plain values in, decisions out.
//!
//! A **phone** is on the shelf, in the locked **drawer**, with its **holder**,
//! or **off site**. Whose hands it is in is its **custody**, which never passes
//! from person to person: it ends, and another begins.
//!
//! The surprising rule: a deed may imply one before it. Putting a phone that is
//! off site into the drawer first brings it back, so the trail never jumps;
//! that is why moving answers with a list of [`Move`]s.

pub mod apps;
pub mod off_site;
pub mod passcode;
pub mod register;
pub mod import;

use base::{Failure, Moment, Said};

pub use apps::{AppName, AppStatus, Backup};
pub use off_site::{Answer, Permission, Request};
pub use passcode::{Knowledge, Passcode};
pub use register::{Carrier, KIT, Kept, Kit, Label, Number, Platform};

/// Where a phone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the office, in nobody's hands, not locked away.
    Shelf,
    Drawer,
    Holder,
    OffSite,
}

impl Place {
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Shelf => "shelf",
            Self::Drawer => "drawer",
            Self::Holder => "holder",
            Self::OffSite => "off-site",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Shelf, Self::Drawer, Self::Holder, Self::OffSite].into_iter().find(|p| p.id() == text)
    }
}

/// A phone changing place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    PutInDrawer,
    TakenFromDrawer,
    TakenOffSite,
    BroughtBack,
}

/// One person's hands, from the first instant on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    pub id: String,
    pub holder: String,
    pub began: Moment,
}

/// A phone as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    pub id: String,
    pub label: Label,
    pub number: Number,
    pub platform: Platform,
    pub carrier: String,
    pub place: Place,
    /// Since when it is off site.
    pub left: Option<Moment>,
    pub custody: Option<Custody>,
    pub passcode_changed: Option<Moment>,
    pub backup: Backup,
    pub apps_checked: Option<Moment>,
    pub added: Moment,
    pub retired: Option<Moment>,
    /// Counts the decisions taken on it.
    pub version: i64,
}

impl Phone {
    /// Whose hands it is in.
    #[must_use]
    pub fn holder(&self) -> Option<&str> {
        self.custody.as_ref().map(|c| c.holder.as_str())
    }

    #[must_use]
    pub fn is_held_by(&self, person: &str) -> bool {
        self.holder() == Some(person)
    }

    /// Refuses what is no longer ours to decide on.
    ///
    /// # Errors
    /// [`Refusal::Retired`].
    pub fn still_ours(&self) -> Result<(), Refusal> {
        if self.retired.is_some() { Err(Refusal::Retired) } else { Ok(()) }
    }

    /// May it be handed out? A held phone is not handed out again (S-035).
    ///
    /// # Errors
    /// [`Refusal::StillHeld`], [`Refusal::Retired`].
    pub fn issue(&self) -> Result<(), Refusal> {
        self.still_ours()?;
        if self.custody.is_some() { Err(Refusal::StillHeld) } else { Ok(()) }
    }

    /// Ends the custody; a phone that is off site comes back first.
    ///
    /// # Errors
    /// [`Refusal::NotHeld`].
    pub fn take_back(&self) -> Result<(&Custody, &'static [Move]), Refusal> {
        let custody = self.custody.as_ref().ok_or(Refusal::NotHeld)?;
        Ok((custody, if self.place == Place::OffSite { &[Move::BroughtBack] } else { &[] }))
    }

    /// Where it is once nobody holds it.
    #[must_use]
    pub const fn place_without_holder(&self) -> Place {
        match self.place {
            Place::Drawer => Place::Drawer,
            Place::Shelf | Place::Holder | Place::OffSite => Place::Shelf,
        }
    }

    /// Takes it out of the list for good.
    ///
    /// # Errors
    /// [`Refusal::StillHeld`], [`Refusal::Retired`].
    pub fn retire(&self) -> Result<(), Refusal> {
        self.issue()
    }

    /// # Errors
    /// [`Refusal::InDrawerAlready`], [`Refusal::Retired`].
    pub fn put_in_drawer(&self) -> Result<&'static [Move], Refusal> {
        self.still_ours()?;
        match self.place {
            Place::Drawer => Err(Refusal::InDrawerAlready),
            Place::OffSite => Ok(&[Move::BroughtBack, Move::PutInDrawer]),
            Place::Shelf | Place::Holder => Ok(&[Move::PutInDrawer]),
        }
    }

    /// # Errors
    /// [`Refusal::NotInDrawer`], [`Refusal::Retired`].
    pub fn take_from_drawer(&self) -> Result<&'static [Move], Refusal> {
        self.still_ours()?;
        if self.place == Place::Drawer { Ok(&[Move::TakenFromDrawer]) } else { Err(Refusal::NotInDrawer) }
    }

    /// Leaves with its holder. Whether they may is not asked here: a trip that
    /// happened is recorded, and the rule says what it thinks of it (S-029).
    ///
    /// # Errors
    /// [`Refusal::NotHeld`], [`Refusal::OffSiteAlready`], [`Refusal::Retired`].
    pub fn take_off_site(&self) -> Result<&'static [Move], Refusal> {
        self.still_ours()?;
        if self.custody.is_none() {
            return Err(Refusal::NotHeld);
        }
        if self.place == Place::OffSite { Err(Refusal::OffSiteAlready) } else { Ok(&[Move::TakenOffSite]) }
    }

    /// # Errors
    /// [`Refusal::NotOffSite`].
    pub fn bring_back(&self) -> Result<&'static [Move], Refusal> {
        if self.place == Place::OffSite { Ok(&[Move::BroughtBack]) } else { Err(Refusal::NotOffSite) }
    }

    /// Where a move leads.
    #[must_use]
    pub const fn after(&self, step: Move) -> Place {
        match (step, &self.custody) {
            (Move::PutInDrawer, _) => Place::Drawer,
            (Move::TakenOffSite, _) => Place::OffSite,
            (Move::TakenFromDrawer | Move::BroughtBack, Some(_)) => Place::Holder,
            (Move::TakenFromDrawer | Move::BroughtBack, None) => Place::Shelf,
        }
    }
}

/// Why this slice says no. The reader is the person who asked, so each message
/// says what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("a label has 1 to 24 letters")]
    BadLabel,
    #[error("not a phone number")]
    BadNumber,
    #[error("neither ios nor android")]
    BadPlatform,
    #[error("the name of the phone company is too long")]
    BadCarrier,
    #[error("somebody still holds this phone")]
    StillHeld,
    #[error("nobody holds this phone")]
    NotHeld,
    #[error("nobody is chosen, or nobody who may hold a phone")]
    NobodyChosen,
    #[error("the phone was taken out of service")]
    Retired,
    #[error("it is in the drawer already")]
    InDrawerAlready,
    #[error("it is not in the drawer")]
    NotInDrawer,
    #[error("it is off site already")]
    OffSiteAlready,
    #[error("it is not off site")]
    NotOffSite,
    #[error("the passcode is too short")]
    ShortPasscode,
    #[error("the passcode is too long")]
    LongPasscode,
    #[error("the passcode is easy to guess")]
    EasyPasscode,
    #[error("the passcode is the old one, or nearly")]
    SamePasscode,
    #[error("the two passcodes differ")]
    PasscodesDiffer,
    #[error("no passcode is on record")]
    NoPasscode,
    #[error("a request already waits")]
    AskedAlready,
    #[error("the reason is empty or too long")]
    BadReason,
    #[error("the time is not one, or too far away")]
    BadTime,
    #[error("permission was given in the future, or long ago")]
    BadSaidAt,
    #[error("the request was answered already")]
    Answered,
    #[error("who asks never approves the same thing")]
    OwnRequest,
    #[error("an app's name has 1 to 40 letters")]
    BadAppName,
    #[error("the app is on the phone already")]
    InstalledAlready,
    #[error("the app is not on the phone")]
    NotInstalled,
    #[error("the app is approved already")]
    ApprovedAlready,
    #[error("the app is not approved")]
    NotApproved,
    #[error("somebody asked for the app already")]
    AppAskedAlready,
    #[error("nobody asked for the app")]
    NotAsked,
}

impl Refusal {
    /// The sentence that says so.
    #[must_use]
    pub const fn said(self) -> Said {
        Said::plain(match self {
            Self::BadLabel => "phones-no-label",
            Self::BadNumber => "phones-no-number",
            Self::BadPlatform => "phones-no-platform",
            Self::BadCarrier => "phones-no-carrier",
            Self::StillHeld => "phones-no-still-held",
            Self::NotHeld => "phones-no-not-held",
            Self::NobodyChosen => "phones-no-nobody-chosen",
            Self::Retired => "phones-no-retired",
            Self::InDrawerAlready => "phones-no-in-drawer-already",
            Self::NotInDrawer => "phones-no-not-in-drawer",
            Self::OffSiteAlready => "phones-no-off-site-already",
            Self::NotOffSite => "phones-no-not-off-site",
            Self::ShortPasscode => "phones-no-short-passcode",
            Self::LongPasscode => "phones-no-long-passcode",
            Self::EasyPasscode => "phones-no-easy-passcode",
            Self::SamePasscode => "phones-no-same-passcode",
            Self::PasscodesDiffer => "phones-no-passcodes-differ",
            Self::NoPasscode => "phones-no-passcode",
            Self::AskedAlready => "phones-no-asked-already",
            Self::BadReason => "phones-no-reason",
            Self::BadTime => "phones-no-time",
            Self::BadSaidAt => "phones-no-said-at",
            Self::Answered => "phones-no-answered",
            Self::OwnRequest => "phones-no-own-request",
            Self::BadAppName => "phones-no-app-name",
            Self::InstalledAlready => "phones-no-installed-already",
            Self::NotInstalled => "phones-no-not-installed",
            Self::ApprovedAlready => "phones-no-approved-already",
            Self::NotApproved => "phones-no-not-approved",
            Self::AppAskedAlready => "phones-no-app-asked-already",
            Self::NotAsked => "phones-no-not-asked",
        })
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.said())
    }
}
