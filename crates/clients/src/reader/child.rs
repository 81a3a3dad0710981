//! The child's side: clear bytes in, lines of JSON out. Knows no database, no files, no clock.

use std::io::{self, BufRead as _, BufReader, Cursor, Read, Write};

use chatlog::archive::{self, Archive, Limits, Pick, Standing};
use chatlog::whatsapp::{self, Outside, Survey};
use chatlog::{Entry, SNIFF_BYTES, Sniff, Unread, sniff};

use super::other;
use super::wire::{Line, Look, Pass, Report, Request, Tally, Why};

/// The longest request; answers hold names, not messages.
const LONGEST_REQUEST: u64 = 4 * 1024 * 1024;
/// What an archive may unpack to. The chat text is what counts; pictures are left where they are.
const LIMITS: Limits = Limits { files: 50_000, bytes: 4 * 1024 * 1024 * 1024, ratio: 200 };

/// Reads one upload. `input` holds a [`Request`] on its first line, then the
/// bytes of the file to the end; `output` gets one [`Line`] a line. Whatever the
/// file holds is answered; an error is only a pipe that broke or a request that
/// is none.
///
/// Needs memory for the file and a little more; writes nothing anywhere else.
///
/// # Errors
/// When `input` cannot be read or `output` not written.
pub fn run_child(input: impl Read, output: impl Write) -> io::Result<()> {
    let mut input = BufReader::new(input);
    let mut first = Vec::new();
    input.by_ref().take(LONGEST_REQUEST).read_until(b'\n', &mut first)?;
    let request: Request = serde_json::from_slice(&first)?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let mut out = Out(io::BufWriter::with_capacity(256 * 1024, output));
    match answer(&request, &bytes, &mut out)? {
        Ok(report) => out.say(&Line::Report(report))?,
        Err(why) => out.say(&Line::Unreadable(why))?,
    }
    out.0.flush()
}

pub(super) struct Out<W: Write>(io::BufWriter<W>);

impl<W: Write> Out<W> {
    pub(super) fn say(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, line)?;
        self.0.write_all(b"\n")
    }
}

pub(super) type Answer = io::Result<Result<Report, Why>>;

fn answer<W: Write>(request: &Request, bytes: &[u8], out: &mut Out<W>) -> Answer {
    let head = bytes.get(..SNIFF_BYTES).unwrap_or(bytes);
    match sniff(head) {
        Sniff::Zip => zipped(request, bytes, out),
        _ if other::is_other(head) => other::answer(request, bytes, out),
        Sniff::WhatsApp { .. } => plain(request, bytes, out),
        Sniff::Unknown { reason } => Ok(Err(Why::Unread(reason))),
    }
}

pub(super) fn outside(request: &Request) -> Outside {
    Outside { not_after: request.today.parse().ok(), ..Outside::default() }
}

fn plain<W: Write>(request: &Request, bytes: &[u8], out: &mut Out<W>) -> Answer {
    let survey = whatsapp::survey_with(Cursor::new(bytes), &outside(request))?;
    let Some(look) = looked(&survey, 0) else { return Ok(Err(Why::Unread(Unread::NoMessages))) };
    out.say(&Line::Look(Box::new(look)))?;
    match request.pass {
        Pass::Survey => Ok(Ok(Report::default())),
        Pass::Read => hand_out(whatsapp::read(Cursor::new(bytes), &survey, &request.choices)?, out),
    }
}

fn zipped<W: Write>(request: &Request, bytes: &[u8], out: &mut Out<W>) -> Answer {
    let mut archive = match archive::open(Cursor::new(bytes), &LIMITS) {
        Ok(archive) => archive,
        Err(refusal) => return Ok(Err(Why::Archive(refusal))),
    };
    let place = match archive.pick() {
        Pick::One(place) if !archive.holds_more() => place,
        // Each is a conversation of the file: which one is asked. What is no conversation that can be read is told.
        Pick::One(_) | Pick::Several(_) => {
            drop(archive);
            return other::answer(request, bytes, out);
        }
        Pick::None if archive.files().is_empty() => return Ok(Err(Why::NoChat)),
        // Perhaps a download of another app.
        Pick::None => {
            drop(archive);
            let answered = other::answer(request, bytes, out)?;
            return Ok(answered.map_err(|why| if matches!(why, Why::Unread(_)) { Why::NoChat } else { why }));
        }
    };
    let files = beside(&archive, place);
    // Bytes that do not unpack to what the archive promised are its fault, not ours.
    let damaged = |error: io::Error| Why::Archive(error.into());
    let survey = match archive.survey(place, &outside(request)) {
        Ok(survey) => survey,
        Err(error) => return Ok(Err(damaged(error))),
    };
    let Some(look) = looked(&survey, files) else { return Ok(Err(Why::Unread(Unread::NoMessages))) };
    out.say(&Line::Look(Box::new(look)))?;
    if request.pass == Pass::Survey {
        return Ok(Ok(Report::default()));
    }
    match archive.read(place, &survey, &request.choices) {
        Ok(entries) => hand_out(entries, out),
        Err(error) => Ok(Err(damaged(error))),
    }
}

/// How many pictures and other files stand beside the chat.
fn beside<R: Read + io::Seek>(archive: &Archive<R>, chat: usize) -> u64 {
    archive.files().iter().filter(|f| f.place != chat && f.standing == Standing::File).count() as u64
}

/// `None` when nothing in it is a message.
fn looked(survey: &Survey, files: u64) -> Option<Look> {
    (survey.totals.messages > 0).then(|| Look { survey: survey.clone(), files, ..Look::default() })
}

fn hand_out<W: Write>(entries: impl Iterator<Item = io::Result<Entry>>, out: &mut Out<W>) -> Answer {
    let mut tally = Tally::default();
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Ok(Err(Why::Archive(error.into()))),
        };
        if let Err(why) = tally.add(&entry) {
            return Ok(Err(why));
        }
        out.say(&Line::Entry(Box::new(entry)))?;
    }
    Ok(Ok(tally.report()))
}
