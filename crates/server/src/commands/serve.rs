//! `keepwell serve`: the server itself.

use std::time::Duration;

use base::clock::Clock;
use base::vault::Keyring;
use base::vault::rotation::UNLOCKED;
use base::web::locked;
use base::{App, Failure, jobs};
use gate::{Cover, Gate, Limits};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::keys::Keys;
use crate::start;

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
        let Some((ring, unlocked)) = keys(&settings).await? else { return Ok(Outcome::Done) };
        let started = start::start_with(&settings, ring, Clock::System).await?;
        if let Some((way, tries)) = unlocked {
            let mut tx = started.app.db.begin().await?;
            started.app.record(&mut tx, None, &UNLOCKED, &[], &[("tries", &tries.to_string()), ("way", way)]).await?;
            tx.commit().await?;
        }
        listen(&started.app, &settings, |app| announce(app, started.setup_token.as_deref())).await?;
        Ok(Outcome::Done)
    }
}

/// The keys, how they were unlocked, and after how many wrong tries. `None`: the server
/// was stopped while it waited for its passphrase.
async fn keys(settings: &Settings) -> Result<Option<(Keyring, Option<(&'static str, u32)>)>, Failure> {
    let envelope = match start::keys(settings)? {
        Keys::Open(ring) => return Ok(Some((ring, None))),
        Keys::Unlocked(ring) => return Ok(Some((ring, Some(("file", 0))))),
        Keys::Locked(envelope) => envelope,
    };
    let door = locked::Gate::new(envelope, &settings.address, Clock::System)?;
    let (stop, stopping) = watch::channel(false);
    let doors = open_doors(settings, &settings.address, locked::router(std::sync::Arc::clone(&door)), &stopping).await?;
    say(&format!("Keepwell is locked. Open {}/unlock and type its passphrase.", settings.address));
    let opened = tokio::select! {
        opened = door.opened() => Some(opened),
        () = stop_signal() => None,
    };
    let _ = stop.send(true);
    shut(doors).await;
    Ok(opened.map(|(ring, tries)| (ring, Some(("page", tries)))))
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
    let (stop, stopping) = watch::channel(false);
    let mut tasks = open_doors(settings, &app.config.address, base::web::router(app.clone()), &stopping).await?;
    tasks.push(tokio::spawn(work(app.clone(), stopping)));
    announce(app);
    stop_signal().await;
    let _ = stop.send(true);
    app.wake();
    shut(tasks).await;
    app.db.close().await;
    Ok(())
}

/// Serves `router` at every door these settings name, until told to stop.
async fn open_doors(settings: &Settings, address: &str, router: axum::Router, stopping: &watch::Receiver<bool>) -> Result<Vec<JoinHandle<()>>, Failure> {
    let entrance = settings.entrance()?;
    let open = |e: gate::Shut| Failure::broken("listening", e);
    // More than so many connections and files at once need more handles than most systems give unasked.
    let _ = rlimit::increase_nofile_limit(HANDLES);
    let listener = gate::bind(settings.listen).await.map_err(open)?;
    let plain = match entrance.plain {
        Some(at) => Some(gate::bind(at).await.map_err(open)?),
        None => None,
    };
    let stopped = |mut stopping: watch::Receiver<bool>| async move { drop(stopping.wait_for(|stop| *stop).await) };
    let gate_to = |listener, cover, router| Gate { listener, cover, proxies: entrance.proxies.clone(), limits: Limits::default(), router, address: address.to_owned() };
    let mut doors = Vec::new();
    if let Some(listener) = plain {
        let gate = gate_to(listener, Cover::Redirect, gate::to_https(address));
        doors.push(tokio::spawn(gate::serve(gate, stopped(stopping.clone()))));
    }
    let gate = gate_to(listener, entrance.cover()?, router);
    doors.push(tokio::spawn(gate::serve(gate, stopped(stopping.clone()))));
    Ok(doors)
}

/// Waits for what was told to stop; what does not is left.
async fn shut(tasks: Vec<JoinHandle<()>>) {
    for task in tasks {
        let abort = task.abort_handle();
        if tokio::time::timeout(FAREWELL, task).await.is_err() {
            tracing::warn!("something was still running and is left; a job is taken up again later");
            abort.abort();
        }
    }
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
    tokio::join!(jobs::work(&app, || !*stopping.borrow()), sealing(&app, stopping.clone()));
}

/// Seals what is new in the trail, when it is time, until told to stop.
async fn sealing(app: &App, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        let pause = seal(app).await;
        let _ = tokio::time::timeout(pause, stopping.wait_for(|stop| *stop)).await;
    }
}

/// How long to leave it alone then.
async fn seal(app: &App) -> Duration {
    match base::trail::seal::if_due(app).await {
        Ok(_) => Duration::from_secs(30),
        Err(e) => {
            tracing::error!(error = ?e, "sealing the trail");
            Duration::from_secs(15 * 60)
        }
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
