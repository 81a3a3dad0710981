//! Several exports of the same conversation become one: overlapping files, two
//! phones, the two JSON forms of Messenger.
//!
//! Two messages are one only where text, kind, files, sender and time agree.
//! Time agrees within 1 second, or within 60 where one of the two prints only
//! minutes (one phone may print 14:56:00, another 14:56:01). A time with a zone
//! and one without are never compared in silence. A message of one file matches
//! at most one of those before, so “ok” said twice stays twice; adding a file
//! again adds nothing. What nearly agrees is kept twice and told
//! ([`Decision::Unsure`]): a person decides, never this.
//!
//! A draft, or what could not be sent, is never what was sent. The same words
//! to two numbers are two messages. Where both files name the conversation and
//! not the same one, the messages are not one until somebody says that the two
//! are the same ([`Merger::same_person`] takes names of conversations, too): two
//! threads of Messenger with one person stay two. One phone's “out” is the
//! other's “in”; that joins only where both files name the sender.
//!
//! ```
//! use chatlog::merge::{Decision, Merger};
//! use chatlog::Message;
//!
//! let said = |at: &str| Message {
//!     civil: Some(at.parse().unwrap()),
//!     sender: Some("Ann Roy".to_owned()),
//!     body: "ok".to_owned(),
//!     ..Message::default()
//! };
//! let mut merger = Merger::default();
//! merger.add([said("2022-03-27T14:56:00")]);
//! let again = merger.add([said("2022-03-27T14:56:01"), said("2022-03-27T15:10:00")]);
//! assert!(matches!(again[0], Decision::Same { with: 0, seconds: 1, .. }));
//! assert_eq!(again[1], Decision::New { place: 1 });
//! ```

use crate::{Delivery, Direction, Kind, Message, Party, Precision};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

/// What became of one message, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Decision {
    /// Nothing before is like it.
    New {
        /// Its place among the kept.
        place: usize,
    },
    /// It is one that is there already.
    Same {
        /// The place of that one.
        with: usize,
        /// So far apart their times are.
        seconds: u64,
        /// Why the senders are one.
        sender: SameSender,
    },
    /// It may be one that is there already; both are kept.
    Unsure {
        /// Its own place.
        place: usize,
        /// The place of the other.
        with: usize,
        /// What does not agree.
        because: Doubt,
    },
}

/// Why two senders are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SameSender {
    /// The names are the same.
    Name,
    /// The same words in another order: `Ann Roy`, `Roy Ann`.
    WordOrder,
    /// Both are the owner of the phone, and one file says only “Me”. Two owners
    /// with two names may be two phones.
    Owner,
    /// Somebody said so ([`Merger::same_person`]).
    Declared,
    /// The app speaks: an iPhone names somebody then, Android nobody.
    App,
}

/// What does not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// Everything but the name of the sender: a renamed contact, or somebody else
    /// who said the same.
    Sender,
    /// Everything but the conversation.
    Conversation,
    /// One time has a zone and the other has none.
    Zone,
}

/// Takes exports in, one after the other.
///
/// What is kept is found again by the text and the time at once, so that a
/// word said a hundred thousand times costs no more than one said once.
#[derive(Debug, Clone, Default)]
pub struct Merger {
    kept: Vec<Message>,
    /// The first place of each chain; a chain goes on in `later`.
    chains: HashMap<u64, Chain>,
    later: Vec<[u32; 2]>,
    hasher: RandomState,
    zoned: bool,
    unzoned: bool,
    same: Vec<(String, String)>,
}

/// Places whose messages have the same text and about the same time, or only
/// the same text; in the order in which they came.
#[derive(Debug, Clone, Copy)]
struct Chain {
    first: u32,
    last: u32,
}

const NONE: u32 = u32::MAX;

/// When a message was, for finding others near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum When<'a> {
    /// A point in time, in seconds.
    Zoned(i64),
    /// By the clock of a phone.
    Local(i64),
    /// As printed, where it is not read.
    Printed(&'a str),
}

/// How two kinds of chain are told apart: near in time, and by text alone.
const NEAR: usize = 0;
const ALL: usize = 1;

