//! Background work and letters: what fails stops nothing behind it, what listens is called.

use std::sync::Mutex;

use super::BELL_RUNG;
use crate::jobs::{self, Job};
use crate::mail::{Letter, send};
use crate::clock::Moment;
use crate::slice::{JobKind, Listens, Repeat, Slice};
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

async fn push(world: &World, kind: &'static str) {
    let mut tx = world.app.db.begin().await.unwrap();
    jobs::push(&mut tx, &world.app.dice, kind, "", None, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn listed(world: &World) -> Vec<jobs::Listed> {
    jobs::list(&mut world.app.db.read().await.unwrap(), world.app.now(), 100).await.unwrap()
}

#[tokio::test]
async fn what_failed_eight_times_is_given_up_and_stays_to_be_seen_and_tried_again() {
    let world = World::new(vec![Slice { name: "faulty", jobs: KINDS, ..Slice::default() }]).await;
    push(&world, "panics").await;

    for n in 1..=8 {
        assert_eq!(world.run_jobs().await, 1, "try {n}");
        world.pass(Moment::HOUR);
    }

    assert_eq!(world.run_jobs().await, 0, "given up");
    let [job] = &listed(&world).await[..] else { panic!("one job") };
    assert_eq!((job.state, job.attempts, job.kind.as_str()), (jobs::State::GivenUp, 8, "panics"));
    assert!(job.last_error.as_deref().is_some_and(|e| e.contains("panicked")));
    let counts = jobs::counts(&mut world.app.db.read().await.unwrap(), world.app.now()).await.unwrap();
    assert_eq!(counts, jobs::Counts { given_up: 1, ..jobs::Counts::default() });
    let mut tx = world.app.db.begin().await.unwrap();
    assert!(jobs::retry(&mut tx, &job.id, world.app.now()).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(world.run_jobs().await, 1);
}

#[tokio::test]
async fn a_job_that_repeats_has_one_row_and_comes_again_when_its_time_is_up() {
    let slice = Slice { name: "ears", jobs: HEARD, repeats: &[Repeat { job: "heard", every: Moment::DAY }], ..Slice::default() };
    let world = World::new(vec![slice]).await;
    let heard = world.app.room(Mutex::<Vec<Job>>::default);

    for _ in 0..3 {
        jobs::settle_repeats(&world.app).await.unwrap();
        assert_eq!(world.run_jobs().await, 1);
        assert_eq!(world.run_jobs().await, 0, "not before a day is over");
        world.pass(Moment::DAY);
    }

    assert_eq!(heard.lock().unwrap().len(), 3);
    let [job] = &listed(&world).await[..] else { panic!("one row") };
    assert_eq!((job.every, job.state), (Some(Moment::DAY), jobs::State::Waiting));
    assert_eq!(job.ended_at, Some(world.app.now().plus(-Moment::DAY)));
}

static SLOW: &[JobKind] = &[
    JobKind { name: "hangs", run: |_, _| Box::pin(std::future::pending()) },
    JobKind {
        name: "heard",
        run: |app, job| {
            Box::pin(async move {
                app.room(Mutex::<Vec<Job>>::default).lock().unwrap().push(job);
                Ok(())
            })
        },
    },
];

#[tokio::test]
async fn jobs_that_hang_do_not_hold_up_those_of_another_kind() {
    let world = World::new(vec![Slice { name: "slow", jobs: SLOW, ..Slice::default() }]).await;
    for _ in 0..10 {
        push(&world, "hangs").await;
    }
    push(&world, "heard").await;
    let heard = world.app.room(Mutex::<Vec<Job>>::default);

    let both_at_it = async {
        loop {
            let hanging = listed(&world).await.into_iter().filter(|j| j.kind == "hangs" && j.state == jobs::State::Running).count();
            assert!(hanging <= 2, "{hanging} of one kind");
            // Who is first to be claimed is not settled: this waits for both.
            if hanging == 2 && !heard.lock().unwrap().is_empty() {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        () = jobs::work(&world.app, || true) => unreachable!("it works until it is dropped"),
        () = both_at_it => {}
    }
}
