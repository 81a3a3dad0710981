//! The rule builder: a rule put together from lists, for whoever does not want to type one.
//!
//! Only words that slices declare are offered, so what comes out reads; it is
//! read once more all the same, and shown in both languages before it is added.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::slice::Term;
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::words::fold;
use base::{Failure, Said};
use policy::Vocabulary;
use policy::vocabulary::Category;

use super::EDIT;
use super::clause::{Desk, SLOTS};
use crate::deeds::CLAUSE_EDITED;
use crate::model::{Both, RuleLine};
use crate::rules::{self, FORMS, Pieces};
use crate::store;

type Choices = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "pages/builder.html")]
struct Build {
    page: Page,
    errors: Vec<(&'static str, String)>,
    document: String,
    clause: String,
    title: String,
    /// The kind of rule; "" while none is chosen.
    form: String,
    forms: Vec<(String, String, String)>,
    f: Box<Fields>,
    lists: Lists,
    /// The rule in English and in French, and what it means; none while it is not whole.
    made: Option<(String, String, String)>,
    /// A clause has no room for another rule.
    full: bool,
}

struct Fields {
    n: Field,
    unit: Field,
    period: Field,
    done: Field,
    and: Field,
    by: Field,
    noun: Field,
    before: Field,
    valid: Field,
    valid_unit: Field,
    one_use: Field,
    subject: Field,
    scope: Field,
    set: Field,
    relation: Field,
    state: Field,
    responsible: Field,
    inform: Field,
    warn: Field,
    warn_unit: Field,
    grace: Field,
    grace_unit: Field,
    first_by: Field,
    except: Field,
}

/// What may be chosen: the English words a rule uses, and how the reader calls them.
#[derive(Default)]
struct Lists {
    units: Choices,
    periods: Choices,
    done: Choices,
    nouns: Choices,
    clauses: Choices,
    subjects: Choices,
    states: Choices,
    sets: Choices,
    relations: Choices,
    roles: Choices,
}

impl Lists {
    fn of(visit: &Visit, vocabulary: &Vocabulary) -> Self {
        let tongue = crate::lang(visit.lang());
        let pair = |category: Category, id: &str| {
            let words = |lang| vocabulary.words(category, id, lang).to_owned();
            (words(policy::Lang::En), words(tongue))
        };
        let mut lists = Self::default();
        for kind in vocabulary.deed_kinds() {
            lists.done.push(pair(Category::Done, kind));
            lists.nouns.push(pair(Category::Noun, kind));
            lists.clauses.push(pair(Category::Clause, kind));
        }
        for term in visit.app.slices.iter().flat_map(|s| s.terms) {
            match term {
                Term::State { id, .. } => lists.states.push(pair(Category::State, id)),
                Term::Set { id, .. } => lists.sets.push(pair(Category::Set, id)),
                Term::Relation { id, .. } => lists.relations.push(pair(Category::Relation, id)),
                Term::Subject { id, .. } => lists.subjects.push(pair(Category::Subject, id)),
                Term::Role { id, .. } => lists.roles.push(pair(Category::Role, id)),
            }
        }
        for list in lists.all() {
            list.retain(|(en, called)| !en.is_empty() && !called.is_empty());
            list.sort_by_cached_key(|(_, called)| fold(called));
            list.dedup();
        }
        let unit = |id: &str| (id.to_owned(), visit.say(&format!("manual-unit-{}", id.replace(' ', "-")), &[]));
        let period = |id: &str| (id.to_owned(), visit.say(&format!("manual-period-{id}"), &[]));
        lists.units = ["minutes", "hours", "days", "working days", "weeks", "months", "years"].map(unit).to_vec();
        lists.periods = ["week", "month", "quarter", "year"].map(period).to_vec();
        lists
    }

    fn all(&mut self) -> [&mut Choices; 8] {
        [
            &mut self.done, &mut self.nouns, &mut self.clauses, &mut self.subjects, &mut self.states, &mut self.sets, &mut self.relations, &mut self.roles,
        ]
    }
}

/// GET /manual/{document}/build/{clause}: `?form=every` goes on to its parts.
pub(super) async fn show(visit: Visit, Path((document, clause)): Path<(String, String)>) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let desk = Desk::load(&visit, &document, &clause).await?;
    let chosen = visit.query("form").unwrap_or_default();
    let form = FormState::showing(&[("form", &chosen), ("unit", "months"), ("valid_unit", "hours"), ("warn_unit", "days"), ("grace_unit", "days"), ("period", "year")]);
    Ok(page(&visit, &desk, &form, None)?.into_response())
}

