//! E-mail: single, in mailboxes, of Outlook.

use super::common::fixtures;
use super::dice::Dice;
use super::made::mail::outlook;
use super::phones::Talk;
use chatlog::{Answers, Channel, Direction, Kind, Message, Note, Notice, Owner, Reason};
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

const PARTS: &str = "From: Ana <ana@example.org>\r\nTo: r@example.net\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=\"c\"\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello é you\r\n--c\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello you</p>\r\n--c--\r\n--b\r\nContent-Type: image/jpeg; name=\"a.jpg\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"a.jpg\"\r\n\r\n/9j/4AAQSkZJRg==\r\n--b--\r\n";

fn reasons(talk: &Talk) -> Vec<Reason> {
    talk.problems()
        .iter()
        .map(|problem| problem.reason)
        .collect()
}

#[test]
fn a_mail_that_is_cut_anywhere_says_so_and_its_words_stay_words() {
    let words = PARTS.find("Hello").unwrap();
    let file = PARTS.find("/9j").unwrap();
    let last = PARTS.find("--b--").unwrap() + 5;
    assert!(reasons(&Talk::of(PARTS.as_bytes())).is_empty());
    let start = PARTS.find("Subject").unwrap();
    for end in start..last {
        let cut = &PARTS.as_bytes()[..end];
        let talk = Talk::of(cut);
        let text = String::from_utf8_lossy(cut);
        assert_eq!(reasons(&talk), [Reason::CutOff], "{text}");
        let mail = talk.messages()[0];
        assert!(!mail.notes.contains(&Note::NotUtf8), "{text}");
        // One dash alone may be anything.
        let told = mail.body.trim_end_matches(['\u{fffd}', '\r', '\n', '-']);
        assert!("Hello é you".starts_with(told), "{told:?} in {text}");
        if (words + 3..words + 5).contains(&end) {
            assert!(!told.is_empty(), "{text}");
        }
        let files = &mail.more.attachments;
        assert!(files.iter().all(|file| file.name != "part 1"), "{text}");
        if end > file {
            let jpg = files.iter().find(|file| file.name == "a.jpg").unwrap();
            assert_eq!((jpg.bytes, &jpg.sha256), (None, &None), "{text}");
            assert_eq!(talk.problems()[0].text, "a.jpg");
        }
    }
}

#[test]
fn a_mailbox_says_which_mail_is_cut() {
    let envelope = "From a@b Fri Sep 16 22:26:51 2016\n";
    let plain = "From: a@b\nTo: c@d\nSubject: s\n\nNoon.\n\n";
    let half = PARTS.split_at(PARTS.find("--c--").unwrap()).0;
    let in_the_middle = format!("{envelope}{half}\n{envelope}{plain}");
    let talk = Talk::of(in_the_middle.as_bytes());
    assert_eq!(reasons(&talk), [Reason::Damaged]);
    assert_eq!(talk.messages()[0].body, "Hello é you");
    let in_its_headers = format!("{envelope}{plain}{envelope}From: a@b\nTo: c@d\nDate: Fri, 16 S");
    let talk = Talk::of(in_its_headers.as_bytes());
    assert_eq!(
        (talk.messages().len(), reasons(&talk)),
        (2, vec![Reason::CutOff])
    );
    let in_its_words = format!("{envelope}{plain}{envelope}{}", plain.trim_end());
    let talk = Talk::of(in_its_words.as_bytes());
    assert!(reasons(&talk).is_empty() && talk.account.notices.contains(&Notice::OpenEnd));
}

#[test]
fn words_in_base64_that_stop_are_read_as_far_as_they_go() {
    let mail = "From: a@x.org\r\nTo: c@d\r\nSubject: s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8gd29ybGQ";
    let talk = Talk::of(mail.as_bytes());
    assert_eq!(talk.messages()[0].body, "hello world");
    assert_eq!(
        (talk.messages()[0].notes.len(), reasons(&talk)),
        (0, vec![Reason::CutOff])
    );
}

#[test]
fn a_mail_of_apple_whose_count_is_too_small_loses_no_word() {
    let mail = "From: a@b\nTo: c@d\nSubject: s\n\nNoon at the gate.\n";
    let emlx = format!("{}\n{mail}<?xml version=\"1.0\"?><plist/>", mail.len() - 15);
    let talk = Talk::of(emlx.as_bytes());
    assert_eq!(talk.messages()[0].body, "Noon at the gate.\n");
    assert_eq!(reasons(&talk), [Reason::Damaged]);
}

#[test]
fn a_mail_of_outlook_that_is_cut_says_so() {
    let bytes = outlook("Come at noon 🌷");
    let whole = Talk::of(&bytes);
    assert!(reasons(&whole).is_empty());
    let mut read = 0;
    for end in (0..bytes.len()).step_by(64) {
        let mut file = chatlog::Whole(Cursor::new(&bytes[..end]));
        let Ok(items) = chatlog::items(&mut file, "x.msg", &Answers::default()) else {
            continue;
        };
        read += 1;
        let mut account = chatlog::Account::default();
        items.iter().for_each(|item| account.add(item));
        let all = super::items::messages(&items);
        let same = all.first().is_some_and(|mail| {
            let more = |m: &Message| {
                (
                    m.body.clone(),
                    m.more.attachments.clone(),
                    m.more.to.clone(),
                )
            };
            more(mail) == more(whole.messages()[0])
        });
        assert!(same || account.total.problem_count() > 0, "{end}");
    }
    assert!(read > 0, "some are still opened");
}

