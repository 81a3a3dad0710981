//! A rule says 60 days now, and the text above it still says three months: places where words name a
//! time that a rule no longer asks for. A hint, no more: a text may speak of three months for other reasons.

use base::words::{Lang, fold};

use crate::model::{Both, Clause};

/// A length of time as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    count: u32,
    /// Place in [`UNITS`].
    unit: usize,
    /// The letters themselves.
    words: String,
}

impl Span {
    fn is(&self, other: &Self) -> bool {
        (self.count, self.unit) == (other.count, other.unit)
    }
}

/// A place that names an old time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The language of the text it stands in.
    pub lang: Lang,
    /// As the text says it.
    pub words: String,
    /// What the rule says now, in each language; empty where it names no time.
    pub now: Both,
}

/// English, then French; singular and plural, without accents.
const UNITS: [[[&str; 2]; 2]; 6] = [
    [["minute", "minutes"], ["minute", "minutes"]],
    [["hour", "hours"], ["heure", "heures"]],
    [["day", "days"], ["jour", "jours"]],
    [["week", "weeks"], ["semaine", "semaines"]],
    [["month", "months"], ["mois", "mois"]],
    [["year", "years"], ["an", "ans"]],
];

const EN: [(&str, u32); 17] = [
    ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9), ("ten", 10), ("twelve", 12),
    ("fifteen", 15), ("twenty", 20), ("thirty", 30), ("forty", 40), ("sixty", 60), ("ninety", 90),
];
const FR: [(&str, u32); 17] = [
    ("un", 1), ("une", 1), ("deux", 2), ("trois", 3), ("quatre", 4), ("cinq", 5), ("six", 6), ("sept", 7), ("huit", 8), ("neuf", 9), ("dix", 10),
    ("douze", 12), ("quinze", 15), ("vingt", 20), ("trente", 30), ("quarante", 40), ("soixante", 60),
];
/// Words that stand between a number and its unit, and numbers that only end a longer one.
const BETWEEN: [&str; 3] = ["working", "business", "calendar"];
const TENS: [&str; 9] = ["twenty", "thirty", "forty", "fifty", "sixty", "vingt", "soixante", "quatre", "trente"];

/// Where the words of `new` still name a time that a rule of `old` asked for and none of its rules asks for now.
#[must_use]
pub fn stale(old: &Clause, new: &Clause) -> Vec<Stale> {
    let mut all: Vec<Stale> = Vec::new();
    let every: Vec<Span> = new.rules.iter().flat_map(|r| spans(&r.line.en, Lang::En)).collect();
    for rule in &new.rules {
        let Some(before) = old.rules.iter().find(|r| r.id == rule.id) else { continue };
        let was = spans(&before.line.en, Lang::En);
        let gone: Vec<&Span> = was.iter().filter(|span| !every.iter().any(|now| now.is(span))).collect();
        let come = |lang: Lang| spans(rule.line.of(lang), lang).into_iter().find(|span| !was.iter().any(|old| old.is(span))).map(|span| span.words).unwrap_or_default();
        let now = Both::new(come(Lang::En), come(Lang::Fr));
        for lang in Lang::ALL {
            let text = format!("{}. {}", new.title.of(lang), new.text.of(lang));
            let named = spans(&text, lang).into_iter().filter(|span| gone.iter().any(|old| old.is(span)));
            let found = named.map(|span| Stale { lang, words: span.words, now: now.clone() });
            for one in found {
                if !all.iter().any(|known| known.lang == one.lang && fold(&known.words) == fold(&one.words)) {
                    all.push(one);
                }
            }
        }
    }
    all
}

