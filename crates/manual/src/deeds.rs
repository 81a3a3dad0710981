//! What this slice records, and the words by which a rule may speak of it.

use base::slice::{Deed, DeedWords, Term, TermWords};

pub const DOCUMENT_ADOPTED: Deed = plain("document.adopted", &["document"], &[]);
pub const EDITION_DRAFTED: Deed = plain("edition.drafted", &["document", "edition"], &[]);
/// `waiver` is 1 when whoever published it had written it alone.
pub const EDITION_PUBLISHED: Deed = plain("edition.published", &["document", "edition"], &["number", "waiver"]);
pub const DRAFT_DISCARDED: Deed = plain("draft.discarded", &["document", "edition"], &[]);
pub const CLAUSE_EDITED: Deed = plain("clause.edited", &["document", "edition", "clause"], &[]);

/// Somebody read the rules and accepts them (S-006).
pub const RULES_ACKNOWLEDGED: Deed = Deed {
    name: "rules.acknowledged",
    slots: &["person", "document"],
    details: &["number"],
    words: Some(DeedWords {
        noun: &["acknowledgement"],
        clause: &["the rules are acknowledged"],
        done: &["rules acknowledged"],
        fr_noun: &["une prise de connaissance"],
        fr_done: &["règles lues et acceptées"],
    }),
    act: Some("/manual/{document}/acknowledge"),
};

/// The director went through the policy (T-001, S-003).
pub const POLICY_REVIEWED: Deed = Deed {
    name: "policy.reviewed",
    slots: &["document"],
    details: &["number"],
    words: Some(DeedWords {
        noun: &["policy review"],
        clause: &["a policy is reviewed"],
        done: &["policy reviewed"],
        fr_noun: &["la révision d'une politique"],
        fr_done: &["politique révisée"],
    }),
    act: Some("/manual/{document}"),
};

pub static DEEDS: [Deed; 7] =
    [DOCUMENT_ADOPTED, EDITION_DRAFTED, CLAUSE_EDITED, EDITION_PUBLISHED, DRAFT_DISCARDED, RULES_ACKNOWLEDGED, POLICY_REVIEWED];

const fn plain(name: &'static str, slots: &'static [&'static str], details: &'static [&'static str]) -> Deed {
    Deed { name, slots, details, words: None, act: None }
}

pub static TERMS: [Term; 1] = [Term::Subject {
    id: "policy",
    slot: "document",
    appears: &["document.adopted"],
    disappears: &[],
    words: TermWords { en: &["policy"], fr: &["politique"] },
}];
