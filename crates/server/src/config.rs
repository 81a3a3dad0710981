//! What the operator decides: one file, the environment, flags.
//!
//! A **setting** has one name and three ways to be given: `mail_from` in
//! `keepwell.toml`, `KEEPWELL_MAIL_FROM` in the environment, `--mail-from` on
//! the command line. A flag wins over the environment, the environment over the
//! file, the file over the default. A name nobody knows is refused, with the
//! name that was probably meant: a mistyped address of a database must not
//! quietly become another database.
//!
//! Reading order: [`table`] (the one list of settings, with their words), then
//! [`Settings::from_values`] (text to types), [`sources`] (who wins), [`file`], [`flags`].
//!
//! A new setting: a row in [`table`], a field and its line here, the check in
//! `checks` if it can be checked, then `KEEPWELL_BLESS=1 cargo test -p house` for the guide.
//!
//! Not here: what a setting does.

pub mod checks;
pub mod entrance;
mod file;
pub mod flags;
pub mod sources;
pub mod table;

#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use base::Failure;
use base::db::sqlite_url;
use base::mail::Post;

use safety::recovery::Recipient;
use sources::Values;
use store::{Keys, Place};

/// The settings of a run, read and understood.
#[derive(Clone)]
pub struct Settings {
    /// The folder everything lies in.
    pub data: PathBuf,
    /// `postgres://…`; `None`: SQLite in the data folder. Holds a password.
    pub database: Option<String>,
    pub key_file: PathBuf,
    /// The passphrase that protects the key file; `-`: standard input.
    pub passphrase_file: Option<PathBuf>,
    /// Where the files go, and the key to it; `None`: a folder in the data folder.
    pub storage: Option<(Place, Keys)>,
    pub listen: SocketAddr,
    /// The address people type, without a slash at the end.
    pub address: String,
    /// Holds a password.
    pub smtp: Option<String>,
    pub mail_from: String,
    /// Who opens backups. The public half.
    pub recovery_key: Option<Recipient>,
    pub backup_folder: PathBuf,
    /// Days.
    pub backup_keep: i64,
    /// Days.
    pub backup_warn: i64,
    /// What is written to the log: `warn`, `info`, or a filter of `tracing-subscriber`.
    pub log: String,
    /// Each value as it was given, and by whom.
    pub values: Values,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("data", &self.data).finish_non_exhaustive()
    }
}

/// Where the files go: the address and both halves of its key, or nothing.
fn storage(values: &Values) -> Result<Option<(Place, Keys)>, Failure> {
    let Some(text) = values.given("storage") else { return Ok(None) };
    let place = Place::parse(text).map_err(|advice| values.wrong("storage", &advice))?;
    let (Some(id), Some(secret)) = (values.given("storage_key"), values.given("storage_secret")) else {
        return Err(values.wrong("storage", "It needs a key: give storage_key and storage_secret as well."));
    };
    Ok(Some((place, Keys { id: id.to_owned(), secret: secret.to_owned().into() })))
}

/// `scheme://host[:port]`, and nothing after it: a request is compared with it whole.
fn is_a_bare_address(address: &str) -> bool {
    let host = address.split_once("://").map_or("", |(_, host)| host);
    let fine = |c: char| c.is_ascii_alphanumeric() || "-.:[]_".contains(c);
    !host.is_empty() && host.chars().all(fine) && host.parse::<axum::http::uri::Authority>().is_ok()
}

/// Whether a filter for the log, `warn` or `warn,base=debug`, names levels that there are: the crate takes any other word for the name of a module.
fn levels_are_known(filter: &str) -> bool {
    let level = |word: &str| ["off", "error", "warn", "info", "debug", "trace"].contains(&word.to_lowercase().as_str());
    filter.split(',').map(str::trim).all(|part| part.split_once('=').map_or_else(|| level(part), |(_, to)| level(to)))
}

impl Settings {
    /// The settings for `flags`, the environment and the file.
    ///
    /// # Errors
    /// When a name is not known or a value cannot be read; the sentence says where it stands and what to write.
    pub fn load<const ALL: bool>(flags: &flags::Given<ALL>) -> Result<Self, Failure> {
        let environment: Vec<(String, String)> = std::env::vars_os().filter_map(|(n, v)| Some((n.into_string().ok()?, v.into_string().ok()?))).collect();
        Self::from_values(sources::gather(flags.config(), flags.flags(), &environment)?)
    }

