//! The store itself: put, fetch, remove, list, and whose place it is.

use std::fs::File;
use std::time::Duration;

use base::blobs::Store;
use base::clock::Moment;
use base::Failure;
use futures::future::BoxFuture;
use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{ClientOptions, Error, MultipartUpload, ObjectStore as _, ObjectStoreExt as _, PutPayload, RetryConfig};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::OnceCell;

use crate::place::{Keys, Place};

/// A larger file is put in parts of this size, in bytes (S3 wants at least 5 MiB). One part is in memory at a time.
const PART: u64 = 8 * 1024 * 1024;
/// The object that says which data folder a place belongs to.
const OWNER: &str = "keepwell-owner";

/// Sealed files in one place of a store.
#[derive(Debug)]
pub struct S3 {
    inner: AmazonS3,
    place: Place,
    /// Names our data folder, by nothing but chance.
    owner: String,
    /// Set once the place is known to be ours.
    ours: OnceCell<()>,
}

/// What `keepwell check` sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Ours,
    /// Nobody's yet.
    Free,
    /// Another data folder's.
    Others,
}

impl S3 {
    /// Makes ready to use `place`; asks nothing of the network yet. `owner` names our data folder.
    ///
    /// # Errors
    /// When no client can be made from it.
    pub fn new(place: Place, keys: &Keys, owner: String) -> Result<Self, Failure> {
        // Somebody else may have been first: then theirs holds, and it is ring as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = ClientOptions::new()
            .with_allow_http(place.is_plain())
            .with_connect_timeout(Duration::from_secs(5))
            .with_timeout(Duration::from_secs(60));
        // Somebody may be waiting: say soon that it does not answer. Jobs try again by themselves.
        let retry = RetryConfig { max_retries: 2, retry_timeout: Duration::from_secs(8), ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&place.bucket)
            .with_region(&place.region)
            .with_access_key_id(&keys.id)
            .with_secret_access_key(keys.secret.as_str())
            // One by one: not every store knows how to remove many at once.
            .with_disable_bulk_delete(true)
            .with_client_options(client)
            .with_retry(retry);
        if let Some(endpoint) = &place.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let inner = builder.build().map_err(|e| Failure::broken("using the store for files", e))?;
        Ok(Self { inner, place, owner, ours: OnceCell::new() })
    }

    fn path(&self, name: &str) -> Path {
        Path::from(format!("{}/{name}", self.place.prefix))
    }

    /// Says in words why the store did not do it.
    fn away(&self, error: &Error) -> Failure {
        tracing::debug!(%error, "the store for files");
        let (place, root) = (&self.place, root(error));
        // Of a list, the crate tells no more than what the server said.
        let is_refused = root.contains("403 Forbidden") || root.contains("401 Unauthorized");
        match error {
            Error::Generic { .. } if root.contains("NoSuchBucket") => Failure::away(format!("{place}: there is no such bucket")),
            Error::PermissionDenied { .. } | Error::Unauthenticated { .. } | Error::Generic { .. }
                if is_refused || !matches!(error, Error::Generic { .. }) =>
            {
                Failure::away(format!("{place} refuses the key. See that storage_key and storage_secret are right, and may read, write, list and delete there"))
            }
            Error::NotFound { .. } => Failure::away(format!("{place}: there is no such bucket")),
            _ => Failure::away(format!("{place} does not answer: {root}")),
        }
    }

