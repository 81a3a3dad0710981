//! Cuts a mailbox into mails, by the strict rule.

use crate::lines::{Before, Lines};
use std::io::{self, Read};
use std::ops::Range;

/// One mail of a mailbox.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub start: u64,
    pub end: u64,
    pub line: u64,
    /// The line `From …`, where there is one.
    pub envelope: Option<String>,
    /// The mail itself, or the beginning of it.
    pub raw: Vec<u8>,
    /// It is longer than is read.
    pub cut: bool,
}

impl Part {
    pub fn whole(bytes: &[u8]) -> Self {
        Self {
            end: bytes.len() as u64,
            line: 1,
            raw: bytes.to_vec(),
            ..Self::default()
        }
    }

    pub fn bytes(&self) -> Range<u64> {
        self.start..self.end
    }
}

/// A line that may begin a mail; the next line decides.
#[derive(Debug)]
struct Held {
    at: u64,
    line: u64,
    bytes: Vec<u8>,
}

#[derive(Debug)]
pub(super) struct Mailbox<R> {
    lines: Lines<R>,
    most: u64,
    part: Option<Part>,
    held: Option<Held>,
    blank: bool,
    ended: bool,
}

impl<R: Read> Mailbox<R> {
    pub fn new(source: R, most: u64) -> Self {
        Self {
            lines: Lines::new(source),
            most,
            part: None,
            held: None,
            blank: true,
            ended: false,
        }
    }

    pub fn next(&mut self) -> io::Result<Option<Part>> {
        while !self.ended {
            let Some(line) = self.lines.next()? else {
                self.ended = true;
                break;
            };
            let (at, number, begins_line) =
                (line.offset, line.number, line.before != Before::SameLine);
            let bytes = line.bytes.to_vec();
            let mut finished = None;
            if let Some(held) = self.held.take() {
                if is_header(&bytes) || bytes.starts_with(b">From ") {
                    finished = self.part.take();
                    self.part = Some(Part {
                        start: held.at,
                        end: at,
                        line: held.line,
                        envelope: Some(
                            String::from_utf8_lossy(held.bytes.trim_ascii_end())
                                .trim_start_matches('\u{feff}')
                                .to_owned(),
                        ),
                        ..Part::default()
                    });
                } else {
                    self.push(held.at, held.line, &held.bytes);
                }
            }
            if self.blank && begins_line && begins(&bytes) {
                self.held = Some(Held {
                    at,
                    line: number,
                    bytes,
                });
            } else {
                self.blank = begins_line && bytes.trim_ascii().is_empty();
                self.push(at, number, &bytes);
            }
            if finished.is_some() {
                return Ok(finished);
            }
        }
        if let Some(held) = self.held.take() {
            self.push(held.at, held.line, &held.bytes);
        }
        Ok(self.part.take())
    }

    fn push(&mut self, at: u64, line: u64, bytes: &[u8]) {
        let part = self.part.get_or_insert_with(|| Part {
            start: at,
            line,
            ..Part::default()
        });
        part.end = at + bytes.len() as u64;
        if part.raw.len() as u64 + bytes.len() as u64 <= self.most {
            part.raw.extend_from_slice(bytes);
        } else {
            part.cut = true;
        }
    }
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `From ` address, then a date as C writes it: `Fri Sep 16 22:26:51 2016`, the
/// zone anywhere after the time.
pub(super) fn begins(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let Ok(rest) = std::str::from_utf8(rest) else {
        return false;
    };
    let words: Vec<&str> = rest.split_ascii_whitespace().take(24).collect();
    let day = words.windows(4).position(|window| {
        let [day, month, date, time] = window else {
            return false;
        };
        let date = date.parse().is_ok_and(|date: u8| (1..=31).contains(&date));
        DAYS.contains(day) && MONTHS.contains(month) && date && is_time(time)
    });
    let Some(day) = day.filter(|day| *day > 0) else {
        return false;
    };
    let after = words.get(day + 4..).unwrap_or_default();
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    after.len() <= 3 && after.iter().any(is_year)
}

fn is_time(word: &str) -> bool {
    let parts: Vec<&str> = word.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
}

/// `Name: …`
pub(super) fn is_header(line: &[u8]) -> bool {
    let Some(colon) = line.iter().take(128).position(|byte| *byte == b':') else {
        return false;
    };
    let name = line.get(..colon).unwrap_or_default();
    !name.is_empty()
        && name
            .iter()
            .all(|byte| matches!(byte, b'!'..=b'9' | b';'..=b'~'))
}

const KNOWN: [&str; 14] = [
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "content-type",
    "delivered-to",
    "reply-to",
    "sender",
    "x-mailer",
];

/// How many well-known headers stand at the beginning. None when it does not
/// begin with headers at all.
pub(super) fn known_headers(head: &[u8]) -> Option<usize> {
    let mut known = 0;
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    for (number, line) in start.split(|byte| *byte == b'\n').take(200).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match line.first() {
            None if number == 0 => return None,
            None => break,
            Some(b' ' | b'\t') if number > 0 => {}
            _ if is_header(line) => {
                let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
                let name = String::from_utf8_lossy(name).to_ascii_lowercase();
                known += usize::from(KNOWN.contains(&name.as_str()));
            }
            // Some programs forget the blank line.
            _ if known >= 2 => break,
            _ => return None,
        }
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_envelope_begins_a_mail() {
        for line in [
            "From a@b Fri Sep 16 22:26:51 2016",
            "From 1545668983435175434@xxx Fri Sep 16 22:26:51 +0000 2016\r",
            "From MAILER-DAEMON Fri Sep  6 22:26 2016",
            "From - Tue Jan 01 00:00:00 2019",
        ] {
            assert!(begins(line.as_bytes()), "{line}");
        }
        for line in [
            "From Monday I will be away.",
            "From now on call me.",
            "From Fri Sep 16 22:26:51 2016",
            "From a@b Fri Sep 16 22:26:51",
            "From what I heard on Fri Sep 16 22:26:51 2016 they were not there",
            ">From a@b Fri Sep 16 22:26:51 2016",
        ] {
            assert!(!begins(line.as_bytes()), "{line}");
        }
    }
}
