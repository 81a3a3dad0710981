//! Files nobody would make: random, mutated, cut, glued. Nothing panics, and
//! every byte stays in exactly one entry.

use super::common::{read, real_files};
use proptest::prelude::*;
use std::path::Path;

/// A small generator of numbers: the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % sides.max(1)
    }
}

fn corpus() -> Vec<Vec<u8>> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folders = [Some(own), real_files()];
    let files = folders
        .into_iter()
        .flatten()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let text = |path: &&std::path::PathBuf| path.extension().is_some_and(|end| end == "txt");
    paths
        .iter()
        .filter(text)
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// Pieces that hurt: marks, endings, broken UTF-8, headers of other shapes.
const PIECES: [&[u8]; 18] = [
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xe2\x80",
    b"\xe2\x80\x8e",
    b"\xef\xbb\xbf",
    b"[",
    b"] ",
    b" - ",
    b": ",
    b"\n[27/03/2022, 21:41:35] X: ",
    b"\r\n[3/27/22, 9:41:35 PM] X: ",
    b"\n12/31/2021, 10:00 - X: ",
    b"<",
    b">\n",
    b"99999999999",
];

fn mutate(input: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = input.to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(out.len() + 1);
        match dice.roll(7) {
            0 if at < out.len() => out[at] = u8::try_from(dice.roll(256)).unwrap(),
            1 if at < out.len() => drop(out.remove(at)),
            2 => out.truncate(at),
            3 => {
                let end = (at + dice.roll(40)).min(out.len());
                let copy = out[at..end].to_vec();
                out.splice(at..at, copy);
            }
            4 => {
                let from = dice.roll(other.len() + 1);
                out.splice(at..at, other[from..].iter().copied());
            }
            5 => out.retain(|byte| *byte != b'\r'),
            _ => {
                let piece = PIECES[dice.roll(PIECES.len())];
                out.splice(at..at, piece.iter().copied());
            }
        }
    }
    out
}

#[test]
fn every_byte_of_every_file_is_in_one_entry() {
    for input in corpus() {
        read(&input);
    }
}

#[test]
fn no_mutation_of_a_file_loses_a_byte() {
    let corpus = corpus();
    let mut dice = Dice(0x5DEE_CE66_D1CE_5EED);
    let rounds = std::env::var("KEEPWELL_FUZZ_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok());
    for round in 0..rounds.unwrap_or(6000) {
        let input = &corpus[round % corpus.len()];
        let other = &corpus[dice.roll(corpus.len())];
        read(&mutate(input, other, &mut dice));
    }
}

#[test]
fn a_message_longer_than_any_is_kept_in_problems_of_bounded_size() {
    let mut text = b"27/03/2022, 21:41 - A: before\n27/03/2022, 21:42 - A: ".to_vec();
    let long = "é€😊 ".repeat(300_000);
    text.extend_from_slice(long.as_bytes());
    text.extend_from_slice(b"\n27/03/2022, 21:43 - B: after\n");

    let read = read(&text);

    assert_eq!(read.bodies(), ["before", "after"]);
    assert_eq!(read.report.problem_count(), 3);
    assert_eq!(read.report.not_utf8, 0, "it is cut between characters");
}

#[test]
fn a_file_without_any_line_break_is_read_in_bounded_memory() {
    let read = read(&vec![b'['; 5_000_000]);
    assert_eq!(read.report.messages, 0);
    assert_eq!(read.report.problem_count(), 5);
}

/// A source that gives a few bytes at a time.
struct Drip<'a>(&'a [u8], usize);

impl std::io::Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.1 = self.1 * 7 % 13 + 1;
        let len = self.1.min(self.0.len()).min(buffer.len());
        buffer[..len].copy_from_slice(&self.0[..len]);
        self.0 = &self.0[len..];
        Ok(len)
    }
}

#[test]
fn it_does_not_matter_how_the_bytes_arrive() {
    for input in corpus() {
        let whole = read(&input);
        let entries: Vec<_> =
            chatlog::whatsapp::read_from_start(Drip(&input, 1), &whole.survey, &Default::default())
                .collect::<Result<_, _>>()
                .unwrap();
        assert_eq!(entries, whole.entries);
    }
}

/// What people write: any characters, any lines, but none that begins as a
/// header of the file does.
fn body() -> impl Strategy<Value = String> {
    "[a-z :<>\\[\\]0-9é😊\u{200e}\u{200f}]{1,20}(\n[a-z :.,-]{0,20}){0,3}"
        .prop_filter("no header", |text| {
            !text.starts_with('\u{200e}') && !text.starts_with('\u{200f}')
        })
}

proptest! {
    #[test]
    fn any_bytes_are_accounted_for(input in proptest::collection::vec(any::<u8>(), 0..400)) {
        read(&input);
    }

    #[test]
    fn what_is_written_is_read_back(
        talk in proptest::collection::vec((0..4_usize, body(), 0..50_u32), 2..40),
        iphone in any::<bool>(),
    ) {
        let names = ["Ben Ito", "R.", "\u{202a}+1\u{a0}555\u{202c}", "Noor 🌷"];
        let mut text = String::new();
        let mut minutes = 0;
        for (name, body, pause) in &talk {
            minutes += pause;
            let (day, hour, minute) = (13 + minutes / 1440, minutes / 60 % 24, minutes % 60);
            text += &if iphone {
                format!("[{day}/03/2022, {hour:02}:{minute:02}:07] {}: {body}\r\n", names[*name])
            } else {
                format!("{day}/03/2022, {hour:02}:{minute:02} - {}: {body}\n", names[*name])
            };
        }

        let read = read(text.as_bytes());

        let bodies: Vec<_> = talk.iter().map(|(_, body, _)| body.as_str()).collect();
        prop_assert_eq!(read.bodies(), bodies);
        let senders: Vec<_> = read.messages().iter().map(|m| m.sender.clone().unwrap()).collect();
        prop_assert_eq!(senders, talk.iter().map(|(name, ..)| names[*name]).collect::<Vec<_>>());
        prop_assert!(read.messages().iter().all(|m| m.civil.is_some()));
    }
}
