//! Duties as people deal with them: why, done elsewhere, put off, excused; and seen from above.

use axum::http::StatusCode;
use base::Moment;
use base::world::{Answer, World};

use crate::loops::typed;
use crate::{house, issued};

const DAY: i64 = Moment::DAY;

/// The page of somebody's first duty on Today whose words hold this.
pub(crate) async fn duty_of(world: &World, who: &str, about: &str) -> String {
    let today = world.get(who, "/").await.plain();
    let card = today.split("<article").find(|card| card.to_lowercase().contains(about)).unwrap_or_else(|| panic!("{who} owes nothing about {about}: {today}"));
    let link = card.split("href=\"/duties/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    format!("/duties/{link}")
}

/// Ana changes a clause of the policy and publishes it.
pub(crate) async fn published(world: &World, clause: &str, change: impl Fn(&str, &mut String)) {
    world.post("ana", "/manual/technology/draft", &[]).await;
    let form = world.get("ana", &format!("/manual/technology/draft/{clause}")).await;
    let mut fields = typed(&form.plain());
    fields.iter_mut().for_each(|(name, value)| change(name, value));
    let fields: Vec<(&str, &str)> = fields.iter().filter(|(n, _)| n != "csrf").map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let saved = world.post("ana", &format!("/manual/technology/draft/{clause}"), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    let publish = [("reason", "We try it out"), ("waiver", "yes"), ("waiver_reason", "We are five people")];
    let published = world.post("ana", "/manual/technology/publish", &publish).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.words());
}

fn is_ok(answer: &Answer) -> bool {
    answer.status == StatusCode::OK
}

#[tokio::test]
async fn why_is_said_in_plain_words_to_those_it_concerns() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    let duty = duty_of(&world, "ben", "passcode").await;

    let page = world.get("ben", &duty).await;

    assert!(page.says("It began when Cleo Marsh handed PH-014 to Ben Ito (23 November 2026"), "{}", page.words());
    assert!(page.says("The policy asks for this once in every 3 months, counted from then."), "{}", page.words());
    assert!(!page.says("“passcode changed”"), "no words of the rule language in the reason: {}", page.words());
    let french = world.get_in("fr", "ben", &duty).await;
    assert!(french.says("Cela a commencé ainsi\u{a0}: Cleo Marsh a remis PH-014"), "{}", french.words());
    assert!(is_ok(&world.get("ana", &duty).await) && is_ok(&world.get("cleo", &duty).await));
    let back = |page: &Answer, to: &str| page.body.contains(&format!(r#"class="back" href="{to}""#));
    assert!(back(&page, "/") && back(&world.get("ana", &duty).await, "/standing"), "one's own stands on Today, somebody else's in Standing");
    for other in ["eli", "dara", "gus", "ivy"] {
        assert_eq!(world.get(other, &duty).await.status, StatusCode::NOT_FOUND, "{other}");
    }
    assert_eq!(world.get("ana", "/duties/0000000000000000").await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.get("ana", "/duties/what").await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.get("ana", &format!("{duty}?as-of=2026-11-22")).await.status, StatusCode::NOT_FOUND, "the day before, nobody owed it");
}

#[tokio::test]
async fn a_practice_shows_nobody_late_and_can_be_put_off() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    let required = duty_of(&world, "ben", "passcode").await;
    let refused = world.post("ben", &format!("{required}/put-off"), &[("until", "week")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.words());
    assert!(!world.get("ben", &required).await.says("Put it off"));

    published(&world, "passcode-age", |name, value| if name == "stage" { *value = "practice".to_owned() }).await;
    world.pass(120 * DAY);

    let today = world.get("ben", "/").await;
    let trial = today.plain().split("id=\"trial\"").nth(1).unwrap_or_default().split("</section>").next().unwrap_or_default().to_owned();
    assert!(trial.contains("Change the passcode") && trial.contains("On trial") && !trial.contains("days late") && !trial.contains("Overdue"), "{trial}");
    let duty = duty_of(&world, "ben", "passcode").await;
    assert_eq!(world.post("eli", &format!("{duty}/put-off"), &[("until", "week")]).await.status, StatusCode::NOT_FOUND);
    world.post("ben", &format!("{duty}/put-off"), &[("until", "week")]).await;
    assert!(world.get("ben", "/").await.says("Put off (1)"));
    assert_eq!(world.deeds().await.last().map(String::as_str), Some("duty.put-off"));
    assert!(world.get("ana", "/standing/duties?state=trial").await.says("Ben Ito"), "put off is not gone");
    world.pass(8 * DAY);
    assert!(!world.get("ben", "/").await.says("Put off (1)"));
}

#[tokio::test]
async fn done_elsewhere_counts_where_the_director_lets_it() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    world.pass(DAY);
    let duty = duty_of(&world, "ben", "acknowledg").await;
    let said = [("day", "2026-11-24"), ("note", "Signed on paper, in the binder")];
    let refused = world.post("ben", &format!("{duty}/elsewhere"), &said).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says("can only be done in Keepwell"), "{}", refused.words());
    assert_eq!(world.post("cleo", "/standing/elsewhere", &[("rule", "acknowledged")]).await.status, StatusCode::FORBIDDEN);

    world.post("ana", "/standing/elsewhere", &[("rule", "acknowledged"), ("rule", "drawer")]).await;
    assert!(world.get("ben", &duty).await.says("It was done elsewhere"));
    for (day, note, says) in [("2026-12-01", "x", "That day has not come yet"), ("2026-11-01", "x", "before this was asked"), ("soon", "", "Choose the day"), ("2026-11-24", " ", "Write where it was done")] {
        let wrong = world.post("ben", &format!("{duty}/elsewhere"), &[("day", day), ("note", note)]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says(says), "{day}: {}", wrong.words());
    }
    assert_eq!(world.post("eli", &format!("{duty}/elsewhere"), &said).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.post("ana", &format!("{duty}/elsewhere"), &said).await.status, StatusCode::NOT_FOUND, "it is Ben's to say");
    let done = world.post("ben", &format!("{duty}/elsewhere"), &said).await;
    assert_eq!(done.location, "/", "{}", done.words());

    let page = world.get("ana", &duty).await;
    assert!(page.says("Done") && page.says("Signed on paper, in the binder") && page.says("said that it was done elsewhere"), "{}", page.words());
    let entry = world.trail().await.pop().unwrap();
    assert_eq!((entry.deed.as_str(), entry.detail("deed")), ("duty.done-elsewhere", Some("rules.acknowledged")));
    assert!(world.trail().await.iter().filter(|e| e.deed == "elsewhere.allowed").count() == 1, "a drawer is not done elsewhere");
    let french = world.get_in("fr", "ana", "/trail").await;
    assert!(french.says("a dit que c’était fait ailleurs") && !french.says("deed-"));
    let raw: Vec<String> = sqlx::query_scalar("select note from elsewhere_note").fetch_all(&mut *world.app.db.read().await.unwrap()).await.unwrap();
    assert!(raw.len() == 1 && !raw[0].contains("binder"), "sealed at rest");
}

