//! The list of people: narrowed, ordered, taken along as a file, and several at once.

use base::world::{Answer, World};

use super::house;

/// The names on a page of the list, in its order.
fn names(page: &Answer) -> Vec<String> {
    let rows = page.body.split("<th scope=\"row\">").skip(1).map(|row| row.split("<bdi>").nth(1).unwrap_or_default());
    rows.map(|row| row.split('<').next().unwrap_or_default().to_owned()).collect()
}

/// Somebody new, in the list and out of it again for whoever asks otherwise.
async fn bring_in(world: &World, name: &str, email: &str, supervisor: &str) {
    let fields = [("name", name), ("email", email), ("language", "fr"), ("joined", "2026-11-02"), ("roles", "volunteer"), ("supervisor", supervisor)];
    let answer = world.post("ana", "/people/new", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
}

#[tokio::test]
async fn ana_narrows_the_list_and_turns_its_order_round() {
    let world = house().await;
    bring_in(&world, "Élodie Roy", "elodie@example.org", "fern").await;

    let all = names(&world.get("ana", "/people").await);
    let back = names(&world.get("ana", "/people?sort=-name").await);
    let volunteers = world.get("ana", "/people?role=volunteer").await;
    let under = names(&world.get("ana", "/people?role=volunteer&sort=-supervisor").await);
    let waiting = names(&world.get("ana", "/people?waiting=yes&role=volunteer&q=ROY%20elo").await);
    let odd = names(&world.get("ana", "/people?role=x%27%20or%201%3D1&sort=passphrase&page=-4").await);

    assert_eq!(all.len(), 9);
    assert_eq!(all.iter().rev().cloned().collect::<Vec<_>>(), back);
    assert_eq!(names(&volunteers), ["Élodie Roy", "Gus Lund"]);
    assert!(volunteers.says("Role: volunteer") && volunteers.says("2 in all"), "{}", volunteers.words());
    assert_eq!(under.len(), 2);
    assert_eq!(waiting, ["Élodie Roy"]);
    assert_eq!(odd, all);
    assert!(world.get("ana", "/people?q=nobody-at-all").await.says("Nothing matches"));
}

#[tokio::test]
async fn the_list_is_taken_along_whole_and_it_is_on_record() {
    let world = house().await;
    for n in 0..60 {
        bring_in(&world, &format!("Person {n:02}"), &format!("p{n}@example.org"), "").await;
    }
    bring_in(&world, "=HYPERLINK(\"x\")", "formula@example.org", "ben").await;

    let page = world.get("ana", "/people?role=volunteer").await;
    let csv = world.get("ana", "/people?role=volunteer&as=csv").await;
    let json = world.get_in("fr", "ivy", "/people?q=hyperlink&as=json").await;

    assert!(page.says("1 to 50 of 62") && page.body.contains("/people?role=volunteer&#38;as=csv"), "{}", page.words());
    assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"people-2026-11-23.csv\"");
    assert_eq!(csv.body.lines().count(), 63);
    assert!(csv.body.starts_with("\u{feff}Name,Roles,Supervisor,E-mail,First day here,Language\r\n"), "{}", csv.body);
    assert!(csv.body.contains("\"'=HYPERLINK(\"\"x\"\")\",volunteer,ben@example.org,formula@example.org,2026-11-02,fr\r\n"), "{}", csv.body);
    assert!(json.body.contains("\"roles\": [\n      \"volunteer\"\n    ]") && json.body.contains("\"name\": \"=HYPERLINK(\\\"x\\\")\""), "{}", json.body);
    let deeds: Vec<_> = world.trail().await.into_iter().filter(|e| e.deed == "people.exported").collect();
    let told: Vec<_> = deeds.iter().map(|e| (e.actor.as_deref(), e.detail("form"), e.detail("count"))).collect();
    assert_eq!(told, [(Some("ana"), Some("csv"), Some("62")), (Some("ivy"), Some("json"), Some("1"))]);
}

