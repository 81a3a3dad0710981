//! Makes plans of rules: finds the deeds, slots and roles they name.

use std::sync::Arc;

use smallvec::SmallVec;

use super::people::Roles;
use super::plan::{Act, Input, Line, Plan, Scope, Shape, Switch};
use super::store::{Store, Sym, View};
use crate::rule::{Each, Form, Name, Rule, Trigger};
use crate::vocabulary::{State, Vocabulary};

/// A few slots.
pub(super) type Slots = SmallVec<[Sym; 3]>;

/// Compiles chains into plans, registering the views they need.
pub(crate) struct Compiler<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) store: &'a mut Store,
    pub(crate) roles: &'a Roles,
    pub(super) inputs: Vec<Input>,
    views: Vec<View>,
    pub(super) wide: Vec<usize>,
    pub(super) late_wide: Vec<usize>,
    /// The deed that opens duties of the rule at hand, if one does.
    pub(super) trigger: Option<Name>,
    /// Whether somebody acted before a duty opens.
    pub(super) acted: bool,
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(vocabulary: &'a Vocabulary, store: &'a mut Store, roles: &'a Roles) -> Self {
        Self {
            vocabulary,
            store,
            roles,
            inputs: Vec::new(),
            views: Vec::new(),
            wide: Vec::new(),
            late_wide: Vec::new(),
            trigger: None,
            acted: false,
        }
    }

    /// Nothing when the vocabulary lacks a name the rule uses.
    pub(crate) fn plan(&mut self, chain: usize, lines: Vec<Arc<Line>>) -> Option<Plan> {
        let rule = lines.first()?.rule.clone();
        self.begin(&rule);
        let (shape, slots) = self.shape(&rule)?;
        self.finish(chain, lines, shape, slots)
    }

    pub(super) fn begin(&mut self, rule: &Rule) {
        self.inputs.clear();
        self.views.clear();
        self.wide.clear();
        self.late_wide.clear();
        self.trigger = rule.form.trigger().cloned();
        self.acted = self.trigger.is_some();
    }

    pub(super) fn finish(
        &mut self,
        chain: usize,
        lines: Vec<Arc<Line>>,
        shape: Shape,
        slots: Slots,
    ) -> Option<Plan> {
        let line = lines.first()?.clone();
        let mut rests = self.rests(&line.rule, &slots)?;
        rests.extend(self.exceptions(&line.id, &slots));
        let places = self.places(&slots);
        let by = match shape {
            Shape::Check { .. } => None,
            _ => line
                .rule
                .form
                .acts()
                .and_then(|acts| acts.by.as_ref())
                .and_then(|role| self.roles.find(role)),
        };
        let mut late_wide = std::mem::take(&mut self.late_wide);
        if let Some(by) = by {
            self.roles.deeds(by, &mut late_wide);
        }
        let wide = std::mem::take(&mut self.wide);
        let inputs = std::mem::take(&mut self.inputs);
        Some(Plan {
            lines,
            chain,
            shape,
            slots,
            rests,
            places,
            by,
            inputs,
            wide,
            late_wide,
            trigger: self.trigger.take(),
        })
    }

    fn shape(&mut self, rule: &Rule) -> Option<(Shape, Slots)> {
        match &rule.form {
            Form::Every { acts, each, .. } => {
                let (acts, scope, slots) = self.renewed(&acts.done, each)?;
                Some((Shape::Every { acts, scope }, slots))
            }
            Form::Once { acts, each, .. } => {
                let (acts, scope, slots) = self.renewed(&acts.done, each)?;
                Some((Shape::Once { acts, scope }, slots))
            }
            Form::Within {
                of: Trigger::Miss(_),
                ..
            } => None,
            Form::Within {
                of: Trigger::Deed(of),
                acts,
                ..
            } => {
                let (trigger, acts, slots) = self.triggered(of, &acts.done)?;
                Some((Shape::Within { trigger, acts }, slots))
            }
            Form::Before { what, acts, .. } => {
                let (trigger, acts, slots) = self.triggered(what, &acts.done)?;
                Some((Shape::Before { trigger, acts }, slots))
            }
            Form::Only {
                set,
                relation,
                each,
            } => self.only(set, relation, each),
            Form::Standing {
                always,
                state,
                each,
            } => {
                let slot = self.slot_of(each)?;
                let state = self.vocabulary.state(state)?;
                let state = self.state(state, slot)?;
                let scope = self.scope(each, slot)?;
                let always = *always;
                Some((
                    Shape::Standing {
                        state,
                        always,
                        scope,
                    },
                    Slots::from_slice(&[slot]),
                ))
            }
        }
    }

    pub(super) fn renewed(
        &mut self,
        done: &[Name],
        each: &Each,
    ) -> Option<(Vec<Act>, Scope, Slots)> {
        let slot = self.slot_of(each)?;
        let slots = Slots::from_slice(&[slot]);
        let acts: Option<Vec<Act>> = done
            .iter()
            .map(|kind| self.act(kind, &slots, slots.clone()))
            .collect();
        let scope = self.scope(each, slot)?;
        Some((acts?, scope, slots))
    }

    fn only(&mut self, set: &Name, relation: &Name, each: &Each) -> Option<(Shape, Slots)> {
        let vocabulary = self.vocabulary;
        let (set, relation) = (vocabulary.set(set)?, vocabulary.relation(relation)?);
        let slot = self.slot_of(each)?;
        let element = self.store.symbols.number(&relation.element);
        let slots = Slots::from_slice(&[slot, element]);
        let present = self.switch(&relation.installs, &relation.removes, &slots, true, false)?;
        let allowed = self.switch(&set.adds, &set.removes, &[element], false, false)?;
        let mut scope = self.scope(each, slot)?;
        scope.own.clear();
        let looks = relation.inventory.as_ref().and_then(|kind| {
            let kind = vocabulary.deed_place(kind)?;
            Some(self.store.view(kind, &[slot]))
        });
        Some((
            Shape::Only {
                present,
                allowed,
                scope,
                looks,
            },
            slots,
        ))
    }

    fn slot_of(&mut self, each: &Each) -> Option<Sym> {
        let subject = self.vocabulary.subject(&each.subject)?;
        Some(self.store.symbols.number(&subject.slot))
    }

    pub(super) fn view(&mut self, kind: &str, slots: &[Sym], seeds: bool) -> Option<View> {
        let kind = self.vocabulary.deed_place(kind)?;
        let view = self.store.view(kind, slots);
        self.inputs.push(Input {
            kind,
            slots: SmallVec::from_slice(slots),
            view: Some(view),
            seeds,
        });
        self.views.push(view);
        Some(view)
    }

    pub(super) fn switch(
        &mut self,
        on: &[Name],
        off: &[Name],
        slots: &[Sym],
        seeds: bool,
        observed: bool,
    ) -> Option<Switch> {
        let on: Option<Vec<View>> = on
            .iter()
            .map(|kind| self.view(kind, slots, seeds))
            .collect();
        let off: Option<Vec<View>> = off
            .iter()
            .map(|kind| self.view(kind, slots, seeds))
            .collect();
        Some(Switch {
            on: on?,
            off: off?,
            observed,
        })
    }

    fn state(&mut self, state: &State, slot: Sym) -> Option<Switch> {
        self.switch(&state.begins, &state.ends, &[slot], true, state.observed)
    }

    fn scope(&mut self, each: &Each, slot: Sym) -> Option<Scope> {
        let vocabulary = self.vocabulary;
        let subject = vocabulary.subject(&each.subject)?;
        let own = self.views.clone();
        let seeds = each.state.is_none();
        let there = if subject.appears.is_empty() {
            None
        } else {
            Some(self.switch(&subject.appears, &subject.disappears, &[slot], seeds, false)?)
        };
        let state = match &each.state {
            Some(state) => Some(self.state(vocabulary.state(state)?, slot)?),
            None => None,
        };
        Some(Scope { there, state, own })
    }

    fn act(&mut self, kind: &Name, key: &[Sym], common: Slots) -> Option<Act> {
        let vocabulary = self.vocabulary;
        let view = self.view(kind, key, true)?;
        let revoked: Option<Vec<View>> = vocabulary
            .deed(kind)?
            .revoked_by
            .iter()
            .map(|other| self.view(other, key, false))
            .collect();
        Some(Act {
            view,
            common,
            part: None,
            revoked: revoked?,
        })
    }

    /// The trigger, the acts and the slots they all have in common.
    fn triggered(&mut self, trigger: &Name, done: &[Name]) -> Option<(View, Vec<Act>, Slots)> {
        let vocabulary = self.vocabulary;
        let about = vocabulary.deed(trigger)?.slots.clone();
        let mut shared = about.clone();
        let mut commons = Vec::new();
        for kind in done {
            let of_act = &vocabulary.deed(kind)?.slots;
            let common: Vec<Name> = about
                .iter()
                .filter(|slot| of_act.contains(slot))
                .cloned()
                .collect();
            shared.retain(|slot| common.contains(slot));
            commons.push(
                common
                    .iter()
                    .map(|slot| self.store.symbols.number(slot))
                    .collect::<Slots>(),
            );
        }
        let slots: Slots = shared
            .iter()
            .map(|slot| self.store.symbols.number(slot))
            .collect();
        let trigger = self.view(trigger, &slots, true)?;
        let mut acts = Vec::new();
        for (kind, common) in done.iter().zip(commons) {
            let act = self.act(kind, &slots, common)?;
            acts.push(act);
        }
        for input in self.inputs.iter_mut().skip(1) {
            input.seeds = false;
        }
        Some((trigger, acts, slots))
    }
}