#[tokio::test]
async fn what_was_filed_in_a_binder_is_deleted_from_the_phone_too() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    world.post("ana", "/standing/elsewhere", &[("rule", "conversation-filed")]).await;
    let client = world.post("ben", "/clients/new", &[("name", "Amina Farah"), ("number", "")]).await.location;
    world.post("ben", &format!("{client}/held"), &[("day", "2026-11-23")]).await;
    world.pass(Moment::HOUR);
    let filing = duty_of(&world, "ben", "file the conversation").await;
    let said = world.post("ben", &format!("{filing}/elsewhere"), &[("day", "2026-11-23"), ("note", "In the red binder")]).await;
    assert_eq!(said.location, "/", "{}", said.words());

    let today = world.get("ben", "/").await;
    assert!(today.says("from the phone") && today.says("filed elsewhere"), "{}", today.words());
    let deletion = duty_of(&world, "ben", "from the phone").await;
    let deletion = deletion.strip_suffix("#elsewhere").expect("its button leads to where it is said");
    assert_eq!(world.post("eli", &format!("{deletion}/elsewhere"), &[("day", "2026-11-23"), ("note", "Gone")]).await.status, StatusCode::NOT_FOUND);
    let done = world.post("ben", &format!("{deletion}/elsewhere"), &[("day", "2026-11-23"), ("note", "Deleted from the phone")]).await;
    assert_eq!(done.location, "/", "{}", done.words());
    assert!(!world.get("ben", "/").await.plain().contains("#elsewhere"), "it is done");
    let kept = duties::standing_rows(&world.app, base::words::Lang::En, world.app.now()).await.unwrap();
    duties::forget(&world.app).await;
    assert_eq!(kept, duties::standing_rows(&world.app, base::words::Lang::En, world.app.now()).await.unwrap());
}

