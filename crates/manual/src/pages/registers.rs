//! Registers: what an organisation may want to look through or take out as a file. Who accepted
//! which text, what was suggested and answered, what was looked at again, what vendors say, what trials taught.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use base::listing::{Cell, Column, Files, Filter, List, Listing, Row, arrange};
use base::web::{Page, Visit};
use base::{Db, Failure};

use super::{ACCEPT_FOR_OTHERS, EDIT};
use crate::deeds::{ACKNOWLEDGEMENTS_EXPORTED, REVIEWS_EXPORTED, SUGGESTIONS_EXPORTED};
use crate::store::{self, practices};

#[derive(Template)]
#[template(path = "pages/register.html")]
struct Register {
    page: Page,
    lede: String,
    back: (&'static str, String),
    empty: String,
    list: Listing,
}

/// The words of a register: its title is the list's caption.
#[derive(Clone, Copy)]
struct Words {
    lede: &'static str,
    empty: &'static str,
    back: &'static str,
    back_label: &'static str,
}

async fn answer(visit: &Visit, list: List, rows: Vec<Row>, words: Words) -> Result<Response, Failure> {
    let mut want = list.wanted(visit);
    let (rows, count) = arrange(&list, &mut want, rows);
    let title = list.caption;
    list.answer(visit, want, rows, count, |list| Ok(Register {
        page: visit.page(title)?,
        lede: visit.say(words.lede, &[]),
        back: (words.back, visit.say(words.back_label, &[])),
        empty: visit.say(words.empty, &[]),
        list,
    })).await
}

/// The names behind person ids.
struct Called {
    names: HashMap<String, String>,
    somebody: String,
}

impl Called {
    async fn load(visit: &Visit, db: &mut Db, mut ids: Vec<String>) -> Result<Self, Failure> {
        ids.sort();
        ids.dedup();
        Ok(Self { names: people::names(db, &ids).await?, somebody: visit.say("manual-somebody", &[]) })
    }

    fn of(&self, id: &str) -> String {
        self.names.get(id).unwrap_or(&self.somebody).clone()
    }

