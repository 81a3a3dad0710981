//! The writer: groups share a commit, what is dropped never was.

use std::sync::Arc;

use crate::failure::Failure;
use crate::organisation;
use crate::world::World;

async fn count(world: &World) -> i64 {
    let mut read = world.app.db.read().await.unwrap();
    sqlx::query_scalar("select count(*) from setting").fetch_one(&mut *read).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_at_once_lose_nothing() {
    let world = Arc::new(World::new(vec![]).await);

    let writers: Vec<_> = (0..200).map(|n| {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            let mut tx = world.app.db.begin().await.unwrap();
            organisation::put(&mut tx, &format!("n{n}"), "1").await.unwrap();
            tx.commit().await.unwrap();
            // Acknowledged means readable by everybody.
            let mut read = world.app.db.read().await.unwrap();
            assert_eq!(organisation::get(&mut read, &format!("n{n}")).await.unwrap().as_deref(), Some("1"));
        })
    }).collect();
    for writer in writers {
        writer.await.unwrap();
    }

    assert_eq!(count(&world).await, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_that_gives_up_takes_nobody_with_it() {
    let world = Arc::new(World::new(vec![]).await);

    let writers: Vec<_> = (0..90).map(|n| {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            let mut tx = world.app.db.begin().await.unwrap();
            organisation::put(&mut tx, &format!("n{n}"), "1").await.unwrap();
            if n % 3 == 0 {
                drop(tx);
            } else {
                tx.commit().await.unwrap();
            }
        })
    }).collect();
    for writer in writers {
        writer.await.unwrap();
    }

    assert_eq!(count(&world).await, 60);
}

#[tokio::test]
async fn a_change_that_is_not_committed_never_was() {
    let world = World::new(vec![]).await;

    let mut tx = world.app.db.begin().await.unwrap();
    organisation::put(&mut tx, "left", "behind").await.unwrap();
    drop(tx);
    let mut tx = world.app.db.begin().await.unwrap();
    organisation::put(&mut tx, "kept", "yes").await.unwrap();
    tx.commit().await.unwrap();

    let mut read = world.app.db.read().await.unwrap();
    assert_eq!(organisation::get(&mut read, "left").await.unwrap(), None);
    assert_eq!(organisation::get(&mut read, "kept").await.unwrap().as_deref(), Some("yes"));
}

#[tokio::test]
async fn two_of_what_must_be_one_is_a_stale_request() {
    let world = World::new(vec![]).await;
    let mut tx = world.app.db.begin().await.unwrap();
    sqlx::query("insert into setting (name, value) values ('a', 'b')").execute(&mut *tx).await.unwrap();

    let again = sqlx::query("insert into setting (name, value) values ('a', 'b')").execute(&mut *tx).await.map_err(Failure::from);

    assert!(matches!(again, Err(Failure::Stale)));
}

#[tokio::test]
async fn a_reader_cannot_write_on_sqlite() {
    if std::env::var("KEEPWELL_TEST_POSTGRES").is_ok_and(|v| !v.is_empty()) {
        return;
    }
    let world = World::new(vec![]).await;
    let mut read = world.app.db.read().await.unwrap();

    assert!(organisation::put(&mut read, "a", "b").await.is_err());
}

/// Polls a future so often, then drops it: a browser that went away.
async fn leave_after<T>(polls: usize, future: impl Future<Output = T>) {
    let mut future = std::pin::pin!(future);
    for _ in 0..polls {
        if std::future::poll_fn(|cx| std::task::Poll::Ready(future.as_mut().poll(cx))).await.is_ready() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
}

#[tokio::test]
async fn one_that_leaves_at_any_moment_stops_nobody_after_it() {
    let world = World::new(vec![]).await;
    let write = async |name: &str| {
        let mut tx = world.app.db.begin().await?;
        organisation::put(&mut tx, name, "1").await?;
        tx.commit().await
    };

    for polls in 0..12 {
        leave_after(polls, write(&format!("left{polls}"))).await;

        write(&format!("stayed{polls}")).await.unwrap_or_else(|e| panic!("after {polls} polls: {e:?}"));
    }

    let mut read = world.app.db.read().await.unwrap();
    let stayed: i64 = sqlx::query_scalar("select count(*) from setting where name like 'stayed%'").fetch_one(&mut *read).await.unwrap();
    assert_eq!(stayed, 12);
}
