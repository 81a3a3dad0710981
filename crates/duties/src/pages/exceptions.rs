//! Exceptions: asking, answering, ending, and the list of them.

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use base::listing::{Cell, Column, Files, Filter, List, Listing, Row, arrange};
use base::mail::{self, Letter};
use base::web::form::{Field, FormState, Typed};
use base::web::telling::labels_for;
use base::web::{Html, Page, Visit};
use base::words::day_in_words;
use base::{Db, Failure};
use manual::PublishedRule;

use super::duty::{Seen, clause_title};
use super::fields;
use crate::deeds::{EXCEPTION_ASKED, EXCEPTION_DROPPED, EXCEPTION_ENDED, EXCEPTION_GRANTED, EXCEPTION_REFUSED, EXCEPTIONS_EXPORTED};
use crate::model::exception::{Answer, Exception, Refusal, State, choices, read};
use crate::permits::{MayReadReason, to_duty};
use crate::store;

const COLUMNS: &[Column] = &[
    Column::new("clause", "duties-list-clause").sorted(),
    Column::new("about", "duties-exception-for").sorted(),
    Column::new("state", "duties-list-state").sorted(),
    Column::new("until", "duties-exception-until").sorted(),
    Column::new("asked-by", "duties-exception-asked-by").sorted(),
    Column::new("asked", "duties-exception-asked").sorted(),
    Column::new("answered-by", "duties-exception-answered-by").sorted(),
];

#[derive(Template)]
#[template(path = "pages/exceptions.html")]
struct ListPage {
    page: Page,
    list: Listing,
}

#[derive(Template)]
#[template(path = "pages/exception_ask.html")]
struct AskPage {
    page: Page,
    duty_href: String,
    what: String,
    errors: Vec<(&'static str, String)>,
    subject: Field,
    subjects: Vec<(String, String, String)>,
    until: Field,
    reason: Field,
    private: Field,
    at_once: bool,
}

#[derive(Template)]
#[template(path = "pages/exception.html")]
struct ExceptionPage {
    page: Page,
    id: String,
    facts: Vec<(String, String)>,
    tone: &'static str,
    state: String,
    reason: String,
    private: bool,
    duty_href: String,
    may_answer: bool,
    may_end: bool,
    may_drop: bool,
}

/// Names for what exceptions are about and who asked, as the reader may know them.
struct Names(HashMap<String, HashMap<String, String>>);

impl Names {
    async fn of(visit: &Visit, db: &mut Db, all: &[Exception]) -> Result<Self, Failure> {
        let mut wanted: HashMap<&str, BTreeSet<String>> = HashMap::new();
        for one in all {
            wanted.entry(&one.slot).or_default().insert(one.subject.clone());
            let people = wanted.entry("person").or_default();
            people.insert(one.asked_by.clone());
            people.extend(one.answer.iter().map(|(_, by, _)| by.clone()));
            people.extend(one.spares.iter().cloned());
        }
        let mut names = HashMap::new();
        for (slot, ids) in wanted {
            let ids: Vec<String> = ids.into_iter().collect();
            names.insert(slot.to_owned(), labels_for(&visit.app, &mut *db, visit.lang(), visit.actor()?, slot, &ids).await?);
        }
        Ok(Self(names))
    }

