//! What carriers print in a cell: amounts, whole numbers, durations, times.
//!
//! `$1,234.56`, `1 234,56 $`, `(1.00)`, `1.00CR`, `-1.00`, `1.00-` are all amounts.
//! Whether `1,234` is one dollar and some or a thousand cannot be told from it
//! alone: the file decides (see [`Amount::Either`]).

use crate::money::Money;

/// An amount as far as its own text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// No doubt; `mark` is the decimal mark that was seen, if any.
    Sure { money: Money, mark: Option<Mark> },
    /// One mark with three digits behind it: decimals, or thousands.
    Either { decimals: Money, thousands: Money, mark: Mark },
}

/// Which sign stands before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `1.50`
    Point,
    /// `1,50`
    Comma,
}

/// Reads an amount; `None` when it is none.
pub(super) fn amount(text: &str, known: Option<Mark>) -> Option<Amount> {
    if let Some(quick) = quick(text.as_bytes()) {
        return Some(quick);
    }
    let (negative, body) = signed(text)?;
    let read = digits(&body, known)?;
    let turn = |money: Money| if negative { -money } else { money };
    Some(match read {
        Amount::Sure { money, mark } => Amount::Sure { money: turn(money), mark },
        Amount::Either { decimals, thousands, mark } => Amount::Either { decimals: turn(decimals), thousands: turn(thousands), mark },
    })
}

/// `12.34` and `$12.34`: nearly every cell there is.
fn quick(bytes: &[u8]) -> Option<Amount> {
    let bytes = bytes.strip_prefix(b"$").unwrap_or(bytes);
    let (whole, cents) = bytes.split_at_checked(bytes.len().checked_sub(3)?)?;
    let (&[b'.', tens, ones], false, true) = (cents, whole.is_empty(), whole.len() < 13) else { return None };
    let mut value: i64 = 0;
    for &byte in whole.iter().chain(&[tens, ones]) {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some(Amount::Sure { money: Money::cents(value), mark: Some(Mark::Point) })
}

/// Takes signs, currency and blanks away; whether the amount is negative, and the rest.
fn signed(text: &str) -> Option<(bool, String)> {
    let mut body: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200e}' | '\u{200f}' | '\'' | '’')).collect();
    body = body.replace(['\u{2212}', '\u{2013}'], "-").to_ascii_uppercase();
    for word in ["CAD", "USD", "AUD", "GBP", "EUR", "CA$", "US$", "$", "£", "€"] {
        if let Some(at) = body.find(word) {
            body.replace_range(at..at + word.len(), "");
            break;
        }
    }
    let mut minus = 0;
    if let Some(inside) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (body, minus) = (inside.to_owned(), 1);
    }
    for sign in ["CR", "-"] {
        if let Some(rest) = body.strip_suffix(sign) {
            (body, minus) = (rest.to_owned(), minus + 1);
            break;
        }
    }
    if let Some(rest) = body.strip_prefix('-') {
        (body, minus) = (rest.to_owned(), minus + 1);
    } else if let Some(rest) = body.strip_prefix('+') {
        body = rest.to_owned();
    }
    (minus <= 1).then_some((minus == 1, body))
}

fn digits(body: &str, known: Option<Mark>) -> Option<Amount> {
    let marks: Vec<(usize, u8)> = body.bytes().enumerate().filter(|(_, b)| !b.is_ascii_digit()).collect();
    if marks.iter().any(|(_, b)| !matches!(b, b'.' | b',')) || body.is_empty() {
        return None;
    }
    let sure = |decimal: Option<usize>| {
        let mut plain = String::with_capacity(body.len());
        for (at, c) in body.char_indices() {
            match c {
                _ if Some(at) == decimal => plain.push('.'),
                '.' | ',' => {}
                digit => plain.push(digit),
            }
        }
        if plain.contains('.') {
            plain.truncate(plain.trim_end_matches('0').trim_end_matches('.').len());
        }
        if plain.is_empty() || plain.starts_with('.') {
            plain.insert(0, '0');
        }
        Money::parse(&plain).ok()
    };
    let mark = |byte| if byte == b'.' { Mark::Point } else { Mark::Comma };
    let (first, last) = match (marks.first(), marks.last()) {
        (Some(first), Some(last)) => (*first, *last),
        _ => return Some(Amount::Sure { money: sure(None)?, mark: None }),
    };
    let behind = body.len() - last.0 - 1;
    let several = marks.iter().filter(|(_, byte)| *byte == last.1).count() > 1;
    if first.1 != last.1 {
        // The other mark parts thousands, and stands once for decimals only at the end.
        if several {
            return None;
        }
        return Some(Amount::Sure { money: sure(Some(last.0))?, mark: Some(mark(last.1)) });
    }
    if several {
        let grouped = marks.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if b - a == 4)) && behind == 3;
        return if grouped { Some(Amount::Sure { money: sure(None)?, mark: None }) } else { None };
    }
    let thousands_fit = behind == 3 && (1..=3).contains(&last.0) && !body.starts_with('0');
    let here = mark(last.1);
    match known {
        _ if !thousands_fit => Some(Amount::Sure { money: sure(Some(last.0))?, mark: Some(here) }),
        Some(known) if known == here => Some(Amount::Sure { money: sure(Some(last.0))?, mark: Some(here) }),
        Some(_) => Some(Amount::Sure { money: sure(None)?, mark: None }),
        None => Some(Amount::Either { decimals: sure(Some(last.0))?, thousands: sure(None)?, mark: here }),
    }
}

