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
        let decision = &clause.facts.decision;
        for (name, text) in [
            ("decided_by", &decision.by), ("decided_on", &decision.on), ("decided_why", &decision.why), ("counsel", &decision.counsel), ("law", &decision.law),
        ] {
            if !text.is_empty() {
                let _ = writeln!(self.out, "{name} = {}", quoted(text));
            }
        }
        if !clause.facts.practices.is_empty() {
            let _ = writeln!(self.out, "practices = [{}]", list(&clause.facts.practices));
        }
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
        for question in &clause.questions {
            self.gap();
            let _ = writeln!(self.out, "{FENCE}question {}", question.id);
            let _ = writeln!(self.out, "ask = {}", quoted(question.ask.of(self.lang)));
            let choices: Vec<String> = question.choices.iter().map(|c| quoted(c.of(self.lang))).collect();
            let _ = writeln!(self.out, "choices = [{}]", choices.join(", "));
            let _ = writeln!(self.out, "right = {}", question.right);
            self.line(FENCE);
        }
    }

    fn glossary(&mut self, glossary: &Glossary) {
        self.heading("##", &glossary.title, GLOSSARY);
        self.gap();
        let [term, meaning, clients] = &glossary.heads;
        let third = (!clients.of(self.lang).is_empty()).then_some(clients);
        self.row(&[Some(term), Some(meaning), third]);
        self.line(if third.is_some() { "| --- | --- | --- |" } else { "| --- | --- |" });
        for word in &glossary.words {
            self.row(&[Some(&word.term), Some(&word.meaning), third.map(|_| &word.clients)]);
        }
    }

    fn row(&mut self, cells: &[Option<&Both>]) {
        let cells: Vec<String> = cells.iter().flatten().map(|b| b.of(self.lang).replace('|', "\\|")).collect();
        let _ = writeln!(self.out, "| {} |", cells.join(" | "));
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
