//! Why an archive is refused whole.

use crate::Language;
use serde::{Deserialize, Serialize};

/// Nothing of a refused archive is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "refused")]
pub enum Refusal {
    /// It does not end as a zip ends.
    #[error("This zip file is not complete. Export the chat again, or copy it again.")]
    Truncated,
    /// Its table of contents contradicts itself.
    #[error("This zip file is damaged: its table of contents contradicts itself.")]
    Damaged,
    /// A password is needed.
    #[error("This zip file needs a password. Unpack it first, and give what is inside.")]
    Encrypted,
    /// Too many files in it.
    #[error("This zip file holds {count} files; at most {most} are read.")]
    TooManyFiles {
        /// How many.
        count: u64,
        /// The limit.
        most: u64,
    },
    /// Too much in it.
    #[error("Unpacked, this file would be larger than is read.")]
    TooLarge,
    /// So tightly packed that it is a trap.
    #[error("This zip file is packed more tightly than any chat: {name}")]
    Ratio {
        /// The file in it.
        name: String,
    },
    /// Two files in it share bytes.
    #[error("This zip file is damaged: two files in it overlap.")]
    Overlap,
    /// A file's own header differs from the table of contents.
    #[error("This zip file is damaged: {name} is described in two ways.")]
    HeaderMismatch {
        /// The file in it.
        name: String,
    },
    /// Two chat texts of one name.
    #[error("This zip file holds two different texts named {name}.")]
    AmbiguousTranscript {
        /// The name.
        name: String,
    },
    /// Only other archives in it.
    #[error("This zip file holds only other archives. Unpack it first.")]
    Nested,
    /// The source cannot be read.
    #[error("The file cannot be read.")]
    Unreadable,
}

impl Refusal {
    /// In words that say what to do next.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::Truncated => {
                "Ce fichier zip n’est pas complet. Exportez la discussion de nouveau, ou copiez-la de nouveau.".to_owned()
            }
            Self::Damaged => {
                "Ce fichier zip est abîmé\u{a0}: sa table des matières se contredit.".to_owned()
            }
            Self::Encrypted => {
                "Ce fichier zip demande un mot de passe. Ouvrez-le d’abord, et donnez ce qu’il contient.".to_owned()
            }
            Self::TooManyFiles { count, most } => {
                format!("Ce fichier zip contient {count} fichiers\u{a0}; on en lit au plus {most}.")
            }
            Self::TooLarge => "Une fois ouvert, ce fichier serait trop gros.".to_owned(),
            Self::Ratio { name } => {
                format!("Ce fichier zip est plus comprimé que toute discussion\u{a0}: {name}")
            }
            Self::Overlap => {
                "Ce fichier zip est abîmé\u{a0}: deux fichiers s’y chevauchent.".to_owned()
            }
            Self::HeaderMismatch { name } => {
                format!("Ce fichier zip est abîmé\u{a0}: {name} y est décrit de deux façons.")
            }
            Self::AmbiguousTranscript { name } => {
                format!("Ce fichier zip contient deux textes différents nommés {name}.")
            }
            Self::Nested => {
                "Ce fichier zip ne contient que d’autres archives. Ouvrez-le d’abord.".to_owned()
            }
            Self::Unreadable => "Le fichier ne peut pas être lu.".to_owned(),
        }
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::UnexpectedEof => Self::Truncated,
            _ => Self::Unreadable,
        }
    }
}
