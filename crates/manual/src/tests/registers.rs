//! Lists to take out as files, the letters about the manual, and who counts as a holder of a phone.

use axum::http::StatusCode;
use base::Moment;
use base::world::World;

use super::{adopted, elsewhere, house, save};
use crate::pages::audience_of;

async fn csv(world: &World, who: &str, path: &str) -> String {
    let answer = world.get(who, &format!("{path}?as=csv")).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.words());
    answer.body
}

#[tokio::test]
async fn who_accepted_which_text_in_which_language_leaves_as_a_file_and_that_is_on_record() {
    let world = house().await;
    world.post("ben", "/manual/technology/acknowledge?in=fr", &[("agree", "yes"), ("lang", "fr")]).await;
    world.post("cleo", "/manual/technology/accepted", &[("person", "gus"), ("how", "paper"), ("lang", "en"), ("remark", "=Binder 3")]).await;

    let file = csv(&world, "cleo", "/manual/registers/acknowledgements").await;
    let json = world.get("cleo", "/manual/registers/acknowledgements?as=json&language=fr").await.body;

    let hash: String = sqlx::query_scalar("select text_hash from manual_acknowledgement where person_id = 'ben'").fetch_one(&mut *world.app.db.read().await.unwrap()).await.unwrap();
    let line = |name: &str| file.lines().find(|l| l.starts_with(name)).unwrap_or_else(|| panic!("{file}")).to_owned();
    assert!(line("Ben Ito").contains(",technology,1,2026-11-23") && line("Ben Ito").contains(",fr,self,") && line("Ben Ito").ends_with(&hash), "{file}");
    assert!(line("Gus").contains(",en,paper,Cleo") && line("Gus").contains("'=Binder 3"), "no formula leaves: {file}");
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!((rows.len(), &rows[0]["language"], &rows[0]["hash"]), (1, &"fr".into(), &hash.as_str().into()));
    assert!(world.deeds().await.iter().filter(|d| *d == "acknowledgements.exported").count() == 2);
    assert_eq!(world.get("ben", "/manual/registers/acknowledgements").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn suggestions_reviews_facts_and_what_trials_taught_leave_as_files() {
    let world = house().await;
    world.post("gus", "/manual/technology/suggest", &[("clause", "training"), ("words", "Say when it is")]).await;
    world.post("cleo", "/manual/changes", &[("cause", "plan-changed"), ("about", "Family plan"), ("step", "open"), ("clause", "technology:training")]).await;
    let fact = [("subject", "WhatsApp"), ("statement_en", "Messages are encrypted"), ("statement_fr", "Les messages sont chiffrés"), ("source", "Vendor page"), ("checked_on", "2026-11-20"), ("review_by", "2026-12-01")];
    world.post("cleo", "/manual/facts", &fact).await;
    let trial = [("tool", "Video calls"), ("purpose", "See clients"), ("ends_on", "2026-12-20"), ("clause", "technology:insecure"), ("ready_note", "We learn the rest")];
    let page = world.post("cleo", "/manual/practices/new", &trial).await.location;
    world.post("gus", &format!("{page}/learn"), &[("kind", "hard"), ("words", "No sound at first")]).await;

    for (register, says) in [("suggestions", "Say when it is"), ("reviews", "plan-changed,Family plan"), ("facts", "Messages are encrypted"), ("learnings", "hard,No sound at first")] {
        let path = format!("/manual/registers/{register}");
        assert!(csv(&world, "cleo", &path).await.contains(says), "{register}: {}", csv(&world, "cleo", &path).await);
        assert!(world.get("cleo", &path).await.says("CSV"), "{register} can be taken from its page");
        let french = world.get_in("fr", "ana", &path).await;
        assert!(french.status == StatusCode::OK && !french.words().contains("manual-register"), "{}", french.words());
        assert_eq!(world.get("ben", &path).await.status, StatusCode::FORBIDDEN, "{register}");
    }
    assert!(!csv(&world, "cleo", "/manual/registers/learnings").await.contains("Gus"), "what trials taught is nobody's fault");
}

#[tokio::test]
async fn whoever_keeps_the_manual_hears_of_a_suggestion_and_the_person_of_the_answer_without_a_word_of_it() {
    let world = house().await;
    let before = world.letters().len();

    world.post("gus", "/manual/technology/suggest", &[("clause", "training"), ("words", "Say when it is")]).await;
    world.post("ben", "/manual/technology/suggest", &[("clause", "training"), ("words", "And where")]).await;
    world.run_jobs().await;
    let to_editors = world.letters().split_off(before);
    let entry = world.trail().await.into_iter().find(|e| e.deed == "suggestion.made").unwrap();
    let id = entry.subject("suggestion").unwrap().to_owned();
    world.post("cleo", "/manual/technology/answer", &[("suggestion", &id), ("outcome", "taken"), ("answer", "Good idea")]).await;
    world.run_jobs().await;
    let to_gus: Vec<String> = world.letters().into_iter().filter(|l| l.contains("To: gus@")).collect();

    let all = to_editors.join("\n");
    assert!(all.contains("ana@example.org") && all.contains("cleo@example.org") && !all.contains("ben@example.org"), "{all}");
    assert_eq!(to_editors.iter().filter(|l| l.contains("ana@example.org")).count(), 1, "one letter until they are answered");
    assert!(!all.contains("Say when") && !all.contains("Gus"), "{all}");
    assert!(to_gus.len() == 1 && !to_gus[0].contains("Good idea"), "{to_gus:?}");
}

#[tokio::test]
async fn an_answer_waits_for_whoever_asked_until_they_read_it() {
    let world = house().await;
    world.post("gus", "/manual/technology/suggest", &[("clause", "training"), ("words", "Say when it is")]).await;
    let id = world.trail().await.into_iter().rfind(|e| e.deed == "suggestion.made").unwrap().subject("suggestion").unwrap().to_owned();
    let waiting = async |who: &str| {
        let mut db = world.app.db.read().await.unwrap();
        let actor = world.app.slices.iter().find_map(|s| s.identify).unwrap()(&mut db, who).await.unwrap().unwrap();
        crate::asks::waiting(&mut db, &world.app, &actor, world.app.now()).await.unwrap().into_iter().any(|a| a.what.id == "manual-ask-answered")
    };
    let before = waiting("gus").await;
    world.post("cleo", "/manual/technology/answer", &[("suggestion", &id), ("outcome", "taken"), ("answer", "Good idea")]).await;

    assert!(!before && waiting("gus").await && !waiting("cleo").await && !waiting("ben").await);
    world.get("cleo", "/manual/technology/suggestions").await;
    assert!(waiting("gus").await, "only they themselves read it");
    assert!(world.get("gus", "/manual/technology/suggestions").await.says("Good idea"));
    assert!(!waiting("gus").await);
}

#[tokio::test]
async fn a_suggestion_without_end_comes_back_with_all_its_words() {
    let world = house().await;
    let long = "a very long thought ".repeat(150);
    let form = world.get("gus", "/manual/technology").await;

    let refused = world.post("gus", "/manual/technology/suggest", &[("clause", "training"), ("words", &long)]).await;

    assert!(!form.body.contains("maxlength"), "a browser would cut what is pasted");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("There is room for 2000.") && refused.says(long.trim()), "{}", refused.words());
    assert!(!world.deeds().await.contains(&"suggestion.made".to_owned()));
}

#[tokio::test]
async fn a_review_somebody_opened_by_hand_is_told_to_the_others_who_keep_the_manual() {
    let world = house().await;
    let before = world.letters().len();

    let opened = world.post("cleo", "/manual/changes", &[("cause", "plan-changed"), ("about", "The family plan"), ("step", "open"), ("clause", "technology:training")]).await;
    world.run_jobs().await;

    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.words());
    let letters = world.letters().split_off(before).join("\n");
    assert!(letters.contains("ana@example.org") && !letters.contains("cleo@example.org") && !letters.contains("family"), "{letters}");
    assert!(world.get("ana", "/manual/changes").await.says("Phone plan changed: The family plan"));
}

