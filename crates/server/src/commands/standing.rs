//! `keepwell standing --as-of DATE --format table|csv|json`: who owed what at the end of that day.

use base::clock::{Clock, Day};
use base::words::Lang;
use base::Failure;

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::start::{self, As};

/// How it is written
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Numbers by clause, then who is late
    Table,
    /// Every duty, one line each
    Csv,
    /// Every duty, one object each
    Json,
}

/// Who owed what, as of a day
#[derive(Debug, clap::Args)]
pub struct Standing {
    #[command(flatten)]
    given: flags::Place,
    /// YYYY-MM-DD, the end of that day in the organisation's zone; without it, now
    #[arg(long, value_parser = parse_day)]
    as_of: Option<Day>,
    /// en or fr
    #[arg(long, default_value = "en", value_parser = parse_lang)]
    lang: Lang,
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
}

fn parse_day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| format!("“{text}” is not a day. Write it as 2026-11-22."))
}

pub(super) fn parse_lang(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| format!("“{text}” is not a language of Keepwell. Write en or fr."))
}

impl Standing {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        let settings = Settings::load(&self.given)?;
        super::log(&settings.log);
        let started = start::start(&settings, Clock::System, As::ALooker).await?;
        let app = started.app;
        let now = app.now();
        if self.as_of.is_some_and(|day| day > now.day(&app.zone())) {
            return Err(Failure::broken("looking at that day", app.words.say(self.lang, "duties-standing-bad-day", &[])));
        }
        let moment = self.as_of.map_or(now, |day| day.end(&app.zone()).min(now));
        match self.format {
            Form::Table => duties::standing_lines(&app, self.lang, moment).await?.iter().for_each(|line| say(line)),
            Form::Csv => say(csv(&duties::standing_rows(&app, self.lang, moment).await?)?.trim_end()),
            Form::Json => say(&serde_json::to_string_pretty(&duties::standing_rows(&app, self.lang, moment).await?).map_err(|e| Failure::broken("writing JSON", e))?),
        }
        Ok(Outcome::Done)
    }
}

/// As the pages write CSV: nothing in it is a formula.
fn csv(rows: &[duties::Row]) -> Result<String, Failure> {
    let broken = |e: &dyn std::fmt::Display| Failure::broken("writing CSV", e);
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    for row in rows {
        let safe = |text: &String| base::listing::no_formula(text.clone());
        writer.serialize(duties::Row { what: safe(&row.what), who: safe(&row.who), about: safe(&row.about), clause: safe(&row.clause), ..row.clone() }).map_err(|e| broken(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| broken(&e))?;
    String::from_utf8(bytes).map_err(|e| broken(&e))
}
