//! The database: one SQL text on SQLite and on PostgreSQL.
//!
//! SQLite (bundled, one file) has **one writer** and several readers. The
//! writer commits in groups: requests that wait for it share one `fsync`, and
//! none is answered before that `fsync` returned. PostgreSQL does its own group
//! commit, so there the same calls are a pool.
//!
//! Only this file and its children know which engine runs.

mod look;
mod migrations;
mod schema;
#[cfg(any(test, feature = "world"))]
mod told;
mod writer;

use std::path::{Path, PathBuf};

use sqlx::Connection as _;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool};

pub use look::{Look, engine, last, look, sqlite_version};
pub use migrations::{ran, strange};
pub use schema::{Kind, Snapshot, Table, tables};
pub use writer::Tx;

use crate::failure::Failure;

/// One connection. Store functions take `&mut Db`, so the caller owns the transaction.
pub type Db = sqlx::AnyConnection;

/// A connection that only reads. It sees what is committed.
pub type Reader = PoolConnection<Any>;

/// The oldest SQLite without the WAL-reset defect (3.7.0 to 3.51.2).
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// How sure a commit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// On disk before anybody is told. Always, outside tests.
    Full,
    /// SQLite's own usual setting, `synchronous=normal`: a power cut may take back what was
    /// acknowledged. Only the rig asks for it, to see that it would notice (scripts/rig.sh).
    Weaker,
    /// Left to the operating system: for test worlds that live a moment.
    Whatever,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

/// Both doors to the database.
#[derive(Debug, Clone)]
pub struct Database {
    engine: Engine,
    readers: AnyPool,
    writer: writer::Door,
}

impl Database {
    /// Opens (and on SQLite creates) the database at `url`, `sqlite:PATH` or
    /// `postgres://…`, and brings its tables up to date.
    ///
    /// # Errors
    /// When it cannot be reached, is too old, or a migration fails.
    pub async fn open(url: &str, durability: Durability) -> Result<Self, Failure> {
        let database = Self::open_as_is(url, durability).await?;
        database.bring_up_to_date().await?;
        Ok(database)
    }

    /// [`Database::open`], with these migrations and no later ones: for rows of an earlier version.
    ///
    /// # Errors
    /// As there.
    pub async fn open_at(url: &str, durability: Durability, names: &[String]) -> Result<Self, Failure> {
        let database = Self::open_as_is(url, durability).await?;
        let mut tx = database.begin().await?;
        migrations::run_some(&mut tx, |name| names.iter().any(|n| n == name)).await?;
        tx.commit().await?;
        Ok(database)
    }

    /// Runs the migrations that have not run yet.
    ///
    /// # Errors
    /// When one fails.
    pub async fn bring_up_to_date(&self) -> Result<(), Failure> {
        let mut tx = self.begin().await?;
        migrations::run(&mut tx).await?;
        tx.commit().await
    }

    async fn open_as_is(url: &str, durability: Durability) -> Result<Self, Failure> {
        sqlx::any::install_default_drivers();
        match url.strip_prefix("sqlite:") {
            Some(path) => Self::open_sqlite(Path::new(path), durability).await,
            None => Self::open_postgres(url).await,
        }
    }

    /// Opens a database that is there, to look at it, also while a server serves it:
    /// nothing is made, no table is brought up to date, nothing can be written.
    ///
    /// # Errors
    /// When it cannot be reached, or was written by another version.
    pub async fn open_to_look(url: &str) -> Result<Self, Failure> {
        sqlx::any::install_default_drivers();
        let engine = if url.starts_with("sqlite:") { Engine::Sqlite } else { Engine::Postgres };
        let readers = if let Some(path) = url.strip_prefix("sqlite:") {
            let options = sqlite_options(Path::new(path), "ro")?;
            // A pool would try a broken file again and again, and then say that it ran out of time.
            let mut first = Db::connect_with(&options).await?;
            settle_sqlite(&mut first, Durability::Full, Access::ReadOnly).await?;
            first.close().await?;
            sqlite_readers(options, Durability::Full)
        } else {
            AnyPoolOptions::new()
                .max_connections(2)
                .after_connect(|conn, _| {
                    Box::pin(async move { sqlx::raw_sql("set default_transaction_read_only = on").execute(conn).await.map(|_| ()) })
                })
                .connect_with(url.parse()?)
                .await?
        };
        let database = Self { engine, readers, writer: writer::Door::Shut };
        let mut read = database.read().await?;
        if url.starts_with("sqlite:") {
            refuse_old_sqlite(&mut read).await?;
        }
        migrations::refuse_others(&mut read).await?;
        drop(read);
        Ok(database)
    }

