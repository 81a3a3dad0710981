//! The file format and the starter manual.

use base::words::Lang;
use proptest::prelude::*;

use crate::format::{read, write};
use crate::model::{Both, Clause, Decision, Document, Facts, Glossary, Question, RuleLine, Section, Stage, Strength, Word};
use crate::starter::{self, FILES};

#[test]
fn the_starter_is_written_back_letter_for_letter() {
    for (en, fr) in FILES {
        let document = read(en, fr).unwrap();

        assert_eq!(write(&document, Lang::En), en);
        assert_eq!(write(&document, Lang::Fr), fr);
    }
}

#[test]
fn the_starter_is_long_enough_and_has_every_form_of_rule() {
    let [document] = &starter::documents().unwrap()[..] else { panic!("one document") };
    let lines: Vec<&str> = document.clauses().flat_map(|c| &c.rules).map(|r| r.line.en.as_str()).collect();

    assert!(document.clauses().count() >= 12);
    for form in ["every ", "within ", "before ", "only ", "always ", "never "] {
        assert!(lines.iter().any(|l| l.starts_with(form)), "{form}");
    }
}

#[test]
fn every_clause_of_the_starter_cites_ids_that_exist() {
    let known = |id: &str| {
        let (letter, number) = id.split_once('-').unwrap();
        let last = match letter { "T" => 34, "S" => 144, "V" => 39, _ => 0 };
        number.len() == 3 && (1..=last).contains(&number.parse::<i32>().unwrap())
    };
    for document in starter::documents().unwrap() {
        for clause in document.clauses() {
            assert!(!clause.facts.sources.is_empty(), "{} cites nothing", clause.id);
            for source in &clause.facts.sources {
                assert!(known(source), "{}: {source}", clause.id);
            }
        }
    }
}

#[test]
fn what_does_not_fit_is_told_with_its_line() {
    let good = "# A {#a}\n\n## S {#s}\n\n### C {#c}\n~~~clause\nsources = []\nstrength = \"option\"\nstage = \"policy\"\naudience = []\n~~~\nText.\n";
    let problem = |en: &str, fr: &str| {
        let all = read(en, fr).unwrap_err();
        (all[0].lang, all[0].line, all[0].what.id)
    };

    assert!(read(good, good).is_ok());
    assert_eq!(problem(&good.replace("### C {#c}", "### C"), good), (Lang::En, 5, "manual-format-heading"));
    assert_eq!(problem(good, &good.replace("\"option\"", "\"must\"")), (Lang::Fr, 6, "manual-format-facts"));
    assert_eq!(problem(good, &good.replace("stage =", "stages =")), (Lang::Fr, 9, "manual-format-toml"), "the line inside the block");
    assert_eq!(problem(&good.replace("{#c}", "{#s}"), good), (Lang::En, 5, "manual-format-twice"));
    assert_eq!(problem(good, &good.replace("{#c}", "{#d}")), (Lang::Fr, 5, "manual-format-other-id"));
    assert_eq!(problem(good, &good.replace("\"option\"", "\"requirement\"")), (Lang::Fr, 5, "manual-format-other-facts"));
    assert_eq!(problem(&format!("{good}\n~~~rule r\na\nb\n~~~\n"), good), (Lang::En, 14, "manual-format-one-line"));
    assert_eq!(problem(&format!("{good}\n~~~rule r\na\n~~~\n\nMore.\n"), good), (Lang::En, 18, "manual-format-after-rule"));
    assert_eq!(problem("Text.\n", good), (Lang::En, 1, "manual-format-no-title"));
    let rule = format!("{good}\n~~~rule r\na\n~~~\n");
    assert_eq!(problem(&rule, good), (Lang::Fr, 5, "manual-format-rules"));
    let words = format!("{good}\n## W {{#glossary}}\n\n| A |\n| --- | --- |\n");
    assert_eq!(problem(&words, good), (Lang::En, 16, "manual-format-row"));
}

