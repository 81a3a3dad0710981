//! Reads exported conversations exactly: every byte is in a message or a
//! Problem.
//!
//! An agency must be able to file what was said to a client, show it to the
//! Board, a court or the client years later, and say what it does *not* know.
//! So this library never guesses in silence, never changes a text, and never
//! drops a line:
//!
//! * **Every byte is accounted for.** Entries come in the order of the file;
//!   their byte ranges touch and cover it ([`Report::unaccounted`] is 0). What
//!   is not understood is a [`Problem`], with its bytes.
//! * **Texts are kept exactly.** [`Message::header`], [`Message::body`] and
//!   [`Message::ending`], one after the other, are the bytes of the file;
//!   broken UTF-8 is kept as [`Message::original`].
//! * **Time is what the phone printed.** [`Message::wall`] is the text,
//!   [`Message::civil`] its reading, or `None` where that is not certain.
//!   WhatsApp names no time zone, so neither does this.
//! * **Day and month are decided over the whole file** by a ladder of evidence
//!   ([`whatsapp::Evidence`]), or asked ([`whatsapp::OrderDecision::Ask`]) with
//!   both readings of the first and last message. Never by language.
//! * **A quoted line is not a message.** A line that only looks like a header
//!   stays in its message and is noted ([`Note::QuotedHeader`]).
//! * **Kinds are told by marks, whole texts and forms**, never by a word in a
//!   person's text: "I left my passport" is no system line. [`Basis`] says how.
//! * **Memory is bounded** (about 10 MB for a conversation as text) whatever the
//!   size of the file; nothing panics, whatever is in it.
//!
//! No clock, no files, no network: sources are [`std::io::Read`] and
//! [`std::io::Seek`], answers are plain values that serialise with serde.
//!
//! # From a file to a record
//!
//! ```
//! use chatlog::render::{Heading, text_block};
//! use chatlog::whatsapp::{self, Choices, DateOrder};
//! use chatlog::{Entry, Report, Sniff, sniff};
//! use std::io::Cursor;
//!
//! // Both 3 May and 5 March are possible here: nothing in the file decides.
//! let bytes = b"03/05/2021, 10:00 - Ben Ito: Hello\n03/05/2021, 10:01 - R.: <Media omitted>\n";
//! assert!(matches!(sniff(bytes), Sniff::WhatsApp { .. }));
//!
//! let mut file = Cursor::new(bytes);
//! let survey = whatsapp::survey(&mut file)?;
//! let asked: Vec<_> = survey.to_ask().map(|(segment, _)| segment).collect();
//! assert_eq!(asked, [0]);
//!
//! // What only a person can say.
//! let choices = Choices {
//!     order: Some(DateOrder::DayMonthYear),
//!     owner: Some("Ben Ito".to_owned()),
//!     ..Choices::default()
//! };
//! let mut report = Report::default();
//! let mut messages = Vec::new();
//! for entry in whatsapp::read(&mut file, &survey, &choices)? {
//!     let entry = entry?;
//!     report.add(&entry);
//!     if let Entry::Message(message) = entry {
//!         messages.push(message);
//!     }
//! }
//! assert_eq!(report.unaccounted(survey.totals.bytes), 0);
//! assert_eq!(messages[0].civil.unwrap().to_string(), "2021-05-03T10:00:00");
//!
//! let block = text_block(&messages, Heading { owner: Some("Ben Ito"), ..Heading::default() });
//! assert!(block.ends_with("2021-05-03 10:01 | R.: [file, not in the export]\n"));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Zip archives: [`archive`]. What is recognised and what is not yet: see
//! [`whatsapp`].
//!
//! # What an export can and cannot tell
//!
//! | | iPhone | Android | copied from WhatsApp Web |
//! |---|---|---|---|
//! | seconds | yes | no | no |
//! | time zone | no | no | no |
//! | order of day and month | no | no | no |
//! | who the owner is | no | no | no |
//! | system lines | marked, with a name | without a name | left out |
//! | captions of pictures | often lost | next line | left out |
//! | deleted messages | that, not what | that, not what | left out |
//! | reactions, receipts, replies | no | no | no |
//! | oldest messages | cut at about 40,000, or 10,000 with media | the same | what was selected |
//!
//! So an absent message proves nothing, and [`whatsapp::Warning`] says when a
//! file is as long as the app lets it be.
//!
//! # What each form can and cannot tell
//!
//! “Zone”: whether the file says points in time. “Own”: whether it says which
//! messages the owner wrote. “–”: there is no such thing in this form.
//!
//! | form | where | zone | exact to | own | sender | deleted | reactions | earlier wordings | what must be asked |
//! |---|---|---|---|---|---|---|---|---|---|
//! | WhatsApp `.txt`, iPhone | [`whatsapp`] | no | second | no | name | that, not what | no | that, not what | owner, zone; often day or month |
//! | WhatsApp `.txt`, Android | [`whatsapp`] | no | minute | no | name | that, not what | no | that, not what | the same |
//! | WhatsApp Web, copied | [`whatsapp`] | no | minute | no | name | no | no | no | the same |
//! | `ChatStorage.sqlite` | [`databases`] | yes | second | yes | number, names of some | that | no | no | the `-wal` file |
//! | `msgstore.db` | [`databases`] | yes | millisecond | yes | number | that | yes | when, not what | the `-wal` file |
//! | `msgstore.db` before 2021 | [`databases`] | yes | millisecond | yes | number | that | no | no | the `-wal` file |
//! | Messenger JSON, old | [`read`] | yes | millisecond | no | name | that | yes | no | owner |
//! | Messenger JSON, encrypted chats | [`read`] | yes | millisecond | no | name | that | yes | no | owner |
//! | Messenger pages | [`read`] | no | minute | no | name | no | no | no | owner, zone |
//! | Viber CSV, 2015 and now | [`read`] | no | second | `Me`, else asked | name, number | no | no | no | zone; often day or month |
//! | Skype, Teams Free | [`read`] | yes | millisecond | yes | name, handle | that | no | when, not what | – |
//! | `chat.db`, `sms.db` | [`databases`] | yes | second or finer | yes | number or address, not the name | what was unsent: that | yes | yes | the `-wal` file |
//! | `CallHistory.storedata` | [`databases`] | yes | second | yes | number | no | – | – | the `-wal` file |
//! | `call_history.db` (iOS 7 and older) | [`databases`] | yes | second | yes | number | no | – | – | – |
//! | iPhone backup | [`backup`] | as the databases in it | | | | | | | its password |
//! | SMS Backup & Restore, messages and calls | [`android`] | yes | millisecond | yes | number, name of the contact | no | no | no | – |
//! | iMazing CSV | [`table`] | no | second | yes | name | no | as text | that, not what | zone |
//! | LinkedIn, later | [`table`] | yes | second | likely | name, profile | no | no | no | – |
//! | LinkedIn, 2020 | [`table`] | no | second | yes | name | no | no | no | zone |
//! | `.eml`, `.mbox`, `.emlx`, `.msg` | [`mail`] | by the sender’s clock | second | no | what the mail says, proved by nobody | no | no | – | whose mailbox (then: which conversation) |
//! | attendance list | [`table`] | no | minute | – | name, address | – | – | – | zone |
//! | WebVTT, SubRip | [`meeting`] | from the beginning | millisecond | no | sometimes | – | – | – | the day |
//! | pasted chat | [`meeting`] | no | minute | no | name | no | no | no | the day, the owner |
//! | any other table | [`table::Mapping`] | as its columns | | | | | | | the columns |
//! | pictures, PDF, sounds | [`kept`] | kept, not read | | | | | | | – |
//!
//! Not read: backups made by iOS 9 or older (`Manifest.mbdb`), encrypted copies
//! of WhatsApp's database (`.crypt15`), Viber's and Skype's own databases. Each
//! is said to be what it is; none is guessed at.
//!
//! Points in time are written in UTC in [`Message::wall`] (with a Z) and
//! [`Message::civil`], unless the file prints a local time itself.
//!
//! # A file of any form
//!
//! [`read`] takes a file as given, opens its containers, decodes its encoding,
//! and hands out [`Item`]s: layers, conversations, messages, Problems, frames.
//! [`Account`] counts them and proves that nothing is left over:
//!
//! ```
//! use chatlog::{Account, Answers, Whole, read};
//! use std::io::Cursor;
//!
//! let bytes = b"27/03/2022, 21:41 - Ann: Hello\n27/03/2022, 21:42 - R.: Hi\n";
//! let mut account = Account::default();
//! let mut sink = |item| Ok(account.add(&item));
//! read(&mut Whole(Cursor::new(bytes)), "chat.txt", &Answers::default(), &mut sink)?;
//! assert_eq!((account.total.messages, account.unaccounted()), (2, 0));
//! # Ok::<(), chatlog::Stop>(())
//! ```
//!
//! # An example of each channel
//!
//! All go through the one door. What differs is what they can tell:
//!
//! ```
//! use chatlog::{Answers, Entry, Item, Message, Whole, items};
//! use std::io::Cursor;
//!
//! fn messages(text: &str) -> Vec<Message> {
//!     let mut file = Whole(Cursor::new(text));
//!     let all = items(&mut file, "a file", &Answers::default()).unwrap();
//!     let message = |item| match item {
//!         Item::Entry(Entry::Message(message)) => Some(message),
//!         _ => None,
//!     };
//!     all.into_iter().filter_map(message).collect()
//! }
//!
//! // WhatsApp: a local time, no zone, a name as the phone shows it.
//! let one = &messages("27/03/2022, 21:41 - Ann: Hello\n")[0];
//! assert_eq!((one.instant(), one.sender.as_deref()), (None, Some("Ann")));
//!
//! // Messenger: points in time, scrambled letters put right, newest first.
//! let one = &messages(r#"{"participants":[{"name":"Ann"}],"messages":[{"sender_name":"Ann",
//!     "timestamp_ms":1600000000000,"content":"caf\u00c3\u00a9"}],"thread_path":"inbox/ann_1"}"#)[0];
//! assert_eq!(one.body, "café");
//! assert_eq!(one.instant().unwrap().to_string(), "2020-09-13T12:26:40Z");
//!
//! // Viber: a grammar of its own, and a number.
//! let one = &messages("21/11/2018,16:33:14,Smith, Jane,+15550101,\"a, b\n")[0];
//! assert_eq!((one.sender.as_deref(), one.body.as_str()), (Some("Smith, Jane"), "\"a, b"));
//! assert_eq!(one.more.from.as_deref(), Some("+15550101"));
//!
//! // Skype and Teams Free: the record as it stands, and as a person reads it.
//! let one = &messages(r#"{"userId":"8:live:ben","conversations":[{"id":"8:live:ann","MessageList":[
//!     {"id":"1","from":"8:live:ann","messagetype":"RichText","content":"a &amp; <b>b</b>",
//!      "originalarrivaltime":"2023-03-27T10:00:01Z"}]}]}"#)[0];
//! assert_eq!(one.more.plain.as_deref(), Some("a & b"));
//!
//! // Text messages of Android: a draft was never sent.
//! let one = &messages(r#"<?xml version='1.0'?><smses count="1">
//!     <sms address="+15550100" date="1700000000000" type="3" body="no &#55357;&#56838;" /></smses>"#)[0];
//! assert_eq!((one.more.delivery, one.body.as_str()), (chatlog::Delivery::Draft, "no 😆"));
//!
//! // Calls of Android.
//! let one = &messages(r#"<?xml version='1.0'?><calls count="1">
//!     <call number="+15550100" duration="35" date="1700000000000" type="1" /></calls>"#)[0];
//! assert!(matches!(&one.kind, chatlog::Kind::Call(call) if call.seconds == Some(35)));
//!
//! // LinkedIn, as every table, by the names of its columns.
//! let one = &messages("FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\nAna,Ben,2019-11-06T02:08:20,,Hi,OUTGOING,INBOX\n")[0];
//! assert_eq!(one.direction, chatlog::Direction::Out);
//!
//! // E-mail: the time by the sender's own clock, and the point in time.
//! let one = &messages("From: Ana <ana@example.org>\nTo: r@example.net\nSubject: Tulips\nDate: Fri, 16 Sep 2016 22:26:51 -0400\n\nNoon.\n")[0];
//! assert_eq!(one.civil.unwrap().to_string(), "2016-09-16T22:26:51");
//! assert_eq!(one.instant().unwrap().to_string(), "2016-09-17T02:26:51Z");
//!
//! // A meeting: minutes and names, and no day.
//! let all = messages("Ana (10:15): hello\nR. (10:16): yes\n");
//! assert_eq!((all[1].sender.as_deref(), all[1].civil), (Some("R."), None));
//! ```
//!
//! Databases of phones are read through the same door, with their `-wal` file
//! as [`Source::companion`]; iPhone backups by [`backup::read`], or as a zip
//! with [`Answers::password`]; archives as the phone made them:
//!
//! ```
//! use chatlog::{Account, Answers, Kind, Item, Entry, Whole, items};
//! use std::io::Cursor;
//!
//! fn read(name: &str, password: Option<&str>) -> (Vec<Item>, Account) {
//!     let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
//!     let bytes = std::fs::read(format!("{folder}/{name}")).unwrap();
//!     let answers = Answers { password: password.map(str::to_owned), ..Answers::default() };
//!     let all = items(&mut Whole(Cursor::new(bytes)), name, &answers).unwrap();
//!     let mut account = Account::default();
//!     all.iter().for_each(|item| account.add(item));
//!     assert_eq!(account.unaccounted(), 0);
//!     (all, account)
//! }
//!
//! // iMessage and SMS: words out of an archive in the row, a tapback that is no message.
//! let (all, account) = read("shapes/chat.db", None);
//! let said = |item: &Item| matches!(item, Item::Entry(Entry::Message(m)) if m.body == "Only in the archive");
//! assert!(all.iter().any(said));
//! assert_eq!((account.total.messages, account.tables.iter().map(|t| t.joined).sum::<u64>() > 0), (2, true));
//!
//! // Calls of an iPhone, FaceTime among them.
//! let (_, account) = read("shapes/CallHistory.storedata", None);
//! assert_eq!(account.total.of_kind("call"), 5);
//!
//! // WhatsApp's own databases know what the exported text does not: what answers what.
//! let (all, _) = read("shapes/msgstore.db", None);
//! let answers = |item: &Item| matches!(item, Item::Entry(Entry::Message(m)) if m.more.reply_to.is_some());
//! assert!(all.iter().any(answers));
//!
//! // An encrypted backup of an iPhone gives the databases in it.
//! let (_, account) = read("shapes/encrypted-backup.zip", Some("Tulpe 7 été"));
//! assert_eq!((account.total.of_kind("text"), account.total.of_kind("call")), (2, 5));
//!
//! // A chat exported with its pictures, and the download of another app.
//! assert_eq!(read("iphone-media.zip", None).1.total.messages, 4);
//! assert_eq!(read("shapes/teams-free.tar", None).1.total.of_kind("call"), 1);
//! ```
//!
//! Every byte of a layer that holds messages belongs to a message, a Problem,
//! or a [`Frame`] (brackets, commas, column names: the form of the file, in
//! which nobody says anything). A container is accounted for by its checked
//! table of contents ([`Layer`]), a database by its rows ([`TableCount`]).
//!
//! A new form of file is one `impl` of [`Format`] and one line in `formats.rs`:
//! `recognise` looks at the beginning, `read` hands entries to [`Out`] in the
//! order of the layer, and `Out` numbers them and frames what lies between.
//!
//! # Memory
//!
//! Whatever is a stream is read as one, also inside zip, gzip and tar and out
//! of UTF-16: never more of it is held than one message needs (a WhatsApp
//! message 1 MiB, a record of JSON 8 MiB, a mail 40 MiB). What cannot be:
//!
//! | form | what is held | at most | measured, the whole process |
//! |---|---|---|---|
//! | `chat.db`, as a file of its own | some pages; the `-wal` file's index; 16 bytes for each message; files and reactions | – | 36 MB for 800,000 messages in 380 MB |
//! | other databases, as a file of their own | some pages; the `-wal` file's index; names, files, quotations | – | 10 MB for 1,000,000 messages in 117 MB |
//! | databases inside a container or a backup | all of it, and its `-wal` | 1 GiB, 256 MiB | 110 MB for one of 94 MB, encrypted or not |
//! | Messenger as HTML | one page and its tags; what is longer is a Problem | 24 MiB | 115 MB for 17 MB |
//! | `.eml` | all of it, and its parts | 40 MiB | 97 MB for 30 MB |
//! | `.msg` | all of it, and its parts; RTF unpacked | 80 MiB | 223 MB for 61 MB; 117 MB for 17 MB of RTF |
//! | XLSX | the texts that cells share | 256 MiB unpacked | 6 MB for 400,000 rows |
//! | zip, backup | the table of contents, the list of files | 16 MiB | |
//!
//! [`whatsapp::Reader::lend`] lends each entry instead of giving it away, which
//! spares the making of four texts for every message.
//!
//! # Reading order of the source
//!
//! `model`, `more` and `kind` (what comes out), `lines` and `blocks` (bytes to
//! lines), then `whatsapp`: `header` (is this a header?) with `named` (dates
//! whose month is a word; the words are in `months`), `stencil` (the same
//! for headers like those before), `layout` (which are real?), `splitter`
//! (messages), `order` (which field is the day?), `senders`, `kinds`, `gather`
//! (the survey), `trace` (what it leaves for the reading), `reader`.
//! `by_the_book` is the slow reader that tests hold the fast one against. What
//! comes out in words is made by `render`, with `labels` (what a message is),
//! `happened` (what an app tells) and `beside` (what lies beside a picture).

mod account;
pub mod android;
pub mod archive;
pub mod backup;
mod beside;
mod blocks;
mod bplist;
mod carriage;
mod channel;
mod containers;
pub mod databases;
mod formats;
mod guard;
mod happened;
mod item;
mod json;
pub mod kept;
mod kind;
mod labels;
mod lines;
pub mod mail;
pub mod meeting;
pub mod merge;
mod messenger;
mod model;
mod months;
mod more;
mod out;
mod records;
pub mod render;
mod report;
mod returns;
mod sextet;
mod silent;
mod skype;
mod sniff;
pub mod sqlite;
pub mod table;
pub mod typedstream;
mod utf16;
mod viber;
pub mod whatsapp;
mod words;
mod xml_plist;

pub use account::{Account, LayerAccount};
pub use channel::{Channel, Guess, Settle, Sure};
pub use formats::{Stop, formats, items, read, recognise};
pub use item::*;
pub use kind::*;
pub use model::*;
pub use more::*;
pub use out::{Answers, Format, Head, Out, ReadSeek, Shared, Sink, Source, Whole, all_bytes};
pub use report::{Kinds, Report};
pub use sniff::{SNIFF_BYTES, Sniff, Unread, sniff};
