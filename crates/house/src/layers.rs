//! Inside a crate: pages → store → model, never back.
//!
//! A model decides from plain values: it names neither the store nor the pages
//! nor anything that does I/O. A store keeps: it does not know the pages.

use crate::files::{File, members, none_of};
use crate::tokens::{Kind, Token};

/// The paths a model must not name, from their first part on.
const NOT_IN_MODEL: &[&[&str]] = &[
    &["crate", "store"],
    &["crate", "pages"],
    &["crate", "jobs"],
    &["axum"],
    &["sqlx"],
    &["tokio"],
    &["askama"],
    &["lettre"],
    &["std", "fs"],
    &["std", "net"],
    &["std", "env"],
    &["base", "Db"],
    &["base", "Tx"],
    &["base", "db"],
    &["base", "web"],
    &["base", "mail"],
    &["base", "blobs"],
];
/// The paths a store must not name.
const NOT_IN_STORE: &[&[&str]] = &[&["crate", "pages"], &["axum"], &["askama"], &["base", "web"]];

/// Every path the code names by `use`, or beginning with `crate`, `super`, `self`
/// or a crate, each written out from the root of its crate.
fn paths(code: &[Token], module: &[String]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let line = code[at].line;
        if code[at].is_word("use") {
            let end = (at..code.len()).find(|i| code[*i].is_sign(';')).unwrap_or(code.len());
            let mut all = Vec::new();
            tree(&code[at + 1..end], &mut 0, &[], &mut all);
            found.extend(all.into_iter().map(|path| (line, absolute(&path, module))));
            at = end;
        } else if code[at].word().is_some() && !follows_path(code, at) {
            let path = straight(code, &mut at);
            if path.len() > 1 {
                found.push((line, absolute(&path, module)));
            }
        }
        at += 1;
    }
    found
}

/// Whether the word is the middle of a path, a field or a method.
fn follows_path(code: &[Token], at: usize) -> bool {
    at > 0 && (code[at - 1].is_sign('.') || (at > 1 && code[at - 1].is_sign(':') && code[at - 2].is_sign(':')))
}

fn colons(code: &[Token], at: usize) -> bool {
    code.get(at).is_some_and(|t| t.is_sign(':')) && code.get(at + 1).is_some_and(|t| t.is_sign(':'))
}

/// `a::b::c` from here; leaves `at` on its last word.
fn straight(code: &[Token], at: &mut usize) -> Vec<String> {
    let mut path: Vec<String> = code[*at].word().map(str::to_owned).into_iter().collect();
    while colons(code, *at + 1) {
        let Some(word) = code.get(*at + 3).and_then(Token::word) else { break };
        path.push(word.to_owned());
        *at += 3;
    }
    path
}

/// The paths of a `use`, braces opened.
fn tree(code: &[Token], at: &mut usize, before: &[String], found: &mut Vec<Vec<String>>) {
    let mut path = before.to_vec();
    while let Some(token) = code.get(*at) {
        match &token.is {
            Kind::Word(word) if word == "as" => *at += 1,
            Kind::Word(word) => path.push(word.clone()),
            Kind::Sign('{') => {
                *at += 1;
                tree(code, at, &path, found);
                path = before.to_vec();
            }
            Kind::Sign(',') if path.len() > before.len() => found.push(std::mem::replace(&mut path, before.to_vec())),
            Kind::Sign('}') => break,
            _ => {}
        }
        *at += 1;
    }
    if path.len() > before.len() {
        found.push(path);
    }
}

/// The path from the root of the crate: `super::x` in `crate::model::import` is `crate::model::x`.
fn absolute(path: &[String], module: &[String]) -> Vec<String> {
    let ups = path.iter().take_while(|p| *p == "super").count();
    match path.first().map(String::as_str) {
        Some("super") => {
            let kept = module.len().saturating_sub(ups).max(1);
            module[..kept].iter().chain(&path[ups..]).cloned().collect()
        }
        Some("self") => module.iter().chain(&path[1..]).cloned().collect(),
        _ => path.to_vec(),
    }
}

/// `crates/people/src/model/import.rs` is `crate::model::import`.
fn module(file: &File) -> Vec<String> {
    let inside = file.path.split_once("/src/").map_or("", |(_, inside)| inside).trim_end_matches(".rs").trim_end_matches("/mod");
    std::iter::once("crate").chain(inside.split('/').filter(|p| *p != "lib")).map(str::to_owned).collect()
}

fn complaints(file: &File) -> Vec<String> {
    let module = module(file);
    let refused = match module.get(1).map(String::as_str) {
        Some("model") => NOT_IN_MODEL,
        Some("store") => NOT_IN_STORE,
        _ => return Vec::new(),
    };
    let paths = paths(&file.code(), &module);
    let bad = paths.iter().filter(|(_, path)| refused.iter().any(|r| path.iter().map(String::as_str).take(r.len()).eq(r.iter().copied())));
    bad.map(|(line, path)| format!("{}:{line}: names {}", file.path, path.join("::"))).collect()
}

#[test]
fn a_model_touches_nothing_and_a_store_does_not_know_the_pages() {
    let mut wrong = Vec::new();
    let mut read = 0;

    for slice in members().iter().filter(|m| m.is_slice()) {
        let files: Vec<File> = slice.sources().into_iter().filter(|f| f.ends_with(".rs")).collect();
        read += files.iter().filter(|f| module(f).get(1).is_some_and(|m| m == "model" || m == "store")).count();
        wrong.extend(files.iter().flat_map(complaints));
    }

    none_of(&wrong);
    assert!(read >= 8, "only {read} files of models and stores were found");
}

#[test]
fn a_model_that_looks_into_the_store_is_found() {
    let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    let model = file(
        "crates/x/src/model/import.rs",
        "use std::collections::{BTreeMap, HashMap};\nuse crate::{deeds, store::{self, find}};\nuse super::super::pages as p;\n// crate::store\nfn f() { super::fine(); crate::pages::x(); sqlx::query(\"\"); }\nuse base::{Day, Db};\n#[cfg(test)] mod tests { use crate::store; }",
    );
    let store = file("crates/x/src/store.rs", "use crate::model::X;\nuse super::pages::draw;\n");
    let pages = file("crates/x/src/pages.rs", "use crate::store;");

    let found = complaints(&model);

    assert_eq!(found, [
        "crates/x/src/model/import.rs:2: names crate::store::self",
        "crates/x/src/model/import.rs:2: names crate::store::find",
        "crates/x/src/model/import.rs:3: names crate::pages",
        "crates/x/src/model/import.rs:5: names crate::pages::x",
        "crates/x/src/model/import.rs:5: names sqlx::query",
        "crates/x/src/model/import.rs:6: names base::Db",
    ]);
    assert_eq!(complaints(&store), ["crates/x/src/store.rs:2: names crate::pages::draw"]);
    assert!(complaints(&pages).is_empty());
}
