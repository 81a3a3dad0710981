//! Who writes and who reads which table.
//!
//! A slice writes only the tables its `Slice` lists; it reads its own and those
//! of the crates it imports. The SQL is read out of the strings of the code.
//! Along the way: SQL that would mean something else on the other engine.

use std::collections::{BTreeMap, BTreeSet};

use crate::edges;
use crate::files::{File, members, none_of, read};
use crate::migrations;
use crate::tokens::Token;

/// A statement touches a table: how, and by which name.
#[derive(Debug, PartialEq, Eq)]
enum Touch {
    Writes(String),
    Reads(String),
}

/// The words of a statement: letters, digits, `_`; every sign by itself.
fn words(sql: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut inside = false;
    for c in sql.to_lowercase().chars() {
        let in_word = c.is_alphanumeric() || c == '_';
        match found.last_mut() {
            Some(last) if inside && in_word => last.push(c),
            _ if !c.is_whitespace() => found.push(c.to_string()),
            _ => {}
        }
        inside = in_word;
    }
    found
}

/// Whether a string is a statement rather than a sentence.
fn is_sql(text: &str) -> bool {
    let words = words(text);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let has = |wanted: &str| words.iter().any(|w| w == wanted);
    match (word(0), word(1)) {
        ("insert", "into") | ("delete", "from") | ("create" | "alter" | "drop", "table" | "index" | "unique") => true,
        ("select", first) => has("from") || first.chars().all(|c| c.is_ascii_digit()),
        ("update", _) => words.iter().take(5).any(|w| w == "set"),
        ("with", _) => has("select"),
        _ => false,
    }
}

/// What a statement touches. A name made at run time is `{`.
fn touches(sql: &str) -> Vec<Touch> {
    let words = words(sql);
    let common: BTreeSet<&str> = with_names(&words);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let mut found = Vec::new();
    for at in 0..words.len() {
        let before = if at == 0 { "" } else { word(at - 1) };
        match word(at) {
            "into" if before == "insert" => found.push(Touch::Writes(word(at + 1).to_owned())),
            "from" if before == "delete" => found.push(Touch::Writes(word(at + 1).to_owned())),
            "update" if !["for", "do"].contains(&before) => found.push(Touch::Writes(word(at + 1).to_owned())),
            "from" | "join" if !["(", "distinct"].contains(&word(at + 1)) && !common.contains(word(at + 1)) => {
                found.push(Touch::Reads(word(at + 1).to_owned()));
            }
            _ => {}
        }
    }
    found
}

/// The names that `with a as (…), b as (…)` gives.
fn with_names(words: &[String]) -> BTreeSet<&str> {
    let first = words.windows(2).filter(|w| w[0] == "with" || w[0] == "recursive").map(|w| w[1].as_str());
    let more = words.windows(3).filter(|w| w[1] == "as" && w[2] == "(").map(|w| w[0].as_str());
    first.chain(more).collect()
}

/// What reads differently on the two engines, and what to write instead.
fn not_portable(sql: &str) -> Vec<&'static str> {
    let words = words(sql);
    let pairs: Vec<(&str, &str)> = words.iter().zip(words.iter().skip(1)).map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let calls = |name: &str| pairs.contains(&(name, "("));
    let has = |word: &str| words.iter().any(|w| w == word);
    let bare = |name: &str| words.windows(3).any(|w| w[1] == name && w[2] == "(" && w[0] != "(") || words.iter().take(2).any(|w| w == name);
    let cast = has("cast");
    let unfolded_like = pairs.iter().any(|(before, word)| *word == "like" && *before != "not" && !before.ends_with("folded"));
    let rules: [(bool, &'static str); 9] = [
        (has("current_timestamp") || calls("now") || calls("datetime") || calls("strftime"), "time is a bound Moment"),
        (calls("lower") || calls("upper"), "fold letters in Rust and keep a folded column"),
        (has("ilike") || has("glob") || unfolded_like, "`like` ignores case on one engine only: compare a folded column"),
        ((calls("sum") || calls("avg")) && (!cast || bare("sum") || bare("avg")), "write cast(sum(x) as bigint)"),
        (words.iter().zip(words.iter().skip(1)).any(|(a, b)| a == ":" && b == ":"), "`::` is of one engine: write cast(x as …)"),
        (has("?"), "placeholders are $1, $2 …"),
        (has("true") || has("false"), "truth is 0 or 1"),
        (has("rowid") || has("autoincrement") || has("serial"), "ids are text, made by base::ids"),
        (has("ignore") || (has("replace") && pairs.contains(&("or", "replace"))), "write on conflict … do …"),
    ];
    rules.into_iter().filter_map(|(broken, advice)| broken.then_some(advice)).collect()
}

/// The statements in a file's code, each with its line.
fn statements(file: &File) -> Vec<(usize, String)> {
    file.code().iter().filter_map(|t: &Token| t.text().filter(|text| is_sql(text)).map(|text| (t.line, text.to_owned()))).collect()
}

