//! What would be different under other rules.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Monitor;
use super::duty::{Duty, DutyId, House, Status};
use super::plan::Line;
use crate::calendar::{Calendar, Instant};
use crate::rule::Name;

/// A duty that is not the same under the other rules.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Which.
    pub id: DutyId,
    /// What happens to it.
    pub shift: Shift,
    /// Under the rules as they are.
    pub before: Option<Duty>,
    /// Under the other rules.
    pub after: Option<Duty>,
}

/// What other rules do to a duty, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shift {
    /// It would be overdue, and is not.
    BecomesOverdue,
    /// It would be there, and is not.
    Appears,
    /// It would be due at another moment.
    Moves,
    /// It would stand differently: met, missed, excused.
    Restands,
    /// Somebody else would answer for it.
    ChangesHands,
    /// It would not be there, and is.
    Vanishes,
}

impl Monitor {
    /// Compares the duties as of `now` with those under `lines`, the gravest
    /// difference first. Rules whose versions are the same are not run again.
    pub fn what_if(&self, lines: &[Line], now: Instant) -> Vec<Difference> {
        let changed = changed_rules(&self.lines, lines);
        self.differences(self.house.clone(), lines, &changed, now)
    }

    /// The same with another calendar too: other days of rest, another zone, deadlines
    /// that roll. All rules are run again.
    pub fn what_if_on(
        &self,
        calendar: Arc<Calendar>,
        lines: &[Line],
        now: Instant,
    ) -> Vec<Difference> {
        let all = self.lines.iter().chain(lines);
        let changed: Vec<Name> = all.map(|line| line.id.clone()).collect();
        let house = House {
            calendar,
            ..self.house.clone()
        };
        self.differences(house, lines, &changed, now)
    }

    fn differences(
        &self,
        house: House,
        lines: &[Line],
        changed: &[Name],
        now: Instant,
    ) -> Vec<Difference> {
        let only = |all: &[Line]| -> Vec<Line> {
            all.iter()
                .filter(|line| changed.contains(&line.id))
                .cloned()
                .collect()
        };
        let other = self.rebuilt(house, only(lines), |_| true, now);
        let mut before: FxHashMap<DutyId, Duty> = FxHashMap::default();
        let show = self.show(now);
        self.each(now, self.cells.all(), |plan, core| {
            let is_changed = plan
                .lines
                .first()
                .is_some_and(|line| changed.contains(&line.id));
            if let Some(duty) = is_changed.then(|| show.duty(plan, core)).flatten() {
                before.insert(duty.id, duty);
            }
        });
        let mut out = Vec::new();
        for after in other.duties(now) {
            let earlier = before.remove(&after.id);
            if let Some(shift) = shift(earlier.as_ref(), Some(&after)) {
                out.push(Difference {
                    id: after.id,
                    shift,
                    before: earlier,
                    after: Some(after),
                });
            }
        }
        let vanished = before.into_values().map(|duty| Difference {
            id: duty.id,
            shift: Shift::Vanishes,
            before: Some(duty),
            after: None,
        });
        out.extend(vanished);
        out.sort_by_key(|difference| (difference.shift, difference.id));
        out
    }
}

/// The rules that do not have the same versions in both.
fn changed_rules(a: &[Line], b: &[Line]) -> Vec<Name> {
    let versions = |all: &[Line], id: &Name| -> Vec<Line> {
        let mut versions: Vec<Line> = all.iter().filter(|line| line.id == *id).cloned().collect();
        versions.sort_by_key(|line| line.from);
        versions
    };
    let mut ids: Vec<Name> = a.iter().chain(b).map(|line| line.id.clone()).collect();
    ids.sort();
    ids.dedup();
    ids.retain(|id| versions(a, id) != versions(b, id));
    ids
}

fn shift(before: Option<&Duty>, after: Option<&Duty>) -> Option<Shift> {
    match (before, after) {
        (None, None) => None,
        (Some(_), None) => Some(Shift::Vanishes),
        (None, Some(after)) => Some(if after.overdue {
            Shift::BecomesOverdue
        } else {
            Shift::Appears
        }),
        (Some(before), Some(after)) if after.overdue && !before.overdue => {
            Some(Shift::BecomesOverdue)
        }
        (Some(before), Some(after)) if differs(&before.status, &after.status) => {
            Some(Shift::Restands)
        }
        (Some(before), Some(after)) if before.due != after.due => Some(Shift::Moves),
        (Some(before), Some(after)) if before.responsible != after.responsible => {
            Some(Shift::ChangesHands)
        }
        _ => None,
    }
}

fn differs(before: &Status, after: &Status) -> bool {
    before.word() != after.word()
}
