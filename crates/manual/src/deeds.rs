//! What this slice records, and the words by which a rule may speak of it.

use base::slice::{Deed, DeedWords, RoleIs, Term, TermWords};

pub const DOCUMENT_ADOPTED: Deed = plain("document.adopted", &["document"], &[]);
pub const EDITION_DRAFTED: Deed = plain("edition.drafted", &["document", "edition"], &[]);
/// `waiver` is 1 when whoever published it had written it alone.
/// `begins` is there when that is later.
pub const EDITION_PUBLISHED: Deed = plain("edition.published", &["document", "edition"], &["number", "waiver", "kind", "begins"]);
pub const DRAFT_SENT: Deed = plain("draft.sent-for-review", &["document", "edition"], &[]);
pub const DRAFT_TAKEN_BACK: Deed = plain("draft.taken-back", &["document", "edition"], &[]);
pub const DRAFT_READ: Deed = plain("draft.read", &["document", "edition"], &[]);
/// `step` is what was done to the part: added, moved, retired.
pub const OUTLINE_CHANGED: Deed = plain("outline.changed", &["document", "edition"], &["step", "part"]);
pub const MANUAL_IMPORTED: Deed = plain("manual.imported", &["document", "edition"], &["clauses"]);
pub const SUGGESTION_MADE: Deed = plain("suggestion.made", &["document", "suggestion"], &[]);
pub const SUGGESTION_ANSWERED: Deed = plain("suggestion.answered", &["document", "suggestion"], &["outcome"]);
pub const DRAFT_DISCARDED: Deed = plain("draft.discarded", &["document", "edition"], &[]);
pub const CLAUSE_EDITED: Deed = plain("clause.edited", &["document", "edition", "clause"], &[]);

