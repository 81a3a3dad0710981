//! Text whose lines end in CR alone, as programs of the old Mac saved it: read
//! as the same text with LF in the place of CR, which is as long to the byte.
//!
//! An export has line feeds, and CR only before them or inside a message, where
//! it is the person's. So a text is of the old Mac only where it has no line
//! feed at all, from its first byte to its last, and a line after a CR begins a
//! message, or its one message ends in CR.

use crate::formats::{Part, Stop, head_of, open};
use crate::item::{Form, Role};
use crate::out::{Answers, Out, Source};
use std::io::{self, Read};

/// Whether a text begins so; whether it goes on so, [`read`] finds out.
pub(crate) fn may_be(head: &[u8]) -> bool {
    if memchr::memchr(b'\n', head).is_some() || memchr::memchr(b'\r', head).is_none() {
        return false;
    }
    let mut lines = head.split(|byte| *byte == b'\r');
    let begins = |line: &[u8]| crate::whatsapp::parse(line).is_some();
    let first = lines.next().is_some_and(begins);
    (first && head.ends_with(b"\r")) || lines.any(begins)
}

/// Gives LF for CR.
struct Returns<R>(R);

impl<R: Read> Read for Returns<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        for byte in buffer.iter_mut().take(read) {
            if *byte == b'\r' {
                *byte = b'\n';
            }
        }
        Ok(read)
    }
}

/// The text with line feeds.
struct WithFeeds<'a>(&'a mut dyn Source);

impl Source for WithFeeds<'_> {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Returns(self.0.open()?)))
    }

    fn modified(&self) -> Option<jiff::civil::DateTime> {
        self.0.modified()
    }
}

/// Reads such a text. `None` where it has a line feed after all, or nobody
/// knows it.
pub(crate) fn read(
    source: &mut dyn Source,
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Result<Option<bool>, Stop> {
    if has_feed(source)? {
        return Ok(None);
    }
    let mut fed = WithFeeds(source);
    let head = head_of(&mut fed)?;
    if crate::recognise(&part.head(&head)).is_empty() {
        return Ok(None);
    }
    let container = out.begin(part.layer(Form::Returns, Role::Container))?;
    let inner = Part {
        within: Some(container),
        depth: usize::MAX,
        ..*part
    };
    open(&mut fed, &head, &inner, answers, out).map(Some)
}

fn has_feed(source: &mut dyn Source) -> io::Result<bool> {
    let mut all = source.open()?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match all.read(&mut buffer) {
            Ok(0) => return Ok(false),
            Ok(read) => {
                let some = buffer.get(..read).unwrap_or_default();
                if memchr::memchr(b'\n', some).is_some() {
                    return Ok(true);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
