//! “Did you mean …”: the nearest words that would have been understood.

use super::complaint::{Expected, Found};
use crate::lang::{Lang, fold};
use crate::vocabulary::{Category, Vocabulary};

/// Words with two meanings or none, and what to write instead.
const UNCLEAR: &[(Lang, &str, &[&str])] = &[
    (Lang::En, "biweekly", &["every 2 weeks", "every 3 days"]),
    (Lang::En, "bimonthly", &["every 2 months", "every 2 weeks"]),
    (Lang::En, "biannual", &["every 6 months", "every 2 years"]),
    (
        Lang::En,
        "quarter",
        &["every 3 months", "once each calendar quarter"],
    ),
    (
        Lang::En,
        "monthly",
        &["every 1 month", "once each calendar month"],
    ),
    (
        Lang::En,
        "weekly",
        &["every 1 week", "once each calendar week"],
    ),
    (
        Lang::En,
        "annually",
        &["every 1 year", "once each calendar year"],
    ),
    (
        Lang::En,
        "yearly",
        &["every 1 year", "once each calendar year"],
    ),
    (
        Lang::En,
        "immediately",
        &["within 1 hour", "within 1 working day"],
    ),
    (Lang::En, "asap", &["within 1 hour", "within 1 working day"]),
    (
        Lang::En,
        "as soon as possible",
        &["within 1 hour", "within 1 working day"],
    ),
    (
        Lang::En,
        "promptly",
        &["within 1 hour", "within 1 working day"],
    ),
    (Lang::En, "business day", &["working days"]),
    (
        Lang::Fr,
        "bihebdomadaire",
        &["toutes les 2 semaines", "tous les 3 jours"],
    ),
    (
        Lang::Fr,
        "bimensuel",
        &["toutes les 2 semaines", "tous les 2 mois"],
    ),
    (
        Lang::Fr,
        "bimestriel",
        &["tous les 2 mois", "toutes les 2 semaines"],
    ),
    (
        Lang::Fr,
        "bisannuel",
        &["tous les 2 ans", "tous les 6 mois"],
    ),
    (
        Lang::Fr,
        "trimestr",
        &["tous les 3 mois", "une fois par trimestre civil"],
    ),
    (
        Lang::Fr,
        "mensuel",
        &["tous les 1 mois", "une fois par mois civil"],
    ),
    (
        Lang::Fr,
        "hebdomadaire",
        &["toutes les 1 semaine", "une fois par semaine civile"],
    ),
    (
        Lang::Fr,
        "annuel",
        &["tous les 1 an", "une fois par année civile"],
    ),
    (
        Lang::Fr,
        "immédiatement",
        &["dans 1 heure", "dans 1 jour ouvrable"],
    ),
    (
        Lang::Fr,
        "sans délai",
        &["dans 1 heure", "dans 1 jour ouvrable"],
    ),
    (
        Lang::Fr,
        "dès que possible",
        &["dans 1 heure", "dans 1 jour ouvrable"],
    ),
    (Lang::Fr, "jours ouvrés", &["jours ouvrables"]),
    (Lang::Fr, "jour ouvré", &["jour ouvrable"]),
    (Lang::Fr, "jours de travail", &["jours ouvrables"]),
];

const FORMS_EN: &[&str] = &[
    "every",
    "once each calendar",
    "within",
    "before",
    "only",
    "always",
    "never",
];
const FORMS_FR: &[&str] = &[
    "tous les",
    "toutes les",
    "une fois par",
    "dans",
    "avant",
    "seulement",
    "toujours",
    "jamais",
];
const HEADER_EN: &[&str] = &[
    "deadlines roll to the next working day",
    "immediately means 1 working day",
];
const HEADER_FR: &[&str] = &[
    "les échéances passent au prochain jour ouvrable",
    "immédiatement veut dire 1 jour ouvrable",
];
const UNITS_EN: &[&str] = &[
    "minutes",
    "hours",
    "days",
    "working days",
    "weeks",
    "months",
    "years",
];
const UNITS_FR: &[&str] = &[
    "minutes",
    "heures",
    "jours",
    "jours ouvrables",
    "semaines",
    "mois",
    "ans",
];
const MODIFIERS_EN: &[&str] = &[
    "responsible",
    "inform",
    "warn",
    "grace",
    "first by",
    "except while",
    "on a fixed schedule",
    "carry over",
    "one record each",
    "on record first",
    "counts if recorded within",
    "stale after",
    "checked every",
];
const MODIFIERS_FR: &[&str] = &[
    "responsable",
    "informer",
    "avertir",
    "tolérance",
    "d'abord au plus tard le",
    "sauf pendant",
    "à dates fixes",
    "reprendre la dernière fois",
    "une inscription chacun",
    "inscrit d'abord",
    "compte si inscrit dans",
    "périmé après",
    "vérifié tous les",
];

