//! Messenger: both JSON forms, the pages, and a download in parts.

use super::common::fixtures;
use super::items::{messages, read_any};
use chatlog::{Answers, Deleter, Direction, Kind, Note, Outcome, Reason};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

fn read(text: &str) -> (Vec<chatlog::Message>, chatlog::Account) {
    let (items, account) = read_any(text.as_bytes(), &Answers::default());
    (messages(&items), account)
}

/// Each character beyond ASCII as its bytes, one character each: as downloads
/// write it.
pub fn scrambled(text: &str) -> String {
    let mut out = String::from("\"");
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => {
                out.push('\\');
                out.push(char::from(byte));
            }
            0x20..=0x7e => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
    }
    out.push('"');
    out
}

#[test]
fn every_file_of_the_fixtures_has_its_expected_count() {
    let Some(folder) = fixtures("messenger") else {
        return;
    };
    let mut files = 0;
    for (part, count, people) in [
        ("corrupt__", 1, 2),
        ("e2ee_simple__", 2, 3),
        ("html_simple__", 3, 2),
        ("layout2.html", 1, 2),
        ("html_with_media__", 1, 2),
        ("dave_MULTI__message_1", 2, 2),
        ("dave_MULTI__message_2", 1, 2),
        ("json_simple__", 1, 2),
        ("json_with_media__", 1, 2),
        ("mixed__", 2, 2),
    ] {
        let file = std::fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .find(|path| path.to_string_lossy().contains(part))
            .unwrap_or_else(|| panic!("{part} is missing"));
        let (items, account) = read_any(&std::fs::read(&file).unwrap(), &Answers::default());
        assert_eq!(account.total.messages, count, "{part}");
        assert_eq!(account.total.problem_count(), 0, "{part}");
        let listed = items.iter().find_map(|item| match item {
            chatlog::Item::Conversation(one) => Some(one.participants.len()),
            _ => None,
        });
        assert_eq!(listed, Some(people), "{part}");
        for message in messages(&items) {
            assert!(message.civil.is_some(), "{part}: {message:?}");
            assert!(
                message.sender.is_some_and(|name| name.contains(' ')),
                "{part}"
            );
        }
        files += 1;
    }
    assert_eq!(files, 10);
}

#[test]
fn the_pages_of_three_layouts_say_who_what_and_when() {
    let Some(folder) = fixtures("messenger") else {
        return;
    };
    let page = |part: &str| {
        let file = std::fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .find(|path| path.to_string_lossy().contains(part))
            .unwrap();
        messages(&read_any(&std::fs::read(file).unwrap(), &Answers::default()).0)
    };
    let simple = page("html_simple");
    assert_eq!(simple[1].sender.as_deref(), Some("Alice Example"));
    assert_eq!(simple[1].body, "café time?");
    assert_eq!(simple[1].civil.unwrap().to_string(), "2020-09-13T12:27:00");
    assert_eq!(simple[1].instant(), None, "pages name no zone");
    let media = page("html_with_media");
    assert_eq!(media[0].more.attachments[0].name, "photos/tiny.png");
    assert_eq!(page("mixed")[1].body, "Mixed reply");
}

#[test]
fn a_page_that_ends_between_two_messages_says_that_it_is_cut_off() {
    let said = |text: &str, minute: u8| {
        format!(
            "<div class=\"x\"><div>A B</div><div><div>{text}</div></div><div>Sep 13, 2020, 12:0{minute} PM</div></div>"
        )
    };
    let open = "<!DOCTYPE html><html><head><title>T</title></head><body><div>Participants: A B, C D</div><div class=\"t\">";
    let half = format!("{open}{}", said("One", 1));
    let whole = format!("{half}{}</div></body></html>", said("Two", 2));

    let (messages, account) = read(&whole);
    assert_eq!((messages.len(), account.total.problem_count()), (2, 0));
    let (messages, account) = read(&half);
    assert_eq!(messages.len(), 1);
    assert_eq!(account.total.problems.get(&Reason::CutOff), Some(&1));
}

