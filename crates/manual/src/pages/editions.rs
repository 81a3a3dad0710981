//! The editions of a document, and what changed between any two of them.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{Db, Failure, Moment};

use super::{EDIT, Names, iso, reading};
use crate::diff::{Piece, compare};
use crate::model::{Clause, Document, Edition, Section, State};
use crate::store;

struct ShownEdition {
    number: i64,
    since: String,
    since_iso: String,
    by: String,
    reason: String,
    waiver: String,
    in_force: bool,
    /// It begins later.
    coming: bool,
    /// "" for the first edition, `minor` or `material` after that.
    kind: &'static str,
    tone: &'static str,
}

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

#[derive(Template)]
#[template(path = "pages/editions.html")]
struct Editions {
    page: Page,
    id: String,
    title: String,
    text_lang: &'static str,
    editions: Vec<ShownEdition>,
    choices: Vec<(String, String)>,
    from: String,
    to: String,
    /// None until two are chosen.
    changes: Option<Vec<Change>>,
}

/// GET /manual/{document}/editions, with `?from=1&to=2` (or `to=draft`) compared.
pub(super) async fn editions(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let all = store::editions(&mut db, &id).await?;
    let newest = all.first().ok_or(Failure::Missing)?;
    let draft = if visit.may(EDIT, &[]) { store::draft(&mut db, &id).await? } else { None };
    let names = Names::load(&visit, &mut db, &all).await?;
    let (from, to) = (visit.query("from").unwrap_or_default(), visit.query("to").unwrap_or_default());
    let find = |name: &str| match name {
        "draft" => draft.as_ref().map(|d| d.id().to_owned()),
        number => all.iter().find(|e| e.number.is_some_and(|n| n.to_string() == number)).map(|e| e.id.clone()),
    };
    let lang = reading(&visit);
    let changes = match (find(&from), find(&to)) {
        (Some(from), Some(to)) => Some(changes(&mut db, &visit, lang, &from, &to).await?),
        (None, None) if from.is_empty() && to.is_empty() => None,
        _ => return Err(Failure::Missing),
    };
    drop(db);
    let page = visit.page("manual-editions-title")?;
    let mut choices: Vec<(String, String)> = all.iter().filter_map(|e| e.number)
        .map(|n| (n.to_string(), page.t1("manual-edition-n", "number", n))).collect();
    if draft.is_some() {
        choices.insert(0, ("draft".into(), page.t("manual-the-draft")));
    }
    let html = Html::draw(&Editions {
        title: newest.title.of(lang).to_owned(),
        text_lang: lang.id(),
        editions: all.iter().map(|e| shown(e, visit.now(), &page, &names)).collect(),
        id, choices, from, to, changes, page,
    })?;
    Ok(html.into_response())
}

fn shown(edition: &Edition, now: Moment, page: &Page, names: &Names) -> ShownEdition {
    let reason = if edition.reason.is_empty() { page.t("manual-adopted-starter") } else { edition.reason.clone() };
    let state = edition.state(now);
    let in_force = state == State::InForce;
    ShownEdition {
        number: edition.number.unwrap_or(0),
        since: edition.effective_at.map(|at| page.moment(&at)).unwrap_or_default(),
        since_iso: edition.effective_at.map(iso).unwrap_or_default(),
        by: names.of(edition.published_by.as_ref()).to_owned(),
        reason,
        waiver: edition.waiver_reason.clone().unwrap_or_default(),
        in_force,
        coming: state == State::Coming,
        kind: if edition.number == Some(1) { "" } else { edition.kind.id() },
        tone: if in_force { "met" } else { "" },
    }
}

async fn changes(db: &mut Db, visit: &Visit, lang: Lang, from: &str, to: &str) -> Result<Vec<Change>, Failure> {
    let (old, new) = (store::content(db, from).await?, store::content(db, to).await?);
    Ok(between(visit, lang, &old, &new))
}

/// What differs, in the order of the newer edition: the document and its sections, then clauses; those taken out come last.
pub(super) fn between(visit: &Visit, lang: Lang, old: &Document, new: &Document) -> Vec<Change> {
    let mut all: Vec<Change> = frame(lang, old, new).into_iter().collect();
    all.extend(new.sections.iter().filter_map(|s| section(lang, old.sections.iter().find(|o| o.id == s.id), Some(s))));
    all.extend(old.sections.iter().filter(|o| !new.sections.iter().any(|s| s.id == o.id)).filter_map(|o| section(lang, Some(o), None)));
    all.extend(new.clauses().filter_map(|clause| change(visit, lang, place(old, &clause.id), place(new, &clause.id))));
    all.extend(old.clauses().filter(|c| new.clause(&c.id).is_none()).filter_map(|c| change(visit, lang, place(old, &c.id), None)));
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
        if before != after {
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

/// The title and the opening of the document.
fn frame(lang: Lang, old: &Document, new: &Document) -> Option<Change> {
    let mut parts = Parts::default();
    parts.add("manual-part-title", old.title.of(lang), new.title.of(lang));
    parts.add("manual-part-intro", old.intro.of(lang), new.intro.of(lang));
    parts.change(&new.id, new.title.of(lang), kind(!old.id.is_empty(), true))
}

fn section(lang: Lang, old: Option<&Section>, new: Option<&Section>) -> Option<Change> {
    let section = new.or(old)?;
    let mut parts = Parts::default();
    let of = |s: Option<&Section>, read: fn(&Section) -> &crate::model::Both| s.map(|s| read(s).of(lang).to_owned()).unwrap_or_default();
    parts.add("manual-part-section", &of(old, |s| &s.title), &of(new, |s| &s.title));
    parts.add("manual-part-intro", &of(old, |s| &s.intro), &of(new, |s| &s.intro));
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

fn change(visit: &Visit, lang: Lang, old: Option<(&Section, &Clause)>, new: Option<(&Section, &Clause)>) -> Option<Change> {
    let (_, clause) = new.or(old)?;
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
    part("manual-part-audience", &|c| c.facts.audience.join(", "));
    part("manual-part-decision", &|c| {
        let d = &c.facts.decision;
        [&d.by, &d.on, &d.why, &d.counsel, &d.law].into_iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
    });
    let ids = old.iter().chain(&new).flat_map(|(_, c)| c.rules.iter().map(|r| r.id.clone())).collect::<std::collections::BTreeSet<_>>();
    for id in ids {
        part("manual-part-rule", &|c| c.rules.iter().find(|r| r.id == id).map(|r| r.line.of(lang).to_owned()).unwrap_or_default());
    }
    part("manual-part-question", &|c| {
        let lines = c.questions.iter().flat_map(|q| std::iter::once(&q.ask).chain(&q.choices));
        lines.map(|b| b.of(lang).to_owned()).collect::<Vec<_>>().join("\n")
    });
    if let (Some((before, _)), Some((after, _))) = (old, new)
        && before.id != after.id
    {
        parts.add("manual-part-place", before.title.of(lang), after.title.of(lang));
    }
    parts.change(&clause.id, clause.title.of(lang), kind(old.is_some(), new.is_some()))
}
