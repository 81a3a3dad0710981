//! How the rules of a trial are kept: numbers by clause, no names and no blame (T-010).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use base::web::{Html, Page, Visit};
use base::words::Lang;
use base::Failure;
use policy::Status;

use crate::look::Looked;

/// What the numbers of a clause count, in the order of the columns.
const HEADS: [&str; 4] = ["duties-trial-kept", "duties-trial-pending", "duties-trial-not", "duties-trial-spared"];

struct Line {
    title: String,
    href: String,
    /// Head and number.
    cells: Vec<(String, u64)>,
}

#[derive(Template)]
#[template(path = "pages/tried.html")]
struct Tried {
    page: Page,
    back: String,
    counted: String,
    heads: Vec<String>,
    lines: Vec<Line>,
}

/// Where a duty of a trial is counted: kept, not due yet, not in time, fallen away.
const fn column(status: &Status) -> usize {
    match status {
        Status::Met { .. } => 0,
        Status::Pending => 1,
        Status::Missed { .. } => 2,
        Status::Excused { .. } => 3,
    }
}

/// `GET /standing/trial/{practice}`: what opened under its clauses while they were on trial, until it was decided on.
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let trial = manual::trial(&mut db, &id).await?.ok_or(Failure::Missing)?;
    let until = trial.decided_at.unwrap_or(visit.now()).min(visit.now());
    let looked = Looked::at(&visit.app, &mut db, until, visit.now()).await?;
    drop(db);
    let mut counts: BTreeMap<String, [u64; HEADS.len()]> = trial.clauses.iter().map(|c| (c.clone(), [0; HEADS.len()])).collect();
    let on_trial = |d: &&policy::Duty| d.stage() == policy::Stage::Practice && d.opened_at <= until.0;
    for duty in looked.duties.iter().filter(on_trial) {
        if let Some(count) = counts.get_mut(&looked.clause(duty)).and_then(|all| all.get_mut(column(&duty.status))) {
            *count += 1;
        }
    }
    let page = visit.page_titled(&visit.say("duties-trial-title", &[("tool", &trial.tool)]))?;
    let heads: Vec<String> = HEADS.iter().map(|id| visit.say(id, &[])).collect();
    let lang = usize::from(visit.lang() == Lang::Fr);
    let any = counts.values().flatten().any(|n| *n > 0);
    let lines = trial.clauses.iter().filter(|_| any).filter_map(|clause| Some(Line {
        title: looked.clause_title(clause, lang),
        href: format!("/manual/{}#{clause}", trial.document),
        cells: heads.iter().cloned().zip(counts.get(clause)?.iter().copied()).collect(),
    })).collect();
    let counted = match trial.decided_at {
        Some(at) => visit.say("duties-trial-then", &[("to", &page.day(&at))]),
        None => visit.say("duties-trial-now", &[]),
    };
    Html::draw(&Tried { back: format!("/manual/practices/{id}"), counted, heads, lines, page })
}
