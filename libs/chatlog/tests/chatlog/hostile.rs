//! Files built to hurt, each with its exact answer. Zip archives have their own
//! table in `archives`; JSON is tested with Messenger and Skype.

use super::made::phone::Made;
use chatlog::{Account, Answers, Entry, Item, Reason, Stop, Unread, Whole, items};
use std::io::Cursor;

/// What a hostile file gets.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// Not read at all.
    Unread(Unread),
    /// Read: so many messages, and Problems for these reasons.
    Read(u64, Vec<Reason>),
}

fn answer(bytes: Vec<u8>) -> Answer {
    match items(&mut Whole(Cursor::new(bytes)), "file", &Answers::default()) {
        Ok(items) => {
            let mut account = Account::default();
            items.iter().for_each(|item| account.add(item));
            assert_eq!(account.unaccounted(), 0);
            let reasons = items.iter().filter_map(|item| match item {
                Item::Entry(Entry::Problem(problem)) => Some(problem.reason),
                _ => None,
            });
            Answer::Read(account.total.messages, reasons.collect())
        }
        Err(Stop::Unread(reason)) => Answer::Unread(reason),
        Err(other) => panic!("{other}"),
    }
}

fn xml(inside: &str) -> Vec<u8> {
    format!("<?xml version='1.0'?><smses count=\"1\">{inside}</smses>").into_bytes()
}

const SMS: &str = "<sms address=\"1\" date=\"1700000000000\" type=\"1\" body=\"hi\" />";

const LAUGHS: &str = "<?xml version='1.0'?><!DOCTYPE smses [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><smses count=\"1\"><sms body=\"&b;\"/></smses>";
const OUTSIDE: &str = "<?xml version='1.0'?><!DOCTYPE smses SYSTEM \"file:///etc/passwd\"><smses count=\"1\"></smses>";

#[test]
fn hostile_xml_gets_its_exact_answer() {
    use Reason::{Malformed, Refused, TooDeep, TooLong};
    let attributes: String = (0..1_000_000).map(|n| format!(" a{n}=\"\"")).collect();
    let table = [
        (
            "a document type with entities",
            LAUGHS.as_bytes().to_vec(),
            Answer::Read(0, vec![Refused, Refused]),
        ),
        (
            "a document type from outside",
            OUTSIDE.as_bytes().to_vec(),
            Answer::Read(0, vec![Refused, Refused]),
        ),
        (
            "a million attributes",
            xml(&format!("<sms{attributes}/>{SMS}")),
            Answer::Read(1, vec![TooLong]),
        ),
        (
            "one attribute of ten megabytes",
            xml(&format!("<sms body=\"{}\"/>{SMS}", "x".repeat(10_000_000))),
            Answer::Read(1, vec![TooLong]),
        ),
        (
            "processing instructions and style sheets",
            xml(&format!(
                "<?xml-stylesheet href=\"http://x\"?>{SMS}<?php evil ?>"
            )),
            Answer::Read(1, vec![]),
        ),
        (
            "a date before time and one after it",
            xml(
                "<sms date=\"-1\" type=\"1\" body=\"x\"/><sms date=\"910000000000000000\" type=\"1\" body=\"x\"/>",
            ),
            Answer::Read(2, vec![]),
        ),
        (
            "text where none is",
            xml("<![CDATA[ <sms body=\"no\"/> ]]>"),
            Answer::Read(0, vec![Refused, Refused]),
        ),
        (
            "an attribute without quotes",
            xml(&format!("<sms body=hi />{SMS}")),
            Answer::Read(1, vec![Malformed]),
        ),
    ];
    for (what, bytes, expected) in table {
        assert_eq!(answer(bytes), expected, "{what}");
    }
    let Answer::Read(0, reasons) = answer(xml(&"<x>".repeat(1_000_000))) else {
        panic!()
    };
    assert_eq!(reasons.last(), Some(&TooDeep), "a million levels");
    assert_eq!(reasons.len(), 129);
}

#[test]
fn a_picture_longer_than_any_buffer_is_streamed() {
    struct Long(u64);
    impl std::io::Read for Long {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let head = b"<smses count=\"1\"><mms date=\"1700000000000\" msg_box=\"1\"><parts><part ct=\"image/png\" data=\"";
            let tail = b"\"/></parts></mms></smses>";
            let end = 24 * 1024 * 1024;
            let at = self.0;
            let byte = |at: u64| match at {
                at if at < head.len() as u64 => Some(head[usize::try_from(at).unwrap()]),
                at if at < end => Some(b'A'),
                at => tail.get(usize::try_from(at - end).unwrap()).copied(),
            };
            let mut count = 0;
            for place in into.iter_mut() {
                let Some(byte) = byte(at + count) else { break };
                *place = byte;
                count += 1;
            }
            self.0 += count;
            Ok(usize::try_from(count).unwrap())
        }
    }
    struct Source;
    impl chatlog::Source for Source {
        fn open(&mut self) -> std::io::Result<Box<dyn std::io::Read + '_>> {
            Ok(Box::new(Long(0)))
        }
    }
    let all = items(&mut Source, "sms.xml", &Answers::default()).unwrap();
    let message = super::items::messages(&all).pop().unwrap();
    assert!(message.more.attachments[0].bytes.unwrap() > 18_000_000);
}

