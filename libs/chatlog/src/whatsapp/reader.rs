//! Third pass: messages and Problems, one after the other, nothing left out.

use super::calendar::{DateOrder, Reading, read_date, read_time};
use super::clear::Clear;
use super::header::Header;
use super::kinds::{Around, MAP_LEN, Memo, is_surely_words, next_map};
use super::senders::{Names, Split};
use super::shape::Platform;
use super::splitter::{Part, Piece, Splitter, first_line, readable, without_ending};
use super::stencil::Met;
use super::survey::Survey;
use crate::{Basis, Direction, Entry, Hex, Kind, Message, Note, Precision, Problem, Reason};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
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
///
/// As an iterator it gives each entry away. [`Reader::lend`] lends it instead,
/// one after the other in the same memory, which is several times as fast.
#[derive(Debug)]
pub struct Reader<R> {
    splitter: Splitter<R>,
    maker: Maker,
    lent: Entry,
    stopped: bool,
}

/// How one segment is read.
#[derive(Debug, Clone, Copy, Default)]
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
    day: Day,
    memo: Memo,
    maps: Clear,
    nuls: Clear,
    /// Up to where neither begins.
    clear: u64,
}

/// What was found about a date a moment ago; most messages have the same.
#[derive(Debug, Default)]
struct Day {
    made_by: u64,
    printed: u64,
    stretch: usize,
    reading: Option<Reading>,
    date: Option<Date>,
}

impl<R: Read> Reader<R> {
    pub(crate) fn new(source: R, survey: &Survey, choices: &Choices) -> Self {
        Self {
            splitter: Splitter::following(source, &survey.layout(), &survey.trace),
            maker: Maker::new(survey, choices),
            lent: Entry::Message(Message::default()),
            stopped: false,
        }
    }

