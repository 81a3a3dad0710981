//! Databases of phones, read through the one door: every row is a message, a
//! part of one, a Problem, or stands in a table that holds no conversation.

use super::common::fixtures;
use super::dice::Dice;
use super::items::read_any;
use super::made::phone::{CALLS, Made, WHATSAPP_ANDROID, WHATSAPP_PHONE, messages};
use super::made::stream::{attributed, file, words};
use chatlog::{
    Account, Answers, Call, Channel, Conversation, Deleter, Delivery, Direction, Entry, Event,
    Item, Kind, Media, Message, Outcome, Problem, Reaction,
};
use plist::{Dictionary, Value};
use proptest::prelude::*;

pub struct Talk {
    pub items: Vec<Item>,
    pub account: Account,
}

impl Talk {
    pub fn of(bytes: &[u8]) -> Self {
        let (items, account) = read_any(bytes, &Answers::default());
        Self { items, account }
    }

    pub fn messages(&self) -> Vec<&Message> {
        let message = |item: &'_ Item| matches!(item, Item::Entry(Entry::Message(_)));
        let all = self.items.iter().filter(|item| message(item));
        all.map(|item| match item {
            Item::Entry(Entry::Message(message)) => message,
            _ => unreachable!(),
        })
        .collect()
    }

    pub fn problems(&self) -> Vec<&Problem> {
        self.items
            .iter()
            .filter_map(|item| match item {
                Item::Entry(Entry::Problem(problem)) => Some(problem),
                _ => None,
            })
            .collect()
    }

    pub fn conversations(&self) -> Vec<&Conversation> {
        self.items
            .iter()
            .filter_map(|item| match item {
                Item::Conversation(conversation) => Some(conversation),
                _ => None,
            })
            .collect()
    }

    pub fn channel(&self) -> Channel {
        let guess = self.account.layers[0].layer.guess.clone();
        guess.unwrap().channel
    }
}

fn field<'a>(message: &'a Message, name: &str) -> Option<&'a str> {
    let found = message.more.fields.iter().find(|(known, _)| known == name);
    found.map(|(_, text)| text.as_str())
}

fn at(message: &Message) -> String {
    message
        .instant()
        .map(|at| at.to_string())
        .unwrap_or_default()
}

#[test]
fn a_chat_database_of_others_has_its_fifteen_messages() {
    let Some(folder) = fixtures("imessage") else {
        return;
    };
    let bytes = std::fs::read(folder.join("macos-ts__fixtures__chat.db")).unwrap();
    let talk = Talk::of(&bytes);

    assert_eq!(talk.channel(), Channel::Messages);
    assert_eq!(talk.messages().len(), 15);
    let in_chat = |id: &str| {
        let all = talk.messages();
        all.iter()
            .filter(|m| m.more.conversation.as_deref() == Some(id))
            .count()
    };
    let ids: Vec<_> = talk
        .conversations()
        .iter()
        .map(|chat| chat.id.clone())
        .collect();
    let counts: Vec<_> = ids.iter().map(|id| in_chat(id)).collect();
    assert_eq!(counts, [5, 4, 6]);
    assert!(
        talk.messages().iter().all(|m| !m.body.is_empty()),
        "none without words, though two archives are no streams"
    );
    assert_eq!(
        talk.messages()
            .iter()
            .filter(|m| !m.notes.is_empty())
            .count(),
        2
    );
    assert_eq!(talk.messages()[4].body, "See you at noon 🍕");
    assert_eq!(at(talk.messages()[0]), "2025-06-08T10:00:00Z");
    let files: usize = talk
        .messages()
        .iter()
        .map(|m| m.more.attachments.len())
        .sum();
    assert_eq!(files, 2);
    assert_eq!(talk.problems().len(), 0);
}

#[test]
fn an_address_book_is_no_conversation() {
    let Some(folder) = fixtures("imessage") else {
        return;
    };
    let bytes = std::fs::read(folder.join("macos-ts__fixtures__AddressBook-v22.abcddb")).unwrap();
    let mut file = chatlog::Whole(std::io::Cursor::new(bytes));
    let stop = chatlog::items(&mut file, "x.db", &Answers::default()).unwrap_err();
    assert!(matches!(
        stop,
        chatlog::Stop::Unread(chatlog::Unread::Database)
    ));
}

