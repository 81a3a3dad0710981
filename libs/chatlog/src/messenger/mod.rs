//! Facebook Messenger: both JSON forms, and the pages of the HTML form.
//!
//! * **Downloaded information** (`message_N.json`): newest message first, each
//!   letter beyond ASCII written as several (`RenÃ©`), half characters,
//!   `timestamp_ms`. Letters are put together text by text, and only where every
//!   character is at most U+00FF and their bytes are UTF-8.
//! * **End-to-end encrypted chats** (`Name_15.json`): clean text, `timestamp`.
//! * **HTML**: no zone, no seconds; class names change between downloads, so
//!   blocks are told by their form: a name, a text, a date.
//!
//! A whole history may need all of them; merging joins them without
//! doubling. `participants[0]` is not the owner: nothing in these files says
//! who is, except that the owner is in every conversation.

mod html;
mod html_dates;
mod json;
mod mojibake;
mod tags;

pub(crate) use html::Html;
pub(crate) use json::{EndToEnd, Information};
use mojibake::mend;
pub(crate) use tags::unescape;

use html_dates::read_date;

/// The folder of a conversation, from the name of its file: the same in every
/// part of a download.
fn thread_of(name: &str) -> String {
    let parts: Vec<&str> = name.split(['/', '\\']).collect();
    match parts.as_slice() {
        [.., above, folder, _] => format!("{above}/{folder}"),
        [folder, _] => (*folder).to_owned(),
        _ => name.to_owned(),
    }
}
