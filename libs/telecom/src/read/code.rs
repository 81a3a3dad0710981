//! The stable words for what can be wrong with a row or a file, and what each means.

use crate::words::Lang;

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Code(pub &'static str, pub &'static str);

macro_rules! codes {
    ($($name:ident $code:literal $why:literal $pourquoi:literal)*) => {
        $(pub(super) const $name: Code = Code($code, $why);)*
        /// Every word a [`Problem`](crate::bill::Problem) of a reader may carry, with what it means in plain English and French.
        pub const CODES: &[(&str, &str, &str)] = &[$(($code, $why, $pourquoi)),*];
    };
}

codes! {
    AMOUNT "amount-unreadable" "This is not an amount."
        "Ce n’est pas un montant."
    AMOUNT_UNCLEAR "amount-unclear" "This can be read with decimals or with thousands, and nothing in the file decides. Say `decimal` in the profile."
        "Ceci peut se lire avec des décimales ou avec des milliers, et rien dans le fichier ne tranche. Indiquez `decimal` dans le profil."
    AMOUNT_OUTSIDE "amount-outside" "This line has an amount, and the profile does not say what it is."
        "Cette ligne porte un montant, et le profil ne dit pas ce que c’est."
    DATE "date-unreadable" "This is not a day in any of the forms of the profile."
        "Ce n’est un jour dans aucune des formes du profil."
    DATE_MISSING "date-missing" "There is no day on this row."
        "Il n’y a pas de jour sur cette ligne."
    ORDER "order-unclear" "Day and month can be read both ways, and nothing in the file decides. Say which stands first, or give the period of the bill."
        "Le jour et le mois peuvent se lire dans les deux sens, et rien dans le fichier ne tranche. Dites lequel vient d’abord, ou donnez la période de la facture."
    ORDER_SPAN "order-by-span" "Day and month were told apart only because a bill spans about a month. Give the period of the bill to be sure."
        "Le jour et le mois n’ont été distingués que parce qu’une facture couvre environ un mois. Donnez la période de la facture pour en être sûr."
    YEAR "year-unknown" "The bill prints no year and no period. Give the period of the bill."
        "La facture n’imprime ni année ni période. Donnez la période de la facture."
    OUTSIDE "days-outside" "Days on this bill are outside of the period that was given."
        "Des jours de cette facture sont hors de la période donnée."
    PERIOD "period-unreadable" "The period of the bill could not be read."
        "La période de la facture n’a pas pu être lue."
    TIME "time-unreadable" "This is not a time in any of the forms of the profile."
        "Ce n’est une heure dans aucune des formes du profil."
    USE "use-unreadable" "This is not a number of minutes, seconds, messages or data."
        "Ce n’est pas un nombre de minutes, de secondes, de messages ou de données."
    LINE "line-unreadable" "This is not the full number of a phone."
        "Ce n’est pas le numéro complet d’un téléphone."
    FLOAT "number-shortened" "A spreadsheet has shortened this number, and digits are lost. Export the file again as text."
        "Un tableur a raccourci ce numéro, et des chiffres sont perdus. Exportez de nouveau le fichier, en texte."
    ROW "row-unknown" "This row fits no table of the profile."
        "Cette ligne ne correspond à aucun tableau du profil."
    ROW_SHORT "row-short" "This row has fewer cells than it should: it may be cut off."
        "Cette ligne a moins de cases qu’il n’en faut\u{a0}: elle est peut-être coupée."
    ROW_LONG "row-long" "This row has more cells than there are columns, so values stand in the wrong place."
        "Cette ligne a plus de cases qu’il n’y a de colonnes; des valeurs sont donc au mauvais endroit."
    EMPTY "row-empty" "This row has neither an amount nor any use."
        "Cette ligne n’a ni montant ni usage."
    QUOTE "quote-open" "A quotation mark is opened here and not closed."
        "Un guillemet s’ouvre ici et ne se ferme pas."
    TEXT "text-damaged" "Letters in this file are damaged, and are shown as \u{fffd}."
        "Des lettres de ce fichier sont abîmées; elles sont montrées par \u{fffd}."
    NUL "text-nul" "There are NUL signs in this file; they were left out."
        "Il y a des signes NUL dans ce fichier; ils ont été laissés de côté."
    PAGE "page-unreadable" "This page could not be read. Enter its rows by hand."
        "Cette page n’a pas pu être lue. Entrez ses lignes à la main."
    PAGE_MISSING "page-missing" "A page of the bill is missing."
        "Il manque une page de la facture."
    PAGE_TWICE "page-twice" "A page of the bill stands in the file twice."
        "Une page de la facture est deux fois dans le fichier."
    PAGE_ORDER "page-order" "The pages are not in order, so rows may be counted to the wrong phone."
        "Les pages ne sont pas dans l’ordre; des lignes sont peut-être comptées au mauvais téléphone."
    SHEET "sheet-unreadable" "This part of the workbook is damaged."
        "Cette partie du classeur est abîmée."
    TWICE "file-twice" "The file holds the same rows twice: its second half repeats the first."
        "Le fichier contient deux fois les mêmes lignes\u{a0}: sa seconde moitié répète la première."
    SECTION_TWICE "section-twice" "This section stands twice in the file, with the same rows."
        "Cette section est deux fois dans le fichier, avec les mêmes lignes."
    TOTAL_MISSING "total-missing" "This section prints no total: the file may be cut off."
        "Cette section n’imprime pas de total\u{a0}: le fichier est peut-être coupé."
    BILL_TOTAL_MISSING "bill-total-missing" "The bill prints no total of all its charges: the file may be cut off."
        "La facture n’imprime pas le total de tous ses frais\u{a0}: le fichier est peut-être coupé."
    TOTAL "total-unreadable" "This total could not be read."
        "Ce total n’a pas pu être lu."
    FACT "fact-differs" "This says something else than before."
        "Ceci dit autre chose que plus haut."
    COLUMN_TWICE "column-twice" "Two columns have the same name; the first is read."
        "Deux colonnes portent le même nom; la première est lue."
}

/// What a problem means; for a word that no reader here uses, what stands beside it.
#[must_use]
pub fn said(problem: &crate::bill::Problem, lang: Lang) -> &str {
    match (lang, CODES.iter().find(|(code, ..)| *code == problem.code)) {
        (Lang::Fr, Some((_, _, fr))) => fr,
        _ => &problem.why,
    }
}
