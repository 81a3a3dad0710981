//! The draft: begun from the newest edition, looked at as a whole, put aside.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::{Html, Page, Visit};
use base::{Db, Failure, Moment};

use super::{EDIT, Names, PUBLISH};
use crate::deeds::{DRAFT_DISCARDED, EDITION_DRAFTED};
use crate::model::{ChangeKind, Clause, Document, Draft, Edition, Section, Stage};
use crate::rules;
use crate::stale::{Stale, stale};
use crate::store;

/// A text that still names a time its rule no longer asks for.
pub(super) fn told_stale(visit: &Visit, clause: &Clause, found: &Stale) -> String {
    let now = found.now.of(visit.lang());
    let (title, lang) = (clause.title.of(visit.lang()), found.lang.id());
    if now.is_empty() {
        return visit.say(&format!("manual-stale-other-{lang}"), &[("clause", title), ("words", &found.words)]);
    }
    visit.say(&format!("manual-stale-says-{lang}"), &[("clause", title), ("now", now), ("words", &found.words)])
}

/// A section and its clauses, with the places that changed.
struct Part {
    title: String,
    clauses: Vec<Line>,
    /// So many that do not come first.
    others: usize,
}

struct Line {
    id: String,
    title: String,
    rules: usize,
    changed: bool,
    new: bool,
    /// A rule of it cannot be read or does not agree.
    broken: bool,
    /// Its words are missing in one language.
    unfinished: bool,
    retired: bool,
    /// It comes first: changed, new, to mend or to finish.
    first: bool,
}

/// Somebody who read the draft in review.
struct ShownLook {
    who: String,
    when: String,
    iso: String,
    words: String,
}

#[derive(Template)]
#[template(path = "pages/draft.html")]
struct Shown {
    page: Page,
    errors: Vec<(&'static str, String)>,
    reason: Field,
    kind: Field,
    kinds: Vec<(String, String, String)>,
    begins: Field,
    waiver: Field,
    waiver_reason: Field,
    look: Field,
    id: String,
    title: String,
    /// The edition it changes; 0 when it is the first.
    number: i64,
    /// The policy, or the shelf when there is no edition yet.
    back: String,
    begun: String,
    begun_by: String,
    authors: String,
    changed: usize,
    /// So many clauses come first, of so many.
    firsts: usize,
    total: usize,
    parts: Vec<Part>,
    /// Texts that still name an old time.
    stale: Vec<String>,
    only_author: bool,
    /// More than words changed, and somebody chose “small”.
    small: Field,
    asks_small: bool,
    may_publish: bool,
    in_review: bool,
    review_asked: String,
    review_by: String,
    looks: Vec<ShownLook>,
}

#[derive(Template)]
#[template(path = "pages/draft_none.html")]
struct NoDraft {
    page: Page,
    id: String,
    title: String,
}

/// What a draft's page and its publication both need.
pub(super) struct Desk {
    /// The edition published last, unless this is the first.
    pub edition: Option<Edition>,
    pub draft: Draft,
    pub old: Document,
    pub new: Document,
}

impl Desk {
    pub async fn load(db: &mut Db, document: &str) -> Result<Option<Self>, Failure> {
        let Some(draft) = store::draft(db, document).await? else { return Ok(None) };
        let edition = store::newest(db, document).await?;
        let old = match &edition {
            Some(edition) => store::content(db, &edition.id).await?,
            None => Document::default(),
        };
        let new = store::content(db, draft.id()).await?;
        Ok(Some(Self { edition, draft, old, new }))
    }

    /// Clauses whose words still name a time that a rule of theirs no longer asks for.
    fn stale(&self) -> impl Iterator<Item = (&Clause, Stale)> {
        self.new.clauses().filter_map(|now| Some((now, self.old.clause(&now.id)?)))
            .flat_map(|(now, was)| stale(was, now).into_iter().map(move |found| (now, found)))
    }
}

/// GET /manual/{document}/draft
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    Ok(draft_page(&visit, &id, &FormState::showing(&[("kind", ChangeKind::Material.id())])).await?.into_response())
}

