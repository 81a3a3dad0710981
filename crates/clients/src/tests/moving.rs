//! A conversation that was filed with the wrong client.

use axum::http::StatusCode;
use base::world::World;

use super::{answer, chat, client, file, filed, hand_in, house};

/// Ben's clients: the right one, and the wrong one with whom the chat of four messages is filed.
async fn misfiled(house: &World) -> (String, String, String) {
    let (right, wrong) = (client(house, "ben", "R.").await, client(house, "ben", "S.").await);
    let conversation = filed(house, &chat(0, 4), &wrong).await;
    (right, wrong, conversation)
}

async fn moved(house: &World, who: &str, conversation: &str, to: &str) -> base::world::Answer {
    house.post(who, &format!("{conversation}/wrong-client"), &[("client", to), ("why", "mistake")]).await
}

#[tokio::test]
async fn ben_puts_a_filing_with_the_wrong_client_right() {
    let house = house().await;
    let (right, wrong, conversation) = misfiled(&house).await;
    let before = house.trail().await.len();
    let page = house.get("ben", &conversation).await;
    assert!(page.body.contains(&format!("{conversation}/wrong-client")) && page.says("Filed with the wrong client?"), "{}", page.words());

    let answer = moved(&house, "ben", &conversation, &right).await;

    assert_eq!(answer.location, conversation, "{}", answer.words());
    let page = house.get("ben", &conversation).await;
    assert!(page.says("Conversation with R.") && page.says("sentence number 3"), "{}", page.words());
    assert!(house.get("ben", &format!("/clients/{wrong}")).await.says("No conversation yet"));
    assert!(house.get("ben", &format!("/clients/{right}")).await.says("4 messages"));
    let trail = house.trail().await;
    let told: Vec<_> = trail[before..].iter().filter(|e| e.deed != "conversation.read").map(|e| (e.deed.as_str(), e.subject("client").unwrap_or_default(), e.detail("reason"))).collect();
    assert_eq!(told, [("conversation.withdrawn", wrong.as_str(), Some("mistake")), ("conversation.held", right.as_str(), None), ("conversation.filed", right.as_str(), None)]);
    let held = &trail[before..].iter().find(|e| e.deed == "conversation.held").unwrap();
    assert_eq!(held.at, base::world::moment("2026-11-12T15:03:00Z"), "when it was, not when it was put right");
}

#[tokio::test]
async fn what_was_moved_is_known_when_the_right_client_writes_again() {
    let house = house().await;
    let (right, wrong, conversation) = misfiled(&house).await;
    let waiting = hand_in(&house, "ben", "other.txt", &chat(2, 6)).await;
    answer(&house, "ben", &waiting, "Ben Ito", &wrong, &[]).await;
    assert!(house.get("ben", &waiting).await.says("New: 2."));
    moved(&house, "ben", &conversation, &right).await;
    house.run_jobs().await;

    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 6)).await;
    answer(&house, "ben", &path, "Ben Ito", &right, &[]).await;
    let page = house.get("ben", &path).await;
    assert!(page.says("4 messages were filed before and will not be added twice. New: 2."), "{}", page.words());
    assert!(!house.get("ben", &waiting).await.says("filed before"), "nothing of it is with the wrong client any more");
    let second = file(&house, "ben", &path).await;

    assert!(house.get("ben", &second).await.says("2 new messages; the export had 6 of this conversation"));
    assert!(house.get("ben", &conversation).await.says("4 messages. Everything in it was understood."));
}

#[tokio::test]
async fn what_the_right_client_holds_already_is_not_kept_twice() {
    let house = house().await;
    let (right, _, conversation) = misfiled(&house).await;
    filed(&house, &chat(0, 2), &right).await;

    moved(&house, "ben", &conversation, &right).await;

    assert!(house.get("ben", &conversation).await.says("2 new messages; the export had 4 of this conversation"), "{}", house.get("ben", &conversation).await.words());
}

