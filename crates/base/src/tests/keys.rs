//! The keys of the house: kept apart, changed without losing anything, never printed.

use std::fmt::Debug;

use crate::mail::{Letter, Post};
use crate::web::{FormState, Typed};
use crate::words::{Lang, Words};
use crate::app::App;
use crate::failure::Failure;
use crate::ids::{Dice, hex};
use crate::jobs;
use crate::trail::ChainKey;
use crate::trail::note::Signer;
use crate::vault::envelope::{Cost, Envelope};
use crate::vault::keyfile::{self, KeyFile};
use crate::vault::{DataKey, Key, Keyring, Place, Vault, rotation};
use crate::world::World;

const HERE: Place<'_> = Place { table: "note", row: "n1", field: "text" };

fn ring() -> Keyring {
    Keyring::of(&Key::new([7; 32])).unwrap()
}

/// The same world with another ring of keys: the server was stopped and started again.
async fn started_again(world: &World, ring: Keyring) -> Result<App, Failure> {
    let app = world.app.with_vault(Vault::new(&ring, Dice::loaded(77))?);
    rotation::settle(&app).await?;
    Ok(app)
}

/// Makes `count` data keys, and seals something under each.
async fn sealed(world: &World, count: usize) -> Vec<(String, String)> {
    let mut tx = world.app.db.begin().await.unwrap();
    let mut made = Vec::new();
    for n in 0..count {
        let key = world.app.vault.new_key(&mut tx, "client", world.app.now()).await.unwrap();
        made.push((key.id.clone(), world.app.vault.seal(&key, HERE, n.to_string().as_bytes()).unwrap()));
    }
    tx.commit().await.unwrap();
    made
}

async fn all_open(app: &App, made: &[(String, String)]) {
    let mut read = app.db.read().await.unwrap();
    for (n, (id, text)) in made.iter().enumerate() {
        let key = app.vault.key(&mut read, id).await.unwrap();
        assert_eq!(*app.vault.open_text(&key, HERE, text).unwrap(), n.to_string());
    }
}

