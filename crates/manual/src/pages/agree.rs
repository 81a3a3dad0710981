//! Accepting the rules: what changed since one last agreed, the questions, the tick; and
//! writing down that others accepted on paper or by word of mouth (S-006).

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{Db, Failure, Moment, Said};
use sha2::{Digest as _, Sha256};

use super::between::{Called, Change, between};
use super::reading;
use crate::deeds::RULES_ACKNOWLEDGED;
use crate::diff::Piece;
use crate::format;
use crate::model::agreed::{Acknowledgement, Agreed, How, agreed};
use crate::model::{Clause, Document, Edition, Question, Refusal};
use crate::store;

/// At most so many questions on one page.
const QUESTIONS: [&str; 12] = ["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q11", "q12"];

/// One question with its choices: number, words.
struct Asked {
    field: Field,
    ask: String,
    choices: Vec<(String, String, String)>,
    /// The clause it is about: its id, its title.
    clause: (String, String),
}

#[derive(Template)]
#[template(path = "pages/acknowledge.html")]
struct Acknowledge {
    page: Page,
    errors: Vec<(&'static str, String)>,
    agree: Field,
    id: String,
    title: String,
    number: i64,
    /// The edition accepted before; 0 when there was none.
    before: i64,
    accepted: Option<String>,
    changes: Vec<Change>,
    questions: Vec<Asked>,
    text_lang: &'static str,
}

/// What the page and the deed need.
struct Desk {
    edition: Edition,
    words: Document,
    state: Agreed,
    /// The edition accepted before.
    before: Option<Document>,
}

impl Desk {
    async fn load(db: &mut Db, id: &str, person: &str, now: Moment) -> Result<Self, Failure> {
        let edition = store::published(db, id, now).await?.ok_or(Failure::Missing)?;
        let words = store::content(db, &edition.id).await?;
        let editions = store::editions(db, id).await?;
        let accepted = store::agreed::of_person(db, id, person).await?;
        let state = agreed(&accepted, &editions, edition.number.unwrap_or(0));
        let before = match state {
            Agreed::Before(number) => editions.iter().find(|e| e.number == Some(number)),
            _ => None,
        };
        let before = match before {
            Some(edition) => Some(store::content(db, &edition.id).await?),
            None => None,
        };
        Ok(Self { edition, words, state, before })
    }

