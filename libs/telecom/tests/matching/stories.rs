//! What happens in an office, one small thing at a time.

use jiff::civil::date;
use telecom::matching::{
    Basis, By, Channel, ClientId, Clock, Contact, ContactId, Direction, Kind, Outcome, Record, RecordId, Says, WorkerId, When,
};

use crate::office::{BEN, ELI, HISTORY, Office, at, attempt, call, covered, incoming, message, note, number, recorded};

fn timed(id: u64, day: i8, hour: i8, minute: i8) -> Record {
    note(id, When::At(at(day, hour, minute)))
}

#[test]
fn a_call_and_its_note_find_each_other_however_the_time_was_written() {
    // As it was, to the quarter hour, at the time of writing, with a day only.
    let rounded = [timed(9, 3, 14, 5), timed(9, 3, 14, 0), timed(9, 3, 14, 48), note(9, When::Day(date(2026, 3, 3)))];
    for record in rounded {
        let office = Office::new(vec![call(1, at(3, 14, 5), 4)], vec![record]);
        assert_eq!(office.outcome(1), recorded(9));
    }
}

#[test]
fn three_attempts_and_one_conversation_want_one_note() {
    let mut office = Office::new(
        vec![attempt(1, at(3, 13, 50)), attempt(2, at(3, 13, 58)), attempt(3, at(3, 14, 2)), call(4, at(3, 14, 5), 9)],
        vec![timed(9, 3, 14, 5)],
    );
    assert_eq!(office.outcome(4), recorded(9));
    for id in 1..=3 {
        assert_eq!(office.outcome(id), Outcome::NothingOwed);
        assert_eq!(office.decision(id).together, 3);
    }

    office.settings.attempts_count = true;
    assert_eq!(office.outcome(4), recorded(9));
    assert_eq!(office.outcome(2), Outcome::Unrecorded);
}

#[test]
fn attempts_that_were_noted_as_such_have_their_note() {
    let tried = Record { reached: Some(false), ..timed(9, 3, 14, 0) };
    let office = Office::new(vec![attempt(1, at(3, 13, 58)), attempt(2, at(3, 14, 2))], vec![tried]);
    assert_eq!(office.outcome(1), recorded(9));
    assert_eq!(office.outcome(2), recorded(9));
}

#[test]
fn a_voicemail_is_not_a_contact_unless_the_organisation_says_so() {
    let mut office = Office::new(vec![Contact { kind: Kind::Voicemail, ..call(1, at(3, 9, 0), 2) }], vec![]);
    assert_eq!(office.outcome(1), Outcome::NothingOwed);
    office.settings.voicemail_counts = true;
    assert_eq!(office.outcome(1), Outcome::Unrecorded);
}

#[test]
fn messages_of_one_afternoon_are_one_contact_and_the_evening_is_another() {
    let office = Office::new(
        vec![message(1, at(3, 14, 0)), message(2, at(3, 14, 20)), message(3, at(3, 15, 0)), message(4, at(3, 19, 0))],
        vec![timed(9, 3, 15, 10)],
    );
    for id in 1..=3 {
        assert_eq!(office.outcome(id), recorded(9));
    }
    assert_eq!(office.outcome(4), Outcome::Unrecorded);
}

#[test]
fn a_call_that_broke_off_is_covered_by_the_note_of_the_one_after() {
    let contacts = vec![call(1, at(3, 14, 0), 1), call(2, at(3, 14, 3), 20)];
    let note = Record { minutes: Some(20), ..timed(9, 3, 14, 3) };
    let mut office = Office::new(contacts, vec![note]);
    assert_eq!(office.outcome(2), recorded(9));
    assert_eq!(office.outcome(1), covered(9));

    office.settings.redial_gap_minutes = 0;
    assert_eq!(office.outcome(1), Outcome::Unrecorded);
}

