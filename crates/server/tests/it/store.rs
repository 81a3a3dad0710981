//! Files in a store: backed up, brought back, moved, and what `keepwell check` says of it.

use std::sync::Arc;

use base::blobs::{self, Blobs};
use base::clock::Clock;
use base::db::{Database, Durability, sqlite_url};
use base::vault::Vault;
use base::world::{World, master_key};
use base::{Failure, Moment};
use safety::recovery::{self, RecoveryKey};
use safety::restore::{Target, restore};
use server::config::Settings;
use server::config::checks::{self, Finding};

use crate::s3::Server;

/// Takes a file in, as an upload does; gives its id.
async fn take(world: &World, content: &[u8]) -> Result<String, Failure> {
    let app = &world.app;
    let mut tx = app.db.begin().await?;
    let key = app.vault.new_key(&mut tx, "file", app.now()).await?;
    tx.commit().await?;
    let mut intake = app.blobs.take(&app.id()?, &key, &app.dice)?;
    intake.write(content)?;
    let settled = intake.settle().await?;
    let mut tx = app.db.begin().await?;
    let blob = settled.enter(&mut tx, &app.vault, &key, "note.txt", app.now()).await?;
    tx.commit().await?;
    Ok(blob.id)
}

async fn read(db: &Database, files: &Blobs, id: &str) -> Result<Vec<u8>, Failure> {
    let vault = Vault::new(&master_key(), base::ids::Dice::System)?;
    let mut rows = db.read().await?;
    let blob = blobs::find(&mut rows, id).await?.ok_or(Failure::Missing)?;
    let mut opened = files.open(id, &vault.key(&mut rows, &blob.key_id).await?).await?;
    let (mut all, mut buffer) = (Vec::new(), [0_u8; 4096]);
    loop {
        match opened.read_from(id, &mut buffer).unwrap() {
            0 => return Ok(all),
            n => all.extend_from_slice(&buffer[..n]),
        }
    }
}

#[tokio::test]
async fn a_house_in_a_store_is_backed_up_and_brought_back_into_a_folder_and_from_there_into_a_store() {
    let server = Server::begin();
    let world = World::in_store(vec![safety::slice()], Arc::new(server.store("house", "our-folder"))).await;
    let contents: Vec<Vec<u8>> = (0..3_u8).map(|n| vec![n; 90_000 * usize::from(n)]).collect();
    let mut ids = Vec::new();
    for content in &contents {
        ids.push(take(&world, content).await.unwrap());
    }
    let key = RecoveryKey::new();
    recovery::keep_envelope(world.folder.path(), &key.public(), &master_key()).unwrap();
    let file = world.folder.path().join("a.age");
    let made = safety::make(&world.app, world.folder.path(), &key.public(), &file, "hand").await.unwrap();
    assert_eq!((made.manifest.files, made.lost), (3, vec![]));

    let elsewhere = tempfile::TempDir::new().unwrap();
    let data = elsewhere.path().join("data");
    let target = Target { data: &data, key_file: &data.join("master.key"), database: None, erasures: None, now: Moment(1_800_000_000_000) };
    restore(&file, key, &target).await.unwrap();

    let db = Database::open(&sqlite_url(&data), Durability::Whatever).await.unwrap();
    let folder = Blobs::new(&data.join("files")).unwrap();
    for (id, content) in ids.iter().zip(&contents) {
        assert_eq!(&read(&db, &folder, id).await.unwrap(), content);
    }
    let moved = folder.clone().in_store(Arc::new(server.store("brought-back", "new-folder")));
    assert_eq!(&read(&db, &moved, &ids[1]).await.unwrap(), &contents[1], "found in the folder until it moved");
    assert_eq!(moved.hand_on(&ids).await.unwrap(), 3);
    assert_eq!(std::fs::read_dir(data.join("files")).unwrap().count(), 0);
    for (id, content) in ids.iter().zip(&contents) {
        assert_eq!(&read(&db, &moved, id).await.unwrap(), content);
    }
}

async fn said(settings: &Settings) -> Finding {
    let lines = checks::all(settings, &Clock::System).await;
    lines.into_iter().find(|(what, _)| *what == "files").unwrap().1
}

#[tokio::test]
async fn check_says_whether_the_store_answers_and_whose_it_is() {
    let mut server = Server::begin();
    let folder = tempfile::TempDir::new().unwrap();
    let mut settings = Settings::in_folder(folder.path()).unwrap();
    assert!(matches!(said(&settings).await, Finding::Fine(text) if text.starts_with("they lie in")));

    settings.storage = Some((server.place("here"), server.keys()));
    assert!(matches!(said(&settings).await, Finding::Note(text) if text.contains("answers, and is empty")));
    server.store("here", "our-folder").claim().await.unwrap();
    assert!(matches!(said(&settings).await, Finding::Wrong(text, _) if text.contains("belongs to another data folder")));
    std::fs::write(folder.path().join("storage-owner"), "our-folder").unwrap();
    assert!(matches!(said(&settings).await, Finding::Fine(text) if text.contains("answers, and belongs to this data folder")));

    server.away();
    assert!(matches!(said(&settings).await, Finding::Wrong(text, _) if text.contains("does not answer")));
    server.back();
    assert!(matches!(said(&settings).await, Finding::Fine(_)));
}
