//! The main loop: what happens becomes what is owed, and doing it takes it away.

use axum::http::StatusCode;
use base::Moment;
use base::world::NOBODY;

use crate::duties::duty_of;
use crate::{house, issued};

const HOUR: i64 = Moment::HOUR;
const DAY: i64 = Moment::DAY;

#[tokio::test]
async fn today_is_for_whoever_is_signed_in() {
    let world = house().await;

    assert_eq!(world.get(NOBODY, "/").await.location, "/sign-in?back=%2F");
    assert!(world.get("gus", "/").await.says("Read and accept the rules"), "{}", world.get("gus", "/").await.words());
    world.pass(HOUR);
    world.post("gus", "/manual/technology/acknowledge", &[("agree", "yes"), ("number", "1")]).await;
    let gus = world.get("gus", "/").await;
    assert_eq!(gus.status, StatusCode::OK);
    assert!(gus.says("You owe nothing today."), "{}", gus.words());
}

#[tokio::test]
async fn a_phone_brings_duties_with_reasons_and_buttons() {
    let world = house().await;
    let phone = issued(&world, "PH-014", "416-555-0114", "ben").await;

    let today = world.get("ben", "/").await;

    // S-006: the rules are read within five working days; S-039: the passcode changes within three months.
    assert!(today.says("every 3 months: passcode changed"), "{}", today.words());
    assert!(today.says(&format!("{phone}/passcode")), "the button that does it");
    assert!(today.says("within 5 working days of a request to accept the rules"));
    assert!(today.words().contains("Due Mon 30 Nov"), "five working days after Monday 23 November: {}", today.words());
    let french = world.get_in("fr", "ben", "/").await;
    assert!(french.says("tous les 3 mois"), "{}", french.words());
    assert!(!world.get("eli", "/").await.says("PH-014"));
}

#[tokio::test]
async fn what_is_done_disappears_into_evidence() {
    let world = house().await;
    let phone = issued(&world, "PH-014", "416-555-0114", "ben").await;
    assert!(world.get("ben", "/").await.says("/manual/technology/acknowledge") || world.get("ben", "/").await.says("href=\"/manual\""));

    world.pass(HOUR);
    let edition = [("agree", "yes"), ("number", "1")];
    world.post("ben", "/manual/technology/acknowledge", &edition).await;
    world.post("ben", &format!("{phone}/backup"), &[("backup", "off")]).await;
    let changed = world.post("ben", &format!("{phone}/passcode"), &[("passcode", "730164"), ("again", "730164")]).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.words());
    world.run_jobs().await;

    let today = world.get("ben", "/").await;
    assert!(!today.words().contains("Due Mon 30 Nov"), "{}", today.words());
    assert!(today.says("Done lately"));
    assert!(today.says("Done 23 November 2026"));
    assert!(world.deeds().await.ends_with(&["passcode.changed".to_owned(), "manager.informed".to_owned()]));
    let letters = world.letters().join("\n");
    assert!(letters.contains("cleo@example.org") && !letters.contains("730164"));
}

#[tokio::test]
async fn off_site_without_permission_is_missed_and_with_permission_met() {
    let world = house().await;
    let phone = issued(&world, "PH-014", "416-555-0114", "ben").await;

    world.pass(HOUR);
    world.post("ben", &format!("{phone}/take-out"), &[]).await;
    world.pass(HOUR);
    world.post("ben", &format!("{phone}/drawer"), &[("do", "put")]).await;

    let standing = world.get("ana", "/standing").await;
    assert!(standing.says("Missed"), "{}", standing.words());
    let json = world.get("ana", "/standing?as=json").await.body;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let row = rows.iter().find(|r| r["name"].as_str().is_some_and(|n| n.contains("take it away"))).unwrap();
    assert_eq!((&row["open"], &row["late"], &row["met"], &row["missed"]), (&0.into(), &0.into(), &0.into(), &1.into()), "{json}");
}

