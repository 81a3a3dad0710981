//! Trail entries told in words: "Ben Ito changed the passcode of PH-014".

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::visit::Visit;
use crate::access::{Actor, Role};
use crate::app::App;
use crate::clock::{Day, Moment};
use crate::db::Db;
use crate::failure::Failure;
use crate::trail::Entry;
use crate::words::{Lang, day_in_words};

/// An entry as people read it.
#[derive(Debug, Clone)]
pub struct Told {
    pub seq: i64,
    pub deed: String,
    /// When it happened, and when it was written, when that was clearly later.
    pub at: Moment,
    pub recorded_later: Option<Moment>,
    pub who: String,
    pub what: String,
}

impl Told {
    /// The whole sentence: who, and what they did.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{} {}", self.who, self.what)
    }
}

/// The text of an entry. What somebody does to themselves has words of its own where
/// the usual ones would name the same person twice: "Ben assigned Ben".
fn text_id(app: &App, lang: Lang, entry: &Entry) -> String {
    let id = format!("deed-{}", entry.deed.replace('.', "-"));
    let own = entry.actor.as_deref().is_some_and(|actor| entry.subjects.iter().any(|(slot, id)| slot == "person" && id == actor));
    let special = format!("{id}-self");
    if own && app.words.has(lang, &special) { special } else { id }
}

/// A detail of an entry as people read it: a day in words, roles by their names, what has a text
/// `detail-NAME-VALUE` by that (or each of its words); everything else as it was written.
#[must_use]
pub fn detail_in_words(app: &App, lang: Lang, name: &str, value: &str) -> String {
    if let Some(day) = Day::parse(value) {
        return day_in_words(lang, day);
    }
    if name == "roles" {
        let role = |id: &str| Role::parse(id).map_or_else(|| id.to_owned(), |r| app.words.say(lang, &format!("base-role-{}", r.id()), &[]));
        return value.split_whitespace().map(role).collect::<Vec<_>>().join(", ");
    }
    // A value may be several words of a closed set: the parts of a kit.
    let texts: Vec<String> = value.split_whitespace().map(|one| format!("detail-{name}-{}", one.replace('.', "-"))).collect();
    if !texts.is_empty() && texts.iter().all(|text| app.words.has(lang, text)) {
        return texts.iter().map(|text| app.words.say(lang, text, &[])).collect::<Vec<_>>().join(", ");
    }
    value.to_owned()
}

/// How far apart "when" and "written" must be to be worth telling.
const LATER: i64 = 2 * Moment::MINUTE;

/// Tells entries in `lang`, names looked up slot by slot.
///
/// # Errors
/// When the database does.
pub async fn tell_in(app: &App, db: &mut Db, lang: Lang, entries: &[Entry]) -> Result<Vec<Told>, Failure> {
    let names = names(app, db, lang, entries).await?;
    let name = |slot: &str, id: &str| names.get(slot).and_then(|n| n.get(id)).cloned().unwrap_or_else(|| short(id));
    Ok(entries.iter().map(|entry| {
        let mut args: Vec<(&str, String)> = entry.subjects.iter().map(|(slot, id)| (slot.as_str(), name(slot, id))).collect();
        args.extend(entry.detail.iter().map(|(n, v)| (n.as_str(), detail_in_words(app, lang, n, v))));
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        Told {
            seq: entry.seq,
            deed: entry.deed.clone(),
            at: entry.at,
            recorded_later: Some(entry.recorded_at).filter(|r| r.0 - entry.at.0 > LATER),
            who: entry.actor.as_ref().map_or_else(|| "Keepwell".to_owned(), |id| name("person", id)),
            what: app.words.say(lang, &text_id(app, lang, entry), &args),
        }
    }).collect())
}

/// [`tell_in`] the visitor's language.
///
/// # Errors
/// When the database does.
pub async fn tell(visit: &Visit, db: &mut Db, entries: &[Entry]) -> Result<Vec<Told>, Failure> {
    tell_in(&visit.app, db, visit.lang(), entries).await
}

/// slot → id → name, asked once a slot.
async fn names(app: &App, db: &mut Db, lang: Lang, entries: &[Entry]) -> Result<HashMap<String, HashMap<String, String>>, Failure> {
    let mut wanted: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for entry in entries {
        for (slot, id) in &entry.subjects {
            wanted.entry(slot).or_default().insert(id.clone());
        }
        if let Some(actor) = &entry.actor {
            wanted.entry("person").or_default().insert(actor.clone());
        }
    }
    let mut found = HashMap::new();
    for (slot, ids) in wanted {
        let ids: Vec<String> = ids.into_iter().collect();
        found.insert(slot.to_owned(), labels(app, &mut *db, lang, slot, &ids).await?);
    }
    Ok(found)
}

/// Names for the ids in one slot, for whoever must show a few.
///
/// # Errors
/// When the database does.
pub async fn labels(app: &App, db: &mut Db, lang: Lang, slot: &str, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    match app.slices.iter().flat_map(|s| s.labels).find(|l| l.slot == slot) {
        Some(labels) => (labels.names)(db, lang, ids).await,
        None => Ok(HashMap::new()),
    }
}

/// Names for the ids in one slot, as this actor may know them.
///
/// # Errors
/// When the database does.
pub async fn labels_for(app: &App, db: &mut Db, lang: Lang, actor: &Actor, slot: &str, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let mut names = labels(app, &mut *db, lang, slot, ids).await?;
    if let Some(own) = app.slices.iter().flat_map(|s| s.own_labels).find(|l| l.slot == slot) {
        names.extend((own.names)(db, app, actor, ids).await?);
    }
    Ok(names)
}

/// What is shown of an id nobody names: its last six characters.
fn short(id: &str) -> String {
    let from = id.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
    id.get(from..).unwrap_or(id).to_owned()
}
