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
