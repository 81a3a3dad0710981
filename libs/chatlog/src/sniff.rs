//! Recognises what a file is by its first bytes, never by its name.

use crate::formats::decoded_head;
use crate::out::Source;
use crate::utf16::is_utf32;
use crate::whatsapp::{Platform, parse};
use crate::{Language, table};
use serde::{Deserialize, Serialize};
use std::io;

/// What a file seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Sniff {
    /// A conversation as text.
    WhatsApp {
        /// What made it.
        platform: Platform,
    },
    /// A zip archive; see [`crate::archive`].
    Zip,
    /// Something else.
    Unknown {
        /// Why it is not read.
        reason: Unread,
    },
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unread {
    /// It has no bytes.
    Empty,
    /// Text in an encoding that exports do not have.
    Utf16,
    /// Text in UTF-32.
    Utf32,
    /// A PDF, for instance a printed chat.
    Pdf,
    /// A picture, for instance a screenshot.
    Picture,
    /// A database.
    Database,
    /// A backup of WhatsApp that only its key opens (`.crypt14`, `.crypt15`).
    WhatsAppBackup,
    /// A table of no known form: somebody must say which column holds what.
    Columns,
    /// A table with more columns than are read.
    TooWide,
    /// A web page.
    WebPage,
    /// Text, but no line of it begins a message.
    NoMessages,
    /// An archive, in which no file is a conversation.
    NoChat,
    /// Not text.
    Binary,
}

impl Unread {
    /// In words that say what to do next.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english(),
            Language::French => self.french(),
        }
    }

    fn english(self) -> &'static str {
        match self {
            Self::Empty => "This file is empty. Export the chat again.",
            Self::Utf16 => {
                "This text was saved as UTF-16. Use the file as the phone made it, or save it as UTF-8."
            }
            Self::Utf32 => {
                "This text was saved as UTF-32. Use the file as the phone made it, or save it as UTF-8."
            }
            Self::TooWide => {
                "This table has too many columns: at most 512 are read. Save it with only the columns of the date, the name and the text."
            }
            Self::Pdf => {
                "This is a PDF; the words of a printed chat cannot be read. Export the chat from its app."
            }
            Self::Picture => "This is a picture. Attach it to the file; its words cannot be read.",
            Self::Database => {
                "This is a database, but not one of a chat app that is known, or it is cut off. Copy it again, or export the chat from its app."
            }
            Self::WhatsAppBackup => {
                "This is an encrypted backup of WhatsApp. It opens only with the 64-digit key or on the phone. Use “Export chat” on the phone."
            }
            Self::Columns => {
                "This is a table of a form that is not known. Say which column holds the date, the name and the text."
            }
            Self::WebPage => {
                "This is a web page, but no conversation that is known, or it is cut off. Download it again; of Messenger, choose JSON."
            }
            Self::NoMessages => {
                "No line of this text begins a message as an app writes it. Give the file as the app exported it."
            }
            Self::NoChat => {
                "Nothing in this archive is a conversation that can be read. Give the file as the app exported it."
            }
            Self::Binary => {
                "This is not text, and no form of file that is read. Give the file as the app exported it."
            }
        }
    }

    fn french(self) -> &'static str {
        match self {
            Self::Empty => "Ce fichier est vide. Exportez la discussion de nouveau.",
            Self::Utf16 => {
                "Ce texte a été enregistré en UTF-16. Prenez le fichier tel que le téléphone l’a fait, ou enregistrez-le en UTF-8."
            }
            Self::Utf32 => {
                "Ce texte a été enregistré en UTF-32. Prenez le fichier tel que le téléphone l’a fait, ou enregistrez-le en UTF-8."
            }
            Self::TooWide => {
                "Ce tableau a trop de colonnes\u{a0}: on en lit au plus 512. Enregistrez-le avec seulement les colonnes de la date, du nom et du texte."
            }
            Self::Pdf => {
                "C’est un PDF\u{a0}; on ne peut pas lire les mots d’une discussion imprimée. Exportez la discussion depuis son application."
            }
            Self::Picture => {
                "C’est une image. Joignez-la au dossier\u{a0}; on ne peut pas en lire les mots."
            }
            Self::Database => {
                "C’est une base de données, mais pas celle d’une application connue, ou elle est coupée. Copiez-la de nouveau, ou exportez la discussion depuis son application."
            }
            Self::WhatsAppBackup => {
                "C’est une sauvegarde chiffrée de WhatsApp. Seuls sa clé de 64 chiffres ou le téléphone l’ouvrent. Utilisez «\u{a0}Exporter la discussion\u{a0}» sur le téléphone."
            }
            Self::Columns => {
                "C’est un tableau d’une forme inconnue. Dites quelle colonne contient la date, le nom et le texte."
            }
            Self::WebPage => {
                "C’est une page Web. Utilisez «\u{a0}Exporter la discussion\u{a0}» sur le téléphone."
            }
            Self::NoMessages => {
                "Aucune ligne de ce texte ne commence un message comme une application l’écrit. Donnez le fichier tel que l’application l’a exporté."
            }
            Self::NoChat => {
                "Rien dans cette archive n’est une conversation qu’on sait lire. Donnez le fichier tel que l’application l’a exporté."
            }
            Self::Binary => {
                "Ce n’est ni du texte ni une forme de fichier qu’on sait lire. Donnez le fichier tel que l’application l’a exporté."
            }
        }
    }
}

