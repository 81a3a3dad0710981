//! Files made by phones, read from the folder of fixtures where it is present.

use super::common::{Read, read, real_files};
use chatlog::whatsapp::{DateOrder, Evidence, OrderDecision, Platform};
use chatlog::{Kind, Note};

fn real(name: &str) -> Option<Read> {
    let path = real_files()?.join(name);
    Some(read(
        &std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())),
    ))
}

fn order(read: &Read, segment: usize) -> Option<DateOrder> {
    read.survey.segments[segment].order.order()
}

#[test]
fn every_real_file_has_its_expected_count() {
    for (name, messages, segments) in [
        ("Chatistics__test_data__whatsapp___chat.txt", 21, 1),
        ("Chatistics__test_data__whatsapp___chat 2.txt", 4, 1),
        ("Chatistics__test_data__whatsapp___chat 3.txt", 11, 1),
        ("Chatistics__test_data__whatsapp___chat 4.txt", 3, 1),
        (
            "chat-history-manager-rust__backend__resources__whatsapp-text_2023-10__WhatsApp Chat with +123 45 6789.txt",
            13,
            2,
        ),
        ("chat-miner__whatsapp__test_[mmddyy]_24hrs.txt", 9, 1),
        ("chat-miner__whatsapp__test_ddmmyy_24hrs.txt", 9, 1),
        ("chat-miner__whatsapp__test_mmddyy_24hrs.txt", 9, 1),
        ("chat-miner__whatsapp__test_mmddyyyy_12hrs.txt", 9, 1),
        ("chat-miner__whatsapp__test_yyyymmdd_24hrs.txt", 9, 1),
    ] {
        let Some(read) = real(name) else { return };
        assert_eq!(read.report.messages, messages, "{name}");
        assert_eq!(read.report.problem_count(), 0, "{name}");
        assert_eq!(read.survey.segments.len(), segments, "{name}");
    }
}

#[test]
fn a_pasted_header_of_another_shape_stays_in_its_message() {
    let Some(second) = real("Chatistics__test_data__whatsapp___chat 2.txt") else {
        return;
    };

    let first = second.messages()[0];
    assert!(
        first
            .body
            .ends_with("this is the second line of the first message")
    );
    let at = first.bytes.start + first.header.len() as u64 + 33;
    assert_eq!(first.notes, [Note::QuotedHeader { at }]);
    assert_eq!(
        second.messages()[3].civil.unwrap().to_string(),
        "2019-09-17T16:39:52"
    );

    let Some(chat) = real("Chatistics__test_data__whatsapp___chat.txt") else {
        return;
    };
    assert_eq!(chat.report.quoted_headers, 1);
    assert_eq!(chat.count("system"), 1);
    assert_eq!(chat.survey.platform, Some(Platform::Iphone));
    assert_eq!(order(&chat, 0), Some(DateOrder::DayMonthYear));
    assert!(chat.bodies().contains(
        &"What is that?\n2/11/19, 14:48 Alice Placeholder: this is a message from another chat!"
    ));
}

#[test]
fn ambiguous_dates_are_asked_with_both_readings() {
    let Some(chat) = real("Chatistics__test_data__whatsapp___chat 3.txt") else {
        return;
    };

    let OrderDecision::Ask { readings, .. } = &chat.survey.segments[0].order else {
        panic!(
            "decided without evidence: {:?}",
            chat.survey.segments[0].order
        )
    };

    let firsts: Vec<_> = readings
        .iter()
        .map(|r| r.first.unwrap().to_string())
        .collect();
    assert_eq!(firsts, ["2019-11-02T14:18:00", "2019-02-11T14:18:00"]);
    assert!(
        chat.messages()
            .iter()
            .all(|message| message.civil.is_none())
    );
    assert_eq!(chat.count("system"), 2);
    assert_eq!(chat.count("text"), 9);
    let asked = chat.messages()[4];
    assert_eq!(asked.sender.as_deref(), Some("The final test"));
    assert_eq!(asked.body, "Does it work with colons?: Hallelujah!");
    assert!(
        chat.messages()[10]
            .body
            .ends_with("\n2/11/19: Arrival\n12/12/19: Departure")
    );
}

#[test]
fn two_exports_in_one_file_have_their_own_order() {
    let name = "chat-history-manager-rust__backend__resources__whatsapp-text_2023-10__WhatsApp Chat with +123 45 6789.txt";
    let Some(chat) = real(name) else { return };

    assert_eq!(order(&chat, 0), Some(DateOrder::MonthDayYear));
    assert_eq!(order(&chat, 1), Some(DateOrder::DayMonthYear));
    assert!(matches!(
        chat.survey.segments[1].order,
        OrderDecision::Decided {
            evidence: Evidence::OnlyPossible { lines: 7 },
            ..
        }
    ));
    let days = chat
        .messages()
        .iter()
        .all(|m| m.civil.unwrap().date().to_string() == "2023-06-30");
    assert!(days);
    assert_eq!(chat.count("attachment"), 4);
    assert_eq!(chat.count("omitted"), 1);
    assert_eq!(chat.count("null"), 1);
    assert_eq!(
        chat.count("system"),
        3,
        "two without and one with an author"
    );
    let files: Vec<_> = chat
        .messages()
        .iter()
        .filter_map(|m| match &m.kind {
            Kind::Attachment { name, .. } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(files[3], "STK-20230630-WA0003.webp");
}

#[test]
fn one_chat_in_five_header_shapes_reads_alike() {
    let mut readings = Vec::new();
    for name in [
        "[mmddyy]_24hrs",
        "ddmmyy_24hrs",
        "mmddyy_24hrs",
        "mmddyyyy_12hrs",
        "yyyymmdd_24hrs",
    ] {
        let Some(chat) = real(&format!("chat-miner__whatsapp__test_{name}.txt")) else {
            return;
        };
        let told: Vec<_> = chat
            .messages()
            .iter()
            .map(|m| {
                (
                    m.civil.unwrap().to_string(),
                    m.sender.clone(),
                    m.body.clone(),
                )
            })
            .collect();
        readings.push(told);
    }
    assert!(readings.iter().all(|told| *told == readings[0]));
    let (at, sender, body) = &readings[0][1];
    assert_eq!(
        (at.as_str(), sender.as_deref(), body.as_str()),
        ("2019-01-20T11:23:00", Some("John Doe"), ".")
    );
    assert_eq!(readings[0][8].0, "2021-12-30T22:01:00");
    assert_eq!(readings[0][5].1, None, "“You were added” is nobody's");
}