impl Merger {
    /// What is kept, in the order in which it came.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.kept
    }

    /// Two names are one person's, or one conversation's: somebody said so.
    pub fn same_person(&mut self, one: &str, other: &str) {
        self.same.push((one.to_owned(), other.to_owned()));
    }

    /// Takes one export in; says of each message what became of it.
    pub fn add(&mut self, messages: impl IntoIterator<Item = Message>) -> Vec<Decision> {
        let mut taken = vec![false; self.kept.len()];
        messages
            .into_iter()
            .map(|message| self.one(message, &mut taken))
            .collect()
    }

    fn one(&mut self, message: Message, taken: &mut [bool]) -> Decision {
        let text = self.text_hash(&message);
        let found = self.look(&message, text, taken);
        if let Some((seconds, with, sender)) = found.best {
            if let Some(taken) = taken.get_mut(with) {
                *taken = true;
            }
            return Decision::Same {
                with,
                seconds,
                sender,
            };
        }
        let place = self.keep(message, text);
        match found.doubt {
            Some((with, because)) => Decision::Unsure {
                place,
                with,
                because,
            },
            None => Decision::New { place },
        }
    }

    /// Looks among what was there before for one that is the same.
    fn look(&self, message: &Message, text: u64, taken: &[bool]) -> Found {
        let mut found = Found::default();
        let when = when(message);
        for key in self.near(text, when) {
            for place in self.chain(key, NEAR) {
                self.compare(message, place, taken, &mut found);
            }
        }
        // A time with a zone and one without are never compared; a person is
        // told of the first such message.
        let others = match when {
            When::Zoned(_) => self.unzoned.then(|| self.key(text, false)),
            _ => self.zoned.then(|| self.key(text, true)),
        };
        for place in others.into_iter().flat_map(|key| self.chain(key, ALL)) {
            if found.best.is_some() || found.doubt.is_some_and(|(doubt, _)| doubt < place) {
                break;
            }
            self.compare(message, place, taken, &mut found);
        }
        found
    }

    fn compare(&self, message: &Message, place: usize, taken: &[bool], found: &mut Found) {
        let Some(other) = self
            .kept
            .get(place)
            .filter(|_| taken.get(place) == Some(&false))
        else {
            return;
        };
        let because = match self.doubts(message, other) {
            Doubts::None(seconds, sender) => {
                let nearer = found
                    .best
                    .is_none_or(|(least, before, _)| (seconds, place) < (least, before));
                if nearer && same_text(message, other) {
                    found.best = Some((seconds, place, sender));
                }
                return;
            }
            Doubts::One(doubt) => doubt,
            Doubts::Two => return,
        };
        let earlier = found.doubt.is_none_or(|(before, _)| place < before);
        if earlier && same_text(message, other) {
            found.doubt = Some((place, because));
        }
    }

    /// What speaks against two messages being one, apart from their text.
    fn doubts(&self, one: &Message, other: &Message) -> Doubts {
        if are_two(one, other) {
            return Doubts::Two;
        }
        let elsewhere = self.elsewhere(one, other);
        match (self.senders(one, other), apart(one, other)) {
            (Some(sender), Apart::Seconds(seconds)) if !elsewhere => Doubts::None(seconds, sender),
            (Some(_), Apart::Seconds(_)) => Doubts::One(Doubt::Conversation),
            (None, Apart::Seconds(_)) if !elsewhere => Doubts::One(Doubt::Sender),
            (Some(_), Apart::NotComparable) if !elsewhere => Doubts::One(Doubt::Zone),
            _ => Doubts::Two,
        }
    }

    /// Whether both are said to be in a conversation, and not in the same one.
    fn elsewhere(&self, one: &Message, other: &Message) -> bool {
        let (Some(a), Some(b)) = (&one.more.conversation, &other.more.conversation) else {
            return false;
        };
        // On two phones of one chat each is named after the other person.
        let across = crosses(one, other) && (one.sender.is_none() || other.sender.is_none());
        !(across || same_place(a, b) || self.declared(a, b) || same_id(one, other))
    }

    fn declared(&self, a: &str, b: &str) -> bool {
        let said = |(x, y): &(String, String)| (x == a && y == b) || (x == b && y == a);
        self.same.iter().any(said)
    }

    fn keep(&mut self, message: Message, text: u64) -> usize {
        let place = self.kept.len();
        let when = when(&message);
        let zoned = matches!(when, When::Zoned(_));
        *(if zoned {
            &mut self.zoned
        } else {
            &mut self.unzoned
        }) = true;
        let near = self.hasher.hash_one((text, bucket(when, 0)));
        let all = self.key(text, zoned);
        self.kept.push(message);
        self.later.push([NONE; 2]);
        if let Ok(place) = u32::try_from(place) {
            self.append(near, NEAR, place);
            self.append(all, ALL, place);
        }
        place
    }

    fn append(&mut self, key: u64, sort: usize, place: u32) {
        let chain = self.chains.entry(key).or_insert(Chain {
            first: place,
            last: place,
        });
        let before = std::mem::replace(&mut chain.last, place);
        if before != place
            && let Some(next) = usize::try_from(before)
                .ok()
                .and_then(|before| self.later.get_mut(before)?.get_mut(sort))
        {
            *next = place;
        }
    }

    fn chain(&self, key: u64, sort: usize) -> impl Iterator<Item = usize> {
        let first = self.chains.get(&key).map(|chain| chain.first);
        std::iter::successors(first, move |place| {
            let next = *self.later.get(usize::try_from(*place).ok()?)?.get(sort)?;
            (next != NONE).then_some(next)
        })
        .filter_map(|place| usize::try_from(place).ok())
    }

    /// The chains that hold what may be near enough.
    fn near(&self, text: u64, when: When<'_>) -> impl Iterator<Item = u64> {
        let around = match when {
            When::Printed(_) => 0..=0,
            _ => -1..=1,
        };
        around.map(move |step| self.hasher.hash_one((text, bucket(when, step))))
    }

    fn key(&self, text: u64, zoned: bool) -> u64 {
        self.hasher.hash_one((text, zoned, "all"))
    }

    fn text_hash(&self, message: &Message) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        message.kind.name().hash(&mut hasher);
        text_of(message).hash(&mut hasher);
        for file in files_of(message) {
            file.hash(&mut hasher);
        }
        hasher.finish()
    }

    fn senders(&self, one: &Message, other: &Message) -> Option<SameSender> {
        if matches!(one.kind, Kind::System { .. }) && one.sender != other.sender {
            return Some(SameSender::App);
        }
        let (Some(a), Some(b)) = (&one.sender, &other.sender) else {
            return (one.sender == other.sender).then_some(SameSender::Name);
        };
        if a == b {
            return Some(SameSender::Name);
        }
        let out = one.direction == Direction::Out && other.direction == Direction::Out;
        if out && (is_i(a) || is_i(b)) {
            return Some(SameSender::Owner);
        }
        if self.declared(a, b) {
            return Some(SameSender::Declared);
        }
        (words(a) == words(b)).then_some(SameSender::WordOrder)
    }
}

