//! Passphrase hashes: argon2id, 19 MiB, two passes, one lane, on a thread of their own.
//!
//! An unknown e-mail costs the same work as a known one, and only a few
//! hashes run at a time, so that sign-ins cannot fill the memory.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use base::{App, Failure};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::model::Passphrase;

/// So many hashes at a time: 19 MiB each.
const AT_ONCE: usize = 4;

struct Kiln(Semaphore);

fn argon() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(19_456, 2, 1, None).map_err(|e| Failure::broken("setting up argon2", e))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a passphrase, as a PHC string.
///
/// # Errors
/// When there is no randomness, or no memory.
pub async fn make(app: &App, passphrase: Passphrase) -> Result<String, Failure> {
    let salt: [u8; 16] = app.dice.throw()?;
    fire(app, move || {
        let hash = argon()?.hash_password_with_salt(passphrase.text().as_bytes(), &salt).map_err(|e| Failure::broken("hashing a passphrase", e))?;
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
    fire(app, move || {
        let Some(kept) = kept else {
            argon()?.hash_password_with_salt(typed.as_bytes(), &salt).map_err(|e| Failure::broken("hashing a passphrase", e))?;
            return Ok(false);
        };
        let parsed = PasswordHash::new(&kept).map_err(|e| Failure::broken("reading a passphrase hash", e))?;
        Ok(argon()?.verify_password(typed.as_bytes(), &parsed).is_ok())
    })
    .await
}

async fn fire<T: Send + 'static>(app: &App, work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    let kiln = app.room(|| Kiln(Semaphore::new(AT_ONCE)));
    let _place = kiln.0.acquire().await.map_err(|e| Failure::broken("waiting to hash", e))?;
    tokio::task::spawn_blocking(work).await.map_err(|e| Failure::broken("hashing on another thread", e))?
}
