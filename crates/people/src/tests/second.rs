//! Stories of the second proof: an app, passkeys, recovery codes, who must have one.

use axum::body::Body;
use axum::http::Request;
use base::Moment;
use base::web::form::encode;
use base::world::{Answer, NOBODY, World};
use serde_json::Value;

use super::soft_key::SoftKey;
use super::{cookie, house};
use crate::model::factors::totp;

const RIGHT: &str = "otter lantern maple drizzle";
const ORIGIN: &str = "http://keepwell.test";

async fn with_passphrases() -> World {
    let world = house().await;
    for who in ["ana", "ben", "cleo"] {
        crate::give_passphrase(&world.app, who, RIGHT).await.unwrap();
    }
    world
}

/// What stands in the page between two marks.
fn between(page: &Answer, before: &str, after: &str) -> String {
    let plain = page.plain();
    let from = plain.find(before).unwrap_or_else(|| panic!("no {before} in {plain}")) + before.len();
    plain[from..].split(after).next().unwrap().to_owned()
}

fn hidden(page: &Answer, name: &str) -> String {
    between(page, &format!("name=\"{name}\" value=\""), "\"")
}

/// A browser's cookies, as `Cookie` has them.
fn jar(answer: &Answer) -> String {
    answer.cookies.iter().map(|c| c.split(';').next().unwrap()).filter(|c| !c.ends_with('=')).collect::<Vec<_>>().join("; ")
}

/// A form from a browser with these cookies and nobody signed in.
async fn post_with(world: &World, cookies: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let token = base::web::session::form_token(&world.app, None).unwrap();
    let body = fields.iter().copied().chain([("csrf", token.as_str())]).map(|(n, v)| format!("{n}={}", encode(v))).collect::<Vec<_>>().join("&");
    let request = Request::builder().method("POST").uri(path).header("host", "keepwell.test").header("cookie", format!("{cookies}; kw_lang=en"))
        .header("content-type", "application/x-www-form-urlencoded");
    world.send(request.body(Body::from(body)).unwrap()).await
}

async fn get_with(world: &World, cookies: &str, path: &str) -> Answer {
    let request = Request::builder().uri(path).header("host", "keepwell.test").header("cookie", format!("{cookies}; kw_lang=en"));
    world.send(request.body(Body::empty()).unwrap()).await
}

async fn passphrase(world: &World, who: &str) -> Answer {
    let email = format!("{who}@example.org");
    world.post(NOBODY, "/sign-in", &[("email", &email), ("passphrase", RIGHT), ("back", "/me")]).await
}

/// The app on somebody's phone.
struct Phone(Vec<u8>);

impl Phone {
    fn shows(&self, world: &World) -> String {
        let totp = totp(&self.0, "x", "y").unwrap();
        totp.generate(u64::try_from(world.app.now().0 / 1_000).unwrap()).to_string()
    }
}

/// Sets up an app; gives it, and the page with the codes.
async fn set_up_app(world: &World, who: &str) -> (Phone, Answer) {
    let page = world.get(who, "/me/security/app").await;
    assert!(page.body.contains("<path d=\"M") && !page.body.contains("style="), "a square code the policy for browsers allows");
    let text = between(&page, "<pre id=\"secret\"", "</pre>");
    let base32: String = text.split('>').nth(1).unwrap().split_whitespace().collect();
    let secret = totp_rs::Secret::try_from_base32(&base32).unwrap();
    let phone = Phone(secret.as_ref().to_vec());
    let ticket = hidden(&page, "ticket");
    let wrong = world.post(who, "/me/security/app", &[("ticket", &ticket), ("code", "000000")]).await;
    assert!(wrong.status == 422 && wrong.says("not the number of this moment") && hidden(&wrong, "ticket") == ticket, "{}", wrong.words());
    let code = phone.shows(world);
    let codes = world.post(who, "/me/security/app", &[("ticket", &ticket), ("code", &code)]).await;
    assert_eq!(codes.status, 200, "{}", codes.words());
    (phone, codes)
}

