//! Deeds: declared once, named alike, told in both languages, and there when a
//! rule of the manual or a word of the rule language speaks of them.

use std::collections::{BTreeMap, BTreeSet};

use base::slice::{Deed, RoleIs, Term};
use policy::{Lang, Rule, Vocabulary};

use crate::files::{File, none_of, under};
use crate::texts;

fn deeds() -> Vec<(&'static str, &'static Deed)> {
    server::slices().iter().flat_map(|s| s.deeds.iter().map(|d| (s.name, d))).collect()
}

fn terms() -> Vec<&'static Term> {
    server::slices().iter().flat_map(|s| s.terms).collect()
}

/// `noun.verb`, each part small letters with hyphens.
fn is_noun_verb(name: &str) -> bool {
    let part = |p: &str| !p.is_empty() && p.split('-').all(|w| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase()));
    matches!(name.split_once('.'), Some((noun, verb)) if part(noun) && part(verb))
}

/// The deeds a term of the rule language stands on.
fn deeds_of(term: &Term) -> Vec<&'static str> {
    let joined = |a: &[&'static str], b: &[&'static str]| a.iter().chain(b).copied().collect();
    match term {
        Term::State { begin, end, .. } => joined(begin, end),
        Term::Set { add, remove, .. } => joined(add, remove),
        Term::Relation { add, remove, inventory, .. } => add.iter().chain(*remove).chain(inventory).copied().collect(),
        Term::Subject { appears, disappears, .. } => joined(appears, disappears),
        Term::Role { is: RoleIs::TheActor, .. } => Vec::new(),
        Term::Role { is: RoleIs::Holding { granted, ended, .. }, .. } => vec![granted, ended],
        Term::Role { is: RoleIs::Beside { began, ended, .. }, .. } => vec![began, ended],
    }
}

/// The rules of a file of the manual: id and line.
fn rules(file: &File) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = file.text.lines();
    while let Some(line) = lines.next() {
        if let Some(id) = line.strip_prefix("~~~rule ") {
            let rule: Vec<&str> = lines.by_ref().take_while(|l| !l.starts_with("~~~")).collect();
            found.push((id.trim().to_owned(), rule.join(" ").trim().to_owned()));
        }
    }
    found
}

fn parsed(vocabulary: &Vocabulary, end: &str, lang: Lang) -> (BTreeMap<String, Rule>, Vec<String>) {
    let (mut good, mut bad) = (BTreeMap::new(), Vec::new());
    for file in under("manual").iter().filter(|f| f.ends_with(end)) {
        for (id, line) in rules(file) {
            match policy::parse(&line, lang, vocabulary) {
                Ok(rule) => {
                    good.insert(format!("{} {id}", file.path.trim_end_matches(end)), rule);
                }
                Err(complaint) => bad.push(format!("{}, rule {id}: {complaint}", file.path)),
            }
        }
    }
    (good, bad)
}

#[test]
fn every_deed_has_one_name_of_a_noun_and_a_verb() {
    let mut seen = BTreeMap::new();
    let mut wrong = Vec::new();

    for (slice, deed) in deeds() {
        if !is_noun_verb(deed.name) {
            wrong.push(format!("{slice}: {} is not noun.verb", deed.name));
        }
        if let Some(other) = seen.insert(deed.name, slice) {
            wrong.push(format!("{} is declared by {other} and by {slice}", deed.name));
        }
    }

    none_of(&wrong);
    assert!(seen.len() > 30);
    assert!(is_noun_verb("phone-copy.deleted") && is_noun_verb("phone.taken-off-site"));
    assert!(!is_noun_verb("phone") && !is_noun_verb("phone.taken_off") && !is_noun_verb("Phone.taken") && !is_noun_verb("a.b.c"));
}

#[test]
fn every_deed_is_told_in_both_languages_from_what_its_entries_hold() {
    let texts = texts::by_id();
    let mut wrong = Vec::new();

    for (slice, deed) in deeds() {
        let held: BTreeSet<&str> = deed.slots.iter().chain(deed.details).copied().collect();
        for (lang, texts) in &texts {
            match texts.get(&deed.text_id()) {
                None => wrong.push(format!("{slice}: {} has no text in {lang}", deed.text_id())),
                Some(text) => {
                    let strange = text.arguments.iter().filter(|a| !held.contains(a.as_str()));
                    wrong.extend(strange.map(|a| format!("{}: {} says {{ ${a} }}, and the deed holds no such thing", text.path, deed.text_id())));
                }
            }
        }
    }
    wrong.extend(strangers(&texts));

    none_of(&wrong);
}

