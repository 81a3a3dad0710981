//! What somebody can be from one moment to another: a role's holder, under a
//! supervisor, in a team or programme, in a position, of a kind.
//!
//! A [`Span`] covers its first instant and not its last, so at a change the new
//! one answers. What is so now has no end.

use base::Moment;
use base::access::Role;

/// What a span says of its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// They work here.
    Here,
    /// Which [`Kind`] of person they are.
    Kind,
    Role,
    /// Who supervises them.
    Supervisor,
    Team,
    Programme,
    Position,
    /// The team they lead.
    Lead,
}

impl What {
    /// As the table has it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Kind => "kind",
            Self::Role => "role",
            Self::Supervisor => "supervisor",
            Self::Team => "team",
            Self::Programme => "programme",
            Self::Position => "position",
            Self::Lead => "lead",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Here, Self::Kind, Self::Role, Self::Supervisor, Self::Team, Self::Programme, Self::Position, Self::Lead].into_iter().find(|w| w.id() == text)
    }
}

/// One stretch of time in which something was so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub person: String,
    pub what: What,
    /// The id of the role, the supervisor, the team …; "" for [`What::Here`].
    pub which: String,
    pub began: Moment,
    pub ended: Option<Moment>,
}

impl Span {
    /// Whether it covers this moment.
    #[must_use]
    pub fn covers(&self, at: Moment) -> bool {
        self.began <= at && self.ended.is_none_or(|end| end > at)
    }
}

/// The kind of person somebody is to the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    FullTime,
    PartTime,
    Volunteer,
    Board,
    /// IT from outside.
    Vendor,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::FullTime, Self::PartTime, Self::Volunteer, Self::Board, Self::Vendor];

    /// As the table and files have it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::FullTime => "full-time",
            Self::PartTime => "part-time",
            Self::Volunteer => "volunteer",
            Self::Board => "board",
            Self::Vendor => "vendor",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.id() == text)
    }

    /// What files call it, in either language.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let folded = super::fold(text).replace(['-', '_'], " ");
        match folded.as_str() {
            "full time" | "staff" | "staff full time" | "employee" | "temps plein" | "a temps plein" | "personnel a temps plein" | "personnel" => Some(Self::FullTime),
            "part time" | "staff part time" | "casual" | "temps partiel" | "a temps partiel" | "personnel a temps partiel" => Some(Self::PartTime),
            "volunteer" | "benevole" => Some(Self::Volunteer),
            "board" | "ca" | "conseil" | "conseil d'administration" | "conseil d’administration" => Some(Self::Board),
            "vendor" | "vendor it" | "contractor" | "fournisseur" | "fournisseur informatique" => Some(Self::Vendor),
            _ => None,
        }
    }

    /// What somebody with these roles most likely is, where nobody said.
    #[must_use]
    pub fn likely(roles: &std::collections::BTreeSet<Role>) -> Self {
        let only = |role: Role| roles.len() == 1 && roles.contains(&role);
        if only(Role::Volunteer) {
            Self::Volunteer
        } else if only(Role::Board) {
            Self::Board
        } else {
            Self::FullTime
        }
    }
}

/// Why `person` may not come under `supervisor`: the way up from `supervisor`, as
/// ids, when it leads to `person`. `above` says who supervises whom now.
#[must_use]
pub fn circle(person: &str, supervisor: &str, above: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let mut way = vec![supervisor.to_owned()];
    loop {
        let last = way.last()?;
        if last == person {
            return Some(way);
        }
        let next = above(last)?;
        if way.contains(&next) {
            // A circle that is there already and does not touch this person.
            return None;
        }
        way.push(next);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use base::Moment;
    use proptest::prelude::*;

    use super::{Kind, Span, What, circle};

    #[test]
    fn a_span_covers_its_first_instant_and_not_its_last() {
        let span = Span { person: "ben".into(), what: What::Team, which: "t".into(), began: Moment(10), ended: Some(Moment(20)) };
        assert_eq!([9, 10, 19, 20].map(|at| span.covers(Moment(at))), [false, true, true, false]);
        assert!(Span { ended: None, ..span }.covers(Moment(i64::MAX)));
    }

    #[test]
    fn a_kind_is_read_in_both_languages() {
        for (text, kind) in [("Full-time", Kind::FullTime), ("à temps partiel", Kind::PartTime), ("Bénévole", Kind::Volunteer), ("vendor IT", Kind::Vendor), ("CA", Kind::Board)] {
            assert_eq!(Kind::read(text), Some(kind), "{text}");
        }
        assert_eq!(Kind::read("boss"), None);
        assert!(Kind::ALL.into_iter().all(|k| Kind::parse(k.id()) == Some(k)));
    }

    proptest! {
        /// However people are put under each other, nobody ever stands above themselves.
        #[test]
        fn no_order_of_changes_makes_a_circle(changes in proptest::collection::vec((0_u8..6, 0_u8..6), 0..60)) {
            let mut above: HashMap<String, String> = HashMap::new();
            for (person, supervisor) in changes {
                let (person, supervisor) = (person.to_string(), supervisor.to_string());
                let refused = circle(&person, &supervisor, |id| above.get(id).cloned()).is_some();
                if !refused {
                    above.insert(person, supervisor);
                }
            }
            for person in above.keys() {
                let mut at = person;
                for _ in 0..7 {
                    match above.get(at) {
                        Some(next) => { prop_assert!(next != person); at = next; }
                        None => break,
                    }
                }
            }
        }
    }
}
