//! Merging: nothing is lost, no two different messages become one, and finding
//! by text and time is the same as looking at everything.

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

/// Every kept message is looked at, one after the other.
#[derive(Default)]
struct Slow(Merger, Vec<Message>);

impl Slow {
    fn add(&mut self, messages: Vec<Message>) -> Vec<Decision> {
        let mut taken = vec![false; self.1.len()];
        let one = |message: Message| {
            let mut found = Found::default();
            let free = (0..taken.len()).filter(|place| !taken[*place]);
            for place in free {
                let other = &self.1[place];
                if !same_text(&message, other) {
                    continue;
                }
                let doubt = match self.0.doubts(&message, other) {
                    Doubts::None(seconds, sender) => {
                        let least = found.best.map_or(u64::MAX, |(least, ..)| least);
                        let nearer = (seconds < least).then_some((seconds, place, sender));
                        found.best = nearer.or(found.best);
                        continue;
                    }
                    Doubts::One(doubt) => doubt,
                    Doubts::Two => continue,
                };
                found.doubt = found.doubt.or(Some((place, doubt)));
            }
            if let Some((seconds, with, sender)) = found.best {
                taken[with] = true;
                return Decision::Same {
                    with,
                    seconds,
                    sender,
                };
            }
            let place = self.1.len();
            self.1.push(message);
            match found.doubt {
                Some((with, because)) => Decision::Unsure {
                    place,
                    with,
                    because,
                },
                None => Decision::New { place },
            }
        };
        messages.into_iter().map(one).collect()
    }
}

fn any_message() -> impl Strategy<Value = Message> {
    let parts = (
        0_u8..3,
        0_u16..4,
        0_u16..60,
        0_u8..3,
        0_u8..4,
        any::<bool>(),
    );
    parts.prop_map(|(who, minute, second, body, time, coarse)| {
        let mut message = said(&format!("P{who}"), minute, second, &format!("t{body}"));
        if coarse {
            message.precision = Precision::Minute;
        }
        match time {
            0 => {
                message.more.instant = Some(
                    jiff::Timestamp::from_second(i64::from(minute) * 60 + i64::from(second))
                        .unwrap(),
                );
            }
            1 => {
                message.civil = None;
                message.wall = minute.to_string();
            }
            _ => {}
        }
        message
    })
}

/// A message in one of a few conversations, to one of a few people.
fn any_place() -> impl Strategy<Value = Message> {
    let parts = (any_message(), 0_u8..4, 0_u8..3, 0_u8..4, 0_u8..3);
    parts.prop_map(|(mut message, thread, to, delivery, way)| {
        let number = |n: u8| format!("+1555010000{n}");
        message.more.conversation = (thread > 0).then(|| number(thread));
        message.direction = [Direction::Unknown, Direction::Out, Direction::In][usize::from(way)];
        let id = (to > 0).then(|| Some(number(to)));
        let to = id.map(|id| Party { name: None, id });
        message.more.to.extend(to);
        let all = [
            Delivery::Unknown,
            Delivery::Sent,
            Delivery::Draft,
            Delivery::Failed,
        ];
        message.more.delivery = all[usize::from(delivery)];
        if thread == 3 {
            message.sender = None;
        }
        message
    })
}

#[test]
fn one_text_to_two_people_a_draft_and_two_conversations_are_never_one() {
    let is_new = |one: &Message, other: &Message| {
        let mut merger = Merger::default();
        merger.add([one.clone()]);
        let new = matches!(merger.add([other.clone()])[0], Decision::New { .. });
        let again = merger.add([one.clone(), other.clone()]);
        let same = |d: &Decision| matches!(d, Decision::Same { .. });
        assert!(again.iter().all(same), "{again:?}");
        new
    };
    let to = |id: &str| {
        let mut message = said("A", 1, 0, "Happy new year");
        let id = Some(id.to_owned());
        message.more.to.push(Party { name: None, id });
        message
    };
    assert!(is_new(&to("+15550100"), &to("+15550101")));
    let mut merger = Merger::default();
    merger.add([to("+1 555 0100")]);
    let written_otherwise = merger.add([to("15550100")]);
    assert!(matches!(written_otherwise[0], Decision::Same { .. }));

    let mut draft = said("A", 1, 0, "x");
    draft.more.delivery = Delivery::Draft;
    let mut sent = said("A", 1, 0, "x");
    sent.more.delivery = Delivery::Sent;
    assert!(is_new(&draft, &sent));

    let mut came = said("", 1, 0, "");
    (came.sender, came.direction) = (None, Direction::In);
    let mut went = came.clone();
    went.direction = Direction::Out;
    assert!(is_new(&came, &went));
}

