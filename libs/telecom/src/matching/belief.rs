//! How probable each pair of a block is, all pairs considered together.
//!
//! The cheapest assignment says what is most probable as a whole, not how sure it is. That is the share of each pair
//! in all possible assignments, weighed. They are counted exactly by going through the contacts in order of time:
//! all that matters of the past is which of the records still in reach are taken, and few are in reach at once.
//! Where too many are (a number that everybody calls), messages passed between contacts and records come near
//! (Williams & Lau 2014, "Approximate evaluation of marginal association probabilities with belief propagation").

use super::blocks::{Block, Pair};

/// For each row of a block the probability of each of its pairs; what is missing from 1 is "no record".
pub(super) fn probabilities(block: &Block) -> Vec<Vec<f64>> {
    match Frontier::new(block) {
        Some(frontier) => frontier.count(block),
        None => passed(block),
    }
}

fn odds(pair: &Pair) -> f64 {
    pair.nats.min(60.0).exp()
}

/// At most this many records are kept in mind at once (2 to that power of cases).
const IN_MIND: usize = 9;
const EVER: usize = usize::MAX;

/// The rows in order of time, and for each the places in mind that its records have.
struct Frontier {
    order: Vec<usize>,
    /// For each column its place in mind.
    place: Vec<usize>,
    /// For each step the places that may be forgotten after it, as bits.
    forget: Vec<usize>,
    cases: usize,
}

impl Frontier {
    fn new(block: &Block) -> Option<Self> {
        let mut order: Vec<usize> = (0..block.rows.len()).collect();
        let around = |row: &usize| {
            let columns = || block.rows.get(*row).into_iter().flat_map(|r| &r.1).filter_map(|p| block.columns.get(p.column));
            (columns().max().copied(), columns().min().copied())
        };
        order.sort_by_cached_key(|row| (around(row), *row));
        let mut last = vec![0; block.columns.len()];
        let steps = || order.iter().enumerate().filter_map(|(step, row)| Some((step, &block.rows.get(*row)?.1)));
        for (step, pairs) in steps() {
            for pair in pairs {
                *last.get_mut(pair.column)? = step;
            }
        }
        let mut place = vec![EVER; block.columns.len()];
        let mut free: Vec<usize> = (0..IN_MIND).rev().collect();
        let mut forget = Vec::with_capacity(order.len());
        let mut widest = 0;
        for (step, pairs) in steps() {
            for pair in pairs {
                let place = place.get_mut(pair.column)?;
                if *place == EVER {
                    *place = free.pop()?;
                    widest = widest.max(*place + 1);
                }
            }
            let mut bits = 0;
            for pair in pairs.iter().filter(|p| last.get(p.column) == Some(&step)) {
                let place = *place.get(pair.column)?;
                bits |= 1 << place;
                free.push(place);
            }
            forget.push(bits);
        }
        Some(Self { order, place, forget, cases: 1 << widest })
    }

    /// The choices of a step: the row's pairs as bits with their odds.
    fn choices<'a>(&'a self, block: &'a Block, step: usize) -> impl Iterator<Item = (usize, f64)> + 'a {
        let row = self.order.get(step).and_then(|row| block.rows.get(*row));
        row.into_iter().flat_map(|r| &r.1).filter_map(|p| Some((1 << self.place.get(p.column)?, odds(p))))
    }

    fn count(&self, block: &Block) -> Vec<Vec<f64>> {
        // Forwards: how much weight every case has before each step.
        let mut before: Vec<Vec<f64>> = Vec::with_capacity(self.order.len());
        let mut now = vec![0.0; self.cases];
        if let Some(none_taken) = now.first_mut() {
            *none_taken = 1.0;
        }
        for (step, forget) in self.forget.iter().enumerate() {
            let mut next = vec![0.0; self.cases];
            let choices: Vec<(usize, f64)> = self.choices(block, step).collect();
            for (case, weight) in now.iter().enumerate().filter(|c| *c.1 > 0.0) {
                add(&mut next, case & !forget, *weight);
                for (bit, odds) in choices.iter().filter(|c| case & c.0 == 0) {
                    add(&mut next, (case | bit) & !forget, weight * odds);
                }
            }
            scale(&mut next);
            before.push(std::mem::replace(&mut now, next));
        }
        // Backwards: how much weight what follows each case has; with both, the share of every choice.
        let mut shares: Vec<Vec<f64>> = vec![Vec::new(); block.rows.len()];
        let mut after = vec![1.0; self.cases];
        for (step, forget) in self.forget.iter().enumerate().rev() {
            let choices: Vec<(usize, f64)> = self.choices(block, step).collect();
            let mut taken = vec![0.0; choices.len()];
            let (mut all, mut now) = (0.0, vec![0.0; self.cases]);
            let weights = before.get(step).map_or(&[][..], Vec::as_slice);
            let following = |case: usize| after.get(case & !forget).copied().unwrap_or(0.0);
            for ((case, weight), slot) in weights.iter().enumerate().zip(&mut now) {
                *slot = following(case);
                all += weight * *slot;
                for ((bit, odds), taken) in choices.iter().zip(&mut taken).filter(|c| case & c.0.0 == 0) {
                    let worth = odds * following(case | bit);
                    *slot += worth;
                    *taken += weight * worth;
                }
            }
            all += taken.iter().sum::<f64>();
            if let Some(shares) = self.order.get(step).and_then(|row| shares.get_mut(*row)) {
                *shares = taken.iter().map(|t| t / all).collect();
            }
            scale(&mut now);
            after = now;
        }
        shares
    }
}

