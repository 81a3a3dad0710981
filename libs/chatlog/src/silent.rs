//! Files of an archive that hold a conversation, by their name and their first
//! bytes, and of which nothing can be read: a page that was cut off before its
//! first message is no picture beside the chat.

use crate::Reason;
use crate::archive::base;
use crate::sniff::{Sniff, Unread, sniff};

/// Why a file that no reader knows is told all the same. None: it is beside the
/// conversation.
///
/// By name and content: a page of Messenger (`message_2.json`), `messages.json`
/// of Skype, subtitles, a chat of WhatsApp as text. By content alone: a
/// database, an encrypted backup of WhatsApp. An archive in the archive is not
/// opened.
pub(crate) fn unread(name: &str, head: &[u8]) -> Option<Reason> {
    let base = base(name).to_lowercase();
    let first = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let first = first.trim_ascii_start().first().copied();
    let (stem, ending) = base.rsplit_once('.').unwrap_or((&base, ""));
    let numbered = stem.strip_prefix("message_").is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let chat = stem == "_chat" || stem.contains("whatsapp");
    let why = match (ending, first) {
        ("json", Some(b'{' | b'[')) if numbered || stem == "messages" => Reason::Silent,
        ("html", Some(b'<')) if numbered => Reason::Silent,
        ("vtt" | "srt", Some(_)) => Reason::Silent,
        ("txt", Some(_)) if chat => Reason::Silent,
        ("zip" | "gz" | "tgz" | "tar" | "7z" | "rar", Some(_)) if is_archive(head) => {
            Reason::Refused
        }
        _ if ending.starts_with("crypt") && stem.contains("msgstore") => Reason::Encrypted,
        _ => match sniff(head) {
            Sniff::Unknown {
                reason: Unread::Database,
            } => Reason::Silent,
            Sniff::Unknown {
                reason: Unread::WhatsAppBackup,
            } => Reason::Encrypted,
            _ => return None,
        },
    };
    Some(why)
}

/// Whether it is Skype's list of devices, which lies beside the conversations.
pub(crate) fn is_list(name: &str) -> bool {
    base(name) == "endpoints.json"
}

fn is_archive(head: &[u8]) -> bool {
    let marks: [&[u8]; 4] = [b"PK", &[0x1F, 0x8B], b"7z\xBC\xAF\x27\x1C", b"Rar!"];
    marks.iter().any(|mark| head.starts_with(mark)) || crate::containers::is_tar(head)
}
