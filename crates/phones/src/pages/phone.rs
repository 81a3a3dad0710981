//! One phone: what it is, who has it, where it is, and what one may do now.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::Failure;
use base::web::{Html, Page, Visit};

use super::timeline::{Told, of_phone};
use super::{Seen, Where};
use crate::model::passcode::knowledge;
use crate::model::{Backup, Knowledge, Place};

/// A button that leads to the page where something is done.
struct Act {
    href: String,
    label: String,
    symbol: &'static str,
    tone: &'static str,
    /// What is sent at once; empty where a page asks first.
    sends: &'static str,
}

#[derive(Template)]
#[template(path = "pages/phone.html")]
struct Shown {
    page: Page,
    lede: String,
    place: Where,
    facts: Vec<(String, String)>,
    acts: Vec<Act>,
    read_href: String,
    may_read: bool,
    earlier_holder: bool,
    retire_href: String,
    may_retire: bool,
    told: Vec<Told>,
}

/// What this person may do with the phone now, the likeliest first.
fn acts(visit: &Visit, seen: &Seen) -> Vec<Act> {
    let phone = &seen.phone;
    if phone.retired.is_some() {
        return Vec::new();
    }
    let held = phone.custody.is_some();
    let out = phone.place == Place::OffSite;
    let (drawer, drawer_symbol, do_drawer) = match phone.place {
        Place::Drawer => ("phones-act-from-drawer", "lock-open", "take"),
        Place::OffSite => ("phones-act-back-drawer", "drawer", "put"),
        Place::Shelf | Place::Holder => ("phones-act-drawer", "drawer", "put"),
    };
    let off_site = if seen.relations.contains(&"holder") && !out { "phones-act-off-site" } else { "phones-act-off-site-see" };
    let offered = [
        (!held, "issue-phone", "/issue", "phones-act-issue", "user", ""),
        (out, "move-phone", "/drawer", drawer, drawer_symbol, do_drawer),
        (out, "move-phone", "/bring-back", "phones-act-back", "undo", "back"),
        (true, "change-passcode", "/passcode", "phones-act-passcode", "key", ""),
        (!out, "move-phone", "/drawer", drawer, drawer_symbol, do_drawer),
        (held, "see-phone", "/off-site", off_site, "walk", ""),
        (true, "see-phone", "/apps", "phones-act-apps", "apps", ""),
        (true, "see-phone", "/backup", "phones-act-backup", "cloud-off", ""),
        (held, "issue-phone", "/take-back", "phones-act-take-back", "undo", ""),
    ];
    let mut acts: Vec<Act> = offered
        .into_iter()
        .filter(|(now, permit, ..)| *now && seen.may(visit, permit))
        .map(|(_, _, rest, label, symbol, sends)| Act { href: seen.href(rest), label: visit.say(label, &[]), symbol, tone: "", sends })
        .collect();
    if let Some(first) = acts.first_mut() {
        first.tone = "primary";
    }
    acts
}

fn facts(visit: &Visit, page: &Page, seen: &Seen, holder: &str) -> Vec<(String, String)> {
    let phone = &seen.phone;
    let say = |id: &str| visit.say(id, &[]);
    let since = phone.custody.as_ref().map(|c| visit.say("phones-held-since", &[("person", holder), ("day", &page.day(&c.began))]));
    let backup = match phone.backup {
        Backup::Unknown => say("phones-backup-unknown"),
        Backup::On(at) => visit.say("phones-backup-on", &[("day", &page.day(&at))]),
        Backup::Off(at) => visit.say("phones-backup-off", &[("day", &page.day(&at))]),
    };
    let mut facts = vec![
        (say("phones-holder"), since.unwrap_or_else(|| say("phones-nobody"))),
        (say("phones-number"), phone.number.shown()),
        (say("phones-platform"), say(phone.platform.text())),
        (say("phones-passcode-changed-head"), phone.passcode_changed.map_or_else(|| say("phones-never"), |at| page.moment(&at))),
        (say("phones-apps-checked"), phone.apps_checked.map_or_else(|| say("phones-never"), |at| page.day(&at))),
        (say("phones-backup-head"), backup),
        (say("phones-added-day"), page.day(&phone.added)),
    ];
    if !phone.carrier.is_empty() {
        facts.insert(3, (say("phones-carrier"), phone.carrier.clone()));
    }
    if let Some(retired) = phone.retired {
        facts.push((say("phones-retired-day"), page.day(&retired)));
    }
    facts
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let seen = Seen::load(&visit, &mut db, &id).await?;
    seen.grant(&visit, "see-phone")?;
    let phone = &seen.phone;
    let page = visit.page_titled(phone.label.as_str())?;
    let holder = match phone.holder() {
        Some(holder) => people::find(&mut db, holder).await?.map(|p| p.name).unwrap_or_default(),
        None => String::new(),
    };
    let told = of_phone(&visit, &mut db, &page, &id).await?;
    drop(db);
    let known = knowledge(phone.passcode_changed, phone.custody.as_ref().map(|c| c.began));
    let lede = if holder.is_empty() { visit.say("phones-lede-free", &[]) } else { visit.say("phones-lede-held", &[("person", &holder)]) };
    let drawn = Html::draw(&Shown {
        lede,
        place: Where::of(&visit, phone),
        facts: facts(&visit, &page, &seen, &holder),
        acts: acts(&visit, &seen),
        read_href: seen.href("/passcode/read"),
        may_read: seen.may(&visit, "read-passcode") && known != Knowledge::NotOnRecord,
        earlier_holder: known == Knowledge::EarlierHolder && seen.may(&visit, "change-passcode"),
        retire_href: seen.href("/retire"),
        may_retire: phone.retire().is_ok() && visit.may("add-phones", &[]),
        told,
        page,
    })?;
    Ok(drawn.into_response())
}
