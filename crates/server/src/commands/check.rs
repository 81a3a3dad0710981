//! `keepwell check`: what the settings are, where each comes from, and whether
//! Keepwell could run with them.

use base::Failure;
use base::clock::Clock;

use super::{Outcome, say};
use crate::config::checks::{self, Finding};
use crate::config::sources::Origin;
use crate::config::table::SETTINGS;
use crate::config::{Settings, flags};

/// Explain the settings, and say what is wrong with them
#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    given: flags::Everything,
}

impl Check {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        let settings = Settings::load(&self.given)?;
        match &settings.values.file {
            Some(file) => say(&format!("Settings, with those of {}:", file.display())),
            None => say("Settings (there is no keepwell.toml in the data folder):"),
        }
        for setting in SETTINGS {
            let value = settings.values.shown(setting.name).unwrap_or_else(|| "(not given)".to_owned());
            let origin = match settings.values.origin(setting.name) {
                Origin::Default => "by default".to_owned(),
                Origin::File(path) => path.display().to_string(),
                Origin::Variable => setting.variable(),
                Origin::Flag => format!("--{}", setting.flag()),
            };
            say(&format!("  {:<18} {value}   [{origin}]", setting.name));
        }
        say("");
        let lines = checks::all(&settings, &Clock::System).await;
        for (what, finding) in &lines {
            match finding {
                Finding::Fine(text) => say(&format!("  ok     {what}: {text}")),
                Finding::Note(text) => say(&format!("  note   {what}: {text}")),
                Finding::Wrong(text, todo) => say(&format!("  WRONG  {what}: {text}\n         {todo}")),
            }
        }
        let wrong = lines.iter().filter(|(_, f)| matches!(f, Finding::Wrong(..))).count();
        say("");
        say(&match wrong {
            0 if !settings.data.exists() => format!("Nothing is wrong, and nothing is there yet: {} is no folder. `keepwell serve` makes it.", settings.data.display()),
            0 => "Nothing is wrong.".to_owned(),
            1 => "One thing is wrong.".to_owned(),
            n => format!("{n} things are wrong."),
        });
        Ok(if wrong == 0 { Outcome::Done } else { Outcome::No })
    }
}
