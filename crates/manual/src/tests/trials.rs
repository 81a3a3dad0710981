//! What a trial may be about, what its end does to the clauses, and where a decision stands.

use axum::http::StatusCode;
use base::world::{Answer, World};

use super::{house, save};
use crate::model::{Document, Stage};
use crate::store;

async fn draft(world: &World) -> Document {
    let mut db = world.app.db.read().await.unwrap();
    let draft = store::draft(&mut db, "technology").await.unwrap().expect("a draft");
    store::content(&mut db, draft.id()).await.unwrap()
}

/// Cleo begins a trial of Signal on these clauses.
async fn begin(world: &World, clause: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("tool", "Signal"), ("purpose", "Write to clients"), ("ends_on", "2026-12-20"), ("clause", clause), ("ready_note", "We learn the rest")];
    for (name, value) in more {
        fields.retain(|(n, _)| n != name);
        fields.push((name, value));
    }
    world.post("cleo", "/manual/practices/new", &fields).await
}

async fn decide(world: &World, page: &str, step: &str, more: &[(&str, &str)]) -> Answer {
    let id = page.rsplit('/').next().unwrap();
    world.post("cleo", "/manual/practices/decide", &[&[("practice", id), ("step", step), ("why", "We saw it")], more].concat()).await
}

async fn publish(world: &World) {
    let fields = [("reason", "Better"), ("kind", "material"), ("waiver", "yes"), ("waiver_reason", "Nobody is here")];
    let done = world.post("ana", "/manual/technology/publish", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
}

#[tokio::test]
async fn what_is_policy_is_not_tried_out_because_what_is_late_there_counts() {
    let world = house().await;

    let form = world.get("cleo", "/manual/practices/new").await;
    let refused = begin(&world, "technology:passcode-age", &[]).await;

    assert!(form.body.contains("technology:insecure") && !form.body.contains("technology:passcode-age"), "only clauses on trial are offered");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("is policy: what is late there counts.") && refused.says("Write to clients"), "{}", refused.words());
    assert!(!world.deeds().await.contains(&"practice.begun".to_owned()));
}

#[tokio::test]
async fn a_policy_put_on_trial_in_the_draft_counts_until_that_is_published_and_comes_back_when_the_trial_stops() {
    let world = house().await;
    world.post("cleo", "/manual/technology/draft", &[]).await;
    save(&world, "cleo", "passcode-age", &[("stage", "practice"), ("strength", "recommendation"), ("text_en", "Try it.")]).await;
    let page = begin(&world, "technology:passcode-age", &[]).await.location;

    let before = world.get("ben", &page).await;
    publish(&world).await;
    let during = world.get("ben", &page).await;
    decide(&world, &page, "stop", &[]).await;

    assert!(before.says("Until the draft is published, these clauses are policy and count as before: A new passcode every three months."), "{}", before.words());
    assert!(during.says("It is nobody’s fault."), "{}", during.words());
    let starter = crate::starter::documents().unwrap().remove(0);
    assert_eq!(draft(&world).await.clause("passcode-age"), starter.clause("passcode-age"), "words, rules, firmness and stage of before");
}

#[tokio::test]
async fn a_decision_is_not_called_policy_before_it_is_published_and_finds_its_way_back_when_the_draft_is_put_aside() {
    let world = house().await;
    let page = begin(&world, "technology:insecure", &[]).await.location;

    decide(&world, &page, "adopt", &[]).await;
    let drafted = world.get("ben", &page).await;
    world.post("ana", "/manual/technology/discard", &[]).await;
    let aside = world.get("cleo", &page).await;
    let again = decide(&world, &page, "again", &[]).await;
    let late = decide(&world, &page, "stop", &[]).await;
    publish(&world).await;
    let published = world.get("ben", &page).await;
    let policy = world.get("ben", "/manual/technology").await;
    let french = world.get_in("fr", "ben", "/manual/technology").await;

    assert!(drafted.says("Decided: policy. Not published yet") && !drafted.says("Became policy"), "{}", drafted.words());
    assert!(aside.says("The manual did not change.") && aside.body.contains("value=\"again\""), "{}", aside.words());
    assert_eq!(again.location, "/manual/technology/draft", "{}", again.words());
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says("Somebody has decided on this trial already.") && late.says("Signal"), "{}", late.words());
    assert!(published.says("Became policy"), "{}", published.words());
    let cites = |answer: &Answer, id: &str| answer.words().split_once(id).map(|(_, rest)| rest.chars().take(60).collect::<String>()).unwrap_or_default();
    assert!(cites(&policy, "Learned from").starts_with(": Signal"), "{}", cites(&policy, "Learned from"));
    assert!(cites(&french, "Appris avec").trim_start().starts_with(": Signal"), "{}", cites(&french, "Appris avec"));
}

