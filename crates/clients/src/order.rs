//! In which order a conversation is shown: oldest first, whatever the order of the file.
//!
//! Some apps write the newest message first, some mix several files. Two things are
//! left as the file has them: the text of WhatsApp, whose lines the app itself keeps in
//! order (a quoted old message must not leave the one it stands in), and small steps back
//! of a clock without a zone: an hour in autumn comes twice, and nobody can say which.

use std::cmp::Ordering;

use base::Moment;

/// A clock without a zone goes back so far without anything having to move.
const SMALL_STEP: i64 = 3 * Moment::HOUR;

/// An entry, as far as its place is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub ordinal: i64,
    pub at: Option<Moment>,
    /// The file says a point in time, not only what a clock showed.
    pub exact: bool,
    /// Of the text of WhatsApp: which of the exports that were joined.
    pub segment: usize,
}

impl Standing {
    /// What nobody understood stays beside its neighbour.
    #[must_use]
    pub const fn undated(ordinal: i64) -> Self {
        Self { ordinal, at: None, exact: false, segment: 0 }
    }
}

/// The entries that are shown elsewhere than in the file: ordinal and place. Those that
/// are not named stay at their ordinal. `lines`: the text of WhatsApp, in the order of the app.
#[must_use]
pub fn places(entries: &[Standing], lines: bool) -> Vec<(i64, i64)> {
    let mut sorted: Vec<(i64, Standing)> = if lines { by_segment(entries) } else { by_moment(entries) };
    sorted.sort_by_key(|(key, _)| *key);
    let moved = |(here, (_, entry)): (&Standing, &(i64, Standing))| (here.ordinal != entry.ordinal).then_some((entry.ordinal, here.ordinal));
    entries.iter().zip(&sorted).filter_map(moved).collect()
}

/// Exports that were joined come in the order of their first messages; within one nothing moves.
fn by_segment(entries: &[Standing]) -> Vec<(i64, Standing)> {
    let begins = |segment: usize| entries.iter().filter(|e| e.segment == segment).find_map(|e| e.at).map(|at| at.0);
    let mut now = (usize::MAX, i64::MIN);
    let mut keyed = Vec::with_capacity(entries.len());
    for entry in entries {
        // Lines nobody understood stay in the export they stand in.
        if entry.at.is_some() && entry.segment != now.0 {
            now = (entry.segment, begins(entry.segment).unwrap_or(now.1));
        }
        keyed.push((now.1, *entry));
    }
    keyed
}

fn by_moment(entries: &[Standing]) -> Vec<(i64, Standing)> {
    let mut entries = entries.to_vec();
    if newest_first(&entries) {
        entries.reverse();
    }
    let mut now = entries.iter().find_map(|e| e.at).map_or(i64::MIN, |at| at.0);
    let mut keyed = Vec::with_capacity(entries.len());
    for entry in entries {
        if let Some(Moment(at)) = entry.at {
            let small = !entry.exact && at < now && now - at < SMALL_STEP;
            now = if small { now } else { at };
        }
        keyed.push((now, entry));
    }
    keyed
}

/// More steps go back than forward.
fn newest_first(entries: &[Standing]) -> bool {
    let dated: Vec<i64> = entries.iter().filter_map(|e| e.at).map(|at| at.0).collect();
    let steps = |way: Ordering| dated.iter().zip(dated.iter().skip(1)).filter(|(one, next)| next.cmp(one) == way).count();
    steps(Ordering::Less) > steps(Ordering::Greater)
}

#[cfg(test)]
mod tests {
    use super::{Standing, places};
    use base::Moment;

    const MINUTE: i64 = Moment::MINUTE;

    fn order(minutes: &[Option<i64>], exact: bool, lines: bool) -> Vec<usize> {
        let entries: Vec<Standing> = minutes.iter().enumerate()
            .map(|(place, at)| Standing { ordinal: place as i64 * 2, at: at.map(|at| Moment(at * MINUTE)), exact, segment: 0 })
            .collect();
        let moved = places(&entries, lines);
        let mut shown: Vec<(i64, usize)> = entries.iter().enumerate()
            .map(|(n, e)| (moved.iter().find(|(ordinal, _)| *ordinal == e.ordinal).map_or(e.ordinal, |(_, place)| *place), n))
            .collect();
        shown.sort_unstable();
        shown.into_iter().map(|(_, n)| n).collect()
    }

    #[test]
    fn a_file_that_begins_with_the_newest_is_turned_round() {
        assert_eq!(order(&[Some(9), Some(8), None, Some(3)], true, false), [3, 2, 1, 0], "what has no date stays between its neighbours");
        assert_eq!(order(&[Some(9), Some(8), Some(8), Some(3)], false, false), [3, 2, 1, 0], "of two in one minute the later stands first, too");
    }

    #[test]
    fn what_is_in_order_stays() {
        assert!(places(&[Standing::undated(1), Standing::undated(2)], false).is_empty());
        assert_eq!(order(&[Some(1), None, Some(2), Some(2)], true, false), [0, 1, 2, 3]);
        assert_eq!(order(&[Some(600), Some(660), Some(610), Some(620)], false, false), [0, 1, 2, 3], "the hour that comes twice in autumn");
        assert_eq!(order(&[Some(600), Some(660), Some(610), Some(620)], true, false), [0, 2, 3, 1], "points in time are sure");
        assert_eq!(order(&[Some(9000), Some(10), Some(9001)], false, true), [0, 1, 2], "a quoted old message stays in the text of WhatsApp");
    }

    #[test]
    fn joined_exports_come_oldest_first() {
        let one = |ordinal, at: i64, segment| Standing { ordinal, at: Some(Moment(at)), exact: false, segment };
        let entries = [one(1, 50, 0), Standing::undated(2), one(3, 60, 0), one(4, 10, 1), one(5, 20, 1)];
        assert_eq!(places(&entries, true), [(4, 1), (5, 2), (1, 3), (2, 4), (3, 5)]);
    }

    proptest::proptest! {
        #[test]
        fn every_entry_has_one_place_and_points_in_time_ascend(minutes in proptest::collection::vec(proptest::option::of(0_i64..500), 0..60)) {
            let shown = order(&minutes, true, false);
            let mut all = shown.clone();
            all.sort_unstable();
            proptest::prop_assert_eq!(all, (0..minutes.len()).collect::<Vec<_>>());
            let times: Vec<i64> = shown.iter().filter_map(|n| minutes[*n]).collect();
            proptest::prop_assert!(times.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", times);
        }
    }
}
