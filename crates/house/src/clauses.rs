//! Every row of the founding documents is in the starter manual: cited by a clause,
//! or listed in `manual/rows.toml` with the reason why it needs none.

use std::collections::{BTreeMap, BTreeSet};

const EN: &str = include_str!("../../../manual/technology.en.md");
const FR: &str = include_str!("../../../manual/technology.fr.md");
const NONE: &str = include_str!("../../../manual/rows.toml");

/// The rows: tips, smartphone guideline, volunteers online.
const ROWS: [(char, usize); 3] = [('T', 34), ('S', 144), ('V', 39)];

/// What the clauses of a manual cite, each row as often as it is cited.
fn cited(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.starts_with("sources = "));
    lines.flat_map(|line| toml::from_str::<BTreeMap<String, Vec<String>>>(line).unwrap().into_values().flatten()).collect()
}

#[test]
fn every_row_of_the_founding_documents_is_cited_or_has_a_reason_not_to_be() {
    let all: BTreeSet<String> = ROWS.iter().flat_map(|(letter, last)| (1..=*last).map(move |n| format!("{letter}-{n:03}"))).collect();
    let clauses: BTreeSet<String> = cited(EN).into_iter().collect();
    let listed: BTreeMap<String, String> = toml::from_str(NONE).unwrap();

    assert_eq!(all.len(), 217);
    let forgotten: Vec<_> = all.iter().filter(|row| !clauses.contains(*row) && !listed.contains_key(*row)).collect();
    let both: Vec<_> = listed.keys().filter(|row| clauses.contains(*row)).collect();
    let unheard_of: Vec<_> = clauses.iter().chain(listed.keys()).filter(|row| !all.contains(*row)).collect();
    assert!(forgotten.is_empty() && both.is_empty() && unheard_of.is_empty(), "forgotten {forgotten:?}, both {both:?}, unheard of {unheard_of:?}");
    assert!(listed.values().all(|why| why.len() > 20), "a reason is a sentence");
}

#[test]
fn both_languages_cite_the_same_rows_clause_by_clause() {
    assert_eq!(cited(EN), cited(FR));
}
