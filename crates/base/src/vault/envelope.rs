//! A key file sealed by a passphrase: argon2id makes a key of the passphrase, and
//! XChaCha20-Poly1305 seals the keys with it (research: 256 MiB, three passes, so
//! that a stolen file is worth little).

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::XNonce;
use chacha20poly1305::aead::{Aead as _, Payload};
use zeroize::Zeroizing;

use super::Key;
use super::keyring::Keyring;
use crate::failure::Failure;
use crate::ids::Dice;

const FIRST_LINE: &str = "keepwell-key-protected 1";

/// What a try at the passphrase costs: KiB of memory, and passes over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    pub memory: u32,
    pub passes: u32,
}

impl Cost {
    /// 256 MiB, three passes: about a second.
    pub const FULL: Self = Self { memory: 256 * 1024, passes: 3 };
    /// For tests.
    pub const LEAST: Self = Self { memory: 8, passes: 1 };
    /// A file that asks for more is not one of ours.
    const MOST: Self = Self { memory: 1024 * 1024, passes: 10 };
}

/// The sealed keys.
#[derive(Clone)]
pub struct Envelope {
    cost: Cost,
    salt: [u8; 16],
    sealed: Vec<u8>,
}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Envelope(…)")
    }
}

fn bad(why: &'static str) -> Failure {
    Failure::broken("reading the protected key file", why)
}

impl Envelope {
    /// Seals `ring` by `passphrase`.
    ///
    /// # Errors
    /// When there is no randomness or not enough memory.
    pub fn seal(ring: &Keyring, passphrase: &str, cost: Cost, dice: &Dice) -> Result<Self, Failure> {
        let mut envelope = Self { cost, salt: dice.throw()?, sealed: Vec::new() };
        let nonce: [u8; 24] = dice.throw()?;
        let head = envelope.head();
        let sealed = envelope
            .key(passphrase)?
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: ring.text().as_bytes(), aad: head.as_bytes() })
            .map_err(|e| Failure::broken("protecting the key file", e))?;
        envelope.sealed = [nonce.as_slice(), &sealed].concat();
        Ok(envelope)
    }

    /// Opens it; `None` when this is not the passphrase.
    ///
    /// # Errors
    /// When there is not enough memory, or what is inside is not a key.
    pub fn open(&self, passphrase: &str) -> Result<Option<Keyring>, Failure> {
        let key = self.key(passphrase)?;
        let (nonce, body) = self.sealed.split_first_chunk::<24>().ok_or_else(|| bad("it is too short"))?;
        let Ok(clear) = key.cipher().decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: self.head().as_bytes() }) else { return Ok(None) };
        let clear = Zeroizing::new(clear);
        let text = std::str::from_utf8(&clear).map_err(|_| bad("what is inside is not text"))?;
        Keyring::parse(text).map(Some)
    }

    fn key(&self, passphrase: &str) -> Result<Key, Failure> {
        let fail = |e: argon2::Error| Failure::broken("making a key of the passphrase", e);
        let params = Params::new(self.cost.memory, self.cost.passes, 1, Some(32)).map_err(fail)?;
        let mut bytes = Zeroizing::new([0_u8; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(passphrase.as_bytes(), &self.salt, bytes.as_mut_slice()).map_err(fail)?;
        Ok(Key::new(*bytes))
    }

    /// The two lines that are bound to what is sealed.
    fn head(&self) -> String {
        format!("{FIRST_LINE}\nargon2id {} {} {}\n", self.cost.memory, self.cost.passes, BASE64.encode(self.salt))
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}{}\n", self.head(), BASE64.encode(&self.sealed))
    }

    /// What [`Envelope::text`] wrote; `None` for a file that is not protected.
    ///
    /// # Errors
    /// When it begins as one and goes on otherwise.
    pub fn parse(text: &str) -> Result<Option<Self>, Failure> {
        let mut lines = text.lines().map(str::trim);
        if lines.next() != Some(FIRST_LINE) {
            return Ok(None);
        }
        let words: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let ["argon2id", memory, passes, salt] = words.as_slice() else { return Err(bad("its second line is not one")) };
        let number = |text: &str| text.parse::<u32>().map_err(|_| bad("its second line is not one"));
        let cost = Cost { memory: number(memory)?, passes: number(passes)? };
        if cost.memory > Cost::MOST.memory || cost.passes > Cost::MOST.passes {
            return Err(bad("it asks for more work than any of ours"));
        }
        let salt = BASE64.decode(salt).ok().and_then(|s| s.try_into().ok()).ok_or_else(|| bad("its salt is not one"))?;
        let sealed = BASE64.decode(lines.next().unwrap_or_default()).map_err(|_| bad("its third line is not base64"))?;
        Ok(Some(Self { cost, salt, sealed }))
    }
}
