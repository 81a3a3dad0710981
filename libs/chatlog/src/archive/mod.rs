//! Zip archives as phones export them, as mail programs rename them, and as
//! people pack them again.
//!
//! The archive is never unpacked to disk, its names are never used as paths,
//! and archives inside it are never opened. One that is built as a trap is
//! refused whole ([`Refusal`]); an entry that is none is refused alone
//! ([`WhyNot`]).
//!
//! ```no_run
//! use chatlog::archive::{self, Limits, Pick};
//! use chatlog::whatsapp::{Choices, Outside};
//! # fn file() -> std::io::Cursor<Vec<u8>> { unimplemented!() }
//! let mut archive = archive::open(file(), &Limits::default())?;
//! let Pick::One(chat) = archive.pick() else { panic!("ask which of archive.chats()") };
//! let survey = archive.survey(chat, &Outside::default())?;
//! for entry in archive.read(chat, &survey, &Choices::default())? {
//!     println!("{:?}", entry?);
//! }
//! let media = archive.media()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod content;
mod directory;
mod media;
mod names;
mod refusal;

pub use content::Content;
pub(crate) use media::match_names;
pub use media::{MediaFile, MediaMatch, match_media};
pub(crate) use names::base;
pub(crate) use refusal::Broken;
pub use refusal::Refusal;

use crate::Language;
use crate::sniff::{Sniff, sniff};
use crate::whatsapp::{self, Choices, Outside, Reader, Survey};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Seek};

/// How much of an archive is read at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Files in it.
    pub files: u64,
    /// Bytes of all files, unpacked.
    pub bytes: u64,
    /// Unpacked to packed, for files of 5 MiB and more.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: 50_000,
            bytes: 4 * 1024 * 1024 * 1024,
            ratio: 200,
        }
    }
}

/// One file in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its place in the table of contents.
    pub place: usize,
    /// Its name as stored. Data, not a path.
    pub name: String,
    /// Its name, safe to show.
    pub shown: String,
    /// Its size.
    pub size: u64,
    /// Its size in the archive.
    pub packed: u64,
    /// When it was written, by the clock of the phone.
    pub modified: Option<DateTime>,
    /// What becomes of it.
    pub standing: Standing,
    #[serde(skip)]
    crc: u64,
    #[serde(skip)]
    deflated: bool,
    #[serde(skip)]
    offset: u64,
    #[serde(skip)]
    start: u64,
    #[serde(skip)]
    sizes_follow: bool,
    #[serde(skip)]
    raw_name: Vec<u8>,
}

impl File {
    /// Whether its name tries to leave its folder. It is still read, under
    /// another name.
    #[must_use]
    pub fn has_hostile_name(&self) -> bool {
        names::is_hostile(&self.name)
    }
}

/// What becomes of a file in an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Standing {
    /// A conversation as text.
    Chat,
    /// Any other file.
    File,
    /// A folder, or something a computer added by itself.
    Clutter,
    /// It is not read.
    Refused {
        /// Why.
        why: WhyNot,
    },
}

/// Why one file of an archive is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyNot {
    /// It points to another file.
    Link,
    /// It is no plain file.
    Special,
    /// It is packed in a way that phones do not use.
    Method,
}

impl WhyNot {
    /// In words.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Link, Language::English) => "It only points to another file.",
            (Self::Link, Language::French) => "Il ne fait que renvoyer à un autre fichier.",
            (Self::Special, Language::English) => "It is not a plain file.",
            (Self::Special, Language::French) => "Ce n’est pas un fichier ordinaire.",
            (Self::Method, Language::English) => "It is packed in a way that is not read.",
            (Self::Method, Language::French) => "Il est comprimé d’une façon qu’on ne lit pas.",
        }
    }
}

/// Which text is the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "pick", content = "places")]
pub enum Pick {
    /// This one.
    One(usize),
    /// Several: ask.
    Several(Vec<usize>),
    /// None.
    None,
}

/// An opened archive.
#[derive(Debug)]
pub struct Archive<R> {
    source: R,
    files: Vec<File>,
}

/// Opens an archive: reads its table of contents, checks it, and looks at the
/// head of each text in it.
///
/// # Errors
/// A [`Refusal`] when the archive is damaged, locked, too large or a trap.
pub fn open<R: Read + Seek>(mut source: R, limits: &Limits) -> Result<Archive<R>, Refusal> {
    let files = directory::list(&mut source, limits)?;
    let mut archive = Archive { source, files };
    archive.find_chats()?;
    Ok(archive)
}

impl<R: Read + Seek> Archive<R> {
    /// The archive itself, for who reads it in another way.
    pub(crate) fn into_source(self) -> R {
        self.source
    }

    /// Everything in it.
    #[must_use]
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The conversations in it.
    pub fn chats(&self) -> impl Iterator<Item = &File> {
        self.files
            .iter()
            .filter(|file| file.standing == Standing::Chat)
    }

