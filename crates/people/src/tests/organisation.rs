//! The organisation's page, and leaving on a day to come.

use base::Day;
use base::world::{NOBODY, World};

use super::house;

async fn works(world: &World, day: &str) -> bool {
    let calendar = crate::calendar(&world.app, &mut world.app.db.read().await.unwrap(), world.app.now()).await.unwrap();
    calendar.works_on(Day::parse(day).unwrap().0)
}

#[tokio::test]
async fn days_change_from_today_on_and_the_trail_says_so() {
    let world = house().await;
    assert!(works(&world, "2026-11-20").await && works(&world, "2026-11-27").await && !works(&world, "2026-12-25").await);

    let done = world.post("ana", "/organisation/days", &[("days", "1"), ("days", "2"), ("days", "3"), ("days", "4"), ("kept", "Boxing Day")]).await;
    assert_eq!(done.status, 303, "{}", done.words());
    world.post("ana", "/organisation/off", &[("day", "2026-12-02"), ("off-name", "Staff retreat")]).await;

    assert!(works(&world, "2026-11-20").await, "a Friday that was");
    assert!(!works(&world, "2026-11-27").await && !works(&world, "2026-12-02").await);
    assert!(works(&world, "2028-12-25").await, "a Monday on which they work now");
    assert!(!works(&world, "2025-12-25").await, "and did not then");
    let page = world.get("ben", "/organisation").await;
    assert!(page.says("Staff retreat") && !page.says("Work on it after all"), "{}", page.words());
    world.post("ana", "/organisation/off/end", &[("day", "2026-12-02")]).await;
    assert!(works(&world, "2026-12-02").await);
    assert!(world.deeds().await.ends_with(&["organisation.changed", "day-off.added", "day-off.removed"].map(str::to_owned)));
}

#[tokio::test]
async fn name_and_place_change_and_every_page_says_the_new_name() {
    let world = house().await;
    let fields = [("organisation", "Harbour Home"), ("name-fr", "Maison du Havre"), ("province", "QC"), ("zone", "America/Toronto"), ("language", "en")];

    assert_eq!(world.post("ana", "/organisation", &fields).await.location, "/organisation");

    assert!(world.get("ben", "/me").await.says("Harbour Home") && world.get_in("fr", "ben", "/me").await.says("Maison du Havre"));
    let changed: Vec<_> = world.trail().await.into_iter().filter(|e| e.deed == "organisation.changed").filter_map(|e| e.detail("field").map(str::to_owned)).collect();
    assert_eq!(changed, ["name", "province"]);
    assert!(!works(&world, "2027-06-24").await, "the holidays are those of Quebec now");
    for (path, field, bad) in [("/organisation", "organisation", ""), ("/organisation/off", "day", "2026-02-30"), ("/organisation/off", "day", "2020-01-01")] {
        assert_eq!(world.post("ana", path, &[(field, bad), ("off-name", "x")]).await.status, 422, "{path} {bad}");
    }
}

#[tokio::test]
async fn only_a_director_changes_the_organisation() {
    let world = house().await;
    let before = world.deeds().await.len();
    for who in ["ben", "cleo", "dara", "fern", "ivy", "gus"] {
        for path in ["/organisation", "/organisation/days", "/organisation/off", "/organisation/off/end", "/organisation/size"] {
            assert_eq!(world.post(who, path, &[("size", "larger"), ("days", "1"), ("day", "2026-12-02")]).await.status, 403, "{who} {path}");
        }
    }
    assert_eq!(world.get(NOBODY, "/organisation").await.status, 303);
    assert_eq!(world.deeds().await.len(), before);
}

#[tokio::test]
async fn an_agency_grows_once_nobody_holds_two_roles_that_are_kept_apart() {
    let world = house().await;
    world.post("ana", "/people/cleo/roles", &[("role", "director")]).await;

    let refused = world.post("ana", "/organisation/size", &[("size", "larger")]).await;
    assert!(refused.status == 422 && refused.says("Cleo Marsh holds manager and director. End one of the two roles first."), "{}", refused.words());
    world.post("ana", "/people/cleo/roles/end", &[("role", "director")]).await;
    assert_eq!(world.post("ana", "/organisation/size", &[("size", "larger")]).await.status, 303);

    assert!(!world.app.organisation().unwrap().small);
    assert_eq!(world.post("ana", "/people/ivy/roles", &[("role", "worker")]).await.status, 422);
}

#[tokio::test]
async fn somebody_who_leaves_on_friday_is_out_on_saturday_and_a_successor_takes_over() {
    let world = house().await;
    let page = world.get("ana", "/people/fern/leave").await;
    assert!(page.says("They supervise:") && page.says("Gus Lund"), "{}", page.words());
    world.post("ana", "/people/fern/left", &[("day", "2026-11-27"), ("successor", "ben")]).await;
    world.run_jobs().await;
    assert!(world.get("ana", "/people/fern").await.says("Leaves at the end of 27 November 2026"));
    world.set_clock("2026-11-28T04:59:00Z");
    world.run_jobs().await;
    assert_eq!(world.get("fern", "/people").await.status, 200);

    world.set_clock("2026-11-28T05:00:00Z");
    world.run_jobs().await;

    assert_eq!(world.get("fern", "/people").await.status, 303);
    assert_eq!(crate::supervisor_at(&mut world.app.db.read().await.unwrap(), "gus", world.app.now()).await.unwrap().as_deref(), Some("ben"));
    let last = world.trail().await.pop().unwrap();
    assert_eq!((last.deed.as_str(), last.actor.as_deref()), ("person.left", Some("ana")));
    assert!(!world.get("ana", "/people/new").await.says("Fern Diaz"), "nobody who left is in a list to choose from");
}

#[tokio::test]
async fn somebody_stays_after_all() {
    let world = house().await;
    world.post("ana", "/people/ben/left", &[("day", "2026-11-27")]).await;
    assert_eq!(world.post("ana", "/people/ben/stays", &[]).await.status, 303);
    assert_eq!(world.post("ana", "/people/ben/stays", &[]).await.status, 409);
    world.set_clock("2026-12-28T05:00:00Z");
    world.run_jobs().await;

    assert!(crate::find(&mut world.app.db.read().await.unwrap(), "ben").await.unwrap().unwrap().is_here());
    assert!(world.deeds().await.ends_with(&["leave.planned", "leave.cancelled"].map(str::to_owned)));
    assert_eq!(world.post("ana", "/people/ben/left", &[("day", "2026-01-01")]).await.status, 422);
    for who in ["ben", "cleo", "ivy"] {
        assert_eq!(world.get(who, "/people/eli/leave").await.status, 403, "{who}");
        assert_eq!(world.post(who, "/people/eli/stays", &[]).await.status, 403, "{who}");
    }
}
