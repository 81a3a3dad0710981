//! One duty with everything about it: why it is there, what is on record, and other ways to deal with it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use base::web::form::{Field, FormState, Typed};
use base::web::telling::labels;
use base::web::{Html, Page, Visit};
use base::{Day, Db, Failure, Moment};
use manual::PublishedRule;
use policy::{Duty, DutyId};

use super::{fields, teller};
use crate::deeds::{ABOUT, DONE_ELSEWHERE, PUT_OFF, TAKEN_UP};
use crate::model::{elsewhere, exception, may_put_off};
use crate::permits::{MayReadNotes, to_duty};
use crate::view::{DutyView, strength_of};
use crate::{engine, store};

struct NoteView {
    who: String,
    when: String,
    text: String,
}

#[derive(Template)]
#[template(path = "pages/duty.html")]
struct DutyPage {
    page: Page,
    /// Address and words: one's own duty stands on Today, somebody else's in Standing.
    back: (&'static str, &'static str),
    d: DutyView,
    as_of: String,
    strength: String,
    told: String,
    notes: Vec<NoteView>,
    errors: Vec<(&'static str, String)>,
    put_off: Vec<(String, String)>,
    is_put_off: bool,
    shown_again: String,
    elsewhere: Option<(Field, Field)>,
    /// (what, address, state, tone) of each exception that was asked or holds.
    exceptions: Vec<(String, String, String, &'static str)>,
    may_ask: bool,
    exception_href: String,
}

/// A duty, and the rules it comes from.
pub(super) struct Seen {
    pub(super) duty: Duty,
    pub(super) rules: std::sync::Arc<Vec<PublishedRule>>,
}

impl Seen {
    /// The duty as of `moment`, for whoever may see it.
    pub(super) async fn load(visit: &Visit, db: &mut Db, id: &str, moment: Moment) -> Result<Self, Failure> {
        let id = DutyId::parse(id).ok_or(Failure::Missing)?;
        let now = visit.now();
        let (rules, duty) = if moment == now {
            engine::with(&visit.app, db, now, |s| (s.rules.clone(), s.monitor.duty(id, now.0))).await?
        } else {
            engine::study(&visit.app, db, now, move |all| all.as_of(moment.0, now.0).into_iter().find(|d| d.id == id)).await?
        };
        let duty = duty.ok_or(Failure::Missing)?;
        visit.app.matrix.grant("see-duty", visit.actor()?, &to_duty(visit.actor()?, &duty))?;
        Ok(Self { duty, rules })
    }

    /// What a deed about it is recorded under: the rule, and what the duty is about.
    fn subjects(&self) -> Vec<(&str, &str)> {
        let about = self.duty.subjects.iter().filter(|(slot, _)| ABOUT.contains(&&**slot)).map(|(slot, id)| (&**slot, &**id));
        std::iter::once(("rule", &**self.duty.rule())).chain(about).collect()
    }
}

/// `GET /duties/{duty}`
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html, Failure> {
    let day = visit.query("as-of").as_deref().and_then(Day::parse);
    let zone = visit.app.zone();
    let now = visit.now();
    let moment = day.map_or(now, |day| day.end(&zone).min(now));
    draw(&visit, &id, moment, &FormState::default()).await
}

async fn draw(visit: &Visit, id: &str, moment: Moment, form: &FormState) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let seen = Seen::load(visit, &mut db, id, moment).await?;
    let (duty, actor, today) = (&seen.duty, visit.actor()?, visit.now().day(&visit.app.zone()));
    let view = teller(visit, &seen.rules, moment)?.tell(&mut db, std::slice::from_ref(duty)).await?.pop().ok_or(Failure::Missing)?;
    let (mine, is_now) = (duty.is_of(&actor.id) && duty.is_open(), moment == visit.now());
    let strength = strength_of(&seen.rules, duty);
    let put_off = store::put_off(&mut db, &actor.id).await?.get(id).copied().filter(|until| today < *until);
    let may_elsewhere = mine && is_now && elsewhere::deeds(duty).is_some() && (elsewhere::must_be(duty) || store::elsewhere_rules(&mut db).await?.contains(&**duty.rule()));
    let field = |name| form.field(&visit.app.words, visit.lang(), name);
    let mut day = field("day");
    if day.value.is_empty() && form.is_fine() {
        day.value = today.to_string();
    }
    let notes = notes(visit, &mut db, duty).await?;
    let told = told(visit, &mut db, duty).await?;
    let exceptions = if is_now { super::exceptions::about(visit, &mut db, duty).await? } else { Vec::new() };
    Html::draw(&DutyPage {
        page: visit.page_titled(&view.what)?,
        back: if !duty.is_of(&actor.id) && visit.may("see-standing", &[]) { ("/standing", "duties-standing-title") } else { ("/", "duties-nav-today") },
        as_of: if is_now { String::new() } else { visit.say("duties-standing-then", &[("when", &base::words::day_in_words(visit.lang(), moment.day(&visit.app.zone())))]) },
        strength: visit.say(&format!("manual-strength-{}", strength.id()), &[]),
        told,
        notes,
        errors: form.errors(&visit.app.words, visit.lang()),
        put_off: if mine && is_now && may_put_off(duty, strength) { ["tomorrow", "week"].map(|id| (id.to_owned(), visit.say(&format!("duties-put-off-{id}"), &[]))).to_vec() } else { Vec::new() },
        is_put_off: put_off.is_some(),
        shown_again: put_off.map_or_else(String::new, |until| visit.say("duties-put-off-until", &[("when", &base::words::day_in_words(visit.lang(), until))])),
        elsewhere: may_elsewhere.then(|| (day, field("note"))),
        exceptions,
        may_ask: is_now && duty.is_open() && !exception::choices(duty).is_empty() && visit.may("ask-exception", &to_duty(actor, duty)),
        exception_href: format!("/duties/{id}/exception"),
        d: view,
    })
}

async fn notes(visit: &Visit, db: &mut Db, duty: &Duty) -> Result<Vec<NoteView>, Failure> {
    let Ok(permit) = MayReadNotes::of(&visit.app.matrix, visit.actor()?, duty) else { return Ok(Vec::new()) };
    let notes = store::notes(&visit.app, &mut *db, &permit).await?;
    let ids: Vec<String> = notes.iter().map(|n| n.by.clone()).collect();
    let names = people::names(db, &ids).await?;
    Ok(notes.into_iter().map(|n| NoteView { who: names.get(&n.by).cloned().unwrap_or_default(), when: visit.moment(n.at), text: n.text }).collect())
}

/// Whom the rule wants told.
async fn told(visit: &Visit, db: &mut Db, duty: &Duty) -> Result<String, Failure> {
    let ids: Vec<String> = duty.inform.iter().map(ToString::to_string).collect();
    let names = labels(&visit.app, db, visit.lang(), "person", &ids).await?;
    Ok(ids.iter().filter_map(|id| names.get(id).cloned()).collect::<Vec<_>>().join(", "))
}

/// `POST /duties/{duty}/put-off`: out of the way on one's own page until a day.
pub(super) async fn put_off(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id, visit.now()).await?;
    let actor = visit.actor()?;
    visit.app.matrix.grant("put-off-duty", actor, &to_duty(actor, &seen.duty))?;
    let today = visit.now().day(&visit.app.zone());
    let until = match form.value("until") {
        "tomorrow" => Some(today.next()),
        "week" => Some((0..7).fold(today, |day, _| day.next())),
        _ => None,
    };
    if until.is_some() && !may_put_off(&seen.duty, strength_of(&seen.rules, &seen.duty)) {
        return Err(base::failure::Said::plain("duties-put-off-never").into());
    }
    store::set_put_off(&mut tx, &actor.id, &id, until).await?;
    let rule = [("rule", &**seen.duty.rule())];
    match until {
        Some(until) => visit.record(&mut tx, &PUT_OFF, &rule, &[("until", &until.to_string())]).await?,
        None => visit.record(&mut tx, &TAKEN_UP, &rule, &[]).await?,
    };
    tx.commit().await?;
    Ok(visit.go("/", if until.is_some() { "duties-put-off-done" } else { "duties-put-off-back" }))
}