#[test]
fn hostile_tables_get_their_exact_answer() {
    use Reason::{CutOff, TooLong};
    let head = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,DATE,CONTENT\n";
    let row = "1,Ana,u,Ben,2026-08-01 02:00:00 UTC,hi\n";
    let csv = |inside: &str| format!("{head}{inside}").into_bytes();
    let table = [
        (
            "a million columns",
            csv(&format!("{}\n{row}", ",".repeat(1_000_000))),
            Answer::Read(1, vec![TooLong]),
        ),
        (
            "a quote that never ends",
            csv(&format!("{row}1,\"{}", "x\n".repeat(100_000))),
            Answer::Read(1, vec![CutOff]),
        ),
        (
            "a field of three megabytes",
            csv(&format!("1,\"{}\n{row}", "x".repeat(3_000_000))),
            Answer::Read(1, vec![TooLong]),
        ),
        (
            "formulas are words",
            csv(
                "1,=cmd|' /C calc'!A0,u,@SUM(1),2026-08-01 02:00:00 UTC,\"=HYPERLINK(\"\"http://x\"\")\"\n",
            ),
            Answer::Read(1, vec![]),
        ),
        (
            "days that never were",
            csv("1,a,u,b,0000-00-00,x\n1,a,u,b,31.02.2024,x\n"),
            Answer::Read(2, vec![]),
        ),
        (
            "rows that are short and long",
            csv("1\n1,a,u,b,2026-08-01,x,y,z\n"),
            Answer::Read(1, vec![Reason::Incomplete]),
        ),
        ("nothing below the names", csv(""), Answer::Read(0, vec![])),
        (
            "NUL and broken letters",
            csv("1,\0,u,b,2026-08-01,\u{fffd}\n"),
            Answer::Read(1, vec![]),
        ),
    ];
    for (what, bytes, expected) in table {
        assert_eq!(answer(bytes), expected, "{what}");
    }
    let mut broken = csv(row);
    broken.extend(b"1,\xff\xfe,u,b,2026-08-01,\x80\n");
    assert_eq!(answer(broken), Answer::Read(2, vec![]));
}

const ENDLESS: &str = "create table handle(id); create view message as with recursive n(i) as (select 1 union all select i + 1 from n) select i as is_from_me, i as handle_id from n;";
const SHADOW: &str = "create virtual table message using fts5(is_from_me, handle_id);";
const GENERATED: &str = "create table message(ROWID integer primary key, guid text, text text, handle_id, is_from_me, date, evil text generated always as (hex(zeroblob(100000000))) virtual); insert into message(guid, text, is_from_me, date) values ('A', 'kept', 0, 721692800);";
const TRIGGER: &str = "create table message(ROWID integer primary key, guid text, text text, handle_id, is_from_me, date); create trigger t after insert on message begin select load_extension('x'); end;";

#[test]
fn hostile_databases_get_their_exact_answer() {
    let with = |sql: &str| Made::new(sql).bytes();
    let long = "create table message(ROWID integer primary key, guid text, text text, handle_id, is_from_me, date); insert into message(guid, text, is_from_me, date) values ('A', zeroblob(70000000), 0, 1), ('B', 'after', 0, 721692800);";
    let letters = "create table message(ROWID integer primary key, guid text, text text, handle_id, is_from_me, date); insert into message(guid, text, is_from_me, date) values ('A', cast(x'6869ff00' as text), 0, 721692800);";
    let mut cut = with(GENERATED);
    cut.truncate(600);
    let mut huge = with(GENERATED);
    huge[28..32].copy_from_slice(&u32::MAX.to_be_bytes());
    let mut locked: Vec<u8> = (0..8192_u32)
        .map(|n| u8::try_from((n * n * 31 + 7 * n + 200) % 251).unwrap())
        .collect();
    locked[0] = 0xF3;
    let table = [
        (
            "a view without end where a table should be",
            with(ENDLESS),
            Answer::Unread(Unread::Database),
        ),
        (
            "a virtual table",
            with(SHADOW),
            Answer::Unread(Unread::Database),
        ),
        (
            "a generated column is never computed",
            with(GENERATED),
            Answer::Read(1, vec![]),
        ),
        (
            "a trigger is never run",
            with(TRIGGER),
            Answer::Read(0, vec![]),
        ),
        (
            "a row of seventy megabytes",
            with(long),
            Answer::Read(1, vec![Reason::Malformed]),
        ),
        (
            "broken letters and NUL",
            with(letters),
            Answer::Read(1, vec![]),
        ),
        (
            "cut off in the first page",
            cut,
            Answer::Unread(Unread::Database),
        ),
        ("a size of terabytes", huge, Answer::Read(1, vec![])),
        (
            "an encrypted one looks like noise",
            locked,
            Answer::Unread(Unread::Binary),
        ),
    ];
    for (what, bytes, expected) in table {
        assert_eq!(answer(bytes), expected, "{what}");
    }
}

#[test]
fn an_encrypted_backup_of_whatsapp_is_recognised_and_explained() {
    let mut bytes = vec![0x8e, 0x01, 0x08, 0x01, 0x22];
    bytes.extend((0..60_u8).map(|n| n.wrapping_mul(37)));
    bytes.extend(b"\x0a\x0b2.24.10.85");
    bytes.extend((0..200_u8).map(|n| n.wrapping_mul(91)));
    assert_eq!(answer(bytes), Answer::Unread(Unread::WhatsAppBackup));
    assert!(
        Unread::WhatsAppBackup
            .words(chatlog::Language::French)
            .contains("64 chiffres")
    );
}

#[test]
fn what_is_no_conversation_is_said_what_it_is() {
    let table: [(&[u8], Unread); 5] = [
        (b"", Unread::Empty),
        (b"%PDF-1.7\n", Unread::Pdf),
        (b"\x89PNG\r\n\x1a\n", Unread::Picture),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0", Unread::Binary),
        (b"<!doctype html><p>hello", Unread::WebPage),
    ];
    for (bytes, expected) in table {
        assert_eq!(answer(bytes.to_vec()), Answer::Unread(expected));
    }
}
