//! Write a random conversation as an app does, read it back: nothing lost,
//! nothing invented. The forms that have no such test beside their own stories.

use super::made::exports;
use super::made::mail::outlook;
use super::made::phone::{CALLS, Made, WHATSAPP_ANDROID, WHATSAPP_PHONE};
use super::phones::Talk;
use chatlog::{Delivery, Direction, Kind};
use jiff::ToSpan;
use proptest::prelude::*;
use rusqlite::params;

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
}

fn said(talk: &Talk) -> Vec<(String, String)> {
    talk.messages()
        .iter()
        .map(|m| (m.sender.clone().unwrap_or_default(), m.body.clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn calls_of_android(
        calls in proptest::collection::vec((1_u8..8, 0_u32..9000, 1_i64..1_000_000_000), 1..20),
    ) {
        let rows: String = calls.iter().map(|(kind, seconds, at)| format!(
            "  <call number=\"+15550100\" duration=\"{seconds}\" date=\"{}\" type=\"{kind}\" presentation=\"1\" contact_name=\"R.\" />\n", at * 1000 + 1_000_000_000_000
        )).collect();
        let talk = Talk::of(format!("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<calls count=\"{}\">\n{rows}</calls>\n", calls.len()).as_bytes());
        prop_assert_eq!(talk.problems().len(), 0);
        prop_assert_eq!(talk.messages().len(), calls.len());
        for (message, (kind, _, at)) in talk.messages().iter().zip(&calls) {
            prop_assert!(matches!(message.kind, Kind::Call(_)));
            prop_assert_eq!(message.instant().unwrap().as_millisecond(), at * 1000 + 1_000_000_000_000);
            prop_assert_eq!(message.direction == Direction::Out, *kind == 2);
        }
    }

    #[test]
    fn multimedia_messages_of_android(
        texts in proptest::collection::vec(("[a-zé🌷 &<\"\n]{1,30}", any::<bool>()), 1..12),
    ) {
        let rows: String = texts.iter().map(|(text, out)| format!(
            "<mms date=\"1700000120000\" msg_box=\"{}\" address=\"+15550100\" m_type=\"{}\" sub=\"null\"><parts><part seq=\"0\" ct=\"text/plain\" text=\"{}\"/></parts><addrs><addr address=\"+15550100\" type=\"137\"/></addrs></mms>\n",
            if *out { 2 } else { 1 }, if *out { 128 } else { 132 }, escaped(text)
        )).collect();
        let talk = Talk::of(format!("<?xml version='1.0'?><smses count=\"1\">{rows}</smses>").as_bytes());
        let told: Vec<_> = talk.messages().iter().map(|m| (m.body.clone(), m.direction == Direction::Out)).collect();
        prop_assert_eq!(told, texts);
    }

    #[test]
    fn whatsapp_databases_of_both_phones(
        texts in proptest::collection::vec(("\\PC{1,40}", any::<bool>(), 1_i64..600_000_000), 1..20),
    ) {
        let (android, iphone) = (Made::new(WHATSAPP_ANDROID), Made::new(WHATSAPP_PHONE));
        android.run("delete from message; delete from message_media; delete from message_quoted; delete from message_location; delete from message_add_on; delete from message_add_on_reaction; delete from message_edit_info; delete from call_log;");
        iphone.run("delete from ZWAMESSAGE; delete from ZWAMEDIAITEM;");
        for (number, (text, mine, at)) in texts.iter().enumerate() {
            let number = i64::try_from(number).unwrap() + 1;
            android.connection.execute("insert into message values (?, 1, ?, ?, null, 0, ?, null, 0, ?)", params![number, mine, format!("K{number}"), (at + 978_307_200) * 1000, text]).unwrap();
            iphone.connection.execute("insert into ZWAMESSAGE values (?, ?, 0, 0, 0, 1, null, null, null, ?, null, '15550100@s.whatsapp.net', null, null, ?, ?)", params![number, mine, at, format!("S{number}"), text]).unwrap();
        }
        for made in [android, iphone] {
            let talk = Talk::of(&made.bytes());
            let told: Vec<_> = talk.messages().iter().map(|m| (m.body.clone(), m.direction == Direction::Out, m.instant().unwrap().as_second() - 978_307_200)).collect();
            prop_assert_eq!(&told, &texts);
            prop_assert_eq!(talk.problems().len(), 0);
        }
    }

    #[test]
    fn calls_of_an_iphone(
        calls in proptest::collection::vec((any::<bool>(), any::<bool>(), 1_i64..900_000_000), 1..20),
    ) {
        let made = Made::new(CALLS);
        made.run("delete from ZCALLRECORD; delete from Z_2REMOTEPARTICIPANTHANDLES;");
        for (number, (mine, answered, at)) in calls.iter().enumerate() {
            made.connection.execute("insert into ZCALLRECORD values (?, 2, 1, ?, 1, 1, 0, ?, 1, ?, 5.0, null, null, null, 'com.apple.Telephony', ?, '+15550100')", params![i64::try_from(number).unwrap() + 1, answered, mine, at, format!("U{number}")]).unwrap();
        }
        let talk = Talk::of(&made.bytes());
        let told: Vec<_> = talk.messages().iter().map(|m| (m.direction == Direction::Out, m.instant().unwrap().as_second() - 978_307_200)).collect();
        let expected: Vec<_> = calls.iter().map(|(mine, _, at)| (*mine, *at)).collect();
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn tables_of_imazing_and_linkedin(
        rows in proptest::collection::vec(("[A-Z][a-z]{1,8}( [A-Z], [a-z]{2})?", "\\PC{1,30}(\r\n\\PC{1,10})?", any::<bool>()), 1..20),
    ) {
        let imazing: String = rows.iter().map(|(who, text, mine)| format!(
            "R.,2023-11-14 22:13:20,,,,iMessage,{},,{},Read,,,{},,,\r\n", if *mine { "Outgoing" } else { "Incoming" }, quoted(who), quoted(text)
        )).collect();
        let imazing = format!("\u{feff}Chat Session,Message Date,Delivered Date,Read Date,Edited Date,Service,Type,Sender ID,Sender Name,Status,Replying to,Subject,Text,Reactions,Attachment,Attachment type\r\n{imazing}");
        let linkedin: String = rows.iter().map(|(who, text, mine)| format!(
            "{},Ben,2019-11-06T02:08:20,,{},{},INBOX\n", quoted(who), quoted(text), if *mine { "OUTGOING" } else { "INCOMING" }
        )).collect();
        let linkedin = format!("FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\n{linkedin}");
        let expected: Vec<_> = rows.iter().map(|(who, text, _)| (who.clone(), text.clone())).collect();
        for table in [imazing, linkedin] {
            let talk = Talk::of(table.as_bytes());
            prop_assert_eq!(said(&talk), expected.clone());
            prop_assert_eq!(talk.problems().len(), 0);
            let out: Vec<_> = talk.messages().iter().map(|m| m.direction == Direction::Out).collect();
            prop_assert_eq!(out, rows.iter().map(|(.., mine)| *mine).collect::<Vec<_>>());
        }
    }

    #[test]
    fn viber_of_2015(
        talk in proptest::collection::vec(("[A-Z][a-zé]{1,8}", "[a-z,é😊 \"]{1,30}"), 2..20),
    ) {
        let text: String = talk.iter().map(|(who, text)| format!("=\"17/08/2014\"\t12:52:56\t=\"{who}\"\t=\"+15550102\"\t\"{text}\"\n")).collect();
        let read = Talk::of(text.as_bytes());
        let told: Vec<_> = read.messages().iter().map(|m| (m.sender.clone().unwrap(), m.more.plain.clone().unwrap_or_else(|| m.body.clone()))).collect();
        prop_assert_eq!(told, talk);
    }

    #[test]
    fn single_mails_of_three_programs(subject in "[a-zA-Z][a-zA-Z ]{0,20}", words in "[a-zé🌷]{1,12}( [a-zé🌷.,]{1,10}){0,6}") {
        let mail = format!("From: Ana <ana@example.org>\nTo: r@example.net\nSubject: {subject}\nDate: Fri, 16 Sep 2016 22:26:51 +0000\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{words}\n");
        let apple = format!("{}\n{mail}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict/></plist>\n", mail.len());
        for bytes in [mail.clone().into_bytes(), apple.into_bytes(), outlook(&words)] {
            let talk = Talk::of(&bytes);
            prop_assert_eq!(talk.messages().len(), 1);
            let message = talk.messages()[0];
            prop_assert_eq!(message.body.trim_end(), words.as_str());
            prop_assert_eq!(message.instant().unwrap().to_string(), "2016-09-16T22:26:51Z");
            prop_assert_eq!(message.more.delivery, Delivery::Unknown);
        }
    }

    #[test]
    fn subtitles(talk in proptest::collection::vec(("[A-Z][a-z]{1,8}", "[a-zé🌷][a-z é🌷.,!?-]{0,30}"), 1..20)) {
        let text: String = talk.iter().enumerate().map(|(number, (who, words))| format!("{}\r\n00:{number:02}:01,000 --> 00:{number:02}:04,000\r\n{who}: {words}\r\n\r\n", number + 1)).collect();
        let read = Talk::of(text.as_bytes());
        prop_assert_eq!(said(&read), talk);
    }

    #[test]
    fn whatsapp_in_every_header_shape(
        talk in proptest::collection::vec((0_usize..3, "[a-z é😊]{1,20}(\n[a-z .,]{0,12}){0,2}", 0_u32..300), 2..20),
    ) {
        let names = ["Ben Ito", "R.", "Noor 🌷"];
        for export in exports::ALL {
            let mut at = jiff::civil::date(2022, 3, 23).at(0, 0, 7, 0);
            let mut text = String::new();
            let mut times = Vec::new();
            for (name, body, pause) in &talk {
                at = at.checked_add(i64::from(*pause).minutes()).unwrap();
                times.push(if export.seconds() { at } else { at.with().second(0).build().unwrap() });
                text += &format!("{}{}: {body}{}", export.head(at), names[*name], export.ending());
            }
            let read = super::common::read(text.as_bytes());
            prop_assert_eq!(read.bodies(), talk.iter().map(|(_, body, _)| body.as_str()).collect::<Vec<_>>(), "{}", text);
            let senders: Vec<_> = read.messages().iter().map(|m| m.sender.clone().unwrap()).collect();
            prop_assert_eq!(senders, talk.iter().map(|(name, ..)| names[*name]).collect::<Vec<_>>());
            // A year of two figures may leave the order open.
            if read.survey.to_ask().next().is_none() {
                let read: Vec<_> = read.messages().iter().map(|m| m.civil.unwrap()).collect();
                prop_assert_eq!(read, times, "{}", text);
            }
        }
    }
}
