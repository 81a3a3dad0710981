//! Zip archives: as phones make them, as people pack them, as enemies build
//! them.

use chatlog::archive::{self, Archive, Limits, Pick, Refusal, Standing, WhyNot, match_media};
use chatlog::whatsapp::{Choices, DateOrder, Evidence, OrderDecision, Outside};
use chatlog::{Entry, Kind, Media, Report};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

type Opened = Archive<Cursor<Vec<u8>>>;

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures")
            .join(name),
    )
    .unwrap()
}

fn open(bytes: Vec<u8>) -> Result<Opened, Refusal> {
    archive::open(Cursor::new(bytes), &Limits::default())
}

fn refused(bytes: Vec<u8>) -> Refusal {
    open(bytes)
        .map(|archive| panic!("opened: {:?}", archive.files()))
        .unwrap_err()
}

fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const CHAT: &[u8] = b"27/03/2022, 21:41 - A: x\n";

#[test]
fn an_iphone_archive_is_read_with_its_files() {
    let mut zip = open(bytes("iphone-media.zip")).unwrap();
    let Pick::One(chat) = zip.pick() else {
        panic!("{:?}", zip.pick())
    };

    let survey = zip.survey(chat, &Outside::default()).unwrap();
    let entries: Vec<Entry> = zip
        .read(chat, &survey, &Choices::default())
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let media = zip.media().unwrap();

    assert!(matches!(
        survey.segments[0].order,
        OrderDecision::Decided {
            order: DateOrder::DayMonthYear,
            evidence: Evidence::MediaNames {
                agree: 2,
                against: 0
            }
        }
    ));
    let mut report = Report::default();
    entries.iter().for_each(|entry| report.add(entry));
    assert_eq!(
        (report.messages, report.unaccounted(survey.totals.bytes)),
        (4, 0)
    );
    let names: Vec<&str> = entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(m) => match &m.kind {
                Kind::Attachment { name, .. } => Some(name.as_str()),
                _ => None,
            },
            Entry::Problem(_) => None,
        })
        .collect();
    let fit = match_media(&media, names);
    assert_eq!(fit.found.len(), 1);
    assert_eq!(fit.missing, ["00000003-AUDIO-2021-05-04-11-01-00.opus"]);
    assert_eq!(fit.unreferenced.len(), 1);
    assert_eq!((media[0].size, media[0].media), (68, Media::Image));
    let digest = media[0].sha256.as_deref().unwrap();
    assert_eq!(digest.len(), 64);
    assert_ne!(media[0].sha256, media[1].sha256);
}

#[test]
fn which_files_that_messages_name_are_there_is_said() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/iphone-media.zip");
    let bytes = std::fs::read(path).unwrap();
    let (_, account) = super::items::read_any(&bytes, &chatlog::Answers::default());

    let said = |language| {
        let files = |notice: &&chatlog::Notice| matches!(notice, chatlog::Notice::Files { .. });
        let notice = account.notices.iter().find(files).unwrap();
        notice.words(language)
    };
    assert_eq!(
        said(chatlog::Language::English),
        "1 file that messages name is in the archive; 1 is not: 00000003-AUDIO-2021-05-04-11-01-00.opus; 1 file there is named by no message."
    );
    assert_eq!(
        said(chatlog::Language::French),
        "1 fichier nommé dans les messages est dans l’archive\u{a0}; 1 n’y est pas\u{a0}: 00000003-AUDIO-2021-05-04-11-01-00.opus\u{a0}; 1 fichier n’y est nommé par aucun message."
    );
}

#[test]
fn what_computers_add_is_left_aside_and_the_only_chat_is_found() {
    let zip = open(bytes("android-nested-folder.zip")).unwrap();
    let Pick::One(chat) = zip.pick() else {
        panic!()
    };
    assert_eq!(zip.files()[chat].shown, "WhatsApp Chat with R..txt");
    let standings: Vec<_> = zip.files().iter().map(|file| file.standing).collect();
    use Standing::{Chat, Clutter, File};
    assert_eq!(standings, [Clutter, Clutter, Chat, File, File]);
}

#[test]
fn several_chats_in_one_archive_are_asked() {
    assert_eq!(
        open(bytes("two-chats.zip")).unwrap().pick(),
        Pick::Several(vec![0, 1])
    );
    assert_eq!(open(pack(&[("a.jpg", b"x")])).unwrap().pick(), Pick::None);
}

