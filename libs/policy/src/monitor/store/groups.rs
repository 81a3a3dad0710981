//! The entries of a view by what they are about: as they were put away, and as they
//! came since.

use std::sync::Arc;

use super::{Entry, Key};
use crate::monitor::kept::bytes::{Index, Parts, Writer};
use crate::monitor::shared::Table;

/// Groups that were put away, and are not changed where they lie.
#[derive(Debug)]
struct Cold {
    index: Index,
    entries: Vec<Entry>,
}

impl Cold {
    fn at(&self, place: usize) -> Option<&[Entry]> {
        let (from, to) = self.index.range(place);
        self.entries.get(from..to)
    }
}

/// Entries by key, in order of time.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    cold: Option<Arc<Cold>>,
    /// What is new or has changed; it counts instead of what was put away.
    hot: Table<Key, Vec<Entry>>,
}

impl Groups {
    pub(super) fn get(&self, key: &[u32]) -> Option<&[Entry]> {
        if let Some(group) = self.hot.get(key) {
            return Some(group);
        }
        let cold = self.cold.as_ref()?;
        cold.at(cold.index.find(key)?)
    }

    pub(super) fn change(&mut self, key: Key, change: impl FnOnce(&mut Vec<Entry>)) {
        if let Some(cold) = &self.cold
            && !self.hot.contains_key(&key)
            && let Some(group) = cold.index.find(&key).and_then(|place| cold.at(place))
        {
            self.hot.insert(key.clone(), group.to_vec());
        }
        self.hot.change(key, change);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Key, &[Entry])> {
        let hot = self.hot.iter();
        let cold = self.cold.iter().flat_map(|cold| {
            (0..cold.index.len()).filter_map(|place| {
                let key: Key = cold.index.symbols(place).collect();
                Some((key, cold.at(place)?))
            })
        });
        hot.map(|(key, group)| (key.clone(), group.as_slice()))
            .chain(cold.filter(|(key, _)| !self.hot.contains_key(key)))
    }

    pub(super) fn put_away(&self, out: &mut Writer) {
        let mut all: Vec<(Key, &[Entry])> = self.iter().collect();
        all.retain(|(_, group)| !group.is_empty());
        all.sort_unstable();
        Index::write(out, all.iter().map(|(key, group)| (key.as_slice(), *group)));
    }

    pub(super) fn take_out(&mut self, parts: &mut Parts, width: usize) -> Option<()> {
        let index = Index::read(parts, width)?;
        let entries = index.all_items();
        self.cold = Some(Arc::new(Cold { index, entries }));
        Some(())
    }
}
