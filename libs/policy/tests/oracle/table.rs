//! The house's states and deeds once more, apart from its vocabulary.

/// Slot, deeds that begin it, deeds that end it, whether it must be observed.
type StateRow = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    bool,
);

pub fn state(name: &str) -> StateRow {
    match name {
        "in-service" => ("phone", &["custody.began"], &["custody.ended"], false),
        "not-in-use" => (
            "phone",
            &["custody.ended", "phone.brought-back", "phone.added"],
            &[
                "custody.began",
                "phone.taken-off-site",
                "phone.taken-from-drawer",
            ],
            false,
        ),
        "drawer" => (
            "phone",
            &["phone.put-in-drawer"],
            &[
                "phone.taken-from-drawer",
                "phone.taken-off-site",
                "custody.began",
            ],
            false,
        ),
        "passcode" => ("phone", &["code.seen"], &["code.missing"], true),
        "need" => ("phone", &["need.began"], &["need.ended"], false),
        "leave" => ("person", &["leave.began"], &["leave.ended"], false),
        other => panic!("no state {other}"),
    }
}

/// The slots of the deeds that rules name.
pub fn slots(kind: &str) -> &'static [&'static str] {
    match kind {
        "custody.began" => &["phone", "person"],
        "offsite.permitted" => &["phone", "request"],
        "app.approved" => &["app"],
        "app.installed" => &["phone", "app"],
        "rules.acknowledged" => &["person", "document"],
        _ => &["phone"],
    }
}

/// Where entries of a deed come from.
pub fn source(kind: &str) -> Option<&'static str> {
    match kind {
        "app.removed" | "apps.checked" | "code.seen" | "passcode.changed" => Some("scan"),
        "offsite.permitted" => Some("mail"),
        _ => None,
    }
}

pub fn revoked_by(kind: &str) -> Option<&'static str> {
    match kind {
        "offsite.permitted" => Some("offsite.refused"),
        "app.approved" => Some("app.withdrawn"),
        _ => None,
    }
}
