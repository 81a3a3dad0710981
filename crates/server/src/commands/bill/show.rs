//! What was read, as CSV or JSON on standard output; what is wrong, in words beside it.

use std::io::{self, Write as _};

use base::Failure;
use telecom::Row;
use telecom::bill::{Amount, Bill, Problem};
use telecom::number::Number;
use telecom::read::apart::Done;
use telecom::read::{Sum, Verdict, said};
use telecom::words::{Lang, place, short, things};

use crate::commands::Outcome;

pub(super) const COLUMNS: [&str; 24] = [
    "page", "row", "kind", "service", "phone", "date", "time", "direction", "number", "place_to", "place_from", "minutes", "seconds", "kilobytes", "units", "airtime", "long_distance",
    "additional", "tax", "total", "description", "section", "doubtful_date", "raw",
];

/// The rows; sums and problems go beside, so that the rows can be piped on.
pub(super) fn csv(done: &Done, lang: Lang) -> Result<Outcome, Failure> {
    let fail = |e: csv::Error| Failure::broken("writing the rows", e);
    let mut out = csv::Writer::from_writer(io::BufWriter::new(io::stdout().lock()));
    let written = out.write_record(COLUMNS).and_then(|()| done.reading.bill.rows.iter().try_for_each(|row| out.write_record(cells(row, &done.reading.bill))));
    match written.and_then(|()| out.flush().map_err(Into::into)) {
        Err(e) if broken_pipe(&e) => return Ok(Outcome::Done),
        other => other.map_err(fail)?,
    }
    beside(done, lang);
    Ok(outcome(done))
}

fn broken_pipe(error: &csv::Error) -> bool {
    matches!(error.kind(), csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
}

/// Everything: the bill, how it was read, the sums.
pub(super) fn json(done: &Done) -> Result<Outcome, Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = serde_json::to_writer_pretty(&mut out, done).map_err(io::Error::from).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
    match written {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(Outcome::Done),
        Err(e) => Err(Failure::broken("writing the bill", e)),
        Ok(()) => Ok(outcome(done)),
    }
}

pub(super) fn outcome(done: &Done) -> Outcome {
    if done.problems == 0 && done.sums.iter().all(Sum::holds) { Outcome::Done } else { Outcome::No }
}

pub(super) fn cells(row: &Row, bill: &Bill) -> Vec<String> {
    let text = |text: Option<&str>| no_formula(text.unwrap_or(""));
    let word = |value: Option<&dyn std::fmt::Debug>| value.map(|value| kebab(&format!("{value:?}"))).unwrap_or_default();
    let count = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let money = |money: Option<telecom::Money>| money.map(|money| money.to_string()).unwrap_or_default();
    let number = match row.other {
        Some(Number::E164(number)) => number.digits().to_string(),
        Some(Number::ThreeTen(last)) => format!("310{last:04}"),
        Some(Number::Short(short)) => no_formula(&short.to_string()),
        Some(Number::Withheld | Number::Unknown) => text(row.other_text.as_deref()),
        None => String::new(),
    };
    let section = row.section.and_then(|at| bill.sections.get(at as usize)).map(|section| section.title.as_str());
    vec![
        row.at.page.to_string(),
        row.at.row.to_string(),
        word(Some(&row.kind)),
        word(Some(&row.service)),
        row.line.map(|line| line.digits().to_string()).unwrap_or_default(),
        row.date.map(|day| day.to_string()).unwrap_or_default(),
        row.time.map(|clock| clock.time.to_string()).unwrap_or_default(),
        word(row.direction.as_ref().map(|way| way as &dyn std::fmt::Debug)),
        number,
        text(row.place_to.as_deref()),
        text(row.place_from.as_deref()),
        count(row.used.minutes.map(u64::from)),
        count(row.used.seconds.map(u64::from)),
        count(row.used.kilobytes),
        count(row.used.units.map(u64::from)),
        money(row.charges.airtime),
        money(row.charges.long_distance),
        money(row.charges.additional),
        money(row.charges.tax),
        money(row.charges.total),
        text(row.description.as_deref()),
        text(section),
        row.doubtful_date.to_string(),
        text(Some(&row.raw)),
    ]
}

/// `OneTime` as `one-time`.
pub(super) fn kebab(name: &str) -> String {
    let mut word = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.push(c.to_ascii_lowercase());
    }
    word
}

/// What a spreadsheet would run gets an apostrophe before it (ASVS 1.2.10).
pub(super) fn no_formula(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if risky { format!("'{text}") } else { text.to_owned() }
}

