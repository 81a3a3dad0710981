//! The machine room and the outbox: what failed is seen and tended, and no letter lets anybody in.

use axum::http::StatusCode;
use base::jobs;
use base::world::World;

use crate::house;

/// Work that fails eight times.
async fn failing(world: &World) {
    let mut tx = world.app.db.begin().await.unwrap();
    jobs::push(&mut tx, &world.app.dice, "nobody.knows", "R. called", None, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..8 {
        world.run_jobs().await;
        world.pass(3_600_000);
    }
}

fn address(page: &str, deed: &str) -> String {
    let end = page.split(&format!("/{deed}\"")).next().unwrap();
    format!("/machine/jobs/{}/{deed}", end.rsplit("/machine/jobs/").next().unwrap())
}

#[tokio::test]
async fn it_sees_what_failed_tries_again_and_gives_up_and_the_trail_says_who() {
    let world = house().await;
    assert!(world.get("ivy", "/machine").await.says("Nothing is waiting."));
    failing(&world).await;

    let page = world.get("ivy", "/machine").await;
    assert!(page.says("One piece of work failed eight times") && page.says("nobody.knows") && page.says("The server’s log says why, under this number"), "{}", page.words());
    assert!(!page.says("nobody knows nobody.knows"), "a cause may quote anything: it stays in the log");
    assert!(!page.says("R. called"), "what it is about is not shown");
    let french = world.get_in("fr", "ivy", "/machine").await;
    assert!(french.says("Un travail a échoué huit fois"), "{}", french.words());
    assert!(!world.get("ana", "/machine").await.body.contains("/retry"), "a director looks");
    assert_eq!(world.get("ben", "/machine").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post("ana", &address(&page.body, "retry"), &[]).await.status, StatusCode::FORBIDDEN);

    world.post("ivy", &address(&page.body, "retry"), &[]).await;
    assert!(world.get("ivy", "/machine").await.says("waiting"));
    assert_eq!(world.run_jobs().await, 1, "it is tried at once");
    assert!(world.get("ivy", "/machine").await.says("tried once, will be tried again"));
    world.post("ivy", &address(&page.body, "give-up"), &[]).await;
    assert!(world.get("ivy", "/machine").await.says("Nothing is waiting."));
    assert_eq!(world.post("ivy", &address(&page.body, "give-up"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.deeds().await.iter().rev().take(2).collect::<Vec<_>>(), ["job.given-up", "job.retried"]);
}

#[tokio::test]
async fn the_trail_says_days_and_roles_in_words() {
    let world = house().await;
    world.post("ana", "/organisation/sign-in", &[("roles", "manager"), ("roles", "it")]).await;
    world.post("ana", "/organisation/off", &[("day", "2026-12-14"), ("off-name", "Staff day")]).await;
    let mut tx = world.app.db.begin().await.unwrap();
    let kind = base::slice::Deed { name: "job.retried", slots: &["job"], details: &["kind"], words: None, act: None };
    world.app.record(&mut tx, Some("ivy"), &kind, &[("job", "j1")], &[("kind", "mail.deliver")]).await.unwrap();
    tx.commit().await.unwrap();

    let english = world.get("ana", "/trail").await;
    for says in ["which roles need a second proof: IT, manager", "added a day off: 14 December 2026", "tried again (Send a letter)"] {
        assert!(english.says(says), "{says}: {}", english.words());
    }
    let french = world.get_in("fr", "ana", "/trail").await;
    assert!(french.says("a ajouté un congé\u{a0}: 14 décembre 2026") && french.says("(Envoyer une lettre)"), "{}", french.words());
}

#[tokio::test]
async fn without_a_mail_server_letters_are_printed_but_none_that_lets_somebody_in() {
    let world = house().await;
    assert!(world.get("cleo", "/outbox").await.says("No letter was written yet"));
    let mut tx = world.app.db.begin().await.unwrap();
    for (to, link) in [("ben@example.org", "/phones"), ("hal@example.org", "/welcome/a-secret-token")] {
        let letter = base::mail::Letter { to, lang: base::words::Lang::En, subject: "people-letter-link-subject", body: "people-letter-link-body", args: &[], link, then: None };
        base::mail::send(&world.app, &mut tx, letter, world.app.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert!(world.get("cleo", "/outbox").await.says("on its way"));
    world.run_jobs().await;

    let page = world.get("cleo", "/outbox").await;
    assert!(page.says("hal@example.org") && page.says("to be handed over") && page.says("There is no mail server"), "{}", page.words());
    assert_eq!(page.body.matches("href=\"/outbox/").count(), 1, "one of the two can be printed");
    let letter = page.body.split("href=\"/outbox/").nth(1).unwrap().split('"').next().unwrap();
    let printed = world.get("cleo", &format!("/outbox/{letter}")).await;
    assert!(printed.says("ben@example.org") && printed.says("http://keepwell.test/phones"), "{}", printed.words());
    for who in ["cleo", "ana"] {
        assert!(!world.get(who, "/outbox").await.says("a-secret-token"));
    }
    let ids: Vec<String> = sqlx::query_scalar("select id from mail order by id").fetch_all(&mut *world.app.db.read().await.unwrap()).await.unwrap();
    for id in ids.iter().filter(|id| *id != letter) {
        assert_eq!(world.get("ana", &format!("/outbox/{id}")).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(world.get("ivy", "/outbox").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("ben", &format!("/outbox/{letter}")).await.status, StatusCode::FORBIDDEN);
}
