//! What is done every day without anybody asking: a backup, the list of
//! erasures, and the sweeping of files that nothing points to.

use std::path::{Path, PathBuf};

use base::clock::Moment;
use base::access::Role;
use base::db::Db;
use base::failure::Said;
use base::mail::Post;
use base::slice::Ask;
use base::{Actor, App, Failure, blobs};

use crate::deeds::SWEPT;
use crate::recovery::Recipient;
use crate::{MADE, erasures};

/// A file younger than this may be on its way in: its row comes last.
const YOUNG: i64 = Moment::DAY;
/// A letter in the outbox folder goes after so long: the links in letters work for 14 days (`people`), then one day of grace.
const OLD_LETTER: i64 = 15 * Moment::DAY;
/// So many backups are kept, however old they are.
const ALWAYS_KEPT: usize = 3;

/// What the operator decided about daily backups: kept in the application's [`App::room`].
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// `None`: no backups.
    pub to: Option<Recipient>,
    pub data: PathBuf,
    pub folder: PathBuf,
    /// Days that a backup is kept.
    pub keep: i64,
}

/// Makes today's backup and lets go of old ones. Does nothing without a recovery key.
pub(crate) async fn back_up(app: App) -> Result<(), Failure> {
    let plan = app.room(Plan::default);
    let Some(to) = &plan.to else { return Ok(()) };
    make_folder(&plan.folder)?;
    erasures::write(&mut *app.db.read().await?, &app.vault, &plan.folder).await?;
    let name = app.now().zoned(&jiff::tz::TimeZone::UTC).strftime("keepwell-%Y%m%d-%H%M%S.age").to_string();
    let made = crate::make(&app, &plan.data, to, &plan.folder.join(name), "job").await?;
    let oldest = app.now().plus(-plan.keep.max(1) * Moment::DAY).zoned(&jiff::tz::TimeZone::UTC).strftime("keepwell-%Y%m%d-%H%M%S.age").to_string();
    for name in old(&names(&plan.folder)?, &oldest) {
        std::fs::remove_file(plan.folder.join(name)).map_err(disk)?;
    }
    if made.lost.is_empty() {
        return Ok(());
    }
    Err(Failure::broken("making the daily backup", format!("it was made, but {} files have a row and are not on the disk", made.lost.len())))
}

/// Writes the list of erasures beside the backups.
pub(crate) async fn keep_list(app: App) -> Result<(), Failure> {
    let plan = app.room(Plan::default);
    if plan.to.is_none() {
        return Ok(());
    }
    make_folder(&plan.folder)?;
    erasures::write(&mut *app.db.read().await?, &app.vault, &plan.folder).await.map(|_| ())
}

fn disk(e: std::io::Error) -> Failure {
    Failure::broken("keeping backups", e)
}

fn make_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|e| Failure::broken("making the folder for backups", format!("{}: {e}", folder.display())))
}

/// The daily backups in a folder, oldest first.
fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    let ours = |name: &String| name.starts_with("keepwell-") && name.ends_with(".age") && name.len() == "keepwell-20261122-030000.age".len();
    let mut found: Vec<String> = std::fs::read_dir(folder).map_err(disk)?.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).filter(ours).collect();
    found.sort();
    Ok(found)
}

/// Which of them go: those before `oldest`, but never the last three.
fn old<'a>(names: &'a [String], oldest: &str) -> Vec<&'a str> {
    let most = names.len().saturating_sub(ALWAYS_KEPT);
    names.iter().take(most).map(String::as_str).filter(|name| *name < oldest).collect()
}

