//! A chat that somebody copied out of a window.
//!
//! Two forms: `Name (10:15): text` and `10:15 Name: text`. Which it is, all lines
//! that begin a message must share; other lines go on with the message before.
//! There is no date, so none is made up.

use crate::channel::{Channel, Guess, Settle, Sure};
use crate::lines::{Before, Lines};
use crate::{
    Answers, Direction, Ending, Format, Head, Hex, Message, Note, Out, Precision, Reason, Source,
};
use std::io;
use std::ops::Range;

/// A pasted chat.
#[derive(Debug, Clone, Copy)]
pub struct Paste;

const LONGEST: usize = 1024 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// `Name (10:15): text`
    NameFirst,
    /// `10:15 Name: text`
    TimeFirst,
}

/// Where the parts of a first line are.
#[derive(Debug, PartialEq, Eq)]
struct Begin {
    time: Range<usize>,
    name: Range<usize>,
    body: usize,
}

fn begin(line: &str, way: Way) -> Option<Begin> {
    let lead = line.len() - line.trim_start_matches(['\u{feff}', ' ', '\t', '[']).len();
    let rest = line.get(lead..)?;
    let found = match way {
        Way::NameFirst => {
            let open = rest.find(" (").filter(|open| *open > 0)?;
            let close = open + rest.get(open..)?.find("):")?;
            let time = lead + open + 2..lead + close;
            Begin {
                time,
                name: lead..lead + open,
                body: lead + close + 2,
            }
        }
        Way::TimeFirst => {
            let end = rest
                .find(|c: char| !c.is_ascii_digit() && c != ':')
                .unwrap_or(rest.len());
            let after = rest.get(end..)?;
            let part = [" AM", " PM", " am", " pm"]
                .iter()
                .find(|part| after.starts_with(**part));
            let end = end + part.map_or(0, |part| part.len());
            let tail = rest.get(end..)?;
            let gap = tail.len() - tail.trim_start_matches([']', ' ', '\t', '-']).len();
            let colon = tail
                .find(": ")
                .or_else(|| tail.trim_end().strip_suffix(':').map(str::len))?;
            if gap == 0 || colon <= gap {
                return None;
            }
            Begin {
                time: lead..lead + end,
                name: lead + end + gap..lead + end + colon,
                body: lead + end + colon + 1,
            }
        }
    };
    let name = line.get(found.name.clone())?;
    let sound =
        is_time(line.get(found.time.clone())?) && !name.trim().is_empty() && name.len() <= 80;
    sound.then_some(found)
}

fn is_time(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    let text = text
        .strip_suffix("am")
        .or(text.strip_suffix("pm"))
        .unwrap_or(&text)
        .trim_end();
    let parts: Vec<&str> = text.split(':').collect();
    let number = |part: &&str, most: u8| {
        matches!(part.len(), 1 | 2) && part.parse().is_ok_and(|number: u8| number <= most)
    };
    match parts.as_slice() {
        [hour, minute] => number(hour, 23) && minute.len() == 2 && number(minute, 59),
        [hour, minute, second] => number(hour, 23) && number(minute, 59) && number(second, 59),
        _ => false,
    }
}

/// The way that most lines of a text share.
fn way(text: &str) -> Option<Way> {
    let count = |way| {
        text.lines()
            .take(200)
            .filter(|line| begin(line, way).is_some())
            .count()
    };
    let (name, time) = (count(Way::NameFirst), count(Way::TimeFirst));
    match (name, time) {
        (0 | 1, 0 | 1) => None,
        _ if name >= time => Some(Way::NameFirst),
        _ => Some(Way::TimeFirst),
    }
}

impl Format for Paste {
    fn channel(&self) -> Channel {
        Channel::Meeting
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        way(head.text())?;
        Some(Guess {
            channel: Channel::Meeting,
            platform: None,
            variant: "paste".to_owned(),
            order: None,
            sure: Sure::Maybe,
            settle: vec![Settle::Owner, Settle::Zone],
        })
    }

    fn by_lines(&self) -> bool {
        true
    }

