//! Which app a file comes from, how sure that is, and what would settle it.

use crate::Language;
use crate::whatsapp::DateOrder;
use serde::{Deserialize, Serialize};

/// The way people talked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// WhatsApp
    WhatsApp,
    /// Facebook Messenger
    Messenger,
    /// Viber
    Viber,
    /// Skype
    Skype,
    /// Microsoft Teams Free, which took Skype's conversations over
    TeamsFree,
    /// iMessage, and text messages on an iPhone
    Messages,
    /// Text and multimedia messages on Android
    Sms,
    /// Telephone and FaceTime calls
    Calls,
    /// E-mail
    Email,
    /// LinkedIn
    LinkedIn,
    /// Meetings: GoToMeeting, transcripts, pasted chats
    Meeting,
    /// A table whose columns a person named
    Table,
}

impl Channel {
    /// A short, stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Messenger => "messenger",
            Self::Viber => "viber",
            Self::Skype => "skype",
            Self::TeamsFree => "teams-free",
            Self::Messages => "messages",
            Self::Sms => "sms",
            Self::Calls => "calls",
            Self::Email => "email",
            Self::LinkedIn => "linkedin",
            Self::Meeting => "meeting",
            Self::Table => "table",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let english = language == Language::English;
        let pick = |en, fr| if english { en } else { fr };
        match self {
            Self::WhatsApp => "WhatsApp",
            Self::Messenger => "Messenger",
            Self::Viber => "Viber",
            Self::Skype => "Skype",
            Self::TeamsFree => "Teams",
            Self::Messages => "Messages (iPhone)",
            Self::Sms => pick("text messages", "textos"),
            Self::Calls => pick("calls", "appels"),
            Self::Email => pick("e-mail", "courriel"),
            Self::LinkedIn => "LinkedIn",
            Self::Meeting => pick("meeting", "réunion"),
            Self::Table => pick("table", "tableau"),
        }
    }
}

/// What a file seems to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// The app.
    pub channel: Channel,
    /// What made the file: `android`, `iphone`, `web`, `desktop`, a tool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// Which of the app's forms it is, in a short stable name: `json-old`.
    pub variant: String,
    /// The order of day and month, where the head decides it already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<DateOrder>,
    /// How sure that is.
    pub sure: Sure,
    /// What would settle the rest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settle: Vec<Settle>,
}

/// How sure a guess is. Where two readers claim a file, the surer has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// It could be; many other things could, too.
    Maybe,
    /// It looks so; nothing else known does.
    Likely,
    /// Its form is the app's own.
    Certain,
}

/// What a person can say, or hand in, to settle what the file leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "settle")]
pub enum Settle {
    /// Which of day and month comes first, unless the whole file decides it.
    DateOrder,
    /// Which of the names is the owner of the phone.
    Owner,
    /// In which time zone the phone was.
    Zone,
    /// The password of the file.
    Password,
    /// Which column holds what.
    Columns,
    /// Another file that belongs to it.
    OtherFile {
        /// What it is called.
        name: String,
    },
}

impl Settle {
    /// The question, for a person.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let english = language == Language::English;
        let pick = |en: &str, fr: &str| (if english { en } else { fr }).to_owned();
        match self {
            Self::DateOrder => pick(
                "Which comes first in a date, the day or the month?",
                "Dans une date, qu’est-ce qui vient en premier, le jour ou le mois\u{a0}?",
            ),
            Self::Owner => pick("Whose phone is it?", "À qui est ce téléphone\u{a0}?"),
            Self::Zone => pick(
                "In which time zone was the phone?",
                "Dans quel fuseau horaire était le téléphone\u{a0}?",
            ),
            Self::Password => pick(
                "What is the password of this file?",
                "Quel est le mot de passe de ce fichier\u{a0}?",
            ),
            Self::Columns => pick(
                "Which column holds the date, the name, the text?",
                "Quelle colonne contient la date, le nom, le texte\u{a0}?",
            ),
            Self::OtherFile { name } if english => format!("Is there a file {name} beside it?"),
            Self::OtherFile { name } => {
                format!("Y a-t-il un fichier {name} avec celui-ci\u{a0}?")
            }
        }
    }
}
