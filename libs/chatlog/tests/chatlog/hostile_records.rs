//! JSON, tables, XML and mail built to hurt, each with its exact answer. More
//! of them stand in `hostile`.

use super::made::forms::zip;
use super::phones::Talk;
use chatlog::table::Mapping;
use chatlog::{Account, Answers, Delivery, Item, Media, Note, Reason, Stop, Unread, Whole};
use std::io::Cursor;

/// A download of Messenger with these records.
fn download(records: &str) -> Talk {
    let text = format!(
        r#"{{"participants":[],"messages":[{records}],"title":"T","thread_path":"inbox/t_1"}}"#
    );
    Talk::of(text.as_bytes())
}

fn reasons(talk: &Talk) -> Vec<Reason> {
    talk.problems()
        .iter()
        .map(|problem| problem.reason)
        .collect()
}

const ONE: &str = r#"{"sender_name":"A","timestamp_ms":1600000000000,"content":"x"}"#;

#[test]
fn json_nested_a_hundred_thousand_deep_is_a_problem_and_the_rest_is_read() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let field = format!(r#"{{"sender_name":"A","timestamp_ms":1,"content":{deep}}}"#);
    let talk = download(&format!("{field},{ONE}"));
    assert_eq!(
        (talk.messages().len(), reasons(&talk)),
        (1, vec![Reason::TooDeep])
    );
    let skype = Talk::of(
        format!(r#"{{"userId":"a","conversations":[{{"id":"b","MessageList":[{deep}]}}]}}"#)
            .as_bytes(),
    );
    assert_eq!(
        (skype.messages().len(), reasons(&skype)),
        (0, vec![Reason::TooDeep])
    );
}

#[test]
fn json_fields_that_stand_twice_are_said() {
    let talk = download(
        r#"{"sender_name":"A","sender_name":"B","timestamp_ms":1600000000000,"content":"x"}"#,
    );
    let message = talk.messages()[0];
    assert_eq!(message.sender.as_deref(), Some("B"));
    let field = "sender_name".to_owned();
    assert!(
        message.notes.contains(&Note::TwiceField { field }),
        "{:?}",
        message.notes
    );
}

#[test]
fn json_fields_that_nobody_knows_are_kept_by_their_names() {
    let talk = download(
        r#"{"sender_name":"A","timestamp_ms":1600000000000,"content":"x","is_admin":true,"__proto__":{"a":1},"constructor":"c"}"#,
    );
    let fields = &talk.messages()[0].more.fields;
    for (name, value) in [
        ("is_admin", "true"),
        ("__proto__", r#"{"a":1}"#),
        ("constructor", "c"),
    ] {
        assert!(
            fields
                .iter()
                .any(|(key, text)| key == name && text.trim_matches('"') == value),
            "{name}: {fields:?}"
        );
    }
}

#[test]
fn json_numbers_that_are_no_time_are_no_time() {
    for number in [
        "1e400",
        "9007199254740993",
        "NaN",
        "1.5",
        "-1",
        "\"1600000000000\"",
        "true",
        "[1]",
        "{\"$gt\":\"\"}",
    ] {
        let talk = download(&format!(
            r#"{{"sender_name":"A","timestamp_ms":{number},"content":"x"}},{ONE}"#
        ));
        let all = talk.messages().len() + talk.problems().len();
        assert_eq!(all, 2, "{number}");
        let first = talk.messages()[0];
        let dated = first
            .instant()
            .is_some_and(|at| at.as_millisecond() != 1_600_000_000_000);
        assert!(!dated, "{number}: {:?}", first.instant());
    }
}

#[test]
fn json_half_characters_and_nul_are_kept_and_said() {
    let talk =
        download(r#"{"sender_name":"A","timestamp_ms":1600000000000,"content":"a\ud800b\u0000c"}"#);
    let message = talk.messages()[0];
    assert_eq!(message.body, "a\u{fffd}b\0c");
    assert!(message.notes.contains(&Note::LoneSurrogate));
    assert_eq!(
        message.shown(),
        "a\u{fffd}b\u{2400}c",
        "a NUL is shown as a sign"
    );
}

#[test]
fn json_texts_longer_than_a_record_are_problems_of_bounded_size() {
    let long = format!(
        r#"{{"sender_name":"A","timestamp_ms":1,"content":"{}"}}"#,
        "x".repeat(20_000_000)
    );
    let talk = download(&format!("{long},{ONE}"));
    assert_eq!(talk.messages().len(), 1);
    assert!(
        reasons(&talk)
            .iter()
            .all(|reason| *reason == Reason::TooLong)
    );
    assert!(
        talk.problems()
            .iter()
            .all(|problem| problem.text.len() <= 64 * 1024)
    );
}

#[test]
fn json_of_another_sort_for_a_text_is_no_text() {
    for content in ["[\"x\"]", "{\"$gt\":\"\"}", "true", "7", "null"] {
        let talk = download(&format!(
            r#"{{"sender_name":"A","timestamp_ms":1600000000000,"content":{content}}}"#
        ));
        assert_eq!(talk.messages().len(), 1, "{content}");
        assert_eq!(talk.messages()[0].body, "", "{content}");
        assert_eq!(
            talk.account.total.messages + talk.account.total.problem_count(),
            1
        );
    }
}

#[test]
fn json_that_ends_in_one_bad_record_of_a_hundred_thousand_keeps_the_others() {
    let records = vec![ONE; 5_000].join(",\n");
    let talk = download(&format!("{records},\n{{\"sender_name\":\"A\",,}},{ONE}"));
    assert_eq!(talk.messages().len(), 5_001);
    assert_eq!(reasons(&talk), [Reason::Malformed]);
}

fn mapped(delimiter: Option<u8>) -> Answers {
    Answers {
        table: Some(Mapping {
            date: Some(0),
            sender: Some(1),
            text: Some(2),
            delimiter,
            ..Mapping::default()
        }),
        ..Answers::default()
    }
}

fn table(bytes: &[u8]) -> Talk {
    let (items, account) = super::items::read_any(bytes, &mapped(None));
    Talk { items, account }
}

#[test]
fn a_table_of_twenty_thousand_columns_is_a_problem_at_its_own_row() {
    let wide = format!("2021-05-03,A,x{}", ",y".repeat(20_000));
    let talk = table(format!("When,Who,What\n{wide}\n2021-05-04,B,z\n").as_bytes());
    assert_eq!(
        (talk.messages().len(), reasons(&talk)),
        (1, vec![Reason::TooLong])
    );
    let fits = format!("2021-05-03,A,x{}", ",y".repeat(509));
    assert_eq!(
        table(format!("When,Who,What\n{fits}\n").as_bytes())
            .messages()
            .len(),
        1
    );
}

#[test]
fn the_mark_between_fields_is_told_by_the_table() {
    for (mark, line) in [
        (';', ""),
        ('\t', ""),
        (',', ""),
        (';', "sep=;\n"),
        ('|', "sep=|\n"),
    ] {
        let text = format!("{line}When{mark}Who{mark}What\n2021-05-03 10:00{mark}A{mark}x\n");
        let talk = table(text.as_bytes());
        assert_eq!(talk.messages().len(), 1, "{text:?}");
        assert_eq!(talk.messages()[0].body, "x", "{text:?}");
    }
}

#[test]
fn names_of_columns_that_are_empty_or_stand_twice_are_no_trap() {
    let talk = table(b"When,Who,What,,What,role\n2021-05-03 10:00,A,x,1,2,director\n");
    let message = talk.messages()[0];
    assert_eq!(message.body, "x");
    let fields: Vec<_> = message
        .more
        .fields
        .iter()
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(fields, ["1", "2", "director"], "kept, and nobody's role");
}

#[test]
fn a_table_in_the_letters_of_a_spreadsheet_is_decoded() {
    let text = "\u{feff}FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\r\nAna,Ben,2019-11-06T02:08:20,,Où 🌷,OUTGOING,INBOX\r\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(Talk::of(&little).messages()[0].body, "Où 🌷");
}

#[test]
fn days_of_a_spreadsheet_that_never_were_are_said_by_row() {
    let talk = table(b"When,Who,What\n0000-00-00,A,a\n2024-02-31,A,b\n60,A,c\n2021-05-03,A,d\n");
    let dated: Vec<_> = talk.messages().iter().map(|m| m.civil.is_some()).collect();
    assert_eq!(dated, [false, false, false, true]);
    let said = talk.messages().iter().take(3).all(|m| !m.notes.is_empty());
    assert!(said, "each is noted at its row");
    let lines: Vec<_> = talk.messages().iter().map(|m| m.line).collect();
    assert_eq!(lines, [2, 3, 4, 5]);
}

#[test]
fn a_workbook_that_is_a_bomb_is_refused() {
    let zeros = vec![b' '; 30_000_000];
    let bomb = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", &zeros),
    ]);
    let mut sink = |_: Item| Ok(());
    let read = chatlog::read(
        &mut Whole(Cursor::new(&bomb)),
        "x.xlsx",
        &mapped(None),
        &mut sink,
    );
    assert!(
        matches!(
            read,
            Err(Stop::Archive(chatlog::archive::Refusal::Ratio { .. }))
        ),
        "{read:?}"
    );
}

#[test]
fn xml_that_says_one_encoding_and_is_in_another_is_read_by_its_bytes() {
    let text = "<?xml version='1.0' encoding='UTF-8'?><smses count=\"1\"><sms address=\"1\" date=\"1700000000000\" type=\"1\" body=\"é🌷\" /></smses>";
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        Talk::of(&wide).messages()[0].body,
        "é🌷",
        "saved again by a program"
    );
    let narrow = text.replace("UTF-8", "UTF-16");
    assert_eq!(Talk::of(narrow.as_bytes()).messages()[0].body, "é🌷");
    // Neither: the letter that is none is shown, and the row says so.
    let mut broken = text.as_bytes().to_vec();
    let at = memchr::memmem::find(&broken, "é".as_bytes()).unwrap();
    broken[at] = 0xFF;
    let talk = Talk::of(&broken);
    assert_eq!((talk.messages().len(), talk.problems().len()), (1, 0));
    assert!(talk.messages()[0].body.contains('\u{fffd}'));
}

