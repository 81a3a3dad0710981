//! Civil days as numbers: day 0 is 1 January 1970. Fast, and free of zones.

use jiff::civil::Date;

/// The number of a civil day.
pub(crate) fn number(date: Date) -> i64 {
    let (year, month, day) = (
        i64::from(date.year()),
        i64::from(date.month()),
        i64::from(date.day()),
    );
    day_number(year, month, day)
}

/// Counts years from March, so that the leap day is the last of its year.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let march_year = if month <= 2 { year - 1 } else { year };
    let era = march_year.div_euclid(400);
    let of_era = march_year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let of_year = (153 * month_from_march + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a day number.
pub(crate) fn parts(number: i64) -> (i64, i64, i64) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

/// The civil day of a number; the end of time for numbers beyond it.
pub(crate) fn date(number: i64) -> Date {
    let (year, month, day) = parts(number);
    let small = |value: i64| i8::try_from(value).ok();
    let made = i16::try_from(year).ok().zip(small(month).zip(small(day)));
    made.and_then(|(year, (month, day))| Date::new(year, month, day).ok())
        .unwrap_or(if number < 0 { Date::MIN } else { Date::MAX })
}

/// Monday is 0.
pub(crate) fn weekday(number: i64) -> usize {
    usize::try_from((number + 3).rem_euclid(7)).unwrap_or(0)
}

/// The same day of a later month, or its last day when there is none.
pub(crate) fn add_months(number: i64, months: i64) -> i64 {
    let (year, month, day) = parts(number);
    let months = year * 12 + (month - 1) + months;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let first_of_next = if month == 12 {
        day_number(year + 1, 1, 1)
    } else {
        day_number(year, month + 1, 1)
    };
    (day_number(year, month, 1) + day - 1).min(first_of_next - 1)
}