/// What was found among what was there before.
#[derive(Debug, Default)]
struct Found {
    best: Option<(u64, usize, SameSender)>,
    doubt: Option<(usize, Doubt)>,
}

/// What speaks against two messages being one.
enum Doubts {
    /// Nothing; so many seconds are between them.
    None(u64, SameSender),
    One(Doubt),
    /// So much that nobody need be told.
    Two,
}

/// Whether an app writes this where the owner speaks.
fn is_i(name: &str) -> bool {
    ["Me", "You", "Moi", "Vous", "Toi"].contains(&name)
}

/// One is of this phone and the other came to it.
fn crosses(one: &Message, other: &Message) -> bool {
    matches!(
        (one.direction, other.direction),
        (Direction::Out, Direction::In) | (Direction::In, Direction::Out)
    )
}

/// Whether two messages surely are two: one is a draft and one was sent, they
/// went to others, or one came and one went and nobody is named.
fn are_two(one: &Message, other: &Message) -> bool {
    let came = |message: &Message| match message.more.delivery {
        Delivery::Unknown | Delivery::Sent | Delivery::Received => Delivery::Unknown,
        other => other,
    };
    let nobody = one.sender.is_none() && other.sender.is_none();
    came(one) != came(other)
        || (crosses(one, other) && nobody)
        || (!same_id(one, other) && others(&one.more.to, &other.more.to))
}

