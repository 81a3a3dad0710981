//! Bills out of files: CSV, workbooks and PDF by profiles that people can edit.
//!
//! A [`Profile`] says how one carrier writes: [`Profile::shipped`] are those that
//! come with the program. [`recognise`] says which of them fit a file, [`read`]
//! reads it, [`preview`] shows the first rows as they would be read, and
//! [`add_up`] says whether the rows reach the printed sums. [`manual`] makes the
//! same [`Bill`] out of a small form.
//!
//! The rule that matters: **every line of the file becomes a row, a total, a
//! heading or a problem**, or is named as skipped or as words; [`Tally`] adds up
//! to all of them, and a line with an amount is never passed over in silence.
//!
//! # A profile for another carrier
//!
//! ```
//! use telecom::bill::Kind;
//! use telecom::read::{Given, Profile, Verdict, add_up, read};
//!
//! let profile = Profile::parse(r#"
//!     format = 1                             # the version of this grammar
//!
//!     [profile]
//!     id = "prairie-phone"                   # the name after --profile
//!     name = "Prairie Phone, list of calls"  # what people see
//!     files = ["csv", "xlsx"]                # csv, xlsx, pdf
//!
//!     [file]
//!     skip = ["Printed on *"]                # lines that mean nothing; * is any text
//!
//!     [dates]
//!     date = ["%d/%m/%Y", "%m/%d/%Y"]        # both: the whole file decides which
//!     time = ["%H:%M"]
//!
//!     [bill]
//!     period = "Period {from} to {to}"       # words of the bill, values in braces
//!
//!     [[table]]
//!     kind = "voice"
//!     direction = "out"                      # unless a `when` below says otherwise
//!
//!     [table.columns]                        # our name = the name above the column
//!     line = "Phone"
//!     date = "Day"
//!     time = "Time"
//!     number = "Other number"
//!     place_to = "To"
//!     minutes = "Min"
//!     total = ["Cost", "Charge"]             # either name
//!
//!     [[table.when]]
//!     column = "To"
//!     is = ["INCOMING", "ENTRANT"]
//!     direction = "in"                       # and `INCOMING` is no place
//!
//!     [[total]]
//!     text = "Total for {line} {amount}"
//!     of = "line"
//! "#)?;
//!
//! let file = b"Prairie Phone;;\r\nPeriod 2025-03-01 to 2025-03-31\n\
//!     Phone;Day;Time;Other number;To;Min;Cost\r\n\
//!     613-555-0123;03/04/2025;9:02;416-555-0108;TORONTO ON;3;0,30 $\n\
//!     613-555-0123;13/03/2025;9:02;819-555-0117;INCOMING;2;0,00 $\n\
//!     Total for 613-555-0123;;;;;;0,40 $\n";
//! let reading = read(file, &profile, &Given::default())?;
//!
//! let calls = &reading.bill.rows;
//! assert_eq!(calls[0].date.unwrap().to_string(), "2025-04-03"); // 13/03 shows that the day stands first
//! assert_eq!((calls[1].kind, calls[1].place_to.as_deref()), (Kind::Usage, None));
//!
//! // The rows come to 0.30, the bill says 0.40.
//! let sums = add_up(&reading.bill);
//! assert_eq!((sums[0].verdict, sums[0].missing().as_str()), (Verdict::Short, "0.10"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The guide page "A profile for another carrier" explains every key.
//!
//! Reading order of the source: `profile` (what people write), `decode`, `csv`,
//! `sheet`, `pdf` (lines and cells out of files), `row` (cells to values), `build`
//! (lines to a bill), `dates` and `finish` (what the whole file decides), `totals`.
//!
//! Not here: processes and their limits. Files of strangers, PDF above all, are
//! read in a process of their own; [`apart`] is what such a process runs.

pub mod apart;
mod build;
mod code;
mod csv;
mod dates;
pub(crate) mod decode;
mod finish;
pub mod manual;
mod pattern;
mod pdf;
mod profile;
mod row;
mod seen;
mod sheet;
mod values;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::bill::{Bill, Days, Place};
use crate::words::Lang;

