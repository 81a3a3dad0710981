//! Files of people: looked at first, then all rows or none.

use base::world::{Answer, NOBODY, World};

use super::{house, link_to};

const FRENCH: &str = include_str!("../../../../docs/samples/personnes.csv");
const ENGLISH: &str = include_str!("../../../../docs/samples/people.csv");

async fn look(world: &World, bytes: &[u8]) -> Answer {
    world.upload("cleo", "/people/import", &[], ("file", "people.csv", bytes)).await
}

/// What a browser sends back: the file's text as the page carries it.
fn carried(page: &Answer) -> String {
    let value = page.body.split("name=\"file\" value=\"").nth(1).expect("a page that can be confirmed").split('"').next().unwrap();
    undo(value)
}

fn undo(html: &str) -> String {
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")].iter().fold(html.to_owned(), |t, (from, to)| t.replace(from, to))
}

async fn count(world: &World) -> usize {
    crate::list(&mut world.app.db.read().await.unwrap()).await.unwrap().len()
}

#[tokio::test]
async fn cleo_brings_in_a_list_after_looking_at_it() {
    let world = house().await;
    let file = "courriel;nom;arrivée;langue;rôles;supervision;pointure\r\nhana@example.org;Hana Lée;2026-11-02;fr;intervenante;ivo@example.org;38\r\nivo@example.org;Ivo Šimić;2026-11-01;en;supervisor worker;ANA@example.org;44\r\nben@example.org;Ben Ito;;;;;\r\n";

    let page = look(&world, file.as_bytes()).await;
    assert_eq!(page.status, 200);
    for said in ["Every row is good. 2 new people.", "One row is about somebody who is already here", "already here, unchanged", "6 of 7 used", "pointure"] {
        assert!(page.says(said), "{said}: {}", page.words());
    }
    assert_eq!((count(&world).await, world.deeds().await.contains(&"people.imported".to_owned())), (8, false));
    let done = world.post("cleo", "/people/import/confirm", &[("file", &carried(&page))]).await;
    world.run_jobs().await;

    assert_eq!((done.status.as_u16(), done.location.as_str()), (303, "/people"), "{}", done.words());
    assert_eq!(count(&world).await, 10);
    let imported = world.trail().await.pop().unwrap();
    assert_eq!((imported.deed.as_str(), imported.detail("count"), imported.actor.as_deref()), ("people.imported", Some("2"), Some("cleo")));
    let hana = crate::list(&mut world.app.db.read().await.unwrap()).await.unwrap().into_iter().find(|p| p.email == "hana@example.org").unwrap();
    let supervisor = crate::supervisor_of(&mut world.app.db.read().await.unwrap(), &hana.id).await.unwrap().unwrap();
    assert_eq!(supervisor.name, "Ivo Šimić");
    assert!(world.get(NOBODY, &link_to(&world, "hana@example.org")).await.says("Welcome, Hana Lée"));

    let again = world.post("cleo", "/people/import/confirm", &[("file", &carried(&page))]).await;
    assert!(again.status == 422 && again.says("Everybody in this file is here already"));
}

#[tokio::test]
async fn one_bad_row_keeps_every_row_out() {
    let world = house().await;
    let file = "name,email,roles,supervisor,language,joined\nHana Lee,hana@example.org,worker,ana@example.org,en,2026-11-02\nIvo,ivo@example.org,wroker,nobody@example.org,en,2026-02-30\n";

    let page = look(&world, file.as_bytes()).await;

    for said in ["3 things are not right yet", "Row 3, Roles — “wroker” is not a role. Did you mean worker?", "Nobody here and nobody in this file has the e-mail nobody@example.org.", "“2026-02-30” is not a day"] {
        assert!(page.words().contains(said), "{said}: {}", page.words());
    }
    let forced = world.post("cleo", "/people/import/confirm", &[("file", file)]).await;
    assert_eq!(forced.status, 422);
    assert_eq!(count(&world).await, 8);
}

