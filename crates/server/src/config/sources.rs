//! Who wins: a flag over the environment, that over the file, that over the default.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use base::Failure;

use super::file;
use super::table::{self, SETTINGS, Setting};

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    Default,
    File(PathBuf),
    Variable,
    Flag,
}

/// The text of each setting that was given, and where it was.
#[derive(Clone, Default)]
pub struct Values {
    given: BTreeMap<&'static str, (String, Origin)>,
    /// The file that was read, if there was one.
    pub file: Option<PathBuf>,
}

/// The name of the file in the data folder.
pub const FILE: &str = "keepwell.toml";
/// Names another file than the one in the data folder. Not a setting: it says where settings stand.
pub const FILE_VARIABLE: &str = "KEEPWELL_CONFIG";

/// Puts flags, environment and file together.
///
/// # Errors
/// When a name is not known, or the file cannot be read.
pub fn gather(config: Option<&Path>, flags: &BTreeMap<&'static str, String>, environment: &[(String, String)]) -> Result<Values, Failure> {
    let variables = variables(environment)?;
    let mut values = Values::default();
    let named = config.map(Path::to_path_buf).or_else(|| environment.iter().find(|(n, v)| n == FILE_VARIABLE && !v.is_empty()).map(|(_, v)| PathBuf::from(v)));
    let data = |values: &Values| flags.get("data").or_else(|| variables.get("data")).cloned().unwrap_or_else(|| values.text("data").to_owned());
    let in_folder = Path::new(&data(&values)).join(FILE);
    let path = match &named {
        Some(path) => Some(path.clone()),
        None => in_folder.exists().then_some(in_folder),
    };
    if let Some(path) = path {
        for (setting, text) in file::read(&path)? {
            if setting.name == "data" && named.is_none() {
                return Err(Failure::broken("reading the settings", format!("{} lies in the data folder, so it cannot name another one. Take the line data = … out.", path.display())));
            }
            values.given.insert(setting.name, (text, Origin::File(path.clone())));
        }
        values.file = Some(path);
    }
    for (name, text) in variables {
        values.given.insert(name, (text, Origin::Variable));
    }
    for (name, text) in flags {
        values.given.insert(name, (text.clone(), Origin::Flag));
    }
    Ok(values)
}

/// The settings in the environment. A variable of another program is none of
/// our business; one that is nearly ours was meant to be.
fn variables(environment: &[(String, String)]) -> Result<BTreeMap<&'static str, String>, Failure> {
    let mut found = BTreeMap::new();
    for (name, value) in environment.iter().filter(|(n, v)| n.starts_with("KEEPWELL_") && n != FILE_VARIABLE && !v.is_empty()) {
        if let Some(setting) = SETTINGS.iter().find(|s| s.variable() == *name) {
            found.insert(setting.name, value.clone());
        } else if let Some(meant) = nearest(&name.to_lowercase().replacen("keepwell_", "", 1), SETTINGS.iter().map(|s| s.name.to_owned()).chain(["config".to_owned()])) {
            let meant = format!("KEEPWELL_{}", meant.to_uppercase());
            return Err(Failure::broken("reading the settings", format!("{name} in the environment is not a setting. Did you mean {meant}?")));
        }
    }
    Ok(found)
}

/// The name that was probably meant: one letter away for a short one, two for most, three for a long one.
pub(super) fn nearest(typed: &str, known: impl Iterator<Item = String>) -> Option<String> {
    let far = |k: &str| strsim::damerau_levenshtein(typed, k);
    known.map(|k| (far(&k), k)).min().filter(|(far, k)| *far <= match k.len() { 0..=4 => 1, 5..=9 => 2, _ => 3 }).map(|(_, k)| k)
}

impl Values {
    /// What was given, not the default. An empty text is nothing.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        self.given.get(name).map(|(text, _)| text.as_str()).filter(|t| !t.is_empty())
    }

    /// What was given, or the default.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.given(name).unwrap_or_else(|| table::find(name).map_or("", |s| s.default))
    }

    /// The same, with one flag more.
    #[must_use]
    pub fn with_flag(mut self, name: &'static str, text: &str) -> Self {
        self.given.insert(name, (text.to_owned(), Origin::Flag));
        self
    }

    /// Where the value comes from.
    #[must_use]
    pub fn origin(&self, name: &str) -> Origin {
        self.given.get(name).map_or(Origin::Default, |(_, origin)| origin.clone())
    }

    /// The value, read.
    pub(super) fn parse<T: FromStr>(&self, name: &str, advice: &str) -> Result<T, Failure> {
        self.text(name).trim().parse().map_err(|_| self.wrong(name, advice))
    }

    /// A whole number of days, one or more.
    pub(super) fn days(&self, name: &str) -> Result<i64, Failure> {
        let advice = "Write a whole number of days, from 1 to 3650.";
        let days: i64 = self.parse(name, advice)?;
        if (1..=3650).contains(&days) { Ok(days) } else { Err(self.wrong(name, advice)) }
    }

    /// A sentence about a value that cannot be read: what, where, what to write.
    pub(super) fn wrong(&self, name: &str, advice: &str) -> Failure {
        let seen = self.shown(name).unwrap_or_default();
        Failure::broken("reading the settings", format!("{}: “{seen}” cannot be read. {advice}", self.place(name)))
    }

    /// Where it was said, as the operator knows it.
    #[must_use]
    pub fn place(&self, name: &str) -> String {
        let setting = table::find(name);
        match self.origin(name) {
            Origin::Default => format!("{name} (by default)"),
            Origin::File(path) => format!("{name} in {}", path.display()),
            Origin::Variable => setting.map_or_else(|| name.to_owned(), Setting::variable),
            Origin::Flag => setting.map_or_else(|| name.to_owned(), |s| format!("--{}", s.flag())),
        }
    }

    /// The value as it may be printed: passwords are left out. `None` when there is none.
    #[must_use]
    pub fn shown(&self, name: &str) -> Option<String> {
        let text = Some(self.text(name)).filter(|t| !t.is_empty())?;
        Some(if table::find(name).is_some_and(|s| s.secret) { without_password(text) } else { text.to_owned() })
    }

    /// Whether a password stands in the file.
    #[must_use]
    pub fn file_has_secret(&self) -> bool {
        self.given.iter().any(|(name, (text, origin))| {
            matches!(origin, Origin::File(_)) && table::find(name).is_some_and(|s| s.secret) && without_password(text) != *text
        })
    }
}

/// `postgres://ben:…@db/keepwell`. What does not look like an address is not shown at all.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "…".to_owned() };
    let (rest, query) = rest.split_once('?').map_or((rest, ""), |(r, _)| (r, "?…"));
    let (who, host) = match rest.rsplit_once('@') {
        Some((who, host)) => (who.split_once(':').map_or_else(|| format!("{who}@"), |(name, _)| format!("{name}:…@")), host),
        None => (String::new(), rest),
    };
    format!("{scheme}://{who}{host}{query}")
}
