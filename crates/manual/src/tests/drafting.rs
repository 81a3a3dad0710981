//! Changing the manual: drafts, editions, what changed.

use axum::http::StatusCode;
use base::Failure;
use base::world::World;

use super::{adopted, deeds, house, save};
use crate::model::Draft;
use crate::store;

const SIXTY_DAYS: &str =
    "every 60 days: passcode changed, for each phone in service; responsible: the worker; inform the manager; warn 7 days before";
const QUARTER: (&str, &str) = ("rule1_en", "every 6 months: policy reviewed, for each policy; responsible: the director; warn 1 month before");
const QUARTER_FR: (&str, &str) =
    ("rule1_fr", "tous les 6 mois : politique révisée, pour chaque politique; responsable : la direction; avertir 1 mois avant");

#[tokio::test]
async fn a_worker_cannot_draft_and_only_the_director_publishes() {
    let world = house().await;

    assert_eq!(world.post("ben", "/manual/technology/draft", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("ben", "/manual/technology/draft").await.status, StatusCode::FORBIDDEN);
    let begun = world.post("cleo", "/manual/technology/draft", &[("clause", "policy-review")]).await;
    assert_eq!(begun.location, "/manual/technology/draft/policy-review");
    assert_eq!(world.get("ben", "/manual/technology/draft/policy-review").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("cleo", "/manual/technology/draft").await.status, StatusCode::OK);
    for path in ["publish", "discard"] {
        assert_eq!(world.post("cleo", &format!("/manual/technology/{path}"), &[("reason", "x")]).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(deeds(&world).await, ["edition.drafted"]);
}

#[tokio::test]
async fn a_rule_that_does_not_read_comes_back_marked_and_nothing_is_lost() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;

    let wrong = "every 12 months: policy revewed, for each policy";
    let answer = save(&world, "ana", "policy-review", &[("title_en", "A title nobody lost"), ("rule1_en", wrong)]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Column 18"), "{}", answer.words());
    assert!(answer.says("Did you mean “policy reviewed”?"), "{}", answer.words());
    assert!(answer.body.contains("<mark>"), "the place is marked in the line");
    assert!(answer.says("A title nobody lost") && answer.says(wrong) && answer.says("tous les 12 mois"));
    assert_eq!(deeds(&world).await, ["edition.drafted"]);
}

#[tokio::test]
async fn two_languages_that_do_not_agree_are_not_saved() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;

    let answer = save(&world, "ana", "policy-review", &[QUARTER]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("They differ in the time."), "{}", answer.words());
    assert!(answer.says("In French: For each policy"), "{}", answer.words());
}

#[tokio::test]
async fn the_other_language_is_written_from_a_line() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;

    let written = save(&world, "ana", "policy-review", &[QUARTER, ("write", "rule1_fr")]).await;
    let saved = save(&world, "ana", "policy-review", &[QUARTER, ("rule1_fr", "")]).await;

    assert_eq!(written.status, StatusCode::OK);
    assert!(written.says("tous les 6 mois"), "{}", written.words());
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let mut db = world.app.db.read().await.unwrap();
    let draft = store::draft(&mut db, "technology").await.unwrap().unwrap();
    let words = store::content(&mut db, draft.id()).await.unwrap();
    let rule = &words.clause("policy-review").unwrap().rules[0];
    assert_eq!(rule.id, "policy-review");
    assert!(rule.line.fr.starts_with("tous les 6 mois"), "{}", rule.line.fr);
}

#[tokio::test]
async fn a_new_rule_gets_an_id_of_its_own() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;

    let saved = save(&world, "ana", "policy-review", &[("rule3_en", "within 5 days of a policy review: rules acknowledged")]).await;

    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    let mut db = world.app.db.read().await.unwrap();
    let rules = crate::draft_rules(&mut db, "technology", world.app.now()).await.unwrap().unwrap();
    assert!(rules.iter().any(|r| r.id == "policy-review-2" && r.clause_id == "policy-review"));
}

