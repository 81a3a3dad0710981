//! What every file keeps to: its size, its first words, and what does not occur.

use crate::files::{File, all, none_of};
use crate::tokens::tokens;

const LONGEST: usize = 600;
const LONG: usize = 400;

/// Folders of one machine: they mean nothing on another. Written in two parts,
/// so that this file does not name them.
const MACHINE_PATHS: [[&str; 2]; 3] = [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"]];

fn is_rust(file: &File) -> bool {
    file.ends_with(".rs")
}

/// Files made by a program rather than written.
fn is_made(file: &File) -> bool {
    file.ends_with(".lock") || file.path.starts_with("crates/base/assets/")
}

fn too_long(file: &File, most: usize) -> Option<String> {
    let lines = file.text.lines().count();
    (lines > most).then(|| format!("{}: {lines} lines", file.path))
}

fn says_nothing_first(file: &File) -> bool {
    !file.text.lines().take(3).any(|l| l.starts_with("//!"))
}

/// `#[allow…]` and marks of work not done.
fn refused(file: &File) -> Vec<String> {
    let code = tokens(&file.text);
    let next = |at: usize, sign: char| code.get(at).is_some_and(|t| t.is_sign(sign));
    let mut wrong = Vec::new();
    for (at, token) in code.iter().enumerate() {
        let attribute = at > 1 && next(at - 1, '[') && (next(at - 2, '#') || (at > 2 && next(at - 2, '!') && next(at - 3, '#')));
        match token.word() {
            Some("allow") if attribute => wrong.push(format!("{}:{}: write #[expect(…, reason = …)]", file.path, token.line)),
            Some("todo" | "unimplemented") if next(at + 1, '!') => wrong.push(format!("{}:{}: work not done", file.path, token.line)),
            _ => {}
        }
    }
    wrong
}

fn machine_paths(file: &File) -> Vec<String> {
    let named = |line: &str| MACHINE_PATHS.iter().any(|path| line.contains(&path.concat()));
    file.text.lines().enumerate().filter(|(_, l)| named(l)).map(|(at, _)| format!("{}:{}: a path of one machine", file.path, at + 1)).collect()
}

#[test]
fn no_source_file_is_longer_than_600_lines() {
    let files: Vec<File> = all().into_iter().filter(is_rust).collect();

    for long in files.iter().filter_map(|f| too_long(f, LONG)) {
        eprintln!("over {LONG} lines, split it when it next changes: {long}");
    }
    none_of(&files.iter().filter_map(|f| too_long(f, LONGEST)).collect::<Vec<_>>());
}

#[test]
fn every_source_file_says_first_what_it_answers_for() {
    none_of(&all().into_iter().filter(|f| is_rust(f) && says_nothing_first(f)).map(|f| f.path).collect::<Vec<_>>());
}

#[test]
fn no_lint_is_silenced_without_a_reason_and_no_work_is_left_undone() {
    none_of(&all().iter().filter(|f| is_rust(f)).flat_map(refused).collect::<Vec<_>>());
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    none_of(&all().iter().filter(|f| !is_made(f)).flat_map(machine_paths).collect::<Vec<_>>());
}

#[test]
fn a_file_that_breaks_the_house_is_found() {
    let file = |text: &str| File { path: "x.rs".to_owned(), text: text.to_owned() };
    let marks = ["#[al", "low(dead_code)]\n#![al", "low(x)]\n// #[al", "low(y)]\nfn f() { to", "do!() }\nlet allow = [allow];"].concat();

    assert_eq!(refused(&file(&marks)).len(), 3);
    assert!(says_nothing_first(&file("use x;\n\n\n//! late")));
    assert!(!says_nothing_first(&file("//! In time.")));
    assert_eq!(too_long(&file(&"x\n".repeat(601)), 600).as_deref(), Some("x.rs: 601 lines"));
    assert_eq!(too_long(&file(&"x\n".repeat(600)), 600), None);
    assert_eq!(machine_paths(&file(&format!("a\nsee {}x", MACHINE_PATHS[0].concat()))).len(), 1);
}
