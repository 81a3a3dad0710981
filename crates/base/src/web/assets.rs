//! The look, embedded: styles, icons and the little script, compressed when first asked for.

use std::io::Write as _;
use std::sync::OnceLock;

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::ids::hex;

const FILES: &[(&str, &str, &[u8])] = &[
    ("app.css", "text/css; charset=utf-8", include_bytes!("../../assets/app.css")),
    ("app.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/app.js")),
    ("passkeys.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/passkeys.js")),
    ("htmx.min.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/htmx.min.js")),
    ("icons.svg", "image/svg+xml", include_bytes!("../../assets/icons.svg")),
    ("favicon.svg", "image/svg+xml", include_bytes!("../../assets/favicon.svg")),
];

#[derive(Debug)]
struct Asset {
    name: &'static str,
    kind: &'static str,
    raw: &'static [u8],
    packed: OnceLock<Vec<u8>>,
    url: String,
}

/// Every embedded file under an address that changes when it changes.
#[derive(Debug)]
pub struct Assets(Vec<Asset>);

impl Assets {
    pub(crate) fn new() -> Self {
        Self(FILES.iter().map(|(name, kind, raw)| {
            let hash = hex(&Sha256::digest(raw)).get(..12).unwrap_or_default().to_owned();
            Asset { name, kind, raw, packed: OnceLock::new(), url: format!("/assets/{hash}/{name}") }
        }).collect())
    }

    /// The address of `name`; an unknown name is its own answer, so it shows.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        self.0.iter().find(|a| a.name == name).map_or_else(|| name.to_owned(), |a| a.url.clone())
    }

    pub(crate) fn serve(&self, path: &str, headers: &HeaderMap) -> Option<Response<Body>> {
        let asset = self.0.iter().find(|a| a.url == path)?;
        let gzip = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("gzip"));
        let mut response = Response::new(Body::from(if gzip { asset.packed.get_or_init(|| pack(asset.raw)).clone() } else { asset.raw.to_vec() }));
        *response.status_mut() = StatusCode::OK;
        let out = response.headers_mut();
        out.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(asset.kind));
        out.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("public, max-age=31536000, immutable"));
        out.insert(header::VARY, header::HeaderValue::from_static("accept-encoding"));
        if gzip {
            out.insert(header::CONTENT_ENCODING, header::HeaderValue::from_static("gzip"));
        }
        Some(response)
    }
}

fn pack(raw: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(raw);
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}
