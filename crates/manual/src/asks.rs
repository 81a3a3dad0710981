//! What waits for somebody that no rule speaks of: a draft to read, suggestions to answer, an
//! edition in which something changed since they agreed; and the job that asks them on the record.

use base::access::Role;
use base::jobs::Job;
use base::slice::{Ask, Soon};
use base::{Actor, App, Db, Failure, Moment, Said, trail};
use policy::Vocabulary;

use crate::deeds::{ACKNOWLEDGEMENT_ASKED, DEVICE_TEXT_ASKED, REVIEW_OPENED};
use crate::model::{PublishedRule, Stage};
use crate::model::agreed::{Agreed, agreed, still_asked};
use crate::pages::{EDIT, audience_of};
use crate::store;

/// The job that asks readers.
pub const ASK_READERS: &str = "manual.ask-readers";
/// The job that asks one.
pub const ASK_READER: &str = "manual.ask-reader";
/// The job that takes requests back from somebody who was brought in by mistake.
pub const FORGET_READER: &str = "manual.forget-reader";

/// What waits for `actor` now.
///
/// # Errors
/// When the database does.
pub async fn waiting(db: &mut Db, app: &App, actor: &Actor, now: Moment) -> Result<Vec<Ask>, Failure> {
    let mut all: Vec<(&'static str, Ask)> = Vec::new();
    for edition in store::documents(db, now).await? {
        let editions = store::editions(db, &edition.document_id).await?;
        let accepted = store::agreed::of_person(db, &edition.document_id, &actor.id).await?;
        if let (Agreed::Before(_), Some(since)) = (agreed(&accepted, &editions, edition.number.unwrap_or(0)), edition.effective_at) {
            all.push((ACKNOWLEDGEMENT_ASKED.name, ask("manual-ask-again", "manual-see-since", format!("/manual/{}/acknowledge", edition.document_id), since)));
        }
        if !app.matrix.would_grant(EDIT, actor, &[]) {
            continue;
        }
        let draft = store::draft(db, &edition.document_id).await?;
        if let Some((draft, since)) = draft.as_ref().and_then(|d| Some((d, d.edition().review_asked_at?)))
            && !draft.is_only_by(&actor.id)
            && draft.edition().review_asked_by.as_ref() != Some(&actor.id)
            && !store::looks(db, draft.id()).await?.iter().any(|l| l.person == actor.id)
        {
            all.push(("", ask("manual-ask-look", "manual-open-draft", format!("/manual/{}/draft", edition.document_id), since)));
        }
    }
    for (document, count, since) in store::suggestions::unread(db, &actor.id).await? {
        let mut ask = ask("manual-ask-answered", "manual-ask-answered-now", format!("/manual/{document}/suggestions"), since);
        ask.what = ask.what.with("count", count.to_string());
        all.push(("", ask));
    }
    if app.matrix.would_grant(EDIT, actor, &[]) {
        for (document, count, since) in store::suggestions::waiting(db).await? {
            let mut ask = ask("manual-ask-answer", "manual-ask-answer-now", format!("/manual/{document}/suggestions"), since);
            ask.what = ask.what.with("count", count.to_string());
            all.push(("", ask));
        }
        all.extend(unsettled(db, app, now).await?);
    }
    let owed = if all.iter().any(|(by, _)| !by.is_empty()) { owed(db, app, actor, now).await? } else { Vec::new() };
    Ok(all.into_iter().filter(|(by, _)| !owed.contains(by)).map(|(_, ask)| ask).collect())
}

/// The deeds that a rule in force makes a duty of this person: what they open stands on Today already.
async fn owed(db: &mut Db, app: &App, actor: &Actor, now: Moment) -> Result<Vec<&'static str>, Failure> {
    let rules = store::published_rules(db).await?;
    let theirs = |who: &str| who == "concerned" || Role::parse(who).is_some_and(|role| actor.is(role));
    let answers = answers(&rules, &*crate::vocabulary(app)?, now);
    let all = [ACKNOWLEDGEMENT_ASKED.name, REVIEW_OPENED.name, DEVICE_TEXT_ASKED.name];
    Ok(all.into_iter().filter(|deed| answers.iter().any(|a| a.to == *deed && theirs(&a.by))).collect())
}

/// Who answers for what a deed opens, by a rule in force.
pub(crate) struct Answer {
    /// The deed.
    pub to: String,
    /// The id of a role, or `concerned`.
    by: String,
}

/// Every answer that a rule in force asks of somebody.
pub(crate) fn answers(rules: &[PublishedRule], vocabulary: &Vocabulary, now: Moment) -> Vec<Answer> {
    let holds = |r: &&PublishedRule| r.stage == Stage::Policy && r.effective_from <= now && r.effective_to.is_none_or(|to| to > now);
    let read = |r: &PublishedRule| policy::parse(&r.line[0], policy::Lang::En, vocabulary).ok();
    let answer = |rule: policy::Rule| {
        let acts = rule.form.acts().and_then(|a| a.by.as_ref().map(ToString::to_string));
        let by = rule.modifiers.responsible.as_ref().map(ToString::to_string).or(acts).unwrap_or_default();
        Some(Answer { to: rule.form.trigger()?.to_string(), by })
    };
    rules.iter().filter(holds).filter_map(read).filter_map(answer).collect()
}

