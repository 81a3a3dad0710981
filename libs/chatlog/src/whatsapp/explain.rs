//! Evidence, orders and warnings in words, for a person.

use super::calendar::DateOrder;
use super::order::Evidence;
use super::survey::Warning;
use crate::Language;

impl DateOrder {
    /// In words.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::DayMonthYear, Language::English) => "day, month, year",
            (Self::DayMonthYear, Language::French) => "jour, mois, année",
            (Self::MonthDayYear, Language::English) => "month, day, year",
            (Self::MonthDayYear, Language::French) => "mois, jour, année",
            (Self::YearMonthDay, Language::English) => "year, month, day",
            (Self::YearMonthDay, Language::French) => "année, mois, jour",
        }
    }
}

impl Evidence {
    /// Why the dates are read as they are.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::French => self.french(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::YearFirst => "The year is written first.".to_owned(),
            Self::MonthNamed => "The month is written as a word.".to_owned(),
            Self::OnlyPossible { lines: 1 } => {
                "The date on 1 line is possible in this order only.".to_owned()
            }
            Self::OnlyPossible { lines } => {
                format!("Dates on {lines} lines are possible in this order only.")
            }
            Self::MediaNames { agree: 1, against } => format!(
                "The name of 1 attached file agrees with this order, {against} with another."
            ),
            Self::MediaNames { agree, against } => format!(
                "The names of {agree} attached files agree with this order, {against} with another."
            ),
            Self::SteadyYear { .. } => {
                "The first number hardly changes, as a year does.".to_owned()
            }
            Self::ArchiveTime => {
                "In any other order, messages would be later than the export.".to_owned()
            }
            Self::FewerBackwardJumps { chosen, other } => {
                let times = |count| Language::English.count(count, [("time", "times"), ("", "")]);
                format!(
                    "In this order messages go back in time {}, in another {}.",
                    times(*chosen),
                    times(*other)
                )
            }
            Self::NotInFuture => "In any other order, messages would be in the future.".to_owned(),
            Self::FullStops => "Dates written with full stops have the day first.".to_owned(),
            Self::SameEitherWay => "Every date reads the same in each order.".to_owned(),
        }
    }

    fn french(&self) -> String {
        match self {
            Self::YearFirst => "L’année est écrite en premier.".to_owned(),
            Self::MonthNamed => "Le mois est écrit en toutes lettres.".to_owned(),
            Self::OnlyPossible { lines: 1 } => {
                "La date d’une ligne n’est possible que dans cet ordre.".to_owned()
            }
            Self::OnlyPossible { lines } => {
                format!("Les dates de {lines} lignes ne sont possibles que dans cet ordre.")
            }
            Self::MediaNames { agree: 1, against } => {
                format!("Le nom d’un fichier joint confirme cet ordre, {against} un autre.")
            }
            Self::MediaNames { agree, against } => format!(
                "Les noms de {agree} fichiers joints confirment cet ordre, {against} un autre."
            ),
            Self::SteadyYear { .. } => {
                "Le premier nombre ne change presque pas, comme une année.".to_owned()
            }
            Self::ArchiveTime => {
                "Dans tout autre ordre, des messages seraient plus récents que l’exportation."
                    .to_owned()
            }
            Self::FewerBackwardJumps { chosen, other } => format!(
                "Dans cet ordre, les messages reculent dans le temps {chosen} fois\u{a0}; dans un autre, {other} fois."
            ),
            Self::NotInFuture => {
                "Dans tout autre ordre, des messages seraient dans l’avenir.".to_owned()
            }
            Self::FullStops => {
                "Les dates écrites avec des points commencent par le jour.".to_owned()
            }
            Self::SameEitherWay => "Chaque date se lit de même dans chaque ordre.".to_owned(),
        }
    }
}

impl Warning {
    /// What a person should be told.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::French => self.french(),
        }
    }

    fn english(self) -> String {
        match self {
            Self::Truncated { limit } => format!(
                "WhatsApp exports at most about {limit} messages, and this file has that many: older ones are probably missing."
            ),
            Self::Glued { segments } => {
                format!("This file is {segments} exports, one after the other.")
            }
            Self::ToldAgain { line } => format!(
                "From line {line} on, this file tells its beginning again: the same messages stand in it twice."
            ),
            Self::LookAlikes { lines: 1 } => {
                "1 line looks like the beginning of a message; it was read as quoted text."
                    .to_owned()
            }
            Self::LookAlikes { lines } => format!(
                "{lines} lines look like the beginning of a message; they were read as quoted text."
            ),
            Self::MixedOrders { .. } => {
                "Dates with the day first and with the month first stand mixed.".to_owned()
            }
            Self::TooManyNames => "There are more names than are kept.".to_owned(),
            Self::OpenEnd => crate::Notice::OpenEnd.words(Language::English),
        }
    }

    fn french(self) -> String {
        match self {
            Self::Truncated { limit } => format!(
                "WhatsApp exporte au plus environ {limit} messages, et ce fichier en a autant\u{a0}: les plus anciens manquent sans doute."
            ),
            Self::Glued { segments } => {
                format!("Ce fichier contient {segments} exportations, l’une après l’autre.")
            }
            Self::ToldAgain { line } => format!(
                "À partir de la ligne {line}, ce fichier raconte de nouveau son début\u{a0}: les mêmes messages s’y trouvent deux fois."
            ),
            Self::LookAlikes { lines: 1 } => {
                "1 ligne ressemble au début d’un message\u{a0}; elle a été lue comme du texte cité."
                    .to_owned()
            }
            Self::LookAlikes { lines } => format!(
                "{lines} lignes ressemblent au début d’un message\u{a0}; elles ont été lues comme du texte cité."
            ),
            Self::MixedOrders { .. } => {
                "Des dates avec le jour en premier et d’autres avec le mois en premier sont mêlées."
                    .to_owned()
            }
            Self::TooManyNames => "Il y a plus de noms qu’on n’en garde.".to_owned(),
            Self::OpenEnd => crate::Notice::OpenEnd.words(Language::French),
        }
    }
}
