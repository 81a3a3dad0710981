//! The pages of this slice: Today, standing, what-if, the trail and its checkpoints.

mod checkpoints;
mod denied;
mod shares;
mod standing;
mod today;
mod trail;
mod what_if;

use base::access::Role;
use base::slice::{Route, SIGNED_IN, get};
use base::web::Visit;
use base::{Failure, Moment};
use manual::PublishedRule;

use crate::view::Teller;

pub(crate) use standing::lines as standing_lines;
pub(crate) use trail::TRAIL_EXPORTED;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/", SIGNED_IN, today::index),
        get("/standing", "see-standing", standing::index),
        get("/what-if/{document}", "see-what-if", what_if::show),
        get("/trail", "see-trail", trail::index),
        get("/trail/checkpoints", "see-trail", checkpoints::index),
        get("/trail/checkpoints/{size}", "see-trail", checkpoints::file),
        get("/trail/denied", "see-trail", denied::index),
        get("/trail/{seq}", "see-trail", trail::show),
    ]
}

/// How this visitor is told duties.
fn teller<'a>(visit: &'a Visit, rules: &'a [PublishedRule], now: Moment) -> Result<Teller<'a>, Failure> {
    let actor = visit.actor()?;
    Ok(Teller {
        app: &visit.app,
        lang: visit.lang(),
        now,
        rules,
        reader: Some(actor),
        may_see_trail: actor.is(Role::Director) || actor.is(Role::It),
    })
}
