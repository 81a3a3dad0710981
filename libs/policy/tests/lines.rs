//! Lines in, trees out, and back: both languages mean the same.
#![cfg(test)]

mod common;
#[path = "common/fixture.rs"]
mod fixture;
#[path = "common/rules.rs"]
mod rules;

use common::house;
use policy::vocabulary::{Deed, Flaw, State, Vocabulary};
use policy::{Complaint, Expected, Form, Lang, Span, Unit, explain, parse};
use rules::RULES;

fn refused(line: &str, lang: Lang) -> Complaint {
    parse(line, lang, &house()).expect_err("should be refused")
}

#[test]
fn the_starter_rules_mean_the_same_in_both_languages() {
    let words = house();
    for (id, en, fr) in RULES {
        let english = parse(en, Lang::En, &words).unwrap_or_else(|no| panic!("{id}: {no}"));
        let french = parse(fr, Lang::Fr, &words).unwrap_or_else(|no| panic!("{id}: {no}"));
        assert_eq!(english, french, "{id}");
    }
}

#[test]
fn the_founding_rules_mean_the_same_in_both_languages_and_survive_printing() {
    let (Some(words), Some(lines)) = (fixture::vocabulary(), fixture::lines()) else {
        return;
    };
    assert_eq!(lines.len(), 38);
    for (id, en, fr) in lines {
        let english = parse(&en, Lang::En, &words).unwrap_or_else(|no| panic!("{id}: {no}"));
        let french = parse(&fr, Lang::Fr, &words).unwrap_or_else(|no| panic!("{id}: {no}"));
        assert_eq!(english, french, "{id}");
        for lang in Lang::BOTH {
            let text = english.text(lang, &words);
            assert_eq!(
                parse(&text, lang, &words).as_ref(),
                Ok(&english),
                "{id}: {text}"
            );
            assert!(explain(&english, lang, &words).ends_with('.'), "{id}");
        }
    }
}

#[test]
fn blanks_capitals_apostrophes_and_a_full_stop_make_no_difference() {
    let words = house();
    let plain = parse(RULES[7].2, Lang::Fr, &words).unwrap();
    let odd = "  Dans 1\u{a0}jour  ouvrable suivant le Classement d'une conversation\u{202f}: copie supprimée du téléphone par la même personne .";

    assert_eq!(parse(odd, Lang::Fr, &words).unwrap(), plain);
}

#[test]
fn a_printed_rule_reads_like_the_line_it_came_from() {
    let words = house();
    for place in [0, 1, 3, 4, 5, 6, 8, 9, 10] {
        let (_, en, fr) = RULES[place];
        let rule = parse(en, Lang::En, &words).unwrap();
        assert_eq!(rule.text(Lang::En, &words), en);
        assert_eq!(rule.text(Lang::Fr, &words), fr.replace(" :", "\u{a0}:"));
    }
}

#[test]
fn a_first_day_is_read_in_either_order_and_language() {
    let words = house();
    let line = |date: &str| {
        format!("once each calendar year: policy reviewed, for each policy; first by {date}")
    };
    let fr = |date: &str| {
        format!(
            "une fois par année civile : politique révisée, pour chaque politique; d’abord au plus tard le {date}"
        )
    };
    let expected = parse(&line("1 May 2027"), Lang::En, &words).unwrap();

    for date in ["May 1, 2027", "2027-05-01"] {
        assert_eq!(parse(&line(date), Lang::En, &words).as_ref(), Ok(&expected));
    }
    assert_eq!(
        parse(&fr("1er mai 2027"), Lang::Fr, &words).as_ref(),
        Ok(&expected)
    );
    assert_eq!(
        refused(&line("31 February 2027"), Lang::En).expected,
        Expected::Date
    );
}

