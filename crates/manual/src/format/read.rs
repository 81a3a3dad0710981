//! Reads one file, in one language, into a sheet.

use std::collections::BTreeSet;

use base::Said;
use base::words::Lang;
use serde::Deserialize;

use super::{FENCE, GLOSSARY, Problem, is_id};
use crate::model::{Decision, Facts, Stage, Strength};

/// One file, read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub head: Head,
    pub intro: String,
    pub sections: Vec<SheetSection>,
    pub words: Option<SheetWords>,
}

/// A heading and the line it stands on.
#[derive(Debug, Default, Clone)]
pub(super) struct Head {
    pub id: String,
    pub title: String,
    pub line: usize,
}

#[derive(Debug)]
pub(super) struct SheetSection {
    pub head: Head,
    pub intro: String,
    pub clauses: Vec<SheetClause>,
}

#[derive(Debug)]
pub(super) struct SheetClause {
    pub head: Head,
    pub facts: Option<Facts>,
    pub text: String,
    pub rules: Vec<SheetRule>,
    pub questions: Vec<SheetQuestion>,
}

#[derive(Debug)]
pub(super) struct SheetQuestion {
    pub id: String,
    pub ask: String,
    pub choices: Vec<String>,
    pub right: usize,
    pub line: usize,
}

#[derive(Debug)]
pub(super) struct SheetRule {
    pub id: String,
    pub rule: String,
    pub line: usize,
}