/// The choices for a word that cannot mean one thing only, if `found` starts with one.
pub(crate) fn unclear(found: &str, lang: Lang) -> Option<Vec<String>> {
    let (_, _, choices) = UNCLEAR
        .iter()
        .find(|(of, word, _)| *of == lang && found.starts_with(word))?;
    Some(choices.iter().map(|choice| (*choice).to_owned()).collect())
}

/// What to write instead of `found`, the nearest first.
pub(crate) fn suggestions(
    found: &Found,
    expected: &Expected,
    lang: Lang,
    vocabulary: &Vocabulary,
) -> Vec<String> {
    if let Some(choices) = unclear(&found.text, lang) {
        return choices;
    }
    match expected {
        Expected::Form => nearest(&found.text, lang.pick(FORMS_EN, FORMS_FR).iter().copied()),
        Expected::Header => nearest(&found.text, lang.pick(HEADER_EN, HEADER_FR).iter().copied()),
        Expected::Unit => nearest(&found.text, lang.pick(UNITS_EN, UNITS_FR).iter().copied()),
        Expected::Modifier => nearest(
            &found.text,
            lang.pick(MODIFIERS_EN, MODIFIERS_FR).iter().copied(),
        ),
        Expected::Keyword(word) if !found.text.is_empty() => {
            nearest(&found.text, std::iter::once(*word))
        }
        Expected::Phrase(category) => phrases(&found.text, *category, lang, vocabulary),
        _ => Vec::new(),
    }
}

/// The right form of a deed said in the wrong form, else the nearest spelling.
fn phrases(found: &str, category: Category, lang: Lang, vocabulary: &Vocabulary) -> Vec<String> {
    let deeds = [Category::Noun, Category::Clause, Category::Done];
    let kind = fold(found);
    if deeds.contains(&category) {
        let said_otherwise = deeds
            .iter()
            .flat_map(|other| vocabulary.phrases(lang, *other))
            .find(|phrase| {
                let text: String = phrase.folded.iter().collect();
                !text.is_empty() && kind.starts_with(&text)
            });
        let name = said_otherwise
            .map(|phrase| phrase.name.clone())
            .or_else(|| {
                let word = kind.split(' ').next().unwrap_or_default();
                vocabulary
                    .deed_kinds()
                    .find(|deed| &***deed == word)
                    .cloned()
            });
        let words = name.map(|name| vocabulary.words(category, &name, lang).to_owned());
        if let Some(words) = words.filter(|words| !words.is_empty() && fold(words) != kind) {
            return vec![words];
        }
    }
    nearest(found, vocabulary.choices(lang, category))
}

/// Up to three of `choices`, close enough to be what was meant.
fn nearest<'a>(found: &str, choices: impl Iterator<Item = &'a str>) -> Vec<String> {
    let words: Vec<&str> = found.split(' ').filter(|word| !word.is_empty()).collect();
    let mut ranked: Vec<(usize, &str)> = Vec::new();
    for choice in choices {
        let folded = fold(choice);
        let long = folded.split(' ').count();
        let distance = (long.saturating_sub(1)..=long + 1)
            .filter_map(|take| words.get(..take.min(words.len())))
            .map(|start| distance(&start.join(" "), &folded))
            .min();
        let limit = ((folded.chars().count() + 1) / 3).max(1);
        if let Some(distance) = distance.filter(|distance| *distance <= limit) {
            ranked.push((distance, choice));
        }
    }
    ranked.sort_by_key(|(distance, choice)| (*distance, choice.len()));
    ranked
        .into_iter()
        .take(3)
        .map(|(_, choice)| choice.to_owned())
        .collect()
}

/// How many letters to add, drop, change or swap to get from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let cell =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let change = cell(&last, j) + usize::from(letter != other);
            let mut best = change.min(cell(&last, j + 1) + 1).min(cell(&row, j) + 1);
            let swapped =
                i > 0 && j > 0 && a.get(i - 1) == Some(other) && b.get(j - 1) == Some(letter);
            if swapped {
                best = best.min(cell(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}
