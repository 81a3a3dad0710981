//! The reader by the book: line by line, every header by the grammar, every
//! text classified, nothing remembered from one message to the next. Slow, and
//! used by tests only: what the fast reader says is held against it.

use super::calendar::{Reading, civil, read_date};
use super::gather::Pass;
use super::header::{Header, parse};
use super::kinds::{Around, Memo, classify};
use super::layout::{Layout, Watch, possible};
use super::order::Outside;
use super::reader::{Choices, precision};
use super::senders::{Names, first_part};
use super::shape::Platform;
use super::splitter::{LARGEST_MESSAGE, first_line, readable, without_ending};
use super::stencil::Met;
use super::survey::Survey;
use crate::lines::{Before, Lines};
use crate::{Direction, Entry, Hex, Kind, Message, Note, Problem, Reason};
use jiff::ToSpan;
use std::borrow::Cow;

/// A message or a Problem.
#[derive(Debug, Clone, Default)]
struct Piece {
    header: Option<Header>,
    too_long: bool,
    offset: u64,
    line: u64,
    stretch: usize,
    bytes: Vec<u8>,
    look_alikes: Vec<u64>,
}

fn layout(bytes: &[u8]) -> Layout {
    let mut watch = Watch::default();
    let mut lines = Lines::new(bytes);
    let mut made_by = 0;
    while let Some(line) = lines.next().unwrap() {
        if line.before == Before::SameLine {
            continue;
        }
        match parse(line.bytes) {
            Some(header) => {
                made_by += 1;
                watch.header(&Met::new(header, made_by), line.offset, line.before);
                watch.keep(&header);
            }
            None => watch.text(line.before),
        }
    }
    watch.finish(bytes.len() as u64)
}

fn pieces(bytes: &[u8], layout: &Layout) -> Vec<Piece> {
    let mut lines = Lines::new(bytes);
    let mut all = Vec::new();
    let mut now = Piece {
        line: 1,
        ..Piece::default()
    };
    while let Some(line) = lines.next().unwrap() {
        let header = parse(line.bytes).filter(|_| line.before != Before::SameLine);
        let place = layout
            .stretches
            .iter()
            .position(|s| s.bytes.contains(&line.offset));
        let real = header.filter(|header| {
            place
                .and_then(|place| layout.stretches.get(place))
                .is_some_and(|stretch| {
                    stretch.shape == header.shape
                        && !(layout.crlf_rule && line.before == Before::Lf)
                        && match stretch.only {
                            Some(order) => read_date(header, order) != Reading::Impossible,
                            None => possible(header),
                        }
                })
        });
        if real.is_some() {
            let next = Piece {
                header: real,
                offset: line.offset,
                line: line.number,
                stretch: place.unwrap_or(0),
                ..Piece::default()
            };
            all.push(std::mem::replace(&mut now, next));
        } else if header.is_some() && now.look_alikes.len() < 1000 {
            now.look_alikes.push(line.offset);
        }
        now.bytes.extend_from_slice(line.bytes);
        if now.bytes.len() > LARGEST_MESSAGE {
            let next = break_off(&mut now);
            all.push(std::mem::replace(&mut now, next));
        }
    }
    all.push(now);
    all.retain(|piece| !piece.bytes.is_empty());
    all
}

/// Ends a piece between two characters; what follows is the next.
fn break_off(piece: &mut Piece) -> Piece {
    let len = piece.bytes.len();
    let lead = (1..=3).find(|back| piece.bytes[len - back] & 0xC0 != 0x80);
    let cut = match lead {
        Some(back) if piece.bytes[len - back] >= 0xC0 => len - back,
        _ => len,
    };
    let lines = piece.bytes.iter().filter(|byte| **byte == b'\n').count();
    piece.too_long |= piece.header.take().is_some();
    Piece {
        too_long: piece.too_long,
        offset: piece.offset + cut as u64,
        line: piece.line + lines as u64,
        stretch: piece.stretch,
        bytes: piece.bytes.split_off(cut),
        ..Piece::default()
    }
}

/// What [`super::survey_with`] must say.
pub(crate) fn survey(bytes: &[u8], outside: &Outside) -> Survey {
    let layout = layout(bytes);
    let mut pass = Pass::of(&layout);
    for piece in pieces(bytes, &layout) {
        pass.totals.look_alikes += piece.look_alikes.len() as u64;
        let Some(header) = piece.header else {
            pass.totals.problems += 1;
            continue;
        };
        pass.totals.messages += 1;
        pass.beginning
            .take(&Met::new(header, 1), &piece.bytes, piece.line);
        let text = readable(without_ending(&piece.bytes[header.rest..]).0);
        let line = first_line(text.as_bytes());
        let sender = first_part(line);
        let skip = sender.map_or(0, |sender| sender.len() + 2);
        let body = text.get(skip..).unwrap_or_default();
        pass.memo = Memo::default();
        let (system, file_day) = pass.look_at(body, header.shape.platform(), sender);
        pass.totals.system += u64::from(system);
        pass.candidates.add(line, system);
        let segment = &mut pass.segments[piece.stretch];
        segment.messages += 1;
        segment.latest_hour = segment.latest_hour.max(header.hour);
        segment.ladder.add(&header, !system, file_day);
        segment.note_wall(&header, &piece.bytes);
    }
    pass.ends_open = bytes.last().is_some_and(|last| *last != b'\n');
    pass.finish(&layout, outside)
}