/// Every length of time a text names: `60 days`, `three months`, `trois mois`.
fn spans(text: &str, lang: Lang) -> Vec<Span> {
    let words: Vec<(usize, &str, String)> = words(text);
    let word = |at: usize| words.get(at).map_or("", |(_, _, folded)| folded.as_str());
    let mut all = Vec::new();
    for (at, (from, _, folded)) in words.iter().enumerate() {
        let after_tens = at.checked_sub(1).is_some_and(|before| TENS.contains(&word(before)));
        let Some(count) = number(folded, lang).filter(|_| !after_tens) else { continue };
        let next = if BETWEEN.contains(&word(at + 1)) { at + 2 } else { at + 1 };
        let names = |[en, fr]: &[[&str; 2]; 2]| if lang == Lang::Fr { fr.contains(&word(next)) } else { en.contains(&word(next)) };
        let (Some(unit), Some((end, last, _))) = (UNITS.iter().position(names), words.get(next)) else { continue };
        let said = text.get(*from..end + last.len()).unwrap_or_default();
        all.push(Span { count, unit, words: said.split_whitespace().collect::<Vec<_>>().join(" ") });
    }
    all
}

fn number(word: &str, lang: Lang) -> Option<u32> {
    let names: &[(&str, u32)] = if lang == Lang::Fr { &FR } else { &EN };
    word.parse().ok().or_else(|| names.iter().find(|(name, _)| *name == word).map(|(_, count)| *count))
}

/// The words of a text: where each begins, its letters, its letters without accents and capitals.
fn words(text: &str) -> Vec<(usize, &str, String)> {
    let mut all = Vec::new();
    let mut at = 0;
    for piece in text.split(|c: char| !c.is_alphanumeric()) {
        if !piece.is_empty() {
            all.push((at, piece, fold(piece)));
        }
        // What parts two words is one letter, of one to four bytes.
        at += piece.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    all
}

#[cfg(test)]
mod tests {
    use base::words::Lang;
    use proptest::prelude::*;

    use super::{spans, stale};
    use crate::model::{Both, Clause};

    fn passcodes() -> Clause {
        crate::starter::documents().unwrap()[0].clause("passcode-age").unwrap().clone()
    }

    fn with_rule(mut clause: Clause, en: &str, fr: &str) -> Clause {
        clause.rules[0].line = Both::new(en, fr);
        clause
    }

    #[test]
    fn a_text_that_still_says_three_months_is_named_in_both_languages() {
        let old = passcodes();
        let new = with_rule(old.clone(), &old.rules[0].line.en.replace("3 months", "60 days"), &old.rules[0].line.fr.replace("3 mois", "60 jours"));

        let found = stale(&old, &new);

        let said: Vec<(Lang, &str)> = found.iter().map(|s| (s.lang, s.words.as_str())).collect();
        assert_eq!(said, [(Lang::En, "three months"), (Lang::Fr, "trois mois")], "once each: {found:?}");
        assert_eq!(found[0].now, Both::new("60 days", "60 jours"));
    }

    #[test]
    fn nothing_is_said_while_the_rule_stands_as_it_stood_or_the_text_follows_it() {
        let old = passcodes();
        let mut new = with_rule(old.clone(), &old.rules[0].line.en.replace("3 months", "60 days"), &old.rules[0].line.fr.replace("3 mois", "60 jours"));
        (new.title, new.text) = (Both::new("Sixty days", "Soixante jours"), Both::new("Every 60 days.", "Tous les 60 jours. Sept jours avant."));

        assert_eq!(stale(&old, &old), []);
        assert_eq!(stale(&old, &new), []);
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let said = |text: &str, lang| spans(text, lang).into_iter().map(|s| (s.count, s.words)).collect::<Vec<_>>();

        assert_eq!(said("a three-month rest, 5 working days", Lang::En), [(3, "three-month".to_owned()), (5, "5 working days".to_owned())]);
        assert_eq!(said("Tous les trois\u{a0}mois; soixante-dix jours; vingt-cinq jours", Lang::Fr), [(3, "trois mois".to_owned())]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_falling_over(text in "\\PC{0,60}") {
            let _ = (spans(&text, Lang::En), spans(&text, Lang::Fr));
        }
    }
}
