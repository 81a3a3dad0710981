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

use crate::{Direction, Kind, Message, Precision};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

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
    /// Both are the owner of the phone.
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
    /// Everything but the name of the sender: a renamed contact, or somebody
    /// else who said the same.
    Sender,
    /// One time has a zone and the other has none.
    Zone,
}

/// Takes exports in, one after the other.
#[derive(Debug, Clone, Default)]
pub struct Merger {
    kept: Vec<Message>,
    by_text: HashMap<String, Vec<usize>>,
    same: Vec<(String, String)>,
}

impl Merger {
    /// What is kept, in the order in which it came.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.kept
    }

    /// Two names are one person's: somebody said so.
    pub fn same_person(&mut self, one: &str, other: &str) {
        self.same.push((one.to_owned(), other.to_owned()));
    }

    /// Takes one export in; says of each message what became of it.
    pub fn add(&mut self, messages: impl IntoIterator<Item = Message>) -> Vec<Decision> {
        let before = self.kept.len();
        let mut taken = vec![false; before];
        messages
            .into_iter()
            .map(|message| self.one(message, before, &mut taken))
            .collect()
    }

    fn one(&mut self, message: Message, before: usize, taken: &mut [bool]) -> Decision {
        let text = key(&message);
        let mut best: Option<(u64, usize, SameSender)> = None;
        let mut doubt = None;
        for &place in self.by_text.get(&text).into_iter().flatten() {
            let free = taken.get(place) == Some(&false) && place < before;
            let Some(other) = self.kept.get(place).filter(|_| free) else {
                continue;
            };
            match (self.senders(&message, other), apart(&message, other)) {
                (Some(sender), Apart::Seconds(seconds)) => {
                    let nearer = best.is_none_or(|(least, ..)| seconds < least);
                    best = if nearer {
                        Some((seconds, place, sender))
                    } else {
                        best
                    };
                }
                (None, Apart::Seconds(_)) => doubt = doubt.or(Some((place, Doubt::Sender))),
                (Some(_), Apart::NotComparable) => doubt = doubt.or(Some((place, Doubt::Zone))),
                _ => {}
            }
        }
        if let Some((seconds, with, sender)) = best {
            if let Some(taken) = taken.get_mut(with) {
                *taken = true;
            }
            return Decision::Same {
                with,
                seconds,
                sender,
            };
        }
        let place = self.kept.len();
        self.kept.push(message);
        self.by_text.entry(text).or_default().push(place);
        match doubt {
            Some((with, because)) => Decision::Unsure {
                place,
                with,
                because,
            },
            None => Decision::New { place },
        }
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
        if one.direction == Direction::Out && other.direction == Direction::Out {
            return Some(SameSender::Owner);
        }
        let declared = |(x, y): &(String, String)| (x == a && y == b) || (x == b && y == a);
        if self.same.iter().any(declared) {
            return Some(SameSender::Declared);
        }
        (words(a) == words(b)).then_some(SameSender::WordOrder)
    }
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.sort_unstable();
    words
}

