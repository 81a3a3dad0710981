//! The vocabulary, made from what slices declare.

use base::words::Lang;

use super::{adopted, house};
use crate::model::Both;
use crate::rules::{Wrong, check};

#[tokio::test]
async fn every_rule_of_the_starter_means_the_same_in_both_languages() {
    let vocabulary = crate::vocabulary(&house().await.app).unwrap();

    for document in crate::starter::documents().unwrap() {
        for rule in document.clauses().flat_map(|c| &c.rules) {
            let tree = check(&rule.line, &vocabulary).unwrap_or_else(|wrong| panic!("{}: {wrong:?}", rule.id));
            for lang in Lang::ALL {
                let written = tree.text(crate::lang(lang), &vocabulary);
                assert_eq!(policy::parse(&written, crate::lang(lang), &vocabulary).as_ref(), Ok(&tree), "{written}");
            }
        }
    }
}

#[tokio::test]
async fn a_house_without_phones_has_fewer_words_and_no_error() {
    let world = adopted(vec![people::slice(), crate::slice()]).await;

    let vocabulary = crate::vocabulary(&world.app).unwrap();
    let review = Both::new("once each calendar year: policy reviewed, for each policy; responsible: the director", "une fois par année civile : politique révisée, pour chaque politique; responsable : la direction");
    let drawer = Both::new("always locked drawer storage on each phone not in use", "toujours le rangement sous clé sur chaque téléphone inutilisé");

    assert!(check(&review, &vocabulary).is_ok());
    assert!(matches!(&check(&drawer, &vocabulary).unwrap_err()[..], [Wrong::Unread(Lang::En, _), Wrong::Unread(Lang::Fr, _)]));
}

#[tokio::test]
async fn two_lines_that_do_not_ask_the_same_say_what_differs() {
    let world = house().await;
    let vocabulary = crate::vocabulary(&world.app).unwrap();

    let wrong = check(&Both::new(
        "once each calendar year: policy reviewed, for each policy; warn 1 month before",
        "une fois par mois civil : politique révisée, pour chaque politique; avertir 2 mois avant",
    ), &vocabulary).unwrap_err();

    let [Wrong::Differ(what)] = &wrong[..] else { panic!("{wrong:?}") };
    assert_eq!(what, &["manual-differ-time", "manual-differ-warn"]);
}

#[test]
fn both_languages_have_the_same_texts() {
    let (en, fr) = (base::words::ids(crate::slice().texts.en), base::words::ids(crate::slice().texts.fr));

    assert_eq!(en, fr);
    for deed in crate::deeds::DEEDS {
        assert!(en.contains(&deed.text_id()), "{}", deed.name);
    }
}