    /// Nobody has no name.
    fn maybe(&self, id: Option<&String>) -> String {
        id.map(|id| self.of(id)).unwrap_or_default()
    }
}

/// Document → title in the reader's language, and the titles of its clauses.
async fn titles(visit: &Visit, db: &mut Db) -> Result<HashMap<String, (String, HashMap<String, String>)>, Failure> {
    let mut all = HashMap::new();
    for edition in store::documents(db, visit.now()).await? {
        let words = store::content(db, &edition.id).await?;
        let clauses = words.clauses().map(|c| (c.id.clone(), c.title.of(visit.lang()).to_owned())).collect();
        all.insert(edition.document_id, (words.title.of(visit.lang()).to_owned(), clauses));
    }
    Ok(all)
}

fn one_of(visit: &Visit, id: &'static str, label: &str, options: Vec<(String, String)>) -> Filter {
    Filter::one_of(id, visit.say(label, &[]), visit.say("manual-register-any", &[]), options)
}

const ACCEPTED: &[Column] = &[
    Column::new("person", "manual-register-person").sorted(),
    Column::new("document", "manual-register-document").sorted(),
    Column::new("edition", "manual-register-edition").sorted().number(),
    Column::new("at", "manual-register-when").sorted(),
    Column::new("language", "manual-register-language").sorted(),
    Column::new("how", "manual-register-how").sorted(),
    Column::new("by", "manual-register-by").file_only(),
    Column::new("remark", "manual-remark").file_only(),
    Column::new("hash", "manual-text-hash").file_only(),
];

/// GET /manual/registers/acknowledgements: who accepted which edition, in which language, when; the hash of that text.
pub(super) async fn acknowledgements(visit: Visit) -> Result<Response, Failure> {
    visit.app.matrix.grant(ACCEPT_FOR_OTHERS, visit.actor()?, &[])?;
    let mut db = visit.read().await?;
    let titles = titles(&visit, &mut db).await?;
    let mut all = Vec::new();
    for document in store::document_ids(&mut db).await? {
        all.extend(store::agreed::all(&mut db, &document).await?.into_iter().map(|(number, given)| (document.clone(), number, given)));
    }
    let called = Called::load(&visit, &mut db, all.iter().flat_map(|(.., a)| std::iter::once(&a.person).chain(&a.by)).cloned().collect()).await?;
    drop(db);
    let title = |id: &String| titles.get(id).map_or_else(|| id.clone(), |(title, _)| title.clone());
    let language = |id: &str| match id {
        "en" => "English",
        "fr" => "Français",
        _ => "",
    };
    let list = List {
        search: "manual-register-search",
        filters: vec![
            one_of(&visit, "document", "manual-register-document", titles.iter().map(|(id, (title, _))| (id.clone(), title.clone())).collect()),
            one_of(&visit, "language", "manual-register-language", vec![("en".to_owned(), "English".to_owned()), ("fr".to_owned(), "Français".to_owned())]),
        ],
        files: Files::Recorded(&ACKNOWLEDGEMENTS_EXPORTED),
        ..List::new("acknowledgements", "/manual/registers/acknowledgements", "manual-register-acknowledgements", ACCEPTED, "-at")
    };
    let want = list.wanted(&visit);
    let fits = |(document, _, a): &&(String, i64, crate::model::agreed::Acknowledgement)| {
        want.choice("document").is_none_or(|d| d == document) && want.choice("language").is_none_or(|l| l == a.language)
    };
    let rows = all.iter().filter(fits).map(|(document, number, a)| Row::new("", vec![
        Cell::person(&called.of(&a.person)),
        Cell::text(title(document)).in_file(document),
        Cell::number(&visit, *number),
        Cell::moment(&visit, a.at),
        Cell::maybe(language(a.language), "–").in_file(a.language),
        Cell::text(visit.say(&format!("manual-register-how-{}", a.how.id()), &[])).in_file(a.how.id()),
        Cell::text(called.maybe(a.by.as_ref())),
        Cell::text(a.remark.clone()),
        Cell::text(a.text_hash.clone()),
    ])).collect();
    let words = Words { lede: "manual-past-note", empty: "manual-past-none", back: "/manual", back_label: "manual-title" };
    answer(&visit, list, rows, words).await
}

const SUGGESTED: &[Column] = &[
    Column::new("at", "manual-register-when").sorted(),
    Column::new("person", "manual-register-person").sorted(),
    Column::new("clause", "manual-register-clause").sorted(),
    Column::new("words", "manual-register-suggestion"),
    Column::new("outcome", "manual-register-outcome").sorted(),
    Column::new("answer", "manual-register-answer"),
    Column::new("answered-by", "manual-register-answered-by").file_only(),
    Column::new("answered-at", "manual-register-answered-at").file_only(),
];

/// GET /manual/registers/suggestions: what readers suggested, and what they were answered (S-004).
pub(super) async fn suggestions(visit: Visit) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let mut db = visit.read().await?;
    let titles = titles(&visit, &mut db).await?;
    let mut all = Vec::new();
    for document in store::document_ids(&mut db).await? {
        all.extend(store::suggestions::list(&mut db, &document).await?);
    }
    let called = Called::load(&visit, &mut db, all.iter().flat_map(|s| std::iter::once(&s.person).chain(&s.answered_by)).cloned().collect()).await?;
    drop(db);
    let outcome = |id: &str| visit.say(&format!("manual-outcome-{id}"), &[]);
    let outcomes = ["open", "taken", "later", "not"].map(|o| (o.to_owned(), outcome(o))).to_vec();
    let list = List {
        search: "manual-register-search",
        filters: vec![one_of(&visit, "outcome", "manual-register-outcome", outcomes)],
        files: Files::Recorded(&SUGGESTIONS_EXPORTED),
        ..List::new("suggestions", "/manual/registers/suggestions", "manual-suggestions-title", SUGGESTED, "-at")
    };
    let want = list.wanted(&visit);
    let rows = all.iter().filter(|s| want.choice("outcome").is_none_or(|o| o == s.outcome)).map(|s| {
        let (title, clauses) = titles.get(&s.document).map(|(t, c)| (t.clone(), Some(c))).unwrap_or_default();
        let clause = clauses.and_then(|c| c.get(&s.clause).cloned()).unwrap_or(title);
        Row::new("", vec![
            Cell::moment(&visit, s.at),
            Cell::person(&called.of(&s.person)),
            Cell::text(clause).to(format!("/manual/{}/suggestions#s-{}", s.document, s.id)),
            Cell::text(s.words.clone()),
            Cell::text(outcome(&s.outcome)).in_file(&s.outcome),
            Cell::text(s.answer.clone()),
            Cell::text(called.maybe(s.answered_by.as_ref())),
            s.answered_at.map_or_else(|| Cell::none(""), |at| Cell::moment(&visit, at)),
        ])
    }).collect();
    let words = Words { lede: "manual-register-suggestions-lede", empty: "manual-no-suggestions", back: "/manual", back_label: "manual-title" };
    answer(&visit, list, rows, words).await
}