#[tokio::test]
async fn whoever_may_not_see_the_list_takes_none_along() {
    let world = house().await;
    for who in ["ben", "dara", "eli", "gus"] {
        assert_eq!(world.get(who, "/people?as=csv").await.status, 403, "{who}");
        assert_eq!(world.get(who, "/people?as=json").await.status, 403, "{who}");
    }
    assert!(!world.deeds().await.contains(&"people.exported".to_owned()));
}

#[tokio::test]
async fn taking_the_list_along_asks_who_it_is_when_the_last_proof_is_old() {
    let world = house().await;
    world.token("ana").await;
    world.pass(base::web::session::PROOF + 1);

    let asked = world.get("ana", "/people?role=volunteer&as=csv").await;

    assert_eq!((asked.status.as_u16(), asked.location.as_str()), (303, "/prove?back=%2Fpeople%3Frole%3Dvolunteer"), "{}", asked.words());
    assert!(!world.deeds().await.contains(&"people.exported".to_owned()), "nothing was taken");
    assert_eq!(world.get("ana", "/people?role=volunteer").await.status, 200, "looking asks nothing");
}

#[tokio::test]
async fn what_was_saved_can_be_read_again() {
    let world = house().await;
    for lang in ["en", "fr"] {
        let file = world.get_in(lang, "ana", "/people?as=csv").await;
        let page = world.upload("ana", "/people/import", &[], ("file", "people.csv", file.body.as_bytes())).await;
        assert!(page.says("8 rows are about people who are already here"), "{lang}: {}", page.words());
    }
}

#[tokio::test]
async fn cleo_sends_several_people_their_links_again() {
    let world = house().await;
    let list = world.get("cleo", "/people").await;
    assert!(list.body.contains("name=\"id\" value=\"ben\"") && !list.body.contains("name=\"id\" value=\"ana\"") && !list.body.contains("name=\"id\" value=\"cleo\""));

    let asked = world.post("cleo", "/people/links", &[("id", "ben"), ("id", "gus")]).await;
    assert!(asked.status == 200 && asked.says("Ben Ito") && asked.body.contains("name=\"sure\" value=\"yes\""), "{}", asked.words());
    assert!(!world.deeds().await.contains(&"invitation.made".to_owned()));
    let done = world.post("cleo", "/people/links", &[("id", "ben"), ("id", "gus"), ("sure", "yes")]).await;
    world.run_jobs().await;

    assert_eq!((done.status.as_u16(), done.location.as_str()), (303, "/people"));
    assert_eq!(world.letters().len(), 2);
    assert_eq!(world.deeds().await.iter().filter(|d| *d == "invitation.made").count(), 2);
    assert_eq!(world.post("cleo", "/people/links", &[]).await.status, 303);
}

#[tokio::test]
async fn one_whom_it_is_not_yours_to_let_in_keeps_everybody_out() {
    let world = house().await;
    world.post("ana", "/people/gus/left", &[]).await;
    for (who, ids, status) in [("cleo", ["ben", "ana"], 403), ("cleo", ["ben", "cleo"], 403), ("ben", ["eli", "gus"], 403), ("fern", ["ben", "eli"], 403), ("ana", ["ben", "gus"], 422), ("ana", ["ben", "zoe"], 404)] {
        let answer = world.post(who, "/people/links", &[("id", ids[0]), ("id", ids[1]), ("sure", "yes")]).await;
        assert_eq!(answer.status.as_u16(), status, "{who} {ids:?}");
    }
    assert!(!world.deeds().await.contains(&"invitation.made".to_owned()));
}

