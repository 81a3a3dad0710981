//! `keepwell standing --as-of DATE`: who owed what at the end of that day.

use base::clock::{Clock, Day};
use base::words::Lang;
use base::Failure;

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::start::{self, As};

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
        for line in duties::standing_lines(&app, self.lang, moment).await? {
            say(&line);
        }
        Ok(Outcome::Done)
    }
}
