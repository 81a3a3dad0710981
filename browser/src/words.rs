//! The words on the pages, by the ids under which the slices keep them.
//!
//! The journey presses "Publish" or « Publier » by what the page says; where a
//! text moves to other words, the tests follow. What people must be able to
//! read is asserted in plain letters in the journey itself.

use std::path::Path;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{Context, Lang, Result, bail, project};

/// Every text of one language.
pub struct Words(FluentBundle<FluentResource>);

impl Words {
    /// Reads the texts of all slices.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn of(lang: Lang) -> Result<Self> {
        let id: LanguageIdentifier = lang.pick("en-CA", "fr-CA").parse().context("naming a language")?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        gather(&project().join("crates"), &format!("{}.ftl", lang.id()), &mut bundle)?;
        Ok(Self(bundle))
    }

    /// The words of `id`, with what stands in its gaps.
    ///
    /// # Errors
    /// When there is no such text.
    pub fn with(&self, id: &str, gaps: &[(&str, &str)]) -> Result<String> {
        let pattern = self.0.get_message(id).and_then(|m| m.value()).with_context(|| format!("no slice says {id}"))?;
        let mut given = FluentArgs::new();
        for (name, value) in gaps {
            let value = value.parse::<i64>().map_or_else(|_| FluentValue::from((*value).to_owned()), FluentValue::from);
            given.set((*name).to_owned(), value);
        }
        let mut wrong = Vec::new();
        let words = self.0.format_pattern(pattern, Some(&given), &mut wrong).into_owned();
        if !wrong.is_empty() {
            bail!("{id} has other gaps than {gaps:?}: {wrong:?}");
        }
        Ok(words)
    }

    /// The words of `id`.
    ///
    /// # Errors
    /// When there is no such text.
    pub fn say(&self, id: &str) -> Result<String> {
        self.with(id, &[])
    }
}

fn gather(folder: &Path, end: &str, bundle: &mut FluentBundle<FluentResource>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry.context("reading a folder")?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            gather(&path, end, bundle)?;
        } else if name.ends_with(end) {
            let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            let Ok(resource) = FluentResource::try_new(text) else { bail!("{} is not Fluent", path.display()) };
            if bundle.add_resource(resource).is_err() {
                bail!("{} says an id again", path.display());
            }
        }
    }
    Ok(())
}

/// One kind of space, one kind of apostrophe: what two texts that look the same have in common.
#[must_use]
pub fn plain(text: &str) -> String {
    let one_kind = |c: char| if c == '\u{2019}' { '\'' } else { c };
    let spoken = |c: &char| !matches!(c, '\u{2068}' | '\u{2069}' | '\u{200e}' | '\u{200f}');
    let text: String = text.chars().map(one_kind).filter(spoken).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_words() {
        for lang in [Lang::En, Lang::Fr] {
            let words = Words::of(lang).unwrap();
            assert!(!words.say("base-sign-out").unwrap().is_empty());
            assert!(words.say("no-such-words").is_err());
        }
    }

    #[test]
    fn spaces_and_apostrophes_do_not_matter() {
        assert_eq!(plain("« l\u{2019}été\u{a0}»\n !"), plain("« l'été » !"));
    }
}
