//! One clause of the draft: its words and its rules, in both languages.
//!
//! Nothing typed is ever lost: a rule that does not read comes back as it was
//! typed, with the place marked and the nearest words that are known.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{Db, Failure, Said};
use policy::Vocabulary;

use super::EDIT;
use super::clause_form::{typed, with_other_language};
use super::draft::told_stale;
use super::questions;
use crate::deeds::CLAUSE_EDITED;
use crate::model::{AUDIENCES, Both, Clause, Document, Draft, PROGRAMME, Question, RuleLine, Stage, Strength};
use crate::rules::{self, Marked, marked};
use crate::show::{self, ShownClause};
use crate::stale::stale;
use crate::store;

/// The fields of one rule in the form.
pub(super) struct Slot {
    pub id: &'static str,
    pub en: &'static str,
    pub fr: &'static str,
}

/// A clause has at most so many rules.
pub(super) const SLOTS: [Slot; 6] = [
    Slot { id: "rule1_id", en: "rule1_en", fr: "rule1_fr" },
    Slot { id: "rule2_id", en: "rule2_en", fr: "rule2_fr" },
    Slot { id: "rule3_id", en: "rule3_en", fr: "rule3_fr" },
    Slot { id: "rule4_id", en: "rule4_en", fr: "rule4_fr" },
    Slot { id: "rule5_id", en: "rule5_en", fr: "rule5_fr" },
    Slot { id: "rule6_id", en: "rule6_en", fr: "rule6_fr" },
];

impl Slot {
    pub(super) const fn field(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Fr => self.fr,
        }
    }

    pub(super) fn typed(&self, form: &FormState) -> Both {
        Both::new(form.text(self.en), form.text(self.fr))
    }
}

/// The fields beside the rules and the audience.
const FIELDS: [&str; 13] = [
    "title_en", "title_fr", "text_en", "text_fr", "strength", "stage", "revision", "sources", "decided_by", "decided_on", "decided_why", "counsel", "law",
];

/// One rule, ready to be drawn.
struct ShownRule {
    id: Field,
    lines: [ShownLine; 2],
    /// What it asks, in the reader's language; empty while it does not read.
    words: String,
}

struct ShownLine {
    lang: &'static str,
    label: &'static str,
    button: &'static str,
    field: Field,
    mark: Option<Marked>,
}

