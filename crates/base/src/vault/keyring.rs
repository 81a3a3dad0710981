//! The keys of a house: versions of the key that wraps data keys, and the three
//! that stay when it changes.
//!
//! Rotation adds a version. What was wrapped by an older one is wrapped anew in
//! the background ([`super::rotation`]); until that is done, and for as long as
//! old backups should open, the older version stays in the file. The keys of the
//! trail, of checkpoints and of marks stay: what they made must be recognised.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use zeroize::Zeroizing;

use super::Key;
use crate::failure::Failure;
use crate::ids::Dice;

const FIRST_LINE: &str = "keepwell-key 2";

/// Every key of a house. It is made from its text, and printed as nothing.
#[derive(Clone)]
pub struct Keyring {
    /// Never empty; the newest first.
    versions: Vec<(i64, Key)>,
    pub(super) trail: Key,
    pub(super) sign: Key,
    pub(super) tokens: Key,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring(versions {:?})", self.versions().collect::<Vec<_>>())
    }
}

fn bad(why: &'static str) -> Failure {
    Failure::broken("reading the master key", why)
}

impl Keyring {
    /// The keys that come from one master key of 32 bytes: version 1.
    ///
    /// # Errors
    /// When keys cannot be derived.
    pub fn of(master: &Key) -> Result<Self, Failure> {
        let key = |label| master.derive(label).map(Key::new);
        Ok(Self {
            versions: vec![(1, key("keepwell/wrap/1")?)],
            trail: key("keepwell/trail/1")?,
            sign: key("keepwell/checkpoint/1")?,
            tokens: key("keepwell/tokens/1")?,
        })
    }

    /// Reads what [`Keyring::text`] wrote, or a single key in base64.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let first = lines.next().ok_or_else(|| bad("the file is empty"))?;
        if first != FIRST_LINE {
            return Self::of(&key(first)?);
        }
        let (mut versions, mut others) = (Vec::new(), Vec::new());
        for line in lines {
            let (name, value) = line.split_once(' ').ok_or_else(|| bad("a line of it has no value"))?;
            match name.strip_prefix("wrap-").map(str::parse::<i64>) {
                Some(version) => versions.push((version.map_err(|_| bad("a version in it is not a number"))?, key(value)?)),
                None => others.push((name, key(value)?)),
            }
        }
        versions.sort_by_key(|(version, _)| -version);
        if versions.is_empty() || versions.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a == b)) {
            return Err(bad("its versions are missing or stand there twice"));
        }
        let other = |name: &str| others.iter().find(|(n, _)| *n == name).map(|(_, key)| key.clone()).ok_or_else(|| bad("a key is missing in it"));
        Ok(Self { versions, trail: other("trail")?, sign: other("sign")?, tokens: other("tokens")? })
    }

    /// The keys as the file holds them.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(format!("{FIRST_LINE}\n# Whoever has this file can read everything. Keep a copy apart from the backups.\n"));
        let mut line = |name: &str, key: &Key| {
            let value = Zeroizing::new(BASE64.encode(key.0.as_slice()));
            text.push_str(name);
            text.push(' ');
            text.push_str(&value);
            text.push('\n');
        };
        for (version, key) in &self.versions {
            line(&format!("wrap-{version}"), key);
        }
        line("trail", &self.trail);
        line("sign", &self.sign);
        line("tokens", &self.tokens);
        text
    }

    /// The version that wraps from now on.
    #[must_use]
    pub fn newest(&self) -> i64 {
        self.versions.first().map_or(0, |(version, _)| *version)
    }

    /// A mark to recognise these keys by, which tells nothing of them.
    ///
    /// # Errors
    /// Never in practice.
    pub fn mark(&self) -> Result<String, Failure> {
        let newest = self.wrap(self.newest())?.derive("keepwell/known-by/1")?;
        Ok(format!("{}-{}", self.versions.len(), crate::ids::hex(&newest)))
    }

    /// Every version it holds, the newest first.
    pub fn versions(&self) -> impl Iterator<Item = i64> + '_ {
        self.versions.iter().map(|(version, _)| *version)
    }

    pub(super) fn wrap(&self, version: i64) -> Result<&Key, Failure> {
        let found = self.versions.iter().find(|(v, _)| *v == version).map(|(_, key)| key);
        found.ok_or_else(|| Failure::broken("opening a data key", format!("the key file does not hold version {version} of the master key")))
    }

    /// Adds a new version.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn rotate(&mut self, dice: &Dice) -> Result<i64, Failure> {
        let version = self.newest() + 1;
        self.versions.insert(0, (version, Key::new(dice.throw()?)));
        Ok(version)
    }

    /// Forgets every version but the newest; says which.
    pub fn drop_old(&mut self) -> Vec<i64> {
        let old = self.versions().skip(1).collect();
        self.versions.truncate(1);
        old
    }
}

fn key(text: &str) -> Result<Key, Failure> {
    let bytes = Zeroizing::new(BASE64.decode(text).map_err(|_| bad("it is not a key in base64"))?);
    let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| bad("a key in it is not 32 bytes"))?;
    Ok(Key::new(bytes))
}
