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
use base::{Failure, Said};
use policy::Vocabulary;

use super::EDIT;
use crate::deeds::CLAUSE_EDITED;
use crate::format::is_plain_text;
use crate::model::{Both, Clause, Document, Draft, Facts, RuleLine, Stage, Strength};
use crate::rules::{self, Marked, Wrong, marked};
use crate::store;

/// The fields of one rule in the form.
struct Slot {
    id: &'static str,
    en: &'static str,
    fr: &'static str,
}

/// A clause has at most so many rules.
const SLOTS: [Slot; 6] = [
    Slot { id: "rule1_id", en: "rule1_en", fr: "rule1_fr" },
    Slot { id: "rule2_id", en: "rule2_en", fr: "rule2_fr" },
    Slot { id: "rule3_id", en: "rule3_en", fr: "rule3_fr" },
    Slot { id: "rule4_id", en: "rule4_en", fr: "rule4_fr" },
    Slot { id: "rule5_id", en: "rule5_en", fr: "rule5_fr" },
    Slot { id: "rule6_id", en: "rule6_en", fr: "rule6_fr" },
];

impl Slot {
    const fn field(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Fr => self.fr,
        }
    }

    fn typed(&self, form: &FormState) -> Both {
        Both::new(form.text(self.en), form.text(self.fr))
    }
}

/// The fields beside the rules.
const FIELDS: [&str; 7] = ["title_en", "title_fr", "text_en", "text_fr", "strength", "stage", "revision"];

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

#[derive(Template)]
#[template(path = "pages/clause.html")]
struct Edit {
    page: Page,
    errors: Vec<(&'static str, String)>,
    document: String,
    clause: String,
    title: String,
    sources: String,
    title_en: Field,
    title_fr: Field,
    text_en: Field,
    text_fr: Field,
    strength: Field,
    stage: Field,
    revision: String,
    strengths: Vec<(String, String, String)>,
    stages: Vec<(String, String, String)>,
    rules: Vec<ShownRule>,
}

/// The clause as the draft has it, with all that is needed to edit it.
struct Desk {
    draft: Draft,
    words: Document,
    clause: Clause,
    revision: i64,
}

impl Desk {
    async fn load(visit: &Visit, document: &str, clause: &str) -> Result<Self, Failure> {
        let mut db = visit.read().await?;
        let draft = store::draft(&mut db, document).await?.ok_or(Failure::Missing)?;
        let words = store::content(&mut db, draft.id()).await?;
        let found = words.clause(clause).cloned().ok_or(Failure::Missing)?;
        let revision = store::revision(&mut db, &draft, clause).await?.ok_or(Failure::Missing)?;
        Ok(Self { draft, words, clause: found, revision })
    }

    /// An id for a rule that is new: the clause's own, or with a number.
    fn new_rule_id(&self, taken: &[RuleLine]) -> String {
        let is_free = |id: &String| !self.words.clauses().flat_map(|c| &c.rules).chain(taken).any(|r| r.id == *id);
        let numbered = (2_u32..).map(|n| format!("{}-{n}", self.clause.id));
        std::iter::once(self.clause.id.clone()).chain(numbered).find(is_free).unwrap_or_default()
    }
}

/// GET /manual/{document}/draft/{clause}
pub(super) async fn form(visit: Visit, Path((document, clause)): Path<(String, String)>) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let desk = Desk::load(&visit, &document, &clause).await?;
    let revision = desk.revision.to_string();
    let c = &desk.clause;
    let values = [c.title.en.as_str(), &c.title.fr, &c.text.en, &c.text.fr, c.facts.strength.id(), c.facts.stage.id(), &revision];
    let mut shown: Vec<(&str, &str)> = FIELDS.into_iter().zip(values).collect();
    for (slot, rule) in SLOTS.iter().zip(&c.rules) {
        shown.extend([(slot.id, rule.id.as_str()), (slot.en, &rule.line.en), (slot.fr, &rule.line.fr)]);
    }
    Ok(page(&visit, &desk, &FormState::showing(&shown))?.into_response())
}