#[tokio::test]
async fn the_sample_files_are_read_in_every_encoding() {
    let world = house().await;
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(FRENCH.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> = FRENCH.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [ENGLISH.as_bytes(), FRENCH.as_bytes(), &utf16, &latin] {
        assert!(look(&world, bytes).await.says("Everybody in this file is here already"));
    }
    let fresh = World::new(vec![crate::slice()]).await;
    let mut tx = fresh.app.db.begin().await.unwrap();
    base::organisation::save(&mut tx, "Maison du Havre", "QC", "America/Toronto", base::words::Lang::Fr).await.unwrap();
    tx.commit().await.unwrap();
    fresh.app.organisation_changed().await.unwrap();
    let director = crate::NewPerson {
        id: Some("cleo".into()), name: crate::model::PersonName::parse("Zoé").unwrap(), email: crate::model::Email::parse("zoe@example.org").unwrap(),
        lang: base::words::Lang::Fr, roles: [base::access::Role::Director].into(), kind: None, joined: base::Day::parse("2026-01-05").unwrap(),
    };
    let mut tx = fresh.app.db.begin().await.unwrap();
    crate::take_in(&fresh.app, &mut tx, None, &director).await.unwrap();
    tx.commit().await.unwrap();
    let page = look(&fresh, FRENCH.as_bytes()).await;
    assert!(page.says("Every row is good. 8 new people."), "{}", page.words());
}

#[tokio::test]
async fn a_file_that_is_no_list_says_what_to_do() {
    let world = house().await;
    for (bytes, said) in [
        (&b"PK\x03\x04\x00\x00"[..], "This is not a CSV file."),
        (b"name,email,roles,language\nA,a@example.org,it,en", "No column of the file is “Joined” yet."),
        (b"name,email,roles,language,joined\n", "There is nothing to read in this file."),
        (b"", "Choose a file first."),
    ] {
        let page = look(&world, bytes).await;
        assert!(page.status == 422 && page.says(said), "{said}: {}", page.words());
    }
    let large = vec![b'a'; crate::pages::LARGEST + 1];
    assert_eq!(look(&world, &large).await.status, 413);
}

#[tokio::test]
async fn markup_in_a_file_is_shown_as_text_and_survives_the_way_back() {
    let world = house().await;
    let file = "name,email,roles,supervisor,language,joined\n\"<b>\"\"Hana\"\" & 'Lee'</b>\",hana@example.org,worker,,en,2026-11-02\n";

    let page = look(&world, file.as_bytes()).await;

    assert!(!page.body.contains("<b>"));
    assert_eq!(carried(&page), file);
    assert_eq!(world.post("cleo", "/people/import/confirm", &[("file", &carried(&page))]).await.status, 303);
    let list = world.get("cleo", "/people?q=hana").await;
    assert!(undo(&list.body).contains("<b>\"Hana\" & 'Lee'</b>") && !list.body.contains("<b>"));
}

#[tokio::test]
async fn whoever_keeps_no_list_of_people_cannot_bring_any_in() {
    let world = house().await;
    for who in ["ben", "dara", "ivy", "gus", "fern"] {
        assert_eq!(world.get(who, "/people/import").await.status, 403, "{who}");
        assert_eq!(world.upload(who, "/people/import", &[], ("file", "p.csv", ENGLISH.as_bytes())).await.status, 403, "{who}");
        assert_eq!(world.post(who, "/people/import/confirm", &[("file", ENGLISH)]).await.status, 403, "{who}");
        assert_eq!(world.post(who, "/people/new", &[]).await.status, 403, "{who}");
    }
}

/// Brings in Hana and Ivo and gives the id of the file.
async fn bring_in_two(world: &World) -> String {
    let file = "name,email,roles,supervisor,language,joined\nHana Lee,hana@example.org,worker,ivo@example.org,en,2026-11-02\nIvo,ivo@example.org,supervisor,ana@example.org,en,2026-11-02\n";
    let done = world.post("cleo", "/people/import/confirm", &[("file", file)]).await;
    assert_eq!(done.status, 303, "{}", done.words());
    world.run_jobs().await;
    let page = world.get("cleo", "/people/import").await;
    page.body.split("/people/import/").find_map(|rest| rest.split_once("/undo").map(|(id, _)| id.to_owned()).filter(|id| id.len() == 36)).expect("a file to take back")
}

#[tokio::test]
async fn a_file_brought_in_by_mistake_is_taken_back_whole() {
    let world = house().await;
    let id = bring_in_two(&world).await;
    let link = link_to(&world, "hana@example.org");
    assert_eq!(count(&world).await, 10);

    let undone = world.post("cleo", &format!("/people/import/{id}/undo"), &[]).await;

    assert_eq!((undone.status.as_u16(), count(&world).await), (303, 8), "{}", undone.words());
    assert_eq!(world.get(NOBODY, &link).await.status, 410);
    let deeds = world.deeds().await;
    assert!(deeds.contains(&"people.withdrawn".to_owned()) && deeds.iter().filter(|d| *d == "person.withdrawn").count() == 2, "{deeds:?}");
    assert_eq!(world.post("cleo", &format!("/people/import/{id}/undo"), &[]).await.status, 404);
    assert_eq!(world.get("ana", "/people?left=yes").await.body.matches("Hana Lee").count(), 0);
    bring_in_two(&world).await;
    assert_eq!(count(&world).await, 10, "and the same file can come in again");
}

#[tokio::test]
async fn what_followed_from_a_file_keeps_it_in() {
    let world = house().await;
    let id = bring_in_two(&world).await;
    let hana = crate::list(&mut world.app.db.read().await.unwrap()).await.unwrap().into_iter().find(|p| p.email == "hana@example.org").unwrap();
    for who in ["ben", "ivy", "fern"] {
        assert_eq!(world.post(who, &format!("/people/import/{id}/undo"), &[]).await.status, 403, "{who}");
    }
    world.post("ana", &format!("/people/{}/roles", hana.id), &[("role", "volunteer")]).await;

    let refused = world.post("cleo", &format!("/people/import/{id}/undo"), &[]).await;

    assert!(refused.status == 422 && refused.says("One person of this file has come in"), "{}", refused.words());
    assert_eq!(count(&world).await, 10);
    assert!(!world.deeds().await.contains(&"people.withdrawn".to_owned()));
    world.pass(base::Moment::DAY + 1);
    let late = world.post("cleo", &format!("/people/import/{id}/undo"), &[]).await;
    assert!(late.status == 422 && late.says("more than a day ago"), "{}", late.words());
}

/// The names of the fields a preview carries for its columns, as somebody would send them with `chosen`.
fn chosen<'a>(file: &'a str, seen: &'a str, ids: &'a [&'a str]) -> Vec<(String, String)> {
    let columns = ids.iter().enumerate().map(|(nth, id)| (format!("column-{nth}"), (*id).to_owned()));
    [("file".to_owned(), file.to_owned()), ("seen".to_owned(), seen.to_owned())].into_iter().chain(columns).collect()
}

async fn send(world: &World, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    world.post("cleo", path, &fields).await
}

const ODD: &str = "Who,Mail,Job,Tongue,Since,Name\nHana Lee,hana@example.org,worker,en,2026-11-02,H-17\n";

#[tokio::test]
async fn a_column_with_an_odd_name_is_chosen_once_and_remembered() {
    let world = house().await;
    let first = look(&world, ODD.as_bytes()).await;
    assert_eq!(first.status, 422);
    for said in ["Say which column is which", "No column of the file is “Roles” yet.", "H-17", "not used"] {
        assert!(first.says(said), "{said}: {}", first.words());
    }
    assert!(first.body.contains("<option value=\"email\" selected>"), "what was guessed is chosen");
    let ids = ["name", "email", "roles", "language", "joined", ""];

    let mapped = send(&world, "/people/import/columns", &chosen(ODD, ",email,,,,name", &ids)).await;

    assert!(mapped.status == 200 && mapped.says("Every row is good. One new person."), "{}", mapped.words());
    assert_eq!(count(&world).await, 8, "looking writes nobody");
    let again = look(&world, ODD.as_bytes()).await;
    assert!(again.status == 200 && again.says("5 of 6 used"), "the next file with these names is read the same: {}", again.words());
    let done = send(&world, "/people/import/confirm", &chosen(ODD, &ids.join(","), &ids)).await;
    assert_eq!((done.status.as_u16(), count(&world).await), (303, 9), "{}", done.words());
    let list = world.get("cleo", "/people?q=hana").await;
    assert!(list.says("Hana Lee") && !list.says("H-17"));
}

#[tokio::test]
async fn what_was_not_shown_is_not_brought_in() {
    let world = house().await;
    let ids = ["name", "email", "roles", "language", "joined", ""];

    let unseen = send(&world, "/people/import/confirm", &chosen(ODD, ",email,,,,name", &ids)).await;

    assert!(unseen.says("Every row is good. One new person."), "{}", unseen.words());
    assert_eq!(count(&world).await, 8);
    let twice = send(&world, "/people/import/columns", &chosen(ODD, "", &["name", "email", "roles", "language", "joined", "name"])).await;
    assert!(twice.status == 422 && twice.says("Two columns of the file are both “Name”."), "{}", twice.words());
    for who in ["ben", "ivy", "dara"] {
        assert_eq!(world.post(who, "/people/import/columns", &[("file", ODD)]).await.status, 403, "{who}");
    }
}

#[tokio::test]
async fn a_file_says_the_kind_the_team_and_the_position_and_all_of_it_is_undone() {
    let world = house().await;
    for (kind, name, french) in [("team", "Front desk", "Accueil"), ("position", "Case worker", "Intervenante")] {
        world.post("ana", "/teams/new", &[("kind", kind), ("name", name), ("name-fr", french), ("phone", "none")]).await;
    }
    let file = "nom;courriel;rôles;langue;arrivée;catégorie;équipe;poste\nHana Lée;hana@example.org;bénévole;fr;2026-11-02;Temps partiel;accueil;case worker\n";
    let ids = ["name", "email", "roles", "language", "joined", "kind", "team", "position"];
    let done = send(&world, "/people/import/confirm", &chosen(file, &ids.join(","), &ids)).await;
    assert_eq!(done.status, 303, "{}", done.words());
    let hana = crate::list(&mut world.app.db.read().await.unwrap()).await.unwrap().into_iter().find(|p| p.email == "hana@example.org").unwrap();
    let page = world.get("ana", &format!("/people/{}", hana.id)).await;
    assert!(page.says("Staff, part time") && page.says("Front desk") && page.says("Case worker"), "{}", page.words());
    let import = world.get("cleo", "/people/import").await;
    let id = import.body.split("/people/import/").find_map(|rest| rest.split_once("/undo").map(|(id, _)| id.to_owned()).filter(|id| id.len() == 36)).unwrap();

    let undone = world.post("cleo", &format!("/people/import/{id}/undo"), &[]).await;

    assert_eq!((undone.status.as_u16(), count(&world).await), (303, 8), "{}", undone.words());
    let deeds = world.deeds().await;
    assert!(["team.left", "position.left", "person.withdrawn"].iter().all(|d| deeds.iter().any(|is| is == d)), "{deeds:?}");
    assert!(world.get("ana", "/teams").await.says("nobody in it"), "the team stays, empty");
    let unknown = look(&world, b"name,email,roles,language,joined,team\nA,a@example.org,it,en,2026-11-02,Acueil\n").await;
    assert!(unknown.says("There is no team called \u{201c}Acueil\u{201d}."), "{}", unknown.words());
}

#[tokio::test]
async fn a_role_is_read_by_the_words_of_the_pages_in_both_languages() {
    let world = house().await;
    for (lang, ids) in [("en", base::words::Lang::En), ("fr", base::words::Lang::Fr)] {
        for role in base::access::Role::ALL {
            let called = world.app.words.say(ids, &format!("base-role-{}", role.id()), &[]);
            assert_eq!(crate::model::import::role(&called), Some(role), "{lang} {called}");
        }
        let words = world.app.words.say(ids, "people-problem-role", &[("typed", "pirate")]) + &world.app.words.say(ids, "people-import-more", &[]);
        for role in base::access::Role::ALL {
            let called = world.app.words.say(ids, &format!("base-role-{}", role.id()), &[]);
            assert!(words.matches(&called).count() >= 2, "{lang} {called}: {words}");
        }
    }
    let file = "name,email,roles,supervisor,language,joined\nHana,hana@example.org,volunteer coordinator,,en,2026-11-02\nIvo,ivo@example.org,Privacy Officer / IT,,en,2026-11-02\n";
    let page = world.upload("ana", "/people/import", &[], ("file", "people.csv", file.as_bytes())).await;
    assert!(page.says("Every row is good") && page.says("volunteer coordinator") && page.says("privacy officer"), "{}", page.words());
    assert_eq!(world.post("ana", "/people/import/confirm", &[("file", &carried(&page))]).await.status, 303);
    let people = crate::list(&mut world.app.db.read().await.unwrap()).await.unwrap();
    let roles = |name: &str| people.iter().find(|p| p.name == name).unwrap().roles.iter().map(|r| r.id()).collect::<Vec<_>>();
    assert_eq!((roles("Hana"), roles("Ivo")), (vec!["coordinator"], vec!["it", "privacy"]));
}

#[tokio::test]
async fn who_holds_both_roles_of_the_volunteers_comes_out_and_in_again_with_both() {
    let world = house().await;
    world.post("ana", "/people/fern/roles", &[("role", "volunteer")]).await;
    let file = world.get("ana", "/people?as=csv").await;
    let roles = crate::model::import::read_roles("coordinator volunteer");
    assert!(file.body.contains("coordinator volunteer"), "{}", file.body);
    assert_eq!(roles, [Ok(base::access::Role::Coordinator), Ok(base::access::Role::Volunteer)]);
}
