//! Off site: asking, answering, going, coming back.

use axum::http::StatusCode;
use base::Moment;
use base::world::{World, moment};

use super::{bens_phone, deeds, done, house, id};

const SECRET: &str = "Evening visit with a family";

async fn asked(world: &World, path: &str) -> String {
    done(world, "ben", &format!("{path}/off-site"), &[("reason", SECRET), ("when", "2026-11-23T18:00")]).await;
    let mut db = world.app.db.read().await.unwrap();
    let request: String = sqlx::query_scalar("select id from off_site_request where answer is null").fetch_one(&mut *db).await.unwrap();
    format!("{path}/off-site/{request}")
}

async fn waiting(world: &World, who: &str) -> usize {
    let slice = world.app.slices.iter().find(|s| s.name == "phones").unwrap();
    let mut db = world.app.db.read().await.unwrap();
    let identify = world.app.slices.iter().find_map(|s| s.identify).unwrap();
    let actor = identify(&mut db, who).await.unwrap().unwrap();
    slice.asks.unwrap()(&mut db, &world.app, &actor, world.app.now()).await.unwrap().len()
}

#[tokio::test]
async fn a_request_is_answered_by_the_supervisor_and_never_by_the_asker() {
    let house = house().await;
    let path = bens_phone(&house).await;
    let request = asked(&house, &path).await;

    let own = house.post("ben", &request, &[("answer", "yes")]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    for who in ["cleo", "eli", "ivy", "dara", "fern"] {
        assert_eq!(house.post(who, &request, &[("answer", "yes")]).await.status, StatusCode::NOT_FOUND, "{who}");
    }
    assert_eq!((waiting(&house, "ana").await, waiting(&house, "cleo").await, waiting(&house, "ben").await), (1, 0, 0));
    done(&house, "ana", &request, &[("answer", "yes"), ("word", "Take care")]).await;
    assert_eq!(waiting(&house, "ana").await, 0);
    let twice = house.post("ana", &request, &[("answer", "no")]).await;

    assert!(twice.says("This request is answered already."));
    assert_eq!(deeds(&house).await[3..], ["offsite.requested", "offsite.permitted"]);
    let trail = house.trail().await;
    assert_eq!((trail.last().unwrap().actor.as_deref(), trail.last().unwrap().subject("request")), (Some("ana"), Some(id(&request))));
    house.run_jobs().await;
    let letters = house.letters();
    assert_eq!(letters.len(), 2);
    assert!(letters.iter().any(|l| l.contains("To: ana@example.org")) && letters.iter().any(|l| l.contains("To: ben@example.org")));
    assert!(letters.iter().all(|l| !l.contains("Evening") && !l.contains("PH-") && !l.contains("Ben Ito") && !l.contains("Take care")));
}

#[tokio::test]
async fn the_reason_is_for_the_asker_and_the_supervisor_alone() {
    let house = house().await;
    let path = bens_phone(&house).await;
    asked(&house, &path).await;

    for (who, sees) in [("ben", true), ("ana", true), ("cleo", false), ("ivy", false)] {
        let page = house.get(who, &format!("{path}/off-site")).await;
        assert_eq!((page.status, page.says(SECRET)), (StatusCode::OK, sees), "{who}");
    }
    let mut db = house.app.db.read().await.unwrap();
    let kept: String = sqlx::query_scalar("select reason from off_site_request").fetch_one(&mut *db).await.unwrap();
    assert!(kept.starts_with("s1:"));
}

#[tokio::test]
async fn a_yes_is_good_for_one_trip() {
    let house = house().await;
    let path = bens_phone(&house).await;
    let request = asked(&house, &path).await;
    done(&house, "ana", &request, &[("answer", "yes")]).await;
    assert!(house.get("ben", &format!("{path}/off-site")).await.says("You have permission"));

    done(&house, "ben", &format!("{path}/take-out"), &[]).await;
    done(&house, "ben", &format!("{path}/bring-back"), &[]).await;

    let page = house.get("ben", &format!("{path}/off-site")).await;
    assert!(page.says("There is no permission on record") && !page.says("You have permission"));
    assert!(page.says("Yes, and used"));
    assert_eq!(deeds(&house).await[3..], ["offsite.requested", "offsite.permitted", "phone.taken-off-site", "phone.brought-back"]);
}

#[tokio::test]
async fn a_yes_is_good_for_24_hours() {
    let house = house().await;
    let path = bens_phone(&house).await;
    let request = asked(&house, &path).await;
    done(&house, "ana", &request, &[("answer", "yes")]).await;

    house.pass(24 * Moment::HOUR);
    assert!(house.get("ben", &format!("{path}/off-site")).await.says("You have permission"));
    house.pass(1);
    assert!(!house.get("ben", &format!("{path}/off-site")).await.says("You have permission"));
}

#[tokio::test]
async fn a_trip_nobody_allowed_can_be_recorded_and_allowed_afterwards() {
    let house = house().await;
    let path = bens_phone(&house).await;
    house.set_clock("2026-11-23T23:00:00Z");
    done(&house, "ben", &format!("{path}/take-out"), &[]).await;
    assert_eq!(deeds(&house).await[3..], ["phone.taken-off-site"]);

    house.set_clock("2026-11-24T01:00:00Z");
    let request = asked(&house, &path).await;
    let early = house.post("ana", &request, &[("answer", "yes"), ("said", "2026-11-25T09:00")]).await;
    assert!(early.says("Choose when you said it"));
    done(&house, "ana", &request, &[("answer", "yes"), ("said", "2026-11-23T17:55")]).await;

    let trail = house.trail().await;
    let permitted = trail.iter().rfind(|e| e.deed == "offsite.permitted").unwrap();
    assert_eq!((permitted.at, permitted.recorded_at), (moment("2026-11-23T22:55:00Z"), moment("2026-11-24T01:00:00Z")));
    done(&house, "ben", &format!("{path}/bring-back"), &[]).await;
    assert!(!house.get("ben", &format!("{path}/off-site")).await.says("You have permission"), "the trip under way used it");
}

#[tokio::test]
async fn the_drawer_brings_a_phone_back_first() {
    let house = house().await;
    let path = bens_phone(&house).await;
    done(&house, "ben", &format!("{path}/take-out"), &[]).await;
    let twice = house.post("ben", &format!("{path}/take-out"), &[]).await;
    assert!(twice.says("This phone is off site already."));

    done(&house, "ben", &format!("{path}/drawer"), &[("do", "put")]).await;

    assert_eq!(deeds(&house).await[3..], ["phone.taken-off-site", "phone.brought-back", "phone.put-in-drawer"]);
    for who in ["cleo", "ana", "eli"] {
        assert_eq!(house.post(who, &format!("{path}/take-out"), &[]).await.status, StatusCode::NOT_FOUND, "{who}");
    }
}

#[tokio::test]
async fn a_phone_taken_back_needs_no_answer_any_more() {
    let house = house().await;
    let path = bens_phone(&house).await;
    let request = asked(&house, &path).await;
    let second = house.post("ben", &format!("{path}/off-site"), &[("reason", "x"), ("when", "2026-11-23T18:00")]).await;
    assert!(second.says("A request for this phone waits already."));
    done(&house, "ben", &format!("{path}/take-out"), &[]).await;

    done(&house, "cleo", &format!("{path}/take-back"), &[]).await;

    assert_eq!(waiting(&house, "ana").await, 0);
    assert!(house.post("ana", &request, &[("answer", "yes")]).await.says("This request is answered already."));
    assert_eq!(deeds(&house).await[3..], ["offsite.requested", "phone.taken-off-site", "phone.brought-back", "custody.ended"]);
}

#[tokio::test]
async fn what_was_typed_comes_back_with_what_is_wrong() {
    let house = house().await;
    let path = bens_phone(&house).await;

    let answer = house.post("ben", &format!("{path}/off-site"), &[("reason", "Evening visit"), ("when", "2027-01-01T18:00")]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Choose a day and a time, at most a week ahead.") && answer.says("Evening visit") && answer.says("2027-01-01T18:00"));
    assert_eq!(deeds(&house).await.len(), 3);
}