const REVIEWED: &[Column] = &[
    Column::new("at", "manual-register-when").sorted(),
    Column::new("cause", "manual-register-cause").sorted(),
    Column::new("about", "manual-register-about").sorted(),
    Column::new("clauses", "manual-register-clauses"),
    Column::new("outcome", "manual-register-result"),
    Column::new("opened-by", "manual-register-opened-by").sorted(),
    Column::new("closed-by", "manual-register-closed-by").file_only(),
    Column::new("closed-at", "manual-register-closed-at").sorted(),
];

/// GET /manual/registers/reviews: what was looked at again, why, and what came of it (T-001).
pub(super) async fn reviews(visit: Visit) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let mut db = visit.read().await?;
    let titles = titles(&visit, &mut db).await?;
    let all = practices::reviews(&mut db).await?;
    let named = super::changes::abouts(&visit, &mut db, &all).await?;
    let called = Called::load(&visit, &mut db, all.iter().flat_map(|r| r.opened_by.iter().chain(&r.closed_by)).cloned().collect()).await?;
    drop(db);
    let states = [("open", "manual-changes-is-open"), ("closed", "manual-changes-is-closed")].map(|(id, words)| (id.to_owned(), visit.say(words, &[]))).to_vec();
    let list = List {
        search: "manual-register-search",
        filters: vec![one_of(&visit, "state", "manual-register-state", states)],
        files: Files::Recorded(&REVIEWS_EXPORTED),
        ..List::new("reviews", "/manual/registers/reviews", "manual-changes-title", REVIEWED, "-at")
    };
    let want = list.wanted(&visit);
    let keepwell = visit.say("manual-keepwell", &[]);
    let fits = |r: &&practices::Review| want.choice("state").is_none_or(|s| (s == "open") == r.closed_at.is_none());
    let rows = all.iter().filter(fits).map(|r| {
        let clauses = titles.get(&r.document).map(|(_, clauses)| clauses);
        let of = r.clauses.iter().map(|c| clauses.and_then(|all| all.get(c)).unwrap_or(c).clone()).collect::<Vec<_>>().join("; ");
        let whole = titles.get(&r.document).map(|(title, _)| title.clone()).unwrap_or_default();
        Row::new("", vec![
            Cell::moment(&visit, r.opened_at),
            Cell::text(visit.say(&format!("manual-cause-{}", r.cause), &[])).to(format!("/manual/changes#r-{}", r.id)).in_file(&r.cause),
            Cell::text(named.get(&r.id).unwrap_or(&r.about).clone()),
            Cell::text(if of.is_empty() { whole } else { of }),
            Cell::maybe(r.outcome.clone(), visit.say("manual-changes-is-open", &[])).in_file(&r.outcome),
            Cell::person(&r.opened_by.as_ref().map_or_else(|| keepwell.clone(), |by| called.of(by))),
            Cell::text(called.maybe(r.closed_by.as_ref())),
            r.closed_at.map_or_else(|| Cell::none("–"), |at| Cell::moment(&visit, at)),
        ])
    }).collect();
    let words = Words { lede: "manual-changes-lede", empty: "manual-changes-none", back: "/manual/changes", back_label: "manual-changes-title" };
    answer(&visit, list, rows, words).await
}

