//! Set-up: once, with the link, and then no more.

use base::ids::hex;
use base::world::{NOBODY, World};
use sha2::{Digest, Sha256};

use super::cookie;
use crate::with_role;

const TOKEN: &str = "the-token-on-the-console";

async fn empty() -> World {
    World::with(vec![crate::slice()], |config| config.setup_token = Some(hex(&Sha256::digest(TOKEN)))).await
}

const GOOD: &[(&str, &str)] = &[
    ("token", TOKEN), ("step", "3"), ("organisation", "Maison du Havre"), ("name-fr", ""), ("province", "QC"), ("zone", ""), ("language", "fr"),
    ("days", "1"), ("days", "2"), ("days", "3"), ("days", "4"), ("kept", "Christmas Day"), ("size", "larger"), ("name", "Élodie Roy"),
    ("email", "Elodie@example.org"), ("passphrase", "loutre lanterne érable bruine"), ("again", "loutre lanterne érable bruine"),
];

#[tokio::test]
async fn the_first_director_sets_up_once_and_the_page_vanishes() {
    let world = empty().await;
    let page = format!("/set-up?token={TOKEN}");
    assert!(world.get(NOBODY, &page).await.says("Let us set up Keepwell"));

    let done = world.post(NOBODY, "/set-up", GOOD).await;

    assert_eq!((done.status.as_u16(), done.location.as_str()), (303, "/"), "{}", done.words());
    assert!(cookie(&done).len() > 40);
    let organisation = world.app.organisation().unwrap();
    assert_eq!((organisation.name.as_str(), organisation.province.as_str(), organisation.zone.iana_name()), ("Maison du Havre", "QC", Some("America/Toronto")));
    let directors = with_role(&mut world.app.db.read().await.unwrap(), base::access::Role::Director).await.unwrap();
    assert_eq!(directors[0].name, "Élodie Roy");
    assert_eq!(
        world.deeds().await,
        ["person.joined", "role.granted", "role.granted", "organisation.set-up", "passphrase.set", "session.began"]
    );
    assert_eq!(world.get(NOBODY, &page).await.status, 404);
    assert_eq!(world.post(NOBODY, "/set-up", GOOD).await.status, 404);
    assert!(!organisation.small);
    let calendar = crate::calendar(&world.app, &mut world.app.db.read().await.unwrap(), world.app.now()).await.unwrap();
    let works = |day: &str| calendar.works_on(base::Day::parse(day).unwrap().0);
    assert!(works("2026-11-26") && !works("2026-11-27"), "they work from Monday to Thursday");
    assert!(!works("2025-12-25") && works("2026-06-24"), "and keep Christmas alone");
}

#[tokio::test]
async fn without_the_link_there_is_no_set_up_page() {
    let world = empty().await;

    assert_eq!(world.get(NOBODY, "/set-up").await.status, 404);
    assert_eq!(world.get(NOBODY, "/set-up?token=guess").await.status, 404);
    let answer = world.post(NOBODY, "/set-up", &[&[("token", "guess")], &GOOD[1..]].concat()).await;

    assert_eq!(answer.status, 404);
    assert!(world.app.organisation().is_none());
    let closed = World::new(vec![crate::slice()]).await;
    assert_eq!(closed.get(NOBODY, &format!("/set-up?token={TOKEN}")).await.status, 404);
}

#[tokio::test]
async fn what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost() {
    let world = empty().await;

    let again = world.post(NOBODY, "/set-up", &[("token", TOKEN), ("step", "1"), ("organisation", "Harbour House")]).await;
    assert!(again.status == 422 && again.says("value=\"Harbour House\"") && again.says("Please choose one."), "{}", again.words());

    let last: Vec<(&str, &str)> = GOOD.iter().copied().filter(|(n, _)| !["email", "passphrase", "again"].contains(n)).collect();
    let again = world.post(NOBODY, "/set-up", &[&last[..], &[("email", "ana@"), ("passphrase", "short"), ("again", "short")]].concat()).await;
    assert_eq!(again.status, 422);
    for said in ["value=\"Maison du Havre\"", "name=\"kept\" value=\"Christmas Day\"", "Élodie Roy", "That is not an e-mail address", "That is too short"] {
        assert!(again.says(said), "{said}: {}", again.words());
    }
    assert!(!again.says("value=\"short\""));
    assert!(world.app.organisation().is_none());
}

