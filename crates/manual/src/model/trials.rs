//! Trials of a tool or a way of working: which clauses they are about, what a decision makes of
//! them, and where that decision stands (T-008 to T-012).

use base::Day;

use super::{Clause, Document, Stage, Strength};

/// The ways to say what one learned: each with its words and its icon.
pub const KINDS: [(&str, &str, &str); 3] =
    [("worked", "manual-learned-worked", "check"), ("hard", "manual-learned-hard", "alert"), ("idea", "manual-learned-idea", "star")];

/// The last day anybody may plan for: two years from `today`.
#[must_use]
pub fn furthest(today: Day) -> Day {
    today.0.checked_add(jiff::Span::new().years(2)).map_or(today, Day)
}

/// Whether a clause may be tried out: what is agreed counts, and somebody would be at fault.
#[must_use]
pub fn may_be_tried(clause: &Clause) -> bool {
    clause.facts.stage == Stage::Practice
}

/// What becomes of a clause when its trial becomes policy.
#[must_use]
pub fn adopted(now: &Clause, trial: &str) -> Clause {
    let mut clause = now.clone();
    clause.facts.stage = Stage::Policy;
    if !clause.facts.practices.iter().any(|id| id == trial) {
        clause.facts.practices.push(trial.to_owned());
    }
    clause
}

/// What becomes of a clause when its trial stops: what it was when it was last agreed, or, when it
/// was new, retired. What was agreed meanwhile stays, and a requirement is never retired so.
#[must_use]
pub fn stopped(now: &Clause, agreed: Option<&Clause>) -> Clause {
    match agreed {
        _ if now.facts.stage != Stage::Practice => now.clone(),
        Some(before) => before.clone(),
        None if now.facts.strength == Strength::Requirement => now.clone(),
        None => {
            let mut clause = now.clone();
            clause.facts.stage = Stage::Retired;
            clause
        }
    }
}

impl Document {
    /// Puts a clause in place of the one with its id. Gives back whether anything changed; where a
    /// rule or a question of it stands elsewhere by now, only how firm it is and its stage change.
    pub fn put_back(&mut self, clause: Clause) -> bool {
        let ids = |c: &Clause| c.rules.iter().map(|r| r.id.clone()).chain(c.questions.iter().map(|q| q.id.clone())).collect::<Vec<_>>();
        let elsewhere: Vec<String> = self.clauses().filter(|c| c.id != clause.id).flat_map(ids).collect();
        let clash = ids(&clause).iter().any(|id| elsewhere.contains(id));
        let Ok(now) = self.clause_mut(&clause.id) else { return false };
        let before = now.clone();
        if clash {
            (now.facts.stage, now.facts.strength) = (clause.facts.stage, clause.facts.strength);
        } else {
            *now = clause;
        }
        before != *now
    }
}

/// Whether the words of a document say what was decided on a trial.
#[must_use]
pub fn is_settled(outcome: &str, trial: &str, clauses: &[String], words: &Document) -> bool {
    clauses.iter().filter_map(|id| words.clause(id)).all(|c| {
        let on_trial = c.facts.stage == Stage::Practice;
        match outcome {
            "adopted" => !on_trial && c.facts.practices.iter().any(|id| id == trial),
            _ => !on_trial || c.facts.strength == Strength::Requirement,
        }
    })
}

/// Where a decision on a trial stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// An edition says it.
    Published,
    /// The draft says it; nothing changes before it is published.
    InDraft,
    /// The draft was put aside: no edition says it.
    Aside,
}

impl Stands {
    /// What follows the outcome in the id of its words.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Published => "",
            Self::InDraft => "-draft",
            Self::Aside => "-aside",
        }
    }
}

#[cfg(test)]
mod tests {
    use base::Day;

    use super::{adopted, furthest, stopped};
    use crate::model::{Clause, Stage, Strength};

    fn clause(stage: Stage, strength: Strength) -> Clause {
        let mut clause = crate::starter::documents().unwrap()[0].clause("insecure").unwrap().clone();
        (clause.facts.stage, clause.facts.strength) = (stage, strength);
        clause
    }

    #[test]
    fn stopping_brings_back_what_was_agreed_retires_what_was_new_and_never_a_requirement() {
        let agreed = Clause { text: crate::model::Both::new("Before", "Avant"), ..clause(Stage::Policy, Strength::Requirement) };
        let tried = clause(Stage::Practice, Strength::Recommendation);

        assert_eq!(stopped(&tried, Some(&agreed)), agreed);
        assert_eq!(stopped(&tried, None).facts.stage, Stage::Retired);
        assert_eq!(stopped(&clause(Stage::Practice, Strength::Requirement), None).facts.stage, Stage::Practice);
        assert_eq!(stopped(&agreed, None), agreed, "what was agreed meanwhile stays");
        assert_eq!(adopted(&adopted(&tried, "t"), "t").facts.practices, ["t"]);
    }

    #[test]
    fn nobody_plans_for_the_year_9999() {
        let today = Day::parse("2024-02-29").unwrap();

        assert_eq!(furthest(today), Day::parse("2026-02-28").unwrap());
        assert!(furthest(today) < Day::parse("9999-12-31").unwrap());
    }
}
