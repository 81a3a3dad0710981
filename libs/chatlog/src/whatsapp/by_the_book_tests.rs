//! The fast reader and the reader by the book say the same, byte for byte.

use super::by_the_book;
use super::{Choices, DateOrder, Outside};
use proptest::prelude::*;
use std::io::{self, Cursor, Read, Seek};
use std::path::PathBuf;

/// A file that gives a few bytes at a time.
struct Drip<'a>(Cursor<&'a [u8]>, usize);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.1.min(buffer.len());
        self.0.read(&mut buffer[..len])
    }
}

impl Seek for Drip<'_> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

fn same(bytes: &[u8], drip: usize) {
    let mut file = Drip(Cursor::new(bytes), drip);
    let outside = Outside::default();
    let survey = super::survey_with(&mut file, &outside).unwrap();
    let book = by_the_book::survey(bytes, &outside);
    let shown = || String::from_utf8_lossy(bytes.get(..2000).unwrap_or(bytes)).into_owned();
    assert_eq!(survey, book, "survey of {:?}", shown());
    let owner = survey.senders.first().map(|sender| sender.name.clone());
    let choices = Choices {
        order: Some(DateOrder::DayMonthYear),
        owner,
        ..Choices::default()
    };
    for choices in [Choices::default(), choices] {
        let entries = super::read(&mut file, &survey, &choices).unwrap();
        let entries: Vec<_> = entries.collect::<Result<_, _>>().unwrap();
        let book = by_the_book::read(bytes, &survey, &choices);
        for (one, other) in entries.iter().zip(&book) {
            assert_eq!(one, other, "in {:?}", shown());
        }
        assert_eq!(entries.len(), book.len());
        let stored = super::Survey {
            trace: super::Trace::default(),
            ..survey.clone()
        };
        let without = super::read(&mut file, &stored, &choices).unwrap();
        let without: Vec<_> = without.collect::<Result<_, _>>().unwrap();
        assert!(without == entries, "without a trace {:?}", shown());
    }
}

/// Texts of every shape: our own, and real ones where they are here.
fn corpus() -> Vec<Vec<u8>> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let given = std::env::var_os("KEEPWELL_FIXTURES").map(PathBuf::from);
    let real = given
        .unwrap_or_else(|| here.join("../../../shared/fixtures"))
        .join("chats/whatsapp");
    let mut all = Vec::new();
    for folder in [here.join("tests/fixtures"), real] {
        let Ok(files) = std::fs::read_dir(&folder) else {
            eprintln!("{} is missing", folder.display());
            continue;
        };
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "txt"));
        paths.sort();
        all.extend(paths.iter().map(|path| std::fs::read(path).unwrap()));
    }
    assert!(all.len() > 30);
    all
}

#[test]
fn every_fixture_is_read_as_by_the_book() {
    for bytes in corpus() {
        same(&bytes, usize::MAX);
        same(&bytes, 7);
    }
}

#[test]
fn files_glued_cut_and_with_digits_changed_are_read_as_by_the_book() {
    let corpus = corpus();
    let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
    let mut roll = |sides: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        usize::try_from(dice >> 11).unwrap() % sides.max(1)
    };
    for round in 0..400 {
        let pick = &corpus[roll(corpus.len())];
        let from = roll(pick.len() / 2);
        let mut bytes = pick[from..pick.len().min(from + 6000)].to_vec();
        for _ in 0..roll(12) {
            if bytes.is_empty() {
                break;
            }
            let at = roll(bytes.len());
            match roll(5) {
                0 => bytes[at] = b"0123456789"[roll(10)],
                1 => bytes[at] = b"\n\r \xff\0:-[]>)"[roll(11)],
                2 => drop(bytes.remove(at)),
                3 => {
                    let piece = BODIES[roll(BODIES.len())].as_bytes();
                    drop(bytes.splice(at..at, piece.iter().copied()));
                }
                _ => {
                    let other = &corpus[roll(corpus.len())];
                    let start = roll(other.len());
                    let piece = &other[start..other.len().min(start + roll(900))];
                    drop(bytes.splice(at..at, piece.iter().copied()));
                }
            }
        }
        same(&bytes, [usize::MAX, 1, 64, 1000][round % 4]);
    }
}

