//! Sealed fields: what could hurt a person is unreadable without the master key.
//!
//! The master key lies outside the database, in a file that only its owner may
//! read ([`keyfile`]), in the clear or sealed by a passphrase ([`envelope`]). It
//! is a ring of keys ([`keyring`]): versions of the one that wraps **data keys**
//! (one per client, per secret, per file), and those of the trail, of checkpoints
//! and of marks. A new version wraps all data keys anew ([`rotation`]). Fields are sealed with XChaCha20-Poly1305; the
//! associated data names table, row and field, so a sealed text moved elsewhere
//! does not open. Destroying a data key is how something is truly forgotten.
//!
//! Honest limit: whoever is root on the running server can read everything.

pub mod envelope;
pub mod keyfile;
pub mod keyring;
pub mod rotation;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;
use crate::ids::{Dice, hex, new_id};
use crate::trail::{self, ChainKey, Line};

pub use keyfile::{master_key, write_master_key, write_private};
pub use keyring::Keyring;

/// 32 bytes that are wiped when dropped and never printed.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.0.as_slice().try_into().unwrap_or(&Default::default()))
    }

    fn derive(&self, label: &str) -> Result<[u8; 32], Failure> {
        let mut out = [0_u8; 32];
        Hkdf::<Sha256>::new(None, self.0.as_slice())
            .expand(label.as_bytes(), &mut out)
            .map_err(|e| Failure::broken("deriving a key", e))?;
        Ok(out)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Where a sealed text lives. It opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub table: &'a str,
    pub row: &'a str,
    pub field: &'a str,
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut aad = b"keepwell|1".to_vec();
        for part in [self.table, self.row, self.field] {
            aad.extend_from_slice(&(part.len() as u64).to_be_bytes());
            aad.extend_from_slice(part.as_bytes());
        }
        aad
    }
}

/// A data key, by its id and opened.
#[derive(Debug, Clone)]
pub struct DataKey {
    pub id: String,
    pub key: Key,
}

/// Holds the keys of a running server.
#[derive(Debug, Clone)]
pub struct Vault {
    ring: Keyring,
    chain: ChainKey,
    dice: Dice,
}

impl Vault {
    /// A vault on these keys.
    ///
    /// # Errors
    /// Never in practice.
    pub fn new(ring: &Keyring, dice: Dice) -> Result<Self, Failure> {
        let chain = ChainKey::new(*ring.trail.0, *ring.sign.0);
        Ok(Self { ring: ring.clone(), chain, dice })
    }

    /// The keys it stands on.
    #[must_use]
    pub const fn ring(&self) -> &Keyring {
        &self.ring
    }

    /// The key the trail is chained with.
    #[must_use]
    pub const fn chain_key(&self) -> &ChainKey {
        &self.chain
    }

