//! Links that let somebody choose a passphrase, and the letters that carry or announce them.

use base::ids::hex;
use base::mail::{self, Letter, Post};
use base::web::Visit;
use base::words::Lang;
use base::{App, Db, Failure, Moment};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::deeds::INVITATION_MADE;
use crate::model::{NewPerson, Person};
use crate::{store, take_in};

/// How long a link works.
pub const LASTS: i64 = 14 * Moment::DAY;

/// The hash under which a token is kept.
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Makes a link for this person; those before it work no more. Gives the path.
pub async fn make_link(app: &App, db: &mut Db, by: &str, person: &str) -> Result<String, Failure> {
    let token = URL_SAFE_NO_PAD.encode(app.dice.throw::<32>()?);
    let now = app.now();
    store::keys::invite(db, person, by, &hash(&token), now, now.plus(LASTS)).await?;
    app.record(db, Some(by), &INVITATION_MADE, &[("person", person)], &[]).await?;
    Ok(format!("/welcome/{token}"))
}

/// Takes a person in and writes them a letter with their link.
pub async fn bring_in(app: &App, db: &mut Db, by: &str, new: &NewPerson) -> Result<String, Failure> {
    let id = take_in(app, db, Some(by), new).await?;
    let link = make_link(app, db, by, &id).await?;
    welcome(app, db, new.email.text(), new.lang, &link).await?;
    Ok(id)
}

/// The letter somebody gets who never came in.
async fn welcome(app: &App, db: &mut Db, to: &str, lang: Lang, link: &str) -> Result<(), Failure> {
    let organisation = app.organisation().map_or_else(String::new, |o| o.name.clone());
    let letter = Letter {
        to,
        lang,
        subject: "people-letter-welcome-subject",
        body: "people-letter-welcome-body",
        args: &[("organisation", &organisation)],
        link,
        then: None,
    };
    mail::send(app, db, letter, app.now()).await
}

/// Makes a new link for somebody and sends it to them: a welcome when they never came in.
pub async fn send_again(app: &App, db: &mut Db, by: &str, person: &Person) -> Result<(), Failure> {
    let link = make_link(app, db, by, &person.id).await?;
    if store::keys::passphrase(db, &person.id).await?.is_some() {
        return send_link(app, db, person, &link).await;
    }
    welcome(app, db, &person.email, person.lang, &link).await
}

/// What whoever sent a letter is told: that it is on its way, or, where no mail server is set up, what to do instead.
pub fn flash(visit: &Visit, sent: &'static str, by_hand: &'static str) -> &'static str {
    match visit.app.config.post {
        Post::Smtp { .. } => sent,
        Post::Outbox { .. } => by_hand,
    }
}

/// Sends somebody who has a passphrase the link with which they choose another.
pub async fn send_link(app: &App, db: &mut Db, person: &Person, link: &str) -> Result<(), Failure> {
    let (subject, body) = ("people-letter-link-subject", "people-letter-link-body");
    let letter = Letter { to: &person.email, lang: person.lang, subject, body, args: &[], link, then: None };
    mail::send(app, db, letter, app.now()).await
}

/// Tells somebody that their passphrase was changed.
pub async fn warn(app: &App, db: &mut Db, person: &Person, subject: &str, body: &str) -> Result<(), Failure> {
    let letter = Letter { to: &person.email, lang: person.lang, subject, body, args: &[], link: "/me/security", then: None };
    mail::send(app, db, letter, app.now()).await
}
