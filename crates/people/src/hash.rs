//! Passphrase hashes: argon2id, 19 MiB, two passes, one lane (OWASP; ASVS 11.4.2), on
//! a thread of their own.
//!
//! An unknown e-mail costs the same work as a known one, and only a few
//! hashes run at a time, so that sign-ins cannot fill the memory. When these
//! numbers grow, a passphrase is hashed anew at the next sign-in.

use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use base::{App, Failure};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::model::{Passphrase, normal};

/// So many hashes at a time: 19 MiB each.
const AT_ONCE: usize = 4;
/// KiB for one hash.
const MEMORY: u32 = 19_456;
/// Passes over that memory.
const PASSES: u32 = 2;

/// Where hashes are fired, and how much was done there: KiB times passes.
struct Kiln {
    places: Semaphore,
    work: AtomicU64,
}

fn argon() -> Result<Argon2<'static>, Failure> {
    argon_of(MEMORY, PASSES)
}

fn argon_of(memory: u32, passes: u32) -> Result<Argon2<'static>, Failure> {
    let params = Params::new(memory, passes, 1, None).map_err(|e| Failure::broken("setting up argon2", e))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a passphrase, as a PHC string.
///
/// # Errors
/// When there is no randomness, or no memory.
pub async fn make(app: &App, passphrase: Passphrase) -> Result<String, Failure> {
    again(app, Zeroizing::new(passphrase.text().to_owned())).await
}

/// The hash of what was typed and found right, when the kept one is of an older make.
///
/// # Errors
/// As [`make`].
pub async fn again(app: &App, typed: Zeroizing<String>) -> Result<String, Failure> {
    let salt: [u8; 16] = app.dice.throw()?;
    fire(app, u64::from(MEMORY * PASSES), move || {
        let hash = argon()?.hash_password_with_salt(normal(&typed).as_bytes(), &salt).map_err(|e| Failure::broken("hashing a passphrase", e))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether `typed` is the passphrase behind `kept`. Without a `kept` the same
/// work is done and the answer is no.
///
/// # Errors
/// When the kept hash is not one.
pub async fn matches(app: &App, typed: Zeroizing<String>, kept: Option<String>) -> Result<bool, Failure> {
    let salt: [u8; 16] = [0x5a; 16];
    let work = kept.as_deref().and_then(cost).map_or(u64::from(MEMORY * PASSES), |(memory, passes)| u64::from(memory) * u64::from(passes));
    fire(app, work, move || {
        let typed = normal(&typed);
        let Some(kept) = kept else {
            argon()?.hash_password_with_salt(typed.as_bytes(), &salt).map_err(|e| Failure::broken("hashing a passphrase", e))?;
            return Ok(false);
        };
        let parsed = PasswordHash::new(&kept).map_err(|e| Failure::broken("reading a passphrase hash", e))?;
        Ok(argon()?.verify_password(typed.as_bytes(), &parsed).is_ok())
    })
    .await
}

/// Whether a kept hash took less work than one made today.
#[must_use]
pub fn is_old(kept: &str) -> bool {
    cost(kept).is_none_or(|(memory, passes)| memory < MEMORY || passes < PASSES)
}

/// Memory in KiB and passes of a PHC string of argon2id.
fn cost(kept: &str) -> Option<(u32, u32)> {
    let parsed = PasswordHash::new(kept).ok().filter(|p| p.algorithm.as_str() == "argon2id")?;
    let params = Params::try_from(&parsed).ok()?;
    Some((params.m_cost(), params.t_cost()))
}

async fn fire<T: Send + 'static>(app: &App, work: u64, hash: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    let kiln = kiln(app);
    let _place = kiln.places.acquire().await.map_err(|e| Failure::broken("waiting to hash", e))?;
    kiln.work.fetch_add(work, Ordering::Relaxed);
    tokio::task::spawn_blocking(hash).await.map_err(|e| Failure::broken("hashing on another thread", e))?
}

fn kiln(app: &App) -> std::sync::Arc<Kiln> {
    app.room(|| Kiln { places: Semaphore::new(AT_ONCE), work: AtomicU64::new(0) })
}

/// How much was hashed so far: what a clock would see, without a clock.
#[cfg(test)]
pub fn work_done(app: &App) -> u64 {
    kiln(app).work.load(Ordering::Relaxed)
}

/// A hash as an older Keepwell would have made it.
#[cfg(test)]
pub fn old(typed: &str) -> String {
    argon_of(8_192, 1).unwrap().hash_password_with_salt(typed.as_bytes(), &[1; 16]).unwrap().to_string()
}
