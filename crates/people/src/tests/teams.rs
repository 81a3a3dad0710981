//! Teams, programmes, positions, supervisors: today, and on a day that is past.

use base::world::World;
use base::{Moment, access::Role};

use super::house;
use crate::model::belonging::What;

/// Makes a unit and gives its path.
async fn make(world: &World, kind: &str, name: &str, phone: &str) -> String {
    let made = world.post("ana", "/teams/new", &[("kind", kind), ("name", name), ("phone", phone)]).await;
    assert_eq!(made.status, 303, "{}", made.words());
    made.location
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn who_was_in_which_team_under_whom_in_march_is_known_in_november() {
    let world = house().await;
    world.set_clock("2026-12-01T15:00:00Z");
    let team = make(&world, "team", "Front desk", "none").await;
    world.post("ana", &format!("{team}/lead"), &[("lead", "cleo")]).await;
    world.post("ana", &format!("{team}/join"), &[("person", "gus")]).await;
    world.post("ana", "/people/ben/supervisor", &[("supervisor", "cleo")]).await;
    world.set_clock("2027-03-20T15:00:00Z");
    let march = world.app.now();
    world.set_clock("2027-11-01T15:00:00Z");
    world.post("ana", &format!("{team}/part"), &[("person", "gus")]).await;
    world.post("ana", "/people/ben/supervisor", &[("supervisor", "fern")]).await;
    world.post("ana", "/people/eli/roles/end", &[("role", "worker")]).await;

    let mut read = world.app.db.read().await.unwrap();
    assert_eq!(crate::team_at(&mut read, "gus", march).await.unwrap(), [id(&team)]);
    assert_eq!(crate::team_at(&mut read, "gus", world.app.now()).await.unwrap(), [""; 0]);
    assert_eq!(crate::supervisor_at(&mut read, "ben", march).await.unwrap().as_deref(), Some("cleo"));
    assert_eq!(crate::supervisor_at(&mut read, "ben", world.app.now()).await.unwrap().as_deref(), Some("fern"));
    assert!(crate::roles_at(&mut read, "eli", march).await.unwrap().contains(&Role::Worker));
    assert_eq!(crate::members_at(&mut read, What::Supervisor, "cleo", march).await.unwrap(), ["ben"]);
    drop(read);
    let page = world.get("ana", "/people/as-of?day=2027-03-20").await;
    assert!(page.words().contains("8 people were here at the end of 20 March 2027."), "{}", page.words());
    assert!(page.words().contains("Ben Ito worker Cleo Marsh") || page.words().contains("Ben Ito case worker Cleo Marsh"), "{}", page.words());
    assert!(page.words().contains("Front desk"));
    assert!(!world.get("ana", "/people/as-of").await.says("Front desk"));
    assert!(world.get("ana", "/people/as-of?day=2026-01-01").await.says("Nobody was here"));
    assert!(world.get("ana", &format!("{team}?day=2027-03-20")).await.says("Gus Lund"));
}

#[tokio::test]
async fn a_team_brings_its_supervisor_and_a_new_lead_takes_over() {
    let world = house().await;
    let team = make(&world, "team", "Outreach", "none").await;
    world.post("ana", &format!("{team}/lead"), &[("lead", "cleo")]).await;
    for person in ["ivy", "ben"] {
        world.post("cleo", &format!("{team}/join"), &[("person", person)]).await;
    }

    let under = |who: &'static str| { let world = &world; async move { crate::supervisor_at(&mut world.app.db.read().await.unwrap(), who, world.app.now()).await.unwrap() } };
    assert_eq!(under("ivy").await.as_deref(), Some("cleo"), "she had nobody");
    assert_eq!(under("ben").await.as_deref(), Some("ana"), "he keeps his own");
    world.post("ana", &format!("{team}/lead"), &[("lead", "fern")]).await;
    assert_eq!((under("ivy").await.as_deref(), under("ben").await.as_deref()), (Some("fern"), Some("ana")));

    let deeds = world.deeds().await;
    assert!(deeds.ends_with(&["team-lead.ended", "team-lead.began", "supervision.ended", "supervision.began"].map(str::to_owned)), "{deeds:?}");
    assert!(world.get("ana", "/people/ivy").await.says("Outreach"));
    assert!(world.get("ana", &team).await.says("made Fern Diaz the lead of Outreach"));
    let closed = world.post("ana", &format!("{team}/close"), &[]).await;
    assert_eq!(closed.location, "/teams");
    assert_eq!(world.post("ana", &format!("{team}/join"), &[("person", "eli")]).await.status, 409);
    assert!(crate::team_at(&mut world.app.db.read().await.unwrap(), "ben", world.app.now()).await.unwrap().is_empty());
}

#[tokio::test]
async fn nobody_supervises_somebody_above_them() {
    let world = house().await;
    let before = world.deeds().await.len();

    let circle = world.post("ana", "/people/ana/supervisor", &[("supervisor", "ben")]).await;

    assert_eq!(circle.status, 422);
    assert!(circle.says("That would make a circle: Ben Ito → Ana Roy."), "{}", circle.words());
    assert_eq!(world.deeds().await.len(), before);
    assert!(crate::find(&mut world.app.db.read().await.unwrap(), "ana").await.unwrap().unwrap().supervisor.is_none());
}

#[tokio::test]
async fn a_position_that_asks_for_ones_own_device_says_what_the_posting_must_say() {
    let world = house().await;
    let position = make(&world, "position", "Night worker", "own").await;
    world.post("ana", &format!("{position}/join"), &[("person", "eli")]).await;

    assert!(world.get("ana", &position).await.says("Say so in every job posting and in the position description"));
    let held = crate::position_at(&mut world.app.db.read().await.unwrap(), "eli", world.app.now()).await.unwrap();
    assert!(held[0].face.own_device && !held[0].face.agency_phone);
    let twice = world.post("ana", "/teams/new", &[("kind", "position"), ("name", "NIGHT WORKER"), ("phone", "none")]).await;
    assert!(twice.status == 422 && twice.says("There is one with this name already"), "{}", twice.words());
    assert!(world.deeds().await.contains(&"position.taken".to_owned()));
}

#[tokio::test]
async fn whoever_keeps_no_teams_changes_none() {
    let world = house().await;
    let team = make(&world, "team", "Front desk", "none").await;
    let before = world.deeds().await.len();
    for who in ["ben", "dara", "gus", "ivy", "fern", "eli"] {
        assert_eq!(world.post(who, "/teams/new", &[("kind", "team"), ("name", "Mine")]).await.status, 403, "{who}");
        for act in ["", "/join", "/part", "/close", "/lead"] {
            assert_eq!(world.post(who, &format!("{team}{act}"), &[("person", who), ("lead", who), ("name", "x")]).await.status, 403, "{who} {act}");
        }
    }
    assert_eq!(world.post("cleo", &format!("{team}/lead"), &[("lead", "cleo")]).await.status, 403, "a lead supervises: a director says who");
    for who in ["ben", "dara", "gus"] {
        assert_eq!((world.get(who, "/teams").await.status, world.get(who, "/people/as-of").await.status), (403.try_into().unwrap(), 403.try_into().unwrap()), "{who}");
    }
    assert_eq!(world.deeds().await.len(), before);
}

#[tokio::test]
async fn a_corrected_address_ends_the_links_that_went_to_the_old_one() {
    let world = house().await;
    let link = world.post("ana", "/people/ben/link", &[]).await;
    let link = link.body.split("/welcome/").nth(1).unwrap().split(['<', '"']).next().unwrap().to_owned();
    let fields = [("name", "Benjamin Ito"), ("email", "benjamin@example.org"), ("language", "fr"), ("kind", "part-time")];

    let done = world.post("cleo", "/people/ben/details", &fields).await;
    world.run_jobs().await;

    assert_eq!(done.location, "/people/ben", "{}", done.words());
    assert_eq!(world.get(base::world::NOBODY, &format!("/welcome/{link}")).await.status, 410);
    let changed: Vec<_> = world.trail().await.into_iter().filter(|e| e.deed == "person.changed").filter_map(|e| e.detail("field").map(str::to_owned)).collect();
    assert_eq!(changed, ["name", "email", "language", "kind"]);
    let letters = world.letters().concat();
    assert!(letters.contains("To: ben@example.org") && letters.contains("To: benjamin@example.org"));
    let page = world.get("ana", "/people/ben").await;
    assert!(page.says("Benjamin Ito") && page.says("Staff, part time") && page.says("benjamin@example.org"));
}

#[tokio::test]
async fn only_a_director_moves_the_address_of_somebody_who_can_sign_in() {
    let world = house().await;
    crate::give_passphrase(&world.app, "ben", "kettle lantern orchard").await.unwrap();
    let fields = |email: &'static str| [("name", "Ben Ito"), ("email", email), ("language", "en"), ("kind", "full-time")];

    let refused = world.post("cleo", "/people/ben/details", &fields("cleo2@example.org")).await;
    assert!(refused.status == 422 && refused.says("Only a director may change the e-mail"), "{}", refused.words());
    assert_eq!(world.post("cleo", "/people/ana/details", &fields("cleo2@example.org")).await.status, 403, "above");
    let taken = world.post("ana", "/people/ben/details", &fields("ELI@example.org")).await;
    assert!(taken.status == 422 && taken.says("Somebody with this e-mail is in Keepwell already"));
    assert_eq!(world.post("ana", "/people/ben/details", &fields("ben2@example.org")).await.status, 303);
    for who in ["ben", "ivy", "fern"] {
        assert_eq!(world.get(who, "/people/ben/details").await.status, 403, "{who}");
    }
}

#[tokio::test]
async fn a_larger_agency_keeps_apart_what_a_small_one_may_merge() {
    let world = house().await;
    let merged = world.post("ana", "/people/cleo/roles", &[("role", "director")]).await;
    assert_eq!(merged.status, 303);
    assert_eq!(world.deeds().await.last().unwrap(), "roles.merged");
    world.post("ana", "/people/cleo/roles/end", &[("role", "director")]).await;

    let mut tx = world.app.db.begin().await.unwrap();
    base::organisation::put(&mut tx, "organisation.size", base::organisation::LARGER).await.unwrap();
    tx.commit().await.unwrap();
    world.app.organisation_changed().await.unwrap();
    world.pass(Moment::SECOND);
    let apart = world.post("ana", "/people/cleo/roles", &[("role", "director")]).await;

    assert!(apart.status == 422 && apart.says("In a larger agency one person cannot hold both roles: director and manager."), "{}", apart.words());
    assert!(!crate::find(&mut world.app.db.read().await.unwrap(), "cleo").await.unwrap().unwrap().is(Role::Director));
}

#[tokio::test]
async fn what_is_so_now_and_the_spans_say_the_same() {
    let world = house().await;
    for (path, fields) in [
        ("/people/ben/roles", ("role", "supervisor")), ("/people/ben/roles/end", ("role", "worker")), ("/people/ben/supervisor", ("supervisor", "fern")),
        ("/people/gus/supervisor", ("supervisor", "")), ("/people/eli/left", ("", "")), ("/people/eli/back", ("", "")), ("/people/eli/roles", ("role", "worker")),
    ] {
        let answer = world.post("ana", path, &[fields]).await;
        assert_eq!(answer.status, 303, "{path}: {}", answer.words());
    }
    let mut read = world.app.db.read().await.unwrap();
    for person in crate::list(&mut read).await.unwrap() {
        let now = world.app.now();
        assert_eq!(crate::roles_at(&mut read, &person.id, now).await.unwrap(), person.roles, "{}", person.id);
        assert_eq!(crate::supervisor_at(&mut read, &person.id, now).await.unwrap(), person.supervisor, "{}", person.id);
        assert_eq!(crate::spans_at(&mut read, &person.id, now).await.unwrap().iter().filter(|s| s.what == What::Here).count(), 1);
    }
}
