//! Reviews that open by themselves: a fact whose day has passed, an app that was approved or
//! withdrawn, a programme that was opened or closed (T-001).

use base::jobs::Job;
use base::slice::Soon;
use base::web::telling::labels;
use base::words::{Lang, fold};
use base::{App, Db, Failure, Moment};

use crate::deeds::REVIEW_OPENED;
use crate::letters::{self, Note};
use crate::model::{Both, Clause, PROGRAMME};
use crate::pages::{in_force, mentions};
use crate::store::practices::{self, Review};

/// Looks for facts to be checked again.
pub const FACTS_EXPIRE: &str = "manual.facts-expire";
/// An app was approved, or is not approved any more.
pub const APP_CHANGED: &str = "manual.app-changed";

/// A programme was opened or closed.
pub const SERVICE_CHANGED: &str = "manual.service-changed";

/// While a manual is so young, programmes and apps are written down that were there before it: nothing has changed.
const SETTLING: i64 = 30 * Moment::DAY;

/// What whoever keeps the manual is told.
pub const REVIEW_LETTER: Note<'static> = Note { subject: "manual-mail-review-subject", body: "manual-mail-review", link: "/manual/changes" };

/// Opens a review for each fact whose day has passed, once for each day.
pub fn facts_expire(app: App, _job: Job) -> Soon<'static, ()> {
    Box::pin(async move {
        let now = app.now();
        let today = now.day(&app.zone());
        let mut tx = app.db.begin().await?;
        let all = in_force(&mut tx, now).await?;
        for fact in practices::facts(&mut tx).await?.into_iter().filter(|f| f.review_by < today) {
            let concerned = |(d, c): &&(String, Clause)| fact.clauses.contains(&format!("{d}:{}", c.id)) || (fact.clauses.is_empty() && mentions(c, &fact.subject));
            let source = format!("fact:{}:{}", fact.id, fact.review_by);
            let why = Cause { cause: "fact-expired", about: &fact.subject, name: Both::new(&fact.subject, &fact.subject), source, by: None, now };
            open(&app, &mut tx, &all.iter().filter(concerned).collect::<Vec<_>>(), why).await?;
        }
        tx.commit().await
    })
}

/// Opens a review of the clauses that speak of an app, after it was approved or withdrawn.
pub fn app_changed(app: App, job: Job) -> Soon<'static, ()> {
    Box::pin(changed(app, job, "app"))
}

/// Opens a review of the clauses that are for a programme or speak of it, after it was opened or closed.
pub fn service_changed(app: App, job: Job) -> Soon<'static, ()> {
    Box::pin(changed(app, job, "programme"))
}

async fn changed(app: App, job: Job, slot: &'static str) -> Result<(), Failure> {
    let now = app.now();
    let mut tx = app.db.begin().await?;
    let Some(entry) = job.entry(&mut tx).await? else { return Ok(()) };
    let Some(id) = entry.subject(slot).map(str::to_owned) else { return Ok(()) };
    let cause = match entry.deed.as_str() {
        "app.withdrawn" => "app-retired",
        "programme.closed" => "service-ended",
        _ if slot == "app" => "new-app",
        _ => "new-service",
    };
    // What ends was there: that is never a writing down of how things are.
    if cause.starts_with("new-") && is_settling(&mut tx, entry.at).await? {
        return Ok(());
    }
    let mut name = Both::default();
    for (lang, called) in [(Lang::En, &mut name.en), (Lang::Fr, &mut name.fr)] {
        *called = labels(&app, &mut tx, lang, slot, std::slice::from_ref(&id)).await?.remove(&id).unwrap_or_default();
    }
    let all = in_force(&mut tx, now).await?;
    let audience = format!("{PROGRAMME}{id}");
    let speaks = |c: &Clause| c.facts.audience.contains(&audience) || mentions(c, &name.en) || mentions(c, &name.fr);
    let concerned: Vec<&(String, Clause)> = all.iter().filter(|(_, c)| speaks(c)).collect();
    open(&app, &mut tx, &concerned, Cause { cause, about: &id, name, source: format!("{slot}:{}", entry.seq), by: None, now }).await?;
    tx.commit().await
}

