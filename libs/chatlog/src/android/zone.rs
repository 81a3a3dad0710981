//! In which zone the phone was: the dates it printed for people, against the
//! points in time beside them.

use jiff::Timestamp;
use jiff::tz::Offset;
use std::collections::BTreeMap;

/// How many records speak for each distance from UTC, in minutes.
#[derive(Debug, Default)]
pub(super) struct Zones(BTreeMap<i32, u64>);

impl Zones {
    /// Takes the date that a record prints and the point in time it counts.
    pub fn take(&mut self, printed: &str, at: Timestamp) {
        let Some(local) = minute_of_day(printed) else {
            return;
        };
        let utc = i32::try_from(at.as_second().rem_euclid(86_400) / 60).unwrap_or_default();
        // No zone is further than 12 hours west or 14 hours east; none is off by
        // less than a quarter of an hour.
        let mut off = (local - utc).rem_euclid(1440);
        if off > 840 {
            off -= 1440;
        }
        if off % 15 == 0 {
            *self.0.entry(off).or_default() += 1;
        }
    }

    /// In words, where nearly all records agree on one or two (summer and
    /// winter).
    pub fn words(&self) -> Option<(String, String)> {
        let all: u64 = self.0.values().sum();
        let mut most: Vec<(i32, u64)> = self.0.iter().map(|(off, count)| (*off, *count)).collect();
        most.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        most.truncate(2);
        let spoken: u64 = most.iter().map(|(_, count)| count).sum();
        if all < 2 || spoken * 10 < all * 9 {
            return None;
        }
        let said: Option<Vec<String>> = most
            .iter()
            .map(|(off, count)| {
                let offset = Offset::from_seconds(off * 60).ok()?;
                Some(format!("UTC{offset} ({count})"))
            })
            .collect();
        let said = said?.join(", ");
        Some((
            format!("By the dates that the phone printed, its clock was at {said}."),
            format!("D’après les dates que le téléphone a affichées, son horloge était à {said}."),
        ))
    }
}

/// `… 10:13:20 PM` is 1333.
fn minute_of_day(printed: &str) -> Option<i32> {
    let colon = printed.find(':')?;
    let (before, after) = printed.split_at(colon);
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let hour: i32 = before.get(before.len() - digits..)?.parse().ok()?;
    let minute: i32 = after.get(1..3)?.parse().ok()?;
    let lower = after.to_ascii_lowercase();
    let hour = match (
        lower.contains("pm") || lower.contains("p.m"),
        lower.contains("am") || lower.contains("a.m"),
    ) {
        (true, _) => hour % 12 + 12,
        (false, true) => hour % 12,
        _ => hour,
    };
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_of_the_phone_is_told_by_what_it_printed() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut zones = Zones::default();
        zones.take("Nov 14, 2023 5:13:20 PM", at("2023-11-14T22:13:20Z"));
        zones.take("14 Nov 2023 17:14:20", at("2023-11-14T22:14:20Z"));
        zones.take("1 juil. 2023 22 h 10", at("2023-07-01T22:10:00Z"));
        assert!(
            zones.words().unwrap().0.contains("UTC-05 (2)"),
            "{:?}",
            zones.words()
        );
        zones.take("12:00:00 a.m.", at("2023-11-14T15:00:00Z"));
        zones.take("x:1", at("2023-11-14T15:00:00Z"));
        assert_eq!(Zones::default().words(), None);
    }
}
