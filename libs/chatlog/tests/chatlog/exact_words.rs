//! What a file that is not read, or not whole, is said to be: exactly that, and
//! what to do next.

use super::made::forms::{gzip, zip};
use chatlog::{Answers, Entry, Item, Language, Reason, Stop, Unread, Whole, items};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

const CHAT: &[u8] = b"27/03/2022, 21:41 - Ann: Hello\n27/03/2022, 21:42 - R.: Hi\n";

fn read(bytes: &[u8], answers: &Answers) -> Result<Vec<Item>, Stop> {
    items(&mut Whole(Cursor::new(bytes)), "a file", answers)
}

/// A zip whose files are not packed.
fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, plain).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Many different lines.
fn long() -> String {
    let line = |n: u32| format!("27/03/2022, 21:41 - Ann: {}\n", n * 7919 % 10_007);
    (0..20_000).map(line).collect()
}

/// What is said of a file that is refused, in both languages.
fn said(bytes: &[u8]) -> [String; 2] {
    let stop = read(bytes, &Answers::default()).unwrap_err();
    [Language::English, Language::French].map(|language| match &stop {
        Stop::Unread(reason) => reason.words(language).to_owned(),
        Stop::Archive(refusal) => refusal.words(language),
        Stop::Columns(misfit) => misfit.words(language),
        other => panic!("{other:?}"),
    })
}

#[track_caller]
fn says(bytes: &[u8], english: &str, french: &str) {
    let [en, fr] = said(bytes);
    assert!(en.contains(english), "{en}");
    assert!(fr.contains(french), "{fr}");
}

#[test]
fn utf_32_is_called_utf_32() {
    let text = std::str::from_utf8(CHAT).unwrap();
    let units = |mark: &str, to: fn(u32) -> [u8; 4]| {
        let all = format!("{mark}{text}");
        all.chars()
            .flat_map(|c| to(u32::from(c)))
            .collect::<Vec<u8>>()
    };
    for mark in ["\u{feff}", ""] {
        for to in [u32::to_le_bytes, u32::to_be_bytes] {
            let bytes = units(mark, to);
            says(&bytes, "saved as UTF-32", "enregistré en UTF-32");
            says(&bytes, "save it as UTF-8", "enregistrez-le en UTF-8");
        }
    }
    let utf16: Vec<u8> = "\u{feff}Dear Ann"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    says(&utf16, "saved as UTF-16", "enregistré en UTF-16");
}

#[test]
fn what_stands_after_the_end_of_a_zip_is_said() {
    let whole = zip(&[("_chat.txt", CHAT)]);
    let more = [whole.as_slice(), b"seventeen bytes.."].concat();
    says(
        &more,
        "17 bytes stand after the end",
        "17 octets suivent la fin",
    );
    says(
        &whole[..whole.len() - 9],
        "is not complete",
        "n’est pas complet",
    );
}

#[test]
fn a_check_sum_that_does_not_agree_is_said() {
    // One letter of the first message, or of the last, is another.
    let spoiled = |files: &[(&str, &[u8])], last: bool| {
        let mut zip = stored(files);
        let mut words = zip.windows(5);
        let hello = |bytes: &[u8]| bytes == b"Hello";
        let at = match last {
            true => words.rposition(hello),
            false => words.position(hello),
        };
        zip[at.unwrap()] = b'J';
        zip
    };
    let short = spoiled(&[("_chat.txt", CHAT), ("b.txt", CHAT)], false);
    let all = read(&short, &Answers::default()).unwrap();
    let problems: Vec<_> = all
        .iter()
        .filter_map(|item| match item {
            Item::Entry(Entry::Problem(problem)) => Some(problem.reason),
            _ => None,
        })
        .collect();
    assert_eq!(problems, [Reason::CheckSum]);
    assert!(
        Reason::CheckSum
            .words(Language::English)
            .starts_with("The check sum or the length of this does not agree")
    );
    assert!(
        Reason::CheckSum
            .words(Language::French)
            .starts_with("La somme de contrôle ou la longueur de ceci ne correspond pas")
    );

    let long = CHAT.repeat(5000);
    for (chat, last) in [(CHAT, false), (long.as_slice(), true)] {
        says(
            &spoiled(&[("_chat.txt", chat)], last),
            "the check sum or the length of _chat.txt does not agree",
            "la somme de contrôle ou la longueur de _chat.txt ne correspond pas",
        );
    }
}

#[test]
fn a_file_in_a_zip_that_cannot_be_unpacked_is_named_in_both_languages() {
    let good = zip(&[("_chat.txt", long().as_bytes())]);
    let mut bad = good.clone();
    let at = good.len() / 2;
    bad[at..at + 64].fill(0xFF);
    says(&bad, "_chat.txt", "_chat.txt");
    says(&bad, "This zip file is damaged", "Ce fichier zip est abîmé");
}

#[test]
fn a_packed_file_that_is_cut_off_is_said_to_be() {
    for whole in [gzip(CHAT), gzip(long().as_bytes())] {
        for cut in [whole.len() - 4, whole.len() * 3 / 4, 20] {
            says(&whole[..cut], "(.gz) is cut off", "(.gz) est coupé");
        }
        let mut wrong = whole.clone();
        let at = wrong.len() - 6;
        wrong[at] ^= 0xFF;
        says(&wrong, "(.gz) is damaged", "(.gz) est abîmé");
    }
}

#[test]
fn a_table_with_too_many_columns_says_so_and_how_many_are_read() {
    let row = |word: &str| vec![word; 20_000].join(",") + "\n";
    let table = [row("name"), row("x"), row("y")].concat();
    says(
        table.as_bytes(),
        "too many columns: at most 512 are read",
        "trop de colonnes\u{a0}: on en lit au plus 512",
    );
    let mapped = Answers {
        table: Some(chatlog::table::Mapping {
            text: Some(0),
            ..chatlog::table::Mapping::default()
        }),
        ..Answers::default()
    };
    let stop = read(table.as_bytes(), &mapped).unwrap_err();
    assert!(
        stop.to_string()
            .contains("too many columns: at most 512 are read"),
        "{stop}"
    );
    let Stop::Columns(misfit) = stop else {
        panic!("{stop}")
    };
    assert!(misfit.words(Language::French).contains("trop de colonnes"));

    let prose =
        "It was, as I said, a long and winding street, with houses on either side, ".repeat(300);
    let stop = read(prose.as_bytes(), &Answers::default()).unwrap_err();
    assert!(matches!(stop, Stop::Unread(Unread::NoMessages)), "{stop}");
}
