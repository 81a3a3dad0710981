//! The list of duties behind a number: which, whose, about what, due when, how they stand.

use std::collections::BTreeSet;

use askama::Template;
use axum::response::Response;
use base::listing::{Cell, Column, Files, Filter, Key, List, Listing, Row, Wanted, arrange};
use base::web::{Page, Visit};
use base::{Day, Db, Failure, Moment};
use policy::Duty;

use super::standing::{as_of, as_of_words, moment_of};
use super::teller;
use crate::deeds::DUTIES_EXPORTED;
use crate::look::{By, Looked, Units, keys, names};
use crate::model::Standing;
use crate::view::Brief;

const COLUMNS: &[Column] = &[
    Column::new("what", "duties-list-what").sorted(),
    Column::new("who", "duties-list-who").sorted(),
    Column::new("clause", "duties-list-clause").sorted(),
    Column::new("about", "duties-list-about").sorted(),
    Column::new("due", "duties-list-due").sorted(),
    Column::new("state", "duties-list-state").sorted(),
    Column::new("days-late", "duties-list-days-late").number().file_only(),
    Column::new("rule", "duties-list-rule").file_only(),
    Column::new("duty", "duties-list-id").file_only(),
];

#[derive(Template)]
#[template(path = "pages/listed.html")]
struct ListedPage {
    page: Page,
    as_of_words: String,
    as_of_error: String,
    list: Listing,
}

/// `GET /standing/duties`
pub(super) async fn index(visit: Visit) -> Result<Response, Failure> {
    let asked = as_of(&visit);
    let day = asked.unwrap_or(None);
    let moment = moment_of(&visit, day);
    let mut db = visit.read().await?;
    let looked = Looked::at(&visit.app, &mut db, moment, visit.now()).await?;
    let units = Units::at(&mut db, moment).await?;
    let list = List {
        search: "duties-list-search",
        filters: filters(&visit, &mut db, &looked, &units).await?,
        files: Files::Recorded(&DUTIES_EXPORTED),
        ..List::new("duties", "/standing/duties", "duties-list-title", COLUMNS, "due")
    };
    let mut want = list.wanted(&visit);
    let duties: Vec<Duty> = looked.duties.iter().filter(|d| fits(&looked, &units, &want, d)).cloned().collect();
    let briefs = teller(&visit, &looked.rules, moment)?.brief(&mut db, &duties).await?;
    drop(db);
    let rows = duties.iter().zip(briefs).map(|(duty, brief)| row(&visit, duty, brief, day)).collect();
    let (rows, count) = arrange(&list, &mut want, rows);
    let page = |list| Ok(ListedPage {
        page: visit.page("duties-list-title")?,
        as_of_words: as_of_words(&visit, day),
        as_of_error: if asked.is_err() { visit.say("duties-standing-bad-day", &[]) } else { String::new() },
        list,
    });
    list.answer(&visit, want, rows, count, page).await
}

/// One filter for each thing duties are counted by: what there is to choose, by name.
async fn filters(visit: &Visit, db: &mut Db, looked: &Looked, units: &Units) -> Result<Vec<Filter>, Failure> {
    let words = |id: &str| visit.say(id, &[]);
    let any = || words("duties-list-any");
    let states = Standing::ALL.map(|s| (s.id().to_owned(), words(s.words()))).to_vec();
    let mut filters = vec![Filter::one_of("state", words("duties-list-state"), any(), states)];
    for by in By::ALL {
        let found: BTreeSet<String> = looked.duties.iter().flat_map(|d| keys(looked, units, d, by)).collect();
        let found: Vec<String> = found.into_iter().collect();
        let mut options: Vec<(String, String)> = names(visit, &mut *db, looked, by, &found).await?.into_iter().collect();
        options.sort_by_key(|(_, words)| base::words::fold(words));
        filters.push(Filter::one_of(by.id(), words(by.words()), any(), options));
    }
    filters.push(Filter::day("as-of", words("duties-standing-as-of")));
    Ok(filters)
}

fn fits(looked: &Looked, units: &Units, want: &Wanted, duty: &Duty) -> bool {
    let state = want.choice("state").is_none_or(|s| s == Standing::of(duty).id());
    state && By::ALL.into_iter().all(|by| want.choice(by.id()).is_none_or(|key| keys(looked, units, duty, by).contains(key)))
}

fn row(visit: &Visit, duty: &Duty, brief: Brief, day: Option<Day>) -> Row {
    let standing = Standing::of(duty);
    let (tone, symbol) = match standing {
        Standing::Open => ("pending", "circle-dashed"),
        Standing::Late => ("overdue", "alert-circle"),
        Standing::Met => ("met", "check"),
        Standing::Missed => ("overdue", "x"),
        Standing::Excused => ("", "ban"),
        Standing::Trial => ("", "puzzle"),
    };
    let then = day.map_or_else(String::new, |d| format!("?as-of={d}"));
    let due = duty.due.or(duty.planned).map_or_else(|| Cell::none("–"), |due| Cell::day_of(visit, Moment(due.last)).sorted_by(Key::Number(due.last)));
    Row::new("", vec![
        Cell::text(brief.what).to(format!("/duties/{}{then}", duty.id)),
        Cell::text(brief.who),
        Cell::text(brief.clause),
        Cell::maybe(brief.about, "–"),
        due,
        Cell::mark(visit.say(standing.words(), &[]), tone, symbol),
        Cell::number(visit, duty.days_overdue()),
        Cell::text(duty.rule().to_string()),
        Cell::text(duty.id.to_string()),
    ])
}
