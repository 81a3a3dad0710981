//! The doors: every route has its line in `access.toml`, every line its route,
//! and the whole matrix is a committed snapshot, so that a change to who may do
//! what is seen by whoever reads the change.

use std::collections::{BTreeMap, BTreeSet};

use base::access::{ACCESS_TOML, Matrix, Permit, Role};
use base::slice::{OPEN_TO_ALL, Route, SIGNED_IN};
use serde::Deserialize;

use crate::files::{committed, none_of};

/// Every route of every slice, with the name of its slice.
pub fn routes() -> Vec<(&'static str, Route)> {
    server::slices().into_iter().flat_map(|s| s.routes.into_iter().map(move |r| (s.name, r))).collect()
}

pub fn matrix() -> Matrix {
    Matrix::parse(ACCESS_TOML).unwrap()
}

pub fn words(roles: &[Role]) -> String {
    roles.iter().map(|r| r.id()).collect::<Vec<_>>().join(" ")
}

/// What is wrong between the routes served and the matrix.
fn complaints(matrix: &Matrix, served: &[(String, &str)]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut plates = BTreeSet::new();
    for (plate, permit) in served {
        if !plates.insert(plate.as_str()) {
            wrong.push(format!("{plate} is served twice"));
        }
        if ![OPEN_TO_ALL, SIGNED_IN].contains(permit) && !matrix.permit.contains_key(*permit) {
            wrong.push(format!("{plate} asks for the permit {permit}, and the matrix has none of that name"));
        }
        match matrix.route.get(plate) {
            None => wrong.push(format!("{plate} is served, and access.toml does not name it")),
            Some(said) if said != permit => wrong.push(format!("{plate} is served with {permit}, and access.toml says {said}")),
            Some(_) => {}
        }
    }
    wrong.extend(matrix.route.keys().filter(|p| !plates.contains(p.as_str())).map(|p| format!("access.toml names {p}, and nobody serves it")));
    for (name, permit) in &matrix.permit {
        if permit.roles.is_empty() && permit.relations.is_empty() {
            wrong.push(format!("the permit {name} lets nobody in"));
        }
        if permit.en.trim().is_empty() || permit.fr.trim().is_empty() {
            wrong.push(format!("the permit {name} does not say in both languages what it lets one do"));
        }
    }
    wrong
}

/// Who, to what, never, hidden, asked again.
fn doorplate(p: &Permit) -> String {
    let (hides, proof) = (if p.hides { "404" } else { "" }, if p.step_up { "proof" } else { "" });
    format!("{} | {} | {} | {hides} | {proof}", words(&p.roles), p.relations.join(" "), p.never.join(" "))
}

/// One line a route: what the door asks for.
fn snapshot(matrix: &Matrix) -> String {
    let mut rows = vec!["route | permit | roles | relations | never | hides | step-up".to_owned()];
    let path_first = |plate: &&String| plate.split_once(' ').map(|(method, path)| (path.to_owned(), method.to_owned()));
    let mut plates: Vec<&String> = matrix.route.keys().collect();
    plates.sort_by_key(path_first);
    for plate in plates {
        let permit = &matrix.route[plate];
        let line = matrix.permit.get(permit).map_or_else(String::new, |p| {
            doorplate(p)
        });
        rows.push(format!("{plate} | {permit} | {line}").trim_end_matches([' ', '|']).to_owned());
    }
    rows.push(String::new());
    rows.push("permits without a route of their own | roles | relations | never | hides | step-up".to_owned());
    let used: BTreeSet<&String> = matrix.route.values().collect();
    for (name, p) in matrix.permit.iter().filter(|(n, _)| !used.contains(n)) {
        let row = format!("{name} | {}", doorplate(p));
        rows.push(row.trim_end_matches([' ', '|']).to_owned());
    }
    rows.join("\n") + "\n"
}

#[derive(Deserialize)]
struct Sections {
    #[serde(default)]
    open: BTreeMap<String, toml::Value>,
}

#[test]
fn every_route_has_its_line_in_the_matrix_and_every_line_its_route() {
    let routes = routes();
    let served: Vec<(String, &str)> = routes.iter().map(|(_, r)| (r.plate(), r.permit)).collect();

    none_of(&complaints(&matrix(), &served));
    assert!(served.len() > 30);
}

#[test]
fn the_whole_matrix_is_as_it_was_agreed() {
    committed("crates/house/src/snapshots/matrix.txt", &snapshot(&matrix()));
}

#[test]
fn every_section_of_open_doors_is_of_a_slice() {
    let sections: Sections = toml::from_str(ACCESS_TOML).unwrap();
    let slices: BTreeSet<&str> = server::slices().iter().map(|s| s.name).collect();

    none_of(&sections.open.keys().filter(|s| !slices.contains(s.as_str())).map(|s| format!("[open.{s}] is of no slice")).collect::<Vec<_>>());
}

#[test]
fn every_permit_a_menu_line_or_a_handler_asks_for_is_in_the_matrix() {
    let matrix = matrix();
    let known = |permit: &str| [OPEN_TO_ALL, SIGNED_IN].contains(&permit) || matrix.permit.contains_key(permit);
    let routes: BTreeSet<String> = routes().iter().map(|(_, r)| r.plate()).collect();
    let mut wrong = Vec::new();

    for nav in server::slices().iter().flat_map(|s| s.nav) {
        if !known(nav.permit) {
            wrong.push(format!("the menu line {} asks for {}", nav.href, nav.permit));
        }
        if !routes.contains(&format!("GET {}", nav.href)) {
            wrong.push(format!("the menu leads to {}, and nobody serves it", nav.href));
        }
    }
    for (place, permit) in asked() {
        if !known(&permit) {
            wrong.push(format!("{place}: asks for the permit {permit}"));
        }
    }

    none_of(&wrong);
}

/// Every permit that code asks for by name: `grant("…"`, `would_grant("…"`, `may("…"`.
fn asked() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in crate::files::under("crates").iter().filter(|f| f.path.contains("/src/") && !f.path.starts_with("crates/house/")) {
        let code = if file.ends_with(".rs") {
            file.code()
        } else if file.ends_with(".html") {
            crate::tokens::tags(&file.text).concat()
        } else {
            continue;
        };
        for three in code.windows(3) {
            let call = three[0].word().is_some_and(|w| ["grant", "would_grant", "may"].contains(&w)) && three[1].is_sign('(');
            if let (true, Some(permit)) = (call, three[2].text()) {
                found.push((format!("{}:{}", file.path, three[2].line), permit.to_owned()));
            }
        }
    }
    found
}

#[test]
fn a_route_without_a_line_and_a_line_without_a_route_are_found() {
    let matrix = Matrix::parse("[permit.see]\nen = \"See\"\nfr = \"\"\nroutes = [\"GET /a\", \"GET /gone\"]\n[open.x]\nsigned_in = [\"GET /b\"]\n").unwrap();
    let served = [("GET /a", "see"), ("GET /a", "see"), ("GET /b", "open_to_all"), ("POST /c", "sea")].map(|(p, permit)| (p.to_owned(), permit));

    let found = complaints(&matrix, &served);

    assert_eq!(found, [
        "GET /a is served twice",
        "GET /b is served with open_to_all, and access.toml says signed_in",
        "POST /c asks for the permit sea, and the matrix has none of that name",
        "POST /c is served, and access.toml does not name it",
        "access.toml names GET /gone, and nobody serves it",
        "the permit see lets nobody in",
        "the permit see does not say in both languages what it lets one do",
    ]);
    assert!(snapshot(&matrix).contains("\nGET /b | signed_in\n"));
}
