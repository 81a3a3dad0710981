//! `keepwell serve`: the server itself.

use std::net::SocketAddr;

use base::clock::Clock;
use base::{App, Failure, jobs};
use tokio::net::TcpListener;

use super::{Outcome, say};
use crate::start::{self, As, Outside, Place};

/// Run the server
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub outside: Outside,
    /// Where to listen
    #[arg(long, env = "KEEPWELL_LISTEN", default_value = "127.0.0.1:8750")]
    pub listen: SocketAddr,
}

impl Serve {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        let address = self.outside.address.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        if address.starts_with("http://") && !self.listen.ip().is_loopback() {
            return Err(Failure::broken(
                "listening",
                format!("{} can be reached from outside without encryption. Listen on 127.0.0.1 behind a TLS proxy, and pass --address https://…", self.listen),
            ));
        }
        let post = start::post(&self.place.data, &self.outside);
        let started = start::start(&self.place, &address, post, Clock::System, As::TheServer).await?;
        listen(&started.app, self.listen, |app| announce(app, started.setup_token.as_deref())).await?;
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