#[test]
fn two_conversations_are_one_only_when_somebody_says_so() {
    let thread = |name: &str| {
        let mut message = said("Ann", 1, 0, "hi");
        message.more.conversation = Some(name.to_owned());
        message
    };
    let mut merger = Merger::default();
    merger.add([thread("ann_1")]);
    let because = Doubt::Conversation;
    assert_eq!(
        merger.clone().add([thread("ann_2")]),
        [Decision::Unsure {
            place: 1,
            with: 0,
            because
        }]
    );
    merger.same_person("ann_2", "ann_1");
    let told = merger.add([thread("ann_2")]);
    assert!(matches!(told[0], Decision::Same { .. }));
}

#[test]
fn two_phones_whose_owners_say_the_same_keep_both() {
    let out = |name: &str| {
        let mut message = said(name, 1, 0, "ok");
        message.direction = Direction::Out;
        message
    };
    let mut merger = Merger::default();
    merger.add([out("Ann")]);
    let because = Doubt::Sender;
    let told = merger.clone().add([out("Ben")]);
    assert_eq!(
        told,
        [Decision::Unsure {
            place: 1,
            with: 0,
            because
        }]
    );
    let sender = SameSender::Owner;
    assert!(
        matches!(merger.clone().add([out("Me")])[0], Decision::Same { sender: s, .. } if s == sender)
    );
    // The other phone of the chat: what went out here came in there.
    let mut came = said("Ann", 1, 0, "ok");
    came.direction = Direction::In;
    assert!(matches!(merger.add([came])[0], Decision::Same { .. }));
}

proptest! {
    #[test]
    fn what_is_one_is_in_one_conversation_to_the_same_people_and_sent_alike(
        files in proptest::collection::vec(proptest::collection::vec(any_place(), 1..25), 2..5),
    ) {
        let (mut fast, mut slow) = (Merger::default(), Slow::default());
        let mut all = Vec::new();
        for file in files {
            let told = fast.add(file.clone());
            prop_assert_eq!(&told, &slow.add(file.clone()));
            all.extend(file.into_iter().zip(told));
        }
        for (message, decision) in &all {
            let Decision::Same { with, .. } = decision else { continue };
            let (one, other) = (message, &fast.messages()[*with]);
            let conversations = [one, other].map(|m| m.more.conversation.clone());
            if let [Some(a), Some(b)] = conversations {
                prop_assert_eq!(a, b);
            }
            let to = [one, other].map(|m| m.more.to.clone());
            prop_assert!(to[0] == to[1] || to.iter().any(Vec::is_empty));
            let draft = [one, other].map(|m| matches!(m.more.delivery, Delivery::Draft | Delivery::Failed));
            prop_assert_eq!(draft[0], draft[1]);
            prop_assert!(!crosses(one, other) || one.sender.is_some());
        }
        let kept = fast.messages().to_vec();
        let again = fast.add(kept.clone());
        let nothing_new = again.iter().all(|d| matches!(d, Decision::Same { .. }));
        prop_assert!(nothing_new);
        prop_assert_eq!(fast.messages().len(), kept.len());
    }

    #[test]
    fn finding_by_text_and_time_is_the_same_as_looking_at_everything(
        files in proptest::collection::vec(proptest::collection::vec(any_message(), 1..25), 1..5),
    ) {
        let (mut fast, mut slow) = (Merger::default(), Slow::default());
        fast.same_person("P0", "P1");
        slow.0.same_person("P0", "P1");
        for file in files {
            prop_assert_eq!(fast.add(file.clone()), slow.add(file));
        }
        prop_assert_eq!(fast.messages(), slow.1.as_slice());
    }

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
