//! The words of an edition: sections, clauses, rules, glossary.

use base::{Db, Failure};

use crate::model::{Both, Clause, Document, Draft, Facts, Glossary, RuleLine, Section, Stage, Strength, Word};

/// Loads all words of an edition.
///
/// # Errors
/// When the database does.
pub async fn content(db: &mut Db, edition: &str) -> Result<Document, Failure> {
    type Row = (String, String, String, String, String, String, String, String, String);
    let (id, title_en, title_fr, intro_en, intro_fr, words_en, words_fr, heads_en, heads_fr): Row = sqlx::query_as(
        "select document_id, title_en, title_fr, intro_en, intro_fr, words_title_en, words_title_fr, words_head_en, words_head_fr
         from manual_edition where id = $1",
    )
    .bind(edition)
    .fetch_optional(&mut *db)
    .await?
    .ok_or(Failure::Missing)?;
    let sections = sections(db, edition).await?;
    let title = Both::new(words_en, words_fr);
    let glossary = if title == Both::default() {
        None
    } else {
        Some(Glossary { title, heads: heads(&heads_en, &heads_fr), words: words(db, edition).await? })
    };
    Ok(Document { id, title: Both::new(title_en, title_fr), intro: Both::new(intro_en, intro_fr), sections, glossary })
}

fn heads(en: &str, fr: &str) -> [Both; 2] {
    let ((term_en, meaning_en), (term_fr, meaning_fr)) = (en.split_once('|').unwrap_or((en, "")), fr.split_once('|').unwrap_or((fr, "")));
    [Both::new(term_en, term_fr), Both::new(meaning_en, meaning_fr)]
}

async fn sections(db: &mut Db, edition: &str) -> Result<Vec<Section>, Failure> {
    let rows: Vec<(String, String, String, String, String)> =
        sqlx::query_as("select id, title_en, title_fr, intro_en, intro_fr from manual_section where edition_id = $1 order by place")
            .bind(edition).fetch_all(&mut *db).await?;
    let mut all: Vec<Section> = rows.into_iter()
        .map(|(id, te, tf, ie, if_)| Section { id, title: Both::new(te, tf), intro: Both::new(ie, if_), clauses: Vec::new() }).collect();
    let mut rules = rules(db, edition).await?;
    for (section, clause) in clauses(db, edition).await? {
        let (own, others) = rules.into_iter().partition(|(of, _)| *of == clause.id);
        rules = others;
        let clause = Clause { rules: own.into_iter().map(|(_, rule)| rule).collect(), ..clause };
        if let Some(section) = all.iter_mut().find(|s| s.id == section) {
            section.clauses.push(clause);
        }
    }
    Ok(all)
}

type ClauseRow = (String, String, String, String, String, String, String, String, String, String);

async fn clauses(db: &mut Db, edition: &str) -> Result<Vec<(String, Clause)>, Failure> {
    let rows: Vec<ClauseRow> = sqlx::query_as(
        "select id, section_id, strength, stage, sources, audience, title_en, title_fr, text_en, text_fr
         from manual_clause where edition_id = $1 order by place",
    )
    .bind(edition)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(clause_of).collect()
}

fn clause_of((id, section, strength, stage, sources, audience, title_en, title_fr, text_en, text_fr): ClauseRow) -> Result<(String, Clause), Failure> {
    let list = |words: &str| words.split_whitespace().map(str::to_owned).collect();
    let facts = Facts {
        strength: Strength::parse(&strength).ok_or_else(|| Failure::broken("reading a clause", &strength))?,
        stage: Stage::parse(&stage).ok_or_else(|| Failure::broken("reading a clause", &stage))?,
        sources: list(&sources),
        audience: list(&audience),
    };
    Ok((section, Clause { id, title: Both::new(title_en, title_fr), text: Both::new(text_en, text_fr), facts, rules: Vec::new() }))
}

async fn rules(db: &mut Db, edition: &str) -> Result<Vec<(String, RuleLine)>, Failure> {
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as("select clause_id, id, line_en, line_fr from manual_rule where edition_id = $1 order by place")
            .bind(edition).fetch_all(db).await?;
    Ok(rows.into_iter().map(|(clause, id, en, fr)| (clause, RuleLine { id, line: Both::new(en, fr) })).collect())
}

async fn words(db: &mut Db, edition: &str) -> Result<Vec<Word>, Failure> {
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as("select term_en, term_fr, meaning_en, meaning_fr from manual_word where edition_id = $1 order by place")
            .bind(edition).fetch_all(db).await?;
    Ok(rows.into_iter().map(|(te, tf, me, mf)| Word { term: Both::new(te, tf), meaning: Both::new(me, mf) }).collect())
}

