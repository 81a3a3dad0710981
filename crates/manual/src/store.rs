//! Where editions lie. Everything that writes text takes a [`Draft`], and its
//! SQL asks the state once more: a published edition has no way to change.

mod content;
pub mod names;

use std::collections::BTreeSet;

use base::{Db, Failure, Moment};

pub use content::{content, revision, save_clause};
use content::put_content;

use crate::model::{Both, Document, Draft, Edition, PublishedRule, Stage, State, in_force};

type EditionRow = (String, String, String, Option<i64>, i64, Option<String>, Option<i64>, Option<String>, Option<i64>, String, Option<String>, String, String);

/// The columns of an [`EditionRow`] and whatever follows.
macro_rules! editions {
    ($rest:literal) => {
        concat!(
            "select id, document_id, state, number, created_at, created_by, published_at, published_by, effective_at, reason, waiver_reason,
                    title_en, title_fr from manual_edition ",
            $rest
        )
    };
}

async fn edition_of(db: &mut Db, row: EditionRow) -> Result<Edition, Failure> {
    let (id, document_id, state, number, created_at, created_by, published_at, published_by, effective_at, reason, waiver_reason, en, fr) = row;
    let authors: Vec<String> = sqlx::query_scalar("select person_id from manual_author where edition_id = $1").bind(&id).fetch_all(db).await?;
    Ok(Edition {
        state: State::parse(&state).ok_or_else(|| Failure::broken("reading an edition", &state))?,
        id,
        document_id,
        number,
        created_at: Moment(created_at),
        created_by,
        published_at: published_at.map(Moment),
        published_by,
        effective_at: effective_at.map(Moment),
        reason,
        waiver_reason,
        title: Both::new(en, fr),
        authors: authors.into_iter().collect::<BTreeSet<_>>(),
    })
}

/// The edition in force of each document, by title.
///
/// # Errors
/// When the database does.
pub async fn documents(db: &mut Db) -> Result<Vec<Edition>, Failure> {
    let rows: Vec<EditionRow> = sqlx::query_as(editions!("where state = 'published' order by title_en")).fetch_all(&mut *db).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(edition_of(db, row).await?);
    }
    Ok(all)
}

/// The edition in force.
///
/// # Errors
/// When the database does.
pub async fn published(db: &mut Db, document: &str) -> Result<Option<Edition>, Failure> {
    let row: Option<EditionRow> =
        sqlx::query_as(editions!("where document_id = $1 and state = 'published'")).bind(document).fetch_optional(&mut *db).await?;
    match row {
        Some(row) => edition_of(db, row).await.map(Some),
        None => Ok(None),
    }
}

/// The draft being written, if there is one.
///
/// # Errors
/// When the database does.
pub async fn draft(db: &mut Db, document: &str) -> Result<Option<Draft>, Failure> {
    let row: Option<EditionRow> =
        sqlx::query_as(editions!("where document_id = $1 and state = 'draft'")).bind(document).fetch_optional(&mut *db).await?;
    match row {
        Some(row) => Ok(Draft::of(edition_of(db, row).await?)),
        None => Ok(None),
    }
}

/// Every edition that was ever published, newest first.
///
/// # Errors
/// When the database does.
pub async fn editions(db: &mut Db, document: &str) -> Result<Vec<Edition>, Failure> {
    let rows: Vec<EditionRow> =
        sqlx::query_as(editions!("where document_id = $1 and number is not null order by number desc")).bind(document).fetch_all(&mut *db).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(edition_of(db, row).await?);
    }
    Ok(all)
}

