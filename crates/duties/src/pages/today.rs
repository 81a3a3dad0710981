//! Today: what do I owe, by when, why, and the button that does it.

use askama::Template;
use base::access::{Actor, Role};
use base::web::{Html, Page, Visit};
use base::Failure;
use policy::Duty;

use super::teller;
use crate::engine;
use crate::model::{LATELY, Urgency, urgency};
use crate::view::DutyView;

struct AskView {
    what: String,
    button: String,
    href: String,
    since: String,
}

struct Group {
    id: &'static str,
    title: String,
    duties: Vec<DutyView>,
}

#[derive(Template)]
#[template(path = "pages/today.html")]
struct Today {
    page: Page,
    greeting: String,
    summary: String,
    asks: Vec<AskView>,
    starts: Vec<(&'static str, String)>,
    groups: Vec<Group>,
    told: Vec<DutyView>,
    done: Vec<DutyView>,
}

/// Longest list of what one is only told.
const TOLD: usize = 30;

/// `GET /`
pub(super) async fn index(visit: Visit) -> Result<Html, Failure> {
    let actor = visit.actor()?.clone();
    let now = visit.now();
    let mut db = visit.read().await?;
    let since = now.plus(-LATELY);
    let is_told = is_told(&actor);
    let (rules, mine, told, recent) = engine::with(&visit.app, &mut db, now, |state| {
        let mine = state.monitor.duties_of(&actor.id, now.0);
        let told = if is_told { told(&state.monitor.open(now.0), &actor.id) } else { Vec::new() };
        (state.rules.clone(), mine, told, state.recent(&actor.id, since))
    })
    .await?;
    let teller = teller(&visit, &rules, now)?;
    let mut all = mine.clone();
    all.extend(told.iter().cloned());
    all.extend(recent);
    let mut views = teller.tell(&mut db, &all).await?;
    let mut rest = views.split_off(mine.len());
    let done = rest.split_off(told.len());
    let late = mine.iter().filter(|d| d.overdue).count();
    let groups = group(&visit, &mine, views, now);
    let asks = asks(&visit, &mut db, &actor).await?;
    let later = mine.iter().filter(|d| urgency(d, now) == Urgency::Later).count();
    let summary = match mine.len() - later {
        0 if !asks.is_empty() => visit.say("duties-today-summary-asks", &[]),
        0 if later > 0 => visit.say("duties-today-summary-later", &[("later", &later.to_string())]),
        0 => visit.say("duties-today-summary-none", &[]),
        open => visit.say("duties-today-summary", &[("open", &open.to_string()), ("late", &late.to_string())]),
    };
    let is_bare = groups.is_empty() && asks.is_empty() && told.is_empty() && done.is_empty();
    let starts = if is_bare { starts(&visit) } else { Vec::new() };
    let first = actor.name.split_whitespace().next().unwrap_or(&actor.name);
    let greeting = visit.say("duties-today-hello", &[("name", first)]);
    Html::draw(&Today { page: visit.page("duties-nav-today")?, greeting, summary, asks, starts, groups, told: rest, done })
}

/// Where somebody may begin who owes nothing and did nothing lately: after set-up, or on the first day.
fn starts(visit: &Visit) -> Vec<(&'static str, String)> {
    let doors = [("bring-in-people", "/people/import", "duties-start-people"), ("add-phones", "/phones/import", "duties-start-phones")];
    let mut starts: Vec<_> = doors.into_iter().filter(|(permit, ..)| visit.may(permit, &[])).map(|(_, href, words)| (href, visit.say(words, &[]))).collect();
    starts.push(("/manual", visit.say("duties-start-manual", &[])));
    starts
}

/// Whether a rule's "inform" can mean this person: nobody else pays for looking.
fn is_told(actor: &Actor) -> bool {
    [Role::Supervisor, Role::Manager, Role::Director].into_iter().any(|role| actor.is(role))
}

/// What is late at somebody else, and this person is to know.
fn told(open: &[Duty], me: &str) -> Vec<Duty> {
    open.iter().filter(|d| d.overdue && !d.is_of(me) && d.inform.iter().any(|p| **p == *me)).take(TOLD).cloned().collect()
}

fn group(visit: &Visit, duties: &[Duty], views: Vec<DutyView>, now: base::Moment) -> Vec<Group> {
    let mut groups = [
        (Urgency::Late, Group { id: "late", title: visit.say("duties-today-late", &[]), duties: Vec::new() }),
        (Urgency::Soon, Group { id: "soon", title: visit.say("duties-today-soon", &[]), duties: Vec::new() }),
        (Urgency::Later, Group { id: "later", title: visit.say("duties-today-later", &[]), duties: Vec::new() }),
    ];
    for (duty, view) in duties.iter().zip(views) {
        let urgency = urgency(duty, now);
        if let Some((_, group)) = groups.iter_mut().find(|(of, _)| *of == urgency) {
            group.duties.push(view);
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| !group.duties.is_empty()).collect()
}

async fn asks(visit: &Visit, db: &mut base::Db, actor: &Actor) -> Result<Vec<AskView>, Failure> {
    let mut found = Vec::new();
    for asks in visit.app.slices.iter().filter_map(|s| s.asks) {
        found.extend(asks(&mut *db, &visit.app, actor, visit.now()).await?);
    }
    found.sort_by_key(|ask| ask.since);
    Ok(found
        .into_iter()
        .map(|ask| AskView { what: visit.said(&ask.what), button: visit.said(&ask.button), href: ask.href, since: visit.moment(ask.since) })
        .collect())
}
