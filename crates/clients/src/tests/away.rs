//! A store for files that goes away and comes back: nothing is lost, and it is said.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use base::blobs::Store;
use base::world::World;
use base::{Failure, Moment};
use futures::FutureExt as _;
use futures::future::BoxFuture;

use super::{chat, last_part, look};

#[derive(Debug, Default)]
struct Fickle {
    away: AtomicBool,
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Fickle {
    fn does<T: Send + 'static>(&self, done: impl FnOnce(&mut BTreeMap<String, Vec<u8>>) -> T) -> BoxFuture<'static, Result<T, Failure>> {
        let answer = if self.away.load(Ordering::SeqCst) { Err(Failure::away("it rains")) } else { Ok(done(&mut self.kept.lock().unwrap())) };
        async move { answer }.boxed()
    }
}

impl Store for Fickle {
    fn put<'a>(&'a self, id: &'a str, mut sealed: File, length: u64) -> BoxFuture<'a, Result<(), Failure>> {
        self.does(|kept| {
            let mut bytes = Vec::new();
            sealed.read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes.len() as u64, length);
            kept.insert(id.to_owned(), bytes);
        })
    }

    fn fetch<'a>(&'a self, id: &'a str, mut into: File) -> BoxFuture<'a, Result<bool, Failure>> {
        self.does(|kept| kept.get(id).is_some_and(|bytes| into.write_all(bytes).is_ok()))
    }

    fn remove<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<(), Failure>> {
        self.does(|kept| {
            kept.remove(id);
        })
    }

    fn list(&self) -> BoxFuture<'_, Result<Vec<(String, Moment)>, Failure>> {
        self.does(|kept| kept.keys().map(|id| (id.clone(), Moment(0))).collect())
    }
}

async fn house() -> (World, Arc<Fickle>) {
    let store = Arc::new(Fickle::default());
    let world = World::in_store(vec![people::slice(), crate::slice()], store.clone()).await;
    people::world::cast(&world).await;
    (world, store)
}

#[tokio::test]
async fn a_file_that_cannot_be_kept_is_refused_in_words_and_what_was_typed_stays() {
    let (house, store) = house().await;
    store.away.store(true, Ordering::SeqCst);
    let before = house.deeds().await.len();

    let file = house.upload("ben", "/conversations/new", &[("client", "")], ("file", "chat.txt", &chat(0, 4))).await;
    let pasted = house.post("ben", "/conversations/pasted", &[("client", ""), ("pasted", "[2026-11-20, 9:00:00] Ben: bus 84 today")]).await;

    for answer in [&file, &pasted] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.words());
        assert!(answer.says("The place where Keepwell keeps its files does not answer"), "{}", answer.words());
        assert!(!answer.says("it rains"), "the cause is for IT");
    }
    assert!(pasted.says("bus 84 today"));
    assert_eq!(house.deeds().await.len(), before);
    assert_eq!(std::fs::read_dir(house.folder.path().join("blobs")).unwrap().count(), 0);

    store.away.store(false, Ordering::SeqCst);
    let again = house.upload("ben", "/conversations/new", &[("client", "")], ("file", "chat.txt", &chat(0, 4))).await;
    assert!(again.location.starts_with("/uploads/"));
}

#[tokio::test]
async fn a_reading_waits_for_a_store_that_is_away_and_is_done_when_it_is_back() {
    let (house, store) = house().await;
    let path = house.upload("ben", "/conversations/new", &[("client", "")], ("file", "chat.txt", &chat(0, 4))).await.location;
    store.away.store(true, Ordering::SeqCst);

    for _ in 0..4 {
        house.run_jobs().await;
        house.pass(Moment::HOUR);
    }
    let page = house.get("ben", &path).await;
    assert!(!page.says("could not be read"), "it is not taken for a damaged file: {}", page.words());

    store.away.store(false, Ordering::SeqCst);
    house.run_jobs().await;
    assert_eq!(look(&house, &path).await.survey.senders.len(), 2, "{}", last_part(&path));
}

#[tokio::test]
async fn what_is_given_up_while_the_store_is_away_is_given_up() {
    let (house, store) = house().await;
    let path = house.upload("ben", "/conversations/new", &[("client", "")], ("file", "chat.txt", &chat(0, 4))).await.location;
    house.run_jobs().await;
    store.away.store(true, Ordering::SeqCst);

    let answer = house.post("ben", &format!("{path}/discard"), &[]).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    assert_eq!(store.kept.lock().unwrap().len(), 1, "the sweep takes it: nobody can open it any more");
}