/// Whether two lists of people, where each has a number or an address, are of
/// different people.
fn others(one: &[Party], other: &[Party]) -> bool {
    fn ids(list: &[Party]) -> Option<Vec<&str>> {
        let ids: Option<Vec<&str>> = list.iter().map(|party| party.id.as_deref()).collect();
        ids.filter(|ids| !ids.is_empty())
    }
    let (Some(one), Some(other)) = (ids(one), ids(other)) else {
        return false;
    };
    let in_all = |some: &[&str], all: &[&str]| {
        let in_it = |id: &&str| all.iter().any(|other| same_place(id, other));
        some.iter().all(in_it)
    };
    !(in_all(&one, &other) && in_all(&other, &one))
}

/// Whether two addresses or numbers are one, however they are written:
/// `+1 555 010 0100`, `5550100100`.
fn same_place(one: &str, other: &str) -> bool {
    fn number(text: &str) -> Option<String> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let form = |c: char| c.is_ascii_digit() || "+-. ()\u{a0}".contains(c);
        (digits.len() >= 7 && text.chars().all(form)).then_some(digits)
    }
    if one == other || one.to_lowercase() == other.to_lowercase() {
        return true;
    }
    let (Some(one), Some(other)) = (number(one), number(other)) else {
        return false;
    };
    one.ends_with(&other) || other.ends_with(&one)
}

/// Whether both have the same number in the app's own books, one that is never
/// given twice. Skype's are only points in time.
fn same_id(one: &Message, other: &Message) -> bool {
    let id = one.more.id.as_ref().filter(|id| {
        let digits = id.bytes().all(|byte| byte.is_ascii_digit());
        id.len() >= 8 && !digits
    });
    id.is_some() && id == other.more.id.as_ref()
}

/// So many seconds stand in one chain; more than any two that are near enough
/// are apart, so that those are in the same chain or in neighbours.
const TOGETHER: i64 = 64;

fn bucket(when: When<'_>, step: i64) -> When<'_> {
    match when {
        When::Zoned(second) => When::Zoned(second.div_euclid(TOGETHER) + step),
        When::Local(second) => When::Local(second.div_euclid(TOGETHER) + step),
        When::Printed(text) => When::Printed(text),
    }
}

fn when(message: &Message) -> When<'_> {
    match (message.instant(), message.civil) {
        (Some(instant), _) => When::Zoned(instant.as_second()),
        (None, Some(civil)) => {
            let since =
                civil.duration_since(jiff::civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0));
            When::Local(since.as_secs())
        }
        (None, None) => When::Printed(&message.wall),
    }
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.sort_unstable();
    words
}

/// What must be the same to the letter. Invisible marks before a text and the
/// way lines end are the platform's, not the person's.
fn text_of(message: &Message) -> Cow<'_, str> {
    if let Some(plain) = &message.more.plain {
        return Cow::Borrowed(plain);
    }
    let text = message.body.trim_start_matches(['\u{200E}', '\u{200F}']);
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(message.shown())
}

fn files_of(message: &Message) -> impl Iterator<Item = &str> {
    message
        .more
        .attachments
        .iter()
        .map(|file| file.name.rsplit('/').next().unwrap_or(&file.name))
}

fn same_text(one: &Message, other: &Message) -> bool {
    one.kind.name() == other.kind.name()
        && text_of(one) == text_of(other)
        && files_of(one).eq(files_of(other))
}

enum Apart {
    /// Near enough.
    Seconds(u64),
    /// Too far.
    Far,
    /// One has a zone and the other has none.
    NotComparable,
}

fn apart(one: &Message, other: &Message) -> Apart {
    if let (Some(a), Some(b)) = (&one.more.id, &other.more.id)
        && one.more.conversation == other.more.conversation
        && a != b
    {
        return Apart::Far;
    }
    let seconds = match (one.instant(), other.instant()) {
        (Some(a), Some(b)) => a.as_second().abs_diff(b.as_second()),
        (None, None) => match (one.civil, other.civil) {
            (Some(a), Some(b)) => a.duration_since(b).as_secs().unsigned_abs(),
            (None, None) if one.wall == other.wall => 0,
            _ => return Apart::Far,
        },
        _ => return Apart::NotComparable,
    };
    let coarse = [one.precision, other.precision].contains(&Precision::Minute);
    if seconds <= if coarse { 60 } else { 1 } {
        Apart::Seconds(seconds)
    } else {
        Apart::Far
    }
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
