//! Whose hands.

use axum::http::StatusCode;
use base::world::moment;
use base::{Failure, Moment};

use super::{added, bens_phone, deeds, done, house, id, phone};
use crate::store;

#[tokio::test]
async fn a_held_phone_is_not_handed_out_again() {
    let house = house().await;
    let path = bens_phone(&house).await;

    let answer = house.post("cleo", &format!("{path}/issue"), &[("person", "eli")]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("A phone never goes from hand to hand. Take it back first, then hand it out."));
    assert_eq!(deeds(&house).await, ["phone.added", "phone.put-in-drawer", "custody.began"]);
    let trail = house.trail().await;
    let began = trail.last().unwrap();
    assert_eq!((began.actor.as_deref(), began.subject("person"), began.detail("kit")), (Some("cleo"), Some("ben"), Some("charger case")));
}

#[tokio::test]
async fn of_two_who_hand_it_out_at_once_one_is_asked_to_look_again() {
    let house = house().await;
    let path = phone(&house).await;
    let mut tx = house.app.db.begin().await.unwrap();
    let now = house.app.now();
    store::begin_custody(&mut tx, "first", id(&path), "ben", now).await.unwrap();

    let second = store::begin_custody(&mut tx, "second", id(&path), "eli", now).await;

    assert!(matches!(second, Err(Failure::Stale)));
    drop(tx);
    let issue = format!("{path}/issue");
    let (one, two) = tokio::join!(house.post("cleo", &issue, &[("person", "ben")]), house.post("cleo", &issue, &[("person", "eli")]));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 303);
    assert!([409, 422].contains(&statuses[1]), "{statuses:?}");
    assert_eq!(deeds(&house).await.iter().filter(|d| *d == "custody.began").count(), 1);
}

#[tokio::test]
async fn a_decision_on_an_old_look_is_stale() {
    let house = house().await;
    let path = phone(&house).await;
    let mut tx = house.app.db.begin().await.unwrap();
    let looked = store::find(&mut tx, id(&path)).await.unwrap().unwrap();
    store::place(&mut tx, &looked, crate::model::Place::Shelf, house.app.now()).await.unwrap();

    let slower = store::place(&mut tx, &looked, crate::model::Place::Holder, house.app.now()).await;

    assert!(matches!(slower, Err(Failure::Stale)));
}

#[tokio::test]
async fn custody_covers_its_first_instant_and_not_its_last() {
    let house = house().await;
    house.set_clock("2026-11-23T14:00:00Z");
    let path = bens_phone(&house).await;
    house.set_clock("2026-11-24T14:00:00Z");
    done(&house, "cleo", &format!("{path}/take-back"), &[("kit", "charger")]).await;
    done(&house, "cleo", &format!("{path}/issue"), &[("person", "eli")]).await;

    let mut db = house.app.db.read().await.unwrap();
    let (began, ended) = (moment("2026-11-23T14:00:00Z"), moment("2026-11-24T14:00:00Z"));
    for (at, holder) in [
        (began.plus(-1), None),
        (began, Some("ben")),
        (ended.plus(-1), Some("ben")),
        (ended, Some("eli")),
        (ended.plus(Moment::DAY), Some("eli")),
    ] {
        assert_eq!(crate::holder_at(&mut db, id(&path), at).await.unwrap().as_deref(), holder, "{at:?}");
    }
    assert_eq!(crate::held_by(&mut db, "ben").await.unwrap(), []);
    let held = crate::held_by(&mut db, "eli").await.unwrap();
    assert_eq!(held.iter().map(|p| (p.label.as_str(), p.number.as_str())).collect::<Vec<_>>(), [("PH-014", "416-555-0114")]);
}

#[tokio::test]
async fn a_phone_taken_back_is_not_locked_away_until_somebody_says_so() {
    let house = house().await;
    let path = bens_phone(&house).await;

    done(&house, "cleo", &format!("{path}/take-back"), &[]).await;

    assert!(house.get("cleo", &path).await.words().contains("Not locked away"));
    done(&house, "cleo", &format!("{path}/drawer"), &[("do", "put")]).await;
    assert!(house.get("cleo", &path).await.words().contains("In the drawer"));
    assert_eq!(deeds(&house).await, ["phone.added", "phone.put-in-drawer", "custody.began", "custody.ended", "phone.put-in-drawer"]);
    assert_eq!(house.trail().await.iter().rfind(|e| e.deed == "custody.ended").unwrap().detail("kit"), Some("none"));
}

