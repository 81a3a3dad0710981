//! What records tell beyond a line of text: points in time, numbers and
//! addresses, files, reactions, edits, replies.

use crate::kind::Media;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Deref, DerefMut};

/// The part of a message that only records have. Empty for WhatsApp's text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct More {
    /// The point in time, where the file says one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instant: Option<Timestamp>,
    /// Which conversation of the file it is in; see [`crate::Conversation`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// What the file calls this message: a number, a GUID, a Message-ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The sender's number, address, handle or profile, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Who got it, where the message itself says it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Party>,
    /// A subject, of mail or of a multimedia message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// How far it came. A draft was never sent.
    #[serde(skip_serializing_if = "Delivery::is_unknown")]
    pub delivery: Delivery,
    /// The text as a person reads it, where `body` is marked up (HTML).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plain: Option<String>,
    /// Files that go with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Reactions of others. They are never messages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// Earlier wordings, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// What it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Reply>,
    /// Other points in time that the file tells: delivered, read, sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<(String, Timestamp)>,
    /// Anything else that the record says and this model has no name for: the
    /// field's name and its text. So that nothing is lost.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<(String, String)>,
}

impl More {
    /// Nothing is said.
    pub const NOTHING: Self = Self {
        instant: None,
        conversation: None,
        id: None,
        from: None,
        to: Vec::new(),
        subject: None,
        delivery: Delivery::Unknown,
        plain: None,
        attachments: Vec::new(),
        reactions: Vec::new(),
        edits: Vec::new(),
        reply_to: None,
        moments: Vec::new(),
        fields: Vec::new(),
    };

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::NOTHING
    }
}

/// [`More`], which takes no memory as long as nothing is said. Read and write
/// through it as if it were that.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(from = "More", into = "More")]
pub struct Rest(Option<Box<More>>);

impl Deref for Rest {
    type Target = More;

    fn deref(&self) -> &More {
        static NOTHING: More = More::NOTHING;
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for Rest {
    fn deref_mut(&mut self) -> &mut More {
        self.0.get_or_insert_default()
    }
}

impl From<More> for Rest {
    fn from(more: More) -> Self {
        Self((!more.is_empty()).then(|| Box::new(more)))
    }
}

impl From<Rest> for More {
    fn from(rest: Rest) -> Self {
        rest.0.map_or(Self::NOTHING, |more| *more)
    }
}

impl PartialEq for Rest {
    fn eq(&self, other: &Self) -> bool {
        (self.0.is_none() && other.0.is_none()) || **self == **other
    }
}

impl Eq for Rest {}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// Somebody who got a message.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// The name, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Number, address, handle or profile, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// How far a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// The file does not say it.
    #[default]
    Unknown,
    /// It left this phone.
    Sent,
    /// It came to this phone.
    Received,
    /// It was written and never sent.
    Draft,
    /// It waits to be sent.
    Queued,
    /// It could not be sent.
    Failed,
    /// It is on the server and was never fetched.
    NotFetched,
}

impl Delivery {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }
}

/// A file that goes with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name or address as the message gives it.
    pub name: String,
    /// What it is.
    pub media: Media,
    /// Its media type as the file says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
    /// Its size as the file says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// The layer that holds it, where it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<usize>,
    /// SHA-256 of its bytes, where they were read, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// A reaction to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// The sign, or the word for it.
    pub sign: String,
    /// Who reacted, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// It was taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// An earlier wording.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Edit {
    /// When it was written or replaced, as the file says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The wording, where the file keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What a message answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reply {
    /// The [`More::id`] of the message answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its author, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Its text as quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A row of a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The table.
    pub table: String,
    /// Its row id.
    pub id: i64,
}
