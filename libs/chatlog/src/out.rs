//! The seam between readers and whoever takes what they read: sources that can
//! be opened again, the trait every form of file implements, and the hand that
//! numbers entries and fills gaps.

use crate::channel::{Channel, Guess};
use crate::item::{Conversation, Form, Frame, Item, Layer, Notice, TableCount};
use crate::{Entry, Hex, Kind, Message, Problem, Reason};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::rc::Rc;

/// Bytes that can be read from their beginning as often as needed.
pub trait Source {
    /// Opens them at their beginning.
    ///
    /// # Errors
    /// When they cannot be read.
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>>;

    /// The same bytes for reading here and there, where that is possible: the
    /// file as given, not what is packed in it.
    fn seek(&mut self) -> Option<&mut dyn ReadSeek> {
        None
    }

    /// When they were written, by the clock of whatever wrote them.
    fn modified(&self) -> Option<jiff::civil::DateTime> {
        None
    }

    /// The file that has the same name with this ending, where it is at hand:
    /// `-wal` beside a database. It is asked for more than once: see [`Shared`].
    fn companion(&mut self, ending: &str) -> Option<Box<dyn ReadSeek>> {
        let _ = ending;
        None
    }
}

/// Both at once.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// A file, or bytes in memory, as a [`Source`].
#[derive(Debug)]
pub struct Whole<R>(pub R);

impl<R: Read + Seek> Source for Whole<R> {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        self.0.rewind()?;
        Ok(Box::new(&mut self.0))
    }

    fn seek(&mut self) -> Option<&mut dyn ReadSeek> {
        Some(&mut self.0)
    }
}

/// Bytes that several readers read, each from its own place: what
/// [`Source::companion`] hands out again and again.
#[derive(Clone)]
pub struct Shared {
    bytes: Rc<RefCell<Box<dyn ReadSeek>>>,
    at: u64,
}

impl Shared {
    /// Shares these.
    #[must_use]
    pub fn new(bytes: Box<dyn ReadSeek>) -> Self {
        Self {
            bytes: Rc::new(RefCell::new(bytes)),
            at: 0,
        }
    }

    /// Another reader, at their beginning.
    #[must_use]
    pub fn again(&self) -> Box<dyn ReadSeek> {
        Box::new(Self {
            at: 0,
            ..self.clone()
        })
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shared(at {})", self.at)
    }
}

impl Read for Shared {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.bytes.borrow_mut();
        bytes.seek(SeekFrom::Start(self.at))?;
        let read = bytes.read(into)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut bytes = self.bytes.borrow_mut();
        // From here means from the place of this reader.
        bytes.seek(SeekFrom::Start(self.at))?;
        self.at = bytes.seek(to)?;
        Ok(self.at)
    }
}

/// The beginning of a file, and what stands around it.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// The first [`crate::SNIFF_BYTES`] bytes, or all.
    pub bytes: &'a [u8],
    /// These are all.
    pub whole: bool,
    /// Its name. A label: it may break a tie, never decide.
    pub name: &'a str,
    /// The names of the files beside it in its container.
    pub beside: &'a [String],
}

impl Head<'_> {
    /// The beginning as text, as far as it is UTF-8, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF");
        let bytes = bytes.unwrap_or(self.bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => bytes
                .get(..error.valid_up_to())
                .and_then(|good| std::str::from_utf8(good).ok())
                .unwrap_or_default(),
        }
    }
}

/// What only a person can say, for every form of file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Order of day and month, who the owner is, which names are names.
    pub choices: crate::whatsapp::Choices,
    /// A day after which no message can be, and the like.
    pub outside: crate::whatsapp::Outside,
    /// The password of an encrypted backup.
    pub password: Option<String>,
    /// Which column of a table of no known form holds what.
    pub table: Option<crate::table::Mapping>,
}

/// A form of file that can be recognised and read. One implementation for each
/// form; they stand in [`crate::formats`].
pub trait Format: Sync + std::fmt::Debug {
    /// Whose form it is.
    fn channel(&self) -> Channel;