pub use code::{CODES, said};
pub use seen::{ColumnSeen, Guess, Sure, What};
pub use profile::{BadProfile, Column, Field, FileKind, Profile};
pub use crate::totals::{Sum, Verdict, add_up};
pub use values::Mark;

/// What a person knows and the file may not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The days of use the bill is for.
    pub period: Option<Days>,
    /// Whether the day stands before the month where both are numbers.
    pub day_first: Option<bool>,
}

/// A bill as read, and how it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The bill.
    pub bill: Bill,
    /// How the file turned out to be written.
    pub look: Look,
}

/// How a file turned out to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// What kind of file.
    pub file: FileKind,
    /// `UTF-8`, `UTF-16LE`, `windows-1252`; nothing for workbooks and PDF.
    pub encoding: Option<String>,
    /// What stands between cells.
    pub delimiter: Option<char>,
    /// Whether the day stands before the month; `None` where that does not matter.
    pub day_first: Option<bool>,
    /// The names above the columns.
    pub header: Vec<String>,
    /// Those that the profile does not read.
    pub unused: Vec<String>,
    /// What every line became.
    pub tally: Tally,
    /// The first lines of words that were passed over.
    pub passed_over: Vec<(Place, String)>,
    /// Which value of which table was read out of which column, with the first that stood there.
    pub columns: Vec<ColumnSeen>,
    /// What nobody said and the file had to tell, and how sure that is.
    pub guesses: Vec<Guess>,
}

/// What every line of a file became. [`Tally::lines`] is the sum of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Lines that hold anything.
    pub lines: u64,
    /// Rows of the bill.
    pub rows: u64,
    /// Printed sums.
    pub totals: u64,
    /// Headings of sections.
    pub headings: u64,
    /// Names of columns.
    pub headers: u64,
    /// Facts of the whole bill.
    pub facts: u64,
    /// Lines that belong to the row before or after.
    pub notes: u64,
    /// Lines that the profile skips.
    pub skipped: u64,
    /// Words that nothing describes, without an amount.
    pub passed_over: u64,
    /// Lines that are nothing but a problem.
    pub problems: u64,
}

impl Tally {
    /// Lines that are in none of the parts: always nought.
    #[must_use]
    pub fn unaccounted(&self) -> i128 {
        let parts = [self.rows, self.totals, self.headings, self.headers, self.facts, self.notes, self.skipped, self.passed_over, self.problems];
        i128::from(self.lines) - parts.into_iter().map(i128::from).sum::<i128>()
    }
}

/// Why a file cannot be read at all, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unread {
    /// Nothing in it.
    #[error("This file is empty.")]
    Empty,
    /// No letters in it.
    #[error("This is neither text, a workbook nor a PDF.")]
    NoText,
    /// A photo or a screen shot.
    #[error("This is a picture: it holds no letters. Enter the bill by hand: keepwell bill form")]
    Picture,
    /// The profile is for other files.
    #[error("This profile does not read such files ({0}).")]
    OtherKind(String),
    /// No profile fits.
    #[error("No profile fits this file. Choose one, or write one: the guide shows how.")]
    NoProfile,
    /// The names of the columns were not found.
    #[error("The names of the columns were not found{}. Is it the right profile?", missing(.0))]
    NoHeader(Vec<String>),
    /// No row fits.
    #[error("Nothing in this file is a row of this profile. Is it the right profile?")]
    NoRows,
    /// Damaged.
    #[error("This PDF is damaged. Ask for it again, or enter the bill by hand.")]
    BrokenPdf,
    /// A password is needed.
    #[error("This PDF needs a password. Save it again without one.")]
    Locked,
    /// Pictures of letters.
    #[error("This PDF is a scan: it holds pictures, not letters. Enter the bill by hand: keepwell bill form")]
    Scan,
    /// Damaged.
    #[error("This workbook is damaged, or is none. Save it again as .xlsx or CSV.")]
    BrokenWorkbook,
}

