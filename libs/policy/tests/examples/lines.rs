//! The lines of the definition: read in both languages to the same tree, written and
//! read back, and explained. Words in braces are those a misspelling is tried on.

use policy::{Expected, Header, Lang, Line, Rule, conflicts, explain, parse};

use super::common::house;
use super::world::{House, PHONE, rule};

/// A line in both languages, and what it says.
pub struct Example {
    pub en: &'static str,
    pub fr: &'static str,
    says_en: &'static str,
    says_fr: &'static str,
}

impl Example {
    pub fn of(&self, lang: Lang) -> &'static str {
        lang.pick(self.en, self.fr)
    }

    pub fn rule(&self) -> Rule {
        parse(&plain(self.en), Lang::En, &house()).unwrap_or_else(|no| panic!("{}: {no}", self.en))
    }
}

/// The line without its braces.
pub fn plain(line: &str) -> String {
    line.replace(['{', '}'], "")
}

fn holds(example: &Example) {
    let words = house();
    let rule = example.rule();
    for lang in Lang::BOTH {
        let line = plain(example.of(lang));
        assert_eq!(parse(&line, lang, &words).as_ref(), Ok(&rule), "{line}");
        let written = rule.text(lang, &words);
        assert_eq!(
            parse(&written, lang, &words).as_ref(),
            Ok(&rule),
            "{written}"
        );
        let says = lang
            .pick(example.says_en, example.says_fr)
            .replace(['~'], "\u{a0}");
        assert_eq!(explain(&rule, lang, &words), says);
    }
}

macro_rules! examples {
    ($($name:ident: $en:literal, $fr:literal, $says_en:literal, $says_fr:literal;)*) => {
        pub const ALL: &[Example] = &[$(Example { en: $en, fr: $fr, says_en: $says_en, says_fr: $says_fr }),*];
        $(#[test]
        pub fn $name() { holds(&Example { en: $en, fr: $fr, says_en: $says_en, says_fr: $says_fr }); })*
    };
}