#[test]
fn words_on_a_page_whose_date_cannot_be_read_are_never_left_out() {
    let said = |text: &str, date: &str| {
        format!(
            "<div class=\"x\"><div>A B</div><div><div>{text}</div></div><div>{date}</div></div>"
        )
    };
    let page = |blocks: &[String]| {
        let all = blocks.concat();
        format!(
            "<!DOCTYPE html><html><head><title>T</title></head><body><div>Participants: A B, C D</div><div class=\"t\">{all}</div></body></html>"
        )
    };
    let good = |text: &str| said(text, "13 Sep 2020, 12:26");

    // A word that is one month in Polish and another in Croatian.
    let (messages, account) = read(&page(&[
        good("One"),
        said("Two", "13 lip 2020, 12:26"),
        good("Three"),
    ]));
    assert_eq!((messages.len(), account.total.problem_count()), (3, 0));
    assert_eq!(
        (messages[1].body.as_str(), messages[1].civil),
        ("Two", None)
    );
    assert_eq!(messages[1].notes, [Note::MonthOfTwo]);

    // No month at all: before, between and after.
    for place in 0..3 {
        let mut blocks = vec![good("One"), good("Three")];
        blocks.insert(place, said("Two", "13 grumbril 2020, 12:26"));
        let (messages, account) = read(&page(&blocks));
        assert_eq!(messages.len(), 2, "at {place}");
        assert_eq!(
            account.total.problems.get(&Reason::Malformed),
            Some(&3),
            "at {place}"
        );
    }
}

#[test]
fn scrambled_letters_are_put_together_text_by_text_and_the_rest_is_left() {
    let text = format!(
        r#"{{"participants":[{{"name":{}}}],"messages":[
        {{"sender_name":{},"timestamp_ms":1600000000000,"content":{},"reactions":[{{"reaction":{},"actor":"A"}}]}},
        {{"sender_name":"B","timestamp_ms":1600000000001,"content":"\u201cRen\u00c3\u00a9\u201d"}},
        {{"sender_name":"B","timestamp_ms":1600000000002,"content":"half \ud83d here"}}],
        "title":"x","thread_path":"inbox/x_1"}}"#,
        scrambled("René"),
        scrambled("René"),
        scrambled("Où êtes-vous 😊 نعم"),
        scrambled("❤")
    );
    let (messages, account) = read(&text);
    assert_eq!(messages[0].sender.as_deref(), Some("René"));
    assert_eq!(messages[0].body, "Où êtes-vous 😊 نعم");
    assert_eq!(messages[0].more.reactions[0].sign, "❤");
    assert_eq!(
        messages[1].body, "“Ren\u{c3}\u{a9}”",
        "not scrambled as a whole: left"
    );
    assert_eq!(messages[2].body, "half \u{fffd} here");
    assert_eq!(messages[2].notes, [Note::LoneSurrogate]);
    assert!(
        account
            .notices
            .contains(&chatlog::Notice::Mojibake { layer: 0, texts: 4 })
    );
}

#[test]
fn unsent_calls_and_joining_are_what_they_are() {
    let (all, _) = read(
        r#"{"participants":[],"messages":[
        {"sender_name":"A","timestamp_ms":1,"type":"Generic","is_unsent":true},
        {"sender_name":"A","timestamp_ms":2,"type":"Call","content":"A called you.","call_duration":65},
        {"sender_name":"A","timestamp_ms":3,"type":"Call","missed":true,"call_duration":0},
        {"sender_name":"A","timestamp_ms":4,"type":"Unsubscribe","content":"A left the group."},
        {"sender_name":"A","timestamp_ms":5,"type":"Generic"},
        {"sender_name":"A","timestamp_ms":6,"type":"Generic","content":"I left my passport","new_field":7}
        ],"thread_path":"inbox/x"}"#,
    );
    assert_eq!(
        all[0].kind,
        Kind::Deleted {
            by: Deleter::Sender
        }
    );
    let Kind::Call(call) = &all[1].kind else {
        panic!()
    };
    assert_eq!((call.seconds, call.outcome), (Some(65), Outcome::Answered));
    let Kind::Call(call) = &all[2].kind else {
        panic!()
    };
    assert_eq!(call.outcome, Outcome::Missed);
    assert_eq!(all[3].kind.name(), "system");
    assert_eq!(
        all[4].kind.name(),
        "unknown",
        "a record without anything is kept"
    );
    assert_eq!(all[5].kind, Kind::Text);
    assert_eq!(
        all[5].more.fields,
        [("new_field".to_owned(), "7".to_owned())]
    );
}