#[test]
fn words_stand_in_the_text_or_in_the_archive_beside_it() {
    let phone = messages();
    phone.say("A", Some("plain"), None, 1, 721_692_800);
    phone.say(
        "B",
        None,
        Some(&attributed(&[words("from the archive")])),
        1,
        721_692_800_000_000_000,
    );
    phone.say("C", None, Some(b"\x04\x0bstreamtyped rubbish"), 1, 0);

    let talk = Talk::of(&phone.bytes());

    let [plain, archived, broken] = talk.messages()[..] else {
        panic!()
    };
    assert_eq!(
        (plain.body.as_str(), at(plain).as_str()),
        ("plain", "2023-11-14T22:13:20Z")
    );
    assert_eq!(archived.body, "from the archive");
    assert_eq!(at(archived), at(plain), "seconds and nanoseconds");
    assert!(!broken.notes.is_empty());
    assert_eq!(
        (at(broken).as_str(), broken.civil),
        ("", None),
        "0 is no time"
    );
}

#[test]
fn reactions_are_never_messages() {
    let phone = messages();
    phone.say("A", Some("coming?"), None, 0, 721_692_800);
    let react = |guid: &str, kind: i64, to: &str, from: i64| {
        let row = phone.say(guid, Some("Loved “coming?”"), None, from, 721_692_900);
        phone.run(&format!("update message set associated_message_type = {kind}, associated_message_guid = '{to}', associated_message_emoji = '🌷' where ROWID = {row}"));
    };
    react("R1", 2000, "p:0/A", 1);
    react("R2", 2001, "bp:A", 2);
    react("R3", 3001, "bp:A", 2);
    react("R4", 2006, "A", 0);
    react("R5", 2003, "p:0/NOT-HERE", 1);

    let talk = Talk::of(&phone.bytes());

    assert_eq!(talk.messages().len(), 1);
    let told: Vec<_> = talk.messages()[0]
        .more
        .reactions
        .iter()
        .map(
            |Reaction {
                 sign, by, removed, ..
             }| (sign.as_str(), by.as_deref(), *removed),
        )
        .collect();
    assert_eq!(
        told,
        [
            ("❤️", Some("+15550100"), false),
            ("👍", Some("ben@example.org"), true),
            ("🌷", None, false)
        ]
    );
    assert_eq!(
        talk.problems().len(),
        1,
        "a reaction to nothing is not passed over"
    );
    let table = talk
        .account
        .tables
        .iter()
        .find(|t| t.table == "message")
        .unwrap();
    assert_eq!((table.messages, table.joined, table.problems), (1, 4, 1));
}

fn binary(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.to_writer_binary(&mut bytes).unwrap();
    bytes
}

fn dictionary(pairs: Vec<(&str, Value)>) -> Value {
    let mut all = Dictionary::new();
    for (key, value) in pairs {
        all.insert(key.to_owned(), value);
    }
    Value::Dictionary(all)
}

#[test]
fn earlier_wordings_and_what_was_unsent_are_kept() {
    let phone = messages();
    let wording = |text: &str, at: f64| {
        let styled = attributed(&[words(text)]);
        dictionary(vec![("d", at.into()), ("t", Value::Data(styled))])
    };
    let edits = Value::Array(vec![
        wording("at noon", 721_692_800.0),
        wording("at one", 721_692_860.0),
    ]);
    let summary = binary(&dictionary(vec![
        ("ec", dictionary(vec![("0", edits)])),
        ("ep", Value::Array(vec![0_i64.into()])),
    ]));
    let row = phone.say("A", Some("at one"), None, 0, 721_692_800);
    phone
        .connection
        .execute(
            "update message set message_summary_info = ?, date_edited = 721692860 where ROWID = ?",
            (summary, row),
        )
        .unwrap();
    let unsent = binary(&dictionary(vec![("rp", Value::Array(vec![0_i64.into()]))]));
    for (guid, from) in [("B", 0), ("C", 1)] {
        let row = phone.say(guid, None, None, from, 721_692_900);
        phone.connection.execute("update message set message_summary_info = ?, date_retracted = 721692990 where ROWID = ?", (&unsent, row)).unwrap();
    }

    let talk = Talk::of(&phone.bytes());

    let [edited, mine, theirs] = talk.messages()[..] else {
        panic!()
    };
    assert!(edited.edited);
    assert_eq!(edited.more.edits.len(), 1);
    assert_eq!(edited.more.edits[0].text.as_deref(), Some("at noon"));
    assert_eq!(
        edited.more.edits[0].at.unwrap().to_string(),
        "2023-11-14T22:13:20Z"
    );
    assert_eq!(mine.kind, Kind::Deleted { by: Deleter::Owner });
    assert_eq!(
        theirs.kind,
        Kind::Deleted {
            by: Deleter::Sender
        }
    );
}

