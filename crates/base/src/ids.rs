//! Ids and randomness, handed out by the application so that tests can repeat.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::clock::Moment;
use crate::failure::Failure;

/// Where random bytes come from.
#[derive(Debug, Clone)]
pub enum Dice {
    /// The operating system's generator.
    System,
    /// SHA-256 of a seed and a counter: the same throw every run. Tests and the demo only.
    Loaded(u64, Arc<AtomicU64>),
}

impl Dice {
    /// Dice that fall the same way every time.
    #[must_use]
    pub fn loaded(seed: u64) -> Self {
        Self::Loaded(seed, Arc::new(AtomicU64::new(0)))
    }

    /// `N` random bytes.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn throw<const N: usize>(&self) -> Result<[u8; N], Failure> {
        let mut bytes = [0_u8; N];
        match self {
            Self::System => system_fill(&mut bytes)?,
            Self::Loaded(seed, counter) => {
                for chunk in bytes.chunks_mut(32) {
                    let turn = counter.fetch_add(1, Ordering::SeqCst);
                    let hash = Sha256::new().chain_update(seed.to_be_bytes()).chain_update(turn.to_be_bytes()).finalize();
                    for (to, from) in chunk.iter_mut().zip(hash) {
                        *to = from;
                    }
                }
            }
        }
        Ok(bytes)
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the system's dice")]
fn system_fill(bytes: &mut [u8]) -> Result<(), Failure> {
    getrandom::fill(bytes).map_err(|e| Failure::broken("no randomness from the operating system", e))
}

/// A new id: UUID version 7 (RFC 9562) as text, so rows sort by when they came.
///
/// # Errors
/// When there is no randomness.
pub fn new_id(now: Moment, dice: &Dice) -> Result<String, Failure> {
    let millis = u64::try_from(now.0).unwrap_or(0);
    let random: [u8; 10] = dice.throw()?;
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string())
}

/// `bytes` as lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
