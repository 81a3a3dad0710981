//! What a search finds among duties: what the person searching owes.

use base::search::{Found, MOST, Sought};
use base::{Actor, App, Db, Failure};

use crate::engine;
use crate::view::Teller;

/// One's own duties, by what is to be done, what it is about, or the clause.
pub(crate) async fn duties(db: &mut Db, app: &App, actor: &Actor, sought: &Sought) -> Result<Vec<Found>, Failure> {
    let (rules, mine) = engine::with(app, &mut *db, sought.now, |state| (state.rules.clone(), state.monitor.duties_of(&actor.id, sought.now.0))).await?;
    let teller = Teller { app, lang: sought.lang, now: sought.now, rules: &rules, reader: Some(actor), may_see_trail: false };
    let told = teller.tell(db, &mine).await?;
    let fits = told.into_iter().filter(|duty| sought.fits(&format!("{} {} {}", duty.what, duty.about, duty.clause))).take(MOST);
    Ok(fits
        .map(|duty| Found { kind: "duties-nav-today", icon: "list", href: format!("/#d-{}", duty.id), title: duty.what, words: duty.due })
        .collect())
}
