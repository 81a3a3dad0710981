//! Skype: `messages.json`, alone, in a tar, in a packed tar.

use super::items::{messages, read_any};
use super::made::forms::tar;
use chatlog::{Answers, Channel, Deleter, Direction, Kind, Note, Outcome, Precision};
use proptest::prelude::*;
use std::io::Write as _;

fn export(records: &str) -> String {
    format!(
        r#"{{"userId":"8:live:ben","exportDate":"2025-04-01T10:00","conversations":[{{"id":"8:live:ann","displayName":"Ann","version":1,"properties":{{}},"threadProperties":null,"MessageList":[{records}]}}]}}"#
    )
}

fn record(id: u32, typed: &str, from: &str, content: &str) -> String {
    serde_json::json!({
        "id": id.to_string(), "displayName": null, "originalarrivaltime": format!("2023-03-27T10:00:{:02}.123Z", id % 60),
        "messagetype": typed, "version": 1, "content": content, "conversationid": "8:live:ann", "from": from,
        "properties": null, "amsreferences": null,
    })
    .to_string()
}

fn read(text: &str) -> (Vec<chatlog::Message>, chatlog::Account) {
    let (items, account) = read_any(text.as_bytes(), &Answers::default());
    (messages(&items), account)
}

#[test]
fn texts_know_who_wrote_them_and_when_to_the_millisecond() {
    let records = [
        record(
            2,
            "RichText",
            "https://x/v1/users/ME/contacts/8:live:ann",
            "a &amp; <b raw_pre=\"*\">b</b>",
        ),
        record(1, "Text", "8:live:ben", "I left &amp; added"),
    ];
    let (all, account) = read(&export(&records.join(",")));
    assert_eq!(account.total.problem_count(), 0);
    assert_eq!(all[0].direction, Direction::In);
    assert_eq!(
        all[0].body, "a &amp; <b raw_pre=\"*\">b</b>",
        "the record as it stands"
    );
    assert_eq!(all[0].more.plain.as_deref(), Some("a & b"));
    assert_eq!(
        (all[1].direction, &all[1].kind),
        (Direction::Out, &Kind::Text)
    );
    assert_eq!(all[1].more.plain, None, "a plain text is not marked up");
    assert_eq!(all[0].precision, Precision::Millisecond);
    assert_eq!(
        all[0].instant().unwrap().to_string(),
        "2023-03-27T10:00:02.123Z"
    );
}

/// Peer error 16.
#[test]
fn a_call_that_began_and_ended_is_one_call() {
    let call = |how: &str, id: &str, parts: &str| {
        format!("<partlist type=\"{how}\" alt=\"\" callId=\"{id}\">{parts}</partlist>")
    };
    let part = "<part identity=\"8:live:ann\"><name>Ann</name><duration>65</duration></part>";
    let records = [
        record(9, "Event/Call", "8:live:ann", &call("missed", "c2", "")),
        record(6, "Event/Call", "8:live:ann", "<ended/>"),
        record(5, "Event/Call", "8:live:ann", "<started/>"),
        record(4, "Event/Call", "8:live:ann", &call("ended", "c1", part)),
        record(3, "RichText", "8:live:ann", "I call"),
        record(2, "Event/Call", "8:live:ann", &call("started", "c1", "")),
    ];
    let text = export(&records.join(","));
    let (all, account) = read(&text);
    assert_eq!(account.total.of_kind("call"), 3);
    assert_eq!(all.len(), 4);
    let Kind::Call(call) = &all[2].kind else {
        panic!("{:?}", all[2])
    };
    assert_eq!(
        (call.outcome, call.seconds, call.joined),
        (Outcome::Answered, Some(65), Some(1))
    );
    let Some(Note::Joined { others }) = all[2].notes.first() else {
        panic!()
    };
    let other =
        &text[usize::try_from(others[0].start).unwrap()..usize::try_from(others[0].end).unwrap()];
    assert!(other.contains("started"), "{other}");
    let Kind::Call(missed) = &all[0].kind else {
        panic!()
    };
    assert_eq!(missed.outcome, Outcome::Missed);
}

