//! Invitations: which links wait, how one ends, the printed slip, and the short
//! code on it that can be typed in place of the link.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::web::attempts::{Most, Outer};
use base::web::confirm::{self, Question};
use base::web::form::encode;
use base::web::{FormState, Html, Page, Typed, Visit, to};
use base::words::{Lang, moment_in_words};
use base::{Failure, Moment, Said};

use super::factors::{Square, square};
use super::{FormView, letters, person};
use crate::deeds::INVITATION_ENDED;
use crate::model::{Person, Refusal};
use crate::model::factors::{CODE_LETTERS, code, read_code};
use crate::store;
use crate::store::keys::Open;

#[derive(askama::Template)]
#[template(path = "pages/invitations.html")]
struct OpenPage {
    page: Page,
    lines: Vec<(Open, bool)>,
    heads: Vec<String>,
}

/// Every link that waits to be used.
pub async fn list(visit: Visit) -> Result<Html, Failure> {
    let mut read = visit.read().await?;
    let mut lines = Vec::new();
    for open in store::keys::open_invitations(&mut read, visit.now()).await? {
        let person = store::find(&mut read, &open.person).await?.ok_or(Failure::Missing)?;
        let may = visit.may("make-links", &person::relations(&visit, &person)?);
        lines.push((open, may));
    }
    drop(read);
    let heads = ["people-name", "people-invitation-made", "people-invitation-until", "people-invitation-acts"].map(|id| visit.say(id, &[])).into();
    Html::draw(&OpenPage { page: visit.page("people-invitations-title")?, lines, heads })
}

