//! A house lives by its rules: what people would say should happen, happens.
#![cfg(test)]

#[path = "../common/mod.rs"]
mod common;
mod deeds;
mod edges;
mod elsewhere;
mod exactly;
mod hours;
mod lasting;
mod renewals;
#[path = "../common/rules.rs"]
mod rules;
mod trail;
mod world;