#[test]
fn of_two_calls_the_one_whose_length_fits_has_the_note() {
    let note = Record { minutes: Some(40), ..note(9, When::Day(date(2026, 3, 3))) };
    let office = Office::new(vec![call(1, at(3, 9, 0), 3), call(2, at(3, 15, 0), 39)], vec![note]);
    assert_eq!(office.outcome(1), Outcome::Unrecorded);
    assert_eq!(office.outcome(2), recorded(9));
}

#[test]
fn a_note_is_not_about_what_came_after_it_was_written() {
    let note = Record { written: Some(at(3, 11, 0)), ..note(9, When::Day(date(2026, 3, 3))) };
    let office = Office::new(vec![call(1, at(3, 10, 30), 5), call(2, at(3, 15, 0), 5)], vec![note]);
    assert_eq!(office.outcome(1), recorded(9));
    assert_eq!(office.outcome(2), Outcome::Unrecorded);
    assert!(office.decision(2).evidence.unwrap().too_early);
}

#[test]
fn two_calls_and_a_note_that_fits_both_are_for_a_person_to_look_at() {
    let office = Office::new(vec![call(1, at(3, 9, 0), 5), call(2, at(3, 15, 0), 5)], vec![note(9, When::Day(date(2026, 3, 3)))]);
    assert!(office.decision(1).review && office.decision(2).review);
    assert_eq!([1, 2].iter().filter(|id| office.outcome(**id) == recorded(9)).count(), 1);
}

#[test]
fn a_note_under_the_wrong_day_is_found_when_nothing_else_explains_it() {
    let office = Office::new(vec![call(1, at(3, 14, 5), 4)], vec![timed(9, 4, 14, 5)]);
    assert_eq!(office.outcome(1), recorded(9));
    assert_eq!(office.decision(1).evidence.unwrap().days, 1);
    let same_day = Office::new(vec![call(1, at(3, 14, 5), 4)], vec![timed(9, 3, 14, 5)]);
    assert!(office.decision(1).probability < same_day.decision(1).probability);

    let office = Office::new(vec![call(1, at(3, 14, 5), 4), call(2, at(4, 14, 5), 4)], vec![timed(9, 4, 14, 5)]);
    assert_eq!(office.outcome(1), Outcome::Unrecorded);
    assert_eq!(office.outcome(2), recorded(9));
}

#[test]
fn a_call_over_midnight_belongs_to_the_evening() {
    let office = Office::new(vec![call(1, at(3, 23, 55), 15)], vec![note(9, When::Day(date(2026, 3, 3)))]);
    assert_eq!(office.outcome(1), recorded(9));
    assert_eq!(office.decision(1).evidence.unwrap().days, 0);
}

#[test]
fn the_same_call_on_the_bill_and_in_the_call_history_is_one_call() {
    let seconds = Kind::Call { seconds: Some(200), answered: Some(true) };
    let again = Contact { source: HISTORY, kind: seconds, ..call(2, at(3, 14, 6), 0) };
    let office = Office::new(vec![call(1, at(3, 14, 5), 4), again], vec![timed(9, 3, 14, 5)]);
    assert_eq!(office.outcome(1), recorded(9));
    assert_eq!(office.outcome(2), recorded(9));
    assert_eq!(office.decision(1).together, 2);
}

#[test]
fn another_number_of_the_same_client_will_do_and_another_persons_will_not() {
    let other = |n| Contact { peer: Some(number(n)), ..call(1, at(3, 14, 5), 4) };
    assert_eq!(Office::new(vec![other(2)], vec![timed(9, 3, 14, 5)]).outcome(1), recorded(9));
    assert_eq!(Office::new(vec![other(3)], vec![timed(9, 3, 14, 5)]).outcome(1), Outcome::Unrecorded);
    let unnumbered = Record { peer: None, ..timed(9, 3, 14, 5) };
    assert_eq!(Office::new(vec![other(2)], vec![unnumbered.clone()]).outcome(1), recorded(9));
    let unnamed = Record { client: Some(ClientId(8)), ..unnumbered };
    assert_eq!(Office::new(vec![other(2)], vec![unnamed]).outcome(1), Outcome::Unrecorded);
}

