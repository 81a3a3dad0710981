//! Where a mail stops too early, and what is put after it so that the rest is
//! read as what it is: without its closing boundary the words of a mail would
//! become an attachment.

use mail_parser::{MessageParser, MimeHeaders as _};
use std::borrow::Cow;

/// More parts in parts than this are not followed.
const DEEPEST: usize = 64;

/// How a mail ends.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct End {
    /// It stops in its headers, in a part, or in the middle of encoded letters.
    pub early: bool,
    /// The bytes of it that are read; what is not is the beginning of a line
    /// between two parts.
    keep: usize,
    /// What closes it.
    close: Vec<u8>,
}

impl End {
    /// The mail as it is read.
    pub fn mended<'a>(&self, raw: &'a [u8]) -> Cow<'a, [u8]> {
        if self.close.is_empty() && self.keep >= raw.len() {
            return Cow::Borrowed(raw);
        }
        let kept = raw.get(..self.keep).unwrap_or(raw);
        Cow::Owned([kept, &self.close].concat())
    }

    /// A part that ends after this place is not known to be whole. A break, or
    /// two, may stand before what closes it.
    pub fn until(&self) -> Option<usize> {
        self.early.then(|| self.keep.saturating_sub(4))
    }
}

/// What stands between the parts of a mail, as long as it is not closed.
struct Mark {
    text: Vec<u8>,
    /// So many parts have begun.
    parts: usize,
}

/// Where the walk stands.
enum At {
    /// In headers that begin here; the line before them began there.
    Headers { from: usize, line: usize },
    /// In words or in a file; base64 from here on.
    Body { base64: Option<usize> },
}

/// Looks for the end of the headers and for the closing of every part.
pub(super) fn end(raw: &[u8]) -> End {
    let mut open: Vec<Mark> = Vec::new();
    let mut at = At::Headers { from: 0, line: 0 };
    let mut start = 0;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let (from, next) = (start, start + line.len());
        start = next;
        let text = line.trim_ascii_end();
        if let Some(level) = boundary(text, &open) {
            let closes = open
                .get(level)
                .is_some_and(|b| text.len() > b.text.len() + 2);
            open.truncate(if closes { level } else { level + 1 });
            if let Some(mark) = open.last_mut() {
                mark.parts += 1;
            }
            at = if closes {
                At::Body { base64: None }
            } else {
                At::Headers {
                    from: next,
                    line: from,
                }
            };
        } else if let At::Headers { from: head, .. } = at
            && line.ends_with(b"\n")
            && !goes_on(line, text)
        {
            at = body(raw.get(head..from).unwrap_or_default(), next, &mut open);
        }
        if open.len() > DEEPEST {
            return End {
                keep: raw.len(),
                ..End::default()
            };
        }
    }
    close(raw, &at, &mut open)
}

/// Whether headers go on. Some programs forget the blank line after them.
fn goes_on(line: &[u8], text: &[u8]) -> bool {
    let folded = line.starts_with(b" ") || line.starts_with(b"\t");
    let marked = line.starts_with(b">From ");
    !text.is_empty() && (folded || marked || super::mbox::is_header(line))
}

/// Which open boundary a line is: `--b` or `--b--`.
fn boundary(line: &[u8], open: &[Mark]) -> Option<usize> {
    let inner = line.strip_prefix(b"--")?;
    open.iter().rposition(|one| {
        inner
            .strip_prefix(one.text.as_slice())
            .is_some_and(|rest| rest.is_empty() || rest == b"--")
    })
}

/// What comes after headers.
fn body(head: &[u8], next: usize, open: &mut Vec<Mark>) -> At {
    let head = [head, b"\r\n\r\n"].concat();
    let mail = crate::guard::guarded(|| MessageParser::default().parse_headers(&head)).flatten();
    let plain = At::Body { base64: None };
    let Some(mail) = mail else {
        return plain;
    };
    let encoding = mail.content_transfer_encoding().unwrap_or_default();
    let base64 = encoding.eq_ignore_ascii_case("base64");
    let kind = mail.content_type();
    let ctype = kind.map(|kind| (kind.ctype(), kind.subtype().unwrap_or_default()));
    let mark = kind.and_then(|kind| kind.attribute("boundary"));
    match (ctype, mark) {
        (Some(("multipart", _)), Some(mark)) if !mark.is_empty() => {
            open.push(Mark {
                text: mark.as_bytes().to_vec(),
                parts: 0,
            });
            plain
        }
        (Some(("message", "rfc822" | "global")), _) if encoding.is_empty() => At::Headers {
            from: next,
            line: next,
        },
        _ => At::Body {
            base64: base64.then_some(next),
        },
    }
}

