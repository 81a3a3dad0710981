//! What texts are, by example; the silent errors of other readers among them.

use super::*;
use crate::{Deleter, Event};

fn on(platform: Platform, body: &str) -> Classified {
    classify(
        body,
        Around {
            platform,
            sender: Some("Ann"),
            attached_words: &[],
        },
    )
}

fn iphone(body: &str) -> Kind {
    on(Platform::Iphone, body).kind
}

fn android(body: &str) -> Kind {
    on(Platform::Android, body).kind
}

#[test]
fn a_person_may_write_left_added_removed_or_disappeared() {
    for text in [
        "I left my passport at your office",
        "She added me to the list",
        "They removed it. It disappeared.",
        "image of my omitted receipt",
        "This message was deleted from my memory",
        "end-to-end encrypted is a nice word",
        "Voice call. 2 min?",
        "Group created by the agency",
    ] {
        assert_eq!(iphone(text), Kind::Text, "{text}");
        assert_eq!(android(text), Kind::Text, "{text}");
    }
}

#[test]
fn what_the_iphone_marks_is_not_a_persons_text() {
    let event = |event| Kind::System { event };
    assert_eq!(iphone("\u{200e}You added Priya."), event(Event::Joined));
    assert_eq!(
        iphone("\u{200e}Gänzlich unbekannter Hinweis hier."),
        event(Event::Other)
    );
    assert_eq!(
        iphone("\u{200e}image omitted"),
        Kind::Omitted {
            media: Media::Image
        }
    );
    assert_eq!(
        iphone("\u{200e}Image omitted"),
        Kind::Omitted {
            media: Media::Image
        }
    );
    assert_eq!(
        iphone("\u{200e}Bild nicht dabei"),
        Kind::Omitted {
            media: Media::Image
        }
    );
    assert_eq!(
        iphone("report.pdf • \u{200e}2 pages \u{200e}document omitted"),
        Kind::Omitted {
            media: Media::Document
        }
    );
}

#[test]
fn a_deleted_message_says_who_took_it_back() {
    let deleted = |by| Kind::Deleted { by };
    assert_eq!(
        iphone("\u{200e}This message was deleted."),
        deleted(Deleter::Sender)
    );
    assert_eq!(android("You deleted this message"), deleted(Deleter::Owner));
    assert_eq!(
        android("Ce message a été supprimé"),
        deleted(Deleter::Sender)
    );
    assert_eq!(
        android("This message was deleted by admin Cleo"),
        deleted(Deleter::Admin)
    );
}

#[test]
fn an_edited_message_is_still_text() {
    for (platform, body) in [
        (Platform::Android, "Hello <This message was edited>"),
        (Platform::Iphone, "Hello \u{200e}<This message was edited.>"),
        (Platform::Iphone, "Hello \u{200e}<Ändrat meddelande.>"),
    ] {
        let found = on(platform, body);
        assert_eq!((found.kind, found.edited), (Kind::Text, true), "{body}");
    }
}

#[test]
fn calls_keep_how_they_went() {
    let call = |video, outcome, seconds, joined| {
        Kind::Call(Call {
            video,
            outcome,
            seconds,
            joined,
        })
    };
    assert_eq!(
        iphone("\u{200e}Voice call. 41 sec • 2 joined"),
        call(false, Outcome::Answered, Some(41), Some(2))
    );
    assert_eq!(
        iphone("\u{200e}Voice call, \u{200e}2 min"),
        call(false, Outcome::Answered, Some(120), None)
    );
    assert_eq!(
        iphone("\u{200e}Video call. No answer"),
        call(true, Outcome::Unanswered, None, None)
    );
    assert_eq!(
        iphone("\u{200e}Missed voice call. Tap to call back"),
        call(false, Outcome::Missed, None, None)
    );
    assert_eq!(
        iphone("\u{200e}Silenced voice call. Focus mode"),
        call(false, Outcome::Silenced, None, None)
    );
    assert_eq!(
        iphone("\u{200e}Llamada de voz. 1 h 5 min"),
        call(false, Outcome::Answered, Some(3900), None)
    );
}

#[test]
fn a_poll_keeps_its_question_and_answers() {
    let body = "POLL:\nWhen do we meet?\nOPTION: Monday (2 votes)\nOPTION: Friday (0 votes)";

    let Kind::Poll { question, options } = android(body) else {
        panic!("no poll")
    };

    assert_eq!(question, "When do we meet?");
    assert_eq!(
        options[0],
        PollOption {
            text: "Monday".into(),
            votes: Some(2)
        }
    );
    assert_eq!(options.len(), 2);
}

#[test]
fn places_and_what_was_left_out_are_known_by_form() {
    let url = "https://maps.google.com/?q=43.65,-79.38";
    let place = Kind::Location {
        live: false,
        url: Some(url.to_owned()),
    };
    assert_eq!(android(&format!("location: {url}")), place);
    assert_eq!(iphone(&format!("\u{200e}Location: {url}")), place);
    assert_eq!(android(&format!("look here: see {url} ok")), Kind::Text);
    let unknown = Kind::Omitted {
        media: Media::Unknown,
    };
    assert_eq!(android("<Media omitted>"), unknown);
    assert_eq!(android("<Média vynechány>"), unknown);
    assert_eq!(android("<Media omitted>\nmy caption"), unknown);
    assert_eq!(android("<3"), Kind::Text);
    assert_eq!(android("<b>"), Kind::Text);
}

#[test]
fn a_file_is_known_by_its_name_and_the_words_around_it() {
    let file = |name: &str, media| Kind::Attachment {
        name: name.to_owned(),
        media,
    };
    assert_eq!(
        android("IMG-20220327-WA0001.jpg (file attached)\ncaption"),
        file("IMG-20220327-WA0001.jpg", Media::Image)
    );
    assert_eq!(
        iphone("\u{200e}<attached: 00000035-PHOTO-2022-03-27-21-41-55.jpg>"),
        file("00000035-PHOTO-2022-03-27-21-41-55.jpg", Media::Image)
    );
    assert_eq!(
        android("Cleo.vcf (fichier joint)"),
        file("Cleo.vcf", Media::Contact)
    );
    assert_eq!(android("see report.pdf (final)"), Kind::Text);
}

#[test]
fn an_authored_system_line_begins_with_its_author() {
    let body = "Ann updated the message timer. New messages will disappear.";
    assert_eq!(
        android(body),
        Kind::System {
            event: Event::Timer
        }
    );
    assert_eq!(android("Ben updated the message timer."), Kind::Text);
}
