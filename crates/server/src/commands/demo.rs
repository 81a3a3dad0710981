//! `keepwell demo`: a filled throw-away organisation, made through the same doors as any other.

mod policy;
mod story;
mod walker;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use base::clock::Clock;
use base::{App, Failure, Moment};

use super::{Outcome, say, serve};
use crate::config::Settings;
use crate::start::{self, As};

pub use story::fill;

/// Everybody in the demo signs in with it; it protects nothing.
const PASSPHRASE: &str = "kettle lantern orchard";

/// Run a filled throw-away organisation
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// An empty folder to fill; by default one that vanishes at the end
    #[arg(long)]
    data: Option<PathBuf>,
    /// Fill the folder and stop
    #[arg(long)]
    no_serve: bool,
    /// Where to listen
    #[arg(long, env = "KEEPWELL_LISTEN", default_value = "127.0.0.1:8750")]
    listen: SocketAddr,
}

impl Demo {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        if !self.listen.ip().is_loopback() {
            return Err(Failure::broken("running the demo", "its passphrase is known to everybody: it listens on loopback only"));
        }
        let folder = match &self.data {
            Some(folder) => refuse_filled(folder).map(|()| folder.clone())?,
            None => throw_away()?,
        };
        let filled = self.fill_and_serve(&folder).await;
        if self.data.is_none() && !self.no_serve {
            let _ = std::fs::remove_dir_all(&folder);
        }
        filled.map(|()| Outcome::Done)
    }

    async fn fill_and_serve(&self, folder: &Path) -> Result<(), Failure> {
        super::log("warn");
        let settings = Settings::in_folder(folder)?.listening(self.listen);
        let now = Clock::System.now();
        {
            let started = start::start(&settings, Clock::held(now), As::TheServer).await?;
            fill(&started.app, now).await?;
            started.app.db.close().await;
        }
        say(&format!("Harbour House, a demo, lies in {}", folder.display()));
        if self.no_serve {
            who_can_sign_in();
            return Ok(());
        }
        let started = start::start(&settings, Clock::System, As::TheServer).await?;
        serve::listen(&started.app, &settings, |app: &App| {
            say(&format!("It is at {}", app.config.address));
            who_can_sign_in();
        })
        .await
    }
}

fn who_can_sign_in() {
    say(&format!("Sign in with any of these, and the passphrase: {PASSPHRASE}"));
    for (id, what) in [
        ("ana", "directs, and supervises Ben, Cleo and Eli"),
        ("ben", "case worker, holds PH-014"),
        ("cleo", "keeps the phones"),
        ("dara", "sits on the Board"),
        ("eli", "works part time, holds PH-012"),
        ("fern", "coordinates volunteers, holds PH-015"),
        ("gus", "volunteers"),
        ("ivy", "IT"),
    ] {
        say(&format!("  {:<18} {what}", format!("{id}@example.org")));
    }
}

/// A demo never mixes with anybody's data.
fn refuse_filled(folder: &Path) -> Result<(), Failure> {
    let filled = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if filled { Err(Failure::broken("filling the demo", format!("{} is not empty", folder.display()))) } else { Ok(()) }
}

fn throw_away() -> Result<PathBuf, Failure> {
    let name = base::ids::hex(&base::ids::Dice::System.throw::<6>()?);
    let folder = std::env::temp_dir().join(format!("keepwell-demo-{name}"));
    Ok(folder)
}

/// A moment so many days before `now`, at about this hour of the day in Toronto.
fn back(now: Moment, days: i64, hour: i64) -> Moment {
    let midnight = now.0 - now.0.rem_euclid(Moment::DAY);
    Moment((midnight - days * Moment::DAY + (hour + 5) * Moment::HOUR).min(now.0))
}
