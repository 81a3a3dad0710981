//! A file of any form, read through the one door: every layer, every byte.

use chatlog::{
    Account, Answers, Channel, Entry, Form, Head, Item, Message, Sure, Whole, items, recognise,
};
use std::io::Cursor;

/// Reads bytes as a file of any form and checks that nothing is left over.
pub fn read_any(bytes: &[u8], answers: &Answers) -> (Vec<Item>, Account) {
    let all = items(&mut Whole(Cursor::new(bytes)), "file", answers).unwrap();
    let mut account = Account::default();
    for item in &all {
        account.add(item);
    }
    assert_eq!(account.unaccounted(), 0, "{:#?}", account.layers);
    (all, account)
}

/// The messages among items.
pub fn messages(items: &[Item]) -> Vec<Message> {
    let message = |item: &Item| match item {
        Item::Entry(Entry::Message(message)) => Some(message.clone()),
        _ => None,
    };
    items.iter().filter_map(message).collect()
}

#[test]
fn a_text_in_utf_16_is_decoded_and_accounted_for() {
    let text = "\u{feff}27/03/2022, 21:41 - Ann: Hello 😊\r\n27/03/2022, 21:42 - R.: Où\r\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [&little, &big, &little[2..].to_vec()] {
        let (all, account) = read_any(bytes, &Answers::default());
        assert_eq!(messages(&all)[0].body, "Hello 😊");
        assert_eq!(account.total.messages, 2);
        assert_eq!(account.layers.len(), 2);
    }
}

#[test]
fn a_text_whose_lines_end_in_carriage_returns_alone_is_read_line_by_line() {
    let text = "27/03/2022, 21:41 - Ann: Hello\nsecond line\n27/03/2022, 21:42 - R.: Hi\n";
    let old = text.replace('\n', "\r");
    let big: Vec<u8> = old.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let before = format!("Chat of Ann\r{old}");
    for (bytes, problems) in [(old.as_bytes(), 0), (&big, 0), (before.as_bytes(), 1)] {
        let (all, account) = read_any(bytes, &Answers::default());
        let said = messages(&all);
        assert_eq!(said[0].body, "Hello\nsecond line");
        assert_eq!(account.total.messages, 2);
        assert_eq!(account.total.problem_count(), problems);
        let text = account.layers.last().unwrap();
        assert_eq!(
            account.layers[text.layer.within.unwrap()].layer.form,
            Form::Returns
        );
    }
}

#[test]
fn carriage_returns_inside_a_message_stay_where_a_text_has_one_line_feed() {
    let quoted = "27/03/2022, 21:41 - Ann: Hello\r27/03/2022, 21:42 - R.: Hi\r";
    let long = format!("{}{}\n", quoted, "x".repeat(100_000));
    let short = "27/03/2022, 21:41 - Ann: Hello\rand more";
    for text in [format!("{quoted}\n"), long, short.to_owned()] {
        let (all, account) = read_any(text.as_bytes(), &Answers::default());
        assert_eq!(account.total.messages, 1);
        assert_eq!(account.layers.len(), 1);
        assert!(messages(&all)[0].body.starts_with("Hello\r"));
    }
}

#[test]
fn a_whatsapp_text_comes_through_the_one_door() {
    let text = "27/03/2022, 21:41 - Ann: Hello\n27/03/2022, 21:42 - R.: Hi\n";
    let (all, account) = read_any(text.as_bytes(), &Answers::default());

    assert_eq!(account.total.messages, 2);
    assert_eq!(account.layers[0].entries, text.len() as u64);
    assert!(matches!(all[0], Item::Layer(_)));

    let head = Head {
        bytes: text.as_bytes(),
        whole: true,
        name: "x.pdf",
        beside: &[],
    };
    let guess = &recognise(&head)[0];
    assert_eq!(
        (guess.channel, guess.sure),
        (Channel::WhatsApp, Sure::Likely)
    );
}

#[test]
fn several_chats_in_one_zip_are_layers_of_it() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/two-chats.zip");
    let (_, account) = read_any(&std::fs::read(path).unwrap(), &Answers::default());

    assert_eq!(account.conversations, 2);
    assert!(account.layers.len() >= 3);
}

#[test]
fn every_file_of_the_kept_corpus_is_accounted_for() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let mut files = 0;
    for folder in std::fs::read_dir(folder).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let mut account = Account::default();
            let mut sink = |item: Item| {
                account.add(&item);
                Ok(())
            };
            let bytes = std::fs::read(&path).unwrap();
            let read = chatlog::read(
                &mut Whole(Cursor::new(&bytes)),
                "file",
                &Answers::default(),
                &mut sink,
            );
            assert!(
                read.is_err() || account.unaccounted() == 0,
                "{}: {:#?}",
                path.display(),
                account.layers
            );
            files += 1;
        }
    }
    assert!(files >= 15);
}