pub(super) async fn draft_page(visit: &Visit, id: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let page = visit.page("manual-draft-title")?;
    let lang = visit.lang();
    let Some(desk) = Desk::load(&mut db, id).await? else {
        let edition = store::newest(&mut db, id).await?.ok_or(Failure::Missing)?;
        return Html::draw(&NoDraft { page, id: id.to_owned(), title: edition.title.of(lang).to_owned() });
    };
    let looks = store::looks(&mut db, desk.draft.id()).await?;
    let mut names = Names::load(visit, &mut db, [desk.draft.edition()]).await?;
    names.add(&mut db, looks.iter().map(|l| &l.person).chain(&desk.draft.edition().review_asked_by)).await?;
    drop(db);
    let parts = parts(visit, &desk)?;
    let field = |name| form.field(&visit.app.words, lang, name);
    let draft = desk.draft.edition();
    let say = |moment: Option<Moment>| moment.map(|at| page.moment(&at)).unwrap_or_default();
    Html::draw(&Shown {
        errors: form.errors(&visit.app.words, lang),
        reason: field("reason"),
        kind: field("kind"),
        kinds: ChangeKind::ALL.iter().map(|k| {
            (k.id().to_owned(), visit.say(&format!("manual-kind-{}", k.id()), &[]), visit.say(&format!("manual-kind-{}-hint", k.id()), &[]))
        }).collect(),
        begins: field("begins"),
        waiver: field("waiver"),
        waiver_reason: field("waiver_reason"),
        look: field("look"),
        id: id.to_owned(),
        title: desk.new.title.of(lang).to_owned(),
        number: desk.edition.as_ref().and_then(|e| e.number).unwrap_or(0),
        back: if desk.edition.is_some() { format!("/manual/{id}") } else { "/manual".to_owned() },
        begun: page.moment(&draft.created_at),
        begun_by: names.of(draft.created_by.as_ref()).to_owned(),
        authors: names.list(&draft.authors),
        changed: parts.iter().flat_map(|p| &p.clauses).filter(|c| c.changed || c.new).count(),
        firsts: parts.iter().flat_map(|p| &p.clauses).filter(|c| c.first).count(),
        total: parts.iter().map(|p| p.clauses.len()).sum(),
        parts,
        stale: desk.stale().map(|(clause, found)| told_stale(visit, clause, &found)).collect(),
        only_author: desk.draft.is_alone(&visit.actor()?.id, &looks.iter().map(|l| l.person.clone()).collect::<Vec<_>>()),
        asks_small: field("small").error.is_some() || form.ticked("small"),
        small: field("small"),
        may_publish: visit.may(PUBLISH, &[]),
        in_review: desk.draft.in_review(),
        review_asked: say(draft.review_asked_at),
        review_by: names.of(draft.review_asked_by.as_ref()).to_owned(),
        looks: looks.iter().map(|l| ShownLook { who: names.of(Some(&l.person)).to_owned(), when: page.moment(&l.at), iso: super::iso(l.at), words: l.words.clone() }).collect(),
        page,
    })
}

fn parts(visit: &Visit, desk: &Desk) -> Result<Vec<Part>, Failure> {
    let (lang, vocabulary) = (visit.lang(), crate::rules::words_here(&visit.app, &desk.new)?);
    let lines = |section: &Section| -> Vec<Line> {
        section.clauses.iter().map(|c| {
            let was = desk.old.clause(&c.id);
            let (changed, new) = (was.is_some_and(|was| was != c), was.is_none() && desk.edition.is_some());
            let broken = c.rules.iter().any(|rule| rules::check(&rule.line, &vocabulary).is_err());
            let unfinished = c.text.en.is_empty() || c.text.fr.is_empty();
            Line {
                id: c.id.clone(),
                title: c.title.of(lang).to_owned(),
                rules: c.rules.len(),
                retired: c.facts.stage == Stage::Retired,
                first: changed || new || broken || unfinished,
                changed, new, broken, unfinished,
            }
        }).collect()
    };
    Ok(desk.new.sections.iter().map(|section| {
        let clauses = lines(section);
        Part { title: section.title.of(lang).to_owned(), others: clauses.iter().filter(|c| !c.first).count(), clauses }
    }).collect())
}

/// POST /manual/{document}/draft: begins a draft, or finds the one there is;
/// with `clause`, goes on to that clause.
pub(super) async fn begin(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let actor = visit.actor()?.id.clone();
    visit.app.matrix.grant(EDIT, visit.actor()?, &[])?;
    let mut tx = visit.begin().await?;
    let edition = store::newest(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    let clause = form.text("clause").to_owned();
    let there = store::draft(&mut tx, &id).await?;
    let in_review = there.as_ref().is_some_and(Draft::in_review);
    let was_there = there.is_some();
    let draft = match there {
        Some(draft) => draft,
        None => {
            let draft = store::begin_draft(&mut tx, &visit.app.id()?, &edition, Some(&actor), visit.now()).await?;
            visit.record(&mut tx, &EDITION_DRAFTED, &[("document", &id), ("edition", draft.id())], &[]).await?;
            draft
        }
    };
    let words = store::content(&mut tx, draft.id()).await?;
    tx.commit().await?;
    let flash = match (in_review, was_there) {
        (true, _) => "manual-flash-in-review",
        (false, true) => "manual-flash-draft-there",
        (false, false) => "manual-flash-drafted",
    };
    let path = if words.clause(&clause).is_some() && !in_review { format!("/manual/{id}/draft/{clause}") } else { format!("/manual/{id}/draft") };
    Ok(visit.go(&path, flash))
}

/// POST /manual/{document}/discard
pub(super) async fn discard(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    visit.app.matrix.grant(PUBLISH, visit.actor()?, &[])?;
    let mut tx = visit.begin().await?;
    let draft = store::draft(&mut tx, &id).await?.ok_or(Failure::Stale)?;
    store::discard(&mut tx, &draft).await?;
    visit.record(&mut tx, &DRAFT_DISCARDED, &[("document", &id), ("edition", draft.id())], &[]).await?;
    let published = store::newest(&mut tx, &id).await?.is_some();
    tx.commit().await?;
    Ok(visit.go(&if published { format!("/manual/{id}") } else { "/manual".to_owned() }, "manual-flash-discarded"))
}
