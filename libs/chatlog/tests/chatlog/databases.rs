//! The reader of SQLite files against SQLite itself: what it writes is read
//! back, row by row, value by value; what is broken is said, never invented.

use super::dice::Dice;
use chatlog::sqlite::{Damage, Database, Value, WalStanding};
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value as Written;
use std::io::Cursor;
use std::path::PathBuf;

type Rows = Vec<(i64, Vec<Value>)>;

fn all(bytes: &[u8], wal: Option<&[u8]>, table: &str) -> (Rows, Vec<Damage>) {
    let mut rows = Vec::new();
    let mut damage = Vec::new();
    let opened = Database::open(Cursor::new(bytes), wal.map(Cursor::new));
    let mut database = match opened {
        Ok(database) => database,
        Err(damage) => return (rows, vec![damage]),
    };
    let account = database.account();
    assert_eq!(
        account.listed(),
        account.pages,
        "every page has one use: {account:?}"
    );
    match database.rows(table) {
        Ok(mut cursor) => {
            while let Some(row) = database.next(&mut cursor) {
                match row {
                    Ok(row) => rows.push((row.rowid, row.values)),
                    Err(found) => damage.push(found),
                }
            }
        }
        Err(found) => damage.push(found),
    }
    (rows, damage)
}

fn value(value: Written) -> Value {
    match value {
        Written::Null => Value::Null,
        Written::Integer(n) => Value::Integer(n),
        // SQLite writes 2.0 as the whole number 2 in a column of type real.
        Written::Real(n) => Value::Real(n),
        Written::Text(text) => Value::Text(text),
        Written::Blob(bytes) => Value::Blob(bytes),
    }
}

fn told_by_sqlite(connection: &Connection, table: &str) -> Rows {
    let mut statement = connection
        .prepare(&format!("select rowid, * from {table} order by rowid"))
        .unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        let values = (1..columns).map(|at| value(row.get(at).unwrap())).collect();
        Ok((row.get(0)?, values))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

fn written() -> impl Strategy<Value = Written> {
    prop_oneof![
        Just(Written::Null),
        any::<i64>().prop_map(Written::Integer),
        (-200_i64..200).prop_map(Written::Integer),
        (-1e9_f64..1e9)
            .prop_filter("not whole", |n| n.fract() != 0.0)
            .prop_map(Written::Real),
        "\\PC{0,40}".prop_map(Written::Text),
        proptest::collection::vec(any::<u8>(), 0..50).prop_map(Written::Blob),
        (0_usize..9000).prop_map(|len| Written::Blob(vec![7; len])),
        (0_usize..9000).prop_map(|len| Written::Text("é".repeat(len))),
    ]
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("a.db")
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.file()).unwrap()
    }

    fn wal(&self) -> Vec<u8> {
        std::fs::read(self.0.path().join("a.db-wal")).unwrap_or_default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_sqlite_writes_is_read_back(
        rows in proptest::collection::vec((written(), written(), written()), 1..60),
        deleted in proptest::collection::vec(0_usize..60, 0..20),
        size in prop::sample::select(vec![512, 1024, 4096, 65536]),
        encoding in prop::sample::select(vec!["UTF-8", "UTF-16le", "UTF-16be"]),
        vacuum in any::<bool>(),
        logged in any::<bool>(),
    ) {
        let folder = Folder::new();
        let connection = Connection::open(folder.file()).unwrap();
        connection.execute_batch(&format!(
            "pragma page_size = {size}; pragma encoding = '{encoding}';
             pragma auto_vacuum = {}; pragma journal_mode = {};
             pragma wal_autocheckpoint = 0; pragma synchronous = off;
             create table other(x); create index other_x on other(x);
             create table t(id integer primary key, a, b, c); create index t_a on t(a);",
            u8::from(vacuum), if logged { "wal" } else { "delete" },
        )).unwrap();
        connection.execute_batch("begin").unwrap();
        for (a, b, c) in &rows {
            connection.execute("insert into t(a, b, c) values (?, ?, ?)", (a, b, c)).unwrap();
            connection.execute("insert into other values (?)", (a,)).unwrap();
        }
        connection.execute_batch("commit").unwrap();
        for row in deleted {
            connection.execute("delete from t where id = ?", (i64::try_from(row).unwrap(),)).unwrap();
        }

        let (bytes, wal) = (folder.bytes(), folder.wal());
        let (read, damage) = if wal.is_empty() { all(&bytes, None, "t") } else { all(&bytes, Some(&wal), "t") };

        prop_assert_eq!(damage, []);
        prop_assert_eq!(read, told_by_sqlite(&connection, "t"));
        let mut database = Database::open(Cursor::new(bytes.as_slice()), (!wal.is_empty()).then_some(Cursor::new(wal.as_slice()))).unwrap();
        let account = database.account();
        prop_assert_eq!((account.unreached, account.damaged), (0, 0), "{:?}", account);
    }
}

fn sample() -> Vec<u8> {
    let folder = Folder::new();
    let connection = Connection::open(folder.file()).unwrap();
    connection
        .execute_batch(
            "pragma page_size = 512; pragma journal_mode = delete; pragma synchronous = off;
             create table t(id integer primary key, a, b);
             create view v as with recursive n(i) as (select 1 union all select i + 1 from n) select * from n;
             create table gone(x); insert into gone values (zeroblob(9000)); ",
        )
        .unwrap();
    for row in 0..300 {
        connection
            .execute(
                "insert into t(a, b) values (?, zeroblob(?))",
                (format!("row {row}"), row * 7),
            )
            .unwrap();
    }
    connection.execute_batch("drop table gone").unwrap();
    folder.bytes()
}

