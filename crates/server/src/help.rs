//! The help pages: the guide of `docs/guide`, in the program itself. Its index says the order, and what each page is for.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::Path;
use base::slice::{OPEN_TO_ALL, Texts, get};
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{Failure, Slice};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A text of the guide, in English and in French.
macro_rules! guide {
    ($name:literal) => {
        ($name, [include_str!(concat!("../../../docs/guide/en/", $name, ".md")), include_str!(concat!("../../../docs/guide/fr/", $name, ".md"))])
    };
}

const INDEX: (&str, [&str; 2]) = guide!("README");

const GUIDE: &[(&str, [&str; 2])] = &[
    guide!("today"),
    guide!("sign-in"),
    guide!("me"),
    guide!("custody"),
    guide!("passcode"),
    guide!("offsite"),
    guide!("conversation"),
    guide!("manual"),
    guide!("standing"),
    guide!("trail"),
    guide!("who-may-do-what"),
    guide!("setup"),
    guide!("import"),
    guide!("teams"),
    guide!("leaving"),
    guide!("bill"),
    guide!("bill-profiles"),
    guide!("configure"),
    guide!("safe"),
    guide!("machine"),
    guide!("backup"),
    guide!("keys"),
];

struct Topic {
    name: &'static str,
    /// (title, body) in English and in French, drawn once.
    drawn: [(String, String); 2],
}

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| GUIDE.iter().map(|(name, texts)| Topic { name, drawn: texts.map(draw) }).collect());

/// What belongs together: its heading, and (address, title, what it is for) of each page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    heading: String,
    pages: Vec<(String, String, String)>,
}

static GROUPS: LazyLock<[Vec<Group>; 2]> = LazyLock::new(|| INDEX.1.map(groups));

/// The help pages as a slice.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "help",
        routes: vec![get("/help", OPEN_TO_ALL, index), get("/help/{topic}", OPEN_TO_ALL, show)],
        texts: Texts { en: include_str!("texts.en.ftl"), fr: include_str!("texts.fr.ftl") },
        ..Slice::default()
    }
}

const fn in_lang<T>([en, fr]: &[T; 2], lang: Lang) -> &T {
    match lang {
        Lang::En => en,
        Lang::Fr => fr,
    }
}

/// The index of the guide: `**heading**`, then `- [title](page.md), what it is for`.
fn groups(index: &str) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    for line in index.lines() {
        if let Some(heading) = line.strip_prefix("**").and_then(|l| l.strip_suffix("**")) {
            found.push(Group { heading: heading.to_owned(), pages: Vec::new() });
        } else if let Some((title, rest)) = line.strip_prefix("- [").and_then(|l| l.split_once("]("))
            && let Some((page, words)) = rest.split_once(".md)")
            && let Some(group) = found.last_mut()
        {
            group.pages.push((format!("/help/{page}"), title.to_owned(), sentence(words)));
        }
    }
    found
}

/// What follows a title, beginning as a line of its own does.
fn sentence(words: &str) -> String {
    let words = words.trim_start_matches([',', ':', ' ', '\u{a0}']);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A guide page to its title and safe HTML: pictures stay in the repository, links go to
/// our own pages, and what leads into the repository is words only.
fn draw(markdown: &str) -> (String, String) {
    let title = markdown.lines().find_map(|l| l.strip_prefix("# ")).unwrap_or("").to_owned();
    let kept = |l: &&str| !l.starts_with("# ") && !["![", "<picture>"].iter().any(|p| l.trim_start().starts_with(p));
    let body = markdown.lines().filter(kept).collect::<Vec<_>>().join("\n");
    let mut leads = false;
    let events = Parser::new_ext(&body, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let to = address(&dest_url);
            leads = to.is_some();
            to.map(|to| Event::Start(Tag::Link { link_type, dest_url: to.into(), title, id }))
        }
        Event::End(TagEnd::Link) => leads.then_some(event),
        event => Some(event),
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    (title, ammonia::Builder::default().add_generic_attributes(["id"]).clean(&html).to_string())
}

/// Where a link of the guide leads in the program; `None` for what is in the repository only.
fn address(link: &str) -> Option<String> {
    if link.starts_with("https://") {
        return Some(link.to_owned());
    }
    let page = link.split('#').next()?.strip_suffix(".md")?;
    GUIDE.iter().any(|(name, _)| *name == page).then(|| format!("/help/{page}"))
}
#[derive(Template)]
#[template(path = "help.html")]
struct Inside {
    page: Page,
    help: Help,
}

#[derive(Template)]
#[template(path = "help_open.html")]
struct Outside {
    page: Page,
    help: Help,
}

/// What is shown: what there is, or the body of one page.
struct Help {
    groups: &'static [Group],
    heading: String,
    body: String,
}

impl Help {
    fn draw(self, visit: &Visit, page: Page) -> Result<Html, Failure> {
        let inside = visit.visitor.actor.is_some() && !visit.is_confined();
        if inside { Html::draw(&Inside { page, help: self }) } else { Html::draw(&Outside { page, help: self }) }
    }
}

async fn index(visit: Visit) -> Result<Html, Failure> {
    let page = visit.page("help-title")?;
    Help { groups: in_lang::<Vec<Group>>(&GROUPS, visit.lang()), heading: page.title.clone(), body: String::new() }.draw(&visit, page)
}

async fn show(visit: Visit, Path(name): Path<String>) -> Result<Html, Failure> {
    let topic = TOPICS.iter().find(|t| t.name == name).ok_or(Failure::Missing)?;
    let (heading, body) = in_lang(&topic.drawn, visit.lang()).clone();
    let page = visit.page_titled(&heading)?;
    Help { groups: &[], heading, body }.draw(&visit, page)
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, GUIDE, Group, TOPICS, address, groups};

    #[test]
    fn the_index_of_the_help_is_that_of_the_guide_and_leads_to_every_page() {
        for lang in &*GROUPS {
            let pages: Vec<&str> = lang.iter().flat_map(|g| &g.pages).map(|(href, ..)| href.trim_start_matches("/help/")).collect();
            assert_eq!(pages, GUIDE.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        }
        let one = groups("# Guide\n\n**Phones**\n\n- [Hand out](custody.md), and take back\n- [Change](passcode.md)\n");
        let page = |href: &str, title: &str, words: &str| (href.to_owned(), title.to_owned(), words.to_owned());
        assert_eq!(one, [Group { heading: "Phones".to_owned(), pages: vec![page("/help/custody", "Hand out", "And take back"), page("/help/passcode", "Change", "")] }]);
    }

    #[test]
    fn a_link_of_a_help_page_leads_to_a_help_page_or_is_words_only() {
        for topic in &*TOPICS {
            for (title, body) in &topic.drawn {
                let links: Vec<&str> = body.split("<a href=\"").skip(1).filter_map(|l| l.split('"').next()).collect();
                let lost: Vec<&&str> = links.iter().filter(|l| !l.starts_with("https://") && !TOPICS.iter().any(|t| **l == format!("/help/{}", t.name))).collect();
                assert!(!title.is_empty() && lost.is_empty(), "{}: {lost:?}", topic.name);
            }
        }
        assert_eq!((address("me.md#x"), address("../../samples/README.md"), address("gone.md")), (Some("/help/me".to_owned()), None, None));
        assert!(TOPICS.iter().any(|t| t.drawn.iter().all(|(_, body)| body.contains("/help/"))));
    }
}
