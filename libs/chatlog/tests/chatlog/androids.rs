//! Text messages and calls of Android phones.

use super::common::fixtures;
use super::dice::Dice;
use super::phones::Talk;
use chatlog::{Call, Channel, Delivery, Direction, Kind, Media, Note, Notice, Outcome, Reason};
use proptest::prelude::*;

fn backup(inside: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!-- by a phone --><?xml-stylesheet type=\"text/xsl\" href=\"sms.xsl\"?>\n<smses count=\"2\" backup_date=\"1700000000000\">\n{inside}</smses>\n"
    )
}

fn talk(inside: &str) -> Talk {
    Talk::of(backup(inside).as_bytes())
}

#[test]
fn broken_characters_of_the_shared_file_are_repaired() {
    let Some(folder) = fixtures("synthetic") else {
        return;
    };
    let talk = Talk::of(&std::fs::read(folder.join("surr.xml")).unwrap());

    let bodies: Vec<_> = talk.messages().iter().map(|m| m.body.clone()).collect();
    assert_eq!(
        bodies,
        ["ok 😊", "hi 😆 there", "lone \u{fffd}\u{1} x", "a & b"]
    );
    assert_eq!(talk.messages()[2].notes, [Note::LoneSurrogate]);
    assert_eq!(talk.channel(), Channel::Sms);
    let differs = Notice::CountDiffers {
        announced: 3,
        found: 4,
    };
    assert!(talk.account.notices.contains(&differs), "the count lies");
}

#[test]
fn a_byte_order_mark_before_the_file_is_no_problem() {
    let row = "<sms address=\"+15550100\" date=\"1700000000000\" type=\"1\" body=\"hi\" />\n";
    let text = format!("\u{feff}{}", backup(&row.repeat(2)));
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &wide] {
        let talk = Talk::of(bytes);
        assert_eq!((talk.messages().len(), talk.problems().len()), (2, 0));
    }
}

#[test]
fn drafts_and_failures_are_never_filed_as_sent() {
    let each: String = (0..9)
        .map(|kind| format!("<sms address=\"+15550100\" date=\"1700000000000\" type=\"{kind}\" body=\"{kind}\" />\n"))
        .collect();
    let told: Vec<_> = talk(&each)
        .messages()
        .iter()
        .map(|m| (m.direction, m.more.delivery))
        .collect();
    use Delivery::{Draft, Failed, Queued, Received, Sent, Unknown};
    let out = |delivery| (Direction::Out, delivery);
    let unknown = (Direction::Unknown, Unknown);
    assert_eq!(
        told,
        [
            unknown,
            (Direction::In, Received),
            out(Sent),
            out(Draft),
            out(Queued),
            out(Failed),
            out(Queued),
            unknown,
            unknown
        ]
    );
}

#[test]
fn the_word_null_and_the_unknown_name_are_nobody() {
    let talk = talk(
        "<sms address=\"+15550100\" date=\"1700000000000\" type=\"1\" subject=\"null\" body=\"null\" service_center=\"null\" contact_name=\"(Unknown)\" date_sent=\"1699999999\" />",
    );
    let message = talk.messages()[0];
    assert_eq!(
        (message.sender.as_deref(), &message.kind),
        (Some("+15550100"), &Kind::Null)
    );
    assert_eq!(message.more.subject, None);
    assert_eq!(
        message.more.moments[0].1.to_string(),
        "2023-11-14T22:13:19Z",
        "in seconds"
    );
}

#[test]
fn dates_that_cannot_be_are_noted_and_the_message_kept() {
    for date in ["-1", "0", "910000000000000000", "x", ""] {
        let talk = talk(&format!(
            "<sms address=\"1\" date=\"{date}\" type=\"1\" body=\"kept\" />"
        ));
        let message = talk.messages()[0];
        assert_eq!(
            (message.body.as_str(), message.civil),
            ("kept", None),
            "{date}"
        );
        assert!(message.notes.contains(&Note::BadField {
            field: "date".into()
        }));
    }
}

