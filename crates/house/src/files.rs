//! What lies in the repository: its files, its crates, and the committed
//! files that a test writes.

use std::path::{Path, PathBuf};

use crate::tokens::{Token, tokens, without_tests};

/// The folder of the whole project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file and its text.
#[derive(Debug, Clone)]
pub struct File {
    /// From the root, with `/`: `crates/people/src/lib.rs`.
    pub path: String,
    pub text: String,
}

impl File {
    pub fn ends_with(&self, end: &str) -> bool {
        self.path.ends_with(end)
    }

    /// Whether stories and worlds live here rather than the program.
    pub fn is_test(&self) -> bool {
        ["/tests/", "/tests.rs", "/world.rs", "/benches/", "/examples/"].iter().any(|part| self.path.contains(part))
    }

    /// Its code without comments and test modules; nothing of a file of tests.
    pub fn code(&self) -> Vec<Token> {
        if self.is_test() { Vec::new() } else { without_tests(&tokens(&self.text)) }
    }
}

/// Folders that hold nothing of ours.
const NOT_OURS: [&str; 4] = [".git", "target", "node_modules", "data"];

/// Every file with text in it, in order.
pub fn all() -> Vec<File> {
    under("")
}

/// Every file with text in it below a folder, in order.
pub fn under(folder: &str) -> Vec<File> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("a readable folder").path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
            if path.is_dir() {
                if !NOT_OURS.contains(&name) {
                    waiting.push(path);
                }
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                found.push(File { path: short(&path), text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn short(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// One file; a sentence about what is missing when it is not there.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path} cannot be read: {e}"))
}

/// A crate of the workspace.
#[derive(Debug, Clone)]
pub struct Member {
    pub name: String,
    /// `crates/people`.
    pub folder: String,
    pub manifest: toml::Table,
}

impl Member {
    pub fn is_lib(&self) -> bool {
        self.folder.starts_with("libs/")
    }

    /// The walls and the figures: they look at the house and are no part of it.
    pub fn is_outside(&self) -> bool {
        ["house", "bench"].contains(&self.name.as_str())
    }

    /// A feature: neither a library nor the ground floor nor what stands before and around it.
    pub fn is_slice(&self) -> bool {
        !self.is_lib() && !self.is_outside() && !["base", "gate", "server", "store"].contains(&self.name.as_str())
    }

    /// The files below `src`.
    pub fn sources(&self) -> Vec<File> {
        under(&format!("{}/src", self.folder))
    }
}

/// Every crate, libraries first.
pub fn members() -> Vec<Member> {
    let workspace: toml::Table = read("Cargo.toml").parse().expect("the workspace");
    let named = workspace["workspace"]["members"].as_array().expect("members").iter().filter_map(|m| m.as_str());
    let mut found: Vec<Member> = named.flat_map(folders).map(member).collect();
    found.sort_by_key(|m| (!m.is_lib(), m.name.clone()));
    found
}

/// `libs/*` is every folder in it.
fn folders(pattern: &str) -> Vec<String> {
    let Some(parent) = pattern.strip_suffix("/*") else { return vec![pattern.to_owned()] };
    let entries = std::fs::read_dir(root().join(parent)).expect("a folder of crates");
    entries.map(|entry| format!("{parent}/{}", entry.expect("a crate").file_name().to_string_lossy())).collect()
}

fn member(folder: String) -> Member {
    let manifest: toml::Table = read(&format!("{folder}/Cargo.toml")).parse().unwrap_or_else(|e| panic!("{folder}/Cargo.toml: {e}"));
    let name = manifest["package"]["name"].as_str().expect("a name").to_owned();
    Member { name, folder, manifest }
}

/// Compares a committed file with what it should say; with `KEEPWELL_BLESS=1`, writes it.
pub fn committed(path: &str, made: &str) {
    let file = root().join(path);
    if std::env::var("KEEPWELL_BLESS").is_ok_and(|v| v == "1") {
        std::fs::write(&file, made).unwrap_or_else(|e| panic!("{path}: {e}"));
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    if let Some(difference) = first_difference(&kept, made) {
        panic!("{path} is not what the code says: {difference}\nRead the change, then run: KEEPWELL_BLESS=1 cargo test -p house");
    }
}

fn first_difference(kept: &str, made: &str) -> Option<String> {
    if kept == made {
        return None;
    }
    let (kept, made): (Vec<_>, Vec<_>) = (kept.lines().collect(), made.lines().collect());
    let at = (0..kept.len().max(made.len())).find(|i| kept.get(*i) != made.get(*i)).unwrap_or(kept.len());
    let line = |lines: &[&str]| lines.get(at).map_or_else(|| "(nothing)".to_owned(), |l| (*l).to_owned());
    Some(format!("line {}\n  committed: {}\n  now:       {}", at + 1, line(&kept), line(&made)))
}

/// Fails with one line for each complaint.
pub fn none_of(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn a_committed_file_that_differs_is_named_with_its_line() {
    assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
    assert!(first_difference("a\nb\n", "a\nc\n").is_some_and(|d| d.starts_with("line 2\n")));
    assert!(first_difference("a\n", "a\nb\n").is_some_and(|d| d.contains("(nothing)")));
}

#[test]
fn the_house_is_found_with_its_libraries_and_slices() {
    let members = members();

    for name in ["policy", "chatlog"] {
        assert!(members.iter().any(|m| m.name == name && m.is_lib()), "{name}");
    }
    for name in ["people", "manual", "duties", "phones", "clients"] {
        assert!(members.iter().any(|m| m.name == name && m.is_slice()), "{name}");
    }
    assert!(all().len() > 100);
}
