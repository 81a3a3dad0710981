//! E-mail: single, in mailboxes, of Outlook.

use super::common::fixtures;
use super::dice::Dice;
use super::made::mail::outlook;
use super::phones::Talk;
use chatlog::{Answers, Channel, Kind, Message, Note, Reason};
use proptest::prelude::*;
use std::io::Cursor;

fn one(mail: &str) -> Message {
    let talk = Talk::of(mail.as_bytes());
    assert_eq!(talk.messages().len(), 1, "{:?}", talk.problems());
    talk.messages()[0].clone()
}

#[test]
fn the_trap_has_two_mails_and_the_marks_stay() {
    let Some(folder) = fixtures("synthetic") else {
        return;
    };
    let talk = Talk::of(&std::fs::read(folder.join("trap.mbox")).unwrap());

    assert_eq!(talk.channel(), Channel::Email);
    let [one, two] = talk.messages()[..] else {
        panic!("{}", talk.messages().len())
    };
    assert!(
        one.body
            .contains("From Monday I will be away.\nFrom now on call me.")
    );
    assert_eq!(two.more.subject.as_deref(), Some("two"));
    assert!(two.body.contains(">From escaped line\n>>From quoted twice"));
    assert_eq!(two.civil, None, "it has no date");
}

#[test]
fn every_mail_of_the_shared_folder_is_read() {
    let Some(folder) = fixtures("email") else {
        return;
    };
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    paths.sort();
    assert_eq!(paths.len(), 37);
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        if bytes == b"b\n" {
            // One file of the folder is a letter and no mail: it is said, not invented.
            let stop = chatlog::items(
                &mut chatlog::Whole(Cursor::new(bytes)),
                "x",
                &Answers::default(),
            );
            assert!(matches!(
                stop,
                Err(chatlog::Stop::Unread(chatlog::Unread::NoMessages))
            ));
            continue;
        }
        let talk = Talk::of(&bytes);
        assert_eq!(
            talk.messages().len(),
            1,
            "{}: {:?}",
            path.display(),
            talk.problems().len()
        );
        let mut dice = Dice(bytes.len() as u64 + 1);
        for _ in 0..20 {
            let mut mutated = bytes.clone();
            for _ in 0..=dice.roll(6) {
                let at = dice.roll(mutated.len());
                mutated[at] = u8::try_from(dice.roll(256)).unwrap();
            }
            let mut file = chatlog::Whole(Cursor::new(mutated));
            if let Ok(items) = chatlog::items(&mut file, "x", &Answers::default()) {
                let mut account = chatlog::Account::default();
                items.iter().for_each(|item| account.add(item));
                assert_eq!(account.unaccounted(), 0);
            }
        }
    }
}

#[test]
fn words_marks_people_and_files_are_read() {
    let mail = one(
        "Return-Path: <x@example.org>\r\nFrom: =?utf-8?Q?Zo=C3=A9?= <zoe@example.org>\r\nTo: \"R.\" <r@example.net>, gus@example.org\r\nCc: ana@example.org\r\nSubject: =?utf-8?B?8J+Mtw==?=\r\nMessage-ID: <1@x>\r\nIn-Reply-To: <0@x>\r\nDate: Sat, 17 Sep 2016 01:26:51 +0300\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n<p>Caf\u{e9} at 5 &amp; 6</p>\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n--b--\r\n",
    );
    assert_eq!(mail.sender.as_deref(), Some("Zoé"));
    assert_eq!(mail.more.from.as_deref(), Some("zoe@example.org"));
    assert_eq!(mail.more.to.len(), 3);
    assert_eq!(mail.more.subject.as_deref(), Some("🌷"));
    assert_eq!(mail.instant().unwrap().to_string(), "2016-09-16T22:26:51Z");
    assert_eq!(
        mail.civil.unwrap().to_string(),
        "2016-09-17T01:26:51",
        "by the sender's clock"
    );
    assert_eq!(mail.more.id.as_deref(), Some("1@x"));
    assert_eq!(
        mail.more.reply_to.as_ref().unwrap().id.as_deref(),
        Some("0@x")
    );
    assert!(mail.body.contains("<p>"), "the record keeps the marks");
    assert!(mail.more.plain.as_ref().unwrap().ends_with("at 5 & 6"));
    let file = &mail.more.attachments[0];
    assert_eq!((file.name.as_str(), file.bytes), ("a.png", Some(5)));
}

#[test]
fn an_address_as_a_name_does_not_hide_the_real_one() {
    let mail = one("From: \"director@org.example\" <evil@x.example>\nTo: a@b\nSubject: x\n\nhi\n");
    assert_eq!(mail.sender.as_deref(), Some("evil@x.example"));
}