/// Adds a document nobody has yet, and its first draft with these words.
///
/// # Errors
/// [`Failure::Stale`] when there is such a document already.
pub async fn add_document(db: &mut Db, edition: &str, document: &Document, by: Option<&str>, now: Moment) -> Result<Draft, Failure> {
    sqlx::query("insert into manual_document (id, created_at) values ($1, $2)").bind(&document.id).bind(now.0).execute(&mut *db).await?;
    let words = document.glossary.as_ref();
    let title = |of: fn(&Both) -> &str| words.map_or("", |g| of(&g.title)).to_owned();
    let heads = |of: fn(&Both) -> &str| words.map_or_else(String::new, |g| g.heads.iter().map(of).collect::<Vec<_>>().join("|"));
    sqlx::query(
        "insert into manual_edition (id, document_id, state, created_at, created_by, reason, title_en, title_fr, intro_en, intro_fr,
                                     words_title_en, words_title_fr, words_head_en, words_head_fr)
         values ($1, $2, 'draft', $3, $4, '', $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(edition).bind(&document.id).bind(now.0).bind(by)
    .bind(&document.title.en).bind(&document.title.fr).bind(&document.intro.en).bind(&document.intro.fr)
    .bind(title(|b| &b.en)).bind(title(|b| &b.fr)).bind(heads(|b| &b.en)).bind(heads(|b| &b.fr))
    .execute(&mut *db)
    .await?;
    put_content(db, edition, document).await?;
    draft(db, &document.id).await?.ok_or_else(|| Failure::broken("adding a document", edition))
}

/// Begins a draft with the words of the edition in force.
///
/// # Errors
/// [`Failure::Stale`] when somebody else began one.
pub async fn begin_draft(db: &mut Db, edition: &str, from: &Edition, by: &str, now: Moment) -> Result<Draft, Failure> {
    sqlx::query(
        "insert into manual_edition (id, document_id, state, based_on, created_at, created_by, reason, title_en, title_fr, intro_en, intro_fr,
                                     words_title_en, words_title_fr, words_head_en, words_head_fr)
         select $1, document_id, 'draft', id, $2, $3, '', title_en, title_fr, intro_en, intro_fr,
                words_title_en, words_title_fr, words_head_en, words_head_fr
         from manual_edition where id = $4",
    )
    .bind(edition).bind(now.0).bind(by).bind(&from.id)
    .execute(&mut *db)
    .await?;
    for copy in [
        "insert into manual_section (edition_id, id, place, title_en, title_fr, intro_en, intro_fr)
         select $1, id, place, title_en, title_fr, intro_en, intro_fr from manual_section where edition_id = $2",
        "insert into manual_clause (edition_id, id, section_id, place, revision, strength, stage, sources, audience, title_en, title_fr, text_en, text_fr)
         select $1, id, section_id, place, 0, strength, stage, sources, audience, title_en, title_fr, text_en, text_fr
         from manual_clause where edition_id = $2",
        "insert into manual_rule (edition_id, id, clause_id, place, line_en, line_fr)
         select $1, id, clause_id, place, line_en, line_fr from manual_rule where edition_id = $2",
        "insert into manual_word (edition_id, place, term_en, term_fr, meaning_en, meaning_fr)
         select $1, place, term_en, term_fr, meaning_en, meaning_fr from manual_word where edition_id = $2",
    ] {
        sqlx::query(copy).bind(edition).bind(&from.id).execute(&mut *db).await?;
    }
    draft(db, &from.document_id).await?.ok_or_else(|| Failure::broken("beginning a draft", edition))
}

/// Remembers that this person wrote in the draft.
///
/// # Errors
/// When the database does.
pub async fn add_author(db: &mut Db, draft: &Draft, person: &str) -> Result<(), Failure> {
    sqlx::query("insert into manual_author (edition_id, person_id) values ($1, $2) on conflict do nothing")
        .bind(draft.id()).bind(person)
        .execute(db)
        .await?;
    Ok(())
}

/// What is known of a publication beside the text.
#[derive(Debug, Clone, Copy)]
pub struct Publication<'a> {
    pub by: Option<&'a str>,
    pub reason: &'a str,
    pub waiver_reason: Option<&'a str>,
    pub now: Moment,
}

/// Puts the draft in force from now on and gives its number.
///
/// # Errors
/// [`Failure::Stale`] when somebody was faster.
pub async fn publish(db: &mut Db, draft: &Draft, publication: Publication<'_>) -> Result<i64, Failure> {
    let document = &draft.edition().document_id;
    let last: Option<i64> =
        sqlx::query_scalar("select max(number) from manual_edition where document_id = $1").bind(document).fetch_one(&mut *db).await?;
    let number = last.unwrap_or(0) + 1;
    sqlx::query("update manual_edition set state = 'superseded' where document_id = $1 and state = 'published'").bind(document).execute(&mut *db).await?;
    let done = sqlx::query(
        "update manual_edition set state = 'published', number = $2, published_at = $3, published_by = $4, effective_at = $3, reason = $5, waiver_reason = $6
         where id = $1 and state = 'draft'",
    )
    .bind(draft.id()).bind(number).bind(publication.now.0).bind(publication.by).bind(publication.reason).bind(publication.waiver_reason)
    .execute(db)
    .await?;
    if done.rows_affected() == 1 { Ok(number) } else { Err(Failure::Stale) }
}

