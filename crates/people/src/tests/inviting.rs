//! Stories of invitations: which wait, how one ends, the printed slip and its code.

use base::Moment;
use base::world::{NOBODY, World};

use super::house;

const RIGHT: &str = "otter lantern maple drizzle";

/// A slip for somebody: the link in its square code is not to be read here, the code is.
async fn slip(world: &World, who: &str, whom: &str) -> String {
    let page = world.post(who, &format!("/people/{whom}/slip"), &[]).await;
    assert_eq!(page.status, 200, "{}", page.words());
    for words in ["welcome. Come in to Keepwell", "bienvenue. Entrez dans Keepwell", "http://keepwell.test/welcome", "until 7 December 2026, 07:00"] {
        assert!(page.says(words), "{words}: {}", page.words());
    }
    assert!(page.body.contains("<path d=\"M"));
    page.plain().split("big-code\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_slip_lets_somebody_without_email_in_by_its_code_once() {
    let world = house().await;
    let code = slip(&world, "cleo", "eli").await;
    assert_eq!(world.post(NOBODY, "/welcome", &[("code", "AAAA-AAAA-AAAA")]).await.status, 422);
    assert!(world.post(NOBODY, "/welcome", &[("code", "x")]).await.says("That code does not work"));

    let found = world.post(NOBODY, "/welcome", &[("code", &code.to_lowercase().replace('-', " "))]).await;
    assert_eq!(found.location, format!("/welcome/{}", code.replace('-', "")));
    for _ in 0..3 {
        assert!(world.get(NOBODY, &found.location).await.says("Welcome, Eli Novak"), "looking uses nothing up");
    }
    let chosen = world.post(NOBODY, &found.location, &[("passphrase", RIGHT), ("again", RIGHT)]).await;

    assert_eq!(chosen.status, 303, "{}", chosen.words());
    assert_eq!(world.get(NOBODY, &found.location).await.status, 410);
    assert_eq!(world.post(NOBODY, "/welcome", &[("code", &code)]).await.status, 422);
    let kept: i64 = sqlx::query_scalar("select count(*) from invitation where code_hash = $1").bind(code.replace('-', "")).fetch_one(&mut *world.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(kept, 0, "only a keyed hash is kept");
    let refused = world.post("cleo", "/people/eli/slip", &[]).await;
    assert!(refused.status == 422 && refused.says("has a passphrase already"), "no manager comes in as somebody who is in");
}

#[tokio::test]
async fn codes_cannot_be_tried_for_ever() {
    let world = house().await;
    let code = slip(&world, "cleo", "eli").await;
    for _ in 0..60 {
        world.post(NOBODY, "/welcome", &[("code", "AAAA-AAAA-AAAA")]).await;
    }
    assert_eq!(world.post(NOBODY, "/welcome", &[("code", &code)]).await.status, 429);
    assert_eq!(world.get(NOBODY, "/welcome/AAAAAAAAAAAA").await.status, 429);
    world.pass(15 * Moment::MINUTE);
    assert_eq!(world.post(NOBODY, "/welcome", &[("code", &code)]).await.status, 303);
}

#[tokio::test]
async fn links_that_wait_are_listed_can_be_renewed_and_ended_and_end_by_themselves() {
    let world = house().await;
    assert!(world.get("cleo", "/people/invitations").await.says("No link waits"));
    let code = slip(&world, "cleo", "eli").await;
    world.post("ana", "/people/ben/link", &[]).await;
    let page = world.get("cleo", "/people/invitations").await;
    assert!(page.says("Eli Novak") && page.says("Ben Ito") && page.says("Cleo Marsh"), "{}", page.words());
    assert_eq!(world.get("ivy", "/people/invitations").await.status, 403);

    assert_eq!(world.post("fern", "/people/eli/link/end", &[]).await.status, 403);
    assert_eq!(world.post("cleo", "/people/eli/link/end", &[]).await.location, "/people/invitations");
    assert_eq!(world.post("cleo", "/people/eli/link/end", &[]).await.status, 409);

    assert_eq!(world.post(NOBODY, "/welcome", &[("code", &code)]).await.status, 422);
    let page = world.get("cleo", "/people/invitations").await;
    assert!(!page.says("Eli Novak") && page.says("Ben Ito"));
    assert_eq!(world.trail().await.last().unwrap().deed, "invitation.ended");
    world.pass(14 * Moment::DAY);
    assert!(world.get("cleo", "/people/invitations").await.says("No link waits"));
}
