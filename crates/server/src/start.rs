//! From a data folder to an application.
//!
//! The folder holds the database (unless PostgreSQL is named), the sealed files,
//! the outbox, and by default the master key, which only its owner may read and
//! which belongs in no backup of the rest.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use base::app::{App, Config, Ground};
use base::blobs::Blobs;
use base::clock::Clock;
use base::db::{Database, Durability};
use base::ids::{Dice, hex};
use base::vault::{Keyring, Vault};
use base::Failure;
use sha2::{Digest, Sha256};
use store::S3;

use crate::config::Settings;
use crate::keys::{self, Keys};

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
    /// It reads and writes nothing at all.
    ALooker,
}

/// Puts the application together.
///
/// # Errors
/// When the folder is in use, the key cannot be read, or the database cannot be opened.
pub async fn start(settings: &Settings, clock: Clock, role: As) -> Result<Started, Failure> {
    match role {
        As::TheServer => start_with(settings, keys(settings)?.now()?, clock).await,
        As::ALooker => {
            let (vault, db) = look(settings).await?;
            put_together(settings, None, vault, db, clock).await
        }
        As::AVisitor => {
            must_be_there(settings)?;
            let ring = keys::read(settings, false)?.now()?;
            keep_envelope(settings, &ring)?;
            let db = Database::open(&settings.database_url(), durability()).await?;
            let vault = Vault::new(&ring, Dice::System)?;
            put_together(settings, None, vault, db, clock).await
        }
    }
}

/// The keys of the server's folder; the folder and a key are made when there are none.
///
/// # Errors
/// When the folder or the key file can be read by others, or is not what it should be.
pub fn keys(settings: &Settings) -> Result<Keys, Failure> {
    refuse_unfinished(&settings.data)?;
    make_private_folder(&settings.data)?;
    keys::read(settings, true)
}

/// The server on these keys.
///
/// # Errors
/// As [`start`].
pub async fn start_with(settings: &Settings, ring: Keyring, clock: Clock) -> Result<Started, Failure> {
    let lock = lock(&settings.data)?;
    keep_envelope(settings, &ring)?;
    let db = Database::open(&settings.database_url(), durability()).await?;
    let started = put_together(settings, Some(lock), Vault::new(&ring, Dice::System)?, db, clock).await?;
    base::vault::rotation::settle(&started.app).await?;
    Ok(started)
}

/// A backup is made with what this leaves: the keys, wrapped to the recovery key.
fn keep_envelope(settings: &Settings, ring: &Keyring) -> Result<(), Failure> {
    settings.recovery_key.as_ref().map_or(Ok(()), |recipient| safety::recovery::keep_envelope(&settings.data, recipient, ring))
}

async fn put_together(settings: &Settings, lock: Option<File>, vault: Vault, db: Database, clock: Clock) -> Result<Started, Failure> {
    let (data, dice) = (&settings.data, Dice::System);
    let nobody_yet = base::organisation::load(&mut *db.read().await?).await?.is_none();
    let token = if nobody_yet && lock.is_some() { Some(hex(&dice.throw::<32>()?)) } else { None };
    let config = Config {
        data: data.clone(),
        address: settings.address.clone(),
        post: settings.post(),
        reader: Some(std::env::current_exe().map_err(|e| Failure::broken("finding this program", e))?),
        setup_token: token.as_ref().map(|t| hex(&Sha256::digest(t.as_bytes()))),
    };
    let blobs = blobs(settings, &dice, lock.is_some()).await?;
    let app = App::new(Ground { db, clock, dice, vault, blobs, slices: crate::slices(), config }).await?;
    app.room(|| settings.plan());
    Ok(Started { app, setup_token: token, _lock: lock })
}

/// The name of the file that says which data folder this is, to a store for files.
pub(crate) const OWNER: &str = "storage-owner";

/// The sealed files: in the folder, or in the store that the operator named.
async fn blobs(settings: &Settings, dice: &Dice, is_the_server: bool) -> Result<Blobs, Failure> {
    let blobs = Blobs::new(&settings.data.join("files"))?;
    let Some((place, keys)) = &settings.storage else { return Ok(blobs) };
    let path = settings.data.join(OWNER);
    if !path.exists() {
        if !is_the_server {
            // No server has used the store yet, so nothing of ours is in it; whoever only looks makes nothing.
            return Ok(blobs);
        }
        base::vault::write_private(&path, hex(&dice.throw::<16>()?).as_bytes())?;
    }
    let owner = std::fs::read_to_string(&path).map_err(|e| Failure::broken("using the store for files", format!("{}: {e}", path.display())))?;
    let store = S3::new(place.clone(), keys, owner.trim().to_owned())?;
    if is_the_server {
        match store.claim().await {
            // Whatever needs no file works without it.
            Err(Failure::Away { cause }) => tracing::error!(%cause, "the store for files is away"),
            claimed => claimed?,
        }
    }
    Ok(blobs.in_store(Arc::new(store)))
}

/// Full, but for the rig's control run, which must be seen to lose writes. Not a setting on purpose.
fn durability() -> Durability {
    if std::env::var_os("KEEPWELL_RIG_MAY_LOSE_WRITES").is_some() {
        tracing::error!("KEEPWELL_RIG_MAY_LOSE_WRITES is set: a power cut takes back what was acknowledged");
        return Durability::Weaker;
    }
    Durability::Full
}

/// The vault and the database of a Keepwell that is there, to look at only: nothing
/// is made, nothing is brought up to date. A server may serve meanwhile.
///
/// # Errors
/// When there is none, its key cannot be read, or another version wrote it.
pub async fn look(settings: &Settings) -> Result<(Vault, Database), Failure> {
    must_be_there(settings)?;
    let vault = Vault::new(&keys::read(settings, false)?.now()?, Dice::System)?;
    Ok((vault, Database::open_to_look(&settings.database_url()).await?))
}

fn must_be_there(settings: &Settings) -> Result<(), Failure> {
    let data = &settings.data;
    if settings.database.is_none() && !data.join("keepwell.sqlite").exists() {
        return Err(Failure::broken("opening the data folder", format!("there is no Keepwell in {}", data.display())));
    }
    refuse_unfinished(data)?;
    if data.exists() { keep_others_out(data) } else { Ok(()) }
}

fn refuse_unfinished(data: &Path) -> Result<(), Failure> {
    if safety::restore::unfinished(data) {
        return Err(Failure::broken("opening the data folder", format!("a restore into {} was begun and not finished. Run the same keepwell restore again", data.display())));
    }
    Ok(())
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
