//! `keepwell bill check`: every question that can be asked with what is given.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use base::Failure;
use base::clock::Day;
use telecom::check::{Finding, Given, Missing, Register, Report, Severity, out, run};
use telecom::lists;
use telecom::words::{Lang, money, things};
use telecom::{Bill, E164};

use super::list;
use super::read::Known;
use crate::commands::plan::{self, LangArg};
use crate::commands::{Outcome, say};

/// Exit codes: 0 nothing was found; 10 good to know; 11 against our own rules; 12 to be explained; 13 the money is wrong, or the bill was not read whole or does not add up; 3 it could not be done.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The bill as the carrier gave it (CSV, XLSX, PDF), as `keepwell bill read --format json` writes it, or a filled form (see `bill form`)
    bill: PathBuf,
    /// How the carrier writes it: the name of a profile (see `bill profile`), or a file with one
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
    #[command(flatten)]
    said: Known,
    /// The plan of its day, as TOML
    #[arg(long, value_name = "PLAN.toml")]
    plan: PathBuf,
    /// Earlier bills of the same account, the oldest first. May be given again
    #[arg(long, value_name = "BILL")]
    earlier: Vec<PathBuf>,
    /// Our own phones, one number a line
    #[arg(long, value_name = "FILE", requires = "known")]
    phones: Option<PathBuf>,
    /// Numbers we know, one a line
    #[arg(long, value_name = "FILE", requires = "phones")]
    known: Option<PathBuf>,
    /// Who had which phone when: a list (CSV or TOML) of phone, who, from, to
    #[arg(long, value_name = "LIST")]
    held: Option<PathBuf>,
    /// What was lost, stolen or cancelled: a list of phone, what, at, until
    #[arg(long, value_name = "LIST")]
    lost: Option<PathBuf>,
    /// Case notes and e-mails to the manager: a list of phone, kind, at, number
    #[arg(long, value_name = "LIST")]
    notes: Option<PathBuf>,
    /// Credits the carrier promised: a list of amount, promised, by, phone, reference
    #[arg(long, value_name = "LIST")]
    promises: Option<PathBuf>,
    /// Another plan to compare with. May be given again
    #[arg(long, value_name = "PLAN.toml")]
    other_plan: Vec<PathBuf>,
    /// Today, YYYY-MM-DD, for the time left to question the bill
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    today: Option<Day>,
    /// How to write it
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// en or fr
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
}

fn parse_day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| format!("“{text}” is not a day. Write it as 2026-11-22."))
}

impl Check {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let lang = self.lang.into();
        let bill = any(&self.bill, self.profile.as_deref(), self.said.given(), lang)?;
        // The period is that of this bill; the order of day and month is the carrier's.
        let of = |path: &Path| any(path, self.profile.as_deref(), telecom::read::Given { period: None, ..self.said.given() }, lang);
        let plan = plan::read(&self.plan, lang)?;
        let earlier = self.earlier.iter().map(|path| of(path)).collect::<Result<Vec<_>, _>>()?;
        let other_plans = self.other_plan.iter().map(|path| plan::read(path, lang)).collect::<Result<Vec<_>, _>>()?;
        let register = match (&self.phones, &self.known) {
            (Some(phones), Some(known)) => Some(Register { lines: numbers(phones, lang)?, known: numbers(known, lang)? }),
            _ => None,
        };
        let held = self.held.as_deref().map(|path| list::read(path, lang, lists::held)).transpose()?;
        let lost = self.lost.as_deref().map(|path| list::read(path, lang, lists::lost)).transpose()?;
        let notes = self.notes.as_deref().map(|path| list::read(path, lang, lists::notes)).transpose()?;
        let promises = self.promises.as_deref().map(|path| list::read(path, lang, lists::promises)).transpose()?.unwrap_or_default();
        let today = self.today.map(|day| day.to_string().parse().map_err(|e| Failure::broken("reading today", e))).transpose()?;
        let report = run(&Given {
            earlier: &earlier,
            register: register.as_ref(),
            assignments: held.as_deref(),
            losses: lost.as_deref(),
            notes: notes.as_deref(),
            promises: &promises,
            other_plans: &other_plans,
            today,
            ..Given::new(&bill, &plan)
        });
        match self.format {
            Format::Table => table(&bill, &report, lang),
            Format::Json => say(&out::json(&bill, &report).to_string()),
            Format::Csv => say(out::csv(&bill, &report, lang).map_err(|e| Failure::broken("writing the table", e))?.trim_end()),
        }
        Ok(outcome(report.worst()))
    }
}

