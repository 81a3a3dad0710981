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
/// A file of people was taken back whole.
pub const PEOPLE_WITHDRAWN: Deed = deed("people.withdrawn", &[], &["count"]);
/// Somebody was brought in by mistake, and nothing followed from it.
pub const PERSON_WITHDRAWN: Deed = deed("person.withdrawn", &["person"], &[]);
pub const TEAMS_IMPORTED: Deed = deed("teams.imported", &[], &["count"]);
/// A file of teams was taken back whole.
pub const TEAMS_WITHDRAWN: Deed = deed("teams.withdrawn", &[], &["count"]);
/// Somebody saved the teams and who is in them as a file: how, and how many lines.
pub const TEAMS_EXPORTED: Deed = deed("teams.exported", &[], &["form", "count"]);
/// Somebody saved who was who on a day as a file: how, and how many lines.
pub const AS_OF_EXPORTED: Deed = deed("people-as-of.exported", &[], &["form", "count"]);
pub const INVITATION_MADE: Deed = deed("invitation.made", &["person"], &[]);
pub const PASSPHRASE_SET: Deed = deed("passphrase.set", &["person"], &[]);
pub const SESSION_BEGAN: Deed = deed("session.began", &["person"], &[]);
pub const SESSION_ENDED: Deed = deed("session.ended", &["person"], &[]);
/// `kind` is `app` or `passkey`.
pub const SECOND_FACTOR_ADDED: Deed = deed("second-factor.added", &["person"], &["kind"]);
pub const SECOND_FACTOR_REMOVED: Deed = deed("second-factor.removed", &["person"], &["kind"]);
/// Somebody else took every second factor away, after making sure who asked.
pub const SECOND_FACTOR_RESET: Deed = deed("second-factor.reset", &["person"], &[]);
pub const RECOVERY_CODES_MADE: Deed = deed("recovery-codes.made", &["person"], &[]);
pub const RECOVERY_CODE_USED: Deed = deed("recovery-code.used", &["person"], &["left"]);
pub const IDENTITY_PROVED: Deed = deed("identity.proved", &["person"], &[]);
pub const INVITATION_ENDED: Deed = deed("invitation.ended", &["person"], &[]);
/// `roles` are those whose sign-in asks for a second factor.
pub const SIGN_IN_RULES_CHANGED: Deed = deed("sign-in-rules.changed", &[], &["roles"]);

/// `field` is what was changed, never to what.
pub const ORGANISATION_CHANGED: Deed = deed("organisation.changed", &[], &["field"]);
pub const DAY_OFF_ADDED: Deed = deed("day-off.added", &[], &["day"]);
pub const DAY_OFF_REMOVED: Deed = deed("day-off.removed", &[], &["day"]);
pub const LEAVE_PLANNED: Deed = deed("leave.planned", &["person"], &["day"]);
pub const LEAVE_CANCELLED: Deed = deed("leave.cancelled", &["person"], &[]);
/// One person holds two roles that a larger agency gives to two.
pub const ROLES_MERGED: Deed = deed("roles.merged", &["person", "role"], &["with"]);
pub const TEAM_MADE: Deed = deed("team.made", &["team"], &[]);
pub const TEAM_CHANGED: Deed = deed("team.changed", &["team"], &[]);
pub const TEAM_CLOSED: Deed = deed("team.closed", &["team"], &[]);
pub const TEAM_JOINED: Deed = deed("team.joined", &["team", "person"], &[]);
pub const TEAM_LEFT: Deed = deed("team.left", &["team", "person"], &[]);
pub const TEAM_LEAD_BEGAN: Deed = deed("team-lead.began", &["team", "person"], &[]);
pub const TEAM_LEAD_ENDED: Deed = deed("team-lead.ended", &["team", "person"], &[]);
pub const PROGRAMME_MADE: Deed = deed("programme.made", &["programme"], &[]);
pub const PROGRAMME_CHANGED: Deed = deed("programme.changed", &["programme"], &[]);
pub const PROGRAMME_CLOSED: Deed = deed("programme.closed", &["programme"], &[]);
pub const PROGRAMME_JOINED: Deed = deed("programme.joined", &["programme", "person"], &[]);
pub const PROGRAMME_LEFT: Deed = deed("programme.left", &["programme", "person"], &[]);
pub const POSITION_MADE: Deed = deed("position.made", &["position"], &[]);
pub const POSITION_CHANGED: Deed = deed("position.changed", &["position"], &[]);
pub const POSITION_CLOSED: Deed = deed("position.closed", &["position"], &[]);
pub const POSITION_TAKEN: Deed = deed("position.taken", &["position", "person"], &[]);
pub const POSITION_LEFT: Deed = deed("position.left", &["position", "person"], &[]);

/// Every deed of this slice.
pub static DEEDS: &[Deed] = &[
    ORGANISATION_SET_UP, PERSON_JOINED, PERSON_LEFT, PERSON_CHANGED, ROLE_GRANTED, ROLE_ENDED, SUPERVISION_BEGAN,
    SUPERVISION_ENDED, PEOPLE_IMPORTED, PEOPLE_EXPORTED, INVITATION_MADE, PASSPHRASE_SET, SESSION_BEGAN, SESSION_ENDED,
    PEOPLE_WITHDRAWN, PERSON_WITHDRAWN, TEAMS_IMPORTED, TEAMS_WITHDRAWN, TEAMS_EXPORTED, AS_OF_EXPORTED, ORGANISATION_CHANGED, DAY_OFF_ADDED, DAY_OFF_REMOVED, LEAVE_PLANNED, LEAVE_CANCELLED, ROLES_MERGED, TEAM_MADE, TEAM_CHANGED, TEAM_CLOSED, TEAM_JOINED, TEAM_LEFT, TEAM_LEAD_BEGAN, TEAM_LEAD_ENDED, PROGRAMME_MADE, PROGRAMME_CHANGED,
    PROGRAMME_CLOSED, PROGRAMME_JOINED, PROGRAMME_LEFT, POSITION_MADE, POSITION_CHANGED, POSITION_CLOSED, POSITION_TAKEN, POSITION_LEFT,
    SECOND_FACTOR_ADDED, SECOND_FACTOR_REMOVED, SECOND_FACTOR_RESET, RECOVERY_CODES_MADE, RECOVERY_CODE_USED, IDENTITY_PROVED,
    INVITATION_ENDED, SIGN_IN_RULES_CHANGED,
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
        disappears: &["person.left", "person.withdrawn"],
        words: TermWords { en: &["worker"], fr: &["personne"] },
    },
    held("manager", &["the manager"], &["la gestion"]),
    held("director", &["the director"], &["la direction"]),
    held("it", &["the IT service"], &["l'informatique"]),
    held("coordinator", &["the volunteer coordinator"], &["la coordination des bénévoles"]),
    held("privacy", &["the privacy officer"], &["la personne responsable des renseignements personnels"]),
    held("board", &["the Board"], &["le conseil d'administration"]),
    Term::Role {
        id: "supervisor",
        is: RoleIs::Beside { began: "supervision.began", ended: "supervision.ended", of: "person", is: "supervisor", otherwise: Some("director") },
        words: TermWords { en: &["the supervisor"], fr: &["la supervision"] },
    },
    Term::Role { id: "same-worker", is: RoleIs::TheActor, words: TermWords { en: &["the same worker"], fr: &["la même personne"] } },
];
