//! The words that Messages keeps in an archive of its own.

use super::dice::Dice;
use super::made::stream::{Part, attributed, file, words};
use chatlog::typedstream::{self, Attribute};
use proptest::prelude::*;

/// As an iPhone wrote it, byte by byte, with other words in it.
const FROM_A_PHONE: &[u8] = b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x12NSAttributedString\x00\x84\x84\x08NSObject\x00\x85\x92\x84\x84\x84\x08NSString\x01\x94\x84\x01+\x05Tulip\x86\x84\x02iI\x01\x05\x92\x84\x84\x84\x0cNSDictionary\x00\x94\x84\x01i\x01\x92\x84\x96\x96\x1d__kIMMessagePartAttributeName\x86\x92\x84\x84\x84\x08NSNumber\x00\x84\x84\x07NSValue\x00\x94\x84\x01*\x84\x99\x99\x00\x86\x86\x86";

#[test]
fn the_words_and_their_marks_come_out() {
    let read = typedstream::attributed(FROM_A_PHONE).unwrap();

    assert_eq!(read.text, "Tulip");
    assert_eq!((read.runs[0].start, read.runs[0].len), (0, 5));
    let part = &read.runs[0].attributes["__kIMMessagePartAttributeName"];
    assert_eq!(*part, Attribute::Number(0.0));
}

#[test]
fn no_change_of_a_byte_panics_and_no_cut_gives_words() {
    for at in 0..FROM_A_PHONE.len() {
        assert!(typedstream::attributed(&FROM_A_PHONE[..at]).is_err());
        for byte in 0..=255 {
            let mut bytes = FROM_A_PHONE.to_vec();
            bytes[at] = byte;
            let _ = typedstream::attributed(&bytes);
        }
    }
    let long = attributed(&(0..40).map(|n| file(&format!("G{n}"))).collect::<Vec<_>>());
    let mut dice = Dice(0xA77_1B07);
    for _ in 0..20_000 {
        let mut bytes = long.clone();
        for _ in 0..=dice.roll(5) {
            let at = dice.roll(bytes.len());
            bytes[at] = [0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x92, 0xff][dice.roll(9)];
        }
        let _ = typedstream::attributed(&bytes);
    }
}

#[test]
fn a_stream_nested_without_end_is_refused() {
    let mut bytes = b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@".to_vec();
    for _ in 0..100_000 {
        bytes.extend(b"\x84\x85\x92");
    }
    assert!(typedstream::attributed(&bytes).is_err());
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        parts in proptest::collection::vec(("\\PC{1,300}", any::<bool>()), 1..60),
    ) {
        let parts: Vec<Part> = parts
            .iter()
            .enumerate()
            .map(|(number, (text, is_file))| match is_file {
                true => file(&format!("GUID-{number}")),
                false => words(text),
            })
            .collect();

        let read = typedstream::attributed(&attributed(&parts)).unwrap();

        let whole: String = parts.iter().map(|part| part.text.as_str()).collect();
        prop_assert_eq!(&read.text, &whole);
        let files: Vec<_> = parts.iter().filter_map(|part| part.file.clone()).collect();
        prop_assert_eq!(read.values("__kIMFileTransferGUIDAttributeName"), files);
        let units: Vec<_> = parts.iter().map(|part| part.text.encode_utf16().count()).collect();
        prop_assert_eq!(read.runs.iter().map(|run| run.len).collect::<Vec<_>>(), units);
    }
}
