//! Positions and postings that must say that people use their own device: asked for while a position
//! is marked so, and taken back once it is not (T-033, T-034).

use base::jobs::Job;
use base::slice::Soon;
use base::{App, Db, Failure, Moment, trail};

use crate::deeds::{DEVICE_TEXT_ASKED, DEVICE_TEXT_DROPPED};
use crate::store::devices::{self, Text};

/// A position was made, changed or closed.
pub const POSITION_CHANGED: &str = "manual.position-changed";

/// Who does it, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    pub actor: Option<&'a str>,
    pub now: Moment,
}

/// Asks or takes back what the marks of the positions say by now.
pub fn changed(app: App, job: Job) -> Soon<'static, ()> {
    Box::pin(async move {
        let mut tx = app.db.begin().await?;
        let entry = job.entry(&mut tx).await?;
        let by = By { actor: entry.as_ref().and_then(|e| e.actor.as_deref()), now: app.now() };
        follow_marks(&app, &mut tx, by).await?;
        tx.commit().await
    })
}

/// Every position marked "must use a device of their own" is asked for once; what waits for another is
/// taken back. Nothing while the decision that counts is not that people must.
///
/// # Errors
/// When the database does.
pub async fn follow_marks(app: &App, db: &mut Db, by: By<'_>) -> Result<(), Failure> {
    let Some(decision) = devices::counting(db).await?.filter(|d| d.outcome == "must") else { return Ok(()) };
    let texts: Vec<Text> = devices::texts(db, &decision.id).await?.into_iter().filter(|t| t.kind == "position").collect();
    let units = people::units(&mut *db).await?;
    let marked: Vec<&str> = units.iter().filter(|u| u.kind == people::UnitKind::Position && u.face.own_device).map(|u| u.id.as_str()).collect();
    for position in marked.iter().filter(|id| !texts.iter().any(|t| t.which == **id)) {
        ask(app, db, &decision.id, ("position", position), by).await?;
    }
    for text in texts.iter().filter(|t| t.confirmed_at.is_none() && !marked.contains(&t.which.as_str())) {
        take_back(app, db, &text.id, by).await?;
    }
    Ok(())
}

/// Asks that a position or a posting says it.
///
/// # Errors
/// When the database does.
pub async fn ask(app: &App, db: &mut Db, decision: &str, (kind, which): (&str, &str), by: By<'_>) -> Result<(), Failure> {
    let new = Text {
        id: app.id()?, decision: decision.to_owned(), kind: kind.to_owned(), which: which.to_owned(), asked_at: by.now,
        confirmed_at: None, confirmed_by: None, place: String::new(),
    };
    devices::ask(db, &new).await?;
    app.record_at(db, by.actor, &DEVICE_TEXT_ASKED, by.now, &[("text", &new.id)], &[("kind", kind)]).await?;
    Ok(())
}

/// Takes back what waits of every decision but the one that counts.
///
/// # Errors
/// When the database does.
pub async fn take_back_of_before(app: &App, db: &mut Db, decision: &str, by: By<'_>) -> Result<(), Failure> {
    for earlier in devices::all(db).await?.into_iter().filter(|d| d.id != decision) {
        for text in devices::texts(db, &earlier.id).await?.into_iter().filter(|t| t.confirmed_at.is_none()) {
            take_back(app, db, &text.id, by).await?;
        }
    }
    Ok(())
}

/// It need not say so: the duty is gone, as if nobody had asked.
async fn take_back(app: &App, db: &mut Db, text: &str, by: By<'_>) -> Result<(), Failure> {
    devices::take_back(db, text, by.now).await?;
    let asked = trail::about(db, "text", text, 20).await?.into_iter().find(|e| e.deed == DEVICE_TEXT_ASKED.name);
    let of = asked.map(|e| e.seq.to_string()).unwrap_or_default();
    app.record_at(db, by.actor, &DEVICE_TEXT_DROPPED, by.now, &[("text", text)], &[(base::trail::TAKES_BACK, &of)]).await?;
    Ok(())
}