    async fn open_sqlite(path: &Path, durability: Durability) -> Result<Self, Failure> {
        let options = sqlite_options(path, "rwc")?;
        let mut conn = Db::connect_with(&options).await?;
        refuse_old_sqlite(&mut conn).await?;
        settle_sqlite(&mut conn, durability, Access::Write).await?;
        Ok(Self { engine: Engine::Sqlite, readers: sqlite_readers(options, durability), writer: writer::Door::one(conn) })
    }

    async fn open_postgres(url: &str) -> Result<Self, Failure> {
        let options: AnyConnectOptions = url.parse()?;
        let pool = AnyPoolOptions::new().max_connections(8).connect_with(options).await?;
        Ok(Self { engine: Engine::Postgres, readers: pool.clone(), writer: writer::Door::Pool(pool) })
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// When none is free in time.
    pub async fn read(&self) -> Result<Reader, Failure> {
        Ok(self.readers.acquire().await?)
    }

    /// Begins a transaction that writes. Dropped without [`Tx::commit`] it leaves nothing.
    ///
    /// # Errors
    /// When the database does not let us begin.
    pub async fn begin(&self) -> Result<Tx, Failure> {
        self.writer.begin().await
    }

    /// Closes every connection; what was acknowledged is on disk already.
    pub async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }
}

fn sqlite_readers(options: AnyConnectOptions, durability: Durability) -> AnyPool {
    AnyPoolOptions::new()
        .max_connections(4)
        .after_connect(move |conn, _| {
            Box::pin(async move { settle_sqlite(conn, durability, Access::ReadOnly).await.map_err(|e| sqlx::Error::Protocol(e.to_string())) })
        })
        .connect_lazy_with(options)
}

/// Where the SQLite file of a data folder lies.
#[must_use]
pub fn sqlite_url(data: &Path) -> String {
    format!("sqlite:{}", data.join("keepwell.sqlite").display())
}

/// The file behind a `sqlite:` address, if it is one.
#[must_use]
pub fn sqlite_path(url: &str) -> Option<PathBuf> {
    url.strip_prefix("sqlite:").map(PathBuf::from)
}

fn sqlite_options(path: &Path, mode: &str) -> Result<AnyConnectOptions, Failure> {
    let path = path.to_str().ok_or_else(|| Failure::broken("reading the data folder's name", "it is not UTF-8"))?;
    let escaped: String = path.chars().map(|c| match c {
        '%' => "%25".to_owned(),
        '?' => "%3F".to_owned(),
        '#' => "%23".to_owned(),
        ' ' => "%20".to_owned(),
        other => other.to_string(),
    }).collect();
    Ok(format!("sqlite://{escaped}?mode={mode}").parse::<AnyConnectOptions>()?)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Write,
    ReadOnly,
}

/// The settings of research/security.md §8.3: nothing acknowledged before it is
/// durable, nothing deleted left readable in the file, no code from the schema.
async fn settle_sqlite(conn: &mut Db, durability: Durability, access: Access) -> Result<(), Failure> {
    let synchronous = match durability {
        Durability::Full => "pragma synchronous = full",
        Durability::Weaker => "pragma synchronous = normal",
        Durability::Whatever => "pragma synchronous = off",
    };
    let common = ["pragma busy_timeout = 5000", "pragma journal_mode = wal", synchronous, "pragma foreign_keys = on",
        "pragma secure_delete = on", "pragma trusted_schema = off", "pragma mmap_size = 0", "pragma cell_size_check = on",
        "pragma temp_store = memory", "pragma cache_size = -8000"];
    for pragma in common {
        sqlx::raw_sql(pragma).execute(&mut *conn).await?;
    }
    if access == Access::ReadOnly {
        sqlx::raw_sql("pragma query_only = on").execute(&mut *conn).await?;
    }
    Ok(())
}

async fn refuse_old_sqlite(conn: &mut Db) -> Result<(), Failure> {
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(conn).await?;
    if is_too_old(&version) {
        return Err(Failure::broken("opening SQLite", format!("version {version} can lose a write; 3.51.3 or later is needed")));
    }
    Ok(())
}

/// Whether this SQLite has the WAL-reset defect; what is no version has it too.
pub(crate) fn is_too_old(version: &str) -> bool {
    let parts: Vec<u32> = version.split('.').filter_map(|p| p.parse().ok()).collect();
    parts.as_slice() < OLDEST_SQLITE.as_slice()
}
