//! The reader at arm's length: wrong files, broken files, and a child that misbehaves.

use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use base::world::World;

use super::{answer, chat, client, hand_in, house, sample};
use crate::reader::{Line, Pass, Request, run_child};

async fn refused(bytes: &[u8]) -> String {
    let house = house().await;
    let path = hand_in(&house, "ben", "file", bytes).await;
    let page = house.get("ben", &path).await;
    assert!(page.says("This file could not be read"), "{}", page.words());
    page.words()
}

#[tokio::test]
async fn a_file_that_is_no_chat_gets_a_clear_answer() {
    assert!(refused(b"\x89PNG\r\n\x1a\n0000").await.contains("picture"));
    assert!(refused(b"%PDF-1.7 ...").await.contains("PDF"));
    assert!(refused(b"Dear Ben, see you on Monday.\n").await.contains("No line of this text begins a message as an app writes it"));
    assert!(refused(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0").await.contains("not text"));
}

#[tokio::test]
async fn a_broken_zip_gets_a_clear_answer() {
    let whole = sample("docs/samples/whatsapp/ios/WhatsApp Chat - R.zip");
    assert!(refused(&whole[..whole.len() / 2]).await.contains("zip"));
    let mut bent = whole.clone();
    for byte in &mut bent[200..260] {
        *byte ^= 0xff;
    }
    assert!(refused(&bent).await.contains("could not be read"));
}

#[tokio::test]
async fn an_empty_file_is_sent_back_at_once() {
    let house = house().await;
    let before = house.deeds().await.len();

    let empty = house.upload("ben", "/conversations/new", &[], ("file", "chat.txt", b"")).await;
    let none = house.upload("ben", "/conversations/new", &[], ("file", "", b"")).await;
    let unpasted = house.post("ben", "/conversations/pasted", &[("pasted", "  ")]).await;

    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("This file is empty."));
    assert!(none.says("Choose the file that the app or the account made."));
    assert!(unpasted.says("Paste the messages first."));
    assert_eq!(house.deeds().await[before..], ["key.destroyed"], "that of the empty file");
    assert_eq!(std::fs::read_dir(house.folder.path().join("blobs")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_huge_file_is_refused_on_the_form_with_the_limit_and_nothing_of_it_stays() {
    let house = house().await;

    let answer = house.upload("ben", "/conversations/new", &[], ("file", "chat.txt", &vec![b'x'; 201 * 1024 * 1024])).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Keepwell takes at most 200 MB") && answer.says("Bring in a conversation"), "{}", answer.words());
    assert!(!house.deeds().await.iter().any(|deed| deed == "conversation.uploaded"));
    assert_eq!(std::fs::read_dir(house.folder.path().join("blobs")).unwrap().count(), 0);
}

#[tokio::test]
async fn what_stands_beside_a_file_is_no_larger_than_a_form() {
    let house = house().await;
    let long = "x".repeat(300 * 1024);

    let answer = house.upload("ben", "/conversations/new", &[("client", &long)], ("file", "chat.txt", &chat(0, 4))).await;

    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(std::fs::read_dir(house.folder.path().join("blobs")).unwrap().count(), 0);
}

/// A world whose uploads are read by this program.
async fn read_by(program: PathBuf) -> World {
    let world = World::with(vec![people::slice(), crate::slice()], |config| config.reader = Some(program)).await;
    people::world::cast(&world).await;
    world
}

/// A reader written for the occasion.
#[cfg(unix)]
fn script(folder: &Path, text: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let path = folder.join("reader");
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[cfg(unix)]
#[tokio::test]
async fn a_reader_that_dies_lies_or_babbles_does_no_harm() {
    for (text, words) in [
        ("exit 1", "stopped before it was done"),
        ("kill -9 $$", "stopped before it was done"),
        ("/bin/cat > /dev/null; echo 'not json'", "makes no sense"),
        ("/bin/cat > /dev/null; echo '{\"report\":{\"bytes\":9,\"messages\":1,\"problems\":0}}'", "makes no sense"),
        ("/bin/cat > /dev/null; /usr/bin/head -c 20000000 /dev/zero", "holds more than a chat can"),
        ("/bin/cat > /dev/null; echo '{\"report\":{\"bytes\":0,\"messages\":0,\"problems\":0}}'; exit 3", "stopped before it was done"),
    ] {
        let folder = std::env::temp_dir().join(format!("keepwell-reader-{}-{}", std::process::id(), text.len()));
        std::fs::create_dir_all(&folder).unwrap();
        let house = read_by(script(&folder, text)).await;

        let path = hand_in(&house, "ben", "chat.txt", &chat(0, 2000)).await;

        let page = house.get("ben", &path).await;
        assert!(page.says(words), "{text}: {}", page.words());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

#[tokio::test]
async fn a_missing_reader_is_said_and_can_be_tried_again() {
    let house = read_by(PathBuf::from("/nowhere/keepwell")).await;

    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;
    let page = house.get("ben", &path).await;
    let again = house.post("ben", &format!("{path}/again"), &[]).await;

    assert!(page.says("stopped before it was done") && page.says("Try again"));
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

/// The child beside the stories' own program, when it was built.
fn built_reader() -> Option<PathBuf> {
    let here = std::env::current_exe().ok()?;
    let reader = here.parent()?.parent()?.join("examples/reader");
    reader.exists().then_some(reader)
}

#[tokio::test]
async fn a_process_of_its_own_reads_what_was_handed_in() {
    let Some(reader) = built_reader() else {
        eprintln!("examples/reader is not built: cargo build -p clients --example reader");
        return;
    };
    let house = read_by(reader).await;
    let id = client(&house, "ben", "R.").await;

    let path = hand_in(&house, "ben", "chat.zip", &sample("docs/samples/whatsapp/ios/WhatsApp Chat - R.zip")).await;
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;

    assert!(house.get("ben", &path).await.says("I found three evening English classes."));
}

#[tokio::test]
async fn an_altered_file_on_disk_is_noticed() {
    let house = house().await;
    let answer_ = house.upload("ben", "/conversations/new", &[], ("file", "chat.txt", &chat(0, 400))).await;
    let file = std::fs::read_dir(house.folder.path().join("blobs")).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();

    house.run_jobs().await;

    assert!(house.get("ben", &answer_.location).await.says("changed or cut off on our disk"));
}

#[tokio::test]
async fn a_given_up_upload_cannot_be_opened_any_more() {
    let house = house().await;
    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;

    house.post("ben", &format!("{path}/discard"), &[]).await;

    assert_eq!(house.get("ben", &path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(std::fs::read_dir(house.folder.path().join("blobs")).unwrap().count(), 0);
    let mut db = house.app.db.read().await.unwrap();
    let keys: i64 = sqlx::query_scalar("select count(*) from data_key where purpose = 'file' and destroyed_at is null").fetch_one(&mut *db).await.unwrap();
    assert_eq!(keys, 0);
    drop(db);
    assert_eq!(house.deeds().await.last().map(String::as_str), Some("upload.discarded"));
    assert_ne!(hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await, path, "the same file may come again");
}

#[test]
fn the_child_answers_one_line_each_and_ends_with_a_report() {
    let request = Request { pass: Pass::Read, today: "2026-11-23".into(), choices: Default::default(), thread: None };
    let mut input = serde_json::to_vec(&request).unwrap();
    input.push(b'\n');
    input.extend(chat(0, 3));
    let mut said = Vec::new();

    run_child(input.as_slice(), &mut said).unwrap();

    let lines: Vec<Line> = said.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).unwrap()).collect();
    assert!(matches!(lines.as_slice(), [Line::Look(_), Line::Entry(_), Line::Entry(_), Line::Entry(_), Line::Report(_)]), "{lines:?}");
    assert!(run_child(&b"no request"[..], &mut Vec::new()).is_err());
}
