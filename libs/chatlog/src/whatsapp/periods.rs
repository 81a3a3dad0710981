//! Small words that stand around a date and a time: day periods, the word
//! between date and time, calendar names.

use super::cursor::{Cursor, digit, is_blank, is_mark};
use super::shape::Gap;

/// Which half of the day a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Half {
    /// A 24-hour clock, or a word that does not change the hour (`น.`, `ч.`).
    #[default]
    None,
    Am,
    Pm,
    /// Around twelve: 11 and 12 stay, 1 and 2 are in the afternoon.
    Noon,
    /// A word we do not know stands there: with an hour up to 12 the time is
    /// not decided.
    Unknown,
}

/// A calendar that a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// The calendar most phones print.
    Gregorian,
    /// Years count 543 more (Thailand).
    Buddhist,
    /// Years of an era: R4 is 2022.
    Japanese,
    /// Solar Hijri: 1401/1/7 is 27 March 2022.
    Persian,
    /// Lunar Hijri: recognised, not converted.
    Islamic,
}

/// What one of the small words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Small {
    Half(Half),
    Between,
    Calendar(Calendar),
}

/// Looks a word up. It comes in small letters, without dots, blanks or marks.
fn look_up(word: &str) -> Option<Small> {
    half(word)
        .or_else(|| half_beside_decoration(word))
        .map(Small::Half)
        .or_else(|| between(word).then_some(Small::Between))
        .or_else(|| calendar(word).map(Small::Calendar))
}

/// Words for the first half of the day.
#[rustfmt::skip]
const MORNING: &[&str] = &[
    "am", "a", "π.μ", "πμ", "дп", "прм", "öö", "fm", "ap", "dop", "de", "sa", "ص", "صباحا",
    "قظ", "قبلازظهر", "قبلدوپہر", "오전", "上午", "午前", "凌晨", "早上", "清晨", "לפנהצ", "पूर्वाह्न",
    "morgens", "vorm", "vormittags", "nachts", "пробед", "пробяд", "проб", "pg", "gh",
    "ጥዋት", "পূর্বাহ্ণ", "ano", "pd", "rano", "утра", "ночи", "ранку",
];

/// Words for the second half of the day.
#[rustfmt::skip]
const AFTERNOON: &[&str] = &[
    "pm", "p", "μμ", "пп", "ös", "em", "ip", "odp", "du", "ch", "م", "مساء", "بظ",
    "بعدازظهر", "بعددوپہر", "오후", "下午", "午後", "晚上", "傍晚", "אחהצ", "अपराह्न", "nachm",
    "nachmittags", "abends", "слоб", "ptg", "gd", "ከሰዓት", "অপরাহ্ণ", "md", "вечера", "дня",
    "вечора",
];

/// Words for the hours around noon.
#[rustfmt::skip]
const NOON: &[&str] = &[
    "中午", "mittags", "正午",
];

/// Words that do not change the hour.
#[rustfmt::skip]
const DECORATION: &[&str] = &[
    "น", "ч", "बजे", "uhr", "hrs", "h", "s", "ура",
];

/// Which half of the day a word says, in small letters and without dots.
pub(crate) fn half(word: &str) -> Option<Half> {
    [
        (MORNING, Half::Am),
        (AFTERNOON, Half::Pm),
        (NOON, Half::Noon),
        (DECORATION, Half::None),
    ]
    .into_iter()
    .find_map(|(words, half)| words.contains(&word).then_some(half))
}

/// The same of a word that may be joined to one that does not change the hour:
/// `pm बजे`, `nachm. Uhr`.
fn half_beside_decoration(word: &str) -> Option<Half> {
    DECORATION
        .iter()
        .filter(|more| more.len() > 2)
        .find_map(|more| {
            half(
                word.strip_suffix(more)
                    .or_else(|| word.strip_prefix(more))?,
            )
        })
}

/// Whether it is a word that stands between a date and a time.
pub(crate) fn between(word: &str) -> bool {
    matches!(
        word,
        "à" | "klo"
            | "u"
            | "kl"
            | "at"
            | "um"
            | "o"
            | "ob"
            | "alle"
            | "ore"
            | "às"
            | "alas"
            | "om"
            | "lúc"
            | "в"
            | "г"
            | "гв"
            | "у"
            | "о"
            | "saat"
            | "den"
            | "v"
            | "година"
    )
}

