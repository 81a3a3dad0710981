//! Turns a core into a duty: numbers into names, roles into people.

use std::sync::Arc;

use super::core::{Core, End, Entries, Opener, Standing};
use super::duty::{Duty, DutyId, House, Status};
use super::outages::{self, Gap};
use super::people::{People, Roles, Whose};
use super::places;
use super::plan::{Line, Plan};
use super::store::{Store, Sym};
use crate::calendar::{Calendar, Instant};
use crate::rule::{Form, Name};

/// What showing a duty needs.
#[derive(Clone, Copy)]
pub(crate) struct Show<'a> {
    pub(crate) store: &'a Store,
    pub(crate) roles: &'a Roles,
    pub(crate) house: &'a House,
    /// Every outage there is.
    pub(crate) gaps: &'a [Gap],
    pub(crate) now: Instant,
}

impl Show<'_> {
    pub(crate) fn duty(&self, plan: &Plan, core: &Core) -> Option<Duty> {
        let line = plan.lines.get(core.line)?;
        let standing = core.standing(self.now);
        let (responsible, role) = self.responsible(line, plan, core);
        let overdue = standing == Standing::Missed { owed: true };
        let open = overdue || standing == Standing::Pending;
        let calendar = self.calendar(plan, core);
        let awaited = outages::awaited(plan, line, &self.house.vocabulary);
        let inform_roles = line.rule.modifiers.inform.clone();
        Some(Duty {
            id: self.id(plan, core),
            line: Arc::clone(line),
            subjects: core
                .about
                .iter()
                .map(|(slot, symbol)| (self.name(*slot), self.name(*symbol)))
                .collect(),
            actor: core.actor.map(|actor| self.name(actor)),
            check: plan.is_check(),
            discharged_by: if open && !matches!(line.rule.form, Form::Before { .. }) {
                awaited.clone()
            } else {
                Vec::new()
            },
            unknown: core.unknown,
            gap: self.gap(calendar, plan, line, core, &awaited),
            opened_by: self.ids(&core.opened_by),
            opened_at: core.opened_at,
            due: core.due,
            planned: None,
            warn_at: warn_at(calendar, line, core),
            status: self.status(core, standing),
            overdue,
            responsible: responsible
                .iter()
                .map(|person| self.name(*person))
                .collect(),
            responsible_role: role.and_then(|role| self.roles.name(role)).cloned(),
            inform: self.told(&inform_roles, core),
            inform_roles,
            depends_on_the_hour: core.unsure,
            nearest: core
                .nearest
                .filter(|_| matches!(standing, Standing::Missed { .. }))
                .map(|near| (self.store.record(near.entry).id, near.why)),
            as_of: self.now,
            house: House {
                calendar: Arc::clone(calendar),
                vocabulary: Arc::clone(&self.house.vocabulary),
            },
        })
    }

    /// Who is to be told.
    fn told(&self, roles: &[Name], core: &Core) -> Vec<Name> {
        let mut told = People::new();
        for role in roles.iter().filter_map(|role| self.roles.find(role)) {
            for person in self.roles.people(self.store, role, whose(core), self.now) {
                if !told.contains(&person) {
                    told.push(person);
                }
            }
        }
        told.iter().map(|person| self.name(*person)).collect()
    }

    /// Of what was missed: when a source could not have told of it.
    pub(crate) fn gap_of(&self, plan: &Plan, core: &Core) -> Option<Gap> {
        let line = plan.lines.get(core.line)?;
        let awaited = outages::awaited(plan, line, &self.house.vocabulary);
        self.gap(self.calendar(plan, core), plan, line, core, &awaited)
    }

    /// Whose days count for a duty.
    fn calendar(&self, plan: &Plan, core: &Core) -> &Arc<Calendar> {
        let here = plan.days(&self.house.calendar);
        let at = core.opened_at.min(self.now);
        places::site((self.store, &**here), plan, &core.about, at).unwrap_or(here)
    }

    fn gap(
        &self,
        calendar: &Calendar,
        plan: &Plan,
        line: &Line,
        core: &Core,
        awaited: &[Name],
    ) -> Option<Gap> {
        if self.gaps.is_empty() || !matches!(core.standing(self.now), Standing::Missed { .. }) {
            return None;
        }
        let window = outages::window(calendar, plan, line, core, self.now);
        let known = (self.gaps, &*self.house.vocabulary);
        outages::first(known, awaited, window, self.now)
    }

    fn name(&self, symbol: Sym) -> Name {
        self.store.symbols.name(symbol)
    }

    fn ids(&self, entries: &Entries) -> Vec<u64> {
        entries
            .iter()
            .map(|entry| self.store.record(*entry).id)
            .collect()
    }

    fn status(&self, core: &Core, standing: Standing) -> Status {
        let recorded = |entries: &Entries| {
            entries
                .iter()
                .map(|entry| self.store.record(*entry).recorded)
                .max()
        };
        let id = |entry: Option<u32>| entry.map(|entry| self.store.record(entry).id);
        match (&core.end, standing) {
            (_, Standing::Pending) => Status::Pending,
            (
                End::Done {
                    at,
                    evidence,
                    afterwards,
                },
                Standing::Met,
            ) => Status::Met {
                at: *at,
                recorded: recorded(evidence).unwrap_or(*at),
                evidence: self.ids(evidence),
                afterwards: *afterwards,
            },
            (End::Gone { entry, why, .. } | End::Excused { entry, why }, Standing::Excused) => {
                Status::Excused {
                    why: (*why).into(),
                    entry: id(*entry),
                }
            }
            (_, Standing::Excused) => Status::Excused {
                why: super::duty::Excuse::TooShort,
                entry: None,
            },
            (End::Done { at, evidence, .. }, _) => Status::Missed {
                made_good_at: Some(*at),
                evidence: self.ids(evidence),
                over_at: None,
            },
            (End::Gone { at, .. }, _) => Status::Missed {
                made_good_at: None,
                evidence: Vec::new(),
                over_at: Some(*at),
            },
            _ => Status::Missed {
                made_good_at: None,
                evidence: Vec::new(),
                over_at: None,
            },
        }
    }

    /// Who answers: the role the rule names, else whoever has to act; once they
    /// left or where nobody is found, the next role in line.
    pub(crate) fn responsible(
        &self,
        line: &Line,
        plan: &Plan,
        core: &Core,
    ) -> (People, Option<usize>) {
        let named = line
            .rule
            .modifiers
            .responsible
            .as_ref()
            .and_then(|role| self.roles.find(role));
        let acting = match line.rule.form {
            Form::Before { .. } => None,
            _ => plan.by,
        };
        let kept_by = || self.kept_by(core);
        let order = [
            named,
            acting.filter(|_| named.is_none()),
            kept_by(),
            self.roles.fallback(),
        ];
        let mut first = None;
        if named.is_none() && acting.is_none() {
            if let Some(actor) = core.actor
                && !self.roles.has_left(self.store, actor, self.now)
            {
                return (People::from_slice(&[actor]), None);
            }
            if core.actor.is_none() {
                let people = self.people(self.roles.worker(), core);
                first = self.roles.worker();
                if !people.is_empty() {
                    return (people, first);
                }
            }
        }
        // Nobody else can do what is asked of somebody themselves, also when they have left.
        let alone = named.is_some_and(|role| self.roles.is_oneself(role));
        let last = if alone { 1 } else { order.len() };
        for role in order.into_iter().take(last).flatten() {
            let people = self.people(Some(role), core);
            if !people.is_empty() {
                return (people, Some(role));
            }
            first = first.or(Some(role));
        }
        (People::new(), first)
    }

    fn people(&self, role: Option<usize>, core: &Core) -> People {
        let Some(role) = role else {
            return People::new();
        };
        let mut people = self.roles.people(self.store, role, whose(core), self.now);
        people.retain(|person| !self.roles.has_left(self.store, *person, self.now));
        people
    }

    fn kept_by(&self, core: &Core) -> Option<usize> {
        core.about.iter().find_map(|(slot, _)| {
            let subject = self.house.vocabulary.subject_of_slot(&self.name(*slot))?;
            self.roles.find(subject.kept_by.as_ref()?)
        })
    }

    /// A hash of the rule, what it is about and what opened it; of nothing that
    /// may change while the duty stays the same.
    pub(crate) fn id(&self, plan: &Plan, core: &Core) -> DutyId {
        let mut hash = Hash::new();
        if let Some(line) = plan.lines.first() {
            hash.text(&line.id);
        }
        if plan.chain > 0 {
            hash.number(plan.chain as u64);
        }
        let mut about: Vec<(Name, Name)> = core
            .about
            .iter()
            .map(|(slot, symbol)| (self.name(*slot), self.name(*symbol)))
            .collect();
        about.sort();
        for (slot, symbol) in &about {
            hash.text(slot);
            hash.text(symbol);
        }
        match core.opener {
            Opener::Entry(id) => hash.number(id),
            Opener::Period(day) => {
                hash.text("period");
                hash.number(day.unsigned_abs());
            }
            Opener::Unknown => hash.text("unknown"),
        }
        DutyId(hash.end())
    }
}

fn warn_at(calendar: &Calendar, line: &Line, core: &Core) -> Option<Instant> {
    let (span, due) = (line.rule.modifiers.warn?, core.due?);
    Some(calendar.warn(due, span).max(core.opened_at))
}

pub(crate) fn whose(core: &Core) -> Whose<'_> {
    Whose {
        subjects: &core.about,
        actor: core.actor,
    }
}

/// FNV-1a with a final stir: the same on every machine and in every version.
pub(crate) struct Hash(u64);

impl Hash {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    pub(crate) fn text(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.byte(byte));
        self.byte(0xff);
    }

    fn number(&mut self, number: u64) {
        number
            .to_le_bytes()
            .into_iter()
            .for_each(|byte| self.byte(byte));
        self.byte(0xfe);
    }

    pub(crate) fn end(&self) -> u64 {
        let mut stirred = self.0;
        stirred = (stirred ^ (stirred >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        stirred = (stirred ^ (stirred >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        stirred ^ (stirred >> 31)
    }
}
