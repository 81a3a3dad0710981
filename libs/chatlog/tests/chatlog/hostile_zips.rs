//! Archives built to hurt, each with its exact answer, through the one door and
//! through the archive's own. More of them stand in `archives`.

use super::dice::Dice;
use super::made::forms::{tar, zip};
use chatlog::archive::{self, Limits, Refusal, Standing, WhyNot};
use chatlog::{Account, Answers, Item, Reason, Role, Stop, Unread, Whole};
use std::io::{Cursor, Read as _};

const CHAT: &[u8] = b"27/03/2022, 21:41 - A: x\n27/03/2022, 21:42 - B: y\n";

/// Reads a file as a person would hand it in.
fn read(name: &str, bytes: &[u8]) -> Result<Account, Stop> {
    let mut account = Account::default();
    let mut sink = |item: Item| {
        account.add(&item);
        Ok(())
    };
    chatlog::read(
        &mut Whole(Cursor::new(bytes)),
        name,
        &Answers::default(),
        &mut sink,
    )?;
    assert_eq!(account.unaccounted(), 0);
    Ok(account)
}

fn refused(bytes: &[u8]) -> Refusal {
    match read("chat.zip", bytes) {
        Err(Stop::Archive(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn unread(name: &str, bytes: &[u8]) -> Unread {
    match read(name, bytes) {
        Err(Stop::Unread(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

/// Where the table and the file's own header say something of it.
fn headers(bytes: &[u8], name: &str) -> (usize, usize) {
    let table = memchr::memmem::rfind_iter(bytes, b"PK\x01\x02")
        .find(|at| bytes[at + 46..].starts_with(name.as_bytes()));
    let own = memchr::memmem::find_iter(bytes, b"PK\x03\x04")
        .find(|at| bytes[at + 30..].starts_with(name.as_bytes()));
    (table.unwrap(), own.unwrap())
}

/// Says another size of a file, in both places.
fn with_size(bytes: &[u8], name: &str, size: u32) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let (table, own) = headers(&bytes, name);
    bytes[table + 24..table + 28].copy_from_slice(&size.to_le_bytes());
    bytes[own + 22..own + 26].copy_from_slice(&size.to_le_bytes());
    bytes
}

#[test]
fn an_archive_in_an_archive_is_never_opened() {
    let bomb = zip(&[("0.zip", &zip(&[("1.zip", &zip(&[("_chat.txt", CHAT)]))]))]);
    assert_eq!(refused(&bomb), Refusal::Nested);
    let beside = zip(&[
        ("_chat.txt", CHAT),
        ("more.zip", &zip(&[("_chat.txt", CHAT)])),
    ]);
    let account = read("x.zip", &beside).unwrap();
    assert_eq!(account.total.messages, 2, "only what is outside");
}

#[test]
fn an_entry_that_unpacks_to_more_than_it_says_is_stopped_at_what_it_says() {
    let text = "27/03/2022, 21:41 - A: all of it\n".repeat(300_000);
    let lies = with_size(&zip(&[("_chat.txt", text.as_bytes())]), "_chat.txt", 1024);
    let mut archive = archive::open(Cursor::new(&lies), &Limits::default()).unwrap();
    let mut given = Vec::new();
    let error = archive
        .content(0)
        .unwrap()
        .read_to_end(&mut given)
        .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
    assert!(given.len() <= 1024, "{} bytes were given out", given.len());
    let name = "_chat.txt".to_owned();
    assert_eq!(refused(&lies), Refusal::CheckSum { name });
}

#[test]
fn an_entry_that_says_four_gigabytes_and_holds_ten_bytes_is_refused() {
    let lies = with_size(&zip(&[("a.jpg", b"0123456789")]), "a.jpg", u32::MAX - 1);
    assert_eq!(
        refused(&lies),
        Refusal::Ratio {
            name: "a.jpg".into()
        }
    );
}

#[test]
fn names_that_leave_their_folder_are_names_and_nothing_else() {
    let hostile = [
        "../../etc/passwd",
        "..\\..\\x",
        "/abs",
        "C:\\x",
        "\\\\?\\x",
        "a/../../b",
    ];
    for name in hostile {
        let bytes = zip(&[(name, b"x"), ("_chat.txt", CHAT)]);
        let archive = archive::open(Cursor::new(&bytes), &Limits::default()).unwrap();
        let file = &archive.files()[0];
        assert!(file.has_hostile_name(), "{name}");
        assert!(!file.shown.contains(['/', '\\', ':']), "{}", file.shown);
        let account = read("x.zip", &bytes).unwrap();
        assert_eq!(account.total.messages, 2, "{name}");
    }
}

#[test]
fn two_pictures_of_one_name_are_two_pictures() {
    let mut bytes = zip(&[("_chat.txt", CHAT), ("a.jpg", b"one"), ("b.jpg", b"two")]);
    while let Some(at) = memchr::memmem::find(&bytes, b"b.jpg") {
        bytes[at] = b'a';
    }
    let mut archive = archive::open(Cursor::new(&bytes), &Limits::default()).unwrap();
    let media = archive.media().unwrap();
    assert_eq!(
        (media[0].name.as_str(), media[1].name.as_str()),
        ("a.jpg", "a.jpg")
    );
    assert_ne!(media[0].sha256, media[1].sha256);
}

#[test]
fn a_header_that_says_another_size_or_packing_than_the_table_is_found_out() {
    let good = zip(&[("_chat.txt", CHAT)]);
    let (table, own) = headers(&good, "_chat.txt");
    for (at, byte) in [
        (table + 24, 9),
        (table + 20, 9),
        (table + 10, 0),
        (own + 8, 0),
        (own + 22, 9),
    ] {
        let mut bytes = good.clone();
        bytes[at] = byte;
        let mismatch = Refusal::HeaderMismatch {
            name: "_chat.txt".into(),
        };
        assert_eq!(refused(&bytes), mismatch, "{}", at - own.min(at));
    }
}

#[test]
fn a_locked_archive_says_what_to_do_however_it_is_locked() {
    let good = zip(&[("_chat.txt", CHAT)]);
    let (table, own) = headers(&good, "_chat.txt");
    let mut locked = good.clone();
    locked[table + 8] |= 1;
    assert_eq!(refused(&locked), Refusal::Encrypted);
    // AES, by its own number of packing.
    let mut sealed = good.clone();
    for at in [table + 10, own + 8] {
        sealed[at] = 99;
    }
    let archive = archive::open(Cursor::new(&sealed), &Limits::default()).unwrap();
    let why = WhyNot::Method;
    assert_eq!(archive.files()[0].standing, Standing::Refused { why });
    sealed[table + 8] |= 1;
    assert_eq!(refused(&sealed), Refusal::Encrypted);
    assert!(Refusal::Encrypted.to_string().contains("Unpack it first"));
}

#[test]
fn a_million_empty_files_are_refused_at_the_first_too_many() {
    let mut bytes = zip(&[("_chat.txt", CHAT)]);
    let end = memchr::memmem::rfind(&bytes, b"PK\x05\x06").unwrap();
    for at in [end + 8, end + 10] {
        bytes[at..at + 2].copy_from_slice(&50_001_u16.to_le_bytes());
    }
    let (count, most) = (50_001, 50_000);
    assert_eq!(refused(&bytes), Refusal::TooManyFiles { count, most });
    let names: Vec<String> = (0..50_001).map(|n| n.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    match read("x.tar", &tar(&files)) {
        Err(Stop::Archive(refusal)) => assert_eq!(refusal, Refusal::TooManyFiles { count, most }),
        other => panic!("{other:?}"),
    }
}

/// Another reader of archives, which is lenient, must see the same files
/// wherever ours sees any.
#[test]
fn what_is_opened_at_all_has_the_same_files_for_another_reader() {
    let good = zip(&[
        ("_chat.txt", CHAT),
        ("a.jpg", &[7; 300]),
        ("b/c.pdf", b"%PDF"),
    ]);
    let mut dice = Dice(0xD1FF_E4E4_7A11_0001);
    let mut opened = 0;
    for _ in 0..4000 {
        let mut bytes = good.clone();
        for _ in 0..=dice.roll(3) {
            let at = dice.roll(bytes.len());
            bytes[at] = u8::try_from(dice.roll(256)).unwrap();
        }
        let Ok(archive) = archive::open(Cursor::new(&bytes), &Limits::default()) else {
            continue;
        };
        let Ok(mut other) = zip::ZipArchive::new(Cursor::new(&bytes)) else {
            continue;
        };
        opened += 1;
        assert_eq!(archive.files().len(), other.len());
        for file in archive.files() {
            let theirs = other.by_index_raw(file.place).unwrap();
            assert_eq!(
                (file.size, file.packed),
                (theirs.size(), theirs.compressed_size())
            );
        }
    }
    assert!(opened > 500, "{opened}");
}

#[test]
fn a_file_is_what_it_holds_and_not_what_it_is_called() {
    assert_eq!(unread("chat.zip", b"\x89PNG\r\n\x1a\n"), Unread::Picture);
    assert_eq!(unread("chat.zip", b"<!doctype html><p>x"), Unread::WebPage);
    assert_eq!(
        unread("chat.zip", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
        Unread::Binary
    );
    assert_eq!(read("chat.pdf", CHAT).unwrap().total.messages, 2);
}

#[test]
fn a_file_that_is_two_things_is_only_the_one_it_begins_as() {
    let packed = zip(&[("_chat.txt", CHAT)]);
    let page = [b"<html><body>hi</body></html>\n".as_slice(), &packed].concat();
    assert_eq!(unread("x", &page), Unread::WebPage);
    let printed = [b"%PDF-1.7\n".as_slice(), &packed].concat();
    assert_eq!(unread("x", &printed), Unread::Pdf);
    // Behind the archive: something stands after its end.
    let behind = [packed.as_slice(), b"%PDF-1.7\n<html>"].concat();
    assert_eq!(refused(&behind), Refusal::Trailing { bytes: 15 });
}

#[test]
fn links_in_a_tar_are_refused_and_the_rest_is_read() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_ustar();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    header.set_cksum();
    tar.append_link(&mut header, "media/1.jpg", "/etc/passwd")
        .unwrap();
    let mut header = tar::Header::new_ustar();
    header.set_size(CHAT.len() as u64);
    header.set_cksum();
    tar.append_data(&mut header, "chat.txt", CHAT).unwrap();
    let account = read("x.tar", &tar.into_inner().unwrap()).unwrap();
    let roles: Vec<_> = account
        .layers
        .iter()
        .map(|layer| layer.layer.role)
        .collect();
    assert_eq!(roles, [Role::Container, Role::Refused, Role::Conversation]);
    assert_eq!(account.total.problems.get(&Reason::Refused), Some(&1));
    assert_eq!(account.total.messages, 2);
}