/// How many bytes [`sniff`] likes to see.
pub const SNIFF_BYTES: usize = 64 * 1024;

/// How many lines may stand before the first message.
const LINES: usize = 50;

/// Says what a file is, from its first [`SNIFF_BYTES`] bytes or fewer.
#[must_use]
pub fn sniff(head: &[u8]) -> Sniff {
    if let Some(known) = by_signature(head) {
        return known;
    }
    let platform = head
        .split(|byte| *byte == b'\n')
        .take(LINES)
        .find_map(|line| Some(parse(line)?.shape.platform()));
    if let Some(platform) = platform {
        return Sniff::WhatsApp { platform };
    }
    let controls = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26)).count();
    let reason = if controls * 100 > head.len() {
        Unread::Binary
    } else {
        Unread::NoMessages
    };
    Sniff::Unknown { reason }
}

/// Why nothing is read from a file that no reader claims.
pub(crate) fn why_not(head: &[u8], source: &mut dyn Source) -> io::Result<Unread> {
    let reason = match sniff(head) {
        Sniff::Unknown { reason } => reason,
        Sniff::WhatsApp { .. } | Sniff::Zip => Unread::NoMessages,
    };
    let table = match reason {
        Unread::NoMessages => as_table(head),
        Unread::Utf16 => as_table(&decoded_head(source)?),
        _ => None,
    };
    Ok(table.unwrap_or(reason))
}

/// Whether a text looks like a table: some rows, all of as many fields. One whose
/// first row alone has more than are read is too wide.
fn as_table(head: &[u8]) -> Option<Unread> {
    const LOOK: usize = 8;
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    if matches!(
        start.trim_ascii_start().first(),
        None | Some(b'{' | b'[' | b'<')
    ) {
        return None;
    }
    let delimiter = table::delimiter(head);
    let mut records = table::Records::new(head, table::Marks::of(head, delimiter));
    let rows = std::iter::from_fn(|| records.next().ok().flatten());
    let mut rows = rows.peekable();
    // In a text a blank stands after a comma.
    let wide = |row: &table::Record| {
        let marks = row
            .raw
            .windows(2)
            .filter(|pair| pair.first() == Some(&delimiter));
        let (all, blank) = marks.fold((0, 0), |(all, blank), pair| {
            (all + 1, blank + usize::from(pair.last() == Some(&b' ')))
        });
        row.is_too_wide() && blank * 2 < all
    };
    if rows.peek().is_some_and(wide) {
        return Some(Unread::TooWide);
    }
    let whole =
        rows.filter(|row| !row.is_blank() && row.flaw.is_none() && !row.raw.starts_with(b"sep="));
    let widths: Vec<usize> = whole.take(LOOK).map(|row| row.fields.len()).collect();
    let least = if delimiter == b',' { 3 } else { 2 };
    let first = widths.first().copied().unwrap_or(0);
    let table = widths.len() > 1 && first >= least && widths.iter().all(|width| *width == first);
    table.then_some(Unread::Columns)
}

