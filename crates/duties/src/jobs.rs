//! What is done without anybody asking: the monitor is kept up to date, and people are reminded in the morning.

use std::collections::BTreeMap;

use base::mail::{self, Letter, Receipt};
use base::slice::{JobKind, Repeat};
use base::words::Lang;
use base::{App, Db, Failure, Moment};
use policy::Duty;

use crate::deeds::REMINDER_SENT;
use crate::look::clause_titles;
use crate::model::may_put_off;
use crate::model::reminders::{Digest, days, is_morning, works};
use crate::view::strength_of;
use crate::{engine, store};

pub(crate) const JOBS: &[JobKind] = &[
    JobKind { name: "duties.follow", run: |app, _| Box::pin(follow(app)) },
    JobKind { name: "duties.remind", run: |app, _| Box::pin(remind(app)) },
];
pub(crate) const REPEATS: &[Repeat] = &[Repeat { job: "duties.follow", every: Moment::MINUTE }, Repeat { job: "duties.remind", every: 10 * Moment::MINUTE }];

/// Takes in what is new, so that the next visitor does not wait for it.
async fn follow(app: App) -> Result<(), Failure> {
    let now = app.now();
    engine::with(&app, &mut *app.db.read().await?, now, |_| ()).await
}

/// Sends each person who works today one letter, this morning, if there is anything to say.
pub(crate) async fn remind(app: App) -> Result<(), Failure> {
    let (now, zone) = (app.now(), app.zone());
    if app.organisation().is_none() || !is_morning(now, &zone) {
        return Ok(());
    }
    let today = now.day(&zone);
    let mut db = app.db.read().await?;
    let calendar = people::calendar(&app, &mut db, now).await?;
    let sent = store::reminders::sent(&mut db, today).await?;
    let choices = store::reminders::choices(&mut db).await?;
    let everybody = people::list(&mut db).await?;
    let waiting: Vec<_> = everybody
        .into_iter()
        .filter(|p| !sent.contains(&p.id) && works(&calendar, choices.get(&p.id).map(|d| days(d)).as_ref(), today))
        .collect();
    for person in waiting {
        let digest = digest(&app, &mut db, &person, now).await?;
        let mut tx = app.db.begin().await?;
        match store::reminders::mark_sent(&mut tx, &person.id, today, now).await {
            Err(Failure::Stale) => continue,
            other => other?,
        }
        if !digest.is_empty() {
            write(&app, &mut tx, &person, &digest, now).await?;
        }
        tx.commit().await?;
    }
    drop(db);
    let mut tx = app.db.begin().await?;
    store::reminders::forget_before(&mut tx, now.plus(-30 * Moment::DAY).day(&zone)).await?;
    tx.commit().await?;
    app.wake();
    Ok(())
}

async fn digest(app: &App, db: &mut Db, person: &people::Person, now: Moment) -> Result<Digest, Failure> {
    let today = now.day(&app.zone());
    let put_off = store::put_off(&mut *db, &person.id).await?;
    let (rules, mut mine, told) = engine::with(app, &mut *db, now, |s| {
        let told: Vec<Duty> = s.monitor.open(now.0).into_iter().filter(|d| is_told(d, &person.id)).collect();
        (s.rules.clone(), s.monitor.duties_of(&person.id, now.0), told)
    })
    .await?;
    mine.retain(|d| !(may_put_off(d, strength_of(&rules, d)) && put_off.get(&d.id.to_string()).is_some_and(|until| today < *until)));
    let titles = clause_titles(&rules, usize::from(person.lang == Lang::Fr));
    let clause = |d: &Duty| titles.get(&**d.rule()).cloned().unwrap_or_else(|| d.rule().to_string());
    Ok(Digest::of(&mine, &told, asks(app, db, &person.id, now).await?, now, today, clause))
}

/// Late at somebody else, and the rule wants this person to know.
pub(crate) fn is_told(duty: &Duty, person: &str) -> bool {
    duty.overdue && !duty.is_of(person) && duty.inform.iter().any(|p| **p == *person)
}

/// How many requests wait for this person's answer.
async fn asks(app: &App, db: &mut Db, person: &str, now: Moment) -> Result<u64, Failure> {
    let Some(identify) = app.slices.iter().find_map(|s| s.identify) else { return Ok(0) };
    let Some(actor) = identify(&mut *db, person).await? else { return Ok(0) };
    let mut count = 0;
    for asks in app.slices.iter().filter_map(|s| s.asks) {
        count += asks(&mut *db, app, &actor, now).await?.len() as u64;
    }
    Ok(count)
}

/// The letter: how many, of which clauses. Nobody's name, no client, no phone.
async fn write(app: &App, db: &mut Db, person: &people::Person, digest: &Digest, now: Moment) -> Result<(), Failure> {
    let say = |id: &str, args: &[(&str, &str)]| app.words.say(person.lang, id, args);
    let mut lines: Vec<String> = Vec::new();
    let lists: [(&str, &BTreeMap<String, u64>); 4] = [("late", &digest.late), ("today", &digest.today), ("soon", &digest.soon), ("told", &digest.told)];
    for (id, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        lines.push(say(&format!("duties-mail-digest-{id}"), &[]));
        lines.extend(list.iter().map(|(clause, count)| say("duties-mail-digest-line", &[("clause", clause), ("count", &count.to_string())])));
        lines.push(String::new());
    }
    if digest.asks > 0 {
        lines.push(say("duties-mail-digest-asks", &[("count", &digest.asks.to_string())]));
    }
    let count = digest.late.values().chain(digest.today.values()).chain(digest.soon.values()).sum::<u64>();
    let late = digest.late.values().sum::<u64>().to_string();
    let (count, lines) = (count.to_string(), lines.join("\n"));
    let args = [("count", count.as_str()), ("late", late.as_str()), ("lines", lines.trim())];
    let letter = Letter {
        to: &person.email,
        lang: person.lang,
        subject: "duties-mail-digest-subject",
        body: "duties-mail-digest",
        args: &args,
        link: "/",
        then: Some(Receipt { deed: REMINDER_SENT.name.to_owned(), actor: None, subjects: vec![("person".to_owned(), person.id.clone())] }),
    };
    mail::send(app, db, letter, now).await
}