#[test]
fn no_message_is_later_than_its_archive() {
    let mut zip = open(bytes("time-decides.zip")).unwrap();
    let survey = zip.survey(0, &Outside::default()).unwrap();
    assert!(matches!(
        survey.segments[0].order,
        OrderDecision::Decided {
            order: DateOrder::MonthDayYear,
            evidence: Evidence::ArchiveTime
        }
    ));
}

#[test]
fn a_hostile_name_is_data_and_not_a_path() {
    let zip = open(pack(&[("../../etc/passwd", b"x"), ("_chat.txt", CHAT)])).unwrap();
    assert!(zip.files()[0].has_hostile_name());
    assert_eq!(zip.files()[0].shown, "passwd");
    assert_eq!(zip.pick(), Pick::One(1));
}

#[test]
fn a_link_is_refused_and_the_rest_is_read() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("link.jpg", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    zip.start_file("_chat.txt", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(CHAT).unwrap();
    let mut zip = open(zip.finish().unwrap().into_inner()).unwrap();
    assert_eq!(
        zip.files()[0].standing,
        Standing::Refused { why: WhyNot::Link }
    );
    assert!(zip.content(0).is_err());
    assert_eq!(zip.pick(), Pick::One(1));
    assert!(zip.media().unwrap().is_empty());
}

#[test]
fn an_archive_of_archives_is_not_opened() {
    let inner = pack(&[("_chat.txt", CHAT)]);
    assert_eq!(
        refused(pack(&[("a.zip", &inner), ("b.zip", &inner)])),
        Refusal::Nested
    );
}

#[test]
fn too_many_files_are_counted_before_anything_is_read() {
    let files: Vec<(String, &[u8])> = (0..60).map(|n| (n.to_string(), CHAT)).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, c)| (name.as_str(), *c)).collect();
    let limits = Limits {
        files: 50,
        ..Limits::default()
    };
    let refusal = archive::open(Cursor::new(pack(&files)), &limits)
        .map(drop)
        .unwrap_err();
    assert_eq!(
        refusal,
        Refusal::TooManyFiles {
            count: 60,
            most: 50
        }
    );
}

#[test]
fn a_bomb_is_refused_by_its_ratio_and_by_its_size() {
    let zeros = vec![0; 20_000_000];
    let bomb = pack(&[("_chat.txt", CHAT), ("big.jpg", &zeros)]);
    assert_eq!(
        refused(bomb.clone()),
        Refusal::Ratio {
            name: "big.jpg".into()
        }
    );
    let limits = Limits {
        bytes: 10_000_000,
        ..Limits::default()
    };
    let refusal = archive::open(Cursor::new(bomb), &limits)
        .map(drop)
        .unwrap_err();
    assert_eq!(refusal, Refusal::TooLarge);
}

/// Finds the table entry of a file, to change it.
fn table_of(bytes: &[u8], name: &str) -> usize {
    let mut places = memchr::memmem::rfind_iter(bytes, b"PK\x01\x02");
    places
        .find(|&at| bytes[at + 46..].starts_with(name.as_bytes()))
        .unwrap()
}

#[test]
fn a_table_that_lies_is_found_out() {
    let good = pack(&[("a.txt", CHAT), ("_chat.txt", CHAT)]);

    let mut renamed = good.clone();
    let at = table_of(&good, "a.txt");
    renamed[at + 46] = b'b';
    assert_eq!(
        refused(renamed),
        Refusal::HeaderMismatch {
            name: "b.txt".into()
        }
    );

    let mut overlapping = good.clone();
    let chat = table_of(&good, "_chat.txt");
    overlapping[chat + 42..chat + 46].copy_from_slice(&[0; 4]);
    assert_eq!(refused(overlapping), Refusal::Overlap);

    let mut locked = good.clone();
    locked[at + 8] |= 1;
    assert_eq!(refused(locked), Refusal::Encrypted);

    assert_eq!(
        refused(good[..good.len() - 30].to_vec()),
        Refusal::Truncated
    );
    assert_eq!(refused(b"PK\x03\x04".to_vec()), Refusal::Truncated);
    assert_eq!(refused(Vec::new()), Refusal::Truncated);
}

#[test]
fn two_end_records_are_two_interpretations_and_so_none() {
    let mut two = pack(&[("_chat.txt", CHAT)]);
    let end = memchr::memmem::rfind(&two, b"PK\x05\x06").unwrap();
    let record = two[end..].to_vec();
    two[end + 20] = u8::try_from(record.len()).unwrap();
    two.extend_from_slice(&record);
    assert_eq!(refused(two), Refusal::Damaged);
}

