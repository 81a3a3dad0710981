//! The sixteen errors that other readers make without a word, each by its
//! number; and the model that the formats force, part by part.

use super::common::read;
use super::items::{messages as said, read_any};
use super::made::shapes;
use super::phones::Talk;
use chatlog::merge::{Decision, Doubt, Merger};
use chatlog::{
    Answers, Deleter, Delivery, Direction, Kind, Message, Notice, Outcome, Owner, Precision,
    Reason, ZoneSource,
};
use jiff::civil::date;

fn shape(name: &str) -> Talk {
    let all = shapes::all();
    let shape = all.iter().find(|shape| shape.name == name).unwrap();
    Talk::of(&shape.bytes)
}

#[test]
fn peer_error_01_a_text_that_says_left_or_a_name_that_says_system_is_a_persons() {
    for word in ["left", "added", "removed", "disappeared"] {
        let text = format!(
            "27/03/2022, 21:41 - WhatsApp system: I {word} it\n27/03/2022, 21:42 - R.: {word}\n"
        );
        let read = read(text.as_bytes());
        assert_eq!(read.count("text"), 2, "{word}");
        assert_eq!(
            read.messages()[0].sender.as_deref(),
            Some("WhatsApp system")
        );
    }
}

#[test]
fn peer_error_02_local_time_is_not_stored_as_universal_time() {
    let read = read(b"27/03/2022, 21:41 - A: x\n");
    let message = read.messages()[0];
    assert_eq!(
        (message.instant(), message.zone),
        (None, ZoneSource::Unknown)
    );
    assert_eq!(message.civil.unwrap().to_string(), "2022-03-27T21:41:00");
    for name in [
        "viber.csv",
        "messenger-page-1.html",
        "imazing.csv",
        "linkedin-2020.csv",
    ] {
        let talk = shape(name);
        assert!(
            talk.messages().iter().all(|m| m.instant().is_none()),
            "{name}"
        );
    }
}

#[test]
fn peer_error_03_day_and_month_are_decided_for_the_file_and_not_line_by_line() {
    let read =
        read(b"03/05/2021, 10:00 - A: x\n04/05/2021, 10:00 - A: y\n27/05/2021, 10:00 - A: z\n");
    let days: Vec<_> = read
        .messages()
        .iter()
        .map(|m| m.civil.unwrap().date())
        .collect();
    assert_eq!(
        days,
        [date(2021, 5, 3), date(2021, 5, 4), date(2021, 5, 27)]
    );
}

#[test]
fn peer_error_04_the_31st_of_a_month_of_thirty_days_does_not_roll_over() {
    let read =
        read(b"30/06/2025, 10:00 - A: a\n30/06/2025, 10:01 - A: b\n31/06/2025, 10:02 - A: c\n");
    let said: Vec<_> = read
        .messages()
        .iter()
        .map(|m| (m.body.clone(), m.civil.map(|at| at.to_string())))
        .collect();
    let at = |minute: u8| Some(format!("2025-06-30T10:0{minute}:00"));
    assert_eq!(
        said,
        [
            ("a".to_owned(), at(0)),
            ("b\n31/06/2025, 10:02 - A: c".to_owned(), at(1))
        ],
        "what is no day stays in the text, whole"
    );
    assert_eq!(read.report.quoted_headers, 1);

    let viber = "30/06/2018,16:30:01,Ann,+15550100,a\n31/06/2018,16:31:01,Ann,+15550100,b\n29/06/2018,16:32:01,Ann,+15550100,c\n";
    let talk = Talk::of(viber.as_bytes());
    let all: String = talk.messages().iter().map(|m| m.body.as_str()).collect();
    assert!(
        ["a", "b", "c"].iter().all(|word| all.contains(word)),
        "{all}"
    );
    let days = talk.messages().into_iter().filter_map(|m| m.civil);
    assert!(days.into_iter().all(|day| day.month() == 6));
}

#[test]
fn peer_error_05_bodies_are_not_put_in_order() {
    let body = " ١٢ a.m.\u{a0}x  \t\u{200e}y ";
    let read = read(format!("27/03/2022, 21:41 - A: {body}\n").as_bytes());
    assert_eq!(read.messages()[0].body, body);
}

