//! By which name we were called, and from whose page: what a stranger's address
//! or a stranger's form could turn against us.

use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::uri::Authority;
use axum::http::{StatusCode, Uri};

/// The host and port of an address.
pub fn authority(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/')
}

/// A name and a port; a port that goes without saying is said.
fn parts(authority: &str, default: u16) -> Option<(String, u16)> {
    let parsed: Authority = authority.parse().ok().filter(|_| !authority.contains('@'))?;
    let bare = parsed.host().to_ascii_lowercase();
    if authority.len() > bare.len() && parsed.port_u16().is_none() {
        return None;
    }
    Some((bare, parsed.port_u16().unwrap_or(default)))
}

fn is_loopback(name: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

/// Refuses a Host that is not the configured one (DNS rebinding, poisoned links), two of
/// them, and an absolute request line that names another. On a loopback address its other names do too.
///
/// # Errors
/// 400 without exactly one Host; 421 when it is not ours (RFC 9110 §7.2, §15.5.20).
pub fn ours(address: &str, uri: &Uri, headers: &HeaderMap) -> Result<(), StatusCode> {
    let mut named = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else { return Err(StatusCode::BAD_REQUEST) };
    let host = host.to_str().map_err(|_| StatusCode::BAD_REQUEST)?;
    let default = if address.starts_with("https://") { 443 } else { 80 };
    let (name, port) = parts(authority(address), default).ok_or(StatusCode::MISDIRECTED_REQUEST)?;
    let fits = |called: &str| {
        parts(called, default).is_some_and(|(n, p)| p == port && (n == name || (is_loopback(&n) && is_loopback(&name))))
    };
    if fits(host) && uri.authority().is_none_or(|a| fits(a.as_str())) { Ok(()) } else { Err(StatusCode::MISDIRECTED_REQUEST) }
}

/// Whether a request comes from our own pages, as far as the browser says; `None` where no page is named
/// (somebody typed the address, or a program asks).
fn from_ours(address: &str, headers: &HeaderMap) -> Option<bool> {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return (site != "none").then_some(site == "same-origin");
    }
    let (origin, host) = text(header::ORIGIN).zip(text(header::HOST))?;
    Some(authority(origin).eq_ignore_ascii_case(host) || origin.eq_ignore_ascii_case(address))
}

/// Whether the browser itself named a page of ours: what only lacks a sign of another site does not do.
pub fn is_surely_ours(address: &str, headers: &HeaderMap) -> bool {
    from_ours(address, headers) == Some(true)
}

/// Whether a request that changes things comes from our own pages.
pub fn is_same_origin(address: &str, headers: &HeaderMap) -> bool {
    from_ours(address, headers) != Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn another_host_name_is_not_us() {
        let asked = |address: &str, uri: &str, hosts: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for host in hosts {
                headers.append(header::HOST, HeaderValue::from_static(host));
            }
            ours(address, &uri.parse().unwrap(), &headers).map_err(|s| s.as_u16())
        };
        let (here, there) = ("http://127.0.0.1:8750", "https://keep.example.org");

        for fine in ["127.0.0.1:8750", "localhost:8750", "[::1]:8750"] {
            assert_eq!(asked(here, "/", &[fine]), Ok(()), "{fine}");
        }
        for fine in ["keep.example.org", "KEEP.Example.ORG", "keep.example.org:443"] {
            assert_eq!(asked(there, "/", &[fine]), Ok(()), "{fine}");
        }
        assert_eq!(asked(there, "https://keep.example.org/x", &["keep.example.org"]), Ok(()));
        for odd in [
            "evil.example", "keep.example.org.evil.example", "evil.example:443", "keep.example.org:8443", "keep.example.org:80", "keep.example.org:", "keep.example.org.",
            "keep.example.org@evil.example", "evil@keep.example.org", "keep.example.org/evil", "keep.example.org, evil.example", " ", "", "localhost", "127.0.0.1", "[::1]", "keep.example.org:443:443",
            "keep.example.org#x", "keep.example.org?x", "xn--keep.example.org", "keep.example.org%00", "*", "null",
        ] {
            assert!(asked(there, "/", &[odd]).is_err(), "{odd}");
        }
        assert_eq!(asked(there, "/", &[]), Err(400));
        assert_eq!(asked(there, "/", &["keep.example.org", "keep.example.org"]), Err(400));
        assert_eq!(asked(there, "/", &["keep.example.org", "evil.example"]), Err(400));
        assert_eq!(asked(there, "https://evil.example/x", &["keep.example.org"]), Err(421));
        assert_eq!(asked(there, "https://keep.example.org/x", &["evil.example"]), Err(421));
        assert_eq!(asked(here, "/", &["127.0.0.1:8751"]), Err(421));
    }

    #[test]
    fn a_form_on_another_site_is_not_ours() {
        let ours = "https://keep.example.org";
        let host = ("host", "keep.example.org");
        assert!(is_surely_ours(ours, &headers(&[host, ("sec-fetch-site", "same-origin")])) && is_surely_ours(ours, &headers(&[host, ("origin", ours)])));
        for unsure in [("sec-fetch-site", "none"), ("sec-fetch-site", "cross-site"), ("origin", "null"), ("origin", "https://evil.example"), ("accept", "*/*")] {
            assert!(!is_surely_ours(ours, &headers(&[host, unsure])), "{unsure:?}");
        }
        assert!(is_same_origin(ours, &headers(&[host, ("sec-fetch-site", "same-origin")])));
        assert!(!is_same_origin(ours, &headers(&[host, ("sec-fetch-site", "cross-site")])));
        assert!(!is_same_origin(ours, &headers(&[host, ("sec-fetch-site", "same-site")])));
        assert!(!is_same_origin(ours, &headers(&[host, ("origin", "https://evil.example")])));
        assert!(is_same_origin(ours, &headers(&[host, ("origin", "https://keep.example.org")])));
        assert!(!is_same_origin(ours, &headers(&[host, ("origin", "null")])));
    }
}
