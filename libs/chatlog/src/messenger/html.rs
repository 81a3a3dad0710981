//! The pages of Messenger's HTML form. Class names change between downloads,
//! so a message is told by its form: the innermost block that ends with a date
//! and has something before it, at the depth where most such blocks are.

use super::html_dates::is_month_of_two;
use super::read_date;
use super::tags::{Leaf, Page, page};
use crate::channel::{Channel, Guess, Settle, Sure};
use crate::item::{Conversation, Participant};
use crate::out::{Answers, Format, Head, Out, Source};
use crate::{
    Attachment, Basis, Direction, Kind, Media, Message, Note, Precision, Reason, ZoneSource,
};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::Range;

/// A larger page is not looked at; downloads divide theirs at about 1 MB.
const LARGEST_PAGE: u64 = 24 * 1024 * 1024;

/// Downloaded information as pages.
#[derive(Debug)]
pub(crate) struct Html;

impl Format for Html {
    fn channel(&self) -> Channel {
        Channel::Messenger
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        let text = head.text();
        let start = text.trim_start().get(..64).unwrap_or(text.trim_start());
        let start = start.to_ascii_lowercase();
        if !start.starts_with("<!doctype html") && !start.starts_with("<html") {
            return None;
        }
        let page = page(text);
        let blocks = blocks(&page);
        let people = page
            .leaves
            .iter()
            .any(|leaf| participants(&leaf.text).is_some());
        let folder = head.name.contains("messages/");
        let sure = match (blocks.len(), people || folder) {
            (0, _) => return None,
            (_, true) => Sure::Likely,
            (2.., false) => Sure::Maybe,
            _ => return None,
        };
        Some(Guess {
            channel: Channel::Messenger,
            platform: None,
            variant: "html".to_owned(),
            order: None,
            sure,
            settle: vec![Settle::Owner, Settle::Zone],
        })
    }

    fn read(
        &self,
        source: &mut dyn Source,
        _guess: &Guess,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        let mut input = source.open()?;
        input.by_ref().take(LARGEST_PAGE).read_to_end(&mut bytes)?;
        let left = io::copy(&mut input, &mut io::sink())?;
        drop(input);
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                std::str::from_utf8(good).unwrap_or_default()
            }
        };
        let page = page(text);
        let thread = super::thread_of(out.name());
        out.conversation(about(&page, &thread))?;
        let mut done = 0;
        for block in blocks(&page) {
            let (range, message) = message(&page, &block, &thread, answers);
            stranded(&page, &bytes, done..range.start, out)?;
            done = range.end;
            let place = range.start as u64..range.end as u64;
            match message {
                Some(message) => {
                    out.message(Message {
                        bytes: place,
                        ..message
                    })?;
                }
                None => {
                    let raw = bytes.get(range).unwrap_or_default();
                    out.problem(place.start, 0, Reason::Incomplete, raw)?;
                }
            }
        }
        rest(&page, text.len(), &bytes, left, out)
    }
}

/// Texts before a message that are of no other: of one whose date cannot be
/// read. Before the first they are the head, unless a time is among them.
fn stranded(page: &Page, bytes: &[u8], gap: Range<usize>, out: &mut Out<'_>) -> io::Result<()> {
    let inside = |leaf: &&Leaf| gap.contains(&leaf.bytes.start) && leaf.bytes.end <= gap.end;
    let mut lost: Vec<&Leaf> = page.leaves.iter().filter(inside).collect();
    if gap.start == 0 {
        let head = |leaf: &&Leaf| in_title(page, leaf) || participants(&leaf.text).is_some();
        let from = lost.iter().rposition(head).map_or(0, |at| at + 1);
        lost.drain(..from);
        if !lost.iter().any(|leaf| tells_a_time(&leaf.text)) {
            return Ok(());
        }
    }
    for leaf in lost {
        let raw = bytes.get(leaf.bytes.clone()).unwrap_or_default();
        out.problem(leaf.bytes.start as u64, 0, Reason::Malformed, raw)?;
    }
    Ok(())
}

