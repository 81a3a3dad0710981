//! Entries as people read them: bubbles, days, and the lines nobody understood.

use base::Day;
use base::words::{Lang, Words, day_in_words};
use chatlog::{Channel, Direction, Entry, Kind, Language, Message, Note, Precision, Problem, Reason, render};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::reader::is_withheld;
use crate::store::entries::Shown;

/// The longest part of a line that is shown where it was not understood.
const LONGEST_ODD: usize = 600;

/// One item of the chat, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    Day(String),
    /// What we say about what follows.
    Note(String),
    /// What the app itself wrote.
    System(Bubble),
    Message(Bubble),
    /// Told above already; here is its place.
    OddHere(String),
    Odd(Odd),
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bubble {
    pub who: String,
    pub text: String,
    pub file: String,
    pub time: String,
    pub time_iso: String,
    pub mine: bool,
    /// What a reader should know about it.
    pub flags: Vec<String>,
}

/// Bytes nobody understood, and where they stand, as far as that can be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odd {
    pub ordinal: u64,
    pub place: String,
    pub why: &'static str,
    pub text: String,
}

/// The language of chatlog's words.
#[must_use]
pub const fn language(lang: Lang) -> Language {
    match lang {
        Lang::En => Language::English,
        Lang::Fr => Language::French,
    }
}

/// Says that a part of the file is missing, rather than that a line makes no sense.
#[must_use]
pub const fn is_damage(problem: &Problem) -> bool {
    matches!(problem.reason, Reason::Damaged | Reason::CutOff | Reason::CheckSum)
}

/// How one conversation is read: in which words, by which clock, and who its owner is.
#[derive(Debug, Clone)]
pub struct View<'a> {
    pub words: &'a Words,
    pub lang: Lang,
    /// The organisation's.
    pub zone: TimeZone,
    /// The app, where it is not the text of WhatsApp.
    pub channel: Option<Channel>,
    /// Who brought it in, for messages of theirs that name nobody.
    pub me: String,
}

impl View<'_> {
    pub(crate) fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        self.words.say(self.lang, id, args)
    }

    /// Day and time by the one clock of all pages.
    pub(crate) fn clock(&self, message: &Message) -> Option<DateTime> {
        render::clock(message, Some(&self.zone))
    }

    /// Who speaks; empty where the file names nobody and nobody need be named.
    pub(crate) fn who(&self, message: &Message) -> String {
        let spoken = !matches!(message.kind, Kind::System { .. } | Kind::Call(_));
        match render::speaker(message, &self.me) {
            Some(name) => plain(name),
            None if spoken && message.direction == Direction::In => self.say("clients-not-named", &[]),
            None => String::new(),
        }
    }

    /// What a message says. The mark of an edited one is told beside it.
    pub(crate) fn said(&self, message: &Message) -> String {
        let text = render::told(message, self.channel, language(self.lang));
        match text.rfind('<') {
            Some(at) if message.edited && !message.header.is_empty() && text.trim_end().ends_with('>') => {
                text.get(..at).unwrap_or_default().trim_end_matches(['\u{200E}', '\u{200F}', ' ', '\n']).to_owned()
            }
            _ => text,
        }
    }

    /// Whose clock the times are of, in a sentence; empty where there are none.
    #[must_use]
    pub fn clocks(&self, entries: &[Shown]) -> String {
        let exact = messages(entries).any(|m| m.instant().is_some());
        let printed = messages(entries).any(|m| m.instant().is_none() && m.civil.is_some());
        let zone = self.zone.iana_name().unwrap_or("UTC");
        match (exact, printed) {
            (true, false) => self.say("clients-clock-zone", &[("zone", zone)]),
            (false, true) => self.say("clients-clock-printed", &[]),
            (true, true) => self.say("clients-clock-both", &[("zone", zone)]),
            (false, false) => String::new(),
        }
    }

    /// Draws entries in their order. Days are told when they change; a run of
    /// messages that were filed before is announced once. What `told` has is not
    /// told again: only its place is.
    #[must_use]
    pub fn items(&self, entries: &[Shown], told: &[Odd]) -> Vec<Item> {
        let mut drawn = Drawing { view: self, told, day: None, known: false, items: Vec::with_capacity(entries.len() + 8) };
        for shown in entries {
            drawn.take(shown);
        }
        drawn.items
    }

    /// Bytes nobody understood, with their place in the file where it can be said.
    #[must_use]
    pub fn odd(&self, problem: &Problem) -> Odd {
        let [line, from, to] = [problem.line, problem.bytes.start, problem.bytes.end].map(|n| n.to_string());
        let whole = words_of(self, problem);
        let mut text: String = whole.chars().take(LONGEST_ODD).collect();
        if text.len() < whole.len() {
            text.push('…');
        }
        let place = match &problem.row {
            Some(row) => self.say("clients-odd-row", &[("table", &row.table), ("row", &row.id.to_string())]),
            None if problem.bytes.is_empty() => String::new(),
            None if problem.line == 0 => self.say("clients-odd-bytes", &[("from", &from), ("to", &to)]),
            None => self.say("clients-odd-place", &[("line", &line), ("from", &from), ("to", &to)]),
        };
        Odd { ordinal: problem.ordinal, place, why: problem.reason.words(language(self.lang)), text: plain(text.trim_end_matches(['\r', '\n'])) }
    }
}