#[tokio::test]
async fn each_role_sees_of_a_person_what_it_needs_and_no_more() {
    let world = house().await;
    let (email, passphrase) = ("ben@example.org", "Passphrase");
    // Who asks, about whom, and whether they see: the details, the state of the account.
    for (who, whom, details, account) in [
        ("ana", "ben", true, true), ("cleo", "ben", true, true), ("fern", "ben", false, false), ("fern", "gus", true, true), ("ivy", "ben", false, true), ("ivy", "ivy", true, true),
    ] {
        let page = world.get(who, &format!("/people/{whom}")).await;
        let address = email.replace("ben", whom);
        assert_eq!(page.status, 200, "{who} {whom}");
        assert_eq!((page.says(&address), page.says(passphrase)), (details, account), "{who} about {whom}: {}", page.words());
    }
    for who in ["ben", "dara", "gus"] {
        assert_eq!(world.get(who, "/people/ben").await.status, 403, "{who}");
    }
    for who in ["fern", "ivy", "dara", "ben"] {
        assert_eq!(world.get(who, "/people/as-of").await.status, 403, "{who}");
    }
    for path in ["/people", "/people?as=csv", "/people?as=json", "/teams?as=csv"] {
        let seen = world.get("ivy", path).await;
        assert!(seen.body.contains("Ben Ito") == (path != "/teams?as=csv") && !seen.body.contains(email), "{path}: {}", seen.body);
    }
}

#[tokio::test]
async fn teams_and_a_past_day_are_taken_along_as_files_and_it_is_on_record() {
    let world = house().await;
    let file = "team,team in french,lead,members\n=Day,Jour,ana@example.org,ben@example.org eli@example.org\nNight,,,\n";
    assert_eq!(world.post("ana", "/teams/import/confirm", &[("file", file)]).await.status, 303);
    world.post("ana", "/teams/new", &[("kind", "position"), ("name", "Case worker"), ("phone", "none")]).await;

    let csv = world.get("cleo", "/teams?as=csv").await;
    let json = world.get("ana", "/people/as-of?day=2026-11-23&as=json").await;
    let past = world.get("ana", "/people/as-of?as=csv").await;

    assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"teams-2026-11-23.csv\"");
    let lines: Vec<&str> = csv.body.lines().collect();
    assert!(csv.body.contains("Team,'=Day,Jour,ana@example.org,Ben Ito,ben@example.org,2026-11-23\r\n"), "{}", csv.body);
    assert!(csv.body.contains("Team,Night,,,,,\r\n") && csv.body.contains("Position,Case worker,,,,,\r\n"), "{}", csv.body);
    assert_eq!(lines.len(), 5, "{}", csv.body);
    assert!(json.body.contains("\"name\": \"Ben Ito\"") && json.body.contains("\"team\": \"=Day\"") && json.body.contains("\"day\": \"2026-11-23\""), "{}", json.body);
    assert_eq!(past.body.lines().count(), 9, "{}", past.body);
    let deeds: Vec<_> = world.trail().await.into_iter().filter(|e| e.deed.ends_with(".exported")).collect();
    let told: Vec<_> = deeds.iter().map(|e| (e.deed.as_str(), e.detail("form").unwrap(), e.detail("count").unwrap())).collect();
    assert_eq!(told, [("teams.exported", "csv", "4"), ("people-as-of.exported", "json", "8"), ("people-as-of.exported", "csv", "8")]);
}

#[tokio::test]
async fn nobody_finds_people_by_what_they_may_not_see_of_them() {
    let world = house().await;
    for who in ["ivy", "fern"] {
        for path in ["/people?as=csv&q=cleo%40exam", "/search?q=cleo%40example.org", "/people?q=example"] {
            assert!(!world.get(who, path).await.body.contains("Cleo Marsh"), "{who} {path}");
        }
        assert!(world.get(who, "/people?q=marsh").await.says("Cleo Marsh"));
        assert!(world.get(who, "/people").await.says("Find a person by name") && !world.get(who, "/people").await.says("by name or e-mail"));
    }
    assert!(world.get("ana", "/people?q=cleo%40exam").await.says("Cleo Marsh"));
    crate::give_passphrase(&world.app, "ben", "otter lantern maple drizzle").await.unwrap();
    assert!(world.get("fern", "/people?waiting=yes").await.says("Ben Ito"), "who has a passphrase is not hers to know");
    assert!(!world.get("ivy", "/people?waiting=yes").await.says("Ben Ito"), "it is IT's");
}

