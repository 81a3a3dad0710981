//! A conversation as plain text, for pasting into an agency's case system.
//!
//! Days are written year first, so that nobody takes a month for a day. Where
//! the file says points in time they are told by one clock, that of
//! [`Heading::zone`]; where it says only what a clock showed, that stands, and the
//! heading says which it is. What was said by nobody (a call, a picture left out,
//! a system line) stands in square brackets, in words; every further line of a
//! message is indented, so that no text can pass for another message.

use crate::beside;
use crate::happened::happened;
use crate::labels::{call_words, deleted, how, media_word, unknown};
use crate::{Channel, Delivery, Direction, Kind, Language, Message, Party, Precision};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
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
    /// By whose clock points in time are told; universal time (UTC) when nobody says it.
    pub zone: Option<&'a TimeZone>,
    /// What the owner is called in messages that do not name them; “me” when nobody says it.
    pub me: Option<&'a str>,
}

/// Day and time of a message by one clock: a point in time by that of `zone`
/// (UTC without one), anything else as the file prints it. None when it is not
/// certain.
#[must_use]
pub fn clock(message: &Message, zone: Option<&TimeZone>) -> Option<DateTime> {
    let told = |instant| zone.unwrap_or(&TimeZone::UTC).to_datetime(instant);
    message.instant().map(told).or(message.civil)
}

/// Who speaks: the name, else the number or address; of the owner, else `me`.
/// None for what the app tells, and where the file names nobody.
#[must_use]
pub fn speaker<'a>(message: &'a Message, me: &'a str) -> Option<&'a str> {
    let named = message.sender.as_deref().or(message.more.from.as_deref());
    let told = matches!(message.kind, Kind::System { .. });
    let mine = message.direction == Direction::Out && !told;
    // What Skype tells comes from the conversation itself, which is nobody.
    let place = message.more.conversation.as_deref();
    let named = named.filter(|name| !(told && name.starts_with("19:") && Some(*name) == place));
    named
        .filter(|name| !name.trim().is_empty())
        .or(mine.then_some(me))
}

/// Renders messages as a block of plain text.
pub fn text_block<'a>(
    messages: impl IntoIterator<Item = &'a Message>,
    heading: Heading<'_>,
) -> String {
    let messages: Vec<&Message> = messages.into_iter().collect();
    let mut out = String::with_capacity(messages.len() * 96 + 256);
    head(&mut out, &messages, heading);
    let mixed = messages.iter().any(|message| message.instant().is_some());
    for message in messages {
        let printed = mixed && message.instant().is_none() && message.civil.is_some();
        line(&mut out, message, heading, if printed { "*" } else { "" });
    }
    out
}

fn head<'a>(out: &mut String, messages: &[&'a Message], heading: Heading<'_>) {
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
    let me = heading.me(heading.language);
    let names: BTreeSet<&str> = messages
        .iter()
        .filter(spoken)
        .filter_map(|message| speaker(message, me))
        .collect();
    let names: Vec<&str> = names.into_iter().collect();
    put("People", "Personnes", &names.join(", "));
    let dated = || {
        let at = |message: &&'a Message| clock(message, heading.zone).map(|at| (at, *message));
        messages.iter().filter_map(at)
    };
    if let (Some((_, first)), Some((_, last))) = (
        dated().min_by_key(|one| one.0),
        dated().max_by_key(|one| one.0),
    ) {
        put("First message", "Premier message", &when(first, heading));
        put("Last message", "Dernier message", &when(last, heading));
    }
    put("Messages", "Messages", &messages.len().to_string());
    let _ = writeln!(out, "{}\n", times(messages, heading));
}

impl Heading<'_> {
    fn me(&self, language: Language) -> &str {
        let nobody = match language {
            Language::English => "me",
            Language::French => "moi",
        };
        self.me.unwrap_or(nobody)
    }
}

/// Whose clock the times are of, in a sentence.
fn times(messages: &[&Message], heading: Heading<'_>) -> String {
    let exact = messages.iter().filter(|m| m.instant().is_some()).count();
    let english = heading.language == Language::English;
    let zone = heading.zone.and_then(TimeZone::iana_name).unwrap_or("UTC");
    match (exact, exact == messages.len()) {
        (0, _) if english => "Times are as the phone or the app wrote them; the file names no time zone.".to_owned(),
        (0, _) => "Les heures sont celles que le téléphone ou l’application a écrites\u{a0}; le fichier ne nomme pas de fuseau horaire.".to_owned(),
        (_, true) if english => format!("Times are by the clock of the time zone {zone}."),
        (_, true) => format!("Les heures sont celles du fuseau horaire {zone}."),
        (_, false) if english => format!("Times are by the clock of the time zone {zone}; those marked * are as the phone or the app wrote them, without a time zone."),
        (_, false) => format!("Les heures sont celles du fuseau horaire {zone}\u{a0}; celles marquées * sont comme le téléphone ou l’application les a écrites, sans fuseau horaire."),
    }
}