/// Puts the draft aside. Its words stay in the database; nothing is done with them.
///
/// # Errors
/// [`Failure::Stale`] when it is no draft any more.
pub async fn discard(db: &mut Db, draft: &Draft) -> Result<(), Failure> {
    let done = sqlx::query("update manual_edition set state = 'discarded' where id = $1 and state = 'draft'").bind(draft.id()).execute(db).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// Writes that this person accepts this edition; saying so again keeps the first time.
///
/// # Errors
/// When the database does.
pub async fn acknowledge(db: &mut Db, person: &str, edition: &Edition, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into manual_acknowledgement (person_id, edition_id, at) values ($1, $2, $3) on conflict do nothing")
        .bind(person).bind(&edition.id).bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}

/// When this person accepted this edition.
///
/// # Errors
/// When the database does.
pub async fn acknowledged_at(db: &mut Db, person: &str, edition: &Edition) -> Result<Option<Moment>, Failure> {
    let at: Option<i64> = sqlx::query_scalar("select at from manual_acknowledgement where person_id = $1 and edition_id = $2")
        .bind(person).bind(&edition.id)
        .fetch_optional(db)
        .await?;
    Ok(at.map(Moment))
}

type RuleRow = (String, String, String, String, String, String, String, i64, String);

fn rule_of(row: RuleRow, edition: i64, from: Moment, to: Option<Moment>) -> Result<PublishedRule, Failure> {
    let (id, clause_id, title_en, title_fr, line_en, line_fr, document_id, _, stage) = row;
    let stage = Stage::parse(&stage).ok_or_else(|| Failure::broken("reading a clause", &stage))?;
    Ok(PublishedRule {
        id, clause_id, clause_title: [title_en, title_fr], line: [line_en, line_fr], document_id, edition, effective_from: from, effective_to: to, stage,
    })
}

async fn rules_of(db: &mut Db, edition: &str) -> Result<Vec<RuleRow>, Failure> {
    Ok(sqlx::query_as(
        "select r.id, r.clause_id, c.title_en, c.title_fr, r.line_en, r.line_fr, e.document_id, r.place, c.stage
         from manual_rule r
         join manual_clause c on c.edition_id = r.edition_id and c.id = r.clause_id
         join manual_edition e on e.id = r.edition_id
         where r.edition_id = $1
         order by c.place, r.place",
    )
    .bind(edition)
    .fetch_all(db)
    .await?)
}

/// An edition that counts, and from when.
type Counted = (String, String, i64, i64);

/// Every rule of every published edition, with the time it was in force.
///
/// # Errors
/// When the database does.
pub async fn published_rules(db: &mut Db) -> Result<Vec<PublishedRule>, Failure> {
    let editions = counted(db).await?;
    rules_of_all(db, &editions).await
}

/// What [`published_rules`] would say if the draft had been published at `now`.
///
/// # Errors
/// When the database does.
pub async fn rules_with_draft(db: &mut Db, draft: &Draft, now: Moment) -> Result<Vec<PublishedRule>, Failure> {
    let mut editions = counted(db).await?;
    let document = &draft.edition().document_id;
    let after = editions.iter().rposition(|(_, d, ..)| d == document).map_or(editions.len(), |place| place + 1);
    let number = editions.iter().filter(|(_, d, ..)| d == document).map(|(_, _, number, _)| number + 1).max().unwrap_or(1);
    editions.insert(after, (draft.id().to_owned(), document.clone(), number, now.0));
    rules_of_all(db, &editions).await
}

async fn counted(db: &mut Db) -> Result<Vec<Counted>, Failure> {
    Ok(sqlx::query_as("select id, document_id, number, effective_at from manual_edition where number is not null order by document_id, number")
        .fetch_all(db)
        .await?)
}

async fn rules_of_all(db: &mut Db, editions: &[Counted]) -> Result<Vec<PublishedRule>, Failure> {
    let mut each = Vec::new();
    for (place, (id, document, number, from)) in editions.iter().enumerate() {
        let next = editions.get(place + 1).filter(|(_, d, ..)| d == document).map(|(.., at)| Moment(*at));
        for row in rules_of(db, id).await? {
            each.push(rule_of(row, *number, Moment(*from), next)?);
        }
    }
    Ok(in_force(each))
}
