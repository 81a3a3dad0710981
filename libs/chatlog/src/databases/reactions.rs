//! Reactions: rows that point to another message. They are never messages.

use super::messages::Handles;
use super::time::apple;
use crate::Reaction;
use crate::sqlite::Row;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Reactions by the GUID of the message they point to.
#[derive(Debug, Default)]
pub(super) struct Reactions {
    by_target: HashMap<String, Vec<Reaction>>,
    /// Marks of the GUIDs of all messages: a GUID itself is too long to keep.
    known: HashSet<u64>,
}

fn mark(guid: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    guid.hash(&mut hasher);
    hasher.finish()
}

/// Whether a row is a reaction.
pub(super) fn is_reaction(row: &Row) -> bool {
    let kind = row.integer("associated_message_type").unwrap_or_default();
    (2000..4000).contains(&kind) && target(row).is_some()
}

/// `p:0/GUID` (a part of it) or `bp:GUID` (an app's), or the GUID alone.
pub(super) fn target(row: &Row) -> Option<String> {
    let text = row.text("associated_message_guid")?;
    let guid = text.rsplit(['/', ':']).next().unwrap_or_default();
    (!guid.is_empty()).then(|| guid.to_owned())
}

fn sign(row: &Row, kind: i64) -> String {
    match kind % 1000 {
        0 => "❤️".to_owned(),
        1 => "👍".to_owned(),
        2 => "👎".to_owned(),
        3 => "😂".to_owned(),
        4 => "‼️".to_owned(),
        5 => "❓".to_owned(),
        6 => row
            .text("associated_message_emoji")
            .unwrap_or_else(|| "?".to_owned()),
        7 => "sticker".to_owned(),
        other => format!("reaction {other}"),
    }
}

impl Reactions {
    pub fn take(&mut self, row: &Row, handles: &Handles) {
        let Some(target) = target(row) else { return };
        let kind = row.integer("associated_message_type").unwrap_or_default();
        let by = match row.is_set("is_from_me") {
            true => None,
            false => handles.id(row.integer("handle_id")),
        };
        let reaction = Reaction {
            sign: sign(row, kind),
            by,
            at: row.integer("date").and_then(apple).map(|(at, _)| at),
            removed: kind >= 3000,
        };
        let known = self.by_target.entry(target).or_default();
        if reaction.removed
            && let Some(given) = known.iter_mut().rev().find(|given| {
                given.sign == reaction.sign && given.by == reaction.by && !given.removed
            })
        {
            given.removed = true;
            return;
        }
        known.push(reaction);
    }

    /// The reactions to a message.
    pub fn of(&mut self, guid: &str) -> Vec<Reaction> {
        self.by_target.remove(guid).unwrap_or_default()
    }

    /// Notes that there is a message of this GUID.
    pub fn note(&mut self, guid: &str) {
        self.known.insert(mark(guid));
    }

    /// Whether the message that a reaction points to is in the database.
    pub fn has_target(&self, row: &Row) -> bool {
        target(row).is_some_and(|guid| self.known.contains(&mark(&guid)))
    }
}
