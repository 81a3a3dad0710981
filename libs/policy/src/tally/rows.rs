//! What a ledger tells of each duty, and how two tables of them compare.

use rustc_hash::FxHashMap;

use crate::calendar::Instant;
use crate::monitor::Shift;

/// How a duty stands, in one of four words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Word {
    /// Not done, not late.
    Pending,
    /// Done in time.
    Met,
    /// There is no record of it in time.
    Missed,
    /// The subject went before it was due.
    Excused,
}

impl Word {
    /// The word, as [`Status::word`](crate::Status::word) gives it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Excused => "excused",
        }
    }
}

/// One duty of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What it is about, as it was fed.
    pub key: u64,
    /// The entry that opened it; with the key, its name.
    pub opened_by: u64,
    /// When it opened.
    pub opened_at: Instant,
    /// The last moment in time.
    pub due: Instant,
    /// How it stands.
    pub word: Word,
    /// When it was met, made good or no longer owed, and the entry that shows it; of a
    /// rule with `before`, what was needed and when it was given.
    pub closed: Option<(Instant, u64)>,
    /// Whether it is missed and can and should still be made good.
    pub overdue: bool,
}

/// A duty that is not the same in two tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paired {
    /// What happens to it.
    pub shift: Shift,
    /// In the one table.
    pub before: Option<Row>,
    /// In the other.
    pub after: Option<Row>,
}

/// Compares the tables of two ledgers that read the same log, while they are told: each
/// row waits for the other table's row of the same name and no longer. Both tell it in
/// the same instant, so few wait at a time.
#[derive(Debug, Clone, Default)]
pub struct Pairs {
    before: FxHashMap<(u64, u64), Row>,
    after: FxHashMap<(u64, u64), Row>,
}

impl Pairs {
    /// Nothing to compare yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A row of the one table: how the other has it, if that is known and differs.
    pub fn before(&mut self, row: Row) -> Option<Paired> {
        match self.after.remove(&(row.key, row.opened_by)) {
            Some(after) => paired(Some(row), Some(after)),
            None => {
                self.before.insert((row.key, row.opened_by), row);
                None
            }
        }
    }

    /// A row of the other table.
    pub fn after(&mut self, row: Row) -> Option<Paired> {
        match self.before.remove(&(row.key, row.opened_by)) {
            Some(before) => paired(Some(before), Some(row)),
            None => {
                self.after.insert((row.key, row.opened_by), row);
                None
            }
        }
    }

    /// How many rows wait for their fellow.
    pub fn waiting(&self) -> usize {
        self.before.len() + self.after.len()
    }

    /// What only one of the tables has, both being told to the end.
    pub fn rest(self) -> impl Iterator<Item = Paired> {
        let gone = self.before.into_values();
        let new = self.after.into_values();
        gone.filter_map(|row| paired(Some(row), None))
            .chain(new.filter_map(|row| paired(None, Some(row))))
    }
}

fn paired(before: Option<Row>, after: Option<Row>) -> Option<Paired> {
    let overdue = |row: &Row| row.overdue;
    let shift = match (&before, &after) {
        (None, None) => return None,
        (Some(_), None) => Shift::Vanishes,
        (None, Some(row)) if overdue(row) => Shift::BecomesOverdue,
        (None, Some(_)) => Shift::Appears,
        (Some(old), Some(new)) if overdue(new) && !overdue(old) => Shift::BecomesOverdue,
        (Some(old), Some(new)) if old.word != new.word => Shift::Restands,
        (Some(old), Some(new)) if old.due != new.due => Shift::Moves,
        _ => return None,
    };
    Some(Paired {
        shift,
        before,
        after,
    })
}
