//! Finds the records of a large JSON file in a stream, without a tree and
//! without recursion: memory is one record.

use crate::Reason;
use std::io::{self, Read};
use std::ops::Range;

/// A longer record is no message's; it comes as Problems of this size.
pub(crate) const LARGEST_RECORD: usize = 8 * 1024 * 1024;
/// Fields beside the records are looked at up to this size.
const LARGEST_FIELD: usize = 1024 * 1024;
/// Exports are nested less deep than this.
pub(crate) const DEEPEST: usize = 64;
const CHUNK: usize = 256 * 1024;

/// What the scanner finds, in the order of the file.
#[derive(Debug)]
pub(crate) enum Event<'a> {
    /// An object on the way to the records begins; how deep: 0 is the whole.
    Enter(usize),
    /// A field of such an object, not on the way. Empty when it is too large.
    Field(usize, &'a str, &'a [u8]),
    /// A record, and where it stands.
    Record(Range<u64>, &'a [u8]),
    /// Bytes that are none of it, and why.
    Broken(Range<u64>, Reason, &'a [u8]),
}

struct Window<R> {
    source: R,
    bytes: Vec<u8>,
    /// Where in the source `bytes` begins.
    offset: u64,
    at: usize,
    ended: bool,
}

impl<R: Read> Window<R> {
    fn place(&self) -> u64 {
        self.offset + self.at as u64
    }

    fn byte(&mut self, ahead: usize) -> io::Result<Option<u8>> {
        while self.at + ahead >= self.bytes.len() {
            if self.ended {
                return Ok(None);
            }
            self.fill()?;
        }
        Ok(self.bytes.get(self.at + ahead).copied())
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.at > CHUNK {
            self.bytes.drain(..self.at);
            self.offset += self.at as u64;
            self.at = 0;
        }
        let before = self.bytes.len();
        let read = (&mut self.source)
            .take(CHUNK as u64)
            .read_to_end(&mut self.bytes)?;
        debug_assert_eq!(self.bytes.len(), before + read, "what was read is there");
        self.ended = read == 0;
        Ok(())
    }

    /// The next byte that is no blank.
    fn token(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.byte(0)? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                other => return Ok(other),
            }
        }
    }

    fn slice(&self, len: usize) -> &[u8] {
        self.bytes.get(self.at..self.at + len).unwrap_or_default()
    }
}

/// How a value ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
    Whole { len: usize, deep: bool },
    CutOff,
    TooLong,
    Malformed,
}

/// Measures the value that begins here, without recursion.
fn measure<R: Read>(window: &mut Window<R>, most: usize) -> io::Result<Span> {
    let mut depth = 0_usize;
    let mut deepest = 0;
    let mut at = 0;
    loop {
        if at > most {
            return Ok(Span::TooLong);
        }
        let Some(byte) = window.byte(at)? else {
            return Ok(Span::CutOff);
        };
        at += 1;
        match byte {
            b'"' => match string_end(window, at, most)? {
                Some(end) => at = end,
                None if at > most || !window.ended => return Ok(Span::TooLong),
                None => return Ok(Span::CutOff),
            },
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
                continue;
            }
            b'}' | b']' if depth > 0 => depth -= 1,
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' if depth > 0 => continue,
            b'0'..=b'9' | b'-' | b'+' | b'.' | b'a'..=b'z' | b'A'..=b'Z' => {
                if depth > 0 {
                    continue;
                }
                let scalar = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.');
                while window.byte(at)?.is_some_and(scalar) {
                    at += 1;
                }
            }
            _ => return Ok(Span::Malformed),
        }
        if depth == 0 {
            let deep = deepest > DEEPEST;
            return Ok(Span::Whole { len: at, deep });
        }
    }
}

/// The place after the quotation mark that ends a string.
fn string_end<R: Read>(
    window: &mut Window<R>,
    mut at: usize,
    most: usize,
) -> io::Result<Option<usize>> {
    loop {
        let rest = window.bytes.get(window.at + at..).unwrap_or_default();
        match memchr::memchr2(b'"', b'\\', rest) {
            Some(found) if rest.get(found) == Some(&b'"') => return Ok(Some(at + found + 1)),
            Some(found) if found + 1 < rest.len() => at += found + 2,
            found => {
                at += found.unwrap_or(rest.len());
                if at > most || window.ended {
                    return Ok(None);
                }
                window.fill()?;
            }
        }
    }
}

