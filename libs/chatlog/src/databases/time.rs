//! Points in time as databases count them.

use crate::{Message, Precision, ZoneSource};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// 2001-01-01 UTC, from where Apple counts.
const APPLE: i64 = 978_307_200;

/// Apple's count: seconds, or since iOS 11 and High Sierra nanoseconds; which,
/// the size of the number says. 0 is no time.
pub(crate) fn apple(count: i64) -> Option<(Timestamp, Precision)> {
    match count {
        ..=0 => None,
        // In seconds this is the year 5138; in nanoseconds, 100 seconds.
        1..100_000_000_000 => {
            let seconds = count.checked_add(APPLE)?;
            Some((Timestamp::from_second(seconds).ok()?, Precision::Second))
        }
        _ => {
            let nanos = i128::from(count) + i128::from(APPLE) * 1_000_000_000;
            Some((
                Timestamp::from_nanosecond(nanos).ok()?,
                Precision::Millisecond,
            ))
        }
    }
}

/// Apple's count in seconds with a point.
pub(crate) fn apple_real(count: f64) -> Option<(Timestamp, Precision)> {
    if !count.is_finite() || count == 0.0 || count.abs() > 1e11 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let micros = (count * 1e6).round() as i64;
    let micros = micros.checked_add(APPLE.checked_mul(1_000_000)?)?;
    Some((
        Timestamp::from_microsecond(micros).ok()?,
        Precision::Millisecond,
    ))
}

/// Milliseconds since 1970, or seconds where the number is that small. 0 and
/// less is no time.
pub(crate) fn unix(count: i64) -> Option<(Timestamp, Precision)> {
    match count {
        ..=0 => None,
        1..100_000_000_000 => Some((Timestamp::from_second(count).ok()?, Precision::Second)),
        _ => Some((
            Timestamp::from_millisecond(count).ok()?,
            Precision::Millisecond,
        )),
    }
}

/// Sets the time of a message whose file counts points in time: `wall` is that
/// point written in UTC, with its Z.
pub(crate) fn set(message: &mut Message, time: Option<(Timestamp, Precision)>) {
    let Some((instant, precision)) = time else {
        message.precision = Precision::None;
        return;
    };
    message.wall = instant.to_string();
    message.civil = Some(instant.to_zoned(TimeZone::UTC).datetime());
    message.precision = precision;
    message.zone = ZoneSource::InFile;
    message.more.instant = Some(instant);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(time: Option<(Timestamp, Precision)>) -> String {
        time.map(|(at, _)| at.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_unit_is_told_by_the_size_of_the_number() {
        assert_eq!(written(apple(721_692_800)), "2023-11-14T22:13:20Z");
        assert_eq!(
            written(apple(721_692_800_123_000_000)),
            "2023-11-14T22:13:20.123Z"
        );
        assert_eq!(written(apple_real(721_692_800.5)), "2023-11-14T22:13:20.5Z");
        assert_eq!(written(unix(1_700_000_000)), "2023-11-14T22:13:20Z");
        assert_eq!(written(unix(1_700_000_000_123)), "2023-11-14T22:13:20.123Z");
    }

    #[test]
    fn nothing_and_nonsense_are_no_time() {
        assert_eq!((apple(0), unix(0), unix(-1)), (None, None, None));
        assert_eq!(apple(i64::MIN), None);
        assert_eq!(unix(i64::MAX), None);
        assert_eq!(apple_real(f64::NAN), None);
        assert_eq!(apple_real(1e300), None);
    }
}
