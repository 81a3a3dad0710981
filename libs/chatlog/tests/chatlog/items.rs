//! A file of any form, read through the one door: every layer, every byte.

use chatlog::{Account, Answers, Channel, Head, Item, Sure, Whole, items, recognise};
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