/// Peer error 9.
#[test]
fn unsent_messages_of_encrypted_chats_are_not_dropped() {
    let (all, _) = read(
        "\u{feff}{\"participants\":[\"A\",\"B\"],\"threadName\":\"B_15\",\"messages\":[
        {\"isUnsent\":true,\"media\":[],\"reactions\":[],\"senderName\":\"B\",\"text\":\"User unsent a message\",\"timestamp\":1700000000000,\"type\":\"text\"},
        {\"isUnsent\":false,\"media\":[{\"uri\":\"Failed to download media\"}],\"reactions\":[{\"actor\":\"A\",\"reaction\":\"❤\"}],\"senderName\":\"A\",\"text\":\"\",\"timestamp\":1700000000001,\"type\":\"media\"}]}",
    );
    assert_eq!(
        all[0].kind,
        Kind::Deleted {
            by: Deleter::Sender
        }
    );
    assert_eq!(all[1].kind.name(), "omitted");
    assert_eq!(all[1].more.reactions.len(), 1);
    assert_eq!(
        all[1].instant().unwrap().as_millisecond(),
        1_700_000_000_001
    );
}

/// Peer error 10.
#[test]
fn the_first_participant_is_not_taken_for_the_owner() {
    let text = r#"{"participants":["A","B"],"threadName":"B_15","messages":[{"senderName":"A","text":"x","timestamp":1700000000000,"type":"text"}]}"#;
    let (all, _) = read(text);
    assert_eq!(all[0].direction, Direction::Unknown);
    let mut answers = Answers::default();
    answers.choices.owner = Some("B".to_owned());
    let told = messages(&read_any(text.as_bytes(), &answers).0);
    assert_eq!(told[0].direction, Direction::In);
}

#[test]
fn parts_of_one_conversation_in_a_zip_are_read_in_the_order_of_their_numbers() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for number in [10, 2, 1] {
        let name = format!("your_facebook_activity/messages/inbox/ann_1/message_{number}.json");
        zip.start_file(name, options).unwrap();
        let text = format!(
            r#"{{"participants":[],"messages":[{{"sender_name":"A","timestamp_ms":{number},"content":"{number}"}}],"thread_path":"inbox/ann_1"}}"#
        );
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("your_facebook_activity/messages/photos/1.jpg", options)
        .unwrap();
    zip.write_all(b"\xff\xd8\xff").unwrap();
    let bytes = zip.finish().unwrap().into_inner();

    let (items, account) = read_any(&bytes, &Answers::default());

    let bodies: Vec<String> = messages(&items).into_iter().map(|m| m.body).collect();
    assert_eq!(bodies, ["1", "2", "10"]);
    let ids: Vec<_> = messages(&items)
        .into_iter()
        .map(|m| m.more.conversation.clone())
        .collect();
    assert!(ids.iter().all(|id| id.as_deref() == Some("inbox/ann_1")));
    assert_eq!(
        account
            .layers
            .iter()
            .filter(|l| l.layer.role == chatlog::Role::Beside)
            .count(),
        1
    );
}

/// Peer error 12.
#[test]
fn the_first_bad_record_does_not_end_the_file() {
    let text = r#"{"participants":[],"messages":[
        {"sender_name":"A","timestamp_ms":1,"content":"one"},
        {"sender_name":"A","timestamp_ms":2,"content":{{,
        {"sender_name":"A","timestamp_ms":"x"},
        {"sender_name":"A","timestamp_ms":3,"content":"three"}],"thread_path":"inbox/x"}"#;
    let (all, account) = read(text);
    let bodies: Vec<_> = all.iter().map(|m| m.body.as_str()).collect();
    assert_eq!(bodies, ["one", "three"]);
    assert_eq!(account.total.problem_count(), 2);
}

#[test]
fn a_file_that_is_cut_off_keeps_every_whole_record() {
    let whole = r#"{"participants":[],"messages":[{"sender_name":"A","timestamp_ms":1,"content":"one"},{"sender_name":"B","timestamp_ms":2,"content":"two"}],"title":"x"}"#;
    for end in 90..whole.len() {
        let (all, _) = read(&whole[..end]);
        assert!(!all.is_empty(), "{end}");
    }
}

proptest! {
    #[test]
    fn what_is_written_as_downloaded_information_is_read_back(
        talk in proptest::collection::vec(("\\PC{1,12}", "(?s).{0,60}", 0_i64..4_000_000_000_000), 1..20),
    ) {
        let records: Vec<String> = talk.iter().map(|(who, text, at)| format!(
            r#"{{"sender_name":{},"timestamp_ms":{at},"content":{}}}"#, scrambled(who), scrambled(text)
        )).collect();
        let text = format!(r#"{{"participants":[],"messages":[{}],"thread_path":"inbox/x"}}"#, records.join(",\n"));
        let (all, account) = read(&text);
        prop_assert_eq!(account.total.problem_count(), 0);
        prop_assert_eq!(all.len(), talk.len());
        for (message, (who, text, at)) in all.iter().zip(&talk) {
            prop_assert_eq!(message.sender.as_ref(), Some(who));
            prop_assert_eq!(&message.body, text);
            prop_assert_eq!(message.instant().map(|i| i.as_millisecond()), Some(*at));
        }
    }

    #[test]
    fn what_is_written_as_an_encrypted_chat_is_read_back(
        talk in proptest::collection::vec(("\\PC{1,12}", "(?s).{0,60}", 0_i64..4_000_000_000_000), 1..20),
    ) {
        let records: Vec<serde_json::Value> = talk.iter().map(|(who, text, at)| serde_json::json!({
            "senderName": who, "text": text, "timestamp": at, "type": "text", "isUnsent": false, "media": [], "reactions": [],
        })).collect();
        let whole = serde_json::json!({"participants": ["A", "B"], "threadName": "B_1", "messages": records});
        let (all, account) = read(&serde_json::to_string_pretty(&whole).unwrap());
        prop_assert_eq!(account.total.problem_count(), 0);
        prop_assert_eq!(all.len(), talk.len());
        for (message, (who, text, at)) in all.iter().zip(&talk) {
            prop_assert_eq!(message.sender.as_ref(), Some(who));
            prop_assert_eq!(&message.body, text);
            prop_assert_eq!(message.instant().map(|i| i.as_millisecond()), Some(*at));
        }
    }

    #[test]
    fn what_is_written_as_pages_is_read_back(
        talk in proptest::collection::vec(("[A-Z][a-zé]{1,8} [A-Z]", "[a-zA-Z<>&\"'é😊]{1,30}", 0_i8..60), 1..20),
        layout in 0_usize..3,
    ) {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let mut page = String::from("<!DOCTYPE html><html><head><title>T</title></head><body><div>Participants: A B, C D</div><div class=\"t\">");
        for (who, text, minute) in &talk {
            let (who, text) = (escape(who), escape(text));
            page += &match layout {
                0 => format!("<div class=\"x\"><div>{who}</div><div><div>{text}</div></div><div>Sep 13, 2020, 12:{minute:02} PM</div></div>\n"),
                1 => format!("<section><h2>{who}</h2><div><div><div></div><div>{text}</div></div></div><footer><div>13 sept. 2020 à 12:{minute:02}</div></footer></section>"),
                _ => format!("<div><div><b>{who}</b></div>\n<div>{text}<br></div>\n<div>Sep 13, 2020 at 12:{minute:02} PM</div></div>"),
            };
        }
        page += "</div></body></html>";
        let (all, account) = read(&page);
        prop_assert_eq!(account.total.problem_count(), 0);
        prop_assert_eq!(all.len(), talk.len());
        for (message, (who, text, minute)) in all.iter().zip(&talk) {
            prop_assert_eq!(message.sender.as_ref(), Some(who));
            prop_assert_eq!(&message.body, text);
            prop_assert_eq!(message.civil.unwrap().minute(), *minute);
        }
    }
}
