//! What waits for an answer on Today: exceptions somebody asked for.

use base::failure::Said;
use base::slice::Ask;
use base::{Actor, App, Db, Failure};

use crate::store;

/// The exceptions this person may answer.
pub(crate) async fn waiting(db: &mut Db, app: &App, actor: &Actor) -> Result<Vec<Ask>, Failure> {
    let all = store::exceptions::waiting(&mut *db).await?;
    let mine: Vec<_> = all.into_iter().filter(|e| app.matrix.would_grant("answer-exception", actor, &e.relations(actor))).collect();
    let askers: Vec<String> = mine.iter().map(|e| e.asked_by.clone()).collect();
    let names = people::names(db, &askers).await?;
    let ask = |e: crate::model::exception::Exception| Ask {
        what: Said::plain("duties-ask-exception").with("person", names.get(&e.asked_by).cloned().unwrap_or_default()),
        button: Said::plain("duties-ask-answer"),
        href: format!("/exceptions/{}", e.id),
        since: e.asked_at,
    };
    Ok(mine.into_iter().map(ask).collect())
}
