//! What a message is where it is not words alone, in a word or two: a picture, a
//! call, a message taken back, a record of no known sort.

use crate::{Call, Deleter, Language, Media, Message, Outcome};
use std::borrow::Cow;
use std::fmt::Write as _;

/// Who took a message back.
pub(crate) fn deleted(by: Deleter, language: Language) -> &'static str {
    let english = language == Language::English;
    let pick = |en, fr| if english { en } else { fr };
    match by {
        Deleter::Owner => pick(
            "[message deleted by the owner of the phone]",
            "[message supprimé par la personne à qui est le téléphone]",
        ),
        Deleter::Sender => pick(
            "[message deleted by its sender]",
            "[message supprimé par qui l’a écrit]",
        ),
        Deleter::Admin => pick(
            "[message deleted by an admin]",
            "[message supprimé par l’admin du groupe]",
        ),
    }
}

/// What a record of another sort is: in words where people meet it, else as the
/// app calls it, and said to be so.
pub(crate) fn unknown(what: &str, language: Language) -> Cow<'static, str> {
    let (en, fr) = match what {
        "empty" => ("empty", "vide"),
        "link" => ("link", "lien"),
        "placeholder" => ("not in the download", "absent du téléchargement"),
        "handwriting" => ("handwriting", "écriture à la main"),
        "digital-touch" => ("drawing (Digital Touch)", "dessin (Digital Touch)"),
        "payment" => ("payment", "paiement"),
        "location-share" => ("shared location", "position partagée"),
        "check-in" => ("safe arrival message", "message d’arrivée à bon port"),
        "poll" => ("poll", "sondage"),
        "photos" => ("shared photos", "photos partagées"),
        "place" => ("place", "lieu"),
        "activity" => ("exercise", "activité physique"),
        "game" => ("game", "jeu"),
        "app" => ("message of another app", "message d’une autre application"),
        "EndToEndEncryption/EncryptedText" => (
            "encrypted; its words are not in the file",
            "chiffré\u{a0}; les mots ne sont pas dans le fichier",
        ),
        other => {
            let code = other.replace(['\r', '\n'], " ");
            return match language {
                Language::English => format!("a message of a sort that is not known: {code}"),
                Language::French => format!("un message d’une sorte inconnue\u{a0}: {code}"),
            }
            .into();
        }
    };
    match language {
        Language::English => en.into(),
        Language::French => fr.into(),
    }
}

/// What a file is.
pub(crate) fn media_word(media: Media, language: Language) -> &'static str {
    let english = language == Language::English;
    let pick = |en, fr| if english { en } else { fr };
    match media {
        Media::Image => pick("picture", "image"),
        Media::Video => pick("video", "vidéo"),
        Media::Audio => pick("sound", "son"),
        Media::Voice => pick("voice message", "message vocal"),
        Media::Sticker => pick("sticker", "autocollant"),
        Media::Gif => pick("moving picture", "image animée"),
        Media::Document => pick("document", "document"),
        Media::Contact => pick("contact card", "fiche de contact"),
        Media::ViewOnce => pick("something seen once", "contenu vu une seule fois"),
        Media::Unknown => pick("file", "fichier"),
    }
}

/// What an Android phone notes of a call besides: `voicemail`, `rejected` …
pub(crate) fn how(message: &Message) -> Option<&str> {
    let mut fields = message.more.fields.iter();
    let found = fields.find(|(name, _)| name == "how");
    found.map(|(_, text)| text.as_str())
}

/// A call in words. `how` is told in the place of the outcome where it says more.
pub(crate) fn call_words(call: &Call, how: Option<&str>, language: Language) -> String {
    let english = language == Language::English;
    let pick = |en, fr| if english { en } else { fr };
    let what = match call.video {
        true => pick("video call", "appel vidéo"),
        false => pick("voice call", "appel vocal"),
    };
    let how = match (how, call.outcome) {
        (Some("voicemail"), _) => pick("went to voicemail", "passé à la messagerie vocale"),
        (Some("rejected"), _) => pick("declined", "refusé"),
        (Some("blocked"), _) => pick("blocked", "bloqué"),
        (Some("answered on another device"), _) => pick(
            "answered on another device",
            "avec réponse sur un autre appareil",
        ),
        (_, Outcome::Answered) => pick("answered", "avec réponse"),
        (_, Outcome::Missed) => pick("missed", "manqué"),
        (_, Outcome::Unanswered) => pick("no answer", "sans réponse"),
        (_, Outcome::Silenced) => pick("silenced", "mis en sourdine"),
        (_, Outcome::Unknown) => "",
    };
    let mut text = format!("[{what}");
    if !how.is_empty() {
        let _ = write!(text, ", {how}");
    }
    if let Some(seconds) = call.seconds.filter(|seconds| *seconds > 0) {
        let _ = write!(text, ", {} min {} s", seconds / 60, seconds % 60);
    }
    text.push(']');
    text
}