    /// Says what a file is, from its beginning; `None` when it is not of this
    /// form. Never decides by a name.
    fn recognise(&self, head: &Head<'_>) -> Option<Guess>;

    /// Looks further than the beginning, where that is needed: into the list of
    /// tables of a database. `None`: it is not of this form after all.
    fn settle(&self, source: &mut dyn Source, guess: Guess) -> Option<Guess> {
        let _ = source;
        Some(guess)
    }

    /// Whether the bytes of a layer are accounted for, or the rows of it.
    fn form(&self) -> Form {
        Form::Plain
    }

    /// Whether it is read line by line: then a text whose lines end in CR alone
    /// comes to it with line feeds.
    fn by_lines(&self) -> bool {
        false
    }

    /// Reads one layer from its beginning to its end, in the order of the file.
    /// Whatever it holds is never an error: it is a Problem.
    ///
    /// # Errors
    /// When the source cannot be read or `out` refuses.
    fn read(
        &self,
        source: &mut dyn Source,
        guess: &Guess,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()>;
}

/// Takes items; an error stops the reading.
pub type Sink<'a> = dyn FnMut(Item) -> io::Result<()> + 'a;

/// Numbers what a reader hands out, notes its layer, and frames what stands
/// between entries. Readers of text give entries in order; whatever lies
/// between two of them is a [`Frame`].
pub struct Out<'a> {
    sink: &'a mut Sink<'a>,
    layer: usize,
    name: String,
    layers: usize,
    ordinal: u64,
    next: u64,
    /// Entries of the layer, and Problems among them.
    entries: u64,
    problems: u64,
    /// Every CR was read as a line feed.
    exchanged: bool,
    /// Files that messages name, where somebody asks.
    mentioned: Option<BTreeSet<String>>,
}

/// So many names of files are kept.
const MOST_MENTIONED: usize = 100_000;

impl std::fmt::Debug for Out<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Out(layer {}, next {})", self.layer, self.next)
    }
}

impl<'a> Out<'a> {
    /// Hands everything to `sink`.
    pub fn new(sink: &'a mut Sink<'a>) -> Self {
        Self {
            sink,
            layer: 0,
            name: String::new(),
            layers: 0,
            ordinal: 0,
            next: 0,
            entries: 0,
            problems: 0,
            exchanged: false,
            mentioned: None,
        }
    }

    /// From here on keeps the names of files that messages name.
    pub(crate) fn keep_mentioned(&mut self) {
        self.mentioned = Some(BTreeSet::new());
    }

    /// The names that were kept.
    pub(crate) fn mentioned(&mut self) -> BTreeSet<String> {
        self.mentioned.take().unwrap_or_default()
    }

    fn mention(&mut self, message: &Message) {
        let Some(names) = &mut self.mentioned else {
            return;
        };
        if let Kind::Attachment { name, .. } = &message.kind {
            names.insert(name.clone());
        }
        // What the message brings itself is in no file beside it.
        let beside = message.more.attachments.iter();
        let beside = beside.filter(|file| file.sha256.is_none());
        names.extend(beside.map(|file| file.name.clone()));
        while names.len() > MOST_MENTIONED {
            names.pop_last();
        }
    }

    /// The number that the next layer gets.
    #[must_use]
    pub fn next_layer(&self) -> usize {
        self.layers
    }

    /// The layer that entries are put in.
    #[must_use]
    pub fn layer(&self) -> usize {
        self.layer
    }

    /// The name of that layer. A label.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The ordinal of the last entry.
    #[must_use]
    pub fn ordinal(&self) -> u64 {
        self.ordinal
    }

    /// Up to where the layer is accounted for.
    #[must_use]
    pub fn placed(&self) -> u64 {
        self.next
    }

    /// A new layer begins; says its number. `layer.layer` is set here.
    ///
    /// # Errors
    /// When the sink refuses; so with all that follow.
    pub fn begin(&mut self, mut layer: Layer) -> io::Result<usize> {
        layer.layer = self.layers;
        self.layer = self.layers;
        self.name.clone_from(&layer.name);
        self.layers += 1;
        self.next = 0;
        self.entries = 0;
        self.problems = 0;
        self.exchanged = false;
        (self.sink)(Item::Layer(layer))?;
        Ok(self.layer)
    }

    /// Entries of the layer so far.
    pub(crate) fn entries(&self) -> u64 {
        self.entries
    }

    /// Problems among them.
    pub(crate) fn problems(&self) -> u64 {
        self.problems
    }

    /// From here on every CR of the layer comes as a line feed.
    pub(crate) fn exchange(&mut self) {
        self.exchanged = true;
    }

    /// A layer is read to its end.
    pub fn end(&mut self, layer: usize, bytes: u64) -> io::Result<()> {
        (self.sink)(Item::End { layer, bytes })
    }

    /// A conversation.
    pub fn conversation(&mut self, conversation: Conversation) -> io::Result<()> {
        (self.sink)(Item::Conversation(conversation))
    }

