//! “Did you mean …”: the nearest words that would have been understood.

use super::complaint::{Complaint, Expected};
use super::cursor::{Choice, Cursor};
use crate::lang::{Lang, fold};
use crate::vocabulary::{Category, French};

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
    (Lang::En, "daily", &["every 1 day"]),
    (Lang::En, "semiannual", &["every 6 months"]),
    (Lang::En, "semi-annual", &["every 6 months"]),
    (Lang::En, "half-yearly", &["every 6 months"]),
    (
        Lang::En,
        "once a week",
        &["every 1 week", "once each calendar week"],
    ),
    (
        Lang::En,
        "once a month",
        &["every 1 month", "once each calendar month"],
    ),
    (
        Lang::En,
        "once a year",
        &["every 1 year", "once each calendar year"],
    ),
    (Lang::Fr, "quotidien", &["tous les 1 jour"]),
    (Lang::Fr, "semestriel", &["tous les 6 mois"]),
    (
        Lang::Fr,
        "chaque semaine",
        &["toutes les 1 semaine", "une fois par semaine civile"],
    ),
    (
        Lang::Fr,
        "chaque mois",
        &["tous les 1 mois", "une fois par mois civil"],
    ),
    (
        Lang::Fr,
        "chaque année",
        &["tous les 1 an", "une fois par année civile"],
    ),
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
    (Lang::En, "jours ouvrable", &["working days", "days"]),
    (Lang::En, "jour ouvrable", &["working day", "day"]),
    (
        Lang::En,
        "next week",
        &["within 1 week", "once each calendar week"],
    ),
    (Lang::En, "next ", NEXT_EN),
    (Lang::En, "this coming ", NEXT_EN),
    (Lang::Fr, "prochain", NEXT_FR),
    (Lang::Fr, "lundi", NEXT_FR),
    (Lang::Fr, "mardi", NEXT_FR),
    (Lang::Fr, "mercredi", NEXT_FR),
    (Lang::Fr, "jeudi", NEXT_FR),
    (Lang::Fr, "vendredi", NEXT_FR),
    (Lang::Fr, "samedi", NEXT_FR),
    (Lang::Fr, "dimanche", NEXT_FR),
];

/// “Next Friday” is this week's to some and next week's to others.
const NEXT_EN: &[&str] = &[
    "the date of that day this week",
    "the date of that day next week",
];
const NEXT_FR: &[&str] = &[
    "la date de ce jour de cette semaine",
    "la date de ce jour de la semaine prochaine",
];

/// In Canada the days of work are *jours ouvrables*; *ouvrés* says the same elsewhere.
const OUVRES: &[(Lang, &str, &[&str])] = &[
    (Lang::Fr, "jours ouvrés", &["jours ouvrables"]),
    (Lang::Fr, "jour ouvré", &["jour ouvrable"]),
    (Lang::Fr, "jours de travail", &["jours ouvrables"]),
];
/// In France *jours ouvrables* run from Monday to Saturday, in Belgium to Friday.
const OUVRABLES: &[(Lang, &str, &[&str])] = &[
    (Lang::Fr, "jours ouvrable", &["jours ouvrés", "jours"]),
    (Lang::Fr, "jour ouvrable", &["jour ouvré", "jour"]),
    (Lang::Fr, "jours de travail", &["jours ouvrés"]),
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
    "owed from",
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
    "vérifié toutes les",
    "dû dès",
];

/// The choices for a word that cannot mean one thing only, if `found` starts with one.
pub(crate) fn unclear(found: &str, lang: Lang, french: French) -> Option<Vec<String>> {
    let elsewhere = match french {
        French::Canada => OUVRES,
        French::Europe => OUVRABLES,
    };
    let mut all = UNCLEAR.iter().chain(elsewhere);
    let (_, _, choices) = all.find(|(of, word, _)| *of == lang && found.starts_with(word))?;
    Some(choices.iter().map(|choice| (*choice).to_owned()).collect())
}

