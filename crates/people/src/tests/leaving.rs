//! The list, roles, supervisors, leaving and coming back.

use base::access::Role;

use super::house;

#[tokio::test]
async fn who_may_see_people_sees_them_and_nobody_else_does() {
    let world = house().await;
    for who in ["ana", "cleo", "fern", "ivy"] {
        let page = world.get(who, "/people").await;
        assert!(page.says("Ben Ito") && page.says("8 in all"), "{who}");
        assert_eq!(world.get(who, "/people/ben").await.status, 200, "{who}");
    }
    for who in ["ben", "dara", "gus"] {
        assert_eq!(world.get(who, "/people").await.status, 403, "{who}");
        assert_eq!(world.get(who, "/people/ana").await.status, 403, "{who}");
        assert!(!world.get(who, "/me").await.body.contains("href=\"/people\""), "{who}");
    }
    assert_eq!(world.get("ana", "/people/nobody").await.status, 404);
}

#[tokio::test]
async fn a_search_finds_names_and_emails_and_takes_no_wildcards() {
    let world = house().await;
    let found = |words: &'static str| { let world = &world; async move { world.get("ana", &format!("/people?q={words}")).await } };

    assert!(found("MARSH").await.says("Cleo Marsh"));
    assert!(found("ben%40example").await.says("Ben Ito"));
    assert!(found("%25").await.says("Nothing matches"));
    assert!(found("_").await.says("Nothing matches"));
    assert!(found("'").await.says("Nothing matches"));
}

#[tokio::test]
async fn whoever_left_is_out_at_once_and_holds_nothing_any_more() {
    let world = house().await;
    assert_eq!(world.get("ana", "/people").await.status, 200);
    world.post("ana", "/people/fern/link", &[]).await;
    let session = world.token("fern").await;

    let left = world.post("ana", "/people/fern/left", &[]).await;

    assert_eq!(left.location, "/people/fern");
    let request = axum::http::Request::builder().uri("/people").header("host", "keepwell.test").header("cookie", format!("keepwell={session}"));
    assert_eq!(world.send(request.body(axum::body::Body::empty()).unwrap()).await.status, 303);
    assert!(world.deeds().await.ends_with(&["role.ended", "supervision.ended", "person.left"].map(str::to_owned)));
    let mut read = world.app.db.read().await.unwrap();
    assert!(crate::with_role(&mut read, Role::Coordinator).await.unwrap().is_empty());
    assert_eq!(crate::supervisor_of(&mut read, "gus").await.unwrap().unwrap().id, "ana");
    assert_eq!(crate::list(&mut read).await.unwrap().len(), 7);
    assert_eq!(crate::names(&mut read, &["fern".into(), "nobody".into()]).await.unwrap().get("fern").map(String::as_str), Some("Fern Diaz"));
    drop(read);
    let page = world.get("ana", "/people?left=yes").await;
    assert!(page.says("Fern Diaz") && !page.says("Ben Ito"));
    assert_eq!(world.post("ana", "/people/fern/left", &[]).await.status, 422);
    assert_eq!(world.post("ana", "/people/fern/link", &[]).await.status, 422);

    world.post("ana", "/people/fern/back", &[]).await;
    world.post("ana", "/people/fern/roles", &[("role", "coordinator")]).await;
    assert_eq!(world.get("fern", "/people").await.status, 200);
    assert!(world.deeds().await.contains(&"person.joined".to_owned()));
}

#[tokio::test]
async fn a_session_made_before_leaving_is_of_no_use_even_when_its_row_stays() {
    let world = house().await;
    world.post("ana", "/people/ivy/left", &[]).await;
    // The world begins a new session row for whoever asks: the person is looked up all the same.
    assert_eq!(world.get("ivy", "/people").await.status, 303);
}

#[tokio::test]
async fn a_lost_role_shuts_the_door_at_the_next_request() {
    let world = house().await;
    assert_eq!(world.get("ivy", "/people").await.status, 200);

    world.post("ana", "/people/ivy/roles/end", &[("role", "it")]).await;

    assert_eq!(world.get("ivy", "/people").await.status, 403);
    assert_eq!(world.trail().await.last().unwrap().subject("role"), Some("it"));
    assert_eq!(world.post("ana", "/people/ivy/roles/end", &[("role", "it")]).await.status, 409);
    assert_eq!(world.post("ana", "/people/ivy/roles", &[("role", "manager")]).await.status, 303);
    assert_eq!(world.post("ana", "/people/ivy/roles", &[("role", "manager")]).await.status, 409);
    assert_eq!(world.get("ivy", "/people/new").await.status, 200);
}