fn codes_of(page: &Answer) -> Vec<String> {
    page.plain().split("<li><code>").skip(1).map(|p| p.split('<').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn with_an_app_nobody_comes_in_by_the_passphrase_alone_and_a_number_works_once() {
    let world = with_passphrases().await;
    let (phone, _) = set_up_app(&world, "ben").await;
    let used = phone.shows(&world);

    let first = passphrase(&world, "ben").await;
    assert_eq!(first.location, "/sign-in/second?back=%2Fme");
    assert!(!first.cookies.iter().any(|c| c.starts_with("keepwell=")), "{:?}", first.cookies);
    let half = jar(&first);
    assert!(get_with(&world, &half, "/sign-in/second?back=%2Fme").await.says("Number from your app"));
    assert_eq!(get_with(&world, &half, "/me").await.status, 303, "half in is not in");

    assert_eq!(post_with(&world, &half, "/sign-in/second", &[("code", &used)]).await.status, 422, "the number of the set-up is used");
    world.pass(30 * Moment::SECOND);
    let next = phone.shows(&world);
    let came = post_with(&world, &half, "/sign-in/second", &[("code", &next), ("back", "/me")]).await;
    assert_eq!(came.location, "/me", "{}", came.words());
    assert!(get_with(&world, &cookie(&came), "/me").await.says("Ben Ito"));
    assert_eq!(post_with(&world, &half, "/sign-in/second", &[("code", &next)]).await.location, "/sign-in", "a half is used up");

    let again = jar(&passphrase(&world, "ben").await);
    assert_eq!(post_with(&world, &again, "/sign-in/second", &[("code", &next)]).await.status, 422, "no number works twice");
    world.pass(60 * Moment::SECOND);
    let late = phone.shows(&world);
    world.pass(30 * Moment::SECOND);
    assert_eq!(post_with(&world, &again, "/sign-in/second", &[("code", &late)]).await.status, 303, "one step late is fine");
    assert!(world.deeds().await.contains(&"second-factor.added".to_owned()));
    world.run_jobs().await;
    assert!(world.letters().iter().any(|l| l.contains("The way you sign in to Keepwell was changed") && !l.contains(&late)));
}

#[tokio::test]
async fn a_half_ends_after_ten_minutes_and_five_wrong_numbers_wait_and_are_told_by_letter() {
    let world = with_passphrases().await;
    let (phone, _) = set_up_app(&world, "ben").await;
    world.pass(Moment::MINUTE);
    let half = jar(&passphrase(&world, "ben").await);
    for _ in 0..5 {
        assert_eq!(post_with(&world, &half, "/sign-in/second", &[("code", "123 456")]).await.status, 422);
    }
    assert_eq!(post_with(&world, &half, "/sign-in/second", &[("code", &phone.shows(&world))]).await.status, 429);
    world.run_jobs().await;
    assert_eq!(world.letters().iter().filter(|l| l.contains("Somebody tries to sign in to Keepwell as you")).count(), 1);

    world.pass(10 * Moment::MINUTE);
    assert_eq!(get_with(&world, &half, "/sign-in/second").await.location, "/sign-in");
    assert_eq!(post_with(&world, &half, "/sign-in/second", &[("code", &phone.shows(&world))]).await.location, "/sign-in");
    world.pass(6 * Moment::MINUTE);
    let half = jar(&passphrase(&world, "ben").await);
    assert_eq!(post_with(&world, &half, "/sign-in/second", &[("code", &phone.shows(&world))]).await.status, 303);
}

#[tokio::test]
async fn ten_recovery_codes_are_shown_once_and_each_works_once() {
    let world = with_passphrases().await;
    let (_, page) = set_up_app(&world, "ben").await;
    let codes = codes_of(&page);
    assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), 10);
    assert!(page.says("Keepwell shows these codes only now") && page.says("Your second proof is set up"));
    let security = world.get("ben", "/me/security").await;
    assert!(security.says("10 left") && !security.says(&codes[0]));

    for (at, code) in codes.iter().enumerate() {
        let half = jar(&passphrase(&world, "ben").await);
        let typed = code.to_lowercase().replace('-', " ");
        let came = post_with(&world, &half, "/sign-in/second", &[("code", &typed)]).await;
        assert_eq!(came.status, 303, "{}", came.words());
        let said = if at < 6 { "people-code-used" } else { "people-codes-few" };
        assert!(came.cookies.iter().any(|c| c.contains(said)), "{at}: {:?}", came.cookies);
        let half = jar(&passphrase(&world, "ben").await);
        assert_eq!(post_with(&world, &half, "/sign-in/second", &[("code", code)]).await.status, 422, "a code works once");
    }
    let used: Vec<_> = world.trail().await.into_iter().filter(|e| e.deed == "recovery-code.used").map(|e| e.detail("left").unwrap_or("").to_owned()).collect();
    assert_eq!(used.first().zip(used.last()), Some((&"9".to_owned(), &"0".to_owned())));

    let fresh = codes_of(&world.post("ben", "/me/security/codes", &[]).await);
    assert_eq!(fresh.len(), 10);
    assert!(fresh.iter().all(|c| !codes.contains(c)));
    let kept: Vec<String> = sqlx::query_scalar("select code_hash from recovery_code").fetch_all(&mut *world.app.db.read().await.unwrap()).await.unwrap();
    assert!(kept.iter().all(|h| !fresh.iter().any(|c| h.contains(&c.replace('-', "")))));
    assert_eq!(world.post("eli", "/me/security/codes", &[]).await.status, 422, "codes come with a second proof");
}

