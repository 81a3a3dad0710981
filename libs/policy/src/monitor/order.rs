//! Which plans a rule makes: its own, the duty to look at all there is, and those
//! that follow the misses of other rules, after them.

use std::sync::Arc;

use smallvec::SmallVec;

use super::compile::{Compiler, Slots};
use super::plan::{Act, Line, Plan, Shape};
use super::store::Sym;
use crate::rule::{Form, Name};

/// Chains of duties to look come after all others of their rule.
const CHECKS: usize = 1 << 20;
/// So do those that follow later chains of another rule.
const AFTER: usize = 1 << 10;

fn miss_of(lines: &[Arc<Line>]) -> Option<&Name> {
    lines.first()?.rule.form.miss_of()
}

impl Compiler<'_> {
    /// Plans of all chains. A rule that follows another's misses comes after it;
    /// rules that follow each other in a circle open no duties.
    pub(crate) fn all(&mut self, chains: Vec<(usize, Vec<Arc<Line>>)>) -> Vec<Arc<Plan>> {
        let mut plans: Vec<Arc<Plan>> = Vec::new();
        let (mut waiting, rest): (Vec<_>, Vec<_>) = chains
            .into_iter()
            .partition(|(_, lines)| miss_of(lines).is_some());
        for (chain, lines) in rest {
            plans.extend(self.plan(chain, lines.clone()).map(Arc::new));
            plans.extend(self.check(chain + CHECKS, lines).map(Arc::new));
        }
        while !waiting.is_empty() {
            let before = waiting.len();
            let blocked: Vec<Name> = waiting
                .iter()
                .filter_map(|(_, lines)| lines.first().map(|line| line.id.clone()))
                .collect();
            waiting.retain(|(chain, lines)| {
                let Some(rule) = miss_of(lines) else {
                    return false;
                };
                if blocked.contains(rule) {
                    return true;
                }
                let of: Vec<(usize, Arc<Plan>)> = plans
                    .iter()
                    .cloned()
                    .enumerate()
                    .filter(|(_, plan)| plan.is_of(rule))
                    .collect();
                for (count, of) in of.into_iter().enumerate() {
                    plans.extend(
                        self.after(chain + count * AFTER, lines.clone(), of)
                            .map(Arc::new),
                    );
                }
                false
            });
            if waiting.len() == before {
                break;
            }
        }
        plans
    }

    /// The duty to look at all there is, where an `only` rule asks for it.
    fn check(&mut self, chain: usize, lines: Vec<Arc<Line>>) -> Option<Plan> {
        let rule = lines.first()?.rule.clone();
        rule.modifiers.checked?;
        let Form::Only { relation, each, .. } = &rule.form else {
            return None;
        };
        let inventory = self.vocabulary.relation(relation)?.inventory.clone()?;
        self.begin(&rule);
        let (acts, scope, slots) = self.renewed(&[inventory], each)?;
        let shape = Shape::Check { acts, scope };
        self.finish(chain, lines, shape, slots)
    }

    /// A rule that follows the misses of another: its cells are the other's.
    fn after(
        &mut self,
        chain: usize,
        lines: Vec<Arc<Line>>,
        (place, of): (usize, Arc<Plan>),
    ) -> Option<Plan> {
        let rule = lines.first()?.rule.clone();
        self.begin(&rule);
        let mut acts = Vec::new();
        for kind in &rule.form.acts()?.done {
            let deed = self.vocabulary.deed(kind)?;
            let named: Vec<Sym> = deed
                .slots
                .iter()
                .map(|slot| self.store.symbols.number(slot))
                .collect();
            let part: SmallVec<[usize; 3]> = (0..of.slots.len())
                .filter(|place| {
                    of.slots
                        .get(*place)
                        .is_some_and(|slot| named.contains(slot))
                })
                .collect();
            let common: Slots = part
                .iter()
                .filter_map(|place| of.slots.get(*place))
                .copied()
                .collect();
            let view = self.view(kind, &common, false)?;
            acts.push(Act {
                view,
                common,
                part: Some(part),
                revoked: Vec::new(),
            });
        }
        self.inputs.extend(of.inputs.iter().cloned());
        self.wide.clone_from(&of.wide);
        self.late_wide.clone_from(&of.late_wide);
        self.trigger.clone_from(&of.trigger);
        self.acted = true;
        let slots = of.slots.clone();
        let shape = Shape::Missed { of, place, acts };
        self.finish(chain, lines, shape, slots)
    }
}
