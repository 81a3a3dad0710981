//! A conversation as plain text, for pasting into an agency's case system.
//!
//! Times stay as the phone printed them. What was said by nobody (a call, a
//! picture left out, a system line) stands in square brackets, in words; every
//! further line of a message is indented, so that no text can pass for another
//! message.

use crate::beside;
use crate::{Call, Channel, Deleter, Delivery, Kind, Language, Media, Message, Outcome};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What stands above the messages.
#[derive(Debug, Clone, Copy, Default)]
pub struct Heading<'a> {
    /// Whose phone it is, as printed in the messages.
    pub owner: Option<&'a str>,
    /// How the conversation is called.
    pub title: Option<&'a str>,
    /// The language of the words around the messages.
    pub language: Language,
    /// The app it comes from; WhatsApp when nobody says it.
    pub channel: Option<Channel>,
}

/// Renders messages as a block of plain text.
pub fn text_block<'a>(
    messages: impl IntoIterator<Item = &'a Message>,
    heading: Heading<'_>,
) -> String {
    let messages: Vec<&Message> = messages.into_iter().collect();
    let mut out = String::with_capacity(messages.len() * 96 + 256);
    head(&mut out, &messages, heading);
    for message in messages {
        line(&mut out, message, heading);
    }
    out
}

fn head(out: &mut String, messages: &[&Message], heading: Heading<'_>) {
    let french = heading.language == Language::French;
    let colon = if french { "\u{a0}:" } else { ":" };
    let mut put = |en: &str, fr: &str, value: &str| {
        let _ = writeln!(out, "{}{colon} {value}", if french { fr } else { en });
    };
    put(
        "Conversation",
        "Conversation",
        heading
            .title
            .unwrap_or(app(heading.channel, heading.language)),
    );
    if let Some(owner) = heading.owner {
        put("Phone of", "Téléphone de", owner);
    }
    let spoken = |message: &&&Message| !matches!(message.kind, Kind::System { .. });
    let names: BTreeSet<&str> = messages
        .iter()
        .filter(spoken)
        .filter_map(|message| message.sender.as_deref())
        .collect();
    let names: Vec<&str> = names.into_iter().collect();
    put("People", "Personnes", &names.join(", "));
    if let [first, .., last] = messages {
        put("First message", "Premier message", &first.wall);
        put("Last message", "Dernier message", &last.wall);
    }
    put("Messages", "Messages", &messages.len().to_string());
    let zoned = !messages.is_empty() && messages.iter().all(|m| m.instant().is_some());
    let times = match (zoned, french) {
        (false, true) => {
            "Les heures sont celles que le téléphone a écrites\u{a0}; le fichier ne nomme pas de fuseau horaire."
        }
        (false, false) => "Times are as the phone printed them; the file names no time zone.",
        (true, true) => {
            "Les heures qui finissent par Z sont en temps universel (UTC)\u{a0}; les autres sont celles que le fichier écrit."
        }
        (true, false) => {
            "Times that end in Z are universal time (UTC); others are as the file prints them."
        }
    };
    let _ = writeln!(out, "{times}\n");
}

/// Who tells what nobody said. Records are not WhatsApp's text, whose header is kept.
fn teller(message: &Message, channel: Option<Channel>, language: Language) -> &'static str {
    match (channel, language) {
        (None, Language::English) if message.header.is_empty() => "notice",
        (None, Language::French) if message.header.is_empty() => "avis",
        _ => app(channel, language),
    }
}

fn app(channel: Option<Channel>, language: Language) -> &'static str {
    channel.unwrap_or(Channel::WhatsApp).words(language)
}

fn line(out: &mut String, message: &Message, heading: Heading<'_>) {
    let colon = if heading.language == Language::French {
        "\u{a0}:"
    } else {
        ":"
    };
    let _ = write!(out, "{} | ", message.wall);
    if let Some(sender) = &message.sender {
        let _ = write!(out, "{}{colon} ", one_line(sender));
    }
    let text = told(message, heading.channel, heading.language);
    for (place, part) in text.split('\n').enumerate() {
        if place > 0 {
            out.push_str("    ");
        }
        out.push_str(part);
        out.push('\n');
    }
}

fn one_line(name: &str) -> String {
    name.replace(['\r', '\n'], " ")
}

