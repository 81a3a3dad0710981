//! The manual and the duties together: what a draft would change and for whom, what opens a review,
//! texts that wait to be confirmed, and rules that everybody is asked to accept.

use axum::http::StatusCode;
use base::Moment;
use base::ids::hex;
use base::world::{NOBODY, World};
use sha2::{Digest as _, Sha256};

use crate::duties::{duty_of, published};
use crate::{house, issued};

const DAY: i64 = Moment::DAY;

/// The lines of one table of the what-if page: head, then the numbers new, gone, another date, late.
async fn share(world: &World, id: &str) -> Vec<Vec<String>> {
    let page = world.get("ana", "/what-if/technology").await.plain();
    let table = page.split(&format!("<h2 id=\"{id}\"")).nth(1).unwrap_or_else(|| panic!("no {id}: {page}")).split("</table>").next().unwrap().to_owned();
    let body = table.split("<tbody>").nth(1).unwrap();
    let cell = |html: &str| html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim()).collect::<String>();
    body.split("<tr>").skip(1).map(|row| row.split("<t").skip(1).map(|c| cell(&format!("<t{c}"))).collect()).collect()
}

#[tokio::test]
async fn what_a_draft_would_change_is_counted_by_person_by_thing_and_by_clause() {
    let world = house().await;
    for (label, number, who) in [("PH-014", "416-555-0114", "ben"), ("PH-012", "416-555-0112", "eli")] {
        let phone = issued(&world, label, number, who).await;
        world.pass(Moment::MINUTE);
        world.post(who, &format!("{phone}/passcode"), &[("passcode", "730164"), ("again", "730164")]).await;
    }
    world.run_jobs().await;
    world.pass(5 * DAY);
    world.post("ana", "/manual/technology/draft", &[]).await;
    let form = world.get("ana", "/manual/technology/draft/passcode-age").await;
    let mut fields = crate::loops::typed(&form.plain());
    for (_, value) in &mut fields {
        *value = value.replace("every 3 months:", "every 60 days:").replace("tous les 3 mois", "tous les 60 jours");
    }
    let fields: Vec<(&str, &str)> = fields.iter().filter(|(n, _)| n != "csrf").map(|(n, v)| (n.as_str(), v.as_str())).collect();
    world.post("ana", "/manual/technology/draft/passcode-age", &fields).await;

    let (people, things, clauses) = (share(&world, "by-person").await, share(&world, "by-thing").await, share(&world, "by-clause").await);

    let line = |name: &str, moved: &str| vec![name.to_owned(), "0".to_owned(), "0".to_owned(), moved.to_owned(), "0".to_owned()];
    for (table, names) in [(&people, ["Ben Ito", "Eli Novak"]), (&things, ["PH-014", "PH-012"])] {
        assert!(table.len() == 2 && names.iter().all(|name| table.contains(&line(name, "1"))), "{table:?}");
    }
    assert_eq!(clauses, [line("A new passcode every three months", "2")]);
}

#[tokio::test]
async fn what_a_looser_clause_would_mean_is_said_before_it_is_published() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    world.post("ana", "/manual/technology/draft", &[]).await;
    let form = world.get("ana", "/manual/technology/draft/passcode-age").await;
    let mut fields = crate::loops::typed(&form.plain());
    for (name, value) in &mut fields {
        match name.as_str() {
            "stage" => *value = "practice".to_owned(),
            "strength" => *value = "recommendation".to_owned(),
            _ => {}
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().filter(|(n, _)| n != "csrf").map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let kept = world.post("ana", "/manual/technology/draft/passcode-age", &fields).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.words());

    let page = world.get("ana", "/what-if/technology").await;
    for says in ["Requirement, Policy → Recommendation, Practice", "One open duty would be on trial", "If you choose that people accept the new edition again"] {
        assert!(page.says(says), "{says}: {}", page.words());
    }
    assert!(!page.says("No duty would change"), "{}", page.words());
}

