//! What the reader of TOML refuses, in the words of the person who wrote the file.
//!
//! Plans, profiles and forms are written by people who do not program: a wrong key
//! is answered with its line, its column and the nearest key that is known, in
//! English and French, and never in the words of a programming language.

use crate::check::both;
use crate::words::{Lang, Said};

/// What is wrong in such a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong, in words, without the suggestion.
    pub what: Said,
    /// The nearest word that would be right.
    pub suggestion: Option<String>,
}

/// Words that are listed when none of them is near.
const MOST_LISTED: usize = 16;

/// What an error of the reader means.
#[must_use]
pub fn refused(text: &str, error: &toml::de::Error) -> Refused {
    let offset = error.span().map_or(0, |span| span.start);
    let (line, column) = place(text, offset);
    let message = error.message().lines().next().unwrap_or_default();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (what, suggestion) = match quoted.split_first() {
        Some((found, known)) if message.starts_with("unknown ") => {
            let near = nearest(found, known.iter().copied());
            (unknown(found, if near.is_some() { &[] } else { known }), near)
        }
        Some((found, _)) if message.starts_with("missing field") => {
            let found = (*found).to_owned();
            (both!(|_l| "“{found}” is missing in this part of the file", "il manque «\u{a0}{found}\u{a0}» dans cette partie du fichier"), None)
        }
        Some((found, _)) if message.starts_with("duplicate") => {
            let found = (*found).to_owned();
            (both!(|_l| "“{found}” is written twice", "«\u{a0}{found}\u{a0}» est écrit deux fois"), None)
        }
        _ => (other(message), None),
    };
    Refused { line, column, what, suggestion }
}

/// Line and column of a place in bytes, both counted from 1.
pub(crate) fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or_default();
    (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
}

/// The nearest of these words, if one is near enough to be meant.
pub(crate) fn nearest<'a>(to: &str, words: impl Iterator<Item = &'a str>) -> Option<String> {
    let near = words.map(|word| (strsim::damerau_levenshtein(to, word), word)).min();
    near.filter(|(distance, word)| *distance <= 3.max(word.len() / 2)).map(|(_, word)| word.to_owned())
}

/// `. Did you mean “increment”?`, or nothing.
#[must_use]
pub fn did_you_mean(suggestion: Option<&str>, lang: Lang) -> String {
    match (suggestion, lang) {
        (None, _) => String::new(),
        (Some(word), Lang::En) => format!(". Did you mean “{word}”?"),
        (Some(word), Lang::Fr) => format!(". Vouliez-vous dire «\u{a0}{word}\u{a0}»?"),
    }
}

/// Whether there is a time zone of that name, by the table of zones in the program: no file is asked, so that
/// a reader that may open none can ask, too.
pub(crate) fn is_zone(name: &str) -> bool {
    static ZONES: std::sync::LazyLock<jiff::tz::TimeZoneDatabase> = std::sync::LazyLock::new(jiff::tz::TimeZoneDatabase::bundled);
    ZONES.get(name).is_ok()
}

fn unknown(found: &str, known: &[&str]) -> Said {
    let listed = known.iter().take(MOST_LISTED).copied().collect::<Vec<_>>().join(", ");
    let more = if known.len() > MOST_LISTED { ", …" } else { "" };
    if known.is_empty() {
        return both!(|_l| "“{found}” is not a word that is known here", "«\u{a0}{found}\u{a0}» n’est pas un mot connu ici");
    }
    both!(|_l| "“{found}” is not a word that is known here. These are: {listed}{more}", "«\u{a0}{found}\u{a0}» n’est pas un mot connu ici. On connaît\u{a0}: {listed}{more}")
}

