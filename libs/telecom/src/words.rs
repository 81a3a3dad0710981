//! Amounts, times and numbers of things as people read them, in both languages.

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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Said {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

impl Said {
    /// The words in that language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }

    /// Both languages by one function.
    pub fn both(say: impl Fn(Lang) -> String) -> Self {
        Self { en: say(Lang::En), fr: say(Lang::Fr) }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
