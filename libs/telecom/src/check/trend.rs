//! B25: what changed against the organisation's own last months.
//!
//! A robust score: how far from the median, in medians of the distances. Three
//! and a half of them (scaled as usual by 0.6745) is far. No floating point.

use super::finding::{Check, Evidence, Finding, Severity, both};
use super::look::Look;
use crate::bill::{Bill, Kind, Service};
use crate::money::Money;
use crate::number::Number;
use crate::words::{Lang, count, money};

/// Six months, and this one.
const MONTHS: usize = 6;

#[derive(Clone, Copy)]
enum Figure {
    Total,
    Minutes,
    Megabytes,
    FarCalls,
}

const FIGURES: [Figure; 4] = [Figure::Total, Figure::Minutes, Figure::Megabytes, Figure::FarCalls];

impl Figure {
    fn of(self, bill: &Bill) -> i64 {
        let used = bill.rows.iter().filter(|r| r.kind == Kind::Usage);
        match self {
            Self::Total => bill.rows.iter().filter_map(|r| r.charges.amount()).sum::<Money>().as_micros(),
            Self::Minutes => used.filter(|r| r.service == Service::Voice).map(|r| i64::from(r.used.minutes.unwrap_or_else(|| r.used.seconds.unwrap_or(0).div_ceil(60)))).sum(),
            Self::Megabytes => used.filter_map(|r| r.used.kilobytes).map(|kb| i64::try_from(kb / 1_024).unwrap_or(i64::MAX)).fold(0, i64::saturating_add),
            Self::FarCalls => used.filter(|r| r.service == Service::Voice && (r.charges.long_distance.is_some_and(|c| c > Money::ZERO) || r.other.and_then(Number::is_canadian) == Some(false))).map(|_| 1).sum(),
        }
    }

    /// Differences smaller than this are no news.
    fn least(self) -> i64 {
        match self {
            Self::Total => 5_000_000,
            Self::Minutes => 30,
            Self::Megabytes => 50,
            Self::FarCalls => 3,
        }
    }

    fn said(self, value: i64, lang: Lang) -> String {
        let number = || count(u64::try_from(value.max(0)).unwrap_or(0), lang);
        match (self, lang) {
            (Self::Total, _) => money(Money::micros(value), lang),
            (Self::Minutes, _) => format!("{} minutes", number()),
            (Self::Megabytes, Lang::En) => format!("{} MB", number()),
            (Self::Megabytes, Lang::Fr) => format!("{} Mo", number()),
            (Self::FarCalls, Lang::En) => format!("{} long distance calls", number()),
            (Self::FarCalls, Lang::Fr) => format!("{} interurbains", number()),
        }
    }
}

fn median(values: &mut [i64]) -> i64 {
    values.sort_unstable();
    let half = values.len() / 2;
    let at = |i: usize| values.get(i).copied().unwrap_or(0);
    if values.len() % 2 == 1 { at(half) } else { at(half.saturating_sub(1)).midpoint(at(half)) }
}

/// Whether a value is far from its like: its distance × 0.6745 over 3.5 medians of the distances, and a fifth of the median.
fn far(value: i64, middle: i64, spread: i64) -> bool {
    let off = (i128::from(value) - i128::from(middle)).abs();
    off * 6_745 > i128::from(spread) * 35_000 && off * 5 > i128::from(middle).abs()
}

/// B25: one line.
pub(super) fn changed(look: &Look<'_>) -> Vec<Finding> {
    let earlier: Vec<&Bill> = look.given.earlier.iter().rev().take(MONTHS).collect();
    if earlier.len() < 3 {
        return Vec::new();
    }
    let mut changes: Vec<(Figure, i64, i64)> = Vec::new();
    for figure in FIGURES {
        let mut values: Vec<i64> = earlier.iter().map(|bill| figure.of(bill)).collect();
        let (now, middle) = (figure.of(look.bill), median(&mut values));
        let mut distances: Vec<i64> = values.iter().map(|v| v.saturating_sub(middle).saturating_abs()).collect();
        if far(now, middle, median(&mut distances)) && now.saturating_sub(middle).saturating_abs() >= figure.least() {
            changes.push((figure, now, middle));
        }
    }
    if changes.is_empty() {
        return Vec::new();
    }
    let list = |l: Lang| changes.iter().map(|(figure, now, middle)| if l == Lang::En { format!("{} (usually {})", figure.said(*now, l), figure.said(*middle, l)) } else { format!("{} (d’habitude {})", figure.said(*now, l), figure.said(*middle, l)) }).collect::<Vec<_>>().join("; ");
    let what = both!(|l| "What changed: {list}.", "Ce qui a changé\u{a0}: {list}."; list = list(l));
    let close = both!(|_l| "Look whether something new explains it: a trip, a new person, a new plan.", "Voyez si quelque chose de nouveau l’explique\u{a0}: un voyage, une nouvelle personne, un nouveau forfait.");
    vec![Finding::new(Check::B25, Severity::Info, what).also(Evidence::Earlier).close(close)]
}
