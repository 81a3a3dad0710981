//! Databases that phones keep conversations in.
//!
//! | file | holds | form |
//! |---|---|---|
//! | `chat.db` (Mac), `sms.db` (iPhone) | iMessage, SMS, MMS, RCS | [`messages`](self) |
//! | `CallHistory.storedata`, `call_history.db` | telephone, FaceTime, calls of other apps | |
//! | `ChatStorage.sqlite` | WhatsApp on an iPhone | |
//! | `msgstore.db` | WhatsApp on Android, both of its layouts | |
//!
//! Which it is, is told by its tables, never by its name. The log `…-wal` is
//! used where it stands beside the file: the newest messages are often only
//! there. Every row of every table is accounted for ([`crate::TableCount`]).
//!
//! ```
//! use chatlog::{Answers, Entry, Item, Whole, items};
//! # fn main() -> Result<(), chatlog::Stop> {
//! # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/shapes/chat.db");
//! let file = std::fs::File::open(path)?;
//! for item in items(&mut Whole(file), "sms.db", &Answers::default())? {
//!     if let Item::Entry(Entry::Message(message)) = item {
//!         println!("{:?} {:?}: {}", message.instant(), message.sender, message.body);
//!         for reaction in &message.more.reactions {
//!             println!("    {} by {:?}", reaction.sign, reaction.by);
//!         }
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What they tell that an exported text does not: points in time (no zone to
//! ask), who read what when, reactions, earlier wordings, replies, which of my
//! numbers. What they do not: names, unless the app keeps some; what was
//! deleted, which may stand in free pages and is never read.

mod apps;
mod attributes;
mod calls;
pub(crate) mod kinds;
mod messages;
mod reactions;
mod tables;
pub(crate) mod time;
mod whatsapp_android;
mod whatsapp_old;
mod whatsapp_phone;

use crate::channel::{Channel, Guess, Settle, Sure};
use crate::item::Form;
use crate::sqlite::{Damage, Database, WalStanding};
use crate::{Answers, Format, Head, Language, Notice, Out, ReadSeek, Reason, Source, all_bytes};
use std::io::{self, Cursor};
use tables::Tables;

/// A database inside an archive is read into memory, up to this.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

pub(crate) type Db<'a> = Database<Box<dyn ReadSeek + 'a>>;

/// Every database at once: which it is, its tables say.
#[derive(Debug, Clone, Copy)]
pub struct Databases;

/// Whose database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Messages,
    Calls,
    OldCalls,
    WhatsAppPhone,
    WhatsAppAndroid,
    WhatsAppOld,
}

impl Which {
    fn of(database: &Db<'_>) -> Option<Self> {
        let has = |table: &str, column: &str| {
            database.table(table).is_some_and(|table| table.has(column))
        };
        Some(match () {
            () if has("message", "is_from_me") && has("message", "handle_id") => Self::Messages,
            () if has("ZCALLRECORD", "ZDATE") => Self::Calls,
            () if has("ZWAMESSAGE", "ZMESSAGEDATE") => Self::WhatsAppPhone,
            () if has("message", "key_id") && has("message", "chat_row_id") => {
                Self::WhatsAppAndroid
            }
            () if has("messages", "key_remote_jid") => Self::WhatsAppOld,
            () if has("call", "address") && has("call", "flags") => Self::OldCalls,
            () => return None,
        })
    }

    fn guess(self) -> Guess {
        let (channel, platform, variant) = match self {
            Self::Messages => (Channel::Messages, "iphone", "chat.db"),
            Self::Calls => (Channel::Calls, "iphone", "call-history"),
            Self::OldCalls => (Channel::Calls, "iphone", "call-history-old"),
            Self::WhatsAppPhone => (Channel::WhatsApp, "iphone", "chat-storage"),
            Self::WhatsAppAndroid => (Channel::WhatsApp, "android", "msgstore"),
            Self::WhatsAppOld => (Channel::WhatsApp, "android", "msgstore-old"),
        };
        Guess {
            channel,
            platform: Some(platform.to_owned()),
            variant: variant.to_owned(),
            order: None,
            sure: Sure::Certain,
            settle: Vec::new(),
        }
    }
}

impl Format for Databases {
    fn channel(&self) -> Channel {
        Channel::Messages
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        if !head.bytes.starts_with(b"SQLite format 3\0") {
            return None;
        }
        // The list of tables often stands in the beginning, but need not.
        let start: Box<dyn ReadSeek> = Box::new(Cursor::new(head.bytes.to_vec()));
        let which = Database::open(start, None)
            .ok()
            .and_then(|start| Which::of(&start));
        let guess = which.unwrap_or(Which::Messages).guess();
        let sure = if which.is_some() {
            Sure::Certain
        } else {
            Sure::Maybe
        };
        Some(Guess { sure, ..guess })
    }

