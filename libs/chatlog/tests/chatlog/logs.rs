//! The log beside a database holds what was written last: it is read with it.

use chatlog::{Answers, Item, ReadSeek, Shared, Source, Whole};
use std::io::{self, Cursor, Read};

/// A database, and the log beside it.
struct Pair(Whole<Cursor<Vec<u8>>>, Shared);

impl Source for Pair {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        self.0.open()
    }

    fn seek(&mut self) -> Option<&mut dyn ReadSeek> {
        self.0.seek()
    }

    fn companion(&mut self, ending: &str) -> Option<Box<dyn ReadSeek>> {
        (ending == "-wal").then(|| self.1.again())
    }
}

/// A database whose newest message stands in its log alone.
pub fn newest_in_the_log() -> (Vec<u8>, Vec<u8>) {
    let phone = super::made::phone::messages();
    phone.say("A", Some("settled"), None, 1, 721_692_800);
    phone.logged(|phone| {
        phone.say("B", Some("newest"), None, 1, 721_692_900);
    })
}

#[test]
fn what_stands_in_the_log_beside_a_database_is_read_through_the_one_door() {
    let (database, log) = newest_in_the_log();
    let read = |source: &mut dyn Source| {
        let items = chatlog::items(source, "sms.db", &Answers::default()).unwrap();
        let bodies = super::items::messages(&items).into_iter().map(|m| m.body);
        let bodies = bodies.collect::<Vec<_>>();
        let without = |item: &Item| matches!(item, Item::Notice(notice) if notice.words(chatlog::Language::English).contains("No “-wal” file"));
        (bodies, items.iter().any(without))
    };

    let mut alone = Whole(Cursor::new(database.clone()));
    assert_eq!(read(&mut alone), (vec!["settled".to_owned()], true));
    let log = Shared::new(Box::new(Cursor::new(log)));
    let mut pair = Pair(Whole(Cursor::new(database)), log);
    let both = vec!["settled".to_owned(), "newest".to_owned()];
    assert_eq!(read(&mut pair), (both, false));
}
