//! Background work and letters: what fails stops nothing behind it, what listens is called.

use std::sync::Mutex;

use super::BELL_RUNG;
use crate::jobs::{self, Job};
use crate::mail::{Letter, send};
use crate::slice::{JobKind, Listens, Slice};
use crate::words::Lang;
use crate::world::World;

static KINDS: &[JobKind] = &[JobKind { name: "panics", run: |_, _| Box::pin(async { panic!("a fault of ours") }) }];

async fn letter(world: &World) {
    let mut tx = world.app.db.begin().await.unwrap();
    let letter = Letter { to: "ben@example.org", lang: Lang::En, subject: "base-mail-closing", body: "base-mail-closing", args: &[], link: "/", then: None };
    send(&world.app, &mut tx, letter, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_job_that_panics_is_tried_later_and_those_behind_it_run() {
    let world = World::new(vec![Slice { name: "faulty", jobs: KINDS, ..Slice::default() }]).await;
    let mut tx = world.app.db.begin().await.unwrap();
    jobs::push(&mut tx, &world.app.dice, "panics", "", None, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    letter(&world).await;

    assert_eq!(world.run_jobs().await, 2);

    assert_eq!(world.letters().len(), 1);
    world.pass(60_000);
    assert_eq!(world.run_jobs().await, 1, "the one that panicked");
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_may_read_a_letter_in_the_outbox() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new(vec![]).await;
    letter(&world).await;
    world.run_jobs().await;

    for file in std::fs::read_dir(world.folder.path().join("outbox")).unwrap() {
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o077, 0);
    }
}

static HEARD: &[JobKind] = &[JobKind {
    name: "heard",
    run: |app, job| {
        Box::pin(async move {
            app.room(Mutex::<Vec<Job>>::default).lock().unwrap().push(job);
            Ok(())
        })
    },
}];

#[tokio::test]
async fn whoever_listens_to_a_deed_is_called_once_it_stands_and_not_before() {
    let listens: &[Listens] = &[Listens { deed: "bell.rung", job: "heard" }, Listens { deed: "bell.broken", job: "heard" }];
    let world = World::new(vec![Slice { name: "ears", jobs: HEARD, listens, ..Slice::default() }]).await;
    let heard = world.app.room(Mutex::<Vec<Job>>::default);
    let ring = async |stands: bool| {
        let mut tx = world.app.db.begin().await.unwrap();
        let seq = world.app.record(&mut tx, Some("ben"), &BELL_RUNG, &[("bell", "b1")], &[]).await.unwrap();
        if stands {
            tx.commit().await.unwrap();
        }
        seq
    };

    ring(false).await;
    assert_eq!(world.run_jobs().await, 0, "what was taken back was not heard");
    let seq = ring(true).await;
    assert_eq!(world.run_jobs().await, 1);

    let heard = heard.lock().unwrap();
    assert_eq!((heard[0].payload.as_str(), heard[0].actor.as_deref()), (seq.to_string().as_str(), Some("ben")));
}