#[test]
fn two_chats_of_one_name_are_ambiguous() {
    let mut twins = pack(&[
        ("_chat.txt", CHAT),
        ("_chaT.txt", b"27/03/2022, 21:41 - B: y\n"),
    ]);
    while let Some(at) = memchr::memmem::find(&twins, b"_chaT.txt") {
        twins[at + 4] = b't';
    }
    assert_eq!(
        refused(twins),
        Refusal::AmbiguousTranscript {
            name: "_chat.txt".into()
        }
    );
}

#[test]
fn content_that_differs_from_its_table_is_an_error() {
    let text = "27/03/2022, 21:41 - A: xyz\n".repeat(50);
    let good = pack(&[("_chat.txt", text.as_bytes()), ("a.jpg", &[7; 300])]);
    let at = table_of(&good, "a.jpg");
    let local = memchr::memmem::find(&good, b"a.jpg").unwrap() - 30;
    for wrong in [299_u32, 301] {
        let mut bytes = good.clone();
        bytes[at + 24..at + 28].copy_from_slice(&wrong.to_le_bytes());
        bytes[local + 22..local + 26].copy_from_slice(&wrong.to_le_bytes());
        let mut zip = open(bytes).unwrap();
        assert_eq!(zip.media().unwrap()[0].sha256, None, "said {wrong}");
        assert!(
            zip.content(1)
                .unwrap()
                .read_to_end(&mut Vec::new())
                .is_err()
        );
    }
}

#[test]
fn every_refusal_says_what_to_do_in_both_languages() {
    use chatlog::Language::{English, French};
    let all = [
        Refusal::Truncated,
        Refusal::Encrypted,
        Refusal::Nested,
        Refusal::TooLarge,
    ];
    for refusal in all {
        assert!(refusal.words(English).ends_with('.') && refusal.words(French).ends_with('.'));
        assert_ne!(refusal.words(English), refusal.words(French));
    }
}

#[test]
fn no_mutation_of_an_archive_panics() {
    let good = bytes("iphone-media.zip");
    let mut state: u64 = 0x1234_5678_9ABC_DEF1;
    let mut roll = |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 11).unwrap() % sides
    };
    for _ in 0..3000 {
        let mut broken = good.clone();
        for _ in 0..=roll(3) {
            let at = roll(broken.len());
            broken[at] = u8::try_from(roll(256)).unwrap();
        }
        if roll(5) == 0 {
            broken.truncate(roll(good.len()));
        }
        let Ok(mut zip) = open(broken) else { continue };
        let _ = zip.media();
        if let Pick::One(chat) = zip.pick()
            && let Ok(survey) = zip.survey(chat, &Outside::default())
        {
            let _ = zip
                .read(chat, &survey, &Choices::default())
                .map(Iterator::count);
        }
    }
}

/// The mode of a file in the table, as Unix writes it.
fn with_mode(mut bytes: Vec<u8>, name: &str, mode: u32) -> Vec<u8> {
    let at = table_of(&bytes, name);
    bytes[at + 5] = 3;
    bytes[at + 38..at + 42].copy_from_slice(&(mode << 16).to_le_bytes());
    bytes
}

#[test]
fn devices_and_pipes_are_refused_and_modes_mean_nothing() {
    let good = pack(&[("a.jpg", b"x"), ("_chat.txt", CHAT)]);
    for special in [0o010_644, 0o020_644, 0o060_644, 0o140_644] {
        let zip = open(with_mode(good.clone(), "a.jpg", special)).unwrap();
        let standing = zip.files()[0].standing;
        assert!(
            matches!(standing, Standing::Refused { .. }),
            "{special:o}: {standing:?}"
        );
        assert_eq!(zip.pick(), Pick::One(1));
    }
    let run_as_root = open(with_mode(good, "a.jpg", 0o104_755)).unwrap();
    assert_eq!(run_as_root.files()[0].standing, Standing::File);
}

#[test]
fn a_size_beyond_four_gigabytes_that_is_not_there_is_refused() {
    let mut bytes = pack(&[("_chat.txt", CHAT)]);
    let at = table_of(&bytes, "_chat.txt");
    bytes[at + 20..at + 28].copy_from_slice(&[0xff; 8]);
    refused(bytes.clone());
    let end = memchr::memmem::rfind(&bytes, b"PK\x05\x06").unwrap();
    bytes[end + 16..end + 20].copy_from_slice(&[0xff; 4]);
    refused(bytes);
}