#[test]
fn xml_that_includes_other_files_opens_none_of_them() {
    let row = "<sms address=\"1\" date=\"1700000000000\" type=\"1\" body=\"hi\" />";
    let text = format!(
        "<?xml version='1.0'?><?xml-stylesheet href='http://169.254.169.254/'?><smses count=\"1\" xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"file:///etc/passwd\"/>{row}</smses>"
    );
    let talk = Talk::of(text.as_bytes());
    assert_eq!(talk.messages().len(), 1);
    assert_eq!(reasons(&talk), [Reason::UnknownRecord]);
}

fn mail(headers: &str, body: &str) -> String {
    format!(
        "From: Ana <ana@example.org>\nTo: r@example.net\nDate: Fri, 16 Sep 2016 22:26:51 +0000\n{headers}\n{body}\n"
    )
}

#[test]
fn a_date_of_nothing_but_comments_is_no_trap() {
    let text = format!(
        "From: a@b\nTo: c@d\nDate: {}Fri, 16 Sep 2016 22:26:51 +0000{}\n\nhi\n",
        "(".repeat(100_000),
        ")".repeat(100_000)
    );
    assert_eq!(Talk::of(text.as_bytes()).messages().len(), 1);
}

#[test]
fn a_subject_that_would_be_two_headers_is_one_text() {
    let talk =
        Talk::of(mail("Subject: =?utf-8?q?x=0D=0ABcc:_evil@example.org?=\n", "hi").as_bytes());
    let mail = talk.messages()[0];
    assert_eq!(mail.more.to.len(), 1, "nobody was added");
    let told = chatlog::render::told(mail, None, chatlog::Language::English);
    assert!(!told.lines().any(|line| line.starts_with("Bcc")), "{told}");
}