    /// The next entry, lent until the one after it is asked for. `None` at the
    /// end, and ever after an error.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn lend(&mut self) -> io::Result<Option<&Entry>> {
        if self.stopped || !self.advance()? {
            self.stopped = true;
            return Ok(None);
        }
        self.maker.entry(&self.splitter.piece(), &mut self.lent);
        Ok(Some(&self.lent))
    }

    fn advance(&mut self) -> io::Result<bool> {
        let more = self.splitter.advance();
        self.stopped = more.is_err();
        more
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = io::Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.lend() {
            Ok(Some(_)) => {
                let next = Entry::Message(Message::default());
                Some(Ok(std::mem::replace(&mut self.lent, next)))
            }
            Ok(None) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

impl Maker {
    fn new(survey: &Survey, choices: &Choices) -> Self {
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
            names: Names::new(names, survey.all_senders_known),
            seen_once: known.iter().map(|s| s.messages == 1).collect(),
            ways: survey.segments.iter().enumerate().map(way).collect(),
            owner: choices.owner.clone(),
            attached_words: survey.attached_words.clone(),
            ordinal: 0,
            before: None,
            day: Day::default(),
            memo: Memo::default(),
            maps: Clear::default(),
            nuls: Clear::default(),
            clear: 0,
        }
    }

    /// Makes an entry of a piece, in the memory of the one before.
    #[inline]
    fn entry(&mut self, piece: &Piece<'_>, into: &mut Entry) {
        self.ordinal += 1;
        match piece.part {
            Part::Message => {}
            Part::Preface => return *into = self.problem(piece, Reason::BeforeFirstMessage),
            Part::TooLong => return *into = self.problem(piece, Reason::TooLong),
        }
        if !matches!(into, Entry::Message(_)) {
            *into = Entry::Message(Message::default());
        }
        if let Entry::Message(message) = into {
            self.message(piece, message);
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

    fn message(&mut self, piece: &Piece<'_>, into: &mut Message) {
        let header = &piece.met.header;
        let (raw, ending) = without_ending(piece.bytes);
        let content = match piece.text.and_then(|text| text.get(..raw.len())) {
            Some(text) => Cow::Borrowed(text),
            None => readable(raw),
        };
        let broken = matches!(content, Cow::Owned(_));
        let content = content.as_ref();
        let rest = content.get(header.rest..).unwrap_or_default();
        let line_end = if broken {
            first_line(rest.as_bytes()).len()
        } else {
            piece
                .first_line
                .min(content.len())
                .saturating_sub(header.rest)
        };
        let line = rest.as_bytes().get(..line_end).unwrap_or_default();
        let place = (piece.offset, piece.bytes.len());
        let platform = header.shape.platform();
        let (map, nul) = self.rare(place, piece.ahead);
        let known = piece.words && !broken;
        let ahead = if broken {
            None
        } else {
            piece.ahead.get(header.rest..)
        };
        let lines = (rest, line, ahead.unwrap_or_default());
        let (split, plain) = self.split(lines, platform, map, known);
        let cut = header.rest + split.body;
        let (head, body) = content.split_at_checked(cut).unwrap_or((content, ""));
        self.tell(body, plain, &split, platform, into);
        let (reading, date) = self.day(piece.met, piece.stretch);
        let way = self.ways.get(piece.stretch).copied().unwrap_or_default();
        into.civil =
            date.and_then(|date| Some(date.to_datetime(read_time(header, way.decoration)?)));
        into.notes.clear();
        self.note(piece, reading, &split, platform, into);
        if broken {
            into.notes.push(Note::NotUtf8);
        }
        if nul && memchr::memchr(0, body.as_bytes()).is_some() {
            into.notes.push(Note::Nul);
        }
        self.before = into.civil.or(self.before);
        into.ordinal = self.ordinal;
        into.bytes = piece.offset..piece.offset + piece.bytes.len() as u64;
        into.line = piece.line;
        into.segment = piece.stretch;
        let wall = content.get(header.wall.0..header.wall.1);
        put(&mut into.header, head);
        put(&mut into.wall, wall.unwrap_or_default());
        put(&mut into.body, body);
        into.precision = precision(header);
        into.ending = ending;
        into.original = broken.then(|| Hex(piece.bytes.to_vec()));
    }

    /// Whether the address of a map may begin in a piece, and a NUL.
    #[inline]
    fn rare(&mut self, (offset, len): (u64, usize), ahead: &[u8]) -> (bool, bool) {
        if offset + len as u64 <= self.clear {
            return (false, false);
        }
        let map = self.maps.may_hold((offset, len), ahead, MAP_LEN, next_map);
        let find_nul = |bytes: &[u8]| memchr::memchr(0, bytes);
        let nul = self.nuls.may_hold((offset, len), ahead, 1, find_nul);
        self.clear = self.maps.until().min(self.nuls.until());
        (map, nul)
    }

    /// Says who speaks and what it is.
    #[inline]
    fn tell(
        &mut self,
        body: &str,
        plain: bool,
        split: &Split<'_>,
        platform: Platform,
        into: &mut Message,
    ) {
        if plain {
            if into.kind != Kind::Text {
                into.kind = Kind::Text;
            }
            (into.basis, into.edited) = (Basis::Plain, false);
        } else {
            let around = Around {
                platform,
                sender: split.sender,
                attached_words: &self.attached_words,
            };
            let found = self.memo.classify(body, around);
            (into.kind, into.basis, into.edited) = (found.kind, found.basis, found.edited);
        }
        into.direction = self.direction(split.sender, &into.kind);
        match (split.sender, &mut into.sender) {
            (Some(sender), Some(into)) => put(into, sender),
            (sender, into) => *into = sender.map(str::to_owned),
        }
    }

    /// Who speaks, and whether it is surely words and nothing else; `words`:
    /// but for maps that is known.
    #[inline]
    fn split<'a>(
        &self,
        (rest, line, ahead): (&'a str, &'a [u8], &[u8]),
        platform: Platform,
        map: bool,
        words: bool,
    ) -> (Split<'a>, bool) {
        if let Some((len, index)) = self.names.at_hand(line, ahead)
            && let Some(sender) = rest.get(..len)
        {
            let split = Split {
                sender: Some(sender),
                index: Some(index),
                body: len + 2,
            };
            let look = || {
                let body = rest.as_bytes().get(len + 2..).unwrap_or_default();
                let line = line.get(len + 2..).unwrap_or_default();
                is_surely_words(body, line, platform, sender.as_bytes())
            };
            return (split, !map && (words || look()));
        }
        (self.names.split(line), false)
    }

    #[inline]
    fn day(&mut self, met: &Met, stretch: usize) -> (Option<Reading>, Option<Date>) {
        let day = &self.day;
        if day.made_by == met.made_by && day.printed == met.day && day.stretch == stretch {
            return (day.reading, day.date);
        }
        let order = self.ways.get(stretch).and_then(|way| way.order);
        let reading = order.map(|order| read_date(&met.header, order));
        let date = match reading {
            Some(Reading::Day(year, month, day)) => Date::new(year, month, day).ok(),
            _ => None,
        };
        self.day = Day {
            made_by: met.made_by,
            printed: met.day,
            stretch,
            reading,
            date,
        };
        (reading, date)
    }

    #[inline]
    fn direction(&self, sender: Option<&str>, kind: &Kind) -> Direction {
        match (&self.owner, sender) {
            _ if matches!(kind, Kind::System { .. }) => Direction::Unknown,
            (Some(owner), Some(sender)) if owner == sender => Direction::Out,
            (Some(_), Some(_)) => Direction::In,
            _ => Direction::Unknown,
        }
    }

    #[inline]
    fn note(
        &self,
        piece: &Piece<'_>,
        reading: Option<Reading>,
        split: &Split<'_>,
        platform: Platform,
        into: &mut Message,
    ) {
        let (civil, notes) = (into.civil, &mut into.notes);
        let quoted = piece.look_alikes.iter();
        notes.extend(quoted.map(|&at| Note::QuotedHeader { at }));
        match reading {
            Some(Reading::Impossible) => notes.push(Note::ImpossibleDate),
            Some(Reading::Foreign) => notes.push(Note::ForeignCalendar),
            Some(Reading::TwoMonths) => notes.push(Note::MonthOfTwo),
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
    }
}

#[inline]
fn put(into: &mut String, text: &str) {
    into.clear();
    into.push_str(text);
}

pub(super) fn precision(header: &Header) -> Precision {
    if header.second.is_some() {
        Precision::Second
    } else {
        Precision::Minute
    }
}
