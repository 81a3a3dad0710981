//! `keepwell bill profile`: the profiles that come along, and how one that is being written reads a bill.

use std::io::Write as _;
use std::path::PathBuf;

use base::Failure;
use telecom::read::apart::Done;
use telecom::read::{Guess, Profile};
use telecom::words::{Lang, place, things};

use super::read::{Known, file, unknown};
use super::show;
use crate::commands::plan::LangArg;
use crate::commands::{Outcome, say};

/// Profiles
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Profiles {
    /// Which one to print
    name: Option<String>,
    /// The language of the list: en or fr
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
    #[command(subcommand)]
    command: Option<Sub>,
}

#[derive(Debug, clap::Subcommand)]
enum Sub {
    /// Show how a profile reads a bill: what was guessed, which column is which, the first rows, what was not understood
    Try(Try),
}

/// Exit codes: 0 everything is read and every printed total holds; 1 not yet; 3 the bill or the profile cannot be read.
#[derive(Debug, clap::Args)]
struct Try {
    /// A bill: CSV, XLSX or PDF
    bill: PathBuf,
    /// The profile you are writing, or the name of one that comes along; without it, the one that fits best
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
    /// How many rows, and how many problems, to show
    #[arg(long, default_value = "20")]
    rows: usize,
    /// table or json
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    #[command(flatten)]
    known: Known,
    /// en or fr
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Table,
    Json,
}

impl Profiles {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        match (&self.command, &self.name) {
            (Some(Sub::Try(command)), _) => command.run(),
            (None, Some(name)) => {
                say(Profile::text(name).ok_or_else(|| unknown(name, self.lang.into()))?.trim_end());
                Ok(Outcome::Done)
            }
            (None, None) => {
                for profile in Profile::shipped() {
                    let told = word(self.lang.into(), " (made up: copy it and change the names)", " (inventé\u{a0}: copiez-le et changez les noms)");
                    let made_up = if profile.made_up { told } else { "" };
                    say(&format!("{:<18} {}{made_up}", profile.id, profile.name));
                }
                Ok(Outcome::Done)
            }
        }
    }
}

impl Try {
    fn run(&self) -> Result<Outcome, Failure> {
        let lang = self.lang.into();
        let done = file(&self.bill, self.profile.as_deref(), self.known.given(), Some(self.rows), lang)?;
        match self.format {
            Format::Json => show::json(&done),
            Format::Table => {
                table(&done, lang);
                Ok(show::outcome(&done))
            }
        }
    }
}

/// The words of the headings.
fn word(lang: Lang, en: &'static str, fr: &'static str) -> &'static str {
    if lang == Lang::En { en } else { fr }
}

fn table(done: &Done, lang: Lang) {
    let look = &done.reading.look;
    let colon = word(lang, ":", "\u{a0}:");
    say(&format!("{}{colon} {}", word(lang, "Profile", "Profil"), done.reading.bill.profile));
    if !done.others.is_empty() {
        say(&format!("{}{colon} {}", word(lang, "These fit, too", "Conviennent aussi"), done.others.join(", ")));
    }
    for guess in &look.guesses {
        say(&guessed(guess, lang));
    }
    columns(done, lang);
    rows(done, lang);
    problems(done, lang);
    sums(done, lang);
}

fn guessed(guess: &Guess, lang: Lang) -> String {
    let value = match guess.value.as_str() {
        "" => "?",
        "\t" => word(lang, "tab", "tabulation"),
        "day-first" => word(lang, "the day stands first", "le jour vient d’abord"),
        "month-first" => word(lang, "the month stands first", "le mois vient d’abord"),
        other => other,
    };
    format!("{}{} {value}   ({})", guess.what.said(lang), word(lang, ":", "\u{a0}:"), guess.sure.said(lang))
}

