//! iPhone backups: with the right password every byte comes out, with a wrong
//! one nothing does, and each answer says what to do next.

use super::dice::Dice;
use super::made::backup::{Files, backup, keybag};
use chatlog::Language;
use chatlog::backup::{self as reader, CALLS, MESSAGES, Refusal, WHATSAPP};
use plist::{Dictionary, Value};
use std::io::{Read, Seek, SeekFrom};

const PASSWORD: &str = "Tulpe 7 été";

fn refused(files: Files, password: Option<&str>) -> Refusal {
    match reader::open(files, password) {
        Ok(backup) => panic!("opened: {backup:?}"),
        Err(refusal) => refusal,
    }
}

fn contents() -> Vec<(reader::Wanted, Vec<u8>)> {
    let long: Vec<u8> = (0..200_003_u32).flat_map(u32::to_le_bytes).collect();
    vec![
        (MESSAGES, long),
        (CALLS, vec![7; 16]),
        (WHATSAPP, Vec::new()),
    ]
}

#[test]
fn every_file_comes_out_whole_with_the_password_and_without_encryption() {
    for password in [None, Some(PASSWORD)] {
        let mut backup = reader::open(backup(&contents(), password), password).unwrap();

        assert_eq!(backup.is_encrypted(), password.is_some());
        let names: Vec<_> = backup.known().iter().map(|known| known.name).collect();
        assert_eq!(
            names,
            ["sms.db", "CallHistory.storedata", "ChatStorage.sqlite"]
        );
        for (wanted, bytes) in contents() {
            let mut read = Vec::new();
            backup
                .file(&wanted)
                .unwrap()
                .unwrap()
                .read_to_end(&mut read)
                .unwrap();
            assert!(read == bytes, "{wanted:?}");
        }
    }
}

#[test]
fn a_file_is_decrypted_at_any_place() {
    let mut backup = reader::open(backup(&contents(), Some(PASSWORD)), Some(PASSWORD)).unwrap();
    let mut file = backup.file(&MESSAGES).unwrap().unwrap();
    let whole = &contents()[0].1;
    let mut dice = Dice(77);
    for _ in 0..200 {
        let at = dice.roll(whole.len());
        let mut bytes = vec![0; dice.roll(whole.len() - at).min(90_000)];
        file.seek(SeekFrom::Start(at as u64)).unwrap();
        file.read_exact(&mut bytes).unwrap();
        assert!(bytes == whole[at..at + bytes.len()]);
    }
    assert_eq!(file.seek(SeekFrom::End(0)).unwrap(), whole.len() as u64);
}

#[test]
fn a_wrong_password_gets_a_clear_answer_and_nothing_else() {
    let sealed = backup(&contents(), Some(PASSWORD));
    for wrong in ["tulpe 7 été", "Tulpe 7 ete", " "] {
        assert_eq!(refused(sealed.clone(), Some(wrong)), Refusal::WrongPassword);
    }
    assert_eq!(refused(sealed.clone(), None), Refusal::PasswordNeeded);
    assert_eq!(refused(sealed, Some("")), Refusal::PasswordNeeded);
    let words = Refusal::WrongPassword.words(Language::French);
    assert!(words.contains("Rien n’a été lu"));
}

#[test]
fn keys_that_an_older_program_wrote_as_xml_open_the_backup_too() {
    for password in [None, Some(PASSWORD)] {
        let mut files = backup(&contents(), password);
        let list = files.0.get_mut("Manifest.plist").unwrap();
        let value = Value::from_reader(std::io::Cursor::new(&*list)).unwrap();
        list.clear();
        value.to_writer_xml(&mut *list).unwrap();
        assert!(list.starts_with(b"<?xml"));

        let mut opened = reader::open(files, password).unwrap();
        let mut read = Vec::new();
        let mut file = opened.file(&MESSAGES).unwrap().unwrap();
        file.read_to_end(&mut read).unwrap();
        assert!(read == contents()[0].1);
        assert_eq!(opened.is_encrypted(), password.is_some());
    }
}

#[test]
fn a_backup_that_asks_for_endless_work_is_not_tried() {
    let mut sealed = backup(&contents(), Some(PASSWORD));
    let mut list = Dictionary::new();
    list.insert("IsEncrypted".into(), true.into());
    list.insert(
        "BackupKeyBag".into(),
        Value::Data(keybag(PASSWORD, 4_000_000_000)),
    );
    let mut bytes = Vec::new();
    Value::Dictionary(list)
        .to_writer_binary(&mut bytes)
        .unwrap();
    sealed.0.insert("Manifest.plist".into(), bytes);

    assert_eq!(
        refused(sealed, Some(PASSWORD)),
        Refusal::TooSlow {
            rounds: 4_000_000_100
        }
    );
}