    /// The defaults, in this folder: for the demo, figures and tests.
    ///
    /// # Errors
    /// When the folder's name is not UTF-8.
    pub fn in_folder(data: &Path) -> Result<Self, Failure> {
        Self::from_values(Values::default().with_flag("data", &data.display().to_string()))
    }

    /// Text to types.
    pub(crate) fn from_values(values: Values) -> Result<Self, Failure> {
        let data = PathBuf::from(values.text("data"));
        let key_file = values.given("key_file").map_or_else(|| data.join("master.key"), PathBuf::from);
        let listen: SocketAddr = values.parse("listen", "Write an address of this machine and a port, for example 127.0.0.1:8750.")?;
        let address = values.given("address").map_or_else(|| format!("http://{listen}"), |a| a.trim_end_matches('/').to_owned());
        if !address.starts_with("http://") && !address.starts_with("https://") {
            return Err(values.wrong("address", "Write it whole, for example https://keepwell.example.org."));
        }
        if !is_a_bare_address(&address) {
            let write = "Write the name and no more, for example https://keepwell.example.org or https://keepwell.example.org:8443: no path, no question mark, no name before an @.";
            // Never repeats what stands before an @: it may be a password.
            let hides = Failure::broken("reading the settings", format!("{}: {write}", values.place("address")));
            return Err(if address.contains('@') { hides } else { values.wrong("address", write) });
        }
        if tracing_subscriber::EnvFilter::try_new(values.text("log")).is_err() || !levels_are_known(values.text("log")) {
            return Err(values.wrong("log", "Write error, warn, info, debug or trace."));
        }
        if values.given("database").is_some_and(|url| !url.starts_with("postgres://") && !url.starts_with("postgresql://")) {
            return Err(values.wrong("database", "Write postgres://USER:PASSWORD@HOST/DATABASE, or leave it out for a file in the data folder."));
        }
        if values.given("smtp").is_some_and(|url| !url.starts_with("smtp://") && !url.starts_with("smtps://")) {
            return Err(values.wrong("smtp", "Write smtps://USER:PASSWORD@HOST, or leave it out to get letters as files."));
        }
        if values.given("smtp").is_some_and(entrance::would_be_overheard) {
            return Err(values.wrong("smtp", "Letters and the password could be read on their way. Write smtps://…, or add ?tls=required if the server encrypts after a greeting (STARTTLS)."));
        }
        let recovery_key = match values.given("recovery_key") {
            // Never repeats what was given: it may be the secret half.
            Some(text) => Some(Recipient::parse(text).map_err(|e| Failure::broken("reading the settings", format!("{}: {}", values.place("recovery_key"), e.cause())))?),
            None => None,
        };
        Ok(Self {
            key_file,
            storage: storage(&values)?,
            recovery_key,
            backup_folder: values.given("backup_folder").map_or_else(|| data.join("backups"), PathBuf::from),
            backup_keep: values.days("backup_keep")?,
            backup_warn: values.days("backup_warn")?,
            passphrase_file: values.given("passphrase_file").map(PathBuf::from),
            listen,
            address,
            database: values.given("database").map(str::to_owned),
            smtp: values.given("smtp").map(str::to_owned),
            mail_from: values.text("mail_from").to_owned(),
            log: values.text("log").to_owned(),
            data,
            values,
        })
    }

    /// The same, answering at `listen`.
    #[must_use]
    pub fn listening(mut self, listen: SocketAddr) -> Self {
        self.listen = listen;
        self.address = format!("http://{listen}");
        self
    }

    /// Where the database is.
    #[must_use]
    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| sqlite_url(&self.data))
    }

    /// What is done about backups every day.
    #[must_use]
    pub fn plan(&self) -> safety::daily::Plan {
        safety::daily::Plan { to: self.recovery_key.clone(), data: self.data.clone(), folder: self.backup_folder.clone(), keep: self.backup_keep }
    }

    /// How letters leave.
    #[must_use]
    pub fn post(&self) -> Post {
        let from = self.mail_from.clone();
        match &self.smtp {
            Some(url) => Post::Smtp { url: url.clone(), from },
            None => Post::Outbox { folder: self.data.join("outbox"), from },
        }
    }
}
