//! What a reader hands out besides messages and Problems, so that a file is
//! accounted for whole: its layers, its frame, its rows, its conversations.

use crate::channel::Guess;
use crate::{Entry, Language};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One thing that a reader hands out. See [`crate::read`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "item", content = "of")]
pub enum Item {
    /// The bytes from here on are of another layer.
    Layer(Layer),
    /// A conversation begins, or its next part.
    Conversation(Conversation),
    /// A message or a Problem.
    Entry(Entry),
    /// Bytes of the form of the file.
    Frame(Frame),
    /// What became of the rows of a table.
    Table(TableCount),
    /// Something a person should be told.
    Notice(Notice),
    /// The layer ends.
    End {
        /// Which layer.
        layer: usize,
        /// How many bytes it had, counted while they were read, apart from the
        /// reader.
        bytes: u64,
    },
}

/// A run of bytes that ranges count in.
///
/// Layer 0 is the file as given. Every file inside a container is a layer of
/// its own, and so is a text that was decoded from UTF-16: its bytes are those
/// of the decoded text. A container's own bytes are accounted for by its table
/// of contents, which is checked: no two files share bytes, each has the size
/// and check sum that the table says, and every file is a layer with a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// Its number.
    pub layer: usize,
    /// The layer it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<usize>,
    /// Its name as stored. Data, not a path.
    pub name: String,
    /// How its bytes are read.
    pub form: Form,
    /// What becomes of it.
    pub role: Role,
    /// How many bytes it has, where that is known before they are read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// When it was written, by the clock of whatever wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<DateTime>,
    /// What it seems to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guess: Option<Guess>,
}

/// How the bytes of a layer are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// As they are: entries and frames cover them.
    Plain,
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// Packed with gzip.
    Gzip,
    /// UTF-16, little end first; read as the text it decodes to.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// Its lines end in CR alone (old Mac); read as the same text with LF in
    /// the place of CR, as long to the byte.
    Returns,
    /// A database: its rows are accounted for, not its bytes.
    Database,
}

/// What becomes of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It holds messages; every byte (or row) is accounted for.
    Conversation,
    /// It holds other layers.
    Container,
    /// It is kept beside the conversation: a picture, a film, a list of contacts.
    Beside,
    /// Something a computer added by itself (Skype’s list of devices), or a folder.
    Clutter,
    /// It is not read; a Problem says why: a link, an archive in the archive, a
    /// page of a conversation of which nothing can be read.
    Refused,
}

/// Bytes of the form of a file, in which nobody says anything: brackets and
/// commas, column names, the head and foot of a page. They are named and
/// counted, never passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// In which layer.
    pub layer: usize,
    /// Where.
    pub bytes: Range<u64>,
    /// The ordinal of the message that these bytes belong to, where they are a
    /// second record of one thing: the beginning of a call whose end was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
}

/// What became of the rows of one table of a database.
///
/// For a database “every byte belongs to a message or a Problem” means: every
/// row of every table is a message, a part of one (`joined`: an attachment, a
/// name, a reaction), a Problem, or stands in a table that by its name holds no
/// conversation (`other`). Free pages, which may hold deleted rows, are counted
/// in the report and never read: what was deleted is not evidence of anything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TableCount {
    /// In which layer.
    pub layer: usize,
    /// The table.
    pub table: String,
    /// Rows it has.
    pub rows: u64,
    /// Rows that are messages.
    pub messages: u64,
    /// Rows that are a part of a message.
    pub joined: u64,
    /// Rows that are Problems.
    pub problems: u64,
    /// Rows that say nothing about a conversation: settings, counters.
    pub other: u64,
}

impl TableCount {
    /// Rows that nothing accounts for. Always 0.
    #[must_use]
    pub fn unaccounted(&self) -> u64 {
        self.rows
            .abs_diff(self.messages + self.joined + self.problems + self.other)
    }
}

/// A conversation of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Conversation {
    /// The same in every message of it; never two people's.
    pub id: String,
    /// Its title as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether it is a group, where the file says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<bool>,
    /// Who takes part, as the file lists them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Participant {
    /// The name, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Numbers, addresses, handles, profiles, as printed. Hints, not proof.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
    /// Whether it is the owner of the phone or account.
    pub owner: Owner,
}

/// Whether somebody is the owner of the phone or account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// The file does not say it.
    #[default]
    Unknown,
    /// It looks so: the only one in every conversation. To be confirmed.
    Likely,
    /// The file says it.
    Proved,
    /// The person who imports said it.
    Declared,
    /// It is somebody else.
    No,
}

