//! The vault and the blobs: sealed for one place, unreadable elsewhere.

use proptest::prelude::*;

use crate::blobs::Blobs;
use crate::failure::Failure;
use crate::ids::Dice;
use crate::vault::{DataKey, Key, Keyring, Place, Vault, master_key};
use crate::world::World;

fn vault() -> Vault {
    Vault::new(&Keyring::of(&Key::new([1; 32])).unwrap(), Dice::loaded(2)).unwrap()
}

fn data_key() -> DataKey {
    DataKey { id: "k".into(), key: Key::new([3; 32]) }
}

const HERE: Place<'_> = Place { table: "phone", row: "ph14", field: "passcode" };

proptest! {
    #[test]
    fn what_is_sealed_opens_in_its_place_only(clear in proptest::collection::vec(any::<u8>(), 0..300)) {
        let (vault, key) = (vault(), data_key());
        let sealed = vault.seal(&key, HERE, &clear).unwrap();
        prop_assert_eq!(&*vault.open(&key, HERE, &sealed).unwrap(), &clear);
        for elsewhere in [Place { row: "ph15", ..HERE }, Place { field: "note", ..HERE }, Place { table: "phones", ..HERE }] {
            prop_assert!(vault.open(&key, elsewhere, &sealed).is_err());
        }
        let other = DataKey { id: "k".into(), key: Key::new([4; 32]) };
        prop_assert!(vault.open(&other, HERE, &sealed).is_err());
    }

    #[test]
    fn nonsense_does_not_open_and_does_not_panic(text in ".{0,80}") {
        prop_assert!(vault().open(&data_key(), HERE, &text).is_err());
    }
}

#[test]
fn a_key_is_never_printed() {
    assert_eq!(format!("{:?}", data_key()), "DataKey { id: \"k\", key: Key(…) }");
}

#[cfg(unix)]
#[test]
fn a_master_key_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("master.key");
    master_key(&path, &Dice::loaded(1)).unwrap();
    master_key(&path, &Dice::loaded(9)).unwrap();

    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();

    assert!(matches!(master_key(&path, &Dice::loaded(1)), Err(Failure::Broken { .. })));
}

#[tokio::test]
async fn a_destroyed_key_opens_nothing() {
    let world = World::new(vec![]).await;
    let vault = &world.app.vault;
    let mut tx = world.app.db.begin().await.unwrap();
    let key = vault.new_key(&mut tx, "client", world.app.now()).await.unwrap();
    assert_eq!(vault.key(&mut tx, &key.id).await.unwrap().id, key.id);

    vault.destroy_key(&mut tx, &key.id, world.app.now()).await.unwrap();

    assert!(matches!(vault.key(&mut tx, &key.id).await, Err(Failure::Missing)));
}

/// Takes `bytes` in and gives the blob's id.
async fn keep(world: &World, blobs: &Blobs, key: &DataKey, id: &str, bytes: &[u8]) {
    let mut intake = blobs.take(id, key, &world.app.dice).unwrap();
    for chunk in bytes.chunks(7_001) {
        intake.write(chunk).unwrap();
    }
    let settled = intake.settle().await.unwrap();
    let mut tx = world.app.db.begin().await.unwrap();
    settled.enter(&mut tx, &world.app.vault, key, "chat.txt", world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn read_all(blobs: &Blobs, key: &DataKey, id: &str) -> std::io::Result<Vec<u8>> {
    let mut opened = blobs.open(id, key).await.unwrap();
    let (mut all, mut buffer) = (Vec::new(), [0; 1000]);
    loop {
        match opened.read_from(id, &mut buffer)? {
            0 => return Ok(all),
            n => all.extend_from_slice(&buffer[..n]),
        }
    }
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_whatever_its_length() {
    let world = World::new(vec![]).await;
    let blobs = &world.app.blobs;
    for (n, length) in [0_usize, 1, 65_535, 65_536, 65_537, 131_072, 200_000].into_iter().enumerate() {
        let bytes: Vec<u8> = (0..length).map(|i| u8::try_from(i % 251).unwrap()).collect();
        let id = format!("file{n}");
        keep(&world, blobs, &data_key(), &id, &bytes).await;

        assert_eq!(read_all(blobs, &data_key(), &id).await.unwrap(), bytes, "{length} bytes");
        let on_disk = std::fs::read(world.folder.path().join("blobs").join(&id)).unwrap();
        assert!(length < 100 || !on_disk.windows(50).any(|w| w == &bytes[..50]), "it lies sealed");
    }
}

#[tokio::test]
async fn a_file_that_was_cut_off_or_changed_does_not_open() {
    let world = World::new(vec![]).await;
    let blobs = &world.app.blobs;
    let path = |id: &str| world.folder.path().join("blobs").join(id);
    keep(&world, blobs, &data_key(), "whole", &vec![9; 150_000]).await;
    let sealed = std::fs::read(path("whole")).unwrap();

    std::fs::write(path("cut"), &sealed[..27 + 2 * (65_536 + 16)]).unwrap();
    let mut changed = sealed.clone();
    changed[100_000] ^= 1;
    std::fs::write(path("changed"), &changed).unwrap();
    std::fs::write(path("moved"), &sealed).unwrap();

    for id in ["cut", "changed", "moved"] {
        assert!(read_all(blobs, &data_key(), id).await.is_err(), "{id}");
    }
}
