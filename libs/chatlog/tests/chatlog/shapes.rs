//! Every form that is read, by a file of our own made in this repository: who is
//! recognised, what comes out, and that no mutation of it loses a byte or a row.
//! `UPDATE_GOLDENS=1` writes the files to `tests/fixtures/shapes`.

use super::common::{fixtures, real_files};
use super::dice::Dice;
use super::made::forms;
use super::made::shapes::{self, PASSWORD, Shape};
use chatlog::{Account, Answers, Item, Whole};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

pub fn answers() -> Answers {
    Answers {
        password: Some(PASSWORD.to_owned()),
        ..Answers::default()
    }
}

/// Reads whatever it is; None when it is refused. What is read is accounted for.
fn account(name: &str, bytes: &[u8]) -> Option<Account> {
    let mut account = Account::default();
    let mut sink = |item: Item| {
        account.add(&item);
        Ok(())
    };
    let read = chatlog::read(&mut Whole(Cursor::new(bytes)), name, &answers(), &mut sink);
    read.ok()?;
    assert_eq!(
        account.unaccounted(),
        0,
        "{name}: {:#?} {:?}",
        account.layers,
        account.tables
    );
    Some(account)
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shapes")
}

#[test]
fn every_form_is_recognised_and_gives_its_messages_by_kind() {
    for Shape {
        name,
        channel,
        bytes,
        kinds,
    } in shapes::all()
    {
        let account = account("file", &bytes).unwrap_or_else(|| panic!("{name} is refused"));
        let channels: Vec<_> = account
            .layers
            .iter()
            .filter_map(|layer| Some(layer.layer.guess.as_ref()?.channel))
            .collect();
        assert!(channels.contains(&channel), "{name}: {channels:?}");
        let all: u64 = kinds.iter().map(|(_, count)| count).sum();
        assert!(all > 0, "{name} says which kinds it holds");
        assert_eq!(account.total.messages, all, "{name}");
        let kinds: BTreeMap<String, u64> = kinds
            .iter()
            .map(|(kind, count)| ((*kind).to_owned(), *count))
            .collect();
        assert_eq!(account.total.kinds, kinds.into(), "{name}");
    }
}

#[test]
fn the_kept_files_are_those_that_the_generator_writes() {
    let update = std::env::var_os("UPDATE_GOLDENS").is_some();
    for shape in shapes::all() {
        let path = folder().join(shape.name);
        if update {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(&path, &shape.bytes).unwrap();
        }
        let kept = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let is = account("file", &kept).unwrap();
        assert_eq!(
            is.total,
            account("file", &shape.bytes).unwrap().total,
            "{}",
            shape.name
        );
        // A database names the version of the engine that wrote it.
        let text = [
            ".json", ".html", ".csv", ".tsv", ".xml", ".eml", ".mbox", ".emlx", ".vtt", ".srt",
            ".txt", ".tar",
        ];
        if text.iter().any(|end| shape.name.ends_with(end)) {
            assert!(kept == shape.bytes, "{}", shape.name);
        }
    }
}

/// Every file of our own and of the shared folder.
pub fn corpus() -> Vec<(String, Vec<u8>)> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let shared = ["email", "imessage", "messenger", "synthetic"].map(fixtures);
    let folders = [Some(own), Some(folder()), real_files()];
    let files = folders.into_iter().chain(shared).flatten();
    let files = files.flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let golden = path
            .extension()
            .is_some_and(|end| end == "jsonl" || end == "py");
        (path.is_file() && !golden)
            .then(|| (path.display().to_string(), std::fs::read(&path).unwrap()))
    };
    paths.into_iter().filter_map(read).collect()
}

#[test]
fn every_byte_and_row_of_every_file_is_accounted_for() {
    let corpus = corpus();
    let read = corpus
        .iter()
        .filter(|(name, bytes)| account(name, bytes).is_some())
        .count();
    assert!(read > 70, "{read} of {}", corpus.len());
}

/// So many ways there are.
const WAYS: usize = 12;

/// What happens to files on their way: saved by another program, cut by a full
/// phone, sent twice, damaged on a card, mixed with a piece of another.
fn harmed(bytes: &[u8], other: &[u8], way: usize, dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let at = dice.roll(out.len().max(1));
    let text = String::from_utf8_lossy(bytes);
    match way {
        0 => out.truncate(at),
        1 => out.extend_from_slice(bytes),
        2 => {
            for _ in 0..=dice.roll(8) {
                let at = dice.roll(out.len().max(1));
                if let Some(byte) = out.get_mut(at) {
                    *byte ^= 1 << dice.roll(8);
                }
            }
        }
        3 => return text.replace("\r\n", "\n").into_bytes(),
        4 => {
            return text
                .replace("\r\n", "\n")
                .replace('\n', "\r\n")
                .into_bytes();
        }
        5 => {
            let latin = |c: char| u8::try_from(u32::from(c)).unwrap_or(b'?');
            return text.chars().map(latin).collect();
        }
        6 => {
            let units = text.encode_utf16().flat_map(u16::to_be_bytes);
            return [0xFE, 0xFF].into_iter().chain(units).collect();
        }
        7 => return [&b"\xEF\xBB\xBF"[..], bytes].concat(),
        8 => drop(out.drain(..at)),
        10 => {
            let end = (at + dice.roll(200)).min(out.len());
            out.drain(at.min(end)..end);
        }
        11 => {
            let from = dice.roll(other.len().max(1));
            let end = (from + dice.roll(2000)).min(other.len());
            let piece = other.get(from..end).unwrap_or_default().to_vec();
            let at = at.min(out.len());
            out.splice(at..at, piece);
        }
        _ => {
            let end = (at + dice.roll(64)).min(out.len());
            let at = at.min(end);
            let copy = out[at..end].to_vec();
            out.splice(at..at, copy);
        }
    }
    out
}

/// The files, and one conversation in every form.
fn every_form() -> Vec<(String, Vec<u8>)> {
    let talk = super::every::sample();
    let written = forms::all().into_iter().map(|form| {
        let talk = if form.single { &talk[..1] } else { &talk };
        (form.name.to_owned(), (form.write)(talk))
    });
    corpus().into_iter().chain(written).collect()
}

#[test]
fn no_harm_to_any_file_leaves_a_byte_or_a_row_over() {
    let mut dice = Dice(0x5EA1_ED0F_F1CE_0001);
    let rounds: usize = std::env::var("KEEPWELL_FUZZ_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(WAYS)
        .max(WAYS);
    let (mut read, mut refused) = (0, 0);
    let all = every_form();
    for (name, bytes) in &all {
        for round in 0..rounds {
            let other = &all[dice.roll(all.len())].1;
            match account(name, &harmed(bytes, other, round % WAYS, &mut dice)) {
                Some(_) => read += 1,
                None => refused += 1,
            }
        }
    }
    assert!(read > refused, "{read} read, {refused} refused");
}
