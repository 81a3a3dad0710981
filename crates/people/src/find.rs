//! What a search finds among people: those who are here, for whoever may see the list of them.

use base::search::{Found, MOST, Sought};
use base::{Actor, App, Db, Failure};

use crate::store::{self, Looked};

/// Persons by name, and by e-mail for who sees e-mails; nothing for who may not see them.
pub async fn people(db: &mut Db, app: &App, actor: &Actor, sought: &Sought) -> Result<Vec<Found>, Failure> {
    if !app.matrix.would_grant("see-people", actor, &[]) {
        return Ok(Vec::new());
    }
    let by = Looked::of(app.matrix.would_grant("see-person", actor, &[]));
    let found = store::sought(db, sought, by, MOST).await?;
    Ok(found
        .into_iter()
        .map(|person| Found {
            kind: "people-title",
            icon: "user",
            words: person.roles.iter().map(|r| app.words.say(sought.lang, &format!("base-role-{}", r.id()), &[])).collect::<Vec<_>>().join(", "),
            href: format!("/people/{}", person.id),
            title: person.name,
        })
        .collect())
}
