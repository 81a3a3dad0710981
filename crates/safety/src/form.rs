//! What is in a backup, as plain values.
//!
//! Entries of the archive, in this order: `form.json` (a [`Form`]),
//! `master.key.age` (the master key, wrapped once more to the recovery key, so
//! that a backup somebody opened to look inside does not carry it bare),
//! `tables/NAME/NUMBER.ndjson` (a row a line, as an array in the order of the
//! columns), `files/ID` (sealed), `manifest.json` (a [`Manifest`]).

use base::Failure;
use base::db::{Kind, Table};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// The number of this form.
pub const FORM: u32 = 1;
/// Tables whose rows end with the machine: nobody stays signed in through a restore.
pub const LEFT_OUT: [&str; 2] = ["session", "attempt"];

/// The first entry: what follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub form: u32,
    /// The version of the program, for people.
    pub version: String,
    /// Milliseconds UTC.
    pub made_at: i64,
    /// Name and SHA-256 of each migration that ran.
    pub migrations: Vec<(String, String)>,
    pub tables: Vec<String>,
}

/// The last entry: what there should have been.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub tables: Vec<(String, Mark)>,
    pub files: u64,
    pub bytes: u64,
    /// Files whose row was there and which were gone when they were to be copied.
    pub missing: Vec<String>,
    /// The end of the trail: number and hash.
    pub trail: (i64, String),
}

impl Manifest {
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, mark)| mark.rows).sum()
    }
}

/// What a set of rows is known by, in whatever order they come: how many, and
/// the sum of their SHA-256, lane by lane. Against accidents and engines that
/// sort differently; against people there is the seal around the whole file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub rows: u64,
    pub sum: [u64; 4],
}

impl Mark {
    /// Counts one row in.
    pub fn add(&mut self, line: &[u8]) {
        self.rows += 1;
        let hash = Sha256::digest(line);
        for (lane, bytes) in self.sum.iter_mut().zip(hash.chunks_exact(8)) {
            *lane = lane.wrapping_add(bytes.iter().fold(0, |n, b| (n << 8) | u64::from(*b)));
        }
    }
}

/// The tables that are kept: without those left out, and those that point to them.
#[must_use]
pub fn kept(tables: Vec<Table>) -> Vec<Table> {
    let mut out: Vec<String> = LEFT_OUT.iter().map(|t| (*t).to_owned()).collect();
    tables
        .into_iter()
        .filter(|table| {
            let gone = out.contains(&table.name) || table.needs.iter().any(|n| out.contains(n));
            if gone {
                out.push(table.name.clone());
            }
            !gone
        })
        .collect()
}

/// One row as a line, without the line's end.
///
/// # Errors
/// When a column holds something else than it should.
pub fn line(table: &Table, row: &AnyRow) -> Result<Vec<u8>, Failure> {
    let mut values = Vec::with_capacity(table.columns.len());
    for (at, (_, kind)) in table.columns.iter().enumerate() {
        values.push(match kind {
            Kind::Text => row.try_get::<Option<String>, _>(at)?.map_or(Value::Null, Value::String),
            Kind::Number => row.try_get::<Option<i64>, _>(at)?.map_or(Value::Null, Value::from),
        });
    }
    serde_json::to_vec(&values).map_err(|e| Failure::broken("writing a row", e))
}

/// A line back to its values.
///
/// # Errors
/// When it is not a row of this table.
pub fn values(table: &Table, line: &[u8]) -> Result<Vec<Value>, Failure> {
    let values: Vec<Value> = serde_json::from_slice(line).map_err(|e| Failure::broken("reading a row", format!("{}: {e}", table.name)))?;
    let fits = |(value, (_, kind)): (&Value, &(String, Kind))| match kind {
        Kind::Text => value.is_null() || value.is_string(),
        Kind::Number => value.is_null() || value.is_i64(),
    };
    if values.len() != table.columns.len() || !values.iter().zip(&table.columns).all(fits) {
        return Err(Failure::broken("reading a row", format!("{} has a row that does not fit its columns", table.name)));
    }
    Ok(values)
}
