//! The words of an edition: sections, clauses, rules, glossary.

use std::collections::HashMap;

use base::{Db, Failure};

use crate::model::{Both, Clause, Decision, Document, Draft, Facts, Glossary, Question, RuleLine, Section, Stage, Strength, Word};

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

fn heads(en: &str, fr: &str) -> [Both; 3] {
    let cell = |all: &str, place: usize| all.split('|').nth(place).unwrap_or("").to_owned();
    [0, 1, 2].map(|place| Both::new(cell(en, place), cell(fr, place)))
}

/// The heads of a word list as a column keeps them, a bar between.
pub(super) fn heads_kept(glossary: Option<&Glossary>, of: fn(&Both) -> &str) -> String {
    glossary.map_or_else(String::new, |g| g.heads.iter().map(of).map(|h| h.replace('|', "/")).collect::<Vec<_>>().join("|"))
}

async fn sections(db: &mut Db, edition: &str) -> Result<Vec<Section>, Failure> {
    let rows: Vec<(String, String, String, String, String)> =
        sqlx::query_as("select id, title_en, title_fr, intro_en, intro_fr from manual_section where edition_id = $1 order by place")
            .bind(edition).fetch_all(&mut *db).await?;
    let mut all: Vec<Section> = rows.into_iter()
        .map(|(id, te, tf, ie, if_)| Section { id, title: Both::new(te, tf), intro: Both::new(ie, if_), clauses: Vec::new() }).collect();
    let mut rules = rules(db, edition).await?;
    let mut questions = questions(db, edition).await?;
    for (section, clause) in clauses(db, edition).await? {
        let clause = Clause {
            rules: rules.extract_if(.., |(of, _)| *of == clause.id).map(|(_, rule)| rule).collect(),
            questions: questions.extract_if(.., |(of, _)| *of == clause.id).map(|(_, question)| question).collect(),
            ..clause
        };
        if let Some(section) = all.iter_mut().find(|s| s.id == section) {
            section.clauses.push(clause);
        }
    }
    Ok(all)
}

type ClauseRow = (
    String, String, String, String, String, String, String, String, String, String, String, String, String, String, String, String,
);

async fn clauses(db: &mut Db, edition: &str) -> Result<Vec<(String, Clause)>, Failure> {
    let rows: Vec<ClauseRow> = sqlx::query_as(
        "select id, section_id, strength, case when retired = 1 then 'retired' else stage end, sources, audience, decided_by, decided_on, decided_why, counsel, law, practices,
                title_en, title_fr, text_en, text_fr
         from manual_clause where edition_id = $1 order by place",
    )
    .bind(edition)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(clause_of).collect()
}

fn clause_of(row: ClauseRow) -> Result<(String, Clause), Failure> {
    let (id, section, strength, stage, sources, audience, by, on, why, counsel, law, practices, title_en, title_fr, text_en, text_fr) = row;
    let list = |words: &str| words.split_whitespace().map(str::to_owned).collect();
    let facts = Facts {
        strength: Strength::parse(&strength).ok_or_else(|| Failure::broken("reading a clause", &strength))?,
        stage: Stage::parse(&stage).ok_or_else(|| Failure::broken("reading a clause", &stage))?,
        sources: list(&sources),
        audience: list(&audience),
        decision: Decision { by, on, why, counsel, law },
        practices: list(&practices),
    };
    let (title, text) = (Both::new(title_en, title_fr), Both::new(text_en, text_fr));
    Ok((section, Clause { id, title, text, facts, rules: Vec::new(), questions: Vec::new() }))
}

async fn questions(db: &mut Db, edition: &str) -> Result<Vec<(String, Question)>, Failure> {
    type Row = (String, String, String, String, String, String, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "select clause_id, id, ask_en, ask_fr, choices_en, choices_fr, right_one from manual_question where edition_id = $1 order by place",
    )
    .bind(edition)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(clause, id, ask_en, ask_fr, en, fr, right)| {
        let choices = en.lines().zip(fr.lines()).map(|(e, f)| Both::new(e, f)).collect();
        (clause, Question { id, ask: Both::new(ask_en, ask_fr), choices, right: usize::try_from(right).unwrap_or(1) })
    }).collect())
}

async fn rules(db: &mut Db, edition: &str) -> Result<Vec<(String, RuleLine)>, Failure> {
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as("select clause_id, id, line_en, line_fr from manual_rule where edition_id = $1 order by place")
            .bind(edition).fetch_all(db).await?;
    Ok(rows.into_iter().map(|(clause, id, en, fr)| (clause, RuleLine { id, line: Both::new(en, fr) })).collect())
}

