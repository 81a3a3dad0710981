//! How people come in: by which encryption, past which proxies. Settings that do not
//! fit together are refused in a sentence that says what to write instead.

use std::net::SocketAddr;

use base::Failure;
use gate::{Acme, Cover, Files, LETS_ENCRYPT, Proxies};

use super::Settings;

/// How the way between people and Keepwell is kept private.
#[derive(Debug, Clone)]
pub enum Way {
    /// Only this machine can reach it.
    ThisMachine,
    /// A proxy encrypts, and nobody comes past it.
    Proxy,
    Own(Files),
    Acme(Acme),
}

/// What the settings say about coming in.
#[derive(Debug, Clone)]
pub struct Entrance {
    pub way: Way,
    pub proxies: Proxies,
    /// Where those who forget the encryption are shown the way.
    pub plain: Option<SocketAddr>,
}

impl Entrance {
    /// # Errors
    /// When a certificate cannot be read, or nobody would give one.
    pub fn cover(&self) -> Result<Cover, Failure> {
        let covered = match self.way.clone() {
            Way::ThisMachine => Ok(Cover::Loopback),
            Way::Proxy => Ok(Cover::Proxied),
            Way::Own(files) => files.cover(),
            Way::Acme(acme) => acme.cover(),
        };
        covered.map_err(|e| Failure::broken("encrypting", e))
    }

    /// In words, for the operator.
    #[must_use]
    pub fn says(&self) -> String {
        match &self.way {
            Way::ThisMachine => "only people on this machine can come in".to_owned(),
            Way::Proxy => "a proxy encrypts; nobody comes past it".to_owned(),
            Way::Own(files) => format!("encrypted with {}", files.certificate.display()),
            Way::Acme(acme) => format!("encrypted; the certificate for {} comes from {} and renews itself", acme.name, acme.directory),
        }
    }
}

/// The name or number in an address, without its port.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or("");
    let bare = authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(authority, |(host, _)| host);
    bare.trim_start_matches('[').trim_end_matches(']')
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether a mail server's address sends letters in the clear to another machine.
pub(super) fn would_be_overheard(smtp: &str) -> bool {
    let bare = smtp.split(['?', '#']).next().unwrap_or(smtp);
    let server = bare.rsplit_once('@').map_or(bare, |(_, server)| server);
    smtp.starts_with("smtp://") && !smtp.contains("tls=required") && !is_this_machine(host(server))
}

fn refuse<T>(why: String) -> Result<T, Failure> {
    Err(Failure::broken("reading the settings", why))
}

impl Settings {
    /// How people come in.
    ///
    /// # Errors
    /// When the settings would let people be overheard, or contradict each other.
    pub fn entrance(&self) -> Result<Entrance, Failure> {
        let proxies = self.values.given("proxies").unwrap_or("");
        let proxies = Proxies::parse(proxies.split([',', ' ']).filter(|p| !p.is_empty())).map_err(|e| self.values.wrong("proxies", &e.to_string()))?;
        let plain = match self.values.given("listen_plain") {
            Some(_) => Some(self.values.parse("listen_plain", "Write an address of this machine and a port, for example 0.0.0.0:80.")?),
            None => None,
        };
        let way = self.way(&proxies)?;
        if plain.is_some() && !matches!(way, Way::Own(_) | Way::Acme(_)) {
            return refuse("`listen_plain` shows people the way to the encrypted address, and Keepwell does not encrypt here. Leave it out; the proxy can do it.".into());
        }
        Ok(Entrance { way, proxies, plain })
    }

    fn way(&self, proxies: &Proxies) -> Result<Way, Failure> {
        let given = |name| self.values.given(name);
        let certified = match (given("certificate"), given("certificate_key"), given("acme")) {
            (Some(_), _, Some(_)) => return refuse("`certificate` and `acme` are both given. Keep the one you want.".into()),
            (Some(certificate), Some(key), None) => Some(Way::Own(Files { certificate: certificate.into(), key: key.into() })),
            (Some(_), None, None) => return refuse("`certificate` is given without its private key. Add `certificate_key`.".into()),
            (None, Some(_), _) => return refuse("`certificate_key` is given without the certificate. Add `certificate`.".into()),
            (None, None, Some(contact)) => Some(Way::Acme(self.acme(contact)?)),
            (None, None, None) => None,
        };
        let encrypted = self.address.starts_with("https://");
        match certified {
            Some(_) if !encrypted => refuse("Keepwell encrypts here, so people need an address that says so: address = \"https://keepwell.example.org\".".into()),
            Some(way) => Ok(way),
            None if encrypted && proxies.are_none() => refuse(format!(
                "{} is encrypted, and nothing here encrypts. Name a certificate (`certificate`, `certificate_key`), or have one made (`acme`), or say which proxy encrypts: proxies = \"127.0.0.1\".",
                self.address
            )),
            None if encrypted => Ok(Way::Proxy),
            None if !self.listen.ip().is_loopback() => {
                refuse(format!("{} can be reached from outside without encryption. Listen on 127.0.0.1, or give Keepwell a certificate: see the guide, “Run it safely”.", self.listen))
            }
            None if !is_this_machine(host(&self.address)) => {
                refuse(format!("{} is reached without encryption, and it is not this machine. Begin the address with https://.", self.address))
            }
            None => Ok(Way::ThisMachine),
        }
    }

