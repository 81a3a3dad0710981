//! Writing the manual: the outline, new documents, the facts of a clause, rules from lists,
//! review, editions that begin later, who accepted what, suggestions.

use axum::http::StatusCode;
use base::world::World;

use super::{clause_form, deeds, house, save};
use crate::model::{Both, Document, Stage};
use crate::{format, store};

async fn draft(world: &World, document: &str) -> Document {
    let mut db = world.app.db.read().await.unwrap();
    let draft = store::draft(&mut db, document).await.unwrap().expect("a draft");
    store::content(&mut db, draft.id()).await.unwrap()
}

async fn step(world: &World, who: &str, fields: &[(&str, &str)]) -> base::world::Answer {
    world.post(who, "/manual/technology/outline", fields).await
}

async fn publish(world: &World, kind: &str, begins: &str) -> base::world::Answer {
    world.post("ana", "/manual/technology/publish", &[("reason", "Better"), ("kind", kind), ("begins", begins)]).await
}

/// Cleo renames a clause in a draft.
async fn renamed(world: &World, title: &str) {
    world.post("cleo", "/manual/technology/draft", &[]).await;
    let saved = save(world, "cleo", "training", &[("title_en", title)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
}

#[tokio::test]
async fn sections_and_clauses_are_added_moved_and_retired_with_ids_that_stay() {
    let world = house().await;
    world.post("cleo", "/manual/technology/draft", &[]).await;

    step(&world, "cleo", &[("step", "add-section"), ("title_en", "New tools"), ("title_fr", "Nouveaux outils")]).await;
    let added = step(&world, "cleo", &[("step", "add-clause"), ("id", "new-tools"), ("title_en", "Ask first!"), ("title_fr", "Demandez d’abord")]).await;
    step(&world, "cleo", &[("step", "put-clause"), ("id", "training"), ("section", "new-tools")]).await;
    step(&world, "cleo", &[("step", "section-up"), ("id", "new-tools")]).await;
    let retired = step(&world, "cleo", &[("step", "retire-clause"), ("id", "passcode-age")]).await;

    assert_eq!(added.location, "/manual/technology/draft/ask-first");
    assert_eq!(retired.status, StatusCode::SEE_OTHER, "{}", retired.words());
    let words = draft(&world, "technology").await;
    let section = words.sections.iter().find(|s| s.id == "new-tools").unwrap();
    assert_eq!(section.clauses.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["ask-first", "training"]);
    assert_eq!(words.sections[words.sections.len() - 2].id, "new-tools");
    assert_eq!(words.clause("passcode-age").unwrap().facts.stage, Stage::Retired);
    let rules = crate::draft_rules(&mut world.app.db.read().await.unwrap(), "technology", world.app.now()).await.unwrap().unwrap();
    assert!(!rules.iter().any(|r| r.id == "passcode-age" && r.effective_to.is_none()), "a retired clause asks nothing");
    assert_eq!(deeds(&world).await.iter().filter(|d| *d == "outline.changed").count(), 5);
    let entry = world.trail().await.into_iter().rfind(|e| e.deed == "outline.changed").unwrap();
    assert_eq!((entry.detail("step"), entry.detail("part")), (Some("retire-clause"), Some("passcode-age")));
}

#[tokio::test]
async fn what_was_published_is_not_taken_out_and_a_worker_changes_no_outline() {
    let world = house().await;
    world.post("cleo", "/manual/technology/draft", &[]).await;

    let out = step(&world, "cleo", &[("step", "remove-clause"), ("id", "training")]).await;
    let nameless = step(&world, "cleo", &[("step", "add-section"), ("title_en", " ")]).await;

    assert_eq!(out.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(out.says("Retire it: it then asks nothing of anybody."), "{}", out.words());
    assert!(nameless.says("Give it a title."), "{}", nameless.words());
    assert_eq!(step(&world, "ben", &[("step", "retire-clause"), ("id", "training")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("ben", "/manual/technology/outline").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("ben", "/manual/technology/build/training").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post("ben", "/manual/new", &[("title_en", "x"), ("title_fr", "x")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(deeds(&world).await, ["edition.drafted"]);
}

#[tokio::test]
async fn a_new_document_is_written_and_published_as_its_first_edition() {
    let world = house().await;

    let begun = world.post("cleo", "/manual/new", &[("title_en", "Driving"), ("title_fr", "Au volant")]).await;
    assert_eq!(begun.location, "/manual/driving/outline");
    world.post("cleo", "/manual/driving/outline", &[("step", "add-section"), ("title_en", "On the road"), ("title_fr", "Sur la route")]).await;
    world.post("cleo", "/manual/driving/outline", &[("step", "add-clause"), ("id", "on-the-road"), ("title_en", "Stop first"), ("title_fr", "Arrêtez")]).await;
    assert_eq!(world.get("ben", "/manual/driving").await.status, StatusCode::NOT_FOUND, "nobody reads what was never published");
    let early = world.post("ana", "/manual/driving/publish", &[("reason", "New")]).await;
    assert!(early.says("has no text in one of the two languages"), "{}", early.words());
    let fields = [("title_en", "Stop first"), ("title_fr", "Arrêtez"), ("text_en", "Pull over."), ("text_fr", "Arrêtez-vous."), ("strength", "requirement"),
        ("stage", "policy"), ("revision", "0"), ("audience", "everyone"), ("sources", "S-018")];
    let saved = world.post("cleo", "/manual/driving/draft/stop-first", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());

    let done = world.post("ana", "/manual/driving/publish", &[("reason", "New")]).await;

    assert_eq!(done.location, "/manual/driving", "{}", done.words());
    assert!(world.get("ben", "/manual/driving").await.says("Pull over."));
    assert!(world.deeds().await.ends_with(&["document.adopted".into(), "edition.published".into(), "policy.reviewed".into()]));
}

#[tokio::test]
async fn a_clause_says_for_whom_it_is_and_who_decided_how_firm() {
    let world = house().await;
    world.post("cleo", "/manual/technology/draft", &[]).await;
    let form = clause_form(&world, "training", &[("decided_by", "Programme managers"), ("decided_on", "2026-11-02"), ("counsel", "Yes, no objection")]).await;
    let mut fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).filter(|(n, _)| *n != "audience").collect();
    fields.push(("audience", "board"));

    let saved = world.post("cleo", "/manual/technology/draft/training", &fields).await;
    let bad = save(&world, "cleo", "training", &[("decided_on", "yesterday"), ("sources", "S-039 what?")]).await;

    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    assert!(bad.says("Write a day as 2026-11-22.") && bad.says("such as S-039") && bad.says("yesterday"), "{}", bad.words());
    publish(&world, "material", "").await;
    let page = world.get("ben", "/manual/technology").await;
    assert!(page.says("Programme managers, 2026-11-02") && page.says("Yes, no objection"), "{}", page.words());
    assert!(page.says("For The Board."));
    assert!(!world.get("ben", "/manual/technology?for=me").await.body.contains("id=\"training\""), "it is for the Board alone");
    assert!(world.get("dara", "/manual/technology?for=me").await.body.contains("id=\"training\""));
}

#[tokio::test]
async fn a_preview_shows_how_it_will_read_and_saves_nothing() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;

    let page = save(&world, "ana", "policy-review", &[("preview", "yes"), ("text_en", "Look **again**."), ("rule1_en", "every 12 months: policy revewed")]).await;

    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Look <strong>again</strong>."));
    assert!(page.says("Did you mean “policy reviewed”?"), "{}", page.words());
    assert_eq!(deeds(&world).await, ["edition.drafted"]);
}

#[tokio::test]
async fn a_rule_is_put_together_from_lists() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;
    let fields = [("form", "every"), ("n", "1"), ("unit", "months"), ("done", "policy reviewed"), ("subject", "policy"), ("inform", "the manager"), ("warn", "2"), ("warn_unit", "weeks")];
    let path = "/manual/technology/build/training";

    let start = world.get("ana", path).await;
    let missing = world.post("ana", path, &[("form", "every"), ("n", "3")]).await;
    let shown = world.post("ana", path, &fields).await;
    let added = world.post("ana", path, &[fields.as_slice(), &[("step", "add")]].concat()).await;

    assert!(start.says("Again and again"));
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown.says("every 1 month: policy reviewed, for each policy; inform the manager; warn 2 weeks before"), "{}", shown.words());
    assert!(shown.says("politique révisée"), "{}", shown.words());
    assert_eq!(added.location, "/manual/technology/draft/training");
    let words = draft(&world, "technology").await;
    let rule = words.clause("training").unwrap().rules.last().unwrap().clone();
    assert!(crate::rules::check(&rule.line, &crate::vocabulary(&world.app).unwrap()).is_ok());
}

#[tokio::test]
async fn a_draft_in_review_is_read_and_not_written_in() {
    let world = house().await;
    renamed(&world, "Keep on learning").await;

    world.post("cleo", "/manual/technology/review", &[("step", "send")]).await;
    let locked = save(&world, "cleo", "training", &[("title_en", "Later")]).await;
    let outline = step(&world, "cleo", &[("step", "retire-clause"), ("id", "training")]).await;
    let looked = world.post("ana", "/manual/technology/looked", &[("look", "Fine by me")]).await;
    let page = world.get("ana", "/manual/technology/draft").await;

    assert!(locked.says("The draft is being read.") && locked.says("Later"), "{}", locked.words());
    assert!(outline.says("The draft is being read."));
    assert_eq!(looked.status, StatusCode::SEE_OTHER);
    assert!(page.says("Fine by me") && page.says("This draft is being read"), "{}", page.words());
    assert_eq!(world.post("ben", "/manual/technology/looked", &[]).await.status, StatusCode::FORBIDDEN);
    world.post("cleo", "/manual/technology/review", &[("step", "back")]).await;
    assert_eq!(save(&world, "cleo", "training", &[("title_en", "Later")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        deeds(&world).await,
        ["edition.drafted", "clause.edited", "draft.sent-for-review", "draft.read", "draft.taken-back", "clause.edited"]
    );
}

#[tokio::test]
async fn an_edition_that_begins_later_is_law_from_its_day_on() {
    let world = house().await;
    renamed(&world, "Keep on learning").await;

    let past = publish(&world, "material", "2026-11-01").await;
    let done = publish(&world, "material", "2026-12-01").await;
    let before = world.get("ben", "/manual/technology").await;
    renamed(&world, "Keep on learning more").await;
    let earlier = publish(&world, "material", "2026-11-30").await;
    world.set_clock("2026-12-01T12:00:00Z");
    let after = world.get("ben", "/manual/technology").await;

    assert!(past.says("Choose today or a day to come."), "{}", past.words());
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    assert!(before.says("Edition 2 begins on") && !before.says("Keep on learning"), "{}", before.words());
    assert!(earlier.says("Choose that day or a later one."), "{}", earlier.words());
    assert!(after.says("Keep on learning") && after.says("Edition 2"));
    let entry = world.trail().await.into_iter().rfind(|e| e.deed == "edition.published").unwrap();
    assert_eq!((entry.detail("kind"), entry.detail("begins")), (Some("material"), Some("2026-12-01")));
}

#[tokio::test]
async fn a_minor_change_keeps_what_was_accepted_and_a_material_one_shows_only_what_changed_since() {
    let world = house().await;
    world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes"), ("lang", "fr")]).await;
    renamed(&world, "Learn on").await;
    publish(&world, "minor", "").await;
    let minor = world.get("ben", "/manual/technology").await;
    renamed(&world, "Keep on learning").await;
    publish(&world, "material", "").await;

    let page = world.get("ben", "/manual/technology/acknowledge").await;
    world.run_jobs().await;
    let done = world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes"), ("number", "3")]).await;

    assert!(minor.says("You accepted it on 23 November 2026"), "{}", minor.words());
    assert!(page.says("One part changed since you agreed") && page.says("You accepted edition 1."), "{}", page.words());
    assert!(page.words().contains("[put in: on learning ]") || page.says("Keep on learning"), "{}", page.words());
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(world.get("ben", "/manual/technology").await.says("You accepted it on"));
    let trail = world.trail().await;
    let asked: Vec<_> = trail.iter().filter(|e| e.deed == "acknowledgement.asked" && e.subject("person") == Some("ben")).collect();
    assert_eq!(asked.iter().map(|e| e.detail("number")).collect::<Vec<_>>(), [Some("3")], "asked once, for the material one");
}

#[tokio::test]
async fn what_was_accepted_is_kept_with_language_and_the_fingerprint_of_the_exported_file() {
    use sha2::Digest as _;
    let world = house().await;

    world.post("ben", "/manual/technology/acknowledge?in=fr", &[("agree", "yes"), ("lang", "fr")]).await;

    let page = world.get("cleo", "/manual/technology/accepted").await;
    let french = format::write(&crate::starter::documents().unwrap()[0], base::words::Lang::Fr);
    assert!(page.says(&base::ids::hex(&sha2::Sha256::digest(french.as_bytes()))), "{}", page.words());
    assert!(page.says("Ben Okafor accepted edition 1 (fr)") || page.says("accepted edition 1 (fr)"), "{}", page.words());
    assert_eq!(world.get("ben", "/manual/technology/accepted").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn those_who_signed_on_paper_are_written_down_together_with_a_remark() {
    let world = house().await;

    let none = world.post("cleo", "/manual/technology/accepted", &[("how", "paper"), ("lang", "en"), ("remark", "Binder 3")]).await;
    let fields = [("person", "gus"), ("person", "eli"), ("how", "paper"), ("lang", "en"), ("remark", "Binder 3")];
    let done = world.post("cleo", "/manual/technology/accepted", &fields).await;

    assert!(none.says("Tick at least one person.") && none.says("Binder 3"), "{}", none.words());
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    let trail = world.trail().await;
    let given: Vec<_> = trail.iter().filter(|e| e.deed == "rules.acknowledged").map(|e| (e.actor.as_deref(), e.subject("person"), e.detail("how"))).collect();
    assert_eq!(given, [(Some("cleo"), Some("gus"), Some("paper")), (Some("cleo"), Some("eli"), Some("paper"))]);
    assert!(world.get("cleo", "/manual/technology/accepted").await.says("Binder 3"));
    assert_eq!(world.post("ben", "/manual/technology/accepted", &fields).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_question_is_answered_before_accepting_and_tries_are_not_kept() {
    let world = house().await;
    world.post("cleo", "/manual/technology/draft", &[]).await;
    let question = [("ask_en", "Who knows it?"), ("ask_fr", "Qui le sait?"), ("choices_en", "I\nMy team"), ("choices_fr", "Moi\nMon équipe"), ("right", "1")];
    let uneven = save(&world, "cleo", "training", &[question[0], question[1], question[2], ("choices_fr", "Moi"), question[4]]).await;
    save(&world, "cleo", "training", &question).await;
    publish(&world, "material", "").await;

    let wrong = world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes"), ("q1", "2")]).await;
    let right = world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes"), ("q1", "1")]).await;

    assert!(uneven.says("as many in English as in French"), "{}", uneven.words());
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("That is not it.") && wrong.says("Who knows it?"), "{}", wrong.words());
    assert!(wrong.body.contains("href=\"/manual/technology?in=en#training\""), "the part to read again is one tap away");
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    assert_eq!(world.deeds().await.iter().filter(|d| *d == "rules.acknowledged").count(), 1);
}

#[tokio::test]
async fn any_reader_suggests_and_gets_an_answer() {
    let world = house().await;

    let made = world.post("gus", "/manual/technology/suggest", &[("clause", "training"), ("words", "Say when it is")]).await;
    let to_cleo = world.get("cleo", "/manual/technology/suggestions").await;
    let to_ben = world.get("ben", "/manual/technology/suggestions").await;
    let entry = world.trail().await.into_iter().rfind(|e| e.deed == "suggestion.made").unwrap();
    let id = entry.subject("suggestion").unwrap().to_owned();
    let mute = world.post("cleo", "/manual/technology/answer", &[("suggestion", &id), ("outcome", "taken")]).await;
    let done = world.post("cleo", "/manual/technology/answer", &[("suggestion", &id), ("outcome", "taken"), ("answer", "Good idea")]).await;

    assert_eq!(made.location, "/manual/technology/suggestions");
    assert!(to_cleo.says("Say when it is") && !to_ben.says("Say when it is"), "one's own, or all for those who may edit");
    assert!(mute.says("Write an answer"), "{}", mute.words());
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(world.get("gus", "/manual/technology/suggestions").await.says("Good idea"));
    assert_eq!(world.post("gus", "/manual/technology/answer", &[("suggestion", &id), ("outcome", "not"), ("answer", "x")]).await.status, StatusCode::FORBIDDEN);
    let again = world.post("ana", "/manual/technology/answer", &[("suggestion", &id), ("outcome", "not"), ("answer", "x")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "answered once");
    assert!(again.says("Somebody answered this suggestion meanwhile.") && again.says("Good idea") && again.body.contains("href=\"/manual/technology\""), "{}", again.words());
    let long = world.post("gus", "/manual/technology/suggest", &[("clause", "training"), ("words", &"x".repeat(2001))]).await;
    assert!(long.says("There is room for 2000.") && long.body.contains(&"x".repeat(2001)), "it comes back as it was typed");
    assert_eq!(world.post("gus", "/manual/technology/suggest", &[("clause", "no-such"), ("words", "x")]).await.status, StatusCode::NOT_FOUND);
}

#[test]
fn an_edition_without_a_french_title_takes_the_english_one() {
    let mut document = Document { id: "d".into(), title: Both::new("D", "D"), ..Document::default() };
    let none = std::collections::BTreeSet::new();
    let known = crate::model::outline::Known { taken: &none, published: &none };
    document.step(crate::model::outline::Step::AddSection { title: Both::new("One", "") }, &known).unwrap();
    assert_eq!(document.sections[0].title, Both::new("One", "One"));
}