async fn words(db: &mut Db, edition: &str) -> Result<Vec<Word>, Failure> {
    let rows: Vec<(String, String, String, String, String, String)> =
        sqlx::query_as("select term_en, term_fr, meaning_en, meaning_fr, clients_en, clients_fr from manual_word where edition_id = $1 order by place")
            .bind(edition).fetch_all(db).await?;
    Ok(rows.into_iter()
        .map(|(te, tf, me, mf, ce, cf)| Word { term: Both::new(te, tf), meaning: Both::new(me, mf), clients: Both::new(ce, cf) }).collect())
}

/// Writes the words of a new edition.
///
/// # Errors
/// When the database does, or the edition has words already.
pub(super) async fn put_content(db: &mut Db, edition: &str, document: &Document) -> Result<(), Failure> {
    put_parts(db, edition, document, &HashMap::new()).await
}

/// Puts these words in place of all words of the draft. A clause that says what it said keeps
/// the count of its edits, so that a form that is open elsewhere can still be saved.
///
/// # Errors
/// [`Failure::Stale`] when the draft was published or sent for review.
pub async fn put_words(db: &mut Db, draft: &Draft, document: &Document) -> Result<(), Failure> {
    hold(db, draft).await?;
    let before = content(db, draft.id()).await?;
    let counted: Vec<(String, i64)> = sqlx::query_as("select id, revision from manual_clause where edition_id = $1").bind(draft.id()).fetch_all(&mut *db).await?;
    let revisions = counted.into_iter().map(|(id, count)| {
        let changed = document.clause(&id) != before.clause(&id);
        (id, count + i64::from(changed))
    }).collect();
    for table in [
        "delete from manual_rule where edition_id = $1", "delete from manual_question where edition_id = $1", "delete from manual_clause where edition_id = $1",
        "delete from manual_section where edition_id = $1", "delete from manual_word where edition_id = $1",
    ] {
        sqlx::query(table).bind(draft.id()).execute(&mut *db).await?;
    }
    let words = document.glossary.as_ref();
    let title = |of: fn(&Both) -> &str| words.map_or("", |g| of(&g.title)).to_owned();
    sqlx::query(
        "update manual_edition set title_en = $2, title_fr = $3, intro_en = $4, intro_fr = $5, words_title_en = $6, words_title_fr = $7,
                words_head_en = $8, words_head_fr = $9
         where id = $1",
    )
    .bind(draft.id()).bind(&document.title.en).bind(&document.title.fr).bind(&document.intro.en).bind(&document.intro.fr)
    .bind(title(|b| &b.en)).bind(title(|b| &b.fr)).bind(heads_kept(words, |b| &b.en)).bind(heads_kept(words, |b| &b.fr))
    .execute(&mut *db)
    .await?;
    put_parts(db, draft.id(), document, &revisions).await
}

