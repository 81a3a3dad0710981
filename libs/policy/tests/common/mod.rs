//! The vocabulary of a house like Keepwell's.

use policy::vocabulary::{Builder, Deed, Relation, Role, Set, State, Subject, Vocabulary};

pub fn house() -> Vocabulary {
    roles(subjects(sets(states(deeds(Vocabulary::builder())))))
        .build()
        .unwrap()
}

fn deeds(builder: Builder) -> Builder {
    worded(plain(builder))
}

fn plain(mut builder: Builder) -> Builder {
    let without_words: &[(&str, &[&str])] = &[
        ("person.joined", &["person"]),
        ("person.left", &["person"]),
        ("role.granted", &["person", "role"]),
        ("role.ended", &["person", "role"]),
        ("supervision.began", &["person", "supervisor"]),
        ("supervision.ended", &["person", "supervisor"]),
        ("leave.began", &["person"]),
        ("leave.ended", &["person"]),
        ("need.began", &["phone"]),
        ("need.ended", &["phone"]),
        ("phone.added", &["phone"]),
        ("phone.retired", &["phone"]),
        ("custody.ended", &["phone", "person"]),
        ("offsite.refused", &["phone", "request"]),
        ("phone.brought-back", &["phone"]),
        ("phone.taken-from-drawer", &["phone"]),
        ("app.withdrawn", &["app"]),
        ("app.removed", &["phone", "app"]),
        ("apps.checked", &["phone"]),
        ("backup.turned-on", &["phone"]),
        ("backup.turned-off", &["phone"]),
        ("code.seen", &["phone"]),
        ("code.missing", &["phone"]),
        ("document.adopted", &["document"]),
        ("client.opened", &["client"]),
        ("phone.placed", &["phone", "site"]),
        ("source.failed", &["source"]),
        ("source.back", &["source"]),
        ("unlock.fingerprint-on", &["phone"]),
        ("unlock.fingerprint-off", &["phone"]),
        ("exception.began", &["rule", "phone", "person"]),
        ("exception.ended", &["rule", "phone", "person"]),
    ];
    for (kind, slots) in without_words {
        let deed = Deed::new(kind, slots);
        let scanned = ["app.removed", "apps.checked", "code.seen"].contains(kind);
        builder = builder.deed(if scanned {
            deed.from_source("scan")
        } else {
            deed
        });
    }
    builder
}

#[rustfmt::skip]
fn worded(builder: Builder) -> Builder {
    builder
        .deed(Deed::new("custody.began", &["phone", "person"]).en("phone issue", "a phone is issued", "phone issued").fr("la remise d'un téléphone", "téléphone remis"))
        .deed(Deed::new("passcode.changed", &["phone"]).en("passcode change", "a passcode is changed", "passcode changed").fr("un changement de code", "code changé").from_source("scan"))
        .deed(Deed::new("manager.informed", &["phone"]).en("manager notice", "the manager is informed", "manager informed").fr("un avis à la gestion", "gestion informée"))
        .deed(Deed::new("offsite.permitted", &["phone", "request"]).en("permission", "permission is given", "permission given").also_done(policy::Lang::En, "permission").fr("une permission", "permission donnée").revoked_by("offsite.refused").from_source("mail"))
        .deed(Deed::new("client.contacted", &["client"]).en("client contact", "a client is contacted", "client contacted").fr("un contact client", "client contacté"))
        .deed(Deed::new("contact.recorded", &["client"]).en("contact record", "a contact is recorded", "contact recorded").fr("une inscription de contact", "contact consigné"))
        .deed(Deed::new("phone.taken-off-site", &["phone"]).en("trip off site", "a phone is taken off site", "phone taken off site").fr("la sortie d'un téléphone", "téléphone sorti"))
        .deed(Deed::new("phone.put-in-drawer", &["phone"]).en("return to the drawer", "a phone is put in the drawer", "phone put in the drawer").fr("le rangement d'un téléphone", "téléphone rangé"))
        .deed(Deed::new("app.approved", &["app"]).en("app approval", "an app is approved", "app approved").fr("l'approbation d'une appli", "appli approuvée"))
        .deed(Deed::new("app.installed", &["phone", "app"]).en("app installation", "an app is installed", "app installed").fr("l'installation d'une appli", "appli installée"))
        .deed(Deed::new("conversation.held", &["client"]).en("text conversation with a client", "a client is texted", "client texted").fr("un échange de messages avec un client", "messages échangés"))
        .deed(Deed::new("conversation.filed", &["client", "conversation"]).en("conversation filing", "a conversation is filed", "conversation filed").fr("le classement d'une conversation", "conversation classée"))
        .deed(Deed::new("phone-copy.deleted", &["client", "conversation"]).en("deletion of the phone copy", "a phone copy is deleted", "phone copy deleted").fr("la suppression de la copie du téléphone", "copie supprimée du téléphone"))
        .deed(Deed::new("rules.acknowledged", &["person", "document"]).en("acknowledgement", "the rules are acknowledged", "rules acknowledged").fr("une prise de connaissance", "règles lues et acceptées"))
        .deed(Deed::new("policy.reviewed", &["document"]).en("policy review", "a policy is reviewed", "policy reviewed").fr("la révision d'une politique", "politique révisée"))
}