#[derive(Debug)]
pub(super) struct SheetWords {
    pub head: Head,
    /// Two cells, or three: the last is for clients.
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Reads a file. The sheet is whole only when there is no problem.
pub(super) fn sheet(text: &str, lang: Lang) -> (Sheet, Vec<Problem>) {
    let mut reader = Reader { lang, ..Reader::default() };
    let mut lines = text.lines().enumerate().map(|(i, l)| (i + 1, l));
    while let Some((number, line)) = lines.next() {
        if let Some(level) = heading_level(line) {
            reader.heading(number, level, line);
        } else if let Some(kind) = line.strip_prefix(FENCE) {
            let inside: Vec<&str> = lines.by_ref().map(|(_, l)| l).take_while(|l| *l != FENCE).collect();
            reader.fence(number, kind.trim(), &inside);
        } else {
            reader.text.push((number, line.to_owned()));
        }
    }
    reader.settle();
    if reader.sheet.head.id.is_empty() {
        reader.trouble(1, Said::plain("manual-format-no-title"));
    }
    (reader.sheet, reader.problems)
}

/// 1 to 3 for a heading of ours.
pub(super) fn heading_level(line: &str) -> Option<usize> {
    ["# ", "## ", "### "].iter().position(|mark| line.starts_with(mark)).map(|place| place + 1)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactsToml {
    sources: Vec<String>,
    strength: String,
    stage: String,
    audience: Vec<String>,
    // The rest may be left out.
    #[serde(default)]
    decided_by: String,
    #[serde(default)]
    decided_on: String,
    #[serde(default)]
    decided_why: String,
    #[serde(default)]
    counsel: String,
    #[serde(default)]
    law: String,
    #[serde(default)]
    practices: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionToml {
    ask: String,
    choices: Vec<String>,
    right: usize,
}

#[derive(Default)]
struct Reader {
    lang: Lang,
    sheet: Sheet,
    problems: Vec<Problem>,
    /// Lines read since the last heading or fence.
    text: Vec<(usize, String)>,
    ids: BTreeSet<String>,
    rule_ids: BTreeSet<String>,
}

impl Reader {
    fn trouble(&mut self, line: usize, what: Said) {
        self.problems.push(Problem { lang: self.lang, line, what });
    }

    fn heading(&mut self, line: usize, level: usize, text: &str) {
        self.settle();
        let words = text.trim_start_matches('#').trim();
        let split = words.strip_suffix('}').and_then(|w| w.rsplit_once("{#"));
        let Some((title, id)) = split.map(|(t, i)| (t.trim(), i)).filter(|(t, i)| !t.is_empty() && is_id(i)) else {
            return self.trouble(line, Said::plain("manual-format-heading"));
        };
        let head = Head { id: id.to_owned(), title: title.to_owned(), line };
        if self.sheet.words.is_some() {
            return self.trouble(line, Said::plain("manual-format-after-words"));
        }
        if !self.ids.insert(head.id.clone()) {
            return self.trouble(line, Said::plain("manual-format-twice").with("id", head.id));
        }
        match (level, self.sheet.head.id.is_empty()) {
            (1, true) => self.sheet.head = head,
            (1, false) => self.trouble(line, Said::plain("manual-format-two-titles")),
            (_, true) => self.trouble(line, Said::plain("manual-format-no-title")),
            (2, false) if head.id == GLOSSARY => {
                self.sheet.words = Some(SheetWords { head, heads: Vec::new(), rows: Vec::new() });
            }
            (2, false) => self.sheet.sections.push(SheetSection { head, intro: String::new(), clauses: Vec::new() }),
            (_, false) => match self.sheet.sections.last_mut() {
                Some(section) => section.clauses.push(SheetClause { head, facts: None, text: String::new(), rules: Vec::new(), questions: Vec::new() }),
                None => self.trouble(line, Said::plain("manual-format-no-section")),
            },
        }
    }

    /// Gives the text collected so far to whatever it stands under.
    fn settle(&mut self) {
        let lines = std::mem::take(&mut self.text);
        let Some(first) = lines.iter().position(|(_, l)| !l.trim().is_empty()) else { return };
        let last = lines.iter().rposition(|(_, l)| !l.trim().is_empty()).unwrap_or(first);
        let Some(lines) = lines.get(first..=last) else { return };
        let line = lines.first().map_or(1, |(n, _)| *n);
        if self.sheet.words.is_some() {
            return self.table(lines);
        }
        let text = lines.iter().map(|(_, l)| l.as_str()).collect::<Vec<_>>().join("\n");
        match (self.sheet.sections.last_mut(), self.sheet.head.id.is_empty()) {
            (_, true) => self.trouble(line, Said::plain("manual-format-no-title")),
            (None, false) => self.sheet.intro = text,
            (Some(section), false) => match section.clauses.last_mut() {
                None => section.intro = text,
                Some(clause) if clause.facts.is_none() => {
                    let id = clause.head.id.clone();
                    self.trouble(line, Said::plain("manual-format-no-facts").with("id", id));
                }
                Some(clause) if clause.text.is_empty() && clause.rules.is_empty() && clause.questions.is_empty() => clause.text = text,
                Some(_) => self.trouble(line, Said::plain("manual-format-after-rule")),
            },
        }
    }

    fn fence(&mut self, line: usize, kind: &str, inside: &[&str]) {
        self.settle();
        if kind == "clause" {
            return self.facts(line, &inside.join("\n"));
        }
        if let Some(id) = kind.strip_prefix("question ").map(str::trim).filter(|i| is_id(i)) {
            return self.question(line, id, &inside.join("\n"));
        }
        let Some(id) = kind.strip_prefix("rule ").map(str::trim).filter(|i| is_id(i)) else {
            return self.trouble(line, Said::plain("manual-format-fence"));
        };
        let [rule] = inside else {
            return self.trouble(line, Said::plain("manual-format-one-line").with("id", id));
        };
        if !self.rule_ids.insert(id.to_owned()) {
            return self.trouble(line, Said::plain("manual-format-twice").with("id", id));
        }
        let rule = SheetRule { id: id.to_owned(), rule: (*rule).trim().to_owned(), line };
        match self.clause() {
            Some(clause) if clause.facts.is_some() => clause.rules.push(rule),
            _ => self.trouble(line, Said::plain("manual-format-stray-fence")),
        }
    }

    /// The clause being read, if one is.
    fn clause(&mut self) -> Option<&mut SheetClause> {
        if self.sheet.words.is_some() { None } else { self.sheet.sections.last_mut().and_then(|s| s.clauses.last_mut()) }
    }

    fn facts(&mut self, line: usize, toml: &str) {
        let facts = match toml::from_str::<FactsToml>(toml) {
            Ok(read) => facts_of(read),
            Err(error) => return self.toml_trouble(line, toml, &error),
        };
        let Some(facts) = facts else { return self.trouble(line, Said::plain("manual-format-facts")) };
        match self.clause() {
            Some(clause) if clause.facts.is_none() => clause.facts = Some(facts),
            _ => self.trouble(line, Said::plain("manual-format-stray-fence")),
        }
    }

    fn question(&mut self, line: usize, id: &str, toml: &str) {
        let read = match toml::from_str::<QuestionToml>(toml) {
            Ok(read) => read,
            Err(error) => return self.toml_trouble(line, toml, &error),
        };
        let one_line = |t: &String| !t.trim().is_empty() && !t.contains('\n');
        if !one_line(&read.ask) || read.choices.len() < 2 || !read.choices.iter().all(one_line) || !(1..=read.choices.len()).contains(&read.right) {
            return self.trouble(line, Said::plain("manual-format-question").with("id", id));
        }
        if !self.rule_ids.insert(id.to_owned()) {
            return self.trouble(line, Said::plain("manual-format-twice").with("id", id));
        }
        let question = SheetQuestion { id: id.to_owned(), ask: read.ask, choices: read.choices, right: read.right, line };
        match self.clause() {
            Some(clause) if clause.facts.is_some() => clause.questions.push(question),
            _ => self.trouble(line, Said::plain("manual-format-stray-fence")),
        }
    }

    /// A block of TOML that cannot be read: told at the line inside it.
    fn toml_trouble(&mut self, line: usize, toml: &str, error: &toml::de::Error) {
        let inside = error.span().and_then(|span| toml.get(..span.start)).map_or(0, |before| before.matches('\n').count());
        let why = error.message().replace('\n', " ");
        self.trouble(line + 1 + inside, Said::plain("manual-format-toml").with("why", why));
    }

    fn table(&mut self, lines: &[(usize, String)]) {
        let mut rows: Vec<Vec<String>> = Vec::with_capacity(lines.len());
        for (number, line) in lines {
            match cells(line) {
                Some(row) if (2..=3).contains(&row.len()) && rows.first().is_none_or(|head| head.len() == row.len()) => rows.push(row),
                _ => self.trouble(*number, Said::plain("manual-format-row")),
            }
        }
        let mut rows = rows.into_iter();
        let (heads, rule) = (rows.next(), rows.next());
        let ruled = rule.is_some_and(|row| row.iter().all(|c| c.len() >= 3 && c.chars().all(|x| x == '-')));
        match (heads, self.sheet.words.as_mut()) {
            (Some(heads), Some(words)) if ruled && words.rows.is_empty() => {
                words.heads = heads;
                words.rows = rows.collect();
            }
            _ => self.trouble(lines.first().map_or(1, |(n, _)| *n), Said::plain("manual-format-table")),
        }
    }
}

fn facts_of(read: FactsToml) -> Option<Facts> {
    let word = |w: &String| !w.is_empty() && w.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !read.sources.iter().chain(&read.audience).chain(&read.practices).all(word) {
        return None;
    }
    let decision = Decision { by: read.decided_by, on: read.decided_on, why: read.decided_why, counsel: read.counsel, law: read.law };
    if !decision.on.is_empty() && base::Day::parse(&decision.on).is_none() {
        return None;
    }
    Some(Facts {
        strength: Strength::parse(&read.strength)?,
        stage: Stage::parse(&read.stage)?,
        sources: read.sources,
        audience: read.audience,
        decision,
        practices: read.practices,
    })
}

/// The cells of a table row; `\|` is a bar in a cell.
fn cells(line: &str) -> Option<Vec<String>> {
    let inside = line.trim().strip_prefix('|')?;
    let (mut done, mut cell, mut escaped) = (Vec::new(), String::new(), false);
    for c in inside.chars() {
        match c {
            '|' if escaped => { cell.pop(); cell.push('|'); escaped = false }
            '|' => done.push(std::mem::take(&mut cell).trim().to_owned()),
            c => { escaped = c == '\\'; cell.push(c) }
        }
    }
    cell.trim().is_empty().then_some(done)
}
