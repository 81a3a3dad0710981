//! Captions and pasted chats of meetings.

use super::dice::Dice;
use super::phones::Talk;
use chatlog::meeting::{Attendee, Meeting};
use chatlog::{Account, Answers, Channel, Reason, Whole};
use proptest::prelude::*;
use std::io::Cursor;

fn said(talk: &Talk) -> Vec<(Option<String>, String)> {
    let all = talk.messages();
    all.iter()
        .map(|m| (m.sender.clone(), m.body.clone()))
        .collect()
}

fn by(name: &str, words: &str) -> (Option<String>, String) {
    (Some(name.to_owned()), words.to_owned())
}

#[test]
fn captions_say_who_and_when_from_the_beginning() {
    let talk = Talk::of("\u{feff}WEBVTT - Intake\n\nNOTE nobody speaks\n\n1\n00:00:01.000 --> 00:00:04.000 align:start\n<v.loud Ana>Welcome,\nall.</v>\n\n00:05.000 --> 00:06.000\nas I said: well\n\nstray words\n".as_bytes());

    assert_eq!(talk.channel(), Channel::Meeting);
    assert_eq!(
        said(&talk),
        [
            by("Ana", "Welcome,\nall."),
            (None, "as I said: well".to_owned())
        ]
    );
    assert_eq!(talk.messages()[0].wall, "00:00:01.000");
    assert_eq!(talk.messages()[0].civil, None, "no day is made up");
    assert_eq!(talk.problems()[0].reason, Reason::Malformed);
    let talk = Talk::of(b"1\r\n00:00:01,000 --> 00:00:04,000\r\nR.: Thank you.\r\n\r\n2\r\n00:00:05,000 --> 00:00:06,000\r\nBye\r\n");
    assert_eq!(
        said(&talk),
        [by("R.", "Thank you."), (None, "Bye".to_owned())]
    );
}

#[test]
fn a_pasted_chat_is_read_in_both_forms() {
    let talk =
        Talk::of(b"Chat of Monday\nAna (10:15): hello: you\nsecond line\nR. (10:16 AM): yes\n");
    assert_eq!(
        said(&talk),
        [by("Ana", "hello: you\nsecond line"), by("R.", "yes")]
    );
    assert_eq!(talk.problems()[0].reason, Reason::BeforeFirstMessage);
    let talk = Talk::of(b"10:15 Ana: hello\n10:16:07 PM R. Ito: yes\n");
    assert_eq!(said(&talk), [by("Ana", "hello"), by("R. Ito", "yes")]);
}

#[test]
fn lines_of_a_paste_that_look_like_messages_of_another_form_are_noted() {
    let talk = Talk::of(
        b"Ana (10:15): hello\n10:17 PM Cy: who?\nR. (10:16 AM): yes\n99:17 Ben: what?\nR. (10:18 AM): bye\n",
    );
    let notes: Vec<_> = talk.messages().iter().map(|m| m.notes.clone()).collect();
    let quoted = |at| vec![chatlog::Note::QuotedHeader { at }];
    assert_eq!(notes, [quoted(19), quoted(56), vec![]]);
}

#[test]
fn captions_cut_off_within_a_time_are_a_problem() {
    let talk =
        Talk::of(b"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nHello\n\n00:00:05.000 --> 00:00:0");
    assert_eq!((talk.messages().len(), talk.problems().len()), (1, 1));
}

#[test]
fn no_mutation_loses_a_byte() {
    let sound: [&[u8]; 2] = [
        b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Ana>Welcome.\n\n00:05.000 --> 00:06.000\nR.: x\n",
        b"Ana (10:15): hello\nsecond line\r\nR. (10:16 AM): yes\n",
    ];
    let mut dice = Dice(0xCAB1_5E77);
    for round in 0..3000 {
        let mut bytes = sound[round % 2].to_vec();
        for _ in 0..=dice.roll(4) {
            let at = dice.roll(bytes.len());
            match dice.roll(3) {
                0 => bytes[at] = u8::try_from(dice.roll(256)).unwrap(),
                1 => bytes.truncate(at.max(8)),
                _ => bytes.splice(at..at, *b"\n\n").for_each(drop),
            }
        }
        if let Ok(items) = chatlog::items(&mut Whole(Cursor::new(bytes)), "x", &Answers::default())
        {
            let mut account = Account::default();
            items.iter().for_each(|item| account.add(item));
            assert_eq!(account.unaccounted(), 0);
        }
    }
}

