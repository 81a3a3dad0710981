//! Files of teams: looked at first, then all teams or none, and taken back.

use base::world::{Answer, World};

use super::house;

const TEAMS: &str = "équipe,equipe en francais,responsable,courriel\nFront desk,Accueil,ana@example.org,gus@example.org\nFront desk,,,ivy@example.org\nNight,,,ben@example.org\n";

async fn confirm(world: &World, who: &str, file: &str) -> Answer {
    world.post(who, "/teams/import/confirm", &[("file", file)]).await
}

/// The supervisor on record.
async fn above(world: &World, person: &str) -> Option<String> {
    crate::find(&mut world.app.db.read().await.unwrap(), person).await.unwrap().unwrap().supervisor
}

fn undo_path(page: &Answer) -> String {
    let id = page.body.split("/teams/import/").find_map(|rest| rest.split_once("/undo").map(|(id, _)| id.to_owned()).filter(|id| id.len() == 36));
    format!("/teams/import/{}/undo", id.expect("a file to take back"))
}

#[tokio::test]
async fn ana_makes_two_teams_from_a_file_and_takes_them_back() {
    let world = house().await;
    world.post("ana", "/people/gus/supervisor", &[("supervisor", "")]).await;
    let page = world.upload("ana", "/teams/import", &[], ("file", "t.csv", TEAMS.as_bytes())).await;
    assert!(page.status == 200 && page.says("Every row is good. 2 new teams."), "{}", page.words());
    assert!(!world.deeds().await.contains(&"team.made".to_owned()));

    let done = confirm(&world, "ana", TEAMS).await;

    assert_eq!((done.status.as_u16(), done.location.as_str()), (303, "/teams"), "{}", done.words());
    let list = world.get_in("fr", "ana", "/teams").await;
    assert!(list.says("Accueil") && list.says("Night") && list.says("Ana Roy"), "{}", list.words());
    assert_eq!(above(&world, "gus").await.as_deref(), Some("ana"), "who had no supervisor comes under the lead");
    assert_eq!(above(&world, "ben").await.as_deref(), Some("ana"));
    let again = world.upload("ana", "/teams/import", &[], ("file", "t.csv", TEAMS.as_bytes())).await;
    assert!(again.says("Every team in this file is here already."), "{}", again.words());

    let undone = world.post("ana", &undo_path(&world.get("ana", "/teams/import").await), &[]).await;

    assert_eq!(undone.status, 303, "{}", undone.words());
    assert!(!world.get("ana", "/teams").await.says("Front desk"));
    assert_eq!((above(&world, "gus").await, above(&world, "ben").await.as_deref()), (None, Some("ana")));
    assert_eq!(world.trail().await.iter().filter(|e| e.deed == "team.closed").count(), 2);
    assert_eq!(confirm(&world, "ana", TEAMS).await.status, 303, "and the same file can come in again");
}

#[tokio::test]
async fn one_bad_row_keeps_every_team_out() {
    let world = house().await;
    let file = "team,lead,members\nDay,ana@example.org,ben@example.org nobody@example.org\nNight,,eli@example.org\n";

    let page = world.upload("ana", "/teams/import", &[], ("file", "t.csv", file.as_bytes())).await;

    assert!(page.status == 422 && page.words().contains("Row 2, Members (e-mails) — Nobody here has the e-mail nobody@example.org."), "{}", page.words());
    assert_eq!(confirm(&world, "ana", file).await.status, 422);
    assert!(!world.deeds().await.contains(&"team.made".to_owned()));
}

#[tokio::test]
async fn who_leads_is_the_director_s_to_say_and_others_bring_no_teams_in() {
    let world = house().await;
    let refused = confirm(&world, "cleo", TEAMS).await;
    assert!(refused.status == 422 && refused.says("Only a director says who leads a team."), "{}", refused.words());
    assert_eq!(confirm(&world, "cleo", "team,members\nDay,ben@example.org\n").await.status, 303);
    for who in ["ben", "dara", "ivy", "gus", "fern"] {
        assert_eq!(world.get(who, "/teams/import").await.status, 403, "{who}");
        assert_eq!(confirm(&world, who, TEAMS).await.status, 403, "{who}");
        assert_eq!(world.post(who, "/teams/import/columns", &[("file", TEAMS)]).await.status, 403, "{who}");
    }
}

#[tokio::test]
async fn a_team_that_changed_since_stays() {
    let world = house().await;
    confirm(&world, "ana", TEAMS).await;
    let path = undo_path(&world.get("ana", "/teams/import").await);
    assert_eq!(world.post("cleo", &path, &[]).await.status, 404, "another's file");
    let night = world.get("ana", "/teams").await.body.split("/teams/").filter_map(|r| r.get(..36).map(str::to_owned)).find(|id| id.matches('-').count() == 4).unwrap();
    world.post("ana", &format!("/teams/{night}/join"), &[("person", "eli")]).await;

    let refused = world.post("ana", &path, &[]).await;

    assert!(refused.status == 422 && refused.says("One team of this file was changed since."), "{}", refused.words());
    assert_eq!(world.post("ana", &path.replace("/teams/", "/people/"), &[]).await.status, 404, "a file of teams is no file of people");
}