#[tokio::test]
async fn only_who_filed_it_or_leads_others_and_knows_both_clients_moves_it() {
    let house = house().await;
    let (right, wrong, conversation) = misfiled(&house).await;
    for person in ["eli", "ana"] {
        house.post("ben", &format!("/clients/{wrong}/workers"), &[("person", person)]).await;
    }
    let form = format!("{conversation}/wrong-client");

    let eli = house.get("eli", &conversation).await;
    assert!(eli.says("Tell Ben Ito, who filed it") && !eli.body.contains(&form), "{}", eli.words());
    for who in ["eli", "fern", "ivy", "dara", "gus"] {
        assert_eq!(house.get(who, &form).await.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(moved(&house, who, &conversation, &right).await.status, StatusCode::NOT_FOUND, "{who}");
    }
    // Ana supervises and works with the wrong client, but the right one is not hers to see.
    let ana = moved(&house, "ana", &conversation, &right).await;
    assert_eq!(ana.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ana.says("Choose the client.") && !ana.says("R."), "{}", ana.words());
    assert!(!house.deeds().await.iter().any(|deed| deed == "conversation.withdrawn"));

    house.post("ben", &format!("/clients/{right}/workers"), &[("person", "ana")]).await;
    assert_eq!(moved(&house, "ana", &conversation, &right).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.get("eli", &conversation).await.status, StatusCode::NOT_FOUND, "it is not in a file of Eli's any more");
    assert!(house.get("ben", &conversation).await.says("sentence number 0"));
}

#[tokio::test]
async fn whoever_filed_it_and_lost_the_client_cannot_move_it() {
    let house = house().await;
    let (right, wrong, conversation) = misfiled(&house).await;
    house.post("ben", &format!("/clients/{wrong}/workers"), &[("person", "eli")]).await;
    house.post("eli", &format!("/clients/{wrong}/workers/end"), &[("person", "ben")]).await;

    assert_eq!(moved(&house, "ben", &conversation, &right).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_missing_is_asked_in_both_languages_and_nothing_moves() {
    let house = house().await;
    let (_, wrong, conversation) = misfiled(&house).await;
    let path = format!("{conversation}/wrong-client");

    let empty = house.post("ben", &path, &[]).await;
    let same = house.post("ben", &path, &[("client", &wrong), ("why", "number")]).await;

    assert!(empty.says("Choose the client.") && empty.says("Say what happened."), "{}", empty.words());
    assert!(same.says("It is in this client's file already."), "{}", same.words());
    assert!(same.body.contains("value=\"number\" checked"), "what was chosen is kept: {}", same.body);
    assert!(house.get_in("fr", "ben", &path).await.says("Classée avec le mauvais client"));
    assert!(house.get("ben", &conversation).await.says("Conversation with S."));
}

#[tokio::test]
async fn whoever_works_with_no_other_client_reads_what_to_do() {
    let house = house().await;
    let id = client(&house, "ben", "S.").await;
    let conversation = filed(&house, &chat(0, 4), &id).await;

    let page = house.get("ben", &format!("{conversation}/wrong-client")).await;

    assert!(page.says("You work with no other client") && page.says("Open the file of the right client first"), "{}", page.words());
}

#[tokio::test]
async fn the_phone_copy_is_deleted_for_both_files_and_asked_for_once() {
    for first in [true, false] {
        let house = house().await;
        let (right, wrong, conversation) = misfiled(&house).await;
        let delete = format!("{conversation}/deleted");
        if first {
            house.post("ben", &delete, &[]).await;
        }
        moved(&house, "ben", &conversation, &right).await;
        if !first {
            house.post("ben", &delete, &[]).await;
        }

        let trail = house.trail().await;
        let mut gone: Vec<_> = trail.iter().filter(|e| e.deed == "phone-copy.deleted").filter_map(|e| e.subject("client")).collect();
        let mut both = [right.as_str(), wrong.as_str()];
        gone.sort_unstable();
        both.sort_unstable();
        assert_eq!(gone, both, "deleted first: {first}");
        assert!(!house.get("ben", &conversation).await.says("I deleted it from the phone"));
    }
}

#[tokio::test]
async fn the_trail_of_each_client_tells_its_own_half() {
    let house = house().await;
    let (right, wrong, conversation) = misfiled(&house).await;
    moved(&house, "ben", &conversation, &right).await;

    let trail = house.trail().await;
    for (one, other) in [(&wrong, &right), (&right, &wrong)] {
        let theirs = trail.iter().filter(|entry| entry.subject("client") == Some(one));
        assert!(theirs.clone().count() > 1);
        assert!(theirs.into_iter().all(|entry| !format!("{entry:?}").contains(other.as_str())), "an entry names both");
    }
}
