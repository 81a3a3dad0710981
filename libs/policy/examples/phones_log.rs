//! Writes the log that every monitor here is measured on.
//!
//! `cargo run --release -p policy --example phones_log -- 1_000_000 10_000 42 EVENTS.csv`
//!
//! A hundred entries a phone and year: service life and passcodes, contacts with
//! clients and their notes, trips and permissions, drawn from fixed shares so that
//! anybody gets the same log from the same seed. Each line is `seconds,kind,a,b`.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::process::ExitCode;

const START: i64 = 1_577_836_800;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
const YEAR: i64 = 365 * DAY;
const YEARLY: f64 = 31_536_000.0;

/// splitmix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "seconds of some years fit"
    )]
    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.share() * (high - low) as f64) as i64
    }

    #[expect(clippy::cast_possible_truncation, reason = "seconds of some years fit")]
    fn wait(&mut self, mean: f64) -> i64 {
        (-(1.0 - self.share()).ln() * mean) as i64
    }
}

type Entry = (i64, u32, u8, u32, u32);

struct Log {
    entries: Vec<Entry>,
    end: i64,
}

impl Log {
    fn add(&mut self, at: i64, kind: u8, a: u32, b: u32) {
        if at < self.end {
            let place = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            self.entries.push((at, place, kind, a, b));
        }
    }

    fn service(&mut self, dice: &mut Dice, phone: u32) {
        let mut at = START + dice.between(0, DAY);
        while at < self.end {
            self.add(at, b'S', phone, 0);
            let retired = at + dice.between(30 * DAY, 6 * YEAR);
            let mut change = at;
            loop {
                let share = dice.share();
                let gap = if share < 0.80 {
                    dice.between(60 * DAY, 89 * DAY)
                } else if share < 0.95 {
                    dice.between(89 * DAY, 91 * DAY)
                } else {
                    dice.between(91 * DAY, 180 * DAY)
                };
                change += gap.max(1);
                if change >= retired || change >= self.end {
                    break;
                }
                self.add(change, b'P', phone, phone);
            }
            self.add(retired, b'R', phone, 0);
            at = retired + dice.between(DAY, 10 * DAY);
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "one of fifty"
    )]
    fn contacts(&mut self, dice: &mut Dice, worker: u32) {
        let mut at = START + dice.wait(YEARLY / 38.0);
        while at < self.end {
            let client = 1 + (dice.share() * 50.0) as u32;
            self.add(at, b'C', worker, client);
            let share = dice.share();
            let hours = match share {
                _ if share < 0.90 => Some((0, 24)),
                _ if share < 0.96 => Some((24, 48)),
                _ if share < 0.99 => Some((48, 96)),
                _ => None,
            };
            if let Some((low, high)) = hours {
                let later = dice.between(low * HOUR, high * HOUR);
                self.add(at + later, b'N', worker, client);
            }
            at += dice.wait(YEARLY / 38.0) + 1;
        }
    }

    fn trips(&mut self, dice: &mut Dice, phone: u32) {
        let mut at = START + 3 * DAY + dice.wait(YEARLY / 9.0);
        while at < self.end {
            let share = dice.share();
            let hours = match share {
                _ if share < 0.93 => Some((0, 24)),
                _ if share < 0.97 => Some((24, 72)),
                _ => None,
            };
            if let Some((low, high)) = hours {
                let earlier = dice.between(low * HOUR, high * HOUR);
                self.add(at - earlier, b'M', phone, 1 + phone % 200);
            }
            self.add(at, b'O', phone, phone);
            at += dice.wait(YEARLY / 9.0) + 1;
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "seconds of some years fit"
)]
fn log(count: usize, phones: u32, seed: u64) -> Log {
    let long = count as f64 / (100.0 * f64::from(phones)) * YEARLY * 1.06;
    let mut log = Log {
        entries: Vec::with_capacity(count + count / 8),
        end: START + long as i64,
    };
    for phone in 1..=phones {
        let mut dice = Dice(seed ^ u64::from(phone).wrapping_mul(0xD134_2543_DE82_EF95));
        log.service(&mut dice, phone);
        log.contacts(&mut dice, phone);
        log.trips(&mut dice, phone);
    }
    log.entries.sort_unstable();
    log.entries.truncate(count);
    log
}

fn write(log: &Log, path: &str) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    for (at, _, kind, a, b) in &log.entries {
        writeln!(out, "{at},{},{a},{b}", char::from(*kind))?;
    }
    out.flush()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |place: usize| -> Option<u64> { arguments.get(place)?.replace('_', "").parse().ok() };
    let (Some(count), Some(phones), Some(seed), Some(path)) =
        (number(0), number(1), number(2), arguments.get(3))
    else {
        eprintln!("usage: phones_log ENTRIES PHONES SEED EVENTS.csv");
        return ExitCode::from(2);
    };
    let (Ok(count), Ok(phones)) = (usize::try_from(count), u32::try_from(phones)) else {
        return ExitCode::from(2);
    };
    match write(&log(count, phones.max(1), seed), path) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::FAILURE
        }
    }
}