#[test]
fn the_owner_of_a_mail_of_outlook_is_known_by_name_and_by_address() {
    let bytes = outlook("Come at noon 🌷");
    let address = Talk::of(&bytes).messages()[0].more.from.clone().unwrap();
    for (owner, way) in [
        ("Ana", Direction::Out),
        (&address.to_uppercase(), Direction::Out),
        ("Rémi", Direction::In),
    ] {
        let mut answers = Answers::default();
        answers.choices.owner = Some(owner.to_owned());
        let (items, _) = super::items::read_any(&bytes, &answers);
        assert_eq!(super::items::messages(&items)[0].direction, way, "{owner}");
    }
}

/// A mailbox of mails, each from somebody to somebody.
fn mailbox(mails: &[(&str, &str)]) -> Vec<u8> {
    let mail = |(from, to): &(&str, &str)| {
        format!(
            "From a@b Fri Sep 16 22:26:51 2016\nX-GM-THRID: {}\nFrom: {from}\nTo: {to}\nSubject: s\n\nhi\n\n",
            from.len()
        )
    };
    mails.iter().map(mail).collect::<String>().into_bytes()
}

fn threads(talk: &Talk) -> Vec<Option<String>> {
    let all = talk.messages().into_iter();
    all.map(|mail| mail.more.conversation.clone()).collect()
}

#[test]
fn mails_with_two_clients_are_two_conversations_and_two_threads_with_one_are_one() {
    let mails = [
        ("Robin <R@example.net>", "Ben <ben@agency.org>"),
        ("ben@agency.org", "Sam <sam@example.net>"),
        ("BEN@agency.org", "r@example.net"),
        ("r@example.net", "ben@agency.org, sam@example.net"),
    ];
    let talk = Talk::of(&mailbox(&mails));
    let id = |text: &str| Some(text.to_owned());
    let both = "r@example.net, sam@example.net";
    let expected = [
        id("r@example.net"),
        id("sam@example.net"),
        id("r@example.net"),
        id(both),
    ];
    assert_eq!(threads(&talk), expected);
    let told: Vec<_> = talk
        .conversations()
        .iter()
        .map(|c| (c.title.as_deref(), c.group))
        .collect();
    assert_eq!(
        told,
        [
            (Some("Robin"), Some(false)),
            (Some("Sam"), Some(false)),
            (Some(both), Some(true))
        ]
    );
    let ben = &talk.conversations()[0].participants[0];
    assert_eq!(
        (ben.name.as_deref(), ben.owner),
        (Some("Ben"), Owner::Likely)
    );
    let kept = |name: &str| {
        talk.messages()[0]
            .more
            .fields
            .iter()
            .any(|(field, _)| field == name)
    };
    assert!(kept("X-GM-THRID"), "the thread stays a field");

    let one = Talk::of(&mailbox(&[mails[0], mails[2]]));
    assert_eq!(threads(&one), [None, None]);
    assert!(one.conversations().is_empty());
}

#[test]
fn the_owner_who_was_named_is_left_out_of_a_conversation_and_nobody_else_is() {
    let mails = [
        ("Ann <a@x.org>", "b@y.org"),
        ("c@z.org", "Ann <A@x.org>"),
        ("b@y.org", "c@z.org"),
    ];
    let id = |text: &str| Some(text.to_owned());
    let unknown = Talk::of(&mailbox(&mails));
    assert_eq!(
        threads(&unknown),
        [
            id("a@x.org, b@y.org"),
            id("a@x.org, c@z.org"),
            id("b@y.org, c@z.org")
        ]
    );
    for owner in ["Ann", "a@X.org"] {
        let mut answers = Answers::default();
        answers.choices.owner = Some(owner.to_owned());
        let (items, account) = super::items::read_any(&mailbox(&mails), &answers);
        let talk = Talk { items, account };
        assert_eq!(
            threads(&talk),
            [id("b@y.org"), id("c@z.org"), id("b@y.org, c@z.org")]
        );
        assert_eq!(
            talk.conversations()[0].participants[0].owner,
            Owner::Declared
        );
    }
}

proptest! {
    #[test]
    fn two_mails_are_in_one_conversation_only_with_the_same_people(
        mails in proptest::collection::vec((0_usize..5, proptest::collection::btree_set(0_usize..5, 1..4), any::<bool>()), 2..20),
    ) {
        let address = |n: usize, loud: bool| {
            let text = format!("p{n}@example.org");
            if loud { text.to_uppercase() } else { text }
        };
        let texts: Vec<(String, String)> = mails.iter().map(|(from, to, loud)| {
            let to: Vec<String> = to.iter().map(|n| address(*n, *loud)).collect();
            (address(*from, !*loud), to.join(", "))
        }).collect();
        let pairs: Vec<(&str, &str)> = texts.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
        let talk = Talk::of(&mailbox(&pairs));
        let sets: Vec<std::collections::BTreeSet<usize>> = mails.iter().map(|(from, to, _)| to.iter().copied().chain([*from]).collect()).collect();
        let ids = threads(&talk);
        prop_assert_eq!(ids.len(), sets.len());
        let always = (0..5).filter(|n| sets.iter().all(|set| set.contains(n))).collect::<Vec<_>>();
        let owner = (always.len() == 1).then(|| always[0]);
        let others = |set: &std::collections::BTreeSet<usize>| {
            let without: Vec<usize> = set.iter().copied().filter(|n| Some(*n) != owner).collect();
            if without.is_empty() { set.iter().copied().collect() } else { without }
        };
        for (a, one) in sets.iter().zip(&ids) {
            for (b, other) in sets.iter().zip(&ids) {
                prop_assert_eq!(one == other, others(a) == others(b) || one.is_none());
            }
        }
    }

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
