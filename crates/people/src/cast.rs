//! The cast of every story and of the demo: Harbour House and its eight people.

use base::access::Role;
use base::words::Lang;
use base::{App, Db, Failure, organisation};

use crate::deeds::ORGANISATION_SET_UP;
use crate::model::{Email, NewPerson, PersonName};
use crate::{put_under, take_in};

/// Id, name, roles, supervisor.
const CAST: &[(&str, &str, &[Role], Option<&str>)] = &[
    ("ana", "Ana Roy", &[Role::Director, Role::Supervisor], None),
    ("ben", "Ben Ito", &[Role::Worker], Some("ana")),
    ("cleo", "Cleo Marsh", &[Role::Manager], Some("ana")),
    ("dara", "Dara Singh", &[Role::Board], None),
    ("eli", "Eli Novak", &[Role::Worker], Some("ana")),
    ("fern", "Fern Diaz", &[Role::Coordinator], None),
    ("gus", "Gus Lund", &[Role::Volunteer], Some("fern")),
    ("ivy", "Ivy Chen", &[Role::It], None),
];

/// Sets Harbour House up with its people, in the caller's transaction. The
/// caller then calls [`App::organisation_changed`] after the commit.
///
/// # Errors
/// When somebody is there already, or the database fails.
pub async fn settle(app: &App, db: &mut Db) -> Result<(), Failure> {
    organisation::save(db, "Harbour House", "ON", "America/Toronto", Lang::En).await?;
    let zone = jiff::tz::TimeZone::get("America/Toronto").map_err(|e| Failure::broken("finding a time zone", e))?;
    let joined = app.now().day(&zone);
    for (id, name, roles, _) in CAST {
        let person = NewPerson {
            id: Some((*id).to_owned()),
            name: PersonName::parse(name)?,
            email: Email::parse(&format!("{id}@example.org"))?,
            lang: Lang::En,
            roles: roles.iter().copied().collect(),
            kind: None,
            joined,
        };
        take_in(app, db, Some("ana"), &person).await?;
    }
    for (id, _, _, supervisor) in CAST {
        put_under(app, db, Some("ana"), id, *supervisor).await?;
    }
    app.record(db, Some("ana"), &ORGANISATION_SET_UP, &[], &[]).await?;
    Ok(())
}
