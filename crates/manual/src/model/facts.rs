//! What stands beside the words of a clause: how firm, on trial or agreed, for whom, who decided.

/// How firm a clause is (V-003, V-004, V-013, V-014).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    Option,
    Recommendation,
    Requirement,
}

impl Strength {
    pub const ALL: [Self; 3] = [Self::Option, Self::Recommendation, Self::Requirement];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Option => "option",
            Self::Recommendation => "recommendation",
            Self::Requirement => "requirement",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == text)
    }
}

/// On trial, or agreed (T-008 to T-012). A practice is watched and nobody is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Practice,
    Policy,
    /// Not asked of anybody any more; its words stay where they were.
    Retired,
}

impl Stage {
    pub const ALL: [Self; 3] = [Self::Practice, Self::Policy, Self::Retired];
    /// Those a clause may have while it asks something.
    pub const LIVE: [Self; 2] = [Self::Practice, Self::Policy];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Policy => "policy",
            Self::Retired => "retired",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == text)
    }
}

/// What stands in the `~~~clause` block, the same in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Ids of the founding clauses: `S-039`.
    pub sources: Vec<String>,
    pub strength: Strength,
    pub stage: Stage,
    /// Words of [`AUDIENCES`], or `programme-` and the id of a programme.
    pub audience: Vec<String>,
    pub decision: Decision,
    /// Ids of the practices it was learned from (T-011).
    pub practices: Vec<String>,
}

/// Who chose how firm a clause is here, when and why (V-013 to V-016). Every part may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    pub by: String,
    /// YYYY-MM-DD
    pub on: String,
    pub why: String,
    /// Whether a lawyer was asked, and what they said.
    pub counsel: String,
    /// The law it stands on.
    pub law: String,
}

impl Decision {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Who a clause may speak to, beside programmes.
pub const AUDIENCES: [&str; 11] = [
    "everyone", "staff", "phone-holders", "supervisors", "managers", "directors", "it", "coordinators", "volunteers", "board", "clients",
];

/// The beginning of an audience that is a programme; its id follows.
pub const PROGRAMME: &str = "programme-";

impl Facts {
    /// Whether it speaks to one of `who` (words of [`AUDIENCES`], programmes), or to everybody.
    #[must_use]
    pub fn speaks_to(&self, who: &[String]) -> bool {
        self.audience.is_empty() || self.audience.iter().any(|word| word == "everyone" || who.contains(word))
    }
}

/// The sentence a text quotes: its first lines after `> `, without the quotation marks around them.
#[must_use]
pub fn quoted(text: &str) -> Option<String> {
    let lines = text.lines().map(str::trim).skip_while(|l| !l.starts_with('>')).take_while(|l| l.starts_with('>'));
    let joined = lines.map(|l| l.trim_start_matches('>').trim()).collect::<Vec<_>>().join(" ");
    let sentence = joined.trim_matches(|c: char| c.is_whitespace() || "“”«»\"".contains(c));
    (!sentence.is_empty()).then(|| sentence.to_owned())
}
