//! Every form that is read: a conversation that was never held is written as
//! the app writes it and read back; nothing is lost and nothing invented.
//!
//! `made::forms` lists the forms. A reader, or a variant of one, that stands in
//! none of them fails a test here, and so does one without hostile bytes.

use super::items::read_any;
use super::made::forms::{self, Form, PEOPLE, Said, When, Who};
use super::shapes::{answers as password, corpus};
use chatlog::{Account, Channel, Direction, Head, Item, Message, SNIFF_BYTES, Whole};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;

/// 27 March 2022, ten in the morning.
const BEGIN: i64 = 1_648_375_200;

fn words() -> impl Strategy<Value = String> {
    let first = "[a-zA-Zé😊ش][a-zA-Z0-9é😊ش ,.\"'&<>;()!?-]{0,24}";
    let other = "(\n[a-zA-Zé🌷][a-zA-Z é🌷,.\"&<>]{0,16}){0,2}";
    let text = format!("{first}{other}");
    let tidy = |text: String| {
        text.split('\n')
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    };
    proptest::string::string_regex(&text)
        .unwrap()
        .prop_map(tidy)
}

fn talks() -> impl Strategy<Value = Vec<Said>> {
    let said = (0..PEOPLE.len(), words(), 1_i64..2000);
    proptest::collection::vec(said, 1..16).prop_map(|talk| {
        let mut at = BEGIN;
        let mut said = |(who, text, pause)| {
            at += pause * 60;
            Said { who, text, at }
        };
        // The first is somebody else's: else nobody could say who owns a list.
        let first = said((1, "Good morning".to_owned(), 0));
        std::iter::once(first)
            .chain(talk.into_iter().map(said))
            .collect()
    })
}

fn messages(items: &[Item]) -> Vec<Message> {
    super::items::messages(items)
}

/// Checks one message against what was said.
fn check(
    form: &Form,
    said: &Said,
    message: &Message,
    owner_speaks: bool,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(message.kind.name(), form.kind);
    let text = (form.fit)(&said.text);
    // Where the record is marked up, a person reads its words.
    let read = message.more.plain.as_deref().filter(|plain| *plain == text);
    prop_assert_eq!(read.unwrap_or(&message.body).trim_end(), text.trim_end());
    let name = (said.name(), said.number());
    let who = match (form.who, said.mine()) {
        (Who::Name, true) if form.channel == Channel::Viber => Some("Me"),
        (Who::Name, _) => Some(name.0),
        (Who::Number | Who::Caller, false) => Some(name.1),
        (Who::Number | Who::Caller, true) => None,
    };
    prop_assert_eq!(message.sender.as_deref(), who);
    let civil = message.civil.map(|civil| civil.to_string());
    match form.when {
        When::Instant => prop_assert_eq!(message.instant().map(|at| at.as_second()), Some(said.at)),
        When::Civil => prop_assert_eq!(
            (civil, message.instant()),
            (Some(said.civil().to_string()), None)
        ),
        When::Nothing => prop_assert_eq!((message.civil, message.instant()), (None, None)),
    }
    if form.sides {
        // Viber's file says who the owner is only where the owner speaks.
        let side = if form.channel == Channel::Viber && !owner_speaks {
            Direction::Unknown
        } else if said.mine() {
            Direction::Out
        } else {
            Direction::In
        };
        prop_assert_eq!(message.direction, side);
    }
    Ok(())
}

fn written_and_read(form: &Form, talk: &[Said]) -> Result<(), TestCaseError> {
    let talk = if form.single {
        &talk[talk.len() - 1..]
    } else {
        talk
    };
    let bytes = (form.write)(talk);
    let (items, account) = read_any(&bytes, &(form.answers)());
    let mut read = messages(&items);
    prop_assert_eq!(account.total.problem_count(), 0);
    prop_assert_eq!(read.len(), talk.len());
    // Some apps write the newest first.
    if read.first().map(|m| m.civil) > read.last().map(|m| m.civil) {
        read.reverse();
    }
    for (said, message) in talk.iter().zip(&read) {
        check(form, said, message, talk.iter().any(Said::mine))?;
    }
    Ok(())
}

