//! Moments and days, and the one place that may ask what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z. `bigint` at rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// A civil date `YYYY-MM-DD` in the organisation's zone. `text` at rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub jiff::civil::Date);

impl Moment {
    pub const SECOND: i64 = 1_000;
    pub const MINUTE: i64 = 60 * Self::SECOND;
    pub const HOUR: i64 = 60 * Self::MINUTE;
    pub const DAY: i64 = 24 * Self::HOUR;

    /// This moment moved by `ms` milliseconds, stopping at the ends of time.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The moment as a zoned date-time; moments outside the calendar become its
    /// first or last instant.
    #[must_use]
    pub fn zoned(self, zone: &TimeZone) -> jiff::Zoned {
        let edge = if self.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(edge).to_zoned(zone.clone())
    }

    /// `2026-11-23T07:00:00-05:00`, for a `datetime` attribute.
    #[must_use]
    pub fn iso(self, zone: &TimeZone) -> String {
        self.zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// The civil date at this moment in `zone`.
    #[must_use]
    pub fn day(self, zone: &TimeZone) -> Day {
        Day(self.zoned(zone).date())
    }
}

/// When a file was written, by the clock of its machine; before 1970 is 1970.
impl From<std::time::SystemTime> for Moment {
    fn from(at: std::time::SystemTime) -> Self {
        let since = at.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

impl Day {
    /// Reads `YYYY-MM-DD`; anything else is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.len() == 10).then(|| text.parse().ok().map(Self)).flatten()
    }

    /// The first instant of this day in `zone` (not always 00:00: Havana skips it). At the
    /// ends of the calendar, where no zone has instants, that of UTC.
    #[must_use]
    pub fn start(self, zone: &TimeZone) -> Moment {
        let in_zone = self.0.to_zoned(zone.clone()).and_then(|z| z.start_of_day());
        in_zone.map_or_else(|_| self.start_in_utc(), |z| Moment(z.timestamp().as_millisecond()))
    }

    fn start_in_utc(self) -> Moment {
        let since = self.0.duration_since(jiff::civil::date(1970, 1, 1));
        Moment(since.as_secs().saturating_mul(Moment::SECOND))
    }

    /// The day after; the last day of the calendar stays.
    #[must_use]
    pub fn next(self) -> Self {
        self.0.tomorrow().map_or(self, Self)
    }

    /// The last millisecond of this day in `zone`.
    #[must_use]
    pub fn end(self, zone: &TimeZone) -> Moment {
        self.next().start(zone).plus(-1)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Says what time it is. Tests hold the hands.
#[derive(Debug, Clone)]
pub enum Clock {
    System,
    Held(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `now` until it is set.
    #[must_use]
    pub fn held(now: Moment) -> Self {
        Self::Held(Arc::new(AtomicI64::new(now.0)))
    }

    #[must_use]
    pub fn now(&self) -> Moment {
        match self {
            Self::Held(hands) => Moment(hands.load(Ordering::SeqCst)),
            Self::System => Moment(system_now()),
        }
    }

    /// Moves a held clock; the system's clock stays as it is.
    pub fn set(&self, now: Moment) {
        if let Self::Held(hands) = self {
            hands.store(now.0, Ordering::SeqCst);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the system's clock")]
fn system_now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

#[cfg(test)]
mod tests {
    use super::{Day, Moment};

    #[test]
    fn the_last_day_of_the_calendar_is_far_away_and_not_in_1970() {
        let zone = jiff::tz::TimeZone::get("America/Toronto").unwrap();
        let (last, before) = (Day::parse("9999-12-31").unwrap(), Day::parse("9998-12-31").unwrap());

        assert!(before.start(&zone) < last.start(&zone) && before.end(&zone) < last.end(&zone));
        assert!(Day::parse("-009999-01").is_none());
        assert_eq!(Moment(i64::MAX).zoned(&zone).year(), 9999);
        assert_eq!(Moment(i64::MIN).zoned(&zone).year(), -9999);
    }
}
