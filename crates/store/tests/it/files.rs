//! The store alone: what is put comes back, and only ours is touched.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};

use base::blobs::Store as _;
use base::Failure;
use store::{Keys, Look, Place, S3};

use super::server::Server;

const ONE: &str = "01930000-0000-7000-8000-000000000001";
const TWO: &str = "01930000-0000-7000-8000-000000000002";

fn holding(bytes: &[u8]) -> (File, u64) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    (file, bytes.len() as u64)
}

async fn put(store: &S3, id: &str, bytes: &[u8]) -> Result<(), Failure> {
    let (file, length) = holding(bytes);
    store.put(id, file, length).await
}

async fn get(store: &S3, id: &str) -> Result<Option<Vec<u8>>, Failure> {
    let mut into = tempfile::tempfile().unwrap();
    if !store.fetch(id, into.try_clone().unwrap()).await? {
        return Ok(None);
    }
    let mut all = Vec::new();
    into.rewind().unwrap();
    into.read_to_end(&mut all).unwrap();
    Ok(Some(all))
}

async fn names(store: &S3) -> Vec<String> {
    store.list().await.unwrap().into_iter().map(|(name, _)| name).collect()
}

fn is_away<T: std::fmt::Debug>(answer: Result<T, Failure>, words: &str) {
    match answer {
        Err(Failure::Away { cause }) => assert!(cause.contains(words), "{cause}"),
        other => panic!("not away: {other:?}"),
    }
}

#[tokio::test]
async fn what_is_put_comes_back_and_only_what_is_ours_is_seen() {
    let server = Server::begin();
    let store = server.store("agency/files", "our-folder");
    assert_eq!(store.look().await.unwrap(), Look::Free);

    assert_eq!(get(&store, ONE).await.unwrap(), None);
    put(&store, ONE, b"").await.unwrap();
    put(&store, ONE, b"sealed").await.unwrap();
    put(&store, TWO, &[7; 100_000]).await.unwrap();
    assert_eq!(get(&store, ONE).await.unwrap().unwrap(), b"sealed");
    assert_eq!(store.look().await.unwrap(), Look::Ours);
    // Under a prefix below, and under a name that is no id of ours: somebody else's.
    put(&server.store("agency/files/below", "below"), TWO, b"x").await.unwrap();
    put(&store, "holiday.jpg", b"x").await.unwrap();
    assert_eq!(names(&store).await, [ONE, TWO]);

    store.remove(ONE).await.unwrap();
    store.remove(ONE).await.unwrap();
    assert_eq!(get(&store, ONE).await.unwrap(), None);
    assert_eq!(names(&store).await, [TWO]);

    // A copy of the house, brought back elsewhere for practice, touches nothing.
    let copy = server.store("agency/files", "another-folder");
    assert_eq!(copy.look().await.unwrap(), Look::Others);
    let refused = copy.remove(TWO).await.unwrap_err();
    assert!(matches!(refused, Failure::Broken { .. }) && refused.cause().contains("belongs to another data folder"), "{refused:?}");
    assert!(copy.list().await.is_err() && put(&copy, TWO, b"y").await.is_err());
    assert_eq!(names(&store).await, [TWO]);
}

#[tokio::test]
async fn thirty_megabytes_go_and_come_in_parts() {
    let server = Server::begin();
    let store = server.store("", "our-folder");
    let bytes: Vec<u8> = (0..30_000_000_u64).map(|i| u8::try_from(i * i % 251).unwrap()).collect();

    put(&store, ONE, &bytes).await.unwrap();

    assert!(get(&store, ONE).await.unwrap().unwrap() == bytes, "as it was");
    assert_eq!(names(&store).await, [ONE]);
}

#[tokio::test]
async fn a_wrong_key_a_missing_bucket_and_a_server_that_is_away_are_told_apart() {
    let mut server = Server::begin();
    let store = server.store("here", "our-folder");
    put(&store, ONE, b"sealed").await.unwrap();

    let keys = |id: &str, secret: &str| Keys { id: id.into(), secret: secret.to_owned().into() };
    let right = server.keys();
    for wrong in [keys(&right.id, "not-the-secret"), keys("NOBODY", &right.secret)] {
        let stranger = S3::new(server.place("here"), &wrong, "our-folder".into()).unwrap();
        is_away(stranger.look().await, "refuses the key");
        is_away(get(&stranger, ONE).await, "refuses the key");
        is_away(put(&stranger, TWO, b"x").await, "refuses the key");
    }
    let place = Place { bucket: "no-such-bucket".into(), ..server.place("here") };
    let nowhere = S3::new(place, &right, "our-folder".into()).unwrap();
    is_away(nowhere.look().await, "no such bucket");
    is_away(put(&nowhere, TWO, b"x").await, "no such bucket");

    server.away();
    is_away(get(&store, ONE).await, "does not answer");
    is_away(put(&store, TWO, &[1; 20_000_000]).await, "does not answer");
    is_away(store.list().await, "does not answer");
    server.back();
    assert_eq!(get(&store, ONE).await.unwrap().unwrap(), b"sealed");
    assert_eq!(names(&store).await, [ONE]);
}