/// Sums, problems and a last line that says all of it, for the person at the terminal.
fn beside(done: &Done, lang: Lang) {
    let mut err = io::stderr().lock();
    for sum in done.sums.iter().filter(|sum| !sum.holds()) {
        let _ = writeln!(err, "{}", sentence(sum, lang));
    }
    for problem in &done.reading.bill.problems {
        let _ = writeln!(err, "{}", told(problem, lang));
    }
    let holding = done.sums.iter().filter(|sum| sum.holds()).count();
    let tally = done.reading.look.tally;
    let (rows, profile, sums, problems) = (done.rows, &done.reading.bill.profile, done.sums.len(), done.problems);
    let (skipped, words) = (tally.skipped, tally.passed_over);
    let rows = things(rows, lang, ("row", "rows"), ("ligne", "lignes"));
    let problems = things(problems, lang, ("problem", "problems"), ("problème", "problèmes"));
    let lines = |number: u64, en, fr| things(usize::try_from(number).unwrap_or(usize::MAX), lang, en, fr);
    let skipped = lines(skipped, ("line skipped", "lines skipped"), ("ligne sautée", "lignes sautées"));
    let words = lines(words, ("line of words passed over", "lines of words passed over"), ("ligne de texte laissée de côté", "lignes de texte laissées de côté"));
    let _ = match lang {
        Lang::En => writeln!(err, "{rows} by the profile {profile}; {holding} of {sums} printed totals hold; {problems}; {skipped}, {words}."),
        Lang::Fr => writeln!(err, "{rows} selon le profil {profile}; totaux imprimés justes\u{a0}: {holding} sur {sums}; {problems}; {skipped}, {words}."),
    };
    if done.sums.is_empty() {
        let _ = writeln!(err, "{}", no_totals(lang));
    }
}

pub(super) fn no_totals(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "This bill prints no total that the profile knows: nothing shows whether rows are missing.",
        Lang::Fr => "Cette facture n’imprime aucun total que le profil connaît\u{a0}: rien ne montre s’il manque des lignes.",
    }
}

/// `line 14 (minutes): This is not a number of minutes …  four`
pub(super) fn told(problem: &Problem, lang: Lang) -> String {
    let field = problem.field.as_ref().map(|field| format!(" ({field})")).unwrap_or_default();
    let colon = if lang == Lang::En { ":" } else { "\u{a0}:" };
    format!("{}{field}{colon} {} {}", place(problem.at, lang), said(problem, lang), problem.raw).trim_end().to_owned()
}

fn shown(amount: Amount, lang: Lang) -> String {
    let (en, fr) = match amount {
        Amount::Money(money) => return money.to_string(),
        Amount::LongDistance(money) => (format!("{money} for long distance"), format!("{money} d’interurbain")),
        Amount::Airtime(money) => (format!("{money} for air time"), format!("{money} de temps d’antenne")),
        Amount::Minutes(count) => return many(count, lang, ("minute", "minutes"), ("minute", "minutes")),
        Amount::Kilobytes(count) => return many(count, lang, ("kilobyte", "kilobytes"), ("kilo-octet", "kilo-octets")),
        Amount::Rows(count) => return many(count, lang, ("row", "rows"), ("ligne", "lignes")),
    };
    if lang == Lang::En { en } else { fr }
}

fn many(count: u64, lang: Lang, en: (&str, &str), fr: (&str, &str)) -> String {
    things(usize::try_from(count).unwrap_or(usize::MAX), lang, en, fr)
}

/// `Call details: short by 3.10: 12.40 is printed, the 4 rows come to 9.30.`
pub(super) fn sentence(sum: &Sum, lang: Lang) -> String {
    let (what, printed, found) = (short(&sum.what, 60), shown(sum.printed, lang), shown(sum.found, lang));
    let (rows, came) = (things(sum.rows, lang, ("row", "rows"), ("ligne", "lignes")), if sum.rows == 1 { "comes" } else { "come" });
    let gave = if sum.rows < 2 { "donne" } else { "donnent" };
    let by = sum.missing();
    let by = by.strip_prefix('-').unwrap_or(&by);
    match (sum.verdict, lang) {
        (Verdict::Unlisted, Lang::En) => format!("{what}: {printed} is printed, and no row is listed for it."),
        (Verdict::Unlisted, Lang::Fr) => format!("{what}\u{a0}: {printed} est imprimé, et aucune ligne n’y correspond."),
        (Verdict::Over, Lang::En) => format!("{what}: over by {by}: {printed} is printed, the {rows} {came} to {found}."),
        (Verdict::Over, Lang::Fr) => format!("{what}\u{a0}: {by} de trop\u{a0}: {printed} est imprimé, {rows} {gave} {found}."),
        (_, Lang::En) => format!("{what}: short by {by}: {printed} is printed, the {rows} {came} to {found}."),
        (_, Lang::Fr) => format!("{what}\u{a0}: il manque {by}\u{a0}: {printed} est imprimé, {rows} {gave} {found}."),
    }
}
