//! Hostile bytes as a database, and as its log: no panic, no endless walk, every
//! page has one use.
#![no_main]
use chatlog::sqlite::Database;
use std::io::Cursor;

libfuzzer_sys::fuzz_target!(|input: (&[u8], &[u8])| {
    let (bytes, wal) = input;
    let wal = (!wal.is_empty()).then(|| Cursor::new(wal));
    let Ok(mut database) = Database::open(Cursor::new(bytes), wal) else { return };
    let account = database.account();
    assert_eq!(account.listed(), account.pages, "{account:?}");
    let names: Vec<String> = database.tables().map(|table| table.name.clone()).collect();
    for name in names {
        let mut rows = database.rows(&name).unwrap();
        while database.next(&mut rows).is_some() {}
    }
});