examples! {
    every_3_months:
        "{every} 3 {months}: {passcode changed}, {for each} {phone} {in service}",
        "{tous les} 3 {mois} : {code changé}, {pour chaque} {téléphone} {en service}",
        "For each phone in service, “passcode changed” must be on record at least every 3 months, counted from the last time.",
        "Pour chaque téléphone en service, «~code changé~» doit être au registre au moins une fois en 3 mois, à compter de la dernière fois.";
    once_each_calendar_year:
        "{once each calendar} {year}: {policy reviewed}, {for each} {policy}; {first by} 31 {December} 2026",
        "{une fois par} {année civile} : {politique révisée}, {pour chaque} {politique}; {d'abord au plus tard le} 31 {décembre} 2026",
        "For each policy, “policy reviewed” must be on record at least once in each calendar year; the first time is by 31 December 2026.",
        "Pour chaque politique, «~politique révisée~» doit être au registre au moins une fois par année civile~; la première fois au plus tard le 31 décembre 2026.";
    once_each_calendar_quarter:
        "{once each calendar} {quarter}: {policy reviewed}, {for each} {policy}; {owed from} 25 {percent of the period}",
        "{une fois par} {trimestre civil} : {politique révisée}, {pour chaque} {politique}; {dû dès} 25 {pour cent de la période}",
        "For each policy, “policy reviewed” must be on record at least once in each calendar quarter; what comes during a period owes it only if it is there for 25 percent of it.",
        "Pour chaque politique, «~politique révisée~» doit être au registre au moins une fois par trimestre civil~; ce qui arrive en cours de période n'y est tenu que si c'est là pendant 25 pour cent de celle-ci.";
    once_each_calendar_month:
        "{once each calendar} {month}: {policy reviewed}, {for each} {policy}",
        "{une fois par} {mois civil} : {politique révisée}, {pour chaque} {politique}",
        "For each policy, “policy reviewed” must be on record at least once in each calendar month.",
        "Pour chaque politique, «~politique révisée~» doit être au registre au moins une fois par mois civil.";
    once_each_calendar_week:
        "{once each calendar} {week}: {policy reviewed}, {for each} {policy}",
        "{une fois par} {semaine civile} : {politique révisée}, {pour chaque} {politique}",
        "For each policy, “policy reviewed” must be on record at least once in each calendar week.",
        "Pour chaque politique, «~politique révisée~» doit être au registre au moins une fois par semaine civile.";
    every_2_years:
        "{every} 2 {years}: {policy reviewed}, {for each} {policy}",
        "{tous les} 2 {ans} : {politique révisée}, {pour chaque} {politique}",
        "For each policy, “policy reviewed” must be on record at least every 2 years, counted from the last time.",
        "Pour chaque politique, «~politique révisée~» doit être au registre au moins une fois en 2 ans, à compter de la dernière fois.";
    within_2_working_days:
        "{within} 2 {working days} {of} a {client contact}: {contact recorded} {by} {the same worker}",
        "{dans} les 2 {jours ouvrables} {suivant} {un contact client} : {contact consigné} {par} {la même personne}",
        "After a client contact, “contact recorded” by the same worker must be on record within 2 working days; done once, it counts for all the times before.",
        "Après un contact client, «~contact consigné~» par la même personne doit être au registre en 2 jours ouvrables au plus~; fait une fois, cela vaut pour toutes les fois d'avant.";
    each_needs_its_own:
        "{within} 2 {weeks} {of} a {client contact}: {contact recorded}; {one record each}",
        "{dans} les 2 {semaines} {suivant} {un contact client} : {contact consigné}; {une inscription chacun}",
        "After a client contact, “contact recorded” must be on record within 2 weeks; each time needs a record of its own.",
        "Après un contact client, «~contact consigné~» doit être au registre en 2 semaines au plus~; chaque fois demande sa propre inscription.";
    a_and_b:
        "{within} 4 {hours} {of} a {trip off site}: {passcode changed} {and} {manager informed} {by} {the manager}; {responsible}: {the manager}",
        "{dans} les 4 {heures} {suivant} {la sortie d'un téléphone} : {code changé} {et} {gestion informée} {par} {la gestion}; {responsable} : {la gestion}",
        "After a trip off site, “passcode changed” and “manager informed” by the manager must be on record within 4 hours; the manager answers for it; done once, it counts for all the times before.",
        "Après la sortie d'un téléphone, «~code changé~» et «~gestion informée~» par la gestion doivent être au registre en 4 heures au plus~; la gestion en répond~; fait une fois, cela vaut pour toutes les fois d'avant.";
    the_miss_of_another_rule:
        "{within} 1 {working day} {of} {a miss of} [passcode-age]: {manager informed} {by} {the supervisor}",
        "{dans} 1 {jour ouvrable} {suivant} {un manquement à} [passcode-age] : {gestion informée} {par} {la supervision}",
        "After a miss of [passcode-age], “manager informed” by the supervisor must be on record within 1 working day; done once, it counts for all the times before.",
        "Après un manquement à [passcode-age], «~gestion informée~» par la supervision doit être au registre en 1 jour ouvrable au plus~; fait une fois, cela vaut pour toutes les fois d'avant.";
    before_a_phone_is_taken_off_site:
        "{before} {a phone is taken off site}: {permission} {by} {the supervisor} ({valid} 24 {hours}, {one use})",
        "{avant} {la sortie d'un téléphone} : {permission donnée} {par} {la supervision} ({valable} 24 {heures}, {un usage})",
        "Before a phone is taken off site, “permission given” by the supervisor must be on record, no more than 24 hours old, and it counts for one time only.",
        "Avant la sortie d'un téléphone, «~permission donnée~» par la supervision doit être au registre, dater de 24 heures au plus et ne servir qu'une fois.";
    on_record_first:
        "{before} {a phone is taken off site}: {permission given}; {on record first}; {counts if recorded within} 30 {days}",
        "{avant} {la sortie d'un téléphone} : {permission donnée}; {inscrit d'abord}; {compte si inscrit dans} les 30 {jours}",
        "Before a phone is taken off site, “permission given” must be on record; it must also have been written down before; what is written down more than 30 days later does not count.",
        "Avant la sortie d'un téléphone, «~permission donnée~» doit être au registre~; il faut aussi l'avoir inscrit avant~; ce qui est inscrit plus de 30 jours après ne compte pas.";
    only_approved_apps:
        "{only} {approved apps} {on} {each} {phone}",
        "{seulement} {des applis approuvées} {sur} {chaque} {téléphone}",
        "Only approved apps may be on each phone, at any time.",
        "Il n'y a en tout temps que des applis approuvées sur chaque téléphone.";
    checked_every:
        "{only} {approved apps} {on} {each} {phone}; {grace} 30 {minutes}; {checked every} 1 {month}",
        "{seulement} {des applis approuvées} {sur} {chaque} {téléphone}; {tolérance} 30 {minutes}; {vérifié tous les} 1 {mois}",
        "Only approved apps may be on each phone, at any time; up to 30 minutes is forgiven; somebody looks at all of it at least every 1 month.",
        "Il n'y a en tout temps que des applis approuvées sur chaque téléphone~; on tolère jusqu'à 30 minutes~; quelqu'un vérifie le tout au moins une fois en 1 mois.";
    always_a_passcode:
        "{always} {a passcode} {on each} {phone} {in service}; {stale after} 7 {days}",
        "{toujours} {un code} {sur chaque} {téléphone} {en service}; {périmé après} 7 {jours}",
        "Each phone in service must have a passcode at all times; 7 days after it was last seen, nobody knows any more.",
        "Il faut en tout temps un code sur chaque téléphone en service~; 7 jours après la dernière observation, on ne le sait plus.";
    never_fingerprint_unlock:
        "{never} {fingerprint unlock} {on each} {phone}; {except while} {an accessibility need}",
        "{jamais} {le déverrouillage par empreinte} {sur chaque} {téléphone}; {sauf pendant} {un besoin d'accessibilité}",
        "No phone may have fingerprint unlock at any time; it is not asked while there is an accessibility need.",
        "Sur chaque téléphone, il ne faut jamais le déverrouillage par empreinte~; ce n'est pas demandé tant qu'il y a un besoin d'accessibilité.";
    what_follows_the_semicolons:
        "{every} 90 {days}: {passcode changed}, {for each} {phone} {not in use}; {responsible}: {the worker}; {inform} {the manager}; {on a fixed schedule}; {carry over}; {warn} 7 {days} {before}",
        "{tous les} 90 {jours} : {code changé}, {pour chaque} {téléphone} {inutilisé}; {responsable} : {la personne attitrée}; {informer} {la gestion}; {à dates fixes}; {reprendre la dernière fois}; {avertir} 7 {jours} {avant}",
        "For each phone not in use, “passcode changed” must be on record at least every 90 days, counted from the last time; the worker answers for it; the manager is told; the dates stay the same, however early or late it is done; the last time before counts for the first; a reminder comes 7 days before.",
        "Pour chaque téléphone inutilisé, «~code changé~» doit être au registre au moins une fois en 90 jours, à compter de la dernière fois~; la personne attitrée en répond~; on informe la gestion~; les dates restent les mêmes, que ce soit fait tôt ou tard~; la dernière fois d'avant compte pour la première~; un rappel vient 7 jours avant.";
}

