//! Standing: duties seen from above, now or as of a past day.

use std::collections::BTreeMap;

use askama::Template;
use base::access::Role;
use base::web::telling::labels;
use base::web::{Html, Page, Visit};
use base::words::{Lang, day_in_words, moment_in_words};
use base::{App, Day, Db, Failure, Moment};
use manual::PublishedRule;
use policy::Duty;

use super::teller;
use crate::engine;
use crate::model::Tally;
use crate::view::{DutyView, Teller};

struct Row {
    name: String,
    href: String,
    cells: Vec<(String, u64)>,
}

#[derive(Template)]
#[template(path = "pages/standing.html")]
struct Standing {
    page: Page,
    as_of: String,
    as_of_words: String,
    as_of_error: String,
    numbers: Vec<(String, u64)>,
    heads: Vec<String>,
    rows: Vec<Row>,
    people_heads: Vec<String>,
    people: Vec<Row>,
    late: Vec<DutyView>,
}

/// Longest list of late duties on the page.
const LATE: usize = 100;

/// `GET /standing?as-of=YYYY-MM-DD`
pub(super) async fn index(visit: Visit) -> Result<Html, Failure> {
    let now = visit.now();
    let zone = visit.app.zone();
    let asked = visit.query("as-of").filter(|text| !text.trim().is_empty());
    let day = asked.as_deref().and_then(Day::parse).filter(|day| *day <= now.day(&zone));
    let wrong = asked.is_some() && day.is_none();
    let moment = day.map_or(now, |day| day.end(&zone).min(now));
    let mut db = visit.read().await?;
    let (rules, duties) = engine::study(&visit.app, &mut db, now, move |all| all.as_of(moment.0, now.0)).await?;
    let as_of_words = match day {
        Some(day) => visit.say("duties-standing-then", &[("when", &day_in_words(visit.lang(), day))]),
        None => visit.say("duties-standing-now", &[("when", &visit.moment(now))]),
    };
    let words = |id: &str| visit.say(id, &[]);
    let heads = |first: &str| [first, "duties-open", "duties-overdue", "duties-met", "duties-missed", "duties-excused"].map(words).to_vec();
    let (people, late) = if sees_people(&visit)? { (by_person(&visit, &mut db, &duties).await?, late(&visit, &mut db, &rules, &duties, moment).await?) } else { (Vec::new(), Vec::new()) };
    Html::draw(&Standing {
        page: visit.page("duties-standing-title")?,
        as_of: asked.unwrap_or_default(),
        as_of_words,
        as_of_error: if wrong { visit.say("duties-standing-bad-day", &[]) } else { String::new() },
        numbers: cells(&visit.app, visit.lang(), &total(&duties)),
        heads: heads("duties-standing-clause"),
        rows: by_clause(&visit.app, visit.lang(), &rules, &duties),
        people_heads: heads("duties-standing-person"),
        people,
        late,
    })
}

/// The Board sees numbers, not people (A15).
fn sees_people(visit: &Visit) -> Result<bool, Failure> {
    let actor = visit.actor()?;
    Ok([Role::Supervisor, Role::Manager, Role::Director].into_iter().any(|role| actor.is(role)))
}

fn total(duties: &[Duty]) -> Tally {
    let mut tally = Tally::default();
    duties.iter().for_each(|duty| tally.add(duty));
    tally
}

fn cells(app: &App, lang: Lang, tally: &Tally) -> Vec<(String, u64)> {
    [("duties-open", tally.open), ("duties-overdue", tally.late), ("duties-met", tally.met), ("duties-missed", tally.missed), ("duties-excused", tally.excused)]
        .into_iter()
        .map(|(id, number)| (app.words.say(lang, id, &[]), number))
        .collect()
}

/// One row a clause, in the order of the manual.
fn by_clause(app: &App, lang: Lang, rules: &[PublishedRule], duties: &[Duty]) -> Vec<Row> {
    let clause = |rule: &str| rules.iter().rev().find(|r| r.id == rule).map(|r| r.clause_id.as_str());
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for duty in duties {
        tallies.entry(clause(duty.rule()).unwrap_or("")).or_default().add(duty);
    }
    let mut rows: Vec<Row> = Vec::new();
    for rule in rules {
        let Some(tally) = tallies.remove(rule.clause_id.as_str()) else { continue };
        let newest = rules.iter().rev().find(|r| r.clause_id == rule.clause_id).unwrap_or(rule);
        let title = newest.clause_title.get(usize::from(lang == Lang::Fr)).cloned().unwrap_or_default();
        rows.push(Row { name: title, href: format!("/manual/{}#{}", rule.document_id, rule.clause_id), cells: cells(app, lang, &tally) });
    }
    rows
}

async fn by_person(visit: &Visit, db: &mut Db, duties: &[Duty]) -> Result<Vec<Row>, Failure> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for duty in duties {
        for person in &duty.responsible {
            tallies.entry(person.to_string()).or_default().add(duty);
        }
    }
    let ids: Vec<String> = tallies.keys().cloned().collect();
    let names = labels(&visit.app, db, "person", &ids).await?;
    let mut rows: Vec<Row> = tallies
        .into_iter()
        .map(|(id, tally)| Row { name: names.get(&id).cloned().unwrap_or(id), href: String::new(), cells: cells(&visit.app, visit.lang(), &tally) })
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(rows)
}

async fn late(visit: &Visit, db: &mut Db, rules: &[PublishedRule], duties: &[Duty], moment: Moment) -> Result<Vec<DutyView>, Failure> {
    let mut late: Vec<Duty> = duties.iter().filter(|d| d.overdue).cloned().collect();
    late.sort_by_key(|d| d.due.map_or(i64::MAX, |due| due.last));
    late.truncate(LATE);
    teller(visit, rules, moment)?.tell(db, &late).await
}

/// The same for the command line: numbers by clause, then who is late.
pub(crate) async fn lines(app: &App, lang: Lang, moment: Moment) -> Result<Vec<String>, Failure> {
    let now = app.now();
    let mut db = app.db.read().await?;
    let (rules, duties) = engine::study(app, &mut db, now, move |all| all.as_of(moment.0, now.0)).await?;
    let say = |id: &str, args: &[(&str, &str)]| app.words.say(lang, id, args);
    let mut out = vec![say("duties-cli-head", &[("when", &moment_in_words(lang, moment, &app.zone()))])];
    if duties.is_empty() {
        out.push(say("duties-cli-none", &[]));
    }
    for row in by_clause(app, lang, &rules, &duties) {
        let numbers: Vec<String> = row.cells.iter().map(|(_, n)| n.to_string()).collect();
        let [open, late, met, missed, excused] = numbers.as_slice() else { continue };
        out.push(say("duties-cli-clause", &[("clause", &row.name), ("open", open), ("late", late), ("met", met), ("missed", missed), ("excused", excused)]));
    }
    let teller = Teller { app, lang, now: moment, rules: &rules, reader: None, may_see_trail: false };
    let overdue: Vec<Duty> = duties.into_iter().filter(|d| d.overdue).collect();
    for view in teller.tell(&mut db, &overdue).await? {
        out.push(say("duties-cli-late", &[("who", &view.who), ("what", &view.what), ("due", &view.due)]));
    }
    Ok(out)
}
