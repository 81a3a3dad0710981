//! Passcodes: sealed, told of, looked at.

use axum::http::StatusCode;

use super::{bens_phone, deeds, done, house, id};

const FIRST: &str = "284917";
const SECOND: &str = "lampe-bleue";

fn twice(passcode: &str) -> [(&str, &str); 2] {
    [("passcode", passcode), ("again", passcode)]
}

#[tokio::test]
async fn a_passcode_is_sealed_at_rest_under_a_key_of_its_own() {
    let house = house().await;
    let path = bens_phone(&house).await;

    done(&house, "ben", &format!("{path}/passcode"), &twice(SECOND)).await;

    let mut db = house.app.db.read().await.unwrap();
    let (sealed, key): (String, String) = sqlx::query_as("select sealed, key_id from passcode").fetch_one(&mut *db).await.unwrap();
    assert!(sealed.starts_with("s1:"));
    drop(db);
    done(&house, "ben", &format!("{path}/passcode"), &twice(FIRST)).await;
    let mut db = house.app.db.read().await.unwrap();
    let destroyed: Option<i64> = sqlx::query_scalar("select destroyed_at from data_key where id = $1").bind(&key).fetch_one(&mut *db).await.unwrap();
    assert!(destroyed.is_some());
    drop(db);
    house.run_jobs().await;
    house.app.db.close().await;
    for file in files(house.folder.path()) {
        let bytes = std::fs::read(&file).unwrap();
        for secret in [FIRST, SECOND] {
            assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()), "{secret} in {}", file.display());
        }
    }
}

/// Every file of the data folder.
fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn the_manager_is_told_by_a_letter_without_the_passcode_and_that_is_recorded_once_it_left() {
    let house = house().await;
    let path = bens_phone(&house).await;

    done(&house, "ben", &format!("{path}/passcode"), &twice(FIRST)).await;

    assert_eq!(deeds(&house).await[3..], ["passcode.changed"]);
    assert!(house.letters().is_empty());
    house.run_jobs().await;
    assert_eq!(deeds(&house).await[3..], ["passcode.changed", "manager.informed"]);
    let letters = house.letters();
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains("To: cleo@example.org") && letters[0].contains(&path), "{}", letters[0]);
    assert!(!letters[0].contains(FIRST) && !letters[0].contains("Ben") && !letters[0].contains("PH-"));
    let trail = house.trail().await;
    let informed = trail.last().unwrap();
    assert_eq!((informed.actor.as_deref(), informed.subject("phone")), (Some("ben"), Some(id(&path))));
    house.run_jobs().await;
    assert_eq!(house.letters().len(), 1);
}

#[tokio::test]
async fn only_the_holder_and_the_manager_can_see_it() {
    let house = house().await;
    let path = bens_phone(&house).await;
    let read = format!("{path}/passcode/read");
    assert!(house.post("ben", &read, &[]).await.says("No passcode is on record for this phone."));
    done(&house, "ben", &format!("{path}/passcode"), &twice(FIRST)).await;

    for who in ["ben", "cleo"] {
        let answer = house.post(who, &read, &[]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.words().contains(FIRST));
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
    for who in ["ivy", "ana", "eli", "dara", "fern", "gus"] {
        for (path, fields) in [(read.clone(), &[][..]), (format!("{path}/passcode"), &twice(SECOND)[..])] {
            let answer = house.post(who, &path, fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who} {path}");
            assert!(!answer.body.contains(FIRST));
        }
    }
    assert_eq!(deeds(&house).await[3..], ["passcode.changed", "passcode.read", "passcode.read"]);
    for who in ["ben", "cleo", "ivy", "ana"] {
        assert!(!house.get(who, &path).await.body.contains(FIRST), "{who}");
    }
}

#[tokio::test]
async fn whoever_gave_the_phone_back_sees_it_no_longer() {
    let house = house().await;
    let path = bens_phone(&house).await;
    done(&house, "ben", &format!("{path}/passcode"), &twice(FIRST)).await;
    house.pass(1_000);
    done(&house, "cleo", &format!("{path}/take-back"), &[]).await;
    done(&house, "cleo", &format!("{path}/issue"), &[("person", "eli")]).await;

    let ben = house.post("ben", &format!("{path}/passcode/read"), &[]).await;
    let eli = house.get("eli", &path).await;

    assert_eq!(ben.status, StatusCode::NOT_FOUND);
    assert!(eli.says("Somebody who had this phone before may know its passcode"));
}

#[tokio::test]
async fn a_bad_passcode_is_refused_beside_its_field_and_not_echoed() {
    let house = house().await;
    let path = format!("{}/passcode", bens_phone(&house).await);
    done(&house, "ben", &path, &twice(FIRST)).await;

    for (passcode, again, says) in [
        ("28491", "28491", "Use six digits or more"),
        ("123456", "123456", "This one is quick to guess."),
        ("951357", "951358", "The two are not the same."),
        (FIRST, FIRST, "This is the old passcode, or nearly."),
        ("2849171", "2849171", "This is the old passcode, or nearly."),
    ] {
        let answer = house.post("ben", &path, &[("passcode", passcode), ("again", again)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says(says), "{says}");
        assert!(!answer.body.contains(&format!("value=\"{passcode}\"")));
    }
    assert_eq!(deeds(&house).await[3..], ["passcode.changed"]);
}

#[tokio::test]
async fn ben_sees_who_looked_at_the_passcode_while_he_held_the_phone() {
    let house = house().await;
    let path = bens_phone(&house).await;
    let read = format!("{path}/passcode/read");
    done(&house, "ben", &format!("{path}/passcode"), &twice(FIRST)).await;
    house.post("cleo", &read, &[]).await;
    house.pass(1_000);
    done(&house, "cleo", &format!("{path}/take-back"), &[]).await;
    done(&house, "cleo", &format!("{path}/issue"), &[("person", "eli")]).await;
    house.pass(1_000);
    house.post("cleo", &read, &[]).await;
    house.pass(1_000);
    house.post("eli", &read, &[]).await;

    // How often each of them reads that somebody looked.
    for (who, times, others) in [("ben", 1, 1), ("eli", 2, 1), ("gus", 0, 0)] {
        for (page, count) in [("/me/here", times), ("/me/here?by=others", others)] {
            let seen = house.get(who, page).await;
            assert_eq!(seen.body.matches("looked at the passcode of PH-014").count(), count, "{who} {page}: {}", seen.words());
        }
    }
}
