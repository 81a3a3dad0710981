//! Search over everything one may see: what is looked for, what was found, and the page.
//!
//! Each slice finds in its own rows, by the same permits as its pages, and says nothing
//! of what it may not show: no line, no count. Capitals, accents and the writing of a
//! telephone number make no difference; the beginning of a word is enough.
//!
//! There is no index that outlives a request, so nothing sealed lies open beside its table.

use crate::access::Actor;
use crate::app::App;
use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;
use crate::slice::Soon;
use crate::web::{Html, Page, Visit};
use crate::words::{Lang, fold};

/// Lines of one kind on the page.
pub const MOST: usize = 10;

/// Longest text and most words looked for.
const LONGEST: usize = 100;
const MOST_WORDS: usize = 6;

/// Finds what this actor may see.
pub type FindsFn = for<'a> fn(&'a mut Db, &'a App, &'a Actor, &'a Sought) -> Soon<'a, Vec<Found>>;

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Sought {
    /// Folded words.
    pub words: Vec<String>,
    /// The digits, when nothing but a telephone number was typed.
    pub digits: String,
    pub lang: Lang,
    pub now: Moment,
}

/// One thing found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The text of the heading it stands under.
    pub kind: &'static str,
    pub icon: &'static str,
    pub title: String,
    pub words: String,
    pub href: String,
}

impl Sought {
    #[must_use]
    pub fn new(text: &str, lang: Lang, now: Moment) -> Self {
        let text: String = text.chars().take(LONGEST).collect();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_number = digits.len() >= 3 && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-().".contains(c));
        let folded = fold(&text);
        let words = parts(&folded).take(MOST_WORDS).map(str::to_owned).collect();
        Self { words, digits: if is_number { digits } else { String::new() }, lang, now }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word looked for begins a word of `text`; "oneil" begins O’Neil as well.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        let folded = fold(text);
        let joined = without_apostrophes(&folded);
        !self.is_empty() && self.words.iter().all(|wanted| parts(&folded).chain(parts(&joined)).any(|word| word.starts_with(wanted.as_str())))
    }

    /// Whether a telephone number is the one looked for, in any writing.
    #[must_use]
    pub fn fits_number(&self, dialled: &str) -> bool {
        !self.digits.is_empty() && dialled.chars().filter(char::is_ascii_digit).collect::<String>().contains(&self.digits)
    }
}

/// A text as it is typed by whoever leaves the apostrophes out.
#[must_use]
pub fn without_apostrophes(text: &str) -> String {
    text.chars().filter(|c| !"'’".contains(*c)).collect()
}

/// The words of a folded text.
fn parts(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

struct Group {
    id: &'static str,
    title: String,
    found: Vec<Found>,
}

#[derive(askama::Template)]
#[template(path = "search.html")]
struct SearchPage {
    page: Page,
    typed: String,
    groups: Vec<Group>,
}

/// `GET /search?q=`
pub(crate) async fn show(visit: Visit) -> Result<Html, Failure> {
    let typed: String = visit.query("q").unwrap_or_default().trim().chars().take(LONGEST).collect();
    let sought = Sought::new(&typed, visit.lang(), visit.now());
    let groups = if sought.is_empty() { Vec::new() } else { groups(&visit, &sought).await? };
    Html::draw(&SearchPage { page: visit.page("base-search-title")?, typed, groups })
}

async fn groups(visit: &Visit, sought: &Sought) -> Result<Vec<Group>, Failure> {
    let actor = visit.actor()?;
    let mut db = visit.read().await?;
    let mut groups: Vec<Group> = Vec::new();
    for finds in visit.app.slices.iter().filter_map(|slice| slice.finds) {
        for found in finds(&mut db, &visit.app, actor, sought).await? {
            let at = groups.iter().position(|group| group.id == found.kind).unwrap_or_else(|| {
                groups.push(Group { id: found.kind, title: visit.say(found.kind, &[]), found: Vec::new() });
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(at).filter(|group| group.found.len() < MOST) {
                group.found.push(found);
            }
        }
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::{Lang, Moment, Sought};

    fn sought(text: &str) -> Sought {
        Sought::new(text, Lang::En, Moment(0))
    }

    #[test]
    fn the_beginning_of_each_word_is_enough() {
        for (typed, text, fits) in [
            ("elo", "Élodie Roy", true),
            ("ROY él", "Élodie Roy", true),
            ("lodie", "Élodie Roy", false),
            ("œuv", "Les oeuvres", true),
            ("oneil", "D'Arcy-O’Neil", true),
            ("o'neil", "D'Arcy-O’Neil", true),
            ("d’arcy", "D'Arcy-O’Neil", true),
            ("darcyo", "D'Arcy-O’Neil", false),
            ("ph-014", "PH-014", true),
            ("014", "PH-014", true),
            ("ben@exam", "ben@example.org", true),
            ("", "anything", false),
            ("  - ", "anything", false),
        ] {
            assert_eq!(sought(typed).fits(text), fits, "{typed} in {text}");
        }
    }

    #[test]
    fn a_number_is_found_in_any_writing() {
        for typed in ["416-555-0114", "(416) 555 0114", "4165550114", "555.0114"] {
            assert!(sought(typed).fits_number("416-555-0114"), "{typed}");
        }
        for typed in ["14", "PH-0114", "416-555-0115"] {
            assert!(!sought(typed).fits_number("416-555-0114"), "{typed}");
        }
    }
}
