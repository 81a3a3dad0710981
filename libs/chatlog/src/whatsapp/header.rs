//! Reads the head of one line: is this where a message begins?
//!
//! The grammar covers every shape that phones are known to print: date and
//! time in either order, any decimal digits, months by name, a day period before
//! or after the time, a word between, three calendars beside the usual one.
//! Which of day and month comes first is *not* decided here; see `order`.

use super::cursor::{Cursor, Digits, Number, digit, is_blank, is_mark};
use super::named;
use super::periods::{Calendar, Half, Words, era_start, words, words_to_comma};
use super::shape::{DateSeparator, Gap, Period, Shape, Tail, TimeSeparator, YearForm};

/// The head of a line that looks like the beginning of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Header {
    pub shape: Shape,
    /// The three date fields in the order they are printed. A year of a
    /// Japanese era is already turned into a common year.
    pub date: [u16; 3],
    pub calendar: Option<Calendar>,
    pub hour: u8,
    pub minute: u8,
    pub second: Option<u8>,
    pub half: Half,
    /// Where the printed date and time stand in the line.
    pub wall: (usize, usize),
    /// Where the rest of the line (name and text) begins.
    pub rest: usize,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct DateText {
    pub fields: [u16; 3],
    pub year: YearForm,
    pub separator: DateSeparator,
    pub calendar: Option<Calendar>,
    pub digits: Digits,
}

#[derive(Debug, Clone, Copy)]
struct TimeText {
    hour: u8,
    minute: u8,
    second: Option<u8>,
    separator: TimeSeparator,
}

/// Reads a header at the beginning of `line`, or says there is none.
pub(crate) fn parse(line: &[u8]) -> Option<Header> {
    let &first = line.first()?;
    if first < 0x80 && first != b'[' && !first.is_ascii_digit() && !named::may_begin(line) {
        return None;
    }
    let mut at = Cursor::new(line);
    at.skip_marks();
    let bracket = at.eat(b'[');
    if bracket {
        at.skip_marks();
    } else if !at
        .char()
        .is_some_and(|c| digit(c).is_some() || matches!(c, '令' | '平' | '昭'))
        && !named::may_begin(at.rest())
    {
        return None;
    }
    let from = at.at();
    date_first(at, bracket, from).or_else(|| time_first(at, bracket, from))
}

fn date_first(mut at: Cursor<'_>, bracket: bool, from: usize) -> Option<Header> {
    let date = any_date(&mut at)?;
    let gap = words(&mut at)?;
    let time = time(&mut at)?;
    let (after, wall_end, tail) = tail(&mut at, bracket, time.second.is_some())?;
    build(
        &date,
        &time,
        gap,
        after,
        Form {
            bracket,
            time_first: false,
            tail,
        },
        (from, wall_end, at.at()),
    )
}

fn time_first(mut at: Cursor<'_>, bracket: bool, from: usize) -> Option<Header> {
    let lead = words(&mut at)?;
    if lead.comma.is_some() || lead.between || lead.calendar.is_some() {
        return None;
    }
    let time = time(&mut at)?;
    if time.separator == TimeSeparator::Dot {
        return None;
    }
    let (gap, date) = words_and_date(&mut at)?;
    let (after, wall_end, tail) = tail(&mut at, bracket, time.second.is_some())?;
    if after.half.is_some() {
        return None;
    }
    let gap = Words {
        calendar: gap.calendar.or(after.calendar),
        ..gap
    };
    let form = Form {
        bracket,
        time_first: true,
        tail,
    };
    build(&date, &time, lead, gap, form, (from, wall_end, at.at()))
}

#[derive(Debug, Clone, Copy)]
struct Form {
    bracket: bool,
    time_first: bool,
    tail: Tail,
}

