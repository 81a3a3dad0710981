//! The one line of migrations: columns of `text` and `bigint`, nothing that one
//! engine reads in its own way, each with its own number, every file run.

use std::collections::BTreeSet;

use crate::files::{File, none_of, read, under};

/// Words that mean something else, or nothing, on the other engine.
const REFUSED: [&str; 19] = [
    "boolean", "bool", "bytea", "timestamptz", "timestamp", "datetime", "uuid", "json", "jsonb", "numeric", "decimal", "real", "double",
    "serial", "bigserial", "autoincrement", "integer", "current_timestamp", "varchar",
];
const TYPES: [&str; 2] = ["text", "bigint"];
/// How a line of a table begins that is not a column.
const NOT_A_COLUMN: [&str; 5] = ["primary", "unique", "check", "foreign", "constraint"];

fn all() -> Vec<File> {
    under("migrations").into_iter().filter(|f| f.ends_with(".sql")).collect()
}

/// The text without comments, lower case.
fn plain(sql: &str) -> String {
    sql.lines().map(|l| l.split("--").next().unwrap_or("")).collect::<Vec<_>>().join("\n").to_lowercase()
}

fn words(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty())
}

/// Cuts at `mark` outside of parentheses and quotes.
fn cut(sql: &str, mark: char) -> Vec<String> {
    let (mut parts, mut depth, mut quoted) = (vec![String::new()], 0_i32, false);
    for c in sql.chars() {
        quoted ^= c == '\'';
        depth += i32::from(c == '(' && !quoted) - i32::from(c == ')' && !quoted);
        if c == mark && depth == 0 && !quoted {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts.into_iter().map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

/// The tables a script makes; one that takes the name of another in the end is that other, made anew.
fn made(sql: &str) -> Vec<String> {
    let statements = cut(&plain(sql), ';');
    let renamed: Vec<&str> =
        statements.iter().filter_map(|s| s.strip_prefix("alter table ")?.split_once(" rename to ")).map(|(old, _)| old.trim()).collect();
    let made = statements.iter().filter_map(|s| s.strip_prefix("create table ")).filter_map(|s| words(s).next());
    made.filter(|table| !renamed.contains(table)).map(str::to_owned).collect()
}

/// Every table of every migration.
pub fn tables() -> BTreeSet<String> {
    all().iter().flat_map(|f| made(&f.text)).collect()
}

fn column(definition: &str) -> Option<String> {
    let mut words = definition.split_whitespace();
    let (name, kind) = (words.next()?, words.next().unwrap_or(""));
    (!TYPES.contains(&kind)).then(|| format!("the column {name} is of type {kind:?}: only text and bigint"))
}

/// What one engine would read in its own way.
fn complaints(sql: &str) -> Vec<String> {
    let sql = plain(sql);
    let mut wrong: Vec<String> = words(&sql).filter(|w| REFUSED.contains(w)).map(|w| format!("says {w}")).collect();
    if sql.contains("now()") {
        wrong.push("says now()".to_owned());
    }
    for statement in cut(&sql, ';') {
        if let Some(table) = statement.strip_prefix("create table ") {
            let inside = table.split_once('(').map_or("", |(_, i)| i).trim_end().trim_end_matches(')');
            let columns = cut(inside, ',').into_iter().filter(|c| !words(c).next().is_some_and(|w| NOT_A_COLUMN.contains(&w)));
            wrong.extend(columns.filter_map(|c| column(&c)));
        } else if let Some((_, added)) = statement.strip_prefix("alter table ").and_then(|a| a.split_once(" add column ")) {
            wrong.extend(column(added));
        }
    }
    wrong
}

#[test]
fn every_column_is_text_or_bigint_on_both_engines() {
    let wrong: Vec<String> = all().iter().flat_map(|f| complaints(&f.text).into_iter().map(|w| format!("{}: {w}", f.path))).collect();

    none_of(&wrong);
    assert!(tables().len() > 20);
}

#[test]
fn migrations_are_numbered_each_with_its_own_number_and_all_of_them_run() {
    let names: Vec<String> = all().iter().map(|f| f.path.trim_start_matches("migrations/").trim_end_matches(".sql").to_owned()).collect();
    let list = read("crates/base/src/db/migrations.rs");

    // Numbers may be left out, where two pieces of work landed in another order than they were begun; none is there twice.
    let numbers: Vec<&str> = names.iter().map(|n| n.split_once('_').map_or("", |(number, _)| number)).collect();
    assert!(numbers.iter().all(|n| n.len() == 4 && n.bytes().all(|b| b.is_ascii_digit())), "{numbers:?}");
    assert!(numbers.windows(2).all(|w| w[0] < w[1]), "{numbers:?}");
    let places: Vec<Option<usize>> = names.iter().map(|n| list.find(&format!("(\"{n}\", include_str!("))).collect();
    assert!(places.iter().all(Option::is_some), "not all of {names:?} are in crates/base/src/db/migrations.rs");
    assert!(places.is_sorted(), "they run in another order than they are numbered");
}

#[test]
fn no_two_migrations_make_the_same_table() {
    let mut seen = BTreeSet::new();
    let twice: Vec<String> = all().iter().flat_map(|f| made(&f.text)).filter(|t| !seen.insert(t.clone())).collect();

    none_of(&twice);
}

#[test]
fn a_column_of_another_type_is_found() {
    let good = "create table blob (\n  id text primary key, -- uuid\n  n bigint not null check (n in (1, 2)),\n  unique (id, n)\n);\ncreate index x on blob (n);";
    let bad = "create table a (id uuid primary key, b boolean, c blob, at text default current_timestamp);\nalter table a add column d integer;";

    assert_eq!(complaints(good), Vec::<String>::new());
    let found = complaints(bad);
    for part in ["says uuid", "says boolean", "says current_timestamp", "column c is of type \"blob\"", "column d is of type \"integer\""] {
        assert!(found.iter().any(|f| f.contains(part)), "{part}: {found:?}");
    }
    assert_eq!(made(good), ["blob"]);
    let anew = format!("{good}\ndrop table a;\nalter table blob rename to a;");
    assert_eq!(made(&anew), [""; 0]);
}