/// `.crypt14`, `.crypt15`: the length of a head, then the head, which names the
/// version of WhatsApp in clear.
fn is_whatsapp_backup(head: &[u8]) -> bool {
    let len = head.first().map_or(0, |len| usize::from(*len));
    let inside = head.get(1..len + 2).unwrap_or_default();
    let version = |six: &[u8]| {
        matches!(
            six,
            [b'2', b'.', b'0'..=b'9', b'0'..=b'9', b'.', b'0'..=b'9']
        )
    };
    let binary = inside.iter().any(|byte| *byte < 9 || *byte >= 0x80);
    binary && inside.windows(6).any(version)
}

fn by_signature(head: &[u8]) -> Option<Sniff> {
    let is = |signature: &[u8]| head.starts_with(signature);
    let start = head
        .get(..512)
        .unwrap_or(head)
        .trim_ascii_start()
        .to_ascii_lowercase();
    let reason = match head {
        [] => Unread::Empty,
        _ if is(b"PK\x03\x04") || is(b"PK\x05\x06") => return Some(Sniff::Zip),
        _ if is_utf32(head) => Unread::Utf32,
        _ if is(b"\xFF\xFE") || is(b"\xFE\xFF") => Unread::Utf16,
        [b'[', 0, ..] | [b'0'..=b'9', 0, ..] | [0, b'[' | b'0'..=b'9', ..] => Unread::Utf16,
        _ if is(b"%PDF") => Unread::Pdf,
        _ if is(b"\x89PNG") || is(b"\xFF\xD8\xFF") || is(b"GIF8") => Unread::Picture,
        _ if head.get(8..12) == Some(b"WEBP") || head.get(4..8) == Some(b"ftyp") => Unread::Picture,
        _ if is(b"SQLite format 3\0") => Unread::Database,
        _ if is_whatsapp_backup(head) => Unread::WhatsAppBackup,
        _ if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") => Unread::WebPage,
        _ => return None,
    };
    Some(Sniff::Unknown { reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_what_is_in_it() {
        let on = |platform| Sniff::WhatsApp { platform };
        assert_eq!(
            sniff(b"27/03/2022, 21:41 - Ann: x\n"),
            on(Platform::Android)
        );
        assert_eq!(
            sniff(b"[27/03/2022, 21:41:35] Ann: x\r\n"),
            on(Platform::Iphone)
        );
        assert_eq!(
            sniff(b"[00:29, 15/05/2021] Alice: Hello"),
            on(Platform::Web)
        );
        assert_eq!(
            sniff(b"Fwd: chat\n\n27/03/2022, 21:41 - Ann: x\n"),
            on(Platform::Android)
        );
        assert_eq!(sniff(b"PK\x03\x04rest"), Sniff::Zip);
    }

    #[test]
    fn what_is_not_read_is_said_why() {
        let unknown = |reason| Sniff::Unknown { reason };
        assert_eq!(sniff(b""), unknown(Unread::Empty));
        assert_eq!(sniff(b"\xFF\xFE[\x002\x00"), unknown(Unread::Utf16));
        assert_eq!(sniff(b"%PDF-1.7"), unknown(Unread::Pdf));
        assert_eq!(sniff(b"Dear Ann,\nsee you\n"), unknown(Unread::NoMessages));
        assert_eq!(
            sniff(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
            unknown(Unread::Binary)
        );
        assert!(Unread::Utf16.words(Language::French).contains("UTF-8"));
    }
}