fn a_phone_of_every_sort() -> Made {
    let phone = messages();
    phone.run("insert into attachment(guid, filename, mime_type, transfer_name, total_bytes) values ('F1', '~/Library/SMS/Attachments/a.jpg', 'image/jpeg', 'a.jpg', 5000), ('F2', null, 'audio/amr', 'voice.amr', 90)");
    let pictures = phone.say(
        "A",
        None,
        Some(&attributed(&[file("F2"), words("look"), file("F1")])),
        1,
        721_692_800,
    );
    phone.run(&format!(
        "insert into message_attachment_join values ({pictures}, 1), ({pictures}, 2)"
    ));
    phone.file_in(pictures, 1);
    phone.file_in(pictures, 2);
    let event = phone.say("B", None, None, 1, 721_692_801);
    phone.run(&format!(
        "update message set item_type = 2, group_title = 'Roses' where ROWID = {event}"
    ));
    let reply = phone.say("C", Some("yes"), None, 0, 721_692_802);
    phone.run(&format!("update message set thread_originator_guid = 'A', error = 22, is_sent = 0 where ROWID = {reply}"));
    let game = phone.say("D", Some("\u{fffc}"), None, 1, 721_692_803);
    phone.run(&format!("update message set balloon_bundle_id = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.messages.Polls', payload_data = x'00' where ROWID = {game}"));
    phone.say("E", Some(""), None, 3, 721_692_804);
    phone
}

#[test]
fn files_events_replies_apps_and_orphans_are_what_they_are() {
    let phone = a_phone_of_every_sort();
    let talk = Talk::of(&phone.bytes());

    let [pictures, event, reply, poll, empty] = talk.messages()[..] else {
        panic!()
    };
    let names: Vec<_> = pictures
        .more
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, ["voice.amr", "a.jpg"], "in the order of the text");
    assert_eq!(pictures.body, "\u{fffc}look\u{fffc}");
    assert_eq!(pictures.kind, Kind::Text);
    assert_eq!(
        pictures.more.conversation.as_deref(),
        Some("iMessage;-;+15550100")
    );
    assert_eq!(field(pictures, "also in"), Some("iMessage;+;chat77"));
    assert_eq!(
        event.kind,
        Kind::System {
            event: Event::SubjectChanged
        }
    );
    assert_eq!(field(event, "group title"), Some("Roses"));
    assert_eq!(
        reply.more.reply_to.as_ref().unwrap().id.as_deref(),
        Some("A")
    );
    assert_eq!(reply.more.delivery, Delivery::Failed);
    assert_eq!(reply.direction, Direction::Out);
    assert_eq!(
        reply.more.from.as_deref(),
        Some("+15550001"),
        "which of my numbers"
    );
    assert_eq!(
        poll.kind,
        Kind::Unknown {
            what: "poll".into()
        }
    );
    assert_eq!(empty.more.conversation, None, "an orphan is kept");
    assert_eq!(empty.sender.as_deref(), Some("+15550199"));
}