/// Something a person should be told about the whole file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "notice")]
pub enum Notice {
    /// A warning of the WhatsApp reader.
    WhatsApp(crate::whatsapp::Warning),
    /// The order of day and month in a segment, and why.
    DateOrder {
        /// In which layer.
        layer: usize,
        /// In which segment of it.
        segment: usize,
        /// The decision.
        decision: crate::whatsapp::OrderDecision,
    },
    /// The file announces another number of records than it has.
    CountDiffers {
        /// What it announces.
        announced: u64,
        /// What is there.
        found: u64,
    },
    /// The app wrote letters as several each (`RenÃ©`); they were put together,
    /// text by text. What stood there is in the file.
    Mojibake {
        /// In which layer.
        layer: usize,
        /// How many texts.
        texts: u64,
    },
    /// How the files that messages name fit those in the archive.
    Files {
        /// Named and there.
        found: u64,
        /// Named and not there.
        missing: Vec<String>,
        /// There, and no message names them.
        unnamed: u64,
    },
    /// The last line has no end. Some programs save so; a file that was cut off
    /// looks the same.
    OpenEnd,
    /// What records alone cannot tell is said in words of the reader.
    Other {
        /// In English.
        en: String,
        /// In French.
        fr: String,
    },
}

const RECORDS: [(&str, &str); 2] = [("record", "records"), ("enregistrement", "enregistrements")];
const SCRAMBLED: [(&str, &str); 2] = [
    ("text held", "texts held"),
    ("texte contenait", "textes contenaient"),
];

const FOUND: [(&str, &str); 2] = [
    ("file that messages name is", "files that messages name are"),
    (
        "fichier nommé dans les messages est",
        "fichiers nommés dans les messages sont",
    ),
];
const MISSING: [(&str, &str); 2] = [("is not", "are not"), ("n’y est pas", "n’y sont pas")];
const UNNAMED: [(&str, &str); 2] = [
    (
        "file there is named by no message",
        "files there are named by no message",
    ),
    (
        "fichier n’y est nommé par aucun message",
        "fichiers n’y sont nommés par aucun message",
    ),
];

fn files(found: u64, missing: &[String], unnamed: u64, language: Language) -> String {
    const SHOWN: usize = 20;
    let english = language == Language::English;
    let mut said = language.count(found, FOUND);
    said += if english {
        " in the archive"
    } else {
        " dans l’archive"
    };
    if !missing.is_empty() {
        let names = missing.iter().take(SHOWN).map(String::as_str);
        let names = names.collect::<Vec<_>>().join(", ");
        let more = if missing.len() > SHOWN { ", …" } else { "" };
        let colon = if english { ":" } else { "\u{a0}:" };
        let lack = language.count(missing.len() as u64, MISSING);
        said += &format!("; {lack}{colon} {names}{more}");
    }
    if unnamed > 0 {
        said += &format!("; {}", language.count(unnamed, UNNAMED));
    }
    if !english {
        said = said.replace("; ", "\u{a0}; ");
    }
    said + "."
}

impl Notice {
    /// In words.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let english = language == Language::English;
        match self {
            Self::WhatsApp(warning) => warning.words(language),
            Self::DateOrder { decision, .. } => decision.words(language),
            Self::CountDiffers { announced, found } => {
                let announced = language.count(*announced, RECORDS);
                if english {
                    format!("The file announces {announced} and has {found}.")
                } else {
                    format!("Le fichier annonce {announced} et en contient {found}.")
                }
            }
            Self::Mojibake { texts, .. } => {
                let held = language.count(*texts, SCRAMBLED);
                if english {
                    format!("{held} scrambled letters (RenÃ©); they were put right.")
                } else {
                    format!("{held} des lettres brouillées (RenÃ©)\u{a0}; elles ont été rétablies.")
                }
            }
            Self::Files {
                found,
                missing,
                unnamed,
            } => files(*found, missing, *unnamed, language),
            Self::OpenEnd if english => "The last line has no end. If the file was cut off there, the end of the last message is missing.".to_owned(),
            Self::OpenEnd => "La dernière ligne n’a pas de fin. Si le fichier a été coupé là, la fin du dernier message manque.".to_owned(),
            Self::Other { en, fr } => (if english { en } else { fr }).clone(),
        }
    }
}
