//! What `keepwell check` looks at. It looks and makes nothing: a folder that is
//! not there yet is said, not made.

use std::path::Path;
use std::time::Duration;

use base::clock::{Clock, Moment};
use base::db::Look;
use base::vault::keyfile::{self, KeyFile};
use base::{db, mail};
use store::{Look as At, S3};

use super::Settings;
use super::entrance::Way;
use super::sources::Origin;

/// The network gets this long to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Keepwell was not there before: a clock that says so is wrong.
const FIRST_DAY: &str = "2026-11-01T00:00:00Z";

/// What was found about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Fine(String),
    /// Nothing is wrong, and somebody may still want to know.
    Note(String),
    /// What is wrong, and what to do about it.
    Wrong(String, String),
}

/// One line of the report.
pub type Line = (&'static str, Finding);

/// Looks at everything that can be looked at.
pub async fn all(settings: &Settings, clock: &Clock) -> Vec<Line> {
    let (database, seen) = database(settings).await;
    let mut lines = vec![("data folder", folder(&settings.data)), ("master key", master_key(settings)), ("database", database)];
    lines.push(("files", files(settings).await));
    lines.push(("clock", time(clock.now(), seen.as_ref().and_then(|s| s.newest))));
    lines.push(("address", address(settings).await));
    lines.push(("backups", backups(settings, clock.now(), seen.as_ref())));
    lines.push(("letters", letters(settings).await));
    lines
}

fn folder(data: &Path) -> Finding {
    if data.exists() {
        return match can_write(data) {
            Err(e) => Finding::Wrong(format!("{} cannot be written to: {e}", data.display()), format!("Give it to the account that runs Keepwell: chown USER {}", data.display())),
            Ok(()) if open_to_all(data) => Finding::Wrong(format!("everybody on this machine can open {}", data.display()), format!("Run: chmod 700 {}", data.display())),
            Ok(()) => Finding::Fine(format!("{} can be written to, and others cannot open it", data.display())),
        };
    }
    let parent = data.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if parent.exists() && can_write(parent).is_err() {
        return Finding::Wrong(format!("{} is not there, and {} cannot be written to", data.display(), parent.display()), "Name another folder with --data, or make this one.".into());
    }
    Finding::Note(format!("{} is not there yet; `keepwell serve` makes it", data.display()))
}

/// Makes a file there and takes it away again.
fn can_write(folder: &Path) -> std::io::Result<()> {
    let path = folder.join(format!(".keepwell-check-{}", std::process::id()));
    std::fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
    std::fs::remove_file(&path)
}

#[cfg(unix)]
fn open_to_all(data: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(data).is_ok_and(|m| m.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn open_to_all(_data: &Path) -> bool {
    false
}

fn master_key(settings: &Settings) -> Finding {
    let path = &settings.key_file;
    if !path.exists() {
        let filled = settings.database.is_some() || settings.data.join("keepwell.sqlite").exists();
        return if filled && settings.database.is_none() {
            Finding::Wrong(format!("{} is missing, and there is data that only it opens", path.display()), "Put the key back where it was, or name its place with --key-file.".into())
        } else {
            Finding::Note(format!("{} is not there yet; `keepwell serve` makes it", path.display()))
        };
    }
    match keyfile::read(path) {
        Ok(KeyFile::Protected(_)) if settings.passphrase_file.is_none() => {
            Finding::Note(format!("{} is protected by a passphrase: the server starts locked, and somebody unlocks it at /unlock", path.display()))
        }
        Ok(KeyFile::Protected(_)) => Finding::Fine(format!("{} is protected by a passphrase, which is read from the passphrase_file", path.display())),
        Ok(KeyFile::Open(_)) => Finding::Fine(format!("{} holds a key, and only its owner can read it", path.display())),
        Err(e) => Finding::Wrong(e.cause(), "Without the key the sealed parts stay closed. Put a good copy in its place.".into()),
    }
}

async fn database(settings: &Settings) -> (Finding, Option<Look>) {
    let url = settings.database_url();
    let shown = settings.values.shown("database").unwrap_or_else(|| settings.data.join("keepwell.sqlite").display().to_string());
    if settings.database.is_none() && !settings.data.join("keepwell.sqlite").exists() {
        return (Finding::Note(format!("{shown} is not there yet; `keepwell serve` makes it (SQLite {})", db::sqlite_version().await.unwrap_or_default())), None);
    }
    match tokio::time::timeout(PATIENCE, db::look(&url)).await {
        Err(_) => (Finding::Wrong(format!("{shown} does not answer"), "Is it running, and may this machine reach it?".into()), None),
        Ok(Err(e)) if settings.database.is_none() => (Finding::Wrong(format!("{shown}: {}", e.cause()), "See that this user may read and write it.".into()), None),
        Ok(Err(e)) => (Finding::Wrong(format!("{shown}: {}", e.cause()), "See that the address, the name and the password are right.".into()), None),
        Ok(Ok(Look { engine, damage: Some(damage), .. })) => {
            (Finding::Wrong(format!("{shown} ({engine}) is damaged: {damage}"), "Stop the server, keep a copy of the folder, and restore the last backup.".into()), None)
        }
        Ok(Ok(look)) => (Finding::Fine(format!("{shown} answers ({})", look.engine)), Some(look)),
    }
}

/// Whether the store for files answers, and whose place it is.
async fn files(settings: &Settings) -> Finding {
    let folder = settings.data.join("files");
    let Some((place, keys)) = &settings.storage else { return Finding::Fine(format!("they lie in {}", folder.display())) };
    let owner = std::fs::read_to_string(settings.data.join(crate::start::OWNER)).unwrap_or_default();
    let looked = async { S3::new(place.clone(), keys, owner.trim().to_owned())?.look().await };
    match tokio::time::timeout(3 * PATIENCE, looked).await {
        Err(_) => Finding::Wrong(format!("{place} does not answer"), "Is it running, and may this machine reach it?".into()),
        Ok(Err(e)) => Finding::Wrong(e.cause(), "Until it answers, files can be neither taken in nor read; everything else works.".into()),
        Ok(Ok(At::Others)) => Finding::Wrong(
            format!("{place} belongs to another data folder"),
            "`keepwell serve` refuses to start like this. Name an empty prefix in storage; what lies in this folder moves there by itself.".into(),
        ),
        Ok(Ok(At::Free)) => Finding::Note(format!("{place} answers, and is empty; `keepwell serve` takes it for this data folder")),
        Ok(Ok(At::Ours)) => Finding::Fine(format!("{place} answers, and belongs to this data folder")),
    }
}

fn utc(moment: Moment) -> String {
    moment.iso(&jiff::tz::TimeZone::UTC)
}

/// A clock that runs behind what was already written makes due days wrong.
fn time(now: Moment, newest: Option<Moment>) -> Finding {
    let first = FIRST_DAY.parse::<jiff::Timestamp>().map_or(0, jiff::Timestamp::as_millisecond);
    let todo = "Set the clock of this machine; let it follow a time server (systemd-timesyncd, chrony).";
    if now.0 < first {
        return Finding::Wrong(format!("it says {}, before there was a Keepwell", utc(now)), todo.into());
    }
    match newest {
        Some(newest) if newest.0 > now.plus(Moment::MINUTE).0 => {
            Finding::Wrong(format!("it says {}, and the trail already holds {}", utc(now), utc(newest)), todo.into())
        }
        _ => Finding::Fine(format!("it says {}", utc(now))),
    }
}

async fn address(settings: &Settings) -> Finding {
    let entrance = match settings.entrance() {
        Ok(entrance) => entrance,
        Err(why) => return Finding::Wrong(why.cause(), "`keepwell serve` refuses to start like this.".into()),
    };
    if let Way::Own(files) = &entrance.way
        && let Err(why) = files.fit()
    {
        return Finding::Wrong(why.to_string(), "`keepwell serve` refuses to start like this.".into());
    }
    let rest = settings.address.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or("");
    let with_port = if host.rsplit_once(':').is_some_and(|(_, p)| p.parse::<u16>().is_ok()) { host.to_owned() } else { format!("{host}:443") };
    let known = match tokio::time::timeout(PATIENCE, tokio::net::lookup_host(&with_port)).await {
        Ok(Ok(mut found)) => found.next().is_some(),
        _ => false,
    };
    if known {
        return match settings.values.origin("address") {
            Origin::Default => Finding::Note(format!("{}: {}", settings.address, entrance.says())),
            _ => Finding::Fine(format!("{} is known by name; {}", settings.address, entrance.says())),
        };
    }
    Finding::Wrong(format!("{host} is no name that this machine can find"), "Have it added where your organisation's names are kept (DNS), or correct `address`.".into())
}

/// The last good backup must not be long ago.
fn backups(settings: &Settings, now: Moment, seen: Option<&Look>) -> Finding {
    if settings.recovery_key.is_none() {
        return Finding::Note("no recovery key is named, so no backups are made. Make one: keepwell recovery-key new".into());
    }
    let folder = settings.backup_folder.display();
    match seen.map(|s| (s.newest, s.backup)) {
        None | Some((None, _)) => Finding::Note(format!("they will go to {folder}, every day")),
        Some((_, Some(last))) if last.plus(settings.backup_warn * Moment::DAY) >= now => Finding::Fine(format!("the last one was made on {}; they go to {folder}", utc(last))),
        Some((_, last)) => {
            let when = last.map_or_else(|| "none was ever made".to_owned(), |l| format!("the last one was made on {}", utc(l)));
            Finding::Wrong(format!("{when}, and there should be one every day"), format!("Is `keepwell serve` running, and can it write to {folder}? Make one now: keepwell backup FILE"))
        }
    }
}

async fn letters(settings: &Settings) -> Finding {
    let Some(url) = &settings.smtp else {
        return Finding::Note(format!("no mail server is named: letters become files in {}", settings.data.join("outbox").display()));
    };
    let shown = settings.values.shown("smtp").unwrap_or_default();
    match mail::answers(url, PATIENCE).await {
        Ok(()) => Finding::Fine(format!("{shown} answers; letters come from {}", settings.mail_from)),
        Err(e) => Finding::Wrong(format!("{shown} does not take letters: {}", e.cause()), "See that the address, the name and the password are right.".into()),
    }
}
