//! A bill entered by hand: an empty form to fill in, and the filled form as a bill like any other.

use std::path::Path;

use base::Failure;
use telecom::read::apart::Done;
use telecom::read::manual::Form;
use telecom::read::{FileKind, Look, Reading, Tally, add_up};
use telecom::tomls;
use telecom::words::Lang;

use crate::commands::plan::LangArg;
use crate::commands::{Outcome, say};

/// Print an empty form
#[derive(Debug, clap::Args)]
pub(crate) struct EmptyForm {
    /// en or fr
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
}

impl EmptyForm {
    #[expect(clippy::unnecessary_wraps, reason = "every command has this face")]
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let form = if Lang::from(self.lang) == Lang::En { include_str!("form.en.toml") } else { include_str!("form.fr.toml") };
        say(form.trim_end());
        Ok(Outcome::Done)
    }
}

/// Reads a filled form.
///
/// # Errors
/// With every field that cannot be read, and its line.
pub(super) fn read(path: &Path, lang: Lang) -> Result<Box<Done>, Failure> {
    let (what, line_word) = if lang == Lang::En { ("reading the form", "line") } else { ("lecture du formulaire", "ligne") };
    let broken = |why: String| Failure::broken(what, why);
    let text = super::read::text_of(path, what, lang)?;
    let form: Form = toml::from_str(&text).map_err(|e| {
        let tomls::Refused { line, column, what, suggestion } = tomls::refused(&text, &e);
        let (column_word, colon) = if lang == Lang::En { ("column", ":") } else { ("colonne", "\u{a0}:") };
        let meant = tomls::did_you_mean(suggestion.as_deref(), lang);
        let told = format!("{}{meant}", what.in_lang(lang));
        let end = if told.ends_with('?') { "" } else { "." };
        let quoted = match lang {
            Lang::En => "Write every value in quotation marks; the names are those of the empty form (keepwell bill form).",
            Lang::Fr => "Écrivez chaque valeur entre guillemets droits; les noms sont ceux du formulaire vide (keepwell bill form).",
        };
        broken(format!("{}, {line_word} {line}, {column_word} {column}{colon} {told}{end} {quoted}", path.display()))
    })?;
    let bill = form.check().map_err(|wrong| {
        let told = |row, field: &str| format!("\n  {}, {line_word} {} ({field}): ", path.display(), line_of(&text, row, field));
        broken(wrong.iter().map(|one| told(one.row, one.field) + one.said(lang)).collect())
    })?;
    let (sums, rows) = (add_up(&bill), bill.rows.len());
    let tally = Tally { lines: rows as u64, rows: rows as u64, ..Tally::default() };
    let look = Look { file: FileKind::Csv, encoding: None, delimiter: None, day_first: None, header: Vec::new(), unused: Vec::new(), tally, passed_over: Vec::new(), columns: Vec::new(), guesses: Vec::new() };
    Ok(Box::new(Done { reading: Reading { bill, look }, sums, rows, problems: 0, others: Vec::new() }))
}

/// The line of a field: of the bill itself (row 0), or of the row of that number; where it is missing, the line its part begins on.
fn line_of(text: &str, row: usize, field: &str) -> usize {
    let (mut part, mut begin) = (0, 1);
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.replace(' ', "") == "[[rows]]" {
            part += 1;
            begin = if part <= row { number } else { begin };
        } else if part == row && line.strip_prefix(field).is_some_and(|rest| rest.trim_start().starts_with('=')) {
            return number;
        }
    }
    begin
}