    fn acme(&self, contact: &str) -> Result<Acme, Failure> {
        if !contact.contains('@') {
            return Err(self.values.wrong("acme", "Write the e-mail address the authority may warn, for example it@example.org."));
        }
        Ok(Acme {
            name: host(&self.address).to_owned(),
            contact: contact.to_owned(),
            directory: self.values.given("acme_directory").unwrap_or(LETS_ENCRYPT).to_owned(),
            roots: self.values.given("acme_roots").map(Into::into),
            folder: self.data.join("acme"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::sources::Values;

    fn read(pairs: &[(&'static str, &str)]) -> Result<Entrance, String> {
        let values = pairs.iter().fold(Values::default(), |values, (name, text)| values.with_flag(name, text));
        Settings::from_values(values).and_then(|s| s.entrance()).map_err(|e| e.cause())
    }

    fn refused(pairs: &[(&'static str, &str)]) -> String {
        match read(pairs) {
            Ok(entrance) => panic!("it was taken: {entrance:?}"),
            Err(why) => why,
        }
    }

    #[test]
    fn letters_are_not_read_on_their_way() {
        for open in ["smtp://mail.example.org", "smtp://keepwell:secret@mail.example.org:25", "smtp://127.0.0.1@mail.example.org", "smtp://mail.example.org?tls=opportunistic"] {
            assert!(would_be_overheard(open), "{open}");
        }
        for fine in ["smtps://mail.example.org", "smtp://mail.example.org:587?tls=required", "smtp://localhost:25", "smtp://a:b@127.0.0.1", "smtp://[::1]:25"] {
            assert!(!would_be_overheard(fine), "{fine}");
        }
    }

    const HTTPS: (&str, &str) = ("address", "https://keep.example.org");
    const ANYWHERE: (&str, &str) = ("listen", "0.0.0.0:8750");

    #[test]
    fn nobody_can_be_overheard() {
        assert!(refused(&[ANYWHERE]).contains("without encryption"));
        assert!(refused(&[("address", "http://keep.example.org")]).contains("not this machine"));
        assert!(refused(&[HTTPS]).contains("nothing here encrypts"));
        assert!(refused(&[("certificate", "a"), ("certificate_key", "b")]).contains("https://"));
        for here in ["http://localhost:8750", "http://127.0.0.1:8750", "http://[::1]:8750"] {
            assert!(matches!(read(&[("address", here)]).unwrap().way, Way::ThisMachine), "{here}");
        }
    }

    #[test]
    fn each_way_of_encrypting_is_taken_whole_or_refused() {
        let own = [HTTPS, ANYWHERE, ("certificate", "a.pem"), ("certificate_key", "b.pem"), ("listen_plain", "0.0.0.0:80")];
        assert!(matches!(read(&own).unwrap(), Entrance { way: Way::Own(_), plain: Some(_), .. }));
        assert!(matches!(read(&[HTTPS, ANYWHERE, ("proxies", "127.0.0.1, 10.0.0.0/8")]).unwrap().way, Way::Proxy));
        let Way::Acme(acme) = read(&[("address", "https://keep.example.org:8443/"), ("acme", "it@example.org")]).unwrap().way else { panic!("no acme") };
        assert_eq!((acme.name.as_str(), acme.directory.as_str()), ("keep.example.org", LETS_ENCRYPT));

        assert!(refused(&[HTTPS, ("certificate", "a")]).contains("certificate_key"));
        assert!(refused(&[HTTPS, ("certificate_key", "a")]).contains("`certificate`"));
        assert!(refused(&[HTTPS, ("certificate", "a"), ("certificate_key", "b"), ("acme", "it@example.org")]).contains("both"));
        assert!(refused(&[HTTPS, ("acme", "yes")]).contains("e-mail"));
        assert!(refused(&[HTTPS, ("proxies", "caddy")]).contains("caddy"));
        assert!(refused(&[("listen_plain", "0.0.0.0:80")]).contains("does not encrypt"));
    }
}
