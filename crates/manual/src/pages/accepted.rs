//! Who accepted which edition; and writing down what others accepted on paper or by word of mouth.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{Db, Failure, Said};

use super::ACCEPT_FOR_OTHERS;
use super::agree::text_hash;
use crate::deeds::RULES_ACKNOWLEDGED;
use crate::model::agreed::{Acknowledgement, Agreed, How, agreed};
use crate::model::{Document, Edition};
use crate::store;

struct Row {
    id: String,
    name: String,
    /// "" when they never accepted an edition.
    edition: String,
    when: String,
    /// `yes`, `before` or `never`.
    state: &'static str,
    ticked: bool,
}

struct Past {
    what: String,
    when: String,
    iso: String,
    how: String,
    remark: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "pages/accepted.html")]
struct Accepted {
    page: Page,
    errors: Vec<(&'static str, String)>,
    id: String,
    title: String,
    number: i64,
    rows: Vec<Row>,
    numbers: Vec<(String, usize)>,
    past: Vec<Past>,
    how: Field,
    hows: Vec<(String, String, String)>,
    lang: Field,
    langs: Vec<(String, String, String)>,
    remark: Field,
    people: Field,
}

/// GET /manual/{document}/accepted
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    visit.app.matrix.grant(ACCEPT_FOR_OTHERS, visit.actor()?, &[])?;
    let form = FormState::showing(&[("how", How::Paper.id()), ("lang", visit.lang().id())]);
    Ok(page(&visit, &id, &form).await?.into_response())
}

async fn page(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let (edition, _) = in_force(visit, &mut db, id).await?;
    let number = edition.number.unwrap_or(0);
    let editions = store::editions(&mut db, id).await?;
    let accepted = store::agreed::last_by_person(&mut db, id).await?;
    let here = people::list(&mut db).await?;
    let page = visit.page("manual-accepted-title")?;
    let rows: Vec<Row> = here.iter().map(|person| {
        let given = accepted.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        let state = agreed(given, &editions, number);
        let last = given.iter().rfind(|(n, _)| *n <= number);
        let state = match state {
            Agreed::Yes(_) => "yes",
            Agreed::Before(_) => "before",
            Agreed::Never => "never",
        };
        Row {
            id: person.id.clone(),
            name: person.name.to_string(),
            edition: last.map(|(n, _)| page.t1("manual-edition-n", "number", n)).unwrap_or_default(),
            when: last.map(|(_, at)| page.day(at)).unwrap_or_default(),
            state,
            ticked: form.has("person", &person.id),
        }
    }).collect();
    let count = |state: &str| rows.iter().filter(|r| r.state == state).count();
    let numbers = vec![
        (page.t("manual-agreed-yes"), count("yes")), (page.t("manual-agreed-before"), count("before")), (page.t("manual-agreed-never"), count("never")),
    ];
    let past = past(visit, &mut db, id).await?;
    let field = |name| form.field(&visit.app.words, visit.lang(), name);
    Html::draw(&Accepted {
        errors: form.errors(&visit.app.words, visit.lang()),
        id: id.to_owned(),
        title: edition.title.of(visit.lang()).to_owned(),
        how: field("how"),
        hows: How::FOR_OTHERS.iter().map(|h| (h.id().to_owned(), visit.say(&format!("manual-how-{}", h.id()), &[]), String::new())).collect(),
        lang: field("lang"),
        langs: vec![("en".into(), "English".into(), String::new()), ("fr".into(), "Français".into(), String::new())],
        remark: field("remark"),
        people: field("person"),
        number, rows, numbers, past, page,
    })
}

async fn in_force(visit: &Visit, db: &mut Db, id: &str) -> Result<(Edition, Document), Failure> {
    let edition = store::published(db, id, visit.now()).await?.ok_or(Failure::Missing)?;
    let words = store::content(db, &edition.id).await?;
    Ok((edition, words))
}

/// Everything that was ever accepted, newest first.
async fn past(visit: &Visit, db: &mut Db, id: &str) -> Result<Vec<Past>, Failure> {
    let all = store::agreed::all(db, id).await?;
    let mut ids: Vec<String> = all.iter().flat_map(|(_, a)| std::iter::once(&a.person).chain(&a.by)).cloned().collect();
    ids.sort();
    ids.dedup();
    let names: HashMap<String, String> = people::names(db, &ids).await?;
    let called = |id: &String| names.get(id).cloned().unwrap_or_else(|| visit.say("manual-somebody", &[]));
    Ok(all.iter().map(|(number, a)| {
        let number = number.to_string();
        let language = if a.language.is_empty() { "–" } else { a.language };
        Past {
            what: visit.say("manual-past-accepted", &[("name", &called(&a.person)), ("number", &number), ("lang", language)]),
            when: visit.moment(a.at),
            iso: visit.iso(a.at),
            how: a.by.as_ref().map(|by| visit.say(&format!("manual-past-{}", a.how.id()), &[("name", &called(by))])).unwrap_or_default(),
            remark: a.remark.clone(),
            hash: a.text_hash.clone(),
        }
    }).collect())
}

/// POST /manual/{document}/accepted: for each of these people, at once.
pub(super) async fn write_down(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(ACCEPT_FOR_OTHERS, visit.actor()?, &[])?;
    let who: Vec<String> = form.all("person").map(str::to_owned).collect();
    let remark = form.needed("remark");
    let how = How::parse(form.text("how")).filter(|h| How::FOR_OTHERS.contains(h));
    let lang = Lang::parse(form.text("lang"));
    if who.is_empty() {
        form.wrong("person", Said::plain("manual-nobody-ticked"));
    }
    if how.is_none() {
        form.wrong("how", Said::plain("base-form-needed"));
    }
    let (Some(how), Some(lang), true) = (how, lang, form.is_fine()) else {
        return Ok(visit.again(page(&visit, &id, &form).await?));
    };
    let actor = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    let (edition, words) = in_force(&visit, &mut tx, &id).await?;
    let (number, text_hash) = (edition.number.unwrap_or(0).to_string(), text_hash(&words, lang));
    let here = people::list(&mut tx).await?;
    for person in who.iter().filter(|id| here.iter().any(|p| p.id == **id)) {
        let given = Acknowledgement {
            person: person.clone(), at: visit.now(), language: lang.id(), text_hash: text_hash.clone(), how, by: Some(actor.clone()), remark: remark.clone(),
        };
        store::agreed::acknowledge(&mut tx, &edition, &given).await?;
        let detail = [("number", number.as_str()), ("lang", lang.id()), ("how", how.id())];
        visit.record(&mut tx, &RULES_ACKNOWLEDGED, &[("person", person), ("document", &id)], &detail).await?;
    }
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{id}/accepted"), "manual-flash-written-down"))
}
