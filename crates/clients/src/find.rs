//! What a search finds among clients: one's own, and no sign of any other.
//!
//! Names lie sealed. A worker has few clients, so their own are opened and compared in
//! memory; nothing is kept by which a name could be guessed from the database.

use base::search::{Found, MOST, Sought};
use base::{Actor, App, Db, Failure};

use crate::{model, store};

/// Clients the actor is assigned to, by name, by what they are called, or by code.
pub async fn clients(db: &mut Db, app: &App, actor: &Actor, sought: &Sought) -> Result<Vec<Found>, Failure> {
    if model::relations(actor, true).is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for client in store::clients::of(db, &actor.id).await? {
        let face = store::clients::face(app, db, &client).await?;
        if found.len() < MOST && sought.fits(&format!("{} {} {}", *face.name, *face.called, face.code)) {
            found.push(Found { kind: "clients-title", icon: "heart", title: face.shown().to_owned(), words: face.code.clone(), href: format!("/clients/{}", face.id) });
        }
    }
    Ok(found)
}
