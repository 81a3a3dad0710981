//! The sentences, as people read them.

use jiff::civil::date;
use telecom::matching::{Basis, ClockFinding, Lang, Record, RecordId, Says, SourceId, When, explain, explain_clock};

use crate::office::{Office, at, attempt, call, note, zone};

fn said(office: &Office, contact: u64) -> [String; 2] {
    let decision = office.decision(contact);
    [explain(&decision, Lang::En, &zone()), explain(&decision, Lang::Fr, &zone())].map(|s| s.replace('\u{a0}', "_"))
}

#[test]
fn a_link_is_explained_by_what_joins_the_two() {
    let record = Record { minutes: Some(5), ..note(9, When::At(at(1, 14, 15))) };
    let office = Office::new(vec![call(1, at(1, 14, 8), 4)], vec![record]);
    assert_eq!(
        said(&office, 1),
        [
            "The call of 1 March at 14:08 is what this record is about: the number is the one in the record, 7_min later, as when times are rounded to the quarter hour, 4 min spoken, 5 min noted. Sure: 99 in 100.",
            "Cette note parle de l’appel du 1er_mars à 14_h_08_: le numéro est celui de la note, 7_min plus tard, comme quand l’heure est arrondie au quart d’heure, 4_min au téléphone, 5_min notées. Certitude_: 99 sur 100.",
        ]
    );
}

#[test]
fn what_nobody_wrote_down_is_said_without_blame() {
    let office = Office::new(vec![call(1, at(3, 14, 8), 4)], vec![]);
    assert_eq!(
        said(&office, 1),
        [
            "Nobody seems to have written down the call of 3 March at 14:08. No record of this person is near it. Sure: 99 in 100.",
            "Personne ne semble avoir noté l’appel du 3_mars à 14_h_08. Aucune note au sujet de cette personne n’en est proche. Certitude_: 99 sur 100.",
        ]
    );
}

#[test]
fn what_fits_two_asks_to_be_looked_at() {
    let office = Office::new(vec![call(1, at(3, 9, 0), 5), call(2, at(3, 15, 0), 5)], vec![note(9, When::Day(date(2026, 3, 3)))]);
    let linked = if office.outcome(1).record().is_some() { 1 } else { 2 };
    let [en, fr] = said(&office, linked);
    assert!(en.contains("the same day. Sure: ") && en.ends_with("Please look."), "{en}");
    assert!(fr.contains("le même jour. Certitude_: ") && fr.ends_with("Veuillez vérifier."), "{fr}");
    let [en, fr] = said(&office, 3 - linked);
    assert!(en.contains("The nearest record (the same day) fits another contact better."), "{en}");
    assert!(fr.contains("La note la plus proche (le même jour) convient mieux à un autre contact."), "{fr}");
}

#[test]
fn attempts_and_a_persons_word_are_said_as_such() {
    let mut office = Office::new(vec![attempt(1, at(3, 9, 0)), attempt(2, at(3, 9, 4)), call(3, at(3, 15, 0), 5)], vec![]);
    office.says(3, Says::NotAContact);
    assert_eq!(
        said(&office, 1),
        [
            "No record is needed for the 2 attempts to call of 3 March at 9:00: nobody was spoken to.",
            "Aucune note n’est requise pour les 2 tentatives d’appel du 3_mars à 9_h_00_: personne n’a été joint.",
        ]
    );
    assert_eq!(said(&office, 3)[0], "Somebody here said that the call of 3 March at 15:00 was not a contact: no record is needed.");
    office.records = vec![note(9, When::Day(date(2026, 3, 3)))];
    office.says(3, Says::Together(RecordId(9)));
    assert_eq!(said(&office, 3)[1], "Quelqu’un d’ici a dit que l’appel du 3_mars à 15_h_00 va avec cette note.");
}

#[test]
fn a_clock_is_explained_with_its_figures() {
    let finding = |ahead, basis| ClockFinding {
        source: SourceId(1),
        from: at(1, 0, 0),
        ahead,
        basis,
        fitting: 212,
        fitting_as_shown: 9,
        compared: 240,
    };
    let say = |f: &ClockFinding, lang| explain_clock(f, lang).replace('\u{a0}', "_");
    assert_eq!(
        say(&finding(-210, Basis::Estimated), Lang::En),
        "This clock is 3_h_30_min behind: read so, 212 of 240 records are within a quarter of an hour of a contact; as shown, 9. Perhaps another time zone, or summer time."
    );
    assert_eq!(
        say(&finding(300, Basis::Estimated), Lang::Fr),
        "Cette horloge est en avance de 5_h_: ainsi lue, 212 notes sur 240 sont à moins d’un quart d’heure d’un contact; telle quelle, 9. Peut-être un autre fuseau, ou l’heure d’été."
    );
    assert!(say(&finding(0, Basis::Agrees), Lang::En).starts_with("This clock agrees with the records: 212 of 240"));
    assert!(say(&finding(0, Basis::Unclear), Lang::Fr).ends_with("Veuillez vérifier le fuseau du fichier."));
}
