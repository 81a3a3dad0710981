//! Who sees a client at all.

use axum::http::StatusCode;

use super::{chat, client, deeds_since, filed, hand_in, house};

#[tokio::test]
async fn whoever_opens_a_file_is_assigned_and_nobody_else_sees_it() {
    let house = house().await;
    let before = house.deeds().await.len();

    let id = client(&house, "ben", "Rosa Delgado").await;

    assert_eq!(deeds_since(&house, before).await, ["client.opened", "client.assigned"]);
    let page = house.get("ben", &format!("/clients/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("Rosa Delgado") && page.says("Never call. Text after 6 p.m."));
    assert!(house.get("ben", "/clients").await.says("Rosa Delgado"));
    for other in ["ana", "cleo", "eli", "gus", "fern", "ivy", "dara"] {
        let page = house.get(other, &format!("/clients/{id}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{other}");
        assert!(!page.says("Rosa"), "{other}");
    }
    assert!(!house.get("eli", "/clients").await.says("Rosa"));
    assert_eq!(house.get("ivy", "/clients").await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.get("dara", "/clients").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_colleague_sees_a_client_from_assignment_to_its_end() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let (page, workers) = (format!("/clients/{id}"), format!("/clients/{id}/workers"));

    house.post("ben", &workers, &[("person", "eli")]).await;
    assert_eq!(house.get("eli", &page).await.status, StatusCode::OK);
    house.post("ben", &format!("{workers}/end"), &[("person", "eli")]).await;

    assert_eq!(house.get("eli", &page).await.status, StatusCode::NOT_FOUND);
    let deeds = house.deeds().await;
    assert_eq!(deeds.iter().filter(|d| d.starts_with("client.")).count(), 4);
    assert_eq!(deeds.last().map(String::as_str), Some("client.unassigned"));
}

#[tokio::test]
async fn somebody_always_remains_who_sees_the_file() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;

    let answer = house.post("ben", &format!("/clients/{id}/workers/end"), &[("person", "ben")]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Somebody must remain"));
}

#[tokio::test]
async fn somebody_who_left_is_nobody_who_remains() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    house.post("ben", &format!("/clients/{id}/workers"), &[("person", "eli")]).await;
    house.post("ana", "/people/eli/left", &[]).await;

    let last = house.post("ben", &format!("/clients/{id}/workers/end"), &[("person", "ben")]).await;
    let gone = house.post("ben", &format!("/clients/{id}/workers/end"), &[("person", "eli")]).await;

    assert!(last.says("Somebody must remain"), "{}", last.words());
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn it_and_the_board_cannot_be_assigned() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;

    for person in ["ivy", "dara", "nobody-at-all"] {
        let answer = house.post("ben", &format!("/clients/{id}/workers"), &[("person", person)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{person}");
    }
    let page = house.get("ben", &format!("/clients/{id}")).await;
    assert!(page.says("Eli Novak") && !page.says("Ivy Chen") && !page.says("Dara Singh"));
}

#[tokio::test]
async fn a_stranger_to_the_client_cannot_act_on_it() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let conversation = filed(&house, &chat(0, 4), &id).await;
    let before = house.deeds().await.len();

    for other in ["eli", "ana", "ivy", "dara"] {
        for path in [format!("/clients/{id}/workers"), format!("/clients/{id}/workers/end"), format!("/clients/{id}/held"), format!("{conversation}/deleted")] {
            assert_eq!(house.post(other, &path, &[("person", other)]).await.status, StatusCode::NOT_FOUND, "{other} {path}");
        }
        for path in [conversation.clone(), format!("{conversation}/text"), format!("{conversation}/text.csv")] {
            assert_eq!(house.get(other, &path).await.status, StatusCode::NOT_FOUND, "{other} {path}");
        }
    }
    assert_eq!(house.deeds().await.len(), before);
}

#[tokio::test]
async fn a_volunteer_reads_but_takes_nothing_along_and_assigns_nobody() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let conversation = filed(&house, &chat(0, 4), &id).await;
    house.post("ben", &format!("/clients/{id}/workers"), &[("person", "gus")]).await;

    let page = house.get("gus", &conversation).await;

    assert!(page.says("sentence number 3"));
    assert!(!page.says("Text for your case system"));
    assert_eq!(house.get("gus", &format!("{conversation}/text")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.post("gus", &format!("/clients/{id}/workers"), &[("person", "eli")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_name_is_asked_for_and_nothing_typed_is_lost() {
    let house = house().await;

    let answer = house.post("ben", "/clients/new", &[("name", " "), ("called", "Rosa"), ("contact", "by text")]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Type a name. Initials are enough.") && answer.says("by text"));
    assert_eq!(house.get("gus", "/clients/new").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn another_persons_upload_does_not_exist() {
    let house = house().await;
    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;

    for other in ["eli", "ana", "ivy"] {
        assert_eq!(house.get(other, &path).await.status, StatusCode::NOT_FOUND, "{other}");
        assert_eq!(house.post(other, &format!("{path}/discard"), &[]).await.status, StatusCode::NOT_FOUND, "{other}");
    }
    assert_eq!(house.get("ivy", "/conversations/new").await.status, StatusCode::FORBIDDEN);
}
