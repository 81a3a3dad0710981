//! Captions with times: WebVTT and SubRip (`.srt`).

use crate::channel::{Channel, Guess, Sure};
use crate::lines::Lines;
use crate::{Answers, Format, Head, Message, Note, Out, Precision, Reason, Source};
use std::io;

/// WebVTT and SubRip.
#[derive(Debug, Clone, Copy)]
pub struct Captions;

/// No caption is longer.
const LONGEST: usize = 1024 * 1024;

impl Format for Captions {
    fn channel(&self) -> Channel {
        Channel::Meeting
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        let text = head.text();
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next()?;
        let vtt = first == "WEBVTT" || first.starts_with("WEBVTT ");
        let number = first.bytes().all(|byte| byte.is_ascii_digit());
        let srt = number && times(lines.next()?).is_some();
        if !vtt && !srt {
            return None;
        }
        Some(Guess {
            channel: Channel::Meeting,
            platform: None,
            variant: if vtt { "webvtt" } else { "subrip" }.to_owned(),
            order: None,
            sure: Sure::Certain,
            settle: Vec::new(),
        })
    }

    fn by_lines(&self) -> bool {
        true
    }

    fn read(
        &self,
        source: &mut dyn Source,
        _: &Guess,
        _: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let mut lines = Lines::new(source.open()?);
        let mut block = Block::default();
        loop {
            let line = lines.next()?;
            let ends = line
                .as_ref()
                .is_none_or(|line| line.bytes.trim_ascii().is_empty());
            if ends && !block.raw.is_empty() {
                std::mem::take(&mut block).finish(out)?;
            }
            let Some(line) = line else {
                return Ok(());
            };
            if !ends {
                block.take(line.offset, line.number, line.bytes);
            }
        }
    }
}

/// Lines without a blank one between them.
#[derive(Debug, Default)]
struct Block {
    at: u64,
    end: u64,
    line: u64,
    raw: Vec<u8>,
    long: bool,
}

impl Block {
    fn take(&mut self, at: u64, line: u64, bytes: &[u8]) {
        if self.raw.is_empty() {
            (self.at, self.line) = (at, line);
        }
        self.end = at + bytes.len() as u64;
        if self.raw.len() + bytes.len() <= LONGEST {
            self.raw.extend_from_slice(bytes);
        } else {
            self.long = true;
        }
    }

    fn finish(self, out: &mut Out<'_>) -> io::Result<()> {
        let bytes = self.at..self.end;
        let text = String::from_utf8_lossy(&self.raw);
        let inner = text.trim_start_matches('\u{feff}');
        // The head, notes and styles of the form: nobody speaks.
        let form = ["WEBVTT", "NOTE", "STYLE", "REGION"];
        if form.iter().any(|word| inner.starts_with(word)) && !inner.contains("-->") {
            return out.frame_to(self.end, None);
        }
        let mut lines = inner.lines();
        let timed = lines.by_ref().take(2).find_map(times);
        let Some((from, to)) = timed.filter(|_| !self.long) else {
            let reason = if self.long {
                Reason::TooLong
            } else {
                Reason::Malformed
            };
            return out.problem_at(bytes, self.line, reason, &self.raw);
        };
        let said: Vec<&str> = lines.collect();
        let (sender, body) = speaker(&said.join("\n"));
        let mut message = Message {
            bytes,
            line: self.line,
            wall: from.to_owned(),
            precision: Precision::None,
            sender,
            body,
            ..Message::default()
        };
        message
            .more
            .fields
            .push(("from the beginning".to_owned(), from.to_owned()));
        message
            .more
            .fields
            .push(("until".to_owned(), to.to_owned()));
        if std::str::from_utf8(&self.raw).is_err() {
            message.notes.push(Note::NotUtf8);
            message.original = Some(crate::Hex(self.raw.clone()));
        }
        out.message(message).map(drop)
    }
}

/// `00:00:01.000 --> 00:00:04,000 align:start`
fn times(line: &str) -> Option<(&str, &str)> {
    let (from, rest) = line.split_once("-->")?;
    let to = rest.split_whitespace().next()?;
    let is_time = |text: &str| {
        let parts: Vec<&str> = text.split([':', '.', ',']).collect();
        // Thousandths stand in three figures; with fewer, the time is cut off.
        (3..=4).contains(&parts.len())
            && parts.last().is_some_and(|last| last.len() == 3)
            && parts
                .iter()
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    };
    (is_time(from.trim()) && is_time(to)).then_some((from.trim(), to))
}

/// `<v Ana>words</v>`, or `Ana: words`.
fn speaker(text: &str) -> (Option<String>, String) {
    if let Some(rest) = text.strip_prefix("<v")
        && let Some((name, words)) = rest.split_once('>')
    {
        // A class may stand before the name: `<v.loud Ana>`.
        let name = name.split_once(' ').map_or("", |(_, name)| name).trim();
        let words = words.strip_suffix("</v>").unwrap_or(words);
        return (
            (!name.is_empty()).then(|| name.to_owned()),
            words.to_owned(),
        );
    }
    match text.split_once(": ") {
        Some((name, words)) if is_name(name) => (Some(name.to_owned()), words.to_owned()),
        _ => (None, text.to_owned()),
    }
}

/// A few words that begin with a capital or a figure.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let begins = text
        .chars()
        .next()
        .is_some_and(|c| !c.is_lowercase() && c.is_alphanumeric());
    begins && (1..=4).contains(&words) && text.len() <= 60 && !text.contains(['\n', '?', '!', ','])
}