fn columns(done: &Done, lang: Lang) {
    let look = &done.reading.look;
    say(&format!("\n{}", word(lang, "Which column is which", "Quelle colonne est quoi")));
    if look.columns.is_empty() {
        say(word(lang, "  no column was found", "  aucune colonne trouvée"));
    }
    for seen in &look.columns {
        let name = if seen.name.is_empty() { format!("{} {}", word(lang, "place", "place"), seen.at) } else { format!("“{}”", seen.name) };
        let example = if seen.example.is_empty() { word(lang, "nothing in the first rows", "rien dans les premières lignes").to_owned() } else { seen.example.clone() };
        say(&format!("  {:<12} {:<14} ← {name:<26} {example}", seen.table, seen.field));
    }
    if !look.unused.is_empty() {
        say(&format!("  {}: {}", word(lang, "not read", "non lues"), look.unused.join(", ")));
    }
}

fn rows(done: &Done, lang: Lang) {
    let shown = done.reading.bill.rows.len();
    say(&match lang {
        Lang::En => format!("\nThe first {shown} of {}", things(done.rows, lang, ("row", "rows"), ("", ""))),
        Lang::Fr => format!("\nLignes, les premières\u{a0}: {shown} sur {}", done.rows),
    });
    // Only columns in which anything stands, and not the raw text: that is in the file.
    let cells: Vec<Vec<String>> = done.reading.bill.rows.iter().map(|row| show::cells(row, &done.reading.bill)).collect();
    let wanted: Vec<usize> = (0..show::COLUMNS.len() - 1).filter(|at| cells.iter().any(|row| row.get(*at).is_some_and(|cell| !matches!(cell.as_str(), "" | "false" | "0")))).collect();
    let name = |at: &usize| show::COLUMNS.get(*at).copied().unwrap_or_default().to_owned();
    let mut lines: Vec<Vec<String>> = vec![wanted.iter().map(name).collect()];
    lines.extend(cells.iter().map(|row| wanted.iter().map(|at| row.get(*at).cloned().unwrap_or_default()).collect()));
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0).min(30);
    let widths: Vec<usize> = (0..wanted.len()).map(width).collect();
    for line in &lines {
        let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, width)| format!("{:<width$}", cell.chars().take(30).collect::<String>())).collect();
        say(&format!("  {}", cells.join("  ").trim_end()));
    }
}

fn problems(done: &Done, lang: Lang) {
    let look = &done.reading.look;
    let shown = &done.reading.bill.problems;
    say(&match (done.problems, lang) {
        (0, Lang::En) => "\nEverything was understood.".to_owned(),
        (0, Lang::Fr) => "\nTout a été compris.".to_owned(),
        (all, Lang::En) => format!("\nNot understood: {all}, here the first {}", shown.len()),
        (all, Lang::Fr) => format!("\nNon compris\u{a0}: {all}, dont voici {}", shown.len()),
    });
    for problem in shown {
        say(&format!("  {}", show::told(problem, lang)));
    }
    if look.tally.passed_over > 0 {
        say(&match lang {
            Lang::En => format!("Words without an amount that nothing describes: {}", look.tally.passed_over),
            Lang::Fr => format!("Textes sans montant que rien ne décrit\u{a0}: {}", look.tally.passed_over),
        });
        for (at, text) in look.passed_over.iter().take(5) {
            say(&format!("  {}: {text}", place(*at, lang)));
        }
    }
}

fn sums(done: &Done, lang: Lang) {
    let holding = done.sums.iter().filter(|sum| sum.holds()).count();
    let _ = writeln!(std::io::stdout());
    if done.sums.is_empty() {
        return say(show::no_totals(lang));
    }
    say(&match lang {
        Lang::En => format!("Printed totals that hold: {holding} of {}.", done.sums.len()),
        Lang::Fr => format!("Totaux imprimés justes\u{a0}: {holding} sur {}.", done.sums.len()),
    });
    for sum in done.sums.iter().filter(|sum| !sum.holds()) {
        say(&format!("  {}", show::sentence(sum, lang)));
    }
}
