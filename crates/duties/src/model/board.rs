//! Numbers that point at nobody: what the Board reads.
//!
//! A count from 1 to 4 could be one person whom everybody knows, so it is shown as
//! "1 to 4". A total is made from what is shown, never from the true counts: so
//! nobody finds out by subtracting what the rows do not say.

/// Counts below this, but 0, are not told apart.
pub const FEW: u64 = 5;

/// A count as it is shown: somewhere from `least` to `most`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown {
    pub least: u64,
    pub most: u64,
}

impl Shown {
    /// What may be said of a count.
    #[must_use]
    pub const fn of(count: u64) -> Self {
        if count == 0 || count >= FEW { Self { least: count, most: count } } else { Self { least: 1, most: FEW - 1 } }
    }

    /// What follows from two of them, and no more.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { least: self.least + other.least, most: self.most + other.most }
    }

    /// Whether the count itself is said.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        self.least == self.most
    }
}

/// The total of what is shown.
#[must_use]
pub fn total(shown: impl IntoIterator<Item = Shown>) -> Shown {
    shown.into_iter().fold(Shown::default(), Shown::and)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FEW, Shown, total};

    #[test]
    fn few_are_not_told_apart_and_nobody_is_nobody() {
        assert_eq!((1..FEW).map(Shown::of).collect::<std::collections::BTreeSet<_>>().len(), 1);
        assert!(Shown::of(0).is_exact() && Shown::of(5).is_exact() && !Shown::of(4).is_exact());
    }

    impl PartialOrd for Shown {
        fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
            Some(self.cmp(other))
        }
    }

    impl Ord for Shown {
        fn cmp(&self, other: &Self) -> std::cmp::Ordering {
            (self.least, self.most).cmp(&(other.least, other.most))
        }
    }

    proptest! {
        /// Whatever one small count were instead, every number on the page would read the same.
        #[test]
        fn no_subtraction_finds_a_small_count(mut rows in prop::collection::vec(prop::collection::vec(0_u64..12, 4), 1..8), at in any::<prop::sample::Index>(), column in 0_usize..4, instead in 1..FEW) {
            let page = |rows: &[Vec<u64>]| {
                let cells: Vec<Vec<Shown>> = rows.iter().map(|row| row.iter().map(|n| Shown::of(*n)).collect()).collect();
                let across: Vec<Shown> = cells.iter().map(|row| total(row.iter().copied())).collect();
                let down: Vec<Shown> = (0..4).map(|c| total(cells.iter().map(|row| row[c]))).collect();
                (cells, across, down)
            };
            let row = at.index(rows.len());
            prop_assume!((1..FEW).contains(&rows[row][column]));
            let before = page(&rows);
            rows[row][column] = instead;
            prop_assert_eq!(before, page(&rows));
        }

        #[test]
        fn the_true_total_lies_in_what_is_shown(counts in prop::collection::vec(0_u64..40, 0..12)) {
            let shown = total(counts.iter().map(|n| Shown::of(*n)));
            let all: u64 = counts.iter().sum();
            prop_assert!(shown.least <= all && all <= shown.most);
        }
    }
}
