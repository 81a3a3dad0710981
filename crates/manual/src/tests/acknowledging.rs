//! Accepting the rules (S-006).

use axum::http::StatusCode;

use super::{deeds, house, save};

#[tokio::test]
async fn accepting_the_rules_is_recorded_with_the_edition() {
    let world = house().await;

    let page = world.get("ben", "/manual/technology/acknowledge").await;
    let done = world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes")]).await;
    let again = world.get("ben", "/manual/technology").await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(done.location, "/manual/technology");
    let trail = world.trail().await;
    let entry = trail.last().unwrap();
    assert_eq!(entry.deed, "rules.acknowledged");
    assert_eq!((entry.subject("person"), entry.subject("document"), entry.detail("number")), (Some("ben"), Some("technology"), Some("1")));
    assert!(again.says("You accepted it on 23 November 2026"));
}

#[tokio::test]
async fn without_the_tick_nothing_is_accepted() {
    let world = house().await;

    let answer = world.post("ben", "/manual/technology/acknowledge", &[]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Tick the box"));
    assert!(deeds(&world).await.is_empty());
}

#[tokio::test]
async fn another_edition_than_the_one_shown_is_not_accepted() {
    let world = house().await;
    assert!(world.get("ben", "/manual/technology/acknowledge").await.body.contains("name=\"number\" value=\"1\""));

    let answer = world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes"), ("number", "7")]).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(deeds(&world).await.is_empty());
}

#[tokio::test]
async fn while_a_request_to_accept_waits_no_edition_asks_once_more() {
    let world = house().await;
    let publish = async |title: &str, kind: &str| {
        world.post("cleo", "/manual/technology/draft", &[]).await;
        save(&world, "cleo", "training", &[("title_en", title)]).await;
        let done = world.post("ana", "/manual/technology/publish", &[("reason", "Better"), ("kind", kind)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        world.run_jobs().await;
        world.pass(base::Moment::DAY);
    };
    let asked = async |who: &str| {
        let entries = world.trail().await.into_iter().filter(|e| e.deed == "acknowledgement.asked" && e.subject("person") == Some(who));
        entries.map(|e| e.detail("number").unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };

    publish("Two", "material").await;
    publish("Three", "minor").await;
    publish("Four", "minor").await;
    publish("Five", "material").await;
    let waiting = asked("ben").await;
    world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes")]).await;
    publish("Six", "minor").await;
    let after = asked("ben").await;
    publish("Seven", "material").await;

    assert_eq!(waiting, ["2"], "one request, with its own day");
    assert_eq!(after, ["2"], "what is small asks nobody");
    assert_eq!(asked("ben").await, ["2", "7"], "accepted once, and asked again for what matters");
    assert_eq!(asked("gus").await, ["2"]);
}

#[tokio::test]
async fn a_file_of_people_is_taken_back_although_keepwell_asked_them_to_accept_the_rules() {
    let world = house().await;
    let asked = async || world.deeds().await.iter().filter(|d| *d == "acknowledgement.asked").count();
    let waiting = async || -> i64 {
        sqlx::query_scalar("select count(*) from manual_asked a where not exists (select 1 from person p where p.id = a.person_id)")
            .fetch_one(&mut *world.app.db.read().await.unwrap())
            .await
            .unwrap()
    };
    world.run_jobs().await;
    let before = asked().await;
    let file = "name,email,roles,supervisor,language,joined\nHana Lee,hana@example.org,worker,,en,2026-11-02\nIvo,ivo@example.org,worker,,en,2026-11-02\n";
    assert_eq!(world.post("ana", "/people/import/confirm", &[("file", file)]).await.status, StatusCode::SEE_OTHER);
    world.run_jobs().await;
    assert_eq!(asked().await, before + 2, "Keepwell asked both");
    let page = world.get("ana", "/people/import").await;
    let id = page.body.split("/people/import/").find_map(|rest| rest.split_once("/undo").map(|(id, _)| id.to_owned()).filter(|id| id.len() == 36)).unwrap();

    let undone = world.post("ana", &format!("/people/import/{id}/undo"), &[]).await;
    world.run_jobs().await;

    assert_eq!(undone.location, "/people/import", "{}", undone.words());
    assert_eq!(world.deeds().await.iter().filter(|d| *d == "person.withdrawn").count(), 2);
    assert_eq!(waiting().await, 0, "no request waits for somebody who never came");
}
