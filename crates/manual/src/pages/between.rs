//! What differs between two editions, in the words a reader knows: no id, no code.

use std::collections::HashMap;

use base::web::Visit;
use base::words::{Lang, day_in_words};
use base::{Day, Db, Failure};

use crate::diff::{Piece, compare, same_words};
use crate::model::{Clause, Document, Section};
use crate::store;
use crate::store::practices::Practice;

/// One clause that is not the same in both.
pub(super) struct Change {
    pub id: String,
    pub title: String,
    /// `added`, `removed` or `changed`.
    pub kind: &'static str,
    pub parts: Vec<Part>,
}

/// A part of a clause that changed: its text, a rule, how firm it is.
pub(super) struct Part {
    /// The Fluent id of what it is.
    pub what: &'static str,
    pub pieces: Vec<Piece>,
}

/// How those are called whom a clause may speak to, and the trials it may cite.
pub(super) struct Called<'a> {
    visit: &'a Visit,
    audiences: Vec<(String, String)>,
    trials: HashMap<String, String>,
    /// The trials that run.
    running: Vec<Practice>,
}

impl<'a> Called<'a> {
    pub async fn load(visit: &'a Visit, db: &mut Db, documents: impl IntoIterator<Item = &Document>) -> Result<Self, Failure> {
        let trials: Vec<String> = documents.into_iter().flat_map(Document::clauses).flat_map(|c| c.facts.practices.clone()).collect();
        let audiences = super::clause::audiences(visit, db).await?;
        let running = store::practices::running(db).await?;
        Ok(Self { visit, audiences, trials: store::names::practices(db, &trials).await?, running })
    }

    /// Whom a clause speaks to, in the order of the form; a programme that is closed stays unnamed.
    pub fn audience(&self, clause: &Clause) -> Vec<String> {
        self.audiences.iter().filter(|(word, _)| clause.facts.audience.contains(word)).map(|(_, called)| called.clone()).collect()
    }

    /// The trials that run on a clause: each by its id and its tool.
    pub fn tried(&self, document: &str, clause: &str) -> Vec<(String, String)> {
        let on = self.running.iter().filter(|p| p.document == document && p.clauses.iter().any(|c| c == clause));
        on.map(|p| (p.id.clone(), p.tool.clone())).collect()
    }

    /// The trials a clause cites: each by its id and its tool.
    pub fn trials(&self, clause: &Clause) -> Vec<(String, String)> {
        clause.facts.practices.iter().filter_map(|id| Some((id.clone(), self.trials.get(id)?.clone()))).collect()
    }
}

/// What differs, in the order of the newer edition: the document and its sections, then clauses; those taken out come last.
pub(super) fn between(called: &Called<'_>, lang: Lang, old: &Document, new: &Document) -> Vec<Change> {
    let mut all: Vec<Change> = frame(lang, old, new).into_iter().collect();
    all.extend(new.sections.iter().filter_map(|s| section(lang, old.sections.iter().find(|o| o.id == s.id), Some(s))));
    all.extend(old.sections.iter().filter(|o| !new.sections.iter().any(|s| s.id == o.id)).filter_map(|o| section(lang, Some(o), None)));
    all.extend(new.clauses().filter_map(|clause| change(called, lang, place(old, &clause.id), place(new, &clause.id))));
    all.extend(old.clauses().filter(|c| new.clause(&c.id).is_none()).filter_map(|c| change(called, lang, place(old, &c.id), None)));
    all.extend(words(lang, old, new));
    all
}

/// A clause with the section it stands in.
fn place<'a>(document: &'a Document, clause: &str) -> Option<(&'a Section, &'a Clause)> {
    document.sections.iter().find_map(|s| s.clauses.iter().find(|c| c.id == clause).map(|c| (s, c)))
}

/// Keeps those parts that are not the same.
#[derive(Default)]
struct Parts(Vec<Part>);

impl Parts {
    fn add(&mut self, what: &'static str, before: &str, after: &str) {
        if !same_words(before, after) {
            self.0.push(Part { what, pieces: compare(before, after) });
        }
    }

    fn change(self, id: &str, title: &str, kind: &'static str) -> Option<Change> {
        (!self.0.is_empty()).then(|| Change { id: id.to_owned(), title: title.to_owned(), kind, parts: self.0 })
    }
}

const fn kind(before: bool, after: bool) -> &'static str {
    match (before, after) {
        (false, _) => "added",
        (_, false) => "removed",
        _ => "changed",
    }
}

/// Titles one under the other, where those that stand on both sides come in another order.
fn order(old: &[(&str, &str)], new: &[(&str, &str)]) -> Option<[String; 2]> {
    let both = |side: &[(&str, &str)], other: &[(&str, &str)]| side.iter().filter(|(id, _)| other.iter().any(|(o, _)| o == id)).map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>();
    let listed = |side: &[(&str, &str)]| side.iter().map(|(_, title)| *title).collect::<Vec<_>>().join("\n");
    (both(old, new) != both(new, old)).then(|| [listed(old), listed(new)])
}

/// The title and the opening of the document, and the order of its sections.
fn frame(lang: Lang, old: &Document, new: &Document) -> Option<Change> {
    let mut parts = Parts::default();
    parts.add("manual-part-title", old.title.of(lang), new.title.of(lang));
    parts.add("manual-part-intro", old.intro.of(lang), new.intro.of(lang));
    fn titles(document: &Document, lang: Lang) -> Vec<(&str, &str)> {
        document.sections.iter().map(|s| (s.id.as_str(), s.title.of(lang))).collect()
    }
    if let Some([before, after]) = order(&titles(old, lang), &titles(new, lang)) {
        parts.add("manual-part-order", &before, &after);
    }
    parts.change(&new.id, new.title.of(lang), kind(!old.id.is_empty(), true))
}

