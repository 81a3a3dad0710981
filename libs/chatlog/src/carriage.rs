//! Texts whose lines end in a carriage return alone, as old Macintosh programs
//! and “CSV (Macintosh)” write them.
//!
//! Readers of lines are given a line feed for each; since one byte stands for
//! one byte, every range still counts in the file as it is, and since such a
//! text has no line feed of its own, what was exchanged can be put back.

use crate::out::Source;
use crate::{Ending, Message, Problem};
use std::io::{self, Read};

/// How the lines of a text end, as far as its beginning shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// As they should.
    Sound,
    /// In CR alone, all of them.
    Alone,
    /// Most in CR alone, a few not: nobody can say which are meant.
    Mixed,
}

fn counts(bytes: &[u8]) -> (usize, usize) {
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let bare = memchr::memchr_iter(b'\r', bytes)
        .filter(|at| bytes.get(at + 1).is_some_and(|next| *next != b'\n'));
    (feeds, bare.count())
}

fn is_binary(head: &[u8]) -> bool {
    memchr::memchr(0, head).is_some()
}

/// The beginning of a text, each CR a line feed, where it has no line feed.
pub(crate) fn exchanged(head: &[u8]) -> Option<Vec<u8>> {
    let (feeds, bare) = counts(head);
    (!is_binary(head) && feeds == 0 && bare > 0).then(|| {
        let mut lines = head.to_vec();
        exchange(&mut lines);
        lines
    })
}

fn exchange(bytes: &mut [u8]) {
    for byte in bytes {
        if *byte == b'\r' {
            *byte = b'\n';
        }
    }
}

/// How the lines of a source end. It is read whole only where its beginning
/// has a CR and no line feed.
pub(crate) fn standing(source: &mut dyn Source, head: &[u8]) -> io::Result<Standing> {
    let (feeds, bare) = counts(head);
    if bare == 0 || feeds >= bare || is_binary(head) {
        return Ok(Standing::Sound);
    }
    if feeds > 0 {
        return Ok(if bare > 1 {
            Standing::Mixed
        } else {
            Standing::Sound
        });
    }
    Ok(if has_feed(source)? {
        Standing::Mixed
    } else {
        Standing::Alone
    })
}

/// Whether a line feed stands anywhere in a source.
pub(crate) fn has_feed(source: &mut dyn Source) -> io::Result<bool> {
    let mut from = source.open()?;
    let mut piece = vec![0; 64 * 1024];
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(false),
            Ok(read) if memchr::memchr(b'\n', piece.get(..read).unwrap_or_default()).is_some() => {
                return Ok(true);
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A source in which every CR is read as a line feed.
pub(crate) struct Exchanged<'a>(pub &'a mut dyn Source);

struct Exchange<R>(R);

impl<R: Read> Read for Exchange<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(to)?;
        exchange(to.get_mut(..read).unwrap_or_default());
        Ok(read)
    }
}

impl Source for Exchanged<'_> {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Exchange(self.0.open()?)))
    }

    fn modified(&self) -> Option<jiff::civil::DateTime> {
        self.0.modified()
    }
}

fn back(text: &mut String) {
    if text.contains('\n') {
        *text = text.replace('\n', "\r");
    }
}

fn back_bytes(bytes: &mut [u8]) {
    for byte in bytes {
        if *byte == b'\n' {
            *byte = b'\r';
        }
    }
}

/// Puts back what stood in the file, where a message keeps it word by word: a
/// mail, whose words are unpacked, has lines as everywhere.
pub(crate) fn restore(message: &mut Message) {
    if let Some(original) = &mut message.original {
        back_bytes(&mut original.0);
    }
    if message.header.is_empty() {
        return;
    }
    back(&mut message.header);
    back(&mut message.body);
    if message.ending == Ending::Lf {
        message.ending = Ending::Cr;
    }
}

/// The same, of a Problem.
pub(crate) fn restore_problem(problem: &mut Problem) {
    back(&mut problem.text);
    if let Some(original) = &mut problem.original {
        back_bytes(&mut original.0);
    }
}