#[test]
fn peer_error_06_a_system_line_that_nobody_knows_is_not_glued_to_the_message_before() {
    let read = read(
        "27/03/2022, 21:41 - A: x\n27/03/2022, 21:42 - Etwas ganz Neues ist geschehen\n".as_bytes(),
    );
    assert_eq!(read.bodies()[0], "x");
    assert_eq!(read.count("system"), 1);
}

#[test]
fn peer_error_07_no_second_is_invented_to_keep_an_order() {
    let read =
        read(b"27/03/2022, 21:41 - A: x\n27/03/2022, 21:41 - A: y\n27/03/2022, 21:41 - B: z\n");
    let times: Vec<_> = read.messages().iter().map(|m| m.civil.unwrap()).collect();
    assert!(times.iter().all(|time| *time == times[0]));
}

#[test]
fn peer_error_08_one_three_or_ten_people_may_speak() {
    for people in [1_usize, 3, 10] {
        let text: String = (0..people * 2)
            .map(|n| format!("27/03/2022, 21:{n:02} - P{}: x\n", n % people))
            .collect();
        let read = read(text.as_bytes());
        assert_eq!(read.survey.senders.len(), people);
        assert_eq!(read.report.messages, people as u64 * 2);
    }
}

#[test]
fn peer_error_09_what_was_unsent_in_an_encrypted_chat_is_kept_as_deleted() {
    let talk = shape("messenger-end-to-end.json");
    let kinds: Vec<_> = talk.messages().iter().map(|m| m.kind.name()).collect();
    assert_eq!(kinds, ["deleted", "attachment", "text"]);
}

#[test]
fn peer_error_10_the_first_participant_is_not_the_owner() {
    let talk = shape("messenger-end-to-end.json");
    let owners: Vec<_> = talk.conversations()[0]
        .participants
        .iter()
        .map(|p| p.owner)
        .collect();
    assert!(!owners.contains(&Owner::Proved), "{owners:?}");
    assert!(
        talk.messages()
            .iter()
            .all(|m| m.direction == Direction::Unknown)
    );
}

#[test]
fn peer_error_11_the_count_that_a_file_announces_is_not_believed() {
    let talk = shape("android-sms.xml");
    assert_eq!(talk.messages().len(), 3);
    let differs = Notice::CountDiffers {
        announced: 9,
        found: 3,
    };
    assert!(talk.account.notices.contains(&differs));
}