/// Whether a short text holds a time of day: `12:26`, `12 h 26`.
fn tells_a_time(text: &str) -> bool {
    let figures = |part: &str, last: bool| {
        let part = part.trim();
        let c = if last {
            part.chars().next_back()
        } else {
            part.chars().next()
        };
        c.is_some_and(|c| c.is_ascii_digit())
    };
    let divided = |sign| {
        text.match_indices(sign).any(|(at, _): (usize, &str)| {
            let (before, after) = (text.get(..at), text.get(at + 1..));
            before.is_some_and(|part| figures(part, true))
                && after.is_some_and(|part| figures(part, false))
        })
    };
    text.len() <= 60 && (divided(":") || divided("h"))
}

fn in_title(page: &Page, leaf: &Leaf) -> bool {
    let parent = page.elements.get(leaf.parent);
    parent.is_some_and(|element| element.name == "title")
}

/// Texts outside all messages that are not known to be a head, what is not
/// UTF-8, and what is too large.
fn rest(page: &Page, good: usize, bytes: &[u8], left: u64, out: &mut Out<'_>) -> io::Result<()> {
    let done = usize::try_from(out.placed()).unwrap_or(usize::MAX);
    let dangling = |leaf: &&Leaf| leaf.bytes.start >= done && !leaf.text.is_empty();
    for leaf in page.leaves.iter().filter(dangling) {
        let raw = bytes.get(leaf.bytes.clone()).unwrap_or_default();
        out.problem(leaf.bytes.start as u64, 0, Reason::Malformed, raw)?;
    }
    if good < bytes.len() {
        let raw = bytes.get(good..).unwrap_or_default();
        out.problem(good as u64, 0, Reason::Malformed, raw)?;
    }
    if left > 0 {
        let from = bytes.len() as u64;
        out.problem_at(from..from + left, 0, Reason::TooLong, b"")?;
    } else if page.cut && good == bytes.len() {
        let end = bytes.len() as u64;
        out.problem_at(end..end, 0, Reason::CutOff, b"")?;
    }
    Ok(())
}

fn about(page: &Page, thread: &str) -> Conversation {
    let people = page.leaves.iter().find_map(|leaf| participants(&leaf.text));
    let people = people.unwrap_or_default();
    Conversation {
        id: thread.to_owned(),
        title: page
            .leaves
            .iter()
            .find(|leaf| in_title(page, leaf))
            .map(|leaf| leaf.text.clone()),
        group: (!people.is_empty()).then_some(people.len() > 2),
        participants: people
            .into_iter()
            .map(|name| Participant {
                name: Some(name),
                ..Participant::default()
            })
            .collect(),
    }
}

/// `Participants: A, B and C`
fn participants(text: &str) -> Option<Vec<String>> {
    let list = text.strip_prefix("Participants")?.trim_start();
    let list = list.strip_prefix(':')?;
    let names = list.split(',').flat_map(|part| part.split(" and "));
    Some(
        names
            .map(|name| name.trim().to_owned())
            .filter(|n| !n.is_empty())
            .collect(),
    )
}

/// A message: its element, and its leaves; the last is the date.
struct Block {
    element: usize,
    leaves: Range<usize>,
}

fn is_date(leaf: &Leaf) -> bool {
    read_date(&leaf.text, None).is_some()
}

fn blocks(page: &Page) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    let dates = page
        .leaves
        .iter()
        .enumerate()
        .filter(|(_, leaf)| is_date(leaf));
    for (place, leaf) in dates {
        let Some(element) = block_of(page, place, leaf) else {
            continue;
        };
        let inside = |leaf: &Leaf| {
            page.elements
                .get(element)
                .is_some_and(|e| e.bytes.contains(&leaf.bytes.start))
        };
        let before = page.leaves.get(..place).unwrap_or_default();
        let first = before
            .iter()
            .rposition(|leaf| !inside(leaf))
            .map_or(0, |at| at + 1);
        let last = page
            .leaves
            .get(place + 1..)
            .unwrap_or_default()
            .iter()
            .position(|leaf| !inside(leaf));
        let end = last.map_or(page.leaves.len(), |at| place + 1 + at);
        // The last date of an element is its own; another is in its text.
        let known = places
            .get(&element)
            .and_then(|at: &usize| found.get_mut(*at));
        match known {
            Some(block) => block.leaves.end = block.leaves.end.max(end),
            None => {
                places.insert(element, found.len());
                found.push(Block {
                    element,
                    leaves: first..end,
                });
            }
        }
    }
    at_the_usual_depth(page, found)
}