#[test]
fn marked_up_mail_is_read_as_words_and_fetches_nothing() {
    let html = "<html><head><meta http-equiv=\"refresh\" content=\"0;url=http://x\"><style>@import url(http://x)</style></head><body onload=\"x()\"><script>alert(1)</script><img src=\"http://x/1.png\"><form action=\"http://x\">Hello</form></body></html>";
    let talk = Talk::of(mail("Content-Type: text/html; charset=utf-8\n", html).as_bytes());
    let message = talk.messages()[0];
    assert_eq!(message.more.plain.as_deref(), Some("Hello"));
    assert!(message.body.contains("<script>"), "the record keeps it");
}

#[test]
fn sealed_parts_are_files_that_nobody_opens() {
    for (kind, name) in [
        ("application/ms-tnef", "winmail.dat"),
        (
            "application/pkcs7-mime; smime-type=enveloped-data",
            "smime.p7m",
        ),
        ("application/pgp-encrypted", "x.pgp"),
    ] {
        let headers = format!(
            "MIME-Version: 1.0\nContent-Type: {kind}; name={name}\nContent-Disposition: attachment; filename={name}\nContent-Transfer-Encoding: base64\n"
        );
        let talk = Talk::of(mail(&headers, "SGVsbG8=").as_bytes());
        let message = talk.messages()[0];
        let file = &message.more.attachments[0];
        assert_eq!((file.name.as_str(), file.bytes), (name, Some(5)), "{kind}");
        assert_eq!(file.sha256.as_ref().map(String::len), Some(64));
        assert_ne!(file.media, Media::Image);
    }
}

