//! "Who am I here": what my roles let me do, who sees what about me, and my own trail.

use base::slice::Held;
use base::trail;
use base::web::telling::{self, Told};
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{Actor, Failure};

use super::leave::HeldLine;
use super::role_word;
use crate::{leaving, store};

/// Lines of the trail on one page.
const SIZE: i64 = 30;
/// What others may see of somebody: the permits that open it, in the order shown.
const SEEN_BY: [&str; 6] = ["see-people", "see-person", "see-account", "see-phone", "see-standing", "see-trail"];

/// A permit, and the roles that have it anywhere.
struct Seen {
    what: String,
    who: String,
}

/// A line of the trail about me.
struct Line {
    told: Told,
    iso: String,
    /// Somebody else did it.
    by_other: bool,
}

#[derive(askama::Template)]
#[template(path = "pages/here.html")]
struct HerePage {
    page: Page,
    roles: Vec<(String, String)>,
    belongs: Vec<(String, String)>,
    may: Vec<String>,
    may_own: Vec<String>,
    seen: Vec<Seen>,
    held: Vec<HeldLine>,
    lines: Vec<Line>,
    only_others: bool,
    older: Option<i64>,
}

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    let actor = visit.actor()?.clone();
    let before = visit.query("before").and_then(|b| b.parse().ok()).unwrap_or(i64::MAX);
    let only_others = visit.query("by").is_some_and(|by| by == "others");
    let mut read = visit.read().await?;
    let mut numbers = store::own::lines(&mut read, &actor.id, only_others, before, SIZE + 1).await?;
    for looks in visit.app.slices.iter().filter_map(|s| s.looks) {
        numbers.extend(looks(&mut read, &actor.id, before, SIZE + 1).await?);
    }
    numbers.sort_unstable_by_key(|seq| std::cmp::Reverse(*seq));
    numbers.dedup();
    numbers.truncate(usize::try_from(SIZE + 1).unwrap_or(usize::MAX));
    let older = (i64::try_from(numbers.len()).unwrap_or(0) > SIZE).then(|| numbers.pop()).flatten().and_then(|_| numbers.last().copied());
    let mut entries = trail::these(&mut read, &numbers).await?;
    entries.sort_by_key(|e| std::cmp::Reverse(e.seq));
    let told = telling::tell(&visit, &mut read, &entries).await?;
    let lines = told.into_iter().zip(&entries).map(|(told, e)| Line { iso: visit.iso(told.at), by_other: e.actor.as_ref() != Some(&actor.id), told }).collect();
    let line = |h: Held| HeldLine { what: visit.said(&h.what), button: visit.said(&h.button), href: String::new() };
    let held = leaving::held_by(&visit.app, &mut read, &actor, &actor.id).await?.into_iter().map(line).collect();
    let belongs = super::person::belongs(&visit, &mut read, &actor.id).await?;
    drop(read);
    let (may, may_own) = rights(&visit, &actor);
    Html::draw(&HerePage {
        page: visit.page("people-here-title")?,
        roles: actor.roles.iter().map(|r| (role_word(&visit, *r), visit.say(&format!("people-role-hint-{}", r.id()), &[]))).collect(),
        belongs,
        may,
        may_own,
        seen: seen(&visit),
        held,
        lines,
        only_others,
        older,
    })
}

/// What the matrix lets this person do: anywhere, and where they stand in a relation to the thing.
fn rights(visit: &Visit, actor: &Actor) -> (Vec<String>, Vec<String>) {
    let (mut anywhere, mut own) = (Vec::new(), Vec::new());
    for permit in visit.app.matrix.permit.values() {
        let words = if visit.lang() == Lang::Fr { &permit.fr } else { &permit.en };
        if permit.roles.iter().any(|r| actor.is(*r)) {
            anywhere.push(words.clone());
        } else if permit.relations.iter().any(|r| r != "volunteer") {
            own.push(words.clone());
        }
    }
    (anywhere, own)
}

fn seen(visit: &Visit) -> Vec<Seen> {
    let permits = SEEN_BY.iter().filter_map(|name| visit.app.matrix.permit.get(*name)).filter(|p| !p.roles.is_empty());
    permits
        .map(|p| Seen {
            what: if visit.lang() == Lang::Fr { p.fr.clone() } else { p.en.clone() },
            who: p.roles.iter().map(|r| role_word(visit, *r)).collect::<Vec<_>>().join(", "),
        })
        .collect()
}