fn states(builder: Builder) -> Builder {
    let added = ["custody.ended", "phone.brought-back", "phone.added"];
    let used = [
        "custody.began",
        "phone.taken-off-site",
        "phone.taken-from-drawer",
    ];
    let out = [
        "phone.taken-from-drawer",
        "phone.taken-off-site",
        "custody.began",
    ];
    let builder = builder
        .state(
            State::new("in-service", "phone", "in service", "en service")
                .between(&["custody.began"], &["custody.ended"]),
        )
        .state(State::new("not-in-use", "phone", "not in use", "inutilisé").between(&added, &used))
        .state(
            State::new(
                "drawer",
                "phone",
                "locked drawer storage",
                "le rangement sous clé",
            )
            .between(&["phone.put-in-drawer"], &out),
        );
    seen(builder)
}

fn seen(builder: Builder) -> Builder {
    builder
        .state(
            State::new(
                "cloud-backup",
                "phone",
                "WhatsApp cloud backup",
                "la sauvegarde infonuagique WhatsApp",
            )
            .between(&["backup.turned-on"], &["backup.turned-off"]),
        )
        .state(
            State::new("passcode", "phone", "a passcode", "un code")
                .between(&["code.seen"], &["code.missing"])
                .observed(),
        )
        .state(
            State::new(
                "fingerprint",
                "phone",
                "fingerprint unlock",
                "le déverrouillage par empreinte",
            )
            .between(&["unlock.fingerprint-on"], &["unlock.fingerprint-off"]),
        )
        .state(
            State::new(
                "need",
                "phone",
                "an accessibility need",
                "un besoin d'accessibilité",
            )
            .between(&["need.began"], &["need.ended"]),
        )
        .state(
            State::new("leave", "person", "on leave", "en congé")
                .between(&["leave.began"], &["leave.ended"]),
        )
}

fn sets(builder: Builder) -> Builder {
    builder
        .set(
            Set::new(
                "approved-apps",
                "app",
                "approved apps",
                "des applis approuvées",
            )
            .between(&["app.approved"], &["app.withdrawn"]),
        )
        .relation(
            Relation::new("apps", "phone", "app", "on", "sur")
                .between(&["app.installed"], &["app.removed"])
                .inventory("apps.checked"),
        )
}

fn subjects(builder: Builder) -> Builder {
    builder
        .subject(
            Subject::new("phone", "phone", "phone", "téléphone")
                .between(&["phone.added"], &["phone.retired"])
                .kept_by("manager"),
        )
        .subject(
            Subject::new("worker", "person", "worker", "personne")
                .between(&["person.joined"], &["person.left"]),
        )
        .subject(
            Subject::new("client", "client", "client", "client").between(&["client.opened"], &[]),
        )
        .subject(
            Subject::new("policy", "document", "policy", "politique")
                .between(&["document.adopted"], &[]),
        )
}

fn roles(builder: Builder) -> Builder {
    let held = |id: &str, en: &str, fr: &str| {
        Role::held(id, "role.granted", "role.ended", "role", id, en, fr)
    };
    builder
        .role(held("manager", "the manager", "la gestion"))
        .role(held("director", "the director", "la direction"))
        .role(held("it", "the IT service", "l'informatique"))
        .role(Role::relation(
            "worker",
            "custody.began",
            "custody.ended",
            "phone",
            "person",
            "the worker",
            "la personne attitrée",
        ))
        .role(
            Role::relation(
                "supervisor",
                "supervision.began",
                "supervision.ended",
                "person",
                "supervisor",
                "the supervisor",
                "la supervision",
            )
            .otherwise("director"),
        )
        .role(Role::actor(
            "same-worker",
            "the same worker",
            "la même personne",
        ))
        .person_slot("person")
        .placed("phone.placed", "site")
        .outages("source.failed", "source.back", "source")
        .exceptions("exception.began", "exception.ended", "rule")
        .worker("worker")
        .fallback("director")
}
