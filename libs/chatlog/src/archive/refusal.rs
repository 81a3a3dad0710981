//! Why an archive is refused whole.

use crate::{Language, Reason};
use serde::{Deserialize, Serialize};
use std::io;

/// Nothing of a refused archive is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "refused")]
pub enum Refusal {
    /// It does not end as a zip ends.
    #[error("This zip file is not complete. Export the chat again, or copy it again.")]
    Truncated,
    /// Something stands after its end.
    #[error(
        "{bytes} bytes stand after the end of this zip file and belong to nothing in it: it is damaged, or something was added to it. Export the chat again, or copy it again."
    )]
    Trailing {
        /// How many.
        bytes: u64,
    },
    /// A file in it is not what its check sum or its length says.
    #[error(
        "This zip file is damaged: the check sum or the length of {name} does not agree with what is in it. Export the chat again, or copy it again."
    )]
    CheckSum {
        /// The file in it.
        name: String,
    },
    /// A file in it cannot be unpacked.
    #[error(
        "This zip file is damaged: {name} cannot be unpacked. Export the chat again, or copy it again."
    )]
    Content {
        /// The file in it.
        name: String,
    },
    /// What is packed with gzip ends too early.
    #[error("This packed file (.gz) is cut off: its end is missing. Copy it again.")]
    PackedCut,
    /// What is packed with gzip cannot be unpacked.
    #[error("This packed file (.gz) is damaged and cannot be unpacked. Copy it again.")]
    Packed,
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
            Self::Trailing { bytes } => format!(
                "{bytes} octets suivent la fin de ce fichier zip et n’appartiennent à rien de ce qu’il contient\u{a0}: il est abîmé, ou on y a ajouté quelque chose. Exportez la discussion de nouveau, ou copiez-la de nouveau."
            ),
            Self::CheckSum { name } => format!(
                "Ce fichier zip est abîmé\u{a0}: la somme de contrôle ou la longueur de {name} ne correspond pas à son contenu. Exportez la discussion de nouveau, ou copiez-la de nouveau."
            ),
            Self::Content { name } => format!(
                "Ce fichier zip est abîmé\u{a0}: on ne peut pas décomprimer {name}. Exportez la discussion de nouveau, ou copiez-la de nouveau."
            ),
            Self::PackedCut => "Ce fichier comprimé (.gz) est coupé\u{a0}: la fin manque. Copiez-le de nouveau.".to_owned(),
            Self::Packed => "Ce fichier comprimé (.gz) est abîmé et ne peut pas être décomprimé. Copiez-le de nouveau.".to_owned(),
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

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        if let Some(Broken(refusal)) = Broken::of(&error) {
            return refusal.clone();
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            _ => Self::Unreadable,
        }
    }
}

/// What is packed cannot be unpacked, or is not what was packed. It goes through
/// readers as an error of reading.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) struct Broken(pub Refusal);

impl Broken {
    /// What an error of reading is about, where it is that.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }

    /// An error of unpacking says what is broken; any other stays what it is.
    pub fn unpacking(error: io::Error, refusal: Refusal) -> io::Error {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        match error.kind() {
            InvalidData | InvalidInput | UnexpectedEof => Self(refusal).into(),
            _ => error,
        }
    }

    /// Why the file is no message.
    pub fn reason(&self) -> Reason {
        match self.0 {
            Refusal::CheckSum { .. } => Reason::CheckSum,
            Refusal::PackedCut => Reason::CutOff,
            _ => Reason::Damaged,
        }
    }
}

impl From<Broken> for io::Error {
    fn from(broken: Broken) -> Self {
        Self::new(io::ErrorKind::InvalidData, broken)
    }
}
