//! The block of text for another case system.

use super::goldens::fixture;
use chatlog::Language;
use chatlog::render::{Heading, text_block};

#[test]
fn a_conversation_is_rendered_in_words_in_both_languages() {
    let read = fixture("kinds-android-en");

    let english = text_block(
        read.messages(),
        Heading {
            owner: Some("Ben Ito"),
            title: Some("Bus"),
            language: Language::English,
            channel: None,
        },
    );
    let french = text_block(
        read.messages(),
        Heading {
            owner: Some("Ben Ito"),
            title: Some("Bus"),
            language: Language::French,
            channel: None,
        },
    );

    for line in [
        "Conversation: Bus",
        "Phone of: Ben Ito",
        "People: Ben Ito, R.",
        "27/03/2022, 08:00 | [WhatsApp] Ben Ito created group \"Bus\"",
        "27/03/2022, 09:00 | Ben Ito: [picture] IMG-20220327-WA0001.jpg\n    the card\n",
        "27/03/2022, 09:03 | R.: [file, not in the export]",
        "27/03/2022, 09:07 | Ben Ito: [poll] When do we meet?\n    - Monday (2)\n    - Friday (0)\n",
        "27/03/2022, 09:09 | R.: [message deleted by its sender]",
        "27/03/2022, 09:10 | [voice call, missed]",
        "27/03/2022, 09:05 | R.: [location] https://maps.google.com/?q=43.65,-79.38",
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