fn section(lang: Lang, old: Option<&Section>, new: Option<&Section>) -> Option<Change> {
    let section = new.or(old)?;
    let mut parts = Parts::default();
    let of = |s: Option<&Section>, read: fn(&Section) -> &crate::model::Both| s.map(|s| read(s).of(lang).to_owned()).unwrap_or_default();
    parts.add("manual-part-section", &of(old, |s| &s.title), &of(new, |s| &s.title));
    parts.add("manual-part-intro", &of(old, |s| &s.intro), &of(new, |s| &s.intro));
    fn titles(section: Option<&Section>, lang: Lang) -> Vec<(&str, &str)> {
        section.iter().flat_map(|s| &s.clauses).map(|c| (c.id.as_str(), c.title.of(lang))).collect()
    }
    if let Some([before, after]) = order(&titles(old, lang), &titles(new, lang)) {
        parts.add("manual-part-order", &before, &after);
    }
    parts.change(&section.id, section.title.of(lang), kind(old.is_some(), new.is_some()))
}

/// The list of words, as one part.
fn words(lang: Lang, old: &Document, new: &Document) -> Option<Change> {
    let list = |document: &Document| {
        let words = document.glossary.iter().flat_map(|g| &g.words);
        words.map(|w| [w.term.of(lang), w.meaning.of(lang), w.clients.of(lang)].join(" — ").trim_end_matches([' ', '—']).to_owned()).collect::<Vec<_>>().join("\n")
    };
    let title = new.glossary.as_ref().or(old.glossary.as_ref()).map(|g| g.title.of(lang).to_owned()).unwrap_or_default();
    let mut parts = Parts::default();
    parts.add("manual-part-words", &list(old), &list(new));
    parts.change(crate::format::GLOSSARY, &title, "changed")
}

fn change(called: &Called<'_>, lang: Lang, old: Option<(&Section, &Clause)>, new: Option<(&Section, &Clause)>) -> Option<Change> {
    let (_, clause) = new.or(old)?;
    let mut parts = clause_parts(called, lang, old, new);
    // Something is not the same, and a reader of this language does not see it.
    if parts.0.is_empty() && old.zip(new).is_some_and(|((_, was), (_, now))| was != now) {
        let elsewhere = !clause_parts(called, lang.other(), old, new).0.is_empty();
        let what = match (elsewhere, lang) {
            (true, Lang::En) => "manual-part-only-fr",
            (true, Lang::Fr) => "manual-part-only-en",
            (false, _) => "manual-part-only-blanks",
        };
        parts.0.push(Part { what, pieces: Vec::new() });
    }
    parts.change(&clause.id, clause.title.of(lang), kind(old.is_some(), new.is_some()))
}

fn clause_parts(called: &Called<'_>, lang: Lang, old: Option<(&Section, &Clause)>, new: Option<(&Section, &Clause)>) -> Parts {
    let visit = called.visit;
    let mut parts = Parts::default();
    let mut part = |what: &'static str, read: &dyn Fn(&Clause) -> String| {
        let of = |side: Option<(&Section, &Clause)>| side.map(|(_, c)| read(c)).unwrap_or_default();
        parts.add(what, &of(old), &of(new));
    };
    part("manual-part-title", &|c| c.title.of(lang).to_owned());
    part("manual-part-strength", &|c| visit.say(&format!("manual-strength-{}", c.facts.strength.id()), &[]));
    part("manual-part-stage", &|c| visit.say(&format!("manual-stage-{}", c.facts.stage.id()), &[]));
    part("manual-part-text", &|c| c.text.of(lang).to_owned());
    part("manual-part-sources", &|c| c.facts.sources.join(", "));
    part("manual-part-audience", &|c| called.audience(c).join(", "));
    part("manual-part-decision", &|c| {
        let d = &c.facts.decision;
        let on = Day::parse(&d.on).map_or_else(|| d.on.clone(), |day| day_in_words(visit.lang(), day));
        [&d.by, &on, &d.why, &d.counsel, &d.law].into_iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
    });
    part("manual-part-learned", &|c| called.trials(c).into_iter().map(|(_, tool)| tool).collect::<Vec<_>>().join(", "));
    let ids = old.iter().chain(&new).flat_map(|(_, c)| c.rules.iter().map(|r| r.id.clone())).collect::<std::collections::BTreeSet<_>>();
    for id in ids {
        part("manual-part-rule", &|c| c.rules.iter().find(|r| r.id == id).map(|r| r.line.of(lang).to_owned()).unwrap_or_default());
    }
    part("manual-part-question", &|c| {
        let right = |q: &crate::model::Question, n: usize| if q.right == n { format!(" ({})", visit.say("manual-right-one", &[])) } else { String::new() };
        let lines = c.questions.iter().flat_map(|q| {
            std::iter::once(q.ask.of(lang).to_owned()).chain(q.choices.iter().zip(1..).map(move |(choice, n)| format!("{}{}", choice.of(lang), right(q, n))))
        });
        lines.collect::<Vec<_>>().join("\n")
    });
    if let (Some((before, _)), Some((after, _))) = (old, new)
        && before.id != after.id
    {
        parts.add("manual-part-place", before.title.of(lang), after.title.of(lang));
    }
    parts
}
