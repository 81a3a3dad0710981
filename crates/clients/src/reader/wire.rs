//! What parent and child say to each other: one JSON line before the bytes, JSON lines back.

use base::Failure;
use base::words::{Lang, Words};
use chatlog::archive::Refusal;
use chatlog::whatsapp::{Choices, OrderDecision, Survey};
use chatlog::{Account, Channel, Entry, Item, Language, Message, Notice, Unread, backup};
use serde::{Deserialize, Serialize};

/// The first line of the child's standard input; the bytes of the file follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub pass: Pass,
    /// The day of the upload, `YYYY-MM-DD`: no message is later.
    pub today: String,
    /// What the person answered; empty on the first pass.
    pub choices: Choices,
    /// Which conversation of the file, where it has several.
    #[serde(default)]
    pub thread: Option<String>,
}

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pass {
    /// Look the file over and say what must be asked.
    Survey,
    /// Then hand out every entry.
    Read,
}

/// One line of the child's answer: first `look`, then entries (on [`Pass::Read`]), last `report`.
/// Or `unreadable`, and nothing after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    Look(Box<Look>),
    Entry(Box<Entry>),
    /// What is no entry of the conversation: layers, the form of the file, what others said.
    Beside(Box<Item>),
    Report(Report),
    Unreadable(Why),
}

/// What the file is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Look {
    pub survey: Survey,
    /// Pictures and other files beside the text in an archive. They stay in the sealed original.
    pub files: u64,
    /// The app, where it is not the text of WhatsApp. `survey` then says who speaks, and no more.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// The conversations of the file; of WhatsApp's text, none: it has one.
    #[serde(default)]
    pub threads: Vec<Thread>,
    /// The file itself says what its owner wrote.
    #[serde(default)]
    pub owner_known: bool,
    /// The order of day and month, where such a file leaves it open.
    #[serde(default)]
    pub order: Option<OrderDecision>,
    /// The first date as such a file prints it.
    #[serde(default)]
    pub printed: String,
    /// What the reader tells a person of such a file: of the whole of it, never of who else is in it.
    #[serde(default)]
    pub notices: Vec<Notice>,
}

/// One conversation of a file that may have several.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Thread {
    pub id: String,
    /// Its title, or who speaks in it.
    pub title: String,
    pub messages: u64,
    /// When its first and its last message were written.
    #[serde(default)]
    pub first: Option<When>,
    #[serde(default)]
    pub last: Option<When>,
}

/// A point in time, or, where the file names no zone, a day and hour of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    Point(jiff::Timestamp),
    Wall(jiff::civil::DateTime),
}

impl When {
    #[must_use]
    pub fn of(message: &Message) -> Option<Self> {
        message.instant().map(Self::Point).or(message.civil.map(Self::Wall))
    }
}

/// The end: what was handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// Bytes of the chat text.
    pub bytes: u64,
    pub messages: u64,
    pub problems: u64,
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It is something else than a chat.
    Unread(Unread),
    /// The archive is damaged, locked, or a trap.
    Archive(Refusal),
    /// The backup of a phone that is not opened here.
    Backup(backup::Refusal),
    /// An archive without a chat in it.
    NoChat,
    /// The sealed file was altered or cut off on our disk.
    Altered,
    /// The reader ended before it was done.
    Died,
    /// The reader took too long.
    Slow,
    /// The reader said more than such a file can hold.
    TooMuch,
    /// The reader said something we do not understand.
    Garbled,
}

impl Why {
    /// At rest.
    ///
    /// # Errors
    /// Never in practice: it is plain data.
    pub fn kept(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(|e| Failure::broken("keeping a reason", e))
    }

    /// Reads what was kept; a reason we do not know (any more) is [`Why::Garbled`].
    #[must_use]
    pub fn of(kept: &str) -> Self {
        serde_json::from_str(kept).unwrap_or(Self::Garbled)
    }

    /// The reason in words that say what to do next.
    #[must_use]
    pub fn words(&self, words: &Words, lang: Lang) -> String {
        let language = match lang {
            Lang::En => Language::English,
            Lang::Fr => Language::French,
        };
        let id = match self {
            Self::Unread(unread) => return unread.words(language).to_owned(),
            Self::Archive(refusal) => return refusal.words(language),
            Self::Backup(backup::Refusal::PasswordNeeded) => "clients-unreadable-backup",
            Self::Backup(refusal) => return refusal.words(language),
            Self::NoChat => "clients-unreadable-no-chat",
            Self::Altered => "clients-unreadable-altered",
            Self::Died => "clients-unreadable-died",
            Self::Slow => "clients-unreadable-slow",
            Self::TooMuch => "clients-unreadable-too-much",
            Self::Garbled => "clients-unreadable-garbled",
        };
        words.say(lang, id, &[])
    }
}

/// Counts along, and notices when something is missing or there twice.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    ordinal: u64,
    report: Report,
    /// Of a file with layers or rows; the text of WhatsApp is one run of bytes.
    account: Option<Box<Account>>,
}

impl Tally {
    /// The file was looked over.
    pub fn looked(&mut self, look: &Look) {
        self.account = look.channel.map(|_| Box::default());
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// [`Why::Garbled`] when it does not follow the one before.
    pub fn add(&mut self, entry: &Entry) -> Result<(), Why> {
        let (ordinal, bytes) = match entry {
            Entry::Message(m) => (m.ordinal, &m.bytes),
            Entry::Problem(p) => (p.ordinal, &p.bytes),
        };
        let follows = match &mut self.account {
            // What others said is left out, and has a number of its own.
            Some(account) => {
                account.add(&Item::Entry(entry.clone()));
                self.report.bytes += bytes.end.saturating_sub(bytes.start);
                ordinal > self.ordinal
            }
            None => {
                let touches = bytes.start == self.report.bytes && bytes.end >= bytes.start;
                self.report.bytes = bytes.end;
                ordinal == self.ordinal + 1 && touches
            }
        };
        if !follows {
            return Err(Why::Garbled);
        }
        self.ordinal = ordinal;
        match entry {
            Entry::Message(_) => self.report.messages += 1,
            Entry::Problem(_) => self.report.problems += 1,
        }
        Ok(())
    }

    /// Takes what stands beside the entries.
    ///
    /// # Errors
    /// [`Why::Garbled`] where nothing may stand, or an entry is passed off as none.
    pub fn beside(&mut self, item: &Item) -> Result<(), Why> {
        let Some(account) = self.account.as_mut().filter(|_| !matches!(item, Item::Entry(_))) else { return Err(Why::Garbled) };
        if let Item::Frame(frame) = item {
            self.report.bytes += frame.bytes.end.saturating_sub(frame.bytes.start);
        }
        account.add(item);
        Ok(())
    }

    /// What came so far.
    #[must_use]
    pub const fn report(&self) -> Report {
        self.report
    }

    /// Compares with what the child says it handed out.
    ///
    /// # Errors
    /// [`Why::Garbled`] when they differ, or a byte or a row is left over.
    pub fn agrees(&self, said: Report) -> Result<(), Why> {
        let whole = self.account.as_ref().is_none_or(|account| account.unaccounted() == 0);
        if self.report == said && whole { Ok(()) } else { Err(Why::Garbled) }
    }
}