/// What [`super::read`] must hand out.
pub(crate) fn read(bytes: &[u8], survey: &Survey, choices: &Choices) -> Vec<Entry> {
    let known: Vec<_> = survey
        .senders
        .iter()
        .filter(|s| !choices.not_names.contains(&s.name))
        .collect();
    let names = known.iter().map(|s| s.name.as_str());
    let names = names.chain(choices.names.iter().map(String::as_str));
    let names = Names::new(names, survey.all_senders_known);
    let mut before = None;
    let mut entries = Vec::new();
    for (piece, ordinal) in pieces(bytes, &survey.layout()).iter().zip(1..) {
        let entry = match (piece.header, piece.too_long) {
            (Some(header), _) => {
                let (mut message, index) = message(piece, &header, survey, choices, &names);
                let once = index
                    .and_then(|place| known.get(place))
                    .is_some_and(|s| s.messages == 1);
                let far = message.civil.zip(before).is_some_and(
                    |(now, before): (_, jiff::civil::DateTime)| {
                        before.checked_sub(1.day()).is_ok_and(|day| now < day)
                    },
                );
                if once && far && header.shape.platform() == Platform::Android {
                    let place = message
                        .notes
                        .iter()
                        .position(|n| matches!(n, Note::NotUtf8 | Note::Nul));
                    message
                        .notes
                        .insert(place.unwrap_or(message.notes.len()), Note::MaybeQuoted);
                }
                before = message.civil.or(before);
                Entry::Message(Message { ordinal, ..message })
            }
            (None, true) => problem(piece, ordinal, Reason::TooLong),
            (None, false) => problem(piece, ordinal, Reason::BeforeFirstMessage),
        };
        entries.push(entry);
    }
    entries
}

fn problem(piece: &Piece, ordinal: u64, reason: Reason) -> Entry {
    let text = readable(&piece.bytes);
    Entry::Problem(Problem {
        ordinal,
        bytes: piece.offset..piece.offset + piece.bytes.len() as u64,
        line: piece.line,
        reason,
        original: matches!(text, Cow::Owned(_)).then(|| Hex(piece.bytes.clone())),
        text: text.into_owned(),
        layer: 0,
        row: None,
    })
}

fn message(
    piece: &Piece,
    header: &Header,
    survey: &Survey,
    choices: &Choices,
    names: &Names,
) -> (Message, Option<usize>) {
    let (content, ending) = without_ending(&piece.bytes);
    let content = readable(content);
    let broken = matches!(content, Cow::Owned(_));
    let split = names.split(first_line(content[header.rest..].as_bytes()));
    let (head, body) = content
        .split_at_checked(header.rest + split.body)
        .unwrap_or((&content, ""));
    let around = Around {
        platform: header.shape.platform(),
        sender: split.sender,
        attached_words: &survey.attached_words,
    };
    let found = classify(body, around);
    let segment = &survey.segments[piece.stretch];
    let order = choices.orders.get(&piece.stretch).copied();
    let order = order.or(segment.order.order()).or(choices.order);
    let mut notes: Vec<Note> = piece
        .look_alikes
        .iter()
        .map(|&at| Note::QuotedHeader { at })
        .collect();
    match order.map(|order| read_date(header, order)) {
        Some(Reading::Impossible) => notes.push(Note::ImpossibleDate),
        Some(Reading::Foreign) => notes.push(Note::ForeignCalendar),
        Some(Reading::TwoMonths) => notes.push(Note::MonthOfTwo),
        _ => {}
    }
    notes.extend(broken.then_some(Note::NotUtf8));
    notes.extend(body.contains('\0').then_some(Note::Nul));
    let direction = match (&choices.owner, split.sender) {
        _ if matches!(found.kind, Kind::System { .. }) => Direction::Unknown,
        (Some(owner), Some(sender)) if owner == sender => Direction::Out,
        (Some(_), Some(_)) => Direction::In,
        _ => Direction::Unknown,
    };
    let message = Message {
        bytes: piece.offset..piece.offset + piece.bytes.len() as u64,
        line: piece.line,
        segment: piece.stretch,
        header: head.to_owned(),
        wall: content[header.wall.0..header.wall.1].to_owned(),
        civil: order.and_then(|order| civil(header, order, segment.clock_is_24_hours)),
        precision: precision(header),
        sender: split.sender.map(str::to_owned),
        direction,
        kind: found.kind,
        basis: found.basis,
        edited: found.edited,
        body: body.to_owned(),
        ending,
        original: broken.then(|| Hex(piece.bytes.clone())),
        notes,
        ..Message::default()
    };
    (message, split.index)
}
