//! What a message can be.

use serde::{Deserialize, Serialize};

/// What a message is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Kind {
    /// Words of a person.
    #[default]
    Text,
    /// A picture, film, sound … that the export left out.
    Omitted {
        /// What was left out.
        media: Media,
    },
    /// A file that the export names. A caption may follow in the text.
    Attachment {
        /// The name as printed.
        name: String,
        /// What it is, by its name.
        media: Media,
    },
    /// A message somebody took back.
    Deleted {
        /// Who did.
        by: Deleter,
    },
    /// A call, or the attempt.
    Call(Call),
    /// A poll.
    Poll {
        /// What is asked.
        question: String,
        /// The answers one may give.
        options: Vec<PollOption>,
    },
    /// A place on the map.
    Location {
        /// The place moves with the person.
        live: bool,
        /// The address of the map.
        url: Option<String>,
    },
    /// WhatsApp wrote the word `null`: something seen once, or a missed call.
    Null,
    /// The app tells something.
    System {
        /// What it tells.
        event: Event,
    },
    /// A record that the app marks as something we do not know.
    Unknown {
        /// What the file calls it.
        what: String,
    },
}

impl Kind {
    /// The names of all kinds, by the alphabet.
    pub const NAMES: [&'static str; 10] = [
        "attachment",
        "call",
        "deleted",
        "location",
        "null",
        "omitted",
        "poll",
        "system",
        "text",
        "unknown",
    ];

    pub(crate) fn index(&self) -> usize {
        match self {
            Self::Attachment { .. } => 0,
            Self::Call(_) => 1,
            Self::Deleted { .. } => 2,
            Self::Location { .. } => 3,
            Self::Null => 4,
            Self::Omitted { .. } => 5,
            Self::Poll { .. } => 6,
            Self::System { .. } => 7,
            Self::Text => 8,
            Self::Unknown { .. } => 9,
        }
    }

    /// A short, stable name, for counting.
    #[must_use]
    pub fn name(&self) -> &'static str {
        Self::NAMES.get(self.index()).copied().unwrap_or_default()
    }
}

/// How the kind of a message was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Nothing says it is anything but words.
    #[default]
    Plain,
    /// A field of the record says it.
    Field,
    /// The app's invisible mark stands before the text (iPhone).
    Mark,
    /// The whole text is what the app is known to write. A person could have
    /// typed the same.
    Words,
    /// By its form alone, in a language whose words are not known.
    Form,
    /// Nobody speaks (Android).
    NoSender,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Media {
    /// Picture
    Image,
    /// Film
    Video,
    /// Sound
    Audio,
    /// Spoken message
    Voice,
    /// Sticker
    Sticker,
    /// Moving picture
    Gif,
    /// Document
    Document,
    /// Somebody's contact card
    Contact,
    /// Seen once
    ViewOnce,
    /// Not said
    Unknown,
}

/// Who took a message back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deleter {
    /// The owner of the phone.
    Owner,
    /// The sender.
    Sender,
    /// An admin of the group.
    Admin,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// With a picture.
    pub video: bool,
    /// How it went.
    pub outcome: Outcome,
    /// How long it lasted, as far as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// How many joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<u32>,
}

/// How a call went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// They spoke.
    Answered,
    /// It was missed.
    Missed,
    /// Nobody answered.
    Unanswered,
    /// The phone kept silent.
    Silenced,
    /// Not said.
    Unknown,
}

/// One answer of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollOption {
    /// The answer.
    pub text: String,
    /// How many chose it.
    pub votes: Option<u32>,
}

/// What a system line tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Event {
    Encryption,
    GroupCreated,
    Joined,
    Left,
    SubjectChanged,
    IconChanged,
    DescriptionChanged,
    AdminChanged,
    NumberChanged,
    SecurityCode,
    Timer,
    Pinned,
    Blocked,
    Contact,
    Waiting,
    Privacy,
    Business,
    /// Not recognised more closely.
    Other,
}
