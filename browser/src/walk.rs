//! A walk over every page: whoever is signed in follows each link once, and
//! every page on the way is looked over. The doors are those of `access.toml`, so
//! a page that is added later is walked to by itself, or missed in plain words.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::json;

use crate::visitor::Visitor;
use crate::{Context, Result, project};

/// The links of the page in hand: ours, and none that only fetches a file.
const LINKS: &str = r"
return [...new Set([...document.querySelectorAll('a[href]:not([download])')].map((a) => new URL(a.href))
  .filter((u) => u.origin === location.origin).map((u) => u.pathname + u.search))];
";

/// What of a query makes another page of it; the rest only narrows or turns the leaf.
const TELLING: [&str; 4] = ["by", "lang", "form", "q"];

/// The paths of all GET routes, as `access.toml` has them.
///
/// # Errors
/// When the file cannot be read.
pub fn doors() -> Result<Vec<String>> {
    let text = std::fs::read_to_string(project().join("access.toml")).context("reading access.toml")?;
    Ok(text.split('"').filter_map(|word| word.strip_prefix("GET ").map(str::to_owned)).collect())
}

/// The door a path leads to: of those that fit, the one with the most words of its own.
fn door_of<'d>(doors: &'d [String], path: &str) -> Option<&'d str> {
    let parts: Vec<_> = path.split('/').collect();
    let fits = |door: &&String| {
        let words: Vec<_> = door.split('/').collect();
        words.len() == parts.len() && words.iter().zip(&parts).all(|(word, part)| word == part || (word.starts_with('{') && !part.is_empty()))
    };
    doors.iter().filter(fits).min_by_key(|door| door.matches('{').count()).map(String::as_str)
}

/// A walk under way.
pub struct Walk {
    doors: Vec<String>,
    /// Which pages were seen: a door, and what of its query makes it another page.
    seen: BTreeSet<String>,
    reached: BTreeMap<String, String>,
}

impl Walk {
    /// # Errors
    /// When `access.toml` cannot be read.
    pub fn new() -> Result<Self> {
        Ok(Self { doors: doors()?, seen: BTreeSet::new(), reached: BTreeMap::new() })
    }

    /// The doors nobody came to.
    #[must_use]
    pub fn missed(&self) -> Vec<&str> {
        self.doors.iter().map(String::as_str).filter(|door| !self.reached.contains_key(*door)).collect()
    }

    /// How many pages were looked over.
    #[must_use]
    pub fn count(&self) -> usize {
        self.seen.len()
    }

    /// The page's key, or nothing when it is no page of ours. Pages in `own` look different to each person.
    fn key(&self, path: &str, own: &[&str], who: &str) -> Option<String> {
        let (bare, query) = path.split_once('?').unwrap_or((path, ""));
        let door = door_of(&self.doors, bare)?;
        let mut marks: Vec<_> = query.split('&').filter(|pair| TELLING.contains(&pair.split('=').next().unwrap_or_default())).collect();
        marks.sort_unstable();
        let whose = if own.contains(&door) { who } else { "" };
        Some([door, whose, &marks.join("&")].join(" ").trim().to_owned())
    }

    /// A page that answers with an error, as it must: looked over, not followed.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn refused(&mut self, at: &Visitor, path: &str, name: &str) -> Result<()> {
        at.open(path).await?;
        at.forget_console().await?;
        self.seen.insert(path.to_owned());
        if let Some(door) = door_of(&self.doors, path.split('?').next().unwrap_or_default()) {
            self.reached.entry(door.to_owned()).or_default();
        }
        at.look_over(name).await
    }

    /// `who` begins at these paths and follows every link that leads to a page not seen yet.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn follow(&mut self, at: &Visitor, who: &str, from: &[&str], own: &[&str]) -> Result<()> {
        let mut next: VecDeque<String> = from.iter().map(|p| (*p).to_owned()).collect();
        while let Some(path) = next.pop_front() {
            let Some(key) = self.key(&path, own, who) else { continue };
            if !self.seen.insert(key.clone()) {
                continue;
            }
            at.open(&path).await?;
            // A link to a file leaves the page before in place.
            if door_of(&self.doors, &at.path().await?) != door_of(&self.doors, path.split('?').next().unwrap_or_default()) {
                self.reached.entry(key).or_insert_with(|| who.to_owned());
                continue;
            }
            let door = key.split(' ').next().unwrap_or_default().to_owned();
            self.reached.entry(door).or_insert_with(|| who.to_owned());
            let name = name_of(&key, who);
            let links = at.look(LINKS, vec![]).await?;
            at.look_over(&name).await?;
            for link in links.as_array().into_iter().flatten().filter_map(|l| l.as_str()) {
                next.push_back(link.to_owned());
            }
        }
        Ok(())
    }
}

/// A page's name for notes and pictures: `phones-phone-apps`, by whom if it differs.
fn name_of(key: &str, who: &str) -> String {
    let words: Vec<_> = key.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let name = if words.is_empty() || words == [who] { format!("home {who}") } else { words.join("-") };
    name.trim().replace(' ', "-")
}

impl Visitor {
    /// Signs in at a fresh browser: nobody's cookies, in the language of this visitor.
    ///
    /// # Errors
    /// When the sign-in does not lead in.
    pub async fn sign_in(&self, email: &str, passphrase: &str) -> Result<()> {
        self.stranger().await?;
        self.come_in(email, passphrase).await
    }

    /// Signs in; nobody is signed in here.
    ///
    /// # Errors
    /// When the sign-in does not lead in.
    pub async fn come_in(&self, email: &str, passphrase: &str) -> Result<()> {
        self.open("/sign-in").await?;
        self.fill("email", email).await?;
        self.fill("passphrase", passphrase).await?;
        self.press_in("main", &self.words.say("people-sign-in")?).await?;
        self.settles_at("/").await
    }

    /// Forgets who was here, and asks for pages in our language.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn stranger(&self) -> Result<()> {
        self.open("/sign-in").await?;
        self.chrome.driver.delete_all_cookies().await.context("forgetting the cookies")?;
        self.look("document.cookie = `kw_lang=${arguments[0]}; path=/`;", vec![json!(self.lang.id())]).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_door_with_the_most_words() {
        let doors: Vec<String> = ["/people/{person}", "/people/new", "/"].map(str::to_owned).to_vec();
        assert_eq!(door_of(&doors, "/people/new"), Some("/people/new"));
        assert_eq!(door_of(&doors, "/people/ben"), Some("/people/{person}"));
        assert_eq!(door_of(&doors, "/"), Some("/"));
        assert_eq!(door_of(&doors, "/people/ben/roles"), None);
    }

    #[test]
    fn every_door_of_the_house_is_known() {
        assert!(doors().unwrap().len() > 60);
    }
}