#[tokio::test]
async fn an_app_approved_or_withdrawn_and_a_service_begun_or_ended_open_a_review_that_the_director_owes() {
    let world = house().await;
    world.post("cleo", "/apps", &[("name", "Viber")]).await;
    let early = world.post("ana", "/teams/new", &[("kind", "programme"), ("name", "Was here before"), ("name-fr", "Déjà là"), ("phone", "none")]).await;
    assert_eq!(early.status, StatusCode::SEE_OTHER, "{}", early.words());
    world.run_jobs().await;
    world.pass(40 * DAY);
    world.post("cleo", "/apps", &[("name", "WhatsApp")]).await;
    let approved = world.trail().await.into_iter().rfind(|e| e.deed == "app.approved").unwrap();
    let programme = world.post("ana", "/teams/new", &[("kind", "programme"), ("name", "Evening hours"), ("name-fr", "Soirées"), ("phone", "none")]).await.location;
    world.run_jobs().await;
    world.pass(DAY);
    let closed = world.post("ana", &format!("{programme}/close"), &[]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.words());
    let withdrawn = world.post("cleo", &format!("/apps/{}", approved.subject("app").unwrap()), &[("do", "withdraw")]).await;
    assert_eq!(withdrawn.status, StatusCode::SEE_OTHER, "{}", withdrawn.words());
    world.run_jobs().await;

    let page = world.get("cleo", "/manual/changes").await;
    for says in ["New app: WhatsApp", "App no longer approved: WhatsApp", "New service: Evening hours", "Service ended: Evening hours"] {
        assert!(page.says(says), "{says}: {}", page.words());
    }
    assert!(!page.says("Was here before") && !page.says("New app: Viber"), "a service from before the manual is nothing new");
    assert!(page.says("No copy in the cloud"), "the clauses that speak of it: {}", page.words());
    let letters = world.letters().join("\n");
    assert!(letters.contains("look at the policy again") && !letters.contains("Evening"), "{letters}");

    let duty = duty_of(&world, "ana", "look at the clauses again").await;
    assert!(world.get("ana", &duty).await.says("/manual/changes"));
    let today = world.get("ana", "/").await;
    for says in ["App no longer approved: WhatsApp", "New app: WhatsApp", "Service ended: Evening hours"] {
        assert!(today.says(says), "each says its cause: {says}: {}", today.words());
    }
    assert!(world.get_in("fr", "ana", "/").await.says("Service terminé\u{a0}: Soirées"));
    assert!(!opened_ids(&world).await.iter().any(|id| today.words().contains(&id[..8])), "named, not numbered: {}", today.words());
    assert!(world.get("ana", "/standing/duties?clause=policy-review&state=open").await.says("Ana Roy"));
    assert!(!world.get("ana", "/").await.says("reviews wait") && !world.get("cleo", "/").await.plain().contains("clauses-looked-at"));
    let opened = opened_ids(&world).await;
    assert_eq!(opened.len(), 4, "the app, the service, its end, the app again");
    world.pass(Moment::HOUR);
    for review in &opened {
        world.post("cleo", "/manual/changes/close", &[("review", review), ("outcome", "Nothing had to change")]).await;
    }
    assert!(world.get("ana", "/standing/duties?clause=policy-review&state=late").await.says("Nothing matches"));
    assert!(!world.get("ana", "/").await.words().to_lowercase().contains("look at the clauses again\u{a0}due"));
}