#[test]
fn a_multimedia_message_has_its_parts_and_its_people() {
    let talk = talk(
        "<mms date=\"1700000000000\" msg_box=\"1\" address=\"+15550100~+15550101\" m_type=\"132\" sub=\"null\" contact_name=\"R., Gus\">\n<parts>\n<part seq=\"-1\" ct=\"application/smil\" text=\"&lt;smil&gt;\"/>\n<part seq=\"0\" ct=\"image/jpeg\" cl=\"a.jpg\" text=\"null\" data=\"SGVsbG8=\"/>\n<part seq=\"0\" ct=\"text/plain\" text=\"look &#55356;&#57143;\"/>\n<part ct=\"image/png\" name=\"bad.png\" data=\"!!\"/></parts>\n<addrs><addr address=\"+15550101\" type=\"137\" charset=\"106\"/><addr address=\"insert-address-token\" type=\"151\"/><addr address=\"+15550100\" type=\"130\"/></addrs></mms>",
    );
    let message = talk.messages()[0];

    assert_eq!(message.body, "look 🌷");
    assert_eq!(message.more.from.as_deref(), Some("+15550101"));
    assert_eq!(message.more.to[0].id.as_deref(), Some("+15550100"));
    let [jpeg, png] = &message.more.attachments[..] else {
        panic!()
    };
    assert_eq!(
        (jpeg.name.as_str(), jpeg.media, jpeg.bytes),
        ("a.jpg", Media::Image, Some(5))
    );
    assert_eq!(
        jpeg.sha256.as_deref(),
        Some("185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969")
    );
    assert_eq!(
        (png.name.as_str(), png.bytes),
        ("bad.png", None),
        "bad letters do not stop the file"
    );
}

#[test]
fn a_file_that_is_cut_off_keeps_its_whole_rows() {
    let whole = backup(
        "<sms address=\"1\" date=\"1700000000000\" type=\"1\" body=\"one\" />\n<mms date=\"1700000000000\" msg_box=\"2\" address=\"1\"><parts><part ct=\"text/plain\" text=\"two\"/></parts></mms>\n<sms address=\"1\" date=\"1700000000000\" type=\"1\" body=\"three\" />\n",
    );
    for end in 0..whole.len() {
        let cut = &whole.as_bytes()[..end];
        if !whole[..end].contains("<smses") {
            continue;
        }
        let talk = Talk::of(cut);
        let complete = ["one\" />", "</mms>", "three\" />"]
            .iter()
            .filter(|mark| whole[..end].contains(**mark))
            .count();
        assert_eq!(talk.messages().len(), complete, "{}", &whole[..end]);
        let told: Vec<_> = talk.problems().iter().map(|p| p.reason).collect();
        let cut = !whole[..end].contains("</smses>");
        let expected = if cut { vec![Reason::CutOff] } else { vec![] };
        assert_eq!(told, expected, "{}", &whole[..end]);
    }
}

#[test]
fn a_file_of_calls_without_an_end_says_so() {
    let call = "<call number=\"+15550100\" duration=\"1\" date=\"1700000000000\" type=\"1\" />\n";
    for (end, problems) in [("", 1), ("</calls>", 0), ("</calls>\n", 0)] {
        let talk = Talk::of(format!("<calls count=\"1\">\n{call}{end}").as_bytes());
        assert_eq!(
            (talk.messages().len(), talk.problems().len()),
            (1, problems),
            "{end}"
        );
    }
}

#[test]
fn calls_say_how_they_went() {
    let each: String = (1..9)
        .map(|kind| format!("<call number=\"+15550100\" duration=\"{}\" date=\"1700000000000\" type=\"{kind}\" presentation=\"1\" readable_date=\"x\" contact_name=\"R.\" />", kind % 3 * 10))
        .collect();
    let talk = Talk::of(format!("<calls count=\"8\">{each}</calls>").as_bytes());
    assert_eq!(talk.channel(), Channel::Calls);
    let told: Vec<_> = talk
        .messages()
        .iter()
        .map(|m| match &m.kind {
            Kind::Call(Call { outcome, .. }) => *outcome,
            other => panic!("{other:?}"),
        })
        .collect();
    use Outcome::{Answered, Missed, Silenced, Unanswered, Unknown};
    assert_eq!(
        told,
        [
            Answered, Answered, Missed, Unanswered, Unanswered, Silenced, Answered, Unknown
        ]
    );
    assert!(talk.account.notices.is_empty(), "the count is right");
}

