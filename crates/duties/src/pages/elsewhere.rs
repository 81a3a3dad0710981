//! For which rules "it was done elsewhere" counts: the director chooses.

use std::collections::BTreeSet;

use askama::Template;
use axum::response::Response;
use base::web::form::Typed;
use base::web::{Html, Page, Visit};
use base::{App, Db, Failure};

use super::duty::clause_title;
use crate::deeds::{ELSEWHERE_ALLOWED, ELSEWHERE_BARRED};
use crate::{engine, model, store};

#[derive(Template)]
#[template(path = "pages/elsewhere.html")]
struct Choosing {
    page: Page,
    /// Rule, clause, line, chosen.
    rules: Vec<(String, String, String, bool)>,
}

/// The rules in force that ask for something that could be done elsewhere.
async fn candidates(app: &App, db: &mut Db) -> Result<Vec<manual::PublishedRule>, Failure> {
    let rules = manual::published_rules(db).await?;
    let lines = engine::lines(app, &rules)?;
    let fits = |id: &str| lines.iter().any(|l| *l.id == *id && l.until.is_none() && model::elsewhere::can_be(&l.rule.form));
    Ok(rules.into_iter().filter(|r| r.effective_to.is_none() && fits(&r.id)).collect())
}

/// `GET /standing/elsewhere`
pub(super) async fn form(visit: Visit) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let rules = candidates(&visit.app, &mut db).await?;
    let chosen = store::elsewhere_rules(&mut db).await?;
    let line = |rule: &manual::PublishedRule| rule.line.get(usize::from(visit.lang() == base::words::Lang::Fr)).cloned().unwrap_or_default();
    let rules = rules.iter().map(|r| (r.id.clone(), clause_title(&visit, &rules, &r.id), line(r), chosen.contains(&r.id))).collect();
    Html::draw(&Choosing { page: visit.page("duties-elsewhere-choose-title")?, rules })
}

/// `POST /standing/elsewhere`
pub(super) async fn choose(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let known: BTreeSet<String> = candidates(&visit.app, &mut tx).await?.into_iter().map(|r| r.id).collect();
    let before = store::elsewhere_rules(&mut tx).await?;
    let after: BTreeSet<String> = form.all("rule").filter(|r| known.contains(*r)).map(str::to_owned).collect();
    for rule in after.difference(&before) {
        store::allow_elsewhere(&mut tx, rule, &visit.actor()?.id, visit.now()).await?;
        visit.record(&mut tx, &ELSEWHERE_ALLOWED, &[("rule", rule)], &[]).await?;
    }
    for rule in before.difference(&after) {
        store::bar_elsewhere(&mut tx, rule).await?;
        visit.record(&mut tx, &ELSEWHERE_BARRED, &[("rule", rule)], &[]).await?;
    }
    tx.commit().await?;
    Ok(visit.go("/standing/elsewhere", "duties-saved"))
}