#[tokio::test]
async fn by_team_those_in_no_team_are_counted_too() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    issued(&world, "PH-012", "416-555-0112", "eli").await;
    assert!(!world.get("ana", "/standing?by=team").await.says("In no team"), "where there are no teams, nobody is in none");
    let team = world.post("ana", "/teams/new", &[("kind", "team"), ("name", "Outreach"), ("name-fr", ""), ("phone", "none")]).await.location;
    let put = world.post("ana", &format!("{team}/join"), &[("person", "ben")]).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.words());
    world.pass(Moment::HOUR);

    let page = world.get("ana", "/standing?by=team").await;
    assert!(page.says("Outreach") && page.says("In no team"), "{}", page.words());
    let list = world.get("ana", "/standing/duties?team=nobody").await;
    assert!(list.says("Eli Novak") && list.words().matches("Ben Ito").count() == 1, "Ben is only among what could be chosen: {}", list.words());
}

#[tokio::test]
async fn an_exception_is_asked_by_one_and_answered_by_another() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    let duty = duty_of(&world, "ben", "passcode").await;
    let phone = world.get("ben", &format!("{duty}/exception")).await.plain().split("value=\"phone:").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let subject = format!("phone:{phone}");
    assert_eq!(world.get("eli", &format!("{duty}/exception")).await.status, StatusCode::NOT_FOUND);
    let wrong = world.post("ben", &format!("{duty}/exception"), &[("subject", "phone:other"), ("until", "2026-01-01"), ("reason", "")]).await;
    for says in ["Choose who or what is excused", "Choose the last day", "Say why"] {
        assert!(wrong.says(says), "{says}: {}", wrong.words());
    }

    let asked = world.post("ben", &format!("{duty}/exception"), &[("subject", &subject), ("until", "2027-03-31"), ("reason", "My hands are in plaster"), ("private", "yes")]).await;
    assert_eq!(asked.location, duty, "{}", asked.words());
    world.run_jobs().await;
    let letters = world.letters().join("\n");
    assert!(letters.contains("ana@example.org") && !letters.contains("plaster") && !letters.contains("Ben"), "{letters}");
    let ask = world.get("ana", "/").await;
    assert!(ask.says("Ben Ito asks for an exception"), "{}", ask.words());
    let exception = format!("/exceptions/{}", ask.plain().split("/exceptions/").nth(1).unwrap().split('"').next().unwrap());
    assert_eq!(world.post("ben", &format!("{exception}/answer"), &[("do", "yes")]).await.status, StatusCode::FORBIDDEN, "nobody answers their own");
    assert_eq!(world.get("eli", &exception).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.get("ben", "/exceptions").await.status, StatusCode::FORBIDDEN);
    let twice = world.post("ben", &format!("{duty}/exception"), &[("subject", &subject), ("until", "2027-03-31"), ("reason", "Again")]).await;
    assert!(twice.says("already"), "{}", twice.words());

    assert!(world.get("ben", "/").await.words().contains("Due Tue 23 Feb 2027"));
    assert_eq!(world.post("ana", &format!("{exception}/answer"), &[("do", "yes")]).await.status, StatusCode::SEE_OTHER);
    assert!(world.get("ben", "/").await.words().contains("Excused until Wed 31 Mar 2027"), "not due before its end: {}", world.get("ben", "/").await.words());
    assert_eq!(world.post("cleo", &format!("{exception}/answer"), &[("do", "yes")]).await.status, StatusCode::CONFLICT);
    assert!(world.get("ana", &exception).await.says("My hands are in plaster") && world.get("ben", &exception).await.says("plaster"));
    let cleo = world.get("cleo", &exception).await;
    assert!(is_ok(&cleo) && !cleo.says("plaster") && cleo.says("The reason is private"), "{}", cleo.words());
    let list = world.get("cleo", "/exceptions").await;
    assert!(list.says("PH-014") && list.says("Holds") && !list.says("plaster"), "{}", list.words());
    let csv = world.get("ana", "/exceptions?as=csv").await.body;
    assert!(csv.contains("PH-014") && !csv.contains("plaster"), "{csv}");

    world.pass(DAY);
    assert_eq!(world.post("ana", &format!("{exception}/end"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(world.get("ben", "/").await.words().contains("Due Tue 23 Feb 2027"), "it never re-anchors: {}", world.get("ben", "/").await.words());
    let kept = duties::standing_rows(&world.app, base::words::Lang::En, world.app.now()).await.unwrap();
    duties::forget(&world.app).await;
    assert_eq!(kept, duties::standing_rows(&world.app, base::words::Lang::En, world.app.now()).await.unwrap());
    let deeds = world.deeds().await;
    for deed in ["exception.asked", "exception.granted", "exceptions.exported", "exception.ended"] {
        assert!(deeds.iter().any(|d| d == deed), "{deed}");
    }
    assert!(world.trail().await.iter().all(|e| e.detail.iter().all(|(_, v)| !v.contains("plaster"))));
    assert!(!world.get("ana", "/trail").await.says("deed-"));
}

#[tokio::test]
async fn what_excuses_others_too_names_them_and_is_not_given_by_one_it_spares() {
    let world = house().await;
    for (phone, number, who) in [("PH-014", "416-555-0114", "ben"), ("PH-015", "416-555-0115", "ana")] {
        let phone = issued(&world, phone, number, who).await;
        world.post(who, &format!("{phone}/apps"), &[("do", "installed"), ("name", "Telegram")]).await;
    }
    world.pass(Moment::HOUR);
    let telegram = duty_of(&world, "ben", "telegram").await;
    let form = world.get("ana", &format!("{telegram}/exception")).await;
    for says in ["Spares a duty: Ben Ito", "Spares a duty: Ana Roy, Ben Ito", "What spares yourself a duty, somebody else decides."] {
        assert!(form.says(says), "{says}: {}", form.words());
    }
    let value = |slot: &str| format!("{slot}:{}", form.plain().split(&format!("value=\"{slot}:")).nth(1).unwrap().split('"').next().unwrap());
    world.post("ana", &format!("{telegram}/exception"), &[("subject", &value("app")), ("until", "2026-12-31"), ("reason", "A trial")]).await;
    assert!(world.get("ana", "/exceptions?state=waits").await.says("Telegram"), "it would spare Ana, too");
    world.post("ana", &format!("{telegram}/exception"), &[("subject", &value("phone")), ("until", "2026-12-31"), ("reason", "A trial")]).await;
    assert!(world.get("ana", "/exceptions?state=in-force").await.says("PH-014"), "this one spares Ben alone");
    let own = duty_of(&world, "ana", "telegram").await;
    assert!(is_ok(&world.get("ana", &own).await), "Ana still owes it");

    let bens = duty_of(&world, "ben", "acknowledg").await;
    let form = world.get("ana", &format!("{bens}/exception")).await;
    assert!(form.says("Spares a duty: Ben Ito") && form.says("because it spares you nothing"), "{}", form.words());
    assert!(!form.body.contains("value=\"document:"), "to excuse a document excuses everybody");
    let document = world.trail().await.iter().find_map(|e| e.subject("document").map(str::to_owned)).unwrap();
    let all = world.post("ana", &format!("{bens}/exception"), &[("subject", &format!("document:{document}")), ("until", "2026-12-31"), ("reason", "Everybody is away")]).await;
    assert!(all.says("Choose who or what is excused"), "{}", all.words());

    world.post("ben", &format!("{bens}/exception"), &[("subject", "person:ben"), ("until", "2026-12-31"), ("reason", "On leave")]).await;
    let seen = world.get("ben", &bens).await;
    assert!(seen.says("Ben Ito, until 31 December 2026. Asked by Ben Ito.") && seen.says("Waits for an answer"), "{}", seen.words());
    let exception = format!("/exceptions/{}", seen.plain().split("href=\"/exceptions/").nth(1).unwrap().split('"').next().unwrap());
    assert!(world.get("ben", &exception).await.says("Take it back"));
    assert!(world.get("ana", &bens).await.says("Waits for an answer"), "whoever answers finds it there, too");
}

#[tokio::test]
async fn an_exception_that_ends_before_the_day_leaves_the_day_as_it_is() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    let duty = duty_of(&world, "ben", "passcode").await;
    let form = world.get("ben", &format!("{duty}/exception")).await;
    let phone = form.plain().split("value=\"phone:").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(world.get("ben", "/").await.words().contains("Due Tue 23 Feb 2027"));

    world.post("ben", &format!("{duty}/exception"), &[("subject", &format!("phone:{phone}")), ("until", "2026-12-20"), ("reason", "Away")]).await;
    let exception = format!("/exceptions/{}", world.get("ana", &duty).await.plain().split("href=\"/exceptions/").nth(1).unwrap().split('"').next().unwrap());
    world.post("ana", &format!("{exception}/answer"), &[("do", "yes")]).await;

    let held = world.get("ben", "/").await.words();
    assert!(held.contains("Excused until Sun 20 Dec, then due Tue 23 Feb 2027"), "{held}");
    assert!(world.get("ben", &duty).await.says("After it, this is due on 23 February 2027."));
    world.pass(40 * DAY);
    assert!(world.get("ben", "/").await.words().contains("Due Tue 23 Feb"), "it never re-anchors");
}

#[tokio::test]
async fn whoever_answers_reads_that_what_is_late_stays_late() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    world.pass(Moment::HOUR);
    let bens = duty_of(&world, "ben", "acknowledg").await;
    world.pass(20 * DAY);

    let form = world.get("ben", &format!("{bens}/exception")).await;
    assert!(form.says("It is late already, and stays so."), "{}", form.words());
    world.post("ben", &format!("{bens}/exception"), &[("subject", "person:ben"), ("until", "2027-01-31"), ("reason", "On leave")]).await;
    let exception = format!("/exceptions/{}", world.get("ben", &bens).await.plain().split("href=\"/exceptions/").nth(1).unwrap().split('"').next().unwrap());
    assert!(world.get("ana", &exception).await.says("It is late already, and stays so."));
    world.post("ana", &format!("{exception}/answer"), &[("do", "yes")]).await;
    let after = world.get("ben", &bens).await;
    assert!(after.says("Overdue") && after.says("Holds"), "{}", after.words());
}