/// Puts the parts together; `lead` stands before the time, `trail` after it.
fn build(
    date: &DateText,
    time: &TimeText,
    lead: Words,
    trail: Words,
    form: Form,
    (from, to, rest): (usize, usize, usize),
) -> Option<Header> {
    let (period, half) = match (lead.half, trail.half) {
        (Some(Half::Unknown), _) => return None,
        (None, None) => (Period::None, Half::None),
        (Some(half), None) => (Period::Before, half),
        (None, Some(Half::Unknown)) => (Period::Unknown, Half::Unknown),
        (None, Some(half)) => (Period::After, half),
        (Some(half), Some(Half::None)) => (Period::Before, half),
        _ => return None,
    };
    let middle = if form.time_first { trail } else { lead };
    let gap = match (middle.comma, middle.between) {
        (_, true) => Gap::Word,
        (Some(comma), _) => comma,
        (None, _) => Gap::Space,
    };
    let shape = Shape {
        bracket: form.bracket,
        time_first: form.time_first,
        year: date.year,
        date_separator: date.separator,
        gap,
        time_separator: time.separator,
        seconds: time.second.is_some(),
        period,
        tail: form.tail,
        digits: date.digits,
    };
    Some(Header {
        shape,
        date: date.fields,
        calendar: date.calendar.or(lead.calendar).or(trail.calendar),
        hour: time.hour,
        minute: time.minute,
        second: time.second,
        half,
        wall: (from, to),
        rest,
    })
}

/// A date in figures, or one whose month is a word.
fn any_date(at: &mut Cursor<'_>) -> Option<DateText> {
    let mut figures = *at;
    let date = date(&mut figures);
    if date.is_some() {
        *at = figures;
        return date;
    }
    named::date(at)
}

/// What stands between a time and a date, and the date. The words may end at a
/// comma: `9:41 PM, Mar 27, 2022`.
fn words_and_date(at: &mut Cursor<'_>) -> Option<(Words, DateText)> {
    let mut here = *at;
    if let Some(gap) = words(&mut here)
        && let Some(date) = any_date(&mut here)
    {
        *at = here;
        return Some((gap, date));
    }
    let gap = words_to_comma(at)?;
    Some((gap, named::date(at)?))
}

fn date(at: &mut Cursor<'_>) -> Option<DateText> {
    let (first, era_first) = date_field(at)?;
    let separator = date_separator(at)?;
    let second = at.number()?;
    if date_separator(at)? != separator || second.len > 2 {
        return None;
    }
    let (third, era_third) = date_field(at)?;
    let year = year_form(first, third, era_first, era_third)?;
    if first.digits != third.digits || first.digits != second.digits {
        return None;
    }
    match separator {
        DateSeparator::Dot => {
            let mut look = *at;
            look.skip_marks();
            if look.eat(b'.') {
                *at = look;
            }
        }
        DateSeparator::Cjk => {
            let _ = at.eat_text("日") || at.eat_text("일");
        }
        _ => {}
    }
    Some(DateText {
        fields: [first.value, second.value, third.value],
        year,
        separator,
        calendar: (era_first || era_third).then_some(Calendar::Japanese),
        digits: first.digits,
    })
}

/// A day, a month or a year; the year may be of a Japanese era.
fn date_field(at: &mut Cursor<'_>) -> Option<(Number, bool)> {
    at.skip_marks();
    if at.byte().is_some_and(|byte| byte.is_ascii_digit()) {
        return Some((at.number()?, false));
    }
    let start = at.char().and_then(|c| Some((c, era_start(c)?)));
    let Some((letter, start)) = start else {
        return Some((at.number()?, false));
    };
    at.step(letter);
    let _ = at.eat_text("和") || at.eat_text("成");
    let number = at.number()?;
    let value = u16::try_from(start).ok()?.checked_add(number.value)?;
    (number.len <= 2).then_some((
        Number {
            value,
            len: 4,
            ..number
        },
        true,
    ))
}

/// Which of the outer numbers of a date is its year, by how many digits they have.
pub(super) fn year_form(
    first: Number,
    third: Number,
    era_first: bool,
    era_third: bool,
) -> Option<YearForm> {
    match (first.len, third.len) {
        (4, 1 | 2) if !era_third => Some(YearForm::First),
        (1 | 2, 4) if !era_first => Some(YearForm::Last),
        (1, 2) | (2, 1 | 2) => Some(YearForm::Short),
        _ => None,
    }
}

