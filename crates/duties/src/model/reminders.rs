//! The morning letter: whether today is a day for it, and what it counts. It names clauses, which everybody may read,
//! and never a person, a client or a phone.

use std::collections::{BTreeMap, BTreeSet};

use base::{Day, Moment};
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use policy::calendar::Calendar;
use policy::{Duty, Stage};

use super::{Urgency, urgency};

/// From this hour on, until noon: a server that slept in sends late, not in the evening.
const FROM: i8 = 7;
const UNTIL: i8 = 12;

/// Whether it is morning where the organisation is.
#[must_use]
pub fn is_morning(now: Moment, zone: &TimeZone) -> bool {
    (FROM..UNTIL).contains(&now.zoned(zone).hour())
}

/// The days of the week somebody chose, kept as digits: 1 is Monday.
#[must_use]
pub fn days(text: &str) -> BTreeSet<i8> {
    text.chars().filter_map(|c| i8::try_from(c.to_digit(10)?).ok()).filter(|d| (1..=7).contains(d)).collect()
}

/// Whether this person works today: on the days they chose, else on the organisation's; never on its holidays.
#[must_use]
pub fn works(calendar: &Calendar, chosen: Option<&BTreeSet<i8>>, today: Day) -> bool {
    let open = calendar.works_on(today.0);
    let Some(chosen) = chosen else { return open };
    let week = |days: i32| today.0.checked_add(days.days()).is_ok_and(|day| calendar.works_on(day));
    // A day of the week that is worked before or after, and not today, is a holiday.
    let holiday = !open && (week(-7) || week(7));
    !holiday && chosen.contains(&today.0.weekday().to_monday_one_offset())
}

/// What a letter counts: clause → how many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digest {
    pub late: BTreeMap<String, u64>,
    pub today: BTreeMap<String, u64>,
    pub soon: BTreeMap<String, u64>,
    /// Late at somebody else, and the rule wants this person to know.
    pub told: BTreeMap<String, u64>,
    /// Requests that wait for this person's answer.
    pub asks: u64,
}

impl Digest {
    /// Counts what a person owes. A rule on trial reminds nobody by letter.
    #[must_use]
    pub fn of(mine: &[Duty], told: &[Duty], asks: u64, now: Moment, today: Day, clause: impl Fn(&Duty) -> String) -> Self {
        let mut digest = Self { asks, ..Self::default() };
        for duty in mine {
            let due_today = duty.due.is_some_and(|due| due.date <= today.0);
            let list = match urgency(duty, now) {
                Urgency::Late => &mut digest.late,
                Urgency::Soon | Urgency::Later if due_today => &mut digest.today,
                Urgency::Soon => &mut digest.soon,
                _ => continue,
            };
            *list.entry(clause(duty)).or_default() += 1;
        }
        for duty in told.iter().filter(|d| d.stage() == Stage::Policy) {
            *digest.told.entry(clause(duty)).or_default() += 1;
        }
        digest
    }

    /// Nothing worth a letter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.asks == 0 && [&self.late, &self.today, &self.soon, &self.told].iter().all(|list| list.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use base::world::moment;
    use jiff::civil::{Weekday, date};

    use super::*;

    #[test]
    fn mornings_are_where_the_organisation_is() {
        let zone = TimeZone::get("America/Toronto").unwrap();
        for (at, so) in [("2026-11-23T11:59:00Z", false), ("2026-11-23T12:00:00Z", true), ("2026-11-23T16:59:00Z", true), ("2026-11-23T17:00:00Z", false)] {
            assert_eq!(is_morning(moment(at), &zone), so, "{at}");
        }
    }

    #[test]
    fn everybody_has_their_own_days_and_nobody_works_on_a_holiday() {
        let calendar = Calendar::new("America/Toronto").unwrap().resting_on(&[Weekday::Saturday, Weekday::Sunday]).closed_on([date(2026, 12, 25)]).known_until(date(2028, 12, 31));
        let on = |chosen: Option<&str>, day: &str| works(&calendar, chosen.map(days).as_ref(), Day::parse(day).unwrap());

        assert!(on(None, "2026-11-23") && !on(None, "2026-11-22") && !on(None, "2026-12-25"));
        assert!(on(Some("26"), "2026-11-24") && on(Some("26"), "2026-11-28") && !on(Some("26"), "2026-11-23"), "Tuesdays and Saturdays");
        assert!(!on(Some("5"), "2026-12-25") && on(Some("5"), "2026-12-18"), "Christmas is a Friday");
        assert!(!on(Some(""), "2026-11-23"));
    }
}