#[test]
fn a_text_that_changed_after_its_survey_is_still_read_to_the_last_byte() {
    let mut dice = 0x2545_F491_4F6C_DD1D_u64;
    let mut roll = |sides: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        usize::try_from(dice >> 11).unwrap() % sides.max(1)
    };
    for text in corpus() {
        let survey = super::survey(Cursor::new(&text)).unwrap();
        let mut changed = text.clone();
        for _ in 0..=roll(3) {
            let at = roll(changed.len());
            let longer = [&b"x"[..], b"\n", b"27/03/2022, 21:41 - Ann: Hi\n", b""][roll(4)];
            drop(changed.splice(at..changed.len().min(at + roll(3)), longer.iter().copied()));
        }
        let entries = super::read(Cursor::new(&changed), &survey, &Choices::default()).unwrap();
        let mut report = crate::Report::default();
        for entry in entries {
            report.add(&entry.unwrap());
        }
        assert_eq!(report.unaccounted(changed.len() as u64), 0);
    }
}

#[test]
fn a_message_put_in_after_the_survey_is_found() {
    let text = "27/03/2022, 21:41 - Ann: One\n27/03/2022, 21:42 - Ben: Two\n27/03/2022, 21:43 - Ann: Three, and more words than were put in before them\n";
    let survey = super::survey(Cursor::new(text)).unwrap();
    let changed = text.replace(": Two\n", ": Two and\n27/03/2022, 21:42 - Ben: a half\n");

    let entries = super::read(Cursor::new(&changed), &survey, &Choices::default()).unwrap();

    assert_eq!(entries.count(), 4);
}

/// The line of the second message is as long as the next header without its
/// blank: that header was read as if its line ended there, and nobody spoke.
#[test]
fn a_line_as_long_as_the_header_after_it_does_not_cut_that_short() {
    let text = "1/1/1, 0:00 - Ann: ok\n10/1/1،\u{200f} 0:00:07 - null\n[2010/01/01 à 10:00:07 PM] Ann: ok\n[2010/01/01 à 10:00:07 PM] Ann: ok\n";
    same(text.as_bytes(), 1);
    same(text.as_bytes(), usize::MAX);
}

#[test]
fn what_is_larger_than_any_message_or_window_is_read_as_by_the_book() {
    let line = |len: usize| format!("{}é\n", "x".repeat(len));
    let message = |body: &str| format!("27/03/2022, 21:41 - Ann: {body}");
    for len in [300_000, 65_534, 65_535, 65_536, 65_537, 131_071, 2_300_000] {
        let text = format!(
            "{}{}{}",
            message(&line(len)),
            message("hi\n"),
            message(&line(70))
        );
        same(text.as_bytes(), usize::MAX);
        same(text.replace('\n', "\r\n").as_bytes(), 4096);
        same(line(len).as_bytes(), usize::MAX);
    }
    let many = line(90).repeat(30_000);
    same(
        format!("{}{}", message(&many), message("end")).as_bytes(),
        usize::MAX,
    );
    let broken = message("é\n").repeat(12_000).into_bytes();
    for at in [0, 130_000, 261_000, 262_140, broken.len() - 2] {
        let mut bytes = broken.clone();
        bytes[at] = 0xE2;
        same(&bytes, usize::MAX);
        bytes.truncate(at + 1);
        same(&bytes, usize::MAX);
    }
}

const BODIES: [&str; 36] = [
    "May 3 we meet",
    "Mar 27, 2022, 21:41 - Ann: so it was",
    "ok",
    "",
    ".",
    "à demain où 😊",
    "POLL:\nWhen?\nOPTION: A (2 votes)",
    "SONDAGE :\nx",
    "PEILING:",
    "This message was deleted",
    "this message was deleted.",
    "This message was deleted by admin Ann",
    "Ce message a été supprimé par l’admin R",
    "You deleted this message",
    "null",
    "<Media omitted>",
    "<Media omitted>\ncaption",
    "IMG-20220327-WA0001.jpg (file attached)",
    "report.pdf (bifogad)",
    "\u{200e}image omitted",
    "\u{200e}<attached: 00000035-PHOTO-2022-03-27-21-41-55.jpg>",
    "x.pdf • \u{200e}2 pages \u{200e}document omitted",
    "said \u{200e}<This message was edited>",
    "said <This message was edited>",
    "location: https://maps.google.com/?q=1,2",
    "see https://maps.google.com/?q=1 or",
    "\u{200e}Voice call, \u{200e}2 min",
    "Ann updated the message timer",
    "You turned on disappearing messages",
    "right: note: 10:30",
    "a\0b",
    "فایل پیوست شد x.jpg",
    "<quelque chose omis>",
    "(in brackets)",
    "Missed voice call",
    "‘quoted’ “text”",
];