#[test]
fn a_name_made_of_code_or_turned_around_is_a_name() {
    for name in [
        "<img src=x onerror=alert(1)>",
        "{{7*7}}",
        "${jndi:ldap}",
        "\u{202e}nnA",
        "=1+1",
    ] {
        let text = format!("27/03/2022, 21:41 - {name}: hi\n27/03/2022, 21:42 - R.: yes\n");
        let mut zip = open(pack(&[("_chat.txt", text.as_bytes())])).unwrap();
        let survey = zip.survey(0, &Outside::default()).unwrap();
        let entries: Vec<Entry> = zip
            .read(0, &survey, &Choices::default())
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let Entry::Message(first) = &entries[0] else {
            panic!()
        };
        assert_eq!(first.sender.as_deref(), Some(name));
    }
}

/// The same files as a zip, as a tar and as a packed tar.
fn three_ways(files: &[(&str, &[u8])]) -> [Vec<u8>; 3] {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    let tar = tar.into_inner().unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&tar).unwrap();
    [pack(files), tar, packed.finish().unwrap()]
}

#[test]
fn a_page_of_a_conversation_that_cannot_be_read_is_no_picture() {
    use super::items::read_any;
    use chatlog::{Item, Reason, Role};
    let sqlite: Vec<u8> = [b"SQLite format 3\0".as_slice(), &[0; 200]].concat();
    let inner = pack(&[("x.txt", CHAT)]);
    let files: [(&str, &[u8], Option<Reason>); 13] = [
        ("_chat.txt", CHAT, None),
        (
            "messages/inbox/n_1/message_2.json",
            br#"{"participants": [{"name": "N"#,
            Some(Reason::Silent),
        ),
        (
            "messages/inbox/n_1/message_1.html",
            b"<html><body>",
            Some(Reason::Silent),
        ),
        (
            "a/messages.json",
            br#"{"userId":"8:li"#,
            Some(Reason::Silent),
        ),
        ("meeting.vtt", b"no captions", Some(Reason::Silent)),
        (
            "WhatsApp Chat with Bob.txt",
            b"27 Brumaire 2022 / Bob / hi\n",
            Some(Reason::Silent),
        ),
        ("chat.db", &sqlite, Some(Reason::Silent)),
        (
            "msgstore.db.crypt15",
            b"\x09\xff\x00",
            Some(Reason::Encrypted),
        ),
        ("inner.zip", &inner, Some(Reason::Refused)),
        ("report.docx", &inner, None),
        ("message_from_ann.txt", b"just words", None),
        ("ad_preferences.json", b"{\"a\":1}", None),
        ("photo.jpg", b"\xff\xd8\xff", None),
    ];
    for archive in three_ways(&files.map(|(name, bytes, _)| (name, bytes))) {
        let (items, account) = read_any(&archive, &chatlog::Answers::default());
        for (name, _, reason) in files {
            let layer = account.layers.iter().find(|l| l.layer.name == name);
            let layer = &layer.unwrap().layer;
            let told = items.iter().find_map(|item| match item {
                Item::Entry(Entry::Problem(problem)) if problem.layer == layer.layer => {
                    Some(problem.reason)
                }
                _ => None,
            });
            assert_eq!(told, reason, "{name}");
            assert_eq!(layer.role == Role::Refused, reason.is_some(), "{name}");
        }
        assert_eq!(account.total.messages, 1);
    }
}

#[test]
fn an_archive_says_whether_it_holds_more_than_the_conversation_that_is_picked() {
    let more = |beside: &[(&str, &[u8])]| {
        let files = [&[("_chat.txt", CHAT)], beside].concat();
        open(pack(&files)).unwrap().holds_more()
    };
    assert!(!more(&[]));
    assert!(!more(&[
        ("1.jpg", b"\xFF\xD8"),
        ("notes.txt", b"milk"),
        ("__MACOSX/x", b"")
    ]));

    assert!(more(&[("WhatsApp Chat with B.txt", CHAT)]));
    assert!(more(&[(
        "WhatsApp Chat with B.txt",
        b"27th of some month: B: x\n"
    )]));
    assert!(more(&[("older.zip", b"PK\x03\x04")]));
    assert!(more(&[("msgstore.db.crypt15", b"\x01\x02")]));
    let mut damaged = pack(&[("_chat.txt", CHAT), ("b.jpg", b"a picture of the form")]);
    let entry = damaged
        .windows(4)
        .rposition(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    damaged[entry + 16] ^= 1;
    assert!(open(damaged).unwrap().holds_more());
}
