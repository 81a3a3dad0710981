//! `keepwell serve`: the server itself.

use std::net::SocketAddr;

use base::clock::Clock;
use base::{App, Failure, jobs};
use tokio::net::TcpListener;

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::start::{self, As};

/// Run the server
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    given: flags::Everything,
}

impl Serve {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        let settings = Settings::load(&self.given)?;
        super::log(&settings.log);
        if let Some(why) = settings.unencrypted() {
            return Err(Failure::broken("listening", why));
        }
        let started = start::start(&settings, Clock::System, As::TheServer).await?;
        listen(&started.app, settings.listen, |app| announce(app, started.setup_token.as_deref())).await?;
        Ok(Outcome::Done)
    }
}

fn announce(app: &App, setup_token: Option<&str>) {
    let address = &app.config.address;
    say(&format!("Keepwell is at {address}"));
    if let Some(token) = setup_token {
        say(&format!("Nobody is here yet. Open this link once to set it up:\n  {address}/set-up?token={token}"));
    }
}

/// Listens until asked to stop; background work runs beside.
pub(super) async fn listen(app: &App, at: SocketAddr, announce: impl FnOnce(&App)) -> Result<(), Failure> {
    let listener = TcpListener::bind(at).await.map_err(|e| Failure::broken("listening", format!("{at}: {e}")))?;
    let worker = tokio::spawn(work(app.clone()));
    announce(app);
    base::web::serve::serve(listener, base::web::router(app.clone()), stop_signal()).await;
    worker.abort();
    app.db.close().await;
    Ok(())
}

async fn work(app: App) {
    if app.organisation().is_some()
        && let Err(e) = duties::warm(&app).await
    {
        tracing::error!(error = ?e, "reading the trail");
    }
    loop {
        if let Err(e) = jobs::drain(&app).await {
            tracing::error!(error = ?e, "the job queue");
        }
        app.until_woken().await;
    }
}

async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
