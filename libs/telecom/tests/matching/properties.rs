//! What always holds, whatever the lists.

use std::collections::BTreeMap;

use proptest::prelude::*;
use telecom::matching::{
    By, ClockFinding, Contact, ContactId, Decision, Input, Learned, Matched, Outcome, RecordId, Says, SourceId, Verdict, decide,
    learn, matched,
};

use crate::generator::{Dice, Noise, Office, Size};
use crate::office::{at, call, number};

const SMALL: Size = Size { workers: 3, clients: 8, days: 8, contacts_a_day: 6.0 };

fn office(seed: u64) -> Office {
    Office::new(seed, SMALL, Noise::OFFICE.times(1.5))
}

/// What matters of a decision, without its figures.
fn outcomes(answer: &Matched) -> BTreeMap<ContactId, Outcome> {
    answer.decisions.iter().map(|d| (d.contact, d.outcome)).collect()
}

fn shuffle<T>(list: &mut [T], dice: &mut Dice) {
    for i in (1..list.len()).rev() {
        list.swap(i, usize::try_from(dice.index(i as u64 + 1)).unwrap());
    }
}

/// Random words of a person about random contacts.
fn words(office: &Office, seed: u64) -> Vec<Verdict> {
    let mut dice = Dice(seed);
    (0..12)
        .map(|order| {
            let contact = office.contacts[usize::try_from(dice.index(office.contacts.len() as u64)).unwrap()].id;
            let record = RecordId(dice.index(office.records.len() as u64));
            let says = match dice.index(4) {
                0 => Says::Together(record),
                1 => Says::Apart(record),
                2 => Says::NeverRecorded,
                _ => Says::NotAContact,
            };
            Verdict { order, contact, says }
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_contact_is_decided_once_and_no_record_is_about_two_encounters(seed in any::<u64>()) {
        let office = office(seed);
        let answer = matched(&office.input());
        prop_assert_eq!(answer.decisions.len(), office.contacts.len());
        let mut about: BTreeMap<RecordId, i64> = BTreeMap::new();
        for decision in &answer.decisions {
            if let Outcome::Recorded(record) = decision.outcome {
                // The contacts of one encounter began together.
                let first = about.entry(record).or_insert(decision.began);
                prop_assert_eq!(*first, decision.began);
                prop_assert!(!answer.unmatched_records.contains(&record));
            }
            prop_assert!((0.0..=1.0 + 1e-9).contains(&decision.probability));
        }
    }

    #[test]
    fn the_order_of_the_lists_changes_nothing(seed in any::<u64>()) {
        let mut office = office(seed);
        let verdicts = words(&office, seed);
        let before = matched(&Input { verdicts: &verdicts, ..office.input() });
        let mut dice = Dice(seed ^ 1);
        let mut again = verdicts.clone();
        shuffle(&mut office.contacts, &mut dice);
        shuffle(&mut office.records, &mut dice);
        shuffle(&mut office.sources, &mut dice);
        shuffle(&mut office.clients, &mut dice);
        shuffle(&mut again, &mut dice);
        prop_assert_eq!(before, matched(&Input { verdicts: &again, ..office.input() }));
    }

    #[test]
    fn a_contact_with_somebody_else_changes_no_other_decision(seed in any::<u64>()) {
        let mut office = office(seed);
        let learned = learn(&office.input());
        let before = decide(&office.input(), &learned);
        let stranger = Contact { peer: Some(number(4_321)), ..call(9_999_999, at(5, 11, 0), 3) };
        office.contacts.push(stranger);
        let mut after = decide(&office.input(), &learned);
        let added = after.decisions.pop().unwrap();
        prop_assert_eq!(added.contact, ContactId(9_999_999));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_persons_word_is_always_kept_and_moves_only_its_block(seed in any::<u64>()) {
        let office = office(seed);
        let learned = learn(&office.input());
        let before = decide(&office.input(), &learned);
        let verdicts = words(&office, seed);
        let after = decide(&Input { verdicts: &verdicts, ..office.input() }, &learned);
        let mut last: BTreeMap<ContactId, Says> = BTreeMap::new();
        for word in &verdicts {
            last.insert(word.contact, word.says);
        }
        for (contact, says) in &last {
            let Decision { outcome, by, .. } = after.decision(*contact).unwrap().clone();
            match says {
                Says::Together(record) => prop_assert_eq!(outcome, Outcome::Recorded(*record)),
                Says::Apart(record) => prop_assert_ne!(outcome.record(), Some(*record)),
                Says::NeverRecorded => prop_assert_eq!(outcome, Outcome::Unrecorded),
                Says::NotAContact => prop_assert_eq!(outcome, Outcome::NothingOwed),
            }
            prop_assert!(by == By::Person || matches!(says, Says::Apart(_)));
        }
        // Clients who share no number with anything spoken of are as before.
        let touched = touched(&office, &verdicts);
        for decision in &before.decisions {
            let contact = office.contacts.iter().find(|c| c.id == decision.contact).unwrap();
            if contact.peer.is_some_and(|p| !touched.contains(&p)) && decision.outcome != after.decision(decision.contact).unwrap().outcome {
                prop_assert!(false, "{decision:?}");
            }
        }
    }

    #[test]
    fn moving_contacts_and_records_together_moves_no_clock(seed in any::<u64>(), weeks in -3_i64..4) {
        let mut office = office(seed);
        office.settings.zone = jiff::tz::TimeZone::UTC;
        let before = matched(&office.input());
        let by = jiff::SignedDuration::from_hours(weeks * 168);
        for contact in &mut office.contacts {
            contact.at += by;
        }
        for record in &mut office.records {
            record.when = match record.when {
                telecom::matching::When::At(at) => telecom::matching::When::At(at + by),
                telecom::matching::When::Day(day) => telecom::matching::When::Day(day + by),
            };
            record.written = record.written.map(|w| w + by);
        }
        let after = matched(&office.input());
        prop_assert_eq!(clocks(&before), clocks(&after));
        prop_assert_eq!(outcomes(&before), outcomes(&after));
    }
}

/// A source, and how far its clock is ahead.
fn clocks(answer: &Matched) -> Vec<(SourceId, i32)> {
    answer.clock_findings().iter().map(|f: &ClockFinding| (f.source, f.ahead)).collect()
}

/// Everybody who is joined, by numbers or records in common, to what somebody spoke of.
fn touched(office: &Office, verdicts: &[Verdict]) -> std::collections::BTreeSet<telecom::matching::Peer> {
    let file = |record: RecordId| {
        let record = office.records.iter().find(|r| r.id == record).unwrap();
        let client = office.clients.iter().find(|c| Some(c.id) == record.client);
        record.peer.into_iter().chain(client.into_iter().flat_map(|c| c.peers.iter().copied())).collect::<Vec<_>>()
    };
    let mut touched = std::collections::BTreeSet::new();
    for word in verdicts {
        touched.extend(office.contacts.iter().find(|c| c.id == word.contact).and_then(|c| c.peer));
        if let Says::Together(record) | Says::Apart(record) = word.says {
            touched.extend(file(record));
        }
    }
    loop {
        let before = touched.len();
        for client in &office.clients {
            if client.peers.iter().any(|p| touched.contains(p)) {
                touched.extend(client.peers.iter().copied());
            }
        }
        // A hidden number joins whoever was near; too few to matter, so all of that worker's are left aside.
        if office.contacts.iter().any(|c| c.peer.is_none()) {
            let shy: Vec<_> = office.contacts.iter().filter(|c| c.peer.is_none()).flat_map(|c| c.workers.clone()).collect();
            touched.extend(office.contacts.iter().filter(|c| c.workers.iter().any(|w| shy.contains(w))).filter_map(|c| c.peer));
        }
        if touched.len() == before {
            return touched;
        }
    }
}

#[test]
fn a_clock_moved_by_hours_is_found_and_every_decision_stays() {
    for (seed, hours) in [(1, 3), (2, -6), (3, 11)] {
        let mut office = Office::new(seed, Size::OFFICE, Noise::OFFICE);
        office.settings.zone = jiff::tz::TimeZone::UTC;
        let before = matched(&office.input());
        for contact in &mut office.contacts {
            contact.at += jiff::SignedDuration::from_hours(hours);
        }
        let after = matched(&office.input());
        let moved: Vec<_> = clocks(&before).into_iter().map(|(s, a)| (s, a + i32::try_from(hours * 60).unwrap())).collect();
        assert_eq!(moved, clocks(&after));
        assert_eq!(outcomes(&before), outcomes(&after));
    }
}

#[test]
fn what_was_learned_is_the_same_each_time() {
    let office = office(5);
    let learned: Learned = learn(&office.input());
    assert_eq!(learned, learn(&office.input()));
}
