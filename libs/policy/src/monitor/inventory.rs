//! What an `only` rule finds on each subject, and when somebody last looked.
//!
//! Where nothing is amiss there is no duty to show, yet a reader wants to know that
//! nothing else is on record, and how fresh that is.

use std::collections::BTreeMap;

use super::Monitor;
use super::facts::Facts;
use super::places;
use super::plan::{Plan, Scope, Shape, Switch};
use super::spans;
use super::store::{Sym, View};
use crate::calendar::{Calendar, Instant};
use crate::lang::Lang;
use crate::print::long_date;
use crate::rule::Name;

/// What is on record about one subject of an `only` rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory {
    /// The rule.
    pub rule: Name,
    /// The subject: slot and symbol.
    pub subject: (Name, Name),
    /// How many elements are there that may not be; an exception counts none.
    pub amiss: usize,
    /// The last look at all there is: the entry, and when.
    pub looked: Option<(u64, Instant)>,
    /// The same day where the subject is.
    pub looked_on: Option<jiff::civil::Date>,
    /// Whether that look is as recent as `checked every` asks; always, where it does not.
    pub current: bool,
}

impl Inventory {
    /// One of the four words: `missed` where something is amiss, `met` where nothing is
    /// and somebody looked in time, `pending` where nobody did.
    pub fn word(&self) -> &'static str {
        match (self.amiss, self.current) {
            (1.., _) => "missed",
            (0, true) => "met",
            (0, false) => "pending",
        }
    }

    /// The same in a sentence.
    pub fn says(&self, lang: Lang) -> String {
        let found = match self.amiss {
            0 => lang
                .pick("Nothing else on record", "Rien d'autre au registre")
                .to_owned(),
            1 => lang
                .pick(
                    "One thing too many on record",
                    "Une chose de trop au registre",
                )
                .to_owned(),
            more => lang.pick(
                format!("{more} things too many on record"),
                format!("{more} choses de trop au registre"),
            ),
        };
        let looked = match self.looked_on {
            Some(day) => {
                let day = long_date(day, lang);
                lang.pick(
                    format!("last looked at on {day}"),
                    format!("dernière vérification le {day}"),
                )
            }
            None => lang
                .pick("nobody has looked yet", "personne n'a encore vérifié")
                .to_owned(),
        };
        let again = if self.current {
            ""
        } else {
            lang.pick(
                "; it is time to look again",
                "\u{a0}; il est temps de vérifier de nouveau",
            )
        };
        format!("{found}{}{looked}{again}.", lang.pick("; ", "\u{a0}; "))
    }
}

impl Monitor {
    /// What every `only` rule in force finds at `now` on each subject that counts then.
    pub fn inventories(&self, now: Instant) -> Vec<Inventory> {
        let mut all = Vec::new();
        for (place, plan) in self.plans.iter().enumerate() {
            let Shape::Only {
                present,
                scope,
                looks,
                ..
            } = &plan.shape
            else {
                continue;
            };
            let Some(line) = plan.line_at(now).and_then(|line| plan.lines.get(line)) else {
                continue;
            };
            let amiss = self.amiss(place, now);
            for subject in self.subjects(present, scope, *looks, now) {
                let looked = looks.and_then(|view| self.last_look(view, subject, now));
                let calendar = self.here(plan, subject, looked.map_or(now, |(_, at)| at));
                let last = |at: Instant| {
                    line.rule
                        .modifiers
                        .checked
                        .map(|span| calendar.last(at, span))
                };
                let in_time = |at: Instant| last(at).is_none_or(|last| now <= last);
                all.push(Inventory {
                    rule: line.id.clone(),
                    subject: (
                        self.name(plan.slots.first().copied()),
                        self.name(Some(subject)),
                    ),
                    amiss: amiss.get(&subject).copied().unwrap_or(0),
                    looked,
                    looked_on: looked.map(|(_, at)| calendar.date(at)),
                    current: match looked {
                        Some((_, at)) => in_time(at),
                        None => line.rule.modifiers.checked.is_none(),
                    },
                });
            }
        }
        all
    }

    fn name(&self, symbol: Option<Sym>) -> Name {
        symbol.map_or_else(|| "".into(), |symbol| self.store.symbols.name(symbol))
    }

    fn here(&self, plan: &Plan, subject: Sym, at: Instant) -> &Calendar {
        let about: Vec<(Sym, Sym)> = plan
            .slots
            .first()
            .map(|slot| (*slot, subject))
            .into_iter()
            .collect();
        let here = &**plan.days(&self.house.calendar);
        places::site((&self.store, here), plan, &about, at).map_or(here, |site| &**site)
    }

    /// How many elements are amiss, by subject.
    fn amiss(&self, place: usize, now: Instant) -> BTreeMap<Sym, usize> {
        let mut amiss = BTreeMap::new();
        let cells = self.cells.all().filter(|(plan, _)| *plan == place);
        self.each(now, cells, |_, core| {
            if let Some((_, subject)) = core.about.first().filter(|_| core.is_live()) {
                *amiss.entry(*subject).or_default() += 1;
            }
        });
        amiss
    }

    /// The subjects that count at `now`.
    fn subjects(
        &self,
        present: &Switch,
        scope: &Scope,
        looks: Option<View>,
        now: Instant,
    ) -> Vec<Sym> {
        let facts = Facts::new(&self.store, &self.roles, &self.house.calendar, now);
        let announced = scope
            .there
            .iter()
            .chain(&scope.state)
            .flat_map(|switch| &switch.on);
        let views: Vec<View> = if scope.there.is_none() && scope.state.is_none() {
            present.on.iter().copied().chain(looks).collect()
        } else {
            announced.copied().collect()
        };
        let groups = views.into_iter().flat_map(|view| self.store.groups(view));
        let mut subjects: Vec<Sym> = groups
            .filter(|(_, entries)| !entries.is_empty())
            .filter_map(|(key, _)| key.first().copied())
            .collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects.retain(|subject| spans::holds(&facts.scope(scope, &[*subject]), now));
        subjects
    }

    fn last_look(&self, view: View, subject: Sym, now: Instant) -> Option<(u64, Instant)> {
        let entries = self.store.entries(view, &[subject]).iter();
        let records = entries.map(|entry| self.store.record(*entry));
        let mut before = records.filter(|record| record.at <= now);
        before.next_back().map(|record| (record.id, record.at))
    }
}