impl Unread {
    /// The same in French or English.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        let text = match self {
            Self::Empty => "Ce fichier est vide.",
            Self::NoText => "Ce n’est ni du texte, ni un classeur, ni un PDF.",
            Self::Picture => "C’est une image\u{a0}: elle ne contient pas de lettres. Entrez la facture à la main\u{a0}: keepwell bill form",
            Self::OtherKind(kind) => return format!("Ce profil ne lit pas ce genre de fichier ({kind})."),
            Self::NoProfile => "Aucun profil ne convient à ce fichier. Choisissez-en un, ou écrivez-en un\u{a0}: le guide montre comment.",
            Self::NoHeader(names) if names.is_empty() => "Les noms des colonnes n’ont pas été trouvés. Est-ce le bon profil?",
            Self::NoHeader(names) => return format!("Les noms des colonnes n’ont pas été trouvés (il manque\u{a0}: {}). Est-ce le bon profil?", names.join(", ")),
            Self::NoRows => "Rien dans ce fichier n’est une ligne de ce profil. Est-ce le bon profil?",
            Self::BrokenPdf => "Ce PDF est abîmé. Demandez-le de nouveau, ou entrez la facture à la main.",
            Self::Locked => "Ce PDF demande un mot de passe. Enregistrez-le de nouveau sans mot de passe.",
            Self::Scan => "Ce PDF est une numérisation\u{a0}: il contient des images, pas des lettres. Entrez la facture à la main\u{a0}: keepwell bill form",
            Self::BrokenWorkbook => "Ce classeur est abîmé, ou n’en est pas un. Enregistrez-le de nouveau en .xlsx ou en CSV.",
        };
        text.to_owned()
    }
}

fn missing(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(" (missing: {})", names.join(", ")) }
}

/// What kind of file it is, by its first bytes; `None` when it is none that is read.
#[must_use]
pub fn kind(bytes: &[u8]) -> Option<FileKind> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    if memchr::memmem::find(head, b"%PDF-").is_some() {
        return Some(FileKind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Some(FileKind::Xlsx);
    }
    let binary = [b"\x7fELF".as_slice(), b"PK", b"\x1f\x8b"];
    let text = !binary.iter().any(|magic| bytes.starts_with(magic)) && no_kind(bytes) != Unread::Picture;
    text.then_some(FileKind::Csv)
}

/// Why a file of no kind that is read cannot be.
fn no_kind(bytes: &[u8]) -> Unread {
    let starts = |magics: &[&[u8]]| magics.iter().any(|magic| bytes.starts_with(magic));
    let within = |at: usize, word: &[u8]| bytes.get(at..at + word.len()) == Some(word);
    let picture = starts(&[b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"]) || within(4, b"ftyp") || (starts(&[b"RIFF"]) && within(8, b"WEBP")) || (starts(&[b"BM"]) && within(6, &[0; 4]));
    if picture { Unread::Picture } else { Unread::NoText }
}

/// Reads a bill.
///
/// # Errors
/// [`Unread`] when nothing can be made of the file. Whatever is wrong with single
/// lines is in [`Bill::problems`].
pub fn read(bytes: &[u8], profile: &Profile, given: &Given) -> Result<Reading, Unread> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unread::Empty);
    }
    let file = kind(bytes).ok_or_else(|| no_kind(bytes))?;
    if !profile.reads(file) {
        return Err(Unread::OtherKind(format!("{file:?}").to_lowercase()));
    }
    let mut builder = build::Builder::new(profile, given);
    let mut look = Look {
        file,
        encoding: None,
        delimiter: None,
        day_first: None,
        header: Vec::new(),
        unused: Vec::new(),
        tally: Tally::default(),
        passed_over: Vec::new(),
        columns: Vec::new(),
        guesses: Vec::new(),
    };
    match file {
        FileKind::Pdf => pdf::read(&mut builder, bytes, &mut look)?,
        FileKind::Xlsx => sheet::read(&mut builder, bytes, &mut look)?,
        FileKind::Csv => plain(&mut builder, bytes, &mut look)?,
    }
    look.guesses.extend(builder.decimal_guess());
    look.day_first = builder.settle();
    look.guesses.extend(builder.order_guess.take());
    look.guesses.extend(builder.period_guess());
    look.columns = std::mem::take(&mut builder.columns).listed(profile);
    look.tally = builder.tally;
    look.passed_over = builder.passed;
    Ok(Reading { bill: builder.bill, look })
}