#[tokio::test]
async fn a_requirement_is_not_retired_because_its_trial_stops() {
    let world = house().await;
    world.post("cleo", "/manual/technology/draft", &[]).await;
    save(&world, "cleo", "insecure", &[("strength", "requirement")]).await;
    publish(&world).await;
    let page = begin(&world, "technology:insecure", &[]).await.location;

    let stopped = decide(&world, &page, "stop", &[]).await;

    assert_eq!(stopped.location, page, "no draft is begun: there is nothing to change");
    let rules = store::published(&mut world.app.db.read().await.unwrap(), "technology", world.app.now()).await.unwrap().unwrap();
    let words = store::content(&mut world.app.db.read().await.unwrap(), &rules.id).await.unwrap();
    assert_eq!(words.clause("insecure").unwrap().facts.stage, Stage::Practice);
}

#[tokio::test]
async fn what_was_learned_is_shown_without_a_name_and_an_idea_says_which() {
    let world = house().await;
    let page = begin(&world, "technology:insecure", &[]).await.location;

    let mute = world.post("gus", &format!("{page}/learn"), &[("kind", "idea")]).await;
    let long = world.post("gus", &format!("{page}/learn"), &[("kind", "hard"), ("words", &"a".repeat(2001))]).await;
    world.post("gus", &format!("{page}/learn"), &[("kind", "hard"), ("words", "No sound at first")]).await;
    let shown = world.get("cleo", &page).await;

    assert!(mute.says("What is your idea?"), "{}", mute.words());
    assert!(long.says("This is 2001 letters long. There is room for 2000."), "{}", long.words());
    assert!(shown.says("No sound at first") && !shown.says("Gus"), "{}", shown.words());
    assert!(shown.body.find("name=\"words\"") < shown.body.find("value=\"worked\""), "the words come before the buttons that send them");
    assert_eq!(world.deeds().await.iter().filter(|d| *d == "learning.noted").count(), 1);
}

#[tokio::test]
async fn a_trial_has_an_end_that_can_be_seen_and_a_name_that_fits_a_line() {
    let world = house().await;

    let far = begin(&world, "technology:insecure", &[("ends_on", "9999-12-31")]).await;
    let long = begin(&world, "technology:insecure", &[("tool", &"x".repeat(500))]).await;
    let page = begin(&world, "technology:insecure", &[]).await.location;
    let earlier = decide(&world, &page, "extend", &[("until", "2026-12-01")]).await;
    let same = decide(&world, &page, "extend", &[("until", "2026-12-20")]).await;
    let later = decide(&world, &page, "extend", &[("until", "2026-12-21")]).await;

    assert!(far.says("Choose a day within two years."), "{}", far.words());
    assert!(long.says("There is room for 80."), "{}", long.words());
    for answer in [earlier, same] {
        assert!(answer.says("choose a day after the last day there is now") && answer.says("We saw it"), "{}", answer.words());
    }
    assert_eq!(later.location, page);
}

#[tokio::test]
async fn whoever_takes_part_is_told_once_and_anybody_says_how_it_goes_from_the_clause() {
    let world = house().await;
    let before = world.letters().len();
    let page = begin(&world, "technology:insecure", &[("person", "ben")]).await.location;
    world.run_jobs().await;

    let letters = world.letters().split_off(before);
    let all = letters.join("\n");
    assert!(letters.len() == 1 && all.contains("To: ben@") && all.contains(&page), "{all}");
    assert!(!all.contains("Signal") && !all.contains("clients"), "that, not in what: {all}");
    let clause = world.get("gus", "/manual/technology").await;
    assert!(clause.body.contains(&format!("href=\"{page}#learn\"")) && clause.says("How does “Signal” go?"), "{}", clause.words());
    assert!(world.get_in("fr", "gus", "/manual/technology").await.says("Comment va «\u{a0}Signal\u{a0}»?"));
    let said = world.post("gus", &format!("{page}/learn"), &[("kind", "worked")]).await;
    assert_eq!(said.location, page, "two taps");
    decide(&world, &page, "adopt", &[]).await;
    assert!(!world.get("gus", "/manual/technology").await.says("How does “Signal” go?"), "it is over");
}
