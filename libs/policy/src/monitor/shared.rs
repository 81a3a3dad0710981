//! Lists and maps that are cloned at once and share what neither clone has changed.
//!
//! A [`List`] is cut into pieces and a [`Table`] into shards, each behind a
//! counted pointer. A clone copies the pointers; a change copies the one piece it
//! touches, and only while a clone still holds it. So somebody may look at a
//! monitor for as long as they like while it goes on taking entries in.

use std::hash::{BuildHasher as _, Hash};
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// How many items a piece of a list holds.
const PIECE: usize = 128;
/// So many items a shard holds on average before a table is cut finer.
const FULL: usize = 64;

/// A list that only grows; its items may change.
#[derive(Debug, Clone)]
pub(crate) struct List<T> {
    pieces: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self {
            pieces: Vec::new(),
            len: 0,
        }
    }
}

impl<T: Clone> List<T> {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn get(&self, place: usize) -> Option<&T> {
        self.pieces.get(place / PIECE)?.get(place % PIECE)
    }

    pub(crate) fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        let piece = self.pieces.get_mut(place / PIECE)?;
        Arc::make_mut(piece).get_mut(place % PIECE)
    }

    pub(crate) fn push(&mut self, item: T) {
        if self.len.is_multiple_of(PIECE) {
            self.pieces.push(Arc::new(Vec::with_capacity(PIECE)));
        }
        if let Some(piece) = self.pieces.last_mut() {
            Arc::make_mut(piece).push(item);
            self.len += 1;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.pieces.iter().flat_map(|piece| piece.iter())
    }
}

/// A hash map in shards.
#[derive(Debug, Clone)]
pub(crate) struct Table<K, V> {
    /// A power of two of them.
    shards: Vec<Arc<FxHashMap<K, V>>>,
    len: usize,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self {
            shards: vec![Arc::new(FxHashMap::default())],
            len: 0,
        }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Table<K, V> {
    fn shard<Q: Hash + ?Sized>(&self, key: &Q) -> usize {
        // Stirred once more: the map inside uses the same hash for its own places.
        let hash = FxBuildHasher.hash_one(key);
        let stirred = (hash ^ (hash >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        usize::try_from(stirred).unwrap_or(0) & (self.shards.len() - 1)
    }

    /// Room for so many.
    pub(crate) fn for_some(count: usize) -> Self {
        let mut shards = 1;
        while count > shards * FULL {
            shards *= 4;
        }
        let each = count / shards + FULL / 4;
        let shard = || FxHashMap::with_capacity_and_hasher(each, FxBuildHasher);
        Self {
            shards: (0..shards).map(|_| Arc::new(shard())).collect(),
            len: 0,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.shard(key);
        Arc::make_mut(self.shards.get_mut(place)?).get_mut(key)
    }

    pub(crate) fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.shards.get(self.shard(key))?.get(key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.shards.iter().flat_map(|shard| shard.iter())
    }

    pub(crate) fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: std::borrow::Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.get(key).is_some()
    }

    pub(crate) fn insert(&mut self, key: K, value: V) {
        let place = self.shard(&key);
        if let Some(shard) = self.shards.get_mut(place)
            && Arc::make_mut(shard).insert(key, value).is_none()
        {
            self.len += 1;
            self.grow();
        }
    }

    /// Changes the value of a key, which is empty if it is new.
    pub(crate) fn change(&mut self, key: K, change: impl FnOnce(&mut V))
    where
        V: Default,
    {
        let place = self.shard(&key);
        let Some(shard) = self.shards.get_mut(place) else {
            return;
        };
        let shard = Arc::make_mut(shard);
        let before = shard.len();
        change(shard.entry(key).or_default());
        self.len += shard.len() - before;
        self.grow();
    }

    fn grow(&mut self) {
        if self.len <= self.shards.len() * FULL {
            return;
        }
        let finer = self.shards.len() * 4;
        let shards = std::mem::take(&mut self.shards);
        self.shards = (0..finer).map(|_| Arc::new(FxHashMap::default())).collect();
        for shard in shards {
            for (key, value) in Arc::unwrap_or_clone(shard) {
                let place = self.shard(&key);
                if let Some(shard) = self.shards.get_mut(place) {
                    Arc::make_mut(shard).insert(key, value);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_keeps_what_it_saw_while_the_other_goes_on() {
        let (mut list, mut table) = (List::default(), Table::default());
        for n in 0..10_000_u64 {
            list.push(n);
            table.change(n, |value| *value = n * 2);
        }
        let (old_list, old_table) = (list.clone(), table.clone());
        for n in 0..20_000_u64 {
            if let Some(item) = list.get_mut(usize::try_from(n).unwrap()) {
                *item += 1;
            } else {
                list.push(n);
            }
            table.change(n, |value| *value += 1);
        }
        assert!(old_list.iter().copied().eq(0..10_000));
        assert_eq!((list.len(), old_list.len()), (20_000, 10_000));
        assert_eq!((list.get(5), list.get(15_000)), (Some(&6), Some(&15_000)));
        for n in 0..10_000_u64 {
            assert_eq!(old_table.get(&n), Some(&(n * 2)));
            assert_eq!(table.get(&n), Some(&(n * 2 + 1)));
        }
        assert_eq!(
            (old_table.get(&15_000), table.get(&15_000)),
            (None, Some(&1))
        );
    }
}
