//! Transactions that write, and on SQLite the group commit.
//!
//! Each request's transaction is a savepoint inside one physical transaction.
//! Who finishes while others wait hands the connection on and waits for the
//! group; the last one commits for all, once. A savepoint that is dropped is
//! rolled back before the next begins, so a request sees only whole deeds.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sqlx::{Any, AnyPool};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use super::Db;
use crate::failure::Failure;

/// So many requests share one `fsync` at most.
const GROUP: usize = 64;
/// A request whose group nobody finished commits it itself after this long.
const PATIENCE: Duration = Duration::from_millis(3);

/// What became of a group: not yet, on disk, or lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Open,
    Kept,
    Lost,
}

#[derive(Debug)]
struct Slot {
    conn: Db,
    group: Option<watch::Sender<Fate>>,
    members: usize,
    /// A savepoint was left behind by a request that gave up.
    torn: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Queue {
    slot: Arc<Mutex<Slot>>,
    waiting: Arc<AtomicUsize>,
}

/// How a writing transaction is had.
#[derive(Debug, Clone)]
pub(super) enum Door {
    Pool(AnyPool),
    Queue(Queue),
    /// Nobody writes here: it was opened to look.
    Shut,
}

impl Door {
    pub(super) fn one(conn: Db) -> Self {
        let slot = Slot { conn, group: None, members: 0, torn: false };
        Self::Queue(Queue { slot: Arc::new(Mutex::new(slot)), waiting: Arc::new(AtomicUsize::new(0)) })
    }

    pub(super) async fn begin(&self) -> Result<Tx, Failure> {
        match self {
            Self::Pool(pool) => Ok(Tx(Inner::Pool(pool.begin().await?))),
            Self::Queue(queue) => Ok(Tx(Inner::Group(queue.begin().await?))),
            Self::Shut => Err(Failure::broken("writing to disk", "the database was opened to look at it only")),
        }
    }

    pub(super) async fn close(&self) {
        if let Self::Queue(queue) = self {
            let mut slot = queue.slot.lock().await;
            let _ = slot.finish().await;
            let _ = sqlx::raw_sql("pragma wal_checkpoint(truncate)").execute(&mut slot.conn).await;
        }
    }
}

/// Counts one waiter for as long as it waits, even when its request is cancelled.
struct Waiter(Arc<AtomicUsize>);

impl Waiter {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(count))
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Queue {
    async fn begin(&self) -> Result<GroupTx, Failure> {
        let waiter = Waiter::new(&self.waiting);
        let slot = Arc::clone(&self.slot).lock_owned().await;
        drop(waiter);
        whole(self.clone().open(slot)).await
    }

    async fn open(self, mut slot: OwnedMutexGuard<Slot>) -> Result<GroupTx, Failure> {
        if slot.mend().await.is_err() {
            // The engine rolled everything back by itself (a full disk): the group is told, and the next begins anew.
            let _ = slot.finish().await;
        }
        if slot.group.is_none() {
            sqlx::raw_sql("begin immediate").execute(&mut slot.conn).await?;
            slot.group = Some(watch::channel(Fate::Open).0);
            slot.members = 0;
        }
        sqlx::raw_sql("savepoint deed").execute(&mut slot.conn).await?;
        Ok(GroupTx { slot: Some(slot), queue: self })
    }

    /// Waits until the group is on disk; finishes it when nobody else does.
    async fn outcome(&self, mut fate: watch::Receiver<Fate>) -> Result<(), Failure> {
        loop {
            let seen = *fate.borrow_and_update();
            match seen {
                Fate::Kept => return Ok(()),
                Fate::Lost => return Err(lost("the group's commit failed")),
                Fate::Open => {}
            }
            match tokio::time::timeout(PATIENCE, fate.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return Err(lost("the group vanished")),
                Err(_) => {
                    let mut slot = self.slot.lock().await;
                    if *fate.borrow() == Fate::Open {
                        slot.finish().await?;
                    }
                }
            }
        }
    }
}

/// Does a step to its end, even when the request it is for goes away meanwhile:
/// a connection left between two statements would stop everybody after it.
async fn whole<T: Send + 'static>(step: impl Future<Output = Result<T, Failure>> + Send + 'static) -> Result<T, Failure> {
    tokio::spawn(step).await.unwrap_or_else(|e| Err(Failure::broken("writing to disk", e)))
}

