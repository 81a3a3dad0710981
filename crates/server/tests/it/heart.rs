//! The manual and the duties together: what a draft would change and for whom, what opens a review,
//! texts that wait to be confirmed, and rules that everybody is asked to accept.

use axum::http::StatusCode;
use base::Moment;
use base::world::World;

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
    assert!(today.says("No copy in the cloud") && !opened_ids(&world).await.iter().any(|id| today.words().contains(&id[..8])), "named, not numbered: {}", today.words());
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
    world.post("ana", "/teams/new", &[("kind", "position"), ("name", "Outreach worker"), ("name-fr", "Terrain"), ("phone", "none")]).await;
    let said = ["staff_safety", "client_safety", "work_life", "fairness", "alternatives", "staff_heard", "board_heard"].map(|q| (q, "Talked over"));
    let kept = world.upload("ana", "/manual/devices", &said, ("minute", "minute.pdf", b"%PDF")).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.words());
    let decided = world.post("ana", "/manual/devices/decide", &[("outcome", "must"), ("reason", "It fits us")]).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.words());
    world.pass(DAY);

    let duty = duty_of(&world, "cleo", "say in the text").await;
    assert!(world.get("cleo", &duty).await.says("Outreach worker"));
    assert!(world.get("cleo", &duty).await.says("/manual/devices"), "the button that does it");
    assert!(world.get("ana", "/standing/duties?clause=own-devices-said&state=open").await.says("Cleo Marsh"));
    assert!(!world.get("cleo", "/manual/devices").await.says("No rule makes anybody owe this"));
    let text = world.trail().await.iter().find(|e| e.deed == "device-text.asked").unwrap().subject("text").unwrap().to_owned();
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