/// A file of each form whose first row is bad and whose second and third say
/// “one” and “three”; and how many problems are told of it.
fn first_row_is_bad() -> Vec<(&'static str, Vec<u8>, usize)> {
    let after_head = |name: &str, bad: &str, rows: &str| {
        let all = shapes::all();
        let shape = all.iter().find(|shape| shape.name == name).unwrap();
        let text = String::from_utf8(shape.bytes.clone()).unwrap();
        let head = text.lines().next().unwrap();
        format!("{head}\n{bad}\n{rows}").into_bytes()
    };
    let skype = |id: u8, text: &str| {
        format!(
            r#"{{"id":"{id}","displayName":"Ann","originalarrivaltime":"2023-03-27T10:00:0{id}Z","messagetype":"Text","content":"{text}","from":"8:live:ann"}}"#
        )
    };
    let sms = |date: &str, text: &str| {
        format!("<sms address=\"+15550100\" date=\"{date}\" type=\"1\" body=\"{text}\" />\n")
    };
    let xml = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n";
    vec![
        ("WhatsApp", b"\xFF stray\n27/03/2022, 21:41 - A: one\n27/03/2022, 21:42 - A: three\n".to_vec(), 1),
        ("Messenger", br#"{"participants":[{"name":"A"}],"messages":[{"sender_name":7},{"sender_name":"A","timestamp_ms":1600000060000,"content":"three"},{"sender_name":"A","timestamp_ms":1600000000000,"content":"one"}],"thread_path":"inbox/x"}"#.to_vec(), 1),
        ("Messenger, encrypted", br#"{"participants":["A","B"],"threadName":"B_1","messages":[7,{"isUnsent":false,"media":[],"reactions":[],"senderName":"A","text":"one","timestamp":1700000000000,"type":"text"},{"isUnsent":false,"media":[],"reactions":[],"senderName":"A","text":"three","timestamp":1700000060000,"type":"text"}]}"#.to_vec(), 1),
        ("Skype", format!(r#"{{"userId":"8:live:ben","conversations":[{{"id":"8:live:ann","MessageList":[{{"id":"0"}},{},{}]}}]}}"#, skype(1, "one"), skype(2, "three")).into_bytes(), 1),
        ("text messages", format!("{xml}<smses count=\"3\">\n<sms address=\"+15550100\" date=\"1700000000000\" type=\"1\" body=\"no mark\" = />\n{}{}</smses>\n", sms("1700000000000", "one"), sms("1700000060000", "three")).into_bytes(), 1),
        ("LinkedIn", after_head("linkedin.csv", "2-a,,only", "2-a,,Ana,x,Ben,y,2026-08-01 02:00:00 UTC,,one,INBOX,,No\n2-a,,Ana,x,Ben,y,2026-08-01 02:01:00 UTC,,three,INBOX,,No\n"), 1),
        ("iMazing", after_head("imazing.csv", "R.,only", "R.,2023-11-14 22:13:20,,,,iMessage,Incoming,+15550100,R.,Read,,,one,,,\nR.,2023-11-14 22:15:20,,,,iMessage,Incoming,+15550100,R.,Read,,,three,,,\n"), 1),
        ("captions", b"WEBVTT\n\n00:00:99.000 --> x\nnothing\n\n00:00:01.000 --> 00:00:04.000\none\n\n00:05.000 --> 00:06.000\nthree\n".to_vec(), 1),
    ]
}

#[test]
fn peer_error_12_the_first_bad_row_does_not_end_the_file() {
    for (form, bytes, problems) in first_row_is_bad() {
        let talk = Talk::of(&bytes);
        let mut bodies: Vec<_> = talk.messages().iter().map(|m| m.body.trim()).collect();
        if form == "Messenger" {
            bodies.reverse();
        }
        assert_eq!(bodies, ["one", "three"], "{form}: {:?}", talk.problems());
        assert_eq!(
            talk.problems().len(),
            problems,
            "{form}: {:?}",
            talk.problems()
        );
        assert_eq!(talk.account.unaccounted(), 0, "{form}");
    }
}

#[test]
fn a_mail_without_a_head_and_a_row_without_a_date_end_nothing() {
    let mail = |head: &str, text: &str| {
        format!("From ann@example.org Fri Sep 16 22:26:51 2016\n{head}\n{text}\n\n")
    };
    let head = "From: ann@example.org\nDate: Fri, 16 Sep 2016 22:26:51 -0400\n";
    let mails = [
        mail(head, "zero"),
        mail("", "no head"),
        mail(head, "one"),
        mail(head, "three"),
    ]
    .concat();
    let viber = "21/11/2018,16:29:01,Ann,+15550100,zero\n99/99/2018,25:61:01,Ann,+15550100,bad\n21/11/2018,16:30:01,Ann,+15550100,one\n21/11/2018,16:34:00,Me,+15550102,three\n";
    for (form, bytes) in [("mail", mails.as_str()), ("Viber", viber)] {
        let talk = Talk::of(bytes.as_bytes());
        let bodies: Vec<_> = talk.messages().iter().map(|m| m.body.trim()).collect();
        assert!(bodies.ends_with(&["one", "three"]), "{form}: {bodies:?}");
        let kept = format!("{bodies:?}{:?}", talk.problems());
        assert!(
            kept.contains("no head") || kept.contains("bad"),
            "{form}: {kept}"
        );
        assert_eq!(talk.account.unaccounted(), 0, "{form}");
    }
}

#[test]
fn half_a_character_in_the_first_row_spoils_nothing() {
    let messenger = r#"{"participants":[{"name":"A"}],"messages":[{"sender_name":"A","timestamp_ms":1600000000000,"content":"half \ud83d"},{"sender_name":"A","timestamp_ms":1600000060000,"content":"whole"}],"thread_path":"inbox/x"}"#;
    let skype = r#"{"userId":"8:live:ben","conversations":[{"id":"8:live:ann","MessageList":[{"id":"1","originalarrivaltime":"2023-03-27T10:00:01Z","messagetype":"Text","content":"half \ud83d","from":"8:live:ann"},{"id":"2","originalarrivaltime":"2023-03-27T10:00:02Z","messagetype":"Text","content":"whole","from":"8:live:ann"}]}]}"#;
    let sms = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"2\">\n<sms address=\"+15550100\" date=\"1700000000000\" type=\"1\" body=\"half &#55357; &#1; & raw\" />\n<sms address=\"+15550100\" date=\"1700000060000\" type=\"1\" body=\"whole\" />\n</smses>\n";
    let utf16: Vec<u8> = "\u{feff}27/03/2022, 21:41 - A: half #\n27/03/2022, 21:42 - A: whole\n"
        .encode_utf16()
        .map(|unit| {
            if unit == u16::from(b'#') {
                0xD83D
            } else {
                unit
            }
        })
        .flat_map(u16::to_le_bytes)
        .collect();
    for (form, bytes) in [
        ("Messenger", messenger.as_bytes()),
        ("Skype", skype.as_bytes()),
        ("text messages", sms.as_bytes()),
        ("WhatsApp", utf16.as_slice()),
    ] {
        let talk = Talk::of(bytes);
        let all = talk.messages();
        assert_eq!(all.len(), 2, "{form}: {:?}", talk.problems());
        assert!(
            all[0].body.starts_with("half \u{fffd}"),
            "{form}: {:?}",
            all[0].body
        );
        assert!(!all[0].notes.is_empty(), "{form} says that it is half");
        assert_eq!(
            (all[1].body.as_str(), all[1].notes.len()),
            ("whole", 0),
            "{form}"
        );
        assert_eq!(
            (talk.problems().len(), talk.account.unaccounted()),
            (0, 0),
            "{form}"
        );
    }
}

#[test]
fn peer_error_13_two_people_of_one_name_stay_two_conversations() {
    let thread = |id: &str, text: &str| {
        format!(
            r#"{{"id":"{id}","displayName":"Ann","MessageList":[{{"id":"1","displayName":"Ann","originalarrivaltime":"2023-03-27T10:00:01Z","messagetype":"Text","content":"{text}","from":"{id}"}}]}}"#
        )
    };
    let text = format!(
        r#"{{"userId":"8:live:ben","conversations":[{},{}]}}"#,
        thread("8:live:ann", "a"),
        thread("8:live:ann2", "a")
    );
    let talk = Talk::of(text.as_bytes());
    let ids: Vec<_> = talk
        .messages()
        .iter()
        .map(|m| m.more.conversation.clone())
        .collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);

    // Word for word, second by second the same; the other conversation is another.
    let all: Vec<Message> = talk.messages().into_iter().cloned().collect();
    let (ann, other) = (all[0].clone(), all[1].clone());
    let mut merger = Merger::default();
    merger.add([ann.clone()]);
    let told = merger.add([other.clone()]);
    let doubt = Decision::Unsure {
        place: 1,
        with: 0,
        because: Doubt::Conversation,
    };
    assert_eq!(told, [doubt], "both are kept, and a person is asked");
    assert_eq!(merger.messages(), all.as_slice());
    let again = merger.add(all.clone());
    assert!(
        again.iter().all(|one| matches!(one, Decision::Same { .. })),
        "{again:?}"
    );
    assert_eq!(merger.messages().len(), 2, "nothing is added twice");
}

#[test]
fn peer_error_14_a_draft_is_not_filed_as_sent() {
    let talk = shape("android-sms.xml");
    let draft = talk.messages()[1];
    assert_eq!(
        (draft.body.as_str(), draft.more.delivery),
        ("never sent", Delivery::Draft)
    );
    let text = chatlog::render::told(draft, None, chatlog::Language::English);
    assert!(text.starts_with("[draft, never sent]"), "{text}");
}

#[test]
fn peer_error_15_a_tapback_is_a_reaction_and_no_message() {
    let talk = shape("chat.db");
    assert_eq!(talk.messages().len(), 2);
    assert_eq!(talk.messages()[1].more.reactions.len(), 1);
}

#[test]
fn peer_error_16_a_skype_call_that_began_and_ended_is_one() {
    let talk = shape("skype.json");
    let calls: Vec<_> = talk
        .messages()
        .into_iter()
        .filter_map(|m| match &m.kind {
            Kind::Call(call) => Some(call.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].seconds, Some(65));
}

#[test]
fn model_a_participant_has_hints_a_printed_name_and_says_whether_it_is_the_owner() {
    let talk = shape("chat.db");
    let people = &talk.conversations()[0].participants;
    assert!(
        people
            .iter()
            .any(|p| p.ids.contains(&"+15550100".to_owned()))
    );
    let skype = shape("skype.json");
    let owners: Vec<_> = skype.conversations()[0]
        .participants
        .iter()
        .map(|p| p.owner)
        .collect();
    assert!(
        skype
            .messages()
            .iter()
            .any(|m| m.direction == Direction::In),
        "{owners:?}"
    );
}

#[test]
fn model_a_message_has_its_place_its_printed_time_and_how_exact_that_is() {
    let text = b"[27/03/2022, 21:41:35] Ann: one\r\n[27/03/2022, 21:41:36] R.: two\r\n";
    let read = read(text);
    let two = read.messages()[1];
    assert_eq!((two.ordinal, two.line, two.bytes.clone()), (2, 2, 33..65));
    assert_eq!(
        (two.wall.as_str(), two.precision),
        ("27/03/2022, 21:41:36", Precision::Second)
    );
    let skype = shape("skype.json");
    assert_eq!(skype.messages()[0].precision, Precision::Millisecond);
    let row = shape("chat.db").messages()[0].row.clone().unwrap();
    assert_eq!((row.table.as_str(), row.id), ("message", 1));
}

#[test]
fn model_a_mail_keeps_its_own_time_and_the_point_in_time() {
    let talk = shape("mail.eml");
    let mail = talk.messages()[0];
    assert_eq!(mail.instant().unwrap().to_string(), "2016-09-17T02:26:51Z");
    assert_eq!(mail.civil.unwrap().to_string(), "2016-09-16T22:26:51");
    assert_eq!(mail.zone, ZoneSource::InFile);
    assert!(mail.body.contains("From Monday I am away."));
}

#[test]
fn model_deleted_edited_reactions_replies_and_files_are_told() {
    let talk = shape("messenger-information.json");
    let all = talk.messages();
    assert!(all.iter().any(|m| m.kind
        == Kind::Deleted {
            by: Deleter::Sender
        }));
    assert!(all.iter().any(|m| {
        m.more
            .reactions
            .iter()
            .any(|r| r.sign == "❤" && r.by.as_deref() == Some("Ana"))
    }));
    assert!(all.iter().any(|m| {
        m.more
            .attachments
            .iter()
            .any(|file| file.name == "photos/1.jpg")
    }));
    let call = all.iter().find_map(|m| match &m.kind {
        Kind::Call(call) => Some(call),
        _ => None,
    });
    assert_eq!(
        call.map(|call| (call.outcome, call.seconds)),
        Some((Outcome::Answered, Some(65)))
    );
    let android = shape("msgstore.db");
    let replied = android
        .messages()
        .into_iter()
        .find(|m| m.body == "Hi R.")
        .unwrap();
    assert_eq!(
        replied.more.reply_to.as_ref().unwrap().text.as_deref(),
        Some("Hello")
    );
    assert!(replied.edited || !replied.more.edits.is_empty() || !replied.more.moments.is_empty());
}

#[test]
fn model_a_picture_in_a_message_has_its_check_sum() {
    let talk = shape("android-sms.xml");
    let file = talk.messages()[2].more.attachments[0].clone();
    assert_eq!(
        (file.name.as_str(), file.mime.as_deref(), file.bytes),
        ("a.jpg", Some("image/jpeg"), Some(5))
    );
    assert_eq!(file.sha256.unwrap().len(), 64);
}

#[test]
fn model_the_report_counts_kinds_problems_and_leaves_nothing_over() {
    let (items, account) = read_any(
        b"stray\n27/03/2022, 21:41 - A: x\n27/03/2022, 21:42 - A left\n",
        &Answers::default(),
    );
    assert_eq!(said(&items).len(), 2);
    assert_eq!(
        (
            account.total.of_kind("text"),
            account.total.of_kind("system")
        ),
        (1, 1)
    );
    assert_eq!(
        account.total.problems.get(&Reason::BeforeFirstMessage),
        Some(&1)
    );
    assert!(
        account
            .notices
            .iter()
            .any(|notice| matches!(notice, Notice::DateOrder { .. }))
    );
    assert_eq!(account.unaccounted(), 0);
}