#[test]
fn calls_of_every_sort_are_read() {
    let talk = Talk::of(&Made::new(CALLS).bytes());

    assert_eq!(talk.channel(), Channel::Calls);
    let told: Vec<_> = talk
        .messages()
        .iter()
        .map(|m| match &m.kind {
            Kind::Call(Call {
                video,
                outcome,
                seconds,
                ..
            }) => (m.direction, *video, *outcome, seconds.unwrap()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            (Direction::In, false, Outcome::Answered, 36),
            (Direction::In, false, Outcome::Missed, 0),
            (Direction::Out, true, Outcome::Answered, 120),
            (Direction::Out, false, Outcome::Unanswered, 0),
            (Direction::In, true, Outcome::Answered, 61),
        ]
    );
    let all = talk.messages();
    assert_eq!(
        all[0].more.from.as_deref(),
        Some("+15550100"),
        "an address in bytes"
    );
    assert_eq!(at(all[0]), "2023-11-14T22:13:20.25Z");
    assert_eq!(all[1].sender.as_deref(), Some("R."));
    assert_eq!(
        all[2].more.to.len(),
        3,
        "the address and both who took part"
    );
    assert_eq!(field(all[4], "service"), Some("net.whatsapp.WhatsApp"));
}

#[test]
fn whatsapp_of_an_iphone_is_read_from_its_database() {
    let talk = Talk::of(&Made::new(WHATSAPP_PHONE).bytes());

    assert_eq!(talk.channel(), Channel::WhatsApp);
    let all = talk.messages();
    assert_eq!(all[0].body, "I left my passport at your office");
    assert_eq!(all[0].kind, Kind::Text);
    assert_eq!(
        all[1].more.reply_to.as_ref().unwrap().id.as_deref(),
        Some("S1")
    );
    assert!(matches!(
        &all[2].kind,
        Kind::Attachment {
            media: Media::Voice,
            ..
        }
    ));
    assert_eq!(
        all[3].kind,
        Kind::Location {
            live: false,
            url: Some("geo:43.5,-79.25".into())
        }
    );
    assert_eq!(
        all[4].kind,
        Kind::Deleted {
            by: Deleter::Sender
        }
    );
    assert!(matches!(all[5].kind, Kind::System { .. }));
    assert_eq!(
        (all[6].body.as_str(), all[6].sender.as_deref()),
        ("The form", Some("Gus"))
    );
    assert_eq!(
        all[7].kind,
        Kind::Unknown {
            what: "type 77".into()
        }
    );
    assert_eq!(talk.conversations()[1].participants.len(), 2);
}

#[test]
fn whatsapp_of_android_is_read_from_its_database() {
    let talk = Talk::of(&Made::new(WHATSAPP_ANDROID).bytes());

    let all = talk.messages();
    assert_eq!(
        all.len(),
        9,
        "seven messages and two calls; the empty first row is none"
    );
    assert_eq!(at(all[0]), "2023-11-14T22:13:20.123Z");
    assert_eq!(all[0].sender.as_deref(), Some("15550100@s.whatsapp.net"));
    assert!(all[1].edited);
    assert_eq!(all[1].more.reactions[0].sign, "🌷");
    assert_eq!(
        all[1].more.reply_to.as_ref().unwrap().text.as_deref(),
        Some("Hello")
    );
    assert!(matches!(
        &all[2].kind,
        Kind::Attachment {
            media: Media::Image,
            ..
        }
    ));
    assert_eq!(field(all[3], "place"), Some("The office"));
    assert_eq!(
        all[4].kind,
        Kind::Deleted {
            by: Deleter::Sender
        }
    );
    assert_eq!(all[6].more.delivery, Delivery::Queued);
    assert!(matches!(
        all[8].kind,
        Kind::Call(Call {
            seconds: Some(65),
            outcome: Outcome::Answered,
            ..
        })
    ));
    let add_ons = talk
        .account
        .tables
        .iter()
        .find(|t| t.table == "message_add_on")
        .unwrap();
    assert_eq!((add_ons.joined, add_ons.other), (1, 1));
}

#[test]
fn no_mutation_of_a_phone_database_loses_a_row_unsaid() {
    let mut dice = Dice(0x1337_F00D_CAFE);
    let phone = messages();
    for n in 0..60 {
        let row = phone.say(
            &format!("G{n}"),
            Some(&"word ".repeat(n)),
            Some(&attributed(&[words("x")])),
            1,
            721_692_800,
        );
        phone.file_in(row, 1);
    }
    for sound in [
        phone.bytes(),
        Made::new(CALLS).bytes(),
        Made::new(WHATSAPP_ANDROID).bytes(),
        Made::new(WHATSAPP_PHONE).bytes(),
    ] {
        for _ in 0..80 {
            let mut bytes = sound.clone();
            for _ in 0..=dice.roll(6) {
                let at = dice.roll(bytes.len());
                match dice.roll(3) {
                    0 => bytes[at] = u8::try_from(dice.roll(256)).unwrap(),
                    1 => bytes[at] = 0,
                    _ => bytes.truncate(at.max(512)),
                }
            }
            let mut file = chatlog::Whole(std::io::Cursor::new(bytes));
            let Ok(items) = chatlog::items(&mut file, "x", &Answers::default()) else {
                continue;
            };
            let mut account = Account::default();
            items.iter().for_each(|item| account.add(item));
            assert_eq!(account.unaccounted(), 0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_a_phone_writes_is_read_back(
        talk in proptest::collection::vec(("\\PC{1,60}(\n\\PC{0,20})?", 0_i64..4, any::<bool>(), 1_i64..900_000_000), 1..40),
    ) {
        let phone = messages();
        for (number, (text, from, archived, date)) in talk.iter().enumerate() {
            let styled = attributed(&[words(text)]);
            let plain = (!archived).then_some(text.as_str());
            let row = phone.say(&format!("G{number}"), plain, Some(&styled), *from, date * 1_000_000_000);
            phone.file_in(row, 1 + from % 2);
        }

        let read = Talk::of(&phone.bytes());

        let told: Vec<_> = read.messages().iter().map(|m| (m.body.clone(), m.direction, at(m))).collect();
        let expected: Vec<_> = talk.iter().map(|(text, from, _, date)| {
            let direction = if *from == 0 { Direction::Out } else { Direction::In };
            let at = jiff::Timestamp::from_second(date + 978_307_200).unwrap();
            (text.clone(), direction, at.to_string())
        }).collect();
        prop_assert_eq!(told, expected);
    }
}