#[tokio::test]
async fn whoever_is_spared_a_duty_gives_no_exception_not_even_the_director() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    issued(&world, "PH-015", "416-555-0115", "ana").await;

    world.pass(Moment::HOUR);
    let bens = duty_of(&world, "ben", "acknowledg").await;
    let given = world.post("ana", &format!("{bens}/exception"), &[("subject", "person:ben"), ("until", "2026-12-31"), ("reason", "On leave")]).await;
    assert_eq!(given.location, bens, "{}", given.words());
    assert!(world.get("ana", "/exceptions").await.says("Holds"), "given at once: it spares Ana nothing");

    let anas = duty_of(&world, "ana", "acknowledg").await;
    world.post("ana", &format!("{anas}/exception"), &[("subject", "person:ana"), ("until", "2026-12-31"), ("reason", "Busy")]).await;
    let list = world.get("ana", "/exceptions?state=waits").await;
    let exception = format!("/exceptions/{}", list.plain().split("href=\"/exceptions/").nth(1).unwrap().split('"').next().unwrap());
    assert_eq!(world.post("ana", &format!("{exception}/answer"), &[("do", "yes")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post("cleo", &format!("{exception}/answer"), &[("do", "no")]).await.status, StatusCode::SEE_OTHER);
    assert!(world.get("ana", &exception).await.says("Refused"));
    world.pass(60 * DAY);
    assert!(world.get("ana", "/exceptions").await.says("Over"));
    let then = world.get("ana", &bens).await;
    assert!(then.says("Overdue") && then.words().contains("31 Dec"), "its day was the last of the exception: {}", then.words());
}

#[tokio::test]
async fn each_number_opens_its_list_and_each_duty_its_evidence() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    issued(&world, "PH-012", "416-555-0112", "eli").await;
    let team = world.post("ana", "/teams/new", &[("kind", "team"), ("name", "Settlement team"), ("name-fr", "Équipe"), ("phone", "none")]).await.location;
    world.post("ana", &format!("{team}/join"), &[("person", "eli")]).await;
    world.pass(20 * DAY);

    let standing = world.get("ana", "/standing").await;
    assert!(standing.says("/standing/duties?state=late"), "{}", standing.words());
    let late = world.get("ana", "/standing/duties?state=late&person=eli").await;
    assert!(late.says("Eli Novak") && !late.says("acknowledge the rules</a>Ben"), "{}", late.words());
    for (by, name) in [("person", "Eli Novak"), ("team", "Settlement team"), ("phone", "PH-012")] {
        let page = world.get("ana", &format!("/standing?by={by}")).await;
        assert!(page.says(name) && page.says(&format!("/standing/duties?{by}=")), "{by}: {}", page.words());
        let json: Vec<serde_json::Value> = serde_json::from_str(&world.get("ana", &format!("/standing?by={by}&as=json")).await.body).unwrap();
        let row = json.iter().find(|r| r["name"] == name).unwrap();
        assert!(row["late"].as_i64().unwrap() > 0, "{by}: {row}");
    }
    let of_team = world.get("ana", &format!("/standing/duties?as=json&state=late&team={}", team.rsplit('/').next().unwrap())).await.body;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&of_team).unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|r| r["who"] == "Eli Novak" && r["state"][0] == "Late"), "{of_team}");
    let then = world.get("ana", "/standing/duties?as-of=2026-11-23&state=late").await;
    assert!(then.says("Nothing matches"), "{}", then.words());
    let one = duty_of(&world, "eli", "acknowledg").await;
    assert!(world.get("ana", &one).await.says("/trail/"), "the entries that prove it");
    assert_eq!(world.get("ben", "/standing/duties").await.status, StatusCode::FORBIDDEN);
    let exported = world.deeds().await;
    assert!(exported.iter().any(|d| d == "standing.exported") && exported.iter().any(|d| d == "duties.exported"));
    let french = world.get_in("fr", "ana", "/standing?by=programme").await;
    assert!(french.says("Bilan") && !french.says("duties-"), "{}", french.words());
}

