//! What every target asks of a reader: no panic, and every byte accounted for.

use chatlog::{
    Account, Answers, Channel, Entry, Form, Guess, Item, Layer, Out, Role, Sure, Whole, formats,
};
use std::io::Cursor;

/// Reads bytes with one reader, whatever they are, and checks the account.
/// `reader` is the name of its type.
pub fn check(reader: &str, variant: &str, bytes: &[u8]) {
    let format = formats().iter().find(|format| format!("{format:?}") == reader);
    let format = format.unwrap_or_else(|| panic!("no reader {reader}"));
    let guess = Guess {
        channel: Channel::WhatsApp,
        platform: None,
        variant: variant.to_owned(),
        order: None,
        sure: Sure::Maybe,
        settle: Vec::new(),
    };
    let mut account = Account::default();
    let mut sink = |item: Item| {
        if let Item::Entry(entry) = &item {
            ranges(entry, bytes.len() as u64);
        }
        account.add(&item);
        Ok(())
    };
    let mut out = Out::new(&mut sink);
    let layer = Layer {
        layer: 0,
        within: None,
        name: "file".to_owned(),
        form: Form::Plain,
        role: Role::Conversation,
        bytes: None,
        modified: None,
        guess: None,
    };
    let number = out.begin(layer).unwrap();
    let mut source = Whole(Cursor::new(bytes));
    format.read(&mut source, &guess, &Answers::default(), &mut out).unwrap();
    out.frame_to(bytes.len() as u64, None).unwrap();
    out.end(number, bytes.len() as u64).unwrap();
    drop(out);
    assert_eq!(account.unaccounted(), 0, "{account:#?}");
}

fn ranges(entry: &Entry, len: u64) {
    let bytes = entry.bytes();
    assert!(bytes.start <= bytes.end && bytes.end <= len, "{entry:?}");
}

/// Reads bytes through the one door; it may refuse them, and nothing else.
pub fn any(bytes: &[u8]) {
    let mut account = Account::default();
    let mut sink = |item: Item| {
        account.add(&item);
        Ok(())
    };
    let mut source = Whole(Cursor::new(bytes));
    if chatlog::read(&mut source, "file", &Answers::default(), &mut sink).is_ok() {
        assert_eq!(account.unaccounted(), 0, "{account:#?}");
    }
}
