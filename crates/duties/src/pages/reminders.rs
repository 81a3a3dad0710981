//! How I am reminded: on which mornings, and in my own calendar.

use std::fmt::Write as _;

use askama::Template;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use base::ids::hex;
use base::web::form::Typed;
use base::web::session::hash;
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::{App, Day, Failure, Moment};

use crate::deeds::{CALENDAR_ENDED, CALENDAR_MADE, REMINDERS_CHANGED};
use crate::ics::{self, Event, When};
use crate::look::clause_titles;
use crate::model::reminders::days;
use crate::{engine, store};

#[derive(Template)]
#[template(path = "pages/reminders.html")]
struct Reminders {
    page: Page,
    days: Vec<(String, String, String, bool)>,
    own: bool,
    /// No day is chosen: no letter comes.
    none: bool,
    made: String,
    /// Shown once, right after it was made.
    address: String,
}

/// A Monday, to name the days of the week by.
const MONDAY: i64 = 4 * Moment::DAY;

/// `GET /me/reminders`
pub(super) async fn show(visit: Visit) -> Result<Html, Failure> {
    draw(&visit, String::new()).await
}

async fn draw(visit: &Visit, address: String) -> Result<Html, Failure> {
    let me = &visit.actor()?.id;
    let mut db = visit.read().await?;
    let chosen = store::reminders::choices(&mut db).await?.remove(me);
    let now = visit.now();
    let calendar = people::calendar(&visit.app, &mut db, now).await?;
    let usual = |day: i8| (0..21).map(|n| now.plus(n * Moment::DAY).day(&visit.app.zone())).any(|d| d.0.weekday().to_monday_one_offset() == day && calendar.works_on(d.0));
    let ticked = |day: i8| chosen.as_ref().map_or_else(|| usual(day), |c| days(c).contains(&day));
    let name = |day: i8| {
        let at = Moment(MONDAY + i64::from(day - 1) * Moment::DAY).zoned(&jiff::tz::TimeZone::UTC);
        visit.say(&format!("duties-weekday-{}", at.weekday().to_monday_one_offset()), &[])
    };
    let week = (1..=7).map(|day| (day.to_string(), name(day), String::new(), ticked(day))).collect();
    let made = store::reminders::feed_made(&mut db, me).await?;
    Html::draw(&Reminders {
        page: visit.page("duties-reminders-title")?,
        days: week,
        none: chosen.as_ref().is_some_and(|chosen| days(chosen).is_empty()),
        own: chosen.is_some(),
        made: made.map_or_else(String::new, |at| visit.moment(at)),
        address,
    })
}

/// `POST /me/reminders`: the days of the week.
pub(super) async fn choose(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let me = visit.actor()?.id.clone();
    let chosen = days(&form.all("day").collect::<String>()).iter().fold(String::new(), |mut text, day| {
        let _ = write!(text, "{day}");
        text
    });
    let mut tx = visit.begin().await?;
    store::reminders::choose(&mut tx, &me, (!form.has("days", "usual")).then_some(chosen.as_str())).await?;
    visit.record(&mut tx, &REMINDERS_CHANGED, &[("person", &me)], &[]).await?;
    tx.commit().await?;
    Ok(visit.go("/me/reminders", "duties-saved"))
}

/// `POST /me/calendar`: a new address, shown this once; an old one opens nothing any more.
pub(super) async fn make(visit: Visit, Typed(_): Typed) -> Result<Html, Failure> {
    let me = visit.actor()?.id.clone();
    let token = hex(&visit.app.dice.throw::<32>()?);
    let mut tx = visit.begin().await?;
    store::reminders::make_feed(&mut tx, &me, &hash(&token), visit.now()).await?;
    visit.record(&mut tx, &CALENDAR_MADE, &[("person", &me)], &[]).await?;
    tx.commit().await?;
    draw(&visit, format!("{}/calendar/{token}.ics", visit.app.config.address)).await
}

/// `POST /me/calendar/end`
pub(super) async fn end(visit: Visit, Typed(_): Typed) -> Result<Response, Failure> {
    let me = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    if store::reminders::end_feed(&mut tx, &me).await? {
        visit.record(&mut tx, &CALENDAR_ENDED, &[("person", &me)], &[]).await?;
    }
    tx.commit().await?;
    Ok(visit.go("/me/reminders", "duties-calendar-ended"))
}

/// `GET /calendar/{token}`: for calendar programs, which have no session. Whoever has the
/// address learns which clauses are due when, and nothing about anybody.
pub(super) async fn feed(visit: Visit, Path(token): Path<String>) -> Result<Response, Failure> {
    let token = token.strip_suffix(".ics").ok_or(Failure::Missing)?;
    let app = &visit.app;
    let mut db = visit.read().await?;
    let person = store::reminders::feed_of(&mut db, &hash(token)).await?.ok_or(Failure::Missing)?;
    let person = people::find(&mut db, &person).await?.filter(people::Person::is_here).ok_or(Failure::Missing)?;
    let now = visit.now();
    let (rules, mine) = engine::with(app, &mut db, now, |s| (s.rules.clone(), s.monitor.duties_of(&person.id, now.0))).await?;
    drop(db);
    let titles = clause_titles(&rules, usize::from(person.lang == Lang::Fr));
    let events: Vec<Event> = mine.iter().filter_map(|duty| event(app, person.lang, &titles, duty)).collect();
    let name = app.words.say(person.lang, "duties-calendar-name", &[]);
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CACHE_CONTROL, "private, no-store")], ics::calendar(&name, now, &events)).into_response())
}

fn event(app: &App, lang: Lang, titles: &std::collections::HashMap<String, String>, duty: &policy::Duty) -> Option<Event> {
    let due = duty.due.or(duty.planned)?;
    let clause = titles.get(&**duty.rule()).cloned().unwrap_or_else(|| duty.rule().to_string());
    let id = match (duty.stage(), duty.overdue) {
        (policy::Stage::Practice, _) => "duties-trial",
        (_, true) => "duties-calendar-late",
        (_, false) => "duties-calendar-due",
    };
    Some(Event {
        id: duty.id.to_string(),
        title: app.words.say(lang, id, &[("clause", &clause)]),
        url: format!("{}/duties/{}", app.config.address, duty.id),
        when: if due.whole_day { When::Day(Day(due.date)) } else { When::At(Moment(due.last)) },
    })
}
