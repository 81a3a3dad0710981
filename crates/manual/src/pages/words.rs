//! The list of words of a document, edited in its draft: term, meaning, meaning for clients (T-005 to T-007).

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Failure, Said};

use super::EDIT;
use super::decide::draft_for;
use crate::deeds::OUTLINE_CHANGED;
use crate::model::{Both, Glossary, Word};
use crate::store;

#[derive(Template)]
#[template(path = "pages/words.html")]
struct Words {
    page: Page,
    errors: Vec<(&'static str, String)>,
    document: String,
    title: String,
    /// Number in the list, term, meaning, meaning for clients.
    rows: Vec<(usize, String, String, String)>,
    /// The number of the word in the form; 0 for a new one.
    place: usize,
    term_en: Field,
    term_fr: Field,
    meaning_en: Field,
    meaning_fr: Field,
    clients_en: Field,
    clients_fr: Field,
}

/// GET /manual/{document}/words: `?edit=3` fills the form.
pub(super) async fn show(visit: Visit, Path(document): Path<String>) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let place = visit.query("edit").and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
    let words = kept(&visit, &document).await?;
    let word = place.checked_sub(1).and_then(|at| words.1.get(at).cloned());
    let number = place.to_string();
    let form = word.map_or_else(FormState::default, |w| FormState::showing(&[
        ("place", number.as_str()), ("term_en", &w.term.en), ("term_fr", &w.term.fr), ("meaning_en", &w.meaning.en), ("meaning_fr", &w.meaning.fr),
        ("clients_en", &w.clients.en), ("clients_fr", &w.clients.fr),
    ]));
    Ok(page(&visit, &document, words, &form)?.into_response())
}

/// The title and the words of the draft, or of the edition in force.
async fn kept(visit: &Visit, document: &str) -> Result<(String, Vec<Word>), Failure> {
    let mut db = visit.read().await?;
    let edition = match store::draft(&mut db, document).await? {
        Some(draft) => draft.id().to_owned(),
        None => store::newest(&mut db, document).await?.ok_or(Failure::Missing)?.id,
    };
    let words = store::content(&mut db, &edition).await?;
    Ok((words.title.of(visit.lang()).to_owned(), words.glossary.map(|g| g.words).unwrap_or_default()))
}

fn page(visit: &Visit, document: &str, (title, words): (String, Vec<Word>), form: &FormState) -> Result<Html, Failure> {
    let lang = visit.lang();
    let field = |name| form.field(&visit.app.words, lang, name);
    Html::draw(&Words {
        page: visit.page("manual-words-title")?,
        errors: form.errors(&visit.app.words, lang),
        document: document.to_owned(),
        title,
        rows: words.iter().zip(1_usize..).map(|(w, n)| (n, w.term.of(lang).to_owned(), w.meaning.of(lang).to_owned(), w.clients.of(lang).to_owned())).collect(),
        place: form.text("place").parse().unwrap_or(0),
        term_en: field("term_en"),
        term_fr: field("term_fr"),
        meaning_en: field("meaning_en"),
        meaning_fr: field("meaning_fr"),
        clients_en: field("clients_en"),
        clients_fr: field("clients_fr"),
    })
}

/// POST /manual/{document}/words: puts a word in the draft, or takes it out.
pub(super) async fn save(visit: Visit, Path(document): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let out = form.text("step") == "remove";
    let line = |name: &str| form.text(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let word = Word {
        term: Both::new(line("term_en"), line("term_fr")),
        meaning: Both::new(line("meaning_en"), line("meaning_fr")),
        clients: Both::new(line("clients_en"), line("clients_fr")),
    };
    let place = form.text("place").parse::<usize>().unwrap_or(0);
    if !out {
        for field in ["term_en", "term_fr", "meaning_en", "meaning_fr"] {
            form.needed(field);
        }
        if word.clients.en.is_empty() != word.clients.fr.is_empty() {
            form.wrong(if word.clients.en.is_empty() { "clients_en" } else { "clients_fr" }, Said::plain("base-form-needed"));
        }
        if !form.is_fine() {
            let words = kept(&visit, &document).await?;
            return Ok(visit.again(page(&visit, &document, words, &form)?));
        }
    }
    let mut tx = visit.begin().await?;
    let draft = draft_for(&visit, &mut tx, &document).await?;
    let mut words = store::content(&mut tx, draft.id()).await?;
    let mut glossary = words.glossary.take().unwrap_or_else(|| new_list(&visit));
    match (place.checked_sub(1).filter(|at| *at < glossary.words.len()), out) {
        (Some(at), true) => drop(glossary.words.remove(at)),
        (Some(at), false) => glossary.words.splice(at..=at, [word]).for_each(drop),
        (None, true) => return Err(Failure::Stale),
        (None, false) => glossary.words.push(word),
    }
    if glossary.words.iter().any(|w| w.clients != Both::default()) && glossary.heads.last().is_some_and(|head| *head == Both::default())
        && let Some(head) = glossary.heads.last_mut()
    {
        *head = both(&visit, "manual-words-clients");
    }
    words.glossary = Some(glossary);
    store::put_words(&mut tx, &draft, &words).await?;
    store::add_author(&mut tx, &draft, &visit.actor()?.id).await?;
    let detail = [("step", if out { "remove-word" } else { "put-word" }), ("part", crate::format::GLOSSARY)];
    visit.record(&mut tx, &OUTLINE_CHANGED, &[("document", &document), ("edition", draft.id())], &detail).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{document}/words"), "manual-flash-word-saved"))
}

fn both(visit: &Visit, id: &str) -> Both {
    let say = |lang| visit.app.words.say(lang, id, &[]);
    Both::new(say(base::words::Lang::En), say(base::words::Lang::Fr))
}

fn new_list(visit: &Visit) -> Glossary {
    Glossary { title: both(visit, "manual-glossary-title"), heads: [both(visit, "manual-words-term"), both(visit, "manual-words-meaning"), Both::default()], words: Vec::new() }
}
