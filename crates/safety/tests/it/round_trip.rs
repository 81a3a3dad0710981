//! Out and back: while people write, from engine to engine, with what was erased.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use base::trail::{self, Verdict};
use base::vault::Vault;
use base::world::master_key;
use safety::recovery::RecoveryKey;
use safety::{RESTORED, erasures};

use crate::{Elsewhere, backup, content, file, house};

#[tokio::test]
async fn a_backup_made_while_eight_people_write_comes_back_as_it_was_at_one_moment() {
    let world = Arc::new(house().await);
    for n in 0..20 {
        file(&world, n, format!("before {n}").as_bytes()).await.unwrap();
    }
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..8)
        .map(|w| {
            let (world, stop) = (Arc::clone(&world), Arc::clone(&stop));
            tokio::spawn(async move {
                let mut n = 0;
                while !stop.load(Ordering::SeqCst) {
                    file(&world, w * 1000 + n, &vec![b'x'; 8 * 1024]).await.unwrap();
                    n += 1;
                }
                n
            })
        })
        .collect();
    while world.trail().await.len() < 30 {
        tokio::task::yield_now().await;
    }
    let key = RecoveryKey::new();
    let (path, manifest) = backup(&world, &key, "busy.age").await;
    let (_, after) = backup(&world, &key, "later.age").await;
    stop.store(true, Ordering::SeqCst);
    let mut wrote = 0;
    for writer in writers {
        wrote += writer.await.unwrap();
    }
    assert!(wrote > 0 && after.trail.0 > manifest.trail.0, "they wrote on meanwhile");

    let place = Elsewhere::new().await;
    let done = place.restore(&path, &key, None).await.unwrap();

    // Every row was compared inside; here: the trail is a beginning of the one there, and each file of it is readable.
    assert_eq!(done.manifest, manifest);
    let db = place.open().await;
    let vault = Vault::new(&master_key(), base::ids::Dice::System).unwrap();
    let mut read = db.read().await.unwrap();
    let Verdict::Whole { entries, .. } = trail::verify(&mut read, vault.chain_key()).await.unwrap() else { panic!("altered") };
    assert_eq!(entries, manifest.trail.0 + 1, "and the deed of the restore");
    let restored = trail::after(&mut read, 0, 1_000_000).await.unwrap();
    let there = world.trail().await;
    assert_eq!(restored[..restored.len() - 1], there[..restored.len() - 1]);
    assert_eq!(restored.last().unwrap().deed, RESTORED.name);
    drop(read);
    for entry in restored.iter().filter(|e| e.deed == "note.written") {
        let id = entry.subject("note").unwrap();
        let here = content(&db, &place.data().join("files"), id).await.unwrap();
        assert_eq!(here, content(&world.app.db, &world.folder.path().join("blobs"), id).await.unwrap());
    }
    assert!(place.data().join("master.key").exists());
}

#[tokio::test]
async fn a_backup_of_one_engine_comes_back_in_the_other() {
    let world = house().await;
    let id = file(&world, 1, b"the same on both").await.unwrap();
    let key = RecoveryKey::new();
    let (path, _) = backup(&world, &key, "one.age").await;

    // Whatever this run uses, to SQLite; and what came out of that, back to this run's engine.
    let sqlite = Elsewhere::sqlite();
    sqlite.restore(&path, &key, None).await.unwrap();
    let db = sqlite.open().await;
    assert_eq!(content(&db, &sqlite.data().join("files"), &id).await.unwrap(), b"the same on both");
    let again = sqlite.folder.path().join("again.age");
    let blobs = base::blobs::Blobs::new(&sqlite.data().join("files")).unwrap();
    let envelope = safety::recovery::wrap(&master_key(), &key.public()).unwrap();
    let source = safety::write::Source { db: &db, blobs: &blobs, envelope, now: world.app.now() };
    safety::write::write(source, &key.public(), &again).await.unwrap();

    let back = Elsewhere::new().await;
    back.restore(&again, &key, None).await.unwrap();
    assert_eq!(content(&back.open().await, &back.data().join("files"), &id).await.unwrap(), b"the same on both");
}

#[tokio::test]
async fn what_was_erased_after_the_backup_stays_erased() {
    let world = house().await;
    let (kept, gone) = (file(&world, 1, b"keep me").await.unwrap(), file(&world, 2, b"forget me").await.unwrap());
    let key = RecoveryKey::new();
    let (path, _) = backup(&world, &key, "before.age").await;
    let app = &world.app;
    let blob = base::blobs::find(&mut app.db.read().await.unwrap(), &gone).await.unwrap().unwrap();
    let mut tx = app.db.begin().await.unwrap();
    base::blobs::forget(&mut tx, &app.vault, &gone, &blob.key_id, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    app.blobs.remove(&gone).await.unwrap();
    erasures::write(&mut app.db.read().await.unwrap(), &app.vault, world.folder.path()).await.unwrap();
    let list = safety::restore::list_beside(&path).unwrap();

    let place = Elsewhere::new().await;
    let done = place.restore(&path, &key, Some(&list)).await.unwrap();

    assert_eq!(done.erased, 1);
    let db = place.open().await;
    let files = place.data().join("files");
    assert_eq!(content(&db, &files, &kept).await.unwrap(), b"keep me");
    assert!(content(&db, &files, &gone).await.is_err());
    assert!(!files.join(&gone).exists());
    let destroyed = base::vault::destroyed(&mut db.read().await.unwrap()).await.unwrap();
    assert!(destroyed.iter().any(|(id, _)| *id == blob.key_id), "the list goes on with it");
}

#[tokio::test]
async fn a_list_of_erasures_that_was_altered_stops_the_restore() {
    let world = house().await;
    let id = file(&world, 1, b"x").await.unwrap();
    let key = RecoveryKey::new();
    let (path, _) = backup(&world, &key, "b.age").await;
    let mut tx = world.app.db.begin().await.unwrap();
    let blob = base::blobs::find(&mut tx, &id).await.unwrap().unwrap();
    world.app.vault.destroy_key(&mut tx, &blob.key_id, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    erasures::write(&mut world.app.db.read().await.unwrap(), &world.app.vault, world.folder.path()).await.unwrap();
    let list = world.folder.path().join(erasures::FILE);
    let text = std::fs::read_to_string(&list).unwrap();
    std::fs::write(&list, text.replace(&blob.key_id, "somebody-else")).unwrap();

    let place = Elsewhere::new().await;
    let said = place.restore(&path, &key, Some(&list)).await.unwrap_err();

    assert!(said.contains("it was altered, or belongs to another organisation"), "{said}");
    assert!(place.is_untouched());
}