    fn name(&self, slot: &str, id: &str) -> String {
        self.0.get(slot).and_then(|n| n.get(id)).cloned().unwrap_or_else(|| id.chars().take(12).collect())
    }
}

const fn tone(state: State) -> (&'static str, &'static str) {
    match state {
        State::Waits => ("pending", "hourglass"),
        State::InForce => ("soon", "clock"),
        State::Over => ("", "check"),
        State::Refused => ("overdue", "x"),
        State::Dropped => ("", "ban"),
    }
}

/// `GET /exceptions`
pub(super) async fn index(visit: Visit) -> Result<Response, Failure> {
    let today = visit.now().day(&visit.app.zone());
    let words = |id: &str| visit.say(id, &[]);
    let list = List {
        search: "duties-exceptions-search",
        filters: vec![Filter::one_of("state", words("duties-list-state"), words("duties-list-any"), State::ALL.map(|s| (s.id().to_owned(), words(s.words()))).to_vec())],
        files: Files::Recorded(&EXCEPTIONS_EXPORTED),
        ..List::new("exceptions", "/exceptions", "duties-exceptions-title", COLUMNS, "-asked")
    };
    let mut want = list.wanted(&visit);
    let mut db = visit.read().await?;
    let all = store::exceptions::all(&mut db).await?;
    let rules = manual::published_rules(&mut db).await?;
    let names = Names::of(&visit, &mut db, &all).await?;
    drop(db);
    let rows = all.iter().filter(|e| want.choice("state").is_none_or(|s| s == e.state(today).id())).map(|e| row(&visit, &rules, &names, e)).collect();
    let (rows, count) = arrange(&list, &mut want, rows);
    list.answer(&visit, want, rows, count, |list| Ok(ListPage { page: visit.page("duties-exceptions-title")?, list })).await
}

fn row(visit: &Visit, rules: &[PublishedRule], names: &Names, e: &Exception) -> Row {
    let state = e.state(visit.now().day(&visit.app.zone()));
    let (tone, symbol) = tone(state);
    let by = e.answer.as_ref().map_or_else(String::new, |(_, by, _)| names.name("person", by));
    Row::new("", vec![
        Cell::text(clause_title(visit, rules, &e.rule)).to(format!("/exceptions/{}", e.id)),
        Cell::text(names.name(&e.slot, &e.subject)),
        Cell::mark(visit.say(state.words(), &[]), tone, symbol),
        Cell::day(visit, e.until),
        Cell::person(&names.name("person", &e.asked_by)),
        Cell::moment(visit, e.asked_at),
        Cell::maybe(by, visit.say("duties-nobody", &[])),
    ])
}

/// `GET /duties/{duty}/exception`
pub(super) async fn form(visit: Visit, Path(duty): Path<String>) -> Result<Html, Failure> {
    draw_form(&visit, &duty, &FormState::default()).await
}

async fn draw_form(visit: &Visit, duty: &str, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let seen = Seen::load(visit, &mut db, duty, visit.now()).await?;
    let actor = visit.actor()?;
    visit.app.matrix.grant("ask-exception", actor, &to_duty(actor, &seen.duty))?;
    let mut subjects = Vec::new();
    for (slot, id) in choices(&seen.duty) {
        let ids = [id.clone()];
        let name = labels_for(&visit.app, &mut db, visit.lang(), actor, &slot, &ids).await?.remove(&id).unwrap_or_else(|| id.clone());
        subjects.push((format!("{slot}:{id}"), name, String::new()));
    }
    let view = super::teller(visit, &seen.rules, visit.now())?.tell(&mut db, std::slice::from_ref(&seen.duty)).await?.pop().ok_or(Failure::Missing)?;
    let field = |name| form.field(&visit.app.words, visit.lang(), name);
    let mut subject = field("subject");
    if subject.value.is_empty()
        && let Some((first, ..)) = subjects.first()
    {
        subject.value.clone_from(first);
    }
    Html::draw(&AskPage {
        page: visit.page("duties-exception-ask-title")?,
        duty_href: format!("/duties/{duty}"),
        what: view.what,
        errors: form.errors(&visit.app.words, visit.lang()),
        subject,
        subjects,
        until: field("until"),
        reason: field("reason"),
        private: field("private"),
        at_once: visit.may("give-exception", &spared_relations(visit, &seen)?),
    })
}

/// Whoever is spared a duty by it, gives no exception.
fn spared_relations(visit: &Visit, seen: &Seen) -> Result<Vec<&'static str>, Failure> {
    let actor = visit.actor()?;
    Ok(if seen.duty.is_of(&actor.id) { vec!["spared"] } else { Vec::new() })
}

