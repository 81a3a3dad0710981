//! Reads tables of a SQLite 3 file, and of its write-ahead log, without SQLite.
//!
//! Phones keep messages and calls in SQLite. A file that somebody brings may be
//! cut off, damaged or built as a trap, so nothing in it is run: no SQL, no
//! trigger, no view, no extension. Only pages of plain tables are read.
//!
//! * Memory is bounded: a few MB of pages and the row in hand.
//! * Work is bounded by the length of the file: no page is visited twice.
//! * A damaged page or row is a [`Damage`], and the rows beside it are read.
//! * [`Database::account`] says what every page is for.
//!
//! ```no_run
//! # fn file(name: &str) -> std::io::Cursor<Vec<u8>> { unimplemented!() }
//! use chatlog::sqlite::Database;
//!
//! let mut database = Database::open(file("chat.db"), Some(file("chat.db-wal")))?;
//! let mut rows = database.rows("message")?;
//! while let Some(row) = database.next(&mut rows) {
//!     match row {
//!         Ok(row) => println!("{} {:?}", row.rowid, row.text("text")),
//!         Err(damage) => println!("{damage}"),
//!     }
//! }
//! # Ok::<(), chatlog::sqlite::Damage>(())
//! ```
//!
//! Source: <https://www.sqlite.org/fileformat2.html>. Not read: tables without
//! row numbers, virtual tables, rollback journals.
//!
//! Reading order: `pager` and `wal` (pages), `tree` (rows in bytes), `record`
//! (values), `schema` (names), `account`.

mod account;
mod bytes;
mod damage;
mod pager;
mod record;
mod schema;
mod tree;
mod wal;

pub use account::Account;
pub use damage::Damage;
pub use record::{Row, Value};
pub use schema::Table;
pub use tree::Cursor;
pub use wal::WalStanding;

use pager::Pager;
use std::io::{Read, Seek};
use std::sync::Arc;
use tree::{PageSet, Walk};

/// More tables than any app has.
const MOST_TABLES: usize = 10_000;

/// An opened database.
#[derive(Debug)]
pub struct Database<R> {
    pager: Pager<R>,
    tables: Vec<Arc<Table>>,
    /// Names of views and of tables that are not read.
    others: Vec<String>,
    /// Every tree of pages: name, first page, whether it is a table's.
    trees: Vec<(String, u32, bool)>,
    damage: Vec<Damage>,
}

impl<R: Read + Seek> Database<R> {
    /// Opens a database and, where there is one, its log `…-wal`. Without the
    /// log the newest rows may be missing.
    ///
    /// # Errors
    /// When it is no SQLite file, or its first page cannot be read.
    pub fn open(source: R, wal: Option<R>) -> Result<Self, Damage> {
        let pager = Pager::open(source, wal)?;
        let mut database = Self {
            pager,
            tables: Vec::new(),
            others: Vec::new(),
            trees: vec![("sqlite_schema".to_owned(), 1, true)],
            damage: Vec::new(),
        };
        database.read_schema()?;
        Ok(database)
    }

    fn read_schema(&mut self) -> Result<(), Damage> {
        let sql = "create table sqlite_schema(type text, name text, tbl_name text, rootpage integer, sql text)";
        let schema = Table::parse("sqlite_schema", 1, sql).ok_or(Damage::Header)?;
        let mut cursor = self.cursor(Arc::new(schema));
        while let Some(row) = self.next(&mut cursor) {
            match row {
                Ok(row) => self.list(&row),
                Err(damage) => self.damage.push(damage),
            }
            if self.trees.len() + self.others.len() + self.damage.len() > MOST_TABLES {
                return Err(Damage::TooManyTables);
            }
        }
        Ok(())
    }

    fn list(&mut self, row: &Row) {
        let (Some(kind), Some(name)) = (row.text("type"), row.text("name")) else {
            return;
        };
        let root = row
            .integer("rootpage")
            .and_then(|root| u32::try_from(root).ok());
        let root = root.filter(|root| *root > 0);
        if let Some(root) = root {
            self.trees.push((name.clone(), root, kind == "table"));
        }
        if kind != "table" && kind != "view" {
            return;
        }
        let sql = row.text("sql").unwrap_or_default();
        match root.and_then(|root| Table::parse(&name, root, &sql)) {
            Some(table) if kind == "table" => self.tables.push(Arc::new(table)),
            _ => self.others.push(name),
        }
    }

    /// The plain tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter().map(AsRef::as_ref)
    }

    /// A plain table by its name, in any case of letters.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables()
            .find(|table| table.name.eq_ignore_ascii_case(name))
    }

    /// What is damaged in the list of tables itself.
    #[must_use]
    pub fn damage(&self) -> &[Damage] {
        &self.damage
    }

    /// What became of the write-ahead log.
    #[must_use]
    pub fn wal(&self) -> WalStanding {
        self.pager.wal_standing
    }

    /// How many bytes the file has.
    #[must_use]
    pub fn file_bytes(&self) -> u64 {
        self.pager.file_bytes
    }

    /// Begins to read a table. Rows come in the order of their numbers.
    ///
    /// # Errors
    /// [`Damage::NoTable`], or [`Damage::NotATable`] for a view.
    pub fn rows(&self, name: &str) -> Result<Cursor, Damage> {
        let same = |other: &str| other.eq_ignore_ascii_case(name);
        if let Some(table) = self.tables.iter().find(|table| same(&table.name)) {
            return Ok(self.cursor(Arc::clone(table)));
        }
        let table = name.to_owned();
        Err(match self.others.iter().any(|other| same(other)) {
            true => Damage::NotATable { table },
            false => Damage::NoTable { table },
        })
    }

    fn cursor(&self, table: Arc<Table>) -> Cursor {
        Cursor {
            walk: Walk::new(table.root, PageSet::default()),
            table,
        }
    }

    /// The next row. After damage, go on: what follows is still read.
    pub fn next(&mut self, cursor: &mut Cursor) -> Option<Result<Row, Damage>> {
        let cell = match cursor.walk.next(&mut self.pager)? {
            Ok(cell) => cell,
            Err(damage) => return Some(Err(damage)),
        };
        Some(cursor.row(&cell, self.pager.header.encoding))
    }
}
