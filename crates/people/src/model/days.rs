//! Which days are worked: the week, the province's holidays, the organisation's own days off.
//!
//! A [`Week`] holds from a day on, until the next one: what was a working day in
//! March stays one, whatever is decided in November.

use std::collections::BTreeSet;

use base::{Day, Failure};
use jiff::civil::{Date, Weekday};
use policy::Lang;
use policy::calendar::{Calendar, Holiday, Province, canada};

/// Years before and after this one whose holidays are counted.
const BEFORE: i16 = 6;
const AFTER: i16 = 4;

/// The week from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    pub from: Day,
    /// 1 is Monday, 7 is Sunday; never none.
    pub days: BTreeSet<u8>,
    /// Two letters; "" for none, whose holidays are none.
    pub province: String,
    /// Holidays of the province that are worked, by their English name.
    pub unkept: BTreeSet<String>,
}

impl Week {
    /// Monday to Friday and every holiday, for as long as anybody remembers.
    #[must_use]
    pub fn usual(province: &str) -> Self {
        Self { from: Day(Date::ZERO), days: (1..=5).collect(), province: province.to_owned(), unkept: BTreeSet::new() }
    }

    /// The holidays of these years that are kept.
    fn kept(&self, first: i16, last: i16) -> Vec<Holiday> {
        let all = Province::from_code(&self.province).map(|p| canada(p, first..=last)).unwrap_or_default();
        all.into_iter().filter(|h| !self.unkept.contains(h.name(Lang::En))).collect()
    }
}

/// The days of the week a form sent: `1` to `7`.
#[must_use]
pub fn week_days<'a>(sent: impl Iterator<Item = &'a str>) -> BTreeSet<u8> {
    sent.filter_map(|d| d.parse().ok()).filter(|d| (1..=7).contains(d)).collect()
}

/// A holiday of a province as the page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its English name, which is its id.
    pub id: &'static str,
    pub fr: &'static str,
    /// The next day off for it.
    pub next: Day,
}

/// The holidays of a province from `today` on, each once, in order.
#[must_use]
pub fn holidays(province: &str, today: Day) -> Vec<Listed> {
    let Some(province) = Province::from_code(province) else { return Vec::new() };
    let year = today.0.year();
    let coming = canada(province, year..=year.saturating_add(1)).into_iter().filter(|h| h.observed >= today.0);
    let mut listed: Vec<Listed> = Vec::new();
    for holiday in coming {
        let id = holiday.name(Lang::En);
        if listed.iter().all(|l| l.id != id) {
            listed.push(Listed { id, fr: holiday.name(Lang::Fr), next: Day(holiday.observed) });
        }
    }
    listed
}

/// The organisation's calendar. `weeks` in the order of their days; where the first
/// begins late, it holds before as well.
///
/// # Errors
/// When the zone is none.
pub fn calendar(zone: &str, weeks: &[Week], off: &[Day], today: Day) -> Result<Calendar, Failure> {
    let calendar = Calendar::new(zone).map_err(|e| Failure::broken("reading the time zone", e))?;
    let year = today.0.year();
    let (first, last) = (year.saturating_sub(BEFORE), year.saturating_add(AFTER));
    let (start, horizon) = (day(first, 1, 1)?, day(last, 12, 31)?);
    let worked: BTreeSet<u8> = weeks.iter().flat_map(|w| w.days.iter().copied()).collect();
    let resting: Vec<Weekday> = (1..=7).filter(|d| !worked.contains(d)).filter_map(weekday).collect();
    let mut closed: Vec<Date> = off.iter().map(|d| d.0).collect();
    for (place, week) in weeks.iter().enumerate() {
        let from = if place == 0 { start } else { week.from.0.max(start) };
        let until = weeks.get(place + 1).map_or(horizon, |next| next.from.0.yesterday().unwrap_or(next.from.0)).min(horizon);
        closed.extend(week.kept(first, last).into_iter().map(|h| h.observed).filter(|d| (from..=until).contains(d)));
        let mut at = from;
        while weeks.len() > 1 && at <= until {
            if !u8::try_from(at.weekday().to_monday_one_offset()).is_ok_and(|d| week.days.contains(&d)) {
                closed.push(at);
            }
            let Ok(next) = at.tomorrow() else { break };
            at = next;
        }
    }
    Ok(calendar.resting_on(&resting).closed_on(closed).known_until(horizon))
}

fn day(year: i16, month: i8, day: i8) -> Result<Date, Failure> {
    Date::new(year, month, day).map_err(|e| Failure::broken("counting years", e))
}

fn weekday(number: u8) -> Option<Weekday> {
    i8::try_from(number).ok().and_then(|n| Weekday::from_monday_one_offset(n).ok())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use base::Day;

    use super::{Week, calendar, holidays};

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_week_that_changes_leaves_the_days_before_as_they_were() {
        let four = Week { from: day("2026-11-01"), days: [1, 2, 3, 4].into(), province: "ON".into(), unkept: BTreeSet::from(["Boxing Day".to_owned()]) };
        let made = calendar("America/Toronto", &[Week::usual("ON"), four], &[day("2026-11-24")], day("2026-11-23")).unwrap();

        let works = |text: &str| made.works_on(day(text).0);
        assert!(works("2026-10-30"), "a Friday before");
        assert!(!works("2026-11-06"), "a Friday after");
        assert!(works("2026-11-05") && !works("2026-11-07"));
        assert!(!works("2026-11-24"), "a day off of one's own");
        assert!(!works("2026-10-12"), "Thanksgiving");
        assert!(!works("2025-12-26") && works("2026-12-28"), "Boxing Day is kept before, and not after");
    }

    #[test]
    fn a_sunday_can_be_worked() {
        let sundays = Week { days: [3, 4, 5, 6, 7].into(), ..Week::usual("QC") };
        let made = calendar("America/Toronto", &[sundays], &[], day("2026-11-23")).unwrap();
        assert!(made.works_on(day("2026-11-22").0) && !made.works_on(day("2026-11-23").0));
        assert!(!made.works_on(day("2026-06-24").0), "la Fête nationale");
    }

    #[test]
    fn the_list_has_each_holiday_once_from_today_on() {
        let listed = holidays("ON", day("2026-11-23"));
        assert_eq!((listed[0].id, listed[0].next), ("Christmas Day", day("2026-12-25")));
        let names: BTreeSet<_> = listed.iter().map(|l| l.id).collect();
        assert_eq!(names.len(), listed.len());
        assert!(holidays("XX", day("2026-11-23")).is_empty());
    }
}
