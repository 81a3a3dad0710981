//! Writes a synthetic export of about N MB, always the same, and prints how
//! much of everything is in it.
//!
//! `cargo run --release -p chatlog --example generate -- android|iphone MB FILE`

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};

type Anything = Box<dyn std::error::Error>;

/// Words people write, in several scripts.
const WORDS: [&str; 48] = [
    "the",
    "appointment",
    "is",
    "on",
    "Monday",
    "please",
    "bring",
    "your",
    "card",
    "I",
    "left",
    "my",
    "passport",
    "at",
    "office",
    "she",
    "added",
    "me",
    "they",
    "removed",
    "it",
    "thanks",
    "ok",
    "merci",
    "beaucoup",
    "à",
    "demain",
    "où",
    "êtes-vous",
    "😊",
    "👍🏽",
    "مرحبا",
    "شكرا",
    "سلام",
    "mañana",
    "Straße",
    "привет",
    "こんにちは",
    "right:",
    "note:",
    "10:30",
    "bus",
    "school",
    "clinic",
    "form",
    "signed",
    "tomorrow",
    "call",
];

const NAMES: [&str; 4] = ["Ben Ito", "R.", "+1 (555) 010-0199", "~\u{202f}Noor 🌷"];

/// A small generator of numbers: the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let sides = from.len() as u64;
        let place = usize::try_from(self.roll(sides)).unwrap_or(0);
        from.get(place).copied().unwrap_or_default()
    }
}

struct Writer<W> {
    out: W,
    iphone: bool,
    dice: Dice,
    minutes: u64,
    number: u64,
    written: u64,
    truth: BTreeMap<&'static str, u64>,
}

fn main() -> Result<(), Anything> {
    let mut arguments = std::env::args().skip(1);
    let platform = arguments.next().ok_or("android or iphone?")?;
    let megabytes: u64 = arguments.next().ok_or("how many MB?")?.parse()?;
    let path = arguments.next().ok_or("into which file?")?;
    let mut writer = Writer {
        out: BufWriter::new(File::create(path)?),
        iphone: platform == "iphone",
        dice: Dice(0x9E37_79B9_7F4A_7C15),
        minutes: 0,
        number: 0,
        written: 0,
        truth: BTreeMap::new(),
    };
    writer.system("Messages and calls are end-to-end encrypted.")?;
    while writer.written < megabytes * 1_000_000 {
        writer.entry()?;
    }
    writer.out.flush()?;
    let mut out = std::io::stdout().lock();
    let messages: u64 = writer
        .truth
        .iter()
        .filter(|(kind, _)| !matches!(**kind, "edited" | "quoted"))
        .map(|(_, n)| n)
        .sum();
    writeln!(out, "bytes {}\nmessages {messages}", writer.written)?;
    for (kind, count) in &writer.truth {
        writeln!(out, "{kind} {count}")?;
    }
    Ok(())
}

impl<W: Write> Writer<W> {
    fn count(&mut self, kind: &'static str) {
        *self.truth.entry(kind).or_default() += 1;
    }

    fn entry(&mut self) -> Result<(), Anything> {
        self.minutes += self.dice.roll(40);
        self.number += 1;
        match self.dice.roll(1000) {
            0..=9 => self.system("The security code with R. changed. Tap to learn more."),
            10..=29 => self.file(),
            30..=49 => self.marked("omitted", "image omitted", "<Media omitted>"),
            50..=54 => self.marked(
                "deleted",
                "This message was deleted.",
                "This message was deleted",
            ),
            55..=58 if self.iphone => self.marked("call", "Voice call. 2 min", ""),
            59..=61 => self.poll(),
            62..=71 => self.edited(),
            72..=76 => self.quoted(),
            _ => self.text(),
        }
    }