fn plain(builder: &mut build::Builder<'_>, bytes: &[u8], look: &mut Look) -> Result<(), Unread> {
    let decoded = decode::text(bytes, builder.profile.encoding.as_deref());
    look.encoding = Some(decoded.encoding.to_owned());
    look.guesses.push(Guess::new(What::Encoding, decoded.encoding, decoded.sure));
    for (wrong, code) in [(decoded.damaged, code::TEXT), (decoded.nul, code::NUL)] {
        if wrong {
            builder.problem(Place::default(), "", None, code);
        }
    }
    csv::read(builder, &decoded.text, look, 0).map_err(|unread| match unread {
        Unread::NoHeader(_) => Unread::NoHeader(csv::missing(builder.profile, &decoded.text)),
        other => other,
    })
}

/// The profiles that fit a file, the best first. Each is tried: what counts is how
/// many rows it reads, and that it leaves few lines over.
#[must_use]
pub fn recognise<'p>(bytes: &[u8], profiles: &'p [Profile]) -> Vec<&'p Profile> {
    let Some(file) = kind(bytes) else { return Vec::new() };
    let head = match file {
        FileKind::Pdf => pdf::text(bytes).unwrap_or_default(),
        FileKind::Csv => decode::text(bytes.get(..256 * 1024).unwrap_or(bytes), None).text.into_owned(),
        FileKind::Xlsx => String::new(),
    };
    let plain = row::plain(&head);
    let says = |profile: &&Profile| {
        let known = &profile.recognise;
        let all = known.text_has.iter().chain(&known.header_has);
        file == FileKind::Xlsx || all.clone().all(|text| plain.contains(&row::plain(text)))
    };
    let mut fit: Vec<(usize, &Profile)> = profiles.iter().filter(|profile| profile.reads(file)).filter(says).filter_map(|profile| Some((score(bytes, file, profile)?, profile))).collect();
    fit.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    fit.into_iter().map(|(_, profile)| profile).collect()
}

/// How well a profile reads the beginning of a file; `None` when it does not.
fn score(bytes: &[u8], file: FileKind, profile: &Profile) -> Option<usize> {
    // A PDF or workbook cannot be cut; a text is read as far as decides.
    let most = 64 * 1024;
    let bytes = if file == FileKind::Csv { bytes.get(..most).unwrap_or(bytes) } else { bytes };
    let reading = read(bytes, profile, &Given::default()).ok()?;
    let tally = reading.look.tally;
    (tally.rows > 0).then(|| {
        let good = (tally.rows + tally.totals + tally.headings + tally.facts) * 1000 / tally.lines.max(1);
        let told = profile.recognise.header_has.len() + profile.recognise.text_has.len();
        let columns = profile.tables.iter().map(|table| table.columns.len()).max().unwrap_or(0);
        usize::try_from(good).unwrap_or(0) * 100 + told * 10 + columns
    })
}

/// The first rows as they would be read, and what was not understood up to there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// The first rows, with all that is known of the bill. At most so many as asked for.
    pub reading: Reading,
    /// How many rows there are in all.
    pub rows: usize,
    /// How many problems there are in all.
    pub problems: usize,
    /// What the whole file comes to.
    pub sums: Vec<Sum>,
}

/// Reads a bill for a person who is trying a profile: the whole file is read, so that
/// days and sums are as they will be, and the first `most` rows and problems are kept.
///
/// # Errors
/// As [`read`].
pub fn preview(bytes: &[u8], profile: &Profile, given: &Given, most: usize) -> Result<Preview, Unread> {
    let mut reading = read(bytes, profile, given)?;
    let sums = add_up(&reading.bill);
    let (rows, problems) = (reading.bill.rows.len(), reading.bill.problems.len());
    reading.bill.rows.truncate(most);
    reading.bill.problems.truncate(most);
    Ok(Preview { reading, rows, problems, sums })
}
