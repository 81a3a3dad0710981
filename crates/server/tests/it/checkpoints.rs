//! Stories about the checkpoints page.

use axum::http::StatusCode;
use base::trail::seal;
use base::world::NOBODY;

use crate::house;

#[tokio::test]
async fn the_director_saves_the_newest_checkpoint() {
    let world = house().await;
    assert!(world.get("ana", "/trail/checkpoints").await.says("There is no checkpoint yet"));
    world.pass(seal::AGE);
    let kept = seal::if_due(&world.app).await.unwrap().expect("the cast came in");

    let page = world.get("ana", "/trail/checkpoints").await;
    assert!(page.says("Save this somewhere else") && page.says(&kept.note), "{}", page.words());
    assert!(world.get_in("fr", "ivy", "/trail/checkpoints").await.says("Gardez ceci ailleurs"));
    let file = world.get("ivy", &format!("/trail/checkpoints/{}", kept.size)).await;
    assert_eq!(file.body, kept.note);
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("keepwell-checkpoint-"));
    assert_eq!(world.get("ana", "/trail/checkpoints/1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_may_not_see_the_trail_does_not_see_its_checkpoints() {
    let world = house().await;
    let kept = seal::now(&world.app).await.unwrap().expect("the cast came in");

    for path in ["/trail/checkpoints".to_owned(), format!("/trail/checkpoints/{}", kept.size)] {
        for who in ["ben", "cleo", "dara", "gus"] {
            assert_eq!(world.get(who, &path).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
        assert!(world.get(NOBODY, &path).await.location.starts_with("/sign-in"));
    }
}

#[tokio::test]
async fn entries_that_wait_too_long_for_a_checkpoint_are_told() {
    let world = house().await;
    let page = async || world.get("ivy", "/trail/checkpoints").await.says("too long");

    assert!(!page().await);
    world.pass(2 * seal::AGE + 1);
    assert!(page().await);
    seal::if_due(&world.app).await.unwrap();
    assert!(!page().await);
}
