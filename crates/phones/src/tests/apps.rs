//! Apps and the cloud backup.

use axum::http::StatusCode;
use base::world::World;

use super::{bens_phone, deeds, done, house};

async fn app(world: &World, name: &str) -> String {
    let mut db = world.app.db.read().await.unwrap();
    sqlx::query_scalar("select id from app where name = $1").bind(name).fetch_one(&mut *db).await.unwrap()
}

#[tokio::test]
async fn an_app_is_asked_for_approved_installed_and_removed() {
    let house = house().await;
    let path = bens_phone(&house).await;
    done(&house, "ben", "/apps/ask", &[("name", "Signal"), ("why", "A client uses it")]).await;
    let signal = app(&house, "Signal").await;

    assert!(house.get("cleo", "/apps").await.says("A client uses it"));
    assert!(!house.get("eli", "/apps").await.says("A client uses it"));
    assert_eq!(house.post("ben", &format!("/apps/{signal}"), &[("do", "approve")]).await.status, StatusCode::FORBIDDEN);
    done(&house, "cleo", &format!("/apps/{signal}"), &[("do", "approve")]).await;
    done(&house, "ben", &format!("{path}/apps"), &[("do", "installed"), ("app", &signal)]).await;
    let twice = house.post("ben", &format!("{path}/apps"), &[("do", "installed"), ("name", "signal")]).await;
    assert!(twice.says("This app is written down for this phone already."));
    done(&house, "ben", &format!("{path}/apps"), &[("do", "checked")]).await;
    done(&house, "cleo", &format!("/apps/{signal}"), &[("do", "withdraw")]).await;
    done(&house, "ben", &format!("{path}/apps"), &[("do", "removed"), ("app", &signal)]).await;

    assert_eq!(deeds(&house).await[3..], ["app.requested", "app.approved", "app.installed", "apps.checked", "app.withdrawn", "app.removed"]);
}

#[tokio::test]
async fn an_app_nobody_approved_can_be_written_down() {
    let house = house().await;
    let path = bens_phone(&house).await;

    done(&house, "ben", &format!("{path}/apps"), &[("do", "installed"), ("name", "Candy Game")]).await;

    assert!(house.get("ben", &format!("{path}/apps")).await.says("Nobody asked"));
    assert!(house.get("cleo", "/apps").await.says("Candy Game"));
    let none = house.post("ben", &format!("{path}/apps"), &[("do", "installed")]).await;
    assert!(none.says("Choose an app, or type its name"));
    for who in ["eli", "ana", "ivy"] {
        assert_eq!(house.post(who, &format!("{path}/apps"), &[("do", "checked")]).await.status, StatusCode::NOT_FOUND, "{who}");
    }
    assert_eq!(deeds(&house).await[3..], ["app.installed"]);
}

#[tokio::test]
async fn a_manager_never_approves_her_own_request() {
    let house = house().await;
    done(&house, "cleo", "/apps/ask", &[("name", "Signal"), ("why", "For the team")]).await;
    let signal = app(&house, "Signal").await;

    assert_eq!(house.post("cleo", &format!("/apps/{signal}"), &[("do", "approve")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.post("cleo", "/apps", &[("name", "signal")]).await.status, StatusCode::FORBIDDEN);
    done(&house, "ana", &format!("/apps/{signal}"), &[("do", "refuse")]).await;

    assert_eq!(deeds(&house).await, ["app.requested", "app.refused"]);
}

#[tokio::test]
async fn the_manager_puts_an_app_on_the_list() {
    let house = house().await;
    done(&house, "cleo", "/apps", &[("name", " Whats  App ")]).await;

    assert!(house.get("ben", "/apps").await.says("Whats App"));
    assert!(house.post("cleo", "/apps", &[("name", "whats app")]).await.says("This app is approved already."));
    assert_eq!(house.post("ben", "/apps", &[("name", "Game")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.get("dara", "/apps").await.status, StatusCode::FORBIDDEN);
    assert_eq!(deeds(&house).await, ["app.approved"]);
}

#[tokio::test]
async fn the_backup_is_seen_on_then_switched_off() {
    let house = house().await;
    let path = format!("{}/backup", bens_phone(&house).await);
    assert!(house.get("ben", &path).await.says("Nobody has looked yet"));

    done(&house, "ben", &path, &[("backup", "on")]).await;
    assert!(house.get("ben", &path).await.says("Switch it off on the phone, then say so here."));
    done(&house, "ben", &path, &[("backup", "off")]).await;

    assert!(house.get("ivy", &path).await.says("Off, as seen on 23 November 2026"));
    assert_eq!(house.post("ivy", &path, &[("backup", "off")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(deeds(&house).await[3..], ["backup.turned-on", "backup.turned-off"]);
}

#[tokio::test]
async fn every_page_opens_in_both_languages_and_no_text_is_missing() {
    let house = house().await;
    let path = bens_phone(&house).await;
    done(&house, "ben", "/apps/ask", &[("name", "Signal"), ("why", "A client uses it")]).await;
    done(&house, "ben", &format!("{path}/off-site"), &[("reason", "Visit"), ("when", "2026-11-23T18:00")]).await;
    let rests = ["", "/issue", "/take-back", "/passcode", "/off-site", "/drawer", "/apps", "/backup"];
    let pages = rests.map(|rest| format!("{path}{rest}")).into_iter().chain(["/phones", "/phones/new", "/phones/import", "/apps"].map(str::to_owned));

    for page in pages {
        for lang in ["en", "fr"] {
            let answer = house.get_in(lang, "cleo", &page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            let words = answer.words();
            assert!(!words.contains("phones-") && !words.contains("deed-"), "{page} {lang}: {words}");
        }
    }
}