/// How the clause would read, and what its rules mean so far.
struct Preview {
    clauses: Vec<(&'static str, ShownClause)>,
    /// Rule number, language, what is wrong, the marked line.
    problems: Vec<(usize, &'static str, String, Marked)>,
    /// Texts that still name an old time.
    stale: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/clause.html")]
struct Edit {
    page: Page,
    errors: Vec<(&'static str, String)>,
    document: String,
    clause: String,
    title: String,
    f: Box<Fields>,
    revision: String,
    strengths: Vec<(String, String, String)>,
    stages: Vec<(String, String, String)>,
    audiences: Vec<(String, String, String, bool)>,
    audience: Field,
    has_decision: bool,
    /// So many questions, and those with one more place.
    asked: usize,
    questions: Vec<questions::Shown>,
    rules: Vec<ShownRule>,
    preview: Preview,
}

struct Fields {
    title_en: Field,
    title_fr: Field,
    text_en: Field,
    text_fr: Field,
    strength: Field,
    stage: Field,
    sources: Field,
    decided_by: Field,
    decided_on: Field,
    decided_why: Field,
    counsel: Field,
    law: Field,
}

/// The clause as the draft has it, with all that is needed to edit it.
pub(super) struct Desk {
    pub draft: Draft,
    pub words: Document,
    pub clause: Clause,
    /// The same as it was published last.
    pub published: Option<Clause>,
    pub revision: i64,
    /// Whom a clause may speak to: the word kept, and how it is called.
    pub audiences: Vec<(String, String)>,
}

impl Desk {
    pub async fn load(visit: &Visit, document: &str, clause: &str) -> Result<Self, Failure> {
        let mut db = visit.read().await?;
        let draft = store::draft(&mut db, document).await?.ok_or(Failure::Missing)?;
        let words = store::content(&mut db, draft.id()).await?;
        let found = words.clause(clause).cloned().ok_or(Failure::Missing)?;
        let revision = store::revision(&mut db, &draft, clause).await?.ok_or(Failure::Missing)?;
        let published = match store::newest(&mut db, document).await? {
            Some(edition) => store::content(&mut db, &edition.id).await?.clause(clause).cloned(),
            None => None,
        };
        Ok(Self { draft, words, clause: found, published, revision, audiences: audiences(visit, &mut db).await? })
    }

    /// An id for a rule that is new: the clause's own, or with a number.
    pub fn new_rule_id(&self, taken: &[RuleLine]) -> String {
        let is_free = |id: &String| !self.words.clauses().flat_map(|c| &c.rules).chain(taken).any(|r| r.id == *id);
        let numbered = (2_u32..).map(|n| format!("{}-{n}", self.clause.id));
        std::iter::once(self.clause.id.clone()).chain(numbered).find(is_free).unwrap_or_default()
    }

    /// An id for a question that is new: no rule or question of the draft has it.
    pub fn new_question_id(&self, more: &[Question]) -> String {
        let known = |id: &str| self.words.clauses().any(|c| c.rules.iter().any(|r| r.id == id) || c.questions.iter().any(|q| q.id == id));
        crate::model::outline::free_id(&format!("{}-question", self.clause.id), |id| known(id) || more.iter().any(|q| q.id == id))
    }
}

/// Everybody a clause may speak to: the fixed words, then the programmes that are open.
pub(super) async fn audiences(visit: &Visit, db: &mut Db) -> Result<Vec<(String, String)>, Failure> {
    let mut all: Vec<(String, String)> =
        AUDIENCES.iter().map(|word| ((*word).to_owned(), visit.say(&format!("manual-audience-{word}"), &[]))).collect();
    for unit in people::units(db).await?.into_iter().filter(|u| u.kind == people::UnitKind::Programme) {
        let name = unit.face.called(visit.lang()).to_owned();
        all.push((format!("{PROGRAMME}{}", unit.id), visit.say("manual-audience-programme", &[("name", &name)])));
    }
    Ok(all)
}

/// GET /manual/{document}/draft/{clause}
pub(super) async fn form(visit: Visit, Path((document, clause)): Path<(String, String)>) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let desk = Desk::load(&visit, &document, &clause).await?;
    if desk.draft.in_review() {
        return Ok(visit.go(&format!("/manual/{document}/draft"), "manual-flash-in-review"));
    }
    Ok(page(&visit, &desk, &as_kept(&desk))?.into_response())
}

/// The form with the clause as the draft has it.
fn as_kept(desk: &Desk) -> FormState {
    let (c, d) = (&desk.clause, &desk.clause.facts.decision);
    let revision = desk.revision.to_string();
    let sources = c.facts.sources.join(" ");
    let questions = questions::kept(c);
    let values = [
        c.title.en.as_str(), &c.title.fr, &c.text.en, &c.text.fr, c.facts.strength.id(), c.facts.stage.id(), &revision, &sources,
        &d.by, &d.on, &d.why, &d.counsel, &d.law,
    ];
    let mut shown: Vec<(&str, &str)> = FIELDS.into_iter().zip(values).collect();
    shown.extend(questions.iter().map(|(name, value)| (*name, value.as_str())));
    shown.extend(c.facts.audience.iter().map(|word| ("audience", word.as_str())));
    for (slot, rule) in SLOTS.iter().zip(&c.rules) {
        shown.extend([(slot.id, rule.id.as_str()), (slot.en, &rule.line.en), (slot.fr, &rule.line.fr)]);
    }
    FormState::showing(&shown)
}

/// POST /manual/{document}/draft/{clause}
pub(super) async fn save(visit: Visit, Path((document, id)): Path<(String, String)>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let desk = Desk::load(&visit, &document, &id).await?;
    let vocabulary = rules::words_here(&visit.app, &desk.words)?;
    if !form.text("write").is_empty() {
        let form = with_other_language(&visit, form, &vocabulary);
        return Ok(page(&visit, &desk, &form)?.into_response());
    }
    if form.ticked("preview") {
        return Ok(page(&visit, &desk, &form)?.into_response());
    }
    let Some(clause) = typed(&visit, &desk, &mut form, &vocabulary) else {
        return Ok(visit.again(page(&visit, &desk, &form)?));
    };
    let actor = visit.actor()?.id.clone();
    let revision = form.text("revision").parse().unwrap_or(-1);
    let mut tx = visit.begin().await?;
    match store::save_clause(&mut tx, &desk.draft, &clause, revision).await {
        Ok(()) => {}
        Err(Failure::Stale) => {
            drop(tx);
            let mut form = with(&form, "revision", &desk.revision.to_string());
            let why = if desk.draft.in_review() { "manual-refusal-in-review" } else { "manual-edited-meanwhile" };
            form.wrong("title_en", Said::plain(why));
            return Ok(visit.again(page(&visit, &desk, &form)?));
        }
        Err(failure) => return Err(failure),
    }
    store::add_author(&mut tx, &desk.draft, &actor).await?;
    visit.record(&mut tx, &CLAUSE_EDITED, &[("document", &document), ("edition", desk.draft.id()), ("clause", &id)], &[]).await?;
    tx.commit().await?;
    if form.ticked("then_build") {
        return Ok(base::web::to(&format!("/manual/{document}/build/{id}")));
    }
    Ok(visit.go(&format!("/manual/{document}/draft"), "manual-flash-clause-saved"))
}

/// The form with one value put in place of another.
pub(super) fn with(form: &FormState, name: &str, value: &str) -> FormState {
    let others = form.pairs().filter(|(n, _)| *n != name).map(|(n, v)| (n.to_owned(), v.to_owned()));
    FormState::of(others.chain([(name.to_owned(), value.to_owned())]).collect())
}

fn page(visit: &Visit, desk: &Desk, form: &FormState) -> Result<Html, Failure> {
    let vocabulary = rules::words_here(&visit.app, &desk.words)?;
    let (words, lang) = (&visit.app.words, visit.lang());
    let field = |name| form.field(words, lang, name);
    let choice = |kind: &str, id: &str| {
        (id.to_owned(), visit.say(&format!("manual-{kind}-{id}"), &[]), visit.say(&format!("manual-{kind}-{id}-hint"), &[]))
    };
    let used = SLOTS.iter().rposition(|s| s.typed(form) != Both::default()).map_or(0, |place| place + 1);
    let title = desk.clause.title.of(lang).to_owned();
    let (asked, questions) = questions::shown(form, field);
    let any = |names: &[&str]| names.iter().any(|n| !form.text(n).is_empty());
    let mut stages: Vec<_> = Stage::LIVE.iter().map(|s| choice("stage", s.id())).collect();
    if desk.clause.facts.stage == Stage::Retired {
        stages.push(choice("stage", Stage::Retired.id()));
    }
    Html::draw(&Edit {
        page: visit.page_titled(&title)?,
        errors: form.errors(words, lang),
        document: desk.words.id.clone(),
        clause: desk.clause.id.clone(),
        title,
        f: Box::new(fields(field)),
        revision: form.text("revision").to_owned(),
        strengths: Strength::ALL.iter().map(|s| choice("strength", s.id())).collect(),
        stages,
        audience: field("audience"),
        audiences: desk.audiences.iter().map(|(word, called)| (word.clone(), called.clone(), String::new(), form.has("audience", word))).collect(),
        has_decision: any(&["decided_by", "decided_on", "decided_why", "counsel", "law"]),
        asked,
        questions,
        rules: SLOTS.iter().take(used + 1).map(|slot| shown_rule(visit, form, slot, &vocabulary)).collect(),
        preview: preview(visit, desk, form, &vocabulary),
    })
}

fn fields(field: impl Fn(&'static str) -> Field) -> Fields {
    Fields {
        title_en: field("title_en"),
        title_fr: field("title_fr"),
        text_en: field("text_en"),
        text_fr: field("text_fr"),
        strength: field("strength"),
        stage: field("stage"),
        sources: field("sources"),
        decided_by: field("decided_by"),
        decided_on: field("decided_on"),
        decided_why: field("decided_why"),
        counsel: field("counsel"),
        law: field("law"),
    }
}

/// The clause as it would be read with what is typed now.
fn preview(visit: &Visit, desk: &Desk, form: &FormState, vocabulary: &Vocabulary) -> Preview {
    let lines = SLOTS.iter().map(|s| s.typed(form)).filter(|line| *line != Both::default());
    let mut clause = desk.clause.clone();
    clause.title = Both::new(form.text("title_en"), form.text("title_fr"));
    clause.text = Both::new(form.text("text_en"), form.text("text_fr"));
    clause.facts.strength = Strength::parse(form.text("strength")).unwrap_or(clause.facts.strength);
    clause.facts.stage = Stage::parse(form.text("stage")).unwrap_or(clause.facts.stage);
    let ids: Vec<String> = SLOTS.iter().filter(|s| s.typed(form) != Both::default()).map(|s| form.text(s.id).to_owned()).collect();
    clause.rules = lines.zip(ids).map(|(line, id)| RuleLine { id, line }).collect();
    let mut problems = Vec::new();
    for (rule, number) in clause.rules.iter().zip(1_usize..) {
        for lang in Lang::ALL.into_iter().filter(|lang| !rule.line.of(*lang).is_empty()) {
            if let Err(complaint) = policy::parse(rule.line.of(lang), crate::lang(lang), vocabulary) {
                let why = complaint.message(crate::lang(visit.lang()));
                problems.push((number, lang.id(), why, marked(rule.line.of(lang), &complaint)));
            }
        }
    }
    let own = visit.lang();
    let clauses = [own, own.other()].map(|lang| (lang.id(), show::clause(&clause, lang, vocabulary))).into_iter().collect();
    let stale = desk.published.iter().flat_map(|was| stale(was, &clause)).map(|found| told_stale(visit, &clause, &found)).collect();
    Preview { clauses, problems, stale }
}

fn shown_rule(visit: &Visit, form: &FormState, slot: &Slot, vocabulary: &Vocabulary) -> ShownRule {
    let (words, reader) = (&visit.app.words, visit.lang());
    let line = |lang: Lang, label, button| {
        let field = form.field(words, reader, slot.field(lang));
        // Only a line that came back is marked; a form just opened is left alone.
        let complaint = policy::parse(&field.value, crate::lang(lang), vocabulary).err().filter(|_| field.error.is_some());
        let mark = complaint.map(|c| marked(&field.value, &c));
        ShownLine { lang: lang.id(), label, button, field, mark }
    };
    let tongue = crate::lang(reader);
    let told = rules::check(&slot.typed(form), vocabulary).map(|tree| policy::explain(&tree, tongue, vocabulary));
    ShownRule {
        id: form.field(words, reader, slot.id),
        lines: [line(Lang::En, "manual-rule-en", "manual-write-en"), line(Lang::Fr, "manual-rule-fr", "manual-write-fr")],
        words: told.unwrap_or_default(),
    }
}
