//! One monitor over the whole trail, kept in memory and fed with each new entry.
//!
//! It holds nothing that is not in the trail and the manual: thrown away, it is
//! built again. A newly published edition makes a new one.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use base::trail::{self, Entry};
use base::{App, Day, Db, Failure, Moment};
use jiff::tz::TimeZone;
use manual::PublishedRule;
use policy::{Amends, Change, Duty, Event, Line, Monitor, Name, Precision, Stage, Status, View};
use tokio::sync::{Mutex, MutexGuard};

use crate::deeds::{DONE_ELSEWHERE, EXCEPTION_ENDED, EXCEPTION_GRANTED};
use crate::model::elsewhere::{MADE, made};

/// Entries read from the trail at once.
const CHUNK: i64 = 20_000;
/// So many met duties are remembered for each person.
const RECENT: usize = 10;

/// The monitor's room in the application.
#[derive(Debug, Default)]
pub(crate) struct Engine(Mutex<Option<State>>);

/// A monitor, brought up to the last entry.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) monitor: Monitor,
    pub(crate) rules: Arc<Vec<PublishedRule>>,
    fed: i64,
    /// The duties each person met last, newest first.
    recent: HashMap<Name, VecDeque<Duty>>,
}

impl Engine {
    fn of(app: &App) -> Arc<Self> {
        app.room(Self::default)
    }
}

/// Throws the monitor away; the next question builds it again from the trail and the manual.
pub(crate) async fn forget(app: &App) {
    *Engine::of(app).0.lock().await = None;
}

/// Runs `ask` on the monitor, brought up to the newest entry and to `now`.
pub(crate) async fn with<T>(app: &App, db: &mut Db, now: Moment, ask: impl FnOnce(&State) -> T + Send) -> Result<T, Failure> {
    let engine = Engine::of(app);
    let mut kept = engine.0.lock().await;
    refresh(app, db, &mut kept, now).await?;
    match kept.as_ref() {
        Some(state) => Ok(ask(state)),
        None => Err(Failure::broken("asking the monitor", "it is not there")),
    }
}

/// Runs a long question on a view of the monitor, apart from whatever else the server
/// does: nobody waits for it but whoever asked.
pub(crate) async fn study<T: Send + 'static>(app: &App, db: &mut Db, now: Moment, ask: impl FnOnce(&View) -> T + Send + 'static) -> Result<(Arc<Vec<PublishedRule>>, T), Failure> {
    let (rules, view) = with(app, db, now, |state| (state.rules.clone(), state.monitor.view())).await?;
    let answer = tokio::task::spawn_blocking(move || ask(&view)).await.map_err(|e| Failure::broken("asking the monitor", e))?;
    Ok((rules, answer))
}

async fn refresh(app: &App, db: &mut Db, kept: &mut MutexGuard<'_, Option<State>>, now: Moment) -> Result<(), Failure> {
    if let Some(state) = kept.as_mut() {
        loop {
            let fresh = trail::after(db, state.fed, CHUNK).await?;
            if fresh.iter().any(changes_rules) {
                break;
            }
            let Some(last) = fresh.last().map(|e| e.seq) else {
                if now.0 > state.monitor.clock() {
                    let changes = state.monitor.advance(now.0);
                    state.remember(changes);
                }
                return Ok(());
            };
            let zone = app.zone();
            for event in fresh.iter().flat_map(|entry| events(app, entry, &zone)) {
                let changes = state.monitor.feed(&event);
                state.remember(changes);
            }
            state.fed = last;
        }
    }
    **kept = Some(build(app, db, now).await?);
    Ok(())
}

/// A new edition changes the rules; a changed organisation may change the calendar.
fn changes_rules(entry: &Entry) -> bool {
    ["edition.published", "organisation.set-up", "organisation.changed", "day-off.added", "day-off.removed"].contains(&entry.deed.as_str())
}

async fn build(app: &App, db: &mut Db, now: Moment) -> Result<State, Failure> {
    let rules = manual::published_rules(db).await?;
    let mut monitor = Monitor::new(manual::vocabulary(app)?, Arc::new(people::calendar(app, &mut *db, now).await?), lines(app, &rules)?);
    let mut fed = 0;
    loop {
        let entries = trail::after(db, fed, CHUNK).await?;
        let Some(last) = entries.last().map(|e| e.seq) else { break };
        let zone = app.zone();
        let events: Vec<Event> = entries.iter().flat_map(|entry| events(app, entry, &zone)).collect();
        monitor.load(&events, now.0);
        fed = last;
    }
    if now.0 > monitor.clock() {
        monitor.advance(now.0);
    }
    let mut state = State { monitor, rules: Arc::new(rules), fed, recent: HashMap::new() };
    let mut met: Vec<Duty> = state.monitor.duties(now.0).into_iter().filter(|d| done_at(d).is_some()).collect();
    met.sort_by_key(done_at);
    met.iter().for_each(|duty| state.keep(duty));
    Ok(state)
}

/// What an exception's own end is numbered by: beyond every entry of a trail.
const ENDS: u64 = 1 << 40;

