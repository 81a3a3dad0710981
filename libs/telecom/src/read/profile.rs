//! A profile says how one carrier writes its bills: a small file that people edit.
//!
//! `[recognise]` tells the bill from others, `[file]` and `[dates]` say how it is
//! written, `[bill]` where the account and the period stand, each `[[table]]` what
//! one kind of row looks like, each `[[total]]` which printed sum the rows must
//! reach. The guide page "A profile for another carrier" explains every key by an
//! example; the crate's documentation of [`crate::read`] runs one.
//!
//! A key that is not known is refused, with its line and the nearest that is.

mod compile;
mod file;

use super::dates::Form;
use super::pattern::Pattern;
use super::values::Mark;
use crate::bill::{Direction, Kind, Service, Zone};
use crate::words::Lang;

pub use file::Field;

/// One carrier's way of writing bills.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Short name, as in `--profile`: lower-case letters, digits, hyphens.
    pub id: String,
    /// What a person calls it.
    pub name: String,
    /// Whose bills these are.
    pub carrier: Option<String>,
    /// Where the column names come from.
    pub source: String,
    /// Whether it was made up by us, because nobody has published the real layout.
    pub made_up: bool,
    /// ISO 4217.
    pub currency: String,
    /// For bills of other countries: what stands before their numbers, `61`.
    pub country_code: Option<String>,
    /// IANA name of the zone its times are in.
    pub zone: Option<String>,
    /// What kinds of file it reads.
    pub files: Vec<FileKind>,
    pub(super) recognise: Recognise,
    pub(super) delimiter: Option<u8>,
    pub(super) encoding: Option<String>,
    pub(super) decimal: Option<Mark>,
    pub(super) sheet: Option<String>,
    pub(super) quotes: bool,
    pub(super) skip: Vec<Pattern>,
    pub(super) dates: Vec<Form>,
    pub(super) times: Vec<Form>,
    pub(super) day_first: Option<bool>,
    pub(super) bill: Vec<Fact>,
    pub(super) tables: Vec<Table>,
    pub(super) totals: Vec<Total>,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// Text with delimiters.
    Csv,
    /// A workbook: `.xlsx`, `.xls`, `.ods`.
    Xlsx,
    /// Pages of letters.
    Pdf,
}

/// What tells a bill from others.
#[derive(Debug, Clone, Default)]
pub(super) struct Recognise {
    pub header_has: Vec<String>,
    pub text_has: Vec<String>,
}

/// A fact about the whole bill.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub what: FactKind,
    pub text: Pattern,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FactKind {
    Account,
    Invoice,
    BillDate,
    Period,
    Line,
    Page,
}

/// One kind of row, and how it is written.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// How it is named in messages: its `id`, or its kind.
    pub name: String,
    pub kind: Kind,
    pub service: Service,
    /// Its rows say what the next ones of the same key are, and are no rows themselves.
    pub note: bool,
    pub direction: Option<Direction>,
    pub heading: Vec<Pattern>,
    pub row: Vec<Pattern>,
    pub first_cell: Option<String>,
    pub header_lines: usize,
    pub wraps: bool,
    /// What stands under its heading is of no single phone.
    pub whole_account: bool,
    pub columns: Vec<(Field, Column)>,
    pub optional: Vec<Field>,
    pub blank: Vec<Field>,
    pub group: Vec<Column>,
    pub join: Vec<Column>,
    pub when: Vec<When>,
    pub only: Vec<(Column, Vec<Pattern>)>,
}

/// Which column holds a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// By the name above it; any of these, in any case.
    Named(Vec<String>),
    /// By position, from 1.
    At(usize),
}

/// What a value in one column means for the row.
#[derive(Debug, Clone)]
pub(super) struct When {
    pub column: Column,
    pub is: Vec<Pattern>,
    pub then: Meaning,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Meaning {
    pub direction: Option<Direction>,
    pub kind: Option<(Kind, Service)>,
    pub roaming: Option<bool>,
    pub forwarded: Option<bool>,
    pub zone: Option<Zone>,
    pub not_a_place: bool,
}

/// A printed sum.
#[derive(Debug, Clone)]
pub(super) struct Total {
    pub of: Of,
    pub text: Vec<Pattern>,
    pub first_cell: Option<String>,
    pub only: Vec<(Column, Vec<Pattern>)>,
    pub columns: Vec<(Field, Column)>,
    pub group: Vec<Column>,
    /// Every section of this bill must print it.
    pub required: bool,
}

/// What rows a printed sum is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Section,
    Line,
    LineKind(Kind),
    Kind(Kind),
    Bill,
}

