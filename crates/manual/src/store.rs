//! Where editions lie. Everything that writes text takes a [`Draft`], and its
//! SQL asks the state once more: a published edition has no way to change.

pub mod agreed;
mod content;
pub mod devices;
pub mod names;
pub mod practices;
pub mod public;
pub mod suggestions;

use std::collections::BTreeSet;

use base::{Db, Failure, Moment};

pub use content::{content, put_words, revision, save_clause};
use content::{heads_kept, put_content};

use crate::model::{Both, ChangeKind, Document, Draft, Edition, PublishedRule, Stage, Strength, in_force};

type EditionRow = (
    String, String, String, Option<i64>, i64, Option<String>, Option<i64>, Option<String>, Option<i64>, String, Option<String>, String, String,
    Option<i64>, Option<String>, String,
);

/// The columns of an [`EditionRow`] and whatever follows.
macro_rules! editions {
    ($rest:literal) => {
        concat!(
            "select id, document_id, state, number, created_at, created_by, published_at, published_by, effective_at, reason, waiver_reason,
                    title_en, title_fr, review_asked_at, review_asked_by, change_kind from manual_edition ",
            $rest
        )
    };
}

async fn edition_of(db: &mut Db, row: EditionRow) -> Result<Edition, Failure> {
    let (id, document_id, state, number, created_at, created_by, published_at, published_by, effective_at, reason, waiver_reason, en, fr, asked_at, asked_by, kind) = row;
    let authors: Vec<String> = sqlx::query_scalar("select person_id from manual_author where edition_id = $1").bind(&id).fetch_all(&mut *db).await?;
    let superseded: Option<i64> = match number {
        Some(number) => sqlx::query_scalar("select min(effective_at) from manual_edition where document_id = $1 and number > $2")
            .bind(&document_id).bind(number).fetch_one(db).await?,
        None => None,
    };
    Ok(Edition {
        kind: ChangeKind::parse(&kind).ok_or_else(|| Failure::broken("reading an edition", &kind))?,
        discarded: state == "discarded",
        id,
        document_id,
        number,
        review_asked_at: asked_at.map(Moment),
        review_asked_by: asked_by,
        created_at: Moment(created_at),
        created_by,
        published_at: published_at.map(Moment),
        published_by,
        effective_at: effective_at.map(Moment),
        superseded_at: superseded.map(Moment),
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
pub async fn documents(db: &mut Db, now: Moment) -> Result<Vec<Edition>, Failure> {
    let ids: Vec<String> = sqlx::query_scalar("select id from manual_document").fetch_all(&mut *db).await?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(published(db, &id, now).await?);
    }
    all.sort_by(|a, b| a.title.en.cmp(&b.title.en));
    Ok(all)
}

/// The ids of all documents.
///
/// # Errors
/// When the database does.
pub async fn document_ids(db: &mut Db) -> Result<Vec<String>, Failure> {
    Ok(sqlx::query_scalar("select id from manual_document order by id").fetch_all(db).await?)
}

/// Every id of a section, clause, rule or question that another document ever used.
///
/// # Errors
/// When the database does.
pub async fn ids_elsewhere(db: &mut Db, document: &str) -> Result<BTreeSet<String>, Failure> {
    let ids: Vec<String> = sqlx::query_scalar(
        "select s.id from manual_section s join manual_edition e on e.id = s.edition_id where e.document_id <> $1
         union select c.id from manual_clause c join manual_edition e on e.id = c.edition_id where e.document_id <> $1
         union select r.id from manual_rule r join manual_edition e on e.id = r.edition_id where e.document_id <> $1
         union select q.id from manual_question q join manual_edition e on e.id = q.edition_id where e.document_id <> $1",
    )
    .bind(document)
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().collect())
}

/// The ids of the documents that were never published.
///
/// # Errors
/// When the database does.
pub async fn unpublished(db: &mut Db) -> Result<Vec<String>, Failure> {
    Ok(sqlx::query_scalar(
        "select d.id from manual_document d
         where not exists (select 1 from manual_edition e where e.document_id = d.id and e.number is not null) order by d.created_at",
    )
    .fetch_all(db)
    .await?)
}

/// The edition in force at `now`.
///
/// # Errors
/// When the database does.
pub async fn published(db: &mut Db, document: &str, now: Moment) -> Result<Option<Edition>, Failure> {
    let row: Option<EditionRow> =
        sqlx::query_as(editions!("where document_id = $1 and number is not null and effective_at <= $2 order by number desc limit 1"))
            .bind(document).bind(now.0).fetch_optional(&mut *db).await?;
    match row {
        Some(row) => edition_of(db, row).await.map(Some),
        None => Ok(None),
    }
}

/// The edition published last, in force or coming.
///
/// # Errors
/// When the database does.
pub async fn newest(db: &mut Db, document: &str) -> Result<Option<Edition>, Failure> {
    let row: Option<EditionRow> =
        sqlx::query_as(editions!("where document_id = $1 and number is not null order by number desc limit 1")).bind(document).fetch_optional(&mut *db).await?;
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
    sqlx::query(
        "insert into manual_edition (id, document_id, state, created_at, created_by, reason, title_en, title_fr, intro_en, intro_fr,
                                     words_title_en, words_title_fr, words_head_en, words_head_fr)
         values ($1, $2, 'draft', $3, $4, '', $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(edition).bind(&document.id).bind(now.0).bind(by)
    .bind(&document.title.en).bind(&document.title.fr).bind(&document.intro.en).bind(&document.intro.fr)
    .bind(title(|b| &b.en)).bind(title(|b| &b.fr)).bind(heads_kept(words, |b| &b.en)).bind(heads_kept(words, |b| &b.fr))
    .execute(&mut *db)
    .await?;
    put_content(db, edition, document).await?;
    draft(db, &document.id).await?.ok_or_else(|| Failure::broken("adding a document", edition))
}

/// Begins a draft with the words of the edition in force.
///
/// # Errors
/// [`Failure::Stale`] when somebody else began one.
pub async fn begin_draft(db: &mut Db, edition: &str, from: &Edition, by: Option<&str>, now: Moment) -> Result<Draft, Failure> {
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
        "insert into manual_clause (edition_id, id, section_id, place, revision, strength, stage, sources, audience,
                                    retired, decided_by, decided_on, decided_why, counsel, law, practices, title_en, title_fr, text_en, text_fr)
         select $1, id, section_id, place, 0, strength, stage, sources, audience, retired,
                decided_by, decided_on, decided_why, counsel, law, practices, title_en, title_fr, text_en, text_fr
         from manual_clause where edition_id = $2",
        "insert into manual_question (edition_id, id, clause_id, place, ask_en, ask_fr, choices_en, choices_fr, right_one)
         select $1, id, clause_id, place, ask_en, ask_fr, choices_en, choices_fr, right_one from manual_question where edition_id = $2",
        "insert into manual_rule (edition_id, id, clause_id, place, line_en, line_fr)
         select $1, id, clause_id, place, line_en, line_fr from manual_rule where edition_id = $2",
        "insert into manual_word (edition_id, place, term_en, term_fr, meaning_en, meaning_fr, clients_en, clients_fr)
         select $1, place, term_en, term_fr, meaning_en, meaning_fr, clients_en, clients_fr from manual_word where edition_id = $2",
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
    pub kind: ChangeKind,
    pub now: Moment,
    /// When it begins: now, or later.
    pub begins: Moment,
}

/// Publishes the draft and gives its number. It is in force from when it begins.
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
        "update manual_edition set state = 'published', number = $2, published_at = $3, published_by = $4, effective_at = $7, reason = $5, waiver_reason = $6,
                change_kind = $8
         where id = $1 and state = 'draft'",
    )
    .bind(draft.id()).bind(number).bind(publication.now.0).bind(publication.by).bind(publication.reason).bind(publication.waiver_reason)
    .bind(publication.begins.0).bind(publication.kind.id())
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