fn add(to: &mut [f64], case: usize, weight: f64) {
    if let Some(slot) = to.get_mut(case) {
        *slot += weight;
    }
}

/// Keeps the numbers within reach; only their ratios matter.
fn scale(cases: &mut [f64]) {
    let all: f64 = cases.iter().sum();
    for case in cases {
        *case /= all;
    }
}

/// By messages between rows and columns, until they settle.
fn passed(block: &Block) -> Vec<Vec<f64>> {
    let odds: Vec<Vec<f64>> =
        block.rows.iter().map(|(_, pairs)| pairs.iter().map(odds).collect()).collect();
    let mut to_row: Vec<Vec<f64>> = odds.iter().map(|row| vec![1.0; row.len()]).collect();
    let mut sums = vec![0.0; block.columns.len()];
    let mut to_column = to_row.clone();
    for _ in 0..MOST_ROUNDS {
        sums.fill(1.0);
        for (((_, pairs), odds), (from, to)) in
            block.rows.iter().zip(&odds).zip(to_row.iter().zip(to_column.iter_mut()))
        {
            let all: f64 = 1.0 + odds.iter().zip(from).map(|(o, f)| o * f).sum::<f64>();
            for (((pair, odds), from), to) in pairs.iter().zip(odds).zip(from).zip(to) {
                *to = odds / (all - odds * from).max(1.0);
                if let Some(sum) = sums.get_mut(pair.column) {
                    *sum += *to;
                }
            }
        }
        let mut moved: f64 = 0.0;
        for ((_, pairs), (to, from)) in block.rows.iter().zip(to_row.iter_mut().zip(&to_column)) {
            for ((pair, to), from) in pairs.iter().zip(to).zip(from) {
                let sum = sums.get(pair.column).copied().unwrap_or(1.0);
                let next = 1.0 / (sum - from).max(1.0);
                moved = moved.max((next - *to).abs() / next.max(*to));
                *to = next;
            }
        }
        if moved < SETTLED {
            break;
        }
    }
    for (odds, from) in odds.iter().zip(&mut to_row) {
        let all: f64 = 1.0 + odds.iter().zip(from.iter()).map(|(o, f)| o * f).sum::<f64>();
        for (odds, from) in odds.iter().zip(from) {
            *from *= odds / all;
        }
    }
    to_row
}

const MOST_ROUNDS: usize = 50;
const SETTLED: f64 = 0.002;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{passed, probabilities};
    use crate::matching::blocks::{Block, Pair};
    use crate::matching::odds::Identity;

    /// Every assignment weighed: the sum of all, and of those in which row 0 has column 0.
    fn all(block: &Block, row: usize, taken: u32, with: Option<(usize, usize)>) -> f64 {
        let Some((_, pairs)) = block.rows.get(row) else { return 1.0 };
        let must = with.filter(|w| w.0 == row);
        let none = if must.is_some() { 0.0 } else { all(block, row + 1, taken, with) };
        none + pairs
            .iter()
            .filter(|p| taken & (1 << p.column) == 0 && must.is_none_or(|m| m.1 == p.column))
            .map(|p| p.nats.exp() * all(block, row + 1, taken | (1 << p.column), with))
            .sum::<f64>()
    }

    fn block(table: Vec<Vec<(usize, i32)>>) -> Block {
        let pair = |(column, nats): (usize, i32)| Pair { column, identity: Identity::Written, nats: f64::from(nats) };
        let rows = table.into_iter().enumerate().map(|(at, r)| (at, r.into_iter().map(pair).collect())).collect();
        Block { rows, columns: (0..5).collect() }
    }

    fn tables(columns: usize, nats: std::ops::Range<i32>) -> impl Strategy<Value = Vec<Vec<(usize, i32)>>> {
        let row = prop::collection::btree_map(0..columns, nats, 1..4).prop_map(|r| r.into_iter().collect());
        prop::collection::vec(row, 1..6)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn the_probabilities_are_those_of_counting_every_assignment(table in tables(5, -3..12)) {
            let block = block(table);
            let sum = all(&block, 0, 0, None);
            for (row, ((_, pairs), found)) in block.rows.iter().zip(probabilities(&block)).enumerate() {
                for (pair, found) in pairs.iter().zip(found) {
                    let exact = all(&block, 0, 0, Some((row, pair.column))) / sum;
                    prop_assert!((exact - found).abs() < 1e-6, "{exact} {found}");
                }
            }
        }

        #[test]
        fn messages_come_near_to_it_when_nothing_is_certain(table in tables(5, -3..2)) {
            let block = block(table);
            for (exact, near) in probabilities(&block).iter().flatten().zip(passed(&block).iter().flatten()) {
                prop_assert!((exact - near).abs() < 0.15, "{exact} {near}");
            }
        }
    }
}