/// A bill: a carrier's own file, a filled form, or one that was read before.
///
/// # Errors
/// When it cannot be read.
pub(super) fn any(path: &Path, profile: Option<&str>, given: telecom::read::Given, lang: Lang) -> Result<Bill, Failure> {
    if profile.is_none() && is_json(path) {
        let what = if lang == Lang::En { "reading the bill" } else { "lecture de la facture" };
        return match (given.period, lang) {
            (None, _) => read(path, lang),
            (_, Lang::En) => Err(Failure::broken(what, format!("{}: this was read before, so --period comes too late. Give it to keepwell bill read, or check the carrier’s own file", path.display()))),
            (_, Lang::Fr) => Err(Failure::broken(what, format!("{}\u{a0}: ceci a déjà été lu; --period vient trop tard. Donnez-le à keepwell bill read, ou vérifiez le fichier du fournisseur", path.display()))),
        };
    }
    super::read::file(path, profile, given, None, lang).map(|done| done.reading.bill)
}

/// Whether the file begins as JSON does. What cannot be opened is said by whoever reads it.
fn is_json(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(1024).read_to_end(&mut head));
    read.is_ok() && head.trim_ascii_start().starts_with(b"{")
}

fn outcome(worst: Option<Severity>) -> Outcome {
    match worst {
        None => Outcome::Done,
        Some(Severity::Info) => Outcome::Code(10),
        Some(Severity::Policy) => Outcome::Code(11),
        Some(Severity::Explain) => Outcome::Code(12),
        Some(Severity::Error) => Outcome::Code(13),
    }
}

/// A bill as JSON: the bill itself, or a reading with the bill in it.
fn read(path: &Path, lang: Lang) -> Result<Bill, Failure> {
    let what = if lang == Lang::En { "reading the bill" } else { "lecture de la facture" };
    let broken = |why: String| Failure::broken(what, format!("{}: {why}", path.display()));
    let text = super::read::text_of(path, what, lang)?;
    let mut value: serde_json::Value = serde_json::from_str(&text).map_err(|e| {
        broken(match lang {
            Lang::En => format!("this is not a bill as JSON (line {}). First: keepwell bill read FILE --format json", e.line()),
            Lang::Fr => format!("ce n’est pas une facture en JSON (ligne {}). D’abord\u{a0}: keepwell bill read FICHIER --format json", e.line()),
        })
    })?;
    for key in ["read", "reading", "bill"] {
        if let Some(inner) = value.get_mut(key).map(serde_json::Value::take) {
            value = inner;
        }
    }
    serde_json::from_value(value).map_err(|_| {
        broken(match lang {
            Lang::En => "this is JSON, but not a bill. First: keepwell bill read FILE --format json".to_owned(),
            Lang::Fr => "ceci est du JSON, mais pas une facture. D’abord\u{a0}: keepwell bill read FICHIER --format json".to_owned(),
        })
    })
}

/// One number a line; blank lines and lines after # are left out.
fn numbers(path: &Path, lang: Lang) -> Result<BTreeSet<E164>, Failure> {
    let what = if lang == Lang::En { "reading the numbers" } else { "lecture des numéros" };
    let text = super::read::text_of(path, what, lang)?;
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.split('#').next().unwrap_or_default().trim())).filter(|(_, line)| !line.is_empty());
    lines
        .map(|(at, line)| {
            let wrong = if lang == Lang::En { "is not a full number" } else { "n’est pas un numéro complet" };
            E164::read(line).ok_or_else(|| Failure::broken(what, format!("{}, {at}: “{line}” {wrong}", path.display())))
        })
        .collect()
}