    fn read(
        &self,
        source: &mut dyn Source,
        _: &Guess,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let mut head = Vec::new();
        io::Read::read_to_end(
            &mut io::Read::take(source.open()?, crate::SNIFF_BYTES as u64),
            &mut head,
        )?;
        let Some(way) = way(&String::from_utf8_lossy(&head)) else {
            return Ok(());
        };
        let owner = answers.choices.owner.as_deref();
        let mut lines = Lines::new(source.open()?);
        let mut held: Option<Held> = None;
        while let Some(line) = lines.next()? {
            let text = String::from_utf8_lossy(line.bytes);
            let found = begin(&text, way).filter(|_| line.before != Before::SameLine);
            let full = held.as_ref().is_some_and(|held| held.raw.len() > LONGEST);
            if found.is_some() || held.is_none() || full {
                if let Some(held) = held.take() {
                    held.finish(owner, out)?;
                }
                held = Some(Held {
                    at: line.offset,
                    line: line.number,
                    raw: Vec::new(),
                    begin: found,
                    quoted: Vec::new(),
                });
            } else if line.before != Before::SameLine
                && looks_like_one(&text)
                && let Some(held) = held.as_mut()
            {
                held.quoted.push(Note::QuotedHeader { at: line.offset });
            }
            if let Some(held) = &mut held {
                held.raw.extend_from_slice(line.bytes);
            }
        }
        match held {
            Some(held) => held.finish(owner, out),
            None => Ok(()),
        }
    }
}

#[derive(Debug)]
struct Held {
    at: u64,
    line: u64,
    raw: Vec<u8>,
    begin: Option<Begin>,
    /// Lines that look like the beginning of a message of the other form.
    quoted: Vec<Note>,
}

/// Whether a line begins a message in the other form, or at a time that is none.
fn looks_like_one(line: &str) -> bool {
    let other = [Way::NameFirst, Way::TimeFirst];
    other.into_iter().any(|way| begin(line, way).is_some()) || {
        let lead = line.trim_start_matches(['\u{feff}', ' ', '\t', '[']);
        let figures = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
        let (hour, rest) = lead.split_at(figures(lead));
        let minute = rest.strip_prefix(':').map_or(0, figures);
        matches!((hour.len(), minute), (1 | 2, 2)) && rest.contains(": ")
    }
}

impl Held {
    fn finish(self, owner: Option<&str>, out: &mut Out<'_>) -> io::Result<()> {
        let Some(begin) = self.begin else {
            return out.problem(self.at, self.line, Reason::BeforeFirstMessage, &self.raw);
        };
        let text = String::from_utf8_lossy(&self.raw);
        let (ending, cut) = match text.as_bytes() {
            [.., b'\r', b'\n'] => (Ending::CrLf, 2),
            [.., b'\n'] => (Ending::Lf, 1),
            _ => (Ending::None, 0),
        };
        let text = text.get(..text.len() - cut).unwrap_or(&text);
        let body = text.get(begin.body..).unwrap_or_default();
        let space = body.len() - body.strip_prefix(' ').unwrap_or(body).len();
        let name = text.get(begin.name).unwrap_or_default().trim().to_owned();
        let mut message = Message {
            bytes: self.at..self.at + self.raw.len() as u64,
            line: self.line,
            header: text
                .get(..begin.body + space)
                .unwrap_or_default()
                .to_owned(),
            wall: text.get(begin.time).unwrap_or_default().trim().to_owned(),
            precision: Precision::None,
            direction: match owner {
                Some(owner) if owner == name => Direction::Out,
                Some(_) => Direction::In,
                None => Direction::Unknown,
            },
            sender: Some(name),
            body: body.get(space..).unwrap_or_default().to_owned(),
            ending,
            notes: self.quoted,
            ..Message::default()
        };
        if std::str::from_utf8(&self.raw).is_err() {
            message.notes.push(Note::NotUtf8);
            message.original = Some(Hex(self.raw.clone()));
        }
        if message.body.contains('\0') {
            message.notes.push(Note::Nul);
        }
        out.message(message).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_are_told_from_words() {
        assert_eq!(
            way("Ana (10:15): hi\nR. (10:16 AM): yes\n"),
            Some(Way::NameFirst)
        );
        assert_eq!(
            way("10:15 Ana: hi\n10:16:07 R.: yes\n"),
            Some(Way::TimeFirst)
        );
        assert_eq!(way("Come at (10:15): no\nonly once\n"), None);
        assert_eq!(way("Dear Ana,\nsee you: soon\n10:15\n"), None);
        assert!(begin("10:75 Ana: hi", Way::TimeFirst).is_none());
    }
}