#[tokio::test]
async fn a_shorter_period_shows_whose_duties_move_before_it_is_published() {
    let world = house().await;
    let phone = issued(&world, "PH-014", "416-555-0114", "ben").await;
    world.pass(HOUR);
    world.post("ben", &format!("{phone}/passcode"), &[("passcode", "730164"), ("again", "730164")]).await;
    world.pass(DAY);

    world.post("ana", "/manual/technology/draft", &[]).await;
    let form = world.get("ana", "/manual/technology/draft/passcode-age").await;
    let mut fields = typed(&form.plain());
    for (_, value) in &mut fields {
        *value = value.replace("every 3 months:", "every 60 days:").replace("tous les 3 mois", "tous les 60 jours");
    }
    let fields: Vec<(&str, &str)> = fields.iter().filter(|(n, _)| n != "csrf").map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let saved = world.post("ana", "/manual/technology/draft/passcode-age", &fields).await;
    assert_eq!(saved.location, "/manual/technology/draft", "{}", saved.words());

    let what_if = world.get("ana", "/what-if/technology").await;
    assert!(what_if.says("every 60 days: passcode changed"), "{}", what_if.words());
    // Sixty days from when the line would begin: a rule opens no duty due before it existed.
    assert!(what_if.words().contains("Due Tue 23 Feb 2027") && what_if.words().contains("Due Sat 23 Jan 2027"), "{}", what_if.words());
    assert!(world.get("ben", "/").await.words().contains("Due Tue 23 Feb 2027"), "nothing has changed yet");
    assert_eq!(world.get("ben", "/what-if/technology").await.status, StatusCode::FORBIDDEN);

    let publish = [("reason", "Our insurer asks for it"), ("waiver", "yes"), ("waiver_reason", "We are five people")];
    let published = world.post("ana", "/manual/technology/publish", &publish).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.words());
    assert!(world.get("ben", "/").await.words().contains("Due Sat 23 Jan 2027"), "{}", world.get("ben", "/").await.words());
}

/// The fields of the page's main form, as a browser would send them back.
pub(crate) fn typed(page: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let form = page.rsplit("<form").find(|f| f.contains("name=\"title_en\"")).unwrap_or("");
    for input in form.split("<input").skip(1) {
        let tag = input.split('>').next().unwrap_or("");
        let value = |name: &str| tag.split(&format!(" {name}=\"")).nth(1).and_then(|r| r.split('"').next()).map(str::to_owned);
        if ["checkbox", "radio"].contains(&value("type").unwrap_or_default().as_str()) && !tag.contains(" checked") {
            continue;
        }
        if let (Some(name), Some(value)) = (value("name"), value("value")) {
            fields.push((name, value));
        }
    }
    for area in form.split("<textarea").skip(1) {
        let name = area.split(" name=\"").nth(1).and_then(|r| r.split('"').next()).unwrap_or("").to_owned();
        let text = area.split_once('>').map_or("", |(_, rest)| rest.split("</textarea>").next().unwrap_or(""));
        fields.push((name, text.strip_prefix('\n').unwrap_or(text).to_owned()));
    }
    for select in form.split("<select").skip(1) {
        let name = select.split(" name=\"").nth(1).and_then(|r| r.split('"').next()).unwrap_or("").to_owned();
        let chosen = select.split("<option").find(|o| o.split('>').next().is_some_and(|t| t.contains(" selected")));
        if let Some(value) = chosen.and_then(|o| o.split("value=\"").nth(1)).and_then(|r| r.split('"').next()) {
            fields.push((name, value.to_owned()));
        }
    }
    fields
}

