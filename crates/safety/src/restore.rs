//! Bringing an organisation back from a backup.
//!
//! All is built in a folder `restoring` inside the data folder, proved there,
//! and moved into place last; a server does not start while that folder is
//! there. In PostgreSQL all rows come in one transaction. So a restore that
//! fails or is cut off leaves nothing that could be served, and can be begun again.

mod place;
mod rows;

use std::path::{Path, PathBuf};

use base::blobs::{self, Blobs};
use base::clock::Moment;
use base::db::{Database, Db, Durability, sqlite_url};
use base::ids::Dice;
use base::trail::{self, Verdict};
use base::vault::{self, Keyring, Vault};
use base::Failure;
use tokio::sync::mpsc;

use crate::form::{FORM, Form, Manifest};
use crate::recovery::{self, RecoveryKey};
use crate::{deeds, erasures, pack};

pub use place::{refuse_filled, unfinished};

/// Where to, and with what.
pub struct Target<'a> {
    pub data: &'a Path,
    pub key_file: &'a Path,
    /// `postgres://…`; `None`: SQLite in the data folder.
    pub database: Option<&'a str>,
    /// The list of erasures, if there is one ([`erasures::write`]).
    pub erasures: Option<&'a Path>,
    pub now: Moment,
}

/// What was brought back.
#[derive(Debug, Clone)]
pub struct Restored {
    pub made_at: Moment,
    pub manifest: Manifest,
    /// Keys that the list says were destroyed since, and now are again.
    pub erased: usize,
}

/// Something read from the archive, for the database.
enum Seen {
    Form(Form),
    Rows(String, Vec<u8>),
    Manifest(Manifest),
}

/// Brings a backup back. Nothing is changed when it is refused.
///
/// # Errors
/// When the place is not empty, the key does not fit, the backup is damaged, or
/// anything in it is not what was written. The sentence says what to do.
pub async fn restore(backup: &Path, key: RecoveryKey, target: &Target<'_>) -> Result<Restored, Failure> {
    place::refuse_filled(target).await?;
    let building = place::Building::begin(target)?;
    let done = build(backup, key, target, &building.folder).await;
    match done {
        Ok(restored) => building.finish(target).map(|()| restored),
        Err(e) => {
            building.abandon();
            Err(e)
        }
    }
}

async fn build(backup: &Path, key: RecoveryKey, target: &Target<'_>, folder: &Path) -> Result<Restored, Failure> {
    let (queue, mut seen) = mpsc::channel(4);
    let (from, to) = (backup.to_owned(), folder.to_owned());
    let reader = tokio::task::spawn_blocking(move || read(&from, &key, &to, &queue));
    let brought = bring(&mut seen, target, folder).await;
    // The reader knows best why the archive ended early.
    drop(seen);
    let read = reader.await.unwrap_or_else(|e| Err(Failure::broken("reading the backup", e)));
    let master = match (read, &brought) {
        (Err(e), _) if !is_hung_up(&e) => return Err(e),
        (Err(e), Ok(_)) => return Err(e),
        (Err(_), Err(_)) => None,
        (Ok(master), _) => Some(master),
    };
    let brought = brought?;
    let master = master.ok_or_else(|| Failure::broken("reading the backup", "it holds no master key"))?;
    prove(brought, &master, target, folder).await
}

const HUNG_UP: &str = "nobody reads any more";

fn is_hung_up(failure: &Failure) -> bool {
    failure.cause() == HUNG_UP
}

/// The blocking side: opens the archive, writes the files, hands the rows over.
fn read(backup: &Path, key: &RecoveryKey, folder: &Path, queue: &mpsc::Sender<Seen>) -> Result<Keyring, Failure> {
    let blobs = Blobs::new(&folder.join("files"))?;
    let mut master = None;
    let send = |seen: Seen| queue.blocking_send(seen).map_err(|_| Failure::broken("reading the backup", HUNG_UP));
    pack::unpack(backup, key, |name, entry| {
        let bytes = |entry: &mut dyn std::io::Read| {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).map_err(|e| Failure::broken("reading the backup", e)).map(|_| bytes)
        };
        let parsed = |e: serde_json::Error| Failure::broken("reading the backup", format!("{name}: {e}"));
        match name.split('/').collect::<Vec<_>>().as_slice() {
            ["form.json"] => send(Seen::Form(serde_json::from_slice(&bytes(entry)?).map_err(parsed)?)),
            ["master.key.age"] => {
                master = Some(recovery::unwrap(&bytes(entry)?, key)?);
                Ok(())
            }
            ["tables", table, _] => send(Seen::Rows((*table).to_owned(), bytes(entry)?)),
            ["files", id] if !id.is_empty() && id.chars().all(|c| c.is_ascii_hexdigit() || c == '-') => blobs.put_back(id, entry),
            ["manifest.json"] => send(Seen::Manifest(serde_json::from_slice(&bytes(entry)?).map_err(parsed)?)),
            _ => Err(Failure::broken("reading the backup", format!("it holds {name}, which no backup holds"))),
        }
    })?;
    blobs.sync()?;
    master.ok_or_else(|| Failure::broken("reading the backup", "it holds no master key"))
}

/// Rows that were brought in and are not committed yet.
struct Brought {
    db: Database,
    tx: base::db::Tx,
    form: Form,
    manifest: Manifest,
}

