//! What an app tells without words of its own, in words: who was added or
//! removed, who left, how a conversation was named. The record keeps the app's
//! numbers and names; here they become a sentence.
//!
//! Who did it stands before the sentence where a message names them
//! ([`crate::render::speaker`]), else at its beginning.

use crate::model::shown;
use crate::{Direction, Event, Kind, Language, Message};

/// What happened, with what the file tells of it.
enum Deed<'a> {
    Added(Vec<&'a str>),
    Removed(Vec<&'a str>),
    Joined,
    /// A number was added by itself: somebody came, or has another number.
    JoinedOrNumber,
    Left,
    Named(Option<&'a str>),
    Photo,
    NoPhoto,
    Role(Vec<&'a str>, Option<&'a str>),
    Kept,
    Together,
    /// Whoever did it, the file does not say it clearly.
    Nobody(&'static str, &'static str),
    /// Not known more closely: the app's own words for it.
    Other(String),
}

/// The sentence, where the app tells something and the text is not the telling.
/// `who` is the person already named before it.
pub(crate) fn happened(message: &Message, who: Option<&str>, language: Language) -> Option<String> {
    let Kind::System { event } = message.kind else {
        return None;
    };
    let (deed, by) = messages(message)
        .map(|deed| (deed, None))
        .or_else(|| skype(message))
        .or_else(|| Some((wordless(message, event)?, None)))?;
    let by = by.filter(|by| Some(*by) != who && who.is_none_or(|who| !is_same(by, who)));
    let subject = match (by, who, &deed) {
        (_, _, Deed::Nobody(..) | Deed::Other(_)) => String::new(),
        (Some(by), ..) => format!("{} ", one_line(by)),
        (None, Some(_), _) => String::new(),
        (None, None, _) => format!("{} ", nobody(message.direction, language)),
    };
    Some(subject + &predicate(&deed, language))
}

/// The app's own fields of a message, all of one name.
fn fields<'a>(message: &'a Message, name: &'a str) -> impl Iterator<Item = &'a str> {
    let all = message.more.fields.iter();
    all.filter(move |(known, _)| known == name)
        .map(|(_, text)| text.as_str())
}

/// `Ann (8:live:ann)` is whoever `8:live:ann` is.
fn is_same(named: &str, id: &str) -> bool {
    let inner = named
        .strip_suffix(')')
        .and_then(|text| text.strip_suffix(id));
    named == id || inner.is_some_and(|before| before.ends_with(" ("))
}

/// `chat.db`, by its columns `item_type` and `group_action_type`.
fn messages(message: &Message) -> Option<Deed<'_>> {
    let number = |name| fields(message, name).next();
    let item = number("item type")?;
    let action = number("group action").unwrap_or("0");
    let other: Vec<&str> = fields(message, "other person").collect();
    let itself = message.more.from.as_deref();
    Some(match (item, action) {
        ("1", "0") if itself.is_some() && other.first().copied() == itself => Deed::JoinedOrNumber,
        ("1", "0") => Deed::Added(other),
        ("1", "1") => Deed::Removed(other),
        ("2", _) => Deed::Named(number("group title").filter(|title| !title.is_empty())),
        ("3", "0") => Deed::Left,
        ("3", "1") => Deed::Photo,
        ("3", "2") => Deed::NoPhoto,
        ("4", "0") if number("share status") == Some("1") => Deed::Nobody(
            "sharing of a location ended",
            "le partage d’une position a pris fin",
        ),
        ("4", "0") => Deed::Nobody(
            "sharing of a location began",
            "le partage d’une position a commencé",
        ),
        ("5", _) => Deed::Kept,
        ("6", _) => Deed::Together,
        _ => Deed::Other(format!("{item}/{action}")),
    })
}

/// Skype, by the type of the record and the marks in its text.
fn skype(message: &Message) -> Option<(Deed<'_>, Option<&str>)> {
    let typed = fields(message, "messagetype").next()?;
    let typed = typed.strip_prefix("ThreadActivity/")?;
    let by = fields(message, "initiator").next();
    let targets: Vec<&str> = fields(message, "target").collect();
    let value = fields(message, "value").next();
    let oneself = by.is_some() && targets.as_slice() == by.as_slice();
    let deed = match typed {
        "AddMember" if oneself => Deed::Joined,
        "DeleteMember" if oneself => Deed::Left,
        "AddMember" => Deed::Added(targets),
        "DeleteMember" => Deed::Removed(targets),
        "TopicUpdate" => Deed::Named(value.filter(|value| !value.is_empty())),
        "PictureUpdate" if value == Some("") => Deed::NoPhoto,
        "PictureUpdate" => Deed::Photo,
        "RoleUpdate" => Deed::Role(targets, fields(message, "role").next()),
        other => {
            let text = message.more.plain.as_deref().or(value).unwrap_or_default();
            let text = one_line(text);
            Deed::Other(format!("{other} {text}").trim_end().to_owned())
        }
    };
    Some((deed, by))
}

/// A line of any app that has no text at all.
fn wordless(message: &Message, event: Event) -> Option<Deed<'_>> {
    let text = message.more.plain.as_deref().unwrap_or(&message.body);
    if !shown(text).trim().is_empty() {
        return None;
    }
    Some(match event {
        Event::Joined => Deed::Joined,
        Event::Left => Deed::Left,
        Event::SubjectChanged => Deed::Named(None),
        Event::IconChanged => Deed::Photo,
        _ => {
            let code = ["event", "messagetype", "type"];
            let code = code.iter().find_map(|name| fields(message, name).next());
            Deed::Other(code.unwrap_or_default().to_owned())
        }
    })
}