/// What stands there, and what is wanted; or a sentence of our own; or that it cannot be read at all.
fn other(message: &str) -> Said {
    let wrong = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: ")).and_then(|rest| rest.split_once(", expected "));
    if let Some((found, wanted)) = wrong {
        let (found, wanted) = (found.to_owned(), wanted.to_owned());
        return both!(|l| "{here} stands here, and this is wanted: {wanted}", "on lit ici {here}, et il faut\u{a0}: {wanted}"; here = seen(&found, l), wanted = expected(&wanted, l));
    }
    if let Some((_, fr)) = OURS.iter().find(|(en, _)| *en == message) {
        let (en, fr) = (message.to_owned(), (*fr).to_owned());
        return both!(|_l| "{en}", "{fr}");
    }
    if let Some((word, what)) = message.strip_prefix('“').and_then(|rest| rest.split_once("” is not ")) {
        let fr = match what.split(':').next().unwrap_or_default() {
            "a phone number" => "un numéro de téléphone",
            "a time of day" => "une heure\u{a0}: écrivez-la comme 18:00",
            _ => "ce qu’il faut ici",
        };
        return both!(|_l| "“{word}” is not {what}", "«\u{a0}{word}\u{a0}» n’est pas {fr}");
    }
    both!(|_l| "this line cannot be read. A line is written name = value; words and amounts stand in straight quotation marks (\"…\"), lists in square brackets",
        "cette ligne ne peut pas être lue. Une ligne s’écrit nom = valeur; les mots et les montants vont entre guillemets droits (\"…\"), les listes entre crochets")
}

/// Sentences of the readers of values, in French.
const OURS: [(&str, &str); 6] = [
    ("this is not a day: write it like 2025-01-31", "ce n’est pas un jour\u{a0}: écrivez-le comme 2025-01-31"),
    ("there is no such day", "ce jour n’existe pas"),
    ("this is not an amount: write it like 12.34", "ce n’est pas un montant\u{a0}: écrivez-le comme 12.34"),
    ("this amount has more than six decimals, or is too large", "ce montant a plus de six décimales, ou est trop grand"),
    ("columns are counted from 1", "les colonnes se comptent à partir de 1"),
    ("a price cannot be less than nothing", "un prix ne peut pas être inférieur à zéro"),
];

/// `floating point `0.25`` as a person says it.
fn seen(found: &str, lang: Lang) -> String {
    let value = found.split(['`', '"']).nth(1).unwrap_or_default();
    let (en, fr) = match found.split(['`', '"']).next().unwrap_or_default().trim() {
        "string" => (format!("“{value}”"), format!("«\u{a0}{value}\u{a0}»")),
        "floating point" | "integer" => (format!("the number {value}"), format!("le nombre {value}")),
        "boolean" => (value.to_owned(), value.to_owned()),
        "sequence" => ("a list".to_owned(), "une liste".to_owned()),
        "map" => ("a part with names of its own".to_owned(), "une partie avec ses propres noms".to_owned()),
        _ => ("something else".to_owned(), "autre chose".to_owned()),
    };
    if lang == Lang::En { en } else { fr }
}

