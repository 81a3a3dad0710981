//! Stories of invitations: which wait, how one ends, the printed slip and its code.

use axum::body::Body;
use axum::http::Request;
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

/// Opens an address, or types a code, from somewhere.
async fn from(world: &World, place: &str, code: &str, typed: bool) -> u16 {
    let token = base::web::session::form_token(&world.app, None).unwrap();
    let request = if typed {
        Request::builder().method("POST").uri("/welcome").header("content-type", "application/x-www-form-urlencoded")
    } else {
        Request::builder().uri(format!("/welcome/{code}"))
    };
    let body = if typed { format!("csrf={token}&code={code}") } else { String::new() };
    let at: std::net::SocketAddr = format!("{place}:4711").parse().unwrap();
    let request = request.header("host", "keepwell.test").extension(axum::extract::ConnectInfo(at)).body(Body::from(body)).unwrap();
    world.send(request).await.status.as_u16()
}

#[tokio::test]
async fn a_place_that_tries_codes_waits_and_nobody_else_does() {
    let world = house().await;
    let code = slip(&world, "cleo", "eli").await;
    for n in 0..20 {
        let status = from(&world, "203.0.113.9", "AAAAAAAAAAAA", n % 2 == 0).await;
        assert_eq!(status, if n % 2 == 0 { 422 } else { 410 });
    }

    assert_eq!(from(&world, "203.0.113.9", &code, true).await, 429, "also the right one");
    assert_eq!(from(&world, "203.0.113.9", "AAAAAAAAAAAA", false).await, 429);
    assert_eq!(world.post(NOBODY, "/welcome/AAAAAAAAAAAA", &[]).await.status, 410, "elsewhere it is only wrong");
    for _ in 0..30 {
        assert_eq!(from(&world, "192.0.2.1", &code, true).await, 303, "what is right is not counted");
    }
    world.pass(15 * Moment::MINUTE);
    assert_eq!(from(&world, "203.0.113.9", &code, true).await, 303);
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

#[tokio::test]
async fn a_reload_of_a_slip_asks_before_the_one_on_paper_is_void() {
    let world = house().await;
    let made = async || world.deeds().await.iter().filter(|d| *d == "invitation.made").count();
    assert!(world.post("cleo", "/people/ben/slip", &[]).await.body.contains("big-code"));
    let asked = world.post("cleo", "/people/ben/slip", &[]).await;
    assert!(asked.status == 200 && asked.says("A slip for Ben Ito is printed already") && !asked.body.contains("big-code"), "{}", asked.words());
    assert_eq!(made().await, 1);

    let instead = asked.body.split("/people/ben/slip?instead=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let path = format!("/people/ben/slip?instead={instead}");
    assert!(world.post("cleo", &path, &[("sure", "yes")]).await.body.contains("big-code"));
    let again = world.post("cleo", &path, &[("sure", "yes")]).await;
    assert!(again.says("is printed already"), "the yes was said of another slip: {}", again.words());
    assert_eq!(made().await, 2);
}
