//! Reads one exported chat and prints what is in it: counts by kind, Problems,
//! bytes unaccounted, how the order of day and month was decided, speed.
//!
//! `cargo run --release -p chatlog --example read -- FILE [--json|--text]`

use chatlog::archive::{self, Limits, Pick};
use chatlog::render::{Heading, text_block};
use chatlog::whatsapp::{self, Choices, Outside, Reader, Survey};
use chatlog::{Entry, Report, SNIFF_BYTES, Sniff, sniff};
use std::fs::File;
use std::io::{self, Read, Seek as _, Write};

type Anything = Box<dyn std::error::Error>;

fn main() -> Result<(), Anything> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("which file?")?;
    let form = arguments.next().unwrap_or_default();
    let mut file = File::open(&path)?;
    let mut head = Vec::new();
    (&mut file)
        .take(SNIFF_BYTES as u64)
        .read_to_end(&mut head)?;
    file.rewind()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    match sniff(&head) {
        Sniff::Unknown { reason } => writeln!(out, "{}", reason.words(chatlog::Language::English))?,
        Sniff::WhatsApp { .. } => {
            let survey = whatsapp::survey(&mut file)?;
            let surveyed = cpu_seconds();
            let entries = whatsapp::read(&mut file, &survey, &Choices::default())?;
            show(&mut out, &form, &survey, surveyed, entries)?;
        }
        Sniff::Zip => {
            let mut zip = archive::open(file, &Limits::default())?;
            let Pick::One(chat) = zip.pick() else {
                writeln!(
                    out,
                    "Which of these? {:?}",
                    zip.chats().map(|c| &c.shown).collect::<Vec<_>>()
                )?;
                return Ok(());
            };
            let survey = zip.survey(chat, &Outside::default())?;
            let surveyed = cpu_seconds();
            show(
                &mut out,
                &form,
                &survey,
                surveyed,
                zip.read(chat, &survey, &Choices::default())?,
            )?;
        }
    }
    Ok(())
}

fn show(
    out: &mut impl Write,
    form: &str,
    survey: &Survey,
    surveyed: f64,
    mut entries: Reader<impl Read>,
) -> Result<(), Anything> {
    let mut report = Report::default();
    let mut messages = Vec::new();
    if form == "--owned" {
        for entry in &mut entries {
            report.add(&entry?);
        }
    }
    while let Some(entry) = entries.lend()? {
        report.add(entry);
        match (form, entry) {
            ("--json", entry) => writeln!(out, "{}", serde_json::to_string(entry)?)?,
            ("--text", Entry::Message(message)) => messages.push(message.clone()),
            _ => {}
        }
    }
    match form {
        "--json" => return Ok(()),
        "--text" => write!(out, "{}", text_block(&messages, Heading::default()))?,
        _ => {}
    }
    tell(out, survey, &report)?;
    speed(out, survey.totals.bytes, surveyed)
}

fn tell(out: &mut impl Write, survey: &Survey, report: &Report) -> Result<(), Anything> {
    let bytes = survey.totals.bytes;
    writeln!(out, "platform    {:?}, {:?}", survey.platform, survey.chat)?;
    for (place, segment) in survey.segments.iter().enumerate() {
        let ends = [&segment.first, &segment.last].map(|w| w.as_ref().map(|w| w.text.clone()));
        writeln!(
            out,
            "segment {place}   {} messages, {ends:?}, {:?}",
            segment.messages, segment.order
        )?;
    }
    for sender in survey.senders.iter().take(20) {
        writeln!(
            out,
            "sender      {} {} ({} by the app)",
            sender.name, sender.messages, sender.system
        )?;
    }
    writeln!(out, "warnings    {:?}", survey.warnings)?;
    writeln!(out, "messages    {} {:?}", report.messages, report.kinds)?;
    writeln!(out, "edited      {}", report.edited)?;
    writeln!(out, "quoted      {}", report.quoted_headers)?;
    writeln!(
        out,
        "problems    {} {:?}",
        report.problem_count(),
        report.problems
    )?;
    writeln!(
        out,
        "unaccounted {} of {bytes} bytes",
        report.unaccounted(bytes)
    )?;
    Ok(())
}

fn speed(out: &mut impl Write, bytes: u64, surveyed: f64) -> Result<(), Anything> {
    let all = cpu_seconds();
    let mega = f64::from(u32::try_from(bytes >> 10)?) / 1000.0 * 1.024;
    writeln!(
        out,
        "survey      {:.0} MB per CPU second ({surveyed:.3} s)",
        mega / surveyed
    )?;
    writeln!(
        out,
        "read        {:.0} MB per CPU second",
        mega / (all - surveyed)
    )?;
    writeln!(
        out,
        "together    {:.0} MB per CPU second ({all:.3} s)",
        mega / all
    )?;
    writeln!(out, "memory      {}", peak_memory())?;
    Ok(())
}

/// CPU seconds of this process so far, from the system.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = stat
        .split(' ')
        .next()
        .and_then(|n| n.parse::<u64>().ok())
        .unwrap_or(0);
    let micros = u32::try_from(nanoseconds / 1000).unwrap_or(u32::MAX);
    (f64::from(micros) / 1e6).max(1e-6)
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or("not known".to_owned(), |line| {
        line.trim_start_matches("VmHWM:").trim().to_owned()
    })
}
