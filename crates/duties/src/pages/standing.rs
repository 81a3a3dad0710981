//! Standing: duties seen from above, now or as of a past day; each number opens its list.

use askama::Template;
use axum::response::Response;
use base::access::Role;
use base::listing::{Cell, Column, Files, Filter, List, Listing, Row, arrange};
use base::web::{Page, Visit};
use base::words::{Lang, day_in_words, moment_in_words, short_day_in_words};
use base::{App, Day, Db, Failure, Moment};
use policy::Duty;

use crate::deeds::STANDING_EXPORTED;
use crate::engine;
use crate::look::{By, Looked, NOBODY, Units, names, tallies, total};
use crate::model::{Standing, Tally};
use crate::view::{DutyView, Teller};

/// A week of the trend.
struct Week {
    day: String,
    open: u64,
    late: u64,
    /// Height of the bar for what was late, out of 40.
    height: u64,
    top: u64,
    left: usize,
}

#[derive(Template)]
#[template(path = "pages/standing.html")]
struct StandingPage {
    page: Page,
    as_of_words: String,
    as_of_error: String,
    numbers: Vec<(String, u64, String)>,
    list: Listing,
    weeks: Vec<Week>,
    late: Vec<DutyView>,
    late_href: String,
    more_late: bool,
    links: Vec<(&'static str, String, String)>,
}

/// So many late duties stand on the page itself.
const LATE: usize = 10;
/// Weeks of the trend.
const WEEKS: i64 = 8;

const COLUMNS: &[Column] = &[
    Column::new("name", "duties-standing-name").sorted(),
    Column::new("open", "duties-open").sorted().number(),
    Column::new("late", "duties-overdue").sorted().number(),
    Column::new("met", "duties-met").sorted().number(),
    Column::new("missed", "duties-missed").sorted().number(),
    Column::new("excused", "duties-excused").sorted().number(),
    Column::new("trial", "duties-trial-word").sorted().number(),
];

/// The day asked for; `Err` when it is none, or has not come.
pub(super) fn as_of(visit: &Visit) -> Result<Option<Day>, ()> {
    let asked = visit.query("as-of").filter(|text| !text.trim().is_empty());
    let day = asked.as_deref().and_then(Day::parse).filter(|day| *day <= visit.now().day(&visit.app.zone()));
    if asked.is_some() && day.is_none() { Err(()) } else { Ok(day) }
}

/// The end of that day, or now.
pub(super) fn moment_of(visit: &Visit, day: Option<Day>) -> Moment {
    day.map_or(visit.now(), |day| day.end(&visit.app.zone()).min(visit.now()))
}

/// `GET /standing?by=…&as-of=YYYY-MM-DD`
pub(super) async fn index(visit: Visit) -> Result<Response, Failure> {
    if !sees_people(&visit)? {
        return super::board::draw(&visit).await;
    }
    let asked = as_of(&visit);
    let day = asked.unwrap_or(None);
    let moment = moment_of(&visit, day);
    let words = |id: &str| visit.say(id, &[]);
    let list = List {
        search: "duties-standing-search",
        filters: vec![
            Filter::one_of("by", words("duties-standing-by"), words("duties-by-clause"), By::ALL.iter().skip(1).map(|by| (by.id().to_owned(), words(by.words()))).collect()),
            Filter::day("as-of", words("duties-standing-as-of")),
        ],
        files: Files::Recorded(&STANDING_EXPORTED),
        ..List::new("standing", "/standing", "duties-standing-title", COLUMNS, "-late")
    };
    let mut want = list.wanted(&visit);
    let by = want.choice("by").and_then(By::parse).unwrap_or(By::Clause);
    let mut db = visit.read().await?;
    let looked = Looked::at(&visit.app, &mut db, moment, visit.now()).await?;
    let rows = rows(&visit, &mut db, &looked, by, day).await?;
    let (rows, count) = arrange(&list, &mut want, rows);
    let weeks = if want.is_file() || looked.duties.is_empty() { Vec::new() } else { trend(&visit, &mut db, moment).await? };
    let late = if want.is_file() { Vec::new() } else { late(&visit, &mut db, &looked).await? };
    drop(db);
    let tally = looked.total();
    let page = |list| Ok(StandingPage {
        page: visit.page("duties-standing-title")?,
        as_of_words: as_of_words(&visit, day),
        as_of_error: if asked.is_err() { visit.say("duties-standing-bad-day", &[]) } else { String::new() },
        numbers: Standing::ALL.map(|s| (visit.say(s.words(), &[]), tally.of(s), if tally.of(s) == 0 { String::new() } else { href(&[("state", s.id())], day) })).to_vec(),
        list,
        weeks,
        late_href: href(&[("state", "late")], day),
        more_late: tally.late > LATE as u64,
        late,
        links: links(&visit),
    });
    list.answer(&visit, want, rows, count, page).await
}

pub(super) fn as_of_words(visit: &Visit, day: Option<Day>) -> String {
    match day {
        Some(day) => visit.say("duties-standing-then", &[("when", &day_in_words(visit.lang(), day))]),
        None => visit.say("duties-standing-now", &[("when", &visit.moment(visit.now()))]),
    }
}

/// The Board sees numbers, not people (A15).
fn sees_people(visit: &Visit) -> Result<bool, Failure> {
    let actor = visit.actor()?;
    Ok([Role::Supervisor, Role::Manager, Role::Director].into_iter().any(|role| actor.is(role)))
}

/// Where the list behind a number is.
fn href(choices: &[(&str, &str)], day: Option<Day>) -> String {
    let day = day.map(|d| d.to_string());
    let all = choices.iter().copied().chain(day.as_deref().map(|d| ("as-of", d)));
    let said: Vec<String> = all.map(|(n, v)| format!("{n}={}", base::web::form::encode(v))).collect();
    format!("/standing/duties?{}", said.join("&"))
}

fn links(visit: &Visit) -> Vec<(&'static str, String, String)> {
    let doors = [
        ("see-exceptions", "/exceptions", "duties-exceptions-title", "duties-exceptions-title-note"),
        ("see-board-numbers", "/standing/board", "duties-board-title", "duties-board-title-note"),
        ("allow-elsewhere", "/standing/elsewhere", "duties-elsewhere-choose-title", "duties-elsewhere-choose-title-note"),
    ];
    doors.into_iter().filter(|(permit, ..)| visit.may(permit, &[])).map(|(_, href, title, note)| (href, visit.say(title, &[]), visit.say(note, &[]))).collect()
}

async fn rows(visit: &Visit, db: &mut Db, looked: &Looked, by: By, day: Option<Day>) -> Result<Vec<Row>, Failure> {
    let units = Units::at(&mut *db, looked.moment).await?;
    let tallies = tallies(looked, &units, by);
    let keys: Vec<String> = tallies.keys().cloned().collect();
    let mut names = names(visit, db, looked, by, &keys).await?;
    Ok(tallies.iter().map(|(key, tally)| {
        let name = names.remove(key).unwrap_or_default();
        let first = if by == By::Person && key != NOBODY { Cell::person(&name) } else { Cell::text(name) };
        let number = |standing: Standing| {
            let count = tally.of(standing);
            let cell = Cell::number(visit, i64::try_from(count).unwrap_or(i64::MAX));
            if count == 0 { cell } else { cell.to(href(&[(by.id(), key), ("state", standing.id())], day)) }
        };
        let cells = std::iter::once(first.to(href(&[(by.id(), key)], day))).chain(Standing::ALL.map(number));
        Row::new("", cells.collect())
    }).collect())
}

async fn late(visit: &Visit, db: &mut Db, looked: &Looked) -> Result<Vec<DutyView>, Failure> {
    let mut late: Vec<Duty> = looked.duties.iter().filter(|d| Standing::of(d) == Standing::Late).cloned().collect();
    late.sort_by_key(|d| d.due.map_or(i64::MAX, |due| due.last));
    late.truncate(LATE);
    super::teller(visit, &looked.rules, looked.moment)?.tell(db, &late).await
}

/// What was open and late at the end of each of the last weeks, oldest first. Only what was owed then is
/// looked at: what was met is most of a long trail, and not in the picture.
async fn trend(visit: &Visit, db: &mut Db, moment: Moment) -> Result<Vec<Week>, Failure> {
    let now = visit.now();
    let at = move |week: i64| moment.plus(-(WEEKS - 1 - week) * 7 * Moment::DAY);
    let (_, tallies): (_, Vec<Tally>) = engine::study(&visit.app, db, now, move |all| (0..WEEKS).map(|week| total(&all.open(at(week).0))).collect()).await?;
    let most = tallies.iter().map(|t| t.late).max().unwrap_or(0).max(1);
    let zone = visit.app.zone();
    Ok(tallies.iter().zip(0..).enumerate().map(|(left, (tally, week))| {
        let height = tally.late * 40 / most;
        Week {
            day: short_day_in_words(visit.lang(), at(week).day(&zone), now.day(&zone)),
            open: tally.open,
            late: tally.late,
            height,
            top: 40 - height,
            left: left * 30,
        }
    }).collect())
}

/// The same for the command line: numbers by clause, then who is late.
pub(crate) async fn lines(app: &App, lang: Lang, moment: Moment) -> Result<Vec<String>, Failure> {
    let now = app.now();
    let mut db = app.db.read().await?;
    let looked = Looked::at(app, &mut db, moment, now).await?;
    let units = Units::at(&mut db, moment).await?;
    let say = |id: &str, args: &[(&str, &str)]| app.words.say(lang, id, args);
    let mut out = vec![say("duties-cli-head", &[("when", &moment_in_words(lang, moment, &app.zone()))])];
    if looked.duties.is_empty() {
        out.push(say("duties-cli-none", &[]));
    }
    let tallies = tallies(&looked, &units, By::Clause);
    for clause in looked.clauses() {
        let Some(tally) = tallies.get(&clause) else { continue };
        let title = looked.clause_title(&clause, usize::from(lang == Lang::Fr));
        let n = |standing: Standing| tally.of(standing).to_string();
        let (open, late, met, missed, excused) = (n(Standing::Open), n(Standing::Late), n(Standing::Met), n(Standing::Missed), n(Standing::Excused));
        out.push(say("duties-cli-clause", &[("clause", &title), ("open", &open), ("late", &late), ("met", &met), ("missed", &missed), ("excused", &excused)]));
    }
    let teller = Teller { app, lang, now: moment, rules: &looked.rules, reader: None, may_see_trail: false };
    let overdue: Vec<Duty> = looked.duties.iter().filter(|d| Standing::of(d) == Standing::Late).cloned().collect();
    for view in teller.tell(&mut db, &overdue).await? {
        out.push(say("duties-cli-late", &[("who", &view.who), ("what", &view.what), ("due", &view.due)]));
    }
    Ok(out)
}
