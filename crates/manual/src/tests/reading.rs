//! Reading the manual.

use axum::http::StatusCode;
use base::words::Lang;
use base::world::NOBODY;

use super::{deeds, house};

#[tokio::test]
async fn everybody_who_is_signed_in_reads_the_manual_in_their_language() {
    let world = house().await;

    let page = world.get("gus", "/manual/technology").await;
    let french = world.get_in("fr", "gus", "/manual/technology").await;
    let other = world.get("gus", "/manual/technology?in=fr").await;

    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("A new passcode every three months"), "{}", page.words());
    assert!(page.says("Requirement") && page.says("Practice (on trial)") && page.says("S-039"));
    assert!(page.says("Edition 1") && page.says("23 November 2026") && page.says("published by Ana Roy"));
    assert!(french.says("Exigence") && french.says("Édition 1"));
    assert!(other.says("Requirement") && other.body.contains("lang=\"fr\""), "the words are French, the buttons English");
    assert_eq!(world.get(NOBODY, "/manual/technology").await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.get("gus", "/manual/elsewhere").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_document_is_called_by_its_name_in_the_language_of_whoever_reads() {
    let world = house().await;
    let mut db = world.app.db.read().await.unwrap();
    let name = async |db: &mut base::Db, lang, slot, id: &str| {
        base::web::telling::labels(&world.app, db, lang, slot, &[id.to_owned()]).await.unwrap().remove(id).unwrap()
    };

    assert_eq!(name(&mut db, Lang::En, "document", "technology").await, "Technology in our service");
    assert_eq!(name(&mut db, Lang::Fr, "document", "technology").await, "La technologie dans notre service");
    assert_eq!(name(&mut db, Lang::Fr, "clause", "drawer").await, "Dans le tiroir fermé à clé quand il ne sert pas");
}

#[tokio::test]
async fn the_shelf_says_what_is_there_and_whether_i_accepted_it() {
    let world = house().await;

    let before = world.get("ben", "/manual").await;
    world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes")]).await;
    let after = world.get("ben", "/manual").await;

    assert!(before.says("Technology in our service") && before.says("Not accepted yet"), "{}", before.words());
    assert!(after.says("You accepted it on 23 November 2026"));
}

#[tokio::test]
async fn a_rule_is_shown_as_its_line_and_in_plain_words() {
    let world = house().await;

    let page = world.get("ana", "/manual/technology").await;
    let french = world.get_in("fr", "ana", "/manual/technology").await;

    assert!(page.says("every 12 months: policy reviewed, for each policy"));
    assert!(page.says("at least every 12 months"), "{}", page.words());
    assert!(french.says("tous les 12 mois"));
    assert!(french.says("au moins une fois en 12 mois"));
    assert_eq!(page.body.matches("class=\"rule-words\"").count(), 14, "every rule is told");
}

#[tokio::test]
async fn the_words_are_open_to_everybody_without_an_account() {
    let world = house().await;

    let page = world.get(NOBODY, "/glossary").await;
    let french = world.get_in("fr", NOBODY, "/glossary").await;

    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("Passcode") && page.says("The secret number or word that unlocks a phone."));
    let words = french.words();
    assert!(words.find("Appli").unwrap() < words.find("Chiffré").unwrap());
    assert!(words.find("Chiffré").unwrap() < words.find("Sauvegarde").unwrap(), "in alphabetical order");
    assert_eq!(world.get("ben", "/glossary").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_director_says_that_nothing_needs_to_change() {
    let world = house().await;

    let barred = world.post("cleo", "/manual/technology/reviewed", &[]).await;
    let done = world.post("ana", "/manual/technology/reviewed", &[]).await;

    assert_eq!(barred.status, StatusCode::FORBIDDEN);
    assert_eq!(done.location, "/manual/technology");
    assert_eq!(deeds(&world).await, ["policy.reviewed"]);
}
