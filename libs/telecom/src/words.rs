//! Amounts, times and numbers of things as people read them, in both languages.

use std::borrow::Cow;
use std::sync::Arc;

use crate::bill::Place;
use crate::money::Money;

/// The language of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// French of Canada.
    Fr,
}

/// The same words in both languages.
///
/// Words that are the same every time take no memory of their own, and words about
/// one of very many rows are made when somebody reads them: a bill of a million rows
/// has a finding for every tenth of them, and nobody reads all of those twice.
#[derive(Clone, Default)]
pub struct Said(Words);

#[derive(Clone, Default)]
enum Words {
    #[default]
    None,
    Ready(Cow<'static, str>, Cow<'static, str>),
    Later(Arc<dyn Fn(Lang) -> Cow<'static, str> + Send + Sync>),
}

impl Said {
    /// The words in that language; nothing where there are none.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> Cow<'_, str> {
        match (&self.0, lang) {
            (Words::None, _) => Cow::Borrowed(""),
            (Words::Ready(en, _), Lang::En) => Cow::Borrowed(en),
            (Words::Ready(_, fr), Lang::Fr) => Cow::Borrowed(fr),
            (Words::Later(say), lang) => say(lang),
        }
    }

    /// In English.
    #[must_use]
    pub fn en(&self) -> Cow<'_, str> {
        self.in_lang(Lang::En)
    }

    /// In French.
    #[must_use]
    pub fn fr(&self) -> Cow<'_, str> {
        self.in_lang(Lang::Fr)
    }

    /// Both languages by one function, now.
    pub fn both<T: Into<Cow<'static, str>>>(say: impl Fn(Lang) -> T) -> Self {
        Self(Words::Ready(say(Lang::En).into(), say(Lang::Fr).into()))
    }

    /// Both languages by one function, each time somebody reads them.
    pub fn later(say: impl Fn(Lang) -> Cow<'static, str> + Send + Sync + 'static) -> Self {
        Self(Words::Later(Arc::new(say)))
    }
}

impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        self.en() == other.en() && self.fr() == other.fr()
    }
}

impl Eq for Said {}

impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Said").field("en", &self.en()).field("fr", &self.fr()).finish()
    }
}

/// Text without values is borrowed; with them it is made.
pub(crate) fn text(words: std::fmt::Arguments<'_>) -> Cow<'static, str> {
    words.as_str().map_or_else(|| Cow::Owned(words.to_string()), Cow::Borrowed)
}

/// `$1,234.50` or `1 234,50 $`; parts of a cent only where there are any.
#[must_use]
pub fn money(amount: Money, lang: Lang) -> String {
    let text = amount.abs().to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, "00"));
    let sign = if amount < Money::ZERO { "\u{2212}" } else { "" };
    match lang {
        Lang::En => format!("{sign}${}.{decimals}", thousands(whole, ',')),
        Lang::Fr => format!("{sign}{},{decimals}\u{a0}$", thousands(whole, '\u{a0}')),
    }
}

fn thousands(digits: &str, mark: char) -> String {
    let mut out = String::with_capacity(digits.len() + 4);
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(c);
    }
    out
}

/// A whole number, its thousands apart.
#[must_use]
pub fn count(number: u64, lang: Lang) -> String {
    thousands(&number.to_string(), if lang == Lang::En { ',' } else { '\u{a0}' })
}

/// So many things, with the word for one or for several in each language.
#[must_use]
pub fn things(number: usize, lang: Lang, en: (&str, &str), fr: (&str, &str)) -> String {
    let (one, many) = if lang == Lang::En { en } else { fr };
    let alone = number == 1 || (lang == Lang::Fr && number == 0);
    format!("{}\u{a0}{}", count(u64::try_from(number).unwrap_or(u64::MAX), lang), if alone { one } else { many })
}

/// Where something stands: `page 2, line 14`, `line 14` in a file without pages, `the file` as a whole.
#[must_use]
pub fn place(at: Place, lang: Lang) -> String {
    let (file, line, page) = if lang == Lang::En { ("the file", "line", "page") } else { ("le fichier", "ligne", "page") };
    match (at.page, at.row) {
        (0, 0) => file.to_owned(),
        (0, row) => format!("{line} {row}"),
        (number, 0) => format!("{page} {number}"),
        (number, row) => format!("{page} {number}, {line} {row}"),
    }
}

/// A text that is no longer than so many signs: a whole record makes no title.
#[must_use]
pub fn short(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_file_without_pages_names_no_page_and_a_long_record_is_no_title() {
        let at = |page, row| Place { page, row };
        assert_eq!([place(at(0, 9), Lang::En), place(at(2, 9), Lang::En), place(at(0, 0), Lang::Fr)], ["line 9", "page 2, line 9", "le fichier"]);
        assert_eq!((short("Total", 8).as_str(), short("a long record", 8).as_str()), ("Total", "a long…"));
    }

    #[test]
    fn words_that_wait_say_what_words_that_are_ready_say() {
        let number = 7;
        let say = move |lang: Lang| if lang == Lang::En { text(format_args!("{number} calls")) } else { text(format_args!("{number} appels")) };
        let (now, later) = (Said::both(say), Said::later(say));
        assert_eq!((now.en(), now.fr(), Said::default().en()), (later.en(), later.fr(), "".into()));
        assert_eq!(now, later);
        assert!(matches!(text(format_args!("nothing to fill in")), Cow::Borrowed(_)));
    }

    #[test]
    fn amounts_are_written_as_each_language_writes_them() {
        let amount = Money::cents(-123_450);
        assert_eq!(money(amount, Lang::En), "\u{2212}$1,234.50");
        assert_eq!(money(amount, Lang::Fr), "\u{2212}1\u{a0}234,50\u{a0}$");
        assert_eq!(money(Money::micros(12_500), Lang::En), "$0.0125");
        assert_eq!(things(1, Lang::Fr, ("call", "calls"), ("appel", "appels")), "1\u{a0}appel");
        assert_eq!(things(1200, Lang::En, ("call", "calls"), ("appel", "appels")), "1,200\u{a0}calls");
    }
}