/// Holds the draft until the commit, so that it is not published or sent for review meanwhile.
async fn hold(db: &mut Db, draft: &Draft) -> Result<(), Failure> {
    let done = sqlx::query("update manual_edition set state = state where id = $1 and state = 'draft' and review_asked_at is null")
        .bind(draft.id()).execute(db).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

async fn put_parts(db: &mut Db, edition: &str, document: &Document, revisions: &HashMap<String, i64>) -> Result<(), Failure> {
    let mut place = 0_i64;
    for (section, at) in document.sections.iter().zip(1_i64..) {
        sqlx::query("insert into manual_section (edition_id, id, place, title_en, title_fr, intro_en, intro_fr) values ($1, $2, $3, $4, $5, $6, $7)")
            .bind(edition).bind(&section.id).bind(at)
            .bind(&section.title.en).bind(&section.title.fr).bind(&section.intro.en).bind(&section.intro.fr)
            .execute(&mut *db)
            .await?;
        for clause in &section.clauses {
            place += 1;
            let revision = revisions.get(&clause.id).copied().unwrap_or(0);
            put_clause(db, edition, (&section.id, place, revision), clause).await?;
        }
    }
    for (word, at) in document.glossary.iter().flat_map(|g| &g.words).zip(1_i64..) {
        sqlx::query(
            "insert into manual_word (edition_id, place, term_en, term_fr, meaning_en, meaning_fr, clients_en, clients_fr)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(edition).bind(at)
        .bind(&word.term.en).bind(&word.term.fr).bind(&word.meaning.en).bind(&word.meaning.fr).bind(&word.clients.en).bind(&word.clients.fr)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

async fn put_clause(db: &mut Db, edition: &str, (section, place, revision): (&str, i64, i64), clause: &Clause) -> Result<(), Failure> {
    let (facts, decision) = (&clause.facts, &clause.facts.decision);
    sqlx::query(
        "insert into manual_clause (edition_id, id, section_id, place, revision, strength, stage, sources, audience,
                                    decided_by, decided_on, decided_why, counsel, law, practices, title_en, title_fr, text_en, text_fr, retired)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
    )
    .bind(edition).bind(&clause.id).bind(section).bind(place).bind(revision)
    .bind(facts.strength.id()).bind(stage_kept(facts.stage)).bind(facts.sources.join(" ")).bind(facts.audience.join(" "))
    .bind(&decision.by).bind(&decision.on).bind(&decision.why).bind(&decision.counsel).bind(&decision.law).bind(facts.practices.join(" "))
    .bind(&clause.title.en).bind(&clause.title.fr).bind(&clause.text.en).bind(&clause.text.fr).bind(i64::from(facts.stage == Stage::Retired))
    .execute(&mut *db)
    .await?;
    put_rules(db, edition, clause).await
}

/// The column beside `retired`: a retired clause keeps a live word there.
const fn stage_kept(stage: Stage) -> &'static str {
    match stage {
        Stage::Practice => Stage::Practice.id(),
        Stage::Policy | Stage::Retired => Stage::Policy.id(),
    }
}

/// The rules and the questions of a clause.
async fn put_rules(db: &mut Db, edition: &str, clause: &Clause) -> Result<(), Failure> {
    for (rule, at) in clause.rules.iter().zip(1_i64..) {
        sqlx::query("insert into manual_rule (edition_id, id, clause_id, place, line_en, line_fr) values ($1, $2, $3, $4, $5, $6)")
            .bind(edition).bind(&rule.id).bind(&clause.id).bind(at).bind(&rule.line.en).bind(&rule.line.fr)
            .execute(&mut *db)
            .await?;
    }
    for (question, at) in clause.questions.iter().zip(1_i64..) {
        let lines = |of: fn(&Both) -> &str| question.choices.iter().map(of).collect::<Vec<_>>().join("\n");
        sqlx::query(
            "insert into manual_question (edition_id, id, clause_id, place, ask_en, ask_fr, choices_en, choices_fr, right_one)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(edition).bind(&question.id).bind(&clause.id).bind(at).bind(&question.ask.en).bind(&question.ask.fr)
        .bind(lines(|b| &b.en)).bind(lines(|b| &b.fr)).bind(i64::try_from(question.right).unwrap_or(1))
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
/// [`Failure::Stale`] when it was edited since, or the draft was published or sent for review.
pub async fn save_clause(db: &mut Db, draft: &Draft, clause: &Clause, revision: i64) -> Result<(), Failure> {
    // The draft is held until the commit, so that it is not published between its words and its rules.
    hold(db, draft).await?;
    let (facts, decision) = (&clause.facts, &clause.facts.decision);
    let done = sqlx::query(
        "update manual_clause set revision = revision + 1, strength = $3, stage = $4, title_en = $5, title_fr = $6, text_en = $7, text_fr = $8,
                sources = $10, audience = $11, decided_by = $12, decided_on = $13, decided_why = $14, counsel = $15, law = $16, practices = $17, retired = $18
         where edition_id = $1 and id = $2 and revision = $9",
    )
    .bind(draft.id()).bind(&clause.id).bind(facts.strength.id()).bind(stage_kept(facts.stage))
    .bind(&clause.title.en).bind(&clause.title.fr).bind(&clause.text.en).bind(&clause.text.fr).bind(revision)
    .bind(facts.sources.join(" ")).bind(facts.audience.join(" "))
    .bind(&decision.by).bind(&decision.on).bind(&decision.why).bind(&decision.counsel).bind(&decision.law).bind(facts.practices.join(" "))
    .bind(i64::from(facts.stage == Stage::Retired))
    .execute(&mut *db)
    .await?;
    if done.rows_affected() != 1 {
        return Err(Failure::Stale);
    }
    for old in ["delete from manual_rule where edition_id = $1 and clause_id = $2", "delete from manual_question where edition_id = $1 and clause_id = $2"] {
        sqlx::query(old).bind(draft.id()).bind(&clause.id).execute(&mut *db).await?;
    }
    put_rules(db, draft.id(), clause).await
}