#[test]
fn a_misspelt_word_is_answered_with_the_nearest_one() {
    let no = refused("every 3 months: pascode changed, for each phone", Lang::En);

    assert_eq!(no.column(), 17);
    assert_eq!(no.suggestion(), Some("passcode changed"));
    assert_eq!(
        no.message(Lang::En),
        "Column 17: write what must have been done here, such as passcode changed, not “pascode changed”. Did you mean “passcode changed”?"
    );
    assert!(
        no.message(Lang::Fr)
            .contains("Vouliez-vous dire «\u{a0}passcode changed\u{a0}»\u{a0}?")
    );
}

#[test]
fn the_wrong_form_of_a_deed_is_answered_with_the_right_one() {
    let noun = refused("every 3 months: passcode change, for each phone", Lang::En);
    let kind = refused(
        "within 2 days of a passcode.changed: manager informed",
        Lang::En,
    );

    assert_eq!(noun.suggestion(), Some("passcode changed"));
    assert_eq!(kind.suggestion(), Some("passcode change"));
}

#[test]
fn misspelt_keywords_units_roles_and_modifiers_are_answered_too() {
    let cases = [
        (
            "evry 3 months: passcode changed, for each phone",
            1,
            "every",
        ),
        (
            "every 3 month: passcode changed, for eech phone",
            34,
            "for each",
        ),
        (
            "every 3 moths: passcode changed, for each phone",
            9,
            "months",
        ),
        (
            "every 3 months: passcode changed, for each fone",
            44,
            "phone",
        ),
        (
            "before a phone is taken off site: permission by the supervizor",
            49,
            "the supervisor",
        ),
        ("only approved app on each phone", 6, "approved apps"),
        (
            "every 3 months: passcode changed, for each phone; infrom the manager",
            51,
            "inform",
        ),
    ];
    for (line, column, suggestion) in cases {
        let no = refused(line, Lang::En);
        assert_eq!(
            (no.column(), no.suggestion()),
            (column, Some(suggestion)),
            "{line}: {no}"
        );
    }
}

#[test]
fn words_with_two_meanings_are_refused_with_the_choices() {
    let cases = [
        (
            Lang::En,
            "quarterly: policy reviewed, for each policy",
            "every 3 months",
        ),
        (
            Lang::En,
            "biweekly: policy reviewed, for each policy",
            "every 2 weeks",
        ),
        (
            Lang::En,
            "every quarter: policy reviewed, for each policy",
            "every 3 months",
        ),
        (
            Lang::En,
            "immediately after a phone issue: rules acknowledged",
            "within 1 hour",
        ),
        (
            Lang::En,
            "within asap of a phone issue: rules acknowledged",
            "within 1 hour",
        ),
        (
            Lang::En,
            "within 2 business days of a phone issue: rules acknowledged",
            "working days",
        ),
        (
            Lang::Fr,
            "bimensuel : politique révisée, pour chaque politique",
            "toutes les 2 semaines",
        ),
        (
            Lang::Fr,
            "dans les 2 jours ouvrés suivant la remise d'un téléphone : règles lues et acceptées",
            "2 jours ouvrables",
        ),
        (
            Lang::Fr,
            "immédiatement après la remise d'un téléphone : règles lues et acceptées",
            "dans 1 heure",
        ),
    ];
    for (lang, line, choice) in cases {
        let no = refused(line, lang);
        assert_eq!(no.expected, Expected::OneMeaning, "{line}: {no}");
        assert_eq!(no.suggestion(), Some(choice), "{line}");
        assert!(no.message(Lang::En).contains("Choose"));
        assert!(no.message(Lang::Fr).contains("Choisissez"));
    }
}

