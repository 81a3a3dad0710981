//! Signing in and out, links, one's own page.

use axum::body::Body;
use axum::http::Request;
use base::world::{Answer, NOBODY, World};

use super::{cookie, house, link_to};

const RIGHT: &str = "otter lantern maple drizzle";

async fn with_passphrase() -> World {
    let world = house().await;
    crate::give_passphrase(&world.app, "ben", RIGHT).await.unwrap();
    world
}

async fn sign_in(world: &World, email: &str, passphrase: &str) -> Answer {
    world.post(NOBODY, "/sign-in", &[("email", email), ("passphrase", passphrase), ("back", "/me")]).await
}

/// Opens a page with a cookie, as a browser would.
async fn open(world: &World, cookie: &str, path: &str) -> Answer {
    let request = Request::builder().uri(path).header("host", "keepwell.test").header("cookie", format!("{cookie}; kw_lang=en"));
    world.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn ben_signs_in_and_goes_where_he_wanted() {
    let world = with_passphrase().await;
    assert_eq!(world.get(NOBODY, "/me").await.location, "/sign-in?back=%2Fme");
    assert!(world.get(NOBODY, "/sign-in?back=%2Fme").await.says("name=\"back\" value=\"/me\""));

    let answer = sign_in(&world, " BEN@example.org ", RIGHT).await;

    assert_eq!((answer.status.as_u16(), answer.location.as_str()), (303, "/me"));
    assert!(open(&world, &cookie(&answer), "/me").await.says("ben@example.org"));
    assert_eq!(world.deeds().await.last().unwrap(), "session.began");
    let set = answer.cookies.iter().find(|c| c.starts_with("keepwell=")).unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
    let elsewhere = world.post(NOBODY, "/sign-in", &[("email", "ben@example.org"), ("passphrase", RIGHT), ("back", "//evil.example")]).await;
    assert_eq!(elsewhere.location, "/");
}

#[tokio::test]
async fn a_wrong_passphrase_an_unknown_email_and_a_person_without_passphrase_look_alike() {
    let world = with_passphrase().await;
    let mut pages = Vec::new();
    for (email, passphrase) in [("ben@example.org", "not this one at all"), ("nobody@example.org", RIGHT), ("cleo@example.org", RIGHT)] {
        let answer = sign_in(&world, email, passphrase).await;
        assert_eq!(answer.status, 422);
        assert!(answer.says("do not fit together") && answer.cookies.is_empty());
        // The page has a fresh question for a passkey each time, so its words are what is compared.
        pages.push(answer.words().replace(email, ""));
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(pages[0], pages[2]);
    assert!(!world.deeds().await.contains(&"session.began".to_owned()));
}

#[tokio::test]
async fn after_five_wrong_tries_even_the_right_passphrase_waits_a_quarter_of_an_hour() {
    let world = with_passphrase().await;
    for _ in 0..5 {
        assert_eq!(sign_in(&world, "ben@example.org", "not this one at all").await.status, 422);
    }

    let sixth = sign_in(&world, "ben@example.org", RIGHT).await;

    assert_eq!(sixth.status, 429);
    assert!(sixth.says("Too many tries"));
    crate::give_passphrase(&world.app, "eli", RIGHT).await.unwrap();
    assert_eq!(sign_in(&world, "eli@example.org", RIGHT).await.status, 303);
    world.pass(15 * base::Moment::MINUTE);
    assert_eq!(sign_in(&world, "ben@example.org", RIGHT).await.status, 303);
}

/// [`sign_in`] from a browser that carries these cookies.
async fn sign_in_with(world: &World, cookies: &str, email: &str, passphrase: &str) -> Answer {
    let token = base::web::session::form_token(&world.app, None).unwrap();
    let encode = base::web::form::encode;
    let body = format!("csrf={token}&email={}&passphrase={}&back=%2Fme", encode(email), encode(passphrase));
    let request = Request::builder().method("POST").uri("/sign-in").header("host", "keepwell.test").header("cookie", cookies)
        .header("content-type", "application/x-www-form-urlencoded");
    world.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_stranger_who_fails_on_purpose_does_not_shut_somebody_out_of_their_own_browser() {
    let world = with_passphrase().await;
    let first = sign_in(&world, "ben@example.org", RIGHT).await;
    let known = first.cookies.iter().find(|c| c.starts_with("kw_known=")).unwrap();
    assert!(known.contains("HttpOnly") && !known.contains("ben"), "{known}");
    let known = known.split(';').next().unwrap();
    for _ in 0..5 {
        sign_in(&world, "ben@example.org", "not this one at all").await;
    }
    assert_eq!(sign_in(&world, "ben@example.org", RIGHT).await.status, 429);

    let own = sign_in_with(&world, known, "ben@example.org", RIGHT).await;
    let forged = sign_in_with(&world, "kw_known=0123", "ben@example.org", RIGHT).await;

    assert_eq!(own.status, 303, "{}", own.words());
    assert_eq!(forged.status, 429);
    for _ in 0..5 {
        sign_in_with(&world, known, "ben@example.org", "not this one at all").await;
    }
    assert_eq!(sign_in_with(&world, known, "ben@example.org", RIGHT).await.status, 429, "a known browser has its own limit");
}

/// [`sign_in`] from somewhere.
async fn sign_in_from(world: &World, place: [u8; 4], email: &str, passphrase: &str) -> u16 {
    let token = base::web::session::form_token(&world.app, None).unwrap();
    let encode = base::web::form::encode;
    let body = format!("csrf={token}&email={}&passphrase={}&back=%2Fme", encode(email), encode(passphrase));
    let at = std::net::SocketAddr::from((place, 4711));
    let request = Request::builder().method("POST").uri("/sign-in").header("host", "keepwell.test")
        .header("content-type", "application/x-www-form-urlencoded").extension(axum::extract::ConnectInfo(at));
    world.send(request.body(Body::from(body)).unwrap()).await.status.as_u16()
}

#[tokio::test]
async fn a_crowd_that_fails_on_purpose_shuts_itself_out_and_nobody_else() {
    let world = with_passphrase().await;
    for n in 0..100 {
        assert_eq!(sign_in_from(&world, [203, 0, 113, 1], &format!("nobody{n}@example.org"), "not this one at all").await, 422);
    }
    assert_eq!(sign_in_from(&world, [203, 0, 113, 1], "nobody@example.org", "not this one at all").await, 429, "one place has had enough");
    for n in 0..200 {
        let place = [203, 0, 113, if n < 100 { 2 } else { 3 }];
        sign_in_from(&world, place, &format!("nobody{n}@example.org"), "not this one at all").await;
    }

    assert_eq!(sign_in_from(&world, [192, 0, 2, 7], "ben@example.org", RIGHT).await, 303, "from a place that did not fail");
    assert_eq!(sign_in_from(&world, [192, 0, 2, 8], "ben@example.org", "not this one at all").await, 422);
    assert_eq!(sign_in_from(&world, [192, 0, 2, 8], "ben@example.org", RIGHT).await, 429, "while so many fail, a place has one try");
    world.pass(15 * base::Moment::MINUTE);
    assert_eq!(sign_in_from(&world, [203, 0, 113, 1], "ben@example.org", RIGHT).await, 303);
}

#[tokio::test]
async fn whoever_signs_in_again_has_a_new_session_and_signing_out_ends_it() {
    let world = with_passphrase().await;
    let first = cookie(&sign_in(&world, "ben@example.org", RIGHT).await);
    let before = world.token("ben").await;

    let second = world.post("ben", "/sign-in", &[("email", "ben@example.org"), ("passphrase", RIGHT)]).await;

    assert_ne!(first, cookie(&second));
    assert_eq!(open(&world, &format!("keepwell={before}"), "/me").await.status, 303);
    assert_eq!(open(&world, &first, "/me").await.status, 200);
    let out = world.post("ben", "/sign-out", &[]).await;
    assert_eq!(out.location, "/sign-in");
    assert!(out.headers.contains_key("clear-site-data"));
    assert_eq!(world.deeds().await.last().unwrap(), "session.ended");
}

#[tokio::test]
async fn a_link_works_once_and_not_after_fourteen_days() {
    let world = house().await;
    let made = world.post("cleo", "/people/ben/link", &[]).await;
    let page = made.plain();
    let link = page.split("http://keepwell.test").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(world.get(NOBODY, &link).await.says("Welcome, Ben Ito"));
    assert!(world.post(NOBODY, &link, &[("passphrase", RIGHT), ("again", "another thing entirely")]).await.says("not the same"));
    assert!(world.post(NOBODY, &link, &[("passphrase", "Ben Ito Ben Ito"), ("again", "Ben Ito Ben Ito")]).await.says("Your name, your e-mail"));

    let chosen = world.post(NOBODY, &link, &[("passphrase", RIGHT), ("again", RIGHT)]).await;

    assert_eq!(chosen.status, 303);
    assert_eq!(open(&world, &cookie(&chosen), "/me").await.status, 200);
    assert_eq!(world.get(NOBODY, &link).await.status, 410);
    assert_eq!(world.post(NOBODY, &link, &[("passphrase", RIGHT), ("again", RIGHT)]).await.status, 410);
    assert_eq!(sign_in(&world, "ben@example.org", RIGHT).await.status, 303);
    assert!(world.deeds().await.ends_with(&["invitation.made", "passphrase.set", "session.began", "session.began"].map(str::to_owned)));

    let late = world.post("cleo", "/people/eli/link", &[]).await.plain();
    let late = late.split("http://keepwell.test").nth(1).unwrap().split('<').next().unwrap().to_owned();
    world.pass(14 * base::Moment::DAY);
    assert_eq!(world.get(NOBODY, &late).await.status, 410);
}

#[tokio::test]
async fn a_link_for_somebody_with_a_passphrase_goes_to_them_by_letter_and_is_shown_to_nobody() {
    let world = with_passphrase().await;

    let made = world.post("cleo", "/people/ben/link", &[]).await;
    let page = world.get("cleo", "/people/ben").await;
    world.run_jobs().await;

    assert_eq!((made.status.as_u16(), made.location.as_str()), (303, "/people/ben"));
    assert!(!made.plain().contains("/welcome/") && !page.plain().contains("/welcome/"));
    assert!(page.says("Keepwell sends the link to their e-mail"), "{}", page.words());
    assert!(world.get("cleo", "/people/eli").await.says("Keepwell shows the link here"));
    let link = link_to(&world, "ben@example.org");
    assert!(world.get(NOBODY, &link).await.says("Welcome, Ben Ito"));
    let new = "seven grey boats singing";
    assert_eq!(world.post(NOBODY, &link, &[("passphrase", new), ("again", new)]).await.status, 303);
    assert_eq!(sign_in(&world, "ben@example.org", RIGHT).await.status, 422);
    assert!(world.deeds().await.contains(&"invitation.made".to_owned()));

    world.post("ana", "/people/ben/left", &[]).await;
    world.post("ana", "/people/ben/back", &[]).await;
    assert!(world.post("ana", "/people/ben/link", &[]).await.says("http://keepwell.test/welcome/"), "who came back has none");
}

#[tokio::test]
async fn a_manager_makes_no_link_for_the_director_and_nobody_for_themselves() {
    let world = house().await;

    assert_eq!(world.post("cleo", "/people/ana/link", &[]).await.status, 403);
    assert_eq!(world.post("ana", "/people/ana/link", &[]).await.status, 403);
    assert_eq!(world.post("ivy", "/people/ben/link", &[]).await.status, 403);
    assert!(!world.deeds().await.contains(&"invitation.made".to_owned()));
}

#[tokio::test]
async fn whoever_is_added_gets_a_letter_with_the_link_and_its_token_is_nowhere_in_the_tables_of_people() {
    let world = house().await;
    let fields = [("name", "Hana Lee"), ("email", "hana@example.org"), ("roles", "worker"), ("roles", "volunteer"), ("supervisor", "ana"), ("language", "fr"), ("joined", "2026-11-20")];

    let added = world.post("cleo", "/people/new", &fields).await;
    world.run_jobs().await;

    assert_eq!(added.status, 303, "{}", added.words());
    let link = link_to(&world, "hana@example.org");
    assert!(world.get(NOBODY, &link).await.says("Welcome, Hana Lee"));
    let token = link.trim_start_matches("/welcome/").to_owned();
    let kept: i64 = sqlx::query_scalar("select count(*) from invitation where token_hash = $1").bind(&token).fetch_one(&mut *world.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(kept, 0);
    assert!(world.letters().iter().any(|l| l.contains("Votre lien pour Keepwell")));
    let joined = world.trail().await.into_iter().rev().find(|e| e.deed == "person.joined").unwrap();
    assert_eq!((joined.at, joined.actor.as_deref()), (base::world::moment("2026-11-20T05:00:00Z"), Some("cleo")));

    let twice = world.post("cleo", "/people/new", &fields).await;
    assert!(twice.status == 422 && twice.says("is in Keepwell already") && twice.says("value=\"Hana Lee\""), "{}", twice.words());
    let director = world.post("cleo", "/people/new", &[("name", "X"), ("email", "x@example.org"), ("roles", "director"), ("language", "en"), ("joined", "2026-11-20")]).await;
    assert!(director.says("Only a director can give this role."));
    for role in ["it", "board", "manager"] {
        let fields = [("name", "X"), ("email", "x@example.org"), ("roles", "worker"), ("roles", role), ("language", "en"), ("joined", "2026-11-20")];
        assert!(world.post("cleo", "/people/new", &fields).await.says("Only a director can give this role."), "{role}: no second self");
    }
    let unknown = [("name", "X"), ("email", "x@example.org"), ("roles", "worker"), ("roles", "emperor"), ("language", "en"), ("joined", "2026-11-20")];
    assert_eq!(world.post("cleo", "/people/new", &unknown).await.status, 422, "what is asked for is not dropped in silence");
    assert!(!world.get("cleo", "/people/new").await.body.contains("value=\"it\""));
}

#[tokio::test]
async fn ben_changes_his_passphrase_and_every_other_session_ends() {
    let world = with_passphrase().await;
    let elsewhere = cookie(&sign_in(&world, "ben@example.org", RIGHT).await);
    let new = "seven grey boats singing";
    let wrong = world.post("ben", "/me/security/passphrase", &[("current", "not this one at all"), ("passphrase", new), ("again", new)]).await;
    assert!(wrong.status == 422 && wrong.says("That is not your passphrase"));

    let changed = world.post("ben", "/me/security/passphrase", &[("current", RIGHT), ("passphrase", new), ("again", new)]).await;
    world.run_jobs().await;

    assert_eq!((changed.status.as_u16(), changed.location.as_str()), (303, "/me/security"), "{}", changed.words());
    assert_eq!(open(&world, &elsewhere, "/me").await.status, 303);
    assert_eq!(open(&world, &cookie(&changed), "/me").await.status, 200);
    assert_eq!(sign_in(&world, "ben@example.org", RIGHT).await.status, 422);
    assert!(world.letters().iter().any(|l| l.contains("Your Keepwell passphrase was changed")));
}

#[tokio::test]
async fn ben_sees_where_he_is_signed_in_and_ends_it_there() {
    let world = with_passphrase().await;
    let other = cookie(&sign_in(&world, "ben@example.org", RIGHT).await);
    let page = world.get("ben", "/me/security").await.plain();
    let seat = page.split("name=\"seat\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(world.post("eli", "/me/security/sessions/end", &[("seat", &seat)]).await.status, 303);
    assert_eq!(open(&world, &other, "/me").await.status, 200);

    world.post("ben", "/me/security/sessions/end", &[("seat", &seat)]).await;

    assert_eq!(open(&world, &other, "/me").await.status, 303);
    assert_eq!(world.get("ben", "/me").await.status, 200);
}

#[tokio::test]
async fn the_language_one_chooses_is_kept() {
    let world = house().await;

    let answer = world.post("ben", "/me/language", &[("language", "fr")]).await;

    assert!(answer.cookies.iter().any(|c| c.starts_with("kw_lang=fr")));
    assert_eq!(world.trail().await.last().unwrap().detail("field"), Some("language"));
    let ben = crate::find(&mut world.app.db.read().await.unwrap(), "ben").await.unwrap().unwrap();
    assert_eq!(ben.lang, base::words::Lang::Fr);
}

#[tokio::test]
async fn nobody_is_signed_out_by_a_form_that_is_not_ours() {
    use axum::http::header::{COOKIE, HOST};
    let world = house().await;
    let cookie = format!("keepwell={}", world.token("ben").await);

    let bare = axum::http::Request::post("/sign-out").header(HOST, "keepwell.test").header(COOKIE, &cookie).body(axum::body::Body::empty()).unwrap();
    assert_eq!(world.send(bare).await.status, 400);

    assert_eq!(world.get("ben", "/me").await.status, 200);
    assert_eq!(world.post("ben", "/sign-out", &[]).await.location, "/sign-in");
}
