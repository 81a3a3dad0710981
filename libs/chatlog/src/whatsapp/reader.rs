//! Third pass: messages and Problems, one after the other, nothing left out.

use super::calendar::{DateOrder, Reading, civil, read_date};
use super::header::Header;
use super::kinds::{Around, Classified, classify};
use super::senders::{Names, Split};
use super::shape::Platform;
use super::splitter::{Part, Piece, Splitter, first_line, readable, without_ending};
use super::survey::Survey;
use crate::{Direction, Entry, Hex, Kind, Message, Note, Precision, Problem, Reason, ZoneSource};
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// What a person answered, because the file does not say it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// The order of day and month, for every segment that leaves it open.
    pub order: Option<DateOrder>,
    /// The order for one segment; stronger than what the file says.
    pub orders: BTreeMap<usize, DateOrder>,
    /// Which sender is the owner of the phone, as printed.
    pub owner: Option<String>,
    /// Names that the survey did not find.
    pub names: Vec<String>,
    /// Names of the survey that are none.
    pub not_names: Vec<String>,
}

/// Hands out the entries of a file. See [`super::read`].
#[derive(Debug)]
pub struct Reader<R> {
    splitter: Splitter<R>,
    maker: Maker,
    stopped: bool,
}

/// How one segment is read.
#[derive(Debug, Clone, Copy)]
struct Way {
    order: Option<DateOrder>,
    decoration: bool,
}

#[derive(Debug)]
struct Maker {
    names: Names,
    seen_once: Vec<bool>,
    ways: Vec<Way>,
    owner: Option<String>,
    attached_words: Vec<String>,
    ordinal: u64,
    before: Option<DateTime>,
}

impl<R: Read> Reader<R> {
    pub(crate) fn new(source: R, survey: &Survey, choices: &Choices) -> Self {
        let known: Vec<_> = survey
            .senders
            .iter()
            .filter(|s| !choices.not_names.contains(&s.name))
            .collect();
        let names = known.iter().map(|s| s.name.as_str());
        let names = names.chain(choices.names.iter().map(String::as_str));
        let way = |(place, segment): (usize, &super::survey::Segment)| Way {
            order: choices
                .orders
                .get(&place)
                .copied()
                .or(segment.order.order())
                .or(choices.order),
            decoration: segment.clock_is_24_hours,
        };
        Self {
            splitter: Splitter::new(source, &survey.layout()),
            maker: Maker {
                names: Names::new(names, survey.all_senders_known),
                seen_once: known.iter().map(|s| s.messages == 1).collect(),
                ways: survey.segments.iter().enumerate().map(way).collect(),
                owner: choices.owner.clone(),
                attached_words: survey.attached_words.clone(),
                ordinal: 0,
                before: None,
            },
            stopped: false,
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = io::Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.stopped {
            return None;
        }
        let next = self.splitter.next().transpose();
        let entry = next.map(|piece| piece.map(|piece| self.maker.entry(&piece)));
        self.stopped = !matches!(entry, Some(Ok(_)));
        entry
    }
}

impl Maker {
    fn entry(&mut self, piece: &Piece<'_>) -> Entry {
        self.ordinal += 1;
        match piece.part {
            Part::Message(header) => Entry::Message(self.message(piece, &header)),
            Part::Preface => self.problem(piece, Reason::BeforeFirstMessage),
            Part::TooLong => self.problem(piece, Reason::TooLong),
        }
    }

    fn problem(&self, piece: &Piece<'_>, reason: Reason) -> Entry {
        let text = readable(piece.bytes);
        let original = matches!(text, Cow::Owned(_)).then(|| Hex(piece.bytes.to_vec()));
        Entry::Problem(Problem {
            ordinal: self.ordinal,
            bytes: piece.offset..piece.offset + piece.bytes.len() as u64,
            line: piece.line,
            reason,
            text: text.into_owned(),
            original,
            layer: 0,
            row: None,
        })
    }

    fn message(&mut self, piece: &Piece<'_>, header: &Header) -> Message {
        let (content, ending) = without_ending(piece.bytes);
        let content = readable(content);
        let broken = matches!(content, Cow::Owned(_));
        let content = content.as_ref();
        let rest = content.get(header.rest..).unwrap_or_default();
        let split = self.names.split(first_line(rest.as_bytes()));
        let cut = header.rest + split.body;
        let (head, body) = content.split_at_checked(cut).unwrap_or((content, ""));
        let platform = header.shape.platform();
        let around = Around {
            platform,
            sender: split.sender,
            attached_words: &self.attached_words,
        };
        let found = classify(body, around);
        let way = self.ways.get(piece.stretch).copied();
        let way = way.unwrap_or(Way {
            order: None,
            decoration: false,
        });
        let civil = way
            .order
            .and_then(|order| civil(header, order, way.decoration));
        let wall = content
            .get(header.wall.0..header.wall.1)
            .unwrap_or_default();
        let mut notes = self.notes(piece, header, way, civil, &split, platform);
        if broken {
            notes.push(Note::NotUtf8);
        }
        if memchr::memchr(0, body.as_bytes()).is_some() {
            notes.push(Note::Nul);
        }
        self.before = civil.or(self.before);
        Message {
            ordinal: self.ordinal,
            bytes: piece.offset..piece.offset + piece.bytes.len() as u64,
            line: piece.line,
            segment: piece.stretch,
            header: head.to_owned(),
            wall: wall.to_owned(),
            civil,
            precision: precision(header),
            zone: ZoneSource::Unknown,
            sender: split.sender.map(str::to_owned),
            direction: self.direction(split.sender, &found),
            kind: found.kind,
            basis: found.basis,
            edited: found.edited,
            body: body.to_owned(),
            ending,
            original: broken.then(|| Hex(piece.bytes.to_vec())),
            notes,
            ..Message::default()
        }
    }

    fn direction(&self, sender: Option<&str>, found: &Classified) -> Direction {
        match (&self.owner, sender) {
            _ if matches!(found.kind, Kind::System { .. }) => Direction::Unknown,
            (Some(owner), Some(sender)) if owner == sender => Direction::Out,
            (Some(_), Some(_)) => Direction::In,
            _ => Direction::Unknown,
        }
    }

    fn notes(
        &self,
        piece: &Piece<'_>,
        header: &Header,
        way: Way,
        civil: Option<DateTime>,
        split: &Split<'_>,
        platform: Platform,
    ) -> Vec<Note> {
        let mut notes: Vec<Note> = piece
            .look_alikes
            .iter()
            .map(|&at| Note::QuotedHeader { at })
            .collect();
        match way.order.map(|order| read_date(header, order)) {
            Some(Reading::Impossible) => notes.push(Note::ImpossibleDate),
            Some(Reading::Foreign) => notes.push(Note::ForeignCalendar),
            _ => {}
        }
        let once = split
            .index
            .is_some_and(|place| self.seen_once.get(place) == Some(&true));
        let far_back = || {
            civil.zip(self.before).is_some_and(|(now, before)| {
                before
                    .checked_sub(1.day())
                    .is_ok_and(|yesterday| now < yesterday)
            })
        };
        if once && platform == Platform::Android && far_back() {
            notes.push(Note::MaybeQuoted);
        }
        notes
    }
}

fn precision(header: &Header) -> Precision {
    if header.second.is_some() {
        Precision::Second
    } else {
        Precision::Minute
    }
}