    fn stamp(&self, minutes: u64) -> String {
        let (days, minute) = (minutes / 1440, minutes % 1440);
        let (year, month, day) = (2012 + days / 336, days / 28 % 12 + 1, days % 28 + 1);
        let (hour, minute) = (minute / 60, minute % 60);
        if self.iphone {
            format!("[{day:02}/{month:02}/{year}, {hour:02}:{minute:02}:07] ")
        } else {
            format!("{day:02}/{month:02}/{year}, {hour:02}:{minute:02} - ")
        }
    }

    /// Writes one entry; lines in it end with LF, the entry as phones end it.
    fn put(&mut self, mark: &str, sender: Option<&str>, body: &str) -> Result<(), Anything> {
        let stamp = self.stamp(self.minutes);
        let name = sender.map_or(String::new(), |name| format!("{name}: "));
        let ending = if self.iphone { "\r\n" } else { "\n" };
        let text = format!("{mark}{stamp}{name}{body}{ending}");
        self.written += text.len() as u64;
        self.out.write_all(text.as_bytes())?;
        Ok(())
    }

    fn system(&mut self, text: &str) -> Result<(), Anything> {
        self.count("system");
        if self.iphone {
            self.put("", Some("R."), &format!("\u{200e}{text}"))
        } else {
            self.put("", None, text)
        }
    }

    fn marked(&mut self, kind: &'static str, iphone: &str, android: &str) -> Result<(), Anything> {
        self.count(kind);
        let name = self.dice.pick(&NAMES);
        if self.iphone {
            self.put("\u{200e}", Some(name), &format!("\u{200e}{iphone}"))
        } else {
            self.put("", Some(name), android)
        }
    }

    fn file(&mut self) -> Result<(), Anything> {
        self.count("attachment");
        let (name, number) = (self.dice.pick(&NAMES), self.number);
        if self.iphone {
            let body = format!("\u{200e}<attached: {number:08}-PHOTO-2022-03-27-21-41-55.jpg>");
            self.put("\u{200e}", Some(name), &body)
        } else {
            let body = format!("IMG-20220327-WA{number:04}.jpg (file attached)\nsee this");
            self.put("", Some(name), &body)
        }
    }

    fn poll(&mut self) -> Result<(), Anything> {
        self.count("poll");
        let body = "POLL:\nWhen do we meet?\nOPTION: Monday (2 votes)\nOPTION: Friday (0 votes)";
        let mark = if self.iphone { "\u{200e}" } else { "" };
        self.put("", Some("Ben Ito"), &format!("{mark}{body}"))
    }

    fn words(&mut self, most: u64) -> String {
        let mut text = self.dice.pick(&WORDS).to_owned();
        for _ in 0..self.dice.roll(most) {
            text.push(' ');
            text.push_str(self.dice.pick(&WORDS));
        }
        text
    }

    fn edited(&mut self) -> Result<(), Anything> {
        self.count("text");
        self.count("edited");
        let (name, words) = (self.dice.pick(&NAMES), self.words(10));
        let mark = if self.iphone {
            "\u{200e}<This message was edited.>"
        } else {
            "<This message was edited>"
        };
        self.put("", Some(name), &format!("{words} {mark}"))
    }

    /// A message that quotes the head of another, of another shape (Android)
    /// or the same (iPhone, where the line ending tells).
    fn quoted(&mut self) -> Result<(), Anything> {
        self.count("text");
        self.count("quoted");
        let name = self.dice.pick(&NAMES);
        let quote = if self.iphone {
            self.stamp(self.minutes)
        } else {
            "[10:15 AM, 5/12/2020] ".to_owned()
        };
        self.put(
            "",
            Some(name),
            &format!("He wrote this:\n{quote}R.: I left it\nis it true?"),
        )
    }

    fn text(&mut self) -> Result<(), Anything> {
        self.count("text");
        let name = self.dice.pick(&NAMES);
        let mut body = self.words(24);
        while self.dice.roll(6) == 0 {
            let blank = if self.dice.roll(8) == 0 { "\n" } else { "" };
            body = format!("{body}\n{blank}{}", self.words(16));
        }
        self.put("", Some(name), &body)
    }
}
