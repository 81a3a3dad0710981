//! Changes that are not small: whoever accepted before would be held to something they did not read.

use super::{Clause, Document};

/// What changed in a clause, beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heavy {
    /// There was no such clause.
    New,
    Rule,
    Strength,
    Stage,
}

impl Heavy {
    /// The Fluent id of what it is.
    #[must_use]
    pub const fn what(self) -> &'static str {
        match self {
            Self::New => "manual-heavy-new",
            Self::Rule => "manual-heavy-rule",
            Self::Strength => "manual-heavy-strength",
            Self::Stage => "manual-heavy-stage",
        }
    }
}

/// The clauses whose rules, firmness or stage are not what they were, each with what changed.
#[must_use]
pub fn heavy<'a>(old: &Document, new: &'a Document) -> Vec<(&'a Clause, Vec<Heavy>)> {
    let all = new.clauses().map(|now| (now, old.clause(&now.id).map_or_else(|| vec![Heavy::New], |was| between(was, now))));
    all.filter(|(_, what)| !what.is_empty()).collect()
}

fn between(was: &Clause, now: &Clause) -> Vec<Heavy> {
    let differs = [
        (was.rules != now.rules, Heavy::Rule), (was.facts.strength != now.facts.strength, Heavy::Strength), (was.facts.stage != now.facts.stage, Heavy::Stage),
    ];
    differs.into_iter().filter_map(|(differs, what)| differs.then_some(what)).collect()
}
