//! Why a line is not a rule: where, what was expected, what to write instead.

use std::fmt;

use crate::lang::Lang;
use crate::vocabulary::Category;

/// What stands in the line where the reading stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The column of its first letter, from 1.
    pub column: usize,
    /// How many letters to underline.
    pub width: usize,
    /// The text, folded; empty at the end of the line.
    pub text: String,
}

/// What could have stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// One of the words that begin a rule.
    Form,
    /// A fixed word or sign of the language.
    Keyword(&'static str),
    /// A whole number from 1 to 10,000.
    Number,
    /// A unit of time.
    Unit,
    /// Words of the vocabulary.
    Phrase(Category),
    /// A day such as `31 December 2026`.
    Date,
    /// One of the modifiers.
    Modifier,
    /// Nothing more.
    End,
    /// A word with one meaning: this one has several, or none that can be checked.
    OneMeaning,
    /// This modifier once only.
    Once,
    /// A modifier that this form can use.
    FitModifier,
    /// Words about the same thing as the rest of the rule.
    SameThing,
    /// A role that this form can resolve.
    FitRole,
    /// A whole number from 1 to 100.
    Percent,
    /// Words of the language that the rule is written in.
    Language,
    /// The id of another rule.
    RuleId,
    /// A sentence that a policy may begin with.
    Header,
}

/// A refusal to read a line, with what to do next, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Where, and what stands there.
    pub found: Found,
    /// What was expected.
    pub expected: Expected,
    /// What to write instead, the nearest first; may be empty.
    pub suggestions: Vec<String>,
    /// The language of the line, and so of the suggestions.
    pub lang: Lang,
}

impl Complaint {
    /// The column, from 1.
    pub fn column(&self) -> usize {
        self.found.column
    }

    /// The nearest thing to write instead.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestions.first().map(String::as_str)
    }

    /// The refusal as one says it to the author.
    pub fn message(&self, lang: Lang) -> String {
        let column = self.found.column;
        let mut message = if self.found.text.is_empty() {
            let ends = lang.pick("the line ends here", "la ligne s'arrête ici");
            format!(
                "{} {column}{}{} ; {ends}.",
                column_word(lang),
                colon(lang),
                self.expected.say(lang)
            )
        } else {
            let instead = lang.pick("not", "et non");
            format!(
                "{} {column}{}{}, {instead} {}.",
                column_word(lang),
                colon(lang),
                self.expected.say(lang),
                lang.quote(&self.found.text)
            )
        };
        if lang == Lang::En {
            message = message.replace(" ; ", "; ");
        }
        if let Some(advice) = self.advice(lang) {
            message.push(' ');
            message.push_str(&advice);
        }
        message
    }

    fn advice(&self, lang: Lang) -> Option<String> {
        let quoted: Vec<String> = self
            .suggestions
            .iter()
            .map(|text| lang.quote(text))
            .collect();
        match (quoted.as_slice(), &self.expected) {
            ([], _) => None,
            (all, Expected::OneMeaning) => {
                let choose = lang.pick("Choose ", "Choisissez ");
                let or = lang.pick(" or ", " ou ");
                Some(format!("{choose}{}.", all.join(or)))
            }
            ([first, ..], _) => {
                let ask = lang.pick("Did you mean ", "Vouliez-vous dire ");
                Some(format!("{ask}{first}{}?", lang.pick("", "\u{a0}")))
            }
        }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(self.lang))
    }
}

impl std::error::Error for Complaint {}

fn column_word(lang: Lang) -> &'static str {
    lang.pick("Column", "Colonne")
}

fn colon(lang: Lang) -> &'static str {
    lang.pick(": ", "\u{a0}: ")
}

