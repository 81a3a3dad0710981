//! What is refused, and the sentence that says so.

use std::path::Path;

use safety::recovery::{Recipient, RecoveryKey};

use crate::{Elsewhere, backup, file, house};

#[tokio::test]
async fn another_recovery_key_opens_nothing_and_says_whose_it_is() {
    let world = house().await;
    file(&world, 1, b"x").await.unwrap();
    let (path, _) = backup(&world, &RecoveryKey::new(), "b.age").await;
    let other = RecoveryKey::new();
    let place = Elsewhere::new().await;

    let said = place.restore(&path, &other, None).await.unwrap_err();

    assert_eq!(said, format!("this recovery key does not open it: it was made for another than {}", other.public()));
    assert!(place.is_untouched());
}

/// A backup with these bytes changed, and what the restore says to it.
async fn said_to(place: &Elsewhere, key: &RecoveryKey, path: &Path, change: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut bytes = std::fs::read(path).unwrap();
    change(&mut bytes);
    let hurt = path.with_extension("hurt");
    std::fs::write(&hurt, bytes).unwrap();
    let said = place.restore(&hurt, key, None).await.unwrap_err();
    assert!(place.is_untouched(), "{said}");
    said
}

#[tokio::test]
async fn a_cut_file_and_a_flipped_byte_are_named_and_nothing_is_restored() {
    let world = house().await;
    for n in 0..3 {
        file(&world, n, &vec![b'x'; 90 * 1024]).await.unwrap();
    }
    let key = RecoveryKey::new();
    let (path, _) = backup(&world, &key, "b.age").await;
    let place = Elsewhere::new().await;

    let cut = said_to(&place, &key, &path, |b| b.truncate(b.len() / 2)).await;
    assert!(cut.contains("its end is missing or was altered") && cut.contains("take another copy"), "{cut}");
    // Cut exactly between two sealed pieces: no piece is damaged, only the last one is missing.
    let one_off = said_to(&place, &key, &path, |b| b.truncate(b.len() - 1)).await;
    assert!(one_off.contains("its end is missing or was altered"), "{one_off}");
    let flipped = said_to(&place, &key, &path, |b| b[100_000] ^= 1).await;
    assert!(flipped.contains("it was altered or damaged before byte"), "{flipped}");
    let head = said_to(&place, &key, &path, |b| b[3] ^= 1).await;
    assert_eq!(head, "it is no backup of Keepwell, or its beginning is damaged");
    let last = said_to(&place, &key, &path, |b| *b.last_mut().unwrap() ^= 1).await;
    assert!(last.contains("its end is missing or was altered"), "{last}");
    // After all that, the whole one still comes back to the same place.
    place.restore(&path, &key, None).await.unwrap();
}

#[tokio::test]
async fn a_place_that_is_not_empty_is_refused_and_left_alone() {
    let world = house().await;
    file(&world, 1, b"x").await.unwrap();
    let key = RecoveryKey::new();
    let (path, _) = backup(&world, &key, "b.age").await;
    let place = Elsewhere::new().await;
    std::fs::create_dir_all(place.data()).unwrap();
    std::fs::write(place.data().join("mine.txt"), "mine").unwrap();

    let said = place.restore(&path, &key, None).await.unwrap_err();

    assert!(said.ends_with("is not empty (it holds mine.txt). Name an empty folder with --data, or move what is there away first"), "{said}");
    std::fs::remove_file(place.data().join("mine.txt")).unwrap();
    // The operator's own settings are no data.
    std::fs::write(place.data().join("keepwell.toml"), "").unwrap();
    place.restore(&path, &key, None).await.unwrap();
    let twice = place.restore(&path, &key, None).await.unwrap_err();
    assert!(twice.contains("is not empty"), "{twice}");
}

#[tokio::test]
async fn a_filled_postgres_is_refused_even_for_an_empty_folder() {
    let world = house().await;
    file(&world, 1, b"x").await.unwrap();
    let key = RecoveryKey::new();
    let (path, _) = backup(&world, &key, "b.age").await;
    let place = Elsewhere::new().await;
    if place.database.is_none() {
        return; // SQLite lies in the folder, and that story is the one above.
    }
    place.restore(&path, &key, None).await.unwrap();
    let fresh = Elsewhere { folder: tempfile::tempdir().unwrap(), database: place.database.clone() };

    let said = fresh.restore(&path, &key, None).await.unwrap_err();

    assert_eq!(said, "the database is not empty: it holds an organisation. Name an empty one with --database");
}

#[tokio::test]
async fn a_restore_that_was_cut_off_is_noticed_and_begun_again() {
    let world = house().await;
    file(&world, 1, b"x").await.unwrap();
    let key = RecoveryKey::new();
    let (path, _) = backup(&world, &key, "b.age").await;
    let place = Elsewhere::sqlite();
    let data = place.data();
    // The power went away when the files stood in place already and the database did not.
    std::fs::create_dir_all(data.join("restoring")).unwrap();
    std::fs::create_dir_all(data.join("files")).unwrap();
    std::fs::write(data.join("files/half"), "half").unwrap();
    std::fs::write(data.join("master.key"), "old").unwrap();
    assert!(safety::restore::unfinished(&data));

    place.restore(&path, &key, None).await.unwrap();

    assert!(!safety::restore::unfinished(&data) && !data.join("files/half").exists());
}

#[test]
fn the_secret_half_is_refused_where_the_public_one_belongs_and_a_slip_of_the_pen_is_noticed() {
    let key = RecoveryKey::new();
    let paper = key.on_paper();

    let said = Recipient::parse(&paper).unwrap_err().cause();
    assert!(said.contains("secret half") && !said.contains(paper.as_str()));
    assert_eq!(Recipient::parse(&key.public().to_string()).unwrap().to_string(), key.public().to_string());
    // With the blanks and line breaks of a hand.
    let (a, b) = paper.split_at(30);
    assert_eq!(RecoveryKey::parse(&format!("# Keepwell\n{} {}\n", a.to_lowercase(), b)).unwrap().public().to_string(), key.public().to_string());
    let slip = paper.replace(&paper[40..41], if &paper[40..41] == "Q" { "P" } else { "Q" });
    assert!(RecoveryKey::parse(&slip).unwrap_err().cause().contains("checksum"));
    assert_eq!(format!("{key:?}"), "RecoveryKey(…)");
}
