//! One's own page: who I am here, and my language.

use axum::response::Response;
use base::web::{Html, Page, Typed, Visit, session};
use base::words::Lang;
use base::Failure;

use super::security::myself;
use super::{languages, role_word, with_cookie};
use crate::deeds::PERSON_CHANGED;
use crate::model::Person;
use crate::store;

/// A year, in seconds.
const LONG: i64 = 365 * 24 * 60 * 60;

#[derive(askama::Template)]
#[template(path = "pages/me.html")]
struct MePage {
    page: Page,
    person: Person,
    roles: String,
    supervisor: String,
    languages: [(&'static str, &'static str, &'static str); 2],
}

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    let visit = &visit;
    let mut read = visit.read().await?;
    let person = myself(visit, &mut read).await?;
    let supervisor = crate::supervisor_of(&mut read, &person.id).await?.map(|p| p.name).unwrap_or_default();
    drop(read);
    Html::draw(&MePage {
        page: visit.page("people-me-title")?,
        roles: person.roles.iter().map(|r| role_word(visit, *r)).collect::<Vec<_>>().join(", "),
        supervisor,
        languages: languages(),
        person,
    })
}

pub async fn choose_language(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let lang = Lang::parse(form.text("language")).ok_or(Failure::Missing)?;
    let mut tx = visit.begin().await?;
    let person = myself(&visit, &mut tx).await?;
    if person.lang != lang {
        store::set_language(&mut tx, &person.id, lang).await?;
        visit.record(&mut tx, &PERSON_CHANGED, &[("person", &person.id)], &[("field", "language")]).await?;
        tx.commit().await?;
    }
    Ok(with_cookie(visit.go("/me", "people-language-chosen"), &session::set_cookie(&visit.app, "kw_lang", lang.id(), LONG)))
}