#[test]
fn a_view_named_like_a_table_is_never_run() {
    let (rows, damage) = all(&sample(), None, "v");
    assert_eq!(rows, []);
    assert_eq!(damage, [Damage::NotATable { table: "v".into() }]);
}

#[test]
fn deleted_pages_are_counted_as_free() {
    let bytes = sample();
    let account = Database::open(Cursor::new(bytes), None).unwrap().account();
    assert!(account.free >= 15, "{account:?}");
    assert_eq!((account.unreached, account.astray), (0, 0));
}

#[test]
fn a_file_that_is_cut_off_gives_its_whole_rows_and_says_what_is_missing() {
    let bytes = sample();
    let (rows, damage) = all(&bytes[..bytes.len() / 2 / 512 * 512], None, "t");
    assert!(rows.len() > 20, "{}", rows.len());
    assert!(damage.iter().any(|d| matches!(d, Damage::Truncated { .. })));
    let whole = all(&bytes, None, "t").0;
    assert!(
        rows.iter().all(|row| whole.contains(row)),
        "nothing is invented"
    );
}

#[test]
fn a_size_that_cannot_be_is_no_reason_to_ask_for_memory() {
    let mut bytes = sample();
    bytes[28..32].copy_from_slice(&u32::MAX.to_be_bytes());
    let version = bytes[24..28].to_vec();
    bytes[92..96].copy_from_slice(&version);
    let (rows, _) = all(&bytes, None, "t");
    assert_eq!(rows.len(), 300);
    bytes[16..18].copy_from_slice(&1_u16.to_be_bytes());
    assert!(
        all(&bytes, None, "t").0.len() <= 300,
        "pages of another size"
    );
}

#[test]
fn a_tree_that_bites_its_tail_ends() {
    let mut bytes = sample();
    // Every child pointer of every inner page leads to its own page.
    for page in 1..bytes.len() / 512 {
        let at = page * 512;
        if bytes[at] == 5 {
            let own = u32::try_from(page + 1).unwrap().to_be_bytes();
            bytes[at + 8..at + 12].copy_from_slice(&own);
        }
    }
    let (_, damage) = all(&bytes, None, "t");
    assert!(
        damage.iter().any(|d| matches!(d, Damage::Twice { .. })),
        "{damage:?}"
    );
}

#[test]
fn a_log_of_another_database_is_left_aside_and_said() {
    let bytes = sample();
    for wal in [
        &b"rubbish"[..],
        &[0x37, 0x7f, 6, 0x83, 0, 0, 0, 0, 0, 0, 16, 0],
    ] {
        let database =
            Database::open(Cursor::new(bytes.as_slice()), Some(Cursor::new(wal))).unwrap();
        assert_eq!(database.wal(), WalStanding::Foreign);
    }
    let database =
        Database::open(Cursor::new(bytes.as_slice()), Some(Cursor::new(&[][..]))).unwrap();
    assert_eq!(database.wal(), WalStanding::Empty);
}

#[test]
fn an_unfinished_change_in_the_log_stays_out() {
    let folder = Folder::new();
    let connection = Connection::open(folder.file()).unwrap();
    connection
        .execute_batch("pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table t(a); insert into t values ('first');")
        .unwrap();
    let before = folder.wal().len();
    connection
        .execute_batch("insert into t values ('second')")
        .unwrap();
    let (bytes, wal) = (folder.bytes(), folder.wal());

    let (rows, _) = all(&bytes, Some(&wal[..wal.len() - 1]), "t");
    assert_eq!(rows, [(1, vec![Value::Text("first".into())])]);
    let (rows, _) = all(&bytes, Some(&wal), "t");
    assert_eq!(rows.len(), 2);
    assert!(wal.len() > before);
}

#[test]
fn no_mutation_of_a_database_panics_or_loops_or_claims_a_page_twice() {
    let bytes = sample();
    let mut dice = Dice(0x0DDB_A11C_0FFE_E123);
    for _ in 0..1500 {
        let mut mutated = bytes.clone();
        for _ in 0..=dice.roll(12) {
            let at = dice.roll(mutated.len());
            match dice.roll(4) {
                0 => mutated[at] = u8::try_from(dice.roll(256)).unwrap(),
                1 => {
                    mutated[at / 512 * 512 + dice.roll(12)] = u8::try_from(dice.roll(256)).unwrap();
                }
                2 => mutated[at] = 0xff,
                _ => mutated.truncate(at.max(100)),
            }
        }
        let (rows, damage) = all(&mutated, None, "t");
        let held: usize = rows.iter().map(|(_, values)| values.len()).sum();
        assert!(held < 100_000 && damage.len() < 100_000);
    }
}

#[test]
fn what_is_no_database_is_said() {
    for (bytes, expected) in [
        (&b""[..], Damage::NotSqlite),
        (b"SQLite format 3\0", Damage::Header),
        (b"PK\x03\x04", Damage::NotSqlite),
    ] {
        assert_eq!(
            Database::open(Cursor::new(bytes), None).unwrap_err(),
            expected
        );
    }
}
