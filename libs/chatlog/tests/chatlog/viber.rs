//! Viber: its own grammar, both forms.

use super::common::fixtures;
use super::items::{messages, read_any};
use chatlog::whatsapp::DateOrder;
use chatlog::{Answers, Direction, Entry, Item, Notice, Owner, Problem, Reason, Settle};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Vec<chatlog::Message> {
    let (items, account) = read_any(bytes, &Answers::default());
    assert_eq!(account.total.problem_count(), 0);
    for message in messages(&items) {
        let text = format!(
            "{}{}{}",
            message.header,
            message.body,
            message.ending.as_str()
        );
        let range = usize::try_from(message.bytes.start).unwrap()
            ..usize::try_from(message.bytes.end).unwrap();
        assert_eq!(
            text.as_bytes(),
            &bytes[range],
            "header, body and ending are the bytes"
        );
    }
    messages(&items)
}

#[test]
fn the_starter_files_have_their_expected_messages() {
    let Some(folder) = fixtures("synthetic") else {
        return;
    };
    let now = read(&std::fs::read(folder.join("viber.csv")).unwrap());
    let told: Vec<_> = now
        .iter()
        .map(|m| (m.sender.as_deref().unwrap(), m.body.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Alice", "Hello Bob, how are you?"),
            (
                "Me",
                "He said \"ok\", fine\r\nsecond line of the message\r\n\r\nthird after a blank"
            ),
            ("Smith, Jane", "\"Quoted start, then text"),
            ("Alice", "bye"),
        ]
    );
    assert_eq!(now[1].direction, Direction::Out);
    assert_eq!(now[0].more.from.as_deref(), Some("+61555555555"));
    assert_eq!(now[0].civil.unwrap().to_string(), "2018-11-21T16:30:01");
    let old = read(&std::fs::read(folder.join("viber2015.tsv")).unwrap());
    let plain: Vec<_> = old
        .iter()
        .map(|m| m.more.plain.as_deref().unwrap())
        .collect();
    assert_eq!(plain, ["Hi", "He said \"no\""]);
}

#[test]
fn a_text_that_begins_with_a_quotation_mark_does_not_swallow_the_file() {
    let all =
        read(b"21/11/2018,16:30:01,A,+15550100,\"open\n21/11/2018,16:31:01,B,+15550101,next\n");
    assert_eq!(all.len(), 2);
}

#[test]
fn what_the_file_cannot_tell_is_asked_and_the_answer_is_used() {
    let text = b"03/05/2021,10:00:00,A,+15550100,x\n03/06/2021,10:00:00,B,+15550101,y\n";
    assert_eq!(read(text)[0].civil, None);
    let mut answers = Answers::default();
    answers.choices.order = Some(DateOrder::MonthDayYear);
    let told = messages(&read_any(text, &answers).0);
    assert_eq!(told[0].civil.unwrap().to_string(), "2021-03-05T10:00:00");
}

fn problems(bytes: &[u8]) -> (Vec<chatlog::Message>, Vec<Problem>, bool) {
    let (items, account) = read_any(bytes, &Answers::default());
    let said = messages(&items);
    let problems = items.into_iter().filter_map(|item| match item {
        Item::Entry(Entry::Problem(problem)) => Some(problem),
        _ => None,
    });
    let open = account.notices.contains(&Notice::OpenEnd);
    (said, problems.collect(), open)
}

#[test]
fn a_record_without_a_number_is_nobodys_words() {
    let first = "21/11/2018,16:30:01,Alice,+15550100,Hello\n";
    let last = "21/11/2018,16:35:00,Me,+15550102,bye\n";
    for line in [
        "21/11/2018,16:34:00,Me,ok",
        "21/11/2018,16:34:00,Me,ok,,no\nmore",
    ] {
        let text = format!("{first}{line}\n{last}");
        let (said, problems, _) = problems(text.as_bytes());
        let bodies: Vec<_> = said.iter().map(|m| m.body.as_str()).collect();
        assert_eq!(bodies, ["Hello", "bye"]);
        assert_eq!(problems.len(), 1, "{line}");
        assert_eq!(problems[0].text, format!("{line}\n"));
        assert_eq!(problems[0].reason, Reason::Incomplete);
    }
}

