//! Every example of the definition of the rule language is a test: the lines (what they
//! mean in both languages, and that a misspelt letter is answered), the days, the duties,
//! and the traps. `definition` checks that none is missing.
#![cfg(test)]

#[path = "../common/mod.rs"]
mod common;
mod days;
mod definition;
mod lines;
#[path = "../common/rules.rs"]
mod rules;
mod traps;
mod traps_later;
mod typos;
#[path = "../house/world.rs"]
mod world;
