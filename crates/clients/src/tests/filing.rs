//! The closed loop: handed in, answered, looked at, filed, taken along, deleted from the phone.

use axum::http::StatusCode;

use super::{answer, chat, client, deeds_since, file, filed, hand_in, house, sample, with};
use crate::model::State;
use crate::store::uploads;

const ANDROID: &str = "docs/samples/whatsapp/android/WhatsApp Chat with R.txt";

#[tokio::test]
async fn ben_files_a_conversation_and_closes_the_loop() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let before = house.deeds().await.len();

    let path = hand_in(&house, "ben", "WhatsApp Chat with R.txt", &sample(ANDROID)).await;
    let asked = house.get("ben", &path).await;
    assert!(asked.says("Which of these is you?") && asked.says("Which client is it with?"));
    assert!(!asked.says("Which days are right?"), "the year comes first: nothing to ask");
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;
    let checked = house.get("ben", &path).await;
    assert!(checked.says("My daughter needs a school. She is 9"), "{}", checked.words());
    assert!(checked.says("9 November 2026"));
    assert!(checked.says("Line 24 looks like the start of another message"), "31 November is pointed out: {}", checked.words());
    let conversation = file(&house, "ben", &path).await;
    house.get("ben", &conversation).await;
    let text = house.get("ben", &format!("{conversation}/text")).await;
    let done = house.post("ben", &format!("{conversation}/deleted"), &[]).await;

    assert!(text.says("My daughter needs a school. She is 9"));
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(deeds_since(&house, before).await, [
        "conversation.uploaded", "conversation.held", "conversation.filed", "conversation.read", "conversation.copied", "phone-copy.deleted",
    ]);
    assert!(house.get("ben", &format!("/clients/{id}")).await.says("The copy is deleted"));
}

#[tokio::test]
async fn the_exchange_was_held_when_its_last_message_was_written() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;

    filed(&house, &chat(0, 61), &id).await;

    let trail = house.trail().await;
    let held = trail.iter().find(|e| e.deed == "conversation.held").unwrap();
    assert_eq!(held.at, base::world::moment("2026-11-12T16:00:00Z"), "11:00 in Toronto");
    assert_eq!(held.recorded_at, house.app.now());
    let filed = trail.iter().find(|e| e.deed == "conversation.filed").unwrap();
    assert_eq!(filed.detail, [("messages", "61"), ("new", "61"), ("problems", "0")].map(|(n, v)| (n.to_owned(), v.to_owned())));
    assert_eq!(filed.subject("client"), Some(id.as_str()));
}

#[tokio::test]
async fn reading_is_written_down_once_a_viewing() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let conversation = filed(&house, &chat(0, 450), &id).await;

    let first = house.get("ben", &conversation).await;
    let second = house.get("ben", &with(&conversation, "page", "3")).await;
    house.pass(base::Moment::HOUR);
    house.get("ben", &conversation).await;

    assert!(first.says("sentence number 0") && !first.says("sentence number 449"));
    assert!(second.says("sentence number 449") && !second.says("sentence number 0\n"));
    assert_eq!(house.deeds().await.iter().filter(|d| *d == "conversation.read").count(), 2);
}

#[tokio::test]
async fn every_file_that_leaves_is_on_the_trail() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let evil = b"2026-11-12, 10:00 - R.: =HYPERLINK(\"http://x\")\n2026-11-12, 10:01 - Ben Ito: hello\n";
    let conversation = filed(&house, evil, &id).await;

    let csv = house.get("ben", &format!("{conversation}/text.csv")).await;
    let txt = house.get("ben", &format!("{conversation}/text.txt")).await;

    assert!(csv.body.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{}", csv.body);
    assert!(csv.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert!(txt.body.contains("Ben Ito: hello"));
    let ways: Vec<_> = house.trail().await.iter().filter(|e| e.deed == "conversation.copied").filter_map(|e| e.detail("way").map(str::to_owned)).collect();
    assert_eq!(ways, ["csv", "txt"]);
}

#[tokio::test]
async fn the_phone_copy_is_deleted_once() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let conversation = filed(&house, &chat(0, 4), &id).await;
    house.post("ben", &format!("{conversation}/deleted"), &[]).await;

    let again = house.post("ben", &format!("{conversation}/deleted"), &[]).await;

    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.says("noted as deleted before"));
    assert_eq!(house.deeds().await.iter().filter(|d| *d == "phone-copy.deleted").count(), 1);
}

