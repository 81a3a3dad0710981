//! Who may import whom: the table in ARCHITECTURE.md, against every Cargo.toml.
//!
//! A crate's own tests may also use `base` and `people`, for their worlds. The
//! walls and the figures (`house`, `bench`) may use everything, and nobody them.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::{Member, members, none_of, read};

const HEAD: &str = "| crate | may import |";
const NOTHING: &str = "nothing here";
/// What a library must not know: the runtime, the database, the web.
const NOT_FOR_LIBS: [&str; 8] = ["tokio", "sqlx", "axum", "hyper", "reqwest", "tower", "tower-http", "async-std"];
/// Whose worlds every test may use.
const WORLDS: [&str; 2] = ["base", "people"];

type Table = BTreeMap<String, BTreeSet<String>>;

/// Reads the table of edges out of a document.
pub fn table(document: &str) -> Result<Table, String> {
    let rows = document.lines().skip_while(|l| l.trim() != HEAD).skip(2).take_while(|l| l.trim().starts_with('|'));
    let mut table = Table::new();
    for row in rows {
        let cells: Vec<String> = row.trim().trim_matches('|').split('|').map(|c| c.replace('`', "").trim().to_owned()).collect();
        let [name, imports] = cells.as_slice() else { return Err(format!("this row has not two cells: {row}")) };
        let imports = if imports == NOTHING { BTreeSet::new() } else { imports.split_whitespace().map(str::to_owned).collect() };
        if table.insert(name.clone(), imports).is_some() {
            return Err(format!("{name} has two rows"));
        }
    }
    if table.is_empty() { Err(format!("no table headed {HEAD}")) } else { Ok(table) }
}

/// The crates a manifest names in these sections, by their own names.
fn named(manifest: &toml::Table, sections: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let targets = manifest.get("target").and_then(|t| t.as_table()).into_iter().flat_map(|t| t.values()).filter_map(|t| t.as_table());
    for table in std::iter::once(manifest).chain(targets) {
        for dependencies in sections.iter().filter_map(|s| table.get(*s)).filter_map(|d| d.as_table()) {
            found.extend(dependencies.iter().map(|(name, how)| how.get("package").and_then(|p| p.as_str()).unwrap_or(name).to_owned()));
        }
    }
    found
}

fn imports(member: &Member) -> BTreeSet<String> {
    named(&member.manifest, &["dependencies", "build-dependencies"])
}

fn imports_for_tests(member: &Member) -> BTreeSet<String> {
    named(&member.manifest, &["dev-dependencies"])
}

/// What is wrong with the edges of these crates.
fn complaints(members: &[Member], table: &Table) -> Vec<String> {
    let ours: BTreeSet<&str> = members.iter().map(|m| m.name.as_str()).collect();
    let mut wrong: Vec<String> = table
        .iter()
        .flat_map(|(name, imports)| std::iter::once(name).chain(imports))
        .filter(|name| !ours.contains(name.as_str()))
        .map(|name| format!("ARCHITECTURE.md names {name}, and there is no such crate"))
        .collect();
    for member in members.iter().filter(|m| !m.is_outside()) {
        let name = &member.name;
        let Some(allowed) = table.get(name) else {
            wrong.push(format!("{name} has no row in the table of ARCHITECTURE.md"));
            continue;
        };
        let refused = |i: &&String| ours.contains(i.as_str()) && !allowed.contains(*i) && *i != name;
        wrong.extend(imports(member).iter().filter(refused).map(|i| format!("{name} imports {i}, and its row does not let it")));
        let tests = imports_for_tests(member);
        let beyond = tests.iter().filter(refused).filter(|i| member.is_lib() || !WORLDS.contains(&i.as_str()));
        wrong.extend(beyond.map(|i| format!("the tests of {name} import {i}, and its row does not let them")));
    }
    wrong
}

/// A crate that can reach itself, if there is one.
fn circle(table: &Table) -> Option<String> {
    let reach = |from: &String| {
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(name) = waiting.pop() {
            waiting.extend(table.get(&name).into_iter().flatten().filter(|n| seen.insert((*n).clone())).cloned());
        }
        seen
    };
    table.keys().find(|name| reach(name).contains(*name)).cloned()
}

#[test]
fn every_import_between_crates_is_in_the_table_of_the_architecture() {
    let table = table(&read("ARCHITECTURE.md")).unwrap();

    none_of(&complaints(&members(), &table));
    assert_eq!(circle(&table), None, "the table goes round in a circle");
}

#[test]
fn an_import_that_the_table_does_not_have_is_found() {
    let member = |name: &str, text: &str| Member {
        name: name.to_owned(),
        folder: format!("crates/{name}"),
        manifest: text.parse().unwrap(),
    };
    let table = table("| crate | may import |\n|---|---|\n| base | nothing here |\n| people | base |\n| `bills` | base people |\n").unwrap();
    let people = "[dependencies]\nbase.workspace = true\nbills = { path = \"x\" }\n[target.'cfg(unix)'.dependencies]\np = { package = \"phones\" }";
    let bills = "[dev-dependencies]\nphones.workspace = true\npeople.workspace = true";
    let members = [member("base", ""), member("people", people), member("bills", bills), member("phones", "")];

    let found = complaints(&members, &table);

    assert_eq!(found, [
        "people imports bills, and its row does not let it",
        "people imports phones, and its row does not let it",
        "the tests of bills import phones, and its row does not let them",
        "phones has no row in the table of ARCHITECTURE.md",
    ]);
    assert!(self::table("no table").is_err());
    let round = self::table("| crate | may import |\n|---|---|\n| a | b |\n| b | a |\n").unwrap();
    assert_eq!(circle(&round).as_deref(), Some("a"));
}

#[test]
fn libraries_know_no_runtime_no_database_no_web_and_none_of_us() {
    let members = members();
    let ours: Vec<&str> = members.iter().map(|m| m.name.as_str()).collect();
    let mut wrong = Vec::new();

    for lib in members.iter().filter(|m| m.is_lib()) {
        let all: BTreeSet<String> = imports(lib).union(&imports_for_tests(lib)).cloned().collect();
        let refused = |i: &&String| NOT_FOR_LIBS.contains(&i.as_str()) || ours.contains(&i.as_str());
        wrong.extend(all.iter().filter(refused).map(|i| format!("{} is a library and imports {i}", lib.name)));
    }

    none_of(&wrong);
}

#[test]
fn only_the_server_knows_every_slice() {
    let members = members();
    let slices: BTreeSet<String> = members.iter().filter(|m| m.is_slice()).map(|m| m.name.clone()).collect();

    let all_knowing: Vec<&str> = members.iter().filter(|m| imports(m).is_superset(&slices)).map(|m| m.name.as_str()).collect();
    let knows_the_server = |m: &&Member| !m.is_outside() && imports(m).union(&imports_for_tests(m)).any(|i| ["server", "house", "bench"].contains(&i.as_str()));

    assert_eq!(all_knowing, ["server"]);
    assert!(!members.iter().any(|m| knows_the_server(&m)), "nobody imports the server but the walls and the figures");
}
