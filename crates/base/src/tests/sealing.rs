//! Checkpoints: when they are made, and what only they find out.

use super::BELL_RUNG;
use crate::clock::Moment;
use crate::trail::seal::{self, FILE, Kept};
use crate::trail::verify::{Witness, verify_with};
use crate::trail::{Verdict, Why};
use crate::world::World;

async fn ring(world: &World, times: usize) {
    let mut tx = world.app.db.begin().await.unwrap();
    for n in 0..times {
        world.app.record(&mut tx, Some("ben"), &BELL_RUNG, &[("bell", "b1")], &[("times", &n.to_string())]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Rings and seals.
async fn sealed(world: &World, times: usize) -> Kept {
    ring(world, times).await;
    seal::now(&world.app).await.unwrap().expect("something new")
}

async fn verdict(world: &World, witnesses: &[Witness]) -> Verdict {
    verify_with(&mut world.app.db.read().await.unwrap(), world.app.vault.chain_key(), witnesses).await.unwrap()
}

async fn tamper(world: &World, sql: &'static str) {
    let mut tx = world.app.db.begin().await.unwrap();
    sqlx::raw_sql(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The note as somebody saved it in another place.
fn saved(kept: &Kept) -> Witness {
    Witness { name: "the stick in the drawer".into(), note: kept.note.clone(), ours: false }
}

fn file(world: &World) -> Witness {
    let note = std::fs::read_to_string(world.folder.path().join(FILE)).unwrap();
    Witness { name: FILE.into(), note, ours: true }
}

/// Writes the entries from `seq` on anew, as somebody could who holds the key: one of them says something else.
async fn rewrite(world: &World, seq: i64) {
    let times = world.trail().await.len() - usize::try_from(seq).unwrap() + 1;
    end_at(world, seq - 1).await;
    world.pass(1);
    ring(world, times).await;
}

/// Takes away what follows entry `seq`, and marks the head for it: with the key, or from a head of that day that somebody kept.
async fn end_at(world: &World, seq: i64) {
    let mut tx = world.app.db.begin().await.unwrap();
    let hash: String = sqlx::query_scalar("select hash from trail where seq = $1").bind(seq).fetch_one(&mut *tx).await.unwrap();
    let head = crate::trail::head::marked(world.app.vault.chain_key(), seq, &hash).unwrap();
    let sql = format!("delete from trail where seq > {seq}; delete from trail_subject where seq > {seq}; update trail_head set seq = {seq}, hash = '{head}'");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn nothing_is_sealed_while_nothing_is_new() {
    let world = World::new(vec![]).await;
    assert_eq!(seal::if_due(&world.app).await.unwrap(), None);
    ring(&world, 3).await;
    assert_eq!(seal::if_due(&world.app).await.unwrap(), None, "three entries, just written");

    world.pass(seal::AGE - 1);
    assert_eq!(seal::if_due(&world.app).await.unwrap(), None, "not fifteen minutes yet");
    world.pass(1);
    let kept = seal::if_due(&world.app).await.unwrap().expect("fifteen minutes");
    assert_eq!((kept.number, kept.size), (1, 3));

    world.pass(10 * Moment::DAY);
    assert_eq!(seal::if_due(&world.app).await.unwrap(), None, "nothing new");
    ring(&world, 999).await;
    assert_eq!(seal::if_due(&world.app).await.unwrap(), None, "999 entries, just written");
    ring(&world, 1).await;
    let kept = seal::if_due(&world.app).await.unwrap().expect("a thousand entries");
    assert_eq!((kept.number, kept.size), (2, 1003));

    assert_eq!(file(&world).note, kept.note, "the newest lies in the data folder");
    let Verdict::Whole { entries, checkpoints, .. } = verdict(&world, &[file(&world)]).await else { panic!("not whole") };
    assert_eq!((entries, checkpoints), (1003, 3));
}

#[tokio::test]
async fn a_checkpoint_holds_however_much_is_written_after_it() {
    let world = World::new(vec![]).await;
    let first = sealed(&world, 5).await;
    let second = sealed(&world, 8).await;
    ring(&world, 4).await;

    assert!(matches!(verdict(&world, &[saved(&first), saved(&second), file(&world)]).await, Verdict::Whole { entries: 17, checkpoints: 5, .. }));
}

#[tokio::test]
async fn yesterdays_database_is_found_out_by_a_checkpoint_kept_elsewhere() {
    let world = World::new(vec![]).await;
    sealed(&world, 5).await;
    let today = sealed(&world, 8).await;

    // The whole database of yesterday: 5 entries, one checkpoint, all in order.
    tamper(&world, "delete from trail_checkpoint where size > 5").await;
    end_at(&world, 5).await;

    assert!(matches!(verdict(&world, &[]).await, Verdict::Whole { entries: 5, .. }), "by itself it cannot be told");
    let cut_off = |by: &str| Verdict::Altered { seq: 6, deed: String::new(), why: Why::CutOff { size: 13, by: by.into() } };
    assert_eq!(verdict(&world, &[saved(&today)]).await, cut_off("the stick in the drawer"));
    assert_eq!(verdict(&world, &[file(&world)]).await, cut_off(FILE));
}

#[tokio::test]
async fn a_history_written_anew_with_the_key_is_found_out() {
    let world = World::new(vec![]).await;
    sealed(&world, 5).await;
    let second = sealed(&world, 8).await;

    rewrite(&world, 7).await;

    let rewritten = |by: &str| Verdict::Altered { seq: 6, deed: String::new(), why: Why::Rewritten { to: 13, by: by.into() } };
    assert_eq!(verdict(&world, &[]).await, rewritten("checkpoint number 2 of the list"));
    tamper(&world, "delete from trail_checkpoint where number = 2").await;
    assert!(matches!(verdict(&world, &[]).await, Verdict::Whole { .. }), "by itself it cannot be told");
    assert_eq!(verdict(&world, &[saved(&second)]).await, rewritten("the stick in the drawer"));
}

#[tokio::test]
async fn a_checkpoint_that_does_not_hold_is_named() {
    for (sql, which, why) in [
        ("update trail_checkpoint set note = replace(note, 'keepwell', 'keepweel') where number = 2", "number 2 of the list (over 13 entries)", "its signature is not ours"),
        ("update trail_checkpoint set note = (select note from trail_checkpoint where number = 1) where number = 2", "number 2 of the list (over 13 entries)",
            "it was signed for another number of entries"),
        ("update trail_checkpoint set size = 12 where number = 2", "number 2 of the list (over 12 entries)", "what is kept beside it was changed"),
        ("update trail_checkpoint set frontier = 'ab' where number = 1", "number 1 of the list (over 5 entries)", "what is kept beside it was changed"),
        ("update trail_checkpoint set frontier = (select frontier from trail_checkpoint where number = 1) where number = 2", "number 2 of the list (over 13 entries)",
            "what is kept beside it was changed"),
        ("delete from trail_checkpoint where number = 1", "number 1 of the list", "it was removed"),
        ("delete from trail_checkpoint where number = 2", "number 2 of the list", "it was removed; its file is still there"),
    ] {
        let world = World::new(vec![]).await;
        sealed(&world, 5).await;
        sealed(&world, 8).await;

        tamper(&world, sql).await;

        assert_eq!(verdict(&world, &[file(&world)]).await, Verdict::Checkpoint { which: which.into(), why: why.into() }, "{sql}");
    }
}

#[tokio::test]
async fn a_forged_checkpoint_is_not_believed() {
    let world = World::new(vec![]).await;
    let kept = sealed(&world, 5).await;
    let other = crate::trail::note::Signer::new(&[9; 32]).sign(5, [1; 32]);
    let ours = world.app.vault.chain_key().signer().name();
    let theirs = crate::trail::note::Signer::new(&[9; 32]).name().to_owned();

    for (note, why) in [
        (kept.note.replacen("\n5\n", "\n6\n", 1), "its signature is not ours: it was changed or forged"),
        (other.replace(&theirs, ours), "its signature is not ours: it was changed or forged"),
        (other, "it is the checkpoint of another trail, or was made with another key"),
        ("Dear Keepwell".to_owned(), "it does not have the form of a checkpoint"),
    ] {
        let witness = Witness { name: "found.txt".into(), note, ours: false };
        assert_eq!(verdict(&world, &[witness]).await, Verdict::Checkpoint { which: "found.txt".into(), why: why.into() });
    }
}

#[tokio::test]
async fn an_altered_entry_is_not_signed_for() {
    let world = World::new(vec![]).await;
    sealed(&world, 5).await;
    ring(&world, 5).await;
    tamper(&world, "update trail set detail = 'times=99' where seq = 8").await;

    let refused = seal::now(&world.app).await;

    assert!(format!("{refused:?}").contains("entry 8 is not what was written"), "{refused:?}");
    assert_eq!(seal::newest(&mut world.app.db.read().await.unwrap(), i64::MAX, 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_servers_that_seal_at_once_leave_one_checkpoint() {
    let world = World::new(vec![]).await;
    ring(&world, 5).await;

    let (one, two) = tokio::join!(seal::now(&world.app), seal::now(&world.app));

    assert_eq!([one.unwrap(), two.unwrap()].iter().flatten().count(), 1);
    assert!(matches!(verdict(&world, &[file(&world)]).await, Verdict::Whole { checkpoints: 2, .. }));
}
