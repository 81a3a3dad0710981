//! The five forms, each a function from the entries of one cell to its duties.
//!
//! A **cell** is a rule and what it is about: one phone, one phone and one app,
//! one client. Everything a duty depends on lies in its cell, so an entry that
//! comes late touches a few cells and no more.

mod before;
mod every;
mod lasting;
mod once;
mod within;

use super::core::Core;
use super::facts::Facts;
use super::plan::{Plan, Shape};
use super::store::Sym;
use crate::calendar::Instant;

/// All duties of a cell, as the facts stand.
pub(crate) fn duties(facts: &Facts<'_>, plan: &Plan, key: &[Sym]) -> Vec<Core> {
    for line in &plan.lines {
        facts.expect(line.from);
        if line.end() < Instant::MAX {
            facts.expect(line.end());
        }
    }
    if plan.lines.first().is_none_or(|line| line.from > facts.now) {
        return Vec::new();
    }
    match &plan.shape {
        Shape::Every { acts, scope } => every::duties(facts, plan, acts, scope, key),
        Shape::Once { acts, scope } => once::duties(facts, plan, acts, scope, key),
        Shape::Check { acts, scope } => every::duties(facts, plan, acts, scope, key),
        Shape::Within { trigger, acts } => within::duties(facts, plan, *trigger, acts, key),
        Shape::Missed { acts, .. } => within::after_misses(facts, plan, acts, key),
        Shape::Before { trigger, acts } => before::duties(facts, plan, *trigger, acts, key),
        Shape::Only {
            present,
            allowed,
            scope,
            ..
        } => lasting::only(facts, plan, (present, allowed, scope), key),
        Shape::Standing {
            state,
            always,
            scope,
        } => lasting::standing(facts, plan, (state, *always, scope), key),
    }
}