proptest! {
    #[test]
    fn a_paste_that_is_written_is_read_back(
        talk in proptest::collection::vec(("[A-Z][a-z]{1,8}( [A-Z]\\.)?", "[a-z é🌷.,!?-]{0,30}(\n[a-z .,]{0,20}){0,2}", 0_u8..24, 0_u8..60), 2..30),
        name_first in any::<bool>(),
    ) {
        let text: String = talk.iter().map(|(name, words, hour, minute)| match name_first {
            true => format!("{name} ({hour}:{minute:02}): {words}\n"),
            false => format!("{hour:02}:{minute:02} {name}: {words}\n"),
        }).collect();

        let read = Talk::of(text.as_bytes());

        let expected: Vec<_> = talk.iter().map(|(name, words, ..)| by(name, words)).collect();
        prop_assert_eq!(said(&read), expected);
    }

    #[test]
    fn what_is_noted_of_a_meeting_is_kept_and_nothing_else(
        title in "\\PC{1,20}", notes in "(?s).{0,40}", minutes in 0_i64..600_000, lasts in 1_i64..300,
        came in proptest::collection::vec(("\\PC{1,12}", proptest::option::of("[+0-9]{3,12}")), 0..6),
    ) {
        let at = |minute: i64| {
            let moment = jiff::Timestamp::from_second(1_700_000_000 + minute * 60).unwrap();
            moment.to_zoned(jiff::tz::TimeZone::UTC)
        };
        let meeting = Meeting {
            title: title.clone(),
            began: Some(at(minutes)),
            ended: Some(at(minutes + lasts)),
            attendees: came.iter().map(|(name, id)| Attendee { name: name.clone(), id: id.clone() }).collect(),
            notes: notes.clone(),
            noted_by: Some("Ben".into()),
        };
        let messages = meeting.messages();
        let there: Vec<_> = messages.iter().filter(|m| m.kind != chatlog::Kind::Text)
            .map(|m| (m.sender.clone().unwrap(), m.more.from.clone())).collect();
        prop_assert_eq!(&there, &came);
        prop_assert!(messages.iter().take(came.len()).all(|m| m.instant() == Some(at(minutes).timestamp())));
        let words: Vec<_> = messages.iter().skip(came.len()).map(|m| (m.body.as_str(), m.instant())).collect();
        let noted = (!notes.trim().is_empty()).then_some((notes.as_str(), Some(at(minutes + lasts).timestamp())));
        prop_assert_eq!(words, noted.into_iter().collect::<Vec<_>>());
        let people = meeting.conversation().participants;
        let people: Vec<_> = people.into_iter().map(|p| (p.name.unwrap(), p.ids.into_iter().next())).collect();
        prop_assert_eq!(people, came);
        prop_assert_eq!(meeting.conversation().title, Some(title));
    }

    #[test]
    fn captions_that_are_written_are_read_back(
        talk in proptest::collection::vec(("[A-Z][a-z]{1,8}", "[a-zA-Zé🌷][a-z é🌷.,!?-]{0,30}(\n[a-z.,]{1,20}){0,2}"), 1..30),
    ) {
        let cues: String = talk.iter().enumerate().map(|(number, (name, words))| {
            format!("{number}\n00:{:02}:00.000 --> 00:{:02}:30.000\n<v {name}>{words}</v>\n\n", number, number)
        }).collect();

        let read = Talk::of(format!("WEBVTT\n\n{cues}").as_bytes());

        let expected: Vec<_> = talk.iter().map(|(name, words)| by(name, words)).collect();
        prop_assert_eq!(said(&read), expected);
    }
}
