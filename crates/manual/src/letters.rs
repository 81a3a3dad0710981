//! Letters about the manual: that something waits, or was answered. Never what it says, never of whom.

use base::mail::{self, Letter};
use base::{App, Db, Failure, Moment};
use people::Person;

use crate::pages::EDIT;

/// What a letter says: the texts of its subject and its body, and where it leads.
pub struct Note<'a> {
    pub subject: &'static str,
    pub body: &'static str,
    pub link: &'a str,
}

/// Writes to everybody who may edit the manual, but not to whoever did it.
///
/// # Errors
/// When the database does.
pub async fn to_editors(app: &App, db: &mut Db, but: Option<&str>, note: &Note<'_>, now: Moment) -> Result<(), Failure> {
    let Some(identify) = app.slices.iter().find_map(|s| s.identify) else { return Ok(()) };
    for person in people::list(&mut *db).await?.into_iter().filter(|p| Some(p.id.as_str()) != but) {
        let Some(actor) = identify(&mut *db, &person.id).await? else { continue };
        if app.matrix.would_grant(EDIT, &actor, &[]) {
            to(app, db, &person, note, now).await?;
        }
    }
    Ok(())
}

/// Writes to one person, if they are still here.
///
/// # Errors
/// When the database does.
pub async fn to_person(app: &App, db: &mut Db, person: &str, note: &Note<'_>, now: Moment) -> Result<(), Failure> {
    match people::find(&mut *db, person).await?.filter(Person::is_here) {
        Some(person) => to(app, db, &person, note, now).await,
        None => Ok(()),
    }
}

async fn to(app: &App, db: &mut Db, person: &Person, note: &Note<'_>, now: Moment) -> Result<(), Failure> {
    let letter = Letter {
        to: &person.email,
        lang: person.lang,
        subject: note.subject,
        body: note.body,
        args: &[("name", &person.name)],
        link: note.link,
        then: None,
    };
    mail::send(app, db, letter, now).await
}