#[tokio::test]
async fn the_language_and_the_light_come_back_to_the_very_page_and_are_not_offered_where_there_is_none() {
    let world = house().await;

    let listed = world.get("ana", "/people?q=ben&role=worker").await;
    assert!(listed.plain().contains("name=\"back\" value=\"/people?q=ben&role=worker\""), "{}", listed.plain());
    let again = world.post("ana", "/people/new", &[("name", "")]).await;
    assert!(again.status == 422 && again.plain().contains("name=\"back\" value=\"/people/new\""));
    let slip = world.post("ana", "/people/eli/slip", &[]).await;
    assert!(slip.status == 200 && !slip.body.contains("action=\"/language\"") && !slip.body.contains("action=\"/theme\""), "it is shown once, and lies at no address");
    let missing = world.get("ana", "/nowhere?x=1").await;
    assert!(missing.status == 404 && missing.plain().contains("value=\"/nowhere?x=1\""));
}

#[tokio::test]
async fn a_search_finds_who_left_and_teams_and_minds_no_apostrophe() {
    let world = house().await;
    world.post("ana", "/people/eli/left", &[]).await;
    let fields = [("name", "Nor D'Arcy-O’Neil"), ("email", "nor@example.org"), ("language", "en"), ("roles", "worker"), ("joined", "2026-11-02")];
    assert_eq!(world.post("ana", "/people/new", &fields).await.status, 303);
    assert_eq!(world.post("ana", "/teams/new", &[("kind", "position"), ("name", "Case worker")]).await.status, 303);
    for (typed, found) in [("novak", "Eli Novak"), ("oneil", "D'Arcy-O’Neil"), ("d%E2%80%99arcy", "D'Arcy-O’Neil"), ("case", "Case worker")] {
        let page = world.get("ana", &format!("/search?q={typed}")).await;
        assert!(page.plain().contains(found) || page.words().contains(found), "{typed}: {}", page.words());
        assert!(!world.get("ben", &format!("/search?q={typed}")).await.words().contains(found), "{typed}");
    }
    assert!(world.get("ana", "/search?q=novak").await.says("left"));
    assert!(world.get("ana", "/people?q=oneil").await.words().contains("Neil"));
}

#[tokio::test]
async fn of_two_tabs_the_second_is_told_what_changed_and_loses_nothing() {
    let world = house().await;
    let seen = [("seen_name", "Ben Ito"), ("seen_email", "ben@example.org"), ("seen_language", "en"), ("seen_kind", "full-time")];
    let page = world.get("ana", "/people/ben/details").await;
    for (name, value) in seen {
        assert!(page.body.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{name} {value}: {}", page.body);
    }
    let save = async |name: &str, language: &str, seen: &[(&str, &str)]| {
        let typed = [("name", name), ("email", "ben@example.org"), ("language", language), ("kind", "full-time")];
        world.post("ana", "/people/ben/details", &[&typed[..], seen].concat()).await
    };
    assert_eq!(save("Ben Blé", "en", &seen).await.status, 303);

    let second = save("Ben Ito", "fr", &seen).await;

    assert!(second.status == 422 && second.words().contains("Now it is “Ben Blé”"), "{}", second.words());
    assert!(second.body.contains("name=\"name\" value=\"Ben Blé\"") || second.plain().contains("value=\"Ben Blé\""), "the other's change is kept");
    let ben = async || crate::find(&mut world.app.db.read().await.unwrap(), "ben").await.unwrap().unwrap();
    assert_eq!((ben().await.name.as_str(), ben().await.lang), ("Ben Blé", base::words::Lang::En));
    let now = [("seen_name", "Ben Blé"), seen[1], seen[2], seen[3]];
    assert_eq!(save("Ben Blé", "fr", &now).await.status, 303);
    assert_eq!((ben().await.name.as_str(), ben().await.lang), ("Ben Blé", base::words::Lang::Fr));
    assert_eq!(save("Ben Blé", "fr", &now).await.status, 303, "a reload of what was saved is no change");
}