fn unclear(lang: Lang, line: &str, choices: &[&str]) {
    let no = parse(line, lang, &house()).unwrap_err();
    assert_eq!(no.expected, Expected::OneMeaning, "{line}: {no}");
    assert_eq!(no.suggestions, choices, "{line}");
}

#[test]
pub fn biweekly() {
    unclear(
        Lang::En,
        "biweekly: policy reviewed, for each policy",
        &["every 2 weeks", "every 3 days"],
    );
    unclear(
        Lang::Fr,
        "bimensuel : politique révisée, pour chaque politique",
        &["toutes les 2 semaines", "tous les 2 mois"],
    );
}

#[test]
pub fn quarterly() {
    unclear(
        Lang::En,
        "quarterly: policy reviewed, for each policy",
        &["every 3 months", "once each calendar quarter"],
    );
    unclear(
        Lang::Fr,
        "trimestriel : politique révisée, pour chaque politique",
        &["tous les 3 mois", "une fois par trimestre civil"],
    );
}

#[test]
pub fn immediately_and_asap() {
    let choices = ["within 1 hour", "within 1 working day"];
    unclear(
        Lang::En,
        "immediately after a phone issue: rules acknowledged",
        &choices,
    );
    unclear(
        Lang::En,
        "ASAP after a phone issue: rules acknowledged",
        &choices,
    );
    unclear(
        Lang::Fr,
        "dès que possible après la remise d'un téléphone : règles lues et acceptées",
        &["dans 1 heure", "dans 1 jour ouvrable"],
    );
}

