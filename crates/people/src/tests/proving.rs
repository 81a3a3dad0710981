//! Stories of sessions: how each of them ends, and who is asked once more.

use axum::body::Body;
use axum::http::Request;
use base::Moment;
use base::web::session;
use base::world::{Answer, NOBODY, World};

use super::{cookie, house};

const RIGHT: &str = "otter lantern maple drizzle";

async fn with_passphrases() -> World {
    let world = house().await;
    for who in ["ana", "ben"] {
        crate::give_passphrase(&world.app, who, RIGHT).await.unwrap();
    }
    world
}

async fn open(world: &World, cookie: &str, path: &str, agent: &str) -> Answer {
    let request = Request::builder().uri(path).header("host", "keepwell.test").header("cookie", format!("{cookie}; kw_lang=en")).header("user-agent", agent);
    world.send(request.body(Body::empty()).unwrap()).await
}

async fn sign_in(world: &World, who: &str) -> String {
    let email = format!("{who}@example.org");
    let answer = world.post(NOBODY, "/sign-in", &[("email", &email), ("passphrase", RIGHT)]).await;
    cookie(&answer)
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_a_word_and_after_twelve_hours_in_any_case() {
    let world = with_passphrases().await;
    let idle = sign_in(&world, "ben").await;
    world.pass(session::IDLE - 1);
    assert_eq!(open(&world, &idle, "/me", "").await.status, 200);
    world.pass(session::IDLE - 1);
    assert_eq!(open(&world, &idle, "/me", "").await.status, 200, "being there counts");
    world.pass(session::IDLE);
    assert_eq!(open(&world, &idle, "/me", "").await.status, 303);

    let long = sign_in(&world, "ben").await;
    for _ in 0..(session::ABSOLUTE / (20 * Moment::MINUTE) - 1) {
        world.pass(20 * Moment::MINUTE);
        assert_eq!(open(&world, &long, "/me", "").await.status, 200);
    }
    world.pass(20 * Moment::MINUTE);
    assert_eq!(open(&world, &long, "/me", "").await.status, 303, "twelve hours are enough");
}

#[tokio::test]
async fn a_proof_gives_a_new_id_and_no_longer_life() {
    let world = with_passphrases().await;
    let before = sign_in(&world, "ana").await;
    world.adopt("ana", before.trim_start_matches("keepwell="));
    world.pass(20 * Moment::MINUTE);

    let proved = world.post("ana", "/prove", &[("passphrase", RIGHT), ("place", "/people")]).await;

    assert_eq!(proved.location, "/people", "{}", proved.words());
    let after = cookie(&proved);
    assert_ne!(before, after);
    assert_eq!(open(&world, &before, "/me", "").await.status, 303, "the old id is worth nothing");
    assert_eq!(open(&world, &after, "/me", "").await.status, 200);
    assert_eq!(world.deeds().await.last().unwrap(), "identity.proved");
    for _ in 0..35 {
        world.pass(20 * Moment::MINUTE);
        open(&world, &after, "/me", "").await;
    }
    assert_eq!(open(&world, &after, "/me", "").await.status, 303);
}

#[tokio::test]
async fn who_changes_roles_is_asked_again_after_ten_minutes_and_nothing_typed_is_lost() {
    let world = with_passphrases().await;
    world.token("ana").await;
    world.pass(session::PROOF);
    assert_eq!(world.post("ana", "/people/eli/roles", &[("role", "board")]).await.location, "/people/eli", "ten minutes are fresh");
    world.pass(1);

    let asked = world.post("ana", "/people/eli/roles", &[("role", "manager")]).await;
    assert_eq!((asked.status.as_u16(), asked.location.as_str()), (307, "/prove/for?to=%2Fpeople%2Feli%2Froles"));
    let page = world.post("ana", &asked.location, &[("role", "manager"), ("note", "a & b\nc")]).await;
    assert!(page.says("Once more: is it you?") && page.says("Nothing you typed is lost"));
    assert!(!world.trail().await.iter().any(|e| e.subject("role") == Some("manager") && e.subject("person") == Some("eli")));
    let plain = page.plain();
    let kept = plain.split("name=\"kept\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();

    let wrong = world.post("ana", "/prove", &[("passphrase", "not this one at all"), ("place", "/people/eli/roles"), ("kept", &kept)]).await;
    assert!(wrong.status == 422 && wrong.says("That does not fit") && wrong.plain().contains(&kept));
    let empty = world.post("ana", "/prove", &[("place", "/people/eli/roles"), ("kept", &kept)]).await;
    assert_eq!(empty.status, 422);
    let proved = world.post("ana", "/prove", &[("passphrase", RIGHT), ("place", "/people/eli/roles"), ("kept", &kept)]).await;
    assert!(proved.status == 200 && proved.says("Go on") && proved.body.contains("action=\"/people/eli/roles\""), "{}", proved.words());
    assert!(proved.plain().contains("<textarea name=\"role\" hidden readonly>\nmanager</textarea>") && proved.plain().contains("\na & b\nc</textarea>"));
    let token = proved.plain().split("name=\"csrf\" value=\"").last().unwrap().split('"').next().unwrap().to_owned();
    let session = cookie(&proved);
    assert_eq!(token, session::form_token(&world.app, Some(&session::hash(session.trim_start_matches("keepwell=")))).unwrap());

    let done = world.post("ana", "/people/eli/roles", &[("role", "manager"), ("note", "a & b")]).await;
    assert_eq!(done.location, "/people/eli", "{}", done.words());
}

#[tokio::test]
async fn a_page_that_asks_for_a_proof_opens_after_it_and_others_are_not_led_astray() {
    let world = with_passphrases().await;
    world.token("ana").await;
    world.pass(session::PROOF + 1);
    let page = world.get("ana", "/organisation/sign-in?a=b").await;
    assert_eq!(page.location, "/prove?back=%2Forganisation%2Fsign-in%3Fa%3Db");
    assert!(world.get("ana", &page.location).await.says("Once more: is it you?"));

    for place in ["//evil.example", "https://evil.example", "/prove", "/\\evil.example"] {
        let proved = world.post("ana", "/prove", &[("passphrase", RIGHT), ("place", place)]).await;
        assert_eq!(proved.location, "/", "{place}");
    }
    for _ in 0..5 {
        world.post("ana", "/prove", &[("passphrase", "not this one at all")]).await;
    }
    assert_eq!(world.post("ana", "/prove", &[("passphrase", RIGHT)]).await.status, 429);
    assert_eq!(world.get(NOBODY, "/prove").await.status, 303);
}

#[tokio::test]
async fn where_one_is_signed_in_is_said_in_words_and_can_be_ended() {
    let world = with_passphrases().await;
    let phone = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
    let token = session::form_token(&world.app, None).unwrap();
    let body = format!("csrf={token}&email=ben%40example.org&passphrase={}", base::web::form::encode(RIGHT));
    let request = Request::builder().method("POST").uri("/sign-in").header("host", "keepwell.test").header("user-agent", phone)
        .header("content-type", "application/x-www-form-urlencoded");
    let there = cookie(&world.send(request.body(Body::from(body)).unwrap()).await);
    let also = sign_in(&world, "ben").await;

    let page = world.get("ben", "/me/security").await;
    assert!(page.says("Chrome on Android, since 7:00 today"), "{}", page.words());
    assert!(world.get_in("fr", "ben", "/me/security").await.says("Chrome sur Android, depuis 7 h 00 aujourd’hui"));
    world.set_clock("2026-11-24T04:50:00Z");
    open(&world, &there, "/me", phone).await;
    world.post("ben", "/me/security/sessions/end", &[("seat", "others")]).await;

    for ended in [&there, &also] {
        assert_eq!(open(&world, ended, "/me", "").await.status, 303);
    }
    assert_eq!(world.get("ben", "/me").await.status, 200);
}

#[tokio::test]
async fn a_passphrase_kept_the_old_way_is_hashed_anew_when_it_is_used() {
    let world = with_passphrases().await;
    let kept = || async {
        let mut read = world.app.db.read().await.unwrap();
        sqlx::query_scalar::<_, String>("select hash from passphrase where person_id = 'ben'").fetch_one(&mut *read).await.unwrap()
    };
    let mut tx = world.app.db.begin().await.unwrap();
    sqlx::query("update passphrase set hash = $1 where person_id = 'ben'").bind(crate::hash::old(RIGHT)).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert!(kept().await.contains("m=8192"));

    let wrong = world.post(NOBODY, "/sign-in", &[("email", "ben@example.org"), ("passphrase", "not this one at all")]).await;
    assert!(wrong.status == 422 && kept().await.contains("m=8192"));
    sign_in(&world, "ben").await;

    let now = kept().await;
    assert!(now.contains("m=19456,t=2,p=1") && !crate::hash::is_old(&now), "{now}");
    sign_in(&world, "ben").await;
    assert_eq!(kept().await, now, "and only then");
}

#[tokio::test]
async fn an_unknown_person_costs_the_same_work_as_a_known_one() {
    let world = with_passphrases().await;
    let mut work = Vec::new();
    for email in ["ben@example.org", "nobody@example.org", "eli@example.org", "not an e-mail"] {
        let before = crate::hash::work_done(&world.app);
        assert_eq!(world.post(NOBODY, "/sign-in", &[("email", email), ("passphrase", "not this one at all")]).await.status, 422);
        work.push(crate::hash::work_done(&world.app) - before);
    }
    assert!(work[0] > 0 && work.iter().all(|w| *w == work[0]), "{work:?}");
}

#[tokio::test]
async fn a_passphrase_typed_on_another_keyboard_is_the_same_passphrase() {
    let world = house().await;
    crate::give_passphrase(&world.app, "ben", "été à la plage bleue").await.unwrap();
    let apart = "e\u{301}te\u{301}\u{a0}a\u{300} la plage bleue";
    let answer = world.post(NOBODY, "/sign-in", &[("email", "ben@example.org"), ("passphrase", apart)]).await;
    assert_eq!(answer.status, 303);
}