#[test]
fn the_same_number_with_another_text_is_kept_and_said() {
    let each = |text: &str| {
        format!(
            "From a@b Fri Sep 16 22:26:51 2016\nFrom: a@b\nMessage-ID: <1@x>\nSubject: s\n\n{text}\n\n"
        )
    };
    let talk = Talk::of((each("one") + &each("one") + &each("two")).as_bytes());
    let said: Vec<_> = talk
        .messages()
        .iter()
        .map(|m| {
            m.more
                .fields
                .iter()
                .any(|(name, _)| name.starts_with("same Message-ID"))
        })
        .collect();
    assert_eq!(said, [false, false, true]);
}

#[test]
fn a_bad_date_is_noted_and_an_endless_comment_is_no_trap() {
    let mail = one("From: a@b\nTo: c@d\nSubject: s\nDate: Fri, 99 Foo 2016 77:00:00\n\nhi\n");
    assert_eq!(mail.civil, None);
    assert_eq!(
        mail.notes,
        [Note::BadField {
            field: "Date".into()
        }]
    );
    let nested = format!("From: a@b\nTo: c@d\nDate: {}\n\nhi\n", "(".repeat(100_000));
    one(&nested);
}

#[test]
fn apple_mail_and_reports_are_recognised() {
    let mail = "From: a@b\nTo: c@d\nSubject: s\n\nhi\n";
    let emlx = format!(
        "{}      \n{mail}<?xml version=\"1.0\"?><plist/>",
        mail.len()
    );
    assert_eq!(one(&emlx).body, "hi\n");
    let bounce = one(
        "From: MAILER-DAEMON@x\nTo: a@b\nSubject: failed\nContent-Type: multipart/report; boundary=b\n\n--b\n\nnot delivered\n--b--\n",
    );
    assert!(matches!(bounce.kind, Kind::System { .. }));
}

#[test]
fn headers_without_end_and_mails_in_mails_without_end_are_refused() {
    let long = format!(
        "From: a@b\nTo: c@d\n{}\nhi",
        "Received: x\n".repeat(100_000)
    );
    let deep = format!(
        "From: a@b\nTo: c@d\n{}",
        "Content-Type: message/rfc822\n\n".repeat(50_000)
    );
    let parts: String = (0..1000)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
        .collect();
    let nested = format!("From: a@b\nTo: c@d\n{parts}\nhi\n");
    for (mail, reason) in [
        (long, Reason::TooLong),
        (deep, Reason::TooDeep),
        (nested, Reason::TooDeep),
    ] {
        let talk = Talk::of(mail.as_bytes());
        assert_eq!(
            talk.problems().iter().map(|p| p.reason).collect::<Vec<_>>(),
            [reason]
        );
    }
}

#[test]
fn a_mail_of_outlook_is_read() {
    let bytes = outlook("Come at noon 🌷");
    let talk = Talk::of(&bytes);
    let mail = talk.messages()[0];
    assert_eq!(
        (mail.body.as_str(), mail.sender.as_deref()),
        ("Come at noon 🌷", Some("Ana"))
    );
    assert_eq!(mail.instant().unwrap().to_string(), "2016-09-16T22:26:51Z");
    assert_eq!(mail.more.to[0].name.as_deref(), Some("Rémi"));
    assert_eq!(mail.more.attachments[0].bytes, Some(5));
    let mut dice = Dice(0x000F_F1CE);
    for _ in 0..1500 {
        let mut mutated = bytes.clone();
        for _ in 0..=dice.roll(8) {
            let at = dice.roll(mutated.len());
            mutated[at] = [0, 1, 0xfe, 0xff, u8::try_from(dice.roll(256)).unwrap()][dice.roll(5)];
        }
        mutated.truncate(if dice.roll(4) == 0 {
            dice.roll(mutated.len())
        } else {
            mutated.len()
        });
        let mut file = chatlog::Whole(Cursor::new(mutated));
        let _ = chatlog::items(&mut file, "x.msg", &Answers::default());
    }
}

proptest! {
    #[test]
    fn a_mailbox_that_is_written_is_read_back(
        mails in proptest::collection::vec(("[a-zA-Zé🌷 ]{1,20}", "((From |>From |[a-z]{1,8}: )?[a-zA-Z0-9 é🌷.,:]{0,40}\n){1,12}"), 1..12),
    ) {
        let mbox: String = mails.iter().enumerate().map(|(number, (subject, body))| {
            format!("From a@b Fri Sep 16 22:26:{:02} 2016\nFrom: a@b\nSubject: x{subject}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n", number)
        }).collect();

        let read = Talk::of(mbox.as_bytes());

        let told: Vec<_> = read.messages().iter().map(|m| m.body.trim_end().to_owned()).collect();
        let expected: Vec<_> = mails.iter().map(|(_, body)| body.trim_end().to_owned()).collect();
        prop_assert_eq!(told, expected);
        prop_assert_eq!(read.problems().len(), 0);
    }
}
