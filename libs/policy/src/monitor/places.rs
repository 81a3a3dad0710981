//! Where things are: whose days count for a duty.
//!
//! A deed may say where something is (`phone.placed` about a phone and a site). What is
//! counted from a moment is then counted by the calendar of where the thing was at that
//! moment, so that moving it changes nothing of what was opened before.

use std::sync::Arc;

use smallvec::SmallVec;

use super::compile::Compiler;
use super::facts::Facts;
use super::plan::{Input, Plan};
use super::store::{Store, Sym, View};
use crate::calendar::{Calendar, Instant};

/// Where a plan looks for where something is.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The slot of the thing.
    slot: Sym,
    /// The slot of the site.
    site: Sym,
    view: View,
}

impl Place {
    pub(crate) fn new(slot: Sym, site: Sym, view: View) -> Self {
        Self { slot, site, view }
    }

    /// The slot of the thing.
    pub(crate) fn slot(&self) -> Sym {
        self.slot
    }
}

impl Compiler<'_> {
    /// The places of what a rule is about, or of what its trigger is about.
    pub(super) fn places(&mut self, slots: &[Sym]) -> Vec<Place> {
        let vocabulary = self.vocabulary;
        let Some((kind, site)) = vocabulary.placed() else {
            return Vec::new();
        };
        let (Some(deed), Some(place)) = (vocabulary.deed(kind), vocabulary.deed_place(kind)) else {
            return Vec::new();
        };
        let site_slot = self.store.symbols.number(site);
        let mut all = Vec::new();
        for name in deed.slots.iter().filter(|slot| *slot != site) {
            let slot = self.store.symbols.number(name);
            if slots.contains(&slot) {
                self.inputs.push(Input {
                    kind: place,
                    slots: SmallVec::from_slice(&[slot]),
                    view: None,
                    seeds: false,
                });
            } else if self.trigger_is_about(name) {
                self.wide.push(place);
            } else {
                continue;
            }
            let view = self.store.view(place, &[slot]);
            all.push(Place {
                slot,
                site: site_slot,
                view,
            });
        }
        all
    }
}

/// The calendar of where a thing was at `at`; none where nothing says so.
pub(crate) fn site<'a>(
    known: (&Store, &'a Calendar),
    plan: &Plan,
    subjects: &[(Sym, Sym)],
    at: Instant,
) -> Option<&'a Arc<Calendar>> {
    site_among(known, &plan.places, subjects, at)
}

/// The same, wherever one may look for where things are.
pub(crate) fn site_among<'a>(
    (store, calendar): (&Store, &'a Calendar),
    places: &[Place],
    subjects: &[(Sym, Sym)],
    at: Instant,
) -> Option<&'a Arc<Calendar>> {
    places.iter().find_map(|place| {
        let (_, symbol) = subjects.iter().find(|(slot, _)| *slot == place.slot)?;
        let entries = store.entries(place.view, &[*symbol]);
        let before = entries.partition_point(|entry| store.record(*entry).at <= at);
        let last = entries.get(before.checked_sub(1)?)?;
        let site = store.record(*last).symbol(place.site)?;
        calendar.site(&store.symbols.name(site))
    })
}

impl<'a> Facts<'a> {
    /// The calendar by which something about these subjects is counted from `at`.
    pub(crate) fn calendar_at(
        &self,
        plan: &Plan,
        subjects: &[(Sym, Sym)],
        at: Instant,
    ) -> &'a Calendar {
        // What has not happened yet has moved nothing.
        let at = at.min(self.now);
        site((self.store, self.calendar), plan, subjects, at).map_or(self.calendar, |site| &**site)
    }
}