fn nobody(direction: Direction, language: Language) -> &'static str {
    match (direction, language) {
        (Direction::Out, Language::English) => "the owner of the phone",
        (Direction::Out, Language::French) => "la personne à qui est le téléphone",
        (_, Language::English) => "somebody",
        (_, Language::French) => "quelqu’un",
    }
}

fn predicate(deed: &Deed<'_>, language: Language) -> String {
    let people = |all: &[&str]| people(all, language);
    let (en, fr) = match deed {
        Deed::Added(all) => (
            format!("added {} to the conversation", people(all)),
            format!("a ajouté {} à la conversation", people(all)),
        ),
        Deed::Removed(all) => (
            format!("removed {} from the conversation", people(all)),
            format!("a retiré {} de la conversation", people(all)),
        ),
        Deed::Role(all, role) => {
            let role = role.map(|role| format!(" ({})", one_line(role)));
            let role = role.unwrap_or_default();
            (
                format!("changed the role of {}{role}", people(all)),
                format!("a changé le rôle de {}{role}", people(all)),
            )
        }
        Deed::Named(Some(title)) => {
            let title = one_line(title);
            (
                format!("named the conversation “{title}”"),
                format!("a nommé la conversation «\u{a0}{title}\u{a0}»"),
            )
        }
        Deed::Other(code) if code.is_empty() => (
            "an event that the file does not describe".to_owned(),
            "un événement que le fichier ne décrit pas".to_owned(),
        ),
        Deed::Other(code) => (
            format!("an event of a sort that is not known: {code}"),
            format!("un événement d’une sorte inconnue\u{a0}: {code}"),
        ),
        fixed => {
            let (en, fr) = fixed_words(fixed);
            (en.to_owned(), fr.to_owned())
        }
    };
    match language {
        Language::English => en,
        Language::French => fr,
    }
}

fn fixed_words(deed: &Deed<'_>) -> (&'static str, &'static str) {
    match deed {
        Deed::Joined => ("joined the conversation", "a rejoint la conversation"),
        Deed::JoinedOrNumber => (
            "joined the conversation, or has a new number",
            "a rejoint la conversation, ou a un nouveau numéro",
        ),
        Deed::Left => ("left the conversation", "a quitté la conversation"),
        Deed::Photo => (
            "changed the photo of the conversation",
            "a changé la photo de la conversation",
        ),
        Deed::NoPhoto => (
            "removed the photo of the conversation",
            "a retiré la photo de la conversation",
        ),
        Deed::Kept => ("kept a voice message", "a gardé un message vocal"),
        Deed::Together => (
            "watched or listened together (SharePlay)",
            "a regardé ou écouté avec d’autres (SharePlay)",
        ),
        Deed::Nobody(en, fr) => (en, fr),
        _ => (
            "changed the name of the conversation; the new one is not in the file",
            "a changé le nom de la conversation\u{a0}; le nouveau n’est pas dans le fichier",
        ),
    }
}

fn people(all: &[&str], language: Language) -> String {
    if all.is_empty() {
        let nobody = match language {
            Language::English => "somebody the file does not name",
            Language::French => "une personne que le fichier ne nomme pas",
        };
        return nobody.to_owned();
    }
    all.iter()
        .map(|one| one_line(one))
        .collect::<Vec<_>>()
        .join(", ")
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}