/// Texts that tell a deed nobody declares (`deed-…`), or ask for one (`do-…`); what they are given.
fn strangers(texts: &texts::Texts) -> Vec<String> {
    let known: BTreeMap<String, &Deed> = deeds().iter().map(|(_, d)| (d.name.replace('.', "-"), *d)).collect();
    let mut wrong = Vec::new();
    for (id, text) in texts.values().flatten() {
        match (id.strip_prefix("deed-"), id.strip_prefix("do-")) {
            // `-self`: what somebody did to themselves.
            (Some(name), _) if !known.contains_key(name.strip_suffix("-self").unwrap_or(name)) => wrong.push(format!("{}: {id} tells a deed that no slice declares", text.path)),
            (None, Some(name)) => match known.get(name) {
                None => wrong.push(format!("{}: {id} asks for a deed that no slice declares", text.path)),
                Some(deed) => {
                    let strange = text.arguments.iter().filter(|a| !deed.slots.contains(&a.as_str()));
                    wrong.extend(strange.map(|a| format!("{}: {id} says {{ ${a} }}, and the deed is about no such thing", text.path)));
                }
            },
            _ => {}
        }
    }
    wrong
}

#[test]
fn every_word_of_the_rule_language_stands_on_deeds_that_are_declared() {
    let known: BTreeSet<&str> = deeds().iter().map(|(_, d)| d.name).collect();

    let missing = terms().into_iter().flat_map(|t| deeds_of(t).into_iter().map(move |d| (t, d))).filter(|(_, d)| !known.contains(d));

    none_of(&missing.map(|(term, deed)| format!("{deed} is declared by no slice; it is named by {term:?}")).collect::<Vec<_>>());
}

#[test]
fn whoever_listens_names_a_deed_that_is_declared_and_a_job_of_their_own() {
    let known: BTreeSet<&str> = deeds().iter().map(|(_, d)| d.name).collect();
    let mut wrong = Vec::new();
    let mut count = 0;

    for slice in server::slices() {
        for listens in slice.listens {
            count += 1;
            if !known.contains(listens.deed) {
                wrong.push(format!("{} listens to {}, which no slice declares", slice.name, listens.deed));
            }
            if !slice.jobs.iter().any(|j| j.name == listens.job) {
                wrong.push(format!("{} listens to {} for the job {}, which it does not have", slice.name, listens.deed, listens.job));
            }
        }
    }

    none_of(&wrong);
    assert!(count >= 1);
}

#[test]
fn every_deed_that_a_rule_of_the_manual_names_is_declared_and_both_languages_rule_the_same() {
    let vocabulary = manual::vocabulary_of(&server::slices()).unwrap();

    let (english, bad_english) = parsed(&vocabulary, ".en.md", Lang::En);
    let (french, bad_french) = parsed(&vocabulary, ".fr.md", Lang::Fr);

    none_of(&[bad_english, bad_french].concat());
    assert!(english.len() >= 10, "only {} rules were found", english.len());
    let differing: Vec<&String> = english.keys().chain(french.keys()).filter(|id| english.get(*id) != french.get(*id)).collect();
    assert!(differing.is_empty(), "not the same rule in both languages: {differing:?}");
}

#[test]
fn a_rule_about_a_deed_that_nobody_declares_is_refused() {
    let vocabulary = manual::vocabulary_of(&server::slices()).unwrap();

    assert!(policy::parse("within 1 working day of a passcode change: manager informed by the same worker", Lang::En, &vocabulary).is_ok());
    assert!(policy::parse("within 1 working day of a passcode dance: manager informed by the same worker", Lang::En, &vocabulary).is_err());
}

/// The names in braces of `/phones/{phone}/passcode`.
fn braces(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|part| part.split('}').next())
}

/// `/phones/{phone}/passcode?x={y}` as a shape: every name a star, no query.
fn shape(path: &str) -> String {
    let path = path.split('?').next().unwrap_or("");
    path.split('/').map(|part| if part.starts_with('{') { "*" } else { part }).collect::<Vec<_>>().join("/")
}

#[test]
fn the_page_where_a_deed_is_done_is_served_and_can_be_found_from_its_entry() {
    let pages: BTreeSet<String> = server::slices().iter().flat_map(|s| &s.routes).filter(|r| r.method == "GET").map(|r| shape(r.path)).collect();
    let mut wrong = Vec::new();
    let mut count = 0;

    for (slice, deed) in deeds() {
        let Some(act) = deed.act else { continue };
        count += 1;
        wrong.extend(braces(act).filter(|b| !deed.slots.contains(b)).map(|b| format!("{slice}: {} is done at {act}, and it has no slot {b}", deed.name)));
        if !pages.contains(&shape(act)) {
            wrong.push(format!("{slice}: {} is done at {act}, and no such page is served", deed.name));
        }
    }

    none_of(&wrong);
    assert!(count >= 8);
    assert_eq!(shape("/conversations/new?client={client}"), "/conversations/new");
    assert_eq!(braces("/a/{b}?c={d}").collect::<Vec<_>>(), ["b", "d"]);
}
