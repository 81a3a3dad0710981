//! From practice to policy, reviews that something opens, facts with a date, words for clients and
//! in other languages, the decision on personal devices.

use axum::http::StatusCode;
use base::world::World;

use super::{deeds, house, save};
use crate::model::{Document, Stage};
use crate::store;

async fn draft(world: &World) -> Document {
    let mut db = world.app.db.read().await.unwrap();
    let draft = store::draft(&mut db, "technology").await.unwrap().expect("a draft");
    store::content(&mut db, draft.id()).await.unwrap()
}

/// A trial of video calls that Cleo began: its page.
async fn trial(world: &World) -> String {
    let fields = [("tool", "Video calls"), ("purpose", "See clients who cannot travel"), ("ends_on", "2026-12-20"), ("clause", "technology:insecure"),
        ("ready", "policy"), ("ready_note", "We learn the rest"), ("person", "ben"), ("person", "gus")];
    let begun = world.post("cleo", "/manual/practices/new", &fields).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.words());
    begun.location
}

#[tokio::test]
async fn a_trial_is_begun_learned_from_in_two_taps_and_becomes_policy_that_cites_it() {
    let world = house().await;
    let unready = world.post("cleo", "/manual/practices/new", &[("tool", "Video"), ("purpose", "x"), ("ends_on", "2026-12-20"), ("clause", "technology:insecure")]).await;
    let page = trial(&world).await;

    world.post("gus", &format!("{page}/learn"), &[("kind", "hard"), ("words", "No sound at first")]).await;
    world.post("ben", &format!("{page}/learn"), &[("kind", "worked")]).await;
    let shown = world.get("gus", &page).await;
    let id = page.rsplit('/').next().unwrap().to_owned();
    let done = world.post("cleo", "/manual/practices/decide", &[("practice", &id), ("step", "adopt"), ("why", "It works, with headphones")]).await;

    assert!(unready.says("Say why you begin all the same."), "{}", unready.words());
    assert!(shown.says("No sound at first") && shown.says("It is nobody’s fault."), "{}", shown.words());
    assert_eq!(done.location, "/manual/technology/draft", "{}", done.words());
    let clause = draft(&world).await.clause("insecure").unwrap().clone();
    assert_eq!((clause.facts.stage, clause.facts.practices), (Stage::Policy, vec![id.clone()]));
    assert_eq!(deeds(&world).await, ["practice.begun", "learning.noted", "learning.noted", "edition.drafted", "practice.adopted"]);
    assert_eq!(world.post("cleo", "/manual/practices/decide", &[("practice", &id), ("step", "stop"), ("why", "x")]).await.status, StatusCode::CONFLICT);
    assert_eq!(world.post("gus", "/manual/practices/decide", &[("practice", &id), ("step", "stop"), ("why", "x")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post("gus", "/manual/practices/new", &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_trial_is_extended_or_stopped_and_its_end_is_told() {
    let world = house().await;
    let page = trial(&world).await;
    let id = page.rsplit('/').next().unwrap().to_owned();

    let early = world.post("cleo", "/manual/practices/decide", &[("practice", &id), ("step", "extend"), ("why", "More"), ("until", "2026-11-01")]).await;
    world.post("cleo", "/manual/practices/decide", &[("practice", &id), ("step", "extend"), ("why", "More"), ("until", "2027-01-20")]).await;
    world.set_clock("2027-01-22T12:00:00Z");
    let waiting = asks(&world, "cleo").await;
    world.post("cleo", "/manual/practices/decide", &[("practice", &id), ("step", "stop"), ("why", "Too slow")]).await;

    assert!(early.says("choose a day after the last day there is now") && early.says("More"), "{}", early.words());
    assert!(waiting.contains(&"manual-ask-decide"), "{waiting:?}");
    assert_eq!(draft(&world).await.clause("insecure").unwrap().facts.stage, Stage::Retired, "it was new: nothing was agreed before");
    assert!(asks(&world, "gus").await.is_empty());
}

/// What waits for somebody, by the ids of the sentences.
async fn asks(world: &World, who: &str) -> Vec<&'static str> {
    let mut db = world.app.db.read().await.unwrap();
    let identify = world.app.slices.iter().find_map(|s| s.identify).unwrap();
    let actor = identify(&mut db, who).await.unwrap().unwrap();
    crate::asks::waiting(&mut db, &world.app, &actor, world.app.now()).await.unwrap().into_iter().map(|a| a.what.id).collect()
}

#[tokio::test]
async fn something_that_changed_opens_a_review_of_the_clauses_that_speak_of_it() {
    let world = house().await;

    let found = world.post("cleo", "/manual/changes", &[("cause", "new-app"), ("about", "WhatsApp"), ("step", "find")]).await;
    let opened = world.post("cleo", "/manual/changes", &[("cause", "new-app"), ("about", "WhatsApp"), ("step", "open"), ("clause", "technology:no-cloud-backup")]).await;
    // The director owes it by a rule; whoever else keeps the manual sees that it waits.
    let (waiting, owed) = (asks(&world, "cleo").await, asks(&world, "ana").await);
    let entry = world.trail().await.into_iter().rfind(|e| e.deed == "review.opened").unwrap();
    let id = entry.subject("review").unwrap().to_owned();
    let mute = world.post("cleo", "/manual/changes/close", &[("review", &id)]).await;
    let closed = world.post("cleo", "/manual/changes/close", &[("review", &id), ("outcome", "Nothing had to change")]).await;

    assert!(found.body.contains("value=\"technology:no-cloud-backup\" checked"), "{}", found.words());
    assert_eq!(opened.location, "/manual/changes", "{}", opened.words());
    assert!(waiting.contains(&"manual-ask-review") && !owed.contains(&"manual-ask-review"), "{waiting:?} {owed:?}");
    assert!(mute.says("Say what came of it"), "{}", mute.words());
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert!(world.get("ben", "/manual/changes").await.says("Nothing had to change"));
    assert_eq!(deeds(&world).await, ["review.opened", "review.closed"]);
    assert_eq!(world.post("ben", "/manual/changes", &[("cause", "other"), ("about", "x")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_fact_past_its_day_opens_a_review_once() {
    let world = house().await;
    let fields = [("subject", "WhatsApp"), ("statement_en", "Messages are encrypted"), ("statement_fr", "Les messages sont chiffrés"), ("source", "Vendor page"),
        ("checked_on", "2026-11-20"), ("review_by", "2026-12-01"), ("clause", "technology:no-cloud-backup")];
    let late = world.post("cleo", "/manual/facts", &[("subject", "x"), ("checked_on", "2027-01-01"), ("review_by", "2026-11-01")]).await;
    let far: Vec<(&str, &str)> = fields.into_iter().map(|(n, v)| (n, if n == "review_by" { "9999-12-31" } else { v })).collect();
    let far = world.post("cleo", "/manual/facts", &far).await;
    let kept = world.post("cleo", "/manual/facts", &fields).await;

    let run = || async {
        let mut tx = world.app.db.begin().await.unwrap();
        base::jobs::push(&mut tx, &world.app.dice, crate::reviews::FACTS_EXPIRE, "", None, world.app.now()).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
    };
    run().await;
    let before = deeds(&world).await;
    world.set_clock("2026-12-02T15:00:00Z");
    run().await;
    run().await;

    assert!(late.says("Choose today or a day before.") && late.says("Choose a day to come."), "{}", late.words());
    assert!(far.says("Choose a day within two years.") && far.says("Vendor page"), "{}", far.words());
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.words());
    assert_eq!(before.iter().filter(|d| *d == "review.opened").count(), 0);
    assert_eq!(deeds(&world).await.iter().filter(|d| *d == "review.opened").count(), 1);
    assert!(world.get("ben", "/manual/changes").await.says("Fact to check again: WhatsApp"));
    let review = world.trail().await.into_iter().rfind(|e| e.deed == "review.opened").unwrap().subject("review").unwrap().to_owned();
    let called = store::names::reviews(&mut world.app.db.read().await.unwrap(), base::words::Lang::Fr, std::slice::from_ref(&review)).await.unwrap();
    assert_eq!(called[&review], "Fait à vérifier de nouveau\u{a0}: WhatsApp", "its duty names the cause");
    assert!(world.get("ben", "/manual/facts").await.says("Check again by 1 December 2026"), "{}", world.get("ben", "/manual/facts").await.words());
    assert_eq!(world.post("ben", "/manual/facts", &fields).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn words_are_edited_in_the_draft_linked_in_the_text_and_say_it_otherwise_to_clients() {
    let world = house().await;
    let word = [("term_en", "Zebra"), ("term_fr", "Zèbre"), ("meaning_en", "A striped animal"), ("meaning_fr", "Un animal rayé"),
        ("clients_en", "A horse in pyjamas"), ("clients_fr", "Un cheval en pyjama")];

    let half = world.post("cleo", "/manual/technology/words", &[("term_en", "Zebra")]).await;
    let added = world.post("cleo", "/manual/technology/words", &word).await;
    save(&world, "cleo", "training", &[("text_en", "Ask a zebra. Zebras know.")]).await;
    world.post("ana", "/manual/technology/publish", &[("reason", "Words")]).await;
    let text = world.get("ben", "/manual/technology").await;
    let (staff, clients) = (world.get("ben", "/glossary").await, world.get(base::world::NOBODY, "/glossary").await);

    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.words());
    assert_eq!(text.body.matches(">zebra</button>").count(), 1, "linked where it first stands");
    assert!(text.body.contains("popover class=\"term-note\""));
    assert!(staff.says("A striped animal") && clients.says("A horse in pyjamas") && !clients.says("A striped animal"));
    assert_eq!(world.post("ben", "/manual/technology/words", &word).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("ben", "/manual/technology/words").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn clients_read_words_and_notices_in_a_language_from_right_to_left() {
    let world = house().await;

    let bad = world.post("cleo", "/manual/public", &[("step", "language"), ("language", "\"><b>"), ("name", "x")]).await;
    world.post("cleo", "/manual/public", &[("step", "language"), ("language", "ar"), ("name", "العربية"), ("rtl", "yes")]).await;
    world.post("cleo", "/manual/public", &[("step", "words"), ("language", "ar"), ("term_en", "Phone"), ("term", "هاتف"), ("meaning", "جهاز")]).await;
    world.post("cleo", "/manual/public", &[("step", "notice"), ("title-ar", "تنبيه"), ("words-ar", "اتصل بنا"), ("title-en", "Notice"), ("words-en", "Call us")]).await;
    world.post("cleo", "/manual/public", &[("step", "heading"), ("language", "ar"), ("term", "كلماتنا"), ("meaning", "نقول الشيء نفسه")]).await;
    world.post("cleo", "/manual/public", &[("step", "language"), ("language", "fa"), ("name", "فارسی"), ("rtl", "yes")]).await;
    let fresh = world.get(base::world::NOBODY, "/glossary?lang=fa").await;
    let arabic = world.get(base::world::NOBODY, "/glossary?lang=ar").await;
    let english = world.get(base::world::NOBODY, "/glossary?lang=en").await;

    assert!(bad.says("A language tag is two or three letters"), "{}", bad.words());
    assert!(arabic.body.contains("lang=\"ar\" dir=\"rtl\"") && arabic.says("هاتف") && arabic.says("اتصل بنا"), "{}", arabic.words());
    assert!(arabic.body.contains("<title>كلماتنا") && arabic.says("نقول الشيء نفسه") && !arabic.says("Words we use"), "{}", arabic.words());
    assert_eq!(fresh.status, StatusCode::NOT_FOUND, "nothing to read yet");
    assert!(arabic.body.contains("<html lang=\"ar\" dir=\"rtl\"") && arabic.body.contains("<header class=\"top\" lang=\"en\" dir=\"ltr\""), "each says its own language");
    assert!(arabic.body.contains("<footer class=\"foot\" lang=\"en\" dir=\"ltr\""));
    let french = world.get(base::world::NOBODY, "/glossary?lang=fr").await;
    assert!(french.body.contains("<html lang=\"fr\" dir=\"ltr\"") && french.says("Aide"), "{}", french.words());
    let (farsi, arabic_form) = (world.get("cleo", "/manual/public?lang=fa").await, world.get("cleo", "/manual/public?lang=ar").await);
    assert!(farsi.says("Not on the public page yet") && !arabic_form.says("Not on the public page yet"));
    assert!(!english.says("فارسی") && world.get("cleo", "/glossary").await.says("فارسی"), "offered to whoever writes it");
    assert!(english.says("Call us") && !english.says("اتصل بنا"));
    assert_eq!(world.get(base::world::NOBODY, "/glossary?lang=xx").await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.post("ben", "/manual/public", &[("step", "notice")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.deeds().await.iter().filter(|d| *d == "public-page.changed").count(), 5);
}

#[tokio::test]
async fn personal_devices_are_talked_over_decided_and_written_into_positions_and_postings() {
    let world = house().await;
    let position = world.post("ana", "/teams/new", &[("kind", "position"), ("name", "Outreach worker"), ("phone", "none")]).await.location.replace("/teams/", "");
    let desk = world.post("ana", "/teams/new", &[("kind", "position"), ("name", "Front desk"), ("phone", "agency")]).await.location.replace("/teams/", "");
    let all = [("staff_safety", "a"), ("client_safety", "b"), ("work_life", "c"), ("fairness", "d"), ("alternatives", "e"), ("staff_heard", "f"), ("board_heard", "g")];

    world.upload("cleo", "/manual/devices", &all[..3], ("minute", "", b"")).await;
    let early = world.post("ana", "/manual/devices/check", &[("outcome", "must"), ("reason", "It fits us")]).await;
    let kept = world.upload("cleo", "/manual/devices", &all, ("minute", "minute.pdf", b"%PDF minute")).await;
    let form = world.get("ana", "/manual/devices").await;
    let nowhere = world.post("ana", "/manual/devices/check", &[("outcome", "must"), ("reason", "It fits us"), ("which", "asked")]).await;
    let fine = world.post("ana", "/manual/devices/check", &[("outcome", "must"), ("reason", "It fits us"), ("which", "asked"), ("position", &position)]).await;
    let not_cleo = world.post("cleo", "/manual/devices/decide", &[("outcome", "must"), ("reason", "x")]).await;
    let done = world.post("ana", "/manual/devices/decide", &[("outcome", "must"), ("reason", "It fits us"), ("which", "asked"), ("position", &position), ("position", &desk)]).await;
    world.post("cleo", "/manual/devices/texts", &[("step", "posting"), ("posting", "Evening worker, January")]).await;
    // The manager owes it by a rule; whoever else keeps the manual sees that it waits.
    let waiting = asks(&world, "ana").await;
    let page = world.get("cleo", "/manual/devices").await;

    assert!(early.says("Write down what was said about this first.") && early.says("It fits us"), "{}", early.words());
    assert!(form.body.contains(&format!("value=\"{position}\"")) && !form.body.contains(&format!("value=\"{desk}\"")), "the agency gives a phone there");
    assert!(nowhere.status == StatusCode::UNPROCESSABLE_ENTITY && nowhere.says("Tick the positions") && nowhere.says("It fits us"), "{}", nowhere.words());
    assert!(page.says("Outreach worker") && !page.says("Front desk"), "{}", page.words());
    assert!(early.says("Attach the minute first, and save it."), "{}", early.words());
    assert_eq!((fine.status, fine.location.as_str()), (StatusCode::TEMPORARY_REDIRECT, "/manual/devices/decide"), "{}", fine.words());
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.words());
    assert_eq!(not_cleo.status, StatusCode::FORBIDDEN);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    assert!(page.says("Evening worker, January") && page.says("For this position you need a smartphone of your own that you use for work."), "{}", page.words());
    assert!(waiting.contains(&"manual-ask-texts"), "{waiting:?}");
    let trail = world.trail().await;
    let texts: Vec<String> = trail.iter().filter(|e| e.deed == "device-text.asked").map(|e| e.subject("text").unwrap().to_owned()).collect();
    for text in &texts {
        let confirmed = world.post("cleo", "/manual/devices/texts", &[("step", "confirm"), ("text", text), ("place", "On the shared drive")]).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.words());
    }
    assert!(!asks(&world, "ana").await.contains(&"manual-ask-texts"));
    let decision = trail.iter().find(|e| e.deed == "device-decision.made").unwrap().subject("decision").unwrap().to_owned();
    let minute = world.get("cleo", &format!("/manual/devices/minute?of={decision}")).await;
    assert_eq!(minute.body, "%PDF minute");
    assert_eq!(world.get("ben", &format!("/manual/devices/minute?of={decision}")).await.status, StatusCode::FORBIDDEN);
    assert!(world.get("ben", "/manual/devices").await.says("It fits us"), "everybody reads what was decided");
}

#[tokio::test]
async fn a_position_is_asked_to_say_it_while_it_is_marked_so_and_the_mark_says_what_was_decided() {
    let world = house().await;
    let made = async |name: &str, phone: &str| world.post("ana", "/teams/new", &[("kind", "position"), ("name", name), ("phone", phone)]).await.location;
    let (outreach, office) = (made("Outreach worker", "own").await, made("Office worker", "none").await);
    let change = async |page: &str, name: &str, phone: &str| world.post("ana", page, &[("name", name), ("phone", phone)]).await;
    let waits = async || {
        world.run_jobs().await;
        let page = world.get("ana", "/manual/devices").await.words();
        let waits = page.split("Another job posting").next().unwrap_or_default().split("Talk it over").next().unwrap_or_default().to_owned();
        ["Outreach worker", "Office worker", "Evening worker"].into_iter().filter(|name| waits.contains(&format!("Position: {name}"))).collect::<Vec<_>>()
    };
    let all = [("staff_safety", "a"), ("client_safety", "b"), ("work_life", "c"), ("fairness", "d"), ("alternatives", "e"), ("staff_heard", "f"), ("board_heard", "g")];
    world.upload("cleo", "/manual/devices", &all, ("minute", "minute.pdf", b"%PDF minute")).await;
    let form = world.get("ana", "/manual/devices").await.plain();
    let ticked = |page: &str| { let id = page.replace("/teams/", ""); form.split(&format!("value=\"{id}\"")).nth(1).unwrap().split('>').next().unwrap().contains("checked") };
    assert!(ticked(&outreach) && !ticked(&office), "as they are marked");

    let decided = world.post("ana", "/manual/devices/decide", &[("outcome", "must"), ("reason", "x"), ("which", "asked"), ("position", &office.replace("/teams/", ""))]).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.words());
    assert_eq!(waits().await, ["Office worker"]);
    assert!(world.get("ana", &outreach).await.body.contains("value=\"none\" checked") && world.get("ana", &office).await.body.contains("value=\"own\" checked"), "the mark follows the decision");
    change(&outreach, "Outreach worker", "own").await;
    made("Evening worker", "own").await;
    assert_eq!(waits().await, ["Outreach worker", "Office worker", "Evening worker"]);
    change(&office, "Office worker", "agency").await;
    world.post("ana", &format!("{outreach}/close"), &[]).await;
    assert_eq!(waits().await, ["Evening worker"]);
    change(&office, "Office worker", "own").await;
    assert_eq!(waits().await, ["Office worker", "Evening worker"], "asked anew");

    let trail = world.trail().await;
    let dropped: Vec<_> = trail.iter().filter(|e| e.deed == "device-text.dropped").collect();
    assert!(dropped.len() == 2 && dropped.iter().all(|e| trail.iter().any(|asked| asked.deed == "device-text.asked" && Some(asked.seq.to_string().as_str()) == e.detail("takes-back"))));
    assert!(dropped.iter().all(|e| e.actor.as_deref() == Some("ana")));
    assert_eq!(change(&office, "Office worker", "none").await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post("ben", &office, &[("name", "x"), ("phone", "own")]).await.status, StatusCode::FORBIDDEN);
    world.upload("cleo", "/manual/devices", &all, ("minute", "minute.pdf", b"%PDF minute")).await;
    world.post("ana", "/manual/devices/decide", &[("outcome", "may"), ("reason", "No more"), ("which", "asked")]).await;
    assert!(!asks(&world, "ana").await.contains(&"manual-ask-texts"));
    assert_eq!(world.trail().await.iter().filter(|e| e.deed == "device-text.dropped").count(), 4, "nobody owes what is no longer so");
}

#[tokio::test]
async fn the_decision_on_personal_devices_opens_a_review_of_the_clause_that_spoke_of_the_time_before() {
    let world = house().await;
    let all = [("staff_safety", "a"), ("client_safety", "b"), ("work_life", "c"), ("fairness", "d"), ("alternatives", "e"), ("staff_heard", "f"), ("board_heard", "g")];
    world.upload("cleo", "/manual/devices", &all, ("minute", "minute.pdf", b"%PDF minute")).await;
    world.post("ana", "/manual/devices/decide", &[("outcome", "may"), ("reason", "It fits us")]).await;

    let page = world.get("ben", "/manual/changes").await;
    let french = world.get_in("fr", "ben", "/manual/changes").await;

    assert!(page.says("Another way of working: Personal devices: People may, and nobody must"), "{}", page.words());
    assert!(page.body.contains("/manual/technology#own-devices\"") && !page.body.contains("#purpose\""), "{}", page.body);
    assert!(french.words().contains("Appareils personnels"), "{}", french.words());
    assert_eq!(world.deeds().await.iter().filter(|d| *d == "review.opened").count(), 1);
}

#[tokio::test]
async fn a_review_of_what_no_clause_mentions_says_so() {
    let world = house().await;
    let now = world.app.now();
    let mut tx = world.app.db.begin().await.unwrap();
    let review = store::practices::Review {
        id: "r1".into(), document: "technology".into(), clauses: vec![], cause: "new-app".into(), about: "zoom".into(), called: crate::model::Both::default(), source: "app:7:technology".into(),
        opened_at: now, opened_by: None, closed_at: None, closed_by: None, outcome: String::new(),
    };
    store::practices::open_review(&mut tx, &review).await.unwrap();
    let called = store::names::reviews(&mut tx, base::words::Lang::Fr, &["r1".to_owned()]).await.unwrap();
    tx.commit().await.unwrap();

    let page = world.get("cleo", "/manual/changes").await;

    assert_eq!(called["r1"], "Une nouvelle appli dont aucune clause ne parle");
    assert!(page.says("No clause mentions it. Should one?"), "{}", page.words());
}

#[test]
fn the_sentence_for_postings_is_the_one_the_clause_quotes() {
    let clause = crate::starter::documents().unwrap()[0].clause("own-devices-said").unwrap().clone();
    for (text, texts) in [(&clause.text.en, include_str!("../practice.en.ftl")), (&clause.text.fr, include_str!("../practice.fr.ftl"))] {
        let sentence = crate::model::quoted(text).unwrap();
        assert!(texts.contains(&format!("manual-device-sentence = {sentence}")), "{sentence}");
    }
}
