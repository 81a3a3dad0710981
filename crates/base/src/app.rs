//! The application: everything a request may need, put together once at start.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use tokio::sync::Notify;

use crate::access::Matrix;
use crate::blobs::Blobs;
use crate::clock::{Clock, Moment};
use crate::db::{Database, Db};
use crate::failure::Failure;
use crate::ids::{Dice, new_id};
use crate::jobs;
use crate::mail::Post;
use crate::organisation::{self, Organisation};
use crate::slice::{Deed, Slice, Texts};
use crate::trail;
use crate::vault::Vault;
use crate::web::assets::Assets;
use crate::words::Words;

/// What the operator decided.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder everything lies in.
    pub data: PathBuf,
    /// The address people type, without a slash at the end: `https://keepwell.example.org`.
    pub address: String,
    pub post: Post,
    /// The program that reads uploads in a process of its own; `None`: read here (tests only).
    pub reader: Option<PathBuf>,
    /// The hash of the one-time set-up token, while there is nobody yet.
    pub setup_token: Option<String>,
}

impl Config {
    /// Whether cookies may say `Secure`.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.address.starts_with("https://")
    }
}

/// The parts of an application.
pub struct Parts {
    pub db: Database,
    pub clock: Clock,
    pub dice: Dice,
    pub matrix: Matrix,
    pub words: Words,
    pub vault: Vault,
    pub blobs: Blobs,
    pub slices: Vec<Slice>,
    pub config: Config,
    pub assets: Assets,
    organisation: RwLock<Option<Arc<Organisation>>>,
    rooms: RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
    bell: Notify,
}

/// A handle on the application, cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What [`App::new`] is made from.
pub struct Ground {
    pub db: Database,
    pub clock: Clock,
    pub dice: Dice,
    pub vault: Vault,
    pub blobs: Blobs,
    pub slices: Vec<Slice>,
    pub config: Config,
}

impl App {
    /// Puts the application together and checks that its parts agree.
    ///
    /// # Errors
    /// When texts, routes or the access matrix contradict each other.
    pub async fn new(ground: Ground) -> Result<Self, Failure> {
        let Ground { db, clock, dice, vault, blobs, slices, config } = ground;
        let matrix = Matrix::parse(crate::access::ACCESS_TOML)?;
        matrix.agrees_with(slices.iter().flat_map(|s| &s.routes))?;
        let own = Texts { en: include_str!("texts/en.ftl"), fr: include_str!("texts/fr.ftl") };
        let texts: Vec<Texts> = std::iter::once(own).chain(slices.iter().map(|s| s.texts)).collect();
        let words = Words::new(&texts)?;
        let organisation = organisation::load(&mut *db.read().await?).await?.map(Arc::new);
        Ok(Self(Arc::new(Parts {
            db,
            clock,
            dice,
            matrix,
            words,
            vault,
            blobs,
            slices,
            config,
            assets: Assets::new(),
            organisation: RwLock::new(organisation),
            rooms: RwLock::default(),
            bell: Notify::new(),
        })))
    }

    /// The same application on other keys: as after a new start.
    #[cfg(test)]
    #[must_use]
    pub(crate) fn with_vault(&self, vault: Vault) -> Self {
        let p = &self.0;
        Self(Arc::new(Parts {
            db: p.db.clone(),
            clock: p.clock.clone(),
            dice: p.dice.clone(),
            matrix: p.matrix.clone(),
            words: p.words.clone(),
            vault,
            blobs: p.blobs.clone(),
            slices: vec![crate::web::preferences::slice()],
            config: p.config.clone(),
            assets: Assets::new(),
            organisation: RwLock::default(),
            rooms: RwLock::default(),
            bell: Notify::new(),
        }))
    }

    #[must_use]
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// A new id (UUID version 7).
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn id(&self) -> Result<String, Failure> {
        new_id(self.now(), &self.dice)
    }

    /// The organisation; `None` before set-up.
    #[must_use]
    pub fn organisation(&self) -> Option<Arc<Organisation>> {
        self.organisation.read().ok().and_then(|o| o.clone())
    }

    /// The organisation's time zone; UTC before set-up.
    #[must_use]
    pub fn zone(&self) -> jiff::tz::TimeZone {
        self.organisation().map_or(jiff::tz::TimeZone::UTC, |o| o.zone.clone())
    }

    /// Reads the organisation again, after it was changed.
    ///
    /// # Errors
    /// When the database does.
    pub async fn organisation_changed(&self) -> Result<(), Failure> {
        let fresh = organisation::load(&mut *self.db.read().await?).await?.map(Arc::new);
        if let Ok(mut kept) = self.organisation.write() {
            *kept = fresh;
        }
        Ok(())
    }

    /// A value one slice keeps in memory for the whole application (a monitor, a cache).
    pub fn room<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        let key = TypeId::of::<T>();
        let found = self.rooms.read().ok().and_then(|rooms| rooms.get(&key).cloned());
        let kept = found.unwrap_or_else(|| match self.rooms.write() {
            Ok(mut rooms) => rooms.entry(key).or_insert_with(|| Arc::new(make())).clone(),
            Err(_) => Arc::new(make()),
        });
        match kept.downcast::<T>() {
            Ok(room) => room,
            Err(_) => unreachable!("rooms are keyed by their type"),
        }
    }

    /// The declaration of a deed.
    ///
    /// # Errors
    /// When no slice declares it.
    pub fn deed(&self, name: &str) -> Result<&'static Deed, Failure> {
        self.deeds().find(|d| d.name == name).ok_or_else(|| Failure::broken("looking up a deed", name))
    }

    /// Every deed of every slice.
    pub fn deeds(&self) -> impl Iterator<Item = &'static Deed> + '_ {
        self.slices.iter().flat_map(|s| s.deeds.iter())
    }

    /// Records a deed that happens now, in the caller's transaction.
    ///
    /// # Errors
    /// As [`trail::record`].
    pub async fn record(&self, db: &mut Db, actor: Option<&str>, deed: &Deed, subjects: &[(&str, &str)], detail: &[(&str, &str)]) -> Result<i64, Failure> {
        self.record_at(db, actor, deed, self.now(), subjects, detail).await
    }

    /// Records a deed that happened at `at`, and queues the jobs that listen to it.
    ///
    /// # Errors
    /// As [`trail::record`].
    pub async fn record_at(
        &self, db: &mut Db, actor: Option<&str>, deed: &Deed, at: Moment, subjects: &[(&str, &str)], detail: &[(&str, &str)],
    ) -> Result<i64, Failure> {
        let line = trail::Line { deed, at, actor, subjects, detail };
        let seq = trail::record(&mut *db, self.vault.chain_key(), self.now(), &line).await?;
        for listens in self.slices.iter().flat_map(|s| s.listens).filter(|l| l.deed == deed.name) {
            jobs::push(&mut *db, &self.dice, listens.job, &seq.to_string(), actor, self.now()).await?;
        }
        Ok(seq)
    }

    /// Wakes the job runner; call it after a commit that left a job.
    pub fn wake(&self) {
        self.bell.notify_one();
    }

    /// Waits until [`App::wake`], or two seconds.
    pub async fn until_woken(&self) {
        let _ = tokio::time::timeout(std::time::Duration::from_secs(2), self.bell.notified()).await;
    }
}
