//! The two languages of a rule, and the small words each needs.

/// English or French (of Canada).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// French.
    Fr,
}

impl Lang {
    /// Both languages, English first.
    pub const BOTH: [Self; 2] = [Self::En, Self::Fr];

    /// Picks the text of this language.
    pub fn pick<T>(self, en: T, fr: T) -> T {
        match self {
            Self::En => en,
            Self::Fr => fr,
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Fr,
            Self::Fr => Self::En,
        }
    }

    /// Puts the quotation marks of the language around `text`.
    pub fn quote(self, text: &str) -> String {
        self.pick(format!("“{text}”"), format!("«\u{a0}{text}\u{a0}»"))
    }

    /// Joins `items` as one says them: `a, b and c`.
    pub fn list(self, items: &[String]) -> String {
        let and = self.pick(" and ", " et ");
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [start @ .., last] => format!("{}{and}{last}", start.join(", ")),
        }
    }
}

/// `an` before a vowel sound, as far as spelling tells; else `a`.
pub(crate) fn article(noun: &str) -> &'static str {
    let lower = noun.to_lowercase();
    let vowel = lower.starts_with(['a', 'e', 'i', 'o', 'u']);
    let sounds_like_you = ["uni", "use", "usa", "eu", "one"]
        .iter()
        .any(|start| lower.starts_with(start));
    let silent_h = ["hour", "honest", "honour"]
        .iter()
        .any(|start| lower.starts_with(start));
    if (vowel && !sounds_like_you) || silent_h {
        "an"
    } else {
        "a"
    }
}

/// Lower case, one kind of blank, one kind of apostrophe: what two spellings
/// of the same words have in common.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match plain(c) {
            ' ' if out.is_empty() || out.ends_with(' ') => {}
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Blanks of any width become a blank, curly apostrophes become straight.
pub(crate) fn plain(c: char) -> char {
    match c {
        '\u{2019}' | '\u{2bc}' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

pub(crate) const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(crate) const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