fn lost(why: &'static str) -> Failure {
    Failure::broken("writing to disk", why)
}

impl Slot {
    /// Takes back what a request left unfinished.
    async fn mend(&mut self) -> Result<(), Failure> {
        if self.torn {
            sqlx::raw_sql("rollback to deed; release deed").execute(&mut self.conn).await?;
            self.torn = false;
        }
        Ok(())
    }

    /// Commits the physical transaction and tells the group.
    async fn finish(&mut self) -> Result<(), Failure> {
        let Some(group) = self.group.take() else { return Ok(()) };
        let mended = self.mend().await;
        let done = match mended {
            Ok(()) => sqlx::raw_sql("commit").execute(&mut self.conn).await.map(|_| ()).map_err(Failure::from),
            Err(e) => Err(e),
        };
        if done.is_err() {
            let _ = sqlx::raw_sql("rollback").execute(&mut self.conn).await;
            self.torn = false;
        }
        let _ = group.send(if done.is_ok() { Fate::Kept } else { Fate::Lost });
        done
    }
}

#[derive(Debug)]
struct GroupTx {
    slot: Option<OwnedMutexGuard<Slot>>,
    queue: Queue,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tx")
    }
}

impl GroupTx {
    async fn commit(mut self) -> Result<(), Failure> {
        let Some(mut slot) = self.slot.take() else { return Err(lost("committed twice")) };
        if let Err(e) = sqlx::raw_sql("release deed").execute(&mut slot.conn).await {
            slot.torn = true;
            let _ = slot.finish().await;
            return Err(e.into());
        }
        slot.members += 1;
        if self.queue.waiting.load(Ordering::SeqCst) == 0 || slot.members >= GROUP {
            return slot.finish().await;
        }
        let Some(fate) = slot.group.as_ref().map(watch::Sender::subscribe) else { return Err(lost("no group")) };
        drop(slot);
        self.queue.outcome(fate).await
    }
}

impl Drop for GroupTx {
    fn drop(&mut self) {
        let Some(mut slot) = self.slot.take() else { return };
        slot.torn = true;
        drop(slot);
        // Nobody may come after us: let go of the file's write lock all the same.
        let queue = self.queue.clone();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let mut slot = queue.slot.lock().await;
                if let Err(e) = slot.finish().await {
                    tracing::error!(error = %e, "closing an abandoned group");
                }
            });
        }
    }
}

/// A transaction that writes. Commit it, or it never was.
pub struct Tx(Inner);

enum Inner {
    Pool(sqlx::Transaction<'static, Any>),
    Group(GroupTx),
}

impl Tx {
    /// Makes it durable. Returns only when it is on disk.
    ///
    /// # Errors
    /// When the disk or the server did not take it: then nothing was written.
    pub async fn commit(self) -> Result<(), Failure> {
        match self.0 {
            Inner::Pool(tx) => Ok(tx.commit().await?),
            Inner::Group(tx) => whole(tx.commit()).await,
        }
    }
}

impl Deref for Tx {
    type Target = Db;

    #[expect(clippy::expect_used, reason = "the slot is taken only by commit, which consumes the transaction")]
    fn deref(&self) -> &Db {
        match &self.0 {
            Inner::Pool(tx) => tx,
            Inner::Group(tx) => &tx.slot.as_ref().expect("an open transaction has its connection").conn,
        }
    }
}

impl DerefMut for Tx {
    #[expect(clippy::expect_used, reason = "the slot is taken only by commit, which consumes the transaction")]
    fn deref_mut(&mut self) -> &mut Db {
        match &mut self.0 {
            Inner::Pool(tx) => tx,
            Inner::Group(tx) => &mut tx.slot.as_mut().expect("an open transaction has its connection").conn,
        }
    }
}