fn calendar(word: &str) -> Option<Calendar> {
    match word {
        "be" | "พศ" => Some(Calendar::Buddhist),
        "ah" | "ه" | "هـ" => Some(Calendar::Islamic),
        "ap" | "هش" => Some(Calendar::Persian),
        "ad" | "ce" => Some(Calendar::Gregorian),
        _ => None,
    }
}

/// The first year of a Japanese era, less one.
pub(crate) fn era_start(c: char) -> Option<i16> {
    match c {
        'R' | '令' => Some(2018),
        'H' | '平' => Some(1988),
        'S' | '昭' => Some(1925),
        _ => None,
    }
}

/// A word on its way to being looked up, on the stack.
#[derive(Debug, Clone, Copy)]
struct Word {
    letters: [u8; 40],
    len: usize,
}

impl Word {
    fn new() -> Self {
        Self {
            letters: [0; 40],
            len: 0,
        }
    }

    fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds a letter in its small form. False when the word is too long to be
    /// one of ours.
    fn push(&mut self, c: char) -> bool {
        for small in c.to_lowercase() {
            let mut utf8 = [0; 4];
            let bytes = small.encode_utf8(&mut utf8).as_bytes();
            let Some(place) = self.letters.get_mut(self.len..self.len + bytes.len()) else {
                return false;
            };
            place.copy_from_slice(bytes);
            self.len += bytes.len();
        }
        true
    }

    fn as_str(&self) -> &str {
        self.letters
            .get(..self.len)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

/// What stands between two numbers, or after the last.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Words {
    pub comma: Option<Gap>,
    pub between: bool,
    pub half: Option<Half>,
    pub calendar: Option<Calendar>,
}

/// Takes blanks, a comma and small words up to the next digit, `]` or dash.
pub(crate) fn words(at: &mut Cursor<'_>) -> Option<Words> {
    gather(at, false)
}

/// The same, up to the comma.
pub(crate) fn words_to_comma(at: &mut Cursor<'_>) -> Option<Words> {
    gather(at, true).filter(|found| found.comma.is_some())
}

#[inline]
fn gather(at: &mut Cursor<'_>, to_comma: bool) -> Option<Words> {
    let mut found = Words::default();
    if at.eat_text(", ") {
        found.comma = Some(Gap::Comma);
        if to_comma {
            return Some(found);
        }
    } else {
        let _ = at.eat(b' ');
    }
    if at
        .byte()
        .is_some_and(|b| b.is_ascii_digit() || b == b']' || b == b'-')
    {
        return Some(found);
    }
    let mut word = Word::new();
    while let Some(c) = at.char() {
        match c {
            ',' | '،' | '，' | '、' => {
                settle(&mut found, &word)?;
                word = Word::new();
                let comma = if c == ',' {
                    Gap::Comma
                } else {
                    Gap::OtherComma
                };
                if found.comma.replace(comma).is_some() {
                    return None;
                }
                if to_comma {
                    at.step(c);
                    at.skip_blanks();
                    break;
                }
            }
            '.' | '\u{200C}' | '״' | '"' | '\'' => {}
            _ if is_mark(c) || is_blank(c) => {}
            _ if digit(c).is_some() || matches!(c, ']' | '-' | '–' | '—' | ':') => break,
            _ if c.is_alphabetic() || is_combining(c) => {
                if !word.push(c) {
                    return None;
                }
            }
            _ => return None,
        }
        at.step(c);
    }
    settle(&mut found, &word)?;
    Some(found)
}

/// Vowel signs that are not letters by themselves (Hindi, Thai, …).
fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0900}'..='\u{0DFF}' | '\u{0E31}'..='\u{0E4E}')
}

fn settle(found: &mut Words, word: &Word) -> Option<()> {
    if word.is_empty() {
        return Some(());
    }
    match look_up(word.as_str()) {
        Some(Small::Half(half)) if found.half.is_none() => found.half = Some(half),
        Some(Small::Between) => found.between = true,
        Some(Small::Calendar(calendar)) => found.calendar = Some(calendar),
        None if found.half.is_none() && word.as_str().chars().count() <= 12 => {
            found.half = Some(Half::Unknown);
        }
        _ => return None,
    }
    Some(())
}
