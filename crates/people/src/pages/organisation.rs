//! The organisation's own page: its name and place, its working days and days off, its size.
//!
//! Everything set-up asked can be changed here by a director. Days change from
//! today on: what was a working day stays one.

use axum::response::{IntoResponse, Response};
use base::access::Role;
use base::web::{FormState, Html, Page, Typed, Visit};
use base::words::Lang;
use base::{Day, Db, Failure, Said, organisation};

use super::{FormView, languages, role_word};
use crate::deeds::{DAY_OFF_ADDED, DAY_OFF_REMOVED, ORGANISATION_CHANGED};
use crate::model::apart::merged;
use crate::model::days::{Week, holidays, week_days};
use crate::model::places::{PROVINCES, ZONES, province_text_id, usual_zone, zone_text_id};
use crate::model::{PersonName, Refusal};
use crate::store;

/// Who and where the organisation is.
pub(super) struct Facts {
    pub name: String,
    pub name_fr: String,
    pub province: &'static str,
    pub zone: &'static str,
    pub lang: Lang,
}

/// What the form says of them, or words beside its fields.
pub(super) fn facts(form: &mut FormState) -> Option<Facts> {
    let name = form.needed("organisation");
    for field in ["organisation", "name-fr"] {
        if !form.text(field).is_empty() && PersonName::parse(form.text(field)).is_err() {
            form.wrong(field, Refusal::BadName.said());
        }
    }
    let province = PROVINCES.iter().map(|(p, _)| *p).find(|p| *p == form.text("province"));
    if province.is_none() {
        form.wrong("province", Said::plain("people-setup-choose"));
    }
    let zone = match form.text("zone") {
        "" => province.and_then(usual_zone),
        chosen => ZONES.iter().copied().find(|z| *z == chosen),
    };
    let lang = Lang::parse(form.text("language"));
    if lang.is_none() {
        form.wrong("language", Said::plain("people-setup-choose"));
    }
    if !form.is_fine() {
        return None;
    }
    Some(Facts { name, name_fr: form.text("name-fr").to_owned(), province: province?, zone: zone?, lang: lang? })
}

pub(super) fn provinces(visit: &Visit) -> Vec<(&'static str, String)> {
    PROVINCES.iter().map(|(p, _)| (*p, visit.say(&province_text_id(p), &[]))).collect()
}

pub(super) fn zones(visit: &Visit) -> Vec<(&'static str, String)> {
    ZONES.iter().map(|z| (*z, visit.say(&zone_text_id(z), &[]))).collect()
}

/// Value, words, hint.
pub(super) fn sizes(visit: &Visit) -> Vec<(&'static str, String, String)> {
    ["small", organisation::LARGER].map(|id| (id, visit.say(&format!("people-size-{id}"), &[]), visit.say(&format!("people-size-words-{id}"), &[]))).into()
}

/// Value, words, hint, ticked: the days of the week.
pub(super) fn day_boxes(visit: &Visit, form: &FormState) -> Vec<(String, String, String, bool)> {
    (1..=7).map(|d| (d.to_string(), visit.say(&format!("people-day-{d}"), &[]), String::new(), form.has("days", &d.to_string()))).collect()
}

