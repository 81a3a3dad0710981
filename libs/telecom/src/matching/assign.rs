//! The cheapest one-to-one assignment, exactly: sparse, with "none" as a choice on both sides.
//!
//! Shortest augmenting paths with dual prices (Kuhn 1955; Jonker & Volgenant 1987). Every row has a "none" of
//! its own that costs 0, so a search never goes further than what would pay: a row costs about as much as
//! its neighbourhood, not as the whole table.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A column and what it would cost; only what is below 0 can ever be better than "none".
pub(super) type Edge = (usize, i64);

const NONE: usize = usize::MAX;

/// For each row its column, so that the sum of costs is least. Among equals the same answer every time.
pub(super) fn assign(rows: &[Vec<Edge>], columns: usize) -> Vec<Option<usize>> {
    let mut work = Work {
        rows,
        row_price: vec![0; rows.len()],
        column: vec![Column::default(); columns],
        matched: vec![NONE; rows.len()],
        heap: BinaryHeap::new(),
        touched: Vec::new(),
    };
    for row in 0..rows.len() {
        work.add(row);
    }
    work.matched.iter().map(|&c| (c != NONE).then_some(c)).collect()
}

#[derive(Clone, Copy)]
struct Column {
    price: i64,
    /// The row that holds it.
    row: usize,
    /// Of the search under way: how far, by which row, done.
    far: i64,
    from: usize,
    done: bool,
}

impl Default for Column {
    fn default() -> Self {
        Self { price: 0, row: NONE, far: i64::MAX, from: NONE, done: false }
    }
}

struct Work<'a> {
    rows: &'a [Vec<Edge>],
    row_price: Vec<i64>,
    column: Vec<Column>,
    matched: Vec<usize>,
    heap: BinaryHeap<Reverse<(i64, usize)>>,
    touched: Vec<usize>,
}

/// Where a search ended: at a column nobody holds, or at a row that is content with none.
#[derive(Clone, Copy)]
enum End {
    Column(usize),
    Row(usize),
}

impl Work<'_> {
    fn add(&mut self, row: usize) {
        self.heap.clear();
        self.touched.clear();
        let (mut best, mut end) = (0, End::Row(row));
        self.reach(row, 0, 0);
        while let Some(Reverse((far, column))) = self.heap.pop() {
            if far >= best {
                break;
            }
            let Some(slot) = self.column.get_mut(column) else { continue };
            if slot.done {
                continue;
            }
            slot.done = true;
            let holder = slot.row;
            if holder == NONE {
                (best, end) = (far, End::Column(column));
                break;
            }
            let price = self.row_price.get(holder).copied().unwrap_or(0);
            if far - price < best {
                (best, end) = (far - price, End::Row(holder));
            }
            self.reach(holder, far, price);
        }
        self.reprice(row, best);
        self.turn(row, end);
    }

    /// Looks at the columns a row could take.
    fn reach(&mut self, row: usize, base: i64, price: i64) {
        let rows = self.rows;
        for &(column, cost) in rows.get(row).map_or(&[][..], Vec::as_slice) {
            let Some(slot) = self.column.get_mut(column) else { continue };
            let far = base + cost - price - slot.price;
            if !slot.done && far < slot.far {
                if slot.far == i64::MAX {
                    self.touched.push(column);
                }
                slot.far = far;
                slot.from = row;
                self.heap.push(Reverse((far, column)));
            }
        }
    }

    fn reprice(&mut self, row: usize, best: i64) {
        if let Some(price) = self.row_price.get_mut(row) {
            *price = best;
        }
        for &column in &self.touched {
            let Some(slot) = self.column.get_mut(column) else { continue };
            if slot.done && slot.far < best {
                slot.price -= best - slot.far;
                if let Some(price) = self.row_price.get_mut(slot.row) {
                    *price += best - slot.far;
                }
            }
        }
    }

    /// Hands the columns along the path on, and forgets the search.
    fn turn(&mut self, first: usize, end: End) {
        let mut next = match end {
            End::Column(column) => column,
            End::Row(row) => self.matched.get(row).copied().unwrap_or(NONE),
        };
        if let End::Row(row) = end
            && let Some(held) = self.matched.get_mut(row)
        {
            *held = NONE;
        }
        while let Some(slot) = self.column.get_mut(next) {
            let taker = slot.from;
            slot.row = taker;
            let Some(held) = self.matched.get_mut(taker) else { break };
            let given = std::mem::replace(held, next);
            if taker == first {
                break;
            }
            next = given;
        }
        for column in self.touched.drain(..) {
            if let Some(slot) = self.column.get_mut(column) {
                (slot.far, slot.from, slot.done) = (i64::MAX, NONE, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Edge, assign};

    fn cost(rows: &[Vec<Edge>], answer: &[Option<usize>]) -> i64 {
        rows.iter().zip(answer).filter_map(|(row, a)| row.iter().find(|e| Some(e.0) == *a)).map(|e| e.1).sum()
    }

    /// Every way there is.
    fn cheapest(rows: &[Vec<Edge>], taken: u32) -> i64 {
        let Some((row, rest)) = rows.split_first() else { return 0 };
        let none = cheapest(rest, taken);
        row.iter()
            .filter(|e| taken & (1 << e.0) == 0)
            .map(|e| e.1 + cheapest(rest, taken | (1 << e.0)))
            .fold(none, i64::min)
    }

    fn table() -> impl Strategy<Value = Vec<Vec<Edge>>> {
        let row = prop::collection::btree_map(0..6_usize, -9..4_i64, 0..6);
        prop::collection::vec(row.prop_map(|r| r.into_iter().collect()), 0..7)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn nothing_is_cheaper_than_what_is_assigned_and_no_column_is_held_twice(rows in table()) {
            let answer = assign(&rows, 6);
            let mut held: Vec<usize> = answer.iter().flatten().copied().collect();
            let count = held.len();
            held.sort_unstable();
            held.dedup();
            prop_assert_eq!(held.len(), count);
            prop_assert_eq!(cost(&rows, &answer), cheapest(&rows, 0));
        }
    }

    #[test]
    fn a_row_gives_way_when_another_needs_the_column_more() {
        let rows = vec![vec![(0, -5), (1, -4)], vec![(0, -5)]];
        assert_eq!(assign(&rows, 2), [Some(1), Some(0)]);
        let rows = vec![vec![(0, -3)], vec![(0, -5)]];
        assert_eq!(assign(&rows, 1), [None, Some(0)]);
    }
}
