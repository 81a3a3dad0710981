//! When a rule rests: the states it excepts, and exceptions granted from it.

use smallvec::SmallVec;

use super::compile::Compiler;
use super::plan::{Input, Rest, Switch};
use super::store::Sym;
use crate::rule::{Name, Rule};
use crate::vocabulary::Exceptions;

impl Compiler<'_> {
    /// The states during which a rule says it rests.
    pub(super) fn rests(&mut self, rule: &Rule, slots: &[Sym]) -> Option<Vec<Rest>> {
        let vocabulary = self.vocabulary;
        let mut rests = Vec::new();
        for name in &rule.modifiers.except {
            let state = vocabulary.state(name)?;
            let slot = self.store.symbols.number(&state.slot);
            let of_key = slots.contains(&slot);
            let before = self.inputs.len();
            let switch = self.switch(&state.begins, &state.ends, &[slot], false, state.observed)?;
            if !of_key {
                let kinds = self.inputs.drain(before..).map(|input| input.kind);
                self.wide.extend(kinds);
            }
            let named = of_key || self.trigger_is_about(&state.slot);
            rests.push(Rest {
                switch,
                slot: named.then_some(slot),
                rule: None,
            });
        }
        Some(rests)
    }

    pub(super) fn trigger_is_about(&self, slot: &Name) -> bool {
        let trigger = self.trigger.as_ref();
        trigger
            .and_then(|kind| self.vocabulary.deed(kind))
            .is_some_and(|deed| deed.slots.contains(slot))
    }

    /// The exceptions that name this rule: for what it is about, for what its
    /// trigger is about, and for the person who acted.
    pub(super) fn exceptions(&mut self, rule: &str, slots: &[Sym]) -> Vec<Rest> {
        let vocabulary = self.vocabulary;
        let Some(how) = vocabulary.exceptions() else {
            return Vec::new();
        };
        let (Some(begins), Some(ends)) = (vocabulary.deed(&how.begins), vocabulary.deed(&how.ends))
        else {
            return Vec::new();
        };
        let rule = self.store.symbols.number(rule);
        let named = begins.slots.iter();
        named
            .filter(|slot| **slot != how.rule && ends.slots.contains(slot))
            .filter_map(|slot| self.exception(how, rule, slot, slots))
            .collect()
    }

    fn exception(
        &mut self,
        how: &Exceptions,
        rule: Sym,
        name: &Name,
        slots: &[Sym],
    ) -> Option<Rest> {
        let slot = self.store.symbols.number(name);
        let of_key = slots.contains(&slot);
        let of_trigger = self.trigger_is_about(name);
        let of_actor = self.acted && self.vocabulary.person_slot() == Some(name);
        if !(of_key || of_trigger || of_actor) {
            return None;
        }
        let of_rule = self.store.symbols.number(&how.rule);
        let mut view = |kind: &Name| {
            let kind = self.vocabulary.deed_place(kind)?;
            if of_key {
                self.inputs.push(Input {
                    kind,
                    slots: SmallVec::from_slice(&[slot]),
                    view: None,
                    seeds: false,
                });
            } else {
                self.wide.push(kind);
            }
            Some(self.store.view(kind, &[of_rule, slot]))
        };
        let switch = Switch {
            on: vec![view(&how.begins)?],
            off: vec![view(&how.ends)?],
            observed: false,
        };
        Some(Rest {
            switch,
            slot: (of_key || of_trigger).then_some(slot),
            rule: Some(rule),
        })
    }
}