/// Scans a file. `way` names the arrays that lead to the records, outermost
/// first: `["conversations", "MessageList"]`. Anything before or after the one
/// value of the file is broken, blanks aside.
///
/// # Errors
/// When the source cannot be read, or `tell` refuses.
pub(crate) fn scan<R: Read>(
    source: R,
    way: &[&str],
    tell: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut window = Window {
        source,
        bytes: Vec::new(),
        offset: 0,
        at: 0,
        ended: false,
    };
    if window.byte(0)? == Some(0xEF)
        && window.byte(1)? == Some(0xBB)
        && window.byte(2)? == Some(0xBF)
    {
        window.at = 3;
    }
    let whole = match window.token()? {
        Some(b'{') => object(&mut window, way, 0, tell)?,
        _ => false,
    };
    if window.token()?.is_none() {
        return Ok(());
    }
    let reason = if whole {
        Reason::Malformed
    } else {
        broken_reason(&mut window)?
    };
    rest(&mut window, reason, tell)
}

fn broken_reason<R: Read>(window: &mut Window<R>) -> io::Result<Reason> {
    let cut = matches!(measure(window, LARGEST_RECORD)?, Span::CutOff);
    Ok(if cut {
        Reason::CutOff
    } else {
        Reason::Malformed
    })
}