    /// The conversation, where there is no doubt: the one named `_chat.txt`,
    /// or the only one.
    #[must_use]
    pub fn pick(&self) -> Pick {
        let all: Vec<&File> = self.chats().collect();
        let named: Vec<_> = all
            .iter()
            .filter(|file| names::base(&file.name) == "_chat.txt")
            .collect();
        match (named.as_slice(), all.as_slice()) {
            ([one], _) => Pick::One(one.place),
            ([], [one]) => Pick::One(one.place),
            ([], []) => Pick::None,
            ([], several) => Pick::Several(several.iter().map(|file| file.place).collect()),
            (several, _) => Pick::Several(several.iter().map(|file| file.place).collect()),
        }
    }

    /// The bytes of one file, from its beginning. They are checked against the
    /// table of contents; one byte too many or too few is an error.
    ///
    /// # Errors
    /// When there is no such file, it is refused, or the source fails.
    pub fn content(&mut self, place: usize) -> io::Result<Content<'_, R>> {
        let file = self.files.get(place).ok_or(io::ErrorKind::NotFound)?;
        if matches!(file.standing, Standing::Refused { .. }) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.source.seek(io::SeekFrom::Start(file.start))?;
        Ok(Content::new(&mut self.source, file))
    }

    /// Surveys a conversation; the entry's time takes part in the evidence.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn survey(&mut self, place: usize, outside: &Outside) -> io::Result<Survey> {
        let modified = self.files.get(place).and_then(|file| file.modified);
        let outside = Outside {
            archive_time: outside.archive_time.or(modified),
            ..*outside
        };
        match whatsapp::survey_at_once(self.content(place)?, &outside)? {
            Ok(survey) => Ok(survey),
            Err(layout) => whatsapp::survey_content(self.content(place)?, &layout, &outside),
        }
    }

    /// Reads a surveyed conversation.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(
        &mut self,
        place: usize,
        survey: &Survey,
        choices: &Choices,
    ) -> io::Result<Reader<Content<'_, R>>> {
        Ok(Reader::new(self.content(place)?, survey, choices))
    }

    /// Whether beside the conversation that was picked there is something that
    /// [`crate::read`] tells: another conversation, a file that is refused or does
    /// not unpack, or one that is a conversation by its name or its first bytes.
    pub fn holds_more(&mut self) -> bool {
        if self.chats().nth(1).is_some() {
            return true;
        }
        let files = self.files.iter();
        let rest: Vec<(usize, String, bool)> = files
            .filter(|file| !matches!(file.standing, Standing::Chat | Standing::Clutter))
            .map(|file| {
                (
                    file.place,
                    file.name.clone(),
                    file.standing == Standing::File,
                )
            })
            .collect();
        rest.into_iter().any(|(place, name, whole)| {
            let mut head = Vec::new();
            let read = whole.then(|| {
                let content = self.content(place)?;
                content
                    .take(crate::SNIFF_BYTES as u64)
                    .read_to_end(&mut head)
            });
            !matches!(read, Some(Ok(_))) || crate::silent::unread(&name, &head).is_some()
        })
    }

    fn find_chats(&mut self) -> Result<(), Refusal> {
        let texts: Vec<usize> = self
            .files
            .iter()
            .filter(|file| file.standing == Standing::File && is_text_name(&file.name))
            .map(|file| file.place)
            .collect();
        for place in texts {
            let mut head = Vec::new();
            let read = self
                .content(place)?
                .take(crate::SNIFF_BYTES as u64)
                .read_to_end(&mut head);
            let chat = read.is_ok() && matches!(sniff(&head), Sniff::WhatsApp { .. });
            if let (true, Some(file)) = (chat, self.files.get_mut(place)) {
                file.standing = Standing::Chat;
            }
        }
        self.refuse_twins()?;
        let nothing = self.chats().next().is_none();
        let packed = |file: &File| {
            let name = file.name.to_ascii_lowercase();
            [".zip", ".rar", ".7z", ".gz"]
                .iter()
                .any(|end| name.ends_with(end))
        };
        if nothing && self.files.iter().any(packed) {
            return Err(Refusal::Nested);
        }
        Ok(())
    }

    /// Two chat texts of one name: nobody can say which is meant.
    fn refuse_twins(&self) -> Result<(), Refusal> {
        let mut seen = std::collections::HashSet::new();
        for chat in self.chats() {
            if !seen.insert(chat.name.as_str()) {
                return Err(Refusal::AmbiguousTranscript {
                    name: chat.shown.clone(),
                });
            }
        }
        Ok(())
    }
}

/// Whether a name is a folder's or of something a computer adds by itself.
pub(crate) fn is_clutter(name: &str) -> bool {
    names::is_clutter(name)
}

/// The places of files in the order they are read: by folder and name, where
/// numbers in names count as numbers (`message_2` stands before `message_10`).
#[must_use]
pub fn reading_order(files: &[File]) -> Vec<usize> {
    let mut places: Vec<usize> = files.iter().map(|file| file.place).collect();
    let key = |place: &usize| files.get(*place).map(|file| names::sort_key(&file.name));
    places.sort_by_cached_key(key);
    places
}

/// Exported texts end in `.txt`; some mail programs drop it.
fn is_text_name(name: &str) -> bool {
    let base = names::base(name).to_ascii_lowercase();
    base.ends_with(".txt") || !base.contains('.')
}