#[tokio::test]
async fn somebody_who_was_faster_is_not_overwritten_unseen() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;
    save(&world, "cleo", "training", &[("title_en", "Cleo’s title")]).await;

    let late = save(&world, "ana", "training", &[("title_en", "Ana’s title"), ("revision", "0")]).await;

    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Somebody else saved this clause") && late.says("Ana’s title"));
    assert!(late.body.contains("name=\"revision\" value=\"1\""), "saving again is then possible");
}

#[tokio::test]
async fn a_draft_becomes_the_next_edition_and_the_old_one_keeps_its_words() {
    let world = house().await;
    world.post("cleo", "/manual/technology/draft", &[]).await;
    save(&world, "cleo", "policy-review", &[QUARTER, QUARTER_FR]).await;
    world.pass(base::Moment::DAY);

    let done = world.post("ana", "/manual/technology/publish", &[("reason", "Quarterly is better")]).await;

    assert_eq!(done.location, "/manual/technology", "{}", done.words());
    assert_eq!(deeds(&world).await.iter().rev().take(2).collect::<Vec<_>>(), ["policy.reviewed", "edition.published"]);
    let trail = world.trail().await;
    let entry = trail.iter().rfind(|e| e.deed == "edition.published").unwrap();
    assert_eq!((entry.detail("number"), entry.detail("waiver")), (Some("2"), None));
    let now = world.get("ben", "/manual/technology").await;
    assert!(now.says("Edition 2") && now.says("every 6 months"));
    let then = world.get("ben", "/manual/technology?edition=1").await;
    assert!(then.says("This is an old edition") && then.says("every 12 months"));
    let editions = world.get("ben", "/manual/technology/editions").await;
    assert!(editions.says("Quarterly is better") && editions.says("The starter manual was adopted."));
    assert_eq!(world.get("ana", "/manual/technology/draft").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_law_in_force_at_any_moment_is_known() {
    let world = house().await;
    let began = world.app.now();
    world.post("cleo", "/manual/technology/draft", &[]).await;
    save(&world, "cleo", "policy-review", &[QUARTER, QUARTER_FR]).await;
    world.pass(base::Moment::DAY);
    let changed = world.app.now();
    let of = |rules: Vec<crate::PublishedRule>| rules.into_iter().filter(|r| r.id == "policy-review")
        .map(|r| (r.edition, r.effective_from, r.effective_to)).collect::<Vec<_>>();
    let what_if = crate::draft_rules(&mut world.app.db.read().await.unwrap(), "technology", changed).await.unwrap().unwrap();

    world.post("ana", "/manual/technology/publish", &[("reason", "x")]).await;

    let law = crate::published_rules(&mut world.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(what_if, law, "what-if said what then became law");
    assert_eq!(of(law), [(1, began, Some(changed)), (2, changed, None)]);
    assert_eq!(crate::draft_rules(&mut world.app.db.read().await.unwrap(), "technology", changed).await.unwrap(), None);

    // A new edition that leaves the line alone does not begin it anew.
    world.post("ana", "/manual/technology/draft", &[]).await;
    save(&world, "cleo", "training", &[("title_en", "Keep on learning")]).await;
    world.pass(base::Moment::DAY);
    world.post("ana", "/manual/technology/publish", &[("reason", "x")]).await;
    let law = crate::published_rules(&mut world.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(of(law), [(1, began, Some(changed)), (2, changed, None)]);
}

#[tokio::test]
async fn whoever_wrote_alone_publishes_only_with_a_waiver_and_its_reason() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;
    save(&world, "ana", "passcode-age", &[("rule1_en", SIXTY_DAYS), ("rule1_fr", "")]).await;

    let page = world.get("ana", "/manual/technology/draft").await;
    let alone = world.post("ana", "/manual/technology/publish", &[("reason", "Simpler")]).await;
    let no_reason = world.post("ana", "/manual/technology/publish", &[("reason", "Simpler"), ("waiver", "yes")]).await;
    let done = world.post("ana", "/manual/technology/publish", &[("reason", "Simpler"), ("waiver", "yes"), ("waiver_reason", "We are three people")]).await;

    assert!(page.says("You wrote this draft alone"));
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(alone.says("Ask a second person to look at it") && alone.says("Simpler"), "{}", alone.words());
    assert!(no_reason.says("Say why nobody else can look at it."));
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let trail = world.trail().await;
    assert_eq!(trail.iter().rfind(|e| e.deed == "edition.published").unwrap().detail("waiver"), Some("1"));
    assert!(world.get("dara", "/manual/technology/editions").await.says("We are three people"));
}

#[tokio::test]
async fn a_draft_that_says_nothing_new_is_not_published() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;

    let same = world.post("ana", "/manual/technology/publish", &[("reason", "x")]).await;

    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(same.says("The draft says the same as the edition in force."), "{}", same.words());
    assert_eq!(deeds(&world).await, ["edition.drafted"]);
}

#[tokio::test]
async fn a_draft_that_cannot_run_is_not_published() {
    // Phones are not in this house, so their rules cannot be read.
    let world = adopted(vec![people::slice(), crate::slice()]).await;
    world.post("ana", "/manual/technology/draft", &[]).await;
    save(&world, "cleo", "training", &[("title_en", "Keep on learning")]).await;

    let broken = world.post("ana", "/manual/technology/publish", &[("reason", "x")]).await;

    assert!(broken.says("A rule of “A new passcode every three months” cannot be read"), "{}", broken.words());
    assert_eq!(deeds(&world).await, ["edition.drafted", "clause.edited"]);
}

#[tokio::test]
async fn published_text_cannot_change() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;
    let stale: Draft = store::draft(&mut world.app.db.read().await.unwrap(), "technology").await.unwrap().unwrap();
    save(&world, "cleo", "training", &[("title_en", "Keep on learning")]).await;
    world.post("ana", "/manual/technology/publish", &[("reason", "x")]).await;
    let published = store::published(&mut world.app.db.read().await.unwrap(), "technology", world.app.now()).await.unwrap().unwrap();
    let before = store::content(&mut world.app.db.read().await.unwrap(), &published.id).await.unwrap();

    // By the door: there is no draft to write in any more.
    assert_eq!(published.id, stale.id());
    assert_eq!(world.get("ana", "/manual/technology/draft/training").await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.post("ana", "/manual/technology/draft/training", &[("title_en", "Other")]).await.status, StatusCode::NOT_FOUND);
    // By a draft that somebody kept in hand: the row is asked again.
    let mut clause = before.clause("training").unwrap().clone();
    clause.title.en = "Other".into();
    let mut tx = world.app.db.begin().await.unwrap();
    assert!(matches!(store::save_clause(&mut tx, &stale, &clause, 0).await, Err(Failure::Stale)));
    assert!(matches!(store::discard(&mut tx, &stale).await, Err(Failure::Stale)));
    tx.commit().await.unwrap();
    // By type: an edition that is not a draft does not become one.
    assert!(Draft::of(published.clone()).is_none());

    let after = store::content(&mut world.app.db.read().await.unwrap(), &published.id).await.unwrap();
    assert_eq!(after, before);
}

#[tokio::test]
async fn what_changed_is_shown_word_by_word() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;
    save(&world, "ana", "policy-review", &[QUARTER, QUARTER_FR, ("stage", "practice")]).await;

    let page = world.get("ana", "/manual/technology/editions?from=1&to=draft").await;
    let french = world.get_in("fr", "cleo", "/manual/technology/editions?from=1&to=draft").await;

    assert!(page.says("One clause changed"), "{}", page.words());
    assert!(page.words().contains("[taken out: 12 ]") && page.words().contains("[put in: 6 ]"), "{}", page.words());
    assert!(page.says("Practice (on trial)"));
    assert!(french.words().contains("[ajouté\u{a0}: 6 ]") || french.words().contains("[ajouté : 6 ]"), "{}", french.words());
    assert_eq!(world.get("ben", "/manual/technology/editions?from=1&to=draft").await.status, StatusCode::NOT_FOUND, "a draft is not for everybody");
    assert_eq!(world.get("ben", "/manual/technology/editions?from=1&to=9").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_draft_can_be_put_aside_and_another_begun() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;

    let done = world.post("ana", "/manual/technology/discard", &[]).await;
    let gone = world.get("ana", "/manual/technology/draft").await;
    let again = world.post("ana", "/manual/technology/draft", &[]).await;

    assert_eq!(done.location, "/manual/technology");
    assert!(gone.says("There is no draft"));
    assert_eq!(again.location, "/manual/technology/draft");
    assert_eq!(deeds(&world).await, ["edition.drafted", "draft.discarded", "edition.drafted"]);
}

/// Ana drafts the 60 days alone.
async fn sixty_days(world: &World) {
    world.post("ana", "/manual/technology/draft", &[]).await;
    let saved = save(world, "ana", "passcode-age", &[("rule1_en", SIXTY_DAYS), ("rule1_fr", "")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
}

#[tokio::test]
async fn what_a_second_person_read_as_it_stands_was_not_written_alone() {
    let world = house().await;
    sixty_days(&world).await;
    let alone = world.get("ana", "/manual/technology/draft").await;
    world.post("ana", "/manual/technology/review", &[("step", "send")]).await;
    world.post("ana", "/manual/technology/looked", &[]).await;
    let by_herself = world.get("ana", "/manual/technology/draft").await;
    world.post("cleo", "/manual/technology/looked", &[("look", "Fine")]).await;

    let read = world.get("ana", "/manual/technology/draft").await;
    world.post("ana", "/manual/technology/review", &[("step", "back")]).await;
    save(&world, "ana", "training", &[("title_en", "Keep on learning")]).await;
    let changed_since = world.post("ana", "/manual/technology/publish", &[("reason", "60 days")]).await;
    world.post("ana", "/manual/technology/review", &[("step", "send")]).await;
    world.post("cleo", "/manual/technology/looked", &[]).await;
    let done = world.post("ana", "/manual/technology/publish", &[("reason", "60 days"), ("waiver", "yes"), ("waiver_reason", "x")]).await;

    let asks = |answer: &base::world::Answer| answer.says("You wrote this draft alone") && answer.body.contains("name=\"waiver\"");
    assert!(asks(&alone) && asks(&by_herself) && !asks(&read), "{}", read.words());
    assert!(changed_since.says("You wrote this draft alone."), "Cleo read other words");
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    let entry = world.trail().await.into_iter().rfind(|e| e.deed == "edition.published").unwrap();
    assert_eq!(entry.detail("waiver"), None, "two people saw it");
    assert!(!world.get("ben", "/manual/technology/editions").await.says("Written and published by one person"));
}

#[tokio::test]
async fn everything_that_keeps_a_draft_from_being_published_is_said_at_once_and_before_any_passphrase() {
    let world = house().await;
    sixty_days(&world).await;

    let bare = world.post("ana", "/manual/technology/check", &[("begins", "2026-01-01"), ("kind", "material")]).await;
    let far = world.post("ana", "/manual/technology/check", &[("reason", "x"), ("begins", "9999-12-31"), ("kind", "material"), ("waiver", "yes"), ("waiver_reason", "y")]).await;
    let long = world.post("ana", "/manual/technology/publish", &[("reason", &"x".repeat(10_000)), ("waiver", "yes"), ("waiver_reason", "y")]).await;
    let fine = world.post("ana", "/manual/technology/check", &[("reason", "x"), ("kind", "material"), ("waiver", "yes"), ("waiver_reason", "y")]).await;

    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Choose today or a day to come.", "Say in one line what changed", "You wrote this draft alone."] {
        assert!(bare.says(words), "{words}: {}", bare.words());
    }
    assert!(far.says("Choose a day within two years."), "{}", far.words());
    assert!(long.says("There is room for 300."), "{}", long.words());
    assert_eq!((fine.status, fine.location.as_str()), (StatusCode::TEMPORARY_REDIRECT, "/manual/technology/publish"));
    assert_eq!(world.post("cleo", "/manual/technology/check", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(deeds(&world).await, ["edition.drafted", "clause.edited"]);
}

#[tokio::test]
async fn a_change_of_rule_firmness_or_stage_is_small_only_for_whoever_says_so_twice() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;
    save(&world, "cleo", "training", &[("title_en", "Keep on learning")]).await;
    save(&world, "cleo", "passcode-age", &[("strength", "recommendation"), ("stage", "practice")]).await;
    let small = [("reason", "Small things"), ("kind", "minor")];

    let warned = world.post("ana", "/manual/technology/check", &small).await;
    let sure = world.post("ana", "/manual/technology/publish", &[small[0], small[1], ("small", "yes")]).await;

    assert!(warned.says("“A new passcode every three months” (how firm it is, on trial or agreed)."), "{}", warned.words());
    assert!(!warned.says("“Keep on learning” ("), "a word is small");
    assert!(warned.body.contains("name=\"small\"") && warned.says("Small things"));
    assert_eq!(sure.location, "/manual/technology", "{}", sure.words());
}

#[tokio::test]
async fn a_text_that_still_says_three_months_is_told_while_one_writes_and_before_one_publishes() {
    let world = house().await;
    sixty_days(&world).await;

    let editing = world.get("ana", "/manual/technology/draft/passcode-age").await;
    let draft = world.get("ana", "/manual/technology/draft").await;
    let french = world.get_in("fr", "ana", "/manual/technology/draft").await;
    let other = world.get("ana", "/manual/technology/draft/training").await;

    for page in [&editing, &draft] {
        assert!(page.says("the rule says 60 days now. The English title or text still says “three months”."), "{}", page.words());
        assert!(page.says("The French title or text still says “trois mois”."), "{}", page.words());
    }
    assert!(french.words().contains("la règle dit maintenant 60 jours"), "{}", french.words());
    assert!(!other.says("still says"));
    assert!(draft.body.find("/draft/passcode-age\"") < draft.body.find("/draft/purpose\""), "what changed comes first");
    assert!(draft.says("clauses that nobody changed"));
}

#[tokio::test]
async fn what_changed_is_said_in_words_also_for_whom_what_was_learned_and_in_which_order() {
    let world = house().await;
    let fields = [("tool", "Signal"), ("purpose", "Write"), ("ends_on", "2026-12-20"), ("clause", "technology:insecure"), ("ready_note", "We learn")];
    let trial = world.post("cleo", "/manual/practices/new", &fields).await.location;
    let id = trial.rsplit('/').next().unwrap();
    world.post("cleo", "/manual/practices/decide", &[("practice", id), ("step", "adopt"), ("why", "It works")]).await;
    let fields = super::clause_form(&world, "training", &[("text_fr", "Apprenez."), ("decided_by", "Ana"), ("decided_on", "2026-11-02")]).await;
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.push(("audience", "board"));
    world.post("cleo", "/manual/technology/draft/training", &fields).await;
    world.post("cleo", "/manual/technology/outline", &[("step", "clause-up"), ("id", "practice")]).await;
    save(&world, "cleo", "purpose", &[("text_fr", "Autrement.")]).await;
    let nbsp = world.get("cleo", "/manual/technology/draft/policy-review").await.body.contains("responsable\u{a0}:");
    save(&world, "cleo", "policy-review", &[("rule1_fr", "")]).await;

    let english = world.get("ana", "/manual/technology/editions?from=1&to=draft").await.words();
    let french = world.get_in("fr", "ana", "/manual/technology/editions?from=1&to=draft").await.words();

    let part = |words: &str, from: &str| words.split_once(from).map(|(_, rest)| rest.chars().take(160).collect::<String>()).unwrap_or_default();
    assert!(part(&english, " Learned from ").starts_with("[put in: Signal ]"), "{}", part(&english, " Learned from "));
    assert!(english.contains("The Board") && !english.contains("board ]") && english.contains("2 November 2026"), "{}", part(&english, " For whom "));
    assert!(french.contains("Conseil d’administration") && french.contains("2 novembre 2026"), "{}", part(&french, " Pour qui "));
    assert!(english.contains("Order Keep learning") || english.contains("Order [") , "{}", part(&english, " Learning and change "));
    assert!(english.contains("Only its French changed"), "{}", part(&english, "Why we have these rules"));
    assert!(nbsp || !part(&french, "Règle").contains("responsable [enlevé"), "{}", part(&french, "Règle"));
    assert!(!french.contains("[enlevé : ]") && !french.contains("[ajouté : ]"), "no blank alone is a change");
}
