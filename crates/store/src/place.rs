//! Where the files go, as the operator writes it: `s3://BUCKET/PREFIX?endpoint=URL&region=NAME`.

use url::{Host, Url};
use zeroize::Zeroizing;

/// What to write, for an operator who wrote something else.
pub const FORM: &str = "Write s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION.";

/// A place in a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub bucket: String,
    /// Without slashes at its ends; empty: the whole bucket.
    pub prefix: String,
    /// `None`: Amazon's own for the region.
    pub endpoint: Option<String>,
    pub region: String,
}

/// Who we are to the store.
#[derive(Clone)]
pub struct Keys {
    pub id: String,
    pub secret: Zeroizing<String>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Place {
    /// Reads a place.
    ///
    /// # Errors
    /// A sentence that says what to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).ok().filter(|u| u.scheme() == "s3").ok_or(FORM)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("The key does not belong in the address. Put it into storage_key and storage_secret.".into());
        }
        let bucket = url.host_str().filter(|b| !b.is_empty()).ok_or(FORM)?.to_owned();
        let mut place = Self { bucket, prefix: url.path().trim_matches('/').to_owned(), endpoint: None, region: "us-east-1".into() };
        for (name, value) in url.query_pairs() {
            match &*name {
                "endpoint" => place.endpoint = Some(endpoint(&value)?),
                "region" if !value.is_empty() => place.region = value.into_owned(),
                _ => return Err(format!("It knows endpoint and region, not {name}. {FORM}")),
            }
        }
        Ok(place)
    }

    /// Whether the way there is not encrypted. Only within this machine.
    pub(crate) fn is_plain(&self) -> bool {
        self.endpoint.as_deref().is_some_and(|e| e.starts_with("http://"))
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.prefix)?;
        self.endpoint.as_ref().map_or(Ok(()), |e| write!(f, " at {e}"))
    }
}

fn endpoint(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|_| format!("The endpoint cannot be read. {FORM}"))?;
    let here = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => {}
        "http" if here => {}
        "http" => return Err("The way to the store is not encrypted. Write endpoint=https://….".into()),
        _ => return Err(format!("The endpoint cannot be read. {FORM}")),
    }
    Ok(text.trim_end_matches('/').to_owned())
}

#[test]
fn a_place_is_read_or_said_what_to_write() {
    let read = Place::parse("s3://files/keepwell/here/?endpoint=https://s3.example.org/&region=ca-1").unwrap();
    assert_eq!(read, Place { bucket: "files".into(), prefix: "keepwell/here".into(), endpoint: Some("https://s3.example.org".into()), region: "ca-1".into() });
    let amazon = Place::parse("s3://files?region=ca-central-1").unwrap();
    assert_eq!((amazon.prefix.as_str(), amazon.endpoint, amazon.region.as_str()), ("", None, "ca-central-1"));
    assert!(Place::parse("s3://files?endpoint=http://127.0.0.1:9000").unwrap().is_plain());

    for (text, said) in [
        ("/srv/files", "Write s3://"),
        ("https://files", "Write s3://"),
        ("s3:///x", "Write s3://"),
        ("s3://ID:SECRET@files/x", "storage_secret"),
        ("s3://files?endpoint=http://s3.example.org", "not encrypted"),
        ("s3://files?endpoint=ftp://s3.example.org", "cannot be read"),
        ("s3://files?colour=blue", "not colour"),
    ] {
        assert!(Place::parse(text).unwrap_err().contains(said), "{text}");
    }
}
