//! The help pages: the guide of `docs/guide`, in the program itself.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::Path;
use base::slice::{OPEN_TO_ALL, Texts, get};
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{Failure, Slice};

/// Name, English, French: in the order of the journey.
const GUIDE: &[(&str, &str, &str)] = &[
    ("setup", include_str!("../../../docs/guide/en/setup.md"), include_str!("../../../docs/guide/fr/setup.md")),
    ("safe", include_str!("../../../docs/guide/en/safe.md"), include_str!("../../../docs/guide/fr/safe.md")),
    ("machine", include_str!("../../../docs/guide/en/machine.md"), include_str!("../../../docs/guide/fr/machine.md")),
    ("configure", include_str!("../../../docs/guide/en/configure.md"), include_str!("../../../docs/guide/fr/configure.md")),
    ("backup", include_str!("../../../docs/guide/en/backup.md"), include_str!("../../../docs/guide/fr/backup.md")),
    ("keys", include_str!("../../../docs/guide/en/keys.md"), include_str!("../../../docs/guide/fr/keys.md")),
    ("today", include_str!("../../../docs/guide/en/today.md"), include_str!("../../../docs/guide/fr/today.md")),
    ("sign-in", include_str!("../../../docs/guide/en/sign-in.md"), include_str!("../../../docs/guide/fr/sign-in.md")),
    ("import", include_str!("../../../docs/guide/en/import.md"), include_str!("../../../docs/guide/fr/import.md")),
    ("custody", include_str!("../../../docs/guide/en/custody.md"), include_str!("../../../docs/guide/fr/custody.md")),
    ("passcode", include_str!("../../../docs/guide/en/passcode.md"), include_str!("../../../docs/guide/fr/passcode.md")),
    ("offsite", include_str!("../../../docs/guide/en/offsite.md"), include_str!("../../../docs/guide/fr/offsite.md")),
    ("conversation", include_str!("../../../docs/guide/en/conversation.md"), include_str!("../../../docs/guide/fr/conversation.md")),
    ("manual", include_str!("../../../docs/guide/en/manual.md"), include_str!("../../../docs/guide/fr/manual.md")),
    ("trail", include_str!("../../../docs/guide/en/trail.md"), include_str!("../../../docs/guide/fr/trail.md")),
    ("standing", include_str!("../../../docs/guide/en/standing.md"), include_str!("../../../docs/guide/fr/standing.md")),
];

struct Topic {
    name: &'static str,
    /// (title, body) in English and in French, drawn once.
    drawn: [(String, String); 2],
}

static TOPICS: LazyLock<Vec<Topic>> =
    LazyLock::new(|| GUIDE.iter().map(|(name, en, fr)| Topic { name, drawn: [draw(en), draw(fr)] }).collect());

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

impl Topic {
    fn in_lang(&self, lang: Lang) -> &(String, String) {
        let [en, fr] = &self.drawn;
        match lang {
            Lang::En => en,
            Lang::Fr => fr,
        }
    }
}

/// A guide page to its title and safe HTML; pictures stay in the repository, links go to our own pages.
fn draw(markdown: &str) -> (String, String) {
    let title = markdown.lines().find_map(|l| l.strip_prefix("# ")).unwrap_or("").to_owned();
    let body: String = markdown
        .lines()
        .filter(|l| !l.starts_with("# ") && !["![", "<picture>"].iter().any(|p| l.trim_start().starts_with(p)))
        .map(|l| l.replace(".md)", ")"))
        .collect::<Vec<_>>()
        .join("\n");
    let options = pulldown_cmark::Options::ENABLE_TABLES;
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(&body, options));
    (title, ammonia::clean(&html).replace("<a href=\"", "<a href=\"/help/").replace("href=\"/help/http", "href=\"http"))
}

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    page: Page,
    topics: Vec<(String, String)>,
    heading: String,
    body: String,
}

async fn index(visit: Visit) -> Result<Html, Failure> {
    let page = visit.page("help-title")?;
    let topics = TOPICS.iter().map(|t| (format!("/help/{}", t.name), t.in_lang(visit.lang()).0.clone())).collect();
    let heading = page.title.clone();
    Html::draw(&Help { page, topics, heading, body: String::new() })
}

async fn show(visit: Visit, Path(name): Path<String>) -> Result<Html, Failure> {
    let topic = TOPICS.iter().find(|t| t.name == name).ok_or(Failure::Missing)?;
    let (title, body) = topic.in_lang(visit.lang()).clone();
    let page = visit.page_titled(&title)?;
    Html::draw(&Help { page, topics: Vec::new(), heading: title, body })
}
