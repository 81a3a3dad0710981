//! `keepwell serve`: the server itself.

use std::time::Duration;

use base::clock::Clock;
use base::{App, Failure, jobs};
use gate::{Cover, Gate, Limits};
use tokio::sync::watch;

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::start::{self, As};

/// Handles on connections and files.
const HANDLES: u64 = 8192;
/// How long requests and a job may go on once the server was asked to stop.
const FAREWELL: Duration = Duration::from_secs(12);

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
        settings.entrance()?;
        let started = start::start(&settings, Clock::System, As::TheServer).await?;
        listen(&started.app, &settings, |app| announce(app, started.setup_token.as_deref())).await?;
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

/// Listens until asked to stop; background work runs beside, and stops between two jobs.
pub(super) async fn listen(app: &App, settings: &Settings, announce: impl FnOnce(&App)) -> Result<(), Failure> {
    let entrance = settings.entrance()?;
    let open = |e: gate::Shut| Failure::broken("listening", e);
    // More than so many connections and files at once need more handles than most systems give unasked.
    let _ = rlimit::increase_nofile_limit(HANDLES);
    let listener = gate::bind(settings.listen).await.map_err(open)?;
    let plain = match entrance.plain {
        Some(at) => Some(gate::bind(at).await.map_err(open)?),
        None => None,
    };
    let address = &app.config.address;
    let (stop, stopping) = watch::channel(false);
    let stopped = |mut stopping: watch::Receiver<bool>| async move { drop(stopping.wait_for(|stop| *stop).await) };
    let gate_to = |listener, cover, router| Gate { listener, cover, proxies: entrance.proxies.clone(), limits: Limits::default(), router, address: address.clone() };
    let way = plain.map(|listener| {
        let gate = gate_to(listener, Cover::Redirect, gate::to_https(address));
        tokio::spawn(gate::serve(gate, stopped(stopping.clone())))
    });
    let gate = gate_to(listener, entrance.cover()?, base::web::router(app.clone()));
    let hall = tokio::spawn(gate::serve(gate, stopped(stopping.clone())));
    let worker = tokio::spawn(work(app.clone(), stopping));
    announce(app);
    stop_signal().await;
    let _ = stop.send(true);
    app.wake();
    for task in [Some(hall), way, Some(worker)].into_iter().flatten() {
        let abort = task.abort_handle();
        if tokio::time::timeout(FAREWELL, task).await.is_err() {
            tracing::warn!("something was still running and is left; a job is taken up again later");
            abort.abort();
        }
    }
    app.db.close().await;
    Ok(())
}

async fn work(app: App, stopping: watch::Receiver<bool>) {
    if app.organisation().is_some()
        && let Err(e) = duties::warm(&app).await
    {
        tracing::error!(error = ?e, "reading the trail");
    }
    if let Err(e) = jobs::settle_repeats(&app).await {
        tracing::error!(error = ?e, "the jobs that repeat");
    }
    jobs::work(&app, || !*stopping.borrow()).await;
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
