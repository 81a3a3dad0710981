//! Phones come in, one by one and from files.

use axum::http::StatusCode;
use base::world::{World, moment};

use super::{deeds, house, phone};

const SAMPLE: &[u8] = include_bytes!("../../../../docs/samples/phones.csv");
const SAMPLE_FR: &[u8] = include_bytes!("../../../../docs/samples/telephones.csv");

async fn confirm(world: &World, file: &[u8]) {
    let preview = world.upload("cleo", "/phones/import", &[], ("file", "phones.csv", file)).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.words());
    assert!(preview.says("Bring in all 8 phones"));
    assert!(deeds(world).await.is_empty(), "a preview writes nothing");
    let answer = world.post("cleo", "/phones/import/confirm", &[("file", std::str::from_utf8(file).unwrap())]).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/phones"), "{}", answer.words());
}

#[tokio::test]
async fn the_sample_file_comes_in_each_phone_on_its_day_and_in_the_drawer() {
    let house = house().await;

    confirm(&house, SAMPLE).await;

    let trail = house.trail().await;
    let ours: Vec<_> = trail.iter().filter(|e| e.deed.starts_with("phone")).collect();
    assert_eq!(ours.len(), 17);
    assert_eq!((ours[0].deed.as_str(), ours[1].deed.as_str()), ("phone.added", "phone.put-in-drawer"));
    assert_eq!(ours[0].subject("phone"), ours[1].subject("phone"));
    assert_eq!((ours[0].at, ours[1].at), (moment("2025-03-03T05:00:00Z"), moment("2025-03-03T05:00:00Z")));
    assert_eq!((ours[16].deed.as_str(), ours[16].detail("count")), ("phones.imported", Some("8")));
    let list = house.get("cleo", "/phones").await.words();
    assert!(list.contains("PH-011") && list.contains("PH-018") && list.contains("416-555-0118") && list.contains("In the drawer"));
}

#[tokio::test]
async fn the_french_sample_comes_in_as_well() {
    let house = house().await;

    confirm(&house, SAMPLE_FR).await;

    assert!(house.get("cleo", "/phones").await.words().contains("PH-018"));
}

#[tokio::test]
async fn a_row_with_a_problem_keeps_every_row_out() {
    let house = house().await;
    phone(&house).await;
    let file = "label,number,platform,carrier,added\nPH-020,416-555-0120,ios,,2026-01-05\nPH-014,123,fax,,2026-02-30\nPH-020,416-555-0121,ios,,2026-01-05\n";

    let preview = house.upload("cleo", "/phones/import", &[], ("file", "phones.csv", file.as_bytes())).await;

    assert_eq!(preview.status, StatusCode::UNPROCESSABLE_ENTITY);
    for says in [
        "5 things are not right yet",
        "This is not a phone number we know.",
        "Say what kind of phone it is",
        "The day is not one.",
        "A phone with this label is in Keepwell already.",
        "Line 2 has the same label.",
    ] {
        assert!(preview.says(says), "{says}");
    }
    assert!(!preview.says("Bring in all"));
    let forced = house.post("cleo", "/phones/import/confirm", &[("file", file)]).await;
    assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(deeds(&house).await, ["phone.added", "phone.put-in-drawer"]);
}

#[tokio::test]
async fn what_is_not_a_table_is_said_so() {
    let house = house().await;

    for (file, says) in [(&b""[..], "Choose a file first."), (b"label\nPH-1\n", "No column of the file is “Number” yet."), (b"PK\x03\x04\x00\x01\x00\x02", "")] {
        let answer = house.upload("cleo", "/phones/import", &[], ("file", "x.csv", file)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says(says), "{says}: {}", answer.words());
    }
    for who in ["ana", "ben", "ivy", "dara"] {
        assert_eq!(house.get(who, "/phones/import").await.status, StatusCode::FORBIDDEN, "{who}");
        assert_eq!(house.post(who, "/phones/import/confirm", &[("file", "")]).await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

#[tokio::test]
async fn a_label_or_a_number_is_not_taken_twice() {
    let house = house().await;
    phone(&house).await;

    let fields = [("label", "ph-014"), ("number", "(416) 555 0114"), ("platform", "ios")];
    let answer = house.post("cleo", "/phones/new", &fields).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("A phone with this label is in Keepwell already.") && answer.says("A phone with this number is in Keepwell already."));
    assert!(answer.says("(416) 555 0114"), "nothing typed is lost");
    let empty = house.post("cleo", "/phones/new", &[]).await;
    assert!(empty.says("A label has 1 to 24 letters.") && empty.says("Say what kind of phone it is"));
    assert_eq!(deeds(&house).await, ["phone.added", "phone.put-in-drawer"]);
}
