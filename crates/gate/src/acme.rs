//! A certificate that is asked for and renewed by itself (ACME, RFC 8555, by TLS-ALPN-01,
//! RFC 8737: only the encrypted port must be reachable).
//!
//! The library orders, proves, renews after two thirds of a certificate's life and
//! tries again later and later when it fails. It knows no limit on the answer of
//! the other side, so everything is begun anew once a day: an order that hangs
//! costs a day of the thirty that are left.

use std::io::{Error, ErrorKind, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use futures::StreamExt as _;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use rustls_acme::{AccountCache, AcmeConfig, AcmeState, CertCache, ResolvesServerCertAcme};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio_rustls::StartHandshake;

use crate::Shut;
use crate::cover::{Cover, Tls};

/// Where certificates are asked for when nothing else is said.
pub const LETS_ENCRYPT: &str = "https://acme-v02.api.letsencrypt.org/directory";
/// Everything is begun anew after so long.
const ANEW: Duration = Duration::from_secs(24 * 60 * 60);

/// What to ask for, and where.
#[derive(Debug, Clone)]
pub struct Acme {
    /// The name in the address, without port.
    pub name: String,
    /// Whom the authority may write to.
    pub contact: String,
    /// The authority's directory: [`LETS_ENCRYPT`] or another.
    pub directory: String,
    /// Who vouches for the authority's own address, PEM; by default the public ones.
    pub roots: Option<PathBuf>,
    /// A private folder for the account and the certificate.
    pub folder: PathBuf,
}

/// Files that only their owner may read.
#[derive(Clone)]
struct Cupboard(PathBuf);

impl Cupboard {
    fn path(&self, what: &str, of: &[String], directory: &str) -> PathBuf {
        let mut hash = Sha256::new();
        for text in of.iter().map(String::as_str).chain([directory]) {
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        let short: String = hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
        self.0.join(format!("{what}-{short}.pem"))
    }

    fn load(path: &std::path::Path) -> Result<Option<Vec<u8>>, Error> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Whole or not at all: written beside and moved.
    fn store(&self, path: &std::path::Path, bytes: &[u8]) -> Result<(), Error> {
        std::fs::create_dir_all(&self.0)?;
        let beside = path.with_extension("new");
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    }
}

#[async_trait]
impl CertCache for Cupboard {
    type EC = Error;

    async fn load_cert(&self, domains: &[String], directory: &str) -> Result<Option<Vec<u8>>, Error> {
        Self::load(&self.path("certificate", domains, directory))
    }

    async fn store_cert(&self, domains: &[String], directory: &str, cert: &[u8]) -> Result<(), Error> {
        self.store(&self.path("certificate", domains, directory), cert)
    }
}

#[async_trait]
impl AccountCache for Cupboard {
    type EA = Error;

    async fn load_account(&self, contact: &[String], directory: &str) -> Result<Option<Vec<u8>>, Error> {
        Self::load(&self.path("account", contact, directory))
    }

    async fn store_account(&self, contact: &[String], directory: &str, account: &[u8]) -> Result<(), Error> {
        self.store(&self.path("account", contact, directory), account)
    }
}

/// The certificates of whichever asking is under way.
#[derive(Debug)]
struct Latest(RwLock<Arc<ResolvesServerCertAcme>>);

impl Latest {
    fn now(&self) -> Arc<ResolvesServerCertAcme> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl ResolvesServerCert for Latest {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.now().resolve(hello)
    }
}

/// What answers the authority when it looks whether this name is ours.
#[derive(Clone)]
pub struct Challenges(Arc<ServerConfig>);

impl Challenges {
    /// Shakes hands with the proof, and hangs up.
    pub(crate) async fn prove<S: AsyncRead + AsyncWrite + Unpin>(&self, begun: StartHandshake<S>) {
        if let Ok(mut stream) = begun.into_stream(Arc::clone(&self.0)).await {
            let _ = stream.shutdown().await;
        }
    }
}

impl Acme {
    /// Begins to ask for the certificate, and keeps it new as long as the program runs.
    /// Until the first one is there, nobody can come in; there is never a way around encryption.
    ///
    /// # Errors
    /// When the name cannot have a certificate or the roots cannot be read.
    pub fn cover(self) -> Result<Cover, Shut> {
        if self.name.parse::<std::net::IpAddr>().is_ok() || !self.name.contains('.') {
            return Err(Shut::because(format!("nobody gives “{}” a certificate. The address needs a full name, e.g. keepwell.example.org.", self.name)));
        }
        let client = self.client()?;
        let state = self.asking(&client);
        let latest = Arc::new(Latest(RwLock::new(state.resolver())));
        let mut proof = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(Shut::because)?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&latest) as Arc<dyn ResolvesServerCert>);
        proof.alpn_protocols.push(b"acme-tls/1".to_vec());
        let tls = Tls::with(Arc::clone(&latest) as Arc<dyn ResolvesServerCert>, Some(Challenges(Arc::new(proof))))?;
        tokio::spawn(self.keep(state, latest, client));
        Ok(Cover::Tls(tls))
    }

    async fn keep(self, mut state: AcmeState<Error>, latest: Arc<Latest>, client: Arc<ClientConfig>) {
        loop {
            let day = tokio::time::sleep(ANEW);
            tokio::pin!(day);
            loop {
                tokio::select! {
                    () = &mut day => break,
                    event = state.next() => match event {
                        Some(Ok(event)) => tracing::info!(?event, name = %self.name, "the certificate"),
                        Some(Err(e)) => tracing::error!(error = %e, name = %self.name, "the certificate could not be renewed; it is tried again"),
                        None => break,
                    },
                }
            }
            state = self.asking(&client);
            let fresh = state.resolver();
            // The first thing it does is to take the kept certificate into use.
            let _ = tokio::time::timeout(Duration::from_secs(5), state.next()).await;
            *latest.0.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        }
    }

    fn asking(&self, client: &Arc<ClientConfig>) -> AcmeState<Error> {
        AcmeConfig::new_with_client_config([&self.name], Arc::clone(client))
            .contact([format!("mailto:{}", self.contact)])
            .directory(&self.directory)
            .cache(Cupboard(self.folder.clone()))
            .state()
    }

    /// How we talk to the authority.
    fn client(&self) -> Result<Arc<ClientConfig>, Shut> {
        let mut roots = RootCertStore::empty();
        match &self.roots {
            None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
            Some(path) => {
                let found = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
                let found = found.map_err(|e| Shut::because(format!("{}: {e}", path.display())))?;
                if roots.add_parsable_certificates(found).0 == 0 {
                    return Err(Shut::because(format!("{}: there is no certificate in it", path.display())));
                }
            }
        }
        let client = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(Shut::because)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Arc::new(client))
    }
}
