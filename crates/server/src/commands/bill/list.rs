//! Lists that people keep beside a bill, from files: what cannot be read is told line by line.

use std::path::Path;

use base::Failure;
use telecom::lists::{Fault, Form, text};
use telecom::words::Lang;

/// Reads the lines of a list in this form: what they say, or each that cannot be read.
type Parse<T> = fn(&str, Form) -> Result<Vec<T>, Vec<Fault>>;

/// A list from a file: TOML where its name ends so, else a table.
///
/// # Errors
/// When it cannot be opened, or with everything in it that cannot be read.
pub(super) fn read<T>(path: &Path, lang: Lang, parse: Parse<T>) -> Result<Vec<T>, Failure> {
    let toml = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    parse(&opened(path, lang)?, if toml { Form::Toml } else { Form::Csv }).map_err(|wrong| {
        let all: Vec<String> = wrong.iter().map(|fault| format!("\n  {}, {}", path.display(), fault.said(lang))).collect();
        Failure::broken(what(lang), all.concat())
    })
}

/// The text of a list.
///
/// # Errors
/// When it cannot be opened.
pub(super) fn opened(path: &Path, lang: Lang) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|e| Failure::broken(what(lang), format!("{}: {e}", path.display())))?;
    Ok(text(&bytes))
}

fn what(lang: Lang) -> &'static str {
    if lang == Lang::En { "reading the list" } else { "lecture de la liste" }
}