/// The database's side: one transaction for all rows.
async fn bring(seen: &mut mpsc::Receiver<Seen>, target: &Target<'_>, folder: &Path) -> Result<Brought, Failure> {
    let ended = || Failure::broken("reading the backup", "it ended before it was whole");
    let Some(Seen::Form(form)) = seen.recv().await else { return Err(ended()) };
    if form.form != FORM {
        return Err(Failure::broken("reading the backup", format!("it has form {}, and this program reads form {FORM}. Use the version that made it ({})", form.form, form.version)));
    }
    if let Some(why) = base::db::strange(&form.migrations) {
        return Err(Failure::broken("reading the backup", format!("{why}. Use the version that made it ({}) or a later one", form.version)));
    }
    let names: Vec<String> = form.migrations.iter().map(|(name, _)| name.clone()).collect();
    let url = target.database.map_or_else(|| sqlite_url(folder), str::to_owned);
    let db = Database::open_at(&url, Durability::Full, &names).await?;
    place::refuse_other_tables(&db, &form).await?;
    let tables = crate::form::kept(base::db::tables(&names).await?);
    let mut tx = db.begin().await?;
    db.loosen(&mut tx).await?;
    rows::empty(&mut tx, &base::db::tables(&names).await?).await?;
    let mut manifest = None;
    while let Some(piece) = seen.recv().await {
        match piece {
            Seen::Rows(name, lines) => {
                let table = tables.iter().find(|t| t.name == name).ok_or_else(|| Failure::broken("reading the backup", format!("it has rows of {name}, which is no table")))?;
                rows::insert(&mut tx, table, &lines).await?;
            }
            Seen::Manifest(read) => manifest = Some(read),
            Seen::Form(_) => return Err(Failure::broken("reading the backup", "it begins twice")),
        }
    }
    db.settle(&mut tx).await?;
    let manifest = manifest.ok_or_else(ended)?;
    rows::compare(&mut tx, &tables, &manifest).await?;
    Ok(Brought { db, tx, form, manifest })
}

/// Proves the trail and the files, destroys again what was destroyed, and makes it durable.
async fn prove(brought: Brought, master: &Keyring, target: &Target<'_>, folder: &Path) -> Result<Restored, Failure> {
    let Brought { db, mut tx, form, manifest } = brought;
    let vault = Vault::new(master, Dice::System)?;
    match trail::verify(&mut tx, vault.chain_key()).await? {
        Verdict::Whole { .. } => {}
        Verdict::Altered { seq, deed, why } => {
            return Err(Failure::broken("proving the trail", format!("entry {seq} {deed}: {why}. Nothing was restored; take an older backup")));
        }
        Verdict::Checkpoint { which, why } => {
            return Err(Failure::broken("proving the trail", format!("checkpoint {which}: {why}. Nothing was restored; take an older backup")));
        }
    }
    let blobs = Blobs::new(&folder.join("files"))?;
    refuse_absent(&mut tx, &blobs, &manifest).await?;
    let erased = erase_again(&mut tx, &vault, &blobs, target, &manifest).await?;
    let (made, entries, rows, files, gone) =
        (form.made_at.to_string(), manifest.trail.0.to_string(), manifest.rows().to_string(), manifest.files.to_string(), erased.to_string());
    let detail = [("made", made.as_str()), ("entries", &entries), ("rows", &rows), ("files", &files), ("erased", &gone)];
    trail::record(&mut tx, vault.chain_key(), target.now, &trail::Line { deed: &deeds::RESTORED, at: target.now, actor: None, subjects: &[], detail: &detail }).await?;
    tx.commit().await?;
    db.bring_up_to_date().await?;
    db.close().await;
    vault::write_master_key(&folder.join("master.key"), master)?;
    Ok(Restored { made_at: Moment(form.made_at), manifest, erased })
}

/// Every file with a row must be there, but for those that were being removed while the backup was made.
async fn refuse_absent(tx: &mut Db, blobs: &Blobs, manifest: &Manifest) -> Result<(), Failure> {
    for id in blobs::all(tx).await? {
        if !manifest.missing.contains(&id) && blobs.sealed(&id).await?.is_none() {
            return Err(Failure::broken("reading the backup", format!("the file {id} is not in it")));
        }
    }
    Ok(())
}

async fn erase_again(tx: &mut Db, vault: &Vault, blobs: &Blobs, target: &Target<'_>, manifest: &Manifest) -> Result<usize, Failure> {
    let mut erased = 0;
    if let Some(path) = target.erasures {
        for (id, at) in erasures::read(vault, path)? {
            erased += usize::from(vault.destroy_again(tx, &id, at).await?);
        }
    }
    for id in &manifest.missing {
        if let Some(blob) = blobs::find(tx, id).await? {
            vault.destroy_key(tx, &blob.key_id, target.now).await?;
        }
    }
    for id in blobs::without_key(tx).await? {
        blobs::drop_row(tx, &id).await?;
        blobs.remove(&id).await?;
    }
    Ok(erased)
}

/// The list of erasures beside a backup, if there is one.
#[must_use]
pub fn list_beside(backup: &Path) -> Option<PathBuf> {
    Some(backup.with_file_name(erasures::FILE)).filter(|p| p.exists())
}
