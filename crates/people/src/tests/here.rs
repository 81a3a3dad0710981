//! "Who am I here": rights in words, who sees what, and the trail about oneself.

use super::house;

#[tokio::test]
async fn ben_reads_what_he_may_do_and_what_others_did_about_him() {
    let world = house().await;
    world.post("ana", "/people/ben/supervisor", &[("supervisor", "fern")]).await;
    world.post("ben", "/me/language", &[("language", "fr")]).await;

    let page = world.get("ben", "/me/here").await;
    for said in ["See who works here, with which roles, under whom", "manager, director, supervisor, volunteer coordinator, IT", "put Ben Ito under Fern Diaz", "changed what is kept about Ben Ito: the language"] {
        assert!(page.words().contains(said), "{said}: {}", page.words());
    }
    assert!(!page.says("Give people roles and a supervisor"), "that is the director's");
    assert!(world.get("ana", "/me/here").await.says("Give people roles and a supervisor"));
    let others = world.get("ben", "/me/here?by=others").await;
    assert!(others.says("put Ben Ito under Fern Diaz") && !others.says("the language"), "{}", others.words());
    assert!(!page.says("Eli Novak") && !page.says("Gus Lund"), "nobody else's trail");
}

#[tokio::test]
async fn a_long_trail_comes_in_pages() {
    let world = house().await;
    for n in 0..35 {
        world.post("ben", "/me/language", &[("language", if n % 2 == 0 { "fr" } else { "en" })]).await;
    }

    let first = world.get("ben", "/me/here").await;
    let older = first.body.split("href=\"/me/here?before=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let second = world.get("ben", &format!("/me/here?before={older}")).await;

    assert_eq!(first.body.matches("moment-what").count(), 30);
    assert!(second.says("brought in Ben Ito") && !second.plain().contains("href=\"/me/here?before="), "{}", second.words());
}