#[tokio::test]
async fn an_app_taken_off_the_list_by_a_slip_of_the_thumb_stays_against_nobody() {
    let world = house().await;
    let phone = issued(&world, "PH-014", "416-555-0114", "ben").await;
    world.post("cleo", "/apps", &[("name", "WhatsApp")]).await;
    let app = world.trail().await.into_iter().rfind(|e| e.deed == "app.approved").unwrap().subject("app").unwrap().to_owned();
    world.post("ben", &format!("{phone}/apps"), &[("do", "installed"), ("app", &app)]).await;
    let list = world.get("cleo", "/apps").await;
    assert!(list.says("Take WhatsApp off the list") && list.says("One phone has WhatsApp."), "it asks first: {}", list.words());

    world.pass(DAY);
    world.post("cleo", &format!("/apps/{app}"), &[("do", "withdraw")]).await;
    let today = world.get("ben", "/").await;
    assert!(today.says("Take WhatsApp off PH-014") && !today.says("Overdue"), "there is time for it: {}", today.words());
    world.pass(Moment::MINUTE);
    world.post("cleo", &format!("/apps/{app}"), &[("do", "approve")]).await;
    world.pass(7 * DAY);

    assert!(!world.get("ben", "/").await.says("Take WhatsApp off PH-014"));
    assert!(world.get("ana", "/standing/duties?clause=approved-apps&state=missed").await.says("Nothing matches"));
    assert!(world.get("ana", "/standing/duties?clause=approved-apps&state=late").await.says("Nothing matches"));
}

async fn opened_ids(world: &World) -> Vec<String> {
    world.trail().await.iter().filter(|e| e.deed == "review.opened").filter_map(|e| e.subject("review").map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_text_that_must_name_own_devices_is_a_duty_until_somebody_confirms_it() {
    let world = house().await;
    let position = world.post("ana", "/teams/new", &[("kind", "position"), ("name", "Outreach worker"), ("name-fr", "Terrain"), ("phone", "own")]).await.location;
    let said = ["staff_safety", "client_safety", "work_life", "fairness", "alternatives", "staff_heard", "board_heard"].map(|q| (q, "Talked over"));
    let kept = world.upload("ana", "/manual/devices", &said, ("minute", "minute.pdf", b"%PDF")).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.words());
    let decided = world.post("ana", "/manual/devices/decide", &[("outcome", "must"), ("reason", "It fits us"), ("which", "asked"), ("position", &position.replace("/teams/", ""))]).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.words());
    world.pass(DAY);

    let duty = duty_of(&world, "cleo", "say in the text").await;
    assert!(world.get("cleo", &duty).await.says("Outreach worker"));
    assert!(world.get("cleo", &duty).await.says("/manual/devices"), "the button that does it");
    assert!(world.get("ana", "/standing/duties?clause=own-devices-said&state=open").await.says("Cleo Marsh"));
    assert!(!world.get("cleo", "/manual/devices").await.says("No rule makes anybody owe this"));
    for (phone, owed) in [("none", false), ("own", true)] {
        world.post("ana", &position, &[("name", "Outreach worker"), ("name-fr", "Terrain"), ("phone", phone)]).await;
        world.run_jobs().await;
        world.pass(Moment::HOUR);
        let rows = duties::standing_rows(&world.app, base::words::Lang::En, world.app.now()).await.unwrap();
        assert_eq!(rows.iter().any(|r| r.rule == "own-devices-said" && r.state == "open"), owed, "{phone}");
    }
    let kept = duties::standing_rows(&world.app, base::words::Lang::En, world.app.now()).await.unwrap();
    duties::forget(&world.app).await;
    assert_eq!(kept, duties::standing_rows(&world.app, base::words::Lang::En, world.app.now()).await.unwrap(), "built anew it is the same");
    let text = world.trail().await.iter().rfind(|e| e.deed == "device-text.asked").unwrap().subject("text").unwrap().to_owned();
    world.post("cleo", "/manual/devices/texts", &[("step", "confirm"), ("text", &text), ("place", "On the shared drive")]).await;
    assert!(world.get("ana", "/standing/duties?clause=own-devices-said&state=open").await.says("Nothing matches"));
    assert!(world.get("ana", "/standing/duties?clause=own-devices-said&state=met").await.says("Cleo Marsh"));

    published(&world, "own-devices-said", |name, value| if name.starts_with("rule1") { value.clear() }).await;
    world.post("cleo", "/manual/devices/texts", &[("step", "posting"), ("posting", "Evening worker")]).await;
    assert!(world.get("cleo", "/manual/devices").await.says("No rule makes anybody owe this"), "the page says so when no rule is there");
    assert!(world.get("ana", "/").await.says("must say that people use their own device"), "and it waits on Today all the same");
}

