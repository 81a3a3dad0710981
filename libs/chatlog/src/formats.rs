//! Every form of file that is read, and the way from a file as given, through
//! its containers and encodings, to the reader of what is inside.

use crate::archive::{Broken, Limits, Refusal};
use crate::carriage::{self, Exchanged, Standing};
use crate::channel::Guess;
use crate::containers;
use crate::item::{Form, Item, Layer, Role};
use crate::out::{Answers, Format, Head, Out, Sink, Source};
use crate::returns;
use crate::utf16::is_utf16;
use crate::{Reason, SNIFF_BYTES, Unread};
use std::io::{self, Read};

/// Every form, in the order they are asked. A new one is one line here.
static FORMATS: &[&dyn Format] = &[
    &crate::databases::Databases,
    &crate::android::Xml,
    &crate::mail::Mbox,
    &crate::mail::Single,
    &crate::table::Table,
    &crate::meeting::Captions,
    &crate::messenger::EndToEnd,
    &crate::messenger::Information,
    &crate::messenger::Html,
    &crate::skype::Json,
    &crate::viber::Csv,
    &crate::whatsapp::Text,
    &crate::meeting::Paste,
];

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
    /// It is a backup of an iPhone that is not opened.
    #[error(transparent)]
    Backup(#[from] crate::backup::Refusal),
    /// It is a table, and has not what was said of its columns.
    #[error(transparent)]
    Columns(#[from] crate::table::Misfit),
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
    let exchanged = carriage::exchanged(head.bytes);
    let lines = exchanged.as_deref().map(|bytes| Head { bytes, ..*head });
    let claim = |format: &&'static dyn Format| {
        let seen = lines.as_ref().filter(|_| format.by_lines());
        Some((*format, format.recognise(seen.unwrap_or(head))?))
    };
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
    part(source, &Part::root(name), answers, sink)
}

/// The same, of a part that says how much is unpacked at most.
pub(crate) fn part<'a>(
    source: &mut dyn Source,
    part: &Part<'_>,
    answers: &Answers,
    sink: &'a mut Sink<'a>,
) -> Result<(), Stop> {
    let mut out = Out::new(sink);
    let head = head_of(source)?;
    let opened = open(source, &head, part, answers, &mut out);
    let known = opened.map_err(|stop| match stop {
        Stop::Io(error) if Broken::of(&error).is_some() => Stop::Archive(error.into()),
        stop => stop,
    })?;
    if known {
        return Ok(());
    }
    Err(Stop::Unread(crate::sniff::why_not(&head, source)?))
}

/// One part of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'a> {
    pub name: &'a str,
    pub within: Option<usize>,
    pub beside: &'a [String],
    /// How many containers it is in.
    pub depth: usize,
    /// So many bytes are unpacked at most.
    pub most: u64,
}

/// `.tar.gz` is two; nothing is opened that is packed deeper.
const DEEPEST: usize = 2;

impl<'a> Part<'a> {
    pub fn root(name: &'a str) -> Self {
        Self {
            name,
            within: None,
            beside: &[],
            depth: 0,
            most: Limits::default().bytes,
        }
    }

