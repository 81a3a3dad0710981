//! What was typed in the form of a clause, read: words, facts, rules, a question.

use std::collections::BTreeSet;

use base::web::Visit;
use base::web::form::FormState;
use base::words::Lang;
use base::{Day, Said};
use policy::Vocabulary;

use super::clause::{Desk, SLOTS, Slot, with};
use super::questions;
use crate::format::is_plain_text;
use crate::model::{Both, Clause, Decision, Facts, RuleLine, Stage, Strength};
use crate::rules::{self, Wrong};

/// Writes the line the button asks for from the line of the other language.
pub(super) fn with_other_language(visit: &Visit, mut form: FormState, vocabulary: &Vocabulary) -> FormState {
    let wanted = form.text("write").to_owned();
    let found = SLOTS.iter().flat_map(|s| Lang::ALL.map(|l| (s, l))).find(|(s, l)| s.field(*l) == wanted);
    let Some((slot, lang)) = found else { return form };
    let from = slot.typed(&form);
    match rules::written_in(lang, from.of(lang.other()), vocabulary) {
        Ok(line) => with(&form, slot.field(lang), &line),
        Err(complaint) => {
            form.wrong(slot.field(lang.other()), unread(visit, &complaint));
            form
        }
    }
}

fn unread(visit: &Visit, complaint: &policy::Complaint) -> Said {
    Said::plain("manual-rule-unread").with("why", complaint.message(crate::lang(visit.lang())))
}

/// The clause as it was typed, or what is wrong beside the fields.
pub(super) fn typed(visit: &Visit, desk: &Desk, form: &mut FormState, vocabulary: &Vocabulary) -> Option<Clause> {
    let title = Both::new(form.needed("title_en"), form.needed("title_fr"));
    let text = Both::new(form.needed("text_en"), form.needed("text_fr"));
    for (field, title) in [("title_en", &title.en), ("title_fr", &title.fr)] {
        if title.contains("{#") || title.contains('\n') {
            form.wrong(field, Said::plain("manual-title-unfit"));
        }
    }
    for (field, text) in [("text_en", &text.en), ("text_fr", &text.fr)] {
        if !is_plain_text(text) {
            form.wrong(field, Said::plain("manual-text-unfit"));
        }
    }
    let retired = desk.clause.facts.stage == Stage::Retired;
    let stage = Stage::parse(form.text("stage")).filter(|s| Stage::LIVE.contains(s) || retired);
    let strength = Strength::parse(form.text("strength"));
    if strength.is_none() {
        form.wrong("strength", Said::plain("base-form-needed"));
    }
    if stage.is_none() {
        form.wrong("stage", Said::plain("base-form-needed"));
    }
    let rules = typed_rules(visit, desk, form, vocabulary);
    let questions = questions::typed(desk, form);
    let (sources, audience, decision) = (typed_sources(form), typed_audience(desk, form), typed_decision(form));
    let facts = Facts { sources, strength: strength?, stage: stage?, audience, decision, practices: desk.clause.facts.practices.clone() };
    form.is_fine().then(|| Clause { id: desk.clause.id.clone(), title, text, facts, rules, questions })
}

/// Where it comes from: ids, blanks or commas between.
fn typed_sources(form: &mut FormState) -> Vec<String> {
    let sources: Vec<String> = form.text("sources").split([' ', ',', ';', '\n']).filter(|s| !s.is_empty()).map(str::to_owned).collect();
    if !sources.iter().all(|s| s.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')) {
        form.wrong("sources", Said::plain("manual-sources-unfit"));
    }
    sources
}

/// For whom; those the form does not know (an old programme) stay as they were.
fn typed_audience(desk: &Desk, form: &FormState) -> Vec<String> {
    let shown = |word: &String| desk.audiences.iter().any(|(known, _)| known == word);
    let ticked: BTreeSet<&str> = form.all("audience").collect();
    let known = desk.audiences.iter().map(|(word, _)| word).filter(|w| ticked.contains(w.as_str()));
    let before: Vec<&String> = desk.clause.facts.audience.iter().collect();
    // Those that were ticked before keep their order, so that nothing changes where nothing was changed.
    let mut all: Vec<String> = before.iter().filter(|w| ticked.contains(w.as_str()) || !shown(w)).map(|w| (*w).clone()).collect();
    all.extend(known.filter(|w| !before.contains(w)).cloned());
    all
}

fn typed_decision(form: &mut FormState) -> Decision {
    let line = |name: &str| form.text(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let decision = Decision { by: line("decided_by"), on: line("decided_on"), why: line("decided_why"), counsel: line("counsel"), law: line("law") };
    if !decision.on.is_empty() && Day::parse(&decision.on).is_none() {
        form.wrong("decided_on", Said::plain("manual-day-unfit"));
    }
    decision
}

/// The rules as they were typed. A rule with both lines empty is taken out; a
/// line left empty is written from the other language.
fn typed_rules(visit: &Visit, desk: &Desk, form: &mut FormState, vocabulary: &Vocabulary) -> Vec<RuleLine> {
    let mut kept = Vec::new();
    for slot in &SLOTS {
        let mut line = slot.typed(form);
        if line == Both::default() {
            continue;
        }
        for lang in Lang::ALL {
            if line.of(lang).is_empty()
                && let Ok(written) = rules::written_in(lang, line.of(lang.other()), vocabulary)
            {
                match lang {
                    Lang::En => line.en = written,
                    Lang::Fr => line.fr = written,
                }
            }
        }
        match rules::check(&line, vocabulary) {
            Ok(_) => {
                let known = desk.clause.rules.iter().find(|r| r.id == form.text(slot.id)).map(|r| r.id.clone());
                let id = known.unwrap_or_else(|| desk.new_rule_id(&kept));
                kept.push(RuleLine { id, line });
            }
            Err(all) => all.into_iter().for_each(|wrong| say_wrong(visit, form, slot, &line, &wrong, vocabulary)),
        }
    }
    kept
}

fn say_wrong(visit: &Visit, form: &mut FormState, slot: &Slot, line: &Both, wrong: &Wrong, vocabulary: &Vocabulary) {
    match wrong {
        // The other line is empty and could not be written from this one: this one's complaint says it all.
        Wrong::Unread(lang, _) if line.of(*lang).is_empty() => {}
        Wrong::Unread(lang, complaint) => form.wrong(slot.field(*lang), unread(visit, complaint)),
        Wrong::Differ(what) => {
            let what: Vec<String> = what.iter().map(|id| visit.say(id, &[])).collect();
            let tongue = crate::lang(visit.lang());
            let means = |lang: Lang| {
                policy::parse(line.of(lang), crate::lang(lang), vocabulary).map(|tree| policy::explain(&tree, tongue, vocabulary)).unwrap_or_default()
            };
            let said = Said::plain("manual-rule-differs").with("what", tongue.list(&what)).with("en", means(Lang::En)).with("fr", means(Lang::Fr));
            form.wrong(slot.fr, said);
        }
    }
}
