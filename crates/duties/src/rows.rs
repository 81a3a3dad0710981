//! Every duty as one plain row: for the command line, and to compare what is kept with what is built anew.

use base::words::Lang;
use base::{App, Failure, Moment};
use policy::{Duty, Stage, Status};
use serde::Serialize;

use crate::look::Looked;
use crate::model::Standing;
use crate::view::Teller;

/// A duty, in words and ids. Moments are ISO 8601 with the organisation's offset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    pub duty: String,
    pub rule: String,
    pub clause: String,
    /// `policy` or `practice`.
    pub stage: &'static str,
    /// `open`, `late`, `met`, `missed`, `excused` or `trial`.
    pub state: &'static str,
    pub what: String,
    pub who: String,
    pub about: String,
    pub opened: String,
    /// Empty while nothing is due.
    pub due: String,
    pub done: String,
    pub days_late: i64,
    /// Numbers of the trail entries that opened it, and that prove it.
    pub opened_by: String,
    pub evidence: String,
}

/// Every duty as of `moment`, in an order that does not depend on how it was computed.
pub(crate) async fn rows(app: &App, lang: Lang, moment: Moment) -> Result<Vec<Row>, Failure> {
    let mut db = app.db.read().await?;
    let mut looked = Looked::at(app, &mut db, moment, app.now()).await?;
    looked.duties.sort_by_key(|d| (d.due.map_or(i64::MAX, |due| due.last), d.id));
    let teller = Teller { app, lang, now: moment, rules: &looked.rules, reader: None, may_see_trail: false };
    let briefs = teller.brief(&mut db, &looked.duties).await?;
    Ok(looked.duties.iter().zip(briefs).map(|(duty, brief)| {
        let iso = |at: Option<i64>| at.map_or_else(String::new, |at| Moment(at).iso(&app.zone()));
        Row {
            duty: duty.id.to_string(),
            rule: duty.rule().to_string(),
            clause: brief.clause,
            stage: if duty.stage() == Stage::Practice { "practice" } else { "policy" },
            state: Standing::of(duty).id(),
            what: brief.what,
            who: brief.who,
            about: brief.about,
            opened: iso(Some(duty.opened_at)),
            due: iso(duty.due.map(|due| due.last)),
            done: iso(crate::engine::done_at(duty)),
            days_late: duty.days_overdue(),
            opened_by: numbers(&duty.opened_by),
            evidence: numbers(evidence(duty)),
        }
    }).collect())
}

fn evidence(duty: &Duty) -> &[u64] {
    match &duty.status {
        Status::Met { evidence, .. } | Status::Missed { evidence, .. } => evidence,
        _ => &[],
    }
}

fn numbers(all: &[u64]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
