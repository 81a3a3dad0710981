//! Text whose lines end in CR alone, as programs of the old Mac saved it: read
//! as the same text with LF in the place of CR, which is as long to the byte.
//!
//! An export has line feeds, and CR only before them or inside a message, where
//! it is the person's. So a text is of the old Mac only where it has no line
//! feed at all, from its first byte to its last, and a line after a CR begins a
//! message, or its one message ends in CR.

use crate::carriage::{Exchanged, has_feed};
use crate::formats::{Part, Stop, head_of, open};
use crate::item::{Form, Role};
use crate::out::{Answers, Out, Source};

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
    let mut fed = Exchanged(source);
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
