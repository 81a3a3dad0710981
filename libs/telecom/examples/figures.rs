//! Figures for `bench/`: how many numbers are read a second, and how long a
//! million rows take to be read from CSV, rated and checked.
//!
//!     cargo run --release -p telecom --example figures -- numbers
//!     cargo run --release -p telecom --example figures -- write 1000000 FOLDER
//!     cargo run --release -p telecom --example figures -- bill FOLDER
//!
//! `write` makes `bill.csv` (a bill of 200 phones), `bill.json` is not needed:
//! `bill` reads the CSV with the plainest reader there is, so that its time is
//! that of rating and checking; the reader of profiles has figures of its own.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Instant;

use jiff::civil::{Date, Time, date};
use telecom::bill::{Amount, Bill, Charges, Clock, ControlTotal, Days, Direction, Kind, Place, Row, Scope, Service, Used};
use telecom::check::{Check, Given, Register, run};
use telecom::plan::{Plan, SAMPLE};
use telecom::rate::Rater;
use telecom::{E164, Money, Number};

type Wrong = Box<dyn std::error::Error>;

fn main() -> Result<(), Wrong> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["numbers"] => numbers(),
        ["write", rows, folder] => write(rows.parse()?, Path::new(folder))?,
        ["bill", folder] => bill(Path::new(folder))?,
        _ => return Err("numbers | write ROWS FOLDER | bill FOLDER".into()),
    }
    Ok(())
}

/// A small generator, so that everybody gets the same rows.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

#[expect(clippy::disallowed_methods, reason = "figures need a watch")]
fn watch() -> Instant {
    Instant::now()
}