#[tokio::test]
async fn several_questions_are_asked_and_one_is_taken_out_by_emptying_it() {
    let world = house().await;
    world.post("cleo", "/manual/technology/draft", &[]).await;
    let one = [("ask_en", "Who knows it?"), ("ask_fr", "Qui le sait?"), ("choices_en", "I\nMy team"), ("choices_fr", "Moi\nMon équipe"), ("right", "1")];
    let two = [("ask2_en", "When?"), ("ask2_fr", "Quand?"), ("choices2_en", "Today\nNever"), ("choices2_fr", "Aujourd’hui\nJamais"), ("right2", "2")];
    let kept = async || {
        let mut db = world.app.db.read().await.unwrap();
        let draft = crate::store::draft(&mut db, "technology").await.unwrap().unwrap();
        let words = crate::store::content(&mut db, draft.id()).await.unwrap();
        words.clause("training").unwrap().questions.iter().map(|q| (q.id.clone(), q.ask.en.clone(), q.right)).collect::<Vec<_>>()
    };

    let wrong = save(&world, "cleo", "training", &[one[0], one[1], one[2], one[3], one[4], two[0]]).await;
    let both: Vec<_> = one.iter().chain(&two).copied().collect();
    let saved = save(&world, "cleo", "training", &both).await;
    let with_two = kept().await;
    let form = world.get("cleo", "/manual/technology/draft/training").await;
    save(&world, "cleo", "training", &two).await;
    let with_one = kept().await;

    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("When?"), "{}", wrong.words());
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    assert_eq!(with_two.iter().map(|(_, ask, right)| (ask.as_str(), *right)).collect::<Vec<_>>(), [("Who knows it?", 1), ("When?", 2)]);
    assert_ne!(with_two[0].0, with_two[1].0);
    assert!(form.body.contains("name=\"ask3_en\"") && !form.body.contains("name=\"ask4_en\""), "room for one more");
    assert_eq!(with_one, [with_two[1].clone()], "the other keeps its id");
}

#[tokio::test]
async fn phone_holders_are_those_who_hold_a_phone_or_held_one_lately() {
    let world = adopted(vec![people::slice(), elsewhere::slice(), crate::slice()]).await;
    let app = &world.app;
    let hand = async |deed: &str| {
        let mut tx = app.db.begin().await.unwrap();
        let deed = app.deed(deed).unwrap();
        app.record_at(&mut tx, None, deed, app.now(), &[("phone", "p1"), ("person", "ben")], &[]).await.unwrap();
        tx.commit().await.unwrap();
    };
    let holds = async |who: &str| {
        let mut db = app.db.read().await.unwrap();
        let person = people::find(&mut db, who).await.unwrap().unwrap();
        audience_of(app, &mut db, who, &person.roles, app.now()).await.unwrap().contains(&"phone-holders".to_owned())
    };

    let before = holds("ben").await;
    hand("custody.began").await;
    let during = (holds("ben").await, holds("eli").await);
    world.pass(Moment::DAY);
    hand("custody.ended").await;
    world.pass(29 * Moment::DAY);
    let lately = holds("ben").await;
    world.pass(2 * Moment::DAY);

    assert!(!before, "nobody holds a phone because they may be given one");
    assert_eq!(during, (true, false));
    assert!(lately && !holds("ben").await);
}