/// What people write who have not read how rules are written: line, column, suggestions.
#[test]
fn what_is_nearly_a_rule_is_answered_with_what_to_write() {
    let each = "passcode changed, for each phone";
    let chaque = "code changé, pour chaque téléphone";
    #[rustfmt::skip]
    let en = [
        (format!("every week: {each}"), 7, &["every 1 week", "once each calendar week"][..]),
        (format!("every month: {each}"), 7, &["every 1 month", "once each calendar month"]),
        (format!("every other week: {each}"), 7, &["every 2 weeks"]),
        (format!("every fortnight: {each}"), 7, &["every 2 weeks"]),
        (format!("every three months: {each}"), 7, &["3"]),
        (format!("once a month: {each}"), 1, &["every 1 month", "once each calendar month"]),
        (format!("semi-annually: {each}"), 1, &["every 6 months"]),
        ("within 2 days after a trip off site: passcode changed".to_owned(), 15, &["of"]),
        ("every 3 months: passcode changed, for every phone".to_owned(), 35, &["for each"]),
        ("never a passcode on all phones".to_owned(), 18, &["on each"]),
        (format!("every 3 months: {each}; first by 31 February 2026"), 60, &["28 February 2026"]),
        (format!("every 3 months: {each}; first by 29 February 2027"), 60, &["28 February 2027"]),
    ];
    #[rustfmt::skip]
    let fr = [
        (format!("chaque mois : {chaque}"), 1, &["tous les 1 mois", "une fois par mois civil"][..]),
        (format!("tous les mois : {chaque}"), 10, &["tous les 1 mois", "une fois par mois civil"]),
        (format!("toutes les semaines : {chaque}"), 12, &["toutes les 1 semaine", "une fois par semaine civile"]),
        (format!("tous les trois mois : {chaque}"), 10, &["3"]),
        (format!("tous les 3 moi : {chaque}"), 12, &["mois"]),
        (format!("semestriel : {chaque}"), 1, &["tous les 6 mois"]),
        ("tous les 3 mois : code changé, pour tous les téléphones".to_owned(), 32, &["pour chaque"]),
        ("dans les 2 jours après la sortie d'un téléphone : code changé".to_owned(), 18, &["suivant"]),
        (format!("tous les 3 mois : {chaque}; d'abord au plus tard le 31 juin 2026"), 79, &["30 juin 2026"]),
    ];
    for (lang, lines) in [(Lang::En, &en[..]), (Lang::Fr, &fr[..])] {
        for (line, column, choices) in lines {
            let no = refused(line, lang);
            assert_eq!(no.suggestions, *choices, "{line}: {no}");
            assert_eq!(no.column(), *column, "{line}: {no}");
            let said = choices
                .iter()
                .all(|choice| no.message(lang).contains(choice));
            assert!(said, "{}", no.message(lang));
        }
    }
    let no = refused(
        "every 3 months: passcode changed, for each phone by next Friday",
        Lang::En,
    );
    assert_eq!(no.expected, Expected::OneMeaning);
    let no = refused("every 3 months; passcode changed, for each phone", Lang::En);
    assert_eq!(no.message(Lang::En), "Column 15: write “:” here, not “;”.");
    assert_eq!(
        no.message(Lang::Fr),
        "Colonne 15\u{a0}: écrivez «\u{a0}:\u{a0}» ici, et non «\u{a0};\u{a0}»."
    );
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let cases = [
        (
            "every 3 months: policy reviewed, for each phone",
            Expected::SameThing,
        ),
        (
            "every 3 months: passcode changed, for each worker in service",
            Expected::SameThing,
        ),
        (
            "within 2 days of a policy review: passcode changed",
            Expected::SameThing,
        ),
        ("always on leave on each phone", Expected::SameThing),
        (
            "never a passcode on each phone; except while on leave",
            Expected::SameThing,
        ),
        (
            "every 3 months: passcode changed by the same worker, for each phone",
            Expected::FitRole,
        ),
        (
            "every 3 months: passcode changed, for each phone; grace 1 hour",
            Expected::FitModifier,
        ),
        (
            "before an app is installed: app approved; warn 1 day before",
            Expected::FitModifier,
        ),
        (
            "never a passcode on each phone; first by 1 May 2027",
            Expected::FitModifier,
        ),
        (
            "never a passcode on each phone; grace 1 hour; grace 2 hours",
            Expected::Once,
        ),
        (
            "never a passcode on each phone in service please",
            Expected::End,
        ),
        (
            "every 0 months: passcode changed, for each phone",
            Expected::Number,
        ),
        (
            "every 10001 days: passcode changed, for each phone",
            Expected::Number,
        ),
    ];
    for (line, expected) in cases {
        let no = refused(line, Lang::En);
        assert_eq!(no.expected, expected, "{line}: {no}");
    }
}