#[tokio::test]
async fn the_drawer_opens_and_closes_for_the_holder() {
    let house = house().await;
    let path = bens_phone(&house).await;
    let drawer = format!("{path}/drawer");

    let early = house.post("ben", &drawer, &[("do", "take")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    done(&house, "ben", &drawer, &[("do", "put")]).await;
    let twice = house.post("ben", &drawer, &[("do", "put")]).await;
    assert!(twice.says("This phone is in the drawer already."));
    done(&house, "ben", &drawer, &[("do", "take")]).await;

    assert_eq!(deeds(&house).await[3..], ["phone.put-in-drawer", "phone.taken-from-drawer"]);
    for (who, status) in [("eli", 404), ("ana", 404), ("ivy", 404), ("dara", 404)] {
        assert_eq!(house.post(who, &drawer, &[("do", "put")]).await.status.as_u16(), status, "{who}");
    }
}

#[tokio::test]
async fn one_sees_the_phones_one_may_see() {
    let house = house().await;
    let path = bens_phone(&house).await;
    let other = added(&house, "PH-015", "416-555-0115").await;

    for (who, mine, theirs) in [("cleo", true, true), ("ana", true, true), ("ivy", true, true), ("ben", true, false), ("eli", false, false)] {
        let words = house.get(who, "/phones").await.words();
        assert_eq!((words.contains("PH-014"), words.contains("PH-015")), (mine, theirs), "{who}: {words}");
        let status = |seen: bool| if seen { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(house.get(who, &path).await.status, status(mine), "{who}");
        assert_eq!(house.get(who, &other).await.status, status(theirs), "{who}");
    }
    assert_eq!(house.get("dara", "/phones").await.status, StatusCode::FORBIDDEN);
    assert!(house.get("eli", "/phones").await.says("No phones yet"));
    assert!(house.get("cleo", "/phones?q=ben").await.words().contains("PH-014"));
    assert!(!house.get("cleo", "/phones?q=ben").await.words().contains("PH-015"));
    assert!(house.get("cleo", "/phones?q=0115").await.words().contains("PH-015"));
    assert!(house.get("cleo", "/phones?q=zebra").await.says("Nothing matches"));
}

#[tokio::test]
async fn only_the_manager_hands_out_phones() {
    let house = house().await;
    let path = phone(&house).await;

    for who in ["ana", "ben", "ivy", "dara", "gus"] {
        let answer = house.post(who, &format!("{path}/issue"), &[("person", "ben")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who}");
    }
    for person in ["", "dara", "ivy", "nobody-we-know"] {
        let answer = house.post("cleo", &format!("{path}/issue"), &[("person", person)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("Choose who gets the phone."), "{person}");
    }
    assert_eq!(deeds(&house).await, ["phone.added", "phone.put-in-drawer"]);
}

#[tokio::test]
async fn the_page_tells_what_happened_in_both_languages() {
    let house = house().await;
    let path = bens_phone(&house).await;

    let english = house.get("ben", &path).await.words();
    let french = house.get_in("fr", "ben", &path).await.words();

    assert!(english.contains("Cleo Marsh handed PH-014 to Ben Ito"), "{english}");
    assert!(english.contains("Cleo Marsh put PH-014 in the drawer"), "{english}");
    assert!(french.contains("Cleo Marsh a remis PH-014 à Ben Ito"), "{french}");
    assert!(french.contains("Changer le code"), "{french}");
    assert!(!english.contains("Take it back") && english.contains("Change the passcode"), "{english}");
}

#[tokio::test]
async fn a_phone_out_of_service_frees_its_label_and_number() {
    let house = house().await;
    let path = bens_phone(&house).await;

    let held = house.post("cleo", &format!("{path}/retire"), &[]).await;
    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
    done(&house, "cleo", &format!("{path}/take-back"), &[]).await;
    done(&house, "cleo", &format!("{path}/retire"), &[]).await;
    let again = house.post("cleo", &format!("{path}/issue"), &[("person", "ben")]).await;

    assert!(again.says("This phone is out of service."));
    assert!(house.get("cleo", &path).await.words().contains("Out of service"));
    assert_ne!(phone(&house).await, path);
}
