//! The loop: takes connections, gives each its place, and shuts down without losing a request.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

use crate::cover::Cover;
use crate::desk::{Desk, Phase, Place};
use crate::paced::{Coming, Going, Taken};
use crate::proxies::{self, Proxies};
use crate::{Limits, Shut, redirect};

/// What the system may hold of an answer for a caller who does not take it, in bytes.
const SEND_BUFFER: usize = 128 * 1024;
/// The most headers of a request, and the most room for them.
const HEADERS: usize = 64;
const HEADER_ROOM: usize = 32 * 1024;

/// One listener and what lies behind it.
pub struct Gate {
    pub listener: TcpListener,
    pub cover: Cover,
    pub proxies: Proxies,
    pub limits: Limits,
    pub router: Router,
    /// The address people type, without a slash at its end.
    pub address: String,
}

/// Listens at an address.
///
/// # Errors
/// Says what to do when the address is taken or not ours to take.
pub async fn bind(at: SocketAddr) -> Result<TcpListener, Shut> {
    let listener = TcpListener::bind(at).await.map_err(|e| {
        let hint = match e.kind() {
            std::io::ErrorKind::AddrInUse => " Another program listens there: stop it, or choose another port.",
            std::io::ErrorKind::PermissionDenied => " Ports below 1024 need a permission: see docs/deploy/keepwell.service.",
            std::io::ErrorKind::AddrNotAvailable => " This machine does not have that address.",
            _ => "",
        };
        Shut::because(format!("cannot listen at {at}: {e}.{hint}"))
    })?;
    // Accepted connections inherit it; a caller who takes nothing is noticed sooner.
    let _ = socket2::SockRef::from(&listener).set_send_buffer_size(SEND_BUFFER);
    Ok(listener)
}

/// What every connection of a gate shares.
struct Behind {
    cover: Cover,
    proxies: Proxies,
    limits: Limits,
    router: Router,
    address: String,
}

/// Serves until `stop` is done, then lets running requests finish.
pub async fn serve(gate: Gate, stop: impl Future<Output = ()>) {
    let Gate { listener, cover, proxies, limits, router, address } = gate;
    let behind = Arc::new(Behind { cover, proxies, limits, router, address });
    let graceful = GracefulShutdown::new();
    let desk = Arc::new(Desk::default());
    let mut broom = tokio::time::interval(Duration::from_secs(1));
    tokio::pin!(stop);
    loop {
        let (stream, from) = tokio::select! {
            () = &mut stop => break,
            _ = broom.tick() => { desk.sweep(&limits); continue }
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Out of file handles, or the peer left. Waiting a little lets others leave.
                Err(e) => { tracing::warn!(error = %e, "accepting a connection"); tokio::time::sleep(Duration::from_millis(50)).await; continue }
            },
        };
        let line = from.ip().to_canonical();
        let is_proxy = behind.proxies.know(line);
        // What comes without encryption comes from this machine or from a declared proxy.
        if matches!(behind.cover, Cover::Proxied) && !is_proxy && !line.is_loopback() {
            tracing::warn!(%from, "a connection past the proxy was closed");
            continue;
        }
        let Some(place) = Desk::admit(&desk, (!is_proxy).then_some(line), &limits) else { continue };
        tokio::spawn(attend(stream, line, place, Arc::clone(&behind), graceful.watcher()));
    }
    drop(listener);
    let _ = tokio::time::timeout(limits.farewell, graceful.shutdown()).await;
}

/// One connection, from its first byte until it closes or must leave.
async fn attend(stream: TcpStream, line: IpAddr, place: Place, behind: Arc<Behind>, watcher: Watcher) {
    let _ = stream.set_nodelay(true);
    let ticket = Arc::clone(&place.ticket);
    let stream = Taken::new(stream, &behind.limits);
    let talk = async {
        match &behind.cover {
            Cover::Loopback | Cover::Proxied | Cover::Redirect => http(stream, line, &place, &behind, watcher).await,
            Cover::Tls(tls) => {
                if let Some(stream) = tls.shake_hands(stream).await {
                    ticket.enter(Phase::Opening);
                    http(stream, line, &place, &behind, watcher).await;
                }
            }
        }
    };
    tokio::select! {
        () = talk => {}
        () = ticket.told_to_leave() => {}
    }
}

async fn http<S>(stream: S, line: IpAddr, place: &Place, behind: &Arc<Behind>, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(behind.limits.opening).max_headers(HEADERS).max_buf_size(HEADER_ROOM);
    let ticket = &place.ticket;
    let service = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let request = request.map(|body| Body::new(Coming::new(body, &behind.limits, Arc::clone(ticket))));
        async move {
            let response = answer(behind, line, request).await;
            Ok::<_, std::convert::Infallible>(response.map(|body| Going::new(body, Arc::clone(ticket))))
        }
    });
    if let Err(e) = watcher.watch(http.serve_connection(TokioIo::new(stream), service)).await {
        tracing::debug!(error = %e, "a connection ended");
    }
}

/// Hands a request to the hall, with who is really calling and without what anybody could have written.
async fn answer(behind: &Behind, line: IpAddr, mut request: Request<Body>) -> Response {
    let caller = behind.proxies.caller(line, request.headers());
    if behind.proxies.came_uncovered(line, request.headers()) && behind.address.starts_with("https://") {
        return redirect::way(&behind.address, &request);
    }
    proxies::forget(request.headers_mut());
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(caller, 0)));
    match behind.router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