fn table(bill: &Bill, report: &Report, lang: Lang) {
    for finding in &report.findings {
        say(&told(bill, finding, lang));
    }
    let count = report.findings.len();
    let found = things(count, lang, ("finding", "findings"), ("constat", "constats"));
    say(&match (count, lang) {
        (0, Lang::En) => "Nothing was found.".to_owned(),
        (0, Lang::Fr) => "Rien n’a été trouvé.".to_owned(),
        (_, Lang::En) => format!("{found}: {}. {} at stake: each charge once, though several findings speak of it.", severities(report, lang), money(report.stake(), lang)),
        (_, Lang::Fr) => format!("{found}\u{a0}: {}. {} en jeu\u{a0}: chaque montant une fois, même si plusieurs constats en parlent.", severities(report, lang), money(report.stake(), lang)),
    });
    if report.stopped {
        let plan = report.not_run.iter().any(|(_, missing)| *missing == Missing::PlanOfBill);
        say(match (plan, lang) {
            (false, Lang::En) => "The bill was not read whole, or does not add up, so nothing else was checked.",
            (false, Lang::Fr) => "La facture n’a pas été lue en entier, ou ses totaux ne sont pas justes; rien d’autre n’a été vérifié.",
            (true, Lang::En) => "The plan is not in the currency of the bill, so nothing else was checked.",
            (true, Lang::Fr) => "Le forfait n’est pas dans la devise de la facture; rien d’autre n’a été vérifié.",
        });
        return;
    }
    for (check, missing) in &report.not_run {
        say(&match lang {
            Lang::En => format!("Not asked: {} {}; it needs {}.", check.id(), check.said(lang).to_lowercase(), missing.said(lang)),
            Lang::Fr => format!("Non vérifié\u{a0}: {} {}; il faut {}.", check.id(), check.said(lang).to_lowercase(), missing.said(lang)),
        });
    }
}

/// `1 wrong ($0.20), 2 to be explained ($5.00)`: how many of each severity, and the money in those that ask for some.
fn severities(report: &Report, lang: Lang) -> String {
    let each = [(Severity::Error, Some(report.stakes.error)), (Severity::Explain, Some(report.stakes.explain)), (Severity::Policy, None), (Severity::Info, None)];
    let counted = each.into_iter().filter_map(|(severity, stake)| {
        let number = report.of_severity(severity);
        let word = match (severity, lang, number) {
            (Severity::Error, Lang::Fr, 2..) => "erronés",
            (Severity::Policy, Lang::En, _) => "against our own rules",
            (Severity::Policy, Lang::Fr, _) => "contre nos propres règles",
            _ => severity.said(lang),
        };
        let stake = stake.map(|stake| format!(" ({})", money(stake, lang))).unwrap_or_default();
        (number > 0).then(|| format!("{number} {word}{stake}"))
    });
    counted.collect::<Vec<_>>().join(", ")
}

pub(super) fn told(bill: &Bill, finding: &Finding, lang: Lang) -> String {
    let (rows_word, sum_word, rests, close_word) = match lang {
        Lang::En => ("rows", "sum", "rests on", "to do"),
        Lang::Fr => ("lignes", "calcul", "repose sur", "à faire"),
    };
    let mut places = out::places(bill, finding);
    let more = places.len().saturating_sub(12);
    places.truncate(12);
    if more > 0 {
        places.push(format!("+{more}"));
    }
    let mut lines = vec![format!("{} · {} · {}", finding.check.id(), finding.severity.said(lang), finding.what.in_lang(lang))];
    let evidence = finding.evidence.iter().map(|e| e.said(lang)).collect::<Vec<_>>().join("; ");
    let rest = [(rows_word, places.join(" ")), (sum_word, finding.sum.in_lang(lang).into_owned()), (rests, evidence), (close_word, finding.close.in_lang(lang).into_owned())];
    lines.extend(rest.into_iter().filter(|(_, text)| !text.is_empty()).map(|(word, text)| format!("      {word}: {text}")));
    lines.push(String::new());
    lines.join("\n")
}
