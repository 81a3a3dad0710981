//! Who is in the gate, what each connection is doing, and who must leave when it is full.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::Limits;

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Phase {
    /// Shaking hands, or sending its first headers.
    Opening,
    /// Between requests, or taking the last of an answer.
    Idle,
    /// Sending the body of a request.
    Asking,
    /// We are at work for it: it is never closed.
    Served,
    /// Taking an answer.
    Answered,
}

impl Phase {
    const ALL: [Self; 5] = [Self::Opening, Self::Idle, Self::Asking, Self::Served, Self::Answered];
}

/// One connection's place in the gate.
#[derive(Debug)]
pub struct Ticket {
    from: Option<IpAddr>,
    phase: AtomicU8,
    since: Mutex<Instant>,
    leave: Notify,
}

impl Ticket {
    /// Says what the connection does from now on.
    pub fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
        *self.since.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    pub fn phase(&self) -> Phase {
        let now = self.phase.load(Ordering::Relaxed);
        Phase::ALL.into_iter().find(|p| *p as u8 == now).unwrap_or(Phase::Opening)
    }

    fn since(&self) -> Instant {
        *self.since.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Done when the connection must close.
    pub async fn told_to_leave(&self) {
        self.leave.notified().await;
    }
}

type Tickets = HashMap<u64, Arc<Ticket>>;

#[derive(Debug, Default)]
struct Inside {
    next: u64,
    tickets: Tickets,
    /// How many are in from each address.
    from: HashMap<IpAddr, usize>,
}

impl Inside {
    fn remove(&mut self, id: u64) {
        let Some(address) = self.tickets.remove(&id).and_then(|t| t.from) else { return };
        if let Some(count) = self.from.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                self.from.remove(&address);
            }
        }
    }

    /// Sends away whoever has kept us waiting longest, among those from `address` if one is given.
    fn make_room(&mut self, address: Option<IpAddr>) -> bool {
        let waiting = self.tickets.iter().filter(|(_, t)| t.phase() != Phase::Served && (address.is_none() || t.from == address));
        let Some((id, ticket)) = waiting.min_by_key(|(id, t)| (t.since(), **id)).map(|(id, t)| (*id, Arc::clone(t))) else { return false };
        ticket.leave.notify_one();
        self.remove(id);
        true
    }
}

/// The list of those in the gate.
#[derive(Debug, Default)]
pub struct Desk(Mutex<Inside>);

/// A place in the gate; given back when dropped.
#[derive(Debug)]
pub struct Place {
    desk: Arc<Desk>,
    id: u64,
    pub ticket: Arc<Ticket>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.desk.inside().remove(self.id);
    }
}

impl Desk {
    fn inside(&self) -> std::sync::MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a connection in; `from` is `None` for a declared proxy, which speaks for many.
    /// `None` when everybody inside is being served.
    pub fn admit(desk: &Arc<Self>, from: Option<IpAddr>, limits: &Limits) -> Option<Place> {
        let from = from.map(network);
        let mut inside = desk.inside();
        let own = from.and_then(|a| inside.from.get(&a).copied()).unwrap_or(0);
        if own >= limits.each && !inside.make_room(from) {
            return None;
        }
        if inside.tickets.len() >= limits.total && !inside.make_room(None) {
            return None;
        }
        let id = inside.next;
        inside.next += 1;
        if let Some(address) = from {
            *inside.from.entry(address).or_default() += 1;
        }
        let ticket = Arc::new(Ticket { from, phase: AtomicU8::new(Phase::Opening as u8), since: Mutex::new(Instant::now()), leave: Notify::new() });
        inside.tickets.insert(id, Arc::clone(&ticket));
        Some(Place { desk: Arc::clone(desk), id, ticket })
    }

