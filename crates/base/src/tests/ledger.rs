//! The trail: one byte altered is found, and the entry is named.

use super::BELL_RUNG;
use crate::failure::Failure;
use crate::trail::{self, Line, Verdict, Why};
use crate::world::World;

async fn ring(world: &World, times: i64) {
    let mut tx = world.app.db.begin().await.unwrap();
    for n in 0..times {
        let n = n.to_string();
        world.app.record(&mut tx, Some("ben"), &BELL_RUNG, &[("bell", "b1"), ("person", "ben")], &[("times", &n)]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn verdict(world: &World) -> Verdict {
    let mut read = world.app.db.read().await.unwrap();
    trail::verify(&mut read, world.app.vault.chain_key()).await.unwrap()
}

async fn tamper(world: &World, sql: &'static str) {
    let mut tx = world.app.db.begin().await.unwrap();
    sqlx::raw_sql(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_untouched_trail_is_whole() {
    let world = World::new(vec![]).await;
    assert!(matches!(verdict(&world).await, Verdict::Whole { entries: 0, .. }));

    ring(&world, 5).await;

    assert!(matches!(verdict(&world).await, Verdict::Whole { entries: 5, .. }));
    let entries = world.trail().await;
    assert_eq!(entries[2].subject("bell"), Some("b1"));
    assert_eq!(entries[2].detail("times"), Some("2"));
    assert_eq!(entries[2].actor.as_deref(), Some("ben"));
}

#[tokio::test]
async fn the_first_altered_entry_is_named() {
    let cut_off = Why::CutOff { size: 6, by: "the head of the trail".into() };
    for (sql, seq, deed, why) in [
        // Each column of an entry.
        ("update trail set deed = 'bell.rang' where seq = 1", 1, "bell.rang", Why::Changed),
        ("update trail set at = at + 1 where seq = 3", 3, "bell.rung", Why::Changed),
        ("update trail set recorded_at = recorded_at - 1 where seq = 3", 3, "bell.rung", Why::Changed),
        ("update trail set actor_id = 'cleo' where seq = 2", 2, "bell.rung", Why::Changed),
        ("update trail set actor_id = null where seq = 5", 5, "bell.rung", Why::Changed),
        ("update trail set subjects = 'bell=b1' where seq = 5", 5, "bell.rung", Why::Changed),
        ("update trail set detail = 'times=9' where seq = 4", 4, "bell.rung", Why::Changed),
        ("update trail set hash = 'ab' where seq = 4", 4, "bell.rung", Why::Changed),
        ("update trail set seq = 60 where seq = 6", 6, "bell.rung", Why::Moved(60)),
        ("update trail set seq = 0 where seq = 1", 1, "bell.rung", Why::Moved(0)),
        // Two of them change places.
        ("update trail set seq = case seq when 2 then -4 when 4 then -2 else seq end; update trail set seq = -seq where seq < 0", 2, "bell.rung", Why::Moved(4)),
        ("update trail set seq = -seq where seq in (3, 4); update trail set seq = 7 + seq where seq < 0", 3, "bell.rung", Why::Moved(4)),
        // Taken away, from the middle and from the end.
        ("delete from trail where seq = 2", 2, "", Why::Removed),
        ("delete from trail where seq = 1", 1, "", Why::Removed),
        ("delete from trail where seq = 6", 6, "", cut_off.clone()),
        ("delete from trail where seq > 3", 4, "", Why::CutOff { size: 6, by: "the head of the trail".into() }),
        ("delete from trail", 1, "", cut_off),
        // Added.
        ("insert into trail (seq, deed, at, recorded_at, subjects, detail, hash) values (7, 'bell.rung', 0, 0, '', '', '')", 7, "bell.rung", Why::Added),
        ("insert into trail (seq, deed, at, recorded_at, subjects, detail, hash) values (0, 'bell.rung', 0, 0, '', '', '')", 0, "", Why::Added),
        ("update trail_head set hash = 'ab'", 6, "", Why::Changed),
        // Cut off with its index, and the head told to agree; then written over.
        ("delete from trail where seq > 4; delete from trail_subject where seq > 4; update trail_head set seq = 4, hash = (select hash from trail where seq = 4)", 5, "", Why::Head),
        ("delete from trail where seq > 4; delete from trail_subject where seq > 4;
          update trail_head set seq = 4, hash = (select hash from trail where seq = 4) || substr(hash, 65)", 5, "", Why::Head),
        ("update trail_head set hash = substr(hash, 1, 64)", 7, "", Why::Head),
        // What an entry is about.
        ("update trail_subject set subject_id = 'b2' where seq = 3 and slot = 'bell'", 3, "bell.rung", Why::Index),
        ("update trail_subject set slot = 'phone' where seq = 3 and slot = 'bell'", 3, "bell.rung", Why::Index),
        ("update trail_subject set seq = 2, slot = 'chime' where seq = 5 and slot = 'bell'", 2, "bell.rung", Why::Index),
        ("delete from trail_subject where seq = 4", 4, "bell.rung", Why::Index),
        ("delete from trail_subject where seq = 6", 6, "bell.rung", Why::Index),
        ("insert into trail_subject (slot, subject_id, seq) values ('bell', 'b2', 6)", 6, "bell.rung", Why::Index),
        ("insert into trail_subject (slot, subject_id, seq) values ('bell', 'b1', 7)", 7, "", Why::Index),
        ("insert into trail_subject (slot, subject_id, seq) values ('bell', 'b1', 0)", 0, "", Why::Index),
    ] {
        let world = World::new(vec![]).await;
        ring(&world, 6).await;

        tamper(&world, sql).await;

        assert_eq!(verdict(&world).await, Verdict::Altered { seq, deed: deed.into(), why }, "{sql}");
    }
}

/// Takes away what follows entry `seq`, as somebody does who has the database and not the key.
async fn cut_off_after(world: &World, seq: i64) {
    let sql = format!(
        "delete from trail where seq > {seq}; delete from trail_subject where seq > {seq};
         update trail_head set seq = {seq}, hash = coalesce((select hash from trail where seq = {seq}), '')");
    let mut tx = world.app.db.begin().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_was_cut_off_is_known_however_much_is_written_after_it() {
    let world = World::new(vec![]).await;
    ring(&world, 6).await;
    cut_off_after(&world, 4).await;

    ring(&world, 3).await;

    let gone = Verdict::Altered { seq: 5, deed: String::new(), why: Why::Head };
    assert_eq!(verdict(&world).await, gone);
    cut_off_after(&world, 6).await;
    ring(&world, 1).await;
    assert_eq!(verdict(&world).await, Verdict::Altered { seq: 7, deed: String::new(), why: Why::Head }, "cut twice: the last cut took the first with it");
}

#[tokio::test]
async fn an_empty_trail_is_not_that_of_a_house_with_an_organisation() {
    let world = World::new(vec![]).await;
    ring(&world, 2).await;
    let mut tx = world.app.db.begin().await.unwrap();
    crate::organisation::save(&mut tx, "Harbour House", "ON", "America/Toronto", crate::words::Lang::En).await.unwrap();
    tx.commit().await.unwrap();

    cut_off_after(&world, 0).await;

    assert_eq!(verdict(&world).await, Verdict::Altered { seq: 1, deed: String::new(), why: Why::Head });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_trail_that_grows_while_it_is_checked_is_whole() {
    let world = std::sync::Arc::new(World::new(vec![]).await);
    ring(&world, 500).await;
    let writer = {
        let world = std::sync::Arc::clone(&world);
        tokio::spawn(async move {
            for _ in 0..60 {
                ring(&world, 1).await;
            }
        })
    };

    while !writer.is_finished() {
        assert!(matches!(verdict(&world).await, Verdict::Whole { .. }));
    }

    assert!(matches!(verdict(&world).await, Verdict::Whole { entries: 560, .. }));
}

#[tokio::test]
async fn a_deed_is_recorded_only_as_it_was_declared() {
    let world = World::new(vec![]).await;
    let mut tx = world.app.db.begin().await.unwrap();
    let now = world.app.now();
    let line = Line { deed: &BELL_RUNG, at: now, actor: None, subjects: &[("phone", "p")], detail: &[] };

    let refused = trail::record(&mut tx, world.app.vault.chain_key(), now, &line).await;

    assert!(matches!(refused, Err(Failure::Broken { .. })));
}

#[tokio::test]
async fn entries_are_found_by_what_they_are_about() {
    let world = World::new(vec![]).await;
    ring(&world, 3).await;

    let mut read = world.app.db.read().await.unwrap();
    let about = trail::about(&mut read, "bell", "b1", 2).await.unwrap();

    assert_eq!(about.iter().map(|e| e.seq).collect::<Vec<_>>(), [3, 2]);
    assert!(trail::about(&mut read, "bell", "b2", 2).await.unwrap().is_empty());
}