fn tell(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Where an office calls: mostly home, sometimes far; one number in two hundred is dear (see `number`).
const AREAS: [u64; 12] = [613, 613, 613, 613, 343, 343, 873, 416, 514, 604, 212, 800];

fn number(dice: &mut Dice) -> u64 {
    let area = AREAS.get(usize::try_from(dice.below(12)).unwrap_or(0)).copied().unwrap_or(613);
    let area = if dice.below(200) == 0 { if dice.below(2) == 0 { 876 } else { 900 } } else { area };
    area * 10_000_000 + (200 + dice.below(700)) * 10_000 + dice.below(10_000)
}

fn spelt(n: u64, how: u64) -> String {
    let (a, b, c) = (n / 10_000_000, n / 10_000 % 1_000, n % 10_000);
    match how {
        0 => format!("{a}-{b}-{c:04}"),
        1 => format!("({a}) {b}-{c:04}"),
        2 => format!("+1{n}"),
        3 => format!("1-{a}-{b}-{c:04}"),
        4 => format!("{a}.{b}.{c:04}"),
        5 => format!("+1 {a} {b} {c:04}"),
        6 => format!("1 ({a}) {b}-{c:04}"),
        _ => n.to_string(),
    }
}

fn numbers() {
    let mut dice = Dice(42);
    let texts: Vec<String> = (0..1_000_000).map(|_| { let how = dice.below(8); spelt(number(&mut dice), how) }).collect();
    let (mut canadian, rounds) = (0_u64, 10_u32);
    let begin = watch();
    for _ in 0..rounds {
        canadian += texts.iter().map(|text| Number::read(text)).filter(|n| n.is_canadian() == Some(true)).count() as u64;
    }
    let took = begin.elapsed();
    tell(&format!("numbers\tread, classed, country: {:.1} M/s\t{} Canadian of 1 M", f64::from(rounds) / took.as_secs_f64(), canadian / u64::from(rounds)));
}

/// One row of the CSV: phone, day, time, direction, service, number, seconds, kilobytes, charge.
fn write(rows: u64, folder: &Path) -> Result<(), Wrong> {
    let mut dice = Dice(7);
    let mut out = BufWriter::new(File::create(folder.join("bill.csv"))?);
    writeln!(out, "line,date,time,direction,service,number,seconds,kilobytes,charge")?;
    for _ in 0..rows {
        let line = 6_135_550_000 + dice.below(200);
        let (day, hour, minute, second) = (1 + dice.below(31), 7 + dice.below(14), dice.below(60), dice.below(60));
        let when = format!("2026-03-{day:02},{hour:02}:{minute:02}:{second:02}");
        match dice.below(10) {
            0..=6 => {
                let (other, seconds, way) = (number(&mut dice), 1 + dice.below(900), if dice.below(2) == 0 { "out" } else { "in" });
                let far = matches!(Number::read(&other.to_string()).country().map(|c| c.to_string()).as_deref(), Some("US")) || (other / 10_000_000 == 416 || other / 10_000_000 == 514 || other / 10_000_000 == 604);
                // One charge in fifty is wrong by design.
                let cents = if way == "out" && far { seconds.div_ceil(60) * if dice.below(50) == 0 { 25 } else { 10 } } else { 0 };
                writeln!(out, "{line},{when},{way},voice,{other},{seconds},,{}.{:02}", cents / 100, cents % 100)?;
            }
            7 | 8 => writeln!(out, "{line},{when},out,sms,{},,,0.00", number(&mut dice))?,
            _ => writeln!(out, "{line},{when},,data,,,{},0.00", dice.below(1_200))?,
        }
    }
    out.flush()?;
    Ok(())
}

fn row(at: u32, record: &csv::ByteRecord) -> Option<Row> {
    let text = |n: usize| std::str::from_utf8(record.get(n)?).ok();
    let digits = |n: usize| text(n)?.parse::<u32>().ok();
    let part = |text: &str, from: usize, to: usize| text.get(from..to)?.parse::<i8>().ok();
    let (day, clock) = (text(1)?, text(2)?);
    let service = match text(4)? {
        "voice" => Service::Voice,
        "sms" => Service::Sms,
        _ => Service::Data,
    };
    Some(Row {
        at: Place { page: 0, row: at },
        line: E164::read(text(0)?),
        service,
        direction: match text(3)? {
            "out" => Some(Direction::Out),
            "in" => Some(Direction::In),
            _ => None,
        },
        date: Date::new(2026, part(day, 5, 7)?, part(day, 8, 10)?).ok(),
        time: Some(Clock { time: Time::new(part(clock, 0, 2)?, part(clock, 3, 5)?, part(clock, 6, 8)?, 0).ok()?, seconds: true }),
        other: text(5).filter(|t| !t.is_empty()).map(Number::read),
        used: Used { seconds: digits(6), minutes: None, kilobytes: digits(7).map(u64::from), units: None },
        charges: Charges { total: Money::parse(text(8)?).ok(), ..Charges::default() },
        ..Row::default()
    })
}

fn bill(folder: &Path) -> Result<(), Wrong> {
    let plan = Plan::read(SAMPLE).map_err(|faults| faults.first().map(ToString::to_string).unwrap_or_default())?;
    let begin = watch();
    let mut reader = csv::ReaderBuilder::new().from_path(folder.join("bill.csv"))?;
    let (mut record, mut rows) = (csv::ByteRecord::new(), Vec::new());
    while reader.read_byte_record(&mut record)? {
        let at = u32::try_from(rows.len())? + 2;
        rows.push(row(at, &record).ok_or("a row")?);
    }
    let read = begin.elapsed();
    let total: Money = rows.iter().filter_map(|r| r.charges.total).sum();
    let totals = vec![ControlTotal { at: Place::default(), label: "Total".to_owned(), of: Scope::Kind(Kind::Usage), printed: Amount::Money(total) }];
    let bill = Bill { rows, totals, period: Days::new(date(2026, 3, 1), date(2026, 3, 31)), bill_date: Some(date(2026, 3, 31)), ..Bill::default() };

    let begin = watch();
    let mut rater = Rater::new(&plan, 200);
    let far = bill.rows.iter().map(|row| rater.rate(row)).filter(|r| r.status == telecom::rate::Status::OutsidePlan).count();
    let rated = begin.elapsed();

    let known = (0..200).filter_map(|n| E164::new(16_135_550_000 + n)).collect();
    let register = Register { lines: known, known: std::collections::BTreeSet::new() };
    let begin = watch();
    let report = run(&Given { register: Some(&register), ..Given::new(&bill, &plan) });
    let checked = begin.elapsed();
    let wrong = report.of(Check::B07).filter(|f| f.severity == telecom::check::Severity::Error).count();
    let sum = read + checked;
    tell(&format!(
        "bill\t{} rows\tread {:.2} s\trated {:.2} s\trated and checked {:.2} s\tall {:.2} s\t{far} outside the plan, {wrong} at a wrong price, {} findings",
        bill.rows.len(), read.as_secs_f64(), rated.as_secs_f64(), checked.as_secs_f64(), sum.as_secs_f64(), report.findings.len()
    ));
    Ok(())
}
