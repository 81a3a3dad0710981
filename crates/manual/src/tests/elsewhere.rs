//! The words other slices of a whole house declare, so that every rule of the
//! starter manual can be read here. (That the real slices declare them is a
//! test of the server, which knows them all.)

use base::slice::{Deed, DeedWords, RoleIs, Slice, Term, TermWords};

/// Phones and clients, by their words alone.
pub(super) fn slice() -> Slice {
    Slice { name: "elsewhere", deeds: DEEDS, terms: TERMS, ..Slice::default() }
}

const fn plain(name: &'static str, slots: &'static [&'static str]) -> Deed {
    Deed { name, slots, details: &[], words: None, act: None }
}

/// A deed with one form of each of its five words.
macro_rules! worded {
    ($name:literal, $slots:expr, $noun:literal, $clause:literal, $done:expr, $fr_noun:literal, $fr_done:literal) => {
        Deed {
            words: Some(DeedWords { noun: &[$noun], clause: &[$clause], done: &$done, fr_noun: &[$fr_noun], fr_done: &[$fr_done] }),
            ..plain($name, $slots)
        }
    };
}

const PHONE: &[&str] = &["phone"];
const CLIENT: &[&str] = &["client", "conversation"];

static DEEDS: &[Deed] = &[
    plain("phone.added", PHONE),
    plain("phone.retired", PHONE),
    plain("custody.ended", &["phone", "person"]),
    plain("phone.brought-back", PHONE),
    plain("phone.taken-from-drawer", PHONE),
    plain("app.withdrawn", &["app"]),
    plain("app.removed", &["phone", "app"]),
    plain("apps.checked", PHONE),
    plain("backup.turned-on", PHONE),
    worded!("backup.turned-off", PHONE, "cloud backup check", "a cloud backup is switched off", ["cloud backup switched off"], "une vérification de la sauvegarde infonuagique", "sauvegarde infonuagique désactivée"),
    plain("client.opened", &["client"]),
    worded!("custody.began", &["phone", "person"], "phone issue", "a phone is issued", ["phone issued"], "la remise d'un téléphone", "téléphone remis"),
    worded!("passcode.changed", PHONE, "passcode change", "a passcode is changed", ["passcode changed"], "un changement de code", "code changé"),
    worded!("manager.informed", PHONE, "manager notice", "the manager is informed", ["manager informed"], "un avis à la gestion", "gestion informée"),
    worded!("offsite.permitted", &["phone", "request"], "permission", "permission is given", ["permission", "permission given"], "une permission", "permission donnée"),
    worded!("phone.taken-off-site", PHONE, "trip off site", "a phone is taken off site", ["phone taken off site"], "la sortie d'un téléphone", "téléphone sorti"),
    worded!("phone.put-in-drawer", PHONE, "return to the drawer", "a phone is put in the drawer", ["phone put in the drawer"], "le rangement d'un téléphone", "téléphone rangé"),
    worded!("app.approved", &["app"], "app approval", "an app is approved", ["app approved"], "l'approbation d'une appli", "appli approuvée"),
    worded!("app.installed", &["phone", "app"], "app installation", "an app is installed", ["app installed"], "l'installation d'une appli", "appli installée"),
    worded!("conversation.held", &["client"], "text conversation with a client", "a client is texted", ["client texted"], "un échange de messages avec un client", "messages échangés"),
    worded!("conversation.filed", CLIENT, "conversation filing", "a conversation is filed", ["conversation filed"], "le classement d'une conversation", "conversation classée"),
    worded!("phone-copy.deleted", CLIENT, "deletion of the phone copy", "a phone copy is deleted", ["phone copy deleted"], "la suppression de la copie du téléphone", "copie supprimée du téléphone"),
];

/// A state of a phone.
const fn state(id: &'static str, begin: &'static [&'static str], end: &'static [&'static str], words: TermWords) -> Term {
    Term::State { id, slot: "phone", begin, end, words }
}

static TERMS: &[Term] = &[
    Term::Subject { id: "phone", slot: "phone", appears: &["phone.added"], disappears: &["phone.retired"], words: TermWords { en: &["phone"], fr: &["téléphone"] } },
    Term::Subject { id: "client", slot: "client", appears: &["client.opened"], disappears: &[], words: TermWords { en: &["client"], fr: &["client"] } },
    state("in-service", &["custody.began"], &["custody.ended"], TermWords { en: &["in service"], fr: &["en service"] }),
    state("not-in-use", &["custody.ended", "phone.brought-back", "phone.added"], &["custody.began", "phone.taken-off-site", "phone.taken-from-drawer"],
        TermWords { en: &["not in use"], fr: &["inutilisé"] }),
    state("drawer", &["phone.put-in-drawer"], &["phone.taken-from-drawer", "phone.taken-off-site", "custody.began"],
        TermWords { en: &["locked drawer storage"], fr: &["le rangement sous clé"] }),
    state("cloud-backup", &["backup.turned-on"], &["backup.turned-off"], TermWords { en: &["WhatsApp cloud backup"], fr: &["la sauvegarde infonuagique WhatsApp"] }),
    Term::Set { id: "approved-apps", slot: "app", add: &["app.approved"], remove: &["app.withdrawn"], words: TermWords { en: &["approved apps"], fr: &["des applis approuvées"] } },
    Term::Relation { id: "on", subject: "phone", element: "app", add: &["app.installed"], remove: &["app.removed"], inventory: Some("apps.checked"),
        words: TermWords { en: &["on"], fr: &["sur"] } },
    Term::Role { id: "worker", is: RoleIs::Beside { began: "custody.began", ended: "custody.ended", of: "phone", is: "person", otherwise: None },
        words: TermWords { en: &["the worker"], fr: &["la personne attitrée"] } },
];
