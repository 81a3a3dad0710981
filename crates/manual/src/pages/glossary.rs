//! The words we use and the notices for clients, open to all: staff, the Board, volunteers,
//! clients (T-006, T-007), in the languages the agency adds. And the page where it adds them.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::words::{Lang, fold};
use base::{Db, Failure, Said};

use super::EDIT;
use crate::deeds::PUBLIC_PAGE_CHANGED;
use crate::model::{Both, Glossary};
use crate::store::public::{Language, Notice};
use crate::store::{self, public};

/// What the public page shows, in one language.
struct Shown {
    /// The tag of the language, and how it is written.
    lang: String,
    dir: &'static str,
    /// The title, the sentence under it, and the language both are in.
    title: String,
    lede: String,
    head_lang: String,
    rows: Vec<(String, String)>,
    notices: Vec<(String, String)>,
    /// Tag, name, whether it is this one.
    langs: Vec<(String, String, bool)>,
    may_edit: bool,
}

#[derive(Template)]
#[template(path = "pages/glossary.html")]
struct Inside {
    page: Page,
    s: Shown,
}

#[derive(Template)]
#[template(path = "pages/glossary_open.html")]
struct Outside {
    page: Page,
    s: Shown,
}

/// GET /glossary: `?lang=ar`; staff see the meanings for staff, and `?for=clients` those for clients.
pub(super) async fn glossary(visit: Visit) -> Result<Response, Failure> {
    let inside = visit.visitor.actor.is_some();
    let for_clients = !inside || visit.query("for").as_deref() == Some("clients");
    let may_edit = visit.may(EDIT, &[]);
    let mut db = visit.read().await?;
    // A language is offered once there is something to read in it.
    let written = public::written(&mut db).await?;
    let added: Vec<Language> = public::languages(&mut db).await?.into_iter().filter(|l| may_edit || written.contains(&l.id)).collect();
    let asked = visit.query("lang").unwrap_or_else(|| visit.lang().id().to_owned());
    let own = Lang::parse(&asked);
    let other = added.iter().find(|l| l.id == asked);
    if own.is_none() && other.is_none() {
        return Err(Failure::Missing);
    }
    let mut rows = match own {
        Some(lang) => words(&mut db, visit.now(), lang, for_clients).await?,
        None => public::words(&mut db, &asked).await?.into_iter().map(|(_, term, meaning)| (term, meaning)).collect(),
    };
    rows.sort_by_cached_key(|(term, _)| fold(term));
    rows.dedup();
    let notices = public::notices(&mut db).await?.into_iter().filter(|n| n.language == asked).map(|n| (n.title, n.words)).collect();
    let heading = if other.is_some() { public::heading(&mut db, &asked).await? } else { None };
    drop(db);
    let mut langs: Vec<(String, String, bool)> = [("en", "English"), ("fr", "Français")].into_iter().map(|(id, name)| (id.to_owned(), name.to_owned(), id == asked)).collect();
    langs.extend(added.iter().map(|l| (l.id.clone(), l.name.clone(), l.id == asked)));
    let dir = if other.is_some_and(|l| l.rtl) { "rtl" } else { "ltr" };
    // The heading in its own words, or in the words of the text's language where we have them, or the reader's.
    let theirs = own.unwrap_or_else(|| visit.lang());
    let say = |id: &str| visit.app.words.say(theirs, id, &[]);
    let head_lang = if heading.is_some() { asked.clone() } else { theirs.id().to_owned() };
    let (title, lede) = heading.unwrap_or_else(|| (say("manual-glossary-title"), say("manual-glossary-lede")));
    // Outside, a text in English or French has everything around it in that language, too.
    let mut page = if inside { visit.page_titled(&title)? } else { visit.speaking(theirs).page_titled(&title)? };
    if own.is_some() {
        // The switch of language is the switch of this page.
        page.back = Some("/glossary".to_owned());
    }
    let s = Shown { lang: asked, dir, title, lede, head_lang, rows, notices, langs, may_edit };
    let html = if inside { Html::draw(&Inside { page, s })? } else { Html::draw(&Outside { page, s })? };
    Ok(html.into_response())
}

async fn words(db: &mut Db, now: base::Moment, lang: Lang, for_clients: bool) -> Result<Vec<(String, String)>, Failure> {
    let mut rows = Vec::new();
    for edition in store::documents(db, now).await? {
        let words = store::content(db, &edition.id).await?;
        rows.extend(words.glossary.iter().flat_map(|g| &g.words).map(|w| {
            let meaning = if for_clients && w.clients != Both::default() { &w.clients } else { &w.meaning };
            (w.term.of(lang).to_owned(), meaning.of(lang).to_owned())
        }));
    }
    Ok(rows)
}

/// The heading and the words of a glossary in alphabetical order.
pub(super) fn sorted(glossary: Option<&Glossary>, lang: Lang) -> Option<(String, Vec<(String, String)>)> {
    let glossary = glossary?;
    let mut rows: Vec<(String, String)> =
        glossary.words.iter().map(|w| (w.term.of(lang).to_owned(), w.meaning.of(lang).to_owned())).collect();
    rows.sort_by_cached_key(|(term, _)| fold(term));
    Some((glossary.title.of(lang).to_owned(), rows))
}

struct NoticeRow {
    id: String,
    /// Language, title, words; for every language there is.
    texts: Vec<(String, String, String, String)>,
}

