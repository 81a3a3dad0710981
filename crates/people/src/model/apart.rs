//! Which roles two people should hold rather than one.
//!
//! A larger agency keeps them apart, so that whoever keeps the phones, whoever
//! decides, whoever runs the machines and whoever oversees can check each other.
//! A small agency may merge them; the trail says so. In both, whoever asks never
//! answers their own request: that is the access matrix's `never`, not this list.

use std::collections::BTreeSet;

use base::access::Role;

/// Pairs of roles that a larger agency gives to two people.
pub const APART: &[(Role, Role)] = &[
    (Role::Manager, Role::Director),
    (Role::It, Role::Director),
    (Role::It, Role::Manager),
    (Role::It, Role::Supervisor),
    (Role::It, Role::Worker),
    (Role::Board, Role::Director),
    (Role::Board, Role::Manager),
    (Role::Board, Role::Supervisor),
    (Role::Board, Role::Worker),
    (Role::Board, Role::It),
    (Role::Privacy, Role::It),
];

/// The first role among `held` that stands apart from `new`.
#[must_use]
pub fn clash(held: &BTreeSet<Role>, new: Role) -> Option<Role> {
    held.iter().copied().find(|held| are_apart(*held, new))
}

/// Whether a larger agency gives these two to two people.
#[must_use]
pub fn are_apart(one: Role, other: Role) -> bool {
    APART.iter().any(|(a, b)| (*a == one && *b == other) || (*b == one && *a == other))
}

/// The pairs of these roles that stand apart.
#[must_use]
pub fn merged(roles: &BTreeSet<Role>) -> Vec<(Role, Role)> {
    APART.iter().copied().filter(|(a, b)| roles.contains(a) && roles.contains(b)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use base::access::Role;

    use super::{clash, merged};

    #[test]
    fn whoever_runs_the_machines_does_not_decide_in_a_larger_agency() {
        let held = BTreeSet::from([Role::Director, Role::Supervisor]);
        assert_eq!(clash(&held, Role::It), Some(Role::Supervisor));
        assert_eq!(clash(&held, Role::Worker), None);
        assert_eq!(clash(&BTreeSet::from([Role::Manager]), Role::Director), Some(Role::Manager));
        assert_eq!(merged(&BTreeSet::from([Role::Manager, Role::Director, Role::Worker])), [(Role::Manager, Role::Director)]);
        assert!(Role::ALL.into_iter().all(|r| clash(&BTreeSet::from([r]), r).is_none()));
    }
}
