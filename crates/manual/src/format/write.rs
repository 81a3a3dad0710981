//! Writes a document back, letter for letter as it was read.

use std::fmt::Write as _;

use base::words::Lang;

use super::{FENCE, GLOSSARY};
use crate::model::{Both, Clause, Document, Glossary};

/// The file of `document` in one language.
#[must_use]
pub fn write(document: &Document, lang: Lang) -> String {
    let mut writer = Writer { lang, out: String::new() };
    writer.heading("#", &document.title, &document.id);
    writer.text(&document.intro);
    for section in &document.sections {
        writer.gap();
        writer.heading("##", &section.title, &section.id);
        writer.text(&section.intro);
        for clause in &section.clauses {
            writer.gap();
            writer.clause(clause);
        }
    }
    if let Some(glossary) = &document.glossary {
        writer.gap();
        writer.glossary(glossary);
    }
    writer.out
}

struct Writer {
    lang: Lang,
    out: String,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn heading(&mut self, mark: &str, title: &Both, id: &str) {
        let _ = writeln!(self.out, "{mark} {} {{#{id}}}", title.of(self.lang));
    }

    /// The text that opens a part, after a gap; nothing when there is none.
    fn text(&mut self, text: &Both) {
        if !text.of(self.lang).is_empty() {
            self.gap();
            self.line(text.of(self.lang));
        }
    }

    fn clause(&mut self, clause: &Clause) {
        self.heading("###", &clause.title, &clause.id);
        let _ = writeln!(self.out, "{FENCE}clause");
        let list = |words: &[String]| words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", ");
        let _ = writeln!(self.out, "sources = [{}]", list(&clause.facts.sources));
        let _ = writeln!(self.out, "strength = \"{}\"", clause.facts.strength.id());
        let _ = writeln!(self.out, "stage = \"{}\"", clause.facts.stage.id());
        let _ = writeln!(self.out, "audience = [{}]", list(&clause.facts.audience));
        self.line(FENCE);
        if !clause.text.of(self.lang).is_empty() {
            self.line(clause.text.of(self.lang));
        }
        for rule in &clause.rules {
            self.gap();
            let _ = writeln!(self.out, "{FENCE}rule {}", rule.id);
            self.line(rule.line.of(self.lang));
            self.line(FENCE);
        }
    }

    fn glossary(&mut self, glossary: &Glossary) {
        self.heading("##", &glossary.title, GLOSSARY);
        self.gap();
        let [term, meaning] = &glossary.heads;
        self.row(term, meaning);
        self.line("| --- | --- |");
        for word in &glossary.words {
            self.row(&word.term, &word.meaning);
        }
    }

    fn row(&mut self, term: &Both, meaning: &Both) {
        let [term, meaning] = [term, meaning].map(|b| b.of(self.lang).replace('|', "\\|"));
        let _ = writeln!(self.out, "| {term} | {meaning} |");
    }
}
