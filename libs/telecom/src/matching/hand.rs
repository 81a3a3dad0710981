//! How a person writes times down: their **hand**.

use super::encounters::Encounter;
use super::odds::laplace;

/// One way to write a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// As it was, give or take two minutes.
    Exact,
    /// Rounded to five minutes.
    Five,
    /// Rounded to the quarter hour.
    Quarter,
    /// Rounded to the half hour.
    Half,
    /// Rounded to the hour.
    Hour,
    /// The time at which the note was written, after the contact.
    Late,
}

pub(super) const STYLES: [Style; 6] = [Style::Exact, Style::Five, Style::Quarter, Style::Half, Style::Hour, Style::Late];

impl Style {
    /// The grid it keeps to, in minutes.
    pub(super) fn grid(self) -> i64 {
        match self {
            Self::Exact | Self::Late => 1,
            Self::Five => 5,
            Self::Quarter => 15,
            Self::Half => 30,
            Self::Hour => 60,
        }
    }

    /// How likely one minute is, for a record that is about nothing in the list.
    pub(super) fn chance(self, grid: i64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "at most 60")]
        let step = self.grid() as f64;
        if grid % self.grid() == 0 { step } else { 0.0 }
    }

    /// How likely the minute `at` is, in this style, for a record about `encounter`.
    #[expect(clippy::cast_precision_loss, reason = "seconds within days")]
    pub(super) fn mass(self, encounter: &Encounter<'_>, at: i64, grid: i64, hand: &Hand) -> f64 {
        if self == Self::Late {
            let delay = (at - encounter.end) as f64 / 60.0;
            return late(delay, hand.delay);
        }
        if grid % self.grid() != 0 {
            return 0.0;
        }
        let apart = nearest(encounter, at) as f64 / 60.0;
        if self == Self::Exact {
            return 0.96 * laplace(apart, 1.7) + 0.04 * laplace(apart, 12.0);
        }
        // Rounded to the nearest, now and then up or down; a minute of slack for ringing and minutes cut off.
        let steps = (apart.abs() - 0.75).max(0.0) / self.grid() as f64;
        if steps <= 0.5 {
            0.9
        } else if steps <= 1.0 {
            0.1
        } else {
            0.0
        }
    }

    /// How likely it is that the time is the very time of writing, or is not, in this style.
    pub(super) fn tied(self, tied: Option<bool>) -> f64 {
        match (tied, self) {
            (None, _) => 1.0,
            (Some(tied), Self::Late) => if tied { 0.8 } else { 0.2 },
            (Some(tied), Self::Exact) => if tied { 0.15 } else { 0.85 },
            (Some(tied), _) => if tied { 0.06 } else { 0.94 },
        }
    }
}

/// Seconds from the nearest moment of the encounter.
pub(super) fn nearest(encounter: &Encounter<'_>, at: i64) -> i64 {
    encounter.moments.iter().map(|m| at - m).min_by_key(|d| (d.abs(), *d)).unwrap_or(at - encounter.start)
}

/// Most soon after, a few hours later the same day.
fn late(delay: f64, mean: f64) -> f64 {
    if !(-2.0..=660.0).contains(&delay) {
        return 0.0;
    }
    0.93 * (-delay.max(0.0) / mean).exp() / mean + 0.07 / 600.0
}

/// One person's habits, learned from what is surely theirs and from what everybody does.
#[derive(Debug, Clone, PartialEq)]
pub struct Hand {
    /// The share of each of [`STYLES`]; they add up to 1.
    pub(super) styles: [f64; STYLES.len()],
    /// Minutes from the end of a contact to its note, on average, in the style [`Style::Late`].
    pub(super) delay: f64,
    /// The share of notes under the day before or after.
    pub(super) wrong_day: f64,
    /// The share written on a later day under that day's time.
    pub(super) next_day: f64,
    /// The share of lengths that are written in steps of five minutes.
    pub(super) five_minute_lengths: f64,
}

impl Default for Hand {
    fn default() -> Self {
        Self {
            styles: [0.30, 0.10, 0.28, 0.08, 0.04, 0.20],
            delay: 25.0,
            wrong_day: 0.02,
            next_day: 0.02,
            five_minute_lengths: 0.6,
        }
    }
}