/// Day and time as a person reads them.
fn when(message: &Message, heading: Heading<'_>) -> String {
    let Some(at) = clock(message, heading.zone) else {
        let printed = one_line(message.wall.trim());
        let none = match heading.language {
            Language::English => "no date",
            Language::French => "sans date",
        };
        return if printed.is_empty() {
            none.to_owned()
        } else {
            printed
        };
    };
    match message.precision {
        Precision::Day => at.date().to_string(),
        Precision::Minute => format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute()),
        _ => at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    }
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

fn line(out: &mut String, message: &Message, heading: Heading<'_>, mark: &str) {
    let colon = if heading.language == Language::French {
        "\u{a0}:"
    } else {
        ":"
    };
    let _ = write!(out, "{}{mark} | ", when(message, heading));
    let spoken = !matches!(message.kind, Kind::System { .. } | Kind::Call(_));
    let nobody = match heading.language {
        Language::English => "(not named)",
        Language::French => "(sans nom)",
    };
    let unnamed = (spoken && message.direction == Direction::In).then_some(nobody);
    if let Some(name) = speaker(message, heading.me(heading.language)).or(unnamed) {
        let _ = write!(out, "{}{colon} ", one_line(name));
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
    if channel == Some(Channel::Email) && !more.to.is_empty() {
        let word = pick("to", "à");
        parts.push(format!("[{word}{colon} {}]", receivers(message, language)));
    }
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
        let sign = one_line(&reaction.sign);
        let by = reaction.by.as_deref().map(one_line);
        parts.push(match by {
            Some(by) => format!(
                "[{} {by}{colon} {sign}]",
                pick("reaction of", "réaction de")
            ),
            None => format!("[{}{colon} {sign}]", pick("reaction", "réaction")),
        });
    }
    parts.join("\n")
}

/// Who got a mail: names with their addresses, those in copy marked.
fn receivers(message: &Message, language: Language) -> String {
    let copied = |side: &str, id: &str| {
        let field = |(name, value): &(String, String)| name == side && value == id;
        message.more.fields.iter().any(field)
    };
    let (copy, blind) = match language {
        Language::English => ("copy", "blind copy"),
        Language::French => ("copie", "copie cachée"),
    };
    let one = |party: &Party| {
        let id = party.id.as_deref().unwrap_or_default();
        let named = match party.name.as_deref().filter(|name| *name != id) {
            Some(name) if id.is_empty() => one_line(name),
            Some(name) => format!("{} <{}>", one_line(name), one_line(id)),
            None => one_line(id),
        };
        let side = match id {
            id if copied("cc", id) => Some(copy),
            id if copied("bcc", id) => Some(blind),
            _ => None,
        };
        side.map_or(named.clone(), |side| format!("{named} ({side})"))
    };
    let all: Vec<String> = message.more.to.iter().map(one).collect();
    all.join(", ")
}

/// What a message says, in words.
fn said(message: &Message, channel: Option<Channel>, language: Language) -> String {
    let plain = message.more.plain.as_ref();
    let shown = plain.map_or_else(|| message.shown(), |plain| crate::model::shown(plain));
    let english = language == Language::English;
    let pick = |en: &'static str, fr: &'static str| if english { en } else { fr };
    let label = match &message.kind {
        Kind::Text => return shown,
        Kind::System { .. } => {
            let told = match happened(message, speaker(message, ""), language) {
                // What is marked up is what the sentence was made of.
                Some(told) if plain.is_some() || shown.trim().is_empty() => told,
                Some(told) => format!("{told}\n{shown}"),
                None => shown,
            };
            return format!("[{}] {told}", teller(message, channel, language));
        }
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
            return with_words(label.trim_end().to_owned(), message, &shown);
        }
        Kind::Unknown { what } => {
            let label = format!("[{}]", unknown(what, language));
            return format!("{label} {shown}").trim_end().to_owned();
        }
        Kind::Deleted { by } => deleted(*by, language),
        Kind::Call(call) => return call_words(call, how(message), language),
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

/// What a message is, and below it what somebody wrote beside that.
fn with_words(label: String, message: &Message, shown: &str) -> String {
    let words = beside::words(message, shown);
    if words.is_empty() {
        label
    } else {
        format!("{label}\n{words}")
    }
}
