//! What can be wrong with a database file, and what was done about it.

use crate::Language;
use serde::{Deserialize, Serialize};

/// Why a database, a page or a row is not read. What stands beside it still is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "damage")]
pub enum Damage {
    /// It does not begin as a SQLite file does.
    #[error("This is not a SQLite database.")]
    NotSqlite,
    /// Its header cannot be.
    #[error("The first page of this database is damaged.")]
    Header,
    /// A page lies beyond the end of the file.
    #[error("The database is cut off: page {page} is missing.")]
    Truncated {
        /// The missing page, from 1.
        page: u32,
    },
    /// A page is reached twice: its tree bites its own tail.
    #[error("The database is damaged: page {page} is used twice.")]
    Twice {
        /// The page, from 1.
        page: u32,
    },
    /// A page is not of the kind that must stand there.
    #[error("The database is damaged: page {page} cannot be read.")]
    Page {
        /// The page, from 1.
        page: u32,
    },
    /// A row on a page cannot be read.
    #[error("The database is damaged: row {cell} of page {page} cannot be read.")]
    Row {
        /// The page, from 1.
        page: u32,
        /// The place of the row on the page, from 0.
        cell: u16,
    },
    /// A row is longer than anything a phone writes.
    #[error("Row {cell} of page {page} is longer than is read.")]
    RowTooLong {
        /// The page, from 1.
        page: u32,
        /// The place of the row on the page, from 0.
        cell: u16,
    },
    /// There is no such table.
    #[error("This database has no table “{table}”.")]
    NoTable {
        /// Its name.
        table: String,
    },
    /// What should be a table is a view or a virtual table. Nothing in the file
    /// is ever run, so it has no rows.
    #[error("“{table}” in this database is not a plain table.")]
    NotATable {
        /// Its name.
        table: String,
    },
    /// The list of tables is longer than is read.
    #[error("This database lists more tables than is read.")]
    TooManyTables,
    /// The source cannot be read.
    #[error("The file cannot be read.")]
    Unreadable,
}

impl Damage {
    /// In words for a person.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        match self {
            Self::NotSqlite => "Ce n’est pas une base de données SQLite.".to_owned(),
            Self::Header => "La première page de cette base de données est endommagée.".to_owned(),
            Self::Truncated { page } => {
                format!("La base de données est coupée\u{a0}: la page {page} manque.")
            }
            Self::Twice { page } => {
                format!("La base de données est endommagée\u{a0}: la page {page} sert deux fois.")
            }
            Self::Page { page } => {
                format!("La base de données est endommagée\u{a0}: la page {page} est illisible.")
            }
            Self::Row { page, cell } => format!(
                "La base de données est endommagée\u{a0}: la rangée {cell} de la page {page} est illisible."
            ),
            Self::RowTooLong { page, cell } => {
                format!("La rangée {cell} de la page {page} est plus longue que ce qu’on lit.")
            }
            Self::NoTable { table } => {
                format!("Cette base de données n’a pas de table «\u{a0}{table}\u{a0}».")
            }
            Self::NotATable { table } => format!(
                "Dans cette base de données, «\u{a0}{table}\u{a0}» n’est pas une simple table."
            ),
            Self::TooManyTables => {
                "Cette base de données énumère plus de tables qu’on n’en lit.".to_owned()
            }
            Self::Unreadable => "On ne peut pas lire ce fichier.".to_owned(),
        }
    }
}

impl From<std::io::Error> for Damage {
    fn from(_: std::io::Error) -> Self {
        Self::Unreadable
    }
}

pub(super) type Sound<T> = Result<T, Damage>;