/// Ends the links of one person: nobody comes in by them any more.
pub async fn end(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    person::permitted(&visit, &mut tx, "make-links", &id).await?;
    if !store::keys::void_invitations(&mut tx, &id, visit.now()).await? {
        return Err(Failure::Stale);
    }
    visit.record(&mut tx, &INVITATION_ENDED, &[("person", &id)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go("/people/invitations", "people-invitation-ended"))
}

/// What a slip says in one language.
struct Side {
    lang: &'static str,
    words: [String; 5],
}

#[derive(askama::Template)]
#[template(path = "pages/slip.html")]
struct SlipPage {
    page: Page,
    person: String,
    organisation: String,
    square: Square,
    address: String,
    code: String,
    sides: Vec<Side>,
}

/// Makes a link and prints it, for somebody without e-mail at hand. Only for who has no
/// passphrase yet: no manager comes in as somebody who is in.
pub async fn slip(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let person = person::here(person::permitted(&visit, &mut tx, "make-links", &id).await?)?;
    if let Some(on_paper) = store::keys::slip(&mut tx, &id, visit.now()).await? {
        let mark = visit.app.vault.mark("slip", &[on_paper.as_bytes()])?;
        // The yes counts for the slip it was said of: a reload of the new one asks again.
        if !confirm::is_sure(&form) || visit.query("instead").as_deref() != Some(mark.as_str()) {
            drop(tx);
            return ask_again(&visit, &form, &person, &mark);
        }
    }
    let link = letters::make_link(&visit.app, &mut tx, &visit.actor()?.id, &id).await?;
    if store::keys::passphrase(&mut tx, &id).await?.is_some() {
        return Err(Refusal::HasPassphrase.into());
    }
    let code = code(visit.app.dice.throw::<CODE_LETTERS>()?);
    store::keys::give_code(&mut tx, &id, &code_hash(&visit, &code)?).await?;
    tx.commit().await?;
    let address = visit.app.config.address.clone();
    let until = visit.now().plus(letters::LASTS);
    let page = SlipPage {
        page: visit.page("people-slip-title")?,
        organisation: visit.organisation()?.name.clone(),
        square: square(&format!("{address}{link}"))?,
        sides: sides(&visit, &person.name, person.lang, until),
        person: person.name,
        address: format!("{address}/welcome"),
        code,
    };
    Ok(Html::draw(&page)?.into_response())
}

/// Asks before a new slip takes the place of one on paper.
fn ask_again(visit: &Visit, form: &FormState, person: &Person, mark: &str) -> Result<Response, Failure> {
    let question = Question {
        title: visit.say("people-slip-again", &[]),
        words: visit.say("people-slip-again-words", &[("name", &person.name)]),
        about: Vec::new(),
        action: format!("/people/{}/slip?instead={}", person.id, encode(mark)),
        yes: visit.say("people-slip-again-do", &[]),
        back: "/people/invitations".to_owned(),
        careful: true,
    };
    confirm::ask(visit, form, &question)
}

/// The person's own language first.
fn sides(visit: &Visit, name: &str, first: Lang, until: Moment) -> Vec<Side> {
    let side = |lang: Lang| {
        let until = moment_in_words(lang, until, &visit.app.zone());
        let say = |id: &str, args: &[(&str, &str)]| visit.app.words.say(lang, id, args);
        let words = [
            say("people-slip-hello", &[("name", name)]), say("people-slip-scan", &[]), say("people-slip-type", &[]),
            say("people-slip-until", &[("moment", &until)]), say("people-slip-keep", &[]),
        ];
        Side { lang: lang.id(), words }
    };
    vec![side(first), side(first.other())]
}

/// How a slip's code is kept.
fn code_hash(visit: &Visit, typed: &str) -> Result<String, Failure> {
    visit.app.vault.mark("invitation-code", &[read_code(typed).unwrap_or_default().as_bytes()])
}

/// Under which hash the link or the code in an address is kept.
pub fn kept_as(visit: &Visit, token: &str) -> Result<String, Failure> {
    // A token has 43 letters, a code 12.
    if read_code(token).is_some() { code_hash(visit, token) } else { Ok(letters::hash(token)) }
}

/// So many codes that nobody has, in a quarter of an hour, from one place. A code has 60 bits: at this pace one place
/// meets one of a hundred slips in sixteen billion years, and a million places in sixteen thousand. So nobody else is held back for it.
const MOST: Most = Most { place: 20, all: i64::MAX };

/// Whoever has the link or the code in an address. Codes that nobody has are counted by the place they come from.
///
/// # Errors
/// 429 when too many of them came from there.
pub async fn behind(visit: &Visit, token: &str) -> Result<Option<Person>, Failure> {
    let kept = kept_as(visit, token)?;
    if read_code(token).is_none() {
        return store::keys::invited(&mut *visit.read().await?, &kept, visit.now()).await;
    }
    let outside = Outer::of(visit, "welcome", MOST)?;
    let mut read = visit.read().await?;
    let (full, found) = (outside.is_full(&mut read, visit.now()).await?, store::keys::invited(&mut read, &kept, visit.now()).await?);
    drop(read);
    if full {
        return Err(Failure::Unfit(StatusCode::TOO_MANY_REQUESTS));
    }
    if found.is_none() {
        let mut tx = visit.begin().await?;
        outside.note(&mut tx, visit.now()).await?;
        tx.commit().await?;
    }
    Ok(found)
}

#[derive(askama::Template)]
#[template(path = "pages/welcome_code.html")]
struct CodePage {
    page: Page,
    form: FormView,
}

/// Where the code of a slip is typed.
pub async fn ask_code(visit: Visit) -> Result<Html, Failure> {
    draw_code(&visit, FormState::default())
}

fn draw_code(visit: &Visit, form: FormState) -> Result<Html, Failure> {
    Html::draw(&CodePage { page: visit.page("people-code-title")?, form: FormView::of(visit, form) })
}

pub async fn take_code(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let typed = form.text("code").to_owned();
    let Some(code) = read_code(&typed) else {
        form.wrong("code", Said::plain("people-code-wrong"));
        return Ok(visit.again(draw_code(&visit, form)?));
    };
    if behind(&visit, &code).await?.is_none() {
        form.wrong("code", Said::plain("people-code-wrong"));
        return Ok(visit.again(draw_code(&visit, form)?));
    }
    Ok(to(&format!("/welcome/{code}")))
}
