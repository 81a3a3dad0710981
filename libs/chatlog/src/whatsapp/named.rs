//! Dates whose month is a word, as other tools write them when they keep an
//! export: `27 Mar 2022`, `Mar 27, 2022`, `27-Mar-22`, `27 de marzo de 2022`,
//! `2022. márc. 27.`, `27 tháng 3, 2022`.

use super::cursor::{Cursor, Number, digit, is_blank, is_mark};
use super::header::{DateText, year_form};
use super::periods::Calendar;
use super::shape::DateSeparator;
use crate::months;

/// Words around a day and a year that say nothing: `27 de marzo de 2022`,
/// `March 27th`, `27. maaliskuuta`, `2022 m. kovo 27 d.`
const FILLERS: [&str; 17] = [
    "de", "del", "d", "di", "of", "ta", "m", "st", "nd", "rd", "th", "er", "the", "năm", "ngày",
    "คศ", "พศ",
];
/// What may stand after the last number.
const AFTER: [&str; 6] = ["d.", "г.", "р.", "ж.", "թ.", "(a)"];
/// The name of a month and all around it is no longer than this.
const LONGEST: usize = 64;

/// As many bytes hold the name of any month that may stand first, and a digit.
const NEAR: usize = 24;

/// Whether there is surely no digit among the first bytes of a line; by machine
/// words, as this is asked of every line that begins with a letter.
#[inline]
pub(super) fn no_figure_near(line: &[u8]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let Some(near) = line.first_chunk::<NEAR>() else {
        return false;
    };
    let (words, _) = near.as_chunks::<8>();
    let some = words.iter().fold(0, |some, word| {
        // A byte from 0x30 to 0x3F is 0 now, and lends a bit to its neighbour.
        let other = (u64::from_ne_bytes(*word) & (0xF0 * ONES)) ^ (0x30 * ONES);
        some | (other.wrapping_sub(ONES) & !other & (0x80 * ONES))
    });
    some == 0
}

/// Whether a line that begins with a letter may begin with the name of a month:
/// a word, a blank, a digit. Said by the first bytes alone.
pub(super) fn may_begin(line: &[u8]) -> bool {
    let head = line.get(..NEAR).unwrap_or(line);
    let Some(blank) = memchr::memchr(b' ', head) else {
        return false;
    };
    let digit = head.get(blank + 1).is_some_and(u8::is_ascii_digit);
    let letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 0x80 || *byte == b'.';
    digit && blank > 1 && head.iter().take(blank).all(letter)
}

/// A date with its month as a word; a date in figures is none.
#[cold]
#[inline(never)]
pub(super) fn date(at: &mut Cursor<'_>) -> Option<DateText> {
    at.skip_marks();
    let first = at.char()?;
    if digit(first).is_some() {
        let first = at.number()?;
        let month = month(at)?;
        let last = at.number()?;
        let fields = [first.value, month.number, last.value];
        text(at, (first, last), fields, month, DateSeparator::Word)
    } else {
        let month = month(at)?;
        let day = at.number().filter(|day| day.len <= 2)?;
        fillers(at)?;
        let year = at.number()?;
        let fields = [month.number, day.value, year.value];
        text(at, (day, year), fields, month, DateSeparator::WordFirst)
    }
}

fn text(
    at: &mut Cursor<'_>,
    (first, last): (Number, Number),
    fields: [u16; 3],
    month: Month,
    separator: DateSeparator,
) -> Option<DateText> {
    if first.digits != last.digits {
        return None;
    }
    let year = year_form(first, last, false, false)?;
    let _ = at.eat(b'.');
    let mut look = *at;
    look.skip_blanks();
    if AFTER.iter().any(|word| look.eat_text(word)) {
        *at = look;
    }
    Some(DateText {
        fields,
        year,
        separator,
        calendar: month.calendar,
        digits: first.digits,
    })
}

/// A month, as a field of a date.
#[derive(Debug, Clone, Copy)]
struct Month {
    number: u16,
    calendar: Option<Calendar>,
}

/// The name of a month with what stands around it, up to the next number; or
/// `tháng 3`, as it is said in Vietnamese, up to the number after.
fn month(at: &mut Cursor<'_>) -> Option<Month> {
    let words = words(at)?;
    if matches!(words.as_slice(), [word] if word == "tháng" || word == "thg") {
        let number = at.number().filter(|number| number.len <= 2)?;
        fillers(at)?;
        let number = number.value;
        return (number <= 12).then_some(Month {
            number,
            calendar: None,
        });
    }
    let named = match words.as_slice() {
        [name] => months::named(name),
        [one, two] => months::named(&format!("{one} {two}")),
        _ => None,
    }?;
    Some(Month {
        number: u16::from(named.number),
        calendar: Some(named.calendar),
    })
}

/// What stands between two numbers and says nothing.
fn fillers(at: &mut Cursor<'_>) -> Option<()> {
    let from = at.at();
    let words = words(at)?;
    (words.is_empty() && at.at() > from).then_some(())
}

/// The words up to the next digit, in small letters, without points and without
/// those that say nothing; None where something else stands there.
fn words(at: &mut Cursor<'_>) -> Option<Vec<String>> {
    let (mut words, mut word, mut long) = (Vec::new(), String::new(), 0);
    loop {
        let c = at.char()?;
        if digit(c).is_some() {
            break;
        }
        long += c.len_utf8();
        let apart = is_blank(c)
            || matches!(
                c,
                '-' | '\u{2010}' | '/' | ',' | '،' | '’' | '\'' | '׳' | '॰'
            );
        if long > LONGEST || (!apart && !is_part(c)) {
            return None;
        }
        if apart {
            words.push(std::mem::take(&mut word));
        } else if !matches!(c, '.' | '\u{200C}' | '\u{200D}' | 'º' | 'ª') && !is_mark(c) {
            word.extend(c.to_lowercase());
        }
        at.step(c);
    }
    words.push(word);
    words.retain(|word| !word.is_empty() && !FILLERS.contains(&word.as_str()));
    Some(words)
}

/// Whether a character may be a part of a word: letters, and the signs above,
/// below and after them.
fn is_part(c: char) -> bool {
    let joined = matches!(c, '.' | '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{0670}'
        | '\u{0900}'..='\u{0DFF}' | '\u{0E31}'..='\u{0E4E}' | '\u{0EB1}'..='\u{0ECE}'
        | '\u{102B}'..='\u{103E}' | '\u{17B4}'..='\u{17D3}' | '\u{200C}' | '\u{200D}');
    joined || c.is_alphabetic() || is_mark(c) || matches!(c, 'º' | 'ª')
}
