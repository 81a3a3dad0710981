//! The gate: what stands between the network and the hall.
//!
//! It takes connections, covers them with TLS, learns who is really calling when
//! a declared proxy stands in front, and keeps slow, idle and greedy callers
//! from holding the server. Behind it a request is an ordinary one, with the
//! caller's address in `ConnectInfo<SocketAddr>` and no forwarded header that
//! anybody could have written.
//!
//! The surprising rule: when there is no room, nobody is turned away. The
//! connection that has kept us waiting longest is closed instead, so whoever
//! says at once what they want always gets in.
//!
//! Reading order: [`serve`] (the loop), [`desk`] (who may stay), [`paced`] (how
//! slow is too slow), [`cover`] (certificates), [`acme`] (certificates that
//! renew themselves), [`proxies`] (whose word about a caller counts).
//!
//! Not here: hosts, sessions, permits, pages (`base::web`).

mod acme;
mod cover;
mod desk;
mod paced;
mod proxies;
mod redirect;
mod serve;

pub use acme::{Acme, LETS_ENCRYPT};
pub use cover::{Cover, Files};
pub use proxies::Proxies;
pub use redirect::to_https;
pub use serve::{Gate, bind, serve};

use std::time::Duration;

/// Why the gate cannot be opened; said to the operator.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Shut(String);

impl Shut {
    fn because(what: impl std::fmt::Display) -> Self {
        Self(what.to_string())
    }
}

/// How patient the gate is, and how many it lets stand in it.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From the connection to the end of the TLS handshake, and from there to the end of the first request's headers.
    pub opening: Duration,
    /// A connection kept open between requests.
    pub idle: Duration,
    /// No byte of a body, or none taken of an answer, for so long.
    pub stall: Duration,
    /// After so long, a body or an answer must have come at least [`Limits::slowest`] fast.
    pub grace: Duration,
    /// Bytes a second.
    pub slowest: u64,
    /// Running requests get so long when the server stops.
    pub farewell: Duration,
    /// Connections at once.
    pub total: usize,
    /// Connections at once from one address (IPv6: one /64); a declared proxy is not one address.
    pub each: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            opening: Duration::from_secs(10),
            idle: Duration::from_secs(30),
            stall: Duration::from_secs(20),
            grace: Duration::from_secs(30),
            slowest: 500,
            farewell: Duration::from_secs(10),
            total: 1024,
            each: 128,
        }
    }
}
