//! Every form of file that is read, and the way from a file as given, through
//! its containers and encodings, to the reader of what is inside.

use crate::archive::{self, Archive, Limits, Refusal, Standing};
use crate::channel::Guess;
use crate::item::{Form, Item, Layer, Role};
use crate::out::{Answers, Format, Head, Out, ReadSeek, Sink, Source};
use crate::{Reason, SNIFF_BYTES, Unread};
use std::io::{self, Read};

/// Every form, in the order they are asked. A new one is one line here.
static FORMATS: &[&dyn Format] = &[&crate::whatsapp::Text];

/// Every form that is read.
#[must_use]
pub fn formats() -> &'static [&'static dyn Format] {
    FORMATS
}

/// Why nothing is read from a file.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// It is of no form that is known.
    #[error("{}", .0.words(crate::Language::English))]
    Unread(Unread),
    /// Its archive is damaged, locked or a trap.
    #[error(transparent)]
    Archive(#[from] Refusal),
    /// It cannot be read, or what takes the messages refuses.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Says what a file is: each form that could be, the surest first.
#[must_use]
pub fn recognise(head: &Head<'_>) -> Vec<Guess> {
    claims(head).into_iter().map(|(_, guess)| guess).collect()
}

fn claims(head: &Head<'_>) -> Vec<(&'static dyn Format, Guess)> {
    let claim = |format: &&'static dyn Format| Some((*format, format.recognise(head)?));
    let mut found: Vec<_> = FORMATS.iter().filter_map(claim).collect();
    found.sort_by_key(|(_, guess)| std::cmp::Reverse(guess.sure));
    found
}

/// Reads a file of any form: containers are opened, encodings decoded, each
/// part given to the reader that knows it. `name` is its name, a label.
/// Everything comes out at `sink`, in the order of the file; nothing of the
/// file is held but what one message needs.
///
/// # Errors
/// [`Stop`] when nothing in it is a conversation, or it cannot be read.
pub fn read<'a>(
    source: &mut dyn Source,
    name: &str,
    answers: &Answers,
    sink: &'a mut Sink<'a>,
) -> Result<(), Stop> {
    let mut out = Out::new(sink);
    let head = head_of(source)?;
    let part = Part {
        name,
        within: None,
        beside: &[],
    };
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let seek = source
            .seek()
            .ok_or_else(|| io::Error::from(io::ErrorKind::Unsupported))?;
        return zip(seek, name, answers, &mut out);
    }
    if one(source, &head, &part, answers, &mut out)? {
        return Ok(());
    }
    Err(Stop::Unread(crate::sniff::why_not(&head)))
}

/// One part of a file.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    name: &'a str,
    within: Option<usize>,
    beside: &'a [String],
}

impl Part<'_> {
    fn layer(&self, form: Form, role: Role) -> Layer {
        Layer {
            layer: 0,
            within: self.within,
            name: self.name.to_owned(),
            form,
            role,
            bytes: None,
            modified: None,
            guess: None,
        }
    }
}

/// Reads a part that is no archive. False when nobody knows it.
fn one(
    source: &mut dyn Source,
    head: &[u8],
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> io::Result<bool> {
    let head = Head {
        bytes: head,
        whole: head.len() < SNIFF_BYTES,
        name: part.name,
        beside: part.beside,
    };
    let Some((format, guess)) = claims(&head).into_iter().next() else {
        return Ok(false);
    };
    let layer = Layer {
        modified: source.modified(),
        guess: Some(guess.clone()),
        ..part.layer(Form::Plain, Role::Conversation)
    };
    out.begin(layer)?;
    let bytes = count(source)?;
    format.read(source, &guess, answers, out)?;
    out.frame_to(bytes, None)?;
    out.end(bytes)?;
    Ok(true)
}

fn head_of(source: &mut dyn Source) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    source
        .open()?
        .take(SNIFF_BYTES as u64)
        .read_to_end(&mut head)?;
    Ok(head)
}

/// How many bytes a source has, counted by reading them.
fn count(source: &mut dyn Source) -> io::Result<u64> {
    if let Some(seek) = source.seek() {
        return seek.seek(io::SeekFrom::End(0));
    }
    io::copy(&mut source.open()?, &mut io::sink())
}

fn zip(
    source: &mut dyn ReadSeek,
    name: &str,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Result<(), Stop> {
    let mut archive = archive::open(source, &Limits::default())?;
    let root = Part {
        name,
        within: None,
        beside: &[],
    };
    let container = out.begin(root.layer(Form::Zip, Role::Container))?;
    let beside: Vec<String> = archive.files().iter().map(|f| f.name.clone()).collect();
    let mut known = false;
    for place in archive::reading_order(archive.files()) {
        let Some(file) = archive.files().get(place) else {
            continue;
        };
        let (name, standing, size) = (file.name.clone(), file.standing, file.size);
        let part = Part {
            name: &name,
            within: Some(container),
            beside: &beside,
        };
        let role = match standing {
            Standing::Clutter => Role::Clutter,
            Standing::Refused { .. } => Role::Refused,
            Standing::Chat | Standing::File => {
                let mut entry = Entry {
                    archive: &mut archive,
                    place,
                };
                let head = head_of(&mut entry).unwrap_or_default();
                if one(&mut entry, &head, &part, answers, out)? {
                    known = true;
                    continue;
                }
                Role::Beside
            }
        };
        out.begin(Layer {
            bytes: Some(size),
            ..part.layer(Form::Plain, role)
        })?;
        if role == Role::Refused {
            out.problem_at(0..0, 0, Reason::Refused, b"")?;
        }
    }
    if known {
        return Ok(());
    }
    Err(Stop::Unread(Unread::NoMessages))
}

/// One file of an archive, as a source.
#[derive(Debug)]
struct Entry<'a, R> {
    archive: &'a mut Archive<R>,
    place: usize,
}

impl<R: Read + io::Seek> Source for Entry<'_, R> {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.archive.content(self.place)?))
    }

    fn modified(&self) -> Option<jiff::civil::DateTime> {
        self.archive.files().get(self.place)?.modified
    }
}

/// Reads a file into memory, item by item. For tests and small files.
///
/// # Errors
/// As [`read`].
pub fn items(source: &mut dyn Source, name: &str, answers: &Answers) -> Result<Vec<Item>, Stop> {
    let mut all = Vec::new();
    let mut sink = |item| {
        all.push(item);
        Ok(())
    };
    read(source, name, answers, &mut sink)?;
    Ok(all)
}