    fn settle(&self, source: &mut dyn Source, _: Guess) -> Option<Guess> {
        let database = open(source).ok()?.ok()?;
        let mut guess = Which::of(&database)?.guess();
        if database.wal() == WalStanding::Absent {
            let name = "-wal".to_owned();
            guess.settle.push(Settle::OtherFile { name });
        }
        Some(guess)
    }

    fn form(&self) -> Form {
        Form::Database
    }

    fn read(
        &self,
        source: &mut dyn Source,
        _: &Guess,
        _: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let database = match open(source)? {
            Ok(database) => database,
            Err(damage) => {
                return out.problem_at(0..0, 0, Reason::Malformed, damage.to_string().as_bytes());
            }
        };
        let which = Which::of(&database);
        let mut tables = Tables::new(database, out);
        match which {
            Some(Which::Messages) => messages::read(&mut tables)?,
            Some(Which::Calls) => calls::read(&mut tables)?,
            Some(Which::OldCalls) => calls::read_old(&mut tables)?,
            Some(Which::WhatsAppPhone) => whatsapp_phone::read(&mut tables)?,
            Some(Which::WhatsAppAndroid) => whatsapp_android::read(&mut tables)?,
            Some(Which::WhatsAppOld) => whatsapp_old::read(&mut tables)?,
            None => {}
        }
        tables.finish()
    }
}

fn open(source: &mut dyn Source) -> io::Result<Result<Db<'_>, Damage>> {
    let wal = source.companion("-wal");
    let wal = wal.map(|wal| -> Box<dyn ReadSeek> { wal });
    if source.seek().is_none() {
        let bytes = all_bytes(source, MOST_BYTES)?;
        let main: Box<dyn ReadSeek> = Box::new(Cursor::new(bytes));
        return Ok(Database::open(main, wal));
    }
    let Some(main) = source.seek() else {
        return Ok(Err(Damage::Unreadable));
    };
    let main: Box<dyn ReadSeek + '_> = Box::new(main);
    Ok(Database::open(main, wal))
}

const FREE: [(&str, &str); 2] = [
    (
        "1 page of this database is free. It may hold what was deleted; it was not read.",
        "{n} pages of this database are free. They may hold what was deleted; they were not read.",
    ),
    (
        "1 page de cette base de données est libre. Elle contient peut-être ce qui a été supprimé\u{a0}; elle n’a pas été lue.",
        "{n} pages de cette base de données sont libres. Elles contiennent peut-être ce qui a été supprimé\u{a0}; elles n’ont pas été lues.",
    ),
];
const PLACES: [(&str, &str); 2] = [
    ("place", "places"),
    ("endroit est illisible", "endroits sont illisibles"),
];
const PAGES: [(&str, &str); 2] = [("page", "pages"), ("page", "pages")];

/// What the form of the file itself tells a person.
fn notices(database: &mut Db<'_>, out: &mut Out<'_>) -> io::Result<()> {
    let account = database.account();
    let mut say = |en: String, fr: String| out.notice(Notice::Other { en, fr });
    match database.wal() {
        WalStanding::Absent => say(
            "No “-wal” file was given with this database. The newest messages may be missing.".to_owned(),
            "Aucun fichier «\u{a0}-wal\u{a0}» n’accompagne cette base de données. Les messages les plus récents manquent peut-être.".to_owned(),
        )?,
        WalStanding::Foreign => say(
            "The “-wal” file does not belong to this database and was left aside.".to_owned(),
            "Le fichier «\u{a0}-wal\u{a0}» n’est pas celui de cette base de données\u{a0}; il a été laissé de côté.".to_owned(),
        )?,
        WalStanding::Empty | WalStanding::Used { .. } => {}
    }
    if account.free > 0 {
        let [en, fr] = FREE.map(|(one, several)| if account.free == 1 { one } else { several });
        say(
            en.replace("{n}", &account.free.to_string()),
            fr.replace("{n}", &account.free.to_string()),
        )?;
    }
    if account.unreached + u32::try_from(account.damaged).unwrap_or(u32::MAX) > 0 {
        let count = |language: Language, words| {
            let [places, pages] = words;
            let unreached = u64::from(account.unreached);
            (
                language.count(account.damaged, places),
                language.count(unreached, pages),
            )
        };
        let (places, pages) = count(Language::English, [PLACES, PAGES]);
        let (endroits, feuilles) = count(Language::French, [PLACES, PAGES]);
        say(
            format!(
                "This database is damaged: {places} cannot be read and nothing leads to {pages}. Messages may be missing."
            ),
            format!(
                "Cette base de données est endommagée\u{a0}: {endroits} et rien ne mène à {feuilles}. Des messages manquent peut-être."
            ),
        )?;
        // Where a damaged row was told, the damage was.
        if out.problems() == 0 {
            out.problem_at(0..0, 0, Reason::Damaged, b"")?;
        }
    }
    Ok(())
}
