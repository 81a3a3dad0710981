//! Whoever leaves, and the files they leave behind.

use axum::http::StatusCode;
use base::world::World;

use super::{client, deeds_since, house};

/// What Today asks of somebody about files that nobody has.
async fn asked(house: &World, who: &str) -> Option<base::slice::Ask> {
    let mut db = house.app.db.read().await.unwrap();
    let person = people::find(&mut db, who).await.unwrap().unwrap();
    let actor = base::Actor { id: person.id, name: person.name, roles: person.roles, lang: person.lang };
    crate::to_hand_over(&mut db, &house.app, &actor).await.unwrap()
}

async fn code(house: &World, id: &str) -> String {
    crate::store::clients::find(&mut house.app.db.read().await.unwrap(), id).await.unwrap().unwrap().code
}

async fn leave(house: &World, who: &str) {
    house.post("ana", &format!("/people/{who}/left"), &[]).await;
    house.run_jobs().await;
}

#[tokio::test]
async fn whoever_left_and_comes_back_does_not_see_their_old_clients() {
    let house = house().await;
    let (one, two) = (client(&house, "ben", "Rosa").await, client(&house, "ben", "Sami").await);
    house.post("ben", &format!("/clients/{one}/workers"), &[("person", "eli")]).await;
    let before = house.deeds().await.len();
    house.pass(60_000);

    leave(&house, "ben").await;

    assert!(deeds_since(&house, before).await.ends_with(&["person.left", "client.unassigned", "client.unassigned"].map(str::to_owned)));
    let trail = house.trail().await;
    let ended: Vec<_> = trail.iter().filter(|e| e.deed == "client.unassigned").collect();
    assert!(ended.iter().all(|e| e.subject("person") == Some("ben") && e.actor.as_deref() == Some("ana")));
    let mut about: Vec<_> = ended.iter().filter_map(|e| e.subject("client")).collect();
    about.sort_unstable();
    let mut both = [one.as_str(), two.as_str()];
    both.sort_unstable();
    assert_eq!(about, both);

    house.post("ana", "/people/ben/back", &[]).await;
    house.post("ana", "/people/ben/roles", &[("role", "worker")]).await;
    assert!(!house.get("ben", "/clients").await.says("Rosa"));
    assert_eq!(house.get("ben", &format!("/clients/{one}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get("eli", &format!("/clients/{one}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_end_of_assignments_may_run_twice_and_spares_those_made_since() {
    let house = house().await;
    let id = client(&house, "ben", "Rosa").await;
    house.post("ben", &format!("/clients/{id}/workers"), &[("person", "eli")]).await;
    house.pass(60_000);
    leave(&house, "ben").await;
    house.pass(60_000);
    house.post("ana", "/people/ben/back", &[]).await;
    house.post("ana", "/people/ben/roles", &[("role", "worker")]).await;
    house.post("eli", &format!("/clients/{id}/workers"), &[("person", "ben")]).await;
    let before = house.deeds().await.len();

    let mut tx = house.app.db.begin().await.unwrap();
    sqlx::query("update job set done_at = null, locked_until = 0 where kind = 'clients.person-left'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(house.run_jobs().await, 1);

    assert_eq!(house.deeds().await.len(), before);
    assert_eq!(house.get("ben", &format!("/clients/{id}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_that_nobody_has_is_handed_over_by_its_code_and_the_director_never_reads_it() {
    let house = house().await;
    let id = client(&house, "ben", "Rosa Delgado").await;
    let code = code(&house, &id).await;
    assert!(asked(&house, "ana").await.is_none());
    house.pass(60_000);
    leave(&house, "ben").await;
    let left = house.app.now();
    house.pass(60_000);

    let ask = asked(&house, "ana").await.unwrap();
    let list = house.get("ana", &ask.href).await;
    let french = house.get_in("fr", "ana", &ask.href).await;
    let given = house.post("ana", &format!("/clients/{id}/hand-over"), &[("person", "eli")]).await;

    assert_eq!((ask.what.id, ask.since), ("clients-ask-hand-over", left));
    assert!(list.says(&code) && list.says("Eli Novak") && !list.says("Ivy Chen") && !list.says("Ben Ito"), "{}", list.words());
    assert!(!list.says("Rosa") && !french.words().contains("clients-"));
    assert_eq!(given.location, "/clients/hand-over");
    let last = house.trail().await.pop().unwrap();
    assert_eq!((last.deed.as_str(), last.actor.as_deref(), last.subject("person")), ("client.assigned", Some("ana"), Some("eli")));
    assert!(house.get("eli", &format!("/clients/{id}")).await.says("Rosa Delgado"));
    assert_eq!(house.get("ana", &format!("/clients/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(asked(&house, "ana").await.is_none());
    assert!(house.get("ana", &ask.href).await.says("Every client file has somebody"));
}

#[tokio::test]
async fn a_file_whose_worker_has_no_role_in_care_any_more_has_nobody() {
    let house = house().await;
    let id = client(&house, "ben", "Rosa").await;
    house.pass(60_000);
    house.post("ana", "/people/ben/roles/end", &[("role", "worker")]).await;
    let ended = house.app.now();
    house.pass(60_000);

    assert_eq!(asked(&house, "ana").await.unwrap().since, ended);
    house.post("ana", &format!("/clients/{id}/hand-over"), &[("person", "eli")]).await;

    assert_eq!(house.get("eli", &format!("/clients/{id}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_a_director_hands_over_and_only_what_nobody_has_to_somebody_in_care() {
    let house = house().await;
    let (kept, alone) = (client(&house, "eli", "Sami").await, client(&house, "ben", "Rosa").await);
    leave(&house, "ben").await;
    let before = house.deeds().await.len();
    let give = async |who: &str, id: &str, person: &str| house.post(who, &format!("/clients/{id}/hand-over"), &[("person", person)]).await;

    for who in ["eli", "cleo", "gus", "fern", "ivy", "dara"] {
        assert_eq!(house.get(who, "/clients/hand-over").await.status, StatusCode::FORBIDDEN, "{who}");
        assert_eq!(give(who, &alone, who).await.status, StatusCode::FORBIDDEN, "{who}");
        assert!(asked(&house, who).await.is_none(), "{who}");
    }
    let refused = give("ana", &kept, "cleo").await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says("Somebody works with this client already"), "{}", refused.words());
    assert_eq!(house.get("cleo", &format!("/clients/{kept}")).await.status, StatusCode::NOT_FOUND);
    for person in ["ivy", "dara", "ben", "", "nobody-at-all"] {
        assert_eq!(give("ana", &alone, person).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{person}");
    }
    assert_eq!(give("ana", "no-such-client", "eli").await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.deeds().await.len(), before);
}

#[tokio::test]
async fn a_file_handed_to_two_at_once_goes_to_one() {
    let house = house().await;
    let id = client(&house, "ben", "Rosa").await;
    leave(&house, "ben").await;
    let path = format!("/clients/{id}/hand-over");

    tokio::join!(house.post("ana", &path, &[("person", "eli")]), house.post("ana", &path, &[("person", "cleo")]));

    let deeds = house.deeds().await;
    assert_eq!(deeds.iter().filter(|d| *d == "client.assigned").count(), 2, "Ben's, and one more");
}
