//! Every form that is read, each with a hand that writes any conversation in
//! it, as the app does.

mod chats;
mod mails;
mod phones;
mod tables;

use chatlog::{Answers, Channel};
use std::io::{Cursor, Write as _};

/// What somebody says in a conversation that was never held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Which of [`PEOPLE`].
    pub who: usize,
    /// The words.
    pub text: String,
    /// When, in seconds since 1970: a whole minute.
    pub at: i64,
}

impl Said {
    pub fn name(&self) -> &'static str {
        PEOPLE[self.who].0
    }

    pub fn number(&self) -> &'static str {
        PEOPLE[self.who].1
    }

    pub fn mine(&self) -> bool {
        self.who == 0
    }

    pub fn civil(&self) -> jiff::civil::DateTime {
        let at = jiff::Timestamp::from_second(self.at).unwrap();
        at.to_zoned(jiff::tz::TimeZone::UTC).datetime()
    }

    pub fn print(&self, form: &str) -> String {
        self.civil().strftime(form).to_string()
    }
}

/// Who takes part: name and number. The first owns the phone.
pub const PEOPLE: [(&str, &str); 3] = [
    ("Ben Ito", "+15550001"),
    ("R.", "+15550100"),
    ("Noor 🌷", "+15550102"),
];

/// What a form says of who spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Name,
    /// The number of others; nothing of the owner.
    Number,
    /// The name of a caller; nothing of one's own calls.
    Caller,
}

/// What a form says of when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The point in time.
    Instant,
    /// By a clock of which nobody knows the zone.
    Civil,
    /// No day.
    Nothing,
}

/// One form.
#[derive(Clone, Copy)]
pub struct Form {
    pub name: &'static str,
    pub channel: Channel,
    /// As the guess of its layer calls it; none for a table that a person names.
    pub variant: Option<&'static str>,
    pub kind: &'static str,
    pub who: Who,
    pub when: When,
    /// It says which messages are the owner's.
    pub sides: bool,
    /// It holds one message, and no more.
    pub single: bool,
    /// What of a text it can hold.
    pub fit: fn(&str) -> String,
    pub write: fn(&[Said]) -> Vec<u8>,
    pub answers: fn() -> Answers,
}

impl Form {
    fn new(
        name: &'static str,
        channel: Channel,
        variant: &'static str,
        write: fn(&[Said]) -> Vec<u8>,
    ) -> Self {
        Self {
            name,
            channel,
            variant: Some(variant),
            kind: "text",
            who: Who::Name,
            when: When::Instant,
            sides: false,
            single: false,
            fit: str::to_owned,
            write,
            answers: Answers::default,
        }
    }

    /// The form tells no zone.
    fn civil(self) -> Self {
        Self {
            when: When::Civil,
            ..self
        }
    }

    fn fit(self, fit: fn(&str) -> String) -> Self {
        Self { fit, ..self }
    }

    fn sides(self) -> Self {
        Self {
            sides: true,
            ..self
        }
    }

    fn single(self) -> Self {
        Self {
            single: true,
            ..self
        }
    }
}

/// Every form. A reader that none of them reaches fails a test.
pub fn all() -> Vec<Form> {
    [
        chats::forms(),
        phones::forms(),
        tables::forms(),
        mails::forms(),
    ]
    .concat()
}

/// A zip of these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A tar of these files.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

/// The same, packed.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A field of a table.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A text of a page or of XML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
}

/// One line, without blanks at its ends.
pub fn line(text: &str) -> String {
    text.replace('\n', " ").trim().to_owned()
}

/// No words at all: the form holds none.
pub fn nothing(_: &str) -> String {
    String::new()
}