#[test]
fn deletions_edits_quotes_and_reactions_are_kept() {
    let deleted = r#"{"id":"1","displayName":"Ann","originalarrivaltime":"2023-03-27T10:00:00Z","messagetype":"RichText","content":"","from":"8:live:ann","properties":{"deletetime":"1679911200000","edittime":"1679911100000"}}"#;
    let reacted = r#"{"id":"2","displayName":"Ann","originalarrivaltime":"2023-03-27T10:00:00.1234567Z","messagetype":"RichText","content":"<quote author=\"8:live:ben\" authorname=\"Ben\" messageid=\"7\"><legacyquote>[1] Ben: </legacyquote>old</quote>new","from":"8:live:ann","properties":{"emotions":"[{\"key\":\"like\",\"users\":[{\"mri\":\"8:live:ben\",\"time\":1679911200000}]}]"}}"#;
    let (all, _) = read(&export(&format!("{deleted},{reacted}")));
    assert_eq!(
        all[0].kind,
        Kind::Deleted {
            by: Deleter::Sender
        }
    );
    assert!(all[0].edited);
    assert_eq!(all[1].more.reactions[0].sign, "like");
    assert_eq!(
        all[1].more.reply_to.as_ref().unwrap().text.as_deref(),
        Some("old")
    );
    assert_eq!(all[1].more.plain.as_deref(), Some("new"));
    assert!(all[1].civil.is_some(), "seven digits of a second");
}

#[test]
fn records_of_every_type_are_read_and_none_is_dropped() {
    let types = [
        ("RichText/UriObject", "attachment"),
        ("RichText/Media_Video", "attachment"),
        ("RichText/Media_AudioMsg", "attachment"),
        ("RichText/Media_GenericFile", "attachment"),
        ("RichText/Contacts", "attachment"),
        ("RichText/Location", "location"),
        ("Poll", "poll"),
        ("Notice", "system"),
        ("ThreadActivity/AddMember", "system"),
        ("ThreadActivity/Whatever", "system"),
        ("EndToEndEncryption/EncryptedText", "unknown"),
        ("Something/New", "unknown"),
        ("Event/Call", "call"),
        ("Text", "text"),
        ("RichText/Html", "text"),
    ];
    let records: Vec<String> = (0..)
        .zip(types)
        .map(|(id, (typed, _))| record(id, typed, "8:live:ann", "x"))
        .collect();
    let (all, account) = read(&export(&records.join(",")));
    assert_eq!(account.total.problem_count(), 0);
    for (message, (typed, kind)) in all.iter().zip(types) {
        assert_eq!(message.kind.name(), kind, "{typed}");
    }
}

#[test]
fn a_tar_is_read_alone_and_packed_with_its_media_beside() {
    let text = export(&record(1, "Text", "8:live:ben", "hello"));
    let tar = tar(&[
        ("endpoints.json", b"{}"),
        ("messages.json", text.as_bytes()),
        ("media/0-x.jpg", b"\xff\xd8\xff"),
    ]);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&tar).unwrap();
    for bytes in [&tar, &packed.finish().unwrap()] {
        let (items, account) = read_any(bytes, &Answers::default());
        assert_eq!(messages(&items)[0].body, "hello");
        let count = |role| {
            let layers = account.layers.iter();
            layers.filter(|l| l.layer.role == role).count()
        };
        assert_eq!(count(chatlog::Role::Beside), 1, "the picture");
        assert_eq!(count(chatlog::Role::Clutter), 1, "the list of devices");
        let guess = account
            .layers
            .iter()
            .find_map(|l| l.layer.guess.as_ref())
            .unwrap();
        assert_eq!(guess.channel, Channel::Skype);
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        talk in proptest::collection::vec(("\\PC{1,12}", "(?s)[^<&]{0,60}", 0_i64..4_000_000_000_000), 1..20),
    ) {
        let records: Vec<serde_json::Value> = talk.iter().zip(0..).map(|((who, text, at), id)| serde_json::json!({
            "id": format!("{id}"), "displayName": who, "content": text, "messagetype": "RichText", "from": "8:live:x",
            "originalarrivaltime": jiff::Timestamp::from_millisecond(*at).unwrap().to_string(),
        })).collect();
        let whole = serde_json::json!({"userId": "8:live:ben", "conversations": [{"id": "8:live:x", "MessageList": records}]});
        let (all, account) = read(&whole.to_string());
        prop_assert_eq!(account.total.problem_count(), 0);
        prop_assert_eq!(all.len(), talk.len());
        for (message, (who, text, at)) in all.iter().zip(&talk) {
            prop_assert_eq!(message.sender.as_ref(), Some(who));
            prop_assert_eq!(&message.body, text);
            prop_assert_eq!(message.instant().map(|i| i.as_millisecond()), Some(*at));
        }
    }
}