/// Forgets who was turned away a year ago. Removes files without a row and halves that were never finished, each with its deed. Before
/// that, what lies in the folder goes to the store, when the operator named one. Last, old letters leave the outbox folder.
pub(crate) async fn sweep(app: App) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    base::denied::sweep(&mut tx, app.now()).await?;
    tx.commit().await?;
    let known = blobs::all(&mut *app.db.read().await?).await?;
    app.blobs.hand_on(&known).await?;
    let before = app.now().plus(-YOUNG);
    for (name, written) in app.blobs.lying_there().await? {
        if written > before || known.binary_search(&name).is_ok() {
            continue;
        }
        let (id, what) = name.strip_suffix(".part").map_or((name.as_str(), "orphan"), |id| (id, "part"));
        let mut tx = app.db.begin().await?;
        app.record(&mut tx, None, &SWEPT, &[("file", id)], &[("what", what)]).await?;
        tx.commit().await?;
        app.blobs.remove(&name).await?;
    }
    clear_outbox(&app).await
}

/// Removes the letters in the outbox folder that are older than any link in them, each with its deed: they were handed
/// over or never will be, and the outbox page keeps what may be read.
async fn clear_outbox(app: &App) -> Result<(), Failure> {
    let Post::Outbox { folder, .. } = &app.config.post else { return Ok(()) };
    let before = app.now().plus(-OLD_LETTER);
    for (name, written) in letters(folder)? {
        let Some(id) = name.strip_suffix(".eml").filter(|_| written < before) else { continue };
        let mut tx = app.db.begin().await?;
        app.record(&mut tx, None, &SWEPT, &[("file", id)], &[("what", "letter")]).await?;
        tx.commit().await?;
        std::fs::remove_file(folder.join(&name)).map_err(|e| Failure::broken("clearing the outbox", e))?;
    }
    Ok(())
}

/// The files of the outbox and when each was written, oldest name first. None where no letter was ever written.
fn letters(folder: &Path) -> Result<Vec<(String, Moment)>, Failure> {
    let read = match std::fs::read_dir(folder) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.map_err(|e| Failure::broken("reading the outbox", e))?,
    };
    let mut found = Vec::new();
    for entry in read.flatten() {
        let Ok(written) = entry.metadata().and_then(|m| m.modified()) else { continue };
        found.push((entry.file_name().to_string_lossy().into_owned(), Moment::from(written)));
    }
    found.sort();
    Ok(found)
}

/// After so many days without a backup, IT finds it on Today.
const LATE: i64 = 3;

/// What waits for IT: no backup for too long, also where none was ever made.
pub(crate) async fn late(db: &mut Db, actor: &Actor, now: Moment) -> Result<Vec<Ask>, Failure> {
    if !actor.is(Role::It) {
        return Ok(Vec::new());
    }
    let last = match last_backup(&mut *db).await? {
        Some(at) => Some(at),
        None => sqlx::query_scalar("select min(recorded_at) from trail").fetch_one(db).await.map(|at: Option<i64>| at.map(Moment))?,
    };
    let Some(since) = last.filter(|at| now.0 - at.0 > LATE * Moment::DAY) else { return Ok(Vec::new()) };
    let days = ((now.0 - since.0) / Moment::DAY).to_string();
    Ok(vec![Ask { what: Said::plain("safety-ask-late").with("days", days), button: Said::plain("safety-ask-look"), href: "/machine".to_owned(), since }])
}

/// When the last backup was made, by hand or by the job.
///
/// # Errors
/// When the database does.
pub async fn last_backup(db: &mut Db) -> Result<Option<Moment>, Failure> {
    let at: Option<i64> = sqlx::query_scalar("select max(recorded_at) from trail where deed = $1").bind(MADE.name).fetch_one(db).await?;
    Ok(at.map(Moment))
}

#[test]
fn old_backups_go_but_never_the_last_three() {
    let names: Vec<String> = ["01", "02", "03", "04", "05"].map(|d| format!("keepwell-202611{d}-030000.age")).to_vec();

    assert_eq!(old(&names, "keepwell-20261104-000000.age"), ["keepwell-20261101-030000.age", "keepwell-20261102-030000.age"]);
    assert_eq!(old(&names, "keepwell-20261102-000000.age"), ["keepwell-20261101-030000.age"]);
    assert_eq!(old(&names[3..], "keepwell-20270101-000000.age"), Vec::<&str>::new());
}