fn header() -> impl Strategy<Value = String> {
    let number = || prop_oneof![1_u32..13, 0_u32..62, 2010_u32..2030];
    let sign = prop_oneof![
        Just("/"),
        Just("."),
        Just("-"),
        Just(" de marzo de "),
        Just("-May-")
    ];
    let gap = prop_oneof![Just(", "), Just(" "), Just(" à "), Just("،\u{200f} ")];
    let period =
        prop_oneof![4 => Just(""), 1 => Just(" PM"), 1 => Just("\u{202f}a.m."), 1 => Just(" xx")];
    let seconds = prop_oneof![Just(""), Just(":07"), Just(":75")];
    let numbers = (
        number(),
        number(),
        number(),
        0_u32..26,
        0_u32..62,
        any::<bool>(),
    );
    (numbers, sign, gap, period, seconds, 0_u8..4).prop_map(
        |(n, sign, gap, period, seconds, form)| {
            let (a, b, c, hour, minute, padded) = n;
            let named = sign.len() > 1;
            let date = match (named, padded) {
                (false, true) => format!("{a:02}{sign}{b:02}{sign}{c:02}"),
                (false, false) => format!("{a}{sign}{b}{sign}{c}"),
                (true, true) => format!("{a}{sign}{c}"),
                (true, false) => format!("Sept. {a}, {c}"),
            };
            let time = format!("{hour}:{minute:02}{seconds}{period}");
            match form {
                0 => format!("{date}{gap}{time} - "),
                1 => format!("[{date}{gap}{time}] "),
                2 => format!("\u{200e}[{date}{gap}{time}] "),
                _ => format!("[{time}{gap}{date}] "),
            }
        },
    )
}

fn line() -> impl Strategy<Value = (u8, String, &'static str, &'static str)> {
    let name = prop_oneof![
        Just("Ann: "),
        Just("R.: "),
        Just("Work: Ann: "),
        Just("~\u{202f}Noor 🌷: "),
        Just("Ann:"),
        Just(""),
        Just("Ann changed the subject to \"Plan: B\""),
        Just(": "),
    ];
    (
        0_u8..10,
        header(),
        name,
        proptest::sample::select(&BODIES[..]),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn random_conversations_are_read_as_by_the_book(
        heads in proptest::collection::vec(header(), 1..4),
        lines in proptest::collection::vec(line(), 1..60),
        crlf in 0_u8..3, drip in 1_usize..300,
    ) {
        let mut text = String::new();
        for (which, odd, name, body) in &lines {
            let head = match which {
                0 => odd.as_str(),
                1 | 2 => "",
                3 => heads[heads.len() - 1].as_str(),
                _ => heads[0].as_str(),
            };
            text.push_str(head);
            text.push_str(name);
            text.push_str(body);
            text.push_str(match (crlf, which % 3) { (0, _) | (1, 0) => "\n", _ => "\r\n" });
        }
        same(text.as_bytes(), drip);
    }
}

#[test]
fn a_person_whose_name_is_not_utf8_still_speaks() {
    let text = b"27/03/2022, 21:41 - Andr\xE9: Salut\n27/03/2022, 21:42 - Zo\xEB: Oui: demain\n27/03/2022, 21:43 - Andr\xE9: Bien \xE0 toi\n";
    let survey = super::survey(Cursor::new(text)).unwrap();
    let read = super::read(Cursor::new(text), &survey, &Choices::default()).unwrap();

    let said: Vec<_> = read
        .map(|entry| match entry.unwrap() {
            crate::Entry::Message(m) => (m.sender.unwrap(), m.kind, m.body, m.original.is_some()),
            crate::Entry::Problem(problem) => panic!("{problem:?}"),
        })
        .collect();

    let words = |who: &str, body: &str| (who.to_owned(), crate::Kind::Text, body.to_owned(), true);
    assert_eq!(said[0], words("Andr\u{FFFD}", "Salut"));
    assert_eq!(said[1], words("Zo\u{FFFD}", "Oui: demain"));
    assert_eq!(said[2], words("Andr\u{FFFD}", "Bien \u{FFFD} toi"));
    assert_eq!(survey.senders.len(), 2);
    same(text, usize::MAX);
}

#[test]
fn a_subject_that_is_not_utf8_lengthens_no_name() {
    let spoken = "27/03/2022, 21:41 - Work: Ann: one\n".repeat(4);
    let text = [
        spoken.as_bytes(),
        b"27/03/2022, 21:42 - Work: Ann ch\xE2nged the subject from \"A: x\" to \"B: y\"\n",
    ];
    same(&text.concat(), usize::MAX);
}
