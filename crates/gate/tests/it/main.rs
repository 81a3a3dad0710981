//! The gate as callers meet it: over real sockets on loopback.

#![cfg(test)]

mod acme;
mod callers;
mod tls;

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use gate::{Cover, Gate, Limits, Proxies};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A gate that is open, and the way to close it.
pub struct Open {
    pub at: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl Open {
    /// Asks it to stop, and waits until it has.
    pub async fn close(self) {
        self.stop.send(()).unwrap();
        self.served.await.unwrap();
    }
}

static LONG: LazyLock<Bytes> = LazyLock::new(|| vec![b'x'; 32 * 1024 * 1024].into());

/// Says who called, takes bodies, is slow, and has a long answer.
fn hall() -> Router {
    let who = async |ConnectInfo(from): ConnectInfo<SocketAddr>, headers: HeaderMap| {
        format!("{} {}", from.ip(), headers.keys().filter(|k| k.as_str().contains("forwarded")).count())
    };
    Router::new()
        .route("/", get(who))
        .route("/take", post(async |body: Bytes| format!("{} bytes", body.len())))
        .route("/work", get(async || { tokio::time::sleep(Duration::from_millis(300)).await; "done" }))
        .route("/long", get(async || LONG.clone()))
}

pub async fn open(cover: Cover, proxies: &[&str], limits: Limits) -> Open {
    let listener = gate::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    open_at(listener, cover, proxies, limits)
}

pub fn open_at(listener: tokio::net::TcpListener, cover: Cover, proxies: &[&str], limits: Limits) -> Open {
    let at = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let proxies = Proxies::parse(proxies.iter().copied()).unwrap();
    let gate = Gate { listener, cover, proxies, limits, router: hall(), address: "https://keep.example.org".into() };
    let served = tokio::spawn(gate::serve(gate, async { drop(stopped.await) }));
    Open { at, stop, served }
}

/// A connection from another address of this machine.
pub async fn connect_from(from: &str, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from.parse().unwrap(), 0)).unwrap();
    socket.connect(to).await.unwrap()
}

/// Sends bytes and reads until the other side closes.
pub async fn ask<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

pub const VISIT: &str = "GET / HTTP/1.1\r\nhost: keep.example.org\r\nconnection: close\r\n\r\n";

/// A handshake as a client who trusts `root`; gives the certificate that was shown.
pub async fn shake(at: SocketAddr, name: &str, roots: RootCertStore, config: impl FnOnce(&mut ClientConfig)) -> std::io::Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let mut client = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions().unwrap().with_root_certificates(roots).with_no_client_auth();
    config(&mut client);
    let connector = tokio_rustls::TlsConnector::from(Arc::new(client));
    connector.connect(ServerName::try_from(name.to_owned()).unwrap(), TcpStream::connect(at).await?).await
}

pub fn trusting(certificates: &[CertificateDer<'static>]) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        roots.add(certificate.clone()).unwrap();
    }
    roots
}