/// Somebody read the rules and accepts them (S-006).
pub const RULES_ACKNOWLEDGED: Deed = Deed {
    name: "rules.acknowledged",
    slots: &["person", "document"],
    // `how` is there when somebody else wrote it down.
    details: &["number", "lang", "how"],
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

pub const PRACTICE_BEGUN: Deed = plain("practice.begun", &["practice", "document"], &[]);
pub const PRACTICE_EXTENDED: Deed = plain("practice.extended", &["practice", "document"], &["until"]);
pub const PRACTICE_ADOPTED: Deed = plain("practice.adopted", &["practice", "document"], &[]);
pub const PRACTICE_STOPPED: Deed = plain("practice.stopped", &["practice", "document"], &[]);
pub const LEARNING_NOTED: Deed = plain("learning.noted", &["practice"], &["kind"]);
pub const FACT_WRITTEN: Deed = plain("fact.written", &["fact"], &["review_by"]);
pub const FACT_RETIRED: Deed = plain("fact.retired", &["fact"], &[]);
/// `what` is the part: a language, a notice, words.
pub const PUBLIC_PAGE_CHANGED: Deed = plain("public-page.changed", &[], &["what"]);
pub const DEVICE_QUESTION_OPENED: Deed = plain("device-question.opened", &["decision"], &[]);
pub const DEVICE_DECISION_MADE: Deed = plain("device-decision.made", &["decision"], &["outcome"]);

/// Something changed, and clauses are to be looked at again (T-001).
pub const REVIEW_OPENED: Deed = Deed {
    name: "review.opened",
    slots: &["document", "review"],
    details: &["cause"],
    words: Some(DeedWords {
        noun: &["call for a look at clauses"],
        clause: &["a look at clauses is called for"],
        done: &["look at clauses called for"],
        fr_noun: &["une demande de relire des clauses"],
        fr_done: &["relecture de clauses demandée"],
    }),
    act: Some("/manual/changes"),
};

/// They were looked at, and what came of it is kept.
pub const REVIEW_CLOSED: Deed = Deed {
    name: "review.closed",
    slots: &["document", "review"],
    details: &[],
    words: Some(DeedWords {
        noun: &["look at clauses"],
        clause: &["clauses are looked at"],
        done: &["clauses looked at"],
        fr_noun: &["une relecture de clauses"],
        fr_done: &["clauses relues"],
    }),
    act: Some("/manual/changes"),
};

/// A position or a posting must say that people use their own device (T-033, T-034).
pub const DEVICE_TEXT_ASKED: Deed = Deed {
    name: "device-text.asked",
    slots: &["text"],
    details: &["kind"],
    words: Some(DeedWords {
        noun: &["text that must name own devices"],
        clause: &["a text must name own devices"],
        done: &["text on own devices asked for"],
        fr_noun: &["un texte qui doit nommer les appareils personnels"],
        fr_done: &["texte sur les appareils personnels demandé"],
    }),
    act: Some("/manual/devices"),
};

/// Somebody saw that it does.
pub const DEVICE_TEXT_CONFIRMED: Deed = Deed {
    name: "device-text.confirmed",
    slots: &["text"],
    details: &[],
    words: Some(DeedWords {
        noun: &["confirmed text on own devices"],
        clause: &["a text on own devices is confirmed"],
        done: &["text on own devices confirmed"],
        fr_noun: &["la confirmation d'un texte sur les appareils personnels"],
        fr_done: &["texte sur les appareils personnels confirmé"],
    }),
    act: Some("/manual/devices"),
};

/// A position need not say so any more: the entry that asked for it is taken back.
pub const DEVICE_TEXT_DROPPED: Deed = plain("device-text.dropped", &["text"], &[base::trail::TAKES_BACK]);

/// Somebody is asked to read an edition and accept it: it is new to them, or something material changed.
pub const ACKNOWLEDGEMENT_ASKED: Deed = Deed {
    name: "acknowledgement.asked",
    slots: &["person", "document"],
    details: &["number"],
    words: Some(DeedWords {
        noun: &["request to accept the rules"],
        clause: &["the rules are asked to be accepted"],
        done: &["asked to accept the rules"],
        fr_noun: &["une demande d'accepter les règles"],
        fr_done: &["acceptation des règles demandée"],
    }),
    act: None,
};

/// Somebody saved a register as a file.
pub const ACKNOWLEDGEMENTS_EXPORTED: Deed = plain("acknowledgements.exported", &[], &["form", "count"]);
pub const SUGGESTIONS_EXPORTED: Deed = plain("suggestions.exported", &[], &["form", "count"]);
pub const REVIEWS_EXPORTED: Deed = plain("reviews.exported", &[], &["form", "count"]);

pub static DEEDS: &[Deed] = &[
    DOCUMENT_ADOPTED, EDITION_DRAFTED, CLAUSE_EDITED, EDITION_PUBLISHED, DRAFT_DISCARDED, RULES_ACKNOWLEDGED, POLICY_REVIEWED,
    DRAFT_SENT, DRAFT_TAKEN_BACK, DRAFT_READ, OUTLINE_CHANGED, MANUAL_IMPORTED, SUGGESTION_MADE, SUGGESTION_ANSWERED, ACKNOWLEDGEMENT_ASKED,
    PRACTICE_BEGUN, PRACTICE_EXTENDED, PRACTICE_ADOPTED, PRACTICE_STOPPED, LEARNING_NOTED, REVIEW_OPENED, REVIEW_CLOSED, FACT_WRITTEN, FACT_RETIRED,
    PUBLIC_PAGE_CHANGED, DEVICE_QUESTION_OPENED, DEVICE_DECISION_MADE, DEVICE_TEXT_ASKED, DEVICE_TEXT_CONFIRMED, DEVICE_TEXT_DROPPED,
    ACKNOWLEDGEMENTS_EXPORTED, SUGGESTIONS_EXPORTED, REVIEWS_EXPORTED,
];

const fn plain(name: &'static str, slots: &'static [&'static str], details: &'static [&'static str]) -> Deed {
    Deed { name, slots, details, words: None, act: None }
}

pub static TERMS: &[Term] = &[
    Term::Subject {
        id: "policy",
        slot: "document",
        appears: &["document.adopted"],
        disappears: &[],
        words: TermWords { en: &["policy"], fr: &["politique"] },
    },
    Term::Role {
        id: "concerned",
        is: RoleIs::Beside { began: "person.joined", ended: "person.left", of: "person", is: "person", otherwise: None },
        words: TermWords { en: &["the person concerned"], fr: &["la personne concernée"] },
    },
];