fn date_separator(at: &mut Cursor<'_>) -> Option<DateSeparator> {
    at.skip_marks();
    let c = at.char()?;
    let separator = match c {
        '/' => DateSeparator::Slash,
        '.' => DateSeparator::Dot,
        '-' | '\u{2010}' => DateSeparator::Hyphen,
        '年' | '月' | '년' | '월' => DateSeparator::Cjk,
        _ => return None,
    };
    at.step(c);
    at.skip_marks();
    if matches!(separator, DateSeparator::Dot | DateSeparator::Cjk) {
        at.skip_blanks();
    }
    Some(separator)
}

fn time(at: &mut Cursor<'_>) -> Option<TimeText> {
    let hour = at.number()?;
    if hour.len > 2 || hour.value > 24 {
        return None;
    }
    let separator = time_separator(at)?;
    let minute = sixtieth(at)?;
    let mut look = *at;
    let second = match separator {
        TimeSeparator::Colon | TimeSeparator::Dot => (time_separator(&mut look) == Some(separator))
            .then(|| sixtieth(&mut look))
            .flatten(),
        TimeSeparator::H => spelled(&mut look, &["min"], &["s"]),
        TimeSeparator::Cjk => {
            let seconds = spelled(&mut look, &["分", "분"], &["秒", "초"]);
            if seconds.is_none() {
                let _ = at.eat_text("分") || at.eat_text("분");
            }
            seconds
        }
    };
    if second.is_some() {
        *at = look;
    }
    Some(TimeText {
        hour: if hour.value == 24 {
            0
        } else {
            u8::try_from(hour.value).ok()?
        },
        minute,
        second,
        separator,
    })
}

fn time_separator(at: &mut Cursor<'_>) -> Option<TimeSeparator> {
    if at.eat(b':') {
        return Some(TimeSeparator::Colon);
    }
    if at.eat(b'.') {
        return Some(TimeSeparator::Dot);
    }
    at.skip_blanks();
    if at.eat(b'h') || at.eat(b'H') {
        at.skip_blanks();
        return Some(TimeSeparator::H);
    }
    (at.eat_text("時") || at.eat_text("时") || at.eat_text("点") || at.eat_text("시"))
        .then_some(TimeSeparator::Cjk)
}

fn sixtieth(at: &mut Cursor<'_>) -> Option<u8> {
    let number = at.number()?;
    (number.len == 2 && number.value < 60)
        .then(|| u8::try_from(number.value).ok())
        .flatten()
}

/// Seconds that are spelled: `35 min 12 s`.
fn spelled(at: &mut Cursor<'_>, minutes: &[&str], seconds: &[&str]) -> Option<u8> {
    at.skip_blanks();
    if !minutes.iter().any(|word| at.eat_text(word)) {
        return None;
    }
    at.skip_blanks();
    let second = sixtieth(at)?;
    let mut look = *at;
    look.skip_blanks();
    if seconds.iter().any(|word| look.eat_text(word)) {
        *at = look;
    }
    Some(second)
}

/// What follows the last number: a day period, then `]`, a dash or a colon.
fn tail(at: &mut Cursor<'_>, bracket: bool, seconds: bool) -> Option<(Words, usize, Tail)> {
    let start = at.at();
    let trail = words(at)?;
    if trail.comma.is_some() || trail.between {
        return None;
    }
    let wall_end = trimmed_end(at, start);
    let dash = at.char()?;
    at.step(dash);
    let tail = match dash {
        ']' if bracket => Tail::Bracket,
        '-' if !bracket => Tail::Hyphen,
        '–' | '—' if !bracket => Tail::EnDash,
        ':' if !bracket && seconds => Tail::Colon,
        _ => return None,
    };
    let blank_before = wall_end < at.at() - dash.len_utf8();
    if matches!(tail, Tail::Hyphen | Tail::EnDash) && !blank_before {
        return None;
    }
    match at.char() {
        Some(c) if is_blank(c) => at.step(c),
        None | Some('\r' | '\n') if bracket => {}
        _ => return None,
    }
    Some((trail, wall_end, tail))
}

/// The place after the last character that is not blank, from `start` on.
fn trimmed_end(at: &Cursor<'_>, start: usize) -> usize {
    let text = at.before(start);
    start + text.trim_end_matches(|c| is_blank(c) || is_mark(c)).len()
}
