//! Whoever takes part in a trial may say on Today how it goes, in two taps (T-010).

use base::slice::Offer;
use base::{Actor, Db, Failure, Said};

use crate::model::trials::KINDS;
use crate::store::practices;

/// A card for each running trial this person takes part in; also after its last day, until it is decided.
///
/// # Errors
/// When the database does.
pub async fn trials(db: &mut Db, actor: &Actor) -> Result<Vec<Offer>, Failure> {
    let mine = practices::of_person(db, &actor.id).await?;
    Ok(mine.into_iter().map(|trial| Offer {
        action: format!("/manual/practices/{}/learn", trial.id),
        title: trial.tool,
        note: Said::plain("manual-offer-note"),
        until: trial.ends_on,
        words: Said::plain("manual-learn-words"),
        hint: Said::plain("manual-learn-hint"),
        answers: KINDS.iter().map(|(kind, words, icon)| (*kind, Said::plain(words), *icon)).collect(),
    }).collect())
}