    /// Sends away everybody whose time is over.
    pub fn sweep(&self, limits: &Limits) {
        for ticket in self.inside().tickets.values() {
            let patience = match ticket.phase() {
                Phase::Opening => limits.opening,
                Phase::Idle => limits.idle,
                // The pace is watched where the bytes pass; the work has its own limit in the hall.
                Phase::Asking | Phase::Served | Phase::Answered => continue,
            };
            if ticket.since().elapsed() > patience {
                ticket.leave.notify_one();
            }
        }
    }

    /// How many are in the gate.
    #[cfg(test)]
    fn count(&self) -> usize {
        self.inside().tickets.len()
    }
}

/// What counts as one caller: an IPv4 address, or the /64 that one household or one phone gets.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(total: usize, each: usize) -> Limits {
        Limits { total, each, ..Limits::default() }
    }

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    /// Whether this place was told to leave.
    async fn left(place: &Place) -> bool {
        tokio::time::timeout(std::time::Duration::from_millis(1), place.ticket.told_to_leave()).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn when_it_is_full_whoever_kept_us_waiting_longest_leaves() {
        let desk = Arc::new(Desk::default());
        let limits = limits(2, 9);
        let working = Desk::admit(&desk, address("10.0.0.1"), &limits).unwrap();
        working.ticket.enter(Phase::Served);
        tokio::time::advance(std::time::Duration::from_secs(1)).await;
        let slow = Desk::admit(&desk, address("10.0.0.2"), &limits).unwrap();
        tokio::time::advance(std::time::Duration::from_secs(1)).await;

        let new = Desk::admit(&desk, address("10.0.0.3"), &limits).unwrap();

        assert!(left(&slow).await && !left(&working).await && !left(&new).await);
        assert_eq!(desk.count(), 2);
        drop(slow);
        assert_eq!(desk.count(), 2, "its place was given away already");
        new.ticket.enter(Phase::Served);
        assert!(Desk::admit(&desk, address("10.0.0.4"), &limits).is_none(), "whoever is being served stays");
        drop(working);
        assert!(Desk::admit(&desk, address("10.0.0.4"), &limits).is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn one_address_makes_room_among_its_own_and_a_proxy_is_many() {
        let desk = Arc::new(Desk::default());
        let limits = limits(100, 2);
        let other = Desk::admit(&desk, address("10.0.0.9"), &limits).unwrap();
        let mine: Vec<_> = (0..3).map(|i| Desk::admit(&desk, address(&format!("2001:db8:0:7::{i}")), &limits).unwrap()).collect();
        let proxied: Vec<_> = (0..5).map(|_| Desk::admit(&desk, None, &limits).unwrap()).collect();

        assert!(left(&mine[0]).await && !left(&mine[1]).await && !left(&other).await);
        for place in &proxied {
            assert!(!left(place).await);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_says_nothing_is_sent_away_in_time_and_who_is_served_is_not() {
        let desk = Arc::new(Desk::default());
        let limits = limits(9, 9);
        let places: Vec<_> = Phase::ALL.into_iter().map(|phase| {
            let place = Desk::admit(&desk, address("10.0.0.1"), &limits).unwrap();
            place.ticket.enter(phase);
            place
        }).collect();

        tokio::time::advance(limits.opening + std::time::Duration::from_millis(1)).await;
        desk.sweep(&limits);
        assert!(left(&places[0]).await && !left(&places[1]).await);
        tokio::time::advance(limits.idle).await;
        desk.sweep(&limits);
        assert!(left(&places[1]).await);
        for place in &places[2..] {
            assert!(!left(place).await, "{:?}", place.ticket.phase());
        }
    }

    #[test]
    fn an_ipv6_household_is_one_caller_and_a_mapped_address_is_ipv4() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6".parse().unwrap()), network("2001:db8:1:2::1".parse().unwrap()));
        assert_ne!(network("2001:db8:1:2::1".parse().unwrap()), network("2001:db8:1:3::1".parse().unwrap()));
        assert_eq!(network("::ffff:192.0.2.7".parse().unwrap()), "192.0.2.7".parse::<IpAddr>().unwrap());
    }
}
