//! Words of the other language, and what they are called in this one.

use super::cursor::Cursor;
use crate::lang::Lang;
use crate::vocabulary::{Category, French, Vocabulary};

/// The fixed words of rules, English and French. Longer ones come first.
const WORDS: &[(&str, &str)] = &[
    ("once each calendar quarter", "une fois par trimestre civil"),
    ("once each calendar month", "une fois par mois civil"),
    ("once each calendar week", "une fois par semaine civile"),
    ("once each calendar year", "une fois par année civile"),
    ("once each calendar", "une fois par"),
    ("counts if recorded within", "compte si inscrit dans"),
    ("first by", "d'abord au plus tard le"),
    ("on a fixed schedule", "à dates fixes"),
    ("carry over", "reprendre la dernière fois"),
    ("one record each", "une inscription chacun"),
    ("on record first", "inscrit d'abord"),
    ("except while", "sauf pendant"),
    ("checked every", "vérifié tous les"),
    ("checked every", "vérifié toutes les"),
    ("stale after", "périmé après"),
    ("owed from", "dû dès"),
    ("percent of the period", "pour cent de la période"),
    ("working days", "jours ouvrables"),
    ("working day", "jour ouvrable"),
    ("business days", "jours ouvrables"),
    ("business day", "jour ouvrable"),
    ("quarter", "trimestre civil"),
    ("for each", "pour chaque"),
    ("on each", "sur chaque"),
    ("one use", "un usage"),
    ("every", "tous les"),
    ("every", "toutes les"),
    ("within", "dans"),
    ("before", "avant"),
    ("only", "seulement"),
    ("always", "toujours"),
    ("never", "jamais"),
    ("responsible", "responsable"),
    ("inform", "informer"),
    ("warn", "avertir"),
    ("grace", "tolérance"),
    ("valid", "valable"),
    ("each", "chaque"),
    ("minutes", "minutes"),
    ("hours", "heures"),
    ("hour", "heure"),
    ("days", "jours"),
    ("day", "jour"),
    ("weeks", "semaines"),
    ("week", "semaine"),
    ("months", "mois"),
    ("month", "mois"),
    ("years", "ans"),
    ("year", "an"),
    ("of", "suivant"),
    ("by", "par"),
    ("and", "et"),
];

/// What begins `found` in the other language, said in `lang`.
pub(crate) fn translated(found: &str, lang: Lang, vocabulary: &Vocabulary) -> Option<String> {
    let other = lang.other();
    let mut cursor = Cursor::new(found, other, vocabulary);
    for category in Category::ALL {
        if let Some(name) = cursor.phrase(category) {
            let words = vocabulary.words(category, &name, lang);
            if !words.is_empty() {
                return Some(words.to_owned());
            }
        }
    }
    let (en, fr) = WORDS
        .iter()
        .find(|(en, fr)| cursor.eat(other.pick(*en, *fr)) && en != fr)?;
    let europe = vocabulary.french() == French::Europe;
    Some(match lang.pick(*en, *fr) {
        "jours ouvrables" if europe => "jours ouvrés".to_owned(),
        "jour ouvrable" if europe => "jour ouvré".to_owned(),
        word => word.to_owned(),
    })
}