/// Writes the words of a new edition.
///
/// # Errors
/// When the database does, or the edition has words already.
pub(super) async fn put_content(db: &mut Db, edition: &str, document: &Document) -> Result<(), Failure> {
    let mut place = 0_i64;
    for (section, at) in document.sections.iter().zip(1_i64..) {
        sqlx::query("insert into manual_section (edition_id, id, place, title_en, title_fr, intro_en, intro_fr) values ($1, $2, $3, $4, $5, $6, $7)")
            .bind(edition).bind(&section.id).bind(at)
            .bind(&section.title.en).bind(&section.title.fr).bind(&section.intro.en).bind(&section.intro.fr)
            .execute(&mut *db)
            .await?;
        for clause in &section.clauses {
            place += 1;
            put_clause(db, edition, &section.id, place, clause).await?;
        }
    }
    for (word, at) in document.glossary.iter().flat_map(|g| &g.words).zip(1_i64..) {
        sqlx::query("insert into manual_word (edition_id, place, term_en, term_fr, meaning_en, meaning_fr) values ($1, $2, $3, $4, $5, $6)")
            .bind(edition).bind(at)
            .bind(&word.term.en).bind(&word.term.fr).bind(&word.meaning.en).bind(&word.meaning.fr)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

async fn put_clause(db: &mut Db, edition: &str, section: &str, place: i64, clause: &Clause) -> Result<(), Failure> {
    sqlx::query(
        "insert into manual_clause (edition_id, id, section_id, place, revision, strength, stage, sources, audience, title_en, title_fr, text_en, text_fr)
         values ($1, $2, $3, $4, 0, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(edition).bind(&clause.id).bind(section).bind(place)
    .bind(clause.facts.strength.id()).bind(clause.facts.stage.id()).bind(clause.facts.sources.join(" ")).bind(clause.facts.audience.join(" "))
    .bind(&clause.title.en).bind(&clause.title.fr).bind(&clause.text.en).bind(&clause.text.fr)
    .execute(&mut *db)
    .await?;
    put_rules(db, edition, clause).await
}

async fn put_rules(db: &mut Db, edition: &str, clause: &Clause) -> Result<(), Failure> {
    for (rule, at) in clause.rules.iter().zip(1_i64..) {
        sqlx::query("insert into manual_rule (edition_id, id, clause_id, place, line_en, line_fr) values ($1, $2, $3, $4, $5, $6)")
            .bind(edition).bind(&rule.id).bind(&clause.id).bind(at).bind(&rule.line.en).bind(&rule.line.fr)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// How often a clause of the draft was edited; what a form shows and gives back.
///
/// # Errors
/// When the database does.
pub async fn revision(db: &mut Db, draft: &Draft, clause: &str) -> Result<Option<i64>, Failure> {
    Ok(sqlx::query_scalar("select revision from manual_clause where edition_id = $1 and id = $2").bind(draft.id()).bind(clause).fetch_optional(db).await?)
}

/// Writes a clause of the draft, as its form was opened at `revision`.
///
/// # Errors
/// [`Failure::Stale`] when it was edited since, or the draft was published.
pub async fn save_clause(db: &mut Db, draft: &Draft, clause: &Clause, revision: i64) -> Result<(), Failure> {
    // The draft is held until the commit, so that it is not published between its words and its rules.
    sqlx::query("update manual_edition set state = state where id = $1 and state = 'draft'").bind(draft.id()).execute(&mut *db).await?;
    let done = sqlx::query(
        "update manual_clause set revision = revision + 1, strength = $3, stage = $4, title_en = $5, title_fr = $6, text_en = $7, text_fr = $8
         where edition_id = $1 and id = $2 and revision = $9
           and exists (select 1 from manual_edition e where e.id = $1 and e.state = 'draft')",
    )
    .bind(draft.id()).bind(&clause.id).bind(clause.facts.strength.id()).bind(clause.facts.stage.id())
    .bind(&clause.title.en).bind(&clause.title.fr).bind(&clause.text.en).bind(&clause.text.fr).bind(revision)
    .execute(&mut *db)
    .await?;
    if done.rows_affected() != 1 {
        return Err(Failure::Stale);
    }
    sqlx::query("delete from manual_rule where edition_id = $1 and clause_id = $2").bind(draft.id()).bind(&clause.id).execute(&mut *db).await?;
    put_rules(db, draft.id(), clause).await
}
