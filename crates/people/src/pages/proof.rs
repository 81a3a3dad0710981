//! Proving who one is: a code from the app, a recovery code, a passkey.

use base::vault::Place;
use base::web::Visit;
use base::{Db, Failure};
use passkeys::{Asked, Passkeys, Problem};

use super::{letters, ticket};
use crate::deeds::RECOVERY_CODE_USED;
use crate::model::Person;
use crate::model::factors::{read_code, read_digits, step_of, totp};
use crate::store::{self, factors::Key};

/// Where an app's secret is sealed.
pub const fn secret_place(person: &str) -> Place<'_> {
    Place { table: "totp", row: person, field: "secret" }
}

/// How the recovery codes of a person are kept: they tell nothing, and fit nobody else.
pub fn code_hash(visit: &Visit, person: &str, bare: &str) -> Result<String, Failure> {
    visit.app.vault.mark("recovery-code", &[person.as_bytes(), bare.as_bytes()])
}

/// Whether this is a code of their app that was not used, in the caller's transaction. It is used then.
pub async fn by_app(visit: &Visit, db: &mut Db, person: &Person, typed: &str) -> Result<bool, Failure> {
    let Some(digits) = read_digits(typed) else { return Ok(false) };
    let Some((key_id, sealed, _)) = store::factors::app(db, &person.id).await? else { return Ok(false) };
    let key = visit.app.vault.key(db, &key_id).await?;
    let secret = visit.app.vault.open(&key, secret_place(&person.id), &sealed)?;
    match step_of(&totp(&secret, "Keepwell", &person.email)?, &digits, visit.now()) {
        Some(step) => store::factors::use_step(db, &person.id, step).await,
        None => Ok(false),
    }
}

/// The same for a recovery code; its use is recorded and told by letter.
pub async fn by_recovery_code(visit: &Visit, db: &mut Db, person: &Person, typed: &str) -> Result<bool, Failure> {
    let Some(bare) = read_code(typed) else { return Ok(false) };
    if !store::factors::use_code(db, &person.id, &code_hash(visit, &person.id, &bare)?, visit.now()).await? {
        return Ok(false);
    }
    let left = store::factors::of(db, &person.id).await?.codes.to_string();
    visit.app.record(db, Some(&person.id), &RECOVERY_CODE_USED, &[("person", &person.id)], &[("left", &left)]).await?;
    letters::warn(&visit.app, db, person, "people-letter-code-subject", "people-letter-code-body").await?;
    Ok(true)
}

/// Passkeys at our address, if it can have any.
pub fn passkeys(visit: &Visit) -> Result<Option<Passkeys>, Failure> {
    let name = visit.app.organisation().map_or_else(|| "Keepwell".to_owned(), |o| o.name.clone());
    match Passkeys::at(&visit.app.config.address, &name) {
        Ok(passkeys) => Ok(Some(passkeys)),
        Err(Problem::NoName) => Ok(None),
        Err(problem) => Err(Failure::broken("setting up passkeys", problem)),
    }
}

/// What a page needs to ask the browser for a passkey.
#[derive(Debug, Clone)]
pub struct Ask {
    pub options: String,
    pub ticket: String,
}

/// Signs what was asked for one purpose and one person.
pub fn ask(visit: &Visit, purpose: &str, who: &str, asked: Result<Asked, Problem>) -> Result<Ask, Failure> {
    let asked = asked.map_err(|p| Failure::broken("asking for a passkey", p))?;
    Ok(Ask { options: asked.options, ticket: ticket::write(visit, purpose, who, &asked.state)? })
}

/// Asks this person for one of their passkeys; `None` when they have none.
pub async fn ask_for_passkey(visit: &Visit, db: &mut Db, purpose: &str, person: &str) -> Result<Option<Ask>, Failure> {
    let have = credentials(&store::factors::passkeys(db, person).await?);
    match passkeys(visit)?.filter(|_| !have.is_empty()) {
        Some(passkeys) => ask(visit, purpose, person, passkeys.ask(&have)).map(Some),
        None => Ok(None),
    }
}

pub fn credentials(keys: &[Key]) -> Vec<String> {
    keys.iter().map(|k| k.credential.clone()).collect()
}

/// Whether the browser's answer is one of their passkeys, and answers a question we asked and nobody answered yet.
pub async fn by_passkey(visit: &Visit, db: &mut Db, purpose: &str, person: &Person, ticket: &str, answer: &str) -> Result<bool, Failure> {
    let (Some(passkeys), Some(ticket)) = (passkeys(visit)?, ticket::read(visit, purpose, &person.id, ticket)?) else { return Ok(false) };
    let have = credentials(&store::factors::passkeys(db, &person.id).await?);
    let used = passkeys.check(answer, &ticket.payload, &have);
    accept(visit, db, &ticket, used).await
}

/// The person whose passkey this answer is, when nobody was named.
pub async fn anybody(visit: &Visit, db: &mut Db, ticket: &str, answer: &str) -> Result<Option<Person>, Failure> {
    let (Some(passkeys), Some(ticket)) = (passkeys(visit)?, ticket::read(visit, ANYBODY, "", ticket)?) else { return Ok(None) };
    let claimed = match passkeys.claims(answer) {
        Ok(id) => store::factors::passkey(db, &id).await?,
        Err(_) => None,
    };
    let Some(key) = claimed else { return Ok(None) };
    let used = passkeys.check_anybody(answer, &ticket.payload, user(visit, &key.person)?, &key.credential);
    if !accept(visit, db, &ticket, used).await? {
        return Ok(None);
    }
    Ok(store::find(db, &key.person).await?.filter(Person::is_here))
}

/// The purpose of a question to whoever is there.
pub const ANYBODY: &str = "sign-in";

/// The id a passkey knows a person by. It says nothing about them.
pub fn user(visit: &Visit, person: &str) -> Result<[u8; 16], Failure> {
    let mark = visit.app.vault.mark("passkey-user", &[person.as_bytes()])?;
    mark.as_bytes().first_chunk::<16>().copied().ok_or_else(|| Failure::broken("naming a passkey's user", "a short mark"))
}

async fn accept(visit: &Visit, db: &mut Db, ticket: &ticket::Ticket, used: Result<passkeys::Used, Problem>) -> Result<bool, Failure> {
    match used {
        Ok(used) => {
            store::factors::answered(db, &ticket.mark, ticket.expires, visit.now()).await?;
            store::factors::passkey_used(db, &used.id, used.changed.as_deref(), visit.now()).await?;
            Ok(true)
        }
        Err(Problem::Broken(cause)) => Err(Failure::broken("reading a passkey", cause)),
        Err(Problem::NoName | Problem::Refused(_)) => Ok(false),
    }
}
