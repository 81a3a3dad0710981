//! Entries as people read them: bubbles, days, and the lines nobody understood.

use base::words::{Lang, Words, day_in_words};
use base::Day;
use chatlog::{Direction, Entry, Kind, Language, Message, Note, Problem, render};
use jiff::civil::Date;

use crate::reader::is_withheld;
use crate::store::entries::Shown;

/// The longest part of a line that is shown where it was not understood.
const LONGEST_ODD: usize = 600;

/// One item of the chat, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    Day(String),
    /// What the app itself wrote, or we say about what follows.
    Note(String),
    Message(Bubble),
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

/// Bytes nobody understood, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odd {
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

/// Draws entries in their order. Days are told when they change; a run of
/// messages that were filed before is announced once.
#[must_use]
pub fn items(words: &Words, lang: Lang, entries: &[Shown]) -> Vec<Item> {
    let mut drawn = Drawing { words, lang, day: None, known: false, items: Vec::with_capacity(entries.len() + 8) };
    for shown in entries {
        drawn.take(shown);
    }
    drawn.items
}

struct Drawing<'a> {
    words: &'a Words,
    lang: Lang,
    day: Option<Date>,
    known: bool,
    items: Vec<Item>,
}

impl Drawing<'_> {
    fn take(&mut self, shown: &Shown) {
        match &shown.entry {
            Entry::Problem(problem) => self.items.push(Item::Odd(odd(self.words, self.lang, problem))),
            Entry::Message(message) => {
                self.announce(shown.known);
                self.day_of(message);
                let item = self.message(message);
                self.items.push(item);
            }
        }
    }

    fn announce(&mut self, known: bool) {
        if known != self.known {
            let id = if known { "clients-chat-known-from-here" } else { "clients-chat-new-from-here" };
            self.items.push(Item::Note(self.words.say(self.lang, id, &[])));
            self.known = known;
        }
    }

    fn day_of(&mut self, message: &Message) {
        let Some(day) = message.civil.map(|civil| civil.date()) else { return };
        if self.day != Some(day) {
            self.day = Some(day);
            self.items.push(Item::Day(day_in_words(self.lang, Day(day))));
        }
    }

    fn message(&self, message: &Message) -> Item {
        if matches!(message.kind, Kind::System { .. }) {
            return Item::Note(plain(&message.shown()));
        }
        let said = render::told(message, None, language(self.lang));
        let (file, text) = match &message.kind {
            Kind::Attachment { name, .. } => (name.clone(), said.split_once('\n').map_or("", |(_, caption)| caption).to_owned()),
            _ => (String::new(), said),
        };
        Item::Message(Bubble {
            who: plain(message.sender.as_deref().unwrap_or("")),
            text: plain(&text),
            file: plain(&file),
            time: message.civil.map_or_else(|| plain(&message.wall), |civil| format!("{:02}:{:02}", civil.hour(), civil.minute())),
            time_iso: message.civil.map(|civil| civil.to_string()).unwrap_or_default(),
            mine: message.direction == Direction::Out,
            flags: flags(self.words, self.lang, message),
        })
    }
}

/// What a careful reader should know about a message.
fn flags(words: &Words, lang: Lang, message: &Message) -> Vec<String> {
    let say = |id: &str, args: &[(&str, &str)]| words.say(lang, id, args);
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
            other => other.words(language(lang)),
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

/// Bytes nobody understood, with their place in the file.
#[must_use]
pub fn odd(words: &Words, lang: Lang, problem: &Problem) -> Odd {
    let [line, from, to] = [problem.line, problem.bytes.start, problem.bytes.end].map(|n| n.to_string());
    let whole = words_of(words, lang, problem);
    let mut text: String = whole.chars().take(LONGEST_ODD).collect();
    if text.len() < whole.len() {
        text.push('…');
    }
    Odd {
        place: words.say(lang, "clients-odd-place", &[("line", &line), ("from", &from), ("to", &to)]),
        why: problem.reason.words(language(lang)),
        text: plain(text.trim_end_matches(['\r', '\n'])),
    }
}

/// The words of bytes nobody understood, or that they are left out because they may be another person's.
fn words_of(words: &Words, lang: Lang, problem: &Problem) -> String {
    if is_withheld(problem) { words.say(lang, "clients-odd-withheld", &[]) } else { problem.text.clone() }
}

/// NUL cannot stand in a page; its picture can.
fn plain(text: &str) -> String {
    text.replace('\0', "\u{2400}")
}

/// The messages among entries.
pub fn messages(entries: &[Shown]) -> impl Iterator<Item = &Message> {
    entries.iter().filter_map(|shown| match &shown.entry {
        Entry::Message(message) => Some(message),
        Entry::Problem(_) => None,
    })
}

/// Messages as a table for a spreadsheet. A text that a spreadsheet would run as
/// a formula is kept from it by an apostrophe.
#[must_use]
pub fn csv(words: &Words, lang: Lang, entries: &[Shown]) -> String {
    let head = ["date", "time", "who", "kind", "text", "line"].map(|id| words.say(lang, &format!("clients-csv-{id}"), &[]));
    // A byte order mark, or some spreadsheets read the accents wrong.
    let mut out = String::from("\u{feff}");
    row(&mut out, &head);
    for shown in entries {
        let cells = match &shown.entry {
            Entry::Message(m) => [
                m.civil.map_or_else(|| m.wall.clone(), |civil| civil.date().to_string()),
                m.civil.map(|civil| civil.time().to_string()).unwrap_or_default(),
                m.sender.clone().unwrap_or_default(),
                words.say(lang, &format!("clients-kind-{}", m.kind.name()), &[]),
                render::told(m, None, language(lang)),
                m.line.to_string(),
            ],
            Entry::Problem(p) => {
                let kind = words.say(lang, "clients-kind-problem", &[]);
                [String::new(), String::new(), String::new(), kind, words_of(words, lang, p), p.line.to_string()]
            }
        };
        row(&mut out, &cells);
    }
    out
}

fn row(out: &mut String, cells: &[String; 6]) {
    let cells: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", safe(cell).replace('"', "\"\""))).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

/// What begins like a formula gets an apostrophe before it.
fn safe(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula { format!("'{}", plain(cell)) } else { plain(cell) }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_spreadsheet_runs_nothing_that_a_client_wrote() {
        for evil in ["=HYPERLINK(\"http://x\")", "+1", "-2+3", "@SUM(1)", "\tx", "＝1"] {
            assert!(safe(evil).starts_with('\''), "{evil}");
        }
        assert_eq!(safe("Wednesday ok = fine"), "Wednesday ok = fine");
    }
}
