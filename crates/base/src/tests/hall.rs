//! The hall: who may come in, and what a refusal looks like.

use axum::body::Body;
use axum::http::header::{COOKIE, HOST, ORIGIN};
use axum::http::{Method, Request, StatusCode};

use crate::access::{Actor, Door, Matrix, Role};
use crate::failure::Failure;
use crate::words::{Lang, ids};
use crate::world::{NOBODY, World};

const MATRIX: &str = r#"
[permit.answer]
en = "Answer a request"
fr = "Répondre à une demande"
roles = ["director"]
relations = ["supervisor"]
never = ["asker"]
[permit.read]
en = "Read"
fr = "Lire"
relations = ["holder"]
hides = true
[permit.list]
en = "List"
fr = "Lister"
roles = ["it"]
"#;

fn actor(roles: &[Role]) -> Actor {
    Actor { id: "x".into(), name: "X".into(), roles: roles.iter().copied().collect(), lang: Lang::En }
}

#[test]
fn a_permit_is_granted_by_role_or_by_relation_and_barred_by_never() {
    let matrix = Matrix::parse(MATRIX).unwrap();
    let director = actor(&[Role::Director]);
    let worker = actor(&[Role::Worker]);

    assert!(matrix.grant("answer", &director, &[]).is_ok());
    assert!(matches!(matrix.grant("answer", &director, &["asker"]), Err(Failure::Forbidden)));
    assert!(matrix.grant("answer", &worker, &["supervisor"]).is_ok());
    assert!(matches!(matrix.grant("answer", &worker, &[]), Err(Failure::Forbidden)));
    assert!(matches!(matrix.grant("read", &director, &[]), Err(Failure::Missing)));
    assert!(matrix.grant("read", &worker, &["holder"]).is_ok());
    assert!(matrix.grant("no-such-permit", &director, &[]).is_err());

    assert_eq!(matrix.door("list", Some(&worker)), Door::Shut);
    assert_eq!(matrix.door("read", Some(&worker)), Door::AsksTheRow);
    assert_eq!(matrix.door("answer", Some(&director)), Door::AsksTheRow);
    assert_eq!(matrix.door("list", Some(&actor(&[Role::It]))), Door::Open);
    assert_eq!(matrix.door("list", None), Door::Shut);
    assert_eq!(matrix.door("no-such-permit", Some(&director)), Door::Shut);
}

#[test]
fn a_route_cannot_stand_under_two_permits() {
    let twice = "[open.a]\nto_all = [\"GET /x\"]\nsigned_in = [\"GET /x\"]\n";
    assert!(Matrix::parse(twice).is_err());
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_in_the_readers_language() {
    let world = World::new(vec![]).await;

    let english = world.get(NOBODY, "/nowhere").await;
    let french = world.get_in("fr", NOBODY, "/nowhere").await;

    assert_eq!(english.status, StatusCode::NOT_FOUND);
    assert!(english.says("There is nothing here"));
    assert!(french.says("Il n’y a rien ici"));
    for name in ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy", "cache-control"] {
        assert!(english.headers.contains_key(name), "{name}");
    }
}

#[tokio::test]
async fn another_host_or_another_sites_form_is_turned_away() {
    let world = World::new(vec![]).await;
    let ask = |request: axum::http::request::Builder| world.send(request.body(Body::empty()).unwrap());

    let host = ask(Request::builder().uri("/health").header(HOST, "evil.example")).await;
    let site = ask(Request::builder().method(Method::POST).uri("/language").header(HOST, "keepwell.test").header(ORIGIN, "https://evil.example")).await;
    let token = ask(Request::builder().method(Method::POST).uri("/language").header(HOST, "keepwell.test").header(COOKIE, "kw_lang=en")).await;

    assert_eq!(host.status, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(site.status, StatusCode::FORBIDDEN);
    assert_eq!(token.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_language_is_chosen_once_and_kept() {
    let world = World::new(vec![]).await;

    let answer = world.post(NOBODY, "/language", &[("lang", "fr"), ("back", "/sign-in")]).await;
    let astray = world.post(NOBODY, "/language", &[("lang", "fr"), ("back", "//evil.example")]).await;

    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/sign-in"));
    assert!(answer.cookies.iter().any(|c| c.starts_with("kw_lang=fr;") && c.contains("HttpOnly") && c.contains("SameSite=Lax")));
    assert_eq!(astray.location, "/");
}

#[test]
fn both_languages_say_the_same_ids() {
    for (en, fr) in [
        (include_str!("../texts/en.ftl"), include_str!("../texts/fr.ftl")),
        (include_str!("../texts/hall.en.ftl"), include_str!("../texts/hall.fr.ftl")),
    ] {
        assert_eq!(ids(en), ids(fr));
        assert!(ids(en).len() > 10);
    }
}

#[tokio::test]
async fn a_nul_is_refused_before_anybody_looks_for_it() {
    let world = World::new(vec![]).await;

    let answer = world.post(NOBODY, "/language", &[("lang", "fr"), ("back", "/a\0b")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(world.get(NOBODY, "/people/%00").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_comes_back_to_a_page_of_ours_only() {
    let world = World::new(vec![]).await;

    for (back, to) in [("/people?q=a", "/people?q=a"), ("//evil.example", "/"), ("/\t/evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/")] {
        let answer = world.post(NOBODY, "/language", &[("lang", "fr"), ("back", back)]).await;
        assert_eq!(answer.location, to, "{back}");
    }
}