#[test]
fn a_hidden_number_is_matched_by_the_hour_and_the_worker_alone() {
    let hidden = |minute| Contact { peer: None, ..call(1, at(3, 14, minute), 4) };
    assert_eq!(Office::new(vec![hidden(5)], vec![timed(9, 3, 14, 6)]).outcome(1), recorded(9));
    let elis = Record { author: Some(ELI), ..timed(9, 3, 14, 6) };
    assert_eq!(Office::new(vec![hidden(5)], vec![elis]).outcome(1), Outcome::Unrecorded);
}

#[test]
fn on_a_shared_phone_whoever_of_the_two_wrote_it_wrote_it() {
    let shared = Contact { workers: vec![BEN, ELI], ..call(1, at(3, 14, 5), 4) };
    for author in [BEN, ELI] {
        let record = Record { author: Some(author), ..timed(9, 3, 14, 5) };
        assert_eq!(Office::new(vec![shared.clone()], vec![record]).decision(1).evidence.unwrap().author, Some(true));
    }
    let record = Record { author: Some(WorkerId(5)), ..timed(9, 3, 14, 5) };
    let office = Office::new(vec![shared], vec![record]);
    assert_eq!(office.outcome(1), recorded(9));
    assert_eq!(office.decision(1).evidence.unwrap().author, Some(false));
}

#[test]
fn the_note_that_says_who_called_goes_to_the_call_that_came_in() {
    let out = Contact { direction: Some(Direction::Out), ..call(1, at(3, 14, 3), 4) };
    let note = Record { direction: Some(Direction::In), channel: Some(Channel(0)), ..timed(9, 3, 14, 15) };
    let office = Office::new(vec![out, incoming(call(2, at(3, 14, 27), 4))], vec![note]);
    assert_eq!(office.outcome(2), recorded(9));
    assert_eq!(office.outcome(1), Outcome::Unrecorded);
}

#[test]
fn what_a_person_says_wins_and_the_rest_goes_round_it_and_back() {
    let contacts = vec![call(1, at(3, 14, 0), 4), call(2, at(3, 16, 0), 4)];
    let mut office = Office::new(contacts, vec![timed(8, 3, 14, 0), timed(9, 3, 16, 0)]);
    assert_eq!((office.outcome(1), office.outcome(2)), (recorded(8), recorded(9)));

    office.says(1, Says::Together(RecordId(9)));
    assert_eq!(office.outcome(1), recorded(9));
    assert_eq!(office.decision(1).by, By::Person);
    assert_ne!(office.outcome(2), recorded(9));

    office.says(1, Says::Apart(RecordId(9)));
    assert_eq!((office.outcome(1), office.outcome(2)), (recorded(8), recorded(9)));

    office.says(2, Says::NeverRecorded).says(1, Says::NotAContact);
    assert_eq!((office.outcome(1), office.outcome(2)), (Outcome::NothingOwed, Outcome::Unrecorded));
    assert_eq!(office.matched().unmatched_records, [RecordId(8), RecordId(9)]);
}

#[test]
fn a_word_about_one_message_parts_the_session_only_where_it_must() {
    let session = vec![message(1, at(3, 14, 0)), message(2, at(3, 14, 5)), message(3, at(3, 14, 10)), message(4, at(3, 14, 30))];
    let mut office = Office::new(session, vec![timed(8, 3, 14, 0), timed(9, 3, 14, 35)]);

    office.says(2, Says::Together(RecordId(9)));
    for id in 1..=4 {
        assert_eq!(office.outcome(id), recorded(9));
    }
    office.says(1, Says::Together(RecordId(8)));
    assert_eq!([1, 2, 3, 4].map(|id| office.outcome(id)), [recorded(8), recorded(9), recorded(9), recorded(9)]);
    office.says(4, Says::NotAContact);
    assert_eq!(office.outcome(4), Outcome::NothingOwed);
    assert_eq!(office.outcome(3), recorded(9));
}

