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
use policy::{Duty, Form};

use super::duty::{Seen, clause_title};
use super::fields;
use crate::deeds::{EXCEPTION_ASKED, EXCEPTION_DROPPED, EXCEPTION_ENDED, EXCEPTION_GRANTED, EXCEPTION_REFUSED, EXCEPTIONS_EXPORTED};
use crate::model::exception::{Answer, Exception, Refusal, State, choices, named, read, spared, touches};
use crate::permits::{MayReadReason, to_duty};
use crate::{engine, store};

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
    /// It is late already: an exception does not undo that.
    late: bool,
    /// Who decides, in words.
    decides: &'static str,
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
    /// What it is for is late already.
    late: bool,
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
    let offered = offered(visit, &mut db, &seen).await?;
    let mut subjects = Vec::new();
    for choice in &offered {
        let ids = [choice.id.clone()];
        let name = labels_for(&visit.app, &mut db, visit.lang(), actor, &choice.slot, &ids).await?.remove(&choice.id).unwrap_or_else(|| choice.id.clone());
        subjects.push((format!("{}:{}", choice.slot, choice.id), name, said_spared(visit, &mut db, &choice.spares).await?));
    }
    let given = offered.iter().filter(|c| c.may_give(visit)).count();
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
        late: seen.duty.overdue && !matches!(seen.duty.line.rule.form, Form::Only { .. }),
        decides: if given == offered.len() { "duties-exception-at-once" } else if given == 0 { "duties-exception-others" } else { "duties-exception-some" },
        at_once: given == offered.len(),
    })
}

/// Something an exception can be for, and whom it would spare a duty now.
struct Choice {
    slot: String,
    id: String,
    spares: BTreeSet<String>,
}

impl Choice {
    /// Whoever is spared a duty by it, gives no exception.
    fn may_give(&self, visit: &Visit) -> bool {
        let spared = visit.actor().is_ok_and(|actor| self.spares.contains(&actor.id));
        visit.may("give-exception", if spared { &["spared"] } else { &[] })
    }
}

/// What an exception from this duty's rule can be for, what spares the fewest first.
async fn offered(visit: &Visit, db: &mut Db, seen: &Seen) -> Result<Vec<Choice>, Failure> {
    let rule = seen.duty.rule().to_string();
    let open = open_of(visit, db, &rule).await?;
    let mut all: Vec<Choice> = choices(&seen.duty).into_iter().map(|(slot, id)| {
        let mut spares = spared(&open, &rule, &slot, &id);
        spares.extend(seen.duty.responsible.iter().map(ToString::to_string));
        Choice { slot, id, spares }
    }).collect();
    all.sort_by_key(|choice| (choice.spares.len(), choice.slot != "person"));
    Ok(all)
}

/// What is open under a rule now.
async fn open_of(visit: &Visit, db: &mut Db, rule: &str) -> Result<Vec<Duty>, Failure> {
    let now = visit.now();
    engine::with(&visit.app, db, now, |s| s.monitor.open(now.0).into_iter().filter(|d| **d.rule() == *rule).collect()).await
}

/// Names at most so many of those who are spared.
const NAMED: usize = 5;

async fn said_spared(visit: &Visit, db: &mut Db, spares: &BTreeSet<String>) -> Result<String, Failure> {
    let ids: Vec<String> = spares.iter().cloned().collect();
    let mut names: Vec<String> = people::names(db, &ids).await?.into_values().collect();
    names.sort();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let names = names.join(", ");
    Ok(match more {
        _ if names.is_empty() => String::new(),
        0 => visit.say("duties-exception-would-spare", &[("names", &names)]),
        more => visit.say("duties-exception-would-spare-more", &[("names", &names), ("count", &more.to_string())]),
    })
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
    let choice = offered(&visit, &mut tx, &seen).await?.into_iter().find(|c| c.slot == asked.slot && c.id == asked.subject).ok_or(Failure::Stale)?;
    let at_once = choice.may_give(&visit);
    let exception = Exception {
        id: visit.app.id()?,
        rule: seen.duty.rule().to_string(),
        duty: duty.clone(),
        slot: asked.slot,
        subject: asked.subject,
        spares: choice.spares.into_iter().collect(),
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
    Ok(same.iter().any(|e| e.state(today).is_live()))
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
    let open = if state == State::Waits { open_of(&visit, &mut db, &e.rule).await? } else { Vec::new() };
    let late = open.iter().any(|d| d.overdue && !matches!(d.line.rule.form, Form::Only { .. }) && touches(d, &e.rule, &e.slot, &e.subject));
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
        late,
        may_answer: state == State::Waits && visit.may("answer-exception", &relations),
        may_end: state == State::InForce && visit.may("end-exception", &relations),
        may_drop: state == State::Waits && e.asked_by == actor.id,
        id: e.id,
    })
}

/// The exceptions that wait or hold for what this duty is about, for whoever may see them:
/// what, its address, how it stands, and the tone of that.
pub(super) async fn about(visit: &Visit, db: &mut Db, duty: &Duty) -> Result<Vec<(String, String, String, &'static str)>, Failure> {
    let (actor, today) = (visit.actor()?, visit.now().day(&visit.app.zone()));
    let mut all = Vec::new();
    for (slot, id) in named(duty) {
        all.extend(store::exceptions::of(&mut *db, duty.rule(), &slot, &id).await?);
    }
    all.retain(|e| e.state(today).is_live() && visit.app.matrix.would_grant("see-exception", actor, &e.relations(actor)));
    all.sort_by_key(|e| e.state(today) == State::InForce);
    let names = Names::of(visit, db, &all).await?;
    Ok(all.into_iter().map(|e| {
        let state = e.state(today);
        let until = day_in_words(visit.lang(), e.until);
        let what = visit.say("duties-exception-line", &[("who", &names.name(&e.slot, &e.subject)), ("until", &until), ("asker", &names.name("person", &e.asked_by))]);
        (what, format!("/exceptions/{}", e.id), visit.say(state.words(), &[]), tone(state).0)
    }).collect())
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
    let mut e = store::exceptions::find(&mut tx, &id).await?.ok_or(Failure::Missing)?;
    // Also whom it would spare something that opened since it was asked.
    let open = open_of(&visit, &mut tx, &e.rule).await?;
    let asked_for: BTreeSet<String> = e.spares.iter().cloned().chain(spared(&open, &e.rule, &e.slot, &e.subject)).collect();
    e.spares = asked_for.into_iter().collect();
    visit.app.matrix.grant("answer-exception", visit.actor()?, &e.relations(visit.actor()?))?;
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
