//! Keeps the account of a whole file, layer by layer: counts, and that every
//! byte and every row belongs to something.

use crate::item::{Form, Item, Layer, Notice, Role, TableCount};
use crate::{Entry, Report};
use serde::{Deserialize, Serialize};

/// The account. Feed it every [`Item`], in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Account {
    /// Every layer, with what was counted in it.
    pub layers: Vec<LayerAccount>,
    /// All layers together: messages by kind, Problems by reason.
    pub total: Report,
    /// Conversations, each part counted.
    pub conversations: u64,
    /// Tables of databases.
    pub tables: Vec<TableCount>,
    /// What a person should be told.
    pub notices: Vec<Notice>,
}

/// What was counted in one layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerAccount {
    /// The layer.
    pub layer: Layer,
    /// Bytes of messages and Problems.
    pub entries: u64,
    /// Bytes of the form of the file.
    pub frames: u64,
    /// Bytes that two things claim, or that come out of order.
    pub astray: u64,
    /// Bytes counted apart from the reader, once the layer is at its end.
    pub counted: Option<u64>,
    next: u64,
}

impl LayerAccount {
    /// Bytes that nothing accounts for. Always 0.
    #[must_use]
    pub fn unaccounted(&self) -> u64 {
        let text = self.layer.role == Role::Conversation && self.layer.form == Form::Plain;
        if !text {
            return 0;
        }
        // Without an end the layer was never read to it: nothing is proved.
        let counted = self.counted.unwrap_or(u64::MAX);
        self.astray + counted.abs_diff(self.next)
    }

    fn claim(&mut self, bytes: &std::ops::Range<u64>) -> u64 {
        self.astray += bytes.start.abs_diff(self.next);
        self.next = bytes.end;
        bytes.end.saturating_sub(bytes.start)
    }
}

impl Account {
    /// Takes one item in.
    pub fn add(&mut self, item: &Item) {
        match item {
            Item::Layer(layer) => self.layers.push(LayerAccount {
                layer: layer.clone(),
                entries: 0,
                frames: 0,
                astray: 0,
                counted: None,
                next: 0,
            }),
            Item::Conversation(_) => self.conversations += 1,
            Item::Entry(entry) => {
                self.total.count(entry);
                let (layer, row) = match entry {
                    Entry::Message(m) => (m.layer, m.row.is_some()),
                    Entry::Problem(p) => (p.layer, p.row.is_some()),
                };
                if let (false, Some(layer)) = (row, self.layers.get_mut(layer)) {
                    layer.entries += layer.claim(entry.bytes());
                }
            }
            Item::Frame(frame) => {
                if let Some(layer) = self.layers.get_mut(frame.layer) {
                    layer.frames += layer.claim(&frame.bytes);
                }
            }
            Item::Table(table) => self.tables.push(table.clone()),
            Item::Notice(notice) => self.notices.push(notice.clone()),
            Item::End { layer, bytes } => {
                if let Some(layer) = self.layers.get_mut(*layer) {
                    layer.counted = Some(*bytes);
                }
            }
        }
    }

    /// Bytes of all conversations, and rows of all databases, that nothing
    /// accounts for. Always 0; it is printed so that nobody has to believe it.
    #[must_use]
    pub fn unaccounted(&self) -> u64 {
        let bytes = self.layers.iter().map(LayerAccount::unaccounted);
        let rows = self.tables.iter().map(TableCount::unaccounted);
        bytes.chain(rows).fold(0, u64::saturating_add)
    }
}
