//! `keepwell.toml`: `name = value`, one line a setting, no sections.

use std::path::Path;

use base::Failure;

use super::sources::nearest;
use super::table::{self, SETTINGS, Setting};

/// The settings that stand in the file.
pub(super) fn read(path: &Path) -> Result<Vec<(&'static Setting, String)>, Failure> {
    let wrong = |why: String| Failure::broken("reading the settings", format!("{}: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| wrong(e.to_string().trim_end().to_owned()))?;
    let mut found = Vec::new();
    for (name, value) in table {
        let setting = table::find(&name).ok_or_else(|| wrong(unknown(&name)))?;
        found.push((setting, plain(&value).ok_or_else(|| wrong(format!("{name} wants a text in quotes, or a number")))?));
    }
    refuse_readable_secret(path, &found)?;
    Ok(found)
}

fn unknown(name: &str) -> String {
    match nearest(&name.to_lowercase().replace('-', "_"), SETTINGS.iter().map(|s| s.name.to_owned())) {
        Some(meant) => format!("{name} is not a setting. Did you mean {meant}?"),
        None => format!("{name} is not a setting. `keepwell check` lists them all."),
    }
}

fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(yes) => Some(yes.to_string()),
        _ => None,
    }
}

/// A password in a file that others can read is no secret.
fn refuse_readable_secret(path: &Path, found: &[(&Setting, String)]) -> Result<(), Failure> {
    let Some((setting, _)) = found.iter().find(|(s, text)| s.secret && (text.contains('@') || !text.contains("://"))) else { return Ok(()) };
    if !readable_by_others(path) {
        return Ok(());
    }
    Err(Failure::broken("reading the settings", format!("{0} holds a password ({1}) and others can read it. Run: chmod 600 {0}", path.display(), setting.name)))
}

#[cfg(unix)]
fn readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|m| m.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn readable_by_others(_path: &Path) -> bool {
    false
}
