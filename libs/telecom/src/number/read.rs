//! Text into numbers: a quick way for what bills print, a patient one for the rest.

use super::{E164, Number, Short, words};

/// What was gathered from a text.
#[derive(Default)]
struct Seen {
    digits: u64,
    length: u8,
    plus: bool,
    sign: Option<char>,
}

impl Seen {
    /// One more digit; false when there are more than any number has.
    fn push(&mut self, digit: u64) -> bool {
        self.digits = self.digits.wrapping_mul(10).wrapping_add(digit);
        self.length += 1;
        self.length <= 18
    }
}

/// See [`Number::read`].
pub(super) fn read(text: &str) -> Number {
    match quick(text.as_bytes()) {
        Some(seen) => decide(&seen),
        None => patient(text),
    }
}

/// ASCII digits with the usual marks; `None` when there is anything else.
fn quick(text: &[u8]) -> Option<Seen> {
    let mut seen = Seen::default();
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                if !seen.push(u64::from(byte - b'0')) {
                    return None;
                }
            }
            b' ' | b'-' | b'.' | b'(' | b')' | b'/' => {}
            b'+' if seen.length == 0 && !seen.plus => seen.plus = true,
            b'*' | b'#' if seen.length == 0 && seen.sign.is_none() && !seen.plus => seen.sign = Some(char::from(*byte)),
            _ => return None,
        }
    }
    Some(seen)
}

/// Digits of any script, extensions, words.
fn patient(text: &str) -> Number {
    let mut seen = Seen::default();
    for c in words::without_extension(text).chars() {
        let fits = match c {
            '+' | '\u{ff0b}' if seen.length == 0 && !seen.plus => {
                seen.plus = true;
                true
            }
            '*' | '#' if seen.length == 0 && seen.sign.is_none() => {
                seen.sign = Some(c);
                true
            }
            c if words::between(c) => true,
            c => words::digit(c).is_some_and(|digit| seen.push(digit)),
        };
        if !fits {
            return if words::withheld(text) { Number::Withheld } else { Number::Unknown };
        }
    }
    decide(&seen)
}

/// What the digits mean to a phone in Canada.
fn decide(seen: &Seen) -> Number {
    let Seen { digits, length, plus, sign } = *seen;
    match (plus, sign, length) {
        (true, None, 8..=15) => international(digits, length),
        (false, None, 10) => home(digits),
        (false, None, 11) if digits / 10_000_000_000 == 1 => home(digits % 10_000_000_000),
        // Dialled from here: 011, then the country's code. The noughts in front are in the length alone.
        (false, None, 11..=18) if digits / 10_u64.pow(u32::from(length) - 3) == 11 => abroad(digits, length - 3),
        (false, None, 7) if digits / 10_000 == 310 => Number::ThreeTen(u16::try_from(digits % 10_000).unwrap_or_default()),
        (false, None, 1..=6) | (false, Some(_), 1..=6) => short(digits, length, sign),
        _ => Number::Unknown,
    }
}

/// Ten digits: area code, exchange, the rest. Neither of the first two begins with 0 or 1.
fn home(digits: u64) -> Number {
    let exchange = digits / 10_000 % 1_000;
    if digits < 2_000_000_000 || exchange < 200 {
        return Number::Unknown;
    }
    E164::new(10_000_000_000 + digits).map_or(Number::Unknown, Number::E164)
}

fn abroad(digits: u64, length: u8) -> Number {
    match 10_u64.checked_pow(u32::from(length)) {
        Some(unit) if (8..=15).contains(&length) => international(digits % unit, length),
        _ => Number::Unknown,
    }
}

/// A number with its country code; no code begins with 0.
fn international(digits: u64, length: u8) -> Number {
    let first = digits / 10_u64.pow(u32::from(length) - 1);
    match (first, length) {
        (0, _) => Number::Unknown,
        (1, 11) => home(digits % 10_000_000_000),
        (1, _) => Number::Unknown,
        _ => E164::new(digits).map_or(Number::Unknown, Number::E164),
    }
}

fn short(digits: u64, length: u8, sign: Option<char>) -> Number {
    match u32::try_from(digits) {
        Ok(digits) => Number::Short(Short { sign, digits, length }),
        Err(_) => Number::Unknown,
    }
}
