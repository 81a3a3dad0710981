//! What a policy says once, at its beginning, counts for all its rules.

use axum::http::StatusCode;
use base::words::Lang;
use base::world::{Answer, World};

use crate::loops::typed;
use crate::{house, issued};

/// Ana writes how the policy begins.
async fn begins(world: &World, en: &str, fr: &str) {
    let fields = [("step", "name-document"), ("title_en", "Technology"), ("title_fr", "La technologie"), ("intro_en", en), ("intro_fr", fr)];
    let named = world.post("ana", "/manual/technology/outline", &fields).await;
    assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.words());
}

/// Ana writes a rule of the draft anew, in both languages.
async fn rule(world: &World, clause: &str, en: &str, fr: &str) -> Answer {
    let path = format!("/manual/technology/draft/{clause}");
    let mut fields = typed(&world.get("ana", &path).await.plain());
    for (name, value) in &mut fields {
        match name.as_str() {
            "rule1_en" => *value = en.to_owned(),
            "rule1_fr" => *value = fr.to_owned(),
            _ => {}
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().filter(|(n, _)| n != "csrf").map(|(n, v)| (n.as_str(), v.as_str())).collect();
    world.post("ana", &path, &fields).await
}

async fn publish(world: &World) -> Answer {
    world.post("ana", "/manual/technology/publish", &[("reason", "We try it out"), ("waiver", "yes"), ("waiver_reason", "We are five people")]).await
}

/// The day the new passcode of Ben's phone is due.
async fn due(world: &World) -> String {
    let rows = duties::standing_rows(&world.app, Lang::En, world.app.now()).await.unwrap();
    let row = rows.iter().find(|row| row.rule == "passcode-age").expect("a passcode is owed");
    row.due.chars().take(10).collect()
}

#[tokio::test]
async fn deadlines_roll_where_the_policy_begins_by_saying_so() {
    let world = house().await;
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    world.post("ana", "/manual/technology/draft", &[]).await;
    // 61 days after Monday 23 November 2026 is a Saturday.
    let (en, fr) = ("every 61 days: passcode changed, for each phone in service", "tous les 61 jours : code changé, pour chaque téléphone en service");
    assert_eq!(rule(&world, "passcode-age", en, fr).await.status, StatusCode::SEE_OTHER);
    assert_eq!(publish(&world).await.status, StatusCode::SEE_OTHER);
    assert_eq!(due(&world).await, "2027-01-23");

    world.post("ana", "/manual/technology/draft", &[]).await;
    begins(&world, "How we work.\n\nDeadlines roll to the next working day.", "Comment nous travaillons.\n\nLes échéances passent au prochain jour ouvrable.").await;
    assert_eq!(due(&world).await, "2027-01-23", "a draft changes nothing");
    let published = publish(&world).await;

    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.words());
    assert_eq!(due(&world).await, "2027-01-25");
}

#[tokio::test]
async fn a_policy_that_begins_otherwise_in_french_is_not_published() {
    let world = house().await;
    for (en, fr) in [
        ("Deadlines roll to the next working day.", "Comment nous travaillons."),
        ("Deadlines roll to the nxt working day.", "Les échéances passent au prochain jour ouvrable."),
    ] {
        world.post("ana", "/manual/technology/draft", &[]).await;
        begins(&world, en, fr).await;
        let refused = publish(&world).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{en}");
        assert!(refused.says("A rule of “Technology” cannot be read, or its two languages do not agree."), "{}", refused.words());
    }
}

#[tokio::test]
async fn immediately_means_what_the_policy_begins_by_saying() {
    let world = house().await;
    world.post("ana", "/manual/technology/draft", &[]).await;
    let (en, fr) = (
        "immediately after a passcode change: manager informed",
        "immédiatement après un changement de code : gestion informée",
    );
    let unclear = rule(&world, "passcode-age", en, fr).await;
    assert_eq!(unclear.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unclear.words());

    begins(&world, "- Immediately means 1 working day.", "- Immédiatement veut dire 1 jour ouvrable.").await;
    let saved = rule(&world, "passcode-age", en, fr).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    assert_eq!(publish(&world).await.status, StatusCode::SEE_OTHER);
    let page = world.get("ben", "/manual/technology").await;
    assert!(page.says("within 1 working day"), "{}", page.words());
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    world.get("ben", "/").await;
}
