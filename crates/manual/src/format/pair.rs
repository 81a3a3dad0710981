//! Joins the English and the French sheet into one document.

use base::Said;
use base::words::Lang;

use super::Problem;
use super::read::{Head, Sheet, SheetClause, SheetQuestion, SheetSection, SheetWords};
use crate::model::{Both, Clause, Document, Glossary, Question, RuleLine, Section, Word};

pub(super) fn pair(en: Sheet, fr: Sheet) -> Result<Document, Vec<Problem>> {
    let mut pairing = Pairing::default();
    let title = pairing.heads(&en.head, &fr.head);
    pairing.same_length(&fr.head, en.sections.len(), fr.sections.len(), "manual-format-sections");
    let sections = en.sections.into_iter().zip(fr.sections).map(|(e, f)| pairing.section(e, f)).collect();
    let glossary = match (en.words, fr.words) {
        (Some(e), Some(f)) => Some(pairing.words(&e, &f)),
        (None, None) => None,
        _ => {
            pairing.trouble(fr.head.line, Said::plain("manual-format-one-glossary"));
            None
        }
    };
    let document = Document { id: en.head.id, title, intro: Both::new(en.intro, fr.intro), sections, glossary };
    if pairing.problems.is_empty() { Ok(document) } else { Err(pairing.problems) }
}

/// Problems of pairing are told at the line of the French file: the English one was there first.
#[derive(Default)]
struct Pairing {
    problems: Vec<Problem>,
}

impl Pairing {
    fn trouble(&mut self, line: usize, what: Said) {
        self.problems.push(Problem { lang: Lang::Fr, line, what });
    }

    fn heads(&mut self, en: &Head, fr: &Head) -> Both {
        if en.id != fr.id {
            self.trouble(fr.line, Said::plain("manual-format-other-id").with("en", en.id.clone()).with("fr", fr.id.clone()));
        }
        Both::new(en.title.clone(), fr.title.clone())
    }

    fn same_length(&mut self, at: &Head, en: usize, fr: usize, id: &'static str) {
        if en != fr {
            self.trouble(at.line, Said::plain(id).with("en", en.to_string()).with("fr", fr.to_string()));
        }
    }

    fn section(&mut self, en: SheetSection, fr: SheetSection) -> Section {
        let title = self.heads(&en.head, &fr.head);
        self.same_length(&fr.head, en.clauses.len(), fr.clauses.len(), "manual-format-clauses");
        let clauses = en.clauses.into_iter().zip(fr.clauses).filter_map(|(e, f)| self.clause(e, f)).collect();
        Section { id: en.head.id, title, intro: Both::new(en.intro, fr.intro), clauses }
    }

    fn clause(&mut self, en: SheetClause, fr: SheetClause) -> Option<Clause> {
        let title = self.heads(&en.head, &fr.head);
        self.same_length(&fr.head, en.rules.len(), fr.rules.len(), "manual-format-rules");
        let facts = match (en.facts, fr.facts) {
            (Some(e), Some(f)) if e == f => e,
            (Some(_), Some(_)) => {
                self.trouble(fr.head.line, Said::plain("manual-format-other-facts").with("id", fr.head.id));
                return None;
            }
            _ => {
                self.trouble(fr.head.line, Said::plain("manual-format-no-facts").with("id", fr.head.id));
                return None;
            }
        };
        let mut rules = Vec::with_capacity(en.rules.len());
        for (e, f) in en.rules.into_iter().zip(fr.rules) {
            if e.id != f.id {
                self.trouble(f.line, Said::plain("manual-format-other-id").with("en", e.id.clone()).with("fr", f.id));
            }
            rules.push(RuleLine { id: e.id, line: Both::new(e.rule, f.rule) });
        }
        let questions = self.questions(&fr.head, en.questions, fr.questions);
        Some(Clause { id: en.head.id, title, text: Both::new(en.text, fr.text), facts, rules, questions })
    }

    fn questions(&mut self, at: &Head, en: Vec<SheetQuestion>, fr: Vec<SheetQuestion>) -> Vec<Question> {
        self.same_length(at, en.len(), fr.len(), "manual-format-questions");
        let mut all = Vec::with_capacity(en.len());
        for (e, f) in en.into_iter().zip(fr) {
            if e.id != f.id {
                self.trouble(f.line, Said::plain("manual-format-other-id").with("en", e.id.clone()).with("fr", f.id.clone()));
            }
            if e.choices.len() != f.choices.len() || e.right != f.right {
                self.trouble(f.line, Said::plain("manual-format-other-choices").with("id", e.id.clone()));
            }
            let choices = e.choices.into_iter().zip(f.choices).map(|(e, f)| Both::new(e, f)).collect();
            all.push(Question { id: e.id, ask: Both::new(e.ask, f.ask), choices, right: e.right });
        }
        all
    }

    fn words(&mut self, en: &SheetWords, fr: &SheetWords) -> Glossary {
        let title = self.heads(&en.head, &fr.head);
        self.same_length(&fr.head, en.rows.len(), fr.rows.len(), "manual-format-words");
        self.same_length(&fr.head, en.heads.len(), fr.heads.len(), "manual-format-columns");
        let cell = |row: &[String], place: usize| row.get(place).cloned().unwrap_or_default();
        let both = |e: &[String], f: &[String], place: usize| Both::new(cell(e, place), cell(f, place));
        let words = en.rows.iter().zip(&fr.rows)
            .map(|(e, f)| Word { term: both(e, f, 0), meaning: both(e, f, 1), clients: both(e, f, 2) }).collect();
        Glossary { title, heads: [0, 1, 2].map(|place| both(&en.heads, &fr.heads, place)), words }
    }
}
