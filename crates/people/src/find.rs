//! What a search finds here: people, also those who left, and teams, programmes and positions; for whoever may see the lists of them.

use base::search::{Found, MOST, Sought};
use base::{Actor, App, Db, Failure};

use crate::model::Person;
use crate::model::unit::{Unit, UnitKind, called};
use crate::store::{self, Looked};

/// Persons by name, and by e-mail for who sees e-mails; units by either name. Nothing for who may not see them.
pub async fn people(db: &mut Db, app: &App, actor: &Actor, sought: &Sought) -> Result<Vec<Found>, Failure> {
    if !app.matrix.would_grant("see-people", actor, &[]) {
        return Ok(Vec::new());
    }
    let by = Looked::of(app.matrix.would_grant("see-person", actor, &[]));
    let mut found: Vec<Found> = store::sought(&mut *db, sought, by, MOST).await?.into_iter().map(|person| person_found(app, sought, person)).collect();
    let units = store::units::open(db).await?;
    let fits = |unit: &&Unit| [&unit.face.name, &unit.face.name_fr].into_iter().any(|name| sought.fits(name));
    found.extend(units.iter().filter(fits).take(MOST).map(|unit| unit_found(app, sought, unit)));
    Ok(found)
}

fn person_found(app: &App, sought: &Sought, person: Person) -> Found {
    let roles = || person.roles.iter().map(|r| app.words.say(sought.lang, &format!("base-role-{}", r.id()), &[])).collect::<Vec<_>>().join(", ");
    Found {
        kind: "people-title",
        icon: "user",
        words: if person.is_here() { roles() } else { app.words.say(sought.lang, "people-found-left", &[]) },
        href: format!("/people/{}", person.id),
        title: person.name,
    }
}

fn unit_found(app: &App, sought: &Sought, unit: &Unit) -> Found {
    let kind = match unit.kind {
        UnitKind::Team => "people-unit-team",
        UnitKind::Programme => "people-unit-programme",
        UnitKind::Position => "people-unit-position",
    };
    Found {
        kind: "people-units-title",
        icon: "building",
        title: called(sought.lang, &unit.face.name, &unit.face.name_fr).to_owned(),
        words: app.words.say(sought.lang, kind, &[]),
        href: format!("/teams/{}", unit.id),
    }
}
