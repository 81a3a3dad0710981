//! The block of text for another case system.

use super::goldens::fixture;
use super::items::{messages, read_any};
use chatlog::render::{Heading, text_block, told};
use chatlog::{Answers, Kind, Language, Message};
use proptest::prelude::*;
use std::fmt::Write as _;

#[test]
fn a_conversation_is_rendered_in_words_in_both_languages() {
    let read = fixture("kinds-android-en");

    let english = text_block(
        read.messages(),
        Heading {
            owner: Some("Ben Ito"),
            title: Some("Bus"),
            language: Language::English,
            ..Heading::default()
        },
    );
    let french = text_block(
        read.messages(),
        Heading {
            owner: Some("Ben Ito"),
            title: Some("Bus"),
            language: Language::French,
            ..Heading::default()
        },
    );

    for line in [
        "Conversation: Bus",
        "Phone of: Ben Ito",
        "People: Ben Ito, R.",
        "2022-03-27 08:00 | [WhatsApp] Ben Ito created group \"Bus\"",
        "2022-03-27 09:00 | Ben Ito: [picture] IMG-20220327-WA0001.jpg\n    the card\n",
        "2022-03-27 09:03 | R.: [file, not in the export]",
        "2022-03-27 09:07 | Ben Ito: [poll] When do we meet?\n    - Monday (2)\n    - Friday (0)\n",
        "2022-03-27 09:09 | R.: [message deleted by its sender]",
        "2022-03-27 09:10 | [voice call, missed]",
        "2022-03-27 09:05 | R.: [location] https://maps.google.com/?q=43.65,-79.38",
    ] {
        assert!(english.contains(line), "{line}\nis not in\n{english}");
    }
    for line in [
        "Téléphone de\u{a0}: Ben Ito",
        "| R.\u{a0}: [fichier, absent de l’exportation]",
        "| [appel vocal, manqué]",
    ] {
        assert!(french.contains(line), "{line}\nis not in\n{french}");
    }
}

#[test]
fn a_document_left_out_keeps_its_name() {
    let block = text_block(fixture("kinds-iphone-en").messages(), Heading::default());
    assert!(
        block.contains("R.: [document, not in the export] report.pdf\n"),
        "{block}"
    );
}

#[test]
fn no_text_can_pass_for_another_message_in_the_block() {
    let read = fixture("iphone-quote-same-shape-en");
    let block = text_block(read.messages(), Heading::default());
    let forged = block
        .lines()
        .filter(|line| line.contains("R.: I left"))
        .collect::<Vec<_>>();
    assert_eq!(forged, ["    [26/03/2022, 10:00:00] R.: I left"]);
}

fn read(bytes: &[u8]) -> Vec<Message> {
    messages(&read_any(bytes, &Answers::default()).0)
}

#[test]
fn words_beside_a_picture_of_any_app_are_rendered() {
    let messenger = r#"{"participants":[{"name":"A"}],"title":"x","thread_path":"inbox/x_1","messages":[
        {"sender_name":"A","timestamp_ms":1600000000000,"content":"look at this","photos":[{"uri":"photos/1.jpg"}]}]}"#;
    let whatsapp = std::fs::read(super::shapes::folder().join("msgstore.db")).unwrap();
    for (name, bytes, words) in [
        ("Messenger", messenger.as_bytes().to_vec(), "look at this"),
        ("WhatsApp’s database", whatsapp, "look"),
    ] {
        let all = read(&bytes);
        let picture = all
            .iter()
            .find(|m| matches!(m.kind, Kind::Attachment { .. }))
            .unwrap();
        let text = told(picture, None, Language::English);
        assert!(text.starts_with("[picture] "), "{name}: {text}");
        assert!(text.ends_with(&format!("\n{words}")), "{name}: {text}");
    }
}

proptest! {
    #[test]
    fn no_word_that_somebody_wrote_is_left_out(
        talk in proptest::collection::vec(("[a-z<>•():]{1,8}( [a-z<>•():]{1,8}){0,3}", 0_usize..9), 1..12),
        iphone in any::<bool>(),
    ) {
        let mut text = String::new();
        for (place, (words, form)) in talk.iter().enumerate() {
            let minute = place % 60;
            let body = match (iphone, form) {
                (false, 0) => format!("IMG-20220327-WA0001.jpg (file attached)\n{words}"),
                (false, 1) => format!("<Media omitted>\n{words}"),
                (true, 0) => format!("{words} \u{200e}<attached: 00000035-PHOTO-2022-03-27-21-41-55.jpg>"),
                (true, 1) => format!("{words} \u{200e}image omitted"),
                (true, 2) => format!("\u{200e}image omitted\n{words}"),
                (_, 3) => format!("https://maps.google.com/?q=43.65,-79.38\n{words}"),
                (_, 4) => format!("{words}\nhttps://maps.google.com/?q=43.65,-79.38"),
                (_, 5) => format!("POLL:\nWhen?\nOPTION: Monday (2 votes)\n{words}"),
                _ => words.clone(),
            };
            let _ = if iphone {
                write!(text, "[27/03/2022, 21:{minute:02}:00] Ann: {body}\r\n")
            } else {
                writeln!(text, "27/03/2022, 21:{minute:02} - Ann: {body}")
            };
        }
        let all = read(text.as_bytes());
        prop_assert_eq!(all.len(), talk.len());
        for (message, (words, form)) in all.iter().zip(&talk) {
            // The line of a document is its name.
            let named = *form == 1 && iphone && words.contains('•');
            let told = told(message, None, Language::English);
            let lost = words.split(' ').filter(|word| !named && !told.contains(word)).collect::<Vec<_>>();
            prop_assert!(lost.is_empty(), "{:?} of {:?} is not in {}", lost, message.body, told);
        }
    }
}
