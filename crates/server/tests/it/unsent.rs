//! A form that comes too late waits: one is signed out, or signed in anew, and nothing typed is lost.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, REFERER};
use axum::http::{Method, Request, StatusCode};
use base::world::{Answer, World};

use crate::house;

const TYPED: &str = "name=%C3%89lise+%3Cb%3E&email=elise%40example.org&language=fr";

async fn sent(world: &World, cookie: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(Method::POST).uri(path).header(HOST, "keepwell.test").header(COOKIE, format!("{cookie}; kw_lang=en"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    world.send(request.body(Body::from(format!("{TYPED}&csrf=of-another-session"))).unwrap()).await
}

const OURS: (&str, &str) = ("origin", "http://keepwell.test");

/// The cookie of Ana's session.
async fn cookie(world: &World) -> String {
    format!("{}={}", base::web::session::cookie_name(&world.app), world.token("ana").await)
}

fn waits(answer: &Answer) -> bool {
    answer.body.contains("action=\"/people/new\"") && answer.body.contains("Élise &#60;b&#62;") && !answer.body.contains("of-another-session")
}

#[tokio::test]
async fn what_was_typed_waits_while_one_signs_in_again() {
    let world = house().await;
    let people = world.get("ana", "/people").await.words();

    let late = sent(&world, "keepwell=nothing", "/people/new", &[OURS]).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    assert!(late.says("You are signed out") && late.says("Nothing you typed is lost") && waits(&late), "{}", late.words());

    let cookie = cookie(&world).await;
    let again = sent(&world, &cookie, "/people/new", &[OURS]).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert!(again.says("Shall this be sent?") && again.says("You are signed in as Ana Roy.") && waits(&again), "{}", again.words());
    assert_eq!(world.get("ana", "/people").await.words(), people, "nothing is done before one presses the button");
    assert_eq!(sent(&world, "keepwell=nothing", "/sign-out", &[OURS]).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn nobody_elses_page_fills_a_form_that_waits() {
    let world = house().await;
    let cookie = cookie(&world).await;

    for (headers, status) in [
        (&[][..], StatusCode::BAD_REQUEST),
        (&[("origin", "https://evil.example")], StatusCode::FORBIDDEN),
        (&[("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN),
        (&[("sec-fetch-site", "none")], StatusCode::BAD_REQUEST),
        (&[OURS, ("hx-request", "true")], StatusCode::BAD_REQUEST),
    ] {
        let answer = sent(&world, &cookie, "/people/new", headers).await;
        assert!(answer.status == status && !waits(&answer) && !answer.body.contains("lise"), "{headers:?}: {} {}", answer.status, answer.words());
    }
}

#[tokio::test]
async fn a_no_leads_back_to_the_page_one_came_from() {
    let world = house().await;
    let cookie = cookie(&world).await;
    let asked = |from: &'static str| {
        let request = Request::builder().uri("/people/nobody").header(HOST, "keepwell.test").header(COOKIE, &cookie).header(REFERER, from);
        world.send(request.body(Body::empty()).unwrap())
    };
    assert!(asked("http://keepwell.test/people?q=x").await.body.contains("href=\"/people?q=x\""));
    let elsewhere = asked("http://evil.example/people?q=x").await;
    assert!(elsewhere.status == StatusCode::NOT_FOUND && !elsewhere.body.contains("q=x"), "{}", elsewhere.words());
    assert_eq!(world.get("ana", "/trail/abc").await.status, StatusCode::NOT_FOUND, "no such entry, rather than a form that could not be read");
}