fn expected(wanted: &str, lang: Lang) -> String {
    let (en, fr) = match wanted {
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" => ("a whole number, without quotation marks", "un nombre entier, sans guillemets"),
        "a string" | "a borrowed string" => ("a text in quotation marks", "un texte entre guillemets"),
        "a boolean" => ("true or false, without quotation marks", "true ou false, sans guillemets"),
        "a sequence" => ("a list in square brackets: [\"…\", \"…\"]", "une liste entre crochets\u{a0}: [\"…\", \"…\"]"),
        "a map" => ("a part with names of its own", "une partie avec ses propres noms"),
        "a text, or a list of texts" | "a word in quotation marks, or a list of words" => (wanted, "un texte entre guillemets, ou une liste de textes"),
        "a column: its name, a list of names, or its position from 1" => (wanted, "une colonne\u{a0}: son nom, une liste de noms, ou sa place à partir de 1"),
        "a whole number of units, or \"unlimited\"" => (wanted, "un nombre entier d’unités, ou \"unlimited\""),
        "\"sum-of-members\", or a whole number of units" => (wanted, "\"sum-of-members\", ou un nombre entier d’unités"),
        "\"line\", or { pool = \"its id\" }" => (wanted, "\"line\", ou { pool = \"son id\" }"),
        _ if wanted.starts_with("an amount in quotation marks") => (wanted, "un montant entre guillemets, comme \"0.10\"\u{a0}: un nombre sans guillemets ne serait pas exact"),
        // The names of our own types mean nothing to anybody.
        _ if wanted.starts_with("struct ") || wanted.starts_with("enum ") => ("a part with names of its own", "une partie avec ses propres noms"),
        _ if wanted.contains("datetime") => ("a day without quotation marks, like 2025-01-31", "un jour sans guillemets, comme 2025-01-31"),
        _ => ("another value", "une autre valeur"),
    };
    (if lang == Lang::En { en } else { fr }).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Plan, SAMPLE};
    use crate::read::Profile;

    #[test]
    fn no_word_of_a_programming_language_reaches_a_person() {
        let (from, plan) = ("increment = 60", |to: &str| SAMPLE.replacen("increment = 60", to, 1));
        assert!(SAMPLE.contains(from));
        let texts = [
            plan("incremnt = 60"), plan("increment = \"60\""), plan("increment = -1"), plan("increment = 1.5"), plan("increment = [1]"), plan("increment ="), plan("increment = 60\nincrement = 60"), plan("zzzzzzzzzzzzzzz = 1"),
            SAMPLE.replacen("price = \"0.25\"", "price = 0.25", 1), SAMPLE.replacen("effective_from = 2025-01-01", "effective_from = \"2025-01-01\"", 1), SAMPLE.replacen("effective_from = 2025-01-01", "effective_from = 2025-02-30", 1),
            SAMPLE.replacen("carrier = \"Example Mobility\"", "", 1), SAMPLE.replacen("[cycle]", "[cycle", 1), SAMPLE.replacen("[plan]", "[[plan]]", 1), "plan = 3".to_owned(), String::new(),
        ];
        let strange = ["field", "variant", "invalid type", "invalid value", "floating", "u64", "u32", "struct", "enum", "`", "deserial", "sequence", "string"];
        for text in texts {
            let faults = Plan::read(&text).unwrap_err();
            for lang in [Lang::En, Lang::Fr] {
                let told = faults[0].said(lang);
                assert!(!strange.iter().any(|word| told.contains(word)), "{told}");
                assert!(told.contains(if lang == Lang::En { "column " } else { "colonne " }), "{told}");
            }
        }
        let profile = Profile::text("airtime-detail").unwrap();
        for (from, to) in [("\nminutes = ", "\nminuts = "), ("kind = \"voice\"", "kind = \"voce\""), ("kind = \"voice\"", "kind = 3"), ("format = 1", "format = \"1\""), ("[dates]", "[datum]")] {
            let bad = Profile::parse(&profile.replacen(from, to, 1)).unwrap_err();
            for lang in [Lang::En, Lang::Fr] {
                assert!(!strange.iter().any(|word| bad.said(lang).contains(word)), "{}", bad.said(lang));
            }
        }
    }

    #[test]
    fn a_wrong_key_names_line_column_and_the_nearest_in_both_languages() {
        let faults = Plan::read(&SAMPLE.replacen("increment = 60", "  incremnt = 60", 1)).unwrap_err();
        let line = SAMPLE.lines().position(|line| line.starts_with("increment = 60")).unwrap() + 1;
        assert_eq!(faults[0].said(Lang::En), format!("line {line}, column 3: “incremnt” is not a word that is known here. Did you mean “increment”?"));
        assert_eq!(faults[0].said(Lang::Fr), format!("ligne {line}, colonne 3\u{a0}: «\u{a0}incremnt\u{a0}» n’est pas un mot connu ici. Vouliez-vous dire «\u{a0}increment\u{a0}»?"));

        let text = Profile::text("airtime-detail").unwrap().replacen("\nminutes = ", "\nminuts = ", 1);
        let line = text.lines().position(|line| line.starts_with("minuts")).unwrap() + 1;
        let bad = Profile::parse(&text).unwrap_err();
        assert_eq!(bad.said(Lang::Fr), format!("ligne {line}, colonne 1\u{a0}: «\u{a0}minuts\u{a0}» n’est pas un mot connu ici. Vouliez-vous dire «\u{a0}minutes\u{a0}»?"));
    }
}
