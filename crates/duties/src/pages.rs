//! The pages of this slice: Today, one duty, standing, exceptions, what-if, the trail and its checkpoints.

mod board;
mod checkpoints;
mod denied;
mod shares;
mod duty;
mod elsewhere;
mod exceptions;
mod listed;
mod reminders;
mod standing;
mod today;
mod trail;
mod tried;
mod what_if;

use base::access::Role;
use base::failure::Said;
use base::slice::{OPEN_TO_ALL, Route, SIGNED_IN, get, post};
use base::web::Visit;
use base::web::form::FormState;
use base::{Failure, Moment};
use manual::PublishedRule;

use crate::view::Teller;

pub(crate) use standing::lines as standing_lines;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/", SIGNED_IN, today::index),
        get("/duties/{duty}", "see-duty", duty::show),
        post("/duties/{duty}/put-off", "put-off-duty", duty::put_off),
        post("/duties/{duty}/elsewhere", "say-done-elsewhere", duty::done_elsewhere),
        get("/duties/{duty}/exception", "ask-exception", exceptions::form),
        post("/duties/{duty}/exception", "ask-exception", exceptions::ask),
        get("/me/reminders", SIGNED_IN, reminders::show),
        post("/me/reminders", SIGNED_IN, reminders::choose),
        post("/me/calendar", SIGNED_IN, reminders::make),
        post("/me/calendar/end", SIGNED_IN, reminders::end),
        get("/calendar/{token}", OPEN_TO_ALL, reminders::feed),
        get("/exceptions", "see-exceptions", exceptions::index),
        get("/exceptions/{exception}", "see-exception", exceptions::show),
        post("/exceptions/{exception}/answer", "answer-exception", exceptions::answer),
        post("/exceptions/{exception}/drop", "drop-exception", exceptions::drop_it),
        post("/exceptions/{exception}/end", "end-exception", exceptions::end),
        get("/standing", "see-standing", standing::index),
        get("/standing/duties", "see-listed-duties", listed::index),
        get("/standing/trial/{practice}", "see-standing", tried::show),
        get("/standing/board", "see-board-numbers", board::show),
        get("/standing/elsewhere", "allow-elsewhere", elsewhere::form),
        post("/standing/elsewhere", "allow-elsewhere", elsewhere::choose),
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

/// Puts a refusal beside its field.
fn fields(form: &mut FormState, (field, said): (&'static str, Said)) {
    form.wrong(field, said);
}
