//! Search: everything one may see, in one box; nothing else, and no sign of it.

use axum::http::StatusCode;
use base::world::{NOBODY, World};

use crate::{house, issued};

/// Harbour House with Ben's phone and Ben's client.
async fn filled() -> World {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    let opened = world.post("ben", "/clients/new", &[("name", "Rosa Delgado"), ("called", "Rosita"), ("contact", "Text after 6 p.m.")]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.words());
    world
}

/// The links of what was found.
async fn found(world: &World, who: &str, words: &str) -> Vec<String> {
    let page = world.get(who, &format!("/search?q={}", base::web::form::encode(words))).await;
    assert_eq!(page.status, StatusCode::OK, "{who} {words}");
    page.body.split("class=\"list-link\" href=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn one_box_finds_people_phones_clients_duties_and_the_manual() {
    let world = filled().await;

    assert_eq!(found(&world, "ana", "ITO be").await, ["/people/ben", &found(&world, "ana", "PH-014").await[0]]);
    assert!(found(&world, "cleo", "(416) 555.0114").await[0].starts_with("/phones/"));
    assert!(found(&world, "ben", "rosi").await[0].starts_with("/clients/"));
    assert!(found(&world, "ben", "delg").await[0].starts_with("/clients/"));
    assert!(found(&world, "ben", "passcode").await.iter().any(|href| href.starts_with("/#d-")), "{:?}", found(&world, "ben", "passcode").await);
    assert!(found(&world, "gus", "passcode").await.iter().any(|href| href.starts_with("/manual/technology#")));
    let french = world.get_in("fr", "ana", "/search?q=telephone").await;
    assert!(french.says("Manuel") && french.says("Recherche"), "{}", french.words());
    assert!(found(&world, "ana", "%").await.is_empty() && found(&world, "ana", "").await.is_empty());
}

#[tokio::test]
async fn what_one_may_not_see_is_not_found_and_leaves_no_trace() {
    let world = filled().await;

    for who in ["eli", "gus", "fern", "ana", "cleo", "dara", "ivy"] {
        for words in ["Rosa", "rosita", "delgado"] {
            assert!(found(&world, who, words).await.is_empty(), "{who} {words}");
        }
    }
    for who in ["eli", "gus", "fern", "dara"] {
        for words in ["PH-014", "416 555 0114"] {
            assert!(found(&world, who, words).await.is_empty(), "{who} {words}");
        }
    }
    for who in ["ben", "eli", "gus", "dara"] {
        assert!(found(&world, who, "cleo marsh").await.is_empty(), "{who}");
    }
    let other = |href: &String| href.starts_with("/#d-");
    assert!(!found(&world, "eli", "passcode").await.iter().any(other), "nobody else's duties");
    let nothing = world.get("eli", "/search?q=nothing-at-all").await.words().replace("nothing-at-all", "");
    assert_eq!(world.get("eli", "/search?q=Delgado").await.words().replace("Delgado", ""), nothing);
    assert_eq!(world.get(NOBODY, "/search?q=ben").await.location, "/sign-in?back=%2Fsearch");
}
