//! Real exports and our own, of every phone: all of it is read, and it adds up.

use std::path::PathBuf;

use base::world::World;

use super::{answer, client, file, hand_in, house, last_part, look, sample};
use crate::model::Counts;

async fn counts(world: &World, path: &str) -> (Counts, String) {
    let mut db = world.app.db.read().await.unwrap();
    let upload = crate::store::uploads::find(&mut db, &last_part(path)).await.unwrap().unwrap();
    let reason: Option<String> = crate::store::uploads::kept(&world.app, &mut db, &upload, crate::store::uploads::Kept::Reason).await.unwrap();
    (upload.counts, format!("{:?} {reason:?}", upload.state))
}

/// Each is handed in, answered by its first sender, day before month where it must be asked, and filed.
#[tokio::test]
async fn ben_files_every_real_export() {
    let folder = std::env::var("KEEPWELL_FIXTURES").map_or_else(|_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures"), PathBuf::from);
    let Ok(files) = std::fs::read_dir(folder.join("chats/whatsapp")) else {
        eprintln!("no real exports in {}: set KEEPWELL_FIXTURES to read them", folder.display());
        return;
    };
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let mut read = 0;
    for path in files.map(|f| f.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let upload = hand_in(&house, "ben", &name, &bytes).await;
        let survey = look(&house, &upload).await.survey;
        let me = survey.senders.iter().find(|s| !s.is_only_system()).map_or("", |s| s.name.as_str()).to_owned();
        let orders: Vec<(&str, &str)> = survey.to_ask().zip(["order-0", "order-1"]).map(|(_, order)| (order, "dmy")).collect();
        let answered = answer(&house, "ben", &upload, &me, &id, &orders).await;
        let (counts, state) = counts(&house, &upload).await;
        assert_eq!(counts.bytes, bytes.len() as i64, "{name}: {state} {}", answered.words());
        assert!(counts.messages > 0, "{name}");
        assert_eq!(u64::try_from(counts.messages), Ok(survey.totals.messages), "{name}");
        if counts.fresh() > 0 {
            file(&house, "ben", &upload).await;
        }
        read += 1;
    }
    assert!(read >= 10, "{read}");
}

#[tokio::test]
async fn ben_files_the_exports_of_both_phones() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    for (path, problems) in [
        ("docs/samples/whatsapp/android/WhatsApp Chat with R.txt", 0),
        ("docs/samples/whatsapp/ios/_chat.txt", 1),
    ] {
        let bytes = sample(path);
        let upload = hand_in(&house, "ben", "export", &bytes).await;
        answer(&house, "ben", &upload, "Ben Ito", &id, &[]).await;

        let (counts, state) = counts(&house, &upload).await;
        assert_eq!((counts.bytes, counts.problems), (bytes.len() as i64, problems), "{path} {state}");
        file(&house, "ben", &upload).await;
    }
}

#[tokio::test]
async fn a_zip_with_a_picture_is_read_and_the_picture_is_named() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;

    let path = hand_in(&house, "ben", "WhatsApp Chat - R.zip", &sample("docs/samples/whatsapp/ios/WhatsApp Chat - R.zip")).await;
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;

    let page = house.get("ben", &path).await;
    assert!(page.says("One other file (a picture, a voice message) came along."), "{}", page.words());
    assert!(page.says("PHOTO"), "{}", page.words());
    file(&house, "ben", &path).await;
}

#[tokio::test]
async fn a_line_that_nobody_understands_is_shown_with_its_place() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;

    let path = hand_in(&house, "ben", "_chat.txt", &sample("docs/samples/whatsapp/ios/_chat.txt")).await;
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;

    let page = house.get("ben", &path).await;
    assert!(page.says("1 line was not understood") && page.says("Line 1 (bytes 0 to "), "{}", page.words());
    assert!(page.says("This copy was made for practice. Everything in it is invented."));
}

#[tokio::test]
async fn dates_that_read_two_ways_are_asked_with_both_readings() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let ambiguous = b"03/04/26, 10:00 - Ben Ito: hello\n03/04/26, 10:05 - R.: hi\n05/04/26, 09:00 - R.: still there?\n";

    let path = hand_in(&house, "ben", "chat.txt", ambiguous).await;
    let page = house.get("ben", &path).await;
    assert!(page.says("Which days are right?") && page.says("03/04/26"));
    assert!(page.says("3 April 2026 to 5 April 2026") && page.says("4 March 2026 to 4 May 2026"), "{}", page.words());
    let unanswered = answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;
    assert!(unanswered.says("Choose how the dates are to be read."));
    answer(&house, "ben", &path, "Ben Ito", &id, &[("order-0", "mdy")]).await;

    let page = house.get("ben", &path).await;
    assert!(page.says("4 March 2026") && !page.says("3 April 2026"), "{}", page.words());
}

#[tokio::test]
async fn text_pasted_from_whatsapp_web_is_read_too() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let pasted = "[10:15 AM, 11/19/2026] Ben Ito: Are you home?\n[10:16 AM, 11/19/2026] R.: yes\n";

    let answer_ = house.post("ben", "/conversations/pasted", &[("pasted", pasted), ("client", &id)]).await;
    house.run_jobs().await;
    let path = answer_.location;
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;

    let page = house.get("ben", &path).await;
    assert!(page.says("Are you home?") && page.says("19 November 2026"), "{}", page.words());
    file(&house, "ben", &path).await;
}

#[tokio::test]
async fn an_export_that_may_have_lost_its_beginning_says_so() {
    let house = house().await;
    let long: String = (0..40_000).map(|n| format!("2026-{:02}-{:02}, 10:00 - R.: {n}\n", 1 + n / 4000, 1 + (n / 150) % 26)).collect();

    let path = hand_in(&house, "ben", "chat.txt", long.as_bytes()).await;

    assert!(house.get("ben", &path).await.says("The beginning may be missing"));
}

#[tokio::test]
async fn both_languages_ask_and_show() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let path = hand_in(&house, "ben", "chat.txt", &sample("docs/samples/whatsapp/ios/_chat.txt")).await;

    assert!(house.get_in("fr", "ben", &path).await.says("Lequel de ces noms est le vôtre"));
    answer(&house, "ben", &path, "Ben Ito", &id, &[]).await;
    assert!(house.get_in("fr", "ben", &path).await.says("16 novembre 2026"));
    let conversation = file(&house, "ben", &path).await;
    assert!(house.get_in("fr", "ben", &format!("{conversation}/text")).await.says("Texte pour votre système de dossiers"));
    assert!(house.get_in("fr", "ben", "/conversations/new").await.says("Apporter une conversation"));
}
