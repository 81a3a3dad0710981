//! Correcting what is kept about somebody: name, e-mail, language, kind of person.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::words::Lang;
use base::web::{FormState, Html, Page, Typed, Visit};
use base::{Failure, Said};

use super::person::{here, path, permitted};
use super::{FormView, beside, languages, letters};
use crate::acts;
use crate::deeds::PERSON_CHANGED;
use crate::model::belonging::{Kind, What};
use crate::model::{Email, Person, PersonName, Refusal};
use crate::store;

#[derive(askama::Template)]
#[template(path = "pages/profile.html")]
struct ProfilePage {
    page: Page,
    person: Person,
    form: FormView,
    kinds: Vec<(&'static str, String)>,
    languages: [(&'static str, &'static str, &'static str); 2],
    /// Whether a new e-mail would be taken from this visitor.
    may_move: bool,
}

pub async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let mut read = visit.read().await?;
    let person = here(permitted(&visit, &mut read, "correct-people", &id).await?)?;
    let kind = kind_of(&mut read, &visit, &id).await?;
    let kept = kept(&person, kind);
    let seen: Vec<(&str, &str)> = kept.iter().flat_map(|k| [(k.field, k.value.as_str()), (k.seen, k.value.as_str())]).collect();
    let form = FormState::showing(&seen);
    let may_move = may_move(&mut read, &visit, &id).await?;
    drop(read);
    Ok(draw(&visit, person, form, may_move)?.into_response())
}

async fn kind_of(db: &mut base::Db, visit: &Visit, id: &str) -> Result<Option<Kind>, Failure> {
    let spans = store::spans::of_at(db, id, visit.now()).await?;
    Ok(spans.into_iter().find(|s| s.what == What::Kind).and_then(|s| Kind::parse(&s.which)))
}

/// Whoever has a passphrase gets their links by e-mail alone, so a new e-mail is a
/// way in: only a director changes it then, and a letter goes to the old address.
async fn may_move(db: &mut base::Db, visit: &Visit, id: &str) -> Result<bool, Failure> {
    Ok(visit.may("move-emails", &[]) || store::keys::passphrase(db, id).await?.is_none())
}

fn draw(visit: &Visit, person: Person, form: FormState, may_move: bool) -> Result<Html, Failure> {
    Html::draw(&ProfilePage {
        page: visit.page_titled(&person.name)?,
        form: FormView::of(visit, form),
        kinds: Kind::ALL.map(|k| (k.id(), visit.say(&format!("people-kind-{}", k.id()), &[]))).into(),
        languages: languages(),
        may_move,
        person,
    })
}

/// What is kept in one field, and the field that carries what the page showed there.
struct Kept {
    field: &'static str,
    seen: &'static str,
    value: String,
}

fn kept(person: &Person, kind: Option<Kind>) -> [Kept; 4] {
    let one = |field, seen, value: &str| Kept { field, seen, value: value.to_owned() };
    [
        one("name", "seen_name", &person.name),
        one("email", "seen_email", &person.email),
        one("language", "seen_language", person.lang.id()),
        one("kind", "seen_kind", kind.map_or("", Kind::id)),
    ]
}

/// The form again with what changed since the page was drawn, and what to say of it beside the fields; nothing where
/// nothing did. What was typed stays; a field nobody touched here takes the new value.
fn meanwhile(form: &FormState, kept: &[Kept]) -> Option<(FormState, Vec<(&'static str, String)>)> {
    let was_seen = |k: &&Kept| form.pairs().any(|(name, _)| name == k.seen);
    let changed: Vec<&Kept> = kept.iter().filter(was_seen).filter(|k| form.value(k.seen) != k.value && form.text(k.field) != k.value).collect();
    if changed.is_empty() {
        return None;
    }
    let now = |name: &str, value: &str| {
        let seen = kept.iter().find(|k| k.seen == name);
        let untouched = changed.iter().find(|k| k.field == name && value == form.value(k.seen)).copied();
        seen.or(untouched).map_or_else(|| value.to_owned(), |k| k.value.clone())
    };
    let pairs = form.pairs().map(|(name, value)| (name.to_owned(), now(name, value))).collect();
    Some((FormState::of(pairs), changed.iter().map(|k| (k.field, k.value.clone())).collect()))
}

/// A kept value as people read it.
fn in_words(visit: &Visit, field: &str, value: &str) -> String {
    match field {
        "language" => languages().iter().find(|(id, ..)| *id == value).map_or_else(|| value.to_owned(), |(_, words, _)| (*words).to_owned()),
        "kind" => Kind::parse(value).map_or_else(String::new, |k| visit.say(&format!("people-kind-{}", k.id()), &[])),
        _ => value.to_owned(),
    }
}

struct Answers {
    name: PersonName,
    email: Email,
    lang: Lang,
    kind: Kind,
}

fn answers(form: &mut FormState, before: &Person, may_move: bool) -> Option<Answers> {
    let name = PersonName::parse(form.text("name"));
    let name = beside(form, "name", name);
    let email = Email::parse(form.text("email"));
    let email = beside(form, "email", email);
    if !may_move && email.as_ref().is_some_and(|e| e.text() != before.email) {
        form.wrong("email", Said::plain("people-refused-move"));
    }
    let (lang, kind) = (Lang::parse(form.text("language")), Kind::parse(form.text("kind")));
    for (field, missing) in [("language", lang.is_none()), ("kind", kind.is_none())] {
        if missing {
            form.wrong(field, Said::plain("people-setup-choose"));
        }
    }
    if !form.is_fine() {
        return None;
    }
    Some(Answers { name: name?, email: email?, lang: lang?, kind: kind? })
}

pub async fn correct(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let person = here(permitted(&visit, &mut tx, "correct-people", &id).await?)?;
    let may_move = may_move(&mut tx, &visit, &id).await?;
    let kind = kind_of(&mut tx, &visit, &id).await?;
    if let Some((mut form, changed)) = meanwhile(&form, &kept(&person, kind)) {
        drop(tx);
        for (field, now) in changed {
            form.wrong(field, Said::plain("people-changed-meanwhile").with("now", in_words(&visit, field, &now)));
        }
        return Ok(visit.again(draw(&visit, person, form, may_move)?));
    }
    let read = answers(&mut form, &person, may_move);
    let taken = match &read {
        Some(new) => store::find_by_email(&mut tx, &new.email.folded()).await?.is_some_and(|other| other.id != id),
        None => false,
    };
    if taken {
        form.wrong("email", Refusal::EmailTaken.said());
    }
    let (Some(new), false) = (read, taken) else {
        drop(tx);
        return Ok(visit.again(draw(&visit, person, form, may_move)?));
    };
    store::correct(&mut tx, &id, &new.name, &new.email, new.lang).await?;
    let changed = [("name", new.name.text() != person.name), ("email", new.email.text() != person.email), ("language", new.lang != person.lang)];
    for (field, _) in changed.iter().filter(|(_, changed)| *changed) {
        visit.record(&mut tx, &PERSON_CHANGED, &[("person", &id)], &[("field", field)]).await?;
    }
    acts::set_kind(&visit.app, &mut tx, Some(&visit.actor()?.id), &id, new.kind).await?;
    if new.email.folded() != crate::model::fold_email(&person.email) {
        // A link in a letter to the old address is a way in for whoever reads it there.
        store::keys::void_invitations(&mut tx, &id, visit.now()).await?;
        let moved = Person { email: new.email.text().to_owned(), ..person.clone() };
        for somebody in [&person, &moved] {
            letters::warn(&visit.app, &mut tx, somebody, "people-letter-moved-subject", "people-letter-moved-body").await?;
        }
    }
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&path(&id), "people-corrected"))
}