#[tokio::test]
async fn one_letter_a_morning_in_ones_own_language_and_nothing_sensitive_in_it() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    for who in ["dara", "fern", "gus", "ivy"] {
        world.post(who, "/manual/technology/acknowledge", &[("agree", "yes"), ("number", "1")]).await;
    }
    world.post("ben", "/me/language", &[("language", "fr")]).await;
    world.set_clock("2026-12-05T13:00:00Z");
    duties::remind(&world.app).await.unwrap();
    world.run_jobs().await;
    let before = world.letters().len();
    assert!(!world.deeds().await.iter().any(|d| d == "reminder.sent"), "nobody is written to on a Saturday");

    world.set_clock("2026-12-07T05:00:00Z");
    duties::remind(&world.app).await.unwrap();
    assert!(!world.deeds().await.iter().any(|d| d == "reminder.sent"), "nor at midnight");
    world.set_clock("2026-12-07T13:00:00Z");
    for _ in 0..3 {
        duties::remind(&world.app).await.unwrap();
        world.run_jobs().await;
        world.pass(20 * Moment::MINUTE);
    }

    let letters: Vec<String> = world.letters().split_off(before);
    let to = |who: &str| letters.iter().filter(|l| l.contains(&format!("To: {who}@example.org"))).cloned().collect::<Vec<_>>();
    assert_eq!(to("ben").len(), 1, "one a morning: {letters:?}");
    assert!(to("ben")[0].contains("Une chose") || to("ben")[0].contains("choses"), "{}", to("ben")[0]);
    assert_eq!((to("gus").len(), to("fern").len(), to("dara").len()), (0, 0, 0), "nothing to say, no letter");
    assert!(to("ivy").len() == 1 && world.get("ivy", "/").await.says("No backup for 14 days") && !world.get("ana", "/").await.says("No backup"));
    for letter in &letters {
        for word in ["PH-014", "Ben", "Ito", "416"] {
            assert!(!letter.contains(word), "{word}: {letter}");
        }
    }
    let told: Vec<String> = world.trail().await.into_iter().filter(|e| e.deed == "reminder.sent").filter_map(|e| e.subject("person").map(str::to_owned)).collect();
    assert!(told.contains(&"ben".to_owned()) && told.len() == letters.len(), "{told:?}");
    assert!(!world.get("ana", "/trail").await.says("reminded Ben Ito"), "not on the trail page until it is asked");

    world.post("ben", "/me/reminders", &[("day", "2"), ("day", "9"), ("day", "x")]).await;
    for (at, count) in [("2026-12-08T13:00:00Z", 1), ("2026-12-09T13:00:00Z", 1), ("2026-12-15T13:00:00Z", 2)] {
        world.set_clock(at);
        duties::remind(&world.app).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.letters().iter().skip(before).filter(|l| l.contains("To: ben@")).count(), 1 + count, "{at}: on Tuesdays only");
    }
    assert!(!world.get("ben", "/me/reminders").await.says("No day is chosen"));
    world.post("ben", "/me/reminders", &[]).await;
    assert!(world.get("ben", "/me/reminders").await.says("No day is chosen, so no letter comes."));
}