#[tokio::test]
async fn accepting_is_owed_by_everybody_who_is_asked_and_paper_counts() {
    let world = house().await;
    world.pass(DAY);
    for who in ["gus", "dara"] {
        assert!(world.get(who, "/").await.says("within 5 working days of a request to accept the rules"), "{who}");
    }
    let paper = [("person", "gus"), ("person", "dara"), ("how", "paper"), ("lang", "en"), ("remark", "Binder 3")];
    assert_eq!(world.post("cleo", "/manual/technology/accepted", &paper).await.status, StatusCode::SEE_OTHER);
    assert!(world.get("gus", "/").await.says("You owe nothing today."), "{}", world.get("gus", "/").await.words());

    world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes"), ("number", "1")]).await;
    world.pass(DAY);
    published(&world, "passcode-age", |_, value| *value = value.replace("every 3 months:", "every 60 days:").replace("tous les 3 mois", "tous les 60 jours")).await;
    world.run_jobs().await;
    let today = world.get("ben", "/").await;
    assert!(today.says("Read and accept the rules") && !today.says("The policy changed since you accepted it"), "said once: {}", today.words());
    let late = duty_of(&world, "ben", "accept the rules").await;
    world.pass(Moment::HOUR);
    world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes"), ("number", "2")]).await;
    assert!(world.get("ben", &late).await.says("Done"), "{}", world.get("ben", &late).await.words());
}

#[tokio::test]
async fn a_service_that_ends_in_the_first_month_is_a_change_and_opens_a_review_of_its_clauses() {
    let world = house().await;
    let programme = world.post("ana", "/teams/new", &[("kind", "programme"), ("name", "Evening hours"), ("name-fr", "Soirées"), ("phone", "none")]).await.location;
    world.run_jobs().await;
    assert!(opened_ids(&world).await.is_empty(), "it was there before the manual");
    let id = programme.replace("/teams/", "");
    let for_it = |name: &str, value: &mut String| if name == "audience" && value == "staff" { *value = format!("programme-{id}") };
    published(&world, "training", for_it).await;
    world.pass(3 * DAY);
    world.post("ana", &format!("{programme}/close"), &[]).await;
    world.run_jobs().await;

    let page = world.get("cleo", "/manual/changes").await;
    assert!(page.says("Service ended: Evening hours"), "{}", page.words());
    assert!(page.body.contains("/manual/technology#training\""), "the clause that was for it");
    let duty = duty_of(&world, "ana", "look at the clauses again").await;
    assert!(world.get("ana", &duty).await.says("Service ended: Evening hours"));
}