/// Trials that ended, reviews that are open, texts that must name own devices: for whoever may edit.
async fn unsettled(db: &mut Db, app: &App, now: Moment) -> Result<Vec<(&'static str, Ask)>, Failure> {
    let zone = app.zone();
    let mut all = Vec::new();
    for practice in store::practices::running(db).await?.into_iter().filter(|p| p.ends_on < now.day(&zone)) {
        let mut ask = ask("manual-ask-decide", "manual-ask-decide-now", format!("/manual/practices/{}", practice.id), practice.ends_on.end(&zone));
        ask.what = ask.what.with("tool", practice.tool);
        all.push(("", ask));
    }
    let open: Vec<Moment> = store::practices::reviews(db).await?.into_iter().filter(|r| r.closed_at.is_none()).map(|r| r.opened_at).collect();
    if let Some(since) = open.iter().min() {
        let mut ask = ask("manual-ask-review", "manual-ask-review-now", "/manual/changes".to_owned(), *since);
        ask.what = ask.what.with("count", open.len().to_string());
        all.push((REVIEW_OPENED.name, ask));
    }
    if let Some(decision) = store::devices::counting(db).await?.filter(|d| d.outcome == "must") {
        let waiting: Vec<Moment> = store::devices::texts(db, &decision.id).await?.into_iter().filter(|t| t.confirmed_at.is_none()).map(|t| t.asked_at).collect();
        if let Some(since) = waiting.iter().min() {
            let mut ask = ask("manual-ask-texts", "manual-ask-texts-now", "/manual/devices".to_owned(), *since);
            ask.what = ask.what.with("count", waiting.len().to_string());
            all.push((DEVICE_TEXT_ASKED.name, ask));
        }
    }
    Ok(all)
}

fn ask(what: &'static str, button: &'static str, href: String, since: Moment) -> Ask {
    Ask { what: Said::plain(what), button: Said::plain(button), href, since }
}

/// Asks everybody whom an edition in force speaks to, and who has not accepted it, once: rules
/// may then count the days. Running again asks nobody twice, and nobody is asked while an earlier
/// request of the same document still waits: its day stays, and one acceptance answers it.
pub fn ask_readers(app: App, _job: Job) -> Soon<'static, ()> {
    Box::pin(async move {
        let mut tx = app.db.begin().await?;
        let everybody = people::list(&mut tx).await?;
        ask_these(&app, &mut tx, &everybody).await?;
        tx.commit().await
    })
}

/// The same for the one person something happened to: they joined, or were handed a phone.
pub fn ask_reader(app: App, job: Job) -> Soon<'static, ()> {
    Box::pin(async move {
        let mut tx = app.db.begin().await?;
        let entry = job.entry(&mut tx).await?;
        let Some(id) = entry.as_ref().and_then(|e| e.subject("person")) else { return Ok(()) };
        ask_one(&app, &mut tx, id).await?;
        tx.commit().await
    })
}

/// The same in the transaction of whatever made them somebody to ask.
///
/// # Errors
/// When the database does.
pub async fn ask_one(app: &App, db: &mut Db, id: &str) -> Result<(), Failure> {
    let person = people::find(&mut *db, id).await?.filter(people::Person::is_here);
    ask_these(app, db, person.as_slice()).await
}

/// Somebody was brought in by mistake and taken back: nothing is asked of them any more.
pub fn forget_reader(app: App, job: Job) -> Soon<'static, ()> {
    Box::pin(async move {
        let mut tx = app.db.begin().await?;
        let entry = job.entry(&mut tx).await?;
        let Some(id) = entry.as_ref().and_then(|e| e.subject("person")) else { return Ok(()) };
        store::agreed::forget(&mut tx, id).await?;
        tx.commit().await
    })
}

async fn ask_these(app: &App, db: &mut Db, people: &[people::Person]) -> Result<(), Failure> {
    let now = app.now();
    for edition in store::documents(&mut *db, now).await? {
        let (id, number) = (edition.document_id.clone(), edition.number.unwrap_or(0));
        let words = store::content(&mut *db, &edition.id).await?;
        let editions = store::editions(&mut *db, &id).await?;
        let accepted = store::agreed::last_by_person(&mut *db, &id).await?;
        let asked = store::agreed::asked(&mut *db, &id).await?;
        for person in people {
            let given = accepted.get(&person.id).map(Vec::as_slice).unwrap_or_default();
            let who = audience_of(app, &mut *db, &person.id, &person.roles, now).await?;
            let concerns = words.clauses().any(|c| c.facts.speaks_to(&who));
            let due = !matches!(agreed(given, &editions, number), Agreed::Yes(_));
            if let Some(request) = asked.get(&person.id).filter(|_| due) {
                let [left, _] = trail::tally(&mut *db, ("person", &person.id), ["person.left", "person.joined"], now).await?;
                if still_asked(*request, given, left.1) {
                    continue;
                }
            }
            if due && concerns && store::agreed::ask(&mut *db, &edition, &person.id, now).await? {
                let about = [("person", person.id.as_str()), ("document", id.as_str())];
                app.record_at(&mut *db, None, &ACKNOWLEDGEMENT_ASKED, now, &about, &[("number", &number.to_string())]).await?;
            }
        }
    }
    Ok(())
}