#[test]
fn a_file_of_a_mail_may_be_called_anything() {
    let long = "x".repeat(4000);
    for name in [
        "invoice.pdf\u{202e}fdp.exe",
        long.as_str(),
        "a\\r\\nb.pdf",
        "../../etc/passwd",
    ] {
        let headers = format!(
            "MIME-Version: 1.0\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"{name}\"\n"
        );
        let talk = Talk::of(mail(&headers, "x").as_bytes());
        let told = chatlog::render::told(talk.messages()[0], None, chatlog::Language::English);
        assert_eq!(talk.messages()[0].more.attachments.len(), 1, "{name:?}");
        assert_eq!(told.lines().count(), 1, "one line names it: {told:?}");
    }
}

#[test]
fn what_a_mail_says_of_its_sender_is_kept_and_proves_nothing() {
    let text = mail(
        "Auto-Submitted: auto-replied\nAuthentication-Results: mx; dkim=pass header.d=other.example; dmarc=fail\n",
        "hi",
    );
    let talk = Talk::of(text.as_bytes());
    let message = talk.messages()[0];
    let field = |name: &str| message.more.fields.iter().any(|(key, _)| key == name);
    assert!(field("Auto-Submitted") && field("Authentication-Results"));
    assert_eq!(message.more.delivery, Delivery::Unknown);
}

/// A file that is made while it is read.
struct Endless {
    at: u64,
    len: u64,
    line: &'static [u8],
}

impl std::io::Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let left = usize::try_from(self.len - self.at).unwrap_or(usize::MAX);
        let len = into.len().min(left);
        for (step, byte) in into.iter_mut().take(len).enumerate() {
            let at = (self.at + step as u64) % self.line.len() as u64;
            *byte = self.line[usize::try_from(at).unwrap()];
        }
        self.at += len as u64;
        Ok(len)
    }
}

struct Made(u64, &'static [u8]);

impl chatlog::Source for Made {
    fn open(&mut self) -> std::io::Result<Box<dyn std::io::Read + '_>> {
        Ok(Box::new(Endless {
            at: 0,
            len: self.0,
            line: self.1,
        }))
    }
}

/// The account of a file of so many bytes that repeats one line, and how many
/// bytes its largest item shows.
fn repeated(len: u64, line: &'static [u8]) -> (Result<(), Stop>, Account, usize) {
    let (mut account, mut largest) = (Account::default(), 0);
    let mut sink = |item: Item| {
        if let Item::Entry(chatlog::Entry::Problem(problem)) = &item {
            largest = largest.max(problem.text.len());
        }
        account.add(&item);
        Ok(())
    };
    let read = chatlog::read(&mut Made(len, line), "x", &Answers::default(), &mut sink);
    (read, account, largest)
}

#[test]
fn a_line_without_end_is_problems_of_bounded_size() {
    const LINE: &[u8] = b"27/03/2022, 21:41 - A: no end to it";
    let (read, account, largest) = repeated(12_000_000, LINE);
    assert!(read.is_ok());
    assert_eq!(account.unaccounted(), 0);
    assert_eq!(account.total.problem_count(), 11, "{:?}", account.total);
    assert_eq!(account.total.messages, 0);
    assert!(largest <= 1024 * 1024 + 64 * 1024, "{largest}");
}

#[test]
fn text_in_other_letters_is_kept_byte_for_byte_counted_and_asked_about() {
    let latin = |text: &str| -> Vec<u8> {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect()
    };
    let bytes =
        latin("27/03/2022, 21:41 - Zoé: où\n27/03/2022, 21:42 - B: là\n27/03/2022, 21:43 - B: x\n");
    let talk = Talk::of(&bytes);
    assert_eq!((talk.messages().len(), talk.account.total.not_utf8), (3, 2));
    let first = talk.messages()[0];
    assert_eq!(first.original.as_ref().unwrap().0, bytes[..28]);
    let asked = talk.account.notices.iter().any(|notice| {
        notice
            .words(chatlog::Language::English)
            .contains("as the phone made it")
    });
    assert!(asked, "{:?}", talk.account.notices);
    // One broken letter in a thousand messages is an accident.
    let mut long = b"27/03/2022, 21:41 - A: x\n".repeat(999);
    long.extend(b"27/03/2022, 21:41 - A: \xff\n");
    let quiet = Talk::of(&long).account.notices.iter().all(|n| {
        !n.words(chatlog::Language::English)
            .contains("as the phone made it")
    });
    assert!(quiet);
}

#[test]
fn a_file_that_is_nothing_but_zeros_is_said_so() {
    let read = repeated(200_000, b"\0").0;
    assert!(
        matches!(read, Err(Stop::Unread(Unread::Binary))),
        "{read:?}"
    );
}
