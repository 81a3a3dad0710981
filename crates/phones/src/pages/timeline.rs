//! What the trail says about one phone, as sentences.

use base::trail;
use base::web::telling::tell;
use base::web::{Page, Visit};
use base::{Db, Failure};

/// So many entries are shown on a phone's page.
const MOST: i64 = 40;

/// One entry, said.
pub(super) struct Told {
    pub what: String,
    pub when: String,
    pub when_iso: String,
    pub symbol: &'static str,
    pub tone: &'static str,
}

/// The newest entries about the phone, newest first.
pub(super) async fn of_phone(visit: &Visit, db: &mut Db, page: &Page, phone: &str) -> Result<Vec<Told>, Failure> {
    let entries = trail::about(&mut *db, "phone", phone, MOST).await?;
    let told = tell(visit, db, &entries).await?;
    Ok(told.into_iter().map(|told| {
        let (symbol, tone) = look(&told.deed);
        Told { what: format!("{} {}", told.who, told.what), when: page.moment(&told.at), when_iso: visit.iso(told.at), symbol, tone }
    }).collect())
}

fn look(deed: &str) -> (&'static str, &'static str) {
    match deed {
        "custody.began" | "custody.ended" => ("user", "accent"),
        "passcode.changed" => ("key", "met"),
        "passcode.read" => ("eye", "soon"),
        "manager.informed" => ("mail", ""),
        "offsite.requested" => ("hourglass", ""),
        "offsite.permitted" => ("check", "met"),
        "offsite.refused" => ("x", ""),
        "phone.taken-off-site" => ("walk", "soon"),
        "phone.brought-back" => ("undo", ""),
        "phone.put-in-drawer" => ("drawer", "met"),
        "phone.taken-from-drawer" => ("lock-open", ""),
        "app.installed" | "app.removed" | "apps.checked" => ("apps", ""),
        "backup.turned-on" => ("alert", "overdue"),
        "backup.turned-off" => ("cloud-off", "met"),
        "phone.retired" => ("ban", ""),
        _ => ("phone", ""),
    }
}