/// POST /manual/{document}/draft/{clause}
pub(super) async fn save(visit: Visit, Path((document, id)): Path<(String, String)>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let vocabulary = crate::vocabulary(&visit.app)?;
    let desk = Desk::load(&visit, &document, &id).await?;
    if !form.text("write").is_empty() {
        let form = with_other_language(&visit, form, &vocabulary);
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
            form.wrong("title_en", Said::plain("manual-edited-meanwhile"));
            return Ok(visit.again(page(&visit, &desk, &form)?));
        }
        Err(failure) => return Err(failure),
    }
    store::add_author(&mut tx, &desk.draft, &actor).await?;
    visit.record(&mut tx, &CLAUSE_EDITED, &[("document", &document), ("edition", desk.draft.id()), ("clause", &id)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{document}/draft"), "manual-flash-clause-saved"))
}

/// The form with one value put in place of another.
fn with(form: &FormState, name: &str, value: &str) -> FormState {
    let names = FIELDS.into_iter().chain(SLOTS.iter().flat_map(|s| [s.id, s.en, s.fr]));
    FormState::of(names.map(|n| (n.to_owned(), if n == name { value } else { form.value(n) }.to_owned())).collect())
}

/// Writes the line the button asks for from the line of the other language.
fn with_other_language(visit: &Visit, mut form: FormState, vocabulary: &Vocabulary) -> FormState {
    let wanted = form.text("write").to_owned();
    let found = SLOTS.iter().flat_map(|s| Lang::ALL.map(|l| (s, l))).find(|(s, l)| s.field(*l) == wanted);
    let Some((slot, lang)) = found else { return form };
    let from = slot.typed(&form);
    match rules::written_in(lang, from.of(lang.other()), vocabulary) {
        Ok(line) => with(&form, slot.field(lang), &line),
        Err(complaint) => {
            form.wrong(slot.field(lang.other()), unread(visit, &complaint));
            form
        }
    }
}

fn unread(visit: &Visit, complaint: &policy::Complaint) -> Said {
    Said::plain("manual-rule-unread").with("why", complaint.message(crate::lang(visit.lang())))
}

/// The clause as it was typed, or what is wrong beside the fields.
fn typed(visit: &Visit, desk: &Desk, form: &mut FormState, vocabulary: &Vocabulary) -> Option<Clause> {
    let title = Both::new(form.needed("title_en"), form.needed("title_fr"));
    let text = Both::new(form.needed("text_en"), form.needed("text_fr"));
    for (field, title) in [("title_en", &title.en), ("title_fr", &title.fr)] {
        if title.contains("{#") || title.contains('\n') {
            form.wrong(field, Said::plain("manual-title-unfit"));
        }
    }
    for (field, text) in [("text_en", &text.en), ("text_fr", &text.fr)] {
        if !is_plain_text(text) {
            form.wrong(field, Said::plain("manual-text-unfit"));
        }
    }
    let (strength, stage) = (Strength::parse(form.text("strength")), Stage::parse(form.text("stage")));
    if strength.is_none() {
        form.wrong("strength", Said::plain("base-form-needed"));
    }
    if stage.is_none() {
        form.wrong("stage", Said::plain("base-form-needed"));
    }
    let rules = typed_rules(visit, desk, form, vocabulary);
    let facts = Facts { strength: strength?, stage: stage?, ..desk.clause.facts.clone() };
    form.is_fine().then(|| Clause { id: desk.clause.id.clone(), title, text, facts, rules })
}

/// The rules as they were typed. A rule with both lines empty is taken out; a
/// line left empty is written from the other language.
fn typed_rules(visit: &Visit, desk: &Desk, form: &mut FormState, vocabulary: &Vocabulary) -> Vec<RuleLine> {
    let mut kept = Vec::new();
    for slot in &SLOTS {
        let mut line = slot.typed(form);
        if line == Both::default() {
            continue;
        }
        for lang in Lang::ALL {
            if line.of(lang).is_empty()
                && let Ok(written) = rules::written_in(lang, line.of(lang.other()), vocabulary)
            {
                match lang {
                    Lang::En => line.en = written,
                    Lang::Fr => line.fr = written,
                }
            }
        }
        match rules::check(&line, vocabulary) {
            Ok(_) => {
                let known = desk.clause.rules.iter().find(|r| r.id == form.text(slot.id)).map(|r| r.id.clone());
                let id = known.unwrap_or_else(|| desk.new_rule_id(&kept));
                kept.push(RuleLine { id, line });
            }
            Err(all) => all.into_iter().for_each(|wrong| say_wrong(visit, form, slot, &line, &wrong, vocabulary)),
        }
    }
    kept
}

fn say_wrong(visit: &Visit, form: &mut FormState, slot: &Slot, line: &Both, wrong: &Wrong, vocabulary: &Vocabulary) {
    match wrong {
        // The other line is empty and could not be written from this one: this one's complaint says it all.
        Wrong::Unread(lang, _) if line.of(*lang).is_empty() => {}
        Wrong::Unread(lang, complaint) => form.wrong(slot.field(*lang), unread(visit, complaint)),
        Wrong::Differ(what) => {
            let what: Vec<String> = what.iter().map(|id| visit.say(id, &[])).collect();
            let tongue = crate::lang(visit.lang());
            let means = |lang: Lang| {
                policy::parse(line.of(lang), crate::lang(lang), vocabulary).map(|tree| policy::explain(&tree, tongue, vocabulary)).unwrap_or_default()
            };
            let said = Said::plain("manual-rule-differs").with("what", tongue.list(&what)).with("en", means(Lang::En)).with("fr", means(Lang::Fr));
            form.wrong(slot.fr, said);
        }
    }
}

fn page(visit: &Visit, desk: &Desk, form: &FormState) -> Result<Html, Failure> {
    let vocabulary = crate::vocabulary(&visit.app)?;
    let (words, lang) = (&visit.app.words, visit.lang());
    let field = |name| form.field(words, lang, name);
    let choice = |kind: &str, id: &str| {
        (id.to_owned(), visit.say(&format!("manual-{kind}-{id}"), &[]), visit.say(&format!("manual-{kind}-{id}-hint"), &[]))
    };
    let used = SLOTS.iter().rposition(|s| s.typed(form) != Both::default()).map_or(0, |place| place + 1);
    let title = desk.clause.title.of(lang).to_owned();
    Html::draw(&Edit {
        page: visit.page_titled(&title)?,
        errors: form.errors(words, lang),
        document: desk.words.id.clone(),
        clause: desk.clause.id.clone(),
        title,
        sources: desk.clause.facts.sources.join(", "),
        title_en: field("title_en"),
        title_fr: field("title_fr"),
        text_en: field("text_en"),
        text_fr: field("text_fr"),
        strength: field("strength"),
        stage: field("stage"),
        revision: form.text("revision").to_owned(),
        strengths: Strength::ALL.iter().map(|s| choice("strength", s.id())).collect(),
        stages: Stage::ALL.iter().map(|s| choice("stage", s.id())).collect(),
        rules: SLOTS.iter().take(used + 1).map(|slot| shown_rule(visit, form, slot, &vocabulary)).collect(),
    })
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
