//! The manual as files: out, in, and checked, so that it can live in a folder of its own
//! under version control. What was written out reads in letter for letter.

use std::collections::BTreeSet;

use base::words::{Lang, Words};
use base::{App, Db, Failure, Said};
use policy::Vocabulary;

use crate::deeds::{EDITION_DRAFTED, MANUAL_IMPORTED};
use crate::format;
use crate::model::Document;
use crate::rules::{self, Wrong};
use crate::store;

/// Something in a file that does not hold, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub lang: Lang,
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    pub said: String,
}

/// Reads a document from its English and its French file: the format, then each rule in both languages.
///
/// # Errors
/// Everything that does not hold, in the order of the lines, English first; said in `lang`.
pub fn check(en: &str, fr: &str, vocabulary: &Vocabulary, words: &Words, lang: Lang) -> Result<Document, Vec<Finding>> {
    let said = |what: &Said| words.said(lang, what);
    let document = format::read(en, fr)
        .map_err(|all| all.iter().map(|p| Finding { lang: p.lang, line: p.line, column: 1, said: said(&p.what) }).collect::<Vec<_>>())?;
    let mut found = Vec::new();
    let vocabulary = &rules::words_of(&document, vocabulary);
    let opening = rules::header_of(&document.intro).err().map(|wrong| (document.id.as_str(), wrong));
    let rules = document.clauses().flat_map(|c| &c.rules);
    let broken = rules.filter_map(|rule| Some((rule.id.as_str(), rules::check(&rule.line, vocabulary).err()?)));
    for (id, all) in opening.into_iter().chain(broken) {
        let place = |of: Lang| line_of(if of == Lang::En { en } else { fr }, id);
        for wrong in all {
            found.push(match wrong {
                Wrong::Unread(of, complaint) => {
                    Finding { lang: of, line: place(of), column: complaint.column(), said: complaint.message(crate::lang(lang)) }
                }
                Wrong::Differ(what) => {
                    let what: Vec<String> = what.iter().map(|id| words.say(lang, id, &[])).collect();
                    let what = crate::lang(lang).list(&what);
                    let said = said(&Said::plain("manual-check-differs").with("rule", id).with("what", what));
                    Finding { lang: Lang::Fr, line: place(Lang::Fr), column: 1, said }
                }
            });
        }
    }
    found.sort_by_key(|f| (f.lang == Lang::Fr, f.line, f.column));
    if found.is_empty() { Ok(document) } else { Err(found) }
}

/// The line of a rule, under its fence.
fn line_of(text: &str, rule: &str) -> usize {
    let fence = format!("~~~rule {rule}");
    text.lines().position(|l| l.trim_end() == fence).map_or(1, |place| place + 2)
}

/// Which words of a document are written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    InForce,
    Draft,
    Edition(i64),
}

/// The documents there are, with the wanted words: those in force, the draft, or an edition.
///
/// # Errors
/// When the database does.
pub async fn export(db: &mut Db, app: &App, which: Which) -> Result<Vec<Document>, Failure> {
    let mut all = Vec::new();
    for id in store::document_ids(db).await? {
        let edition = match which {
            Which::InForce => store::published(db, &id, app.now()).await?.map(|e| e.id),
            Which::Draft => store::draft(db, &id).await?.map(|d| d.id().to_owned()),
            Which::Edition(number) => store::editions(db, &id).await?.into_iter().find(|e| e.number == Some(number)).map(|e| e.id),
        };
        if let Some(edition) = edition {
            all.push(store::content(db, &edition).await?);
        }
    }
    Ok(all)
}

/// What [`import`] did with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brought {
    /// It says what is there already.
    Same,
    Draft,
    NewDocument,
}

/// Puts a document in as a draft, in the caller's transaction; `by` is the person who answers for it.
///
/// # Errors
/// [`Failure::Refused`] when a draft is there (and may not be replaced) or in review, or an id
/// is in use in another document.
pub async fn import(app: &App, tx: &mut Db, document: &Document, by: Option<&str>, replace: bool) -> Result<Brought, Failure> {
    let taken = store::ids_elsewhere(tx, &document.id).await?;
    if let Some(id) = own_ids(document).into_iter().find(|id| taken.contains(*id)) {
        return Err(Failure::Refused(Said::plain("manual-import-taken").with("id", id)));
    }
    let newest = store::newest(tx, &document.id).await?;
    let there = store::draft(tx, &document.id).await?;
    let now_says = match (&there, &newest) {
        (Some(draft), _) => Some(draft.id().to_owned()),
        (None, newest) => newest.as_ref().map(|e| e.id.clone()),
    };
    if let Some(edition) = now_says
        && store::content(tx, &edition).await? == *document
    {
        return Ok(Brought::Same);
    }
    let (draft, brought) = match (there, newest) {
        (Some(draft), _) if draft.in_review() => return Err(crate::model::Refusal::InReview.into()),
        (Some(_), _) if !replace => return Err(Failure::Refused(Said::plain("manual-import-draft-there").with("document", document.id.clone()))),
        (Some(draft), _) => (draft, Brought::Draft),
        (None, Some(newest)) => (store::begin_draft(tx, &app.id()?, &newest, by, app.now()).await?, Brought::Draft),
        (None, None) => (store::add_document(tx, &app.id()?, document, by, app.now()).await?, Brought::NewDocument),
    };
    let about = [("document", document.id.as_str()), ("edition", draft.id())];
    if brought == Brought::Draft {
        store::put_words(tx, &draft, document).await?;
    }
    if let Some(by) = by {
        store::add_author(tx, &draft, by).await?;
    }
    app.record(tx, by, &EDITION_DRAFTED, &about, &[]).await?;
    app.record(tx, by, &MANUAL_IMPORTED, &about, &[("clauses", &document.clauses().count().to_string())]).await?;
    Ok(brought)
}

/// Every id a document uses for a section, clause, rule or question.
fn own_ids(document: &Document) -> BTreeSet<&str> {
    document.sections.iter().map(|s| s.id.as_str())
        .chain(document.clauses().flat_map(|c| {
            std::iter::once(c.id.as_str()).chain(c.rules.iter().map(|r| r.id.as_str())).chain(c.questions.iter().map(|q| q.id.as_str()))
        }))
        .collect()
}
