//! Why a backup is not opened, and what to do next.

use crate::Language;
use crate::sqlite::Damage;
use serde::{Deserialize, Serialize};

/// Why a backup is not opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "refused")]
pub enum Refusal {
    /// It has no `Manifest.plist`.
    #[error("This is not a whole iPhone backup: Manifest.plist is missing. Copy the whole folder.")]
    NoList,
    /// It has no `Manifest.db`.
    #[error("This is not a whole iPhone backup: Manifest.db is missing. Copy the whole folder.")]
    NoFiles,
    /// It was made before iOS 10.
    #[error(
        "This backup was made by an iPhone with iOS 9 or older. Update the phone and make a new backup."
    )]
    TooOld,
    /// It is encrypted and no password was given.
    #[error(
        "This backup is encrypted. Give the password that was chosen when backups were set up; it may not be the passcode of the phone."
    )]
    PasswordNeeded,
    /// The password is not the right one.
    #[error(
        "This is not the password of this backup. Nothing was read. Capital letters count; try again."
    )]
    WrongPassword,
    /// It would take too long to try a password.
    #[error(
        "This backup asks for {rounds} rounds of work for one password, more than any iPhone does. It was not opened."
    )]
    TooSlow {
        /// How many rounds.
        rounds: u64,
    },
    /// A part of it contradicts itself.
    #[error("This backup is damaged. Make a new one.")]
    Damaged,
    /// A key is of a class that only the phone itself can open.
    #[error("This file can only be opened on the phone itself.")]
    OnlyOnPhone,
    /// A file that it lists is not there.
    #[error("The backup lists the file {path} and does not have it. Copy the whole folder.")]
    FileMissing {
        /// Its name in the backup.
        path: String,
    },
    /// Its list of files cannot be read.
    #[error("The list of files in this backup cannot be read. {0}")]
    List(Damage),
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
            Self::NoList => "Cette sauvegarde d’iPhone n’est pas complète\u{a0}: Manifest.plist manque. Copiez tout le dossier.".to_owned(),
            Self::NoFiles => "Cette sauvegarde d’iPhone n’est pas complète\u{a0}: Manifest.db manque. Copiez tout le dossier.".to_owned(),
            Self::TooOld => "Cette sauvegarde vient d’un iPhone sous iOS 9 ou plus ancien. Mettez le téléphone à jour et refaites une sauvegarde.".to_owned(),
            Self::PasswordNeeded => "Cette sauvegarde est chiffrée. Donnez le mot de passe choisi au moment de la régler\u{a0}; ce n’est peut-être pas le code du téléphone.".to_owned(),
            Self::WrongPassword => "Ce n’est pas le mot de passe de cette sauvegarde. Rien n’a été lu. Les majuscules comptent\u{a0}; essayez de nouveau.".to_owned(),
            Self::TooSlow { rounds } => format!("Cette sauvegarde demande {rounds} tours de calcul pour un mot de passe, plus que tout iPhone. Elle n’a pas été ouverte."),
            Self::Damaged => "Cette sauvegarde est endommagée. Faites-en une nouvelle.".to_owned(),
            Self::OnlyOnPhone => "Seul le téléphone lui-même peut ouvrir ce fichier.".to_owned(),
            Self::FileMissing { path } => format!("La sauvegarde énumère le fichier {path} et ne l’a pas. Copiez tout le dossier."),
            Self::List(damage) => format!("On ne peut pas lire la liste des fichiers de cette sauvegarde. {}", damage.words(language)),
            Self::Unreadable => "On ne peut pas lire ce fichier.".to_owned(),
        }
    }
}
