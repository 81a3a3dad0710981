//! What the trail says about one phone, as sentences.

use std::collections::{BTreeSet, HashMap};

use base::trail::{self, Entry};
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
    let called = called(visit, db, &entries).await?;
    Ok(entries.iter().map(|e| told(visit, page, &called, e)).collect())
}

type Called = HashMap<(String, String), String>;

/// What everything the entries speak of is called.
async fn called(visit: &Visit, db: &mut Db, entries: &[Entry]) -> Result<Called, Failure> {
    let actors = entries.iter().filter_map(|e| e.actor.clone()).map(|id| ("person".to_owned(), id));
    let about: BTreeSet<(String, String)> = entries.iter().flat_map(|e| e.subjects.iter().cloned()).chain(actors).collect();
    let mut found = HashMap::with_capacity(about.len());
    for labels in visit.app.slices.iter().flat_map(|s| s.labels) {
        let ids: Vec<String> = about.iter().filter(|(slot, _)| slot == labels.slot).map(|(_, id)| id.clone()).collect();
        if !ids.is_empty() {
            found.extend((labels.names)(&mut *db, &ids).await?.into_iter().map(|(id, name)| ((labels.slot.to_owned(), id), name)));
        }
    }
    Ok(found)
}

fn told(visit: &Visit, page: &Page, called: &Called, entry: &Entry) -> Told {
    let name = |slot: &str, id: &str| called.get(&(slot.to_owned(), id.to_owned())).cloned().unwrap_or_else(|| "…".to_owned());
    let names: Vec<(&str, String)> = entry.subjects.iter().map(|(slot, id)| (slot.as_str(), name(slot, id))).collect();
    let mut args: Vec<(&str, &str)> = names.iter().map(|(slot, name)| (*slot, name.as_str())).collect();
    args.extend(entry.detail.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    let who = entry.actor.as_deref().map_or_else(|| "Keepwell".to_owned(), |id| name("person", id));
    let sentence = visit.app.deed(&entry.deed).map_or_else(|_| entry.deed.clone(), |deed| visit.say(&deed.text_id(), &args));
    let (symbol, tone) = look(&entry.deed);
    Told {
        what: format!("{who} {sentence}"),
        when: page.moment(&entry.at),
        when_iso: entry.at.zoned(&visit.app.zone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        symbol,
        tone,
    }
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