    pub fn head(&self, bytes: &'a [u8]) -> Head<'a> {
        Head {
            bytes,
            whole: bytes.len() < SNIFF_BYTES,
            name: self.name,
            beside: self.beside,
        }
    }

    pub fn layer(&self, form: Form, role: Role) -> Layer {
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

/// Reads a part: a container, a text in another encoding, or a conversation.
/// False when nobody knows it.
pub(crate) fn open(
    source: &mut dyn Source,
    head: &[u8],
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Result<bool, Stop> {
    if part.depth == 0 && (head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")) {
        let no_seek = || io::Error::from(io::ErrorKind::Unsupported);
        let seek = source.seek().ok_or_else(no_seek)?;
        return containers::zip(seek, part, answers, out);
    }
    if part.depth < DEEPEST && head.starts_with(&[0x1F, 0x8B, 8]) {
        return containers::gzip(source, part, answers, out);
    }
    if part.depth < DEEPEST && containers::is_tar(head) {
        return containers::tar(source, part, answers, out);
    }
    if part.depth != usize::MAX
        && let Some(ends) = is_utf16(head)
    {
        return containers::utf16(source, ends, part, answers, out);
    }
    if returns::may_be(head)
        && let Some(known) = returns::read(source, part, answers, out)?
    {
        return Ok(known);
    }
    one(source, head, part, answers, out)
}

/// Reads a part that is no container. False when nobody knows it.
fn one(
    source: &mut dyn Source,
    head: &[u8],
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Result<bool, Stop> {
    let bytes_of_head = head;
    let head = part.head(head);
    let settled = |(format, guess): (&'static dyn Format, Guess)| {
        Some((format, format.settle(source, guess)?))
    };
    let Some((format, guess)) = claims(&head).into_iter().find_map(settled) else {
        return mapped(source, part, answers, out);
    };
    let form = format.form();
    let layer = Layer {
        modified: source.modified(),
        guess: Some(guess.clone()),
        ..part.layer(form, Role::Conversation)
    };
    let number = out.begin(layer)?;
    let bytes = count(source, part.most)?;
    let lines = match format.by_lines() {
        true => carriage::standing(source, bytes_of_head)?,
        false => Standing::Sound,
    };
    if lines == Standing::Mixed {
        out.problem_at(0..0, 1, Reason::MixedEnds, b"")?;
    }
    if lines == Standing::Alone {
        out.exchange();
        format.read(&mut Exchanged(source), &guess, answers, out)?;
    } else {
        format.read(source, &guess, answers, out)?;
    }
    if out.layer() == number && form == Form::Plain {
        said_something(bytes, out)?;
        out.frame_to(bytes, None)?;
    }
    out.end(number, bytes)?;
    Ok(true)
}

/// An empty export is short. A longer text of which nothing came, no message
/// and no Problem, was not understood, whatever form it seemed to have.
fn said_something(bytes: u64, out: &mut Out<'_>) -> io::Result<()> {
    const EMPTY_EXPORT: u64 = 4 * 1024;
    if out.entries() == 0 && bytes > EMPTY_EXPORT {
        let at = out.placed();
        out.problem_at(at..at, 1, Reason::Silent, b"")?;
    }
    Ok(())
}

/// Reads a table of no known form, where a person has named its columns.
fn mapped(
    source: &mut dyn Source,
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Result<bool, Stop> {
    let given = part.depth == 0 || part.depth == usize::MAX;
    let Some(mapping) = answers.table.as_ref().filter(|_| given) else {
        return Ok(false);
    };
    let open = crate::table::fits(source, mapping)??;
    let number = out.begin(part.layer(Form::Plain, Role::Conversation))?;
    let bytes = count(source, part.most)?;
    let mapping = mapping.decided(open, out)?;
    crate::table::read_mapped(source, &mapping, answers, out)?;
    said_something(bytes, out)?;
    out.frame_to(bytes, None)?;
    out.end(number, bytes)?;
    Ok(true)
}

pub(crate) fn head_of(source: &mut dyn Source) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    source
        .open()?
        .take(SNIFF_BYTES as u64)
        .read_to_end(&mut head)?;
    Ok(head)
}

/// The beginning of a text in UTF-16, decoded; else as it is.
pub(crate) fn decoded_head(source: &mut dyn Source) -> io::Result<Vec<u8>> {
    let raw = head_of(source)?;
    let Some(ends) = is_utf16(&raw) else {
        return Ok(raw);
    };
    let mut head = Vec::new();
    crate::utf16::Utf16::new(raw.as_slice(), ends).read_to_end(&mut head)?;
    Ok(head)
}

/// How many bytes a source has, counted by reading them; more than `most` are
/// an error, unless it is the file as given.
fn count(source: &mut dyn Source, most: u64) -> io::Result<u64> {
    if let Some(seek) = source.seek() {
        return seek.seek(io::SeekFrom::End(0));
    }
    let counted = io::copy(&mut source.open()?.take(most + 1), &mut io::sink())?;
    if counted > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(counted)
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