const FACTS: &[Column] = &[
    Column::new("subject", "manual-register-about").sorted(),
    Column::new("statement", "manual-register-statement"),
    Column::new("source", "manual-fact-source"),
    Column::new("checked", "manual-fact-checked").sorted(),
    Column::new("review", "manual-fact-review").sorted(),
    Column::new("clauses", "manual-register-clauses").file_only(),
];

/// GET /manual/registers/facts: what vendors say, where from, and until when to believe it. Nothing about persons.
pub(super) async fn facts(visit: Visit) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let all = practices::facts(&mut *visit.read().await?).await?;
    let list = List {
        search: "manual-register-search",
        files: Files::Plain,
        ..List::new("facts", "/manual/registers/facts", "manual-facts-title", FACTS, "review")
    };
    let rows = all.iter().map(|f| Row::new("", vec![
        Cell::text(f.subject.clone()).to(format!("/manual/facts?edit={}", f.id)),
        Cell::text(f.statement.of(visit.lang()).to_owned()),
        Cell::text(f.source.clone()),
        Cell::day(&visit, f.checked_on),
        Cell::day(&visit, f.review_by),
        Cell::text(f.clauses.join(" ")),
    ])).collect();
    let words = Words { lede: "manual-facts-lede", empty: "manual-facts-none", back: "/manual/facts", back_label: "manual-facts-title" };
    answer(&visit, list, rows, words).await
}

const LEARNED: &[Column] = &[
    Column::new("at", "manual-register-when").sorted(),
    Column::new("tool", "manual-practice-tool").sorted(),
    Column::new("kind", "manual-register-kind").sorted(),
    Column::new("words", "manual-register-learned"),
    Column::new("clauses", "manual-register-clauses").file_only(),
    Column::new("outcome", "manual-register-trial-outcome").sorted(),
    Column::new("decision", "manual-register-decision"),
];

/// GET /manual/registers/learnings: what trials taught, and what was decided (T-010, T-011). No names: it is nobody's fault.
pub(super) async fn learnings(visit: Visit) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let mut db = visit.read().await?;
    let mut rows = Vec::new();
    for practice in practices::all(&mut db).await? {
        let outcome = super::practices::outcome_words(&visit, &practice, super::decide::stands(&mut db, &practice).await?);
        for learning in practices::learnings(&mut db, &practice.id).await? {
            rows.push(Row::new("", vec![
                Cell::moment(&visit, learning.at),
                Cell::text(practice.tool.clone()).to(format!("/manual/practices/{}", practice.id)),
                Cell::text(visit.say(&format!("manual-learned-{}", learning.kind), &[])).in_file(&learning.kind),
                Cell::maybe(learning.words.clone(), "–").in_file(&learning.words),
                Cell::text(practice.clauses.join(" ")),
                Cell::text(outcome.clone()).in_file(&practice.outcome),
                Cell::maybe(practice.decision.clone(), "–").in_file(&practice.decision),
            ]));
        }
    }
    drop(db);
    let list = List {
        search: "manual-register-search",
        files: Files::Plain,
        ..List::new("learnings", "/manual/registers/learnings", "manual-register-learnings", LEARNED, "-at")
    };
    let words = Words { lede: "manual-register-learnings-lede", empty: "manual-learnings-none", back: "/manual/practices", back_label: "manual-practices-title" };
    answer(&visit, list, rows, words).await
}
