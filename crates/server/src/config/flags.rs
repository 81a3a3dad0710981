//! The settings as flags, made from the table.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::table::{SETTINGS, Setting};

/// The settings given on the command line. `ALL`: every one; otherwise only those that say where things lie.
#[derive(Clone, Default)]
pub struct Given<const ALL: bool> {
    config: Option<PathBuf>,
    flags: BTreeMap<&'static str, String>,
}

/// For commands that serve, and for `check`.
pub type Everything = Given<true>;
/// For commands that only look.
pub type Place = Given<false>;

impl<const ALL: bool> std::fmt::Debug for Given<ALL> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values may hold passwords.
        f.debug_set().entries(self.flags.keys()).finish()
    }
}

impl<const ALL: bool> Given<ALL> {
    #[must_use]
    pub fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    #[must_use]
    pub const fn flags(&self) -> &BTreeMap<&'static str, String> {
        &self.flags
    }
}

fn taken(all: bool) -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().filter(move |s| all || s.place)
}

impl<const ALL: bool> Args for Given<ALL> {
    fn augment_args(command: Command) -> Command {
        let config = Arg::new("config").long("config").value_name("FILE").value_parser(clap::value_parser!(PathBuf));
        let command = command.arg(config.help("The file with the settings [by default: keepwell.toml in the data folder] [env: KEEPWELL_CONFIG]"));
        taken(ALL).fold(command, |command, setting| {
            let default = if setting.default.is_empty() { String::new() } else { format!(" [by default: {}]", setting.default) };
            let help = format!("{}{default} [env: {}]", setting.en.trim_end_matches('.'), setting.variable());
            command.arg(Arg::new(setting.name).long(setting.flag()).value_name(setting.takes).help(help))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const ALL: bool> FromArgMatches for Given<ALL> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut given = Self::default();
        given.update_from_arg_matches(matches)?;
        Ok(given)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.config = matches.get_one::<PathBuf>("config").cloned();
        self.flags = taken(ALL).filter_map(|s| Some((s.name, matches.get_one::<String>(s.name)?.clone()))).collect();
        Ok(())
    }
}