#[test]
fn what_is_no_row_is_a_problem_with_its_bytes() {
    let talk = talk(
        "<sms address=\"1\" date=\"1\" type=\"1\" body=\"he said \"hi\" to me\" />\n<rcs body=\"new\" />\nloose words\n<sms address=\"1\" date=\"1700000000000\" type=\"1\" body=\"after\" />",
    );
    let reasons: Vec<_> = talk.problems().iter().map(|p| p.reason).collect();
    assert_eq!(
        reasons,
        [Reason::Malformed, Reason::UnknownRecord, Reason::Malformed]
    );
    assert!(talk.problems()[0].text.contains("he said"));
    assert_eq!(talk.messages()[0].body, "after");
}

#[test]
fn no_mutation_loses_a_byte() {
    let sound = backup(
        "<sms address=\"1\" date=\"1700000000000\" type=\"1\" body=\"one &#55357;&#56838;\" />\n<mms date=\"1700000000000\" msg_box=\"2\" address=\"1\"><parts><part ct=\"image/png\" data=\"AAAA\"/></parts></mms>\n<!-- c -->",
    );
    let pieces: [&[u8]; 12] = [
        b"<",
        b">",
        b"\"",
        b"'",
        b"/",
        b"&",
        b"<!--",
        b"-->",
        b"<?",
        b"<mms>",
        b"\xff",
        b"&#55357;",
    ];
    let mut dice = Dice(0x5151_1515);
    for _ in 0..3000 {
        let mut bytes = sound.clone().into_bytes();
        for _ in 0..=dice.roll(4) {
            let at = 120 + dice.roll(bytes.len().saturating_sub(120));
            match dice.roll(4) {
                0 => bytes.truncate(at),
                1 if at < bytes.len() => bytes[at] = u8::try_from(dice.roll(256)).unwrap(),
                _ => {
                    let at = at.min(bytes.len());
                    bytes.splice(at..at, pieces[dice.roll(12)].iter().copied());
                }
            }
        }
        let mut file = chatlog::Whole(std::io::Cursor::new(bytes));
        if let Ok(items) = chatlog::items(&mut file, "x", &chatlog::Answers::default()) {
            let mut account = chatlog::Account::default();
            items.iter().for_each(|item| account.add(item));
            assert_eq!(account.unaccounted(), 0);
        }
    }
}

fn written(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '"' => out += "&quot;",
            '\n' => out += "&#10;",
            // As the app writes what is beyond the first 65,536.
            c if u32::from(c) > 0xffff => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out += &format!("&#{unit};");
                }
            }
            c => out.push(c),
        }
    }
    out
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        rows in proptest::collection::vec(("(\\PC|[😀-😏\n&<\"]){0,60}", 1_u8..7, 1_i64..2_000_000_000), 1..30),
    ) {
        let inside: String = rows.iter().map(|(body, kind, seconds)| {
            format!("  <sms protocol=\"0\" address=\"+15550100\" date=\"{}\" type=\"{kind}\" body=\"{}\" read=\"1\" />\n", seconds * 1000 + 500_000_000_000, written(body))
        }).collect();

        let read = talk(&inside);

        let told: Vec<_> = read.messages().iter().map(|m| (m.body.clone(), m.instant().unwrap().as_millisecond())).collect();
        let expected: Vec<_> = rows.iter().map(|(body, _, seconds)| (body.clone(), seconds * 1000 + 500_000_000_000)).collect();
        prop_assert_eq!(told, expected);
        prop_assert_eq!(read.problems().len(), 0);
    }
}
