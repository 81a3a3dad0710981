//! What the program says, in the reader's language: Fluent texts of all slices.

mod forms;

use std::collections::BTreeSet;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::failure::{Failure, Said};
use crate::slice::Texts;

pub use forms::{day_in_words, fold, moment_in_words, money_in_words, number_in_words, short_day_in_words, short_moment_in_words};

/// The languages of the program itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    #[default]
    En,
    Fr,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// Reads `en`, `fr`, `fr-CA`, …; anything else is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().get(..2) {
            Some("en") => Some(Self::En),
            Some("fr") => Some(Self::Fr),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header that we speak.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| Self::parse(part.split(';').next().unwrap_or("")))
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Fr,
            Self::Fr => Self::En,
        }
    }
}

/// Every text, both languages.
#[derive(Clone)]
pub struct Words(Arc<[FluentBundle<FluentResource>; 2]>);

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

impl Words {
    /// Puts the texts of all slices together.
    ///
    /// # Errors
    /// When a text is not Fluent, or two slices say the same id.
    pub fn new(texts: &[Texts]) -> Result<Self, Failure> {
        let en = bundle(Lang::En, texts.iter().map(|t| t.en))?;
        let fr = bundle(Lang::Fr, texts.iter().map(|t| t.fr))?;
        Ok(Self(Arc::new([en, fr])))
    }

    /// Says `id` in `lang`. A text that is missing shows its id (a test keeps this from happening).
    #[must_use]
    pub fn say(&self, lang: Lang, id: &str, args: &[(&str, &str)]) -> String {
        let [en, fr] = &*self.0;
        let bundle = match lang {
            Lang::En => en,
            Lang::Fr => fr,
        };
        let Some(pattern) = bundle.get_message(id).and_then(|m| m.value()) else { return id.to_owned() };
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            // Numbers choose plural forms; everything else is text.
            let number = value.parse::<i64>().ok().filter(|n| n.to_string() == *value);
            let value = number.map_or_else(|| FluentValue::from((*value).to_owned()), FluentValue::from);
            given.set((*name).to_owned(), value);
        }
        bundle.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned()
    }

    /// Says a [`Said`] in `lang`.
    #[must_use]
    pub fn said(&self, lang: Lang, said: &Said) -> String {
        let args: Vec<(&str, &str)> = said.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.say(lang, said.id, &args)
    }

    /// Whether `id` has a text in `lang`.
    #[must_use]
    pub fn has(&self, lang: Lang, id: &str) -> bool {
        let [en, fr] = &*self.0;
        match lang {
            Lang::En => en.has_message(id),
            Lang::Fr => fr.has_message(id),
        }
    }
}

fn bundle(lang: Lang, texts: impl Iterator<Item = &'static str>) -> Result<FluentBundle<FluentResource>, Failure> {
    let id: LanguageIdentifier = match lang {
        Lang::En => "en-CA",
        Lang::Fr => "fr-CA",
    }
    .parse()
    .map_err(|e| Failure::broken("naming a language", e))?;
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    for text in texts {
        let resource = FluentResource::try_new(text.to_owned())
            .map_err(|(_, errors)| Failure::broken("reading texts", format!("{} {errors:?}", lang.id())))?;
        bundle.add_resource(resource).map_err(|errors| Failure::broken("joining texts", format!("{} {errors:?}", lang.id())))?;
    }
    Ok(bundle)
}

/// The message ids a Fluent text defines.
#[must_use]
pub fn ids(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|l| l.split_once('=').map(|(id, _)| id.trim().to_owned()))
        .collect()
}