/// The options of a passkey form.
fn options(page: &Answer) -> Value {
    serde_json::from_str(&between(page, "data-options=\"", "}\"").replace("&quot;", "\"")).unwrap_or_else(|_| {
        serde_json::from_str(&format!("{}}}", between(page, "data-options=\"", "}\" data-failed"))).unwrap()
    })
}

async fn add_passkey(world: &World, who: &str, key: &mut SoftKey) -> Answer {
    let page = world.get(who, "/me/security/passkey").await;
    let answer = key.create(&options(&page));
    world.post(who, "/me/security/passkey", &[("ticket", &hidden(&page, "ticket")), ("name", "My laptop"), ("answer", &answer)]).await
}

/// Signs in with a passkey alone.
async fn by_passkey(world: &World, key: &mut SoftKey) -> Answer {
    let page = world.get(NOBODY, "/sign-in?back=%2Fme").await;
    let answer = key.get(&options(&page));
    world.post(NOBODY, "/sign-in/passkey", &[("ticket", &hidden(&page, "ticket")), ("answer", &answer), ("back", "/me")]).await
}

#[tokio::test]
async fn a_passkey_lets_ben_in_without_a_passphrase_and_as_second_proof() {
    let world = with_passphrases().await;
    let mut key = SoftKey::new(ORIGIN, 7);
    let added = add_passkey(&world, "ben", &mut key).await;
    assert!(added.status == 200 && codes_of(&added).len() == 10, "{} {}", added.status, added.words());
    assert!(world.get("ben", "/me/security").await.says("My laptop"));

    let came = by_passkey(&world, &mut key).await;
    assert_eq!(came.location, "/me", "{}", came.words());
    assert!(get_with(&world, &cookie(&came), "/me").await.says("Ben Ito"));

    let half = jar(&passphrase(&world, "ben").await);
    let page = get_with(&world, &half, "/sign-in/second").await;
    assert!(page.says("Use a passkey") && page.says("Passkeys need a browser with scripts turned on"));
    let answer = key.get(&options(&page));
    let fields = [("ticket", hidden(&page, "ticket")), ("answer", answer)];
    let fields = fields.each_ref().map(|(n, v)| (*n, v.as_str()));
    assert_eq!(post_with(&world, &half, "/sign-in/second", &fields).await.status, 303);

    let removed = world.post("ben", "/me/security/passkey/remove", &[("passkey", "BwcHBwcHBwcHBwcHBwcHBw")]).await;
    assert_eq!(removed.location, "/me/security", "{}", removed.words());
    assert_eq!(by_passkey(&world, &mut key).await.status, 422);
    let deeds = world.deeds().await;
    assert!(deeds.contains(&"second-factor.added".to_owned()) && deeds.contains(&"second-factor.removed".to_owned()));
}

#[tokio::test]
async fn whoever_comes_back_has_no_passkey_of_before() {
    let world = with_passphrases().await;
    let mut key = SoftKey::new(ORIGIN, 7);
    add_passkey(&world, "ben", &mut key).await;

    assert_eq!(world.post("ana", "/people/ben/left", &[]).await.status, 303);
    assert!(world.deeds().await.contains(&"second-factor.reset".to_owned()));
    assert_eq!(world.post("ana", "/people/ben/back", &[]).await.status, 303);

    assert_eq!(by_passkey(&world, &mut key).await.status, 422);
    assert_eq!(passphrase(&world, "ben").await.status, 422);
}