    /// The questions of the clauses that are new to the reader.
    fn questions(&self) -> Vec<(&Clause, &Question)> {
        let is_new = |id: &str| self.before.as_ref().is_none_or(|old| old.clause(id) != self.words.clause(id));
        self.words.clauses().filter(|c| is_new(&c.id)).flat_map(|c| c.questions.iter().map(move |q| (c, q))).take(QUESTIONS.len()).collect()
    }
}

/// GET /manual/{document}/acknowledge
pub(super) async fn form(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    Ok(page(&visit, &id, &FormState::default()).await?.into_response())
}

async fn page(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let desk = Desk::load(&mut db, id, &visit.actor()?.id, visit.now()).await?;
    let called = Called::load(visit, &mut db, [&desk.words].into_iter().chain(&desk.before)).await?;
    drop(db);
    let lang = reading(visit);
    let page = visit.page("manual-acknowledge-title")?;
    let questions = QUESTIONS.into_iter().zip(desk.questions()).map(|(name, (clause, q))| Asked {
        clause: (clause.id.clone(), clause.title.of(lang).to_owned()),
        field: form.field(&visit.app.words, visit.lang(), name),
        ask: q.ask.of(lang).to_owned(),
        choices: q.choices.iter().zip(1_usize..).map(|(c, n)| (n.to_string(), c.of(lang).to_owned(), String::new())).collect(),
    }).collect();
    Html::draw(&Acknowledge {
        errors: form.errors(&visit.app.words, visit.lang()),
        agree: form.field(&visit.app.words, visit.lang(), "agree"),
        id: id.to_owned(),
        title: desk.edition.title.of(lang).to_owned(),
        number: desk.edition.number.unwrap_or(0),
        before: if let Agreed::Before(number) = desk.state { number } else { 0 },
        accepted: if let Agreed::Yes(at) = desk.state { Some(page.day(&at)) } else { None },
        changes: desk.before.as_ref().map(|old| between(&called, lang, old, &desk.words)).unwrap_or_default(),
        questions,
        text_lang: lang.id(),
        page,
    })
}

/// POST /manual/{document}/acknowledge (S-006)
pub(super) async fn accept(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let person = visit.actor()?.id.clone();
    let lang = Lang::parse(form.text("lang")).unwrap_or_else(|| reading(&visit));
    let mut tx = visit.begin().await?;
    let desk = Desk::load(&mut tx, &id, &person, visit.now()).await?;
    let number = desk.edition.number.unwrap_or(0).to_string();
    // Accepted is what was shown: an edition published meanwhile is read first.
    if !["", number.as_str()].contains(&form.text("number")) {
        return Err(Failure::Stale);
    }
    if !form.ticked("agree") {
        form.wrong(Refusal::NotTicked.field(), Refusal::NotTicked.said());
    }
    for (name, (_, question)) in QUESTIONS.into_iter().zip(desk.questions()) {
        if form.text(name) != question.right.to_string() {
            form.wrong(name, Said::plain("manual-answer-again"));
        }
    }
    if !form.is_fine() {
        drop(tx);
        return Ok(visit.again(page(&visit, &id, &form).await?));
    }
    let given = own(&visit, &desk.words, lang)?;
    store::agreed::acknowledge(&mut tx, &desk.edition, &given).await?;
    let detail = [("number", number.as_str()), ("lang", lang.id())];
    visit.record(&mut tx, &RULES_ACKNOWLEDGED, &[("person", &person), ("document", &id)], &detail).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}"), "manual-flash-acknowledged"))
}

fn own(visit: &Visit, words: &Document, lang: Lang) -> Result<Acknowledgement, Failure> {
    Ok(Acknowledgement {
        person: visit.actor()?.id.clone(),
        at: visit.now(),
        language: lang.id(),
        text_hash: text_hash(words, lang),
        how: How::Own,
        by: None,
        remark: String::new(),
    })
}

/// SHA-256 of the file `keepwell manual export` writes for this text in this language.
pub(super) fn text_hash(words: &Document, lang: Lang) -> String {
    base::ids::hex(&Sha256::digest(format::write(words, lang).as_bytes()))
}

/// POST /manual/accept: several documents at once, each as it was shown: `doc=technology:2`.
pub(super) async fn accept_several(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let person = visit.actor()?.id.clone();
    let lang = visit.lang();
    let ticked: Vec<(String, String)> =
        form.all("doc").filter_map(|d| d.rsplit_once(':')).map(|(id, number)| (id.to_owned(), number.to_owned())).collect();
    if ticked.is_empty() || !form.ticked("agree") {
        return Ok(visit.go("/manual", "manual-flash-none-ticked"));
    }
    let mut tx = visit.begin().await?;
    for (id, number) in ticked {
        let desk = Desk::load(&mut tx, &id, &person, visit.now()).await?;
        if desk.edition.number.unwrap_or(0).to_string() != number {
            return Err(Failure::Stale);
        }
        // Questions are answered on the page of the document.
        if !desk.questions().is_empty() {
            return Ok(visit.go(&format!("/manual/{id}/acknowledge"), "manual-flash-questions-first"));
        }
        store::agreed::acknowledge(&mut tx, &desk.edition, &own(&visit, &desk.words, lang)?).await?;
        let detail = [("number", number.as_str()), ("lang", lang.id())];
        visit.record(&mut tx, &RULES_ACKNOWLEDGED, &[("person", &person), ("document", &id)], &detail).await?;
    }
    tx.commit().await?;
    Ok(visit.go("/manual", "manual-flash-acknowledged"))
}