/// Keeps the blocks that stand as deep as most do; the others are in a text.
fn at_the_usual_depth(page: &Page, mut found: Vec<Block>) -> Vec<Block> {
    let depth = |block: &Block| page.elements.get(block.element).map_or(0, |e| e.depth);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for block in &found {
        *counts.entry(depth(block)).or_default() += 1;
    }
    let most = counts
        .iter()
        .max_by_key(|(depth, count)| (**count, std::cmp::Reverse(**depth)));
    let Some((usual, _)) = most else {
        return Vec::new();
    };
    let usual = *usual;
    // No two messages share bytes, however badly elements are closed.
    let mut done = 0;
    found.retain(|block| {
        let bytes = page.elements.get(block.element).map(|e| e.bytes.clone());
        let bytes = bytes.unwrap_or_default();
        let keep = depth(block) == usual && bytes.start >= done;
        done = if keep { bytes.end } else { done };
        keep
    });
    found
}

/// The innermost element around a date that has something else before it.
fn block_of(page: &Page, place: usize, leaf: &Leaf) -> Option<usize> {
    let before = page.leaves.get(place.checked_sub(1)?)?;
    let mut element = leaf.parent;
    while element != 0 {
        let around = page.elements.get(element)?;
        if around.bytes.contains(&before.bytes.start) {
            return (!matches!(around.name.as_str(), "body" | "html")).then_some(element);
        }
        element = around.parent;
    }
    None
}

fn message(
    page: &Page,
    block: &Block,
    thread: &str,
    answers: &Answers,
) -> (Range<usize>, Option<Message>) {
    let range = page
        .elements
        .get(block.element)
        .map_or(0..0, |e| e.bytes.clone());
    let leaves = page.leaves.get(block.leaves.clone()).unwrap_or_default();
    let date = leaves.iter().rposition(is_date);
    let message = date.and_then(|date| {
        let (before, after) = (leaves.get(..date)?, leaves.get(date + 1..)?);
        let wall = &leaves.get(date)?.text;
        Some(made(before, after, wall, thread, answers))
    });
    (range, message)
}

fn made(before: &[Leaf], after: &[Leaf], wall: &str, thread: &str, answers: &Answers) -> Message {
    let mut texts = before.iter().filter(|leaf| leaf.file.is_none());
    let sender = texts.next().map(|leaf| leaf.text.clone());
    let body: Vec<&str> = texts
        .chain(after.iter().filter(|leaf| leaf.file.is_none()))
        .map(|leaf| leaf.text.as_str())
        .collect();
    let files = before
        .iter()
        .chain(after)
        .filter_map(|leaf| leaf.file.as_ref());
    let attachments: Vec<Attachment> = files
        .map(|(tag, address)| Attachment {
            name: address.clone(),
            media: match tag.as_str() {
                "img" => Media::Image,
                "video" => Media::Video,
                "audio" => Media::Audio,
                _ => crate::whatsapp::media_of(address.rsplit('/').next().unwrap_or(address)),
            },
            mime: None,
            bytes: None,
            layer: None,
            sha256: None,
        })
        .collect();
    let civil = read_date(wall, answers.choices.order).flatten();
    let owner = answers.choices.owner.as_ref();
    let mut message = Message {
        wall: wall.to_owned(),
        civil,
        precision: if wall.matches(':').count() > 1 {
            Precision::Second
        } else {
            Precision::Minute
        },
        zone: ZoneSource::Unknown,
        notes: match civil {
            None if is_month_of_two(wall) => vec![Note::MonthOfTwo],
            _ => Vec::new(),
        },
        direction: match (owner, &sender) {
            (Some(owner), Some(sender)) if owner == sender => Direction::Out,
            (Some(_), Some(_)) => Direction::In,
            _ => Direction::Unknown,
        },
        sender,
        kind: match attachments.first() {
            Some(first) => Kind::Attachment {
                name: first.name.clone(),
                media: first.media,
            },
            None => Kind::Text,
        },
        basis: Basis::Form,
        body: body.join("\n"),
        ..Message::default()
    };
    message.more.conversation = Some(thread.to_owned());
    message.more.attachments = attachments;
    message
}
