//! Contacts, records, clients and a person's words, as lists.

use jiff::civil::{Date, DateTime};

use super::table::{Fault, Form, Name, delimiter, rows};
use super::{AT, KIND, NUMBER, PHONE, WHO};
use crate::matching::Direction;
use crate::number::{E164, Number};

const ID: Name = &["id"];
const MINUTES: Name = &["minutes", "min"];
const SECONDS: Name = &["seconds", "secondes"];
const DIRECTION: Name = &["direction", "sens"];
const ANSWERED: Name = &["answered", "répondu"];
const CHANNEL: Name = &["channel", "moyen"];
const SOURCE: Name = &["source"];
const CLIENT: Name = &["client", "cliente"];
const WRITTEN: Name = &["written", "écrit"];
const REACHED: Name = &["reached", "joint"];
const CONTACT: Name = &["contact"];
const RECORD: Name = &["record", "note"];
const SAYS: Name = &["says", "dit"];

/// What a line of contacts shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactKind {
    /// A call.
    Call,
    /// One message.
    Message,
    /// Listening to one's voicemail.
    Voicemail,
}

/// A line of a call history or a chat: by the clock its source shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactLine {
    /// As written, or the number of the line.
    pub id: String,
    /// When it began.
    pub at: DateTime,
    /// What it was.
    pub kind: ContactKind,
    /// The other one; `None`: hidden.
    pub number: Option<E164>,
    /// Our own phone.
    pub phone: Option<E164>,
    /// How long, in seconds.
    pub seconds: Option<u32>,
    /// Whether its length is in whole minutes.
    pub minutes_only: bool,
    /// Who began it.
    pub direction: Option<Direction>,
    /// Whether somebody answered.
    pub answered: Option<bool>,
    /// `call`, `text`, `whatsapp`: only ever compared.
    pub channel: Option<String>,
    /// Which list it is of: each has a clock of its own.
    pub source: Option<String>,
}

/// When a record says it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordWhen {
    /// Day and hour.
    At(DateTime),
    /// A day alone.
    Day(Date),
}

/// A note, a line of the contact log, a filed conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLine {
    /// As written, or the number of the line.
    pub id: String,
    /// When it says that it was.
    pub at: RecordWhen,
    /// Who wrote it, or whose contact it was.
    pub who: Option<String>,
    /// Whom it is about.
    pub client: Option<String>,
    /// The number written in it.
    pub number: Option<E164>,
    /// How long it says it was.
    pub minutes: Option<u32>,
    /// Who began it.
    pub direction: Option<Direction>,
    /// How.
    pub channel: Option<String>,
    /// Whether somebody was reached.
    pub reached: Option<bool>,
    /// When it was written down.
    pub written: Option<DateTime>,
}

/// A number of a client; a client with several has several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientLine {
    /// The name or number they have in the records.
    pub client: String,
    /// Theirs.
    pub number: E164,
}

/// What a person said about a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// That record is about it.
    Together,
    /// That record is not about it.
    Apart,
    /// Nobody wrote it down.
    Never,
    /// Nothing is owed.
    NotAContact,
}

/// A person's word about a contact; the later line stands against the earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordLine {
    /// The contact's id.
    pub contact: String,
    /// What they said.
    pub says: Word,
    /// The record's id, where one is named.
    pub record: Option<String>,
}

const YES: &[(&str, &[&str], bool)] = &[("yes", &["yes", "true", "1", "oui"], true), ("no", &["no", "false", "0", "non"], false)];
const WAYS: &[(&str, &[&str], Direction)] = &[("in", &["in", "incoming", "entrant"], Direction::In), ("out", &["out", "outgoing", "sortant"], Direction::Out)];

/// A word that may be missing. The outer `None`: it cannot be read.
fn maybe<T: Copy>(line: &super::table::Line<'_>, name: Name, words: &[(&str, &[&str], T)]) -> Option<Option<T>> {
    if line.maybe(name).is_none() { Some(None) } else { line.word(name, words).map(Some) }
}

fn whole(line: &super::table::Line<'_>, name: Name) -> Option<Option<u32>> {
    line.maybe_read(name, |text| text.parse().ok(), &["a whole number", "un nombre entier"])
}

/// Whether the first line names the columns of contacts: a list of ours, and no bill of a carrier.
#[must_use]
pub fn is_contacts(text: &str) -> bool {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_lowercase();
    let names: Vec<&str> = head.split(char::from(delimiter(text))).map(|name| name.trim().trim_start_matches('\u{feff}')).collect();
    [KIND, NUMBER, AT].iter().all(|wanted| names.iter().any(|name| wanted.contains(name)))
}

