//! Messages as a person or a program reads them: plain text, a table, JSON lines.

use std::io::{self, Write};

use chatlog::{Channel, Direction, Language, Message, Precision, render};
use serde::Serialize;

use super::{Form, say};

pub(super) struct Show<'a, W> {
    form: Form,
    language: Language,
    out: &'a mut W,
}

impl<'a, W: Write> Show<'a, W> {
    pub(super) fn new(form: Form, language: Language, out: &'a mut W) -> Self {
        Self { form, language, out }
    }

    /// The names of the columns of a table.
    pub(super) fn head(&mut self) -> io::Result<()> {
        if self.form != Form::Csv {
            return Ok(());
        }
        let names = match self.language {
            Language::English => ["file", "conversation", "date and time", "zone", "who", "number or address", "direction", "kind", "text", "part", "byte or row"],
            Language::French => ["fichier", "conversation", "date et heure", "fuseau", "qui", "numéro ou adresse", "sens", "sorte", "texte", "partie", "octet ou rangée"],
        };
        self.out.write_all("\u{feff}".as_bytes())?;
        self.row(&names.map(str::to_owned))
    }

    /// The name of a file, above its messages.
    pub(super) fn title(&mut self, name: &str) -> io::Result<()> {
        if self.form == Form::Text { writeln!(self.out, "== {} ==", safe(name)) } else { Ok(()) }
    }

    pub(super) fn message(&mut self, file: &str, channel: Option<Channel>, message: &Message) -> io::Result<()> {
        let told = render::told(message, channel, self.language);
        if self.form == Form::Text {
            let who = message.sender.as_deref().or(message.more.from.as_deref());
            let colon = say(self.language, ":", "\u{a0}:");
            let who = who.map(|who| format!("{}{colon} ", safe(&who.replace(['\r', '\n'], " "))));
            // Lines that end in CR alone are lines.
            let told = told.replace("\r\n", "\n").replace('\r', "\n");
            let told = safe(&told).replace('\n', "\n    ");
            return writeln!(self.out, "{} | {}{told}", when(message), who.unwrap_or_default());
        }
        let place = message.row.as_ref().map_or_else(|| message.bytes.start.to_string(), |row| format!("{} {}", row.table, row.id));
        self.row(&[
            file.to_owned(),
            message.more.conversation.clone().unwrap_or_default(),
            moment(message),
            zone(message, self.language),
            message.sender.clone().unwrap_or_default(),
            message.more.from.clone().unwrap_or_default(),
            way(message.direction, self.language).to_owned(),
            kind(message.kind.name(), self.language).to_owned(),
            told,
            message.layer.to_string(),
            place,
        ])
    }

    /// A line of the table, every field in quotes. An apostrophe stands before what a spreadsheet would run.
    pub(super) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        let run = |cell: &str| cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r', '\n']);
        let quoted = |cell: &String| format!("\"{}{}\"", if run(cell) { "'" } else { "" }, cell.replace('"', "\"\""));
        let cells: Vec<String> = cells.iter().map(quoted).collect();
        write!(self.out, "{}\r\n", cells.join(","))
    }

    pub(super) fn json(&mut self, item: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut *self.out, item)?;
        writeln!(self.out)
    }

    pub(super) fn lines(&mut self, lines: &[String]) -> io::Result<()> {
        lines.iter().try_for_each(|line| writeln!(self.out, "{}", safe(line)))
    }
}

/// Which way a message went.
fn way(direction: Direction, language: Language) -> &'static str {
    match direction {
        Direction::In => say(language, "in", "entrant"),
        Direction::Out => say(language, "out", "sortant"),
        Direction::Unknown => say(language, "unknown", "inconnu"),
    }
}

/// The kind of a message.
pub(super) fn kind(name: &'static str, language: Language) -> &'static str {
    let french = match name {
        "attachment" => "pièce jointe",
        "call" => "appel",
        "deleted" => "supprimé",
        "location" => "position",
        "null" => "vide",
        "omitted" => "absent de l’exportation",
        "poll" => "sondage",
        "system" => "application",
        "text" => "texte",
        "unknown" => "inconnu",
        other => other,
    };
    say(language, name, french)
}

/// As it was read, as exactly as the file says it; as printed where the reading is not certain.
fn moment(message: &Message) -> String {
    let Some(civil) = message.civil else { return message.wall.clone() };
    match message.precision {
        Precision::Day => civil.date().to_string(),
        Precision::Minute => civil.strftime("%Y-%m-%d %H:%M").to_string(),
        _ => civil.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    }
}

fn when(message: &Message) -> String {
    match offset(message) {
        Some(offset) => format!("{} {offset}", moment(message)),
        None => safe(&moment(message)),
    }
}

fn zone(message: &Message, language: Language) -> String {
    offset(message).unwrap_or_else(|| say(language, "not in the file", "pas dans le fichier").to_owned())
}

/// How far the printed time is from universal time, where the file tells a point in time.
fn offset(message: &Message) -> Option<String> {
    let (instant, civil) = (message.instant()?, message.civil?);
    let printed = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    let minutes = (printed.as_second() - instant.as_second()).div_euclid(60);
    let sign = if minutes < 0 { '-' } else { '+' };
    Some(match minutes.unsigned_abs() {
        0 => "UTC".to_owned(),
        n => format!("UTC{sign}{:02}:{:02}", n / 60, n % 60),
    })
}

/// A text that a terminal only shows: what would move its cursor, change its title or turn the
/// direction of what follows is shown as a sign.
pub(super) fn safe(text: &str) -> String {
    let sign = |c: char| match c {
        '\n' | '\t' => c,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\x7f'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => c,
    };
    text.chars().map(sign).collect()
}