#[test]
fn a_file_that_is_cut_anywhere_gives_no_words_to_anybody_else() {
    let now = "21/11/2018,16:30:01,Alice,+15550100,Hello\n21/11/2018,16:34:00,Me,+15550102,ok\n";
    let old = "=\"17/08/2014\"\t12:52:56\t=\"Me\"\t=\"+19412345678\"\t\"Hi\"\n=\"17/08/2014\"\t12:53:56\t=\"Bob\"\t=\"+194123\"\t\"ok\"\n";
    for whole in [now, old] {
        let second = whole.find('\n').unwrap() + 1;
        for end in second + 1..whole.len() {
            let (said, problems, open) = problems(&whole.as_bytes()[..end]);
            assert!(open, "{}", &whole[..end]);
            let told = problems.iter().any(|p| p.reason == Reason::CutOff);
            let date_is_begun = whole[second..end].matches('/').count() == 2;
            assert!(
                told || said.len() == 2 || !date_is_begun,
                "{}",
                &whole[..end]
            );
            assert!(!said[0].body.contains(','), "{}", &whole[..end]);
        }
    }
}

#[test]
fn whose_phone_it_is_is_asked_where_the_file_calls_the_owner_by_another_word() {
    let text = b"21/11/2018,16:30:01,Alice,+15550100,Hello\n21/11/2018,16:34:00,Moi,+15550102,ok\n";
    let owner = |name: Option<&str>| {
        let mut answers = Answers::default();
        answers.choices.owner = name.map(str::to_owned);
        let (items, account) = read_any(text, &answers);
        let guess = account.layers[0].layer.guess.clone().unwrap();
        assert!(guess.settle.contains(&Settle::Owner));
        let people = items.iter().find_map(|item| match item {
            Item::Conversation(conversation) => Some(conversation.participants.clone()),
            _ => None,
        });
        let people: Vec<_> = people.unwrap().iter().map(|p| p.owner).collect();
        let ways: Vec<_> = messages(&items).iter().map(|m| m.direction).collect();
        (people, ways)
    };
    let (unknown, out, into) = (Direction::Unknown, Direction::Out, Direction::In);
    assert_eq!(
        owner(None),
        (vec![Owner::Unknown, Owner::Likely], vec![unknown, unknown])
    );
    assert_eq!(
        owner(Some("Moi")),
        (vec![Owner::No, Owner::Declared], vec![into, out])
    );
    assert_eq!(owner(Some("Nobody")).1, [unknown, unknown]);
    let said = b"21/11/2018,16:34:00,Me,+15550102,ok\n21/11/2018,16:35:00,Al,+15550100,x\n";
    let (items, account) = read_any(said, &Answers::default());
    let guess = account.layers[0].layer.guess.clone().unwrap();
    assert!(!guess.settle.contains(&Settle::Owner));
    assert_eq!(messages(&items)[1].direction, into);
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        talk in proptest::collection::vec((0_usize..3, "[a-z,\"é😊]{1,20}(\n[a-z \",]{0,20}){0,3}", 0_u32..50), 2..30),
        crlf in any::<bool>(),
    ) {
        let people = [("Me", "+15550100"), ("Smith, Jane", "+15550101"), ("Noor 🌷", "15550102")];
        let mut text = String::from("\u{feff}");
        let mut minutes = 0;
        for (who, body, pause) in &talk {
            minutes += pause;
            let (name, number) = people[*who];
            let end = if crlf { "\r\n" } else { "\n" };
            text += &format!("{}/03/2022,{:02}:{:02}:07,{name},{number},{body}{end}", 13 + minutes / 1440, minutes / 60 % 24, minutes % 60);
        }
        let all = read(text.as_bytes());
        prop_assert_eq!(all.len(), talk.len());
        for (message, (who, body, _)) in all.iter().zip(&talk) {
            prop_assert_eq!(message.sender.as_deref(), Some(people[*who].0));
            prop_assert_eq!(message.more.from.as_deref(), Some(people[*who].1));
            prop_assert_eq!(&message.body, body);
            prop_assert!(message.civil.is_some());
        }
    }
}