#[tokio::test]
async fn what_is_missing_is_said_beside_the_question() {
    let house = house().await;
    client(&house, "ben", "R.").await;
    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;

    let answer = house.post("ben", &format!("{path}/answers"), &[("client", "not-mine")]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Say which of these is you.") && answer.says("Choose the client."));
}

#[tokio::test]
async fn answers_can_be_given_again_until_it_is_filed() {
    let house = house().await;
    let (wrong, right) = (client(&house, "ben", "X.").await, client(&house, "ben", "R.").await);
    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;
    answer(&house, "ben", &path, "R.", &wrong, &[]).await;

    house.post("ben", &format!("{path}/again"), &[]).await;
    house.run_jobs().await;
    answer(&house, "ben", &path, "Ben Ito", &right, &[]).await;
    let conversation = file(&house, "ben", &path).await;

    assert!(house.get("ben", &format!("/clients/{right}")).await.says("4 messages"));
    assert!(house.get("ben", &format!("/clients/{wrong}")).await.says("No conversation yet"));
    assert_eq!(house.get("ben", &path).await.location, conversation);
    assert_eq!(house.post("ben", &format!("{path}/discard"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn it_cannot_be_filed_with_a_client_one_was_taken_from() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    house.post("ben", &format!("/clients/{id}/workers"), &[("person", "eli")]).await;
    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;
    house.post("eli", &format!("/clients/{id}/workers/end"), &[("person", "ben")]).await;

    let page = house.get("ben", &path).await;
    let answer = house.post("ben", &format!("{path}/file"), &[]).await;

    assert!(page.says("This client is not yours any more") && !page.says("sentence number"));
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_exchange_can_be_noted_before_it_is_filed() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;

    house.post("ben", &format!("/clients/{id}/held"), &[("day", "2026-11-20")]).await;
    let future = house.post("ben", &format!("/clients/{id}/held"), &[("day", "2026-12-20")]).await;

    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    let trail = house.trail().await;
    let held: Vec<_> = trail.iter().filter(|e| e.deed == "conversation.held").collect();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].at.day(&house.app.zone()).to_string(), "2026-11-20");
}

#[tokio::test]
async fn what_waits_is_on_today() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let asks = async || {
        let actor = people_actor(&house, "ben").await;
        let mut db = house.app.db.read().await.unwrap();
        crate::waiting(&mut db, &actor).await.unwrap().into_iter().map(|a| a.what.id).collect::<Vec<_>>()
    };

    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;
    assert_eq!(asks().await, ["clients-ask-answer"]);
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;
    assert_eq!(asks().await, ["clients-ask-file"]);
    file(&house, "ben", &path).await;
    assert!(asks().await.is_empty());
}

async fn people_actor(house: &base::world::World, id: &str) -> base::Actor {
    let mut db = house.app.db.read().await.unwrap();
    let person = people::find(&mut db, id).await.unwrap().unwrap();
    base::Actor { id: person.id, name: person.name, roles: person.roles, lang: person.lang }
}

#[tokio::test]
async fn whoever_holds_two_phones_is_asked_which_it_is_from() {
    let house = base::world::World::new(vec![people::slice(), phones::slice(), crate::slice()]).await;
    people::world::cast(&house).await;
    let id = client(&house, "ben", "R.").await;
    let mut phones = Vec::new();
    for (label, number) in [("PH-014", "416-555-0114"), ("PH-015", "416-555-0115")] {
        let added = house.post("cleo", "/phones/new", &[("label", label), ("number", number), ("platform", "android"), ("carrier", "Northline")]).await;
        house.post("cleo", &format!("{}/issue", added.location), &[("person", "ben")]).await;
        phones.push(super::last_part(&added.location));
    }

    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;
    assert!(house.get("ben", &path).await.says("Which phone is it from?"));
    assert!(answer(&house, "ben", &path, "Ben Ito", &id, &[("phone", "another")]).await.says("Choose the phone."));
    answer(&house, "ben", &path, "Ben Ito", &id, &[("phone", &phones[1])]).await;
    let conversation = file(&house, "ben", &path).await;

    let mut db = house.app.db.read().await.unwrap();
    let row = crate::store::conversations::find(&mut db, &super::last_part(&conversation)).await.unwrap().unwrap();
    assert_eq!(row.phone.as_deref(), Some(phones[1].as_str()));
}

#[tokio::test]
async fn what_was_filed_meanwhile_is_neither_given_up_nor_read_again() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let path = hand_in(&house, "ben", "WhatsApp Chat with R.txt", &chat(0, 4)).await;
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;
    let upload = path.trim_start_matches("/uploads/");
    let seen = uploads::find(&mut house.app.db.read().await.unwrap(), upload).await.unwrap().unwrap();
    let conversation = file(&house, "ben", &path).await;

    for to in [State::Received, State::Discarded] {
        let mut tx = house.app.db.begin().await.unwrap();
        let outcome = uploads::begin_round(&mut tx, &seen, to, None, None).await;
        tx.commit().await.unwrap();
        assert!(matches!(outcome, Err(base::Failure::Stale)), "{outcome:?}");
    }

    assert!(house.get("ben", &conversation).await.says("sentence number 3"));
}

#[tokio::test]
async fn ben_sees_who_read_a_conversation_he_brought_in() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let conversation = filed(&house, &chat(0, 20), &id).await;
    let assigned = house.post("ben", &format!("/clients/{id}/workers"), &[("person", "eli")]).await;
    assert_eq!(assigned.status, StatusCode::SEE_OTHER, "{}", assigned.words());
    assert!(house.get("eli", &conversation).await.says("sentence number 0"));

    let (ben, eli) = (house.get("ben", "/me/here?by=others").await, house.get("eli", "/me/here?by=others").await);

    assert_eq!(ben.body.matches("opened conversation").count(), 1, "{}", ben.words());
    assert!(ben.says("Eli Novak") && !ben.says("My daughter"), "{}", ben.words());
    assert_eq!(eli.body.matches("opened conversation").count(), 0, "it is not Eli’s: {}", eli.words());
}
