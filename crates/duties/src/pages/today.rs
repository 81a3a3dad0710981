//! Today: what do I owe, by when, why, and the button that does it.

use askama::Template;
use base::access::{Actor, Role};
use base::web::{Html, Page, Visit};
use base::Failure;
use policy::{Duty, Stage};

use super::teller;
use crate::jobs::is_told as is_told_of;
use crate::model::{LATELY, Urgency, urgency_with};
use crate::view::{DutyView, strength_of};
use crate::{engine, store};

struct AskView {
    what: String,
    button: String,
    href: String,
    since: String,
}

/// Something this person may tell these days.
struct OfferView {
    action: String,
    title: String,
    note: String,
    words: String,
    hint: String,
    /// Value, words, icon.
    answers: Vec<(&'static str, String, &'static str)>,
}

struct Group {
    id: &'static str,
    title: String,
    note: String,
    /// Put away until a day: shown when asked.
    folded: bool,
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
    offers: Vec<OfferView>,
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
    let put_off = store::put_off(&mut db, &actor.id).await?;
    let today = now.day(&visit.app.zone());
    let places: Vec<Urgency> = mine.iter().map(|d| urgency_with(d, now, strength_of(&rules, d), put_off.get(&d.id.to_string()).copied(), today)).collect();
    let number = |of: Urgency| places.iter().filter(|u| **u == of).count();
    let (late, soon, later) = (number(Urgency::Late), number(Urgency::Soon), number(Urgency::Later));
    let views = mine.iter().zip(views).zip(&places).map(|((duty, mut view), place)| {
        if let (Urgency::PutOff, Some(until)) = (place, put_off.get(&duty.id.to_string())) {
            view.in_words = visit.say("duties-put-off-until", &[("when", &base::words::short_day_in_words(visit.lang(), *until, today))]);
        }
        view
    });
    let groups = group(&visit, &places, views);
    let asks = asks(&visit, &mut db, &actor).await?;
    let offers = offers(&visit, &mut db, &actor).await?;
    let summary = match late + soon {
        0 if !asks.is_empty() => visit.say("duties-today-summary-asks", &[]),
        0 if later > 0 => visit.say("duties-today-summary-later", &[("later", &later.to_string())]),
        0 => visit.say("duties-today-summary-none", &[]),
        open => visit.say("duties-today-summary", &[("open", &open.to_string()), ("late", &late.to_string())]),
    };
    let is_bare = groups.is_empty() && asks.is_empty() && told.is_empty() && done.is_empty();
    // As long as few are here, whoever brings them in sees where to begin, whatever they owe.
    let few = visit.may("bring-in-people", &[]) && people::how_many(&mut db).await? < FEW;
    let starts = if is_bare || few { starts(&visit) } else { Vec::new() };
    let first = actor.name.split_whitespace().next().unwrap_or(&actor.name);
    let greeting = visit.say("duties-today-hello", &[("name", first)]);
    Html::draw(&Today { page: visit.page("duties-nav-today")?, greeting, summary, asks, starts, groups, offers, told: rest, done })
}

/// With fewer people than this an organisation is only beginning.
const FEW: i64 = 4;

/// Where somebody may begin who owes nothing and did nothing lately: after set-up, or on the first day.
fn starts(visit: &Visit) -> Vec<(&'static str, String)> {
    let doors = [
        ("bring-in-people", "/people/new", "duties-start-person"),
        ("bring-in-people", "/people/import", "duties-start-people"),
        ("add-phones", "/phones/import", "duties-start-phones"),
    ];
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
    open.iter().filter(|d| d.stage() == Stage::Policy && is_told_of(d, me)).take(TOLD).cloned().collect()
}

fn group(visit: &Visit, places: &[Urgency], views: impl Iterator<Item = DutyView>) -> Vec<Group> {
    let mut groups = Urgency::ALL.map(|of| {
        let id = match of {
            Urgency::Late => "late",
            Urgency::Soon => "soon",
            Urgency::Later => "later",
            Urgency::Trial => "trial",
            Urgency::PutOff => "put-off",
        };
        let note = if of == Urgency::Trial { visit.say("duties-today-trial-note", &[]) } else { String::new() };
        (of, Group { id, title: visit.say(&format!("duties-today-{id}"), &[]), note, folded: of == Urgency::PutOff, duties: Vec::new() })
    });
    for (place, view) in places.iter().zip(views) {
        if let Some((_, group)) = groups.iter_mut().find(|(of, _)| of == place) {
            group.duties.push(view);
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| !group.duties.is_empty()).collect()
}

async fn offers(visit: &Visit, db: &mut base::Db, actor: &Actor) -> Result<Vec<OfferView>, Failure> {
    let mut all = Vec::new();
    for offers in visit.app.slices.iter().filter_map(|s| s.offers) {
        all.extend(offers(&mut *db, &visit.app, actor, visit.now()).await?);
    }
    Ok(all.into_iter().map(|offer| OfferView {
        note: visit.say("duties-offer-until", &[("note", &visit.said(&offer.note)), ("day", &base::words::day_in_words(visit.lang(), offer.until))]),
        words: visit.said(&offer.words),
        hint: visit.said(&offer.hint),
        answers: offer.answers.iter().map(|(value, words, icon)| (*value, visit.said(words), *icon)).collect(),
        action: offer.action,
        title: offer.title,
    }).collect())
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