    /// Who says that this place is theirs.
    async fn owner(&self) -> Result<Option<String>, Failure> {
        match self.inner.get(&self.path(OWNER)).await {
            Ok(found) => {
                let bytes = found.bytes().await.map_err(|e| self.away(&e))?;
                Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
            }
            Err(Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(self.away(&e)),
        }
    }

    /// Looks whether the store answers, and changes nothing.
    ///
    /// # Errors
    /// [`Failure::Away`] when it does not.
    pub async fn look(&self) -> Result<Look, Failure> {
        // A missing bucket and a missing object look alike, but not in a list.
        self.inner.list(Some(&self.path(""))).next().await.transpose().map_err(|e| self.away(&e))?;
        Ok(match self.owner().await? {
            None => Look::Free,
            Some(owner) if owner == self.owner => Look::Ours,
            Some(_) => Look::Others,
        })
    }

    /// Makes sure that the place is ours, and takes it when it is nobody's. Done once, before anything else.
    ///
    /// # Errors
    /// When it is another's; [`Failure::Away`] when the store does not answer.
    pub async fn claim(&self) -> Result<(), Failure> {
        self.ours
            .get_or_try_init(|| async {
                match self.owner().await? {
                    Some(owner) if owner == self.owner => Ok(()),
                    Some(_) => {
                        let why = format!("{} belongs to another data folder. Name an empty prefix in storage: what this folder holds moves there by itself", self.place);
                        Err(Failure::broken("using the store for files", why))
                    }
                    None => self.inner.put(&self.path(OWNER), PutPayload::from(self.owner.clone().into_bytes())).await.map(|_| ()).map_err(|e| self.away(&e)),
                }
            })
            .await?;
        Ok(())
    }
}

/// What lies at the bottom of an error, cut short: the layers above say it again.
fn root(error: &Error) -> String {
    let mut at: &dyn std::error::Error = error;
    while let Some(below) = at.source() {
        at = below;
    }
    at.to_string().chars().take(200).collect()
}

/// Whether a name is one of our ids (a UUID): what others keep in the bucket is never listed, so never swept.
fn is_id(name: &str) -> bool {
    name.len() == 36 && name.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

/// Reads the next part, short only at the end.
async fn part(file: &mut tokio::fs::File) -> Result<Vec<u8>, Failure> {
    let mut part = Vec::new();
    file.take(PART).read_to_end(&mut part).await.map_err(|e| Failure::broken("reading a sealed file", e))?;
    Ok(part)
}

/// What can go wrong while a file is put: here, or over there.
enum Halt {
    Here(Failure),
    There(Error),
}

async fn parts(upload: &mut dyn MultipartUpload, file: &mut tokio::fs::File) -> Result<(), Halt> {
    loop {
        let bytes = part(file).await.map_err(Halt::Here)?;
        if bytes.is_empty() {
            return upload.complete().await.map(|_| ()).map_err(Halt::There);
        }
        upload.put_part(bytes.into()).await.map_err(Halt::There)?;
    }
}

async fn put(inner: AmazonS3, path: Path, sealed: File, length: u64) -> Result<(), Halt> {
    let mut file = tokio::fs::File::from_std(sealed);
    if length <= PART {
        let bytes = part(&mut file).await.map_err(Halt::Here)?;
        return inner.put(&path, bytes.into()).await.map(|_| ()).map_err(Halt::There);
    }
    let mut upload = inner.put_multipart(&path).await.map_err(Halt::There)?;
    let done = parts(&mut *upload, &mut file).await;
    if done.is_err() {
        // If this fails too, the rule of the bucket for unfinished uploads takes them (guide, configure).
        let _ = upload.abort().await;
    }
    done
}

impl Store for S3 {
    fn put<'a>(&'a self, id: &'a str, sealed: File, length: u64) -> BoxFuture<'a, Result<(), Failure>> {
        async move {
            self.claim().await?;
            // A task of its own: somebody who goes away half-way leaves no half in the store.
            let putting = tokio::spawn(put(self.inner.clone(), self.path(id), sealed, length));
            match putting.await {
                Ok(Ok(())) => Ok(()),
                Ok(Err(Halt::Here(failure))) => Err(failure),
                Ok(Err(Halt::There(e))) => Err(self.away(&e)),
                Err(e) => Err(Failure::broken("putting a file into the store", e)),
            }
        }
        .boxed()
    }

    fn fetch<'a>(&'a self, id: &'a str, into: File) -> BoxFuture<'a, Result<bool, Failure>> {
        async move {
            self.claim().await?;
            let found = match self.inner.get(&self.path(id)).await {
                Err(Error::NotFound { .. }) => return Ok(false),
                found => found.map_err(|e| self.away(&e))?,
            };
            let disk = |e: std::io::Error| Failure::broken("putting down a file from the store", e);
            let (size, mut came) = (found.meta.size, 0);
            let mut pieces = found.into_stream();
            let mut file = tokio::fs::File::from_std(into);
            while let Some(piece) = pieces.try_next().await.map_err(|e| self.away(&e))? {
                came += piece.len() as u64;
                file.write_all(&piece).await.map_err(disk)?;
            }
            file.flush().await.map_err(disk)?;
            if came == size { Ok(true) } else { Err(Failure::away(format!("{} sent {came} of {size} bytes", self.place))) }
        }
        .boxed()
    }

    fn remove<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<(), Failure>> {
        async move {
            self.claim().await?;
            match self.inner.delete(&self.path(id)).await {
                Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
                Err(e) => Err(self.away(&e)),
            }
        }
        .boxed()
    }

    fn list(&self) -> BoxFuture<'_, Result<Vec<(String, Moment)>, Failure>> {
        async move {
            self.claim().await?;
            let under = self.path("");
            let mut all = self.inner.list(Some(&under));
            let mut found = Vec::new();
            while let Some(object) = all.try_next().await.map_err(|e| self.away(&e))? {
                let Some(name) = object.location.filename().filter(|n| is_id(n)) else { continue };
                if object.location == self.path(name) {
                    found.push((name.to_owned(), Moment(object.last_modified.timestamp_millis())));
                }
            }
            Ok(found)
        }
        .boxed()
    }
}
