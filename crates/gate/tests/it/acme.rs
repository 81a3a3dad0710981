//! A certificate that is asked for and renewed, against Debian's pebble (an authority for tests) on loopback.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use gate::{Acme, Cover, Limits};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::{VISIT, ask, open_at, shake, trusting};

const NAME: &str = "keep.example.org";

/// A program of ours that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// An authority, and a name server that knows one address: ours.
struct Authority {
    folder: tempfile::TempDir,
    port: u16,
    management: u16,
    names: u16,
    own: rcgen::CertifiedKey,
    _names: Running,
}

impl Authority {
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let own = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        std::fs::write(folder.path().join("cert.pem"), own.cert.pem()).unwrap();
        std::fs::write(folder.path().join("key.pem"), own.key_pair.serialize_pem()).unwrap();
        let names = free_port();
        let spawned = Command::new("pebble-challtestsrv")
            .args(["-dns01", &format!("127.0.0.1:{names}"), "-management", &format!("127.0.0.1:{}", free_port()), "-defaultIPv6", ""])
            .args(["-http01", "", "-https01", "", "-tlsalpn01", ""]).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let Ok(child) = spawned else {
            assert!(std::env::var_os("CI").is_none(), "pebble is missing: run scripts/install.sh");
            eprintln!("NOT RUN: pebble is missing: run scripts/install.sh");
            return None;
        };
        Some(Self { folder, port: free_port(), management: free_port(), names, own, _names: Running(child) })
    }

    /// Starts it; it looks for us at `ours`, and its certificates live so many seconds.
    fn start(&self, ours: SocketAddr, seconds: u64) -> Running {
        let at = |name: &str| self.folder.path().join(name).display().to_string();
        let config = serde_json::json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{}", self.port), "managementListenAddress": format!("127.0.0.1:{}", self.management),
            "certificate": at("cert.pem"), "privateKey": at("key.pem"), "httpPort": free_port(), "tlsPort": ours.port(),
            "ocspResponderURL": "", "externalAccountBindingRequired": false, "certificateValidityPeriod": seconds,
        }});
        std::fs::write(self.folder.path().join("pebble.json"), config.to_string()).unwrap();
        let child = Command::new("pebble")
            .args(["-config", &at("pebble.json"), "-dnsserver", &format!("127.0.0.1:{}", self.names)])
            .env("PEBBLE_VA_NOSLEEP", "1").env("PEBBLE_WFE_NONCEREJECT", "0")
            .stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        Running(child)
    }

    /// Who vouches for the certificates it gives (another one after each start).
    async fn roots(&self) -> RootCertStore {
        let at = SocketAddr::from(([127, 0, 0, 1], self.management));
        let mut stream = shake(at, "localhost", trusting(&[self.own.cert.der().clone()]), |_| {}).await.unwrap();
        stream.write_all(b"GET /roots/0 HTTP/1.0\r\nhost: localhost\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        use rustls::pki_types::pem::PemObject as _;
        let begin = answer.find("-----BEGIN").expect("a certificate");
        trusting(&[CertificateDer::from_pem_slice(&answer.as_bytes()[begin..]).unwrap()])
    }

    fn acme(&self, folder: &Path) -> Acme {
        Acme {
            name: NAME.into(),
            contact: "it@example.org".into(),
            directory: format!("https://localhost:{}/dir", self.port),
            roots: Some(self.folder.path().join("cert.pem")),
            folder: folder.to_owned(),
        }
    }
}

/// Shakes hands until it works; gives the certificate and what a visit answers.
async fn until_encrypted(at: SocketAddr, authority: &Authority) -> (CertificateDer<'static>, String) {
    for _ in 0..120 {
        tokio::time::sleep(Duration::from_millis(250)).await;
        let Ok(stream) = tokio::time::timeout(Duration::from_secs(5), shake(at, NAME, authority.roots().await, |_| {})).await.unwrap() else { continue };
        let shown = stream.get_ref().1.peer_certificates().unwrap()[0].clone().into_owned();
        return (shown, ask(stream, VISIT).await);
    }
    panic!("no certificate in 30 seconds");
}

fn kept(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).map(|files| files.map(|f| f.unwrap().path()).collect()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_asked_for_kept_privately_and_renewed_and_a_silent_authority_only_delays_it() {
    let Some(authority) = Authority::new() else { return };
    let folder = tempfile::tempdir().unwrap();
    let kept_in = folder.path().join("acme");
    let listener = gate::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let at = listener.local_addr().unwrap();

    // The authority is not there yet: nobody comes in, encrypted or not, and the server stands.
    let open = open_at(listener, authority.acme(&kept_in).cover().unwrap(), &[], Limits::default());
    tokio::time::sleep(Duration::from_millis(500)).await;
    let plain = ask(tokio::net::TcpStream::connect(at).await.unwrap(), VISIT).await;
    assert!(!plain.contains("HTTP/1.1"), "{plain}");

    let running = authority.start(at, 9);
    let (first, answer) = until_encrypted_after_start(at, &authority).await;
    assert!(answer.contains("127.0.0.1 0"), "{answer}");
    let files = kept(&kept_in);
    assert_eq!(files.len(), 2, "{files:?}");
    #[cfg(unix)]
    for file in &files {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o077, 0, "{}", file.display());
    }

    // Six of its nine seconds later it is another.
    let mut renewed = false;
    for _ in 0..80 {
        tokio::time::sleep(Duration::from_millis(250)).await;
        let (now, _) = until_encrypted(at, &authority).await;
        if now != first {
            renewed = true;
            break;
        }
    }
    assert!(renewed, "the certificate was not renewed");
    drop(running);
    open.close().await;
}

/// As [`until_encrypted`], once the authority itself answers.
async fn until_encrypted_after_start(at: SocketAddr, authority: &Authority) -> (CertificateDer<'static>, String) {
    for _ in 0..40 {
        tokio::time::sleep(Duration::from_millis(250)).await;
        if tokio::net::TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], authority.management))).await.is_ok() {
            return until_encrypted(at, authority).await;
        }
    }
    panic!("pebble did not start");
}

#[tokio::test]
async fn a_name_nobody_vouches_for_is_refused_at_the_start() {
    let acme = |name: &str| Acme { name: name.into(), contact: "it@example.org".into(), directory: gate::LETS_ENCRYPT.into(), roots: None, folder: "/nowhere".into() };

    for name in ["192.0.2.7", "localhost", "keepwell"] {
        let said = acme(name).cover().err().map(|e| e.to_string()).unwrap_or_default();
        assert!(said.contains(name) && said.contains("full name"), "{said}");
    }
    assert!(matches!(acme(NAME).cover(), Ok(Cover::Tls(_))));
}
