//! Encryption: an own certificate that is read again when its files change, or one that renews itself.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

use crate::Shut;
use crate::acme::Challenges;

/// How often the files of a certificate are looked at.
const LOOK: Duration = Duration::from_secs(10);

/// What lies over the connections of a listener.
#[derive(Clone)]
pub enum Cover {
    /// Nothing: only this machine can reach it.
    Loopback,
    /// A declared proxy encrypts; who comes past it is turned away.
    Proxied,
    /// Nothing, for everybody: only to show the way to the encrypted address.
    Redirect,
    Tls(Tls),
}

/// TLS 1.2 and 1.3, by rustls with ring.
#[derive(Clone)]
pub struct Tls {
    config: Arc<ServerConfig>,
    challenges: Option<Challenges>,
}

impl Tls {
    /// What answers a handshake with these certificates.
    ///
    /// # Errors
    /// When the library refuses its own algorithms.
    pub(crate) fn with(certificates: Arc<dyn ResolvesServerCert>, challenges: Option<Challenges>) -> Result<Self, Shut> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&TLS13, &TLS12])
            .map_err(Shut::because)?
            .with_no_client_auth()
            .with_cert_resolver(certificates);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { config: Arc::new(config), challenges })
    }

    /// `None` when the caller cannot, or only wanted the proof that we hold this name.
    pub(crate) async fn shake_hands<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: S) -> Option<TlsStream<S>> {
        let begun = LazyConfigAcceptor::new(rustls::server::Acceptor::default(), stream).await;
        let begun = begun.inspect_err(|e| tracing::debug!(error = %e, "a handshake ended")).ok()?;
        if let Some(challenges) = self.challenges.as_ref().filter(|_| rustls_acme::is_tls_alpn_challenge(&begun.client_hello())) {
            challenges.prove(begun).await;
            return None;
        }
        let done = begun.into_stream(Arc::clone(&self.config)).await;
        done.inspect_err(|e| tracing::debug!(error = %e, "a handshake ended")).ok()
    }
}

/// The files of an own certificate.
#[derive(Debug, Clone)]
pub struct Files {
    /// The certificate and those that vouch for it, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
}

/// The certificate in use.
#[derive(Debug)]
struct InUse(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for InUse {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Files {
    /// Reads the files, and reads them again whenever they change. Files that do not
    /// fit together later are said in the log, and the certificate in use stays.
    ///
    /// # Errors
    /// Says which file is wrong, and how.
    pub fn cover(self) -> Result<Cover, Shut> {
        self.cover_looking(LOOK)
    }

    /// The same, looking at the files every so often.
    ///
    /// # Errors
    /// As [`Files::cover`].
    pub fn cover_looking(self, every: Duration) -> Result<Cover, Shut> {
        let seen = self.changed_at();
        let in_use = Arc::new(InUse(RwLock::new(Arc::new(self.read()?))));
        tokio::spawn(self.watch(Arc::downgrade(&in_use), seen, every));
        Tls::with(in_use, None).map(Cover::Tls)
    }

    /// Reads the files and does nothing with them.
    ///
    /// # Errors
    /// As [`Files::cover`].
    pub fn fit(&self) -> Result<(), Shut> {
        self.read().map(drop)
    }

    async fn watch(self, in_use: std::sync::Weak<InUse>, mut seen: [Option<SystemTime>; 2], every: Duration) {
        loop {
            tokio::time::sleep(every).await;
            let Some(in_use) = in_use.upgrade() else { return };
            let now = self.changed_at();
            if now == seen {
                continue;
            }
            match self.read() {
                Ok(fresh) => {
                    *in_use.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
                    seen = now;
                    tracing::info!("the certificate was read again");
                }
                // One file was changed and the other not yet: the next look will tell.
                Err(e) => tracing::warn!(error = %e, "the certificate's files changed and cannot be used; the one in use stays"),
            }
        }
    }

    fn changed_at(&self) -> [Option<SystemTime>; 2] {
        [&self.certificate, &self.key].map(|path| std::fs::metadata(path).and_then(|m| m.modified()).ok())
    }

    fn read(&self) -> Result<CertifiedKey, Shut> {
        let wrong = |path: &Path, what: &dyn std::fmt::Display| Shut::because(format!("{}: {what}", path.display()));
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect)
            .map_err(|e| wrong(&self.certificate, &e))?;
        if chain.is_empty() {
            return Err(wrong(&self.certificate, &"there is no certificate in it. It must be PEM: -----BEGIN CERTIFICATE-----"));
        }
        let key = PrivateKeyDer::from_pem_file(&self.key).map_err(|e| wrong(&self.key, &e))?;
        let key = ring::sign::any_supported_type(&key).map_err(|e| wrong(&self.key, &e))?;
        let both = CertifiedKey::new(chain, key);
        match both.keys_match() {
            // A kind of key that cannot be compared is let through: the handshake will tell.
            Ok(()) | Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::Unknown)) => Ok(both),
            Err(_) => Err(wrong(&self.key, &format!("this is not the key of the certificate in {}", self.certificate.display()))),
        }
    }
}