/// `POST /duties/{duty}/exception`: asks; whoever may give one to others gives it at once.
pub(super) async fn ask(visit: Visit, Path(duty): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let now = visit.now();
    let today = now.day(&visit.app.zone());
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &duty, now).await?;
    let actor = visit.actor()?;
    visit.app.matrix.grant("ask-exception", actor, &to_duty(actor, &seen.duty))?;
    let asked = read(&seen.duty, form.value("subject"), form.value("until"), form.value("reason"), form.ticked("private"), today);
    let asked = match asked {
        Ok(asked) if !standing_already(&mut tx, &seen, &asked.slot, &asked.subject, today).await? => asked,
        other => {
            drop(tx);
            other.map_or_else(|wrong| wrong, |_| vec![Refusal::Already]).iter().for_each(|why| fields(&mut form, why.said()));
            return Ok(visit.again(draw_form(&visit, &duty, &form).await?));
        }
    };
    let exception = Exception {
        id: visit.app.id()?,
        rule: seen.duty.rule().to_string(),
        duty: duty.clone(),
        slot: asked.slot,
        subject: asked.subject,
        spares: seen.duty.responsible.iter().map(ToString::to_string).collect(),
        private: asked.private,
        until: asked.until,
        asked_by: actor.id.clone(),
        asked_at: now,
        answer: None,
        granted: None,
        ended: None,
    };
    store::exceptions::ask(&visit.app, &mut tx, &exception, &asked.reason).await?;
    let until = exception.until.to_string();
    visit.record(&mut tx, &EXCEPTION_ASKED, &subjects(&exception), &[("until", &until)]).await?;
    let at_once = visit.may("give-exception", &spared_relations(&visit, &seen)?);
    if at_once {
        grant(&visit, &mut tx, &exception).await?;
        tell(&visit, &mut tx, &exception, &exception.spares, "duties-mail-exception-given").await?;
    } else {
        let above = people::supervisor_of(&mut tx, &actor.id).await?.map(|p| p.id);
        tell(&visit, &mut tx, &exception, above.as_slice(), "duties-mail-exception-asked").await?;
    }
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&format!("/duties/{duty}"), if at_once { "duties-exception-given" } else { "duties-exception-sent" }))
}

/// Whether the same thing is excused from the same rule already, or somebody asked.
async fn standing_already(db: &mut Db, seen: &Seen, slot: &str, subject: &str, today: base::Day) -> Result<bool, Failure> {
    let same = store::exceptions::of(db, seen.duty.rule(), slot, subject).await?;
    Ok(same.iter().any(|e| matches!(e.state(today), State::Waits | State::InForce)))
}

fn subjects(e: &Exception) -> [(&str, &str); 2] {
    [("rule", &e.rule), (&e.slot, &e.subject)]
}

async fn grant(visit: &Visit, db: &mut Db, e: &Exception) -> Result<(), Failure> {
    let until = e.until.to_string();
    let seq = visit.record(&mut *db, &EXCEPTION_GRANTED, &subjects(e), &[("until", &until)]).await?;
    store::exceptions::answer(db, &e.id, Answer::Granted, &visit.actor()?.id, visit.now(), Some(seq)).await
}

/// The subject of a letter with this body.
fn subject_of(body: &str) -> &'static str {
    match body {
        "duties-mail-exception-given" => "duties-mail-exception-given-subject",
        "duties-mail-exception-asked" => "duties-mail-exception-asked-subject",
        "duties-mail-exception-ended" => "duties-mail-exception-ended-subject",
        _ => "duties-mail-exception-answered-subject",
    }
}

/// A letter to each of these but oneself: that something waits, or was answered. Never for whom, never why.
async fn tell(visit: &Visit, db: &mut Db, e: &Exception, whom: &[String], what: &str) -> Result<(), Failure> {
    for id in whom.iter().filter(|id| **id != visit.actor().map(|a| a.id.clone()).unwrap_or_default()) {
        let Some(person) = people::find(&mut *db, id).await?.filter(people::Person::is_here) else { continue };
        let letter = Letter {
            to: &person.email,
            lang: person.lang,
            subject: subject_of(what),
            body: what,
            args: &[("name", &person.name)],
            link: &format!("/exceptions/{}", e.id),
            then: None,
        };
        mail::send(&visit.app, &mut *db, letter, visit.now()).await?;
    }
    Ok(())
}

