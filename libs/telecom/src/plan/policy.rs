//! The organisation's own rules, apart from what the carrier promised.

use serde::Deserialize;

use super::Daytime;

/// The organisation's own rules about its phones.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Calls only with known local numbers (S-060, S-061).
    #[serde(default)]
    pub voice_known_local_only: bool,
    /// Texts only with Canadian numbers (S-062).
    #[serde(default)]
    pub text_canada_only: bool,
    /// Wi-Fi before cellular data (S-063).
    pub prefer_wifi: Option<PreferWifi>,
    /// What an extra charge needs (S-067, S-068).
    pub extenuating: Option<Extenuating>,
    /// How the bill is gone through (S-064).
    pub review: Option<Review>,
    /// When nobody should be working, `{ from = "21:00", to = "07:00" }`; without it nights are not looked at.
    pub quiet_hours: Option<Daytime>,
    /// A phone unused for so many bills is pointed out; 3 when left out.
    pub unused_after_bills: Option<usize>,
    /// So many others may be in one call; 1 (call waiting, three at once) when left out.
    pub conference: Option<usize>,
    /// Numbers of text services known to cost extra: no table tells.
    #[serde(default)]
    pub premium_short_codes: Vec<String>,
}

/// When cellular data is pointed out.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreferWifi {
    /// Megabytes of one phone in one day.
    pub note_when_cell_mb_per_day_over: u64,
}

/// What an extra charge needs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extenuating {
    /// `case_note`, `manager_email`.
    pub needs: Vec<Need>,
    /// Within so many days.
    pub within_days: u32,
}

/// One thing an extra charge needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// A line in the client's case notes (S-067).
    CaseNote,
    /// A letter to the manager (S-068).
    ManagerEmail,
}

/// How the bill is gone through.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// `month`.
    pub every: String,
    /// Who signs.
    pub signers: Vec<String>,
}
