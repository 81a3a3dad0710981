//! What was lost in silence before: lines that end in CR alone, rows that are
//! cut off, damaged and half files, columns that a table does not have, marks
//! of UTF-16.

use super::items::{messages, read_any};
use chatlog::table::{Lack, Mapping};
use chatlog::{Account, Answers, Ending, Item, Reason, Stop, Unread, Whole, items};
use std::io::Cursor;
use std::path::Path;

/// A sample of the documentation.
fn shape(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shapes");
    std::fs::read(folder.join(name)).unwrap()
}

fn read(bytes: &[u8]) -> (Vec<Item>, Account) {
    read_any(bytes, &Answers::default())
}

fn refused(bytes: &[u8], answers: &Answers) -> Stop {
    items(&mut Whole(Cursor::new(bytes)), "file", answers).unwrap_err()
}

/// The same text with lines that end in CR alone, as “CSV (Macintosh)”.
fn macintosh(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.replace("\r\n", "\n").replace('\n', "\r").into_bytes()
}

const BY_LINES: [&str; 11] = [
    "linkedin.csv",
    "linkedin-2020.csv",
    "imazing.csv",
    "attendance.csv",
    "viber.csv",
    "viber-2015.tsv",
    "paste.txt",
    "captions.vtt",
    "captions.srt",
    "mail.eml",
    "mail.mbox",
];

#[test]
fn lines_that_end_in_cr_alone_are_lines_in_every_form_that_has_lines() {
    for name in BY_LINES {
        let (usual, usual_account) = read(&shape(name));
        let bytes = macintosh(&shape(name));
        let (all, account) = read(&bytes);
        assert_eq!(
            account.total.problems, usual_account.total.problems,
            "{name}"
        );
        let (usual, now) = (messages(&usual), messages(&all));
        assert_eq!(now.len(), usual.len(), "{name}");
        for (now, usual) in now.iter().zip(&usual) {
            let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
            assert_eq!(lines(&now.body), lines(&usual.body), "{name}");
            assert_eq!(now.wall, usual.wall, "{name}");
            assert_eq!(now.sender, usual.sender, "{name}");
            assert_eq!(now.line, usual.line, "{name}");
            if !now.header.is_empty() {
                let told = format!("{}{}{}", now.header, now.body, now.ending.as_str());
                let at = usize::try_from(now.bytes.start).unwrap()
                    ..usize::try_from(now.bytes.end).unwrap();
                assert_eq!(told.as_bytes(), &bytes[at], "{name}: the bytes of the file");
            }
        }
    }
}

#[test]
fn a_viber_message_ends_in_what_stands_in_the_file() {
    let bytes = b"21/11/2018,16:30:01,A,+15550100,one\rtwo\r21/11/2018,16:31:01,B,+15550101,x\r";
    let all = messages(&read(bytes).0);
    assert_eq!(
        (all[0].body.as_str(), all[0].ending),
        ("one\rtwo", Ending::Cr)
    );
    assert_eq!(all.len(), 2);
}

#[test]
fn lines_that_mostly_end_in_cr_alone_are_said_not_to_be_sure() {
    let mut bytes = macintosh(&shape("viber.csv"));
    bytes.push(b'\n');
    let (_, account) = read(&bytes);
    assert_eq!(account.total.problems.get(&Reason::MixedEnds), Some(&1));

    // A table is told by its first row: a feed in a cell takes nothing away.
    let table = b"FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\rAna,Ben,2019-11-06T02:08:20,,\"Hi\nyou\",OUTGOING,INBOX\rAna,Ben,2019-11-06T02:09:20,,x,OUTGOING,INBOX\n";
    let (all, account) = read(table);
    assert_eq!(
        (account.total.messages, account.total.problem_count()),
        (2, 0)
    );
    assert_eq!(messages(&all)[0].body, "Hi\nyou");
}

#[test]
fn a_mail_of_outlook_is_no_text_of_lines() {
    let (_, account) = read(&shape("mail.msg"));
    assert_eq!(
        (account.total.messages, account.total.problem_count()),
        (1, 0)
    );
}

#[test]
fn names_of_columns_that_swallow_the_file_are_a_problem() {
    let text =
        "FROM,TO,DATE,CONTENT,DIRECTION,\"FOLDER\nAna,Ben,2019-11-06T02:08:20,Hi,OUTGOING,INBOX\n";
    let (_, account) = read(text.as_bytes());
    assert_eq!(account.total.problems.get(&Reason::Malformed), Some(&1));
}

#[test]
fn an_empty_export_is_none_and_a_long_one_without_a_word_is_a_problem() {
    let empty = b"FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\n";
    assert_eq!(read(empty).1.total.problem_count(), 0);
    assert_eq!(read(b"WEBVTT\n").1.total.problem_count(), 0);
    let silent = format!("WEBVTT\n\nNOTE {}\n", "nobody speaks ".repeat(400));
    let (_, account) = read(silent.as_bytes());
    assert_eq!(account.total.problems.get(&Reason::Silent), Some(&1));
}

#[test]
fn a_row_that_ends_before_its_words_is_a_problem() {
    let text = "FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\nAna,Ben,2019-11-06T02:08:20,,Hi,OUTGOING,INBOX\nAna,Ben,2019-11";
    let (_, account) = read(text.as_bytes());
    assert_eq!(account.total.messages, 1);
    assert_eq!(account.total.problems.get(&Reason::Incomplete), Some(&1));

    let (_, account) = read_any(
        b"Day;Who;What\n2025-03-01;Ann;Hi\n2025-03-02;Ann\n",
        &mapped(0, 2),
    );
    assert_eq!(account.total.messages, 1);
    assert_eq!(account.total.problems.get(&Reason::Incomplete), Some(&1));
}

