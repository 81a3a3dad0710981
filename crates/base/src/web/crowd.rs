//! How often one caller may send something before anybody knows who they are.
//!
//! Tries at one person's door are counted by person (`attempts`). Whoever tries
//! a thousand doors once each is counted here, by where they call from: an IPv4
//! address, or the /64 of an IPv6 one. Behind a declared proxy that is the
//! caller's own address. Kept in memory: after a restart everybody begins anew.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use crate::clock::Moment;

/// So many, from one place, in [`WINDOW`]: an office of fifty behind one address comes nowhere near.
pub const MOST: u32 = 200;
/// How long a sending counts.
pub const WINDOW: i64 = 15 * Moment::MINUTE;
/// So many places at once; beyond that the oldest are forgotten.
const PLACES: usize = 20_000;

/// Who sent how often, since when.
#[derive(Debug, Default)]
pub struct Crowd(Mutex<HashMap<IpAddr, (Moment, u32)>>);

impl Crowd {
    /// Counts one more from there; false when that is too many.
    pub fn count(&self, from: IpAddr, now: Moment) -> bool {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= PLACES {
            places.retain(|_, (since, _)| now.0 - since.0 < WINDOW);
        }
        if places.len() >= PLACES {
            places.clear();
        }
        let (since, count) = places.entry(place(from)).or_insert((now, 0));
        if now.0 - since.0 >= WINDOW {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        *count <= MOST
    }
}

/// Who counts as one caller.
pub fn place(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_household_is_one_caller_and_another_is_not_held_back() {
        let crowd = Crowd::default();
        let now = Moment(1_000_000);
        let at = |i: u32| format!("2001:db8:1:2::{i:x}").parse().unwrap();
        for i in 0..MOST {
            assert!(crowd.count(at(i), now));
        }
        assert!(!crowd.count(at(9999), now), "the same /64");
        assert!(crowd.count("2001:db8:1:3::1".parse().unwrap(), now));
        assert!(crowd.count("192.0.2.7".parse().unwrap(), now));
        assert!(crowd.count(at(1), now.plus(WINDOW)), "later it may try again");
    }

    #[test]
    fn a_crowd_of_addresses_takes_no_more_room_than_it_is_given() {
        let crowd = Crowd::default();
        for i in 0..50_000_u32 {
            crowd.count(std::net::Ipv4Addr::from_bits(i).into(), Moment(i64::from(i)));
        }
        assert!(crowd.0.lock().unwrap().len() <= PLACES);
    }
}
