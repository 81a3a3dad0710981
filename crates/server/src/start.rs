//! From a data folder to an application.
//!
//! The folder holds the database (unless PostgreSQL is named), the sealed files,
//! the outbox, and by default the master key, which only its owner may read and
//! which belongs in no backup of the rest.

use std::fs::File;
use std::path::Path;

use base::app::{App, Config, Ground};
use base::blobs::Blobs;
use base::clock::Clock;
use base::db::{Database, Durability};
use base::ids::{Dice, hex};
use base::vault::{Vault, master_key};
use base::Failure;
use sha2::{Digest, Sha256};

use crate::config::Settings;

/// An application, and the lock that keeps a second server out of its folder.
pub struct Started {
    pub app: App,
    /// The one-time set-up token, while nobody is there yet.
    pub setup_token: Option<String>,
    _lock: Option<File>,
}

/// Whether this command is the one server of the folder, or only looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    TheServer,
    AVisitor,
}

/// Puts the application together.
///
/// # Errors
/// When the folder is in use, the key cannot be read, or the database cannot be opened.
pub async fn start(settings: &Settings, clock: Clock, role: As) -> Result<Started, Failure> {
    let data = &settings.data;
    if role == As::AVisitor && settings.database.is_none() && !data.join("keepwell.sqlite").exists() {
        return Err(Failure::broken("opening the data folder", format!("there is no Keepwell in {}", data.display())));
    }
    if safety::restore::unfinished(data) {
        return Err(Failure::broken("opening the data folder", format!("a restore into {} was begun and not finished. Run the same keepwell restore again", data.display())));
    }
    make_private_folder(data)?;
    let lock = match role {
        As::TheServer => Some(lock(data)?),
        As::AVisitor => None,
    };
    let dice = Dice::System;
    let key = master_key(&settings.key_file, &dice)?;
    if let Some(recipient) = &settings.recovery_key {
        safety::recovery::keep_envelope(data, recipient, &key)?;
    }
    let vault = Vault::new(&key, dice.clone())?;
    let db = Database::open(&settings.database_url(), durability()).await?;
    let nobody_yet = base::organisation::load(&mut *db.read().await?).await?.is_none();
    let token = if nobody_yet && role == As::TheServer { Some(hex(&dice.throw::<32>()?)) } else { None };
    let config = Config {
        data: data.clone(),
        address: settings.address.clone(),
        post: settings.post(),
        reader: Some(std::env::current_exe().map_err(|e| Failure::broken("finding this program", e))?),
        setup_token: token.as_ref().map(|t| hex(&Sha256::digest(t.as_bytes()))),
    };
    let blobs = Blobs::new(&data.join("files"))?;
    let app = App::new(Ground { db, clock, dice, vault, blobs, slices: crate::slices(), config }).await?;
    app.room(|| settings.plan());
    Ok(Started { app, setup_token: token, _lock: lock })
}

/// Full, but for the rig's control run, which must be seen to lose writes. Not a setting on purpose.
fn durability() -> Durability {
    if std::env::var_os("KEEPWELL_RIG_MAY_LOSE_WRITES").is_some() {
        tracing::error!("KEEPWELL_RIG_MAY_LOSE_WRITES is set: a power cut takes back what was acknowledged");
        return Durability::Weaker;
    }
    Durability::Full
}

pub(crate) fn make_private_folder(data: &Path) -> Result<(), Failure> {
    let fail = |e: std::io::Error| Failure::broken("making the data folder", format!("{}: {e}", data.display()));
    if data.exists() {
        return keep_others_out(data);
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data).map_err(fail)
}

/// An empty folder is closed to others; a filled one that others can read is refused.
#[cfg(unix)]
fn keep_others_out(data: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let fail = |e: std::io::Error| Failure::broken("looking at the data folder", format!("{}: {e}", data.display()));
    let mode = std::fs::metadata(data).map_err(fail)?.permissions().mode();
    if mode & 0o007 == 0 {
        return Ok(());
    }
    if std::fs::read_dir(data).map_err(fail)?.next().is_none() {
        return std::fs::set_permissions(data, std::fs::Permissions::from_mode(0o700)).map_err(fail);
    }
    Err(Failure::broken("looking at the data folder", format!("everybody on this machine can open {}. Run: chmod 700 {0}", data.display())))
}

#[cfg(not(unix))]
fn keep_others_out(_data: &Path) -> Result<(), Failure> {
    Ok(())
}

pub(crate) fn lock(data: &Path) -> Result<File, Failure> {
    let path = data.join("keepwell.lock");
    let file = File::create(&path).map_err(|e| Failure::broken("locking the data folder", e))?;
    file.try_lock().map_err(|_| Failure::broken("locking the data folder", format!("another Keepwell is using {}", data.display())))?;
    Ok(file)
}