#[test]
fn a_folder_that_is_no_whole_backup_says_what_is_missing() {
    let whole = backup(&contents(), Some(PASSWORD));
    let without = |name: &str| {
        let mut files = whole.clone();
        files.0.remove(name).unwrap();
        files
    };
    assert_eq!(
        refused(without("Manifest.plist"), Some(PASSWORD)),
        Refusal::NoList
    );
    assert_eq!(
        refused(without("Manifest.db"), Some(PASSWORD)),
        Refusal::NoFiles
    );
    let mut old = without("Manifest.db");
    old.0.insert("Manifest.mbdb".into(), b"mbdb".to_vec());
    assert_eq!(refused(old, Some(PASSWORD)), Refusal::TooOld);
    let file = whole.0.keys().find(|name| name.starts_with("3d/")).unwrap();
    let mut backup = reader::open(without(file), Some(PASSWORD)).unwrap();
    assert!(matches!(
        backup.file(&MESSAGES),
        Err(Refusal::FileMissing { .. })
    ));
}

#[test]
fn no_mutation_of_a_backup_panics() {
    let whole = backup(&contents(), Some(PASSWORD));
    let mut dice = Dice(0xBAC_C0DE);
    for _ in 0..60 {
        for name in ["Manifest.plist", "Manifest.db"] {
            let mut files = whole.clone();
            let bytes = files.0.get_mut(name).unwrap();
            for _ in 0..=dice.roll(3) {
                let at = dice.roll(bytes.len());
                bytes[at] = u8::try_from(dice.roll(256)).unwrap();
            }
            if let Ok(mut backup) = reader::open(files, Some(PASSWORD)) {
                let _ = backup.file(&MESSAGES);
            }
        }
    }
}

fn zipped(files: &Files) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in &files.0 {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(format!("00008030-001A/{name}"), options)
            .unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_zipped_backup_gives_the_conversations_in_it() {
    let phone = super::made::phone::messages();
    phone.say("A", Some("from the backup"), None, 1, 721_692_800);
    let calls = super::made::phone::Made::new(super::made::phone::CALLS);
    let files = [(MESSAGES, phone.bytes()), (CALLS, calls.bytes())];
    let sealed = zipped(&backup(&files, Some(PASSWORD)));
    let read = |password: Option<&str>| {
        let answers = chatlog::Answers {
            password: password.map(str::to_owned),
            ..chatlog::Answers::default()
        };
        let mut file = chatlog::Whole(std::io::Cursor::new(sealed.as_slice()));
        chatlog::items(&mut file, "backup.zip", &answers)
    };

    let items = read(Some(PASSWORD)).unwrap();
    let mut account = chatlog::Account::default();
    items.iter().for_each(|item| account.add(item));

    assert_eq!((account.total.messages, account.unaccounted()), (6, 0));
    for (password, expected) in [
        (None, Refusal::PasswordNeeded),
        (Some("no"), Refusal::WrongPassword),
    ] {
        let chatlog::Stop::Backup(refusal) = read(password).unwrap_err() else {
            panic!()
        };
        assert_eq!(refusal, expected);
    }
}

#[test]
fn what_stands_in_the_log_of_a_database_of_a_backup_is_read() {
    let (database, log) = super::logs::newest_in_the_log();
    let beside = reader::Wanted {
        path: "Library/SMS/sms.db-wal",
        ..MESSAGES
    };
    for password in [None, Some(PASSWORD)] {
        let files = [(MESSAGES, database.clone()), (beside, log.clone())];
        let sealed = zipped(&backup(&files, password));
        let answers = chatlog::Answers {
            password: password.map(str::to_owned),
            ..chatlog::Answers::default()
        };
        let mut file = chatlog::Whole(std::io::Cursor::new(sealed));

        let items = chatlog::items(&mut file, "backup.zip", &answers).unwrap();

        let bodies = super::items::messages(&items).into_iter().map(|m| m.body);
        assert_eq!(bodies.collect::<Vec<_>>(), ["settled", "newest"]);
    }
}

#[test]
fn a_database_that_a_backup_lists_and_lacks_is_a_problem() {
    let phone = super::made::phone::messages();
    phone.say("A", Some("here"), None, 1, 721_692_800);
    let files = [(MESSAGES, phone.bytes()), (WHATSAPP, vec![1; 600])];
    let mut made = backup(&files, None);
    made.0.remove(&WHATSAPP.place()).unwrap();
    let sealed = zipped(&made);

    let items = chatlog::items(
        &mut chatlog::Whole(std::io::Cursor::new(sealed)),
        "backup.zip",
        &chatlog::Answers::default(),
    );

    let mut account = chatlog::Account::default();
    items.unwrap().iter().for_each(|item| account.add(item));
    assert_eq!(account.total.messages, 1);
    assert_eq!(
        account.total.problems.get(&chatlog::Reason::Damaged),
        Some(&1)
    );
}