    /// A keyed hash of `parts`, in hex: for form tokens, and to recognise equal things without telling what they are.
    ///
    /// # Errors
    /// Never in practice; the key has the right length.
    pub fn mark(&self, label: &str, parts: &[&[u8]]) -> Result<String, Failure> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.ring.tokens.0.as_slice()).map_err(|e| Failure::broken("making a mark", e))?;
        for part in std::iter::once(label.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        Ok(hex(&mac.finalize().into_bytes()))
    }

    /// Makes a data key and keeps it wrapped. `purpose` is for people: `client`, `passcode`, `file`.
    ///
    /// # Errors
    /// When there is no randomness or the database fails.
    pub async fn new_key(&self, db: &mut Db, purpose: &str, now: Moment) -> Result<DataKey, Failure> {
        let id = new_id(now, &self.dice)?;
        let bytes: [u8; 32] = self.dice.throw()?;
        let version = self.ring.newest();
        let wrapped = self.wrap(&id, &bytes, version)?;
        sqlx::query("insert into data_key (id, purpose, wrapped, created_at, version) values ($1, $2, $3, $4, $5)")
            .bind(&id).bind(purpose).bind(&wrapped).bind(now.0).bind(version)
            .execute(db)
            .await?;
        Ok(DataKey { id, key: Key::new(bytes) })
    }

    /// Opens a data key. [`Failure::Missing`] when it was destroyed: what it sealed is gone.
    ///
    /// # Errors
    /// Also when the wrapping does not open (another master key).
    pub async fn key(&self, db: &mut Db, id: &str) -> Result<DataKey, Failure> {
        let row: Option<(String, i64)> =
            sqlx::query_as("select wrapped, version from data_key where id = $1 and destroyed_at is null").bind(id).fetch_optional(db).await?;
        let (wrapped, version) = row.ok_or(Failure::Missing)?;
        Ok(DataKey { id: id.to_owned(), key: self.unwrap_key(id, &wrapped, version)? })
    }

    fn wrap(&self, id: &str, key: &[u8], version: i64) -> Result<String, Failure> {
        self.seal_with(self.ring.wrap(version)?, Place { table: "data_key", row: id, field: &wrapped_by(version) }, key)
    }

    fn unwrap_key(&self, id: &str, wrapped: &str, version: i64) -> Result<Key, Failure> {
        let bytes = self.open_with(self.ring.wrap(version)?, Place { table: "data_key", row: id, field: &wrapped_by(version) }, wrapped)?;
        let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|e| Failure::broken("opening a data key", e))?;
        Ok(Key::new(bytes))
    }

    /// A data key wrapped by the newest version instead of `version`.
    fn rewrap(&self, id: &str, wrapped: &str, version: i64) -> Result<String, Failure> {
        let key = self.unwrap_key(id, wrapped, version)?;
        self.wrap(id, key.0.as_slice(), self.ring.newest())
    }

    /// Destroys a data key: everything it sealed is gone for good, and the trail says that a key is gone.
    ///
    /// # Errors
    /// When the database does.
    pub async fn destroy_key(&self, db: &mut Db, id: &str, now: Moment) -> Result<(), Failure> {
        let purpose = forget(&mut *db, id, now).await?;
        let Some(purpose) = purpose else { return Ok(()) };
        let line = Line { deed: &rotation::DESTROYED, at: now, actor: None, subjects: &[("data-key", id)], detail: &[("purpose", &purpose)] };
        trail::record(db, &self.chain, now, &line).await.map(|_| ())
    }

    /// Destroys a key that a list says was destroyed before: also one that is not
    /// here at all, so that the list stays whole. Says whether it was still alive.
    /// It was told when it happened; whoever restores says how many there were.
    ///
    /// # Errors
    /// When the database does.
    pub async fn destroy_again(&self, db: &mut Db, id: &str, at: Moment) -> Result<bool, Failure> {
        let alive: Option<i64> = sqlx::query_scalar("select cast(case when destroyed_at is null then 1 else 0 end as bigint) from data_key where id = $1").bind(id).fetch_optional(&mut *db).await?;
        if alive.is_none() {
            sqlx::query("insert into data_key (id, purpose, wrapped, created_at, destroyed_at) values ($1, 'erased', '', $2, $2)").bind(id).bind(at.0).execute(db).await?;
            return Ok(false);
        }
        forget(db, id, at).await?;
        Ok(alive == Some(1))
    }

    /// Seals `clear` under a data key, for one place.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn seal(&self, key: &DataKey, place: Place<'_>, clear: &[u8]) -> Result<String, Failure> {
        self.seal_with(&key.key, place, clear)
    }

    /// Opens what [`Vault::seal`] sealed for the same place.
    ///
    /// # Errors
    /// When it was altered, moved, or sealed with another key.
    pub fn open(&self, key: &DataKey, place: Place<'_>, sealed: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
        self.open_with(&key.key, place, sealed)
    }

    /// [`Vault::open`], as text.
    ///
    /// # Errors
    /// As there; also when it is not UTF-8.
    pub fn open_text(&self, key: &DataKey, place: Place<'_>, sealed: &str) -> Result<Zeroizing<String>, Failure> {
        let bytes = self.open(key, place, sealed)?;
        let text = std::str::from_utf8(&bytes).map_err(|e| Failure::broken("opening a sealed text", e))?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    fn seal_with(&self, key: &Key, place: Place<'_>, clear: &[u8]) -> Result<String, Failure> {
        let nonce: [u8; 24] = self.dice.throw()?;
        let sealed = key
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: clear, aad: &place.bytes() })
            .map_err(|e| Failure::broken("sealing", e))?;
        let mut out = nonce.to_vec();
        out.extend_from_slice(&sealed);
        Ok(format!("s1:{}", BASE64.encode(out)))
    }

    fn open_with(&self, key: &Key, place: Place<'_>, sealed: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let bad = |why: &'static str| Failure::broken("opening a sealed text", why);
        let bytes = BASE64.decode(sealed.strip_prefix("s1:").ok_or_else(|| bad("it has no version"))?).map_err(|_| bad("it is not base64"))?;
        let (nonce, body) = bytes.split_first_chunk::<24>().ok_or_else(|| bad("it is too short"))?;
        key.cipher()
            .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: &place.bytes() })
            .map(Zeroizing::new)
            .map_err(|_| bad("it was altered, moved, or sealed with another key"))
    }
}

/// The keys that were destroyed, and when: what a backup from before must not bring back.
///
/// # Errors
/// When the database does.
pub async fn destroyed(db: &mut Db) -> Result<Vec<(String, Moment)>, Failure> {
    let rows: Vec<(String, i64)> = sqlx::query_as("select id, destroyed_at from data_key where destroyed_at is not null order by id").fetch_all(db).await?;
    Ok(rows.into_iter().map(|(id, at)| (id, Moment(at))).collect())
}

/// Ends a data key; what it was for, unless it was gone already.
async fn forget(db: &mut Db, id: &str, now: Moment) -> Result<Option<String>, Failure> {
    let purpose = sqlx::query_scalar("update data_key set wrapped = '', destroyed_at = $2 where id = $1 and destroyed_at is null returning purpose")
        .bind(id).bind(now.0)
        .fetch_optional(db)
        .await?;
    Ok(purpose)
}

/// The field a wrapped key is bound to: it names the version, so that a key wrapped by one is never taken for that of another.
fn wrapped_by(version: i64) -> String {
    if version == 1 { "wrapped".to_owned() } else { format!("wrapped by {version}") }
}
