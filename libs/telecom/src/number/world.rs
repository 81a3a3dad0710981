//! The country codes of E.164.

use std::sync::LazyLock;

use super::nanp::{Class, Country};

/// The table, as people keep it.
const TABLE: &str = include_str!("world.txt");

#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    NotGiven,
    Of(Country),
    Worldwide,
}

static CODES: LazyLock<[Code; 1000]> = LazyLock::new(|| {
    let mut codes = [Code::NotGiven; 1000];
    for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
        let Some((code, word)) = line.split_once(' ') else { continue };
        let Some(slot) = code.parse::<usize>().ok().and_then(|n| codes.get_mut(n)) else { continue };
        *slot = Country::new(word.trim_end_matches('+')).map_or(Code::Worldwide, Code::Of);
    }
    codes
});

/// The country code a number begins with, and the digits behind it.
fn find(number: u64) -> Option<(usize, u64, Code)> {
    let length = number.checked_ilog10()? + 1;
    (1..=3).filter(|n| *n < length).find_map(|n| {
        let unit = 10_u64.pow(length - n);
        let code = usize::try_from(number / unit).ok()?;
        let found = CODES.get(code).copied().filter(|c| *c != Code::NotGiven)?;
        Some((code, number % unit, found))
    })
}

/// The country code and the rest, nought kept.
pub(super) fn split(number: u64) -> Option<(usize, String)> {
    let text = number.to_string();
    let (code, ..) = find(number)?;
    let rest = text.get(code.to_string().len()..)?;
    Some((code, rest.to_owned()))
}

/// The country of a number that is not of `+1`.
pub(super) fn country(number: u64) -> Option<Country> {
    match find(number)?.2 {
        Code::Of(country) => Some(country),
        Code::NotGiven | Code::Worldwide => None,
    }
}

/// Whether it is of a country, of none, or of a code that is not given out.
pub(super) fn class(number: u64) -> Class {
    match find(number) {
        Some((_, _, Code::Of(_))) => Class::Foreign,
        Some((_, _, Code::Worldwide)) => Class::Worldwide,
        _ => Class::Unknown,
    }
}

#[cfg(test)]
pub(super) fn of_code(code: usize) -> Option<String> {
    match CODES.get(code)? {
        Code::NotGiven => None,
        Code::Of(country) => Some(country.code().to_owned()),
        Code::Worldwide => Some("001".to_owned()),
    }
}
