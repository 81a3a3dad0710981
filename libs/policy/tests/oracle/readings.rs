//! Entries of which only the day is known: every hour is tried for each deed.

use std::collections::BTreeMap;

use policy::{Form, Line, Trigger};

use super::forms::{All, Found, chains, misses, of_chain};
use super::table::slots;
use super::{World, about_it};

/// The deeds whose hour the random histories may not know, in the vocabulary's order.
pub const ROUGH: [&str; 7] = [
    "apps.checked",
    "passcode.changed",
    "manager.informed",
    "offsite.permitted",
    "phone.taken-off-site",
    "app.installed",
    "rules.acknowledged",
];

/// Each duty in the reading that is best for whoever owes it, and whether the
/// readings differ.
pub fn best<'l>(world: &World<'_>, lines: &'l [Line], all: &'l All) -> Vec<(Found<'l>, bool)> {
    let mut out = Vec::new();
    for (place, chain) in chains(world, lines).into_iter().enumerate() {
        let checked = chain[0].rule.modifiers.checked.is_some();
        for check in [false, true].into_iter().filter(|check| !check || checked) {
            let missed = misses(world, chain[0], all);
            let mut kept: Vec<(Found<'l>, bool)> = Vec::new();
            for moments in readings(world, &chain[0].rule.form, check) {
                for found in of_chain(&world.at(&moments), &chain, check, &missed) {
                    keep(&mut kept, found, world.now);
                }
            }
            // Two chains of versions may begin duties with the same entry.
            kept.iter_mut()
                .for_each(|(found, _)| found.name += &format!(" in {place}"));
            out.extend(kept);
        }
    }
    out
}

fn keep<'l>(kept: &mut Vec<(Found<'l>, bool)>, found: Found<'l>, now: i64) {
    let same = |other: &Found<'_>| other.name == found.name;
    let known = kept
        .iter_mut()
        .find(|(other, _)| same(other) && other.subjects == found.subjects);
    let Some((other, unsure)) = known else {
        kept.push((found, false));
        return;
    };
    let word = |found: &Found<'_>| match found.rank(now).0 {
        3 | 4 => 3,
        place => place,
    };
    *unsure |= word(other) != word(&found);
    if found.rank(now) < other.rank(now) {
        *other = found;
    }
}

/// Where each reading puts the entries whose hour is not known.
fn readings(world: &World<'_>, form: &Form, check: bool) -> Vec<BTreeMap<u64, i64>> {
    let mut all = vec![BTreeMap::new()];
    for kind in ROUGH {
        let rough: Vec<_> = world
            .events
            .iter()
            .filter(|event| &*event.kind == kind && world.until.contains_key(&event.id))
            .collect();
        let mine = reads(form, kind).filter(|_| form.acts().is_some() || check);
        if rough.is_empty() || mine.is_none() {
            continue;
        }
        let hours = if mine == Some(true) { 3 } else { 2 };
        let longer = |before: &BTreeMap<u64, i64>| {
            let before = before.clone();
            let rough = rough.clone();
            (0..hours)
                .map(move |hour| {
                    let mut next = before.clone();
                    for event in &rough {
                        let last = world.until[&event.id];
                        let at = match hour {
                            0 => event.at,
                            1 => last,
                            _ => beside(world, form, event, last),
                        };
                        next.insert(event.id, at);
                    }
                    next
                })
                .collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// Whether a rule reads a deed, and whether it asks for it after or before another.
fn reads(form: &Form, kind: &str) -> Option<bool> {
    let asks = form
        .acts()
        .is_some_and(|acts| acts.done.iter().any(|done| &**done == kind));
    let triggered = form.trigger().is_some() || form.miss_of().is_some();
    let inventory = matches!(form, Form::Only { .. }) && kind == "apps.checked";
    let opens = form.trigger().is_some_and(|trigger| &**trigger == kind);
    (asks || inventory || opens).then_some(asks && triggered)
}

/// The last moment of known hour of that day at which the rule was triggered.
fn beside(world: &World<'_>, form: &Form, event: &policy::Event, last: i64) -> i64 {
    let (Form::Within {
        of: Trigger::Deed(trigger),
        acts,
        ..
    }
    | Form::Before {
        what: trigger,
        acts,
        ..
    }) = form
    else {
        return last;
    };
    let shared: Vec<&str> = slots(trigger)
        .iter()
        .copied()
        .filter(|slot| acts.done.iter().all(|kind| slots(kind).contains(slot)))
        .collect();
    let moments = world.events.iter().filter(|other| {
        other.kind == *trigger
            && !world.until.contains_key(&other.id)
            && shared
                .iter()
                .all(|slot| about_it(other, slot) == about_it(event, slot))
    });
    moments
        .map(|other| other.at)
        .filter(|at| event.at <= *at && *at <= last)
        .max()
        .unwrap_or(last)
}