fn id() -> impl Strategy<Value = String> {
    "[a-z]{1,4}(-[a-z0-9]{1,3})?"
}

fn line() -> impl Strategy<Value = String> {
    "[A-Za-zéà«»’*`.,;:!()0-9|-]( ?[A-Za-zéà«»’*`.,;:!()0-9|\\\\-]){0,12}"
}

fn both() -> impl Strategy<Value = Both> {
    (line(), line()).prop_map(|(en, fr)| Both { en, fr })
}

fn text() -> impl Strategy<Value = Both> {
    let paragraphs = || prop::collection::vec(line(), 0..4).prop_map(|lines| lines.join("\n\n"));
    (paragraphs(), paragraphs()).prop_map(|(en, fr)| Both { en, fr })
}

fn clause() -> impl Strategy<Value = Clause> {
    let said = || "[A-Za-zé\"\\\\ #~{}|]{0,12}";
    let decision = (said(), "(2026-0[1-9]-1[0-9])?", said(), said(), said()).prop_map(|(by, on, why, counsel, law)| Decision { by, on, why, counsel, law });
    let facts = (
        prop::collection::vec("[TSV]-[0-9]{3}", 0..3), 0..3_usize, 0..3_usize, prop::collection::vec("[a-z]{1,5}", 0..3), decision,
        prop::collection::vec("[a-f0-9]{4}-[a-f0-9]{4}", 0..2),
    ).prop_map(|(sources, strength, stage, audience, decision, practices)| {
        Facts { sources, strength: Strength::ALL[strength], stage: Stage::ALL[stage], audience, decision, practices }
    });
    let question = (both(), prop::collection::vec(both(), 2..4))
        .prop_map(|(ask, choices)| Question { id: String::new(), ask, right: choices.len(), choices });
    (both(), text(), facts, prop::collection::vec(both(), 0..3), prop::collection::vec(question, 0..2)).prop_map(|(title, text, facts, lines, questions)| {
        let rules = lines.into_iter().map(|line| RuleLine { id: String::new(), line }).collect();
        Clause { id: String::new(), title, text, facts, rules, questions }
    })
}

fn document() -> impl Strategy<Value = Document> {
    let section = (both(), text(), prop::collection::vec(clause(), 0..3))
        .prop_map(|(title, intro, clauses)| Section { id: String::new(), title, intro, clauses });
    let word = (both(), both(), both()).prop_map(|(term, meaning, clients)| Word { term, meaning, clients });
    let glossary = (both(), both(), both(), prop::option::of(both()), prop::collection::vec(word, 0..4)).prop_map(|(title, one, two, three, mut words)| {
        if three.is_none() {
            words.iter_mut().for_each(|w| w.clients = Both::default());
        }
        Glossary { title, heads: [one, two, three.unwrap_or_default()], words }
    });
    (id(), both(), text(), prop::collection::vec(section, 0..3), prop::option::of(glossary)).prop_map(|(id, title, intro, sections, glossary)| {
        let mut document = Document { id: format!("{id}-x"), title, intro, sections, glossary };
        let mut number = 0;
        let mut next = |letter: &str| { number += 1; format!("{letter}{number}") };
        for section in &mut document.sections {
            section.id = next("s");
            for clause in &mut section.clauses {
                clause.id = next("c");
                clause.rules.iter_mut().for_each(|r| r.id = next("r"));
                clause.questions.iter_mut().for_each(|q| q.id = next("q"));
            }
        }
        document
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(document in document()) {
        let (en, fr) = (write(&document, Lang::En), write(&document, Lang::Fr));

        let again = read(&en, &fr);

        prop_assert_eq!(again, Ok(document), "{}", en);
    }

    #[test]
    fn reading_never_breaks_whatever_the_file(lines in prop::collection::vec("(#{1,4} |~~~|~~~clause|~~~rule a|\\||[a-z {}#|=\"]){0,4}", 0..12)) {
        let text = lines.join("\n");
        let _ = read(&text, &text);
    }
}
