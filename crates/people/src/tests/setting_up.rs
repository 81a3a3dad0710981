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
    ("token", TOKEN), ("organisation", "Maison du Havre"), ("province", "QC"), ("zone", ""), ("language", "fr"), ("name", "Élodie Roy"),
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

    let fields = [("token", TOKEN), ("organisation", "Harbour House"), ("name", "Ana Roy"), ("email", "ana@"), ("passphrase", "short"), ("again", "short")];
    let again = world.post(NOBODY, "/set-up", &fields).await;

    assert_eq!(again.status, 422);
    for said in ["Harbour House", "Please choose one.", "That is not an e-mail address", "That is too short"] {
        assert!(again.says(said), "{said}: {}", again.words());
    }
    assert!(!again.says("value=\"short\""));
    assert!(world.app.organisation().is_none());
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