/// What stands where a number has to, and what to write instead of it.
type Uncounted = (Lang, &'static str, &'static [&'static str]);

/// A unit without a number is a span to some and a period of the calendar to others.
const UNCOUNTED: &[Uncounted] = &[
    (
        Lang::En,
        "week",
        &["every 1 week", "once each calendar week"],
    ),
    (
        Lang::En,
        "month",
        &["every 1 month", "once each calendar month"],
    ),
    (
        Lang::En,
        "year",
        &["every 1 year", "once each calendar year"],
    ),
    (Lang::En, "day", &["every 1 day"]),
    (Lang::En, "fortnight", &["every 2 weeks"]),
    (Lang::En, "other day", &["every 2 days"]),
    (Lang::En, "other week", &["every 2 weeks"]),
    (Lang::En, "other month", &["every 2 months"]),
    (Lang::En, "other year", &["every 2 years"]),
    (Lang::Fr, "jours", &["tous les 1 jour"]),
    (
        Lang::Fr,
        "semaines",
        &["toutes les 1 semaine", "une fois par semaine civile"],
    ),
    (
        Lang::Fr,
        "mois",
        &["tous les 1 mois", "une fois par mois civil"],
    ),
    (
        Lang::Fr,
        "ans",
        &["tous les 1 an", "une fois par année civile"],
    ),
    (
        Lang::Fr,
        "années",
        &["tous les 1 an", "une fois par année civile"],
    ),
    (Lang::Fr, "quinzaine", &["toutes les 2 semaines"]),
];

const NUMBERS_EN: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];
const NUMBERS_FR: &[&str] = &[
    "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
];

/// The choices where a number was left out.
pub(crate) fn uncounted(complaint: &Complaint) -> Option<Vec<String>> {
    let found = &complaint.found.text;
    let of = |(lang, word, _): &&Uncounted| *lang == complaint.lang && found.starts_with(word);
    let (_, _, choices) = UNCOUNTED
        .iter()
        .find(of)
        .filter(|_| complaint.expected == Expected::Number)?;
    Some(choices.iter().map(|choice| (*choice).to_owned()).collect())
}

/// A number that was written out: in figures.
fn in_figures(found: &str, lang: Lang) -> Vec<String> {
    let word = found.split(' ').next().unwrap_or_default();
    let numbers = lang.pick(NUMBERS_EN, NUMBERS_FR);
    let place = numbers.iter().position(|number| *number == word);
    place
        .map(|place| (place + 1).to_string())
        .into_iter()
        .collect()
}

/// Other words for a keyword: what is found, and the keyword.
const MEANT: &[(Lang, &str, &str)] = &[
    (Lang::En, "for every ", "for each"),
    (Lang::En, "for all ", "for each"),
    (Lang::En, "on every ", "on each"),
    (Lang::En, "on all ", "on each"),
    (Lang::En, "after ", "of"),
    (Lang::Fr, "pour tous les ", "pour chaque"),
    (Lang::Fr, "pour toutes les ", "pour chaque"),
    (Lang::Fr, "sur tous les ", "sur chaque"),
    (Lang::Fr, "sur toutes les ", "sur chaque"),
    (Lang::Fr, "après ", "suivant"),
];

/// What to write instead of what was found, the nearest first; `tried` is all that
/// was looked for at that place.
pub(crate) fn suggestions(
    complaint: &Complaint,
    tried: &[&Choice],
    cursor: &Cursor<'_>,
) -> Vec<String> {
    let (found, lang) = (&complaint.found.text, complaint.lang);
    if let Some(choices) = unclear(found, lang, cursor.vocabulary.french()) {
        return choices;
    }
    let words = |all: &[&str]| -> Vec<Choice> {
        all.iter()
            .map(|word| Choice::Word((*word).to_owned()))
            .collect()
    };
    let expected = match &complaint.expected {
        Expected::Form => words(lang.pick(FORMS_EN, FORMS_FR)),
        Expected::Header => words(lang.pick(HEADER_EN, HEADER_FR)),
        Expected::Unit => vec![Choice::Unit],
        Expected::Modifier => words(lang.pick(MODIFIERS_EN, MODIFIERS_FR)),
        Expected::Keyword(word) => {
            let said = |(of, said, _): &&(Lang, &str, &str)| *of == lang && found.starts_with(said);
            let meant = MEANT.iter().find(said);
            if let Some((_, _, meant)) = meant.filter(|(_, _, meant)| meant == word) {
                return vec![(*meant).to_owned()];
            }
            words(&[word])
        }
        Expected::Number => return in_figures(found, lang),
        Expected::Phrase(category) => {
            if let Some(said) = said_otherwise(found, *category, cursor) {
                return vec![said];
            }
            vec![Choice::Words(*category)]
        }
        Expected::End | Expected::Date => Vec::new(),
        _ => return Vec::new(),
    };
    let all: Vec<&Choice> = expected.iter().chain(tried.iter().copied()).collect();
    near(found, &all, cursor, |_| true)
}

/// The words of `choices` that are near to what was found and fit.
pub(crate) fn near(
    found: &str,
    choices: &[&Choice],
    cursor: &Cursor<'_>,
    fits: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut words: Vec<&str> = Vec::new();
    for choice in choices {
        match choice {
            Choice::Word(word) => words.push(word),
            Choice::Words(category) => {
                words.extend(cursor.vocabulary.choices(cursor.lang, *category));
            }
            Choice::Unit => units(cursor).for_each(|unit| words.push(unit)),
        }
    }
    nearest(found, words.into_iter().filter(|word| fits(&fold(word))))
}

fn units(cursor: &Cursor<'_>) -> impl Iterator<Item = &'static str> + use<> {
    let europe = cursor.vocabulary.french() == French::Europe;
    let units = cursor.lang.pick(UNITS_EN, UNITS_FR).iter().copied();
    units.map(move |unit| match unit {
        "jours ouvrables" if europe => "jours ouvrés",
        other => other,
    })
}

/// The right form of a deed that was said in the wrong form.
fn said_otherwise(found: &str, category: Category, cursor: &Cursor<'_>) -> Option<String> {
    let (lang, vocabulary) = (cursor.lang, cursor.vocabulary);
    let deeds = [Category::Noun, Category::Clause, Category::Done];
    if !deeds.contains(&category) {
        return None;
    }
    let kind = fold(found);
    let otherwise = deeds
        .iter()
        .flat_map(|other| vocabulary.phrases(lang, *other))
        .find(|phrase| {
            let text: String = phrase.folded.iter().collect();
            !text.is_empty() && kind.starts_with(&text)
        });
    let name = otherwise.map(|phrase| phrase.name.clone()).or_else(|| {
        let word = kind.split(' ').next().unwrap_or_default();
        let mut kinds = vocabulary.deed_kinds();
        kinds.find(|deed| &***deed == word).cloned()
    })?;
    let words = vocabulary.words(category, &name, lang);
    (!words.is_empty() && fold(words) != kind).then(|| words.to_owned())
}

/// Up to three of `choices`, close enough to be what was meant.
fn nearest<'a>(found: &str, choices: impl Iterator<Item = &'a str>) -> Vec<String> {
    let words: Vec<&str> = found.split(' ').filter(|word| !word.is_empty()).collect();
    let mut ranked: Vec<(usize, &str)> = Vec::new();
    for choice in choices {
        let folded = fold(choice);
        let long = folded.split(' ').count();
        let letters = folded.chars().count();
        let distance = (long.saturating_sub(1).max(1)..=long + 1)
            .filter_map(|take| words.get(..take.min(words.len())))
            .map(|start| distance(&start.join(" "), &folded))
            .min();
        let limit = ((letters + 1) / 3).max(1);
        let known = ranked.iter().any(|(_, other)| *other == choice);
        if let Some(distance) = distance.filter(|distance| *distance <= limit)
            && letters > 1
            && !known
        {
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