/// `POST /duties/{duty}/elsewhere`: it was done in another place, with a word on where.
pub(super) async fn done_elsewhere(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let now = visit.now();
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id, now).await?;
    let actor = visit.actor()?;
    visit.app.matrix.grant("say-done-elsewhere", actor, &to_duty(actor, &seen.duty))?;
    let allowed = elsewhere::must_be(&seen.duty) || store::elsewhere_rules(&mut tx).await?.contains(&**seen.duty.rule());
    let Some(deeds) = elsewhere::deeds(&seen.duty).filter(|_| allowed) else {
        return Err(base::failure::Said::plain("duties-elsewhere-not-here").into());
    };
    let said = match elsewhere::read(form.value("day"), form.value("note"), &seen.duty, now, &visit.app.zone()) {
        Ok(said) => said,
        Err(wrong) => {
            drop(tx);
            wrong.iter().for_each(|why| fields(&mut form, why.said()));
            return Ok(visit.again(draw(&visit, &id, now, &form).await?));
        }
    };
    for deed in deeds {
        visit.app.record_at(&mut tx, Some(&actor.id), &DONE_ELSEWHERE, said.at, &seen.subjects(), &[("deed", deed)]).await?;
    }
    store::keep_note(&visit.app, &mut tx, &id, &actor.id, &said.note, now).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go("/", "duties-elsewhere-done").into_response())
}

/// The clause a rule stands in, in the reader's language.
pub(super) fn clause_title(visit: &Visit, rules: &[PublishedRule], rule: &str) -> String {
    let found = rules.iter().rev().find(|r| r.id == rule);
    found.and_then(|r| r.clause_title.get(usize::from(visit.lang() == base::words::Lang::Fr)).cloned()).unwrap_or_else(|| rule.to_owned())
}