#[tokio::test]
async fn a_new_version_wraps_everything_anew_and_the_old_one_can_go() {
    let world = World::new(vec![]).await;
    let made = sealed(&world, 250).await;
    let mut ring = ring();
    assert_eq!(ring.rotate(&Dice::loaded(5)).unwrap(), 2);

    let app = started_again(&world, ring.clone()).await.unwrap();
    all_open(&app, &made).await;
    jobs::drain(&app).await.unwrap();

    assert_eq!(rotation::count(&mut app.db.read().await.unwrap()).await.unwrap(), [(2, 250)]);
    assert_eq!(ring.drop_old(), [1]);
    let app = started_again(&world, ring).await.unwrap();
    all_open(&app, &made).await;
    assert_eq!(world.deeds().await, ["key.rotated", "key.rewrapped"]);
    assert_eq!(jobs::drain(&app).await.unwrap(), 0, "nothing is left to do");
    let verdict = crate::trail::verify(&mut app.db.read().await.unwrap(), app.vault.chain_key()).await.unwrap();
    assert!(matches!(verdict, crate::trail::Verdict::Whole { entries: 2, .. }), "the trail goes on under its own key: {verdict:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrapping_anew_that_is_killed_again_and_again_loses_nothing() {
    let world = World::new(vec![]).await;
    let made = sealed(&world, 1_500).await;
    let mut ring = ring();
    ring.rotate(&Dice::loaded(5)).unwrap();
    let mut kills = 0;

    for round in 0_u64..200 {
        let app = started_again(&world, ring.clone()).await.unwrap();
        let work = tokio::spawn({
            let app = app.clone();
            async move { jobs::drain(&app).await }
        });
        tokio::time::sleep(std::time::Duration::from_millis(3 + round % 17)).await;
        work.abort();
        match work.await {
            Ok(done) => {
                done.unwrap();
            }
            Err(_) => kills += 1,
        }
        let counts = rotation::count(&mut app.db.read().await.unwrap()).await.unwrap();
        assert_eq!(counts.iter().map(|(_, n)| n).sum::<i64>(), 1_500);
        if counts == [(2, 1_500)] && round > 20 {
            break;
        }
    }

    assert!(kills > 3, "it was killed only {kills} times");
    let app = started_again(&world, ring.clone()).await.unwrap();
    jobs::drain(&app).await.unwrap();
    ring.drop_old();
    all_open(&started_again(&world, ring).await.unwrap(), &made).await;
    assert_eq!(world.deeds().await, ["key.rotated", "key.rewrapped"], "each is told once");
}

#[tokio::test]
async fn a_key_file_older_than_the_database_is_refused() {
    let world = World::new(vec![]).await;
    let mut newer = ring();
    newer.rotate(&Dice::loaded(5)).unwrap();
    started_again(&world, newer).await.unwrap();

    let refused = started_again(&world, ring()).await.err().unwrap();

    assert!(format!("{refused:?}").contains("needs version 2"), "{refused:?}");
}

#[tokio::test]
async fn a_key_wrapped_by_one_version_is_not_taken_for_that_of_another() {
    let world = World::new(vec![]).await;
    let made = sealed(&world, 1).await;
    let mut tx = world.app.db.begin().await.unwrap();
    sqlx::query("update data_key set version = 2").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut ring = ring();
    ring.rotate(&Dice::loaded(5)).unwrap();

    let app = world.app.with_vault(Vault::new(&ring, Dice::loaded(1)).unwrap());

    assert!(app.vault.key(&mut app.db.read().await.unwrap(), &made[0].0).await.is_err());
}

#[tokio::test]
async fn destroying_a_key_is_told_and_done_once() {
    let world = World::new(vec![]).await;
    let made = sealed(&world, 1).await;
    let mut tx = world.app.db.begin().await.unwrap();
    world.app.vault.destroy_key(&mut tx, &made[0].0, world.app.now()).await.unwrap();
    world.app.vault.destroy_key(&mut tx, &made[0].0, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();

    let trail = world.trail().await;
    assert_eq!(trail.len(), 1);
    assert_eq!((trail[0].deed.as_str(), trail[0].subject("data-key"), trail[0].detail("purpose")), ("key.destroyed", Some(made[0].0.as_str()), Some("client")));
}

#[test]
fn a_ring_is_read_as_it_was_written_also_from_a_single_old_key() {
    let mut ring = ring();
    ring.rotate(&Dice::loaded(5)).unwrap();
    let again = Keyring::parse(&ring.text()).unwrap();
    assert_eq!(*again.text(), *ring.text());
    assert_eq!(again.versions().collect::<Vec<_>>(), [2, 1]);

    let old = Keyring::parse("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc\n").unwrap();
    assert_eq!(*old.text(), *self::ring().text());

    let text = ring.text();
    for broken in ["", "hello", "keepwell-key 2", &text.replace("wrap-2", "wrap-1"), &text.replace("sign ", "sing "), &text.replace("trail ", "trail x"), &text.replace("wrap-1", "wrap-one")] {
        assert!(Keyring::parse(broken).is_err(), "{broken}");
    }
}

#[test]
fn a_protected_ring_opens_with_its_passphrase_only() {
    let ring = ring();
    let envelope = Envelope::seal(&ring, "five small boats at noon", Cost::LEAST, &Dice::loaded(3)).unwrap();
    let text = envelope.text();
    let read = Envelope::parse(&text).unwrap().expect("it is protected");

    assert_eq!(*read.open("five small boats at noon").unwrap().expect("the passphrase").text(), *ring.text());
    assert!(read.open("five small boats at moon").unwrap().is_none());
    assert!(read.open("").unwrap().is_none());
    assert!(Envelope::parse(&ring.text()).unwrap().is_none(), "not protected");
    // What stands in the clear is bound to what is sealed: another salt or cost opens nothing.
    let other = Envelope::parse(&text.replace("argon2id 8 1", "argon2id 16 1")).unwrap().unwrap();
    assert!(other.open("five small boats at noon").unwrap().is_none());
    for broken in ["argon2id 8", "argon2id 4000000 1", "argon2i 8 1", "argon2id 8 99"] {
        assert!(Envelope::parse(&text.replace("argon2id 8 1", broken)).is_err(), "{broken}");
    }
}

#[cfg(unix)]
#[test]
fn a_key_file_is_for_its_owner_alone_and_replaced_whole() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("master.key");
    let first = crate::vault::master_key(&path, &Dice::loaded(1)).unwrap();
    let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600);

    let envelope = Envelope::seal(&first, "five small boats at noon", Cost::LEAST, &Dice::loaded(3)).unwrap();
    keyfile::replace(&path, &envelope.text()).unwrap();
    assert_eq!(mode(), 0o600);
    assert!(matches!(keyfile::read(&path).unwrap(), KeyFile::Protected(_)));
    assert!(format!("{:?}", crate::vault::master_key(&path, &Dice::loaded(1)).err().unwrap()).contains("--passphrase-file"));

    for mode in [0o640, 0o604, 0o660, 0o644] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let refused = format!("{:?}", keyfile::read(&path).err().unwrap());
        assert!(refused.contains("chmod 600"), "{mode:o}: {refused}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

/// Nothing that holds a secret prints it, in any form one would recognise.
#[test]
fn no_secret_is_ever_printed() {
    const SAID: &str = "otter-lantern-maple-drizzle";
    let bytes = [0xab_u8; 32];
    let key = Key::new(bytes);
    let mut ring = Keyring::of(&key).unwrap();
    ring.rotate(&Dice::loaded(5)).unwrap();
    let envelope = Envelope::seal(&ring, "five small boats at noon", Cost::LEAST, &Dice::loaded(3)).unwrap();
    let vault = Vault::new(&ring, Dice::loaded(9)).unwrap();
    let secrets: Vec<(&str, Box<dyn Debug>)> = vec![
        ("Key", Box::new(key.clone())),
        ("DataKey", Box::new(DataKey { id: "k".into(), key: key.clone() })),
        ("Keyring", Box::new(ring.clone())),
        ("ChainKey", Box::new(ChainKey::new(bytes, bytes))),
        ("Signer", Box::new(Signer::new(&bytes))),
        ("Envelope", Box::new(envelope)),
        ("KeyFile", Box::new(KeyFile::Open(ring.clone()))),
        ("Vault", Box::new(vault)),
    ];
    let typed = FormState::of(vec![("passphrase".into(), SAID.into()), ("again".into(), SAID.into())]);
    let words = Words::new(&[crate::web::preferences::slice().texts]).unwrap();
    let said: Vec<(&str, Box<dyn Debug>)> = vec![
        ("Field", Box::new(typed.field(&words, Lang::En, "passphrase"))),
        ("FormState", Box::new(typed.clone())),
        ("Typed", Box::new(Typed(typed))),
        ("Post", Box::new(Post::Smtp { url: format!("smtps://keepwell:{SAID}@mail.example.org"), from: "keepwell@example.org".into() })),
        ("Letter", Box::new(Letter { to: "ben@example.org", lang: Lang::En, subject: "s", body: "b", args: &[("name", SAID)], link: SAID, then: None })),
    ];
    for (name, secret) in said {
        for told in [format!("{secret:?}"), format!("{secret:#?}")] {
            assert!(!told.contains(SAID), "{name}: {told}");
        }
    }
    // Every line of the ring is a secret, and so are the bytes themselves as people and programs write them.
    let mut forms: Vec<String> = ring.text().lines().filter_map(|l| l.split_once(' ')).map(|(_, v)| v.to_owned()).filter(|v| v.len() > 40 && !v.contains(' ')).collect();
    assert!(forms.len() >= 5);
    forms.extend([hex(&bytes[..4]), "171, 171".into(), "0xab".into(), "q6ur".into()]);

    for (name, secret) in secrets {
        for told in [format!("{secret:?}"), format!("{secret:#?}")] {
            assert!(!forms.iter().any(|f| told.contains(f)), "{name}: {told}");
            assert!(told.len() < 400, "{name} tells too much: {told}");
        }
    }
}
