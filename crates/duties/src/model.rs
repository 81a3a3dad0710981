//! How duties are grouped, counted and said: plain functions of duties and the moment.

use base::Moment;
use policy::{Duty, Status};

/// Due within so many milliseconds is "soon".
pub const SOON: i64 = 7 * Moment::DAY;
/// What was done stays on Today so long.
pub const LATELY: i64 = 14 * Moment::DAY;

/// The three groups of Today, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    Late,
    Soon,
    Later,
}

/// Where an open duty belongs on Today. One without a due moment can wait.
#[must_use]
pub fn urgency(duty: &Duty, now: Moment) -> Urgency {
    if duty.overdue {
        return Urgency::Late;
    }
    let soon = duty.is_warned() || duty.due.is_some_and(|due| due.last <= now.0.saturating_add(SOON));
    if soon { Urgency::Soon } else { Urgency::Later }
}

/// The word the look draws a pill for.
#[must_use]
pub fn pill(duty: &Duty, now: Moment) -> &'static str {
    match &duty.status {
        _ if duty.overdue => "overdue",
        Status::Met { .. } | Status::Missed { made_good_at: Some(_), .. } => "met",
        Status::Missed { .. } => "overdue",
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
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, duty: &Duty) {
        let counter = match &duty.status {
            _ if duty.overdue => &mut self.late,
            Status::Pending => &mut self.open,
            Status::Met { .. } => &mut self.met,
            Status::Missed { .. } => &mut self.missed,
            Status::Excused { .. } => &mut self.excused,
        };
        *counter += 1;
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