#[test]
fn an_empty_line_is_answered_with_how_a_rule_begins() {
    let message = refused("", Lang::En).message(Lang::En);

    assert!(message.starts_with("Column 1: a rule begins with"));
}

#[test]
fn an_exception_may_be_about_the_person_who_acted() {
    let line = "within 2 working days of a text conversation with a client: conversation filed by the same worker; except while on leave";

    assert!(parse(line, Lang::En, &house()).is_ok());
}

#[test]
fn a_rule_is_explained_in_one_sentence() {
    let words = house();
    let rule = parse(RULES[0].1, Lang::En, &words).unwrap();

    assert_eq!(
        explain(&rule, Lang::En, &words),
        "For each phone in service, “passcode changed” must be on record at least every 3 months, counted from the last time; \
         the worker answers for it; the manager is told; a reminder comes 7 days before."
    );
    assert_eq!(
        explain(&rule, Lang::Fr, &words),
        "Pour chaque téléphone en service, «\u{a0}code changé\u{a0}» doit être au registre au moins une fois en 3 mois, à compter de la dernière fois\u{a0}; \
         la personne attitrée en répond\u{a0}; on informe la gestion\u{a0}; un rappel vient 7 jours avant."
    );
}

#[test]
fn the_tree_says_what_the_line_says() {
    let rule = parse(RULES[2].1, Lang::En, &house()).unwrap();
    let Form::Before {
        what,
        acts,
        valid,
        one_use,
    } = &rule.form
    else {
        panic!("a before rule")
    };

    assert_eq!(&**what, "phone.taken-off-site");
    assert_eq!(&*acts.done[0], "offsite.permitted");
    assert_eq!(acts.by.as_deref(), Some("supervisor"));
    assert_eq!(
        (*valid, *one_use),
        (
            Some(Span {
                count: 24,
                unit: Unit::Hours
            }),
            true
        )
    );
    assert_eq!(rule.form.keyword(), "before");
}

#[test]
fn a_vocabulary_that_could_be_misread_is_refused() {
    let flaws = Vocabulary::builder()
        .deed(
            Deed::new("a.done", &["thing"])
                .en("job", "a job is done", "job done")
                .fr("un travail", "travail fait"),
        )
        .deed(
            Deed::new("b.done", &[])
                .en("JOB", "a job is made", "job made")
                .fr("une tâche", "tâche faite"),
        )
        .deed(Deed::new("b.done", &[]))
        .state(
            State::new("busy", "thing", "busy", "occupé")
                .between(&["a.done", "c.done"], &["b.done"]),
        )
        .build()
        .unwrap_err();

    assert!(
        flaws
            .0
            .iter()
            .any(|flaw| matches!(flaw, Flaw::Ambiguous { first, .. } if &**first == "a.done"))
    );
    assert!(
        flaws
            .0
            .iter()
            .any(|flaw| matches!(flaw, Flaw::Twice { name, .. } if &**name == "b.done"))
    );
    assert!(
        flaws
            .0
            .iter()
            .any(|flaw| matches!(flaw, Flaw::NoDeed { deed, .. } if &**deed == "c.done"))
    );
    assert!(
        flaws
            .0
            .iter()
            .any(|flaw| matches!(flaw, Flaw::NoSlot { deed, .. } if &**deed == "b.done"))
    );
}
