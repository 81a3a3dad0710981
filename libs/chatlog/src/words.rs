//! Reasons, notes and decisions in words, for a person.

use crate::whatsapp::OrderDecision;
use crate::{Language, Note, Reason};

fn pick<T>(language: Language, en: T, fr: T) -> T {
    match language {
        Language::English => en,
        Language::French => fr,
    }
}

impl Language {
    /// Whether so many take the singular: French says it of none, too.
    #[must_use]
    pub fn is_one(self, count: u64) -> bool {
        count == 1 || (count == 0 && self == Self::French)
    }

    /// So many of something, by its words for one and for several in English
    /// and in French: `1 text`, `2 texts`, `0 texte`.
    pub(crate) fn count(self, count: u64, words: [(&str, &str); 2]) -> String {
        let [english, french] = words;
        let (one, several) = pick(self, english, french);
        format!("{count} {}", if self.is_one(count) { one } else { several })
    }
}

impl Reason {
    /// In words, for a person.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let (en, fr) = match self {
            Self::BeforeFirstMessage => (
                "This stands before the first message, or the file has none.",
                "Ceci se trouve avant le premier message, ou le fichier n’en a aucun.",
            ),
            Self::TooLong => (
                "This is longer than any message can be.",
                "Ceci est plus long que tout message possible.",
            ),
            Self::CutOff => (
                "The file ends in the middle of this.",
                "Le fichier s’arrête au milieu de ceci.",
            ),
            Self::Malformed => (
                "This is not written as the app writes it.",
                "Ceci n’est pas écrit comme l’application l’écrit.",
            ),
            Self::Incomplete => (
                "This record lacks what makes a message.",
                "Il manque à cet enregistrement ce qui fait un message.",
            ),
            Self::TooDeep => (
                "This is nested deeper than any export.",
                "Ceci est imbriqué plus profondément que toute exportation.",
            ),
            Self::Twice => (
                "This says one thing in two ways.",
                "Ceci dit une même chose de deux façons.",
            ),
            Self::UnknownRecord => (
                "This is a record of a sort that is not known.",
                "C’est un enregistrement d’une sorte inconnue.",
            ),
            Self::Refused => (
                "This part is not opened.",
                "Cette partie n’est pas ouverte.",
            ),
            Self::Encrypted => ("This is encrypted.", "Ceci est chiffré."),
            Self::MixedEnds => (
                "Most lines end in a way that a few do not: messages may have run into one another.",
                "La plupart des lignes finissent d’une façon et quelques-unes d’une autre\u{a0}: des messages ont pu se coller l’un à l’autre.",
            ),
            Self::Silent => (
                "Nothing in this file was read as a message, though it is not empty.",
                "Rien dans ce fichier n’a été lu comme un message, et pourtant il n’est pas vide.",
            ),
            Self::CheckSum => (
                "The check sum or the length of this does not agree: it is damaged, or was changed.",
                "La somme de contrôle ou la longueur de ceci ne correspond pas\u{a0}: c’est abîmé, ou changé.",
            ),
            Self::Damaged => (
                "The file is damaged or cut off: messages may be missing.",
                "Le fichier est endommagé ou coupé\u{a0}: des messages manquent peut-être.",
            ),
        };
        pick(language, en, fr)
    }
}

impl Note {
    /// In words, for a person.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let (en, fr) = match self {
            Self::QuotedHeader { .. } => (
                "A line in this text looks like the beginning of a message and is quoted.",
                "Une ligne de ce texte ressemble au début d’un message et est citée.",
            ),
            Self::MaybeQuoted => (
                "This whole message may be quoted text.",
                "Tout ce message est peut-être du texte cité.",
            ),
            Self::NotUtf8 => (
                "Some characters are damaged in the file.",
                "Certains caractères sont abîmés dans le fichier.",
            ),
            Self::Nul => (
                "The text holds invisible NUL characters.",
                "Le texte contient des caractères NUL invisibles.",
            ),
            Self::ImpossibleDate => ("This date cannot be.", "Cette date est impossible."),
            Self::ForeignCalendar => (
                "The date is of a calendar that is not converted.",
                "La date est d’un calendrier qui n’est pas converti.",
            ),
            Self::MonthOfTwo => (
                "The name of the month means one month in one language and another in the next, so the date is left as it is printed.",
                "Le nom du mois désigne un mois dans une langue et un autre dans une autre\u{a0}; la date reste comme elle est écrite.",
            ),
            Self::LoneSurrogate => (
                "Half of a character stands alone in the file.",
                "La moitié d’un caractère est seule dans le fichier.",
            ),
            Self::Joined { .. } => (
                "Several records of the file tell this one thing.",
                "Plusieurs enregistrements du fichier disent cette seule chose.",
            ),
            Self::BadField { field }
            | Self::UnknownField { field }
            | Self::TwiceField { field } => {
                return self.about_field(field, language);
            }
        };
        pick(language, en, fr).to_owned()
    }

    fn about_field(&self, field: &str, language: Language) -> String {
        let (en, fr) = match self {
            Self::BadField { .. } => (
                "makes no sense and was left out.",
                "n’a pas de sens et a été laissé de côté.",
            ),
            Self::TwiceField { .. } => (
                "is there twice; the last was read.",
                "y est deux fois\u{a0}; le dernier a été lu.",
            ),
            _ => (
                "is not known; it is kept in the file.",
                "est inconnu\u{a0}; il reste dans le fichier.",
            ),
        };
        match language {
            Language::English => format!("The field “{field}” {en}"),
            Language::French => format!("Le champ «\u{a0}{field}\u{a0}» {fr}"),
        }
    }
}

impl OrderDecision {
    /// What was decided and why, or that it must be asked.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Decided { order, evidence } => {
                format!("{}. {}", order.words(language), evidence.words(language))
            }
            Self::Ask { .. } => pick(
                language,
                "The file does not say which comes first, the day or the month.",
                "Le fichier ne dit pas ce qui vient en premier, le jour ou le mois.",
            )
            .to_owned(),
        }
    }
}