#[test]
fn what_is_written_in_any_form_is_read_back() {
    let cases = std::env::var("KEEPWELL_FORM_CASES").ok();
    let cases = cases.and_then(|n| n.parse().ok()).unwrap_or(24);
    for form in forms::all() {
        // Unlocking a backup takes its time.
        let cases = if form.name.contains("encrypted") {
            cases / 4
        } else {
            cases
        };
        let config = Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        };
        let result = TestRunner::new(config).run(&talks(), |talk| written_and_read(&form, &talk));
        assert!(result.is_ok(), "{}: {}", form.name, result.unwrap_err());
    }
}

/// One conversation, the same in every form.
pub fn sample() -> Vec<Said> {
    let said = |(place, text): (usize, &str)| Said {
        who: [1, 0, 2][place % 3],
        text: text.to_owned(),
        at: BEGIN + i64::try_from(place).unwrap() * 60,
    };
    let texts = ["Good morning", "I left my bag", "It is here 🌷\nsee you"];
    texts.into_iter().enumerate().map(said).collect()
}

/// What the layers of a file were taken for.
fn variants(account: &Account) -> BTreeSet<(&'static str, String)> {
    let guesses = account
        .layers
        .iter()
        .filter_map(|layer| layer.layer.guess.as_ref());
    guesses
        .map(|guess| (guess.channel.name(), guess.variant.clone()))
        .collect()
}

#[test]
fn every_reader_is_reached_and_every_form_is_what_it_claims_to_be() {
    let mut reached = BTreeSet::new();
    for form in forms::all() {
        let talk = sample();
        let talk = if form.single { &talk[..1] } else { &talk };
        let bytes = (form.write)(talk);
        let (_, account) = read_any(&bytes, &(form.answers)());
        if let Some(variant) = form.variant {
            let claimed = (form.channel.name(), variant.to_owned());
            assert!(
                variants(&account).contains(&claimed),
                "{}: {:?}",
                form.name,
                variants(&account)
            );
        }
        let head = Head {
            bytes: bytes.get(..SNIFF_BYTES).unwrap_or(&bytes),
            whole: bytes.len() < SNIFF_BYTES,
            name: "file",
            beside: &[],
        };
        let claims = chatlog::formats()
            .iter()
            .filter(|reader| reader.recognise(&head).is_some());
        reached.extend(claims.map(|reader| format!("{reader:?}")));
    }
    let readers: BTreeSet<_> = chatlog::formats()
        .iter()
        .map(|reader| format!("{reader:?}"))
        .collect();
    assert_eq!(
        reached, readers,
        "a reader that no form of made::forms reaches"
    );
}

#[test]
fn every_variant_of_every_fixture_is_among_the_forms() {
    let known: BTreeSet<_> = forms::all()
        .iter()
        .filter_map(|form| Some((form.channel.name(), form.variant?.to_owned())))
        .collect();
    let mut met = BTreeSet::new();
    for (name, bytes) in corpus() {
        let mut account = Account::default();
        let mut sink = |item: Item| {
            account.add(&item);
            Ok(())
        };
        let mut file = Whole(Cursor::new(&bytes));
        if chatlog::read(&mut file, &name, &password(), &mut sink).is_ok() {
            for variant in variants(&account) {
                assert!(
                    known.contains(&variant),
                    "{name}: {variant:?} has no form in made::forms"
                );
                met.insert(variant);
            }
        }
    }
    let without: Vec<_> = known.difference(&met).collect();
    assert!(without.is_empty(), "no fixture: {without:?}");
}

#[test]
fn every_reader_is_fed_hostile_bytes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/targets");
    let mut targets = String::new();
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        targets += &std::fs::read_to_string(&path).unwrap();
        let kept = folder.join("../corpus").join(path.file_stem().unwrap());
        assert!(kept.is_dir(), "{} keeps no corpus", path.display());
    }
    for reader in chatlog::formats() {
        let named = format!("\"{reader:?}\"");
        assert!(
            targets.contains(&named),
            "{named} has no target in fuzz/targets"
        );
    }
}
