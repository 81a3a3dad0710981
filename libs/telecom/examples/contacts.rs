//! The figures of matching: how well, by noise level and seed, and how fast.
//!
//! `cargo run --release -p telecom --example contacts -- table [FIRST LAST] | speed N | csv CONTACTS RECORDS`

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "it measures time, and says how much")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a generator of small numbers"
)]

#[path = "../tests/matching/generator.rs"]
mod generator;

use generator::{Noise, Office, Score, Size};
use jiff::tz::TimeZone;
use telecom::E164;
use telecom::matching::{
    Channel, Client, ClientId, Clock, Contact, ContactId, Input, Kind, Peer, Record, RecordId, Settings, Source, SourceId,
    When, WorkerId, decide, learn, matched,
};

fn run(seeds: std::ops::RangeInclusive<u64>, noise: Noise) -> (Score, Vec<f64>) {
    let mut all = Score::default();
    let mut each = Vec::new();
    for seed in seeds {
        let office = Office::new(seed, Size::OFFICE, noise);
        let score = Score::of(&office, &matched(&office.input()));
        each.push(score.f1());
        all.add(&score);
    }
    each.sort_by(f64::total_cmp);
    (all, each)
}

/// Seconds of processor time so far (Linux; 0 elsewhere): a busy machine does not count.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn row(name: &str, seeds: std::ops::RangeInclusive<u64>, noise: Noise) {
    let (s, each) = run(seeds, noise);
    println!(
        "{name:44} P {:.3} R {:.3} F1 {:.3} (worst {:.3}, best {:.3})  link F1 {:.3}  review {:.1} %",
        s.precision(), s.recall(), s.f1(), each.first().unwrap_or(&0.0), each.last().unwrap_or(&0.0), s.link_f1(), 100.0 * s.review / s.all
    );
}

/// Contacts `id,worker,peer,minute,minutes` and records `id,worker,peers (by |),written peer,day,minute,minutes`, in
/// minutes and days since 2026-03-02 UTC, `-` for what is not there. Prints `contact,record`.
fn links(args: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let read = |n: usize| std::fs::read_to_string(args.get(n).map_or("", String::as_str));
    let (contacts, records) = (read(1)?, read(2)?);
    let begin = cpu_seconds();
    let zero = jiff::civil::date(2026, 3, 2);
    let moment = |minutes: f64| jiff::Timestamp::from_second(zero.to_zoned(TimeZone::UTC).map_or(0, |z| z.timestamp().as_second()) + (minutes * 60.0) as i64);
    let number = |text: &str| text.parse::<u64>().ok().and_then(|n| E164::new(16_135_000_000 + n)).map(Peer::Number);
    let mut of = Vec::new();
    for line in contacts.lines() {
        let cells: Vec<&str> = line.split(',').collect();
        let [id, worker, peer, minute, minutes] = cells[..] else { continue };
        of.push(Contact {
            id: ContactId(id.parse()?),
            source: SourceId(0),
            at: moment(minute.parse()?)?,
            kind: Kind::Call { seconds: minutes.parse::<u32>().ok().map(|m| m * 60), answered: Some(true) },
            peer: number(peer),
            workers: vec![WorkerId(worker.parse()?)],
            direction: None,
            channel: Channel(0),
        });
    }
    let (mut about, mut clients) = (Vec::new(), Vec::new());
    for line in records.lines() {
        let cells: Vec<&str> = line.split(',').collect();
        let [id, worker, peers, written, day, minute, minutes] = cells[..] else { continue };
        let client = ClientId(u32::try_from(clients.len())?);
        clients.push(Client { id: client, peers: peers.split('|').filter_map(number).collect() });
        let when = match minute.parse::<f64>() {
            Ok(minute) => When::At(moment(minute.floor())?),
            Err(_) => When::Day(zero.checked_add(jiff::Span::new().days(day.parse::<i64>()?))?),
        };
        about.push(Record {
            id: RecordId(id.parse()?),
            author: Some(WorkerId(worker.parse()?)),
            client: Some(client),
            peer: number(written),
            when,
            written: None,
            minutes: minutes.parse().ok(),
            direction: None,
            channel: None,
            reached: None,
        });
    }
    let bill = Source { id: SourceId(0), clock: Clock::Estimate, minutes_only: true, increment: 60, rings: true };
    let settings = Settings::new(TimeZone::UTC);
    let input = Input { contacts: &of, records: &about, sources: &[bill], clients: &clients, verdicts: &[], settings: &settings };
    let answer = matched(&input);
    let spent = cpu_seconds() - begin;
    for decision in &answer.decisions {
        if let Some(record) = decision.outcome.record() {
            println!("{},{}", decision.contact.0, record.0);
        }
    }
    let clocks: Vec<i32> = answer.clock_findings().iter().map(|f| f.ahead).collect();
    eprintln!("{} contacts in {:.3} s, clocks ahead {clocks:?}", of.len(), spent);
    Ok(())
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("table") => {
            // The published table is of 11 to 30; others are for those who change the matcher.
            let seed = |at: usize, usual: u64| args.get(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
            let seeds = seed(1, 11)..=seed(2, 30);
            for by in [0.0, 0.5, 1.0, 1.5, 2.0, 3.0] {
                row(&format!("contact log, noise x{by}"), seeds.clone(), Noise::OFFICE.times(by));
            }
            for by in [0.5, 1.0, 2.0] {
                row(&format!("the prototype's assumptions, noise x{by}"), seeds.clone(), Noise::PROTOTYPE.times(by));
            }
            for by in [0.0, 0.5, 1.0, 1.5, 2.0] {
                row(&format!("on paper, noise x{by}"), seeds.clone(), Noise::OFFICE.times(by).on_paper());
            }
            for clock_ahead in [-60, 240, 300, -210, 720] {
                row(&format!("contact log, clock {clock_ahead:+}"), seeds.clone(), Noise { clock_ahead, ..Noise::OFFICE });
                row(&format!("on paper, clock {clock_ahead:+}"), seeds.clone(), Noise { clock_ahead, ..Noise::OFFICE.on_paper() });
            }
        }
        Some("speed") => {
            let days = args.get(1).and_then(|a| a.parse::<u32>().ok()).unwrap_or(100_000) / 600;
            let size = Size { workers: 60, clients: 40, days, contacts_a_day: 9.0 };
            let office = Office::new(7, size, Noise { sessions: 0.0, ..Noise::OFFICE });
            let (begin, cpu) = (std::time::Instant::now(), cpu_seconds());
            let learned = learn(&office.input());
            let middle = cpu_seconds();
            let answer = decide(&office.input(), &learned);
            let (all, end) = (begin.elapsed().as_secs_f64(), cpu_seconds());
            println!(
                "{} contacts, {} records: {:.2} s of one core (learning {:.2}, deciding {:.2}), {all:.2} s by the clock; F1 {:.3}",
                office.contacts.len(),
                office.records.len(),
                end - cpu,
                middle - cpu,
                end - middle,
                Score::of(&office, &answer).f1()
            );
        }
        Some("csv") => links(&args).unwrap_or_else(|problem| eprintln!("{problem}")),
        _ => println!("table | speed N | csv CONTACTS RECORDS"),
    }
}