#[tokio::test]
async fn a_passkey_from_elsewhere_a_copy_a_replay_and_one_nobody_opened_are_refused() {
    let world = with_passphrases().await;
    let mut key = SoftKey::new(ORIGIN, 7);
    add_passkey(&world, "ben", &mut key).await;

    let mut elsewhere = SoftKey { origin: "https://keepwell.example".into(), ..key.clone() };
    assert_eq!(by_passkey(&world, &mut elsewhere).await.status, 422, "another site asked for it");
    let mut nobody = SoftKey { verifies: false, ..key.clone() };
    assert_eq!(by_passkey(&world, &mut nobody).await.status, 422, "no finger, no PIN");
    let mut stranger = SoftKey::new(ORIGIN, 9);
    assert_eq!(by_passkey(&world, &mut stranger).await.status, 422, "nobody's passkey");

    let mut copy = key.clone();
    key.counter = 40;
    assert_eq!(by_passkey(&world, &mut key).await.status, 303);
    assert_eq!(by_passkey(&world, &mut copy).await.status, 422, "a copy counts from where it was made");

    let page = world.get(NOBODY, "/sign-in").await;
    let answer = key.get(&options(&page));
    let ticket = hidden(&page, "ticket");
    let again = [("ticket", ticket.as_str()), ("answer", answer.as_str())];
    assert_eq!(world.post(NOBODY, "/sign-in/passkey", &again).await.status, 303);
    assert!([409, 422].contains(&world.post(NOBODY, "/sign-in/passkey", &again).await.status.as_u16()), "one question is answered once");

    let page = world.get(NOBODY, "/sign-in").await;
    let (answer, ticket) = (key.get(&options(&page)), hidden(&page, "ticket"));
    world.pass(10 * Moment::MINUTE);
    assert_eq!(world.post(NOBODY, "/sign-in/passkey", &[("ticket", &ticket), ("answer", &answer)]).await.status, 422, "too late");
    assert_eq!(world.post(NOBODY, "/sign-in/passkey", &[("ticket", "1.2.3"), ("answer", "{")]).await.status, 422);

    world.post("ana", "/people/ben/left", &[]).await;
    assert_eq!(by_passkey(&world, &mut key).await.status, 422, "who left is out, with any key");
}

#[tokio::test]
async fn twelve_letters_do_only_while_a_second_proof_is_there() {
    let world = with_passphrases().await;
    let short = "ottar mapled";
    let change = [("current", RIGHT), ("passphrase", short), ("again", short)];
    assert!(world.post("ben", "/me/security/passphrase", &change).await.says("at least 15 letters"));
    set_up_app(&world, "ben").await;
    assert_eq!(world.post("ben", "/me/security/passphrase", &change).await.location, "/me/security");

    let refused = world.post("ben", "/me/security/app/remove", &[]).await;
    assert!(refused.status == 422 && refused.says("fewer than 15 letters"), "{}", refused.words());
    assert!(world.get("ben", "/me/security").await.says("Turn the app off"), "it is still there");
}

#[tokio::test]
async fn a_manager_takes_a_lost_second_proof_away_after_making_sure_and_never_their_own() {
    let world = with_passphrases().await;
    let (phone, _) = set_up_app(&world, "ben").await;
    let session = world.token("ben").await;
    set_up_app(&world, "cleo").await;
    set_up_app(&world, "ana").await;
    for (who, whom) in [("cleo", "cleo"), ("cleo", "ana"), ("ana", "ana"), ("eli", "ben"), ("ivy", "ben"), ("fern", "ben")] {
        let answer = world.post(who, &format!("/people/{whom}/second-factor/reset"), &[("sure", "yes")]).await;
        assert_eq!(answer.status, 403, "{who} for {whom}");
    }
    assert!(world.post("cleo", "/people/ben/second-factor/reset", &[]).await.says("make sure that it is really them"));

    let done = world.post("cleo", "/people/ben/second-factor/reset", &[("sure", "yes")]).await;
    world.run_jobs().await;

    assert_eq!(done.location, "/people/ben", "{}", done.words());
    assert_eq!(get_with(&world, &format!("keepwell={session}"), "/me").await.status, 303, "signed out at once");
    assert_eq!(passphrase(&world, "ben").await.location, "/me", "the passphrase alone, until a new one is set up");
    assert!(world.letters().iter().any(|l| l.contains("To: ben@example.org") && l.contains("Your second proof for Keepwell was taken away")));
    let entry = world.trail().await.into_iter().find(|e| e.deed == "second-factor.reset").unwrap();
    assert_eq!((entry.actor.as_deref(), entry.subject("person")), (Some("cleo"), Some("ben")));
    assert_eq!(world.post("cleo", "/people/ben/second-factor/reset", &[("sure", "yes")]).await.status, 422);
    drop(phone);
}