#[tokio::test]
async fn the_board_sees_numbers_and_no_names() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;

    let board = world.get("dara", "/standing").await;

    assert_eq!(board.status, StatusCode::OK);
    assert!(board.says("By clause") && !board.says("Ben Ito") && !board.says("PH-014"), "{}", board.words());
    assert!(board.says("1 to 4") && !board.says(">1<"), "few are not told apart: {}", board.words());
    assert!(world.get("ana", "/standing/board").await.says("1 to 4"));
    assert_eq!(world.get("dara", "/standing/duties").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("ben", "/standing/board").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("ben", "/standing").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("ben", "/trail").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("dara", "/trail").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_was_turned_away_is_seen_and_what_they_asked_for_is_not() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    assert!(world.get("ana", "/trail/denied").await.says("Nobody was turned away"));
    let before = world.trail().await.len();

    for path in ["/trail", "/trail", "/clients/none-of-mine", "/people"] {
        assert!([403, 404].contains(&world.get("gus", path).await.status.as_u16()), "{path}");
    }

    let page = world.get("ana", "/trail/denied").await;
    assert!(page.says("Gus") && page.says("Read the trail: who did what and when, never the content"), "{}", page.words());
    assert!(!page.body.contains("none-of-mine"), "an address may name a client");
    let mut db = world.app.db.read().await.unwrap();
    let told: Vec<_> = base::denied::list(&mut db, 10).await.unwrap().into_iter().map(|d| (d.person, d.permit, d.day, d.times)).collect();
    let line = |permit: &str, times| ("gus".to_owned(), permit.to_owned(), "2026-11-23".to_owned(), times);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told.contains(&line("see-trail", 2)) && told.contains(&line("see-people", 1)), "{told:?}");
    drop(db);
    assert_eq!(world.trail().await.len(), before, "trying is no deed");
    assert!(world.get_in("fr", "ivy", "/trail/denied").await.says("Accès refusés"));
    assert_eq!(world.get("ben", "/trail/denied").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_trail_leaves_out_who_came_and_went_until_it_is_asked() {
    let world = house().await;
    let mut tx = world.app.db.begin().await.unwrap();
    world.app.record(&mut tx, Some("ben"), world.app.deed("session.began").unwrap(), &[("person", "ben")], &[]).await.unwrap();
    tx.commit().await.unwrap();

    for (path, said) in [("/trail", false), ("/trail?sessions=yes", true), ("/trail?deed=session.began", true), ("/trail?slot=person&id=ben&sessions=yes", true), ("/trail?slot=person&id=eli&sessions=yes", false)] {
        assert_eq!(world.get("ana", path).await.words().contains("Ben Ito signed in"), said, "{path}");
    }
}

#[tokio::test]
async fn the_trail_tells_who_did_what_and_the_past_can_be_asked() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;

    let trail = world.get("ana", "/trail").await;
    assert!(trail.says("Cleo Marsh") && trail.says("PH-014") && trail.says("Ben Ito"), "{}", trail.words());
    assert!(!trail.says("deed-"), "every deed has its words: {}", trail.words());
    let french = world.get_in("fr", "ivy", "/trail").await;
    assert!(!french.says("deed-") && french.says("Journal"));
    let shown = async |query: &str| world.get("ana", &format!("/trail?{query}")).await.words();
    assert!(shown("deed=custody.began").await.contains("1 in all") || shown("deed=custody.began").await.contains("One in all"));
    assert!(shown("deed=custody.began&person=eli").await.contains("Nothing matches"));
    assert!(shown("person=ben&from=2026-11-23&until=2026-11-23").await.contains("handed PH-014 to Ben Ito"));
    assert!(shown("until=2026-11-01").await.contains("Nothing matches"));
    assert_eq!(world.get("ben", "/trail?as=csv").await.status, StatusCode::FORBIDDEN);
    let csv = world.get("ana", "/trail?as=csv&deed=custody.began").await.body;
    assert!(csv.contains("Cleo Marsh,handed PH-014 to Ben Ito") && csv.lines().count() == 2, "{csv}");
    assert_eq!(world.deeds().await.last().map(String::as_str), Some("trail.exported"));
    assert_eq!(world.get("ana", "/trail/1").await.status, StatusCode::OK);
    assert_eq!(world.get("ana", "/trail/999999").await.status, StatusCode::NOT_FOUND);

    world.pass(8 * DAY);
    let now = world.get("ana", "/standing").await;
    let then = world.get("ana", "/standing?as-of=2026-11-23").await;
    assert!(now.says("8 days late") || now.says("one day late"), "{}", now.words());
    assert!(!then.says(" late</"), "nothing was late on the first day: {}", then.words());
    assert!(world.get("ana", "/standing?as-of=2099-01-01").await.says("Write the day as 2026-11-22"));
}

#[tokio::test]
async fn what_is_kept_in_memory_is_what_the_trail_says() {
    let world = house().await;
    let phone = issued(&world, "PH-014", "416-555-0114", "ben").await;
    let other = issued(&world, "PH-012", "416-555-0112", "eli").await;
    for day in 0..12 {
        world.pass(DAY);
        match day {
            1 => drop(world.post("ben", "/manual/technology/acknowledge", &[("agree", "yes")]).await),
            2 => drop(world.post("eli", &format!("{other}/apps"), &[("do", "installed"), ("name", "Telegram")]).await),
            4 => drop(world.post("ben", &format!("{phone}/passcode"), &[("passcode", "730164"), ("again", "730164")]).await),
            6 => drop(world.post("eli", &format!("{other}/take-out"), &[]).await),
            7 => drop(world.post("eli", &format!("{other}/bring-back"), &[]).await),
            3 => drop(world.post("ana", &format!("{}/exception", duty_of(&world, "eli", "acknowledg").await), &[("subject", "person:eli"), ("until", "2026-12-01"), ("reason", "Ill")]).await),
            9 => drop(world.post("cleo", "/apps", &[("name", "Telegram")]).await),
            _ => {}
        }
        world.run_jobs().await;
        assert_eq!(world.get("ana", "/standing").await.status, StatusCode::OK);
    }
    let fresh = base::App::new(base::app::Ground {
        db: world.app.db.clone(),
        clock: world.app.clock.clone(),
        dice: world.app.dice.clone(),
        vault: world.app.vault.clone(),
        blobs: world.app.blobs.clone(),
        slices: crate::slices(),
        config: world.app.config.clone(),
    });
    // The world brings the ground floor's slice itself; a fresh application needs none of its routes.
    let fresh = fresh.await.unwrap();

    let now = world.app.now();
    let kept = duties::standing_rows(&world.app, base::words::Lang::En, now).await.unwrap();
    let built = duties::standing_rows(&fresh, base::words::Lang::En, now).await.unwrap();
    duties::forget(&world.app).await;
    let again = duties::standing_rows(&world.app, base::words::Lang::En, now).await.unwrap();

    assert_eq!(kept, built);
    assert_eq!(kept, again);
    assert!(kept.len() > 12 && kept.iter().any(|r| r.state == "met") && kept.iter().any(|r| r.state == "late"), "{kept:?}");
}