#[test]
fn words_about_what_is_not_here_are_named_and_do_nothing() {
    let mut office = Office::new(vec![call(1, at(3, 14, 0), 4)], vec![timed(8, 3, 14, 0)]);
    office.says(1, Says::Together(RecordId(77))).says(5, Says::NeverRecorded);
    assert_eq!(office.matched().unknown_words, [ContactId(1), ContactId(5)]);
    assert_eq!(office.outcome(1), recorded(8));
}

/// A call and an exact note a day, in the first three weeks of March; the clocks change on the 8th.
fn three_weeks(ahead: impl Fn(i8) -> i64) -> Office {
    let moved = |day: i8| at(day, 10 + day % 7, day) + jiff::SignedDuration::from_mins(ahead(day));
    let contacts = (1..=21_i8).map(|day| call(u64::from(day.unsigned_abs()), moved(day), 4)).collect();
    Office::new(contacts, (1..=21_i8).map(|day| timed(100 + u64::from(day.unsigned_abs()), day, 10 + day % 7, day)).collect())
}

#[test]
fn a_bill_without_summer_time_is_an_hour_behind_from_the_day_the_clocks_change() {
    let office = three_weeks(|day| if day < 8 { 0 } else { -60 });
    let found: Vec<_> = office.matched().clock_findings().iter().map(|f| (f.ahead, f.basis)).collect();
    assert_eq!(found, [(0, Basis::Agrees), (-60, Basis::Estimated)]);
    assert!((1..=21).all(|day| office.outcome(day) == recorded(100 + day)));
}

#[test]
fn a_bill_in_universal_time_is_four_or_five_hours_ahead() {
    let office = three_weeks(|day| if day < 8 { 300 } else { 240 });
    let found: Vec<_> = office.matched().clock_findings().iter().map(|f| f.ahead).collect();
    assert_eq!(found, [300, 240]);
    assert!((1..=21).all(|day| office.outcome(day) == recorded(100 + day)));
}

#[test]
fn a_clock_is_not_moved_on_thin_evidence_nor_beyond_its_bound_nor_against_a_persons_word() {
    let mut few = three_weeks(|_| 300);
    few.contacts.truncate(3);
    assert_eq!(few.matched().clock_findings()[0].basis, Basis::TooFew);
    assert_eq!(few.matched().clock_findings()[0].ahead, 0);

    let mut office = three_weeks(|_| 300);
    office.settings.clock_bound_minutes = 180;
    assert!(office.matched().clock_findings().iter().all(|f| f.ahead == 0 && f.basis != Basis::Agrees));

    let mut office = three_weeks(|_| 0);
    office.sources[0].clock = Clock::Ahead(120);
    assert_eq!(office.matched().clock_findings()[0].basis, Basis::Said);
    assert_eq!(office.matched().clock_findings()[0].ahead, 120);
}

#[test]
fn a_number_that_everybody_calls_is_decided_like_any_other() {
    let day = |n: u32| 2 + i8::try_from(n / 60).unwrap();
    let minute = |n: u32| i64::from(n % 60) * 8;
    let moment = |n: u32| at(day(n), 9, 0) + jiff::SignedDuration::from_mins(minute(n));
    let contacts = (0..900).map(|n| call(u64::from(n), moment(n), 2)).collect();
    let records = (0..900).filter(|n| n % 10 != 3).map(|n| note(1_000 + u64::from(n), When::At(moment(n)))).collect();
    let mut office = Office::new(contacts, records);
    office.settings.redial_gap_minutes = 0;

    let answer = office.matched();
    let unrecorded = answer.decisions.iter().filter(|d| d.outcome == Outcome::Unrecorded);
    assert!(unrecorded.filter(|d| d.contact.0 % 10 == 3).count() > 80);
    let right = answer.decisions.iter().filter(|d| d.outcome == recorded(1_000 + d.contact.0)).count();
    assert!(right > 780, "{right}");
}

#[test]
fn nothing_at_all_is_answered_with_nothing() {
    let office = Office::new(vec![], vec![]);
    assert!(office.matched().decisions.is_empty());
    let office = Office::new(vec![], vec![timed(9, 3, 14, 0)]);
    assert_eq!(office.matched().unmatched_records, [RecordId(9)]);
}