/// A restore brings back every table, whatever its name, into a database that holds nothing.
const RESTORES: &str = "crates/safety/src/restore/rows.rs";

/// Which crate writes which tables, as the slices say it.
fn owners() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut owners: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for slice in server::slices() {
        owners.entry(slice.name.to_owned()).or_default().extend(slice.tables);
    }
    owners
}

#[test]
fn a_slice_writes_its_own_tables_and_reads_those_it_may_see() {
    let owners = owners();
    let edges = edges::table(&read("ARCHITECTURE.md")).unwrap();
    let all: BTreeSet<&str> = owners.values().flatten().copied().collect();
    let mut wrong = Vec::new();
    let mut count = 0;

    for member in members().iter().filter(|m| !m.is_lib() && !m.is_outside()) {
        let own = owners.get(&member.name).cloned().unwrap_or_default();
        let imports = edges.get(&member.name).cloned().unwrap_or_default();
        let seen: BTreeSet<&str> = imports.iter().filter_map(|i| owners.get(i)).flatten().copied().chain(own.iter().copied()).collect();
        for file in member.sources().iter().filter(|f| f.ends_with(".rs")) {
            for (line, sql) in statements(file) {
                count += 1;
                for touch in touches(&sql) {
                    match touch {
                        Touch::Writes(table) if table == "{" && file.path == RESTORES => {}
                        Touch::Writes(table) if !own.contains(table.as_str()) => wrong.push(format!("{}:{line}: writes {table}, which is not of {}", file.path, member.name)),
                        Touch::Reads(table) if all.contains(table.as_str()) && !seen.contains(table.as_str()) => {
                            wrong.push(format!("{}:{line}: reads {table}, which {} does not import", file.path, member.name));
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    none_of(&wrong);
    assert!(count > 50, "only {count} statements were found");
}

#[test]
fn every_table_is_of_one_slice_and_made_by_a_migration() {
    let made: BTreeSet<String> = migrations::tables().into_iter().chain(["migration".to_owned()]).collect();
    let mut said = BTreeSet::new();
    let mut wrong = Vec::new();

    for slice in server::slices() {
        for table in slice.tables {
            if !said.insert((*table).to_owned()) {
                wrong.push(format!("{table} is of two slices, {} is one", slice.name));
            }
        }
    }

    wrong.extend(said.difference(&made).map(|t| format!("{t} is of a slice, and no migration makes it")));
    wrong.extend(made.difference(&said).map(|t| format!("{t} is made by a migration, and no slice says it is its own")));
    none_of(&wrong);
}

#[test]
fn every_statement_means_the_same_on_both_engines() {
    let mut wrong = Vec::new();

    for member in members().iter().filter(|m| !m.is_lib() && !m.is_outside()) {
        for file in member.sources().iter().filter(|f| f.ends_with(".rs")) {
            for (line, sql) in statements(file) {
                wrong.extend(not_portable(&sql).into_iter().map(|advice| format!("{}:{line}: {advice}", file.path)));
            }
        }
    }

    none_of(&wrong);
}

#[test]
fn the_tables_of_a_statement_are_found() {
    let writes = |t: &str| Touch::Writes(t.to_owned());
    let reads = |t: &str| Touch::Reads(t.to_owned());

    assert_eq!(touches("insert into phone (id)\n  values ($1) on conflict (id) do update set label = $2"), [writes("phone")]);
    assert_eq!(touches("update phone set place = (select place from drawer where id = $1)"), [writes("phone"), reads("drawer")]);
    assert_eq!(touches("delete from phone where id in (select phone_id from custody c join person p on p.id = c.person_id)"), [writes("phone"), reads("custody"), reads("person")]);
    assert_eq!(touches("with late as (select id from phone) select * from late for update"), [reads("phone")]);
    assert_eq!(touches("insert into {table} (id) values ($1)"), [writes("{")]);
    assert!(is_sql("update phone set x = 1") && is_sql("select 1") && !is_sql("Update the phone, then set it down") && !is_sql("select a phone"));
}

#[test]
fn a_statement_of_one_engine_is_found() {
    for (sql, broken) in [
        ("select cast(sum(x) as bigint) from a", 0),
        ("select count(*) from a where b = $1 order by c nulls last", 0),
        ("select sum(x) from a", 1),
        ("select coalesce(sum(x), 0) from a", 1),
        ("update a set b = now()", 1),
        ("select lower(b) from a where b like $1", 2),
        ("select b from a where b_folded like $1 escape '\\'", 0),
        ("insert or ignore into a values (?)", 2),
        ("select b::text from a where c = true", 2),
    ] {
        assert_eq!(not_portable(sql).len(), broken, "{sql}: {:?}", not_portable(sql));
    }
}