/// `GET /exceptions/{exception}`
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let e = permitted(&visit, &mut db, &id, "see-exception").await?;
    let (actor, today) = (visit.actor()?, visit.now().day(&visit.app.zone()));
    let state = e.state(today);
    let relations = e.relations(actor);
    let reason = match MayReadReason::of(&visit.app.matrix, actor, &e, today) {
        Ok(permit) => store::exceptions::reason(&visit.app, &mut db, &permit).await?,
        Err(_) => String::new(),
    };
    let rules = manual::published_rules(&mut db).await?;
    let names = Names::of(&visit, &mut db, std::slice::from_ref(&e)).await?;
    let person = |id: &str| names.name("person", id);
    let mut facts = vec![
        ("duties-list-clause", clause_title(&visit, &rules, &e.rule)),
        ("duties-exception-for", names.name(&e.slot, &e.subject)),
        ("duties-exception-spares", e.spares.iter().map(|id| person(id)).collect::<Vec<_>>().join(", ")),
        ("duties-exception-until", day_in_words(visit.lang(), e.until)),
        ("duties-exception-asked-by", format!("{}, {}", person(&e.asked_by), visit.moment(e.asked_at))),
    ];
    if let Some((_, by, at)) = &e.answer {
        facts.push(("duties-exception-answered-by", format!("{}, {}", person(by), visit.moment(*at))));
    }
    if let Some((at, by)) = &e.ended {
        facts.push(("duties-exception-ended-by", format!("{}, {}", person(by), visit.moment(*at))));
    }
    Html::draw(&ExceptionPage {
        page: visit.page("duties-exception-title")?,
        facts: facts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(id, v)| (visit.say(id, &[]), v)).collect(),
        tone: tone(state).0,
        state: visit.say(state.words(), &[]),
        reason,
        private: e.private,
        duty_href: format!("/duties/{}", e.duty),
        may_answer: state == State::Waits && visit.may("answer-exception", &relations),
        may_end: state == State::InForce && visit.may("end-exception", &relations),
        may_drop: state == State::Waits && e.asked_by == actor.id,
        id: e.id,
    })
}

async fn permitted(visit: &Visit, db: &mut Db, id: &str, permit: &'static str) -> Result<Exception, Failure> {
    let e = store::exceptions::find(db, id).await?.ok_or(Failure::Missing)?;
    visit.app.matrix.grant(permit, visit.actor()?, &e.relations(visit.actor()?))?;
    Ok(e)
}

/// The exception, when it stands as it must for what is to be done with it.
fn standing(visit: &Visit, e: &Exception, state: State) -> Result<(), Failure> {
    if e.state(visit.now().day(&visit.app.zone())) == state { Ok(()) } else { Err(Failure::Stale) }
}

fn written(visit: &Visit, id: &str) -> Response {
    visit.app.wake();
    visit.go(&format!("/exceptions/{id}"), "duties-exception-written")
}

/// `POST /exceptions/{exception}/answer`: yes or no, by somebody whom it spares nothing.
pub(super) async fn answer(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let e = permitted(&visit, &mut tx, &id, "answer-exception").await?;
    standing(&visit, &e, State::Waits)?;
    match form.value("do") {
        "yes" => grant(&visit, &mut tx, &e).await?,
        "no" => {
            store::exceptions::answer(&mut tx, &id, Answer::Refused, &visit.actor()?.id, visit.now(), None).await?;
            visit.record(&mut tx, &EXCEPTION_REFUSED, &subjects(&e), &[]).await?;
        }
        _ => return Err(Failure::Unfit(axum::http::StatusCode::BAD_REQUEST)),
    }
    tell(&visit, &mut tx, &e, std::slice::from_ref(&e.asked_by), "duties-mail-exception-answered").await?;
    tx.commit().await?;
    Ok(written(&visit, &id))
}

/// `POST /exceptions/{exception}/drop`: whoever asked takes it back.
pub(super) async fn drop_it(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let e = permitted(&visit, &mut tx, &id, "drop-exception").await?;
    standing(&visit, &e, State::Waits)?;
    store::exceptions::answer(&mut tx, &id, Answer::Dropped, &visit.actor()?.id, visit.now(), None).await?;
    visit.record(&mut tx, &EXCEPTION_DROPPED, &subjects(&e), &[]).await?;
    tx.commit().await?;
    Ok(written(&visit, &id))
}

/// `POST /exceptions/{exception}/end`: before its day.
pub(super) async fn end(visit: Visit, Path(id): Path<String>, Typed(_): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let e = permitted(&visit, &mut tx, &id, "end-exception").await?;
    standing(&visit, &e, State::InForce)?;
    store::exceptions::end(&mut tx, &id, &visit.actor()?.id, visit.now()).await?;
    let of = e.granted.unwrap_or_default().to_string();
    visit.record(&mut tx, &EXCEPTION_ENDED, &subjects(&e), &[("of", &of)]).await?;
    tell(&visit, &mut tx, &e, &e.spares, "duties-mail-exception-ended").await?;
    tx.commit().await?;
    Ok(written(&visit, &id))
}