#[derive(Template)]
#[template(path = "pages/public.html")]
struct Public {
    page: Page,
    errors: Vec<(&'static str, String)>,
    language: Field,
    name: Field,
    rtl: Field,
    langs: Vec<(String, String)>,
    notices: Vec<NoticeRow>,
    /// The language whose words are being written, and each word: English term, English meaning, its term and meaning there.
    now: Option<(String, String, &'static str)>,
    /// Nothing is written in it: the public page does not offer it yet.
    now_hidden: bool,
    /// The heading of the page in that language.
    heading: (String, String),
    words: Vec<(String, String, String, String)>,
}

/// GET /manual/public: `?lang=ar` shows the words in that language.
pub(super) async fn edit(visit: Visit) -> Result<Response, Failure> {
    Ok(edit_page(&visit, &FormState::default()).await?.into_response())
}

async fn edit_page(visit: &Visit, form: &FormState) -> Result<Html, Failure> {
    let may_edit = visit.may(EDIT, &[]);
    let mut db = visit.read().await?;
    // A language is offered once there is something to read in it.
    let written = public::written(&mut db).await?;
    let added: Vec<Language> = public::languages(&mut db).await?.into_iter().filter(|l| may_edit || written.contains(&l.id)).collect();
    let asked = visit.query("lang").unwrap_or_default();
    let current = added.iter().find(|l| l.id == asked).map(|l| (l.id.clone(), l.name.clone(), if l.rtl { "rtl" } else { "ltr" }));
    let mut rows = Vec::new();
    let mut heading = (String::new(), String::new());
    if let Some((id, ..)) = &current {
        heading = public::heading(&mut db, id).await?.unwrap_or_default();
        let there = public::words(&mut db, id).await?;
        let mut own = words(&mut db, visit.now(), Lang::En, true).await?;
        own.sort_by_cached_key(|(term, _)| fold(term));
        rows = own.into_iter().map(|(term, meaning)| {
            let (t, m) = there.iter().find(|(en, ..)| *en == term).map(|(_, t, m)| (t.clone(), m.clone())).unwrap_or_default();
            (term, meaning, t, m)
        }).collect();
    }
    let mut langs: Vec<(String, String)> = vec![("en".into(), "English".into()), ("fr".into(), "Français".into())];
    langs.extend(added.into_iter().map(|l| (l.id, l.name)));
    let all = public::notices(&mut db).await?;
    drop(db);
    let mut ids: Vec<String> = all.iter().map(|n| n.id.clone()).collect();
    ids.dedup();
    ids.push(String::new());
    let text = |id: &String, lang: &String| all.iter().find(|n| n.id == *id && n.language == *lang).map(|n| (n.title.clone(), n.words.clone())).unwrap_or_default();
    let notices = ids.iter().map(|id| NoticeRow {
        id: id.clone(),
        texts: langs.iter().map(|(lang, name)| { let (title, words) = text(id, lang); (lang.clone(), name.clone(), title, words) }).collect(),
    }).collect();
    let field = |name| form.field(&visit.app.words, visit.lang(), name);
    Html::draw(&Public {
        page: visit.page("manual-public-title")?,
        errors: form.errors(&visit.app.words, visit.lang()),
        language: field("language"),
        name: field("name"),
        rtl: field("rtl"),
        now_hidden: current.as_ref().is_some_and(|(id, ..)| !written.contains(id)),
        langs, notices, now: current, heading, words: rows,
    })
}

/// Whether `tag` is a language tag we can put in a page: `ar`, `zh-Hant`.
fn is_tag(tag: &str) -> bool {
    (2..=16).contains(&tag.len()) && tag.split('-').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// POST /manual/public: a language, a notice, or the words in a language.
pub(super) async fn save(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let language = form.text("language").to_owned();
    let step = form.text("step").to_owned();
    if step == "language" {
        form.needed("name");
        if !is_tag(&language) || Lang::parse(&language).is_some() {
            form.wrong("language", Said::plain("manual-public-bad-tag"));
        }
    }
    if !form.is_fine() {
        return Ok(visit.again(edit_page(&visit, &form).await?));
    }
    let mut tx = visit.begin().await?;
    match step.as_str() {
        "language" => public::put_language(&mut tx, &Language { id: language.clone(), name: form.text("name").to_owned(), rtl: form.ticked("rtl") }, visit.now()).await?,
        "notice" => {
            let id = if form.text("id").is_empty() { visit.app.id()? } else { form.text("id").to_owned() };
            for (name, title) in form.pairs().filter(|(name, _)| name.starts_with("title-")) {
                let language = name.trim_start_matches("title-").to_owned();
                let words = form.text(&format!("words-{language}")).to_owned();
                public::put_notice(&mut tx, &Notice { id: id.clone(), language, title: title.trim().to_owned(), words }, visit.now()).await?;
            }
        }
        "heading" if public::languages(&mut tx).await?.iter().any(|l| l.id == language) => {
            public::put_heading(&mut tx, &language, form.text("term"), form.text("meaning")).await?;
        }
        "words" if public::languages(&mut tx).await?.iter().any(|l| l.id == language) => {
            let (terms, there, meanings): (Vec<_>, Vec<_>, Vec<_>) = (form.all("term_en").collect(), form.all("term").collect(), form.all("meaning").collect());
            for ((term_en, term), meaning) in terms.into_iter().zip(there).zip(meanings) {
                public::put_word(&mut tx, &language, term_en, term.trim(), meaning.trim()).await?;
            }
        }
        _ => return Err(Failure::Missing),
    }
    visit.record(&mut tx, &PUBLIC_PAGE_CHANGED, &[], &[("what", &step)]).await?;
    tx.commit().await?;
    let to = if step == "notice" { "/manual/public".to_owned() } else { format!("/manual/public?lang={language}") };
    Ok(visit.go(&to, "manual-flash-public"))
}