#[tokio::test]
async fn three_short_pages_ask_and_one_can_go_back() {
    let world = empty().await;
    let first = [("token", TOKEN), ("step", "1"), ("organisation", "Harbour House"), ("name-fr", "Maison du Havre"), ("province", "ON"), ("zone", ""), ("language", "en")];

    let second = world.post(NOBODY, "/set-up", &first).await;
    assert_eq!(second.status, 200);
    for said in ["Family Day", "Boxing Day", "Small agency", "name=\"organisation\" value=\"Harbour House\"", "value=\"5\" checked"] {
        assert!(second.says(said), "{said}: {}", second.body);
    }
    assert!(!second.says("Fête nationale"));
    let nothing = world.post(NOBODY, "/set-up", &[&first[..1], &[("step", "2"), ("size", "small")], &first[2..]].concat()).await;
    assert!(nothing.status == 422 && nothing.says("Choose at least one day."));
    let third = world.post(NOBODY, "/set-up", &[&first[..1], &[("step", "2"), ("size", "small"), ("days", "1")], &first[2..]].concat()).await;
    assert!(third.status == 200 && third.says("The first director") && third.says("name=\"days\" value=\"1\""), "{}", third.words());
    let back = world.post(NOBODY, "/set-up", &[&first[..1], &[("step", "2"), ("do", "back")], &first[2..]].concat()).await;
    assert!(back.says("value=\"Maison du Havre\""), "{}", back.body);
    assert_eq!(world.deeds().await, [""; 0]);
}

#[tokio::test]
async fn before_set_up_the_sign_in_page_says_where_the_link_is() {
    let world = empty().await;

    let page = world.get(NOBODY, "/sign-in").await;

    assert!(page.says("Keepwell is not set up yet") && page.says("the window where Keepwell was started"), "{}", page.words());
    assert_eq!(world.get(NOBODY, "/people").await.location, "/sign-in?back=%2Fpeople");
}

#[tokio::test]
async fn whatever_else_set_up_does_stands_or_falls_with_it() {
    let slice = crate::slice_with(|_, _, _| Box::pin(async { Err(base::Failure::broken("installing", "on purpose")) }));
    let world = World::with(vec![slice], |config| config.setup_token = Some(hex(&Sha256::digest(TOKEN)))).await;

    let answer = world.post(NOBODY, "/set-up", GOOD).await;

    assert_eq!(answer.status, 500);
    assert!(world.app.organisation().is_none());
    assert_eq!(world.deeds().await, [""; 0]);
    assert_eq!(world.get(NOBODY, &format!("/set-up?token={TOKEN}")).await.status, 200);
}

#[tokio::test]
async fn the_language_is_chosen_on_any_page_of_set_up_and_nothing_typed_is_lost() {
    let world = empty().await;
    let first = world.get(NOBODY, &format!("/set-up?token={TOKEN}")).await;
    assert!(first.body.contains("name=\"speak\" value=\"fr\"") && !first.body.contains("action=\"/language\""), "its address is its link");

    for step in ["1", "2", "3"] {
        let fields: Vec<_> = GOOD.iter().copied().filter(|(name, _)| *name != "step").chain([("step", step), ("speak", "fr")]).collect();
        let french = world.post(NOBODY, "/set-up", &fields).await;
        assert_eq!(french.status, 200);
        assert!(french.body.contains("lang=\"fr\"") && french.says("Continue in English"), "{step}: {}", french.words());
        assert!(french.body.contains("Maison du Havre") && french.body.contains(&format!("name=\"step\" value=\"{step}\"")));
        assert!(french.cookies.iter().any(|c| c.starts_with("kw_lang=fr")));
    }
    assert!(world.app.organisation().is_none());
}