fn mapped(date: usize, text: usize) -> Answers {
    Answers {
        table: Some(Mapping {
            date: Some(date),
            text: Some(text),
            ..Mapping::default()
        }),
        ..Answers::default()
    }
}

const TABLE: &[u8] = b"Day;Who;What\n2025-03-01 10:00;Ann;Hi\n2025-03-02 11:00;Ben;Yes\n";

#[test]
fn a_column_that_is_not_there_is_refused_with_those_that_are() {
    let Stop::Columns(misfit) = refused(TABLE, &mapped(0, 8)) else {
        panic!("read");
    };
    assert_eq!(misfit.0, Lack::Column(8));
    let english = misfit.words(chatlog::Language::English);
    assert_eq!(
        english,
        "This table has no column 9. It has: 1 “Day”, 2 “Who”, 3 “What”."
    );
    assert!(
        misfit
            .words(chatlog::Language::French)
            .contains("3 «\u{a0}What\u{a0}»")
    );
}

#[test]
fn a_column_of_dates_without_a_date_is_refused() {
    let Stop::Columns(misfit) = refused(TABLE, &mapped(1, 2)) else {
        panic!("read");
    };
    assert_eq!(misfit.0, Lack::Dates(1, "Ann".to_owned()));
    let mut answers = mapped(0, 2);
    answers.table.as_mut().unwrap().time = Some(1);
    let Stop::Columns(misfit) = refused(TABLE, &answers) else {
        panic!("read");
    };
    assert_eq!(misfit.0, Lack::Times(1, "Ann".to_owned()));
    assert_eq!(read_any(TABLE, &mapped(0, 2)).1.total.messages, 2);
}

#[test]
fn the_order_of_day_and_month_in_a_table_is_asked() {
    let text = b"Day;Who;What\n03/05/2025 10:00;Ann;Hi\n04/05/2025 11:00;Ben;Yes\n";
    let (_, account) = read_any(text, &mapped(0, 2));
    let asks = |notice: &chatlog::Notice| matches!(notice, chatlog::Notice::DateOrder { decision, .. } if decision.order().is_none());
    assert!(account.notices.iter().any(asks), "{:?}", account.notices);
    assert_eq!(account.total.undated, 2);
}

#[test]
fn a_damaged_database_or_a_half_archive_is_a_problem() {
    let long = shape("msgstore-old.db");
    let (_, account) = read(&long);
    assert_eq!(account.total.problem_count(), 0);
    for name in [
        "chat.db",
        "call_history.db",
        "msgstore-old.db",
        "CallHistory.storedata",
    ] {
        let bytes = shape(name);
        let sound = read(&bytes).1.total.problem_count();
        for part in [97, 90] {
            let half = &bytes[..bytes.len() * part / 100];
            let told = items(&mut Whole(Cursor::new(half)), name, &Answers::default());
            let Ok(all) = told else { continue };
            let mut account = Account::default();
            all.iter().for_each(|item| account.add(item));
            assert!(account.total.problem_count() > sound, "{name} at {part} %");
        }
    }
    let tar = shape("skype.tar");
    assert_eq!(read(&tar).1.total.problem_count(), 0);
    let (_, account) = read(&tar[..2048]);
    assert_eq!(account.total.problems.get(&Reason::Damaged), Some(&1));
}

#[test]
fn utf_16_with_its_mark_is_read_in_every_form_that_a_person_saves() {
    for name in BY_LINES.into_iter().chain(["messenger-end-to-end.json"]) {
        let (usual, sound) = read(&shape(name));
        let usual = messages(&usual);
        let text = String::from_utf8(shape(name)).unwrap();
        // An editor writes its own mark, and keeps the one that is there.
        let marked = format!("\u{feff}{text}");
        let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            let (all, account) = read(&bytes);
            assert_eq!(account.total.problems, sound.total.problems, "{name}");
            let now = messages(&all);
            assert_eq!(now.len(), usual.len(), "{name}");
            for (now, usual) in now.iter().zip(&usual) {
                assert_eq!(
                    (&now.body, &now.sender),
                    (&usual.body, &usual.sender),
                    "{name}"
                );
            }
        }
    }
    let table = String::from_utf8(TABLE.to_vec()).unwrap();
    let bytes: Vec<u8> = format!("\u{feff}{table}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read_any(&bytes, &mapped(0, 2)).1.total.messages, 2);
    let why = refused(&bytes, &Answers::default());
    assert!(matches!(why, Stop::Unread(Unread::Columns)), "{why}");
}

#[test]
fn what_is_no_chat_is_said_to_be_what_it_is() {
    let why = |bytes: &[u8]| match refused(bytes, &Answers::default()) {
        Stop::Unread(unread) => unread,
        other => panic!("{other}"),
    };
    assert_eq!(why(TABLE), Unread::Columns);
    assert_eq!(why(b"a,b,c,d\r1,2,3,4\r"), Unread::Columns);
    assert_eq!(why(b"Dear Ann,\nsee you, on Monday\n"), Unread::NoMessages);
    assert_eq!(
        why(b"{\"a\":1,\"b\":2,\"c\":3,\n\"a\":1,\"b\":2,\"c\":3,\n"),
        Unread::NoMessages
    );
    let mut empty = b"PK\x05\x06".to_vec();
    empty.resize(22, 0);
    assert_eq!(why(&empty), Unread::NoChat);
    for unread in [
        Unread::NoMessages,
        Unread::NoChat,
        Unread::Binary,
        Unread::Database,
        Unread::WebPage,
    ] {
        for language in [chatlog::Language::English, chatlog::Language::French] {
            assert!(!unread.words(language).contains("WhatsApp"), "{unread:?}");
        }
    }
}
