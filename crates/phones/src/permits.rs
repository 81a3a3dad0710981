//! Permits made from loaded rows: the proof that this person may, for this phone.
//!
//! What can hurt (a passcode, the reason of a trip) is reachable only through
//! `store` functions that take one of these.

use base::access::{Granted, Matrix, Role};
use base::{Actor, Db, Failure};

use crate::model::apps::App;
use crate::model::{Phone, Request};
use crate::store::Sight;

/// Which phones this person may see in the list.
#[must_use]
pub fn sight(actor: &Actor) -> Sight<'_> {
    if [Role::Manager, Role::Director, Role::It].iter().any(|r| actor.is(*r)) {
        Sight::All
    } else if actor.is(Role::Supervisor) || actor.is(Role::Coordinator) {
        Sight::TeamOf(&actor.id)
    } else {
        Sight::HeldBy(&actor.id)
    }
}

/// How the actor stands to a phone: `holder`, `supervisor` (of its holder).
///
/// # Errors
/// When the database does.
pub async fn to_phone(db: &mut Db, actor: &Actor, phone: &Phone) -> Result<Vec<&'static str>, Failure> {
    let Some(holder) = phone.holder() else { return Ok(Vec::new()) };
    if holder == actor.id {
        return Ok(vec!["holder"]);
    }
    let supervisor = people::supervisor_of(db, holder).await?;
    Ok(if supervisor.is_some_and(|s| s.id == actor.id) { vec!["supervisor"] } else { Vec::new() })
}

/// How the actor stands to a request: `asker`, `supervisor` (of the asker).
///
/// # Errors
/// When the database does.
pub async fn to_request(db: &mut Db, actor: &Actor, request: &Request) -> Result<Vec<&'static str>, Failure> {
    if request.asker == actor.id {
        return Ok(vec!["asker"]);
    }
    let supervisor = people::supervisor_of(db, &request.asker).await?;
    Ok(if supervisor.is_some_and(|s| s.id == actor.id) { vec!["supervisor"] } else { Vec::new() })
}

/// How the actor stands to an app: `asker`, while they wait for an answer.
#[must_use]
pub fn to_app(actor: &Actor, app: &App) -> Vec<&'static str> {
    if app.asker.as_deref() == Some(actor.id.as_str()) { vec!["asker"] } else { Vec::new() }
}

/// May read the passcode of one phone (S-035).
#[derive(Debug)]
pub struct MayReadPasscode {
    granted: Granted,
    phone: String,
}

impl MayReadPasscode {
    /// # Errors
    /// [`Failure::Missing`] for everybody but the holder and the manager.
    pub fn of(matrix: &Matrix, actor: &Actor, phone: &Phone, relations: &[&str]) -> Result<Self, Failure> {
        Ok(Self { granted: matrix.grant("read-passcode", actor, relations)?, phone: phone.id.clone() })
    }

    #[must_use]
    pub fn phone(&self) -> &str {
        &self.phone
    }

    #[must_use]
    pub fn actor(&self) -> &str {
        self.granted.actor()
    }
}

/// May change the passcode of one phone.
#[derive(Debug)]
pub struct MayChangePasscode {
    granted: Granted,
    phone: String,
}

impl MayChangePasscode {
    /// # Errors
    /// [`Failure::Missing`] for everybody but the holder and the manager.
    pub fn of(matrix: &Matrix, actor: &Actor, phone: &Phone, relations: &[&str]) -> Result<Self, Failure> {
        Ok(Self { granted: matrix.grant("change-passcode", actor, relations)?, phone: phone.id.clone() })
    }

    #[must_use]
    pub fn phone(&self) -> &str {
        &self.phone
    }

    #[must_use]
    pub fn actor(&self) -> &str {
        self.granted.actor()
    }
}

/// May read why somebody wants to take a phone off site.
#[derive(Debug)]
pub struct MayReadReason(String);

impl MayReadReason {
    /// # Errors
    /// [`Failure::Missing`] for everybody but the asker and their supervisor.
    pub fn of(matrix: &Matrix, actor: &Actor, request: &Request, relations: &[&str]) -> Result<Self, Failure> {
        matrix.grant("read-off-site-reason", actor, relations)?;
        Ok(Self(request.id.clone()))
    }

    #[must_use]
    pub fn request(&self) -> &str {
        &self.0
    }
}

/// May read why somebody wants an app.
#[derive(Debug)]
pub struct MayReadWhy(String);

impl MayReadWhy {
    /// # Errors
    /// [`Failure::Missing`] for everybody but the asker and who answers.
    pub fn of(matrix: &Matrix, actor: &Actor, app: &App, relations: &[&str]) -> Result<Self, Failure> {
        matrix.grant("read-app-why", actor, relations)?;
        Ok(Self(app.id.clone()))
    }

    #[must_use]
    pub fn app(&self) -> &str {
        &self.0
    }
}
