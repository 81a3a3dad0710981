//! `keepwell number`: what a telephone number alone tells.

use telecom::Number;
use telecom::number::{CHECKED, Class};
use telecom::words::Lang;

use super::plan::LangArg;
use super::{Outcome, say};

/// Exit codes: 0 every number is known; 1 at least one is not a number, or its area code is not in the table.
#[derive(Debug, clap::Args)]
pub(crate) struct Numbers {
    /// As it is printed: 613-555-0123, "+33 1 42 68 53 00", 911
    #[arg(required = true)]
    numbers: Vec<String>,
    /// en or fr
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
}

impl Numbers {
    pub(crate) fn run(&self) -> Outcome {
        let lang = self.lang.into();
        let read: Vec<Number> = self.numbers.iter().map(|text| Number::read(text)).collect();
        for (text, number) in self.numbers.iter().zip(&read) {
            say(&format!("{text}\t{}", told(*number, lang)));
        }
        let unknown = |n: &Number| matches!(n.class(), Class::Unknown | Class::NewArea);
        if read.iter().any(unknown) { Outcome::No } else { Outcome::Done }
    }
}

fn told(number: Number, lang: Lang) -> String {
    let full = number.e164().map_or_else(|| number.to_string(), |n| n.to_string());
    let place = match (number.province(), number.country()) {
        (Some(province), Some(country)) => format!("{country}, {}", province.0),
        (None, Some(country)) => country.to_string(),
        _ => String::new(),
    };
    let canadian = match (number.is_canadian(), lang) {
        (Some(true), Lang::En) => "a Canadian number",
        (Some(true), Lang::Fr) => "un numéro canadien",
        (Some(false), Lang::En) => "not a Canadian number",
        (Some(false), Lang::Fr) => "pas un numéro canadien",
        (None, Lang::En) => "of no country, or not known",
        (None, Lang::Fr) => "d’aucun pays, ou inconnu",
    };
    [full, class(number.class(), lang), place, canadian.to_owned()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\t")
}

fn class(class: Class, lang: Lang) -> String {
    let (en, fr) = match class {
        Class::Place => ("a number of a place", "un numéro d’un lieu"),
        Class::Territory => ("a number of a territory of the United States", "un numéro d’un territoire des États-Unis"),
        Class::NoPlace => ("a number of no place", "un numéro d’aucun lieu"),
        Class::ThreeTen => ("a 310 number, for the price of a local call", "un numéro 310, au prix d’un appel local"),
        Class::TollFree => ("toll-free: the one who is called pays", "sans frais\u{a0}: la personne appelée paie"),
        Class::Premium => ("costs extra", "surtaxé"),
        Class::Personal => ("a personal number, wherever its owner is", "un numéro personnel, où que soit sa ou son titulaire"),
        Class::Foreign => ("a number of another country", "un numéro d’un autre pays"),
        Class::Worldwide => ("a world-wide service or satellite", "un service mondial ou un satellite"),
        Class::Emergency => ("emergency", "urgence"),
        Class::Crisis => ("the suicide crisis line", "la ligne d’aide en cas de crise de suicide"),
        Class::Community => ("a service of the community", "un service à la communauté"),
        Class::Directory => ("directory assistance, which may cost money", "l’assistance-annuaire, qui peut coûter"),
        Class::Carrier => ("the carrier itself", "le fournisseur lui-même"),
        Class::TextService => ("a text service; some cost extra, and no table tells which", "un service de textos; certains sont surtaxés, et aucune table ne dit lesquels"),
        Class::Star => ("a feature or voicemail", "une fonction ou la boîte vocale"),
        Class::NewArea => {
            return match lang {
                Lang::En => format!("an area code that is not in our table of {CHECKED}: not known"),
                Lang::Fr => format!("un indicatif qui n’est pas dans notre table du {CHECKED}\u{a0}: inconnu"),
            };
        }
        Class::Withheld => ("the number was withheld", "numéro masqué"),
        Class::Unknown => ("not read as a number", "non reconnu comme un numéro"),
    };
    if lang == Lang::En { en.to_owned() } else { fr.to_owned() }
}