#[tokio::test]
async fn only_a_director_changes_roles_and_never_ends_their_own() {
    let world = house().await;
    let before = world.deeds().await.len();

    for who in ["cleo", "fern", "ivy", "ben"] {
        for path in ["/people/eli/roles", "/people/eli/roles/end", "/people/eli/supervisor", "/people/eli/left", "/people/eli/back"] {
            assert_eq!(world.post(who, path, &[("role", "worker"), ("supervisor", "cleo")]).await.status, 403, "{who} {path}");
        }
    }
    assert_eq!(world.post("ana", "/people/ana/left", &[]).await.status, 403);
    assert_eq!(world.post("ana", "/people/ana/roles/end", &[("role", "director")]).await.status, 403);

    assert_eq!(world.deeds().await.len(), before);
}

#[tokio::test]
async fn a_new_supervisor_is_recorded_with_the_end_of_the_one_before() {
    let world = house().await;

    world.post("ana", "/people/ben/supervisor", &[("supervisor", "fern")]).await;

    let trail = world.trail().await;
    let ends: Vec<_> = trail.iter().rev().take(2).map(|e| (e.deed.as_str(), e.subject("supervisor"))).collect();
    assert_eq!(ends, [("supervision.began", Some("fern")), ("supervision.ended", Some("ana"))]);
    let own = world.post("ana", "/people/ben/supervisor", &[("supervisor", "ben")]).await;
    assert!(own.status == 422 && own.says("Nobody supervises themselves"), "{}", own.words());
    assert!(world.get("ana", "/people/ben").await.says("put Ben Ito under Fern Diaz"));
}

#[tokio::test]
async fn two_directors_who_end_each_other_at_once_leave_one() {
    let world = house().await;
    for end in ["roles/end", "left"] {
        world.post("ana", "/people/cleo/roles", &[("role", "director")]).await;

        let (ana, cleo) = (format!("/people/ana/{end}"), format!("/people/cleo/{end}"));
        tokio::join!(world.post("ana", &cleo, &[("role", "director")]), world.post("cleo", &ana, &[("role", "director")]));

        let directors = crate::with_role(&mut world.app.db.read().await.unwrap(), base::access::Role::Director).await.unwrap();
        assert!(!directors.is_empty(), "{end}");
        if directors[0].id != "ana" {
            return;
        }
    }
}

#[tokio::test]
async fn a_far_day_and_oneself_as_successor_are_refused_beside_the_field() {
    let world = house().await;
    let far = world.post("ana", "/people/ben/left", &[("day", "9999-12-31")]).await;
    assert!(far.status == 422 && far.says("too far away"), "{}", far.words());

    let page = world.get("ana", "/people/fern/leave").await;
    assert!(!page.body.contains("<option value=\"gus\"") && page.body.contains("<option value=\"ben\""), "{}", page.words());
    let own = world.post("ana", "/people/fern/left", &[("successor", "gus")]).await;
    assert!(own.status == 422 && own.says("Nobody supervises themselves"), "{}", own.words());

    world.post("ana", "/people/ben/supervisor", &[("supervisor", "fern")]).await;
    world.post("ana", "/people/fern/supervisor", &[("supervisor", "ana")]).await;
    assert_eq!(world.post("ana", "/people/fern/left", &[("successor", "gus")]).await.status, 303);
    let mut read = world.app.db.read().await.unwrap();
    let under = [crate::find(&mut read, "ben").await.unwrap().unwrap().supervisor, crate::find(&mut read, "gus").await.unwrap().unwrap().supervisor];
    assert_eq!(under, [Some("gus".to_owned()), Some("ana".to_owned())], "one of them took over, under whoever was above");
}

#[tokio::test]
async fn a_departure_that_is_called_off_or_moved_leaves_no_work_behind() {
    let world = house().await;
    let waiting = async || -> i64 {
        sqlx::query_scalar("select count(*) from job where kind = 'people-leave' and done_at is null").fetch_one(&mut *world.app.db.read().await.unwrap()).await.unwrap()
    };
    for day in ["2026-12-24", "2026-12-30"] {
        assert_eq!(world.post("ana", "/people/ben/left", &[("day", day)]).await.status, 303);
        assert_eq!(waiting().await, 1, "{day}");
    }
    assert_eq!(world.post("ana", "/people/ben/stays", &[]).await.status, 303);
    assert_eq!(waiting().await, 0);
}