    /// A message. Its ordinal and layer are set here; bytes before it that
    /// nothing accounts for are framed. Says its ordinal.
    pub fn message(&mut self, mut message: Message) -> io::Result<u64> {
        self.place(&message.bytes, message.row.is_some())?;
        message.ordinal = self.ordinal;
        message.layer = self.layer;
        if self.exchanged {
            crate::carriage::restore(&mut message);
        }
        self.entry(Entry::Message(message))?;
        Ok(self.ordinal)
    }

    /// A Problem, made of the bytes at `at`. Long ones are shown to 64 KiB.
    pub fn problem(&mut self, at: u64, line: u64, reason: Reason, raw: &[u8]) -> io::Result<()> {
        self.problem_at(at..at + raw.len() as u64, line, reason, raw)
    }

    /// The same, where only some of its bytes are at hand.
    pub fn problem_at(
        &mut self,
        bytes: Range<u64>,
        line: u64,
        reason: Reason,
        raw: &[u8],
    ) -> io::Result<()> {
        const SHOWN: usize = 64 * 1024;
        self.place(&bytes, false)?;
        let raw = raw.get(..SHOWN).unwrap_or(raw);
        let text = String::from_utf8_lossy(raw);
        let original = matches!(text, Cow::Owned(_)).then(|| Hex(raw.to_vec()));
        self.entry(Entry::Problem(Problem {
            ordinal: self.ordinal,
            bytes,
            line,
            reason,
            text: text.into_owned(),
            original,
            layer: self.layer,
            row: None,
        }))
    }

    /// A row of a database that is no message.
    pub fn bad_row(&mut self, row: crate::Row, reason: Reason, text: String) -> io::Result<()> {
        self.ordinal += 1;
        self.entry(Entry::Problem(Problem {
            ordinal: self.ordinal,
            bytes: 0..0,
            line: 0,
            reason,
            text,
            original: None,
            layer: self.layer,
            row: Some(row),
        }))
    }

    /// An entry that is numbered already, as WhatsApp's reader does.
    pub fn numbered(&mut self, mut entry: Entry) -> io::Result<()> {
        let bytes = entry.bytes().clone();
        self.place(&bytes, false)?;
        match &mut entry {
            Entry::Message(message) => {
                (message.ordinal, message.layer) = (self.ordinal, self.layer);
            }
            Entry::Problem(problem) => {
                (problem.ordinal, problem.layer) = (self.ordinal, self.layer);
            }
        }
        self.entry(entry)
    }

    /// Frames everything up to `until`, or says which message it belongs to.
    pub fn frame_to(&mut self, until: u64, of: Option<u64>) -> io::Result<()> {
        if until > self.next {
            let frame = Frame {
                layer: self.layer,
                bytes: self.next..until,
                of,
            };
            self.next = until;
            (self.sink)(Item::Frame(frame))?;
        }
        Ok(())
    }

    /// What became of a table.
    pub fn table(&mut self, mut table: TableCount) -> io::Result<()> {
        table.layer = self.layer;
        (self.sink)(Item::Table(table))
    }

    /// How the dates of the layer are read, or that it must be asked, where the
    /// whole layer is one segment.
    pub(crate) fn date_order(
        &mut self,
        decision: crate::whatsapp::OrderDecision,
    ) -> io::Result<()> {
        let (layer, segment) = (self.layer, 0);
        self.notice(Notice::DateOrder {
            layer,
            segment,
            decision,
        })
    }

    /// Something a person should be told.
    pub fn notice(&mut self, notice: Notice) -> io::Result<()> {
        (self.sink)(Item::Notice(notice))
    }

    fn place(&mut self, bytes: &Range<u64>, row: bool) -> io::Result<()> {
        if !row {
            self.frame_to(bytes.start, None)?;
            self.next = bytes.end;
        }
        self.ordinal += 1;
        Ok(())
    }

    fn entry(&mut self, mut entry: Entry) -> io::Result<()> {
        self.entries += 1;
        self.problems += u64::from(matches!(entry, Entry::Problem(_)));
        if let Entry::Message(message) = &entry {
            self.mention(message);
        }
        if let (true, Entry::Problem(problem)) = (self.exchanged, &mut entry) {
            crate::carriage::restore_problem(problem);
        }
        (self.sink)(Item::Entry(entry))
    }
}

/// Reads a source whole into memory, for forms that need it (databases).
///
/// # Errors
/// When it cannot be read, or is larger than `most`.
pub fn all_bytes(source: &mut dyn Source, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = source.open()?.take(most + 1).read_to_end(&mut bytes)?;
    if read as u64 > most {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "this file is larger than is read",
        ));
    }
    Ok(bytes)
}
