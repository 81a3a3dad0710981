//! Days, moments, numbers and money as people say them, in each language: the one place.
//!
//! Canadian use: `14 December 2026, 16:05` and `14 décembre 2026 à 16 h 05`; `10,000` and
//! `10 000`; `$12.50` and `12,50 $`. French blanks are no-break blanks.

use super::Lang;
use crate::clock::{Day, Moment};

/// The blank that keeps a number and its sign on one line.
const NBSP: char = '\u{a0}';

const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const MONTHS_FR: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const SHORT_MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];
const SHORT_MONTHS_FR: [&str; 12] = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEKDAYS_FR: [&str; 7] = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];

fn of_month(months: &[&'static str; 12], day: Day) -> &'static str {
    usize::try_from(day.0.month() - 1).ok().and_then(|m| months.get(m)).copied().unwrap_or("")
}

/// `1er` in French, the number otherwise.
fn ordinal(lang: Lang, day: Day) -> String {
    if lang == Lang::Fr && day.0.day() == 1 { "1er".to_owned() } else { day.0.day().to_string() }
}

/// `14 December 2026`, `14 décembre 2026`, `1er mai 2026`.
#[must_use]
pub fn day_in_words(lang: Lang, day: Day) -> String {
    let month = match lang {
        Lang::En => of_month(&MONTHS_EN, day),
        Lang::Fr => of_month(&MONTHS_FR, day),
    };
    format!("{} {month} {}", ordinal(lang, day), day.0.year())
}

/// A day with its weekday, for what is due: `Tue 24 Nov`, `mar. 24 nov.`; with the year
/// when it is not the year of `today`.
#[must_use]
pub fn short_day_in_words(lang: Lang, day: Day, today: Day) -> String {
    let (weekdays, months) = match lang {
        Lang::En => (&WEEKDAYS_EN, &SHORT_MONTHS_EN),
        Lang::Fr => (&WEEKDAYS_FR, &SHORT_MONTHS_FR),
    };
    let weekday = usize::try_from(day.0.weekday().to_monday_zero_offset()).ok().and_then(|at| weekdays.get(at)).copied().unwrap_or("");
    let year = if day.0.year() == today.0.year() { String::new() } else { format!(" {}", day.0.year()) };
    format!("{weekday}{NBSP}{}{NBSP}{}{year}", ordinal(lang, day), of_month(months, day))
}

/// A moment with its weekday, for what is due: `Tue 24 Nov, 16:05`, `mar. 24 nov. à 16 h 05`.
#[must_use]
pub fn short_moment_in_words(lang: Lang, moment: Moment, now: Moment, zone: &jiff::tz::TimeZone) -> String {
    let zoned = moment.zoned(zone);
    let day = short_day_in_words(lang, Day(zoned.date()), now.day(zone));
    with_time(lang, &day, &zoned)
}

fn with_time(lang: Lang, day: &str, zoned: &jiff::Zoned) -> String {
    match lang {
        Lang::En => format!("{day}, {:02}:{:02}", zoned.hour(), zoned.minute()),
        Lang::Fr => format!("{day} à {}{NBSP}h{NBSP}{:02}", zoned.hour(), zoned.minute()),
    }
}

/// `14 December 2026, 16:05`; `14 décembre 2026 à 16 h 05`. Midnight is the day alone.
#[must_use]
pub fn moment_in_words(lang: Lang, moment: Moment, zone: &jiff::tz::TimeZone) -> String {
    let zoned = moment.zoned(zone);
    let day = day_in_words(lang, Day(zoned.date()));
    if zoned.time() == jiff::civil::Time::midnight() {
        return day;
    }
    with_time(lang, &day, &zoned)
}

/// `10,000`; `10 000`.
#[must_use]
pub fn number_in_words(lang: Lang, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    if number < 0 {
        out.push('\u{2212}');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(match lang {
                Lang::En => ',',
                Lang::Fr => NBSP,
            });
        }
        out.push(digit);
    }
    out
}

/// Canadian dollars from cents: `$1,234.50`; `1 234,50 $`.
#[must_use]
pub fn money_in_words(lang: Lang, cents: i64) -> String {
    let minus = if cents < 0 { "\u{2212}" } else { "" };
    let whole = number_in_words(lang, i64::try_from(cents.unsigned_abs() / 100).unwrap_or(i64::MAX));
    let rest = cents.unsigned_abs() % 100;
    match lang {
        Lang::En => format!("{minus}${whole}.{rest:02}"),
        Lang::Fr => format!("{minus}{whole},{rest:02}{NBSP}$"),
    }
}

/// Lower case without the accents of French and its neighbours: for order and search.
#[must_use]
pub fn fold(text: &str) -> String {
    text.trim().to_lowercase().chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => out.push('a'),
            'ç' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ñ' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '\u{300}'..='\u{36f}' => {}
            other => out.push(other),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::{Day, Lang, Moment, day_in_words, fold, moment_in_words, money_in_words, number_in_words, short_day_in_words, short_moment_in_words};

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn days_are_said_as_each_language_says_them() {
        for (text, en, fr, short_en, short_fr) in [
            ("2026-11-24", "24 November 2026", "24 novembre 2026", "Tue 24 Nov", "mar. 24 nov."),
            ("2026-05-01", "1 May 2026", "1er mai 2026", "Fri 1 May", "ven. 1er mai"),
            ("2027-02-28", "28 February 2027", "28 février 2027", "Sun 28 Feb 2027", "dim. 28 févr. 2027"),
        ] {
            let (day, today) = (day(text), day("2026-11-23"));
            assert_eq!((day_in_words(Lang::En, day).as_str(), day_in_words(Lang::Fr, day).as_str()), (en, fr));
            let short = [Lang::En, Lang::Fr].map(|lang| short_day_in_words(lang, day, today).replace('\u{a0}', " "));
            assert_eq!(short, [short_en, short_fr]);
        }
    }

    #[test]
    fn a_moment_is_said_in_the_zone_of_the_organisation() {
        let moment = Moment(1_796_000_700_000); // 2026-11-30T01:45:00Z
        let zones = ["America/Toronto", "America/Vancouver"].map(|name| jiff::tz::TimeZone::get(name).expect("a zone"));
        let said = zones.each_ref().map(|zone| [Lang::En, Lang::Fr].map(|lang| moment_in_words(lang, moment, zone).replace('\u{a0}', " ")));
        assert_eq!(said[0], ["29 November 2026, 20:05", "29 novembre 2026 à 20 h 05"]);
        assert_eq!(said[1], ["29 November 2026, 17:05", "29 novembre 2026 à 17 h 05"]);
        let due = [Lang::En, Lang::Fr].map(|lang| short_moment_in_words(lang, moment, moment, &zones[0]).replace('\u{a0}', " "));
        assert_eq!(due, ["Sun 29 Nov, 20:05", "dim. 29 nov. à 20 h 05"]);
    }

    #[test]
    fn numbers_and_money_have_the_form_of_each_language() {
        let plain = |text: String| text.replace('\u{a0}', " ");
        for (number, en, fr) in [(0, "0", "0"), (999, "999", "999"), (10_000, "10,000", "10 000"), (-1_234_567, "−1,234,567", "−1 234 567")] {
            assert_eq!([number_in_words(Lang::En, number), plain(number_in_words(Lang::Fr, number))], [en, fr]);
        }
        for (cents, en, fr) in [(1250, "$12.50", "12,50 $"), (123_405, "$1,234.05", "1 234,05 $"), (-5, "−$0.05", "−0,05 $"), (i64::MIN, "−$92,233,720,368,547,758.08", "−92 233 720 368 547 758,08 $")] {
            assert_eq!([money_in_words(Lang::En, cents), plain(money_in_words(Lang::Fr, cents))], [en, fr]);
        }
    }

    #[test]
    fn folding_finds_accents_and_capitals() {
        assert_eq!(fold(" Élodie Œuvre ÇA "), "elodie oeuvre ca");
    }
}
