//! Reads the shared fixtures: 38 lines in two languages and their vocabulary.

use std::path::PathBuf;

use policy::vocabulary::{Builder, Deed, Relation, Role, Set, State, Subject, Vocabulary};

/// The folder of the policy fixtures; says what is missing where it is not there.
pub fn folder() -> Option<PathBuf> {
    let fixtures = std::env::var_os("KEEPWELL_FIXTURES").map(PathBuf::from);
    let near = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let folder = fixtures.unwrap_or_else(near).join("policy");
    if !folder.is_dir() {
        eprintln!(
            "skipped: {} is missing; set KEEPWELL_FIXTURES",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

/// `(id, English, French)` of each rule.
pub fn lines() -> Option<Vec<(String, String, String)>> {
    let text = std::fs::read_to_string(folder()?.join("rules-en-fr.txt")).unwrap();
    let split = |line: &str| {
        line.split_once(" | ")
            .map(|(id, line)| (id.to_owned(), line.to_owned()))
            .unwrap()
    };
    let all: Vec<(String, String)> = text
        .lines()
        .filter(|line| line.contains(" | "))
        .map(split)
        .collect();
    Some(
        all.chunks(2)
            .map(|pair| (pair[0].0.clone(), pair[0].1.clone(), pair[1].1.clone()))
            .collect(),
    )
}

/// The vocabulary of those rules. The file gives words only, so everything is
/// about one `thing`, and sets about an `element` of it.
pub fn vocabulary() -> Option<Vocabulary> {
    let text = std::fs::read_to_string(folder()?.join("vocabulary.py")).unwrap();
    let mut builder = Vocabulary::builder()
        .deed(Deed::new("begun", &["thing", "element"]))
        .deed(Deed::new("ended", &["thing", "element"]));
    let mut section = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = {") {
            section = name.to_owned();
        }
        for entry in line
            .split("),")
            .filter(|entry| entry.contains(":(") || entry.contains(": (['"))
        {
            builder = declare(builder, &section, &literals(entry));
        }
    }
    Some(builder.build().unwrap())
}

fn declare(builder: Builder, section: &str, lists: &[Vec<String>]) -> Builder {
    let name = lists[0][0].as_str();
    let words = |place: usize| lists[place][0].as_str();
    match section {
        "EV" => {
            let mut deed = Deed::new(name, &["thing"])
                .en(words(1), words(2), words(3))
                .fr(words(4), words(5));
            for also in &lists[3][1..] {
                deed = deed.also_done(policy::Lang::En, also);
            }
            builder.deed(deed)
        }
        "ST" => builder
            .state(State::new(name, "thing", words(1), words(2)).between(&["begun"], &["ended"])),
        "SUB" => builder.subject(Subject::new(name, "thing", words(1), words(2))),
        "SET" => builder
            .set(Set::new(name, "element", words(1), words(2)).between(&["begun"], &["ended"])),
        "REL" => builder.relation(
            Relation::new(name, "thing", "element", words(1), words(2))
                .between(&["begun"], &["ended"]),
        ),
        "ROLE" if name == "same_worker" => builder.role(Role::actor(name, words(1), words(2))),
        _ => builder.role(Role::relation(
            name,
            "begun",
            "ended",
            "thing",
            "element",
            words(1),
            words(2),
        )),
    }
}

/// The string literals of a line: the key, then one list for each pair of brackets.
fn literals(entry: &str) -> Vec<Vec<String>> {
    let mut lists = vec![Vec::new()];
    let mut chars = entry.chars();
    while let Some(c) = chars.next() {
        match c {
            '[' => lists.push(Vec::new()),
            '\'' | '"' => {
                let text: String = chars.by_ref().take_while(|next| *next != c).collect();
                lists.last_mut().unwrap().push(text);
            }
            _ => {}
        }
    }
    lists
}
