//! Figures for `bench/`: how many numbers are read a second, and how long a
//! million rows take to be read by a profile, rated and checked.
//!
//!     cargo run --release -p telecom --example figures -- numbers
//!     cargo run --release -p telecom --example figures -- write 1000000 FOLDER
//!     cargo run --release -p telecom --example figures -- bill FOLDER
//!
//! `write` makes `bill.csv`, a bill of 200 phones. Times are processor seconds of
//! one core: what else the machine does does not count.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Instant;

use jiff::civil::date;
use telecom::bill::Days;
use telecom::check::{Check, Given, Register, out, run};
use telecom::plan::{Plan, SAMPLE};
use telecom::rate::Rater;
use telecom::read::Profile;
use telecom::totals::add_up;
use telecom::words::Lang;
use telecom::{E164, Number};

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
    let watch = watch();
    let begin = spent(watch);
    for _ in 0..rounds {
        canadian += texts.iter().map(|text| Number::read(text)).filter(|n| n.is_canadian() == Some(true)).count() as u64;
    }
    let took = spent(watch) - begin;
    tell(&format!("numbers\tread, classed, country: {:.1} M/s\t{} Canadian of 1 M", f64::from(rounds) / took, canadian / u64::from(rounds)));
}

/// One row of the CSV: phone, day, time, direction, service, number, seconds, kilobytes, charge.
fn write(rows: u64, folder: &Path) -> Result<(), Wrong> {
    let (mut dice, mut total) = (Dice(7), 0);
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
                total += cents;
                writeln!(out, "{line},{when},{way},voice,{other},{seconds},,{}.{:02}", cents / 100, cents % 100)?;
            }
            7 | 8 => writeln!(out, "{line},{when},out,sms,{},,,0.00", number(&mut dice))?,
            _ => writeln!(out, "{line},{when},,data,,,{},0.00", dice.below(1_200))?,
        }
    }
    writeln!(out, "Total,{}.{:02}", total / 100, total % 100)?;
    out.flush()?;
    Ok(())
}

/// How `write` writes.
const PROFILE: &str = r#"
format = 1
[profile]
id = "figures"
name = "A generated list"
files = ["csv"]
[dates]
date = ["%Y-%m-%d"]
time = ["%H:%M:%S"]
[[table]]
kind = "voice"
may_be_blank = ["number", "seconds", "kilobytes"]
[table.columns]
line = "line"
date = "date"
time = "time"
number = "number"
seconds = "seconds"
kilobytes = "kilobytes"
total = "charge"
[[table.when]]
column = "direction"
is = "in"
direction = "in"
[[table.when]]
column = "direction"
is = "out"
direction = "out"
[[table.when]]
column = "service"
is = "sms"
kind = "text"
[[table.when]]
column = "service"
is = "data"
kind = "data"
[[total]]
text = "Total {amount}"
of = "bill"
"#;

/// Seconds of processor time of this process so far (Linux; elsewhere by the clock).
fn spent(begin: Instant) -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()).map_or_else(|| begin.elapsed().as_secs_f64(), |nanos| nanos / 1e9)
}

fn bill(folder: &Path) -> Result<(), Wrong> {
    let plan = Plan::read(SAMPLE).map_err(|faults| faults.first().map(ToString::to_string).unwrap_or_default())?;
    let profile = Profile::parse(PROFILE)?;
    let watch = watch();
    let begin = spent(watch);
    let bytes = std::fs::read(folder.join("bill.csv"))?;
    let period = Days::new(date(2026, 3, 1), date(2026, 3, 31));
    let reading = telecom::read::read(&bytes, &profile, &telecom::read::Given { period, day_first: None })?;
    let (bill, sums) = (&reading.bill, add_up(&reading.bill));
    let read = spent(watch);
    if !bill.problems.is_empty() || !sums.iter().all(telecom::totals::Sum::holds) {
        return Err("the list is not read whole".into());
    }

    let mut rater = Rater::new(&plan, 200);
    let far = bill.rows.iter().map(|row| rater.rate(row)).filter(|r| r.status == telecom::rate::Status::OutsidePlan).count();
    let rated = spent(watch);

    let known = (0..200).filter_map(|n| E164::new(16_135_550_000 + n)).collect();
    let register = Register { lines: known, known: std::collections::BTreeSet::new() };
    let begun = spent(watch);
    let report = run(&Given { register: Some(&register), ..Given::new(bill, &plan) });
    let checked = spent(watch);
    let written = out::csv(bill, &report, Lang::En)?.len();
    let told = spent(watch);
    let wrong = report.of(Check::B07).filter(|f| f.severity == telecom::check::Severity::Error).count();
    let (reading_time, rating, checking) = (read - begin, rated - read, checked - begun);
    tell(&format!(
        "bill\t{} rows\tread by a profile {reading_time:.2} s\trated {rating:.2} s\trated and checked {checking:.2} s\tall {:.2} s\tand all findings written out in one language {:.2} s ({} MB)\t{far} outside the plan, {wrong} at a wrong price, {} findings",
        bill.rows.len(), reading_time + checking, told - checked, written / 1_000_000, report.findings.len()
    ));
    Ok(())
}
