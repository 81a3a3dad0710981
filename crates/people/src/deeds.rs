//! What can happen to people, and the words of the rule language that speak of them.

use base::slice::{Deed, RoleIs, Term, TermWords};

const fn deed(name: &'static str, slots: &'static [&'static str], details: &'static [&'static str]) -> Deed {
    Deed { name, slots, details, words: None, act: None }
}

pub const ORGANISATION_SET_UP: Deed = deed("organisation.set-up", &[], &[]);
pub const PERSON_JOINED: Deed = deed("person.joined", &["person"], &[]);
pub const PERSON_LEFT: Deed = deed("person.left", &["person"], &[]);
/// `field` is what was changed, never to what.
pub const PERSON_CHANGED: Deed = deed("person.changed", &["person"], &["field"]);
pub const ROLE_GRANTED: Deed = deed("role.granted", &["person", "role"], &[]);
pub const ROLE_ENDED: Deed = deed("role.ended", &["person", "role"], &[]);
pub const SUPERVISION_BEGAN: Deed = deed("supervision.began", &["person", "supervisor"], &[]);
pub const SUPERVISION_ENDED: Deed = deed("supervision.ended", &["person", "supervisor"], &[]);
pub const PEOPLE_IMPORTED: Deed = deed("people.imported", &[], &["count"]);
/// Somebody saved the list of people as a file: how, and how many lines.
pub const PEOPLE_EXPORTED: Deed = deed("people.exported", &[], &["form", "count"]);
pub const INVITATION_MADE: Deed = deed("invitation.made", &["person"], &[]);
pub const PASSPHRASE_SET: Deed = deed("passphrase.set", &["person"], &[]);
pub const SESSION_BEGAN: Deed = deed("session.began", &["person"], &[]);
pub const SESSION_ENDED: Deed = deed("session.ended", &["person"], &[]);

/// Every deed of this slice.
pub static DEEDS: &[Deed] = &[
    ORGANISATION_SET_UP, PERSON_JOINED, PERSON_LEFT, PERSON_CHANGED, ROLE_GRANTED, ROLE_ENDED, SUPERVISION_BEGAN,
    SUPERVISION_ENDED, PEOPLE_IMPORTED, PEOPLE_EXPORTED, INVITATION_MADE, PASSPHRASE_SET, SESSION_BEGAN, SESSION_ENDED,
];

/// A role of the rule language that is a role a person holds.
const fn held(id: &'static str, en: &'static [&'static str], fr: &'static [&'static str]) -> Term {
    Term::Role { id, is: RoleIs::Holding { granted: "role.granted", ended: "role.ended", role: id }, words: TermWords { en, fr } }
}

/// The words. "The worker" (who holds the phone) belongs to `phones`.
pub static TERMS: &[Term] = &[
    Term::Subject {
        id: "worker",
        slot: "person",
        appears: &["person.joined"],
        disappears: &["person.left"],
        words: TermWords { en: &["worker"], fr: &["personne"] },
    },
    held("manager", &["the manager"], &["la gestion"]),
    held("director", &["the director"], &["la direction"]),
    held("it", &["the IT service"], &["l'informatique"]),
    Term::Role {
        id: "supervisor",
        is: RoleIs::Beside { began: "supervision.began", ended: "supervision.ended", of: "person", is: "supervisor", otherwise: Some("director") },
        words: TermWords { en: &["the supervisor"], fr: &["la supervision"] },
    },
    Term::Role { id: "same-worker", is: RoleIs::TheActor, words: TermWords { en: &["the same worker"], fr: &["la même personne"] } },
];