/// The rows of the founding documents that the clauses on own devices come from.
const OWN_DEVICES: [&str; 9] = ["T-024", "T-025", "T-026", "T-027", "T-028", "T-029", "T-030", "T-031", "T-032"];

/// Opens a review of the clauses on personal devices once it is decided whether they are used (T-024 to T-032):
/// they speak of the time before.
///
/// # Errors
/// When the database does.
pub async fn devices_decided(app: &App, db: &mut Db, (decision, outcome): (&str, &str), by: &str, now: Moment) -> Result<(), Failure> {
    let all = in_force(db, now).await?;
    // A clause that cites one row in passing is not about it.
    let speaks = |c: &Clause| c.facts.sources.iter().filter(|s| OWN_DEVICES.contains(&s.as_str())).count() > 1 || mentions_one(c, &["personal device", "appareil personnel"]);
    let concerned: Vec<&(String, Clause)> = all.iter().filter(|(_, c)| speaks(c)).collect();
    let name = in_both(|lang| app.words.say(lang, "manual-devices-title", &[]));
    open(app, db, &concerned, Cause { cause: "way-of-working", about: outcome, name, source: format!("devices:{decision}"), by: Some(by), now }).await
}

/// Whether a title or a text has one of these words, in small letters without accents.
fn mentions_one(clause: &Clause, words: &[&str]) -> bool {
    let texts = [&clause.title.en, &clause.title.fr, &clause.text.en, &clause.text.fr];
    texts.iter().any(|text| words.iter().any(|word| fold(text).contains(word)))
}

async fn is_settling(db: &mut Db, at: Moment) -> Result<bool, Failure> {
    Ok(crate::store::first_published(db).await?.is_none_or(|first| at < first.plus(SETTLING)))
}

/// Why a review opens.
struct Cause<'a> {
    cause: &'static str,
    about: &'a str,
    /// What that is called.
    name: Both,
    source: String,
    /// Who did what it opens for; they need no letter of it.
    by: Option<&'a str>,
    now: Moment,
}

fn in_both(say: impl Fn(Lang) -> String) -> Both {
    Both::new(say(Lang::En), say(Lang::Fr))
}

/// Why a review is owed, in words: `App no longer approved: WhatsApp`.
#[must_use]
pub fn called(app: &App, cause: &str, name: &Both) -> Both {
    in_both(|lang| {
        let why = app.words.say(lang, &format!("manual-cause-{cause}"), &[]);
        if name.of(lang).is_empty() { why } else { app.words.say(lang, "manual-pair", &[("first", &why), ("second", name.of(lang))]) }
    })
}

/// One review for each document concerned; where no clause is, of the first document as a whole.
async fn open(app: &App, db: &mut Db, concerned: &[&(String, Clause)], why: Cause<'_>) -> Result<(), Failure> {
    let mut by_document: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
    for (document, clause) in concerned {
        by_document.entry(document.clone()).or_default().push(clause.id.clone());
    }
    if by_document.is_empty()
        && let Some(first) = crate::store::documents(db, why.now).await?.into_iter().next()
    {
        by_document.insert(first.document_id, Vec::new());
    }
    let mut opened = false;
    for (document, clauses) in by_document {
        let new = Review {
            id: app.id()?, clauses, cause: why.cause.to_owned(), about: why.about.to_owned(), called: called(app, why.cause, &why.name), source: format!("{}:{document}", why.source),
            opened_at: why.now, opened_by: None, closed_at: None, closed_by: None, outcome: String::new(), document,
        };
        if practices::open_review(db, &new).await? {
            let about = [("document", new.document.as_str()), ("review", new.id.as_str())];
            app.record_at(db, None, &REVIEW_OPENED, why.now, &about, &[("cause", why.cause)]).await?;
            opened = true;
        }
    }
    if opened {
        letters::to_editors(app, db, why.by, &REVIEW_LETTER, why.now).await?;
        app.wake();
    }
    Ok(())
}
