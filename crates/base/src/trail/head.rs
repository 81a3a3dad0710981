//! The head of the trail: how many entries there are, the hash of the last, and a keyed
//! mark over both, so that nobody without the key can cut the trail off and say so in
//! its head.
//!
//! As it is kept: `HASH.MARK`. Before the first entry it is empty. Where an entry was
//! written over a head that did not fit, the mark is `cut-N`, N being that entry: what
//! was found then stays to be found, however much is written after it.

use subtle::ConstantTimeEq as _;

use super::ChainKey;
use crate::failure::Failure;

/// A head as it lies in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head<'a> {
    /// The hash of the last entry; empty before the first.
    pub hash: &'a str,
    mark: &'a str,
}

impl<'a> Head<'a> {
    pub(super) fn read(kept: &'a str) -> Self {
        let (hash, mark) = kept.split_once('.').unwrap_or((kept, ""));
        Self { hash, mark }
    }

    /// Whether this is the head that was written when there were `seq` entries.
    pub(super) fn fits(&self, key: &ChainKey, seq: i64) -> Result<bool, Failure> {
        if seq == 0 {
            return Ok(self.hash.is_empty() && self.mark.is_empty());
        }
        Ok(bool::from(mark(key, seq, self.hash)?.as_bytes().ct_eq(self.mark.as_bytes())))
    }

    /// The head after entry `seq` with this hash, where `self` is the head before it.
    pub(super) fn next(&self, key: &ChainKey, seq: i64, hash: &str) -> Result<String, Failure> {
        if self.fits(key, seq - 1)? {
            return marked(key, seq, hash);
        }
        let first = self.cut().unwrap_or(seq);
        Ok(format!("{hash}.cut-{first}"))
    }

    /// The entry that was written over a head that did not fit, if one was.
    pub(super) fn cut(&self) -> Option<i64> {
        self.mark.strip_prefix("cut-")?.parse().ok()
    }
}

/// The head of a trail of `seq` entries whose last has this hash.
pub(crate) fn marked(key: &ChainKey, seq: i64, hash: &str) -> Result<String, Failure> {
    Ok(format!("{hash}.{}", mark(key, seq, hash)?))
}

fn mark(key: &ChainKey, seq: i64, hash: &str) -> Result<String, Failure> {
    key.hash(&["keepwell-head-1", &seq.to_string(), hash])
}