fn close(raw: &[u8], at: &At, open: &mut Vec<Mark>) -> End {
    let mut end = End {
        early: !open.is_empty(),
        keep: begun(raw, open),
        close: Vec::new(),
    };
    match at {
        At::Headers { from, line } => {
            end.early = true;
            if raw.get(*from..).unwrap_or_default().trim_ascii().is_empty() {
                end.keep = *line;
                if let Some(mark) = open.last_mut() {
                    mark.parts = mark.parts.saturating_sub(1);
                }
            } else {
                headers(raw, *from, open, &mut end);
            }
        }
        At::Body { base64: Some(from) } => fill(raw, *from, &mut end),
        At::Body { base64: None } => {}
    }
    // The break before a mark belongs to the mark; where the beginning of one
    // was taken away it is there already.
    let kept = raw.get(..end.keep).unwrap_or(raw);
    let mut broken = end.close.is_empty() && kept.len() < raw.len() && kept.ends_with(b"\n");
    for mark in open.iter().rev() {
        let first: &[u8] = if mark.parts > 0 { b"" } else { b"\r\n\r\n" };
        for ending in [first, b"--\r\n"].into_iter().filter(|end| !end.is_empty()) {
            let between: &[u8] = if broken { b"--" } else { b"\r\n--" };
            end.close.extend(between);
            end.close.extend(&mark.text);
            end.close.extend(ending);
            broken = false;
        }
    }
    end
}

/// Headers that stop. A line that breaks off in the middle of a mark says
/// nothing.
fn headers(raw: &[u8], from: usize, open: &mut Vec<Mark>, end: &mut End) {
    let last = raw.iter().rposition(|byte| *byte == b'\n');
    let last = last.map_or(0, |at| at + 1).max(from);
    let line = raw.get(last..).unwrap_or_default();
    let half = memchr::memmem::find(line, b"oundary").is_some();
    end.keep = if half { last } else { raw.len() };
    let kept = raw.get(..end.keep).unwrap_or(raw);
    let blank: &[u8] = if kept.ends_with(b"\n") {
        b"\r\n"
    } else {
        b"\r\n\r\n"
    };
    end.close.extend(blank);
    body(kept.get(from..).unwrap_or_default(), end.keep, open);
}

/// Fills up letters of base64, of which four stand for three bytes. One letter
/// alone is not even a byte.
fn fill(raw: &[u8], from: usize, end: &mut End) {
    let letters = raw.get(from..end.keep).unwrap_or_default();
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    match letters.iter().filter(|byte| is_letter(byte)).count() % 4 {
        0 => return,
        1 => end.keep = from + letters.iter().rposition(is_letter).unwrap_or(0),
        2 => end.close.extend(b"=="),
        _ => end.close.extend(b"="),
    }
    end.early = true;
}

/// Up to where a mail is read whose last line is the beginning of a mark.
fn begun(raw: &[u8], open: &[Mark]) -> usize {
    let last = raw.iter().rposition(|byte| *byte == b'\n');
    let from = last.map_or(0, |at| at + 1);
    let line = raw.get(from..).unwrap_or_default();
    let part = |mark: &Mark| {
        [b"--".as_slice(), &mark.text, b"-"]
            .concat()
            .starts_with(line)
    };
    if line.starts_with(b"--") && open.iter().any(part) {
        from
    } else {
        raw.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "From: a@b\r\nContent-Type: multipart/mixed; boundary=\"fr\"\r\n\r\n--fr\r\nContent-Type: text/plain\r\n\r\nHello\r\n--fr\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n--fr--\r\n";

    #[test]
    fn a_mail_that_is_whole_is_left_as_it_is() {
        let forgot = "From: a@b\nSubject: x\nno blank line\n";
        let plain = ["From: a@b\n\nhi\n", "From: a@b\n\n", forgot];
        for whole in plain.into_iter().chain([WHOLE, WHOLE.trim_end()]) {
            let end = end(whole.as_bytes());
            assert!(!end.early, "{whole}");
            assert_eq!(end.mended(whole.as_bytes()), whole.as_bytes());
        }
    }

    #[test]
    fn a_mail_that_stops_anywhere_before_its_last_mark_stops_early() {
        let last = WHOLE.find("--fr--").unwrap() + 6;
        let head = WHOLE.find("--fr").unwrap();
        for at in 1..last {
            let cut = &WHOLE.as_bytes()[..at];
            let end = end(cut);
            assert!(end.early, "{}", &WHOLE[..at]);
            // Without its headers nobody knows which marks are missing.
            if at < head {
                continue;
            }
            let mended = end.mended(cut).into_owned();
            assert!(
                !super::end(&mended).early,
                "{}",
                String::from_utf8_lossy(&mended)
            );
        }
    }
}
