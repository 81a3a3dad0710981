//! The organisation's days and its clock on the wall, quickly: each change of the zone looked up once.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub(super) const DAY: i64 = 86_400;

/// Seconds east of UTC from each moment on.
#[derive(Debug, Clone)]
pub(super) struct Wall {
    steps: Vec<(i64, i64)>,
}

impl Wall {
    /// Good for moments between these two (seconds of Unix time), and near them.
    pub(super) fn new(zone: &TimeZone, first: i64, last: i64) -> Self {
        let start = Timestamp::from_second(first).unwrap_or(Timestamp::MIN);
        let mut steps = vec![(i64::MIN, i64::from(zone.to_offset(start).seconds()))];
        for change in zone.following(start) {
            if change.timestamp().as_second() > last {
                break;
            }
            steps.push((change.timestamp().as_second(), i64::from(change.offset().seconds())));
        }
        Self { steps }
    }

    /// The moments at which the clocks on the wall change.
    pub(super) fn changes(&self) -> Vec<i64> {
        self.steps.iter().skip(1).map(|s| s.0).collect()
    }

    /// Seconds of the clock on the wall.
    pub(super) fn local(&self, second: i64) -> i64 {
        let after = self.steps.partition_point(|s| s.0 <= second);
        second + after.checked_sub(1).and_then(|i| self.steps.get(i)).map_or(0, |s| s.1)
    }

    /// The day it is there, counted from 1970-01-01.
    pub(super) fn day(&self, second: i64) -> i64 {
        self.local(second).div_euclid(DAY)
    }

    /// About when noon of that day is, as a moment.
    pub(super) fn noon(&self, day: i64) -> i64 {
        let civil = day * DAY + DAY / 2;
        let guess = civil - (self.local(civil) - civil);
        civil - (self.local(guess) - guess)
    }
}

/// Days since 1970-01-01.
pub(super) fn day_number(date: Date) -> i64 {
    Date::constant(1970, 1, 1).until(date).map_or(0, |span| i64::from(span.get_days()))
}

/// Whole minutes, to the nearest.
pub(super) fn minutes(seconds: i64) -> i64 {
    (seconds + 30).div_euclid(60)
}