/// A whole number, thousands parted or not; a part of one counts as one more (`185.3` seconds are 186).
pub(super) fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    if let Ok(number) = text.parse::<u64>() {
        return Some(number);
    }
    let blank = |c: &char| !c.is_whitespace();
    let text: String = text.chars().filter(blank).collect();
    let grouped = text.split(',').skip(1).all(|group| group.len() >= 3 && group.bytes().take(3).all(|b| b.is_ascii_digit()));
    let text = if grouped { text.replace(',', "") } else { text.replace(',', ".") };
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    if !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole: u64 = whole.parse().ok()?;
    Some(whole + u64::from(part.bytes().any(|b| b != b'0')))
}

/// So many of `per` in each unit: `1.5` with `per` 1,048,576 is 1,572,864. At most six decimals. A unit of data
/// printed beside the number (`2.5 MB`, `2,5 Mo`) says more than the column.
pub(super) fn scaled(text: &str, per: u64) -> Option<u64> {
    let text = text.trim();
    let digits = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (number, unit) = text.split_at_checked(digits)?;
    let per = match unit.trim().to_ascii_lowercase().as_str() {
        "" => per,
        "kb" | "ko" => 1,
        "mb" | "mo" => 1024,
        "gb" | "go" => 1024 * 1024,
        _ => return None,
    };
    let Amount::Sure { money, .. } = amount(number, Some(Mark::Point))? else { return None };
    let micros = u128::try_from(money.as_micros()).ok()?;
    u64::try_from((micros * u128::from(per)).div_ceil(1_000_000)).ok()
}

/// A duration in seconds: `3:05` (minutes and seconds), `0:03:05`, `3m 5s`, `3 min`.
pub(super) fn duration(text: &str) -> Option<u64> {
    let text = text.trim();
    if text.contains(':') {
        let parts: Option<Vec<u64>> = text.split(':').map(|part| part.trim().parse().ok()).collect();
        return match *parts?.as_slice() {
            [minutes, seconds] if seconds < 60 => minutes.checked_mul(60)?.checked_add(seconds),
            [hours, minutes, seconds] if minutes < 60 && seconds < 60 => hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds),
            _ => None,
        };
    }
    let mut total: u64 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?.trim_start();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let per = match rest.get(..letters)?.to_ascii_lowercase().as_str() {
            "h" | "hr" | "hrs" => 3600,
            "m" | "min" | "mins" => 60,
            "s" | "sec" | "secs" => 1,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(per)?)?;
        rest = rest.get(letters..)?.trim_start_matches('.').trim_start();
    }
    (!text.is_empty()).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(text: &str) -> Option<String> {
        match amount(text, None)? {
            Amount::Sure { money, .. } => Some(money.to_string()),
            Amount::Either { decimals, thousands, .. } => Some(format!("{decimals} or {thousands}")),
        }
    }

    #[test]
    fn amounts_are_read_as_carriers_print_them() {
        for (text, money) in [
            ("0.30", "0.30"), ("$0.30", "0.30"), ("$ 1,234.56", "1234.56"), ("1 234,56 $", "1234.56"), ("1\u{a0}234,56\u{a0}$", "1234.56"),
            ("0,30", "0.30"), ("(1.00)", "-1.00"), ("1.00CR", "-1.00"), ("1.00-", "-1.00"), ("-$1.00", "-1.00"), ("\u{2212}1,00", "-1.00"),
            ("-000000009.09", "-9.09"), ("000000003.3000000", "3.30"), ("0.2500", "0.25"), ("1,234,567.8", "1234567.80"), ("12", "12.00"),
            ("0.125", "0.125"), (".50", "0.50"), ("1.234,50", "1234.50"), ("5", "5.00"), ("CAD 5.00", "5.00"), ("1,234", "1.234 or 1234.00"),
        ] {
            assert_eq!(sure(text).as_deref(), Some(money), "{text}");
        }
        for text in ["", "-", "N/A", "1.2.3", "1,2,3", "12:30", "--1", "(1.00)-", "1e3", "٣", "1.00 x", "$"] {
            assert_eq!(sure(text), None, "{text}");
        }
    }

    #[test]
    fn durations_and_counts_are_whole_and_never_rounded_down() {
        assert_eq!((whole("185.00"), whole("185.3"), whole("1,234"), whole("1 234"), whole("4"), whole("x")), (Some(185), Some(186), Some(1234), Some(1234), Some(4), None));
        assert_eq!((duration("3:05"), duration("1:00:00"), duration("3m 5s"), duration("3 min."), duration("3:99"), duration("")), (Some(185), Some(3600), Some(185), Some(180), None, None));
        assert_eq!((scaled("1.5", 1_048_576), scaled("0.001", 1024)), (Some(1_572_864), Some(2)));
        assert_eq!((scaled("2,5 Mo", 1), scaled("1 GB", 1024), scaled("5 KB", 1024), scaled("5 h", 1), scaled("MB", 1)), (Some(2_560), Some(1_048_576), Some(5), None, None));
    }
}
