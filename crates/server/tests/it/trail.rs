//! The trail as people read it: no code stands for a word, whoever left is found, nothing is shown in place of what was asked for.

use axum::http::StatusCode;
use base::access::Role;
use base::web::telling::detail_in_words;
use base::words::Lang;

use crate::{house, issued};

/// Details of a closed set of values, as the slices write them.
const CLOSED: &[(&str, &[&str])] = &[
    ("kit", &["charger", "headphones", "adaptor", "case", "charger case"]),
    ("cause", &["new-service", "service-ended", "new-app", "app-retired", "plan-changed", "way-of-working", "fact-expired", "other"]),
    ("how", &["self", "paper", "behalf"]),
    ("outcome", &["taken", "later", "not"]),
    ("roles", &["worker supervisor privacy"]),
];

#[tokio::test]
async fn no_code_stands_for_a_word_in_the_trail() {
    let world = house().await;
    let words = &world.app.words;
    for lang in [Lang::En, Lang::Fr] {
        for role in Role::ALL {
            let called = words.say(lang, &format!("base-role-{}", role.id()), &[]);
            for deed in ["deed-role-granted", "deed-role-ended", "deed-roles-merged"] {
                let said = words.say(lang, deed, &[("person", "Eli"), ("role", role.id()), ("with", role.id())]);
                assert!(said.contains(&called), "{deed} {}: {said}", role.id());
            }
        }
        for (name, values) in CLOSED {
            assert!(*name == "roles" || words.has(lang, &format!("detail-called-{name}")), "{name}");
            for value in *values {
                let said = detail_in_words(&world.app, lang, name, value);
                let parts = value.split(' ').all(|part| *name == "roles" || words.has(lang, &format!("detail-{name}-{part}")));
                assert!(parts && (lang == Lang::En || !value.split(' ').any(|part| said.split(", ").any(|s| s == part))), "{name} {value}: {said}");
            }
        }
    }
    issued(&world, "PH-014", "416-555-0114", "ben").await;
    let seq = world.trail().await.into_iter().rev().find(|e| e.deed == "custody.began").unwrap().seq;
    let page = world.get_in("fr", "ana", &format!("/trail/{seq}")).await;
    assert!(page.says("chargeur") && !page.says("charger") && !page.words().contains("custody.began"), "{}", page.words());
}

#[tokio::test]
async fn who_left_stands_in_the_filter_and_an_unknown_person_does_not_show_everything() {
    let world = house().await;
    world.post("ana", "/people/eli/left", &[]).await;
    let page = world.get("ana", "/trail").await;
    assert!(page.says("Eli Novak (left)"), "{}", page.words());
    let about = world.get("ana", "/trail?person=eli&as=csv").await;
    assert!(about.status == StatusCode::OK && about.body.contains("noted that Eli Novak left") && !about.body.contains("Gus Lund"), "{}", about.body);
    let nobody = world.get("ana", "/trail?person=zorro").await;
    assert!(nobody.says("Nobody Keepwell knows") && !nobody.says("Eli Novak left"), "{}", nobody.words());
}