#[test]
pub fn immediately_means_1_working_day() {
    for (means, span) in [("1 working day", "1 working day"), ("1 hour", "1 hour")] {
        let header = Header::parse(&format!("immediately means {means}"), Lang::En).unwrap();
        let words = house().under(header);
        let line = "immediately after a phone issue: rules acknowledged by the worker";
        let plainly = format!("within {span} of a phone issue: rules acknowledged by the worker");
        assert_eq!(
            parse(line, Lang::En, &words),
            parse(&plainly, Lang::En, &words)
        );
    }
}

#[test]
pub fn jours_ouvrables() {
    let line = "within 2 jours ouvrables of a client contact: contact recorded";
    unclear(Lang::En, line, &["working days", "days"]);
    // Where the same words mean Monday to Saturday, they are not read in French either.
    let europe = policy::vocabulary::French::Europe;
    let words = policy::Vocabulary::builder()
        .french(europe)
        .deed(
            policy::vocabulary::Deed::new("a", &["client"])
                .en("contact", "a contact is made", "contact made")
                .fr("un contact", "contact pris"),
        )
        .deed(
            policy::vocabulary::Deed::new("b", &["client"])
                .en("note", "a note is written", "note written")
                .fr("une note", "note écrite"),
        )
        .build()
        .unwrap();
    let line = |days: &str| format!("dans les 2 jours {days} suivant un contact : note écrite");
    let no = parse(&line("ouvrables"), Lang::Fr, &words).unwrap_err();
    assert_eq!(
        (no.expected, no.suggestions),
        (
            Expected::OneMeaning,
            vec!["2 jours ouvrés".to_owned(), "2 jours".to_owned()]
        )
    );
    let read = parse(&line("ouvrés"), Lang::Fr, &words).unwrap();
    assert_eq!(
        read,
        parse(
            "within 2 working days of a contact: note written",
            Lang::En,
            &words
        )
        .unwrap()
    );
    assert_eq!(
        read.text(Lang::Fr, &words),
        line("ouvrés").replace(" :", "\u{a0}:")
    );
}

#[test]
pub fn a_rule_keeps_to_one_language() {
    let words = house();
    for example in ALL {
        for (lang, other) in [(Lang::En, Lang::Fr), (Lang::Fr, Lang::En)] {
            let no = parse(&plain(example.of(other)), lang, &words).unwrap_err();
            assert_eq!(no.expected, Expected::Language, "{no}");
            let instead = no.suggestion().unwrap();
            assert_eq!(parse(instead, lang, &words).unwrap(), example.rule());
        }
    }
    for (lang, line, column, here) in [
        (
            Lang::En,
            "within 2 heures of a client contact: contact recorded",
            10,
            "hours",
        ),
        (
            Lang::En,
            "every 3 months: code changé, for each phone",
            17,
            "passcode changed",
        ),
        (
            Lang::Fr,
            "dans les 2 working days suivant un contact client : contact consigné",
            12,
            "jours ouvrables",
        ),
        (
            Lang::Fr,
            "toujours a passcode sur chaque téléphone",
            10,
            "un code",
        ),
        (
            Lang::Fr,
            "tous les 3 mois : code changé, for each téléphone",
            32,
            "pour chaque",
        ),
    ] {
        let no = parse(line, lang, &words).unwrap_err();
        assert_eq!(
            (no.column(), no.suggestion()),
            (column, Some(here)),
            "{line}: {no}"
        );
    }
}