struct Drawing<'a> {
    view: &'a View<'a>,
    told: &'a [Odd],
    day: Option<Date>,
    known: bool,
    items: Vec<Item>,
}

impl Drawing<'_> {
    fn take(&mut self, shown: &Shown) {
        match &shown.entry {
            Entry::Problem(problem) => self.problem(problem),
            Entry::Message(message) => {
                self.announce(shown.known);
                self.day_of(message);
                let item = self.message(message);
                self.items.push(item);
            }
        }
    }

    fn problem(&mut self, problem: &Problem) {
        let odd = self.view.odd(problem);
        if !self.told.iter().any(|told| told.ordinal == odd.ordinal) {
            self.items.push(Item::Odd(odd));
        } else if !odd.place.is_empty() {
            self.items.push(Item::OddHere(self.view.say("clients-odd-here", &[("place", &odd.place)])));
        }
    }

    fn announce(&mut self, known: bool) {
        if known != self.known {
            let id = if known { "clients-chat-known-from-here" } else { "clients-chat-new-from-here" };
            self.items.push(Item::Note(self.view.say(id, &[])));
            self.known = known;
        }
    }

    fn day_of(&mut self, message: &Message) {
        let Some(day) = self.view.clock(message).map(|at| at.date()) else { return };
        if self.day != Some(day) {
            self.day = Some(day);
            self.items.push(Item::Day(day_in_words(self.view.lang, Day(day))));
        }
    }

    fn message(&self, message: &Message) -> Item {
        let view = self.view;
        let system = matches!(message.kind, Kind::System { .. });
        // What a person reads of it: a list of who came says when.
        let told = || message.more.plain.clone().unwrap_or_else(|| message.shown());
        let said = if system { told() } else { view.said(message) };
        let (file, text) = match &message.kind {
            Kind::Attachment { name, .. } => (name.clone(), said.split_once('\n').map_or("", |(_, caption)| caption).to_owned()),
            _ => (String::new(), said),
        };
        let at = view.clock(message);
        let time = match at {
            Some(_) if message.precision == Precision::Day => String::new(),
            Some(at) => format!("{:02}:{:02}", at.hour(), at.minute()),
            None if message.wall.trim().is_empty() => view.say("clients-no-date", &[]),
            None => plain(message.wall.trim()),
        };
        let bubble = Bubble {
            who: view.who(message),
            text: plain(&text),
            file: plain(&file),
            time,
            time_iso: at.map(|at| at.to_string()).unwrap_or_default(),
            mine: message.direction == Direction::Out,
            flags: flags(view, message),
        };
        if system { Item::System(bubble) } else { Item::Message(bubble) }
    }
}

/// What a careful reader should know about a message.
pub(crate) fn flags(view: &View<'_>, message: &Message) -> Vec<String> {
    let say = |id: &str, args: &[(&str, &str)]| view.say(id, args);
    let mut flags: Vec<String> = Vec::new();
    if message.edited {
        flags.push(say("clients-flag-edited", &[]));
    }
    for note in &message.notes {
        flags.push(match note {
            Note::QuotedHeader { at } => say("clients-flag-quoted-header", &[("line", &line_at(message, *at).to_string())]),
            Note::MaybeQuoted => say("clients-flag-maybe-quoted", &[]),
            Note::NotUtf8 => say("clients-flag-not-utf8", &[]),
            Note::Nul => say("clients-flag-nul", &[]),
            Note::ImpossibleDate => say("clients-flag-impossible-date", &[("line", &message.line.to_string())]),
            Note::ForeignCalendar => say("clients-flag-foreign-calendar", &[]),
            Note::BadField { .. } => say("clients-flag-bad-field", &[]),
            Note::UnknownField { .. } => say("clients-flag-unknown-field", &[]),
            other => other.words(language(view.lang)),
        });
    }
    flags.dedup();
    flags
}

/// The line of the file on which the byte `at` of a message stands.
fn line_at(message: &Message, at: u64) -> u64 {
    let offset = usize::try_from(at.saturating_sub(message.bytes.start)).unwrap_or(usize::MAX);
    let breaks = |bytes: &[u8]| bytes.iter().take(offset).filter(|byte| **byte == b'\n').count() as u64;
    let whole = format!("{}{}", message.header, message.body);
    message.line + message.original.as_ref().map_or_else(|| breaks(whole.as_bytes()), |original| breaks(&original.0))
}

/// The words of bytes nobody understood, or that they are left out because they may be another person's.
pub(crate) fn words_of(view: &View<'_>, problem: &Problem) -> String {
    if is_withheld(problem) { view.say("clients-odd-withheld", &[]) } else { problem.text.clone() }
}

/// NUL cannot stand in a page; its picture can.
pub(crate) fn plain(text: &str) -> String {
    text.replace('\0', "\u{2400}")
}

/// The messages among entries.
pub fn messages(entries: &[Shown]) -> impl Iterator<Item = &Message> {
    entries.iter().filter_map(|shown| match &shown.entry {
        Entry::Message(message) => Some(message),
        Entry::Problem(_) => None,
    })
}
