//! Stretches of time, and what opened and closed them.

use super::store::Entry;
use crate::calendar::Instant;

/// Why a stretch came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Close {
    /// It was put right, or done.
    Mended,
    /// The subject went, or no longer counts.
    Gone,
    /// An exception began.
    Excepted,
    /// The rule was withdrawn.
    Repealed,
}

/// From an instant up to another, which is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: Instant,
    pub(crate) to: Instant,
    pub(crate) open: Option<Entry>,
    pub(crate) close: Option<Entry>,
    pub(crate) why: Close,
}

/// All of time.
pub(crate) fn always(why: Close) -> Stretch {
    Stretch {
        from: Instant::MIN,
        to: Instant::MAX,
        open: None,
        close: None,
        why,
    }
}

impl Stretch {
    pub(crate) fn holds(&self, at: Instant) -> bool {
        self.from <= at && at < self.to
    }
}

/// Whether `at` lies in one of `stretches`.
pub(crate) fn holds(stretches: &[Stretch], at: Instant) -> bool {
    stretches.iter().any(|stretch| stretch.holds(at))
}

/// What lies in both. Where they open or close together, `a` is said to have done it.
pub(crate) fn both(a: &[Stretch], b: &[Stretch]) -> Vec<Stretch> {
    let mut out = Vec::new();
    for one in a {
        for other in b {
            let (from, to) = (one.from.max(other.from), one.to.min(other.to));
            if from < to {
                let opener = if one.from == from {
                    one.open.or(other.open)
                } else {
                    other.open
                };
                let closer = if one.to == to { one } else { other };
                out.push(Stretch {
                    from,
                    to,
                    open: opener,
                    close: closer.close,
                    why: closer.why,
                });
            }
        }
    }
    out.sort_by_key(|stretch| stretch.from);
    out
}

/// What lies in `a` and not in `b`; a part that `b` cuts short closes with `why`.
pub(crate) fn without(a: &[Stretch], b: &[Stretch], why: Close) -> Vec<Stretch> {
    let mut out = Vec::new();
    for one in a {
        let mut rest = *one;
        for cut in b
            .iter()
            .filter(|cut| cut.to > one.from && cut.from < one.to)
        {
            if cut.from > rest.from {
                out.push(Stretch {
                    to: cut.from,
                    close: cut.open,
                    why,
                    ..rest
                });
            }
            rest = Stretch {
                from: cut.to,
                open: cut.close,
                ..rest
            };
        }
        if rest.from < rest.to {
            out.push(rest);
        }
    }
    out
}

/// What lies in any of them, overlapping ones as one.
pub(crate) fn union(mut all: Vec<Stretch>) -> Vec<Stretch> {
    all.sort_by_key(|stretch| (stretch.from, stretch.to));
    let mut out: Vec<Stretch> = Vec::new();
    for next in all {
        match out.last_mut() {
            Some(last) if next.from <= last.to => {
                if next.to > last.to {
                    last.to = next.to;
                    last.close = next.close;
                }
            }
            _ => out.push(next),
        }
    }
    out
}

/// How much of `[from, to)` they cover, when they do not overlap.
pub(crate) fn measure(stretches: &[Stretch], from: Instant, to: Instant) -> Instant {
    stretches
        .iter()
        .map(|stretch| (stretch.to.min(to) - stretch.from.max(from)).max(0))
        .sum()
}