impl Expected {
    fn say(&self, lang: Lang) -> String {
        let text = match self {
            Self::Form => lang.pick(
                "a rule begins with every, once each calendar, within, before, only, always or never",
                "une règle commence par tous les, une fois par, dans, avant, seulement, toujours ou jamais",
            ),
            Self::Keyword(word) => {
                return format!("{} {} {}", lang.pick("write", "écrivez"), lang.quote(word), lang.pick("here", "ici"));
            }
            Self::Number => lang.pick("write a whole number from 1 to 10000 here", "écrivez ici un nombre entier de 1 à 10000"),
            Self::Unit => lang.pick(
                "write minutes, hours, days, working days, weeks, months or years here",
                "écrivez ici minutes, heures, jours, jours ouvrables, semaines, mois ou ans",
            ),
            Self::Phrase(category) => say_category(*category, lang),
            Self::Date => lang.pick("write a day here, such as 31 December 2026", "écrivez ici un jour, comme 31 décembre 2026"),
            Self::Modifier => lang.pick(
                "after the semicolon come responsible:, inform, warn, grace, first by, except while, on a fixed schedule, carry over, one record each, on record first, counts if recorded within, stale after, checked every or owed from",
                "après le point-virgule viennent responsable, informer, avertir, tolérance, d'abord au plus tard le, sauf pendant, à dates fixes, reprendre la dernière fois, une inscription chacun, inscrit d'abord, compte si inscrit dans, périmé après, vérifié tous les ou dû dès",
            ),
            Self::End => lang.pick("the rule ends here or goes on after a semicolon", "la règle finit ici ou continue après un point-virgule"),
            Self::OneMeaning => lang.pick("a rule needs words that can mean one thing only", "une règle demande des mots qui ne disent qu'une chose"),
            Self::Once => lang.pick("this may be said once only", "cela ne se dit qu'une fois"),
            Self::FitModifier => lang.pick("this kind of rule cannot use it", "ce genre de règle ne peut pas s'en servir"),
            Self::SameThing => lang.pick(
                "the words must be about the same thing as the rest of the rule",
                "les mots doivent porter sur la même chose que le reste de la règle",
            ),
            Self::FitRole => lang.pick(
                "only a rule with within or before knows who acted first",
                "seule une règle avec dans ou avant sait qui a agi d'abord",
            ),
            Self::Header => lang.pick(
                "a policy may begin with “deadlines roll to the next working day” or “immediately means 1 working day”",
                "une politique peut commencer par «\u{a0}les échéances passent au prochain jour ouvrable\u{a0}» ou «\u{a0}immédiatement veut dire 1 jour ouvrable\u{a0}»",
            ),
            Self::Percent => lang.pick("write a whole number from 1 to 100 here", "écrivez ici un nombre entier de 1 à 100"),
            Self::Language => lang.pick(
                "a rule keeps to one language",
                "une règle s'en tient à une seule langue",
            ),
            Self::RuleId => lang.pick("write the id of another rule here, such as passcode-age", "écrivez ici le nom d'une autre règle, comme passcode-age"),
        };
        text.to_owned()
    }
}

fn say_category(category: Category, lang: Lang) -> &'static str {
    match category {
        Category::Noun => lang.pick(
            "write what happens here, as a noun such as a phone issue",
            "écrivez ici ce qui arrive, par un nom, comme la remise d'un téléphone",
        ),
        Category::Clause => lang.pick(
            "write what is to be done here, such as passcode changed",
            "écrivez ici ce qui est à faire, comme code changé",
        ),
        Category::Done => lang.pick(
            "write what must have been done here, such as passcode changed",
            "écrivez ici ce qui doit être fait, comme code changé",
        ),
        Category::State => lang.pick(
            "write a state here, such as an accessibility need",
            "écrivez ici un état, comme un besoin d'accessibilité",
        ),
        Category::Set => lang.pick(
            "write a set of things here, such as approved apps",
            "écrivez ici un ensemble, comme des applis approuvées",
        ),
        Category::Relation => lang.pick(
            "write here the words between the set and what it is for, such as on each",
            "écrivez ici les mots entre l'ensemble et ce dont il s'agit, comme sur chaque",
        ),
        Category::Subject => lang.pick(
            "write here what it is about, such as phone or phone in service",
            "écrivez ici de quoi il s'agit, comme téléphone ou téléphone en service",
        ),
        Category::Role => lang.pick(
            "write who here, such as the manager",
            "écrivez ici qui, comme la gestion",
        ),
    }
}
