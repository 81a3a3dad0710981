//! How duties are grouped, counted and said: plain functions of duties and the moment.

pub mod board;
pub mod elsewhere;
pub mod exception;
pub mod reminders;

use base::{Day, Moment};
use manual::Strength;
use policy::{Duty, Stage, Status};

/// Due within so many milliseconds is "soon".
pub const SOON: i64 = 7 * Moment::DAY;
/// What was done stays on Today so long.
pub const LATELY: i64 = 14 * Moment::DAY;

/// The groups of Today, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    Late,
    Soon,
    Later,
    /// On trial: watched, and nobody is at fault.
    Trial,
    /// Put off by the person until a day.
    PutOff,
}

impl Urgency {
    pub const ALL: [Self; 5] = [Self::Late, Self::Soon, Self::Later, Self::Trial, Self::PutOff];
}

/// Where an open duty belongs on Today. One without a due moment can wait.
#[must_use]
pub fn urgency(duty: &Duty, now: Moment) -> Urgency {
    if duty.stage() == Stage::Practice {
        return Urgency::Trial;
    }
    if duty.overdue {
        return Urgency::Late;
    }
    let soon = duty.is_warned() || duty.due.is_some_and(|due| due.last <= now.0.saturating_add(SOON));
    if soon { Urgency::Soon } else { Urgency::Later }
}

/// The same, when the person put it off until a day. What the organisation requires
/// is never put out of sight, whatever was stored before it became a requirement.
#[must_use]
pub fn urgency_with(duty: &Duty, now: Moment, strength: Strength, put_off: Option<Day>, today: Day) -> Urgency {
    let hidden = put_off.is_some_and(|until| today < until) && may_put_off(duty, strength);
    if hidden { Urgency::PutOff } else { urgency(duty, now) }
}

/// Whether a person may put this duty off on their own page: never a requirement in force.
#[must_use]
pub fn may_put_off(duty: &Duty, strength: Strength) -> bool {
    duty.is_open() && (strength != Strength::Requirement || duty.stage() == Stage::Practice)
}

/// The word the look draws a pill for.
#[must_use]
pub fn pill(duty: &Duty, now: Moment) -> &'static str {
    match &duty.status {
        Status::Pending | Status::Missed { made_good_at: None, .. } if duty.stage() == Stage::Practice => "trial",
        _ if duty.overdue => "overdue",
        Status::Met { .. } | Status::Missed { made_good_at: Some(_), .. } => "met",
        Status::Missed { .. } => "missed",
        Status::Excused { .. } => "excused",
        Status::Pending if urgency(duty, now) == Urgency::Soon => "soon",
        Status::Pending => "pending",
    }
}

/// Duties counted by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub open: u64,
    /// Missed, and still to be made good.
    pub late: u64,
    pub met: u64,
    /// No record in time, and nothing to be done about it (any more).
    pub missed: u64,
    pub excused: u64,
    /// Under a rule on trial, however it stands: it counts for nobody.
    pub trial: u64,
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, duty: &Duty) {
        let counter = match Standing::of(duty) {
            Standing::Open => &mut self.open,
            Standing::Late => &mut self.late,
            Standing::Met => &mut self.met,
            Standing::Missed => &mut self.missed,
            Standing::Excused => &mut self.excused,
            Standing::Trial => &mut self.trial,
        };
        *counter += 1;
    }
}

/// How a duty is counted: the words of the filter and of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Open,
    Late,
    Met,
    Missed,
    Excused,
    Trial,
}

impl Standing {
    pub const ALL: [Self; 6] = [Self::Open, Self::Late, Self::Met, Self::Missed, Self::Excused, Self::Trial];

    #[must_use]
    pub fn of(duty: &Duty) -> Self {
        match &duty.status {
            _ if duty.stage() == Stage::Practice => Self::Trial,
            _ if duty.overdue => Self::Late,
            Status::Pending => Self::Open,
            Status::Met { .. } => Self::Met,
            Status::Missed { .. } => Self::Missed,
            Status::Excused { .. } => Self::Excused,
        }
    }

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Late => "late",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Excused => "excused",
            Self::Trial => "trial",
        }
    }

    /// The text of its word.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Open => "duties-open",
            Self::Late => "duties-overdue",
            Self::Met => "duties-met",
            Self::Missed => "duties-missed",
            Self::Excused => "duties-excused",
            Self::Trial => "duties-trial-word",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == text)
    }
}

impl Tally {
    /// The number of those that stand so.
    #[must_use]
    pub const fn of(&self, standing: Standing) -> u64 {
        match standing {
            Standing::Open => self.open,
            Standing::Late => self.late,
            Standing::Met => self.met,
            Standing::Missed => self.missed,
            Standing::Excused => self.excused,
            Standing::Trial => self.trial,
        }
    }
}

/// Fills the braces of a page's address from what a duty is about:
/// `/phones/{phone}/passcode`. Where something is not known, the first part
/// of the path is as near as one can go.
#[must_use]
pub fn address(template: &str, subject: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((slot, following)) = after.split_once('}') else { break };
        let Some(id) = subject(slot) else { return root(template) };
        out.push_str(before);
        out.push_str(&id);
        rest = following;
    }
    out.push_str(rest);
    out
}

fn root(template: &str) -> String {
    format!("/{}", template.trim_start_matches('/').split(['/', '?', '{']).next().unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_goes_as_near_as_is_known() {
        let subject = |slot: &str| (slot == "phone").then(|| "ph14".to_owned());
        assert_eq!(address("/phones/{phone}/passcode", subject), "/phones/ph14/passcode");
        assert_eq!(address("/manual/{document}/acknowledge", subject), "/manual");
        assert_eq!(address("/conversations/new?client={client}", subject), "/conversations");
        assert_eq!(address("/phones", subject), "/phones");
    }
}