/// What a message says, in words, with all that goes with it: its subject, its
/// files, the reactions to it, whether it was sent at all. `channel` is the app
/// it comes from; WhatsApp when nobody says it.
#[must_use]
pub fn told(message: &Message, channel: Option<Channel>, language: Language) -> String {
    let text = said(message, channel, language);
    if message.more.is_empty() {
        return text;
    }
    let more = &message.more;
    let english = language == Language::English;
    let pick = |en: &'static str, fr: &'static str| if english { en } else { fr };
    let colon = if english { ":" } else { "\u{a0}:" };
    let mut parts = Vec::new();
    let delivery = match more.delivery {
        Delivery::Draft => Some(pick("draft, never sent", "brouillon, jamais envoyé")),
        Delivery::Queued => Some(pick("waiting to be sent", "en attente d’envoi")),
        Delivery::Failed => Some(pick("could not be sent", "non envoyé")),
        Delivery::NotFetched => Some(pick("never fetched", "jamais récupéré")),
        _ => None,
    };
    parts.extend(delivery.map(|words| format!("[{words}]")));
    if let Some(subject) = more.subject.as_deref().filter(|text| !text.is_empty()) {
        let word = pick("subject", "objet");
        parts.push(format!("[{word}{colon} {}]", one_line(subject)));
    }
    parts.extend((!text.is_empty()).then_some(text));
    for file in &more.attachments {
        if !matches!(&message.kind, Kind::Attachment { name, .. } if *name == file.name) {
            let word = media_word(file.media, language);
            parts.push(format!("[{word}] {}", one_line(&file.name)));
        }
    }
    for reaction in more.reactions.iter().filter(|reaction| !reaction.removed) {
        let by = reaction.by.as_deref().unwrap_or("?");
        let word = pick("reaction of", "réaction de");
        let sign = one_line(&reaction.sign);
        parts.push(format!("[{word} {}{colon} {sign}]", one_line(by)));
    }
    parts.join("\n")
}

/// What a message says, in words.
fn said(message: &Message, channel: Option<Channel>, language: Language) -> String {
    let plain = message.more.plain.as_ref();
    let shown = plain.map_or_else(|| message.shown(), |plain| crate::model::shown(plain));
    let english = language == Language::English;
    let pick = |en: &'static str, fr: &'static str| if english { en } else { fr };
    let label = match &message.kind {
        Kind::Text => return shown,
        Kind::System { .. } => return format!("[{}] {shown}", teller(message, channel, language)),
        Kind::Omitted { media } => {
            let what = media_word(*media, language);
            let missing = pick("not in the export", "absent de l’exportation");
            // An iPhone writes `report.pdf • 2 pages` before its mark.
            let mut lines = shown.lines().filter(|line| line.contains('\u{200E}'));
            let named = lines.find_map(|line| line.split_once('•'));
            let name = named.map_or("", |(name, _)| name.trim());
            let label = format!("[{what}, {missing}] {name}");
            return with_words(label.trim_end().to_owned(), message, &shown);
        }
        Kind::Attachment { name, media } => {
            let label = format!("[{}] {name}", media_word(*media, language));
            return with_words(label, message, &shown);
        }
        Kind::Unknown { what } => {
            let label = format!("[{}]", unknown(what, language));
            return format!("{label} {shown}").trim_end().to_owned();
        }
        Kind::Deleted { by } => deleted(*by, language),
        Kind::Call(call) => return call_words(call, language),
        Kind::Poll { question, options } => {
            let mut text = format!("[{}] {question}", pick("poll", "sondage"));
            for option in options {
                let _ = write!(text, "\n- {}", option.text);
                if let Some(votes) = option.votes {
                    let _ = write!(text, " ({votes})");
                }
            }
            return with_words(text, message, &shown);
        }
        Kind::Location { live, url } => {
            let word = match live {
                true => pick("live location", "position en direct"),
                false => pick("location", "position"),
            };
            let label = format!("[{word}] {}", url.as_deref().unwrap_or_default());
            return with_words(label.trim_end().to_owned(), message, &shown);
        }
        Kind::Null => pick(
            "[WhatsApp wrote “null”: something seen once, or a missed call]",
            "[WhatsApp a écrit «\u{a0}null\u{a0}»\u{a0}: une chose vue une seule fois, ou un appel manqué]",
        ),
    };
    with_words(label.to_owned(), message, &shown)
}

fn deleted(by: Deleter, language: Language) -> &'static str {
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

/// What a message is, and below it what somebody wrote beside that.
fn with_words(label: String, message: &Message, shown: &str) -> String {
    let words = beside::words(message, shown);
    if words.is_empty() {
        label
    } else {
        format!("{label}\n{words}")
    }
}

/// What this library calls a record of no known sort; else as the app calls it.
fn unknown(what: &str, language: Language) -> &str {
    match (what, language) {
        ("empty", Language::French) => "vide",
        ("link", Language::French) => "lien",
        ("placeholder", Language::English) => "not in the download",
        ("placeholder", Language::French) => "absent du téléchargement",
        _ => what,
    }
}

fn media_word(media: Media, language: Language) -> &'static str {
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

fn call_words(call: &Call, language: Language) -> String {
    let english = language == Language::English;
    let pick = |en, fr| if english { en } else { fr };
    let what = match call.video {
        true => pick("video call", "appel vidéo"),
        false => pick("voice call", "appel vocal"),
    };
    let how = match call.outcome {
        Outcome::Answered => pick("answered", "avec réponse"),
        Outcome::Missed => pick("missed", "manqué"),
        Outcome::Unanswered => pick("no answer", "sans réponse"),
        Outcome::Silenced => pick("silenced", "mis en sourdine"),
        Outcome::Unknown => "",
    };
    let mut text = format!("[{what}");
    if !how.is_empty() {
        let _ = write!(text, ", {how}");
    }
    if let Some(seconds) = call.seconds {
        let _ = write!(text, ", {} min {} s", seconds / 60, seconds % 60);
    }
    text.push(']');
    text
}
