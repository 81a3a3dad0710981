//! What a system line tells, where we know the words; otherwise `Other`.
//! Only for showing: whether it *is* a system line is decided elsewhere.

use crate::Event;

/// Words of system lines in English and French, most telling first.
const PATTERNS: [(&str, Event); 62] = [
    ("end-to-end encrypt", Event::Encryption),
    ("chiffrés de bout en bout", Event::Encryption),
    ("cifrados de extremo a extremo", Event::Encryption),
    ("ende-zu-ende-verschlüsselt", Event::Encryption),
    ("mã hóa đầu cuối", Event::Encryption),
    ("エンドツーエンド", Event::Encryption),
    ("مشفرة تمامًا بين الطرفين", Event::Encryption),
    ("رمزگذاری سرتاسر", Event::Encryption),
    ("security code", Event::SecurityCode),
    ("code de sécurité", Event::SecurityCode),
    ("message timer", Event::Timer),
    ("disappearing messages", Event::Timer),
    ("messages éphémères", Event::Timer),
    ("messages will disappear", Event::Timer),
    ("changed to +", Event::NumberChanged),
    ("changed their phone number", Event::NumberChanged),
    ("changed to a new number", Event::NumberChanged),
    ("a changé de numéro", Event::NumberChanged),
    ("pinned a message", Event::Pinned),
    ("a épinglé", Event::Pinned),
    ("unblocked this contact", Event::Blocked),
    ("blocked this contact", Event::Blocked),
    ("bloqué ce contact", Event::Blocked),
    ("débloqué ce contact", Event::Blocked),
    ("waiting for this message", Event::Waiting),
    ("en attente de ce message", Event::Waiting),
    ("advanced chat privacy", Event::Privacy),
    ("confidentialité avancée", Event::Privacy),
    ("business", Event::Business),
    ("entreprise", Event::Business),
    ("created group", Event::GroupCreated),
    ("created this group", Event::GroupCreated),
    ("a créé le groupe", Event::GroupCreated),
    ("avez créé le groupe", Event::GroupCreated),
    ("creó el grupo", Event::GroupCreated),
    ("changed the subject", Event::SubjectChanged),
    ("changed the group name", Event::SubjectChanged),
    ("a changé le sujet", Event::SubjectChanged),
    ("a changé le nom du groupe", Event::SubjectChanged),
    ("changed this group's icon", Event::IconChanged),
    ("changed the group icon", Event::IconChanged),
    ("l’icône du groupe", Event::IconChanged),
    ("l'icône du groupe", Event::IconChanged),
    ("group description", Event::DescriptionChanged),
    ("description du groupe", Event::DescriptionChanged),
    ("now an admin", Event::AdminChanged),
    ("no longer an admin", Event::AdminChanged),
    ("admin du groupe", Event::AdminChanged),
    (" added ", Event::Joined),
    ("were added", Event::Joined),
    ("was added", Event::Joined),
    (" joined", Event::Joined),
    ("a ajouté", Event::Joined),
    ("a rejoint", Event::Joined),
    ("avez été ajouté", Event::Joined),
    (" removed ", Event::Left),
    ("were removed", Event::Left),
    ("a retiré", Event::Left),
    ("a quitté", Event::Left),
    ("avez quitté", Event::Left),
    (" left", Event::Left),
    ("is a contact", Event::Contact),
];

/// No more of a line is looked at, in bytes.
const LONGEST: usize = 400;

/// What the line tells.
pub(crate) fn event(text: &str) -> Event {
    let end = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| *at >= LONGEST);
    let small = text
        .get(..end.unwrap_or(text.len()))
        .unwrap_or(text)
        .to_lowercase();
    PATTERNS
        .iter()
        .find(|(words, _)| small.contains(words))
        .map_or(Event::Other, |(_, event)| *event)
}

/// Whether only a group has such a line.
pub(crate) fn is_of_group(event: Event) -> bool {
    matches!(
        event,
        Event::GroupCreated
            | Event::Joined
            | Event::Left
            | Event::SubjectChanged
            | Event::IconChanged
            | Event::DescriptionChanged
            | Event::AdminChanged
    )
}

/// On Android a few system lines have an author. Recognised only when the text
/// begins with that author's name (or "You") and goes on with these words.
pub(crate) fn is_authored_line(sender: &str, text: &str) -> bool {
    const STARTS: [&str; 8] = [
        " updated the message timer",
        " turned on disappearing messages",
        " turned off disappearing messages",
        " changed the group description",
        " a mis à jour le minuteur",
        " a activé les messages éphémères",
        " a désactivé les messages éphémères",
        " pinned a message",
    ];
    [sender, "You", "Vous"].iter().any(|who| {
        text.strip_prefix(who)
            .is_some_and(|rest| STARTS.iter().any(|start| rest.starts_with(start)))
    })
}
