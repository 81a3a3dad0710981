//! The starter manual's rules, in the vocabulary of all slices together.

use policy::Lang;

use crate::slices;

#[tokio::test]
async fn every_rule_of_the_starter_means_the_same_in_both_languages() {
    let world = crate::house().await;
    let vocabulary = manual::vocabulary(&world.app).unwrap();
    let rules = manual::published_rules(&mut world.app.db.read().await.unwrap()).await.unwrap();
    assert!(rules.len() >= 12, "{} rules", rules.len());

    for rule in &rules {
        let [english, french] = &rule.line;
        let en = policy::parse(english, Lang::En, &vocabulary).unwrap_or_else(|c| panic!("{}: {}", rule.id, c.message(Lang::En)));
        let fr = policy::parse(french, Lang::Fr, &vocabulary).unwrap_or_else(|c| panic!("{}: {}", rule.id, c.message(Lang::Fr)));
        assert_eq!(en, fr, "{}", rule.id);
        for lang in Lang::BOTH {
            let text = en.text(lang, &vocabulary);
            assert_eq!(policy::parse(&text, lang, &vocabulary).unwrap(), en, "{text}");
            assert!(!policy::explain(&en, lang, &vocabulary).is_empty());
        }
    }
}

#[tokio::test]
async fn all_five_forms_are_in_the_starter() {
    use policy::Form;
    let world = crate::house().await;
    let vocabulary = manual::vocabulary(&world.app).unwrap();
    let rules = manual::published_rules(&mut world.app.db.read().await.unwrap()).await.unwrap();
    let forms: Vec<Form> = rules.iter().map(|r| policy::parse(&r.line[0], Lang::En, &vocabulary).unwrap().form).collect();

    assert!(forms.iter().any(|f| matches!(f, Form::Every { .. })));
    assert!(forms.iter().any(|f| matches!(f, Form::Within { .. })));
    assert!(forms.iter().any(|f| matches!(f, Form::Before { .. })));
    assert!(forms.iter().any(|f| matches!(f, Form::Only { .. })));
    assert!(forms.iter().any(|f| matches!(f, Form::Standing { always: true, .. })));
    assert!(forms.iter().any(|f| matches!(f, Form::Standing { always: false, .. })));
}

#[test]
fn the_vocabulary_of_all_slices_has_no_word_twice() {
    assert!(manual::vocabulary_of(&slices()).is_ok());
}