#[tokio::test]
async fn whose_role_asks_for_a_second_proof_has_fourteen_days_and_then_goes_nowhere_else() {
    let world = with_passphrases().await;
    let first = passphrase(&world, "cleo").await;
    assert!(first.location == "/me" && first.cookies.iter().any(|c| c.contains("people-second-soon")), "{:?}", first.cookies);
    assert_eq!(passphrase(&world, "ben").await.location, "/me");

    world.pass(14 * Moment::DAY);
    let later = passphrase(&world, "cleo").await;
    assert_eq!(later.location, "/me/security");
    let jar = cookie(&later);
    assert_eq!(get_with(&world, &jar, "/people").await.location, "/me/security");
    assert!(get_with(&world, &jar, "/me/security").await.says("First set up a second proof"));
    assert_eq!(get_with(&world, &jar, "/me/security/app").await.status, 200);

    let token = jar.trim_start_matches("keepwell=").to_owned();
    world.adopt("cleo", &token);
    assert_eq!(world.post("cleo", "/people/new", &[]).await.status, 403, "held back");
    set_up_app(&world, "cleo").await;
    assert_eq!(world.get("cleo", "/people").await.status, 200, "and free again");
}

#[tokio::test]
async fn a_director_chooses_which_roles_need_a_second_proof() {
    let world = with_passphrases().await;
    let page = world.get("ana", "/organisation/sign-in").await;
    assert!(page.says("Cleo Marsh") && page.says("Ivy Chen") && !page.says("Ben Ito"));
    assert_eq!(world.get("cleo", "/organisation/sign-in").await.status, 403);

    let saved = world.post("ana", "/organisation/sign-in", &[("roles", "worker"), ("roles", "nonsense")]).await;

    assert_eq!(saved.location, "/organisation/sign-in");
    assert!(passphrase(&world, "ben").await.cookies.iter().any(|c| c.contains("people-second-soon")));
    assert!(!passphrase(&world, "cleo").await.cookies.iter().any(|c| c.contains("people-second-soon")));
    assert_eq!(world.trail().await.iter().find(|e| e.deed == "sign-in-rules.changed").unwrap().detail("roles"), Some("worker"));
}

#[tokio::test]
async fn a_reload_of_the_codes_says_that_they_were_shown_and_changes_nothing() {
    let world = with_passphrases().await;
    let page = world.get("ben", "/me/security/app").await;
    let base32: String = between(&page, "<pre id=\"secret\"", "</pre>").split('>').nth(1).unwrap().split_whitespace().collect();
    let phone = Phone(totp_rs::Secret::try_from_base32(&base32).unwrap().as_ref().to_vec());
    let sent = [("ticket", hidden(&page, "ticket")), ("code", phone.shows(&world))];
    let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let codes = codes_of(&world.post("ben", "/me/security/app", &sent).await);
    world.pass(Moment::HOUR);

    let again = world.post("ben", "/me/security/app", &sent).await;

    assert_eq!((again.status.as_u16(), again.location.as_str()), (303, "/me/security"), "{}", again.words());
    let before = hidden(&world.get("ben", "/me/security").await, "before");
    let fresh = codes_of(&world.post("ben", "/me/security/codes", &[("before", &before)]).await);
    assert!(codes.len() == 10 && fresh.len() == 10 && codes != fresh);
    let reloaded = world.post("ben", "/me/security/codes", &[("before", &before)]).await;
    assert_eq!(reloaded.location, "/me/security", "{}", reloaded.words());
    assert_eq!(world.deeds().await.iter().filter(|d| *d == "recovery-codes.made").count(), 2);
}
