//! Whose word about a caller counts: the proxies the operator declared, and nobody else.

use std::net::IpAddr;
use std::str::FromStr;

use axum::http::header::{FORWARDED, HeaderMap};
use ipnet::IpNet;

use crate::Shut;

/// What a proxy may say, and anybody could write.
const SAID: [&str; 6] = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-server", "x-real-ip"];

/// The declared proxies, by address or network.
#[derive(Debug, Clone, Default)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Reads addresses (`192.0.2.4`) and networks (`10.0.0.0/8`, `fd00::/8`).
    ///
    /// # Errors
    /// Names the first that is neither.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, Shut> {
        let one = |text: &str| {
            let text = text.trim();
            IpNet::from_str(text).or_else(|_| IpAddr::from_str(text).map(IpNet::from)).map_err(|_| {
                Shut::because(format!("“{text}” is neither an address nor a network. Write the proxy as 192.0.2.4 or 10.0.0.0/8."))
            })
        };
        texts.into_iter().map(one).collect::<Result<_, _>>().map(Self)
    }

    #[must_use]
    pub fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this address is a declared proxy's.
    #[must_use]
    pub fn know(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|net| net.contains(&address))
    }

    /// Who is really calling: the last address in `X-Forwarded-For` that is not a proxy of
    /// ours, if a declared proxy says so; else whoever is on the line.
    #[must_use]
    pub fn caller(&self, on_the_line: IpAddr, headers: &HeaderMap) -> IpAddr {
        let on_the_line = on_the_line.to_canonical();
        if !self.know(on_the_line) {
            return on_the_line;
        }
        let lines: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).collect();
        for said in lines.join(",").rsplit(',') {
            let Some(address) = bare(said) else { return on_the_line };
            if !self.know(address) {
                return address;
            }
        }
        on_the_line
    }

    /// Whether a declared proxy says that the caller came without encryption.
    #[must_use]
    pub fn came_uncovered(&self, on_the_line: IpAddr, headers: &HeaderMap) -> bool {
        self.know(on_the_line) && headers.get("x-forwarded-proto").is_some_and(|v| v.as_bytes().eq_ignore_ascii_case(b"http"))
    }
}

/// An address with or without a port.
fn bare(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let found = text.parse().or_else(|_| text.parse::<std::net::SocketAddr>().map(|a| a.ip())).ok()?;
    Some(IpAddr::to_canonical(&found))
}

/// Takes away what somebody else says about the caller: nothing behind the gate may believe it.
pub fn forget(headers: &mut HeaderMap) {
    for name in SAID {
        headers.remove(name);
    }
    headers.remove(FORWARDED);
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn said(lines: &[&'static str]) -> HeaderMap {
        lines.iter().map(|l| ("x-forwarded-for".parse().unwrap(), HeaderValue::from_static(l))).collect()
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_proxy_is_believed_and_a_stranger_is_not() {
        let proxies = Proxies::parse(["10.0.0.0/8", " fd00::1 "]).unwrap();
        let caller = |from: &str, lines: &[&'static str]| proxies.caller(ip(from), &said(lines)).to_string();

        assert_eq!(caller("10.1.1.1", &["203.0.113.7"]), "203.0.113.7");
        assert_eq!(caller("198.51.100.9", &["203.0.113.7"]), "198.51.100.9", "not a proxy of ours");
        assert_eq!(caller("10.1.1.1", &["1.1.1.1, 203.0.113.7, 10.2.2.2"]), "203.0.113.7", "the caller wrote the first one");
        assert_eq!(caller("10.1.1.1", &["1.1.1.1", "203.0.113.7"]), "203.0.113.7", "the last line counts");
        assert_eq!(caller("::ffff:10.1.1.1", &["2001:db8::5"]), "2001:db8::5");
        assert_eq!(caller("fd00::1", &["203.0.113.7:5555"]), "203.0.113.7");
        for odd in ["", "unknown", "evil.example", "203.0.113.7, "] {
            let headers: HeaderMap = [("x-forwarded-for".parse().unwrap(), HeaderValue::from_str(odd).unwrap())].into_iter().collect();
            assert_eq!(proxies.caller(ip("10.1.1.1"), &headers), ip("10.1.1.1"), "{odd}");
        }
        assert_eq!(caller("10.1.1.1", &[]), "10.1.1.1");
    }

    #[test]
    fn what_is_no_address_is_refused_by_name() {
        assert!(Proxies::parse(["10.0.0.0/8", "caddy"]).unwrap_err().to_string().contains("caddy"));
        assert!(Proxies::parse(["10.0.0.0/33"]).is_err());
        assert!(Proxies::parse([]).unwrap().are_none());
    }
}
