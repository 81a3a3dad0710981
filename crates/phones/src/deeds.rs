//! What can happen to phones and the apps on them, and the words of the rule
//! language that speak of it. Names, slots and words are used by every manual
//! ever published: they are added to, never changed.

use base::slice::{Deed, DeedWords, RoleIs, Term, TermWords};

const fn plain(name: &'static str, slots: &'static [&'static str]) -> Deed {
    Deed { name, slots, details: &[], words: None, act: None }
}

pub const PHONE_ADDED: Deed = plain("phone.added", &["phone"]);
pub const PHONE_RETIRED: Deed = plain("phone.retired", &["phone"]);
/// Many phones came in from one file.
pub const PHONES_IMPORTED: Deed = Deed { details: &["count"], ..plain("phones.imported", &[]) };

/// Somebody saved the list of phones as a file: how, and how many lines.
pub const PHONES_EXPORTED: Deed = Deed { details: &["form", "count"], ..plain("phones.exported", &[]) };

/// A phone was handed out, with these parts of its kit (S-023).
pub const CUSTODY_BEGAN: Deed = Deed {
    details: &["kit"],
    words: Some(DeedWords {
        noun: &["phone issue"],
        clause: &["a phone is issued"],
        done: &["phone issued"],
        fr_noun: &["la remise d'un téléphone"],
        fr_done: &["téléphone remis"],
    }),
    act: Some("/phones/{phone}/issue"),
    ..plain("custody.began", &["phone", "person"])
};
/// A phone was taken back, with these parts of its kit (S-023).
pub const CUSTODY_ENDED: Deed = Deed { details: &["kit"], ..plain("custody.ended", &["phone", "person"]) };

pub const PASSCODE_CHANGED: Deed = Deed {
    words: Some(DeedWords {
        noun: &["passcode change"],
        clause: &["a passcode is changed"],
        done: &["passcode changed"],
        fr_noun: &["un changement de code"],
        fr_done: &["code changé"],
    }),
    act: Some("/phones/{phone}/passcode"),
    ..plain("passcode.changed", &["phone"])
};
/// Somebody looked at the passcode.
pub const PASSCODE_READ: Deed = plain("passcode.read", &["phone"]);
/// The manager's letter was handed over (S-036, S-040).
pub const MANAGER_INFORMED: Deed = Deed {
    words: Some(DeedWords {
        noun: &["manager notice"],
        clause: &["the manager is informed"],
        done: &["manager informed"],
        fr_noun: &["un avis à la gestion"],
        fr_done: &["gestion informée"],
    }),
    ..plain("manager.informed", &["phone"])
};

pub const OFFSITE_REQUESTED: Deed = plain("offsite.requested", &["phone", "request"]);
pub const OFFSITE_PERMITTED: Deed = Deed {
    words: Some(DeedWords {
        noun: &["permission"],
        clause: &["permission is given"],
        done: &["permission", "permission given"],
        fr_noun: &["une permission"],
        fr_done: &["permission donnée"],
    }),
    act: Some("/phones/{phone}/off-site"),
    ..plain("offsite.permitted", &["phone", "request"])
};
pub const OFFSITE_REFUSED: Deed = plain("offsite.refused", &["phone", "request"]);
pub const TAKEN_OFF_SITE: Deed = Deed {
    words: Some(DeedWords {
        noun: &["trip off site"],
        clause: &["a phone is taken off site"],
        done: &["phone taken off site"],
        fr_noun: &["la sortie d'un téléphone"],
        fr_done: &["téléphone sorti"],
    }),
    act: Some("/phones/{phone}/off-site"),
    ..plain("phone.taken-off-site", &["phone"])
};
pub const BROUGHT_BACK: Deed = plain("phone.brought-back", &["phone"]);
pub const PUT_IN_DRAWER: Deed = Deed {
    words: Some(DeedWords {
        noun: &["return to the drawer"],
        clause: &["a phone is put in the drawer"],
        done: &["phone put in the drawer"],
        fr_noun: &["le rangement d'un téléphone"],
        fr_done: &["téléphone rangé"],
    }),
    act: Some("/phones/{phone}/drawer"),
    ..plain("phone.put-in-drawer", &["phone"])
};
pub const TAKEN_FROM_DRAWER: Deed = plain("phone.taken-from-drawer", &["phone"]);

/// Somebody asks for an app (S-074).
pub const APP_REQUESTED: Deed = plain("app.requested", &["app"]);
pub const APP_REFUSED: Deed = plain("app.refused", &["app"]);
pub const APP_APPROVED: Deed = Deed {
    words: Some(DeedWords {
        noun: &["app approval"],
        clause: &["an app is approved"],
        done: &["app approved"],
        fr_noun: &["l'approbation d'une appli"],
        fr_done: &["appli approuvée"],
    }),
    act: Some("/apps"),
    ..plain("app.approved", &["app"])
};
pub const APP_WITHDRAWN: Deed = plain("app.withdrawn", &["app"]);
pub const APP_INSTALLED: Deed = Deed {
    words: Some(DeedWords {
        noun: &["app installation"],
        clause: &["an app is installed"],
        done: &["app installed"],
        fr_noun: &["l'installation d'une appli"],
        fr_done: &["appli installée"],
    }),
    act: Some("/phones/{phone}/apps"),
    ..plain("app.installed", &["phone", "app"])
};
pub const APP_REMOVED: Deed = Deed { act: Some("/phones/{phone}/apps"), ..plain("app.removed", &["phone", "app"]) };
/// "This is all there is": the list of apps was compared with the phone.
pub const APPS_CHECKED: Deed = Deed { act: Some("/phones/{phone}/apps"), ..plain("apps.checked", &["phone"]) };

pub const BACKUP_ON: Deed = plain("backup.turned-on", &["phone"]);
/// Somebody looked, and WhatsApp keeps no copy in the cloud (S-084).
pub const BACKUP_OFF: Deed = Deed {
    words: Some(DeedWords {
        noun: &["cloud backup check"],
        clause: &["a cloud backup is switched off"],
        done: &["cloud backup switched off"],
        fr_noun: &["une vérification de la sauvegarde infonuagique"],
        fr_done: &["sauvegarde infonuagique désactivée"],
    }),
    act: Some("/phones/{phone}/backup"),
    ..plain("backup.turned-off", &["phone"])
};

pub static DEEDS: [Deed; 25] = [
    PHONE_ADDED, PHONE_RETIRED, PHONES_IMPORTED, PHONES_EXPORTED, CUSTODY_BEGAN, CUSTODY_ENDED, PASSCODE_CHANGED, PASSCODE_READ, MANAGER_INFORMED,
    OFFSITE_REQUESTED, OFFSITE_PERMITTED, OFFSITE_REFUSED, TAKEN_OFF_SITE, BROUGHT_BACK, PUT_IN_DRAWER, TAKEN_FROM_DRAWER,
    APP_REQUESTED, APP_REFUSED, APP_APPROVED, APP_WITHDRAWN, APP_INSTALLED, APP_REMOVED, APPS_CHECKED, BACKUP_ON, BACKUP_OFF,
];

pub static TERMS: [Term; 8] = [
    Term::Subject {
        id: "phone",
        slot: "phone",
        appears: &["phone.added"],
        disappears: &["phone.retired"],
        words: TermWords { en: &["phone"], fr: &["téléphone"] },
    },
    Term::State {
        id: "in-service",
        slot: "phone",
        begin: &["custody.began"],
        end: &["custody.ended"],
        words: TermWords { en: &["in service"], fr: &["en service"] },
    },
    Term::State {
        id: "not-in-use",
        slot: "phone",
        begin: &["custody.ended", "phone.brought-back", "phone.added"],
        end: &["custody.began", "phone.taken-off-site", "phone.taken-from-drawer"],
        words: TermWords { en: &["not in use"], fr: &["inutilisé"] },
    },
    Term::State {
        id: "locked-drawer-storage",
        slot: "phone",
        begin: &["phone.put-in-drawer"],
        end: &["phone.taken-from-drawer", "phone.taken-off-site", "custody.began"],
        words: TermWords { en: &["locked drawer storage"], fr: &["le rangement sous clé"] },
    },
    Term::State {
        id: "whatsapp-cloud-backup",
        slot: "phone",
        begin: &["backup.turned-on"],
        end: &["backup.turned-off"],
        words: TermWords { en: &["WhatsApp cloud backup"], fr: &["la sauvegarde infonuagique WhatsApp"] },
    },
    Term::Set {
        id: "approved-apps",
        slot: "app",
        add: &["app.approved"],
        remove: &["app.withdrawn"],
        words: TermWords { en: &["approved apps"], fr: &["des applis approuvées"] },
    },
    Term::Relation {
        id: "apps-on",
        subject: "phone",
        element: "app",
        add: &["app.installed"],
        remove: &["app.removed"],
        inventory: Some("apps.checked"),
        words: TermWords { en: &["on"], fr: &["sur"] },
    },
    Term::Role {
        id: "worker",
        is: RoleIs::Beside { began: "custody.began", ended: "custody.ended", of: "phone", is: "person", otherwise: None },
        words: TermWords { en: &["the worker"], fr: &["la personne attitrée"] },
    },
];
