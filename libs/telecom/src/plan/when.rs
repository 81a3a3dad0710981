//! The facts a rule may ask for, and the words for them.

use serde::Deserialize;

use super::{Daytime, Many, Reach, Weekday};
use crate::bill::{Direction, Service, Zone};

/// Facts a use must fit; what is left out fits everything.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// `voice`, `sms`, `mms`, `data`, `other`.
    pub service: Option<Many<ServiceWord>>,
    /// `out`, `in`.
    pub direction: Option<Many<DirectionWord>>,
    /// How far the other number is, see [`Reach`].
    pub reach: Option<Many<Reach>>,
    /// Where our phone was: `CA`, `US`, `INTL`, `unknown`.
    pub zone: Option<Many<ZoneWord>>,
    /// Whether the call was forwarded.
    pub forwarded: Option<bool>,
    /// Whether the bill marks it as roaming.
    pub roaming: Option<bool>,
    /// The two letters of the other number's country.
    pub number_country: Option<Many<String>>,
    /// The time of day, `{ from = "18:00", to = "07:00" }`.
    pub time: Option<Daytime>,
    /// Days of the week.
    pub weekday: Option<Many<Weekday>>,
}

/// [`Service`] as plans write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceWord {
    /// A call.
    Voice,
    /// A text.
    Sms,
    /// A picture message.
    Mms,
    /// Data.
    Data,
    /// Anything else.
    Other,
}

impl From<ServiceWord> for Service {
    fn from(word: ServiceWord) -> Self {
        match word {
            ServiceWord::Voice => Self::Voice,
            ServiceWord::Sms => Self::Sms,
            ServiceWord::Mms => Self::Mms,
            ServiceWord::Data => Self::Data,
            ServiceWord::Other => Self::Other,
        }
    }
}

/// [`Direction`] as plans write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DirectionWord {
    /// From our phone.
    Out,
    /// To our phone.
    In,
}

impl From<DirectionWord> for Direction {
    fn from(word: DirectionWord) -> Self {
        match word {
            DirectionWord::Out => Self::Out,
            DirectionWord::In => Self::In,
        }
    }
}

/// [`Zone`] as plans write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum ZoneWord {
    /// Not known.
    #[default]
    #[serde(rename = "unknown")]
    Unknown,
    /// Canada.
    #[serde(rename = "CA")]
    Canada,
    /// The United States.
    #[serde(rename = "US")]
    UnitedStates,
    /// Anywhere else.
    #[serde(rename = "INTL")]
    International,
}

impl From<ZoneWord> for Zone {
    fn from(word: ZoneWord) -> Self {
        match word {
            ZoneWord::Unknown => Self::Unknown,
            ZoneWord::Canada => Self::Canada,
            ZoneWord::UnitedStates => Self::UnitedStates,
            ZoneWord::International => Self::International,
        }
    }
}
