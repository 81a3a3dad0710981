//! The words of a message, its earlier wordings and what was unsent.

use super::time::apple_real;
use crate::bplist::Plist;
use crate::sqlite::Row;
use crate::typedstream::{Attributed, attributed, salvaged};
use crate::{Edit, Note};

/// What the columns of a row say about its words.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub text: String,
    /// The files, in the order they stand in the text, by GUID.
    pub files: Vec<String>,
    pub mentions: Vec<String>,
    pub edits: Vec<Edit>,
    /// Parts that were taken back.
    pub unsent: Vec<i64>,
    pub notes: Vec<Note>,
}

pub(super) fn said(row: &Row) -> Said {
    let mut said = Said::default();
    let archive = row.blob("attributedBody");
    let styled = match archive.map(attributed) {
        Some(Ok(styled)) => styled,
        Some(Err(_)) => {
            said.notes.push(bad("attributedBody"));
            Attributed {
                text: archive.and_then(salvaged).unwrap_or_default(),
                ..Attributed::default()
            }
        }
        None => Attributed::default(),
    };
    said.files = styled.values("__kIMFileTransferGUIDAttributeName");
    said.mentions = styled.values("__kIMMentionConfirmedMention");
    said.text = row.text("text").unwrap_or(styled.text);
    if let crate::sqlite::Value::Broken(_) = row.get("text") {
        said.notes.push(Note::NotUtf8);
    }
    if said.text.contains('\0') {
        said.notes.push(Note::Nul);
    }
    if let Some(bytes) = row.blob("message_summary_info") {
        match Plist::read(bytes) {
            Some(summary) => summarised(&summary, &mut said),
            None => said.notes.push(bad("message_summary_info")),
        }
    }
    said
}

fn bad(field: &str) -> Note {
    Note::BadField {
        field: field.to_owned(),
    }
}

/// `ec`: for each part all its wordings, the present one last. `rp`: the parts
/// that were taken back.
fn summarised(summary: &Plist, said: &mut Said) {
    let parts = summary.get("ec").map(Plist::pairs).unwrap_or_default();
    for (part, wordings) in parts {
        let wordings = wordings.values();
        let earlier = wordings.len().saturating_sub(1);
        for wording in wordings.iter().take(earlier) {
            let text = wording.get("t").and_then(Plist::data).map(attributed);
            let text = match text {
                Some(Ok(styled)) => Some(styled.text),
                Some(Err(_)) => {
                    said.notes
                        .push(bad(&format!("message_summary_info.ec.{part}")));
                    None
                }
                None => None,
            };
            let at = wording
                .get("d")
                .and_then(Plist::number)
                .and_then(apple_real);
            said.edits.push(Edit {
                at: at.map(|(at, _)| at),
                text,
            });
        }
    }
    let unsent = summary.get("rp").map(Plist::values).unwrap_or_default();
    said.unsent = unsent.iter().filter_map(Plist::integer).collect();
}
