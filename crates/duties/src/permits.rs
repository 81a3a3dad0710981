//! What may be done with one duty or one exception, proved from the loaded value.

use base::access::{Actor, Matrix};
use base::Failure;
use policy::Duty;

use crate::model::exception::{Exception, State};

/// How somebody stands to a duty, for the access matrix.
pub(crate) fn to_duty(actor: &Actor, duty: &Duty) -> Vec<&'static str> {
    let told = duty.inform.iter().any(|p| **p == *actor.id);
    [("responsible", duty.is_of(&actor.id)), ("told", told)].into_iter().filter(|(_, so)| *so).map(|(name, _)| name).collect()
}

/// May read what was written about one duty.
#[derive(Debug)]
pub struct MayReadNotes(String);

impl MayReadNotes {
    /// # Errors
    /// [`Failure::Missing`] for everybody but those it is asked of and those above them.
    pub fn of(matrix: &Matrix, actor: &Actor, duty: &Duty) -> Result<Self, Failure> {
        matrix.grant("read-duty-notes", actor, &to_duty(actor, duty))?;
        Ok(Self(duty.id.to_string()))
    }

    #[must_use]
    pub fn duty(&self) -> &str {
        &self.0
    }
}

/// May read why one exception was asked.
#[derive(Debug)]
pub struct MayReadReason(String);

impl MayReadReason {
    /// A private reason is for whoever asked, those it spares, and whoever answers it;
    /// any other for everybody who sees the list.
    ///
    /// # Errors
    /// [`Failure::Missing`] for everybody else.
    pub fn of(matrix: &Matrix, actor: &Actor, exception: &Exception, today: base::Day) -> Result<Self, Failure> {
        let relations = exception.relations(actor);
        let sees_list = matrix.would_grant("see-exceptions", actor, &[]);
        let must_answer = exception.state(today) == State::Waits && matrix.would_grant("answer-exception", actor, &relations);
        if !(must_answer || (!exception.private && sees_list)) {
            matrix.grant("read-exception-reason", actor, &relations)?;
        }
        Ok(Self(exception.id.clone()))
    }

    #[must_use]
    pub fn exception(&self) -> &str {
        &self.0
    }
}