/// POST /manual/{document}/build/{clause}: shows the rule, or adds it.
pub(super) async fn build(visit: Visit, Path((document, clause)): Path<(String, String)>, Typed(mut form): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let desk = Desk::load(&visit, &document, &clause).await?;
    let vocabulary = crate::vocabulary(&visit.app)?;
    let Some(line) = composed(&visit, &mut form, &vocabulary) else {
        return Ok(visit.again(page(&visit, &desk, &form, None)?));
    };
    if form.text("step") != "add" || desk.clause.rules.len() >= SLOTS.len() {
        return Ok(page(&visit, &desk, &form, Some(line))?.into_response());
    }
    let mut clause = desk.clause.clone();
    clause.rules.push(RuleLine { id: desk.new_rule_id(&[]), line });
    let mut tx = visit.begin().await?;
    store::save_clause(&mut tx, &desk.draft, &clause, desk.revision).await?;
    store::add_author(&mut tx, &desk.draft, &visit.actor()?.id).await?;
    visit.record(&mut tx, &CLAUSE_EDITED, &[("document", &document), ("edition", desk.draft.id()), ("clause", &clause.id)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go(&format!("/manual/{document}/draft/{}", clause.id), "manual-flash-rule-added"))
}

/// The rule in both languages, or what is missing beside the fields.
fn composed(visit: &Visit, form: &mut FormState, vocabulary: &Vocabulary) -> Option<Both> {
    let line = Pieces::new(form.text("form"), |name| form.text(name).to_owned()).line();
    match line {
        Err(missing) => {
            missing.into_iter().for_each(|field| form.wrong(field, Said::plain("base-form-needed")));
            None
        }
        Ok(line) => match policy::parse(&line, policy::Lang::En, vocabulary) {
            Ok(tree) => Some(Both::new(tree.text(policy::Lang::En, vocabulary), tree.text(policy::Lang::Fr, vocabulary))),
            Err(complaint) => {
                let why = complaint.message(crate::lang(visit.lang()));
                form.wrong("form", Said::plain("manual-build-unread").with("line", line).with("why", why));
                None
            }
        },
    }
}

fn page(visit: &Visit, desk: &Desk, form: &FormState, made: Option<Both>) -> Result<Html, Failure> {
    let vocabulary = crate::vocabulary(&visit.app)?;
    let tongue = crate::lang(visit.lang());
    let made = made.map(|line| {
        let means = rules::check(&line, &vocabulary).map(|tree| policy::explain(&tree, tongue, &vocabulary)).unwrap_or_default();
        (line.en, line.fr, means)
    });
    let chosen = FORMS.into_iter().find(|f| *f == form.text("form")).unwrap_or("");
    Html::draw(&Build {
        page: visit.page("manual-build-title")?,
        errors: form.errors(&visit.app.words, visit.lang()),
        document: desk.words.id.clone(),
        clause: desk.clause.id.clone(),
        title: desk.clause.title.of(visit.lang()).to_owned(),
        form: chosen.to_owned(),
        forms: FORMS.iter().map(|f| {
            ((*f).to_owned(), visit.say(&format!("manual-form-{f}"), &[]), visit.say(&format!("manual-form-{f}-hint"), &[]))
        }).collect(),
        f: Box::new(fields(|name| form.field(&visit.app.words, visit.lang(), name))),
        lists: Lists::of(visit, &vocabulary),
        made,
        full: desk.clause.rules.len() >= SLOTS.len(),
    })
}

fn fields(field: impl Fn(&'static str) -> Field) -> Fields {
    Fields {
        n: field("n"),
        unit: field("unit"),
        period: field("period"),
        done: field("done"),
        and: field("and"),
        by: field("by"),
        noun: field("noun"),
        before: field("before"),
        valid: field("valid"),
        valid_unit: field("valid_unit"),
        one_use: field("one_use"),
        subject: field("subject"),
        scope: field("scope"),
        set: field("set"),
        relation: field("relation"),
        state: field("state"),
        responsible: field("responsible"),
        inform: field("inform"),
        warn: field("warn"),
        warn_unit: field("warn_unit"),
        grace: field("grace"),
        grace_unit: field("grace_unit"),
        first_by: field("first_by"),
        except: field("except"),
    }
}
