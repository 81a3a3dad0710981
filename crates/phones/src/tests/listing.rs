//! The list of phones: who sees which, found by any writing, taken along, put away together.

use super::{added, bens_phone, deeds, done, house, id};

#[tokio::test]
async fn everybody_sees_their_own_phones_and_no_sign_of_others() {
    let house = house().await;
    bens_phone(&house).await;
    let other = added(&house, "PH-015", "416-555-0115").await;
    done(&house, "cleo", &format!("{other}/issue"), &[("person", "gus"), ("kit", "charger")]).await;

    for (who, seen) in [("cleo", "2 in all"), ("ivy", "2 in all"), ("ben", "One in all"), ("gus", "One in all"), ("fern", "One in all")] {
        assert!(house.get(who, "/phones").await.says(seen), "{who}");
    }
    for path in ["/phones", "/phones?q=PH-015", "/phones?place=drawer", "/phones?as=csv", "/phones?as=json&q=Lund"] {
        let ben = house.get("ben", path).await.body;
        assert!(!ben.contains("555-0115") && !ben.contains("Gus"), "{path}");
        assert!(!house.get("fern", path).await.body.contains("Ben Ito"), "{path}");
    }
    assert!(house.get("eli", "/phones").await.says("No phones yet"));
    assert_eq!(house.get("dara", "/phones?as=csv").await.status, 403);
}

#[tokio::test]
async fn a_phone_is_found_by_any_writing_of_its_number() {
    let house = house().await;
    bens_phone(&house).await;
    added(&house, "PH-015", "416-555-0115").await;

    for (query, found) in [("416.555.0114", 1), ("%28416%29%20555", 2), ("5550115", 1), ("ph-01", 2), ("014", 1), ("ITO%20be", 1), ("%25", 0), ("ito&free=yes", 0), ("&place=drawer&free=yes", 1)] {
        let page = house.get("cleo", &format!("/phones?q={query}")).await;
        assert_eq!(page.body.matches("<th scope=\"row\">").count(), found, "{query}");
    }
    let by_holder = house.get("cleo", "/phones?sort=-holder").await.words();
    assert!(by_holder.find("PH-014").unwrap() < by_holder.find("PH-015").unwrap());
}

#[tokio::test]
async fn saving_the_list_is_on_record() {
    let house = house().await;
    bens_phone(&house).await;

    let csv = house.get("cleo", "/phones?as=csv").await;

    assert!(csv.body.contains("PH-014,416-555-0114,Ben Ito,"), "{}", csv.body);
    let last = house.trail().await.pop().unwrap();
    assert_eq!((last.deed.as_str(), last.detail("count"), last.actor.as_deref()), ("phones.exported", Some("1"), Some("cleo")));
}

#[tokio::test]
async fn cleo_says_of_several_phones_at_once_that_they_are_in_the_drawer() {
    let house = house().await;
    let ben = bens_phone(&house).await;
    let other = added(&house, "PH-015", "416-555-0115").await;
    done(&house, "cleo", &format!("{other}/issue"), &[("person", "eli"), ("kit", "charger")]).await;
    done(&house, "ben", &format!("{ben}/take-out"), &[]).await;
    let both = [("id", id(&ben)), ("id", id(&other)), ("sure", "yes")];
    let before = deeds(&house).await.len();

    let asked = house.post("cleo", "/phones/drawer", &both[..2]).await;
    let eli = house.post("eli", "/phones/drawer", &both).await;
    let dara = house.post("dara", "/phones/drawer", &both).await;
    assert!(asked.status == 200 && asked.says("PH-014") && asked.says("PH-015"), "{}", asked.words());
    assert_eq!((eli.status.as_u16(), dara.status.as_u16(), deeds(&house).await.len()), (404, 404, before));

    done(&house, "cleo", "/phones/drawer", &both).await;
    let again = house.post("cleo", "/phones/drawer", &both).await;

    assert_eq!(deeds(&house).await.split_off(before), ["phone.brought-back", "phone.put-in-drawer", "phone.put-in-drawer"]);
    assert_eq!(again.status, 422);
}
