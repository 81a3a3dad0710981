//! Whose sign-in asks for a second factor; and taking somebody's factors away when they lost them.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::response::Response;
use base::access::Role;
use base::web::{FormState, Html, Page, Typed, Visit, session};
use base::{Failure, Said, organisation};

use super::{FormView, arrive, letters, person, role_word};
use crate::acts;
use crate::deeds::SIGN_IN_RULES_CHANGED;
use crate::model::Refusal;
use crate::store;

/// Takes every second factor away: the person comes in with their passphrase and sets up new ones.
/// Whoever does it made sure who asked, and says so; never for oneself.
pub async fn reset(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let person = person::here(person::permitted(&visit, &mut tx, "reset-second-factor", &id).await?)?;
    if !form.ticked("sure") {
        return Err(Said::plain("people-reset-sure-needed").into());
    }
    if !acts::reset_second_factors(&visit.app, &mut tx, Some(&visit.actor()?.id), &id).await? {
        return Err(Refusal::NoSecondFactor.into());
    }
    session::end_all(&mut tx, &id).await?;
    letters::warn(&visit.app, &mut tx, &person, "people-letter-reset-subject", "people-letter-reset-body").await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go(&format!("/people/{id}"), "people-reset-done"))
}

#[derive(askama::Template)]
#[template(path = "pages/rules.html")]
struct RulesPage {
    page: Page,
    form: FormView,
    roles: Vec<(&'static str, String, String, bool)>,
    /// Who holds such a role and has no second factor yet.
    without: Vec<String>,
}

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    let mut read = visit.read().await?;
    let asked = arrive::asked(&mut read).await?;
    let mut without = Vec::new();
    for person in store::present(&mut read).await? {
        if asked.iter().any(|r| person.is(*r)) && !store::factors::of(&mut read, &person.id).await?.has_second() {
            without.push(person.name);
        }
    }
    drop(read);
    let roles = Role::ALL.into_iter().map(|r| (r.id(), role_word(&visit, r), String::new(), asked.contains(&r))).collect();
    Html::draw(&RulesPage { page: visit.page("people-rules-title")?, form: FormView::of(&visit, FormState::default()), roles, without })
}

pub async fn save(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let chosen: BTreeSet<&str> = form.all("roles").filter_map(Role::parse).map(Role::id).collect();
    let text = chosen.into_iter().collect::<Vec<_>>().join(" ");
    let mut tx = visit.begin().await?;
    organisation::put(&mut tx, arrive::ASKED, &text).await?;
    visit.record(&mut tx, &SIGN_IN_RULES_CHANGED, &[], &[("roles", &text)]).await?;
    tx.commit().await?;
    Ok(visit.go("/organisation/sign-in", "people-rules-saved"))
}
