//! The starter manual: the files in `manual/`, part of the program.

use base::{App, Db, Failure, Moment};

use crate::deeds::{DOCUMENT_ADOPTED, EDITION_PUBLISHED};
use crate::format;
use crate::model::{ChangeKind, Document};
use crate::store::{self, Publication};

/// English and French of each document of the starter manual.
pub const FILES: [(&str, &str); 1] = [(include_str!("../../../manual/technology.en.md"), include_str!("../../../manual/technology.fr.md"))];

/// The documents of the starter manual.
///
/// # Errors
/// When a file does not read (a test keeps this from happening).
pub fn documents() -> Result<Vec<Document>, Failure> {
    FILES.iter().map(|(en, fr)| format::read(en, fr).map_err(|problems| Failure::broken("reading the starter manual", format!("{problems:?}")))).collect()
}

/// Adopts the starter manual: edition 1 of each document, in force from `now`,
/// so that no rule asks for anything from before it was there.
///
/// # Errors
/// [`Failure::Stale`] when a document of the same name is there already.
pub async fn install(app: &App, tx: &mut Db, actor: Option<&str>, now: Moment) -> Result<(), Failure> {
    for document in documents()? {
        let id = app.id()?;
        let draft = store::add_document(tx, &id, &document, actor, now).await?;
        let number = store::publish(tx, &draft, Publication { by: actor, reason: "", waiver_reason: None, kind: ChangeKind::Material, now, begins: now }).await?;
        let about = [("document", document.id.as_str()), ("edition", id.as_str())];
        app.record_at(tx, actor, &DOCUMENT_ADOPTED, now, &[("document", &document.id)], &[]).await?;
        app.record_at(tx, actor, &EDITION_PUBLISHED, now, &about, &[("number", &number.to_string())]).await?;
    }
    Ok(())
}
