//! Looks for what is rare in a whole block at once, not message by message.

/// Up to where something that is looked for is known not to begin.
#[derive(Debug, Default)]
pub(super) struct Clear(u64);

impl Clear {
    /// Up to there it is known not to begin.
    #[inline]
    pub fn until(&self) -> u64 {
        self.0
    }

    /// Whether it may begin in the first `len` bytes of what was read ahead,
    /// which begins at `offset` of the file. `longest` bytes show it whole.
    #[inline]
    pub fn may_hold(
        &mut self,
        (offset, len): (u64, usize),
        ahead: &[u8],
        longest: usize,
        find: impl Fn(&[u8]) -> Option<usize>,
    ) -> bool {
        if offset + len as u64 <= self.0 {
            return false;
        }
        let found = find(ahead);
        self.0 = offset + found.unwrap_or((ahead.len() + 1).saturating_sub(longest)) as u64;
        found.is_some_and(|at| at < len)
    }
}
