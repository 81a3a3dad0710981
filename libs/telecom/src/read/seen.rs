//! What a person who is writing a profile wants to see: which column is which, and
//! what the file had to tell because nobody said it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::profile::{Field, Profile};
use super::row::{Cells, Layout};
use crate::words::Lang;

/// A value of a table, the column it is read from, and the first thing that stood there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSeen {
    /// The table's name in the profile.
    pub table: String,
    /// Our name: `place_to`.
    pub field: String,
    /// Position from 1; for rows that are text, the place in the pattern.
    pub at: usize,
    /// The name above the column; empty where the profile counts columns, or rows are text.
    pub name: String,
    /// The first cell that held anything; empty when none of the first rows did.
    pub example: String,
}

/// What was guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// How letters are written as bytes.
    Encoding,
    /// What stands between cells.
    Delimiter,
    /// Whether the day or the month stands first.
    Order,
    /// What stands before decimals.
    Decimal,
    /// The days of use that are billed.
    Period,
}

/// How sure something is, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// A person or the profile said so.
    Said,
    /// The file says so itself: a mark at its beginning, a line `sep=`, a printed period.
    Marked,
    /// Nothing else fits: an encoding that leaves no broken letter, the one delimiter under which the names
    /// of the columns stand, a day above 12.
    OnlyFit,
    /// It makes no difference.
    Same,
    /// The period of the bill decided.
    ByPeriod,
    /// It fits best, and something else is possible.
    Likely,
    /// Nothing decides: a person must say.
    Open,
}

/// What the file had to tell, and how sure that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// What.
    pub what: What,
    /// The value: `UTF-8`, `;`, `day-first`; empty when it stays open.
    pub value: String,
    /// How sure.
    pub sure: Sure,
}

impl Guess {
    pub(super) fn new(what: What, value: impl Into<String>, sure: Sure) -> Self {
        Self { what, value: value.into(), sure }
    }
}

impl What {
    /// The word a person reads.
    #[must_use]
    pub const fn said(self, lang: Lang) -> &'static str {
        let (en, fr) = match self {
            Self::Encoding => ("letters", "lettres"),
            Self::Delimiter => ("between cells", "entre les cases"),
            Self::Order => ("dates", "dates"),
            Self::Decimal => ("decimals", "décimales"),
            Self::Period => ("period", "période"),
        };
        match lang {
            Lang::En => en,
            Lang::Fr => fr,
        }
    }
}

impl Sure {
    /// How sure, in words, and what to do when it is not.
    #[must_use]
    pub const fn said(self, lang: Lang) -> &'static str {
        let (en, fr) = match self {
            Self::Said => ("certain: it was said", "certain\u{a0}: on l’a dit"),
            Self::Marked => ("certain: the file says so", "certain\u{a0}: le fichier le dit"),
            Self::OnlyFit => ("certain: nothing else fits", "certain\u{a0}: rien d’autre ne convient"),
            Self::Same => ("certain: here it makes no difference", "certain\u{a0}: ici cela ne change rien"),
            Self::ByPeriod => ("very likely: the period of the bill decided", "très probable\u{a0}: la période de la facture a tranché"),
            Self::Likely => ("likely: look at the rows, and say it in the profile if it is wrong", "probable\u{a0}: regardez les lignes, et dites-le dans le profil si c’est faux"),
            Self::Open => ("open: nothing in the file tells; say it in the profile or on the command line", "ouvert\u{a0}: rien dans le fichier ne le dit; dites-le dans le profil ou à la ligne de commande"),
        };
        match lang {
            Lang::En => en,
            Lang::Fr => fr,
        }
    }
}

/// Looks at the first rows of each table.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// By table and field: the position, and the first thing that stood there.
    found: HashMap<(usize, usize), (usize, String)>,
    names: HashMap<(usize, usize), String>,
    looked: HashMap<usize, u32>,
}

/// More rows of a table are not looked at for examples.
const LOOKED_AT: u32 = 25;
/// An example is no longer than this.
const LONGEST: usize = 60;

impl Columns {
    /// A header: which names stand above which columns, for the tables it fits.
    pub(super) fn header(&mut self, fits: &[(usize, Layout)], names: &[String]) {
        for (table, layout) in fits {
            for at in layout.used() {
                if let Some(name) = names.get(at) {
                    self.names.insert((*table, at), name.clone());
                }
            }
        }
    }

    /// A row that was read.
    pub(super) fn row<C: Cells>(&mut self, table: usize, layout: &Layout, cells: &C) {
        let looked = self.looked.entry(table).or_default();
        if *looked >= LOOKED_AT {
            return;
        }
        *looked += 1;
        for (index, field) in Field::ALL.iter().enumerate() {
            let Some(at) = layout.get(*field) else { continue };
            let seen = self.found.entry((table, index)).or_insert_with(|| (at, String::new()));
            if seen.1.is_empty() {
                seen.1 = cells.cell(at).unwrap_or_default().trim().chars().take(LONGEST).collect();
            }
        }
    }

    /// In the order of the profile's tables, by position.
    pub(super) fn listed(self, profile: &Profile) -> Vec<ColumnSeen> {
        let mut all: Vec<(usize, usize, usize, String)> = self.found.into_iter().map(|((table, field), (at, example))| (table, at, field, example)).collect();
        all.sort();
        let names = &self.names;
        let seen = all.into_iter().map(|(table, at, field, example)| ColumnSeen {
            table: profile.tables.get(table).map(|table| table.name.clone()).unwrap_or_default(),
            field: Field::ALL.get(field).map(|field| field.key().to_owned()).unwrap_or_default(),
            at: at + 1,
            name: names.get(&(table, at)).cloned().unwrap_or_default(),
            example,
        });
        seen.collect()
    }
}