/// Value, words, hint, ticked: the holidays of a province, each with its next day off.
pub(super) fn holiday_boxes(visit: &Visit, province: &str, kept: impl Fn(&str) -> bool) -> Vec<(String, String, String, bool)> {
    let today = visit.now().day(&visit.app.zone());
    let name = |h: &crate::model::days::Listed| if visit.lang() == Lang::Fr { capital(h.fr) } else { h.id.to_owned() };
    let line = |h: crate::model::days::Listed| (h.id.to_owned(), name(&h), base::words::day_in_words(visit.lang(), h.next), kept(h.id));
    holidays(province, today).into_iter().map(line).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[derive(askama::Template)]
#[template(path = "pages/organisation.html")]
struct OrganisationPage {
    page: Page,
    form: FormView,
    may_change: bool,
    facts: Vec<(String, String)>,
    provinces: Vec<(&'static str, String)>,
    zones: Vec<(&'static str, String)>,
    languages: [(&'static str, &'static str, &'static str); 2],
    sizes: Vec<(&'static str, String, String)>,
    days: Vec<(String, String, String, bool)>,
    holidays: Vec<(String, String, String, bool)>,
    off: Vec<(Day, String)>,
    /// Who holds roles that a larger agency keeps apart: name, roles.
    merged: Vec<(String, String)>,
}

/// The week that holds today.
pub(super) async fn week(visit: &Visit, db: &mut Db) -> Result<Week, Failure> {
    let province = visit.organisation()?.province.clone();
    Ok(store::days::weeks(db).await?.pop().unwrap_or_else(|| Week::usual(&province)))
}

pub async fn show(visit: Visit) -> Result<Response, Failure> {
    let organisation = visit.organisation()?;
    let week = week(&visit, &mut *visit.read().await?).await?;
    let mut values: Vec<(String, String)> = [
        ("organisation", organisation.name.as_str()), ("name-fr", &organisation.name_fr), ("province", &organisation.province),
        ("zone", organisation.zone.iana_name().unwrap_or("")), ("language", organisation.lang.id()),
        ("size", if organisation.small { "small" } else { organisation::LARGER }),
    ].map(|(n, v)| (n.to_owned(), v.to_owned())).into();
    values.extend(week.days.iter().map(|d| ("days".to_owned(), d.to_string())));
    Ok(draw(&visit, FormState::of(values)).await?.into_response())
}

async fn draw(visit: &Visit, form: FormState) -> Result<Html, Failure> {
    let organisation = visit.organisation()?;
    let mut read = visit.read().await?;
    let week = week(visit, &mut read).await?;
    let today = visit.now().day(&visit.app.zone());
    let off = store::days::off(&mut read).await?.into_iter().filter(|(day, _)| *day >= today).collect();
    let may_change = visit.may("keep-organisation", &[]);
    let people = if may_change { store::present(&mut read).await? } else { Vec::new() };
    drop(read);
    let pairs = |p: &crate::Person| merged(&p.roles).into_iter().map(|(a, b)| format!("{} + {}", role_word(visit, a), role_word(visit, b))).collect::<Vec<_>>().join(", ");
    let zone = zone_text_id(organisation.zone.iana_name().unwrap_or(""));
    let words = |id: &str| visit.say(id, &[]);
    Html::draw(&OrganisationPage {
        page: visit.page("people-organisation-title")?,
        may_change,
        facts: vec![
            (words("people-setup-name"), organisation.called(visit.lang()).to_owned()),
            (words("people-setup-province"), words(&province_text_id(&organisation.province))),
            (words("people-setup-zone"), words(&zone)),
        ],
        provinces: provinces(visit),
        zones: zones(visit),
        languages: languages(),
        sizes: sizes(visit),
        days: day_boxes(visit, &form),
        holidays: holiday_boxes(visit, &week.province, |id| !week.unkept.contains(id)),
        off,
        merged: people.iter().map(|p| (p.name.clone(), pairs(p))).filter(|(_, roles)| !roles.is_empty()).collect(),
        form: FormView::of(visit, form),
    })
}

async fn note(visit: &Visit, db: &mut Db, field: &str) -> Result<(), Failure> {
    visit.record(db, &ORGANISATION_CHANGED, &[], &[("field", field)]).await.map(drop)
}

/// Sets the week from today on. What held before is kept for the days before.
async fn set_week(visit: &Visit, db: &mut Db, change: impl FnOnce(&mut Week)) -> Result<bool, Failure> {
    let before = week(visit, db).await?;
    if store::days::weeks(db).await?.is_empty() {
        store::days::set_week(db, &before, visit.now()).await?;
    }
    let mut after = before.clone();
    change(&mut after);
    if after == before {
        return Ok(false);
    }
    after.from = visit.now().day(&visit.app.zone());
    store::days::set_week(db, &after, visit.now()).await?;
    Ok(true)
}

pub async fn change(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let Some(facts) = facts(&mut form) else { return Ok(visit.again(draw(&visit, form).await?)) };
    let before = visit.organisation()?;
    let mut tx = visit.begin().await?;
    organisation::save(&mut tx, &facts.name, facts.province, facts.zone, facts.lang).await?;
    organisation::put(&mut tx, "organisation.name-fr", &facts.name_fr).await?;
    let changed = [
        ("name", facts.name != before.name || facts.name_fr != before.name_fr), ("province", facts.province != before.province),
        ("zone", Some(facts.zone) != before.zone.iana_name()), ("language", facts.lang != before.lang),
    ];
    for (field, _) in changed.iter().filter(|(_, changed)| *changed) {
        note(&visit, &mut tx, field).await?;
    }
    set_week(&visit, &mut tx, |week| {
        if week.province != facts.province {
            facts.province.clone_into(&mut week.province);
            week.unkept.clear();
        }
    }).await?;
    tx.commit().await?;
    visit.app.organisation_changed().await?;
    Ok(visit.go("/organisation", "people-organisation-saved"))
}

pub async fn change_days(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let days = week_days(form.all("days"));
    if days.is_empty() {
        form.wrong("days", Said::plain("people-refused-no-day"));
        return Ok(visit.again(draw(&visit, form).await?));
    }
    let mut tx = visit.begin().await?;
    let today = visit.now().day(&visit.app.zone());
    let changed = set_week(&visit, &mut tx, |week| {
        week.days = days;
        week.unkept = holidays(&week.province, today).into_iter().map(|h| h.id.to_owned()).filter(|id| !form.has("kept", id)).collect();
    }).await?;
    if changed {
        note(&visit, &mut tx, "days").await?;
        tx.commit().await?;
    }
    Ok(visit.go("/organisation", "people-organisation-saved"))
}

pub async fn add_off(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let (day, name) = (Day::parse(form.text("day")), PersonName::parse(form.text("off-name")));
    if day.is_none() {
        form.wrong("day", Said::plain("people-problem-day").with("typed", form.text("day")));
    }
    if day.is_some_and(|d| d < visit.now().day(&visit.app.zone())) {
        form.wrong("day", Said::plain("people-refused-past-day"));
    }
    let name = super::beside(&mut form, "off-name", name);
    let mut tx = visit.begin().await?;
    if let Some(day) = day && store::days::off(&mut tx).await?.iter().any(|(other, _)| *other == day) {
        form.wrong("day", Said::plain("people-refused-off-already"));
    }
    let (Some(day), Some(name), true) = (day, name, form.is_fine()) else {
        drop(tx);
        return Ok(visit.again(draw(&visit, form).await?));
    };
    store::days::add_off(&mut tx, day, name.text(), visit.now()).await?;
    visit.record(&mut tx, &DAY_OFF_ADDED, &[], &[("day", &day.to_string())]).await?;
    tx.commit().await?;
    Ok(visit.go("/organisation", "people-organisation-saved"))
}

pub async fn end_off(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let day = Day::parse(form.text("day")).filter(|d| *d >= visit.now().day(&visit.app.zone())).ok_or(Failure::Missing)?;
    let mut tx = visit.begin().await?;
    store::days::end_off(&mut tx, day).await?;
    visit.record(&mut tx, &DAY_OFF_REMOVED, &[], &[("day", &day.to_string())]).await?;
    tx.commit().await?;
    Ok(visit.go("/organisation", "people-organisation-saved"))
}

/// A small agency may become a larger one once nobody holds two roles that are kept apart.
pub async fn change_size(visit: Visit, Typed(mut form): Typed) -> Result<Response, Failure> {
    let larger = match form.text("size") {
        "small" => false,
        organisation::LARGER => true,
        _ => return Err(Failure::Missing),
    };
    let mut tx = visit.begin().await?;
    let first = store::present(&mut tx).await?.into_iter().find_map(|p| merged(&p.roles).first().map(|pair| (p.name, *pair)));
    if larger && let Some((name, (one, other))) = first {
        drop(tx);
        let word = |role: Role| role_word(&visit, role);
        form.wrong("size", Said::plain("people-refused-larger").with("name", name).with("one", word(one)).with("other", word(other)));
        return Ok(visit.again(draw(&visit, form).await?));
    }
    if larger == visit.organisation()?.small {
        organisation::put(&mut tx, "organisation.size", if larger { organisation::LARGER } else { "small" }).await?;
        note(&visit, &mut tx, "size").await?;
        tx.commit().await?;
        visit.app.organisation_changed().await?;
    }
    Ok(visit.go("/organisation", "people-organisation-saved"))
}
