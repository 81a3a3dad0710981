//! What parent and child say to each other: one JSON line before the bytes, JSON lines back.

use base::Failure;
use base::words::{Lang, Words};
use chatlog::archive::Refusal;
use chatlog::whatsapp::{Choices, Survey};
use chatlog::{Entry, Language, Unread};
use serde::{Deserialize, Serialize};

/// The first line of the child's standard input; the bytes of the file follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub pass: Pass,
    /// The day of the upload, `YYYY-MM-DD`: no message is later.
    pub today: String,
    /// What the person answered; empty on the first pass.
    pub choices: Choices,
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
    Report(Report),
    Unreadable(Why),
}

/// What the file is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Look {
    pub survey: Survey,
    /// Pictures and other files beside the text in an archive. They stay in the sealed original.
    pub files: u64,
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
    /// An archive without a chat in it.
    NoChat,
    /// An archive with several chats in it.
    SeveralChats,
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
            Self::NoChat => "clients-unreadable-no-chat",
            Self::SeveralChats => "clients-unreadable-several-chats",
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
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    ordinal: u64,
    report: Report,
}

impl Tally {
    /// Takes the next entry.
    ///
    /// # Errors
    /// [`Why::Garbled`] when it does not follow the one before.
    pub fn add(&mut self, entry: &Entry) -> Result<(), Why> {
        let (ordinal, bytes) = match entry {
            Entry::Message(m) => (m.ordinal, &m.bytes),
            Entry::Problem(p) => (p.ordinal, &p.bytes),
        };
        if ordinal != self.ordinal + 1 || bytes.start != self.report.bytes || bytes.end < bytes.start {
            return Err(Why::Garbled);
        }
        self.ordinal = ordinal;
        self.report.bytes = bytes.end;
        match entry {
            Entry::Message(_) => self.report.messages += 1,
            Entry::Problem(_) => self.report.problems += 1,
        }
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
    /// [`Why::Garbled`] when they differ.
    pub fn agrees(&self, said: Report) -> Result<(), Why> {
        if self.report == said { Ok(()) } else { Err(Why::Garbled) }
    }
}