/// What must be the same to the letter. Invisible marks before a text and the
/// way lines end are the platform's, not the person's.
fn key(message: &Message) -> String {
    let more = &message.more;
    let text = more.plain.clone().unwrap_or_else(|| message.shown());
    let files: Vec<&str> = more
        .attachments
        .iter()
        .map(|file| file.name.rsplit('/').next().unwrap_or(&file.name))
        .collect();
    format!(
        "{}\u{0}{text}\u{0}{}",
        message.kind.name(),
        files.join("\u{0}")
    )
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(who: &str, minute: u16, second: u16, body: &str) -> Message {
        let time = format!(
            "2022-03-27T{:02}:{:02}:{second:02}",
            minute / 60,
            minute % 60
        );
        Message {
            civil: Some(time.parse().unwrap()),
            sender: Some(who.to_owned()),
            body: body.to_owned(),
            ..Message::default()
        }
    }

    #[test]
    fn ok_said_twice_stays_twice_and_a_file_added_again_adds_nothing() {
        let file = [
            said("A", 1, 0, "ok"),
            said("A", 1, 0, "ok"),
            said("B", 1, 0, "ok"),
        ];
        let mut merger = Merger::default();
        merger.add(file.clone());
        assert_eq!(merger.messages().len(), 3);
        let again = merger.add(file);
        assert!(
            again
                .iter()
                .all(|d| matches!(d, Decision::Same { seconds: 0, .. }))
        );
        assert_eq!(merger.messages().len(), 3);
    }

    #[test]
    fn a_renamed_contact_is_told_and_joined_only_when_somebody_says_so() {
        let mut merger = Merger::default();
        merger.add([
            said("+1 555 0100", 1, 0, "hi"),
            said("Ann Roy", 2, 0, "yes"),
        ]);
        let unsure = merger.clone().add([said("R.", 1, 0, "hi")]);
        assert!(matches!(
            unsure[0],
            Decision::Unsure {
                with: 0,
                because: Doubt::Sender,
                ..
            }
        ));
        merger.same_person("R.", "+1 555 0100");
        let told = merger.add([said("R.", 1, 0, "hi"), said("Roy Ann", 2, 1, "yes")]);
        assert!(matches!(
            told[0],
            Decision::Same {
                sender: SameSender::Declared,
                ..
            }
        ));
        assert!(matches!(
            told[1],
            Decision::Same {
                sender: SameSender::WordOrder,
                ..
            }
        ));
    }

    #[test]
    fn minutes_against_seconds_and_zone_against_none() {
        let mut android = said("A", 1, 0, "x");
        android.precision = Precision::Minute;
        let mut merger = Merger::default();
        merger.add([said("A", 1, 59, "x")]);
        assert!(matches!(
            merger.clone().add([android])[0],
            Decision::Same { seconds: 59, .. }
        ));
        assert!(matches!(
            merger.clone().add([said("A", 1, 57, "x")])[0],
            Decision::New { .. }
        ));
        let mut zoned = said("A", 1, 59, "x");
        zoned.more.instant = Some("2022-03-27T00:01:59Z".parse().unwrap());
        let because = Doubt::Zone;
        assert_eq!(
            merger.add([zoned])[0],
            Decision::Unsure {
                place: 1,
                with: 0,
                because
            }
        );
    }

    proptest! {
        #[test]
        fn no_two_different_messages_become_one_and_nothing_is_lost(
            all in proptest::collection::vec((0_u8..3, 0_u16..5, 0_u16..60, 0_u8..4), 1..40),
            cut in 0_usize..40, back in 0_usize..40,
        ) {
            let all: Vec<Message> = all.into_iter()
                .map(|(who, minute, second, body)| said(&format!("P{who}"), minute, second, &format!("t{body}")))
                .collect();
            let cut = cut.min(all.len());
            let overlap = cut.saturating_sub(back);
            let mut merger = Merger::default();
            merger.add(all[..cut].to_vec());
            let told = merger.add(all[overlap..].to_vec());
            for (message, decision) in all[overlap..].iter().zip(&told) {
                if let Decision::Same { with, seconds, .. } = decision {
                    let other = &merger.messages()[*with];
                    prop_assert_eq!((&other.body, &other.sender), (&message.body, &message.sender));
                    prop_assert!(*seconds <= 1);
                }
            }
            let kept = merger.messages().len();
            prop_assert!(kept <= all.len());
            for message in &all {
                prop_assert!(merger.messages().iter().any(|kept| kept.body == message.body && kept.sender == message.sender));
            }
            let again = merger.add(merger.messages().to_vec());
            let nothing_new = again.iter().all(|d| matches!(d, Decision::Same { .. }));
            prop_assert!(nothing_new);
            prop_assert_eq!(merger.messages().len(), kept);
        }
    }
}