#[test]
pub fn next_friday() {
    let line = "every 3 months: passcode changed, for each phone; first by next Friday";
    let no = parse(line, Lang::En, &house()).unwrap_err();
    assert_eq!(
        (no.expected, no.suggestions.len()),
        (Expected::OneMeaning, 2)
    );
    let line = "tous les 3 mois : code changé, pour chaque téléphone; d'abord au plus tard le vendredi prochain";
    let no = parse(line, Lang::Fr, &house()).unwrap_err();
    assert_eq!(
        (no.expected, no.suggestions.len()),
        (Expected::OneMeaning, 2)
    );
}

/// A number is part of the words of the vocabulary.
#[test]
pub fn a_client_document_older_than_30_days() {
    let state = policy::vocabulary::State::new(
        "old",
        "phone",
        "a client document older than 30 days",
        "un document client de plus de 30 jours",
    );
    let words = policy::Vocabulary::builder()
        .deed(policy::vocabulary::Deed::new("aged", &["phone"]))
        .deed(policy::vocabulary::Deed::new("deleted", &["phone"]))
        .state(state.between(&["aged"], &["deleted"]))
        .subject(policy::vocabulary::Subject::new(
            "phone",
            "phone",
            "phone",
            "téléphone",
        ))
        .build()
        .unwrap();
    let en = parse(
        "never a client document older than 30 days on each phone; warn 5 days before",
        Lang::En,
        &words,
    )
    .unwrap();
    let fr = parse(
        "jamais un document client de plus de 30 jours sur chaque téléphone; avertir 5 jours avant",
        Lang::Fr,
        &words,
    )
    .unwrap();
    assert_eq!(en, fr);
    assert_eq!(
        explain(&en, Lang::En, &words),
        "No phone may have a client document older than 30 days at any time; a reminder comes 5 days before."
    );
}

/// `permission must be on record first` and `each` are other spellings.
#[test]
pub fn other_spellings_read_the_same() {
    for (one, other) in [
        (
            "before a phone is taken off site: permission; on record first",
            "before a phone is taken off site: permission; permission must be on record first",
        ),
        (
            "within 1 day of a client contact: contact recorded; one record each",
            "within 1 day of a client contact: contact recorded; each",
        ),
        (
            "every 3 months: passcode changed, for each phone; first by 31 December 2026",
            "every 3 months: passcode changed, for each phone; first by 2026-12-31",
        ),
    ] {
        assert_eq!(rule(one), rule(other));
    }
}

#[test]
pub fn rules_that_follow_each_other_are_in_layers() {
    let line = |id: &str, text: &str| Line::new(id, rule(text), 0);
    let circle = [
        line("a", "within 1 day of a miss of [b]: manager informed"),
        line("b", "within 1 day of a miss of [a]: manager informed"),
    ];
    assert_eq!(conflicts(&circle, &house()).len(), 2);
    let mut layers = House::with(vec![
        line("c", "within 1 day of a miss of [b]: manager informed"),
        line("b", "within 1 day of a miss of [a]: manager informed"),
        line("a", "within 1 day of a trip off site: passcode changed"),
    ]);
    layers.does("2026-03-02", "ben", "phone.taken-off-site", &[PHONE]);
    assert_eq!(layers.duties("2026-03-10").len(), 3);
}
