//! What must not lie open anywhere: names, messages, file names.

use base::trail::{Verdict, verify};

use super::{chat, client, filed, hand_in, house, look};
use crate::reader::Why;
use crate::store::uploads;

const WORDS: [&str; 4] = ["sentence number", "Rosa Delgado", "Never call", "WhatsApp Chat with R"];

#[tokio::test]
async fn no_name_and_no_message_lies_open_in_the_database_or_on_disk() {
    let house = house().await;
    let id = client(&house, "ben", "Rosa Delgado").await;
    let conversation = filed(&house, &chat(0, 40), &id).await;
    house.get("ben", &conversation).await;
    house.get("ben", &format!("{conversation}/text")).await;
    let waiting = hand_in(&house, "ben", "WhatsApp Chat with R.txt", &chat(0, 41)).await;
    assert_eq!(look(&house, &waiting).await.survey.senders.len(), 2);

    let mut all = Vec::new();
    for entry in walk(house.folder.path()) {
        all.extend(std::fs::read(entry).unwrap());
    }
    let mut db = house.app.db.read().await.unwrap();
    for sql in ["select sealed from entry", "select name || called || contact from client", "select name from upload", "select coalesce(survey, '') || coalesce(answers, '') from upload", "select payload from job", "select subjects || detail from trail"] {
        let texts: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *db).await.unwrap();
        assert!(!texts.is_empty(), "{sql}");
        all.extend(texts.concat().into_bytes());
    }

    for word in WORDS {
        assert!(!all.windows(word.len()).any(|w| w == word.as_bytes()), "{word}");
    }
    let verdict = verify(&mut db, house.app.vault.chain_key()).await.unwrap();
    assert!(matches!(verdict, Verdict::Whole { .. }), "{verdict:?}");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}

#[tokio::test]
async fn a_file_name_in_the_reason_why_a_zip_was_refused_lies_sealed() {
    let house = house().await;
    let path = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;
    let mut tx = house.app.db.begin().await.unwrap();
    let upload = uploads::find(&mut tx, path.trim_start_matches("/uploads/")).await.unwrap().unwrap();
    let why = Why::Archive(chatlog::archive::Refusal::Ratio { name: "WhatsApp Chat with Rosa Delgado.txt".into() });

    uploads::fail(&house.app, &mut tx, &upload, &why.kept().unwrap()).await.unwrap();
    tx.commit().await.unwrap();

    let mut db = house.app.db.read().await.unwrap();
    let kept: String = sqlx::query_scalar("select reason from upload").fetch_one(&mut *db).await.unwrap();
    assert!(!kept.contains("Rosa"), "{kept}");
    drop(db);
    assert!(house.get("ben", &path).await.says("WhatsApp Chat with Rosa Delgado.txt"));
}

#[tokio::test]
async fn the_trail_calls_a_client_by_a_code() {
    let house = house().await;
    let id = client(&house, "ben", "Rosa Delgado").await;
    filed(&house, &chat(0, 4), &id).await;

    let slice = crate::slice();
    let mut db = house.app.db.read().await.unwrap();
    for labels in slice.labels {
        let ids: Vec<String> = house.trail().await.iter().filter_map(|e| e.subject(labels.slot).map(str::to_owned)).collect();
        let names = (labels.names)(&mut db, base::words::Lang::En, &ids).await.unwrap();
        assert!(!names.is_empty(), "{}", labels.slot);
        assert!(names.values().all(|code| code.len() == 6 && code.as_bytes()[1] == b'-'), "{names:?}");
    }
}

#[tokio::test]
async fn only_whoever_is_assigned_reads_a_name_in_place_of_the_code() {
    let house = house().await;
    let id = client(&house, "ben", "Rosa Delgado").await;

    for (who, names) in [("ben", 1), ("eli", 0), ("ana", 0), ("ivy", 0)] {
        let mut db = house.app.db.read().await.unwrap();
        let person = people::find(&mut db, who).await.unwrap().unwrap();
        let actor = base::Actor { id: person.id, name: person.name, roles: person.roles, lang: person.lang };
        let found = crate::own_clients(&mut db, &house.app, &actor, std::slice::from_ref(&id)).await.unwrap();
        assert_eq!(found.len(), names, "{who}");
    }
}

#[tokio::test]
async fn a_sealed_message_moved_to_another_place_does_not_open() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let conversation = filed(&house, &chat(0, 4), &id).await;
    let mut tx = house.app.db.begin().await.unwrap();
    let sealed: String = sqlx::query_scalar("select sealed from entry where ordinal = 1").fetch_one(&mut *tx).await.unwrap();
    sqlx::query("update entry set sealed = $1 where ordinal = 2").bind(sealed).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(house.get("ben", &conversation).await.status.as_u16(), 500);
}

#[test]
fn every_text_is_there_in_both_languages() {
    let texts = crate::slice().texts;
    let (en, fr) = (base::words::ids(texts.en), base::words::ids(texts.fr));
    assert_eq!(en, fr);
    assert!(en.iter().all(|id| ["clients-", "deed-", "do-"].iter().any(|start| id.starts_with(start))), "{en:?}");
    for deed in crate::slice().deeds {
        assert!(en.contains(&deed.text_id()), "{}", deed.name);
    }
}