/// A trail entry as the monitor takes it. What was done elsewhere is the deed it
/// stands for; an exception ends by itself on its day, unless it was ended before.
fn events(app: &App, entry: &Entry, zone: &TimeZone) -> Vec<Event> {
    let mut event = event(entry);
    let own_end = |at: i64, amends: Option<Amends>| {
        let granted = event.id;
        Event { id: granted + ENDS, kind: EXCEPTION_ENDED.name.into(), at, amends, ..event.clone() }
    };
    if entry.deed == EXCEPTION_GRANTED.name {
        let end = entry.detail("until").and_then(Day::parse).map(|day| own_end(day.end(zone).0, None));
        return std::iter::once(event).chain(end).collect();
    }
    if entry.deed == EXCEPTION_ENDED.name {
        let granted = entry.detail("of").and_then(|of| of.parse::<u64>().ok());
        let retracted = granted.map(|of| own_end(entry.at.0, Some(Amends::Retracts(of + ENDS))));
        return retracted.into_iter().chain(std::iter::once(event.clone())).collect();
    }
    // What was asked and need not be done any more: the duty is gone, as if nobody had asked.
    if let Some(of) = entry.detail(trail::TAKES_BACK).and_then(|of| of.parse::<u64>().ok()) {
        event.amends = Some(Amends::Retracts(of));
    }
    if entry.deed == DONE_ELSEWHERE.name
        && let Some(deed) = entry.detail("deed")
    {
        event.kind = deed.into();
        event.subjects.retain(|(slot, _)| **slot != *"rule");
        // What was filed in a binder is a conversation, too: its copy must leave the phone.
        if app.deed(deed).is_ok_and(|d| d.slots.contains(&MADE)) && event.subjects.iter().all(|(slot, _)| **slot != *MADE) {
            event.subjects.push((MADE.into(), made(event.id).as_str().into()));
        }
    }
    vec![event]
}

fn event(entry: &Entry) -> Event {
    Event {
        id: u64::try_from(entry.seq).unwrap_or(0),
        kind: entry.deed.as_str().into(),
        at: entry.at.0,
        recorded: entry.recorded_at.0,
        by: whose(entry).map(Into::into),
        subjects: entry.subjects.iter().map(|(slot, id)| (slot.as_str().into(), id.as_str().into())).collect(),
        amends: None,
        answers: None,
        precision: Precision::Instant,
    }
}

/// Who did it, for a rule that asks by whom: somebody who wrote down what another person did
/// on paper or by word of mouth did it for them.
fn whose(entry: &Entry) -> Option<&str> {
    let for_another = entry.detail("how").is_some_and(|how| ["paper", "behalf"].contains(&how));
    entry.subject("person").filter(|_| for_another).or(entry.actor.as_deref())
}

/// Published rules as the monitor runs them. Only lines that parsed were ever published.
pub(crate) fn lines(app: &App, rules: &[PublishedRule]) -> Result<Vec<Line>, Failure> {
    let words = manual::vocabulary(app)?;
    let mut lines = Vec::with_capacity(rules.len());
    for rule in rules {
        let [english, french] = &rule.line;
        let vocabulary = match rule.header.immediately {
            Some(_) => Arc::new(policy::Vocabulary::clone(&words).under(rule.header)),
            None => words.clone(),
        };
        let parsed = policy::parse(english, policy::Lang::En, &vocabulary).or_else(|_| policy::parse(french, policy::Lang::Fr, &vocabulary));
        match parsed {
            Ok(parsed) => lines.push(Line {
                id: rule.id.as_str().into(),
                rule: parsed,
                from: rule.effective_from.0,
                until: rule.effective_to.map(|m| m.0),
                stage: if rule.stage == manual::Stage::Practice { Stage::Practice } else { Stage::Policy },
                rolls: rule.header.rolls,
            }),
            Err(complaint) => tracing::error!(rule = %rule.id, ?complaint, "a published rule cannot be read"),
        }
    }
    Ok(lines)
}

/// When a duty was done, in time or late.
pub(crate) fn done_at(duty: &Duty) -> Option<i64> {
    match &duty.status {
        Status::Met { at, .. } => Some(*at),
        Status::Missed { made_good_at, .. } => *made_good_at,
        _ => None,
    }
}

impl State {
    fn remember(&mut self, changes: Vec<Change>) {
        for duty in changes.into_iter().filter_map(|c| c.after).filter(|d| done_at(d).is_some()) {
            self.keep(&duty);
        }
    }

    fn keep(&mut self, duty: &Duty) {
        for person in &duty.responsible {
            let kept = self.recent.entry(person.clone()).or_default();
            kept.retain(|other| other.id != duty.id);
            kept.push_front(duty.clone());
            kept.truncate(RECENT);
        }
    }

    /// What this person met or made good since `since`, newest first.
    pub(crate) fn recent(&self, person: &str, since: Moment) -> Vec<Duty> {
        let kept = self.recent.get(person).into_iter().flatten();
        kept.filter(|duty| done_at(duty).is_some_and(|at| at >= since.0)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use base::world::World;

    use super::*;

    #[tokio::test]
    async fn a_long_look_holds_nobody_up() {
        let world = World::new(vec![people::slice(), manual::slice(), crate::slice()]).await;
        people::world::cast(&world).await;
        let (app, now) = (world.app.clone(), world.app.now());
        let (begun, started) = mpsc::channel();
        let (end, until) = mpsc::channel::<()>();
        let looker = app.clone();
        let looking = tokio::spawn(async move {
            let mut db = looker.db.read().await.unwrap();
            let look = move |all: &View| {
                begun.send(all.len()).unwrap();
                until.recv().unwrap();
                all.len()
            };
            study(&looker, &mut db, now, look).await.unwrap().1
        });
        let held = tokio::task::spawn_blocking(move || started.recv().unwrap()).await.unwrap();

        // While that look goes on, another deed is written down and taken in.
        let mut tx = world.app.db.begin().await.unwrap();
        app.record(&mut tx, Some("cleo"), app.deed("person.changed").unwrap(), &[("person", "eli")], &[]).await.unwrap();
        tx.commit().await.unwrap();
        let mut db = app.db.read().await.unwrap();
        let after = with(&app, &mut db, now, |state| state.monitor.len()).await.unwrap();
        end.send(()).unwrap();

        assert_eq!(after, held + 1);
        assert_eq!(looking.await.unwrap(), held, "what is looked at does not change meanwhile");
    }
}
