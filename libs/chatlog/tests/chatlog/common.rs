//! What the tests share: reading a text whole, and checking that every byte of
//! it is in exactly one entry.

use chatlog::whatsapp::{self, Choices, Survey};
use chatlog::{Entry, Message, Report};
use std::io::Cursor;
use std::path::PathBuf;

/// A text, read.
pub struct Read {
    pub survey: Survey,
    pub entries: Vec<Entry>,
    pub report: Report,
}

impl Read {
    pub fn messages(&self) -> Vec<&Message> {
        self.entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Message(message) => Some(message),
                Entry::Problem(_) => None,
            })
            .collect()
    }

    pub fn bodies(&self) -> Vec<&str> {
        self.messages()
            .into_iter()
            .map(|message| message.body.as_str())
            .collect()
    }

    pub fn count(&self, kind: &str) -> u64 {
        self.report.of_kind(kind)
    }
}

pub fn read(input: &[u8]) -> Read {
    read_with(input, &Choices::default())
}

/// Reads and checks: the entries cover the input without a gap, and what they
/// keep is what stood there.
pub fn read_with(input: &[u8], choices: &Choices) -> Read {
    let mut file = Cursor::new(input);
    let survey = whatsapp::survey(&mut file).unwrap();
    let entries: Vec<Entry> = whatsapp::read(&mut file, &survey, choices)
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut report = Report::default();
    let mut line = 1;
    for (place, entry) in entries.iter().enumerate() {
        report.add(entry);
        line += check(input, entry, place as u64 + 1, line);
    }
    assert_eq!(
        report.unaccounted(input.len() as u64),
        0,
        "bytes unaccounted"
    );
    assert_eq!(
        report.messages, survey.totals.messages,
        "survey and reader count alike"
    );
    assert_eq!(
        report.problem_count(),
        survey.totals.problems,
        "survey and reader count alike"
    );
    Read {
        survey,
        entries,
        report,
    }
}

/// Checks one entry; says how many lines it ends.
fn check(input: &[u8], entry: &Entry, ordinal: u64, line: u64) -> u64 {
    let range = entry.bytes();
    assert!(range.start < range.end, "an entry has bytes");
    let place = |at: u64| usize::try_from(at).unwrap();
    let bytes = &input[place(range.start)..place(range.end)];
    let (kept, original, at, said) = match entry {
        Entry::Message(m) => {
            let text = format!("{}{}{}", m.header, m.body, m.ending.as_str());
            (text, &m.original, m.line, m.ordinal)
        }
        Entry::Problem(p) => (p.text.clone(), &p.original, p.line, p.ordinal),
    };
    match original {
        Some(original) => assert_eq!(original.0, bytes, "the original bytes are kept"),
        None => assert_eq!(
            kept.as_bytes(),
            bytes,
            "header, body and ending are the bytes"
        ),
    }
    assert_eq!((at, said), (line, ordinal), "line and ordinal");
    bytes.iter().filter(|b| **b == b'\n').count() as u64
}

/// The folder of WhatsApp's real files, when it is here.
pub fn real_files() -> Option<PathBuf> {
    fixtures("whatsapp")
}

/// A folder of files from elsewhere, when it is here.
pub fn fixtures(name: &str) -> Option<PathBuf> {
    let given = std::env::var_os("KEEPWELL_FIXTURES").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let folder = given.unwrap_or(beside).join("chats").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("the fixtures are missing: set KEEPWELL_FIXTURES to the folder that holds chats/");
    None
}