/// Asks that somebody reads the draft, or takes that back: nobody writes in it meanwhile.
///
/// # Errors
/// [`Failure::Stale`] when it is no draft any more, or is so already.
pub async fn ask_review(db: &mut Db, draft: &Draft, asked: Option<(&str, Moment)>) -> Result<(), Failure> {
    let done = sqlx::query(
        "update manual_edition set review_asked_at = $2, review_asked_by = $3
         where id = $1 and state = 'draft' and (review_asked_at is null) = (cast($2 as bigint) is not null)",
    )
    .bind(draft.id()).bind(asked.map(|(_, at)| at.0)).bind(asked.map(|(by, _)| by))
    .execute(&mut *db)
    .await?;
    if asked.is_some() {
        sqlx::query("delete from manual_look where edition_id = $1").bind(draft.id()).execute(db).await?;
    }
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// Somebody read the draft in review, and what they say of it.
#[derive(Debug, Clone)]
pub struct Look {
    pub person: String,
    pub at: Moment,
    pub words: String,
}

/// Writes down that somebody read the draft; who says so again puts the new words in place of the old.
///
/// # Errors
/// When the database does.
pub async fn add_look(db: &mut Db, draft: &Draft, look: &Look) -> Result<(), Failure> {
    sqlx::query(
        "insert into manual_look (edition_id, person_id, at, words) values ($1, $2, $3, $4)
         on conflict (edition_id, person_id) do update set at = excluded.at, words = excluded.words",
    )
    .bind(draft.id()).bind(&look.person).bind(look.at.0).bind(&look.words)
    .execute(db)
    .await?;
    Ok(())
}

/// Who read the draft, in order.
///
/// # Errors
/// When the database does.
pub async fn looks(db: &mut Db, edition: &str) -> Result<Vec<Look>, Failure> {
    let rows: Vec<(String, i64, String)> =
        sqlx::query_as("select person_id, at, words from manual_look where edition_id = $1 order by at").bind(edition).fetch_all(db).await?;
    Ok(rows.into_iter().map(|(person, at, words)| Look { person, at: Moment(at), words }).collect())
}

/// Every id of a document, section, clause, rule or question that was ever used, and the clauses that were ever published.
///
/// # Errors
/// When the database does.
pub async fn ids_used(db: &mut Db) -> Result<(BTreeSet<String>, BTreeSet<String>), Failure> {
    let taken: Vec<String> = sqlx::query_scalar(
        "select id from manual_document union select id from manual_section union select id from manual_clause
         union select id from manual_rule union select id from manual_question",
    )
    .fetch_all(&mut *db)
    .await?;
    let published: Vec<String> = sqlx::query_scalar(
        "select distinct c.id from manual_clause c join manual_edition e on e.id = c.edition_id where e.number is not null",
    )
    .fetch_all(db)
    .await?;
    Ok((taken.into_iter().collect(), published.into_iter().collect()))
}

type RuleRow = (String, String, String, String, String, String, String, i64, String, String, String);

fn rule_of(row: RuleRow, edition: i64, from: Moment, to: Option<Moment>) -> Result<PublishedRule, Failure> {
    let (id, clause_id, title_en, title_fr, line_en, line_fr, document_id, _, stage, strength, intro_en) = row;
    let stage = Stage::parse(&stage).ok_or_else(|| Failure::broken("reading a clause", &stage))?;
    let strength = Strength::parse(&strength).ok_or_else(|| Failure::broken("reading a clause", &strength))?;
    Ok(PublishedRule {
        id, clause_id, clause_title: [title_en, title_fr], line: [line_en, line_fr], document_id, edition, effective_from: from, effective_to: to, stage, strength,
        // Both languages say the same, or it had not been published.
        header: policy::Header::find(&intro_en, policy::Lang::En).unwrap_or_default(),
    })
}

async fn rules_of(db: &mut Db, edition: &str) -> Result<Vec<RuleRow>, Failure> {
    Ok(sqlx::query_as(
        "select r.id, r.clause_id, c.title_en, c.title_fr, r.line_en, r.line_fr, e.document_id, r.place, c.stage, c.strength, e.intro_en
         from manual_rule r
         join manual_clause c on c.edition_id = r.edition_id and c.id = r.clause_id
         join manual_edition e on e.id = r.edition_id
         where r.edition_id = $1 and c.retired = 0
         order by c.place, r.place",
    )
    .bind(edition)
    .fetch_all(db)
    .await?)
}

/// When the first edition of any document was published.
///
/// # Errors
/// When the database does.
pub async fn first_published(db: &mut Db) -> Result<Option<Moment>, Failure> {
    let first: Option<i64> = sqlx::query_scalar("select min(effective_at) from manual_edition where number is not null").fetch_one(db).await?;
    Ok(first.map(Moment))
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
    // After an edition that begins later, the draft could begin with it at the earliest.
    let last = editions.iter().filter(|(_, d, ..)| d == document).map(|(.., from)| *from).max().unwrap_or(now.0);
    editions.insert(after, (draft.id().to_owned(), document.clone(), number, now.0.max(last)));
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
