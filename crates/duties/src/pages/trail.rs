//! The trail page: what was done, newest first, by whom, about what.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::listing::{Cell, Column, Files, Filter, List, Listing, Query, Row, Wanted};
use base::trail;
use base::slice::Deed;
use base::web::telling::{Told, detail_in_words, tell};
use base::web::{Html, Page, Visit};
use base::{Db, Failure};

use crate::deeds::TRAIL_EXPORTED;

/// An entry, ready to be drawn.
pub(crate) struct Line {
    pub(crate) who: String,
    pub(crate) what: String,
    pub(crate) later: String,
}

impl Line {
    pub(crate) fn of(visit: &Visit, told: Told) -> Self {
        Self {
            later: told.recorded_later.map_or_else(String::new, |at| visit.say("duties-trail-recorded", &[("when", &visit.moment(at))])),
            who: told.who,
            what: told.what,
        }
    }
}

#[derive(Template)]
#[template(path = "pages/trail.html")]
struct TrailPage {
    page: Page,
    list: Listing,
    about: String,
}

const COLUMNS: &[Column] = &[
    Column::new("when", "duties-trail-when").by(&["t.seq"]),
    Column::new("who", "duties-trail-who"),
    Column::new("what", "duties-trail-what"),
    Column::new("number", "duties-entry-number").file_only(),
    Column::new("deed", "duties-entry-deed").file_only(),
];

/// Above so many persons nobody looks for one in a list of all.
const MOST_PEOPLE: usize = 300;

/// What a detail is called and what it says, in words. What the sentence says already has no name of its own, and what
/// is neither a number nor a day nor has words is the file's to tell.
fn detail(visit: &Visit, name: &str, value: &str) -> Option<(String, String)> {
    let called = format!("detail-called-{}", name.replace('_', "-"));
    let said = detail_in_words(&visit.app, visit.lang(), name, value);
    let is_number = !value.is_empty() && value.chars().all(|c| c.is_ascii_digit());
    (visit.app.words.has(visit.lang(), &called) && (is_number || said != value)).then(|| (visit.say(&called, &[]), said))
}

/// What was done, with dots for whatever it was done to.
fn kind(visit: &Visit, name: &str) -> String {
    let deed = visit.app.slices.iter().flat_map(|slice| slice.deeds).find(|deed| deed.name == name);
    deed.map_or_else(|| name.to_owned(), |deed| with_dots(visit, deed))
}

fn with_dots(visit: &Visit, deed: &Deed) -> String {
    let dots: Vec<(&str, &str)> = deed.slots.iter().chain(deed.details).map(|name| (*name, "…")).collect();
    visit.say(&deed.text_id(), &dots)
}

/// A deed as a choice: its sentence with dots for whatever it is about.
fn kinds(visit: &Visit) -> Vec<(String, String)> {
    let mut kinds: Vec<(String, String)> = visit
        .app
        .slices
        .iter()
        .flat_map(|slice| slice.deeds)
        .map(|deed| (deed.name.to_owned(), with_dots(visit, deed)))
        .collect();
    kinds.sort_by(|a, b| a.1.cmp(&b.1));
    kinds
}

async fn list(visit: &Visit, db: &mut Db, about: Option<&(String, String)>) -> Result<List, Failure> {
    let words = |id: &str| visit.say(id, &[]);
    let left = |name: &str| visit.say("duties-trail-left", &[("name", name)]);
    let mut people: Vec<(String, String)> = people::list(db).await?.into_iter().map(|p| (p.id, p.name)).collect();
    people.extend(people::list_left(db).await?.into_iter().map(|p| (p.id, left(&p.name))));
    // Of an organisation too large for a choice of all, whoever was asked for stands there alone.
    let asked = visit.query("person").unwrap_or_default();
    let is_known = people.iter().any(|(id, _)| *id == asked);
    if people.len() > MOST_PEOPLE {
        people.retain(|(id, _)| *id == asked);
    }
    if !asked.is_empty() && !is_known {
        people.push((asked, words("duties-trail-unknown")));
    }
    let mut filters = vec![
        Filter::one_of("deed", words("duties-trail-kind"), words("duties-trail-any"), kinds(visit)),
        Filter::day("from", words("duties-trail-from")),
        Filter::day("until", words("duties-trail-until")),
        Filter::chip("sessions", words("duties-trail-sessions")),
    ];
    if !people.is_empty() {
        filters.insert(1, Filter::one_of("person", words("duties-trail-person"), words("duties-trail-anybody"), people));
    }
    Ok(List {
        filters,
        files: Files::Recorded(&TRAIL_EXPORTED),
        fixed: about.map(|(slot, id)| vec![("slot", slot.clone()), ("id", id.clone())]).unwrap_or_default(),
        ..List::new("trail", "/trail", "duties-trail-title", COLUMNS, "-when")
    })
}