/// Everything that is left, in pieces.
fn rest<R: Read>(
    window: &mut Window<R>,
    reason: Reason,
    tell: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> io::Result<()> {
    loop {
        while !window.ended && window.bytes.len() - window.at < CHUNK * 4 {
            window.fill()?;
        }
        let len = (window.bytes.len() - window.at).min(CHUNK * 4);
        if len == 0 {
            return Ok(());
        }
        let from = window.place();
        tell(Event::Broken(
            from..from + len as u64,
            reason,
            window.slice(len),
        ))?;
        window.at += len;
    }
}

/// Reads an object on the way. False when it does not end as objects do; the
/// window then stands where it broke.
fn object<R: Read>(
    window: &mut Window<R>,
    way: &[&str],
    depth: usize,
    tell: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> io::Result<bool> {
    window.at += 1;
    tell(Event::Enter(depth))?;
    let mut first = true;
    loop {
        match (window.token()?, first) {
            (Some(b'}'), _) => {
                window.at += 1;
                return Ok(true);
            }
            (Some(b','), false) => {
                window.at += 1;
                window.token()?;
            }
            (Some(b'"'), true) => {}
            _ => return Ok(false),
        }
        first = false;
        let Some(name) = name(window)? else {
            return Ok(false);
        };
        let on_the_way = way.first() == Some(&name.as_str());
        if on_the_way && window.token()? == Some(b'[') {
            if !array(window, way.get(1..).unwrap_or_default(), depth, tell)? {
                return Ok(false);
            }
        } else if !field(window, &name, depth, tell)? {
            return Ok(false);
        }
    }
}

/// The name of a field, and its colon.
fn name<R: Read>(window: &mut Window<R>) -> io::Result<Option<String>> {
    if window.token()? != Some(b'"') {
        return Ok(None);
    }
    let Some(end) = string_end(window, 1, LARGEST_FIELD)? else {
        return Ok(None);
    };
    let name = String::from_utf8_lossy(window.slice(end))
        .trim_matches('"')
        .to_owned();
    let start = window.at;
    window.at += end;
    if window.token()? != Some(b':') {
        window.at = start.min(window.at);
        return Ok(None);
    }
    window.at += 1;
    Ok(Some(name))
}

fn field<R: Read>(
    window: &mut Window<R>,
    name: &str,
    depth: usize,
    tell: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> io::Result<bool> {
    window.token()?;
    match measure(window, LARGEST_FIELD)? {
        Span::Whole { len, .. } => {
            tell(Event::Field(depth, name, window.slice(len)))?;
            window.at += len;
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// Reads an array on the way: of objects that lead on, or of records.
fn array<R: Read>(
    window: &mut Window<R>,
    way: &[&str],
    depth: usize,
    tell: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> io::Result<bool> {
    window.at += 1;
    let mut first = true;
    let mut begin: Vec<u8> = Vec::new();
    loop {
        match (window.token()?, first) {
            (Some(b']'), _) => {
                window.at += 1;
                return Ok(true);
            }
            (Some(b','), false) => {
                window.at += 1;
                window.token()?;
            }
            (Some(_), true) => {}
            _ => return Ok(false),
        }
        first = false;
        if !way.is_empty() && window.token()? == Some(b'{') {
            if !object(window, way, depth + 1, tell)? {
                return Ok(false);
            }
            continue;
        }
        let span = measure(window, LARGEST_RECORD)?;
        let Span::Whole { len, deep } = span else {
            if skip_to(window, &begin, tell)? {
                first = true;
                continue;
            }
            if span == Span::TooLong && pass_long(window, tell)? {
                continue;
            }
            return Ok(false);
        };
        let range = window.place()..window.place() + len as u64;
        let raw = window.slice(len);
        if !deep {
            begin.clear();
            begin.extend_from_slice(beginning(raw));
        }
        tell(match (deep, way.is_empty()) {
            (true, _) => Event::Broken(range, Reason::TooDeep, raw),
            (false, true) => Event::Record(range, raw),
            (false, false) => Event::Broken(range, Reason::Malformed, raw),
        })?;
        window.at += len;
    }
}

/// How a record begins, up to the end of its first name: all records of a file
/// begin alike.
fn beginning(raw: &[u8]) -> &[u8] {
    let head = raw.get(..128).unwrap_or(raw);
    match memchr::memchr_iter(b'"', head).nth(1) {
        Some(end) if raw.first() == Some(&b'{') => raw.get(..=end).unwrap_or_default(),
        _ => b"",
    }
}

/// Passes a record by that does not end, where another begins after it as the
/// ones before it did: one bad record does not cost the rest.
fn skip_to<R: Read>(
    window: &mut Window<R>,
    begin: &[u8],
    tell: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> io::Result<bool> {
    if begin.is_empty() {
        return Ok(false);
    }
    let mut from = 1;
    loop {
        let rest = window.bytes.get(window.at + from..).unwrap_or_default();
        if let Some(found) = memchr::memmem::find(rest, begin) {
            let len = from + found;
            let range = window.place()..window.place() + len as u64;
            tell(Event::Broken(range, Reason::Malformed, window.slice(len)))?;
            window.at += len;
            return Ok(true);
        }
        from = (from + rest.len()).saturating_sub(begin.len()).max(1);
        if window.ended || from > LARGEST_RECORD {
            return Ok(false);
        }
        window.fill()?;
    }
}

/// Passes a record by that is longer than any, in pieces, up to where its
/// brackets close: it does not cost the rest either.
fn pass_long<R: Read>(
    window: &mut Window<R>,
    tell: &mut dyn FnMut(Event<'_>) -> io::Result<()>,
) -> io::Result<bool> {
    let (mut depth, mut text, mut escaped, mut done) = (0_usize, false, false, false);
    while !done {
        while !window.ended && window.bytes.len() - window.at < CHUNK * 4 {
            window.fill()?;
        }
        let held = window.bytes.get(window.at..).unwrap_or_default();
        let mut len = 0;
        for byte in held.iter().take(CHUNK * 4) {
            len += 1;
            match (text, byte) {
                (true, _) if escaped => escaped = false,
                (true, b'\\') => escaped = true,
                (_, b'"') => text = !text,
                (false, b'{' | b'[') => depth += 1,
                (false, b'}' | b']') => depth = depth.saturating_sub(1),
                _ => continue,
            }
            done = depth == 0 && !text;
            if done {
                break;
            }
        }
        if len == 0 {
            return Ok(false);
        }
        let from = window.place();
        let range = from..from + len as u64;
        tell(Event::Broken(range, Reason::TooLong, window.slice(len)))?;
        window.at += len;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, way: &[&str]) -> Vec<String> {
        let mut all = Vec::new();
        scan(text.as_bytes(), way, &mut |event| {
            all.push(match event {
                Event::Enter(depth) => format!("enter {depth}"),
                Event::Field(depth, name, raw) => {
                    format!("{depth} {name}={}", String::from_utf8_lossy(raw))
                }
                Event::Record(range, raw) => {
                    format!("{range:?} {}", String::from_utf8_lossy(raw))
                }
                Event::Broken(range, reason, _) => format!("{range:?} {reason:?}"),
            });
            Ok(())
        })
        .unwrap();
        all
    }

    #[test]
    fn records_are_found_wherever_they_are_nested() {
        assert_eq!(
            told(
                r#"{"a":1,"c":[{"id":"x","m":[{"t":"\"]"},2]}],"z":[]}"#,
                &["c", "m"]
            ),
            [
                "enter 0",
                "0 a=1",
                "enter 1",
                r#"1 id="x""#,
                r#"27..38 {"t":"\"]"}"#,
                "39..40 2",
                "0 z=[]"
            ]
        );
    }

    #[test]
    fn a_file_cut_off_keeps_every_whole_record() {
        let told = told(r#"{"m":[{"a":1},{"a":"#, &["m"]);
        assert_eq!(told, ["enter 0", r#"6..13 {"a":1}"#, "14..19 CutOff"]);
    }

    #[test]
    fn one_bad_record_does_not_cost_the_rest() {
        let told = told(r#"{"m":[{"a":1},%{"b":},{"a":3}]}"#, &["m"]);
        assert_eq!(
            told[1..4],
            [r#"6..13 {"a":1}"#, "14..22 Malformed", r#"22..29 {"a":3}"#]
        );
    }

    #[test]
    fn what_is_nested_too_deep_is_passed_by_and_told() {
        let text = format!(
            r#"{{"m":[{}{},1]}}"#,
            "[".repeat(10_000),
            "]".repeat(10_000)
        );
        assert_eq!(
            told(&text, &["m"])[1..3],
            ["6..20006 TooDeep", "20007..20008 1"]
        );
    }
}
