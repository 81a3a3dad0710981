//! The same file, and another export of the same chat.

use axum::http::StatusCode;

use super::{answer, chat, client, file, filed, hand_in, house};

#[tokio::test]
async fn the_same_file_twice_leads_to_the_first() {
    let house = house().await;
    let first = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;
    let before = house.deeds().await.len();

    let second = hand_in(&house, "ben", "chat (1).txt", &chat(0, 4)).await;

    assert_eq!(first, second);
    assert_eq!(house.deeds().await[before..], ["key.destroyed"], "the second copy’s key, and nothing else");
    let files = std::fs::read_dir(house.folder.path().join("blobs")).unwrap().count();
    assert_eq!(files, 1, "the second copy is gone");
}

#[tokio::test]
async fn an_export_that_overlaps_adds_only_what_is_new() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    filed(&house, &chat(0, 30), &id).await;

    let path = hand_in(&house, "ben", "chat.txt", &chat(10, 40)).await;
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;
    let page = house.get("ben", &path).await;
    assert!(page.says("20 messages were filed before and will not be added twice. New: 10."), "{}", page.words());
    assert!(page.says("From here on: filed before") && page.says("From here on: new"));
    let conversation = file(&house, "ben", &path).await;

    let page = house.get("ben", &conversation).await;
    assert!(page.says("10 new messages; the export had 30 of this conversation."), "{}", page.words());
    assert!(page.says("sentence number 39") && !page.says("sentence number 29"));
    let last = house.trail().await.into_iter().rfind(|e| e.deed == "conversation.filed").unwrap();
    assert_eq!(last.detail("new"), Some("10"));
}

#[tokio::test]
async fn an_export_with_nothing_new_is_not_filed() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    filed(&house, &chat(0, 30), &id).await;
    let path = hand_in(&house, "ben", "chat.txt", &chat(5, 20)).await;
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;

    let page = house.get("ben", &path).await;
    let refused = house.post("ben", &format!("{path}/file"), &[]).await;

    assert!(page.says("Every message of this conversation was filed before"));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.deeds().await.iter().filter(|d| *d == "conversation.filed").count(), 1);
}

#[tokio::test]
async fn two_overlapping_files_read_side_by_side_are_still_not_filed_twice() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let one = hand_in(&house, "ben", "one.txt", &chat(0, 20)).await;
    let two = hand_in(&house, "ben", "two.txt", &chat(10, 30)).await;
    answer(&house, "ben", &one, "Ben Ito", &id, &[]).await;
    answer(&house, "ben", &two, "Ben Ito", &id, &[]).await;

    file(&house, "ben", &one).await;
    let second = file(&house, "ben", &two).await;

    assert!(house.get("ben", &second).await.says("10 new messages; the export had 20 of this conversation."));
    let trail = house.trail().await;
    let held: Vec<_> = trail.iter().filter(|e| e.deed == "conversation.held").map(|e| e.at).collect();
    assert_eq!(held[1], base::world::moment("2026-11-12T15:29:00Z"));
}

#[tokio::test]
async fn two_overlapping_files_filed_at_once_keep_every_message_once() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let one = hand_in(&house, "ben", "one.txt", &chat(0, 20)).await;
    let two = hand_in(&house, "ben", "two.txt", &chat(10, 30)).await;
    answer(&house, "ben", &one, "Ben Ito", &id, &[]).await;
    answer(&house, "ben", &two, "Ben Ito", &id, &[]).await;

    tokio::join!(file(&house, "ben", &one), file(&house, "ben", &two));

    let trail = house.trail().await;
    let mut new: Vec<_> = trail.iter().filter(|e| e.deed == "conversation.filed").filter_map(|e| e.detail("new")).collect();
    new.sort_unstable();
    assert_eq!(new, ["10", "20"]);
    let kept: i64 = sqlx::query_scalar("select count(*) from entry").fetch_one(&mut *house.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(kept, 30);
}

#[tokio::test]
async fn the_same_words_said_twice_in_a_minute_are_two_messages() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let twice = b"2026-11-12, 10:00 - R.: ok\n2026-11-12, 10:00 - R.: ok\n2026-11-12, 10:00 - Ben Ito: good\n";

    let conversation = filed(&house, twice, &id).await;

    assert!(house.get("ben", &conversation).await.says("3 messages. Everything in it was understood."));
}

#[tokio::test]
async fn the_same_words_with_another_client_are_new() {
    let house = house().await;
    let (one, two) = (client(&house, "ben", "R.").await, client(&house, "ben", "S.").await);
    filed(&house, &chat(0, 20), &one).await;

    let path = hand_in(&house, "ben", "other.txt", &chat(0, 21)).await;
    answer(&house, "ben", &path, "Ben Ito", &two, &[]).await;

    assert!(!house.get("ben", &path).await.says("filed before"), "that R. said the same is not told");
}

#[tokio::test]
async fn a_job_that_runs_twice_adds_nothing() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 700)).await;
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;
    let mut tx = house.app.db.begin().await.unwrap();
    sqlx::query("update upload set state = 'reading'").execute(&mut *tx).await.unwrap();
    sqlx::query("update job set done_at = null, locked_until = 0").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();

    house.run_jobs().await;

    let count: i64 = sqlx::query_scalar("select count(*) from entry").fetch_one(&mut *house.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(count, 700);
    assert!(house.get("ben", &path).await.says("700 messages of this conversation. Everything in it was understood."));
}