/// Which entries: comings and goings only when they are asked for.
fn query(visit: &Visit, want: &Wanted, about: Option<&(String, String)>) -> Query {
    let zone = visit.app.zone();
    let mut query = Query::new("select t.seq from trail t");
    match want.choice("deed") {
        Some(deed) => query = query.only("t.deed = $1", [deed.into()]),
        None => query = query.only_if(!want.on("sessions"), "t.deed not in ('session.began', 'session.ended', 'reminder.sent')", []),
    }
    if let Some(person) = want.choice("person") {
        query = query.only("t.actor_id = $1 or t.seq in (select w.seq from trail_subject w where w.slot = 'person' and w.subject_id = $1)", [person.into()]);
    }
    if let Some((slot, id)) = about {
        query = query.only("t.seq in (select s.seq from trail_subject s where s.slot = $1 and s.subject_id = $2)", [slot.as_str().into(), id.as_str().into()]);
    }
    if let Some(day) = want.day("from") {
        query = query.only("t.at >= $1", [day.start(&zone).0.into()]);
    }
    if let Some(day) = want.day("until") {
        query = query.only("t.at <= $1", [day.end(&zone).0.into()]);
    }
    query
}

/// `GET /trail`, with `?slot=&id=` for one subject.
pub(super) async fn index(visit: Visit) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let subject = visit.query("slot").zip(visit.query("id"));
    let list = list(&visit, &mut db, subject.as_ref()).await?;
    let mut want = list.wanted(&visit);
    let (numbers, count) = query(&visit, &want, subject.as_ref()).page::<i64>(&mut db, &list, &mut want).await?;
    let mut rows = Vec::with_capacity(numbers.len());
    for some in numbers.chunks(500) {
        let mut entries = trail::these(&mut db, some).await?;
        entries.sort_by_key(|e| some.iter().position(|n| *n == e.seq));
        rows.extend(tell(&visit, &mut db, &entries).await?.into_iter().map(|told| row(&visit, told)));
    }
    let about = match &subject {
        Some((slot, id)) => {
            let names = base::web::telling::labels(&visit.app, &mut db, visit.lang(), slot, std::slice::from_ref(id)).await?;
            names.get(id).cloned().unwrap_or_default()
        }
        None => String::new(),
    };
    drop(db);
    list.answer(&visit, want, rows, count, |list| Ok(TrailPage { page: visit.page("duties-trail-title")?, list, about })).await
}

fn row(visit: &Visit, told: Told) -> Row {
    let (number, deed, at) = (told.seq, told.deed.clone(), told.at);
    let line = Line::of(visit, told);
    let what = if line.later.is_empty() { line.what } else { format!("{} ({})", line.what, line.later) };
    let cells = vec![
        Cell::moment(visit, at).to(format!("/trail/{number}")),
        Cell::text(line.who),
        Cell::text(what),
        Cell::number(visit, number),
        Cell::text(deed),
    ];
    Row::new("", cells)
}

#[derive(Template)]
#[template(path = "pages/entry.html")]
struct EntryPage {
    page: Page,
    line: Line,
    facts: Vec<(String, String)>,
    subjects: Vec<(String, String)>,
}

/// `GET /trail/{seq}`: one entry with all it holds.
pub(super) async fn show(visit: Visit, Path(seq): Path<i64>) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let entry = trail::find(&mut db, seq).await?.ok_or(Failure::Missing)?;
    let told = tell(&visit, &mut db, std::slice::from_ref(&entry)).await?.pop().ok_or(Failure::Missing)?;
    let mut subjects = Vec::new();
    for (slot, id) in &entry.subjects {
        let names = base::web::telling::labels(&visit.app, &mut db, visit.lang(), slot, std::slice::from_ref(id)).await?;
        let name = names.get(id).cloned().unwrap_or_else(|| id.clone());
        subjects.push((format!("/trail?slot={}&id={}", base::web::form::encode(slot), base::web::form::encode(id)), name));
    }
    let mut facts = vec![
        (visit.say("duties-entry-number", &[]), entry.seq.to_string()),
        (visit.say("duties-entry-deed", &[]), kind(&visit, &entry.deed)),
        (visit.say("duties-entry-at", &[]), visit.moment(entry.at)),
        (visit.say("duties-entry-recorded", &[]), visit.moment(entry.recorded_at)),
    ];
    facts.extend(entry.detail.iter().filter_map(|(name, value)| detail(&visit, name, value)));
    let title = visit.say("duties-entry-title", &[("number", &seq.to_string())]);
    Html::draw(&EntryPage { page: visit.page_titled(&title)?, line: Line::of(&visit, told), facts, subjects })
}