#[tokio::test]
async fn a_fact_of_a_vendor_past_its_day_is_owed_by_the_director_with_its_cause() {
    let world = house().await;
    let fact = [("subject", "WhatsApp"), ("statement_en", "Messages are encrypted"), ("statement_fr", "Les messages sont chiffrés"), ("source", "Vendor page"),
        ("checked_on", "2026-11-20"), ("review_by", "2026-12-01"), ("clause", "technology:no-cloud-backup")];
    assert_eq!(world.post("cleo", "/manual/facts", &fact).await.status, StatusCode::SEE_OTHER);
    let look = async || {
        let mut tx = world.app.db.begin().await.unwrap();
        base::jobs::push(&mut tx, &world.app.dice, "manual.facts-expire", "", None, world.app.now()).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
    };
    world.pass(7 * DAY);
    look().await;
    assert!(opened_ids(&world).await.is_empty(), "its day has not come");
    world.pass(2 * DAY);
    look().await;

    assert_eq!(opened_ids(&world).await.len(), 1);
    let duty = duty_of(&world, "ana", "look at the clauses again").await;
    assert!(world.get("ana", "/").await.says("Fact to check again: WhatsApp"));
    assert!(world.get("ana", &duty).await.says("/manual/changes"));
    assert!(world.get("cleo", "/manual/changes").await.says("No copy in the cloud"), "the clause that rests on it");
    assert_eq!(world.get("ben", &duty).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_takes_part_in_a_trial_says_on_today_how_it_goes_and_its_rules_are_counted_without_names() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    published(&world, "passcode-age", |name, value| if name == "stage" { *value = "practice".to_owned() }).await;
    let fields = [("tool", "Short passcodes"), ("purpose", "Try it"), ("ends_on", "2026-12-20"), ("clause", "technology:passcode-age"), ("ready_note", "We learn the rest"), ("person", "ben"), ("person", "gus")];
    let trial = world.post("ana", "/manual/practices/new", &fields).await.location;
    let today = world.get("ben", "/").await;
    let said = world.post("ben", &format!("{trial}/learn"), &[("kind", "hard"), ("words", "Too many numbers"), ("from", "today")]).await;
    let mute = world.post("gus", &format!("{trial}/learn"), &[("kind", "idea"), ("words", ""), ("from", "today")]).await;

    assert!(today.says("Short passcodes") && today.says("On trial, and you take part. Until 20 December 2026.") && today.says("It was hard"), "{}", today.words());
    assert!(world.get_in("fr", "gus", "/").await.says("À l’essai, et vous y participez. Jusqu’au 20 décembre 2026."));
    assert!(!world.get("eli", "/").await.says("Short passcodes"), "only those who take part");
    assert_eq!(said.location, "/", "and on with the day");
    assert!(mute.says("What is your idea?"), "{}", mute.words());
    assert!(world.get("ana", &trial).await.says("Too many numbers"));
    assert_eq!(world.deeds().await.iter().filter(|d| *d == "learning.noted").count(), 1);

    let link = format!("/standing/trial/{}", trial.rsplit('/').next().unwrap());
    assert!(world.get("ana", &trial).await.body.contains(&format!("href=\"{link}\"")) && !world.get("ben", &trial).await.body.contains(&link));
    let kept = world.get("ana", &link).await;
    assert!(kept.says("A new passcode every three months") && kept.says("Not due yet") && !kept.says("Ben Ito"), "{}", kept.words());
    world.pass(120 * DAY);
    let late = world.get("ana", &link).await.words();
    assert!(late.contains("0 0 1 0"), "one is not in time: {late}");
    assert!(!late.contains("Keep learning"), "its clauses only: {late}");
    assert_eq!(world.get("ben", &link).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("ana", "/standing/trial/none").await.status, StatusCode::NOT_FOUND);
    world.post("ana", "/manual/practices/decide", &[("practice", trial.rsplit('/').next().unwrap()), ("step", "stop"), ("why", "Enough")]).await;
    assert!(!world.get("ben", "/").await.says("Short passcodes"));
}

#[tokio::test]
async fn the_very_first_today_says_what_the_director_owes() {
    let world = World::with(crate::slices(), |config| config.setup_token = Some(hex(&Sha256::digest("on the console")))).await;
    let typed = [
        ("token", "on the console"), ("step", "3"), ("organisation", "Harbour House"), ("name-fr", ""), ("province", "ON"), ("zone", ""), ("language", "en"),
        ("days", "1"), ("days", "2"), ("kept", "Christmas Day"), ("size", "small"), ("name", "Ana Roy"), ("email", "ana@example.org"),
        ("passphrase", "otter lantern maple drizzle"), ("again", "otter lantern maple drizzle"),
    ];
    let done = world.post(NOBODY, "/set-up", &typed).await;
    assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, "/"), "{}", done.words());
    let token = done.cookies.iter().find_map(|c| c.strip_prefix("keepwell=")).and_then(|c| c.split(';').next()).unwrap();
    world.adopt("first", token);

    let first = world.get("first", "/").await;
    world.run_jobs().await;
    let asked = world.trail().await.into_iter().filter(|e| e.deed == "acknowledgement.asked").count();

    assert!(first.says("Read and accept the rules") && !first.says("Nothing to do"), "{}", first.words());
    assert_eq!(asked, 1, "the job asks nobody twice");
}