/// Why a profile cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[error("{}", self.said(Lang::En))]
pub struct BadProfile {
    /// Counted from 1; 0 when it is about the whole file.
    pub line: usize,
    /// Counted from 1, in characters; 0 when it is about the whole line.
    pub column: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
    /// The same in French.
    pub french: String,
}

impl BadProfile {
    /// Where, and what is wrong, in that language.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let (line, column) = if lang == Lang::En { ("line", "column") } else { ("ligne", "colonne") };
        let place = match (self.line, self.column) {
            (0, _) => String::new(),
            (row, 0) => format!("{line} {row}"),
            (row, at) => format!("{line} {row}, {column} {at}"),
        };
        match (place.is_empty(), lang) {
            (true, Lang::En) => self.message.clone(),
            (true, Lang::Fr) => self.french.clone(),
            (false, Lang::En) => format!("{place}: {}", self.message),
            (false, Lang::Fr) => format!("{place}\u{a0}: {}", self.french),
        }
    }
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// [`BadProfile`] with the first line that cannot be used, and why.
    pub fn parse(text: &str) -> Result<Self, BadProfile> {
        compile::profile(text)
    }

    /// All profiles that come with the program.
    #[must_use]
    pub fn shipped() -> Vec<Self> {
        SHIPPED.iter().filter_map(|(_, text)| Self::parse(text).ok()).collect()
    }

    /// The text of a profile that comes with the program, to copy and change.
    #[must_use]
    pub fn text(id: &str) -> Option<&'static str> {
        SHIPPED.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
    }

    /// Whether it reads such files.
    #[must_use]
    pub fn reads(&self, kind: FileKind) -> bool {
        self.files.contains(&kind)
    }
}

macro_rules! shipped {
    ($($id:literal)*) => { &[$(($id, include_str!(concat!("../../profiles/", $id, ".toml")))),*] };
}

/// In the order they are tried: the most particular first.
const SHIPPED: &[(&str, &str)] = shipped!(
    "made-up-bell" "made-up-rogers" "made-up-telus" "telstra-obs" "thinktel" "bell-west" "verizon-charges"
    "uk-fcs" "bics" "o2-uk" "att-raw" "temps-d-antenne" "airtime-columns" "airtime-detail"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_that_comes_with_the_program_can_be_read() {
        for (id, text) in SHIPPED {
            let profile = Profile::parse(text).unwrap_or_else(|bad| panic!("{id}: {bad}"));
            assert_eq!(profile.id, *id);
        }
    }

    #[test]
    fn a_misspelled_key_is_refused_with_its_line_and_the_nearest_word() {
        let good = Profile::text("airtime-detail").unwrap();
        let with = |from: &str, to: &str| Profile::parse(&good.replacen(from, to, 1)).unwrap_err();

        let bad = with("\nminutes = ", "\nminuts = ");
        assert!(bad.line > 20 && bad.message.contains("“minuts”") && bad.message.ends_with("Did you mean “minutes”?"), "{bad}");
        assert!(with("[dates]", "[datum]").message.contains("“datum”"));
        assert!(with("kind = \"voice\"", "kind = \"voce\"").message.contains("Did you mean “voice”?"));
        let bad = with("Total airtime charges for {line}", "Total airtime charges for {lin}");
        assert!(bad.line > 20 && bad.message.contains("{lin}") && bad.french.contains("{lin}"), "{bad}");
        assert!(with("format = 1", "format = 9").message.contains("format = 1"));
        assert!(with("zone = \"America/Toronto\"", "zone = \"America/Ottawa\"").french.contains("n’est pas un fuseau"));
        assert!(with("%b %d", "%q").message.contains("%q"));
        assert!(Profile::parse("").is_err() && Profile::parse("[[[").is_err());
    }
}