#[tokio::test]
async fn escalation_goes_to_whom_the_rule_names() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    world.set_clock("2027-03-01T13:00:00Z");
    duties::remind(&world.app).await.unwrap();
    world.run_jobs().await;

    let letters = world.letters();
    let cleo = letters.iter().find(|l| l.contains("To: cleo@example.org")).expect("the rule says: inform the manager");
    assert!(cleo.contains("and you should know") && !cleo.contains("Ben"), "{cleo}");
    assert!(world.get("cleo", "/").await.says("What you are told about"));
}

#[tokio::test]
async fn a_calendar_has_an_address_that_can_be_taken_back() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;

    let made = world.post("ben", "/me/calendar", &[]).await;
    let path = made.plain().split("/calendar/").nth(1).and_then(|r| r.split('"').next()).map(|t| format!("/calendar/{t}")).unwrap();
    let feed = world.get(base::world::NOBODY, &path).await;

    assert!(is_ok(&feed) && feed.headers["content-type"].to_str().unwrap().starts_with("text/calendar"), "{}", feed.body);
    assert!(feed.body.starts_with("BEGIN:VCALENDAR\r\n") && feed.body.contains("DTSTART;VALUE=DATE:20261130") && feed.body.contains("SUMMARY:Due: "), "{}", feed.body);
    for word in ["PH-014", "Ben", "Cleo", "416"] {
        assert!(!feed.body.contains(word), "{word}");
    }
    assert!(!world.get("ben", "/me/reminders").await.says(&path), "it is shown once");
    let raw: Vec<String> = sqlx::query_scalar("select token_hash from calendar_feed").fetch_all(&mut *world.app.db.read().await.unwrap()).await.unwrap();
    assert!(!path.contains(&raw[0]), "only its hash is kept");
    world.post("ben", "/me/calendar", &[]).await;
    assert_eq!(world.get(base::world::NOBODY, &path).await.status, StatusCode::NOT_FOUND, "a new one ends the old one");
    world.post("ben", "/me/calendar/end", &[]).await;
    let none: Vec<String> = sqlx::query_scalar("select token_hash from calendar_feed").fetch_all(&mut *world.app.db.read().await.unwrap()).await.unwrap();
    assert!(none.is_empty());
    assert!(world.deeds().await.ends_with(&["calendar-feed.made".to_owned(), "calendar-feed.made".to_owned(), "calendar-feed.ended".to_owned()]));
    for wrong in ["/calendar/x.ics", "/calendar/", "/calendar/.ics"] {
        assert_eq!(world.get(base::world::NOBODY, wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn a_newcomer_finds_who_is_late_with_a_passcode_changes_the_rule_and_today_changes() {
    let world = house().await;
    let phone = issued(&world, "PH-012", "416-555-0112", "eli").await;
    let bens = issued(&world, "PH-014", "416-555-0114", "ben").await;
    world.pass(80 * DAY);
    world.post("ben", &format!("{bens}/passcode"), &[("passcode", "730164"), ("again", "730164")]).await;
    world.run_jobs().await;
    world.pass(20 * DAY);

    // Who is late, and why: the first page, the number, the line.
    let list = world.get("ana", "/standing/duties?state=late&clause=passcode-age").await;
    let json = world.get("ana", "/standing/duties?state=late&clause=passcode-age&as=json").await.body;
    assert!(json.contains("Eli Novak") && json.contains("PH-012") && !json.contains("PH-014"), "{json}");
    let duty = format!("/duties/{}", list.plain().split("href=\"/duties/").nth(1).unwrap().split('"').next().unwrap());
    let why = world.get("ana", &duty).await;
    assert!(why.says("handed PH-012 to Eli Novak") && why.says("Nothing on record shows that it was done in time."), "{}", why.words());
    let before = world.get("ben", "/").await.words();

    published(&world, "passcode-age", |_, value| *value = value.replace("every 3 months:", "every 60 days:").replace("tous les 3 mois", "tous les 60 jours").replace("every three months", "every 60 days").replace("tous les trois mois", "tous les 60 jours")).await;
    world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes"), ("number", "2")]).await;

    let past = world.get("ana", "/standing?as-of=2026-12-01").await;
    assert!(past.says("A new passcode every three months"), "the title of that day: {}", past.words());
    let after = world.get("ben", "/").await;
    assert_ne!(before, after.words());
    assert!(after.says("every 60 days: passcode changed"), "{}", after.words());
    assert!(after.says("once in every 60 days. This rule began on") && !before.contains("This rule began on"), "the reason adds up to the day: {}", after.words());
    assert!(world.deeds().await.iter().any(|d| d == "rules.acknowledged"));
    world.post("eli", &format!("{phone}/passcode"), &[("passcode", "618305"), ("again", "618305")]).await;
    assert!(world.get("ana", "/standing/duties?state=late&clause=passcode-age").await.says("Nothing matches"), "done, and nobody is late any more");
}

#[tokio::test]
async fn what_is_asked_of_somebody_themselves_falls_on_nobody_when_they_have_left() {
    let world = house().await;
    world.pass(20 * DAY);
    assert!(world.get("eli", "/").await.says("Read and accept the rules"));
    world.post("cleo", "/manual/technology/acknowledge", &[("agree", "yes"), ("number", "1")]).await;

    let today = world.app.now().day(&world.app.zone()).to_string();
    let gone = world.post("ana", "/people/eli/left", &[("day", &today)]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.words());
    world.pass(DAY);
    world.run_jobs().await;
    assert!(world.deeds().await.iter().any(|deed| deed == "person.left"));

    let cleo = world.get("cleo", "/").await;
    assert!(!cleo.says("Overdue") && !cleo.says("days late"), "nobody can accept for Eli: {}", cleo.words());
}
