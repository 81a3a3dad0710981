//! A house with its files in a store: acknowledged when they are there, and not before.

use std::sync::Arc;

use base::Failure;
use base::blobs::{self, Blobs};
use base::db::Database;
use base::vault::Vault;
use base::world::{World, master_key};

use super::server::Server;

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

fn in_folder(world: &World) -> usize {
    std::fs::read_dir(world.folder.path().join("blobs")).unwrap().count()
}

#[tokio::test]
async fn a_file_is_acknowledged_when_the_store_has_it_and_not_before() {
    let mut server = Server::begin();
    let world = World::in_store(vec![], Arc::new(server.store("house", "our-folder"))).await;
    let app = &world.app;

    let id = take(&world, &[b'a'; 200_000]).await.unwrap();
    assert_eq!(in_folder(&world), 0, "nothing stays on this machine");
    assert_eq!(read(&app.db, &app.blobs, &id).await.unwrap(), vec![b'a'; 200_000]);
    assert_eq!(in_folder(&world), 0, "nor after it was read");
    let (mut sealed, length) = app.blobs.sealed(&id).await.unwrap().unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut sealed, &mut bytes).unwrap();
    assert!(length > 200_000 && bytes.len() as u64 == length && !bytes.windows(50).any(|w| w == [b'a'; 50]), "it lies sealed");

    server.away();
    assert!(matches!(take(&world, b"more").await, Err(Failure::Away { .. })));
    assert!(matches!(read(&app.db, &app.blobs, &id).await, Err(Failure::Away { .. })));
    assert_eq!((in_folder(&world), blobs::all(&mut app.db.read().await.unwrap()).await.unwrap()), (0, vec![id.clone()]), "no half, no row");
    server.back();
    assert_eq!(read(&app.db, &app.blobs, &take(&world, b"more").await.unwrap()).await.unwrap(), b"more");

    app.blobs.let_go(&id).await;
    assert!(app.blobs.sealed(&id).await.unwrap().is_none());
}