/// Contacts: `at`, `kind` (`call`, `message`, `voicemail`), `number`; and `id`, `phone`, `minutes` or `seconds`,
/// `direction`, `answered`, `channel`, `source` where they are known.
///
/// # Errors
/// Everything that cannot be read.
pub fn contacts(text: &str, form: Form) -> Result<Vec<ContactLine>, Vec<Fault>> {
    const KINDS: &[(&str, &[&str], ContactKind)] = &[
        ("call", &["call", "voice", "appel"], ContactKind::Call),
        ("message", &["message", "text", "sms", "texto", "chat"], ContactKind::Message),
        ("voicemail", &["voicemail", "messagerie"], ContactKind::Voicemail),
    ];
    rows(text, form, &[AT, KIND, NUMBER], &[ID, PHONE, MINUTES, SECONDS, DIRECTION, ANSWERED, CHANNEL, SOURCE], |line| {
        let (at, kind, phone) = (line.begins(AT), line.word(KIND, KINDS), line.maybe_phone(PHONE));
        // A hidden number, or a short one, is somebody's all the same.
        let number = line.maybe(NUMBER).and_then(|text| Number::read(&text).e164());
        let (minutes, seconds) = (whole(line, MINUTES), whole(line, SECONDS));
        let (direction, answered) = (maybe(line, DIRECTION, WAYS), maybe(line, ANSWERED, YES));
        let (minutes, seconds) = (minutes?, seconds?);
        Some(ContactLine {
            id: line.maybe(ID).unwrap_or_else(|| line.at().to_string()),
            at: at?,
            kind: kind?,
            number,
            phone: phone?,
            seconds: seconds.or(minutes.and_then(|minutes| minutes.checked_mul(60))),
            minutes_only: seconds.is_none(),
            direction: direction?,
            answered: answered?,
            channel: line.maybe(CHANNEL),
            source: line.maybe(SOURCE),
        })
    })
}

/// Records: `at` (with or without an hour); and `id`, `who`, `client`, `number`, `minutes`, `direction`, `channel`,
/// `reached`, `written` where they are known.
///
/// # Errors
/// Everything that cannot be read.
pub fn records(text: &str, form: Form) -> Result<Vec<RecordLine>, Vec<Fault>> {
    rows(text, form, &[AT], &[ID, WHO, CLIENT, NUMBER, MINUTES, DIRECTION, CHANNEL, REACHED, WRITTEN], |line| {
        let alone = line.maybe(AT).and_then(|text| text.parse::<Date>().ok().filter(|_| text.len() <= 10));
        let (at, written, number, minutes) = (line.begins(AT), line.maybe_begins(WRITTEN), line.maybe_phone(NUMBER), whole(line, MINUTES));
        let (direction, reached) = (maybe(line, DIRECTION, WAYS), maybe(line, REACHED, YES));
        Some(RecordLine {
            id: line.maybe(ID).unwrap_or_else(|| line.at().to_string()),
            at: alone.map_or(RecordWhen::At(at?), RecordWhen::Day),
            who: line.maybe(WHO),
            client: line.maybe(CLIENT),
            number: number?,
            minutes: minutes?,
            direction: direction?,
            channel: line.maybe(CHANNEL),
            reached: reached?,
            written: written?,
        })
    })
}

/// Numbers of clients: `client`, `number`.
///
/// # Errors
/// Everything that cannot be read.
pub fn clients(text: &str, form: Form) -> Result<Vec<ClientLine>, Vec<Fault>> {
    rows(text, form, &[CLIENT, NUMBER], &[], |line| {
        let (client, number) = (line.text(CLIENT), line.phone(NUMBER));
        Some(ClientLine { client: client?, number: number? })
    })
}

/// A person's words: `contact`, `says` (`together`, `apart`, `never`, `not-a-contact`), `record`.
///
/// # Errors
/// Everything that cannot be read.
pub fn words(text: &str, form: Form) -> Result<Vec<WordLine>, Vec<Fault>> {
    const WORDS: &[(&str, &[&str], Word)] = &[
        ("together", &["together", "ensemble"], Word::Together),
        ("apart", &["apart", "à part"], Word::Apart),
        ("never", &["never", "jamais"], Word::Never),
        ("not-a-contact", &["not-a-contact", "not a contact", "pas un contact"], Word::NotAContact),
    ];
    rows(text, form, &[CONTACT, SAYS], &[RECORD], |line| {
        let (contact, says) = (line.text(CONTACT), line.word(SAYS, WORDS));
        let says = says?;
        let record = if matches!(says, Word::Together | Word::Apart) { Some(line.text(RECORD)?) } else { None };
        Some(WordLine { contact: contact?, says, record })
    })
}
